//! Operation 50.

use axum::extract::State;
use axum::response::Response;
use serde::Serialize;
use utoipa::ToSchema;
use variorum_schema::policy::Operation;
use variorum_schema::records::Record;
use variorum_schema::search::Include;
use variorum_store::records::{self, Parts, PartsOfResponses};

use super::json;
use super::page::PageQuery;
use crate::api::find;
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::DatasetPath;
use crate::state::App;

/// Some of the records of a dataset.
#[derive(Debug, Serialize, ToSchema)]
pub struct RecordsPage {
    /// The records, in order of insertion.
    pub items: Vec<Record>,
    /// How many records the dataset has.
    pub total: i64,
}

/// The records of a dataset in order of insertion. Past the end the page is empty.
///
/// # Errors
/// `include` cannot be read; there is no such dataset; the caller is neither an owner nor an admin
/// of its workspace.
#[utoipa::path(get, path = "/datasets/{dataset_id}/records", tag = "records",
    params(DatasetPath, PageQuery),
    responses((status = 200, body = RecordsPage), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn list_records(
    State(app): State<App>,
    Call { caller, path, query, .. }: Call<DatasetPath, PageQuery>,
) -> ApiResult<Response> {
    let include = Include::parse(&query.include)?;
    let (mut tx, _turn) = app.read_records(query.limit).await?;
    let operation = Operation::ListRecords;
    let dataset = find::dataset(&mut tx, &caller, operation, path.dataset_id).await?;
    let parts = Parts::asked(include, PartsOfResponses::All);
    let page = records::list(&mut tx, dataset.seq, query.offset, query.limit, &parts).await?;
    drop(tx);
    json(page.items.len(), RecordsPage { items: page.items, total: page.total }).await
}
