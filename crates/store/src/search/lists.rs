//! Whether a value is one of a list, which travels as one argument: so a statement is the same for
//! any number of values, and planned as quickly.

use std::fmt::Write as _;

use sea_query::Expr;
use uuid::Uuid;

use crate::dialect::Dialect;

/// A column with its table in front.
pub(super) type Column = (&'static str, &'static str);

/// One of these texts.
pub(super) fn texts(column: Column, texts: &[String], dialect: Dialect) -> Expr {
    let quoted = texts.iter().map(|text| match dialect {
        Dialect::Sqlite => serde_json::Value::from(text.as_str()).to_string(),
        Dialect::Postgres => {
            format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
        }
    });
    one_of(column, quoted, "text", dialect)
}

/// One of these whole numbers.
pub(super) fn integers(
    column: Column,
    numbers: impl Iterator<Item = i64>,
    dialect: Dialect,
) -> Expr {
    one_of(column, numbers.map(|number| number.to_string()), "bigint", dialect)
}

/// One of these numbers.
pub(super) fn floats(column: Column, numbers: &[f64], dialect: Dialect) -> Expr {
    // The shortest text that reads back as the same number.
    let numbers = numbers.iter().map(|number| format!("{number:?}"));
    one_of(column, numbers, "double precision", dialect)
}

/// One of these identities.
pub(super) fn ids(column: Column, ids: &[Uuid], dialect: Dialect) -> Expr {
    match dialect {
        Dialect::Sqlite => {
            let ids = ids.iter().map(|id| format!("\"{}\"", id.simple()));
            let sql = "? IN (SELECT unhex(value) FROM json_each(?))";
            Expr::cust_with_exprs(sql, [Expr::col(column), joined(ids, '[', ']').into()])
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
    match dialect {
        Dialect::Sqlite => {
            let sql = "? IN (SELECT value FROM json_each(?))";
            Expr::cust_with_exprs(sql, [Expr::col(column), joined(values, '[', ']').into()])
        }
        Dialect::Postgres => {
            let sql = format!("$1 = ANY (CAST($2 AS {kind}[]))");
            Expr::cust_with_exprs(sql, [Expr::col(column), joined(values, '{', '}').into()])
        }
    }
}

fn joined(values: impl Iterator<Item = String>, open: char, close: char) -> String {
    let mut out = String::from(open);
    for value in values {
        // Writing into a string cannot fail.
        let _ = write!(out, "{}{value}", if out.len() > 1 { "," } else { "" });
    }
    out.push(close);
    out
}
