//! A dataset with one of everything, and short ways to write records of it.

use std::collections::HashMap;

use serde_json::{Value, json};
use variorum_schema::Uuid;
use variorum_schema::records::{Record, RecordUpdate, RecordsCreate, RecordsUpsert};
use variorum_schema::responses::{ResponseCreate, ResponseUpdate};
use variorum_schema::users::{Role, User};
use variorum_store::records::{self, Located, Parts, create, update, upsert};
use variorum_store::responses::{self, Written};
use variorum_store::settings::{self, StoredSettings};
use variorum_store::{
    Error, Result, Store, Stored, Tx, datasets, fields, metadata_properties, questions,
    vectors_settings,
};

use crate::seed::{self, decoded};

/// A published dataset with one of everything, and two annotators.
pub struct Rich {
    pub dataset: i64,
    pub ann: Stored<User>,
    pub bob: Stored<User>,
    questions: HashMap<String, Uuid>,
}

impl Rich {
    /// Makes it; records are completed by `min_submitted` responses.
    pub async fn new(store: &Store, min_submitted: i64) -> Self {
        let mut tx = store.write().await.unwrap();
        let ann = seed::user(&mut tx, "ann", Role::Annotator).await;
        let bob = seed::user(&mut tx, "bob", Role::Annotator).await;
        let workspace = seed::workspace(&mut tx, "w").await;
        let new = decoded(json!({
            "name": "rich", "workspace_id": workspace.id,
            "distribution": {"strategy": "overlap", "min_submitted": min_submitted},
        }));
        let dataset = datasets::insert(&mut tx, workspace.seq, new).await.unwrap();
        for (name, required, kind) in
            [("text", true, "text"), ("note", false, "text"), ("chat", false, "chat")]
        {
            let new = json!({
                "name": name, "title": name, "required": required, "settings": {"type": kind},
            });
            fields::insert(&mut tx, &dataset, decoded(new)).await.unwrap();
        }
        let labels = json!([{"value": "a", "text": "A"}, {"value": "b", "text": "B"}]);
        let mut questions = HashMap::new();
        for (name, required, settings) in [
            ("label", true, json!({"type": "label_selection", "options": labels})),
            ("tags", false, json!({"type": "multi_label_selection", "options": labels})),
            ("stars", false, json!({"type": "rating", "options": [{"value": 1}, {"value": 5}]})),
            ("parts", false, json!({"type": "span", "field": "text", "options": labels})),
        ] {
            let new = json!({
                "name": name, "title": name, "required": required, "settings": settings,
            });
            let made = questions::insert(&mut tx, &dataset, decoded(new)).await.unwrap();
            questions.insert(name.to_owned(), made.id);
        }
        for (name, kind) in [("colour", "terms"), ("pages", "integer"), ("weight", "float")] {
            let new = json!({"name": name, "title": name, "settings": {"type": kind}});
            metadata_properties::insert(&mut tx, &dataset, decoded(new)).await.unwrap();
        }
        for (name, dimensions) in [("v", 3), ("w", 2)] {
            let new = json!({"name": name, "title": name, "dimensions": dimensions});
            vectors_settings::insert(&mut tx, &dataset, decoded(new)).await.unwrap();
        }
        let dataset = datasets::publish(&mut tx, dataset).await.unwrap();
        tx.commit().await.unwrap();
        Self { dataset: dataset.seq, ann, bob, questions }
    }

    pub fn question(&self, name: &str) -> Uuid {
        self.questions[name]
    }

    /// A suggestion as a client sends it.
    pub fn suggestion(&self, question: &str, value: Value) -> Value {
        json!({"question_id": self.question(question), "value": value})
    }

    pub async fn settings(&self, tx: &mut Tx) -> StoredSettings {
        settings::load_for_write(tx, self.dataset).await.unwrap().unwrap()
    }

    async fn settings_read(&self, store: &Store) -> StoredSettings {
        let mut tx = store.read().await.unwrap();
        settings::load(&mut tx, self.dataset).await.unwrap().unwrap()
    }

    /// Operation 52.
    pub async fn create(&self, store: &Store, items: Value) -> Result<Vec<Stored<Record>>> {
        let request: RecordsCreate = decoded(json!({"items": items}));
        let prepared = create::prepare(self.settings_read(store).await, request.items)?;
        let mut tx = store.write().await?;
        let made = create::store(&mut tx, prepared).await?;
        tx.commit().await?;
        Ok(made)
    }

    /// Operation 53.
    pub async fn upsert(&self, store: &Store, items: Value) -> Result<upsert::Upserted> {
        let request: RecordsUpsert = decoded(json!({"items": items}));
        let prepared = upsert::prepare(self.settings_read(store).await, request.items)?;
        let mut tx = store.write().await?;
        let out = upsert::store(&mut tx, prepared).await?;
        tx.commit().await?;
        Ok(out)
    }

    /// Operation 58.
    pub async fn update(
        &self,
        store: &Store,
        record: Uuid,
        changes: Value,
    ) -> Result<Stored<Record>> {
        let changes: RecordUpdate = decoded(changes);
        let mut tx = store.write().await?;
        let located = records::by_id(&mut tx, record).await?.ok_or(Error::Dangling)?;
        let settings = self.settings(&mut tx).await;
        let out = update::update(&mut tx, &settings, &located, changes).await?;
        tx.commit().await?;
        Ok(out)
    }

    /// Operation 60.
    pub async fn respond(
        &self,
        store: &Store,
        user: &Stored<User>,
        record: Uuid,
        response: Value,
    ) -> Result<Written> {
        let new: ResponseCreate = decoded(response);
        let mut tx = store.write().await?;
        let located = records::by_id(&mut tx, record).await?.ok_or(Error::Dangling)?;
        let settings = self.settings(&mut tx).await;
        let out = responses::insert(&mut tx, &settings, &located, user, new).await?;
        tx.commit().await?;
        Ok(out)
    }

    /// Operation 65.
    pub async fn change(&self, store: &Store, response: Uuid, new: Value) -> Result<Written> {
        let new: ResponseUpdate = decoded(new);
        let mut tx = store.write().await?;
        let located = responses::by_id(&mut tx, response).await?.ok_or(Error::Dangling)?;
        let settings = self.settings(&mut tx).await;
        let out = responses::update(&mut tx, &settings, &located, new).await?;
        tx.commit().await?;
        Ok(out)
    }

    /// Operation 66.
    pub async fn withdraw(&self, store: &Store, response: Uuid) -> Result<Written> {
        let mut tx = store.write().await?;
        let located = responses::by_id(&mut tx, response).await?.ok_or(Error::Dangling)?;
        let out = responses::delete(&mut tx, &located, None).await?;
        tx.commit().await?;
        Ok(out)
    }
}

/// A record as it is stored now, complete.
pub async fn stored(store: &Store, id: Uuid) -> Record {
    let mut tx = store.read().await.unwrap();
    let found = records::by_id(&mut tx, id).await.unwrap().unwrap();
    records::load(&mut tx, &[found.record.seq], &Parts::all()).await.unwrap().remove(0)
}

/// A record without what belongs to it, with its keys.
pub async fn located(store: &Store, id: Uuid) -> Located {
    let mut tx = store.read().await.unwrap();
    records::by_id(&mut tx, id).await.unwrap().unwrap()
}

/// What a client sees.
pub fn seen(value: &impl serde::Serialize) -> Value {
    serde_json::to_value(value).unwrap()
}

/// The text of a refusal.
pub fn refusal<T: std::fmt::Debug>(outcome: Result<T>) -> String {
    match outcome {
        Err(Error::Refused(text)) => text,
        other => panic!("not refused: {other:?}"),
    }
}
