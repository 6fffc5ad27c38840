//! Operation 52.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use variorum_schema::policy::Operation;
use variorum_schema::records::{Record, RecordsCreate};
use variorum_store::records::create;
use variorum_store::{apart, items};

use super::{json, or_gone, settings_of};
use crate::api::Items;
use crate::call::{BulkBody, Call};
use crate::error::ApiResult;
use crate::events::{self, Event};
use crate::params::DatasetPath;
use crate::state::App;

/// New records of a published dataset, all or none, answered complete and in order.
///
/// # Errors
/// There is no such dataset; the caller is neither an owner nor an admin of its workspace; the
/// dataset is a draft, an external id is there already, or a record does not fit the dataset.
#[utoipa::path(post, path = "/datasets/{dataset_id}/records/bulk", tag = "records",
    params(DatasetPath), request_body = RecordsCreate,
    responses((status = 201, body = Items<Record>), (status = 401), (status = 403),
        (status = 404), (status = 422)))]
pub async fn create_records(
    State(app): State<App>,
    Call { caller, path, body: BulkBody(new), .. }: Call<DatasetPath, (), BulkBody<RecordsCreate>>,
) -> ApiResult<(StatusCode, Response)> {
    let operation = Operation::CreateRecords;
    let settings = settings_of(&app, &caller, operation, path.dataset_id).await?;
    let prepared = apart(new.items.len(), move || create::prepare(settings, new.items)).await??;
    let mut tx = app.store().write().await?;
    tx.written_by(caller.user().seq);
    let gone = or_gone("Dataset", path.dataset_id);
    let made = create::store(&mut tx, prepared).await.map_err(gone)?;
    let happened = made.iter().map(|record| Event::RecordCreated(record.id)).collect();
    events::record(&mut tx, &app, happened).await?;
    tx.commit().await?;
    let items = items(made);
    Ok((StatusCode::CREATED, json(items.len(), Items { items }).await?))
}
