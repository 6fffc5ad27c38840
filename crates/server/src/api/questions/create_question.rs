//! Operation 38.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use variorum_schema::policy::Operation;
use variorum_schema::questions::{Question, QuestionCreate};
use variorum_store::{questions, settings};

use crate::api::datasets::require_draft;
use crate::api::find;
use crate::call::{Body, Call};
use crate::error::{ApiError, ApiResult};
use crate::params::DatasetPath;
use crate::state::App;

/// A new question of a draft.
///
/// # Errors
/// There is no such dataset; the caller is neither an owner nor an admin of its workspace; the name
/// is taken; the dataset is ready; the field of a span question is not there or carries another.
#[utoipa::path(post, path = "/datasets/{dataset_id}/questions", tag = "questions",
    params(DatasetPath), request_body = QuestionCreate,
    responses((status = 201, body = Question), (status = 401), (status = 403), (status = 404),
        (status = 409), (status = 422)))]
pub async fn create_question(
    State(app): State<App>,
    Call { caller, path, body: Body(new), .. }: Call<DatasetPath, (), Body<QuestionCreate>>,
) -> ApiResult<(StatusCode, Json<Question>)> {
    let mut tx = app.store().write().await?;
    let operation = Operation::CreateQuestion;
    let dataset = find::locked_dataset(&mut tx, &caller, operation, path.dataset_id).await?;
    let known = settings::load(&mut tx, dataset.seq).await?;
    let known = known.ok_or_else(|| ApiError::not_found("Dataset", path.dataset_id))?;
    // A taken name comes before everything else, and the lock keeps others from taking it.
    if known.question(&new.name).is_some() {
        let text = format!("Question with name `{}` already exists in the dataset", new.name);
        return Err(ApiError::Conflict(text));
    }
    require_draft(&dataset, "create a question")?;
    new.check_field(&known.settings)?;
    let question = questions::insert(&mut tx, &dataset, new).await?;
    tx.commit().await?;
    Ok((StatusCode::CREATED, Json(question.item)))
}
