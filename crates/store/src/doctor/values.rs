//! Whether what searches look up is what follows from the records, suggestions and responses: values
//! of metadata, suggestions and answers, and the words of texts. It is made anew by what writes it,
//! some records at a time.

use std::collections::{BTreeMap, HashMap};

use serde_json::Value;
use sqlx::FromRow;
use variorum_schema::Uuid;
use variorum_schema::json::Object;
use variorum_schema::responses::ResponseValues;
use variorum_schema::suggestions::Score;

use super::Examination;
use super::json::Unreadable;
use crate::derived::Derived;
use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::metadata_values::MetadataValues;
use crate::records::index::{ResponseValueRows, SuggestionValues};
use crate::records::texts::{self, Sums, Texts};
use crate::responses;
use crate::settings::{self, StoredSettings};
use crate::tx::{Statement, Tx, args};

/// How many records are compared at a time at most, and about how many bytes of them.
const RECORDS_MAX: i64 = 500;
const BYTES_MAX: i64 = 16 << 20;

/// Compares everything.
pub(super) async fn examine(examination: &mut Examination<'_>) -> Result<()> {
    let what = "what searches look up is right";
    let sql = "SELECT COALESCE(MAX(seq), 0) FROM records";
    let last = examination.ask::<(i64,)>(what, Statement::new(sql, args![])).await?;
    let Some((last,)) = last else { return Ok(()) };
    let mut comparison = Comparison::new();
    let mut after = i64::MIN;
    while after < i64::MAX {
        match comparison.some_records(&mut examination.tx, after).await {
            Ok(end) => after = end,
            Err(cause) => {
                let cause = examination.survive(cause).await?;
                comparison.unknown.push((what.to_owned(), cause));
                // Behind what cannot be read there may be more that can.
                after = after.max(0).saturating_add(RECORDS_MAX);
                if after > last {
                    break;
                }
            }
        }
    }
    comparison.words(examination).await?;
    comparison.conclude(examination).await
}

/// How the rows of a table differ from what they should be.
#[derive(Default)]
struct Difference {
    missing: i64,
    besides: i64,
    /// Key of the first record that any of these are of.
    record: i64,
}

struct Comparison {
    fields: Unreadable,
    metadata: Unreadable,
    values: Unreadable,
    scores: Unreadable,
    answers: Unreadable,
    differences: BTreeMap<&'static str, Difference>,
    /// Of the words of all texts so far, for SQLite.
    sums: Sums,
    /// What could not be read, and why.
    unknown: Vec<(String, String)>,
}

#[derive(FromRow)]
struct RecordRow {
    seq: i64,
    dataset: i64,
    fields: String,
    metadata: Option<String>,
}

#[derive(FromRow)]
struct SuggestionRow {
    seq: i64,
    record: i64,
    question: i64,
    value: String,
    score: Option<String>,
}

#[derive(FromRow)]
struct ResponseRow {
    seq: i64,
    record: i64,
    annotator: i64,
    answers: String,
}

impl Comparison {
    fn new() -> Self {
        Self {
            fields: Unreadable::of("records", "fields"),
            metadata: Unreadable::of("records", "metadata"),
            values: Unreadable::of("suggestions", "value"),
            scores: Unreadable::of("suggestions", "score"),
            answers: Unreadable::of("responses", "answers"),
            differences: BTreeMap::new(),
            sums: Sums::default(),
            unknown: Vec::new(),
        }
    }

    /// Compares what belongs to records above a key. The key of the last of these; after the last of
    /// all it is the greatest there is, for rows that are of no record.
    async fn some_records(&mut self, tx: &mut Tx, after: i64) -> Result<i64> {
        let range = (after, end_of_some(tx, after).await?);
        let sql = "SELECT seq, dataset, fields, metadata FROM records \
                   WHERE seq > $1 AND seq <= $2 ORDER BY seq";
        let records: Vec<RecordRow> = tx.all(Statement::new(sql, args![range.0, range.1])).await?;
        let mut datasets: HashMap<i64, StoredSettings> = HashMap::new();
        for record in &records {
            if !datasets.contains_key(&record.dataset)
                && let Some(settings) = settings::load(tx, record.dataset).await?
            {
                datasets.insert(record.dataset, settings);
            }
        }
        let settings: HashMap<i64, &StoredSettings> = records
            .iter()
            .filter_map(|record| Some((record.seq, datasets.get(&record.dataset)?)))
            .collect();
        let dialect = tx.dialect();
        let (texts, metadata) = self.of_records(dialect, &records, &settings);
        let suggestions = self.of_suggestions(tx, range, &settings).await?;
        let responses = self.of_responses(tx, range, &settings).await?;
        let derived = metadata.derived().into_iter().chain(suggestions.derived());
        let derived = derived.chain([responses.derived()]);
        let derived = derived.map(|rows: Derived| (rows.table.name, rows.differences(range)));
        for (table, statement) in texts.differences(dialect, range).into_iter().chain(derived) {
            match tx.one::<(i64, i64, Option<i64>)>(statement).await {
                Ok((missing, besides, Some(record))) => {
                    let found = self.differences.entry(table).or_default();
                    if found.missing + found.besides == 0 {
                        found.record = record;
                    }
                    found.missing += missing;
                    found.besides += besides;
                }
                Ok(_) => {}
                // The others can be compared all the same.
                Err(Error::Corrupt(cause)) if dialect == Dialect::Sqlite => {
                    self.unknown.push((format!("`{table}` is right"), cause));
                }
                Err(cause) => return Err(cause),
            }
        }
        Ok(range.1)
    }

    fn of_records(
        &mut self,
        dialect: Dialect,
        records: &[RecordRow],
        settings: &HashMap<i64, &StoredSettings>,
    ) -> (Texts, MetadataValues) {
        let (mut texts, mut values) = (Texts::default(), MetadataValues::default());
        for record in records {
            let Some(settings) = settings.get(&record.seq) else { continue };
            if let Some(fields) = self.fields.read::<Object>(record.seq, &record.fields) {
                let tokens = texts::tokens(settings, &fields);
                if dialect == Dialect::Sqlite {
                    self.sums.add_record(record.seq, &tokens);
                }
                texts.push(record.seq, tokens);
            }
            let metadata = record.metadata.as_deref();
            let metadata = metadata.and_then(|text| self.metadata.read::<Object>(record.seq, text));
            if let Some(metadata) = metadata {
                values.add_record(record.seq, settings, &metadata);
            }
        }
        (texts, values)
    }

    async fn of_suggestions(
        &mut self,
        tx: &mut Tx,
        (after, last): (i64, i64),
        settings: &HashMap<i64, &StoredSettings>,
    ) -> Result<SuggestionValues> {
        let sql = "SELECT seq, record, question, value, score FROM suggestions \
                   WHERE record > $1 AND record <= $2";
        let rows: Vec<SuggestionRow> = tx.all(Statement::new(sql, args![after, last])).await?;
        let mut values = SuggestionValues::default();
        for row in rows {
            let value = self.values.read::<Value>(row.seq, &row.value);
            let score = row.score.and_then(|text| self.scores.read::<Score>(row.seq, &text));
            let settings = settings.get(&row.record);
            let question = settings.and_then(|settings| settings.question_by_seq(row.question));
            if let (Some(question), Some(value)) = (question, value) {
                values.push(row.record, (row.question, question), &value, score.as_ref());
            }
        }
        Ok(values)
    }

    async fn of_responses(
        &mut self,
        tx: &mut Tx,
        (after, last): (i64, i64),
        settings: &HashMap<i64, &StoredSettings>,
    ) -> Result<ResponseValueRows> {
        let sql = "SELECT seq, record, annotator, answers FROM responses \
                   WHERE record > $1 AND record <= $2 AND answers IS NOT NULL";
        let rows: Vec<ResponseRow> = tx.all(Statement::new(sql, args![after, last])).await?;
        let mut values = ResponseValueRows::default();
        for row in rows {
            let answers = self.answers.read::<Value>(row.seq, &row.answers);
            if let (Some(settings), Some(answers)) = (settings.get(&row.record), answers) {
                let answers = ResponseValues::from_json(answers);
                let key = (row.record, row.annotator);
                responses::index(settings, key, Some(&answers), &mut values);
            }
        }
        Ok(values)
    }

    /// Compares the words that SQLite's index has of all texts together, as they cannot be asked for
    /// record by record; unless something is known to be wrong, or not known, already.
    async fn words(&self, examination: &mut Examination<'_>) -> Result<()> {
        let is_of_all = self.unknown.is_empty() && self.fields.finding().is_none();
        if examination.tx.dialect() == Dialect::Postgres
            || !is_of_all
            || self.differences.contains_key("record_text")
        {
            return Ok(());
        }
        let sums = Sums::of_index(&mut examination.tx).await;
        let sums = examination.read("`record_text` has the right words", sums).await?;
        let differing = sums.map(|sums| sums.differing(&self.sums)).unwrap_or_default();
        let Some(first) = differing.first() else { return Ok(()) };
        let sql = "SELECT fields.name, datasets.id FROM fields \
                   JOIN datasets ON datasets.seq = fields.dataset WHERE fields.seq = $1";
        let field = examination.tx.optional(Statement::new(sql, args![*first])).await;
        let field: Option<(String, Uuid)> =
            examination.read("a field can be read", field).await?.flatten();
        let place = match field {
            Some((name, dataset)) => format!("field `{name}` of dataset {dataset}"),
            None => format!("key {first}, which no field has"),
        };
        examination.report.findings.push(format!(
            "`record_text` has other words than the texts of {} fields, such as of {place}",
            differing.len()
        ));
        Ok(())
    }

    /// Tells what was found.
    async fn conclude(self, examination: &mut Examination<'_>) -> Result<()> {
        let read = [self.fields, self.metadata, self.values, self.scores, self.answers];
        examination.report.findings.extend(read.iter().filter_map(Unreadable::finding));
        let mut unknown = self.unknown;
        unknown.dedup();
        let unknown =
            unknown.iter().map(|(what, cause)| format!("not known whether {what}: {cause}"));
        examination.report.findings.extend(unknown);
        for (table, Difference { missing, besides, record }) in self.differences {
            let id = "SELECT id FROM records WHERE seq = $1";
            let id = examination.tx.optional(Statement::new(id, args![record])).await;
            let id: Option<(Uuid,)> = examination.read("a record can be read", id).await?.flatten();
            let place = match id {
                Some((id,)) => format!("record {id}"),
                None => format!("key {record}, which no record has"),
            };
            examination.report.findings.push(format!(
                "`{table}` is not what follows from the records: {missing} rows are missing and \
                 {besides} are there besides, such as of {place}"
            ));
        }
        examination.report.checked.push("what searches look up".to_owned());
        Ok(())
    }
}

/// The key of the last of some records above a key; the greatest key there is after the last of all.
async fn end_of_some(tx: &mut Tx, after: i64) -> Result<i64> {
    let sql = "SELECT seq, \
               CAST(octet_length(fields) + COALESCE(octet_length(metadata), 0) AS BIGINT) \
               FROM records WHERE seq > $1 ORDER BY seq LIMIT $2";
    let sizes: Vec<(i64, i64)> = tx.all(Statement::new(sql, args![after, RECORDS_MAX])).await?;
    let mut bytes = 0;
    let fits = |(_, size): &&(i64, i64)| {
        bytes += size;
        bytes <= BYTES_MAX
    };
    let fitting = sizes.iter().take_while(fits).count().max(1);
    if fitting < sizes.len() || sizes.len() >= usize::try_from(RECORDS_MAX).unwrap_or(usize::MAX) {
        Ok(sizes.get(fitting - 1).map_or(i64::MAX, |(seq, _)| *seq))
    } else {
        Ok(i64::MAX)
    }
}
