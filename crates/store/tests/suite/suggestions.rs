use serde_json::{Value, json};
use variorum_schema::Uuid;
use variorum_schema::suggestions::Suggestion;
use variorum_store::{Error, Result, Store, records, suggestions};

use crate::on_both;
use crate::rich::{Rich, refusal, seen, stored};
use crate::seed::decoded;

on_both!(
    a_suggestion_is_made_then_replaced,
    bad_suggestions_are_refused,
    some_or_one_are_deleted,
    nothing_else_moves,
);

/// Operation 62.
async fn put(rich: &Rich, store: &Store, id: Uuid, new: Value) -> Result<(Suggestion, bool)> {
    let mut tx = store.write().await?;
    let located = records::by_id(&mut tx, id).await?.ok_or(Error::Dangling)?;
    let settings = rich.settings(&mut tx).await;
    let out = suggestions::upsert(&mut tx, &settings, &located, &decoded(new)).await?;
    tx.commit().await?;
    Ok(out)
}

async fn listed(store: &Store, id: Uuid) -> Value {
    let mut tx = store.read().await.unwrap();
    let located = records::by_id(&mut tx, id).await.unwrap().unwrap();
    seen(&suggestions::list(&mut tx, located.record.seq).await.unwrap())
}

async fn made(rich: &Rich, store: &Store) -> Uuid {
    rich.create(store, json!([{"fields": {"text": "four"}}])).await.unwrap()[0].id
}

async fn a_suggestion_is_made_then_replaced(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let id = made(&rich, store).await;
    let full = json!({
        "question_id": rich.question("label"), "value": "a", "type": "human", "agent": "Ann",
        "score": 1,
    });
    let (first, is_new) = put(&rich, store, id, full).await.unwrap();
    assert!(is_new && first.inserted_at == first.updated_at);
    put(&rich, store, id, rich.suggestion("stars", json!(1))).await.unwrap();
    let (second, is_new) =
        put(&rich, store, id, rich.suggestion("label", json!("a"))).await.unwrap();
    assert!(!is_new);
    assert_eq!((second.id, second.inserted_at), (first.id, first.inserted_at));
    assert!(second.updated_at > first.updated_at);
    let second = seen(&second);
    assert_eq!([&second["type"], &second["agent"], &second["score"]], [&Value::Null; 3]);
    let found = listed(store, id).await;
    assert_eq!(found[0], second);
    assert_eq!(found[1]["question_id"], json!(rich.question("stars")));
    assert_eq!(found, seen(&stored(store, id).await.suggestions));
}

async fn bad_suggestions_are_refused(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let id = made(&rich, store).await;
    let scored = |question: &str, value: Value, score: Value| {
        let mut new = rich.suggestion(question, value);
        new["score"] = score;
        new
    };
    for new in [
        json!({"question_id": Uuid::nil(), "value": "a"}),
        rich.suggestion("label", json!("z")),
        rich.suggestion("label", json!(["a"])),
        rich.suggestion("parts", json!([{"label": "a", "start": 1, "end": 5}])),
        scored("label", json!("a"), json!([0.5])),
        scored("tags", json!(["a"]), json!(0.5)),
        scored("tags", json!(["a", "b"]), json!([0.5])),
    ] {
        refusal(put(&rich, store, id, new).await);
    }
    assert_eq!(listed(store, id).await, json!([]));
}

async fn some_or_one_are_deleted(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let (id, other) = (made(&rich, store).await, made(&rich, store).await);
    let mut ids = Vec::new();
    for (question, value) in
        [("label", json!("a")), ("tags", json!(["a", "b"])), ("stars", json!(1))]
    {
        ids.push(put(&rich, store, id, rich.suggestion(question, value)).await.unwrap().0.id);
    }
    let elsewhere = put(&rich, store, other, rich.suggestion("label", json!("a"))).await.unwrap().0;
    let mut tx = store.write().await.unwrap();
    let found = records::by_id(&mut tx, id).await.unwrap().unwrap();
    let (dataset, record) = (found.dataset, found.record.seq);
    let wanted = [ids[0], Uuid::nil(), elsewhere.id];
    suggestions::delete_many(&mut tx, (dataset, record), &wanted).await.unwrap();
    suggestions::delete_many(&mut tx, (dataset, record), &[]).await.unwrap();
    let located = suggestions::by_id(&mut tx, ids[1]).await.unwrap().unwrap();
    assert_eq!(located.record, record);
    suggestions::delete(&mut tx, &located).await.unwrap();
    assert!(suggestions::by_id(&mut tx, ids[1]).await.unwrap().is_none());
    tx.commit().await.unwrap();
    assert_eq!(listed(store, id).await.as_array().unwrap().len(), 1);
    assert_eq!(listed(store, other).await.as_array().unwrap().len(), 1);
}

async fn nothing_else_moves(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let id = made(&rich, store).await;
    let before = stored(store, id).await.updated_at;
    put(&rich, store, id, rich.suggestion("label", json!("a"))).await.unwrap();
    assert_eq!(stored(store, id).await.updated_at, before);
}
