use std::collections::HashSet;
use std::sync::Arc;

use serde_json::{Value, json};
use variorum_schema::records::RecordStatus;
use variorum_store::records::{self, Parts};
use variorum_store::{Error, Store};

use crate::on_both;
use crate::rich::{Rich, stored};

on_both!(
    two_who_complete_a_record_at_once_complete_it,
    overlapping_upserts_end_consistent,
    overlapping_creates_make_each_record_once,
    upserts_and_responses_do_not_wait_for_each_other_for_ever,
);

async fn two_who_complete_a_record_at_once_complete_it(store: &Store) {
    let rich = Arc::new(Rich::new(store, 2).await);
    for _ in 0..20 {
        let made = rich.create(store, json!([{"fields": {"text": "t"}}])).await.unwrap();
        let id = made[0].id;
        let submit = |user| {
            let (rich, store) = (Arc::clone(&rich), store.clone());
            tokio::spawn(async move {
                let user = if user == 0 { &rich.ann } else { &rich.bob };
                let response = json!({"status": "submitted", "values": {"label": {"value": "a"}}});
                rich.respond(&store, user, id, response).await.unwrap()
            })
        };
        let (a, b) = (submit(0), submit(1));
        let statuses = [a.await.unwrap().record.status, b.await.unwrap().record.status];
        assert!(statuses.contains(&RecordStatus::Completed), "{statuses:?}");
        assert_eq!(stored(store, id).await.status, RecordStatus::Completed);
    }
}

/// Records with external ids `first..first + 60`, backwards for every second writer.
fn items(rich: &Rich, writer: usize) -> Value {
    let first = writer * 20;
    let item = |n: usize| {
        json!({
            "external_id": n.to_string(), "fields": {"text": format!("by {writer}")},
            "metadata": {"pages": writer}, "vectors": {"v": [writer, 0, 0]},
            "suggestions": [rich.suggestion("stars", json!(1))],
            "responses": [
                {"user_id": rich.ann.id, "status": "draft", "values": {}},
                {"user_id": rich.bob.id, "status": "draft", "values": {}},
            ],
        })
    };
    let mut items: Vec<Value> = (first..first + 60).map(item).collect();
    if writer % 2 == 1 {
        items.reverse();
    }
    json!(items)
}

async fn overlapping_upserts_end_consistent(store: &Store) {
    let rich = Arc::new(Rich::new(store, 1).await);
    let writers: Vec<_> = (0..16)
        .map(|writer| {
            let (rich, store) = (Arc::clone(&rich), store.clone());
            tokio::spawn(async move { rich.upsert(&store, items(&rich, writer)).await })
        })
        .collect();
    let mut made = HashSet::new();
    for writer in writers {
        let out = writer.await.unwrap().unwrap();
        assert_eq!(out.records.len(), 60);
        for (record, is_new) in out.records.iter().zip(&out.is_new) {
            assert!(!*is_new || made.insert(record.id));
        }
    }
    // The last writer begins at 300.
    assert_eq!(made.len(), 360);
    let mut tx = store.read().await.unwrap();
    let page = records::list(&mut tx, rich.dataset, 0, 1000, &Parts::all()).await.unwrap();
    assert_eq!(page.total, 360);
    for record in &page.items {
        // Whoever was last wrote all of it.
        let writer = record.fields.get().trim_matches(|c: char| !c.is_ascii_digit()).to_owned();
        assert_eq!(record.metadata.as_ref().unwrap().get(), format!("{{\"pages\":{writer}}}"));
        let vector = &record.vectors.as_ref().unwrap()["v"];
        assert_eq!(vector[0], writer.parse::<f64>().unwrap());
        assert_eq!(record.suggestions.as_ref().unwrap().len(), 1);
        assert_eq!(record.responses.as_ref().unwrap().len(), 2);
    }
}

async fn overlapping_creates_make_each_record_once(store: &Store) {
    let rich = Arc::new(Rich::new(store, 1).await);
    let writers: Vec<_> = (0..8)
        .map(|writer| {
            let (rich, store) = (Arc::clone(&rich), store.clone());
            tokio::spawn(async move { rich.create(&store, items(&rich, writer)).await })
        })
        .collect();
    let mut made = 0;
    for writer in writers {
        match writer.await.unwrap() {
            Ok(records) => made += records.len(),
            Err(Error::Refused(text)) => assert!(text.contains("external ids"), "{text}"),
            Err(other) => panic!("{other:?}"),
        }
    }
    let mut tx = store.read().await.unwrap();
    let page = records::list(&mut tx, rich.dataset, 0, 1000, &Parts::default()).await.unwrap();
    assert_eq!(usize::try_from(page.total).unwrap(), made);
}

async fn upserts_and_responses_do_not_wait_for_each_other_for_ever(store: &Store) {
    let rich = Arc::new(Rich::new(store, 1).await);
    let made = rich.upsert(store, items(&rich, 0)).await.unwrap();
    let ids: Vec<_> = made.records.iter().map(|record| record.id).collect();
    let upserts = (0..4).map(|_| {
        let (rich, store) = (Arc::clone(&rich), store.clone());
        tokio::spawn(async move {
            for _ in 0..5 {
                rich.upsert(&store, items(&rich, 0)).await.unwrap();
            }
        })
    });
    let changes = (0..4).map(|at| {
        let (rich, store) = (Arc::clone(&rich), store.clone());
        let ids: Vec<_> = ids.iter().skip(at).step_by(4).copied().collect();
        tokio::spawn(async move {
            for id in ids {
                let responses = stored(&store, id).await.responses.unwrap();
                let new = json!({"status": "submitted", "values": {"label": {"value": "a"}}});
                rich.change(&store, responses[0].id, new).await.unwrap();
            }
        })
    });
    let all: Vec<_> = upserts.chain(changes).collect();
    for task in all {
        task.await.unwrap();
    }
    for id in ids {
        let record = stored(store, id).await;
        let submitted = record.responses.unwrap().iter().any(|r| r.status.as_str() == "submitted");
        assert_eq!(record.status == RecordStatus::Completed, submitted);
    }
}
