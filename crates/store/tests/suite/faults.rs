//! Writers that are too many, members of a group that go away.

use variorum_schema::Uuid;
use variorum_schema::workspaces::WorkspaceCreate;
use variorum_store::{Error, Store, Tx, workspaces};

use crate::on_both;

on_both!(who_goes_away_while_waiting_leaves_the_way_free, one_writer_too_many_is_told_at_once,);

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
