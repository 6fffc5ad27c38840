//! Operation 64.

use std::collections::{BTreeMap, HashMap};

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use variorum_schema::policy::Operation;
use variorum_schema::responses::{Response, ResponsesBulk};
use variorum_store::records::{self, Located};
use variorum_store::responses::{self, BulkItem, NotWritten};
use variorum_store::settings::StoredSettings;
use variorum_store::{Tx, settings};

use super::happened;
use crate::api::Items;
use crate::call::{About, Body, Call, Caller};
use crate::error::{ApiResult, RESPONSE_CHANGED, RESPONSE_CHANGED_TEXT};
use crate::events;
use crate::state::App;

/// What became of one item: a response or an error.
#[derive(Debug, Serialize, ToSchema)]
pub struct BulkOutcome {
    /// The response as it is now.
    pub item: Option<Response>,
    /// Why there is none.
    pub error: Option<BulkError>,
}

/// Why an item was not accepted.
#[derive(Debug, Serialize, ToSchema)]
pub struct BulkError {
    /// A sentence for people.
    pub detail: String,
    /// Where it is said what the response is based on, and that is another than the stored one:
    /// `variorum.api.errors::ResponseChangedError`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, value_type = String)]
    pub code: Option<&'static str>,
    /// With this code: the stored response, `null` if it is gone.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(required = false, value_type = Option<Response>)]
    pub stored: Option<Option<Box<Response>>>,
}

impl BulkOutcome {
    fn refused(detail: String) -> Self {
        Self { item: None, error: Some(BulkError { detail, code: None, stored: None }) }
    }

    fn not_written(cause: NotWritten) -> Self {
        let detail = cause.to_string();
        match cause {
            NotWritten::Refused(_) => Self::refused(detail),
            NotWritten::Changed(stored) => {
                let detail = RESPONSE_CHANGED_TEXT.to_owned();
                let code = Some(RESPONSE_CHANGED);
                let error = BulkError { detail, code, stored: Some(stored) };
                Self { item: None, error: Some(error) }
            }
        }
    }
}

const FORBIDDEN: &str = "argilla.api.errors::ForbiddenOperationError(detail=Operation not allowed)";

/// The caller's responses to several records, made or replaced. An item that is not accepted leaves
/// the others alone; with `based_on`, so does one whose stored response is another.
///
/// # Errors
/// The request is not well formed.
#[utoipa::path(post, path = "/me/responses/bulk", tag = "responses", request_body = ResponsesBulk,
    responses((status = 200, body = Items<BulkOutcome>), (status = 401), (status = 422)))]
pub async fn upsert_my_responses(
    State(app): State<App>,
    Call { caller, body: Body(sent), .. }: Call<(), (), Body<ResponsesBulk>>,
) -> ApiResult<Json<Items<BulkOutcome>>> {
    let mut tx = app.store().write().await?;
    caller.may(&mut tx, Operation::UpsertMyResponses, About::nothing()).await?;
    let ids: Vec<Uuid> = sent.items.iter().map(|item| item.record_id).collect();
    let found = records::by_ids(&mut tx, &ids).await?;
    let settings = settings_of_members(&mut tx, &caller, &found).await?;
    let mut outcomes: Vec<Option<BulkOutcome>> = Vec::with_capacity(sent.items.len());
    let mut accepted = Vec::new();
    for item in sent.items {
        let Some(record) = found.get(&item.record_id) else {
            let detail = format!("Record with id `{}` not found", item.record_id);
            outcomes.push(Some(BulkOutcome::refused(detail)));
            continue;
        };
        let Some(settings) = settings.get(&record.dataset) else {
            outcomes.push(Some(BulkOutcome::refused(FORBIDDEN.to_owned())));
            continue;
        };
        accepted.push(BulkItem {
            record: record.clone(),
            settings,
            status: item.status,
            values: item.values,
            based_on: item.based_on,
            activity: item.activity,
        });
        outcomes.push(None);
    }
    let written = responses::upsert_many(&mut tx, caller.user(), accepted).await?;
    let changed = written.iter().flatten().flat_map(happened).collect();
    events::record(&mut tx, &app, changed).await?;
    tx.commit().await?;
    let mut written = written.into_iter().map(|outcome| match outcome {
        Ok(written) => BulkOutcome { item: Some(written.response.item), error: None },
        Err(cause) => BulkOutcome::not_written(cause),
    });
    Ok(Items::json(
        outcomes.into_iter().filter_map(|known| known.or_else(|| written.next())).collect(),
    ))
}

/// The settings of the datasets in whose workspaces the caller may answer, by key, loaded in the
/// order of the keys.
async fn settings_of_members(
    tx: &mut Tx,
    caller: &Caller,
    found: &HashMap<Uuid, Located>,
) -> ApiResult<BTreeMap<i64, StoredSettings>> {
    let datasets: BTreeMap<i64, i64> =
        found.values().map(|record| (record.dataset, record.workspace)).collect();
    let rule = Operation::CreateResponse.rule();
    let mut settings = BTreeMap::new();
    for (dataset, workspace) in datasets {
        if caller.is_allowed(tx, rule, About::workspace(workspace)).await?
            && let Some(loaded) = settings::load_for_write(tx, dataset).await?
        {
            settings.insert(dataset, loaded);
        }
    }
    Ok(settings)
}
