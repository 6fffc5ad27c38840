//! The words of records as full-text search finds them.
//!
//! Every token is written with the key of its field in front (`12.word`), so no phrase reaches from
//! one field into another. SQLite indexes any number of them. A `tsvector` of PostgreSQL bounds
//! what it holds; a record that does not fit is kept in `long_texts` instead, and searched there:
//! its words in as many `tsvector`s as they need, and its tokens in order, in parts that overlap by
//! the length of the longest phrase.

use std::collections::{BTreeSet, HashMap};
use std::fmt::Write as _;

use variorum_schema::json;
use variorum_schema::query;
use variorum_text::tokenise::each_token;

use crate::apart::in_place;
use crate::derived::{self, Derived, Table};
use crate::dialect::Dialect;
use crate::error::Result;
use crate::rows::{Column, Rows};
use crate::settings::StoredSettings;
use crate::tx::{Statement, Tx, args};

/// PostgreSQL's bounds of a `tsvector`: its size, the last place that has a number of its own, and
/// how many places of one token are kept.
const TSVECTOR_BYTES_MAX: usize = (1 << 20) - 1;
const TSVECTOR_POSITION_MAX: usize = (1 << 14) - 1;
const TSVECTOR_POSITIONS_MAX: usize = 255;

/// How many tokens of a long text are looked through at a time.
const PART_TOKENS: usize = 50_000;

/// How far a part reaches into the next, so that every phrase lies in one of them.
const OVERLAP_TOKENS: usize = query::TOKENS_MAX - 1;

/// How much of long texts is written by one statement; PostgreSQL takes no message of a gigabyte.
const STATEMENT_BYTES: usize = 64 << 20;

static RECORD_TEXT: Table = Table {
    name: "record_text",
    columns: &["record", "tokens::tsvector"],
    insert: "INSERT INTO record_text (record, tokens) \
             SELECT r.record, r.tokens::tsvector FROM {rows}",
};
static LONG_TEXTS: Table = Table {
    name: "long_texts",
    columns: &["record", "part", "words::tsvector", "tokens"],
    insert: "INSERT INTO long_texts (dataset, record, part, words, tokens) \
             SELECT records.dataset, r.record, r.part, r.words::tsvector, r.tokens \
             FROM {rows} JOIN records ON records.seq = r.record",
};

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

/// The distinct tokens of a text, in order of their first place, with their places from 1 on.
struct Places<'a> {
    order: Vec<&'a str>,
    places: HashMap<&'a str, Vec<usize>>,
    tokens: usize,
}

impl<'a> Places<'a> {
    fn of(tokens: &'a str) -> Self {
        let mut out = Self { order: Vec::new(), places: HashMap::new(), tokens: 0 };
        for token in tokens.split(' ').filter(|token| !token.is_empty()) {
            let places = out.places.entry(token).or_default();
            if places.is_empty() {
                out.order.push(token);
            }
            out.tokens += 1;
            // One more than is kept tells that there are more.
            if places.len() <= TSVECTOR_POSITIONS_MAX {
                places.push(out.tokens);
            }
        }
        out
    }

    fn each(&self) -> impl Iterator<Item = (&'a str, &[usize])> {
        let places = |token| self.places.get(token).map_or(&[][..], Vec::as_slice);
        self.order.iter().map(move |token| (*token, places(*token)))
    }

    /// Everything as one `tsvector`, if that can hold it.
    fn whole(&self) -> Option<String> {
        let bytes: usize = self.each().map(|(token, places)| bytes(token, places.len())).sum();
        let fits = self.tokens <= TSVECTOR_POSITION_MAX
            && bytes <= TSVECTOR_BYTES_MAX
            && self.each().all(|(_, places)| places.len() <= TSVECTOR_POSITIONS_MAX);
        fits.then(|| {
            let mut out = String::with_capacity(bytes * 2);
            self.each().for_each(|(token, places)| push(&mut out, token, places.iter().copied()));
            out
        })
    }

    /// The words in as few `tsvector`s as hold them, each in one of these. Of places only the
    /// number counts, up to what a `tsvector` keeps.
    fn counted(&self) -> Vec<String> {
        let mut out = Vec::new();
        let (mut vector, mut size) = (String::new(), 0);
        for (token, places) in self.each() {
            let count = places.len().min(TSVECTOR_POSITIONS_MAX);
            let more = bytes(token, count);
            if size + more > TSVECTOR_BYTES_MAX {
                out.push(std::mem::take(&mut vector));
                size = 0;
            }
            size += more;
            push(&mut vector, token, 1..=count);
        }
        out.push(vector);
        out
    }
}

/// What a token with its places takes: it is aligned to two bytes and followed by a count; each
/// place takes two.
fn bytes(token: &str, places: usize) -> usize {
    token.len() + 1 + 2 + 2 * places
}

/// Adds a token to the text form of a `tsvector`.
fn push(out: &mut String, token: &str, places: impl Iterator<Item = usize>) {
    out.push_str(if out.is_empty() { "'" } else { " '" });
    for c in token.chars() {
        if matches!(c, '\'' | '\\') {
            out.push(c);
        }
        out.push(c);
    }
    out.push('\'');
    for (index, place) in places.enumerate() {
        // Writing into a string cannot fail.
        let _ = write!(out, "{}{place}", if index == 0 { ':' } else { ',' });
    }
}

/// The tokens in order, in parts; a space stands before and after each token.
fn parts(tokens: &str) -> Vec<String> {
    let spaces = tokens.match_indices(' ').map(|(at, _)| at + 1);
    let starts: Vec<usize> = std::iter::once(0).chain(spaces).collect();
    let first = (0..starts.len()).step_by(PART_TOKENS);
    let part = first.map(|first| {
        let end = starts.get(first + PART_TOKENS + OVERLAP_TOKENS).map(|end| end - 1);
        let text = tokens.get(starts[first]..end.unwrap_or(tokens.len()));
        format!(" {} ", text.unwrap_or_default())
    });
    part.collect()
}

/// How PostgreSQL is given the tokens of a record.
enum Form {
    Whole(String),
    Long { words: Vec<String>, parts: Vec<String> },
}

impl Form {
    fn of(tokens: &str) -> Self {
        let places = Places::of(tokens);
        match places.whole() {
            Some(vector) => Self::Whole(vector),
            None => Self::Long { words: places.counted(), parts: parts(tokens) },
        }
    }
}

/// Tokens of records that wait to be written.
#[derive(Debug, Default)]
pub(crate) struct Texts {
    records: Vec<i64>,
    tokens: Vec<String>,
}

impl Texts {
    pub(crate) fn push(&mut self, record: i64, tokens: String) {
        self.records.push(record);
        self.tokens.push(tokens);
    }

    /// Writes the tokens of records that have none yet.
    pub(super) async fn insert(self, tx: &mut Tx) -> Result<()> {
        if tx.dialect() == Dialect::Sqlite {
            let sql = "INSERT INTO record_text (rowid, tokens) \
                       SELECT r.record, r.tokens FROM {rows}";
            let rows = whole_rows(self.records, self.tokens);
            if !rows.is_empty() {
                tx.execute(Statement::new(sql, args![]).rows(rows)).await?;
            }
            return Ok(());
        }
        let (mut whole, mut vectors, mut long) = (Vec::new(), Vec::new(), LongRows::default());
        for (record, tokens) in self.records.into_iter().zip(self.tokens) {
            match in_place(tokens.len(), || Form::of(&tokens)) {
                Form::Whole(vector) => {
                    whole.push(record);
                    vectors.push(vector);
                }
                Form::Long { words, parts } => {
                    for (row, words, part) in long_rows(words, parts) {
                        if long.push(record, row, words, part) > STATEMENT_BYTES {
                            std::mem::take(&mut long).insert(tx).await?;
                        }
                    }
                }
            }
        }
        long.insert(tx).await?;
        let whole = Derived { table: &RECORD_TEXT, rows: whole_rows(whole, vectors) };
        if let Some(statement) = whole.insertion() {
            tx.execute(statement).await?;
        }
        Ok(())
    }

    /// Writes the tokens of records in place of those they have.
    pub(super) async fn replace(self, tx: &mut Tx) -> Result<()> {
        delete_texts(tx, &self.records).await?;
        self.insert(tx).await
    }

    /// What compares them with what is stored of the records in `range`, table by table, see
    /// [`differences`](derived::differences). SQLite's index tells of a record how many tokens it
    /// has.
    pub(crate) fn differences(
        self,
        dialect: Dialect,
        range: (i64, i64),
    ) -> Vec<(&'static str, Statement)> {
        if dialect == Dialect::Sqlite {
            let count = |tokens: &String| sqlite_varint(tokens.split_terminator(' ').count());
            let rows = Rows::default()
                .with("sz", self.tokens.iter().map(count).collect())
                .with("id", self.records.into_iter().collect());
            let sizes = "record_text_docsize";
            return vec![("record_text", derived::differences(sizes, &["id", "sz"], rows, range))];
        }
        let (mut whole, mut vectors, mut long) = (Vec::new(), Vec::new(), LongRows::default());
        for (record, tokens) in self.records.into_iter().zip(self.tokens) {
            match Form::of(&tokens) {
                Form::Whole(vector) => {
                    whole.push(record);
                    vectors.push(vector);
                }
                Form::Long { words, parts } => {
                    for (row, words, part) in long_rows(words, parts) {
                        long.push(record, row, words, part);
                    }
                }
            }
        }
        let whole = Derived { table: &RECORD_TEXT, rows: whole_rows(whole, vectors) };
        let tables = [whole, long.derived()];
        tables.into_iter().map(|rows| (rows.table.name, rows.differences(range))).collect()
    }
}

/// What SQLite's index has of each field, by its key, in a number that is another one with another word
/// or place: the sum over all places of a number made of each, times a hash of the word.
/// A sum does not depend on the order, so it is the same from the texts, record by record, and from the
/// index, word by word.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Sums(HashMap<i64, u64>);

impl Sums {
    /// Adds the tokens of a record.
    pub(crate) fn add_record(&mut self, record: i64, tokens: &str) {
        for (offset, token) in (0_i64..).zip(tokens.split_terminator(' ')) {
            let place = record.wrapping_mul(PLACE_FACTOR).wrapping_add(offset) % PLACE_MODULUS;
            self.add(token, place);
        }
    }

    fn add(&mut self, token: &str, places: i64) {
        let field = token.split_once('.').and_then(|(field, _)| field.parse().ok());
        let sum = self.0.entry(field.unwrap_or_default()).or_default();
        *sum = sum.wrapping_add(hash(token).wrapping_mul(places.cast_unsigned()));
    }

    /// Those of the index as it is.
    pub(crate) async fn of_index(tx: &mut Tx) -> Result<Self> {
        /// How many words are read at a time.
        const PAGE: i64 = 10_000;
        let sql = format!(
            "SELECT term, SUM((doc * {PLACE_FACTOR} + \"offset\") % {PLACE_MODULUS}) \
             FROM record_tokens WHERE term > $1 GROUP BY term ORDER BY term LIMIT $2"
        );
        let (mut sums, mut after) = (Self::default(), String::new());
        loop {
            let page = Statement::made(sql.clone(), args![after.as_str(), PAGE]);
            let page: Vec<(String, i64)> = tx.all(page).await?;
            page.iter().for_each(|(term, places)| sums.add(term, *places));
            match page.into_iter().next_back() {
                Some((last, _)) => after = last,
                None => return Ok(sums),
            }
        }
    }

    /// The keys of fields that differ, in order.
    pub(crate) fn differing(&self, other: &Self) -> Vec<i64> {
        let fields: BTreeSet<i64> = self.0.keys().chain(other.0.keys()).copied().collect();
        fields.into_iter().filter(|field| self.0.get(field) != other.0.get(field)).collect()
    }
}

/// Tell the places of words apart, within what SQLite can add up for every word.
const PLACE_FACTOR: i64 = 1_000_003;
const PLACE_MODULUS: i64 = (1 << 31) - 1;

/// FNV-1a of 64 bits, and not 0.
fn hash(token: &str) -> u64 {
    let hash = token.bytes().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    hash | 1
}

/// A number as FTS5 writes it: seven bits a byte, the most significant first, all but the last byte
/// marked.
fn sqlite_varint(number: usize) -> Vec<u8> {
    let mut rest = number;
    let mut bytes = Vec::new();
    loop {
        let mark = if bytes.is_empty() { 0 } else { 0x80 };
        bytes.push((rest & 0x7f) as u8 | mark);
        rest >>= 7;
        if rest == 0 {
            bytes.reverse();
            return bytes;
        }
    }
}

fn whole_rows(records: Vec<i64>, tokens: Vec<String>) -> Rows {
    Rows::default()
        .with("record", records.into_iter().collect())
        .with("tokens", tokens.into_iter().collect())
}

/// Rows of a long text, with their numbers: words and parts need not be equally many.
fn long_rows(
    mut words: Vec<String>,
    mut parts: Vec<String>,
) -> impl Iterator<Item = (usize, String, String)> {
    (0..words.len().max(parts.len())).map(move |row| {
        let of = |texts: &mut [String]| texts.get_mut(row).map(std::mem::take);
        (row, of(&mut words).unwrap_or_default(), of(&mut parts).unwrap_or_default())
    })
}

/// Rows of `long_texts` that wait to be written.
#[derive(Debug, Default)]
struct LongRows {
    records: Vec<Option<i64>>,
    rows: Vec<Option<i64>>,
    words: Vec<Option<String>>,
    tokens: Vec<Option<String>>,
    bytes: usize,
}

impl LongRows {
    /// Answers how many bytes wait.
    fn push(&mut self, record: i64, row: usize, words: String, tokens: String) -> usize {
        self.bytes += words.len() + tokens.len();
        self.records.push(Some(record));
        self.rows.push(i64::try_from(row).ok());
        self.words.push(Some(words));
        self.tokens.push(Some(tokens));
        self.bytes
    }

    fn derived(self) -> Derived {
        let rows = Rows::default()
            .with("record", Column::Integer(self.records))
            .with("part", Column::Integer(self.rows))
            .with("words", Column::Text(self.words))
            .with("tokens", Column::Text(self.tokens));
        Derived { table: &LONG_TEXTS, rows }
    }

    async fn insert(self, tx: &mut Tx) -> Result<()> {
        if let Some(statement) = self.derived().insertion() {
            tx.execute(statement).await?;
        }
        Ok(())
    }
}

/// Removes the tokens of records.
pub(super) async fn delete_texts(tx: &mut Tx, records: &[i64]) -> Result<()> {
    if records.is_empty() {
        return Ok(());
    }
    let statements: &[&'static str] = match tx.dialect() {
        Dialect::Sqlite => &["DELETE FROM record_text WHERE rowid IN (SELECT r.seq FROM {rows})"],
        Dialect::Postgres => &[
            "DELETE FROM record_text WHERE record IN (SELECT r.seq FROM {rows})",
            "DELETE FROM long_texts WHERE record IN (SELECT r.seq FROM {rows})",
        ],
    };
    for sql in statements {
        let rows = Rows::seqs(records.iter().copied());
        tx.execute(Statement::new(sql, args![]).rows(rows)).await?;
    }
    Ok(())
}

/// Removes the tokens of all records of a dataset.
pub(crate) async fn delete_of_dataset(tx: &mut Tx, dataset: i64) -> Result<()> {
    let statements: &[&'static str] = match tx.dialect() {
        Dialect::Sqlite => &["DELETE FROM record_text \
            WHERE rowid IN (SELECT seq FROM records WHERE dataset = $1)"],
        Dialect::Postgres => &[
            "DELETE FROM record_text \
             WHERE record IN (SELECT seq FROM records WHERE dataset = $1)",
            "DELETE FROM long_texts WHERE dataset = $1",
        ],
    };
    for sql in statements {
        tx.execute(Statement::new(sql, args![dataset])).await?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(tokens: &str) -> Option<String> {
        Places::of(tokens).whole()
    }

    #[test]
    fn a_tsvector_names_each_token_once_with_its_places() {
        assert_eq!(whole("1.a 1.b 1.a 2.a").as_deref(), Some("'1.a':1,3 '1.b':2 '2.a':4"));
        assert_eq!(whole(r"1.it's 1.\").as_deref(), Some(r"'1.it''s':1 '1.\\':2"));
        assert_eq!(whole("").as_deref(), Some(""));
    }

    #[test]
    fn a_text_is_long_when_a_tsvector_would_lose_some_of_it() {
        let distinct = |count: usize, length: usize| {
            let tokens: Vec<String> = (0..count).map(|n| format!("{n:0>length$}")).collect();
            tokens.join(" ")
        };
        assert!(whole(&"1.a ".repeat(255)).is_some());
        assert!(whole(&"1.a ".repeat(256)).is_none());
        assert!(whole(&distinct(16_383, 8)).is_some());
        assert!(whole(&distinct(16_384, 8)).is_none());
        assert!(whole(&distinct(4_000, 255)).is_some());
        assert!(whole(&distinct(4_100, 255)).is_none());
    }

    #[test]
    fn words_of_long_texts_are_counted_once() {
        let tokens = format!("1.b {}", "1.a ".repeat(300));
        let counted = Places::of(&tokens).counted();
        let places: Vec<String> = (1..=255).map(|n| n.to_string()).collect();
        assert_eq!(counted, [format!("'1.b':1 '1.a':{}", places.join(","))]);
        let many: Vec<String> = (0..200_000).map(|n| format!("1.token{n}")).collect();
        let counted = Places::of(&many.join(" ")).counted();
        assert_eq!(counted.len(), 4);
        let words = counted.iter().map(|vector| vector.matches(":1").count());
        assert_eq!(words.sum::<usize>(), 200_000);
    }

    #[test]
    fn parts_overlap_by_the_longest_phrase() {
        let tokens: Vec<String> = (0..120_000).map(|n| format!("t{n}")).collect();
        let parts = parts(&tokens.join(" "));
        assert_eq!(parts.len(), 3);
        for (at, part) in parts.iter().enumerate() {
            let (first, end) = (at * 50_000, (at * 50_000 + 50_999).min(120_000));
            assert_eq!(*part, format!(" {} ", tokens[first..end].join(" ")));
        }
    }
}
