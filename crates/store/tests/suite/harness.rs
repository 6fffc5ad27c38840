//! A database per test.

use variorum_store::{Store, Target};
use variorum_testkit::TestDb;

/// Opens a fresh database.
pub async fn open(db: &TestDb) -> Store {
    let target = Target::parse(db.url()).expect("a database URL");
    Store::open(&target, 4).await.expect("the database opens")
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
                store.close().await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let Some(db) = variorum_testkit::TestDb::postgres().await else { return };
                let store = $crate::harness::open(&db).await;
                super::$name(&store).await;
                store.close().await;
            })*
        }
    };
}
