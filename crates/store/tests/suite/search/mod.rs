//! Searches: golden cases, and random ones against a model that knows no database.

mod golden;
mod language;
mod model;
mod queue;
mod random;
mod remembered;
mod similarity;
mod text;
mod values;

use std::collections::HashMap;

use serde_json::{Value, json};
use variorum_schema::Uuid;
use variorum_schema::search::{SearchQuery, SortOrder};
use variorum_schema::users::Role;
use variorum_store::records::create;
use variorum_store::search::{self, Page, Request, SearchError, Viewer};
use variorum_store::settings::{self, StoredSettings};
use variorum_store::{Store, datasets, fields, metadata_properties, questions, vectors_settings};

use crate::seed;

/// A published dataset with records.
pub struct Searched {
    pub settings: StoredSettings,
    /// Keys and identities of the users, by name.
    pub users: HashMap<String, (i64, Uuid)>,
    /// Keys and identities of the records, in order.
    pub records: Vec<(i64, Uuid)>,
}

impl Searched {
    /// Makes the dataset that `file` describes: `fields`, `questions`, `metadata_properties`,
    /// `vectors_settings`, `users` (names) and `records`. These are as clients send them, but name
    /// questions of suggestions and users of responses.
    pub async fn new(store: &Store, name: &str, file: &Value) -> Self {
        let mut tx = store.write().await.expect("a transaction");
        let dataset = seed::dataset(&mut tx, name).await;
        for field in list(file, "fields") {
            fields::insert(&mut tx, &dataset, seed::decoded(field)).await.expect("a field");
        }
        for question in list(file, "questions") {
            let question = seed::decoded(question);
            questions::insert(&mut tx, &dataset, question).await.expect("a question");
        }
        for property in list(file, "metadata_properties") {
            let property = seed::decoded(property);
            metadata_properties::insert(&mut tx, &dataset, property).await.expect("a property");
        }
        for vector in list(file, "vectors_settings") {
            let vector = seed::decoded(vector);
            vectors_settings::insert(&mut tx, &dataset, vector).await.expect("vectors settings");
        }
        let dataset = datasets::publish(&mut tx, dataset).await.expect("a ready dataset");
        let mut users = HashMap::new();
        for user in list(file, "users") {
            let user = user.as_str().expect("a name").to_owned();
            let stored = seed::user(&mut tx, &format!("{name}-{user}"), Role::Annotator).await;
            users.insert(user, (stored.seq, stored.id));
        }
        let settings = settings::load(&mut tx, dataset.seq).await.expect("settings");
        tx.commit().await.expect("a commit");
        let mut searched =
            Self { settings: settings.expect("a dataset"), users, records: Vec::new() };
        searched.add(store, list(file, "records")).await;
        searched
    }

    /// Adds records.
    pub async fn add(&mut self, store: &Store, records: Vec<Value>) {
        let mut records = records.into_iter().map(|record| self.sent(record)).collect::<Vec<_>>();
        while !records.is_empty() {
            let rest = records.split_off(records.len().min(500));
            let items = records.into_iter().map(seed::decoded).collect();
            let prepared = create::prepare(self.settings.clone(), items).expect("valid records");
            let mut tx = store.write().await.expect("a transaction");
            let stored = create::store(&mut tx, prepared).await.expect("stored records");
            tx.commit().await.expect("a commit");
            self.records.extend(stored.iter().map(|record| (record.seq, record.id)));
            records = rest;
        }
    }

    /// A record as a client sends it.
    fn sent(&self, mut record: Value) -> Value {
        for suggestion in record["suggestions"].as_array_mut().into_iter().flatten() {
            let name = suggestion["question"].as_str().expect("a question").to_owned();
            let (_, question) = self.settings.question(&name).expect("a known question");
            suggestion["question_id"] = json!(question.id);
        }
        for response in record["responses"].as_array_mut().into_iter().flatten() {
            let name = response["user"].as_str().expect("a user");
            response["user_id"] = json!(self.users[name].1);
        }
        record
    }

    /// The view of everybody, or of a user.
    pub fn viewer(&self, user: Option<&str>) -> Viewer {
        user.map_or(Viewer::All, |name| {
            let (user, id) = self.users[name];
            Viewer::Own { user, id }
        })
    }

    /// Searches.
    pub async fn search(
        &self,
        store: &Store,
        query: &SearchQuery,
        viewer: Viewer,
        offset: i64,
        limit: i64,
    ) -> Result<Page, SearchError> {
        let search = query.resolve(&self.settings.settings, true).expect("a valid search");
        let mut tx = store.read().await.expect("a transaction");
        let request = Request { search, viewer, offset, limit };
        search::search(&mut tx, &self.settings, &request).await
    }

    /// The positions of the records found, from 0 on.
    pub fn positions(&self, page: &Page) -> Vec<usize> {
        let position = |seq| self.records.iter().position(|record| record.0 == seq);
        page.items.iter().map(|(seq, _)| position(*seq).expect("a known record")).collect()
    }
}

/// The list under a key, empty without it.
fn list(file: &Value, key: &str) -> Vec<Value> {
    file[key].as_array().cloned().unwrap_or_default()
}

/// The order of this name.
fn order(name: &str) -> SortOrder {
    match name {
        "asc" => SortOrder::Asc,
        "desc" => SortOrder::Desc,
        other => panic!("no order: {other}"),
    }
}
