//! PostgreSQL that goes away and comes back.

use std::path::Path;
use std::process::Command;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::json;
use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::{TcpListener, TcpStream};
use variorum_testkit::{Actor, POSTGRES_URL, TestDb, not_run};

use super::{DEADLINE, KEY, count, send_bulk, until};
use crate::crash::{make_dataset, stored};
use crate::program::Server;

const WRITERS: usize = 4;
const BULK: usize = 20;
/// Longest time to an answer: trying to connect, asking why not, and what a slow machine adds.
const ANSWER_MAX: Duration = Duration::from_secs(10);

/// A PostgreSQL of the test's own, which goes away with the value.
pub struct Cluster {
    folder: String,
    pub url: String,
}

fn script(args: &[&str]) -> String {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/postgres");
    let out = Command::new(script).args(args).output().unwrap();
    assert!(out.status.success(), "{args:?}: {}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap().trim().to_owned()
}

impl Cluster {
    /// A cluster, or `None`, said aloud, where no tests with PostgreSQL are wanted.
    pub fn start() -> Option<Self> {
        if std::env::var_os(POSTGRES_URL).is_none() {
            not_run(&format!("{POSTGRES_URL} names no PostgreSQL server"));
            return None;
        }
        let folder = script(&["start"]);
        Some(Self { url: script(&["url", &folder]), folder })
    }

    /// A cluster whose processes are started by `run`.
    pub fn start_by(run: impl Fn(&str, &[&str]) -> String) -> Self {
        let script_path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../scripts/postgres");
        let folder = run(script_path.to_str().unwrap(), &["start"]).trim().to_owned();
        Self { url: script(&["url", &folder]), folder }
    }

    pub fn halt(&self) {
        script(&["halt", &self.folder]);
    }

    pub fn resume(&self) {
        script(&["resume", &self.folder]);
    }

    pub async fn execute(&self, sql: String) {
        let mut connection = PgConnection::connect(&self.url).await.unwrap();
        connection.execute(AssertSqlSafe(sql)).await.unwrap();
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        script(&["stop", &self.folder]);
    }
}

/// Writes bulks until told to stop; answers the names of those that were acknowledged.
async fn write(
    owner: Actor,
    dataset: String,
    writer: usize,
    refused: Arc<AtomicUsize>,
    stop: Arc<AtomicBool>,
) -> Vec<String> {
    let mut kept = Vec::new();
    for number in 0.. {
        if stop.load(Ordering::SeqCst) {
            break;
        }
        let name = format!("{writer}-{number}");
        let began = Instant::now();
        let answer = send_bulk(&owner, &dataset, &name, BULK, "outage").await;
        assert!(began.elapsed() < ANSWER_MAX, "{:?}", began.elapsed());
        match answer.status {
            201 => kept.push(name),
            503 => {
                assert_eq!(answer.headers["retry-after"], "1");
                refused.fetch_add(1, Ordering::SeqCst);
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
            other => panic!("{other}: {}", answer.text),
        }
    }
    kept
}

async fn wait_for(what: &str, is_so: impl Fn() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < DEADLINE, "{what}");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_restart_under_load_loses_nothing() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let env = [
        ("VARIORUM_OWNER_API_KEY", KEY),
        ("VARIORUM_DATABASE_URL", &cluster.url),
        ("VARIORUM_LOG", "info"),
    ];
    let server = Server::start(folder.path(), &env, &[]);
    let owner = Actor::new(&server.url, Some(KEY));
    let dataset = make_dataset(&owner).await;
    let (refused, stop) = (Arc::new(AtomicUsize::new(0)), Arc::new(AtomicBool::new(false)));
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let (refused, stop) = (Arc::clone(&refused), Arc::clone(&stop));
            tokio::spawn(write(owner.clone(), dataset.clone(), writer, refused, stop))
        })
        .collect();
    for _ in 0..2 {
        let path = format!("/api/v1/datasets/{dataset}/records?limit=1");
        until(&owner, &path, 200).await;
        cluster.halt();
        let ready = until(&owner, "/readyz", 503).await;
        assert_eq!(ready.headers["retry-after"], "1");
        assert!(ready.json["detail"].as_str().unwrap().contains("cannot be reached"));
        until(&owner, "/livez", 200).await;
        until(&owner, &path, 503).await;
        let before = refused.load(Ordering::SeqCst);
        wait_for("writers are refused", || refused.load(Ordering::SeqCst) >= before + 8).await;
        cluster.resume();
        until(&owner, "/readyz", 200).await;
    }
    // All of them go on.
    let made = send_bulk(&owner, &dataset, "last", BULK, "outage").await;
    made.expect_status(201);
    stop.store(true, Ordering::SeqCst);
    let mut kept = vec!["last".to_owned()];
    for writer in writers {
        kept.extend(writer.await.unwrap());
    }
    let (bulks, _) = stored(&owner, &dataset).await;
    for name in &kept {
        assert_eq!(bulks.get(name), Some(&BULK), "bulk {name} was acknowledged");
    }
    for (name, number) in &bulks {
        assert_eq!(*number, BULK, "bulk {name} is half there");
    }
    let (code, log) = server.stop();
    assert_eq!(code, 0);
    // With a semicolon: whoever looks for jobs at that moment repeats the cause.
    assert_eq!(count(&log, "the database cannot be reached;"), 2, "{log}");
    assert_eq!(count(&log, "the database can be reached again"), 2, "{log}");
    assert_eq!(count(&log, "ERROR"), 2, "{log}");
}

/// Reads one request; its body.
async fn read_request(stream: &mut TcpStream) -> String {
    let mut bytes = Vec::new();
    loop {
        let text = String::from_utf8_lossy(&bytes).into_owned();
        if let Some((head, body)) = text.split_once("\r\n\r\n") {
            let length = head.lines().find_map(|line| {
                let (name, value) = line.split_once(": ")?;
                name.eq_ignore_ascii_case("content-length").then(|| value.parse::<usize>().unwrap())
            });
            if body.len() >= length.unwrap_or(0) {
                return body.to_owned();
            }
        }
        let mut more = [0; 4096];
        let read = stream.read(&mut more).await.unwrap();
        assert_ne!(read, 0, "the message breaks off: {text}");
        bytes.extend_from_slice(&more[..read]);
    }
}

/// What was being delivered is finished, and what comes later is delivered.
#[tokio::test(flavor = "multi_thread")]
async fn webhooks_outlive_a_restart() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    let env = [("VARIORUM_OWNER_API_KEY", KEY), ("VARIORUM_DATABASE_URL", &cluster.url)];
    let server = Server::start(folder.path(), &env, &[]);
    let owner = Actor::new(&server.url, Some(KEY));
    let dataset = make_dataset(&owner).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    let webhook = json!({"url": url, "events": ["dataset.updated"]});
    owner.post("/webhooks", webhook).await.expect_status(201);
    let path = format!("/datasets/{dataset}");
    let next = async |name: &str| {
        let accepted = tokio::time::timeout(DEADLINE, listener.accept()).await;
        let (mut stream, _) = accepted.unwrap().unwrap();
        let body = read_request(&mut stream).await;
        assert!(body.contains(&format!("\"name\":\"{name}\"")), "{body}");
        stream
    };
    let answer = "HTTP/1.1 200 OK\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";

    owner.patch(&path, json!({"name": "one"})).await.expect_status(200);
    let mut held = next("one").await;
    cluster.halt();
    // The receiver has answered, but nobody can keep that in mind just now.
    held.write_all(answer.as_bytes()).await.unwrap();
    until(&owner, "/readyz", 503).await;
    cluster.resume();
    until(&owner, "/readyz", 200).await;
    owner.patch(&path, json!({"name": "two"})).await.expect_status(200);
    next("two").await.write_all(answer.as_bytes()).await.unwrap();
    let began = Instant::now();
    loop {
        let mut connection = PgConnection::connect(&cluster.url).await.unwrap();
        let sql = "SELECT array_agg(DISTINCT status || attempts) FROM jobs";
        let found: Vec<String> = sqlx::query_scalar(sql).fetch_one(&mut connection).await.unwrap();
        if found == ["finished1"] {
            break;
        }
        assert!(began.elapsed() < DEADLINE, "{found:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    assert_eq!(server.stop().0, 0);
}

/// A backend that is ended or interrupted in the middle of a request fails that request alone.
#[tokio::test(flavor = "multi_thread")]
async fn a_killed_backend_costs_one_answer() {
    let Some(db) = TestDb::postgres().await else { return };
    let env = [("VARIORUM_OWNER_API_KEY", KEY), ("VARIORUM_DATABASE_URL", db.url())];
    let server = Server::start(db.folder(), &env, &[]);
    let owner = Actor::new(&server.url, Some(KEY));
    let mut connection = PgConnection::connect(db.url()).await.unwrap();
    for function in ["pg_terminate_backend", "pg_cancel_backend"] {
        let mut lock = connection.begin().await.unwrap();
        lock.execute("LOCK TABLE workspaces IN ACCESS EXCLUSIVE MODE").await.unwrap();
        let request = tokio::spawn({
            let owner = owner.clone();
            async move { owner.post("/workspaces", json!({"name": function})).await }
        });
        let sql = format!(
            "SELECT count({function}(pid)) FROM pg_stat_activity WHERE wait_event_type = 'Lock' \
             AND datname = current_database() AND application_name = 'variorum'"
        );
        let began = Instant::now();
        loop {
            let mut other = PgConnection::connect(db.url()).await.unwrap();
            let query = sqlx::query_scalar(AssertSqlSafe(sql.clone()));
            let ended: i64 = query.fetch_one(&mut other).await.unwrap();
            if ended > 0 {
                break;
            }
            assert!(began.elapsed() < DEADLINE, "no request waits");
        }
        let answer = request.await.unwrap();
        assert_eq!(answer.status, 503, "{}", answer.text);
        assert_eq!(answer.headers["retry-after"], "1");
        lock.rollback().await.unwrap();
        for _ in 0..20 {
            owner.get("/me/workspaces").await.expect_status(200);
        }
        owner.post("/workspaces", json!({"name": function})).await.expect_status(201);
    }
    let (code, log) = server.stop();
    assert_eq!(code, 0);
    assert_eq!(count(&log, "a connection to the database was lost"), 1, "{log}");
    assert_eq!(count(&log, "ERROR"), 0, "{log}");
}
