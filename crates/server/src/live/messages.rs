//! What a stream is told, and who is told what.

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::{Value, json};
use variorum_schema::{Timestamp, Uuid};
use variorum_store::events::{Event, Kind, Progress, RECORDS_NAMED, Viewer};

use crate::api::me::get_my_dataset_metrics::MyResponses;

/// One message of a stream.
#[derive(Debug, Clone, PartialEq)]
pub struct Message {
    /// Its name.
    pub event: &'static str,
    /// What it tells, as JSON.
    pub data: String,
}

/// Says that something was missed that cannot be told any more.
#[must_use]
pub fn reset() -> Message {
    Message { event: "reset", data: "{}".to_owned() }
}

#[derive(Serialize)]
struct Records<'a> {
    dataset_id: Uuid,
    count: i64,
    record_ids: &'a [Uuid],
    #[serde(skip_serializing_if = "Option::is_none")]
    written_at: Option<Timestamp>,
}

/// What one stream is told of some events: records of one dataset together, once.
pub(super) struct Round<'a> {
    user: i64,
    viewer: &'a Viewer,
    dataset: Option<Uuid>,
    /// In the order of their first event.
    messages: Vec<Message>,
    records: BTreeMap<(Kind, Uuid), (i64, Vec<Uuid>)>,
}

impl<'a> Round<'a> {
    /// For a stream of a user, of one dataset or all.
    pub(super) fn new(user: i64, viewer: &'a Viewer, dataset: Option<Uuid>) -> Self {
        Self { user, viewer, dataset, messages: Vec::new(), records: BTreeMap::new() }
    }

    fn is_for(&self, dataset: Uuid, workspace: i64) -> bool {
        self.dataset.is_none_or(|wanted| wanted == dataset) && self.viewer.sees(workspace)
    }

    /// Adds events, as far as the user may see them.
    pub(super) fn add<'e>(&mut self, events: impl Iterator<Item = &'e Event>) {
        for event in events {
            if !self.is_for(event.dataset_id, event.workspace) {
                continue;
            }
            match event.kind {
                Kind::Progress => {}
                Kind::Responses if event.annotator != Some(self.user) => {}
                Kind::Responses => {
                    let message = records_message(
                        event.kind,
                        event.dataset_id,
                        (event.count, &event.records, Some(event.written_at)),
                    );
                    self.messages.push(message);
                }
                Kind::RecordsCreated | Kind::RecordsUpdated | Kind::RecordsDeleted => {
                    let key = (event.kind, event.dataset_id);
                    let (count, records) = self.records.entry(key).or_default();
                    *count += event.count;
                    for record in &event.records {
                        if records.len() < RECORDS_NAMED && !records.contains(record) {
                            records.push(*record);
                        }
                    }
                }
                Kind::Settings
                | Kind::Guidelines
                | Kind::DatasetCreated
                | Kind::DatasetUpdated
                | Kind::DatasetPublished
                | Kind::DatasetDeleted => {
                    let data = json!({"dataset_id": event.dataset_id}).to_string();
                    let message = Message { event: event.kind.as_str(), data };
                    if !self.messages.contains(&message) {
                        self.messages.push(message);
                    }
                }
            }
        }
    }

    /// Adds how far a dataset has come.
    pub(super) fn add_progress(&mut self, (dataset, workspace): (Uuid, i64), counts: &Progress) {
        if !self.is_for(dataset, workspace) {
            return;
        }
        let total = counts.completed + counts.pending;
        let responses = counts.responses.get(&self.user).copied().unwrap_or_default();
        let data: Value = json!({
            "dataset_id": dataset,
            "records": {"total": total, "completed": counts.completed, "pending": counts.pending},
            "responses": MyResponses::of(total, total - responses.total(), responses),
        });
        self.messages.push(Message { event: "progress", data: data.to_string() });
    }

    /// All of it; what happened to records first.
    pub(super) fn messages(self) -> Vec<Message> {
        let records = self.records.into_iter().map(|((kind, dataset), (count, records))| {
            records_message(kind, dataset, (count, &records, None))
        });
        records.chain(self.messages).collect()
    }
}

fn records_message(
    kind: Kind,
    dataset_id: Uuid,
    (count, record_ids, written_at): (i64, &[Uuid], Option<Timestamp>),
) -> Message {
    let records = Records { dataset_id, count, record_ids, written_at };
    let data = serde_json::to_string(&records).unwrap_or_default();
    Message { event: kind.as_str(), data }
}
