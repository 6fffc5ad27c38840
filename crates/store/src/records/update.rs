//! Changing one record.

use std::collections::HashMap;

use variorum_schema::checker::Checker;
use variorum_schema::records::{Record, RecordUpdate, RecordUpsert};

use super::items::{Batch, Item};
use super::{Located, Parts, fields_of, load_stored, lock};
use crate::counts::Head;
use crate::error::{Error, Result};
use crate::events::Kind;
use crate::settings::StoredSettings;
use crate::stored::Stored;
use crate::suggestions;
use crate::tx::{Statement, Tx, args};

/// Changes a record and answers it complete. Its time of change moves unless the update
/// [is empty](RecordUpdate::is_empty). Suggestions replace all that it has, as new ones. `settings`
/// are those of its dataset, [loaded for writing](crate::settings::load_for_write).
///
/// # Errors
/// [`Error::Refused`] with the first rule that is broken; [`Error::Dangling`] when the record is
/// gone.
pub async fn update(
    tx: &mut Tx,
    settings: &StoredSettings,
    located: &Located,
    changes: RecordUpdate,
) -> Result<Stored<Record>> {
    let seq = located.record.seq;
    if !changes.is_empty() {
        let checker = Checker::new(&settings.settings);
        let stored =
            checker.has_span_questions().then(|| fields_of(&located.record)).transpose()?;
        checker.patch(&changes, stored.as_ref())?;
        let head = lock(tx, &[seq]).await?.pop().ok_or(Error::Dangling)?;
        apply(tx, settings, head, changes).await?;
    }
    load_stored(tx, &[seq], &Parts::all()).await?.pop().ok_or(Error::Dangling)
}

async fn apply(
    tx: &mut Tx,
    settings: &StoredSettings,
    head: Head,
    changes: RecordUpdate,
) -> Result<()> {
    let seq = head.seq;
    tx.changes.values(settings.dataset, seq);
    tx.events.records(settings.dataset, Kind::RecordsUpdated, [seq]);
    let replaces_suggestions = changes.suggestions.is_some();
    let source = RecordUpsert {
        fields: changes.fields,
        metadata: changes.metadata,
        suggestions: changes.suggestions.unwrap_or_default(),
        vectors: changes.vectors.unwrap_or_default(),
        ..RecordUpsert::default()
    };
    let mut item = Item::new(settings, source)?;
    let sql = "UPDATE records SET fields = COALESCE($2, fields), \
               metadata = CASE WHEN $3 THEN $4 ELSE metadata END, updated_at = $5 WHERE seq = $1";
    let text = |raw: &variorum_schema::json::Raw| raw.get().to_owned();
    let (fields, metadata) = (item.fields.as_ref().map(text), item.metadata.as_ref().map(text));
    let has_metadata = item.source.metadata.is_some();
    let args = args![seq, fields, has_metadata, metadata, tx.now().0];
    tx.execute(Statement::new(sql, args)).await?;
    if replaces_suggestions {
        suggestions::delete_all(tx, seq).await?;
    }
    let mut batch = Batch::default();
    if item.fields.is_some() {
        batch.add_text(seq, &mut item);
    }
    if has_metadata {
        batch.add_metadata(seq, settings, &item);
    }
    batch.add_parts(head, tx.now(), settings, &HashMap::new(), &mut item)?;
    batch.replace(tx, settings.dataset).await
}
