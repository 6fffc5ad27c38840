//! What cannot be written, from the start or for a while.

use std::process::{Command, Stdio};

use serde_json::json;
use variorum_testkit::{Actor, TestDb};

use super::disk::Disk;
use super::{KEY, count, send_bulk};
use crate::crash::{make_dataset, stored};
use crate::program::{Server, run_with, variorum_by};

const ENV: [(&str, &str); 2] = [("VARIORUM_OWNER_API_KEY", KEY), ("VARIORUM_LOG", "info")];

#[test]
fn what_cannot_be_written_at_start_is_named() {
    let Some(disk) = Disk::new(8) else { return };
    let old = disk.path().join("old");
    Server::start_by(disk.program(), &old, &[], &[]).stop();
    disk.remount("ro");
    let elsewhere = tempfile::tempdir().unwrap();
    let database = format!("sqlite:{}", old.join("variorum.db").display());
    for (folder, database) in [
        (old.as_path(), None),
        (&disk.path().join("new"), None),
        (elsewhere.path(), Some(&database)),
    ] {
        let out = disk
            .program()
            .args(["serve", "--listen", "127.0.0.1:0", "--log", "off"])
            .env("VARIORUM_DATA_DIR", folder)
            .envs(database.map(|url| ("VARIORUM_DATABASE_URL", url)))
            .stdin(Stdio::null())
            .output()
            .unwrap();
        let said = String::from_utf8(out.stderr).unwrap();
        assert_eq!((out.status.code(), said.lines().count()), (Some(2), 1), "{said}");
        assert!(said.to_lowercase().replace('-', "").contains("readonly"), "{said}");
    }
    disk.remount("rw");
    assert_eq!(Server::start_by(disk.program(), &old, &[], &[]).stop().0, 0);
}

async fn refuses_writes(owner: &Actor, dataset: &str) {
    for name in ["refused-a", "refused-b"] {
        let answer = send_bulk(owner, dataset, name, 5, "refused").await;
        assert_eq!(answer.status, 503, "{}", answer.text);
        assert_eq!(answer.headers["retry-after"], "1");
        let detail = answer.json["detail"].as_str().unwrap();
        assert!(detail.contains("cannot be written"), "{detail}");
    }
    owner.post("/workspaces", json!({"name": "refused"})).await.expect_status(503);
    assert_eq!(stored(owner, dataset).await.0.len(), 1, "reads go on");
    let ready = owner.send(owner.request_outside("GET", "/readyz")).await;
    assert_eq!(ready.status, 200);
}

async fn takes_writes(owner: &Actor, dataset: &str) {
    assert_eq!(send_bulk(owner, dataset, "after", 5, "after").await.status, 201);
    let (bulks, _) = stored(owner, dataset).await;
    assert_eq!((bulks.len(), bulks["before"], bulks["after"]), (2, 5, 5));
}

/// No file may grow, as when the file system turned read-only after an error: open files cannot be
/// written any more, and the system tells at the moment of writing.
#[tokio::test(flavor = "multi_thread")]
async fn files_that_cannot_be_written_for_a_while_sqlite() {
    let folder = tempfile::tempdir().unwrap();
    let program = variorum_by("sh", &["-c", "trap '' XFSZ; exec \"$0\" \"$@\""]);
    let server = Server::start_by(program, folder.path(), &ENV, &[]);
    let owner = Actor::new(&server.url, Some(KEY));
    let dataset = make_dataset(&owner).await;
    assert_eq!(send_bulk(&owner, &dataset, "before", 5, "before").await.status, 201);
    let limit = |size: &str| {
        let pid = server.id().to_string();
        let size = format!("--fsize={size}:");
        let done = Command::new("prlimit").args(["--pid", &pid, &size]).status();
        assert!(done.unwrap().success());
    };
    limit("0");
    refuses_writes(&owner, &dataset).await;
    limit("unlimited");
    takes_writes(&owner, &dataset).await;
    let (code, log) = server.stop();
    assert_eq!(code, 0);
    let line = log.lines().find(|line| line.contains("ERROR")).unwrap();
    assert!(
        line.contains("the database cannot be written: disk I/O error: File too large"),
        "{log}"
    );
    assert_eq!(count(&log, "ERROR"), 1, "{log}");
    assert_eq!(count(&log, "the database can be written again"), 1, "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_database_that_takes_no_writes_for_a_while_postgres() {
    let Some(db) = TestDb::postgres().await else { return };
    let env = [ENV[0], ENV[1], ("VARIORUM_DATABASE_URL", db.url())];
    let server = Server::start(db.folder(), &env, &[]);
    let owner = Actor::new(&server.url, Some(KEY));
    let dataset = make_dataset(&owner).await;
    assert_eq!(send_bulk(&owner, &dataset, "before", 5, "before").await.status, 201);
    let set = async |value: &str| {
        // It holds for new sessions.
        db.execute(match value {
            "on" => {
                "DO $$ BEGIN EXECUTE format('ALTER DATABASE %I SET \
                 default_transaction_read_only = on', current_database()); END $$"
            }
            _ => {
                "BEGIN READ WRITE; \
                 DO $$ BEGIN EXECUTE format('ALTER DATABASE %I RESET \
                 default_transaction_read_only', current_database()); END $$; COMMIT"
            }
        })
        .await;
        db.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity \
             WHERE datname = current_database() AND application_name = 'variorum'",
        )
        .await;
    };
    set("on").await;
    refuses_writes(&owner, &dataset).await;
    let out = run_with(
        &["serve", "--listen", "127.0.0.1:0", "--log", "off"],
        &[("VARIORUM_DATABASE_URL", db.url())],
        "",
    );
    assert_eq!((out.code, out.stderr.lines().count()), (2, 1), "{}", out.stderr);
    assert!(out.stderr.contains("read-only transaction"), "{}", out.stderr);
    set("off").await;
    takes_writes(&owner, &dataset).await;
    let (code, log) = server.stop();
    assert_eq!(code, 0);
    assert_eq!(count(&log, "the database cannot be written: "), 1, "{log}");
    assert_eq!(count(&log, "the database can be written again"), 1, "{log}");
}
