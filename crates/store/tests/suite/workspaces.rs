use variorum_schema::Uuid;
use variorum_schema::users::Role;
use variorum_schema::workspaces::WorkspaceCreate;
use variorum_store::workspaces::{self, Deletion};
use variorum_store::{Error, Store, datasets};

use crate::{on_both, seed};

on_both!(
    a_workspace_is_found_by_name_key_and_id,
    a_name_and_an_identity_are_taken_once,
    members_are_listed_in_order_of_joining,
    a_user_is_a_member_once,
    a_workspace_with_datasets_stays,
);

async fn a_workspace_is_found_by_name_key_and_id(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let made = seed::workspace(&mut tx, "Team A").await;
    seed::workspace(&mut tx, "Team B").await;
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    let expected = Some(made.clone());
    assert_eq!(workspaces::by_id(&mut tx, made.id).await.unwrap(), expected);
    assert_eq!(workspaces::by_seq(&mut tx, made.seq).await.unwrap(), expected);
    assert_eq!(workspaces::by_name(&mut tx, "Team A").await.unwrap(), expected);
    assert_eq!(workspaces::by_name(&mut tx, "team a").await.unwrap(), None);
    let all = workspaces::list(&mut tx).await.unwrap();
    assert_eq!(all.iter().map(|w| w.name.as_str()).collect::<Vec<_>>(), ["Team A", "Team B"]);
    assert_eq!(made.inserted_at, made.updated_at);
}

async fn a_name_and_an_identity_are_taken_once(store: &Store) {
    let id = Uuid::from_u128(7);
    let new = |id, name: &str| WorkspaceCreate { id: Some(id), name: name.to_owned() };
    let mut tx = store.write().await.unwrap();
    let made = workspaces::insert(&mut tx, new(id, "a")).await.unwrap();
    assert_eq!(made.id, id);
    tx.commit().await.unwrap();

    let mut tx = store.write().await.unwrap();
    let again = workspaces::insert(&mut tx, new(Uuid::from_u128(8), "a")).await;
    assert!(again.unwrap_err().is_taken(workspaces::NAME));
    drop(tx);
    let mut tx = store.write().await.unwrap();
    let again = workspaces::insert(&mut tx, new(id, "b")).await;
    assert!(again.unwrap_err().is_taken(workspaces::ID));
}

async fn members_are_listed_in_order_of_joining(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let ann = seed::user(&mut tx, "ann", Role::Annotator).await;
    let bob = seed::user(&mut tx, "bob", Role::Admin).await;
    let first = seed::workspace(&mut tx, "first").await;
    let second = seed::workspace(&mut tx, "second").await;
    for (workspace, user) in [(&second, &bob), (&first, &bob), (&first, &ann)] {
        workspaces::add_member(&mut tx, workspace.seq, user.seq).await.unwrap();
    }
    tx.commit().await.unwrap();

    let mut tx = store.write().await.unwrap();
    let members = workspaces::members(&mut tx, first.seq).await.unwrap();
    assert_eq!(members, [bob.clone(), ann.clone()]);
    let of_bob = workspaces::list_of_member(&mut tx, bob.seq).await.unwrap();
    assert_eq!(of_bob, [first.clone(), second.clone()]);
    assert!(workspaces::is_member(&mut tx, second.seq, bob.seq).await.unwrap());
    assert!(!workspaces::is_member(&mut tx, second.seq, ann.seq).await.unwrap());

    assert!(workspaces::remove_member(&mut tx, first.seq, bob.seq).await.unwrap());
    assert!(!workspaces::remove_member(&mut tx, first.seq, bob.seq).await.unwrap());
    assert!(!workspaces::is_member(&mut tx, first.seq, bob.seq).await.unwrap());
    assert!(workspaces::is_member(&mut tx, second.seq, bob.seq).await.unwrap());
}

async fn a_user_is_a_member_once(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let ann = seed::user(&mut tx, "ann", Role::Annotator).await;
    let workspace = seed::workspace(&mut tx, "a").await;
    workspaces::add_member(&mut tx, workspace.seq, ann.seq).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.write().await.unwrap();
    let again = workspaces::add_member(&mut tx, workspace.seq, ann.seq).await;
    assert!(again.unwrap_err().is_taken(workspaces::MEMBER));
    drop(tx);
    let mut tx = store.write().await.unwrap();
    let gone = workspaces::add_member(&mut tx, workspace.seq, ann.seq + 1).await;
    assert!(matches!(gone.unwrap_err(), Error::Dangling));
}

async fn a_workspace_with_datasets_stays(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let ann = seed::user(&mut tx, "ann", Role::Annotator).await;
    let dataset = seed::dataset(&mut tx, "a").await;
    workspaces::add_member(&mut tx, dataset.workspace, ann.seq).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.write().await.unwrap();
    let refused = workspaces::delete(&mut tx, dataset.workspace).await.unwrap();
    assert_eq!(refused, Deletion::HasDatasets);
    drop(tx);

    let (mut tx, dataset) = seed::locked(store, dataset.seq).await;
    let workspace = dataset.workspace;
    datasets::delete(&mut tx, dataset).await.unwrap();
    assert_eq!(workspaces::delete(&mut tx, workspace).await.unwrap(), Deletion::Done);
    tx.commit().await.unwrap();
    let mut tx = store.read().await.unwrap();
    assert_eq!(workspaces::list(&mut tx).await.unwrap(), []);
    assert!(!workspaces::is_member(&mut tx, workspace, ann.seq).await.unwrap());
}
