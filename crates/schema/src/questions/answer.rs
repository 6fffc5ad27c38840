//! Answers: the forms that JSON allows, and what one question accepts.

use std::collections::HashSet;

use serde_json::{Map, Number, Value};

use super::{
    Question, QuestionSettings, label_selection, multi_label_selection, ranking, rating, span, text,
};
use crate::decode::{self, Object, Problems};
use crate::refusal::Refusal;
use crate::responses::ResponseStatus;

/// An answer inside a suggestion: a string, an integer, a list of strings, a list of ranked
/// options or a list of spans.
///
/// Which form a question wants is not known yet. Items keep the keys of their form, in its order.
pub fn decode_answer(value: Value, p: &mut Problems) -> Option<Value> {
    p.here(|p| decode_form(value, p, decode::text(0..=usize::MAX)))
}

/// An answer inside a response: as [`decode_answer`], but numbers in a list of strings become
/// strings.
pub fn decode_response_answer(value: Value, p: &mut Problems) -> Option<Value> {
    p.here(|p| decode_form(value, p, decode::text_or_number))
}

fn decode_form(
    value: Value,
    p: &mut Problems,
    string: impl Fn(Value, &mut Problems) -> Option<String>,
) -> Option<Value> {
    match value {
        Value::String(_) => Some(value),
        Value::Number(ref number) if !number.is_f64() => Some(value),
        Value::Number(_) => p.report("int_type", "Input should be a valid integer"),
        Value::Array(items) => decode_items(items, p, string),
        Value::Null | Value::Bool(_) | Value::Object(_) => {
            p.report("string_type", "Input should be a string, an integer or a list")
        }
    }
}

/// The keys decide between the forms of a list; problems are then those of the chosen form.
fn decode_items(
    items: Vec<Value>,
    p: &mut Problems,
    string: impl Fn(Value, &mut Problems) -> Option<String>,
) -> Option<Value> {
    let has = |item: &Value, key: &str| item.get(key).is_some();
    let is_span = |item: &Value| has(item, "label") && has(item, "start") && has(item, "end");
    let is_ranked = |item: &Value| has(item, "value");
    let items = Value::Array(items);
    let list = items.as_array().map(Vec::as_slice).unwrap_or_default();
    let list = if list.iter().all(is_span) {
        decode::list(0..=span::SPANS_MAX, decode_span)(items, p)
    } else if list.iter().all(is_ranked) {
        decode::list(0..=usize::MAX, decode_ranked)(items, p)
    } else if !list.first().is_some_and(Value::is_object) {
        decode::list(0..=usize::MAX, |item, p| string(item, p).map(Value::String))(items, p)
    } else if list.first().is_some_and(is_ranked) {
        decode::list(0..=usize::MAX, decode_ranked)(items, p)
    } else {
        decode::list(0..=span::SPANS_MAX, decode_span)(items, p)
    };
    list.map(Value::Array)
}

fn decode_span(value: Value, p: &mut Problems) -> Option<Value> {
    if is_final_span(&value) {
        return Some(value);
    }
    let mut o = Object::of(value, p)?;
    let label = o.req("label", decode::text(0..=usize::MAX));
    let start = o.req("start", decode::integer_in(0..=i64::MAX));
    let end = o.req("end", decode::integer_in(1..=i64::MAX));
    let (label, start, end) = (label?, start?, end?);
    if start >= end {
        return o.report("value_error", "'end' must be above 'start'");
    }
    let mut out = Map::with_capacity(3);
    out.insert("label".to_owned(), Value::String(label));
    out.insert("start".to_owned(), Value::Number(Number::from(start)));
    out.insert("end".to_owned(), Value::Number(Number::from(end)));
    Some(Value::Object(out))
}

/// Whether a span needs no change, as nearly all do; there may be many.
fn is_final_span(value: &Value) -> bool {
    let Value::Object(map) = value else {
        return false;
    };
    let mut items = map.iter().map(|(key, value)| (key.as_str(), value));
    let (Some(("label", label)), Some(("start", start)), Some(("end", end)), None) =
        (items.next(), items.next(), items.next(), items.next())
    else {
        return false;
    };
    let (Some(start), Some(end)) = (start.as_i64(), end.as_i64()) else {
        return false;
    };
    label.is_string() && 0 <= start && start < end
}

fn decode_ranked(value: Value, p: &mut Problems) -> Option<Value> {
    let mut o = Object::of(value, p)?;
    let value = o.req("value", decode::text(0..=usize::MAX));
    let rank = o.maybe("rank", decode::integer);
    let mut out = Map::with_capacity(2);
    out.insert("value".to_owned(), Value::String(value?));
    out.insert("rank".to_owned(), rank.map_or(Value::Null, |rank| Value::Number(rank.into())));
    Some(Value::Object(out))
}

/// A question, prepared for checking many answers.
#[derive(Debug)]
pub struct AnswerChecker<'a> {
    question: &'a Question,
    options: HashSet<&'a str>,
}

impl<'a> AnswerChecker<'a> {
    /// Prepares a question.
    #[must_use]
    pub fn new(question: &'a Question) -> Self {
        let options = question.settings.options().iter().map(|option| option.value.as_str());
        Self { question, options: options.collect() }
    }

    /// The question.
    #[must_use]
    pub fn question(&self) -> &'a Question {
        self.question
    }

    /// Whether the question accepts an answer that [`decode_answer`] or
    /// [`decode_response_answer`] has read. `status` is that of the response, absent in a
    /// suggestion; `texts` are those of the record.
    ///
    /// # Errors
    /// The rule that is broken, with the name of the question.
    pub fn check(
        &self,
        answer: &Value,
        status: Option<ResponseStatus>,
        texts: Option<&span::Texts<'_>>,
    ) -> Result<(), Refusal> {
        let options = &self.options;
        let checked = match &self.question.settings {
            QuestionSettings::Text { .. } => text::check(answer),
            QuestionSettings::Rating { options } => rating::check(options, answer),
            QuestionSettings::LabelSelection { .. } => label_selection::check(options, answer),
            QuestionSettings::MultiLabelSelection { .. } => {
                multi_label_selection::check(options, answer)
            }
            QuestionSettings::Ranking { .. } => {
                ranking::check(options, answer).and_then(|()| match status {
                    Some(ResponseStatus::Submitted) => ranking::check_submitted(options, answer),
                    _ => Ok(()),
                })
            }
            QuestionSettings::Span { field, allow_overlapping, .. } => {
                span::check(options, field, *allow_overlapping, texts, answer)
            }
        };
        checked.map_err(|refusal| refusal.of(format_args!("question `{}`", self.question.name)))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::questions::span::Texts;
    use crate::testing::{question, settings};

    fn read(
        rule: impl Fn(Value, &mut Problems) -> Option<Value>,
        value: Value,
    ) -> Result<Value, String> {
        let mut p = Problems::default();
        let out = rule(value, &mut p);
        p.finish(out).map_err(|found| found[0].kind.to_owned())
    }

    #[test]
    fn an_answer_has_one_of_five_forms() {
        let check = |value: Value, expected: Result<Value, &str>| {
            let expected = expected.map_err(str::to_owned);
            assert_eq!(read(decode_answer, value.clone()), expected, "{value}");
            assert_eq!(read(decode_response_answer, value.clone()), expected, "{value}");
        };
        let same = |value: Value| check(value.clone(), Ok(value));
        same(json!("text"));
        same(json!(""));
        same(json!(-3));
        same(json!(u64::MAX));
        same(json!([]));
        same(json!(["a", ""]));
        same(json!([{"label": "a", "start": 0, "end": 1}]));
        same(json!([{"value": "a", "rank": 2}, {"value": "b", "rank": null}]));
        check(json!(3.0), Err("int_type"));
        check(json!(null), Err("string_type"));
        check(json!(true), Err("string_type"));
        check(json!({}), Err("string_type"));
        check(json!([true]), Err("string_type"));
        check(json!([["a"]]), Err("string_type"));
        check(json!(["a", {"value": "b"}]), Err("string_type"));
    }

    #[test]
    fn numbers_in_lists_become_strings_in_responses_only() {
        let numbers = json!([1, "b", 2.5]);
        assert_eq!(read(decode_answer, numbers.clone()), Err("string_type".to_owned()));
        assert_eq!(read(decode_response_answer, numbers), Ok(json!(["1", "b", "2.5"])));
    }

    #[test]
    fn items_keep_the_keys_of_their_form() {
        let check = |value: Value, expected: Value| {
            let found = read(decode_answer, value).unwrap();
            assert_eq!(found.to_string(), expected.to_string());
        };
        check(
            json!([{"end": "3", "x": 1, "label": "a", "start": 1.0}]),
            json!([{"label": "a", "start": 1, "end": 3}]),
        );
        check(
            json!([{"value": "a"}, {"x": [], "rank": "2", "value": "b"}]),
            json!([{"value": "a", "rank": null}, {"value": "b", "rank": 2}]),
        );
        check(json!([{"value": "a", "label": "b"}]), json!([{"value": "a", "rank": null}]));
        check(
            json!([{"value": "a", "label": "b", "start": 0, "end": 1}]),
            json!([{"label": "b", "start": 0, "end": 1}]),
        );
    }

    #[test]
    fn problems_of_items_are_those_of_the_likeliest_form() {
        let check = |value: Value, expected: &str| {
            assert_eq!(read(decode_answer, value.clone()), Err(expected.to_owned()), "{value}");
        };
        check(json!([{}]), "missing");
        check(json!([{"label": "a", "start": -1, "end": 1}]), "greater_than_equal");
        check(json!([{"label": "a", "start": 0, "end": 0}]), "greater_than_equal");
        check(json!([{"label": "a", "start": 1, "end": 1}]), "value_error");
        check(json!([{"label": "a", "start": 2, "end": 1}]), "value_error");
        check(json!([{"label": 1, "start": 0, "end": 1}]), "string_type");
        check(json!([{"label": "a", "start": 0, "end": 1}, {"value": "a"}]), "missing");
        check(json!([{"value": 1}]), "string_type");
        check(json!([{"value": "a", "rank": 1.5}]), "int_from_float");
        check(json!([{"value": "a"}, "b"]), "model_attributes_type");
    }

    #[test]
    fn spans_are_limited_in_number() {
        let spans = |count: usize| vec![json!({"label": "a", "start": 0, "end": 1}); count];
        assert!(read(decode_answer, Value::Array(spans(10_000))).is_ok());
        assert_eq!(read(decode_answer, Value::Array(spans(10_001))), Err("too_long".to_owned()));
    }

    const DRAFT: Option<ResponseStatus> = Some(ResponseStatus::Draft);
    const SUBMITTED: Option<ResponseStatus> = Some(ResponseStatus::Submitted);

    /// Checks an answer to the question of this name in [`settings`].
    #[track_caller]
    fn check(name: &str, status: Option<ResponseStatus>, answer: Value, expected: bool) {
        let settings = settings();
        let question = settings.questions.iter().find(|question| question.name == name).unwrap();
        let fields = json!({"text": "héllo 👍"});
        let texts = Texts::of(fields.as_object().unwrap());
        let found = AnswerChecker::new(question).check(&answer, status, Some(&texts));
        assert_eq!(found.is_ok(), expected, "{name} {answer} {found:?}");
        if let Err(refusal) = found {
            assert!(refusal.0.starts_with(&format!("question `{name}` ")), "{refusal}");
        }
    }

    /// Every answer form against every question type.
    #[test]
    fn an_answer_of_another_form_is_refused() {
        let forms = [
            ("text", json!("x")),
            ("rating", json!(1)),
            ("multi", json!(["a"])),
            ("ranking", json!([{"value": "a", "rank": 1}])),
            ("span", json!([{"label": "a", "start": 0, "end": 1}])),
        ];
        for (name, answer) in &forms {
            for other in ["text", "rating", "label", "multi", "ranking", "span"] {
                check(other, None, answer.clone(), other == *name);
            }
        }
        check("label", None, json!("a"), true);
        for (name, expected) in [("multi", false), ("ranking", true), ("span", true)] {
            check(name, DRAFT, json!([]), expected);
        }
    }

    #[test]
    fn ratings() {
        check("rating", None, json!(1), true);
        check("rating", None, json!(3), true);
        check("rating", None, json!(0), false);
        check("rating", None, json!(4), false);
        check("rating", None, json!(u64::MAX), false);
        check("rating", None, json!("3"), false);
        check("rating", None, json!(3.0), false);
        check("rating", None, json!(true), false);
    }

    #[test]
    fn labels() {
        check("label", None, json!("c"), true);
        check("label", None, json!("C"), false);
        check("label", None, json!(""), false);
        check("multi", None, json!(["c", "a"]), true);
        check("multi", None, json!(["a", "a"]), false);
        check("multi", None, json!(["a", "d"]), false);
        check("multi", None, json!([]), false);
        check("multi", SUBMITTED, json!([]), false);
    }

    #[test]
    fn rankings_are_complete_when_submitted() {
        let both = |answer: Value, draft: bool, submitted: bool| {
            check("ranking", None, answer.clone(), draft);
            check("ranking", DRAFT, answer.clone(), draft);
            check("ranking", Some(ResponseStatus::Discarded), answer.clone(), draft);
            check("ranking", SUBMITTED, answer, submitted);
        };
        let ranked = |items: &[(&str, Option<i64>)]| {
            items.iter().map(|(value, rank)| json!({"value": value, "rank": rank})).collect()
        };
        both(ranked(&[("a", Some(1)), ("b", Some(2)), ("c", Some(3))]), true, true);
        both(ranked(&[("c", Some(1)), ("a", Some(1)), ("b", Some(1))]), true, true);
        both(ranked(&[("a", Some(1)), ("b", Some(2)), ("c", None)]), true, false);
        both(ranked(&[("a", Some(0)), ("b", Some(2)), ("c", Some(3))]), true, false);
        both(ranked(&[("a", Some(1)), ("b", Some(2)), ("c", Some(4))]), true, false);
        both(ranked(&[("a", Some(-9)), ("b", None)]), true, false);
        both(ranked(&[("a", Some(1)), ("b", Some(2))]), true, false);
        both(ranked(&[("a", Some(1)), ("a", Some(2))]), false, false);
        both(ranked(&[("a", Some(1)), ("d", Some(2))]), false, false);
        both(json!([]), true, false);
    }

    #[test]
    fn spans_lie_in_the_text_counted_in_code_points() {
        let one = |label: &str, start: u64, end: u64, expected: bool| {
            check("span", None, json!([{"label": label, "start": start, "end": end}]), expected);
        };
        one("a", 0, 1, true);
        one("a", 0, 7, true);
        one("a", 6, 7, true);
        one("a", 0, 8, false);
        one("a", 7, 8, false);
        one("a", 3, 3, false);
        one("d", 0, 1, false);
    }

    #[test]
    fn spans_overlap_only_where_allowed() {
        let spans = |spans: &[(u64, u64)]| -> Value {
            spans
                .iter()
                .map(|(start, end)| json!({"label": "a", "start": start, "end": end}))
                .collect()
        };
        let check = |found: &[(u64, u64)], expected: bool| {
            check("span", None, spans(found), expected);
        };
        check(&[(0, 2), (2, 4)], true);
        check(&[(2, 4), (0, 2)], true);
        check(&[(0, 3), (2, 4)], false);
        check(&[(0, 7), (2, 3)], false);
        check(&[(2, 3), (5, 6), (0, 7)], false);
        check(&[(1, 2), (1, 2)], false);
        let allowing = json!({
            "type": "span",
            "field": "text",
            "options": [{"value": "a", "text": "a"}],
            "allow_overlapping": true,
        });
        let question = question(1, json!({"name": "q", "settings": allowing}));
        let fields = json!({"text": "some text"});
        let texts = Texts::of(fields.as_object().unwrap());
        let checker = AnswerChecker::new(&question);
        assert_eq!(checker.check(&spans(&[(0, 3), (2, 4), (0, 3)]), None, Some(&texts)), Ok(()));
    }

    #[test]
    fn spans_need_a_text() {
        let settings = settings();
        let checker = AnswerChecker::new(&settings.questions[5]);
        let is_fine = |fields: Value| {
            let texts = fields.as_object().map(Texts::of);
            checker.check(&json!([]), None, texts.as_ref()).is_ok()
        };
        for fields in [json!({}), json!({"text": null}), json!({"text": {}}), json!({"text": []})] {
            assert!(!is_fine(fields));
        }
        assert!(!is_fine(json!(null)));
        assert!(is_fine(json!({"text": ""})));
    }

    #[test]
    fn ten_thousand_spans_are_checked_at_once() {
        let settings = settings();
        let text = "ab".repeat(10_000);
        let fields = json!({"text": text});
        let spans: Value = (0..10_000)
            .rev()
            .map(|n| json!({"label": "a", "start": 2 * n, "end": 2 * n + 2}))
            .collect();
        let checker = AnswerChecker::new(&settings.questions[5]);
        let texts = Texts::of(fields.as_object().unwrap());
        assert_eq!(checker.check(&spans, SUBMITTED, Some(&texts)), Ok(()));
    }
}
