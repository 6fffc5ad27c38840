//! Metadata properties: what records can be filtered and sorted by. One module per type.

use std::fmt::Display;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Timestamp;
use crate::decode::{self, Decode, Object, Problems};
use crate::index::{IndexKind, IndexValues};
use crate::limits::{List, Name, Title};
use crate::refusal::{Refusal, refuse};

pub mod float;
pub mod integer;
pub mod terms;

/// A typed key of record metadata.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct MetadataProperty {
    /// Identity.
    pub id: Uuid,
    /// Key in the `metadata` of a record, unique in the dataset.
    pub name: String,
    /// What people read.
    pub title: String,
    /// Type and its settings.
    pub settings: MetadataSettings,
    /// Whether annotators may see and use it.
    pub visible_for_annotators: bool,
    /// The dataset.
    pub dataset_id: Uuid,
    /// When it was made.
    #[schema(value_type = String)]
    pub inserted_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String)]
    pub updated_at: Timestamp,
}

type TermsValues = List<Value, { *terms::VALUES.start() }, { *terms::VALUES.end() }>;

/// The type of a metadata property with its settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum MetadataSettings {
    /// One or several of a set of values.
    Terms {
        /// The allowed values; anything goes when absent.
        #[schema(value_type = Option<TermsValues>)]
        values: Option<Vec<Value>>,
    },
    /// A whole number of 64 bits.
    Integer {
        /// Smallest allowed value.
        min: Option<i64>,
        /// Largest allowed value.
        max: Option<i64>,
    },
    /// A number.
    Float {
        /// Smallest allowed value.
        min: Option<f64>,
        /// Largest allowed value.
        max: Option<f64>,
    },
}

/// The types of a metadata property, without their settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum MetadataType {
    /// See [`terms`].
    Terms,
    /// See [`integer`].
    Integer,
    /// See [`float`].
    Float,
}

impl MetadataType {
    /// Every type with its word in the contract.
    pub const WORDS: &'static [(&'static str, Self)] =
        &[("terms", Self::Terms), ("integer", Self::Integer), ("float", Self::Float)];

    /// The word of the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Terms => "terms",
            Self::Integer => "integer",
            Self::Float => "float",
        }
    }
}

impl MetadataSettings {
    /// The type alone.
    #[must_use]
    pub fn kind(&self) -> MetadataType {
        match self {
            Self::Terms { .. } => MetadataType::Terms,
            Self::Integer { .. } => MetadataType::Integer,
            Self::Float { .. } => MetadataType::Float,
        }
    }

    /// Whether a value fits; `null` always does.
    ///
    /// # Errors
    /// The rule that is broken, without the name of the property.
    pub fn check(&self, value: &Value) -> Result<(), Refusal> {
        match self {
            _ if value.is_null() => Ok(()),
            Self::Terms { values } => terms::check(values.as_deref(), value),
            Self::Integer { min, max } => integer::check(*min, *max, value),
            Self::Float { min, max } => float::check(*min, *max, value),
        }
    }

    /// How values are indexed.
    #[must_use]
    pub fn index_kind(&self) -> IndexKind {
        match self.kind() {
            MetadataType::Terms => IndexKind::Terms,
            MetadataType::Integer => IndexKind::Integer,
            MetadataType::Float => IndexKind::Float,
        }
    }

    /// What a value is found under; nothing for `null` and for values that the type does not have.
    #[must_use]
    pub fn index_values<'v>(&self, value: &'v Value) -> IndexValues<'v> {
        match self.kind() {
            MetadataType::Terms => terms::index_values(value),
            MetadataType::Integer => integer::index_values(value),
            MetadataType::Float => float::index_values(value),
        }
    }
}

/// The settings of a number: `min` and `max`, either of which may be absent.
fn decode_bounds<N: PartialOrd + Display + Copy>(
    mut o: Object<'_>,
    number: impl Fn(Value, &mut Problems) -> Option<N>,
) -> Option<(Option<N>, Option<N>)> {
    let min = o.maybe("min", &number);
    let max = o.maybe("max", &number);
    match (min, max) {
        (Some(min), Some(max)) if min >= max => {
            let msg = format!("'min' ({min}) must be lower than 'max' ({max})");
            o.report("value_error", msg)
        }
        bounds => Some(bounds),
    }
}

/// Whether a number lies within its bounds.
fn check_bounds<N: PartialOrd + Display + Copy>(
    min: Option<N>,
    max: Option<N>,
    number: N,
) -> Result<(), Refusal> {
    match (min, max) {
        (Some(min), _) if number < min => refuse!("must be at least {min}, not {number}"),
        (_, Some(max)) if number > max => refuse!("must be at most {max}, not {number}"),
        _ => Ok(()),
    }
}

fn decode_settings(value: Value, p: &mut Problems) -> Option<MetadataSettings> {
    decode::union("type", MetadataType::WORDS, |kind, o| match kind {
        MetadataType::Terms => terms::decode(o),
        MetadataType::Integer => integer::decode(o),
        MetadataType::Float => float::decode(o),
    })(value, p)
}

/// A metadata property to be made.
#[derive(Debug, Clone, PartialEq, ToSchema)]
#[schema(example = json!({
    "name": "length",
    "title": "Length",
    "settings": {"type": "integer", "min": 1, "max": 500},
    "visible_for_annotators": true,
}))]
pub struct MetadataPropertyCreate {
    /// Key in the `metadata` of a record, 1 to 200 characters.
    #[schema(value_type = Name)]
    pub name: String,
    /// What people read, 1 to 500 characters.
    #[schema(value_type = Title)]
    pub title: String,
    /// Type and its settings.
    pub settings: MetadataSettings,
    /// Whether annotators may see and use it, default true.
    #[schema(required = false)]
    pub visible_for_annotators: bool,
}

impl Decode for MetadataPropertyCreate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let name = o.req("name", Name::read);
        let title = o.req("title", Title::read);
        let settings = o.req("settings", decode_settings);
        let visible_for_annotators =
            o.opt("visible_for_annotators", decode::boolean).unwrap_or(true);
        Some(Self { name: name?, title: title?, settings: settings?, visible_for_annotators })
    }
}

/// Changes to a metadata property; absent keys stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, ToSchema)]
#[schema(example = json!({"title": "Stars"}))]
pub struct MetadataPropertyUpdate {
    /// What people read, 1 to 500 characters.
    #[schema(required = false, value_type = Title)]
    pub title: Option<String>,
    /// Whether annotators may see and use it.
    #[schema(required = false, value_type = bool)]
    pub visible_for_annotators: Option<bool>,
}

impl Decode for MetadataPropertyUpdate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        o.not_null(&["title", "visible_for_annotators"]);
        Some(Self {
            title: o.opt("title", Title::read),
            visible_for_annotators: o.opt("visible_for_annotators", decode::boolean),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{decoded, problems, with};

    fn body() -> Value {
        json!({"name": "topic", "title": "Topic", "settings": {"type": "terms"}})
    }

    #[test]
    fn problems_of_a_new_property_name_their_place() {
        let check = |body: Value, expected: &[&str]| {
            assert_eq!(problems::<MetadataPropertyCreate>(body.clone()), expected, "{body}");
        };
        check(body(), &[]);
        check(json!({}), &["missing body.name", "missing body.title", "missing body.settings"]);
        check(with(body(), json!({"name": "n".repeat(200), "title": "t".repeat(500)})), &[]);
        check(
            with(body(), json!({"name": "n".repeat(201), "title": "t".repeat(501)})),
            &["string_too_long body.name", "string_too_long body.title"],
        );
        check(
            with(body(), json!({"visible_for_annotators": null})),
            &["bool_type body.visible_for_annotators"],
        );
        let settings = |settings: Value| with(body(), json!({"settings": settings}));
        check(settings(json!({"type": "x"})), &["union_tag_invalid body.settings"]);
        check(settings(json!({"type": "terms", "values": null})), &[]);
        check(settings(json!({"type": "terms", "values": [1, null, "a", "a", {}]})), &[]);
        check(settings(json!({"type": "terms", "values": vec![0; 250]})), &[]);
        check(
            settings(json!({"type": "terms", "values": vec![0; 251]})),
            &["too_long body.settings.terms.values"],
        );
        check(
            settings(json!({"type": "terms", "values": []})),
            &["too_short body.settings.terms.values"],
        );
        for kind in ["integer", "float"] {
            let place = format!("value_error body.settings.{kind}");
            check(settings(json!({"type": kind, "min": null, "max": 1})), &[]);
            check(settings(json!({"type": kind, "min": 0, "max": 1})), &[]);
            check(settings(json!({"type": kind, "min": 1, "max": 1})), &[&place]);
            check(settings(json!({"type": kind, "min": 2, "max": 1})), &[&place]);
        }
        check(
            settings(json!({"type": "integer", "min": 1.5, "max": "x"})),
            &["int_from_float body.settings.integer.min", "int_parsing body.settings.integer.max"],
        );
        check(
            settings(json!({"type": "integer", "min": 1e30})),
            &["int_parsing_size body.settings.integer.min"],
        );
        check(
            settings(json!({"type": "float", "min": "nan"})),
            &["finite_number body.settings.float.min"],
        );
    }

    #[test]
    fn an_update_leaves_out_what_stays() {
        let check = |body: Value, title: Option<&str>, visible: Option<bool>| {
            let found = decoded::<MetadataPropertyUpdate>(body);
            assert_eq!((found.title.as_deref(), found.visible_for_annotators), (title, visible));
        };
        check(json!({}), None, None);
        check(json!({"title": "t", "settings": 1}), Some("t"), None);
        check(json!({"visible_for_annotators": false}), None, Some(false));
        let nulls = json!({"title": null, "visible_for_annotators": null});
        assert_eq!(problems::<MetadataPropertyUpdate>(nulls), ["value_error body"]);
    }

    #[test]
    fn null_fits_every_type_and_is_found_under_nothing() {
        for settings in [
            MetadataSettings::Terms { values: Some(vec![json!("a")]) },
            MetadataSettings::Integer { min: Some(1), max: None },
            MetadataSettings::Float { min: Some(1.0), max: None },
        ] {
            assert_eq!(settings.check(&Value::Null), Ok(()));
            assert_eq!(settings.index_values(&Value::Null), IndexValues::Nothing);
        }
    }

    #[test]
    fn every_type_is_listed_once() {
        for (word, kind) in MetadataType::WORDS {
            assert_eq!(kind.as_str(), *word);
        }
    }
}
