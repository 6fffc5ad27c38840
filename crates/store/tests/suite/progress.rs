use serde_json::{Value, json};
use variorum_store::progress::{
    self, DatasetProgress, PropertyMetrics, ResponseCounts, UserMetrics, UserProgress,
};
use variorum_store::{Store, metadata_properties, responses};

use crate::on_both;
use crate::search::Searched;

on_both!(
    progress_counts_records_and_responses_by_status,
    an_empty_dataset_has_no_progress,
    whoever_answered_once_stays_among_the_users,
    metrics_of_properties_cover_all_records,
    agents_are_listed_for_every_question,
);

fn file() -> Value {
    let label = json!([{"value": "a", "text": "A"}, {"value": "b", "text": "B"}]);
    let response = |user: &str, status: &str| json!({"user": user, "status": status, "values": {"label": {"value": "a"}}});
    let suggestion =
        |question: &str, agent: Value| json!({"question": question, "value": "a", "agent": agent});
    json!({
        "fields": [{"name": "text", "title": "Text", "settings": {"type": "text"}}],
        "questions": [
            {"name": "label", "title": "Label", "required": true,
             "settings": {"type": "label_selection", "options": label}},
            {"name": "other", "title": "Other",
             "settings": {"type": "label_selection", "options": label}},
            {"name": "unasked", "title": "Unasked",
             "settings": {"type": "label_selection", "options": label}},
        ],
        "metadata_properties": [
            {"name": "kind", "title": "Kind", "settings": {"type": "terms"}},
            {"name": "size", "title": "Size", "settings": {"type": "integer"}},
            {"name": "price", "title": "Price", "settings": {"type": "float"}},
            {"name": "none", "title": "None", "settings": {"type": "float"}},
        ],
        "users": ["zoe", "ann", "bob"],
        "records": [
            {"fields": {"text": "1"}, "metadata": {"kind": ["b", "a", "b"], "size": 7},
             "responses": [response("bob", "submitted"), response("ann", "draft")],
             "suggestions": [suggestion("label", json!("m2")), suggestion("other", json!("x"))]},
            {"fields": {"text": "2"}, "metadata": {"kind": "b", "size": -7, "price": 0.5},
             "responses": [response("ann", "discarded")],
             "suggestions": [suggestion("label", json!("M1"))]},
            {"fields": {"text": "3"}, "metadata": {"kind": "c", "price": 0.25},
             "responses": [response("ann", "submitted"), response("bob", "submitted")],
             "suggestions": [suggestion("label", json!("m2")), suggestion("other", Value::Null)]},
            {"fields": {"text": "4"}, "metadata": {"kind": null}},
        ],
    })
}

fn counts(submitted: i64, discarded: i64, draft: i64) -> ResponseCounts {
    ResponseCounts { submitted, discarded, draft }
}

async fn progress_counts_records_and_responses_by_status(store: &Store) {
    let mut first = file();
    let response = json!({"user": "bob", "status": "discarded"});
    first["records"] = json!([{"fields": {"text": "0"}, "responses": [response]}]);
    let mut searched = Searched::new(store, "p", &first).await;
    searched.add(store, file()["records"].as_array().unwrap().clone()).await;
    // Another dataset with the same users' names in it does not count.
    let mut other = file();
    other["users"] = json!(["ann", "bob"]);
    Searched::new(store, "q", &other).await;
    let dataset = searched.settings.dataset;
    let mut tx = store.read().await.unwrap();
    assert_eq!(
        progress::of_dataset(&mut tx, dataset).await.unwrap(),
        DatasetProgress {
            completed: 2,
            pending: 3,
            usernames: vec!["p-bob".to_owned(), "p-ann".to_owned()]
        }
    );
    assert_eq!(
        progress::of_users(&mut tx, dataset).await.unwrap(),
        [
            UserProgress {
                username: "p-ann".to_owned(),
                completed: counts(1, 0, 1),
                pending: counts(0, 1, 0)
            },
            UserProgress {
                username: "p-bob".to_owned(),
                completed: counts(2, 0, 0),
                pending: counts(0, 1, 0)
            },
        ]
    );
    for (user, expected) in
        [("ann", counts(1, 1, 1)), ("bob", counts(2, 1, 0)), ("zoe", counts(0, 0, 0))]
    {
        let found = progress::of_user(&mut tx, dataset, searched.users[user].0).await.unwrap();
        assert_eq!(found, UserMetrics { records: 5, responses: expected }, "{user}");
    }
}

async fn an_empty_dataset_has_no_progress(store: &Store) {
    let mut file = file();
    file["records"] = json!([]);
    let searched = Searched::new(store, "empty", &file).await;
    let dataset = searched.settings.dataset;
    let mut tx = store.read().await.unwrap();
    let found = progress::of_dataset(&mut tx, dataset).await.unwrap();
    assert_eq!(found, DatasetProgress::default());
    assert!(progress::of_users(&mut tx, dataset).await.unwrap().is_empty());
    let found = progress::of_user(&mut tx, dataset, searched.users["ann"].0).await.unwrap();
    assert_eq!(found, UserMetrics { records: 0, responses: counts(0, 0, 0) });
    let agents = progress::suggestion_agents(&mut tx, &searched.settings).await.unwrap();
    assert!(agents.iter().all(Vec::is_empty) && agents.len() == 3);
}

async fn whoever_answered_once_stays_among_the_users(store: &Store) {
    let mut file = file();
    file["records"] = json!([file["records"][1]]);
    let searched = Searched::new(store, "p", &file).await;
    let mut tx = store.read().await.unwrap();
    let parts = variorum_store::records::Parts::all();
    let keys = [searched.records[0].0];
    let records = variorum_store::records::load(&mut tx, &keys, &parts).await.unwrap();
    let response = records[0].responses.as_ref().unwrap()[0].id;
    drop(tx);
    let mut tx = store.write().await.unwrap();
    let located = responses::by_id(&mut tx, response).await.unwrap().unwrap();
    responses::delete(&mut tx, &located, None).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    let found = progress::of_dataset(&mut tx, searched.settings.dataset).await.unwrap();
    assert_eq!(found.usernames, ["p-ann"]);
    assert!(progress::of_users(&mut tx, searched.settings.dataset).await.unwrap().is_empty());
}

async fn metrics_of_properties_cover_all_records(store: &Store) {
    let searched = Searched::new(store, "p", &file()).await;
    let mut tx = store.read().await.unwrap();
    let properties = metadata_properties::list(&mut tx, searched.settings.dataset).await.unwrap();
    let mut found = Vec::new();
    for property in &properties {
        found.push(progress::of_property(&mut tx, property).await.unwrap());
    }
    let term = |term: &str, count| (term.to_owned(), count);
    assert_eq!(
        found,
        [
            PropertyMetrics::Terms {
                total: 4,
                counts: vec![term("b", 2), term("a", 1), term("c", 1)]
            },
            PropertyMetrics::Integer(Some((-7, 7))),
            PropertyMetrics::Float(Some((0.25, 0.5))),
            PropertyMetrics::Float(None),
        ]
    );
}

async fn agents_are_listed_for_every_question(store: &Store) {
    let searched = Searched::new(store, "p", &file()).await;
    Searched::new(store, "q", &file()).await;
    let mut tx = store.read().await.unwrap();
    let agents = progress::suggestion_agents(&mut tx, &searched.settings).await.unwrap();
    assert_eq!(agents, [vec!["M1".to_owned(), "m2".to_owned()], vec!["x".to_owned()], vec![]]);
}
