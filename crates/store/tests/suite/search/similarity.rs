//! Similarity compared with sorting all records in memory.

use serde_json::{Value, json};
use variorum_schema::Uuid;
use variorum_schema::search::{SearchQuery, SimilarityOrder, VectorQuery};
use variorum_store::Store;
use variorum_store::search::{SearchError, Viewer};

use super::Searched;
use crate::on_both;

on_both!(
    the_nearest_thousand_are_found_exactly,
    vectors_that_are_too_many_to_keep_are_found_as_well,
    what_cannot_be_compared_with_is_told_apart,
);

fn file(dimensions: usize, records: Vec<Value>) -> Value {
    json!({
        "fields": [{"name": "text", "title": "Text", "settings": {"type": "text"}}],
        "questions": [{"name": "note", "title": "Note", "required": true,
                       "settings": {"type": "text"}}],
        "metadata_properties": [{"name": "kind", "title": "Kind", "settings": {"type": "terms"}}],
        "vectors_settings": [{"name": "v", "title": "V", "dimensions": dimensions}],
        "records": records,
    })
}

fn query(record_id: Option<Uuid>, value: Option<&[f64]>, order: SimilarityOrder) -> SearchQuery {
    let mut query = SearchQuery::default();
    let value = value.map(<[f64]>::to_vec);
    query.query.vector = Some(VectorQuery { name: "v".to_owned(), record_id, value, order });
    query
}

/// Numbers that look random, the same every time, in steps of a hundredth.
fn numbers() -> impl FnMut() -> f64 {
    let mut state = 88_172_645_463_325_252_u64;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state % 2001) as f64 / 1000.0 - 1.0
    }
}

fn cosine(a: &[f64], b: &[f64]) -> f64 {
    let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).map(|(x, y)| x * y).sum::<f64>();
    dot(a, b) / (dot(a, a) * dot(b, b)).sqrt()
}

async fn the_nearest_thousand_are_found_exactly(store: &Store) {
    let mut number = numbers();
    let vectors: Vec<Option<Vec<f64>>> =
        (0..1500).map(|n| (n % 50 != 3).then(|| (0..11).map(|_| number()).collect())).collect();
    let records = vectors.iter().enumerate().map(|(n, vector)| {
        let vectors = vector.as_ref().map_or(json!({}), |v| json!({"v": v}));
        let kind = if n % 3 == 0 { "third" } else { "other" };
        json!({"fields": {"text": "x"}, "metadata": {"kind": kind}, "vectors": vectors})
    });
    let searched = Searched::new(store, "similar", &file(11, records.collect())).await;
    let reference = 17;
    let wanted = vectors[reference].clone().unwrap();
    for order in [SimilarityOrder::MostSimilar, SimilarityOrder::LeastSimilar] {
        let sign = if order == SimilarityOrder::MostSimilar { 1.0 } else { -1.0 };
        let mut expected: Vec<(usize, f64)> = vectors
            .iter()
            .enumerate()
            .filter(|(n, _)| *n != reference)
            .filter_map(|(n, vector)| Some((n, sign * cosine(&wanted, vector.as_ref()?))))
            .collect();
        expected.sort_by(|a, b| b.1.total_cmp(&a.1));
        let query = query(Some(searched.records[reference].1), None, order);
        let mut found = Vec::new();
        for offset in (0..1536).step_by(256) {
            let page = searched.search(store, &query, Viewer::All, offset, 256).await.unwrap();
            let total = if offset < 1000 { (offset + 256).min(1000) } else { 0 };
            assert_eq!(page.total, total, "total at {offset}");
            found.extend(searched.positions(&page).into_iter().zip(page.items));
        }
        assert_eq!(found.len(), 1000);
        for ((position, item), (expected, cosine)) in found.iter().zip(&expected) {
            assert_eq!(position, expected);
            assert!((item.1.unwrap() - f64::midpoint(1.0, *cosine)).abs() < 1e-9);
        }
    }
}

async fn vectors_that_are_too_many_to_keep_are_found_as_well(store: &Store) {
    let mut number = numbers();
    let mut records = |count: usize| -> Vec<Value> {
        let vectors = (0..count).map(|_| (0..7).map(|_| number()).collect::<Vec<f64>>());
        vectors.map(|v| json!({"fields": {"text": "x"}, "vectors": {"v": v}})).collect()
    };
    let mut searched = Searched::new(store, "similar", &file(7, records(1300))).await;
    let wanted: Vec<f64> = (1..8).map(f64::from).collect();
    let query = query(None, Some(&wanted), SimilarityOrder::MostSimilar);
    // The page, and how many statements it took.
    let find = async |searched: &Searched| {
        let before = store.statements_count();
        let page = searched.search(store, &query, Viewer::All, 0, 100).await.unwrap();
        (page, store.statements_count() - before)
    };
    let (kept, _) = find(&searched).await;
    let (again, few) = find(&searched).await;
    assert_eq!(again, kept);
    store.keep_columns_within(1);
    for _ in 0..2 {
        let (page, many) = find(&searched).await;
        assert_eq!(page, kept);
        assert!(many > few, "{many} statements, {few} where all is kept");
    }
    // Neither one of all that is there nor what comes later is missed.
    searched.add(store, records(600)).await;
    let (scanned, _) = find(&searched).await;
    assert_ne!(scanned, kept);
    store.keep_columns_within(1 << 30);
    assert_eq!(find(&searched).await.0, scanned);
    assert_eq!(find(&searched).await, (scanned, few));
}

async fn what_cannot_be_compared_with_is_told_apart(store: &Store) {
    let records = vec![
        json!({"fields": {"text": "x"}, "vectors": {"v": [1, 2]}}),
        json!({"fields": {"text": "x"}}),
        // As 64-bit numbers, since 0.1 is none of 32 bits; the same direction as the first.
        json!({"fields": {"text": "x"}, "vectors": {"v": [0.1, 0.2]}}),
        json!({"fields": {"text": "x"}, "vectors": {"v": [3, 6]}}),
    ];
    let searched = Searched::new(store, "similar", &file(2, records)).await;
    let other = Searched::new(
        store,
        "other",
        &file(2, vec![json!({"fields": {"text": "x"}, "vectors": {"v": [1, 2]}})]),
    )
    .await;
    let find = |id| {
        let query = query(Some(id), None, SimilarityOrder::MostSimilar);
        let searched = &searched;
        async move { searched.search(store, &query, Viewer::All, 0, 10).await }
    };
    let unknown = find(Uuid::nil()).await.unwrap_err();
    assert!(matches!(unknown, SearchError::UnknownRecord(id) if id == Uuid::nil()));
    let elsewhere = find(other.records[0].1).await.unwrap_err();
    assert!(matches!(elsewhere, SearchError::UnknownRecord(_)));
    let without = find(searched.records[1].1).await.unwrap_err();
    assert!(matches!(without, SearchError::MissingVector { ref vector, .. } if vector == "v"));
    let page = find(searched.records[3].1).await.unwrap();
    assert_eq!(searched.positions(&page), [0, 2]);
    assert_eq!(page.items[0].1, Some(1.0));
    assert_eq!(page.items[1].1, Some(1.0));
}
