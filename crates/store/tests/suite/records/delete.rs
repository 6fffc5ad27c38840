use serde_json::json;
use variorum_schema::Uuid;
use variorum_store::records::{self, Parts, delete};
use variorum_store::{Error, Store};

use crate::on_both;
use crate::rich::{Rich, located, seen};

on_both!(records_go_with_all_that_belongs_to_them, one_record_goes_once);

async fn records_go_with_all_that_belongs_to_them(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let item = |n: i64| {
        json!({
            "fields": {"text": format!("text {n}")}, "metadata": {"pages": n, "colour": ["x", "y"]},
            "suggestions": [rich.suggestion("tags", json!(["a", "b"]))],
            "responses": [{"user_id": rich.ann.id, "status": "draft", "values": {}}],
            "vectors": {"v": [1, 2, 3]},
        })
    };
    let made = rich.create(store, json!([item(1), item(2), item(3)])).await.unwrap();
    let ids = [made[2].id, Uuid::nil(), made[0].id];
    let mut tx = store.write().await.unwrap();
    let found = delete::find(&mut tx, rich.dataset, &ids).await.unwrap();
    // In order of insertion, for the events.
    assert_eq!(found.iter().map(|record| record.id).collect::<Vec<_>>(), [made[0].id, made[2].id]);
    delete::delete(&mut tx, rich.dataset, &found).await.unwrap();
    assert!(delete::find(&mut tx, rich.dataset, &ids).await.unwrap().is_empty());
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    let left = records::list(&mut tx, rich.dataset, 0, 10, &Parts::all()).await.unwrap();
    assert_eq!((left.total, left.items.len()), (1, 1));
    assert_eq!(seen(&left.items[0]), seen(&made[1].item));
}

async fn one_record_goes_once(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let made = rich.create(store, json!([{"fields": {"text": "t"}}])).await.unwrap();
    let located = located(store, made[0].id).await;
    let mut tx = store.write().await.unwrap();
    let deleted = delete::delete_one(&mut tx, &located).await.unwrap();
    assert_eq!(deleted.id, made[0].id);
    assert!(matches!(delete::delete_one(&mut tx, &located).await, Err(Error::Dangling)));
    assert!(records::by_id(&mut tx, made[0].id).await.unwrap().is_none());
}
