//! Reading everything back, page after page, as the SDK does.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use crate::client::Client;
use crate::ingest::per_second;
use crate::timings::{Timings, milliseconds};

const PAGE: usize = 1000;

#[derive(Debug)]
pub struct Exported {
    pub records: usize,
    pub bytes: usize,
    pub took: Duration,
    pub pages: Timings,
    pub first: Duration,
    pub last: Duration,
}

impl Exported {
    pub fn rate(&self) -> f64 {
        per_second(self.records, self.took)
    }

    pub fn json(&self) -> Value {
        json!({
            "records": self.records, "bytes": self.bytes, "records_per_second": self.rate(),
            "page": self.pages.json(), "first_page_ms": milliseconds(self.first),
            "last_page_ms": milliseconds(self.last),
        })
    }
}

#[derive(Deserialize)]
struct Page {
    items: Vec<IgnoredAny>,
}

/// The path of a page of everything.
pub fn page_path(dataset: &str, offset: usize) -> String {
    format!(
        "/datasets/{dataset}/records?include=responses&include=suggestions&include=vectors\
         &limit={PAGE}&offset={offset}"
    )
}

/// Reads all `records` of a dataset with responses, suggestions and vectors.
pub async fn run(client: &mut Client, dataset: &str, records: usize) -> Result<Exported> {
    let mut pages = Timings::default();
    let (mut first, mut last, mut bytes) = (None, Duration::ZERO, 0);
    let mut ends = Vec::new();
    let begun = Instant::now();
    for offset in (0..records).step_by(PAGE) {
        let sent = Instant::now();
        let answer = client.get(&page_path(dataset, offset)).await?;
        last = sent.elapsed();
        first.get_or_insert(last);
        pages.push(last);
        bytes += answer.len();
        ends.push(answer);
        // Two are enough to look at afterwards.
        if ends.len() > 2 {
            ends.remove(1);
        }
    }
    let took = begun.elapsed();
    for (answer, expected) in [(ends.first(), PAGE.min(records)), (ends.last(), last_page(records))]
    {
        let page: Page = serde_json::from_slice(answer.context("a page")?)?;
        ensure!(page.items.len() == expected, "{} records in a page", page.items.len());
    }
    let first = first.unwrap_or_default();
    Ok(Exported { records, bytes, took, pages, first, last })
}

fn last_page(records: usize) -> usize {
    match records % PAGE {
        0 => PAGE,
        rest => rest,
    }
}
