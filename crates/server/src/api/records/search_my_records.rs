//! Operation 55.

use axum::extract::State;
use axum::response::Response;
use variorum_schema::policy::Operation;
use variorum_schema::search::{Include, SearchQuery};
use variorum_store::records::{Parts, PartsOfResponses};
use variorum_store::search::Viewer;
use variorum_store::settings;

use super::page::PageQuery;
use super::search::{FoundRecords, page};
use super::{json, shown_metadata};
use crate::api::find;
use crate::call::{Body, Call};
use crate::error::ApiResult;
use crate::params::DatasetPath;
use crate::state::App;

/// Searches the records of a dataset as the caller annotates them: with the caller's own responses
/// only, in the caller's own order. Annotators see and use only the metadata that is visible for
/// them.
///
/// # Errors
/// `include` cannot be read; there is no such dataset; the caller is no member of its workspace;
/// something that the search names is not in the dataset.
#[utoipa::path(post, path = "/me/datasets/{dataset_id}/records/search", tag = "records",
    params(DatasetPath, PageQuery), request_body = SearchQuery,
    responses((status = 200, body = FoundRecords), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn search_my_records(
    State(app): State<App>,
    call: Call<DatasetPath, PageQuery, Body<SearchQuery>>,
) -> ApiResult<Response> {
    let Call { caller, path, query, body: Body(search), .. } = call;
    let include = Include::parse(&query.include)?;
    let (mut tx, _turn) = app.search_records(&search, query.limit).await?;
    let operation = Operation::SearchMyRecords;
    let dataset = find::dataset(&mut tx, &caller, operation, path.dataset_id).await?;
    let sees_hidden = caller.sees_hidden(&mut tx, dataset.workspace).await?;
    let user = caller.user();
    let settings = settings::of(&mut tx, dataset).await?;
    let metadata = shown_metadata(&settings, sees_hidden);
    let parts = Parts { metadata, ..Parts::asked(include, PartsOfResponses::Of(user.seq)) };
    let view = (Viewer::Own { user: user.seq, id: user.id }, sees_hidden);
    let found = page(&mut tx, &settings, (&search, &query), view, &parts).await?;
    drop(tx);
    json(found.items.len(), found).await
}
