//! The signal to stop: what was accepted is finished, what does not end is cut off.

use std::net::{SocketAddr, TcpStream as StdStream};
use std::time::{Duration, Instant};

use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use variorum_testkit::{Actor, TestDb};

use super::{DEADLINE, KEY, count, send_bulk};
use crate::crash::make_dataset;
use crate::program::Server;

fn address(server: &Server) -> SocketAddr {
    server.url.trim_start_matches("http://").parse().unwrap()
}

/// A request of which the body is announced and not sent.
async fn begin(server: &Server, body: &str) -> TcpStream {
    let mut stream = TcpStream::connect(address(server)).await.unwrap();
    let head = format!(
        "POST /api/v1/workspaces HTTP/1.1\r\nhost: x\r\nx-argilla-api-key: {KEY}\r\n\
         content-type: application/json\r\ncontent-length: {}\r\nexpect: 100-continue\r\n\r\n",
        body.len()
    );
    stream.write_all(head.as_bytes()).await.unwrap();
    // It asks for the body: the request is being worked on.
    let mut asked = [0; 25];
    stream.read_exact(&mut asked).await.unwrap();
    assert_eq!(&asked, b"HTTP/1.1 100 Continue\r\n\r\n");
    stream
}

/// Waits until nobody is let in any more.
fn until_refused(address: SocketAddr) {
    let began = Instant::now();
    while StdStream::connect(address).is_ok() {
        assert!(began.elapsed() < DEADLINE, "connections are accepted still");
        std::thread::sleep(Duration::from_millis(5));
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn what_was_accepted_is_finished() {
    let db = TestDb::sqlite();
    let env = [("VARIORUM_OWNER_API_KEY", KEY)];
    let mut server = Server::start(db.folder(), &env, &[]);
    let body = json!({"name": "accepted"}).to_string();
    let mut request = begin(&server, &body).await;
    let idle = TcpStream::connect(address(&server)).await.unwrap();
    server.terminate();
    until_refused(address(&server));
    request.write_all(body.as_bytes()).await.unwrap();
    let mut answer = String::new();
    request.read_to_string(&mut answer).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
    let (code, log) = server.ended();
    assert_eq!((code, log.as_str()), (0, ""));
    drop(idle);

    let server = Server::start(db.folder(), &env, &[]);
    let owner = Actor::new(&server.url, Some(KEY));
    let mine = owner.get("/me/workspaces").await.json(200);
    let names = mine["items"].as_array().unwrap().iter().map(|w| w["name"].as_str().unwrap());
    assert!(names.into_iter().any(|name| name == "accepted"), "{mine}");
}

#[tokio::test(flavor = "multi_thread")]
async fn clients_that_never_end_hold_nothing_up() {
    for seconds in ["0", "1"] {
        let db = TestDb::sqlite();
        let env = [("VARIORUM_OWNER_API_KEY", KEY), ("VARIORUM_SHUTDOWN_SECONDS", seconds)];
        let mut server = Server::start(db.folder(), &env, &[]);
        let owner = Actor::new(&server.url, Some(KEY));
        let dataset = make_dataset(&owner).await;
        // More than what the buffers of a connection take.
        let text = "x".repeat(1 << 20);
        send_bulk(&owner, &dataset, "large", 12, &text).await.expect_status(201);
        let body = json!({"name": "never"}).to_string();
        let mut no_body = begin(&server, &body).await;
        no_body.write_all(&body.as_bytes()[..5]).await.unwrap();
        let mut no_reader = TcpStream::connect(address(&server)).await.unwrap();
        let head = format!(
            "GET /api/v1/datasets/{dataset}/records?limit=1000 HTTP/1.1\r\nhost: x\r\n\
             x-argilla-api-key: {KEY}\r\n\r\n"
        );
        no_reader.write_all(head.as_bytes()).await.unwrap();
        // It is being answered.
        no_reader.read_exact(&mut [0; 12]).await.unwrap();
        let began = Instant::now();
        server.terminate();
        let (code, log) = server.ended();
        assert_eq!(code, 0, "{log}");
        let limit = Duration::from_secs(seconds.parse().unwrap());
        assert!(began.elapsed() >= limit, "it waited as long as it was told");
        assert!(began.elapsed() < limit + Duration::from_secs(4), "{:?}", began.elapsed());
        assert_eq!(log.lines().count(), 1, "{log}");
        assert_eq!(count(&log, &format!("after {seconds} s was cut off")), 1, "{log}");
    }
}
