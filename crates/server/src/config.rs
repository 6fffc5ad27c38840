//! What an operator can set.

use std::net::SocketAddr;
use std::path::PathBuf;
use std::time::Duration;

use variorum_store::Target;

/// Everything the server is told at start, checked.
#[derive(Debug, Clone)]
pub struct Config {
    /// Address and port to listen on.
    pub listen: SocketAddr,
    /// Folder for the database, the secret and the lock.
    pub data_dir: PathBuf,
    /// The database.
    pub database: Target,
    /// Path in front of everything, without a slash at its end; empty for none.
    pub base_path: String,
    /// Secret chosen by the operator instead of a generated one.
    pub secret_key: Option<String>,
    /// Lifetime of tokens in seconds.
    pub token_seconds: i64,
    /// Origins whose pages may call the API; `None` allows every origin.
    pub cors_origins: Option<Vec<String>>,
    /// What browsers are told.
    pub web: Web,
    /// Sizes, counts and times.
    pub limits: Limits,
    /// Whether webhooks may go to loopback and private addresses.
    pub webhooks_private_networks: bool,
    /// Seconds to wait before each further try of a webhook delivery.
    pub webhook_retry_seconds: Vec<i64>,
    /// What an owner made at first start is called.
    pub owner: OwnerConfig,
    /// Whether the settings page offers to share one's progress.
    pub share_your_progress: bool,
    /// The Hugging Face Space that the server runs on, if it does.
    pub space: Option<Space>,
}

impl Config {
    /// What to say at start where the data will not outlive the machine.
    #[must_use]
    pub fn lost_data_warning(&self) -> Option<String> {
        let space = self.space.as_ref()?;
        if space.has_persistent_storage || matches!(self.database, Target::Postgres(_)) {
            return None;
        }
        Some(format!(
            "warning: this Space has no persistent storage: all data in {} is lost when it \
             restarts. Add persistent storage to the Space and set VARIORUM_DATA_DIR to a folder \
             in /data, or set VARIORUM_DATABASE_URL to a PostgreSQL database.",
            self.data_dir.display()
        ))
    }
}

/// The web application and its sessions.
#[derive(Debug, Clone)]
pub struct Web {
    /// How long a session lasts from the last change it made, in seconds.
    pub session_seconds: i64,
    /// The same for those who chose to stay signed in.
    pub stay_signed_in_seconds: i64,
    /// Origin at which people reach the server, if it is told; else requests tell it.
    pub public_url: Option<String>,
    /// Hosts that records may show images of, as sources of a content security policy.
    pub image_hosts: Vec<String>,
    /// Hosts that custom templates may load from and talk to, as such sources.
    pub template_hosts: Vec<String>,
    /// Folder to serve the application from instead of the one in the program.
    pub ui_dir: Option<PathBuf>,
}

impl Default for Web {
    fn default() -> Self {
        Self {
            session_seconds: 12 * 60 * 60,
            stay_signed_in_seconds: 30 * 24 * 60 * 60,
            public_url: None,
            image_hosts: vec!["https:".to_owned()],
            template_hosts: Vec::new(),
            ui_dir: None,
        }
    }
}

/// A Hugging Face Space, as its environment describes it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Space {
    /// `author/name`.
    pub id: String,
    /// Title.
    pub title: Option<String>,
    /// Subdomain it is served at.
    pub subdomain: Option<String>,
    /// Host it is served at.
    pub host: Option<String>,
    /// Name of the repository.
    pub repo_name: Option<String>,
    /// Author of the repository.
    pub author_name: Option<String>,
    /// Whether data outlives a restart.
    pub has_persistent_storage: bool,
}

impl Space {
    /// Reads the variables that a Space sets; `None` elsewhere.
    #[must_use]
    pub fn from_env() -> Option<Self> {
        let get = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
        Some(Self {
            id: get("SPACE_ID")?,
            title: get("SPACE_TITLE"),
            subdomain: get("SPACE_SUBDOMAIN"),
            host: get("SPACE_HOST"),
            repo_name: get("SPACE_REPO_NAME"),
            author_name: get("SPACE_AUTHOR_NAME"),
            has_persistent_storage: get("PERSISTANT_STORAGE_ENABLED")
                .is_some_and(|value| matches!(value.as_str(), "true" | "True" | "1")),
        })
    }
}

/// Sizes, counts and times that bound what clients can ask for.
#[derive(Debug, Clone)]
pub struct Limits {
    /// Body of a bulk of records, bytes.
    pub bulk_body_bytes: usize,
    /// Any other body, bytes.
    pub body_bytes: usize,
    /// All bodies in flight together, bytes.
    pub bodies_bytes: usize,
    /// How long a connection may take to send the headers of its next request.
    pub header_patience: Duration,
    /// How long a body may stand still while it is sent.
    pub body_patience: Duration,
    /// How long what was accepted may take after the signal to stop.
    pub shutdown_patience: Duration,
    /// Connections to the database.
    pub connections: u32,
    /// Values of records that are kept in memory for searches, bytes.
    pub columns_bytes: usize,
    /// Streams of events that one user may have open in one server.
    pub event_streams: usize,
    /// Limits of the domain.
    pub schema: variorum_schema::limits::Limits,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bulk_body_bytes: 256 << 20,
            body_bytes: 32 << 20,
            bodies_bytes: 1 << 30,
            // Also ends idle connections, so it is longer than proxies keep theirs (60 s): a proxy
            // must not send a request into a connection that is just being closed.
            header_patience: Duration::from_secs(75),
            body_patience: Duration::from_secs(60),
            shutdown_patience: Duration::from_secs(30),
            connections: 16,
            columns_bytes: 1 << 30,
            event_streams: 16,
            schema: variorum_schema::limits::Limits::default(),
        }
    }
}

/// The first owner. What is not given is generated.
#[derive(Clone)]
pub struct OwnerConfig {
    /// Name to sign in with.
    pub username: String,
    /// Password, 8 to 100 characters.
    pub password: Option<String>,
    /// API key, at least 8 printable characters.
    pub api_key: Option<String>,
    /// Whether any of it was given by the operator.
    pub is_given: bool,
}

impl std::fmt::Debug for OwnerConfig {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("OwnerConfig").field("username", &self.username).finish_non_exhaustive()
    }
}

impl Default for OwnerConfig {
    fn default() -> Self {
        Self { username: "owner".to_owned(), password: None, api_key: None, is_given: false }
    }
}
