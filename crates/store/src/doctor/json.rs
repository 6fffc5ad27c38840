//! Whether all JSON in columns can be read.

use serde::de::{DeserializeOwned, IgnoredAny};

use super::Examination;
use crate::error::Result;
use crate::tx::{Statement, args};

/// How many texts are read at a time.
const PAGE: i64 = 200;

/// Columns with JSON, with the key of their tables. Those that others follow from are read where these
/// are compared.
const COLUMNS: &[(&str, &str, &str)] = &[
    ("preferences", "member", "value"),
    ("datasets", "seq", "metadata"),
    ("fields", "seq", "settings"),
    ("questions", "seq", "settings"),
    ("metadata_properties", "seq", "settings"),
    ("response_history", "seq", "answers"),
    ("response_history", "seq", "shown"),
    ("response_history", "seq", "suggestions"),
    ("events", "seq", "ids"),
    ("webhooks", "seq", "events"),
    ("jobs", "seq", "payload"),
];

/// Texts of a column that cannot be read.
pub(super) struct Unreadable {
    column: String,
    count: usize,
    /// The row of the first, and why.
    example: String,
}

impl Unreadable {
    pub(super) fn of(table: &str, column: &str) -> Self {
        Self { column: format!("`{table}.{column}`"), count: 0, example: String::new() }
    }

    /// The value of a text in the row with this key, unless it cannot be read.
    pub(super) fn read<T: DeserializeOwned>(&mut self, key: i64, text: &str) -> Option<T> {
        match serde_json::from_str(text) {
            Ok(value) => Some(value),
            Err(cause) => {
                if self.count == 0 {
                    self.example = format!("row {key}: {cause}");
                }
                self.count += 1;
                None
            }
        }
    }

    pub(super) fn finding(&self) -> Option<String> {
        let Self { column, count, example } = self;
        (*count > 0)
            .then(|| format!("{count} texts in {column} are not readable, such as {example}"))
    }
}

/// Reads all texts of [`COLUMNS`].
pub(super) async fn examine(examination: &mut Examination<'_>) -> Result<()> {
    for (table, key, column) in COLUMNS {
        let sql = format!(
            "SELECT {key}, {column} FROM {table} \
             WHERE {key} > $1 AND {column} IS NOT NULL ORDER BY {key} LIMIT $2"
        );
        let what = format!("`{table}.{column}` is readable");
        let mut unreadable = Unreadable::of(table, column);
        let mut after = i64::MIN;
        loop {
            let page = Statement::made(sql.clone(), args![after, PAGE]);
            let page = examination.tx.all::<(i64, String)>(page).await;
            let Some(page) = examination.read(&what, page).await? else { break };
            for (key, text) in &page {
                unreadable.read::<IgnoredAny>(*key, text);
            }
            let Some((last, _)) = page.last() else { break };
            after = *last;
        }
        examination.report.findings.extend(unreadable.finding());
    }
    examination.report.checked.push("all JSON".to_owned());
    Ok(())
}
