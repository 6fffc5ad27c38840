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
//! Sums of whole numbers and the same three operations on floats make the same number in both
//! databases, and hence the same order. The weights come from `ts_rank` in PostgreSQL, whose sum
//! over the squares of ranks is the one above, and from a table in SQLite.

use sea_query::{Expr, ExprTrait as _, Func, JoinType, Order, Query, SelectStatement, UnionType};
use variorum_schema::fields::FieldType;

use super::View;
use super::filters::record_key;
use super::text::{Node, RankedWord, lexeme};
use crate::dialect::Dialect;
use crate::settings::StoredSettings;

/// How many words of a query make a record relevant; each counts once for every field.
pub(super) const WORDS_MAX: usize = 64;

/// Puts the most relevant records first, ties by insertion, and selects the relevance as `score`.
/// Answers whether there is any word to judge by.
pub(super) fn apply(select: &mut SelectStatement, text: &Node, view: View<'_>) -> bool {
    let View { settings, dialect, .. } = view;
    let words = text.ranked_words(WORDS_MAX);
    if words.is_empty() {
        return false;
    }
    let weight = match dialect {
        Dialect::Sqlite => {
            let mut parts = sqlite_weights(&words);
            if !text.needs_a_word(dialect) || words.len() == WORDS_MAX {
                parts.push(no_weights(settings));
            }
            // From the weights to the records: SQLite would not find its way back.
            select
                .from_clear()
                .from_subquery(sum(parts), "weights")
                .cross_join("records")
                .and_where(Expr::col(("weights", "doc")).equals(("records", "seq")));
            Expr::cust("CAST(weights.weight AS double precision)")
        }
        Dialect::Postgres => {
            let on = Expr::col(("weights", "record")).equals(("records", "seq"));
            select.join_as(JoinType::LeftJoin, "record_text", "weights", on);
            let weight = total(words.iter().map(|word| postgres_weight(word, "weights.tokens")));
            let weights =
                if view.has_long_texts { vec![weight, long_weight(&words)] } else { vec![weight] };
            let weight = Func::coalesce(weights.into_iter().chain([Expr::cust("0")]));
            Expr::cust_with_expr("CAST($1 AS double precision)", weight)
        }
    };
    let has_images =
        settings.settings.fields.iter().any(|field| field.settings.kind() == FieldType::Image);
    let score = match (has_images, dialect) {
        (true, Dialect::Sqlite) => "? / 100",
        (true, Dialect::Postgres) => "$1 / 100",
        (false, Dialect::Sqlite) => "? * 4096 / (4096 + octet_length(records.fields)) / 100",
        (false, Dialect::Postgres) => "$1 * 4096 / (4096 + octet_length(records.fields)) / 100",
    };
    select
        .expr_as(Expr::cust_with_expr(score, weight), "score")
        .order_by("score", Order::Desc)
        .order_by_expr(record_key(), Order::Asc);
    true
}

/// Records with the weights of the words that occur in them.
fn sqlite_weights(words: &[RankedWord]) -> Vec<SelectStatement> {
    let (beginnings, whole): (Vec<_>, Vec<_>) = words.iter().partition(|word| word.is_prefix);
    let mut out = Vec::new();
    if !whole.is_empty() {
        let mut counted = Query::select();
        counted
            .column("doc")
            .expr_as(Expr::cust("MIN(COUNT(*), 255)"), "occurrences")
            .from("record_tokens")
            .and_where(Expr::col("term").is_in(whole.iter().map(|word| word.token.as_str())))
            .group_by_columns(["doc", "term"]);
        let weights = "occurrence_weights";
        let same = Expr::col(("counted", "occurrences")).equals((weights, "occurrences"));
        out.push(
            Query::select()
                .column(("counted", "doc"))
                .column((weights, "weight"))
                .from_subquery(counted, "counted")
                .inner_join(weights, same)
                .take(),
        );
    }
    out.extend(beginnings.into_iter().map(|word| {
        let end = format!("{}{}", word.token, char::MAX);
        Query::select()
            .distinct()
            .column("doc")
            .expr_as(Expr::cust("100"), "weight")
            .from("record_tokens")
            .and_where(Expr::col("term").gte(word.token.as_str()))
            .and_where(Expr::col("term").lt(end))
            .take()
    }));
    out
}

/// All records of the dataset, for those that match without any of the words.
fn no_weights(settings: &StoredSettings) -> SelectStatement {
    Query::select()
        .expr_as(Expr::col("seq"), "doc")
        .expr_as(Expr::cust("0"), "weight")
        .from("records")
        .and_where(Expr::col("dataset").eq(settings.dataset))
        .take()
}

/// Each record with the sum of its weights.
fn sum(parts: Vec<SelectStatement>) -> SelectStatement {
    let mut weights = Query::select();
    weights.column("doc").expr_as(Expr::cust("SUM(weight)"), "weight").group_by_col("doc");
    let parts = parts.into_iter().reduce(|mut all, part| all.union(UnionType::All, part).take());
    if let Some(parts) = parts {
        weights.from_subquery(parts, "parts");
    }
    weights
}

/// The weight of the words in a record of `long_texts`, where each word stands in one row only.
fn long_weight(words: &[RankedWord]) -> Expr {
    let weights =
        words.iter().map(|word| Func::max(postgres_weight(word, "long_texts.words")).into());
    let select = Query::select()
        .expr(total(weights))
        .from("long_texts")
        .and_where(Expr::col(("long_texts", "record")).equals(("records", "seq")))
        .take();
    Expr::SubQuery(None, Box::new(select.into()))
}

fn total(weights: impl Iterator<Item = Expr>) -> Expr {
    weights.reduce(Expr::add).unwrap_or_else(|| Expr::cust("0"))
}

/// The weight of one word in a `tsvector`. `ts_rank` with weights of 1 is the sum of the inverse
/// squares, divided by the limit of that sum.
fn postgres_weight(word: &RankedWord, tokens: &'static str) -> Expr {
    let operand = lexeme(&word.token);
    if word.is_prefix {
        // Unknown where there are no tokens: the record is a long one then.
        let sql = format!(
            "CASE {tokens} @@ CAST($1 AS tsquery) WHEN true THEN 100 WHEN false THEN 0 END"
        );
        return Expr::cust_with_values(sql, [format!("{operand}:*")]);
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
