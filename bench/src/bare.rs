//! What SQLite itself does, without any server: the rows of a filled database, written anew into an
//! empty one with the same tables and indexes, as durably, in transactions as large; and what an
//! export needs of them, read.

use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::path::Path;
use std::time::{Duration, Instant};

use anyhow::{Result, anyhow};
use sqlx::sqlite::{
    SqliteArguments, SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteRow,
    SqliteSynchronous,
};
use sqlx::{
    Arguments as _, AssertSqlSafe, ConnectOptions as _, Connection as _, Executor as _, Row as _,
    TypeInfo as _, ValueRef as _,
};

use crate::dataset::BATCH;

/// More would have to be held in memory than is worth it.
const RECORDS_MAX: usize = 100_000;

/// The full-text table and the view of its tokens: such a table cannot be read itself.
const FULL_TEXT: &str = "record_text";
const TOKENS: &str = "record_tokens";

/// How many records were written or read, and how long that took.
#[derive(Debug, Clone, Copy)]
pub struct Done {
    pub records: usize,
    pub took: Duration,
}

/// A table whose rows belong to records.
struct Table {
    name: String,
    columns: usize,
    key: &'static str,
}

/// A statement with its arguments, made before anything is measured.
type Insert = (String, SqliteArguments);

/// Reads the rows of `from` and writes them to a new database `to`.
pub async fn write_anew(from: &Path, to: &Path) -> Result<Done> {
    let mut source = SqliteConnectOptions::new().filename(from).read_only(true).connect().await?;
    let mut target = SqliteConnectOptions::new()
        .filename(to)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .pragma("cache_size", "-65536")
        .connect()
        .await?;
    let mut by_record = Vec::new();
    for table in tables(&mut source, &mut target).await? {
        if table.key.is_empty() {
            let rows = read(&mut source, &table, "").await?;
            for insert in inserts(&table, rows)? {
                write(&mut target, insert).await?;
            }
        } else {
            by_record.push(table);
        }
    }
    let sql = "SELECT seq FROM records ORDER BY seq LIMIT ?";
    let keys: Vec<i64> =
        sqlx::query_scalar(sql).bind(i64::try_from(RECORDS_MAX)?).fetch_all(&mut source).await?;
    let mut tokens = tokens(&mut source, keys.last().copied().unwrap_or_default()).await?;
    let mut transactions = Vec::new();
    for keys in keys.chunks(BATCH) {
        let (Some(first), Some(last)) = (keys.first(), keys.last()) else { continue };
        let mut transaction = Vec::new();
        for table in &by_record {
            let rows = if table.name == FULL_TEXT {
                let text = |key: &i64| (*key, tokens.remove(key).unwrap_or_default());
                Rows::Texts(keys.iter().map(text).collect())
            } else {
                let range = format!("WHERE {} BETWEEN {first} AND {last}", table.key);
                read(&mut source, table, &range).await?
            };
            transaction.extend(inserts(table, rows)?);
        }
        transactions.push(transaction);
    }
    let begun = Instant::now();
    for transaction in transactions {
        target.execute("BEGIN IMMEDIATE").await?;
        for insert in transaction {
            write(&mut target, insert).await?;
        }
        target.execute("COMMIT").await?;
    }
    let took = begun.elapsed();
    target.close().await?;
    Ok(Done { records: keys.len(), took })
}

/// Reads what an export tells of each record, in pages as large, and does nothing with it.
pub async fn read_all(from: &Path) -> Result<Done> {
    /// What belongs to records and is part of an export.
    const BELONGING: [&str; 3] = ["suggestions", "responses", "vectors"];
    let mut source = SqliteConnectOptions::new()
        .filename(from)
        .read_only(true)
        .row_buffer_size(1024)
        .connect()
        .await?;
    let (begun, mut records, mut last) = (Instant::now(), 0, 0_i64);
    loop {
        let sql = "SELECT * FROM records WHERE seq > ? ORDER BY seq LIMIT 1000";
        let page = sqlx::query(sql).bind(last).fetch_all(&mut source).await?;
        let Some(row) = page.last() else { break };
        let first = std::mem::replace(&mut last, row.try_get("seq")?);
        records += page.len();
        for table in BELONGING {
            let sql = format!("SELECT * FROM {table} WHERE record > ? AND record <= ?");
            let query = sqlx::query(AssertSqlSafe(sql)).bind(first).bind(last);
            query.fetch_all(&mut source).await?;
        }
    }
    Ok(Done { records, took: begun.elapsed() })
}

/// Makes the tables and indexes of the source in the target; the tables in the order of creation.
async fn tables(
    source: &mut SqliteConnection,
    target: &mut SqliteConnection,
) -> Result<Vec<Table>> {
    let sql = "SELECT type, name, sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid";
    let all: Vec<(String, String, String)> = sqlx::query_as(sql).fetch_all(&mut *source).await?;
    let shadow = format!("{FULL_TEXT}_");
    let mut out = Vec::new();
    for (kind, name, sql) in all {
        if name.starts_with("sqlite_") || name.starts_with(&shadow) {
            continue;
        }
        target.execute(AssertSqlSafe(sql)).await?;
        if kind != "table" || name == TOKENS {
            continue;
        }
        let columns: Vec<String> = sqlx::query_scalar("SELECT name FROM pragma_table_info(?)")
            .bind(&name)
            .fetch_all(&mut *source)
            .await?;
        let key = match name.as_str() {
            "records" => "seq",
            FULL_TEXT => "rowid",
            _ if columns.iter().any(|column| column == "record") => "record",
            _ => "",
        };
        let columns = if name == FULL_TEXT { 2 } else { columns.len() };
        out.push(Table { name, columns, key });
    }
    Ok(out)
}

enum Rows {
    Stored(Vec<SqliteRow>),
    Texts(Vec<(i64, String)>),
}

async fn read(source: &mut SqliteConnection, table: &Table, condition: &str) -> Result<Rows> {
    let sql = format!("SELECT * FROM {} {condition}", table.name);
    Ok(Rows::Stored(sqlx::query(AssertSqlSafe(sql)).fetch_all(source).await?))
}

/// The tokens of each record in their order, joined as they were written.
async fn tokens(source: &mut SqliteConnection, last: i64) -> Result<HashMap<i64, String>> {
    let sql = format!("SELECT doc, \"offset\", term FROM {TOKENS} WHERE doc <= ?");
    let places: Vec<(i64, i64, String)> =
        sqlx::query_as(AssertSqlSafe(sql)).bind(last).fetch_all(source).await?;
    let mut texts: HashMap<i64, BTreeMap<i64, String>> = HashMap::new();
    for (record, offset, term) in places {
        texts.entry(record).or_default().insert(offset, term);
    }
    let joined = |terms: BTreeMap<i64, String>| terms.into_values().collect::<Vec<_>>().join(" ");
    Ok(texts.into_iter().map(|(record, terms)| (record, joined(terms))).collect())
}

/// Statements that insert these rows, as few as the number of parameters allows.
fn inserts(table: &Table, rows: Rows) -> Result<Vec<Insert>> {
    const PARAMETERS_MAX: usize = 32_000;
    let at_once = (PARAMETERS_MAX / table.columns.max(1)).max(1);
    let mut out = Vec::new();
    match rows {
        Rows::Stored(rows) => {
            for rows in rows.chunks(at_once) {
                let mut arguments = SqliteArguments::default();
                for row in rows {
                    (0..table.columns).try_for_each(|at| copy(row, at, &mut arguments))?;
                }
                out.push((insert_sql(table, 0..rows.len()), arguments));
            }
        }
        Rows::Texts(rows) => {
            for rows in rows.chunks(at_once) {
                let mut arguments = SqliteArguments::default();
                for (key, text) in rows {
                    add(&mut arguments, *key)?;
                    add(&mut arguments, text.clone())?;
                }
                out.push((insert_sql(table, 0..rows.len()), arguments));
            }
        }
    }
    Ok(out)
}

fn insert_sql(table: &Table, rows: Range<usize>) -> String {
    let columns = if table.name == FULL_TEXT { "(rowid, tokens)" } else { "" };
    let row = format!("({})", vec!["?"; table.columns].join(","));
    let rows = vec![row.as_str(); rows.len()].join(",");
    format!("INSERT INTO {} {columns} VALUES {rows}", table.name)
}

fn copy(row: &SqliteRow, at: usize, arguments: &mut SqliteArguments) -> Result<()> {
    let value = row.try_get_raw(at)?;
    if value.is_null() {
        return add(arguments, None::<i64>);
    }
    let kind = value.type_info().name().to_owned();
    match kind.as_str() {
        "TEXT" => add(arguments, row.try_get_unchecked::<String, _>(at)?),
        "BLOB" => add(arguments, row.try_get_unchecked::<Vec<u8>, _>(at)?),
        "REAL" => add(arguments, row.try_get_unchecked::<f64, _>(at)?),
        _ => add(arguments, row.try_get_unchecked::<i64, _>(at)?),
    }
}

fn add<'t, T>(arguments: &mut SqliteArguments, value: T) -> Result<()>
where
    T: sqlx::Encode<'t, sqlx::Sqlite> + sqlx::Type<sqlx::Sqlite>,
{
    arguments.add(value).map_err(|cause| anyhow!(cause))
}

async fn write(target: &mut SqliteConnection, (sql, arguments): Insert) -> Result<()> {
    sqlx::query_with(AssertSqlSafe(sql), arguments).execute(target).await?;
    Ok(())
}
