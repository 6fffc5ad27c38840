//! Plain text or Markdown.
//!
//! A value is a string of any length, the empty one included. All of it is searchable.

use std::borrow::Cow;

use serde_json::Value;

use super::FieldSettings;
use crate::decode::{self, Object};
use crate::refusal::{Refusal, refuse};

/// Settings of a new field; Markdown is off unless asked for.
pub(super) fn decode_create(mut o: Object<'_>) -> Option<FieldSettings> {
    let use_markdown = o.opt("use_markdown", decode::boolean).unwrap_or(false);
    Some(FieldSettings::Text { use_markdown })
}

/// Settings of an update, complete.
pub(super) fn decode_update(mut o: Object<'_>) -> Option<FieldSettings> {
    Some(FieldSettings::Text { use_markdown: o.req("use_markdown", decode::boolean)? })
}

pub(super) fn check(value: &Value) -> Result<(), Refusal> {
    if value.is_string() { Ok(()) } else { refuse!("must be a string") }
}

pub(super) fn searchable_text(value: &Value) -> Option<Cow<'_, str>> {
    value.as_str().map(Cow::Borrowed)
}
