//! Pieces of SQL that mean the same in both databases.

use sea_query::{PostgresQueryBuilder, SelectStatement, SqliteQueryBuilder};
use sea_query_sqlx::{SqlxBinder as _, SqlxValues};

use super::{Dialect, postgres, sqlite};
use crate::rows::Rows;

impl Dialect {
    /// The text of a built query, and its arguments.
    pub(crate) fn query(self, query: &SelectStatement) -> (String, SqlxValues) {
        match self {
            Self::Sqlite => query.build_sqlx(SqliteQueryBuilder),
            Self::Postgres => query.build_sqlx(PostgresQueryBuilder),
        }
    }

    /// The text of `{rows}`, whose arguments begin with the number `first`.
    pub(crate) fn rows(self, rows: &Rows, first: usize) -> String {
        match self {
            Self::Sqlite => sqlite::rows_source(rows, first),
            Self::Postgres => postgres::rows_source(rows, first),
        }
    }

    /// What ends a query whose rows are to be locked: a clause of PostgreSQL, such as `FOR UPDATE`.
    /// On SQLite, where writers take turns, nothing.
    pub(crate) fn row_lock(self, clause: &'static str) -> &'static str {
        match self {
            Self::Sqlite => "",
            Self::Postgres => clause,
        }
    }

    /// One [`List`](super::List) of a column of whole numbers.
    pub(crate) fn list_of(self, expression: &str) -> String {
        match self {
            Self::Sqlite => format!("group_concat({expression})"),
            Self::Postgres => format!("array_agg(CAST({expression} AS bigint))"),
        }
    }

    /// The JSON list of what all rows have, `ORDER BY` included, as a text; `NULL` for no rows.
    pub(crate) fn json_list_of(self, expression: &str) -> String {
        match self {
            Self::Sqlite => format!("NULLIF(json_group_array({expression}), '[]')"),
            Self::Postgres => format!("CAST(json_agg({expression}) AS TEXT)"),
        }
    }

    /// A JSON list of expressions.
    pub(crate) fn json_array(self, expressions: &str) -> String {
        match self {
            Self::Sqlite => format!("json_array({expressions})"),
            Self::Postgres => format!("json_build_array({expressions})"),
        }
    }

    /// A JSON object of expressions: names, each with the value after it.
    pub(crate) fn json_object(self, expressions: &str) -> String {
        match self {
            Self::Sqlite => format!("json_object({expressions})"),
            Self::Postgres => format!("json_build_object({expressions})"),
        }
    }

    /// A text that is JSON, or a number, as a part of other JSON.
    pub(crate) fn json(self, text: &str) -> String {
        match self {
            Self::Sqlite => format!("json({text})"),
            Self::Postgres => format!("CAST({text} AS json)"),
        }
    }

    /// What the object in a text that is JSON has under a name, as a text.
    pub(crate) fn json_member(self, text: &str, name: &str) -> String {
        match self {
            Self::Sqlite => format!("{text} ->> '$.{name}'"),
            Self::Postgres => format!("CAST({text} AS json) ->> '{name}'"),
        }
    }

    /// An identity as a text that can be read again.
    pub(crate) fn id_text(self, id: &str) -> String {
        match self {
            Self::Sqlite => format!("lower(hex({id}))"),
            Self::Postgres => format!("CAST({id} AS TEXT)"),
        }
    }
}
