//! What belongs to records, of all tables, on its way into the database: one statement per table.

use std::collections::HashMap;

use uuid::Uuid;
use variorum_schema::Timestamp;

use super::Item;
use crate::counts::Head;
use crate::error::{Error, Result};
use crate::metadata_values::{self, MetadataValues};
use crate::records::texts::Texts;
use crate::responses::{NewResponse, ResponseRows};
use crate::rows::{Column, Rows};
use crate::settings::StoredSettings;
use crate::suggestions::SuggestionRows;
use crate::tx::{Statement, Tx, args};

/// Rows of all tables that wait to be written.
#[derive(Default)]
pub(in crate::records) struct Batch {
    texts: Texts,
    metadata: MetadataValues,
    metadata_replaced: Vec<i64>,
    vectors: VectorRows,
    suggestions: SuggestionRows,
    responses: ResponseRows,
}

/// What new suggestions and responses of an item are called, in its order.
pub(in crate::records) struct Ids {
    pub(super) suggestions: Vec<Uuid>,
    pub(super) responses: Vec<Uuid>,
}

impl Batch {
    pub(in crate::records) fn add_text(&mut self, record: i64, item: &mut Item) {
        self.texts.push(record, std::mem::take(&mut item.tokens));
    }

    pub(in crate::records) fn add_metadata(
        &mut self,
        record: i64,
        settings: &StoredSettings,
        item: &Item,
    ) {
        self.metadata_replaced.push(record);
        if let Some(Some(metadata)) = &item.source.metadata {
            self.metadata.add_record(record, settings, metadata);
        }
    }

    /// Adds the vectors, suggestions and responses of an item.
    pub(in crate::records) fn add_parts(
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
    pub(in crate::records) async fn insert(self, tx: &mut Tx, dataset: i64) -> Result<()> {
        self.texts.insert(tx).await?;
        self.metadata.insert(tx).await?;
        self.vectors.replace(tx).await?;
        self.suggestions.insert(tx).await?;
        self.responses.insert(tx, dataset).await?;
        Ok(())
    }

    /// Writes what belongs to records in place of what they have.
    pub(in crate::records) async fn replace(self, tx: &mut Tx, dataset: i64) -> Result<()> {
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
