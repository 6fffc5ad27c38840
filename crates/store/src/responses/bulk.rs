//! Many responses of one annotator at once, each on its own.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use uuid::Uuid;
use variorum_schema::Refusal;
use variorum_schema::activity::Activity;
use variorum_schema::checker::Checker;
use variorum_schema::responses::{BasedOn, Response, ResponseStatus, ResponseValues};
use variorum_schema::users::User;

use super::{NewResponse, ResponseRows, Written, based_on, responses_of};
use crate::counts::Head;
use crate::datasets;
use crate::error::{Error, Result};
use crate::records::status::recount;
use crate::records::{self, Located, Parts, fields_of};
use crate::settings::StoredSettings;
use crate::stored::Stored;
use crate::tx::Tx;

/// A response to be made, or to be put in place of the one that is there.
#[derive(Debug, Clone)]
pub struct BulkItem<'a> {
    /// The record.
    pub record: Located,
    /// The settings of its dataset, [loaded for writing](crate::settings::load_for_write).
    pub settings: &'a StoredSettings,
    /// Draft, submitted or discarded.
    pub status: ResponseStatus,
    /// The answers.
    pub values: Option<ResponseValues>,
    /// What it is based on, where that is said.
    pub based_on: BasedOn,
    /// How it came about, where that is said.
    pub activity: Option<Activity>,
}

/// Why a response of several was not written.
#[derive(Debug, Clone, thiserror::Error)]
pub enum NotWritten {
    /// A rule refuses it.
    #[error("{0}")]
    Refused(#[from] Refusal),
    /// The stored response is another than the one that it is based on, or is gone.
    #[error("the response was changed meanwhile")]
    Changed(Option<Box<Response>>),
}

/// Stores responses of one annotator, in order. An item that is refused leaves the others alone.
/// The settings of several datasets must have been loaded in the order of their keys.
///
/// # Errors
/// The database fails; nothing may be committed then.
pub async fn upsert_many(
    tx: &mut Tx,
    annotator: &Stored<User>,
    items: Vec<BulkItem<'_>>,
) -> Result<Vec<Result<Written, NotWritten>>> {
    let mut outcomes = check(&items)?;
    let mut waiting: Vec<usize> = (0..items.len()).filter(|at| outcomes[*at].is_none()).collect();
    let seqs: Vec<i64> = waiting.iter().map(|at| items[*at].record.record.seq).collect();
    let found = records::lock(tx, &seqs).await?.into_iter().map(|head| (head.seq, head));
    let mut heads: HashMap<i64, Head> = found.collect();
    waiting.retain(|at| {
        let record = &items[*at].record.record;
        let is_there = heads.contains_key(&record.seq);
        if !is_there {
            let text = format!("Record with id `{}` not found", record.id);
            outcomes[*at] = Some(Err(Refusal::new(text).into()));
        }
        is_there
    });
    let mut answered: BTreeSet<i64> = BTreeSet::new();
    // A record may be named again: what comes later is written later.
    while !waiting.is_empty() {
        let mut seen = HashSet::new();
        let is_first = |at: &usize| seen.insert(items[*at].record.record.seq);
        let (round, later): (Vec<usize>, Vec<usize>) = waiting.into_iter().partition(is_first);
        let round = precondition(tx, annotator, &items, &heads, &mut outcomes, round).await?;
        for (at, written) in write_round(tx, annotator, &items, &mut heads, &round).await? {
            answered.insert(items[at].record.dataset);
            outcomes[at] = Some(Ok(written));
        }
        waiting = later;
    }
    for dataset in &answered {
        datasets::touch_activity(tx, *dataset).await?;
    }
    let gone = || Err(Refusal::new("the response is no longer there").into());
    Ok(outcomes.into_iter().map(|outcome| outcome.unwrap_or_else(gone)).collect())
}

type Outcomes = Vec<Option<Result<Written, NotWritten>>>;

/// The refusals of items that the settings do not accept.
fn check(items: &[BulkItem<'_>]) -> Result<Outcomes> {
    let mut checkers: HashMap<i64, Checker<'_>> = HashMap::new();
    let mut outcomes = Vec::with_capacity(items.len());
    for item in items {
        let checker = checkers
            .entry(item.record.dataset)
            .or_insert_with(|| Checker::new(&item.settings.settings));
        let record = &item.record.record;
        let fields = checker.has_span_questions().then(|| fields_of(record)).transpose()?;
        let checked = checker.response(item.values.as_ref(), item.status, fields.as_ref());
        outcomes.push(checked.err().map(|refusal| Err(refusal.into())));
    }
    Ok(outcomes)
}

/// Those of a round, which are of distinct records, that are based on what is stored. The responses
/// in whose place they come are noted for the counts.
async fn precondition(
    tx: &mut Tx,
    annotator: &Stored<User>,
    items: &[BulkItem<'_>],
    heads: &HashMap<i64, Head>,
    outcomes: &mut Outcomes,
    round: Vec<usize>,
) -> Result<Vec<usize>> {
    let seqs: Vec<i64> = round.iter().map(|at| items[*at].record.record.seq).collect();
    let mut stored = responses_of(tx, annotator.seq, &seqs).await?;
    let mut kept = Vec::with_capacity(round.len());
    for at in round {
        let item = &items[at];
        let record = &item.record.record;
        let found = stored.remove(&record.seq).map(|row| row.stored(record.id)).transpose()?;
        match based_on(item.based_on, found, (item.status, item.values.as_ref())) {
            Ok(found) => {
                if let (Some(found), Some(head)) = (found, heads.get(&record.seq)) {
                    let key = (item.record.dataset, annotator.seq);
                    tx.changes.response(key, *head, found.status, -1);
                }
                kept.push(at);
            }
            Err(Error::Changed(found)) => outcomes[at] = Some(Err(NotWritten::Changed(found))),
            Err(cause) => return Err(cause),
        }
    }
    Ok(kept)
}

/// Writes items of distinct records.
async fn write_round(
    tx: &mut Tx,
    annotator: &Stored<User>,
    items: &[BulkItem<'_>],
    heads: &mut HashMap<i64, Head>,
    round: &[usize],
) -> Result<Vec<(usize, Written)>> {
    if round.is_empty() {
        return Ok(Vec::new());
    }
    let now = tx.now();
    let mut rows: BTreeMap<i64, ResponseRows> = BTreeMap::new();
    let mut ids: HashSet<Uuid> = HashSet::new();
    for at in round {
        let item = &items[*at];
        let head = *heads.get(&item.record.record.seq).ok_or(Error::Dangling)?;
        let key = (head, annotator.seq);
        let rows = rows.entry(item.record.dataset).or_default();
        let new = NewResponse {
            status: item.status,
            values: item.values.as_ref(),
            activity: item.activity.as_ref(),
        };
        ids.insert(rows.push(item.settings, key, now, &new)?);
    }
    for (dataset, rows) in rows {
        rows.replace_noted(tx, dataset, Some(annotator.seq)).await?;
    }
    let seqs: Vec<i64> = round.iter().map(|at| items[*at].record.record.seq).collect();
    for recounted in recount(tx, &seqs).await? {
        heads.entry(recounted.seq).and_modify(|head| head.status = recounted.status);
    }
    let mut responses = responses_of(tx, annotator.seq, &seqs).await?;
    let records = records::load_stored(tx, &seqs, &Parts::default()).await?;
    let mut written = Vec::with_capacity(round.len());
    for (at, record) in round.iter().zip(records) {
        let row = responses.remove(&items[*at].record.record.seq).ok_or(Error::Dangling)?;
        let response = row.stored(record.id)?;
        let is_new = ids.contains(&response.id);
        written.push((*at, Written { response, record, is_new }));
    }
    Ok(written)
}
