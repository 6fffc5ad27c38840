//! Properties that hold for whatever a client sends.

use proptest::prelude::*;
use proptest::sample::{Index, select};
use serde_json::{Map, Value, json};

use crate::checker::Checker;
use crate::datasets::{DatasetCreate, DatasetUpdate};
use crate::decode::{self, Decode, Problems};
use crate::fields::{self, FieldCreate, FieldUpdate};
use crate::fuzzing::{check_records, check_search};
use crate::ids::parse_ids;
use crate::jobs::{DatasetExport, DatasetImport};
use crate::metadata::{MetadataPropertyCreate, MetadataPropertyUpdate};
use crate::questions::{QuestionCreate, QuestionUpdate, decode_answer, decode_response_answer};
use crate::records::{RecordUpdate, RecordsCreate};
use crate::responses::{
    ResponseCreate, ResponseStatus, ResponseUpdate, ResponseValues, ResponsesBulk,
};
use crate::search::{Include, SearchQuery};
use crate::suggestions::SuggestionCreate;
use crate::testing::{id, options, settings};
use crate::users::{UserCreate, UserUpdate};
use crate::vectors::{VectorSettingsCreate, VectorSettingsUpdate};
use crate::webhooks::{WebhookCreate, WebhookUpdate};
use crate::workspaces::{MemberCreate, WorkspaceCreate};

/// Words that mean something to some type, as keys and as values.
const WORDS: &[&str] = &[
    "",
    "a",
    "b",
    "c",
    "and",
    "asc",
    "agent",
    "chat",
    "content",
    "custom",
    "description",
    "draft",
    "end",
    "entity",
    "external_id",
    "field",
    "fields",
    "filters",
    "float",
    "ge",
    "id",
    "integer",
    "items",
    "label",
    "le",
    "mapping",
    "max",
    "metadata",
    "min",
    "name",
    "options",
    "order",
    "property",
    "q",
    "query",
    "question",
    "question_id",
    "range",
    "rank",
    "ranking",
    "rating",
    "record",
    "record_id",
    "required",
    "response",
    "responses",
    "role",
    "scope",
    "score",
    "settings",
    "sort",
    "span",
    "start",
    "status",
    "submitted",
    "suggestion",
    "suggestions",
    "terms",
    "text",
    "title",
    "type",
    "user_id",
    "value",
    "values",
    "vector",
    "vectors",
    "x",
    "00000000-0000-0000-0000-000000000016",
    "2026-01-01",
    "1.5",
    "ä👍",
];

fn word() -> impl Strategy<Value = String> {
    select(WORDS).prop_map(str::to_owned)
}

fn any_json() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        (-2_i64..12).prop_map(Value::from),
        any::<i64>().prop_map(Value::from),
        any::<u64>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        word().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..5).prop_map(Value::from),
            prop::collection::vec((word(), inner), 0..6)
                .prop_map(|pairs| Value::Object(pairs.into_iter().collect::<Map<_, _>>())),
        ]
    })
}

/// Bodies that are accepted by something.
fn good_bodies() -> Vec<Value> {
    let record = json!({
        "id": id(9),
        "external_id": "e",
        "fields": {
            "text": "some text",
            "image": "http://a.com/x",
            "chat": [{"role": "user", "content": "hi"}],
            "custom": {"a": [1]},
        },
        "metadata": {"terms": ["x"], "integer": 3, "float": 1.5},
        "vectors": {"vector": [1, 2.5]},
        "suggestions": [
            {"question_id": id(23), "value": ["a", "b"], "score": [0.1, 1], "agent": "m"},
            {"question_id": id(25), "value": [{"label": "a", "start": 0, "end": 4}]},
        ],
        "responses": [{
            "user_id": id(8),
            "status": "submitted",
            "values": {
                "rating": {"value": 1},
                "label": {"value": "a"},
                "multi": {"value": ["a"]},
                "ranking": {"value": [
                    {"value": "a", "rank": 1}, {"value": "b", "rank": 2}, {"value": "c", "rank": 2},
                ]},
                "span": {"value": [{"label": "a", "start": 0, "end": 9}]},
            },
        }],
    });
    let question = |settings: Value| json!({"name": "q", "title": "t", "settings": settings});
    let abc = options(&["a", "b", "c"]);
    vec![
        json!({"items": [record]}),
        record,
        question(json!({"type": "text"})),
        question(json!({"type": "rating", "options": [{"value": 1}, {"value": 2}]})),
        question(json!({"type": "label_selection", "options": abc, "visible_options": 3})),
        question(json!({"type": "multi_label_selection", "options": abc})),
        question(json!({"type": "ranking", "options": abc})),
        question(json!({"type": "span", "options": abc, "field": "f"})),
        question(json!({"type": "custom", "template": "x", "advanced_mode": true})),
        question(json!({"type": "terms", "values": ["a", 1]})),
        question(json!({"type": "integer", "min": 1, "max": 2})),
        question(json!({"type": "float", "min": 1, "max": 2.5})),
        json!({"items": [{"record_id": id(7), "status": "submitted", "values": {"rating": {"value": 1}}}]}),
        json!({"name": "n", "subset": "s", "split": "s", "token": "t", "mapping": {
            "fields": [{"source": "s", "target": "t"}],
        }}),
        json!({
            "query": {
                "text": {"q": "x", "field": "text"},
                "vector": {"name": "vector", "value": [1, 2]},
            },
            "filters": {"and": [
                {"type": "terms", "scope": {"entity": "record", "property": "status"}, "values": ["a"]},
                {
                    "type": "range",
                    "scope": {"entity": "metadata", "metadata_property": "integer"},
                    "ge": 1.5,
                    "le": 10,
                },
            ]},
            "sort": [{"scope": {"entity": "suggestion", "question": "rating"}, "order": "asc"}],
        }),
    ]
}

/// A body of [`good_bodies`] in which the value at some place is another one.
fn nearly_good() -> impl Strategy<Value = Value> {
    let steps = prop::collection::vec(any::<Index>(), 0..7);
    (select(good_bodies()), steps, any_json()).prop_map(|(mut body, steps, other)| {
        replace(&mut body, &steps, other);
        body
    })
}

fn replace(value: &mut Value, steps: &[Index], other: Value) {
    let Some((step, rest)) = steps.split_first() else {
        *value = other;
        return;
    };
    let mut parts: Vec<&mut Value> = match value {
        Value::Array(items) => items.iter_mut().collect(),
        Value::Object(map) => map.values_mut().collect(),
        _ => vec![],
    };
    if parts.is_empty() {
        *value = other;
    } else {
        let at = step.index(parts.len());
        replace(parts.swap_remove(at), rest, other);
    }
}

fn body() -> impl Strategy<Value = Value> {
    prop_oneof![1 => any_json(), 3 => nearly_good(), 1 => select(good_bodies())]
}

/// Decodes as `T`. Either there are problems, all of them inside the body, or there is a value.
fn read<T: Decode>(body: &Value) -> Option<T> {
    match decode::decode::<T>("body", body.clone()) {
        Ok(value) => Some(value),
        Err(problems) => {
            assert!(!problems.is_empty(), "{body} is refused without a problem");
            assert!(problems.iter().all(|problem| problem.loc.first() == Some(&"body".into())));
            None
        }
    }
}

fn read_rule<T>(rule: impl Fn(Value, &mut Problems) -> Option<T>, value: &Value) -> Option<T> {
    let mut problems = Problems::default();
    let out = rule(value.clone(), &mut problems);
    problems.finish(out).ok()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn any_json_is_read_or_refused(body in body()) {
        read::<DatasetCreate>(&body);
        read::<DatasetUpdate>(&body);
        read::<DatasetExport>(&body);
        read::<DatasetImport>(&body);
        read::<FieldCreate>(&body);
        read::<FieldUpdate>(&body);
        read::<MetadataPropertyCreate>(&body);
        read::<MetadataPropertyUpdate>(&body);
        read::<QuestionCreate>(&body);
        read::<QuestionUpdate>(&body);
        read::<ResponseCreate>(&body);
        read::<ResponsesBulk>(&body);
        read::<ResponseUpdate>(&body);
        read::<UserCreate>(&body);
        read::<UserUpdate>(&body);
        read::<VectorSettingsCreate>(&body);
        read::<VectorSettingsUpdate>(&body);
        read::<WebhookCreate>(&body);
        read::<WebhookUpdate>(&body);
        read::<WorkspaceCreate>(&body);
        read::<MemberCreate>(&body);
        read::<SuggestionCreate>(&body);
    }

    #[test]
    fn any_record_is_checked(body in body()) {
        check_records(body.to_string().as_bytes());
    }

    #[test]
    fn any_search_is_resolved(body in body()) {
        check_search(body.to_string().as_bytes(), &variorum_text::tokenise::words);
    }

    #[test]
    fn accepted_answers_are_in_their_final_form(answer in any_json()) {
        for rule in [decode_answer, decode_response_answer] {
            if let Some(read) = read_rule(rule, &answer) {
                prop_assert_eq!(read_rule(rule, &read), Some(read.clone()));
                // What a response holds, a suggestion may hold.
                prop_assert_eq!(read_rule(decode_answer, &read), Some(read));
            }
        }
    }

    #[test]
    fn accepted_answers_of_a_question_stay_accepted(answer in any_json(), at in 0_usize..6) {
        let settings = settings();
        let checker = Checker::new(&settings);
        let question = &settings.questions[at];
        let values = json!({&question.name: {"value": answer}});
        let fields = json!({"text": "some text"});
        if let Some(values) = read::<ResponseValues>(&values) {
            let draft = checker.response(Some(&values), ResponseStatus::Draft, fields.as_object());
            if draft.is_ok() {
                let _ = question.settings.index_values(&values.0[&question.name]);
                let again = read::<ResponseValues>(&values.to_json());
                prop_assert_eq!(again.as_ref(), Some(&values));
            }
        }
    }

    #[test]
    fn accepted_fields_are_in_their_final_form(value in any_json()) {
        let fields = json!({"f": value});
        if let Some(read) = read_rule(fields::decode_values, &fields) {
            let read = Value::Object(read);
            prop_assert_eq!(read_rule(fields::decode_values, &read).map(Value::Object), Some(read));
        }
    }

    #[test]
    fn response_values_read_back(values in nearly_good()) {
        let values = &values["items"][0]["responses"][0]["values"];
        if let Some(read) = read::<ResponseValues>(values) {
            prop_assert_eq!(ResponseValues::from_json(read.to_json()), read);
        }
    }

    #[test]
    fn settings_read_back(body in body()) {
        let again = |settings: Value| json!({"name": "n", "title": "t", "settings": settings});
        if let Some(new) = read::<QuestionCreate>(&body) {
            let written = serde_json::to_value(&new.settings).expect("settings are JSON");
            let read = read::<QuestionCreate>(&again(written)).map(|question| question.settings);
            prop_assert_eq!(read, Some(new.settings));
        }
        if let Some(new) = read::<FieldCreate>(&body) {
            let written = serde_json::to_value(&new.settings).expect("settings are JSON");
            let update = read::<FieldUpdate>(&json!({"settings": written}));
            prop_assert_eq!(update.and_then(|update| update.settings), Some(new.settings));
        }
        if let Some(new) = read::<MetadataPropertyCreate>(&body) {
            let written = serde_json::to_value(&new.settings).expect("settings are JSON");
            let read = read::<MetadataPropertyCreate>(&again(written)).map(|new| new.settings);
            prop_assert_eq!(read, Some(new.settings));
        }
    }

    #[test]
    fn updates_of_settings_keep_what_is_fixed(body in body()) {
        let settings = settings();
        if let Some(update) = read::<QuestionUpdate>(&body).and_then(|update| update.settings) {
            for question in &settings.questions {
                let Ok(updated) = question.settings.updated(update.clone()) else { continue };
                let values = |options: &[crate::questions::LabelOption]| {
                    let mut values: Vec<_> =
                        options.iter().map(|option| option.value.clone()).collect();
                    values.sort_unstable();
                    values
                };
                prop_assert_eq!(updated.kind(), question.settings.kind());
                prop_assert_eq!(values(updated.options()), values(question.settings.options()));
            }
        }
    }

    #[test]
    fn any_text_is_read_or_refused_in_a_query_string(text in "[a-z:,\\-0-9{}]{0,40}|.{0,20}") {
        let _ = Include::parse(&[text.clone(), "responses".to_owned()]);
        let _ = parse_ids(&text, 3);
    }
}

#[test]
fn good_bodies_are_good() {
    let settings = settings();
    let checker = Checker::new(&settings);
    let bodies = good_bodies();
    let records: RecordsCreate = read(&bodies[0]).expect("records");
    assert_eq!(checker.create(0, &records.items[0]), Ok(()));
    assert!(read::<RecordUpdate>(&bodies[1]).is_some());
    assert!(bodies[2..8].iter().all(|body| read::<QuestionCreate>(body).is_some()));
    assert!(read::<FieldCreate>(&bodies[8]).is_some());
    assert!(bodies[9..12].iter().all(|body| read::<MetadataPropertyCreate>(body).is_some()));
    assert!(read::<ResponsesBulk>(&bodies[12]).is_some());
    assert!(read::<DatasetImport>(&bodies[13]).is_some());
    assert!(read::<DatasetExport>(&bodies[13]).is_some());
    let query: SearchQuery = read(&bodies[14]).expect("a query");
    assert!(query.resolve(&settings, false).is_ok());
}
