//! Operation 54.

use axum::extract::State;
use axum::response::Response;
use variorum_schema::policy::Operation;
use variorum_schema::search::{Include, SearchQuery};
use variorum_store::records::{Parts, PartsOfResponses};
use variorum_store::search::Viewer;
use variorum_store::settings;

use super::json;
use super::page::PageQuery;
use super::search::{FoundRecords, page};
use crate::api::find;
use crate::call::{Body, Call};
use crate::error::ApiResult;
use crate::params::DatasetPath;
use crate::state::App;

/// Searches the records of a dataset, with everybody's responses.
///
/// # Errors
/// `include` cannot be read; there is no such dataset; the caller is neither an owner nor an admin
/// of its workspace; something that the search names is not in the dataset.
#[utoipa::path(post, path = "/datasets/{dataset_id}/records/search", tag = "records",
    params(DatasetPath, PageQuery), request_body = SearchQuery,
    responses((status = 200, body = FoundRecords), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn search_records(
    State(app): State<App>,
    call: Call<DatasetPath, PageQuery, Body<SearchQuery>>,
) -> ApiResult<Response> {
    let Call { caller, path, query, body: Body(search), .. } = call;
    let parts = Parts::asked(Include::parse(&query.include)?, PartsOfResponses::All);
    let (mut tx, _turn) = app.search_records(&search, query.limit).await?;
    let operation = Operation::SearchRecords;
    let dataset = find::dataset(&mut tx, &caller, operation, path.dataset_id).await?;
    let settings = settings::of(&mut tx, dataset).await?;
    let found = page(&mut tx, &settings, (&search, &query), (Viewer::All, true), &parts).await?;
    drop(tx);
    json(found.items.len(), found).await
}
