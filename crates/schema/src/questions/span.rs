//! Labelled stretches of a field's text.
//!
//! An answer is a list of at most [`SPANS_MAX`] `{"label", "start", "end"}`, possibly empty. Start
//! is the position of the first character and end that after the last, counted in Unicode code
//! points of the record's field. Spans share no position unless the question allows it; touching
//! is fine. Answers are not indexed.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};

use serde_json::Value;

use super::{QuestionSettings, QuestionSettingsUpdate, options};
use crate::decode::{self, Object, nullable};
use crate::json;
use crate::refusal::{Refusal, refuse};

/// How many spans an answer may have.
pub const SPANS_MAX: usize = 10_000;

/// Fewest options; the most is [`Limits::span_options_max`](crate::Limits).
pub const OPTIONS_MIN: usize = 1;

pub(super) fn decode_create(mut o: Object<'_>) -> Option<QuestionSettings> {
    let size = OPTIONS_MIN..=o.problems().limits().span_options_max;
    let field = o.req("field", decode::text(1..=200));
    let options = o.req("options", options::decode_create(size));
    let visible_options = o.maybe("visible_options", options::decode_visible);
    let allow_overlapping = o.opt("allow_overlapping", decode::boolean).unwrap_or(false);
    let options = options?;
    options::check_unique(&options, &mut o)?;
    options::check_visible(&options, visible_options, &mut o)?;
    Some(QuestionSettings::Span {
        field: field?,
        options,
        visible_options,
        allow_overlapping,
        allow_character_annotation: true,
    })
}

pub(super) fn decode_update(mut o: Object<'_>) -> Option<QuestionSettingsUpdate> {
    o.not_null(&["options", "allow_overlapping"]);
    let size = OPTIONS_MIN..=o.problems().limits().span_options_max;
    let options = o.opt("options", options::decode_update(size));
    let visible_options = o.opt("visible_options", nullable(options::decode_visible));
    let allow_overlapping = o.opt("allow_overlapping", decode::boolean);
    Some(QuestionSettingsUpdate::Span { options, visible_options, allow_overlapping })
}

/// Whether overlapping is allowed after an update: once allowed, every update must allow it again.
pub(super) fn updated_overlapping(stored: bool, update: Option<bool>) -> Result<bool, Refusal> {
    let allowed = update.unwrap_or(false);
    if stored && !allowed {
        return refuse!("`allow_overlapping` cannot change from true to false");
    }
    Ok(allowed)
}

/// The texts of a record, in which spans may lie. The characters of each are counted at most once,
/// whatever the number of answers: both may be large.
#[derive(Debug)]
pub struct Texts<'r> {
    fields: &'r json::Object,
    lengths: RefCell<HashMap<&'r str, u64>>,
}

impl<'r> Texts<'r> {
    /// The texts among these fields.
    #[must_use]
    pub fn of(fields: &'r json::Object) -> Self {
        Self { fields, lengths: RefCell::default() }
    }

    /// The number of characters of a field, if it has a text.
    fn length(&self, field: &str) -> Option<u64> {
        self.length_by(field, |text| text.chars().count() as u64)
    }

    fn length_by(&self, field: &str, count: impl Fn(&str) -> u64) -> Option<u64> {
        let (name, value) = self.fields.get_key_value(field)?;
        let text = value.as_str()?;
        Some(*self.lengths.borrow_mut().entry(name).or_insert_with(|| count(text)))
    }
}

struct Span<'v> {
    label: &'v str,
    start: u64,
    end: u64,
}

impl<'v> Span<'v> {
    fn of(value: &'v Value) -> Option<Self> {
        Some(Self {
            label: value.get("label")?.as_str()?,
            start: value.get("start")?.as_u64()?,
            end: value.get("end")?.as_u64()?,
        })
    }
}

/// Whether the spans lie in the text of `field` of a record with these `texts`.
pub(super) fn check(
    labels: &HashSet<&str>,
    field: &str,
    allow_overlapping: bool,
    texts: Option<&Texts<'_>>,
    answer: &Value,
) -> Result<(), Refusal> {
    let form = "must be answered with a list of objects holding `label`, `start` and `end`";
    let Value::Array(items) = answer else {
        return refuse!("{form}");
    };
    let Some(length) = texts.and_then(|texts| texts.length(field)) else {
        return refuse!("needs a text in the field `{field}`, which the record has not");
    };
    let mut spans = Vec::with_capacity(items.len());
    for (position, item) in items.iter().enumerate() {
        let Some(span) = Span::of(item) else {
            return refuse!("{form}");
        };
        if !labels.contains(span.label) {
            return refuse!("has no option `{}`", span.label);
        }
        if span.start >= span.end || span.end > length {
            let (start, end) = (span.start, span.end);
            return refuse!(
                "has the span {start} to {end} at position {position}, which does not lie in the \
                 {length} characters of the field `{field}`"
            );
        }
        spans.push((span.start, span.end));
    }
    match (allow_overlapping, overlap(spans)) {
        (false, Some(((a, b), (c, d)))) => {
            refuse!("does not allow overlapping, but the spans {a} to {b} and {c} to {d} do")
        }
        _ => Ok(()),
    }
}

/// Two stretches that share a position, if there are any.
pub(crate) fn overlap<T: Ord + Copy>(mut spans: Vec<(T, T)>) -> Option<((T, T), (T, T))> {
    // In order of starts, a span that reaches into any later one reaches into the next.
    spans.sort_unstable();
    spans.windows(2).find(|pair| pair[1].0 < pair[0].1).map(|pair| (pair[0], pair[1]))
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn naive(spans: &[(u64, u64)]) -> bool {
        spans
            .iter()
            .enumerate()
            .any(|(at, a)| spans[at + 1..].iter().any(|b| a.0 < b.1 && b.0 < a.1))
    }

    /// The cases are read by the web application too, which counts in UTF-16 and has to convert.
    #[test]
    fn golden_positions() {
        for case in cases("positions") {
            let text = case["text"].as_str().expect("a text");
            let chars: Vec<char> = text.chars().collect();
            assert_eq!(json!(chars.len()), case["points"], "{text}");
            for span in case["spans"].as_array().expect("spans") {
                let at = |key: &str| {
                    usize::try_from(span[key].as_u64().expect("a position")).expect("small")
                };
                let quote: String = chars[at("start")..at("end")].iter().collect();
                assert_eq!(json!(quote), span["quote"], "{text}");
                let fields = json!({ "text": text });
                let answer = json!([{"label": "a", "start": at("start"), "end": at("end")}]);
                assert!(is_valid(&fields, false, &answer), "{text}: {span}");
                let beyond = json!([{"label": "a", "start": at("start"), "end": chars.len() + 1}]);
                assert!(!is_valid(&fields, false, &beyond), "{text}: {span}");
            }
        }
    }

    #[test]
    fn golden_checks() {
        for case in cases("checks") {
            let length =
                usize::try_from(case["length"].as_u64().expect("a length")).expect("small");
            let fields = json!({ "text": "é".repeat(length) });
            let spans = case["spans"].as_array().expect("spans").iter();
            let answer: Vec<Value> =
                spans.map(|s| json!({"label": "a", "start": s[0], "end": s[1]})).collect();
            let overlapping = case["overlapping"] == true;
            let valid = is_valid(&fields, overlapping, &json!(answer));
            assert_eq!(json!(valid), case["valid"], "{}", case["name"]);
        }
    }

    fn cases(kind: &str) -> Vec<Value> {
        let all: Value =
            serde_json::from_str(include_str!("../../../../cases/spans.json")).expect("JSON");
        let cases = all[kind].as_array().expect("a list").clone();
        assert!(!cases.is_empty());
        cases
    }

    fn is_valid(fields: &Value, overlapping: bool, answer: &Value) -> bool {
        let texts = Texts::of(fields.as_object().expect("an object"));
        check(&HashSet::from(["a"]), "text", overlapping, Some(&texts), answer).is_ok()
    }

    #[test]
    fn the_characters_of_a_text_are_counted_once() {
        let fields = json!({"a": "äöü", "b": "x", "c": 1});
        let texts = Texts::of(fields.as_object().expect("an object"));
        let counted = Cell::new(0);
        let count = |text: &str| {
            counted.set(counted.get() + 1);
            text.chars().count() as u64
        };
        for _ in 0..1_000 {
            assert_eq!(texts.length_by("a", count), Some(3));
            assert_eq!(texts.length_by("b", count), Some(1));
            assert_eq!(texts.length_by("c", count), None);
            assert_eq!(texts.length_by("d", count), None);
        }
        assert_eq!(counted.get(), 2);
    }

    proptest! {
        #[test]
        fn overlap_is_found_as_by_comparing_all_pairs(
            spans in prop::collection::vec((0_u64..40, 1_u64..6), 0..12)
        ) {
            let spans: Vec<_> = spans.into_iter().map(|(start, len)| (start, start + len)).collect();
            let found = overlap(spans.clone());
            prop_assert_eq!(found.is_some(), naive(&spans));
            if let Some((a, b)) = found {
                prop_assert!(naive(&[a, b]));
            }
        }
    }
}
