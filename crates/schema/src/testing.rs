//! What the tests of several modules share.

use serde_json::Value;

use crate::decode::{self, Decode, Loc, Problem};
pub use crate::example::{decoded, id, options, question, settings, with};
use crate::limits::Limits;

/// The problems of a body, each as `kind place`.
pub fn problems<T: Decode>(body: Value) -> Vec<String> {
    problems_within::<T>(Limits::CONTRACT, body)
}

/// The problems of a body under tuned limits.
pub fn problems_within<T: Decode>(limits: Limits, body: Value) -> Vec<String> {
    let found = decode::decode_within::<T>(limits, "body", body).err().unwrap_or_default();
    found.iter().map(shown).collect()
}

fn shown(problem: &Problem) -> String {
    let steps = problem.loc.iter().map(|step| match step {
        Loc::Key(key) => key.to_string(),
        Loc::Index(index) => index.to_string(),
    });
    format!("{} {}", problem.kind, steps.collect::<Vec<_>>().join("."))
}

/// Whether a body decodes.
pub fn is_fine<T: Decode>(body: Value) -> bool {
    decode::decode::<T>("body", body).is_ok()
}

/// The object without a key.
pub fn without(mut object: Value, key: &str) -> Value {
    object.as_object_mut().and_then(|object| object.shift_remove(key));
    object
}
