//! Operation 9.

use axum::Json;
use axum::extract::State;
use variorum_schema::users::Role;
use variorum_schema::workspaces::Workspace;
use variorum_store::{items, workspaces};

use crate::api::Items;
use crate::call::Call;
use crate::error::ApiResult;
use crate::state::App;

/// The caller's workspaces; all of them for an owner.
#[utoipa::path(get, path = "/me/workspaces", tag = "me",
    responses((status = 200, body = Items<Workspace>), (status = 401)))]
pub async fn list_my_workspaces(
    State(app): State<App>,
    call: Call,
) -> ApiResult<Json<Items<Workspace>>> {
    let mut tx = app.store().read().await?;
    let user = call.caller.user();
    let found = match user.role {
        Role::Owner => workspaces::list(&mut tx).await?,
        Role::Admin | Role::Annotator => workspaces::list_of_member(&mut tx, user.seq).await?,
    };
    Ok(Items::json(items(found)))
}
