use variorum_schema::users::Role;
use variorum_store::Store;
use variorum_store::users::{self, NewUser, UserChanges};

use crate::on_both;

on_both!(a_user_is_found_by_name_key_and_id, a_name_is_taken_once, a_dropped_write_leaves_nothing);

fn new_user(name: &str) -> NewUser {
    NewUser {
        id: None,
        username: name.to_owned(),
        first_name: name.to_owned(),
        last_name: None,
        role: Role::Annotator,
        password_hash: "hash".to_owned(),
        api_key_hash: name.as_bytes().to_vec(),
        api_key_sealed: vec![0, 255],
    }
}

async fn a_user_is_found_by_name_key_and_id(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let made = users::insert(&mut tx, new_user("ann")).await.unwrap();
    let changes = UserChanges { last_name: Some(Some("Lee".into())), ..UserChanges::default() };
    let changed = users::update(&mut tx, made.user.seq, changes).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    let by_name = users::by_username(&mut tx, "ann").await.unwrap().unwrap();
    assert_eq!(by_name.user, changed.user);
    assert_eq!(by_name.user.last_name.as_deref(), Some("Lee"));
    assert_eq!(by_name.api_key_sealed, [0, 255]);
    assert!(users::by_api_key(&mut tx, b"ann").await.unwrap().is_some());
    assert!(users::by_id(&mut tx, made.user.id).await.unwrap().is_some());
    assert!(users::by_username(&mut tx, "Ann").await.unwrap().is_none());
}

async fn a_name_is_taken_once(store: &Store) {
    let mut tx = store.write().await.unwrap();
    users::insert(&mut tx, new_user("ann")).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.write().await.unwrap();
    let again = users::insert(&mut tx, NewUser { api_key_hash: vec![1], ..new_user("ann") }).await;
    assert!(again.unwrap_err().is_taken(users::USERNAME));
}

async fn a_dropped_write_leaves_nothing(store: &Store) {
    let mut tx = store.write().await.unwrap();
    users::insert(&mut tx, new_user("ann")).await.unwrap();
    drop(tx);
    let mut tx = store.write().await.unwrap();
    users::insert(&mut tx, new_user("bob")).await.unwrap();
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    let names: Vec<_> =
        users::list(&mut tx).await.unwrap().iter().map(|a| a.user.username.clone()).collect();
    assert_eq!(names, ["bob"]);
}
