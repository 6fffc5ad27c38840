//! Telling webhooks what happens.
//!
//! An operation that changes something names what happened, in the transaction of the change:
//!
//! ```ignore
//! events::record(&mut tx, &app, vec![Event::DatasetUpdated(dataset.id)]).await?;
//! tx.commit().await?;
//! ```
//!
//! What is told is built at that moment, so after a change and before a deletion. Where both are
//! needed, [`prepare`] before and [`Prepared::record`] after.

mod addresses;
mod data;
mod sender;

use std::collections::{HashMap, HashSet};

use serde::Serialize;
use variorum_schema::json::Raw;
use variorum_schema::records::RecordStatus;
use variorum_schema::webhooks::WebhookEvent;
use variorum_schema::{Timestamp, Uuid};
use variorum_store::jobs::NewJob;
use variorum_store::{Result, Tx, datasets, records, settings, subjects, webhooks, workspaces};

use crate::jobs::deliver_webhook;
use crate::state::App;
use data::{DatasetData, RecordData, ResponseData};

pub use sender::{Message, SendFailed, Sender};

/// Something that happened, with the identity of the dataset, record or response that it happened
/// to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Event {
    /// A dataset was made.
    DatasetCreated(Uuid),
    /// A dataset was changed.
    DatasetUpdated(Uuid),
    /// A dataset is about to be deleted.
    DatasetDeleted(Uuid),
    /// A dataset was published.
    DatasetPublished(Uuid),
    /// A record was made.
    RecordCreated(Uuid),
    /// A record was changed, or answered.
    RecordUpdated(Uuid),
    /// A record is about to be deleted.
    RecordDeleted(Uuid),
    /// A record has been answered and is complete.
    RecordCompleted(Uuid),
    /// A response was made.
    ResponseCreated(Uuid),
    /// A response was changed.
    ResponseUpdated(Uuid),
    /// A response is about to be deleted.
    ResponseDeleted(Uuid),
}

/// What an event is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Subject {
    Dataset(Uuid),
    Record(Uuid),
    Response(Uuid),
}

impl Event {
    /// What is told of a record when a response to it was written or deleted: that it was updated
    /// and, if it is complete, that it is. The event of the response itself comes after these.
    #[must_use]
    pub fn of_answered_record(record: Uuid, status: RecordStatus) -> Vec<Self> {
        match status {
            RecordStatus::Pending => vec![Self::RecordUpdated(record)],
            RecordStatus::Completed => {
                vec![Self::RecordUpdated(record), Self::RecordCompleted(record)]
            }
        }
    }

    fn parts(self) -> (WebhookEvent, Subject) {
        match self {
            Self::DatasetCreated(id) => (WebhookEvent::DatasetCreated, Subject::Dataset(id)),
            Self::DatasetUpdated(id) => (WebhookEvent::DatasetUpdated, Subject::Dataset(id)),
            Self::DatasetDeleted(id) => (WebhookEvent::DatasetDeleted, Subject::Dataset(id)),
            Self::DatasetPublished(id) => (WebhookEvent::DatasetPublished, Subject::Dataset(id)),
            Self::RecordCreated(id) => (WebhookEvent::RecordCreated, Subject::Record(id)),
            Self::RecordUpdated(id) => (WebhookEvent::RecordUpdated, Subject::Record(id)),
            Self::RecordDeleted(id) => (WebhookEvent::RecordDeleted, Subject::Record(id)),
            Self::RecordCompleted(id) => (WebhookEvent::RecordCompleted, Subject::Record(id)),
            Self::ResponseCreated(id) => (WebhookEvent::ResponseCreated, Subject::Response(id)),
            Self::ResponseUpdated(id) => (WebhookEvent::ResponseUpdated, Subject::Response(id)),
            Self::ResponseDeleted(id) => (WebhookEvent::ResponseDeleted, Subject::Response(id)),
        }
    }
}

/// Tells the subscribed webhooks, once the transaction is committed. One cheap statement if there
/// are none, and a number of statements that does not grow with the events if there are.
///
/// # Errors
/// The database fails.
pub async fn record(tx: &mut Tx, app: &App, events: Vec<Event>) -> Result<()> {
    prepare(tx, events).await?.record(tx, app).await
}

/// What webhooks will be told, with things as they were when it was prepared.
#[derive(Debug, Default)]
#[must_use = "nobody is told until it is recorded"]
pub struct Prepared {
    deliveries: Vec<NewJob>,
}

impl Prepared {
    /// Tells the subscribed webhooks, once the transaction is committed.
    ///
    /// # Errors
    /// The database fails.
    pub async fn record(self, tx: &mut Tx, app: &App) -> Result<()> {
        if !self.deliveries.is_empty() {
            app.jobs().add(tx, self.deliveries).await?;
        }
        Ok(())
    }
}

/// Builds what webhooks are to be told, with things as they are now.
///
/// # Errors
/// The database fails.
pub async fn prepare(tx: &mut Tx, events: Vec<Event>) -> Result<Prepared> {
    let mut events: Vec<(WebhookEvent, Subject)> = events.into_iter().map(Event::parts).collect();
    if events.is_empty() {
        return Ok(Prepared::default());
    }
    let kinds: HashSet<WebhookEvent> = events.iter().map(|(kind, _)| *kind).collect();
    let subscribed = webhooks::subscribed(tx, &Vec::from_iter(kinds)).await?;
    events.retain(|(kind, _)| subscribed.iter().any(|s| s.webhook.events.contains(kind)));
    if events.is_empty() {
        return Ok(Prepared::default());
    }
    let subjects = events.iter().map(|(_, subject)| *subject).collect();
    let data = load(tx, subjects).await?;
    let mut deliveries = Vec::new();
    for (kind, subject) in events {
        let Some(data) = data.get(&subject) else {
            tracing::error!(event = kind.as_str(), ?subject, "nothing is there to tell of");
            continue;
        };
        let body = body(kind.as_str(), tx.now(), data)?;
        for webhook in subscribed.iter().map(|s| &s.webhook) {
            if webhook.events.contains(&kind) {
                deliveries.push(deliver_webhook::new_job(webhook.id, body.clone(), tx.now())?);
            }
        }
    }
    Ok(Prepared { deliveries })
}

/// The JSON text of a message.
///
/// # Errors
/// `data` cannot be written as JSON.
pub fn body<T: Serialize + ?Sized>(kind: &str, at: Timestamp, data: &T) -> Result<Raw> {
    #[derive(Serialize)]
    struct Body<'a, T: ?Sized> {
        r#type: &'a str,
        version: u32,
        timestamp: String,
        data: &'a T,
    }
    let mut timestamp = at.to_string();
    if !timestamp.contains('.') {
        timestamp.push_str(".000000");
    }
    timestamp.push('Z');
    data::raw(&Body { r#type: kind, version: 1, timestamp, data })
}

/// What is told of each subject. The dataset of many records is loaded and written once.
async fn load(tx: &mut Tx, wanted: HashSet<Subject>) -> Result<HashMap<Subject, Raw>> {
    let (mut dataset_ids, mut record_ids, mut response_ids) =
        (HashSet::new(), HashSet::new(), HashSet::new());
    for subject in wanted {
        match subject {
            Subject::Dataset(id) => dataset_ids.insert(id),
            Subject::Record(id) => record_ids.insert(id),
            Subject::Response(id) => response_ids.insert(id),
        };
    }
    let responses = subjects::responses(tx, &Vec::from_iter(response_ids)).await?;
    record_ids.extend(responses.values().map(|found| found.response.record_id));
    let records = records::by_ids(tx, &Vec::from_iter(record_ids)).await?;
    dataset_ids.extend(records.values().map(|found| found.record.dataset_id));

    let mut told = HashMap::new();
    for id in dataset_ids {
        if let Some(dataset) = load_dataset(tx, id).await? {
            told.insert(Subject::Dataset(id), dataset);
        }
    }
    for (id, found) in &records {
        if let Some(dataset) = told.get(&Subject::Dataset(found.record.dataset_id)) {
            let record = data::raw(&RecordData::new(&found.record, dataset))?;
            told.insert(Subject::Record(*id), record);
        }
    }
    for (id, found) in &responses {
        if let Some(record) = told.get(&Subject::Record(found.response.record_id)) {
            let response = data::raw(&ResponseData::new(&found.response, &found.user, record))?;
            told.insert(Subject::Response(*id), response);
        }
    }
    Ok(told)
}

async fn load_dataset(tx: &mut Tx, id: Uuid) -> Result<Option<Raw>> {
    let Some(dataset) = datasets::by_id(tx, id).await? else { return Ok(None) };
    let Some(workspace) = workspaces::by_seq(tx, dataset.workspace).await? else {
        return Ok(None);
    };
    let Some(found) = settings::load(tx, dataset.seq).await? else { return Ok(None) };
    data::raw(&DatasetData::new(&found.settings, &workspace.item)?).map(Some)
}
