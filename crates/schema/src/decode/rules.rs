//! The rules that others are made of.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};
use uuid::Uuid;

use super::Problems;
use crate::Timestamp;

/// A string with a number of characters within `length`.
pub fn text(length: RangeInclusive<usize>) -> impl Fn(Value, &mut Problems) -> Option<String> {
    move |value, p| match value {
        Value::String(text) => check_length(text, &length, p),
        _ => p.report("string_type", "Input should be a valid string"),
    }
}

/// A string that is trimmed before its length is checked.
pub fn trimmed_text(
    length: RangeInclusive<usize>,
) -> impl Fn(Value, &mut Problems) -> Option<String> {
    move |value, p| match value {
        Value::String(text) => check_length(text.trim().to_owned(), &length, p),
        _ => p.report("string_type", "Input should be a valid string"),
    }
}

/// A string, or a number that becomes one.
pub fn text_or_number(value: Value, p: &mut Problems) -> Option<String> {
    match value {
        Value::String(text) => Some(text),
        Value::Number(number) => Some(number.to_string()),
        _ => p.report("string_type", "Input should be a valid string"),
    }
}

/// Checks the number of characters of a string.
pub fn check_length(
    text: String,
    length: &RangeInclusive<usize>,
    p: &mut Problems,
) -> Option<String> {
    // Counting is skipped where bytes already decide.
    if text.len() < *length.start() || text.chars().count() < *length.start() {
        let unit = if *length.start() == 1 { "character" } else { "characters" };
        let msg = format!("String should have at least {} {unit}", length.start());
        return p.report("string_too_short", msg);
    }
    if text.len() > *length.end() && text.chars().count() > *length.end() {
        let msg = format!("String should have at most {} characters", length.end());
        return p.report("string_too_long", msg);
    }
    Some(text)
}

/// A whole number; integral floats, numeric strings and booleans are coerced.
pub fn integer(value: Value, p: &mut Problems) -> Option<i64> {
    match value {
        Value::Bool(b) => Some(i64::from(b)),
        Value::Number(number) => match (number.as_i64(), number.as_f64()) {
            (Some(n), _) => Some(n),
            #[expect(clippy::cast_possible_truncation, reason = "the range is checked")]
            (None, Some(f)) if f.fract() == 0.0 && f.abs() < 9.2e18 => Some(f as i64),
            (None, Some(f)) if f.fract() != 0.0 => p.report(
                "int_from_float",
                "Input should be a valid integer, got a number with a fractional part",
            ),
            _ => p.report("int_parsing_size", "Input should be an integer of at most 64 bits"),
        },
        Value::String(text) => match without_zero_fraction(text.trim()).parse() {
            Ok(n) => Some(n),
            Err(_) => p.report(
                "int_parsing",
                "Input should be a valid integer, unable to parse string as an integer",
            ),
        },
        _ => p.report("int_type", "Input should be a valid integer"),
    }
}

/// `2` of `2.0`, which is a whole number too.
fn without_zero_fraction(text: &str) -> &str {
    match text.split_once('.') {
        Some((whole, zeros)) if !zeros.is_empty() && zeros.bytes().all(|b| b == b'0') => whole,
        _ => text,
    }
}

/// A whole number within a range.
pub fn integer_in(range: RangeInclusive<i64>) -> impl Fn(Value, &mut Problems) -> Option<i64> {
    move |value, p| {
        let n = integer(value, p)?;
        if n < *range.start() {
            let msg = format!("Input should be greater than or equal to {}", range.start());
            return p.report("greater_than_equal", msg);
        }
        if n > *range.end() {
            let msg = format!("Input should be less than or equal to {}", range.end());
            return p.report("less_than_equal", msg);
        }
        Some(n)
    }
}

/// A finite number; numeric strings and booleans are coerced.
pub fn float(value: Value, p: &mut Problems) -> Option<f64> {
    let number = match value {
        Value::Bool(b) => Some(f64::from(u8::from(b))),
        Value::Number(number) => number.as_f64(),
        Value::String(text) => match text.trim().parse() {
            Ok(number) => Some(number),
            Err(_) => {
                return p.report(
                    "float_parsing",
                    "Input should be a valid number, unable to parse string as a number",
                );
            }
        },
        _ => return p.report("float_type", "Input should be a valid number"),
    };
    match number {
        Some(number) if number.is_finite() => Some(number),
        _ => p.report("finite_number", "Input should be a finite number"),
    }
}

/// A list of finite numbers.
pub fn floats(value: Value, p: &mut Problems) -> Option<Vec<f64>> {
    // Vectors are long and nearly always plain numbers, which need no place to be kept.
    if let Value::Array(items) = &value
        && items.iter().all(Value::is_number)
    {
        let plain: Vec<f64> = items.iter().filter_map(Value::as_f64).collect();
        if plain.len() == items.len() && plain.iter().all(|number| number.is_finite()) {
            return Some(plain);
        }
    }
    list(0..=usize::MAX, float)(value, p)
}

/// A boolean, or one of the usual words and numbers for it.
pub fn boolean(value: Value, p: &mut Problems) -> Option<bool> {
    let unclear = "Input should be a valid boolean, unable to interpret input";
    match value {
        Value::Bool(b) => Some(b),
        Value::Number(number) => match number.as_f64() {
            Some(0.0) => Some(false),
            Some(1.0) => Some(true),
            Some(other) if other.fract() != 0.0 => {
                p.report("bool_type", "Input should be a valid boolean")
            }
            _ => p.report("bool_parsing", unclear),
        },
        Value::String(text) => match text.to_ascii_lowercase().as_str() {
            "0" | "off" | "f" | "false" | "n" | "no" => Some(false),
            "1" | "on" | "t" | "true" | "y" | "yes" => Some(true),
            _ => p.report("bool_parsing", unclear),
        },
        _ => p.report("bool_type", "Input should be a valid boolean"),
    }
}

/// An instant as the contract writes it, or with an offset.
pub fn timestamp(value: Value, p: &mut Problems) -> Option<Timestamp> {
    let Value::String(text) = value else {
        return p.report("datetime_type", "Input should be a valid datetime");
    };
    match text.parse() {
        Ok(instant) => Some(instant),
        Err(cause) => {
            p.report("datetime_parsing", format!("Input should be a valid datetime, {cause}"))
        }
    }
}

/// A UUID in any of its written forms.
pub fn uuid(value: Value, p: &mut Problems) -> Option<Uuid> {
    match value {
        Value::String(text) => uuid_text(&text, p),
        _ => p.report("uuid_type", "UUID input should be a string, bytes or UUID object"),
    }
}

/// A UUID from text, as in a path.
pub fn uuid_text(text: &str, p: &mut Problems) -> Option<Uuid> {
    match Uuid::try_parse(text) {
        Ok(id) => Some(id),
        Err(cause) => p.report("uuid_parsing", format!("Input should be a valid UUID, {cause}")),
    }
}

/// One of a closed set of words.
pub fn one_of<T: Copy>(
    words: &'static [(&'static str, T)],
) -> impl Fn(Value, &mut Problems) -> Option<T> {
    one_of_as("enum", words)
}

/// One of a closed set of words, where the contract has another name for the problem.
pub fn literal<T: Copy>(
    words: &'static [(&'static str, T)],
) -> impl Fn(Value, &mut Problems) -> Option<T> {
    one_of_as("literal_error", words)
}

fn one_of_as<T: Copy>(
    kind: &'static str,
    words: &'static [(&'static str, T)],
) -> impl Fn(Value, &mut Problems) -> Option<T> {
    move |value, p| {
        let found = value.as_str().and_then(|text| words.iter().find(|(word, _)| *word == text));
        match found {
            Some((_, out)) => Some(*out),
            None => {
                let all = words.iter().map(|(word, _)| format!("'{word}'")).collect::<Vec<_>>();
                p.report(kind, format!("Input should be {}", all.join(" or ")))
            }
        }
    }
}

/// A list with a number of items within `size`.
pub fn list<T>(
    size: RangeInclusive<usize>,
    item: impl Fn(Value, &mut Problems) -> Option<T>,
) -> impl Fn(Value, &mut Problems) -> Option<Vec<T>> {
    move |value, p| {
        let Value::Array(items) = value else {
            return p.report("list_type", "Input should be a valid list");
        };
        if items.len() > *size.end() {
            let msg = format!(
                "List should have at most {} items after validation, not {}",
                size.end(),
                items.len()
            );
            return p.report("too_long", msg);
        }
        let mut out = Vec::with_capacity(items.len());
        let before = p.count();
        for (index, value) in items.into_iter().enumerate() {
            if let Some(value) = p.at(index, |p| item(value, p)) {
                out.push(value);
            }
        }
        if p.count() > before {
            return None;
        }
        // Told of items that are right only.
        if out.len() < *size.start() {
            let msg = format!(
                "List should have at least {} item after validation, not {}",
                size.start(),
                out.len()
            );
            return p.report("too_short", msg);
        }
        Some(out)
    }
}

/// An object whose values all follow one rule; keys in the order sent.
pub fn map<T>(
    value_rule: impl Fn(Value, &mut Problems) -> Option<T>,
) -> impl Fn(Value, &mut Problems) -> Option<Vec<(String, T)>> {
    move |value, p| {
        let Value::Object(map) = value else {
            return p.report("dict_type", "Input should be a valid dictionary");
        };
        let mut out = Vec::with_capacity(map.len());
        let before = p.count();
        for (key, value) in map {
            if let Some(value) = p.at(key.clone(), |p| value_rule(value, p)) {
                out.push((key, value));
            }
        }
        (p.count() == before).then_some(out)
    }
}

/// Any JSON object, unread.
pub fn any_object(value: Value, p: &mut Problems) -> Option<Map<String, Value>> {
    match value {
        Value::Object(map) => Some(map),
        _ => p.report("dict_type", "Input should be a valid dictionary"),
    }
}

/// Any JSON value at all.
pub fn any(value: Value, _: &mut Problems) -> Option<Value> {
    Some(value)
}

/// A rule that also accepts `null`.
pub fn nullable<T>(
    rule: impl Fn(Value, &mut Problems) -> Option<T>,
) -> impl Fn(Value, &mut Problems) -> Option<Option<T>> {
    move |value, p| match value {
        Value::Null => Some(None),
        value => rule(value, p).map(Some),
    }
}
