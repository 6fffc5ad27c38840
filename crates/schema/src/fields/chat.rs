//! A conversation.
//!
//! A value is a list of at most [`MESSAGES_MAX`] messages `{"role", "content"}`; other keys of a
//! message are dropped when it is read. An empty list is a conversation too. Roles and contents
//! are searchable.

use std::borrow::Cow;

use serde_json::{Map, Value};

use super::FieldSettings;
use crate::decode::{self, Object};
use crate::limits::Limits;
use crate::refusal::{Refusal, refuse};

/// How many messages a value may have.
pub const MESSAGES_MAX: usize = 500;

/// Settings of a new field; Markdown is on unless refused.
pub(super) fn decode_create(mut o: Object<'_>) -> Option<FieldSettings> {
    let use_markdown = o.opt("use_markdown", decode::boolean).unwrap_or(true);
    Some(FieldSettings::Chat { use_markdown })
}

/// Settings of an update, complete.
pub(super) fn decode_update(mut o: Object<'_>) -> Option<FieldSettings> {
    Some(FieldSettings::Chat { use_markdown: o.req("use_markdown", decode::boolean)? })
}

/// Brings a list sent as a field value into its stored form: every message keeps `role` and
/// `content`, in this order, and nothing else.
///
/// The error says what is wrong with which message.
pub(super) fn canonicalise(messages: &mut [Value], limits: Limits) -> Result<(), String> {
    if messages.len() > MESSAGES_MAX {
        return Err(format!("a chat may have at most {MESSAGES_MAX} messages"));
    }
    for (position, message) in messages.iter_mut().enumerate() {
        let Value::Object(map) = message else {
            return Err(format!("message {position} must be an object"));
        };
        let limit = (limits.chat_role_min, limits.chat_role_max);
        check_part(map, "role", limit).map_err(|cause| format!("message {position}: {cause}"))?;
        let limit = (limits.chat_content_min, limits.chat_content_max);
        check_part(map, "content", limit)
            .map_err(|cause| format!("message {position}: {cause}"))?;
        if !map.keys().eq(["role", "content"]) {
            let part = |key: &str| (key.to_owned(), map.get_mut(key).map(Value::take));
            let parts = ["role", "content"].map(part);
            *map = parts.into_iter().filter_map(|(key, value)| Some((key, value?))).collect();
        }
    }
    Ok(())
}

fn check_part(
    message: &Map<String, Value>,
    key: &str,
    (min, max): (usize, usize),
) -> Result<(), String> {
    let Some(value) = message.get(key) else {
        return Err(format!("`{key}` is missing"));
    };
    let Value::String(text) = value else {
        return Err(format!("`{key}` must be a string"));
    };
    // Counting is skipped where bytes already decide.
    if min > 1 || text.len() < min || text.len() > max {
        let length = text.chars().count();
        if length < min || length > max {
            return Err(format!("`{key}` must have {min} to {max} characters, not {length}"));
        }
    }
    Ok(())
}

/// Messages have been checked when the value was read; this is about the type of the field.
pub(super) fn check(value: &Value) -> Result<(), Refusal> {
    if value.is_array() { Ok(()) } else { refuse!("must be a list of chat messages") }
}

/// Roles and contents, one a line.
pub(super) fn searchable_text(value: &Value) -> Option<Cow<'_, str>> {
    let mut out = String::new();
    for message in value.as_array()? {
        for key in ["role", "content"] {
            if let Some(text) = message.get(key).and_then(Value::as_str) {
                if !out.is_empty() {
                    out.push('\n');
                }
                out.push_str(text);
            }
        }
    }
    Some(Cow::Owned(out))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn messages_keep_role_and_content_only() {
        let check = |mut value: Value, expected: Option<Value>| {
            let shown = value.to_string();
            let Value::Array(messages) = &mut value else { panic!("{shown} is no list") };
            let accepted = canonicalise(messages, Limits::CONTRACT).is_ok();
            assert_eq!(accepted.then_some(value), expected, "{shown}");
        };
        let plain = json!([{"role": "user", "content": "hi"}]);
        check(json!([]), Some(json!([])));
        check(plain.clone(), Some(plain.clone()));
        check(json!([{"x": 1, "content": "hi", "y": {}, "role": "user"}]), Some(plain));
        check(json!([{"role": "user"}]), None);
        check(json!([{"content": "hi"}]), None);
        check(json!([{"role": 1, "content": "hi"}]), None);
        check(json!([{"role": "user", "content": null}]), None);
        check(json!(["hi"]), None);
        check(json!([null]), None);
    }

    #[test]
    fn key_order_is_made_uniform() {
        let mut value = json!([{"content": "hi", "role": "user"}]);
        let messages = value.as_array_mut().map(Vec::as_mut_slice).unwrap_or_default();
        assert_eq!(canonicalise(messages, Limits::CONTRACT), Ok(()));
        assert_eq!(value.to_string(), r#"[{"role":"user","content":"hi"}]"#);
    }

    #[test]
    fn limits_count_characters_and_can_be_tuned() {
        let check = |limits: Limits, role: usize, content: usize, messages: usize, expected| {
            let message = json!({"role": "ä".repeat(role), "content": "ß".repeat(content)});
            let mut value = vec![message; messages];
            let found = canonicalise(&mut value, limits).is_ok();
            assert_eq!(found, expected, "{role} {content} {messages}");
        };
        let usual = Limits::CONTRACT;
        check(usual, 1, 1, 500, true);
        check(usual, 1, 1, 501, false);
        check(usual, 20, 20_000, 1, true);
        check(usual, 21, 1, 1, false);
        check(usual, 1, 20_001, 1, false);
        check(usual, 0, 1, 1, false);
        check(usual, 1, 0, 1, false);
        let tuned = Limits { chat_role_min: 2, chat_content_min: 0, chat_content_max: 3, ..usual };
        check(tuned, 1, 1, 1, false);
        check(tuned, 2, 0, 1, true);
        check(tuned, 2, 3, 1, true);
        check(tuned, 2, 4, 1, false);
    }

    #[test]
    fn roles_and_contents_are_searchable() {
        let value = json!([
            {"role": "user", "content": "first"},
            {"role": "assistant", "content": "second"},
        ]);
        assert_eq!(searchable_text(&value).as_deref(), Some("user\nfirst\nassistant\nsecond"));
        assert_eq!(searchable_text(&json!([])).as_deref(), Some(""));
        assert_eq!(searchable_text(&json!("text")), None);
    }
}
