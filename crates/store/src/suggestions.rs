//! Suggestions: proposed answers to the questions of a record, one per question.

use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::checker::Checker;
use variorum_schema::json::Raw;
use variorum_schema::questions::Question;
use variorum_schema::suggestions::{Score, Suggestion, SuggestionCreate, SuggestionType};

use crate::error::{Error, Result};
use crate::events::Kind;
use crate::json::{from_json, to_json};
use crate::records::index::{SuggestionValues, delete_suggestion_values};
use crate::records::{Located, fields_of, raw};
use crate::rows::{Column, Rows};
use crate::settings::StoredSettings;
use crate::stored::Stored;
use crate::tx::{Statement, Tx, args};

/// A suggestion and what it belongs to.
#[derive(Debug, Clone)]
pub struct LocatedSuggestion {
    /// The suggestion.
    pub suggestion: Stored<Suggestion>,
    /// Key of its record.
    pub record: i64,
    /// Key of its question.
    pub question: i64,
    /// Key of its dataset.
    pub dataset: i64,
    /// Key of the workspace of its dataset.
    pub workspace: i64,
}

/// For a query over `suggestions` and `questions`.
pub(crate) const SUGGESTION_COLUMNS: &str = "suggestions.seq, suggestions.id, suggestions.record, suggestions.question, \
     questions.id AS question_id, suggestions.value, suggestions.kind, suggestions.agent, \
     suggestions.score, suggestions.inserted_at, suggestions.updated_at";

#[derive(FromRow)]
pub(crate) struct SuggestionRow {
    seq: i64,
    id: Uuid,
    pub(crate) record: i64,
    question: i64,
    question_id: Uuid,
    value: String,
    kind: Option<String>,
    agent: Option<String>,
    score: Option<String>,
    inserted_at: i64,
    updated_at: i64,
}

impl TryFrom<SuggestionRow> for Suggestion {
    type Error = Error;

    fn try_from(row: SuggestionRow) -> Result<Self> {
        let kind = row.kind.map(|word| {
            SuggestionType::parse(&word)
                .ok_or_else(|| Error::corrupt("suggestions", format!("type `{word}`")))
        });
        let score = row.score.map(|text| from_json("suggestions", row.seq, &text));
        Ok(Self {
            question_id: row.question_id,
            kind: kind.transpose()?,
            value: raw("suggestions", row.seq, row.value)?,
            agent: row.agent,
            score: score.transpose()?,
            id: row.id,
            inserted_at: Timestamp(row.inserted_at),
            updated_at: Timestamp(row.updated_at),
        })
    }
}

/// The suggestions of a record, in order of first writing.
///
/// # Errors
/// The database fails.
pub async fn list(tx: &mut Tx, record: i64) -> Result<Vec<Suggestion>> {
    let sql = format!(
        "SELECT {SUGGESTION_COLUMNS} FROM suggestions \
         JOIN questions ON questions.seq = suggestions.question \
         WHERE suggestions.record = $1 ORDER BY suggestions.seq"
    );
    let rows: Vec<SuggestionRow> = tx.all(Statement::made(sql, args![record])).await?;
    rows.into_iter().map(Suggestion::try_from).collect()
}

/// The suggestion with this identity.
///
/// # Errors
/// The database fails.
pub async fn by_id(tx: &mut Tx, id: Uuid) -> Result<Option<LocatedSuggestion>> {
    let sql = format!(
        "SELECT {SUGGESTION_COLUMNS} FROM suggestions \
         JOIN questions ON questions.seq = suggestions.question WHERE suggestions.id = $1"
    );
    let Some(row) = tx.optional::<SuggestionRow>(Statement::made(sql, args![id])).await? else {
        return Ok(None);
    };
    let sql = "SELECT datasets.seq, datasets.workspace FROM records \
               JOIN datasets ON datasets.seq = records.dataset WHERE records.seq = $1";
    let place: Option<(i64, i64)> = tx.optional(Statement::new(sql, args![row.record])).await?;
    let Some((dataset, workspace)) = place else {
        return Ok(None);
    };
    let (record, question, seq) = (row.record, row.question, row.seq);
    let suggestion = Stored { seq, item: row.try_into()? };
    Ok(Some(LocatedSuggestion { suggestion, record, question, dataset, workspace }))
}

/// Stores the suggestion to a question of a record, in place of the one that is there; it keeps
/// its identity then. Also answers whether it is new. `settings` are those of the record's dataset,
/// [loaded for writing](crate::settings::load_for_write).
///
/// # Errors
/// [`Error::Refused`] when the question is not of the dataset or does not accept the suggestion;
/// [`Error::Dangling`] when the record is gone.
pub async fn upsert(
    tx: &mut Tx,
    settings: &StoredSettings,
    record: &Located,
    new: &SuggestionCreate,
) -> Result<(Suggestion, bool)> {
    let checker = Checker::new(&settings.settings);
    let fields = checker.has_span_questions().then(|| fields_of(&record.record)).transpose()?;
    checker.suggestion(new, fields.as_ref())?;
    let mut rows = SuggestionRows::default();
    let value = to_json("suggestions", &new.value)?;
    let now = tx.now();
    let id = rows.push(settings, (record.record.seq, now), new, value)?;
    tx.changes.values(settings.dataset, record.record.seq);
    tx.events.records(settings.dataset, Kind::RecordsUpdated, [record.record.seq]);
    rows.replace(tx).await?;
    let found = list(tx, record.record.seq).await?;
    let stored = found.into_iter().find(|found| found.question_id == new.question_id);
    let stored = stored.ok_or(Error::Dangling)?;
    let is_new = stored.id == id;
    Ok((stored, is_new))
}

/// Deletes the suggestions with these identities, those that the record of this dataset has.
///
/// # Errors
/// The database fails.
pub async fn delete_many(tx: &mut Tx, (dataset, record): (i64, i64), ids: &[Uuid]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    tx.changes.values(dataset, record);
    tx.events.records(dataset, Kind::RecordsUpdated, [record]);
    let sql = "DELETE FROM suggestions WHERE record = $1 AND id IN (SELECT r.id FROM {rows}) \
               RETURNING record, question";
    let rows = Rows::ids(ids.iter().copied());
    let pairs: Vec<(i64, i64)> = tx.all(Statement::new(sql, args![record]).rows(rows)).await?;
    delete_suggestion_values(tx, &pairs).await
}

/// Deletes a suggestion.
///
/// # Errors
/// The database fails.
pub async fn delete(tx: &mut Tx, located: &LocatedSuggestion) -> Result<()> {
    let place = (located.dataset, located.record);
    delete_many(tx, place, &[located.suggestion.id]).await
}

/// Deletes all suggestions of a record.
pub(crate) async fn delete_all(tx: &mut Tx, record: i64) -> Result<()> {
    for sql in [
        "DELETE FROM suggestions WHERE record = $1",
        "DELETE FROM suggestion_values WHERE record = $1",
        "DELETE FROM suggestion_scores WHERE record = $1",
    ] {
        tx.execute(Statement::new(sql, args![record])).await?;
    }
    Ok(())
}

/// Suggestions that wait to be written, whatever their records.
#[derive(Debug, Default)]
pub(crate) struct SuggestionRows {
    ids: Vec<Option<Uuid>>,
    records: Vec<Option<i64>>,
    questions: Vec<Option<i64>>,
    values: Vec<Option<String>>,
    kinds: Vec<Option<String>>,
    agents: Vec<Option<String>>,
    scores: Vec<Option<String>>,
    times: Vec<Option<i64>>,
    found_by: SuggestionValues,
}

impl SuggestionRows {
    /// Adds a suggestion that was checked, with the JSON text of its value; the identity it gets if
    /// it is new.
    pub(crate) fn push(
        &mut self,
        settings: &StoredSettings,
        (record, now): (i64, Timestamp),
        new: &SuggestionCreate,
        value: String,
    ) -> Result<Uuid> {
        let (question, asked) = question_of(settings, new.question_id)?;
        let id = crate::clock::new_id();
        self.ids.push(Some(id));
        self.records.push(Some(record));
        self.questions.push(Some(question));
        self.values.push(Some(value));
        self.kinds.push(new.kind.map(|kind| kind.as_str().to_owned()));
        self.agents.push(new.agent.clone());
        self.scores.push(new.score.as_ref().map(score_json).transpose()?);
        self.times.push(Some(now.0));
        self.found_by.push(record, (question, asked), &new.value, new.score.as_ref());
        Ok(id)
    }

    /// Writes suggestions to records that have none yet.
    pub(crate) async fn insert(self, tx: &mut Tx) -> Result<()> {
        let found_by = self.write(tx).await?;
        found_by.insert(tx).await
    }

    /// Writes suggestions in place of those that records have to the same questions. No two may be
    /// of the same record and question.
    pub(crate) async fn replace(self, tx: &mut Tx) -> Result<()> {
        let pairs = self.records.iter().zip(&self.questions);
        let pairs: Vec<_> = pairs.filter_map(|(record, question)| record.zip(*question)).collect();
        let found_by = self.write(tx).await?;
        delete_suggestion_values(tx, &pairs).await?;
        found_by.insert(tx).await
    }

    async fn write(self, tx: &mut Tx) -> Result<SuggestionValues> {
        if self.ids.is_empty() {
            return Ok(self.found_by);
        }
        let sql = "INSERT INTO suggestions \
                   (id, record, question, value, kind, agent, score, inserted_at, updated_at) \
                   SELECT r.id, r.record, r.question, r.value, r.kind, r.agent, r.score, \
                   r.written_at, r.written_at FROM {rows} WHERE true \
                   ON CONFLICT (record, question) DO UPDATE SET value = excluded.value, \
                   kind = excluded.kind, agent = excluded.agent, score = excluded.score, \
                   updated_at = excluded.updated_at";
        let rows = Rows::default()
            .with("id", Column::Uuid(self.ids))
            .with("record", Column::Integer(self.records))
            .with("question", Column::Integer(self.questions))
            .with("value", Column::Text(self.values))
            .with("kind", Column::Text(self.kinds))
            .with("agent", Column::Text(self.agents))
            .with("score", Column::Text(self.scores))
            .with("written_at", Column::Integer(self.times));
        tx.execute(Statement::new(sql, args![]).rows(rows)).await?;
        Ok(self.found_by)
    }
}

fn question_of(settings: &StoredSettings, id: Uuid) -> Result<(i64, &Question)> {
    settings.question_by_id(id).ok_or(Error::Dangling)
}

fn score_json(score: &Score) -> Result<String> {
    to_json("suggestions", score)
}

/// A suggestion as it is answered right after it was first written.
pub(crate) fn as_written(
    id: Uuid,
    now: Timestamp,
    new: SuggestionCreate,
    value: Raw,
) -> Suggestion {
    Suggestion {
        question_id: new.question_id,
        kind: new.kind,
        value,
        agent: new.agent,
        score: new.score,
        id,
        inserted_at: now,
        updated_at: now,
    }
}
