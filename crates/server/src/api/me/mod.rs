//! What the caller may ask about themselves.

pub mod delete_my_session;
pub mod delete_my_sessions;
pub mod get_me;
pub mod get_my_dataset_metrics;
pub mod get_my_overview;
pub mod get_my_preferences;
pub mod list_my_datasets;
pub mod list_my_sessions;
pub mod list_my_workspaces;
pub mod open_dataset;
pub mod rotate_my_api_key;
pub mod stream_my_events;
pub mod update_me;
pub mod update_my_password;
pub mod update_my_preferences;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::App;

pub(super) fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(get_me::get_me))
        .routes(routes!(list_my_workspaces::list_my_workspaces))
        .routes(routes!(list_my_datasets::list_my_datasets))
        .routes(routes!(get_my_dataset_metrics::get_my_dataset_metrics))
        .routes(routes!(list_my_sessions::list_my_sessions))
        .routes(routes!(delete_my_sessions::delete_my_sessions))
        .routes(routes!(delete_my_session::delete_my_session))
        .routes(routes!(update_me::update_me))
        .routes(routes!(update_my_password::update_my_password))
        .routes(routes!(rotate_my_api_key::rotate_my_api_key))
        .routes(routes!(get_my_overview::get_my_overview))
        .routes(routes!(open_dataset::open_dataset))
        .routes(routes!(stream_my_events::stream_my_events))
        .routes(routes!(get_my_preferences::get_my_preferences))
        .routes(routes!(update_my_preferences::update_my_preferences))
}
