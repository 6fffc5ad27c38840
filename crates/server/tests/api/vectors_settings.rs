//! Vectors settings: operations 46 to 49.

use serde_json::{Value, json};
use variorum_testkit::TestServer;

use crate::on_both;
use crate::team::{NOBODY, REFUSED_BELOW_ADMIN, Team, column, dataset, id, publish};

on_both!(
    vectors_settings_are_used_by_role,
    there_are_at_most_five,
    only_the_title_changes,
    what_is_wrong_with_vectors_settings_is_named,
);

fn new_vector(name: &str) -> Value {
    json!({"name": name, "title": "T", "dimensions": 3})
}

async fn vectors_settings_are_used_by_role(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    publish(&server, &made).await;
    let vectors = format!("/datasets/{}/vectors-settings", id(&made));
    let refused = team.below_admin("POST", &vectors, new_vector("v")).await;
    assert_eq!(refused, REFUSED_BELOW_ADMIN);
    let vector = team.admin.post(&vectors, new_vector("v")).await.json(201);
    let now = &vector["inserted_at"];
    assert_eq!(
        vector,
        json!({
            "id": vector["id"], "name": "v", "title": "T", "dimensions": 3,
            "dataset_id": made["id"], "inserted_at": now, "updated_at": now,
        })
    );
    let found = team.statuses("GET", &vectors, json!(null)).await;
    assert_eq!(found, [401, 403, 403, 200, 200, 200]);
    let path = format!("/vectors-settings/{}", id(&vector));
    let found = team.statuses("PATCH", &path, json!({"title": "X"})).await;
    assert_eq!(found, [401, 403, 403, 403, 200, 200]);
    assert_eq!(team.below_admin("DELETE", &path, json!(null)).await, REFUSED_BELOW_ADMIN);
    let shown = team.annotator.get(&vectors).await.json(200);
    assert_eq!(team.admin.delete(&path).await.json(200), shown["items"][0]);

    let nowhere = format!("/datasets/{NOBODY}/vectors-settings");
    for (method, path, body) in [
        ("GET", nowhere.as_str(), json!(null)),
        ("POST", nowhere.as_str(), new_vector("v")),
        ("PATCH", path.as_str(), json!({"title": "X"})),
        ("DELETE", path.as_str(), json!(null)),
    ] {
        let found = team.statuses(method, path, body).await;
        assert_eq!(found, [401, 404, 404, 404, 404, 404], "{method} {path}");
    }
    let text = team.admin.delete(&path).await.detail(404);
    assert_eq!(text, format!("VectorSettings with id `{}` not found", id(&vector)));
}

async fn there_are_at_most_five(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let vectors = format!("/datasets/{}/vectors-settings", id(&made));
    for name in ["a", "b", "c", "d"] {
        team.admin.post(&vectors, new_vector(name)).await.expect_status(201);
    }
    team.admin.post(&vectors, new_vector("a")).await.expect_status(409);
    // Of two at once, one finds no place.
    let (first, second) = tokio::join!(
        team.admin.post(&vectors, new_vector("e")),
        team.owner.post(&vectors, new_vector("f")),
    );
    let mut statuses = [first.status, second.status];
    statuses.sort_unstable();
    assert_eq!(statuses, [201, 422]);
    // The number comes before the name.
    team.admin.post(&vectors, new_vector("a")).await.expect_status(422);
    let listed = team.annotator.get(&vectors).await.json(200);
    assert_eq!(column(&listed, "name")[..4], ["a", "b", "c", "d"]);
    let path = format!("/vectors-settings/{}", id(&listed["items"][0]));
    team.admin.delete(&path).await.expect_status(200);
    team.admin.post(&vectors, new_vector("a")).await.expect_status(201);
}

async fn only_the_title_changes(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let vectors = format!("/datasets/{}/vectors-settings", id(&made));
    let before = team.admin.post(&vectors, new_vector("v")).await.json(201);
    let path = format!("/vectors-settings/{}", id(&before));
    let same = json!({"title": "T", "name": "x", "dimensions": 7});
    assert_eq!(team.admin.patch(&path, same).await.json(200), before);
    let after = team.admin.patch(&path, json!({"title": "New"})).await.json(200);
    assert_eq!((&after["title"], &after["dimensions"]), (&json!("New"), &json!(3)));
    assert_ne!(after["updated_at"], before["updated_at"]);
    assert_eq!(team.admin.get(&vectors).await.json(200)["items"], json!([after]));
}

async fn what_is_wrong_with_vectors_settings_is_named(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    let vectors = format!("/datasets/{}/vectors-settings", id(&made));
    let one = |kind: &str, loc: &str| vec![(kind.to_owned(), loc.to_owned())];
    let body = json!({"name": "v", "title": "T", "dimensions": 0});
    let found = team.admin.post(&vectors, body).await.problems();
    assert_eq!(found, one("greater_than", r#"["body","dimensions"]"#));
    assert_eq!(team.admin.post(&vectors, json!({})).await.problems().len(), 3);
    let vector = team.admin.post(&vectors, new_vector("v")).await.json(201);
    let path = format!("/vectors-settings/{}", id(&vector));
    let found = team.admin.patch(&path, json!({})).await.problems();
    assert_eq!(found, one("missing", r#"["body","title"]"#));
}
