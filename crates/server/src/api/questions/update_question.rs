//! Operation 39.

use axum::Json;
use axum::extract::State;
use variorum_schema::policy::Operation;
use variorum_schema::questions::{Question, QuestionUpdate};
use variorum_store::questions::{self, QuestionChanges};

use crate::api::find;
use crate::call::{Body, Call};
use crate::error::ApiResult;
use crate::params::QuestionPath;
use crate::state::App;

/// Changes a question, also of a dataset that is ready.
///
/// # Errors
/// There is no such question; the caller is neither an owner nor an admin of its workspace; the
/// settings change what is fixed.
#[utoipa::path(patch, path = "/questions/{question_id}", tag = "questions", params(QuestionPath),
    request_body = QuestionUpdate,
    responses((status = 200, body = Question), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn update_question(
    State(app): State<App>,
    Call { caller, path, body: Body(update), .. }: Call<QuestionPath, (), Body<QuestionUpdate>>,
) -> ApiResult<Json<Question>> {
    let mut tx = app.store().write().await?;
    let named = ("Question", path.question_id);
    let operation = Operation::UpdateQuestion;
    let (question, dataset) =
        find::locked_part(&mut tx, &caller, operation, named, questions::by_id).await?;
    let settings = update.settings.map(|update| question.settings.updated(update)).transpose()?;
    let changes =
        QuestionChanges { title: update.title, description: update.description, settings };
    let question = questions::update(&mut tx, &dataset, question.seq, changes).await?;
    tx.commit().await?;
    Ok(Json(question.item))
}
