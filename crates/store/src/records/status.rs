//! Whether records have enough submitted responses.

use uuid::Uuid;

use super::parse_status;
use crate::counts::{self, Head};
use crate::datasets::Recounted;
use crate::error::Result;
use crate::rows::Rows;
use crate::tx::{Statement, Tx, args};

#[derive(sqlx::FromRow)]
struct StatusRow {
    seq: i64,
    id: Uuid,
    dataset: i64,
    status: String,
    queue_key: i64,
}

/// Counts the submitted responses of these records, which the caller has
/// [locked](super::lock). Those whose status changed, in order of insertion; their time of change
/// moves.
pub(crate) async fn recount(tx: &mut Tx, seqs: &[i64]) -> Result<Vec<Recounted>> {
    if seqs.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "UPDATE records SET status = counted.status, updated_at = $1 \
               FROM (SELECT records.seq, CASE WHEN (SELECT COUNT(*) FROM responses \
                   WHERE responses.record = records.seq AND responses.status = 'submitted') \
                   >= datasets.min_submitted THEN 'completed' ELSE 'pending' END AS status \
                 FROM {rows} CROSS JOIN records JOIN datasets ON datasets.seq = records.dataset \
                 WHERE records.seq = r.seq) AS counted \
               WHERE records.seq = counted.seq AND records.status <> counted.status \
               RETURNING records.seq, records.id, records.dataset, records.status, \
               records.queue_key";
    let rows = Rows::seqs(seqs.iter().copied());
    let changed: Vec<StatusRow> = tx.all(Statement::new(sql, args![tx.now().0]).rows(rows)).await?;
    let mut recounted = Vec::with_capacity(changed.len());
    let mut heads = Vec::with_capacity(changed.len());
    for row in changed {
        let (seq, status) = (row.seq, parse_status(&row.status)?);
        recounted.push(Recounted { seq, id: row.id, status });
        heads.push((row.dataset, Head { seq, status, queue_key: row.queue_key }));
    }
    counts::status_changed(tx, &heads).await?;
    recounted.sort_unstable_by_key(|record| record.seq);
    Ok(recounted)
}
