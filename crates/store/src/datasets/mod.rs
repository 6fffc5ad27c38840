//! Datasets: from draft to ready, and what happens to their records when they change.
//!
//! Whoever changes a dataset or its fields, questions, metadata properties or vectors settings
//! holds its [lock](LockedDataset); whoever writes records, responses or suggestions holds it
//! shared (see [`crate::settings::load_for_write`]). On SQLite, where writers take turns, both are
//! free.

mod delete;
mod lock;
mod recount;

use std::ops::Deref;

use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::datasets::{
    Dataset, DatasetCreate, DatasetStatus, DatasetUpdate, Distribution,
};
use variorum_schema::provenance::Versions;

use self::recount::recount;
use crate::error::{Error, Result};
use crate::events::Kind;
use crate::json::{from_json, to_json};
use crate::tx::{Statement, Tx, args};
use crate::workspaces;

pub use delete::delete;
pub(crate) use lock::by_seq_for_write;
pub use lock::{LockedDataset, lock};
pub use recount::Recounted;

/// Unique constraint on the name, within the workspace.
pub const NAME: &str = "datasets.workspace, datasets.name";

/// A dataset with the keys that other tables know it and its workspace by.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredDataset {
    /// Order of insertion, and what other tables refer to. Never shown to clients.
    pub seq: i64,
    /// Key of the workspace.
    pub workspace: i64,
    /// Differs after every change of its fields, questions, metadata properties or vectors
    /// settings.
    pub(crate) settings_version: i64,
    /// Differs after every change of its guidelines.
    pub(crate) guidelines_version: i64,
    /// The dataset.
    pub item: Dataset,
}

impl Deref for StoredDataset {
    type Target = Dataset;

    fn deref(&self) -> &Dataset {
        &self.item
    }
}

impl StoredDataset {
    /// Which settings and guidelines it has.
    #[must_use]
    pub fn versions(&self) -> Versions {
        Versions::new(self.settings_version, self.guidelines_version)
    }
}

const COLUMNS: &str = "seq, id, workspace, name, guidelines, allow_extra_metadata, status, \
                       min_submitted, metadata, \
                       (SELECT w.id FROM workspaces AS w WHERE w.seq = datasets.workspace) \
                       AS workspace_id, settings_version, guidelines_version, last_activity_at, \
                       inserted_at, updated_at";

#[derive(FromRow)]
pub(crate) struct DatasetRow {
    seq: i64,
    id: Uuid,
    workspace: i64,
    name: String,
    guidelines: Option<String>,
    allow_extra_metadata: bool,
    status: String,
    min_submitted: i64,
    metadata: Option<String>,
    workspace_id: Uuid,
    settings_version: i64,
    guidelines_version: i64,
    last_activity_at: i64,
    inserted_at: i64,
    updated_at: i64,
}

impl TryFrom<DatasetRow> for StoredDataset {
    type Error = Error;

    fn try_from(row: DatasetRow) -> Result<Self> {
        let status = parse_status(&row.status)?;
        let metadata =
            row.metadata.map(|text| from_json("datasets", row.seq, &text)).transpose()?;
        let item = Dataset {
            id: row.id,
            name: row.name,
            guidelines: row.guidelines,
            allow_extra_metadata: row.allow_extra_metadata,
            status,
            distribution: Distribution::Overlap { min_submitted: row.min_submitted },
            metadata,
            workspace_id: row.workspace_id,
            last_activity_at: Timestamp(row.last_activity_at),
            inserted_at: Timestamp(row.inserted_at),
            updated_at: Timestamp(row.updated_at),
        };
        let DatasetRow { seq, workspace, settings_version, guidelines_version, .. } = row;
        Ok(Self { seq, workspace, settings_version, guidelines_version, item })
    }
}

pub(crate) fn parse_status(word: &str) -> Result<DatasetStatus> {
    DatasetStatus::parse(word).ok_or_else(|| Error::corrupt("datasets", format!("status `{word}`")))
}

/// The dataset with this identity.
///
/// # Errors
/// The database fails.
pub async fn by_id(tx: &mut Tx, id: Uuid) -> Result<Option<StoredDataset>> {
    find(tx, "id = $1", args![id]).await
}

/// The dataset with this identity, and whether the user with this key is a member of its workspace.
///
/// # Errors
/// The database fails.
pub async fn by_id_for(tx: &mut Tx, id: Uuid, user: i64) -> Result<Option<(StoredDataset, bool)>> {
    #[derive(FromRow)]
    struct Row {
        #[sqlx(flatten)]
        dataset: DatasetRow,
        is_member: bool,
    }
    let is_member = workspaces::membership("datasets.workspace", "$2");
    let sql = format!("SELECT {COLUMNS}, {is_member} AS is_member FROM datasets WHERE id = $1");
    let row = tx.optional::<Row>(Statement::made(sql, args![id, user])).await?;
    row.map(|row| Ok((row.dataset.try_into()?, row.is_member))).transpose()
}

/// What finds the dataset of the record with this identity.
pub(crate) fn of_record(id: Uuid) -> Statement {
    let condition = "seq = (SELECT dataset FROM records WHERE id = $1)";
    Statement::made(format!("SELECT {COLUMNS} FROM datasets WHERE {condition}"), args![id])
}

/// The dataset with this key.
///
/// # Errors
/// The database fails.
pub async fn by_seq(tx: &mut Tx, seq: i64) -> Result<Option<StoredDataset>> {
    find(tx, "seq = $1", args![seq]).await
}

async fn find(
    tx: &mut Tx,
    condition: &str,
    args: Vec<sea_query::Value>,
) -> Result<Option<StoredDataset>> {
    let sql = format!("SELECT {COLUMNS} FROM datasets WHERE {condition}");
    let row = tx.optional::<DatasetRow>(Statement::made(sql, args)).await?;
    row.map(StoredDataset::try_from).transpose()
}

/// Which datasets to list; `None` does not narrow.
#[derive(Debug, Clone, Default)]
pub struct DatasetFilter {
    /// Only those of workspaces that the user with this key is a member of.
    pub member: Option<i64>,
    /// Only those of the workspace with this identity.
    pub workspace: Option<Uuid>,
    /// Only those with exactly this name.
    pub name: Option<String>,
    /// Only those with this status.
    pub status: Option<DatasetStatus>,
}

/// The datasets that pass a filter, in order of creation.
///
/// # Errors
/// The database fails.
pub async fn list(tx: &mut Tx, filter: DatasetFilter) -> Result<Vec<StoredDataset>> {
    let mut conditions = vec!["true".to_owned()];
    let mut args = Vec::new();
    let mut narrow = |before: &str, value: sea_query::Value, after: &str| {
        args.push(value);
        conditions.push(format!("{before} ${}{after}", args.len()));
    };
    if let Some(member) = filter.member {
        let members = "workspace IN (SELECT workspace FROM workspace_members WHERE member =";
        narrow(members, member.into(), ")");
    }
    if let Some(workspace) = filter.workspace {
        narrow("workspace = (SELECT seq FROM workspaces WHERE id =", workspace.into(), ")");
    }
    if let Some(name) = filter.name {
        narrow("name =", name.into(), "");
    }
    if let Some(status) = filter.status {
        narrow("status =", status.as_str().into(), "");
    }
    let conditions = conditions.join(" AND ");
    let sql = format!("SELECT {COLUMNS} FROM datasets WHERE {conditions} ORDER BY seq");
    let rows = tx.all::<DatasetRow>(Statement::made(sql, args)).await?;
    rows.into_iter().map(StoredDataset::try_from).collect()
}

/// Stores a new dataset, a draft, in the workspace with this key (`new.workspace_id` is not looked
/// at). It is locked by being new.
///
/// # Errors
/// [`Error::Taken`] for [`NAME`]; [`Error::Dangling`] when the workspace is gone.
pub async fn insert(tx: &mut Tx, workspace: i64, new: DatasetCreate) -> Result<LockedDataset> {
    let (id, now) = (tx.new_id(), tx.now().0);
    let metadata = new.metadata.map(|m| to_json("datasets", &m)).transpose()?;
    let sql = format!(
        "INSERT INTO datasets (id, workspace, name, guidelines, allow_extra_metadata, status, \
         min_submitted, metadata, settings_version, guidelines_version, last_activity_at, \
         inserted_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) RETURNING {COLUMNS}"
    );
    let args = args![
        id,
        workspace,
        new.name,
        new.guidelines,
        new.allow_extra_metadata,
        DatasetStatus::Draft.as_str(),
        new.distribution.min_submitted(),
        metadata,
        rand::random::<i64>(),
        rand::random::<i64>(),
        now,
        now,
        now
    ];
    let row = tx.one::<DatasetRow>(Statement::made(sql, args)).await?;
    tx.events.dataset(row.seq, Kind::DatasetCreated);
    Ok(LockedDataset(row.try_into()?))
}

/// Notes that a field, a question, a metadata property or vectors settings are about to change.
pub(crate) async fn change_settings(tx: &mut Tx, dataset: &LockedDataset) -> Result<()> {
    tx.events.dataset(dataset.seq, Kind::Settings);
    let sql = "UPDATE datasets SET settings_version = $2 WHERE seq = $1";
    tx.execute(Statement::new(sql, args![dataset.seq, rand::random::<i64>()])).await?;
    Ok(())
}

/// A dataset after an update.
#[derive(Debug, Clone, PartialEq)]
pub struct Updated {
    /// The dataset as it is now.
    pub dataset: LockedDataset,
    /// The records whose status changed with the distribution, in order of insertion.
    pub recounted: Vec<Recounted>,
}

/// Changes a dataset. `metadata` is merged key by key. Another distribution recounts the status of
/// its records. When nothing differs, nothing is written and its times stay.
///
/// # Errors
/// [`Error::Taken`] for [`NAME`].
pub async fn update(
    tx: &mut Tx,
    dataset: LockedDataset,
    changes: DatasetUpdate,
) -> Result<Updated> {
    let before = &dataset.item;
    let mut after = before.clone();
    if let Some(name) = changes.name {
        after.name = name;
    }
    if let Some(guidelines) = changes.guidelines {
        after.guidelines = guidelines;
    }
    if let Some(allow_extra_metadata) = changes.allow_extra_metadata {
        after.allow_extra_metadata = allow_extra_metadata;
    }
    if let Some(distribution) = changes.distribution {
        after.distribution = distribution;
    }
    match changes.metadata {
        None => {}
        Some(None) => after.metadata = None,
        Some(Some(new)) => after.metadata.get_or_insert_default().extend(new),
    }
    if after == *before {
        return Ok(Updated { dataset, recounted: Vec::new() });
    }
    let is_recounted = after.distribution != before.distribution;
    let sql = format!(
        "UPDATE datasets SET name = $2, guidelines = $3, allow_extra_metadata = $4, \
         min_submitted = $5, metadata = $6, last_activity_at = $7, updated_at = $8, \
         guidelines_version = $9 WHERE seq = $1 RETURNING {COLUMNS}"
    );
    let now = tx.now().0;
    let guidelines_version = match after.guidelines == before.guidelines {
        true => dataset.guidelines_version,
        false => {
            tx.events.dataset(dataset.seq, Kind::Guidelines);
            rand::random()
        }
    };
    tx.events.dataset(dataset.seq, Kind::DatasetUpdated);
    let args = args![
        dataset.seq,
        after.name,
        after.guidelines,
        after.allow_extra_metadata,
        after.distribution.min_submitted(),
        after.metadata.map(|m| to_json("datasets", &m)).transpose()?,
        now,
        now,
        guidelines_version
    ];
    let row = tx.one::<DatasetRow>(Statement::made(sql, args)).await?;
    let dataset = LockedDataset(row.try_into()?);
    let recounted = if is_recounted { recount(tx, &dataset).await? } else { Vec::new() };
    Ok(Updated { dataset, recounted })
}

/// Makes a draft ready.
///
/// # Errors
/// The database fails.
pub async fn publish(tx: &mut Tx, dataset: LockedDataset) -> Result<LockedDataset> {
    let sql = format!(
        "UPDATE datasets SET status = $2, last_activity_at = $3, updated_at = $4 \
         WHERE seq = $1 RETURNING {COLUMNS}"
    );
    let now = tx.now().0;
    tx.events.dataset(dataset.seq, Kind::DatasetPublished);
    let args = args![dataset.seq, DatasetStatus::Ready.as_str(), now, now];
    let row = tx.one::<DatasetRow>(Statement::made(sql, args)).await?;
    Ok(LockedDataset(row.try_into()?))
}

/// Notes that a response was written now.
///
/// # Errors
/// The database fails.
pub async fn touch_activity(tx: &mut Tx, dataset: i64) -> Result<()> {
    let activity = activity(tx, dataset);
    tx.execute(activity).await?;
    Ok(())
}

/// What notes that a response was written now.
pub(crate) fn activity(tx: &Tx, dataset: i64) -> Statement {
    // Whoever is about to note the same says as much as this would.
    let sql = format!(
        "UPDATE datasets SET last_activity_at = $2 WHERE seq = (SELECT seq FROM datasets \
         WHERE seq = $1 AND last_activity_at < $2 {})",
        tx.dialect().row_lock("FOR NO KEY UPDATE SKIP LOCKED")
    );
    Statement::made(sql, args![dataset, tx.now().0])
}
