//! Responses: what one annotator says of one record.

use serde::ser::SerializeMap as _;
use serde::{Serialize, Serializer};
use serde_json::{Map, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Timestamp;
use crate::activity::Activity;
use crate::decode::{self, Decode, Object, Problems, check_length};
use crate::json::{self, Raw};
use crate::limits::List;
use crate::questions::decode_response_answer;

/// Where a response is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResponseStatus {
    /// Begun, not given.
    Draft,
    /// Given.
    Submitted,
    /// Declined.
    Discarded,
}

impl ResponseStatus {
    /// Every status with its word in the contract.
    pub const WORDS: &'static [(&'static str, Self)] =
        &[("draft", Self::Draft), ("submitted", Self::Submitted), ("discarded", Self::Discarded)];

    /// The word of the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Submitted => "submitted",
            Self::Discarded => "discarded",
        }
    }

    /// The status of a word, if it is one.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(w, _)| *w == word).map(|(_, status)| *status)
    }
}

/// What one annotator says of one record.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Response {
    /// Identity.
    pub id: Uuid,
    /// `{question name: {"value": answer}}`, as stored.
    #[schema(value_type = Option<ResponseValues>)]
    pub values: Option<Raw>,
    /// Draft, submitted or discarded.
    pub status: ResponseStatus,
    /// The record.
    pub record_id: Uuid,
    /// Who answered.
    pub user_id: Uuid,
    /// When it was first written.
    #[schema(value_type = String)]
    pub inserted_at: Timestamp,
    /// When it was last written.
    #[schema(value_type = String)]
    pub updated_at: Timestamp,
}

/// How many responses one bulk request may have.
pub const RESPONSES_BULK: std::ops::RangeInclusive<usize> = 1..=100;

type Bulk = List<ResponseUpsert, { *RESPONSES_BULK.start() }, { *RESPONSES_BULK.end() }>;

/// Answers by name of their question, in the order sent. Serialises as
/// `{question name: {"value": answer}}`.
#[derive(Debug, Clone, Default, PartialEq, ToSchema)]
#[schema(value_type = HashMap<String, Answer<Value>>)]
pub struct ResponseValues(pub json::Object);

/// What stands under the name of a question.
#[derive(Serialize, ToSchema)]
struct Answer<T> {
    /// In the form of the question.
    value: T,
}

impl ResponseValues {
    /// Whether no question is answered.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The answer to a question.
    #[must_use]
    pub fn get(&self, question: &str) -> Option<&Value> {
        self.0.get(question)
    }

    /// Names of questions with their answers.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.0.iter().map(|(name, answer)| (name.as_str(), answer))
    }

    /// The stored form, `{question name: {"value": answer}}`.
    #[must_use]
    pub fn to_json(&self) -> Value {
        let wrap = |answer: &Value| {
            let mut item = Map::with_capacity(1);
            item.insert("value".to_owned(), answer.clone());
            Value::Object(item)
        };
        self.iter().map(|(name, answer)| (name.to_owned(), wrap(answer))).collect()
    }

    /// The answers of a stored form; items without a `value` are left out.
    #[must_use]
    pub fn from_json(stored: Value) -> Self {
        let Value::Object(map) = stored else {
            return Self::default();
        };
        let answer = |(name, mut item): (String, Value)| {
            let value = item.get_mut("value")?.take();
            Some((name, value))
        };
        Self(map.into_iter().filter_map(answer).collect())
    }
}

impl Serialize for ResponseValues {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, value) in self.iter() {
            map.serialize_entry(name, &Answer { value })?;
        }
        map.end()
    }
}

impl Decode for ResponseValues {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let Value::Object(map) = value else {
            return problems.report("dict_type", "Input should be a valid dictionary");
        };
        let mut out = Map::with_capacity(map.len());
        let before = problems.count();
        for (name, item) in map {
            let (name, answer) = problems
                .at(name.clone(), |p| {
                    let name = p.at("[key]", |p| check_length(name, &(1..=200), p));
                    let mut o = Object::of(item, p)?;
                    Some((name?, o.req("value", decode_response_answer)?))
                })
                .unzip();
            if let (Some(name), Some(answer)) = (name, answer) {
                out.insert(name, answer);
            }
        }
        (problems.count() == before).then_some(Self(out))
    }
}

/// A response of the calling user to be made (or replaced): status and answers.
#[derive(Debug, Clone, PartialEq, ToSchema)]
#[schema(examples(
    json!({"status": "submitted", "values": {"sentiment": {"value": "positive"}}}),
    json!({
        "status": "submitted", "values": {"sentiment": {"value": "positive"}}, "based_on": null,
        "activity": {"active_ms": 8200, "client": "variorum-web 0.1.0", "view": "focus"},
    }),
))]
pub struct ResponseCreate {
    /// Draft, submitted or discarded.
    pub status: ResponseStatus,
    /// `{question name: {"value": answer}}`.
    pub values: Option<ResponseValues>,
    /// When the response was last written that this one takes the place of; `null` for none. If
    /// the stored one is another by now, nothing is written. Without it, whatever is there is
    /// replaced.
    #[schema(required = false, value_type = Option<String>, format = DateTime)]
    pub based_on: BasedOn,
    /// How it came about.
    pub activity: Option<Activity>,
}

impl Decode for ResponseCreate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let values = o.maybe("values", ResponseValues::decode);
        let status = o.req("status", decode::one_of(ResponseStatus::WORDS));
        let (based_on, activity) = beside(&mut o);
        Some(Self { status: status?, values, based_on, activity })
    }
}

/// The new state of a response. Values are replaced as a whole; a submitted response needs them.
#[derive(Debug, Clone, PartialEq, ToSchema)]
#[schema(example = json!({"status": "draft", "values": {"sentiment": {"value": "positive"}}}))]
pub struct ResponseUpdate {
    /// Draft, submitted or discarded.
    pub status: ResponseStatus,
    /// `{question name: {"value": answer}}`.
    pub values: Option<ResponseValues>,
    /// When the response was last written that this one takes the place of; `null` for none. If
    /// the stored one is another by now, nothing is written. Without it, whatever is there is
    /// replaced.
    #[schema(required = false, value_type = Option<String>, format = DateTime)]
    pub based_on: BasedOn,
    /// How it came about.
    pub activity: Option<Activity>,
}

impl Decode for ResponseUpdate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        decode::union("status", ResponseStatus::WORDS, |status, mut o| {
            let values = values_of(status == ResponseStatus::Submitted, &mut o);
            let (based_on, activity) = beside(&mut o);
            Some(Self { status, values: values?, based_on, activity })
        })(value, problems)
    }
}

/// Takes `values`; the outer `None` is a problem.
fn values_of(required: bool, o: &mut Object<'_>) -> Option<Option<ResponseValues>> {
    if required {
        o.req("values", ResponseValues::decode).map(Some)
    } else {
        Some(o.maybe("values", ResponseValues::decode))
    }
}

/// What a response is based on, where that is said: when the stored one was last written, or that
/// there was none.
pub type BasedOn = Option<Option<Timestamp>>;

/// What is said beside the contract.
fn beside(o: &mut Object<'_>) -> (BasedOn, Option<Activity>) {
    let based_on = o.opt("based_on", decode::nullable(decode::timestamp));
    (based_on, o.maybe("activity", Activity::decode))
}

/// A response of the calling user to one record, inside a bulk request.
#[derive(Debug, Clone, PartialEq, ToSchema)]
pub struct ResponseUpsert {
    /// The record.
    pub record_id: Uuid,
    /// Draft, submitted or discarded.
    pub status: ResponseStatus,
    /// `{question name: {"value": answer}}`; a submitted response needs them.
    pub values: Option<ResponseValues>,
    /// When the response was last written that this one takes the place of; `null` for none. If
    /// the stored one is another by now, nothing is written. Without it, whatever is there is
    /// replaced.
    #[schema(required = false, value_type = Option<String>, format = DateTime)]
    pub based_on: BasedOn,
    /// How it came about.
    pub activity: Option<Activity>,
}

impl Decode for ResponseUpsert {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        decode::union("status", ResponseStatus::WORDS, |status, mut o| {
            let values = values_of(status == ResponseStatus::Submitted, &mut o);
            let record_id = o.req("record_id", decode::uuid);
            let (based_on, activity) = beside(&mut o);
            Some(Self { record_id: record_id?, status, values: values?, based_on, activity })
        })(value, problems)
    }
}

/// Responses of the calling user to several records.
#[derive(Debug, Clone, PartialEq, ToSchema)]
#[schema(example = json!({
    "items": [
        {
            "record_id": "0b2a4c6e-1d3f-4a5b-8c7d-9e0f1a2b3c4d",
            "status": "submitted",
            "values": {"sentiment": {"value": "negative"}},
        },
    ],
}))]
pub struct ResponsesBulk {
    /// 1 to 100; worked through in order, each on its own.
    #[schema(value_type = Bulk)]
    pub items: Vec<ResponseUpsert>,
}

impl Decode for ResponsesBulk {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        Some(Self { items: o.req("items", decode::list(RESPONSES_BULK, ResponseUpsert::decode))? })
    }
}

/// A response of any user, sent inside a record.
#[derive(Debug, Clone, PartialEq, ToSchema)]
pub struct RecordResponse {
    /// Who answered; one response per user.
    pub user_id: Uuid,
    /// Draft, submitted or discarded.
    pub status: ResponseStatus,
    /// `{question name: {"value": answer}}`; only a discarded response may do without.
    pub values: Option<ResponseValues>,
}

impl Decode for RecordResponse {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        decode::union("status", ResponseStatus::WORDS, |status, mut o| {
            let user_id = o.req("user_id", decode::uuid);
            let values = values_of(status != ResponseStatus::Discarded, &mut o);
            Some(Self { user_id: user_id?, status, values: values? })
        })(value, problems)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{decoded, id, problems, with, without};

    const STATUSES: [&str; 3] = ["draft", "submitted", "discarded"];

    #[track_caller]
    fn check<T: Decode>(body: Value, expected: &[&str]) {
        assert_eq!(problems::<T>(body.clone()), expected, "{body}");
    }

    #[test]
    fn values_are_answers_under_names() {
        let check = |values: Value, expected: &[&str]| {
            check::<ResponseCreate>(json!({"status": "draft", "values": values}), expected);
        };
        check(json!(null), &[]);
        check(json!({}), &[]);
        check(json!({"q": {"value": 1, "x": 2}}), &[]);
        check(json!([]), &["dict_type body.values"]);
        check(json!({"q": 1}), &["model_attributes_type body.values.q"]);
        check(json!({"q": null}), &["model_attributes_type body.values.q"]);
        check(json!({"q": {}}), &["missing body.values.q.value"]);
        check(json!({"q": {"value": null}}), &["string_type body.values.q.value"]);
        check(json!({"q": {"value": 1.5}}), &["int_type body.values.q.value"]);
        check(json!({"": {"value": 1}}), &["string_too_short body.values..[key]"]);
        let long = "ä".repeat(200);
        check(json!({long.clone(): {"value": 1}}), &[]);
        let longer = long + "ä";
        let place = format!("string_too_long body.values.{longer}.[key]");
        check(json!({longer: {"value": 1}}), &[&place]);
    }

    #[test]
    fn stored_values_read_back() {
        let values: ResponseValues =
            decoded(json!({"b": {"value": [1], "x": 1}, "a": {"value": ""}}));
        let stored = json!({"b": {"value": ["1"]}, "a": {"value": ""}});
        assert_eq!(values.to_json().to_string(), stored.to_string());
        assert_eq!(serde_json::to_string(&values).unwrap(), stored.to_string());
        assert_eq!(ResponseValues::from_json(stored), values);
        assert_eq!(ResponseValues::from_json(json!({"a": {}})), ResponseValues::default());
        assert_eq!(ResponseValues::from_json(json!(null)), ResponseValues::default());
        assert_eq!(values.get("a"), Some(&json!("")));
        assert_eq!(values.get("c"), None);
    }

    #[test]
    fn a_new_response_needs_a_status_only() {
        for status in STATUSES {
            check::<ResponseCreate>(json!({"status": status}), &[]);
        }
        check::<ResponseCreate>(json!({}), &["missing body.status"]);
        check::<ResponseCreate>(json!({"status": "pending"}), &["enum body.status"]);
        check::<ResponseCreate>(json!({"status": null}), &["enum body.status"]);
    }

    #[test]
    fn only_some_responses_need_values() {
        let record_id = json!({"record_id": id(1)});
        let user_id = json!({"user_id": id(1)});
        for status in STATUSES {
            let body = json!({"status": status});
            let missing = format!("missing body.{status}.values");
            let null = format!("dict_type body.{status}.values");
            let some = |needed: bool, problem: &str| -> Vec<String> {
                if needed { vec![problem.to_owned()] } else { vec![] }
            };
            let needed = status == "submitted";
            let nulls = json!({"values": null});
            assert_eq!(problems::<ResponseUpdate>(body.clone()), some(needed, &missing));
            let item = with(body.clone(), nulls.clone());
            assert_eq!(problems::<ResponseUpdate>(item), some(needed, &null));
            let item = with(body.clone(), record_id.clone());
            assert_eq!(problems::<ResponseUpsert>(item), some(needed, &missing));
            let needed = status != "discarded";
            let item = with(body.clone(), user_id.clone());
            assert_eq!(problems::<RecordResponse>(item), some(needed, &missing));
            let item = with(with(body, user_id.clone()), nulls);
            assert_eq!(problems::<RecordResponse>(item), some(needed, &null));
        }
    }

    #[test]
    fn the_status_chooses_the_form() {
        let body =
            json!({"status": "submitted", "values": {}, "record_id": id(1), "user_id": id(2)});
        check::<ResponseUpdate>(body.clone(), &[]);
        check::<ResponseUpsert>(body.clone(), &[]);
        check::<RecordResponse>(body.clone(), &[]);
        let none = without(body.clone(), "status");
        check::<ResponseUpdate>(none, &["union_tag_not_found body"]);
        let other = with(body.clone(), json!({"status": "pending"}));
        check::<RecordResponse>(other, &["union_tag_invalid body"]);
        let no_record = without(body.clone(), "record_id");
        check::<ResponseUpsert>(no_record, &["missing body.submitted.record_id"]);
        let bad_user = with(body, json!({"user_id": "x"}));
        check::<RecordResponse>(bad_user, &["uuid_parsing body.submitted.user_id"]);
    }

    #[test]
    fn a_bulk_request_is_limited() {
        let item = json!({"record_id": id(1), "status": "draft"});
        let check = |count: usize, expected: &[&str]| {
            check::<ResponsesBulk>(json!({"items": vec![item.clone(); count]}), expected);
        };
        check(0, &["too_short body.items"]);
        check(1, &[]);
        check(100, &[]);
        check(101, &["too_long body.items"]);
    }

    #[test]
    fn every_status_is_listed_once() {
        for (word, status) in ResponseStatus::WORDS {
            assert_eq!(status.as_str(), *word);
            assert_eq!(ResponseStatus::parse(word), Some(*status));
        }
        assert_eq!(ResponseStatus::parse("pending"), None);
    }
}
