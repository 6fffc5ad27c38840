//! The order in which users meet records by default.

use serde_json::json;
use variorum_schema::search::SearchQuery;
use variorum_store::Store;

use super::{Searched, model};
use crate::on_both;

on_both!(users_go_round_one_ring_from_points_of_their_own);

async fn users_go_round_one_ring_from_points_of_their_own(store: &Store) {
    let mut file = model::file();
    file["users"] = json!(["ann", "bob", "cid", "dan", "eve"]);
    file["records"] = (0..60).map(|n| json!({"fields": {"text": n.to_string()}})).collect();
    let searched = Searched::new(store, "ring", &file).await;
    let everything = SearchQuery::default();
    let mut ring: Option<Vec<usize>> = None;
    let mut starts = Vec::new();
    for user in ["ann", "bob", "cid", "dan", "eve"] {
        let viewer = searched.viewer(Some(user));
        let page = searched.search(store, &everything, viewer, 0, 100).await.unwrap();
        assert!(page.items.iter().all(|item| item.1 == Some(1.0)));
        let order = searched.positions(&page);
        let ring = ring.get_or_insert_with(|| order.clone());
        let start = ring.iter().position(|at| *at == order[0]).unwrap();
        let turned: Vec<usize> = ring.iter().cycle().skip(start).take(60).copied().collect();
        assert_eq!(order, turned);
        starts.push(start);
        for (offset, limit) in [(0, 7), (13, 1), (37, 23), (59, 5), (60, 5), (i64::MAX, 5)] {
            let page = searched.search(store, &everything, viewer, offset, limit).await.unwrap();
            let (from, count) = (usize::try_from(offset).unwrap(), usize::try_from(limit).unwrap());
            let expected: Vec<usize> = order.iter().skip(from).take(count).copied().collect();
            assert_eq!((searched.positions(&page), page.total), (expected, 60), "{offset}");
        }
    }
    let ring = ring.unwrap();
    assert!(ring.iter().enumerate().any(|(at, record)| at != *record), "not shuffled");
    starts.sort_unstable();
    starts.dedup();
    assert!(starts.len() > 1, "all start at one point");
}
