//! New records with everything that belongs to them.

use std::collections::{BTreeMap, HashMap};

use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::records::{Record, RecordStatus};
use variorum_schema::responses::Response;

use super::Item;
use super::batch::{Batch, Ids};
use crate::counts::Head;
use crate::dialect::keys;
use crate::error::{Error, Result};
use crate::events::Kind;
use crate::records::load::empty_object;
use crate::rows::{Column, Rows};
use crate::settings::StoredSettings;
use crate::stored::Stored;
use crate::suggestions::as_written;
use crate::tx::{Statement, Tx, args};

/// Writes new records with everything that belongs to them, and answers them, in the order given.
pub(in crate::records) async fn insert_new(
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
