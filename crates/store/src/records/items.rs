//! Records of a request on their way into the database: checked, their texts made, then written
//! together, one statement per table.

use std::collections::{BTreeMap, HashMap};

use serde::Serialize;
use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::json::{self, Raw};
use variorum_schema::records::{Record, RecordStatus, RecordUpsert};
use variorum_schema::responses::{Response, ResponseStatus};
use variorum_schema::vectors::to_bytes;

use super::load::empty_object;
use super::texts::{self, Texts};
use crate::counts::Head;
use crate::dialect::keys;
use crate::error::{Error, Result};
use crate::events::Kind;
use crate::metadata_values::{self, MetadataValues};
use crate::responses::{NewResponse, ResponseRows};
use crate::rows::{Column, Rows};
use crate::settings::{self, StoredSettings};
use crate::stored::Stored;
use crate::suggestions::{SuggestionRows, as_written};
use crate::tx::{Statement, Tx, args};

/// A record of a request with the texts that are stored of it.
#[derive(Debug, Clone)]
pub(super) struct Item {
    pub(super) source: RecordUpsert,
    pub(super) fields: Option<Raw>,
    pub(super) tokens: String,
    pub(super) metadata: Option<Raw>,
    suggestions: Vec<Raw>,
    responses: Vec<Option<Raw>>,
    vectors: Vec<Vec<u8>>,
}

impl Item {
    pub(super) fn new(settings: &StoredSettings, source: RecordUpsert) -> Result<Self> {
        let fields = source.fields.as_ref().and_then(Option::as_ref);
        let metadata = source.metadata.as_ref().and_then(Option::as_ref);
        let suggestions = source.suggestions.iter().map(|suggestion| text_of(&suggestion.value));
        let responses = source.responses.iter();
        let responses = responses.map(|response| response.values.as_ref().map(text_of).transpose());
        Ok(Self {
            fields: fields.map(text_of).transpose()?,
            tokens: fields.map(|fields| texts::tokens(settings, fields)).unwrap_or_default(),
            metadata: metadata.map(text_of).transpose()?,
            suggestions: suggestions.collect::<Result<_>>()?,
            responses: responses.collect::<Result<_>>()?,
            vectors: source.vectors.iter().map(|(_, vector)| to_bytes(vector)).collect(),
            source,
        })
    }

    /// What becomes of its submitted responses when it is new.
    fn status(&self, settings: &StoredSettings) -> RecordStatus {
        let is_submitted = |status| status == ResponseStatus::Submitted;
        let responses = self.source.responses.iter();
        let submitted = responses.filter(|response| is_submitted(response.status)).count();
        let needed = settings.settings.dataset.distribution.min_submitted();
        if i64::try_from(submitted).is_ok_and(|submitted| submitted >= needed) {
            RecordStatus::Completed
        } else {
            RecordStatus::Pending
        }
    }
}

fn text_of(value: &impl Serialize) -> Result<Raw> {
    serde_json::value::to_raw_value(value).map_err(|cause| Error::corrupt("records", cause))
}

/// The settings of a dataset as they are now and stay, and whether those used for preparing still
/// serve.
pub(super) async fn settings_now(
    tx: &mut Tx,
    used: &StoredSettings,
) -> Result<(StoredSettings, bool)> {
    let now = settings::load_for_write(tx, used.dataset).await?.ok_or(Error::Dangling)?;
    let serve = now.settings.fields == used.settings.fields
        && now.settings.questions == used.settings.questions
        && now.settings.metadata_properties == used.settings.metadata_properties
        && now.settings.vectors_settings == used.settings.vectors_settings
        && now.settings.dataset.allow_extra_metadata == used.settings.dataset.allow_extra_metadata;
    Ok((now, serve))
}

/// Keys of the users named in responses, who stay until the transaction ends.
pub(super) async fn users_of(tx: &mut Tx, items: &[Item]) -> Result<HashMap<Uuid, i64>> {
    let named = || items.iter().flat_map(|item| &item.source.responses).map(|r| r.user_id);
    let mut ids: Vec<Uuid> = named().collect();
    if ids.is_empty() {
        return Ok(HashMap::new());
    }
    ids.sort_unstable();
    ids.dedup();
    // Whoever deletes a user waits; the user's responses keep them anyway.
    let sql = format!(
        "SELECT id, seq FROM users WHERE id IN (SELECT r.id FROM {{rows}}) ORDER BY seq {}",
        tx.dialect().row_lock("FOR KEY SHARE")
    );
    let found: Vec<(Uuid, i64)> =
        tx.all(Statement::made(sql, args![]).rows(Rows::ids(ids))).await?;
    let found: HashMap<Uuid, i64> = found.into_iter().collect();
    for (position, item) in items.iter().enumerate() {
        let mut users = item.source.responses.iter().map(|response| response.user_id);
        if let Some(user) = users.find(|user| !found.contains_key(user)) {
            let text = format!(
                "record at position {position}: response of user {user}: there is no such user"
            );
            return Err(Error::Refused(text));
        }
    }
    Ok(found)
}

/// Rows of all tables that wait to be written.
#[derive(Default)]
pub(super) struct Batch {
    texts: Texts,
    metadata: MetadataValues,
    metadata_replaced: Vec<i64>,
    vectors: VectorRows,
    suggestions: SuggestionRows,
    responses: ResponseRows,
}

/// What new suggestions and responses of an item are called, in its order.
pub(super) struct Ids {
    suggestions: Vec<Uuid>,
    responses: Vec<Uuid>,
}

impl Batch {
    pub(super) fn add_text(&mut self, record: i64, item: &mut Item) {
        self.texts.push(record, std::mem::take(&mut item.tokens));
    }

    pub(super) fn add_metadata(&mut self, record: i64, settings: &StoredSettings, item: &Item) {
        self.metadata_replaced.push(record);
        if let Some(Some(metadata)) = &item.source.metadata {
            self.metadata.add_record(record, settings, metadata);
        }
    }

    /// Adds the vectors, suggestions and responses of an item.
    pub(super) fn add_parts(
        &mut self,
        head: Head,
        now: Timestamp,
        settings: &StoredSettings,
        users: &HashMap<Uuid, i64>,
        item: &mut Item,
    ) -> Result<Ids> {
        let record = head.seq;
        let vectors = item.source.vectors.iter().zip(std::mem::take(&mut item.vectors));
        for ((name, _), bytes) in vectors {
            let (vector, _) = settings.vector_settings(name).ok_or(Error::Dangling)?;
            self.vectors.push(record, vector, bytes);
        }
        let mut ids = Ids { suggestions: Vec::new(), responses: Vec::new() };
        for (suggestion, value) in item.source.suggestions.iter().zip(&item.suggestions) {
            let value = value.get().to_owned();
            let id = self.suggestions.push(settings, (record, now), suggestion, value)?;
            ids.suggestions.push(id);
        }
        for (response, values) in item.source.responses.iter().zip(&item.responses) {
            let user = *users.get(&response.user_id).ok_or(Error::Dangling)?;
            let text = values.as_ref().map(|values| values.get().to_owned());
            let new = NewResponse {
                status: response.status,
                values: response.values.as_ref(),
                activity: None,
            };
            let id = self.responses.push_text(settings, (head, user), now, &new, text);
            ids.responses.push(id);
        }
        Ok(ids)
    }

    /// Writes what belongs to records that are new.
    pub(super) async fn insert(self, tx: &mut Tx, dataset: i64) -> Result<()> {
        self.texts.insert(tx).await?;
        self.metadata.insert(tx).await?;
        self.vectors.replace(tx).await?;
        self.suggestions.insert(tx).await?;
        self.responses.insert(tx, dataset).await?;
        Ok(())
    }

    /// Writes what belongs to records in place of what they have.
    pub(super) async fn replace(self, tx: &mut Tx, dataset: i64) -> Result<()> {
        self.texts.replace(tx).await?;
        metadata_values::delete(tx, &self.metadata_replaced).await?;
        self.metadata.insert(tx).await?;
        self.vectors.replace(tx).await?;
        self.suggestions.replace(tx).await?;
        self.responses.replace(tx, dataset).await
    }
}

/// Vectors that wait to be written.
#[derive(Default)]
struct VectorRows {
    settings: Vec<Option<i64>>,
    records: Vec<Option<i64>>,
    values: Vec<Option<Vec<u8>>>,
}

impl VectorRows {
    fn push(&mut self, record: i64, settings: i64, value: Vec<u8>) {
        self.settings.push(Some(settings));
        self.records.push(Some(record));
        self.values.push(Some(value));
    }

    async fn replace(self, tx: &mut Tx) -> Result<()> {
        if self.records.is_empty() {
            return Ok(());
        }
        let sql = "INSERT INTO vectors (settings, record, value) \
                   SELECT r.settings, r.record, r.value FROM {rows} WHERE true \
                   ON CONFLICT (settings, record) DO UPDATE SET value = excluded.value";
        let rows = Rows::default()
            .with("settings", Column::Integer(self.settings))
            .with("record", Column::Integer(self.records))
            .with("value", Column::Bytes(self.values));
        tx.execute(Statement::new(sql, args![]).rows(rows)).await?;
        Ok(())
    }
}

/// Writes new records with everything that belongs to them, and answers them, in the order given.
pub(super) async fn insert_new(
    tx: &mut Tx,
    settings: &StoredSettings,
    users: &HashMap<Uuid, i64>,
    mut items: Vec<Item>,
) -> Result<Vec<Stored<Record>>> {
    if items.is_empty() {
        return Ok(Vec::new());
    }
    let seqs = keys::for_records(tx, items.len()).await?;
    let first = tx.reserve(items.len());
    let mut batch = Batch::default();
    let mut heads = RecordRows::default();
    let mut records = Vec::with_capacity(items.len());
    for ((seq, item), number) in seqs.into_iter().zip(&mut items).zip(0..) {
        let now = first.plus_micros(number);
        batch.add_text(seq, item);
        batch.add_metadata(seq, settings, item);
        let head = Head { seq, status: item.status(settings), queue_key: rand::random() };
        tx.changes.record(settings.dataset, head, 1);
        tx.changes.values(settings.dataset, seq);
        let ids = batch.add_parts(head, now, settings, users, item)?;
        let record = answer(tx.new_id(), now, settings, (item, head.status), ids)?;
        heads.push(head, &record);
        records.push(Stored { seq, item: record });
    }
    let seqs = records.iter().map(|record: &Stored<Record>| record.seq);
    tx.events.records(settings.dataset, Kind::RecordsCreated, seqs);
    heads.insert(tx, settings.dataset).await?;
    batch.insert(tx, settings.dataset).await?;
    Ok(records)
}

/// A new record as it is answered; takes what it can from the item.
fn answer(
    id: Uuid,
    now: Timestamp,
    settings: &StoredSettings,
    (item, status): (&mut Item, RecordStatus),
    ids: Ids,
) -> Result<Record> {
    let source = std::mem::take(&mut item.source);
    let suggestions = source.suggestions.into_iter().zip(std::mem::take(&mut item.suggestions));
    let suggestions = suggestions.zip(ids.suggestions);
    let responses = source.responses.into_iter().zip(std::mem::take(&mut item.responses));
    let responses = responses.zip(ids.responses);
    Ok(Record {
        id,
        status,
        fields: item.fields.take().ok_or_else(|| Error::Refused("`fields` are missing".into()))?,
        metadata: item.metadata.take(),
        external_id: source.external_id,
        responses: Some(
            responses
                .map(|((response, values), response_id)| Response {
                    id: response_id,
                    // As when it is loaded.
                    values: Some(values.unwrap_or_else(empty_object)),
                    status: response.status,
                    record_id: id,
                    user_id: response.user_id,
                    inserted_at: now,
                    updated_at: now,
                })
                .collect(),
        ),
        suggestions: Some(
            suggestions
                .map(|((suggestion, value), id)| as_written(id, now, suggestion, value))
                .collect(),
        ),
        vectors: Some(source.vectors.into_iter().collect::<BTreeMap<_, _>>()),
        dataset_id: settings.settings.dataset.id,
        inserted_at: now,
        updated_at: now,
    })
}

/// New records that wait to be written.
#[derive(Default)]
struct RecordRows {
    seqs: Vec<Option<i64>>,
    ids: Vec<Option<Uuid>>,
    external_ids: Vec<Option<String>>,
    statuses: Vec<Option<String>>,
    queue_keys: Vec<Option<i64>>,
    fields: Vec<Option<String>>,
    metadata: Vec<Option<String>>,
    times: Vec<Option<i64>>,
}

impl RecordRows {
    fn push(&mut self, head: Head, record: &Record) {
        self.seqs.push(Some(head.seq));
        self.ids.push(Some(record.id));
        self.external_ids.push(record.external_id.clone());
        self.statuses.push(Some(record.status.as_str().to_owned()));
        self.queue_keys.push(Some(head.queue_key));
        self.fields.push(Some(record.fields.get().to_owned()));
        self.metadata.push(record.metadata.as_ref().map(|metadata| metadata.get().to_owned()));
        self.times.push(Some(record.inserted_at.0));
    }

    async fn insert(self, tx: &mut Tx, dataset: i64) -> Result<()> {
        let overriding = tx.dialect().with_own_keys();
        let sql = format!(
            "INSERT INTO records (seq, id, dataset, external_id, status, queue_key, fields, \
             metadata, inserted_at, updated_at) {overriding} \
             SELECT r.seq, r.id, $1, r.external_id, r.status, r.queue_key, r.fields, r.metadata, \
             r.inserted_at, r.inserted_at FROM {{rows}}"
        );
        let rows = Rows::default()
            .with("seq", Column::Integer(self.seqs))
            .with("id", Column::Uuid(self.ids))
            .with("external_id", Column::Text(self.external_ids))
            .with("status", Column::Text(self.statuses))
            .with("queue_key", Column::Integer(self.queue_keys))
            .with("fields", Column::Text(self.fields))
            .with("metadata", Column::Text(self.metadata))
            .with("inserted_at", Column::Integer(self.times));
        tx.execute(Statement::made(sql, args![dataset]).rows(rows)).await?;
        Ok(())
    }
}

/// Whether two JSON objects hold the same, in whatever order.
pub(super) fn is_same(stored: &str, sent: &Raw, value: &json::Object) -> bool {
    stored == sent.get() || serde_json::from_str::<json::Object>(stored).is_ok_and(|s| s == *value)
}
