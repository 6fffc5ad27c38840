//! Paging through the records of a dataset.

use variorum_schema::records::Record;

use super::{Parts, load};
use crate::counts;
use crate::error::Result;
use crate::tx::{Statement, Tx, args};

/// Some of the records of a dataset.
#[derive(Debug, Clone)]
pub struct Page {
    /// The records, in order of insertion.
    pub items: Vec<Record>,
    /// How many the dataset has.
    pub total: i64,
}

/// At most `limit` records of a dataset after the first `offset`, in order of insertion.
///
/// # Errors
/// The database fails.
pub async fn list(
    tx: &mut Tx,
    dataset: i64,
    offset: i64,
    limit: i64,
    parts: &Parts,
) -> Result<Page> {
    let (completed, pending) = counts::of_records(tx, dataset).await?;
    let sql = "SELECT seq FROM records WHERE dataset = $1 ORDER BY seq LIMIT $2 OFFSET $3";
    let seqs: Vec<(i64,)> =
        tx.all(Statement::new(sql, args![dataset, limit, offset.max(0)])).await?;
    let seqs: Vec<i64> = seqs.into_iter().map(|(seq,)| seq).collect();
    Ok(Page { items: load(tx, &seqs, parts).await?, total: completed + pending })
}
