//! What happened to datasets, records and responses, for those who watch them.
//!
//! Whoever writes notes what happens in the transaction (`Noted`); it becomes a row for each
//! dataset and kind, written last. Readers ask for what has become visible since their
//! [`Position`], which is a snapshot and no number: on PostgreSQL rows become visible in another
//! order than they were written in, and none is missed that way, also while a transaction runs for
//! long. On SQLite, where writers take turns, it is the number of the last row.

mod noted;
mod position;
mod read;
mod watch;

pub(crate) use noted::Noted;
pub use position::{NoPosition, Position, position};
pub use read::{Event, Since, delete_old, since};
pub use watch::{Progress, Viewer, progress, viewers};

/// How many records are named by one event.
pub const RECORDS_NAMED: usize = 100;

/// What happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Records were made.
    RecordsCreated,
    /// Records were changed, or what is suggested for them.
    RecordsUpdated,
    /// Records were deleted.
    RecordsDeleted,
    /// Responses of one user were written or deleted.
    Responses,
    /// Records became completed or pending without any of these.
    Progress,
    /// Fields, questions, metadata properties or vectors settings changed.
    Settings,
    /// The guidelines changed.
    Guidelines,
    /// A dataset was made.
    DatasetCreated,
    /// A dataset was changed.
    DatasetUpdated,
    /// A dataset was published.
    DatasetPublished,
    /// A dataset was deleted.
    DatasetDeleted,
}

impl Kind {
    /// Every kind with its name.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("records.created", Self::RecordsCreated),
        ("records.updated", Self::RecordsUpdated),
        ("records.deleted", Self::RecordsDeleted),
        ("responses", Self::Responses),
        ("progress", Self::Progress),
        ("settings", Self::Settings),
        ("guidelines", Self::Guidelines),
        ("dataset.created", Self::DatasetCreated),
        ("dataset.updated", Self::DatasetUpdated),
        ("dataset.published", Self::DatasetPublished),
        ("dataset.deleted", Self::DatasetDeleted),
    ];

    /// Its name.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        Self::WORDS.iter().find(|(_, kind)| *kind == self).map_or("", |(word, _)| word)
    }

    /// The kind with a name, if there is one.
    fn parse(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(w, _)| *w == word).map(|(_, kind)| *kind)
    }

    /// Whether counts of the dataset may be others afterwards.
    #[must_use]
    pub fn changes_counts(self) -> bool {
        matches!(
            self,
            Self::RecordsCreated
                | Self::RecordsDeleted
                | Self::RecordsUpdated
                | Self::Responses
                | Self::Progress
                | Self::DatasetPublished
        )
    }
}
