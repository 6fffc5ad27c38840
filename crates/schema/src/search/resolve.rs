//! Names of a search looked up in the settings of a dataset, and values brought to their type.

use std::borrow::Cow;

use serde_json::Number;
use uuid::Uuid;

use super::{
    Bound, Filter, RecordProperty, Scope, SearchQuery, SimilarityOrder, Sort, SortOrder,
    SuggestionProperty, VectorQuery,
};
use crate::Timestamp;
use crate::datasets::Settings;
use crate::fields::Field;
use crate::index::IndexKind;
use crate::metadata::MetadataProperty;
use crate::questions::Question;
use crate::refusal::{Refusal, refuse};
use crate::responses::ResponseStatus;
use crate::vectors::VectorSettings;

/// A search whose names are references and whose values are typed.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolvedSearch<'a> {
    /// Words that records must hold.
    pub text: Option<ResolvedText<'a>>,
    /// What records should be like.
    pub vector: Option<ResolvedVector<'a>>,
    /// What records must fulfil, all of it.
    pub filters: Vec<ResolvedFilter<'a>>,
    /// The first one first; empty beside a vector, which orders records itself.
    pub sort: Vec<ResolvedSort<'a>>,
}

/// Words that records must hold.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResolvedText<'a> {
    /// In the search language.
    pub q: &'a str,
    /// The field to look in, absent for all.
    pub field: Option<&'a Field>,
}

/// What records should be like.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResolvedVector<'a> {
    /// Which of their vectors is compared.
    pub settings: &'a VectorSettings,
    /// With what.
    pub similar: Similar<'a>,
    /// Which end comes first.
    pub order: SimilarityOrder,
}

/// What records are compared with.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Similar<'a> {
    /// The vector of this record; whether it is in the dataset and has one is not known yet.
    Record(Uuid),
    /// This vector, which has the right number of components.
    Vector(&'a [f64]),
}

/// One thing that records must fulfil.
#[derive(Debug, Clone, PartialEq)]
pub struct ResolvedFilter<'a> {
    /// What is looked at.
    pub target: Target<'a>,
    /// What it must be.
    pub test: Test<'a>,
}

/// One key of a sort.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ResolvedSort<'a> {
    /// What is looked at. Where it has several values or cannot be sorted by, the store decides.
    pub target: Target<'a>,
    /// Which end comes first.
    pub order: SortOrder,
}

/// What a filter or a sort looks at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Target<'a> {
    /// A part of the record.
    Record(RecordProperty),
    /// A metadata property.
    Metadata(&'a MetadataProperty),
    /// A part of the suggestion to a question.
    Suggestion(&'a Question, SuggestionProperty),
    /// The answers to a question.
    Response(&'a Question),
    /// The status of responses.
    ResponseStatus,
}

/// What a value must be. Its type is that of the target.
#[derive(Debug, Clone, PartialEq)]
pub enum Test<'a> {
    /// Nothing fulfils it.
    Never,
    /// One of these texts, exactly.
    TextIn(&'a [String]),
    /// One of these integers.
    IntegerIn(Vec<i64>),
    /// One of these numbers.
    FloatIn(Vec<f64>),
    /// One of these instants.
    TimeIn(Vec<Timestamp>),
    /// One of these ids.
    IdIn(Vec<Uuid>),
    /// One of these response statuses.
    StatusIn {
        /// A response with one of these.
        statuses: Vec<ResponseStatus>,
        /// Or no response at all.
        pending: bool,
    },
    /// A text between these.
    TextRange(Bounds<Cow<'a, str>>),
    /// An integer between these.
    IntegerRange(Bounds<i64>),
    /// A number between these.
    FloatRange(Bounds<f64>),
    /// An instant between these.
    TimeRange(Bounds<Timestamp>),
    /// An id between these.
    IdRange(Bounds<Uuid>),
}

/// The ends of a range, both included. Without either, any value is in it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Bounds<T> {
    /// Lowest value.
    pub ge: Option<T>,
    /// Highest value.
    pub le: Option<T>,
}

/// The type of the values of a target.
#[derive(Clone, Copy)]
enum Kind {
    Nothing,
    Text,
    Integer,
    Float,
    Time,
    Id,
    Status,
}

impl Target<'_> {
    fn kind(&self) -> Kind {
        match self {
            Self::Record(RecordProperty::Id) => Kind::Id,
            Self::Record(RecordProperty::InsertedAt | RecordProperty::UpdatedAt) => Kind::Time,
            Self::Record(RecordProperty::ExternalId | RecordProperty::Status) => Kind::Text,
            Self::Metadata(property) => Kind::of(property.settings.index_kind()),
            Self::Suggestion(question, SuggestionProperty::Value) | Self::Response(question) => {
                Kind::of(question.settings.index_kind())
            }
            Self::Suggestion(_, SuggestionProperty::Score) => Kind::Float,
            Self::Suggestion(_, SuggestionProperty::Agent | SuggestionProperty::Type) => Kind::Text,
            Self::ResponseStatus => Kind::Status,
        }
    }
}

impl Kind {
    fn of(index: IndexKind) -> Self {
        match index {
            IndexKind::Nothing => Self::Nothing,
            IndexKind::Terms => Self::Text,
            IndexKind::Integer => Self::Integer,
            IndexKind::Float => Self::Float,
        }
    }
}

impl SearchQuery {
    /// Looks names up and types values. `sees_hidden` says whether the caller may use metadata
    /// properties that annotators do not see; else those count as unknown.
    ///
    /// # Errors
    /// A name that the dataset does not have, a vector of the wrong length, or a bound that is no
    /// value of its target.
    pub fn resolve<'a>(
        &'a self,
        settings: &'a Settings,
        sees_hidden: bool,
    ) -> Result<ResolvedSearch<'a>, Refusal> {
        let names = Names { settings, sees_hidden };
        let text = match &self.query.text {
            None => None,
            Some(text) => {
                let field = text.field.as_deref().map(|name| names.field(name)).transpose()?;
                Some(ResolvedText { q: &text.q, field })
            }
        };
        let vector = self.query.vector.as_ref().map(|vector| names.vector(vector)).transpose()?;
        let filters = self.filters.and.iter().map(|filter| names.filter(filter));
        let filters = filters.collect::<Result<Vec<_>, _>>()?;
        let sort = self.sort.iter().map(|sort| names.sort(sort));
        let mut sort = sort.collect::<Result<Vec<_>, _>>()?;
        if vector.is_some() {
            sort.clear();
        }
        Ok(ResolvedSearch { text, vector, filters, sort })
    }
}

/// What names may mean.
struct Names<'a> {
    settings: &'a Settings,
    sees_hidden: bool,
}

impl<'a> Names<'a> {
    fn field(&self, name: &str) -> Result<&'a Field, Refusal> {
        match self.settings.fields.iter().find(|field| field.name == name) {
            Some(field) => Ok(field),
            None => refuse!("field `{name}` does not exist in the dataset"),
        }
    }

    fn question(&self, name: &str) -> Result<&'a Question, Refusal> {
        match self.settings.questions.iter().find(|question| question.name == name) {
            Some(question) => Ok(question),
            None => refuse!("question `{name}` does not exist in the dataset"),
        }
    }

    fn property(&self, name: &str) -> Result<&'a MetadataProperty, Refusal> {
        let found = self.settings.metadata_properties.iter().find(|property| property.name == name);
        match found {
            Some(property) if property.visible_for_annotators || self.sees_hidden => Ok(property),
            _ => refuse!("metadata property `{name}` does not exist in the dataset"),
        }
    }

    fn vector(&self, query: &'a VectorQuery) -> Result<ResolvedVector<'a>, Refusal> {
        let name = &query.name;
        let found = self.settings.vectors_settings.iter().find(|settings| settings.name == *name);
        let Some(settings) = found else {
            return refuse!("vector `{name}` has no settings in the dataset");
        };
        let similar = match (query.record_id, &query.value) {
            (Some(id), None) => Similar::Record(id),
            (None, Some(vector)) => {
                settings.check_dimensions(vector)?;
                Similar::Vector(vector)
            }
            _ => return refuse!("vector `{name}` needs either a record or a value"),
        };
        Ok(ResolvedVector { settings, similar, order: query.order })
    }

    fn target(&self, scope: &Scope) -> Result<Target<'a>, Refusal> {
        Ok(match scope {
            Scope::Record { property } => Target::Record(*property),
            Scope::Metadata { metadata_property } => {
                Target::Metadata(self.property(metadata_property)?)
            }
            Scope::Suggestion { question, property } => {
                Target::Suggestion(self.question(question)?, *property)
            }
            Scope::Response { question, property } => {
                let question = question.as_deref().map(|name| self.question(name)).transpose()?;
                match (question, property) {
                    (Some(question), None) => Target::Response(question),
                    // A response has one status, whatever question is named beside it.
                    (_, Some(_)) => Target::ResponseStatus,
                    (None, None) => {
                        return refuse!("a response scope needs a question or `status`");
                    }
                }
            }
        })
    }

    fn filter(&self, filter: &'a Filter) -> Result<ResolvedFilter<'a>, Refusal> {
        match filter {
            Filter::Terms { scope, values } => {
                let target = self.target(scope)?;
                Ok(ResolvedFilter { target, test: one_of(target.kind(), values) })
            }
            Filter::Range { scope, ge, le } => {
                let target = self.target(scope)?;
                let test = between(target.kind(), ge.as_ref(), le.as_ref())?;
                Ok(ResolvedFilter { target, test })
            }
        }
    }

    fn sort(&self, sort: &Sort) -> Result<ResolvedSort<'a>, Refusal> {
        Ok(ResolvedSort { target: self.target(&sort.scope)?, order: sort.order })
    }
}

/// The test of a terms filter. What is no value of the type equals no value.
fn one_of(kind: Kind, values: &[String]) -> Test<'_> {
    match kind {
        Kind::Nothing => Test::Never,
        Kind::Text => Test::TextIn(values),
        Kind::Integer => Test::IntegerIn(values.iter().filter_map(|text| whole(text)).collect()),
        Kind::Float => {
            let numbers = values.iter().filter_map(|text| text.parse().ok());
            Test::FloatIn(numbers.filter(|number: &f64| number.is_finite()).collect())
        }
        Kind::Time => Test::TimeIn(values.iter().filter_map(|text| text.parse().ok()).collect()),
        Kind::Id => Test::IdIn(values.iter().filter_map(|text| text.parse().ok()).collect()),
        Kind::Status => Test::StatusIn {
            statuses: values.iter().filter_map(|word| ResponseStatus::parse(word)).collect(),
            pending: values.iter().any(|word| word == "pending"),
        },
    }
}

/// A text that is a whole number, possibly written with a fraction of zero.
fn whole(text: &str) -> Option<i64> {
    text.parse().ok().or_else(|| {
        let number = text.parse::<f64>().ok()?;
        #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
        (number.fract() == 0.0 && number.abs() < 9.2e18).then_some(number as i64)
    })
}

/// The test of a range filter.
fn between<'a>(
    kind: Kind,
    ge: Option<&'a Bound>,
    le: Option<&'a Bound>,
) -> Result<Test<'a>, Refusal> {
    Ok(match kind {
        Kind::Nothing => Test::Never,
        Kind::Status => return refuse!("a range of response statuses is not possible"),
        Kind::Text => Test::TextRange(Bounds { ge: ge.map(text), le: le.map(text) }),
        Kind::Time => Test::TimeRange(Bounds { ge: each(ge, time)?, le: each(le, time)? }),
        Kind::Id => Test::IdRange(Bounds { ge: each(ge, id)?, le: each(le, id)? }),
        Kind::Float => Test::FloatRange(Bounds { ge: each(ge, float)?, le: each(le, float)? }),
        Kind::Integer => integers(each(ge, number)?, each(le, number)?),
    })
}

fn each<'a, T>(
    bound: Option<&'a Bound>,
    read: impl Fn(&'a Bound) -> Result<T, Refusal>,
) -> Result<Option<T>, Refusal> {
    bound.map(read).transpose()
}

fn text(bound: &Bound) -> Cow<'_, str> {
    match bound {
        Bound::Text(text) => Cow::Borrowed(text),
        Bound::Number(number) => Cow::Owned(number.to_string()),
    }
}

fn time(bound: &Bound) -> Result<Timestamp, Refusal> {
    let text = text(bound);
    match text.parse() {
        Ok(at) => Ok(at),
        Err(_) => refuse!("the bound `{text}` must be an ISO 8601 date or date-time"),
    }
}

fn id(bound: &Bound) -> Result<Uuid, Refusal> {
    let text = text(bound);
    match Uuid::try_parse(&text) {
        Ok(id) => Ok(id),
        Err(_) => refuse!("the bound `{text}` must be a UUID"),
    }
}

fn number(bound: &Bound) -> Result<Number, Refusal> {
    let number = match bound {
        Bound::Number(number) => Some(number.clone()),
        Bound::Text(text) => match text.trim().parse::<i64>() {
            Ok(whole) => Some(whole.into()),
            Err(_) => text.trim().parse().ok().and_then(Number::from_f64),
        },
    };
    match number {
        Some(number) => Ok(number),
        None => refuse!("the bound `{}` must be a number", text(bound)),
    }
}

fn float(bound: &Bound) -> Result<f64, Refusal> {
    // Without arbitrary precision every number has this form.
    Ok(number(bound)?.as_f64().unwrap_or_default())
}

/// A range of integers; bounds with a fraction move inwards, bounds that no integer reaches leave
/// everything or nothing.
fn integers(ge: Option<Number>, le: Option<Number>) -> Test<'static> {
    // The float just above the largest integer of 64 bits.
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    let inward = |bound: &Number, round: fn(f64) -> f64| {
        bound.as_i64().ok_or_else(|| round(bound.as_f64().unwrap_or_default()))
    };
    let mut out = Bounds { ge: None, le: None };
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    match ge.as_ref().map(|bound| inward(bound, f64::ceil)) {
        None => {}
        Some(Ok(n)) => out.ge = Some(n),
        Some(Err(f)) if f >= BEYOND => return Test::Never,
        Some(Err(f)) if f < -BEYOND => {}
        Some(Err(f)) => out.ge = Some(f as i64),
    }
    #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
    match le.as_ref().map(|bound| inward(bound, f64::floor)) {
        None => {}
        Some(Ok(n)) => out.le = Some(n),
        Some(Err(f)) if f >= BEYOND => {}
        Some(Err(f)) if f < -BEYOND => return Test::Never,
        Some(Err(f)) => out.le = Some(f as i64),
    }
    Test::IntegerRange(out)
}

#[cfg(test)]
mod tests {
    use serde_json::{Value, json};

    use super::*;
    use crate::testing::{decoded, id, settings};

    /// What the only filter of a query becomes.
    #[track_caller]
    fn check_test(filter: Value, expected: Option<Test<'_>>) {
        let settings = settings();
        let query: SearchQuery = decoded(json!({"filters": {"and": [filter.clone()]}}));
        let found =
            query.resolve(&settings, true).ok().map(|mut search| search.filters.remove(0).test);
        assert_eq!(found, expected, "{filter}");
    }

    fn record(property: &str) -> Value {
        json!({"entity": "record", "property": property})
    }

    fn metadata(property: &str) -> Value {
        json!({"entity": "metadata", "metadata_property": property})
    }

    fn suggestion(question: &str, property: &str) -> Value {
        json!({"entity": "suggestion", "question": question, "property": property})
    }

    fn response(question: &str) -> Value {
        json!({"entity": "response", "question": question})
    }

    fn response_status() -> Value {
        json!({"entity": "response", "property": "status"})
    }

    #[test]
    fn terms_have_the_type_of_their_target() {
        let check = |scope: Value, values: &[&str], expected: Test<'_>| {
            let filter = json!({"type": "terms", "scope": scope, "values": values});
            check_test(filter, Some(expected));
        };
        let pair = ["a".to_owned(), "1".to_owned()];
        let texts = || Test::TextIn(&pair);
        check(record("external_id"), &["a", "1"], texts());
        check(record("status"), &["a", "1"], texts());
        check(metadata("terms"), &["a", "1"], texts());
        check(suggestion("label", "value"), &["a", "1"], texts());
        check(suggestion("span", "agent"), &["a", "1"], texts());
        check(suggestion("span", "type"), &["a", "1"], texts());
        check(response("multi"), &["a", "1"], texts());
        let one = id(1).to_string();
        check(record("id"), &[&one, "x"], Test::IdIn(vec![id(1)]));
        let date = "1970-01-01T00:00:01";
        check(record("inserted_at"), &[date, "x"], Test::TimeIn(vec![Timestamp(1_000_000)]));
        let numbers = &["1", "2.0", "2.5", "x", "1e40"];
        check(metadata("integer"), numbers, Test::IntegerIn(vec![1, 2]));
        check(suggestion("rating", "value"), numbers, Test::IntegerIn(vec![1, 2]));
        check(response("rating"), numbers, Test::IntegerIn(vec![1, 2]));
        check(metadata("float"), &["1", "2.5", "x", "nan"], Test::FloatIn(vec![1.0, 2.5]));
        check(suggestion("text", "score"), &["0.5"], Test::FloatIn(vec![0.5]));
        check(suggestion("text", "value"), &["a"], Test::Never);
        check(response("span"), &["a"], Test::Never);
        check(
            response_status(),
            &["draft", "pending", "x", "submitted"],
            Test::StatusIn {
                statuses: vec![ResponseStatus::Draft, ResponseStatus::Submitted],
                pending: true,
            },
        );
        check(
            json!({"entity": "response", "question": "text", "property": "status"}),
            &["x"],
            Test::StatusIn { statuses: vec![], pending: false },
        );
    }

    #[test]
    fn ranges_have_the_type_of_their_target() {
        let check = |scope: Value, ge: Value, le: Value, expected: Option<Test<'_>>| {
            check_test(json!({"type": "range", "scope": scope, "ge": ge, "le": le}), expected);
        };
        let null = Value::Null;
        let text = |ge: Option<&'static str>, le: Option<&'static str>| {
            Some(Test::TextRange(Bounds { ge: ge.map(Cow::Borrowed), le: le.map(Cow::Borrowed) }))
        };
        check(record("external_id"), json!("a"), json!("b"), text(Some("a"), Some("b")));
        check(metadata("terms"), json!(1), null.clone(), text(Some("1"), None));
        let times = Bounds { ge: Some(Timestamp(0)), le: Some(Timestamp(1_500_000)) };
        check(
            record("updated_at"),
            json!("1970-01-01"),
            json!("1970-01-01T00:00:01.5Z"),
            Some(Test::TimeRange(times)),
        );
        check(record("updated_at"), json!("yesterday"), null.clone(), None);
        check(record("updated_at"), json!(1), null.clone(), None);
        let ids = Bounds { ge: Some(id(1)), le: None };
        check(record("id"), json!(id(1)), null.clone(), Some(Test::IdRange(ids)));
        check(record("id"), null.clone(), json!("x"), None);
        let floats = |ge: Option<f64>, le: Option<f64>| Some(Test::FloatRange(Bounds { ge, le }));
        check(metadata("float"), json!(1), json!(2.5), floats(Some(1.0), Some(2.5)));
        check(suggestion("text", "score"), json!("0.5"), null.clone(), floats(Some(0.5), None));
        check(metadata("float"), json!("x"), null.clone(), None);
        check(metadata("float"), json!("nan"), null.clone(), None);
        check(suggestion("text", "value"), json!(1), null.clone(), Some(Test::Never));
        check(response_status(), json!("draft"), null, None);
    }

    #[test]
    fn bounds_of_integers_move_inwards() {
        let check = |ge: Value, le: Value, expected: Option<(Option<i64>, Option<i64>)>| {
            let filter = json!({"type": "range", "scope": metadata("integer"), "ge": ge, "le": le});
            let test =
                expected.map_or(Test::Never, |(ge, le)| Test::IntegerRange(Bounds { ge, le }));
            check_test(filter, Some(test));
        };
        let null = Value::Null;
        check(json!(1), json!(3), Some((Some(1), Some(3))));
        check(json!(1.2), json!(3.8), Some((Some(2), Some(3))));
        check(json!(-1.2), json!(3.0), Some((Some(-1), Some(3))));
        check(json!("1.2"), json!("3"), Some((Some(2), Some(3))));
        check(json!(i64::MIN), json!(i64::MAX), Some((Some(i64::MIN), Some(i64::MAX))));
        check(json!(-1e30), json!(1e30), Some((None, None)));
        check(json!(1e30), null.clone(), None);
        check(null.clone(), json!(-1e30), None);
        check(json!(u64::MAX), null.clone(), None);
        check(null, json!(u64::MAX), Some((None, None)));
    }

    #[test]
    fn names_must_be_known() {
        let settings = settings();
        let check = |body: Value, expected: bool| {
            let query: SearchQuery = decoded(body.clone());
            for sees_hidden in [true, false] {
                let found = query.resolve(&settings, sees_hidden);
                assert_eq!(found.is_ok(), expected, "{body} {found:?}");
            }
        };
        let text = |field: Value| json!({"query": {"text": {"q": "x", "field": field}}});
        check(text(json!(null)), true);
        check(text(json!("chat")), true);
        check(text(json!("other")), false);
        let filter = |scope: Value| json!({"filters": {"and": [{"type": "terms", "scope": scope, "values": ["a"]}]}});
        let sort = |scope: Value| json!({"sort": [{"scope": scope, "order": "asc"}]});
        for (scope, known) in [
            (metadata("terms"), true),
            (metadata("other"), false),
            (suggestion("label", "value"), true),
            (suggestion("other", "value"), false),
            (response("label"), true),
            (response("other"), false),
            (response_status(), true),
            (json!({"entity": "response", "question": "other", "property": "status"}), false),
        ] {
            check(filter(scope.clone()), known);
            check(sort(scope), known);
        }
    }

    #[test]
    fn hidden_properties_are_unknown_to_annotators() {
        let settings = settings();
        let sort = json!({"scope": metadata("hidden"), "order": "asc"});
        let terms = json!({"type": "terms", "scope": metadata("hidden"), "values": ["a"]});
        for body in [json!({"sort": [sort]}), json!({"filters": {"and": [terms]}})] {
            let query: SearchQuery = decoded(body);
            assert!(query.resolve(&settings, true).is_ok());
            assert!(query.resolve(&settings, false).is_err());
        }
    }

    #[test]
    fn vectors_must_be_known_and_of_the_right_length() {
        let settings = settings();
        let check = |vector: Value, expected: Option<Similar<'_>>| {
            let sort = json!([{"scope": record("id"), "order": "asc"}]);
            let query: SearchQuery = decoded(json!({"query": {"vector": vector}, "sort": sort}));
            let found = query.resolve(&settings, true);
            if let Ok(search) = &found {
                assert!(search.sort.is_empty());
            }
            let found = found.ok().and_then(|search| search.vector);
            assert_eq!(found.map(|vector| vector.similar), expected, "{vector}");
        };
        check(json!({"name": "vector", "record_id": id(1)}), Some(Similar::Record(id(1))));
        check(json!({"name": "vector", "value": [1, 2]}), Some(Similar::Vector(&[1.0, 2.0])));
        check(json!({"name": "vector", "value": [1]}), None);
        check(json!({"name": "other", "value": [1, 2]}), None);
    }
}
