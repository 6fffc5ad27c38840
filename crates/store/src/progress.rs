//! How far a dataset is annotated, and which values its records have.
//!
//! All of it is counted from what is committed, in drafts as well.

use std::collections::HashMap;

use sqlx::FromRow;
use variorum_schema::metadata::{MetadataProperty, MetadataSettings};
use variorum_schema::records::RecordStatus;
use variorum_schema::responses::ResponseStatus;

use crate::error::Result;
use crate::settings::StoredSettings;
use crate::stored::Stored;
use crate::tx::{Statement, Tx, args};

/// How many terms of a metadata property are counted one by one at most.
const TERMS_MAX: i64 = 16_384;

/// How many records of a dataset are completed, and who ever answered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct DatasetProgress {
    /// Number of records with enough submitted responses.
    pub completed: i64,
    /// Number of all others.
    pub pending: i64,
    /// Names of all users who ever had a response, in order of their first one.
    pub usernames: Vec<String>,
}

/// Counts of responses by their status.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct ResponseCounts {
    /// Given.
    pub submitted: i64,
    /// Declined.
    pub discarded: i64,
    /// Begun.
    pub draft: i64,
}

impl ResponseCounts {
    fn add(&mut self, status: &str, count: i64) {
        match ResponseStatus::parse(status) {
            Some(ResponseStatus::Submitted) => self.submitted += count,
            Some(ResponseStatus::Discarded) => self.discarded += count,
            Some(ResponseStatus::Draft) => self.draft += count,
            None => {}
        }
    }

    /// All of them.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.submitted + self.discarded + self.draft
    }
}

/// What one user has answered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UserProgress {
    /// Name of the user.
    pub username: String,
    /// Responses to records that are completed.
    pub completed: ResponseCounts,
    /// Responses to records that are not.
    pub pending: ResponseCounts,
}

/// What one user has still to answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UserMetrics {
    /// Number of all records.
    pub records: i64,
    /// The user's responses.
    pub responses: ResponseCounts,
}

/// The values that records have of a metadata property.
#[derive(Debug, Clone, PartialEq)]
pub enum PropertyMetrics {
    /// Of a terms property.
    Terms {
        /// Number of values, all records together.
        total: i64,
        /// The terms with the number of records that have them, the most frequent first.
        counts: Vec<(String, i64)>,
    },
    /// Of an integer property: smallest and largest value.
    Integer(Option<(i64, i64)>),
    /// Of a float property: smallest and largest value.
    Float(Option<(f64, f64)>),
}

/// How far a dataset is annotated.
///
/// # Errors
/// The database fails.
pub async fn of_dataset(tx: &mut Tx, dataset: i64) -> Result<DatasetProgress> {
    let sql = "SELECT status, COUNT(*) FROM records WHERE dataset = $1 GROUP BY status";
    let rows: Vec<(String, i64)> = tx.all(Statement::new(sql, args![dataset])).await?;
    let mut out = DatasetProgress::default();
    for (status, count) in rows {
        if status == RecordStatus::Completed.as_str() {
            out.completed += count;
        } else {
            out.pending += count;
        }
    }
    let sql = "SELECT users.username FROM dataset_annotators \
               JOIN users ON users.seq = dataset_annotators.annotator \
               WHERE dataset_annotators.dataset = $1 ORDER BY dataset_annotators.seq";
    let rows: Vec<(String,)> = tx.all(Statement::new(sql, args![dataset])).await?;
    out.usernames = rows.into_iter().map(|(name,)| name).collect();
    Ok(out)
}

#[derive(FromRow)]
struct UserCountRow {
    annotator: i64,
    username: String,
    response_status: String,
    record_status: String,
    responses: i64,
}

/// What each user with a response in the dataset has answered, in order of the users' creation.
///
/// # Errors
/// The database fails.
pub async fn of_users(tx: &mut Tx, dataset: i64) -> Result<Vec<UserProgress>> {
    let sql = "SELECT counted.annotator, users.username, counted.response_status, \
                 counted.record_status, counted.responses \
               FROM (SELECT responses.annotator, responses.status AS response_status, \
                   records.status AS record_status, COUNT(*) AS responses \
                 FROM responses JOIN records ON records.seq = responses.record \
                 WHERE responses.dataset = $1 \
                 GROUP BY responses.annotator, responses.status, records.status) AS counted \
               JOIN users ON users.seq = counted.annotator ORDER BY counted.annotator";
    let rows: Vec<UserCountRow> = tx.all(Statement::new(sql, args![dataset])).await?;
    let mut out: Vec<(i64, UserProgress)> = Vec::new();
    for row in rows {
        if out.last().is_none_or(|(annotator, _)| *annotator != row.annotator) {
            let (completed, pending) = <(ResponseCounts, ResponseCounts)>::default();
            out.push((row.annotator, UserProgress { username: row.username, completed, pending }));
        }
        let Some((_, user)) = out.last_mut() else { continue };
        if row.record_status == RecordStatus::Completed.as_str() {
            user.completed.add(&row.response_status, row.responses);
        } else {
            user.pending.add(&row.response_status, row.responses);
        }
    }
    Ok(out.into_iter().map(|(_, user)| user).collect())
}

/// What a user has answered in a dataset, and how many records there are to answer.
///
/// # Errors
/// The database fails.
pub async fn of_user(tx: &mut Tx, dataset: i64, user: i64) -> Result<UserMetrics> {
    let sql = "SELECT COUNT(*) FROM records WHERE dataset = $1";
    let (records,): (i64,) = tx.one(Statement::new(sql, args![dataset])).await?;
    let sql = "SELECT status, COUNT(*) FROM responses WHERE annotator = $1 AND dataset = $2 \
               GROUP BY status";
    let rows: Vec<(String, i64)> = tx.all(Statement::new(sql, args![user, dataset])).await?;
    let mut responses = ResponseCounts::default();
    for (status, count) in rows {
        responses.add(&status, count);
    }
    Ok(UserMetrics { records, responses })
}

/// The values that records have of a metadata property.
///
/// # Errors
/// The database fails.
pub async fn of_property(
    tx: &mut Tx,
    property: &Stored<MetadataProperty>,
) -> Result<PropertyMetrics> {
    let args = || args![property.seq];
    Ok(match property.settings {
        MetadataSettings::Terms { .. } => {
            let sql = "SELECT COUNT(*) FROM metadata_terms WHERE property = $1";
            let (total,): (i64,) = tx.one(Statement::new(sql, args())).await?;
            let sql = "SELECT value, COUNT(*) AS records FROM metadata_terms WHERE property = $1 \
                       GROUP BY value ORDER BY records DESC, value LIMIT $2";
            let args = args![property.seq, TERMS_MAX];
            PropertyMetrics::Terms { total, counts: tx.all(Statement::new(sql, args)).await? }
        }
        MetadataSettings::Integer { .. } => {
            let sql = "SELECT (SELECT MIN(value) FROM metadata_integers WHERE property = $1), \
                       (SELECT MAX(value) FROM metadata_integers WHERE property = $1)";
            let (min, max): (Option<i64>, Option<i64>) =
                tx.one(Statement::new(sql, args())).await?;
            PropertyMetrics::Integer(min.zip(max))
        }
        MetadataSettings::Float { .. } => {
            let sql = "SELECT (SELECT MIN(value) FROM metadata_floats WHERE property = $1), \
                       (SELECT MAX(value) FROM metadata_floats WHERE property = $1)";
            let (min, max): (Option<f64>, Option<f64>) =
                tx.one(Statement::new(sql, args())).await?;
            PropertyMetrics::Float(min.zip(max))
        }
    })
}

/// Who made suggestions to each question of a dataset: names in order, for the questions in the
/// order of `settings`.
///
/// # Errors
/// The database fails.
pub async fn suggestion_agents(tx: &mut Tx, settings: &StoredSettings) -> Result<Vec<Vec<String>>> {
    // From each agent straight to the next one: there are few, and many suggestions of each.
    let sql = "WITH RECURSIVE found (question, agent) AS ( \
                 SELECT questions.seq, (SELECT MIN(agent) FROM suggestions \
                   WHERE suggestions.question = questions.seq) \
                 FROM questions WHERE questions.dataset = $1 \
                 UNION ALL \
                 SELECT found.question, (SELECT MIN(suggestions.agent) FROM suggestions \
                   WHERE suggestions.question = found.question \
                   AND suggestions.agent > found.agent) \
                 FROM found WHERE found.agent IS NOT NULL) \
               SELECT question, agent FROM found WHERE agent IS NOT NULL \
               ORDER BY question, agent";
    let rows: Vec<(i64, String)> = tx.all(Statement::new(sql, args![settings.dataset])).await?;
    let mut agents: HashMap<i64, Vec<String>> = HashMap::new();
    for (question, agent) in rows {
        agents.entry(question).or_default().push(agent);
    }
    Ok(settings.questions.iter().map(|seq| agents.remove(seq).unwrap_or_default()).collect())
}
