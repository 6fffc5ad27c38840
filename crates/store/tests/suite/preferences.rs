use serde_json::json;
use variorum_schema::preferences::Preferences;
use variorum_schema::users::Role;
use variorum_store::{Store, preferences, users};

use crate::on_both;
use crate::seed::{self, decoded};

on_both!(preferences_go_with_their_user, changes_at_the_same_time_are_all_kept);

async fn preferences_go_with_their_user(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let ann = seed::user(&mut tx, "ann", Role::Annotator).await.seq;
    let bob = seed::user(&mut tx, "bob", Role::Annotator).await.seq;
    assert_eq!(preferences::of_user(&mut tx, ann).await.unwrap(), Preferences::default());
    for user in [ann, bob] {
        preferences::update(&mut tx, user, decoded(json!({"a": {"b": 1}}))).await.unwrap();
    }
    let all = preferences::update(&mut tx, ann, decoded(json!({"a": {"c": 2}}))).await.unwrap();
    assert_eq!(serde_json::to_value(&all).unwrap(), json!({"a": {"b": 1, "c": 2}}));
    assert_eq!(preferences::of_user(&mut tx, ann).await.unwrap(), all);
    users::delete(&mut tx, ann).await.unwrap();
    assert_eq!(preferences::of_user(&mut tx, ann).await.unwrap(), Preferences::default());
    assert_ne!(preferences::of_user(&mut tx, bob).await.unwrap(), Preferences::default());
    tx.commit().await.unwrap();
}

async fn changes_at_the_same_time_are_all_kept(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let ann = seed::user(&mut tx, "ann", Role::Annotator).await.seq;
    tx.commit().await.unwrap();
    let change = async |key: String| {
        let mut tx = store.write().await.unwrap();
        preferences::update(&mut tx, ann, decoded(json!({key: 1}))).await.unwrap();
        tx.commit().await.unwrap();
    };
    tokio::join!(change("a".to_owned()), change("b".to_owned()), change("c".to_owned()));
    let mut tx = store.read().await.unwrap();
    assert_eq!(preferences::of_user(&mut tx, ann).await.unwrap().0.len(), 3);
}
