//! Datasets that are kept from being changed meanwhile.

use std::ops::Deref;

use super::{StoredDataset, find};
use crate::dialect::locks::{self, Line};
use crate::error::Result;
use crate::tx::{Tx, args};

/// A dataset that nobody else can change, nor write records of, until the transaction ends.
#[derive(Debug, Clone, PartialEq)]
pub struct LockedDataset(pub(super) StoredDataset);

impl LockedDataset {
    /// The dataset, without the lock.
    #[must_use]
    pub fn into_stored(self) -> StoredDataset {
        self.0
    }
}

impl Deref for LockedDataset {
    type Target = StoredDataset;

    fn deref(&self) -> &StoredDataset {
        &self.0
    }
}

/// The dataset with this key, kept from being changed or deleted until the transaction ends.
pub(crate) async fn by_seq_for_write(tx: &mut Tx, seq: i64) -> Result<Option<StoredDataset>> {
    locks::wait_shared(tx, Line::Dataset, seq).await?;
    let lock = tx.dialect().row_lock("FOR KEY SHARE");
    find(tx, &format!("seq = $1 {lock}"), args![seq]).await
}

/// Waits until nobody else changes the dataset with this key or writes its records, and keeps it
/// that way. `None` when it is not there (any more).
///
/// # Errors
/// The database fails.
pub async fn lock(tx: &mut Tx, seq: i64) -> Result<Option<LockedDataset>> {
    locks::wait(tx, Line::Dataset, seq).await?;
    let lock = tx.dialect().row_lock("FOR UPDATE");
    Ok(find(tx, &format!("seq = $1 {lock}"), args![seq]).await?.map(LockedDataset))
}
