//! Metadata properties of datasets.

pub mod create_metadata_property;
pub mod delete_metadata_property;
pub mod get_metadata_property_metrics;
pub mod list_metadata_properties;
pub mod update_metadata_property;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::App;

pub(super) fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_metadata_properties::list_metadata_properties))
        .routes(routes!(create_metadata_property::create_metadata_property))
        .routes(routes!(get_metadata_property_metrics::get_metadata_property_metrics))
        .routes(routes!(update_metadata_property::update_metadata_property))
        .routes(routes!(delete_metadata_property::delete_metadata_property))
}
