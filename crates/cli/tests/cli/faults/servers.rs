//! Several servers on one PostgreSQL.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::HeaderMap;
use serde_json::{Value, json};
use sqlx::{Connection as _, PgConnection};
use tokio::sync::{mpsc, watch};
use variorum_testkit::{Actor, TestDb};

use super::load::{Client, Crew, Found, Signs};
use super::{DEADLINE, KEY, count, examine, send_bulk};
use crate::crash::make_dataset;
use crate::program::{Server, run_with};

const SERVERS: usize = 3;
/// The one that is killed.
const KILLED: usize = 2;
const CLIENTS: usize = 2 * SERVERS;
/// Requests that are answered before the kill, and after it by the others.
const ANSWERS: usize = 60;
/// Messages that one server has under way to one webhook.
const UNDER_WAY: usize = 4;

fn start(db: &TestDb, number: usize) -> Server {
    let folder = db.folder().join(number.to_string());
    let env = [("VARIORUM_OWNER_API_KEY", KEY), ("VARIORUM_DATABASE_URL", db.url())];
    Server::start(&folder, &env, &[])
}

/// A message: its identity, the kind of the event, the identity of what it is about.
type Message = (String, String, String);

/// What a receiver got; it answers once `is_open` is true.
#[derive(Clone)]
struct Receiver {
    messages: Arc<Mutex<Vec<Message>>>,
    is_open: watch::Sender<bool>,
}

async fn receive(State(receiver): State<Receiver>, headers: HeaderMap, body: Bytes) {
    let body: Value = serde_json::from_slice(&body).unwrap();
    let id = headers["webhook-id"].to_str().unwrap().to_owned();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let message = (id, text(&body["type"]), text(&body["data"]["id"]));
    receiver.messages.lock().unwrap().push(message);
    receiver.is_open.subscribe().wait_for(|is_open| *is_open).await.unwrap();
}

/// A webhook at `owner`'s server.
async fn webhook(owner: &Actor) -> Receiver {
    let receiver = Receiver { messages: Arc::default(), is_open: watch::Sender::new(false) };
    let router = Router::new().fallback(receive).with_state(receiver.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/hook", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    let events = ["record.created", "record.deleted", "response.created", "response.deleted"];
    owner.post("/webhooks", json!({"url": url, "events": events})).await.expect_status(201);
    receiver
}

/// The number of jobs by status.
async fn jobs(db: &TestDb) -> HashMap<String, i64> {
    let mut connection = PgConnection::connect(db.url()).await.unwrap();
    let sql = "SELECT status, count(*) FROM jobs GROUP BY status";
    let counts: Vec<(String, i64)> = sqlx::query_as(sql).fetch_all(&mut connection).await.unwrap();
    counts.into_iter().collect()
}

/// Each event was told under one identity; messages came once, but for those that were under way.
fn check_messages(messages: &[Message], jobs: i64, found: &Found) {
    let mut times: HashMap<&str, usize> = HashMap::new();
    for (id, ..) in messages {
        *times.entry(id).or_default() += 1;
    }
    assert_eq!(times.len(), usize::try_from(jobs).unwrap(), "every job's message came");
    assert!(times.values().all(|times| *times <= 2), "{times:?}");
    assert_eq!(messages.len() - times.len(), UNDER_WAY, "messages came again");
    let mut told: HashMap<&str, HashMap<&str, &str>> = HashMap::new();
    for (id, kind, about) in messages {
        let first = *told.entry(kind).or_default().entry(about).or_insert(id);
        assert_eq!(id, first, "{kind} of {about} was told under two identities");
    }
    let subjects = |kind: &str| -> HashSet<&str> { told[kind].keys().copied().collect() };
    let records = found.ids.iter().filter(|(key, _)| !key.contains(' '));
    let mut made: HashSet<&str> = records.map(|(_, id)| id.as_str()).collect();
    made.extend(subjects("record.deleted"));
    assert_eq!(subjects("record.created"), made, "records that were told of, and that were made");
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_outlive_one_that_is_killed() {
    let Some(db) = TestDb::postgres().await else { return };
    let mut servers: Vec<Server> = (0..SERVERS).map(|number| start(&db, number)).collect();
    let owner = Actor::new(&servers[0].url, Some(KEY));
    let crew = Crew::make(&owner).await;
    let receiver = webhook(&owner).await;
    let (sender, mut answered) = mpsc::unbounded_channel();
    let signs: Vec<_> = servers.iter().map(|_| Arc::new(Signs::default())).collect();
    let mut tasks = Vec::new();
    for number in 0..CLIENTS {
        let (desk, signs) = (crew.at(&servers[number % SERVERS].url), &signs[number % SERVERS]);
        let seed = u64::try_from(number).unwrap();
        let client = Client::new(number);
        tasks.push(tokio::spawn(client.work(desk, seed, Arc::clone(signs), sender.clone())));
    }
    drop(sender);
    for _ in 0..ANSWERS {
        answered.recv().await.unwrap();
    }
    // All servers have sent what they send at once, and none was answered.
    let began = Instant::now();
    while receiver.messages.lock().unwrap().len() < SERVERS * UNDER_WAY {
        assert!(began.elapsed() < DEADLINE, "a server sends nothing");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
    signs[KILLED].may_fail.store(true, Ordering::SeqCst);
    servers.remove(KILLED).kill();
    receiver.is_open.send_replace(true);
    while answered.try_recv().is_ok() {}
    let mut left = ANSWERS;
    while left > 0 {
        let number = answered.recv().await.unwrap();
        left -= usize::from(number % SERVERS != KILLED);
    }
    for signs in &signs {
        signs.is_over.store(true, Ordering::SeqCst);
    }
    let mut clients = Vec::new();
    for task in tasks {
        clients.push(task.await.unwrap());
    }
    // They finish the jobs they have begun. What is begun still is what the killed one had.
    for server in servers {
        let (code, log) = server.stop();
        assert_eq!((code, count(&log, "ERROR")), (0, 0), "{log}");
    }
    assert_eq!(jobs(&db).await["started"], i64::try_from(UNDER_WAY).unwrap());
    // As if the minute had passed after which somebody else takes them up.
    db.execute("UPDATE jobs SET run_at = 0 WHERE status = 'started'").await;

    let server = start(&db, 0);
    let began = Instant::now();
    let counts = loop {
        let counts = jobs(&db).await;
        if counts.keys().all(|status| status == "finished") {
            break counts;
        }
        assert!(began.elapsed() < 4 * DEADLINE, "{counts:?}");
        tokio::time::sleep(Duration::from_millis(50)).await;
    };
    let found = Found::read(&crew, &Actor::new(&server.url, Some(KEY))).await;
    found.check_told(&mut clients, 0);
    found.check_counts(&crew.at(&server.url)).await;
    assert_eq!(server.stop().0, 0);
    check_messages(&receiver.messages.lock().unwrap(), counts["finished"], &found);
    examine(db.folder(), db.url());
}

/// Runs the program's administration on the database.
fn administer(folder: &Path, database: &str, args: &[&str]) -> String {
    let folder = ("VARIORUM_DATA_DIR", folder.to_str().unwrap());
    let out = run_with(args, &[folder, ("VARIORUM_DATABASE_URL", database)], "");
    assert_eq!(out.code, 0, "{}", out.stderr);
    out.stdout.trim().to_owned()
}

async fn status_at_all(actors: &[Actor], method: &str, path: &str) -> Vec<u16> {
    let mut statuses = Vec::new();
    for actor in actors {
        statuses.push(actor.send(actor.request(method, path)).await.status);
    }
    statuses
}

#[tokio::test(flavor = "multi_thread")]
async fn servers_honour_at_once_what_another_changed() {
    let Some(db) = TestDb::postgres().await else { return };
    let servers: Vec<Server> = (0..SERVERS).map(|number| start(&db, number)).collect();
    let at_all = |key: &str| -> Vec<Actor> {
        servers.iter().map(|server| Actor::new(&server.url, Some(key))).collect()
    };
    let owners = at_all(KEY);
    let user = json!({"username": "ann", "first_name": "Ann", "password": "a long one",
        "role": "annotator"});
    let ann = owners[0].post("/users", user).await.json(201);
    let id = ann["id"].as_str().unwrap();
    let keyed = at_all(ann["api_key"].as_str().unwrap());
    assert_eq!(status_at_all(&keyed, "GET", "/users").await, [403; SERVERS]);

    // A token of one is good at all, until the password is another.
    let form = [("username", "ann"), ("password", "a long one")];
    let token = owners[1].send(owners[1].request("POST", "/token").form(&form)).await.json(201);
    let token = token["access_token"].as_str().unwrap();
    let signed_in: Vec<Actor> = owners.iter().map(|actor| actor.with_token(token)).collect();
    assert_eq!(status_at_all(&signed_in, "GET", "/me").await, [200; SERVERS]);
    let path = format!("/users/{id}");
    owners[2].patch(&path, json!({"role": "owner"})).await.expect_status(200);
    for actors in [&keyed, &signed_in] {
        assert_eq!(status_at_all(actors, "GET", "/users").await, [200; SERVERS]);
    }
    owners[2].patch(&path, json!({"role": "annotator"})).await.expect_status(200);
    for actors in [&keyed, &signed_in] {
        assert_eq!(status_at_all(actors, "GET", "/users").await, [403; SERVERS]);
    }
    owners[0].patch(&path, json!({"password": "another one"})).await.expect_status(200);
    assert_eq!(status_at_all(&signed_in, "GET", "/me").await, [401; SERVERS]);

    let key = administer(db.folder(), db.url(), &["user", "rotate-key", "ann"]);
    assert_eq!(status_at_all(&keyed, "GET", "/me").await, [401; SERVERS]);
    let keyed = at_all(&key);
    assert_eq!(status_at_all(&keyed, "GET", "/me").await, [200; SERVERS]);
    owners[1].delete(&path).await.expect_status(200);
    assert_eq!(status_at_all(&keyed, "GET", "/me").await, [401; SERVERS]);
}

/// Settings are kept in the memory of each server; those of another count at the next request.
#[tokio::test(flavor = "multi_thread")]
async fn servers_check_records_by_the_settings_of_now() {
    let Some(db) = TestDb::postgres().await else { return };
    let servers: Vec<Server> = (0..SERVERS).map(|number| start(&db, number)).collect();
    let owners: Vec<Actor> =
        servers.iter().map(|server| Actor::new(&server.url, Some(KEY))).collect();
    let dataset = make_dataset(&owners[0]).await;
    let path = format!("/datasets/{dataset}");
    let none = json!({"allow_extra_metadata": false});
    owners[0].patch(&path, none).await.expect_status(200);
    let statuses = async |name: &str| {
        let mut statuses = Vec::new();
        for owner in &owners {
            let item = json!({"fields": {"text": "t"}, "metadata": {name: 1}});
            let body = json!({"items": [item]});
            statuses.push(owner.post(&format!("{path}/records/bulk"), body).await.status);
        }
        statuses
    };
    for (maker, other) in [(0, 1), (1, 2), (2, 0)] {
        let name = format!("of_{maker}");
        send_bulk(&owners[other], &dataset, &name, 2, "text").await.expect_status(201);
        assert_eq!(statuses(&name).await, [422; SERVERS]);
        let property = json!({"name": name, "title": name, "settings": {"type": "integer"}});
        let properties = format!("{path}/metadata-properties");
        let made = owners[maker].post(&properties, property).await.json(201);
        assert_eq!(statuses(&name).await, [201; SERVERS]);
        let made = format!("/metadata-properties/{}", made["id"].as_str().unwrap());
        owners[other].delete(&made).await.expect_status(200);
        assert_eq!(statuses(&name).await, [422; SERVERS]);
    }
}
