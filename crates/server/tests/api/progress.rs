//! Progress and metrics: operations 30, 31, 32 and 43.

use serde_json::{Value, json};
use variorum_testkit::{Actor, TestServer};

use crate::labelled::{Labelled, submitted};
use crate::on_both;
use crate::team::{NOBODY, Team, dataset, id, publish};

on_both!(
    progress_is_seen_by_members,
    progress_follows_every_response,
    a_draft_counts_no_records,
    metrics_of_properties_are_seen_by_those_who_see_the_property,
);

async fn progress_is_seen_by_members(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let nowhere = format!("/datasets/{NOBODY}");
    for (before, after) in [("", "/progress"), ("", "/users/progress"), ("/me", "/metrics")] {
        let here = format!("{before}{}{after}", labelled.path);
        let found = team.statuses("GET", &here, Value::Null).await;
        assert_eq!(found, [401, 403, 403, 200, 200, 200], "{here}");
        let nowhere = format!("{before}{nowhere}{after}");
        let found = team.statuses("GET", &nowhere, Value::Null).await;
        assert_eq!(found, [401, 404, 404, 404, 404, 404], "{nowhere}");
        let wrong = format!("{before}/datasets/x{after}");
        let problems = team.admin.get(&wrong).await.problems();
        assert_eq!(problems[0].0, "uuid_parsing");
    }
}

fn counts(submitted: i64, discarded: i64, draft: i64) -> Value {
    json!({"submitted": submitted, "discarded": discarded, "draft": draft})
}

async fn respond(actor: &Actor, record: &str, response: Value) -> String {
    let made = actor.post(&format!("{record}/responses"), response).await.json(201);
    format!("/responses/{}", id(&made))
}

async fn progress_follows_every_response(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let (ann, ada) = (&labelled.team.annotator, &labelled.team.admin);
    let path = &labelled.path;
    let progress = async || ann.get(&format!("{path}/progress")).await.json(200);
    let users = async || ann.get(&format!("{path}/users/progress")).await.json(200);
    let metrics = async |actor: &Actor| actor.get(&format!("/me{path}/metrics")).await.json(200);
    assert_eq!(progress().await, json!({"total": 0, "completed": 0, "pending": 0, "users": []}));
    assert_eq!(users().await, json!({"users": []}));
    let mut records = Vec::new();
    for text in ["1", "2", "3", "4"] {
        records.push(labelled.record(text).await);
    }
    let first = respond(ada, &records[0], submitted("a")).await;
    respond(ann, &records[0], json!({"status": "draft", "values": {}})).await;
    respond(ann, &records[1], json!({"status": "discarded"})).await;
    respond(ann, &records[2], submitted("b")).await;
    assert_eq!(
        progress().await,
        json!({
            "total": 4, "completed": 2, "pending": 2,
            "users": [{"username": "ada"}, {"username": "ann"}],
        })
    );
    assert_eq!(
        users().await,
        json!({"users": [
            {"username": "ann", "completed": counts(1, 0, 1), "pending": counts(0, 1, 0)},
            {"username": "ada", "completed": counts(1, 0, 0), "pending": counts(0, 0, 0)},
        ]})
    );
    let mut own = counts(1, 1, 1);
    own["total"] = json!(4);
    own["pending"] = json!(1);
    assert_eq!(metrics(ann).await, json!({"responses": own}));
    // The statuses of others on the same records do not count.
    let mut own = counts(1, 0, 0);
    own["total"] = json!(4);
    own["pending"] = json!(3);
    assert_eq!(metrics(ada).await, json!({"responses": own}));
    ada.delete(&first).await.expect_status(200);
    let now = progress().await;
    assert_eq!([&now["completed"], &now["pending"]], [1, 3]);
    assert_eq!(now["users"], json!([{"username": "ada"}, {"username": "ann"}]));
    assert_eq!(users().await["users"].as_array().map(Vec::len), Some(1));
    assert_eq!(metrics(ada).await["responses"]["pending"], 4);
}

async fn a_draft_counts_no_records(server: TestServer) {
    let team = Team::of(&server).await;
    let draft = dataset(&server, &team.workspace, "draft").await;
    let path = format!("/datasets/{}", id(&draft));
    let field = json!({"name": "text", "title": "Text", "settings": {"type": "text"}});
    team.admin.post(&format!("{path}/fields"), field).await.expect_status(201);
    let response = json!({"user_id": team.annotator.id, "status": "discarded"});
    let record = json!({"fields": {"text": "x"}, "responses": [response]});
    let bulk = format!("{path}/records/bulk");
    team.admin.put(&bulk, json!({"items": [record]})).await.expect_status(200);
    let progress = team.annotator.get(&format!("{path}/progress")).await.json(200);
    assert_eq!(
        progress,
        json!({"total": 0, "completed": 0, "pending": 0, "users": [{"username": "ann"}]})
    );
    let users = team.annotator.get(&format!("{path}/users/progress")).await.json(200);
    assert_eq!(users["users"][0]["pending"], counts(0, 1, 0));
    let metrics = team.annotator.get(&format!("/me{path}/metrics")).await.json(200);
    let mut nothing = counts(0, 0, 0);
    nothing["total"] = json!(0);
    nothing["pending"] = json!(0);
    assert_eq!(metrics, json!({"responses": nothing}));
}

async fn metrics_of_properties_are_seen_by_those_who_see_the_property(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let path = format!("/datasets/{}", id(&made));
    let mut metrics = Vec::new();
    for (name, kind, is_visible) in [
        ("kind", "terms", true),
        ("size", "integer", true),
        ("price", "float", true),
        ("none", "integer", true),
        ("secret", "terms", false),
    ] {
        let property = json!({
            "name": name, "title": name, "settings": {"type": kind},
            "visible_for_annotators": is_visible,
        });
        let property = team.admin.post(&format!("{path}/metadata-properties"), property).await;
        metrics.push(format!("/metadata-properties/{}/metrics", id(&property.json(201))));
    }
    publish(&server, &made).await;
    let records = json!([
        {"fields": {"text": "x"}, "metadata": {"kind": ["b", "a"], "size": 7, "price": 1.5}},
        {"fields": {"text": "x"}, "metadata": {"kind": "b", "size": -1, "price": 2.5}},
        {"fields": {"text": "x"}, "metadata": {"kind": "c", "secret": "s"}},
        {"fields": {"text": "x"}},
    ]);
    team.admin
        .post(&format!("{path}/records/bulk"), json!({"items": records}))
        .await
        .expect_status(201);
    for (metrics, expected) in metrics.iter().zip([
        json!({"type": "terms", "total": 4, "values": [
            {"term": "b", "count": 2}, {"term": "a", "count": 1}, {"term": "c", "count": 1},
        ]}),
        json!({"type": "integer", "min": -1, "max": 7}),
        json!({"type": "float", "min": 1.5, "max": 2.5}),
        json!({"type": "integer", "min": null, "max": null}),
    ]) {
        let found = team.statuses("GET", metrics, Value::Null).await;
        assert_eq!(found, [401, 403, 403, 200, 200, 200]);
        assert_eq!(team.annotator.get(metrics).await.json(200), expected);
    }
    let hidden = team.statuses("GET", &metrics[4], Value::Null).await;
    assert_eq!(hidden, [401, 403, 403, 403, 200, 200]);
    let nowhere = format!("/metadata-properties/{NOBODY}/metrics");
    let found = team.statuses("GET", &nowhere, Value::Null).await;
    assert_eq!(found, [401, 404, 404, 404, 404, 404]);
}
