//! Rounds of writing until the server or PostgreSQL is killed: what was acknowledged is there,
//! nothing is half there, and every count is right.
//!
//! `VARIORUM_FAULT_SECONDS` is how long each test goes on, `VARIORUM_FAULT_SEED` repeats the
//! choices of a run, though not its timing.

#![expect(clippy::print_stderr, reason = "a run says how to repeat it and what it did")]

use std::path::Path;
use std::str::FromStr;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

use rand::rngs::StdRng;
use rand::{RngExt as _, SeedableRng as _};
use sqlx::{Connection as _, PgConnection};
use tokio::sync::mpsc;
use variorum_testkit::{Actor, TestDb};

use super::load::{Client, Crew, Found, Signs};
use super::postgres::Cluster;
use super::{DEADLINE, KEY, examine};
use crate::program::Server;

const CLIENTS: usize = 4;
/// Most requests that are answered before something is killed.
const ANSWERS_MAX: usize = 60;
const ROUNDS_MIN: u64 = 3;
const SECONDS: u64 = 15;

enum Fault<'a> {
    ServerKilled,
    PostgresRestarted(&'a Cluster),
}

fn setting<T: FromStr>(name: &str) -> Option<T> {
    let text = std::env::var(name).ok()?;
    Some(text.parse().unwrap_or_else(|_| panic!("{name} is `{text}`")))
}

/// The processes of PostgreSQL that work for a server. One whose server was killed may commit what
/// it was sent before it notices.
async fn backends(database: &str) -> Vec<i32> {
    if database.starts_with("sqlite") {
        return Vec::new();
    }
    let mut connection = PgConnection::connect(database).await.unwrap();
    let sql = "SELECT pid FROM pg_stat_activity \
               WHERE datname = current_database() AND application_name = 'variorum'";
    sqlx::query_scalar(sql).fetch_all(&mut connection).await.unwrap()
}

async fn until_ended(database: &str, old: &[i32]) {
    let began = Instant::now();
    while !old.is_empty() && backends(database).await.iter().any(|pid| old.contains(pid)) {
        assert!(began.elapsed() < DEADLINE, "PostgreSQL works for a killed server still");
        tokio::time::sleep(Duration::from_millis(10)).await;
    }
}

async fn rounds(folder: &Path, database: &str, fault: Fault<'_>) {
    let seed = setting("VARIORUM_FAULT_SEED").unwrap_or_else(rand::random::<u32>);
    let length = Duration::from_secs(setting("VARIORUM_FAULT_SECONDS").unwrap_or(SECONDS));
    eprintln!("VARIORUM_FAULT_SEED={seed}");
    let mut dice = StdRng::seed_from_u64(seed.into());
    let env = [("VARIORUM_OWNER_API_KEY", KEY), ("VARIORUM_DATABASE_URL", database)];
    let mut server = Server::start(folder, &env, &[]);
    let crew = Crew::make(&Actor::new(&server.url, Some(KEY))).await;
    let mut clients: Vec<Client> = (0..CLIENTS).map(Client::new).collect();
    let (mut answers, mut in_doubt, mut stored) = (0, 0, 0);
    let (began, mut round) = (Instant::now(), 0);
    while round < ROUNDS_MIN || began.elapsed() < length {
        round += 1;
        let signs = Arc::new(Signs::default());
        let (sender, mut answered) = mpsc::unbounded_channel();
        let work = |client: Client| {
            let desk = crew.at(&server.url);
            tokio::spawn(client.work(desk, dice.random(), Arc::clone(&signs), sender.clone()))
        };
        let tasks: Vec<_> = clients.drain(..).map(work).collect();
        drop(sender);
        let until = dice.random_range(1..=ANSWERS_MAX);
        for _ in 0..until {
            answered.recv().await.unwrap();
        }
        signs.may_fail.store(true, Ordering::SeqCst);
        let left = match &fault {
            Fault::ServerKilled => {
                server.kill();
                None
            }
            Fault::PostgresRestarted(cluster) => {
                cluster.halt();
                cluster.resume();
                Some(server)
            }
        };
        signs.is_over.store(true, Ordering::SeqCst);
        for task in tasks {
            clients.push(task.await.unwrap());
        }
        answers += until;
        while answered.recv().await.is_some() {
            answers += 1;
        }
        if let Some(server) = left {
            assert_eq!(server.stop().0, 0);
        }
        let old = backends(database).await;
        server = Server::start(folder, &env, &[]);
        until_ended(database, &old).await;

        let desk = crew.at(&server.url);
        let found = Found::read(&crew, &Actor::new(&server.url, Some(KEY))).await;
        let outcome = found.check_told(&mut clients, 0);
        in_doubt += outcome.0;
        stored += outcome.1;
        found.check_counts(&desk).await;
        examine(folder, database);
    }
    assert_eq!(server.stop().0, 0);
    eprintln!(
        "{round} rounds, {answers} requests answered, {in_doubt} without an answer, \
         {stored} of which were stored"
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn rounds_of_killed_servers_sqlite() {
    let db = TestDb::sqlite();
    rounds(db.folder(), db.url(), Fault::ServerKilled).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rounds_of_killed_servers_postgres() {
    let Some(db) = TestDb::postgres().await else { return };
    rounds(db.folder(), db.url(), Fault::ServerKilled).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn rounds_of_restarts_of_postgres() {
    let Some(cluster) = Cluster::start() else { return };
    let folder = tempfile::tempdir().unwrap();
    rounds(folder.path(), &cluster.url, Fault::PostgresRestarted(&cluster)).await;
}
