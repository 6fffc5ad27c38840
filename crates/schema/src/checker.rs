//! Records, answers and suggestions against the settings of their dataset.
//!
//! What [`Decode`](crate::decode::Decode) reads is well formed; whether it fits a dataset is
//! decided here, in the order of the contract, and the first rule that is broken is named.

use std::collections::HashMap;

use serde_json::Value;
use uuid::Uuid;

use crate::datasets::Settings;
use crate::fields::Field;
use crate::json;
use crate::metadata::MetadataProperty;
use crate::questions::span::Texts;
use crate::questions::{AnswerChecker, Question, QuestionSettings};
use crate::records::{RecordCreate, RecordUpdate, RecordUpsert, repeated};
use crate::refusal::{Refusal, refuse};
use crate::responses::{RecordResponse, ResponseStatus, ResponseValues};
use crate::suggestions::SuggestionCreate;
use crate::vectors::VectorSettings;

/// The settings of a dataset, prepared for checking many records. Built once per request.
#[derive(Debug)]
pub struct Checker<'a> {
    settings: &'a Settings,
    fields: HashMap<&'a str, &'a Field>,
    questions: Vec<AnswerChecker<'a>>,
    questions_by_name: HashMap<&'a str, usize>,
    questions_by_id: HashMap<Uuid, usize>,
    properties: HashMap<&'a str, &'a MetadataProperty>,
    vectors: HashMap<&'a str, &'a VectorSettings>,
}

impl<'a> Checker<'a> {
    /// Prepares the settings of a dataset.
    #[must_use]
    pub fn new(settings: &'a Settings) -> Self {
        let questions = &settings.questions;
        Self {
            settings,
            fields: settings.fields.iter().map(|field| (field.name.as_str(), field)).collect(),
            questions: questions.iter().map(AnswerChecker::new).collect(),
            questions_by_name: names(questions.iter().map(|question| question.name.as_str())),
            questions_by_id: names(questions.iter().map(|question| question.id)),
            properties: (settings.metadata_properties.iter())
                .map(|property| (property.name.as_str(), property))
                .collect(),
            vectors: (settings.vectors_settings.iter())
                .map(|vector| (vector.name.as_str(), vector))
                .collect(),
        }
    }

    /// The settings.
    #[must_use]
    pub fn settings(&self) -> &'a Settings {
        self.settings
    }

    /// The question of an id.
    #[must_use]
    pub fn question(&self, id: Uuid) -> Option<&'a Question> {
        self.questions_by_id.get(&id).map(|at| self.questions[*at].question())
    }

    /// The question of a name.
    #[must_use]
    pub fn question_named(&self, name: &str) -> Option<&'a Question> {
        self.questions_by_name.get(name).map(|at| self.questions[*at].question())
    }

    /// The metadata property of a name.
    #[must_use]
    pub fn property_named(&self, name: &str) -> Option<&'a MetadataProperty> {
        self.properties.get(name).copied()
    }

    /// The vectors settings of a name.
    #[must_use]
    pub fn vector_named(&self, name: &str) -> Option<&'a VectorSettings> {
        self.vectors.get(name).copied()
    }

    /// Whether answers can depend on the fields of their record, so that those have to be loaded
    /// before an answer to a stored record is checked.
    #[must_use]
    pub fn has_span_questions(&self) -> bool {
        let is_span =
            |question: &Question| matches!(question.settings, QuestionSettings::Span { .. });
        self.settings.questions.iter().any(is_span)
    }

    /// Checks a record to be made, at its zero-based position in the request.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn create(&self, position: usize, record: &RecordCreate) -> Result<(), Refusal> {
        let check = || {
            let texts = Texts::of(&record.fields);
            self.fields(&record.fields)?;
            self.metadata(record.metadata.as_ref())?;
            self.suggestions(&record.suggestions, Some(&texts))?;
            self.vectors(&record.vectors)?;
            self.record_responses(&record.responses, Some(&texts))
        };
        check().map_err(|refusal| at(position, refusal))
    }

    /// Checks a record of an upsert that matches none that is stored.
    ///
    /// # Errors
    /// The first rule that is broken; a new record needs fields.
    pub fn upsert_new(&self, position: usize, record: &RecordUpsert) -> Result<(), Refusal> {
        let check = || {
            let Some(Some(fields)) = &record.fields else {
                return refuse!("a new record needs `fields`");
            };
            let texts = Texts::of(fields);
            self.fields(fields)?;
            self.metadata(record.metadata.as_ref().and_then(Option::as_ref))?;
            self.suggestions(&record.suggestions, Some(&texts))?;
            self.vectors(&record.vectors)?;
            self.record_responses(&record.responses, Some(&texts))
        };
        check().map_err(|refusal| at(position, refusal))
    }

    /// Checks a record of an upsert that matches a stored one. `stored_fields` may be left out if
    /// the record brings its own or there are no span questions.
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn update(
        &self,
        position: usize,
        record: &RecordUpsert,
        stored_fields: Option<&json::Object>,
    ) -> Result<(), Refusal> {
        let check = || {
            let fields = self.replaced_fields(record.fields.as_ref(), stored_fields)?;
            let texts = fields.map(Texts::of);
            self.metadata(record.metadata.as_ref().and_then(Option::as_ref))?;
            self.vectors(&record.vectors)?;
            self.suggestions(&record.suggestions, texts.as_ref())?;
            self.record_responses(&record.responses, texts.as_ref())
        };
        check().map_err(|refusal| at(position, refusal))
    }

    /// Checks changes to one record. `stored_fields` may be left out as in [`Checker::update`].
    ///
    /// # Errors
    /// The first rule that is broken.
    pub fn patch(
        &self,
        update: &RecordUpdate,
        stored_fields: Option<&json::Object>,
    ) -> Result<(), Refusal> {
        let fields = self.replaced_fields(update.fields.as_ref(), stored_fields)?;
        self.metadata(update.metadata.as_ref().and_then(Option::as_ref))?;
        self.vectors(update.vectors.as_deref().unwrap_or_default())?;
        let texts = fields.map(Texts::of);
        self.suggestions(update.suggestions.as_deref().unwrap_or_default(), texts.as_ref())
    }

    /// The fields that a record has after an update, checked if the update sends them.
    fn replaced_fields<'r>(
        &self,
        sent: Option<&'r Option<json::Object>>,
        stored: Option<&'r json::Object>,
    ) -> Result<Option<&'r json::Object>, Refusal> {
        match sent {
            None => Ok(stored),
            Some(None) => refuse!("`fields` must not be null"),
            Some(Some(fields)) => self.fields(fields).map(|()| Some(fields)),
        }
    }

    /// Checks the complete fields of a record.
    ///
    /// # Errors
    /// There are none, a required one is missing, one is unknown, or a value does not fit its type.
    pub fn fields(&self, values: &json::Object) -> Result<(), Refusal> {
        if values.is_empty() {
            return refuse!("`fields` must not be empty");
        }
        for field in self.settings.fields.iter().filter(|field| field.required) {
            if values.get(&field.name).is_none_or(Value::is_null) {
                return refuse!("field `{}` is required", field.name);
            }
        }
        if let Some(name) = values.keys().find(|name| !self.fields.contains_key(name.as_str())) {
            return refuse!("field `{name}` does not exist in the dataset");
        }
        for (name, value) in values {
            if let Some(field) = self.fields.get(name.as_str())
                && !value.is_null()
            {
                let named = |refusal: Refusal| refusal.of(format_args!("field `{name}`"));
                field.settings.check(value).map_err(named)?;
            }
        }
        Ok(())
    }

    /// Checks the metadata of a record.
    ///
    /// # Errors
    /// A value does not fit its property, or has none where extra metadata is not allowed.
    pub fn metadata(&self, values: Option<&json::Object>) -> Result<(), Refusal> {
        for (name, value) in values.into_iter().flatten() {
            match self.properties.get(name.as_str()) {
                Some(property) => {
                    let named = |refusal: Refusal| refusal.of(format_args!("metadata `{name}`"));
                    property.settings.check(value).map_err(named)?;
                }
                None if self.settings.dataset.allow_extra_metadata => {}
                None => {
                    return refuse!(
                        "metadata `{name}` has no property, and the dataset allows no extra metadata"
                    );
                }
            }
        }
        Ok(())
    }

    /// Checks the vectors of a record.
    ///
    /// # Errors
    /// A name without settings, or a wrong number of components.
    pub fn vectors(&self, vectors: &[(String, Vec<f64>)]) -> Result<(), Refusal> {
        for (name, components) in vectors {
            let Some(settings) = self.vectors.get(name.as_str()) else {
                return refuse!("vector `{name}` has no settings in the dataset");
            };
            settings.check_dimensions(components)?;
        }
        Ok(())
    }

    /// Checks a suggestion for a record with these fields; they may be left out if there are no
    /// span questions.
    ///
    /// # Errors
    /// The question is unknown, does not accept the value, or the score does not fit the value.
    pub fn suggestion(
        &self,
        suggestion: &SuggestionCreate,
        fields: Option<&json::Object>,
    ) -> Result<(), Refusal> {
        self.suggestion_beside(suggestion, fields.map(Texts::of).as_ref())
    }

    fn suggestion_beside(
        &self,
        suggestion: &SuggestionCreate,
        texts: Option<&Texts<'_>>,
    ) -> Result<(), Refusal> {
        let id = suggestion.question_id;
        let Some(at) = self.questions_by_id.get(&id) else {
            return refuse!("question with id `{id}` does not exist in the dataset");
        };
        self.questions[*at].check(&suggestion.value, None, texts)?;
        let name = &self.questions[*at].question().name;
        suggestion.check_score().map_err(|refusal| refusal.at(format_args!("question `{name}`")))
    }

    fn suggestions(
        &self,
        suggestions: &[SuggestionCreate],
        texts: Option<&Texts<'_>>,
    ) -> Result<(), Refusal> {
        if let Some(id) = repeated(suggestions.iter().map(|suggestion| suggestion.question_id)) {
            return refuse!("question with id `{id}` has more than one suggestion");
        }
        suggestions.iter().try_for_each(|suggestion| self.suggestion_beside(suggestion, texts))
    }

    /// Checks a response to a record with these fields; they may be left out if there are no span
    /// questions.
    ///
    /// # Errors
    /// In this order: a submitted response without values, or without the answer to a required
    /// question; an answer to an unknown question; an answer that its question does not accept.
    pub fn response(
        &self,
        values: Option<&ResponseValues>,
        status: ResponseStatus,
        fields: Option<&json::Object>,
    ) -> Result<(), Refusal> {
        self.response_beside(values, status, fields.map(Texts::of).as_ref())
    }

    fn response_beside(
        &self,
        values: Option<&ResponseValues>,
        status: ResponseStatus,
        texts: Option<&Texts<'_>>,
    ) -> Result<(), Refusal> {
        if status == ResponseStatus::Submitted {
            self.complete(values)?;
        }
        let Some(values) = values else {
            return Ok(());
        };
        for (name, _) in values.iter() {
            if !self.questions_by_name.contains_key(name) {
                return refuse!("question `{name}` does not exist in the dataset");
            }
        }
        for (name, answer) in values.iter() {
            if let Some(at) = self.questions_by_name.get(name) {
                self.questions[*at].check(answer, Some(status), texts)?;
            }
        }
        Ok(())
    }

    fn complete(&self, values: Option<&ResponseValues>) -> Result<(), Refusal> {
        let Some(values) = values.filter(|values| !values.is_empty()) else {
            return refuse!("a submitted response needs values");
        };
        let required = self.settings.questions.iter().filter(|question| question.required);
        for question in required {
            if values.get(&question.name).is_none() {
                return refuse!("question `{}` is required in a submitted response", question.name);
            }
        }
        Ok(())
    }

    fn record_responses(
        &self,
        responses: &[RecordResponse],
        texts: Option<&Texts<'_>>,
    ) -> Result<(), Refusal> {
        responses.iter().try_for_each(|response| {
            self.response_beside(response.values.as_ref(), response.status, texts).map_err(
                |refusal| refusal.at(format_args!("response of user {}", response.user_id)),
            )
        })
    }
}

fn at(position: usize, refusal: Refusal) -> Refusal {
    refusal.at(format_args!("record at position {position}"))
}

fn names<K: Eq + std::hash::Hash>(keys: impl Iterator<Item = K>) -> HashMap<K, usize> {
    keys.enumerate().map(|(position, key)| (key, position)).collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{decoded, id, settings, with};

    fn body() -> Value {
        json!({"fields": {"text": "some text"}})
    }

    /// Checks a record to be made and the same as an upsert of a new and of a stored record.
    /// `expected` is a part of the refusal, empty if there is none.
    #[track_caller]
    fn check_in(settings: &Settings, changes: &Value, expected: &str) {
        let checker = Checker::new(settings);
        let body = with(body(), changes.clone());
        let upsert: RecordUpsert = decoded(body.clone());
        for found in [
            checker.create(3, &decoded(body)),
            checker.upsert_new(3, &upsert),
            checker.update(3, &upsert, None),
        ] {
            let text = found.err().map(|refusal| refusal.0).unwrap_or_default();
            assert_eq!(text.is_empty(), expected.is_empty(), "{changes}: {text}");
            assert!(text.contains(expected), "{changes}: {text}");
            assert!(text.is_empty() || text.starts_with("record at position 3: "), "{text}");
        }
    }

    #[track_caller]
    fn check(changes: Value, expected: &str) {
        check_in(&settings(), &changes, expected);
    }

    #[test]
    fn fields() {
        let check = |fields: Value, expected: &str| check(json!({"fields": fields}), expected);
        check(json!({"text": ""}), "");
        check(json!({"text": "x", "image": null, "chat": [], "custom": {}}), "");
        check(json!({}), "`fields` must not be empty");
        check(json!({"image": "http://a.com/"}), "field `text` is required");
        check(json!({"text": null}), "field `text` is required");
        check(json!({"text": "x", "other": "x"}), "field `other` does not exist");
        check(json!({"text": "x", "other": null}), "field `other` does not exist");
        check(json!({"text": {}}), "field `text` must be a string");
        check(json!({"text": "x", "image": "x"}), "field `image` must be a web URL");
        check(json!({"text": "x", "image": {}}), "field `image` must be a string");
        check(json!({"text": "x", "chat": "x"}), "field `chat` must be a list");
        check(json!({"text": "x", "custom": []}), "field `custom` must be an object");
    }

    #[test]
    fn metadata() {
        let check =
            |metadata: Value, expected: &str| check(json!({"metadata": metadata}), expected);
        check(json!(null), "");
        check(json!({}), "");
        check(json!({"terms": ["x"], "integer": 1, "float": 1.5, "hidden": {}}), "");
        check(json!({"terms": null, "integer": null, "float": null}), "");
        check(json!({"terms": "y"}), "metadata `terms` must hold");
        check(json!({"integer": -1}), "metadata `integer` must be at least 0");
        check(json!({"float": 1}), "metadata `float` must be a number");
        check(json!({"other": 1}), "metadata `other` has no property");
        let mut extra = settings();
        extra.dataset.allow_extra_metadata = true;
        check_in(&extra, &json!({"metadata": {"other": [1], "terms": "x"}}), "");
        check_in(&extra, &json!({"metadata": {"other": 1, "terms": "y"}}), "metadata `terms`");
    }

    #[test]
    fn vectors() {
        let check = |vectors: Value, expected: &str| check(json!({"vectors": vectors}), expected);
        check(json!({}), "");
        check(json!({"vector": [1, 2]}), "");
        check(json!({"vector": [1]}), "vector `vector` must have 2 components, not 1");
        check(json!({"vector": [1, 2, 3]}), "vector `vector` must have 2 components, not 3");
        check(json!({"other": [1, 2]}), "vector `other` has no settings");
    }

    #[test]
    fn suggestions() {
        let check = |question: u128, value: Value, score: Value, expected: &str| {
            let suggestion = json!({"question_id": id(question), "value": value, "score": score});
            check(json!({"suggestions": [suggestion]}), expected);
        };
        check(20, json!("x"), json!(null), "");
        check(22, json!("a"), json!(0.5), "");
        check(23, json!(["a", "b"]), json!([0.5, 0.5]), "");
        check(24, json!([{"value": "a"}]), json!(null), "");
        check(25, json!([{"label": "a", "start": 0, "end": 9}]), json!([1]), "");
        check(25, json!([{"label": "a", "start": 0, "end": 10}]), json!([1]), "question `span`");
        check(99, json!("x"), json!(null), "does not exist in the dataset");
        check(21, json!("x"), json!(null), "question `rating` must be answered");
        check(23, json!(["a", "b"]), json!(1), "question `multi`: a suggestion of a list");
        check(22, json!("a"), json!([1]), "question `label`: a suggestion of a single value");
    }

    #[test]
    fn one_suggestion_per_question() {
        let suggestion = |question: u128| json!({"question_id": id(question), "value": "a"});
        check(json!({"suggestions": [suggestion(20), suggestion(22)]}), "");
        let twice = json!({"suggestions": [suggestion(22), suggestion(22)]});
        check(twice, "has more than one suggestion");
    }

    #[test]
    fn responses() {
        let check = |status: &str, values: Value, expected: &str| {
            let response = json!({"user_id": id(1), "status": status, "values": values});
            check(json!({"responses": [response]}), expected);
        };
        let answer = |name: &str, value: Value| json!({name: {"value": value}});
        check("draft", json!({}), "");
        check("discarded", json!({}), "");
        check("discarded", json!(null), "");
        check("submitted", json!({}), "a submitted response needs values");
        check("submitted", answer("text", json!("x")), "question `rating` is required");
        check("submitted", answer("rating", json!(1)), "");
        check("draft", answer("text", json!("x")), "");
        let both = with(answer("rating", json!(9)), answer("other", json!(1)));
        check("submitted", both.clone(), "question `other` does not exist");
        check("draft", both, "question `other` does not exist");
        for status in ["draft", "submitted", "discarded"] {
            check(status, answer("rating", json!(9)), "question `rating` has no option `9`");
        }
        let ranking =
            with(answer("rating", json!(1)), answer("ranking", json!([{"value": "a", "rank": 1}])));
        check("draft", ranking.clone(), "");
        check("discarded", ranking.clone(), "");
        check("submitted", ranking, "question `ranking` must be answered with all 3 options");
        let span = |end: u64| answer("span", json!([{"label": "a", "start": 0, "end": end}]));
        check("draft", span(9), "");
        check("draft", span(10), "question `span`");
    }

    #[test]
    fn a_single_response_may_lack_values() {
        let settings = settings();
        let checker = Checker::new(&settings);
        assert_eq!(checker.response(None, ResponseStatus::Draft, None), Ok(()));
        assert_eq!(checker.response(None, ResponseStatus::Discarded, None), Ok(()));
        assert!(checker.response(None, ResponseStatus::Submitted, None).is_err());
    }

    /// The first broken rule, by breaking more and more of them in reverse order.
    #[test]
    fn the_order_of_checks_differs_between_new_and_stored_records() {
        let settings = settings();
        let checker = Checker::new(&settings);
        let mut broken = json!({});
        let mut check = |part: Value, create: &str, update: &str| {
            broken = with(broken.clone(), part);
            let body = with(body(), broken.clone());
            let upsert: RecordUpsert = decoded(body.clone());
            for found in [checker.create(0, &decoded(body)), checker.upsert_new(0, &upsert)] {
                assert!(found.as_ref().unwrap_err().0.contains(create), "{found:?}");
            }
            let found = checker.update(0, &upsert, None);
            assert!(found.as_ref().unwrap_err().0.contains(update), "{found:?}");
        };
        let response = json!({"user_id": id(1), "status": "submitted", "values": {}});
        check(json!({"responses": [response]}), "needs values", "needs values");
        check(json!({"vectors": {"x": []}}), "vector `x`", "vector `x`");
        let suggestion = json!({"question_id": id(99), "value": "a"});
        check(json!({"suggestions": [suggestion]}), "question with id", "vector `x`");
        check(json!({"metadata": {"x": 1}}), "metadata `x`", "metadata `x`");
        check(json!({"fields": {"x": "x"}}), "field `text`", "field `text`");
    }

    #[test]
    fn an_update_may_leave_fields_as_they_are() {
        let settings = settings();
        let checker = Checker::new(&settings);
        let stored = json!({"text": "stored"});
        let stored = stored.as_object();
        let span = |end: u64| {
            let value = json!([{"label": "a", "start": 0, "end": end}]);
            json!({"suggestions": [{"question_id": id(25), "value": value}]})
        };
        let check = |body: Value, upsert: bool, patch: bool| {
            let found = checker.update(0, &decoded(body.clone()), stored);
            assert_eq!(found.is_ok(), upsert, "{body} {found:?}");
            let found = checker.patch(&decoded(body.clone()), stored);
            assert_eq!(found.is_ok(), patch, "{body} {found:?}");
            let found = checker.upsert_new(0, &decoded(body.clone()));
            assert!(found.is_err() || body["fields"].is_object(), "{body} {found:?}");
        };
        check(json!({}), true, true);
        check(json!({"fields": null}), false, false);
        check(json!({"fields": {}}), false, false);
        check(json!({"metadata": null, "vectors": null}), true, true);
        check(json!({"metadata": {"x": 1}}), false, false);
        check(json!({"vectors": {"x": [1]}}), false, false);
        check(span(6), true, true);
        check(span(7), false, false);
        check(with(span(7), json!({"fields": {"text": "longer text"}})), true, true);
        check(with(span(6), json!({"fields": {"text": "short"}})), false, false);
    }

    #[test]
    fn things_are_found_by_name_and_id() {
        let settings = settings();
        let checker = Checker::new(&settings);
        assert_eq!(checker.question(id(22)).map(|q| q.name.as_str()), Some("label"));
        assert_eq!(checker.question(id(10)), None);
        assert_eq!(checker.question_named("span").map(|q| q.id), Some(id(25)));
        assert_eq!(checker.question_named("other"), None);
        assert_eq!(checker.property_named("terms").map(|p| p.id), Some(id(30)));
        assert_eq!(checker.vector_named("vector").map(|v| v.id), Some(id(40)));
        assert!(checker.has_span_questions());
        let mut plain = settings.clone();
        plain.questions.truncate(5);
        assert!(!Checker::new(&plain).has_span_questions());
    }
}
