//! Beside the contract: what became of the responses to a record.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::{IntoParams, ToSchema};
use variorum_schema::decode::Problems;
use variorum_schema::limits::Integer;
use variorum_schema::policy::Operation;
use variorum_schema::provenance::PastResponse;
use variorum_store::responses;

use crate::api::records::find_record;
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::{FromQuery, QueryValues, RecordPath};
use crate::state::App;

type Limit = Integer<1, 1000>;
type Offset = Integer<0, { i32::MAX as i64 }>;

/// Which part of the history to answer.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct HistoryQuery {
    /// How many to leave out at the beginning.
    #[param(value_type = Option<Offset>, inline, required = false)]
    pub offset: i64,
    /// How many to answer at most; 1000 by default.
    #[param(value_type = Option<Limit>, inline, required = false)]
    pub limit: i64,
}

impl FromQuery for HistoryQuery {
    fn from_query(values: &QueryValues, problems: &mut Problems) -> Option<Self> {
        let offset = values.integer("offset", Offset::RANGE, problems).unwrap_or(0);
        let limit = values.integer("limit", Limit::RANGE, problems).unwrap_or(1000);
        Some(Self { offset, limit })
    }
}

/// Some of what became of the responses to a record.
#[derive(Debug, Serialize, ToSchema)]
pub struct ResponseHistory {
    /// The responses as they were, in order of writing.
    pub items: Vec<PastResponse>,
    /// How many there are, those before and after these included.
    pub total: i64,
}

/// What became of the responses to a record: an item for each time that one was written or deleted,
/// as it was then, with what was suggested, how long it took and by which settings. Of several
/// drafts one after the other, the last is kept. Annotators see what became of their own response.
///
/// # Errors
/// There is no such record; the caller is no member of its workspace.
#[utoipa::path(get, path = "/records/{record_id}/responses/history", tag = "responses",
    params(RecordPath, HistoryQuery),
    responses((status = 200, body = ResponseHistory), (status = 401), (status = 403),
        (status = 404), (status = 422)))]
pub async fn list_response_history(
    State(app): State<App>,
    Call { caller, path, query, .. }: Call<RecordPath, HistoryQuery>,
) -> ApiResult<Json<ResponseHistory>> {
    let mut tx = app.store().read().await?;
    let operation = Operation::ListResponseHistory;
    let located = find_record(&mut tx, &caller, operation, path.record_id).await?;
    let sees_all = caller.sees_hidden(&mut tx, located.workspace).await?;
    let annotator = (!sees_all).then_some(caller.user().seq);
    let part = (query.offset, query.limit);
    let found = responses::history(&mut tx, located.record.seq, annotator, part).await?;
    Ok(Json(ResponseHistory { items: found.items, total: found.total }))
}
