//! Metadata properties: operations 41, 42, 44 and 45.

use serde_json::{Value, json};
use variorum_testkit::TestServer;

use crate::on_both;
use crate::team::{NOBODY, REFUSED_BELOW_ADMIN, Team, column, dataset, id, publish};

on_both!(
    metadata_properties_are_used_by_role,
    hidden_properties_are_not_shown_to_annotators,
    every_type_of_property_has_its_settings,
    a_property_is_changed_in_parts,
    what_is_wrong_with_a_property_is_named,
);

fn new_property(name: &str) -> Value {
    json!({"name": name, "title": "T", "settings": {"type": "terms"}})
}

async fn metadata_properties_are_used_by_role(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    publish(&server, &made).await;
    let properties = format!("/datasets/{}/metadata-properties", id(&made));
    let mine = format!("/me{properties}");
    let refused = team.below_admin("POST", &properties, new_property("p")).await;
    assert_eq!(refused, REFUSED_BELOW_ADMIN);
    let property = team.admin.post(&properties, new_property("p")).await.json(201);
    let found = team.statuses("GET", &mine, json!(null)).await;
    assert_eq!(found, [401, 403, 403, 200, 200, 200]);
    let path = format!("/metadata-properties/{}", id(&property));
    let found = team.statuses("PATCH", &path, json!({"title": "X"})).await;
    assert_eq!(found, [401, 403, 403, 403, 200, 200]);
    assert_eq!(team.below_admin("DELETE", &path, json!(null)).await, REFUSED_BELOW_ADMIN);
    let shown = team.annotator.get(&mine).await.json(200);
    assert_eq!(team.admin.delete(&path).await.json(200), shown["items"][0]);

    let nowhere = format!("/datasets/{NOBODY}/metadata-properties");
    let mine = format!("/me{nowhere}");
    for (method, path, body) in [
        ("GET", mine.as_str(), json!(null)),
        ("POST", nowhere.as_str(), new_property("p")),
        ("PATCH", path.as_str(), json!({})),
        ("DELETE", path.as_str(), json!(null)),
    ] {
        let found = team.statuses(method, path, body).await;
        assert_eq!(found, [401, 404, 404, 404, 404, 404], "{method} {path}");
    }
    let text = team.admin.delete(&path).await.detail(404);
    assert_eq!(text, format!("MetadataProperty with id `{}` not found", id(&property)));
}

async fn hidden_properties_are_not_shown_to_annotators(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let properties = format!("/datasets/{}/metadata-properties", id(&made));
    for (name, is_visible) in [("seen", true), ("hidden", false)] {
        let mut body = new_property(name);
        body["visible_for_annotators"] = json!(is_visible);
        team.admin.post(&properties, body).await.expect_status(201);
    }
    let mine = format!("/me{properties}");
    for (actor, expected) in [
        (&team.annotator, vec!["seen"]),
        (&team.admin, vec!["seen", "hidden"]),
        (&team.owner, vec!["seen", "hidden"]),
    ] {
        assert_eq!(column(&actor.get(&mine).await.json(200), "name"), expected);
    }
}

async fn every_type_of_property_has_its_settings(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let properties = format!("/datasets/{}/metadata-properties", id(&made));
    let values = json!(["a", 1, null, {"x": [1.5]}, "a"]);
    let types = [
        (json!({"type": "terms"}), json!({"type": "terms", "values": null})),
        (
            json!({"type": "terms", "values": values, "visible_for_annotators": false}),
            json!({"type": "terms", "values": values}),
        ),
        (json!({"type": "integer", "min": -3}), json!({"type": "integer", "min": -3, "max": null})),
        (
            json!({"type": "float", "min": 0, "max": 1.5}),
            json!({"type": "float", "min": 0.0, "max": 1.5}),
        ),
    ];
    for (index, (sent, expected)) in types.iter().enumerate() {
        let name = format!("p{index}");
        let body = json!({"name": name, "title": "T", "settings": sent, "id": null});
        let property = team.admin.post(&properties, body).await.json(201);
        let now = &property["inserted_at"];
        assert_eq!(
            property,
            json!({
                "id": property["id"], "name": name, "title": "T", "settings": expected,
                "visible_for_annotators": true, "dataset_id": made["id"], "inserted_at": now,
                "updated_at": now,
            })
        );
    }
    let listed = team.annotator.get(&format!("/me{properties}")).await.json(200);
    assert_eq!(column(&listed, "name"), ["p0", "p1", "p2", "p3"]);
    let again = team.admin.post(&properties, new_property("p1")).await.detail(409);
    assert!(again.contains("`p1`"), "{again}");
}

async fn a_property_is_changed_in_parts(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let properties = format!("/datasets/{}/metadata-properties", id(&made));
    let mut before = team.admin.post(&properties, new_property("p")).await.json(201);
    let path = format!("/metadata-properties/{}", id(&before));
    for (changes, is_moved) in [
        (json!({}), false),
        (json!({"settings": {"type": "integer"}, "name": "x"}), false),
        (json!({"visible_for_annotators": false}), true),
        (json!({"title": "New"}), true),
        (json!({"title": "New", "visible_for_annotators": false}), false),
        (json!({"visible_for_annotators": true}), true),
        (json!({"title": "Newer"}), true),
    ] {
        let after = team.admin.patch(&path, changes.clone()).await.json(200);
        assert_eq!(after["updated_at"] != before["updated_at"], is_moved, "{changes}");
        let mut expected = before.clone();
        for key in ["title", "visible_for_annotators"] {
            if let Some(value) = changes.get(key) {
                expected[key] = value.clone();
            }
        }
        expected["updated_at"] = after["updated_at"].clone();
        assert_eq!(after, expected, "{changes}");
        before = after;
    }
    let listed = team.admin.get(&format!("/me{properties}")).await.json(200);
    assert_eq!(listed["items"], json!([before]));
}

async fn what_is_wrong_with_a_property_is_named(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let properties = format!("/datasets/{}/metadata-properties", id(&made));
    let one = |kind: &str, loc: &str| vec![(kind.to_owned(), loc.to_owned())];
    for (settings, kind, loc) in [
        (json!({"type": "text"}), "union_tag_invalid", r#"["body","settings"]"#),
        (
            json!({"type": "terms", "values": []}),
            "too_short",
            r#"["body","settings","terms","values"]"#,
        ),
        (
            json!({"type": "integer", "min": 2, "max": 2}),
            "value_error",
            r#"["body","settings","integer"]"#,
        ),
        (
            json!({"type": "float", "min": 2.5, "max": 2}),
            "value_error",
            r#"["body","settings","float"]"#,
        ),
    ] {
        let body = json!({"name": "p", "title": "T", "settings": settings});
        assert_eq!(team.admin.post(&properties, body).await.problems(), one(kind, loc));
    }
    let mut body = new_property("p");
    body["visible_for_annotators"] = json!(null);
    let found = team.admin.post(&properties, body).await.problems();
    assert_eq!(found, one("bool_type", r#"["body","visible_for_annotators"]"#));
    let made = team.admin.post(&properties, new_property("p")).await.json(201);
    let nulls = json!({"title": null, "visible_for_annotators": null});
    let path = format!("/metadata-properties/{}", id(&made));
    let found = team.admin.patch(&path, nulls).await.problems();
    assert_eq!(found, one("value_error", r#"["body"]"#));
}
