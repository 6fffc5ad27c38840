//! Reading what a client sent: JSON, path and query become checked types, and every problem is
//! reported with its place.
//!
//! A *rule* is a function from a JSON value to `Option<T>` that reports into [`Problems`] when it
//! answers `None`. Rules compose ([`list`], [`nullable`], [`map`]); [`Object`] applies them to the
//! keys of an object. Decoding goes on after a problem so that one answer names them all.

use std::borrow::Cow;
use std::ops::RangeInclusive;

use serde::Serialize;
use serde_json::{Map, Value};
use uuid::Uuid;

use crate::Timestamp;
use crate::limits::Limits;

/// One step of the way to a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Loc {
    /// A key of an object, or the chosen tag of a union.
    Key(Cow<'static, str>),
    /// A zero-based position in a list.
    Index(usize),
}

impl From<&'static str> for Loc {
    fn from(key: &'static str) -> Self {
        Self::Key(Cow::Borrowed(key))
    }
}

impl From<String> for Loc {
    fn from(key: String) -> Self {
        Self::Key(Cow::Owned(key))
    }
}

impl From<usize> for Loc {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// What is wrong, where and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The rule that was broken, one of the contract's names (`missing`, `string_too_long`, ...).
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The way from the request's part (`path`, `query`, `body`) to the value.
    pub loc: Vec<Loc>,
    /// A sentence for people.
    pub msg: String,
}

impl Problem {
    /// The bytes of its keys and its message.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let key = |step: &Loc| match step {
            Loc::Key(key) => key.len(),
            Loc::Index(_) => 0,
        };
        self.loc.iter().map(key).sum::<usize>() + self.msg.len()
    }
}

/// How many problems of one request are kept; the rest are only counted, since a bad body of a few
/// megabytes may hold a million of them.
pub const PROBLEMS_MAX: usize = 1000;

/// How many bytes of keys and messages the problems of one request may have together before no
/// more are kept. A key may be as long as the body, and stands in the place of every problem under
/// it.
pub const PROBLEMS_BYTES_MAX: usize = 1 << 20;

/// All problems of one request, and the place being looked at.
#[derive(Debug, Default)]
pub struct Problems {
    limits: Limits,
    path: Vec<Loc>,
    found: Vec<Problem>,
    count: usize,
    bytes: usize,
}

impl Problems {
    /// No problems yet, looking for them with these limits instead of the contract's.
    #[must_use]
    pub fn within(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// The sizes that an operator may tune.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Runs `f` one step deeper.
    pub fn at<T>(&mut self, step: impl Into<Loc>, f: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step.into());
        let out = f(self);
        self.path.pop();
        out
    }

    /// Runs `f` and places its problems here, with what lies deeper told in words: a value of one of
    /// several forms is one place.
    pub fn here<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.found.len();
        let out = f(self);
        for problem in &mut self.found[before..] {
            for step in problem.loc.drain(self.path.len()..).rev() {
                problem.msg = match step {
                    Loc::Key(key) => format!("`{key}`: {}", problem.msg),
                    Loc::Index(index) => format!("item {index}: {}", problem.msg),
                };
            }
        }
        out
    }

    /// Records a problem at the current place. Always `None`, so that a rule can end with it.
    pub fn report<T>(&mut self, kind: &'static str, msg: impl Into<String>) -> Option<T> {
        self.count += 1;
        if self.found.len() < PROBLEMS_MAX && self.bytes <= PROBLEMS_BYTES_MAX {
            let problem = Problem { kind, loc: self.path.clone(), msg: msg.into() };
            self.bytes += problem.bytes();
            self.found.push(problem);
        }
        None
    }

    /// How many problems have been found so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// The decoded value if nothing was found, else what was.
    ///
    /// # Errors
    /// The first [`PROBLEMS_MAX`] problems, in the order of discovery, or fewer of many bytes.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Vec<Problem>> {
        match value {
            Some(value) if self.found.is_empty() => Ok(value),
            _ => Err(self.found),
        }
    }
}

/// A type that can be read from JSON with every problem named.
pub trait Decode: Sized {
    /// Reads the value; `None` means that problems were reported.
    fn decode(value: Value, problems: &mut Problems) -> Option<Self>;
}

/// Decodes a whole JSON document whose problems are placed under `part` (`body`), with the
/// contract's limits.
///
/// # Errors
/// Every problem found.
pub fn decode<T: Decode>(part: &'static str, value: Value) -> Result<T, Vec<Problem>> {
    decode_within(Limits::CONTRACT, part, value)
}

/// Decodes a whole JSON document whose problems are placed under `part` (`body`), with limits that
/// an operator has tuned.
///
/// # Errors
/// Every problem found.
pub fn decode_within<T: Decode>(
    limits: Limits,
    part: &'static str,
    value: Value,
) -> Result<T, Vec<Problem>> {
    let mut problems = Problems::within(limits);
    let out = problems.at(part, |p| T::decode(value, p));
    problems.finish(out)
}

/// The keys of a JSON object, taken one by one. Keys that nobody takes are ignored.
#[derive(Debug)]
pub struct Object<'p> {
    map: Map<String, Value>,
    problems: &'p mut Problems,
    /// Nothing more is said of its keys.
    is_refused: bool,
}

impl<'p> Object<'p> {
    /// Opens an object; anything else is a problem.
    pub fn of(value: Value, problems: &'p mut Problems) -> Option<Self> {
        match value {
            Value::Object(map) => Some(Self { map, problems, is_refused: false }),
            _ => problems.report("model_attributes_type", "Input should be an object"),
        }
    }

    /// Takes a key that must be there.
    pub fn req<T>(
        &mut self,
        key: &'static str,
        rule: impl Fn(Value, &mut Problems) -> Option<T>,
    ) -> Option<T> {
        if self.is_refused {
            return None;
        }
        let value = self.map.swap_remove(key);
        self.problems.at(key, |p| match value {
            Some(value) => rule(value, p),
            None => p.report("missing", "Field required"),
        })
    }

    /// Takes a key that may be absent: `None` when it is (or when it is wrong, which is reported).
    pub fn opt<T>(
        &mut self,
        key: &'static str,
        rule: impl Fn(Value, &mut Problems) -> Option<T>,
    ) -> Option<T> {
        if self.is_refused {
            return None;
        }
        let value = self.map.swap_remove(key)?;
        self.problems.at(key, |p| rule(value, p))
    }

    /// Takes an optional key for which an explicit `null` means the same as absence.
    pub fn maybe<T>(
        &mut self,
        key: &'static str,
        rule: impl Fn(Value, &mut Problems) -> Option<T>,
    ) -> Option<T> {
        self.opt(key, nullable(rule)).flatten()
    }

    /// Refuses `null` for these keys of a partial update: one problem at the object names them
    /// all, and nothing else is said of the object. All its keys then count as absent.
    pub fn not_null(&mut self, keys: &[&str]) {
        let is_null = |key: &&&str| self.map.get(**key).is_some_and(Value::is_null);
        let null: Vec<_> = keys.iter().filter(is_null).copied().collect();
        if !null.is_empty() {
            self.is_refused = true;
            let msg = format!("The following keys must have non-null values: {}", null.join(", "));
            self.problems.report::<()>("value_error", msg);
        }
    }

    /// Whether a key is there and not yet taken.
    #[must_use]
    pub fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    /// Whether no key is left.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.map.is_empty()
    }

    /// Records a cross-field problem at the object itself.
    pub fn report<T>(&mut self, kind: &'static str, msg: impl Into<String>) -> Option<T> {
        self.problems.report(kind, msg)
    }

    /// The problems, for a rule that needs them directly.
    pub fn problems(&mut self) -> &mut Problems {
        self.problems
    }

    /// What is left of the object.
    #[must_use]
    pub fn rest(self) -> Map<String, Value> {
        self.map
    }
}

/// An object of one of several forms, chosen by the word under `key`. The word is one more step of
/// the way to a problem inside.
pub fn union<K: Copy, T>(
    key: &'static str,
    words: &'static [(&'static str, K)],
    form: impl Fn(K, Object<'_>) -> Option<T>,
) -> impl Fn(Value, &mut Problems) -> Option<T> {
    move |value, p| {
        let Value::Object(map) = value else {
            return p.report("model_attributes_type", "Input should be an object");
        };
        let Some(tag) = map.get(key) else {
            return p.report("union_tag_not_found", format!("Unable to find the key '{key}'"));
        };
        match words.iter().find(|(word, _)| tag.as_str() == Some(*word)) {
            Some((word, kind)) => {
                p.at(*word, |p| form(*kind, Object { map, problems: p, is_refused: false }))
            }
            None => {
                let all = words.iter().map(|(word, _)| format!("'{word}'")).collect::<Vec<_>>();
                let msg = format!("The key '{key}' should be {}", all.join(" or "));
                p.report("union_tag_invalid", msg)
            }
        }
    }
}

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

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn problem<T: std::fmt::Debug>(
        rule: impl Fn(Value, &mut Problems) -> Option<T>,
        value: Value,
    ) -> Result<T, &'static str> {
        let mut p = Problems::default();
        let out = rule(value, &mut p);
        p.finish(out).map_err(|found| found[0].kind)
    }

    #[test]
    fn scalars_are_coerced_as_the_contract_says() {
        assert_eq!(problem(integer, json!("3")), Ok(3));
        assert_eq!(problem(integer, json!(" 3.00 ")), Ok(3));
        assert_eq!(problem(integer, json!("3.")), Err("int_parsing"));
        assert_eq!(problem(integer, json!("3.5")), Err("int_parsing"));
        assert_eq!(problem(integer, json!(3.0)), Ok(3));
        assert_eq!(problem(integer, json!(3.5)), Err("int_from_float"));
        assert_eq!(problem(integer, json!("x")), Err("int_parsing"));
        assert_eq!(problem(integer, json!([])), Err("int_type"));
        assert_eq!(problem(integer, json!(u64::MAX)), Err("int_parsing_size"));
        assert_eq!(problem(float, json!(true)), Ok(1.0));
        assert_eq!(problem(float, json!("NaN")), Err("finite_number"));
        assert_eq!(problem(boolean, json!("yes")), Ok(true));
        assert_eq!(problem(boolean, json!("perhaps")), Err("bool_parsing"));
        assert_eq!(problem(boolean, json!(2)), Err("bool_parsing"));
        assert_eq!(problem(boolean, json!(0.5)), Err("bool_type"));
        assert_eq!(problem(boolean, json!(null)), Err("bool_type"));
        assert_eq!(problem(uuid, json!(null)), Err("uuid_type"));
        assert_eq!(problem(uuid, json!(" 0")), Err("uuid_parsing"));
        assert_eq!(problem(text(1..=3), json!("")), Err("string_too_short"));
        assert_eq!(problem(text(1..=3), json!("äöüß")), Err("string_too_long"));
        assert_eq!(problem(text(1..=3), json!("äöü")), Ok("äöü".to_owned()));
        assert_eq!(problem(text_or_number, json!(7)), Ok("7".to_owned()));
    }

    #[test]
    fn problems_are_kept_up_to_a_limit() {
        let mut p = Problems::default();
        let out = list(0..=usize::MAX, integer)(json!(vec![(); PROBLEMS_MAX + 1]), &mut p);
        assert_eq!((out.is_none(), p.count()), (true, PROBLEMS_MAX + 1));
        assert_eq!(p.finish(out).map_err(|found| found.len()), Err(PROBLEMS_MAX));
    }

    #[test]
    fn problems_under_a_long_key_are_kept_up_to_their_bytes() {
        let mut p = Problems::default();
        let long = "k".repeat(PROBLEMS_BYTES_MAX / 4);
        let out = map(list(0..=usize::MAX, integer))(json!({long: vec![(); 100]}), &mut p);
        assert_eq!((out.is_none(), p.count()), (true, 100));
        assert_eq!(p.finish(out).map_err(|found| found.len()), Err(4));
        // One that is longer alone is told all the same.
        let mut p = Problems::default();
        let out =
            map(integer)(json!({"k".repeat(2 * PROBLEMS_BYTES_MAX): null, "b": null}), &mut p);
        assert_eq!(p.finish(out).map_err(|found| found.len()), Err(1));
    }

    #[test]
    fn lists_of_numbers_are_read_like_other_lists() {
        assert_eq!(problem(floats, json!([1, 2.5, -3])), Ok(vec![1.0, 2.5, -3.0]));
        assert_eq!(problem(floats, json!([1, "2.5", true])), Ok(vec![1.0, 2.5, 1.0]));
        assert_eq!(problem(floats, json!([])), Ok(vec![]));
        assert_eq!(problem(floats, json!([1, null])), Err("float_type"));
        assert_eq!(problem(floats, json!(1)), Err("list_type"));
    }

    #[test]
    fn the_word_of_a_union_is_part_of_the_place() {
        const WORDS: &[(&str, bool)] = &[("a", true), ("b", false)];
        let check = |value: Value, expected: Result<bool, (&str, usize)>| {
            let mut p = Problems::default();
            let rule = union("type", WORDS, |kind, mut o| o.req("x", integer).map(|_| kind));
            let out = rule(value, &mut p);
            let found = p.finish(out).map_err(|found| (found[0].kind, found[0].loc.len()));
            assert_eq!(found, expected);
        };
        check(json!({"type": "b", "x": 1}), Ok(false));
        check(json!({"type": "a"}), Err(("missing", 2)));
        check(json!({"type": "c"}), Err(("union_tag_invalid", 0)));
        check(json!({"type": null}), Err(("union_tag_invalid", 0)));
        check(json!({}), Err(("union_tag_not_found", 0)));
        check(json!([]), Err(("model_attributes_type", 0)));
    }

    #[test]
    fn every_problem_is_named_with_its_place() {
        let rule = |value: Value, p: &mut Problems| {
            let mut o = Object::of(value, p)?;
            let name = o.req("name", text(1..=2));
            let items = o.req("items", list(1..=3, integer));
            Some((name?, items?))
        };
        let mut p = Problems::default();
        let out = p.at("body", |p| rule(json!({"items": [1, "x", null]}), p));
        let found = p.finish(out).expect_err("three problems");
        let summary: Vec<_> = found
            .iter()
            .map(|f| (f.kind, serde_json::to_string(&f.loc).unwrap_or_default()))
            .collect();
        assert_eq!(
            summary,
            [
                ("missing", r#"["body","name"]"#.to_owned()),
                ("int_parsing", r#"["body","items",1]"#.to_owned()),
                ("int_type", r#"["body","items",2]"#.to_owned()),
            ]
        );
    }

    #[test]
    fn a_short_list_is_told_when_its_items_are_right() {
        let rule = || list(2..=3, integer);
        assert_eq!(problem(rule(), json!([1])), Err("too_short"));
        assert_eq!(problem(rule(), json!(["x"])), Err("int_parsing"));
        assert_eq!(problem(rule(), json!(["x", 1, 2, 3])), Err("too_long"));
    }

    #[test]
    fn a_value_of_several_forms_is_one_place() {
        let mut p = Problems::default();
        let rule = list(0..=9, map(integer));
        let out = p.at("body", |p| p.here(|p| rule(json!([{"a": 1, "b": "x"}]), p)));
        let found = p.finish(out).expect_err("a problem");
        assert_eq!(found[0].loc, [Loc::from("body")]);
        assert!(found[0].msg.starts_with("item 0: `b`: Input should be"), "{}", found[0].msg);
    }

    #[test]
    fn nulls_of_a_partial_update_are_named_together() {
        let rule = |value: Value, p: &mut Problems| {
            let mut o = Object::of(value, p)?;
            o.not_null(&["name", "title"]);
            Some((o.opt("name", text(1..=5)), o.opt("note", nullable(text(1..=5)))))
        };
        assert_eq!(problem(rule, json!({"name": null, "title": null})), Err("value_error"));
        let mut p = Problems::default();
        let out = rule(json!({"name": null, "note": ""}), &mut p);
        assert_eq!(p.finish(out).map_err(|found| found.len()), Err(1));
        assert_eq!(problem(rule, json!({"note": null})), Ok((None, Some(None))));
        assert_eq!(problem(rule, json!({})), Ok((None, None)));
    }
}
