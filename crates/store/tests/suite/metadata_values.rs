//! Values of metadata are found by a property as soon as it is there, whenever that is.

use serde_json::{Value, json};
use variorum_schema::metadata::MetadataPropertyCreate;
use variorum_store::progress::{self, PropertyMetrics};
use variorum_store::{Store, Stored, metadata_properties};

use crate::on_both;
use crate::seed::{self, decoded};

on_both!(
    a_property_that_comes_late_finds_what_is_there,
    more_records_than_a_page_are_all_indexed,
    long_terms_are_indexed_too,
);

fn property(name: &str, settings: &Value) -> MetadataPropertyCreate {
    decoded(json!({"name": name, "title": "T", "settings": settings}))
}

/// Adds a property to a dataset and answers the values it finds.
async fn added(store: &Store, dataset: i64, name: &str, settings: &Value) -> PropertyMetrics {
    let (mut tx, dataset) = seed::locked(store, dataset).await;
    let new = property(name, settings);
    let made = metadata_properties::insert(&mut tx, &dataset, new).await.unwrap();
    tx.commit().await.unwrap();
    found(store, &made).await
}

async fn found(
    store: &Store,
    property: &Stored<variorum_schema::metadata::MetadataProperty>,
) -> PropertyMetrics {
    let mut tx = store.read().await.unwrap();
    progress::of_property(&mut tx, property).await.unwrap()
}

fn terms(expected: &[(&str, i64)]) -> PropertyMetrics {
    let counts: Vec<_> = expected.iter().map(|(term, n)| ((*term).to_owned(), *n)).collect();
    PropertyMetrics::Terms { total: counts.iter().map(|(_, n)| n).sum(), counts }
}

async fn a_property_that_comes_late_finds_what_is_there(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let seq = seed::ready_dataset(&mut tx, "d").await.seq;
    let other = seed::ready_dataset(&mut tx, "other").await.seq;
    tx.commit().await.unwrap();
    let metadata = [
        json!({"a": "x", "b": 3, "c": 1.5}),
        json!({"a": ["x", "y", "x", null, {"deep": 1}, 7], "b": -2, "c": 2}),
        json!({"a": null, "b": "4", "c": "2.5"}),
        json!({"a": true, "b": 2.5, "c": -1e300}),
        json!({}),
        json!(null),
    ];
    let record = |metadata: &Value| json!({"fields": {"text": "x"}, "metadata": metadata});
    seed::records(store, seq, metadata.iter().map(record).collect()).await;
    seed::records(store, other, vec![record(&json!({"a": "elsewhere", "b": 100}))]).await;

    let of_a = terms(&[("x", 2), ("7", 1), ("true", 1), ("y", 1)]);
    assert_eq!(added(store, seq, "a", &json!({"type": "terms"})).await, of_a);
    let of_b = added(store, seq, "b", &json!({"type": "integer"})).await;
    assert_eq!(of_b, PropertyMetrics::Integer(Some((-2, 3))));
    let of_c = added(store, seq, "c", &json!({"type": "float"})).await;
    assert_eq!(of_c, PropertyMetrics::Float(Some((-1e300, 2.0))));
    let of_d = added(store, seq, "d", &json!({"type": "integer"})).await;
    assert_eq!(of_d, PropertyMetrics::Integer(None));

    // A property that comes early finds the same.
    let mut tx = store.write().await.unwrap();
    let early = seed::ready_dataset(&mut tx, "early").await;
    let new = property("a", &json!({"type": "terms"}));
    let early_a = metadata_properties::insert(&mut tx, &early, new).await.unwrap();
    tx.commit().await.unwrap();
    seed::records(store, early.seq, metadata.iter().map(record).collect()).await;
    assert_eq!(found(store, &early_a).await, of_a);
}

async fn more_records_than_a_page_are_all_indexed(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let seq = seed::ready_dataset(&mut tx, "d").await.seq;
    tx.commit().await.unwrap();
    let record = |number: i64| json!({"fields": {"text": "x"}, "metadata": {"n": number, "half": (number % 2).to_string()}});
    for bulk in 0..5 {
        seed::records(store, seq, (bulk * 450..(bulk + 1) * 450).map(record).collect()).await;
    }
    let of_n = added(store, seq, "n", &json!({"type": "integer"})).await;
    assert_eq!(of_n, PropertyMetrics::Integer(Some((0, 2249))));
    let of_half = added(store, seq, "half", &json!({"type": "terms"})).await;
    assert_eq!(of_half, terms(&[("0", 1125), ("1", 1125)]));
}

async fn long_terms_are_indexed_too(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let seq = seed::ready_dataset(&mut tx, "d").await.seq;
    tx.commit().await.unwrap();
    // Every character differs from its neighbours, so that nothing is gained by compressing.
    let long = |length: u32, seed: u32| -> String {
        let mix = |at: u32| (at ^ seed).wrapping_mul(2_654_435_761) >> 7;
        (0..length).map(|at| char::from_u32(0x4e00 + mix(at) % 20_000).unwrap()).collect()
    };
    let (shorter, longest, other) = (long(600, 1), long(60_000, 2), long(60_000, 3));
    let metadata = |value: &str| json!({"fields": {"text": "x"}, "metadata": {"a": value}});
    let values = [&shorter, &longest, &longest, &other];
    seed::records(store, seq, values.map(|value| metadata(value)).to_vec()).await;
    let PropertyMetrics::Terms { total, counts } =
        added(store, seq, "a", &json!({"type": "terms"})).await
    else {
        panic!("another type")
    };
    assert_eq!((total, counts[0].1, counts.len()), (4, 2, 3));
    let beginning: String = counts[0].0.chars().take(60).collect();
    assert!(longest.starts_with(&beginning));
    assert!(counts.iter().any(|(term, _)| *term == shorter));
}
