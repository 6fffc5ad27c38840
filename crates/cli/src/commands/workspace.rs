//! `variorum workspace`

use clap::{Args, Subcommand};
use variorum_schema::workspaces::{Workspace as Item, WorkspaceCreate};
use variorum_store::workspaces::Deletion;
use variorum_store::{Stored, Tx, workspaces};

use super::user::find as find_user;
use super::{block_on, connect};
use crate::exit::Failure;
use crate::options::{DatabaseOptions, FileOption};
use crate::output;

/// Manage workspaces and their members, also while the server runs
#[derive(Args)]
pub struct Workspace {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    database: DatabaseOptions,
    #[command(flatten)]
    file: FileOption,
}

#[derive(Subcommand)]
enum Action {
    /// Make a workspace
    Create {
        /// Unique name
        name: String,
    },
    /// List all workspaces with their members
    List,
    /// Delete a workspace that has no datasets
    Delete {
        /// Name
        name: String,
    },
    /// Make a user a member
    AddUser {
        /// Name of the workspace
        name: String,
        /// Name of the user
        username: String,
    },
    /// End a user's membership
    RemoveUser {
        /// Name of the workspace
        name: String,
        /// Name of the user
        username: String,
    },
}

impl Workspace {
    pub fn run(self) -> Result<(), Failure> {
        block_on(async {
            let (store, _) = connect(self.database, &self.file).await?;
            if let Action::List = self.action {
                let mut tx = store.read().await?;
                return list(&mut tx).await;
            }
            let mut tx = store.write().await?;
            let done = act(&mut tx, self.action).await?;
            tx.commit().await?;
            output::note(&done);
            Ok(())
        })
    }
}

/// Does what was asked and says so.
async fn act(tx: &mut Tx, action: Action) -> Result<String, Failure> {
    Ok(match action {
        Action::List => String::new(),
        Action::Create { name } => {
            if name.is_empty() {
                return Err(Failure::Usage("NAME: a name has at least 1 character".to_owned()));
            }
            let create = WorkspaceCreate { id: None, name: name.clone() };
            let made = workspaces::insert(tx, create).await.map_err(|cause| {
                if cause.is_taken(workspaces::NAME) {
                    return Failure::Failed(format!("there is a workspace `{name}` already"));
                }
                cause.into()
            })?;
            output::line(&made.id.to_string())?;
            format!("made workspace `{name}`")
        }
        Action::Delete { name } => {
            let workspace = find(tx, &name).await?;
            if workspaces::delete(tx, workspace.seq).await? == Deletion::HasDatasets {
                let text = format!("workspace `{name}` still has datasets; delete them first");
                return Err(Failure::Failed(text));
            }
            format!("deleted workspace `{name}`")
        }
        Action::AddUser { name, username } => {
            let workspace = find(tx, &name).await?;
            let user = find_user(tx, &username).await?.user;
            workspaces::add_member(tx, workspace.seq, user.seq).await.map_err(|cause| {
                if matches!(cause, variorum_store::Error::Taken(_)) {
                    let text = format!("`{username}` is a member of `{name}` already");
                    return Failure::Failed(text);
                }
                cause.into()
            })?;
            format!("`{username}` is now a member of `{name}`")
        }
        Action::RemoveUser { name, username } => {
            let workspace = find(tx, &name).await?;
            let user = find_user(tx, &username).await?.user;
            if !workspaces::remove_member(tx, workspace.seq, user.seq).await? {
                let text = format!("`{username}` is no member of `{name}`");
                return Err(Failure::Failed(text));
            }
            format!("`{username}` is no longer a member of `{name}`")
        }
    })
}

async fn find(tx: &mut Tx, name: &str) -> Result<Stored<Item>, Failure> {
    let found = workspaces::by_name(tx, name).await?;
    found.ok_or_else(|| Failure::Failed(format!("there is no workspace `{name}`")))
}

async fn list(tx: &mut Tx) -> Result<(), Failure> {
    let mut rows = Vec::new();
    for workspace in workspaces::list(tx).await? {
        let members = workspaces::members(tx, workspace.seq).await?;
        let names: Vec<&str> = members.iter().map(|user| user.username.as_str()).collect();
        rows.push(vec![workspace.name.clone(), names.join(", "), workspace.id.to_string()]);
    }
    output::table(&["NAME", "MEMBERS", "ID"], &rows)
}
