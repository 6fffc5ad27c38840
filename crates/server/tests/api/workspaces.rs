//! Workspaces and their members: operations 17 to 22.

use serde_json::json;
use variorum_testkit::TestServer;

use crate::on_both;
use crate::team::{NOBODY, REFUSED_BELOW_ADMIN, REFUSED_BELOW_OWNER, Team, column, dataset, id};

on_both!(
    workspaces_are_shown_by_role,
    a_workspace_is_made_once,
    a_workspace_with_datasets_is_not_deleted,
    members_come_and_go,
    whoever_lost_membership_is_outside,
);

async fn workspaces_are_shown_by_role(server: TestServer) {
    let team = Team::of(&server).await;
    let path = format!("/workspaces/{}", team.workspace);
    let nobody = format!("/workspaces/{NOBODY}");
    let null = json!(null);
    assert_eq!(team.statuses("GET", &path, null.clone()).await, [401, 403, 403, 200, 200, 200]);
    // Whether a workspace exists is not told to those outside it.
    assert_eq!(team.statuses("GET", &nobody, null.clone()).await, [401, 403, 403, 403, 403, 404]);
    let users = format!("{path}/users");
    assert_eq!(team.statuses("GET", &users, null.clone()).await, [401, 403, 403, 403, 200, 200]);
    let users = format!("{nobody}/users");
    assert_eq!(team.statuses("GET", &users, null.clone()).await, [401, 403, 403, 403, 403, 404]);
    assert_eq!(team.statuses("GET", "/workspaces/x", null).await, [401, 422, 422, 422, 422, 422]);
    let text = team.owner.get(&nobody).await.detail(404);
    assert_eq!(text, format!("Workspace with id `{NOBODY}` not found"));
}

async fn a_workspace_is_made_once(server: TestServer) {
    let team = Team::of(&server).await;
    let refused = team.below_owner("POST", "/workspaces", json!({"name": "new"})).await;
    assert_eq!(refused, REFUSED_BELOW_OWNER);
    let owner = &team.owner;
    let made = owner.post("/workspaces", json!({"id": NOBODY, "name": "ü /x"})).await.json(201);
    assert_eq!((id(&made), &made["name"]), (NOBODY, &json!("ü /x")));
    assert_eq!(made["inserted_at"], made["updated_at"]);
    assert_eq!(owner.get(&format!("/workspaces/{NOBODY}")).await.json(200), made);

    let again = owner.post("/workspaces", json!({"name": "ü /x"})).await.detail(409);
    assert!(again.contains("`ü /x`"), "{again}");
    let again = owner.post("/workspaces", json!({"name": "y", "id": NOBODY})).await.detail(409);
    assert!(again.contains(NOBODY), "{again}");
    let found = owner.post("/workspaces", json!({"name": "", "id": 7})).await.problems();
    let expected = [("uuid_type", r#"["body","id"]"#), ("string_too_short", r#"["body","name"]"#)];
    assert_eq!(found, expected.map(|(kind, loc)| (kind.to_owned(), loc.to_owned())));
}

async fn a_workspace_with_datasets_is_not_deleted(server: TestServer) {
    let team = Team::of(&server).await;
    let path = format!("/workspaces/{}", team.workspace);
    assert_eq!(team.below_owner("DELETE", &path, json!(null)).await, REFUSED_BELOW_OWNER);
    let nobody = format!("/workspaces/{NOBODY}");
    assert_eq!(team.below_owner("DELETE", &nobody, json!(null)).await, REFUSED_BELOW_OWNER);
    assert_eq!(team.owner.delete(&nobody).await.status, 404);

    let made = dataset(&server, &team.workspace, "d").await;
    team.owner.delete(&path).await.expect_status(409);
    let shown = team.owner.get(&path).await.json(200);
    team.owner.delete(&format!("/datasets/{}", id(&made))).await.expect_status(200);
    assert_eq!(team.owner.delete(&path).await.json(200), shown);
    assert_eq!(team.owner.get(&path).await.status, 404);
    assert_eq!(team.annotator.get("/me/workspaces").await.json(200), json!({"items": []}));
}

async fn members_come_and_go(server: TestServer) {
    let team = Team::of(&server).await;
    let users = format!("/workspaces/{}/users", team.workspace);
    let new = json!({"user_id": team.outsider.id});
    assert_eq!(team.below_owner("POST", &users, new.clone()).await, REFUSED_BELOW_OWNER);
    let added = team.owner.post(&users, new.clone()).await.json(201);
    assert_eq!((id(&added), &added["api_key"]), (team.outsider.id.as_str(), &json!("")));
    team.owner.post(&users, new.clone()).await.expect_status(409);
    let nobody = team.owner.post(&users, json!({"user_id": NOBODY})).await.detail(422);
    assert!(nobody.contains(NOBODY), "{nobody}");
    let nowhere = format!("/workspaces/{NOBODY}/users");
    team.owner.post(&nowhere, new).await.expect_status(404);
    let found = team.owner.post(&users, json!({})).await.problems();
    assert_eq!(found, [("missing".to_owned(), r#"["body","user_id"]"#.to_owned())]);

    let members = team.admin.get(&users).await.json(200);
    assert_eq!(column(&members, "username"), ["ann", "ada", "out"]);
    assert_eq!(column(&members, "api_key"), ["", "", ""]);

    let member = format!("{users}/{}", team.outsider.id);
    // The outsider is a member now, an annotator.
    assert_eq!(team.below_admin("DELETE", &member, json!(null)).await, REFUSED_BELOW_ADMIN);
    assert_eq!(team.admin.delete(&member).await.json(200), added);
    // What is not there is told before who may.
    let gone = team.statuses("DELETE", &member, json!(null)).await;
    assert_eq!(gone, [401, 404, 404, 404, 404, 404]);
    let nowhere = format!("{nowhere}/{}", team.annotator.id);
    assert_eq!(team.annotator.delete(&nowhere).await.status, 404);
}

async fn whoever_lost_membership_is_outside(server: TestServer) {
    let team = Team::of(&server).await;
    let path = format!("/workspaces/{}", team.workspace);
    let own = format!("{path}/users/{}", team.admin.id);
    team.admin.delete(&own).await.expect_status(200);
    team.admin.get(&path).await.expect_forbidden();
    team.admin.get(&format!("{path}/users")).await.expect_forbidden();
    assert_eq!(team.admin.get("/me/workspaces").await.json(200), json!({"items": []}));
}
