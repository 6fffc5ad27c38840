//! PostgreSQL.

use std::fmt::Write as _;
use std::time::Duration;

use sqlx::postgres::{PgArguments, PgConnectOptions, PgPool, PgPoolOptions};
use sqlx::{Arguments as _, ConnectOptions as _, Connection as _};

use crate::error::{Error, Result};
use crate::rows::{Column, Rows};

/// Opens a pool of at most `connections_max` connections.
pub(crate) async fn open(url: &str, connections_max: u32) -> Result<PgPool> {
    let options: PgConnectOptions = url
        .parse()
        .map_err(|cause| Error::Unreachable(format!("not a PostgreSQL URL: {cause}")))?;
    let options = options.application_name("variorum");
    // One connection first: unlike a pool it fails at once when nobody answers.
    let mut connection = options.connect().await?;
    crate::migrations::postgres(&mut connection).await?;
    connection.close().await?;
    let pool = PgPoolOptions::new()
        .max_connections(connections_max)
        .acquire_timeout(Duration::from_secs(30))
        .connect_lazy_with(options);
    Ok(pool)
}

/// The text of `{rows}` when its columns are the parameters from `first` on.
pub(crate) fn rows_source(rows: &Rows, first: usize) -> String {
    let mut arrays = String::new();
    let mut names = String::new();
    for (index, (name, column)) in rows.columns.iter().enumerate() {
        let kind = match column {
            Column::Uuid(_) => "uuid",
            Column::Text(_) => "text",
            Column::Integer(_) => "bigint",
            Column::Float(_) => "double precision",
            Column::Bool(_) => "boolean",
            Column::Bytes(_) => "bytea",
        };
        let comma = if index == 0 { "" } else { ", " };
        let _ = write!(arrays, "{comma}${}::{kind}[]", first + index);
        let _ = write!(names, "{comma}{name}");
    }
    format!("UNNEST({arrays}) AS r({names})")
}

/// Adds the columns as arguments.
pub(crate) fn rows_arguments(
    rows: Rows,
    arguments: &mut PgArguments,
) -> Result<(), sqlx::error::BoxDynError> {
    for (_, column) in rows.columns {
        match column {
            Column::Uuid(values) => arguments.add(values)?,
            Column::Text(values) => arguments.add(values)?,
            Column::Integer(values) => arguments.add(values)?,
            Column::Float(values) => arguments.add(values)?,
            Column::Bool(values) => arguments.add(values)?,
            Column::Bytes(values) => arguments.add(values)?,
        }
    }
    Ok(())
}
