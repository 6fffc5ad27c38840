//! The one connection of SQLite that writes, and group commit.

use std::fs::OpenOptions;
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sqlx::sqlite::{SqliteArguments, SqliteConnection};
use sqlx::{Executor as _, SqlStr};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use crate::error::{Error, Result};
use crate::queue::Queue;

/// Ends a member of the group.
pub(crate) const RELEASE: &str = "RELEASE member";

/// The one connection that writes.
///
/// Each transaction is a savepoint inside an outer one. The first to finish puts the commit of the
/// outer one in the queue behind those already waiting, so that they share its `fsync`; all of the
/// group are told the outcome of that one commit.
///
/// When SQLite cannot write, it may roll back the outer transaction and say no more of it. Whoever
/// meets such an error therefore ends the whole group, and all of it are told so.
#[derive(Debug, Clone)]
pub(crate) struct Writer {
    shared: Arc<Mutex<Shared>>,
    queue: Arc<Queue>,
    folder: Arc<Path>,
}

#[derive(Debug)]
struct Shared {
    connection: SqliteConnection,
    /// Whether an outer transaction is open.
    is_open: bool,
    /// Who waits for the outer transaction to be committed.
    waiting: Vec<oneshot::Sender<Result<()>>>,
}

impl Shared {
    /// Ends the outer transaction without its changes and tells those who wait for it.
    async fn undo_all(&mut self, cause: &Error) {
        // There may be nothing left to roll back.
        let _ = self.connection.execute("ROLLBACK").await;
        self.is_open = false;
        self.tell(|| Err(cause.again()));
    }

    /// Undoes one member; the whole group if that is not possible or `cause` may have done so.
    async fn undo_member(&mut self, cause: Option<Error>) {
        if self.waiting.is_empty() {
            return self.undo_all(&Error::Busy).await;
        }
        let cause = match cause {
            Some(cause) => cause,
            None => match self.connection.execute("ROLLBACK TO member; RELEASE member").await {
                Ok(_) => return,
                Err(cause) => Error::from(cause),
            },
        };
        self.undo_all(&cause).await;
    }

    fn tell(&mut self, outcome: impl Fn() -> Result<()>) {
        for member in self.waiting.drain(..) {
            // A member that went away has nobody left to tell.
            let _ = member.send(outcome());
        }
    }
}

impl Writer {
    /// A writer; `folder` is where the database is.
    pub(crate) fn new(connection: SqliteConnection, folder: PathBuf) -> Self {
        let shared = Shared { connection, is_open: false, waiting: Vec::new() };
        Self {
            shared: Arc::new(Mutex::new(shared)),
            queue: Arc::new(Queue::new("requests that write")),
            folder: folder.into(),
        }
    }

    /// Waits for its turn and begins a transaction.
    pub(crate) async fn begin(&self) -> Result<Transaction> {
        let shared = self.queue.wait(Arc::clone(&self.shared).lock_owned()).await?;
        let writer = self.clone();
        Ok(Transaction { shared: Some(shared), writer, sent: Sent::None, broken: None })
    }

    /// Puts a finished member into the group; the first sees to the group's commit.
    async fn release(
        self,
        mut shared: OwnedMutexGuard<Shared>,
        (sql, args): (SqlStr, SqliteArguments),
        told: oneshot::Sender<Result<()>>,
    ) {
        if let Err(cause) = shared.connection.execute(sqlx::query_with(sql, args)).await {
            let cause = self.explain(cause.into()).await;
            shared.undo_member(Some(cause.again()).filter(Error::may_undo_all)).await;
            let _ = told.send(Err(cause));
            return;
        }
        shared.waiting.push(told);
        let is_first = shared.waiting.len() == 1;
        drop(shared);
        if is_first {
            self.commit_group().await;
        }
    }

    /// Commits the group, if nobody has ended it meanwhile.
    async fn commit_group(self) {
        let mut shared = self.shared.lock().await;
        if shared.waiting.is_empty() {
            return;
        }
        match shared.connection.execute(sqlx::query("COMMIT")).await {
            Ok(_) => {
                shared.is_open = false;
                shared.tell(|| Ok(()));
            }
            Err(cause) => {
                let cause = self.explain(cause.into()).await;
                shared.undo_all(&cause).await;
            }
        }
    }

    async fn explain(&self, cause: Error) -> Error {
        explain(&self.folder, cause).await
    }
}

/// Finds out why files cannot be written or opened, where SQLite does not tell.
pub(super) async fn explain(folder: &Path, cause: Error) -> Error {
    let (Error::ReadOnly(text) | Error::Unreachable(text)) = &cause else { return cause };
    match check_writable(folder).await {
        Ok(()) => cause,
        Err(Error::Full(found)) => Error::Full(format!("{text}: {found}")),
        Err(Error::Unreachable(found)) => Error::Unreachable(format!("{text}: {found}")),
        Err(Error::ReadOnly(found)) => Error::ReadOnly(format!("{text}: {found}")),
        Err(found) => found,
    }
}

/// Whether a file can be written in the folder.
pub(super) async fn check_writable(folder: &Path) -> Result<()> {
    let folder = folder.to_owned();
    match tokio::task::spawn_blocking(move || try_to_write(&folder)).await {
        Ok(Err(cause)) => Err(match cause.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => {
                Error::Full(cause.to_string())
            }
            io::ErrorKind::NotFound => Error::Unreachable(cause.to_string()),
            _ => Error::ReadOnly(cause.to_string()),
        }),
        _ => Ok(()),
    }
}

/// Writes a small file and removes it.
fn try_to_write(folder: &Path) -> io::Result<()> {
    let path = folder.join(format!(".write-test-{}", std::process::id()));
    let written = OpenOptions::new()
        .write(true)
        .create(true)
        .truncate(true)
        .open(&path)
        .and_then(|mut file| file.write_all(&[0; 1 << 14]).and_then(|()| file.sync_all()));
    // Where it could not be made there is nothing to remove.
    let _ = std::fs::remove_file(&path);
    written
}

/// How many statements of a transaction were sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Sent {
    None,
    First,
    More,
}

/// A write transaction; dropped without [`commit`](Self::commit), it is rolled back.
#[derive(Debug)]
pub(crate) struct Transaction {
    shared: Option<OwnedMutexGuard<Shared>>,
    writer: Writer,
    /// How many statements were sent; with the first, it begins.
    sent: Sent,
    /// Why nothing more can be done in it.
    broken: Option<Error>,
}

impl Transaction {
    /// The connection, and what must run on it together with the next statement, before it.
    pub(crate) fn connection(&mut self) -> Result<(&'static str, &mut SqliteConnection)> {
        if let Some(cause) = &self.broken {
            return Err(cause.again());
        }
        let Some(shared) = &mut self.shared else {
            return Err(Error::NotCommitted("the transaction has ended".to_owned()));
        };
        let before = match (self.sent, shared.is_open) {
            (Sent::None, false) => "BEGIN IMMEDIATE; SAVEPOINT member; ",
            (Sent::None, true) => "SAVEPOINT member; ",
            (Sent::First | Sent::More, _) => "",
        };
        self.sent = if self.sent == Sent::None { Sent::First } else { Sent::More };
        // The caller sends it at once: should it not be waited for, `Drop` tidies up.
        shared.is_open = true;
        Ok((before, &mut shared.connection))
    }

    /// Takes note of a failed statement: after some, what would follow might be no part of any
    /// transaction. With the first, it may be that nothing has begun.
    pub(crate) async fn failed(&mut self, cause: Error) -> Error {
        let cause = self.writer.explain(cause).await;
        let has_begun = match cause {
            Error::Taken(_) | Error::Dangling => true,
            _ => self.sent == Sent::More,
        };
        if (cause.may_undo_all() || !has_begun) && self.broken.is_none() {
            self.broken = Some(cause.again());
        }
        cause
    }

    /// Runs `last`, which ends with [`RELEASE`], and makes the transaction durable, together with
    /// those that wait for their turn now.
    pub(crate) async fn commit(mut self, last: (SqlStr, SqliteArguments)) -> Result<()> {
        if let Some(cause) = &self.broken {
            return Err(cause.again());
        }
        if self.sent == Sent::None {
            return Ok(());
        }
        let Some(shared) = self.shared.take() else { return Ok(()) };
        let (told, outcome) = oneshot::channel();
        // A task of its own: what becomes of the group must not depend on one member's caller.
        tokio::spawn(self.writer.clone().release(shared, last, told));
        outcome
            .await
            .unwrap_or_else(|_| Err(Error::NotCommitted("the server is stopping".to_owned())))
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        let Some(mut shared) = self.shared.take().filter(|_| self.sent != Sent::None) else {
            return;
        };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else { return };
        let broken = self.broken.take();
        runtime.spawn(async move { shared.undo_member(broken).await });
    }
}
