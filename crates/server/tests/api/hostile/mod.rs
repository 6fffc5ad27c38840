//! What clients send by mistake or to do harm: a clear answer, nothing half written, and everybody
//! else is still served.

mod bodies;
mod connections;
mod names;
mod numbers;
mod queries;
mod texts;

use variorum_testkit::{Actor, Answer, TestServer};

/// Sends these bytes as JSON, whatever they are.
async fn send(actor: &Actor, method: &str, path: &str, body: impl Into<Vec<u8>>) -> Answer {
    let request = actor.request(method, path).header("content-type", "application/json");
    actor.send(request.body(body.into())).await
}

/// Asserts that the server did not fail and still answers.
#[track_caller]
fn assert_answered(answer: &Answer, asked: &str) {
    let asked: String = asked.chars().take(200).collect();
    let is_error = (400..500).contains(&answer.status);
    assert!(is_error || answer.status < 300, "{asked}: {} {}", answer.status, answer.text);
    assert!(!is_error || !answer.json.is_null(), "{asked}: {}", answer.text);
}

/// Asserts that the server is alive and serves its data.
async fn assert_alive(server: &TestServer) {
    let owner = server.owner();
    owner.send(owner.request_outside("GET", "/livez")).await.expect_status(200);
    owner.get("/me").await.expect_status(200);
}
