//! The JSON of a request's body, from its bytes: what is no text or no JSON is refused, and so is
//! every text inside that no database keeps.

use serde_json::Value;

use crate::decode::{Loc, Problem, Problems};

/// The JSON of a body, if there is one, and what is wrong with its texts.
#[derive(Debug, Default)]
pub struct Parsed {
    /// Absent when nothing was sent.
    pub value: Option<Value>,
    /// The texts that hold NUL or half a character.
    pub problems: Vec<Problem>,
}

/// The bytes are no JSON.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unreadable {
    /// Not even text.
    NotUtf8,
    /// Text of another form, or with a number that no computer has.
    NotJson(Problem),
}

/// Reads a body as JSON.
///
/// # Errors
/// The bytes are not UTF-8 or not JSON.
pub fn parse(bytes: &[u8]) -> Result<Parsed, Unreadable> {
    let text = std::str::from_utf8(bytes).map_err(|_| Unreadable::NotUtf8)?;
    if text.is_empty() {
        return Ok(Parsed::default());
    }
    let (value, kind) = match serde_json::from_str::<Value>(text) {
        Ok(value) => (value, "value_error"),
        Err(cause) => match without_lone_surrogates(text).map(|text| serde_json::from_str(&text)) {
            Some(Ok(value)) => (value, "string_unicode"),
            _ => return Err(Unreadable::NotJson(malformed(text, &cause))),
        },
    };
    let mut problems = Problems::default();
    // Neither database keeps the character NUL in a text; the escape is rare enough to look for.
    if kind != "value_error" || text.contains("\\u0000") {
        problems.at("body", |p| find_nul(&value, kind, p));
    }
    let problems = problems.finish(Some(())).err().unwrap_or_default();
    Ok(Parsed { value: Some(value), problems })
}

fn malformed(text: &str, cause: &serde_json::Error) -> Problem {
    let offset = match cause.is_eof() {
        true => text.chars().count(),
        false => offset_of(text, cause.line(), cause.column()),
    };
    Problem {
        kind: "json_invalid",
        loc: vec![Loc::from("body"), Loc::from(offset)],
        msg: format!("JSON decode error: {cause}"),
    }
}

/// The text with NUL for each escaped half of a character that has no other half, if it has any.
fn without_lone_surrogates(text: &str) -> Option<String> {
    let unit = |text: &str| {
        let digits = text.strip_prefix("\\u")?.get(..4)?;
        u16::from_str_radix(digits, 16).ok()
    };
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    let mut is_changed = false;
    while let Some(at) = rest.find('\\') {
        out.push_str(&rest[..at]);
        rest = &rest[at..];
        let length = match unit(rest) {
            Some(0xd800..0xdc00) if matches!(unit(&rest[6..]), Some(0xdc00..0xe000)) => 12,
            Some(0xd800..0xe000) => {
                is_changed = true;
                out.push_str("\\u0000");
                rest = &rest[6..];
                continue;
            }
            // The backslash and what it escapes.
            _ => 1 + rest[1..].chars().next().map_or(0, char::len_utf8),
        };
        out.push_str(&rest[..length]);
        rest = &rest[length..];
    }
    out.push_str(rest);
    is_changed.then_some(out)
}

/// Characters before a one-based line and column, which the parser counts in bytes.
fn offset_of(text: &str, line: usize, column: usize) -> usize {
    let before: usize = text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
    let offset = text.floor_char_boundary(before + column.saturating_sub(1));
    text[..offset].chars().count()
}

/// What is wrong with a text that no database keeps.
#[must_use]
pub fn nul(at: &[Loc]) -> Problem {
    Problem { kind: "value_error", loc: at.to_vec(), msg: NUL.to_owned() }
}

const NUL: &str = "a text must not contain the character NUL or half a character";

/// Recursion is bounded by the parser's own limit on nesting.
fn find_nul(value: &Value, kind: &'static str, p: &mut Problems) {
    match value {
        Value::String(text) if text.contains('\0') => {
            p.report::<()>(kind, NUL);
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                p.at(index, |p| find_nul(item, kind, p));
            }
        }
        Value::Object(map) => {
            for (key, item) in map {
                p.at(key.replace('\0', "\u{fffd}"), |p| {
                    if key.contains('\0') {
                        p.report::<()>(kind, NUL);
                    }
                    find_nul(item, kind, p);
                });
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::decode::PROBLEMS_MAX;

    #[test]
    fn a_body_is_json_or_nothing() {
        let check = |bytes: &[u8], expected: Result<Option<Value>, Option<usize>>| {
            let found = parse(bytes).map(|parsed| parsed.value).map_err(|cause| match cause {
                Unreadable::NotUtf8 => None,
                Unreadable::NotJson(problem) => match problem.loc[1] {
                    Loc::Index(at) => Some(at),
                    Loc::Key(_) => panic!("{problem:?}"),
                },
            });
            assert_eq!(found, expected, "{}", String::from_utf8_lossy(bytes));
        };
        check(b"", Ok(None));
        check(b"null", Ok(Some(Value::Null)));
        check(br#"{"a": 1, "a": 2}"#, Ok(Some(json!({"a": 2}))));
        check(b"\xff", Err(None));
        check(b" ", Err(Some(1)));
        check("[\"ä\",\n x]".as_bytes(), Err(Some(7)));
        check(b"[1e400]", Err(Some(5)));
        check(b"[NaN]", Err(Some(1)));
        check("[".repeat(100_000).as_bytes(), Err(Some(127)));
    }

    #[test]
    fn texts_that_no_database_keeps_are_named() {
        let check = |text: &str, expected: &[(&str, &[Loc])]| {
            let parsed = parse(text.as_bytes()).expect(text);
            let found: Vec<_> =
                parsed.problems.iter().map(|p| (p.kind, p.loc.as_slice())).collect();
            assert_eq!(found, expected, "{text}");
        };
        let body = Loc::from("body");
        check(r#"["a", "\ud83d\udc4d", "\\ud800", "\\u0000"]"#, &[]);
        check(r#"["a", "\ud800"]"#, &[("string_unicode", &[body.clone(), Loc::from(1)])]);
        check(r#"["\udc00\ud800"]"#, &[("string_unicode", &[body.clone(), Loc::from(0)])]);
        let key = Loc::from("\u{fffd}".to_owned());
        check(r#"{"\u0000": 1}"#, &[("value_error", &[body.clone(), key])]);
        check(r#""\u0000""#, &[("value_error", &[body])]);
    }

    #[test]
    fn a_million_bad_texts_are_told_up_to_a_limit() {
        let text = format!("[{}1]", r#""\u0000","#.repeat(PROBLEMS_MAX + 1));
        let found = parse(text.as_bytes()).map(|parsed| parsed.problems.len());
        assert_eq!(found, Ok(PROBLEMS_MAX));
    }
}
