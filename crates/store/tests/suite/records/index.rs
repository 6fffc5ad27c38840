//! What searches find follows every write.

use serde_json::{Value, json};
use variorum_schema::Uuid;
use variorum_store::records::{self, delete};
use variorum_store::search::{self, Request, Viewer};
use variorum_store::{Store, settings, suggestions};

use crate::on_both;
use crate::rich::{Rich, located};
use crate::seed::decoded;

on_both!(
    a_new_record_is_found_by_all_it_has,
    an_upserted_record_is_found_by_what_it_has_now,
    an_updated_record_is_found_by_what_it_has_now,
    responses_are_found_as_they_are_now,
    suggestions_are_found_as_they_are_now,
    a_deleted_record_is_not_found,
    long_texts_are_found_by_their_beginning,
);

/// The identities of the records that a search finds, in order of insertion.
async fn found(rich: &Rich, store: &Store, query: Value) -> Vec<Uuid> {
    let query: variorum_schema::search::SearchQuery = decoded(query);
    let mut tx = store.read().await.unwrap();
    let settings = settings::load(&mut tx, rich.dataset).await.unwrap().unwrap();
    let search = query.resolve(&settings.settings, true).unwrap();
    let request = Request { search, viewer: Viewer::All, offset: 0, limit: 100 };
    let page = search::search(&mut tx, &settings, &request).await.unwrap();
    let mut seqs: Vec<i64> = page.items.iter().map(|item| item.0).collect();
    seqs.sort_unstable();
    let found = records::load(&mut tx, &seqs, &records::Parts::default()).await.unwrap();
    found.iter().map(|record| record.id).collect()
}

fn text(q: &str) -> Value {
    json!({"query": {"text": {"q": q}}})
}

fn terms(scope: Value, value: &str) -> Value {
    json!({"filters": {"and": [{"type": "terms", "scope": scope, "values": [value]}]}})
}

fn range(scope: Value, at: f64) -> Value {
    json!({"filters": {"and": [{"type": "range", "scope": scope, "ge": at, "le": at}]}})
}

fn metadata(name: &str) -> Value {
    json!({"entity": "metadata", "metadata_property": name})
}

fn suggestion(question: &str, property: &str) -> Value {
    json!({"entity": "suggestion", "question": question, "property": property})
}

fn response(question: &str) -> Value {
    json!({"entity": "response", "question": question})
}

fn item(rich: &Rich, n: i64) -> Value {
    let label = ["a", "b"][usize::try_from(n).unwrap() % 2];
    json!({
        "external_id": n.to_string(),
        "fields": {"text": format!("word{n} next"), "chat": [{"role": "user", "content": format!("chat{n}")}]},
        "metadata": {"colour": [format!("c{n}"), "c"], "pages": n, "weight": 0.5 + n as f64},
        "suggestions": [
            {"question_id": rich.question("label"), "value": label, "score": 0.25, "agent": format!("m{n}")},
            rich.suggestion("stars", json!(if n == 0 { 1 } else { 5 })),
        ],
        "responses": [{"user_id": rich.ann.id, "status": "draft",
                       "values": {"tags": {"value": [label]}}}],
    })
}

/// Searches that find the item `n`, not the other one of 0 and 1.
fn searches(n: i64) -> Vec<Value> {
    let label = ["a", "b"][usize::try_from(n).unwrap() % 2];
    vec![
        text(&format!("word{n}")),
        text(&format!("\"word{n} next\" chat{n}")),
        terms(metadata("colour"), &format!("c{n}")),
        range(metadata("pages"), n as f64),
        range(metadata("weight"), 0.5 + n as f64),
        terms(suggestion("label", "value"), label),
        terms(suggestion("label", "agent"), &format!("m{n}")),
        range(suggestion("stars", "value"), if n == 0 { 1.0 } else { 5.0 }),
        terms(response("tags"), label),
        terms(json!({"entity": "record", "property": "external_id"}), &n.to_string()),
    ]
}

async fn made(rich: &Rich, store: &Store) -> Vec<Uuid> {
    let made = rich.create(store, json!([item(rich, 0), item(rich, 1)])).await.unwrap();
    made.iter().map(|record| record.id).collect()
}

async fn a_new_record_is_found_by_all_it_has(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let ids = made(&rich, store).await;
    for (n, id) in (0..).zip(&ids) {
        for query in searches(n) {
            assert_eq!(found(&rich, store, query.clone()).await, [*id], "{query}");
        }
    }
    for query in [
        text("next"),
        terms(metadata("colour"), "c"),
        range(suggestion("label", "score"), 0.25),
        terms(json!({"entity": "response", "property": "status"}), "draft"),
    ] {
        assert_eq!(found(&rich, store, query.clone()).await, ids, "{query}");
    }
    // A phrase does not reach from one field into another.
    assert!(found(&rich, store, text("\"next user\"")).await.is_empty());
}

async fn an_upserted_record_is_found_by_what_it_has_now(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let ids = made(&rich, store).await;
    let mut changed = item(&rich, 1);
    changed["id"] = json!(ids[0]);
    changed["external_id"] = Value::Null;
    rich.upsert(store, json!([changed])).await.unwrap();
    let by_external_id = searches(0).pop().unwrap();
    for (was, is) in searches(0).into_iter().zip(searches(1)) {
        if was != by_external_id {
            assert!(found(&rich, store, was.clone()).await.is_empty(), "{was}");
            assert_eq!(found(&rich, store, is.clone()).await, ids, "{is}");
        }
    }
    let none = json!({"id": ids[0], "metadata": null});
    rich.upsert(store, json!([none])).await.unwrap();
    assert_eq!(found(&rich, store, range(metadata("pages"), 1.0)).await, ids[1..]);
}

async fn an_updated_record_is_found_by_what_it_has_now(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let ids = made(&rich, store).await;
    let mut changes = item(&rich, 1);
    changes["suggestions"] = json!([rich.suggestion("label", json!("b"))]);
    rich.update(store, ids[0], changes).await.unwrap();
    for query in [
        text("word0"),
        terms(metadata("colour"), "c0"),
        range(metadata("weight"), 0.5),
        terms(suggestion("label", "value"), "a"),
        range(suggestion("stars", "value"), 1.0),
    ] {
        assert!(found(&rich, store, query.clone()).await.is_empty(), "{query}");
    }
    for query in
        [text("word1"), range(metadata("pages"), 1.0), terms(suggestion("label", "value"), "b")]
    {
        assert_eq!(found(&rich, store, query.clone()).await, ids, "{query}");
    }
    assert_eq!(found(&rich, store, range(suggestion("label", "score"), 0.25)).await, ids[1..]);
}

async fn responses_are_found_as_they_are_now(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let id = rich.create(store, json!([{"fields": {"text": "t"}}])).await.unwrap()[0].id;
    let by = |label: &str| terms(response("label"), label);
    let draft = |label: &str| json!({"status": "draft", "values": {"label": {"value": label}}});
    let made = rich.respond(store, &rich.bob, id, draft("a")).await.unwrap();
    rich.respond(store, &rich.ann, id, draft("b")).await.unwrap();
    assert_eq!(found(&rich, store, by("a")).await, [id]);
    rich.change(store, made.response.id, draft("b")).await.unwrap();
    assert!(found(&rich, store, by("a")).await.is_empty());
    rich.withdraw(store, made.response.id).await.unwrap();
    assert_eq!(found(&rich, store, by("b")).await, [id]);
    let mut tx = store.write().await.unwrap();
    variorum_store::responses::delete_all_of(&mut tx, rich.ann.seq).await.unwrap();
    tx.commit().await.unwrap();
    assert!(found(&rich, store, by("b")).await.is_empty());
}

async fn suggestions_are_found_as_they_are_now(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let id = rich.create(store, json!([{"fields": {"text": "t"}}])).await.unwrap()[0].id;
    let record = located(store, id).await;
    let put = async |value: Value, score: Value| {
        let mut tx = store.write().await.unwrap();
        let settings = rich.settings(&mut tx).await;
        let new = json!({"question_id": rich.question("tags"), "value": value, "score": score});
        let out = suggestions::upsert(&mut tx, &settings, &record, &decoded(new)).await.unwrap();
        tx.commit().await.unwrap();
        out.0.id
    };
    let by = |label: &str| terms(suggestion("tags", "value"), label);
    put(json!(["a", "b"]), json!([0.5, 0.5])).await;
    assert_eq!(found(&rich, store, by("a")).await, [id]);
    assert_eq!(found(&rich, store, range(suggestion("tags", "score"), 0.5)).await, [id]);
    let last = put(json!(["b"]), json!([0.75])).await;
    assert!(found(&rich, store, by("a")).await.is_empty());
    assert!(found(&rich, store, range(suggestion("tags", "score"), 0.5)).await.is_empty());
    let mut tx = store.write().await.unwrap();
    suggestions::delete_many(&mut tx, (record.dataset, record.record.seq), &[last]).await.unwrap();
    tx.commit().await.unwrap();
    assert!(found(&rich, store, by("b")).await.is_empty());
    assert!(found(&rich, store, range(suggestion("tags", "score"), 0.75)).await.is_empty());
}

async fn a_deleted_record_is_not_found(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let ids = made(&rich, store).await;
    let mut tx = store.write().await.unwrap();
    let records = delete::find(&mut tx, rich.dataset, &ids[..1]).await.unwrap();
    delete::delete(&mut tx, rich.dataset, &records).await.unwrap();
    tx.commit().await.unwrap();
    for query in searches(0) {
        assert!(found(&rich, store, query.clone()).await.is_empty(), "{query}");
    }
    for query in searches(1) {
        assert_eq!(found(&rich, store, query.clone()).await, ids[1..], "{query}");
    }
}

async fn long_texts_are_found_by_their_beginning(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let words: Vec<String> = (0..150_000).map(|n| format!("word{n}")).collect();
    let item = json!({"fields": {"text": words.join(" "), "note": "after"}});
    let id = rich.create(store, json!([item])).await.unwrap()[0].id;
    assert_eq!(found(&rich, store, text("word0 word9999")).await, [id]);
    assert_eq!(found(&rich, store, text("\"word9998 word9999\"")).await, [id]);
}
