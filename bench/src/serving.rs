//! The measures of a filled server, in the order in which they need each other.

use anyhow::{Context as _, Result};
use serde_json::json;

use crate::annotate::{self, Bounds};
use crate::client::Client;
use crate::dataset::{DIMENSIONS, Dataset};
use crate::measure::{Plan, clients, to_f64};
use crate::report::{Figure, Target};
use crate::server::Server;
use crate::{Part, bare, contention, export, hostile, ingest, search, similarity};

/// Dimensions of the vectors of the second dataset, as a model of sentences has them, and how many it
/// has at most.
const WIDE: usize = 384;
const WIDE_RECORDS_MAX: usize = 100_000;
/// How many records the experienced annotator has answered.
const ANSWERED: usize = 100_000;
const ANNOTATORS: usize = 32;

/// A filled server that is measured.
pub struct Serving<'a> {
    pub plan: &'a Plan<'a>,
    pub server: Server,
    pub dataset: Dataset,
    pub out: Vec<Figure>,
}

impl Serving<'_> {
    pub async fn part(&mut self, part: Part) -> Result<()> {
        self.server.forget_peak()?;
        let cpu = self.server.cpu_seconds()?;
        let name = match part {
            Part::Search => self.search().await.map(|()| "searching"),
            Part::Annotate => self.annotate().await.map(|()| "annotating"),
            Part::Export => self.export().await.map(|()| "exporting"),
            Part::Similarity => self.similarity().await.map(|()| "comparing vectors"),
            Part::Contention => self.contention().await.map(|()| "doing all at once"),
            Part::Hostile => self.hostile().await.map(|()| "under hostile load"),
            Part::Ceiling | Part::Ingest | Part::Start => return Ok(()),
        }?;
        let memory = self.server.memory()?;
        let raw = json!({
            "memory": memory.json(), "server_cpu_seconds": self.server.cpu_seconds()? - cpu,
        });
        let figure = Figure::new(format!("peak of memory while {name}, MB"), memory.peak, raw);
        let most = if self.plan.is_large() { 500.0 } else { 150.0 };
        let is_serving = matches!(part, Part::Search | Part::Annotate | Part::Export);
        self.out.push(if is_serving { figure.target(Target::AtMost(most)) } else { figure });
        Ok(())
    }

    pub fn start(&mut self) -> Result<()> {
        let took = crate::timings::milliseconds(self.server.first_answer);
        let figure = Figure::new("first answer after the start, ms", took, json!(null));
        self.out.push(figure.target(Target::AtMost(300.0)));
        let size = crate::server::file_mb(self.plan.program)?;
        let figure = Figure::new("size of the program, MB", size, json!(null));
        self.out.push(figure.target(Target::AtMost(40.0)));
        let memory = self.server.memory()?;
        self.out.push(Figure::new("memory when idle, MB", memory.now, memory.json()));
        Ok(())
    }

    async fn search(&mut self) -> Result<()> {
        let mut client = self.server.owner().await?;
        for kind in search::kinds(self.plan.texts, self.plan.records)? {
            let since = self.server.cpu_seconds()?;
            let done = search::run(&mut client, &self.dataset.id, &kind, self.plan.time).await?;
            let cpu = self.cpu_ms(since, done.timings.len())?;
            let most = match kind.name {
                name if name.starts_with("text") && self.plan.is_large() => 200.0,
                name if name.starts_with("text") => 30.0,
                name if name.starts_with("deep") => 500.0,
                _ => 20.0,
            };
            let figure = Figure::latency(kind.name, &done.timings, cpu, done.json());
            self.out.push(figure.target(Target::AtMost(most)));
        }
        Ok(())
    }

    async fn annotate(&mut self) -> Result<()> {
        let records = self.plan.records;
        let bounds = |part: usize| Bounds { steps: records / part, time: self.plan.time };
        let mut owner = self.server.owner().await?;
        let mut team =
            self.dataset.annotators(&mut owner, &self.server, "team", ANNOTATORS).await?;
        let mut expert = self.dataset.annotators(&mut owner, &self.server, "expert", 1).await?;
        let dataset = self.dataset.id.clone();
        self.work("1 annotator", &mut team[..1], bounds(16)).await?;
        self.work("32 annotators", &mut team, bounds(4)).await?;
        self.dataset.require_submitted(&mut owner, 3).await?;
        let wanted = Bounds { steps: ANSWERED.min(records / 2), time: self.plan.time * 12 };
        let answered = annotate::answer_many(&mut expert[0], &dataset, wanted).await?;
        let figure =
            Figure::new("responses of the experienced annotator", to_f64(answered), json!(null));
        self.out.push(figure);
        let who = "1 experienced annotator, 3 responses a record";
        self.work(who, &mut expert, bounds(16)).await?;
        self.work("32 annotators, 3 responses a record", &mut team, bounds(4)).await
    }

    async fn work(&mut self, who: &str, team: &mut [Client], bounds: Bounds) -> Result<()> {
        let since = self.server.cpu_seconds()?;
        let done = annotate::run(team, &self.dataset.id, bounds).await?;
        let cpu = self.cpu_ms(since, done.steps.len())?;
        let is_alone = team.len() == 1;
        let rate = Figure::new(format!("{who}, steps/s"), done.rate(), done.json());
        self.out.push(if is_alone { rate } else { rate.target(Target::AtLeast(1_500.0)) });
        let figure = Figure::latency(&format!("{who}, a step"), &done.steps, cpu, done.json());
        let most = if is_alone { 5.0 } else { 50.0 };
        self.out.push(figure.target(Target::AtMost(most)));
        Ok(())
    }

    async fn export(&mut self) -> Result<()> {
        let mut client = self.server.owner().await?;
        let since = self.server.cpu_seconds()?;
        let done = export::run(&mut client, &self.dataset.id, self.plan.records).await?;
        let cpu = self.cpu_ms(since, done.pages.len())?;
        let figure = Figure::new("export, records/s", done.rate(), done.json());
        self.out.push(figure.target(Target::AtLeast(30_000.0)));
        let what = "export, a page of 1,000";
        self.out.push(Figure::latency(what, &done.pages, cpu, done.json()));
        if self.plan.postgres.is_none() {
            let done = bare::read_all(&self.plan.folder.join("main/variorum.db")).await?;
            let rate = ingest::per_second(done.records, done.took);
            let name = "– SQLite alone reading the same rows, records/s";
            self.out.push(Figure::new(name, rate, json!(null)));
        }
        Ok(())
    }

    /// The server's processor time for one of `count` requests, in milliseconds.
    fn cpu_ms(&self, since: f64, count: usize) -> Result<f64> {
        Ok((self.server.cpu_seconds()? - since) * 1000.0 / to_f64(count.max(1)))
    }

    async fn similarity(&mut self) -> Result<()> {
        let mut client = self.server.owner().await?;
        let records = self.plan.records;
        let narrow = self.dataset.clone();
        self.similar(&mut client, &narrow, records).await?;
        let records = records.min(WIDE_RECORDS_MAX);
        let wide = Dataset::create(&mut client, "wide", WIDE).await?;
        let bodies = wide.bulks(self.plan.texts, 0..records);
        let mut senders = clients(&self.server, 2).await?;
        ingest::run(&mut senders, &wide.bulk_path(), &bodies, records).await?;
        drop(bodies);
        self.similar(&mut client, &wide, records).await
    }

    async fn similar(
        &mut self,
        client: &mut Client,
        dataset: &Dataset,
        records: usize,
    ) -> Result<()> {
        let (texts, time) = (self.plan.texts, self.plan.time);
        for (is_filtered, with) in [(false, ""), (true, ", one filter")] {
            let since = self.server.cpu_seconds()?;
            let found = similarity::run(client, texts, dataset, records, is_filtered, time).await?;
            let is_wide = dataset.dimensions == WIDE;
            let most = if is_wide { ", at most 100,000 records" } else { "" };
            let name = format!("similarity, {} dimensions{most}{with}", dataset.dimensions);
            let cpu = self.cpu_ms(since, found.timings.len())?;
            let figure = Figure::latency(&name, &found.timings, cpu, found.json());
            let figure = if is_wide { figure.target(Target::AtMost(30.0)) } else { figure };
            self.out.push(figure);
            let figure = Figure::new(format!("{name}: recall"), found.recall, json!(null));
            self.out.push(figure.target(Target::AtLeast(0.99)));
        }
        Ok(())
    }

    async fn contention(&mut self) -> Result<()> {
        let mut owner = self.server.owner().await?;
        let side = Dataset::create(&mut owner, "side", DIMENSIONS).await?;
        let bulks = side.bulks(self.plan.texts, 0..self.plan.records.min(50_000));
        let mut team = self.dataset.annotators(&mut owner, &self.server, "busy", 4).await?;
        let mut others = contention::Others {
            exporters: [self.server.owner().await?, self.server.owner().await?],
            importer: self.server.owner().await?,
            searcher: owner,
        };
        let kinds = search::kinds(self.plan.texts, self.plan.records)?;
        let common = kinds.iter().find(|kind| kind.name.contains("20 %")).context("searches")?;
        let dataset = (self.dataset.id.as_str(), self.plan.records);
        let imported = (side.bulk_path(), bulks);
        let imported = (imported.0.as_str(), imported.1.as_slice());
        let (done, amounts) =
            contention::run(&mut team, &mut others, dataset, imported, common, self.plan.time)
                .await?;
        let raw = json!({"loop": done.json(), "beside": amounts.json()});
        let name = "4 annotators beside exports, import and search, a step, ms";
        let figure = Figure::new(name, done.steps.p95(), raw).shown(done.steps.cell());
        self.out.push(figure.target(Target::AtMost(100.0)));
        Ok(())
    }

    async fn hostile(&mut self) -> Result<()> {
        let mut client = self.server.owner().await?;
        let done = hostile::run(&mut client, &self.dataset.id, self.plan.time).await?;
        for (path, timings) in [("livez", &done.alive), ("readyz", &done.ready)] {
            let name = format!("GET /{path} beside hostile clients, ms");
            let figure = Figure::new(name, timings.p95(), done.json()).shown(timings.cell());
            self.out.push(figure.target(Target::AtMost(100.0)));
        }
        Ok(())
    }
}
