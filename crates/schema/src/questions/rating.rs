//! One of a few whole numbers.
//!
//! An answer is a JSON integer that is one of the options; `"3"`, `3.0` and `true` are not.
//! Answers are indexed as integers.

use std::collections::HashSet;

use serde_json::Value;

use super::{QuestionSettings, RatingOption};
use crate::decode::{self, Object};
use crate::index::IndexValues;
use crate::limits::{Integer, List};
use crate::refusal::{Refusal, refuse};

/// How many options there may be.
pub const OPTIONS: std::ops::RangeInclusive<usize> = 2..=11;

/// The numbers that may be options.
pub(super) type RatingValue = Integer<0, 10>;

pub(super) type Options = List<RatingOption, { *OPTIONS.start() }, { *OPTIONS.end() }>;

pub(super) fn decode_create(mut o: Object<'_>) -> Option<QuestionSettings> {
    let option = |value, p: &mut decode::Problems| {
        let mut o = Object::of(value, p)?;
        Some(RatingOption { value: o.req("value", RatingValue::read)? })
    };
    let options = o.req("options", decode::list(OPTIONS, option))?;
    let mut seen = HashSet::new();
    if !options.iter().all(|option| seen.insert(option.value)) {
        return o.report("value_error", "Option values must be unique");
    }
    Some(QuestionSettings::Rating { options })
}

pub(super) fn check(options: &[RatingOption], answer: &Value) -> Result<(), Refusal> {
    let Value::Number(number) = answer else {
        return refuse!("must be answered with a whole number");
    };
    if number.is_f64() {
        return refuse!("must be answered with a whole number, `{number}` has a fraction");
    }
    match number.as_i64() {
        Some(n) if options.iter().any(|option| option.value == n) => Ok(()),
        _ => refuse!("has no option `{number}`"),
    }
}

pub(super) fn index_values(answer: &Value) -> IndexValues<'static> {
    answer.as_i64().map_or(IndexValues::Nothing, IndexValues::Integer)
}
