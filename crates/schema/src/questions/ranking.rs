//! An order of all options, ties allowed.
//!
//! An answer is a list of `{"value", "rank"}`, each value that of an option and occurring once.
//! Ranks are whole numbers or `null`, except in a submitted response: that ranks every option, each
//! within 1 to the number of options. Answers are not indexed.

use std::collections::HashSet;

use serde_json::Value;

use super::{LabelOption, QuestionSettings, options};
use crate::decode::Object;
use crate::limits::List;
use crate::refusal::{Refusal, refuse};

/// How many options there may be.
pub const OPTIONS: std::ops::RangeInclusive<usize> = 2..=50;

pub(super) type Options = List<LabelOption, { *OPTIONS.start() }, { *OPTIONS.end() }>;

pub(super) fn decode_create(mut o: Object<'_>) -> Option<QuestionSettings> {
    let options = o.req("options", options::decode_create(OPTIONS))?;
    options::check_unique(&options, &mut o)?;
    Some(QuestionSettings::Ranking { options })
}

/// Whether the answer ranks options, each at most once.
pub(super) fn check(values: &HashSet<&str>, answer: &Value) -> Result<(), Refusal> {
    let form = "must be answered with a list of objects holding `value` and `rank`";
    let Value::Array(items) = answer else {
        return refuse!("{form}");
    };
    let mut seen = HashSet::with_capacity(items.len().min(values.len()));
    for item in items {
        let Some(value) = item.get("value").and_then(Value::as_str) else {
            return refuse!("{form}");
        };
        if !values.contains(value) {
            return refuse!("has no option `{value}`");
        }
        if !seen.insert(value) {
            return refuse!("must be answered with distinct options, `{value}` occurs twice");
        }
    }
    Ok(())
}

/// Whether an answer that passed [`check`] ranks all options within their number.
pub(super) fn check_submitted(values: &HashSet<&str>, answer: &Value) -> Result<(), Refusal> {
    let items = answer.as_array().map(Vec::as_slice).unwrap_or_default();
    if items.len() < values.len() {
        let (sent, all) = (items.len(), values.len());
        return refuse!("must be answered with all {all} options, not {sent}");
    }
    let ranks = 1..=values.len();
    for item in items {
        let rank = item.get("rank").and_then(Value::as_i64);
        if !rank.is_some_and(|rank| usize::try_from(rank).is_ok_and(|rank| ranks.contains(&rank))) {
            let value = item.get("value").and_then(Value::as_str).unwrap_or_default();
            return refuse!("must have a rank of 1 to {} for option `{value}`", ranks.end());
        }
    }
    Ok(())
}
