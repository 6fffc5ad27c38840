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
mod lists;
mod queue;
mod relevance;
mod similarity;
mod sorts;
mod text;

use sea_query::{Expr, ExprTrait as _, Query, SelectStatement};
use uuid::Uuid;
use variorum_schema::search::ResolvedSearch;

use crate::counts;
use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::settings::StoredSettings;
use crate::tx::{Statement, Tx, args};
use queue::Queue;

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
    let has_long_texts = prepare(tx, settings).await?;
    let Request { ref search, viewer, offset, limit } = *request;
    let view = View { settings, viewer, dialect: tx.dialect(), has_long_texts };
    if let Viewer::Own { user, id } = viewer
        && search.text.is_none()
        && search.vector.is_none()
        && search.sort.is_empty()
        && let Some(queue) = Queue::of((settings.dataset, user), &search.filters)
    {
        let start = queue::start(id, settings.settings.dataset.id);
        let (found, total) = queue.page(tx, start, offset, limit).await?;
        return Ok(Page { items: scored(found, Some(1.0)), total });
    }
    let text = search.text.map(|text| text::read(text, settings));
    let index = text::Index { dialect: view.dialect, has_long_texts };
    let mut matching = Query::select();
    matching
        .from("records")
        .and_where(Expr::col(("records", "dataset")).eq(settings.dataset))
        .and_where_option(text.as_ref().map(|text| text.condition(index)));
    for condition in filters::conditions(&search.filters, view, text.is_some()) {
        matching.and_where(condition);
    }
    if let Some(vector) = &search.vector {
        let narrowed = text.is_some() || !search.filters.is_empty();
        let matching = narrowed.then_some(&matching);
        return similarity::search(tx, settings, vector, matching, offset, limit).await;
    }
    let items = match ranked(tx, view, request, &matching, text.as_ref()).await? {
        Some(items) => items,
        None => unranked(tx, view, request, &matching, text.is_some()).await?,
    };
    let total = total(tx, view, &matching, &items, request).await?;
    Ok(Page { items, total })
}

/// The most relevant matches, if there is a text that makes one more relevant than another and no
/// other order is asked for.
async fn ranked(
    tx: &mut Tx,
    view: View<'_>,
    request: &Request<'_>,
    matching: &SelectStatement,
    text: Option<&text::Node>,
) -> Result<Option<Vec<(i64, Option<f64>)>>> {
    let Some(text) = text else {
        return Ok(None);
    };
    let mut select = matching.clone();
    select.expr(filters::record_key());
    if !request.search.sort.is_empty() || !relevance::apply(&mut select, text, view) {
        return Ok(None);
    }
    cut(&mut select, request.offset, request.limit);
    let rows: Vec<(i64, f64)> = tx.all(Statement::select(select)).await?;
    Ok(Some(rows.into_iter().map(|(seq, score)| (seq, Some(score))).collect()))
}

/// The matches in an order that does not depend on what they are asked for.
async fn unranked(
    tx: &mut Tx,
    view: View<'_>,
    request: &Request<'_>,
    matching: &SelectStatement,
    has_text: bool,
) -> Result<Vec<(i64, Option<f64>)>> {
    let Request { ref search, viewer, offset, limit } = *request;
    if let Viewer::Own { id, .. } = viewer
        && search.sort.is_empty()
        && !has_text
    {
        let start = queue::start(id, view.settings.settings.dataset.id);
        let found = queue::list(tx, matching, start, offset, limit).await?;
        return Ok(scored(found, Some(1.0)));
    }
    let mut select = matching.clone();
    sorts::apply(&mut select, &search.sort, view);
    let score = search.sort.is_empty().then_some(1.0);
    Ok(scored(keys(tx, select, offset, limit).await?, score))
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
    let rows: Vec<(i64,)> =
        tx.all(Statement::select(select.expr(filters::record_key()).take())).await?;
    Ok(rows.into_iter().map(|(seq,)| seq).collect())
}

/// Only the rows of a part of the result.
fn cut(select: &mut SelectStatement, offset: i64, limit: i64) {
    select.limit(limit.unsigned_abs()).offset(offset.unsigned_abs());
}

fn scored(keys: Vec<i64>, score: Option<f64>) -> Vec<(i64, Option<f64>)> {
    keys.into_iter().map(|key| (key, score)).collect()
}

/// The number of all matches, of which `items` are those after the first `offset`.
async fn total(
    tx: &mut Tx,
    view: View<'_>,
    matching: &SelectStatement,
    items: &[(i64, Option<f64>)],
    &Request { ref search, offset, limit, .. }: &Request<'_>,
) -> Result<i64> {
    let found = i64::try_from(items.len()).unwrap_or(i64::MAX);
    let is_last = found < limit && (found > 0 || offset == 0);
    if is_last {
        return Ok(offset + found);
    }
    if search.text.is_none() && search.filters.is_empty() {
        let (completed, pending) = counts::of_records(tx, view.settings.dataset).await?;
        return Ok(completed + pending);
    }
    count(tx, matching).await
}

/// The number of records that `matching` selects.
async fn count(tx: &mut Tx, matching: &SelectStatement) -> Result<i64> {
    let counted = matching.clone().expr(Expr::cust("COUNT(*)")).take();
    let (count,): (i64,) = tx.one(Statement::select(counted)).await?;
    Ok(count)
}
