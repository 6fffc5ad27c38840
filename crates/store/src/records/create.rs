//! Making many records at once.

use std::collections::HashSet;

use variorum_schema::checker::Checker;
use variorum_schema::datasets::DatasetStatus;
use variorum_schema::records::{Record, RecordCreate, RecordUpsert};

use super::EXTERNAL_ID;
use super::items::{Item, insert_new, settings_now, users_of};
use crate::dialect::locks::{self, Line};
use crate::error::{Error, Result};
use crate::rows::Rows;
use crate::settings::StoredSettings;
use crate::stored::Stored;
use crate::tx::{Statement, Tx, args};

/// Records that were checked and wait to be stored.
#[derive(Debug, Clone)]
pub struct Prepared {
    settings: StoredSettings,
    items: Vec<Item>,
}

/// Checks records against the settings of their dataset and makes the texts that are stored of
/// them. Needs no transaction, so that none waits for it.
///
/// # Errors
/// [`Error::Refused`] when the dataset is a draft, or with the first rule that a record breaks.
pub fn prepare(settings: StoredSettings, records: Vec<RecordCreate>) -> Result<Prepared> {
    refuse_draft(&settings)?;
    let sources = records.into_iter().map(|record| RecordUpsert {
        id: None,
        fields: Some(Some(record.fields)),
        metadata: record.metadata.map(Some),
        external_id: record.external_id,
        responses: record.responses,
        suggestions: record.suggestions,
        vectors: record.vectors,
    });
    let items = items(&settings, sources.collect())?;
    Ok(Prepared { settings, items })
}

fn items(settings: &StoredSettings, sources: Vec<RecordUpsert>) -> Result<Vec<Item>> {
    let checker = Checker::new(&settings.settings);
    for (position, source) in sources.iter().enumerate() {
        checker.upsert_new(position, source)?;
    }
    sources.into_iter().map(|source| Item::new(settings, source)).collect()
}

/// Stores prepared records, all or none, and answers them complete, in order. They are checked
/// again if the settings changed meanwhile.
///
/// # Errors
/// [`Error::Refused`] when an external id is there already, a response names an unknown user, or
/// the settings do not accept a record any more; [`Error::Dangling`] when the dataset is gone.
pub async fn store(tx: &mut Tx, prepared: Prepared) -> Result<Vec<Stored<Record>>> {
    let (settings, serve) = settings_now(tx, &prepared.settings).await?;
    refuse_draft(&settings)?;
    let mut items = prepared.items;
    if !serve {
        items = self::items(&settings, items.into_iter().map(|item| item.source).collect())?;
    }
    refuse_taken(tx, settings.dataset, &items).await?;
    let users = users_of(tx, &items).await?;
    insert_new(tx, &settings, &users, items).await.map_err(|cause| {
        if cause.is_taken(EXTERNAL_ID) {
            Error::Refused("the dataset already has a record with one of the external ids".into())
        } else {
            cause
        }
    })
}

fn refuse_draft(settings: &StoredSettings) -> Result<()> {
    match settings.settings.dataset.status {
        DatasetStatus::Ready => Ok(()),
        DatasetStatus::Draft => Err(Error::Refused(
            "records cannot be added to a dataset that is not published".to_owned(),
        )),
    }
}

/// Refuses external ids that the dataset has already.
async fn refuse_taken(tx: &mut Tx, dataset: i64, items: &[Item]) -> Result<()> {
    let ids: Vec<String> =
        items.iter().filter_map(|item| item.source.external_id.clone()).collect();
    if ids.is_empty() {
        return Ok(());
    }
    locks::wait(tx, Line::Matching, dataset).await?;
    let sql = "SELECT records.external_id FROM {rows} CROSS JOIN records \
               WHERE records.dataset = $1 AND records.external_id = r.external_id";
    let rows = Rows::default().with("external_id", ids.iter().cloned().collect());
    let taken: Vec<(String,)> = tx.all(Statement::new(sql, args![dataset]).rows(rows)).await?;
    if taken.is_empty() {
        return Ok(());
    }
    let taken: HashSet<String> = taken.into_iter().map(|(id,)| id).collect();
    let named: Vec<String> =
        ids.iter().filter(|id| taken.contains(*id)).map(|id| format!("`{id}`")).collect();
    Err(Error::Refused(format!(
        "the dataset already has records with these external ids: {}",
        named.join(", ")
    )))
}
