//! People around one workspace, and who of them may do what.

use serde_json::Value;
use variorum_testkit::{Actor, TestServer};

/// People around one workspace.
pub struct Team {
    /// Id of the workspace.
    pub workspace: String,
    pub anonymous: Actor,
    /// An annotator who is no member.
    pub outsider: Actor,
    /// An admin who is no member.
    pub outside_admin: Actor,
    pub annotator: Actor,
    pub admin: Actor,
    /// No member, which owners need not be.
    pub owner: Actor,
}

impl Team {
    /// A workspace `team` with an annotator `ann` and an admin `ada`, and those outside.
    pub async fn of(server: &TestServer) -> Self {
        let workspace = server.workspace("team").await;
        Self {
            anonymous: server.anonymous(),
            outsider: server.user("out", "annotator", &[]).await,
            outside_admin: server.user("outada", "admin", &[]).await,
            annotator: server.user("ann", "annotator", &[&workspace]).await,
            admin: server.user("ada", "admin", &[&workspace]).await,
            owner: server.owner(),
            workspace,
        }
    }

    /// Those with the fewest rights first: nobody, outsider, outside admin, annotator, admin,
    /// owner.
    pub fn everyone(&self) -> [&Actor; 6] {
        [
            &self.anonymous,
            &self.outsider,
            &self.outside_admin,
            &self.annotator,
            &self.admin,
            &self.owner,
        ]
    }

    /// The statuses that everyone gets, those with the fewest rights first.
    pub async fn statuses(&self, method: &str, path: &str, body: impl Into<Value>) -> Vec<u16> {
        statuses(&self.everyone(), method, path, body).await
    }

    /// The statuses of those whom an operation for admins of the workspace refuses.
    pub async fn below_admin(&self, method: &str, path: &str, body: impl Into<Value>) -> Vec<u16> {
        statuses(&self.everyone()[..4], method, path, body).await
    }

    /// The statuses of those whom an operation for owners refuses.
    pub async fn below_owner(&self, method: &str, path: &str, body: impl Into<Value>) -> Vec<u16> {
        statuses(&self.everyone()[..5], method, path, body).await
    }
}

/// What [`Team::below_admin`] finds when all is right.
pub const REFUSED_BELOW_ADMIN: [u16; 4] = [401, 403, 403, 403];
/// What [`Team::below_owner`] finds when all is right.
pub const REFUSED_BELOW_OWNER: [u16; 5] = [401, 403, 403, 403, 403];

async fn statuses(actors: &[&Actor], method: &str, path: &str, body: impl Into<Value>) -> Vec<u16> {
    let body = body.into();
    let mut found = Vec::new();
    for actor in actors {
        let request = actor.request(method, path);
        let request = if body.is_null() { request } else { request.json(&body) };
        let answer = actor.send(request).await;
        if answer.status == 403 {
            answer.clone().expect_forbidden();
        }
        found.push(answer.status);
    }
    found
}

/// The values under a key of the items of a list answer.
pub fn column(list: &Value, key: &str) -> Vec<Value> {
    let items = list["items"].as_array().expect("a list of items");
    items.iter().map(|item| item[key].clone()).collect()
}

/// A dataset in a workspace; answers it.
pub async fn dataset(server: &TestServer, workspace: &str, name: &str) -> Value {
    let body = serde_json::json!({"name": name, "workspace_id": workspace});
    server.owner().post("/datasets", body).await.expect_status(201)
}

/// Gives a dataset the text field `text` and the required question `label`, and publishes it.
pub async fn publish(server: &TestServer, dataset: &Value) {
    let owner = server.owner();
    let path = format!("/datasets/{}", id(dataset));
    let field = serde_json::json!({
        "name": "text", "title": "Text", "required": true, "settings": {"type": "text"}
    });
    owner.post(&format!("{path}/fields"), field).await.expect_status(201);
    let question = serde_json::json!({
        "name": "label", "title": "Label", "required": true,
        "settings": {"type": "label_selection", "options": [
            {"value": "a", "text": "A"}, {"value": "b", "text": "B"}
        ]}
    });
    owner.post(&format!("{path}/questions"), question).await.expect_status(201);
    owner.put(&format!("{path}/publish"), Value::Null).await.expect_status(200);
}

/// The `id` of an object.
pub fn id(object: &Value) -> &str {
    object["id"].as_str().expect("an id")
}

/// An id of nothing.
pub const NOBODY: &str = "00000000-0000-4000-8000-000000000000";
