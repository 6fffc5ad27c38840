//! Everything that records of a dataset are checked against, with the keys of all its parts.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use uuid::Uuid;
use variorum_schema::datasets::Settings;
use variorum_schema::fields::Field;
use variorum_schema::metadata::MetadataProperty;
use variorum_schema::questions::Question;
use variorum_schema::vectors::VectorSettings;

use crate::error::Result;
use crate::records::Located;
use crate::stored::Stored;
use crate::tx::Tx;
use crate::{datasets, fields, metadata_properties, questions, vectors_settings};

/// The settings of a dataset with the keys of their parts: what is needed to translate names and
/// identities into keys without asking the database again.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredSettings {
    /// Key of the dataset.
    pub dataset: i64,
    /// Key of its workspace.
    pub workspace: i64,
    /// The settings.
    pub settings: Settings,
    /// Keys of `settings.fields`, in the same order.
    pub fields: Vec<i64>,
    /// Keys of `settings.questions`, in the same order.
    pub questions: Vec<i64>,
    /// Keys of `settings.metadata_properties`, in the same order.
    pub metadata_properties: Vec<i64>,
    /// Keys of `settings.vectors_settings`, in the same order.
    pub vectors_settings: Vec<i64>,
}

impl StoredSettings {
    /// The field with this name, with its key.
    #[must_use]
    pub fn field(&self, name: &str) -> Option<(i64, &Field)> {
        find(&self.fields, &self.settings.fields, |field| field.name == name)
    }

    /// The question with this name, with its key.
    #[must_use]
    pub fn question(&self, name: &str) -> Option<(i64, &Question)> {
        find(&self.questions, &self.settings.questions, |question| question.name == name)
    }

    /// The question with this identity, with its key.
    #[must_use]
    pub fn question_by_id(&self, id: Uuid) -> Option<(i64, &Question)> {
        find(&self.questions, &self.settings.questions, |question| question.id == id)
    }

    /// The question with this key.
    #[must_use]
    pub fn question_by_seq(&self, seq: i64) -> Option<&Question> {
        let at = self.questions.iter().position(|found| *found == seq)?;
        self.settings.questions.get(at)
    }

    /// The metadata property with this name, with its key.
    #[must_use]
    pub fn metadata_property(&self, name: &str) -> Option<(i64, &MetadataProperty)> {
        let properties = &self.settings.metadata_properties;
        find(&self.metadata_properties, properties, |property| property.name == name)
    }

    /// The vectors settings with this name, with their key.
    #[must_use]
    pub fn vector_settings(&self, name: &str) -> Option<(i64, &VectorSettings)> {
        find(&self.vectors_settings, &self.settings.vectors_settings, |v| v.name == name)
    }
}

fn find<'s, T>(
    seqs: &[i64],
    items: &'s [T],
    is_wanted: impl Fn(&T) -> bool,
) -> Option<(i64, &'s T)> {
    let at = items.iter().position(is_wanted)?;
    Some((*seqs.get(at)?, items.get(at)?))
}

/// The settings of a dataset, for reading; `None` when it is not there.
///
/// # Errors
/// The database fails.
pub async fn load(tx: &mut Tx, dataset: i64) -> Result<Option<StoredSettings>> {
    match datasets::by_seq(tx, dataset).await? {
        Some(dataset) => Ok(Some(parts_of(tx, dataset).await?)),
        None => Ok(None),
    }
}

/// The settings of a dataset, for writing records, responses or suggestions: until the end of the
/// transaction nobody changes them, so that what is checked and indexed by them stays right.
/// Others may write records at the same time. `None` when the dataset is not there.
///
/// # Errors
/// The database fails.
pub async fn load_for_write(tx: &mut Tx, dataset: i64) -> Result<Option<StoredSettings>> {
    match datasets::by_seq_for_write(tx, dataset).await? {
        Some(dataset) => Ok(Some(parts_of(tx, dataset).await?)),
        None => Ok(None),
    }
}

/// As [`load_for_write`], of the dataset of a record that was read in this transaction.
///
/// # Errors
/// The database fails.
pub async fn load_for_write_of(tx: &mut Tx, record: &Located) -> Result<Option<StoredSettings>> {
    match &record.settled {
        Some(dataset) if tx.is_alone() => Ok(Some(parts_of(tx, (**dataset).clone()).await?)),
        _ => load_for_write(tx, record.dataset).await,
    }
}

/// The settings of a dataset that was read in this transaction, for reading.
///
/// # Errors
/// The database fails.
pub async fn of(tx: &mut Tx, dataset: datasets::StoredDataset) -> Result<StoredSettings> {
    parts_of(tx, dataset).await
}

async fn parts_of(tx: &mut Tx, dataset: datasets::StoredDataset) -> Result<StoredSettings> {
    if let Some(mut known) = tx.settings_cache().get(dataset.seq, dataset.settings_version) {
        known.workspace = dataset.workspace;
        known.settings.dataset = dataset.item;
        return Ok(known);
    }
    let (seq, version) = (dataset.seq, dataset.settings_version);
    let (field_seqs, fields) = split(fields::list(tx, seq).await?);
    let (question_seqs, questions) = split(questions::list(tx, seq).await?);
    let (property_seqs, metadata_properties) = split(metadata_properties::list(tx, seq).await?);
    let (vector_seqs, vectors_settings) = split(vectors_settings::list(tx, seq).await?);
    let settings = StoredSettings {
        dataset: seq,
        workspace: dataset.workspace,
        settings: Settings {
            dataset: dataset.item,
            fields,
            questions,
            metadata_properties,
            vectors_settings,
        },
        fields: field_seqs,
        questions: question_seqs,
        metadata_properties: property_seqs,
        vectors_settings: vector_seqs,
    };
    tx.settings_cache().put(version, &settings);
    Ok(settings)
}

fn split<T>(stored: Vec<Stored<T>>) -> (Vec<i64>, Vec<T>) {
    stored.into_iter().map(|stored| (stored.seq, stored.item)).unzip()
}

/// Settings that were read before, by dataset. They hold as long as the dataset has the version
/// with which they were read: versions are random, so that one which was never committed, or is of
/// another process, is not mistaken for another.
#[derive(Debug, Default)]
pub(crate) struct Cache {
    known: Mutex<HashMap<i64, (i64, StoredSettings)>>,
}

impl Cache {
    /// How many datasets are remembered at most; then it begins anew.
    const DATASETS_MAX: usize = 1024;

    fn get(&self, dataset: i64, version: i64) -> Option<StoredSettings> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (of, settings) = known.get(&dataset)?;
        (*of == version).then(|| settings.clone())
    }

    fn put(&self, version: i64, settings: &StoredSettings) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        if known.len() >= Self::DATASETS_MAX {
            known.clear();
        }
        known.insert(settings.dataset, (version, settings.clone()));
    }
}
