//! Records with what belongs to them, one module per thing that is done with many of them at once.
//!
//! No function here runs more statements for more records. Whoever writes records, responses or
//! suggestions takes locks in this order, so that no two wait for each other: the dataset shared
//! ([`settings::load_for_write`](crate::settings::load_for_write)), then the right to match external
//! ids, then users, then records by key, then the dataset's time of activity.

pub mod create;
pub mod delete;
pub(crate) mod index;
mod items;
mod list;
mod load;
pub(crate) mod status;
pub(crate) mod texts;
pub mod update;
pub mod upsert;

use std::collections::HashMap;

use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::json::{self, Raw, RawValue};
use variorum_schema::records::{Record, RecordStatus};
use variorum_schema::{Refusal, Timestamp};

use crate::counts::{Head, HeadRow};
use crate::datasets::{self, DatasetRow, StoredDataset};
use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::json::from_json;
use crate::rows::Rows;
use crate::stored::Stored;
use crate::tx::{Statement, Tx, args};
use crate::{webhooks, workspaces};

pub use list::{Page, list};
pub(crate) use load::load_stored;
pub use load::{Parts, PartsOfMetadata, PartsOfResponses, load};

/// Unique constraint on the client's name for a record, within the dataset.
pub const EXTERNAL_ID: &str = "records.dataset, records.external_id";

/// A record, without what belongs to it, and where it is.
#[derive(Debug, Clone)]
pub struct Located {
    /// The record; its responses, suggestions and vectors are not loaded.
    pub record: Stored<Record>,
    /// Key of its dataset.
    pub dataset: i64,
    /// Key of the workspace of its dataset.
    pub workspace: i64,
    /// Its place in the queue.
    pub(crate) queue_key: i64,
    /// Its dataset, where nobody else can have changed it since.
    pub(crate) settled: Option<Box<StoredDataset>>,
}

impl Located {
    pub(crate) fn head(&self) -> Head {
        let Stored { seq, ref item } = self.record;
        Head { seq, status: item.status, queue_key: self.queue_key }
    }
}

const COLUMNS: &str = "records.seq, records.id, records.dataset, datasets.id AS dataset_id, \
                       datasets.workspace, records.external_id, records.status, records.queue_key, \
                       records.fields, records.metadata, records.inserted_at, records.updated_at";

#[derive(FromRow)]
struct RecordRow {
    seq: i64,
    id: Uuid,
    dataset: i64,
    dataset_id: Uuid,
    workspace: i64,
    external_id: Option<String>,
    status: String,
    queue_key: i64,
    fields: String,
    metadata: Option<String>,
    inserted_at: i64,
    updated_at: i64,
}

impl TryFrom<RecordRow> for Located {
    type Error = Error;

    fn try_from(row: RecordRow) -> Result<Self> {
        let item = Record {
            id: row.id,
            status: parse_status(&row.status)?,
            fields: raw("records", row.seq, row.fields)?,
            metadata: row.metadata.map(|text| raw("records", row.seq, text)).transpose()?,
            external_id: row.external_id,
            responses: None,
            suggestions: None,
            vectors: None,
            dataset_id: row.dataset_id,
            inserted_at: Timestamp(row.inserted_at),
            updated_at: Timestamp(row.updated_at),
        };
        let record = Stored { seq: row.seq, item };
        let RecordRow { dataset, workspace, queue_key, .. } = row;
        Ok(Self { record, dataset, workspace, queue_key, settled: None })
    }
}

impl From<Refusal> for Error {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal.0)
    }
}

pub(crate) fn parse_status(word: &str) -> Result<RecordStatus> {
    match word {
        "pending" => Ok(RecordStatus::Pending),
        "completed" => Ok(RecordStatus::Completed),
        other => Err(Error::corrupt("records", format!("status `{other}`"))),
    }
}

/// JSON text of a column as it is answered.
pub(crate) fn raw(table: &str, seq: i64, text: String) -> Result<Raw> {
    RawValue::from_string(text)
        .map_err(|cause| Error::corrupt(table, format!("row {seq}: {cause}")))
}

/// The fields of a stored record, for checking answers that depend on them.
pub(crate) fn fields_of(record: &Stored<Record>) -> Result<json::Object> {
    from_json("records", record.seq, record.fields.get())
}

/// The record with this identity.
///
/// # Errors
/// The database fails.
pub async fn by_id(tx: &mut Tx, id: Uuid) -> Result<Option<Located>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM records JOIN datasets ON datasets.seq = records.dataset \
         WHERE records.id = $1"
    );
    tx.optional::<RecordRow>(Statement::made(sql, args![id]))
        .await?
        .map(Located::try_from)
        .transpose()
}

/// The record with this identity, and whether the user with this key is a member of its workspace.
///
/// # Errors
/// The database fails.
pub async fn by_id_for(tx: &mut Tx, id: Uuid, user: i64) -> Result<Option<(Located, bool)>> {
    #[derive(FromRow)]
    struct Row {
        #[sqlx(flatten)]
        record: RecordRow,
        is_member: bool,
    }
    let is_member = workspaces::membership("datasets.workspace", "$2");
    let sql = format!(
        "SELECT {COLUMNS}, {is_member} AS is_member FROM records \
         JOIN datasets ON datasets.seq = records.dataset WHERE records.id = $1"
    );
    let record = Statement::made(sql, args![id, user]);
    let statements = if tx.is_alone() {
        [Some(record), Some(datasets::of_record(id)), Some(webhooks::any())]
    } else {
        [Some(record), None, None]
    };
    let [record, dataset, listeners] = tx.batch(statements).await?;
    tx.has_listeners = tx.is_alone().then(|| !listeners.is_empty());
    let Some(Row { record, is_member }) = record.optional()? else { return Ok(None) };
    let mut located = Located::try_from(record)?;
    let dataset = dataset.optional::<DatasetRow>()?.map(StoredDataset::try_from).transpose()?;
    located.settled = dataset.map(Box::new);
    Ok(Some((located, is_member)))
}

/// The records with these identities, those that there are, by identity.
///
/// # Errors
/// The database fails.
pub async fn by_ids(tx: &mut Tx, ids: &[Uuid]) -> Result<HashMap<Uuid, Located>> {
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT {COLUMNS} FROM {{rows}} CROSS JOIN records \
         JOIN datasets ON datasets.seq = records.dataset WHERE records.id = r.id"
    );
    let rows = Rows::ids(ids.iter().copied());
    let found = tx.all::<RecordRow>(Statement::made(sql, args![]).rows(rows)).await?;
    let located = found.into_iter().map(|row| Ok((row.id, Located::try_from(row)?)));
    located.collect()
}

/// Keeps others from writing these records, or their responses, until the transaction ends. Those
/// that are there, in order.
pub(crate) async fn lock(tx: &mut Tx, seqs: &[i64]) -> Result<Vec<Head>> {
    if seqs.is_empty() {
        return Ok(Vec::new());
    }
    let sql = match tx.dialect() {
        Dialect::Sqlite => {
            "SELECT seq, status, queue_key FROM records WHERE seq IN (SELECT r.seq FROM {rows}) \
             ORDER BY seq"
        }
        Dialect::Postgres => {
            "SELECT seq, status, queue_key FROM records WHERE seq IN (SELECT r.seq FROM {rows}) \
             ORDER BY seq FOR NO KEY UPDATE"
        }
    };
    let rows = Rows::seqs(seqs.iter().copied());
    let found: Vec<HeadRow> = tx.all(Statement::new(sql, args![]).rows(rows)).await?;
    found.iter().map(Head::try_from).collect()
}
