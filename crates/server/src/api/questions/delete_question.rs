//! Operation 40.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::questions::Question;
use variorum_store::questions;

use crate::api::datasets::require_draft;
use crate::api::find;
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::QuestionPath;
use crate::state::App;

/// Deletes a question of a draft with its suggestions.
///
/// # Errors
/// There is no such question; the caller is neither an owner nor an admin of its workspace; the
/// dataset is ready.
#[utoipa::path(delete, path = "/questions/{question_id}", tag = "questions", params(QuestionPath),
    responses((status = 200, body = Question), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn delete_question(
    State(app): State<App>,
    Call { caller, path, .. }: Call<QuestionPath>,
) -> ApiResult<Json<Question>> {
    let mut tx = app.store().write().await?;
    let named = ("Question", path.question_id);
    let operation = Operation::DeleteQuestion;
    let (question, dataset) =
        find::locked_part(&mut tx, &caller, operation, named, questions::by_id).await?;
    require_draft(&dataset, "delete a question")?;
    questions::delete(&mut tx, &dataset, question.seq).await?;
    tx.commit().await?;
    Ok(Json(question.item))
}
