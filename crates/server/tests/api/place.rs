//! A dataset with one of everything, and a right request for every operation on it.

use std::sync::atomic::{AtomicU32, Ordering};

use serde_json::{Value, json};
use variorum_schema::policy::Operation;
use variorum_testkit::{Actor, Answer, PASSWORD, TestServer};

use crate::team::{id, publish};

/// Makes names that are not taken.
fn unique(what: &str) -> String {
    static NUMBER: AtomicU32 = AtomicU32::new(0);
    format!("{what}-{}", NUMBER.fetch_add(1, Ordering::Relaxed))
}

/// Ids of a dataset and of what belongs to it.
pub struct Place {
    pub workspace: String,
    pub dataset: String,
    /// A member of the workspace, of whom nothing is asked.
    pub user: String,
    pub field: String,
    pub question: String,
    pub metadata_property: String,
    pub vector_settings: String,
    pub record: String,
    pub external_id: String,
    pub response: String,
    pub suggestion: String,
    pub webhook: String,
    pub job: String,
}

impl Place {
    /// A new dataset in a workspace, with a response by `author`.
    pub async fn new(server: &TestServer, workspace: &str, author: &Actor) -> Self {
        let owner = server.owner();
        let name = unique("dataset");
        let dataset = json!({"name": name, "workspace_id": workspace});
        let dataset = owner.post("/datasets", dataset).await.json(201);
        let path = format!("/datasets/{}", id(&dataset));
        let property = json!({"name": "topic", "title": "Topic", "settings": {"type": "terms"}});
        let properties = format!("{path}/metadata-properties");
        let property = owner.post(&properties, property).await.json(201);
        let vector = json!({"name": "vector", "title": "Vector", "dimensions": 2});
        let vector = owner.post(&format!("{path}/vectors-settings"), vector).await.json(201);
        publish(server, &dataset).await;
        let fields = owner.get(&format!("{path}/fields")).await.json(200);
        let questions = owner.get(&format!("{path}/questions")).await.json(200);
        let question = id(&questions["items"][0]).to_owned();
        let external_id = unique("external");
        let suggestion = json!({"question_id": question, "value": "a", "agent": unique("agent")});
        let values = json!({"label": {"value": "a"}});
        let record = json!({
            "fields": {"text": format!("words of {name}")}, "metadata": {"topic": name},
            "external_id": external_id, "vectors": {"vector": [1.0, 0.5]},
            "suggestions": [suggestion],
            "responses": [{"user_id": author.id, "status": "submitted", "values": values}],
        });
        let bulk = owner.post(&format!("{path}/records/bulk"), json!({"items": [record]})).await;
        let record = bulk.json(201)["items"][0].clone();
        let import = owner.post(&format!("{path}/import"), import()).await.json(202);
        let user = server.user(&unique("user"), "annotator", &[workspace]).await;
        let webhook = json!({"url": "http://127.0.0.1:9/", "events": ["dataset.deleted"]});
        let webhook = owner.post("/webhooks", webhook).await.json(201);
        Self {
            workspace: workspace.to_owned(),
            dataset: id(&dataset).to_owned(),
            user: user.id,
            field: id(&fields["items"][0]).to_owned(),
            question,
            metadata_property: id(&property).to_owned(),
            vector_settings: id(&vector).to_owned(),
            record: id(&record).to_owned(),
            external_id,
            response: id(&record["responses"][0]).to_owned(),
            suggestion: id(&record["suggestions"][0]).to_owned(),
            webhook: id(&webhook).to_owned(),
            job: id(&import).to_owned(),
        }
    }

    /// Makes place for further webhooks.
    pub async fn remove_webhook(&self, server: &TestServer) {
        server.owner().delete(&format!("/webhooks/{}", self.webhook)).await;
    }

    /// A path with ids of this place in its placeholders.
    pub fn path(&self, operation: Operation) -> String {
        let parts = operation.path().split('/').map(|part| match part {
            "{workspace_id}" => &self.workspace,
            "{dataset_id}" => &self.dataset,
            "{user_id}" => &self.user,
            "{field_id}" => &self.field,
            "{question_id}" => &self.question,
            "{metadata_property_id}" => &self.metadata_property,
            "{vector_settings_id}" => &self.vector_settings,
            "{record_id}" => &self.record,
            "{response_id}" => &self.response,
            "{suggestion_id}" => &self.suggestion,
            "{webhook_id}" => &self.webhook,
            "{job_id}" => &self.job,
            // None of anybody's.
            "{session_id}" => &self.record,
            "{provider}" => "github",
            part => part,
        });
        let path = parts.collect::<Vec<_>>().join("/");
        match operation {
            Operation::DeleteRecords => format!("{path}?ids={}", self.record),
            Operation::DeleteSuggestions => format!("{path}?ids={}", self.suggestion),
            _ => path,
        }
    }

    /// Asks for an operation on this place, in the right form.
    pub async fn ask(&self, actor: &Actor, operation: Operation) -> Answer {
        let request = actor.request(operation.method(), &self.path(operation));
        let request = match self.body(operation) {
            _ if operation == Operation::CreateToken => {
                request.form(&[("username", "nobody"), ("password", "wrong")])
            }
            Some(body) => request.json(&body),
            None => request,
        };
        if operation == Operation::StreamMyEvents {
            return begun(actor, request).await;
        }
        actor.send(request).await
    }

    /// A body that an operation takes, if it takes one.
    pub fn body(&self, operation: Operation) -> Option<Value> {
        let values = json!({"label": {"value": "b"}});
        let response = json!({"status": "submitted", "values": values});
        let suggestion = json!({"question_id": self.question, "value": "b"});
        let titled =
            |settings: Value| json!({"name": unique("n"), "title": "T", "settings": settings});
        let body = match operation {
            Operation::CreateUser => {
                json!({"username": unique("u"), "first_name": "U", "password": "a password"})
            }
            Operation::UpdateUser => json!({"first_name": "V"}),
            Operation::CreateSession => json!({"username": "nobody", "password": "wrong"}),
            Operation::CreateWorkspace => json!({"name": unique("w")}),
            Operation::AddWorkspaceUser => json!({"user_id": self.user}),
            Operation::CreateDataset => {
                json!({"name": unique("d"), "workspace_id": self.workspace})
            }
            Operation::UpdateDataset
            | Operation::UpdateField
            | Operation::UpdateQuestion
            | Operation::UpdateMetadataProperty
            | Operation::UpdateRecord
            | Operation::UpdateMe
            | Operation::UpdateMyPreferences
            | Operation::UpdateWebhook => json!({}),
            Operation::UpdateMyPassword => {
                json!({"current_password": PASSWORD, "password": PASSWORD})
            }
            Operation::UpdateVectorSettings => json!({"title": "T"}),
            Operation::ImportDataset => import(),
            Operation::ExportDataset => json!({"name": "a/b", "token": "t"}),
            Operation::CreateField | Operation::CreateQuestion => titled(json!({"type": "text"})),
            Operation::CreateMetadataProperty => titled(json!({"type": "terms"})),
            Operation::CreateVectorSettings => {
                json!({"name": unique("v"), "title": "V", "dimensions": 2})
            }
            Operation::CreateRecords | Operation::UpsertRecords => {
                json!({"items": [{"fields": {"text": "more"}}]})
            }
            Operation::SearchRecords | Operation::SearchMyRecords => json!({}),
            Operation::CreateResponse | Operation::UpdateResponse => response,
            Operation::UpsertSuggestion => suggestion,
            Operation::UpsertMyResponses => {
                json!({"items": [{"record_id": self.record, "status": "draft"}]})
            }
            Operation::CreateWebhook => {
                json!({"url": "http://127.0.0.1:9/", "events": ["dataset.deleted"]})
            }
            _ => return None,
        };
        Some(body)
    }
}

/// The beginning of an answer that does not end, or one that is an error.
async fn begun(actor: &Actor, request: reqwest::RequestBuilder) -> Answer {
    let answer = request.try_clone().expect("a request without a stream").send().await;
    let answer = answer.expect("an answer");
    if answer.status() != 200 {
        return actor.send(request).await;
    }
    let (status, headers) = (answer.status().as_u16(), answer.headers().clone());
    Answer { status, headers, json: Value::Null, text: String::new() }
}

fn import() -> Value {
    let fields = json!([{"source": "s", "target": "text"}]);
    json!({"name": "a/b", "subset": "s", "split": "t", "mapping": {"fields": fields}})
}
