//! The number of statements does not depend on the number of records.

use serde_json::{Value, json};
use variorum_store::Store;
use variorum_store::records::{self, Parts};

use crate::on_both;
use crate::rich::Rich;

on_both!(writing_takes_as_many_statements_for_one_as_for_500, loading_does_as_well);

fn item(rich: &Rich, n: usize) -> Value {
    json!({
        "external_id": n.to_string(), "fields": {"text": format!("text {n}"), "note": "n"},
        "metadata": {"pages": n, "colour": ["x", "y"], "weight": 0.5, "extra": null},
        "suggestions": [
            {"question_id": rich.question("label"), "value": "a", "score": 0.5},
            rich.suggestion("stars", json!(1)),
        ],
        "responses": [{"user_id": rich.ann.id, "status": "submitted",
                       "values": {"label": {"value": "b"}, "stars": {"value": 5}}}],
        "vectors": {"v": [n, 2, 3], "w": [0.1, 0.2]},
    })
}

fn items(rich: &Rich, first: usize, count: usize) -> Value {
    (first..first + count).map(|n| item(rich, n)).collect()
}

async fn writing_takes_as_many_statements_for_one_as_for_500(store: &Store) {
    let rich = Rich::new(store, 1).await;
    // From now on the settings are known.
    rich.create(store, items(&rich, 5000, 1)).await.unwrap();
    let mut counts = Vec::new();
    for (first, count) in [(0, 1), (1000, 50), (2000, 500)] {
        let mut of_size = Vec::new();
        let before = store.statements_count();
        rich.create(store, items(&rich, first, count)).await.unwrap();
        of_size.push(store.statements_count() - before);
        let before = store.statements_count();
        // Half of them are there.
        let mut both: Vec<Value> = Vec::new();
        for n in first..first + count.div_ceil(2) {
            let mut changed = item(&rich, n);
            changed["fields"]["note"] = json!("changed");
            changed["metadata"]["pages"] = json!(1);
            both.push(changed);
        }
        both.push(item(&rich, first + 900));
        rich.upsert(store, json!(both)).await.unwrap();
        of_size.push(store.statements_count() - before);
        counts.push(of_size);
    }
    assert_eq!(counts[0], counts[1]);
    assert_eq!(counts[1], counts[2]);
    assert!(counts[0].iter().all(|count| *count < 60), "{counts:?}");
}

async fn loading_does_as_well(store: &Store) {
    let rich = Rich::new(store, 1).await;
    rich.create(store, items(&rich, 0, 500)).await.unwrap();
    let mut tx = store.read().await.unwrap();
    let mut counts = Vec::new();
    for limit in [1, 50, 500] {
        let before = store.statements_count();
        let page = records::list(&mut tx, rich.dataset, 0, limit, &Parts::all()).await.unwrap();
        assert_eq!(i64::try_from(page.items.len()).unwrap(), limit);
        counts.push(store.statements_count() - before);
    }
    assert_eq!(counts, [6, 6, 6]);
}
