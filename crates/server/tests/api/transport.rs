//! What holds for every operation: paths, methods, bodies, headers.

use serde_json::json;
use variorum_testkit::{TestDb, TestServer};

use crate::on_both;

on_both!(paths_and_methods, bodies_are_read_before_anything_else, headers_of_every_answer);

async fn paths_and_methods(server: TestServer) {
    let owner = server.owner();
    assert_eq!(owner.get("/nowhere").await.json(404), json!({"detail": "Not Found"}));
    assert_eq!(owner.get("/nowhere/").await.json(404), json!({"detail": "Not Found"}));
    let wrong = owner.delete("/me").await;
    assert_eq!(wrong.headers["allow"], "GET,PATCH");
    assert_eq!(wrong.json(405), json!({"detail": "Method Not Allowed"}));
    assert_eq!(owner.send(owner.request("HEAD", "/me")).await.status, 405);

    let slash = server.anonymous().get("/me/?a=b").await;
    assert_eq!(slash.status, 307);
    let location = slash.headers["location"].to_str().unwrap();
    assert_eq!(location, format!("{}/api/v1/me?a=b", server.url));

    assert_eq!(owner.get("/version").await.json(200), json!({"version": "2.8.0"}));
    assert_eq!(owner.get("/status").await.json(200)["version"], "2.8.0");
    let settings = json!({"argilla": {"share_your_progress_enabled": false}});
    assert_eq!(owner.get("/settings").await.json(200), settings);
    assert_eq!(owner.get("/openapi.json").await.json(200)["info"]["title"], "Variorum");
    for path in ["/livez", "/readyz"] {
        owner.send(owner.request_outside("GET", path)).await.expect_status(200);
    }
}

async fn bodies_are_read_before_anything_else(server: TestServer) {
    let anonymous = server.anonymous();
    let owner = server.owner();
    let send = |body: &'static [u8], kind: Option<&'static str>| {
        let mut request = anonymous.request("POST", "/workspaces").body(body);
        if let Some(kind) = kind {
            request = request.header("content-type", kind);
        }
        request
    };
    for (body, offset) in [
        (b"{\"name\": ".as_slice(), 9),
        (b"   ", 3),
        ("{\"ü\": x}".as_bytes(), 6),
        (b"{\n 'name': 1}", 3),
        (b"{} x", 3),
    ] {
        let malformed = anonymous.send(send(body, None)).await.problems();
        assert_eq!(malformed, [("json_invalid".to_owned(), format!("[\"body\",{offset}]"))]);
    }
    assert_eq!(anonymous.send(send(b"{\"a\": \"\xff\"}", None)).await.status, 400);
    assert_eq!(anonymous.send(send(b"{\"name\": \"x\"}", None)).await.status, 401);

    let body = |body: &'static [u8], kind: &'static str| {
        owner.request("POST", "/workspaces").body(body).header("content-type", kind)
    };
    let as_text = owner.send(body(b"{\"name\": \"x\"}", "text/plain")).await.problems();
    assert_eq!(as_text, [("model_attributes_type".to_owned(), r#"["body"]"#.to_owned())]);
    let null = owner.send(body(b"null", "application/json")).await.problems();
    assert_eq!(null, [("missing".to_owned(), r#"["body"]"#.to_owned())]);
    for (text, kind) in [
        (br#"{"name": "a\u0000b"}"#.as_slice(), "value_error"),
        (br#"{"name": "\ud800"}"#, "string_unicode"),
        (br#"{"name": "\\ \ud83d\ude00 \udc00\ud800"}"#, "string_unicode"),
    ] {
        let unusable = owner.send(body(text, "application/json")).await.problems();
        assert_eq!(unusable, [(kind.to_owned(), r#"["body","name"]"#.to_owned())]);
        assert_eq!(anonymous.send(send(text, None)).await.status, 401);
    }
    let whole = owner.send(body(br#"{"name": "\ud83d\ude00\\ud800"}"#, "application/json")).await;
    assert_eq!(whole.json(201)["name"], "😀\\ud800");
    let made = owner.send(body(b"{\"name\": \"w\"}", "application/vnd.x+json")).await;
    assert_eq!(made.json(201)["name"], "w");
    let deep = format!("{{\"name\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000));
    let deep = owner.request("POST", "/workspaces").body(deep);
    assert_eq!(owner.send(deep).await.problems()[0].0, "json_invalid");
}

async fn headers_of_every_answer(server: TestServer) {
    let owner = server.owner();
    let answer = owner.get("/me").await;
    assert!(answer.headers["server-timing"].to_str().unwrap().starts_with("total;dur="));
    assert!(answer.headers.contains_key("x-request-id"));

    let preflight = owner
        .request("OPTIONS", "/me")
        .header("origin", "https://example.com")
        .header("access-control-request-method", "GET")
        .header("access-control-request-headers", "x-argilla-api-key");
    let preflight = owner.send(preflight).await;
    assert_eq!(preflight.status, 200);
    assert_eq!(preflight.headers["access-control-allow-origin"], "https://example.com");
    assert_eq!(preflight.headers["access-control-max-age"], "600");
    assert!(!preflight.headers.contains_key("access-control-allow-credentials"));

    for encoding in ["gzip", "br", "zstd"] {
        let request = owner.request("GET", "/openapi.json").header("accept-encoding", encoding);
        assert_eq!(owner.send(request).await.headers["content-encoding"], encoding);
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_body_over_the_limit_is_refused_and_the_budget_is_shared() {
    let db = TestDb::sqlite();
    let mut config = TestServer::config(&db);
    config.limits.body_bytes = 1_000;
    config.limits.bodies_bytes = 10_000;
    let server = TestServer::start_with(config).await;
    let owner = server.owner();
    let name = |length: usize| json!({"name": "x".repeat(length)});
    owner.post("/workspaces", name(900)).await.expect_status(201);
    assert!(owner.post("/workspaces", name(1_001)).await.detail(413).contains("1000"));
    // A bulk may be larger; over the budget it is put off before it is read.
    let bulk = "/datasets/00000000-0000-0000-0000-000000000000/records/bulk";
    let put_off = owner.post(bulk, name(11_000)).await;
    assert!(put_off.headers.contains_key("retry-after"));
    assert_eq!(put_off.status, 503);
    owner.post(bulk, name(9_000)).await.expect_status(422);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_base_path_stands_in_front_of_everything() {
    let db = TestDb::sqlite();
    let mut config = TestServer::config(&db);
    config.base_path = "/annotate".to_owned();
    let server = TestServer::start_with(config).await;
    assert_eq!(server.owner().get("/me").await.json(200)["username"], "owner");
    let root = server.url.trim_end_matches("/annotate").to_owned();
    assert!(root.ends_with(|c: char| c.is_ascii_digit()));
}
