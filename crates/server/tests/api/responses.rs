//! Responses: operations 60 and 64 to 66.

use serde_json::{Value, json};
use variorum_testkit::TestServer;

use crate::labelled::{Labelled, receiver, submitted, told};
use crate::on_both;
use crate::team::{NOBODY, id};

on_both!(
    responses_are_used_by_role,
    an_author_keeps_access,
    a_response_is_kept_as_sent,
    values_are_checked_in_order,
    what_is_wrong_with_a_response_is_named,
    a_record_is_completed_and_reopened,
    an_equal_change_does_not_move_the_time,
    bulk_items_fail_alone,
    a_response_touches_the_dataset,
    webhooks_are_told_of_responses,
);

fn values(label: &str) -> Value {
    json!({"label": {"value": label}})
}

async fn responses_are_used_by_role(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let record = labelled.record("t").await;
    let responses = format!("{record}/responses");
    let found = team.statuses("POST", &responses, json!({"status": "draft"})).await;
    assert_eq!(found, [401, 403, 403, 201, 201, 201]);
    let found = team.statuses("POST", &responses, json!({"status": "draft"})).await;
    assert_eq!(found, [401, 403, 403, 409, 409, 409]);
    let made = team.admin.get(&record).await.json(200)["responses"].clone();
    // Of the annotator, the admin and the owner: another member may not.
    let peer = server.user("peer", "annotator", &[&team.workspace]).await;
    for (response, annotator) in [(&made[0], 200), (&made[1], 403), (&made[2], 403)] {
        let path = format!("/responses/{}", id(response));
        let found = team.statuses("PUT", &path, json!({"status": "draft"})).await;
        assert_eq!(found, [401, 403, 403, annotator, 200, 200]);
        peer.put(&path, json!({"status": "draft"})).await.expect_forbidden();
        peer.delete(&path).await.expect_forbidden();
        team.outside_admin.delete(&path).await.expect_forbidden();
    }
    let own = format!("/responses/{}", id(&made[0]));
    let deleted = team.annotator.delete(&own).await.json(200);
    assert_eq!(deleted["user_id"], json!(team.annotator.id));
    team.admin.delete(&format!("/responses/{}", id(&made[2]))).await.expect_status(200);

    for (method, path, body) in [
        ("POST", format!("/records/{NOBODY}/responses"), json!({"status": "draft"})),
        ("PUT", own.clone(), json!({"status": "draft"})),
        ("DELETE", own.clone(), json!(null)),
    ] {
        let found = team.statuses(method, &path, body).await;
        assert_eq!(found, [401, 404, 404, 404, 404, 404], "{method} {path}");
    }
    let text = team.outsider.delete(&own).await.detail(404);
    assert_eq!(text, format!("Response with id `{}` not found", &own["/responses/".len()..]));
    let none = json!({"items": [{"record_id": NOBODY, "status": "draft"}]});
    let found = team.statuses("POST", "/me/responses/bulk", none).await;
    assert_eq!(found, [401, 200, 200, 200, 200, 200]);
}

async fn an_author_keeps_access(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let responses = format!("{}/responses", labelled.record("t").await);
    let made = team.annotator.post(&responses, submitted("a")).await.json(201);
    let member = format!("/workspaces/{}/users/{}", team.workspace, team.annotator.id);
    team.owner.delete(&member).await.expect_status(200);
    team.annotator.post(&responses, submitted("a")).await.expect_forbidden();
    let path = format!("/responses/{}", id(&made));
    let changed = team.annotator.put(&path, submitted("b")).await.json(200);
    assert_eq!(changed["values"], values("b"));
    team.annotator.delete(&path).await.expect_status(200);
}

async fn a_response_is_kept_as_sent(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let record = labelled.record("four").await;
    let responses = format!("{record}/responses");
    let sent = json!({
        "status": "submitted", "user_id": team.admin.id, "id": NOBODY,
        "values": {
            "parts": {"value": [{"label": "a", "start": 0, "end": 4, "x": 1}]},
            "label": {"value": "b", "x": 1},
            "rank": {"value": [{"value": "b", "rank": 1}, {"value": "a", "rank": 1}]},
        },
    });
    let made = team.annotator.post(&responses, sent).await;
    assert!(made.text.contains(r#""values":{"parts":{"value":["#), "{}", made.text);
    let made = made.json(201);
    let now = &made["inserted_at"];
    assert_eq!(
        made,
        json!({
            "id": made["id"],
            "values": {
                "parts": {"value": [{"label": "a", "start": 0, "end": 4}]},
                "label": {"value": "b"},
                "rank": {"value": [{"value": "b", "rank": 1}, {"value": "a", "rank": 1}]},
            },
            "status": "submitted", "record_id": record["/records/".len()..],
            "user_id": team.annotator.id, "inserted_at": now, "updated_at": now,
        })
    );
    let path = format!("/responses/{}", id(&made));
    let changed = team.admin.put(&path, json!({"status": "discarded"})).await.json(200);
    assert_eq!([&changed["id"], &changed["user_id"]], [&made["id"], &made["user_id"]]);
    assert_eq!(changed["values"], Value::Null);
    assert_ne!(changed["updated_at"], made["updated_at"]);
    assert_eq!(team.admin.delete(&path).await.json(200), changed);
    let sent = json!({"status": "discarded", "values": null});
    let made = team.annotator.post(&responses, sent).await.json(201);
    assert_eq!(made["values"], Value::Null);
}

async fn values_are_checked_in_order(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let record = labelled.record("four").await;
    let responses = format!("{record}/responses");
    let draft = format!("{}/responses", labelled.record("four").await);
    let draft = team.annotator.post(&draft, json!({"status": "draft"})).await.json(201);
    let put = format!("/responses/{}", id(&draft));
    let span = |end: i64| json!({"value": [{"label": "a", "start": 0, "end": end}]});
    let unranked = json!({"value": [{"value": "a", "rank": null}, {"value": "b", "rank": 3}]});
    for (status, values, expected) in [
        ("submitted", json!({}), "needs values"),
        ("submitted", json!({"zz": {"value": "a"}}), "`label` is required"),
        ("submitted", json!({"zz": {"value": "a"}, "label": {"value": "c"}}), "`zz`"),
        ("submitted", json!({"label": {"value": "c"}}), "`label`"),
        ("submitted", json!({"label": {"value": "a"}, "rank": unranked}), "`rank`"),
        ("draft", json!({"label": {"value": ["a"]}}), "`label`"),
        ("draft", json!({"tags": {"value": []}}), "`tags`"),
        ("discarded", json!({"parts": span(5)}), "`parts`"),
    ] {
        let body = json!({"status": status, "values": values});
        let item = json!({
            "record_id": record["/records/".len()..], "status": status, "values": values,
        });
        let bulk =
            team.annotator.post("/me/responses/bulk", json!({"items": [item]})).await.json(200);
        let single = team.annotator.post(&responses, body.clone()).await.detail(422);
        assert!(single.contains(expected), "{single}");
        assert_eq!(team.annotator.put(&put, body).await.detail(422), single);
        assert_eq!(bulk["items"][0], json!({"item": null, "error": {"detail": single}}));
    }
    for (status, values) in [
        ("draft", json!({"rank": unranked, "parts": span(4), "tags": {"value": ["a", "b"]}})),
        ("discarded", json!({})),
        ("submitted", json!({"label": {"value": "a"}, "parts": {"value": []}})),
    ] {
        let body = json!({"status": status, "values": values});
        assert_eq!(team.annotator.put(&put, body).await.json(200)["values"], values);
    }
    // An answer that is there already comes before its values.
    team.annotator.post(&responses, submitted("a")).await.expect_status(201);
    assert_ne!(
        team.annotator.post(&responses, json!({"status": "submitted"})).await.detail(409),
        ""
    );
}

async fn what_is_wrong_with_a_response_is_named(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let responses = format!("{}/responses", labelled.record("t").await);
    let made = team.annotator.post(&responses, json!({"status": "draft"})).await.json(201);
    let path = format!("/responses/{}", id(&made));
    let one = |kind: &str, loc: &str| vec![(kind.to_owned(), loc.to_owned())];
    for (body, kind, loc) in [
        (json!({}), "missing", r#"["body","status"]"#),
        (json!({"status": "pending"}), "enum", r#"["body","status"]"#),
        (
            json!({"status": "draft", "values": {"label": {"value": null}}}),
            "string_type",
            r#"["body","values","label","value"]"#,
        ),
        (
            json!({"status": "draft", "values": {"": {"value": "a"}}}),
            "string_too_short",
            r#"["body","values","","[key]"]"#,
        ),
    ] {
        let found = team.admin.post(&responses, body.clone()).await.problems();
        assert_eq!(found, one(kind, loc), "{body}");
    }
    for (body, kind, loc) in [
        (json!({}), "union_tag_not_found", r#"["body"]"#),
        (json!({"status": "submitted"}), "missing", r#"["body","submitted","values"]"#),
    ] {
        let found = team.annotator.put(&path, body.clone()).await.problems();
        assert_eq!(found, one(kind, loc), "{body}");
    }
    let item = json!({"record_id": NOBODY, "status": "draft"});
    for (items, kind, loc) in [
        (json!([]), "too_short", r#"["body","items"]"#),
        (json!(vec![item.clone(); 101]), "too_long", r#"["body","items"]"#),
        (
            json!([item, {"status": "draft"}]),
            "missing",
            r#"["body","items",1,"draft","record_id"]"#,
        ),
    ] {
        let body = json!({"items": items});
        let found = team.annotator.post("/me/responses/bulk", body).await.problems();
        assert_eq!(found, one(kind, loc));
    }
}

async fn a_record_is_completed_and_reopened(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let distribution = json!({"distribution": {"strategy": "overlap", "min_submitted": 2}});
    team.admin.patch(&labelled.path, distribution).await.expect_status(200);
    let record = labelled.record("t").await;
    let responses = format!("{record}/responses");
    let status = async || {
        let found = team.admin.get(&record).await.json(200);
        (found["status"].clone(), found["updated_at"].clone())
    };
    let before = status().await;
    let ann = team.annotator.post(&responses, submitted("a")).await.json(201);
    assert_eq!(status().await, before);
    let ada = team.admin.post(&responses, submitted("b")).await.json(201);
    let completed = status().await;
    assert_eq!(completed.0, "completed");
    assert_ne!(completed.1, before.1);
    // A completed record takes more.
    team.owner.post(&responses, submitted("b")).await.expect_status(201);
    team.annotator.delete(&format!("/responses/{}", id(&ann))).await.expect_status(200);
    assert_eq!(status().await, completed);
    let path = format!("/responses/{}", id(&ada));
    team.admin.put(&path, json!({"status": "draft"})).await.expect_status(200);
    let reopened = status().await;
    assert_eq!(reopened.0, "pending");
    assert_ne!(reopened.1, completed.1);
    let item = json!({"record_id": record["/records/".len()..], "status": "submitted",
        "values": values("a")});
    team.annotator.post("/me/responses/bulk", json!({"items": [item]})).await.expect_status(200);
    assert_eq!(status().await.0, "completed");
}

async fn an_equal_change_does_not_move_the_time(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let record = labelled.record("t").await;
    let responses = format!("{record}/responses");
    let made = team.annotator.post(&responses, submitted("a")).await.json(201);
    let path = format!("/responses/{}", id(&made));
    assert_eq!(team.annotator.put(&path, submitted("a")).await.json(200), made);
    let item =
        json!({"record_id": made["record_id"], "status": "submitted", "values": values("a")});
    let again = team.annotator.post("/me/responses/bulk", json!({"items": [item]})).await.json(200);
    let again = &again["items"][0]["item"];
    assert_eq!([&again["id"], &again["inserted_at"]], [&made["id"], &made["inserted_at"]]);
    assert_ne!(again["updated_at"], made["updated_at"]);
}

async fn bulk_items_fail_alone(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let made = labelled.records(json!(vec![json!({"fields": {"text": "t"}}); 2])).await;
    let elsewhere = server.workspace("elsewhere").await;
    let other = crate::team::dataset(&server, &elsewhere, "other").await;
    crate::team::publish(&server, &other).await;
    let bulk = format!("/datasets/{}/records/bulk", id(&other));
    let body = json!({"items": [{"fields": {"text": "t"}}]});
    let hidden = team.owner.post(&bulk, body).await.json(201)["items"][0].clone();
    let item = |record: &Value, label: &str| json!({"record_id": record["id"], "status": "submitted", "values": values(label)});
    let items = json!({"items": [
        item(&made[0], "a"),
        item(&json!({"id": NOBODY}), "a"),
        item(&hidden, "a"),
        item(&made[1], "zz"),
        item(&made[0], "b"),
    ]});
    let out = team.annotator.post("/me/responses/bulk", items.clone()).await.json(200);
    let out = out["items"].as_array().unwrap();
    let details: Vec<_> = out.iter().map(|outcome| &outcome["error"]["detail"]).collect();
    assert_eq!(details[1], &json!(format!("Record with id `{NOBODY}` not found")));
    let forbidden = "argilla.api.errors::ForbiddenOperationError(detail=Operation not allowed)";
    assert_eq!(details[2], forbidden);
    assert!(details[3].as_str().unwrap().contains("`label`"));
    assert!(out[1..4].iter().all(|outcome| outcome["item"].is_null()));
    // The same record twice is answered in order.
    assert_eq!([&out[0]["error"], &out[4]["error"]], [&Value::Null; 2]);
    assert_eq!(out[0]["item"]["values"], values("a"));
    assert_eq!(out[4]["item"]["values"], values("b"));
    assert_eq!(out[0]["item"]["id"], out[4]["item"]["id"]);
    assert_eq!(out[0]["item"]["user_id"], json!(team.annotator.id));
    let record = team.admin.get(&format!("/records/{}", id(&made[0]))).await.json(200);
    assert_eq!(record["responses"], json!([out[4]["item"]]));
    // An owner needs no membership, across workspaces.
    let out = team.owner.post("/me/responses/bulk", items).await.json(200);
    assert_eq!(out["items"][2]["error"], Value::Null);
}

async fn a_response_touches_the_dataset(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let record = labelled.record("t").await;
    let times = async || {
        let found = team.admin.get(&labelled.path).await.json(200);
        (found["last_activity_at"].as_str().unwrap().to_owned(), found["updated_at"].clone())
    };
    let mut before = times().await;
    let mut check = async |is_moved: bool| {
        let after = times().await;
        assert_eq!((after.0 > before.0, &after.1), (is_moved, &before.1));
        before = after;
    };
    let made = team.annotator.post(&format!("{record}/responses"), submitted("a")).await.json(201);
    check(true).await;
    let path = format!("/responses/{}", id(&made));
    team.annotator.put(&path, submitted("b")).await.expect_status(200);
    check(true).await;
    let item = json!({"record_id": made["record_id"], "status": "draft"});
    team.annotator.post("/me/responses/bulk", json!({"items": [item]})).await.expect_status(200);
    check(true).await;
    let item = json!({"record_id": NOBODY, "status": "draft"});
    team.annotator.post("/me/responses/bulk", json!({"items": [item]})).await.expect_status(200);
    check(false).await;
    team.annotator.delete(&path).await.expect_status(200);
    check(true).await;
    team.admin.patch(&record, json!({"metadata": {"pages": 1}})).await.expect_status(200);
    check(false).await;
}

async fn webhooks_are_told_of_responses(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let record = labelled.record("t").await;
    let responses = format!("{record}/responses");
    let events = [
        "record.updated",
        "record.completed",
        "response.created",
        "response.updated",
        "response.deleted",
    ];
    let mut receiver = receiver(&server, &events).await;
    let mut expect = async |expected: &[&str]| {
        let found = told(&mut receiver, expected.len()).await;
        let events: Vec<_> = found.iter().map(|(event, _)| event.as_str()).collect();
        assert_eq!(events, expected);
        found
    };
    let made = team.annotator.post(&responses, json!({"status": "draft"})).await.json(201);
    let found = expect(&["record.updated", "response.created"]).await;
    let data = &found[1].1;
    assert_eq!([&data["id"], &data["record"]["id"]], [&made["id"], &made["record_id"]]);
    assert_eq!((&data["user"]["username"], data.get("user_id")), (&json!("ann"), None));
    let path = format!("/responses/{}", id(&made));
    team.annotator.put(&path, submitted("a")).await.expect_status(200);
    expect(&["record.completed", "record.updated", "response.updated"]).await;
    team.owner.post(&responses, submitted("a")).await.expect_status(201);
    expect(&["record.completed", "record.updated", "response.created"]).await;
    // Still complete after one of two went away.
    team.annotator.delete(&path).await.expect_status(200);
    let found = expect(&["record.completed", "record.updated", "response.deleted"]).await;
    assert_eq!([&found[2].1["id"], &found[2].1["values"]], [&made["id"], &values("a")]);
    let item = |status: &str, label: &str| json!({"record_id": made["record_id"], "status": status, "values": values(label)});
    let items = json!({"items": [item("submitted", "a"), item("draft", "zz")]});
    team.annotator.post("/me/responses/bulk", items).await.expect_status(200);
    expect(&["record.completed", "record.updated", "response.created"]).await;
    let items = json!({"items": [item("draft", "b")]});
    team.annotator.post("/me/responses/bulk", items).await.expect_status(200);
    expect(&["record.completed", "record.updated", "response.updated"]).await;
    receiver.expect_silence().await;
}
