//! Bodies that are large, compressed, or large only inside.

use std::time::{Duration, Instant};

use serde_json::json;
use variorum_testkit::{TestDb, TestServer};

use super::{assert_alive, send};
use crate::labelled::Labelled;
use crate::on_both;

on_both!(a_text_of_30_mb, compressed_bodies, ten_thousand_spans, a_bulk_with_one_bad_record);

async fn a_text_of_30_mb(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let text = "0123456789".repeat(3_000_000);
    let record = labelled.record(&text).await;
    let shown = server.owner().get(&record).await.json(200);
    assert!(shown["fields"]["text"] == text, "another text came back");
    assert_alive(&server).await;
}

/// Nothing is decompressed, so that nothing small becomes large.
async fn compressed_bodies(server: TestServer) {
    let owner = server.owner();
    for encoding in ["gzip", "br", "zstd", "deflate", "x-unknown", "identity, gzip"] {
        for actor in [&owner, &server.anonymous()] {
            let request = actor.request("POST", "/workspaces").body(vec![0x1f, 0x8b, 8, 0]);
            let answer = actor.send(request.header("content-encoding", encoding)).await;
            assert!(answer.detail(415).contains("Content-Encoding"));
        }
    }
    for (number, encoding) in ["identity", "Identity", ""].into_iter().enumerate() {
        let body = json!({"name": format!("w-{number}")});
        let request = owner.request("POST", "/workspaces").header("content-encoding", encoding);
        owner.send(request.json(&body)).await.expect_status(201);
    }
    assert_alive(&server).await;
}

async fn ten_thousand_spans(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let owner = server.owner();
    let record = labelled.record(&"x".repeat(20_001)).await;
    let suggestions = format!("{record}/suggestions");
    let spans = |count: usize, end: usize| {
        let spans = (0..count).map(|i| json!({"label": "a", "start": i * 2, "end": i * 2 + end}));
        labelled.suggestion("parts", spans.collect())
    };
    let began = Instant::now();
    let kept = owner.put(&suggestions, spans(10_000, 1)).await.json(201);
    assert_eq!(kept["value"].as_array().unwrap().len(), 10_000);
    owner.put(&suggestions, spans(10_000, 3)).await.expect_status(422);
    owner.put(&suggestions, spans(10_001, 1)).await.expect_status(422);
    assert!(began.elapsed() < Duration::from_secs(10), "{:?}", began.elapsed());
    assert_alive(&server).await;
}

async fn a_bulk_with_one_bad_record(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let owner = server.owner();
    let good = json!({"fields": {"text": "good"}, "metadata": {"pages": 1}, "external_id": "x"});
    for bad in [
        json!({"fields": {"text": "a"}, "metadata": {"pages": "many"}}),
        json!({"fields": {"text": "a"}, "vectors": {"v": [1, 2, 3]}}),
        json!({"fields": {"text": "a"}, "suggestions": [labelled.suggestion("label", json!("z"))]}),
        json!({"fields": {"text": 1}}),
        json!({"fields": {"text": "a"}, "external_id": "x"}),
    ] {
        let answer = owner.post(&labelled.bulk, json!({"items": [good, bad]})).await;
        assert!(matches!(answer.status, 409 | 422), "{bad}: {} {}", answer.status, answer.text);
        let records = owner.get(&format!("{}/records", labelled.path)).await.json(200);
        assert_eq!(records["total"], 0, "{bad}");
    }
    let found = json!({"query": {"text": {"q": "good"}}});
    let found = owner.post(&format!("{}/records/search", labelled.path), found).await;
    assert_eq!(found.json(200)["total"], 0);
}

/// The client reads the answer although it was still sending.
#[tokio::test(flavor = "multi_thread")]
async fn a_body_far_over_the_limit() {
    let db = TestDb::sqlite();
    let mut config = TestServer::config(&db);
    config.limits.body_bytes = 1_000_000;
    config.limits.bulk_body_bytes = 2_000_000;
    let server = TestServer::start_with(config).await;
    let labelled = Labelled::of(&server).await;
    let body = vec![b' '; 40_000_000];
    for path in ["/workspaces", &labelled.bulk] {
        for actor in [&server.owner(), &server.anonymous()] {
            let answer = send(actor, "POST", path, body.clone()).await;
            let status = if actor.key().is_some() { 413 } else { 401 };
            assert_eq!(answer.status, status, "{path}: {}", answer.text);
        }
    }
    assert_alive(&server).await;
}
