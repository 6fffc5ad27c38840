//! Options of label, multi label, ranking and span questions.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use serde_json::Value;

use super::LabelOption;
use crate::decode::{self, Object, Problems};
use crate::limits::{Description, Integer, Name, Title};
use crate::refusal::{Refusal, refuse};

/// Fewest options that may be shown before the rest is folded away.
pub const VISIBLE_OPTIONS_MIN: i64 = 3;

/// How many options are shown before the rest is folded away.
pub(super) type VisibleOptions = Integer<VISIBLE_OPTIONS_MIN, { i64::MAX }>;

/// Takes `visible_options`.
pub(super) fn decode_visible(value: Value, p: &mut Problems) -> Option<i64> {
    VisibleOptions::read(value, p)
}

/// Options of a new question.
pub(super) fn decode_create(
    size: RangeInclusive<usize>,
) -> impl Fn(Value, &mut Problems) -> Option<Vec<LabelOption>> {
    decode::list(size, |value, p| {
        let mut o = Object::of(value, p)?;
        let value = o.req("value", Name::read);
        let text = o.req("text", Title::read);
        let description = o.maybe("description", Description::read);
        Some(LabelOption { value: value?, text: text?, description })
    })
}

/// Options of an update: the values are known already, and texts have no limit of their own.
pub(super) fn decode_update(
    size: RangeInclusive<usize>,
) -> impl Fn(Value, &mut Problems) -> Option<Vec<LabelOption>> {
    decode::list(size, |value, p| {
        let any_length = || decode::text(0..=usize::MAX);
        let mut o = Object::of(value, p)?;
        let value = o.req("value", any_length());
        let text = o.req("text", any_length());
        let description = o.maybe("description", any_length());
        Some(LabelOption { value: value?, text: text?, description })
    })
}

/// Reports values that occur twice, at the settings.
pub(super) fn check_unique(options: &[LabelOption], o: &mut Object<'_>) -> Option<()> {
    let mut seen = HashSet::new();
    if options.iter().all(|option| seen.insert(option.value.as_str())) {
        return Some(());
    }
    o.report("value_error", "Option values must be unique")
}

/// Reports more visible options than there are options, at the settings.
pub(super) fn check_visible(
    options: &[LabelOption],
    visible: Option<i64>,
    o: &mut Object<'_>,
) -> Option<()> {
    if fits(options, visible) {
        return Some(());
    }
    let msg =
        format!("'visible_options' must not be above {}, the number of options", options.len());
    o.report("value_error", msg)
}

fn fits(options: &[LabelOption], visible: Option<i64>) -> bool {
    // No list is so long that its length does not fit.
    visible.is_none_or(|visible| usize::try_from(visible).is_ok_and(|n| n <= options.len()))
}

/// The options and how many of them are visible after an update: of options it may change texts and
/// order only; `null` clears the number.
pub(super) fn updated(
    (stored, stored_visible): (&[LabelOption], Option<i64>),
    update: Option<Vec<LabelOption>>,
    visible: Option<Option<i64>>,
) -> Result<(Vec<LabelOption>, Option<i64>), Refusal> {
    let options = updated_options(stored, update)?;
    let visible = visible.unwrap_or(stored_visible);
    if fits(&options, visible) {
        return Ok((options, visible));
    }
    refuse!("`visible_options` must not be above {}, the number of options", options.len())
}

fn updated_options(
    stored: &[LabelOption],
    update: Option<Vec<LabelOption>>,
) -> Result<Vec<LabelOption>, Refusal> {
    let Some(update) = update else {
        return Ok(stored.to_vec());
    };
    if update.len() != stored.len() {
        let (from, to) = (stored.len(), update.len());
        return refuse!("the number of options cannot change from {from} to {to}");
    }
    let mut missing: HashSet<&str> = stored.iter().map(|option| option.value.as_str()).collect();
    for option in &update {
        if !missing.remove(option.value.as_str()) {
            let value = &option.value;
            return refuse!(
                "the values of options cannot change, `{value}` is new or occurs more than once"
            );
        }
    }
    Ok(update)
}
