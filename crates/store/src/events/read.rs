//! What happened since a position, and for how long it is kept.

use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::Timestamp;

use super::{Kind, Position};
use crate::error::{Error, Result};
use crate::json::from_json;
use crate::rows::Rows;
use crate::server_settings;
use crate::tx::{Statement, Tx, args};

/// Server setting: the last number of an event that was deleted.
const FORGOTTEN: &str = "events_forgotten";

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
    /// The first of these, at most [`RECORDS_NAMED`](super::RECORDS_NAMED).
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
