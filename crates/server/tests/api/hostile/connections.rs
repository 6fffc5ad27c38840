//! Clients that are slow, silent, or gone in the middle of a request.

use std::time::Duration;

use serde_json::json;
use tokio::io::{AsyncReadExt as _, AsyncWriteExt as _};
use tokio::net::TcpStream;
use variorum_testkit::{TestDb, TestServer};

use super::assert_alive;

/// How long the server waits in these tests.
const PATIENCE: Duration = Duration::from_millis(200);
/// When a test gives up.
const DEADLINE: Duration = Duration::from_secs(20);

async fn server(db: &TestDb) -> TestServer {
    let mut config = TestServer::config(db);
    config.limits.header_patience = PATIENCE;
    config.limits.body_patience = PATIENCE;
    TestServer::start_with(config).await
}

async fn connect(server: &TestServer) -> TcpStream {
    TcpStream::connect(server.url.trim_start_matches("http://")).await.unwrap()
}

/// All that the server says until it closes the connection.
async fn rest(stream: &mut TcpStream) -> String {
    let mut answer = Vec::new();
    let read = tokio::time::timeout(DEADLINE, stream.read_to_end(&mut answer)).await;
    // A connection that is reset has ended as well.
    drop(read.expect("the server closes the connection"));
    String::from_utf8_lossy(&answer).into_owned()
}

fn post(key: &str, headers: &str) -> String {
    format!(
        "POST /api/v1/workspaces HTTP/1.1\r\nhost: x\r\nx-argilla-api-key: {key}\r\n\
         content-type: application/json\r\n{headers}\r\n\r\n"
    )
}

#[tokio::test(flavor = "multi_thread")]
async fn silence_before_and_within_headers_ends_the_connection() {
    let db = TestDb::sqlite();
    let server = server(&db).await;
    for said in ["", "G", "GET /livez HTTP/1.1\r\n", "GET /livez HTTP/1.1\r\nhost: x\r\n"] {
        let mut stream = connect(&server).await;
        stream.write_all(said.as_bytes()).await.unwrap();
        assert_eq!(rest(&mut stream).await, "", "{said}");
    }
    // The time is for all headers together: sending some of them now and then does not help.
    let mut stream = connect(&server).await;
    let mut is_closed = false;
    for byte in "GET /livez HTTP/1.1\r\nx: ".bytes().chain(std::iter::repeat_n(b'x', 1_000)) {
        if stream.write_all(&[byte]).await.is_err() {
            is_closed = true;
            break;
        }
        tokio::time::sleep(PATIENCE / 10).await;
    }
    assert!(is_closed);
    assert_alive(&server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_that_stands_still_is_refused() {
    let db = TestDb::sqlite();
    let server = server(&db).await;
    let key = server.owner().key().unwrap().to_owned();
    for (headers, begun) in [
        ("content-length: 100", "{\"name\":"),
        ("content-length: 100", ""),
        ("transfer-encoding: chunked", "8\r\n{\"name\":\r\n"),
        ("transfer-encoding: chunked", "8\r\n{\"na"),
    ] {
        for key in [&key, "nobody"] {
            let mut stream = connect(&server).await;
            stream.write_all(post(key, headers).as_bytes()).await.unwrap();
            stream.write_all(begun.as_bytes()).await.unwrap();
            let answer = rest(&mut stream).await;
            assert!(answer.starts_with("HTTP/1.1 408 "), "{headers}: {answer}");
            assert!(answer.contains("did not arrive in time"), "{answer}");
        }
    }
    // One that comes slowly is read.
    let mut stream = connect(&server).await;
    let body = json!({"name": "slow"}).to_string();
    let headers = format!("connection: close\r\ncontent-length: {}", body.len());
    stream.write_all(post(&key, &headers).as_bytes()).await.unwrap();
    for byte in body.bytes() {
        stream.write_all(&[byte]).await.unwrap();
        tokio::time::sleep(PATIENCE / 10).await;
    }
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 201 "), "{answer}");
}

#[tokio::test(flavor = "multi_thread")]
async fn half_open_connections_block_nobody() {
    let db = TestDb::sqlite();
    let mut config = TestServer::config(&db);
    config.limits.body_bytes = 100_000;
    config.limits.bulk_body_bytes = 100_000;
    config.limits.bodies_bytes = 200_000;
    let server = TestServer::start_with(config).await;
    let owner = server.owner();
    let key = owner.key().unwrap();
    let mut open = Vec::new();
    for number in 0..200 {
        let mut stream = connect(&server).await;
        let said = match number % 4 {
            0 => String::new(),
            1 => "POST /api/v1/workspaces HTTP/1.1\r\n".to_owned(),
            2 => post("nobody", "content-length: 90000"),
            _ => post(key, "content-length: 90000"),
        };
        stream.write_all(said.as_bytes()).await.unwrap();
        open.push(stream);
    }
    // A body that comes in single bytes takes the share of its bytes, not of its pieces.
    let mut slow = connect(&server).await;
    slow.set_nodelay(true).unwrap();
    slow.write_all(post(key, "transfer-encoding: chunked").as_bytes()).await.unwrap();
    for _ in 0..400 {
        slow.write_all(b"1\r\n \r\n").await.unwrap();
    }
    for number in 0..20 {
        let body = json!({"name": format!("w-{number}"), "ignored": "x".repeat(50_000)});
        owner.post("/workspaces", body).await.expect_status(201);
        assert_alive(&server).await;
    }
    // They go away in the middle; nothing of theirs is there.
    drop(open);
    drop(slow);
    assert_alive(&server).await;
    let listed = owner.get("/me/workspaces").await.json(200);
    let names = listed["items"].as_array().unwrap().iter().map(|w| &w["name"]);
    assert!(names.clone().all(|n| n == "owner" || n.as_str().unwrap().starts_with("w-")));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_no_http_is_refused() {
    let db = TestDb::sqlite();
    let server = server(&db).await;
    let key = server.owner().key().unwrap().to_owned();
    let long = "x".repeat(1_000_000);
    for said in [
        "\r\n\r\n\r\n".to_owned(),
        "\0\0\0\0".to_owned(),
        "GET / HTTP/9.9\r\n\r\n".to_owned(),
        "GET /api/\u{ff} HTTP/1.1\r\nhost: x\r\n\r\n".to_owned(),
        "GET http://[ HTTP/1.1\r\nhost: x\r\n\r\n".to_owned(),
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".to_owned(),
        format!("GET /{long} HTTP/1.1\r\nhost: x\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nhost: x\r\nx: {long}\r\n\r\n"),
        format!("GET / HTTP/1.1\r\nhost: x\r\n{}\r\n", "x: y\r\n".repeat(10_000)),
        post(&key, "content-length: -1"),
        post(&key, "content-length: 18446744073709551616"),
        post(&key, "content-length: 1\r\ncontent-length: 2"),
        post(&key, "content-length: 262144000"),
        post(&key, "transfer-encoding: gzip, chunked"),
        format!("{}fffffffffffffffff\r\n", post(&key, "transfer-encoding: chunked")),
        format!("{}zz\r\n", post(&key, "transfer-encoding: chunked")),
        format!("{}1;{long}\r\n", post(&key, "transfer-encoding: chunked")),
    ] {
        let mut stream = connect(&server).await;
        // It may close before it has read all.
        drop(stream.write_all(said.as_bytes()).await);
        let answer = rest(&mut stream).await;
        let said: String = said.chars().take(200).collect();
        assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 4"), "{said}: {answer}");
        assert_alive(&server).await;
    }
}

/// Who announces too much and waits is told so without having to send it.
#[tokio::test(flavor = "multi_thread")]
async fn an_announced_body_over_the_limit_is_refused_before_it_is_sent() {
    let db = TestDb::sqlite();
    let server = TestServer::start(&db).await;
    let key = server.owner().key().unwrap().to_owned();
    let mut stream = connect(&server).await;
    let headers = "expect: 100-continue\r\ncontent-length: 314572800";
    stream.write_all(post(&key, headers).as_bytes()).await.unwrap();
    let answer = rest(&mut stream).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
}
