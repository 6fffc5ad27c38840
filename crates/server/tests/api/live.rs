//! What happens, told as it happens, beside the contract.

use std::time::Duration;

use serde_json::{Value, json};
use variorum_store::datasets;
use variorum_testkit::{Actor, TestDb, TestServer};

use crate::labelled::{Labelled, submitted};
use crate::on_both;
use crate::team::{NOBODY, dataset, id, publish};

on_both!(
    what_happens_is_told,
    only_what_may_be_seen_is_told,
    a_reconnect_misses_nothing,
    a_stream_ends_with_its_user,
    a_stream_is_sent_as_it_is,
);

/// How long anything may take to be told.
const PATIENCE: Duration = Duration::from_secs(8);

/// A client that watches.
struct Watcher {
    answer: reqwest::Response,
    text: String,
    last_id: String,
    bytes: usize,
}

impl Watcher {
    async fn of(actor: &Actor, query: &str) -> Self {
        Self::after(actor, query, None).await
    }

    async fn after(actor: &Actor, query: &str, last: Option<&str>) -> Self {
        let mut request = actor.request("GET", &format!("/me/events{query}"));
        if let Some(last) = last {
            request = request.header("Last-Event-ID", last);
        }
        let answer = request.send().await.unwrap();
        assert_eq!(answer.status(), 200);
        let mut watcher = Self { answer, text: String::new(), last_id: String::new(), bytes: 0 };
        // The first piece says where the stream is.
        while watcher.last_id.is_empty() && !watcher.text.contains("event:") {
            assert!(watcher.read(PATIENCE).await, "the stream ended");
            watcher.take_ids();
        }
        watcher
    }

    /// Reads a piece; whether there was one.
    async fn read(&mut self, patience: Duration) -> bool {
        match tokio::time::timeout(patience, self.answer.chunk()).await {
            Ok(Ok(Some(piece))) => {
                self.bytes += piece.len();
                self.text.push_str(std::str::from_utf8(&piece).unwrap());
                true
            }
            _ => false,
        }
    }

    /// Takes what is no message.
    fn take_ids(&mut self) {
        while let Some((block, _)) = self.text.split_once("\n\n") {
            if block.contains("event: ") {
                return;
            }
            let mut ids = block.lines().filter_map(|line| line.strip_prefix("id: "));
            self.last_id = ids.next().unwrap_or(&self.last_id).to_owned();
            self.text.drain(..block.len() + 2);
        }
    }

    /// The next message within some time.
    async fn next_within(&mut self, patience: Duration) -> Option<(String, Value)> {
        loop {
            self.take_ids();
            if let Some((block, _)) = self.text.split_once("\n\n") {
                let line = |name: &str| {
                    let mut lines = block.lines().filter_map(|line| line.strip_prefix(name));
                    lines.next().map(str::to_owned)
                };
                let event = line("event: ").unwrap();
                let data = serde_json::from_str(&line("data: ").unwrap()).unwrap();
                self.last_id = line("id: ").unwrap_or_else(|| self.last_id.clone());
                let length = block.len() + 2;
                self.text.drain(..length);
                return Some((event, data));
            }
            if !self.read(patience).await {
                return None;
            }
        }
    }

    /// The next message with this name; others are skipped.
    async fn expect(&mut self, event: &str) -> Value {
        let mut others = Vec::new();
        while let Some((name, data)) = self.next_within(PATIENCE).await {
            if name == event {
                return data;
            }
            others.push(name);
        }
        panic!("no {event}, but {others:?}");
    }

    async fn expect_end(mut self) {
        let ended = async { while let Ok(Some(_)) = self.answer.chunk().await {} };
        tokio::time::timeout(PATIENCE, ended).await.expect("the end of the stream");
    }

    async fn expect_silence(&mut self) {
        let found = self.next_within(Duration::from_millis(1500)).await;
        assert_eq!(found, None);
    }
}

async fn what_happens_is_told(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let dataset_id = json!(labelled.path["/datasets/".len()..]);
    let mut watcher = Watcher::of(&team.annotator, "").await;
    let record = labelled.record("t").await;
    let record_id = json!(record["/records/".len()..]);
    let expected = json!({"dataset_id": dataset_id, "count": 1, "record_ids": []});
    assert_eq!(watcher.expect("records.created").await, expected);
    let none = json!({"total": 1, "submitted": 0, "discarded": 0, "draft": 0, "pending": 1});
    assert_eq!(
        watcher.expect("progress").await,
        json!({
            "dataset_id": dataset_id,
            "records": {"total": 1, "completed": 0, "pending": 1}, "responses": none,
        })
    );
    let made = team.annotator.post(&format!("{record}/responses"), submitted("a")).await.json(201);
    assert_eq!(
        watcher.expect("responses").await,
        json!({
            "dataset_id": dataset_id, "count": 1, "record_ids": [record_id],
            "written_at": made["updated_at"],
        })
    );
    let progress = watcher.expect("progress").await;
    assert_eq!(progress["records"], json!({"total": 1, "completed": 1, "pending": 0}));
    assert_eq!([&progress["responses"]["submitted"], &progress["responses"]["pending"]], [1, 0]);
    // Once a second and dataset, in 20 kB a minute.
    assert!(progress.to_string().len() + 60 < 20_000 / 60, "{progress}");

    let suggestion = labelled.suggestion("label", json!("b"));
    team.admin.put(&format!("{record}/suggestions"), suggestion).await.expect_status(201);
    let told = watcher.expect("records.updated").await;
    assert_eq!(told["record_ids"], json!([record_id]));
    let path = format!("/responses/{}", id(&made));
    team.admin.put(&path, json!({"status": "discarded"})).await.expect_status(200);
    assert_eq!(watcher.expect("responses").await["record_ids"], json!([record_id]));
    let questions = team.admin.get(&format!("{}/questions", labelled.path)).await.json(200);
    let question = format!("/questions/{}", id(&questions["items"][0]));
    team.admin.patch(&question, json!({"title": "New"})).await.expect_status(200);
    assert_eq!(watcher.expect("settings").await, json!({"dataset_id": dataset_id}));
    team.admin.patch(&labelled.path, json!({"guidelines": "New"})).await.expect_status(200);
    watcher.expect("guidelines").await;
    watcher.expect("dataset.updated").await;
    team.admin.delete(&record).await.expect_status(200);
    let told = watcher.expect("records.deleted").await;
    assert_eq!(told, json!({"dataset_id": dataset_id, "count": 1, "record_ids": [record_id]}));
    let other = dataset(&server, &team.workspace, "other").await;
    assert_eq!(watcher.expect("dataset.created").await["dataset_id"], other["id"]);
    publish(&server, &other).await;
    assert_eq!(watcher.expect("dataset.published").await["dataset_id"], other["id"]);
    team.admin.delete(&format!("/datasets/{}", id(&other))).await.expect_status(200);
    assert_eq!(watcher.expect("dataset.deleted").await["dataset_id"], other["id"]);
}

async fn only_what_may_be_seen_is_told(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let other = dataset(&server, &team.workspace, "other").await;
    let record = labelled.record("t").await;
    let of_dataset = |id: &str| format!("?dataset_id={id}");
    let mut outsider = Watcher::of(&team.outsider, "").await;
    let mut elsewhere = Watcher::of(&team.annotator, &of_dataset(id(&other))).await;
    let mut admin = Watcher::of(&team.admin, "").await;
    let mut owner = Watcher::of(&team.owner, &of_dataset(&labelled.path[10..])).await;
    team.annotator.post(&format!("{record}/responses"), submitted("a")).await.expect_status(201);
    // Others are told how far it has come, and not who answered what.
    for watcher in [&mut admin, &mut owner] {
        let mut names = Vec::new();
        while let Some((name, _)) = watcher.next_within(Duration::from_millis(1500)).await {
            names.push(name);
        }
        assert_eq!(names, ["progress"]);
    }
    outsider.expect_silence().await;
    elsewhere.expect_silence().await;
    // Who is no member any more is told nothing more.
    let member = format!("/workspaces/{}/users/{}", team.workspace, team.admin.id);
    team.owner.delete(&member).await.expect_status(200);
    labelled_record(&labelled, &team.owner).await;
    owner.expect("records.created").await;
    admin.expect_silence().await;

    for (query, expected) in [
        (of_dataset(&labelled.path[10..]), [401, 403, 403]),
        (of_dataset(NOBODY), [401, 404, 404]),
        (of_dataset("x"), [401, 422, 422]),
    ] {
        for (actor, status) in team.everyone().into_iter().zip(expected) {
            assert_eq!(actor.get(&format!("/me/events{query}")).await.status, status, "{query}");
        }
    }
}

async fn labelled_record(labelled: &Labelled, actor: &Actor) {
    let items = json!({"items": [{"fields": {"text": "t"}}]});
    actor.post(&labelled.bulk, items).await.expect_status(201);
}

async fn a_reconnect_misses_nothing(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let opening = team.annotator.get(&format!("/me{}/opening", labelled.path)).await.json(200);
    let mut watcher = Watcher::of(&team.annotator, "").await;
    let first = labelled.record("1").await;
    watcher.expect("records.created").await;
    // Where it is stands in the last message of those that came together.
    watcher.expect("progress").await;
    let last = watcher.last_id.clone();
    drop(watcher);
    let second = labelled.record("2").await;
    for record in [&first, &second] {
        let responses = format!("{record}/responses");
        team.annotator.post(&responses, submitted("a")).await.expect_status(201);
    }
    let mut watcher = Watcher::after(&team.annotator, "", Some(&last)).await;
    assert_eq!(watcher.expect("records.created").await["count"], 1);
    for record in [&first, &second] {
        let told = watcher.expect("responses").await;
        assert_eq!(told["record_ids"], json!([record["/records/".len()..]]));
    }
    assert_eq!(watcher.expect("progress").await["records"]["completed"], 2);
    // From the opening on, whatever the header is not there for.
    let query = format!("?last_event_id={}", opening["last_event_id"].as_str().unwrap());
    let mut watcher = Watcher::of(&team.annotator, &query).await;
    assert_eq!(watcher.expect("records.created").await["count"], 2);
    // What is told live is not told again, and goes on from there.
    labelled.record("3").await;
    assert_eq!(watcher.expect("records.created").await["count"], 1);
    for unknown in ["x", "1:999999999:", "0:0:"] {
        let mut watcher = Watcher::after(&team.annotator, "", Some(unknown)).await;
        // From the very beginning, everything is still there.
        let expected = if unknown == "0:0:" { "dataset.created" } else { "reset" };
        watcher.expect(expected).await;
    }
}

async fn a_stream_ends_with_its_user(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let watcher = Watcher::of(&team.annotator, "").await;
    let user = format!("/users/{}", team.annotator.id);
    team.owner.delete(&user).await.expect_status(200);
    watcher.expect_end().await;
}

async fn a_stream_is_sent_as_it_is(server: TestServer) {
    let ann = server.user("ann", "annotator", &[]).await;
    let request = ann.request("GET", "/me/events").header("Accept-Encoding", "gzip, br, zstd");
    let answer = request.send().await.unwrap();
    assert_eq!(answer.headers()["content-type"], "text/event-stream");
    assert_eq!(answer.headers()["cache-control"], "no-store, no-transform");
    assert!(answer.headers().get("content-encoding").is_none());
    assert!(answer.headers().get("content-length").is_none());
}

/// What the command line or another server writes is told as well.
async fn others_are_heard(db: &TestDb) {
    let server = TestServer::start(db).await;
    let labelled = Labelled::of(&server).await;
    let mut watcher = Watcher::of(&labelled.team.annotator, "").await;
    let config = TestServer::config(db);
    let (store, _) = variorum_server::serve::open(&config).await.unwrap();
    let mut tx = store.write().await.unwrap();
    let id = labelled.path["/datasets/".len()..].parse().unwrap();
    let found = datasets::by_id(&mut tx, id).await.unwrap().unwrap();
    let locked = datasets::lock(&mut tx, found.seq).await.unwrap().unwrap();
    let changes = variorum_schema::decode::decode("body", json!({"guidelines": "From afar"}));
    datasets::update(&mut tx, locked, changes.unwrap()).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(watcher.expect("guidelines").await["dataset_id"], json!(id));
    store.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn others_are_heard_on_sqlite() {
    others_are_heard(&TestDb::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn others_are_heard_on_postgres() {
    if let Some(db) = TestDb::postgres().await {
        others_are_heard(&db).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn streams_are_limited_outlive_patience_and_end_with_the_server() {
    let db = TestDb::sqlite();
    let mut config = TestServer::config(&db);
    config.limits.event_streams = 2;
    config.limits.header_patience = Duration::from_secs(1);
    let mut server = TestServer::start_with(config).await;
    let (ann, bob) =
        (server.user("ann", "annotator", &[]).await, server.user("bob", "annotator", &[]).await);
    let first = Watcher::of(&ann, "").await;
    let mut second = Watcher::of(&ann, "").await;
    let refused = ann.get("/me/events").await;
    assert_eq!(refused.headers["retry-after"], "30");
    assert_eq!(refused.detail(429), "too many streams of events are open");
    let third = Watcher::of(&bob, "").await;
    drop(first);
    // The server finds out when it next looks.
    let mut again = ann.request("GET", "/me/events").send().await.unwrap();
    for _ in 0..50 {
        if again.status() == 200 {
            break;
        }
        tokio::time::sleep(Duration::from_millis(100)).await;
        again = ann.request("GET", "/me/events").send().await.unwrap();
    }
    assert_eq!(again.status(), 200);
    // Longer than a connection may say nothing before its next request.
    second.expect_silence().await;
    let began = std::time::Instant::now();
    server.stop().await;
    assert!(began.elapsed() < Duration::from_secs(5), "{:?}", began.elapsed());
    second.expect_end().await;
    third.expect_end().await;
}
