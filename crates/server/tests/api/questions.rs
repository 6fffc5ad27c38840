//! Questions: operations 37 to 40.

use serde_json::{Value, json};
use variorum_testkit::TestServer;

use crate::on_both;
use crate::team::{NOBODY, REFUSED_BELOW_ADMIN, Team, column, dataset, id, publish};

on_both!(
    questions_are_used_by_role,
    every_type_of_question_has_its_settings,
    a_taken_name_comes_before_the_state_of_the_dataset,
    a_span_question_needs_a_field_of_its_own,
    a_question_is_changed_in_parts,
    what_is_fixed_in_settings_stays,
);

fn new_question(name: &str) -> Value {
    json!({"name": name, "title": "T", "settings": {"type": "text"}})
}

fn options(values: &[&str]) -> Value {
    let option = |value: &&str| json!({"value": value, "text": value.to_uppercase()});
    Value::Array(values.iter().map(option).collect())
}

/// Options as they are answered, with all keys.
fn full(values: &[&str]) -> Value {
    let option =
        |value: &&str| json!({"value": value, "text": value.to_uppercase(), "description": null});
    Value::Array(values.iter().map(option).collect())
}

async fn questions_are_used_by_role(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let questions = format!("/datasets/{}/questions", id(&made));
    let null = json!(null);
    let refused = team.below_admin("POST", &questions, new_question("q")).await;
    assert_eq!(refused, REFUSED_BELOW_ADMIN);
    let question = team.admin.post(&questions, new_question("q")).await.json(201);
    let found = team.statuses("GET", &questions, null.clone()).await;
    assert_eq!(found, [401, 403, 403, 200, 200, 200]);
    let path = format!("/questions/{}", id(&question));
    let found = team.statuses("PATCH", &path, json!({"title": "X"})).await;
    assert_eq!(found, [401, 403, 403, 403, 200, 200]);
    assert_eq!(team.below_admin("DELETE", &path, null).await, REFUSED_BELOW_ADMIN);
    let shown = team.annotator.get(&questions).await.json(200);
    assert_eq!(team.admin.delete(&path).await.json(200), shown["items"][0]);

    let nowhere = format!("/datasets/{NOBODY}/questions");
    for (method, path, body) in [
        ("GET", nowhere.as_str(), json!(null)),
        ("POST", nowhere.as_str(), new_question("q")),
        ("PATCH", path.as_str(), json!({})),
        ("DELETE", path.as_str(), json!(null)),
    ] {
        let found = team.statuses(method, path, body).await;
        assert_eq!(found, [401, 404, 404, 404, 404, 404], "{method} {path}");
    }
    let text = team.admin.delete(&path).await.detail(404);
    assert_eq!(text, format!("Question with id `{}` not found", id(&question)));
}

async fn every_type_of_question_has_its_settings(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let dataset = format!("/datasets/{}", id(&made));
    let field = json!({"name": "text", "title": "T", "settings": {"type": "text"}});
    team.admin.post(&format!("{dataset}/fields"), field).await.expect_status(201);
    let questions = format!("{dataset}/questions");
    let (abc, abc_full) = (options(&["a", "b", "c"]), full(&["a", "b", "c"]));
    let types = [
        (json!({"type": "text"}), json!({"type": "text", "use_markdown": false})),
        (
            json!({"type": "rating", "options": [{"value": 0}, {"value": 10}]}),
            json!({"type": "rating", "options": [{"value": 0}, {"value": 10}]}),
        ),
        (
            json!({"type": "label_selection", "options": abc, "visible_options": 3}),
            json!({"type": "label_selection", "options": abc_full, "visible_options": 3}),
        ),
        (
            json!({"type": "multi_label_selection", "options": abc}),
            json!({"type": "multi_label_selection", "options": abc_full, "visible_options": null,
                "options_order": "natural"}),
        ),
        (
            json!({"type": "ranking", "options": abc}),
            json!({"type": "ranking", "options": abc_full}),
        ),
        (
            json!({"type": "span", "field": "text", "options": abc}),
            json!({"type": "span", "field": "text", "options": abc_full, "visible_options": null,
                "allow_overlapping": false, "allow_character_annotation": true}),
        ),
    ];
    for (index, (sent, expected)) in types.iter().enumerate() {
        let name = format!("q{index}");
        let body = json!({
            "name": name, "title": "T", "description": null, "required": "yes",
            "settings": sent, "id": null, "dataset_id": NOBODY, "inserted_at": null,
        });
        let question = team.admin.post(&questions, body).await.json(201);
        let now = &question["inserted_at"];
        assert_eq!(
            question,
            json!({
                "id": question["id"], "name": name, "title": "T", "description": null,
                "required": true, "settings": expected, "dataset_id": made["id"],
                "inserted_at": now, "updated_at": now,
            })
        );
    }
    let listed = team.annotator.get(&questions).await.json(200);
    assert_eq!(column(&listed, "name"), ["q0", "q1", "q2", "q3", "q4", "q5"]);
}

async fn a_taken_name_comes_before_the_state_of_the_dataset(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    publish(&server, &made).await;
    let questions = format!("/datasets/{}/questions", id(&made));
    let taken = team.admin.post(&questions, new_question("label")).await.detail(409);
    assert!(taken.contains("`label`"), "{taken}");
    team.admin.post(&questions, new_question("new")).await.expect_status(422);
    let listed = team.admin.get(&questions).await.json(200);
    let path = format!("/questions/{}", id(&listed["items"][0]));
    team.admin.delete(&path).await.expect_status(422);
    team.admin.patch(&path, json!({"title": "New"})).await.expect_status(200);
}

async fn a_span_question_needs_a_field_of_its_own(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let dataset = format!("/datasets/{}", id(&made));
    let questions = format!("{dataset}/questions");
    let span = |name: &str, field: &str| {
        let settings = json!({"type": "span", "field": field, "options": options(&["a"])});
        json!({"name": name, "title": "T", "settings": settings})
    };
    let missing = team.admin.post(&questions, span("s", "text")).await.detail(422);
    assert!(missing.contains("`text`"), "{missing}");
    for name in ["text", "other"] {
        let field = json!({"name": name, "title": "T", "settings": {"type": "text"}});
        team.admin.post(&format!("{dataset}/fields"), field).await.expect_status(201);
    }
    let first = team.admin.post(&questions, span("s", "text")).await.json(201);
    let second = team.admin.post(&questions, span("s2", "text")).await.detail(422);
    assert!(second.contains("`s`"), "{second}");
    team.admin.post(&questions, span("s2", "other")).await.expect_status(201);
    // The name comes before the field.
    team.admin.post(&questions, span("s", "nowhere")).await.expect_status(409);
    team.admin.delete(&format!("/questions/{}", id(&first))).await.expect_status(200);
    team.admin.post(&questions, span("s", "text")).await.expect_status(201);
}

async fn a_question_is_changed_in_parts(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let questions = format!("/datasets/{}/questions", id(&made));
    let settings = json!({"type": "label_selection", "options": options(&["a", "b", "c"])});
    let body = json!({"name": "q", "title": "T", "settings": settings});
    let mut before = team.admin.post(&questions, body).await.json(201);
    let path = format!("/questions/{}", id(&before));
    let reordered = json!([
        {"value": "c", "text": "See", "description": "third"},
        {"value": "a", "text": "A"},
        {"value": "b", "text": "B"},
    ]);
    for (changes, is_moved) in [
        (json!({}), false),
        (json!({"title": "T", "description": null, "name": "x", "required": true}), false),
        (json!({"description": "Long"}), true),
        (json!({"description": null}), true),
        (json!({"title": "New"}), true),
        (json!({"settings": {"type": "label_selection"}}), true),
        (json!({"settings": {"type": "label_selection", "visible_options": 3}}), true),
        (json!({"settings": {"type": "label_selection", "options": reordered}}), true),
    ] {
        let after = team.admin.patch(&path, changes.clone()).await.json(200);
        assert_eq!(after["updated_at"] != before["updated_at"], is_moved, "{changes}");
        for key in ["title", "description"] {
            assert_eq!(&after[key], changes.get(key).unwrap_or(&before[key]), "{changes}");
        }
        for key in ["id", "name", "required", "inserted_at", "dataset_id"] {
            assert_eq!(after[key], before[key], "{changes}");
        }
        before = after;
    }
    assert_eq!(before["settings"]["visible_options"], 3);
    assert_eq!(column(&json!({"items": before["settings"]["options"]}), "value"), ["c", "a", "b"]);
    assert_eq!(before["settings"]["options"][0]["description"], "third");
    assert_eq!(team.admin.get(&questions).await.json(200)["items"], json!([before]));
}

async fn what_is_fixed_in_settings_stays(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let dataset = format!("/datasets/{}", id(&made));
    let field = json!({"name": "text", "title": "T", "settings": {"type": "text"}});
    team.admin.post(&format!("{dataset}/fields"), field).await.expect_status(201);
    let questions = format!("{dataset}/questions");
    let make = async |name: &str, settings: Value| {
        let body = json!({"name": name, "title": "T", "settings": settings});
        format!("/questions/{}", id(&team.admin.post(&questions, body).await.json(201)))
    };
    let change = async |path: &str, settings: Value| {
        team.admin.patch(path, json!({"settings": settings})).await
    };
    let ab = options(&["a", "b"]);
    let label = make("label", json!({"type": "label_selection", "options": ab})).await;
    change(&label, json!({"type": "text"})).await.expect_status(422);
    let fewer = json!({"type": "label_selection", "options": options(&["a", "c"])});
    change(&label, fewer).await.expect_status(422);
    let more = json!({"type": "label_selection", "options": options(&["a", "b", "c"])});
    change(&label, more).await.expect_status(422);

    let rating = json!({"type": "rating", "options": [{"value": 1}, {"value": 2}]});
    let path = make("rating", rating.clone()).await;
    let other = json!({"type": "rating", "options": [{"value": 3}, {"value": 4}]});
    assert_eq!(change(&path, other).await.json(200)["settings"], rating);

    let span = json!({"type": "span", "field": "text", "options": ab});
    let path = make("span", span).await;
    let overlapping = json!({"type": "span", "allow_overlapping": true, "field": "other"});
    let changed = change(&path, overlapping).await.json(200);
    assert_eq!(changed["settings"]["allow_overlapping"], true);
    assert_eq!(changed["settings"]["field"], "text");
    change(&path, json!({"type": "span", "allow_overlapping": false})).await.expect_status(422);

    // Null where it is refused ends the reading of its object: the outer one is named alone.
    let settings = json!({"type": "label_selection", "options": null});
    let inner = team.admin.patch(&label, json!({"settings": settings})).await.problems();
    let place = r#"["body","settings","label_selection"]"#.to_owned();
    assert_eq!(inner, [("value_error".to_owned(), place)]);
    let outer = team.admin.patch(&label, json!({"settings": settings, "title": null})).await;
    assert_eq!(outer.problems(), [("value_error".to_owned(), r#"["body"]"#.to_owned())]);
}
