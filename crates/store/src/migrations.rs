//! Numbered, forward-only migrations.

use sqlx::migrate::{Migrate, MigrateError, Migrator};
use sqlx::{PgConnection, SqliteConnection};

use crate::dialect::Dialect;
use crate::error::{Error, Result};
use crate::tx::{Statement, Tx, args};

static SQLITE: Migrator = sqlx::migrate!("migrations/sqlite");
static POSTGRES: Migrator = sqlx::migrate!("migrations/postgres");

/// Brings a SQLite database to this version.
pub(crate) async fn sqlite(conn: &mut SqliteConnection) -> Result<()> {
    run(&SQLITE, conn).await
}

/// Brings a PostgreSQL database to this version; concurrent starts wait for each other.
pub(crate) async fn postgres(conn: &mut PgConnection) -> Result<()> {
    run(&POSTGRES, conn).await
}

/// Whether a database that is only looked at is of this version.
///
/// # Errors
/// [`Error::Unusable`] when it is not, or is no database of this program at all.
pub(crate) async fn check(tx: &mut Tx) -> Result<()> {
    let (migrator, is_ours) = match tx.dialect() {
        Dialect::Sqlite => {
            (&SQLITE, "SELECT COUNT(*) FROM sqlite_schema WHERE name = '_sqlx_migrations'")
        }
        Dialect::Postgres => (&POSTGRES, "SELECT COUNT(to_regclass('_sqlx_migrations'))"),
    };
    let unusable = |text: &str| Err(Error::Unusable(text.to_owned()));
    let (is_ours,): (i64,) = tx.one(Statement::new(is_ours, args![])).await?;
    if is_ours == 0 {
        return unusable("this is no database of Variorum");
    }
    let sql = "SELECT version, success FROM _sqlx_migrations ORDER BY version";
    let applied: Vec<(i64, bool)> = tx.all(Statement::new(sql, args![])).await?;
    let known = last_known(migrator);
    match applied.last() {
        Some((version, _)) if *version > known => Err(Error::Unusable(newer(migrator, *version))),
        Some((version, true)) if *version == known => Ok(()),
        _ => unusable(
            "the database is of an older version: start the server once, which brings it to this one",
        ),
    }
}

fn last_known(migrator: &Migrator) -> i64 {
    migrator.iter().map(|migration| migration.version).max().unwrap_or_default()
}

fn newer(migrator: &Migrator, version: i64) -> String {
    format!(
        "the database is of a newer version (it has migration {version}, this program knows up \
         to {}): use the newer program, or restore a backup",
        last_known(migrator)
    )
}

async fn run<C: Migrate>(migrator: &Migrator, conn: &mut C) -> Result<()> {
    migrator.run_direct(None, conn, false).await.map_err(|cause| match cause {
        MigrateError::VersionMissing(version) => Error::Migration(newer(migrator, version)),
        MigrateError::Execute(cause) => cause.into(),
        cause => Error::Migration(format!("the database could not be brought up to date: {cause}")),
    })
}
