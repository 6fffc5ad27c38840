//! The annotator's loop: ask for the next pending record as the official application does, then
//! submit a response to it.

use std::cell::Cell;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use bytes::Bytes;
use futures::future::try_join_all;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::client::Client;
use crate::dataset::LABELS;
use crate::ingest::per_second;
use crate::random::Random;
use crate::timings::Timings;

/// Responses of one request of an annotator who answers many records at once.
const MANY: usize = 100;

/// When a loop ends.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    pub steps: usize,
    pub time: Duration,
}

/// What a loop did.
#[derive(Debug, Default)]
pub struct Done {
    pub took: Duration,
    pub finds: Timings,
    pub submits: Timings,
    /// Finding and submitting together.
    pub steps: Timings,
    /// Whether somebody found no more record.
    pub is_dry: bool,
}

impl Done {
    pub fn rate(&self) -> f64 {
        per_second(self.steps.len(), self.took)
    }

    pub fn json(&self) -> Value {
        json!({
            "steps_per_second": self.rate(), "step": self.steps.json(), "find": self.finds.json(),
            "submit": self.submits.json(), "is_dry": self.is_dry,
        })
    }
}

#[derive(Deserialize)]
struct Found<'a> {
    #[serde(borrow)]
    items: Vec<Item<'a>>,
}

#[derive(Deserialize)]
struct Item<'a> {
    #[serde(borrow)]
    record: Head<'a>,
}

#[derive(Deserialize)]
struct Head<'a> {
    id: &'a str,
}

/// What the official application asks for in its pending queue.
pub fn pending() -> Bytes {
    let filter = |entity: &str, property: &str| {
        json!({
            "type": "terms", "scope": {"entity": entity, "property": property},
            "values": ["pending"],
        })
    };
    let filters = [filter("response", "status"), filter("record", "status")];
    Bytes::from(json!({"filters": {"type": "and", "and": filters}}).to_string())
}

fn search_path(dataset: &str, limit: usize) -> String {
    format!(
        "/me/datasets/{dataset}/records/search\
         ?include=responses&include=suggestions&limit={limit}&offset=0"
    )
}

/// Lets annotators work side by side.
pub async fn run(annotators: &mut [Client], dataset: &str, bounds: Bounds) -> Result<Done> {
    let (path, query) = (search_path(dataset, 1), pending());
    let left = Cell::new(bounds.steps);
    let begun = Instant::now();
    let (path, query, left) = (&path, &query, &left);
    let workers = annotators.iter_mut().zip(0..).map(|(annotator, number)| async move {
        let mut random = Random::new(31, number);
        let mut done = Done::default();
        while left.get() > 0 && begun.elapsed() < bounds.time {
            left.set(left.get() - 1);
            let start = Instant::now();
            let answer = annotator.post(path, query.clone()).await?;
            let found: Found<'_> = serde_json::from_slice(&answer).context("a page")?;
            let Some(item) = found.items.first() else {
                done.is_dry = true;
                break;
            };
            let submit = Instant::now();
            let response = Bytes::from(response(&mut random).to_string());
            annotator.post(&format!("/records/{}/responses", item.record.id), response).await?;
            done.finds.push(submit - start);
            done.submits.push(submit.elapsed());
            done.steps.push(start.elapsed());
        }
        anyhow::Ok(done)
    });
    let each = try_join_all(workers).await?;
    let mut all = Done { took: begun.elapsed(), ..Done::default() };
    for done in &each {
        all.finds.extend(&done.finds);
        all.submits.extend(&done.submits);
        all.steps.extend(&done.steps);
        all.is_dry |= done.is_dry;
    }
    Ok(all)
}

fn response(random: &mut Random) -> Value {
    json!({
        "status": "submitted",
        "values": {
            "label": {"value": random.pick(&LABELS)},
            "rating": {"value": 1 + random.below(5)},
            "comment": {"value": "Looks right to me."},
        },
    })
}

/// Lets an annotator answer the next pending records a hundred at a time, until `wanted` are
/// answered or the time is up; answers how many are.
pub async fn answer_many(annotator: &mut Client, dataset: &str, bounds: Bounds) -> Result<usize> {
    let (path, query) = (search_path(dataset, MANY), pending());
    let mut random = Random::new(37, 0);
    let mut answered = 0;
    let begun = Instant::now();
    while answered < bounds.steps && begun.elapsed() < bounds.time {
        let answer = annotator.post(&path, query.clone()).await?;
        let found: Found<'_> = serde_json::from_slice(&answer).context("a page")?;
        if found.items.is_empty() {
            break;
        }
        let items = found.items.iter().map(|item| {
            let mut response = response(&mut random);
            response["record_id"] = json!(item.record.id);
            response
        });
        let body = json!({"items": items.collect::<Vec<_>>()}).to_string();
        annotator.post("/me/responses/bulk", Bytes::from(body)).await?;
        answered += found.items.len();
    }
    Ok(answered)
}
