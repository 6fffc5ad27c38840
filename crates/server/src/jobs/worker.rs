//! A worker: takes the due jobs of one kind, works on several at once, and says what became of
//! each.

use std::collections::HashMap;
use std::panic::AssertUnwindSafe;
use std::time::Duration;

use futures::FutureExt as _;
use tokio::task::{Id, JoinError, JoinSet};
use tokio_util::sync::CancellationToken;
use variorum_schema::Timestamp;
use variorum_store::jobs::{self, Claim, Job, Wanted};
use variorum_store::{Result, Stored};

use super::{Failure, Kind};
use crate::state::App;

/// How long a job whose process ended waits for another one.
const LEASE_SECONDS: i64 = 60;
/// How often a lease is renewed.
const RENEW_EVERY: Duration = Duration::from_secs(20);
/// How often one looks for jobs of other processes, and after an error of the database.
const POLL_EVERY: Duration = Duration::from_secs(2);
/// How often one tries to store what became of a job.
const ENDS_MAX: i64 = LEASE_SECONDS / 2;
/// How long one waits when another process took what was due.
const AFTER_A_MISS: Duration = Duration::from_millis(100);

/// Does the jobs of a kind until `stop` is cancelled, then finishes those begun.
pub async fn run<K: Kind>(app: App, stop: CancellationToken) {
    let mut begun = Begun::<K>::new();
    let mut is_failing = false;
    loop {
        // Made before looking, so that nothing arrives unnoticed in between.
        let arrived = app.jobs().arrived();
        let is_stopping = stop.is_cancelled();
        if is_stopping && begun.tasks.is_empty() {
            return;
        }
        let wait = if is_stopping {
            POLL_EVERY
        } else {
            let filled = begun.fill(&app, &stop).await;
            if let Err(cause) = &filled
                && !is_failing
            {
                tracing::warn!(kind = K::NAME, %cause, "jobs cannot be taken at present");
            }
            is_failing = filled.is_err();
            filled.unwrap_or(POLL_EVERY)
        };
        let has_room = begun.room() > 0;
        tokio::select! {
            () = arrived, if has_room && !is_stopping => {}
            () = tokio::time::sleep(wait) => {}
            () = stop.cancelled(), if !is_stopping => {}
            Some(ended) = begun.tasks.join_next_with_id() => begun.forget(ended),
        }
    }
}

/// The jobs being worked on.
struct Begun<K> {
    tasks: JoinSet<()>,
    lanes: HashMap<Id, String>,
    kind: std::marker::PhantomData<K>,
}

impl<K: Kind> Begun<K> {
    fn new() -> Self {
        Self { tasks: JoinSet::new(), lanes: HashMap::new(), kind: std::marker::PhantomData }
    }

    fn room(&self) -> usize {
        K::AT_ONCE.saturating_sub(self.tasks.len())
    }

    /// Begins jobs while there is room and work; how long there will be nothing to do.
    async fn fill(&mut self, app: &App, stop: &CancellationToken) -> Result<Duration> {
        while self.room() > 0 && !stop.is_cancelled() {
            let (lanes_busy, lane_room) = self.lanes();
            // All that is taken may be of one lane.
            let jobs_max = u32::try_from(self.room().min(lane_room)).unwrap_or(u32::MAX);
            let wanted = Wanted { kind: K::NAME, lanes_busy: &lanes_busy, jobs_max };
            // Most looks find nothing; they must not wait for, nor hold up, those who write.
            let mut tx = app.store().read().await?;
            let wait = match jobs::next_due(&mut tx, &wanted).await? {
                Some(due) => until(due, tx.now()),
                None => POLL_EVERY,
            };
            drop(tx);
            if wait > Duration::ZERO {
                return Ok(wait.min(POLL_EVERY));
            }
            let mut tx = app.store().write().await?;
            let leased_until = tx.now().plus_seconds(LEASE_SECONDS);
            let claimed = jobs::claim(&mut tx, &wanted, leased_until).await?;
            tx.commit().await?;
            if claimed.is_empty() {
                // Another process was faster, or is about to be.
                return Ok(AFTER_A_MISS);
            }
            for job in claimed {
                self.begin(app, job, stop);
            }
        }
        Ok(POLL_EVERY)
    }

    fn begin(&mut self, app: &App, job: Stored<Job>, stop: &CancellationToken) {
        let lane = job.lane.clone();
        let task = self.tasks.spawn(work_on::<K>(app.clone(), job, stop.clone()));
        self.lanes.insert(task.id(), lane);
    }

    fn forget(&mut self, ended: Result<(Id, ()), JoinError>) {
        let id = match ended {
            Ok((id, ())) => id,
            Err(cause) => cause.id(),
        };
        self.lanes.remove(&id);
    }

    /// The lanes that have no room, and how much all others have at least.
    fn lanes(&self) -> (Vec<String>, usize) {
        let mut counts: HashMap<&str, usize> = HashMap::new();
        for lane in self.lanes.values().filter(|lane| !lane.is_empty()) {
            *counts.entry(lane).or_default() += 1;
        }
        let (mut busy, mut room) = (Vec::new(), K::PER_LANE);
        for (lane, count) in counts {
            match K::PER_LANE.saturating_sub(count) {
                0 => busy.push(lane.to_owned()),
                left => room = room.min(left),
            }
        }
        (busy, room)
    }
}

fn until(due: Timestamp, now: Timestamp) -> Duration {
    Duration::from_micros(u64::try_from(due.0 - now.0).unwrap_or(0))
}

async fn work_on<K: Kind>(app: App, job: Stored<Job>, stop: CancellationToken) {
    let outcome = tokio::select! {
        outcome = attempt::<K>(&app, &job, &stop) => outcome,
        () = hold(&app, job.claim()) => {
            tracing::warn!(job = %job.id, kind = K::NAME, "a job was lost to another worker");
            return;
        }
    };
    // A database that is away may be back soon. When the lease has run out, another worker may
    // have taken the job up; nothing of this one is stored then.
    for _ in 0..ENDS_MAX {
        let Err(cause) = end::<K>(&app, &job, &outcome).await else { return };
        tracing::warn!(job = %job.id, kind = K::NAME, %cause, "the end of a job was not stored");
        tokio::time::sleep(POLL_EVERY).await;
    }
}

async fn attempt<K: Kind>(
    app: &App,
    job: &Stored<Job>,
    stop: &CancellationToken,
) -> Result<(), Failure> {
    if job.attempts > attempts_max::<K>(app) {
        return Err(Failure::Stays("the server ended while it worked on this".to_owned()));
    }
    let payload = serde_json::from_str(job.payload.get())
        .map_err(|cause| Failure::Stays(format!("the job is not readable: {cause}")))?;
    match AssertUnwindSafe(K::run(app, payload, stop)).catch_unwind().await {
        Ok(outcome) => outcome,
        Err(_) => Err(Failure::MayPass("an error in the program; see the server's log".to_owned())),
    }
}

fn attempts_max<K: Kind>(app: &App) -> i64 {
    1 + i64::try_from(K::retry_seconds(app).len()).unwrap_or(i64::MAX - 1)
}

/// Renews the lease for as long as that is possible.
async fn hold(app: &App, claim: Claim) {
    loop {
        tokio::time::sleep(RENEW_EVERY).await;
        match renew(app, claim).await {
            Ok(true) => {}
            Ok(false) => return,
            // The next try comes before the lease has run out.
            Err(cause) => tracing::warn!(%cause, "the lease of a job was not renewed"),
        }
    }
}

async fn renew(app: &App, claim: Claim) -> Result<bool> {
    let mut tx = app.store().write().await?;
    let leased_until = tx.now().plus_seconds(LEASE_SECONDS);
    let is_held = jobs::renew(&mut tx, claim, leased_until).await?;
    tx.commit().await?;
    Ok(is_held)
}

/// Stores what became of a job.
async fn end<K: Kind>(app: &App, job: &Stored<Job>, outcome: &Result<(), Failure>) -> Result<()> {
    let claim = job.claim();
    let mut tx = app.store().write().await?;
    match outcome {
        Ok(()) => jobs::finish(&mut tx, claim).await?,
        Err(Failure::Stopped) => jobs::release(&mut tx, claim).await?,
        Err(Failure::Stays(cause)) => {
            tracing::warn!(job = %job.id, kind = K::NAME, %cause, "a job was given up");
            jobs::give_up(&mut tx, claim, cause).await?
        }
        Err(Failure::MayPass(cause)) => {
            let made = usize::try_from(job.attempts).unwrap_or(usize::MAX);
            match K::retry_seconds(app).get(made.saturating_sub(1)) {
                Some(seconds) => {
                    tracing::info!(job = %job.id, kind = K::NAME, %cause, "a job will be retried");
                    let run_at = tx.now().plus_seconds(*seconds);
                    jobs::retry(&mut tx, claim, run_at, cause).await?
                }
                None => {
                    tracing::warn!(job = %job.id, kind = K::NAME, %cause, "a job was given up");
                    jobs::give_up(&mut tx, claim, cause).await?
                }
            }
        }
    };
    tx.commit().await
}
