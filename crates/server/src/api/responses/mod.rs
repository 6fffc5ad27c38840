//! Responses to records.

pub mod create_response;
pub mod delete_response;
pub mod list_response_history;
pub mod update_response;
pub mod upsert_my_responses;

use utoipa::ToSchema;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use variorum_schema::policy::Operation;
use variorum_store::Tx;
use variorum_store::responses::{self, LocatedResponse, Written};

use super::document::{ErrorCode, ErrorText};
use crate::call::{About, Caller};
use crate::error::{ApiError, ApiResult};
use crate::events::Event;
use crate::state::App;

pub(super) fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(create_response::create_response))
        .routes(routes!(upsert_my_responses::upsert_my_responses))
        .routes(routes!(update_response::update_response))
        .routes(routes!(delete_response::delete_response))
        .routes(routes!(list_response_history::list_response_history))
}

/// Why a response stands against another.
#[derive(ToSchema)]
#[serde(untagged)]
pub enum ResponseConflict {
    /// The caller has answered already.
    Taken(ErrorText),
    /// The stored response, under `stored`, is another than the one that this is based on.
    Changed(ErrorCode),
}

/// A response that the caller may do this with.
async fn find_response(
    tx: &mut Tx,
    caller: &Caller,
    operation: Operation,
    id: Uuid,
) -> ApiResult<LocatedResponse> {
    let found = responses::by_id(tx, id).await?;
    let located = found.ok_or_else(|| ApiError::not_found("Response", id))?;
    let author = Some(located.annotator);
    let about = About { author, ..About::workspace(located.record.workspace) };
    caller.may(tx, operation, about).await?;
    Ok(located)
}

/// What happened when a response was written.
fn happened(written: &Written) -> Vec<Event> {
    let mut events = Event::of_answered_record(written.record.id, written.record.status);
    events.push(if written.is_new {
        Event::ResponseCreated(written.response.id)
    } else {
        Event::ResponseUpdated(written.response.id)
    });
    events
}
