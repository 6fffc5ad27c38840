//! Records of a request on their way into the database: checked, their texts made, then written
//! together, one statement per table.

mod batch;
mod new;

use std::collections::HashMap;

use serde::Serialize;
use uuid::Uuid;
use variorum_schema::json::{self, Raw};
use variorum_schema::records::{RecordStatus, RecordUpsert};
use variorum_schema::responses::ResponseStatus;
use variorum_schema::vectors::to_bytes;

use crate::error::{Error, Result};
use crate::records::texts;
use crate::rows::Rows;
use crate::settings::{self, StoredSettings};
use crate::tx::{Statement, Tx, args};

pub(super) use batch::Batch;
pub(super) use new::insert_new;

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

/// Whether two JSON objects hold the same, in whatever order.
pub(super) fn is_same(stored: &str, sent: &Raw, value: &json::Object) -> bool {
    stored == sent.get() || serde_json::from_str::<json::Object>(stored).is_ok_and(|s| s == *value)
}
