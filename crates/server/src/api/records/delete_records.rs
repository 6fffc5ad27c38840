//! Operation 51.

use axum::extract::State;
use axum::http::StatusCode;
use variorum_schema::ids::{IDS_MAX, parse_ids};
use variorum_schema::policy::Operation;
use variorum_store::records::delete;

use super::{IdsQuery, or_gone};
use crate::api::find;
use crate::call::Call;
use crate::error::ApiResult;
use crate::events::{self, Event};
use crate::params::DatasetPath;
use crate::state::App;

/// Deletes records with everything that belongs to them. Ids that the dataset does not have are
/// skipped.
///
/// # Errors
/// There is no such dataset; the caller is neither an owner nor an admin of its workspace; the ids
/// are not UUIDs, or too many.
#[utoipa::path(delete, path = "/datasets/{dataset_id}/records", tag = "records",
    params(DatasetPath, IdsQuery),
    responses((status = 204), (status = 401), (status = 403), (status = 404), (status = 422)))]
pub async fn delete_records(
    State(app): State<App>,
    Call { caller, path, query, .. }: Call<DatasetPath, IdsQuery>,
) -> ApiResult<StatusCode> {
    let mut tx = app.store().write().await?;
    let operation = Operation::DeleteRecords;
    let dataset = find::dataset(&mut tx, &caller, operation, path.dataset_id).await?;
    let ids = parse_ids(&query.ids, IDS_MAX)?;
    let gone = or_gone("Dataset", path.dataset_id);
    let found = delete::find(&mut tx, dataset.seq, &ids).await.map_err(gone)?;
    let happened = found.iter().map(|record| Event::RecordDeleted(record.id)).collect();
    events::record(&mut tx, &app, happened).await?;
    delete::delete(&mut tx, dataset.seq, &found).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
