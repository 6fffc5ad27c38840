//! Fields: operations 33 to 36.

use serde_json::{Value, json};
use variorum_testkit::TestServer;

use crate::on_both;
use crate::team::{NOBODY, REFUSED_BELOW_ADMIN, Team, column, dataset, id, publish};

on_both!(
    fields_are_used_by_role,
    every_type_of_field_has_its_settings,
    a_published_dataset_keeps_its_fields,
    a_field_is_changed_in_parts,
    what_is_wrong_with_a_field_is_named,
);

fn new_field(name: &str) -> Value {
    json!({"name": name, "title": "T", "settings": {"type": "text"}})
}

async fn fields_are_used_by_role(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let fields = format!("/datasets/{}/fields", id(&made));
    let null = json!(null);
    assert_eq!(team.below_admin("POST", &fields, new_field("f")).await, REFUSED_BELOW_ADMIN);
    let field = team.admin.post(&fields, new_field("f")).await.json(201);
    assert_eq!(team.statuses("GET", &fields, null.clone()).await, [401, 403, 403, 200, 200, 200]);
    let path = format!("/fields/{}", id(&field));
    let found = team.statuses("PATCH", &path, json!({"title": "X"})).await;
    assert_eq!(found, [401, 403, 403, 403, 200, 200]);
    assert_eq!(team.below_admin("DELETE", &path, null).await, REFUSED_BELOW_ADMIN);
    let shown = team.annotator.get(&fields).await.json(200);
    assert_eq!(team.admin.delete(&path).await.json(200), shown["items"][0]);
    assert_eq!(team.annotator.get(&fields).await.json(200), json!({"items": []}));

    let nowhere = format!("/datasets/{NOBODY}/fields");
    for (method, path, body) in [
        ("GET", nowhere.as_str(), json!(null)),
        ("POST", nowhere.as_str(), new_field("f")),
        ("PATCH", path.as_str(), json!({})),
        ("DELETE", path.as_str(), json!(null)),
    ] {
        let found = team.statuses(method, path, body).await;
        assert_eq!(found, [401, 404, 404, 404, 404, 404], "{method} {path}");
    }
    let text = team.admin.delete(&path).await.detail(404);
    assert_eq!(text, format!("Field with id `{}` not found", id(&field)));
}

async fn every_type_of_field_has_its_settings(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let fields = format!("/datasets/{}/fields", id(&made));
    let template = "<b>{{record.fields.x}}</b>";
    let types = [
        (json!({"type": "text"}), json!({"type": "text", "use_markdown": false})),
        (json!({"type": "image", "unknown": 1}), json!({"type": "image"})),
        (json!({"type": "chat"}), json!({"type": "chat", "use_markdown": true})),
        (
            json!({"type": "custom", "template": template}),
            json!({"type": "custom", "template": template, "advanced_mode": false}),
        ),
    ];
    for (index, (sent, expected)) in types.iter().enumerate() {
        let name = format!("field {index}");
        let body = json!({
            "name": name, "title": "T", "required": null, "settings": sent, "id": null,
            "description": null, "dataset_id": NOBODY, "inserted_at": null,
        });
        let field = team.admin.post(&fields, body).await.json(201);
        let now = &field["inserted_at"];
        assert_eq!(
            field,
            json!({
                "id": field["id"], "name": name, "title": "T", "required": false,
                "settings": expected, "dataset_id": made["id"], "inserted_at": now,
                "updated_at": now,
            })
        );
    }
    let listed = team.annotator.get(&fields).await.json(200);
    assert_eq!(column(&listed, "name"), ["field 0", "field 1", "field 2", "field 3"]);
    let again = team.admin.post(&fields, new_field("field 1")).await.detail(409);
    assert!(again.contains("`field 1`"), "{again}");
}

async fn a_published_dataset_keeps_its_fields(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    publish(&server, &made).await;
    let fields = format!("/datasets/{}/fields", id(&made));
    let listed = team.admin.get(&fields).await.json(200);
    let path = format!("/fields/{}", id(&listed["items"][0]));
    team.admin.post(&fields, new_field("new")).await.expect_status(422);
    // The state of the dataset comes before the name.
    team.admin.post(&fields, new_field("text")).await.expect_status(422);
    team.admin.delete(&path).await.expect_status(422);
    let changes = json!({"title": "New", "settings": {"type": "text", "use_markdown": true}});
    let changed = team.admin.patch(&path, changes.clone()).await.json(200);
    assert_eq!((&changed["title"], &changed["settings"]), (&json!("New"), &changes["settings"]));
    assert_eq!(team.admin.get(&fields).await.json(200)["items"], json!([changed]));
}

async fn a_field_is_changed_in_parts(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let fields = format!("/datasets/{}/fields", id(&made));
    let mut before = team.admin.post(&fields, new_field("f")).await.json(201);
    let path = format!("/fields/{}", id(&before));
    for (changes, is_moved) in [
        (json!({}), false),
        (json!({"title": "T", "name": "x", "required": true}), false),
        (json!({"title": "New"}), true),
        (json!({"settings": {"type": "text", "use_markdown": true}}), true),
        (json!({"settings": {"type": "text", "use_markdown": true}}), true),
    ] {
        let after = team.admin.patch(&path, changes.clone()).await.json(200);
        assert_eq!(after["updated_at"] != before["updated_at"], is_moved, "{changes}");
        assert_eq!((&after["name"], &after["required"]), (&json!("f"), &json!(false)));
        assert_eq!(&after["title"], changes.get("title").unwrap_or(&before["title"]));
        assert_eq!(&after["settings"], changes.get("settings").unwrap_or(&before["settings"]));
        before = after;
    }
    let other = team.admin.patch(&path, json!({"settings": {"type": "image"}})).await.detail(422);
    assert!(other.contains("`text`") && other.contains("`image`"), "{other}");
    assert_eq!(team.admin.get(&fields).await.json(200)["items"], json!([before]));
    let shown = team.admin.get(&format!("/datasets/{}", id(&made))).await.json(200);
    assert_eq!(shown, made);
}

async fn what_is_wrong_with_a_field_is_named(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let fields = format!("/datasets/{}/fields", id(&made));
    let field = team.admin.post(&fields, new_field("f")).await.json(201);
    let path = format!("/fields/{}", id(&field));
    let one = |kind: &str, loc: &str| vec![(kind.to_owned(), loc.to_owned())];
    for (settings, kind, loc) in [
        (json!({"type": "table"}), "union_tag_invalid", r#"["body","settings"]"#),
        (json!({}), "union_tag_not_found", r#"["body","settings"]"#),
        (json!({"type": "custom"}), "missing", r#"["body","settings","custom","template"]"#),
    ] {
        let body = json!({"name": "g", "title": "T", "settings": settings});
        assert_eq!(team.admin.post(&fields, body).await.problems(), one(kind, loc));
    }
    let body = json!({"name": "", "title": "x".repeat(501)});
    let found = team.admin.post(&fields, body).await.problems();
    assert_eq!(found.len(), 3, "{found:?}");
    let partial = json!({"settings": {"type": "text"}});
    let loc = r#"["body","settings","text","use_markdown"]"#;
    assert_eq!(team.admin.patch(&path, partial).await.problems(), one("missing", loc));
    let nulls = json!({"title": null, "settings": null});
    let found = team.admin.patch(&path, nulls).await.problems();
    assert_eq!(found, one("value_error", r#"["body"]"#));
}
