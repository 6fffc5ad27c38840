//! Searches: text with two filters, filters alone, sorted and deep pages.

use std::time::{Duration, Instant};

use anyhow::{Context as _, Result, ensure};
use bytes::Bytes;
use serde::Deserialize;
use serde::de::IgnoredAny;
use serde_json::{Value, json};

use crate::client::Client;
use crate::random::Random;
use crate::texts::Texts;
use crate::timings::Timings;

/// Different searches of one kind.
const QUERIES: usize = 50;

/// Searches of one kind.
#[derive(Debug)]
pub struct Kind {
    pub name: &'static str,
    pub offset: usize,
    pub bodies: Vec<Bytes>,
}

/// What searches of one kind did.
#[derive(Debug)]
pub struct Searched {
    pub timings: Timings,
    /// Records found, on average.
    pub total: f64,
}

impl Searched {
    pub fn json(&self) -> Value {
        json!({"latency": self.timings.json(), "mean_total": self.total})
    }
}

#[derive(Deserialize)]
struct Page {
    items: Vec<IgnoredAny>,
    total: u32,
}

/// All kinds, for a dataset of so many records.
pub fn kinds(texts: &Texts, records: usize) -> Result<Vec<Kind>> {
    let mut random = Random::new(41, 0);
    let frequencies = texts.frequencies(records);
    let mut words = |name: &'static str, least: usize, most: usize| {
        let fitting: Vec<&str> = frequencies
            .iter()
            .filter(|(_, count)| (least..=most).contains(count))
            .map(|(word, _)| word.as_str())
            .collect();
        ensure!(!fitting.is_empty(), "no word is in {least} to {most} of {records} records");
        let bodies = (0..QUERIES).map(|_| {
            let text = json!({"text": {"q": random.pick(&fitting)}});
            body(json!({"query": text, "filters": and(&[small(texts, records), section(texts, &mut random)])}))
        });
        Ok(Kind { name, offset: 0, bodies: bodies.collect() })
    };
    let mut out = vec![
        words("text, words in under 0.1 %", 1, (records / 1000).max(1))?,
        words("text, words in about 1 %", records * 8 / 1000, records * 12 / 1000)?,
        words("text, words in over 20 %", records / 5, records)?,
    ];
    let mut kind = |name, offset, make: &dyn Fn(&mut Random) -> Value| {
        let bodies = (0..QUERIES).map(|_| body(make(&mut random))).collect();
        out.push(Kind { name, offset, bodies });
    };
    kind("filter, one", 0, &|random| json!({"filters": and(&[section(texts, random)])}));
    kind(
        "filter, two",
        0,
        &|random| json!({"filters": and(&[section(texts, random), small(texts, records)])}),
    );
    kind("filter on suggestions", 0, &|random| {
        let scope = json!({"entity": "suggestion", "question": "label"});
        let label = random.pick(&crate::dataset::LABELS);
        json!({"filters": and(&[json!({"type": "terms", "scope": scope, "values": [label]})])})
    });
    kind("sorted", 0, &|random| json!({"sort": [sort(random)]}));
    kind(
        "filtered and sorted",
        0,
        &|random| json!({"filters": and(&[section(texts, random)]), "sort": [sort(random)]}),
    );
    kind("deep page", 500_000.min(records / 2), &|_| json!({}));
    kind("deep page, sorted", 500_000.min(records / 2), &|random| json!({"sort": [sort(random)]}));
    Ok(out)
}

fn body(value: Value) -> Bytes {
    Bytes::from(value.to_string())
}

fn and(filters: &[Value]) -> Value {
    json!({"type": "and", "and": filters})
}

/// The section of some package: large ones more often.
pub fn section(texts: &Texts, random: &mut Random) -> Value {
    let section = &texts.package(random.below(1 << 30)).section;
    let scope = json!({"entity": "metadata", "metadata_property": "section"});
    json!({"type": "terms", "scope": scope, "values": [section]})
}

/// About half of the records: those of small packages.
fn small(texts: &Texts, records: usize) -> Value {
    let mut sizes: Vec<u32> =
        (0..records.min(10_000)).map(|number| texts.package(number).kilobytes).collect();
    sizes.sort_unstable();
    let scope = json!({"entity": "metadata", "metadata_property": "kilobytes"});
    json!({"type": "range", "scope": scope, "le": sizes[sizes.len() / 2]})
}

fn sort(random: &mut Random) -> Value {
    let by_kilobytes = json!({"entity": "metadata", "metadata_property": "kilobytes"});
    let by_time = json!({"entity": "record", "property": "inserted_at"});
    let scope = if random.below(2) == 0 { by_kilobytes } else { by_time };
    json!({"scope": scope, "order": random.pick(&["asc", "desc"])})
}

/// Searches one after the other, each kind for this time at most.
pub async fn run(
    client: &mut Client,
    dataset: &str,
    kind: &Kind,
    time: Duration,
) -> Result<Searched> {
    let path = format!(
        "/datasets/{dataset}/records/search\
         ?include=responses&include=suggestions&limit=20&offset={}",
        kind.offset
    );
    let mut timings = Timings::default();
    let mut totals = 0.0;
    let begun = Instant::now();
    for body in kind.bodies.iter().cycle().take(QUERIES * 6) {
        let sent = Instant::now();
        let answer = client.post(&path, body.clone()).await?;
        timings.push(sent.elapsed());
        let page: Page = serde_json::from_slice(&answer).context("a page")?;
        let offset = u32::try_from(kind.offset).unwrap_or(u32::MAX);
        let expected = page.total.saturating_sub(offset).min(20);
        ensure!(
            u32::try_from(page.items.len()) == Ok(expected),
            "{} items of {}",
            page.items.len(),
            page.total
        );
        totals += f64::from(page.total);
        if begun.elapsed() > time {
            break;
        }
    }
    let count = f64::from(u32::try_from(timings.len()).unwrap_or(1));
    Ok(Searched { timings, total: totals / count })
}
