//! Changes of counts: noted by whoever writes, written last.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use variorum_schema::Timestamp;
use variorum_schema::responses::ResponseStatus;

use super::part::Part;
use super::{Head, HeadRow, RECORD_COLUMNS, RESPONSE_COLUMNS, record_column, response_column};
use crate::error::Result;
use crate::rows::{Column, Rows};
use crate::tx::{Statement, Tx, args};
use crate::{columns, responses};

/// Changes of counts that a transaction has made and not yet written.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    records: BTreeMap<(i64, Part), [i64; 2]>,
    responses: BTreeMap<(i64, i64, Part), [i64; 6]>,
    blocks: BTreeSet<(i64, i64)>,
}

impl Changes {
    /// A record of the dataset with this key came (`by` 1) or went (`by` -1).
    pub(crate) fn record(&mut self, dataset: i64, head: Head, by: i64) {
        for part in Part::path(head.queue_key) {
            let counts = self.records.entry((dataset, part)).or_default();
            counts[record_column(head.status)] += by;
        }
    }

    /// A response of this status to a record came (`by` 1) or went (`by` -1).
    pub(crate) fn response(
        &mut self,
        (dataset, annotator): (i64, i64),
        head: Head,
        status: ResponseStatus,
        by: i64,
    ) {
        for part in Part::path(head.queue_key) {
            let counts = self.responses.entry((annotator, dataset, part)).or_default();
            counts[response_column(head.status, status)] += by;
        }
    }

    /// Values of a record of the dataset changed, or it came or went: see [`columns`].
    pub(crate) fn values(&mut self, dataset: i64, record: i64) {
        self.blocks.extend([(dataset, columns::WHOLE), (dataset, columns::block_of(record))]);
    }

    /// A record has another status than before, this one, and its responses with it.
    pub(crate) fn status(
        &mut self,
        dataset: i64,
        after: Head,
        responses: Vec<(i64, ResponseStatus)>,
    ) {
        self.record(dataset, after.before(), -1);
        self.record(dataset, after, 1);
        for (annotator, status) in responses {
            self.response((dataset, annotator), after.before(), status, -1);
            self.response((dataset, annotator), after, status, 1);
        }
    }

    /// What writes the changes.
    pub(crate) fn statements(self, now: Timestamp) -> Vec<Statement> {
        let mut statements = Vec::new();
        if !self.records.is_empty() {
            let keys = self.records.keys();
            let rows = Rows::default()
                .with("dataset", keys.clone().map(|(dataset, _)| *dataset).collect())
                .with("part", keys.map(|(_, part)| part.0).collect());
            let rows = with_counts(rows, &RECORD_COLUMNS, self.records.values());
            let sql = upsert("record_counts", "dataset, part", "", &RECORD_COLUMNS);
            statements.push(Statement::made(sql, args![]).rows(rows));
        }
        if !self.responses.is_empty() {
            let keys = self.responses.keys();
            let rows = Rows::default()
                .with("annotator", keys.clone().map(|(annotator, ..)| *annotator).collect())
                .with("dataset", keys.clone().map(|(_, dataset, _)| *dataset).collect())
                .with("part", keys.map(|(.., part)| part.0).collect());
            let rows = with_counts(rows, &RESPONSE_COLUMNS, self.responses.values());
            let sql =
                upsert("response_counts", "annotator, dataset, part", "since", &RESPONSE_COLUMNS);
            statements.push(Statement::made(sql, args![now.0]).rows(rows));
        }
        if !self.blocks.is_empty() {
            let rows = Rows::default()
                .with("dataset", self.blocks.iter().map(|(dataset, _)| *dataset).collect())
                .with("block", self.blocks.iter().map(|(_, block)| *block).collect());
            let sql = "INSERT INTO record_blocks (dataset, block, version) \
                       SELECT r.dataset, r.block, 1 FROM {rows} WHERE true \
                       ON CONFLICT (dataset, block) DO UPDATE SET version = record_blocks.version + 1";
            statements.push(Statement::new(sql, args![]).rows(rows));
        }
        statements
    }
}

fn with_counts<'c, const N: usize>(
    rows: Rows,
    columns: &[&'static str; N],
    counts: impl Iterator<Item = &'c [i64; N]> + Clone,
) -> Rows {
    columns.iter().enumerate().fold(rows, |rows, (at, column)| {
        let values: Column = counts.clone().map(|counts| counts[at]).collect();
        rows.with(column, values)
    })
}

/// Adds rows to those with the same key; `since` names a column that new ones get from `$1`.
fn upsert(table: &str, key: &str, since: &str, columns: &[&str]) -> String {
    let (since, now) = if since.is_empty() { ("", "") } else { (", since", ", $1") };
    let list = |before: &str| columns.iter().map(|c| format!(", {before}{c}")).collect::<String>();
    let sums: Vec<String> =
        columns.iter().map(|c| format!("{c} = {table}.{c} + excluded.{c}")).collect();
    let key_of_rows: Vec<String> = key.split(", ").map(|column| format!("r.{column}")).collect();
    format!(
        "INSERT INTO {table} ({key}{since}{}) SELECT {}{now}{} FROM {{rows}} WHERE true \
         ON CONFLICT ({key}) DO UPDATE SET {}",
        list(""),
        key_of_rows.join(", "),
        list("r."),
        sums.join(", ")
    )
}

/// Notes that these records of a dataset and their responses, all still there, are to be deleted.
pub(crate) async fn deleted(tx: &mut Tx, dataset: i64, seqs: &[i64]) -> Result<()> {
    let sql = "SELECT records.seq, records.status, records.queue_key FROM {rows} \
               CROSS JOIN records WHERE records.seq = r.seq";
    let rows = Rows::seqs(seqs.iter().copied());
    let found: Vec<HeadRow> = tx.all(Statement::new(sql, args![]).rows(rows)).await?;
    let mut heads: HashMap<i64, Head> = HashMap::with_capacity(found.len());
    for row in found {
        let head = Head::try_from(&row)?;
        tx.changes.record(dataset, head, -1);
        tx.changes.values(dataset, head.seq);
        heads.insert(head.seq, head);
    }
    for (record, annotator, status) in responses_of(tx, seqs.iter().copied()).await? {
        if let Some(head) = heads.get(&record) {
            tx.changes.response((dataset, annotator), *head, status, -1);
        }
    }
    Ok(())
}

/// Record, annotator and status of all responses to records.
async fn responses_of(
    tx: &mut Tx,
    records: impl Iterator<Item = i64>,
) -> Result<Vec<(i64, i64, ResponseStatus)>> {
    let rows = Rows::seqs(records);
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "SELECT responses.record, responses.annotator, responses.status FROM {rows} \
               CROSS JOIN responses WHERE responses.record = r.seq";
    let found: Vec<(i64, i64, String)> = tx.all(Statement::new(sql, args![]).rows(rows)).await?;
    let parsed = found.into_iter().map(|(record, annotator, status)| {
        Ok((record, annotator, responses::parse_status(&status)?))
    });
    parsed.collect()
}
