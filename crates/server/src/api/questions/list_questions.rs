//! Operation 37.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::questions::Question;
use variorum_store::{items, questions};

use crate::api::{Items, find};
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::DatasetPath;
use crate::state::App;

/// The questions of a dataset in order of creation.
///
/// # Errors
/// There is no such dataset; the caller is no member of its workspace.
#[utoipa::path(get, path = "/datasets/{dataset_id}/questions", tag = "questions", params(DatasetPath),
    responses((status = 200, body = Items<Question>), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn list_questions(
    State(app): State<App>,
    Call { caller, path, .. }: Call<DatasetPath>,
) -> ApiResult<Json<Items<Question>>> {
    let mut tx = app.store().read().await?;
    let dataset =
        find::dataset(&mut tx, &caller, Operation::ListQuestions, path.dataset_id).await?;
    Ok(Items::json(items(questions::list(&mut tx, dataset.seq).await?)))
}
