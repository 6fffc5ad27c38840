//! A whole number of 64 bits.
//!
//! A value is a JSON integer within the bounds; booleans pass as 0 and 1, numbers with a fraction
//! or exponent and numeric strings do not pass. Values are indexed as integers.

use serde_json::Value;

use super::{MetadataSettings, check_bounds, decode_bounds};
use crate::decode::{self, Object};
use crate::index::IndexValues;
use crate::refusal::{Refusal, refuse};

pub(super) fn decode(o: Object<'_>) -> Option<MetadataSettings> {
    let (min, max) = decode_bounds(o, decode::integer)?;
    Some(MetadataSettings::Integer { min, max })
}

fn integer(value: &Value) -> Option<i64> {
    match value {
        Value::Bool(b) => Some(i64::from(*b)),
        _ => value.as_i64(),
    }
}

pub(super) fn check(min: Option<i64>, max: Option<i64>, value: &Value) -> Result<(), Refusal> {
    let Some(n) = integer(value) else {
        return refuse!("must be a whole number of 64 bits");
    };
    check_bounds(min, max, n)
}

pub(super) fn index_values(value: &Value) -> IndexValues<'static> {
    integer(value).map_or(IndexValues::Nothing, IndexValues::Integer)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_integers_within_the_bounds() {
        let check = |min, max, value: Value, expected: bool| {
            assert_eq!(check(min, max, &value).is_ok(), expected, "{min:?} {max:?} {value}");
        };
        check(Some(-1), Some(5), json!(-2), false);
        check(Some(-1), Some(5), json!(-1), true);
        check(Some(-1), Some(5), json!(5), true);
        check(Some(-1), Some(5), json!(6), false);
        check(Some(0), None, json!(true), true);
        check(Some(2), None, json!(true), false);
        check(None, None, json!(i64::MIN), true);
        check(None, None, json!(i64::MAX), true);
        check(None, None, json!(i64::MAX as u64 + 1), false);
        check(None, None, json!(1.0), false);
        check(None, None, json!("1"), false);
        check(None, None, json!([1]), false);
    }

    #[test]
    fn booleans_are_indexed_as_numbers() {
        assert_eq!(index_values(&json!(true)), IndexValues::Integer(1));
        assert_eq!(index_values(&json!(-7)), IndexValues::Integer(-7));
        assert_eq!(index_values(&json!(null)), IndexValues::Nothing);
        assert_eq!(index_values(&json!("7")), IndexValues::Nothing);
    }
}
