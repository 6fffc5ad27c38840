//! Questions of datasets.

pub mod create_question;
pub mod delete_question;
pub mod list_questions;
pub mod update_question;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::App;

pub(super) fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_questions::list_questions))
        .routes(routes!(create_question::create_question))
        .routes(routes!(update_question::update_question))
        .routes(routes!(delete_question::delete_question))
}
