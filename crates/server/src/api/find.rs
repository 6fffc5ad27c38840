//! Finding what a path names, with the policy applied: not found comes before forbidden.

use uuid::Uuid;
use variorum_schema::policy::Operation;
use variorum_store::datasets::{LockedDataset, StoredDataset};
use variorum_store::{Stored, Tx, datasets};

use crate::call::{About, Caller};
use crate::error::{ApiError, ApiResult};

/// A dataset that the caller may do this with.
pub(crate) async fn dataset(
    tx: &mut Tx,
    caller: &Caller,
    operation: Operation,
    id: Uuid,
) -> ApiResult<StoredDataset> {
    let found = datasets::by_id_for(tx, id, caller.user().seq).await?;
    let (dataset, is_member) = found.ok_or_else(|| ApiError::not_found("Dataset", id))?;
    caller.may(tx, operation, About::workspace_of(dataset.workspace, is_member)).await?;
    Ok(dataset)
}

/// A dataset that the caller may do this with, locked for changing it.
pub(crate) async fn locked_dataset(
    tx: &mut Tx,
    caller: &Caller,
    operation: Operation,
    id: Uuid,
) -> ApiResult<LockedDataset> {
    let found = dataset(tx, caller, operation, id).await?;
    let locked = datasets::lock(tx, found.seq).await?;
    locked.ok_or_else(|| ApiError::not_found("Dataset", id))
}

/// A part of a dataset that the caller may do this with, and the dataset locked for changing it.
pub(crate) async fn locked_part<T>(
    tx: &mut Tx,
    caller: &Caller,
    operation: Operation,
    (kind, id): (&'static str, Uuid),
    by_id: impl AsyncFn(&mut Tx, Uuid) -> variorum_store::Result<Option<(Stored<T>, StoredDataset)>>,
) -> ApiResult<(Stored<T>, LockedDataset)> {
    let not_found = || ApiError::not_found(kind, id);
    let (_, dataset) = by_id(tx, id).await?.ok_or_else(not_found)?;
    caller.may(tx, operation, About::workspace(dataset.workspace)).await?;
    let dataset = datasets::lock(tx, dataset.seq).await?.ok_or_else(not_found)?;
    // Waiting for the lock, somebody else may have changed or deleted it.
    let (part, _) = by_id(tx, id).await?.ok_or_else(not_found)?;
    Ok((part, dataset))
}
