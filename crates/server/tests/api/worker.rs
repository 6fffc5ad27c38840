//! The worker, with kinds of job made for the purpose.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio_util::sync::CancellationToken;
use variorum_schema::Uuid;
use variorum_schema::jobs::JobStatus;
use variorum_schema::json::RawValue;
use variorum_server::App;
use variorum_server::jobs::{Failure, Kind, worker};
use variorum_store::jobs::{self, Job, NewJob, Wanted};
use variorum_store::{Stored, Tx};

use crate::on_both_in_process;

on_both_in_process!(
    a_job_of_a_lost_worker_is_done,
    a_job_that_always_ends_its_worker_is_given_up,
    a_panic_is_a_failure_that_may_pass,
    what_was_begun_is_finished_and_nothing_more,
    work_that_stops_early_is_taken_up_again,
    an_unreadable_job_is_given_up,
    jobs_of_other_processes_are_found,
);

#[derive(Clone, Copy, Serialize, Deserialize)]
enum Work {
    Succeed,
    Panic,
    /// Succeeds once the server stops.
    Outlast,
    /// Stops when the server stops.
    StopEarly,
}

struct Tested;

impl Kind for Tested {
    const NAME: &'static str = "tested";
    const AT_ONCE: usize = 2;

    type Payload = Work;

    fn retry_seconds(_: &App) -> &[i64] {
        &[0]
    }

    async fn run(_: &App, work: Work, stop: &CancellationToken) -> Result<(), Failure> {
        match work {
            Work::Succeed => Ok(()),
            Work::Panic => panic!("as it was told"),
            Work::Outlast => {
                stop.cancelled().await;
                Ok(())
            }
            Work::StopEarly => {
                stop.cancelled().await;
                Err(Failure::Stopped)
            }
        }
    }
}

/// Stores jobs without waking the worker.
async fn store(app: &App, new: impl FnOnce(&Tx) -> Vec<NewJob>) -> Vec<Uuid> {
    let mut tx = app.store().write().await.unwrap();
    let new = new(&tx);
    let ids = jobs::insert(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
    ids
}

fn job(tx: &Tx, work: Work) -> NewJob {
    Tested::new_job(String::new(), &work, tx.now()).unwrap()
}

async fn load(app: &App, id: Uuid) -> Stored<Job> {
    let mut tx = app.store().read().await.unwrap();
    jobs::by_id(&mut tx, id).await.unwrap().unwrap()
}

/// Waits until the job is as wanted.
async fn until(app: &App, id: Uuid, is_wanted: impl Fn(&Job) -> bool) -> Stored<Job> {
    for _ in 0..1000 {
        let job = load(app, id).await;
        if is_wanted(&job.item) {
            return job;
        }
        tokio::time::sleep(Duration::from_millis(20)).await;
    }
    panic!("in vain: {:?}", load(app, id).await);
}

/// Claims as a worker does that then is heard of no more; its lease has run out.
async fn claim_and_die(app: &App) {
    let mut tx = app.store().write().await.unwrap();
    let wanted = Wanted { kind: Tested::NAME, lanes_busy: &[], jobs_max: 1 };
    let now = tx.now();
    assert_eq!(jobs::claim(&mut tx, &wanted, now).await.unwrap().len(), 1);
    tx.commit().await.unwrap();
}

async fn a_job_of_a_lost_worker_is_done(app: App) {
    let id = store(&app, |tx| vec![job(tx, Work::Succeed)]).await[0];
    claim_and_die(&app).await;
    let stop = CancellationToken::new();
    let worker = tokio::spawn(worker::run::<Tested>(app.clone(), stop.clone()));
    let done = until(&app, id, |job| job.status == JobStatus::Finished).await;
    assert_eq!(done.attempts, 2);
    stop.cancel();
    worker.await.unwrap();
}

async fn a_job_that_always_ends_its_worker_is_given_up(app: App) {
    let id = store(&app, |tx| vec![job(tx, Work::Succeed)]).await[0];
    claim_and_die(&app).await;
    claim_and_die(&app).await;
    let stop = CancellationToken::new();
    let worker = tokio::spawn(worker::run::<Tested>(app.clone(), stop.clone()));
    let ended = until(&app, id, |job| job.status == JobStatus::Failed).await;
    assert_eq!(ended.error.as_deref(), Some("the server ended while it worked on this"));
    stop.cancel();
    worker.await.unwrap();
}

async fn a_panic_is_a_failure_that_may_pass(app: App) {
    let ids = store(&app, |tx| vec![job(tx, Work::Panic), job(tx, Work::Succeed)]).await;
    let stop = CancellationToken::new();
    let worker = tokio::spawn(worker::run::<Tested>(app.clone(), stop.clone()));
    let ended = until(&app, ids[0], |job| job.status == JobStatus::Failed).await;
    assert_eq!(ended.attempts, 2);
    assert!(ended.error.as_deref().unwrap().contains("error in the program"));
    until(&app, ids[1], |job| job.status == JobStatus::Finished).await;
    stop.cancel();
    worker.await.unwrap();
}

async fn what_was_begun_is_finished_and_nothing_more(app: App) {
    let ids = store(&app, |tx| vec![job(tx, Work::Outlast); 4]).await;
    let stop = CancellationToken::new();
    let worker = tokio::spawn(worker::run::<Tested>(app.clone(), stop.clone()));
    for id in &ids[..2] {
        until(&app, *id, |job| job.status == JobStatus::Started).await;
    }
    stop.cancel();
    worker.await.unwrap();
    let mut found = Vec::new();
    for id in ids {
        found.push(load(&app, id).await.status);
    }
    use JobStatus::{Finished, Queued};
    assert_eq!(found, [Finished, Finished, Queued, Queued]);
}

async fn work_that_stops_early_is_taken_up_again(app: App) {
    let id = store(&app, |tx| vec![job(tx, Work::StopEarly)]).await[0];
    let stop = CancellationToken::new();
    let worker = tokio::spawn(worker::run::<Tested>(app.clone(), stop.clone()));
    until(&app, id, |job| job.status == JobStatus::Started).await;
    stop.cancel();
    worker.await.unwrap();
    let waiting = load(&app, id).await;
    assert_eq!((waiting.status, waiting.attempts), (JobStatus::Queued, 0));
}

async fn an_unreadable_job_is_given_up(app: App) {
    let id = store(&app, |tx| {
        let payload = RawValue::from_string(r#"{"of": "another version"}"#.to_owned()).unwrap();
        vec![NewJob { payload, ..job(tx, Work::Succeed) }]
    })
    .await[0];
    let stop = CancellationToken::new();
    let worker = tokio::spawn(worker::run::<Tested>(app.clone(), stop.clone()));
    let ended = until(&app, id, |job| job.status == JobStatus::Failed).await;
    assert!(ended.error.as_deref().unwrap().starts_with("the job is not readable"));
    stop.cancel();
    worker.await.unwrap();
}

async fn jobs_of_other_processes_are_found(app: App) {
    let stop = CancellationToken::new();
    let worker = tokio::spawn(worker::run::<Tested>(app.clone(), stop.clone()));
    // The worker has found nothing and waits.
    tokio::time::sleep(Duration::from_millis(200)).await;
    let id = store(&app, |tx| vec![job(tx, Work::Succeed)]).await[0];
    until(&app, id, |job| job.status == JobStatus::Finished).await;
    stop.cancel();
    worker.await.unwrap();
}
