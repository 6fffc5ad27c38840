//! One database at one size: an empty server is filled, started anew and measured.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use anyhow::{Context as _, Result, ensure};
use serde_json::json;

use crate::Part;
use crate::bare;
use crate::client::Client;
use crate::dataset::{DIMENSIONS, Dataset};
use crate::ingest::{self, Ingested};
use crate::report::{Column, Figure, Target};
use crate::server::{Server, Setup, own_cpu_seconds};
use crate::serving::Serving;
use crate::texts::Texts;

/// What to measure.
pub struct Plan<'a> {
    pub texts: &'a Texts,
    pub program: &'a Path,
    pub folder: &'a Path,
    /// A PostgreSQL server to make databases in, or SQLite.
    pub postgres: Option<&'a str>,
    pub records: usize,
    pub parts: &'a [Part],
    /// How long one measure goes on.
    pub time: Duration,
}

impl Plan<'_> {
    fn has(&self, part: Part) -> bool {
        self.parts.contains(&part)
    }

    /// A server to be, on an empty database.
    fn setup(&self, name: &str) -> Result<Setup> {
        let database_url = match self.postgres {
            None => None,
            Some(url) => {
                let sql = format!("CREATE DATABASE {name}");
                let status =
                    Command::new("psql").args(["--quiet", url, "--command", &sql]).status();
                ensure!(status.context("psql")?.success(), "no database could be made");
                let (base, _) = url.rsplit_once('/').context("a URL with a database")?;
                Some(format!("{base}/{name}"))
            }
        };
        let (program, folder) = (self.program.to_owned(), self.folder.join(name));
        Ok(Setup { program, folder, database_url })
    }

    /// Whether the targets for a million records hold.
    pub fn is_large(&self) -> bool {
        self.records > 100_000
    }
}

/// Measures, and tells of its progress by `say`.
pub async fn run(plan: &Plan<'_>, say: impl Fn(&str)) -> Result<Column> {
    let name = if plan.postgres.is_some() { "PostgreSQL" } else { "SQLite" };
    let title = format!("{name} {}", crate::timings::short(to_f64(plan.records)));
    let mut out = Vec::new();
    let load = load_average()?;
    if plan.has(Part::Ingest) {
        say(&format!("{title}: ingest over one connection"));
        let setup = plan.setup("first")?;
        let server = Server::start(&setup).await?;
        fill(plan, &server, 1, &mut out).await?;
        server.stop().await?;
        std::fs::remove_dir_all(&setup.folder)?;
    }
    say(&format!("{title}: ingest over four connections"));
    let setup = plan.setup("main")?;
    let server = Server::start(&setup).await?;
    let mut figures = Vec::new();
    let dataset = fill(plan, &server, 4, &mut figures).await?;
    if plan.has(Part::Ingest) {
        out.append(&mut figures);
    }
    server.stop().await?;
    if plan.has(Part::Ingest) && plan.postgres.is_none() {
        say(&format!("{title}: the same rows without a server"));
        let bare = bare_rate(&setup.folder).await?;
        let shared = shared(bare, &mut out);
        out.extend(shared);
    }
    let server = Server::start(&setup).await?;
    let mut serving = Serving { plan, server, dataset, out };
    if plan.has(Part::Start) {
        serving.start()?;
    }
    for (part, what) in [
        (Part::Search, "search"),
        (Part::Annotate, "annotators"),
        (Part::Export, "export"),
        (Part::Similarity, "similarity"),
        (Part::Contention, "annotators beside exports, an import and searches"),
        (Part::Hostile, "signs of life beside hostile clients"),
    ] {
        if plan.has(part) {
            say(&format!("{title}: {what}"));
            serving.part(part).await?;
        }
    }
    serving.server.stop().await?;
    let load = format!("{load} / {}", load_average()?);
    serving
        .out
        .push(Figure::new("load of the machine before / after", 0.0, json!(load)).shown(load));
    Ok(Column { title, figures: serving.out })
}

/// Makes the dataset and sends its records.
async fn fill(
    plan: &Plan<'_>,
    server: &Server,
    connections: usize,
    out: &mut Vec<Figure>,
) -> Result<Dataset> {
    let dataset = Dataset::create(&mut server.owner().await?, "bench", DIMENSIONS).await?;
    let bodies = dataset.bulks(plan.texts, 0..plan.records);
    let (server_cpu, own_cpu) = (server.cpu_seconds()?, own_cpu_seconds()?);
    server.forget_peak()?;
    let mut clients = clients(server, connections).await?;
    let done = ingest::run(&mut clients, &dataset.bulk_path(), &bodies, plan.records).await?;
    let (server_cpu, own_cpu) = (server.cpu_seconds()? - server_cpu, own_cpu_seconds()? - own_cpu);
    let records = to_f64(plan.records);
    let bytes = bodies.iter().map(bytes::Bytes::len).sum::<usize>();
    let memory = server.memory()?;
    let raw = json!({
        "request": done.requests.json(), "last_tenth_per_second": done.last_rate,
        "server_cpu_us_per_record": server_cpu / records * 1e6,
        "generator_cpu_us_per_record": own_cpu / records * 1e6,
        "bytes_per_record": to_f64(bytes) / records, "memory": memory.json(),
    });
    let name = format!("ingest, {connections} connection{}, records/s", plural(connections));
    out.push(rate(plan, name, &done, raw.clone()));
    if connections > 1 {
        let per_record = server_cpu / records * 1e6;
        if plan.records >= 100_000 {
            out.push(Figure::new("– the last tenth, records/s", done.last_rate, json!(null)));
        }
        out.push(Figure::new("– the server's processor time, µs a record", per_record, raw));
        out.push(Figure::new("– the server's peak of memory, MB", memory.peak, memory.json()));
    }
    Ok(dataset)
}

/// What the server takes in compared with what SQLite does without it. Where that is four fifths, it
/// does not matter how fast the machine is.
fn shared(bare: Figure, out: &mut [Figure]) -> Vec<Figure> {
    let ingested = || out.iter().filter(|figure| figure.name.starts_with("ingest"));
    let best = ingested().map(|figure| figure.value).fold(0.0, f64::max);
    let share =
        Figure::new("– the server's share of that, %", best / bare.value * 100.0, json!(null))
            .target(Target::AtLeast(80.0));
    if share.value >= 80.0 {
        let ingested = out.iter_mut().filter(|figure| figure.name.starts_with("ingest"));
        ingested.for_each(|figure| figure.is_excused = true);
    }
    vec![bare, share]
}

/// What SQLite does with the rows of a filled folder.
async fn bare_rate(folder: &Path) -> Result<Figure> {
    let copy = tempfile::tempdir_in(folder)?;
    let done = bare::write_anew(&folder.join("variorum.db"), &copy.path().join("bare.db")).await?;
    let rate = ingest::per_second(done.records, done.took);
    let raw = json!({"records": done.records});
    Ok(Figure::new("– SQLite alone with the same rows and indexes, records/s", rate, raw))
}

fn rate(plan: &Plan<'_>, name: String, done: &Ingested, raw: serde_json::Value) -> Figure {
    let figure = Figure::new(name, done.rate(), raw);
    match (plan.postgres, plan.records) {
        (_, 0..100_000) => figure,
        (Some(_), _) => figure.target(Target::AtLeast(5_000.0)),
        // Sixty of a hundred of the rate at a tenth of the size.
        (None, _) if plan.is_large() => figure.target(Target::AtLeast(6_000.0)),
        (None, _) => figure.target(Target::AtLeast(10_000.0)),
    }
}

/// How many processes wanted a processor in the last minute.
fn load_average() -> Result<String> {
    let text = std::fs::read_to_string("/proc/loadavg")?;
    Ok(text.split(' ').next().unwrap_or_default().to_owned())
}

/// Connections of the owner.
pub async fn clients(server: &Server, count: usize) -> Result<Vec<Client>> {
    let mut out = Vec::with_capacity(count);
    for _ in 0..count {
        out.push(server.owner().await?);
    }
    Ok(out)
}

fn plural(count: usize) -> &'static str {
    if count == 1 { "" } else { "s" }
}

pub fn to_f64(count: usize) -> f64 {
    crate::server::bytes_as_f64(u64::try_from(count).unwrap_or(u64::MAX))
}
