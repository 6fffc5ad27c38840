//! The connections of SQLite that read.

use std::sync::{Arc, Mutex, PoisonError};

use futures::FutureExt as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection};
use sqlx::{ConnectOptions as _, Connection as _, Executor as _};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::apart::patiently;
use crate::error::{Error, Result};
use crate::queue::Queue;

/// The connections that read, opened when they are needed. The one that was given back last is lent
/// first: what it has in its caches is of use, and the others need no memory.
///
/// Their threads go before others or give way to them, see [`Pace`].
///
/// sqlx has a pool as well, which begins, ends and tests by a passage of its own to the thread of
/// the connection.
#[derive(Debug, Clone)]
pub(crate) struct Readers {
    shared: Arc<Shared>,
}

/// Whether readers keep up with others or give way to them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Pace {
    Ordinary,
    Patient,
}

#[derive(Debug)]
struct Shared {
    options: SqliteConnectOptions,
    pace: Pace,
    idle: Mutex<Vec<SqliteConnection>>,
    turns: Arc<Semaphore>,
    queue: Queue,
    connections_max: usize,
}

impl Readers {
    /// At most `connections_max` connections.
    pub(crate) fn new(options: SqliteConnectOptions, pace: Pace, connections_max: usize) -> Self {
        let idle = Mutex::default();
        let turns = Arc::new(Semaphore::new(connections_max));
        let queue = Queue::new("requests that read");
        let shared = Shared { options, pace, idle, turns, queue, connections_max };
        Self { shared: Arc::new(shared) }
    }

    /// Waits for a connection on which every statement reads what is committed when it begins.
    pub(crate) async fn lookup(&self) -> Result<Reader> {
        self.lend(Progress::Alone).await
    }

    /// Waits for a connection and reads what is committed at its first statement.
    pub(crate) async fn begin(&self) -> Result<Reader> {
        self.lend(Progress::ToBegin).await
    }

    async fn lend(&self, progress: Progress) -> Result<Reader> {
        let shared = &self.shared;
        let turn = shared.queue.wait(Arc::clone(&shared.turns).acquire_owned()).await?;
        let turn = turn.map_err(|_| Error::Unreachable("the server is stopping".to_owned()))?;
        let idle = shared.idle().pop();
        let connection = match idle {
            Some(connection) => connection,
            None => shared.connect().await?,
        };
        let lender = Arc::clone(shared);
        Ok(Reader { connection: Some(connection), progress, is_sound: true, lender, _turn: turn })
    }

    /// Closes all connections, after those in use are given back.
    pub(crate) async fn close(&self) {
        let shared = &self.shared;
        for _ in 0..shared.connections_max {
            // It is closed already when there is none.
            let Ok(turn) = shared.turns.acquire().await else { break };
            turn.forget();
        }
        shared.turns.close();
        let idle = std::mem::take(&mut *shared.idle());
        for connection in idle {
            // It only reads: nothing is lost with it.
            let _ = connection.close().await;
        }
    }
}

impl Shared {
    /// A connection, whose thread has the priority of the one that opens it.
    async fn connect(&self) -> Result<SqliteConnection> {
        let options = self.options.clone();
        let connecting = async move { options.connect().await };
        Ok(match self.pace {
            Pace::Ordinary => connecting.await,
            Pace::Patient => patiently(connecting).await?,
        }?)
    }

    fn idle(&self) -> std::sync::MutexGuard<'_, Vec<SqliteConnection>> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A connection that is lent.
#[derive(Debug)]
pub(crate) struct Reader {
    connection: Option<SqliteConnection>,
    progress: Progress,
    is_sound: bool,
    lender: Arc<Shared>,
    /// Given back after the connection.
    _turn: OwnedSemaphorePermit,
}

/// How far a transaction is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Progress {
    /// There is none.
    Alone,
    ToBegin,
    Begun,
}

impl Reader {
    /// The connection, and what must run on it together with the next statement, before it.
    pub(crate) fn connection(&mut self) -> Result<(&'static str, &mut SqliteConnection)> {
        let before = match self.progress {
            Progress::ToBegin => "BEGIN; ",
            Progress::Alone | Progress::Begun => "",
        };
        if self.progress == Progress::ToBegin {
            self.progress = Progress::Begun;
        }
        let gone = || Error::Unreachable("the connection was given back".to_owned());
        Ok((before, self.connection.as_mut().ok_or_else(gone)?))
    }

    /// Takes note of a failed statement: another connection may do better than this one.
    pub(crate) fn failed(&mut self, cause: Error) -> Error {
        self.is_sound &= !matches!(cause, Error::Unreachable(_));
        cause
    }
}

impl Drop for Reader {
    fn drop(&mut self) {
        let Some(mut connection) = self.connection.take() else { return };
        if self.progress == Progress::Begun {
            // Sent at once, and not waited for: on this connection all goes in turn.
            let ended = connection.execute(sqlx::query("ROLLBACK")).now_or_never();
            self.is_sound &= !matches!(ended, Some(Err(_)));
        }
        if self.is_sound {
            self.lender.idle().push(connection);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_connection_given_back_in_a_transaction_begins_another() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("test.db");
        let options = SqliteConnectOptions::new().filename(path).create_if_missing(true);
        let readers = Readers::new(options, Pace::Patient, 1);
        for _ in 0..3 {
            let mut reader = readers.begin().await.unwrap();
            for expected in ["BEGIN; ", ""] {
                let (before, connection) = reader.connection().unwrap();
                assert_eq!(before, expected);
                let sql = if before.is_empty() { "SELECT 1" } else { "BEGIN; SELECT 1" };
                connection.execute(sqlx::query(sql)).await.unwrap();
            }
        }
        assert_eq!(readers.shared.idle().len(), 1);
        readers.close().await;
        assert!(matches!(readers.lookup().await, Err(Error::Unreachable(_))));
    }
}
