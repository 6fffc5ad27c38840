//! The server as a process of its own: started, watched, stopped.

use std::fs::{self, File};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, bail};
use serde_json::{Value, json};

use crate::client::Client;

/// API key of the owner of every server that is measured.
pub const OWNER_KEY: &str = "owner-key-of-the-bench";
/// How long a server may take until it answers.
const START_MAX: Duration = Duration::from_secs(60);
/// Ticks of `/proc` in a second, the same on every Linux.
const TICKS: f64 = 100.0;

pub struct Server {
    child: Child,
    pub address: SocketAddr,
    /// From the start of the process to the first answer that needed the database.
    pub first_answer: Duration,
}

/// What is to be started, and on what.
#[derive(Debug, Clone)]
pub struct Setup {
    pub program: PathBuf,
    pub folder: PathBuf,
    /// SQLite in the folder when there is none.
    pub database_url: Option<String>,
}

impl Server {
    pub async fn start(setup: &Setup) -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        fs::create_dir_all(&setup.folder)?;
        let log = setup.folder.join("server.log");
        let mut command = Command::new(&setup.program);
        command
            .args(["serve", "--log", "warn", "--listen", &address.to_string(), "--data-dir"])
            .arg(&setup.folder)
            .env("VARIORUM_OWNER_USERNAME", "bench-owner")
            .env("VARIORUM_OWNER_API_KEY", OWNER_KEY)
            .stdout(Stdio::null())
            .stderr(File::options().create(true).append(true).open(&log)?);
        if let Some(url) = &setup.database_url {
            command.env("VARIORUM_DATABASE_URL", url);
        }
        let begun = Instant::now();
        let child = command.spawn().with_context(|| setup.program.display().to_string())?;
        let mut server = Self { child, address, first_answer: Duration::ZERO };
        while let Err(cause) = server.is_answering().await {
            if let Some(status) = server.child.try_wait()? {
                bail!("the server ended with {status}: {}", fs::read_to_string(&log)?);
            }
            if begun.elapsed() > START_MAX {
                return Err(cause.context("the server does not answer"));
            }
            tokio::time::sleep(Duration::from_millis(1)).await;
        }
        server.first_answer = begun.elapsed();
        Ok(server)
    }

    async fn is_answering(&self) -> Result<()> {
        Client::connect(self.address, OWNER_KEY).await?.get("/me").await.map(drop)
    }

    /// A connection of the owner.
    pub async fn owner(&self) -> Result<Client> {
        self.connect(OWNER_KEY).await
    }

    pub async fn connect(&self, key: &str) -> Result<Client> {
        Client::connect(self.address, key).await
    }

    /// Asks the server to stop and waits for it.
    pub async fn stop(mut self) -> Result<()> {
        let pid = self.child.id().to_string();
        Command::new("kill").args(["-s", "TERM", &pid]).status()?;
        let asked = Instant::now();
        while self.child.try_wait()?.is_none() {
            if asked.elapsed() > START_MAX {
                bail!("the server does not stop");
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(())
    }

    pub fn memory(&self) -> Result<Memory> {
        let path = format!("/proc/{}/status", self.child.id());
        let status = fs::read_to_string(&path).context(path)?;
        let read = |key: &str| {
            let line = status.lines().find_map(|line| line.strip_prefix(key)?.strip_prefix(':'));
            let number = line.and_then(|line| line.trim().strip_suffix(" kB")?.parse::<f64>().ok());
            number.map(|kibibytes| kibibytes * 1024.0 / 1e6).with_context(|| format!("`{key}`"))
        };
        Ok(Memory { now: read("VmRSS")?, peak: read("VmHWM")?, anonymous: read("RssAnon")? })
    }

    /// Lets the peak of memory begin anew.
    pub fn forget_peak(&self) -> Result<()> {
        let path = format!("/proc/{}/clear_refs", self.child.id());
        fs::write(&path, "5").context(path)
    }

    /// Seconds of processor that the server has used.
    pub fn cpu_seconds(&self) -> Result<f64> {
        cpu_seconds(&format!("/proc/{}/stat", self.child.id()))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Already gone after `stop`, where there is nothing left to end.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// Seconds of processor that the load generator has used.
pub fn own_cpu_seconds() -> Result<f64> {
    cpu_seconds("/proc/self/stat")
}

fn cpu_seconds(path: &str) -> Result<f64> {
    let stat = fs::read_to_string(path).with_context(|| path.to_owned())?;
    // The name of the program may hold spaces; what counts follows its closing parenthesis.
    let rest = stat.rsplit_once(')').map(|(_, rest)| rest).unwrap_or_default();
    let ticks = rest.split_whitespace().skip(11).take(2).map(|ticks| ticks.parse::<f64>());
    Ok(ticks.sum::<Result<f64, _>>()? / TICKS)
}

/// Resident memory in MB.
#[derive(Debug, Clone, Copy)]
pub struct Memory {
    pub now: f64,
    pub peak: f64,
    /// Without what belongs to files.
    pub anonymous: f64,
}

impl Memory {
    pub fn json(self) -> Value {
        json!({"now_mb": self.now, "peak_mb": self.peak, "anonymous_mb": self.anonymous})
    }
}

/// The size of a file in MB.
pub fn file_mb(path: &Path) -> Result<f64> {
    let bytes = fs::metadata(path).with_context(|| path.display().to_string())?.len();
    Ok(bytes_as_f64(bytes) / 1e6)
}

#[expect(clippy::cast_precision_loss, reason = "sizes far below 2^52")]
pub fn bytes_as_f64(bytes: u64) -> f64 {
    bytes as f64
}
