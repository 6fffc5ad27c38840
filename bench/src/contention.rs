//! Annotators while two exports, a bulk import and long searches run beside them.

use std::cell::Cell;
use std::time::Duration;

use anyhow::Result;
use bytes::Bytes;
use hyper::Method;
use serde_json::{Value, json};

use crate::annotate::{self, Bounds, Done};
use crate::client::Client;
use crate::export::page_path;
use crate::search::Kind;

/// Who is busy beside the annotators, each with a connection.
pub struct Others {
    pub exporters: [Client; 2],
    pub importer: Client,
    pub searcher: Client,
}

/// How much the others did meanwhile.
#[derive(Debug, Default)]
pub struct Amounts {
    pages: Cell<usize>,
    bulks: Cell<usize>,
    searches: Cell<usize>,
}

impl Amounts {
    pub fn json(&self) -> Value {
        json!({
            "pages_exported": self.pages.get(), "bulks_imported": self.bulks.get(),
            "searches": self.searches.get(),
        })
    }
}

pub async fn run(
    annotators: &mut [Client],
    others: &mut Others,
    (dataset, records): (&str, usize),
    (bulk_path, bulks): (&str, &[Bytes]),
    searches: &Kind,
    time: Duration,
) -> Result<(Done, Amounts)> {
    let amounts = Amounts::default();
    let add = |counter: &Cell<usize>| counter.set(counter.get() + 1);
    let [one, two] = &mut others.exporters;
    let export = async |client: &mut Client| -> Result<()> {
        for offset in (0..records).step_by(1000).cycle() {
            client.get(&page_path(dataset, offset)).await?;
            add(&amounts.pages);
        }
        Ok(())
    };
    let import = async {
        for bulk in bulks.iter().cycle() {
            others.importer.send(Method::PUT, bulk_path, bulk.clone()).await?;
            add(&amounts.bulks);
        }
        anyhow::Ok(())
    };
    let search = async {
        let path = format!("/datasets/{dataset}/records/search?limit=20");
        for body in searches.bodies.iter().cycle() {
            others.searcher.post(&path, body.clone()).await?;
            add(&amounts.searches);
        }
        anyhow::Ok(())
    };
    let bounds = Bounds { steps: usize::MAX, time };
    let done = tokio::select! {
        done = annotate::run(annotators, dataset, bounds) => done?,
        // The others never end but by failing.
        end = async { tokio::try_join!(export(one), export(two), import, search) } => {
            end?;
            Done::default()
        }
    };
    Ok((done, amounts))
}
