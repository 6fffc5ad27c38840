//! Many responses, and the list of those who answered, as one statement each.

use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::responses::{ResponseStatus, ResponseValues};

use crate::error::Result;
use crate::json::to_json;
use crate::records::index::{ResponseValueRows, delete_response_values};
use crate::rows::{Column, Rows};
use crate::settings::StoredSettings;
use crate::tx::{Statement, Tx, args};

/// Responses that wait to be written, whatever their records, all of one dataset.
#[derive(Debug, Default)]
pub(crate) struct ResponseRows {
    ids: Vec<Option<Uuid>>,
    records: Vec<Option<i64>>,
    annotators: Vec<Option<i64>>,
    statuses: Vec<Option<String>>,
    answers: Vec<Option<String>>,
    times: Vec<Option<i64>>,
    found_by: ResponseValueRows,
}

impl ResponseRows {
    /// Adds a response that was checked, of a record and an annotator; the identity it gets if it
    /// is new.
    pub(crate) fn push(
        &mut self,
        settings: &StoredSettings,
        key: (i64, i64),
        now: Timestamp,
        status: ResponseStatus,
        values: Option<&ResponseValues>,
    ) -> Result<Uuid> {
        let answers = values.map(|values| to_json("responses", values)).transpose()?;
        Ok(self.push_text(settings, key, now, status, values, answers))
    }

    /// As [`push`](Self::push), with the JSON text of the values.
    pub(crate) fn push_text(
        &mut self,
        settings: &StoredSettings,
        key: (i64, i64),
        now: Timestamp,
        status: ResponseStatus,
        values: Option<&ResponseValues>,
        answers: Option<String>,
    ) -> Uuid {
        let id = crate::clock::new_id();
        self.ids.push(Some(id));
        self.records.push(Some(key.0));
        self.annotators.push(Some(key.1));
        self.statuses.push(Some(status.as_str().to_owned()));
        self.answers.push(answers);
        self.times.push(Some(now.0));
        index(settings, key, values, &mut self.found_by);
        id
    }

    /// Writes responses of annotators who have none to these records yet.
    pub(crate) async fn insert(self, tx: &mut Tx, dataset: i64) -> Result<()> {
        if self.ids.is_empty() {
            return Ok(());
        }
        let sql = "INSERT INTO responses \
                   (id, dataset, record, annotator, status, answers, inserted_at, updated_at) \
                   SELECT r.id, $1, r.record, r.annotator, r.status, r.answers, r.written_at, \
                   r.written_at FROM {rows}";
        let (rows, found_by) = self.rows();
        tx.execute(Statement::new(sql, args![dataset]).rows(rows)).await?;
        found_by.insert(tx).await
    }

    /// Writes responses in place of those that the same annotators have to the same records; these
    /// keep their identity. No two may be of the same record and annotator.
    pub(crate) async fn replace(self, tx: &mut Tx, dataset: i64) -> Result<()> {
        if self.ids.is_empty() {
            return Ok(());
        }
        let sql = "INSERT INTO responses \
                   (id, dataset, record, annotator, status, answers, inserted_at, updated_at) \
                   SELECT r.id, $1, r.record, r.annotator, r.status, r.answers, r.written_at, \
                   r.written_at FROM {rows} WHERE true \
                   ON CONFLICT (record, annotator) DO UPDATE SET status = excluded.status, \
                   answers = excluded.answers, updated_at = excluded.updated_at";
        let pairs = self.records.iter().zip(&self.annotators);
        let pairs: Vec<_> = pairs.filter_map(|(record, user)| record.zip(*user)).collect();
        let (rows, found_by) = self.rows();
        tx.execute(Statement::new(sql, args![dataset]).rows(rows)).await?;
        delete_response_values(tx, &pairs).await?;
        found_by.insert(tx).await
    }

    fn rows(self) -> (Rows, ResponseValueRows) {
        let rows = Rows::default()
            .with("id", Column::Uuid(self.ids))
            .with("record", Column::Integer(self.records))
            .with("annotator", Column::Integer(self.annotators))
            .with("status", Column::Text(self.statuses))
            .with("answers", Column::Text(self.answers))
            .with("written_at", Column::Integer(self.times));
        (rows, self.found_by)
    }
}

/// Adds what the response of a record and an annotator is found under.
pub(super) fn index(
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

/// Adds users to those who answered in a dataset, unless they are there already.
pub(crate) async fn add_annotators(tx: &mut Tx, dataset: i64, mut users: Vec<i64>) -> Result<()> {
    if users.is_empty() {
        return Ok(());
    }
    // In one order everywhere: who adds the same users at the same time waits for the other.
    users.sort_unstable();
    users.dedup();
    let sql = "INSERT INTO dataset_annotators (dataset, annotator) SELECT $1, r.seq FROM {rows} \
               WHERE true ON CONFLICT DO NOTHING";
    tx.execute(Statement::new(sql, args![dataset]).rows(Rows::seqs(users))).await?;
    Ok(())
}
