//! Opening a database and beginning transactions.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::Write as _;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sqlx::{PgPool, SqlitePool};

use crate::clock::Clock;
use crate::dialect::{postgres, sqlite};
use crate::error::{Error, Result};
use crate::tx::Tx;

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
    clock: Clock,
    statements: Arc<AtomicU64>,
}

#[derive(Debug, Clone)]
enum Pools {
    Sqlite { writer: sqlite::Writer, readers: SqlitePool },
    Postgres(PgPool),
}

impl Store {
    /// Opens a database, creates it if it is a SQLite file that is not there, and brings it to
    /// this version.
    ///
    /// # Errors
    /// It cannot be reached or written, or it is of a newer version.
    pub async fn open(target: &Target, connections_max: u32) -> Result<Self> {
        let pools = match target {
            Target::Sqlite(path) => {
                let (writer, readers) = sqlite::open(path, connections_max).await?;
                Pools::Sqlite { writer, readers }
            }
            Target::Postgres(url) => Pools::Postgres(postgres::open(url, connections_max).await?),
        };
        Ok(Self { pools, clock: Clock::default(), statements: Arc::default() })
    }

    /// Begins a transaction that only reads: a consistent view of what is committed now.
    ///
    /// # Errors
    /// The database cannot be reached.
    pub async fn read(&self) -> Result<Tx> {
        Ok(match &self.pools {
            Pools::Sqlite { readers, .. } => {
                Tx::sqlite_read(readers.begin().await?, &self.clock, &self.statements)
            }
            Pools::Postgres(pool) => {
                let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                Tx::postgres(pool.begin_with(begin).await?, &self.clock, &self.statements)
            }
        })
    }

    /// Begins a transaction that writes. On SQLite it waits for its turn.
    ///
    /// # Errors
    /// The database cannot be reached or written.
    pub async fn write(&self) -> Result<Tx> {
        Ok(match &self.pools {
            Pools::Sqlite { writer, .. } => {
                Tx::sqlite_write(writer.begin().await?, &self.clock, &self.statements)
            }
            Pools::Postgres(pool) => {
                Tx::postgres(pool.begin().await?, &self.clock, &self.statements)
            }
        })
    }

    /// The clock that orders what is written.
    #[must_use]
    pub fn clock(&self) -> &Clock {
        &self.clock
    }

    /// How many statements have run since the start, transaction control apart.
    #[must_use]
    pub fn statements_count(&self) -> u64 {
        self.statements.load(Ordering::Relaxed)
    }

    /// Closes all connections, after those in use are given back.
    pub async fn close(&self) {
        match &self.pools {
            Pools::Sqlite { readers, .. } => readers.close().await,
            Pools::Postgres(pool) => pool.close().await,
        }
    }
}

/// Holds a data folder for one server; given up when dropped or when the process ends.
#[derive(Debug)]
pub struct Lock {
    _file: File,
}

impl Lock {
    /// Takes the folder.
    ///
    /// # Errors
    /// Another server has it, or it cannot be written.
    pub fn acquire(folder: &Path) -> Result<Self, String> {
        let path = folder.join("server.lock");
        let cannot = |cause: std::io::Error| format!("cannot write {}: {cause}", path.display());
        let mut file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&path)
            .map_err(cannot)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(format!("another server is running on {}", folder.display()));
            }
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
