//! Running the program.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::process::{Child, ChildStderr, Command, Stdio};

/// What a finished run left behind.
#[derive(Debug, PartialEq, Eq)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// The program with an environment of its own.
pub fn variorum() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_variorum"));
    for (name, _) in std::env::vars() {
        if name.starts_with("VARIORUM_") || name.starts_with("SPACE_") {
            command.env_remove(name);
        }
    }
    command
}

/// Runs the program by way of another one, which gets `args` before the program's own.
pub fn variorum_by(other: &str, args: &[&str]) -> Command {
    let command = variorum();
    let program = command.get_program().to_owned();
    let mut by = Command::new(other);
    for (name, value) in command.get_envs() {
        if value.is_none() {
            by.env_remove(name);
        }
    }
    by.args(args).arg(program);
    by
}

/// Runs it to its end.
pub fn run(args: &[&str]) -> Run {
    run_with(args, &[], "")
}

/// Runs it in a data folder.
pub fn run_in(folder: &Path, args: &[&str]) -> Run {
    run_with(args, &[("VARIORUM_DATA_DIR", folder.to_str().unwrap())], "")
}

pub fn run_with(args: &[&str], env: &[(&str, &str)], stdin: &str) -> Run {
    let mut child = variorum()
        .args(args)
        .envs(env.iter().copied())
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that does not read its input may have closed it already.
    let _ = child.stdin.take().unwrap().write_all(stdin.as_bytes());
    let output = child.wait_with_output().unwrap();
    Run {
        code: output.status.code().unwrap_or(-1),
        stdout: String::from_utf8(output.stdout).unwrap(),
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A port that was free a moment ago.
pub fn free_port() -> u16 {
    TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port()
}

/// A server that runs until it is stopped.
pub struct Server {
    child: Child,
    stderr: BufReader<ChildStderr>,
    /// What it said before it was ready.
    pub said: String,
    pub url: String,
}

impl Server {
    /// Starts a server and waits until it answers.
    pub fn start(folder: &Path, env: &[(&str, &str)], args: &[&str]) -> Self {
        Self::start_by(variorum(), folder, env, args)
    }

    /// Starts a server with a command that ends in running the program, in the same process.
    pub fn start_by(
        mut program: Command,
        folder: &Path,
        env: &[(&str, &str)],
        args: &[&str],
    ) -> Self {
        let port = free_port();
        let mut child = program
            .arg("serve")
            .args(["--listen", &format!("127.0.0.1:{port}")])
            .args(args)
            .env("VARIORUM_LOG", "warn")
            .env("VARIORUM_DATA_DIR", folder)
            .envs(env.iter().copied())
            .stdout(Stdio::null())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut stderr = BufReader::new(child.stderr.take().unwrap());
        let mut said = String::new();
        while !said.contains("is ready at") {
            let mut line = String::new();
            assert_ne!(stderr.read_line(&mut line).unwrap(), 0, "the server ended: {said}");
            said.push_str(&line);
        }
        Self { child, stderr, said, url: format!("http://127.0.0.1:{port}") }
    }

    /// The process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Sends SIGTERM.
    pub fn terminate(&self) {
        let pid = self.child.id().to_string();
        assert!(Command::new("kill").args(["-TERM", &pid]).status().unwrap().success());
    }

    /// Kills it, so that it cannot finish anything.
    pub fn kill(mut self) {
        self.child.kill().unwrap();
        self.child.wait().unwrap();
    }

    /// Sends SIGTERM and waits for the end; answers the exit code and what else was said.
    pub fn stop(mut self) -> (i32, String) {
        self.terminate();
        self.ended()
    }

    /// Waits for the end; answers the exit code and what else was said.
    pub fn ended(&mut self) -> (i32, String) {
        let mut rest = String::new();
        self.stderr.read_to_string(&mut rest).unwrap();
        (self.child.wait().unwrap().code().unwrap_or(-1), rest)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if std::thread::panicking() {
            let mut rest = String::new();
            let _ = self.stderr.read_to_string(&mut rest);
            let said = format!("what the server said:\n{rest}\n");
            // Whoever looks for why the test failed finds it, or not.
            let _ = std::io::stderr().write_all(said.as_bytes());
        }
    }
}

/// The status and JSON of a GET with an API key.
pub fn get(url: &str, key: &str) -> (u16, serde_json::Value) {
    let out = Command::new("curl")
        .args(["--silent", "--write-out", "\n%{http_code}", "--header"])
        .arg(format!("X-Argilla-Api-Key: {key}"))
        .arg(url)
        .output()
        .unwrap();
    let text = String::from_utf8(out.stdout).unwrap();
    let (body, status) = text.rsplit_once('\n').unwrap();
    (status.parse().unwrap(), serde_json::from_str(body).unwrap_or_default())
}
