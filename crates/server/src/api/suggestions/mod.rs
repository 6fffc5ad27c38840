//! Suggestions to records.

pub mod delete_suggestion;
pub mod delete_suggestions;
pub mod list_suggestions;
pub mod upsert_suggestion;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::App;

pub(super) fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_suggestions::list_suggestions))
        .routes(routes!(upsert_suggestion::upsert_suggestion))
        .routes(routes!(delete_suggestions::delete_suggestions))
        .routes(routes!(delete_suggestion::delete_suggestion))
}
