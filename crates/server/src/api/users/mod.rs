//! Users.

pub mod create_user;
pub mod delete_user;
pub mod get_user;
pub mod list_user_workspaces;
pub mod list_users;
pub mod update_user;

use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::state::App;

pub(super) fn operations() -> OpenApiRouter<App> {
    OpenApiRouter::new()
        .routes(routes!(list_users::list_users))
        .routes(routes!(create_user::create_user))
        .routes(routes!(get_user::get_user))
        .routes(routes!(update_user::update_user))
        .routes(routes!(delete_user::delete_user))
        .routes(routes!(list_user_workspaces::list_user_workspaces))
}
