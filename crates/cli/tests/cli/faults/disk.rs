//! A small file system of a test's own.

use std::io::{BufRead as _, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, Command, Stdio};

use tempfile::TempDir;
use variorum_testkit::not_run;

use crate::program::variorum_by;

/// A small file system in a mount namespace, which goes away with the value. Programs run in it by
/// [`program`](Self::program) and [`run`](Self::run); the test sees it under another path.
pub struct Disk {
    holder: Child,
    // Closed when the test's process ends, however that happens; the holder then ends too.
    _ends_holder: Option<ChildStdin>,
    folder: TempDir,
    enter: Vec<String>,
}

impl Disk {
    /// A disk of this size, or `None`, said aloud, where the system allows no such thing.
    pub fn new(mib: u32) -> Option<Self> {
        let folder = tempfile::tempdir().unwrap();
        let is_root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
        // Who is no one in particular becomes root in a user namespace; root needs none.
        let user: &[&str] = if is_root { &[] } else { &["--user", "--map-root-user"] };
        let mut holder = Command::new("unshare")
            .args(user)
            .args(["--mount", "sh", "-c"])
            .arg(format!("mount -t tmpfs -o size={mib}m tmpfs \"$1\" && echo ready && exec cat"))
            .arg("sh")
            .arg(folder.path())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .ok()?;
        let mut line = String::new();
        let _ = BufReader::new(holder.stdout.take()?).read_line(&mut line);
        if line != "ready\n" {
            not_run("no file system can be mounted here");
            let _ = holder.kill();
            let _ = holder.wait();
            return None;
        }
        let mut enter = vec!["--target".to_owned(), holder.id().to_string(), "--mount".to_owned()];
        if !is_root {
            enter.extend(["--user".to_owned(), "--preserve-credentials".to_owned()]);
        }
        let _ends_holder = holder.stdin.take();
        Some(Self { holder, _ends_holder, folder, enter })
    }

    /// Where programs find it.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// Where the test finds it.
    pub fn outside(&self) -> PathBuf {
        let path = self.path().strip_prefix("/").unwrap();
        Path::new(&format!("/proc/{}/root", self.holder.id())).join(path)
    }

    /// The program, to be run where the disk is.
    pub fn program(&self) -> Command {
        let mut args: Vec<&str> = self.enter.iter().map(String::as_str).collect();
        args.push("--");
        variorum_by("nsenter", &args)
    }

    /// Runs another program where the disk is; answers its output.
    pub fn run(&self, program: &str, args: &[&str]) -> String {
        let out =
            Command::new("nsenter").args(&self.enter).arg("--").arg(program).args(args).output();
        let out = out.unwrap();
        assert!(
            out.status.success(),
            "{program} {args:?}: {}",
            String::from_utf8_lossy(&out.stderr)
        );
        String::from_utf8(out.stdout).unwrap()
    }

    /// Mounts it anew, with the data that is there.
    pub fn remount(&self, options: &str) {
        let options = format!("remount,{options}");
        self.run("mount", &["-o", &options, self.path().to_str().unwrap()]);
    }

    /// Uses up all space that is left.
    pub fn fill(&self) {
        let ballast = self.outside().join("ballast");
        let mut file = std::fs::File::create(ballast).unwrap();
        let mut size = 1 << 20;
        while size > 0 {
            if std::io::Write::write_all(&mut file, &vec![1; size]).is_err() {
                size /= 2;
            }
        }
    }

    /// Gives back what [`fill`](Self::fill) took.
    pub fn empty(&self) {
        std::fs::remove_file(self.outside().join("ballast")).unwrap();
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // It may have ended already.
        let _ = self.holder.kill();
        let _ = self.holder.wait();
    }
}
