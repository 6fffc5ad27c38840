//! The order in which users meet records by default.

use std::collections::HashMap;

use serde_json::{Value, json};
use variorum_schema::Uuid;
use variorum_schema::records::RecordStatus;
use variorum_schema::responses::ResponsesBulk;
use variorum_schema::search::SearchQuery;
use variorum_schema::users::User;
use variorum_store::responses::{self, BulkItem};
use variorum_store::search::{self, Request, Viewer};
use variorum_store::{Store, Stored, records, settings};

use super::{Searched, model};
use crate::on_both;
use crate::rich::Rich;
use crate::seed::decoded;

on_both!(
    users_go_round_one_ring_from_points_of_their_own,
    tabs_are_what_is_left_of_the_ring_whatever_was_answered,
);

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

/// So many that parts of the queue hold several records, and some none.
const MANY: usize = 2500;

/// What a user sees of a queue: keys of records, and the number of all.
async fn page(
    store: &Store,
    rich: &Rich,
    user: &Stored<User>,
    (query, offset, limit): (&Value, usize, usize),
) -> (Vec<i64>, i64) {
    let query: SearchQuery = decoded(query.clone());
    let mut tx = store.read().await.unwrap();
    let settings = settings::load(&mut tx, rich.dataset).await.unwrap().unwrap();
    let request = Request {
        search: query.resolve(&settings.settings, true).unwrap(),
        viewer: Viewer::Own { user: user.seq, id: user.id },
        offset: i64::try_from(offset).unwrap(),
        limit: i64::try_from(limit).unwrap(),
    };
    let found = search::search(&mut tx, &settings, &request).await.unwrap();
    (found.items.into_iter().map(|(seq, _)| seq).collect(), found.total)
}

fn filters(statuses: &[(&str, &str)]) -> Value {
    if statuses.is_empty() {
        return json!({});
    }
    let filter = |(entity, status): &(&str, &str)| {
        let scope = json!({"entity": entity, "property": "status"});
        json!({"type": "terms", "scope": scope, "values": [status]})
    };
    json!({"filters": {"type": "and", "and": statuses.iter().map(filter).collect::<Value>()}})
}

/// Responses of a user to records, a hundred at a time.
async fn answer(store: &Store, rich: &Rich, user: &Stored<User>, ids: &[Uuid], status: &str) {
    for ids in ids.chunks(100) {
        let items = ids.iter().map(|id| match status {
            "submitted" => json!({"record_id": id, "status": status,
                "values": {"label": {"value": "a"}}}),
            _ => json!({"record_id": id, "status": status}),
        });
        let bulk: ResponsesBulk = decoded(json!({"items": items.collect::<Value>()}));
        let mut tx = store.write().await.unwrap();
        let settings = rich.settings(&mut tx).await;
        let located = records::by_ids(&mut tx, ids).await.unwrap();
        let items = bulk.items.into_iter().map(|item| BulkItem {
            record: located[&item.record_id].clone(),
            settings: &settings,
            status: item.status,
            values: item.values,
            based_on: item.based_on,
            activity: item.activity,
        });
        let written = responses::upsert_many(&mut tx, user, items.collect()).await.unwrap();
        assert!(written.iter().all(Result::is_ok));
        tx.commit().await.unwrap();
    }
}

async fn tabs_are_what_is_left_of_the_ring_whatever_was_answered(store: &Store) {
    let rich = Rich::new(store, 2).await;
    let mut made = Vec::new();
    for _ in 0..5 {
        let items: Value = (0..MANY / 5).map(|_| json!({"fields": {"text": "t"}})).collect();
        made.extend(rich.create(store, items).await.unwrap());
    }
    let ids: HashMap<i64, Uuid> = made.iter().map(|record| (record.seq, record.id)).collect();
    let users = [&rich.ann, &rich.bob];
    let mut rings = Vec::new();
    for user in users {
        let (ring, total) = page(store, &rich, user, (&json!({}), 0, MANY)).await;
        assert_eq!((ring.len(), total), (MANY, i64::try_from(MANY).unwrap()));
        rings.push(ring);
    }
    // Ann answers the first half of her queue, all but some; bob answers here and there.
    let told = |ring: &[i64], wanted: &dyn Fn(usize) -> bool| -> Vec<Uuid> {
        ring.iter().enumerate().filter(|(at, _)| wanted(*at)).map(|(_, seq)| ids[seq]).collect()
    };
    let begun = told(&rings[0], &|at| at < MANY / 2 && at % 400 != 399);
    answer(store, &rich, &rich.ann, &begun, "submitted").await;
    answer(store, &rich, &rich.ann, &told(&rings[0], &|at| at % 401 == 7), "discarded").await;
    answer(store, &rich, &rich.bob, &told(&rings[1], &|at| at % 3 == 0), "submitted").await;
    answer(store, &rich, &rich.bob, &told(&rings[1], &|at| at % 501 == 1), "draft").await;

    let mut tx = store.read().await.unwrap();
    let seqs: Vec<i64> = made.iter().map(|record| record.seq).collect();
    let parts = records::Parts::all();
    let loaded = records::load(&mut tx, &seqs, &parts).await.unwrap();
    drop(tx);
    let now: HashMap<i64, _> = seqs.into_iter().zip(loaded).collect();
    for (user, ring) in users.into_iter().zip(&rings) {
        for response in [None, Some("pending"), Some("submitted"), Some("draft"), Some("discarded")]
        {
            for record in [None, Some("pending"), Some("completed")] {
                let asked: Vec<(&str, &str)> = [("response", response), ("record", record)]
                    .into_iter()
                    .filter_map(|(entity, status)| Some((entity, status?)))
                    .collect();
                let is_shown = |seq: &&i64| {
                    let found = &now[*seq];
                    let mut given = found.responses.iter().flatten();
                    let own = given.find(|response| response.user_id == user.id);
                    let own = own.map_or("pending", |response| response.status.as_str());
                    let status = match found.status {
                        RecordStatus::Pending => "pending",
                        RecordStatus::Completed => "completed",
                    };
                    response.is_none_or(|wanted| wanted == own)
                        && record.is_none_or(|wanted| wanted == status)
                };
                let expected: Vec<i64> = ring.iter().filter(is_shown).copied().collect();
                let query = filters(&asked);
                for (offset, limit) in [
                    (0, 1),
                    (0, 10),
                    (3, 1),
                    (250, 50),
                    (expected.len().saturating_sub(2), 5),
                    (0, MANY),
                ] {
                    let (found, total) = page(store, &rich, user, (&query, offset, limit)).await;
                    let part: Vec<i64> =
                        expected.iter().skip(offset).take(limit).copied().collect();
                    let case = format!("{} {asked:?} {offset} {limit}", user.username);
                    assert_eq!(found, part, "{case}");
                    assert_eq!(usize::try_from(total).unwrap(), expected.len(), "{case}");
                }
            }
        }
    }
}
