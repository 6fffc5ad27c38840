//! Deleting records with everything that belongs to them.

use uuid::Uuid;
use variorum_schema::records::Record;

use super::texts::delete_texts;
use super::{Located, Parts, load_stored};
use crate::error::{Error, Result};
use crate::rows::Rows;
use crate::stored::Stored;
use crate::tx::{Statement, Tx, args};
use crate::{counts, datasets};

/// The records of a dataset with these identities, in order of insertion, kept from others until
/// the transaction ends. Identities that the dataset does not have are left out.
///
/// # Errors
/// [`Error::Dangling`] when the dataset is gone.
pub async fn find(tx: &mut Tx, dataset: i64, ids: &[Uuid]) -> Result<Vec<Stored<Record>>> {
    datasets::by_seq_for_write(tx, dataset).await?.ok_or(Error::Dangling)?;
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "SELECT seq FROM records WHERE dataset = $1 AND id IN (SELECT r.id FROM {{rows}}) \
         ORDER BY seq {}",
        tx.dialect().row_lock("FOR UPDATE")
    );
    let rows = Rows::ids(ids.iter().copied());
    let seqs: Vec<(i64,)> = tx.all(Statement::made(sql, args![dataset]).rows(rows)).await?;
    let seqs: Vec<i64> = seqs.into_iter().map(|(seq,)| seq).collect();
    load_stored(tx, &seqs, &Parts::default()).await
}

/// Deletes records that were [found](find) for it.
///
/// # Errors
/// The database fails.
pub async fn delete(tx: &mut Tx, dataset: i64, records: &[Stored<Record>]) -> Result<()> {
    if records.is_empty() {
        return Ok(());
    }
    let seqs: Vec<i64> = records.iter().map(|record| record.seq).collect();
    tx.events.records_deleted(dataset, records.iter().map(|record| record.id));
    counts::deleted(tx, dataset, &seqs).await?;
    delete_texts(tx, &seqs).await?;
    let sql = "DELETE FROM vectors \
               WHERE settings IN (SELECT seq FROM vectors_settings WHERE dataset = $1) \
               AND record IN (SELECT r.seq FROM {rows})";
    let rows = Rows::seqs(seqs.iter().copied());
    tx.execute(Statement::new(sql, args![dataset]).rows(rows)).await?;
    let sql = "DELETE FROM records WHERE seq IN (SELECT r.seq FROM {rows})";
    tx.execute(Statement::new(sql, args![]).rows(Rows::seqs(seqs))).await?;
    Ok(())
}

/// Deletes one record and answers what it was.
///
/// # Errors
/// [`Error::Dangling`] when it is gone.
pub async fn delete_one(tx: &mut Tx, located: &Located) -> Result<Stored<Record>> {
    let mut found = find(tx, located.dataset, &[located.record.id]).await?;
    delete(tx, located.dataset, &found).await?;
    found.pop().ok_or(Error::Dangling)
}
