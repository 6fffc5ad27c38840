//! Bodies of records, checked against a dataset with one of everything.

use std::sync::LazyLock;

use serde_json::{Map, Value, json};

use super::spans::assert_lie_apart;
use super::{read, read_again, read_body};
use crate::checker::Checker;
use crate::datasets::Settings;
use crate::index::IndexValues;
use crate::json;
use crate::questions::QuestionSettings;
use crate::records::{RECORDS_BULK, RecordCreate, RecordUpdate, RecordUpsert};
use crate::records::{RecordsCreate, RecordsUpsert, Vectors};
use crate::refusal::Refusal;
use crate::responses::{RecordResponse, ResponseStatus};
use crate::suggestions::SuggestionCreate;
use crate::{example, vectors};

static SETTINGS: LazyLock<Settings> = LazyLock::new(example::settings);

/// A bulk of records is refused, or is the same again after it was written; records that the
/// dataset accepts hold what their settings say.
pub fn check_records(bytes: &[u8]) {
    let Some(value) = read_body(bytes) else { return };
    let checker = Checker::new(&SETTINGS);
    if let Some(records) = read::<RecordsCreate>(&value, bytes.len()) {
        let written: Value = records.items.iter().map(written_create).collect();
        let again = read_again::<RecordsCreate>(&json!({"items": written}));
        assert_eq!(again, records);
        assert!(RECORDS_BULK.contains(&records.items.len()));
        for (position, record) in records.items.iter().enumerate() {
            let verdict = checker.create(position, record);
            assert_eq!(checker.create(position, &again.items[position]), verdict);
            assert_named(position, &verdict);
            if verdict.is_ok() {
                assert_accepted(Some(&record.fields), Parts::of_create(record));
            }
        }
    }
    if let Some(records) = read::<RecordsUpsert>(&value, bytes.len()) {
        let written: Value = records.items.iter().map(written_upsert).collect();
        let again = read_again::<RecordsUpsert>(&json!({"items": written}));
        assert_eq!(again, records);
        assert!(RECORDS_BULK.contains(&records.items.len()));
        let stored = json!({"text": "some text"});
        for (position, record) in records.items.iter().enumerate() {
            let new = checker.upsert_new(position, record);
            assert_named(position, &new);
            // The fields of a new record are all that an update could do without.
            assert!(checker.update(position, record, None).is_ok() || new.is_err());
            let update = checker.update(position, record, stored.as_object());
            assert_named(position, &update);
            if update.is_ok() {
                let sent = record.fields.as_ref().and_then(Option::as_ref);
                let texts = sent.or(stored.as_object());
                assert_accepted(sent, Parts { texts, ..Parts::of_upsert(record) });
            }
        }
    }
    // The body of a single record.
    if let Some(update) = read::<RecordUpdate>(&value, bytes.len()) {
        let _ = checker.patch(&update, json!({"text": "some text"}).as_object());
    }
}

fn assert_named(position: usize, verdict: &Result<(), Refusal>) {
    if let Err(refusal) = verdict {
        assert!(refusal.0.contains(&format!("position {position}")), "{refusal}");
    }
}

/// What both kinds of records have beside their fields.
struct Parts<'r> {
    /// The fields in whose texts spans lie.
    texts: Option<&'r json::Object>,
    metadata: Option<&'r json::Object>,
    suggestions: &'r [SuggestionCreate],
    responses: &'r [RecordResponse],
    vectors: &'r Vectors,
}

impl<'r> Parts<'r> {
    fn of_create(record: &'r RecordCreate) -> Self {
        Self {
            texts: Some(&record.fields),
            metadata: record.metadata.as_ref(),
            suggestions: &record.suggestions,
            responses: &record.responses,
            vectors: &record.vectors,
        }
    }

    fn of_upsert(record: &'r RecordUpsert) -> Self {
        Self {
            texts: None,
            metadata: record.metadata.as_ref().and_then(Option::as_ref),
            suggestions: &record.suggestions,
            responses: &record.responses,
            vectors: &record.vectors,
        }
    }
}

fn assert_accepted(fields: Option<&json::Object>, parts: Parts<'_>) {
    if let Some(fields) = fields {
        assert!(fields.get("text").is_some_and(Value::is_string), "`text` is required");
        for (name, value) in fields {
            let field = SETTINGS.fields.iter().find(|field| field.name == *name);
            let field = field.unwrap_or_else(|| panic!("`{name}` is no field"));
            let _ = field.settings.searchable_text(value);
        }
    }
    for (name, value) in parts.metadata.into_iter().flatten() {
        let property = SETTINGS.metadata_properties.iter().find(|found| found.name == *name);
        let property = property.unwrap_or_else(|| panic!("`{name}` is no property"));
        match (property.name.as_str(), property.settings.index_values(value)) {
            (_, IndexValues::Nothing) | ("hidden", IndexValues::Terms(_)) => {}
            ("terms", IndexValues::Terms(terms)) => assert!(terms.iter().all(|term| term == "x")),
            ("integer", IndexValues::Integer(number)) => assert!(number >= 0),
            ("float", IndexValues::Float(number)) => assert!(number.is_finite()),
            (_, found) => panic!("`{name}` is found under {found:?}"),
        }
    }
    for (name, components) in parts.vectors {
        assert_eq!((name.as_str(), components.len()), ("vector", 2));
        let stored = vectors::to_bytes(components);
        let read = vectors::from_bytes(&stored, components.len()).unwrap_or_default();
        assert!(read.iter().zip(components).all(|(a, b)| a.to_bits() == b.to_bits()));
    }
    for suggestion in parts.suggestions {
        let question = SETTINGS.questions.iter().find(|found| found.id == suggestion.question_id);
        let question = question.unwrap_or_else(|| panic!("{suggestion:?} is to no question"));
        assert_answer(&question.name, &suggestion.value, parts.texts);
    }
    for response in parts.responses {
        let values = response.values.as_ref();
        let has_rating = values.is_some_and(|values| values.get("rating").is_some());
        assert!(has_rating || response.status != ResponseStatus::Submitted, "{response:?}");
        for (name, answer) in values.into_iter().flat_map(|values| values.iter()) {
            assert_answer(name, answer, parts.texts);
        }
    }
}

fn assert_answer(name: &str, answer: &Value, fields: Option<&json::Object>) {
    let question = SETTINGS.questions.iter().find(|question| question.name == name);
    let question = question.unwrap_or_else(|| panic!("`{name}` is no question"));
    let is_option = |label: &str| ["a", "b", "c"].contains(&label);
    match question.settings.index_values(answer) {
        IndexValues::Nothing => {}
        IndexValues::Terms(labels) => {
            assert!(!labels.is_empty() && labels.iter().all(|label| is_option(label)));
        }
        IndexValues::Integer(rating) => assert!((1..=3).contains(&rating)),
        IndexValues::Float(number) => panic!("{name} is found under {number}"),
    }
    if let QuestionSettings::Span { field, allow_overlapping, .. } = &question.settings {
        let text = fields.and_then(|fields| fields.get(field)).and_then(Value::as_str);
        assert_lie_apart(answer, text.unwrap_or_default(), *allow_overlapping);
    }
}

fn written_create(record: &RecordCreate) -> Value {
    let mut out = Map::new();
    out.insert("fields".to_owned(), Value::Object(record.fields.clone()));
    if let Some(metadata) = &record.metadata {
        out.insert("metadata".to_owned(), Value::Object(metadata.clone()));
    }
    let parts = Parts::of_create(record);
    write_parts(&mut out, record.external_id.as_deref(), &parts);
    Value::Object(out)
}

fn written_upsert(record: &RecordUpsert) -> Value {
    let mut out = Map::new();
    if let Some(id) = record.id {
        out.insert("id".to_owned(), json!(id));
    }
    for (key, sent) in [("fields", &record.fields), ("metadata", &record.metadata)] {
        if let Some(sent) = sent {
            out.insert(key.to_owned(), json!(sent));
        }
    }
    write_parts(&mut out, record.external_id.as_deref(), &Parts::of_upsert(record));
    Value::Object(out)
}

fn write_parts(out: &mut json::Object, external_id: Option<&str>, parts: &Parts<'_>) {
    out.insert("external_id".to_owned(), json!(external_id));
    let suggestion = |suggestion: &SuggestionCreate| {
        json!({
            "question_id": suggestion.question_id,
            "type": suggestion.kind,
            "value": suggestion.value,
            "agent": suggestion.agent,
            "score": suggestion.score,
        })
    };
    out.insert("suggestions".to_owned(), parts.suggestions.iter().map(suggestion).collect());
    let response = |response: &RecordResponse| {
        json!({
            "user_id": response.user_id,
            "status": response.status,
            "values": response.values,
        })
    };
    out.insert("responses".to_owned(), parts.responses.iter().map(response).collect());
    let vector = |(name, components): &(String, Vec<f64>)| (name.clone(), json!(components));
    out.insert("vectors".to_owned(), parts.vectors.iter().map(vector).collect());
}
