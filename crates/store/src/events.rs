//! What happened to datasets, records and responses, for those who watch them.
//!
//! Whoever writes notes what happens in the transaction (`Noted`); it becomes a row for each
//! dataset and kind, written last. Readers ask for what has become visible since their
//! [`Position`], which is a snapshot and no number: on PostgreSQL rows become visible in another
//! order than they were written in, and none is missed that way, also while a transaction runs for
//! long. On SQLite, where writers take turns, it is the number of the last row.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::fmt;
use std::str::FromStr;

use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::datasets::DatasetStatus;
use variorum_schema::users::Role;

use crate::datasets::parse_status;
use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::json::from_json;
use crate::progress::ResponseCounts;
use crate::rows::{Column, Rows};
use crate::server_settings;
use crate::tx::{Statement, Tx, args};

/// How many records are named by one event.
pub const RECORDS_NAMED: usize = 100;
/// Server setting: the last number of an event that was deleted.
const FORGOTTEN: &str = "events_forgotten";

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

/// What a transaction has done and not yet told.
#[derive(Debug, Default)]
pub(crate) struct Noted(BTreeMap<(i64, Kind, Option<i64>), Things>);

#[derive(Debug, Default)]
struct Things {
    /// Keys of records that are still there.
    records: BTreeSet<i64>,
    /// Identities of records that are not.
    deleted: BTreeSet<Uuid>,
    /// The dataset and its workspace, where it is no longer there.
    place: Option<(Uuid, i64)>,
}

impl Noted {
    /// Something happened to a dataset.
    pub(crate) fn dataset(&mut self, dataset: i64, kind: Kind) {
        self.0.entry((dataset, kind, None)).or_default();
    }

    /// A dataset is deleted; whatever else happened to it is of no interest.
    pub(crate) fn dataset_deleted(&mut self, dataset: i64, id: Uuid, workspace: i64) {
        self.0.retain(|(of, ..), _| *of != dataset);
        let things = self.0.entry((dataset, Kind::DatasetDeleted, None)).or_default();
        things.place = Some((id, workspace));
    }

    /// Something happened to records that are there.
    pub(crate) fn records(
        &mut self,
        dataset: i64,
        kind: Kind,
        seqs: impl IntoIterator<Item = i64>,
    ) {
        let mut seqs = seqs.into_iter().peekable();
        if seqs.peek().is_some() {
            self.0.entry((dataset, kind, None)).or_default().records.extend(seqs);
        }
    }

    /// Records are deleted.
    pub(crate) fn records_deleted(&mut self, dataset: i64, ids: impl IntoIterator<Item = Uuid>) {
        self.0.entry((dataset, Kind::RecordsDeleted, None)).or_default().deleted.extend(ids);
    }

    /// The response of an annotator to a record was written or deleted.
    pub(crate) fn response(&mut self, dataset: i64, annotator: i64, record: i64) {
        let key = (dataset, Kind::Responses, Some(annotator));
        self.0.entry(key).or_default().records.insert(record);
    }

    /// What tells it, if there is anything.
    pub(crate) fn statement(self, now: Timestamp, dialect: Dialect) -> Option<Statement> {
        if self.0.is_empty() {
            return None;
        }
        let ids = format!(
            "(SELECT {} FROM records WHERE {})",
            dialect.json_list_of(&dialect.id_text("records.id")),
            dialect.is_one_of("records.seq", "r.records", "bigint")
        );
        let sql = format!(
            "INSERT INTO events \
             (kind, dataset, dataset_id, workspace, annotator, things, ids, written_at) \
             SELECT r.kind, r.dataset, COALESCE(r.dataset_id, d.id), \
             COALESCE(r.workspace, d.workspace), r.annotator, r.things, \
             COALESCE(r.ids, {ids}), $1 \
             FROM {{rows}} LEFT JOIN datasets AS d ON d.seq = r.dataset \
             WHERE COALESCE(r.workspace, d.workspace) IS NOT NULL ORDER BY r.place"
        );
        Some(Statement::made(sql, args![now.0]).rows(self.rows(dialect)))
    }

    fn rows(&self, dialect: Dialect) -> Rows {
        let records = |(key, things): (&(i64, Kind, Option<i64>), &Things)| {
            let is_named = key.1 != Kind::RecordsCreated && !things.records.is_empty();
            let first = things.records.iter().take(RECORDS_NAMED).map(ToString::to_string);
            is_named.then(|| dialect.list(first))
        };
        let ids = |things: &Things| {
            let ids = things.deleted.iter().take(RECORDS_NAMED).map(|id| format!("\"{id}\""));
            let ids = ids.collect::<Vec<_>>().join(",");
            (!ids.is_empty()).then(|| format!("[{ids}]"))
        };
        let count = |things: &Things| (things.records.len() + things.deleted.len()) as i64;
        let (keys, all) = (self.0.keys(), self.0.values());
        Rows::default()
            .with("place", (0_i64..).take(self.0.len()).collect())
            .with("kind", keys.clone().map(|key| key.1.as_str().to_owned()).collect())
            .with("dataset", keys.clone().map(|key| key.0).collect())
            .with("annotator", keys.map(|key| key.2).collect())
            .with("dataset_id", all.clone().map(|things| things.place.map(|at| at.0)).collect())
            .with("workspace", all.clone().map(|things| things.place.map(|at| at.1)).collect())
            .with("things", all.clone().map(count).collect())
            .with("records", Column::Text(self.0.iter().map(records).collect()))
            .with("ids", Column::Text(all.map(ids).collect()))
    }
}

/// How far somebody has seen what happened: all below a number, and all below another one but a few.
/// Of PostgreSQL it is a snapshot, as that writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    below: i64,
    until: i64,
    missing: Vec<i64>,
}

impl Position {
    /// Whether the event with this number was there.
    #[must_use]
    pub fn has_seen(&self, number: i64) -> bool {
        number < self.below || (number < self.until && !self.missing.contains(&number))
    }

    /// Whether this is no later than another.
    fn is_within(&self, other: &Self) -> bool {
        self.until <= other.until
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:", self.below, self.until)?;
        for (at, number) in self.missing.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(f, "{comma}{number}")?;
        }
        Ok(())
    }
}

/// The text is no position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no position among the events")]
pub struct NoPosition;

impl FromStr for Position {
    type Err = NoPosition;

    fn from_str(text: &str) -> Result<Self, NoPosition> {
        let number = |text: &str| text.parse::<i64>().map_err(|_| NoPosition);
        let mut parts = text.splitn(3, ':');
        let mut next = || parts.next().ok_or(NoPosition);
        let (below, until) = (number(next()?)?, number(next()?)?);
        let missing = next()?.split(',').filter(|text| !text.is_empty()).map(number);
        let missing = missing.collect::<Result<Vec<_>, _>>()?;
        Ok(Self { below, until, missing })
    }
}

/// Something that happened.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Event {
    /// By which a [`Position`] tells whether it was seen.
    pub number: i64,
    /// What happened.
    pub kind: Kind,
    /// Key of the dataset, which may be gone.
    pub dataset: i64,
    /// Identity of the dataset.
    pub dataset_id: Uuid,
    /// Key of its workspace.
    pub workspace: i64,
    /// Whose responses it is about, if it is about responses.
    pub annotator: Option<i64>,
    /// How many records it is about.
    pub count: i64,
    /// The first of these, at most [`RECORDS_NAMED`].
    pub records: Vec<Uuid>,
    /// When it happened.
    pub written_at: Timestamp,
}

#[derive(FromRow)]
struct EventRow {
    seq: i64,
    number: i64,
    kind: String,
    dataset: i64,
    dataset_id: Uuid,
    workspace: i64,
    annotator: Option<i64>,
    things: i64,
    ids: Option<String>,
    written_at: i64,
}

impl TryFrom<EventRow> for Event {
    type Error = Error;

    fn try_from(row: EventRow) -> Result<Self> {
        let kind = Kind::parse(&row.kind)
            .ok_or_else(|| Error::corrupt("events", format!("kind `{}`", row.kind)))?;
        let ids = row.ids.map(|text| from_json("events", row.seq, &text)).transpose()?;
        Ok(Self {
            number: row.number,
            kind,
            dataset: row.dataset,
            dataset_id: row.dataset_id,
            workspace: row.workspace,
            annotator: row.annotator,
            count: row.things,
            records: ids.unwrap_or_default(),
            written_at: Timestamp(row.written_at),
        })
    }
}

/// How far this transaction sees.
///
/// # Errors
/// The database fails.
pub async fn position(tx: &mut Tx) -> Result<Position> {
    let snapshot = Statement::new(tx.dialect().snapshot(), args![]);
    let (text,): (String,) = tx.one(snapshot).await?;
    text.parse().map_err(|_| Error::corrupt("events", format!("snapshot `{text}`")))
}

/// What was found after a position.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Since {
    /// Everything, in the order of writing.
    All(Vec<Event>),
    /// Something is not there any more, or it is more than was asked for.
    Lost,
}

/// What has become visible after a position until `now`, where this transaction is; at most
/// `events_max`.
///
/// # Errors
/// The database fails.
pub async fn since(
    tx: &mut Tx,
    before: &Position,
    now: &Position,
    events_max: usize,
) -> Result<Since> {
    if !before.is_within(now) || !before.has_seen(forgotten(tx).await?) {
        return Ok(Since::Lost);
    }
    let number = tx.dialect().number_of_event();
    let columns = format!(
        "events.seq, events.{number} AS number, events.kind, events.dataset, events.dataset_id, \
         events.workspace, events.annotator, events.things, events.ids, events.written_at"
    );
    let sql = format!(
        "SELECT {columns} FROM events WHERE events.{number} >= $1 \
         UNION ALL SELECT {columns} FROM {{rows}} CROSS JOIN events \
         WHERE events.{number} = r.number AND events.{number} < $1 ORDER BY seq LIMIT $2"
    );
    let rows = Rows::default().with("number", before.missing.iter().copied().collect());
    let limit = i64::try_from(events_max).unwrap_or(i64::MAX).saturating_add(1);
    let statement = Statement::made(sql, args![before.until, limit]).rows(rows);
    let found: Vec<EventRow> = tx.all(statement).await?;
    if found.len() > events_max {
        return Ok(Since::Lost);
    }
    // A database that was restored elsewhere may hold numbers that are yet to come.
    let found = found.into_iter().filter(|row| row.number < now.until);
    Ok(Since::All(found.map(Event::try_from).collect::<Result<_>>()?))
}

/// The last number of an event that was deleted.
async fn forgotten(tx: &mut Tx) -> Result<i64> {
    let text = server_settings::get(tx, FORGOTTEN).await?;
    Ok(text.and_then(|text| text.parse().ok()).unwrap_or(i64::MIN))
}

/// Deletes at most `events_max` events that were written before `before`, or that come before the
/// last `kept`; how many there were.
///
/// # Errors
/// The database fails.
pub async fn delete_old(tx: &mut Tx, before: Timestamp, kept: i64, events_max: u32) -> Result<u64> {
    let number = tx.dialect().number_of_event();
    let sql = format!(
        "DELETE FROM events WHERE seq IN (SELECT seq FROM events WHERE written_at < $1 \
         OR seq <= (SELECT MAX(seq) FROM events) - $2 ORDER BY seq LIMIT $3) RETURNING {number}"
    );
    let args = args![before.0, kept, i64::from(events_max)];
    let deleted: Vec<(i64,)> = tx.all(Statement::made(sql, args)).await?;
    if let Some(last) = deleted.iter().map(|(number,)| *number).max() {
        let last = last.max(forgotten(tx).await?);
        server_settings::set(tx, FORGOTTEN, &last.to_string()).await?;
    }
    Ok(deleted.len() as u64)
}

/// Somebody who watches, as far as it matters what he may see.
#[derive(Debug, Clone)]
pub struct Viewer {
    role: Role,
    workspaces: HashSet<i64>,
}

impl Viewer {
    /// Whether he may see what is in the workspace with this key.
    #[must_use]
    pub fn sees(&self, workspace: i64) -> bool {
        self.role == Role::Owner || self.workspaces.contains(&workspace)
    }
}

/// The users with these keys, those that are there.
///
/// # Errors
/// The database fails.
pub async fn viewers(tx: &mut Tx, users: &[i64]) -> Result<HashMap<i64, Viewer>> {
    let rows = || Rows::seqs(users.iter().copied());
    let sql = "SELECT users.seq, users.role FROM {rows} CROSS JOIN users WHERE users.seq = r.seq";
    let found: Vec<(i64, String)> = tx.all(Statement::new(sql, args![]).rows(rows())).await?;
    let mut viewers = HashMap::with_capacity(found.len());
    for (seq, role) in found {
        let role =
            Role::parse(&role).ok_or_else(|| Error::corrupt("users", format!("role `{role}`")))?;
        viewers.insert(seq, Viewer { role, workspaces: HashSet::new() });
    }
    let sql = "SELECT m.member, m.workspace FROM {rows} CROSS JOIN workspace_members AS m \
               WHERE m.member = r.seq";
    let found: Vec<(i64, i64)> = tx.all(Statement::new(sql, args![]).rows(rows())).await?;
    for (member, workspace) in found {
        if let Some(viewer) = viewers.get_mut(&member) {
            viewer.workspaces.insert(workspace);
        }
    }
    Ok(viewers)
}

/// How far a dataset has come, for all who watch it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// Number of records with enough submitted responses.
    pub completed: i64,
    /// Number of all others.
    pub pending: i64,
    /// Responses of everybody who ever answered, by key of the user.
    pub responses: HashMap<i64, ResponseCounts>,
}

/// How far the datasets with these keys have come, those that are there. A draft counts nothing.
///
/// # Errors
/// The database fails.
pub async fn progress(tx: &mut Tx, datasets: &[i64]) -> Result<HashMap<i64, Progress>> {
    let rows = || Rows::seqs(datasets.iter().copied());
    let sql = "SELECT d.seq, d.status, c.completed, c.pending FROM {rows} \
               CROSS JOIN datasets AS d LEFT JOIN record_counts AS c \
               ON c.dataset = d.seq AND c.part = 1 WHERE d.seq = r.seq";
    let found: Vec<(i64, String, Option<i64>, Option<i64>)> =
        tx.all(Statement::new(sql, args![]).rows(rows())).await?;
    let mut all = HashMap::with_capacity(found.len());
    let mut drafts = HashSet::new();
    for (seq, status, completed, pending) in found {
        let progress = match parse_status(&status)? {
            DatasetStatus::Draft => {
                drafts.insert(seq);
                Progress::default()
            }
            DatasetStatus::Ready => Progress {
                completed: completed.unwrap_or(0),
                pending: pending.unwrap_or(0),
                responses: HashMap::new(),
            },
        };
        all.insert(seq, progress);
    }
    let sql = "SELECT c.dataset, c.annotator, c.pending_submitted + c.completed_submitted, \
               c.pending_discarded + c.completed_discarded, c.pending_draft + c.completed_draft \
               FROM {rows} CROSS JOIN response_counts AS c WHERE c.dataset = r.seq AND c.part = 1";
    let found: Vec<(i64, i64, i64, i64, i64)> =
        tx.all(Statement::new(sql, args![]).rows(rows())).await?;
    for (dataset, annotator, submitted, discarded, draft) in found {
        if let Some(progress) = all.get_mut(&dataset).filter(|_| !drafts.contains(&dataset)) {
            let counts = ResponseCounts { submitted, discarded, draft };
            progress.responses.insert(annotator, counts);
        }
    }
    Ok(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_what_was_visible() {
        let position: Position = "10:20:10,14".parse().unwrap();
        assert_eq!(position.to_string(), "10:20:10,14");
        for (number, is_seen) in [(9, true), (10, false), (11, true), (14, false), (20, false)] {
            assert_eq!(position.has_seen(number), is_seen, "{number}");
        }
        assert_eq!("5:5:".parse::<Position>().unwrap().to_string(), "5:5:");
        for wrong in ["", "1", "1:2", "a:1:", "1:2:x", "1:2:3,,b"] {
            assert_eq!(wrong.parse::<Position>(), Err(NoPosition), "{wrong}");
        }
    }
}
