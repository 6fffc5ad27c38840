//! Transactions, and the one way in which statements run.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use sea_query::{SelectStatement, Value};
use sea_query_sqlx::{SqlxBinder as _, SqlxValues};
use sqlx::postgres::{PgArguments, PgRow, Postgres};
use sqlx::sqlite::{Sqlite, SqliteRow};
use sqlx::{AssertSqlSafe, FromRow, IntoArguments, SqlStr};
use tokio::sync::Notify;
use uuid::Uuid;
use variorum_schema::Timestamp;

use crate::clock::{Clock, new_id};
use crate::dialect::{Dialect, postgres, sqlite};
use crate::error::{Error, Result};
use crate::rows::Rows;

/// A transaction: a consistent view for reading, all or nothing for writing. Dropped without
/// [`commit`](Self::commit), it leaves nothing behind.
#[derive(Debug)]
pub struct Tx {
    inner: Inner,
    now: Timestamp,
    clock: Clock,
    statements: Arc<AtomicU64>,
    on_commit: Vec<Arc<Notify>>,
}

#[derive(Debug)]
enum Inner {
    SqliteWrite(sqlite::Transaction),
    SqliteRead(sqlx::Transaction<'static, Sqlite>),
    Postgres(sqlx::Transaction<'static, Postgres>),
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

    fn sql(&mut self, dialect: Dialect) -> SqlStr {
        let text = match std::mem::replace(&mut self.text, Text::Fixed("")) {
            Text::Fixed(text) if self.rows.is_none() => return SqlStr::from_static(text),
            Text::Fixed(text) => text.to_owned(),
            Text::Made(text) => text,
            Text::Built(query) => {
                let (text, SqlxValues(values)) = match dialect {
                    Dialect::Sqlite => query.build_sqlx(sea_query::SqliteQueryBuilder),
                    Dialect::Postgres => query.build_sqlx(sea_query::PostgresQueryBuilder),
                };
                self.args = values.0;
                text
            }
        };
        let text = match &self.rows {
            None => text,
            Some(rows) => {
                let first = self.args.len() + 1;
                let source = match dialect {
                    Dialect::Sqlite => sqlite::rows_source(rows, first),
                    Dialect::Postgres => postgres::rows_source(rows, first),
                };
                text.replace("{rows}", &source)
            }
        };
        sqlx::SqlSafeStr::into_sql_str(AssertSqlSafe(text))
    }

    fn sqlite(mut self) -> (SqlStr, <Sqlite as sqlx::Database>::Arguments) {
        let sql = self.sql(Dialect::Sqlite);
        if let Some(rows) = &self.rows {
            self.args.push(Value::from(sqlite::rows_json(rows)));
        }
        (sql, IntoArguments::<Sqlite>::into_arguments(SqlxValues(sea_query::Values(self.args))))
    }

    fn postgres(mut self) -> Result<(SqlStr, PgArguments)> {
        let sql = self.sql(Dialect::Postgres);
        let mut args: PgArguments =
            IntoArguments::<Postgres>::into_arguments(SqlxValues(sea_query::Values(self.args)));
        if let Some(rows) = self.rows {
            postgres::rows_arguments(rows, &mut args)
                .map_err(|cause| Error::Database(sqlx::Error::Encode(cause)))?;
        }
        Ok((sql, args))
    }
}

/// Runs one sqlx call on whichever connection the transaction has.
macro_rules! run {
    ($tx:expr, $statement:expr, |$query:ident, $connection:ident| $call:expr) => {{
        $tx.statements.fetch_add(1, Ordering::Relaxed);
        let statement: Statement = $statement;
        match &mut $tx.inner {
            Inner::SqliteWrite(tx) => {
                let (sql, args) = statement.sqlite();
                let $query = sqlx::query_with::<Sqlite, _>(sql, args);
                let $connection = tx.connection()?;
                $call
            }
            Inner::SqliteRead(tx) => {
                let (sql, args) = statement.sqlite();
                let $query = sqlx::query_with::<Sqlite, _>(sql, args);
                let $connection = &mut **tx;
                $call
            }
            Inner::Postgres(tx) => {
                let (sql, args) = statement.postgres()?;
                let $query = sqlx::query_with::<Postgres, _>(sql, args);
                let $connection = &mut **tx;
                $call
            }
        }
    }};
}

impl Tx {
    pub(crate) fn sqlite_write(
        tx: sqlite::Transaction,
        clock: &Clock,
        statements: &Arc<AtomicU64>,
    ) -> Self {
        Self::new(Inner::SqliteWrite(tx), clock, statements)
    }

    pub(crate) fn sqlite_read(
        tx: sqlx::Transaction<'static, Sqlite>,
        clock: &Clock,
        statements: &Arc<AtomicU64>,
    ) -> Self {
        Self::new(Inner::SqliteRead(tx), clock, statements)
    }

    pub(crate) fn postgres(
        tx: sqlx::Transaction<'static, Postgres>,
        clock: &Clock,
        statements: &Arc<AtomicU64>,
    ) -> Self {
        Self::new(Inner::Postgres(tx), clock, statements)
    }

    fn new(inner: Inner, clock: &Clock, statements: &Arc<AtomicU64>) -> Self {
        Self {
            inner,
            now: clock.now(),
            clock: clock.clone(),
            statements: Arc::clone(statements),
            on_commit: Vec::new(),
        }
    }

    /// Makes everything durable and visible, or answers why not.
    ///
    /// # Errors
    /// Nothing was stored then.
    pub async fn commit(self) -> Result<()> {
        match self.inner {
            Inner::SqliteWrite(tx) => tx.commit().await?,
            Inner::SqliteRead(tx) => tx.commit().await?,
            Inner::Postgres(tx) => tx.commit().await?,
        }
        for waiting in self.on_commit {
            waiting.notify_waiters();
        }
        Ok(())
    }

    /// Wakes all who wait for `notify` as soon as this transaction is committed.
    pub fn notify_on_commit(&mut self, notify: &Arc<Notify>) {
        self.on_commit.push(Arc::clone(notify));
    }

    /// The time of this transaction, the same throughout.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.now
    }

    /// The first of `count` consecutive microseconds that no other write gets.
    #[must_use]
    pub fn reserve(&self, count: usize) -> Timestamp {
        self.clock.reserve(i64::try_from(count).unwrap_or(i64::MAX))
    }

    /// A new identity.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        new_id()
    }

    pub(crate) fn dialect(&self) -> Dialect {
        match self.inner {
            Inner::SqliteWrite(_) | Inner::SqliteRead(_) => Dialect::Sqlite,
            Inner::Postgres(_) => Dialect::Postgres,
        }
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
            Ok(query.execute(connection).await?.rows_affected())
        })
    }
}
