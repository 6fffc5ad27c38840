//! Counting anew, in SQL alone: to put kept counts right, and to tell whether they are.

use super::part::{DEPTH, FANOUT_BITS};
use super::{OF_DATASET, RECORD_COLUMNS, RESPONSE_COLUMNS};
use crate::error::Result;
use crate::tx::{Statement, Tx, args};

/// Counts everything of a dataset anew; nobody else may write its records meanwhile.
pub(crate) async fn rebuild(tx: &mut Tx, dataset: i64) -> Result<()> {
    let zero: Vec<String> = RESPONSE_COLUMNS.iter().map(|column| format!("{column} = 0")).collect();
    let zero = format!("UPDATE response_counts SET {} WHERE {OF_DATASET}", zero.join(", "));
    let records = "DELETE FROM record_counts WHERE dataset = $1".to_owned();
    for sql in [records, zero, records_counted_into(), responses_counted_into()] {
        tx.execute(Statement::made(sql, args![dataset])).await?;
    }
    Ok(())
}

/// The number of the part of a queue key, at each depth.
fn parts_in_sql() -> impl Iterator<Item = String> {
    (0..=DEPTH).map(|depth| match depth * FANOUT_BITS {
        0 => "1".to_owned(),
        // The shift keeps the sign: half of the numbers are negative.
        bits => format!("(records.queue_key >> {}) + {}", u64::BITS - bits, 3_i64 << (bits - 1)),
    })
}

fn count_in_sql(condition: &str) -> String {
    format!("CAST(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END) AS BIGINT)")
}

/// The records of dataset `$1` counted, as rows of `record_counts`.
fn records_counted() -> String {
    let counts: Vec<String> = RECORD_COLUMNS
        .iter()
        .map(|status| count_in_sql(&format!("records.status = '{status}'")))
        .collect();
    let selects: Vec<String> = parts_in_sql()
        .map(|part| {
            format!(
                "SELECT records.dataset, {part} AS part, {} FROM records \
                 WHERE records.dataset = $1 GROUP BY 1, 2",
                counts.join(", ")
            )
        })
        .collect();
    selects.join(" UNION ALL ")
}

/// The responses in dataset `$1` counted, as rows of `response_counts` without `since`.
fn responses_counted() -> String {
    let counts: Vec<String> = RESPONSE_COLUMNS
        .iter()
        .filter_map(|column| column.split_once('_'))
        .map(|(record, response)| {
            count_in_sql(&format!(
                "records.status = '{record}' AND responses.status = '{response}'"
            ))
        })
        .collect();
    let selects: Vec<String> = parts_in_sql()
        .map(|part| {
            format!(
                "SELECT responses.annotator, responses.dataset, {part} AS part, {} FROM responses \
                 JOIN records ON records.seq = responses.record \
                 WHERE responses.dataset = $1 GROUP BY 1, 2, 3",
                counts.join(", ")
            )
        })
        .collect();
    selects.join(" UNION ALL ")
}

/// How many counts of the records of dataset `$1` differ from the rows.
pub(crate) fn records_differ() -> String {
    let columns = RECORD_COLUMNS.join(", ");
    differ(
        &format!("SELECT dataset, part, {columns} FROM record_counts WHERE dataset = $1"),
        &records_counted(),
        &RECORD_COLUMNS,
    )
}

/// How many counts of the responses in dataset `$1` differ from the rows.
pub(crate) fn responses_differ() -> String {
    let columns = RESPONSE_COLUMNS.join(", ");
    differ(
        &format!(
            "SELECT annotator, dataset, part, {columns} FROM response_counts WHERE dataset = $1"
        ),
        &responses_counted(),
        &RESPONSE_COLUMNS,
    )
}

/// Rows of counts that are of one only, apart from those that count nothing.
fn differ(kept: &str, counted: &str, columns: &[&str]) -> String {
    let any: Vec<String> = columns.iter().map(|column| format!("{column} <> 0")).collect();
    let kept = format!("SELECT * FROM ({kept} AND ({})) AS kept", any.join(" OR "));
    let counted = format!("SELECT * FROM ({counted}) AS counted");
    format!(
        "SELECT COUNT(*) FROM (SELECT * FROM ({kept} EXCEPT {counted}) AS more \
         UNION ALL SELECT * FROM ({counted} EXCEPT {kept}) AS less) AS differing"
    )
}

fn records_counted_into() -> String {
    format!(
        "INSERT INTO record_counts (dataset, part, {}) {}",
        RECORD_COLUMNS.join(", "),
        records_counted()
    )
}

/// Only annotators who have their rows already: who has answered has them.
fn responses_counted_into() -> String {
    let sets: Vec<String> =
        RESPONSE_COLUMNS.iter().map(|column| format!("{column} = counted.{column}")).collect();
    let columns = RESPONSE_COLUMNS.join(", ");
    format!(
        "WITH counted (annotator, dataset, part, {columns}) AS ({}) \
         UPDATE response_counts SET {} FROM counted \
         WHERE response_counts.annotator = counted.annotator \
         AND response_counts.dataset = counted.dataset AND response_counts.part = counted.part",
        responses_counted(),
        sets.join(", ")
    )
}
