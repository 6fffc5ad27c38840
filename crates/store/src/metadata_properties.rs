//! Metadata properties: what records of a dataset can be filtered and sorted by.

use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::metadata::{
    MetadataProperty, MetadataPropertyCreate, MetadataPropertyUpdate, MetadataSettings,
};

use crate::datasets::{self, LockedDataset, StoredDataset};
use crate::error::{Error, Result};
use crate::json::{from_json, to_json};
use crate::metadata_values;
use crate::stored::Stored;
use crate::tx::{Statement, Tx, args};

/// Unique constraint on the name, within the dataset.
pub const NAME: &str = "metadata_properties.dataset, metadata_properties.name";

const COLUMNS: &str = "seq, id, dataset, name, title, settings, visible_for_annotators, \
                       (SELECT d.id FROM datasets AS d WHERE d.seq = metadata_properties.dataset) \
                       AS dataset_id, inserted_at, updated_at";

#[derive(FromRow)]
struct MetadataPropertyRow {
    seq: i64,
    id: Uuid,
    dataset: i64,
    name: String,
    title: String,
    settings: String,
    visible_for_annotators: bool,
    dataset_id: Uuid,
    inserted_at: i64,
    updated_at: i64,
}

impl TryFrom<MetadataPropertyRow> for Stored<MetadataProperty> {
    type Error = Error;

    fn try_from(row: MetadataPropertyRow) -> Result<Self> {
        let settings: MetadataSettings = from_json("metadata_properties", row.seq, &row.settings)?;
        let item = MetadataProperty {
            id: row.id,
            name: row.name,
            title: row.title,
            settings,
            visible_for_annotators: row.visible_for_annotators,
            dataset_id: row.dataset_id,
            inserted_at: Timestamp(row.inserted_at),
            updated_at: Timestamp(row.updated_at),
        };
        Ok(Self { seq: row.seq, item })
    }
}

/// The metadata properties of a dataset in order of creation.
///
/// # Errors
/// The database fails.
pub async fn list(tx: &mut Tx, dataset: i64) -> Result<Vec<Stored<MetadataProperty>>> {
    let sql = format!("SELECT {COLUMNS} FROM metadata_properties WHERE dataset = $1 ORDER BY seq");
    let rows = tx.all::<MetadataPropertyRow>(Statement::made(sql, args![dataset])).await?;
    rows.into_iter().map(Stored::try_from).collect()
}

/// The metadata property with this identity, and its dataset.
///
/// # Errors
/// The database fails.
pub async fn by_id(
    tx: &mut Tx,
    id: Uuid,
) -> Result<Option<(Stored<MetadataProperty>, StoredDataset)>> {
    let sql = format!("SELECT {COLUMNS} FROM metadata_properties WHERE id = $1");
    let Some(row) = tx.optional::<MetadataPropertyRow>(Statement::made(sql, args![id])).await?
    else {
        return Ok(None);
    };
    let Some(dataset) = datasets::by_seq(tx, row.dataset).await? else {
        return Ok(None);
    };
    Ok(Some((row.try_into()?, dataset)))
}

/// Adds a metadata property to a dataset; records that have a value for it are found by it at once.
///
/// # Errors
/// [`Error::Taken`] for [`NAME`].
pub async fn insert(
    tx: &mut Tx,
    dataset: &LockedDataset,
    new: MetadataPropertyCreate,
) -> Result<Stored<MetadataProperty>> {
    datasets::change_settings(tx, dataset).await?;
    let (id, now) = (tx.new_id(), tx.now().0);
    let sql = format!(
        "INSERT INTO metadata_properties \
         (id, dataset, name, title, settings, visible_for_annotators, inserted_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) RETURNING {COLUMNS}"
    );
    let settings = to_json("metadata_properties", &new.settings)?;
    let args =
        args![id, dataset.seq, new.name, new.title, settings, new.visible_for_annotators, now, now];
    let row = tx.one::<MetadataPropertyRow>(Statement::made(sql, args)).await?;
    let property = Stored::try_from(row)?;
    metadata_values::backfill(tx, dataset.seq, &property).await?;
    Ok(property)
}

/// Changes a metadata property. Its time of change moves when something differs.
///
/// # Errors
/// The database fails.
pub async fn update(
    tx: &mut Tx,
    dataset: &LockedDataset,
    property: i64,
    changes: MetadataPropertyUpdate,
) -> Result<Stored<MetadataProperty>> {
    datasets::change_settings(tx, dataset).await?;
    let sql = format!(
        "UPDATE metadata_properties SET \
         updated_at = CASE WHEN COALESCE($2, title) <> title \
           OR COALESCE($3, visible_for_annotators) <> visible_for_annotators \
           THEN $4 ELSE updated_at END, \
         title = COALESCE($2, title), \
         visible_for_annotators = COALESCE($3, visible_for_annotators) \
         WHERE seq = $1 RETURNING {COLUMNS}"
    );
    let args = args![property, changes.title, changes.visible_for_annotators, tx.now().0];
    tx.one::<MetadataPropertyRow>(Statement::made(sql, args)).await?.try_into()
}

/// Deletes a metadata property. Records keep its values, which become extra metadata.
///
/// # Errors
/// The database fails.
pub async fn delete(tx: &mut Tx, dataset: &LockedDataset, property: i64) -> Result<()> {
    datasets::change_settings(tx, dataset).await?;
    // The property's own delete would do all of this row by row.
    for sql in [
        "DELETE FROM metadata_terms WHERE property = $1",
        "DELETE FROM metadata_integers WHERE property = $1",
        "DELETE FROM metadata_floats WHERE property = $1",
        "DELETE FROM metadata_properties WHERE seq = $1",
    ] {
        tx.execute(Statement::new(sql, args![property])).await?;
    }
    Ok(())
}
