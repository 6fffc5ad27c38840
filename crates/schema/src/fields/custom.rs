//! Any object, shown through an HTML template.
//!
//! A value is a JSON object with any content. Every key, string and number inside is searchable, in
//! the order in which they are printed.

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

/// Keys, strings and numbers at any depth in the order of the document, one a line.
pub(super) fn searchable_text(value: &Value) -> Option<Cow<'_, str>> {
    let mut out = String::new();
    // A stack of its own, since nothing bounds the depth of a value made in the program.
    let mut open = vec![Part::Value(value)];
    while let Some(part) = open.pop() {
        let before = out.len();
        match part {
            Part::Key(text) => out.push_str(text),
            Part::Value(Value::String(text)) => out.push_str(text),
            Part::Value(Value::Number(number)) => {
                // Writing into a string cannot fail.
                let _ = write!(out, "{number}");
            }
            Part::Value(Value::Array(items)) => open.extend(items.iter().rev().map(Part::Value)),
            Part::Value(Value::Object(map)) => {
                let entries = map.iter().rev();
                open.extend(entries.flat_map(|(key, value)| [Part::Value(value), Part::Key(key)]));
            }
            Part::Value(Value::Null | Value::Bool(_)) => {}
        }
        if out.len() > before {
            out.push('\n');
        }
    }
    out.pop();
    Some(Cow::Owned(out))
}

enum Part<'a> {
    Key(&'a str),
    Value(&'a Value),
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn keys_strings_and_numbers_inside_are_searchable() {
        let check = |value: Value, expected: &str| {
            assert_eq!(searchable_text(&value).as_deref(), Some(expected), "{value}");
        };
        check(json!({}), "");
        check(
            json!({"a": "x", "b": [1, {"c": 2.5}, null, true, "y"], "d": ""}),
            "a\nx\nb\n1\nc\n2.5\ny\nd",
        );
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
