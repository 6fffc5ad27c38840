//! What searches look up of suggestions and responses: their values. The words of the fields are in
//! [`texts`](super::texts), the values of metadata in [`metadata_values`](crate::metadata_values).

use std::borrow::Cow;

use serde_json::Value;
use variorum_schema::index::IndexValues;
use variorum_schema::questions::Question;
use variorum_schema::suggestions::Score;

use crate::derived::{Derived, Table};
use crate::error::Result;
use crate::rows::{Column, Rows};
use crate::tx::{Statement, Tx, args};

/// Longest text that is indexed as it is: PostgreSQL's index rows hold 2.7 kB, and terms are listed
/// from there too, so no more is cut than must be.
const INDEX_KEY_BYTES_MAX: usize = 2000;

// A value or a score may be there twice, hence the conflict clauses; `WHERE true` keeps SQLite from
// reading them as part of a join.
static SUGGESTION_VALUES: Table = Table {
    name: "suggestion_values",
    columns: &["record", "question", "term", "number"],
    insert: "INSERT INTO suggestion_values (record, question, term, number) \
             SELECT r.record, r.question, r.term, r.number FROM {rows} WHERE true \
             ON CONFLICT DO NOTHING",
};
static SUGGESTION_SCORES: Table = Table {
    name: "suggestion_scores",
    columns: &["record", "question", "value"],
    insert: "INSERT INTO suggestion_scores (record, question, value) \
             SELECT r.record, r.question, r.value FROM {rows} WHERE true ON CONFLICT DO NOTHING",
};
static RESPONSE_VALUES: Table = Table {
    name: "response_values",
    columns: &["record", "annotator", "question", "term", "number"],
    insert: "INSERT INTO response_values (record, annotator, question, term, number) \
             SELECT r.record, r.annotator, r.question, r.term, r.number FROM {rows} \
             WHERE true ON CONFLICT DO NOTHING",
};

/// What a text value is indexed under, and looked up by: itself, or, when it is too long for an
/// index, its beginning and a hash. The latter are longer than any of the former, so the two never
/// meet, and they sort where the text would.
pub(crate) fn index_key(text: &str) -> Cow<'_, str> {
    if text.len() <= INDEX_KEY_BYTES_MAX {
        return Cow::Borrowed(text);
    }
    let beginning = &text[..text.floor_char_boundary(INDEX_KEY_BYTES_MAX)];
    Cow::Owned(format!("{beginning}#{:032x}", fnv1a(text.as_bytes())))
}

/// FNV-1a of 128 bits: what is stored must not depend on the version of a library.
fn fnv1a(bytes: &[u8]) -> u128 {
    const OFFSET_BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.iter().fold(OFFSET_BASIS, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME))
}

/// The words or the number that an answer is found under.
fn keys_of(question: &Question, answer: &Value, mut visit: impl FnMut(&str, i64)) {
    match question.settings.index_values(answer) {
        IndexValues::Terms(terms) => terms.iter().for_each(|term| visit(&index_key(term), 0)),
        IndexValues::Integer(number) => visit("", number),
        IndexValues::Nothing | IndexValues::Float(_) => {}
    }
}

/// Values and scores of suggestions that wait to be written.
#[derive(Debug, Default)]
pub(crate) struct SuggestionValues {
    records: Vec<Option<i64>>,
    questions: Vec<Option<i64>>,
    terms: Vec<Option<String>>,
    numbers: Vec<Option<i64>>,
    scored_records: Vec<Option<i64>>,
    scored_questions: Vec<Option<i64>>,
    scores: Vec<Option<f64>>,
}

impl SuggestionValues {
    pub(crate) fn push(
        &mut self,
        record: i64,
        (question, settings): (i64, &Question),
        value: &Value,
        score: Option<&Score>,
    ) {
        keys_of(settings, value, |term, number| {
            self.records.push(Some(record));
            self.questions.push(Some(question));
            self.terms.push(Some(term.to_owned()));
            self.numbers.push(Some(number));
        });
        let scores = match score {
            None => &[],
            Some(Score::One(score)) => std::slice::from_ref(score),
            Some(Score::Each(scores)) => scores,
        };
        for score in scores {
            self.scored_records.push(Some(record));
            self.scored_questions.push(Some(question));
            self.scores.push(Some(*score));
        }
    }

    /// All of them, table by table.
    pub(crate) fn derived(self) -> [Derived; 2] {
        let values = Rows::default()
            .with("record", Column::Integer(self.records))
            .with("question", Column::Integer(self.questions))
            .with("term", Column::Text(self.terms))
            .with("number", Column::Integer(self.numbers));
        let scores = Rows::default()
            .with("record", Column::Integer(self.scored_records))
            .with("question", Column::Integer(self.scored_questions))
            .with("value", Column::Float(self.scores));
        [
            Derived { table: &SUGGESTION_VALUES, rows: values },
            Derived { table: &SUGGESTION_SCORES, rows: scores },
        ]
    }

    /// Writes the values of suggestions that have none yet.
    pub(crate) async fn insert(self, tx: &mut Tx) -> Result<()> {
        for statement in self.derived().into_iter().filter_map(Derived::insertion) {
            tx.execute(statement).await?;
        }
        Ok(())
    }
}

/// Removes the values and scores of suggestions: pairs of record and question.
pub(crate) async fn delete_suggestion_values(tx: &mut Tx, pairs: &[(i64, i64)]) -> Result<()> {
    if pairs.is_empty() {
        return Ok(());
    }
    for sql in [
        "DELETE FROM suggestion_values \
         WHERE (record, question) IN (SELECT r.record, r.question FROM {rows})",
        "DELETE FROM suggestion_scores \
         WHERE (record, question) IN (SELECT r.record, r.question FROM {rows})",
    ] {
        let rows = pair_rows("record", "question", pairs);
        tx.execute(Statement::new(sql, args![]).rows(rows)).await?;
    }
    Ok(())
}

/// Values of responses that wait to be written.
#[derive(Debug, Default)]
pub(crate) struct ResponseValueRows {
    records: Vec<Option<i64>>,
    annotators: Vec<Option<i64>>,
    questions: Vec<Option<i64>>,
    terms: Vec<Option<String>>,
    numbers: Vec<Option<i64>>,
}

impl ResponseValueRows {
    pub(crate) fn push(
        &mut self,
        (record, annotator): (i64, i64),
        (question, settings): (i64, &Question),
        answer: &Value,
    ) {
        keys_of(settings, answer, |term, number| {
            self.records.push(Some(record));
            self.annotators.push(Some(annotator));
            self.questions.push(Some(question));
            self.terms.push(Some(term.to_owned()));
            self.numbers.push(Some(number));
        });
    }

    /// All of them.
    pub(crate) fn derived(self) -> Derived {
        let rows = Rows::default()
            .with("record", Column::Integer(self.records))
            .with("annotator", Column::Integer(self.annotators))
            .with("question", Column::Integer(self.questions))
            .with("term", Column::Text(self.terms))
            .with("number", Column::Integer(self.numbers));
        Derived { table: &RESPONSE_VALUES, rows }
    }

    /// What writes the values of responses that have none yet, if there are any.
    pub(crate) fn insertion(self) -> Option<Statement> {
        self.derived().insertion()
    }
}

/// What removes the values of responses: pairs of record and annotator.
pub(crate) fn response_values_deletion(pairs: &[(i64, i64)]) -> Option<Statement> {
    if pairs.is_empty() {
        return None;
    }
    let sql = "DELETE FROM response_values \
               WHERE (record, annotator) IN (SELECT r.record, r.annotator FROM {rows})";
    Some(Statement::new(sql, args![]).rows(pair_rows("record", "annotator", pairs)))
}

fn pair_rows(first: &'static str, second: &'static str, pairs: &[(i64, i64)]) -> Rows {
    Rows::default()
        .with(first, pairs.iter().map(|pair| pair.0).collect())
        .with(second, pairs.iter().map(|pair| pair.1).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_texts_are_indexed_by_their_beginning_and_a_hash() {
        assert!(matches!(index_key(&"x".repeat(2000)), Cow::Borrowed(_)));
        let (a, b) = (format!("x{}", "ä".repeat(1000)), format!("x{}b", "ä".repeat(1000)));
        assert_ne!(index_key(&a), index_key(&b));
        for text in [a, b, "y".repeat(100_000)] {
            let key = index_key(&text);
            assert!(key.len() > 2000 && key.len() < 2050, "{}", key.len());
            assert!(text.as_bytes().starts_with(&key.as_bytes()[..1999]));
        }
        // Published test vector of FNV-1a 128.
        assert_eq!(fnv1a(b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
    }
}
