//! Responses: what annotators say of records, one per annotator and record.
//!
//! Every write counts the status of its record anew and notes the dataset's activity, in its own
//! transaction. It answers what events need: the response and its record as they are then. What was
//! written is kept in the `history`.

mod bulk;
mod history;
mod rows;

use std::collections::HashMap;

use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::checker::Checker;
use variorum_schema::records::Record;
use variorum_schema::responses::{
    BasedOn, Response, ResponseCreate, ResponseStatus, ResponseUpdate, ResponseValues,
};
use variorum_schema::users::User;
use variorum_schema::{Timestamp, json};

use self::history::HistoryRows;
use crate::counts::Head;
use crate::datasets::{self, Recounted};
use crate::dialect::locks;
use crate::error::{Error, Result};
use crate::events::Kind;
use crate::json::{from_json, to_json};
use crate::records::index::{ResponseValueRows, response_values_deletion};
use crate::records::status::{self, recount};
use crate::records::{self, Located, Parts, fields_of, raw};
use crate::rows::Rows;
use crate::settings::StoredSettings;
use crate::stored::Stored;
use crate::tx::{Found, Statement, Tx, args};

pub use bulk::{BulkItem, NotWritten, upsert_many};
pub use history::{HistoryPage, history};
pub(crate) use rows::{NewResponse, ResponseRows, index};

/// Unique constraint on record and annotator.
pub const ANNOTATOR: &str = "responses.record, responses.annotator";

/// A response and what it belongs to.
#[derive(Debug, Clone)]
pub struct LocatedResponse {
    /// The response.
    pub response: Stored<Response>,
    /// Key of its author.
    pub annotator: i64,
    /// Its record.
    pub record: Located,
}

/// A response that was written or deleted.
#[derive(Debug, Clone)]
pub struct Written {
    /// The response as it is now, or was when it was deleted.
    pub response: Stored<Response>,
    /// Its record as it is now, without what belongs to it.
    pub record: Stored<Record>,
    /// Whether the response was not there before.
    pub is_new: bool,
}

/// For a query over `responses` and `users`.
pub(crate) const RESPONSE_COLUMNS: &str = "responses.seq, responses.id, responses.record, responses.annotator, responses.status, \
     responses.answers, users.id AS user_id, responses.inserted_at, responses.updated_at";

#[derive(FromRow)]
pub(crate) struct ResponseRow {
    seq: i64,
    id: Uuid,
    pub(crate) record: i64,
    annotator: i64,
    status: String,
    answers: Option<String>,
    user_id: Uuid,
    inserted_at: i64,
    updated_at: i64,
}

impl ResponseRow {
    /// The response with its key, of the record with this identity.
    fn stored(self, record_id: Uuid) -> Result<Stored<Response>> {
        Ok(Stored { seq: self.seq, item: self.of_record(record_id)? })
    }

    /// The response, of the record with this identity.
    pub(crate) fn of_record(self, record_id: Uuid) -> Result<Response> {
        Ok(Response {
            id: self.id,
            values: self.answers.map(|text| raw("responses", self.seq, text)).transpose()?,
            status: parse_status(&self.status)?,
            record_id,
            user_id: self.user_id,
            inserted_at: Timestamp(self.inserted_at),
            updated_at: Timestamp(self.updated_at),
        })
    }
}

/// The response with this identity.
///
/// # Errors
/// The database fails.
pub async fn by_id(tx: &mut Tx, id: Uuid) -> Result<Option<LocatedResponse>> {
    let sql = format!(
        "SELECT {RESPONSE_COLUMNS}, records.id AS record_id FROM responses \
         JOIN users ON users.seq = responses.annotator \
         JOIN records ON records.seq = responses.record WHERE responses.id = $1"
    );
    let found = tx.optional::<LocatedRow>(Statement::made(sql, args![id])).await?;
    let Some(LocatedRow { response: row, record_id }) = found else {
        return Ok(None);
    };
    let Some(record) = records::by_id(tx, record_id).await? else {
        return Ok(None);
    };
    let annotator = row.annotator;
    Ok(Some(LocatedResponse { response: row.stored(record_id)?, annotator, record }))
}

#[derive(FromRow)]
struct LocatedRow {
    #[sqlx(flatten)]
    response: ResponseRow,
    record_id: Uuid,
}

/// Stores the response of an annotator to a record. `settings` are those of the record's dataset,
/// [loaded for writing](crate::settings::load_for_write).
///
/// # Errors
/// [`Error::Refused`] when the settings do not accept it; [`Error::Taken`] for [`ANNOTATOR`];
/// [`Error::Changed`] when it is based on something else than what is stored, unless that is the
/// same; [`Error::Dangling`] when the record is gone.
pub async fn insert(
    tx: &mut Tx,
    settings: &StoredSettings,
    record: &Located,
    annotator: &Stored<User>,
    new: ResponseCreate,
) -> Result<Written> {
    let head = lock_one(tx, record).await?;
    if new.based_on.is_some() {
        let stored = responses_of(tx, annotator.seq, &[head.seq]).await?.remove(&head.seq);
        let stored = stored.map(|row| row.stored(record.record.id)).transpose()?;
        let given = (new.status, new.values.as_ref());
        if let Some(stored) = based_on(new.based_on, stored, given)? {
            if new.based_on == Some(Some(stored.updated_at)) {
                return Err(Error::Taken(ANNOTATOR.to_owned()));
            }
            // It was sent again because the answer was lost.
            return Ok(Written { response: stored, record: record.record.clone(), is_new: false });
        }
    }
    let checked = check(settings, record, new.values.as_ref(), new.status);
    if checked.is_err() && !responses_of(tx, annotator.seq, &[head.seq]).await?.is_empty() {
        return Err(Error::Taken(ANNOTATOR.to_owned()));
    }
    checked?;
    let now = tx.now();
    let mut rows = ResponseRows::default();
    let row = NewResponse {
        status: new.status,
        values: new.values.as_ref(),
        activity: new.activity.as_ref(),
    };
    let id = rows.push(settings, (head, annotator.seq), now, &row)?;
    let [insertion, values, history] = rows.insertion(tx, settings.dataset, Some(annotator.seq));
    let [status, activity] = finish(tx, record);
    let [inserted, _, _, status, _] =
        tx.batch([insertion, values, history, status, activity]).await?;
    let inserted: Option<(i64,)> = inserted.optional()?;
    let item = Response {
        id,
        values: new.values.as_ref().map(values_raw).transpose()?,
        status: new.status,
        record_id: record.record.id,
        user_id: annotator.id,
        inserted_at: now,
        updated_at: now,
    };
    let response = Stored { seq: inserted.ok_or(Error::Dangling)?.0, item };
    written(tx, record, status, response, true).await
}

/// Changes a response; its author stays its author. Its time of change moves when something
/// differs. `settings` are those of the record's dataset,
/// [loaded for writing](crate::settings::load_for_write).
///
/// # Errors
/// [`Error::Refused`] when the settings do not accept it; [`Error::Changed`] when it is based on
/// something else than what is stored, unless that is the same; [`Error::Dangling`] when it is gone.
pub async fn update(
    tx: &mut Tx,
    settings: &StoredSettings,
    located: &LocatedResponse,
    new: ResponseUpdate,
) -> Result<Written> {
    check(settings, &located.record, new.values.as_ref(), new.status)?;
    let head = lock_one(tx, &located.record).await?;
    let response = current(tx, located).await?;
    let given = (new.status, new.values.as_ref());
    let mut response = match new.based_on {
        None => response,
        said => based_on(said, Some(response), given)?.ok_or(Error::Dangling)?,
    };
    let [mut change, mut deletion, mut values, mut history] = [None, None, None, None];
    if !is_same(&response, given)? {
        let key = (settings.dataset, located.annotator);
        tx.changes.response(key, head, response.item.status, -1);
        tx.changes.response(key, head, new.status, 1);
        tx.events.response(settings.dataset, located.annotator, head.seq);
        response.item.status = new.status;
        response.item.values = new.values.as_ref().map(values_raw).transpose()?;
        response.item.updated_at = tx.now();
        change = Some(changed(&response));
        let key = (located.record.record.seq, located.annotator);
        deletion = response_values_deletion(&[key]);
        let mut found_by = ResponseValueRows::default();
        index(settings, key, new.values.as_ref(), &mut found_by);
        values = found_by.insertion();
        let mut kept = HistoryRows::default();
        kept.push(key, new.activity.as_ref());
        history = kept.statement(tx, settings.dataset, tx.writer);
    }
    let [status, activity] = finish(tx, &located.record);
    let [.., status, _] = tx.batch([change, deletion, values, history, status, activity]).await?;
    written(tx, &located.record, status, response, false).await
}

/// The response as it is now that its record is locked.
async fn current(tx: &mut Tx, located: &LocatedResponse) -> Result<Stored<Response>> {
    let sql = format!(
        "SELECT {RESPONSE_COLUMNS} FROM responses JOIN users ON users.seq = responses.annotator \
         WHERE responses.seq = $1"
    );
    let args = args![located.response.seq];
    let row = tx.optional::<ResponseRow>(Statement::made(sql, args)).await?;
    row.ok_or(Error::Dangling)?.stored(located.record.record.id)
}

/// The stored response, if what a write is based on is that one (or none), or it is what is to be
/// written anyway.
///
/// # Errors
/// [`Error::Changed`] with the stored one when it is another.
fn based_on(
    said: BasedOn,
    stored: Option<Stored<Response>>,
    given: (ResponseStatus, Option<&ResponseValues>),
) -> Result<Option<Stored<Response>>> {
    let Some(said) = said else { return Ok(stored) };
    match stored {
        None if said.is_none() => Ok(None),
        Some(stored) if said == Some(stored.updated_at) || is_same(&stored, given)? => {
            Ok(Some(stored))
        }
        other => Err(Error::Changed(other.map(|stored| Box::new(stored.item)))),
    }
}

/// Whether a response has this status and these values, in whatever order.
fn is_same(
    response: &Stored<Response>,
    (status, values): (ResponseStatus, Option<&ResponseValues>),
) -> Result<bool> {
    if status != response.status {
        return Ok(false);
    }
    match (&response.values, values) {
        (None, None) => Ok(true),
        (Some(stored), Some(values)) => {
            let stored: serde_json::Value = from_json("responses", response.seq, stored.get())?;
            Ok(ResponseValues::from_json(stored) == *values)
        }
        _ => Ok(false),
    }
}

/// The responses of a user to records, by key of the record.
async fn responses_of(
    tx: &mut Tx,
    annotator: i64,
    seqs: &[i64],
) -> Result<HashMap<i64, ResponseRow>> {
    let sql = format!(
        "SELECT {RESPONSE_COLUMNS} FROM {{rows}} CROSS JOIN responses \
         JOIN users ON users.seq = responses.annotator \
         WHERE responses.record = r.seq AND responses.annotator = $1"
    );
    let rows = Rows::seqs(seqs.iter().copied());
    let found: Vec<ResponseRow> = tx.all(Statement::made(sql, args![annotator]).rows(rows)).await?;
    Ok(found.into_iter().map(|row| (row.record, row)).collect())
}

fn changed(response: &Stored<Response>) -> Statement {
    let sql = "UPDATE responses SET status = $2, answers = $3, updated_at = $4 WHERE seq = $1";
    let answers = response.values.as_ref().map(|values| values.get().to_owned());
    let args = args![response.seq, response.status.as_str(), answers, response.updated_at.0];
    Statement::new(sql, args)
}

/// Deletes a response. Its author stays among those who answered in the dataset.
///
/// # Errors
/// [`Error::Changed`] when another is meant than the stored one; [`Error::Dangling`] when the
/// dataset, the record or the response is gone.
pub async fn delete(tx: &mut Tx, located: &LocatedResponse, meant: BasedOn) -> Result<Written> {
    datasets::by_seq_for_write(tx, located.record.dataset).await?.ok_or(Error::Dangling)?;
    let head = lock_one(tx, &located.record).await?;
    let response = current(tx, located).await?;
    if meant.is_some_and(|meant| meant != Some(response.updated_at)) {
        return Err(Error::Changed(Some(Box::new(response.item))));
    }
    let key = (located.record.dataset, located.annotator);
    tx.changes.response(key, head, response.status, -1);
    tx.events.response(located.record.dataset, located.annotator, head.seq);
    let history = history::deletion(tx, located.record.dataset, response.seq);
    let deletion = Statement::new("DELETE FROM responses WHERE seq = $1", args![response.seq]);
    let values = response_values_deletion(&[(located.record.record.seq, located.annotator)]);
    let [status, activity] = finish(tx, &located.record);
    let statements = [Some(history), Some(deletion), values, status, activity];
    let [.., status, _] = tx.batch(statements).await?;
    written(tx, &located.record, status, response, false).await
}

/// Deletes all responses of a user and counts the status of their records anew, as is due before
/// the user is deleted. The records whose status changed, in order of insertion.
///
/// # Errors
/// The database fails.
pub async fn delete_all_of(tx: &mut Tx, user: i64) -> Result<Vec<Recounted>> {
    // In this order no response of the user can come in meanwhile, and no dataset be recounted.
    for sql in [
        "SELECT seq FROM users WHERE seq = $1 FOR UPDATE",
        "SELECT seq FROM datasets \
         WHERE seq IN (SELECT dataset FROM responses WHERE annotator = $1) \
         ORDER BY seq FOR KEY SHARE",
    ] {
        locks::hold(tx, sql, user).await?;
    }
    let sql = "SELECT record, dataset FROM responses WHERE annotator = $1";
    let found: Vec<(i64, i64)> = tx.all(Statement::new(sql, args![user])).await?;
    for (_, dataset) in &found {
        tx.events.dataset(*dataset, Kind::Progress);
    }
    let seqs: Vec<i64> = found.into_iter().map(|(seq, _)| seq).collect();
    let locked = records::lock(tx, &seqs).await?;
    for sql in [
        "DELETE FROM response_values WHERE annotator = $1",
        "DELETE FROM responses WHERE annotator = $1",
        "DELETE FROM response_counts WHERE annotator = $1",
    ] {
        tx.execute(Statement::new(sql, args![user])).await?;
    }
    let seqs: Vec<i64> = locked.into_iter().map(|head| head.seq).collect();
    recount(tx, &seqs).await
}

fn check(
    settings: &StoredSettings,
    record: &Located,
    values: Option<&ResponseValues>,
    status: ResponseStatus,
) -> Result<()> {
    let checker = Checker::new(&settings.settings);
    let fields = checker.has_span_questions().then(|| fields_of(&record.record)).transpose()?;
    Ok(checker.response(values, status, fields.as_ref())?)
}

/// Keeps others from writing this record, which was read in this transaction, or its responses.
async fn lock_one(tx: &mut Tx, record: &Located) -> Result<Head> {
    if tx.is_alone() {
        // Nobody else can have written since it was read.
        return Ok(record.head());
    }
    records::lock(tx, &[record.record.seq]).await?.pop().ok_or(Error::Dangling)
}

/// What every write ends with: the status of the record, and the time of activity.
fn finish(tx: &Tx, located: &Located) -> [Option<Statement>; 2] {
    let status = status::statement(tx, &[located.record.seq]);
    [Some(status), Some(datasets::activity(tx, located.dataset))]
}

/// What was written, with what [counting](finish) the status found.
async fn written(
    tx: &mut Tx,
    located: &Located,
    status: Found,
    response: Stored<Response>,
    is_new: bool,
) -> Result<Written> {
    let recounted = status::note(tx, status.all()?)?.pop();
    let record = if tx.is_alone() {
        // As it was read in this transaction, but for what was changed just now.
        let mut record = located.record.clone();
        if let Some(recounted) = recounted {
            record.item.status = recounted.status;
            record.item.updated_at = tx.now();
        }
        record
    } else {
        let seqs = [located.record.seq];
        let mut records = records::load_stored(tx, &seqs, &Parts::default()).await?;
        records.pop().ok_or(Error::Dangling)?
    };
    Ok(Written { response, record, is_new })
}

pub(crate) fn parse_status(word: &str) -> Result<ResponseStatus> {
    ResponseStatus::parse(word)
        .ok_or_else(|| Error::corrupt("responses", format!("status `{word}`")))
}

/// The stored form of values.
fn values_raw(values: &ResponseValues) -> Result<json::Raw> {
    raw("responses", 0, to_json("responses", values)?)
}
