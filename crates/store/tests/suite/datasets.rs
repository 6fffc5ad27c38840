use serde_json::json;
use variorum_schema::datasets::{DatasetStatus, DatasetUpdate, Distribution};
use variorum_schema::records::RecordStatus;
use variorum_schema::users::Role;
use variorum_store::datasets::{self, DatasetFilter};
use variorum_store::settings::load_for_write;
use variorum_store::{Error, Store, records, workspaces};

use crate::on_both;
use crate::seed::{self, decoded};

on_both!(
    a_dataset_begins_as_a_draft,
    a_name_is_taken_once_in_a_workspace,
    lists_are_narrowed,
    metadata_is_merged_key_by_key,
    an_update_without_a_difference_leaves_the_times,
    publishing_moves_the_times,
    activity_is_noted_alone,
    a_lock_waits_for_writers_of_records,
    another_distribution_recounts_every_record,
);

async fn a_dataset_begins_as_a_draft(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let workspace = seed::workspace(&mut tx, "w").await;
    let new = decoded(json!({
        "name": "d", "workspace_id": workspace.id, "guidelines": "Read.",
        "allow_extra_metadata": false, "distribution": {"strategy": "overlap", "min_submitted": 3},
        "metadata": {"b": 1.5, "a": [null, "ü"]},
    }));
    let made = datasets::insert(&mut tx, workspace.seq, new).await.unwrap();
    assert_eq!(made.status, DatasetStatus::Draft);
    assert_eq!(made.workspace_id, workspace.id);
    assert_eq!(made.distribution, Distribution::Overlap { min_submitted: 3 });
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    let found = datasets::by_id(&mut tx, made.id).await.unwrap().unwrap();
    assert_eq!(&found, &*made);
    assert_eq!(datasets::by_seq(&mut tx, made.seq).await.unwrap(), Some(found.clone()));
    let metadata = serde_json::to_string(&found.metadata).unwrap();
    assert_eq!(metadata, r#"{"b":1.5,"a":[null,"ü"]}"#);
    assert_eq!(found.inserted_at, found.last_activity_at);
}

async fn a_name_is_taken_once_in_a_workspace(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let first = seed::dataset(&mut tx, "d").await;
    let elsewhere = seed::workspace(&mut tx, "w").await;
    datasets::insert(&mut tx, elsewhere.seq, seed::new_dataset("d")).await.unwrap();
    let other = datasets::insert(&mut tx, first.workspace, seed::new_dataset("e")).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.write().await.unwrap();
    let again = datasets::insert(&mut tx, first.workspace, seed::new_dataset("d")).await;
    assert!(again.unwrap_err().is_taken(datasets::NAME));
    drop(tx);
    let (mut tx, other) = seed::locked(store, other.seq).await;
    let again = datasets::update(&mut tx, other, decoded(json!({"name": "d"}))).await;
    assert!(again.unwrap_err().is_taken(datasets::NAME));
    drop(tx);
    let mut tx = store.write().await.unwrap();
    let nowhere = datasets::insert(&mut tx, 1_000_000, seed::new_dataset("d")).await;
    assert!(matches!(nowhere.unwrap_err(), Error::Dangling));
}

async fn lists_are_narrowed(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let ann = seed::user(&mut tx, "ann", Role::Annotator).await;
    let a = seed::dataset(&mut tx, "a").await;
    let b = datasets::insert(&mut tx, a.workspace, seed::new_dataset("b")).await.unwrap();
    let c = seed::ready_dataset(&mut tx, "c").await;
    workspaces::add_member(&mut tx, a.workspace, ann.seq).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    let any = DatasetFilter::default();
    let member = Some(ann.seq);
    let ready = Some(DatasetStatus::Ready);
    for (filter, expected) in [
        (any.clone(), vec!["a", "b", "c"]),
        (DatasetFilter { member, ..any.clone() }, vec!["a", "b"]),
        (DatasetFilter { member: Some(ann.seq + 1), ..any.clone() }, vec![]),
        (DatasetFilter { workspace: Some(c.workspace_id), ..any.clone() }, vec!["c"]),
        (DatasetFilter { workspace: Some(b.id), ..any.clone() }, vec![]),
        (DatasetFilter { name: Some("b".to_owned()), ..any.clone() }, vec!["b"]),
        (DatasetFilter { name: Some("B".to_owned()), ..any.clone() }, vec![]),
        (DatasetFilter { status: ready, ..any.clone() }, vec!["c"]),
        (DatasetFilter { status: ready, member, ..any.clone() }, vec![]),
        (
            DatasetFilter {
                member,
                workspace: Some(a.workspace_id),
                name: Some("a".to_owned()),
                status: Some(DatasetStatus::Draft),
            },
            vec!["a"],
        ),
    ] {
        let found = datasets::list(&mut tx, filter.clone()).await.unwrap();
        let names: Vec<_> = found.iter().map(|dataset| dataset.name.as_str()).collect();
        assert_eq!(names, expected, "{filter:?}");
    }
}

/// The dataset's metadata after each of these updates, each in a transaction of its own.
async fn metadata_is_merged_key_by_key(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let seq = seed::dataset(&mut tx, "d").await.seq;
    tx.commit().await.unwrap();
    for (update, expected) in [
        (json!({"a": 1, "b": {"x": 1}}), json!({"a": 1, "b": {"x": 1}})),
        (json!({"b": {"y": 2}, "c": null}), json!({"a": 1, "b": {"y": 2}, "c": null})),
        (json!({}), json!({"a": 1, "b": {"y": 2}, "c": null})),
        (json!(null), json!(null)),
        (json!({}), json!({})),
    ] {
        let (mut tx, dataset) = seed::locked(store, seq).await;
        let changes = decoded(json!({"metadata": update}));
        datasets::update(&mut tx, dataset, changes).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.read().await.unwrap();
        let stored = datasets::by_seq(&mut tx, seq).await.unwrap().unwrap();
        assert_eq!(json!(stored.metadata), expected, "{update}");
    }
}

async fn an_update_without_a_difference_leaves_the_times(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let made = seed::dataset(&mut tx, "d").await;
    tx.commit().await.unwrap();
    let check = async |changes: serde_json::Value, is_different: bool| {
        let (mut tx, before) = seed::locked(store, made.seq).await;
        let changes: DatasetUpdate = decoded(changes);
        let updated = datasets::update(&mut tx, before.clone(), changes.clone()).await.unwrap();
        let now = tx.now();
        tx.commit().await.unwrap();
        let after = updated.dataset;
        if is_different {
            assert_eq!((after.updated_at, after.last_activity_at), (now, now), "{changes:?}");
        } else {
            assert_eq!(after, before, "{changes:?}");
        }
        assert_eq!(after.inserted_at, before.inserted_at);
        assert_eq!(updated.recounted, []);
    };
    check(json!({}), false).await;
    check(json!({"name": "d", "guidelines": null, "allow_extra_metadata": true}), false).await;
    check(json!({"distribution": {"strategy": "overlap", "min_submitted": 1}}), false).await;
    check(json!({"distribution": {"strategy": "overlap", "min_submitted": 2}}), true).await;
    check(json!({"guidelines": "Read."}), true).await;
    check(json!({"guidelines": "Read."}), false).await;
    check(json!({"guidelines": null}), true).await;
    check(json!({"metadata": {"a": 1}}), true).await;
    check(json!({"metadata": {"a": 1}}), false).await;
    check(json!({"allow_extra_metadata": false}), true).await;
    check(json!({"name": "e"}), true).await;
}

async fn publishing_moves_the_times(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let made = seed::dataset(&mut tx, "d").await;
    tx.commit().await.unwrap();
    let (mut tx, before) = seed::locked(store, made.seq).await;
    let after = datasets::publish(&mut tx, before.clone()).await.unwrap();
    assert_eq!(after.status, DatasetStatus::Ready);
    assert_eq!((after.updated_at, after.last_activity_at), (tx.now(), tx.now()));
    assert_eq!(after.inserted_at, before.inserted_at);
}

async fn activity_is_noted_alone(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let made = seed::dataset(&mut tx, "d").await;
    tx.commit().await.unwrap();
    let mut tx = store.write().await.unwrap();
    datasets::touch_activity(&mut tx, made.seq).await.unwrap();
    let now = tx.now();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    let after = datasets::by_seq(&mut tx, made.seq).await.unwrap().unwrap();
    assert_eq!((after.last_activity_at, after.updated_at), (now, made.updated_at));
}

/// Two writers of records hold the settings at once; who changes them comes after both.
async fn a_lock_waits_for_writers_of_records(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let seq = seed::dataset(&mut tx, "d").await.seq;
    tx.commit().await.unwrap();

    let mut first = store.write().await.unwrap();
    load_for_write(&mut first, seq).await.unwrap().unwrap();
    let changing = {
        let store = store.clone();
        tokio::spawn(async move {
            let (mut tx, dataset) = seed::locked(&store, seq).await;
            let changes = decoded(json!({"guidelines": "New."}));
            datasets::update(&mut tx, dataset, changes).await.unwrap();
            tx.commit().await.unwrap();
        })
    };
    tokio::time::sleep(std::time::Duration::from_millis(50)).await;
    assert!(!changing.is_finished());
    datasets::touch_activity(&mut first, seq).await.unwrap();
    first.commit().await.unwrap();
    changing.await.unwrap();

    let mut tx = store.write().await.unwrap();
    let settings = load_for_write(&mut tx, seq).await.unwrap().unwrap();
    assert_eq!(settings.settings.dataset.guidelines.as_deref(), Some("New."));
}

/// Records with 0 to 3 submitted responses and one draft each, under several distributions.
async fn another_distribution_recounts_every_record(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let mut users = Vec::new();
    for name in ["a", "b", "c", "d"] {
        users.push(seed::user(&mut tx, name, Role::Annotator).await.id);
    }
    let seq = seed::ready_dataset(&mut tx, "d").await.seq;
    let other = seed::ready_dataset(&mut tx, "other").await.seq;
    tx.commit().await.unwrap();
    let response = |user: usize, status: &str| {
        let values = json!({"note": {"value": "x"}});
        json!({"user_id": users[user], "status": status, "values": values})
    };
    let record = |submitted: usize| {
        let mut responses: Vec<_> =
            (0..submitted).map(|user| response(user, "submitted")).collect();
        responses.push(response(3, "draft"));
        json!({"fields": {"text": "x"}, "responses": responses})
    };
    let records = seed::records(store, seq, (0..4).map(record).collect()).await;
    seed::records(store, other, vec![record(1)]).await;
    let bare = json!({"fields": {"text": "x"}});
    seed::records(store, seq, vec![bare]).await;

    let mut completed = [false, true, true, true];
    for min_submitted in [2, 3, 4, 1, 1] {
        let (mut tx, dataset) = seed::locked(store, seq).await;
        let distribution = json!({"strategy": "overlap", "min_submitted": min_submitted});
        let began = store.statements_count();
        let changes = decoded(json!({"distribution": distribution}));
        let updated = datasets::update(&mut tx, dataset, changes).await.unwrap();
        assert!(store.statements_count() - began <= 6);
        let now = tx.now();
        tx.commit().await.unwrap();

        let after: Vec<bool> = (0..4).map(|submitted| submitted >= min_submitted).collect();
        let changed: Vec<_> =
            (0..4).filter(|at| after[*at] != completed[*at]).map(|at| records[at].id).collect();
        let recounted: Vec<_> = updated.recounted.iter().map(|record| record.id).collect();
        assert_eq!(recounted, changed, "{min_submitted}");
        completed.copy_from_slice(&after);

        let mut tx = store.read().await.unwrap();
        let page = records::list(&mut tx, seq, 0, 10, &records::Parts::default()).await.unwrap();
        let found: Vec<_> =
            page.items.iter().map(|r| r.status == RecordStatus::Completed).collect();
        assert_eq!(found[..4], completed, "{min_submitted}");
        assert!(!found[4]);
        for record in &page.items {
            assert_eq!(record.updated_at == now, changed.contains(&record.id), "{min_submitted}");
        }
        for record in &updated.recounted {
            let at = records.iter().position(|known| known.id == record.id).unwrap();
            assert_eq!(record.seq, records[at].seq);
            assert_eq!(record.status == RecordStatus::Completed, completed[at]);
        }
    }
    let mut tx = store.read().await.unwrap();
    let page = records::list(&mut tx, other, 0, 10, &records::Parts::default()).await.unwrap();
    assert_eq!(page.items[0].status, RecordStatus::Completed);
}

/// Writers of records and one who changes settings, as they meet on PostgreSQL. On SQLite writers
/// take turns anyway.
#[tokio::test(flavor = "multi_thread")]
async fn a_change_of_settings_waits_in_line() {
    let Some(db) = variorum_testkit::TestDb::postgres().await else { return };
    let store = crate::harness::open(&db).await;
    let mut tx = store.write().await.unwrap();
    let seq = seed::dataset(&mut tx, "d").await.seq;
    tx.commit().await.unwrap();
    let writer = async || {
        let mut tx = store.write().await.unwrap();
        load_for_write(&mut tx, seq).await.unwrap().unwrap();
        tx
    };
    let pause = async || tokio::time::sleep(std::time::Duration::from_millis(100)).await;

    let (mut first, mut second) = (writer().await, writer().await);
    let changing = {
        let store = store.clone();
        tokio::spawn(async move {
            let (mut tx, dataset) = seed::locked(&store, seq).await;
            let changes = decoded(json!({"guidelines": "New."}));
            datasets::update(&mut tx, dataset, changes).await.unwrap();
            tx.commit().await.unwrap();
        })
    };
    pause().await;
    let late = {
        let store = store.clone();
        tokio::spawn(async move {
            let mut tx = store.write().await.unwrap();
            let settings = load_for_write(&mut tx, seq).await.unwrap().unwrap();
            settings.settings.dataset.guidelines.clone()
        })
    };
    pause().await;
    assert!(!changing.is_finished() && !late.is_finished());

    datasets::touch_activity(&mut first, seq).await.unwrap();
    let touching = tokio::spawn(async move {
        datasets::touch_activity(&mut second, seq).await.unwrap();
        second.commit().await.unwrap();
    });
    pause().await;
    first.commit().await.unwrap();
    touching.await.unwrap();
    changing.await.unwrap();
    assert_eq!(late.await.unwrap().as_deref(), Some("New."));
    store.close().await;
}
