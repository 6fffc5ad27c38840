//! Fields: the named parts of every record of a dataset.

use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::fields::{Field, FieldCreate, FieldSettings, FieldUpdate};

use crate::datasets::{self, LockedDataset, StoredDataset};
use crate::error::{Error, Result};
use crate::json::{from_json, to_json};
use crate::stored::Stored;
use crate::tx::{Statement, Tx, args};

/// Unique constraint on the name, within the dataset.
pub const NAME: &str = "fields.dataset, fields.name";

const COLUMNS: &str = "seq, id, dataset, name, title, required, settings, \
                       (SELECT d.id FROM datasets AS d WHERE d.seq = fields.dataset) AS dataset_id, \
                       inserted_at, updated_at";

#[derive(FromRow)]
struct FieldRow {
    seq: i64,
    id: Uuid,
    dataset: i64,
    name: String,
    title: String,
    required: bool,
    settings: String,
    dataset_id: Uuid,
    inserted_at: i64,
    updated_at: i64,
}

impl TryFrom<FieldRow> for Stored<Field> {
    type Error = Error;

    fn try_from(row: FieldRow) -> Result<Self> {
        let settings: FieldSettings = from_json("fields", row.seq, &row.settings)?;
        let item = Field {
            id: row.id,
            name: row.name,
            title: row.title,
            required: row.required,
            settings,
            dataset_id: row.dataset_id,
            inserted_at: Timestamp(row.inserted_at),
            updated_at: Timestamp(row.updated_at),
        };
        Ok(Self { seq: row.seq, item })
    }
}

/// The fields of a dataset in order of creation.
///
/// # Errors
/// The database fails.
pub async fn list(tx: &mut Tx, dataset: i64) -> Result<Vec<Stored<Field>>> {
    let sql = format!("SELECT {COLUMNS} FROM fields WHERE dataset = $1 ORDER BY seq");
    let rows = tx.all::<FieldRow>(Statement::made(sql, args![dataset])).await?;
    rows.into_iter().map(Stored::try_from).collect()
}

/// The field with this identity, and its dataset.
///
/// # Errors
/// The database fails.
pub async fn by_id(tx: &mut Tx, id: Uuid) -> Result<Option<(Stored<Field>, StoredDataset)>> {
    let sql = format!("SELECT {COLUMNS} FROM fields WHERE id = $1");
    let Some(row) = tx.optional::<FieldRow>(Statement::made(sql, args![id])).await? else {
        return Ok(None);
    };
    let Some(dataset) = datasets::by_seq(tx, row.dataset).await? else {
        return Ok(None);
    };
    Ok(Some((row.try_into()?, dataset)))
}

/// Adds a field to a dataset.
///
/// # Errors
/// [`Error::Taken`] for [`NAME`].
pub async fn insert(
    tx: &mut Tx,
    dataset: &LockedDataset,
    new: FieldCreate,
) -> Result<Stored<Field>> {
    datasets::change_settings(tx, dataset).await?;
    let (id, now) = (tx.new_id(), tx.now().0);
    let sql = format!(
        "INSERT INTO fields (id, dataset, name, title, required, settings, inserted_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING {COLUMNS}"
    );
    let settings = to_json("fields", &new.settings)?;
    let args = args![id, dataset.seq, new.name, new.title, new.required, settings, now, now];
    tx.one::<FieldRow>(Statement::made(sql, args)).await?.try_into()
}

/// Changes a field; `changes.settings` are already checked against the old ones. Its time of change
/// moves when the title differs or settings are given.
///
/// # Errors
/// The database fails.
pub async fn update(
    tx: &mut Tx,
    dataset: &LockedDataset,
    field: i64,
    changes: FieldUpdate,
) -> Result<Stored<Field>> {
    datasets::change_settings(tx, dataset).await?;
    let settings = changes.settings.map(|s| to_json("fields", &s)).transpose()?;
    let sql = format!(
        "UPDATE fields SET \
         updated_at = CASE WHEN $3 OR COALESCE($2, title) <> title THEN $5 ELSE updated_at END, \
         title = COALESCE($2, title), \
         settings = COALESCE($4, settings) \
         WHERE seq = $1 RETURNING {COLUMNS}"
    );
    let args = args![field, changes.title, settings.is_some(), settings, tx.now().0];
    tx.one::<FieldRow>(Statement::made(sql, args)).await?.try_into()
}

/// Deletes a field. Stored records keep their values.
///
/// # Errors
/// The database fails.
pub async fn delete(tx: &mut Tx, dataset: &LockedDataset, field: i64) -> Result<()> {
    datasets::change_settings(tx, dataset).await?;
    tx.execute(Statement::new("DELETE FROM fields WHERE seq = $1", args![field])).await?;
    Ok(())
}
