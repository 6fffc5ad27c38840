//! Operations 68 to 72, and what webhooks are told.

use serde_json::{Value, json};
use variorum_testkit::{Actor, TestDb, TestServer};

use crate::on_both;
use crate::receiver::Receiver;

on_both!(
    an_owner_makes_changes_and_deletes_a_webhook,
    others_than_owners_are_refused,
    bad_bodies_are_named,
    the_eleventh_webhook_is_refused,
    a_ping_is_signed_and_sent_at_once,
    a_ping_without_receiver_is_a_500,
    a_delivery_is_signed_and_complete,
    only_subscribed_and_enabled_webhooks_are_told,
    a_failed_delivery_is_tried_again_with_the_same_identity,
    a_delivery_is_given_up_after_four_tries,
    a_redirect_is_no_success_and_is_not_followed,
    disabling_and_deleting_end_deliveries,
    one_slow_receiver_does_not_hold_up_the_others,
);

const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

async fn webhook(owner: &Actor, url: &str, events: &[&str]) -> Value {
    owner.post("/webhooks", json!({"url": url, "events": events})).await.json(201)
}

fn path(webhook: &Value) -> String {
    format!("/webhooks/{}", webhook["id"].as_str().unwrap())
}

fn secret(webhook: &Value) -> &str {
    webhook["secret"].as_str().unwrap()
}

async fn dataset(server: &TestServer, name: &str) -> Value {
    let workspace = server.workspace(&format!("of-{name}")).await;
    let body = json!({"name": name, "workspace_id": workspace});
    server.owner().post("/datasets", body).await.json(201)
}

async fn an_owner_makes_changes_and_deletes_a_webhook(server: TestServer) {
    let owner = server.owner();
    let made = owner
        .post(
            "/webhooks",
            json!({
                "url": "http://example.com", "events": ["dataset.created", "record.deleted"],
                "description": "a note", "enabled": false, "secret": "ignored"
            }),
        )
        .await
        .json(201);
    assert_eq!(made["url"], "http://example.com/");
    assert_eq!(made["events"], json!(["dataset.created", "record.deleted"]));
    assert_eq!(made["enabled"], true);
    assert_eq!(made["description"], "a note");
    assert_eq!(secret(&made).len(), 88);
    assert_eq!(made.as_object().unwrap().len(), 8);
    assert_eq!(owner.get("/webhooks").await.json(200), json!({"items": [made]}));
    assert_eq!(owner.get(&path(&made)).await.status, 405);

    assert_eq!(owner.patch(&path(&made), json!({})).await.json(200), made);
    let changes = json!({
        "url": "https://example.com:443/a?b", "events": ["response.created"], "enabled": false,
        "description": null, "secret": "ignored"
    });
    let changed = owner.patch(&path(&made), changes).await.json(200);
    assert_eq!(changed["url"], "https://example.com/a?b");
    assert_eq!(changed["events"], json!(["response.created"]));
    assert_eq!(changed["enabled"], false);
    assert_eq!(changed["description"], Value::Null);
    assert_eq!(changed["secret"], made["secret"]);
    assert_eq!(changed["inserted_at"], made["inserted_at"]);
    assert_ne!(changed["updated_at"], made["updated_at"]);

    let second = webhook(&owner, "http://example.org", &["dataset.deleted"]).await;
    assert_ne!(second["secret"], made["secret"]);
    let all = owner.get("/webhooks").await.json(200);
    assert_eq!(all, json!({"items": [changed, second]}));
    assert_eq!(owner.delete(&path(&made)).await.json(200), changed);
    assert_eq!(owner.get("/webhooks").await.json(200), json!({"items": [second]}));
    let gone = owner.delete(&path(&made)).await.detail(404);
    assert_eq!(gone, format!("Webhook with id `{}` not found", made["id"].as_str().unwrap()));
}

async fn others_than_owners_are_refused(server: TestServer) {
    let made = webhook(&server.owner(), "http://example.com", &["dataset.created"]).await;
    let new = json!({"url": "http://example.com", "events": ["dataset.created"]});
    let ping = format!("{}/ping", path(&made));
    let nobody = format!("/webhooks/{NOBODY}");
    for role in ["admin", "annotator"] {
        let somebody = server.user(role, role, &[]).await;
        somebody.get("/webhooks").await.expect_forbidden();
        somebody.post("/webhooks", new.clone()).await.expect_forbidden();
        somebody.patch(&path(&made), json!({})).await.expect_forbidden();
        somebody.delete(&path(&made)).await.expect_forbidden();
        somebody.post(&ping, json!({})).await.expect_forbidden();
        // What is wrong with the request comes before, and what is not there.
        assert_eq!(somebody.post("/webhooks", json!({})).await.status, 422);
        assert_eq!(somebody.patch(&path(&made), json!({"url": null})).await.status, 422);
        assert_eq!(somebody.patch(&nobody, json!({})).await.status, 404);
        assert_eq!(somebody.delete(&nobody).await.status, 404);
        assert_eq!(somebody.post(&format!("{nobody}/ping"), json!({})).await.status, 404);
    }
    let anonymous = server.anonymous();
    assert_eq!(anonymous.get("/webhooks").await.status, 401);
    assert_eq!(anonymous.post("/webhooks", json!({})).await.status, 401);
    assert_eq!(anonymous.patch(&nobody, json!({})).await.status, 401);
    assert_eq!(anonymous.delete("/webhooks/x").await.status, 401);
    assert_eq!(anonymous.post(&ping, json!({})).await.status, 401);
}

async fn bad_bodies_are_named(server: TestServer) {
    let owner = server.owner();
    let made = webhook(&owner, "http://example.com", &["dataset.created"]).await;
    let check = async |body: Value, expected: &[(&str, &str)]| {
        let expected: Vec<_> =
            expected.iter().map(|(kind, loc)| ((*kind).to_owned(), (*loc).to_owned())).collect();
        let post = owner.post("/webhooks", body.clone()).await.problems();
        assert_eq!(post, expected, "{body}");
    };
    let url = "http://example.com";
    check(json!({}), &[("missing", r#"["body","url"]"#), ("missing", r#"["body","events"]"#)])
        .await;
    check(
        json!({"url": "ftp://a.b", "events": ["dataset.created"]}),
        &[("url_scheme", r#"["body","url"]"#)],
    )
    .await;
    check(json!({"url": url, "events": []}), &[("too_short", r#"["body","events"]"#)]).await;
    check(json!({"url": url, "events": ["ping"]}), &[("enum", r#"["body","events",0]"#)]).await;
    check(
        json!({"url": url, "events": ["dataset.created", "dataset.created"]}),
        &[("value_error", r#"["body","events"]"#)],
    )
    .await;
    check(
        json!({"url": url, "events": ["dataset.created"], "description": ""}),
        &[("string_too_short", r#"["body","description"]"#)],
    )
    .await;
    let nulls = json!({"url": null, "events": null, "enabled": null});
    let problems = owner.patch(&path(&made), nulls).await.problems();
    assert_eq!(problems, [("value_error".to_owned(), r#"["body"]"#.to_owned())]);
    let bad_id = owner.post("/webhooks/nonsense/ping", json!({})).await.problems();
    assert_eq!(bad_id, [("uuid_parsing".to_owned(), r#"["path","webhook_id"]"#.to_owned())]);
}

async fn the_eleventh_webhook_is_refused(server: TestServer) {
    let owner = server.owner();
    for number in 0..10 {
        webhook(&owner, &format!("http://{number}.example.com"), &["dataset.created"]).await;
    }
    let new = json!({"url": "http://example.com", "events": ["dataset.created"]});
    let text = owner.post("/webhooks", new).await.detail(422);
    assert!(text.contains("10 webhooks"), "{text}");
}

async fn a_ping_is_signed_and_sent_at_once(server: TestServer) {
    let owner = server.owner();
    let mut receiver = Receiver::start().await;
    let made = webhook(&owner, &receiver.url, &["dataset.created"]).await;
    owner.patch(&path(&made), json!({"enabled": false})).await.expect_status(200);
    let ping = format!("{}/ping", path(&made));
    for status in [200, 500, 302] {
        let pinging = tokio::spawn({
            let (owner, ping) = (owner.clone(), ping.clone());
            async move { owner.send(owner.request("POST", &ping)).await }
        });
        let received = receiver.next().await;
        received.verify(secret(&made));
        assert_eq!(received.path, "/hook");
        let body = received.json();
        assert_eq!(body["type"], "ping");
        assert_eq!(body["data"], json!({"agent": "argilla-server", "version": "2.8.0"}));
        received.answer(status);
        let answer = pinging.await.unwrap();
        assert_eq!((answer.status, answer.text.as_str()), (204, ""));
    }
    assert_eq!(receiver.count(), 3);
}

async fn a_ping_without_receiver_is_a_500(server: TestServer) {
    let owner = server.owner();
    // A port that was free a moment ago.
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}/secret-path", listener.local_addr().unwrap());
    drop(listener);
    let made = webhook(&owner, &url, &["dataset.created"]).await;
    let answer = owner.post(&format!("{}/ping", path(&made)), json!({})).await.json(500);
    assert_eq!(answer["detail"]["code"], "argilla.api.errors::GenericServerError");
    let message = answer["detail"]["params"]["message"].as_str().unwrap();
    assert!(message.contains("Connection refused"), "{message}");
    assert!(!message.contains("secret-path"), "{message}");
}

async fn a_delivery_is_signed_and_complete(server: TestServer) {
    let owner = server.owner();
    let mut receiver = Receiver::start().await;
    let made = webhook(&owner, &receiver.url, &["dataset.created", "dataset.deleted"]).await;
    let dataset = dataset(&server, "letters").await;
    let received = receiver.next().await;
    received.verify(secret(&made));
    assert!(received.header("webhook-id").starts_with("msg_"));
    assert!(received.header("webhook-signature").starts_with("v1,"));
    assert_eq!(received.header("content-type"), "application/json");

    let body = received.json();
    let keys: Vec<_> = body.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["type", "version", "timestamp", "data"]);
    assert_eq!(body["type"], "dataset.created");
    assert_eq!(body["version"], 1);
    let timestamp = body["timestamp"].as_str().unwrap();
    assert_eq!((timestamp.len(), timestamp.ends_with('Z')), (27, true), "{timestamp}");
    let data = &body["data"];
    for key in ["id", "name", "guidelines", "allow_extra_metadata", "status", "distribution"] {
        assert_eq!(data[key], dataset[key], "{key}");
    }
    for key in ["last_activity_at", "inserted_at", "updated_at"] {
        assert_eq!(data[key], dataset[key], "{key}");
    }
    for key in ["questions", "fields", "metadata_properties", "vectors_settings"] {
        assert_eq!(data[key], json!([]), "{key}");
    }
    assert_eq!(data["workspace"]["id"], dataset["workspace_id"]);
    assert_eq!(data["workspace"]["name"], "of-letters");
    assert_eq!(data["workspace"].as_object().unwrap().len(), 4);
    assert_eq!(data.as_object().unwrap().len(), 14);
    received.answer(200);

    let field = json!({"name": "text", "title": "Text", "settings": {"type": "text"}});
    let at = format!("/datasets/{}", dataset["id"].as_str().unwrap());
    let mut field = owner.post(&format!("{at}/fields"), field).await.json(201);
    owner.delete(&at).await.expect_status(200);
    // What was there before the deletion is told.
    let received = receiver.next().await;
    received.verify(secret(&made));
    let body = received.json();
    assert_eq!(body["type"], "dataset.deleted");
    field.as_object_mut().unwrap().remove("dataset_id");
    assert_eq!(body["data"]["fields"], json!([field]));
    received.answer(204);
    receiver.expect_silence().await;
}

async fn only_subscribed_and_enabled_webhooks_are_told(server: TestServer) {
    let owner = server.owner();
    let mut told = Receiver::start().await;
    let mut untold = Receiver::start().await;
    let created = ["dataset.created", "dataset.updated"];
    webhook(&owner, &told.url, &created).await;
    webhook(&owner, &untold.url, &["dataset.deleted", "record.created"]).await;
    let disabled = webhook(&owner, &untold.url, &created).await;
    owner.patch(&path(&disabled), json!({"enabled": false})).await.expect_status(200);
    dataset(&server, "letters").await;
    told.next().await.answer(200);
    told.expect_silence().await;
    untold.expect_silence().await;
}

async fn a_failed_delivery_is_tried_again_with_the_same_identity(server: TestServer) {
    let owner = server.owner();
    let mut receiver = Receiver::start().await;
    let made = webhook(&owner, &receiver.url, &["dataset.created"]).await;
    dataset(&server, "letters").await;
    let first = receiver.next().await;
    let (id, body) = (first.header("webhook-id").to_owned(), first.body.clone());
    first.answer(500);
    for status in [404, 200] {
        let again = receiver.next().await;
        again.verify(secret(&made));
        assert_eq!(again.header("webhook-id"), id);
        assert_eq!(again.body, body);
        again.answer(status);
    }
    receiver.expect_silence().await;

    dataset(&server, "words").await;
    let other = receiver.next().await;
    assert_ne!(other.header("webhook-id"), id);
    other.answer(200);
}

async fn a_delivery_is_given_up_after_four_tries(server: TestServer) {
    let owner = server.owner();
    let mut receiver = Receiver::start().await;
    webhook(&owner, &receiver.url, &["dataset.created"]).await;
    dataset(&server, "letters").await;
    for _ in 0..4 {
        receiver.next().await.answer(503);
    }
    receiver.expect_silence().await;
    assert_eq!(receiver.count(), 4);
}

async fn a_redirect_is_no_success_and_is_not_followed(server: TestServer) {
    let owner = server.owner();
    let mut receiver = Receiver::start().await;
    webhook(&owner, &receiver.url, &["dataset.created"]).await;
    dataset(&server, "letters").await;
    receiver.next().await.answer(302);
    let again = receiver.next().await;
    assert_eq!(again.path, "/hook");
    again.answer(200);
    receiver.expect_silence().await;
}

async fn disabling_and_deleting_end_deliveries(server: TestServer) {
    let owner = server.owner();
    let mut receiver = Receiver::start().await;
    let made = webhook(&owner, &receiver.url, &["dataset.created"]).await;
    dataset(&server, "one").await;
    let first = receiver.next().await;
    owner.patch(&path(&made), json!({"enabled": false})).await.expect_status(200);
    first.answer(500);
    receiver.expect_silence().await;

    owner.patch(&path(&made), json!({"enabled": true})).await.expect_status(200);
    dataset(&server, "two").await;
    let second = receiver.next().await;
    owner.delete(&path(&made)).await.expect_status(200);
    second.answer(500);
    receiver.expect_silence().await;
}

async fn one_slow_receiver_does_not_hold_up_the_others(server: TestServer) {
    let owner = server.owner();
    let mut slow = Receiver::start().await;
    let mut quick = Receiver::start().await;
    webhook(&owner, &slow.url, &["dataset.created"]).await;
    webhook(&owner, &quick.url, &["dataset.created"]).await;
    let workspace = server.workspace("one").await;
    let count = 20;
    for number in 0..count {
        let body = json!({"name": format!("number {number}"), "workspace_id": workspace});
        owner.post("/datasets", body).await.expect_status(201);
    }
    // Nothing of the slow one is answered before everything has come to the quick one.
    for _ in 0..count {
        quick.next().await.answer(200);
    }
    assert!(slow.count() <= 4, "{} at once", slow.count());
    for _ in 0..count {
        slow.next().await.answer(200);
    }
}

/// The server stops while a receiver takes its time, hears that it failed, and ends; the next
/// server tries again.
async fn tried_again_after_a_restart(db: TestDb) {
    let mut server = TestServer::start(&db).await;
    let owner = server.owner();
    let mut receiver = Receiver::start().await;
    let made = webhook(&owner, &receiver.url, &["dataset.created"]).await;
    dataset(&server, "letters").await;
    let first = receiver.next().await;
    let (id, body) = (first.header("webhook-id").to_owned(), first.body.clone());
    let (_, ()) = tokio::join!(server.stop(), async {
        // Stopping begins before the answer.
        tokio::task::yield_now().await;
        first.answer(500);
    });
    assert_eq!(receiver.count(), 1, "a server that stops begins nothing new");

    let _server = TestServer::start(&db).await;
    let again = receiver.next().await;
    again.verify(secret(&made));
    assert_eq!((again.header("webhook-id"), &again.body), (id.as_str(), &body));
    again.answer(200);
    receiver.expect_silence().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_is_tried_again_after_a_restart_sqlite() {
    tried_again_after_a_restart(TestDb::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_delivery_is_tried_again_after_a_restart_postgres() {
    let Some(db) = TestDb::postgres().await else { return };
    tried_again_after_a_restart(db).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn private_networks_can_be_denied() {
    let db = TestDb::sqlite();
    let mut config = TestServer::config(&db);
    config.webhooks_private_networks = false;
    let server = TestServer::start_with(config).await;
    let owner = server.owner();
    let mut receiver = Receiver::start().await;
    let port = receiver.url.rsplit(':').next().unwrap().to_owned();
    for host in ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "2130706433"] {
        let made = webhook(&owner, &format!("http://{host}:{port}"), &["dataset.created"]).await;
        let answer = owner.post(&format!("{}/ping", path(&made)), json!({})).await.json(500);
        let message = answer["detail"]["params"]["message"].as_str().unwrap();
        assert!(message.contains("private network"), "{host}: {message}");
    }
    dataset(&server, "letters").await;
    receiver.expect_silence().await;
    assert_eq!(receiver.count(), 0);
}
