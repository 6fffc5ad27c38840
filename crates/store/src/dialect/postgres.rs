//! PostgreSQL.

use std::fmt::Write as _;
use std::sync::Arc;
use std::time::Duration;

use sqlx::postgres::{PgArguments, PgConnectOptions, PgPool, PgPoolOptions, Postgres};
use sqlx::{Arguments as _, ConnectOptions as _, Connection as _, Executor as _, Transaction};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::error::{Error, Result};
use crate::health::Health;
use crate::queue::Queue;
use crate::rows::{Column, Rows};

/// How long to try for a connection when the server does not answer. A restart is often quicker.
const CONNECT_PATIENCE: Duration = Duration::from_secs(3);
/// How long to ask why there was none.
const CAUSE_PATIENCE: Duration = Duration::from_secs(1);
const NO_ANSWER: &str = "no answer";

/// A server: its connections, and the queue for them.
///
/// Who has a turn can have a connection at once, so a connection that takes long means that the
/// server is away, and not that many wait.
#[derive(Debug, Clone)]
pub(crate) struct Server {
    pool: PgPool,
    turns: Arc<Semaphore>,
    queue: Arc<Queue>,
}

/// A transaction that has begun.
#[derive(Debug)]
pub(crate) struct Begun {
    pub(crate) transaction: Transaction<'static, Postgres>,
    /// To be given back with the connection.
    pub(crate) turn: OwnedSemaphorePermit,
}

impl Server {
    /// Opens a pool of at most `connections_max` connections to a database, which is brought to this
    /// version.
    pub(crate) async fn open(url: &str, connections_max: u32) -> Result<Self> {
        let options = options(url)?;
        let mut connection = options.connect().await?;
        // It would tell at every start that there is nothing to make.
        connection.execute("SET client_min_messages = warning").await?;
        crate::migrations::postgres(&mut connection).await?;
        connection.close().await?;
        Ok(Self::new(options, connections_max))
    }

    /// Opens a pool as [`open`](Self::open) does, to a database as it is.
    pub(crate) async fn open_as_it_is(url: &str, connections_max: u32) -> Result<Self> {
        let options = options(url)?;
        // One connection first: unlike a pool it fails at once when nobody answers.
        options.connect().await?.close().await?;
        Ok(Self::new(options, connections_max))
    }

    fn new(options: PgConnectOptions, connections_max: u32) -> Self {
        let pool = PgPoolOptions::new()
            .max_connections(connections_max)
            .acquire_timeout(CONNECT_PATIENCE)
            .connect_lazy_with(options);
        let turns = usize::try_from(connections_max).unwrap_or(usize::MAX);
        let turns = Arc::new(Semaphore::new(turns.min(Semaphore::MAX_PERMITS)));
        Self { pool, turns, queue: Arc::new(Queue::new("requests of the database")) }
    }

    /// Waits for its turn and begins a transaction.
    pub(crate) async fn begin(&self, sql: &'static str, health: &Health) -> Result<Begun> {
        if let Some(cause) = health.refusal() {
            return Err(cause);
        }
        let turn = self.queue.wait(Arc::clone(&self.turns).acquire_owned()).await?;
        let turn = turn.map_err(|_| Error::Unreachable("the server is stopping".to_owned()))?;
        // Who waited behind one that failed needs not fail as slowly.
        if let Some(cause) = health.refusal() {
            return Err(cause);
        }
        let mut begun = self.pool.begin_with(sql).await;
        if matches!(begun, Err(sqlx::Error::Io(_) | sqlx::Error::Database(_))) {
            // That connection ended just now; the next is tested or new.
            begun = self.pool.begin_with(sql).await;
        }
        let cause = match begun {
            Ok(transaction) => {
                health.reached();
                return Ok(Begun { transaction, turn });
            }
            Err(sqlx::Error::PoolTimedOut) => self.cause().await,
            Err(cause) => Error::from(cause),
        };
        if let Error::Unreachable(cause) = &cause {
            health.lost(cause, cause == NO_ANSWER);
        }
        Err(cause)
    }

    /// Why no connection could be had; the pool tells only that it took too long.
    async fn cause(&self) -> Error {
        let options = self.pool.connect_options();
        match tokio::time::timeout(CAUSE_PATIENCE, options.connect()).await {
            Ok(Err(cause)) => Error::from(cause),
            // It is back.
            Ok(Ok(_)) => Error::Busy,
            Err(_) => Error::Unreachable(NO_ANSWER.to_owned()),
        }
    }

    /// Closes all connections, after those in use are given back.
    pub(crate) async fn close(&self) {
        self.pool.close().await;
    }
}

fn options(url: &str) -> Result<PgConnectOptions> {
    let options: PgConnectOptions = url
        .parse()
        .map_err(|cause| Error::Unreachable(format!("not a PostgreSQL URL: {cause}")))?;
    Ok(super::quiet(options.application_name("variorum")))
}

/// The text of `{rows}` when its columns are the parameters from `first` on.
pub(crate) fn rows_source(rows: &Rows, first: usize) -> String {
    let mut arrays = String::new();
    let mut names = String::new();
    for (index, (name, column)) in rows.columns.iter().enumerate() {
        let kind = match column {
            Column::Uuid(_) => "uuid",
            Column::Text(_) => "text",
            Column::Integer(_) => "bigint",
            Column::Float(_) => "double precision",
            Column::Bool(_) => "boolean",
            Column::Bytes(_) => "bytea",
        };
        let comma = if index == 0 { "" } else { ", " };
        let _ = write!(arrays, "{comma}${}::{kind}[]", first + index);
        let _ = write!(names, "{comma}{name}");
    }
    format!("UNNEST({arrays}) AS r({names})")
}

/// Adds the columns as arguments.
pub(crate) fn rows_arguments(
    rows: Rows,
    arguments: &mut PgArguments,
) -> Result<(), sqlx::error::BoxDynError> {
    for (_, column) in rows.columns {
        match column {
            Column::Uuid(values) => arguments.add(values)?,
            Column::Text(values) => arguments.add(values)?,
            Column::Integer(values) => arguments.add(values)?,
            Column::Float(values) => arguments.add(values)?,
            Column::Bool(values) => arguments.add(values)?,
            Column::Bytes(values) => arguments.add(values)?,
        }
    }
    Ok(())
}
