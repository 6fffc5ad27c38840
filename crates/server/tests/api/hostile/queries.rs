//! Searches that are long, deep or many at once.

use std::time::{Duration, Instant};

use serde_json::{Value, json};
use variorum_testkit::TestServer;

use super::{assert_alive, assert_answered};
use crate::labelled::Labelled;
use crate::on_both;

on_both!(long_and_deep_texts, many_and_long_values);

/// Far more than any of these needs, far less than work that grows faster than its input takes.
const PATIENCE: Duration = Duration::from_secs(20);

async fn search(server: &TestServer, labelled: &Labelled, body: Value) -> (u16, Value) {
    let owner = server.owner();
    let asked = body.to_string();
    let began = Instant::now();
    let answer = owner.post(&format!("{}/records/search", labelled.path), body).await;
    let asked: String = asked.chars().take(100).collect();
    assert!(began.elapsed() < PATIENCE, "{asked}: {:?}", began.elapsed());
    assert_answered(&answer, &asked);
    (answer.status, answer.json)
}

async fn long_and_deep_texts(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let texts = json!([{"fields": {"text": "some words here"}}, {"fields": {"text": "others"}}]);
    labelled.records(texts).await;
    let many = 20_000;
    for q in [
        "words ".repeat(many),
        "w".repeat(1_000_000),
        (0..many).map(|i| format!("w{i} ")).collect(),
        (0..many).map(|i| format!("w{i} | ")).collect(),
        (0..many).map(|i| format!("w{i}* ")).collect(),
        (0..many).map(|i| format!("-w{i} ")).collect(),
        "(".repeat(many),
        ")".repeat(many),
        format!("{}words{}", "(".repeat(many), ")".repeat(many)),
        format!("{}words{}", "-(".repeat(many), ")".repeat(many)),
        "(a | ".repeat(many),
        "\"".repeat(many),
        format!("\"{}\"", "some words ".repeat(many)),
        "text:".repeat(many),
        "text:(".repeat(many),
        "-".repeat(many),
        "a* b* ".repeat(many / 2),
        "| ".repeat(many),
        "\\".repeat(many),
        "~9 ".repeat(many),
        "\u{e01}\u{e33}".repeat(many),
        "\u{301}".repeat(many),
        "*".to_owned(),
        "\"\"*~9".to_owned(),
    ] {
        for field in [Value::Null, json!("text")] {
            let body = json!({"query": {"text": {"q": q, "field": field}}});
            search(&server, &labelled, body).await;
        }
    }
    let (status, found) =
        search(&server, &labelled, json!({"query": {"text": {"q": "words ".repeat(many)}}})).await;
    assert_eq!((status, &found["total"]), (200, &json!(1)));
    assert_alive(&server).await;
}

async fn many_and_long_values(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let record = json!({"fields": {"text": "a"}, "metadata": {"secret": "b"}, "external_id": "b"});
    labelled.records(json!([record])).await;
    let scopes = [
        json!({"entity": "metadata", "metadata_property": "secret"}),
        json!({"entity": "record", "property": "external_id"}),
        json!({"entity": "record", "property": "id"}),
        json!({"entity": "suggestion", "question": "label"}),
        json!({"entity": "response", "question": "label"}),
    ];
    let long: Vec<_> = (0..249).map(|_| "x".repeat(100_000)).chain(["b".to_owned()]).collect();
    for scope in &scopes {
        let filter = json!({"type": "terms", "scope": scope, "values": long});
        let body = json!({"filters": {"and": [filter]}});
        assert_eq!(search(&server, &labelled, body).await.0, 200, "{scope}");
    }
    let short: Vec<_> = (0..250).map(|i| format!("b{i}")).collect();
    let filter = json!({"type": "terms", "scope": scopes[0], "values": short});
    let sort: Vec<_> = (0..10).map(|_| json!({"scope": scopes[0], "order": "asc"})).collect();
    let body = json!({"filters": {"and": vec![filter.clone(); 50]}, "sort": sort});
    assert_eq!(search(&server, &labelled, body).await.0, 200);
    let body = json!({"filters": {"and": vec![filter; 51]}});
    assert_eq!(search(&server, &labelled, body).await.0, 422);
    let vector = json!({"name": "v", "value": vec![1.0; 100_000]});
    assert_eq!(search(&server, &labelled, json!({"query": {"vector": vector}})).await.0, 422);
    assert_alive(&server).await;
}
