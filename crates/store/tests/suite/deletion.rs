//! What is deleted leaves no row behind, in any table.

use std::collections::BTreeMap;

use serde_json::{Value, json};
use sqlx::{AssertSqlSafe, ConnectOptions as _, Executor as _, Row as _};
use variorum_schema::users::Role;
use variorum_store::{
    Store, datasets, fields, metadata_properties, questions, records, responses, users,
    vectors_settings,
};
use variorum_testkit::TestDb;

use crate::{harness, seed};

/// Number of rows by table. Of a full-text table of SQLite, the documents are counted.
async fn rows(db: &TestDb) -> BTreeMap<String, i64> {
    let mut counts = BTreeMap::new();
    macro_rules! count {
        ($connection:expr, $tables:literal) => {{
            let mut connection = $connection;
            for table in connection.fetch_all($tables).await.unwrap() {
                let table: String = table.get(0);
                let sql = format!("SELECT COUNT(*) FROM {table}");
                let row = connection.fetch_one(AssertSqlSafe(sql)).await.unwrap();
                counts.insert(table, row.get(0));
            }
        }};
    }
    if let Some(path) = db.url().strip_prefix("sqlite:") {
        let options = sqlx::sqlite::SqliteConnectOptions::new().filename(path).read_only(true);
        count!(
            options.connect().await.unwrap(),
            "SELECT name FROM sqlite_master WHERE type = 'table' \
             AND (name NOT LIKE 'record_text%' OR name = 'record_text_docsize') \
             AND name NOT LIKE 'sqlite_%' AND sql NOT LIKE 'CREATE VIRTUAL%'"
        );
    } else {
        let options: sqlx::postgres::PgConnectOptions = db.url().parse().unwrap();
        count!(
            options.connect().await.unwrap(),
            "SELECT table_name::text FROM information_schema.tables \
             WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        );
    }
    // What happened is told for a day, also of what is gone.
    counts.remove("events");
    counts
}

/// The tables whose numbers of rows differ.
fn differing(a: &BTreeMap<String, i64>, b: &BTreeMap<String, i64>) -> Vec<String> {
    let tables = a.keys().filter(|table| a.get(*table) != b.get(*table));
    tables.cloned().collect()
}

/// A published dataset with every type of everything; answers its key.
async fn full_dataset(store: &Store, name: &str) -> i64 {
    let mut tx = store.write().await.unwrap();
    let ann = seed::user(&mut tx, &format!("ann of {name}"), Role::Annotator).await;
    let bob = seed::user(&mut tx, &format!("bob of {name}"), Role::Annotator).await;
    let dataset = seed::ready_dataset(&mut tx, name).await;
    let options = json!([{"value": "a", "text": "A"}, {"value": "b", "text": "B"}]);
    for (name, settings) in [
        ("label", json!({"type": "label_selection", "options": options})),
        ("rating", json!({"type": "rating", "options": [{"value": 1}, {"value": 2}]})),
    ] {
        let question = json!({"name": name, "title": "T", "settings": settings});
        questions::insert(&mut tx, &dataset, seed::decoded(question)).await.unwrap();
    }
    for kind in ["terms", "integer", "float"] {
        let property = json!({"name": kind, "title": "T", "settings": {"type": kind}});
        metadata_properties::insert(&mut tx, &dataset, seed::decoded(property)).await.unwrap();
    }
    let vector = json!({"name": "v", "title": "T", "dimensions": 2});
    vectors_settings::insert(&mut tx, &dataset, seed::decoded(vector)).await.unwrap();
    let found = questions::list(&mut tx, dataset.seq).await.unwrap();
    let (label, rating) = (found[1].id, found[2].id);
    tx.commit().await.unwrap();

    let values = json!({"note": {"value": "x"}, "label": {"value": "a"}, "rating": {"value": 1}});
    let record = |number: i64| {
        json!({
            "fields": {"text": format!("the text of {number}")},
            "metadata": {"terms": ["x", "y"], "integer": number, "float": 0.5, "extra": 1},
            "external_id": number.to_string(),
            "suggestions": [
                {"question_id": label, "value": "a", "score": 0.5, "agent": "m"},
                {"question_id": rating, "value": 2, "type": "model"},
            ],
            "responses": [
                {"user_id": ann.id, "status": "submitted", "values": values},
                {"user_id": bob.id, "status": "draft", "values": values},
            ],
            "vectors": {"v": [1.0, 0.1]},
        })
    };
    seed::records(store, dataset.seq, (0..3).map(record).collect()).await;
    dataset.seq
}

async fn parts_and_datasets_leave_nothing_behind(db: &TestDb, store: &Store) {
    full_dataset(store, "other").await;
    let mut before = rows(db).await;
    let seq = full_dataset(store, "d").await;
    let all = rows(db).await;
    assert!(differing(&before, &all).len() >= 17, "{:?}", differing(&before, &all));

    let (mut tx, dataset) = seed::locked(store, seq).await;
    let vectors = vectors_settings::list(&mut tx, seq).await.unwrap();
    vectors_settings::delete(&mut tx, &dataset, vectors[0].seq).await.unwrap();
    tx.commit().await.unwrap();
    let after = rows(db).await;
    assert_eq!(differing(&all, &after), ["vectors", "vectors_settings"]);

    let (mut tx, dataset) = seed::locked(store, seq).await;
    for property in metadata_properties::list(&mut tx, seq).await.unwrap() {
        metadata_properties::delete(&mut tx, &dataset, property.seq).await.unwrap();
    }
    for question in &questions::list(&mut tx, seq).await.unwrap()[1..] {
        questions::delete(&mut tx, &dataset, question.seq).await.unwrap();
    }
    tx.commit().await.unwrap();
    let now = rows(db).await;
    for table in [
        "metadata_terms",
        "metadata_integers",
        "metadata_floats",
        "suggestions",
        "suggestion_values",
        "suggestion_scores",
        "response_values",
    ] {
        assert_eq!(now[table], before[table], "{table}");
    }
    assert_eq!(now["responses"], all["responses"]);
    assert_eq!(now["records"], all["records"]);

    let (mut tx, dataset) = seed::locked(store, seq).await;
    datasets::delete(&mut tx, dataset).await.unwrap();
    tx.commit().await.unwrap();
    let now = rows(db).await;
    // The users and the workspace are not parts of the dataset.
    for table in ["users", "workspaces"] {
        before.insert(table.to_owned(), now[table]);
    }
    assert_eq!(differing(&before, &now), Vec::<String>::new());
}

async fn a_full_dataset_is_deleted_at_once(db: &TestDb, store: &Store) {
    full_dataset(store, "other").await;
    let before = rows(db).await;
    let seq = full_dataset(store, "d").await;
    let (mut tx, dataset) = seed::locked(store, seq).await;
    let began = store.statements_count();
    datasets::delete(&mut tx, dataset).await.unwrap();
    assert!(store.statements_count() - began < 20);
    tx.commit().await.unwrap();
    let after = rows(db).await;
    assert_eq!(differing(&before, &after), ["users", "workspaces"]);
}

async fn a_deleted_user_takes_responses_along(db: &TestDb, store: &Store) {
    full_dataset(store, "d").await;
    let mut tx = store.write().await.unwrap();
    let ann = users::by_username(&mut tx, "ann of d").await.unwrap().unwrap().user;
    let recounted = responses::delete_all_of(&mut tx, ann.seq).await.unwrap();
    assert_eq!(recounted.len(), 3);
    users::delete(&mut tx, ann.seq).await.unwrap();
    tx.commit().await.unwrap();
    let after = rows(db).await;
    assert_eq!((after["responses"], after["response_values"]), (3, 6));
    assert_eq!(after["users"], 1);
}

/// Fields are no part of records: deleting one leaves what records hold for it.
async fn a_deleted_field_leaves_records_alone(db: &TestDb, store: &Store) {
    let seq = full_dataset(store, "d").await;
    let before = rows(db).await;
    let (mut tx, dataset) = seed::locked(store, seq).await;
    let field = fields::list(&mut tx, seq).await.unwrap().remove(0);
    fields::delete(&mut tx, &dataset, field.seq).await.unwrap();
    let page = records::list(&mut tx, seq, 0, 10, &records::Parts::default()).await.unwrap();
    let shown: Value = serde_json::from_str(page.items[0].fields.get()).unwrap();
    assert_eq!(shown, json!({"text": "the text of 0"}));
    tx.commit().await.unwrap();
    assert_eq!(differing(&before, &rows(db).await), ["fields"]);
}

macro_rules! on_both_with_db {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let db = super::TestDb::sqlite();
                let store = super::harness::open(&db).await;
                super::$name(&db, &store).await;
                store.close().await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let Some(db) = super::TestDb::postgres().await else { return };
                let store = super::harness::open(&db).await;
                super::$name(&db, &store).await;
                store.close().await;
            })*
        }
    };
}

on_both_with_db!(
    parts_and_datasets_leave_nothing_behind,
    a_full_dataset_is_deleted_at_once,
    a_deleted_user_takes_responses_along,
    a_deleted_field_leaves_records_alone,
);
