//! What holds for whatever bytes a client sends: one function for each fuzz target, which panics
//! where it does not hold.
//!
//! `fuzz/` looks for such bytes, and the tests of this crate run over those it once found.

use serde_json::Value;

use crate::body::{self, Unreadable};
use crate::decode::{self, Decode, Loc, PROBLEMS_BYTES_MAX, PROBLEMS_MAX, Problem};

mod query;
mod records;
mod search;
mod spans;

pub use query::check_query;
pub use records::check_records;
pub use search::check_search;
pub use spans::check_spans;

#[cfg(test)]
mod tests;

/// How deep JSON may be nested, the limit of its parser.
const JSON_DEPTH_MAX: usize = 128;

/// The JSON of a body that is accepted as such.
fn read_body(bytes: &[u8]) -> Option<Value> {
    match body::parse(bytes) {
        Err(Unreadable::NotUtf8) => {
            assert!(std::str::from_utf8(bytes).is_err());
            None
        }
        Err(Unreadable::NotJson(problem)) => {
            let [Loc::Key(part), Loc::Index(at)] = problem.loc.as_slice() else {
                panic!("{problem:?} has no place in the body");
            };
            assert!(part == "body" && *at <= bytes.len(), "{problem:?}");
            None
        }
        Ok(parsed) if parsed.problems.is_empty() => {
            let value = parsed.value?;
            assert_fit_to_keep(&value, 0);
            Some(value)
        }
        Ok(parsed) => {
            assert_in_body(&parsed.problems, bytes.len());
            None
        }
    }
}

/// No text holds NUL, which no database keeps, and functions may recurse.
fn assert_fit_to_keep(value: &Value, depth: usize) {
    assert!(depth <= JSON_DEPTH_MAX, "nested deeper than {JSON_DEPTH_MAX}");
    match value {
        Value::String(text) => assert!(!text.contains('\0'), "{text:?}"),
        Value::Array(items) => items.iter().for_each(|item| assert_fit_to_keep(item, depth + 1)),
        Value::Object(map) => {
            assert!(!map.keys().any(|key| key.contains('\0')), "{value}");
            map.values().for_each(|item| assert_fit_to_keep(item, depth + 1));
        }
        Value::Number(number) => {
            let float = number.as_f64().unwrap_or(f64::NAN);
            assert!(float.is_finite(), "{number}");
        }
        Value::Null | Value::Bool(_) => {}
    }
}

/// Problems lie in a body of `length` bytes, and telling them does not take much more than it.
fn assert_in_body(problems: &[Problem], length: usize) {
    assert!(!problems.is_empty(), "refused without a problem");
    assert!(problems.len() <= PROBLEMS_MAX);
    assert!(problems.iter().all(|problem| problem.loc.first() == Some(&Loc::from("body"))));
    let bytes: usize = problems.iter().map(Problem::bytes).sum();
    // The last one is kept whole, and may quote the body.
    assert!(bytes <= PROBLEMS_BYTES_MAX + 2 * length + 1_000, "{bytes} bytes of problems");
}

/// The value of a body of `length` bytes, if it is one.
fn read<T: Decode>(value: &Value, length: usize) -> Option<T> {
    match decode::decode::<T>("body", value.clone()) {
        Ok(read) => Some(read),
        Err(problems) => {
            assert_in_body(&problems, length);
            None
        }
    }
}

/// What is read from the JSON text of a value that was accepted before.
fn read_again<T: Decode>(written: &Value) -> T {
    let text = written.to_string();
    let again = read_body(text.as_bytes()).unwrap_or_else(|| panic!("{text} is no body"));
    assert_eq!(again.to_string(), text, "another text came back");
    read(&again, text.len()).unwrap_or_else(|| panic!("{text} was accepted before"))
}
