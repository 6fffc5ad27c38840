//! Beside the contract: a new password.

use axum::extract::State;
use axum::http::StatusCode;
use variorum_schema::decode::Problem;
use variorum_schema::users::PasswordUpdate;
use variorum_store::users::{self, UserChanges};

use crate::auth::passwords;
use crate::auth::sign_ins::check_password;
use crate::call::{Body, Call};
use crate::error::{ApiError, ApiResult};
use crate::state::App;

/// Changes the caller's password. It ends their bearer tokens, and their sessions but for the one in
/// which it is changed; the API key stays.
///
/// # Errors
/// `current_password` is not the password in use, which counts as a failed sign-in.
#[utoipa::path(put, path = "/me/password", tag = "me", request_body = PasswordUpdate,
    responses((status = 204), (status = 401), (status = 403), (status = 422), (status = 429)))]
pub async fn update_my_password(
    State(app): State<App>,
    Call { caller, body: Body(update), .. }: Call<(), (), Body<PasswordUpdate>>,
) -> ApiResult<StatusCode> {
    let username = caller.user().username.clone();
    let known = check_password(&app, username, update.current_password).await;
    let known = known.map_err(|cause| match cause {
        ApiError::Unauthorized(_) => ApiError::Invalid(vec![Problem {
            kind: "value_error",
            loc: vec!["body".into(), "current_password".into()],
            msg: "This is not your password".to_owned(),
        }]),
        other => other,
    })?;
    let password_hash = passwords::hash(update.password).await?;
    let mut tx = app.store().write().await?;
    let changes = UserChanges {
        password_hash: Some(password_hash),
        kept_session: caller.session,
        ..UserChanges::default()
    };
    users::update(&mut tx, known.user.seq, changes).await?;
    tx.commit().await?;
    Ok(StatusCode::NO_CONTENT)
}
