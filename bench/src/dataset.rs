//! The dataset that is measured: its settings, its records and who answers in it.

use std::fmt::Write as _;

use anyhow::Result;
use bytes::Bytes;
use hyper::Method;
use serde_json::{Value, json};

use crate::client::{Client, text_at};
use crate::random::Random;
use crate::texts::Texts;

/// Records of one request.
pub const BATCH: usize = 500;
/// Dimensions of the vector that every record has.
pub const DIMENSIONS: usize = 64;
pub const LABELS: [&str; 4] = ["program", "library", "documentation", "data"];
const AGENTS: [&str; 3] = ["model-a", "model-b", "model-c"];
/// Directions around which the vectors lie, as those of real texts do.
const TOPICS: usize = 100;
const SEED: u64 = 7_003;

/// A published dataset.
#[derive(Debug, Clone)]
pub struct Dataset {
    pub id: String,
    pub workspace: String,
    pub dimensions: usize,
    label: String,
}

impl Dataset {
    /// Makes a dataset in a workspace of its own.
    pub async fn create(owner: &mut Client, name: &str, dimensions: usize) -> Result<Self> {
        let made = owner.json(Method::POST, "/workspaces", &json!({"name": name})).await?;
        let workspace = text_at(&made, "id")?.to_owned();
        let body = json!({"name": name, "workspace_id": workspace});
        let made = owner.json(Method::POST, "/datasets", &body).await?;
        let id = text_at(&made, "id")?.to_owned();
        let mut label = String::new();
        for (part, body) in parts(dimensions) {
            let path = format!("/datasets/{id}/{part}");
            let made = owner.json(Method::POST, &path, &body).await?;
            if body["name"] == "label" {
                text_at(&made, "id")?.clone_into(&mut label);
            }
        }
        owner.json(Method::PUT, &format!("/datasets/{id}/publish"), &Value::Null).await?;
        Ok(Self { id, workspace, dimensions, label })
    }

    /// A dataset of no server, whose records can be made all the same.
    pub fn unreal(dimensions: usize) -> Self {
        let id = "00000000-0000-4000-8000-000000000000".to_owned();
        Self { workspace: id.clone(), label: id.clone(), id, dimensions }
    }

    /// Where bulks of records go.
    pub fn bulk_path(&self) -> String {
        format!("/datasets/{}/records/bulk", self.id)
    }

    /// The bodies of the requests that send records, made before anything is measured.
    pub fn bulks(&self, texts: &Texts, records: std::ops::Range<usize>) -> Vec<Bytes> {
        let starts = records.clone().step_by(BATCH);
        starts.map(|start| self.bulk(texts, start..records.end.min(start + BATCH))).collect()
    }

    fn bulk(&self, texts: &Texts, records: std::ops::Range<usize>) -> Bytes {
        let mut out = String::with_capacity(records.len() * (800 + self.dimensions * 12));
        out.push_str("{\"items\":[");
        for number in records.clone() {
            if number > records.start {
                out.push(',');
            }
            self.push_record(texts, number, &mut out);
        }
        out.push_str("]}");
        Bytes::from(out)
    }

    fn push_record(&self, texts: &Texts, number: usize, out: &mut String) {
        let package = texts.package(number);
        let head = json!({
            "external_id": external_id(number),
            "fields": {"text": texts.text(number)},
            "metadata": {"section": package.section, "kilobytes": package.kilobytes},
            "suggestions": [self.suggestion(number)],
        });
        let head = head.to_string();
        out.push_str(head.strip_suffix('}').unwrap_or(&head));
        out.push_str(",\"vectors\":{\"embedding\":");
        push_vector(&vector(number, self.dimensions), out);
        out.push_str("}}");
    }

    fn suggestion(&self, number: usize) -> Value {
        let mut random = Random::new(SEED, number_u64(number));
        let hundredths = 50 + random.below(50);
        json!({
            "question_id": self.label,
            "value": random.pick(&LABELS),
            "score": serde_json::Number::from_f64(f64::from(u32::try_from(hundredths).unwrap_or(0)) / 100.0),
            "agent": random.pick(&AGENTS),
            "type": "model",
        })
    }

    /// New annotators of the dataset, each with a connection of his own.
    pub async fn annotators(
        &self,
        owner: &mut Client,
        server: &crate::server::Server,
        prefix: &str,
        count: usize,
    ) -> Result<Vec<Client>> {
        let mut out = Vec::with_capacity(count);
        for number in 0..count {
            let username = format!("{prefix}{number}");
            let body = json!({
                "username": username, "first_name": username, "role": "annotator",
                "password": "a password of the bench",
            });
            let made = owner.json(Method::POST, "/users", &body).await?;
            let path = format!("/workspaces/{}/users", self.workspace);
            owner.json(Method::POST, &path, &json!({"user_id": made["id"]})).await?;
            out.push(server.connect(text_at(&made, "api_key")?).await?);
        }
        Ok(out)
    }

    /// Changes after how many submitted responses a record is completed, and waits until nothing
    /// changes any more by it.
    pub async fn require_submitted(&self, owner: &mut Client, number: usize) -> Result<()> {
        let body = json!({"distribution": {"strategy": "overlap", "min_submitted": number}});
        owner.json(Method::PATCH, &format!("/datasets/{}", self.id), &body).await?;
        let path = format!("/datasets/{}/progress", self.id);
        let (mut last, mut unchanged) = (Value::Null, 0);
        while unchanged < 3 {
            tokio::time::sleep(std::time::Duration::from_millis(300)).await;
            let progress = owner.json(Method::GET, &path, &Value::Null).await?;
            unchanged = if progress == last { unchanged + 1 } else { 0 };
            last = progress;
        }
        Ok(())
    }
}

/// What a dataset is made of: the last part of its path, and the body.
fn parts(dimensions: usize) -> Vec<(&'static str, Value)> {
    let label = json!({
        "type": "label_selection",
        "options": LABELS.map(|label| json!({"value": label, "text": label})),
    });
    let rating = json!({
        "type": "rating",
        "options": (1..=5).map(|value| json!({"value": value})).collect::<Vec<_>>(),
    });
    let text = json!({"type": "text", "use_markdown": false});
    let named =
        |name: &str, settings: Value| json!({"name": name, "title": name, "settings": settings});
    let mut required = named("label", label);
    required["required"] = Value::Bool(true);
    let mut field = named("text", text.clone());
    field["required"] = Value::Bool(true);
    vec![
        ("fields", field),
        ("questions", required),
        ("questions", named("rating", rating)),
        ("questions", named("comment", json!({"type": "text"}))),
        ("metadata-properties", named("section", json!({"type": "terms"}))),
        ("metadata-properties", named("kilobytes", json!({"type": "integer"}))),
        (
            "vectors-settings",
            json!({"name": "embedding", "title": "embedding", "dimensions": dimensions}),
        ),
    ]
}

pub fn external_id(number: usize) -> String {
    format!("record-{number}")
}

/// The vector of a record: near one of the topics.
pub fn vector(number: usize, dimensions: usize) -> Vec<f32> {
    let mut own = Random::new(SEED + 1, number_u64(number));
    let mut topic = Random::new(SEED + 2, number_u64(own.below(TOPICS)));
    // The sum of a few even ones is near enough to a bell.
    let bell = |random: &mut Random| (0..4).map(|_| random.unit() - 0.5).sum::<f32>();
    (0..dimensions).map(|_| bell(&mut topic) + 0.6 * bell(&mut own)).collect()
}

pub fn push_vector(vector: &[f32], out: &mut String) {
    out.push('[');
    for (index, component) in vector.iter().enumerate() {
        let comma = if index == 0 { "" } else { "," };
        // Writing to a text cannot fail.
        let _ = write!(out, "{comma}{component}");
    }
    out.push(']');
}

fn number_u64(number: usize) -> u64 {
    u64::try_from(number).unwrap_or(u64::MAX)
}
