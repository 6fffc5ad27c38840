//! The doctor finds what is wrong, and nothing where nothing is.

use serde_json::json;
use variorum_store::{Store, doctor};
use variorum_testkit::TestDb;

use crate::harness;
use crate::rich::Rich;

async fn findings(store: &Store) -> Vec<String> {
    let mut tx = store.read().await.unwrap();
    doctor::examine(&mut tx).await.unwrap().findings
}

async fn what_is_wrong_is_found(db: &TestDb, store: &Store) {
    let rich = Rich::new(store, 2).await;
    let fields = json!({"text": "t"});
    let ids = rich.create(store, json!([{"fields": fields}, {"fields": fields}])).await.unwrap();
    let answer = json!({"status": "draft"});
    rich.respond(store, &rich.ann, ids[0].id, answer).await.unwrap();
    assert_eq!(findings(store).await, Vec::<String>::new());

    for (damage, repair, finding) in [
        (
            "UPDATE record_counts SET pending = pending + 1 WHERE part = 1",
            "UPDATE record_counts SET pending = pending - 1 WHERE part = 1",
            "2 counts of records differ from its rows",
        ),
        (
            "UPDATE response_counts SET pending_draft = 0, pending_submitted = 1 WHERE part <> 1",
            "UPDATE response_counts SET pending_draft = 1, pending_submitted = 0 WHERE part <> 1",
            "4 counts of responses differ from its rows",
        ),
        (
            "UPDATE responses SET queue_key = queue_key - 1",
            "UPDATE responses SET queue_key = queue_key + 1",
            "1 responses are filed elsewhere than their records",
        ),
        (
            "UPDATE response_history SET status = 'submitted'",
            "UPDATE response_history SET status = 'draft'",
            "1 responses are not what their history says last",
        ),
    ] {
        db.execute(damage).await;
        let found = findings(store).await;
        assert!(found.len() == 1 && found[0].contains(finding), "{damage}: {found:?}");
        db.execute(repair).await;
        assert_eq!(findings(store).await, Vec::<String>::new());
    }
    db.execute("UPDATE records SET status = 'completed'").await;
    let found = findings(store).await;
    assert!(found[0].contains("2 records have another status"), "{found:?}");
    assert_eq!(found.len(), 3, "{found:?}");
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_found_sqlite() {
    let db = TestDb::sqlite();
    let store = harness::open(&db).await;
    what_is_wrong_is_found(&db, &store).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_found_postgres() {
    let Some(db) = TestDb::postgres().await else { return };
    let store = harness::open(&db).await;
    what_is_wrong_is_found(&db, &store).await;
    store.close().await;
}
