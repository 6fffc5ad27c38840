//! Many responses as one statement.

use std::collections::HashMap;

use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::activity::Activity;
use variorum_schema::responses::{ResponseStatus, ResponseValues};

use super::history::HistoryRows;
use super::parse_status;
use crate::counts::Head;
use crate::error::Result;
use crate::json::to_json;
use crate::records::index::{ResponseValueRows, response_values_deletion};
use crate::rows::{Column, Rows};
use crate::settings::StoredSettings;
use crate::tx::{Statement, Tx, args};

/// Responses that wait to be written, whatever their records, all of one dataset.
#[derive(Debug, Default)]
pub(crate) struct ResponseRows {
    ids: Vec<Option<Uuid>>,
    heads: Vec<Head>,
    annotators: Vec<i64>,
    statuses: Vec<ResponseStatus>,
    answers: Vec<Option<String>>,
    times: Vec<Option<i64>>,
    found_by: ResponseValueRows,
    history: HistoryRows,
}

/// A response that is to be written, without its values as text.
pub(crate) struct NewResponse<'a> {
    pub(crate) status: ResponseStatus,
    pub(crate) values: Option<&'a ResponseValues>,
    pub(crate) activity: Option<&'a Activity>,
}

impl ResponseRows {
    /// Adds a response that was checked, of a record and an annotator; the identity it gets if it
    /// is new. The record's status is the one from before.
    pub(crate) fn push(
        &mut self,
        settings: &StoredSettings,
        key: (Head, i64),
        now: Timestamp,
        new: &NewResponse<'_>,
    ) -> Result<Uuid> {
        let answers = new.values.map(|values| to_json("responses", values)).transpose()?;
        Ok(self.push_text(settings, key, now, new, answers))
    }

    /// As [`push`](Self::push), with the JSON text of the values.
    pub(crate) fn push_text(
        &mut self,
        settings: &StoredSettings,
        (head, annotator): (Head, i64),
        now: Timestamp,
        new: &NewResponse<'_>,
        answers: Option<String>,
    ) -> Uuid {
        let id = crate::clock::new_id();
        self.ids.push(Some(id));
        self.heads.push(head);
        self.annotators.push(annotator);
        self.statuses.push(new.status);
        self.answers.push(answers);
        self.times.push(Some(now.0));
        index(settings, (head.seq, annotator), new.values, &mut self.found_by);
        self.history.push((head.seq, annotator), new.activity);
        id
    }

    /// Writes responses of annotators who have none to these records yet.
    pub(crate) async fn insert(self, tx: &mut Tx, dataset: i64) -> Result<()> {
        if self.ids.is_empty() {
            return Ok(());
        }
        let writer = tx.writer;
        let statements = self.insertion(tx, dataset, writer);
        tx.batch(statements).await?;
        Ok(())
    }

    /// What writes responses of annotators who have none to these records yet, at least one; the
    /// first finds their keys.
    pub(super) fn insertion(
        mut self,
        tx: &mut Tx,
        dataset: i64,
        writer: Option<i64>,
    ) -> [Option<Statement>; 3] {
        self.note(tx, dataset, 1);
        let history = std::mem::take(&mut self.history).statement(tx, dataset, writer);
        let sql = "INSERT INTO responses (id, dataset, record, annotator, status, queue_key, \
                   answers, inserted_at, updated_at) \
                   SELECT r.id, $1, r.record, r.annotator, r.status, r.queue_key, r.answers, \
                   r.written_at, r.written_at FROM {rows} RETURNING seq";
        let (rows, found_by) = self.rows();
        [Some(Statement::new(sql, args![dataset]).rows(rows)), found_by.insertion(), history]
    }

    /// Writes responses in place of those that the same annotators have to the same records; these
    /// keep their identity. No two may be of the same record and annotator.
    pub(crate) async fn replace(self, tx: &mut Tx, dataset: i64) -> Result<()> {
        if self.ids.is_empty() {
            return Ok(());
        }
        self.note_replaced(tx, dataset).await?;
        let writer = tx.writer;
        self.replace_noted(tx, dataset, writer).await
    }

    /// As [`replace`](Self::replace), where those that are replaced were noted for the counts.
    pub(super) async fn replace_noted(
        mut self,
        tx: &mut Tx,
        dataset: i64,
        writer: Option<i64>,
    ) -> Result<()> {
        self.note(tx, dataset, 1);
        let history = std::mem::take(&mut self.history).statement(tx, dataset, writer);
        let sql = "INSERT INTO responses (id, dataset, record, annotator, status, queue_key, \
                   answers, inserted_at, updated_at) \
                   SELECT r.id, $1, r.record, r.annotator, r.status, r.queue_key, r.answers, \
                   r.written_at, r.written_at FROM {rows} WHERE true \
                   ON CONFLICT (record, annotator) DO UPDATE SET status = excluded.status, \
                   answers = excluded.answers, updated_at = excluded.updated_at";
        let pairs = self.heads.iter().map(|head| head.seq).zip(self.annotators.iter().copied());
        let pairs: Vec<_> = pairs.collect();
        let (rows, found_by) = self.rows();
        let replacement = Some(Statement::new(sql, args![dataset]).rows(rows));
        let deletion = response_values_deletion(&pairs);
        tx.batch([replacement, deletion, found_by.insertion(), history]).await?;
        Ok(())
    }

    /// Notes for the counts that the responses come or go.
    fn note(&self, tx: &mut Tx, dataset: i64, by: i64) {
        let responses = self.heads.iter().zip(&self.annotators).zip(&self.statuses);
        for ((head, annotator), status) in responses {
            tx.changes.response((dataset, *annotator), *head, *status, by);
            tx.events.response(dataset, *annotator, head.seq);
        }
    }

    /// Notes for the counts that the responses in whose place these come go.
    async fn note_replaced(&self, tx: &mut Tx, dataset: i64) -> Result<()> {
        let sql = "SELECT responses.record, responses.annotator, responses.status FROM {rows} \
                   CROSS JOIN responses WHERE responses.record = r.record \
                   AND responses.annotator = r.annotator";
        let rows = keys(&self.heads, &self.annotators);
        let found: Vec<(i64, i64, String)> =
            tx.all(Statement::new(sql, args![]).rows(rows)).await?;
        let heads: HashMap<i64, Head> = self.heads.iter().map(|head| (head.seq, *head)).collect();
        for (record, annotator, status) in found {
            if let Some(head) = heads.get(&record) {
                let status = parse_status(&status)?;
                tx.changes.response((dataset, annotator), *head, status, -1);
            }
        }
        Ok(())
    }

    fn rows(self) -> (Rows, ResponseValueRows) {
        let rows = keys(&self.heads, &self.annotators)
            .with("id", Column::Uuid(self.ids))
            .with("status", self.statuses.iter().map(|s| s.as_str().to_owned()).collect())
            .with("queue_key", self.heads.iter().map(|head| head.queue_key).collect())
            .with("answers", Column::Text(self.answers))
            .with("written_at", Column::Integer(self.times));
        (rows, self.found_by)
    }
}

/// Records and annotators.
fn keys(heads: &[Head], annotators: &[i64]) -> Rows {
    Rows::default()
        .with("record", heads.iter().map(|head| head.seq).collect())
        .with("annotator", annotators.iter().copied().collect())
}

/// Adds what the response of a record and an annotator is found under.
pub(crate) fn index(
    settings: &StoredSettings,
    key: (i64, i64),
    values: Option<&ResponseValues>,
    into: &mut ResponseValueRows,
) {
    for (name, answer) in values.iter().flat_map(|values| values.iter()) {
        if let Some(question) = settings.question(name) {
            into.push(key, question, answer);
        }
    }
}
