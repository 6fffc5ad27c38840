use serde_json::json;
use variorum_schema::datasets::DatasetStatus;
use variorum_schema::users::Role;
use variorum_store::overview::{SortBy, Wanted, of_user};
use variorum_store::{Store, workspaces};

use crate::on_both;
use crate::rich::Rich;
use crate::seed;

on_both!(many_datasets_take_as_many_statements_as_one, what_is_kept_is_what_is_told);

async fn many_datasets_take_as_many_statements_as_one(store: &Store) {
    let wanted = Wanted { members_only: true, limit: 1000, ..Wanted::default() };
    let mut tx = store.write().await.unwrap();
    let ann = seed::user(&mut tx, "ann", Role::Annotator).await;
    tx.commit().await.unwrap();
    for number in 0..20 {
        let mut tx = store.write().await.unwrap();
        let dataset = seed::ready_dataset(&mut tx, &format!("d{number}")).await;
        seed::dataset(&mut tx, &format!("hidden {number}")).await;
        workspaces::add_member(&mut tx, dataset.workspace, ann.seq).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = store.read().await.unwrap();
        let before = store.statements_count();
        assert_eq!(of_user(&mut tx, ann.seq, &wanted).await.unwrap().total, number + 1);
        assert_eq!(store.statements_count() - before, 3);
    }
}

async fn what_is_kept_is_what_is_told(store: &Store) {
    let rich = Rich::new(store, 2).await;
    let fields = json!({"text": "t"});
    let items = vec![json!({"fields": fields}); 4];
    let made = rich.create(store, json!(items)).await.unwrap();
    let submitted = json!({"status": "submitted", "values": {"label": {"value": "a"}}});
    rich.respond(store, &rich.ann, made[0].id, submitted.clone()).await.unwrap();
    rich.respond(store, &rich.bob, made[0].id, submitted).await.unwrap();
    rich.respond(store, &rich.bob, made[1].id, json!({"status": "draft"})).await.unwrap();
    let mut tx = store.write().await.unwrap();
    seed::ready_dataset(&mut tx, "empty").await;
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    let wanted =
        Wanted { sort_by: SortBy::Records, is_descending: true, limit: 9, ..Wanted::default() };
    let found = of_user(&mut tx, rich.bob.seq, &wanted).await.unwrap();
    let [first, second] = &found.datasets[..] else { panic!("{found:?}") };
    assert_eq!((first.name.as_str(), first.status), ("rich", DatasetStatus::Ready));
    assert_eq!((first.completed, first.pending, first.pending_for_user()), (1, 3, 2));
    assert_eq!((first.responses.submitted, first.responses.draft), (1, 1));
    assert_eq!((first.people_total, first.people.join(" ")), (2, "ann bob".to_owned()));
    assert_eq!(first.fields, ["text", "text", "chat"]);
    assert_eq!(first.questions.last().map(String::as_str), Some("span"));
    assert_eq!((second.name.as_str(), second.people_total), ("empty", 0));
    assert_eq!((second.completed, second.pending, second.people.len()), (0, 0, 0));
}
