//! SQLite: one writer, many readers, group commit.

use std::fmt::Write as _;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use sqlx::sqlite::{
    SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqlitePool, SqlitePoolOptions,
    SqliteSynchronous,
};
use sqlx::{ConnectOptions as _, Executor as _};
use tokio::sync::{Mutex, OwnedMutexGuard, oneshot};

use crate::error::{Error, Result};
use crate::rows::{Column, Rows};

/// How long a statement waits for another process that writes.
const BUSY_TIMEOUT: Duration = Duration::from_secs(20);

/// Opens the writer and a pool of at most `readers_max` readers.
pub(crate) async fn open(path: &Path, readers_max: u32) -> Result<(Writer, SqlitePool)> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // FULL, not NORMAL: what was acknowledged survives power loss. Group commit pays for it.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(true)
        .pragma("temp_store", "memory")
        .pragma("cache_size", "-65536")
        .statement_cache_capacity(256);
    let mut connection = options.connect().await?;
    crate::migrations::sqlite(&mut connection).await?;
    let readers = SqlitePoolOptions::new()
        .max_connections(readers_max)
        .acquire_timeout(Duration::from_secs(30))
        .connect_with(
            options
                .create_if_missing(false)
                .pragma("query_only", "on")
                .pragma("cache_size", "-16384"),
        )
        .await?;
    Ok((Writer::new(connection), readers))
}

/// The one connection that writes.
///
/// Each transaction is a savepoint inside an outer one. The first to finish puts the commit of the
/// outer one in the queue behind those already waiting, so that they share its `fsync`; all of the
/// group are told the outcome of that one commit.
#[derive(Debug, Clone)]
pub(crate) struct Writer {
    shared: Arc<Mutex<Shared>>,
}

#[derive(Debug)]
struct Shared {
    connection: SqliteConnection,
    /// Whether an outer transaction is open.
    is_open: bool,
    /// Who waits for the outer transaction to be committed.
    waiting: Vec<oneshot::Sender<Result<(), Arc<Error>>>>,
}

impl Writer {
    fn new(connection: SqliteConnection) -> Self {
        let shared = Shared { connection, is_open: false, waiting: Vec::new() };
        Self { shared: Arc::new(Mutex::new(shared)) }
    }

    /// Waits for its turn and begins a transaction.
    pub(crate) async fn begin(&self) -> Result<Transaction> {
        let mut shared = Arc::clone(&self.shared).lock_owned().await;
        if !shared.is_open {
            shared.connection.execute("BEGIN IMMEDIATE").await?;
            shared.is_open = true;
        }
        let mut transaction = Transaction { shared: Some(shared), writer: self.clone() };
        // Made before the savepoint: should this future be dropped, `Drop` still tidies up.
        transaction.connection()?.execute("SAVEPOINT member").await?;
        Ok(transaction)
    }

    /// Commits the group, if nobody has done so yet.
    async fn commit_group(self) {
        let mut shared = self.shared.lock().await;
        if shared.waiting.is_empty() {
            return;
        }
        let outcome = shared.connection.execute("COMMIT").await;
        if outcome.is_err() {
            // Leaves the connection usable; the cause is what the group is told.
            let _ = shared.connection.execute("ROLLBACK").await;
        }
        shared.is_open = false;
        let outcome = outcome.map(|_| ()).map_err(|cause| Arc::new(Error::from(cause)));
        for member in shared.waiting.drain(..) {
            // A member that went away has nobody left to tell.
            let _ = member.send(outcome.clone());
        }
    }
}

/// A write transaction; dropped without [`commit`](Self::commit), it is rolled back.
#[derive(Debug)]
pub(crate) struct Transaction {
    shared: Option<OwnedMutexGuard<Shared>>,
    writer: Writer,
}

impl Transaction {
    /// The connection, for statements of this transaction.
    pub(crate) fn connection(&mut self) -> Result<&mut SqliteConnection> {
        match &mut self.shared {
            Some(shared) => Ok(&mut shared.connection),
            None => Err(Error::NotCommitted("the transaction has ended".to_owned())),
        }
    }

    /// Makes the transaction durable, together with those that wait for their turn now.
    pub(crate) async fn commit(mut self) -> Result<()> {
        self.connection()?.execute("RELEASE member").await?;
        let Some(mut shared) = self.shared.take() else {
            return Ok(());
        };
        let (told, outcome) = oneshot::channel();
        shared.waiting.push(told);
        if shared.waiting.len() == 1 {
            // A task of its own: the group's commit must not depend on one member's caller.
            tokio::spawn(self.writer.clone().commit_group());
        }
        drop(shared);
        match outcome.await {
            Ok(Ok(())) => Ok(()),
            Ok(Err(cause)) => Err(match *cause {
                Error::Full => Error::Full,
                Error::ReadOnly => Error::ReadOnly,
                ref cause => Error::NotCommitted(cause.to_string()),
            }),
            Err(_) => Err(Error::NotCommitted("the server is stopping".to_owned())),
        }
    }
}

impl Drop for Transaction {
    fn drop(&mut self) {
        let Some(mut shared) = self.shared.take() else {
            return;
        };
        let Ok(runtime) = tokio::runtime::Handle::try_current() else {
            return;
        };
        runtime.spawn(async move {
            let undo = if shared.waiting.is_empty() {
                shared.is_open = false;
                "ROLLBACK"
            } else {
                "ROLLBACK TO member; RELEASE member"
            };
            if let Err(cause) = shared.connection.execute(undo).await {
                tracing::error!(%cause, "a dropped transaction could not be rolled back");
            }
        });
    }
}

/// The text of `{rows}` when it is the parameter number `first`.
pub(crate) fn rows_source(rows: &Rows, first: usize) -> String {
    let mut columns = String::new();
    for (index, (name, column)) in rows.columns.iter().enumerate() {
        let comma = if index == 0 { "" } else { ", " };
        let _ = match column {
            Column::Uuid(_) | Column::Bytes(_) => {
                write!(columns, "{comma}unhex(value ->> {index}) AS {name}")
            }
            _ => write!(columns, "{comma}value ->> {index} AS {name}"),
        };
    }
    format!("(SELECT {columns} FROM json_each(${first})) AS r")
}

/// The rows as one JSON text: a list of lists, with bytes in hexadecimal.
pub(crate) fn rows_json(rows: &Rows) -> String {
    let mut out = String::with_capacity(64 * rows.len() * rows.columns.len());
    out.push('[');
    for row in 0..rows.len() {
        out.push_str(if row == 0 { "[" } else { ",[" });
        for (index, (_, column)) in rows.columns.iter().enumerate() {
            if index > 0 {
                out.push(',');
            }
            push_cell(&mut out, column, row);
        }
        out.push(']');
    }
    out.push(']');
    out
}

fn push_cell(out: &mut String, column: &Column, row: usize) {
    let written = match column {
        Column::Uuid(v) => v[row].map(|id| push_hex(out, id.as_bytes())),
        Column::Bytes(v) => v[row].as_deref().map(|bytes| push_hex(out, bytes)),
        Column::Text(v) => v[row].as_deref().map(|text| push_json_string(out, text)),
        Column::Integer(v) => v[row].map(|n| out.push_str(&n.to_string())),
        // The shortest text that reads back as the same number.
        Column::Float(v) => v[row].map(|n| out.push_str(&format!("{n:?}"))),
        Column::Bool(v) => v[row].map(|b| out.push_str(if b { "true" } else { "false" })),
    };
    if written.is_none() {
        out.push_str("null");
    }
}

fn push_hex(out: &mut String, bytes: &[u8]) {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    out.push('"');
    for byte in bytes {
        out.push(char::from(DIGITS[usize::from(byte >> 4)]));
        out.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    out.push('"');
}

fn push_json_string(out: &mut String, text: &str) {
    out.push('"');
    let mut plain = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match byte {
            b'"' => "\\\"",
            b'\\' => "\\\\",
            0..=0x1f => "",
            _ => continue,
        };
        out.push_str(&text[plain..at]);
        if escape.is_empty() {
            let _ = write!(out, "\\u{byte:04x}");
        } else {
            out.push_str(escape);
        }
        plain = at + 1;
    }
    out.push_str(&text[plain..]);
    out.push('"');
}
