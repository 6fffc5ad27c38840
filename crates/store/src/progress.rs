//! How far a dataset is annotated, and which values its records have.
//!
//! All of it is as of what is committed, in drafts as well. How far records are annotated is kept
//! in `counts`; the values of metadata are counted.

use std::collections::HashMap;
use std::ops::Add;

use sqlx::FromRow;
use variorum_schema::metadata::{MetadataProperty, MetadataSettings};

use crate::counts;
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
    /// All of them.
    #[must_use]
    pub fn total(&self) -> i64 {
        self.submitted + self.discarded + self.draft
    }
}

impl Add for ResponseCounts {
    type Output = Self;

    fn add(self, other: Self) -> Self {
        Self {
            submitted: self.submitted + other.submitted,
            discarded: self.discarded + other.discarded,
            draft: self.draft + other.draft,
        }
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
    let (completed, pending) = counts::of_records(tx, dataset).await?;
    let sql = "SELECT users.username FROM response_counts AS c \
               JOIN users ON users.seq = c.annotator \
               WHERE c.dataset = $1 AND c.part = 1 ORDER BY c.since, c.annotator";
    let rows: Vec<(String,)> = tx.all(Statement::new(sql, args![dataset])).await?;
    let usernames = rows.into_iter().map(|(name,)| name).collect();
    Ok(DatasetProgress { completed, pending, usernames })
}

#[derive(FromRow)]
struct CountsRow {
    username: String,
    pending_submitted: i64,
    pending_discarded: i64,
    pending_draft: i64,
    completed_submitted: i64,
    completed_discarded: i64,
    completed_draft: i64,
}

impl From<CountsRow> for UserProgress {
    fn from(row: CountsRow) -> Self {
        Self {
            username: row.username,
            completed: ResponseCounts {
                submitted: row.completed_submitted,
                discarded: row.completed_discarded,
                draft: row.completed_draft,
            },
            pending: ResponseCounts {
                submitted: row.pending_submitted,
                discarded: row.pending_discarded,
                draft: row.pending_draft,
            },
        }
    }
}

const COUNTS: &str = "SELECT users.username, c.pending_submitted, c.pending_discarded, \
                      c.pending_draft, c.completed_submitted, c.completed_discarded, \
                      c.completed_draft FROM response_counts AS c \
                      JOIN users ON users.seq = c.annotator WHERE c.dataset = $1 AND c.part = 1";

/// What each user with a response in the dataset has answered, in order of the users' creation.
///
/// # Errors
/// The database fails.
pub async fn of_users(tx: &mut Tx, dataset: i64) -> Result<Vec<UserProgress>> {
    let sql = format!("{COUNTS} ORDER BY c.annotator");
    let rows: Vec<CountsRow> = tx.all(Statement::made(sql, args![dataset])).await?;
    let mut users: Vec<UserProgress> = rows.into_iter().map(UserProgress::from).collect();
    // Somebody may have deleted all that he answered.
    users.retain(|user| user.completed.total() + user.pending.total() > 0);
    Ok(users)
}

/// What a user has answered in a dataset, and how many records there are to answer.
///
/// # Errors
/// The database fails.
pub async fn of_user(tx: &mut Tx, dataset: i64, user: i64) -> Result<UserMetrics> {
    let (completed, pending) = counts::of_records(tx, dataset).await?;
    let sql = format!("{COUNTS} AND c.annotator = $2");
    let row: Option<CountsRow> = tx.optional(Statement::made(sql, args![dataset, user])).await?;
    let responses = row.map_or_else(ResponseCounts::default, |row| {
        let UserProgress { completed, pending, .. } = row.into();
        completed + pending
    });
    Ok(UserMetrics { records: completed + pending, responses })
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
