//! `variorum doctor`: what it needs, what it leaves alone, and what it says.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::FileExt as _;
use std::path::Path;
use std::process::Command;

use serde_json::json;
use sqlx::{Connection as _, Executor as _, SqliteConnection};
use variorum_testkit::{Actor, TestDb};

use crate::crash::make_dataset;
use crate::faults::{Disk, KEY, send_bulk};
use crate::program::{Run, Server, run_in, run_with, variorum};

/// The files in a folder, with what is in them.
fn files(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let files = fs::read_dir(folder).unwrap().map(|file| file.unwrap().path());
    files.map(|path| (path.display().to_string(), fs::read(path).unwrap())).collect()
}

fn doctor(mut program: Command, folder: &Path) -> Run {
    let out = program.arg("doctor").env("VARIORUM_DATA_DIR", folder).output().unwrap();
    Run {
        code: out.status.code().unwrap_or(-1),
        stdout: String::from_utf8(out.stdout).unwrap(),
        stderr: String::from_utf8(out.stderr).unwrap(),
    }
}

#[track_caller]
fn finds_nothing(out: &Run) {
    assert_eq!((out.code, out.stdout.as_str()), (0, ""), "{}", out.stderr);
    assert!(out.stderr.contains("nothing is wrong"), "{}", out.stderr);
}

#[track_caller]
fn cannot_look(out: &Run, why: &str) {
    assert_eq!((out.code, out.stdout.as_str()), (2, ""), "{}", out.stderr);
    assert_eq!(out.stderr.lines().count(), 1, "{}", out.stderr);
    assert!(out.stderr.contains(why), "{why}: {}", out.stderr);
}

#[test]
fn where_there_is_no_database_none_is_made() {
    let folder = tempfile::tempdir().unwrap();
    let none = folder.path().join("none");
    cannot_look(&run_in(&none, &["doctor"]), "there is no database at");
    assert!(!none.exists());
    cannot_look(&run_in(folder.path(), &["doctor"]), "there is no database at");
    assert!(files(folder.path()).is_empty());
    fs::write(folder.path().join("variorum.db"), "").unwrap();
    cannot_look(&run_in(folder.path(), &["doctor"]), "variorum.db: the file is empty");
    assert_eq!(files(folder.path()).len(), 1);
    let nowhere = [("VARIORUM_DATABASE_URL", "postgres://nobody@127.0.0.1:1/none")];
    cannot_look(&run_with(&["doctor"], &nowhere, ""), "cannot be reached");
}

/// A database that a server has made, with records, and the server.
async fn made(db: &TestDb) -> Server {
    let env = [("VARIORUM_OWNER_API_KEY", KEY), ("VARIORUM_DATABASE_URL", db.url())];
    let server = Server::start(db.folder(), &env, &[]);
    let owner = Actor::new(&server.url, Some(KEY));
    let dataset = make_dataset(&owner).await;
    send_bulk(&owner, &dataset, "bulk", 50, "some words").await.expect_status(201);
    server
}

async fn versions_of(db: &TestDb) {
    assert_eq!(made(db).await.stop().0, 0);
    let env = [("VARIORUM_DATABASE_URL", db.url())];
    let look = || run_with(&["doctor"], &env, "");
    finds_nothing(&look());
    db.execute("UPDATE _sqlx_migrations SET version = version + 1000").await;
    cannot_look(&look(), "the database is of a newer version");
    db.execute("DELETE FROM _sqlx_migrations").await;
    cannot_look(&look(), "the database is of an older version: start the server once");
    db.execute("DROP TABLE _sqlx_migrations").await;
    cannot_look(&look(), "this is no database of Variorum");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_another_version_is_left_alone_sqlite() {
    versions_of(&TestDb::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_of_another_version_is_left_alone_postgres() {
    let Some(db) = TestDb::postgres().await else { return };
    versions_of(&db).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn looking_changes_no_file_sqlite() {
    let db = TestDb::sqlite();
    let server = made(&db).await;
    finds_nothing(&run_in(db.folder(), &["doctor"]));
    server.kill();
    // What the server had written to the log only is seen, and stays there.
    let left = files(db.folder());
    finds_nothing(&run_in(db.folder(), &["doctor"]));
    let index = |(path, _): &(&String, &Vec<u8>)| path.ends_with("-shm");
    let now = files(db.folder());
    assert!(left.keys().eq(now.keys()));
    assert!(left.iter().zip(&now).filter(|(left, _)| !index(left)).all(|(a, b)| a == b));

    // Whoever closes the file last takes the log away.
    let mut last = SqliteConnection::connect(db.url()).await.unwrap();
    last.execute("PRAGMA wal_checkpoint(TRUNCATE)").await.unwrap();
    last.close().await.unwrap();
    let left = files(db.folder());
    assert!(!left.keys().any(|path| path.ends_with("-wal")));
    finds_nothing(&run_in(db.folder(), &["doctor"]));
    assert!(left == files(db.folder()));
}

/// A database on a disk of its own; the server that made it was killed or stopped.
async fn on_disk(disk: &Disk, is_killed: bool) -> std::path::PathBuf {
    let folder = disk.path().join(if is_killed { "killed" } else { "stopped" });
    let env = [("VARIORUM_OWNER_API_KEY", KEY)];
    let server = Server::start_by(disk.program(), &folder, &env, &[]);
    let owner = Actor::new(&server.url, Some(KEY));
    let dataset = make_dataset(&owner).await;
    send_bulk(&owner, &dataset, "bulk", 50, "some words").await.expect_status(201);
    if is_killed {
        server.kill();
    } else {
        assert_eq!(server.stop().0, 0);
    }
    folder
}

#[tokio::test(flavor = "multi_thread")]
async fn it_looks_where_nothing_can_be_written_sqlite() {
    let Some(disk) = Disk::new(48) else { return };
    let (stopped, killed) = (on_disk(&disk, false).await, on_disk(&disk, true).await);
    disk.fill();
    finds_nothing(&doctor(disk.program(), &stopped));
    finds_nothing(&doctor(disk.program(), &killed));
    disk.empty();
    disk.remount("ro");
    finds_nothing(&doctor(disk.program(), &stopped));
    finds_nothing(&doctor(disk.program(), &killed));
    disk.remount("rw");
    disk.run("rm", &[killed.join("variorum.db-shm").to_str().unwrap()]);
    disk.remount("ro");
    cannot_look(&doctor(disk.program(), &killed), "copy both to where that is possible");
}

/// Overwrites the head of each page for which this holds.
fn damage(db: &TestDb, is_meant: impl Fn(&[u8]) -> bool) {
    const PAGE: usize = 4096;
    let path = db.folder().join("variorum.db");
    let bytes = fs::read(&path).unwrap();
    let file = fs::OpenOptions::new().write(true).open(&path).unwrap();
    let pages = bytes.chunks(PAGE).enumerate().filter(|(_, page)| is_meant(page));
    let pages: Vec<usize> = pages.map(|(number, _)| number).collect();
    assert!(!pages.is_empty(), "no such page");
    for page in pages {
        file.write_all_at(&[0xff; 8], u64::try_from(page * PAGE).unwrap()).unwrap();
    }
}

fn holds(page: &[u8], text: &str) -> bool {
    page.windows(text.len()).any(|window| window == text.as_bytes())
}

/// First bytes of leaves of tables and of indexes.
const TABLE: u8 = 13;
const INDEX: u8 = 10;

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_page_keeps_it_from_nothing_else_sqlite() {
    for (kind, text, finding) in [
        // Of the table of users, which a server reads at its start.
        (TABLE, "$argon2", "users are there"),
        // Of the index of names of users.
        (INDEX, "somebody-with-a-name", "the file is damaged: "),
    ] {
        let db = TestDb::sqlite();
        let server = made(&db).await;
        let owner = Actor::new(&server.url, Some(KEY));
        let user = json!({"username": "somebody-with-a-name", "first_name": "S",
            "password": "long enough", "role": "annotator"});
        owner.post("/users", user).await.expect_status(201);
        assert_eq!(server.stop().0, 0);
        db.execute("UPDATE record_counts SET pending = pending + 1 WHERE part = 1").await;
        db.execute("PRAGMA wal_checkpoint(TRUNCATE)").await;
        damage(&db, |page| page[0] == kind && holds(page, text));
        let out = doctor(variorum(), db.folder());
        assert_eq!(out.code, 1, "{}", out.stderr);
        assert!(out.stdout.contains("the file is damaged: "), "{}", out.stdout);
        assert!(out.stdout.contains(finding), "{finding}: {}", out.stdout);
        assert!(out.stdout.contains("counts of records differ"), "{}", out.stdout);
    }
}

/// A segment of the index of texts.
#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_index_of_texts_is_found_sqlite() {
    let db = TestDb::sqlite();
    let server = made(&db).await;
    let owner = Actor::new(&server.url, Some(KEY));
    let datasets = owner.get("/me/datasets").await.json(200);
    let dataset = datasets["items"][0]["id"].as_str().unwrap().to_owned();
    let words: Vec<String> = (0..2000).map(|n| format!("word{n}")).collect();
    send_bulk(&owner, &dataset, "words", 5, &words.join(" ")).await.expect_status(201);
    assert_eq!(server.stop().0, 0);
    finds_nothing(&doctor(variorum(), db.folder()));
    db.execute(
        "UPDATE record_text_data SET block = substr(block, 1, 200) || zeroblob(300) \
         WHERE id = (SELECT id FROM record_text_data ORDER BY length(block) DESC LIMIT 1)",
    )
    .await;
    let out = doctor(variorum(), db.folder());
    assert_eq!(out.code, 1, "{}", out.stderr);
    assert!(out.stdout.contains("record_text"), "{}", out.stdout);
}
