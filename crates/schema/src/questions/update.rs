//! Changes to questions.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use super::options::VisibleOptions;
use super::{
    LabelOption, OptionsOrder, QuestionSettings, QuestionType, label_selection,
    multi_label_selection, options, span, text,
};
use crate::decode::{self, Decode, Object, Problems, nullable};
use crate::limits::{Description, Title};
use crate::refusal::{Refusal, refuse};

/// Changes to a question; absent keys stay.
#[derive(Debug, Clone, Default, PartialEq, ToSchema)]
#[schema(example = json!({"title": "How does it sound?"}))]
pub struct QuestionUpdate {
    /// What annotators read, 1 to 500 characters.
    #[schema(required = false, value_type = Title)]
    pub title: Option<String>,
    /// A longer explanation, 1 to 1000 characters; `null` clears it.
    #[schema(value_type = Option<Description>)]
    pub description: Option<Option<String>>,
    /// Settings to be changed, of the same type.
    #[schema(required = false, value_type = QuestionSettingsUpdate)]
    pub settings: Option<QuestionSettingsUpdate>,
}

impl Decode for QuestionUpdate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        o.not_null(&["title", "settings"]);
        Some(Self {
            title: o.opt("title", Title::read),
            description: o.opt("description", nullable(Description::read)),
            settings: o.opt("settings", decode_settings_update),
        })
    }
}

/// Changes to the settings of a question, see [`QuestionSettings::updated`]; absent keys stay.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum QuestionSettingsUpdate {
    /// Free text.
    Text {
        /// Render as Markdown.
        #[serde(skip_serializing_if = "Option::is_none")]
        use_markdown: Option<bool>,
    },
    /// One of a few whole numbers; nothing can change.
    Rating,
    /// One label.
    LabelSelection {
        /// The same values in any order with any texts.
        #[serde(skip_serializing_if = "Option::is_none")]
        options: Option<Vec<LabelOption>>,
        /// How many are shown before the rest is folded away; `null` clears it.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<VisibleOptions>)]
        visible_options: Option<Option<i64>>,
    },
    /// Any number of labels, at least one.
    MultiLabelSelection {
        /// The same values in any order with any texts.
        #[serde(skip_serializing_if = "Option::is_none")]
        options: Option<Vec<LabelOption>>,
        /// How many are shown before the rest is folded away; `null` clears it.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<VisibleOptions>)]
        visible_options: Option<Option<i64>>,
        /// Whether suggested labels come first.
        #[serde(skip_serializing_if = "Option::is_none")]
        options_order: Option<OptionsOrder>,
    },
    /// An order of all options; nothing can change.
    Ranking,
    /// Labelled stretches of a field's text.
    Span {
        /// The same values in any order with any texts.
        #[serde(skip_serializing_if = "Option::is_none")]
        options: Option<Vec<LabelOption>>,
        /// How many are shown before the rest is folded away; `null` clears it.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[schema(value_type = Option<VisibleOptions>)]
        visible_options: Option<Option<i64>>,
        /// Whether spans may share positions; must be sent as true once it is true.
        #[serde(skip_serializing_if = "Option::is_none")]
        allow_overlapping: Option<bool>,
    },
}

impl QuestionSettingsUpdate {
    /// The type alone.
    #[must_use]
    pub fn kind(&self) -> QuestionType {
        match self {
            Self::Text { .. } => QuestionType::Text,
            Self::Rating => QuestionType::Rating,
            Self::LabelSelection { .. } => QuestionType::LabelSelection,
            Self::MultiLabelSelection { .. } => QuestionType::MultiLabelSelection,
            Self::Ranking => QuestionType::Ranking,
            Self::Span { .. } => QuestionType::Span,
        }
    }
}

impl QuestionSettings {
    /// The settings after an update; keys that it leaves out stay.
    ///
    /// # Errors
    /// The update is of another type or changes something that is fixed.
    pub fn updated(&self, update: QuestionSettingsUpdate) -> Result<Self, Refusal> {
        use QuestionSettingsUpdate as Update;
        match (self, update) {
            (Self::Text { use_markdown }, Update::Text { use_markdown: new }) => {
                Ok(Self::Text { use_markdown: new.unwrap_or(*use_markdown) })
            }
            (Self::Rating { .. }, Update::Rating) | (Self::Ranking { .. }, Update::Ranking) => {
                Ok(self.clone())
            }
            (
                Self::LabelSelection { options, visible_options: visible },
                Update::LabelSelection { options: new, visible_options },
            ) => {
                let (options, visible_options) =
                    options::updated((options, *visible), new, visible_options)?;
                Ok(Self::LabelSelection { options, visible_options })
            }
            (
                Self::MultiLabelSelection {
                    options,
                    visible_options: visible,
                    options_order: order,
                },
                Update::MultiLabelSelection { options: new, visible_options, options_order },
            ) => {
                let (options, visible_options) =
                    options::updated((options, *visible), new, visible_options)?;
                let options_order = options_order.unwrap_or(*order);
                Ok(Self::MultiLabelSelection { options, visible_options, options_order })
            }
            (
                Self::Span {
                    field,
                    options,
                    visible_options: visible,
                    allow_overlapping: overlapping,
                    allow_character_annotation,
                },
                Update::Span { options: new, visible_options, allow_overlapping },
            ) => {
                let (options, visible_options) =
                    options::updated((options, *visible), new, visible_options)?;
                Ok(Self::Span {
                    field: field.clone(),
                    options,
                    visible_options,
                    allow_overlapping: span::updated_overlapping(*overlapping, allow_overlapping)?,
                    allow_character_annotation: *allow_character_annotation,
                })
            }
            (_, update) => {
                let (from, to) = (self.kind().as_str(), update.kind().as_str());
                refuse!("the type of a question cannot change from `{from}` to `{to}`")
            }
        }
    }
}

/// Settings of an update; keys left out stay.
fn decode_settings_update(value: Value, p: &mut Problems) -> Option<QuestionSettingsUpdate> {
    decode::union("type", QuestionType::WORDS, |kind, o| match kind {
        QuestionType::Text => text::decode_update(o),
        QuestionType::Rating => Some(QuestionSettingsUpdate::Rating),
        QuestionType::LabelSelection => label_selection::decode_update(o),
        QuestionType::MultiLabelSelection => multi_label_selection::decode_update(o),
        QuestionType::Ranking => Some(QuestionSettingsUpdate::Ranking),
        QuestionType::Span => span::decode_update(o),
    })(value, p)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{self, decoded, is_fine, problems, with};

    fn abc(kind: &str) -> QuestionSettings {
        let options = testing::options(&["a", "b", "c"]);
        let settings = json!({"type": kind, "field": "text", "options": options});
        testing::question(1, json!({"name": "q", "settings": settings})).settings
    }

    fn update(kind: &str, changes: Value) -> QuestionSettingsUpdate {
        let body = json!({"settings": with(json!({"type": kind}), changes)});
        decoded::<QuestionUpdate>(body).settings.unwrap()
    }

    #[test]
    fn nulls_that_are_not_allowed_are_named_at_their_object() {
        let check = |body: Value, expected: &[&str]| {
            assert_eq!(problems::<QuestionUpdate>(body.clone()), expected, "{body}");
        };
        check(json!({}), &[]);
        check(json!({"description": null, "name": 1, "required": "x"}), &[]);
        check(json!({"title": null, "settings": null}), &["value_error body"]);
        check(
            json!({"title": "", "description": ""}),
            &["string_too_short body.title", "string_too_short body.description"],
        );
        let check = |kind: &str, keys: &[&str]| {
            let nulls: serde_json::Map<_, _> =
                keys.iter().map(|key| ((*key).to_owned(), Value::Null)).collect();
            let body = json!({"settings": with(json!({"type": kind}), Value::Object(nulls))});
            let expected = [format!("value_error body.settings.{kind}")];
            assert_eq!(problems::<QuestionUpdate>(body), expected);
        };
        check("text", &["use_markdown"]);
        check("label_selection", &["options"]);
        check("multi_label_selection", &["options", "options_order"]);
        check("span", &["options", "allow_overlapping"]);
    }

    #[test]
    fn settings_keys_left_out_stay() {
        for kind in ["label_selection", "multi_label_selection", "ranking", "span"] {
            assert_eq!(abc(kind).updated(update(kind, json!({}))), Ok(abc(kind)));
        }
        let text = QuestionSettings::Text { use_markdown: true };
        assert_eq!(text.updated(update("text", json!({}))), Ok(text.clone()));
        let plain = QuestionSettings::Text { use_markdown: false };
        assert_eq!(text.updated(update("text", json!({"use_markdown": false}))), Ok(plain));
    }

    #[test]
    fn the_type_is_fixed() {
        let text = QuestionSettings::Text { use_markdown: true };
        assert!(text.updated(update("rating", json!({}))).is_err());
        assert!(abc("ranking").updated(update("label_selection", json!({}))).is_err());
    }

    #[test]
    fn options_of_ratings_and_rankings_are_ignored() {
        let other = testing::options(&["x"]);
        let changed = abc("ranking").updated(update("ranking", json!({"options": other})));
        assert_eq!(changed, Ok(abc("ranking")));
        assert!(is_fine::<QuestionUpdate>(json!({"settings": {"type": "rating", "options": 1}})));
    }

    #[test]
    fn options_keep_their_number_and_values() {
        for kind in ["label_selection", "multi_label_selection", "span"] {
            let check = |values: &[&str], expected: bool| {
                let update = update(kind, json!({"options": testing::options(values)}));
                let found = abc(kind).updated(update);
                assert_eq!(found.is_ok(), expected, "{kind} {values:?}");
                if let Ok(found) = found {
                    let found: Vec<_> = found.options().iter().map(|o| o.value.as_str()).collect();
                    assert_eq!(found, values);
                }
            };
            check(&["a", "b", "c"], true);
            check(&["c", "a", "b"], true);
            check(&["a", "b"], false);
            check(&["a", "b", "c", "d"], false);
            check(&["a", "b", "d"], false);
            check(&["a", "b", "b"], false);
        }
    }

    #[test]
    fn texts_may_have_any_length_and_lists_may_not() {
        let long = "x".repeat(5000);
        let option = |value: &str| json!({"value": value, "text": "", "description": long});
        let options = json!([option("a"), option("b"), option("c")]);
        let changed = abc("span").updated(update("span", json!({"options": options}))).unwrap();
        assert_eq!(changed.options()[0].description.as_deref(), Some(long.as_str()));
        let check = |kind: &str, count: usize, expected: &[&str]| {
            let options: Value =
                (0..count).map(|n| json!({"value": n.to_string(), "text": "x"})).collect();
            let body = json!({"settings": {"type": kind, "options": options}});
            assert_eq!(problems::<QuestionUpdate>(body), expected);
        };
        check("label_selection", 1, &["too_short body.settings.label_selection.options"]);
        check("label_selection", 500, &[]);
        check("label_selection", 501, &["too_long body.settings.label_selection.options"]);
        check("span", 0, &["too_short body.settings.span.options"]);
        check("span", 501, &["too_long body.settings.span.options"]);
    }

    #[test]
    fn visible_options_can_be_set_and_cleared() {
        let check = |stored: Option<i64>, changes: Value, expected: Option<Option<i64>>| {
            let QuestionSettings::LabelSelection { options, .. } = abc("label_selection") else {
                panic!("another type");
            };
            let stored = QuestionSettings::LabelSelection { options, visible_options: stored };
            let found = stored.updated(update("label_selection", changes.clone()));
            let found = found.ok().map(|found| match found {
                QuestionSettings::LabelSelection { visible_options, .. } => visible_options,
                _ => panic!("another type"),
            });
            assert_eq!(found, expected, "{changes}");
        };
        check(None, json!({"visible_options": 3}), Some(Some(3)));
        check(Some(3), json!({"visible_options": null}), Some(None));
        check(Some(3), json!({}), Some(Some(3)));
        check(None, json!({"visible_options": 4}), None);
        let options = testing::options(&["c", "b", "a"]);
        check(None, json!({"options": options, "visible_options": 4}), None);
        let found = |visible: i64| {
            let options = testing::options(&["a", "b", "c"]);
            let settings = json!({"type": "span", "options": options, "visible_options": visible});
            problems::<QuestionUpdate>(json!({"settings": settings}))
        };
        assert_eq!(found(2), ["greater_than_equal body.settings.span.visible_options"]);
        assert_eq!(found(3), Vec::<String>::new());
        // Too many is for the stored options to say.
        assert_eq!(found(4), Vec::<String>::new());
    }

    #[test]
    fn overlapping_once_allowed_must_be_sent_again() {
        let check = |stored: bool, changes: Value, expected: Option<bool>| {
            let first = update("span", json!({"allow_overlapping": stored}));
            let stored = abc("span").updated(first).unwrap();
            let found = stored.updated(update("span", changes.clone()));
            let found = found.ok().map(|found| match found {
                QuestionSettings::Span { allow_overlapping, .. } => allow_overlapping,
                _ => panic!("another type"),
            });
            assert_eq!(found, expected, "{changes}");
        };
        check(false, json!({}), Some(false));
        check(false, json!({"allow_overlapping": false}), Some(false));
        check(false, json!({"allow_overlapping": true}), Some(true));
        check(true, json!({"allow_overlapping": true}), Some(true));
        check(true, json!({"allow_overlapping": false}), None);
        check(true, json!({}), None);
    }

    #[test]
    fn the_order_of_options_can_change() {
        let changes = json!({"options_order": "suggestion"});
        let changed =
            abc("multi_label_selection").updated(update("multi_label_selection", changes));
        let QuestionSettings::MultiLabelSelection { options_order, .. } = changed.unwrap() else {
            panic!("another type");
        };
        assert_eq!(options_order, OptionsOrder::Suggestion);
    }
}
