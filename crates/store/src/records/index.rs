//! What searches look up of records: the tokens of their fields, and the values of suggestions and
//! responses. The values of metadata are in [`metadata_values`](crate::metadata_values).
//!
//! Every token is written with the key of its field in front (`12.word`), so no phrase reaches from
//! one field into another.
//!
//! PostgreSQL bounds what it indexes of one record: the first 1 MB of distinct tokens with their
//! positions, the first 255 places of one token; and phrases are found in the first 16383 tokens
//! only. SQLite has no such bounds. The record itself is stored whatever its size.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt::Write as _;

use serde_json::Value;
use variorum_schema::index::IndexValues;
use variorum_schema::json;
use variorum_schema::questions::Question;
use variorum_schema::suggestions::Score;
use variorum_text::tokenise::each_token;

use crate::dialect::Dialect;
use crate::error::Result;
use crate::rows::{Column, Rows};
use crate::settings::StoredSettings;
use crate::tx::{Statement, Tx, args};

/// Longest text that is indexed as it is: PostgreSQL's index rows hold 2.7 kB, and terms are listed
/// from there too, so no more is cut than must be.
const INDEX_KEY_BYTES_MAX: usize = 2000;

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

/// The tokens of a record's searchable fields, joined by spaces.
pub(crate) fn tokens(settings: &StoredSettings, fields: &json::Object) -> String {
    let mut out = String::new();
    for (name, value) in fields {
        let Some((seq, field)) = settings.field(name) else { continue };
        let Some(text) = field.settings.searchable_text(value) else { continue };
        let prefix = format!("{seq}.");
        out.reserve(text.len() + text.len() / 2);
        each_token(&text, |token, _| {
            if !out.is_empty() {
                out.push(' ');
            }
            out.push_str(&prefix);
            out.push_str(token);
        });
    }
    out
}

/// PostgreSQL's bounds of a `tsvector`.
const TSVECTOR_BYTES_MAX: usize = (1 << 20) - 1;
const TSVECTOR_POSITION_MAX: usize = (1 << 14) - 1;
const TSVECTOR_POSITIONS_MAX: usize = 255;

/// The text form of a `tsvector` of tokens joined by spaces, as much as fits.
fn tsvector(tokens: &str) -> String {
    let mut positions: HashMap<&str, Vec<usize>> = HashMap::new();
    let mut order = Vec::new();
    let mut bytes = 0;
    for (before, token) in tokens.split(' ').filter(|token| !token.is_empty()).enumerate() {
        let places = positions.entry(token).or_default();
        // A lexeme is aligned to two bytes and followed by a count; each place takes two.
        let more = match places.len() {
            0 => token.len() + 1 + 2 + 2,
            TSVECTOR_POSITIONS_MAX => continue,
            _ => 2,
        };
        if bytes + more > TSVECTOR_BYTES_MAX {
            break;
        }
        bytes += more;
        if places.is_empty() {
            order.push(token);
        }
        places.push((before + 1).min(TSVECTOR_POSITION_MAX));
    }
    let mut out = String::with_capacity(bytes * 2);
    for token in order {
        out.push_str(if out.is_empty() { "'" } else { " '" });
        for c in token.chars() {
            if matches!(c, '\'' | '\\') {
                out.push(c);
            }
            out.push(c);
        }
        out.push('\'');
        for (index, place) in positions.get(token).into_iter().flatten().enumerate() {
            // Writing into a string cannot fail.
            let _ = write!(out, "{}{place}", if index == 0 { ':' } else { ',' });
        }
    }
    out
}

/// Tokens of records that wait to be written.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    records: Vec<Option<i64>>,
    tokens: Vec<Option<String>>,
}

impl Texts {
    pub(crate) fn push(&mut self, record: i64, tokens: String) {
        self.records.push(Some(record));
        self.tokens.push(Some(tokens));
    }

    /// Writes the tokens of records that have none yet.
    pub(crate) async fn insert(self, tx: &mut Tx) -> Result<()> {
        if self.records.is_empty() {
            return Ok(());
        }
        let (sql, tokens) = match tx.dialect() {
            Dialect::Sqlite => {
                let sql = "INSERT INTO record_text (rowid, tokens) \
                           SELECT r.record, r.tokens FROM {rows}";
                (sql, self.tokens)
            }
            Dialect::Postgres => {
                let sql = "INSERT INTO record_text (record, tokens) \
                           SELECT r.record, r.tokens::tsvector FROM {rows}";
                (sql, self.tokens.into_iter().map(|t| t.map(|t| tsvector(&t))).collect())
            }
        };
        let rows = Rows::default()
            .with("record", Column::Integer(self.records))
            .with("tokens", Column::Text(tokens));
        tx.execute(Statement::new(sql, args![]).rows(rows)).await?;
        Ok(())
    }

    /// Writes the tokens of records in place of those they have.
    pub(crate) async fn replace(self, tx: &mut Tx) -> Result<()> {
        let records: Vec<i64> = self.records.iter().copied().flatten().collect();
        delete_texts(tx, &records).await?;
        self.insert(tx).await
    }
}

/// Removes the tokens of records.
pub(crate) async fn delete_texts(tx: &mut Tx, records: &[i64]) -> Result<()> {
    if records.is_empty() {
        return Ok(());
    }
    let sql = match tx.dialect() {
        Dialect::Sqlite => "DELETE FROM record_text WHERE rowid IN (SELECT r.seq FROM {rows})",
        Dialect::Postgres => "DELETE FROM record_text WHERE record IN (SELECT r.seq FROM {rows})",
    };
    let rows = Rows::seqs(records.iter().copied());
    tx.execute(Statement::new(sql, args![]).rows(rows)).await?;
    Ok(())
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

    /// Writes the values of suggestions that have none yet.
    pub(crate) async fn insert(self, tx: &mut Tx) -> Result<()> {
        // `WHERE true` keeps SQLite from reading the conflict clause as part of a join.
        if !self.records.is_empty() {
            let rows = Rows::default()
                .with("record", Column::Integer(self.records))
                .with("question", Column::Integer(self.questions))
                .with("term", Column::Text(self.terms))
                .with("number", Column::Integer(self.numbers));
            let sql = "INSERT INTO suggestion_values (record, question, term, number) \
                       SELECT r.record, r.question, r.term, r.number FROM {rows} WHERE true \
                       ON CONFLICT DO NOTHING";
            tx.execute(Statement::new(sql, args![]).rows(rows)).await?;
        }
        if !self.scores.is_empty() {
            let rows = Rows::default()
                .with("record", Column::Integer(self.scored_records))
                .with("question", Column::Integer(self.scored_questions))
                .with("value", Column::Float(self.scores));
            let sql = "INSERT INTO suggestion_scores (record, question, value) \
                       SELECT r.record, r.question, r.value FROM {rows} WHERE true \
                       ON CONFLICT DO NOTHING";
            tx.execute(Statement::new(sql, args![]).rows(rows)).await?;
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

    /// Writes the values of responses that have none yet.
    pub(crate) async fn insert(self, tx: &mut Tx) -> Result<()> {
        if self.records.is_empty() {
            return Ok(());
        }
        let rows = Rows::default()
            .with("record", Column::Integer(self.records))
            .with("annotator", Column::Integer(self.annotators))
            .with("question", Column::Integer(self.questions))
            .with("term", Column::Text(self.terms))
            .with("number", Column::Integer(self.numbers));
        let sql = "INSERT INTO response_values (record, annotator, question, term, number) \
                   SELECT r.record, r.annotator, r.question, r.term, r.number FROM {rows} \
                   WHERE true ON CONFLICT DO NOTHING";
        tx.execute(Statement::new(sql, args![]).rows(rows)).await?;
        Ok(())
    }
}

/// Removes the values of responses: pairs of record and annotator.
pub(crate) async fn delete_response_values(tx: &mut Tx, pairs: &[(i64, i64)]) -> Result<()> {
    if pairs.is_empty() {
        return Ok(());
    }
    let sql = "DELETE FROM response_values \
               WHERE (record, annotator) IN (SELECT r.record, r.annotator FROM {rows})";
    let rows = pair_rows("record", "annotator", pairs);
    tx.execute(Statement::new(sql, args![]).rows(rows)).await?;
    Ok(())
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

    #[test]
    fn a_tsvector_names_each_token_once_with_its_places() {
        assert_eq!(tsvector("1.a 1.b 1.a 2.a"), "'1.a':1,3 '1.b':2 '2.a':4");
        assert_eq!(tsvector(r"1.it's 1.\"), r"'1.it''s':1 '1.\\':2");
        assert_eq!(tsvector(""), "");
        let many = tsvector(&"1.a ".repeat(300));
        assert_eq!(many.matches(',').count(), 254);
        let long: Vec<String> = (0..200_000).map(|n| format!("1.token{n}")).collect();
        let vector = tsvector(&long.join(" "));
        assert!(vector.contains("'1.token16400':16383"));
        assert!(vector.starts_with("'1.token0':1 "));
        assert!(!vector.contains("'1.token199999'"));
    }
}
