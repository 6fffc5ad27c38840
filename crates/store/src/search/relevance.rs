//! How relevant a record is to the words of a text query.
//!
//! ```text
//! relevance = (sum of weight(n) over the words) * 4096 / (4096 + bytes) / 100
//! weight(n) = round(100 * (1 + 1/4 + 1/9 + ... + 1/n²))
//! ```
//!
//! - `n` is how often the word occurs in a field, at most 255 times: the first occurrence counts 1, the second a
//!   quarter, the third a ninth, so that a second word is worth more than any repetition of one.
//!   A word counts in each field in which it occurs. The words of a phrase count one by one; the
//!   beginning of a word counts as one occurrence however many words begin so; words that must
//!   not occur do not count.
//! - `bytes` is the length of the record's fields as they are stored: of two records with the same
//!   words the shorter one comes first, and one of 4096 bytes counts half. Where a dataset has
//!   image fields the length says little about the text, and the factor is left out.
//! - The first [`WORDS_MAX`] words count.
//!
//! Sums of whole numbers and the same three operations on floats make the same number whichever the
//! database, and hence the same order. In PostgreSQL the weights come from `ts_rank`, whose sum over
//! the squares of ranks is the one above; SQLite tells the places of a word.

use std::ops::Range;

use sea_query::{Expr, ExprTrait as _, Func, Query, SelectStatement, UnionType};
use variorum_schema::fields::FieldType;

use super::View;
use super::order::{of_float, smallest};
use super::records::{Records, blocks, found};
use super::text::{Node, RankedWord, balanced, lexeme, quoted};
use crate::apart::in_place;
use crate::columns::{Block, Places, Set, Source};
use crate::dialect::{Dialect, List};
use crate::error::Result;
use crate::tx::{Statement, Tx, args};

/// How many words of a query make a record relevant; each counts once for every field.
pub(super) const WORDS_MAX: usize = 64;

/// How many occurrences of a word in a field count.
const OCCURRENCES_MAX: usize = 255;

/// What the words of a text weigh in each record, by slot.
pub(super) struct Weights(Vec<u32>);

/// The weights of the words of a text. `None` when there is no word to judge by.
pub(super) async fn weights(
    tx: &mut Tx,
    records: &Records,
    text: &Node,
    view: View<'_>,
) -> Result<Option<Weights>> {
    let words = text.ranked_words(WORDS_MAX);
    if words.is_empty() {
        return Ok(None);
    }
    let mut weights = vec![0_u32; records.layout.slots()];
    match view.dialect {
        Dialect::Sqlite => {
            for word in &words {
                add_weights_in_sqlite(tx, records, word, &mut weights).await?;
            }
        }
        Dialect::Postgres => {
            add_weights_in_postgres(tx, records, &words, view, &mut weights).await?;
        }
    }
    Ok(Some(Weights(weights)))
}

impl Weights {
    /// The records that the text matches, where these weights tell.
    pub(super) fn matching(&self, text: &Node) -> Option<Set> {
        (text.is_any_word() && text.ranked_words(WORDS_MAX).len() < WORDS_MAX).then(|| {
            let mut set = Set::empty(self.0.len());
            let weighed = self.0.iter().enumerate().filter(|(_, weight)| **weight > 0);
            weighed.for_each(|(slot, _)| set.insert(slot));
            set
        })
    }

    fn of(&self, slot: usize) -> f64 {
        f64::from(self.0.get(slot).copied().unwrap_or_default())
    }
}

/// The most relevant of some records first, ties by insertion: a range of their slots, each with the
/// relevance.
pub(super) async fn most_relevant(
    tx: &mut Tx,
    records: &Records,
    set: &Set,
    (weights, view): (&Weights, View<'_>),
    range: Range<usize>,
) -> Result<Vec<(usize, f64)>> {
    let has_images =
        view.settings.settings.fields.iter().any(|field| field.settings.kind() == FieldType::Image);
    if has_images {
        let scored = set.iter().map(|slot| (slot, weights.of(slot) / 100.0));
        return Ok(in_place(set.bytes(), || first(scored, range)));
    }
    let lengths = records.column(tx, Source::lengths(view.settings.dataset)).await?;
    let lengths = blocks(&lengths).flat_map(|(slots, block)| {
        let lengths = if let Block::Integers(lengths) = block { Some(lengths) } else { None };
        let lengths = lengths.into_iter().flat_map(|lengths| lengths.iter());
        lengths.map(move |(position, length)| (slots.start + position, length))
    });
    let scored = lengths.filter(|(slot, _)| set.contains(*slot)).map(|(slot, length)| {
        #[expect(clippy::cast_precision_loss, reason = "lengths are far below 2^53")]
        let score = weights.of(slot) * 4096.0 / (4096 + length) as f64 / 100.0;
        (slot, score)
    });
    Ok(in_place(set.bytes(), || first(scored, range)))
}

/// A range of what comes first by score.
fn first(scored: impl Iterator<Item = (usize, f64)>, range: Range<usize>) -> Vec<(usize, f64)> {
    let keys = scored.map(|(slot, score)| (!of_float(score), slot, Score(score)));
    let first = smallest(keys, range.end).into_iter().skip(range.start);
    first.map(|(_, slot, Score(score))| (slot, score)).collect()
}

/// Goes along with what decides the order.
#[derive(Clone, Copy)]
struct Score(f64);

impl PartialEq for Score {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Score {}

impl PartialOrd for Score {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Score {
    fn cmp(&self, _: &Self) -> std::cmp::Ordering {
        std::cmp::Ordering::Equal
    }
}

/// What each number of occurrences of a word is worth.
fn weights_of_occurrences() -> [u32; OCCURRENCES_MAX + 1] {
    let (mut out, mut sum) = ([0; OCCURRENCES_MAX + 1], 0.0_f64);
    for (occurrences, weight) in (0_u32..).zip(&mut out).skip(1) {
        sum += 100.0 / f64::from(occurrences * occurrences);
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below 165")]
        let rounded = sum.round() as u32;
        *weight = rounded;
    }
    out
}

async fn add_weights_in_sqlite(
    tx: &mut Tx,
    records: &Records,
    word: &RankedWord,
    weights: &mut [u32],
) -> Result<()> {
    let mut places = Places::new(&records.layout);
    let mut add = |record: i64, weight: u32| {
        if let Some(sum) = places.slot(record).and_then(|slot| weights.get_mut(slot)) {
            *sum += weight;
        }
    };
    if word.is_prefix {
        let sql = "SELECT group_concat(rowid) FROM record_text WHERE record_text MATCH $1";
        let query = format!("{} *", quoted(&word.token));
        let (List(records),) = found(tx, Statement::new(sql, args![query])).await?;
        records.into_iter().for_each(|record| add(record, 100));
        return Ok(());
    }
    let sql = "SELECT group_concat(doc) FROM record_tokens WHERE term = $1";
    let args = args![word.token.as_str()];
    let (List(occurrences),) = found(tx, Statement::new(sql, args)).await?;
    in_place(occurrences.len(), || {
        let of_occurrences = weights_of_occurrences();
        // In the order of records.
        for of_record in occurrences.chunk_by(|a, b| a == b) {
            let count = of_record.len().min(OCCURRENCES_MAX);
            add(of_record[0], of_occurrences[count]);
        }
    });
    Ok(())
}

async fn add_weights_in_postgres(
    tx: &mut Tx,
    records: &Records,
    words: &[RankedWord],
    view: View<'_>,
    weights: &mut [u32],
) -> Result<()> {
    let operands: Vec<String> = words.iter().map(operand).collect();
    let any = balanced(&operands.iter().map(String::as_str).collect::<Vec<_>>(), " | ");
    let holds = |column| {
        Expr::cust_with_exprs("$1 @@ CAST($2 AS tsquery)", [Expr::col(column), any.clone().into()])
    };
    let mut weighed = Query::select();
    weighed
        .column("record")
        .expr_as(total(words.iter().map(|word| postgres_weight(word, "tokens"))), "weight")
        .from("record_text")
        .and_where(holds("tokens"));
    if view.has_long_texts {
        // Each word stands in one row only.
        let largest = words.iter().map(|word| Func::max(postgres_weight(word, "words")).into());
        let long = Query::select()
            .column("record")
            .expr(total(largest))
            .from("long_texts")
            .and_where(holds("words"))
            .group_by_col("record")
            .take();
        weighed.union(UnionType::All, long);
    }
    let lists = [view.dialect.list_of("w.record"), view.dialect.list_of("w.weight")];
    let select: SelectStatement = Query::select()
        .expr(Expr::cust(lists[0].clone()))
        .expr(Expr::cust(lists[1].clone()))
        .from_subquery(weighed, "w")
        .take();
    let (found, of_records): (Option<List>, Option<List>) =
        tx.one(Statement::select(select)).await?;
    let (List(found), List(of_records)) =
        (found.unwrap_or_default(), of_records.unwrap_or_default());
    let mut places = Places::new(&records.layout);
    for (record, weight) in found.into_iter().zip(of_records) {
        if let Some(sum) = places.slot(record).and_then(|slot| weights.get_mut(slot)) {
            *sum += u32::try_from(weight).unwrap_or_default();
        }
    }
    Ok(())
}

fn total(weights: impl Iterator<Item = Expr>) -> Expr {
    weights.reduce(Expr::add).unwrap_or_else(|| Expr::cust("0"))
}

/// A word as an operand of a `tsquery`.
fn operand(word: &RankedWord) -> String {
    format!("{}{}", lexeme(&word.token), if word.is_prefix { ":*" } else { "" })
}

/// The weight of one word in a `tsvector`. `ts_rank` with weights of 1 is the sum of the inverse
/// squares, divided by the limit of that sum.
fn postgres_weight(word: &RankedWord, tokens: &'static str) -> Expr {
    let operand = operand(word);
    if word.is_prefix {
        let sql = format!("CASE WHEN {tokens} @@ CAST($1 AS tsquery) THEN 100 ELSE 0 END");
        return Expr::cust_with_values(sql, [operand]);
    }
    let sql = format!(
        "ROUND(CAST(ts_rank('{{1,1,1,1}}', {tokens}, CAST($1 AS tsquery)) \
         AS double precision) * 164.493406685)"
    );
    Expr::cust_with_values(sql, [operand])
}

#[cfg(test)]
mod tests {
    /// The sums are known to about seven digits in PostgreSQL: none may be so near to a half that
    /// it could be rounded the other way.
    #[test]
    fn no_weight_is_near_the_middle_of_two_whole_numbers() {
        let mut sum = 0.0;
        for occurrences in 1..=255 {
            sum += 100.0 / f64::from(occurrences * occurrences);
            let distance = (sum - sum.floor() - 0.5_f64).abs();
            assert!(distance > 0.001, "{occurrences} occurrences: {sum}");
        }
    }
}
