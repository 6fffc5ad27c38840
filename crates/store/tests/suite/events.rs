//! What happened is found by everybody once, in whatever order it becomes visible.

use serde_json::json;
use variorum_store::events::{self, Event, Kind, Position, Since};
use variorum_store::{Store, datasets, responses};
use variorum_testkit::TestDb;

use crate::on_both;
use crate::rich::Rich;
use crate::seed;

on_both!(
    one_row_is_written_for_each_kind_and_dataset,
    what_is_rolled_back_did_not_happen,
    what_is_forgotten_is_said,
);

/// What has become visible since a position, which moves on.
async fn seen(store: &Store, position: &mut Position) -> Vec<Event> {
    let mut tx = store.read().await.unwrap();
    let now = events::position(&mut tx).await.unwrap();
    let found = events::since(&mut tx, position, &now, 1000).await.unwrap();
    *position = now;
    match found {
        Since::All(events) => events,
        Since::Lost => panic!("lost"),
    }
}

async fn now(store: &Store) -> Position {
    let mut tx = store.read().await.unwrap();
    events::position(&mut tx).await.unwrap()
}

fn kinds(events: &[Event]) -> Vec<(Kind, i64)> {
    events.iter().map(|event| (event.kind, event.count)).collect()
}

async fn one_row_is_written_for_each_kind_and_dataset(store: &Store) {
    let mut position = now(store).await;
    let rich = Rich::new(store, 1).await;
    let made = seen(store, &mut position).await;
    let expected = [Kind::Settings, Kind::DatasetCreated, Kind::DatasetPublished];
    assert_eq!(made.iter().map(|event| event.kind).collect::<Vec<_>>(), expected);
    let answer = |user: &variorum_store::Stored<variorum_schema::users::User>| json!({"user_id": user.id, "status": "discarded"});
    let record = json!({
        "fields": {"text": "t"}, "responses": [answer(&rich.ann), answer(&rich.bob)],
        "suggestions": [rich.suggestion("label", json!("a"))],
    });
    let made = rich.create(store, json!(vec![record; 150])).await.unwrap();
    let told = seen(store, &mut position).await;
    assert_eq!(
        kinds(&told),
        [(Kind::RecordsCreated, 150), (Kind::Responses, 150), (Kind::Responses, 150)]
    );
    assert!(told[0].records.is_empty());
    assert_eq!(told[1].records.len(), events::RECORDS_NAMED);
    assert!(told[1].records.contains(&made[0].id));
    assert_eq!((told[1].annotator, told[2].annotator), (Some(rich.ann.seq), Some(rich.bob.seq)));
    assert_eq!(told[0].dataset, rich.dataset);

    let mut tx = store.write().await.unwrap();
    let recounted = responses::delete_all_of(&mut tx, rich.bob.seq).await.unwrap();
    assert!(recounted.is_empty());
    tx.commit().await.unwrap();
    assert_eq!(kinds(&seen(store, &mut position).await), [(Kind::Progress, 0)]);
    let (mut tx, dataset) = seed::locked(store, rich.dataset).await;
    let (id, workspace) = (dataset.id, dataset.workspace);
    datasets::delete(&mut tx, dataset).await.unwrap();
    tx.commit().await.unwrap();
    let told = seen(store, &mut position).await;
    assert_eq!(kinds(&told), [(Kind::DatasetDeleted, 0)]);
    assert_eq!((told[0].dataset_id, told[0].workspace), (id, workspace));
    assert!(seen(store, &mut position).await.is_empty());
}

async fn what_is_rolled_back_did_not_happen(store: &Store) {
    let mut position = now(store).await;
    let mut tx = store.write().await.unwrap();
    seed::dataset(&mut tx, "d").await;
    drop(tx);
    assert!(seen(store, &mut position).await.is_empty());
    let before = store.statements_count();
    let tx = store.write().await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(store.statements_count(), before);
}

async fn what_is_forgotten_is_said(store: &Store) {
    let before = now(store).await;
    for name in ["a", "b", "c"] {
        let mut tx = store.write().await.unwrap();
        seed::dataset(&mut tx, name).await;
        tx.commit().await.unwrap();
    }
    let after = now(store).await;
    let mut tx = store.write().await.unwrap();
    let long_ago = tx.now().plus_seconds(-60);
    assert_eq!(events::delete_old(&mut tx, long_ago, 3, 10).await.unwrap(), 0);
    assert_eq!(events::delete_old(&mut tx, long_ago, 1, 10).await.unwrap(), 2);
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    let here = events::position(&mut tx).await.unwrap();
    assert_eq!(events::since(&mut tx, &before, &here, 10).await.unwrap(), Since::Lost);
    assert_eq!(events::since(&mut tx, &after, &here, 10).await.unwrap(), Since::All(Vec::new()));
    drop(tx);
    let mut tx = store.write().await.unwrap();
    let soon = tx.now().plus_seconds(60);
    assert_eq!(events::delete_old(&mut tx, soon, 1000, 10).await.unwrap(), 1);
    tx.commit().await.unwrap();
}

/// Transactions that begin early and end late, one way and the other: what becomes visible later is
/// found later, whatever its number.
#[tokio::test(flavor = "multi_thread")]
async fn nothing_is_missed_where_many_write_at_once_on_postgres() {
    let Some(db) = TestDb::postgres().await else { return };
    let store = crate::harness::open(&db).await;
    let mut position = now(&store).await;
    let mut early = store.write().await.unwrap();
    seed::dataset(&mut early, "early").await;
    let mut late = store.write().await.unwrap();
    seed::dataset(&mut late, "late").await;
    late.commit().await.unwrap();
    let first = seen(&store, &mut position).await;
    assert_eq!(first.len(), 1, "{first:?}");
    let mut after = store.write().await.unwrap();
    seed::dataset(&mut after, "after").await;
    after.commit().await.unwrap();
    let second = seen(&store, &mut position).await;
    assert_eq!(second.len(), 1, "{second:?}");
    assert_eq!(position.to_string().parse::<Position>().unwrap(), position);
    early.commit().await.unwrap();
    let third = seen(&store, &mut position).await;
    assert_eq!(third.len(), 1, "{third:?}");
    let mut ids = vec![first[0].dataset_id, second[0].dataset_id, third[0].dataset_id];
    ids.sort_unstable();
    ids.dedup();
    assert_eq!(ids.len(), 3);
    assert!(seen(&store, &mut position).await.is_empty());

    // Many at once, with a reader that never stops: all of it, and nothing twice.
    let writers = (0..8).map(|writer| {
        let store = store.clone();
        tokio::spawn(async move {
            for number in 0..10 {
                let mut tx = store.write().await.unwrap();
                seed::dataset(&mut tx, &format!("{writer} {number}")).await;
                tokio::task::yield_now().await;
                tx.commit().await.unwrap();
            }
        })
    });
    let writers = futures_of(writers.collect());
    let mut found = Vec::new();
    tokio::pin!(writers);
    loop {
        tokio::select! {
            () = &mut writers => break,
            () = tokio::time::sleep(std::time::Duration::from_millis(2)) => {
                found.extend(seen(&store, &mut position).await);
            }
        }
    }
    found.extend(seen(&store, &mut position).await);
    let mut ids: Vec<_> = found.iter().map(|event| event.dataset_id).collect();
    ids.sort_unstable();
    ids.dedup();
    assert_eq!((found.len(), ids.len()), (80, 80));
    store.close().await;
}

async fn futures_of(tasks: Vec<tokio::task::JoinHandle<()>>) {
    for task in tasks {
        task.await.unwrap();
    }
}
