//! Operation 50.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use variorum_schema::decode::Problems;
use variorum_schema::policy::Operation;
use variorum_schema::records::Record;
use variorum_schema::search::Include;
use variorum_store::records::{self, Parts, PartsOfResponses};

use crate::api::find;
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::{DatasetPath, FromQuery, QueryValues};
use crate::state::App;

/// Which records to list, and with what.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct ListRecordsQuery {
    /// `responses`, `suggestions`, `vectors`, separated by commas, or `vectors:` with names of
    /// vectors; may be given several times.
    #[param(required = false)]
    pub include: Vec<String>,
    /// How many records to leave out, default 0.
    #[param(required = false, default = 0, minimum = 0)]
    pub offset: i64,
    /// How many records to answer at most, default 50.
    #[param(required = false, default = 50, minimum = 1, maximum = 1000)]
    pub limit: i64,
}

impl FromQuery for ListRecordsQuery {
    fn from_query(values: &QueryValues, problems: &mut Problems) -> Option<Self> {
        let before = problems.count();
        let offset = values.integer("offset", 0..=i64::MAX, problems).unwrap_or(0);
        let limit = values.integer("limit", 1..=1000, problems).unwrap_or(50);
        let include = values.all("include");
        (problems.count() == before).then_some(Self { include, offset, limit })
    }
}

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
    params(DatasetPath, ListRecordsQuery),
    responses((status = 200, body = RecordsPage), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn list_records(
    State(app): State<App>,
    Call { caller, path, query, .. }: Call<DatasetPath, ListRecordsQuery>,
) -> ApiResult<Json<RecordsPage>> {
    let include = Include::parse(&query.include)?;
    let mut tx = app.store().read().await?;
    let operation = Operation::ListRecords;
    let dataset = find::dataset(&mut tx, &caller, operation, path.dataset_id).await?;
    let parts = Parts::asked(include, PartsOfResponses::All);
    let page = records::list(&mut tx, dataset.seq, query.offset, query.limit, &parts).await?;
    Ok(Json(RecordsPage { items: page.items, total: page.total }))
}
