//! Records of datasets.

pub mod create_records;
pub mod delete_record;
pub mod delete_records;
pub mod get_record;
pub mod list_records;
pub mod list_suggestion_options;
mod page;
mod search;
pub mod search_my_records;
pub mod search_records;
pub mod update_record;
pub mod upsert_records;

use axum::Json;
use axum::response::{IntoResponse as _, Response};
use serde::Serialize;
use utoipa::IntoParams;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use uuid::Uuid;
use variorum_schema::decode::Problems;
use variorum_schema::policy::Operation;
use variorum_store::records::{self, Located, PartsOfMetadata};
use variorum_store::settings::StoredSettings;
use variorum_store::{Error, Tx, apart, settings};

use super::find;
use crate::call::{About, Caller};
use crate::error::{ApiError, ApiResult};
use crate::params::{FromQuery, QueryValues};
use crate::state::App;

pub(super) fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_records::list_records))
        .routes(routes!(delete_records::delete_records))
        .routes(routes!(create_records::create_records))
        .routes(routes!(upsert_records::upsert_records))
        .routes(routes!(search_records::search_records))
        .routes(routes!(search_my_records::search_my_records))
        .routes(routes!(list_suggestion_options::list_suggestion_options))
        .routes(routes!(get_record::get_record))
        .routes(routes!(update_record::update_record))
        .routes(routes!(delete_record::delete_record))
}

/// Which of several things to delete.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct IdsQuery {
    /// 1 to 100 UUIDs, separated by commas.
    pub ids: String,
}

impl FromQuery for IdsQuery {
    fn from_query(values: &QueryValues, problems: &mut Problems) -> Option<Self> {
        let ids = values.get("ids").map(str::to_owned);
        let missing = |p: &mut Problems| p.report("missing", "Field required");
        Some(Self { ids: ids.or_else(|| problems.at("ids", missing))? })
    }
}

/// A record that the caller may do this with.
pub(super) async fn find_record(
    tx: &mut Tx,
    caller: &Caller,
    operation: Operation,
    id: Uuid,
) -> ApiResult<Located> {
    let found = records::by_id_for(tx, id, caller.user().seq).await?;
    let (located, is_member) = found.ok_or_else(|| ApiError::not_found("Record", id))?;
    caller.may(tx, operation, About::workspace_of(located.workspace, is_member)).await?;
    Ok(located)
}

/// The settings of a dataset whose records the caller may write, as they are now.
async fn settings_of(
    app: &App,
    caller: &Caller,
    operation: Operation,
    id: Uuid,
) -> ApiResult<StoredSettings> {
    let mut tx = app.store().read().await?;
    let dataset = find::dataset(&mut tx, caller, operation, id).await?;
    Ok(settings::of(&mut tx, dataset).await?)
}

/// Settings for writing what belongs to a record; they stay until the transaction ends.
pub(super) async fn settings_for_write(tx: &mut Tx, record: &Located) -> ApiResult<StoredSettings> {
    let found = settings::load_for_write_of(tx, record).await?;
    found.ok_or_else(|| ApiError::not_found("Record", record.record.id))
}

/// The metadata of a dataset's records that the caller may see.
pub(super) fn shown_metadata(settings: &StoredSettings, sees_hidden: bool) -> PartsOfMetadata {
    if sees_hidden {
        return PartsOfMetadata::All;
    }
    let properties = settings.settings.metadata_properties.iter();
    let shown = properties.filter(|property| property.visible_for_annotators);
    PartsOfMetadata::Only(shown.map(|property| property.name.clone()).collect())
}

/// What it answers when something went away between being found and being written.
pub(super) fn or_gone(kind: &'static str, id: Uuid) -> impl Fn(Error) -> ApiError {
    move |cause| match cause {
        Error::Dangling => ApiError::not_found(kind, id),
        cause => cause.into(),
    }
}

/// An answer with this many records.
async fn json<T: Serialize + Send + 'static>(records: usize, body: T) -> ApiResult<Response> {
    Ok(apart(records, move || Json(body).into_response()).await?)
}
