//! Suggestions: operations 61 to 63 and 67.

use serde_json::{Value, json};
use variorum_testkit::TestServer;

use crate::labelled::{Labelled, receiver};
use crate::on_both;
use crate::team::{NOBODY, REFUSED_BELOW_ADMIN, id};

on_both!(
    suggestions_are_used_by_role,
    a_suggestion_is_made_then_replaced,
    what_is_wrong_with_a_suggestion_is_named,
    some_or_one_are_deleted,
    suggestions_move_and_tell_nothing,
);

async fn suggestions_are_used_by_role(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let path = format!("{}/suggestions", labelled.record("t").await);
    let new = labelled.suggestion("label", json!("a"));
    let null = json!(null);
    assert_eq!(team.below_admin("PUT", &path, new.clone()).await, REFUSED_BELOW_ADMIN);
    let made = team.admin.put(&path, new.clone()).await.json(201);
    team.owner.put(&path, new.clone()).await.expect_status(200);
    let found = team.statuses("GET", &path, null.clone()).await;
    assert_eq!(found, [401, 403, 403, 200, 200, 200]);
    let some = format!("{path}?ids={NOBODY}");
    let found = team.statuses("DELETE", &some, null.clone()).await;
    assert_eq!(found, [401, 403, 403, 403, 204, 204]);
    let one = format!("/suggestions/{}", id(&made));
    assert_eq!(team.below_admin("DELETE", &one, null.clone()).await, REFUSED_BELOW_ADMIN);
    team.admin.delete(&one).await.expect_status(200);
    let nowhere = format!("/records/{NOBODY}/suggestions");
    for (method, path, body) in [
        ("GET", nowhere.clone(), null.clone()),
        ("PUT", nowhere.clone(), new),
        ("DELETE", format!("{nowhere}?ids=x"), null.clone()),
        ("DELETE", one.clone(), null),
    ] {
        let found = team.statuses(method, &path, body).await;
        assert_eq!(found, [401, 404, 404, 404, 404, 404], "{method} {path}");
    }
    let text = team.admin.delete(&one).await.detail(404);
    assert_eq!(text, format!("Suggestion with id `{}` not found", id(&made)));
}

async fn a_suggestion_is_made_then_replaced(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let admin = &labelled.team.admin;
    let path = format!("{}/suggestions", labelled.record("t").await);
    let mut new = labelled.suggestion("tags", json!(["b", "a"]));
    let question = new["question_id"].clone();
    for (key, value) in [
        ("type", json!("human")),
        ("agent", json!("a b:c/1")),
        ("score", json!([1, "0.5"])),
        ("id", json!(NOBODY)),
        ("question_name", json!("tags")),
    ] {
        new[key] = value;
    }
    let made = admin.put(&path, new).await.json(201);
    let now = &made["inserted_at"];
    assert_ne!(made["id"], NOBODY);
    assert_eq!(
        made,
        json!({
            "question_id": question, "type": "human", "value": ["b", "a"], "agent": "a b:c/1",
            "score": [1.0, 0.5], "id": made["id"], "inserted_at": now, "updated_at": now,
        })
    );
    let other = admin.put(&path, labelled.suggestion("label", json!("a"))).await.json(201);
    let replaced = admin.put(&path, labelled.suggestion("tags", json!(["b"]))).await.json(200);
    assert_eq!([&replaced["id"], &replaced["inserted_at"]], [&made["id"], now]);
    assert_eq!([&replaced["type"], &replaced["agent"], &replaced["score"]], [&Value::Null; 3]);
    let again = admin.put(&path, labelled.suggestion("tags", json!(["b"]))).await.json(200);
    assert!(again["updated_at"].as_str() > replaced["updated_at"].as_str());
    let listed = labelled.team.annotator.get(&path).await.json(200);
    assert_eq!(listed, json!({"items": [again, other]}));
}

async fn what_is_wrong_with_a_suggestion_is_named(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let admin = &labelled.team.admin;
    let path = format!("{}/suggestions", labelled.record("four").await);
    let with = |key: &str, value: Value| {
        let mut new = labelled.suggestion("label", json!("a"));
        new[key] = value;
        new
    };
    for (new, kind, loc) in [
        (with("value", json!(null)), "string_type", r#"["body","value"]"#),
        (with("type", json!("robot")), "enum", r#"["body","type"]"#),
        (with("agent", json!("a,b")), "string_pattern_mismatch", r#"["body","agent"]"#),
        (with("agent", json!("")), "string_too_short", r#"["body","agent"]"#),
        (with("score", json!(1.5)), "value_error", r#"["body","score"]"#),
        (with("score", json!([])), "value_error", r#"["body","score"]"#),
        (json!({"value": "a"}), "missing", r#"["body","question_id"]"#),
    ] {
        let found = admin.put(&path, new.clone()).await.problems();
        assert_eq!(found, [(kind.to_owned(), loc.to_owned())], "{new}");
    }
    for new in [
        with("question_id", json!(NOBODY)),
        with("value", json!("c")),
        with("value", json!(["a"])),
        with("value", json!(1)),
        with("score", json!([0.5])),
        labelled.suggestion("parts", json!([{"label": "a", "start": 3, "end": 5}])),
        labelled.suggestion("rank", json!([{"value": "c", "rank": 1}])),
    ] {
        assert_ne!(admin.put(&path, new).await.detail(422), "");
    }
    assert_eq!(admin.get(&path).await.json(200), json!({"items": []}));
}

async fn some_or_one_are_deleted(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let admin = &labelled.team.admin;
    let path = format!("{}/suggestions", labelled.record("t").await);
    let mut made = Vec::new();
    for question in ["label", "tags", "rank"] {
        let value = if question == "label" { json!("a") } else { json!(null) };
        let value = match question {
            "tags" => json!(["a"]),
            "rank" => json!([{"value": "a"}]),
            _ => value,
        };
        made.push(admin.put(&path, labelled.suggestion(question, value)).await.json(201));
    }
    assert_eq!(made[2]["value"], json!([{"value": "a", "rank": null}]));
    for ids in ["", "x", &vec![NOBODY; 101].join(",")] {
        assert_ne!(admin.delete(&format!("{path}?ids={ids}")).await.detail(422), "");
    }
    let found = admin.delete(&path).await.problems();
    assert_eq!(found, [("missing".to_owned(), r#"["query","ids"]"#.to_owned())]);
    let ids = format!("{path}?ids={},{NOBODY}", id(&made[0]));
    assert_eq!(admin.delete(&ids).await.status, 204);
    assert_eq!(admin.delete(&ids).await.status, 204);
    // Suggestions of another record are not touched.
    let other = format!("{}/suggestions?ids={}", labelled.record("t").await, id(&made[1]));
    assert_eq!(admin.delete(&other).await.status, 204);
    let one = format!("/suggestions/{}", id(&made[1]));
    assert_eq!(admin.delete(&one).await.json(200), made[1]);
    admin.delete(&one).await.expect_status(404);
    assert_eq!(admin.get(&path).await.json(200), json!({"items": [made[2]]}));
}

async fn suggestions_move_and_tell_nothing(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let admin = &labelled.team.admin;
    let record = labelled.record("t").await;
    let path = format!("{record}/suggestions");
    let mut receiver = receiver(&server, &["record.updated", "dataset.updated"]).await;
    let before = (admin.get(&record).await.json(200), admin.get(&labelled.path).await.json(200));
    let made = admin.put(&path, labelled.suggestion("label", json!("a"))).await.json(201);
    admin.delete(&format!("/suggestions/{}", id(&made))).await.expect_status(200);
    let after = (admin.get(&record).await.json(200), admin.get(&labelled.path).await.json(200));
    assert_eq!(after, before);
    receiver.expect_silence().await;
}
