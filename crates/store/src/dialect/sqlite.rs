//! SQLite: one writer, many readers.

use std::fmt::Write as _;
use std::path::Path;
use std::time::Duration;

use sqlx::ConnectOptions as _;
use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};

pub(crate) use super::sqlite_readers::{Pace, Reader, Readers};
pub(crate) use super::sqlite_writer::{RELEASE, Transaction, Writer};
use super::sqlite_writer::{check_writable, explain};
use crate::error::Result;
use crate::rows::{Column, Rows};

/// How long a statement waits for another process that writes.
pub(super) const BUSY_TIMEOUT: Duration = Duration::from_secs(20);

/// Page cache of the writer, in negative KiB: what is written again and again until the commit.
const WRITER_CACHE: &str = "-16384";
/// Page cache of each reader. Small, for there are many: the system's own cache is behind it.
pub(super) const READER_CACHE: &str = "-2048";

/// How many pages the log has before they are moved to the file: 16 MiB. Pages that many transactions
/// change, which most pages of indexes are, are moved once.
const CHECKPOINT_PAGES: &str = "4000";
/// How many readers there may be for each processor, from [`READERS_MIN`] on: with more, all of them
/// take longer, and each has a cache.
const READERS_PER_PROCESSOR: usize = 2;
const READERS_MIN: usize = 8;

/// How many readers there are beside them that give way: more would not be quicker together.
const PATIENT_READERS: usize = 4;

/// All connections to a file.
#[derive(Debug, Clone)]
pub(crate) struct Connections {
    pub(crate) writer: Writer,
    pub(crate) readers: Readers,
    /// For what takes long.
    pub(crate) patient: Readers,
}

/// Opens the writer, and readers, at most `readers_max` of either kind.
pub(crate) async fn open(path: &Path, readers_max: u32) -> Result<Connections> {
    let folder = path.parent().unwrap_or(Path::new(""));
    let (connection, options) = match open_writer(path).await {
        Ok(opened) => opened,
        Err(cause) => return Err(explain(folder, cause).await),
    };
    // Opening may need to write nothing; that something can be written is better known now.
    check_writable(folder).await?;
    let processors = std::thread::available_parallelism().map_or(1, usize::from);
    let enough = READERS_MIN.max(READERS_PER_PROCESSOR * processors);
    let readers_max = usize::try_from(readers_max).unwrap_or(usize::MAX);
    let readers = |pace, enough| Readers::new(options.clone(), pace, readers_max.min(enough));
    Ok(Connections {
        writer: Writer::new(connection, folder.to_owned()),
        readers: readers(Pace::Ordinary, enough),
        patient: readers(Pace::Patient, PATIENT_READERS),
    })
}

/// The connection that writes, and how to open one that reads.
async fn open_writer(path: &Path) -> Result<(SqliteConnection, SqliteConnectOptions)> {
    let options = SqliteConnectOptions::new()
        .filename(path)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        // FULL, not NORMAL: what was acknowledged survives power loss. Group commit pays for it.
        .synchronous(SqliteSynchronous::Full)
        .busy_timeout(BUSY_TIMEOUT)
        .foreign_keys(true)
        .pragma("temp_store", "memory")
        .pragma("cache_size", WRITER_CACHE)
        .pragma("wal_autocheckpoint", CHECKPOINT_PAGES)
        .statement_cache_capacity(256)
        // A page of results crosses from the thread of the connection in one go.
        .row_buffer_size(1024);
    let options = super::quiet(options);
    let mut connection = options.connect().await?;
    crate::migrations::sqlite(&mut connection).await?;
    let options = options
        .create_if_missing(false)
        .pragma("query_only", "on")
        .pragma("cache_size", READER_CACHE);
    Ok((connection, options))
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
