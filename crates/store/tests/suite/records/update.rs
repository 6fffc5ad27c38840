use serde_json::{Value, json};
use variorum_schema::Uuid;
use variorum_store::Store;

use crate::on_both;
use crate::rich::{Rich, refusal, seen, stored};

on_both!(
    parts_are_replaced_or_kept,
    an_empty_update_changes_nothing,
    times_move_with_every_update,
    suggestions_are_made_anew,
    bad_updates_are_refused,
    spans_are_checked_against_the_new_text,
);

async fn made(rich: &Rich, store: &Store) -> (Uuid, Value) {
    let item = json!({
        "external_id": "a", "fields": {"text": "text", "note": "n"}, "metadata": {"pages": 1},
        "suggestions": [rich.suggestion("label", json!("a")), rich.suggestion("stars", json!(1))],
        "responses": [{"user_id": rich.ann.id, "status": "draft", "values": {}}],
        "vectors": {"v": [1, 2, 3]},
    });
    let made = rich.create(store, json!([item])).await.unwrap().remove(0);
    (made.id, seen(&made.item))
}

async fn parts_are_replaced_or_kept(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let (id, mut before) = made(&rich, store).await;
    for (changes, key, expected) in [
        (json!({"fields": {"text": "T"}}), "fields", json!({"text": "T"})),
        (json!({"metadata": {"colour": "red"}}), "metadata", json!({"colour": "red"})),
        (json!({"metadata": null}), "metadata", Value::Null),
        (
            json!({"vectors": {"w": [1, 2]}}),
            "vectors",
            json!({"v": [1.0, 2.0, 3.0], "w": [1.0, 2.0]}),
        ),
        (
            json!({"vectors": {"v": [0, 0, 0]}}),
            "vectors",
            json!({"v": [0.0, 0.0, 0.0], "w": [1.0, 2.0]}),
        ),
        (json!({"suggestions": []}), "suggestions", json!([])),
    ] {
        let after = seen(&rich.update(store, id, changes.clone()).await.unwrap().item);
        assert_eq!(after[key], expected, "{changes}");
        for (other, value) in before.as_object().unwrap() {
            if other != key && other != "updated_at" {
                assert_eq!(&after[other], value, "{changes}");
            }
        }
        assert_eq!(after, seen(&stored(store, id).await));
        before = after;
    }
}

async fn an_empty_update_changes_nothing(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let (id, before) = made(&rich, store).await;
    for changes in [json!({}), json!({"external_id": "b", "status": "completed", "responses": []})]
    {
        assert_eq!(seen(&rich.update(store, id, changes).await.unwrap().item), before);
    }
}

async fn times_move_with_every_update(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let (id, mut before) = made(&rich, store).await;
    for changes in [
        json!({"fields": before["fields"]}),
        json!({"metadata": before["metadata"]}),
        json!({"vectors": null}),
        json!({"vectors": {}}),
    ] {
        let after = seen(&rich.update(store, id, changes.clone()).await.unwrap().item);
        assert!(after["updated_at"].as_str() > before["updated_at"].as_str(), "{changes}");
        assert_eq!(after["vectors"], before["vectors"]);
        before = after;
    }
}

async fn suggestions_are_made_anew(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let (id, before) = made(&rich, store).await;
    let changes = json!({"suggestions": [rich.suggestion("label", json!("a"))]});
    let after = seen(&rich.update(store, id, changes).await.unwrap().item);
    let (old, new) = (&before["suggestions"][0], &after["suggestions"][0]);
    assert_eq!(after["suggestions"].as_array().unwrap().len(), 1);
    assert_eq!(new["value"], old["value"]);
    assert_ne!(new["id"], old["id"]);
    assert_ne!(new["inserted_at"], old["inserted_at"]);
}

async fn bad_updates_are_refused(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let (id, before) = made(&rich, store).await;
    for changes in [
        json!({"fields": null}),
        json!({"fields": {}}),
        json!({"fields": {"note": "text is missing"}}),
        json!({"metadata": {"pages": "x"}}),
        json!({"vectors": {"v": [1]}}),
        json!({"suggestions": [rich.suggestion("label", json!("x"))]}),
        json!({"suggestions": [{"question_id": Uuid::nil(), "value": "x"}]}),
    ] {
        refusal(rich.update(store, id, changes).await);
    }
    assert_eq!(seen(&stored(store, id).await), before);
}

async fn spans_are_checked_against_the_new_text(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let (id, _) = made(&rich, store).await;
    let span = |end: i64| rich.suggestion("parts", json!([{"label": "a", "start": 0, "end": end}]));
    rich.update(store, id, json!({"suggestions": [span(4)]})).await.unwrap();
    refusal(rich.update(store, id, json!({"suggestions": [span(5)]})).await);
    let longer = json!({"fields": {"text": "longer"}, "suggestions": [span(6)]});
    rich.update(store, id, longer).await.unwrap();
}
