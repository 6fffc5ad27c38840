//! Records: what is annotated.

use std::collections::{BTreeMap, HashSet};
use std::hash::Hash;

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::decode::{self, Decode, Object, Problems, nullable};
use crate::fields;
use crate::json::Raw;
use crate::limits::List;
use crate::responses::{RecordResponse, Response};
use crate::suggestions::{Suggestion, SuggestionCreate};
use crate::{Timestamp, json};

/// Whether a record has enough submitted responses; computed, never written by a client.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecordStatus {
    /// Not yet.
    Pending,
    /// Enough.
    Completed,
}

impl RecordStatus {
    /// The word of the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Completed => "completed",
        }
    }
}

/// What is annotated. Parts that were not asked for are left out of the JSON.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Record {
    /// Identity, made by the server.
    pub id: Uuid,
    /// Pending or completed.
    pub status: RecordStatus,
    /// What annotators see, as stored.
    #[schema(value_type = HashMap<String, Value>)]
    pub fields: Raw,
    /// What the record can be filtered and sorted by, as stored.
    #[schema(value_type = Option<HashMap<String, Value>>)]
    pub metadata: Option<Raw>,
    /// The client's own name for it, unique in the dataset.
    pub external_id: Option<String>,
    /// In order of first writing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub responses: Option<Vec<Response>>,
    /// In order of first writing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub suggestions: Option<Vec<Suggestion>>,
    /// By name of their settings; only those that the record has.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<HashMap<String, Vec<f64>>>)]
    pub vectors: Option<BTreeMap<String, Vec<f64>>>,
    /// The dataset.
    pub dataset_id: Uuid,
    /// When it was made.
    #[schema(value_type = String)]
    pub inserted_at: Timestamp,
    /// When its fields, metadata or status last changed.
    #[schema(value_type = String)]
    pub updated_at: Timestamp,
}

/// How many records one bulk request may have.
pub const RECORDS_BULK: std::ops::RangeInclusive<usize> = 1..=500;

type NewRecords = List<RecordCreate, { *RECORDS_BULK.start() }, { *RECORDS_BULK.end() }>;
type AnyRecords = List<RecordUpsert, { *RECORDS_BULK.start() }, { *RECORDS_BULK.end() }>;

/// Vectors by name of their settings, in the order sent.
pub type Vectors = Vec<(String, Vec<f64>)>;

/// A record to be made.
#[derive(Debug, Clone, Default, PartialEq, ToSchema)]
pub struct RecordCreate {
    /// What annotators see, by name of the field.
    #[schema(value_type = HashMap<String, Value>)]
    pub fields: json::Object,
    /// What the record can be filtered and sorted by.
    #[schema(value_type = Option<HashMap<String, Value>>)]
    pub metadata: Option<json::Object>,
    /// The client's own name for it, unique in the dataset; numbers become text.
    pub external_id: Option<String>,
    /// One per user.
    #[schema(required = false, nullable)]
    pub responses: Vec<RecordResponse>,
    /// One per question.
    #[schema(required = false, nullable)]
    pub suggestions: Vec<SuggestionCreate>,
    /// By name of their settings.
    #[schema(required = false, nullable, value_type = HashMap<String, Vec<f64>>)]
    pub vectors: Vectors,
}

impl Decode for RecordCreate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let fields = o.req("fields", fields::decode_values);
        let metadata = o.maybe("metadata", decode::any_object);
        let external_id = o.maybe("external_id", decode::text_or_number);
        let responses = o.maybe("responses", responses).unwrap_or_default();
        let suggestions = o.maybe("suggestions", suggestions).unwrap_or_default();
        let vectors = o.maybe("vectors", vectors).unwrap_or_default();
        Some(Self { fields: fields?, metadata, external_id, responses, suggestions, vectors })
    }
}

/// Records to be made.
#[derive(Debug, Clone, PartialEq, ToSchema)]
#[schema(example = json!({
    "items": [
        {
            "fields": {"text": "Better than the first one."},
            "metadata": {"stars": 4},
            "vectors": {"embedding": [0.5, 0.25]},
        },
    ],
}))]
pub struct RecordsCreate {
    /// 1 to 500, with distinct external ids.
    #[schema(value_type = NewRecords)]
    pub items: Vec<RecordCreate>,
}

impl Decode for RecordsCreate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let items = o.req("items", bulk(|item: &RecordCreate| item.external_id.as_deref()));
        Some(Self { items: items? })
    }
}

/// A record to be made, or to be changed if it is there already.
///
/// For a record that is there, an absent part stays. `null` and empty lists of responses,
/// suggestions and vectors change nothing either.
#[derive(Debug, Clone, Default, PartialEq, ToSchema)]
pub struct RecordUpsert {
    /// The record meant, if the caller knows it.
    pub id: Option<Uuid>,
    /// Replaced as a whole. A new record needs them, and none accepts an explicit `null`.
    #[schema(value_type = Option<HashMap<String, Value>>)]
    pub fields: Option<Option<json::Object>>,
    /// Replaced as a whole; an explicit `null` clears it.
    #[schema(value_type = Option<HashMap<String, Value>>)]
    pub metadata: Option<Option<json::Object>>,
    /// The client's own name for it; numbers become text.
    pub external_id: Option<String>,
    /// Each replaces that user's response, others stay.
    #[schema(required = false, nullable)]
    pub responses: Vec<RecordResponse>,
    /// Each replaces the suggestion to that question, others stay.
    #[schema(required = false, nullable)]
    pub suggestions: Vec<SuggestionCreate>,
    /// Each replaces the vector of that name, others stay.
    #[schema(required = false, nullable, value_type = HashMap<String, Vec<f64>>)]
    pub vectors: Vectors,
}

impl Decode for RecordUpsert {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let id = o.maybe("id", decode::uuid);
        let fields = o.opt("fields", nullable(fields::decode_values));
        let metadata = o.opt("metadata", nullable(decode::any_object));
        let external_id = o.maybe("external_id", decode::text_or_number);
        let responses = o.maybe("responses", responses).unwrap_or_default();
        let suggestions = o.maybe("suggestions", suggestions).unwrap_or_default();
        let vectors = o.maybe("vectors", vectors).unwrap_or_default();
        Some(Self { id, fields, metadata, external_id, responses, suggestions, vectors })
    }
}

/// Records to be made or changed.
#[derive(Debug, Clone, PartialEq, ToSchema)]
#[schema(example = json!({
    "items": [
        {
            "external_id": "review-7",
            "fields": {"text": "Better than the first one."},
            "metadata": {"stars": 4},
        },
    ],
}))]
pub struct RecordsUpsert {
    /// 1 to 500, with distinct external ids.
    #[schema(value_type = AnyRecords)]
    pub items: Vec<RecordUpsert>,
}

impl Decode for RecordsUpsert {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let items = o.req("items", bulk(|item: &RecordUpsert| item.external_id.as_deref()));
        Some(Self { items: items? })
    }
}

/// Changes to a record; absent parts stay.
#[derive(Debug, Clone, Default, PartialEq, ToSchema)]
#[schema(example = json!({"metadata": {"stars": 5}}))]
pub struct RecordUpdate {
    /// Replaced as a whole; an explicit `null` is not accepted.
    #[schema(value_type = Option<HashMap<String, Value>>)]
    pub fields: Option<Option<json::Object>>,
    /// Replaced as a whole; an explicit `null` clears it.
    #[schema(value_type = Option<HashMap<String, Value>>)]
    pub metadata: Option<Option<json::Object>>,
    /// All suggestions of the record from now on.
    pub suggestions: Option<Vec<SuggestionCreate>>,
    /// Each replaces the vector of that name, others stay; `null` counts as an empty object.
    #[schema(value_type = Option<HashMap<String, Vec<f64>>>)]
    pub vectors: Option<Vectors>,
}

impl RecordUpdate {
    /// Whether nothing was sent that could change a record.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.fields.is_none()
            && self.metadata.is_none()
            && self.suggestions.is_none()
            && self.vectors.is_none()
    }
}

impl Decode for RecordUpdate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        o.not_null(&["suggestions"]);
        let fields = o.opt("fields", nullable(fields::decode_values));
        let metadata = o.opt("metadata", nullable(decode::any_object));
        let suggestions = o.opt("suggestions", suggestions);
        let vectors = o.opt("vectors", nullable(vectors)).map(Option::unwrap_or_default);
        Some(Self { fields, metadata, suggestions, vectors })
    }
}

/// Responses of different users.
fn responses(value: Value, p: &mut Problems) -> Option<Vec<RecordResponse>> {
    let responses = decode::list(0..=usize::MAX, RecordResponse::decode)(value, p)?;
    match repeated(responses.iter().map(|response| response.user_id)) {
        Some(id) => p.report("value_error", format!("User {id} has more than one response")),
        None => Some(responses),
    }
}

fn suggestions(value: Value, p: &mut Problems) -> Option<Vec<SuggestionCreate>> {
    decode::list(0..=usize::MAX, SuggestionCreate::decode)(value, p)
}

fn vectors(value: Value, p: &mut Problems) -> Option<Vectors> {
    decode::map(decode::floats)(value, p)
}

/// Records with distinct external ids.
fn bulk<T: Decode>(
    external_id: fn(&T) -> Option<&str>,
) -> impl Fn(Value, &mut Problems) -> Option<Vec<T>> {
    move |value, p| {
        let items = decode::list(RECORDS_BULK, T::decode)(value, p)?;
        if let Some(id) = repeated(items.iter().filter_map(external_id)) {
            return p.report("value_error", format!("External id '{id}' occurs more than once"));
        }
        Some(items)
    }
}

/// The first item that was there before.
pub(crate) fn repeated<T: Eq + Hash + Copy>(items: impl Iterator<Item = T>) -> Option<T> {
    let mut seen = HashSet::new();
    let mut items = items;
    items.find(|item| !seen.insert(*item))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::limits::Limits;
    use crate::testing::{decoded, id, problems, problems_within, with};

    fn body() -> Value {
        json!({"fields": {"text": "x"}})
    }

    fn create(changes: &Value) -> Value {
        json!({"items": [with(body(), changes.clone())]})
    }

    /// Checks a record of both bulk requests.
    #[track_caller]
    fn check(changes: Value, expected: &[&str]) {
        let expected: Vec<_> =
            expected.iter().map(|problem| problem.replacen(' ', " body.items.0", 1)).collect();
        assert_eq!(problems::<RecordsCreate>(create(&changes)), expected, "create {changes}");
        assert_eq!(problems::<RecordsUpsert>(create(&changes)), expected, "upsert {changes}");
    }

    #[test]
    fn parts_may_be_absent_or_null() {
        check(json!({}), &[]);
        check(
            json!({
                "metadata": null,
                "external_id": null,
                "responses": null,
                "suggestions": null,
                "vectors": null,
                "status": 1,
                "inserted_at": [],
            }),
            &[],
        );
        check(json!({"responses": [], "suggestions": [], "vectors": {}, "metadata": {}}), &[]);
        check(
            json!({"metadata": [], "responses": {}, "suggestions": 1, "vectors": []}),
            &[
                "dict_type .metadata",
                "list_type .responses",
                "list_type .suggestions",
                "dict_type .vectors",
            ],
        );
    }

    #[test]
    fn fields_are_needed_to_create_only() {
        let check = |item: Value, create: &[&str], upsert: &[&str]| {
            let body = json!({"items": [item]});
            assert_eq!(problems::<RecordsCreate>(body.clone()), create);
            assert_eq!(problems::<RecordsUpsert>(body), upsert);
        };
        check(json!({}), &["missing body.items.0.fields"], &[]);
        check(json!({"fields": null}), &["dict_type body.items.0.fields"], &[]);
        check(json!({"fields": {}}), &[], &[]);
        let number = "string_type body.items.0.fields.a";
        check(json!({"fields": {"a": 1}}), &[number], &[number]);
        let chat = "value_error body.items.0.fields";
        check(json!({"fields": {"a": [{"role": "user"}]}}), &[chat], &[chat]);
        let model = "model_attributes_type body.items.0";
        check(json!("x"), &[model], &[model]);
    }

    #[test]
    fn limits_of_chats_can_be_tuned() {
        let body = json!({"items": [{"fields": {"c": [{"role": "user", "content": "four"}]}}]});
        let limits = Limits { chat_content_max: 3, ..Limits::CONTRACT };
        assert_eq!(problems::<RecordsCreate>(body.clone()), Vec::<String>::new());
        let found = problems_within::<RecordsCreate>(limits, body);
        assert_eq!(found, ["value_error body.items.0.fields"]);
    }

    #[test]
    fn external_ids_become_text() {
        let check = |sent: Value, expected: Option<&str>| {
            let found: RecordCreate = decoded(with(body(), json!({"external_id": sent})));
            assert_eq!(found.external_id.as_deref(), expected);
        };
        check(json!(null), None);
        check(json!(""), Some(""));
        check(json!("a"), Some("a"));
        check(json!(7), Some("7"));
        check(json!(7.5), Some("7.5"));
        super::tests::check(json!({"external_id": true}), &["string_type .external_id"]);
    }

    #[test]
    fn external_ids_are_unique_in_a_request() {
        let check = |ids: &[Value], expected: &[&str]| {
            let item = |id: &Value| with(body(), json!({"external_id": id}));
            let items: Vec<_> = ids.iter().map(item).collect();
            let body = json!({"items": items});
            assert_eq!(problems::<RecordsCreate>(body.clone()), expected);
            assert_eq!(problems::<RecordsUpsert>(body), expected);
        };
        check(&[json!("a"), json!("b"), json!(null), json!(null)], &[]);
        check(&[json!("a"), json!("b"), json!("a")], &["value_error body.items"]);
        check(&[json!("7"), json!(7)], &["value_error body.items"]);
        check(&[json!(""), json!("")], &["value_error body.items"]);
    }

    #[test]
    fn bulk_requests_are_limited() {
        let check = |count: usize, expected: &[&str]| {
            let body = json!({"items": vec![body(); count]});
            assert_eq!(problems::<RecordsCreate>(body.clone()), expected);
            assert_eq!(problems::<RecordsUpsert>(body), expected);
        };
        check(0, &["too_short body.items"]);
        check(1, &[]);
        check(500, &[]);
        check(501, &["too_long body.items"]);
    }

    #[test]
    fn one_response_per_user() {
        let response = |user: u128| json!({"user_id": id(user), "status": "discarded"});
        check(json!({"responses": [response(1), response(2)]}), &[]);
        check(
            json!({"responses": [response(1), response(2), response(1)]}),
            &["value_error .responses"],
        );
        check(
            json!({"responses": [{"user_id": id(1), "status": "draft"}]}),
            &["missing .responses.0.draft.values"],
        );
        check(
            json!({"suggestions": [{"question_id": 1, "value": "a"}]}),
            &["uuid_type .suggestions.0.question_id"],
        );
    }

    #[test]
    fn vectors_are_lists_of_numbers() {
        check(json!({"vectors": {"a": [1, 2.5, "3"], "b": []}}), &[]);
        check(
            json!({"vectors": {"a": null, "b": ["x", null, "inf"]}}),
            &[
                "list_type .vectors.a",
                "float_parsing .vectors.b.0",
                "float_type .vectors.b.1",
                "finite_number .vectors.b.2",
            ],
        );
        let found: RecordCreate =
            decoded(with(body(), json!({"vectors": {"b": [1, "2"], "a": []}})));
        assert_eq!(found.vectors, [("b".to_owned(), vec![1.0, 2.0]), ("a".to_owned(), vec![])]);
    }

    #[test]
    fn an_upsert_tells_null_from_absence_where_it_matters() {
        let check = |item: Value,
                     fields: Option<Option<usize>>,
                     metadata: Option<Option<usize>>| {
            let found: RecordUpsert = decoded(item);
            let size = |part: Option<Option<json::Object>>| part.map(|part| part.map(|o| o.len()));
            assert_eq!(size(found.fields), fields);
            assert_eq!(size(found.metadata), metadata);
            assert_eq!((found.responses.len(), found.suggestions.len()), (0, 0));
            assert!(found.vectors.is_empty());
        };
        check(json!({}), None, None);
        check(json!({"fields": null, "metadata": null, "vectors": null}), Some(None), Some(None));
        check(json!({"fields": {}, "metadata": {}}), Some(Some(0)), Some(Some(0)));
        check(
            json!({"fields": {"a": ""}, "metadata": {"b": 1}, "responses": null, "id": null}),
            Some(Some(1)),
            Some(Some(1)),
        );
        let bad = json!({"items": [{"id": "x"}]});
        assert_eq!(problems::<RecordsUpsert>(bad), ["uuid_parsing body.items.0.id"]);
        let ignored = create(&json!({"id": "x"}));
        assert_eq!(problems::<RecordsCreate>(ignored), Vec::<String>::new());
    }

    #[test]
    fn an_update_of_ignored_keys_is_empty() {
        let check = |body: Value, expected: bool| {
            assert_eq!(decoded::<RecordUpdate>(body.clone()).is_empty(), expected, "{body}");
        };
        check(json!({}), true);
        check(json!({"external_id": "a", "responses": 1, "status": "x"}), true);
        check(json!({"metadata": null}), false);
        check(json!({"fields": null}), false);
        check(json!({"vectors": null}), false);
        check(json!({"vectors": {}}), false);
        check(json!({"suggestions": []}), false);
        let check = |body: Value, expected: &[&str]| {
            assert_eq!(problems::<RecordUpdate>(body.clone()), expected, "{body}");
        };
        check(json!({"suggestions": null}), &["value_error body"]);
        check(json!({"fields": {"a": 1}}), &["string_type body.fields.a"]);
    }
}
