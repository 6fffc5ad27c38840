//! Sending records in bulks, as the SDK does.

use std::cell::Cell;
use std::time::{Duration, Instant};

use anyhow::Result;
use bytes::Bytes;
use futures::future::try_join_all;
use hyper::Method;

use crate::client::Client;
use crate::dataset::BATCH;
use crate::timings::Timings;

#[derive(Debug)]
pub struct Ingested {
    pub records: usize,
    pub took: Duration,
    pub requests: Timings,
    /// Records a second in the last tenth of the requests.
    pub last_rate: f64,
}

impl Ingested {
    pub fn rate(&self) -> f64 {
        per_second(self.records, self.took)
    }
}

/// Sends all bodies, of `records` together, over these connections.
pub async fn run(
    clients: &mut [Client],
    path: &str,
    bodies: &[Bytes],
    records: usize,
) -> Result<Ingested> {
    let next = Cell::new(0);
    let tail = bodies.len() - bodies.len().div_ceil(10);
    let tail_begun = Cell::new(None);
    let begun = Instant::now();
    let workers = clients.iter_mut().map(|client| async {
        let mut requests = Timings::default();
        while let Some(body) = bodies.get(next.get()) {
            if next.get() == tail {
                tail_begun.set(Some(Instant::now()));
            }
            next.set(next.get() + 1);
            let sent = Instant::now();
            client.send(Method::PUT, path, body.clone()).await?;
            requests.push(sent.elapsed());
        }
        anyhow::Ok(requests)
    });
    let all = try_join_all(workers).await?;
    let took = begun.elapsed();
    let mut requests = Timings::default();
    all.iter().for_each(|each| requests.extend(each));
    let in_tail = records.saturating_sub(tail * BATCH);
    let last_rate = tail_begun.get().map_or(0.0, |at: Instant| per_second(in_tail, at.elapsed()));
    Ok(Ingested { records, took, requests, last_rate })
}

pub fn per_second(count: usize, took: Duration) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX)) / took.as_secs_f64()
}
