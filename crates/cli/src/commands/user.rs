//! `variorum user`

use clap::{Args, Subcommand, ValueEnum};
use variorum_schema::users::{PASSWORD_LENGTH, Role, UserUpdate};
use variorum_server::accounts::{self, AccountCreate};
use variorum_server::auth::secret::Secret;
use variorum_server::auth::{api_keys, passwords};
use variorum_store::users::{self, Account};
use variorum_store::{Store, Tx};

use super::{block_on, connect};
use crate::exit::Failure;
use crate::options::{DatabaseOptions, FileOption};
use crate::output;

/// Manage users, also while the server runs
#[derive(Args)]
pub struct User {
    #[command(subcommand)]
    action: Action,
    #[command(flatten)]
    database: DatabaseOptions,
    #[command(flatten)]
    file: FileOption,
}

#[derive(Subcommand)]
enum Action {
    /// Make a user and print a generated password and API key
    Create(Create),
    /// List all users
    List,
    /// Change a user's name or role
    Update(Update),
    /// Delete a user with their responses
    Delete {
        /// Name to sign in with
        username: String,
    },
    /// Give a user a new password and print it; their tokens and sessions end at once
    ResetPassword(ResetPassword),
    /// Give a user a new API key and print it; the old one ends at once
    RotateKey {
        /// Name to sign in with
        username: String,
    },
}

#[derive(Args)]
struct Create {
    /// Name to sign in with
    username: String,
    /// What the user may do
    #[arg(long, value_enum, default_value = "annotator")]
    role: RoleWord,
    /// Given name [default: the username]
    #[arg(long)]
    first_name: Option<String>,
    /// Family name
    #[arg(long)]
    last_name: Option<String>,
    /// Read the password from standard input instead of generating one
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Args)]
struct Update {
    /// Name to sign in with
    username: String,
    /// New name to sign in with
    #[arg(long)]
    new_username: Option<String>,
    /// What the user may do
    #[arg(long, value_enum)]
    role: Option<RoleWord>,
    /// Given name
    #[arg(long)]
    first_name: Option<String>,
    /// Family name
    #[arg(long)]
    last_name: Option<String>,
}

#[derive(Args)]
struct ResetPassword {
    /// Name to sign in with
    username: String,
    /// Read the password from standard input instead of generating one
    #[arg(long)]
    password_stdin: bool,
}

#[derive(Clone, Copy, ValueEnum)]
enum RoleWord {
    Owner,
    Admin,
    Annotator,
}

impl From<RoleWord> for Role {
    fn from(word: RoleWord) -> Self {
        match word {
            RoleWord::Owner => Self::Owner,
            RoleWord::Admin => Self::Admin,
            RoleWord::Annotator => Self::Annotator,
        }
    }
}

impl User {
    pub fn run(self) -> Result<(), Failure> {
        block_on(async {
            let (store, secret) = connect(self.database, &self.file).await?;
            match self.action {
                Action::List => {
                    let mut tx = store.read().await?;
                    list(&users::list(&mut tx).await?)
                }
                Action::Create(create) => create.run(&store, &secret).await,
                Action::Update(update) => update.run(&store).await,
                Action::Delete { username } => {
                    let mut tx = store.write().await?;
                    let seq = find(&mut tx, &username).await?.user.seq;
                    accounts::delete(&mut tx, seq).await?;
                    tx.commit().await?;
                    output::note(&format!("deleted user `{username}`"));
                    Ok(())
                }
                Action::ResetPassword(reset) => reset.run(&store).await,
                Action::RotateKey { username } => {
                    let mut tx = store.write().await?;
                    let seq = find(&mut tx, &username).await?.user.seq;
                    let account = accounts::rotate_key(&mut tx, &secret, seq).await?;
                    tx.commit().await?;
                    output::line(&accounts::with_api_key(&secret, &account).api_key)
                }
            }
        })
    }
}

impl Create {
    async fn run(self, store: &Store, secret: &Secret) -> Result<(), Failure> {
        let Self { username, role, first_name, last_name, password_stdin } = self;
        let password = choose_password(password_stdin)?;
        check_name("USERNAME", &username)?;
        let new = AccountCreate {
            id: None,
            username: username.clone(),
            first_name: first_name.unwrap_or_else(|| username.clone()),
            last_name,
            role: role.into(),
            password_hash: hash(&password).await?,
            api_key: None,
        };
        let mut tx = store.write().await?;
        let made = accounts::create(&mut tx, secret, new).await;
        let made = made.map_err(|cause| taken(cause, &username))?;
        tx.commit().await?;
        output::line(&format!("username  {}", made.username))?;
        if !password_stdin {
            output::line(&format!("password  {password}"))?;
        }
        output::line(&format!("api_key   {}", made.api_key))
    }
}

impl Update {
    async fn run(self, store: &Store) -> Result<(), Failure> {
        let Self { username, new_username, role, first_name, last_name } = self;
        if let Some(name) = &new_username {
            check_name("--new-username", name)?;
        }
        let update = UserUpdate {
            first_name,
            last_name: last_name.map(Some),
            username: new_username.clone(),
            role: role.map(Role::from),
            password: None,
        };
        let changes = accounts::changes(update).await.map_err(hashing_failed)?;
        let mut tx = store.write().await?;
        let seq = find(&mut tx, &username).await?.user.seq;
        let changed = users::update(&mut tx, seq, changes).await;
        let wanted = new_username.unwrap_or_default();
        list(&[changed.map_err(|cause| taken(cause, &wanted))?])?;
        Ok(tx.commit().await?)
    }
}

impl ResetPassword {
    async fn run(self, store: &Store) -> Result<(), Failure> {
        let Self { username, password_stdin } = self;
        let password = choose_password(password_stdin)?;
        let update = UserUpdate { password: Some(password.clone()), ..UserUpdate::default() };
        let changes = accounts::changes(update).await.map_err(hashing_failed)?;
        let mut tx = store.write().await?;
        let seq = find(&mut tx, &username).await?.user.seq;
        users::update(&mut tx, seq, changes).await?;
        tx.commit().await?;
        if password_stdin {
            return Ok(());
        }
        output::line(&password)
    }
}

/// The user of a name, or a failure that says there is none.
pub(super) async fn find(tx: &mut Tx, username: &str) -> Result<Account, Failure> {
    let found = users::by_username(tx, username).await?;
    found.ok_or_else(|| Failure::Failed(format!("there is no user `{username}`")))
}

fn list(accounts: &[Account]) -> Result<(), Failure> {
    let rows: Vec<Vec<String>> = accounts
        .iter()
        .map(|account| {
            let user = &account.user;
            let name = format!("{} {}", user.first_name, user.last_name.as_deref().unwrap_or(""));
            vec![
                user.username.clone(),
                user.role.as_str().to_owned(),
                name.trim().to_owned(),
                user.id.to_string(),
            ]
        })
        .collect();
    output::table(&["USERNAME", "ROLE", "NAME", "ID"], &rows)
}

fn choose_password(from_stdin: bool) -> Result<String, Failure> {
    if !from_stdin {
        return Ok(api_keys::generate_password());
    }
    let mut password = String::new();
    std::io::stdin()
        .read_line(&mut password)
        .map_err(|cause| Failure::Failed(format!("cannot read the password: {cause}")))?;
    let password = password.trim_end_matches(['\r', '\n']).to_owned();
    if PASSWORD_LENGTH.contains(&password.chars().count()) {
        return Ok(password);
    }
    Err(Failure::Usage(format!(
        "a password has between {} and {} characters",
        PASSWORD_LENGTH.start(),
        PASSWORD_LENGTH.end()
    )))
}

fn check_name(what: &str, name: &str) -> Result<(), Failure> {
    if name.is_empty() {
        return Err(Failure::Usage(format!("{what}: a name has at least 1 character")));
    }
    Ok(())
}

async fn hash(password: &str) -> Result<String, Failure> {
    passwords::hash(password.to_owned()).await.map_err(hashing_failed)
}

fn hashing_failed(cause: passwords::HashingFailed) -> Failure {
    Failure::Failed(cause.to_string())
}

fn taken(cause: variorum_store::Error, username: &str) -> Failure {
    if cause.is_taken(users::USERNAME) {
        return Failure::Failed(format!("there is a user `{username}` already"));
    }
    cause.into()
}
