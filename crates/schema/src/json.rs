//! JSON that passes through unread.

use serde_json::Value;
pub use serde_json::value::RawValue;

/// A JSON object with its keys in the order sent.
pub type Object = serde_json::Map<String, Value>;

/// JSON text that is stored and answered as it is, without being parsed again.
pub type Raw = Box<RawValue>;

/// The JSON text of a value.
#[must_use]
pub fn raw(value: &Value) -> Raw {
    let text = value.to_string();
    // A `Value` always prints as JSON; `null` only stands for what cannot happen.
    RawValue::from_string(text).unwrap_or_else(|_| RawValue::NULL.to_owned())
}
