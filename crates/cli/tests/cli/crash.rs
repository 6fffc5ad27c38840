//! A server that is killed in the middle of writing has lost nothing that it acknowledged, and has
//! nothing half.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

use serde_json::{Value, json};
use variorum_testkit::{Actor, TestDb};

use crate::program::{Server, run_with};

const KEY: &str = "the owner's own key";
const WRITERS: usize = 4;
const BULK: usize = 50;
/// Acknowledged bulks after which the server is killed.
const BULKS_BEFORE: usize = 12;

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_is_there_after_a_kill_sqlite() {
    check(&TestDb::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_acknowledged_is_there_after_a_kill_postgres() {
    let Some(db) = TestDb::postgres().await else { return };
    check(&db).await;
}

/// What clients were told: bulks by name, and how many answers each was given.
#[derive(Default)]
struct Acknowledged {
    bulks: Vec<String>,
    answered: HashMap<String, usize>,
}

async fn check(db: &TestDb) {
    let env = [("VARIORUM_OWNER_API_KEY", KEY), ("VARIORUM_DATABASE_URL", db.url())];
    let server = Server::start(db.folder(), &env, &[]);
    let owner = Actor::new(&server.url, Some(KEY));
    let dataset = make_dataset(&owner).await;
    let count = Arc::new(AtomicUsize::new(0));
    let writers: Vec<_> = (0..WRITERS)
        .map(|writer| {
            let (owner, dataset, count) = (owner.clone(), dataset.clone(), Arc::clone(&count));
            tokio::spawn(async move { write(&owner, &dataset, writer, &count).await })
        })
        .collect();
    while count.load(Ordering::SeqCst) < BULKS_BEFORE {
        assert!(writers.iter().any(|writer| !writer.is_finished()), "no writer is left");
        tokio::task::yield_now().await;
    }
    server.kill();
    let mut told = Acknowledged::default();
    for writer in writers {
        let one = writer.await.unwrap();
        told.bulks.extend(one.bulks);
        told.answered.extend(one.answered);
    }

    let server = Server::start(db.folder(), &env, &[]);
    let owner = Actor::new(&server.url, Some(KEY));
    let (bulks, answers) = stored(&owner, &dataset).await;
    for name in &told.bulks {
        assert_eq!(bulks.get(name), Some(&BULK), "bulk {name} was acknowledged");
    }
    for (name, number) in &bulks {
        assert_eq!(*number, BULK, "bulk {name} is half there");
    }
    for (name, number) in &told.answered {
        let found = answers.get(name).copied().unwrap_or_default();
        assert!(
            found >= *number,
            "{number} answers to {name} were acknowledged, {found} are there"
        );
    }
    let records: usize = bulks.values().sum();
    let completed: usize = answers.values().sum();
    let progress = owner.get(&format!("/datasets/{dataset}/progress")).await.json(200);
    assert_eq!(progress["total"], records);
    assert_eq!(progress["completed"], completed);
    let found = json!({"query": {"text": {"q": "crash"}}});
    let path = format!("/datasets/{dataset}/records/search");
    assert_eq!(owner.post(&path, found).await.json(200)["total"], records);
    let folder = ("VARIORUM_DATA_DIR", db.folder().to_str().unwrap());
    let doctor = run_with(&["doctor"], &[folder, env[1]], "");
    assert_eq!((doctor.code, doctor.stdout.as_str()), (0, ""), "{}", doctor.stderr);
    assert_eq!(server.stop().0, 0);
}

/// A dataset of everything that searches look up; of the questions only `q`, with a text, needs an
/// answer.
pub async fn make_dataset(owner: &Actor) -> String {
    let workspaces = owner.get("/me/workspaces").await.json(200);
    let body = json!({"name": "d", "workspace_id": workspaces["items"][0]["id"]});
    let made = owner.post("/datasets", body).await.json(201);
    let id = made["id"].as_str().unwrap().to_owned();
    let field = json!({"name": "text", "title": "T", "required": true,
        "settings": {"type": "text"}});
    owner.post(&format!("/datasets/{id}/fields"), field).await.expect_status(201);
    let labels = json!([{"value": "a", "text": "A"}, {"value": "b", "text": "B"}]);
    let stars = json!([{"value": 1}, {"value": 2}, {"value": 3}]);
    for (name, required, settings) in [
        ("q", true, json!({"type": "text"})),
        ("label", false, json!({"type": "label_selection", "options": labels})),
        ("tags", false, json!({"type": "multi_label_selection", "options": labels})),
        ("stars", false, json!({"type": "rating", "options": stars})),
    ] {
        let question =
            json!({"name": name, "title": name, "required": required, "settings": settings});
        owner.post(&format!("/datasets/{id}/questions"), question).await.expect_status(201);
    }
    for (name, kind) in [("group", "terms"), ("size", "integer"), ("weight", "float")] {
        let property = json!({"name": name, "title": name, "settings": {"type": kind}});
        let path = format!("/datasets/{id}/metadata-properties");
        owner.post(&path, property).await.expect_status(201);
    }
    let vectors = json!({"name": "v", "title": "V", "dimensions": 3});
    owner.post(&format!("/datasets/{id}/vectors-settings"), vectors).await.expect_status(201);
    owner.put(&format!("/datasets/{id}/publish"), Value::Null).await.expect_status(200);
    id
}

/// Writes bulks and answers their first records until the server is gone.
async fn write(owner: &Actor, dataset: &str, writer: usize, count: &AtomicUsize) -> Acknowledged {
    let mut told = Acknowledged::default();
    for number in 0.. {
        let name = format!("{writer}-{number}");
        let items: Vec<Value> = (0..BULK)
            .map(|n| {
                json!({"fields": {"text": "crash"}, "external_id": format!("{name}-{n}"),
                    "metadata": {"group": [name, "all"], "size": n, "weight": 0.5},
                    "vectors": {"v": [n, 1, 0.1]}})
            })
            .collect();
        let path = format!("/datasets/{dataset}/records/bulk");
        let request = owner.request("POST", &path).json(&json!({"items": items}));
        let Ok(answer) = owner.try_send(request).await else { break };
        let made = answer.json(201);
        told.bulks.push(name.clone());
        count.fetch_add(1, Ordering::SeqCst);
        for record in made["items"].as_array().unwrap().iter().take(3) {
            let path = format!("/records/{}/responses", record["id"].as_str().unwrap());
            let values = json!({"q": {"value": "a"}, "label": {"value": "a"},
                "tags": {"value": ["a", "b"]}, "stars": {"value": 3}});
            let body = json!({"status": "submitted", "values": values});
            let request = owner.request("POST", &path).json(&body);
            let Ok(answer) = owner.try_send(request).await else { return told };
            answer.expect_status(201);
            *told.answered.entry(name.clone()).or_default() += 1;
        }
    }
    told
}

/// The number of records and of responses of every bulk.
pub async fn stored(
    owner: &Actor,
    dataset: &str,
) -> (HashMap<String, usize>, HashMap<String, usize>) {
    let (mut bulks, mut answers) = (HashMap::new(), HashMap::new());
    let mut offset = 0;
    loop {
        let path =
            format!("/datasets/{dataset}/records?include=responses&limit=1000&offset={offset}");
        let page = owner.get(&path).await.json(200);
        let items = page["items"].as_array().unwrap();
        if items.is_empty() {
            return (bulks, answers);
        }
        offset += items.len();
        for record in items {
            let (name, _) = record["external_id"].as_str().unwrap().rsplit_once('-').unwrap();
            *bulks.entry(name.to_owned()).or_default() += 1;
            *answers.entry(name.to_owned()).or_default() +=
                record["responses"].as_array().unwrap().len();
        }
    }
}
