//! What the caller may ask and change about themselves: operations 8 to 10 and what stands beside them.

use serde_json::json;
use variorum_testkit::TestServer;

use crate::on_both;
use crate::team::{NOBODY, Team, column, dataset, publish};

on_both!(
    my_workspaces_are_mine_or_all,
    my_datasets_are_narrowed_by_role_and_query,
    users_change_their_names_and_nothing_else,
    users_change_their_keys,
);

async fn my_workspaces_are_mine_or_all(server: TestServer) {
    let team = Team::of(&server).await;
    server.workspace("other").await;
    let check = async |actor: &variorum_testkit::Actor, expected: &[&str]| {
        let found = actor.get("/me/workspaces").await.json(200);
        assert_eq!(column(&found, "name"), expected);
    };
    check(&team.owner, &["owner", "team", "other"]).await;
    check(&team.admin, &["team"]).await;
    check(&team.annotator, &["team"]).await;
    check(&team.outside_admin, &[]).await;
    assert_eq!(team.anonymous.get("/me/workspaces").await.status, 401);
}

async fn my_datasets_are_narrowed_by_role_and_query(server: TestServer) {
    let team = Team::of(&server).await;
    let other = server.workspace("other").await;
    let ready = dataset(&server, &team.workspace, "a").await;
    publish(&server, &ready).await;
    dataset(&server, &team.workspace, "b").await;
    dataset(&server, &other, "a").await;

    let check = async |actor: &variorum_testkit::Actor, query: &str, expected: &[&str]| {
        let found = actor.get(&format!("/me/datasets{query}")).await.json(200);
        assert_eq!(column(&found, "name"), expected, "{query}");
    };
    let of_team = format!("?workspace_id={}", team.workspace);
    check(&team.owner, "", &["a", "b", "a"]).await;
    check(&team.annotator, "", &["a", "b"]).await;
    check(&team.outside_admin, "", &[]).await;
    check(&team.owner, "?name=a", &["a", "a"]).await;
    check(&team.owner, "?name=A", &[]).await;
    check(&team.admin, "?status=ready", &["a"]).await;
    check(&team.admin, "?status=draft&unknown=1", &["b"]).await;
    check(&team.owner, &of_team, &["a", "b"]).await;
    check(&team.annotator, &format!("{of_team}&name=b&status=draft"), &["b"]).await;
    check(&team.owner, &format!("?workspace_id={NOBODY}"), &[]).await;

    let statuses = team.statuses("GET", &format!("/me/datasets{of_team}"), json!(null)).await;
    assert_eq!(statuses, [401, 403, 403, 200, 200, 200]);
    let unknown = format!("/me/datasets?workspace_id={NOBODY}");
    assert_eq!(team.statuses("GET", &unknown, json!(null)).await, [401, 403, 403, 403, 403, 200]);
    let wrong = team.annotator.get("/me/datasets?workspace_id=x&status=done").await.problems();
    let expected =
        [("uuid_parsing", r#"["query","workspace_id"]"#), ("enum", r#"["query","status"]"#)];
    assert_eq!(wrong, expected.map(|(kind, loc)| (kind.to_owned(), loc.to_owned())));
}

async fn users_change_their_names_and_nothing_else(server: TestServer) {
    let ann = server.user("ann", "annotator", &[]).await;
    let names =
        json!({"first_name": " Anna ", "last_name": "Bee", "role": "owner", "username": "x"});
    let changed = ann.patch("/me", names).await.json(200);
    assert_eq!(changed["first_name"], "Anna");
    assert_eq!(changed["last_name"], "Bee");
    assert_eq!((&changed["role"], &changed["username"]), (&json!("annotator"), &json!("ann")));
    assert_eq!(ann.get("/me").await.json(200), changed);
    let cleared = ann.patch("/me", json!({"last_name": null})).await.json(200);
    assert_eq!((&cleared["first_name"], &cleared["last_name"]), (&json!("Anna"), &json!(null)));
    let wrong = ann.patch("/me", json!({"first_name": " ", "last_name": 1})).await.problems();
    let places: Vec<_> = wrong.into_iter().map(|(_, place)| place).collect();
    assert_eq!(places, [r#"["body","first_name"]"#, r#"["body","last_name"]"#]);
    assert_eq!(server.anonymous().patch("/me", json!({"first_name": "x"})).await.status, 401);
}

async fn users_change_their_keys(server: TestServer) {
    let ann = server.user("ann", "annotator", &[]).await;
    let before = ann.get("/me").await.json(200);
    let changed = ann.post("/me/api-key", json!(null)).await.json(200);
    assert_ne!(changed["api_key"], before["api_key"]);
    assert_eq!(changed["id"], before["id"]);
    assert_eq!(ann.get("/me").await.status, 401);
    let key = changed["api_key"].as_str().unwrap();
    let again = server.with_key(key).get("/me").await.json(200);
    assert_eq!(again, changed);
    assert_eq!(server.anonymous().post("/me/api-key", json!(null)).await.status, 401);
}
