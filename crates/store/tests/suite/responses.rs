use serde_json::{Value, json};
use variorum_schema::records::RecordStatus::{self, Completed, Pending};
use variorum_schema::responses::{ResponseUpsert, ResponseValues};
use variorum_schema::{Timestamp, Uuid};
use variorum_store::responses::{self, BulkItem, NotWritten};
use variorum_store::{Error, Store, datasets, progress, records, settings, users};

use crate::on_both;
use crate::rich::{Rich, refusal, seen, stored};
use crate::seed::{self, decoded};

on_both!(
    values_are_checked_in_order,
    a_user_answers_once,
    status_follows_submitted_responses,
    times_move_with_the_status_only,
    a_change_keeps_author_and_identity,
    an_equal_change_moves_nothing_but_the_activity,
    annotators_stay_listed,
    deleting_a_user_counts_their_records_anew,
    bulk_items_fail_alone,
    bulk_items_of_one_record_are_written_in_order,
    bulk_takes_as_many_statements_for_one_as_for_100,
    a_write_based_on_another_response_is_refused,
    what_became_of_responses_is_kept,
);

async fn values_are_checked_in_order(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let made = rich.create(store, json!([{"fields": {"text": "four"}}])).await.unwrap();
    let id = made[0].id;
    let span = |end: i64| json!([{"label": "a", "start": 0, "end": end}]);
    for (response, expected) in [
        (json!({"status": "submitted"}), "needs values"),
        (json!({"status": "submitted", "values": {}}), "needs values"),
        (json!({"status": "submitted", "values": {"stars": {"value": 9}}}), "`label` is required"),
        (json!({"status": "draft", "values": {"zz": {"value": "a"}}}), "`zz` does not exist"),
        (json!({"status": "draft", "values": {"stars": {"value": 9}}}), "`stars`"),
        (json!({"status": "discarded", "values": {"parts": {"value": span(5)}}}), "`parts`"),
    ] {
        let text = refusal(rich.respond(store, &rich.ann, id, response).await);
        assert!(text.contains(expected), "{text}");
    }
    let draft = json!({"status": "draft", "values": {"parts": {"value": span(4), "x": 1}}});
    let made = rich.respond(store, &rich.ann, id, draft).await.unwrap();
    assert_eq!(seen(&made.response.item)["values"], json!({"parts": {"value": span(4)}}));
    let none = json!({"status": "discarded"});
    let made = rich.respond(store, &rich.bob, id, none).await.unwrap();
    assert_eq!(seen(&made.response.item)["values"], Value::Null);
}

async fn a_user_answers_once(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let id = rich.create(store, json!([{"fields": {"text": "t"}}])).await.unwrap()[0].id;
    let draft = json!({"status": "draft", "values": {}});
    let first = rich.respond(store, &rich.ann, id, draft.clone()).await.unwrap();
    assert!(first.is_new && first.response.inserted_at == first.response.updated_at);
    assert_eq!((first.response.user_id, first.response.record_id), (rich.ann.id, id));
    let again = rich.respond(store, &rich.ann, id, draft.clone()).await;
    assert!(again.unwrap_err().is_taken(responses::ANNOTATOR));
    rich.respond(store, &rich.bob, id, draft).await.unwrap();
    let found = stored(store, id).await.responses.unwrap();
    assert_eq!(seen(&found[0]), seen(&first.response.item));
    assert_eq!(found.len(), 2);
}

fn submitted(label: &str) -> Value {
    json!({"status": "submitted", "values": {"label": {"value": label}}})
}

async fn status_follows_submitted_responses(store: &Store) {
    let rich = Rich::new(store, 2).await;
    let id = rich.create(store, json!([{"fields": {"text": "t"}}])).await.unwrap()[0].id;
    let check = |record: RecordStatus, expected| assert_eq!(record, expected);
    let ann = rich.respond(store, &rich.ann, id, submitted("a")).await.unwrap();
    check(ann.record.status, Pending);
    let bob = rich.respond(store, &rich.bob, id, json!({"status": "draft"})).await.unwrap();
    check(bob.record.status, Pending);
    let changed = rich.change(store, bob.response.id, submitted("b")).await.unwrap();
    check(changed.record.status, Completed);
    // A completed record takes more.
    let mut tx = store.write().await.unwrap();
    let eve = seed::user(&mut tx, "eve", variorum_schema::users::Role::Admin).await;
    tx.commit().await.unwrap();
    let more = rich.respond(store, &eve, id, submitted("a")).await.unwrap();
    check(more.record.status, Completed);
    let left = rich.withdraw(store, ann.response.id).await.unwrap();
    check(left.record.status, Completed);
    let discarded = json!({"status": "discarded"});
    check(rich.change(store, more.response.id, discarded).await.unwrap().record.status, Pending);
    check(stored(store, id).await.status, Pending);
}

async fn times_move_with_the_status_only(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let made = rich.create(store, json!([{"fields": {"text": "t"}}])).await.unwrap();
    let id = made[0].id;
    let mut before = made[0].updated_at;
    let mut check = |after, is_moved| {
        assert_eq!(after != before, is_moved);
        before = after;
    };
    let ann = rich.respond(store, &rich.ann, id, json!({"status": "draft"})).await.unwrap();
    check(ann.record.updated_at, false);
    let ann = rich.change(store, ann.response.id, submitted("a")).await.unwrap();
    check(ann.record.updated_at, true);
    let bob = rich.respond(store, &rich.bob, id, submitted("a")).await.unwrap();
    check(bob.record.updated_at, false);
    check(rich.withdraw(store, bob.response.id).await.unwrap().record.updated_at, false);
    check(rich.withdraw(store, ann.response.id).await.unwrap().record.updated_at, true);
}

async fn a_change_keeps_author_and_identity(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let id = rich.create(store, json!([{"fields": {"text": "t"}}])).await.unwrap()[0].id;
    let made = rich.respond(store, &rich.ann, id, submitted("a")).await.unwrap().response;
    let changed = rich.change(store, made.id, json!({"status": "draft"})).await.unwrap().response;
    assert_eq!((changed.id, changed.user_id), (made.id, rich.ann.id));
    assert_eq!(changed.inserted_at, made.inserted_at);
    assert!(changed.updated_at > made.updated_at);
    // Absent values are none.
    assert!(changed.values.is_none());
    let deleted = rich.withdraw(store, made.id).await.unwrap();
    assert_eq!(seen(&deleted.response.item), seen(&changed.item));
    let mut tx = store.read().await.unwrap();
    assert!(responses::by_id(&mut tx, made.id).await.unwrap().is_none());
}

async fn an_equal_change_moves_nothing_but_the_activity(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let id = rich.create(store, json!([{"fields": {"text": "t"}}])).await.unwrap()[0].id;
    let values = json!({"stars": {"value": 1}, "label": {"value": "a"}});
    let new = json!({"status": "submitted", "values": values});
    let made = rich.respond(store, &rich.ann, id, new).await.unwrap();
    let before = activity(store, &rich).await;
    let turned = json!({"label": {"value": "a"}, "stars": {"value": 1}});
    let new = json!({"status": "submitted", "values": turned});
    let same = rich.change(store, made.response.id, new).await.unwrap();
    assert_eq!(seen(&same.response.item), seen(&made.response.item));
    let after = activity(store, &rich).await;
    assert!(after.0 > before.0);
    assert_eq!(after.1, before.1);
    rich.withdraw(store, made.response.id).await.unwrap();
    assert!(activity(store, &rich).await.0 > after.0);
    // Responses inside records are no activity.
    let before = activity(store, &rich).await;
    let item = json!({"fields": {"text": "t"}, "responses": [
        {"user_id": rich.ann.id, "status": "draft", "values": {}}
    ]});
    rich.upsert(store, json!([item])).await.unwrap();
    assert_eq!(activity(store, &rich).await, before);
}

/// When the dataset was last active, and last changed.
async fn activity(store: &Store, rich: &Rich) -> (Timestamp, Timestamp) {
    let mut tx = store.read().await.unwrap();
    let dataset = datasets::by_seq(&mut tx, rich.dataset).await.unwrap().unwrap();
    (dataset.last_activity_at, dataset.updated_at)
}

async fn annotators_stay_listed(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let names = async || {
        let mut tx = store.read().await.unwrap();
        progress::of_dataset(&mut tx, rich.dataset).await.unwrap().usernames
    };
    let id = rich.create(store, json!([{"fields": {"text": "t"}}])).await.unwrap()[0].id;
    let made = rich.respond(store, &rich.bob, id, json!({"status": "draft"})).await.unwrap();
    assert_eq!(names().await, ["bob"]);
    rich.withdraw(store, made.response.id).await.unwrap();
    assert_eq!(names().await, ["bob"]);
    let item = json!({"id": id, "responses": [
        {"user_id": rich.ann.id, "status": "discarded"},
        {"user_id": rich.bob.id, "status": "discarded"},
    ]});
    rich.upsert(store, json!([item])).await.unwrap();
    assert_eq!(names().await, ["bob", "ann"]);
}

async fn deleting_a_user_counts_their_records_anew(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let items =
        json!([{"fields": {"text": "1"}}, {"fields": {"text": "2"}}, {"fields": {"text": "3"}}]);
    let ids: Vec<Uuid> =
        rich.create(store, items).await.unwrap().iter().map(|record| record.id).collect();
    for id in &ids[..2] {
        rich.respond(store, &rich.ann, *id, submitted("a")).await.unwrap();
    }
    rich.respond(store, &rich.bob, ids[1], submitted("a")).await.unwrap();
    rich.respond(store, &rich.bob, ids[2], submitted("a")).await.unwrap();
    let before = activity(store, &rich).await;
    let mut tx = store.write().await.unwrap();
    let recounted = responses::delete_all_of(&mut tx, rich.ann.seq).await.unwrap();
    users::delete(&mut tx, rich.ann.seq).await.unwrap();
    tx.commit().await.unwrap();
    assert_eq!(recounted.iter().map(|record| record.id).collect::<Vec<_>>(), ids[..1]);
    for (id, expected) in ids.iter().zip([Pending, Completed, Completed]) {
        assert_eq!(stored(store, *id).await.status, expected);
    }
    assert_eq!(activity(store, &rich).await, before);
}

/// Operation 64, for records that are there.
async fn bulk(
    rich: &Rich,
    store: &Store,
    items: Value,
) -> Vec<Result<responses::Written, NotWritten>> {
    let items: Vec<ResponseUpsert> =
        items.as_array().unwrap().iter().map(|item| decoded(item.clone())).collect();
    let mut tx = store.write().await.unwrap();
    let ids: Vec<Uuid> = items.iter().map(|item| item.record_id).collect();
    let found = records::by_ids(&mut tx, &ids).await.unwrap();
    let settings = settings::load_for_write(&mut tx, rich.dataset).await.unwrap().unwrap();
    let items = items.into_iter().map(|item| BulkItem {
        record: found[&item.record_id].clone(),
        settings: &settings,
        status: item.status,
        values: item.values,
        based_on: item.based_on,
        activity: item.activity,
    });
    let out = responses::upsert_many(&mut tx, &rich.ann, items.collect()).await.unwrap();
    tx.commit().await.unwrap();
    out
}

async fn bulk_items_fail_alone(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let items =
        json!([{"fields": {"text": "1"}}, {"fields": {"text": "2"}}, {"fields": {"text": "3"}}]);
    let made = rich.create(store, items).await.unwrap();
    let item = |at: usize, status: &str, label: &str| json!({"record_id": made[at].id, "status": status, "values": {"label": {"value": label}}});
    let old = rich.respond(store, &rich.ann, made[2].id, submitted("a")).await.unwrap();
    let before = activity(store, &rich).await;
    let out = bulk(
        &rich,
        store,
        json!([item(0, "submitted", "a"), item(1, "draft", "zz"), item(2, "draft", "b")]),
    )
    .await;
    let first = out[0].as_ref().unwrap();
    assert!(first.is_new);
    assert_eq!(first.record.status, Completed);
    assert!(out[1].as_ref().unwrap_err().to_string().contains("`label`"));
    let third = out[2].as_ref().unwrap();
    assert!(!third.is_new);
    assert_eq!(third.record.status, Pending);
    assert_eq!(third.response.id, old.response.id);
    assert_eq!(third.response.inserted_at, old.response.inserted_at);
    assert!(third.response.updated_at > old.response.updated_at);
    assert!(activity(store, &rich).await.0 > before.0);
    assert_eq!(stored(store, made[0].id).await.responses.unwrap().len(), 1);
    assert!(stored(store, made[1].id).await.responses.unwrap().is_empty());
    // Equal values still move the time.
    let again = bulk(&rich, store, json!([item(2, "draft", "b")])).await;
    let again = again[0].as_ref().unwrap();
    assert!(again.response.updated_at > third.response.updated_at);
}

async fn bulk_items_of_one_record_are_written_in_order(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let id = rich.create(store, json!([{"fields": {"text": "1"}}])).await.unwrap()[0].id;
    let item = |status: &str, label: &str| json!({"record_id": id, "status": status, "values": {"label": {"value": label}}});
    let out = bulk(
        &rich,
        store,
        json!([item("submitted", "a"), item("draft", "zz"), item("draft", "b")]),
    )
    .await;
    let (first, last) = (out[0].as_ref().unwrap(), out[2].as_ref().unwrap());
    assert!(first.is_new && !last.is_new);
    assert_eq!((first.record.status, last.record.status), (Completed, Pending));
    assert_eq!(first.response.id, last.response.id);
    assert_eq!(seen(&first.response.item)["values"], json!({"label": {"value": "a"}}));
    let found = stored(store, id).await.responses.unwrap();
    assert_eq!(seen(&found), json!([last.response.item]));
    assert!(ResponseValues::from_json(seen(&found[0])["values"].clone()).get("label").is_some());
}

async fn bulk_takes_as_many_statements_for_one_as_for_100(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let items: Vec<Value> = (0..151).map(|_| json!({"fields": {"text": "t"}})).collect();
    let made = rich.create(store, json!(items)).await.unwrap();
    let mut counts = Vec::new();
    for range in [0..1, 1..51, 51..151] {
        let items: Vec<Value> = (made[range].iter())
            .map(|record| {
                let mut item = submitted("a");
                item["record_id"] = json!(record.id);
                item
            })
            .collect();
        let before = store.statements_count();
        bulk(&rich, store, json!(items)).await;
        counts.push(store.statements_count() - before);
    }
    assert!(counts[0] == counts[1] && counts[1] == counts[2], "{counts:?}");
}

fn stored_one(outcome: Result<responses::Written, Error>) -> Option<Value> {
    match outcome {
        Err(Error::Changed(stored)) => stored.map(|stored| seen(&stored)),
        other => panic!("not refused: {other:?}"),
    }
}

async fn a_write_based_on_another_response_is_refused(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let id = rich.create(store, json!([{"fields": {"text": "t"}}])).await.unwrap()[0].id;
    let based = |mut response: Value, on: Value| {
        response["based_on"] = on;
        response
    };
    let other = json!("2026-01-01T00:00:00");
    let gone = rich.respond(store, &rich.ann, id, based(submitted("a"), other.clone())).await;
    assert_eq!(stored_one(gone), None);
    let none = based(submitted("a"), Value::Null);
    let first = rich.respond(store, &rich.ann, id, none.clone()).await.unwrap();
    let first_seen = seen(&first.response.item);
    let base = first_seen["updated_at"].clone();
    // The same, sent again.
    let again = rich.respond(store, &rich.ann, id, none).await.unwrap();
    assert_eq!(seen(&again.response.item), first_seen);
    assert!(!again.is_new);
    let late = rich.respond(store, &rich.ann, id, based(submitted("b"), Value::Null)).await;
    assert_eq!(stored_one(late), Some(first_seen.clone()));
    let twice = rich.respond(store, &rich.ann, id, based(submitted("b"), base.clone())).await;
    assert!(twice.unwrap_err().is_taken(responses::ANNOTATOR));

    let seq = first.response.id;
    let late = rich.change(store, seq, based(submitted("b"), other.clone())).await;
    assert_eq!(stored_one(late), Some(first_seen.clone()));
    let late = rich.change(store, seq, based(submitted("b"), Value::Null)).await;
    assert_eq!(stored_one(late), Some(first_seen.clone()));
    let same = rich.change(store, seq, based(submitted("a"), other)).await.unwrap();
    assert_eq!(seen(&same.response.item), first_seen);
    let second = rich.change(store, seq, based(submitted("b"), base.clone())).await.unwrap();
    let item = |label: &str, on: Value| {
        let mut item = based(submitted(label), on);
        item["record_id"] = json!(id);
        item
    };
    let second_base = json!(second.response.updated_at);
    let out = bulk(
        &rich,
        store,
        json!([item("a", base.clone()), item("a", Value::Null), item("a", second_base.clone())]),
    )
    .await;
    for refused in &out[..2] {
        match refused {
            Err(NotWritten::Changed(Some(stored))) => {
                assert_eq!(seen(stored), seen(&second.response.item));
            }
            other => panic!("not refused: {other:?}"),
        }
    }
    assert!(out[2].is_ok());
    // The first of two changes the base of the second.
    let third_base = json!(out[2].as_ref().unwrap().response.updated_at);
    let out =
        bulk(&rich, store, json!([item("b", third_base.clone()), item("a", third_base)])).await;
    assert!(out[0].is_ok());
    assert!(matches!(out[1], Err(NotWritten::Changed(Some(_)))));
}

async fn what_became_of_responses_is_kept(store: &Store) {
    let rich = Rich::new(store, 1).await;
    let suggestions =
        json!([rich.suggestion("label", json!("a")), rich.suggestion("tags", json!(["a", "b"])),]);
    let record = json!({"fields": {"text": "t"}, "suggestions": suggestions});
    let made = rich.create(store, json!([record])).await.unwrap();
    let (id, seq) = (made[0].id, made[0].seq);
    let mut first = submitted("b");
    first["values"]["tags"] = json!({"value": ["b", "a"]});
    first["activity"] = json!({
        "active_ms": 1200, "client": "tests", "view": "focus",
        "suggestions_shown": [{"question": "label"}],
    });
    let written = rich.respond(store, &rich.ann, id, first.clone()).await.unwrap();
    rich.change(store, written.response.id, first).await.unwrap();
    for label in ["a", "b"] {
        let values = json!({"label": {"value": label}});
        let draft = json!({"record_id": id, "status": "draft", "values": values});
        bulk(&rich, store, json!([draft])).await[0].as_ref().unwrap();
    }
    rich.withdraw(store, written.response.id).await.unwrap();
    rich.respond(store, &rich.bob, id, json!({"status": "discarded"})).await.unwrap();

    let mut tx = store.read().await.unwrap();
    let found = responses::history(&mut tx, seq, Some(rich.ann.seq), (0, 10)).await.unwrap();
    let items = seen(&found.items);
    let statuses: Vec<_> = items.as_array().unwrap().iter().map(|item| &item["status"]).collect();
    assert_eq!(statuses, ["submitted", "draft", "deleted"]);
    assert_eq!(items[0]["values"], json!({"label": {"value": "b"}, "tags": {"value": ["b", "a"]}}));
    assert_eq!(items[0]["written_at"], json!(written.response.updated_at));
    assert_eq!(items[0]["written_by"], json!(rich.ann.id));
    assert_eq!([&items[0]["active_ms"], &items[0]["view"]], [&json!(1200), &json!("focus")]);
    let of = |at: usize, key: &str| items[0]["suggestions"][at][key].clone();
    assert_eq!([of(0, "outcome"), of(1, "outcome")], ["changed", "accepted"]);
    assert_eq!([of(0, "shown"), of(1, "shown")], [json!(true), json!(false)]);
    assert_eq!([of(0, "value"), of(1, "value")], [json!("a"), json!(["a", "b"])]);
    assert_eq!(items[1]["values"], json!({"label": {"value": "b"}}));
    assert_eq!(items[1]["suggestions"], json!([]));
    assert_eq!(items[2]["values"], Value::Null);
    let all = responses::history(&mut tx, seq, None, (3, 10)).await.unwrap();
    assert_eq!((all.total, all.items.len()), (4, 1));
    assert_eq!(all.items[0].user_id, rich.bob.id);
}
