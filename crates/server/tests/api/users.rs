//! Users: operations 11 to 16.

use serde_json::{Value, json};
use variorum_testkit::{Actor, TestServer};

use crate::on_both;
use crate::team::{NOBODY, REFUSED_BELOW_OWNER, Team, column, dataset, id, publish};

on_both!(
    only_owners_manage_users,
    a_user_is_made_with_a_key_that_is_told_once,
    names_and_identities_are_taken_once,
    a_user_is_changed_in_parts,
    what_is_wrong_with_a_user_is_named,
    a_deleted_user_is_gone,
    records_of_a_deleted_user_are_recounted,
    workspaces_of_a_user,
);

fn new_user(name: &str) -> Value {
    json!({"username": name, "first_name": "First", "password": "12345678"})
}

async fn only_owners_manage_users(server: TestServer) {
    let team = Team::of(&server).await;
    let ann = format!("/users/{}", team.annotator.id);
    let nobody = format!("/users/{NOBODY}");
    for (method, path, body) in [
        ("GET", "/users".to_owned(), json!(null)),
        ("POST", "/users".to_owned(), new_user("new")),
        ("GET", ann.clone(), json!(null)),
        ("GET", nobody.clone(), json!(null)),
        ("PATCH", ann.clone(), json!({"first_name": "X"})),
        ("DELETE", ann.clone(), json!(null)),
        ("GET", format!("{ann}/workspaces"), json!(null)),
        ("GET", format!("{nobody}/workspaces"), json!(null)),
    ] {
        let found = team.below_owner(method, &path, body).await;
        assert_eq!(found, REFUSED_BELOW_OWNER, "{method} {path}");
    }
    // Here, what is not there is told before who may.
    let found = team.statuses("PATCH", &nobody, json!({})).await;
    assert_eq!(found, [401, 404, 404, 404, 404, 404]);
    let found = team.statuses("DELETE", &nobody, json!(null)).await;
    assert_eq!(found, [401, 404, 404, 404, 404, 404]);
    // A form that is wrong is told before who may.
    assert_eq!(team.statuses("POST", "/users", json!({})).await, [401, 422, 422, 422, 422, 422]);
    assert_eq!(team.owner.get(&nobody).await.status, 404);
    let text = team.owner.get(&nobody).await.detail(404);
    assert_eq!(text, format!("User with id `{NOBODY}` not found"));
}

async fn a_user_is_made_with_a_key_that_is_told_once(server: TestServer) {
    let owner = server.owner();
    let chosen = "B0E6C8F3-57B3-4B0B-8B6E-2A4D0C1E9F00";
    let made = owner
        .post(
            "/users",
            json!({
                "id": chosen, "username": "New User", "first_name": " A ", "last_name": " B ",
                "password": "12345678", "role": "admin", "inserted_at": null, "unknown": [1],
            }),
        )
        .await
        .json(201);
    assert_eq!(made["id"], chosen.to_lowercase());
    assert_eq!((&made["first_name"], &made["last_name"]), (&json!("A"), &json!("B")));
    assert_eq!(made["role"], "admin");
    assert_eq!(made["inserted_at"], made["updated_at"]);
    let key = made["api_key"].as_str().unwrap();
    assert_eq!(key.len(), 107);
    assert_eq!(server.with_key(key).get("/me").await.json(200)["api_key"], key);

    let mut hidden = made.clone();
    hidden["api_key"] = json!("");
    let path = format!("/users/{chosen}");
    assert_eq!(owner.get(&path).await.json(200), hidden);
    let listed = owner.get("/users").await.json(200);
    assert_eq!(column(&listed, "username"), ["owner", "New User"]);
    assert_eq!(listed["items"][1], hidden);
    assert_eq!(listed["items"][0]["api_key"], "");

    let plain = owner.post("/users", new_user("plain")).await.json(201);
    assert_eq!((&plain["role"], &plain["last_name"]), (&json!("annotator"), &json!(null)));
    let form = [("username", "plain"), ("password", "12345678")];
    let sign_in = owner.request("POST", "/token").form(&form);
    owner.send(sign_in).await.expect_status(201);
}

async fn names_and_identities_are_taken_once(server: TestServer) {
    let owner = server.owner();
    let first = owner.post("/users", new_user("first")).await.json(201);
    let second = owner.post("/users", new_user("second")).await.json(201);
    let again = owner.post("/users", new_user("first")).await.detail(409);
    assert!(again.contains("`first`"), "{again}");
    let mut same_id = new_user("third");
    same_id["id"] = first["id"].clone();
    let again = owner.post("/users", same_id).await.detail(409);
    assert!(again.contains(id(&first)), "{again}");
    owner.post("/users", new_user("First")).await.expect_status(201);

    let path = format!("/users/{}", id(&second));
    let taken = owner.patch(&path, json!({"username": "first"})).await.detail(422);
    assert!(taken.contains("`first`"), "{taken}");
    assert_eq!(owner.get(&path).await.json(200)["username"], "second");
}

async fn a_user_is_changed_in_parts(server: TestServer) {
    let owner = server.owner();
    let made = owner.post("/users", new_user("ann")).await.json(201);
    let path = format!("/users/{}", id(&made));
    let mut before = owner.get(&path).await.json(200);
    for (changes, is_moved) in [
        (json!({}), false),
        (json!({"username": "ann", "first_name": "First", "role": "annotator"}), false),
        (json!({"last_name": "Last"}), true),
        (json!({"last_name": "Last", "id": NOBODY, "api_key": "x", "inserted_at": null}), false),
        (json!({"last_name": null}), true),
        (json!({"username": "anna", "role": "owner"}), true),
        (json!({"password": "12345678"}), true),
    ] {
        let after = owner.patch(&path, changes.clone()).await.json(200);
        assert_eq!(after["updated_at"] != before["updated_at"], is_moved, "{changes}");
        let mut expected = before.clone();
        for key in ["username", "first_name", "last_name", "role"] {
            if let Some(value) = changes.get(key) {
                expected[key] = value.clone();
            }
        }
        expected["updated_at"] = after["updated_at"].clone();
        assert_eq!(after, expected, "{changes}");
        assert_eq!(owner.get(&path).await.json(200), after);
        before = after;
    }
    let key = made["api_key"].as_str().unwrap();
    assert_eq!(server.with_key(key).get("/users").await.status, 200);
}

async fn what_is_wrong_with_a_user_is_named(server: TestServer) {
    let owner = server.owner();
    let problems = |list: &[(&str, &str)]| {
        list.iter().map(|(k, l)| ((*k).to_owned(), (*l).to_owned())).collect::<Vec<_>>()
    };
    let wrong = json!({"username": "", "first_name": "  ", "password": "short", "role": "king"});
    assert_eq!(
        owner.post("/users", wrong).await.problems(),
        problems(&[
            ("string_too_short", r#"["body","first_name"]"#),
            ("string_too_short", r#"["body","username"]"#),
            ("enum", r#"["body","role"]"#),
            ("string_too_short", r#"["body","password"]"#),
        ])
    );
    let me = owner.get("/me").await.json(200);
    let nulls = json!({"username": null, "role": null});
    let found = owner.patch(&format!("/users/{}", id(&me)), nulls).await.problems();
    assert_eq!(found, problems(&[("value_error", r#"["body"]"#)]));
    let found = owner.patch("/users/x", json!({"role": 1})).await.problems();
    assert_eq!(
        found,
        problems(&[("uuid_parsing", r#"["path","user_id"]"#), ("enum", r#"["body","role"]"#)])
    );
}

async fn a_deleted_user_is_gone(server: TestServer) {
    let team = Team::of(&server).await;
    let path = format!("/users/{}", team.annotator.id);
    let shown = team.owner.get(&path).await.json(200);
    assert_eq!(team.owner.delete(&path).await.json(200), shown);
    assert_eq!(team.owner.delete(&path).await.status, 404);
    assert_eq!(team.annotator.get("/me").await.status, 401);
    let members = team.owner.get(&format!("/workspaces/{}/users", team.workspace)).await.json(200);
    assert_eq!(column(&members, "username"), ["ada"]);

    let me = team.owner.get("/me").await.json(200);
    team.owner.delete(&format!("/users/{}", id(&me))).await.expect_status(200);
    assert_eq!(team.owner.get("/me").await.status, 401);
}

async fn workspaces_of_a_user(server: TestServer) {
    let team = Team::of(&server).await;
    let of = async |user: &str| {
        let found = team.owner.get(&format!("/users/{user}/workspaces")).await.json(200);
        column(&found, "name")
    };
    assert_eq!(of(&team.annotator.id).await, ["team"]);
    assert_eq!(of(&team.outside_admin.id).await, Vec::<Value>::new());
    let me = team.owner.get("/me").await.json(200);
    assert_eq!(of(id(&me)).await, ["owner", "team"]);
    let nobody = team.owner.get(&format!("/users/{NOBODY}/workspaces")).await;
    assert_eq!(nobody.status, 404);
}

async fn records_of_a_deleted_user_are_recounted(server: TestServer) {
    let team = Team::of(&server).await;
    let made = dataset(&server, &team.workspace, "d").await;
    publish(&server, &made).await;
    let path = format!("/datasets/{}", id(&made));
    let by = |user: &Actor| {
        let values = json!({"label": {"value": "a"}});
        json!({"user_id": user.id, "status": "submitted", "values": values})
    };
    let records = json!({"items": [
        {"fields": {"text": "by ann"}, "responses": [by(&team.annotator)]},
        {"fields": {"text": "by both"}, "responses": [by(&team.annotator), by(&team.admin)]},
        {"fields": {"text": "by ada"}, "responses": [by(&team.admin)]},
    ]});
    let bulk = format!("{path}/records/bulk");
    team.owner.post(&bulk, records).await.expect_status(201);
    let ann = format!("/users/{}", team.annotator.id);
    team.owner.delete(&ann).await.expect_status(200);
    let shown = team.owner.get(&format!("{path}/records?include=responses")).await.json(200);
    assert_eq!(column(&shown, "status"), ["pending", "completed", "completed"]);
    let responses = column(&shown, "responses");
    let counts: Vec<_> = responses.iter().map(|r| r.as_array().unwrap().len()).collect();
    assert_eq!(counts, [0, 1, 1]);
}
