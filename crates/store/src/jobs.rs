//! Durable work: a job is a row written in the transaction of its cause and claimed by a worker
//! when it is due.
//!
//! A claimed job is leased: its worker renews the lease while it works, and when the lease runs
//! out, because the worker's process ended, the job is due again. The number of the attempt tells
//! two claims of one job apart, so a worker that lost its lease can no longer change the job.

use sqlx::FromRow;
use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::jobs::JobStatus;
use variorum_schema::json::{Raw, RawValue};

use crate::error::{Error, Result};
use crate::rows::Rows;
use crate::stored::Stored;
use crate::tx::{Statement, Tx, args};

/// A job to be stored.
#[derive(Debug, Clone)]
pub struct NewJob {
    /// What is to be done: the name under which a worker knows it.
    pub kind: &'static str,
    /// What may hold up only itself: jobs of one kind that wait for the same thing outside. Empty
    /// where that does not matter.
    pub lane: String,
    /// What the worker needs to know.
    pub payload: Raw,
    /// When it is due.
    pub run_at: Timestamp,
}

/// A job as it stands.
#[derive(Debug, Clone)]
pub struct Job {
    /// Identity.
    pub id: Uuid,
    /// What is to be done.
    pub kind: String,
    /// What may hold up only itself.
    pub lane: String,
    /// What the worker needs to know; `null` once finished.
    pub payload: Raw,
    /// Where it is in its life.
    pub status: JobStatus,
    /// How often it was begun.
    pub attempts: i64,
    /// Queued: when it is due. Started: when its lease runs out. Ended: when it ended.
    pub run_at: Timestamp,
    /// Why the last attempt failed.
    pub error: Option<String>,
    /// When it was made.
    pub inserted_at: Timestamp,
    /// When it was last begun, renewed or ended.
    pub updated_at: Timestamp,
}

/// One claim of a job. What is done with it has no effect once the lease was lost to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    seq: i64,
    attempt: i64,
}

impl Stored<Job> {
    /// The claim by which a job, just claimed, is held.
    #[must_use]
    pub fn claim(&self) -> Claim {
        Claim { seq: self.seq, attempt: self.attempts }
    }
}

/// Which jobs a worker would take.
#[derive(Debug, Clone)]
pub struct Wanted<'a> {
    /// Jobs of this kind.
    pub kind: &'static str,
    /// None of these lanes.
    pub lanes_busy: &'a [String],
    /// At most so many.
    pub jobs_max: u32,
}

const COLUMNS: &str = "seq, id, kind, lane, payload, status, attempts, run_at, error, \
                       inserted_at, updated_at";

/// Written out in every statement that looks for due jobs, so that their partial index serves it.
const WAITING: &str = "kind = $1 AND status IN ('queued', 'started') \
                       AND lane NOT IN (SELECT r.lane FROM {rows})";

#[derive(FromRow)]
struct JobRow {
    seq: i64,
    id: Uuid,
    kind: String,
    lane: String,
    payload: String,
    status: String,
    attempts: i64,
    run_at: i64,
    error: Option<String>,
    inserted_at: i64,
    updated_at: i64,
}

impl TryFrom<JobRow> for Stored<Job> {
    type Error = Error;

    fn try_from(row: JobRow) -> Result<Self> {
        let status = match row.status.as_str() {
            "queued" => JobStatus::Queued,
            "started" => JobStatus::Started,
            "finished" => JobStatus::Finished,
            "failed" => JobStatus::Failed,
            other => return Err(Error::corrupt("jobs", format!("status `{other}`"))),
        };
        let payload = RawValue::from_string(row.payload)
            .map_err(|cause| Error::corrupt("jobs", format!("payload of {}: {cause}", row.id)))?;
        let item = Job {
            id: row.id,
            kind: row.kind,
            lane: row.lane,
            payload,
            status,
            attempts: row.attempts,
            run_at: Timestamp(row.run_at),
            error: row.error,
            inserted_at: Timestamp(row.inserted_at),
            updated_at: Timestamp(row.updated_at),
        };
        Ok(Self { seq: row.seq, item })
    }
}

/// Stores new jobs, in one statement; their identities in the order given.
///
/// # Errors
/// The database fails.
pub async fn insert(tx: &mut Tx, new: Vec<NewJob>) -> Result<Vec<Uuid>> {
    let ids: Vec<Uuid> = new.iter().map(|_| tx.new_id()).collect();
    let (mut kinds, mut lanes) = (Vec::new(), Vec::new());
    let (mut payloads, mut run_ats) = (Vec::new(), Vec::new());
    for job in new {
        kinds.push(job.kind.to_owned());
        lanes.push(job.lane);
        payloads.push(String::from(Box::<str>::from(job.payload)));
        run_ats.push(job.run_at.0);
    }
    let rows = Rows::ids(ids.iter().copied())
        .with("kind", kinds.into_iter().collect())
        .with("lane", lanes.into_iter().collect())
        .with("payload", payloads.into_iter().collect())
        .with("run_at", run_ats.into_iter().collect());
    if rows.is_empty() {
        return Ok(ids);
    }
    let sql = "INSERT INTO jobs \
               (id, kind, lane, payload, status, attempts, run_at, inserted_at, updated_at) \
               SELECT r.id, r.kind, r.lane, r.payload, 'queued', 0, r.run_at, $1, $1 FROM {rows}";
    tx.execute(Statement::new(sql, args![tx.now().0]).rows(rows)).await?;
    Ok(ids)
}

/// The job with this identity.
///
/// # Errors
/// The database fails.
pub async fn by_id(tx: &mut Tx, id: Uuid) -> Result<Option<Stored<Job>>> {
    let sql = format!("SELECT {COLUMNS} FROM jobs WHERE id = $1");
    let row = tx.optional::<JobRow>(Statement::made(sql, args![id])).await?;
    row.map(Stored::try_from).transpose()
}

/// When the next of the wanted jobs is due: a time of the past for one that could be claimed now.
///
/// # Errors
/// The database fails.
pub async fn next_due(tx: &mut Tx, wanted: &Wanted<'_>) -> Result<Option<Timestamp>> {
    // From lane to lane: there are few, and thousands may wait in one that is busy.
    let sql = "WITH RECURSIVE lanes (lane) AS ( \
                 SELECT MIN(lane) FROM jobs \
                 WHERE kind = $1 AND status IN ('queued', 'started') \
                 UNION ALL \
                 SELECT (SELECT MIN(jobs.lane) FROM jobs WHERE jobs.kind = $1 \
                   AND jobs.status IN ('queued', 'started') AND jobs.lane > lanes.lane) \
                 FROM lanes WHERE lanes.lane IS NOT NULL) \
               SELECT MIN((SELECT jobs.run_at FROM jobs WHERE jobs.kind = $1 \
                 AND jobs.status IN ('queued', 'started') AND jobs.lane = lanes.lane \
                 ORDER BY jobs.run_at LIMIT 1)) \
               FROM lanes WHERE lanes.lane IS NOT NULL \
               AND lanes.lane NOT IN (SELECT r.lane FROM {rows})";
    let statement = Statement::new(sql, args![wanted.kind]).rows(lanes(wanted));
    let (run_at,): (Option<i64>,) = tx.one(statement).await?;
    Ok(run_at.map(Timestamp))
}

/// Claims jobs that are due, those due for longest first. Until `leased_until` no other worker
/// gets them.
///
/// # Errors
/// The database fails.
pub async fn claim(
    tx: &mut Tx,
    wanted: &Wanted<'_>,
    leased_until: Timestamp,
) -> Result<Vec<Stored<Job>>> {
    let lock = tx.dialect().row_lock("FOR UPDATE OF jobs SKIP LOCKED");
    // Materialised: PostgreSQL may else run the limited query once per row of the table.
    let sql = format!(
        "WITH due AS MATERIALIZED (SELECT seq FROM jobs WHERE {WAITING} AND run_at <= $2 \
         ORDER BY run_at, seq LIMIT $3 {lock}) \
         UPDATE jobs SET status = 'started', attempts = attempts + 1, run_at = $4, \
         updated_at = $2 WHERE seq IN (SELECT seq FROM due) RETURNING {COLUMNS}"
    );
    let args = args![wanted.kind, tx.now().0, i64::from(wanted.jobs_max), leased_until.0];
    let rows = tx.all::<JobRow>(Statement::made(sql, args).rows(lanes(wanted))).await?;
    let mut jobs = rows.into_iter().map(Stored::try_from).collect::<Result<Vec<_>>>()?;
    jobs.sort_unstable_by_key(|job: &Stored<Job>| job.seq);
    Ok(jobs)
}

fn lanes(wanted: &Wanted<'_>) -> Rows {
    Rows::default().with("lane", wanted.lanes_busy.iter().cloned().collect())
}

/// Keeps a job for longer.
///
/// # Errors
/// The database fails. `false` says that the lease was lost.
pub async fn renew(tx: &mut Tx, claim: Claim, leased_until: Timestamp) -> Result<bool> {
    set(tx, claim, "run_at = $4", args![leased_until.0]).await
}

/// Ends a job that was done; what it was to do is dropped.
///
/// # Errors
/// The database fails. `false` says that the lease was lost.
pub async fn finish(tx: &mut Tx, claim: Claim) -> Result<bool> {
    let sql = "status = 'finished', run_at = $3, payload = 'null', error = NULL";
    set(tx, claim, sql, args![]).await
}

/// Puts a job back after a failed attempt, to be begun again at `run_at`.
///
/// # Errors
/// The database fails. `false` says that the lease was lost.
pub async fn retry(tx: &mut Tx, claim: Claim, run_at: Timestamp, error: &str) -> Result<bool> {
    let sql = "status = 'queued', run_at = $4, error = $5";
    set(tx, claim, sql, args![run_at.0, error]).await
}

/// Puts a job back as if it had not been claimed; it is due at once.
///
/// # Errors
/// The database fails. `false` says that the lease was lost.
pub async fn release(tx: &mut Tx, claim: Claim) -> Result<bool> {
    set(tx, claim, "status = 'queued', run_at = $3, attempts = attempts - 1", args![]).await
}

/// Ends a job that could not be done; it is kept with the cause.
///
/// # Errors
/// The database fails. `false` says that the lease was lost.
pub async fn give_up(tx: &mut Tx, claim: Claim, error: &str) -> Result<bool> {
    set(tx, claim, "status = 'failed', run_at = $3, error = $4", args![error]).await
}

/// Gives up all jobs of a lane that have not begun; how many there were.
///
/// # Errors
/// The database fails.
pub async fn give_up_lane(tx: &mut Tx, kind: &str, lane: &str, error: &str) -> Result<u64> {
    let sql = "UPDATE jobs SET status = 'failed', run_at = $3, updated_at = $3, error = $4 \
               WHERE kind = $1 AND lane = $2 AND status = 'queued'";
    tx.execute(Statement::new(sql, args![kind, lane, tx.now().0, error])).await
}

/// `$3` is the time of the transaction, the arguments count from `$4`.
async fn set(
    tx: &mut Tx,
    claim: Claim,
    changes: &'static str,
    more: Vec<sea_query::Value>,
) -> Result<bool> {
    let sql = format!(
        "UPDATE jobs SET {changes}, updated_at = $3 \
         WHERE seq = $1 AND attempts = $2 AND status = 'started'"
    );
    let mut args = args![claim.seq, claim.attempt, tx.now().0];
    args.extend(more);
    Ok(tx.execute(Statement::made(sql, args)).await? == 1)
}

/// Deletes at most `jobs_max` finished jobs that ended before `before`; how many there were.
///
/// # Errors
/// The database fails.
pub async fn delete_finished(tx: &mut Tx, before: Timestamp, jobs_max: u32) -> Result<u64> {
    delete_ended(tx, "finished", before, jobs_max).await
}

/// Deletes at most `jobs_max` failed jobs that ended before `before`; how many there were.
///
/// # Errors
/// The database fails.
pub async fn delete_failed(tx: &mut Tx, before: Timestamp, jobs_max: u32) -> Result<u64> {
    delete_ended(tx, "failed", before, jobs_max).await
}

async fn delete_ended(
    tx: &mut Tx,
    status: &'static str,
    before: Timestamp,
    jobs_max: u32,
) -> Result<u64> {
    let sql = "DELETE FROM jobs WHERE seq IN (SELECT seq FROM jobs \
               WHERE status = $1 AND run_at < $2 ORDER BY run_at LIMIT $3)";
    tx.execute(Statement::new(sql, args![status, before.0, i64::from(jobs_max)])).await
}
