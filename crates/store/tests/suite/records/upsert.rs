use serde_json::{Value, json};
use variorum_schema::Uuid;
use variorum_store::{Store, records};

use crate::on_both;
use crate::rich::{Rich, refusal, seen, stored};
use crate::seed;

on_both!(
    records_are_matched_by_id_then_by_external_id,
    what_a_matched_record_keeps,
    suggestions_are_replaced_one_by_one,
    responses_are_replaced_one_by_one,
    vectors_are_replaced_one_by_one,
    times_move_with_fields_metadata_and_status,
    the_same_record_twice_ends_as_the_last,
    new_records_need_fields,
    a_bad_record_changes_nothing,
    answers_are_checked_against_the_fields_of_their_record,
    a_draft_is_upserted_too,
);

async fn one(rich: &Rich, store: &Store, item: Value) -> Value {
    seen(&rich.upsert(store, json!([item])).await.unwrap().records[0].item)
}

async fn records_are_matched_by_id_then_by_external_id(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let item = |text: &str| json!({"fields": {"text": text}});
    let named = |id: Value, external_id: Value, text: &str| json!({"id": id, "external_id": external_id, "fields": {"text": text}});
    let made = rich
        .upsert(
            store,
            json!([named(json!(null), json!("a"), "1"), named(json!(null), json!("b"), "2")]),
        )
        .await
        .unwrap();
    assert_eq!(made.is_new, [true, true]);
    let (a, b) = (made.records[0].id, made.records[1].id);
    let unknown = variorum_store::new_id();

    let out = rich
        .upsert(
            store,
            json!([
                // By id, whatever external id is sent with it.
                named(json!(a), json!("b"), "by id"),
                // An unknown id is no error: by external id, or made.
                named(json!(unknown), json!("c"), "made"),
                item("made without a name"),
            ]),
        )
        .await
        .unwrap();
    assert_eq!(out.is_new, [false, true, true]);
    assert_eq!(out.records[0].id, a);
    assert_eq!(out.records[0].external_id.as_deref(), Some("a"));
    assert_ne!(out.records[1].id, unknown);
    assert_eq!(out.records[2].external_id, None);

    let out = rich
        .upsert(store, json!([named(json!(unknown), json!("b"), "by external id")]))
        .await
        .unwrap();
    assert_eq!((out.records[0].id, out.is_new[0]), (b, false));
    assert_eq!(seen(&stored(store, b).await)["fields"]["text"], "by external id");

    // A record of another dataset is not matched.
    let mut tx = store.write().await.unwrap();
    let other = seed::ready_dataset(&mut tx, "other").await.seq;
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    let settings = variorum_store::settings::load(&mut tx, other).await.unwrap().unwrap();
    drop(tx);
    let items = vec![seed::decoded(named(json!(a), json!("a"), "elsewhere"))];
    let prepared = records::upsert::prepare(settings, items).unwrap();
    let mut tx = store.write().await.unwrap();
    let out = records::upsert::store(&mut tx, prepared).await.unwrap();
    tx.commit().await.unwrap();
    assert!(out.is_new[0] && out.records[0].id != a);
}

async fn what_a_matched_record_keeps(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let full = json!({
        "external_id": "a", "fields": {"text": "t", "note": "n"}, "metadata": {"pages": 1, "x": 2},
        "suggestions": [rich.suggestion("label", json!("a"))],
        "responses": [{"user_id": rich.ann.id, "status": "draft", "values": {}}],
        "vectors": {"v": [1, 2, 3]},
    });
    let before = one(&rich, store, full).await;
    let same_parts = |after: &Value| {
        ["suggestions", "responses", "vectors"].iter().all(|key| after[key] == before[key])
    };
    for (item, fields, metadata) in [
        (json!({}), json!({"text": "t", "note": "n"}), json!({"pages": 1, "x": 2})),
        (json!({"fields": {"text": "T"}}), json!({"text": "T"}), json!({"pages": 1, "x": 2})),
        (json!({"metadata": {"y": 3}}), json!({"text": "T"}), json!({"y": 3})),
        (json!({"metadata": {}}), json!({"text": "T"}), json!({})),
        (json!({"metadata": null}), json!({"text": "T"}), Value::Null),
        (
            json!({"suggestions": null, "responses": null, "vectors": null}),
            json!({"text": "T"}),
            Value::Null,
        ),
        (
            json!({"suggestions": [], "responses": [], "vectors": {}}),
            json!({"text": "T"}),
            Value::Null,
        ),
    ] {
        let mut item = item;
        item["external_id"] = json!("a");
        let after = one(&rich, store, item.clone()).await;
        assert_eq!(after["fields"], fields, "{item}");
        assert_eq!(after["metadata"], metadata, "{item}");
        assert!(same_parts(&after), "{item}");
    }
    for fields in [json!(null), json!({})] {
        let text =
            refusal(rich.upsert(store, json!([{"external_id": "a", "fields": fields}])).await);
        assert!(text.contains("position 0"), "{text}");
    }
}

async fn suggestions_are_replaced_one_by_one(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let full = json!({
        "external_id": "a", "fields": {"text": "t"},
        "suggestions": [
            {"question_id": rich.question("label"), "value": "a", "score": 0.5, "agent": "m",
             "type": "model"},
            rich.suggestion("stars", json!(1)),
        ],
    });
    let before = one(&rich, store, full).await;
    let item = json!({"external_id": "a", "suggestions": [
        rich.suggestion("label", json!("b")), rich.suggestion("tags", json!(["a"])),
    ]});
    let after = one(&rich, store, item).await;
    let (old, new) = (&before["suggestions"], &after["suggestions"]);
    assert_eq!(new.as_array().unwrap().len(), 3);
    assert_eq!(new[0]["value"], "b");
    for key in ["agent", "score", "type"] {
        assert_eq!(new[0][key], Value::Null, "{key}");
    }
    assert_eq!((&new[0]["id"], &new[0]["inserted_at"]), (&old[0]["id"], &old[0]["inserted_at"]));
    assert_ne!(new[0]["updated_at"], old[0]["updated_at"]);
    assert_eq!(new[1], old[1]);
    assert_eq!(new[2]["value"], json!(["a"]));
    assert_eq!(after["updated_at"], before["updated_at"]);
}

async fn responses_are_replaced_one_by_one(store: &Store) {
    let rich = Rich::new(store, 2).await;
    let response = |user, status: &str, label: &str| json!({"user_id": user, "status": status, "values": {"label": {"value": label}}});
    let full = json!({"external_id": "a", "fields": {"text": "t"}, "responses": [
        response(rich.ann.id, "submitted", "a"), response(rich.bob.id, "draft", "a"),
    ]});
    let before = one(&rich, store, full).await;
    assert_eq!(before["status"], "pending");
    let item = json!({"external_id": "a", "responses": [response(rich.bob.id, "submitted", "b")]});
    let after = one(&rich, store, item).await;
    let (old, new) = (&before["responses"], &after["responses"]);
    assert_eq!(new[0], old[0]);
    assert_eq!((&new[1]["id"], &new[1]["inserted_at"]), (&old[1]["id"], &old[1]["inserted_at"]));
    assert_eq!(new[1]["values"], json!({"label": {"value": "b"}}));
    assert_eq!((&new[1]["status"], &after["status"]), (&json!("submitted"), &json!("completed")));
    // The status changed, so the record did.
    assert_ne!(after["updated_at"], before["updated_at"]);
    let item = json!({"external_id": "a", "responses": [
        {"user_id": rich.ann.id, "status": "discarded", "values": null},
    ]});
    let after = one(&rich, store, item).await;
    assert_eq!(after["status"], "pending");
    assert_eq!(after["responses"][0]["values"], json!({}));
}

async fn vectors_are_replaced_one_by_one(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let full = json!({"external_id": "a", "fields": {"text": "t"}, "vectors": {"v": [1, 2, 3]}});
    let before = one(&rich, store, full).await;
    for (vectors, expected) in [
        (json!({"w": [0.1, 2]}), json!({"v": [1.0, 2.0, 3.0], "w": [0.1, 2.0]})),
        (json!({"v": [0, 0, -1]}), json!({"v": [0.0, 0.0, -1.0], "w": [0.1, 2.0]})),
    ] {
        let after = one(&rich, store, json!({"external_id": "a", "vectors": vectors})).await;
        assert_eq!(after["vectors"], expected);
        assert_eq!(after["updated_at"], before["updated_at"]);
    }
}

async fn times_move_with_fields_metadata_and_status(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let full = json!({
        "external_id": "a", "fields": {"text": "t", "note": "n"}, "metadata": {"x": 1, "y": [2]},
    });
    let mut before = one(&rich, store, full).await;
    for (item, is_moved) in [
        (json!({"fields": {"note": "n", "text": "t"}, "metadata": {"y": [2], "x": 1}}), false),
        (json!({"fields": {"text": "t"}}), true),
        (json!({"metadata": {"x": 1}}), true),
        (json!({"metadata": {}}), true),
        (json!({"metadata": {}}), false),
        (json!({"metadata": null}), true),
        (json!({"metadata": null}), false),
        (json!({}), false),
        (
            json!({"responses": [{"user_id": rich.ann.id, "status": "submitted",
                                  "values": {"label": {"value": "a"}}}]}),
            true,
        ),
        (json!({"responses": [{"user_id": rich.bob.id, "status": "draft", "values": {}}]}), false),
    ] {
        let mut item = item;
        item["external_id"] = json!("a");
        let after = one(&rich, store, item.clone()).await;
        assert_eq!(after["updated_at"] != before["updated_at"], is_moved, "{item}");
        assert_eq!(after["inserted_at"], before["inserted_at"]);
        before = after;
    }
}

async fn the_same_record_twice_ends_as_the_last(store: &Store) {
    let rich = Rich::new(store, 2).await;
    let first =
        one(&rich, store, json!({"external_id": "a", "fields": {"text": "long enough"}})).await;
    let label = |value: &str| rich.suggestion("label", json!(value));
    let response = |user, value: &str| json!({"user_id": user, "status": "submitted", "values": {"label": {"value": value}}});
    let out = rich
        .upsert(
            store,
            json!([
                {"id": first["id"], "fields": {"text": "1", "note": "n"}, "metadata": {"x": 1},
                 "suggestions": [label("a"), rich.suggestion("stars", json!(1))],
                 "responses": [response(rich.ann.id, "a"), response(rich.bob.id, "a")],
                 "vectors": {"v": [1, 1, 1], "w": [1, 1]}},
                {"external_id": "new", "fields": {"text": "between"}},
                {"external_id": "a", "fields": {"text": "2"}, "suggestions": [label("b")],
                 "responses": [response(rich.ann.id, "b")], "vectors": {"v": [2, 2, 2]}},
            ]),
        )
        .await
        .unwrap();
    assert_eq!(out.is_new, [false, true, false]);
    let (a, b) = (seen(&out.records[0].item), seen(&out.records[2].item));
    assert_eq!(a, b);
    assert_eq!(a, seen(&stored(store, out.records[0].id).await));
    assert_eq!(a["fields"], json!({"text": "2"}));
    assert_eq!(a["metadata"], json!({"x": 1}));
    assert_eq!(a["vectors"], json!({"v": [2.0, 2.0, 2.0], "w": [1.0, 1.0]}));
    let label = rich.question("label").to_string();
    let suggested: Vec<_> = a["suggestions"]
        .as_array()
        .unwrap()
        .iter()
        .map(|s| (s["question_id"] == json!(label), s["value"].clone()))
        .collect();
    assert!(suggested.contains(&(true, json!("b"))) && suggested.contains(&(false, json!(1))));
    assert_eq!(suggested.len(), 2);
    assert_eq!(a["responses"].as_array().unwrap().len(), 2);
    assert_eq!(a["status"], "completed");
    assert_eq!(out.records[1].external_id.as_deref(), Some("new"));
}

async fn new_records_need_fields(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let text =
        refusal(rich.upsert(store, json!([{"fields": {"text": "x"}}, {"external_id": "a"}])).await);
    assert!(text.contains("position 1") && text.contains("fields"), "{text}");
    let text = refusal(rich.upsert(store, json!([{"id": Uuid::nil(), "fields": null}])).await);
    assert!(text.contains("position 0"), "{text}");
}

async fn a_bad_record_changes_nothing(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let before = one(&rich, store, json!({"external_id": "a", "fields": {"text": "t"}})).await;
    for bad in [
        json!({"fields": {"unknown": "x"}}),
        json!({"external_id": "a", "metadata": {"pages": 1.5}}),
        json!({"external_id": "a", "suggestions": [rich.suggestion("stars", json!(2))]}),
        json!({"external_id": "a", "responses": [
            {"user_id": Uuid::nil(), "status": "draft", "values": {}}
        ]}),
    ] {
        let good = json!({"id": before["id"], "fields": {"text": "changed"}, "metadata": {"x": 1}});
        let text = refusal(rich.upsert(store, json!([good, bad])).await);
        assert!(text.contains("position 1"), "{text}");
    }
    let id: Uuid = before["id"].as_str().unwrap().parse().unwrap();
    assert_eq!(seen(&stored(store, id).await), before);
}

async fn answers_are_checked_against_the_fields_of_their_record(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let span = |end: i64| rich.suggestion("parts", json!([{"label": "a", "start": 0, "end": end}]));
    let before = one(&rich, store, json!({"external_id": "a", "fields": {"text": "four"}})).await;
    let item = |end| json!({"external_id": "a", "suggestions": [span(end)]});
    rich.upsert(store, json!([item(4)])).await.unwrap();
    refusal(rich.upsert(store, json!([item(5)])).await);
    // The text that the request sends counts, also that of an earlier item.
    let longer = json!({"id": before["id"], "fields": {"text": "four and more"}});
    rich.upsert(store, json!([longer, item(13)])).await.unwrap();
    let shorter = json!({"id": before["id"], "fields": {"text": "4"}});
    refusal(rich.upsert(store, json!([shorter, item(2)])).await);
}

async fn a_draft_is_upserted_too(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let dataset = seed::dataset(&mut tx, "draft").await;
    let field = json!({"name": "text", "title": "T", "settings": {"type": "text"}});
    variorum_store::fields::insert(&mut tx, &dataset, seed::decoded(field)).await.unwrap();
    let settings = variorum_store::settings::load(&mut tx, dataset.seq).await.unwrap().unwrap();
    let items = vec![seed::decoded(json!({"fields": {"text": "x"}}))];
    let prepared = records::upsert::prepare(settings, items).unwrap();
    assert_eq!(records::upsert::store(&mut tx, prepared).await.unwrap().is_new, [true]);
}
