//! Similarity: the twenty nearest records, and how many of them are the true ones.

use std::collections::HashSet;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use bytes::Bytes;
use serde::Deserialize;
use serde_json::{Value, json};

use crate::client::Client;
use crate::dataset::{self, Dataset, external_id, push_vector};
use crate::random::Random;
use crate::search::section;
use crate::texts::Texts;
use crate::timings::Timings;

const NEAREST: usize = 20;
const QUERIES: usize = 40;
/// What is asked for is no record's vector: numbers from here on belong to none.
const OUTSIDE: usize = 1 << 40;

/// What searches by similarity did.
#[derive(Debug)]
pub struct Searched {
    pub timings: Timings,
    /// The part of the true results that was found.
    pub recall: f64,
}

impl Searched {
    pub fn json(&self) -> Value {
        json!({"latency": self.timings.json(), "recall": self.recall})
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
    external_id: &'a str,
}

pub async fn run(
    client: &mut Client,
    texts: &Texts,
    dataset: &Dataset,
    records: usize,
    is_filtered: bool,
    time: Duration,
) -> Result<Searched> {
    let path = format!("/datasets/{}/records/search?limit={NEAREST}&offset=0", dataset.id);
    let vectors = Vectors::of(dataset.dimensions, records);
    let mut random = Random::new(43, 0);
    let mut timings = Timings::default();
    let (mut right, mut wanted) = (0_u32, 0_u32);
    let begun = Instant::now();
    for number in 0..QUERIES {
        let query = dataset::vector(OUTSIDE + number, dataset.dimensions);
        let mut value = String::new();
        push_vector(&query, &mut value);
        let filter = is_filtered.then(|| section(texts, &mut random));
        let filters = match &filter {
            Some(filter) => format!(",\"filters\":{{\"and\":[{filter}]}}"),
            None => String::new(),
        };
        let body = format!(
            "{{\"query\":{{\"vector\":{{\"name\":\"embedding\",\"value\":{value}}}}}{filters}}}"
        );
        let sent = Instant::now();
        let answer = client.post(&path, Bytes::from(body)).await?;
        timings.push(sent.elapsed());
        let found: Found<'_> = serde_json::from_slice(&answer).context("a page")?;
        let found: HashSet<&str> = found.items.iter().map(|item| item.record.external_id).collect();
        let truth = vectors.nearest(&query, |number| {
            filter.as_ref().is_none_or(|f| f["values"][0] == texts.package(number).section)
        });
        wanted += u32::try_from(truth.len()).unwrap_or_default();
        let is_found = |number: &&usize| found.contains(external_id(**number).as_str());
        right += u32::try_from(truth.iter().filter(is_found).count()).unwrap_or_default();
        if begun.elapsed() > time * 3 {
            break;
        }
    }
    Ok(Searched { timings, recall: f64::from(right) / f64::from(wanted.max(1)) })
}

/// All vectors, scaled to a length of 1.
struct Vectors {
    dimensions: usize,
    components: Vec<f32>,
}

impl Vectors {
    fn of(dimensions: usize, records: usize) -> Self {
        let mut components = Vec::with_capacity(dimensions * records);
        for number in 0..records {
            let vector = dataset::vector(number, dimensions);
            let length = vector.iter().map(|x| x * x).sum::<f32>().sqrt();
            components.extend(vector.iter().map(|x| x / length));
        }
        Self { dimensions, components }
    }

    fn nearest(&self, query: &[f32], is_candidate: impl Fn(usize) -> bool) -> Vec<usize> {
        let rows = self.components.chunks_exact(self.dimensions).enumerate();
        let mut scored: Vec<(f32, usize)> = rows
            .filter(|(number, _)| is_candidate(*number))
            .map(|(number, row)| (row.iter().zip(query).map(|(a, b)| a * b).sum(), number))
            .collect();
        if scored.len() > NEAREST {
            scored.select_nth_unstable_by(NEAREST - 1, |a, b| b.0.total_cmp(&a.0));
            scored.truncate(NEAREST);
        }
        scored.into_iter().map(|(_, number)| number).collect()
    }
}
