//! Statements with their arguments, as either database is given them.

use std::borrow::Cow;
use std::fmt::Write as _;

use sea_query::{SelectStatement, Value};
use sea_query_sqlx::SqlxValues;
use sqlx::postgres::{PgArguments, Postgres};
use sqlx::sqlite::{Sqlite, SqliteArguments};
use sqlx::{AssertSqlSafe, IntoArguments, SqlStr};

use crate::apart::apart_at_once;
use crate::dialect::{Dialect, postgres, sqlite};
use crate::error::{Error, Result};
use crate::rows::Rows;

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

    pub(super) async fn sqlite(mut self) -> Result<(Cow<'static, str>, SqliteArguments)> {
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

    pub(super) fn postgres(mut self) -> Result<(SqlStr, PgArguments)> {
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

pub(super) fn sql_str(text: Cow<'static, str>) -> SqlStr {
    match text {
        Cow::Borrowed(text) => SqlStr::from_static(text),
        Cow::Owned(text) => sqlx::SqlSafeStr::into_sql_str(AssertSqlSafe(text)),
    }
}

fn sqlite_arguments(args: Vec<Value>) -> SqliteArguments {
    IntoArguments::<Sqlite>::into_arguments(SqlxValues(sea_query::Values(args)))
}

/// Statements for SQLite that run one after the other as one.
pub(super) async fn together(
    statements: Vec<Statement>,
) -> Result<(Cow<'static, str>, SqliteArguments)> {
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
pub(super) fn after(before: &str, text: Cow<'static, str>) -> SqlStr {
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
