//! A number.
//!
//! A value is a JSON number written with a fraction or exponent, within the bounds: `1.0` passes,
//! `1` does not. Values are indexed as floats.

use serde_json::Value;

use super::MetadataSettings;
use crate::decode::{self, Object};
use crate::index::IndexValues;
use crate::refusal::{Refusal, refuse};

pub(super) fn decode(mut o: Object<'_>) -> Option<MetadataSettings> {
    let min = o.maybe("min", decode::float);
    let max = o.maybe("max", decode::float);
    if let (Some(min), Some(max)) = (min, max)
        && min >= max
    {
        return o.report("value_error", format!("'min' ({min}) must be lower than 'max' ({max})"));
    }
    Some(MetadataSettings::Float { min, max })
}

pub(super) fn check(min: Option<f64>, max: Option<f64>, value: &Value) -> Result<(), Refusal> {
    let Some(n) = value.as_f64().filter(|_| value.is_f64()) else {
        return refuse!("must be a number with a fraction");
    };
    if let Some(min) = min
        && n < min
    {
        return refuse!("must be at least {min}, not {n}");
    }
    if let Some(max) = max
        && n > max
    {
        return refuse!("must be at most {max}, not {n}");
    }
    Ok(())
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
