//! JSON text in columns: what the domain serialises to, and back.

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{Error, Result};

/// The JSON text of a value for `table`.
pub(crate) fn to_json<T: Serialize>(table: &str, value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|cause| Error::corrupt(table, cause))
}

/// The value of a JSON text found in `table`, in the row with this key.
pub(crate) fn from_json<T: DeserializeOwned>(table: &str, seq: i64, text: &str) -> Result<T> {
    serde_json::from_str(text).map_err(|cause| Error::corrupt(table, format!("row {seq}: {cause}")))
}
