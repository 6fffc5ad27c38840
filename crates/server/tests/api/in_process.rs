//! The application inside the test, without HTTP in front of it.

use variorum_server::{App, serve};
use variorum_testkit::{TestDb, TestServer};

/// The application on a database, without workers.
pub async fn app(db: &TestDb) -> App {
    let config = TestServer::config(db);
    let (store, secret) = serve::open(&config).await.expect("the database opens");
    App::new(config, store, secret)
}

/// Makes of `async fn name(app: App)` one test per database.
#[macro_export]
macro_rules! on_both_in_process {
    ($($name:ident),* $(,)?) => {
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let db = variorum_testkit::TestDb::sqlite();
                super::$name($crate::in_process::app(&db).await).await;
            })*
        }
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread")]
            async fn $name() {
                let Some(db) = variorum_testkit::TestDb::postgres().await else { return };
                super::$name($crate::in_process::app(&db).await).await;
            })*
        }
    };
}
