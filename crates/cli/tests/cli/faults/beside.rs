//! Large work beside annotators: a client that reads an export slowly, huge bulks and searches for
//! what every record has. No request fails.

use std::net::SocketAddr;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use serde_json::{Value, json};
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use tokio::sync::mpsc;
use variorum_testkit::{Actor, TestDb};

use super::load::{Client, Crew, Found, Signs};
use super::{KEY, count, examine, send_bulk};
use crate::program::Server;

const CLIENTS: usize = 3;
const BULKS: usize = 4;
/// Records of a bulk.
const BULK: usize = 200;
/// Most bytes that the slow client reads for each answer that others get.
const PIECE: usize = 1 << 18;

/// Reads all records of a dataset, a piece whenever somebody else was answered.
async fn read_slowly(
    server: SocketAddr,
    dataset: &str,
    mut answered: mpsc::UnboundedReceiver<usize>,
) -> Value {
    let mut stream = TcpStream::connect(server).await.unwrap();
    let head = format!(
        "GET /api/v1/datasets/{dataset}/records?limit=1000 HTTP/1.1\r\nhost: x\r\n\
         x-argilla-api-key: {KEY}\r\nconnection: close\r\n\r\n"
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    let (mut bytes, mut piece) = (Vec::new(), vec![0; PIECE]);
    loop {
        answered.recv().await.unwrap();
        let read = stream.read(&mut piece).await.unwrap();
        if read == 0 {
            break;
        }
        bytes.extend_from_slice(&piece[..read]);
    }
    let text = String::from_utf8(bytes).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    serde_json::from_str(body).unwrap()
}

async fn search_all(owner: Actor, dataset: String, signs: Arc<Signs>) {
    let path = format!("/datasets/{dataset}/records/search?limit=100");
    let search = json!({"query": {"text": {"q": "beside -nothing"}},
        "sort": [{"scope": {"entity": "record", "property": "updated_at"}, "order": "desc"}]});
    while !signs.is_over.load(Ordering::SeqCst) {
        let found = owner.post(&path, search.clone()).await.json(200);
        assert!(found["total"].as_u64().unwrap() >= u64::try_from(BULK).unwrap());
    }
}

async fn check(db: &TestDb) {
    let env = [("VARIORUM_OWNER_API_KEY", KEY), ("VARIORUM_DATABASE_URL", db.url())];
    let server = Server::start(db.folder(), &env, &[]);
    let owner = Actor::new(&server.url, Some(KEY));
    let crew = Crew::make(&owner).await;
    let text = "large work beside annotators ".repeat(700);
    send_bulk(&owner, &crew.dataset, "large", BULK, &text).await.expect_status(201);

    let signs = Arc::new(Signs::default());
    let (sender, answered) = mpsc::unbounded_channel();
    let clients: Vec<_> = (0..CLIENTS)
        .map(|number| {
            let (desk, seed) = (crew.at(&server.url), u64::try_from(number).unwrap());
            let work = Client::new(number).work(desk, seed, Arc::clone(&signs), sender.clone());
            tokio::spawn(work)
        })
        .collect();
    drop(sender);
    let searches =
        tokio::spawn(search_all(owner.clone(), crew.dataset.clone(), Arc::clone(&signs)));
    let bulks = async {
        for number in 0..BULKS {
            let name = format!("huge{number}");
            send_bulk(&owner, &crew.dataset, &name, BULK, &text).await.expect_status(201);
        }
    };
    let address = server.url.trim_start_matches("http://").parse().unwrap();
    let (exported, ()) = tokio::join!(read_slowly(address, &crew.dataset, answered), bulks);
    signs.is_over.store(true, Ordering::SeqCst);
    searches.await.unwrap();
    assert!(exported["items"].as_array().unwrap().len() >= BULK);
    let mut done = Vec::new();
    for client in clients {
        done.push(client.await.unwrap());
    }
    let found = Found::read(&crew, &owner).await;
    assert_eq!(found.check_told(&mut done, (BULKS + 1) * BULK), (0, 0));
    examine(db.folder(), db.url());
    let (code, log) = server.stop();
    assert_eq!((code, count(&log, "ERROR")), (0, 0), "{log}");
}

#[tokio::test(flavor = "multi_thread")]
async fn annotators_are_served_beside_large_work_sqlite() {
    check(&TestDb::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn annotators_are_served_beside_large_work_postgres() {
    let Some(db) = TestDb::postgres().await else { return };
    check(&db).await;
}
