//! Operations 5 to 7: signing in with an account from elsewhere. No provider can be configured, so
//! none is listed and none is found.

use std::convert::Infallible;

use axum::Json;
use axum::extract::{Path, rejection::PathRejection};
use serde::Serialize;
use utoipa::ToSchema;

use super::Items;
use super::token::Token;
use crate::error::{ApiError, ApiResult};

/// A service whose accounts can be used to sign in.
#[derive(Debug, Serialize, ToSchema)]
pub struct Provider {
    /// Its name.
    pub name: String,
}

/// The services whose accounts can be used to sign in.
#[utoipa::path(get, path = "/oauth2/providers", tag = "oauth2",
    responses((status = 200, body = Items<Provider>)))]
pub async fn list_oauth2_providers() -> Json<Items<Provider>> {
    Items::json(Vec::new())
}

/// Sends the browser to a service to sign in there.
///
/// # Errors
/// There is no such service.
#[utoipa::path(get, path = "/oauth2/providers/{provider}/authentication", tag = "oauth2",
    params(("provider" = String, Path)), responses((status = 303), (status = 404)))]
pub async fn start_oauth2(provider: Result<Path<String>, PathRejection>) -> ApiResult<Infallible> {
    Err(unknown(provider))
}

/// A token for what a service says of the browser that comes back from it.
///
/// # Errors
/// There is no such service.
#[utoipa::path(get, path = "/oauth2/providers/{provider}/access-token", tag = "oauth2",
    params(("provider" = String, Path)),
    responses((status = 200, body = Token), (status = 401), (status = 404), (status = 422),
        (status = 500)))]
pub async fn finish_oauth2(provider: Result<Path<String>, PathRejection>) -> ApiResult<Infallible> {
    Err(unknown(provider))
}

fn unknown(provider: Result<Path<String>, PathRejection>) -> ApiError {
    let name = provider.map(|Path(name)| name).unwrap_or_default();
    ApiError::NotFound(format!("OAuth2 provider `{name}` not found"))
}
