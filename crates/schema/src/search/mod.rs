//! The search request of the contract: text, similarity, filters and sorts.
//!
//! [`SearchQuery`] is what a client sends; [`SearchQuery::resolve`] looks its names up in the
//! settings of a dataset and types its values, giving a [`ResolvedSearch`].

use serde::Serialize;
use serde_json::{Number, Value};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Timestamp;
use crate::decode::{self, Decode, Object, Problems};
use crate::limits::List;

mod include;
mod resolve;
mod scope;

pub use include::{Include, IncludeVectors};
pub use resolve::{
    Bounds, ResolvedFilter, ResolvedSearch, ResolvedSort, ResolvedText, ResolvedVector, Similar,
    Target, Test,
};
pub use scope::{RecordProperty, ResponseProperty, Scope, SuggestionProperty};

/// How many filters a query may have.
pub const FILTERS: std::ops::RangeInclusive<usize> = 1..=50;

/// How many values a terms filter may have.
pub const TERMS: std::ops::RangeInclusive<usize> = 1..=250;

/// How many keys a sort may have.
pub const SORTS: std::ops::RangeInclusive<usize> = 1..=10;

type SortList = List<Sort, { *SORTS.start() }, { *SORTS.end() }>;
type FilterList = List<Filter, { *FILTERS.start() }, { *FILTERS.end() }>;
type TermList = List<String, { *TERMS.start() }, { *TERMS.end() }>;

/// A search: every part is optional, `{}` means everything.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[schema(example = json!({
    "query": {"text": {"q": "better", "field": "text"}},
    "filters": {
        "and": [
            {
                "type": "range",
                "scope": {"entity": "metadata", "metadata_property": "stars"},
                "ge": 4,
            },
        ],
    },
    "sort": [{"scope": {"entity": "record", "property": "inserted_at"}, "order": "desc"}],
}))]
pub struct SearchQuery {
    /// Text and similarity.
    #[schema(required = false, nullable)]
    pub query: Query,
    /// What records must fulfil.
    #[schema(required = false, nullable)]
    pub filters: Filters,
    /// 1 to 10 sorts, the first one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Option<SortList>)]
    pub sort: Vec<Sort>,
}

/// What records are ranked by.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct Query {
    /// Words that records must hold.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub text: Option<TextQuery>,
    /// What records should be like.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub vector: Option<VectorQuery>,
}

/// Words that records must hold.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct TextQuery {
    /// In the search language; numbers become text.
    pub q: String,
    /// Name of the field to look in, absent for all.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// What records should be like: exactly one of `record_id` and `value`.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct VectorQuery {
    /// Name of the vectors settings.
    pub name: String,
    /// A record that has the vector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record_id: Option<Uuid>,
    /// A vector.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<Vec<f64>>,
    /// Which end comes first.
    #[schema(required = false)]
    pub order: SimilarityOrder,
}

/// Which end of the similarity comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SimilarityOrder {
    /// The most similar ones.
    #[default]
    MostSimilar,
    /// The least similar ones.
    LeastSimilar,
}

impl SimilarityOrder {
    /// Both orders with their words in the contract.
    pub const WORDS: &'static [(&'static str, Self)] =
        &[("most_similar", Self::MostSimilar), ("least_similar", Self::LeastSimilar)];
}

/// What records must fulfil, all of it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
pub struct Filters {
    /// 1 to 50 filters.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(value_type = Option<FilterList>)]
    pub and: Vec<Filter>,
}

/// One thing that records must fulfil.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Filter {
    /// The value is one of these.
    Terms {
        /// What is looked at.
        scope: Scope,
        /// 1 to 250 values; numbers become text.
        #[schema(value_type = TermList)]
        values: Vec<String>,
    },
    /// The value lies between these, both included.
    Range {
        /// What is looked at.
        scope: Scope,
        /// Lowest value.
        #[serde(skip_serializing_if = "Option::is_none")]
        ge: Option<Bound>,
        /// Highest value, of the same form as the lowest.
        #[serde(skip_serializing_if = "Option::is_none")]
        le: Option<Bound>,
    },
}

/// One end of a range.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[serde(untagged)]
pub enum Bound {
    /// A number.
    #[schema(value_type = f64)]
    Number(Number),
    /// A date, or another text.
    Text(String),
}

/// One key of a sort.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Sort {
    /// What is looked at.
    pub scope: Scope,
    /// Which end comes first.
    pub order: SortOrder,
}

/// Which end of a sort comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SortOrder {
    /// The lowest.
    Asc,
    /// The highest.
    Desc,
}

impl SortOrder {
    /// Both orders with their words in the contract.
    pub const WORDS: &'static [(&'static str, Self)] = &[("asc", Self::Asc), ("desc", Self::Desc)];
}

impl Decode for SearchQuery {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        Some(Self {
            query: o.maybe("query", Query::decode).unwrap_or_default(),
            filters: o.maybe("filters", Filters::decode).unwrap_or_default(),
            sort: o.maybe("sort", decode::list(SORTS, Sort::decode)).unwrap_or_default(),
        })
    }
}

impl Decode for Query {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let text = o.maybe("text", TextQuery::decode);
        let vector = o.maybe("vector", VectorQuery::decode);
        Some(Self { text, vector })
    }
}

impl Decode for TextQuery {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let q = o.req("q", decode::text_or_number);
        let field = o.maybe("field", decode::text_or_number);
        Some(Self { q: q?, field })
    }
}

impl Decode for VectorQuery {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let before = o.problems().count();
        let name = o.req("name", decode::text(0..=usize::MAX));
        let record_id = o.maybe("record_id", decode::uuid);
        let value = o.maybe("value", decode::floats);
        let order = o.opt("order", decode::one_of(SimilarityOrder::WORDS)).unwrap_or_default();
        let value = value.filter(|components| !components.is_empty());
        if record_id.is_some() == value.is_some() && o.problems().count() == before {
            return o.report("value_error", "Exactly one of 'record_id' and 'value' is needed");
        }
        Some(Self { name: name?, record_id, value, order })
    }
}

impl Decode for Filters {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        Some(Self {
            and: o.maybe("and", decode::list(FILTERS, Filter::decode)).unwrap_or_default(),
        })
    }
}

#[derive(Clone, Copy)]
enum FilterType {
    Terms,
    Range,
}

const FILTER_TYPES: &[(&str, FilterType)] =
    &[("terms", FilterType::Terms), ("range", FilterType::Range)];

impl Decode for Filter {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        decode::union("type", FILTER_TYPES, |kind, mut o| {
            let scope = o.req("scope", Scope::decode);
            match kind {
                FilterType::Terms => {
                    let values = o.req("values", decode::list(TERMS, decode::text_or_number));
                    Some(Self::Terms { scope: scope?, values: values? })
                }
                FilterType::Range => {
                    let before = o.problems().count();
                    let ge = o.maybe("ge", Bound::decode);
                    let le = o.maybe("le", Bound::decode);
                    if o.problems().count() == before
                        && let Err(msg) = check_bounds(ge.as_ref(), le.as_ref())
                    {
                        return o.report("value_error", msg);
                    }
                    Some(Self::Range { scope: scope?, ge, le })
                }
            }
        })(value, problems)
    }
}

impl Decode for Bound {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        match value {
            Value::Number(number) => Some(Self::Number(number)),
            Value::Bool(bool) => Some(Self::Number(u8::from(bool).into())),
            Value::String(text) => Some(Self::Text(text)),
            _ => problems.report("float_type", "Input should be a number or a string"),
        }
    }
}

/// Whether a range has bounds of one form in the right order; the error is the rule.
fn check_bounds(ge: Option<&Bound>, le: Option<&Bound>) -> Result<(), &'static str> {
    let in_order = match (ge, le) {
        (None, None) => return Err("At least one of 'ge' and 'le' is needed"),
        (Some(Bound::Number(ge)), Some(Bound::Number(le))) => match (ge.as_i64(), le.as_i64()) {
            (Some(ge), Some(le)) => ge <= le,
            _ => ge.as_f64() <= le.as_f64(),
        },
        (Some(Bound::Text(ge)), Some(Bound::Text(le))) => text_in_order(ge, le),
        (Some(_), Some(_)) => return Err("'ge' and 'le' must both be numbers or both be strings"),
        (None, Some(_)) | (Some(_), None) => true,
    };
    if in_order { Ok(()) } else { Err("'ge' must not be above 'le'") }
}

/// Dates of different precision or offset are compared as instants, numbers as such.
fn text_in_order(ge: &str, le: &str) -> bool {
    if let (Ok(ge), Ok(le)) = (ge.parse::<Timestamp>(), le.parse::<Timestamp>()) {
        return ge <= le;
    }
    if let (Ok(ge), Ok(le)) = (ge.parse::<f64>(), le.parse::<f64>()) {
        return ge <= le;
    }
    ge <= le
}

impl Decode for Sort {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let scope = o.req("scope", Scope::decode);
        let order = o.req("order", decode::one_of(SortOrder::WORDS));
        Some(Self { scope: scope?, order: order? })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{decoded, id, problems, with};

    #[track_caller]
    fn check(body: Value, expected: &[&str]) {
        assert_eq!(problems::<SearchQuery>(body.clone()), expected, "{body}");
    }

    /// Checks a filter; places are relative to it.
    #[track_caller]
    fn check_filter(filter: Value, expected: &[&str]) {
        let expected: Vec<_> =
            expected.iter().map(|p| p.replacen(' ', " body.filters.and.0", 1)).collect();
        let body = json!({"filters": {"and": [filter]}});
        assert_eq!(problems::<SearchQuery>(body.clone()), expected, "{body}");
    }

    fn status() -> Value {
        json!({"entity": "record", "property": "status"})
    }

    #[test]
    fn nothing_means_everything() {
        let everything = SearchQuery::default();
        for body in [
            json!({}),
            json!({"query": null, "filters": null, "sort": null, "x": 1}),
            json!({"query": {}, "filters": {}}),
            json!({"query": {"text": null, "vector": null}, "filters": {"and": null}}),
            json!({"filters": {"type": "and"}}),
        ] {
            assert_eq!(decoded::<SearchQuery>(body), everything);
        }
        check(json!([]), &["model_attributes_type body"]);
        check(json!({"query": 1}), &["model_attributes_type body.query"]);
        check(json!({"filters": []}), &["model_attributes_type body.filters"]);
    }

    #[test]
    fn text() {
        let check =
            |text: Value, expected: &[&str]| check(json!({"query": {"text": text}}), expected);
        check(json!({"q": ""}), &[]);
        check(json!({"q": "x", "field": null}), &[]);
        check(json!({}), &["missing body.query.text.q"]);
        check(json!({"q": null}), &["string_type body.query.text.q"]);
        check(json!({"q": "x", "field": 1}), &[]);
        check(json!({"q": "x", "field": []}), &["string_type body.query.text.field"]);
        let found: SearchQuery = decoded(json!({"query": {"text": {"q": 5, "field": "f"}}}));
        let expected = TextQuery { q: "5".to_owned(), field: Some("f".to_owned()) };
        assert_eq!(found.query.text, Some(expected));
    }

    #[test]
    fn similarity_needs_one_reference() {
        let check = |vector: Value, expected: &[&str]| {
            let vector = with(json!({"name": "v"}), vector);
            check(json!({"query": {"vector": vector}}), expected);
        };
        let record = id(1);
        check(json!({"record_id": record}), &[]);
        check(json!({"value": [1, "2"]}), &[]);
        check(json!({"record_id": record, "value": null, "order": "least_similar"}), &[]);
        check(json!({"record_id": record, "value": []}), &[]);
        check(json!({"record_id": null, "value": [1], "order": "most_similar"}), &[]);
        check(json!({}), &["value_error body.query.vector"]);
        check(json!({"value": []}), &["value_error body.query.vector"]);
        check(json!({"record_id": record, "value": [1]}), &["value_error body.query.vector"]);
        check(json!({"record_id": "x"}), &["uuid_parsing body.query.vector.record_id"]);
        check(json!({"value": [1, null]}), &["float_type body.query.vector.value.1"]);
        check(json!({"value": [1], "order": null}), &["enum body.query.vector.order"]);
        check(json!({"value": [1], "name": null}), &["string_type body.query.vector.name"]);
    }

    #[test]
    fn filters_are_limited_in_number() {
        let filter = json!({"type": "terms", "scope": status(), "values": ["pending"]});
        let check = |count: usize, expected: &[&str]| {
            check(json!({"filters": {"and": vec![filter.clone(); count]}}), expected);
        };
        check(0, &["too_short body.filters.and"]);
        check(1, &[]);
        check(50, &[]);
        check(51, &["too_long body.filters.and"]);
    }

    #[test]
    fn terms() {
        let terms = |values: Value| json!({"type": "terms", "scope": status(), "values": values});
        check_filter(terms(json!(["a", 1, 1.5])), &[]);
        check_filter(terms(json!([])), &["too_short .terms.values"]);
        check_filter(terms(json!(vec!["a"; 250])), &[]);
        check_filter(terms(json!(vec!["a"; 251])), &["too_long .terms.values"]);
        check_filter(
            terms(json!([true, null])),
            &["string_type .terms.values.0", "string_type .terms.values.1"],
        );
        check_filter(json!({"type": "terms"}), &["missing .terms.scope", "missing .terms.values"]);
        check_filter(json!({"scope": status()}), &["union_tag_not_found "]);
        check_filter(json!({"type": "or"}), &["union_tag_invalid "]);
        check_filter(json!("x"), &["model_attributes_type "]);
    }

    #[test]
    fn ranges() {
        let check = |bounds: Value, expected: &[&str]| {
            let range = with(json!({"type": "range", "scope": status()}), bounds);
            check_filter(range, expected);
        };
        check(json!({"ge": 1}), &[]);
        check(json!({"ge": null, "le": "2026"}), &[]);
        check(json!({"ge": 1, "le": 1.0}), &[]);
        check(json!({"ge": i64::MAX - 1, "le": i64::MAX}), &[]);
        check(json!({"ge": "2026-01-01", "le": "2026-01-01T00:00:00Z"}), &[]);
        check(json!({"ge": "2026-01-01T03:00:00+02:00", "le": "2026-01-01T02:00:00"}), &[]);
        check(json!({"ge": "9", "le": "10"}), &[]);
        check(json!({"ge": "a", "le": "b"}), &[]);
        let refused = &["value_error .range"];
        check(json!({}), refused);
        check(json!({"ge": null, "le": null}), refused);
        check(json!({"ge": 2, "le": 1}), refused);
        check(json!({"ge": i64::MAX, "le": i64::MAX - 1}), refused);
        check(json!({"ge": "b", "le": "a"}), refused);
        check(json!({"ge": "2026-01-02", "le": "2026-01-01"}), refused);
        check(json!({"ge": 1, "le": "2"}), refused);
        check(json!({"ge": "1", "le": 2}), refused);
        check(json!({"ge": false, "le": true}), &[]);
        check(json!({"ge": [], "le": {}}), &["float_type .range.ge", "float_type .range.le"]);
    }

    #[test]
    fn scopes() {
        let check = |scope: Value, expected: &[&str]| {
            let filter = json!({"type": "terms", "scope": scope, "values": ["a"]});
            check_filter(filter, expected);
        };
        for (word, _) in RecordProperty::WORDS {
            check(json!({"entity": "record", "property": word}), &[]);
        }
        check(json!({"entity": "record"}), &["missing .terms.scope.record.property"]);
        check(
            json!({"entity": "record", "property": "fields"}),
            &["literal_error .terms.scope.record.property"],
        );
        let long = "m".repeat(200);
        let longer = "m".repeat(201);
        check(json!({"entity": "metadata", "metadata_property": long}), &[]);
        check(
            json!({"entity": "metadata", "metadata_property": longer}),
            &["string_too_long .terms.scope.metadata.metadata_property"],
        );
        check(
            json!({"entity": "metadata", "metadata_property": ""}),
            &["string_too_short .terms.scope.metadata.metadata_property"],
        );
        for property in [json!(null), json!("value"), json!("score"), json!("agent"), json!("type")]
        {
            check(json!({"entity": "suggestion", "question": long, "property": property}), &[]);
        }
        check(
            json!({"entity": "suggestion", "property": "status"}),
            &[
                "missing .terms.scope.suggestion.question",
                "literal_error .terms.scope.suggestion.property",
            ],
        );
        check(json!({"entity": "response", "question": "q"}), &[]);
        check(json!({"entity": "response", "question": "q", "property": null}), &[]);
        check(json!({"entity": "response", "question": null, "property": "status"}), &[]);
        check(json!({"entity": "response", "question": "q", "property": "status"}), &[]);
        check(json!({"entity": "response"}), &["value_error .terms.scope.response"]);
        check(
            json!({"entity": "response", "question": longer, "property": "value"}),
            &[
                "string_too_long .terms.scope.response.question",
                "literal_error .terms.scope.response.property",
            ],
        );
        check(json!({"entity": "field"}), &["union_tag_invalid .terms.scope"]);
        check(json!({}), &["union_tag_not_found .terms.scope"]);
        check(json!(null), &["model_attributes_type .terms.scope"]);
    }

    #[test]
    fn sorts() {
        let check = |sort: Value, expected: &[&str]| check(json!({"sort": sort}), expected);
        let asc = json!({"scope": status(), "order": "asc"});
        check(json!([asc, {"scope": status(), "order": "desc"}]), &[]);
        check(json!([]), &["too_short body.sort"]);
        check(json!(vec![asc.clone(); 10]), &[]);
        check(json!(vec![asc.clone(); 11]), &["too_long body.sort"]);
        check(json!([{}]), &["missing body.sort.0.scope", "missing body.sort.0.order"]);
        check(json!([with(asc, json!({"order": "up"}))]), &["enum body.sort.0.order"]);
    }

    #[test]
    fn a_query_reads_back_what_it_writes() {
        let bodies = [
            json!({}),
            json!({"query": {"text": {"q": "x"}, "vector": {"name": "v", "value": [1.5]}}}),
            json!({
                "filters": {"and": [
                    {"type": "terms", "scope": status(), "values": ["a"]},
                    {
                        "type": "range",
                        "scope": {"entity": "metadata", "metadata_property": "m"},
                        "ge": 1,
                        "le": 2.5,
                    },
                    {
                        "type": "range",
                        "scope": {"entity": "suggestion", "question": "q", "property": "score"},
                        "le": "x",
                    },
                ]},
                "sort": [{"scope": {"entity": "response", "question": "q"}, "order": "desc"}],
            }),
        ];
        for body in bodies {
            let query: SearchQuery = decoded(body);
            let written = serde_json::to_value(&query).unwrap();
            assert_eq!(decoded::<SearchQuery>(written), query);
        }
    }
}
