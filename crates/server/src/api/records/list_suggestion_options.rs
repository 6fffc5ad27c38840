//! Operation 56.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;
use variorum_schema::policy::Operation;
use variorum_store::{progress, settings};

use crate::api::{Items, find};
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::DatasetPath;
use crate::state::App;

/// The question that suggestions answer.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestedQuestion {
    /// Identity.
    pub id: Uuid,
    /// Name.
    pub name: String,
}

/// What suggestions to a question can be searched by.
#[derive(Debug, Serialize, ToSchema)]
pub struct SuggestionOptions {
    /// The question.
    pub question: SuggestedQuestion,
    /// Who suggested, each once, in alphabetical order.
    pub agents: Vec<String>,
}

/// Who made suggestions to each question of a dataset, in order of the questions.
///
/// # Errors
/// There is no such dataset; the caller is no member of its workspace.
#[utoipa::path(get, path = "/datasets/{dataset_id}/records/search/suggestions/options",
    tag = "records", params(DatasetPath),
    responses((status = 200, body = Items<SuggestionOptions>), (status = 401), (status = 403),
        (status = 404), (status = 422)))]
pub async fn list_suggestion_options(
    State(app): State<App>,
    Call { caller, path, .. }: Call<DatasetPath>,
) -> ApiResult<Json<Items<SuggestionOptions>>> {
    let id = path.dataset_id;
    let mut tx = app.store().read().await?;
    let operation = Operation::ListSuggestionOptions;
    let dataset = find::dataset(&mut tx, &caller, operation, id).await?;
    let settings = settings::of(&mut tx, dataset).await?;
    let agents = progress::suggestion_agents(&mut tx, &settings).await?;
    let questions = settings.settings.questions.into_iter();
    let questions =
        questions.map(|question| SuggestedQuestion { id: question.id, name: question.name });
    let options = questions.zip(agents);
    Ok(Items::json(
        options.map(|(question, agents)| SuggestionOptions { question, agents }).collect(),
    ))
}
