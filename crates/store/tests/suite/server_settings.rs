use variorum_store::{Store, server_settings};

use crate::on_both;

on_both!(the_first_value_stays, concurrent_starts_agree_on_one_value);

async fn the_first_value_stays(store: &Store) {
    let mut tx = store.write().await.unwrap();
    assert_eq!(server_settings::get(&mut tx, "secret").await.unwrap(), None);
    assert_eq!(server_settings::set_if_absent(&mut tx, "secret", "a").await.unwrap(), "a");
    assert_eq!(server_settings::set_if_absent(&mut tx, "secret", "b").await.unwrap(), "a");
    assert_eq!(server_settings::set_if_absent(&mut tx, "other", "c").await.unwrap(), "c");
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert_eq!(server_settings::get(&mut tx, "secret").await.unwrap().as_deref(), Some("a"));
}

async fn concurrent_starts_agree_on_one_value(store: &Store) {
    let starts: Vec<_> = (0..8)
        .map(|number| {
            let store = store.clone();
            tokio::spawn(async move {
                let mut tx = store.write().await.unwrap();
                let value = number.to_string();
                let found = server_settings::set_if_absent(&mut tx, "secret", &value).await;
                tx.commit().await.unwrap();
                found.unwrap()
            })
        })
        .collect();
    let mut found = Vec::new();
    for start in starts {
        found.push(start.await.unwrap());
    }
    found.dedup();
    assert_eq!(found.len(), 1, "{found:?}");
}
