//! Questions: what annotators answer about every record of a dataset.

use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::questions::{Question, QuestionCreate, QuestionSettings};

use crate::datasets::{self, LockedDataset, StoredDataset};
use crate::error::{Error, Result};
use crate::json::{from_json, to_json};
use crate::stored::Stored;
use crate::tx::{Statement, Tx, args};

/// Unique constraint on the name, within the dataset.
pub const NAME: &str = "questions.dataset, questions.name";

const COLUMNS: &str = "seq, id, dataset, name, title, description, required, settings, \
                       (SELECT d.id FROM datasets AS d WHERE d.seq = questions.dataset) \
                       AS dataset_id, inserted_at, updated_at";

#[derive(FromRow)]
struct QuestionRow {
    seq: i64,
    id: Uuid,
    dataset: i64,
    name: String,
    title: String,
    description: Option<String>,
    required: bool,
    settings: String,
    dataset_id: Uuid,
    inserted_at: i64,
    updated_at: i64,
}

impl TryFrom<QuestionRow> for Stored<Question> {
    type Error = Error;

    fn try_from(row: QuestionRow) -> Result<Self> {
        let settings: QuestionSettings = from_json("questions", row.seq, &row.settings)?;
        let item = Question {
            id: row.id,
            name: row.name,
            title: row.title,
            description: row.description,
            required: row.required,
            settings,
            dataset_id: row.dataset_id,
            inserted_at: Timestamp(row.inserted_at),
            updated_at: Timestamp(row.updated_at),
        };
        Ok(Self { seq: row.seq, item })
    }
}

/// The questions of a dataset in order of creation.
///
/// # Errors
/// The database fails.
pub async fn list(tx: &mut Tx, dataset: i64) -> Result<Vec<Stored<Question>>> {
    let sql = format!("SELECT {COLUMNS} FROM questions WHERE dataset = $1 ORDER BY seq");
    let rows = tx.all::<QuestionRow>(Statement::made(sql, args![dataset])).await?;
    rows.into_iter().map(Stored::try_from).collect()
}

/// The question with this identity, and its dataset.
///
/// # Errors
/// The database fails.
pub async fn by_id(tx: &mut Tx, id: Uuid) -> Result<Option<(Stored<Question>, StoredDataset)>> {
    let sql = format!("SELECT {COLUMNS} FROM questions WHERE id = $1");
    let Some(row) = tx.optional::<QuestionRow>(Statement::made(sql, args![id])).await? else {
        return Ok(None);
    };
    let Some(dataset) = datasets::by_seq(tx, row.dataset).await? else {
        return Ok(None);
    };
    Ok(Some((row.try_into()?, dataset)))
}

/// Adds a question to a dataset.
///
/// # Errors
/// [`Error::Taken`] for [`NAME`].
pub async fn insert(
    tx: &mut Tx,
    dataset: &LockedDataset,
    new: QuestionCreate,
) -> Result<Stored<Question>> {
    datasets::change_settings(tx, dataset).await?;
    let (id, now) = (tx.new_id(), tx.now().0);
    let sql = format!(
        "INSERT INTO questions \
         (id, dataset, name, title, description, required, settings, inserted_at, updated_at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) RETURNING {COLUMNS}"
    );
    let settings = to_json("questions", &new.settings)?;
    let args = args![
        id,
        dataset.seq,
        new.name,
        new.title,
        new.description,
        new.required,
        settings,
        now,
        now
    ];
    tx.one::<QuestionRow>(Statement::made(sql, args)).await?.try_into()
}

/// Changes to a question; `None` leaves as is.
#[derive(Debug, Clone, Default)]
pub struct QuestionChanges {
    /// What people read.
    pub title: Option<String>,
    /// A longer explanation; `Some(None)` clears it.
    pub description: Option<Option<String>>,
    /// Type and settings as they are to be, already checked against the old ones.
    pub settings: Option<QuestionSettings>,
}

/// Changes a question. Its time of change moves when title or description differ or settings are
/// given.
///
/// # Errors
/// The database fails.
pub async fn update(
    tx: &mut Tx,
    dataset: &LockedDataset,
    question: i64,
    changes: QuestionChanges,
) -> Result<Stored<Question>> {
    datasets::change_settings(tx, dataset).await?;
    let settings = changes.settings.map(|s| to_json("questions", &s)).transpose()?;
    let sql = format!(
        "UPDATE questions SET \
         updated_at = CASE WHEN $5 OR COALESCE($2, title) <> title \
           OR ($3 AND COALESCE($4, '') <> COALESCE(description, '')) \
           THEN $7 ELSE updated_at END, \
         title = COALESCE($2, title), \
         description = CASE WHEN $3 THEN $4 ELSE description END, \
         settings = COALESCE($6, settings) \
         WHERE seq = $1 RETURNING {COLUMNS}"
    );
    let args = args![
        question,
        changes.title,
        changes.description.is_some(),
        changes.description.flatten(),
        settings.is_some(),
        settings,
        tx.now().0
    ];
    tx.one::<QuestionRow>(Statement::made(sql, args)).await?.try_into()
}

/// Deletes a question with its suggestions. Responses keep their answers to it.
///
/// # Errors
/// The database fails.
pub async fn delete(tx: &mut Tx, dataset: &LockedDataset, question: i64) -> Result<()> {
    datasets::change_settings(tx, dataset).await?;
    // The question's own delete would do all of this row by row.
    for sql in [
        "DELETE FROM suggestion_values WHERE question = $1",
        "DELETE FROM suggestion_scores WHERE question = $1",
        "DELETE FROM suggestions WHERE question = $1",
        "DELETE FROM response_values WHERE question = $1",
        "DELETE FROM questions WHERE seq = $1",
    ] {
        tx.execute(Statement::new(sql, args![question])).await?;
    }
    Ok(())
}
