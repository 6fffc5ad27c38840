//! Deleting a dataset with everything in it.

use super::LockedDataset;
use crate::counts;
use crate::error::Result;
use crate::records::texts;
use crate::tx::{Statement, Tx, args};

/// Deletes a dataset with everything in it.
///
/// # Errors
/// The database fails.
pub async fn delete(tx: &mut Tx, dataset: LockedDataset) -> Result<()> {
    tx.events.dataset_deleted(dataset.seq, dataset.id, dataset.workspace);
    texts::delete_of_dataset(tx, dataset.seq).await?;
    counts::delete(tx, dataset.seq).await?;
    // The dataset's own delete would do most of this row by row; vectors it would not find.
    for sql in [
        "DELETE FROM metadata_terms WHERE property IN \
         (SELECT seq FROM metadata_properties WHERE dataset = $1)",
        "DELETE FROM metadata_integers WHERE property IN \
         (SELECT seq FROM metadata_properties WHERE dataset = $1)",
        "DELETE FROM metadata_floats WHERE property IN \
         (SELECT seq FROM metadata_properties WHERE dataset = $1)",
        "DELETE FROM vectors WHERE settings IN \
         (SELECT seq FROM vectors_settings WHERE dataset = $1)",
        "DELETE FROM suggestion_values WHERE question IN \
         (SELECT seq FROM questions WHERE dataset = $1)",
        "DELETE FROM suggestion_scores WHERE question IN \
         (SELECT seq FROM questions WHERE dataset = $1)",
        "DELETE FROM suggestions WHERE question IN \
         (SELECT seq FROM questions WHERE dataset = $1)",
        "DELETE FROM response_values WHERE question IN \
         (SELECT seq FROM questions WHERE dataset = $1)",
        "DELETE FROM response_history WHERE record IN \
         (SELECT seq FROM records WHERE dataset = $1)",
        "DELETE FROM responses WHERE dataset = $1",
        "DELETE FROM records WHERE dataset = $1",
        "DELETE FROM datasets WHERE seq = $1",
    ] {
        tx.execute(Statement::new(sql, args![dataset.seq])).await?;
    }
    Ok(())
}
