//! One module per subcommand.

mod completions;
mod doctor;
mod man;
mod serve;
mod user;
mod workspace;

use clap::Subcommand;
use variorum_server::Config;
use variorum_server::auth::secret::Secret;
use variorum_server::config::OwnerConfig;
use variorum_server::serve::open;
use variorum_store::Store;

use crate::exit::Failure;
use crate::options::{self, DatabaseOptions, FileOption, ServerOptions};

#[derive(Subcommand)]
pub enum Command {
    /// Start the server
    Serve(Box<serve::Serve>),
    /// Manage users, also while the server runs
    User(user::User),
    /// Manage workspaces and their members, also while the server runs
    Workspace(workspace::Workspace),
    Doctor(doctor::Doctor),
    /// Print a completion script for a shell
    Completions(completions::Completions),
    /// Print the manual page
    Man(man::Man),
}

impl Command {
    pub fn run(self) -> Result<(), Failure> {
        match self {
            Self::Serve(command) => command.run(),
            Self::User(command) => command.run(),
            Self::Workspace(command) => command.run(),
            Self::Doctor(command) => command.run(),
            Self::Completions(command) => command.run(),
            Self::Man(command) => command.run(),
        }
    }
}

/// Runs an asynchronous command to its end.
fn block_on(future: impl Future<Output = Result<(), Failure>>) -> Result<(), Failure> {
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    runtime.map_err(|cause| Failure::Failed(cause.to_string()))?.block_on(future)
}

/// The database that the options name, and the server's secret.
async fn connect(database: DatabaseOptions, file: &FileOption) -> Result<(Store, Secret), Failure> {
    Ok(open(&settings(database, file)?).await?)
}

/// The settings of a command that is no server.
fn settings(mut database: DatabaseOptions, file: &FileOption) -> Result<Config, Failure> {
    let mut server = ServerOptions::default();
    options::merge(&mut database, &mut server, file.config.as_deref())?;
    options::config(&database, &server, OwnerConfig::default())
}
