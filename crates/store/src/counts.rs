//! Counts that are kept, so that no page counts rows: of the records of a dataset by status, and of
//! an annotator's responses by their status and that of their records.
//!
//! Both are kept for the whole dataset and for parts of its queue: the range of queue keys is
//! divided in 32 parts, and each of these again. So the first record that an annotator has not
//! answered, or the hundred-thousandth, is found by adding up a few numbers and reading one small
//! part, however much he has answered.
//!
//! Whoever writes records or responses notes the changes in the transaction ([`Changes`]). They are
//! written last of all and in one order, so that nobody waits long, or for each other.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use variorum_schema::Timestamp;
use variorum_schema::records::RecordStatus;
use variorum_schema::responses::ResponseStatus;

use crate::columns;
use crate::error::{Error, Result};
use crate::records::parse_status;
use crate::responses;
use crate::rows::{Column, Rows};
use crate::tx::{Statement, Tx, args};

/// A part is divided in this many, as a power of 2.
const FANOUT_BITS: u32 = 5;
/// How often the whole is divided.
const DEPTH: u32 = 2;

/// A part of the range of queue keys. Its number is 1 for the whole; the parts of part `n` are
/// numbered from `32 * n` on, in the order of their keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Part(i64);

/// The whole range.
pub(crate) const WHOLE: Part = Part(1);

/// After the number of every part of the whole, which is a section.
pub(crate) const SECTIONS_END: Part = Part(1 << (FANOUT_BITS + 1));

impl Part {
    /// The smallest part that holds a key.
    pub(crate) fn of(key: i64) -> Self {
        let bits = DEPTH * FANOUT_BITS;
        let number = from_zero(key) >> (u64::BITS - bits) | 1 << bits;
        Self(number.cast_signed())
    }

    /// The part that this one is a part of.
    pub(crate) fn parent(self) -> Option<Self> {
        (self != WHOLE).then_some(Self(self.0 >> FANOUT_BITS))
    }

    /// Its parts, in the order of their keys.
    pub(crate) fn parts(self) -> impl DoubleEndedIterator<Item = Self> + Clone {
        let first = self.0 << FANOUT_BITS;
        (first..first + (1 << FANOUT_BITS)).map(Self)
    }

    /// Its first and last key.
    pub(crate) fn keys(self) -> (i64, i64) {
        let bits = i64::BITS - 1 - self.0.leading_zeros();
        let free = u64::MAX.checked_shr(bits).unwrap_or(0);
        let first = self.0.cast_unsigned().checked_shl(u64::BITS - bits).unwrap_or(0);
        (to_key(first), to_key(first | free))
    }

    /// The smallest part that holds a key, and all that this one is a part of, the whole first.
    fn path(key: i64) -> [Self; 1 + DEPTH as usize] {
        let mut path = [Self::of(key); 1 + DEPTH as usize];
        for at in (0..DEPTH as usize).rev() {
            path[at] = path[at + 1].parent().unwrap_or(WHOLE);
        }
        path
    }
}

/// Keys in their order as numbers from 0 on.
fn from_zero(key: i64) -> u64 {
    key.cast_unsigned() ^ 1 << 63
}

fn to_key(number: u64) -> i64 {
    (number ^ 1 << 63).cast_signed()
}

/// What of a record counts depend on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Head {
    /// Key of the record.
    pub(crate) seq: i64,
    pub(crate) status: RecordStatus,
    pub(crate) queue_key: i64,
}

impl Head {
    /// As it was before its status became what it is.
    fn before(self) -> Self {
        let status = match self.status {
            RecordStatus::Pending => RecordStatus::Completed,
            RecordStatus::Completed => RecordStatus::Pending,
        };
        Self { status, ..self }
    }
}

/// A [`Head`] as it is read.
#[derive(Debug, sqlx::FromRow)]
pub(crate) struct HeadRow {
    pub(crate) seq: i64,
    status: String,
    queue_key: i64,
}

impl TryFrom<&HeadRow> for Head {
    type Error = Error;

    fn try_from(row: &HeadRow) -> Result<Self> {
        Ok(Self { seq: row.seq, status: parse_status(&row.status)?, queue_key: row.queue_key })
    }
}

/// The columns of `record_counts`, each named after a status of records.
const RECORD_COLUMNS: [&str; 2] = ["pending", "completed"];
/// The columns of `response_counts`, each named after a status of records and one of responses.
const RESPONSE_COLUMNS: [&str; 6] = [
    "pending_submitted",
    "pending_discarded",
    "pending_draft",
    "completed_submitted",
    "completed_discarded",
    "completed_draft",
];

fn record_column(status: RecordStatus) -> usize {
    match status {
        RecordStatus::Pending => 0,
        RecordStatus::Completed => 1,
    }
}

fn response_column(record: RecordStatus, response: ResponseStatus) -> usize {
    let column = match response {
        ResponseStatus::Submitted => 0,
        ResponseStatus::Discarded => 1,
        ResponseStatus::Draft => 2,
    };
    record_column(record) * 3 + column
}

/// Changes of counts that a transaction has made and not yet written.
#[derive(Debug, Default)]
pub(crate) struct Changes {
    records: BTreeMap<(i64, Part), [i64; 2]>,
    responses: BTreeMap<(i64, i64, Part), [i64; 6]>,
    blocks: BTreeSet<(i64, i64)>,
}

impl Changes {
    /// A record of the dataset with this key came (`by` 1) or went (`by` -1).
    pub(crate) fn record(&mut self, dataset: i64, head: Head, by: i64) {
        for part in Part::path(head.queue_key) {
            let counts = self.records.entry((dataset, part)).or_default();
            counts[record_column(head.status)] += by;
        }
    }

    /// A response of this status to a record came (`by` 1) or went (`by` -1).
    pub(crate) fn response(
        &mut self,
        (dataset, annotator): (i64, i64),
        head: Head,
        status: ResponseStatus,
        by: i64,
    ) {
        for part in Part::path(head.queue_key) {
            let counts = self.responses.entry((annotator, dataset, part)).or_default();
            counts[response_column(head.status, status)] += by;
        }
    }

    /// Values of a record of the dataset changed, or it came or went: see [`columns`].
    pub(crate) fn values(&mut self, dataset: i64, record: i64) {
        self.blocks.extend([(dataset, columns::WHOLE), (dataset, columns::block_of(record))]);
    }

    /// A record has another status than before, this one, and its responses with it.
    pub(crate) fn status(
        &mut self,
        dataset: i64,
        after: Head,
        responses: Vec<(i64, ResponseStatus)>,
    ) {
        self.record(dataset, after.before(), -1);
        self.record(dataset, after, 1);
        for (annotator, status) in responses {
            self.response((dataset, annotator), after.before(), status, -1);
            self.response((dataset, annotator), after, status, 1);
        }
    }

    /// What writes the changes.
    pub(crate) fn statements(self, now: Timestamp) -> Vec<Statement> {
        let mut statements = Vec::new();
        if !self.records.is_empty() {
            let keys = self.records.keys();
            let rows = Rows::default()
                .with("dataset", keys.clone().map(|(dataset, _)| *dataset).collect())
                .with("part", keys.map(|(_, part)| part.0).collect());
            let rows = with_counts(rows, &RECORD_COLUMNS, self.records.values());
            let sql = upsert("record_counts", "dataset, part", "", &RECORD_COLUMNS);
            statements.push(Statement::made(sql, args![]).rows(rows));
        }
        if !self.responses.is_empty() {
            let keys = self.responses.keys();
            let rows = Rows::default()
                .with("annotator", keys.clone().map(|(annotator, ..)| *annotator).collect())
                .with("dataset", keys.clone().map(|(_, dataset, _)| *dataset).collect())
                .with("part", keys.map(|(.., part)| part.0).collect());
            let rows = with_counts(rows, &RESPONSE_COLUMNS, self.responses.values());
            let sql =
                upsert("response_counts", "annotator, dataset, part", "since", &RESPONSE_COLUMNS);
            statements.push(Statement::made(sql, args![now.0]).rows(rows));
        }
        if !self.blocks.is_empty() {
            let rows = Rows::default()
                .with("dataset", self.blocks.iter().map(|(dataset, _)| *dataset).collect())
                .with("block", self.blocks.iter().map(|(_, block)| *block).collect());
            let sql = "INSERT INTO record_blocks (dataset, block, version) \
                       SELECT r.dataset, r.block, 1 FROM {rows} WHERE true \
                       ON CONFLICT (dataset, block) DO UPDATE SET version = record_blocks.version + 1";
            statements.push(Statement::new(sql, args![]).rows(rows));
        }
        statements
    }
}

fn with_counts<'c, const N: usize>(
    rows: Rows,
    columns: &[&'static str; N],
    counts: impl Iterator<Item = &'c [i64; N]> + Clone,
) -> Rows {
    columns.iter().enumerate().fold(rows, |rows, (at, column)| {
        let values: Column = counts.clone().map(|counts| counts[at]).collect();
        rows.with(column, values)
    })
}

/// Adds rows to those with the same key; `since` names a column that new ones get from `$1`.
fn upsert(table: &str, key: &str, since: &str, columns: &[&str]) -> String {
    let (since, now) = if since.is_empty() { ("", "") } else { (", since", ", $1") };
    let list = |before: &str| columns.iter().map(|c| format!(", {before}{c}")).collect::<String>();
    let sums: Vec<String> =
        columns.iter().map(|c| format!("{c} = {table}.{c} + excluded.{c}")).collect();
    let key_of_rows: Vec<String> = key.split(", ").map(|column| format!("r.{column}")).collect();
    format!(
        "INSERT INTO {table} ({key}{since}{}) SELECT {}{now}{} FROM {{rows}} WHERE true \
         ON CONFLICT ({key}) DO UPDATE SET {}",
        list(""),
        key_of_rows.join(", "),
        list("r."),
        sums.join(", ")
    )
}

/// Notes that these records of a dataset and their responses, all still there, are to be deleted.
pub(crate) async fn deleted(tx: &mut Tx, dataset: i64, seqs: &[i64]) -> Result<()> {
    let sql = "SELECT records.seq, records.status, records.queue_key FROM {rows} \
               CROSS JOIN records WHERE records.seq = r.seq";
    let rows = Rows::seqs(seqs.iter().copied());
    let found: Vec<HeadRow> = tx.all(Statement::new(sql, args![]).rows(rows)).await?;
    let mut heads: HashMap<i64, Head> = HashMap::with_capacity(found.len());
    for row in found {
        let head = Head::try_from(&row)?;
        tx.changes.record(dataset, head, -1);
        tx.changes.values(dataset, head.seq);
        heads.insert(head.seq, head);
    }
    for (record, annotator, status) in responses_of(tx, seqs.iter().copied()).await? {
        if let Some(head) = heads.get(&record) {
            tx.changes.response((dataset, annotator), *head, status, -1);
        }
    }
    Ok(())
}

/// Record, annotator and status of all responses to records.
async fn responses_of(
    tx: &mut Tx,
    records: impl Iterator<Item = i64>,
) -> Result<Vec<(i64, i64, ResponseStatus)>> {
    let rows = Rows::seqs(records);
    if rows.is_empty() {
        return Ok(Vec::new());
    }
    let sql = "SELECT responses.record, responses.annotator, responses.status FROM {rows} \
               CROSS JOIN responses WHERE responses.record = r.seq";
    let found: Vec<(i64, i64, String)> = tx.all(Statement::new(sql, args![]).rows(rows)).await?;
    let parsed = found.into_iter().map(|(record, annotator, status)| {
        Ok((record, annotator, responses::parse_status(&status)?))
    });
    parsed.collect()
}

/// How many records of a dataset are completed, and how many are not.
pub(crate) async fn of_records(tx: &mut Tx, dataset: i64) -> Result<(i64, i64)> {
    let sql = "SELECT completed, pending FROM record_counts WHERE dataset = $1 AND part = 1";
    Ok(tx.optional(Statement::new(sql, args![dataset])).await?.unwrap_or_default())
}

/// Counts everything of a dataset anew; nobody else may write its records meanwhile.
pub(crate) async fn rebuild(tx: &mut Tx, dataset: i64) -> Result<()> {
    let zero: Vec<String> = RESPONSE_COLUMNS.iter().map(|column| format!("{column} = 0")).collect();
    let zero = format!("UPDATE response_counts SET {} WHERE {OF_DATASET}", zero.join(", "));
    let records = "DELETE FROM record_counts WHERE dataset = $1".to_owned();
    for sql in [records, zero, records_counted_into(), responses_counted_into()] {
        tx.execute(Statement::made(sql, args![dataset])).await?;
    }
    Ok(())
}

/// Deletes the counts of a dataset, which no foreign key does for those of annotators: an index for
/// it would be as large as the table.
pub(crate) async fn delete(tx: &mut Tx, dataset: i64) -> Result<()> {
    let responses = format!("DELETE FROM response_counts WHERE {OF_DATASET}");
    let records = "DELETE FROM record_counts WHERE dataset = $1".to_owned();
    for sql in [responses, records] {
        tx.execute(Statement::made(sql, args![dataset])).await?;
    }
    Ok(())
}

/// Rows of `response_counts` by the index of those of the whole.
const OF_DATASET: &str = "dataset = $1 AND annotator IN \
    (SELECT whole.annotator FROM response_counts AS whole WHERE whole.dataset = $1 AND whole.part = 1)";

/// The number of the part of a queue key, at each depth.
fn parts_in_sql() -> impl Iterator<Item = String> {
    (0..=DEPTH).map(|depth| match depth * FANOUT_BITS {
        0 => "1".to_owned(),
        // The shift keeps the sign: half of the numbers are negative.
        bits => format!("(records.queue_key >> {}) + {}", u64::BITS - bits, 3_i64 << (bits - 1)),
    })
}

fn count_in_sql(condition: &str) -> String {
    format!("CAST(SUM(CASE WHEN {condition} THEN 1 ELSE 0 END) AS BIGINT)")
}

/// The records of dataset `$1` counted, as rows of `record_counts`.
fn records_counted() -> String {
    let counts: Vec<String> = RECORD_COLUMNS
        .iter()
        .map(|status| count_in_sql(&format!("records.status = '{status}'")))
        .collect();
    let selects: Vec<String> = parts_in_sql()
        .map(|part| {
            format!(
                "SELECT records.dataset, {part} AS part, {} FROM records \
                 WHERE records.dataset = $1 GROUP BY 1, 2",
                counts.join(", ")
            )
        })
        .collect();
    selects.join(" UNION ALL ")
}

/// The responses in dataset `$1` counted, as rows of `response_counts` without `since`.
fn responses_counted() -> String {
    let counts: Vec<String> = RESPONSE_COLUMNS
        .iter()
        .filter_map(|column| column.split_once('_'))
        .map(|(record, response)| {
            count_in_sql(&format!(
                "records.status = '{record}' AND responses.status = '{response}'"
            ))
        })
        .collect();
    let selects: Vec<String> = parts_in_sql()
        .map(|part| {
            format!(
                "SELECT responses.annotator, responses.dataset, {part} AS part, {} FROM responses \
                 JOIN records ON records.seq = responses.record \
                 WHERE responses.dataset = $1 GROUP BY 1, 2, 3",
                counts.join(", ")
            )
        })
        .collect();
    selects.join(" UNION ALL ")
}

/// How many counts of the records of dataset `$1` differ from the rows.
pub(crate) fn records_differ() -> String {
    let columns = RECORD_COLUMNS.join(", ");
    differ(
        &format!("SELECT dataset, part, {columns} FROM record_counts WHERE dataset = $1"),
        &records_counted(),
        &RECORD_COLUMNS,
    )
}

/// How many counts of the responses in dataset `$1` differ from the rows.
pub(crate) fn responses_differ() -> String {
    let columns = RESPONSE_COLUMNS.join(", ");
    differ(
        &format!(
            "SELECT annotator, dataset, part, {columns} FROM response_counts WHERE dataset = $1"
        ),
        &responses_counted(),
        &RESPONSE_COLUMNS,
    )
}

/// Rows of counts that are of one only, apart from those that count nothing.
fn differ(kept: &str, counted: &str, columns: &[&str]) -> String {
    let any: Vec<String> = columns.iter().map(|column| format!("{column} <> 0")).collect();
    let kept = format!("SELECT * FROM ({kept} AND ({})) AS kept", any.join(" OR "));
    let counted = format!("SELECT * FROM ({counted}) AS counted");
    format!(
        "SELECT COUNT(*) FROM (SELECT * FROM ({kept} EXCEPT {counted}) AS more \
         UNION ALL SELECT * FROM ({counted} EXCEPT {kept}) AS less) AS differing"
    )
}

fn records_counted_into() -> String {
    format!(
        "INSERT INTO record_counts (dataset, part, {}) {}",
        RECORD_COLUMNS.join(", "),
        records_counted()
    )
}

/// Only annotators who have their rows already: who has answered has them.
fn responses_counted_into() -> String {
    let sets: Vec<String> =
        RESPONSE_COLUMNS.iter().map(|column| format!("{column} = counted.{column}")).collect();
    let columns = RESPONSE_COLUMNS.join(", ");
    format!(
        "WITH counted (annotator, dataset, part, {columns}) AS ({}) \
         UPDATE response_counts SET {} FROM counted \
         WHERE response_counts.annotator = counted.annotator \
         AND response_counts.dataset = counted.dataset AND response_counts.part = counted.part",
        responses_counted(),
        sets.join(", ")
    )
}

/// What of a dataset's records an annotator's queue shows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Shown {
    /// Only records of this status, if one is given.
    pub(crate) status: Option<RecordStatus>,
    pub(crate) answered: Answered,
}

/// Whether and how the annotator has answered the records.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answered {
    /// In whatever way.
    Any,
    /// Not at all.
    Not,
    /// With a response of one of these statuses.
    With(Vec<ResponseStatus>),
}

impl Shown {
    fn statuses(&self) -> impl Iterator<Item = RecordStatus> + Clone {
        let all = [RecordStatus::Pending, RecordStatus::Completed];
        let wanted = self.status;
        all.into_iter().filter(move |status| wanted.is_none_or(|wanted| wanted == *status))
    }

    /// What counts of records and of responses are added to and subtracted from each other.
    fn sums(&self) -> (Option<String>, Option<String>) {
        let records = self.statuses().map(|status| RECORD_COLUMNS[record_column(status)]);
        let records = records.collect::<Vec<_>>().join(" + ");
        let responses = |statuses: &[ResponseStatus]| {
            let columns = self.statuses().flat_map(|record| {
                let column = move |status: &ResponseStatus| response_column(record, *status);
                statuses.iter().map(column)
            });
            columns.map(|at| RESPONSE_COLUMNS[at]).collect::<Vec<_>>().join(" + ")
        };
        let all: Vec<_> = ResponseStatus::WORDS.iter().map(|(_, status)| *status).collect();
        match &self.answered {
            Answered::Any => (Some(records), None),
            Answered::Not => (Some(records), Some(format!("-({})", responses(&all)))),
            Answered::With(statuses) => (None, Some(responses(statuses))),
        }
    }
}

/// How many records are shown of each part of these, where there are any.
pub(crate) async fn of_parts(
    tx: &mut Tx,
    (dataset, annotator): (i64, i64),
    shown: &Shown,
    of: impl Iterator<Item = Part>,
) -> Result<BTreeMap<Part, i64>> {
    let (mut first, mut last) = (Vec::new(), Vec::new());
    for part in of {
        let mut parts = part.parts();
        first.push(parts.next().map(|part| part.0));
        last.push(parts.next_back().map(|part| part.0));
    }
    let rows =
        Rows::default().with("first", Column::Integer(first)).with("last", Column::Integer(last));
    let statement = Statement::made(counted(shown, "{rows}"), args![dataset, annotator]);
    Ok(parts_of(tx.all(statement.rows(rows)).await?))
}

/// As [`of_parts`], of the whole, of `section`, and of the one that comes next after it and, at the
/// end, after the first, of those that show anything.
pub(crate) async fn around(
    tx: &mut Tx,
    (dataset, annotator): (i64, i64),
    shown: &Shown,
    section: Part,
) -> Result<BTreeMap<Part, i64>> {
    let fanout = 1 << FANOUT_BITS;
    // PostgreSQL asks for the type.
    let section_key = "CAST($3 AS BIGINT)";
    let parts =
        |of: &str| format!("SELECT {of} * {fanout} AS first, ({of} + 1) * {fanout} - 1 AS last");
    let (whole, opened) = (parts("1"), parts(section_key));
    let sql = format!(
        "WITH sections (part, shown) AS ({}), next (part) AS (SELECT part FROM sections \
         WHERE part <> {section_key} \
         ORDER BY CASE WHEN part > {section_key} THEN 0 ELSE 1 END, part LIMIT 1) \
         SELECT part, shown FROM sections UNION ALL {}",
        counted(shown, &format!("({whole}) AS r")),
        counted(shown, &format!("({opened} UNION ALL {} FROM next) AS r", parts("part"))),
    );
    let statement = Statement::made(sql, args![dataset, annotator, section.0]);
    Ok(parts_of(tx.all(statement).await?))
}

/// The parts of dataset `$1` in ranges `r`, with what is shown of each to annotator `$2`.
fn counted(shown: &Shown, ranges: &str) -> String {
    let (records, responses) = shown.sums();
    let select = |sum: Option<String>, table: &str, condition: &str| {
        sum.map(|sum| {
            format!(
                "SELECT c.part, {sum} AS shown FROM {ranges} CROSS JOIN {table} AS c \
                 WHERE {condition}c.dataset = $1 AND c.part BETWEEN r.first AND r.last"
            )
        })
    };
    let selects: Vec<String> = [
        select(records, "record_counts", ""),
        select(responses, "response_counts", "c.annotator = $2 AND "),
    ]
    .into_iter()
    .flatten()
    .collect();
    // `$2` must be somewhere, also where no responses count: PostgreSQL asks for its type.
    format!(
        "SELECT counted.part, CAST(SUM(counted.shown) AS BIGINT) FROM ({}) AS counted \
         WHERE $2 = $2 GROUP BY counted.part HAVING SUM(counted.shown) <> 0",
        selects.join(" UNION ALL ")
    )
}

fn parts_of(rows: Vec<(i64, i64)>) -> BTreeMap<Part, i64> {
    rows.into_iter().map(|(part, shown)| (Part(part), shown)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_divide_the_range_of_keys() {
        assert_eq!(WHOLE.keys(), (i64::MIN, i64::MAX));
        for part in [WHOLE, Part(32), Part(47), Part(63)] {
            let mut next = part.keys().0;
            for child in part.parts() {
                assert_eq!(child.parent(), Some(part));
                let (first, last) = child.keys();
                assert_eq!(first, next);
                assert!(first < last);
                next = last.wrapping_add(1);
            }
            assert_eq!(next, part.keys().1.wrapping_add(1));
        }
    }

    #[test]
    fn a_key_is_in_its_parts() {
        for key in [i64::MIN, -1, 0, 1, i64::MAX, 0x1234_5678_9abc_def0, -77 << 40] {
            let path = Part::path(key);
            assert_eq!(path[0], WHOLE);
            assert_eq!(path[DEPTH as usize], Part::of(key));
            for (part, above) in path.iter().skip(1).zip(&path) {
                assert_eq!(part.parent(), Some(*above));
                let (first, last) = part.keys();
                assert!((first..=last).contains(&key), "{part:?} {key}");
            }
        }
    }
}
