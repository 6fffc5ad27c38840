//! Many clients that write at once, to one dataset and to several.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tokio::sync::Barrier;
use variorum_testkit::{Actor, TestServer};

use crate::on_both;

on_both!(sixty_four_clients_write_at_once);

const CLIENTS: usize = 64;
const ROUNDS: usize = 4;
const BULK: usize = 5;
const DATASETS: usize = 8;
/// Longest time that anybody waits, on a slow machine.
const WAIT_MAX: Duration = Duration::from_secs(20);

async fn dataset(owner: &Actor, workspace: &str, name: &str) -> String {
    let body = json!({"name": name, "workspace_id": workspace});
    let made = owner.post("/datasets", body).await.json(201);
    let path = format!("/datasets/{}", made["id"].as_str().unwrap());
    let field = json!({"name": "text", "title": "T", "required": true,
        "settings": {"type": "text"}});
    owner.post(&format!("{path}/fields"), field).await.expect_status(201);
    let question = json!({"name": "q", "title": "Q", "required": true,
        "settings": {"type": "text"}});
    owner.post(&format!("{path}/questions"), question).await.expect_status(201);
    owner.put(&format!("{path}/publish"), Value::Null).await.expect_status(200);
    path
}

fn bulk(client: usize, round: usize) -> Value {
    let item = |n| json!({"fields": {"text": "t"}, "external_id": format!("{client}-{round}-{n}")});
    json!({"items": (0..BULK).map(item).collect::<Vec<_>>()})
}

/// One answer, which may not take for ever and is no failure.
async fn sent(owner: &Actor, method: &str, path: &str, body: &Value, status: u16) {
    let began = Instant::now();
    let answer = owner.send(owner.request(method, path).json(body)).await;
    assert_eq!(answer.status, status, "{method} {path}: {}", answer.text);
    assert!(began.elapsed() < WAIT_MAX, "{method} {path}: {:?}", began.elapsed());
}

async fn total(owner: &Actor, dataset: &str) -> usize {
    let found = owner.get(&format!("{dataset}/records?limit=1")).await.json(200);
    usize::try_from(found["total"].as_u64().unwrap()).unwrap()
}

async fn sixty_four_clients_write_at_once(server: TestServer) {
    let owner = server.owner();
    let workspace = server.workspace("one").await;
    let shared = dataset(&owner, &workspace, "shared").await;
    let mut datasets = Vec::new();
    for n in 0..DATASETS {
        datasets.push(dataset(&owner, &workspace, &format!("d-{n}")).await);
    }
    let start = Arc::new(Barrier::new(CLIENTS));
    let done: Arc<Vec<AtomicUsize>> = Arc::new((0..CLIENTS).map(|_| 0.into()).collect());
    let clients: Vec<_> = (0..CLIENTS)
        .map(|client| {
            // Connections of its own.
            let owner = server.owner();
            let (shared, own) = (shared.clone(), datasets[client % DATASETS].clone());
            let (start, done) = (Arc::clone(&start), Arc::clone(&done));
            tokio::spawn(async move {
                owner.get("/me").await.expect_status(200);
                start.wait().await;
                for round in 0..ROUNDS {
                    for dataset in [&shared, &own] {
                        let path = format!("{dataset}/records/bulk");
                        sent(&owner, "POST", &path, &bulk(client, round), 201).await;
                    }
                    // Merged with what others wrote meanwhile.
                    let metadata = json!({"metadata": {format!("{client}-{round}"): true}});
                    sent(&owner, "PATCH", &shared, &metadata, 200).await;
                    done[client].fetch_add(1, Ordering::SeqCst);
                }
                // The slowest of the others.
                done.iter().map(|rounds| rounds.load(Ordering::SeqCst)).min().unwrap()
            })
        })
        .collect();
    let mut slowest_at_an_end = ROUNDS;
    for client in clients {
        slowest_at_an_end = slowest_at_an_end.min(client.await.unwrap());
    }
    assert!(slowest_at_an_end >= 1, "one client waited while another wrote all it had");
    assert_eq!(total(&owner, &shared).await, CLIENTS * ROUNDS * BULK);
    for dataset in &datasets {
        assert_eq!(total(&owner, dataset).await, CLIENTS / DATASETS * ROUNDS * BULK);
    }
    let found = owner.get(&shared).await.json(200);
    assert_eq!(found["metadata"].as_object().unwrap().len(), CLIENTS * ROUNDS);
}
