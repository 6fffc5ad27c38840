//! What a user has set for himself in the application: one JSON object with keys of its own.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::Refusal;
use crate::decode::{Decode, Object, Problems};
use crate::json;

/// How many bytes the preferences of one user may have as JSON.
pub const BYTES_MAX: usize = 64_000;
/// Under this key, by identity of the dataset, stands what is set for one dataset only.
pub const DATASETS: &str = "datasets";

/// What a user has set, such as `theme`, `language`, `keys`, `density` and `layout`; under
/// `datasets`, by their ids, what holds for one dataset only.
#[derive(Debug, Clone, Default, PartialEq, Serialize, ToSchema)]
#[serde(transparent)]
#[schema(value_type = HashMap<String, Value>,
    example = json!({"theme": "dark", "language": "es", "keys": {"submit": "Enter"}}))]
pub struct Preferences(pub json::Object);

impl Preferences {
    /// What is set for one dataset.
    #[must_use]
    pub fn of_dataset(mut self, id: crate::Uuid) -> Self {
        let mut all = self.0.get_mut(DATASETS).map(Value::take).unwrap_or_default();
        match all.get_mut(id.to_string()).map(Value::take) {
            Some(Value::Object(found)) => Self(found),
            _ => Self::default(),
        }
    }

    /// Puts changes into what is set, as JSON merge patches do (RFC 7396): `null` takes a key away,
    /// objects are merged key by key, anything else takes the place of what was there.
    ///
    /// # Errors
    /// It would be larger than [`BYTES_MAX`].
    pub fn merge(&mut self, changes: PreferencesUpdate) -> Result<(), Refusal> {
        merge(&mut self.0, changes.0);
        let bytes = serde_json::to_string(&self.0).map_or(usize::MAX, |text| text.len());
        if bytes > BYTES_MAX {
            let text = format!("preferences may have {BYTES_MAX} bytes, not {bytes}");
            return Err(Refusal::new(text));
        }
        Ok(())
    }
}

fn merge(into: &mut json::Object, changes: json::Object) {
    for (key, change) in changes {
        match change {
            // In its place, so that the others keep theirs.
            Value::Null => drop(into.shift_remove(&key)),
            Value::Object(changes) => {
                let slot = into.entry(key).or_insert(Value::Null);
                if !slot.is_object() {
                    *slot = Value::Object(json::Object::new());
                }
                if let Value::Object(inner) = slot {
                    merge(inner, changes);
                }
            }
            other => drop(into.insert(key, other)),
        }
    }
}

/// Changes of preferences: `null` takes a key away, objects are merged key by key, anything else
/// takes the place of what was there.
#[derive(Debug, Clone, Default, PartialEq, ToSchema)]
#[schema(value_type = HashMap<String, Value>, example = json!({"theme": "dark", "density": null}))]
pub struct PreferencesUpdate(pub json::Object);

impl Decode for PreferencesUpdate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        Some(Self(Object::of(value, problems)?.rest()))
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{decoded, id, problems};

    fn merged(before: Value, changes: Value) -> Value {
        let mut all = Preferences(decoded::<PreferencesUpdate>(before).0);
        all.merge(decoded(changes)).unwrap();
        serde_json::to_value(all).unwrap()
    }

    #[test]
    fn changes_are_merged_key_by_key() {
        for (before, changes, after) in [
            (json!({}), json!({"a": 1}), json!({"a": 1})),
            (json!({"a": 1, "b": 2}), json!({"a": null}), json!({"b": 2})),
            (json!({"a": {"b": 1, "c": 2}}), json!({"a": {"b": null}}), json!({"a": {"c": 2}})),
            (json!({"a": [1]}), json!({"a": {"b": {"c": null}}}), json!({"a": {"b": {}}})),
            (json!({"a": {"b": 1}}), json!({"a": [null]}), json!({"a": [null]})),
            (json!({"a": 1}), json!({}), json!({"a": 1})),
        ] {
            assert_eq!(merged(before.clone(), changes.clone()), after, "{before} {changes}");
        }
    }

    #[test]
    fn they_are_of_a_bounded_size() {
        let mut all = Preferences::default();
        let text = "x".repeat(BYTES_MAX - r#"{"a":""}"#.len());
        all.merge(decoded(json!({"a": text.clone()}))).unwrap();
        assert!(all.merge(decoded(json!({"a": text + "x"}))).is_err());
    }

    #[test]
    fn those_of_a_dataset_stand_under_its_id() {
        let all = |value: Value| Preferences(decoded::<PreferencesUpdate>(value).0);
        let one = all(json!({"datasets": {id(1).to_string(): {"layout": "stacked"}}}));
        assert_eq!(one.clone().of_dataset(id(1)), all(json!({"layout": "stacked"})));
        assert_eq!(one.of_dataset(id(2)), Preferences::default());
        assert_eq!(all(json!({"datasets": [1]})).of_dataset(id(1)), Preferences::default());
    }

    #[test]
    fn only_an_object_changes_them() {
        assert_eq!(problems::<PreferencesUpdate>(json!([])), ["model_attributes_type body"]);
    }
}
