//! What is remembered between searches is what the database has, whoever changed it.

use serde_json::{Value, json};
use variorum_schema::search::SearchQuery;
use variorum_store::records::{self, Parts, delete};
use variorum_store::search::{self, Page, Request, Viewer};
use variorum_store::{Store, Tx, settings, suggestions};
use variorum_testkit::TestDb;

use crate::harness;
use crate::rich::Rich;
use crate::seed::decoded;

/// Enough for several blocks.
const RECORDS: usize = 1700;

#[tokio::test(flavor = "multi_thread")]
async fn sqlite() {
    check(&TestDb::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn postgres() {
    let Some(db) = TestDb::postgres().await else { return };
    check(&db).await;
}

async fn check(db: &TestDb) {
    let store = harness::open(db).await;
    let rich = Rich::new(&store, 1).await;
    add(&rich, &store, 0..RECORDS).await;
    changes_are_seen_at_once(db, &store, &rich).await;
    a_transaction_sees_what_it_saw_first(&store, &rich).await;
    harness::expect_health(&store).await;
    store.close().await;
}

fn record(rich: &Rich, number: usize) -> Value {
    let mut label =
        rich.suggestion("label", json!(if number.is_multiple_of(3) { "a" } else { "b" }));
    label["score"] = json!((number % 10) as f64 / 10.0);
    label["agent"] = json!(format!("agent-{}", number % 4));
    json!({
        "external_id": format!("r{number}"),
        "fields": {"text": format!("word{} {}", number % 7, "common ".repeat(number % 5))},
        "metadata": {"colour": [format!("c{}", number % 11)], "pages": number % 90, "weight": number as f64 / 8.0},
        "suggestions": [label],
        "vectors": {"w": [number as f64, 1.0 + (number % 13) as f64]},
    })
}

async fn add(rich: &Rich, store: &Store, numbers: std::ops::Range<usize>) {
    let records: Vec<Value> = numbers.map(|number| record(rich, number)).collect();
    for part in records.chunks(500) {
        rich.create(store, json!(part)).await.unwrap();
    }
}

fn queries() -> Vec<SearchQuery> {
    let metadata = |name: &str| json!({"entity": "metadata", "metadata_property": name});
    let score = json!({"entity": "suggestion", "question": "label", "property": "score"});
    let terms =
        |scope: Value, values: &[&str]| json!({"type": "terms", "scope": scope, "values": values});
    let label = json!({"entity": "suggestion", "question": "label"});
    let some = json!([terms(metadata("colour"), &["c1", "new"]), {"type": "range", "scope": metadata("pages"), "le": 50}]);
    let sorted = |scope: Value, order: &str| json!([{"scope": scope, "order": order}]);
    let made = json!({"entity": "record", "property": "inserted_at"});
    [
        json!({"filters": {"and": some}}),
        json!({"query": {"text": {"q": "common"}}}),
        json!({"query": {"text": {"q": "fresh"}}}),
        json!({"query": {"text": {"q": "word3 | fresh"}}, "filters": {"and": some}}),
        json!({"filters": {"and": [terms(label.clone(), &["a"])]}, "sort": sorted(metadata("weight"), "desc")}),
        json!({"sort": sorted(metadata("colour"), "asc")}),
        json!({"sort": [sorted(score.clone(), "desc")[0], sorted(made, "desc")[0], sorted(label, "asc")[0]]}),
        json!({"filters": {"and": [{"type": "range", "scope": score, "ge": 0.85}]}}),
        json!({"query": {"vector": {"name": "w", "value": [1.0, 0.5]}}, "filters": {"and": some}}),
        json!({"query": {"vector": {"name": "w", "value": [-1.0, 2.0]}}}),
    ]
    .into_iter()
    .map(decoded)
    .collect()
}

async fn pages(tx: &mut Tx, rich: &Rich) -> Vec<Page> {
    let settings = settings::load(tx, rich.dataset).await.unwrap().unwrap();
    let ann = Viewer::Own { user: rich.ann.seq, id: rich.ann.id };
    let mut out = Vec::new();
    for query in queries() {
        for (viewer, offset) in [(Viewer::All, 0), (ann, 0), (Viewer::All, 70)] {
            let search = query.resolve(&settings.settings, true).unwrap();
            let request = Request { search, viewer, offset, limit: 60 };
            out.push(search::search(tx, &settings, &request).await.unwrap());
        }
    }
    out
}

async fn pages_now(store: &Store, rich: &Rich) -> Vec<Page> {
    pages(&mut store.read().await.unwrap(), rich).await
}

/// Searches that remember, on two servers, find the same as searches that remember nothing.
async fn changes_are_seen_at_once(db: &TestDb, store: &Store, rich: &Rich) {
    let other = harness::open(db).await;
    let mut before = pages_now(store, rich).await;
    let ids: Vec<_> = {
        let mut tx = store.read().await.unwrap();
        let parts = Parts::default();
        let page = records::list(&mut tx, rich.dataset, 0, 1000, &parts).await.unwrap();
        page.items.into_iter().map(|record| record.id).collect()
    };
    for step in 0..7 {
        match step {
            0 => {
                let change = json!({"metadata": {"colour": ["new"], "pages": 1, "weight": 1e6}});
                rich.update(store, ids[600], change).await.unwrap();
            }
            1 => {
                let change = json!({"fields": {"text": "fresh common common common"}});
                rich.update(store, ids[3], change).await.unwrap();
            }
            2 => {
                let items: Vec<Value> = (0..1000).step_by(97).map(|at| json!({
                    "id": ids[at], "metadata": {"colour": ["c1"], "pages": 2},
                    "vectors": {"w": [1.0, 0.5]}, "suggestions": [rich.suggestion("label", json!("a"))],
                })).collect();
                rich.upsert(store, json!(items)).await.unwrap();
            }
            3 => {
                let mut tx = store.write().await.unwrap();
                let found = delete::find(&mut tx, rich.dataset, &ids[10..20]).await.unwrap();
                delete::delete(&mut tx, rich.dataset, &found).await.unwrap();
                tx.commit().await.unwrap();
            }
            4 => {
                let mut new = rich.suggestion("label", json!("b"));
                new["score"] = json!(0.95);
                let mut tx = store.write().await.unwrap();
                let located = records::by_id(&mut tx, ids[30]).await.unwrap().unwrap();
                let settings = rich.settings(&mut tx).await;
                suggestions::upsert(&mut tx, &settings, &located, &decoded(new)).await.unwrap();
                tx.commit().await.unwrap();
            }
            5 => {
                let mut tx = store.write().await.unwrap();
                let located = records::by_id(&mut tx, ids[30]).await.unwrap().unwrap();
                let place = (located.dataset, located.record.seq);
                let found = suggestions::list(&mut tx, place.1).await.unwrap();
                suggestions::delete_many(&mut tx, place, &[found[0].id]).await.unwrap();
                tx.commit().await.unwrap();
            }
            _ => add(rich, store, RECORDS..RECORDS + 300).await,
        }
        let fresh = harness::open(db).await;
        let expected = pages_now(&fresh, rich).await;
        fresh.close().await;
        assert!(before != expected, "nothing changed by step {step}");
        for server in [store, &other] {
            let found = pages_now(server, rich).await;
            for (at, (found, expected)) in found.iter().zip(&expected).enumerate() {
                assert!(found == expected, "search {at} after step {step}");
            }
        }
        before = expected;
    }
    other.close().await;
}

async fn a_transaction_sees_what_it_saw_first(store: &Store, rich: &Rich) {
    let mut early = store.read().await.unwrap();
    let before = pages(&mut early, rich).await;
    add(rich, store, 5000..5200).await;
    let after = pages_now(store, rich).await;
    assert!(before != after);
    assert!(pages(&mut early, rich).await == before, "another transaction is seen");
    assert!(pages_now(store, rich).await == after, "an earlier transaction is seen");
}
