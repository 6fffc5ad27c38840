//! Making or changing many records at once.

use std::collections::{BTreeMap, HashMap, HashSet};

use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::checker::Checker;
use variorum_schema::json;
use variorum_schema::records::{Record, RecordUpsert};

use super::items::{Batch, Item, insert_new, is_same, settings_now, users_of};
use super::{EXTERNAL_ID, Parts, load_stored, status};
use crate::counts::{Head, HeadRow};
use crate::dialect::locks::{self, Line};
use crate::error::{Error, Result};
use crate::events::Kind;
use crate::json::from_json;
use crate::rows::{Column, Rows};
use crate::settings::StoredSettings;
use crate::stored::Stored;
use crate::tx::{Statement, Tx, args};

/// Records that were checked, as far as that goes without those that are stored, and wait to be
/// stored.
#[derive(Debug, Clone)]
pub struct Prepared {
    settings: StoredSettings,
    items: Vec<Item>,
}

/// Records after an upsert, in the order of the request.
#[derive(Debug, Clone)]
pub struct Upserted {
    /// The records, complete. One that was meant twice is here twice.
    pub records: Vec<Stored<Record>>,
    /// Whether each was made.
    pub is_new: Vec<bool>,
}

/// Checks records against the settings of their dataset and makes the texts that are stored of
/// them. Needs no transaction, so that none waits for it.
///
/// # Errors
/// [`Error::Refused`] with the first rule that a record breaks.
pub fn prepare(settings: StoredSettings, records: Vec<RecordUpsert>) -> Result<Prepared> {
    let items = items(&settings, records)?;
    Ok(Prepared { settings, items })
}

fn items(settings: &StoredSettings, sources: Vec<RecordUpsert>) -> Result<Vec<Item>> {
    let checker = Checker::new(&settings.settings);
    for (position, source) in sources.iter().enumerate() {
        // Without fields, it depends on the record that is meant: see `check_against_stored`.
        if source.fields.is_some() {
            checker.update(position, source, None)?;
        }
    }
    sources.into_iter().map(|source| Item::new(settings, source)).collect()
}

/// Stores prepared records, all or none. A record is matched by its id, else by its external id,
/// else it is made. The status of all is counted anew.
///
/// # Errors
/// [`Error::Refused`] when a new record has no fields, a response names an unknown user, or the
/// settings do not accept a record; [`Error::Dangling`] when the dataset is gone.
pub async fn store(tx: &mut Tx, prepared: Prepared) -> Result<Upserted> {
    let (settings, serve) = settings_now(tx, &prepared.settings).await?;
    let mut items = prepared.items;
    if !serve {
        items = self::items(&settings, items.into_iter().map(|item| item.source).collect())?;
    }
    locks::wait(tx, Line::Matching, settings.dataset).await?;
    let users = users_of(tx, &items).await?;
    let mut matches = find_matches(tx, settings.dataset, &items).await?;
    let stored = lock_stored(tx, &matches).await?;
    // Deleted between the two statements.
    matches.iter_mut().for_each(|found| *found = found.filter(|seq| stored.contains_key(seq)));
    check_against_stored(&settings, &items, &matches, &stored)?;
    keep_last(&settings, &mut items, &matches)?;

    let (mut new, mut old) = (Vec::new(), Vec::new());
    for (item, found) in items.into_iter().zip(&matches) {
        match found {
            None => new.push(item),
            Some(seq) => old.push((*seq, item)),
        }
    }
    change_old(tx, &settings, &users, &stored, old).await?;
    let new = insert_new(tx, &settings, &users, new).await.map_err(|cause| {
        // Only somebody who deletes or makes records at the same moment leads here.
        if cause.is_taken(EXTERNAL_ID) { Error::Busy } else { cause }
    })?;
    answer(tx, new, &matches).await
}

/// The stored records that items mean.
async fn find_matches(tx: &mut Tx, dataset: i64, items: &[Item]) -> Result<Vec<Option<i64>>> {
    let ids: Vec<Uuid> = items.iter().filter_map(|item| item.source.id).collect();
    let mut by_id: HashMap<Uuid, i64> = HashMap::new();
    if !ids.is_empty() {
        let sql = "SELECT records.id, records.seq FROM {rows} CROSS JOIN records \
                   WHERE records.id = r.id AND records.dataset = $1";
        let statement = Statement::new(sql, args![dataset]).rows(Rows::ids(ids));
        by_id.extend(tx.all::<(Uuid, i64)>(statement).await?);
    }
    let mut matches: Vec<Option<i64>> =
        items.iter().map(|item| by_id.get(&item.source.id?).copied()).collect();
    let unmatched = || items.iter().zip(&matches).filter(|(_, found)| found.is_none());
    let external_ids: Vec<String> =
        unmatched().filter_map(|(item, _)| item.source.external_id.clone()).collect();
    if external_ids.is_empty() {
        return Ok(matches);
    }
    let sql = "SELECT records.external_id, records.seq FROM {rows} CROSS JOIN records \
               WHERE records.dataset = $1 AND records.external_id = r.external_id";
    let rows = Rows::default().with("external_id", external_ids.into_iter().collect());
    let statement = Statement::new(sql, args![dataset]).rows(rows);
    let by_external_id: HashMap<String, i64> =
        tx.all::<(String, i64)>(statement).await?.into_iter().collect();
    for (item, found) in items.iter().zip(&mut matches) {
        if let (None, Some(id)) = (&found, &item.source.external_id) {
            *found = by_external_id.get(id).copied();
        }
    }
    Ok(matches)
}

/// What of a stored record a change is compared with.
#[derive(FromRow)]
struct StoredRow {
    #[sqlx(flatten)]
    head: HeadRow,
    fields: String,
    metadata: Option<String>,
}

/// The matched records, kept from others until the transaction ends, by key.
async fn lock_stored(tx: &mut Tx, matches: &[Option<i64>]) -> Result<HashMap<i64, StoredRow>> {
    let seqs: Vec<i64> = matches.iter().copied().flatten().collect();
    if seqs.is_empty() {
        return Ok(HashMap::new());
    }
    let sql = format!(
        "SELECT seq, status, queue_key, fields, metadata FROM records \
         WHERE seq IN (SELECT r.seq FROM {{rows}}) ORDER BY seq {}",
        tx.dialect().row_lock("FOR NO KEY UPDATE")
    );
    let rows: Vec<StoredRow> = tx.all(Statement::made(sql, args![]).rows(Rows::seqs(seqs))).await?;
    Ok(rows.into_iter().map(|row| (row.head.seq, row)).collect())
}

/// Checks items without fields of their own: against the fields that their record has, those of an
/// earlier item of the request included.
fn check_against_stored(
    settings: &StoredSettings,
    items: &[Item],
    matches: &[Option<i64>],
    stored: &HashMap<i64, StoredRow>,
) -> Result<()> {
    let checker = Checker::new(&settings.settings);
    let mut sent: HashMap<i64, &json::Object> = HashMap::new();
    for (position, (item, found)) in items.iter().zip(matches).enumerate() {
        match (found, &item.source.fields) {
            (None, None) => checker.upsert_new(position, &item.source)?,
            (Some(seq), Some(Some(fields))) => {
                sent.insert(*seq, fields);
            }
            (Some(seq), None) => match (sent.get(seq), stored.get(seq)) {
                (Some(fields), _) => checker.update(position, &item.source, Some(fields))?,
                (None, Some(row)) if checker.has_span_questions() => {
                    let fields: json::Object = from_json("records", *seq, &row.fields)?;
                    checker.update(position, &item.source, Some(&fields))?;
                }
                (None, _) => checker.update(position, &item.source, None)?,
            },
            (None, Some(_)) | (Some(_), Some(None)) => {}
        }
    }
    Ok(())
}

/// Where several items mean one record, drops suggestions, responses and vectors that a later item
/// replaces.
fn keep_last(settings: &StoredSettings, items: &mut [Item], matches: &[Option<i64>]) -> Result<()> {
    let mut positions: BTreeMap<i64, Vec<usize>> = BTreeMap::new();
    for (position, seq) in matches.iter().enumerate() {
        if let Some(seq) = seq {
            positions.entry(*seq).or_default().push(position);
        }
    }
    for positions in positions.into_values().filter(|positions| positions.len() > 1) {
        let (mut questions, mut users) = (HashSet::new(), HashSet::new());
        let mut vectors = HashSet::new();
        for position in positions.into_iter().rev() {
            let mut source = std::mem::take(&mut items[position].source);
            source.suggestions.retain(|suggestion| questions.insert(suggestion.question_id));
            source.responses.retain(|response| users.insert(response.user_id));
            source.vectors.retain(|(name, _)| vectors.insert(name.clone()));
            items[position] = Item::new(settings, source)?;
        }
    }
    Ok(())
}

/// What changes of a stored record; positions among the items.
#[derive(Default)]
struct Change {
    fields: Option<usize>,
    metadata: Option<usize>,
}

async fn change_old(
    tx: &mut Tx,
    settings: &StoredSettings,
    users: &HashMap<Uuid, i64>,
    stored: &HashMap<i64, StoredRow>,
    mut items: Vec<(i64, Item)>,
) -> Result<()> {
    let mut changes: BTreeMap<i64, Change> = BTreeMap::new();
    for (position, (seq, item)) in items.iter().enumerate() {
        let change = changes.entry(*seq).or_default();
        if item.fields.is_some() {
            change.fields = Some(position);
        }
        if item.source.metadata.is_some() {
            change.metadata = Some(position);
        }
    }
    let seqs: Vec<i64> = changes.keys().copied().collect();
    changes.retain(|seq, change| {
        let Some(row) = stored.get(seq) else { return false };
        change.fields = change.fields.filter(|at| has_other_fields(row, &items[*at].1));
        change.metadata = change.metadata.filter(|at| has_other_metadata(row, &items[*at].1));
        change.fields.is_some() || change.metadata.is_some()
    });
    let mut batch = Batch::default();
    for (seq, change) in &changes {
        if let Some(at) = change.fields {
            batch.add_text(*seq, &mut items[at].1);
        }
        if let Some(at) = change.metadata {
            batch.add_metadata(*seq, settings, &items[at].1);
        }
    }
    let now = tx.now();
    update_heads(tx, &changes, &items).await?;
    for seq in changes.keys() {
        tx.changes.values(settings.dataset, *seq);
    }
    tx.events.records(settings.dataset, Kind::RecordsUpdated, changes.keys().copied());
    for (seq, item) in &mut items {
        if !item.source.suggestions.is_empty() || !item.source.vectors.is_empty() {
            tx.changes.values(settings.dataset, *seq);
            tx.events.records(settings.dataset, Kind::RecordsUpdated, [*seq]);
        }
        let head = Head::try_from(&stored.get(seq).ok_or(Error::Dangling)?.head)?;
        batch.add_parts(head, now, settings, users, item)?;
    }
    batch.replace(tx, settings.dataset).await?;
    status::recount(tx, &seqs).await?;
    Ok(())
}

fn has_other_fields(row: &StoredRow, item: &Item) -> bool {
    match (&item.fields, &item.source.fields) {
        (Some(text), Some(Some(fields))) => !is_same(&row.fields, text, fields),
        _ => false,
    }
}

fn has_other_metadata(row: &StoredRow, item: &Item) -> bool {
    match (&row.metadata, &item.metadata, &item.source.metadata) {
        (None, None, _) => false,
        (Some(stored), Some(text), Some(Some(metadata))) => !is_same(stored, text, metadata),
        _ => true,
    }
}

async fn update_heads(
    tx: &mut Tx,
    changes: &BTreeMap<i64, Change>,
    items: &[(i64, Item)],
) -> Result<()> {
    if changes.is_empty() {
        return Ok(());
    }
    let text = |raw: &json::Raw| raw.get().to_owned();
    let fields = |at: usize| items[at].1.fields.as_ref().map(text);
    let metadata = |at: usize| items[at].1.metadata.as_ref().map(text);
    let rows = Rows::seqs(changes.keys().copied())
        .with("fields", Column::Text(changes.values().map(|c| c.fields.and_then(fields)).collect()))
        .with("metadata", changes.values().map(|c| c.metadata.and_then(metadata)).collect())
        .with("has_metadata", changes.values().map(|c| c.metadata.is_some()).collect());
    let sql = "UPDATE records SET fields = COALESCE(r.fields, records.fields), metadata = \
               CASE WHEN r.has_metadata THEN r.metadata ELSE records.metadata END, \
               updated_at = $1 FROM {rows} WHERE records.seq = r.seq";
    tx.execute(Statement::new(sql, args![tx.now().0]).rows(rows)).await?;
    Ok(())
}

/// The records of a request in its order: those made as they were written, the others as they are.
async fn answer(
    tx: &mut Tx,
    new: Vec<Stored<Record>>,
    matches: &[Option<i64>],
) -> Result<Upserted> {
    let is_new = matches.iter().map(Option::is_none).collect();
    let seqs: Vec<i64> = matches.iter().copied().flatten().collect();
    let old = load_stored(tx, &seqs, &Parts::all()).await?;
    let (mut new, mut old) = (new.into_iter(), old.into_iter());
    let next = |found: &Option<i64>| if found.is_some() { old.next() } else { new.next() };
    let records = matches.iter().map(next).collect::<Option<_>>().ok_or(Error::Dangling)?;
    Ok(Upserted { records, is_new })
}
