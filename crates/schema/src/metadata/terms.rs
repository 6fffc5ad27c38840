//! One or several of a set of values.
//!
//! Without a set, any JSON value goes. With one, the value must be in it, and so must each item of
//! a list. Values are indexed as terms, each item of a list on its own; JSON scalars other than
//! strings by their JSON text.

use std::borrow::Cow;

use serde_json::{Number, Value};

use super::MetadataSettings;
use crate::decode::{self, Object};
use crate::index::IndexValues;
use crate::refusal::{Refusal, refuse};

/// How many values the set may have.
pub const VALUES: std::ops::RangeInclusive<usize> = 1..=250;

pub(super) fn decode(mut o: Object<'_>) -> Option<MetadataSettings> {
    let values = o.maybe("values", decode::list(VALUES, decode::any));
    Some(MetadataSettings::Terms { values })
}

pub(super) fn check(allowed: Option<&[Value]>, value: &Value) -> Result<(), Refusal> {
    let Some(allowed) = allowed else {
        return Ok(());
    };
    let one = std::slice::from_ref(value);
    let items = value.as_array().map_or(one, Vec::as_slice);
    match items.iter().find(|item| !allowed.iter().any(|known| same(known, item))) {
        Some(item) => refuse!("must hold values of its set, `{item}` is none"),
        None => Ok(()),
    }
}

/// Whether two values are equal, numbers by what they count: `1` is `1.0`.
fn same(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(a), Value::Number(b)) => a == b || is_float_of(a, b) || is_float_of(b, a),
        _ => a == b,
    }
}

fn is_float_of(float: &Number, other: &Number) -> bool {
    float.is_f64() && !other.is_f64() && float.as_f64() == other.as_f64()
}

pub(super) fn index_values(value: &Value) -> IndexValues<'_> {
    let one = std::slice::from_ref(value);
    let items = value.as_array().map_or(one, Vec::as_slice);
    let terms: Vec<_> = items.iter().filter_map(term).collect();
    if terms.is_empty() { IndexValues::Nothing } else { IndexValues::Terms(terms) }
}

fn term(value: &Value) -> Option<Cow<'_, str>> {
    match value {
        Value::String(text) => Some(Cow::Borrowed(text)),
        Value::Bool(_) | Value::Number(_) => Some(Cow::Owned(value.to_string())),
        Value::Null | Value::Array(_) | Value::Object(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_and_items_must_be_in_the_set() {
        let allowed = [json!("a"), json!(1), json!(true), json!({"x": 1}), json!(["l"])];
        let check = |value: Value, expected: bool| {
            assert_eq!(check(Some(&allowed), &value).is_ok(), expected, "{value}");
        };
        check(json!("a"), true);
        check(json!("A"), false);
        check(json!(1), true);
        check(json!(1.0), true);
        check(json!("1"), false);
        check(json!(true), true);
        check(json!(false), false);
        check(json!({"x": 1}), true);
        check(json!({"x": 2}), false);
        check(json!(["a", 1]), true);
        check(json!(["a", "b"]), false);
        check(json!([]), true);
        check(json!(["l"]), false);
        check(json!([["l"]]), true);
        assert!(super::check(None, &json!({"anything": [1, null]})).is_ok());
    }

    #[test]
    fn scalars_become_terms() {
        let check = |value: Value, expected: &[&str]| match index_values(&value) {
            IndexValues::Terms(terms) => assert_eq!(terms, expected, "{value}"),
            other => assert!(expected.is_empty() && other == IndexValues::Nothing, "{value}"),
        };
        check(json!("a"), &["a"]);
        check(json!(["a", 1, 1.5, true, null, {"x": 1}, ["y"]]), &["a", "1", "1.5", "true"]);
        check(json!(null), &[]);
        check(json!([]), &[]);
        check(json!({}), &[]);
    }
}
