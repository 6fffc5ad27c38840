//! Workspaces and their members.

use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::users::{Role, User};
use variorum_schema::workspaces::{Workspace, WorkspaceCreate};

use crate::error::{Error, Result};
use crate::stored::Stored;
use crate::tx::{Statement, Tx, args};

/// Unique constraint on the name.
pub const NAME: &str = "workspaces.name";
/// Unique constraint on the identity.
pub const ID: &str = "workspaces.id";
/// Unique constraint on workspace and member.
pub const MEMBER: &str = "workspace_members.workspace, workspace_members.member";

const COLUMNS: &str = "seq, id, name, inserted_at, updated_at";

#[derive(FromRow)]
struct WorkspaceRow {
    seq: i64,
    id: Uuid,
    name: String,
    inserted_at: i64,
    updated_at: i64,
}

impl From<WorkspaceRow> for Stored<Workspace> {
    fn from(row: WorkspaceRow) -> Self {
        let item = Workspace {
            id: row.id,
            name: row.name,
            inserted_at: Timestamp(row.inserted_at),
            updated_at: Timestamp(row.updated_at),
        };
        Self { seq: row.seq, item }
    }
}

/// All workspaces in order of creation.
///
/// # Errors
/// The database fails.
pub async fn list(tx: &mut Tx) -> Result<Vec<Stored<Workspace>>> {
    let sql = format!("SELECT {COLUMNS} FROM workspaces ORDER BY seq");
    let rows = tx.all::<WorkspaceRow>(Statement::made(sql, args![])).await?;
    Ok(rows.into_iter().map(Stored::from).collect())
}

/// The workspaces that a user is a member of, in order of creation.
///
/// # Errors
/// The database fails.
pub async fn list_of_member(tx: &mut Tx, user: i64) -> Result<Vec<Stored<Workspace>>> {
    let sql = format!(
        "SELECT {COLUMNS} FROM workspaces \
         WHERE seq IN (SELECT workspace FROM workspace_members WHERE member = $1) ORDER BY seq"
    );
    let rows = tx.all::<WorkspaceRow>(Statement::made(sql, args![user])).await?;
    Ok(rows.into_iter().map(Stored::from).collect())
}

/// The workspace with this identity.
///
/// # Errors
/// The database fails.
pub async fn by_id(tx: &mut Tx, id: Uuid) -> Result<Option<Stored<Workspace>>> {
    let sql = format!("SELECT {COLUMNS} FROM workspaces WHERE id = $1");
    Ok(tx.optional::<WorkspaceRow>(Statement::made(sql, args![id])).await?.map(Stored::from))
}

/// The workspace with this key.
///
/// # Errors
/// The database fails.
pub async fn by_seq(tx: &mut Tx, seq: i64) -> Result<Option<Stored<Workspace>>> {
    let sql = format!("SELECT {COLUMNS} FROM workspaces WHERE seq = $1");
    Ok(tx.optional::<WorkspaceRow>(Statement::made(sql, args![seq])).await?.map(Stored::from))
}

/// The workspace with this name.
///
/// # Errors
/// The database fails.
pub async fn by_name(tx: &mut Tx, name: &str) -> Result<Option<Stored<Workspace>>> {
    let sql = format!("SELECT {COLUMNS} FROM workspaces WHERE name = $1");
    Ok(tx.optional::<WorkspaceRow>(Statement::made(sql, args![name])).await?.map(Stored::from))
}

/// Stores a new workspace.
///
/// # Errors
/// [`Error::Taken`] for [`NAME`] or [`ID`].
pub async fn insert(tx: &mut Tx, new: WorkspaceCreate) -> Result<Stored<Workspace>> {
    let now = tx.now().0;
    let id = new.id.unwrap_or_else(|| tx.new_id());
    let sql = format!(
        "INSERT INTO workspaces (id, name, inserted_at, updated_at) VALUES ($1, $2, $3, $4) \
         RETURNING {COLUMNS}"
    );
    let args = args![id, new.name, now, now];
    Ok(tx.one::<WorkspaceRow>(Statement::made(sql, args)).await?.into())
}

/// What became of a workspace that was to be deleted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Deletion {
    /// It is gone, with its memberships.
    Done,
    /// It still has datasets and stays. The transaction cannot go on.
    HasDatasets,
}

/// Deletes a workspace with its memberships, unless it has datasets.
///
/// # Errors
/// The database fails.
pub async fn delete(tx: &mut Tx, workspace: i64) -> Result<Deletion> {
    let sql = "DELETE FROM workspaces WHERE seq = $1";
    match tx.execute(Statement::new(sql, args![workspace])).await {
        Ok(_) => Ok(Deletion::Done),
        // Memberships cascade; datasets are all else that refers to a workspace.
        Err(Error::Dangling) => Ok(Deletion::HasDatasets),
        Err(cause) => Err(cause),
    }
}

/// Makes a user a member.
///
/// # Errors
/// [`Error::Taken`] for [`MEMBER`] when they are one; [`Error::Dangling`] when workspace or user
/// are gone.
pub async fn add_member(tx: &mut Tx, workspace: i64, user: i64) -> Result<()> {
    let sql = "INSERT INTO workspace_members (workspace, member, inserted_at) VALUES ($1, $2, $3)";
    tx.execute(Statement::new(sql, args![workspace, user, tx.now().0])).await?;
    Ok(())
}

/// Ends a membership; answers whether there was one.
///
/// # Errors
/// The database fails.
pub async fn remove_member(tx: &mut Tx, workspace: i64, user: i64) -> Result<bool> {
    let sql = "DELETE FROM workspace_members WHERE workspace = $1 AND member = $2";
    Ok(tx.execute(Statement::new(sql, args![workspace, user])).await? > 0)
}

#[derive(FromRow)]
struct OneRow {
    #[sqlx(rename = "one")]
    _one: i64,
}

/// Whether `user` is a member of `workspace`, both SQL for a key, as a condition.
pub(crate) fn membership(workspace: &str, user: &str) -> String {
    format!(
        "EXISTS (SELECT 1 FROM workspace_members AS m \
         WHERE m.workspace = {workspace} AND m.member = {user})"
    )
}

/// Whether a user is a member.
///
/// # Errors
/// The database fails.
pub async fn is_member(tx: &mut Tx, workspace: i64, user: i64) -> Result<bool> {
    let sql = "SELECT seq AS one FROM workspace_members WHERE workspace = $1 AND member = $2";
    Ok(tx.optional::<OneRow>(Statement::new(sql, args![workspace, user])).await?.is_some())
}

#[derive(FromRow)]
struct MemberRow {
    seq: i64,
    id: Uuid,
    username: String,
    first_name: String,
    last_name: Option<String>,
    role: String,
    inserted_at: i64,
    updated_at: i64,
}

impl TryFrom<MemberRow> for Stored<User> {
    type Error = Error;

    fn try_from(row: MemberRow) -> Result<Self> {
        let role = Role::parse(&row.role)
            .ok_or_else(|| Error::corrupt("users", format!("role `{}`", row.role)))?;
        let item = User {
            id: row.id,
            first_name: row.first_name,
            last_name: row.last_name,
            username: row.username,
            role,
            api_key: String::new(),
            inserted_at: Timestamp(row.inserted_at),
            updated_at: Timestamp(row.updated_at),
        };
        Ok(Self { seq: row.seq, item })
    }
}

/// The members of a workspace in order of joining, without their API keys.
///
/// # Errors
/// The database fails.
pub async fn members(tx: &mut Tx, workspace: i64) -> Result<Vec<Stored<User>>> {
    let sql = "SELECT u.seq, u.id, u.username, u.first_name, u.last_name, u.role, \
               u.inserted_at, u.updated_at \
               FROM workspace_members AS m JOIN users AS u ON u.seq = m.member \
               WHERE m.workspace = $1 ORDER BY m.seq";
    let rows = tx.all::<MemberRow>(Statement::new(sql, args![workspace])).await?;
    rows.into_iter().map(Stored::try_from).collect()
}
