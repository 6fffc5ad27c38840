//! The policy table, operation by operation: who is let through, and which error wins.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use variorum_schema::policy::{Operation, Rule, Subject};
use variorum_schema::users::Role;
use variorum_server::api;
use variorum_testkit::{Actor, PASSWORD, TestDb, TestServer};

use crate::on_both;
use crate::place::Place;
use crate::team::{NOBODY, Team};

on_both!(
    a_wrong_form_is_told_before_a_refusal,
    a_broken_body_is_told_to_anybody,
    not_found_and_forbidden_come_in_the_contract_order,
    a_refusal_comes_before_a_conflict_or_a_rule,
);

/// Operations that refuse before they tell whether there is such an object.
const FORBIDDEN_FIRST: &[Operation] = &[
    Operation::GetUser,
    Operation::ListUserWorkspaces,
    Operation::GetWorkspace,
    Operation::DeleteWorkspace,
    Operation::ListWorkspaceUsers,
    Operation::AddWorkspaceUser,
];

/// Somebody, and what the table looks at; `None` for somebody without usable credentials.
struct Somebody {
    who: &'static str,
    actor: Actor,
    subject: Option<Subject>,
}

/// Everybody, and the annotator who wrote the response.
async fn everybody(server: &TestServer) -> (Team, Actor, Vec<Somebody>) {
    let team = Team::of(server).await;
    let author = server.user("author", "annotator", &[&team.workspace]).await;
    let anonymous = team.anonymous.clone();
    let expired = anonymous.with_token(&token(server, "ada").await);
    let known = |who, actor: &Actor, role, is_member, is_author| {
        let subject = Some(Subject { role, is_member, is_author });
        Somebody { who, actor: actor.clone(), subject }
    };
    let unknown = |who, actor: Actor| Somebody { who, actor, subject: None };
    let everybody = vec![
        unknown("anonymous", anonymous),
        unknown("wrong key", server.with_key("no such key")),
        unknown("expired token", expired),
        known("annotator outside", &team.outsider, Role::Annotator, false, false),
        known("admin outside", &team.outside_admin, Role::Admin, false, false),
        known("annotator inside", &team.annotator, Role::Annotator, true, false),
        known("author", &author, Role::Annotator, true, true),
        known("admin inside", &team.admin, Role::Admin, true, false),
        known("owner", &team.owner, Role::Owner, false, false),
    ];
    (team, author, everybody)
}

/// A token; of a server whose tokens have expired when they are made.
async fn token(server: &TestServer, username: &str) -> String {
    let anonymous = server.anonymous();
    let form = [("username", username), ("password", PASSWORD)];
    let token = anonymous.send(anonymous.request("POST", "/token").form(&form)).await.json(201);
    token["access_token"].as_str().expect("a token").to_owned()
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_is_for_whom_the_table_names_on_sqlite() {
    walk(&TestDb::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_operation_is_for_whom_the_table_names_on_postgres() {
    if let Some(db) = TestDb::postgres().await {
        walk(&db).await;
    }
}

async fn walk(db: &TestDb) {
    let mut config = TestServer::config(db);
    config.token_seconds = -1;
    let server = TestServer::start_with(config).await;
    let (team, author, everybody) = everybody(&server).await;
    let mut place = Place::new(&server, &team.workspace, &author).await;
    for operation in Operation::ALL {
        for Somebody { who, actor, subject } in &everybody {
            let answer = place.ask(actor, *operation).await;
            let rule = operation.rule();
            let case = format!("{operation:?} as {who}: {} {}", answer.status, answer.text);
            match subject {
                _ if rule == Rule::Public => {}
                None => assert_eq!(answer.status, 401, "{case}"),
                Some(subject) if !rule.allows(*subject) => assert_eq!(answer.status, 403, "{case}"),
                Some(_) => {
                    assert!(![401, 403].contains(&answer.status), "{case}");
                    let is_in_form = answer.json["detail"]["code"].is_null();
                    // Nobody listens where the message is sent to.
                    assert!(is_in_form || *operation == Operation::PingWebhook, "{case}");
                    if operation.method() == "DELETE" {
                        // What it was about is gone.
                        place.remove_webhook(&server).await;
                        place = Place::new(&server, &team.workspace, &author).await;
                    }
                }
            }
        }
    }
}

/// Operations that read a body of JSON.
fn operations_with_a_body() -> Vec<Operation> {
    let document = serde_json::to_value(api::openapi()).unwrap();
    let has_body = |operation: &Operation| {
        let path = format!("{}{}", api::PREFIX, operation.path());
        let described = &document["paths"][path][operation.method().to_lowercase()];
        described["requestBody"]["content"]["application/json"].is_object()
    };
    Operation::ALL.iter().copied().filter(has_body).collect()
}

/// A path with ids of nothing, or with what is no id.
fn path_with(operation: Operation, id: &str) -> String {
    let parts = operation.path().split('/');
    let path = parts.map(|part| if part.starts_with('{') { id } else { part });
    let path = path.collect::<Vec<_>>().join("/");
    match operation {
        Operation::DeleteRecords | Operation::DeleteSuggestions => format!("{path}?ids={NOBODY}"),
        _ => path,
    }
}

/// Operations on an object whose id is a UUID.
fn operations_on_an_id() -> impl Iterator<Item = Operation> {
    let has_id = |o: &Operation| o.path().contains("_id}") && *o != Operation::GetJob;
    Operation::ALL.iter().copied().filter(has_id)
}

async fn a_wrong_form_is_told_before_a_refusal(server: TestServer) {
    let team = Team::of(&server).await;
    let with_body: BTreeSet<_> =
        operations_with_a_body().into_iter().map(|o| format!("{o:?}")).collect();
    assert!(with_body.len() > 20);
    for operation in Operation::ALL {
        let reads_body = with_body.contains(&format!("{operation:?}"));
        let ids = operation.path().matches("_id}").count();
        let ids = if *operation == Operation::GetJob { 0 } else { ids };
        if ids == 0 && !reads_body || operation.rule() == Rule::Public {
            continue;
        }
        let path = path_with(*operation, "x");
        let request = |actor: &Actor| actor.request(operation.method(), &path).json(&json!([]));
        let anonymous = team.anonymous.send(request(&team.anonymous)).await;
        assert_eq!(anonymous.status, 401, "{operation:?}");
        let answer = team.outsider.send(request(&team.outsider)).await;
        assert_eq!(answer.status, 422, "{operation:?}: {}", answer.text);
        let kinds: Vec<_> = answer.problems().into_iter().map(|(kind, _)| kind).collect();
        let mut expected = vec!["uuid_parsing"; ids];
        expected.extend(reads_body.then_some("model_attributes_type"));
        assert_eq!(kinds, expected, "{operation:?}");
    }
}

async fn a_broken_body_is_told_to_anybody(server: TestServer) {
    let anonymous = server.anonymous();
    for operation in operations_with_a_body() {
        let path = path_with(operation, NOBODY);
        let request = |body: &'static [u8]| anonymous.request(operation.method(), &path).body(body);
        let malformed = anonymous.send(request(b"{")).await.problems();
        assert_eq!(malformed[0].0, "json_invalid", "{operation:?}");
        let answer = anonymous.send(request(b"\"\xff\"")).await;
        assert_eq!(answer.detail(400), "There was an error parsing the body", "{operation:?}");
    }
}

async fn not_found_and_forbidden_come_in_the_contract_order(server: TestServer) {
    let team = Team::of(&server).await;
    let place = Place::new(&server, &team.workspace, &team.annotator).await;
    for operation in operations_on_an_id().chain([Operation::GetJob]) {
        let path = path_with(operation, NOBODY);
        let body = place.body(operation).unwrap_or(Value::Null);
        let found = team.statuses(operation.method(), &path, body).await;
        let refused = if FORBIDDEN_FIRST.contains(&operation) { 403 } else { 404 };
        assert_eq!(found[..4], [401, refused, refused, refused], "{operation:?}");
        assert_eq!(found[5], 404, "{operation:?}");
    }
}

async fn a_refusal_comes_before_a_conflict_or_a_rule(server: TestServer) {
    let team = Team::of(&server).await;
    let place = Place::new(&server, &team.workspace, &team.annotator).await;
    let dataset = format!("/datasets/{}", place.dataset);
    let taken = team.owner.get(&dataset).await.json(200)["name"].clone();
    let question = json!({"type": "text"});
    let conflicts = [
        (
            "POST",
            "/users".to_owned(),
            json!({"username": "ada", "first_name": "A", "password": PASSWORD}),
            409,
        ),
        ("POST", "/workspaces".to_owned(), json!({"name": "team"}), 409),
        (
            "POST",
            "/datasets".to_owned(),
            json!({"name": taken, "workspace_id": team.workspace}),
            409,
        ),
        ("DELETE", format!("/workspaces/{}", team.workspace), Value::Null, 409),
        ("POST", format!("/workspaces/{}/users", team.workspace), json!({"user_id": NOBODY}), 422),
        ("PUT", format!("{dataset}/publish"), Value::Null, 422),
        (
            "POST",
            format!("{dataset}/questions"),
            json!({"name": "label", "title": "L", "settings": question}),
            409,
        ),
        ("DELETE", format!("{dataset}/records?ids=x"), Value::Null, 422),
        ("DELETE", format!("/records/{}/suggestions?ids=x", place.record), Value::Null, 422),
        ("PATCH", format!("/records/{}", place.record), json!({"fields": {}}), 422),
        (
            "PUT",
            format!("/responses/{}", place.response),
            json!({"status": "submitted", "values": {}}),
            422,
        ),
    ];
    for (method, path, body, status) in conflicts {
        let found = team.statuses(method, &path, body).await;
        assert_eq!((found[0], found[1], found[5]), (401, 403, status), "{method} {path}");
    }
}
