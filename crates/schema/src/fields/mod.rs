//! What annotators see: one module per field type.

use std::borrow::Cow;

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::decode::{self, Decode, Object, Problems};
use crate::limits::{Name, Title};
use crate::refusal::{Refusal, refuse};
use crate::{Timestamp, json};

pub mod chat;
pub mod custom;
pub mod image;
pub mod text;

/// A named part of every record of a dataset.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Field {
    /// Identity.
    pub id: Uuid,
    /// Key in the `fields` of a record, unique in the dataset.
    pub name: String,
    /// What annotators read.
    pub title: String,
    /// Whether every record must have it.
    pub required: bool,
    /// Type and its settings.
    pub settings: FieldSettings,
    /// The dataset.
    pub dataset_id: Uuid,
    /// When it was made.
    #[schema(value_type = String)]
    pub inserted_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String)]
    pub updated_at: Timestamp,
}

/// The type of a field with its settings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum FieldSettings {
    /// Plain text or Markdown.
    Text {
        /// Render as Markdown.
        use_markdown: bool,
    },
    /// An image by URL or data URL.
    Image,
    /// A conversation.
    Chat {
        /// Render message contents as Markdown.
        use_markdown: bool,
    },
    /// Any object, shown through an HTML template.
    Custom {
        /// The template.
        template: String,
        /// Whether the template brings its own script.
        advanced_mode: bool,
    },
}

/// The types of a field, without their settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldType {
    /// See [`text`].
    Text,
    /// See [`image`].
    Image,
    /// See [`chat`].
    Chat,
    /// See [`custom`].
    Custom,
}

impl FieldType {
    /// Every type with its word in the contract.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("text", Self::Text),
        ("image", Self::Image),
        ("chat", Self::Chat),
        ("custom", Self::Custom),
    ];

    /// The word of the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Image => "image",
            Self::Chat => "chat",
            Self::Custom => "custom",
        }
    }
}

impl FieldSettings {
    /// The type alone.
    #[must_use]
    pub fn kind(&self) -> FieldType {
        match self {
            Self::Text { .. } => FieldType::Text,
            Self::Image => FieldType::Image,
            Self::Chat { .. } => FieldType::Chat,
            Self::Custom { .. } => FieldType::Custom,
        }
    }

    /// Whether both are settings of the same type.
    #[must_use]
    pub fn same_type(&self, other: &Self) -> bool {
        self.kind() == other.kind()
    }

    /// The settings after an update, which replaces them whole but never their type.
    ///
    /// # Errors
    /// The update is of another type.
    pub fn updated(&self, update: Self) -> Result<Self, Refusal> {
        if self.same_type(&update) {
            Ok(update)
        } else {
            let (from, to) = (self.kind().as_str(), update.kind().as_str());
            refuse!("the type of a field cannot change from `{from}` to `{to}`")
        }
    }

    /// Whether a value other than `null`, read as part of [`decode_values`], fits the type.
    ///
    /// # Errors
    /// The rule that is broken, without the name of the field.
    pub fn check(&self, value: &Value) -> Result<(), Refusal> {
        match self.kind() {
            FieldType::Text => text::check(value),
            FieldType::Image => image::check(value),
            FieldType::Chat => chat::check(value),
            FieldType::Custom => custom::check(value),
        }
    }

    /// The text under which a value is found, if it has any.
    #[must_use]
    pub fn searchable_text<'v>(&self, value: &'v Value) -> Option<Cow<'v, str>> {
        if value.is_null() {
            return None;
        }
        match self.kind() {
            FieldType::Text => text::searchable_text(value),
            FieldType::Image => None,
            FieldType::Chat => chat::searchable_text(value),
            FieldType::Custom => custom::searchable_text(value),
        }
    }
}

/// Settings of a new field; keys left out have defaults.
fn decode_settings(value: Value, p: &mut Problems) -> Option<FieldSettings> {
    decode::union("type", FieldType::WORDS, |kind, o| match kind {
        FieldType::Text => text::decode_create(o),
        FieldType::Image => image::decode(o),
        FieldType::Chat => chat::decode_create(o),
        FieldType::Custom => custom::decode_create(o),
    })(value, p)
}

/// Settings of an update; no key may be left out.
fn decode_settings_update(value: Value, p: &mut Problems) -> Option<FieldSettings> {
    decode::union("type", FieldType::WORDS, |kind, o| match kind {
        FieldType::Text => text::decode_update(o),
        FieldType::Image => image::decode(o),
        FieldType::Chat => chat::decode_update(o),
        FieldType::Custom => custom::decode_update(o),
    })(value, p)
}

/// A field to be made.
#[derive(Debug, Clone, PartialEq, Eq, ToSchema)]
#[schema(example = json!({
    "name": "summary",
    "title": "Summary",
    "required": false,
    "settings": {"type": "text", "use_markdown": false},
}))]
pub struct FieldCreate {
    /// Key in the `fields` of a record, 1 to 200 characters.
    #[schema(value_type = Name)]
    pub name: String,
    /// What annotators read, 1 to 500 characters.
    #[schema(value_type = Title)]
    pub title: String,
    /// Whether every record must have it, default false.
    #[schema(required = false, nullable)]
    pub required: bool,
    /// Type and its settings.
    pub settings: FieldSettings,
}

impl Decode for FieldCreate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let name = o.req("name", Name::read);
        let title = o.req("title", Title::read);
        let required = o.maybe("required", decode::boolean).unwrap_or(false);
        let settings = o.req("settings", decode_settings);
        Some(Self { name: name?, title: title?, required, settings: settings? })
    }
}

/// Changes to a field; absent keys stay.
#[derive(Debug, Clone, Default, PartialEq, Eq, ToSchema)]
#[schema(example = json!({"title": "Text", "settings": {"type": "text", "use_markdown": true}}))]
pub struct FieldUpdate {
    /// What annotators read, 1 to 500 characters.
    #[schema(required = false, value_type = Title)]
    pub title: Option<String>,
    /// All settings, of the same type.
    #[schema(required = false, value_type = FieldSettings)]
    pub settings: Option<FieldSettings>,
}

impl Decode for FieldUpdate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        o.not_null(&["title", "settings"]);
        Some(Self {
            title: o.opt("title", Title::read),
            settings: o.opt("settings", decode_settings_update),
        })
    }
}

/// The `fields` of a record as they were sent, whatever the dataset: each value is a string, a
/// list of chat messages, an object or `null`. Chat messages are brought into their stored form.
pub fn decode_values(value: Value, p: &mut Problems) -> Option<json::Object> {
    let Value::Object(mut fields) = value else {
        return p.report("dict_type", "Input should be a valid dictionary");
    };
    let before = p.count();
    for (name, value) in &mut fields {
        match value {
            Value::Null | Value::String(_) | Value::Object(_) => {}
            Value::Array(messages) => {
                if let Err(cause) = chat::canonicalise(messages, p.limits()) {
                    p.report::<()>("value_error", format!("Field '{name}': {cause}"));
                }
            }
            Value::Bool(_) | Value::Number(_) => {
                let msg = "Input should be a string, a list of chat messages, an object or null";
                p.at(name.clone(), |p| p.report::<()>("string_type", msg));
            }
        }
    }
    (p.count() == before).then_some(fields)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{decoded, problems, with};

    fn body() -> Value {
        json!({"name": "text", "title": "Text", "settings": {"type": "text"}})
    }

    #[test]
    fn a_new_field_has_defaults() {
        let check = |settings: Value, expected: FieldSettings| {
            let found = decoded::<FieldCreate>(with(body(), json!({"settings": settings})));
            assert_eq!(found.settings, expected);
        };
        check(json!({"type": "text"}), FieldSettings::Text { use_markdown: false });
        check(
            json!({"type": "text", "use_markdown": "yes"}),
            FieldSettings::Text { use_markdown: true },
        );
        check(json!({"type": "image", "x": 1}), FieldSettings::Image);
        check(json!({"type": "chat"}), FieldSettings::Chat { use_markdown: true });
        check(
            json!({"type": "custom", "template": ""}),
            FieldSettings::Custom { template: String::new(), advanced_mode: false },
        );
        assert!(!decoded::<FieldCreate>(body()).required);
        assert!(!decoded::<FieldCreate>(with(body(), json!({"required": null}))).required);
        assert!(decoded::<FieldCreate>(with(body(), json!({"required": true}))).required);
    }

    #[test]
    fn problems_of_a_new_field_name_their_place() {
        let check = |body: Value, expected: &[&str]| {
            assert_eq!(problems::<FieldCreate>(body.clone()), expected, "{body}");
        };
        check(json!([]), &["model_attributes_type body"]);
        check(json!({}), &["missing body.name", "missing body.title", "missing body.settings"]);
        for (key, max) in [("name", 200), ("title", 500)] {
            check(with(body(), json!({key: "ä".repeat(max)})), &[]);
            check(
                with(body(), json!({key: "ä".repeat(max + 1)})),
                &[&format!("string_too_long body.{key}")],
            );
            check(with(body(), json!({key: ""})), &[&format!("string_too_short body.{key}")]);
        }
        let settings = |settings: Value| with(body(), json!({"settings": settings}));
        check(settings(json!(null)), &["model_attributes_type body.settings"]);
        check(settings(json!({})), &["union_tag_not_found body.settings"]);
        check(settings(json!({"type": "table"})), &["union_tag_invalid body.settings"]);
        check(settings(json!({"type": 1})), &["union_tag_invalid body.settings"]);
        check(
            settings(json!({"type": "text", "use_markdown": null})),
            &["bool_type body.settings.text.use_markdown"],
        );
        check(
            settings(json!({"type": "custom", "advanced_mode": 2})),
            &[
                "missing body.settings.custom.template",
                "bool_parsing body.settings.custom.advanced_mode",
            ],
        );
    }

    #[test]
    fn an_update_of_settings_is_complete() {
        let check = |body: Value, expected: &[&str]| {
            assert_eq!(problems::<FieldUpdate>(body.clone()), expected, "{body}");
        };
        check(json!({}), &[]);
        check(json!({"name": 1, "required": "x"}), &[]);
        check(json!({"title": null, "settings": null}), &["value_error body"]);
        check(json!({"settings": {"type": "image"}}), &[]);
        check(json!({"settings": {"type": "chat"}}), &["missing body.settings.chat.use_markdown"]);
        check(
            json!({"settings": {"type": "custom"}}),
            &[
                "missing body.settings.custom.template",
                "missing body.settings.custom.advanced_mode",
            ],
        );
    }

    #[test]
    fn an_update_keeps_the_type() {
        let text = FieldSettings::Text { use_markdown: false };
        let markdown = FieldSettings::Text { use_markdown: true };
        assert_eq!(text.updated(markdown.clone()), Ok(markdown));
        assert!(text.updated(FieldSettings::Image).is_err());
        assert!(text.updated(FieldSettings::Chat { use_markdown: true }).is_err());
    }

    #[test]
    fn every_type_is_listed_once() {
        for (word, kind) in FieldType::WORDS {
            assert_eq!(kind.as_str(), *word);
        }
    }

    #[test]
    fn values_are_of_four_forms() {
        let check = |fields: Value, expected: &[&str]| {
            let mut p = Problems::default();
            let out = p.at("fields", |p| decode_values(fields.clone(), p));
            let found = p.finish(out).err().unwrap_or_default();
            let found: Vec<_> = found.iter().map(|f| (f.kind, f.loc.len())).collect();
            let expected: Vec<_> = expected
                .iter()
                .map(|kind| (*kind, if *kind == "string_type" { 2 } else { 1 }))
                .collect();
            assert_eq!(found, expected, "{fields}");
        };
        check(json!({}), &[]);
        check(json!({"a": "", "b": null, "c": {"d": [1]}, "e": []}), &[]);
        check(json!({"a": 1, "b": true}), &["string_type", "string_type"]);
        check(json!({"a": ["x"]}), &["value_error"]);
        check(json!({"a": [{"role": "user", "content": "hi", "x": 1}]}), &[]);
        check(json!([]), &["dict_type"]);
        check(json!(null), &["dict_type"]);
    }

    #[test]
    fn a_value_fits_its_type_only() {
        let custom = FieldSettings::Custom { template: String::new(), advanced_mode: false };
        let types = [
            FieldSettings::Text { use_markdown: false },
            FieldSettings::Image,
            FieldSettings::Chat { use_markdown: false },
            custom,
        ];
        let check = |value: Value, expected: [bool; 4]| {
            let found = types.each_ref().map(|settings| settings.check(&value).is_ok());
            assert_eq!(found, expected, "{value}");
        };
        check(json!("x"), [true, false, false, false]);
        check(json!(""), [true, false, false, false]);
        check(json!("http://a.com/"), [true, true, false, false]);
        check(json!([]), [false, false, true, false]);
        check(json!({}), [false, false, false, true]);
    }

    #[test]
    fn searchable_text_depends_on_the_type() {
        let check = |settings: Value, value: Value, expected: Option<&str>| {
            let settings = decoded::<FieldCreate>(with(body(), json!({"settings": settings})));
            let found = settings.settings.searchable_text(&value);
            assert_eq!(found.as_deref(), expected, "{value}");
        };
        check(json!({"type": "text"}), json!("Some text"), Some("Some text"));
        check(json!({"type": "text"}), json!(null), None);
        check(json!({"type": "image"}), json!("http://a.com/"), None);
        check(
            json!({"type": "chat"}),
            json!([{"role": "user", "content": "hi"}]),
            Some("user\nhi"),
        );
        check(json!({"type": "custom", "template": ""}), json!({"a": ["x", 1]}), Some("a\nx\n1"));
    }
}
