//! What webhooks are told of records and responses, and what that costs.

use serde_json::{Value, json};
use tokio_util::sync::CancellationToken;
use variorum_schema::decode::{Decode, decode};
use variorum_schema::records::{Record, RecordStatus, RecordsCreate};
use variorum_schema::webhooks::WebhookEvent;
use variorum_schema::workspaces::WorkspaceCreate;
use variorum_server::accounts::{self, AccountCreate};
use variorum_server::events::{self, Event};
use variorum_server::{App, jobs};
use variorum_store::records::create;
use variorum_store::webhooks::{self, NewWebhook};
use variorum_store::{
    Stored, Tx, datasets, fields, questions, records, responses, settings, workspaces,
};

use crate::on_both_in_process;
use crate::receiver::Receiver;

on_both_in_process!(
    nothing_is_built_for_nobody,
    many_events_take_as_many_statements_as_few,
    a_response_is_told_with_its_record_and_its_author,
    what_is_prepared_before_a_deletion_is_told_after_it,
    a_change_that_is_not_committed_is_not_told,
);

const SECRET: &str = "c2VjcmV0IG9mIHRoZSB0ZXN0cw==";

fn read<T: Decode>(value: Value) -> T {
    decode("body", value).unwrap_or_else(|problems| panic!("{problems:?}"))
}

async fn subscribe(app: &App, url: &str, events: &[WebhookEvent]) {
    let new = NewWebhook {
        url: url.to_owned(),
        secret_sealed: app.secret().seal(SECRET.as_bytes()),
        events: events.to_vec(),
        description: None,
    };
    let mut tx = app.store().write().await.unwrap();
    webhooks::insert(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
}

/// A dataset with so many records; its key and theirs.
pub async fn annotated(app: &App, count: usize) -> (i64, Vec<Stored<Record>>) {
    let mut tx = app.store().write().await.unwrap();
    let name = format!("w{count}");
    let new = WorkspaceCreate { id: None, name };
    let workspace = workspaces::insert(&mut tx, new).await.unwrap();
    let new = json!({"name": "letters", "workspace_id": workspace.id, "guidelines": "read"});
    let dataset = datasets::insert(&mut tx, workspace.seq, read(new)).await.unwrap();
    let field = json!({"name": "text", "title": "Text", "settings": {"type": "text"}});
    fields::insert(&mut tx, &dataset, read(field)).await.unwrap();
    let question = json!({"name": "good", "title": "Good?", "required": true,
        "settings": {"type": "rating", "options": [{"value": 1}, {"value": 2}]}});
    questions::insert(&mut tx, &dataset, read(question)).await.unwrap();
    let seq = datasets::publish(&mut tx, dataset).await.unwrap().seq;
    let settings = settings::load(&mut tx, seq).await.unwrap().unwrap();
    let items: Vec<_> = (0..count)
        .map(|n| json!({"fields": {"text": format!("text {n}")}, "metadata": {"n": n}}))
        .collect();
    let new: RecordsCreate = read(json!({"items": items}));
    let prepared = create::prepare(settings, new.items).unwrap();
    let made = create::store(&mut tx, prepared).await.unwrap();
    tx.commit().await.unwrap();
    (seq, made)
}

/// The response of a new user to a record.
async fn respond(app: &App, tx: &mut Tx, dataset: i64, record: &Record) -> responses::Written {
    let create = AccountCreate {
        id: None,
        username: "ann".to_owned(),
        first_name: "Ann".to_owned(),
        last_name: None,
        role: variorum_schema::users::Role::Annotator,
        password_hash: "none".to_owned(),
        api_key: None,
    };
    let user = accounts::create(tx, app.secret(), create).await.unwrap();
    let settings = settings::load_for_write(tx, dataset).await.unwrap().unwrap();
    let located = records::by_id(tx, record.id).await.unwrap().unwrap();
    let new = read(json!({"status": "submitted", "values": {"good": {"value": 2}}}));
    responses::insert(tx, &settings, &located, &user, new).await.unwrap()
}

async fn statements(app: &App, events: Vec<Event>) -> u64 {
    let before = app.store().statements_count();
    let mut tx = app.store().write().await.unwrap();
    events::record(&mut tx, app, events).await.unwrap();
    tx.commit().await.unwrap();
    app.store().statements_count() - before
}

async fn nothing_is_built_for_nobody(app: App) {
    let (_, made) = annotated(&app, 1).await;
    let event = Event::RecordCreated(made[0].id);
    assert_eq!(statements(&app, vec![]).await, 0);
    assert_eq!(statements(&app, vec![event]).await, 1);
    subscribe(&app, "http://localhost:9", &[WebhookEvent::RecordUpdated]).await;
    assert_eq!(statements(&app, vec![event; 500]).await, 1);
}

async fn many_events_take_as_many_statements_as_few(app: App) {
    let wanted = [WebhookEvent::RecordCreated, WebhookEvent::RecordCompleted];
    subscribe(&app, "http://localhost:9", &wanted).await;
    subscribe(&app, "http://localhost:9", &wanted).await;
    let (_, made) = annotated(&app, 500).await;
    let few = statements(&app, vec![Event::RecordCreated(made[0].id)]).await;
    let events = made
        .iter()
        .flat_map(|record| [Event::RecordCreated(record.id), Event::RecordCompleted(record.id)]);
    assert_eq!(statements(&app, events.collect()).await, few);
}

async fn a_response_is_told_with_its_record_and_its_author(app: App) {
    let stop = CancellationToken::new();
    let _workers = jobs::start(&app, &stop);
    let mut receiver = Receiver::start().await;
    let all: Vec<_> = WebhookEvent::WORDS.iter().map(|(_, event)| *event).collect();
    subscribe(&app, &receiver.url, &all).await;
    let (dataset, made) = annotated(&app, 1).await;
    let mut tx = app.store().write().await.unwrap();
    let written = respond(&app, &mut tx, dataset, &made[0]).await;
    assert_eq!(written.record.status, RecordStatus::Completed);
    let mut happened = Event::of_answered_record(written.record.id, written.record.status);
    happened.push(Event::ResponseCreated(written.response.id));
    events::record(&mut tx, &app, happened).await.unwrap();
    tx.commit().await.unwrap();

    let mut told = std::collections::BTreeMap::new();
    for _ in 0..3 {
        let received = receiver.next().await;
        received.verify(SECRET);
        let body = received.json();
        told.insert(body["type"].as_str().unwrap().to_owned(), body["data"].clone());
        received.answer(200);
    }
    receiver.expect_silence().await;
    let kinds: Vec<_> = told.keys().map(String::as_str).collect();
    assert_eq!(kinds, ["record.completed", "record.updated", "response.created"]);
    assert_eq!(told["record.completed"], told["record.updated"]);

    let keys = |value: &Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let response = &told["response.created"];
    assert_eq!(
        keys(response),
        ["id", "values", "status", "record", "user", "inserted_at", "updated_at"]
    );
    assert_eq!(response["id"], json!(written.response.id));
    assert_eq!(response["values"], json!({"good": {"value": 2}}));
    assert_eq!(response["status"], "submitted");
    let user = &response["user"];
    assert_eq!(
        keys(user),
        ["id", "first_name", "last_name", "username", "role", "inserted_at", "updated_at"]
    );
    assert_eq!((&user["username"], &user["role"]), (&json!("ann"), &json!("annotator")));

    let record = &response["record"];
    assert_eq!(record, &told["record.updated"]);
    assert_eq!(
        keys(record),
        [
            "id",
            "status",
            "fields",
            "metadata",
            "external_id",
            "dataset",
            "inserted_at",
            "updated_at"
        ]
    );
    assert_eq!(record["status"], "completed");
    assert_eq!(record["fields"], json!({"text": "text 0"}));
    assert_eq!(record["metadata"], json!({"n": 0}));
    assert_eq!(record["external_id"], Value::Null);
    let dataset = &record["dataset"];
    assert_eq!((&dataset["status"], &dataset["guidelines"]), (&json!("ready"), &json!("read")));
    assert_eq!(dataset["distribution"], json!({"strategy": "overlap", "min_submitted": 1}));
    assert_eq!(
        keys(&dataset["questions"][0]),
        ["id", "name", "title", "description", "required", "settings", "inserted_at", "updated_at"]
    );
    assert_eq!(
        keys(&dataset["fields"][0]),
        ["id", "name", "title", "required", "settings", "inserted_at", "updated_at"]
    );
    stop.cancel();
}

async fn what_is_prepared_before_a_deletion_is_told_after_it(app: App) {
    let stop = CancellationToken::new();
    let _workers = jobs::start(&app, &stop);
    let mut receiver = Receiver::start().await;
    subscribe(&app, &receiver.url, &[WebhookEvent::ResponseDeleted]).await;
    let (dataset, made) = annotated(&app, 1).await;
    let mut tx = app.store().write().await.unwrap();
    let written = respond(&app, &mut tx, dataset, &made[0]).await;
    let deleted = vec![Event::ResponseDeleted(written.response.id)];
    let prepared = events::prepare(&mut tx, deleted).await.unwrap();
    let located = responses::by_id(&mut tx, written.response.id).await.unwrap().unwrap();
    let after = responses::delete(&mut tx, &located, None).await.unwrap();
    assert_eq!(after.record.status, RecordStatus::Pending);
    prepared.record(&mut tx, &app).await.unwrap();
    // Nothing is left to tell of by then; it is left out.
    let late = vec![Event::ResponseDeleted(written.response.id)];
    events::record(&mut tx, &app, late).await.unwrap();
    tx.commit().await.unwrap();

    let received = receiver.next().await;
    let data = received.json()["data"].clone();
    assert_eq!(data["id"], json!(written.response.id));
    assert_eq!(data["record"]["status"], "completed");
    received.answer(200);
    receiver.expect_silence().await;
    stop.cancel();
}

async fn a_change_that_is_not_committed_is_not_told(app: App) {
    let stop = CancellationToken::new();
    let _workers = jobs::start(&app, &stop);
    let mut receiver = Receiver::start().await;
    subscribe(&app, &receiver.url, &[WebhookEvent::RecordCreated]).await;
    let (_, made) = annotated(&app, 1).await;
    let mut tx = app.store().write().await.unwrap();
    events::record(&mut tx, &app, vec![Event::RecordCreated(made[0].id)]).await.unwrap();
    drop(tx);
    receiver.expect_silence().await;
    stop.cancel();
}
