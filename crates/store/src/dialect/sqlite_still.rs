//! A SQLite file that is only looked at: nothing is written, not even what SQLite itself keeps beside
//! its file.

use std::ffi::OsString;
use std::fs::Metadata;
use std::io;
use std::path::{Path, PathBuf};
use std::time::SystemTime;

use sqlx::sqlite::SqliteConnectOptions;

use super::sqlite::{BUSY_TIMEOUT, READER_CACHE};
use super::sqlite_readers::{Pace, Readers};
use crate::error::{Error, Result};

/// How many connections look at the file.
const READERS: usize = 2;

/// A file that is looked at.
#[derive(Debug, Clone)]
pub(crate) struct Still {
    pub(crate) readers: Readers,
    path: PathBuf,
    /// What the file was like, if nobody used it when it was opened. It is read without locks then.
    alone: Option<(u64, Option<SystemTime>)>,
}

impl Still {
    /// Opens a file that is there.
    pub(crate) fn open(path: &Path) -> Result<Self> {
        let unreachable = |cause: io::Error| match cause.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => {
                Error::Unusable(format!("there is no database at {}", path.display()))
            }
            _ => Error::Unreachable(format!("{}: {cause}", path.display())),
        };
        // SQLite keeps its log beside the file that a link leads to.
        let path = path.canonicalize().map_err(unreachable)?;
        let found = path.metadata().map_err(unreachable)?;
        if !found.is_file() || found.len() == 0 {
            let what = if found.is_file() { "the file is empty" } else { "that is no file" };
            let text = format!("there is no database at {}: {what}", path.display());
            return Err(Error::Unusable(text));
        }
        let alone = (!is_in_use(&path)).then(|| stamp(&found));
        let options = SqliteConnectOptions::new()
            .filename(&path)
            .read_only(true)
            // Otherwise SQLite makes files of its own, which it needs only where others write.
            .immutable(alone.is_some())
            .busy_timeout(BUSY_TIMEOUT)
            .pragma("temp_store", "memory")
            .pragma("query_only", "on")
            .pragma("cache_size", READER_CACHE);
        let readers = Readers::new(super::quiet(options), Pace::Ordinary, READERS);
        Ok(Self { readers, path, alone })
    }

    /// Whether all that was read was of one state, where no lock saw to that.
    ///
    /// # Errors
    /// Somebody has begun to use the file.
    pub(crate) fn check_still(&self) -> Result<()> {
        let Some(stamp_then) = self.alone else { return Ok(()) };
        let is_same = self.path.metadata().is_ok_and(|found| stamp(&found) == stamp_then);
        if is_same && !is_in_use(&self.path) {
            return Ok(());
        }
        let path = self.path.display();
        Err(Error::Unusable(format!("{path} came into use while it was read: try again")))
    }

    /// Why the file could not be read, if it is because SQLite's log of it is there and may only be
    /// read.
    pub(crate) fn explain(&self, cause: Error) -> Error {
        if self.alone.is_some() || !matches!(cause, Error::ReadOnly(_) | Error::Unreachable(_)) {
            return cause;
        }
        let (path, log) = (self.path.display(), beside(&self.path, "-wal"));
        Error::Unusable(format!(
            "{path} cannot be read together with its log {}, to which nothing can be written here \
             ({cause}): copy both to where that is possible",
            log.display()
        ))
    }
}

/// Whether SQLite has a log of the file, as it has while any process uses it or after one was killed.
fn is_in_use(path: &Path) -> bool {
    let log = beside(path, "-wal").metadata();
    log.is_ok_and(|log| log.len() > 0 || beside(path, "-shm").exists())
}

fn stamp(found: &Metadata) -> (u64, Option<SystemTime>) {
    (found.len(), found.modified().ok())
}

/// The file of this name and an ending.
fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(ending);
    name.into()
}
