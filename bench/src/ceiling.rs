//! What nothing on this machine can exceed: the generator itself, with the same requests to a server
//! that does nothing; the reading of JSON; a disk that makes things durable.

use std::fs::File;
use std::io::{Seek as _, Write as _};
use std::net::{Ipv4Addr, SocketAddr, TcpListener};
use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::Result;
use bytes::Bytes;
use serde_json::{Value, json};

use crate::annotate::{self, Bounds};
use crate::client::Client;
use crate::dataset::{DIMENSIONS, Dataset};
use crate::report::{Column, Figure};
use crate::texts::Texts;
use crate::{export, ingest};

const RECORDS: usize = 100_000;

/// The null server in a process of its own.
struct NullServer {
    child: Child,
    address: SocketAddr,
}

impl NullServer {
    async fn start() -> Result<Self> {
        let port = TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port();
        let address = SocketAddr::from((Ipv4Addr::LOCALHOST, port));
        let child = Command::new(std::env::current_exe()?)
            .args(["--null-server", &address.to_string()])
            .stdin(Stdio::null())
            .spawn()?;
        let server = Self { child, address };
        for _ in 0..2000 {
            if Client::connect(address, "key").await.is_ok() {
                break;
            }
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
        Ok(server)
    }

    async fn clients(&self, count: usize) -> Result<Vec<Client>> {
        let mut out = Vec::with_capacity(count);
        for _ in 0..count {
            out.push(Client::connect(self.address, "key").await?);
        }
        Ok(out)
    }
}

impl Drop for NullServer {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// `folder` is where the databases will be.
pub async fn run(texts: &Texts, folder: &Path, time: Duration) -> Result<Column> {
    let server = NullServer::start().await?;
    let mut clients = server.clients(32).await?;
    let mut figures = Vec::new();
    let dataset = Dataset::unreal(DIMENSIONS);
    let bodies = dataset.bulks(texts, 0..RECORDS);
    for connections in [1, 4] {
        let clients = &mut clients[..connections];
        let done = ingest::run(clients, &dataset.bulk_path(), &bodies, RECORDS).await?;
        let name = format!("null server, ingest, connections: {connections}, records/s");
        figures.push(Figure::new(name, done.rate(), done.requests.json()));
    }
    figures.push(parsing(&bodies)?);
    let bounds = Bounds { steps: usize::MAX, time };
    for annotators in [1, 32] {
        let done = annotate::run(&mut clients[..annotators], "x", bounds).await?;
        let name = format!("null server, annotators: {annotators}, steps/s");
        figures.push(Figure::new(name, done.rate(), done.json()));
        let name = format!("null server, annotators: {annotators}, a step, ms");
        let figure = Figure::new(name, done.steps.p95(), json!(null));
        figures.push(figure.shown(done.steps.cell()));
    }
    let done = export::run(&mut clients[0], "x", RECORDS).await?;
    figures.push(Figure::new("null server, export, records/s", done.rate(), done.json()));
    figures.push(durable_writes(folder, time)?);
    Ok(Column { title: "limit".to_owned(), figures })
}

/// How fast one processor reads the JSON of these bulks.
fn parsing(bodies: &[Bytes]) -> Result<Figure> {
    let begun = Instant::now();
    for body in bodies {
        std::hint::black_box(serde_json::from_slice::<Value>(body)?);
    }
    let rate = ingest::per_second(RECORDS, begun.elapsed());
    Ok(Figure::new("JSON of bulks read by one processor, records/s", rate, json!(null)))
}

/// How often a second the disk makes a page durable that is written over.
fn durable_writes(folder: &Path, time: Duration) -> Result<Figure> {
    let mut file: File = tempfile::tempfile_in(folder)?;
    let page = [0x5a; 4096];
    file.write_all(&page)?;
    file.sync_all()?;
    let (begun, mut count) = (Instant::now(), 0);
    while begun.elapsed() < time {
        file.rewind()?;
        file.write_all(&page)?;
        file.sync_data()?;
        count += 1;
    }
    let rate = ingest::per_second(count, begun.elapsed());
    Ok(Figure::new("pages of 4 KiB written and made durable, a second", rate, json!(null)))
}
