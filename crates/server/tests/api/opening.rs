//! Opening a dataset and preferences, beside the contract.

use serde_json::{Value, json};
use variorum_testkit::TestServer;

use crate::labelled::{Labelled, submitted};
use crate::on_both;
use crate::team::{NOBODY, Team, id};

on_both!(
    a_dataset_is_opened_by_one_call,
    a_dataset_is_opened_by_members,
    preferences_are_merged_and_are_ones_own,
    preferences_are_bounded,
);

async fn a_dataset_is_opened_by_one_call(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let record = labelled.record("t").await;
    labelled.record("u").await;
    team.annotator.post(&format!("{record}/responses"), submitted("a")).await.expect_status(201);
    let dataset = team.admin.get(&labelled.path).await.json(200);
    let mine = json!({"split": 40});
    let set = json!({"theme": "dark", "datasets": {id(&dataset): mine, NOBODY: {"split": 50}}});
    team.annotator.patch("/me/preferences", set).await.expect_status(200);

    let path = &labelled.path;
    for (actor, may_manage) in [(&team.annotator, false), (&team.admin, true), (&team.owner, true)]
    {
        let get = async |path: String| actor.get(&path).await.json(200);
        let workspaces = get("/me/workspaces".to_owned()).await;
        let workspace = workspaces["items"].as_array().unwrap().iter();
        let workspace = workspace.clone().find(|one| one["name"] == "team").unwrap();
        let opening = get(format!("/me{path}/opening")).await;
        assert_eq!(
            opening,
            json!({
                "dataset": dataset,
                "workspace": workspace,
                "fields": get(format!("{path}/fields")).await["items"],
                "questions": get(format!("{path}/questions")).await["items"],
                "metadata_properties":
                    get(format!("/me{path}/metadata-properties")).await["items"],
                "vectors_settings": get(format!("{path}/vectors-settings")).await["items"],
                "metrics": get(format!("/me{path}/metrics")).await,
                "progress": get(format!("{path}/progress")).await,
                "versions": opening["versions"],
                "preferences": if may_manage { json!({}) } else { mine.clone() },
                "last_event_id": opening["last_event_id"],
                "permissions": {"may_manage": may_manage},
            })
        );
        let properties = opening["metadata_properties"].as_array().map(Vec::len);
        assert_eq!(properties, Some(if may_manage { 2 } else { 1 }));
        assert_eq!(opening["progress"]["completed"], 1);
    }
}

async fn a_dataset_is_opened_by_members(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let here = format!("/me{}/opening", labelled.path);
    let found = labelled.team.statuses("GET", &here, Value::Null).await;
    assert_eq!(found, [401, 403, 403, 200, 200, 200]);
    let nowhere = format!("/me/datasets/{NOBODY}/opening");
    let found = labelled.team.statuses("GET", &nowhere, Value::Null).await;
    assert_eq!(found, [401, 404, 404, 404, 404, 404]);
}

async fn preferences_are_merged_and_are_ones_own(server: TestServer) {
    let team = Team::of(&server).await;
    let path = "/me/preferences";
    assert_eq!(team.annotator.get(path).await.json(200), json!({}));
    let first = json!({"theme": "dark", "keys": {"submit": "Enter", "skip": "s"}});
    assert_eq!(team.annotator.patch(path, first.clone()).await.json(200), first);
    let second = json!({"theme": null, "keys": {"skip": null, "undo": ["u"]}, "language": "es"});
    let merged = json!({"keys": {"submit": "Enter", "undo": ["u"]}, "language": "es"});
    assert_eq!(team.annotator.patch(path, second).await.json(200), merged);
    assert_eq!(team.annotator.get(path).await.json(200), merged);
    assert_eq!(team.admin.get(path).await.json(200), json!({}));
    for method in ["GET", "PATCH"] {
        let found = team.statuses(method, path, json!({})).await;
        assert_eq!(found, [401, 200, 200, 200, 200, 200]);
    }
    // They go with their user.
    let gone = format!("/users/{}", team.annotator.id);
    team.owner.delete(&gone).await.expect_status(200);
    assert_eq!(team.annotator.get(path).await.status, 401);
}

async fn preferences_are_bounded(server: TestServer) {
    let ann = server.user("ann", "annotator", &[]).await;
    let path = "/me/preferences";
    let half = "x".repeat(40_000);
    ann.patch(path, json!({"a": half.clone()})).await.expect_status(200);
    let text = ann.patch(path, json!({"b": half})).await.detail(422);
    assert!(text.starts_with("preferences may have 64000 bytes"), "{text}");
    assert_eq!(ann.get(path).await.json(200).as_object().map(serde_json::Map::len), Some(1));
    for body in [json!([]), json!(1), json!("x")] {
        let expected = vec![("model_attributes_type".to_owned(), r#"["body"]"#.to_owned())];
        assert_eq!(ann.patch(path, body).await.problems(), expected);
    }
    assert_eq!(ann.patch(path, Value::Null).await.problems()[0].0, "missing");
}
