//! A published dataset with one of everything, in the workspace of a team.

use std::collections::HashMap;

use serde_json::{Value, json};
use variorum_testkit::TestServer;

use crate::receiver::Receiver;
use crate::team::{Team, id};

/// A published dataset with one of everything.
pub struct Labelled {
    pub team: Team,
    /// `/datasets/{id}`
    pub path: String,
    /// `/datasets/{id}/records/bulk`
    pub bulk: String,
    questions: HashMap<String, Value>,
}

impl Labelled {
    /// Makes it; records are completed by one response.
    pub async fn of(server: &TestServer) -> Self {
        let team = Team::of(server).await;
        let body = json!({"name": "d", "workspace_id": team.workspace});
        let made = team.admin.post("/datasets", body).await.json(201);
        let path = format!("/datasets/{}", id(&made));
        let admin = &team.admin;
        for (name, required) in [("text", true), ("note", false)] {
            let body = json!({
                "name": name, "title": name, "required": required, "settings": {"type": "text"},
            });
            admin.post(&format!("{path}/fields"), body).await.expect_status(201);
        }
        let labels = json!([{"value": "a", "text": "A"}, {"value": "b", "text": "B"}]);
        let mut questions = HashMap::new();
        for (name, required, settings) in [
            ("label", true, json!({"type": "label_selection", "options": labels})),
            ("tags", false, json!({"type": "multi_label_selection", "options": labels})),
            ("rank", false, json!({"type": "ranking", "options": labels})),
            ("parts", false, json!({"type": "span", "field": "text", "options": labels})),
        ] {
            let body =
                json!({"name": name, "title": name, "required": required, "settings": settings});
            let made = admin.post(&format!("{path}/questions"), body).await.json(201);
            questions.insert(name.to_owned(), made["id"].clone());
        }
        for (name, kind, is_visible) in [("pages", "integer", true), ("secret", "terms", false)] {
            let body = json!({
                "name": name, "title": name, "settings": {"type": kind},
                "visible_for_annotators": is_visible,
            });
            admin.post(&format!("{path}/metadata-properties"), body).await.expect_status(201);
        }
        for (name, dimensions) in [("v", 2), ("w", 1)] {
            let body = json!({"name": name, "title": name, "dimensions": dimensions});
            admin.post(&format!("{path}/vectors-settings"), body).await.expect_status(201);
        }
        admin.put(&format!("{path}/publish"), Value::Null).await.expect_status(200);
        let bulk = format!("{path}/records/bulk");
        Self { team, path, bulk, questions }
    }

    /// A suggestion as a client sends it.
    pub fn suggestion(&self, question: &str, value: Value) -> Value {
        json!({"question_id": self.questions[question], "value": value})
    }

    /// Makes records; answers them.
    pub async fn records(&self, items: Value) -> Vec<Value> {
        let made = self.team.admin.post(&self.bulk, json!({"items": items})).await.json(201);
        made["items"].as_array().expect("a list").clone()
    }

    /// Makes a record with this text; answers `/records/{id}`.
    pub async fn record(&self, text: &str) -> String {
        let made = self.records(json!([{"fields": {"text": text}}])).await;
        format!("/records/{}", id(&made[0]))
    }
}

/// A submitted response with this label.
pub fn submitted(label: &str) -> Value {
    json!({"status": "submitted", "values": {"label": {"value": label}}})
}

/// A receiver of these events.
pub async fn receiver(server: &TestServer, events: &[&str]) -> Receiver {
    let receiver = Receiver::start().await;
    let body = json!({"url": receiver.url, "events": events});
    server.owner().post("/webhooks", body).await.expect_status(201);
    receiver
}

/// The next messages, which may come in any order: their events sorted, and the data of each.
pub async fn told(receiver: &mut Receiver, count: usize) -> Vec<(String, Value)> {
    let mut told = Vec::new();
    for _ in 0..count {
        let message = receiver.next().await;
        let mut body = message.json();
        message.answer(200);
        told.push((body["type"].as_str().expect("an event").to_owned(), body["data"].take()));
    }
    told.sort_by(|a, b| a.0.cmp(&b.0));
    told
}
