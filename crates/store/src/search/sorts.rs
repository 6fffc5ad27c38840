//! Sorts: by columns in memory where all values are there, else by an `ORDER BY` of the database.
//!
//! Records without a value come last in both directions. Of several values the smallest counts
//! ascending and the largest descending; a user's own view looks at the user's own answers only.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use sea_query::{Expr, ExprTrait as _, Func, NullOrdering, Order, Query, SelectStatement};
use variorum_schema::search::{RecordProperty, ResolvedSort, SORTS, SortOrder, Target};

use super::filters::{column, column_of, rows};
use super::order::{of_float, of_integer, smallest};
use super::records::{Records, blocks};
use super::{View, Viewer};
use crate::apart::in_place;
use crate::columns::{BLOCK, Block, Column, Set, Source};
use crate::error::Result;
use crate::tx::Tx;

/// Whether the database can sort all records by these without looking at other tables.
pub(super) fn are_of_records(sorts: &[ResolvedSort<'_>]) -> bool {
    sorts.iter().all(|sort| matches!(sort.target, Target::Record(_)))
}

/// The slots of some records in the order of these sorts, a range of them; `None` when the database
/// has to sort them.
pub(super) async fn in_memory(
    tx: &mut Tx,
    records: &Records,
    found: &Set,
    (sorts, view): (&[ResolvedSort<'_>], View<'_>),
    range: Range<usize>,
) -> Result<Option<Vec<usize>>> {
    let mut keys = Vec::new();
    for sort in sorts {
        match column_of(sort.target, view.settings) {
            Some(source) => {
                let column = records.column(tx, source).await?;
                keys.push(in_place(found.bytes(), || Key::new(column, sort.order)));
            }
            // No record has a value that could be compared, so all are equal.
            None if matches!(sort.target, Target::Metadata(_) | Target::Suggestion(..)) => {}
            None => return Ok(None),
        }
    }
    Ok(Some(in_place(found.bytes(), || match keys.len() {
        0 => found.iter().skip(range.start).take(range.len()).collect(),
        1 => part::<1>(&keys, found, range),
        2 => part::<2>(&keys, found, range),
        _ => part::<{ *SORTS.end() }>(&keys, found, range),
    })))
}

/// Whether there is no value, and the place of the value among others; the smaller the earlier.
type Place = (bool, u64);

const NO_VALUE: Place = (true, 0);

/// A column that is sorted by.
struct Key {
    column: Arc<Column>,
    order: SortOrder,
    /// Of a column of texts: for each block, the places of its texts among all.
    ranks: Vec<Vec<u64>>,
}

impl Key {
    fn new(column: Arc<Column>, order: SortOrder) -> Self {
        let ranks = ranks(&column);
        Self { column, order, ranks }
    }

    /// Writes the places of the records of a block.
    fn places(&self, index: usize, mut write: impl FnMut(usize, Place)) {
        let mut put = |position: usize, rank: u64| {
            let rank = if self.order == SortOrder::Asc { rank } else { !rank };
            write(position, (false, rank));
        };
        match self.column.block(index) {
            Some(Block::Integers(numbers)) => {
                numbers.iter().for_each(|(position, number)| put(position, of_integer(number)));
            }
            Some(Block::Floats(numbers)) => {
                numbers.iter().for_each(|(position, number)| put(position, of_float(number)));
            }
            Some(Block::Terms(terms)) => {
                let ranks = self.ranks.get(index).into_iter().flatten().enumerate();
                for (term, rank) in ranks {
                    terms.positions(term).for_each(|position| put(position, *rank));
                }
            }
            Some(Block::Vectors(_)) | None => {}
        }
    }
}

fn ranks(column: &Column) -> Vec<Vec<u64>> {
    fn texts(block: &Block) -> impl Iterator<Item = &str> {
        let terms = if let Block::Terms(terms) = block { Some(terms) } else { None };
        terms.into_iter().flat_map(|terms| (0..terms.len()).map(|index| terms.term(index)))
    }
    let mut ranks: HashMap<&str, u64> = column.blocks().flat_map(texts).map(|t| (t, 0)).collect();
    let mut all: Vec<&str> = ranks.keys().copied().collect();
    all.sort_unstable();
    for (text, rank) in all.into_iter().zip(0..) {
        ranks.insert(text, rank);
    }
    let rank = |text| ranks.get(text).copied().unwrap_or_default();
    column.blocks().map(|block| texts(block).map(rank).collect()).collect()
}

/// A range of the records in the order of up to `N` keys.
fn part<const N: usize>(keys: &[Key], found: &Set, range: Range<usize>) -> Vec<usize> {
    let indexes = 0..keys.first().map_or(0, |key| key.column.blocks().len());
    let sorted = indexes.flat_map(|index| {
        let mut places = Box::new([[NO_VALUE; N]; BLOCK]);
        for (at, key) in keys.iter().enumerate() {
            key.places(index, |position, place| {
                if let Some(known) = places.get_mut(position).and_then(|known| known.get_mut(at)) {
                    *known = place.min(*known);
                }
            });
        }
        let slots = index * BLOCK..(index + 1) * BLOCK;
        let found = found.within(slots.clone());
        found.filter_map(move |slot| Some((*places.get(slot - slots.start)?, slot)))
    });
    let sorted = smallest(sorted, range.end);
    sorted.into_iter().skip(range.start).map(|(_, slot)| slot).collect()
}

/// The slots of some records in the order of the queue of a user who starts at `start`, a range of
/// them.
pub(super) fn by_queue(
    records: &Records,
    found: &Set,
    start: i64,
    range: Range<usize>,
) -> Vec<usize> {
    let keys = blocks(&records.queue_keys).flat_map(|(slots, block)| {
        let keys = if let Block::Integers(keys) = block { Some(keys) } else { None };
        let keys = keys.into_iter().flat_map(|keys| keys.iter());
        keys.map(move |(position, key)| (key, slots.start + position))
    });
    let found = keys.filter(|(_, slot)| found.contains(*slot));
    let turned = found.map(|(key, slot)| (key.wrapping_sub(start).cast_unsigned(), slot));
    let sorted = smallest(turned, range.end);
    sorted.into_iter().skip(range.start).map(|(_, slot)| slot).collect()
}

/// Orders a query over `records` by these keys, then by insertion.
pub(super) fn apply(select: &mut SelectStatement, sorts: &[ResolvedSort<'_>], view: View<'_>) {
    for sort in sorts {
        apply_one(select, sort, view);
    }
    select.order_by(("records", "seq"), Order::Asc);
}

fn apply_one(select: &mut SelectStatement, sort: &ResolvedSort<'_>, view: View<'_>) {
    let order = match sort.order {
        SortOrder::Asc => Order::Asc,
        SortOrder::Desc => Order::Desc,
    };
    let source = match sort.target {
        Target::Record(property) => {
            let key = ("records", column(property));
            if property == RecordProperty::ExternalId {
                select.order_by_with_nulls(key, order, NullOrdering::Last);
            } else {
                // Said of columns that always have a value, `NULLS LAST` would rule out indexes.
                select.order_by(key, order);
            }
            return;
        }
        Target::Response(question) => Source::of_response(question, view.settings),
        target => column_of(target, view.settings),
    };
    let (mut rows, table, column) = match (source, sort.target) {
        (Some(source), _) => (rows(source), source.table, source.value),
        (None, Target::ResponseStatus) => {
            (Query::select().from("responses").take(), "responses", "status")
        }
        // No record has a value that could be compared, so all are equal.
        (None, _) => return,
    };
    rows.and_where(Expr::col((table, "record")).equals(("records", "seq")));
    if let (Viewer::Own { user, .. }, "response_values" | "responses") = (view.viewer, table) {
        rows.and_where(Expr::col((table, "annotator")).eq(user));
    }
    let value = Expr::col((table, column));
    rows.expr(match sort.order {
        SortOrder::Asc => Func::min(value),
        SortOrder::Desc => Func::max(value),
    });
    let key = Expr::SubQuery(None, Box::new(rows.into()));
    select.order_by_expr_with_nulls(key, order, NullOrdering::Last);
}
