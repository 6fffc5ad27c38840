//! How soon the server says that it is alive while clients do their worst.
//!
//! They are in a thread of their own, so that what they have to send does not delay the questions.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread::JoinHandle;
use std::time::{Duration, Instant};

use anyhow::{Context as _, Result};
use bytes::Bytes;
use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;

use crate::client::Client;
use crate::server::OWNER_KEY;
use crate::timings::Timings;

/// How many connections say a byte now and then.
const SLOW: usize = 200;
/// How many of each of the others there are.
const OTHERS: usize = 2;
/// More than a body may have.
const BODY_BYTES: usize = 300_000_000;
/// How long is waited between two questions.
const PAUSE: Duration = Duration::from_millis(5);
/// How long an answer is waited for before the next try.
const PATIENCE: Duration = Duration::from_secs(30);

/// How long the answers took, and how much was done to the server meanwhile.
pub struct Done {
    pub alive: Timings,
    pub ready: Timings,
    attempts: Value,
}

impl Done {
    pub fn json(&self) -> Value {
        json!({"alive": self.alive.json(), "ready": self.ready.json(), "attempts": self.attempts})
    }
}

/// Asks in turn whether the server is alive and whether it is ready, on one connection.
pub async fn run(client: &mut Client, dataset: &str, time: Duration) -> Result<Done> {
    let attack = Attack::begin(client.address, dataset)?;
    let (mut alive, mut ready) = (Timings::default(), Timings::default());
    let begun = Instant::now();
    while begun.elapsed() < time {
        for (path, timings) in [("/livez", &mut alive), ("/readyz", &mut ready)] {
            let asked = Instant::now();
            client.get_outside(path).await?;
            timings.push(asked.elapsed());
        }
        tokio::time::sleep(PAUSE).await;
    }
    Ok(Done { alive, ready, attempts: attack.end()? })
}

/// What is sent again and again.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Slow,
    Large,
    LargeInChunks,
    Deep,
    LongQuery,
    ManyFilters,
}

const KINDS: &[(&str, Kind, usize)] = &[
    ("slow connections", Kind::Slow, SLOW),
    ("large bodies", Kind::Large, OTHERS),
    ("large bodies of unknown length", Kind::LargeInChunks, OTHERS),
    ("deep bodies", Kind::Deep, OTHERS),
    ("long queries", Kind::LongQuery, OTHERS),
    ("many filters", Kind::ManyFilters, OTHERS),
];

/// The clients and their thread.
struct Attack {
    thread: JoinHandle<Result<()>>,
    is_over: Arc<AtomicBool>,
    /// How often each kind was tried.
    counts: Arc<Vec<AtomicUsize>>,
}

impl Attack {
    fn begin(address: SocketAddr, dataset: &str) -> Result<Self> {
        let is_over = Arc::new(AtomicBool::new(false));
        let counts: Arc<Vec<_>> = Arc::new(KINDS.iter().map(|_| AtomicUsize::new(0)).collect());
        let records = format!("/api/v1/datasets/{dataset}/records");
        let (told, counted) = (Arc::clone(&is_over), Arc::clone(&counts));
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
        let thread = std::thread::spawn(move || {
            runtime.block_on(async {
                for (at, (_, kind, clients)) in KINDS.iter().enumerate() {
                    let request = Request::new(*kind, &records);
                    for _ in 0..*clients {
                        let (request, counted) = (request.clone(), Arc::clone(&counted));
                        tokio::spawn(async move {
                            loop {
                                // A refusal is what is hoped for.
                                let _ = tokio::time::timeout(PATIENCE, request.send(address)).await;
                                counted[at].fetch_add(1, Ordering::Relaxed);
                                tokio::time::sleep(PAUSE).await;
                            }
                        });
                    }
                }
                while !told.load(Ordering::Relaxed) {
                    tokio::time::sleep(PAUSE).await;
                }
            });
            Ok(())
        });
        Ok(Self { thread, is_over, counts })
    }

    fn end(self) -> Result<Value> {
        self.is_over.store(true, Ordering::Relaxed);
        self.thread.join().ok().context("the hostile clients failed")??;
        let counts = KINDS.iter().zip(self.counts.iter());
        Ok(counts
            .map(|((name, ..), count)| json!({*name: count.load(Ordering::Relaxed)}))
            .collect())
    }
}

/// Bytes of a request, and how they are sent.
#[derive(Debug, Clone)]
struct Request {
    head: Bytes,
    body: Bytes,
    /// How often the body is sent.
    times: usize,
    /// How long is waited after each byte of the head.
    pause: Option<Duration>,
}

impl Request {
    fn new(kind: Kind, records: &str) -> Self {
        let search = format!("{records}/search");
        let bulk = format!("{records}/bulk");
        let part = Bytes::from(vec![b' '; 1 << 16]);
        let times = BODY_BYTES / part.len();
        match kind {
            Kind::Slow => {
                let whole = Self::whole(&search, "{}".to_owned());
                Self { pause: Some(Duration::from_millis(100)), ..whole }
            }
            Kind::Large => {
                let length = format!("content-length: {BODY_BYTES}");
                Self { head: head(&bulk, &length), body: part, times, pause: None }
            }
            Kind::LargeInChunks => {
                let mut chunk = format!("{:x}\r\n", part.len()).into_bytes();
                chunk.extend_from_slice(&part);
                chunk.extend_from_slice(b"\r\n");
                let head = head(&bulk, "transfer-encoding: chunked");
                Self { head, body: chunk.into(), times, pause: None }
            }
            Kind::Deep => Self::whole(&bulk, "[".repeat(10_000_000)),
            Kind::LongQuery => {
                let words: String = (0..20_000).map(|n| format!("(w{n}* | -x{n}) ")).collect();
                Self::whole(&search, json!({"query": {"text": {"q": words}}}).to_string())
            }
            Kind::ManyFilters => {
                let values: Vec<String> = (0..250).map(|n| n.to_string()).collect();
                let scope = json!({"entity": "record", "property": "external_id"});
                let filter = json!({"type": "terms", "scope": scope, "values": values});
                let and = vec![filter; 50];
                Self::whole(&search, json!({"filters": {"and": and}}).to_string())
            }
        }
    }

    fn whole(path: &str, body: String) -> Self {
        let head = head(path, &format!("content-length: {}", body.len()));
        Self { head, body: body.into(), times: 1, pause: None }
    }

    /// Sends it and waits for the beginning of an answer, or until the server has had enough.
    async fn send(&self, address: SocketAddr) -> Result<()> {
        let (mut answers, mut stream) = TcpStream::connect(address).await?.into_split();
        let sending = async {
            match self.pause {
                None => stream.write_all(&self.head).await?,
                Some(pause) => {
                    for byte in &self.head {
                        stream.write_all(&[*byte]).await?;
                        tokio::time::sleep(pause).await;
                    }
                }
            }
            for _ in 0..self.times {
                stream.write_all(&self.body).await?;
            }
            // The answer ends the attempt.
            std::future::pending::<std::io::Result<()>>().await
        };
        let mut answer = [0; 1024];
        tokio::select! {
            sent = sending => sent?,
            answered = answers.read(&mut answer) => drop(answered?),
        }
        Ok(())
    }
}

fn head(path: &str, length: &str) -> Bytes {
    Bytes::from(format!(
        "POST {path} HTTP/1.1\r\nhost: bench\r\nx-argilla-api-key: {OWNER_KEY}\r\n\
         content-type: application/json\r\nconnection: close\r\n{length}\r\n\r\n"
    ))
}
