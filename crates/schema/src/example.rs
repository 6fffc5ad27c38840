//! A dataset with one of everything, for the tests of this crate and for fuzzing.

use serde_json::{Value, json};
use uuid::Uuid;

use crate::Timestamp;
use crate::datasets::{Dataset, DatasetStatus, Distribution, Settings};
use crate::decode::{self, Decode};
use crate::fields::{Field, FieldCreate};
use crate::metadata::{MetadataProperty, MetadataPropertyCreate};
use crate::questions::{Question, QuestionCreate};
use crate::vectors::VectorSettings;

/// A body that must decode.
#[track_caller]
pub fn decoded<T: Decode>(body: Value) -> T {
    match decode::decode("body", body.clone()) {
        Ok(value) => value,
        Err(problems) => panic!("{body} has problems: {problems:?}"),
    }
}

/// The object with some keys replaced; `null` stays `null`.
pub fn with(mut object: Value, changes: Value) -> Value {
    if let (Some(object), Value::Object(changes)) = (object.as_object_mut(), changes) {
        object.extend(changes);
    }
    object
}

/// The id that tests use for the thing with this number.
pub fn id(number: u128) -> Uuid {
    Uuid::from_u128(number)
}

/// Options of a label, multi label, ranking or span question.
pub fn options(values: &[&str]) -> Value {
    values.iter().map(|value| json!({"value": value, "text": value})).collect()
}

fn dataset() -> Dataset {
    Dataset {
        id: id(1),
        name: "dataset".to_owned(),
        guidelines: None,
        allow_extra_metadata: false,
        status: DatasetStatus::Ready,
        distribution: Distribution::default(),
        metadata: None,
        workspace_id: id(2),
        last_activity_at: Timestamp(0),
        inserted_at: Timestamp(0),
        updated_at: Timestamp(0),
    }
}

fn field(number: u128, body: Value) -> Field {
    let new = decoded::<FieldCreate>(body);
    Field {
        id: id(number),
        name: new.name,
        title: new.title,
        required: new.required,
        settings: new.settings,
        dataset_id: id(1),
        inserted_at: Timestamp(0),
        updated_at: Timestamp(0),
    }
}

/// A question with this id.
pub fn question(number: u128, body: Value) -> Question {
    let new = decoded::<QuestionCreate>(with(json!({"title": "t"}), body));
    Question {
        id: id(number),
        name: new.name,
        title: new.title,
        description: new.description,
        required: new.required,
        settings: new.settings,
        dataset_id: id(1),
        inserted_at: Timestamp(0),
        updated_at: Timestamp(0),
    }
}

fn property(number: u128, body: Value) -> MetadataProperty {
    let new = decoded::<MetadataPropertyCreate>(with(json!({"title": "t"}), body));
    MetadataProperty {
        id: id(number),
        name: new.name,
        title: new.title,
        settings: new.settings,
        visible_for_annotators: new.visible_for_annotators,
        dataset_id: id(1),
        inserted_at: Timestamp(0),
        updated_at: Timestamp(0),
    }
}

/// A dataset with one of everything. Questions have the ids 20 (`text`) to 25 (`span`), `rating`
/// (21) is required; the span question looks at the field `text`, which is required.
pub fn settings() -> Settings {
    let field = |number, name: &str, required: bool, settings: Value| {
        let body = json!({"name": name, "title": "t", "required": required, "settings": settings});
        field(number, body)
    };
    let ask = |number, name: &str, settings: Value| {
        let required = name == "rating";
        question(number, json!({"name": name, "required": required, "settings": settings}))
    };
    let rating = json!([{"value": 1}, {"value": 2}, {"value": 3}]);
    let abc = options(&["a", "b", "c"]);
    Settings {
        dataset: dataset(),
        fields: vec![
            field(10, "text", true, json!({"type": "text"})),
            field(11, "image", false, json!({"type": "image"})),
            field(12, "chat", false, json!({"type": "chat"})),
            field(13, "custom", false, json!({"type": "custom", "template": ""})),
        ],
        questions: vec![
            ask(20, "text", json!({"type": "text"})),
            ask(21, "rating", json!({"type": "rating", "options": rating})),
            ask(22, "label", json!({"type": "label_selection", "options": abc})),
            ask(23, "multi", json!({"type": "multi_label_selection", "options": abc})),
            ask(24, "ranking", json!({"type": "ranking", "options": abc})),
            ask(25, "span", json!({"type": "span", "field": "text", "options": abc})),
        ],
        metadata_properties: vec![
            property(30, json!({"name": "terms", "settings": {"type": "terms", "values": ["x"]}})),
            property(31, json!({"name": "integer", "settings": {"type": "integer", "min": 0}})),
            property(32, json!({"name": "float", "settings": {"type": "float"}})),
            property(
                33,
                json!({
                    "name": "hidden",
                    "settings": {"type": "terms"},
                    "visible_for_annotators": false,
                }),
            ),
        ],
        vectors_settings: vec![VectorSettings {
            id: id(40),
            name: "vector".to_owned(),
            title: "t".to_owned(),
            dimensions: 2,
            dataset_id: id(1),
            inserted_at: Timestamp(0),
            updated_at: Timestamp(0),
        }],
    }
}
