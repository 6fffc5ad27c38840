//! The operations, one file each, and the router that lists them.

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
pub mod suggestions;
pub mod token;
pub mod users;
pub mod vectors_settings;
pub mod webhooks;
pub mod workspaces;

use axum::Json;
use axum::Router;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use axum::routing::get;
use serde::Serialize;
use serde_json::json;
use utoipa::{OpenApi as _, ToSchema};
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;
use variorum_schema::policy::Operation;

use self::document::Document;
use crate::layers;
use crate::state::App;

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
        .routes(routes!(me::get_me::get_me))
        .routes(routes!(me::list_my_workspaces::list_my_workspaces))
        .routes(routes!(me::list_my_datasets::list_my_datasets))
        .routes(routes!(users::list_users::list_users))
        .routes(routes!(users::create_user::create_user))
        .routes(routes!(users::get_user::get_user))
        .routes(routes!(users::update_user::update_user))
        .routes(routes!(users::delete_user::delete_user))
        .routes(routes!(users::list_user_workspaces::list_user_workspaces))
        .routes(routes!(workspaces::create_workspace::create_workspace))
        .routes(routes!(workspaces::get_workspace::get_workspace))
        .routes(routes!(workspaces::delete_workspace::delete_workspace))
        .routes(routes!(workspaces::list_workspace_users::list_workspace_users))
        .routes(routes!(workspaces::add_workspace_user::add_workspace_user))
        .routes(routes!(workspaces::remove_workspace_user::remove_workspace_user))
        .routes(routes!(datasets::create_dataset::create_dataset))
        .routes(routes!(datasets::get_dataset::get_dataset))
        .routes(routes!(datasets::update_dataset::update_dataset))
        .routes(routes!(datasets::delete_dataset::delete_dataset))
        .routes(routes!(datasets::publish_dataset::publish_dataset))
        .routes(routes!(datasets::import_dataset::import_dataset))
        .routes(routes!(datasets::export_dataset::export_dataset))
        .routes(routes!(datasets::get_dataset_progress::get_dataset_progress))
        .routes(routes!(datasets::list_dataset_users_progress::list_dataset_users_progress))
        .routes(routes!(me::get_my_dataset_metrics::get_my_dataset_metrics))
        .routes(routes!(fields::list_fields::list_fields))
        .routes(routes!(fields::create_field::create_field))
        .routes(routes!(fields::update_field::update_field))
        .routes(routes!(fields::delete_field::delete_field))
        .routes(routes!(questions::list_questions::list_questions))
        .routes(routes!(questions::create_question::create_question))
        .routes(routes!(questions::update_question::update_question))
        .routes(routes!(questions::delete_question::delete_question))
        .routes(routes!(metadata_properties::list_metadata_properties::list_metadata_properties))
        .routes(routes!(metadata_properties::create_metadata_property::create_metadata_property))
        .routes(routes!(
            metadata_properties::get_metadata_property_metrics::get_metadata_property_metrics
        ))
        .routes(routes!(metadata_properties::update_metadata_property::update_metadata_property))
        .routes(routes!(metadata_properties::delete_metadata_property::delete_metadata_property))
        .routes(routes!(vectors_settings::list_vectors_settings::list_vectors_settings))
        .routes(routes!(vectors_settings::create_vector_settings::create_vector_settings))
        .routes(routes!(vectors_settings::update_vector_settings::update_vector_settings))
        .routes(routes!(vectors_settings::delete_vector_settings::delete_vector_settings))
        .routes(routes!(records::list_records::list_records))
        .routes(routes!(records::delete_records::delete_records))
        .routes(routes!(records::create_records::create_records))
        .routes(routes!(records::upsert_records::upsert_records))
        .routes(routes!(records::search_records::search_records))
        .routes(routes!(records::search_my_records::search_my_records))
        .routes(routes!(records::list_suggestion_options::list_suggestion_options))
        .routes(routes!(records::get_record::get_record))
        .routes(routes!(records::update_record::update_record))
        .routes(routes!(records::delete_record::delete_record))
        .routes(routes!(responses::create_response::create_response))
        .routes(routes!(suggestions::list_suggestions::list_suggestions))
        .routes(routes!(suggestions::upsert_suggestion::upsert_suggestion))
        .routes(routes!(suggestions::delete_suggestions::delete_suggestions))
        .routes(routes!(responses::upsert_my_responses::upsert_my_responses))
        .routes(routes!(responses::update_response::update_response))
        .routes(routes!(responses::delete_response::delete_response))
        .routes(routes!(suggestions::delete_suggestion::delete_suggestion))
        .routes(routes!(webhooks::list_webhooks::list_webhooks))
        .routes(routes!(webhooks::create_webhook::create_webhook))
        .routes(routes!(webhooks::update_webhook::update_webhook))
        .routes(routes!(webhooks::delete_webhook::delete_webhook))
        .routes(routes!(webhooks::ping_webhook::ping_webhook))
        .routes(routes!(jobs::get_job::get_job))
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
        .route("/readyz", get(info::ready))
        .fallback(no_such_path)
        .method_not_allowed_fallback(no_such_method)
        .with_state(app.clone());
    let whole = match app.config().base_path.as_str() {
        "" => whole,
        base => Router::new().nest(base, whole).fallback(no_such_path),
    };
    layers::around(whole, app.config().cors_origins.as_deref())
}

async fn no_such_path() -> Response {
    (StatusCode::NOT_FOUND, Json(json!({"detail": "Not Found"}))).into_response()
}

async fn no_such_method() -> Response {
    (StatusCode::METHOD_NOT_ALLOWED, Json(json!({"detail": "Method Not Allowed"}))).into_response()
}
