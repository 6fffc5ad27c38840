//! Opening databases of other versions.

use variorum_store::{Store, Target};
use variorum_testkit::TestDb;

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_database_is_refused_in_clear_words_sqlite() {
    check(&TestDb::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newer_database_is_refused_in_clear_words_postgres() {
    let Some(db) = TestDb::postgres().await else { return };
    check(&db).await;
}

async fn check(db: &TestDb) {
    let target = Target::parse(db.url()).unwrap();
    Store::open(&target, 2).await.unwrap().close().await;
    // Opened again, nothing is to be done.
    Store::open(&target, 2).await.unwrap().close().await;
    db.execute(
        "INSERT INTO _sqlx_migrations (version, description, success, checksum, execution_time) \
         VALUES (9999, 'of a later version', true, '', 0)",
    )
    .await;
    let refused = Store::open(&target, 2).await.unwrap_err().to_string();
    assert!(refused.contains("newer version") && refused.contains("9999"), "{refused}");
}
