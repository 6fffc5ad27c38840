//! All datasets of a user at a glance: how far each has come, and what is left for him.
//!
//! The number of statements does not grow with the datasets, and nothing is counted: the numbers
//! are those that are kept. Names are searched and sorted here rather than in the database, so that
//! both databases agree on what is the same word.

use std::cmp::Ordering;
use std::collections::HashMap;

use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::datasets::{DatasetStatus, Distribution};
use variorum_text::fold::fold;

use crate::datasets::parse_status;
use crate::error::Result;
use crate::progress::ResponseCounts;
use crate::rows::Rows;
use crate::tx::{Statement, Tx, args};

/// How many people of a dataset are named.
pub const PEOPLE_NAMED: i64 = 5;

/// What to sort datasets by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SortBy {
    /// When a response was last written.
    #[default]
    LastActivityAt,
    /// Name, whatever the case.
    Name,
    /// Name of the workspace, whatever the case.
    Workspace,
    /// Drafts, then those that are ready.
    Status,
    /// Number of records.
    Records,
    /// Share of the records that are completed.
    Completed,
    /// Number of records that the user has not answered.
    Pending,
    /// When the dataset was made.
    InsertedAt,
}

/// Which datasets to look at, and in which order.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Only those of workspaces that the user is a member of.
    pub members_only: bool,
    /// Only those of the workspace with this identity.
    pub workspace: Option<Uuid>,
    /// Only those with this status.
    pub status: Option<DatasetStatus>,
    /// Only those with this in their name, whatever the case and the accents.
    pub name: Option<String>,
    /// What to sort them by.
    pub sort_by: SortBy,
    /// Whether the largest, latest or last come first.
    pub is_descending: bool,
    /// How many to leave out at the beginning.
    pub offset: usize,
    /// How many to answer at most.
    pub limit: usize,
}

/// Some of the datasets of a user.
#[derive(Debug, Clone, PartialEq)]
pub struct Overview {
    /// The datasets, in order.
    pub datasets: Vec<DatasetOverview>,
    /// How many there are that are wanted.
    pub total: usize,
}

/// A dataset at a glance. A draft counts no records.
#[derive(Debug, Clone, PartialEq)]
pub struct DatasetOverview {
    /// Identity.
    pub id: Uuid,
    /// Name, unique in its workspace.
    pub name: String,
    /// Identity of its workspace.
    pub workspace_id: Uuid,
    /// Name of its workspace.
    pub workspace_name: String,
    /// Draft or ready.
    pub status: DatasetStatus,
    /// When a record counts as completed.
    pub distribution: Distribution,
    /// Whether it has guidelines.
    pub has_guidelines: bool,
    /// Types of its fields, in order of creation.
    pub fields: Vec<String>,
    /// Types of its questions, in order of creation.
    pub questions: Vec<String>,
    /// Number of records with enough submitted responses.
    pub completed: i64,
    /// Number of all others.
    pub pending: i64,
    /// The user's responses.
    pub responses: ResponseCounts,
    /// How many of them are to records that are not completed.
    pub responses_to_pending: i64,
    /// Names of those who were first to answer, at most [`PEOPLE_NAMED`].
    pub people: Vec<String>,
    /// How many ever answered.
    pub people_total: i64,
    /// When a response was last written.
    pub last_activity_at: Timestamp,
    /// When it was made.
    pub inserted_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

impl DatasetOverview {
    fn records(&self) -> i64 {
        self.completed + self.pending
    }

    /// Number of records that are not completed and that the user has not answered.
    #[must_use]
    pub fn pending_for_user(&self) -> i64 {
        self.pending - self.responses_to_pending
    }
}

#[derive(FromRow)]
struct Row {
    seq: i64,
    id: Uuid,
    name: String,
    workspace_id: Uuid,
    workspace_name: String,
    status: String,
    min_submitted: i64,
    has_guidelines: bool,
    completed: Option<i64>,
    pending: Option<i64>,
    submitted: Option<i64>,
    discarded: Option<i64>,
    draft: Option<i64>,
    to_pending: Option<i64>,
    last_activity_at: i64,
    inserted_at: i64,
    updated_at: i64,
}

impl Row {
    fn overview(self) -> Result<(i64, DatasetOverview)> {
        let status = parse_status(&self.status)?;
        let count = |number: Option<i64>| match status {
            DatasetStatus::Draft => 0,
            DatasetStatus::Ready => number.unwrap_or(0),
        };
        let responses = ResponseCounts {
            submitted: count(self.submitted),
            discarded: count(self.discarded),
            draft: count(self.draft),
        };
        let (completed, pending) = (count(self.completed), count(self.pending));
        let overview = DatasetOverview {
            id: self.id,
            name: self.name,
            workspace_id: self.workspace_id,
            workspace_name: self.workspace_name,
            status,
            distribution: Distribution::Overlap { min_submitted: self.min_submitted },
            has_guidelines: self.has_guidelines,
            fields: Vec::new(),
            questions: Vec::new(),
            completed,
            pending,
            responses,
            responses_to_pending: count(self.to_pending),
            people: Vec::new(),
            people_total: 0,
            last_activity_at: Timestamp(self.last_activity_at),
            inserted_at: Timestamp(self.inserted_at),
            updated_at: Timestamp(self.updated_at),
        };
        Ok((self.seq, overview))
    }
}

/// The datasets of a user that are wanted, by three statements.
///
/// # Errors
/// The database fails.
pub async fn of_user(tx: &mut Tx, user: i64, wanted: &Wanted) -> Result<Overview> {
    let mut found = all(tx, user, wanted).await?;
    if let Some(name) = &wanted.name {
        let name = fold(name);
        found.retain(|(_, dataset)| fold(&dataset.name).contains(&name));
    }
    sort(&mut found, wanted);
    let total = found.len();
    let page = found.into_iter().skip(wanted.offset).take(wanted.limit);
    let (seqs, mut datasets): (Vec<i64>, Vec<DatasetOverview>) = page.unzip();
    let places: HashMap<i64, usize> =
        seqs.iter().enumerate().map(|(place, seq)| (*seq, place)).collect();
    if !seqs.is_empty() {
        add_parts(tx, &seqs, &places, &mut datasets).await?;
        add_people(tx, &seqs, &places, &mut datasets).await?;
    }
    Ok(Overview { datasets, total })
}

async fn all(tx: &mut Tx, user: i64, wanted: &Wanted) -> Result<Vec<(i64, DatasetOverview)>> {
    let mut conditions = String::from("true");
    let mut args = args![user];
    if wanted.members_only {
        conditions.push_str(
            " AND d.workspace IN (SELECT workspace FROM workspace_members WHERE member = $1)",
        );
    }
    if let Some(workspace) = wanted.workspace {
        args.push(workspace.into());
        conditions.push_str(&format!(" AND w.id = ${}", args.len()));
    }
    if let Some(status) = wanted.status {
        args.push(status.as_str().into());
        conditions.push_str(&format!(" AND d.status = ${}", args.len()));
    }
    let sql = format!(
        "SELECT d.seq, d.id, d.name, w.id AS workspace_id, w.name AS workspace_name, d.status, \
         d.min_submitted, COALESCE(d.guidelines, '') <> '' AS has_guidelines, c.completed, \
         c.pending, a.pending_submitted + a.completed_submitted AS submitted, \
         a.pending_discarded + a.completed_discarded AS discarded, \
         a.pending_draft + a.completed_draft AS draft, \
         a.pending_submitted + a.pending_discarded + a.pending_draft AS to_pending, \
         d.last_activity_at, d.inserted_at, d.updated_at \
         FROM datasets AS d JOIN workspaces AS w ON w.seq = d.workspace \
         LEFT JOIN record_counts AS c ON c.dataset = d.seq AND c.part = 1 \
         LEFT JOIN response_counts AS a \
         ON a.annotator = $1 AND a.dataset = d.seq AND a.part = 1 \
         WHERE {conditions} ORDER BY d.seq"
    );
    let rows: Vec<Row> = tx.all(Statement::made(sql, args)).await?;
    rows.into_iter().map(Row::overview).collect()
}

/// Sorts by what is wanted; those that are equal by name, then in order of creation.
fn sort(datasets: &mut [(i64, DatasetOverview)], wanted: &Wanted) {
    let share = |d: &DatasetOverview| i128::from(d.completed);
    let compare = |a: &DatasetOverview, b: &DatasetOverview| match wanted.sort_by {
        SortBy::LastActivityAt => a.last_activity_at.cmp(&b.last_activity_at),
        SortBy::Name => Ordering::Equal,
        SortBy::Workspace => fold(&a.workspace_name).cmp(&fold(&b.workspace_name)),
        SortBy::Status => a.status.as_str().cmp(b.status.as_str()),
        SortBy::Records => a.records().cmp(&b.records()),
        // As fractions, whose denominators are multiplied away; none is nothing of one.
        SortBy::Completed => (share(a) * i128::from(b.records().max(1)))
            .cmp(&(share(b) * i128::from(a.records().max(1)))),
        SortBy::Pending => a.pending_for_user().cmp(&b.pending_for_user()),
        SortBy::InsertedAt => a.inserted_at.cmp(&b.inserted_at),
    };
    let by_name = wanted.sort_by == SortBy::Name;
    datasets.sort_by_cached_key(|(seq, dataset)| (fold(&dataset.name), *seq));
    if by_name {
        if wanted.is_descending {
            datasets.reverse();
        }
        return;
    }
    datasets.sort_by(|(_, a), (_, b)| match wanted.is_descending {
        true => compare(b, a),
        false => compare(a, b),
    });
}

#[derive(FromRow)]
struct PartRow {
    dataset: i64,
    is_question: bool,
    kind: Option<String>,
}

async fn add_parts(
    tx: &mut Tx,
    seqs: &[i64],
    places: &HashMap<i64, usize>,
    datasets: &mut [DatasetOverview],
) -> Result<()> {
    let kind = tx.dialect().json_member("p.settings", "type");
    let of = |table: &str, is_question: bool| {
        format!(
            "SELECT p.dataset, {is_question} AS is_question, p.seq, {kind} AS kind \
             FROM {{rows}} CROSS JOIN {table} AS p WHERE p.dataset = r.seq"
        )
    };
    let sql = format!(
        "SELECT dataset, is_question, kind FROM ({} UNION ALL {}) AS parts ORDER BY seq",
        of("fields", false),
        of("questions", true)
    );
    let rows = Rows::seqs(seqs.iter().copied());
    let parts: Vec<PartRow> = tx.all(Statement::made(sql, args![]).rows(rows)).await?;
    for part in parts {
        let Some(dataset) = places.get(&part.dataset).and_then(|at| datasets.get_mut(*at)) else {
            continue;
        };
        let into = if part.is_question { &mut dataset.questions } else { &mut dataset.fields };
        into.push(part.kind.unwrap_or_default());
    }
    Ok(())
}

#[derive(FromRow)]
struct PersonRow {
    dataset: i64,
    username: String,
    people: i64,
}

async fn add_people(
    tx: &mut Tx,
    seqs: &[i64],
    places: &HashMap<i64, usize>,
    datasets: &mut [DatasetOverview],
) -> Result<()> {
    let sql = "SELECT dataset, username, people FROM ( \
                 SELECT c.dataset, users.username, \
                 ROW_NUMBER() OVER (PARTITION BY c.dataset ORDER BY c.since, c.annotator) AS place, \
                 COUNT(*) OVER (PARTITION BY c.dataset) AS people \
                 FROM {rows} CROSS JOIN response_counts AS c \
                 JOIN users ON users.seq = c.annotator \
                 WHERE c.dataset = r.seq AND c.part = 1) AS named \
               WHERE place <= $1 ORDER BY dataset, place";
    let rows = Rows::seqs(seqs.iter().copied());
    let statement = Statement::new(sql, args![PEOPLE_NAMED]).rows(rows);
    let people: Vec<PersonRow> = tx.all(statement).await?;
    for person in people {
        if let Some(dataset) = places.get(&person.dataset).and_then(|at| datasets.get_mut(*at)) {
            dataset.people.push(person.username);
            dataset.people_total = person.people;
        }
    }
    Ok(())
}
