//! Any number of labels, at least one.
//!
//! An answer is a non-empty list of distinct strings, each the value of an option. Answers are
//! indexed as terms, one for each label.

use std::borrow::Cow;
use std::collections::HashSet;

use serde_json::Value;

use super::{OptionsOrder, QuestionSettings, QuestionSettingsUpdate, label_selection, options};
use crate::decode::{self, Object, nullable};
use crate::index::IndexValues;
use crate::refusal::{Refusal, refuse};

pub(super) fn decode_create(mut o: Object<'_>) -> Option<QuestionSettings> {
    let size = label_selection::OPTIONS_MIN..=o.problems().limits().label_options_max;
    let options = o.req("options", options::decode_create(size));
    let visible_options = o.maybe("visible_options", options::decode_visible);
    let options_order = o.opt("options_order", decode::one_of(OptionsOrder::WORDS));
    let options = options?;
    options::check_unique(&options, &mut o)?;
    options::check_visible(&options, visible_options, &mut o)?;
    Some(QuestionSettings::MultiLabelSelection {
        options,
        visible_options,
        options_order: options_order.unwrap_or_default(),
    })
}

pub(super) fn decode_update(mut o: Object<'_>) -> Option<QuestionSettingsUpdate> {
    o.not_null(&["options", "options_order"]);
    let size = label_selection::OPTIONS_MIN..=o.problems().limits().label_options_max;
    let options = o.opt("options", options::decode_update(size));
    let visible_options = o.opt("visible_options", nullable(options::decode_visible));
    let options_order = o.opt("options_order", decode::one_of(OptionsOrder::WORDS));
    Some(QuestionSettingsUpdate::MultiLabelSelection { options, visible_options, options_order })
}

pub(super) fn check(labels: &HashSet<&str>, answer: &Value) -> Result<(), Refusal> {
    let Value::Array(items) = answer else {
        return refuse!("must be answered with a list of strings");
    };
    if items.is_empty() {
        return refuse!("must be answered with at least one label");
    }
    let mut seen = HashSet::with_capacity(items.len().min(labels.len()));
    for item in items {
        let Some(label) = item.as_str() else {
            return refuse!("must be answered with a list of strings");
        };
        if !labels.contains(label) {
            return refuse!("has no option `{label}`");
        }
        if !seen.insert(label) {
            return refuse!("must be answered with distinct labels, `{label}` occurs twice");
        }
    }
    Ok(())
}

pub(super) fn index_values(answer: &Value) -> IndexValues<'_> {
    match answer.as_array() {
        Some(items) => {
            IndexValues::Terms(items.iter().filter_map(Value::as_str).map(Cow::Borrowed).collect())
        }
        None => IndexValues::Nothing,
    }
}
