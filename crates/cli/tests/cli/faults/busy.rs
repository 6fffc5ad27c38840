//! More requests than can wait: they are told at once, the others wait and are served.

use serde_json::json;
use sqlx::{Connection as _, Executor as _, PgConnection, SqliteConnection};
use tokio::sync::mpsc;
use tokio::task::JoinSet;
use variorum_testkit::{Actor, TestDb};

use super::{DEADLINE, KEY, count};
use crate::program::Server;

/// More than may wait, with all who are served meanwhile.
const REQUESTS: usize = 320;

/// Sends all requests, calls `release` as soon as one was refused, and looks at what became of
/// them.
async fn check(server: Server, release: impl AsyncFnOnce()) {
    let owner = Actor::new(&server.url, Some(KEY));
    let (refused, mut first_refused) = mpsc::unbounded_channel();
    let mut requests = JoinSet::new();
    for number in 0..REQUESTS {
        let (owner, refused) = (owner.clone(), refused.clone());
        requests.spawn(async move {
            let answer = owner.post("/workspaces", json!({"name": format!("w-{number}")})).await;
            match answer.status {
                201 => true,
                503 => {
                    assert_eq!(answer.headers["retry-after"], "1");
                    assert_eq!(answer.json["detail"], "the database is busy; try again");
                    refused.send(()).unwrap();
                    false
                }
                other => panic!("{other}: {}", answer.text),
            }
        });
    }
    // One is refused.
    tokio::time::timeout(DEADLINE, first_refused.recv()).await.unwrap().unwrap();
    release().await;
    let outcomes = requests.join_all().await;
    let made = outcomes.iter().filter(|is_made| **is_made).count();
    assert!((REQUESTS / 2..REQUESTS).contains(&made), "{made}");
    let mine = owner.get("/me/workspaces").await.json(200);
    // The owner's own is among them.
    assert_eq!(mine["items"].as_array().unwrap().len(), made + 1);
    let (code, log) = server.stop();
    assert_eq!(code, 0);
    assert_eq!(
        (log.lines().count(), count(&log, "are answered 503: too many wait")),
        (1, 1),
        "{log}"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_that_is_full_refuses_sqlite() {
    let db = TestDb::sqlite();
    let server = Server::start(db.folder(), &[("VARIORUM_OWNER_API_KEY", KEY)], &[]);
    let mut other = SqliteConnection::connect(db.url()).await.unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    check(server, async || {
        other.execute("ROLLBACK").await.unwrap();
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_queue_that_is_full_refuses_postgres() {
    let Some(db) = TestDb::postgres().await else { return };
    let env = [("VARIORUM_OWNER_API_KEY", KEY), ("VARIORUM_DATABASE_URL", db.url())];
    let server = Server::start(db.folder(), &env, &[]);
    let mut other = PgConnection::connect(db.url()).await.unwrap();
    other.execute("BEGIN; LOCK TABLE workspaces IN ACCESS EXCLUSIVE MODE").await.unwrap();
    check(server, async || {
        other.execute("ROLLBACK").await.unwrap();
    })
    .await;
}
