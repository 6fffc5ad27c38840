//! Clocks that go back, writers that are too many, members of a group that go away.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use variorum_schema::Uuid;
use variorum_schema::workspaces::WorkspaceCreate;
use variorum_store::{Clock, Error, Machine, Store, Target, Tx, workspaces};
use variorum_testkit::TestDb;

use crate::on_both;

on_both!(who_goes_away_while_waiting_leaves_the_way_free, one_writer_too_many_is_told_at_once,);

const HOUR: i64 = 3_600_000_000;
/// Some time in 2033.
const THEN: i64 = 2_000_000_000_000_000;

/// A machine whose time is set.
#[derive(Debug, Default)]
struct Set(AtomicI64);

impl Machine for Set {
    fn wall_micros(&self) -> i64 {
        self.0.load(Ordering::SeqCst)
    }

    fn elapsed_micros(&self) -> i64 {
        0
    }
}

async fn add(tx: &mut Tx, name: &str) -> Uuid {
    let create = WorkspaceCreate { id: None, name: name.to_owned() };
    workspaces::insert(tx, create).await.unwrap().id
}

async fn write(store: &Store, name: &str) {
    let mut tx = store.write().await.unwrap();
    add(&mut tx, name).await;
    tx.commit().await.unwrap();
}

async fn names(store: &Store) -> Vec<String> {
    let mut tx = store.read().await.unwrap();
    workspaces::list(&mut tx).await.unwrap().iter().map(|w| w.name.clone()).collect()
}

async fn clock_back(db: &TestDb) {
    let target = Target::parse(db.url()).unwrap();
    let machine = Arc::new(Set::default());
    machine.0.store(THEN, Ordering::SeqCst);
    let mut expected = Vec::new();
    let mut open = None;
    for number in 0..6 {
        // Back by an hour each time: while it runs, then also before it starts.
        machine.0.fetch_sub(HOUR, Ordering::SeqCst);
        if number >= 3 || open.is_none() {
            let clock = Clock::reading(Arc::clone(&machine) as Arc<dyn Machine>);
            open = Some(Store::open_with(&target, 4, clock).await.unwrap());
        }
        let store = open.as_ref().unwrap();
        let name = format!("w{}", 9 - number);
        write(store, &name).await;
        expected.push(name);
    }
    let store = open.unwrap();
    assert_eq!(names(&store).await, expected);
    let mut tx = store.read().await.unwrap();
    let times: Vec<_> =
        workspaces::list(&mut tx).await.unwrap().iter().map(|w| w.inserted_at).collect();
    assert!(times.is_sorted(), "{times:?}");
    assert!(tx.now() > *times.last().unwrap());
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_goes_back_changes_no_order_sqlite() {
    clock_back(&TestDb::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_clock_that_goes_back_changes_no_order_postgres() {
    let Some(db) = TestDb::postgres().await else { return };
    clock_back(&db).await;
}

/// Whoever asks to write and goes away at whatever moment, before or after its turn has come.
async fn who_goes_away_while_waiting_leaves_the_way_free(store: &Store) {
    for polls in 0..200 {
        let name = format!("kept-{polls}");
        let kept = tokio::spawn({
            let store = store.clone();
            async move { write(&store, &name).await }
        });
        let mut gone = Box::pin(async {
            let mut tx = store.write().await.unwrap();
            add(&mut tx, "gone").await;
            std::future::pending::<()>().await;
        });
        for _ in 0..polls {
            if poll_once(&mut gone).await {
                break;
            }
            tokio::task::yield_now().await;
        }
        drop(gone);
        kept.await.unwrap();
    }
    let names = names(store).await;
    assert_eq!(names.len(), 200);
    assert!(names.iter().all(|name| name.starts_with("kept-")));
}

/// Polls once; whether it has ended.
async fn poll_once<F: Future + Unpin>(future: &mut F) -> bool {
    std::future::poll_fn(|context| {
        std::task::Poll::Ready(std::pin::Pin::new(&mut *future).poll(context).is_ready())
    })
    .await
}

async fn one_writer_too_many_is_told_at_once(store: &Store) {
    // All connections of PostgreSQL are in use; SQLite has one that writes.
    let mut busy = Vec::new();
    for _ in 0..4 {
        match tokio::time::timeout(std::time::Duration::from_millis(200), store.write()).await {
            Ok(tx) => busy.push(tx.unwrap()),
            Err(_) => break,
        }
    }
    let mut waiting: Vec<_> = (0..256).map(|_| Box::pin(store.write())).collect();
    for one in &mut waiting {
        assert!(!poll_once(one).await);
    }
    assert!(matches!(store.write().await, Err(Error::Busy)));
    // They come in the order in which they asked.
    drop(busy);
    for one in waiting {
        drop(one.await.unwrap());
    }
    write(store, "after").await;
}
