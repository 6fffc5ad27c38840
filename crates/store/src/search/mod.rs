//! Searching the records of a dataset: text, similarity, filters and sorts.
//!
//! | asked for | order | score |
//! |---|---|---|
//! | similarity | most (or least) similar first | 0 to 1, see `similarity` |
//! | sorts | as sorted, missing values last | none |
//! | text | most relevant first, see `relevance` | above 0 |
//! | nothing, all records | by insertion | 1 |
//! | nothing, a user's own view | the user's own, stable one, see `queue` | 1 |
//!
//! Ties are in order of insertion. The total is the exact number of matches, except with
//! similarity.

mod filters;
mod order;
mod queue;
mod records;
mod relevance;
mod similarity;
mod sorts;
mod text;

use sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use uuid::Uuid;
use variorum_schema::search::{ResolvedFilter, ResolvedSearch};

use crate::apart::in_place;
use crate::columns::Set;
use crate::counts;
use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::rows::Rows;
use crate::settings::StoredSettings;
use crate::tx::{Statement, Tx, args};
use queue::Queue;
use records::Records;
use relevance::Weights;

pub use similarity::HITS_MAX;

/// What to search for, and which part of the result to answer.
#[derive(Debug, Clone)]
pub struct Request<'a> {
    /// The search, resolved with the settings it is made with.
    pub search: ResolvedSearch<'a>,
    /// Whose view it is.
    pub viewer: Viewer,
    /// How many results to leave out, at least 0.
    pub offset: i64,
    /// How many results to answer at most, at least 0.
    pub limit: i64,
}

/// Whose view of the records a search is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Viewer {
    /// The view of those who manage: everybody's responses count.
    All,
    /// A user's own view: only the user's own responses count.
    Own {
        /// Key of the user.
        user: i64,
        /// Identity of the user, on which the default order depends.
        id: Uuid,
    },
}

/// A part of the result.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Page {
    /// Keys of records in order, each with its score where the order has one.
    pub items: Vec<(i64, Option<f64>)>,
    /// How many results there are altogether.
    pub total: i64,
}

/// Why a search has no result.
#[derive(Debug, thiserror::Error)]
pub enum SearchError {
    /// The database fails.
    #[error(transparent)]
    Store(#[from] Error),
    /// The record that others are to be compared with is not in the dataset.
    #[error("record with id `{0}` not found in the dataset")]
    UnknownRecord(Uuid),
    /// The record that others are to be compared with has no such vector.
    #[error("record with id `{record}` has no vector `{vector}`")]
    MissingVector {
        /// Identity of the record.
        record: Uuid,
        /// Name of the vectors settings.
        vector: String,
    },
}

/// What a search is made of in SQL depends on these.
#[derive(Debug, Clone, Copy)]
struct View<'a> {
    settings: &'a StoredSettings,
    viewer: Viewer,
    dialect: Dialect,
    /// Whether the dataset has records in `long_texts`.
    has_long_texts: bool,
}

/// Searches the records of the dataset with these settings.
///
/// # Errors
/// The database fails, or the record to compare with cannot be.
pub async fn search(
    tx: &mut Tx,
    settings: &StoredSettings,
    request: &Request<'_>,
) -> Result<Page, SearchError> {
    let Request { ref search, viewer, offset, limit } = *request;
    let is_listed = search.text.is_none() && search.vector.is_none();
    if is_listed
        && search.sort.is_empty()
        && let Viewer::Own { user, id } = viewer
        && let Some(queue) = Queue::of((settings.dataset, user), &search.filters)
    {
        let start = queue::start(id, settings.settings.dataset.id);
        let (found, total) = queue.page(tx, start, offset, limit).await?;
        return Ok(Page { items: scored(found, Some(1.0)), total });
    }
    let has_long_texts = prepare(tx, settings).await?;
    let view = View { settings, viewer, dialect: tx.dialect(), has_long_texts };
    if is_listed && search.filters.is_empty() && sorts::are_of_records(&search.sort) {
        return Ok(all(tx, view, request).await?);
    }
    let records = Records::of(tx, settings.dataset).await?;
    let text = search.text.map(|text| text::read(text, settings));
    let weights = match &text {
        Some(text) if search.vector.is_none() && search.sort.is_empty() => {
            relevance::weights(tx, &records, text, view).await?
        }
        _ => None,
    };
    let found = match &text {
        Some(text) => matching(tx, &records, view, (text, weights.as_ref())).await?,
        None => records.all().clone(),
    };
    let found = filtered(tx, &records, view, (found, &search.filters)).await?;
    if let Some(vector) = &search.vector {
        return similarity::search(tx, &records, view, (vector, &found), offset, limit).await;
    }
    let total = i64::try_from(found.count()).unwrap_or(i64::MAX);
    let items = part(tx, &records, view, (&found, weights.as_ref()), request).await?;
    Ok(Page { items, total })
}

/// A part of all records, which the database has in this order.
async fn all(tx: &mut Tx, view: View<'_>, request: &Request<'_>) -> Result<Page> {
    let &Request { ref search, offset, limit, .. } = request;
    let dataset = view.settings.dataset;
    let mut select = Query::select();
    select.from("records").and_where(Expr::col(("records", "dataset")).eq(dataset));
    sorts::apply(&mut select, &search.sort, view);
    let found = keys(tx, select, offset, limit).await?;
    let (completed, pending) = counts::of_records(tx, dataset).await?;
    let score = search.sort.is_empty().then_some(1.0);
    Ok(Page { items: scored(found, score), total: completed + pending })
}

/// The records that match a text.
async fn matching(
    tx: &mut Tx,
    records: &Records,
    view: View<'_>,
    (text, weights): (&text::Node, Option<&Weights>),
) -> Result<Set> {
    if let Some(found) = weights.and_then(|weights| weights.matching(text)) {
        return Ok(found);
    }
    let index = text::Index { dialect: view.dialect, has_long_texts: view.has_long_texts };
    text.find(tx, records, index).await
}

/// Those of some records that all filters let through.
async fn filtered(
    tx: &mut Tx,
    records: &Records,
    view: View<'_>,
    (mut found, filters): (Set, &[ResolvedFilter<'_>]),
) -> Result<Set> {
    for filter in filters {
        if found.is_empty() {
            break;
        }
        found.intersect(&filters::set(tx, records, filter, view).await?);
    }
    Ok(found)
}

/// A part of what was found, in the order that is asked for.
async fn part(
    tx: &mut Tx,
    records: &Records,
    view: View<'_>,
    (set, weights): (&Set, Option<&Weights>),
    request: &Request<'_>,
) -> Result<Vec<(i64, Option<f64>)>> {
    let &Request { ref search, viewer, offset, limit } = request;
    let range = {
        let number = |n: i64| usize::try_from(n).unwrap_or_default();
        number(offset)..number(offset.saturating_add(limit)).min(set.count())
    };
    if range.is_empty() {
        return Ok(Vec::new());
    }
    let seq = |slot: usize| records.layout.seq(slot);
    let in_order = |slots: Vec<usize>| slots.into_iter().map(seq).collect::<Vec<i64>>();
    if !search.sort.is_empty() {
        let sorts = search.sort.as_slice();
        let slots = sorts::in_memory(tx, records, set, (sorts, view), range).await?;
        let found = match slots {
            Some(slots) => in_order(slots),
            None => sorted(tx, records, view, set, request).await?,
        };
        return Ok(scored(found, None));
    }
    if let Some(weights) = weights {
        let ranked = relevance::most_relevant(tx, records, set, (weights, view), range).await?;
        return Ok(ranked.into_iter().map(|(slot, score)| (seq(slot), Some(score))).collect());
    }
    if let (Viewer::Own { id, .. }, None) = (viewer, &search.text) {
        let start = queue::start(id, view.settings.settings.dataset.id);
        let slots = in_place(set.bytes(), || sorts::by_queue(records, set, start, range));
        return Ok(scored(in_order(slots), Some(1.0)));
    }
    let slots = set.iter().skip(range.start).take(range.len()).collect();
    Ok(scored(in_order(slots), Some(1.0)))
}

/// A part of what was found, sorted by the database.
async fn sorted(
    tx: &mut Tx,
    records: &Records,
    view: View<'_>,
    set: &Set,
    &Request { ref search, offset, limit, .. }: &Request<'_>,
) -> Result<Vec<i64>> {
    let mut select = Query::select();
    select.from("records").and_where(Expr::col(("records", "dataset")).eq(view.settings.dataset));
    sorts::apply(&mut select, &search.sort, view);
    if set == records.all() {
        return keys(tx, select, offset, limit).await;
    }
    select.and_where(Expr::cust("records.seq IN (SELECT r.seq FROM {rows})"));
    cut(&mut select, offset, limit);
    let select = select.expr(Expr::col(("records", "seq"))).take();
    let rows = Rows::seqs(set.iter().map(|slot| records.layout.seq(slot)));
    let found: Vec<(i64,)> = tx.all(Statement::select(select).rows(rows)).await?;
    Ok(found.into_iter().map(|(seq,)| seq).collect())
}

/// Makes PostgreSQL plan for the dataset at hand: it may otherwise keep one plan for all of them, and
/// spend longer on compiling it than on running it. Answers whether there is anything in `long_texts`,
/// which is to be searched too.
async fn prepare(tx: &mut Tx, settings: &StoredSettings) -> Result<bool> {
    if tx.dialect() != Dialect::Postgres {
        return Ok(false);
    }
    let sql = "SELECT EXISTS (SELECT 1 FROM long_texts WHERE dataset = $1) \
               FROM set_config('plan_cache_mode', 'force_custom_plan', true) AS plan, \
               set_config('jit', 'off', true) AS jit";
    let (has_long_texts,) = tx.one(Statement::new(sql, args![settings.dataset])).await?;
    Ok(has_long_texts)
}

/// The keys of the records that `select` finds, a part of them.
async fn keys(
    tx: &mut Tx,
    mut select: SelectStatement,
    offset: i64,
    limit: i64,
) -> Result<Vec<i64>> {
    cut(&mut select, offset, limit);
    let select = select.expr(Expr::col(("records", "seq"))).take();
    let rows: Vec<(i64,)> = tx.all(Statement::select(select)).await?;
    Ok(rows.into_iter().map(|(seq,)| seq).collect())
}

/// Only the rows of a part of the result.
fn cut(select: &mut SelectStatement, offset: i64, limit: i64) {
    select.limit(limit.unsigned_abs()).offset(offset.unsigned_abs());
}

fn scored(keys: Vec<i64>, score: Option<f64>) -> Vec<(i64, Option<f64>)> {
    keys.into_iter().map(|key| (key, score)).collect()
}
