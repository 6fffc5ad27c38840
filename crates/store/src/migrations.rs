//! Numbered, forward-only migrations.

use sqlx::migrate::{Migrate, MigrateError, Migrator};
use sqlx::{PgConnection, SqliteConnection};

use crate::error::{Error, Result};

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

async fn run<C: Migrate>(migrator: &Migrator, conn: &mut C) -> Result<()> {
    migrator.run_direct(None, conn, false).await.map_err(|cause| match cause {
        MigrateError::VersionMissing(version) => Error::Migration(format!(
            "the database is of a newer version (it has migration {version}, this program knows up \
             to {}): use the newer program, or restore a backup",
            migrator.iter().map(|m| m.version).max().unwrap_or_default()
        )),
        MigrateError::Execute(cause) => cause.into(),
        cause => Error::Migration(format!("the database could not be brought up to date: {cause}")),
    })
}
