//! Free text.
//!
//! An answer is a string, the empty one included. Answers are not indexed.

use serde_json::Value;

use super::{QuestionSettings, QuestionSettingsUpdate};
use crate::decode::{self, Object};
use crate::refusal::{Refusal, refuse};

pub(super) fn decode_create(mut o: Object<'_>) -> Option<QuestionSettings> {
    let use_markdown = o.opt("use_markdown", decode::boolean).unwrap_or(false);
    Some(QuestionSettings::Text { use_markdown })
}

pub(super) fn decode_update(mut o: Object<'_>) -> Option<QuestionSettingsUpdate> {
    o.not_null(&["use_markdown"]);
    Some(QuestionSettingsUpdate::Text { use_markdown: o.opt("use_markdown", decode::boolean) })
}

pub(super) fn check(answer: &Value) -> Result<(), Refusal> {
    if answer.is_string() { Ok(()) } else { refuse!("must be answered with a string") }
}
