//! Counts that are kept, so that no page counts rows: of the records of a dataset by status, and of
//! an annotator's responses by their status and that of their records.
//!
//! Both are kept for the whole dataset and for parts of its queue: the range of queue keys is
//! divided in 32 parts, and each of these again. So the first record that an annotator has not
//! answered, or the hundred-thousandth, is found by adding up a few numbers and reading one small
//! part, however much he has answered.
//!
//! Whoever writes records or responses notes the changes in the transaction ([`Changes`]). They are
//! written last of all and in one order, so that nobody waits long, or for each other.

mod changes;
mod part;
mod queue;
mod recount;

use variorum_schema::records::RecordStatus;
use variorum_schema::responses::ResponseStatus;

use crate::error::{Error, Result};
use crate::records::parse_status;
use crate::tx::{Statement, Tx, args};

pub(crate) use changes::{Changes, deleted};
pub(crate) use part::{Part, SECTIONS_END, WHOLE};
pub(crate) use queue::{Answered, Shown, around, of_parts};
pub(crate) use recount::{rebuild, records_differ, responses_differ};

/// What of a record counts depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    /// Key of the record.
    pub(crate) seq: i64,
    pub(crate) status: RecordStatus,
    pub(crate) queue_key: i64,
}

impl Head {
    /// As it was before its status became what it is.
    fn before(self) -> Self {
        let status = match self.status {
            RecordStatus::Pending => RecordStatus::Completed,
            RecordStatus::Completed => RecordStatus::Pending,
        };
        Self { status, ..self }
    }
}

/// A [`Head`] as it is read.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct HeadRow {
    pub(crate) seq: i64,
    status: String,
    queue_key: i64,
}

impl TryFrom<&HeadRow> for Head {
    type Error = Error;

    fn try_from(row: &HeadRow) -> Result<Self> {
        Ok(Self { seq: row.seq, status: parse_status(&row.status)?, queue_key: row.queue_key })
    }
}

/// The columns of `record_counts`, each named after a status of records.
const RECORD_COLUMNS: [&str; 2] = ["pending", "completed"];
/// The columns of `response_counts`, each named after a status of records and one of responses.
const RESPONSE_COLUMNS: [&str; 6] = [
    "pending_submitted",
    "pending_discarded",
    "pending_draft",
    "completed_submitted",
    "completed_discarded",
    "completed_draft",
];

fn record_column(status: RecordStatus) -> usize {
    match status {
        RecordStatus::Pending => 0,
        RecordStatus::Completed => 1,
    }
}

fn response_column(record: RecordStatus, response: ResponseStatus) -> usize {
    let column = match response {
        ResponseStatus::Submitted => 0,
        ResponseStatus::Discarded => 1,
        ResponseStatus::Draft => 2,
    };
    record_column(record) * 3 + column
}

/// How many records of a dataset are completed, and how many are not.
pub(crate) async fn of_records(tx: &mut Tx, dataset: i64) -> Result<(i64, i64)> {
    let sql = "SELECT completed, pending FROM record_counts WHERE dataset = $1 AND part = 1";
    Ok(tx.optional(Statement::new(sql, args![dataset])).await?.unwrap_or_default())
}

/// Deletes the counts of a dataset, which no foreign key does for those of annotators: an index for
/// it would be as large as the table.
pub(crate) async fn delete(tx: &mut Tx, dataset: i64) -> Result<()> {
    let responses = format!("DELETE FROM response_counts WHERE {OF_DATASET}");
    let records = "DELETE FROM record_counts WHERE dataset = $1".to_owned();
    for sql in [responses, records] {
        tx.execute(Statement::made(sql, args![dataset])).await?;
    }
    Ok(())
}

/// Rows of `response_counts` by the index of those of the whole.
const OF_DATASET: &str = "dataset = $1 AND annotator IN \
    (SELECT whole.annotator FROM response_counts AS whole WHERE whole.dataset = $1 AND whole.part = 1)";
