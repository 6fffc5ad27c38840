use std::collections::HashSet;

use serde_json::{Value, json};
use variorum_schema::search::{Include, IncludeVectors};
use variorum_store::records::{self, Parts, PartsOfMetadata, PartsOfResponses, list};
use variorum_store::{Store, Stored};

use crate::on_both;
use crate::rich::{Rich, seen};

on_both!(
    parts_are_loaded_when_asked_for,
    records_come_in_the_order_of_their_keys,
    pages_are_in_order_of_insertion,
    many_records_are_found_by_identity,
);

async fn made(
    rich: &Rich,
    store: &Store,
    count: i64,
) -> Vec<Stored<variorum_schema::records::Record>> {
    let item = |n: i64| {
        json!({
            "fields": {"text": format!("text {n}")}, "metadata": {"pages": n, "x": 1},
            "suggestions": [rich.suggestion("label", json!("a"))],
            "responses": [
                {"user_id": rich.ann.id, "status": "draft", "values": {}},
                {"user_id": rich.bob.id, "status": "discarded"},
            ],
            "vectors": {"v": [n, 2, 3], "w": [0.1, 0.2]},
        })
    };
    let items: Vec<Value> = (0..count).map(item).collect();
    rich.create(store, json!(items)).await.unwrap()
}

async fn parts_are_loaded_when_asked_for(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let seq = made(&rich, store, 1).await[0].seq;
    let mut tx = store.read().await.unwrap();
    let none = Parts::default();
    let named = |names: &[&str]| {
        let names = names.iter().map(|name| (*name).to_owned()).collect();
        Parts { vectors: IncludeVectors::Named(names), ..Parts::default() }
    };
    for (parts, key, expected) in [
        (none.clone(), "suggestions", Value::Null),
        (none.clone(), "responses", Value::Null),
        (none.clone(), "vectors", Value::Null),
        (none.clone(), "metadata", json!({"pages": 0, "x": 1})),
        (named(&["w", "zz"]), "vectors", json!({"w": [0.1, 0.2]})),
        (named(&["zz"]), "vectors", json!({})),
        (named(&[]), "vectors", json!({})),
        (named(&["w", "v", "w"]), "vectors", json!({"v": [0.0, 2.0, 3.0], "w": [0.1, 0.2]})),
        (
            Parts {
                metadata: PartsOfMetadata::Only(HashSet::from(["pages".to_owned()])),
                ..none.clone()
            },
            "metadata",
            json!({"pages": 0}),
        ),
    ] {
        let loaded = records::load(&mut tx, &[seq], &parts).await.unwrap();
        assert_eq!(seen(&loaded[0]).get(key).cloned().unwrap_or_default(), expected, "{parts:?}");
    }
    let include = Include { responses: true, suggestions: true, ..Include::default() };
    let parts = Parts::asked(include, PartsOfResponses::Of(rich.bob.seq));
    let loaded = seen(&records::load(&mut tx, &[seq], &parts).await.unwrap()[0]);
    assert_eq!(loaded["responses"].as_array().unwrap().len(), 1);
    assert_eq!(loaded["responses"][0]["user_id"], json!(rich.bob.id));
    assert_eq!(loaded["suggestions"].as_array().unwrap().len(), 1);
}

async fn records_come_in_the_order_of_their_keys(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let made = made(&rich, store, 3).await;
    let seqs: Vec<i64> = [2, 0, 2, 1].iter().map(|at: &usize| made[*at].seq).collect();
    let mut tx = store.read().await.unwrap();
    let wanted = [seqs[0], seqs[1], 1_000_000, seqs[2], seqs[3]];
    let loaded = records::load(&mut tx, &wanted, &Parts::all()).await.unwrap();
    let loaded: Vec<Value> = loaded.iter().map(seen).collect();
    let expected: Vec<Value> =
        [2, 0, 2, 1].iter().map(|at: &usize| seen(&made[*at].item)).collect();
    assert_eq!(loaded, expected);
    assert!(records::load(&mut tx, &[], &Parts::all()).await.unwrap().is_empty());
}

async fn pages_are_in_order_of_insertion(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let made = made(&rich, store, 5).await;
    let mut tx = store.read().await.unwrap();
    let ids: Vec<_> = made.iter().map(|record| record.id).collect();
    for (offset, limit, expected) in [
        (0, 2, &ids[..2]),
        (2, 2, &ids[2..4]),
        (4, 2, &ids[4..]),
        (5, 2, &[]),
        (-3, 1, &ids[..1]),
        (i64::MAX, 1000, &[]),
    ] {
        let page = list(&mut tx, rich.dataset, offset, limit, &Parts::all()).await.unwrap();
        let found: Vec<_> = page.items.iter().map(|record| record.id).collect();
        assert_eq!((page.total, &*found), (5, expected), "{offset} {limit}");
    }
}

async fn many_records_are_found_by_identity(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let made = made(&rich, store, 3).await;
    let mut tx = store.read().await.unwrap();
    let ids = [made[1].id, variorum_schema::Uuid::nil(), made[0].id, made[1].id];
    let found = records::by_ids(&mut tx, &ids).await.unwrap();
    assert_eq!(found.len(), 2);
    assert_eq!(found[&made[1].id].record.seq, made[1].seq);
    assert_eq!(found[&made[0].id].dataset, rich.dataset);
}
