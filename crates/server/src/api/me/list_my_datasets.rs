//! Operation 10.

use axum::Json;
use axum::extract::State;
use serde_json::Value;
use utoipa::IntoParams;
use uuid::Uuid;
use variorum_schema::datasets::{Dataset, DatasetStatus};
use variorum_schema::decode::{self, Problems};
use variorum_schema::policy::{Operation, Rule};
use variorum_schema::users::Role;
use variorum_store::datasets::{self, DatasetFilter};
use variorum_store::workspaces;

use crate::api::Items;
use crate::call::{About, Call};
use crate::error::{ApiError, ApiResult};
use crate::params::{FromQuery, QueryValues};
use crate::state::App;

/// Which datasets to list.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MyDatasetsQuery {
    /// Only those of this workspace.
    pub workspace_id: Option<Uuid>,
    /// Only those with exactly this name.
    pub name: Option<String>,
    /// Only those with this status.
    pub status: Option<DatasetStatus>,
}

impl FromQuery for MyDatasetsQuery {
    fn from_query(values: &QueryValues, problems: &mut Problems) -> Option<Self> {
        let workspace_id = values.uuid("workspace_id", problems);
        let name = values.get("name").map(str::to_owned);
        let status = values.get("status").and_then(|word| {
            let word = Value::String(word.to_owned());
            problems.at("status", |p| decode::one_of(DatasetStatus::WORDS)(word, p))
        });
        Some(Self { workspace_id, name, status })
    }
}

/// The datasets that the caller may see: all for owners, else those of their workspaces.
///
/// # Errors
/// The workspace is none of the caller's.
#[utoipa::path(get, path = "/me/datasets", tag = "me", params(MyDatasetsQuery),
    responses((status = 200, body = Items<Dataset>), (status = 401), (status = 403), (status = 422)))]
pub async fn list_my_datasets(
    State(app): State<App>,
    Call { caller, query, .. }: Call<(), MyDatasetsQuery>,
) -> ApiResult<Json<Items<Dataset>>> {
    let mut tx = app.store().read().await?;
    caller.may(&mut tx, Operation::ListMyDatasets, About::nothing()).await?;
    if let Some(id) = query.workspace_id {
        let workspace = workspaces::by_id(&mut tx, id).await?.map(|workspace| workspace.seq);
        let about = About { workspace, ..About::nothing() };
        if !caller.is_allowed(&mut tx, Rule::Member, about).await? {
            return Err(ApiError::Forbidden);
        }
    }
    let user = caller.user();
    let filter = DatasetFilter {
        member: (user.role != Role::Owner).then_some(user.seq),
        workspace: query.workspace_id,
        name: query.name,
        status: query.status,
    };
    let found = datasets::list(&mut tx, filter).await?;
    Ok(Items::json(found.into_iter().map(|dataset| dataset.item).collect()))
}
