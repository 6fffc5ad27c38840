use variorum_schema::Timestamp;
use variorum_schema::jobs::JobStatus;
use variorum_schema::json::RawValue;
use variorum_store::jobs::{self, Job, NewJob, Wanted};
use variorum_store::{Store, Stored};

use crate::on_both;

on_both!(
    many_jobs_are_stored_in_one_statement,
    due_jobs_are_claimed_once_and_in_order,
    a_job_of_a_dropped_write_does_not_exist,
    concurrent_workers_never_share_a_job,
    a_lost_worker_s_job_is_taken_again,
    a_renewed_lease_holds,
    a_failed_job_comes_back_later_and_is_given_up,
    a_released_job_counts_no_attempt,
    busy_lanes_are_passed_over,
    a_lane_is_given_up_as_far_as_it_has_not_begun,
    ended_jobs_are_deleted_by_age,
);

const HOUR: i64 = 3600;

fn job(kind: &'static str, lane: &str, number: usize, run_at: Timestamp) -> NewJob {
    let payload = RawValue::from_string(format!(r#"{{"number": {number}, "text": "ä\u0000"}}"#));
    NewJob { kind, lane: lane.to_owned(), payload: payload.unwrap(), run_at }
}

fn wanted(jobs_max: u32) -> Wanted<'static> {
    Wanted { kind: "count", lanes_busy: &[], jobs_max }
}

/// Stores `count` jobs of kind `count` that are due.
async fn store_due(store: &Store, count: usize) {
    let mut tx = store.write().await.unwrap();
    let now = tx.now();
    let new = (0..count).map(|number| job("count", "", number, now)).collect();
    jobs::insert(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
}

async fn claim(store: &Store, wanted: &Wanted<'_>, lease_seconds: i64) -> Vec<Stored<Job>> {
    let mut tx = store.write().await.unwrap();
    let until = tx.now().plus_seconds(lease_seconds);
    let claimed = jobs::claim(&mut tx, wanted, until).await.unwrap();
    tx.commit().await.unwrap();
    claimed
}

async fn reload(store: &Store, job: &Stored<Job>) -> Stored<Job> {
    let mut tx = store.read().await.unwrap();
    jobs::by_id(&mut tx, job.id).await.unwrap().unwrap()
}

/// Runs one change of a claimed job in a transaction of its own.
macro_rules! change {
    ($store:expr, |$tx:ident| $call:expr) => {{
        let mut $tx = $store.write().await.unwrap();
        let held = $call.await.unwrap();
        $tx.commit().await.unwrap();
        held
    }};
}

async fn many_jobs_are_stored_in_one_statement(store: &Store) {
    let before = store.statements_count();
    let mut tx = store.write().await.unwrap();
    let now = tx.now();
    let new = (0..500).map(|number| job("count", "lane", number, now)).collect();
    let ids = jobs::insert(&mut tx, new).await.unwrap();
    assert!(jobs::insert(&mut tx, Vec::new()).await.unwrap().is_empty());
    tx.commit().await.unwrap();
    assert_eq!(store.statements_count() - before, 1);

    let mut tx = store.read().await.unwrap();
    let last = jobs::by_id(&mut tx, ids[499]).await.unwrap().unwrap();
    assert_eq!(last.payload.get(), r#"{"number": 499, "text": "ä\u0000"}"#);
    assert_eq!((last.kind.as_str(), last.lane.as_str()), ("count", "lane"));
    assert_eq!((last.status, last.attempts), (JobStatus::Queued, 0));
    assert_eq!((last.run_at, last.inserted_at), (now, now));
    assert_eq!(last.error, None);
    assert!(jobs::by_id(&mut tx, variorum_store::new_id()).await.unwrap().is_none());
}

async fn due_jobs_are_claimed_once_and_in_order(store: &Store) {
    assert!(claim(store, &wanted(5), HOUR).await.is_empty());
    let mut tx = store.write().await.unwrap();
    let now = tx.now();
    let later = now.plus_seconds(HOUR);
    let new = vec![
        job("count", "", 1, now),
        job("count", "", 2, later),
        job("other", "", 3, now),
        job("count", "", 4, now.plus_seconds(-1)),
    ];
    let ids = jobs::insert(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();

    let first = claim(store, &wanted(1), HOUR).await;
    assert_eq!(first.len(), 1);
    assert_eq!(first[0].id, ids[3]);
    assert_eq!((first[0].status, first[0].attempts), (JobStatus::Started, 1));
    let mut tx = store.read().await.unwrap();
    assert_eq!(jobs::next_due(&mut tx, &wanted(1)).await.unwrap(), Some(now));
    drop(tx);
    let second = claim(store, &wanted(5), 2 * HOUR).await;
    assert_eq!(second.iter().map(|job| job.id).collect::<Vec<_>>(), [ids[0]]);
    assert!(claim(store, &wanted(5), HOUR).await.is_empty());

    assert!(change!(store, |tx| jobs::finish(&mut tx, first[0].claim())));
    let ended = reload(store, &first[0]).await;
    assert_eq!((ended.status, ended.payload.get()), (JobStatus::Finished, "null"));
    let mut tx = store.read().await.unwrap();
    assert_eq!(jobs::next_due(&mut tx, &wanted(1)).await.unwrap(), Some(later));
    let none = Wanted { kind: "unheard of", ..wanted(1) };
    assert_eq!(jobs::next_due(&mut tx, &none).await.unwrap(), None);
}

async fn a_job_of_a_dropped_write_does_not_exist(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let now = tx.now();
    jobs::insert(&mut tx, vec![job("count", "", 1, now)]).await.unwrap();
    drop(tx);
    assert!(claim(store, &wanted(5), HOUR).await.is_empty());
}

async fn concurrent_workers_never_share_a_job(store: &Store) {
    store_due(store, 100).await;
    let mut workers = tokio::task::JoinSet::new();
    for _ in 0..4 {
        let store = store.clone();
        workers.spawn(async move {
            let mut mine = Vec::new();
            loop {
                let claimed = claim(&store, &wanted(3), HOUR).await;
                if claimed.is_empty() {
                    return mine;
                }
                assert!(claimed.len() <= 3);
                mine.extend(claimed.into_iter().map(|job| job.id));
            }
        });
    }
    let mut all: Vec<_> = workers.join_all().await.into_iter().flatten().collect();
    all.sort_unstable();
    assert_eq!(all.len(), 100);
    all.dedup();
    assert_eq!(all.len(), 100);
}

async fn a_lost_worker_s_job_is_taken_again(store: &Store) {
    store_due(store, 1).await;
    let lost = claim(store, &wanted(1), 0).await.remove(0);
    let taken = claim(store, &wanted(1), HOUR).await.remove(0);
    assert_eq!((taken.id, taken.attempts), (lost.id, 2));

    // The first worker was only slow: it can no longer change anything.
    let later = taken.run_at.plus_seconds(HOUR);
    assert!(!change!(store, |tx| jobs::finish(&mut tx, lost.claim())));
    assert!(!change!(store, |tx| jobs::retry(&mut tx, lost.claim(), later, "slow")));
    assert!(!change!(store, |tx| jobs::give_up(&mut tx, lost.claim(), "slow")));
    assert!(!change!(store, |tx| jobs::renew(&mut tx, lost.claim(), later)));
    assert!(!change!(store, |tx| jobs::release(&mut tx, lost.claim())));
    let now = reload(store, &taken).await;
    assert_eq!((now.status, now.run_at), (JobStatus::Started, taken.run_at));

    assert!(change!(store, |tx| jobs::finish(&mut tx, taken.claim())));
    assert!(!change!(store, |tx| jobs::finish(&mut tx, taken.claim())), "it has ended");
}

async fn a_renewed_lease_holds(store: &Store) {
    store_due(store, 1).await;
    let held = claim(store, &wanted(1), 0).await.remove(0);
    let until = held.run_at.plus_seconds(HOUR);
    assert!(change!(store, |tx| jobs::renew(&mut tx, held.claim(), until)));
    assert!(claim(store, &wanted(1), HOUR).await.is_empty());
    assert_eq!(reload(store, &held).await.run_at, until);
}

async fn a_failed_job_comes_back_later_and_is_given_up(store: &Store) {
    store_due(store, 1).await;
    let first = claim(store, &wanted(1), HOUR).await.remove(0);
    let later = first.run_at.plus_seconds(HOUR);
    assert!(change!(store, |tx| jobs::retry(&mut tx, first.claim(), later, "no answer")));
    let waiting = reload(store, &first).await;
    assert_eq!((waiting.status, waiting.run_at), (JobStatus::Queued, later));
    assert_eq!(waiting.error.as_deref(), Some("no answer"));
    assert_eq!(waiting.payload.get(), first.payload.get());
    assert!(claim(store, &wanted(1), HOUR).await.is_empty());

    store_due(store, 1).await;
    let other = claim(store, &wanted(1), HOUR).await.remove(0);
    let now = other.updated_at;
    assert!(change!(store, |tx| jobs::retry(&mut tx, other.claim(), now, "no answer")));
    let again = claim(store, &wanted(1), HOUR).await.remove(0);
    assert_eq!((again.id, again.attempts), (other.id, 2));
    assert!(change!(store, |tx| jobs::give_up(&mut tx, again.claim(), "still no answer")));
    let ended = reload(store, &again).await;
    assert_eq!(ended.status, JobStatus::Failed);
    assert_eq!(ended.error.as_deref(), Some("still no answer"));
    assert_eq!(ended.payload.get(), first.payload.get(), "kept, to see what failed");
}

async fn a_released_job_counts_no_attempt(store: &Store) {
    store_due(store, 1).await;
    let first = claim(store, &wanted(1), HOUR).await.remove(0);
    assert!(change!(store, |tx| jobs::release(&mut tx, first.claim())));
    let again = claim(store, &wanted(1), HOUR).await.remove(0);
    assert_eq!((again.id, again.attempts), (first.id, 1));
}

async fn a_lane_is_given_up_as_far_as_it_has_not_begun(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let now = tx.now();
    let new = vec![
        job("count", "a", 1, now),
        job("count", "b", 2, now.plus_seconds(1)),
        job("count", "a", 3, now.plus_seconds(2)),
        job("other", "a", 4, now),
    ];
    let ids = jobs::insert(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
    let begun = claim(store, &wanted(1), HOUR).await;
    assert_eq!(begun[0].id, ids[0]);
    assert_eq!(change!(store, |tx| jobs::give_up_lane(&mut tx, "count", "a", "gone")), 1);
    let mut tx = store.read().await.unwrap();
    let mut outcomes = Vec::new();
    for id in ids {
        let job = jobs::by_id(&mut tx, id).await.unwrap().unwrap();
        outcomes.push((job.item.status, job.item.error));
    }
    let (queued, started) = ((JobStatus::Queued, None), (JobStatus::Started, None));
    let given_up = (JobStatus::Failed, Some("gone".to_owned()));
    assert_eq!(outcomes, [started, queued.clone(), given_up, queued]);
    let due = jobs::next_due(&mut tx, &wanted(1)).await.unwrap();
    assert_eq!(due, Some(now.plus_seconds(1)));
}

async fn busy_lanes_are_passed_over(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let now = tx.now();
    let new = vec![job("count", "a", 1, now), job("count", "b", 2, now), job("count", "", 3, now)];
    let ids = jobs::insert(&mut tx, new).await.unwrap();
    tx.commit().await.unwrap();
    let busy = ["a".to_owned(), "c".to_owned()];
    let wanted = Wanted { lanes_busy: &busy, ..wanted(5) };
    let claimed = claim(store, &wanted, HOUR).await;
    assert_eq!(claimed.iter().map(|job| job.id).collect::<Vec<_>>(), ids[1..]);
    for job in &claimed {
        assert!(change!(store, |tx| jobs::finish(&mut tx, job.claim())));
    }
    let mut tx = store.read().await.unwrap();
    assert_eq!(jobs::next_due(&mut tx, &wanted).await.unwrap(), None);
}

async fn ended_jobs_are_deleted_by_age(store: &Store) {
    store_due(store, 6).await;
    let claimed = claim(store, &wanted(5), HOUR).await;
    for job in &claimed[..3] {
        assert!(change!(store, |tx| jobs::finish(&mut tx, job.claim())));
    }
    assert!(change!(store, |tx| jobs::give_up(&mut tx, claimed[3].claim(), "cause")));
    let started = claimed[0].inserted_at;
    let later = store.clock().now();
    let mut tx = store.write().await.unwrap();
    assert_eq!(jobs::delete_finished(&mut tx, started, 10).await.unwrap(), 0);
    assert_eq!(jobs::delete_failed(&mut tx, started, 10).await.unwrap(), 0);
    assert_eq!(jobs::delete_finished(&mut tx, later, 2).await.unwrap(), 2);
    assert_eq!(jobs::delete_finished(&mut tx, later, 2).await.unwrap(), 1);
    assert!(jobs::by_id(&mut tx, claimed[3].id).await.unwrap().is_some());
    assert_eq!(jobs::delete_failed(&mut tx, later, 2).await.unwrap(), 1);
    assert!(jobs::by_id(&mut tx, claimed[4].id).await.unwrap().is_some(), "still begun");
}
