//! Beside the contract: changing what the caller has set.

use axum::Json;
use axum::extract::State;
use variorum_schema::preferences::{Preferences, PreferencesUpdate};
use variorum_store::preferences;

use crate::call::{Body, Call};
use crate::error::ApiResult;
use crate::state::App;

/// Merges changes into what the caller has set, and answers all of it. `null` takes a key away,
/// objects are merged key by key, anything else takes the place of what was there. What is set for
/// one dataset only belongs under `datasets` and its id.
///
/// # Errors
/// It would be larger than 64,000 bytes.
#[utoipa::path(patch, path = "/me/preferences", tag = "me", request_body = PreferencesUpdate,
    responses((status = 200, body = Preferences), (status = 401), (status = 422)))]
pub async fn update_my_preferences(
    State(app): State<App>,
    Call { caller, body: Body(changes), .. }: Call<(), (), Body<PreferencesUpdate>>,
) -> ApiResult<Json<Preferences>> {
    let mut tx = app.store().write().await?;
    let all = preferences::update(&mut tx, caller.user().seq, changes).await?;
    tx.commit().await?;
    Ok(Json(all))
}
