//! A disk without space: writes are refused whole, reads go on, and all is well once there is space.

use std::process::{Command, Stdio};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use serde_json::json;
use variorum_testkit::{Actor, not_run};

use super::disk::Disk;
use super::{KEY, count, send_bulk};
use crate::crash::{make_dataset, stored};
use crate::program::Server;

const ENV: [(&str, &str); 2] = [("VARIORUM_OWNER_API_KEY", KEY), ("VARIORUM_LOG", "info")];
const WRITERS: usize = 4;
const BULK: usize = 20;

/// What clients were told of their bulks.
#[derive(Default)]
struct Told {
    kept: Vec<String>,
    refused: Vec<String>,
}

/// Writes bulks until one is refused for want of space.
async fn write(owner: Actor, dataset: String, writer: usize, is_full: Arc<AtomicBool>) -> Told {
    let mut told = Told::default();
    // Words that repeat nothing, so that the index of words grows as well.
    for number in 0.. {
        let name = format!("{writer}-{number}");
        let text: String = (0..400).map(|n| format!("{writer}w{number}n{n} ")).collect();
        let answer = send_bulk(&owner, &dataset, &name, BULK, &text).await;
        match answer.status {
            201 => told.kept.push(name),
            507 => {
                assert_eq!(answer.json["detail"], "no space left on the server");
                told.refused.push(name);
                is_full.store(true, Ordering::SeqCst);
            }
            other => panic!("{other}: {}", answer.text),
        }
        if is_full.load(Ordering::SeqCst) {
            break;
        }
    }
    told
}

/// Writes until there is no space; then all that was acknowledged is there and nothing else.
async fn fill(owner: &Actor, dataset: &str) -> Told {
    let is_full = Arc::new(AtomicBool::new(false));
    let writers: Vec<_> = (0..WRITERS)
        .map(|n| tokio::spawn(write(owner.clone(), dataset.to_owned(), n, Arc::clone(&is_full))))
        .collect();
    let mut told = Told::default();
    for writer in writers {
        let one = writer.await.unwrap();
        told.kept.extend(one.kept);
        told.refused.extend(one.refused);
    }
    check(owner, dataset, &told).await;
    told
}

async fn check(owner: &Actor, dataset: &str, told: &Told) {
    let (bulks, _) = stored(owner, dataset).await;
    for name in &told.kept {
        assert_eq!(bulks.get(name), Some(&BULK), "bulk {name} was acknowledged");
    }
    for name in &told.refused {
        assert_eq!(bulks.get(name), None, "bulk {name} was refused");
    }
    let records: usize = bulks.values().sum();
    let progress = owner.get(&format!("/datasets/{dataset}/progress")).await.json(200);
    assert_eq!(progress["total"], records);
    let ready = owner.send(owner.request_outside("GET", "/readyz")).await;
    assert_eq!(ready.status, 200);
}

async fn write_again(owner: &Actor, dataset: &str, told: &mut Told) {
    for name in std::mem::take(&mut told.refused) {
        assert_eq!(send_bulk(owner, dataset, &name, BULK, "again").await.status, 201, "{name}");
        told.kept.push(name);
    }
    owner.post("/workspaces", json!({"name": "later"})).await.expect_status(201);
    check(owner, dataset, told).await;
}

fn check_log(log: &str) {
    assert_eq!(count(log, "no space left for the database"), 1, "{log}");
    assert_eq!(count(log, "the database can be written again"), 1, "{log}");
    assert_eq!(count(log, "ERROR"), 1, "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_writes_and_nothing_else_sqlite() {
    let Some(disk) = Disk::new(12) else { return };
    let server = Server::start_by(disk.program(), disk.path(), &ENV, &[]);
    let owner = Actor::new(&server.url, Some(KEY));
    let dataset = make_dataset(&owner).await;
    let mut told = fill(&owner, &dataset).await;
    assert!(!told.refused.is_empty() && !told.kept.is_empty());
    disk.remount("size=64m");
    write_again(&owner, &dataset, &mut told).await;
    let (code, log) = server.stop();
    assert_eq!(code, 0);
    check_log(&log);
    let server = Server::start_by(disk.program(), disk.path(), &ENV, &[]);
    check(&Actor::new(&server.url, Some(KEY)), &dataset, &told).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_writes_and_nothing_else_postgres() {
    let is_root = Command::new("id").arg("-u").output().unwrap().stdout == b"0\n";
    if !is_root || std::env::var_os(variorum_testkit::POSTGRES_URL).is_none() {
        not_run("it needs root and PostgreSQL");
        return;
    }
    let Some(disk) = Disk::new(24) else { return };
    // PostgreSQL's own log is elsewhere: without space for that it ends at once.
    let cluster = super::postgres::Cluster::start_by(|program, args| disk.run(program, args));
    let space = disk.path().join("space");
    disk.run("mkdir", &[space.to_str().unwrap()]);
    // The way there is the test's own folder.
    disk.run("chmod", &["755", disk.path().to_str().unwrap()]);
    disk.run("chown", &["postgres", space.to_str().unwrap()]);
    cluster.execute(format!("CREATE TABLESPACE small LOCATION '{}'", space.display())).await;
    cluster.execute("CREATE DATABASE small TABLESPACE small".to_owned()).await;
    let url = cluster.url.replace("/postgres", "/small").replace("//small@", "//postgres@");
    let folder = tempfile::tempdir().unwrap();
    let env = [ENV[0], ENV[1], ("VARIORUM_DATABASE_URL", &url)];
    let server = Server::start(folder.path(), &env, &[]);
    let owner = Actor::new(&server.url, Some(KEY));
    let dataset = make_dataset(&owner).await;
    let mut told = fill(&owner, &dataset).await;
    assert!(!told.refused.is_empty() && !told.kept.is_empty());
    disk.remount("size=128m");
    write_again(&owner, &dataset, &mut told).await;
    let (code, log) = server.stop();
    assert_eq!(code, 0);
    check_log(&log);
}

/// One line, whether the folder is new or in use.
#[test]
fn a_full_disk_at_start_is_named() {
    let Some(disk) = Disk::new(8) else { return };
    let old = disk.path().join("old");
    Server::start_by(disk.program(), &old, &[], &[]).stop();
    disk.fill();
    for name in ["new", "old"] {
        let out = disk
            .program()
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "off"])
            .env("VARIORUM_DATA_DIR", disk.path().join(name))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!((out.status.code(), said.lines().count()), (Some(1), 1), "{name}: {said}");
        assert!(said.to_lowercase().contains("no space left"), "{name}: {said}");
    }
    disk.empty();
    assert_eq!(Server::start_by(disk.program(), &old, &[], &[]).stop().0, 0);
}
