use variorum_schema::users::Role;
use variorum_store::sessions::{self, NewSession};
use variorum_store::users::{self, Account, NewUser, UserChanges};
use variorum_store::{Store, Tx};

use crate::on_both;

on_both!(
    a_session_is_found_by_its_token_until_it_ends,
    a_session_is_extended_but_never_shortened_or_revived,
    sessions_end_with_the_password_and_the_user,
    a_session_begun_with_an_earlier_password_is_none,
    only_what_has_ended_is_cleaned_up,
);

async fn user(tx: &mut Tx, name: &str) -> Account {
    let new = NewUser {
        id: None,
        username: name.to_owned(),
        first_name: name.to_owned(),
        last_name: None,
        role: Role::Annotator,
        password_hash: "hash".to_owned(),
        api_key_hash: name.as_bytes().to_vec(),
        api_key_sealed: Vec::new(),
    };
    users::insert(tx, new).await.unwrap()
}

fn session(tx: &Tx, token: &[u8], seconds: i64) -> NewSession {
    NewSession {
        token_hash: token.to_vec(),
        stays: false,
        user_agent: Some("a browser".to_owned()),
        expires_at: tx.now().plus_seconds(seconds),
    }
}

async fn is_signed_in(store: &Store, token: &[u8]) -> bool {
    let mut tx = store.lookup().await.unwrap();
    sessions::by_token(&mut tx, token).await.unwrap().is_some()
}

async fn new_password(store: &Store, account: &Account) {
    let mut tx = store.write().await.unwrap();
    let changes = UserChanges { password_hash: Some("new".to_owned()), ..UserChanges::default() };
    users::update(&mut tx, account.user.seq, changes).await.unwrap();
    tx.commit().await.unwrap();
}

async fn a_session_is_found_by_its_token_until_it_ends(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let ann = user(&mut tx, "ann").await;
    let (lasting, ended) = (session(&tx, b"lasting", 60), session(&tx, b"ended", -1));
    let made = sessions::insert(&mut tx, &ann, lasting).await.unwrap();
    sessions::insert(&mut tx, &ann, ended).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    let (account, found) = sessions::by_token(&mut tx, b"lasting").await.unwrap().unwrap();
    assert_eq!((account.user.item, found.clone()), (ann.user.item.clone(), made));
    assert_eq!(found.user_agent.as_deref(), Some("a browser"));
    assert_eq!(sessions::list_of(&mut tx, ann.user.seq).await.unwrap(), [found]);
    drop(tx);
    assert!(!is_signed_in(store, b"ended").await);
    assert!(!is_signed_in(store, b"unknown").await);
}

async fn a_session_is_extended_but_never_shortened_or_revived(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let ann = user(&mut tx, "ann").await;
    let (lasting, ended) = (session(&tx, b"lasting", 60), session(&tx, b"ended", -1));
    let lasting = sessions::insert(&mut tx, &ann, lasting).await.unwrap();
    let ended = sessions::insert(&mut tx, &ann, ended).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.write().await.unwrap();
    let (later, sooner) = (tx.now().plus_seconds(600), tx.now().plus_seconds(1));
    let extended = sessions::extend(&mut tx, lasting.seq, later).await.unwrap().unwrap();
    assert_eq!((extended.expires_at, extended.last_seen_at), (later, tx.now()));
    let kept = sessions::extend(&mut tx, lasting.seq, sooner).await.unwrap().unwrap();
    assert_eq!(kept.expires_at, later);
    assert_eq!(sessions::extend(&mut tx, ended.seq, later).await.unwrap(), None);
}

async fn sessions_end_with_the_password_and_the_user(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let (ann, bob) = (user(&mut tx, "ann").await, user(&mut tx, "bob").await);
    let (of_ann, of_bob) = (session(&tx, b"ann", 60), session(&tx, b"bob", 60));
    sessions::insert(&mut tx, &ann, of_ann).await.unwrap();
    sessions::insert(&mut tx, &bob, of_bob).await.unwrap();
    let name = UserChanges { first_name: Some("B".to_owned()), ..UserChanges::default() };
    users::update(&mut tx, bob.user.seq, name).await.unwrap();
    tx.commit().await.unwrap();

    new_password(store, &ann).await;
    assert!(!is_signed_in(store, b"ann").await);
    assert!(is_signed_in(store, b"bob").await);
    let mut tx = store.write().await.unwrap();
    users::delete(&mut tx, bob.user.seq).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!is_signed_in(store, b"bob").await);
}

async fn a_session_begun_with_an_earlier_password_is_none(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let ann = user(&mut tx, "ann").await;
    tx.commit().await.unwrap();
    // The password changes while somebody signs in with the earlier one.
    new_password(store, &ann).await;
    let mut tx = store.write().await.unwrap();
    let late = session(&tx, b"late", 60);
    sessions::insert(&mut tx, &ann, late).await.unwrap();
    tx.commit().await.unwrap();
    assert!(!is_signed_in(store, b"late").await);
    let mut tx = store.read().await.unwrap();
    assert_eq!(sessions::list_of(&mut tx, ann.user.seq).await.unwrap(), []);
}

async fn only_what_has_ended_is_cleaned_up(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let ann = user(&mut tx, "ann").await;
    for (token, seconds) in [(b"a", -3), (b"b", -2), (b"c", -1), (b"d", 60)] {
        let new = session(&tx, token, seconds);
        sessions::insert(&mut tx, &ann, new).await.unwrap();
    }
    assert_eq!(sessions::delete_ended(&mut tx, 2).await.unwrap(), 2);
    assert_eq!(sessions::delete_ended(&mut tx, 2).await.unwrap(), 1);
    assert_eq!(sessions::delete_ended(&mut tx, 2).await.unwrap(), 0);
    tx.commit().await.unwrap();
    assert!(is_signed_in(store, b"d").await);
}
