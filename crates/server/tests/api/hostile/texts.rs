//! Texts that are none: half characters, NUL, bytes that are not UTF-8, nesting without end.

use serde_json::{Value, json};
use variorum_testkit::TestServer;

use super::{assert_alive, assert_answered, send};
use crate::labelled::Labelled;
use crate::on_both;
use crate::team::{NOBODY, dataset, id};

on_both!(texts_in_bodies, texts_in_paths_and_queries, texts_in_forms, nesting, duplicate_keys,);

/// Where a text can stand, `@`, on a draft dataset `D` of a workspace `W`.
const TEXTS: [(&str, &str, &str); 12] = [
    ("POST", "/workspaces", r#"{"name": "@"}"#),
    ("POST", "/users", r#"{"username": "u@", "first_name": "@", "password": "long enough"}"#),
    ("POST", "/datasets", r#"{"name": "@", "workspace_id": "W"}"#),
    ("PATCH", "/datasets/D", r#"{"guidelines": "@"}"#),
    ("PATCH", "/datasets/D", r#"{"metadata": {"@": [{"@": "@"}]}}"#),
    ("POST", "/datasets/D/fields", r#"{"name": "@", "title": "@", "settings": {"type": "text"}}"#),
    (
        "POST",
        "/datasets/D/questions",
        r#"{"name": "@", "title": "@", "description": "@", "settings": {"type": "text"}}"#,
    ),
    (
        "POST",
        "/datasets/D/metadata-properties",
        r#"{"name": "@", "title": "@", "settings": {"type": "terms", "values": ["@"]}}"#,
    ),
    ("POST", "/datasets/D/vectors-settings", r#"{"name": "@", "title": "@", "dimensions": 2}"#),
    (
        "POST",
        "/webhooks",
        r#"{"url": "http://x/@", "events": ["record.created"], "description": "@"}"#,
    ),
    (
        "POST",
        "/datasets/D/import",
        r#"{"name": "@", "subset": "@", "split": "@", "mapping": {"fields": []}}"#,
    ),
    ("POST", "/datasets/D/export", r#"{"name": "@", "token": "@"}"#),
];

/// Texts of which nothing may be kept.
const REFUSED: [&[u8]; 8] = [
    br"\ud800",
    br"a\udfff",
    br"\ud800\ud800",
    br"\udc00\ud800",
    br"\u0000",
    b"\xff",
    b"\xed\xa0\x80",
    b"\xc0\x80",
];

fn with(template: &str, text: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    for (index, part) in template.split('@').enumerate() {
        if index > 0 {
            out.extend_from_slice(text);
        }
        out.extend_from_slice(part.as_bytes());
    }
    out
}

async fn texts_in_bodies(server: TestServer) {
    let owner = server.owner();
    let workspace = server.workspace("w").await;
    let made = dataset(&server, &workspace, "d").await;
    let before = lists(&server, id(&made)).await;
    for (method, path, template) in TEXTS {
        let path = path.replace('D', id(&made));
        let template = template.replace('W', &workspace);
        for text in REFUSED {
            let answer = send(&owner, method, &path, with(&template, text)).await;
            let status = if text.is_ascii() { 422 } else { 400 };
            assert_eq!(answer.status, status, "{template} {text:?}: {}", answer.text);
            assert_answered(&answer, &template);
        }
    }
    assert_eq!(lists(&server, id(&made)).await, before);
    let labelled = Labelled::of(&server).await;
    for template in [
        r#"{"fields": {"text": "@"}}"#,
        r#"{"fields": {"text": "a", "@": "a"}}"#,
        r#"{"fields": {"text": "a"}, "external_id": "@"}"#,
        r#"{"fields": {"text": "a"}, "metadata": {"secret": "@"}}"#,
        r#"{"fields": {"text": "a"}, "metadata": {"extra": {"@": ["@"]}}}"#,
    ] {
        for text in REFUSED {
            let body =
                with(&format!(r#"{{"items": [{{"fields": {{"text": "b"}}}}, {template}]}}"#), text);
            for method in ["POST", "PUT"] {
                let answer = send(&owner, method, &labelled.bulk, body.clone()).await;
                assert!(matches!(answer.status, 400 | 422), "{template}: {}", answer.text);
            }
        }
    }
    let records = owner.get(&format!("{}/records", labelled.path)).await.json(200);
    assert_eq!(records["total"], 0);
    // What is rare but a text is kept as it came.
    let rare = "\u{1}\u{7f}\u{fffe}\u{ffff}\u{10ffff}\u{feff}\u{202e}e\u{301}\u{2028}\\ud800";
    let record = labelled.record(rare).await;
    assert_eq!(owner.get(&record).await.json(200)["fields"]["text"], rare);
    assert_alive(&server).await;
}

async fn lists(server: &TestServer, dataset: &str) -> Vec<Value> {
    let mut found = Vec::new();
    for path in ["/me/workspaces", "/users", "/me/datasets", "/webhooks"] {
        found.push(server.owner().get(path).await.json(200));
    }
    for part in ["/fields", "/questions", "/vectors-settings", ""] {
        let path = format!("/datasets/{dataset}{part}");
        found.push(server.owner().get(&path).await.json(200));
    }
    found
}

async fn texts_in_paths_and_queries(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let owner = server.owner();
    let path = &labelled.path;
    for text in ["%ff", "%00", "%ed%a0%80", "%", "%zz", "%2e%2e%2f", "'", "%22", "\u{fffd}", "..;"]
    {
        for asked in [
            format!("/datasets/{text}"),
            format!("{path}{text}"),
            format!("/oauth2/providers/{text}/authentication"),
            format!("{path}/records?include={text}"),
            format!("{path}/records?include=vectors:{text}"),
            format!("{path}/records?offset={text}"),
            format!("/me/datasets?workspace_id={text}"),
            format!("/{text}"),
        ] {
            assert_answered(&owner.get(&asked).await, &asked);
        }
        for asked in [
            format!("{path}/records?ids={text}"),
            format!("{path}/records?ids={NOBODY},{text}"),
            format!("/records/{NOBODY}/suggestions?ids={text}"),
        ] {
            let answer = owner.delete(&asked).await;
            assert!(matches!(answer.status, 404 | 422), "{asked}: {}", answer.text);
        }
    }
    let ids = format!("ids={NOBODY}&").repeat(800);
    let many = owner.delete(&format!("{path}/records?{ids}")).await;
    assert_answered(&many, "800 ids");
    assert_alive(&server).await;
}

async fn texts_in_forms(server: TestServer) {
    let anonymous = server.anonymous();
    let multipart = "multipart/form-data; boundary=b";
    let form = "application/x-www-form-urlencoded";
    for (kind, body) in [
        (form, b"username=%00&password=%00".to_vec()),
        (form, b"username=a%00b&password=x".to_vec()),
        (form, b"username=%ff&password=%ff".to_vec()),
        (form, b"username=\xff&password=\xff".to_vec()),
        (form, b"username=owner&username=&password=x&password=%00".to_vec()),
        (form, b"=&&==&%".to_vec()),
        (
            multipart,
            b"--b\r\nContent-Disposition: form-data; name=\"username\"\r\n\r\n\0\r\n--b\r\n\
            Content-Disposition: form-data; name=\"password\"\r\n\r\n\0\r\n--b--"
                .to_vec(),
        ),
        (multipart, b"--b--b--b\xff\"\r\n\r\n".repeat(500)),
        ("multipart/form-data; boundary=", b"--------".to_vec()),
        ("multipart/form-data; boundary=\"", b"--\"--\"".to_vec()),
    ] {
        let request = anonymous.request("POST", "/token").header("content-type", kind).body(body);
        let answer = anonymous.send(request).await;
        assert!(matches!(answer.status, 401 | 422), "{kind}: {} {}", answer.status, answer.text);
    }
    let long = format!("username=owner&password={}", "x".repeat(60_000));
    let request = anonymous.request("POST", "/token").header("content-type", form).body(long);
    assert_eq!(anonymous.send(request).await.status, 401);
    assert_alive(&server).await;
}

async fn nesting(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let owner = server.owner();
    let search = format!("{}/records/search", labelled.path);
    let nested = |open: &str, close: &str, depth: usize| {
        format!("{}1{}", open.repeat(depth), close.repeat(depth))
    };
    for value in [
        nested("[", "]", 100_000),
        nested("{\"a\":", "}", 100_000),
        "[".repeat(100_000),
        "{\"a\":".repeat(100_000),
    ] {
        for (path, body) in [
            (&labelled.bulk, format!(r#"{{"items": [{{"fields": {{"text": {value}}}}}]}}"#)),
            (&labelled.bulk, format!(r#"{{"items": [{{"metadata": {{"x": {value}}}}}]}}"#)),
            (&labelled.bulk, value.clone()),
            (&search, format!(r#"{{"filters": {{"and": {value}}}}}"#)),
            (&search, format!(r#"{{"ignored": {value}}}"#)),
        ] {
            let answer = send(&owner, "POST", path, body).await;
            assert_eq!(answer.problems()[0].0, "json_invalid");
        }
    }
    // As deep as is read, is kept and shown.
    let deep = nested("[", "]", 100);
    let body =
        format!(r#"{{"items": [{{"fields": {{"text": "a"}}, "metadata": {{"x": {deep}}}}}]}}"#);
    let made = send(&owner, "POST", &labelled.bulk, body).await.json(201);
    let shown = owner.get(&format!("/records/{}", id(&made["items"][0]))).await.json(200);
    assert_eq!(shown["metadata"]["x"].to_string(), deep);
    assert_alive(&server).await;
}

async fn duplicate_keys(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let owner = server.owner();
    let made = send(&owner, "POST", "/workspaces", r#"{"name": 1, "name": "last"}"#).await;
    assert_eq!(made.json(201)["name"], "last");
    let body = r#"{"items": [{"fields": {"text": "a", "text": "b"}, "metadata": {"pages": "x",
        "pages": 2}, "external_id": "1", "external_id": "2"}], "items": [{"fields":
        {"text": "c", "text": "d"}, "metadata": {"pages": "x", "pages": 3}}]}"#;
    let made = send(&owner, "POST", &labelled.bulk, body).await.json(201);
    assert_eq!(made["items"].as_array().unwrap().len(), 1);
    assert_eq!(made["items"][0]["fields"], json!({"text": "d"}));
    assert_eq!(made["items"][0]["metadata"], json!({"pages": 3}));
    assert_alive(&server).await;
}
