//! Reading what a client sent: JSON, path and query become checked types, and every problem is
//! reported with its place.
//!
//! A *rule* is a function from a JSON value to `Option<T>` that reports into [`Problems`] when it
//! answers `None`. Rules compose ([`list`], [`nullable`], [`map`]); [`Object`] applies them to the
//! keys of an object. Decoding goes on after a problem so that one answer names them all.

mod problems;
mod rules;

use serde_json::{Map, Value};

use crate::limits::Limits;

pub use problems::{Loc, PROBLEMS_BYTES_MAX, PROBLEMS_MAX, Problem, Problems};
pub use rules::{
    any, any_object, boolean, check_length, float, floats, integer, integer_in, list, literal, map,
    nullable, one_of, text, text_or_number, timestamp, trimmed_text, uuid, uuid_text,
};

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
