//! Whether records have enough submitted responses.

use uuid::Uuid;

use super::parse_status;
use crate::counts::Head;
use crate::datasets::Recounted;
use crate::error::Result;
use crate::json::from_json;
use crate::responses;
use crate::rows::Rows;
use crate::tx::{Statement, Tx, args};

#[derive(sqlx::FromRow)]
pub(crate) struct StatusRow {
    seq: i64,
    id: Uuid,
    dataset: i64,
    status: String,
    queue_key: i64,
    responses: String,
}

/// Counts the submitted responses of these records, which the caller has
/// [locked](super::lock). Those whose status changed, in order of insertion; their time of change
/// moves.
pub(crate) async fn recount(tx: &mut Tx, seqs: &[i64]) -> Result<Vec<Recounted>> {
    if seqs.is_empty() {
        return Ok(Vec::new());
    }
    let statement = statement(tx, seqs);
    let changed = tx.all(statement).await?;
    note(tx, changed)
}

/// What counts the submitted responses of these records; to be [noted](note).
pub(crate) fn statement(tx: &Tx, seqs: &[i64]) -> Statement {
    let dialect = tx.dialect();
    let response = dialect.json_array("responses.annotator, responses.status");
    let responses = dialect.json_list_of(&response);
    let sql = format!(
        "UPDATE records SET status = counted.status, updated_at = $1 \
         FROM (SELECT records.seq, CASE WHEN (SELECT COUNT(*) FROM responses \
             WHERE responses.record = records.seq AND responses.status = 'submitted') \
             >= datasets.min_submitted THEN 'completed' ELSE 'pending' END AS status \
           FROM {{rows}} CROSS JOIN records JOIN datasets ON datasets.seq = records.dataset \
           WHERE records.seq = r.seq) AS counted \
         WHERE records.seq = counted.seq AND records.status <> counted.status \
         RETURNING records.seq, records.id, records.dataset, records.status, records.queue_key, \
         (SELECT COALESCE({responses}, '[]') FROM responses \
         WHERE responses.record = records.seq) AS responses"
    );
    Statement::made(sql, args![tx.now().0]).rows(Rows::seqs(seqs.iter().copied()))
}

/// Notes for the counts what was found by the [statement]; the same for the caller.
pub(crate) fn note(tx: &mut Tx, changed: Vec<StatusRow>) -> Result<Vec<Recounted>> {
    let mut recounted = Vec::with_capacity(changed.len());
    for row in changed {
        let (seq, status) = (row.seq, parse_status(&row.status)?);
        recounted.push(Recounted { seq, id: row.id, status });
        let responses: Vec<(i64, String)> = from_json("responses", seq, &row.responses)?;
        let responses = responses
            .into_iter()
            .map(|(annotator, status)| Ok((annotator, responses::parse_status(&status)?)));
        let head = Head { seq, status, queue_key: row.queue_key };
        tx.changes.status(row.dataset, head, responses.collect::<Result<Vec<_>>>()?);
    }
    recounted.sort_unstable_by_key(|record| record.seq);
    Ok(recounted)
}
