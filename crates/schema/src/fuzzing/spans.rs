//! Answers to span questions.

use std::cell::Cell;
use std::cmp::Ordering;
use std::sync::LazyLock;

use serde_json::{Value, json};

use super::read_body;
use crate::decode::Problems;
use crate::example::{options, question};
use crate::questions::span::{Texts, overlap};
use crate::questions::{AnswerChecker, Question, decode_answer, decode_response_answer};

/// A span question that allows no overlapping, and one that does.
static QUESTIONS: LazyLock<[Question; 2]> = LazyLock::new(|| {
    [false, true].map(|allow_overlapping| {
        let settings = json!({
            "type": "span",
            "field": "text",
            "options": options(&["a", "b"]),
            "allow_overlapping": allow_overlapping,
        });
        question(1, json!({"name": "span", "settings": settings}))
    })
});

/// Spans are accepted just where each lies in the text and, unless allowed, none shares a position
/// with another; and deciding it takes no comparison of all pairs.
///
/// The first byte holds two choices, whether spans may overlap and in which form they come; the
/// second is the length of the text that follows. Spans come as JSON, or as five bytes each: label,
/// start and end.
pub fn check_spans(bytes: &[u8]) {
    let [choices, length, rest @ ..] = bytes else { return };
    let (text, spans) = rest.split_at(usize::from(*length).min(rest.len()));
    let text = String::from_utf8_lossy(text);
    let question = &QUESTIONS[usize::from(choices & 1)];
    let answer = if choices & 2 == 0 {
        let (spans, _) = spans.as_chunks::<5>();
        spans.iter().map(|span| from_bytes(*span)).collect()
    } else {
        match read_body(spans) {
            Some(answer) => answer,
            None => return,
        }
    };
    let Some(answer) = read_answer(answer) else { return };
    let fields = json!({"text": text});
    let texts = fields.as_object().map(Texts::of);
    let verdict = AnswerChecker::new(question).check(&answer, None, texts.as_ref());
    let is_overlapping_allowed = choices & 1 == 1;
    assert_eq!(
        verdict.is_ok(),
        lie_apart(&answer, &text, is_overlapping_allowed),
        "{answer} in {text:?}: {verdict:?}"
    );
    if verdict.is_ok() {
        assert_lie_apart(&answer, &text, is_overlapping_allowed);
    }
    assert_few_comparisons(&stretches(&answer));
}

fn from_bytes([label, s, t, e, f]: [u8; 5]) -> Value {
    let label = ["a", "b", "c", ""][usize::from(label % 4)];
    let [start, end] = [[s, t], [e, f]].map(u16::from_be_bytes);
    json!({"label": label, "start": start, "end": end})
}

/// The answer as it is kept, which is the same in a suggestion and in a response.
fn read_answer(answer: Value) -> Option<Value> {
    let mut problems = Problems::default();
    let read = decode_answer(answer.clone(), &mut problems)?;
    let mut problems = Problems::default();
    assert_eq!(decode_answer(read.clone(), &mut problems).as_ref(), Some(&read));
    assert_eq!(decode_response_answer(answer, &mut problems).as_ref(), Some(&read));
    Some(read)
}

/// Starts and ends.
fn stretches(answer: &Value) -> Vec<(u64, u64)> {
    let place = |span: &Value| Some((span["start"].as_u64()?, span["end"].as_u64()?));
    answer.as_array().into_iter().flatten().filter_map(place).collect()
}

/// The rule in the words of the contract: by comparing all pairs.
fn lie_apart(answer: &Value, text: &str, is_overlapping_allowed: bool) -> bool {
    let Value::Array(spans) = answer else { return false };
    let length = text.chars().count() as u64;
    let stretches = stretches(answer);
    spans.len() == stretches.len()
        && spans.iter().all(|span| span["label"] == "a" || span["label"] == "b")
        && stretches.iter().all(|(start, end)| start < end && *end <= length)
        && (is_overlapping_allowed
            || stretches.iter().enumerate().all(|(position, a)| {
                stretches[position + 1..].iter().all(|b| a.1 <= b.0 || b.1 <= a.0)
            }))
}

/// Every span is the start and end of some characters of the text, and in order of starts each ends
/// before the next begins.
pub(super) fn assert_lie_apart(answer: &Value, text: &str, is_overlapping_allowed: bool) {
    let mut stretches = stretches(answer);
    assert_eq!(answer.as_array().map(Vec::len), Some(stretches.len()), "{answer}");
    for (start, end) in &stretches {
        let at = |place: u64| usize::try_from(place).unwrap_or(usize::MAX);
        let characters = text.chars().skip(at(*start)).take(at(end - start)).count();
        assert!(characters > 0 && characters == at(end - start), "{start} to {end} in {text:?}");
    }
    if !is_overlapping_allowed {
        stretches.sort_unstable();
        assert!(stretches.windows(2).all(|pair| pair[0].1 <= pair[1].0), "{answer}");
    }
}

/// A place that counts how often it is compared.
#[derive(Clone, Copy)]
struct Counted<'c> {
    place: u64,
    comparisons: &'c Cell<usize>,
}

impl Ord for Counted<'_> {
    fn cmp(&self, other: &Self) -> Ordering {
        self.comparisons.set(self.comparisons.get() + 1);
        self.place.cmp(&other.place)
    }
}

impl PartialOrd for Counted<'_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Eq for Counted<'_> {}

impl PartialEq for Counted<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

/// Looking for an overlap takes comparisons in the order of sorting.
pub(super) fn assert_few_comparisons(stretches: &[(u64, u64)]) {
    let comparisons = Cell::new(0);
    let counted = |place: u64| Counted { place, comparisons: &comparisons };
    let places = stretches.iter().map(|(start, end)| (counted(*start), counted(*end)));
    let _ = overlap(places.collect());
    let (count, found) = (stretches.len(), comparisons.get());
    // Two for a pair of places, and what a sort takes at worst; all pairs are more from 150 on.
    let most = 10 * count * (count.max(1).ilog2() as usize + 1);
    assert!(found <= most, "{found} comparisons of {count} spans");
}
