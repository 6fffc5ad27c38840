//! One label.
//!
//! An answer is a string that is the value of an option. Answers are indexed as terms.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Value;

use super::{QuestionSettings, QuestionSettingsUpdate, options};
use crate::decode::{Object, nullable};
use crate::index::IndexValues;
use crate::refusal::{Refusal, refuse};

/// Fewest options; the most is [`Limits::label_options_max`](crate::Limits).
pub const OPTIONS_MIN: usize = 2;

pub(super) fn decode_create(mut o: Object<'_>) -> Option<QuestionSettings> {
    let size = OPTIONS_MIN..=o.problems().limits().label_options_max;
    let options = o.req("options", options::decode_create(size));
    let visible_options = o.maybe("visible_options", options::decode_visible);
    let options = options?;
    options::check_unique(&options, &mut o)?;
    options::check_visible(&options, visible_options, &mut o)?;
    Some(QuestionSettings::LabelSelection { options, visible_options })
}

pub(super) fn decode_update(mut o: Object<'_>) -> Option<QuestionSettingsUpdate> {
    o.not_null(&["options"]);
    let size = OPTIONS_MIN..=o.problems().limits().label_options_max;
    let options = o.opt("options", options::decode_update(size));
    let visible_options = o.opt("visible_options", nullable(options::decode_visible));
    Some(QuestionSettingsUpdate::LabelSelection { options, visible_options })
}

pub(super) fn check(labels: &HashSet<&str>, answer: &Value) -> Result<(), Refusal> {
    match answer.as_str() {
        Some(label) if labels.contains(label) => Ok(()),
        Some(label) => refuse!("has no option `{label}`"),
        None => refuse!("must be answered with a string"),
    }
}

pub(super) fn index_values(answer: &Value) -> IndexValues<'_> {
    match answer.as_str() {
        Some(label) => IndexValues::Terms(vec![Cow::Borrowed(label)]),
        None => IndexValues::Nothing,
    }
}
