//! Whether records have enough submitted responses.

use uuid::Uuid;
use variorum_schema::records::RecordStatus;

use super::parse_status;
use crate::datasets::Recounted;
use crate::error::Result;
use crate::rows::Rows;
use crate::tx::{Statement, Tx, args};

#[derive(sqlx::FromRow)]
struct StatusRow {
    seq: i64,
    id: Uuid,
    status: String,
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
               RETURNING records.seq, records.id, records.status";
    let rows = Rows::seqs(seqs.iter().copied());
    let changed: Vec<StatusRow> = tx.all(Statement::new(sql, args![tx.now().0]).rows(rows)).await?;
    let mut recounted = Vec::with_capacity(changed.len());
    for row in changed {
        let status: RecordStatus = parse_status(&row.status)?;
        recounted.push(Recounted { seq: row.seq, id: row.id, status });
    }
    recounted.sort_unstable_by_key(|record| record.seq);
    Ok(recounted)
}
