//! What can be set: one list that makes the flags, the environment variables, the TOML file and
//! the table in the docs.

use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::time::Duration;

use clap::{Args, ValueEnum};
use serde::Deserialize;
use variorum_schema::users::PASSWORD_LENGTH;
use variorum_server::Config;
use variorum_server::config::{Limits, OwnerConfig, Space, Web};
use variorum_store::Target;

use crate::exit::Failure;

const MIB: usize = 1 << 20;
/// Longer than a year nobody stays signed in, whatever the browser keeps.
const SESSION_SECONDS: std::ops::RangeInclusive<i64> = 1..=365 * 24 * 60 * 60;

/// Where the database is; every command that uses it takes these.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(default)]
pub struct DatabaseOptions {
    /// Folder for the database, the secret and the lock [default: ./variorum-data]
    #[arg(long, global = true, env = "VARIORUM_DATA_DIR", value_name = "FOLDER")]
    pub data_dir: Option<PathBuf>,

    /// Database: `sqlite:PATH` or `postgres://USER:PASSWORD@HOST/NAME` [default: SQLite in the
    /// data folder]
    #[arg(
        long,
        global = true,
        env = "VARIORUM_DATABASE_URL",
        value_name = "URL",
        hide_env_values = true
    )]
    pub database_url: Option<String>,

    /// Secret that signs tokens and seals API keys, at least 16 characters [default: made once and
    /// kept in the data folder, or in the PostgreSQL database]
    #[arg(
        long,
        global = true,
        env = "VARIORUM_SECRET_KEY",
        value_name = "TEXT",
        hide_env_values = true
    )]
    pub secret_key: Option<String>,
}

/// How the server runs.
#[derive(Debug, Clone, Default, Args, Deserialize)]
#[serde(default)]
pub struct ServerOptions {
    /// Address and port to listen on [default: 127.0.0.1:6900]
    #[arg(long, env = "VARIORUM_LISTEN", value_name = "ADDRESS:PORT")]
    pub listen: Option<SocketAddr>,

    /// Path in front of everything, for a server behind a proxy [default: none]
    #[arg(long, env = "VARIORUM_BASE_PATH", value_name = "/PATH")]
    pub base_path: Option<String>,

    /// How long a bearer token is good, in seconds [default: 86400]
    #[arg(long, env = "VARIORUM_TOKEN_SECONDS", value_name = "SECONDS")]
    pub token_seconds: Option<i64>,

    /// Origins whose pages may call the API, separated by commas [default: every origin, without
    /// credentials of the browser]
    #[arg(long, env = "VARIORUM_CORS_ORIGINS", value_name = "ORIGINS", value_delimiter = ',')]
    pub cors_origins: Option<Vec<String>>,

    /// Where people reach the server, such as `https://annotate.example.com`; with https the cookies
    /// of sessions are kept to it [default: what each request says]
    #[arg(long, env = "VARIORUM_PUBLIC_URL", value_name = "ORIGIN")]
    pub public_url: Option<String>,

    /// How long somebody stays signed in with a browser from the last change they made, in seconds
    /// [default: 43200]
    #[arg(long, env = "VARIORUM_SESSION_SECONDS", value_name = "SECONDS")]
    pub session_seconds: Option<i64>,

    /// The same for those who chose to stay signed in, in seconds [default: 2592000]
    #[arg(long, env = "VARIORUM_STAY_SIGNED_IN_SECONDS", value_name = "SECONDS")]
    pub stay_signed_in_seconds: Option<i64>,

    /// Hosts whose images the web application shows, separated by commas, such as
    /// `https://images.example.com` or `https://*.example.com` [default: every host by https]
    #[arg(long, env = "VARIORUM_IMAGE_HOSTS", value_name = "HOSTS", value_delimiter = ',')]
    pub image_hosts: Option<Vec<String>>,

    /// Hosts that custom templates of records may load from and send to, separated by commas
    /// [default: none]
    #[arg(long, env = "VARIORUM_TEMPLATE_HOSTS", value_name = "HOSTS", value_delimiter = ',')]
    pub template_hosts: Option<Vec<String>>,

    /// Folder to serve the web application from, for its development [default: the one in the
    /// program]
    #[arg(long, env = "VARIORUM_UI_DIR", value_name = "FOLDER")]
    pub ui_dir: Option<PathBuf>,

    /// Largest body of a bulk of records, in MiB [default: 256]
    #[arg(long, env = "VARIORUM_BULK_BODY_MIB", value_name = "MIB")]
    pub bulk_body_mib: Option<usize>,

    /// Largest body of any other request, in MiB [default: 32]
    #[arg(long, env = "VARIORUM_BODY_MIB", value_name = "MIB")]
    pub body_mib: Option<usize>,

    /// All bodies in flight together, in MiB; more are answered 503 [default: 1024]
    #[arg(long, env = "VARIORUM_BODIES_MIB", value_name = "MIB")]
    pub bodies_mib: Option<usize>,

    /// Connections to the database; to SQLite at most 2 for each processor, or 8 [default: 16]
    #[arg(long, env = "VARIORUM_CONNECTIONS", value_name = "NUMBER")]
    pub connections: Option<u32>,

    /// Values of records kept in memory for searches, in MiB; what alone takes more, such as a million
    /// vectors of 1,536 dimensions, is read from the database by every search [default: 1024]
    #[arg(long, env = "VARIORUM_COLUMNS_MIB", value_name = "MIB")]
    pub columns_mib: Option<usize>,

    /// Streams of events one user may have open [default: 16]
    #[arg(long, env = "VARIORUM_EVENT_STREAMS_MAX", value_name = "NUMBER")]
    pub event_streams_max: Option<usize>,

    /// How long requests that were accepted may take after the signal to stop, in seconds
    /// [default: 30]
    #[arg(long, env = "VARIORUM_SHUTDOWN_SECONDS", value_name = "SECONDS")]
    pub shutdown_seconds: Option<u32>,

    /// Options a label question may have [default: 500]
    #[arg(long, env = "VARIORUM_LABEL_OPTIONS_MAX", value_name = "NUMBER")]
    pub label_options_max: Option<usize>,

    /// Options a span question may have [default: 500]
    #[arg(long, env = "VARIORUM_SPAN_OPTIONS_MAX", value_name = "NUMBER")]
    pub span_options_max: Option<usize>,

    /// Whether webhooks may go to loopback and private addresses [default: true]
    #[arg(long, env = "VARIORUM_WEBHOOKS_PRIVATE_NETWORKS", value_name = "BOOL")]
    pub webhooks_private_networks: Option<bool>,

    /// Whether the application offers to share one's progress [default: false]
    #[arg(long, env = "VARIORUM_SHARE_YOUR_PROGRESS", value_name = "BOOL")]
    pub share_your_progress: Option<bool>,

    /// Least important messages to log, or a filter such as `variorum_server=debug` [default: info]
    #[arg(long, env = "VARIORUM_LOG", value_name = "LEVEL")]
    pub log: Option<String>,

    /// Form of the log: `text` for people, `json` for one object a line [default: text]
    #[arg(long, env = "VARIORUM_LOG_FORMAT", value_name = "FORMAT", hide_possible_values = true)]
    pub log_format: Option<LogFormat>,
}

/// Form of the log.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LogFormat {
    /// Lines for people
    #[default]
    Text,
    /// One JSON object a line
    Json,
}

/// Where a TOML file with the same settings is.
#[derive(Debug, Clone, Default, Args)]
pub struct FileOption {
    /// TOML file with any of these settings, named as the flags with `_` for `-`
    #[arg(long, global = true, env = "VARIORUM_CONFIG", value_name = "FILE")]
    pub config: Option<PathBuf>,
}

/// What a TOML file may hold.
#[derive(Debug, Default, Deserialize)]
struct File {
    #[serde(flatten)]
    database: DatabaseOptions,
    #[serde(flatten)]
    server: ServerOptions,
    #[serde(flatten)]
    rest: std::collections::BTreeMap<String, toml::Value>,
}

macro_rules! or {
    ($flags:ident, $file:ident, [$($field:ident),* $(,)?]) => {
        $(if $flags.$field.is_none() { $flags.$field = $file.$field; })*
    };
}

/// Flags and variables win over the file.
pub fn merge(
    database: &mut DatabaseOptions,
    server: &mut ServerOptions,
    file: Option<&Path>,
) -> Result<(), Failure> {
    let Some(path) = file else { return Ok(()) };
    let bad = |cause: String| Failure::Usage(format!("{}: {cause}", path.display()));
    let text = std::fs::read_to_string(path).map_err(|cause| bad(cause.to_string()))?;
    let file: File = toml::from_str(&text)
        .map_err(|cause| bad(cause.to_string().lines().collect::<Vec<_>>().join(" ")))?;
    let known: Vec<&str> = DATABASE_FIELDS.iter().chain(SERVER_FIELDS).copied().collect();
    if let Some(unknown) = file.rest.keys().find(|key| !known.contains(&key.as_str())) {
        return Err(bad(format!("unknown setting `{unknown}`")));
    }
    let (from_file, server_file) = (file.database, file.server);
    or!(database, from_file, [data_dir, database_url, secret_key]);
    or!(
        server,
        server_file,
        [
            listen,
            base_path,
            token_seconds,
            cors_origins,
            public_url,
            session_seconds,
            stay_signed_in_seconds,
            image_hosts,
            template_hosts,
            ui_dir,
            bulk_body_mib,
            body_mib,
            bodies_mib,
            connections,
            columns_mib,
            event_streams_max,
            shutdown_seconds,
            label_options_max,
            span_options_max,
            webhooks_private_networks,
            share_your_progress,
            log,
            log_format,
        ]
    );
    Ok(())
}

const DATABASE_FIELDS: &[&str] = &["data_dir", "database_url", "secret_key"];
const SERVER_FIELDS: &[&str] = &[
    "listen",
    "base_path",
    "token_seconds",
    "cors_origins",
    "public_url",
    "session_seconds",
    "stay_signed_in_seconds",
    "image_hosts",
    "template_hosts",
    "ui_dir",
    "bulk_body_mib",
    "body_mib",
    "bodies_mib",
    "connections",
    "columns_mib",
    "event_streams_max",
    "shutdown_seconds",
    "label_options_max",
    "span_options_max",
    "webhooks_private_networks",
    "share_your_progress",
    "log",
    "log_format",
];

/// The checked configuration.
pub fn config(
    database: &DatabaseOptions,
    server: &ServerOptions,
    owner: OwnerConfig,
) -> Result<Config, Failure> {
    let usage = |text: String| Err(Failure::Usage(text));
    let data_dir = database.data_dir.clone().unwrap_or_else(|| PathBuf::from("variorum-data"));
    let target = match &database.database_url {
        None => Target::Sqlite(data_dir.join("variorum.db")),
        Some(url) => Target::parse(url)
            .map_err(|cause| Failure::Usage(format!("--database-url: {cause}")))?,
    };
    if database.secret_key.as_ref().is_some_and(|key| key.chars().count() < 16) {
        return usage("--secret-key: at least 16 characters are needed".to_owned());
    }
    let base_path = base_path(server.base_path.as_deref().unwrap_or_default())?;
    let token_seconds = server.token_seconds.unwrap_or(86_400);
    if token_seconds < 1 {
        return usage("--token-seconds: at least 1 is needed".to_owned());
    }
    if let Some(origin) = server.cors_origins.iter().flatten().find(|o| !is_origin(o)) {
        return usage(format!(
            "--cors-origins: `{origin}` is no origin such as https://example.com"
        ));
    }
    Ok(Config {
        listen: server.listen.unwrap_or_else(|| SocketAddr::from(([127, 0, 0, 1], 6900))),
        data_dir,
        database: target,
        base_path,
        secret_key: database.secret_key.clone(),
        token_seconds,
        cors_origins: server.cors_origins.clone(),
        web: web(server)?,
        limits: limits(server)?,
        webhooks_private_networks: server.webhooks_private_networks.unwrap_or(true),
        webhook_retry_seconds: vec![10, 60, 180],
        owner,
        share_your_progress: server.share_your_progress.unwrap_or(false),
        space: Space::from_env(),
    })
}

fn web(server: &ServerOptions) -> Result<Web, Failure> {
    let mut web = Web::default();
    let usage = |text: String| Err(Failure::Usage(text));
    for (flag, given, seconds) in [
        ("session-seconds", server.session_seconds, &mut web.session_seconds),
        ("stay-signed-in-seconds", server.stay_signed_in_seconds, &mut web.stay_signed_in_seconds),
    ] {
        match given {
            None => {}
            Some(given) if SESSION_SECONDS.contains(&given) => *seconds = given,
            Some(_) => {
                let (min, max) = SESSION_SECONDS.into_inner();
                return usage(format!("--{flag}: between {min} and {max} are needed"));
            }
        }
    }
    if let Some(url) = &server.public_url {
        let url = url.trim_end_matches('/');
        if !is_origin(url) {
            return usage(format!(
                "--public-url: `{url}` is no origin such as https://example.com"
            ));
        }
        web.public_url = Some(url.to_owned());
    }
    for (flag, given, hosts) in [
        ("image-hosts", &server.image_hosts, &mut web.image_hosts),
        ("template-hosts", &server.template_hosts, &mut web.template_hosts),
    ] {
        let Some(given) = given else { continue };
        if let Some(host) = given.iter().find(|host| !is_host_source(host)) {
            let example = "https://images.example.com";
            return usage(format!("--{flag}: `{host}` is no host such as {example}"));
        }
        hosts.clone_from(given);
    }
    web.ui_dir.clone_from(&server.ui_dir);
    Ok(web)
}

fn limits(server: &ServerOptions) -> Result<Limits, Failure> {
    let mut limits = Limits::default();
    let mib = |flag: &str, value: Option<usize>, into: &mut usize| match value {
        None => Ok(()),
        Some(0) => Err(Failure::Usage(format!("--{flag}: at least 1 is needed"))),
        Some(value) => match value.checked_mul(MIB) {
            Some(bytes) => {
                *into = bytes;
                Ok(())
            }
            None => {
                Err(Failure::Usage(format!("--{flag}: {value} MiB is more than a machine has")))
            }
        },
    };
    mib("bulk-body-mib", server.bulk_body_mib, &mut limits.bulk_body_bytes)?;
    mib("body-mib", server.body_mib, &mut limits.body_bytes)?;
    mib("bodies-mib", server.bodies_mib, &mut limits.bodies_bytes)?;
    mib("columns-mib", server.columns_mib, &mut limits.columns_bytes)?;
    let largest = limits.bulk_body_bytes.max(limits.body_bytes);
    if limits.bodies_bytes < largest {
        let text = format!("--bodies-mib: the largest body, {} MiB, must fit", largest / MIB);
        return Err(Failure::Usage(text));
    }
    if let Some(connections) = server.connections {
        if connections == 0 {
            return Err(Failure::Usage("--connections: at least 1 is needed".to_owned()));
        }
        limits.connections = connections;
    }
    if let Some(number) = server.event_streams_max {
        limits.event_streams = number;
    }
    if let Some(seconds) = server.shutdown_seconds {
        limits.shutdown_patience = Duration::from_secs(seconds.into());
    }
    if let Some(number) = server.label_options_max {
        limits.schema.label_options_max = number;
    }
    if let Some(number) = server.span_options_max {
        limits.schema.span_options_max = number;
    }
    Ok(limits)
}

/// A path with a slash at its beginning and none at its end; empty for none.
fn base_path(text: &str) -> Result<String, Failure> {
    let path = text.trim_end_matches('/');
    let allowed = |c: char| c.is_ascii_alphanumeric() || "/-_.~".contains(c);
    if !path.is_empty() && (!path.starts_with('/') || !path.chars().all(allowed)) {
        return Err(Failure::Usage(format!("--base-path: `{text}` is no path such as /annotate")));
    }
    Ok(path.to_owned())
}

fn is_origin(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|host| !host.is_empty() && !host.contains('/'))
}

/// A scheme and a host, whose first part may be `*`: nothing that would end a policy's list.
fn is_host_source(text: &str) -> bool {
    let rest = text.strip_prefix("https://").or_else(|| text.strip_prefix("http://"));
    let allowed = |c: char| c.is_ascii_alphanumeric() || ".-:[]".contains(c);
    rest.map(|host| host.strip_prefix("*.").unwrap_or(host))
        .is_some_and(|host| !host.is_empty() && host.chars().all(allowed))
}

/// The first owner, as the environment names it.
pub fn owner_from_env() -> Result<OwnerConfig, Failure> {
    let get = |name: &str| std::env::var(name).ok().filter(|value| !value.is_empty());
    let username = get("VARIORUM_OWNER_USERNAME");
    let password = get("VARIORUM_OWNER_PASSWORD");
    let api_key = get("VARIORUM_OWNER_API_KEY");
    if password.as_ref().is_some_and(|p| !PASSWORD_LENGTH.contains(&p.chars().count())) {
        return Err(Failure::Usage(format!(
            "VARIORUM_OWNER_PASSWORD: between {} and {} characters are needed",
            PASSWORD_LENGTH.start(),
            PASSWORD_LENGTH.end()
        )));
    }
    let is_key =
        |key: &str| key.len() >= 8 && key.chars().all(|c| c.is_ascii_graphic() || c == ' ');
    if api_key.as_ref().is_some_and(|key| !is_key(key) || key.trim() != key) {
        return Err(Failure::Usage(
            "VARIORUM_OWNER_API_KEY: at least 8 printable characters are needed".to_owned(),
        ));
    }
    let is_given = username.is_some() || password.is_some() || api_key.is_some();
    let username = username.unwrap_or_else(|| OwnerConfig::default().username);
    Ok(OwnerConfig { username, password, api_key, is_given })
}
