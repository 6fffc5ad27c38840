//! Load generator: measures a Variorum server from outside, over HTTP. See `docs/benchmarks.md`.

mod annotate;
mod bare;
mod ceiling;
mod client;
mod contention;
mod dataset;
mod export;
mod hostile;
mod ingest;
mod machine;
mod measure;
mod null;
mod random;
mod report;
mod search;
mod server;
mod serving;
mod similarity;
mod texts;
mod timings;

use std::io::Write as _;
use std::net::SocketAddr;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use anyhow::{Context as _, Result};
use clap::{Parser, ValueEnum};

use crate::measure::Plan;
use crate::report::Column;
use crate::texts::Texts;

/// What can be measured apart. The records are always sent, whatever is measured of them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Part {
    Ceiling,
    Ingest,
    Start,
    Search,
    Annotate,
    Export,
    Similarity,
    Contention,
    Hostile,
}

/// Measure a Variorum server
#[derive(Parser)]
struct Options {
    /// Numbers of records on SQLite [default: 2000 100000, without --postgres]
    sizes: Vec<usize>,
    /// Number of records on PostgreSQL, in the server that --postgres-url names
    #[arg(long, value_name = "SIZE")]
    postgres: Vec<usize>,
    /// PostgreSQL server in which databases are made
    #[arg(long, value_name = "URL")]
    postgres_url: Option<String>,
    /// Measure only these
    #[arg(long, value_enum, value_delimiter = ',', value_name = "PARTS")]
    only: Vec<Part>,
    /// How long each measure may go on
    #[arg(long, default_value_t = 10)]
    seconds: u64,
    /// The server's program
    #[arg(long, default_value = "target/release/variorum", value_name = "FILE")]
    program: PathBuf,
    /// Where raw results are written
    #[arg(long, default_value = "target/bench", value_name = "FOLDER")]
    results: PathBuf,
    /// Where the databases live while they are measured [default: a temporary folder]
    #[arg(long, value_name = "FOLDER")]
    folder: Option<PathBuf>,
    /// Answer every request without doing anything instead of measuring
    #[arg(long, hide = true, value_name = "ADDRESS")]
    null_server: Option<SocketAddr>,
}

/// How the table is read.
const LEGEND: &str = "
Times are p50 / p95 / p99, and in parentheses the server's processor time for one request or step.
A target is compared with the 95th percentile; ✗ marks what misses it.
";

/// One thread, so that the generator takes as little as it can from the server it measures.
#[tokio::main(flavor = "current_thread")]
async fn main() -> ExitCode {
    let options = Options::parse();
    let outcome = match options.null_server {
        Some(address) => null::serve(address).await,
        None => measure_all(options).await,
    };
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(cause) => {
            say(&format!("error: {cause:#}"));
            ExitCode::FAILURE
        }
    }
}

async fn measure_all(mut options: Options) -> Result<()> {
    if options.sizes.is_empty() && options.postgres.is_empty() {
        options.sizes = vec![2_000, 100_000];
        if options.postgres_url.is_some() {
            options.postgres = vec![100_000];
        }
    }
    let parts = if options.only.is_empty() { Part::value_variants() } else { &options.only };
    let time = Duration::from_secs(options.seconds);
    std::fs::create_dir_all(&options.results)?;
    let texts = Texts::load();
    say(&format!("texts: {}", texts.source));
    let mut tables = String::new();
    if parts.contains(&Part::Ceiling) {
        say("what nothing can exceed");
        let folder = options.folder.clone().unwrap_or_else(std::env::temp_dir);
        let column = ceiling::run(&texts, &folder, time).await?;
        save(&options.results, "ceiling", &column)?;
        let machine = machine::describe(&options.program)?;
        tables = format!("{machine}\n\n{}\n", report::table(&[column]));
    }
    let mut columns = Vec::new();
    let sqlite = options.sizes.iter().map(|size| (None, *size));
    let postgres = options.postgres.iter().map(|size| (options.postgres_url.as_deref(), *size));
    for (url, records) in sqlite.chain(postgres) {
        if parts == [Part::Ceiling] {
            break;
        }
        let folder = match &options.folder {
            Some(folder) => tempfile::tempdir_in(folder)?,
            None => tempfile::tempdir()?,
        };
        let plan = Plan {
            texts: &texts,
            program: &options.program,
            folder: folder.path(),
            postgres: url,
            records,
            parts,
            time,
        };
        let column = measure::run(&plan, say).await?;
        save(&options.results, &column.title, &column)?;
        columns.push(column);
    }
    if !columns.is_empty() {
        tables.push_str(&report::table(&columns));
        tables.push_str(LEGEND);
    }
    std::io::stdout().write_all(tables.as_bytes())?;
    Ok(())
}

fn save(folder: &Path, title: &str, column: &Column) -> Result<()> {
    let name = title.to_lowercase().replace(' ', "-").replace(',', "");
    let path = folder.join(format!("{name}.json"));
    let text = serde_json::to_string_pretty(column)?;
    std::fs::write(&path, text).with_context(|| path.display().to_string())
}

fn say(text: &str) {
    // Nobody may be listening; that is no reason to stop.
    let _ = writeln!(std::io::stderr(), "{text}");
}
