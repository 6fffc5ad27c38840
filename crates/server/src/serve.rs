//! Start, first owner, and an end that finishes what was accepted.

use std::net::SocketAddr;
use std::path::Path;
use std::time::Duration;

use tokio::net::TcpListener;
use tokio_util::sync::CancellationToken;
use variorum_schema::users::Role;
use variorum_schema::workspaces::WorkspaceCreate;
use variorum_store::{Lock, LockRefused, Store, Target, server_settings, users, workspaces};

use crate::accounts::{self, AccountCreate};
use crate::api;
use crate::auth::secret::Secret;
use crate::auth::{api_keys, passwords};
use crate::config::{Config, OwnerConfig};
use crate::connections;
use crate::jobs;
use crate::live;
use crate::state::App;

/// How long the connections to the database may take to close.
const CLOSE_PATIENCE: Duration = Duration::from_secs(5);
/// Marks a database whose first owner has been made.
const OWNER_MADE: &str = "owner_made";

/// Why a server does not start or stops. One line for people.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum StartError {
    /// The folder or the database that was named cannot be written.
    #[error("{0}")]
    NotWritable(String),
    /// Anything else.
    #[error("{0}")]
    Failed(String),
}

impl StartError {
    fn database(what: &str, cause: &variorum_store::Error) -> Self {
        let text = format!("{what}: {cause}");
        match cause {
            variorum_store::Error::ReadOnly(_) => Self::NotWritable(text),
            _ => Self::Failed(text),
        }
    }

    fn file(what: &str, path: &Path, cause: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let text = format!("{what} {}: {cause}", path.display());
        match cause.kind() {
            ErrorKind::ReadOnlyFilesystem | ErrorKind::PermissionDenied => Self::NotWritable(text),
            _ => Self::Failed(text),
        }
    }
}

/// The owner made at first start, to be shown once.
#[derive(Clone)]
pub struct FirstOwner {
    /// Name to sign in with.
    pub username: String,
    /// The password, if it was generated.
    pub password: Option<String>,
    /// The API key, if it was generated.
    pub api_key: Option<String>,
}

/// A server that has its database, its secret and its port, and is about to answer.
pub struct Ready {
    app: App,
    listener: TcpListener,
    /// Where it listens.
    pub address: SocketAddr,
    /// The owner, if this start made one.
    pub first_owner: Option<FirstOwner>,
    _locks: Vec<Lock>,
}

/// Opens everything that a server needs.
///
/// # Errors
/// One clear line: the folder cannot be written, another server has it, the database cannot be
/// reached or is newer, the port is taken.
pub async fn prepare(config: Config) -> Result<Ready, StartError> {
    let locks = match &config.database {
        Target::Sqlite(path) => claim(&config.data_dir, path)?,
        Target::Postgres(_) => Vec::new(),
    };
    let (store, secret) = open(&config).await?;
    let first_owner = ensure_owner(&store, &secret, &config.owner).await?;
    let listener = TcpListener::bind(config.listen).await.map_err(|cause| {
        StartError::Failed(format!("cannot listen on {}: {cause}", config.listen))
    })?;
    let address = listener.local_addr().map_err(|cause| StartError::Failed(cause.to_string()))?;
    let app = App::new(config, store, secret);
    Ok(Ready { app, listener, address, first_owner, _locks: locks })
}

/// Opens the database and the secret, as the server and the command line both do.
///
/// # Errors
/// As [`prepare`].
pub async fn open(config: &Config) -> Result<(Store, Secret), StartError> {
    if let Target::Sqlite(path) = &config.database {
        make_folders(&config.data_dir, path)?;
    }
    let store = Store::open(&config.database, config.limits.connections)
        .await
        .map_err(|cause| StartError::database("cannot open the database", &cause))?;
    let secret = match (&config.secret_key, &config.database) {
        (Some(text), _) => Secret::new(text),
        (None, Target::Sqlite(_)) => {
            let folder = &config.data_dir;
            Secret::from_folder(folder)
                .map_err(|cause| StartError::file("cannot keep the secret in", folder, &cause))?
        }
        (None, Target::Postgres(_)) => Secret::from_store(&store)
            .await
            .map_err(|cause| StartError::database("cannot keep the secret", &cause))?,
    };
    Ok((store, secret))
}

fn make_folder(folder: &Path) -> Result<(), StartError> {
    std::fs::create_dir_all(folder).map_err(|cause| StartError::file("cannot make", folder, &cause))
}

fn make_folders(data_dir: &Path, database: &Path) -> Result<(), StartError> {
    make_folder(data_dir)?;
    database.parent().map_or(Ok(()), make_folder)
}

/// Takes the data folder, and the database, which other folders may have as well.
fn claim(data_dir: &Path, database: &Path) -> Result<Vec<Lock>, StartError> {
    make_folders(data_dir, database)?;
    let refused = |place: &Path, refused| match refused {
        LockRefused::Held => {
            StartError::Failed(format!("another server is running on {}", place.display()))
        }
        LockRefused::File { path, cause } => StartError::file("cannot write", &path, &cause),
    };
    let folder = Lock::of_folder(data_dir).map_err(|cause| refused(data_dir, cause))?;
    let file = Lock::of_database(database).map_err(|cause| refused(database, cause))?;
    Ok(vec![folder, file])
}

/// Answers requests until `stop` is cancelled, then finishes what was accepted, for as long as
/// `shutdown_patience` allows.
pub async fn serve(ready: Ready, stop: CancellationToken) {
    let store = ready.app.store().clone();
    let router = api::router(&ready.app);
    let mut workers = jobs::start(&ready.app, &stop);
    workers.spawn(live::run(ready.app.clone(), stop.clone()));
    let limits = ready.app.config().limits.clone();
    let deadline = async {
        stop.cancelled().await;
        tokio::time::sleep(limits.shutdown_patience).await;
    };
    let finished = async {
        connections::answer(ready.listener, router, limits.header_patience, &stop).await;
        while workers.join_next().await.is_some() {}
    };
    // What is not finished is dropped with its connections.
    tokio::select! {
        () = finished => {}
        () = deadline => {
            let seconds = limits.shutdown_patience.as_secs_f64();
            tracing::warn!("work still running after {seconds} s was cut off");
        }
    }
    workers.shutdown().await;
    // A statement that still runs must not hold up the end.
    if tokio::time::timeout(CLOSE_PATIENCE, store.close()).await.is_err() {
        tracing::warn!("a statement was still running when the server ended");
    }
}

/// Makes the first owner and their workspace on a database that never had one.
async fn ensure_owner(
    store: &Store,
    secret: &Secret,
    wanted: &OwnerConfig,
) -> Result<Option<FirstOwner>, StartError> {
    let failed =
        |cause: variorum_store::Error| StartError::database("cannot make an owner", &cause);
    let mut tx = store.read().await.map_err(failed)?;
    let has_owner = users::list(&mut tx)
        .await
        .map_err(failed)?
        .iter()
        .any(|account| account.user.role == Role::Owner);
    drop(tx);
    if has_owner {
        if wanted.is_given {
            tracing::info!("there is an owner already: the VARIORUM_OWNER_* settings are ignored");
        }
        return Ok(None);
    }
    let password = wanted.password.clone().unwrap_or_else(api_keys::generate_password);
    let api_key = wanted.api_key.clone().unwrap_or_else(api_keys::generate);
    let password_hash = passwords::hash(password.clone())
        .await
        .map_err(|cause| StartError::Failed(cause.to_string()))?;
    let mut tx = store.write().await.map_err(failed)?;
    // Of several servers that start at once on one database, the first makes the owner.
    let mark = tx.new_id().to_string();
    if server_settings::set_if_absent(&mut tx, OWNER_MADE, &mark).await.map_err(failed)? != mark
        && users::by_username(&mut tx, &wanted.username).await.map_err(failed)?.is_some()
    {
        return Ok(None);
    }
    let create = AccountCreate {
        id: None,
        username: wanted.username.clone(),
        first_name: wanted.username.clone(),
        last_name: None,
        role: Role::Owner,
        password_hash,
        api_key: Some(api_key.clone()),
    };
    let owner = accounts::create(&mut tx, secret, create).await.map_err(failed)?;
    let name = workspace_name(&wanted.username);
    let workspace = match workspaces::by_name(&mut tx, &name).await.map_err(failed)? {
        Some(workspace) => workspace,
        None => {
            workspaces::insert(&mut tx, WorkspaceCreate { id: None, name }).await.map_err(failed)?
        }
    };
    workspaces::add_member(&mut tx, workspace.seq, owner.seq).await.map_err(failed)?;
    tx.commit().await.map_err(failed)?;
    Ok(Some(FirstOwner {
        username: wanted.username.clone(),
        password: wanted.password.is_none().then_some(password),
        api_key: wanted.api_key.is_none().then_some(api_key),
    }))
}

/// A name that every client accepts: other characters than letters, digits, `_` and `-` become
/// `-`.
fn workspace_name(username: &str) -> String {
    let keep = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '-');
    username.chars().map(|c| if keep(c) { c } else { '-' }).collect()
}
