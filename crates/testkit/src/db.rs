//! A database per test.

use std::sync::atomic::{AtomicU32, Ordering};

use sqlx::{AssertSqlSafe, Connection as _, Executor as _, PgConnection, SqliteConnection};
use tempfile::TempDir;

/// Names the PostgreSQL server in which tests make their databases.
pub const POSTGRES_URL: &str = "VARIORUM_TEST_POSTGRES_URL";

/// Says aloud that a test is not run, and why.
pub fn not_run(why: &str) {
    eprintln!("not run: {why}");
}

/// An empty database that goes away with the value.
#[derive(Debug)]
pub struct TestDb {
    url: String,
    folder: TempDir,
    dropped_from: Option<String>,
}

impl TestDb {
    /// An empty SQLite database.
    ///
    /// # Panics
    /// The temporary folder cannot be made.
    #[must_use]
    pub fn sqlite() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let url = format!("sqlite:{}", folder.path().join("variorum.db").display());
        Self { url, folder, dropped_from: None }
    }

    /// An empty PostgreSQL database, or `None`, said aloud, where no server is named.
    ///
    /// # Panics
    /// The named server cannot be used.
    pub async fn postgres() -> Option<Self> {
        static NUMBER: AtomicU32 = AtomicU32::new(0);
        let Ok(server) = std::env::var(POSTGRES_URL) else {
            not_run(&format!("{POSTGRES_URL} names no PostgreSQL server"));
            return None;
        };
        let number = NUMBER.fetch_add(1, Ordering::Relaxed);
        let name = format!("test_{}_{number}", std::process::id());
        let mut connection = PgConnection::connect(&server).await.expect("the PostgreSQL server");
        connection
            .execute(AssertSqlSafe(format!("CREATE DATABASE {name}")))
            .await
            .expect("a new database");
        let (base, _) = server.rsplit_once('/').expect("a URL with a database name");
        let url = format!("{base}/{name}");
        let folder = tempfile::tempdir().expect("a temporary folder");
        Some(Self { url, folder, dropped_from: Some(server) })
    }

    /// The URL, as `--database-url` takes it.
    #[must_use]
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Runs a statement behind the product's back.
    ///
    /// # Panics
    /// It fails.
    pub async fn execute(&self, sql: &'static str) {
        let done = if self.dropped_from.is_some() {
            let mut connection = PgConnection::connect(&self.url).await.expect("the database");
            connection.execute(sql).await.map(|_| ())
        } else {
            let mut connection = SqliteConnection::connect(&self.url).await.expect("the database");
            connection.execute(sql).await.map(|_| ())
        };
        done.expect("the statement");
    }

    /// A folder for everything else the test's server keeps.
    #[must_use]
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }
}

impl Drop for TestDb {
    fn drop(&mut self) {
        let Some(server) = self.dropped_from.take() else { return };
        let name = self.url.rsplit('/').next().unwrap_or_default().to_owned();
        // A runtime of its own: the test's may be ending.
        let dropped = std::thread::spawn(move || {
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
            runtime.block_on(async {
                let mut connection = PgConnection::connect(&server).await?;
                let sql = format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)");
                connection.execute(AssertSqlSafe(sql)).await?;
                Ok::<_, Box<dyn std::error::Error + Send + Sync>>(())
            })
        });
        if let Ok(Err(cause)) = dropped.join() {
            eprintln!("a test database was left behind: {cause}");
        }
    }
}
