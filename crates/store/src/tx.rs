//! Transactions, and the one way in which statements run.

use std::borrow::Cow;
use std::fmt::Write as _;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use futures::TryStreamExt as _;
use sea_query::{SelectStatement, Value};
use sea_query_sqlx::SqlxValues;
use sqlx::postgres::{PgArguments, PgRow, Postgres};
use sqlx::sqlite::{Sqlite, SqliteArguments, SqliteRow};
use sqlx::{AssertSqlSafe, Either, Executor as _, FromRow, IntoArguments, SqlStr};
use tokio::sync::{Notify, OwnedSemaphorePermit};
use uuid::Uuid;
use variorum_schema::Timestamp;

use crate::apart::{apart, apart_at_once};
use crate::clock::{Clock, new_id};
use crate::counts::Changes;
use crate::dialect::{Dialect, postgres, sqlite};
use crate::error::{Error, Result};
use crate::health::Health;
use crate::rows::Rows;
use crate::{columns, events, settings};

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

/// A row type that both databases can fill.
pub(crate) trait Row:
    for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{
}

impl<R> Row for R where R: for<'r> FromRow<'r, SqliteRow> + for<'r> FromRow<'r, PgRow> + Send + Unpin
{}

/// Values for the parameters of a statement, in order: `args![id, name]`.
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$(sea_query::Value::from($value)),*] };
}
pub(crate) use args;

/// A statement with its arguments: fixed text, text with `{rows}`, or a built query.
#[derive(Debug)]
pub(crate) struct Statement {
    text: Text,
    args: Vec<Value>,
    rows: Option<Rows>,
}

#[derive(Debug)]
enum Text {
    Fixed(&'static str),
    Made(String),
    Built(Box<SelectStatement>),
}

impl Statement {
    /// Fixed SQL with `$1`, `$2`, ... for `args`.
    pub(crate) fn new(sql: &'static str, args: Vec<Value>) -> Self {
        Self { text: Text::Fixed(sql), args, rows: None }
    }

    /// SQL put together from fixed pieces; values must be in `args`, never in the text.
    pub(crate) fn made(sql: String, args: Vec<Value>) -> Self {
        Self { text: Text::Made(sql), args, rows: None }
    }

    /// A query built with sea-query.
    pub(crate) fn select(query: SelectStatement) -> Self {
        Self { text: Text::Built(Box::new(query)), args: Vec::new(), rows: None }
    }

    /// Puts a table of values in place of `{rows}` (it is called `r` there).
    pub(crate) fn rows(mut self, rows: Rows) -> Self {
        self.rows = Some(rows);
        self
    }

    fn sql(&mut self, dialect: Dialect) -> Cow<'static, str> {
        let text = match std::mem::replace(&mut self.text, Text::Fixed("")) {
            Text::Fixed(text) if self.rows.is_none() => return Cow::Borrowed(text),
            Text::Fixed(text) => text.to_owned(),
            Text::Made(text) => text,
            Text::Built(query) => {
                let (text, SqlxValues(values)) = dialect.query(&query);
                self.args = values.0;
                text
            }
        };
        Cow::Owned(match &self.rows {
            None => text,
            Some(rows) => {
                let first = self.args.len() + 1;
                text.replace("{rows}", &dialect.rows(rows, first))
            }
        })
    }

    async fn sqlite(mut self) -> Result<(Cow<'static, str>, SqliteArguments)> {
        if self.rows.is_some() {
            return together(vec![self]).await;
        }
        let text = self.sql(Dialect::Sqlite);
        Ok((text, sqlite_arguments(self.args)))
    }

    fn sqlite_args(self) -> Vec<Value> {
        let mut args = self.args;
        args.extend(self.rows.as_ref().map(|rows| Value::from(sqlite::rows_json(rows))));
        args
    }

    fn postgres(mut self) -> Result<(SqlStr, PgArguments)> {
        let sql = sql_str(self.sql(Dialect::Postgres));
        let mut args: PgArguments =
            IntoArguments::<Postgres>::into_arguments(SqlxValues(sea_query::Values(self.args)));
        if let Some(rows) = self.rows {
            postgres::rows_arguments(rows, &mut args)
                .map_err(|cause| Error::Database(sqlx::Error::Encode(cause)))?;
        }
        Ok((sql, args))
    }
}

fn sql_str(text: Cow<'static, str>) -> SqlStr {
    match text {
        Cow::Borrowed(text) => SqlStr::from_static(text),
        Cow::Owned(text) => sqlx::SqlSafeStr::into_sql_str(AssertSqlSafe(text)),
    }
}

fn sqlite_arguments(args: Vec<Value>) -> SqliteArguments {
    IntoArguments::<Sqlite>::into_arguments(SqlxValues(sea_query::Values(args)))
}

/// Statements for SQLite that run one after the other as one.
async fn together(statements: Vec<Statement>) -> Result<(Cow<'static, str>, SqliteArguments)> {
    let rows = statements.iter().map(|s| s.rows.as_ref().map_or(0, Rows::len)).sum();
    let write = move || {
        let mut text = String::new();
        let mut args = Vec::new();
        for mut statement in statements {
            push_shifted(&mut text, &statement.sql(Dialect::Sqlite), args.len());
            text.push_str("; ");
            args.append(&mut statement.sqlite_args());
        }
        (Cow::Owned(text), sqlite_arguments(args))
    };
    apart_at_once(rows, write).await
}

/// A text that runs after what must come `before` it.
fn after(before: &str, text: Cow<'static, str>) -> SqlStr {
    if before.is_empty() { sql_str(text) } else { sql_str(Cow::Owned(format!("{before}{text}"))) }
}

/// Adds SQL whose `$1` is the argument after the first `by`.
fn push_shifted(text: &mut String, sql: &str, by: usize) {
    let mut pieces = sql.split('$');
    text.push_str(pieces.next().unwrap_or_default());
    for piece in pieces {
        let rest = piece.trim_start_matches(|c: char| c.is_ascii_digit());
        let number = &piece[..piece.len() - rest.len()];
        let _ = match number.parse::<usize>() {
            Ok(number) => write!(text, "${}{rest}", number + by),
            Err(_) => write!(text, "${piece}"),
        };
    }
}

/// The rows that one of several statements found.
#[derive(Debug)]
pub(crate) enum Found {
    Sqlite(Vec<SqliteRow>),
    Postgres(Vec<PgRow>),
}

impl Default for Found {
    fn default() -> Self {
        Self::Sqlite(Vec::new())
    }
}

impl Found {
    /// All of them.
    pub(crate) fn all<R: Row>(self) -> Result<Vec<R>> {
        Ok(match self {
            Self::Sqlite(rows) => rows.iter().map(R::from_row).collect::<Result<_, _>>()?,
            Self::Postgres(rows) => rows.iter().map(R::from_row).collect::<Result<_, _>>()?,
        })
    }

    /// Whether there is any.
    pub(crate) fn is_empty(&self) -> bool {
        match self {
            Self::Sqlite(rows) => rows.is_empty(),
            Self::Postgres(rows) => rows.is_empty(),
        }
    }

    /// The first, if there is one.
    pub(crate) fn optional<R: Row>(self) -> Result<Option<R>> {
        Ok(match self {
            Self::Sqlite(rows) => rows.first().map(R::from_row).transpose()?,
            Self::Postgres(rows) => rows.first().map(R::from_row).transpose()?,
        })
    }
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parameters_follow_those_of_what_runs_before() {
        let mut text = "SELECT $1; ".to_owned();
        push_shifted(&mut text, "SELECT $2, $1 + 1, a ->> '$.b', $10", 1);
        assert_eq!(text, "SELECT $1; SELECT $3, $2 + 1, a ->> '$.b', $11");
    }
}
