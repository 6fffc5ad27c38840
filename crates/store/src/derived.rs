//! Rows that follow from others, for searches. What writes them and what compares them with those
//! that are stored go by the same rows.

use crate::rows::Rows;
use crate::tx::{Statement, args};

/// A table all of whose rows follow from rows of others.
#[derive(Debug)]
pub(crate) struct Table {
    pub(crate) name: &'static str,
    /// What is compared, the key of the record first; with a cast where `{rows}` has another type.
    pub(crate) columns: &'static [&'static str],
    /// Writes `{rows}`.
    pub(crate) insert: &'static str,
}

/// Rows of such a table.
#[derive(Debug)]
pub(crate) struct Derived {
    pub(crate) table: &'static Table,
    pub(crate) rows: Rows,
}

impl Derived {
    /// What writes them, if there are any.
    pub(crate) fn insertion(self) -> Option<Statement> {
        (!self.rows.is_empty()).then(|| Statement::new(self.table.insert, args![]).rows(self.rows))
    }

    /// What compares them with those that are stored of the records in `range`, see
    /// [`differences`].
    pub(crate) fn differences(self, range: (i64, i64)) -> Statement {
        differences(self.table.name, self.table.columns, self.rows, range)
    }
}

/// Compares rows with those of a table that belong to records with a key above the first of `range`
/// and up to the last: finds how many are not stored, how many are stored besides, and the first
/// record that either is of.
pub(crate) fn differences(
    table: &str,
    columns: &[&str],
    rows: Rows,
    (after, last): (i64, i64),
) -> Statement {
    let record = columns.first().copied().unwrap_or_default();
    let made: Vec<String> = columns.iter().map(|column| format!("r.{column}")).collect();
    let names: Vec<String> = (0..columns.len()).map(|number| format!("c{number}")).collect();
    let (made, names, columns) = (made.join(", "), names.join(", "), columns.join(", "));
    let sql = format!(
        "WITH made ({names}) AS (SELECT {made} FROM {{rows}}), \
         stored ({names}) AS (SELECT {columns} FROM {table} WHERE {record} > $1 AND {record} <= $2) \
         SELECT COUNT(*) - COUNT(besides), COUNT(besides), MIN(c0) FROM (\
         SELECT c0, NULL AS besides FROM (SELECT * FROM made EXCEPT SELECT * FROM stored) AS missing \
         UNION ALL \
         SELECT c0, 1 FROM (SELECT * FROM stored EXCEPT SELECT * FROM made) AS more) AS differing"
    );
    Statement::made(sql, args![after, last]).rows(rows)
}
