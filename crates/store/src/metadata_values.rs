//! What filters and sorts look up of record metadata: one row per value of a property.

use serde_json::Value;
use variorum_schema::index::IndexValues;
use variorum_schema::json;
use variorum_schema::metadata::{MetadataProperty, MetadataSettings};

use crate::derived::{Derived, Table};
use crate::error::Result;
use crate::json::from_json;
use crate::records::index::index_key;
use crate::rows::Rows;
use crate::settings::StoredSettings;
use crate::stored::Stored;
use crate::tx::{Statement, Tx, args};

/// How many records are indexed at a time when a property is added.
const PAGE: i64 = 1000;

// A list may hold a term twice, hence the conflict clause; `WHERE true` keeps SQLite from reading it
// as part of a join.
static TERMS: Table = Table {
    name: "metadata_terms",
    columns: &["record", "property", "value"],
    insert: "INSERT INTO metadata_terms (record, property, value) \
             SELECT r.record, r.property, r.value FROM {rows} WHERE true ON CONFLICT DO NOTHING",
};
static INTEGERS: Table = Table {
    name: "metadata_integers",
    columns: &["record", "property", "value"],
    insert: "INSERT INTO metadata_integers (record, property, value) \
             SELECT r.record, r.property, r.value FROM {rows}",
};
static FLOATS: Table = Table {
    name: "metadata_floats",
    columns: &["record", "property", "value"],
    insert: "INSERT INTO metadata_floats (record, property, value) \
             SELECT r.record, r.property, r.value FROM {rows}",
};

/// Values that wait to be written, however many records they belong to: at most one statement per
/// type.
#[derive(Debug, Default)]
pub(crate) struct MetadataValues {
    terms: Vec<(i64, i64, String)>,
    integers: Vec<(i64, i64, i64)>,
    floats: Vec<(i64, i64, f64)>,
}

impl MetadataValues {
    /// Adds all values of a record that have a property.
    pub(crate) fn add_record(
        &mut self,
        record: i64,
        settings: &StoredSettings,
        metadata: &json::Object,
    ) {
        for (name, value) in metadata {
            if let Some((property, found)) = settings.metadata_property(name) {
                self.add(record, property, &found.settings, value);
            }
        }
    }

    /// Adds the value of one property of a record.
    pub(crate) fn add(
        &mut self,
        record: i64,
        property: i64,
        settings: &MetadataSettings,
        value: &Value,
    ) {
        match settings.index_values(value) {
            IndexValues::Nothing => {}
            IndexValues::Terms(terms) => {
                let keys = terms.iter().map(|term| index_key(term).into_owned());
                self.terms.extend(keys.map(|key| (record, property, key)));
            }
            IndexValues::Integer(number) => self.integers.push((record, property, number)),
            IndexValues::Float(number) => self.floats.push((record, property, number)),
        }
    }

    /// All of them, table by table.
    pub(crate) fn derived(self) -> [Derived; 3] {
        let terms = Rows::default()
            .with("record", self.terms.iter().map(|row| row.0).collect())
            .with("property", self.terms.iter().map(|row| row.1).collect())
            .with("value", self.terms.into_iter().map(|row| row.2).collect());
        let integers = Rows::default()
            .with("record", self.integers.iter().map(|row| row.0).collect())
            .with("property", self.integers.iter().map(|row| row.1).collect())
            .with("value", self.integers.iter().map(|row| row.2).collect());
        let floats = Rows::default()
            .with("record", self.floats.iter().map(|row| row.0).collect())
            .with("property", self.floats.iter().map(|row| row.1).collect())
            .with("value", self.floats.iter().map(|row| row.2).collect());
        [
            Derived { table: &TERMS, rows: terms },
            Derived { table: &INTEGERS, rows: integers },
            Derived { table: &FLOATS, rows: floats },
        ]
    }

    /// Writes them all. The records must have no values of these properties yet, see [`delete`].
    pub(crate) async fn insert(self, tx: &mut Tx) -> Result<()> {
        for statement in self.derived().into_iter().filter_map(Derived::insertion) {
            tx.execute(statement).await?;
        }
        Ok(())
    }
}

/// Removes all values of these records.
pub(crate) async fn delete(tx: &mut Tx, records: &[i64]) -> Result<()> {
    if records.is_empty() {
        return Ok(());
    }
    for sql in [
        "DELETE FROM metadata_terms WHERE record IN (SELECT r.seq FROM {rows})",
        "DELETE FROM metadata_integers WHERE record IN (SELECT r.seq FROM {rows})",
        "DELETE FROM metadata_floats WHERE record IN (SELECT r.seq FROM {rows})",
    ] {
        let rows = Rows::seqs(records.iter().copied());
        tx.execute(Statement::new(sql, args![]).rows(rows)).await?;
    }
    Ok(())
}

#[derive(sqlx::FromRow)]
struct MetadataRow {
    seq: i64,
    metadata: String,
}

/// Writes the values that the records of a dataset have for a property that is new.
pub(crate) async fn backfill(
    tx: &mut Tx,
    dataset: i64,
    property: &Stored<MetadataProperty>,
) -> Result<()> {
    let sql = "SELECT seq, metadata FROM records \
               WHERE dataset = $1 AND seq > $2 AND metadata IS NOT NULL ORDER BY seq LIMIT $3";
    let mut after = 0;
    loop {
        let page: Vec<MetadataRow> =
            tx.all(Statement::new(sql, args![dataset, after, PAGE])).await?;
        let Some(last) = page.last() else {
            return Ok(());
        };
        after = last.seq;
        let mut values = MetadataValues::default();
        for row in page {
            let metadata: json::Object = from_json("records", row.seq, &row.metadata)?;
            if let Some(value) = metadata.get(&property.name) {
                values.add(row.seq, property.seq, &property.settings, value);
            }
        }
        values.insert(tx).await?;
    }
}
