//! Deleting jobs that ended long ago, sessions that have ended, and events that nobody can have
//! missed for so long.

use std::time::Duration;

use tokio_util::sync::CancellationToken;
use variorum_store::events;
use variorum_store::jobs::{delete_failed, delete_finished};
use variorum_store::sessions::delete_ended;

use crate::state::App;

const SECONDS_PER_DAY: i64 = 24 * 60 * 60;
/// How long a finished job can be asked for.
const FINISHED_DAYS: i64 = 7;
/// How long a failed job is kept, with what it was to do.
const FAILED_DAYS: i64 = 30;
/// How long an event is kept.
const EVENT_DAYS: i64 = 1;
/// How many events are kept.
const EVENTS_KEPT: i64 = 100_000;
/// How many are deleted in one transaction.
const BATCH: u32 = 1_000;
/// Time from one round to the next.
const EVERY: Duration = Duration::from_secs(60 * 60);

/// Deletes old jobs, sessions and events until `stop` is cancelled.
pub(super) async fn run(app: App, stop: CancellationToken) {
    loop {
        if let Err(cause) = round(&app, &stop).await {
            tracing::warn!(%cause, "old jobs, sessions and events could not be deleted");
        }
        tokio::select! {
            () = stop.cancelled() => return,
            () = tokio::time::sleep(EVERY) => {}
        }
    }
}

async fn round(app: &App, stop: &CancellationToken) -> variorum_store::Result<()> {
    while !stop.is_cancelled() {
        let mut tx = app.store().write().await?;
        let now = tx.now();
        let days_ago = |days: i64| now.plus_seconds(-days * SECONDS_PER_DAY);
        let (finished_before, failed_before) = (days_ago(FINISHED_DAYS), days_ago(FAILED_DAYS));
        let finished = delete_finished(&mut tx, finished_before, BATCH).await?;
        let failed = delete_failed(&mut tx, failed_before, BATCH).await?;
        let ended = delete_ended(&mut tx, BATCH).await?;
        let told_before = days_ago(EVENT_DAYS);
        let told = events::delete_old(&mut tx, told_before, EVENTS_KEPT, BATCH).await?;
        tx.commit().await?;
        if finished.max(failed).max(ended).max(told) < u64::from(BATCH) {
            break;
        }
    }
    Ok(())
}
