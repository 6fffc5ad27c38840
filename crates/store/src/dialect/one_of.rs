//! Whether a value is one of a list, which travels as one argument: so a statement is the same for
//! any number of values, and planned as quickly.

use std::fmt::Write as _;

use sea_query::Expr;
use uuid::Uuid;

use super::Dialect;

/// A column with its table in front.
pub(crate) type Column = (&'static str, &'static str);

impl Dialect {
    /// Values as one text, each written as a part of it.
    pub(crate) fn list(self, values: impl Iterator<Item = String>) -> String {
        let (open, close) = match self {
            Self::Sqlite => ('[', ']'),
            Self::Postgres => ('{', '}'),
        };
        let mut out = String::from(open);
        for value in values {
            // Writing into a string cannot fail.
            let _ = write!(out, "{}{value}", if out.len() > 1 { "," } else { "" });
        }
        out.push(close);
        out
    }

    /// The condition that an expression is in a [list](Self::list) of a type of PostgreSQL.
    pub(crate) fn is_one_of(self, expression: &str, list: &str, kind: &str) -> String {
        match self {
            Self::Sqlite => format!("{expression} IN (SELECT value FROM json_each({list}))"),
            Self::Postgres => format!("{expression} = ANY (CAST({list} AS {kind}[]))"),
        }
    }

    /// How sea-query names the first two expressions of a custom one.
    fn places(self) -> [&'static str; 2] {
        match self {
            Self::Sqlite => ["?", "?"],
            Self::Postgres => ["$1", "$2"],
        }
    }
}

/// One of these texts.
pub(crate) fn texts(column: Column, texts: &[String], dialect: Dialect) -> Expr {
    let quoted = texts.iter().map(|text| match dialect {
        Dialect::Sqlite => serde_json::Value::from(text.as_str()).to_string(),
        Dialect::Postgres => {
            format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
        }
    });
    one_of(column, quoted, "text", dialect)
}

/// One of these whole numbers.
pub(crate) fn integers(
    column: Column,
    numbers: impl Iterator<Item = i64>,
    dialect: Dialect,
) -> Expr {
    one_of(column, numbers.map(|number| number.to_string()), "bigint", dialect)
}

/// One of these numbers.
pub(crate) fn floats(column: Column, numbers: &[f64], dialect: Dialect) -> Expr {
    // The shortest text that reads back as the same number.
    let numbers = numbers.iter().map(|number| format!("{number:?}"));
    one_of(column, numbers, "double precision", dialect)
}

/// One of these identities.
pub(crate) fn ids(column: Column, ids: &[Uuid], dialect: Dialect) -> Expr {
    match dialect {
        Dialect::Sqlite => {
            let list = dialect.list(ids.iter().map(|id| format!("\"{}\"", id.simple())));
            let sql = "? IN (SELECT unhex(value) FROM json_each(?))";
            Expr::cust_with_exprs(sql, [Expr::col(column), list.into()])
        }
        Dialect::Postgres => one_of(column, ids.iter().map(ToString::to_string), "uuid", dialect),
    }
}

fn one_of(
    column: Column,
    values: impl Iterator<Item = String>,
    kind: &str,
    dialect: Dialect,
) -> Expr {
    let [place, list] = dialect.places();
    let sql = dialect.is_one_of(place, list, kind);
    Expr::cust_with_exprs(sql, [Expr::col(column), dialect.list(values).into()])
}
