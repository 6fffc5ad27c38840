//! What the server does when what it stands on fails: its disk, its database, its signal to stop.

mod beside;
mod busy;
mod corruption;
mod disk;
mod full_disk;
mod load;
mod model;
mod postgres;
mod read_only;
mod rounds;
mod servers;
mod shutdown;

pub use disk::Disk;

use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use variorum_testkit::{Actor, Answer};

use crate::program::run_with;

/// API key of the owner in these tests.
pub const KEY: &str = "the owner's own key";
/// When a test gives up.
const DEADLINE: Duration = Duration::from_secs(30);

/// Asks until the answer has this status.
async fn until(owner: &Actor, path: &str, status: u16) -> Answer {
    let began = Instant::now();
    loop {
        let answer = owner.send(owner.request_outside("GET", path)).await;
        if answer.status == status {
            return answer;
        }
        assert!(began.elapsed() < DEADLINE, "{path} answers {} still", answer.status);
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
}

/// Sends a bulk of records with external ids `name-0`, `name-1`, ...
pub async fn send_bulk(
    owner: &Actor,
    dataset: &str,
    name: &str,
    records: usize,
    text: &str,
) -> Answer {
    let items: Vec<Value> = (0..records)
        .map(|n| json!({"fields": {"text": text}, "external_id": format!("{name}-{n}")}))
        .collect();
    let path = format!("/datasets/{dataset}/records/bulk");
    owner.send(owner.request("POST", &path).json(&json!({"items": items}))).await
}

/// The lines of a log that have this in them.
fn count(log: &str, text: &str) -> usize {
    log.lines().filter(|line| line.contains(text)).count()
}

/// Asserts that `variorum doctor` finds nothing.
fn examine(folder: &Path, database: &str) {
    let folder = ("VARIORUM_DATA_DIR", folder.to_str().unwrap());
    let doctor = run_with(&["doctor"], &[folder, ("VARIORUM_DATABASE_URL", database)], "");
    assert_eq!((doctor.code, doctor.stdout.as_str()), (0, ""), "{}", doctor.stderr);
}
