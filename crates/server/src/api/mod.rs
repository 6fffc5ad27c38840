//! The operations, one file each and listed by resource, and the router of all.

pub mod datasets;
mod docs;
pub mod document;
pub mod fields;
mod find;
pub mod info;
pub mod jobs;
pub mod me;
pub mod metadata_properties;
pub mod oauth2;
pub mod questions;
pub mod records;
pub mod responses;
pub mod session;
mod share;
pub mod suggestions;
pub mod token;
pub mod users;
pub mod vectors_settings;
pub mod webhooks;
pub mod workspaces;

use std::sync::Arc;

use axum::Json;
use axum::Router;
use axum::extract::Request;
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::{any, get};
use serde::Serialize;
use serde_json::json;
use utoipa::{OpenApi as _, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use variorum_schema::policy::Operation;

use self::document::Document;
use crate::layers;
use crate::state::App;
use crate::ui::{self, Ui};

/// Path in front of every operation.
pub const PREFIX: &str = "/api/v1";
/// The version of the contract that is spoken.
pub const CONTRACT_VERSION: &str = "2.8.0";

/// A list answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct Items<T> {
    /// The objects, in the contract's order.
    pub items: Vec<T>,
}

impl<T> Items<T> {
    /// A list as the body of an answer.
    pub fn json(items: Vec<T>) -> Json<Self> {
        Json(Self { items })
    }
}

/// Every operation of the API, with its place in the OpenAPI document.
fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(info::get_version))
        .routes(routes!(info::get_status))
        .routes(routes!(info::get_settings))
        .routes(routes!(token::create_token))
        .routes(routes!(oauth2::list_oauth2_providers))
        .routes(routes!(oauth2::start_oauth2))
        .routes(routes!(oauth2::finish_oauth2))
        .merge(me::operations())
        .merge(users::operations())
        .merge(workspaces::operations())
        .merge(datasets::operations())
        .merge(fields::operations())
        .merge(questions::operations())
        .merge(metadata_properties::operations())
        .merge(vectors_settings::operations())
        .merge(records::operations())
        .merge(responses::operations())
        .merge(suggestions::operations())
        .merge(webhooks::operations())
        .merge(jobs::operations())
        .merge(session::operations())
}

/// The operations and their document, for a server under `base_path`.
fn documented(base_path: &str) -> (Router<App>, utoipa::openapi::OpenApi) {
    let operations = OpenApiRouter::with_openapi(Document::openapi()).nest(PREFIX, operations());
    let (router, mut document) = operations.split_for_parts();
    document::complete(&mut document, base_path);
    (router, document)
}

/// Whether a path under the prefix is one that is answered.
pub(crate) fn is_routed(path: &str) -> bool {
    let matches = |operation: &Operation| {
        let (mut wanted, mut found) = (operation.path().split('/'), path.split('/'));
        loop {
            match (wanted.next(), found.next()) {
                (None, None) => return true,
                (Some(wanted), Some(found)) if wanted == found => {}
                (Some(wanted), Some(found)) if wanted.starts_with('{') && !found.is_empty() => {}
                _ => return false,
            }
        }
    };
    matches!(path, "/docs" | "/openapi.json") || Operation::ALL.iter().any(matches)
}

/// The OpenAPI document.
#[must_use]
pub fn openapi() -> utoipa::openapi::OpenApi {
    documented("").1
}

/// The whole application, under its base path.
pub fn router(app: &App) -> Router {
    let (api, document) = documented(&app.config().base_path);
    let document = serde_json::to_string(&document).unwrap_or_default();
    let document = move || {
        let document = document.clone();
        async move { ([(header::CONTENT_TYPE, "application/json")], document) }
    };
    let whole = api
        .route(&format!("{PREFIX}/openapi.json"), get(document))
        .route(&format!("{PREFIX}/docs"), get(docs::page))
        .route(&format!("{PREFIX}/docs/{{file}}"), get(docs::file))
        .route("/livez", get(info::live))
        .route("/readyz", get(info::ready));
    let whole = match app.config().share_your_progress {
        true => whole.route("/share-your-progress", get(share::page)),
        false => whole.route("/share-your-progress", any(no_such_path)),
    };
    let ui = Ui::new(app.config());
    let (frame, home) = (Arc::clone(&ui), Arc::clone(&ui));
    let whole = whole
        .route(ui::FRAME, get(move |headers: HeaderMap| async move { frame.frame(&headers) }))
        .fallback(move |request: Request| async move { ui.answer(&request.into_parts().0).await })
        .method_not_allowed_fallback(no_such_method)
        .with_state(app.clone());
    let whole = match app.config().base_path.as_str() {
        "" => whole,
        base => Router::new()
            .nest(base, whole)
            // Which the nested router does not take for its own.
            .route(
                &format!("{base}/"),
                any(async move |request: Request| home.answer(&request.into_parts().0).await),
            )
            .fallback(no_such_path),
    };
    layers::around(whole, app.config().cors_origins.as_deref())
}

pub(crate) async fn no_such_path() -> Response {
    (StatusCode::NOT_FOUND, Json(json!({"detail": "Not Found"}))).into_response()
}

pub(crate) async fn no_such_method() -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, Json(json!({"detail": "Method Not Allowed"}))).into_response()
}
