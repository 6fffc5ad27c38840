//! Operation 8.

use axum::Json;
use axum::extract::State;
use variorum_schema::users::User;

use crate::accounts;
use crate::call::Call;
use crate::state::App;

/// The caller, with their own API key.
#[utoipa::path(get, path = "/me", tag = "me",
    responses((status = 200, body = User), (status = 401)))]
pub async fn get_me(State(app): State<App>, call: Call) -> Json<User> {
    Json(accounts::with_api_key(app.secret(), &call.caller.account))
}
