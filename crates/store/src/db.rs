//! Opening a database and beginning transactions.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::Ordering;

use sqlx::FromRow;
use tokio::sync::Notify;
use variorum_schema::Timestamp;

use crate::clock::Clock;
use crate::dialect::sqlite_still::Still;
use crate::dialect::{postgres, sqlite};
use crate::error::{Error, Result};
use crate::migrations;
use crate::tx::{Context, Statement, Tx};

/// Where a database is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Target {
    /// A SQLite file.
    Sqlite(PathBuf),
    /// A PostgreSQL URL, which may hold a password: never print it.
    Postgres(String),
}

impl Target {
    /// Reads `sqlite:PATH`, `sqlite://PATH`, `postgres://...` or `postgresql://...`.
    ///
    /// # Errors
    /// A sentence for people when it is neither; it does not repeat the URL.
    pub fn parse(url: &str) -> Result<Self, String> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(url.to_owned()));
        }
        let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:"));
        match path {
            Some("") => {
                Err("a sqlite URL needs a path, as in `sqlite:data/variorum.db`".to_owned())
            }
            Some(path) => Ok(Self::Sqlite(PathBuf::from(path))),
            None => Err("a database URL begins with `sqlite:` or `postgres://`".to_owned()),
        }
    }
}

/// The database. Cheap to clone; all clones share the connections.
#[derive(Debug, Clone)]
pub struct Store {
    pools: Pools,
    context: Arc<Context>,
}

#[derive(Debug, Clone)]
enum Pools {
    Sqlite(sqlite::Connections),
    SqliteStill(Still),
    Postgres(postgres::Server),
}

impl Store {
    /// Opens a database, creates it if it is a SQLite file that is not there, and brings it to
    /// this version.
    ///
    /// # Errors
    /// It cannot be reached or written, or it is of a newer version.
    pub async fn open(target: &Target, connections_max: u32) -> Result<Self> {
        Self::open_with(target, connections_max, Clock::default()).await
    }

    /// [`open`](Self::open) with a clock of one's own.
    ///
    /// # Errors
    /// As [`open`](Self::open).
    pub async fn open_with(target: &Target, connections_max: u32, clock: Clock) -> Result<Self> {
        let pools = match target {
            Target::Sqlite(path) => Pools::Sqlite(sqlite::open(path, connections_max).await?),
            Target::Postgres(url) => {
                Pools::Postgres(postgres::Server::open(url, connections_max).await?)
            }
        };
        let store = Self { pools, context: Arc::new(Context { clock, ..Context::default() }) };
        if let Some(latest) = latest(&mut store.read().await?).await? {
            store.clock().follow(latest);
        }
        Ok(store)
    }

    /// Opens a database only to look at it: makes nothing, changes nothing, and needs no place where
    /// something can be written. What is damaged does not keep it from being opened.
    ///
    /// # Errors
    /// [`Error::Unusable`] when there is none, or one of another version; it cannot be reached.
    pub async fn open_to_look(target: &Target) -> Result<Self> {
        /// One for what is read and one to begin anew with.
        const CONNECTIONS: u32 = 2;
        let pools = match target {
            Target::Sqlite(path) => Pools::SqliteStill(Still::open(path)?),
            Target::Postgres(url) => {
                Pools::Postgres(postgres::Server::open_as_it_is(url, CONNECTIONS).await?)
            }
        };
        let store = Self { pools, context: Arc::default() };
        let checked = async { migrations::check(&mut store.read().await?).await }.await;
        match (checked, &store.pools) {
            (Ok(()) | Err(Error::Corrupt(_)), _) => Ok(store),
            (Err(cause), Pools::SqliteStill(still)) => Err(still.explain(cause)),
            (Err(cause), _) => Err(cause),
        }
    }

    /// Whether all that was read since [`open_to_look`](Self::open_to_look) was of one state.
    ///
    /// # Errors
    /// [`Error::Unusable`] when it may not have been: somebody has begun to use the file.
    pub fn check_still(&self) -> Result<()> {
        match &self.pools {
            Pools::SqliteStill(still) => still.check_still(),
            Pools::Sqlite(_) | Pools::Postgres(_) => Ok(()),
        }
    }

    /// Begins a transaction that only reads: a consistent view of what is committed now.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn read(&self) -> Result<Tx> {
        Ok(match &self.pools {
            Pools::Sqlite(connections) => {
                Tx::sqlite_read(connections.readers.begin().await?, &self.context)
            }
            Pools::SqliteStill(still) => {
                Tx::sqlite_read(still.readers.begin().await?, &self.context)
            }
            Pools::Postgres(server) => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                Tx::postgres_read(server.begin(begin, &self.context.health).await?, &self.context)
            }
        })
    }

    /// As [`read`](Self::read), for what takes long and may take longer when others need the
    /// processors.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn read_patiently(&self) -> Result<Tx> {
        match &self.pools {
            Pools::Sqlite(connections) => {
                Ok(Tx::sqlite_read(connections.patient.begin().await?, &self.context))
            }
            Pools::SqliteStill(_) | Pools::Postgres(_) => self.read().await,
        }
    }

    /// As [`read`](Self::read), for looking up one thing: on SQLite it spares the transaction, and
    /// every statement reads what is committed when it begins.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn lookup(&self) -> Result<Tx> {
        match &self.pools {
            Pools::Sqlite(connections) => {
                Ok(Tx::sqlite_read(connections.readers.lookup().await?, &self.context))
            }
            Pools::SqliteStill(_) | Pools::Postgres(_) => self.read().await,
        }
    }

    /// Begins a transaction that writes. On SQLite it waits for its turn.
    ///
    /// # Errors
    /// The database cannot be reached or written, or too many wait for it.
    pub async fn write(&self) -> Result<Tx> {
        Ok(match &self.pools {
            Pools::Sqlite(connections) => {
                let begun = connections
                    .writer
                    .begin()
                    .await
                    .inspect_err(|e| self.context.health.failed(e))?;
                Tx::sqlite_write(begun, &self.context)
            }
            Pools::SqliteStill(_) => {
                return Err(Error::ReadOnly("it was opened to be looked at".to_owned()));
            }
            Pools::Postgres(server) => Tx::postgres_write(
                server.begin("BEGIN", &self.context.health).await?,
                &self.context,
            ),
        })
    }

    /// The clock that orders what is written.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.context.clock
    }

    /// Told when this process has committed events; for one who waits.
    #[must_use]
    pub fn events_written(&self) -> Arc<Notify> {
        Arc::clone(&self.context.events_written)
    }

    /// From now on values of records take at most so many bytes of memory, see `columns`.
    pub fn keep_columns_within(&self, bytes: usize) {
        self.context.columns.keep_within(bytes);
    }

    /// How many statements have run since the start, transaction control apart.
    #[must_use]
    pub fn statements_count(&self) -> u64 {
        self.context.statements.load(Ordering::Relaxed)
    }

    /// Closes all connections, after those in use are given back.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite(connections) => {
                connections.readers.close().await;
                connections.patient.close().await;
            }
            Pools::SqliteStill(still) => still.readers.close().await,
            Pools::Postgres(server) => server.close().await,
        }
    }
}

#[derive(FromRow)]
struct LatestRow {
    accounts: Option<i64>,
    workspaces: Option<i64>,
    datasets: Option<i64>,
    records: Option<i64>,
    responses: Option<i64>,
    jobs: Option<i64>,
}

/// When the last things were made that a database holds.
async fn latest(tx: &mut Tx) -> Result<Option<Timestamp>> {
    let sql = "SELECT \
               (SELECT inserted_at FROM users ORDER BY seq DESC LIMIT 1) AS accounts, \
               (SELECT inserted_at FROM workspaces ORDER BY seq DESC LIMIT 1) AS workspaces, \
               (SELECT inserted_at FROM datasets ORDER BY seq DESC LIMIT 1) AS datasets, \
               (SELECT inserted_at FROM records ORDER BY seq DESC LIMIT 1) AS records, \
               (SELECT inserted_at FROM responses ORDER BY seq DESC LIMIT 1) AS responses, \
               (SELECT inserted_at FROM jobs ORDER BY seq DESC LIMIT 1) AS jobs";
    let row: LatestRow = tx.one(Statement::new(sql, Vec::new())).await?;
    let people = [row.accounts, row.workspaces];
    let work = [row.datasets, row.records, row.responses, row.jobs];
    Ok(people.into_iter().chain(work).flatten().max().map(Timestamp))
}

/// Holds a folder or a file for one server; given up when dropped or when the process ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

/// Why something cannot be held.
#[derive(Debug)]
pub enum LockRefused {
    /// Another server holds it.
    Held,
    /// The file that is the lock cannot be written.
    File {
        /// That file.
        path: PathBuf,
        /// Why not.
        cause: std::io::Error,
    },
}

impl Lock {
    /// Takes a data folder.
    ///
    /// # Errors
    /// Another server has it, or it cannot be written.
    pub fn of_folder(folder: &Path) -> Result<Self, LockRefused> {
        Self::acquire(folder.join("server.lock"))
    }

    /// Takes a SQLite file, which need not be there yet, by whatever path it was named.
    ///
    /// # Errors
    /// Another server has it, or nothing can be written beside it.
    pub fn of_database(path: &Path) -> Result<Self, LockRefused> {
        // A lock of the file itself would be in the way of SQLite's own.
        let mut lock = path.canonicalize().unwrap_or_else(|_| path.to_owned()).into_os_string();
        lock.push(".lock");
        Self::acquire(lock.into())
    }

    fn acquire(path: PathBuf) -> Result<Self, LockRefused> {
        let cannot = |cause| LockRefused::File { path: path.clone(), cause };
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(cannot)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(LockRefused::Held),
            Err(TryLockError::Error(cause)) => return Err(cannot(cause)),
        }
        // For people who wonder whose lock it is.
        file.set_len(0).and_then(|()| writeln!(file, "{}", std::process::id())).map_err(cannot)?;
        Ok(Self { _file: file })
    }
}

impl From<std::io::Error> for Error {
    fn from(cause: std::io::Error) -> Self {
        Self::Unreachable(cause.to_string())
    }
}
