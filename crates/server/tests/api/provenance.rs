//! What a response is based on, and what becomes of responses, beside the contract.

use serde_json::{Value, json};
use variorum_testkit::TestServer;

use crate::labelled::{Labelled, submitted};
use crate::on_both;
use crate::team::{NOBODY, id};

on_both!(
    a_response_is_not_overwritten_unseen,
    nothing_changes_for_those_who_do_not_say,
    history_is_seen_by_role,
    history_tells_where_an_answer_came_from,
    what_is_wrong_beside_the_contract_is_named,
);

fn based(mut response: Value, on: &Value) -> Value {
    response["based_on"] = on.clone();
    response
}

fn conflict(stored: &Value) -> Value {
    json!({"detail": {
        "code": "variorum.api.errors::ResponseChangedError",
        "params": {"detail": "The response was changed meanwhile", "stored": stored},
    }})
}

async fn a_response_is_not_overwritten_unseen(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let ann = &labelled.team.annotator;
    let record = labelled.record("t").await;
    let responses = format!("{record}/responses");
    let none = Value::Null;
    let first = ann.post(&responses, based(submitted("a"), &none)).await.json(201);
    // Sent again, because the answer was lost.
    assert_eq!(ann.post(&responses, based(submitted("a"), &none)).await.json(201), first);
    let late = ann.post(&responses, based(submitted("b"), &none)).await;
    assert_eq!(late.json(409), conflict(&first));
    let path = format!("/responses/{}", id(&first));
    let second = ann.put(&path, based(submitted("b"), &first["updated_at"])).await.json(200);
    let late = ann.put(&path, based(submitted("a"), &first["updated_at"])).await;
    assert_eq!(late.json(409), conflict(&second));
    let item = |label: &str, on: &Value| {
        let mut item = based(submitted(label), on);
        item["record_id"] = first["record_id"].clone();
        item
    };
    let other = labelled.record("u").await;
    let mut free = item("a", &none);
    free["record_id"] = json!(other["/records/".len()..]);
    let items = json!({"items": [item("a", &first["updated_at"]), free]});
    let found = ann.post("/me/responses/bulk", items).await.json(200);
    assert_eq!(
        found["items"][0],
        json!({"item": null, "error": {
            "detail": "The response was changed meanwhile",
            "code": "variorum.api.errors::ResponseChangedError", "stored": second,
        }})
    );
    assert_eq!(found["items"][1]["item"]["status"], "submitted");
    let items = json!({"items": [item("a", &second["updated_at"])]});
    let found = ann.post("/me/responses/bulk", items).await.json(200);
    assert_eq!(found["items"][0]["error"], Value::Null);
    let third = &found["items"][0]["item"];
    let state = |response: &Value| {
        let time = response["updated_at"].as_str().unwrap_or_default();
        format!("{path}?based_on={time}")
    };
    assert_eq!(ann.delete(&state(&second)).await.json(409), conflict(third));
    ann.delete(&format!("{path}?based_on=yesterday")).await.expect_status(422);
    // Deleted meanwhile.
    assert_eq!(ann.delete(&state(third)).await.json(200), *third);
    let items = json!({"items": [item("a", &second["updated_at"])]});
    let found = ann.post("/me/responses/bulk", items).await.json(200);
    let error = &found["items"][0]["error"];
    assert_eq!(error["code"], "variorum.api.errors::ResponseChangedError");
    assert!(error.as_object().unwrap().contains_key("stored") && error["stored"].is_null());
    let late = ann.post(&responses, based(submitted("a"), &second["updated_at"])).await;
    assert_eq!(late.json(409), conflict(&Value::Null));
    assert_eq!(ann.put(&path, based(submitted("a"), &second["updated_at"])).await.status, 404);
}

async fn nothing_changes_for_those_who_do_not_say(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let ann = &labelled.team.annotator;
    let record = labelled.record("t").await;
    let responses = format!("{record}/responses");
    let first = ann.post(&responses, submitted("a")).await.json(201);
    let text = ann.post(&responses, submitted("a")).await.detail(409);
    assert!(text.starts_with("Response for record with id"), "{text}");
    let path = format!("/responses/{}", id(&first));
    ann.put(&path, submitted("b")).await.expect_status(200);
    let item = |status: &str| json!({"record_id": first["record_id"], "status": status});
    let items = json!({"items": [item("discarded"), item("draft")]});
    let found = ann.post("/me/responses/bulk", items).await.json(200);
    assert_eq!(found["items"][1]["item"]["status"], "draft");
    let items = json!({"items": [{"record_id": NOBODY, "status": "draft"}]});
    let found = ann.post("/me/responses/bulk", items).await.json(200);
    let error = found["items"][0]["error"].as_object().unwrap();
    assert_eq!(error.keys().collect::<Vec<_>>(), ["detail"]);
    let seen = labelled.team.admin.get(&record).await.json(200);
    let keys: Vec<_> = seen["responses"][0].as_object().unwrap().keys().cloned().collect();
    let contract = ["id", "values", "status", "record_id", "user_id", "inserted_at", "updated_at"];
    assert_eq!(keys, contract);
}

async fn history_is_seen_by_role(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let record = labelled.record("t").await;
    let peer = server.user("peer", "annotator", &[&team.workspace]).await;
    let responses = format!("{record}/responses");
    let own = team.annotator.post(&responses, submitted("a")).await.json(201);
    peer.post(&responses, submitted("b")).await.expect_status(201);
    let path = format!("/responses/{}", id(&own));
    team.admin.put(&path, submitted("b")).await.expect_status(200);
    let history = format!("{responses}/history");
    let found = team.statuses("GET", &history, Value::Null).await;
    assert_eq!(found, [401, 403, 403, 200, 200, 200]);
    let nowhere = format!("/records/{NOBODY}/responses/history");
    let found = team.statuses("GET", &nowhere, Value::Null).await;
    assert_eq!(found, [401, 404, 404, 404, 404, 404]);
    let own = team.annotator.get(&history).await.json(200);
    assert_eq!(own["total"], 2);
    let items = own["items"].as_array().unwrap();
    assert!(items.iter().all(|item| item["username"] == "ann"));
    assert_eq!(
        [&items[0]["written_by"], &items[1]["written_by"]],
        [&json!(team.annotator.id), &json!(team.admin.id)]
    );
    for actor in [&team.admin, &team.owner] {
        assert_eq!(actor.get(&history).await.json(200)["total"], 3);
    }
    let part = team.admin.get(&format!("{history}?offset=1&limit=1")).await.json(200);
    assert_eq!((part["items"][0]["username"].as_str(), &part["total"]), (Some("peer"), &json!(3)));
    let wrong = team.admin.get(&format!("{history}?offset=-1&limit=0")).await.problems();
    assert_eq!(wrong.len(), 2);
}

async fn history_tells_where_an_answer_came_from(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let mut suggestion = labelled.suggestion("label", json!("a"));
    suggestion["agent"] = json!("m");
    suggestion["score"] = json!(0.5);
    suggestion["type"] = json!("model");
    let record = json!([{"fields": {"text": "t"}, "suggestions": [suggestion]}]);
    let made = labelled.records(record).await[0].clone();
    let record = format!("/records/{}", id(&made));
    let mut response = submitted("a");
    response["activity"] = json!({
        "active_ms": 8200, "suggestions_shown": [{"question": "label"}],
        "client": "variorum-web 0.1.0", "view": "focus",
    });
    let written = team.annotator.post(&format!("{record}/responses"), response).await.json(201);
    let history = format!("{record}/responses/history");
    let versions = async || {
        let opening = team.annotator.get(&format!("/me{}/opening", labelled.path)).await;
        opening.json(200)["versions"].clone()
    };
    let first = versions().await;
    let seen = team.annotator.get(&history).await.json(200);
    assert_eq!(
        seen["items"],
        json!([{
            "user_id": team.annotator.id, "username": "ann", "written_by": team.annotator.id,
            "written_at": written["updated_at"], "status": "submitted",
            "values": {"label": {"value": "a"}}, "active_ms": 8200,
            "client": "variorum-web 0.1.0", "view": "focus", "versions": first,
            "suggestions": [{
                "question": "label", "value": "a", "type": "model", "agent": "m", "score": 0.5,
                "updated_at": made["suggestions"][0]["updated_at"], "shown": true,
                "outcome": "accepted",
            }],
        }])
    );
    // Programs tell nothing of themselves, and by other guidelines.
    team.admin.patch(&labelled.path, json!({"guidelines": "New."})).await.expect_status(200);
    let second = versions().await;
    assert_eq!(first["settings"], second["settings"]);
    assert_ne!(first["guidelines"], second["guidelines"]);
    let answer = json!({"user_id": team.annotator.id, "status": "submitted",
        "values": {"label": {"value": "b"}}});
    let upsert = json!({"items": [{"id": made["id"], "responses": [answer]}]});
    team.admin.put(&labelled.bulk, upsert).await.expect_status(200);
    let seen = team.annotator.get(&history).await.json(200);
    let last = &seen["items"][1];
    assert_eq!((&last["active_ms"], &last["versions"]), (&Value::Null, &second));
    assert_eq!(last["written_by"], json!(team.admin.id));
    assert_eq!(last["suggestions"][0]["outcome"], "changed");
    assert_eq!(last["suggestions"][0]["shown"], Value::Null);
}

async fn what_is_wrong_beside_the_contract_is_named(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let responses = format!("{}/responses", labelled.record("t").await);
    let mut wrong = submitted("a");
    wrong["based_on"] = json!("yesterday");
    wrong["activity"] = json!({"active_ms": -1});
    let found = labelled.team.annotator.post(&responses, wrong.clone()).await.problems();
    let expected = [
        ("datetime_parsing", r#"["body","based_on"]"#),
        ("greater_than_equal", r#"["body","activity","active_ms"]"#),
    ];
    assert_eq!(found, expected.map(|(kind, loc)| (kind.to_owned(), loc.to_owned())));
    wrong["record_id"] = json!(NOBODY);
    let bulk = json!({"items": [wrong]});
    let found = labelled.team.annotator.post("/me/responses/bulk", bulk).await.problems();
    assert_eq!(found[0].1, r#"["body","items",0,"submitted","based_on"]"#);
}
