//! The status of records when what makes them completed changes.

use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::records::RecordStatus;

use super::LockedDataset;
use crate::counts;
use crate::error::Result;
use crate::events::Kind;
use crate::tx::{Statement, Tx, args};

/// A record whose status changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recounted {
    /// Key of the record.
    pub seq: i64,
    /// Identity of the record.
    pub id: Uuid,
    /// What it is now.
    pub status: RecordStatus,
}

#[derive(FromRow)]
struct RecountedRow {
    seq: i64,
    id: Uuid,
    is_completed: bool,
}

/// Counts the submitted responses of all records that have responses anew.
pub(super) async fn recount(tx: &mut Tx, dataset: &LockedDataset) -> Result<Vec<Recounted>> {
    let sql = "UPDATE records SET status = counted.status, updated_at = $3 \
               FROM (SELECT record, CASE \
                   WHEN SUM(CASE WHEN status = 'submitted' THEN 1 ELSE 0 END) >= $2 \
                   THEN 'completed' ELSE 'pending' END AS status \
                 FROM responses WHERE dataset = $1 GROUP BY record) AS counted \
               WHERE records.seq = counted.record AND records.status <> counted.status \
               RETURNING records.seq, records.id, records.status = 'completed' AS is_completed";
    let args = args![dataset.seq, dataset.distribution.min_submitted(), tx.now().0];
    let mut rows = tx.all::<RecountedRow>(Statement::new(sql, args)).await?;
    if !rows.is_empty() {
        tx.events.dataset(dataset.seq, Kind::Progress);
        counts::rebuild(tx, dataset.seq).await?;
    }
    rows.sort_unstable_by_key(|row| row.seq);
    let recounted = rows.into_iter().map(|row| Recounted {
        seq: row.seq,
        id: row.id,
        status: if row.is_completed { RecordStatus::Completed } else { RecordStatus::Pending },
    });
    Ok(recounted.collect())
}
