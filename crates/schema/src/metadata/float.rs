//! A number.
//!
//! A value is a JSON number written with a fraction or exponent, within the bounds: `1.0` passes,
//! `1` does not. Values are indexed as floats.

use serde_json::Value;

use super::{MetadataSettings, check_bounds, decode_bounds};
use crate::decode::{self, Object};
use crate::index::IndexValues;
use crate::refusal::{Refusal, refuse};

pub(super) fn decode(o: Object<'_>) -> Option<MetadataSettings> {
    let (min, max) = decode_bounds(o, decode::float)?;
    Some(MetadataSettings::Float { min, max })
}

pub(super) fn check(min: Option<f64>, max: Option<f64>, value: &Value) -> Result<(), Refusal> {
    let Some(n) = value.as_f64().filter(|_| value.is_f64()) else {
        return refuse!("must be a number with a fraction");
    };
    check_bounds(min, max, n)
}

pub(super) fn index_values(value: &Value) -> IndexValues<'static> {
    // Whole numbers may be left from before the property was defined.
    value.as_f64().map_or(IndexValues::Nothing, IndexValues::Float)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn values_are_written_with_a_fraction_or_exponent() {
        let check = |min, max, text: &str, expected: bool| {
            let value: Value = serde_json::from_str(text).unwrap_or_default();
            assert_eq!(check(min, max, &value).is_ok(), expected, "{min:?} {max:?} {text}");
        };
        check(None, None, "1", false);
        check(None, None, "1.0", true);
        check(None, None, "1e3", true);
        check(None, None, "true", false);
        check(None, None, "\"1.0\"", false);
        check(Some(0.5), Some(1.5), "0.5", true);
        check(Some(0.5), Some(1.5), "1.5", true);
        check(Some(0.5), Some(1.5), "0.49", false);
        check(Some(0.5), Some(1.5), "1.51", false);
    }

    #[test]
    fn numbers_are_indexed() {
        assert_eq!(index_values(&json!(1.5)), IndexValues::Float(1.5));
        assert_eq!(index_values(&json!(2)), IndexValues::Float(2.0));
        assert_eq!(index_values(&json!("2")), IndexValues::Nothing);
    }
}
