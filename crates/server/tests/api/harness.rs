//! A server per test.

/// Makes of `async fn name(server: TestServer)` one test per database.
#[macro_export]
macro_rules! on_both {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let db = variorum_testkit::TestDb::sqlite();
                super::$name(variorum_testkit::TestServer::start(&db).await).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let Some(db) = variorum_testkit::TestDb::postgres().await else { return };
                super::$name(variorum_testkit::TestServer::start(&db).await).await;
            })*
        }
    };
}
