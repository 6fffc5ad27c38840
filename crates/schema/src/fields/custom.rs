//! Any object, shown through an HTML template.
//!
//! A value is a JSON object with any content. Every string and number inside is searchable, keys
//! are not.

use std::borrow::Cow;
use std::fmt::Write as _;

use serde_json::Value;

use super::FieldSettings;
use crate::decode::{self, Object};
use crate::refusal::{Refusal, refuse};

/// Settings of a new field; the template stands alone unless it says that it brings a script.
pub(super) fn decode_create(mut o: Object<'_>) -> Option<FieldSettings> {
    let template = o.req("template", decode::text(0..=usize::MAX));
    let advanced_mode = o.opt("advanced_mode", decode::boolean).unwrap_or(false);
    Some(FieldSettings::Custom { template: template?, advanced_mode })
}

/// Settings of an update, complete.
pub(super) fn decode_update(mut o: Object<'_>) -> Option<FieldSettings> {
    let template = o.req("template", decode::text(0..=usize::MAX));
    let advanced_mode = o.req("advanced_mode", decode::boolean);
    Some(FieldSettings::Custom { template: template?, advanced_mode: advanced_mode? })
}

pub(super) fn check(value: &Value) -> Result<(), Refusal> {
    if value.is_object() { Ok(()) } else { refuse!("must be an object") }
}

/// Strings and numbers at any depth in the order of the document, one a line.
pub(super) fn searchable_text(value: &Value) -> Option<Cow<'_, str>> {
    let mut out = String::new();
    // A stack of its own, since nothing bounds the depth of a value made in the program.
    let mut open = vec![value];
    while let Some(value) = open.pop() {
        let before = out.len();
        match value {
            Value::String(text) => out.push_str(text),
            Value::Number(number) => {
                // Writing into a string cannot fail.
                let _ = write!(out, "{number}");
            }
            Value::Array(items) => open.extend(items.iter().rev()),
            Value::Object(map) => open.extend(map.values().rev()),
            Value::Null | Value::Bool(_) => {}
        }
        if out.len() > before {
            out.push('\n');
        }
    }
    out.pop();
    Some(Cow::Owned(out))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn strings_and_numbers_inside_are_searchable() {
        let check = |value: Value, expected: &str| {
            assert_eq!(searchable_text(&value).as_deref(), Some(expected), "{value}");
        };
        check(json!({}), "");
        check(json!({"a": "x", "b": [1, {"c": 2.5}, null, true, "y"], "d": ""}), "x\n1\n2.5\ny");
    }

    #[test]
    fn depth_is_no_danger() {
        let mut value = json!("deep");
        for _ in 0..1_000 {
            value = json!([value]);
        }
        assert_eq!(searchable_text(&value).as_deref(), Some("deep"));
    }
}
