//! Fields of datasets.

pub mod create_field;
pub mod delete_field;
pub mod list_fields;
pub mod update_field;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::App;

pub(super) fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_fields::list_fields))
        .routes(routes!(create_field::create_field))
        .routes(routes!(update_field::update_field))
        .routes(routes!(delete_field::delete_field))
}
