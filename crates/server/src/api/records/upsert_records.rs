//! Operation 53.

use std::collections::HashSet;

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use variorum_schema::policy::Operation;
use variorum_schema::records::{Record, RecordsUpsert};
use variorum_store::records::upsert::{self, Upserted};
use variorum_store::{apart, items};

use super::{json, or_gone, settings_of};
use crate::call::{BulkBody, Call};
use crate::error::ApiResult;
use crate::events::{self, Event};
use crate::params::DatasetPath;
use crate::state::App;

/// Records that were made or changed.
#[derive(Debug, Serialize, ToSchema)]
pub struct UpsertedRecords {
    /// The records, complete, in the order of the request.
    pub items: Vec<Record>,
    /// Those that were there before.
    pub updated_item_ids: Vec<Uuid>,
}

/// Makes or changes records of a dataset, all or none. A record is matched by its id, else by its
/// external id, else it is made.
///
/// # Errors
/// There is no such dataset; the caller is neither an owner nor an admin of its workspace; a record
/// does not fit the dataset, or is new and has no fields.
#[utoipa::path(put, path = "/datasets/{dataset_id}/records/bulk", tag = "records",
    params(DatasetPath), request_body = RecordsUpsert,
    responses((status = 200, body = UpsertedRecords), (status = 401), (status = 403),
        (status = 404), (status = 422)))]
pub async fn upsert_records(
    State(app): State<App>,
    Call { caller, path, body: BulkBody(sent), .. }: Call<DatasetPath, (), BulkBody<RecordsUpsert>>,
) -> ApiResult<Response> {
    let operation = Operation::UpsertRecords;
    let settings = settings_of(&app, &caller, operation, path.dataset_id).await?;
    let prepared = apart(sent.items.len(), move || upsert::prepare(settings, sent.items)).await??;
    let mut tx = app.store().write().await?;
    tx.written_by(caller.user().seq);
    let gone = or_gone("Dataset", path.dataset_id);
    let out = upsert::store(&mut tx, prepared).await.map_err(gone)?;
    events::record(&mut tx, &app, happened(&out)).await?;
    tx.commit().await?;
    let mut seen = HashSet::new();
    let known = out.records.iter().zip(&out.is_new).filter(|(_, is_new)| !**is_new);
    let updated_item_ids =
        known.map(|(record, _)| record.id).filter(|id| seen.insert(*id)).collect();
    let items = items(out.records);
    json(items.len(), UpsertedRecords { items, updated_item_ids }).await
}

/// The contract tells of every record of the request, as made if it was never changed since.
fn happened(out: &Upserted) -> Vec<Event> {
    let event = |record: &Record| {
        if record.inserted_at == record.updated_at {
            Event::RecordCreated(record.id)
        } else {
            Event::RecordUpdated(record.id)
        }
    };
    out.records.iter().map(|record| event(record)).collect()
}
