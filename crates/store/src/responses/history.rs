//! What became of responses, and what they met: a row for every write, in its transaction and by one
//! statement, whatever the number of responses.

use std::collections::HashSet;

use serde::Deserialize;
use serde_json::Value;
use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::activity::Activity;
use variorum_schema::provenance::{Outcome, PastResponse, PastStatus, PastSuggestion, Versions};
use variorum_schema::responses::ResponseValues;

use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::json::from_json;
use crate::records::raw;
use crate::rows::{Column, Rows};
use crate::tx::{Statement, Tx, args};

/// Responses that are about to be written, all of one dataset.
#[derive(Debug, Default)]
pub(super) struct HistoryRows {
    keys: Vec<(i64, i64)>,
    active_ms: Vec<Option<i64>>,
    clients: Vec<Option<String>>,
    views: Vec<Option<String>>,
    shown: Vec<Option<String>>,
}

impl HistoryRows {
    /// Adds the response of a record and an annotator.
    pub(super) fn push(&mut self, key: (i64, i64), activity: Option<&Activity>) {
        let told = activity.cloned().unwrap_or_default();
        self.keys.push(key);
        self.active_ms.push(told.active_ms);
        self.clients.push(told.client);
        self.views.push(told.view);
        self.shown.push(told.suggestions_shown.map(|shown| {
            shown.into_iter().map(|one| Value::String(one.question)).collect::<Value>().to_string()
        }));
    }

    /// What keeps the responses as they are after they were written.
    pub(super) fn statement(self, tx: &Tx, dataset: i64, writer: Option<i64>) -> Option<Statement> {
        if self.keys.is_empty() {
            return None;
        }
        let suggestions = suggestions_sql(tx.dialect());
        let sql = format!(
            "INSERT INTO response_history (record, annotator, writer, status, answers, active_ms, \
             client, view, shown, suggestions, settings_version, guidelines_version, written_at) \
             SELECT responses.record, responses.annotator, $2, responses.status, \
             responses.answers, r.active_ms, r.client, r.shown_in, r.shown, \
             CASE WHEN responses.status = 'submitted' THEN ({suggestions}) END, \
             datasets.settings_version, datasets.guidelines_version, responses.updated_at \
             FROM {{rows}} CROSS JOIN responses JOIN datasets ON datasets.seq = $1 \
             WHERE responses.record = r.record AND responses.annotator = r.annotator \
             ON CONFLICT (record, annotator, writer) WHERE status = 'draft' DO UPDATE SET \
             answers = excluded.answers, active_ms = excluded.active_ms, \
             client = excluded.client, view = excluded.view, shown = excluded.shown, \
             settings_version = excluded.settings_version, \
             guidelines_version = excluded.guidelines_version, written_at = excluded.written_at"
        );
        let rows = Rows::default()
            .with("record", self.keys.iter().map(|key| key.0).collect())
            .with("annotator", self.keys.iter().map(|key| key.1).collect())
            .with("active_ms", Column::Integer(self.active_ms))
            .with("client", Column::Text(self.clients))
            .with("shown_in", Column::Text(self.views))
            .with("shown", Column::Text(self.shown));
        Some(Statement::made(sql, args![dataset, writer]).rows(rows))
    }
}

/// The suggestions to a record as one JSON text; `NULL` for none.
fn suggestions_sql(dialect: Dialect) -> String {
    let object = dialect.json_object(&format!(
        "'question', questions.name, 'value', {}, 'type', suggestions.kind, \
         'agent', suggestions.agent, 'score', {}, 'updated_at', suggestions.updated_at",
        dialect.json("suggestions.value"),
        dialect.json("suggestions.score")
    ));
    let list = dialect.json_list_of(&format!("{object} ORDER BY suggestions.seq"));
    format!(
        "SELECT {list} FROM suggestions JOIN questions ON questions.seq = suggestions.question \
         WHERE suggestions.record = responses.record"
    )
}

/// What notes that a response is about to be deleted.
pub(super) fn deletion(tx: &Tx, dataset: i64, response: i64) -> Statement {
    let sql = "INSERT INTO response_history (record, annotator, writer, status, settings_version, \
               guidelines_version, written_at) \
               SELECT responses.record, responses.annotator, $3, 'deleted', \
               datasets.settings_version, datasets.guidelines_version, $4 \
               FROM responses JOIN datasets ON datasets.seq = $1 WHERE responses.seq = $2";
    Statement::new(sql, args![dataset, response, tx.writer, tx.now().0])
}

/// Some of what became of the responses to a record.
#[derive(Debug, Clone)]
pub struct HistoryPage {
    /// In order of writing.
    pub items: Vec<PastResponse>,
    /// How much there is.
    pub total: i64,
}

#[derive(FromRow)]
struct HistoryRow {
    seq: i64,
    user_id: Uuid,
    username: String,
    written_by: Option<Uuid>,
    status: String,
    answers: Option<String>,
    active_ms: Option<i64>,
    client: Option<String>,
    view: Option<String>,
    shown: Option<String>,
    suggestions: Option<String>,
    settings_version: i64,
    guidelines_version: i64,
    written_at: i64,
}

#[derive(Deserialize)]
struct Suggested {
    question: String,
    value: Value,
    r#type: Option<String>,
    agent: Option<String>,
    score: Option<Value>,
    updated_at: i64,
}

impl TryFrom<HistoryRow> for PastResponse {
    type Error = Error;

    fn try_from(row: HistoryRow) -> Result<Self> {
        const TABLE: &str = "response_history";
        let seq = row.seq;
        let status = PastStatus::parse(&row.status)
            .ok_or_else(|| Error::corrupt(TABLE, format!("row {seq}: status `{}`", row.status)))?;
        let suggested: Option<Vec<Suggested>> =
            row.suggestions.map(|text| from_json(TABLE, seq, &text)).transpose()?;
        let shown: Option<HashSet<String>> =
            row.shown.map(|text| from_json(TABLE, seq, &text)).transpose()?;
        let answers = row.answers.as_ref().filter(|_| suggested.is_some());
        let answers: Option<Value> = answers.map(|text| from_json(TABLE, seq, text)).transpose()?;
        let answers = ResponseValues::from_json(answers.unwrap_or_default());
        let suggestions = suggested.unwrap_or_default().into_iter().map(|one| PastSuggestion {
            outcome: Outcome::of(&one.value, answers.get(&one.question)),
            shown: shown.as_ref().map(|shown| shown.contains(&one.question)),
            question: one.question,
            value: one.value,
            kind: one.r#type,
            agent: one.agent,
            score: one.score,
            updated_at: Timestamp(one.updated_at),
        });
        Ok(Self {
            user_id: row.user_id,
            username: row.username,
            written_by: row.written_by,
            written_at: Timestamp(row.written_at),
            status,
            suggestions: suggestions.collect(),
            values: row.answers.map(|text| raw(TABLE, seq, text)).transpose()?,
            active_ms: row.active_ms,
            client: row.client,
            view: row.view,
            versions: Versions::new(row.settings_version, row.guidelines_version),
        })
    }
}

/// What became of the responses to the record with this key, in order of writing; of one annotator
/// only, if one is given.
///
/// # Errors
/// The database fails.
pub async fn history(
    tx: &mut Tx,
    record: i64,
    annotator: Option<i64>,
    (offset, limit): (i64, i64),
) -> Result<HistoryPage> {
    // PostgreSQL asks for the type.
    let wanted =
        "h.record = $1 AND (CAST($2 AS BIGINT) IS NULL OR h.annotator = CAST($2 AS BIGINT))";
    let sql = format!("SELECT COUNT(*) FROM response_history AS h WHERE {wanted}");
    let (total,): (i64,) = tx.one(Statement::made(sql, args![record, annotator])).await?;
    let sql = format!(
        "SELECT h.seq, users.id AS user_id, users.username, writers.id AS written_by, h.status, \
         h.answers, h.active_ms, h.client, h.view, h.shown, h.suggestions, h.settings_version, \
         h.guidelines_version, h.written_at FROM response_history AS h \
         JOIN users ON users.seq = h.annotator \
         LEFT JOIN users AS writers ON writers.seq = h.writer \
         WHERE {wanted} ORDER BY h.written_at, h.seq LIMIT $3 OFFSET $4"
    );
    let args = args![record, annotator, limit, offset];
    let rows: Vec<HistoryRow> = tx.all(Statement::made(sql, args)).await?;
    let items = rows.into_iter().map(PastResponse::try_from).collect::<Result<_>>()?;
    Ok(HistoryPage { items, total })
}
