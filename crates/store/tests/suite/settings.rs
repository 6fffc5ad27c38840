use serde_json::json;
use variorum_schema::Uuid;
use variorum_schema::questions::QuestionSettings;
use variorum_store::questions::QuestionChanges;
use variorum_store::{
    Store, datasets, fields, metadata_properties, questions, settings, vectors_settings,
};

use crate::on_both;
use crate::seed::{self, decoded};

on_both!(
    settings_come_with_the_keys_of_their_parts,
    parts_are_found_by_identity_with_their_dataset,
    names_are_taken_once_in_a_dataset,
    a_field_is_changed_and_deleted,
    a_question_is_changed_and_deleted,
    a_metadata_property_is_changed_and_deleted,
    vectors_settings_are_changed_and_deleted,
    a_deleted_dataset_takes_its_parts_along,
);

fn field(name: &str) -> serde_json::Value {
    json!({"name": name, "title": "T", "settings": {"type": "text"}})
}

fn label_question(name: &str) -> serde_json::Value {
    let options = json!([{"value": "a", "text": "A"}, {"value": "b", "text": "B"}]);
    json!({"name": name, "title": "T", "settings": {"type": "label_selection", "options": options}})
}

fn property(name: &str) -> serde_json::Value {
    json!({"name": name, "title": "T", "settings": {"type": "float", "min": 0.1, "max": 1e300}})
}

fn vector(name: &str) -> serde_json::Value {
    json!({"name": name, "title": "T", "dimensions": 3})
}

async fn settings_come_with_the_keys_of_their_parts(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let other = seed::dataset(&mut tx, "other").await;
    let dataset = seed::dataset(&mut tx, "d").await;
    let mut seqs: [Vec<i64>; 4] = Default::default();
    for name in ["z", "ä"] {
        for dataset in [&dataset, &other] {
            let f = fields::insert(&mut tx, dataset, decoded(field(name))).await.unwrap();
            let q = questions::insert(&mut tx, dataset, decoded(label_question(name)));
            let q = q.await.unwrap();
            let p = metadata_properties::insert(&mut tx, dataset, decoded(property(name)));
            let p = p.await.unwrap();
            let v = vectors_settings::insert(&mut tx, dataset, decoded(vector(name))).await;
            let v = v.unwrap();
            if dataset.name == "d" {
                for (list, seq) in seqs.iter_mut().zip([f.seq, q.seq, p.seq, v.seq]) {
                    list.push(seq);
                }
            }
        }
    }
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    let before = store.statements_count();
    let found = settings::load(&mut tx, dataset.seq).await.unwrap().unwrap();
    assert_eq!(store.statements_count() - before, 5);
    assert_eq!((found.dataset, found.workspace), (dataset.seq, dataset.workspace));
    assert_eq!(found.settings.dataset, dataset.item);
    let [f, q, p, v] = seqs;
    assert_eq!(found.fields, f);
    assert_eq!(found.questions, q);
    assert_eq!(found.metadata_properties, p);
    assert_eq!(found.vectors_settings, v);

    assert_eq!(found.field("ä").unwrap(), (f[1], &found.settings.fields[1]));
    assert_eq!(found.question("z").unwrap(), (q[0], &found.settings.questions[0]));
    let question = &found.settings.questions[1];
    assert_eq!(found.question_by_id(question.id), Some((q[1], question)));
    let properties = &found.settings.metadata_properties;
    assert_eq!(found.metadata_property("ä").unwrap(), (p[1], &properties[1]));
    assert_eq!(found.vector_settings("z").unwrap().0, v[0]);
    assert!(found.field("a").is_none());
    assert!(found.question_by_id(Uuid::nil()).is_none());
    assert!(settings::load(&mut tx, dataset.seq + 1).await.unwrap().is_none());
}

async fn parts_are_found_by_identity_with_their_dataset(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let dataset = seed::dataset(&mut tx, "d").await;
    let f = fields::insert(&mut tx, &dataset, decoded(field("f"))).await.unwrap();
    let q = questions::insert(&mut tx, &dataset, decoded(label_question("q"))).await.unwrap();
    let p = metadata_properties::insert(&mut tx, &dataset, decoded(property("p"))).await.unwrap();
    let v = vectors_settings::insert(&mut tx, &dataset, decoded(vector("v"))).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    let home = datasets::by_seq(&mut tx, dataset.seq).await.unwrap().unwrap();
    assert_eq!(fields::by_id(&mut tx, f.id).await.unwrap(), Some((f.clone(), home.clone())));
    assert_eq!(questions::by_id(&mut tx, q.id).await.unwrap(), Some((q, home.clone())));
    assert_eq!(metadata_properties::by_id(&mut tx, p.id).await.unwrap(), Some((p, home.clone())));
    assert_eq!(vectors_settings::by_id(&mut tx, v.id).await.unwrap(), Some((v, home.clone())));
    assert_eq!(fields::by_id(&mut tx, Uuid::nil()).await.unwrap(), None);
    assert_eq!(f.dataset_id, home.id);
}

async fn names_are_taken_once_in_a_dataset(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let dataset = seed::dataset(&mut tx, "d").await;
    fields::insert(&mut tx, &dataset, decoded(field("x"))).await.unwrap();
    questions::insert(&mut tx, &dataset, decoded(label_question("x"))).await.unwrap();
    metadata_properties::insert(&mut tx, &dataset, decoded(property("x"))).await.unwrap();
    vectors_settings::insert(&mut tx, &dataset, decoded(vector("x"))).await.unwrap();
    tx.commit().await.unwrap();

    let (mut tx, dataset) = seed::locked(store, dataset.seq).await;
    let again = fields::insert(&mut tx, &dataset, decoded(field("x"))).await;
    assert!(again.unwrap_err().is_taken(fields::NAME));
    drop(tx);
    let (mut tx, dataset) = seed::locked(store, dataset.seq).await;
    let again = questions::insert(&mut tx, &dataset, decoded(label_question("x"))).await;
    assert!(again.unwrap_err().is_taken(questions::NAME));
    drop(tx);
    let (mut tx, dataset) = seed::locked(store, dataset.seq).await;
    let again = metadata_properties::insert(&mut tx, &dataset, decoded(property("x"))).await;
    assert!(again.unwrap_err().is_taken(metadata_properties::NAME));
    drop(tx);
    let (mut tx, dataset) = seed::locked(store, dataset.seq).await;
    let again = vectors_settings::insert(&mut tx, &dataset, decoded(vector("x"))).await;
    assert!(again.unwrap_err().is_taken(vectors_settings::NAME));
}

async fn a_field_is_changed_and_deleted(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let dataset = seed::dataset(&mut tx, "d").await;
    let made = fields::insert(&mut tx, &dataset, decoded(field("f"))).await.unwrap();
    tx.commit().await.unwrap();
    for (changes, is_moved) in [
        (json!({}), false),
        (json!({"title": "T"}), false),
        (json!({"title": "New"}), true),
        (json!({"settings": {"type": "text", "use_markdown": false}}), true),
        (json!({"settings": {"type": "text", "use_markdown": true}}), true),
    ] {
        let (mut tx, dataset) = seed::locked(store, dataset.seq).await;
        let before = fields::by_id(&mut tx, made.id).await.unwrap().unwrap().0;
        let after = fields::update(&mut tx, &dataset, made.seq, decoded(changes.clone())).await;
        let moved = if is_moved { tx.now() } else { before.updated_at };
        assert_eq!(after.unwrap().updated_at, moved, "{changes}");
        tx.commit().await.unwrap();
    }
    let (mut tx, dataset) = seed::locked(store, dataset.seq).await;
    let found = fields::list(&mut tx, dataset.seq).await.unwrap();
    assert_eq!(found[0].title, "New");
    assert_eq!(json!(found[0].settings), json!({"type": "text", "use_markdown": true}));
    fields::delete(&mut tx, &dataset, made.seq).await.unwrap();
    assert_eq!(fields::list(&mut tx, dataset.seq).await.unwrap(), []);
}

async fn a_question_is_changed_and_deleted(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let dataset = seed::dataset(&mut tx, "d").await;
    let new = decoded(label_question("q"));
    let made = questions::insert(&mut tx, &dataset, new).await.unwrap();
    tx.commit().await.unwrap();
    let none = QuestionChanges::default();
    let QuestionSettings::LabelSelection { mut options, visible_options } = made.settings.clone()
    else {
        panic!("another type")
    };
    options.reverse();
    let settings = QuestionSettings::LabelSelection { options, visible_options };
    let text = |text: &str| Some(Some(text.to_owned()));
    for (changes, is_moved) in [
        (none.clone(), false),
        (QuestionChanges { description: Some(None), ..none.clone() }, false),
        (QuestionChanges { description: text("Long"), ..none.clone() }, true),
        (QuestionChanges { description: text("Long"), ..none.clone() }, false),
        (QuestionChanges { description: Some(None), ..none.clone() }, true),
        (QuestionChanges { title: Some("T".to_owned()), ..none.clone() }, false),
        (QuestionChanges { title: Some("New".to_owned()), ..none.clone() }, true),
        (QuestionChanges { settings: Some(settings.clone()), ..none.clone() }, true),
        (QuestionChanges { settings: Some(settings.clone()), ..none.clone() }, true),
    ] {
        let (mut tx, dataset) = seed::locked(store, dataset.seq).await;
        let before = questions::by_id(&mut tx, made.id).await.unwrap().unwrap().0;
        let after = questions::update(&mut tx, &dataset, made.seq, changes.clone()).await.unwrap();
        let moved = if is_moved { tx.now() } else { before.updated_at };
        assert_eq!(after.updated_at, moved, "{changes:?}");
        assert_eq!(after.description, changes.description.unwrap_or(before.item.description));
        tx.commit().await.unwrap();
    }
    let (mut tx, dataset) = seed::locked(store, dataset.seq).await;
    let found = questions::list(&mut tx, dataset.seq).await.unwrap();
    assert_eq!((found[0].title.as_str(), &found[0].settings), ("New", &settings));
    questions::delete(&mut tx, &dataset, made.seq).await.unwrap();
    assert_eq!(questions::list(&mut tx, dataset.seq).await.unwrap(), []);
}

async fn a_metadata_property_is_changed_and_deleted(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let dataset = seed::dataset(&mut tx, "d").await;
    let new = decoded(property("p"));
    let made = metadata_properties::insert(&mut tx, &dataset, new).await.unwrap();
    assert!(made.visible_for_annotators);
    tx.commit().await.unwrap();
    for (changes, is_moved, is_visible) in [
        (json!({}), false, true),
        (json!({"title": "T", "visible_for_annotators": true}), false, true),
        (json!({"visible_for_annotators": false}), true, false),
        (json!({"title": "New"}), true, false),
    ] {
        let (mut tx, dataset) = seed::locked(store, dataset.seq).await;
        let before = metadata_properties::by_id(&mut tx, made.id).await.unwrap().unwrap().0;
        let update = decoded(changes.clone());
        let after = metadata_properties::update(&mut tx, &dataset, made.seq, update).await.unwrap();
        let moved = if is_moved { tx.now() } else { before.updated_at };
        assert_eq!((after.updated_at, after.visible_for_annotators), (moved, is_visible));
        tx.commit().await.unwrap();
    }
    let (mut tx, dataset) = seed::locked(store, dataset.seq).await;
    let found = metadata_properties::list(&mut tx, dataset.seq).await.unwrap();
    assert_eq!((found[0].title.as_str(), &found[0].settings), ("New", &made.settings));
    metadata_properties::delete(&mut tx, &dataset, made.seq).await.unwrap();
    assert_eq!(metadata_properties::list(&mut tx, dataset.seq).await.unwrap(), []);
}

async fn vectors_settings_are_changed_and_deleted(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let dataset = seed::dataset(&mut tx, "d").await;
    let made = vectors_settings::insert(&mut tx, &dataset, decoded(vector("v"))).await.unwrap();
    tx.commit().await.unwrap();
    for (title, is_moved) in [("T", false), ("New", true)] {
        let (mut tx, dataset) = seed::locked(store, dataset.seq).await;
        let changes = decoded(json!({"title": title}));
        let after = vectors_settings::update(&mut tx, &dataset, made.seq, changes).await.unwrap();
        let moved = if is_moved { tx.now() } else { made.updated_at };
        assert_eq!((after.title.as_str(), after.updated_at), (title, moved));
        tx.commit().await.unwrap();
    }
    let (mut tx, dataset) = seed::locked(store, dataset.seq).await;
    vectors_settings::delete(&mut tx, &dataset, made.seq).await.unwrap();
    assert_eq!(vectors_settings::list(&mut tx, dataset.seq).await.unwrap(), []);
}

async fn a_deleted_dataset_takes_its_parts_along(store: &Store) {
    let mut tx = store.write().await.unwrap();
    let other = seed::ready_dataset(&mut tx, "other").await;
    let dataset = seed::ready_dataset(&mut tx, "d").await;
    metadata_properties::insert(&mut tx, &dataset, decoded(property("p"))).await.unwrap();
    vectors_settings::insert(&mut tx, &dataset, decoded(vector("v"))).await.unwrap();
    let seq = dataset.seq;
    datasets::delete(&mut tx, dataset).await.unwrap();
    tx.commit().await.unwrap();

    let mut tx = store.read().await.unwrap();
    assert!(datasets::by_seq(&mut tx, seq).await.unwrap().is_none());
    assert_eq!(fields::list(&mut tx, seq).await.unwrap(), []);
    assert_eq!(questions::list(&mut tx, seq).await.unwrap(), []);
    assert_eq!(metadata_properties::list(&mut tx, seq).await.unwrap(), []);
    assert_eq!(vectors_settings::list(&mut tx, seq).await.unwrap(), []);
    assert_eq!(fields::list(&mut tx, other.seq).await.unwrap().len(), 1);
}
