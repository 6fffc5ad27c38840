//! Beside the contract: what the caller has set.

use axum::Json;
use axum::extract::State;
use variorum_schema::preferences::Preferences;
use variorum_store::preferences;

use crate::call::Call;
use crate::error::ApiResult;
use crate::state::App;

/// What the caller has set in the application; an empty object for nothing.
#[utoipa::path(get, path = "/me/preferences", tag = "me",
    responses((status = 200, body = Preferences), (status = 401)))]
pub async fn get_my_preferences(
    State(app): State<App>,
    Call { caller, .. }: Call,
) -> ApiResult<Json<Preferences>> {
    let mut tx = app.store().lookup().await?;
    Ok(Json(preferences::of_user(&mut tx, caller.user().seq).await?))
}
