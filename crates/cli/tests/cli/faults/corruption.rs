//! A damaged page: who needs it is told so, everybody else is served.

use std::os::unix::fs::FileExt as _;

use variorum_testkit::{Actor, TestDb};

use super::{KEY, count, send_bulk};
use crate::crash::make_dataset;
use crate::program::{Server, run_in};

const PAGE: usize = 4096;

#[tokio::test(flavor = "multi_thread")]
async fn a_damaged_page_fails_those_who_need_it_sqlite() {
    let db = TestDb::sqlite();
    let env = [("VARIORUM_OWNER_API_KEY", KEY)];
    let server = Server::start(db.folder(), &env, &[]);
    let owner = Actor::new(&server.url, Some(KEY));
    let dataset = make_dataset(&owner).await;
    let other = owner.post("/workspaces", serde_json::json!({"name": "other"})).await.json(201);
    // Long enough that a page holds a few records; the marked one is somewhere in the middle.
    for name in ["before", "marked", "after"] {
        let text = format!("{name}: {}", "x ".repeat(500));
        send_bulk(&owner, &dataset, name, 20, &text).await.expect_status(201);
    }
    let page = format!("/datasets/{dataset}/records?limit=1000");
    let items = owner.get(&page).await.json(200)["items"].clone();
    let id = |at: usize| items[at]["id"].as_str().unwrap().to_owned();
    let (first, marked) = (id(0), id(30));
    assert_eq!(server.stop().0, 0);

    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").await;
    damage(&db, "marked: x");
    let server = Server::start(db.folder(), &env, &[]);
    let owner = Actor::new(&server.url, Some(KEY));
    let failed = owner.get(&format!("/records/{marked}")).await.json(500);
    assert_eq!(failed["detail"]["code"], "argilla.api.errors::GenericServerError");
    // Others are served, also by writing.
    owner.get(&format!("/records/{first}")).await.expect_status(200);
    owner.get(&format!("/workspaces/{}", other["id"].as_str().unwrap())).await.expect_status(200);
    send_bulk(&owner, &dataset, "later", 5, "later").await.expect_status(201);
    let (code, log) = server.stop();
    assert_eq!(code, 0);
    assert_eq!(log.lines().count(), 1, "{log}");
    assert_eq!(count(&log, "stored data is not readable: database disk image is malformed"), 1);

    let doctor = run_in(db.folder(), &["doctor"]);
    assert_eq!(doctor.code, 1, "{}", doctor.stderr);
    assert!(doctor.stdout.contains("the file is damaged: "), "{}", doctor.stdout);
}

/// Overwrites the head of the pages that hold records with this text.
fn damage(db: &TestDb, text: &str) {
    let path = db.folder().join("variorum.db");
    let bytes = std::fs::read(&path).unwrap();
    let file = std::fs::OpenOptions::new().write(true).open(&path).unwrap();
    let mut damaged = 0;
    for (number, page) in bytes.chunks(PAGE).enumerate() {
        // 13: a leaf of a table.
        let is_leaf = page.first() == Some(&13);
        if is_leaf && page.windows(text.len()).any(|window| window == text.as_bytes()) {
            file.write_all_at(&[0xff; 8], u64::try_from(number * PAGE).unwrap()).unwrap();
            damaged += 1;
        }
    }
    assert!(damaged > 0, "no page holds `{text}`");
}
