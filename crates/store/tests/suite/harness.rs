//! A database per test.

use variorum_store::{Store, Target};
use variorum_testkit::TestDb;

/// Opens a fresh database.
pub async fn open(db: &TestDb) -> Store {
    let target = Target::parse(db.url()).expect("a database URL");
    Store::open(&target, 4).await.expect("the database opens")
}

/// Whatever a test did, all that is kept twice must say the same.
pub async fn expect_health(store: &Store) {
    let report = variorum_store::doctor::examine(store).await.expect("a report");
    assert_eq!(report.findings, Vec::<String>::new());
}

/// Makes of `async fn name(store: &Store)` one test per database.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let db = variorum_testkit::TestDb::sqlite();
                let store = $crate::harness::open(&db).await;
                super::$name(&store).await;
                $crate::harness::expect_health(&store).await;
                store.close().await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let Some(db) = variorum_testkit::TestDb::postgres().await else { return };
                let store = $crate::harness::open(&db).await;
                super::$name(&store).await;
                $crate::harness::expect_health(&store).await;
                store.close().await;
            })*
        }
    };
}
