//! Operation 33.

use axum::Json;
use axum::extract::State;
use variorum_schema::fields::Field;
use variorum_schema::policy::Operation;
use variorum_store::{fields, items};

use crate::api::{Items, find};
use crate::call::Call;
use crate::error::ApiResult;
use crate::params::DatasetPath;
use crate::state::App;

/// The fields of a dataset in order of creation.
///
/// # Errors
/// There is no such dataset; the caller is no member of its workspace.
#[utoipa::path(get, path = "/datasets/{dataset_id}/fields", tag = "fields", params(DatasetPath),
    responses((status = 200, body = Items<Field>), (status = 401), (status = 403), (status = 404),
        (status = 422)))]
pub async fn list_fields(
    State(app): State<App>,
    Call { caller, path, .. }: Call<DatasetPath>,
) -> ApiResult<Json<Items<Field>>> {
    let mut tx = app.store().read().await?;
    let dataset = find::dataset(&mut tx, &caller, Operation::ListFields, path.dataset_id).await?;
    Ok(Items::json(items(fields::list(&mut tx, dataset.seq).await?)))
}
