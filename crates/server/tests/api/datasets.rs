//! Datasets: operations 23 to 27.

use serde_json::{Value, json};
use variorum_testkit::TestServer;

use crate::on_both;
use crate::receiver::Receiver;
use crate::team::{NOBODY, REFUSED_BELOW_ADMIN, Team, column, dataset, id, publish};

on_both!(
    datasets_are_used_by_role,
    a_dataset_begins_as_a_draft_with_defaults,
    a_dataset_keeps_what_was_sent,
    a_name_is_taken_once_in_a_workspace,
    what_is_wrong_with_a_dataset_is_named,
    a_dataset_is_changed_in_parts,
    metadata_is_merged_and_stays_merged,
    publishing_asks_for_fields_and_a_required_question,
    a_deleted_dataset_is_gone,
    webhooks_are_told_of_datasets_alone,
    another_distribution_recounts_records_and_tells_webhooks,
);

async fn datasets_are_used_by_role(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let path = format!("/datasets/{}", id(&made));
    let nowhere = format!("/datasets/{NOBODY}");
    let null = json!(null);

    let new = json!({"name": "new", "workspace_id": team.workspace});
    assert_eq!(team.below_admin("POST", "/datasets", new.clone()).await, REFUSED_BELOW_ADMIN);
    team.admin.post("/datasets", new).await.expect_status(201);
    // Whether a workspace exists is told to owners only.
    let new = json!({"name": "new", "workspace_id": NOBODY});
    let found = team.statuses("POST", "/datasets", new.clone()).await;
    assert_eq!(found, [401, 403, 403, 403, 403, 422]);
    assert!(team.owner.post("/datasets", new).await.detail(422).contains(NOBODY));

    assert_eq!(team.statuses("GET", &path, null.clone()).await, [401, 403, 403, 200, 200, 200]);
    for (method, path) in
        [("PATCH", path.clone()), ("DELETE", path.clone()), ("PUT", format!("{path}/publish"))]
    {
        let found = team.below_admin(method, &path, json!({})).await;
        assert_eq!(found, REFUSED_BELOW_ADMIN, "{method}");
    }
    for (method, path) in [
        ("GET", nowhere.clone()),
        ("PATCH", nowhere.clone()),
        ("DELETE", nowhere.clone()),
        ("PUT", format!("{nowhere}/publish")),
    ] {
        let found = team.statuses(method, &path, json!({})).await;
        assert_eq!(found, [401, 404, 404, 404, 404, 404], "{method}");
    }
    let text = team.annotator.get(&nowhere).await.detail(404);
    assert_eq!(text, format!("Dataset with id `{NOBODY}` not found"));
    assert_eq!(team.statuses("GET", "/datasets/x", null).await, [401, 422, 422, 422, 422, 422]);
}

async fn a_dataset_begins_as_a_draft_with_defaults(server: TestServer) {
    let workspace = server.workspace("w").await;
    let owner = server.owner();
    let body = json!({
        "name": " d ", "workspace_id": workspace, "id": NOBODY, "status": "ready",
        "guidelines": null, "metadata": null,
    });
    let made = owner.post("/datasets", body).await.json(201);
    assert_ne!(id(&made), NOBODY);
    let now = &made["inserted_at"];
    assert_eq!(
        made,
        json!({
            "id": made["id"], "name": " d ", "guidelines": null, "allow_extra_metadata": true,
            "status": "draft", "distribution": {"strategy": "overlap", "min_submitted": 1},
            "metadata": null, "workspace_id": workspace, "last_activity_at": now,
            "inserted_at": now, "updated_at": now,
        })
    );
    assert_eq!(owner.get(&format!("/datasets/{}", id(&made))).await.json(200), made);
}

async fn a_dataset_keeps_what_was_sent(server: TestServer) {
    let workspace = server.workspace("w").await;
    let owner = server.owner();
    let body = json!({
        "name": "Größe 大", "workspace_id": workspace, "guidelines": "# Read\n\n*this*",
        "allow_extra_metadata": "no", "distribution": {"strategy": "overlap", "min_submitted": 3},
        "metadata": {"z": {"deep": [1, 2.5, null, true]}, "a": "ü"},
    });
    let made = owner.post("/datasets", body.clone()).await.json(201);
    for key in ["name", "guidelines", "distribution", "metadata"] {
        assert_eq!(made[key], body[key]);
    }
    assert_eq!(made["allow_extra_metadata"], false);
    let shown = owner.get(&format!("/datasets/{}", id(&made))).await;
    assert!(shown.text.contains(r#"{"z":{"deep":[1,2.5,null,true]},"a":"ü"}"#), "{}", shown.text);
}

async fn a_name_is_taken_once_in_a_workspace(server: TestServer) {
    let team = Team::of(&server).await;
    let elsewhere = server.workspace("elsewhere").await;
    dataset(&server, &team.workspace, "a").await;
    dataset(&server, &elsewhere, "a").await;
    let b = dataset(&server, &team.workspace, "b").await;
    let again = json!({"name": "a", "workspace_id": team.workspace});
    assert!(team.admin.post("/datasets", again).await.detail(409).contains("`a`"));
    let path = format!("/datasets/{}", id(&b));
    assert!(team.admin.patch(&path, json!({"name": "a"})).await.detail(409).contains("`a`"));
    assert_eq!(team.admin.get(&path).await.json(200), b);
}

async fn what_is_wrong_with_a_dataset_is_named(server: TestServer) {
    let workspace = server.workspace("w").await;
    let owner = server.owner();
    let made = dataset(&server, &workspace, "d").await;
    let path = format!("/datasets/{}", id(&made));
    let good = json!({"name": "e", "workspace_id": workspace});
    let check = async |changes: Value, expected: &[(&str, &str)]| {
        let mut body = good.clone();
        for (key, value) in changes.as_object().unwrap() {
            body[key] = value.clone();
        }
        let expected: Vec<_> =
            expected.iter().map(|(k, l)| ((*k).to_owned(), (*l).to_owned())).collect();
        assert_eq!(owner.post("/datasets", body).await.problems(), expected, "{changes}");
        let is_null = changes.as_object().unwrap().values().any(Value::is_null);
        if !is_null && changes.get("workspace_id").is_none() {
            assert_eq!(owner.patch(&path, changes.clone()).await.problems(), expected, "{changes}");
        }
    };
    let min_submitted = r#"["body","distribution","min_submitted"]"#;
    check(json!({"name": "x".repeat(201)}), &[("string_too_long", r#"["body","name"]"#)]).await;
    check(json!({"name": ""}), &[("string_too_short", r#"["body","name"]"#)]).await;
    check(json!({"name": null}), &[("string_type", r#"["body","name"]"#)]).await;
    check(json!({"workspace_id": "x"}), &[("uuid_parsing", r#"["body","workspace_id"]"#)]).await;
    check(json!({"guidelines": ""}), &[("string_too_short", r#"["body","guidelines"]"#)]).await;
    let long = json!({"guidelines": "x".repeat(10_001)});
    check(long, &[("string_too_long", r#"["body","guidelines"]"#)]).await;
    let none = json!({"distribution": {"strategy": "overlap"}});
    check(none, &[("missing", min_submitted)]).await;
    let zero = json!({"distribution": {"strategy": "overlap", "min_submitted": 0}});
    check(zero, &[("greater_than_equal", min_submitted)]).await;
    let other = json!({"distribution": {"strategy": "other", "min_submitted": 1}});
    check(other, &[("literal_error", r#"["body","distribution","strategy"]"#)]).await;
    let null = json!({"distribution": null});
    check(null, &[("model_attributes_type", r#"["body","distribution"]"#)]).await;
    check(json!({"metadata": []}), &[("dict_type", r#"["body","metadata"]"#)]).await;
    let maybe = json!({"allow_extra_metadata": "perhaps"});
    check(maybe, &[("bool_parsing", r#"["body","allow_extra_metadata"]"#)]).await;

    let nulls = json!({"name": null, "distribution": null, "allow_extra_metadata": null});
    let found = owner.patch(&path, nulls).await.problems();
    assert_eq!(found, [("value_error".to_owned(), r#"["body"]"#.to_owned())]);
    assert_eq!(owner.get(&path).await.json(200), made);
}

async fn a_dataset_is_changed_in_parts(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let path = format!("/datasets/{}", id(&made));
    let mut before = made;
    for (changes, is_moved) in [
        (json!({}), false),
        (json!({"id": NOBODY, "status": "ready", "workspace_id": NOBODY}), false),
        (json!({"name": "d", "guidelines": null, "allow_extra_metadata": true}), false),
        (json!({"distribution": {"strategy": "overlap", "min_submitted": 1}}), false),
        (json!({"distribution": {"strategy": "overlap", "min_submitted": 2}}), true),
        (json!({"guidelines": "Read.", "name": "e", "allow_extra_metadata": false}), true),
        (json!({"guidelines": null}), true),
    ] {
        let after = team.admin.patch(&path, changes.clone()).await.json(200);
        assert_eq!(after["updated_at"] != before["updated_at"], is_moved, "{changes}");
        if is_moved {
            assert_eq!(after["last_activity_at"], after["updated_at"], "{changes}");
        }
        let mut expected = before.clone();
        for key in ["name", "guidelines", "allow_extra_metadata", "distribution"] {
            if let Some(value) = changes.get(key) {
                expected[key] = value.clone();
            }
        }
        expected["updated_at"] = after["updated_at"].clone();
        expected["last_activity_at"] = after["last_activity_at"].clone();
        assert_eq!(after, expected, "{changes}");
        assert_eq!(team.admin.get(&path).await.json(200), after);
        before = after;
    }
}

async fn metadata_is_merged_and_stays_merged(server: TestServer) {
    let workspace = server.workspace("w").await;
    let owner = server.owner();
    let made = dataset(&server, &workspace, "d").await;
    let path = format!("/datasets/{}", id(&made));
    for (sent, expected) in [
        (json!({"a": 1}), json!({"a": 1})),
        (json!({"b": {"x": 1}}), json!({"a": 1, "b": {"x": 1}})),
        (json!({"b": 2, "c": null}), json!({"a": 1, "b": 2, "c": null})),
        (json!({}), json!({"a": 1, "b": 2, "c": null})),
        (json!(null), json!(null)),
        (json!({}), json!({})),
    ] {
        let answer = owner.patch(&path, json!({"metadata": sent})).await.json(200);
        assert_eq!(answer["metadata"], expected, "{sent}");
        assert_eq!(owner.get(&path).await.json(200)["metadata"], expected, "{sent}");
    }
}

async fn publishing_asks_for_fields_and_a_required_question(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let path = format!("/datasets/{}", id(&made));
    let publish = format!("{path}/publish");
    let refusal = async || team.admin.put(&publish, json!({})).await.detail(422);
    assert!(refusal().await.contains("fields"));
    let field = json!({"name": "f", "title": "F", "settings": {"type": "text"}});
    team.admin.post(&format!("{path}/fields"), field).await.expect_status(201);
    assert!(refusal().await.contains("question"));
    let question = |name: &str, required: bool| json!({"name": name, "title": "Q", "required": required, "settings": {"type": "text"}});
    let questions = format!("{path}/questions");
    team.admin.post(&questions, question("optional", false)).await.expect_status(201);
    assert!(refusal().await.contains("question"));
    team.admin.post(&questions, question("required", true)).await.expect_status(201);

    let request = team.admin.request("PUT", &publish);
    let ready = team.admin.send(request).await.json(200);
    assert_eq!(ready["status"], "ready");
    assert_ne!(ready["updated_at"], made["updated_at"]);
    assert_eq!(ready["last_activity_at"], ready["updated_at"]);
    assert_eq!(team.admin.get(&path).await.json(200), ready);
    assert!(refusal().await.contains("already"));
}

async fn a_deleted_dataset_is_gone(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    publish(&server, &made).await;
    let path = format!("/datasets/{}", id(&made));
    let fields = team.admin.get(&format!("{path}/fields")).await.json(200);
    let shown = team.admin.get(&path).await.json(200);
    assert_eq!(team.admin.delete(&path).await.json(200), shown);
    assert_eq!(team.admin.delete(&path).await.status, 404);
    assert_eq!(team.admin.get(&format!("{path}/fields")).await.status, 404);
    let field = format!("/fields/{}", id(&fields["items"][0]));
    assert_eq!(team.admin.patch(&field, json!({"title": "X"})).await.status, 404);
    dataset(&server, &team.workspace, "d").await;
}

/// A receiver that is told of these events.
async fn receiver(server: &TestServer, events: &[&str]) -> Receiver {
    let receiver = Receiver::start().await;
    let webhook = json!({"url": receiver.url, "events": events});
    server.owner().post("/webhooks", webhook).await.expect_status(201);
    receiver
}

async fn webhooks_are_told_of_datasets_alone(server: TestServer) {
    let team = Team::of(&server).await;
    let events = ["dataset.created", "dataset.updated", "dataset.published", "dataset.deleted"];
    let mut receiver = receiver(&server, &events).await;
    let mut expect = async |event: &str| {
        let message = receiver.next().await;
        let body = message.json();
        message.answer(200);
        assert_eq!(body["type"], event);
        body["data"].clone()
    };
    let made = dataset(&server, &team.workspace, "d").await;
    let told = expect("dataset.created").await;
    assert_eq!((id(&told), id(&told["workspace"])), (id(&made), team.workspace.as_str()));

    // Fields, questions, properties and vectors settings say nothing.
    let path = format!("/datasets/{}", id(&made));
    let property = json!({"name": "p", "title": "P", "settings": {"type": "terms"}});
    let properties = format!("{path}/metadata-properties");
    team.admin.post(&properties, property).await.expect_status(201);
    let vector = json!({"name": "v", "title": "V", "dimensions": 2});
    team.admin.post(&format!("{path}/vectors-settings"), vector).await.expect_status(201);
    publish(&server, &made).await;
    let told = expect("dataset.published").await;
    assert_eq!((&told["status"], &told["fields"][0]["name"]), (&json!("ready"), &json!("text")));

    team.admin.patch(&path, json!({"name": "e"})).await.expect_status(200);
    assert_eq!(expect("dataset.updated").await["name"], "e");
    team.admin.patch(&path, json!({})).await.expect_status(200);
    expect("dataset.updated").await;
    team.annotator.patch(&path, json!({})).await.expect_forbidden();
    team.admin.delete(&path).await.expect_status(200);
    let told = expect("dataset.deleted").await;
    assert_eq!((&told["name"], &told["vectors_settings"][0]["name"]), (&json!("e"), &json!("v")));
    receiver.expect_silence().await;
}

async fn another_distribution_recounts_records_and_tells_webhooks(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    publish(&server, &made).await;
    let path = format!("/datasets/{}", id(&made));
    let answer = |status: &str| {
        let values = json!({"label": {"value": "a"}});
        json!({"user_id": team.annotator.id, "status": status, "values": values})
    };
    let records = json!({"items": [
        {"fields": {"text": "answered"}, "responses": [answer("submitted")]},
        {"fields": {"text": "begun"}, "responses": [answer("draft")]},
        {"fields": {"text": "untouched"}},
    ]});
    let bulk = format!("{path}/records/bulk");
    let records = team.admin.post(&bulk, records).await.json(201);
    assert_eq!(column(&records, "status"), ["completed", "pending", "pending"]);

    let mut receiver = receiver(&server, &["record.updated", "record.completed"]).await;
    let distribution = |min_submitted: i64| json!({"distribution": {"strategy": "overlap", "min_submitted": min_submitted}});
    for (min_submitted, status) in [(2, "pending"), (3, "pending"), (1, "completed")] {
        team.admin.patch(&path, distribution(min_submitted)).await.expect_status(200);
        let shown = team.admin.get(&format!("{path}/records")).await.json(200);
        assert_eq!(column(&shown, "status"), [status, "pending", "pending"]);
        let expected: &[&str] = match min_submitted {
            2 => &["record.updated"],
            3 => &[],
            _ => &["record.updated", "record.completed"],
        };
        for event in expected {
            let message = receiver.next_of(event).await;
            let told = message.json()["data"].clone();
            message.answer(200);
            assert_eq!((id(&told), &told["status"]), (id(&records["items"][0]), &json!(status)));
        }
    }
    receiver.expect_silence().await;
}
