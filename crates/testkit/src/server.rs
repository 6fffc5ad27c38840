//! The whole product on a free port.

use std::net::{Ipv4Addr, SocketAddr};

use serde_json::json;
use tokio::task::JoinHandle;
use tokio_util::sync::CancellationToken;
use variorum_server::config::{Limits, OwnerConfig, Web};
use variorum_server::{Config, serve};
use variorum_store::Target;

use crate::actor::Actor;
use crate::db::TestDb;

/// API key of the owner of every test server.
pub const OWNER_KEY: &str = "owner-key-of-the-tests";
/// Password of every user that tests make.
pub const PASSWORD: &str = "a password of tests";

/// A running server.
pub struct TestServer {
    /// Where it answers, without a slash at its end.
    pub url: String,
    config: Config,
    stop: CancellationToken,
    running: Option<JoinHandle<()>>,
}

impl TestServer {
    /// What a test server is told, for tests that change some of it.
    ///
    /// # Panics
    /// The database has no URL that the server reads.
    #[must_use]
    pub fn config(db: &TestDb) -> Config {
        Config {
            listen: SocketAddr::from((Ipv4Addr::LOCALHOST, 0)),
            data_dir: db.folder().to_owned(),
            database: Target::parse(db.url()).expect("a database URL"),
            base_path: String::new(),
            secret_key: None,
            token_seconds: 86_400,
            cors_origins: None,
            web: Web::default(),
            limits: Limits::default(),
            webhooks_private_networks: true,
            webhook_retry_seconds: vec![0, 0, 0],
            owner: OwnerConfig {
                username: "owner".to_owned(),
                password: Some(PASSWORD.to_owned()),
                api_key: Some(OWNER_KEY.to_owned()),
                is_given: true,
            },
            share_your_progress: false,
            space: None,
        }
    }

    /// Starts a server on a database.
    ///
    /// # Panics
    /// It does not start.
    pub async fn start(db: &TestDb) -> Self {
        Self::start_with(Self::config(db)).await
    }

    /// Starts a server that is told `config`.
    ///
    /// # Panics
    /// It does not start.
    pub async fn start_with(config: Config) -> Self {
        let ready = serve::prepare(config.clone()).await.expect("the server starts");
        let url = format!("http://{}{}", ready.address, config.base_path);
        let stop = CancellationToken::new();
        let running = Some(tokio::spawn(serve::serve(ready, stop.clone())));
        Self { url, config, stop, running }
    }

    /// Stops the server and starts another on the same database.
    ///
    /// # Panics
    /// It does not stop or start.
    pub async fn restart(mut self) -> Self {
        self.stop().await;
        Self::start_with(self.config.clone()).await
    }

    /// Stops the server; it finishes what it accepted.
    ///
    /// # Panics
    /// It fails while stopping.
    pub async fn stop(&mut self) {
        self.stop.cancel();
        if let Some(running) = self.running.take() {
            running.await.expect("the server ends");
        }
    }

    /// Somebody without credentials.
    #[must_use]
    pub fn anonymous(&self) -> Actor {
        Actor::new(&self.url, None)
    }

    /// Somebody with this API key.
    #[must_use]
    pub fn with_key(&self, key: &str) -> Actor {
        Actor::new(&self.url, Some(key))
    }

    /// The owner.
    #[must_use]
    pub fn owner(&self) -> Actor {
        self.with_key(OWNER_KEY)
    }

    /// A new user of a role, a member of `workspaces` (ids).
    ///
    /// # Panics
    /// The user cannot be made.
    pub async fn user(&self, username: &str, role: &str, workspaces: &[&str]) -> Actor {
        let owner = self.owner();
        let body = json!({
            "username": username, "first_name": username, "password": PASSWORD, "role": role
        });
        let made = owner.post("/users", body).await.expect_status(201);
        for workspace in workspaces {
            let body = json!({"user_id": made["id"]});
            owner.post(&format!("/workspaces/{workspace}/users"), body).await.expect_status(201);
        }
        let mut actor = self.with_key(made["api_key"].as_str().expect("an API key"));
        actor.id = made["id"].as_str().unwrap_or_default().to_owned();
        actor
    }

    /// A new workspace; answers its id.
    ///
    /// # Panics
    /// It cannot be made.
    pub async fn workspace(&self, name: &str) -> String {
        let made = self.owner().post("/workspaces", json!({"name": name})).await;
        made.expect_status(201)["id"].as_str().expect("an id").to_owned()
    }
}

impl Drop for TestServer {
    fn drop(&mut self) {
        self.stop.cancel();
    }
}
