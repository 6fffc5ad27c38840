//! The overview of the caller's datasets, beside the contract.

use serde_json::{Value, json};
use variorum_testkit::{Actor, TestServer};

use crate::labelled::{Labelled, submitted};
use crate::on_both;
use crate::team::{NOBODY, Team, column, dataset, publish};

on_both!(
    a_dataset_is_seen_at_a_glance,
    the_overview_is_narrowed_by_role_and_query,
    the_overview_is_sorted_and_cut,
);

async fn overview(actor: &Actor, query: &str) -> Value {
    actor.get(&format!("/me/overview{query}")).await.json(200)
}

async fn a_dataset_is_seen_at_a_glance(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let mut records = Vec::new();
    for text in ["1", "2", "3"] {
        records.push(format!("{}/responses", labelled.record(text).await));
    }
    team.annotator.post(&records[0], submitted("a")).await.expect_status(201);
    team.annotator.post(&records[1], json!({"status": "draft"})).await.expect_status(201);
    let mut people = vec!["ann".to_owned()];
    for number in 0..5 {
        let peer = server.user(&format!("p{number}"), "annotator", &[&team.workspace]).await;
        peer.post(&records[0], json!({"status": "discarded"})).await.expect_status(201);
        people.push(format!("p{number}"));
    }
    people.truncate(5);
    let seen = overview(&team.annotator, "").await;
    let dataset = team.annotator.get(&labelled.path).await.json(200);
    let expected = json!({
        "id": dataset["id"], "name": "d", "workspace": {"id": team.workspace, "name": "team"},
        "status": "ready", "distribution": {"strategy": "overlap", "min_submitted": 1},
        "has_guidelines": false, "fields": {"total": 2, "types": ["text"]},
        "questions": {
            "total": 4,
            "types": ["label_selection", "multi_label_selection", "ranking", "span"],
        },
        "records": {"total": 3, "completed": 1, "pending": 2},
        "responses": {"total": 3, "submitted": 1, "discarded": 0, "draft": 1, "pending": 1},
        "people": {"total": 6, "usernames": people}, "may_manage": false,
        "last_activity_at": dataset["last_activity_at"], "inserted_at": dataset["inserted_at"],
        "updated_at": dataset["updated_at"],
    });
    let last = &seen["last_event_id"];
    assert_eq!(seen, json!({"items": [expected], "total": 1, "last_event_id": last}));
    let metrics = team.annotator.get(&format!("/me{}/metrics", labelled.path)).await.json(200);
    assert_eq!(metrics["responses"], seen["items"][0]["responses"]);

    let guidelines = json!({"guidelines": "Read it."});
    team.admin.patch(&labelled.path, guidelines).await.expect_status(200);
    let seen = overview(&team.admin, "").await;
    assert_eq!(seen["items"][0]["has_guidelines"], true);
    assert_eq!(seen["items"][0]["may_manage"], true);
    assert_eq!(seen["items"][0]["responses"]["pending"], 2);
}

async fn the_overview_is_narrowed_by_role_and_query(server: TestServer) {
    let team = Team::of(&server).await;
    let other = server.workspace("other").await;
    let ready = dataset(&server, &team.workspace, "Café orders").await;
    publish(&server, &ready).await;
    dataset(&server, &team.workspace, "b").await;
    dataset(&server, &other, "cafeteria").await;
    let check = async |actor: &Actor, query: &str, expected: &[&str]| {
        let found = overview(actor, query).await;
        assert_eq!(column(&found, "name"), expected, "{query}");
        assert_eq!(found["total"], expected.len(), "{query}");
    };
    check(&team.owner, "?sort_by=name", &["b", "Café orders", "cafeteria"]).await;
    check(&team.annotator, "?sort_by=name&order=desc", &["Café orders", "b"]).await;
    check(&team.outside_admin, "", &[]).await;
    check(&team.owner, "?name=CAF%C3%89&sort_by=inserted_at", &["cafeteria", "Café orders"]).await;
    check(&team.admin, "?status=ready", &["Café orders"]).await;
    check(&team.admin, "?status=draft&unknown=1", &["b"]).await;
    check(&team.owner, &format!("?workspace_id={other}"), &["cafeteria"]).await;
    let of_team = format!("/me/overview?workspace_id={}", team.workspace);
    let statuses = team.statuses("GET", &of_team, Value::Null).await;
    assert_eq!(statuses, [401, 403, 403, 200, 200, 200]);
    let unknown = format!("/me/overview?workspace_id={NOBODY}");
    assert_eq!(team.statuses("GET", &unknown, Value::Null).await, [401, 403, 403, 403, 403, 200]);
    let wrong = "/me/overview?workspace_id=x&status=y&sort_by=z&order=up&offset=-1&limit=1001";
    let kinds = team.admin.get(wrong).await.problems();
    let kinds: Vec<_> = kinds.iter().map(|(kind, _)| kind.as_str()).collect();
    let expected =
        ["uuid_parsing", "enum", "enum", "enum", "greater_than_equal", "less_than_equal"];
    assert_eq!(kinds, expected);
}

async fn the_overview_is_sorted_and_cut(server: TestServer) {
    let team = Team::of(&server).await;
    let mut made = Vec::new();
    for (name, records) in [("c", 3), ("a", 1), ("b", 2)] {
        let one = dataset(&server, &team.workspace, name).await;
        publish(&server, &one).await;
        let path = format!("/datasets/{}/records/bulk", one["id"].as_str().unwrap());
        let items = vec![json!({"fields": {"text": "t"}}); records];
        let found = team.admin.post(&path, json!({"items": items})).await.json(201);
        made.push(format!("/records/{}/responses", found["items"][0]["id"].as_str().unwrap()));
    }
    // All of `a` is completed then, and it was active last.
    team.annotator.post(&made[1], submitted("a")).await.expect_status(201);
    for (query, expected) in [
        ("", "acb"),
        ("?sort_by=records", "cba"),
        ("?sort_by=records&order=asc", "abc"),
        ("?sort_by=completed", "abc"),
        ("?sort_by=pending", "cba"),
        ("?sort_by=inserted_at", "bac"),
        ("?sort_by=status&order=desc", "abc"),
        ("?sort_by=workspace", "abc"),
        ("?sort_by=name&offset=1&limit=1", "b"),
        ("?sort_by=name&offset=3", ""),
    ] {
        let found = overview(&team.annotator, query).await;
        let names: String = column(&found, "name").iter().filter_map(Value::as_str).collect();
        // Publishing is an activity, so that only the first is certain.
        match query {
            "" => assert!(names.starts_with('a'), "{names}"),
            _ => assert_eq!(names, expected, "{query}"),
        }
        assert_eq!(found["total"], 3);
    }
}
