use serde_json::{Value, json};
use variorum_schema::records::RecordStatus;
use variorum_store::{Error, Store, metadata_properties, records, vectors_settings};

use crate::on_both;
use crate::rich::{Rich, refusal, seen, stored};
use crate::seed::{self, decoded};

on_both!(
    records_come_back_complete_and_in_order,
    what_is_answered_is_what_is_stored,
    a_bad_record_stores_nothing,
    external_ids_are_made_once,
    a_draft_takes_no_records,
    unknown_users_are_named_with_their_place,
    responses_complete_a_new_record,
    settings_that_changed_meanwhile_count,
    a_record_of_any_size_is_stored,
);

async fn records_come_back_complete_and_in_order(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let made = rich
        .create(
            store,
            json!([
                {"fields": {"text": "one", "note": null}, "metadata": {"b": 1, "a": [1.5, null]},
                 "external_id": 7},
                {"fields": {"text": "two"}, "id": rich.ann.id, "status": "completed"},
                {"fields": {"text": "three", "chat": [{"role": "user", "content": "hi", "x": 1}]}},
            ]),
        )
        .await
        .unwrap();
    let seqs: Vec<i64> = made.iter().map(|record| record.seq).collect();
    assert!(seqs.is_sorted() && made.is_sorted_by_key(|record| record.inserted_at));
    let first = seen(&made[0].item);
    assert_eq!(first["fields"], json!({"text": "one", "note": null}));
    assert_eq!(first["metadata"].to_string(), r#"{"b":1,"a":[1.5,null]}"#);
    assert_eq!(first["external_id"], "7");
    for key in ["responses", "suggestions"] {
        assert_eq!(first[key], json!([]), "{key}");
    }
    assert_eq!(first["vectors"], json!({}));
    assert_eq!(first["inserted_at"], first["updated_at"]);
    let second = seen(&made[1].item);
    assert_ne!(second["id"], json!(rich.ann.id));
    assert_eq!(second["status"], "pending");
    assert_eq!(second["metadata"], Value::Null);
    let third = seen(&made[2].item);
    assert_eq!(third["fields"]["chat"], json!([{"role": "user", "content": "hi"}]));
}

async fn what_is_answered_is_what_is_stored(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let long = "é\u{1F600}\"\\'".repeat(20);
    let made = rich
        .create(
            store,
            json!([{
                "fields": {"text": long, "note": "line\nbreak\ttab \u{7f}"},
                "metadata": {"colour": ["red", long], "pages": 3, "weight": 0.1, "extra": {"x": []}},
                "external_id": "é'\"",
                "suggestions": [
                    {"question_id": rich.question("label"), "value": "a", "score": 0.5,
                     "agent": "m 1", "type": "model", "id": rich.ann.id, "question_name": "label"},
                    {"question_id": rich.question("tags"), "value": ["b", "a"], "score": [0.1, 1]},
                    rich.suggestion("stars", json!(5)),
                    rich.suggestion("parts", json!([{"label": "a", "start": 0, "end": 2}])),
                ],
                "responses": [
                    {"user_id": rich.bob.id, "status": "discarded"},
                    {"user_id": rich.ann.id, "status": "submitted",
                     "values": {"label": {"value": "b"}, "tags": {"value": ["a"]}}},
                ],
                "vectors": {"w": [1, 0.5], "v": [0.1, -2.5e-300, 3]},
            }]),
        )
        .await
        .unwrap();
    let answered = seen(&made[0].item);
    assert_eq!(answered, seen(&stored(store, made[0].id).await));
    assert_eq!(answered["vectors"]["v"], json!([0.1, -2.5e-300, 3.0]));
    assert_eq!(answered["suggestions"][1]["score"], json!([0.1, 1.0]));
    assert_eq!(answered["suggestions"][0]["agent"], "m 1");
    assert_eq!(answered["responses"][0]["values"], json!({}));
    assert_eq!(answered["responses"][1]["record_id"], json!(made[0].id));
    assert_eq!(answered["status"], "completed");
}

async fn a_bad_record_stores_nothing(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let good = json!({"fields": {"text": "x"}});
    let with = |key: &str, value: Value| {
        let mut bad = good.clone();
        bad[key] = value;
        bad
    };
    for bad in [
        json!({"fields": {}}),
        json!({"fields": {"note": "text is missing"}}),
        json!({"fields": {"text": "x", "unknown": "y"}}),
        with("metadata", json!({"pages": "3"})),
        with("vectors", json!({"v": [1, 2]})),
        with("suggestions", json!([rich.suggestion("label", json!("c"))])),
        with(
            "suggestions",
            json!([rich.suggestion("parts", json!([{"label": "a", "start": 0, "end": 2}]))]),
        ),
        with("responses", json!([{"user_id": rich.ann.id, "status": "submitted", "values": {}}])),
    ] {
        let text = refusal(rich.create(store, json!([good, bad])).await);
        assert!(text.contains("position 1"), "{text}");
    }
    assert_eq!(total(store, &rich).await, 0);
}

async fn external_ids_are_made_once(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let item = |id: &str| json!({"fields": {"text": "x"}, "external_id": id});
    rich.create(store, json!([item("a"), item(""), item("b")])).await.unwrap();
    let text = refusal(rich.create(store, json!([item("c"), item("b"), item("")])).await);
    assert!(text.contains("`b`, ``") && !text.contains("`c`"), "{text}");
    assert_eq!(total(store, &rich).await, 3);
    // Without external ids, the same records are made again.
    let plain = json!([{"fields": {"text": "x"}}, {"fields": {"text": "x"}}]);
    rich.create(store, plain.clone()).await.unwrap();
    rich.create(store, plain).await.unwrap();
    assert_eq!(total(store, &rich).await, 7);
}

async fn a_draft_takes_no_records(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let dataset = seed::dataset(&mut tx, "d").await.seq;
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    let settings = variorum_store::settings::load(&mut tx, dataset).await.unwrap().unwrap();
    let item = decoded(json!({"fields": {"text": "x"}}));
    let text = refusal(records::create::prepare(settings, vec![item]).map(|_| ()));
    assert!(text.contains("not published"), "{text}");
}

async fn unknown_users_are_named_with_their_place(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let nobody = variorum_store::new_id();
    let item = |user| json!({"fields": {"text": "x"}, "responses": [{"user_id": user, "status": "discarded"}]});
    let text = refusal(rich.create(store, json!([item(rich.ann.id), item(nobody)])).await);
    assert!(text.contains("position 1") && text.contains(&nobody.to_string()), "{text}");
    assert_eq!(total(store, &rich).await, 0);
}

async fn responses_complete_a_new_record(store: &Store) {
    let rich = Rich::new(store, 2).await;
    let response = |user, status: &str| json!({"user_id": user, "status": status, "values": {"label": {"value": "a"}}});
    let (ann, bob) = (rich.ann.id, rich.bob.id);
    let made = rich
        .create(
            store,
            json!([
                {"fields": {"text": "x"},
                 "responses": [response(ann, "submitted"), response(bob, "submitted")]},
                {"fields": {"text": "x"},
                 "responses": [response(ann, "submitted"), response(bob, "draft")]},
                {"fields": {"text": "x"}},
            ]),
        )
        .await
        .unwrap();
    use RecordStatus::{Completed, Pending};
    let statuses: Vec<_> = made.iter().map(|record| record.status).collect();
    assert_eq!(statuses, [Completed, Pending, Pending]);
    assert!(made.iter().all(|record| record.inserted_at == record.updated_at));
}

async fn settings_that_changed_meanwhile_count(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let mut tx = store.read().await.unwrap();
    let before = variorum_store::settings::load(&mut tx, rich.dataset).await.unwrap().unwrap();
    drop(tx);
    let prepared =
        |item: Value| records::create::prepare(before.clone(), vec![decoded(item)]).unwrap();
    let with_vector = prepared(json!({"fields": {"text": "x"}, "vectors": {"v": [1, 2, 3]}}));
    let with_metadata = prepared(json!({"fields": {"text": "x"}, "metadata": {"new": "text"}}));

    let (mut tx, locked) = seed::locked(store, rich.dataset).await;
    let (vector, _) = before.vector_settings("v").unwrap();
    vectors_settings::delete(&mut tx, &locked, vector).await.unwrap();
    let new = json!({"name": "new", "title": "New", "settings": {"type": "integer"}});
    metadata_properties::insert(&mut tx, &locked, decoded(new)).await.unwrap();
    tx.commit().await.unwrap();

    for (prepared, expected) in [(with_vector, "vector `v`"), (with_metadata, "metadata `new`")] {
        let mut tx = store.write().await.unwrap();
        let text = refusal(records::create::store(&mut tx, prepared).await);
        assert!(text.contains(expected), "{text}");
    }
}

async fn a_record_of_any_size_is_stored(store: &Store) {
    let rich = Rich::new(store, 1).await;
    // More distinct tokens than PostgreSQL indexes of one record, and a term longer than it indexes.
    let words: Vec<String> = (0..150_000).map(|n| format!("word{n}")).collect();
    let long: String = words.iter().rev().step_by(15).map(String::as_str).collect();
    let item = json!({"fields": {"text": words.join(" ")}, "metadata": {"colour": long}});
    let made = rich.create(store, json!([item])).await.unwrap();
    assert_eq!(seen(&stored(store, made[0].id).await)["fields"], item["fields"]);
    let long = json!({"fields": {"text": "x"}, "external_id": long});
    match rich.create(store, json!([long])).await {
        Ok(_) | Err(Error::TooLong) => {}
        other => panic!("{other:?}"),
    }
}

async fn total(store: &Store, rich: &Rich) -> i64 {
    let mut tx = store.read().await.unwrap();
    records::list(&mut tx, rich.dataset, 0, 10, &records::Parts::default()).await.unwrap().total
}
