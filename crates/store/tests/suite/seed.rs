//! What most tests begin with.

use variorum_schema::Uuid;
use variorum_schema::datasets::{DatasetCreate, Distribution};
use variorum_schema::decode::{Decode, Problems};
use variorum_schema::fields::{FieldCreate, FieldSettings};
use variorum_schema::questions::{QuestionCreate, QuestionSettings};
use variorum_schema::records::Record;
use variorum_schema::users::{Role, User};
use variorum_schema::workspaces::{Workspace, WorkspaceCreate};
use variorum_store::datasets::{self, LockedDataset};
use variorum_store::records::create;
use variorum_store::users::{self, NewUser};
use variorum_store::{Store, Stored, Tx, fields, questions, settings, workspaces};

/// Makes of a request's JSON what the store takes.
pub fn decoded<T: Decode>(json: serde_json::Value) -> T {
    let mut problems = Problems::default();
    let out = T::decode(json, &mut problems);
    problems.finish(out).expect("a valid request")
}

/// A user with this name.
pub async fn user(tx: &mut Tx, name: &str, role: Role) -> Stored<User> {
    let new = NewUser {
        id: None,
        username: name.to_owned(),
        first_name: name.to_owned(),
        last_name: None,
        role,
        password_hash: "hash".to_owned(),
        api_key_hash: name.as_bytes().to_vec(),
        api_key_sealed: Vec::new(),
    };
    users::insert(tx, new).await.expect("a new user").user
}

/// A workspace with this name.
pub async fn workspace(tx: &mut Tx, name: &str) -> Stored<Workspace> {
    let new = WorkspaceCreate { id: None, name: name.to_owned() };
    workspaces::insert(tx, new).await.expect("a new workspace")
}

/// A dataset to be made.
pub fn new_dataset(name: &str) -> DatasetCreate {
    DatasetCreate {
        name: name.to_owned(),
        workspace_id: Uuid::nil(),
        guidelines: None,
        allow_extra_metadata: true,
        distribution: Distribution::default(),
        metadata: None,
    }
}

/// An empty draft in a workspace of its own; both bear this name.
pub async fn dataset(tx: &mut Tx, name: &str) -> LockedDataset {
    let workspace = workspace(tx, name).await;
    datasets::insert(tx, workspace.seq, new_dataset(name)).await.expect("a new dataset")
}

/// A dataset with the text field `text` and the required text question `note`, published.
pub async fn ready_dataset(tx: &mut Tx, name: &str) -> LockedDataset {
    let dataset = dataset(tx, name).await;
    let field = FieldCreate {
        name: "text".to_owned(),
        title: "Text".to_owned(),
        required: true,
        settings: FieldSettings::Text { use_markdown: false },
    };
    fields::insert(tx, &dataset, field).await.expect("a new field");
    let question = QuestionCreate {
        name: "note".to_owned(),
        title: "Note".to_owned(),
        description: None,
        required: true,
        settings: QuestionSettings::Text { use_markdown: false },
    };
    questions::insert(tx, &dataset, question).await.expect("a new question");
    datasets::publish(tx, dataset).await.expect("a ready dataset")
}

/// Takes the lock of a dataset in a new transaction.
pub async fn locked(store: &Store, dataset: i64) -> (Tx, LockedDataset) {
    let mut tx = store.write().await.expect("a transaction");
    let dataset = datasets::lock(&mut tx, dataset).await.expect("a lock").expect("the dataset");
    (tx, dataset)
}

/// Stores records, given as in a bulk request, in a transaction of their own.
pub async fn records(
    store: &Store,
    dataset: i64,
    records: Vec<serde_json::Value>,
) -> Vec<Stored<Record>> {
    let mut tx = store.write().await.expect("a transaction");
    let settings = settings::load(&mut tx, dataset).await.expect("settings").expect("a dataset");
    let records = records.into_iter().map(decoded).collect();
    let prepared = create::prepare(settings, records).expect("records that are accepted");
    let stored = create::store(&mut tx, prepared).await.expect("new records");
    tx.commit().await.expect("a commit");
    stored
}
