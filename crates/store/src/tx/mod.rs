//! Transactions, and the one way in which statements run.

mod found;
mod statement;

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures::TryStreamExt as _;
use sqlx::postgres::Postgres;
use sqlx::sqlite::Sqlite;
use sqlx::{Either, Executor as _};
use tokio::sync::{Notify, OwnedSemaphorePermit};
use uuid::Uuid;
use variorum_schema::Timestamp;

use self::statement::{after, sql_str, together};
use crate::apart::{apart, apart_at_once};
use crate::clock::{Clock, new_id};
use crate::counts::Changes;
use crate::dialect::{Dialect, postgres, sqlite};
use crate::error::{Error, Result};
use crate::health::Health;
use crate::{columns, events, settings};

pub(crate) use found::{Found, Row};
pub(crate) use statement::{Statement, args};

/// A transaction: a consistent view for reading, all or nothing for writing. Dropped without
/// [`commit`](Self::commit), it leaves nothing behind.
#[derive(Debug)]
pub struct Tx {
    inner: Inner,
    now: Timestamp,
    context: Arc<Context>,
    /// What is yet to be written of the counts.
    pub(crate) changes: Changes,
    /// What is yet to be told.
    pub(crate) events: events::Noted,
    /// Key of the user who writes, if it is one.
    pub(crate) writer: Option<i64>,
    /// Whether any webhook is enabled, as far as that was found.
    pub(crate) has_listeners: Option<bool>,
    on_commit: Vec<Arc<Notify>>,
    /// Given back when the transaction ends.
    _turn: Option<OwnedSemaphorePermit>,
}

/// What all transactions of a store share.
#[derive(Debug, Default)]
pub(crate) struct Context {
    pub(crate) clock: Clock,
    pub(crate) health: Health,
    /// How many statements have run.
    pub(crate) statements: AtomicU64,
    /// Parts of settings that were read before.
    pub(crate) settings: settings::Cache,
    /// Values of records that were read before.
    pub(crate) columns: columns::Cache,
    /// Told when events were written.
    pub(crate) events_written: Arc<Notify>,
}

#[derive(Debug)]
enum Inner {
    SqliteWrite(sqlite::Transaction),
    SqliteRead(sqlite::Reader),
    PostgresRead(sqlx::Transaction<'static, Postgres>),
    PostgresWrite(sqlx::Transaction<'static, Postgres>),
}

/// Runs one sqlx call on whichever connection the transaction has.
macro_rules! run {
    ($tx:expr, $statement:expr, |$query:ident, $connection:ident| $call:expr) => {{
        $tx.context.statements.fetch_add(1, Ordering::Relaxed);
        let statement: Statement = $statement;
        let outcome: Result<_> = async {
            match &mut $tx.inner {
                Inner::SqliteWrite(tx) => {
                    let (text, args) = statement.sqlite().await?;
                    let (before, $connection) = tx.connection()?;
                    let $query = sqlx::query_with::<Sqlite, _>(after(before, text), args);
                    $call
                }
                Inner::SqliteRead(tx) => {
                    let (text, args) = statement.sqlite().await?;
                    let (before, $connection) = tx.connection()?;
                    let $query = sqlx::query_with::<Sqlite, _>(after(before, text), args);
                    $call
                }
                Inner::PostgresRead(tx) | Inner::PostgresWrite(tx) => {
                    let (sql, args) = statement.postgres()?;
                    let $query = sqlx::query_with::<Postgres, _>(sql, args);
                    let $connection = &mut **tx;
                    $call
                }
            }
        }
        .await;
        match outcome {
            Ok(out) => Ok(out),
            Err(cause) => Err($tx.failed(cause).await),
        }
    }};
}

impl Tx {
    pub(crate) fn sqlite_write(tx: sqlite::Transaction, context: &Arc<Context>) -> Self {
        Self::new(Inner::SqliteWrite(tx), context, None)
    }

    pub(crate) fn sqlite_read(tx: sqlite::Reader, context: &Arc<Context>) -> Self {
        Self::new(Inner::SqliteRead(tx), context, None)
    }

    pub(crate) fn postgres_write(begun: postgres::Begun, context: &Arc<Context>) -> Self {
        Self::new(Inner::PostgresWrite(begun.transaction), context, Some(begun.turn))
    }

    pub(crate) fn postgres_read(begun: postgres::Begun, context: &Arc<Context>) -> Self {
        Self::new(Inner::PostgresRead(begun.transaction), context, Some(begun.turn))
    }

    fn new(inner: Inner, context: &Arc<Context>, turn: Option<OwnedSemaphorePermit>) -> Self {
        Self {
            inner,
            now: context.clock.now(),
            context: Arc::clone(context),
            changes: Changes::default(),
            events: events::Noted::default(),
            writer: None,
            has_listeners: None,
            on_commit: Vec::new(),
            _turn: turn,
        }
    }

    /// Makes everything durable and visible, or answers why not.
    ///
    /// # Errors
    /// Nothing was stored then. If the connection was lost just now, that is not known.
    pub async fn commit(mut self) -> Result<()> {
        let mut last = std::mem::take(&mut self.changes).statements(self.now);
        let told = std::mem::take(&mut self.events).statement(self.now, self.dialect());
        let has_events = told.is_some();
        last.extend(told);
        if self.dialect() == Dialect::Postgres {
            for statement in last.drain(..) {
                self.execute(statement).await?;
            }
        }
        let (is_write, outcome) = match self.inner {
            Inner::SqliteWrite(tx) => {
                self.context.statements.fetch_add(last.len() as u64, Ordering::Relaxed);
                last.push(Statement::new(sqlite::RELEASE, args![]));
                let (text, args) = together(last).await?;
                (true, tx.commit((sql_str(text), args)).await)
            }
            Inner::SqliteRead(_) => (false, Ok(())),
            Inner::PostgresRead(tx) => (false, tx.commit().await.map_err(Error::from)),
            Inner::PostgresWrite(tx) => (true, tx.commit().await.map_err(Error::from)),
        };
        match &outcome {
            Ok(()) if is_write => self.context.health.wrote(),
            Ok(()) => {}
            Err(cause) => self.context.health.failed(cause),
        }
        outcome?;
        if has_events {
            self.context.events_written.notify_one();
        }
        for waiting in self.on_commit {
            waiting.notify_waiters();
        }
        Ok(())
    }

    /// Takes note of why a statement failed.
    async fn failed(&mut self, cause: Error) -> Error {
        let cause = match &mut self.inner {
            Inner::SqliteWrite(tx) => tx.failed(cause).await,
            Inner::SqliteRead(tx) => tx.failed(cause),
            Inner::PostgresRead(_) | Inner::PostgresWrite(_) => cause,
        };
        self.context.health.failed(&cause);
        cause
    }

    /// Wakes all who wait for `notify` as soon as this transaction is committed.
    pub fn notify_on_commit(&mut self, notify: &Arc<Notify>) {
        self.on_commit.push(Arc::clone(notify));
    }

    /// Says which user writes in this transaction, for the history of what is written.
    pub fn written_by(&mut self, user: i64) {
        self.writer = Some(user);
    }

    /// The time of this transaction, the same throughout.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The first of `count` consecutive microseconds that no other write gets.
    #[must_use]
    pub fn reserve(&self, count: usize) -> Timestamp {
        self.context.clock.reserve(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// A new identity.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        new_id()
    }

    pub(crate) fn dialect(&self) -> Dialect {
        match self.inner {
            Inner::SqliteWrite(_) | Inner::SqliteRead(_) => Dialect::Sqlite,
            Inner::PostgresRead(_) | Inner::PostgresWrite(_) => Dialect::Postgres,
        }
    }

    /// Whether nobody else writes until this transaction ends, so that what was read in it stays.
    pub(crate) fn is_alone(&self) -> bool {
        matches!(self.inner, Inner::SqliteWrite(_))
    }

    /// Does work on a number of rows [apart], and at once if others wait for this transaction.
    pub(crate) async fn apart<T: Send + 'static>(
        &self,
        rows: usize,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T> {
        match self.inner {
            Inner::SqliteWrite(_) | Inner::PostgresWrite(_) => apart_at_once(rows, work).await,
            Inner::SqliteRead(_) | Inner::PostgresRead(_) => apart(rows, work).await,
        }
    }

    /// Parts of settings that were read before.
    pub(crate) fn settings_cache(&self) -> &settings::Cache {
        &self.context.settings
    }

    /// Values of records that were read before.
    pub(crate) fn columns(&self) -> &columns::Cache {
        &self.context.columns
    }

    /// All rows of a statement.
    pub(crate) async fn all<R: Row>(&mut self, statement: Statement) -> Result<Vec<R>> {
        run!(self, statement, |query, connection| {
            let rows = query.fetch_all(connection).await?;
            Ok(rows.iter().map(R::from_row).collect::<Result<Vec<R>, _>>()?)
        })
    }

    /// The first row of a statement, if there is one.
    pub(crate) async fn optional<R: Row>(&mut self, statement: Statement) -> Result<Option<R>> {
        run!(self, statement, |query, connection| {
            let row = query.fetch_optional(connection).await?;
            Ok(row.as_ref().map(R::from_row).transpose()?)
        })
    }

    /// The one row of a statement that always has one.
    pub(crate) async fn one<R: Row>(&mut self, statement: Statement) -> Result<R> {
        run!(self, statement, |query, connection| {
            let row = query.fetch_one(connection).await?;
            Ok(R::from_row(&row)?)
        })
    }

    /// The number of rows that a statement changed.
    pub(crate) async fn execute(&mut self, statement: Statement) -> Result<u64> {
        run!(self, statement, |query, connection| {
            let mut steps = connection.fetch_many(query);
            let mut affected = 0;
            // The last counts: SQLite says of what runs before it what it said of an earlier one.
            while let Some(step) = steps.try_next().await? {
                affected = step.left().map_or(affected, |done| done.rows_affected());
            }
            Ok(affected)
        })
    }

    /// What several statements find; those that are `None` are left out. On SQLite they run as one,
    /// which spares the passage to the thread of the connection and back for all but one. None may
    /// be a built query.
    pub(crate) async fn batch<const N: usize>(
        &mut self,
        statements: [Option<Statement>; N],
    ) -> Result<[Found; N]> {
        let is_asked = statements.each_ref().map(Option::is_some);
        let statements: Vec<Statement> = statements.into_iter().flatten().collect();
        self.context.statements.fetch_add(statements.len() as u64, Ordering::Relaxed);
        match self.run_all(statements).await {
            Ok(found) => {
                let mut found = found.into_iter();
                let next = |is_asked: bool| is_asked.then(|| found.next()).flatten();
                Ok(is_asked.map(next).map(Option::unwrap_or_default))
            }
            Err(cause) => Err(self.failed(cause).await),
        }
    }

    async fn run_all(&mut self, statements: Vec<Statement>) -> Result<Vec<Found>> {
        if let Inner::PostgresRead(tx) | Inner::PostgresWrite(tx) = &mut self.inner {
            let mut found = Vec::with_capacity(statements.len());
            for statement in statements {
                let (sql, args) = statement.postgres()?;
                let query = sqlx::query_with::<Postgres, _>(sql, args);
                found.push(Found::Postgres(query.fetch_all(&mut **tx).await?));
            }
            return Ok(found);
        }
        let count = statements.len();
        let (text, args) = together(statements).await?;
        let (before, connection) = match &mut self.inner {
            Inner::SqliteWrite(tx) => tx.connection()?,
            Inner::SqliteRead(tx) => tx.connection()?,
            Inner::PostgresRead(_) | Inner::PostgresWrite(_) => return Ok(Vec::new()),
        };
        let mut steps =
            connection.fetch_many(sqlx::query_with::<Sqlite, _>(after(before, text), args));
        let (mut found, mut rows) = (Vec::new(), Vec::new());
        while let Some(step) = steps.try_next().await? {
            match step {
                Either::Right(row) => rows.push(row),
                Either::Left(_) => found.push(Found::Sqlite(std::mem::take(&mut rows))),
            }
        }
        // What runs before these finds nothing.
        Ok(found.split_off(found.len().saturating_sub(count)))
    }
}
