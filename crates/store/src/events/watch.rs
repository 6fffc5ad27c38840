//! What those who watch may see, and how far what they watch has come.

use std::collections::{HashMap, HashSet};

use variorum_schema::datasets::DatasetStatus;
use variorum_schema::users::Role;

use crate::datasets::parse_status;
use crate::error::{Error, Result};
use crate::progress::ResponseCounts;
use crate::rows::Rows;
use crate::tx::{Statement, Tx, args};

/// Somebody who watches, as far as it matters what he may see.
#[derive(Debug, Clone)]
pub struct Viewer {
    role: Role,
    workspaces: HashSet<i64>,
}

impl Viewer {
    /// Whether he may see what is in the workspace with this key.
    #[must_use]
    pub fn sees(&self, workspace: i64) -> bool {
        self.role == Role::Owner || self.workspaces.contains(&workspace)
    }
}

/// The users with these keys, those that are there.
///
/// # Errors
/// The database fails.
pub async fn viewers(tx: &mut Tx, users: &[i64]) -> Result<HashMap<i64, Viewer>> {
    let rows = || Rows::seqs(users.iter().copied());
    let sql = "SELECT users.seq, users.role FROM {rows} CROSS JOIN users WHERE users.seq = r.seq";
    let found: Vec<(i64, String)> = tx.all(Statement::new(sql, args![]).rows(rows())).await?;
    let mut viewers = HashMap::with_capacity(found.len());
    for (seq, role) in found {
        let role =
            Role::parse(&role).ok_or_else(|| Error::corrupt("users", format!("role `{role}`")))?;
        viewers.insert(seq, Viewer { role, workspaces: HashSet::new() });
    }
    let sql = "SELECT m.member, m.workspace FROM {rows} CROSS JOIN workspace_members AS m \
               WHERE m.member = r.seq";
    let found: Vec<(i64, i64)> = tx.all(Statement::new(sql, args![]).rows(rows())).await?;
    for (member, workspace) in found {
        if let Some(viewer) = viewers.get_mut(&member) {
            viewer.workspaces.insert(workspace);
        }
    }
    Ok(viewers)
}

/// How far a dataset has come, for all who watch it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Progress {
    /// Number of records with enough submitted responses.
    pub completed: i64,
    /// Number of all others.
    pub pending: i64,
    /// Responses of everybody who ever answered, by key of the user.
    pub responses: HashMap<i64, ResponseCounts>,
}

/// How far the datasets with these keys have come, those that are there. A draft counts nothing.
///
/// # Errors
/// The database fails.
pub async fn progress(tx: &mut Tx, datasets: &[i64]) -> Result<HashMap<i64, Progress>> {
    let rows = || Rows::seqs(datasets.iter().copied());
    let sql = "SELECT d.seq, d.status, c.completed, c.pending FROM {rows} \
               CROSS JOIN datasets AS d LEFT JOIN record_counts AS c \
               ON c.dataset = d.seq AND c.part = 1 WHERE d.seq = r.seq";
    let found: Vec<(i64, String, Option<i64>, Option<i64>)> =
        tx.all(Statement::new(sql, args![]).rows(rows())).await?;
    let mut all = HashMap::with_capacity(found.len());
    let mut drafts = HashSet::new();
    for (seq, status, completed, pending) in found {
        let progress = match parse_status(&status)? {
            DatasetStatus::Draft => {
                drafts.insert(seq);
                Progress::default()
            }
            DatasetStatus::Ready => Progress {
                completed: completed.unwrap_or(0),
                pending: pending.unwrap_or(0),
                responses: HashMap::new(),
            },
        };
        all.insert(seq, progress);
    }
    let sql = "SELECT c.dataset, c.annotator, c.pending_submitted + c.completed_submitted, \
               c.pending_discarded + c.completed_discarded, c.pending_draft + c.completed_draft \
               FROM {rows} CROSS JOIN response_counts AS c WHERE c.dataset = r.seq AND c.part = 1";
    let found: Vec<(i64, i64, i64, i64, i64)> =
        tx.all(Statement::new(sql, args![]).rows(rows())).await?;
    for (dataset, annotator, submitted, discarded, draft) in found {
        if let Some(progress) = all.get_mut(&dataset).filter(|_| !drafts.contains(&dataset)) {
            let counts = ResponseCounts { submitted, discarded, draft };
            progress.responses.insert(annotator, counts);
        }
    }
    Ok(all)
}
