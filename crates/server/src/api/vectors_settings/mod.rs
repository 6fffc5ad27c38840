//! Vectors settings of datasets.

pub mod create_vector_settings;
pub mod delete_vector_settings;
pub mod list_vectors_settings;
pub mod update_vector_settings;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::App;

pub(super) fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_vectors_settings::list_vectors_settings))
        .routes(routes!(create_vector_settings::create_vector_settings))
        .routes(routes!(update_vector_settings::update_vector_settings))
        .routes(routes!(delete_vector_settings::delete_vector_settings))
}
