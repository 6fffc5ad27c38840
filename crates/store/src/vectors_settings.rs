//! Vectors settings: what records of a dataset can be compared by.

use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::vectors::{VectorSettings, VectorSettingsCreate, VectorSettingsUpdate};

use crate::datasets::{self, LockedDataset, StoredDataset};
use crate::error::Result;
use crate::stored::Stored;
use crate::tx::{Statement, Tx, args};

/// Unique constraint on the name, within the dataset.
pub const NAME: &str = "vectors_settings.dataset, vectors_settings.name";

const COLUMNS: &str = "seq, id, dataset, name, title, dimensions, \
                       (SELECT d.id FROM datasets AS d WHERE d.seq = vectors_settings.dataset) \
                       AS dataset_id, inserted_at, updated_at";

#[derive(FromRow)]
struct VectorSettingsRow {
    seq: i64,
    id: Uuid,
    dataset: i64,
    name: String,
    title: String,
    dimensions: i64,
    dataset_id: Uuid,
    inserted_at: i64,
    updated_at: i64,
}

impl From<VectorSettingsRow> for Stored<VectorSettings> {
    fn from(row: VectorSettingsRow) -> Self {
        let item = VectorSettings {
            id: row.id,
            name: row.name,
            title: row.title,
            dimensions: row.dimensions,
            dataset_id: row.dataset_id,
            inserted_at: Timestamp(row.inserted_at),
            updated_at: Timestamp(row.updated_at),
        };
        Self { seq: row.seq, item }
    }
}

/// The vectors settings of a dataset in order of creation.
///
/// # Errors
/// The database fails.
pub async fn list(tx: &mut Tx, dataset: i64) -> Result<Vec<Stored<VectorSettings>>> {
    let sql = format!("SELECT {COLUMNS} FROM vectors_settings WHERE dataset = $1 ORDER BY seq");
    let rows = tx.all::<VectorSettingsRow>(Statement::made(sql, args![dataset])).await?;
    Ok(rows.into_iter().map(Stored::from).collect())
}

/// The vectors settings with this identity, and their dataset.
///
/// # Errors
/// The database fails.
pub async fn by_id(
    tx: &mut Tx,
    id: Uuid,
) -> Result<Option<(Stored<VectorSettings>, StoredDataset)>> {
    let sql = format!("SELECT {COLUMNS} FROM vectors_settings WHERE id = $1");
    let Some(row) = tx.optional::<VectorSettingsRow>(Statement::made(sql, args![id])).await? else {
        return Ok(None);
    };
    let Some(dataset) = datasets::by_seq(tx, row.dataset).await? else {
        return Ok(None);
    };
    Ok(Some((row.into(), dataset)))
}

/// Adds vectors settings to a dataset.
///
/// # Errors
/// [`Error::Taken`](crate::Error::Taken) for [`NAME`].
pub async fn insert(
    tx: &mut Tx,
    dataset: &LockedDataset,
    new: VectorSettingsCreate,
) -> Result<Stored<VectorSettings>> {
    datasets::change_settings(tx, dataset).await?;
    let (id, now) = (tx.new_id(), tx.now().0);
    let sql = format!(
        "INSERT INTO vectors_settings \
         (id, dataset, name, title, dimensions, inserted_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING {COLUMNS}"
    );
    let args = args![id, dataset.seq, new.name, new.title, new.dimensions, now, now];
    Ok(tx.one::<VectorSettingsRow>(Statement::made(sql, args)).await?.into())
}

/// Changes vectors settings. Their time of change moves when the title differs.
///
/// # Errors
/// The database fails.
pub async fn update(
    tx: &mut Tx,
    dataset: &LockedDataset,
    vector_settings: i64,
    changes: VectorSettingsUpdate,
) -> Result<Stored<VectorSettings>> {
    datasets::change_settings(tx, dataset).await?;
    let sql = format!(
        "UPDATE vectors_settings SET \
         updated_at = CASE WHEN $2 <> title THEN $3 ELSE updated_at END, title = $2 \
         WHERE seq = $1 RETURNING {COLUMNS}"
    );
    let args = args![vector_settings, changes.title, tx.now().0];
    Ok(tx.one::<VectorSettingsRow>(Statement::made(sql, args)).await?.into())
}

/// Deletes vectors settings with all their vectors.
///
/// # Errors
/// The database fails.
pub async fn delete(tx: &mut Tx, dataset: &LockedDataset, vector_settings: i64) -> Result<()> {
    datasets::change_settings(tx, dataset).await?;
    for sql in
        ["DELETE FROM vectors WHERE settings = $1", "DELETE FROM vectors_settings WHERE seq = $1"]
    {
        tx.execute(Statement::new(sql, args![vector_settings])).await?;
    }
    Ok(())
}
