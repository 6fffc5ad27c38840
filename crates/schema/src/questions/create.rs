//! Questions to be made.

use serde_json::Value;
use utoipa::ToSchema;

use super::{
    QuestionSettings, QuestionType, label_selection, multi_label_selection, ranking, rating, span,
    text,
};
use crate::datasets::Settings;
use crate::decode::{self, Decode, Object, Problems};
use crate::limits::{Description, Name, Title};
use crate::refusal::{Refusal, refuse};

/// A question to be made.
#[derive(Debug, Clone, PartialEq, ToSchema)]
#[schema(example = json!({
    "name": "topic",
    "title": "What is it about?",
    "required": true,
    "settings": {
        "type": "label_selection",
        "options": [{"value": "food", "text": "Food"}, {"value": "place", "text": "The place"}],
    },
}))]
pub struct QuestionCreate {
    /// Key in the `values` of a response, 1 to 200 characters.
    #[schema(value_type = Name)]
    pub name: String,
    /// What annotators read, 1 to 500 characters.
    #[schema(value_type = Title)]
    pub title: String,
    /// A longer explanation, 1 to 1000 characters.
    #[schema(value_type = Option<Description>)]
    pub description: Option<String>,
    /// Whether a submitted response must answer it, default false.
    #[schema(required = false, nullable)]
    pub required: bool,
    /// Type and its settings.
    pub settings: QuestionSettings,
}

impl QuestionCreate {
    /// Whether the field of a span question exists and carries no other span question. Questions of
    /// other types pass.
    ///
    /// # Errors
    /// It does not, or it does.
    pub fn check_field(&self, settings: &Settings) -> Result<(), Refusal> {
        let QuestionSettings::Span { field, .. } = &self.settings else {
            return Ok(());
        };
        if !settings.fields.iter().any(|known| known.name == *field) {
            return refuse!(
                "question `{}` needs the field `{field}`, which does not exist",
                self.name
            );
        }
        let taken = settings.questions.iter().find(|question| {
            matches!(&question.settings, QuestionSettings::Span { field: known, .. } if known == field)
        });
        match taken {
            Some(other) => {
                refuse!("the field `{field}` already carries the span question `{}`", other.name)
            }
            None => Ok(()),
        }
    }
}

impl Decode for QuestionCreate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let name = o.req("name", Name::read);
        let title = o.req("title", Title::read);
        let description = o.maybe("description", Description::read);
        let required = o.maybe("required", decode::boolean).unwrap_or(false);
        let settings = o.req("settings", decode_settings);
        Some(Self { name: name?, title: title?, description, required, settings: settings? })
    }
}

/// Settings of a new question; keys left out have defaults.
fn decode_settings(value: Value, p: &mut Problems) -> Option<QuestionSettings> {
    decode::union("type", QuestionType::WORDS, |kind, o| match kind {
        QuestionType::Text => text::decode_create(o),
        QuestionType::Rating => rating::decode_create(o),
        QuestionType::LabelSelection => label_selection::decode_create(o),
        QuestionType::MultiLabelSelection => multi_label_selection::decode_create(o),
        QuestionType::Ranking => ranking::decode_create(o),
        QuestionType::Span => span::decode_create(o),
    })(value, p)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::limits::Limits;
    use crate::testing::{self, decoded, problems, problems_within, with};

    fn body(settings: Value) -> Value {
        json!({"name": "q", "title": "Q", "settings": settings})
    }

    fn labels(count: usize) -> Value {
        (0..count).map(|n| json!({"value": n.to_string(), "text": "x"})).collect()
    }

    fn ratings(count: i64) -> Value {
        (0..count).map(|n| json!({"value": n})).collect()
    }

    #[track_caller]
    fn check(settings: Value, expected: &[&str]) {
        let found = problems::<QuestionCreate>(body(settings.clone()));
        let expected: Vec<_> =
            expected.iter().map(|problem| problem.replacen(' ', " body.settings", 1)).collect();
        assert_eq!(found, expected, "{settings}");
    }

    #[test]
    fn names_titles_and_descriptions_have_lengths() {
        let check = |changes: Value, expected: &[&str]| {
            let found = problems::<QuestionCreate>(with(body(json!({"type": "text"})), changes));
            assert_eq!(found, expected);
        };
        for (key, max) in [("name", 200), ("title", 500), ("description", 1000)] {
            check(json!({key: ""}), &[&format!("string_too_short body.{key}")]);
            check(json!({key: "ä"}), &[]);
            check(json!({key: "ä".repeat(max)}), &[]);
            check(json!({key: "ä".repeat(max + 1)}), &[&format!("string_too_long body.{key}")]);
        }
        check(json!({"description": null, "required": null}), &[]);
        check(json!({"required": "perhaps"}), &["bool_parsing body.required"]);
        check(json!({"settings": null}), &["model_attributes_type body.settings"]);
        check(json!({"settings": {"options": []}}), &["union_tag_not_found body.settings"]);
        check(json!({"settings": {"type": "table"}}), &["union_tag_invalid body.settings"]);
    }

    #[test]
    fn a_new_question_has_defaults() {
        let check = |settings: Value, expected: Value| {
            let found = decoded::<QuestionCreate>(body(settings));
            assert_eq!(serde_json::to_value(found.settings).unwrap(), expected);
        };
        let full = |value: &str| json!({"value": value, "text": value, "description": null});
        let ab = testing::options(&["a", "b"]);
        let full_ab = json!([full("a"), full("b")]);
        check(json!({"type": "text"}), json!({"type": "text", "use_markdown": false}));
        check(
            json!({"type": "rating", "options": [{"value": "1"}, {"value": 10.0}]}),
            json!({"type": "rating", "options": [{"value": 1}, {"value": 10}]}),
        );
        check(
            json!({"type": "label_selection", "options": ab}),
            json!({"type": "label_selection", "options": full_ab, "visible_options": null}),
        );
        check(
            json!({"type": "multi_label_selection", "options": ab}),
            json!({
                "type": "multi_label_selection",
                "options": full_ab,
                "visible_options": null,
                "options_order": "natural",
            }),
        );
        check(
            json!({"type": "ranking", "options": ab}),
            json!({"type": "ranking", "options": full_ab}),
        );
        check(
            json!({
                "type": "span",
                "field": "text",
                "options": ab,
                "allow_character_annotation": false,
            }),
            json!({
                "type": "span",
                "field": "text",
                "options": full_ab,
                "visible_options": null,
                "allow_overlapping": false,
                "allow_character_annotation": true,
            }),
        );
    }

    #[test]
    fn ratings_are_distinct_and_from_0_to_10() {
        let rating = |options: Value| json!({"type": "rating", "options": options});
        check(rating(ratings(1)), &["too_short .rating.options"]);
        check(rating(ratings(2)), &[]);
        check(rating(ratings(11)), &[]);
        check(rating(labels(12)), &["too_long .rating.options"]);
        check(rating(json!([{"value": 0}, {"value": 0}])), &["value_error .rating"]);
        check(
            rating(json!([{"value": -1}, {"value": 11}, {"value": 1.5}, {"value": "x"}, {}])),
            &[
                "greater_than_equal .rating.options.0.value",
                "less_than_equal .rating.options.1.value",
                "int_from_float .rating.options.2.value",
                "int_parsing .rating.options.3.value",
                "missing .rating.options.4.value",
            ],
        );
        check(json!({"type": "rating"}), &["missing .rating.options"]);
    }

    #[test]
    fn options_are_limited_in_number() {
        for (kind, min, max) in [
            ("label_selection", 2, 500),
            ("multi_label_selection", 2, 500),
            ("ranking", 2, 50),
            ("span", 1, 500),
        ] {
            let place = |problem: &str| format!("{problem} .{kind}.options");
            let settings = |options| json!({"type": kind, "field": "text", "options": options});
            check(settings(labels(min - 1)), &[&place("too_short")]);
            check(settings(labels(min)), &[]);
            check(settings(labels(max)), &[]);
            check(settings(labels(max + 1)), &[&place("too_long")]);
            check(settings(json!(null)), &[&place("list_type")]);
            check(settings(testing::options(&["a", "b", "a"])), &[&format!("value_error .{kind}")]);
        }
    }

    #[test]
    fn the_number_of_options_can_be_tuned() {
        let limits = Limits { label_options_max: 3, span_options_max: 4, ..Limits::CONTRACT };
        for (kind, max) in [("label_selection", 3), ("multi_label_selection", 3), ("span", 4)] {
            let found = |count: usize| {
                let options = labels(count);
                let settings = json!({"type": kind, "field": "text", "options": options});
                problems_within::<QuestionCreate>(limits, body(settings))
            };
            assert_eq!(found(max), Vec::<String>::new());
            assert_eq!(found(max + 1), [format!("too_long body.settings.{kind}.options")]);
        }
    }

    #[test]
    fn options_have_strings_of_limited_length() {
        let option = |changes: Value| {
            let first = with(json!({"value": "v", "text": "t"}), changes);
            json!({"type": "ranking", "options": [first, {"value": "other", "text": "t"}]})
        };
        for (key, max) in [("value", 200), ("text", 500), ("description", 1000)] {
            let place = |problem: &str| format!("{problem} .ranking.options.0.{key}");
            check(option(json!({key: ""})), &[&place("string_too_short")]);
            check(option(json!({key: "ä".repeat(max)})), &[]);
            check(option(json!({key: "ä".repeat(max + 1)})), &[&place("string_too_long")]);
            check(option(json!({key: 1})), &[&place("string_type")]);
        }
        check(option(json!({"description": null})), &[]);
        check(option(json!({"value": null})), &["string_type .ranking.options.0.value"]);
    }

    #[test]
    fn visible_options_are_at_least_3_and_no_more_than_there_are() {
        for kind in ["label_selection", "multi_label_selection", "span"] {
            let settings = |visible: Value| {
                let options = labels(4);
                json!({"type": kind, "field": "f", "options": options, "visible_options": visible})
            };
            check(settings(json!(null)), &[]);
            let low = format!("greater_than_equal .{kind}.visible_options");
            check(settings(json!(2)), &[&low]);
            check(settings(json!(3)), &[]);
            check(settings(json!(4)), &[]);
            check(settings(json!(5)), &[&format!("value_error .{kind}")]);
        }
    }

    #[test]
    fn some_settings_must_not_be_null() {
        let ab = testing::options(&["a", "b"]);
        check(
            json!({"type": "multi_label_selection", "options": ab, "options_order": null}),
            &["enum .multi_label_selection.options_order"],
        );
        check(
            json!({"type": "multi_label_selection", "options": ab, "options_order": "x"}),
            &["enum .multi_label_selection.options_order"],
        );
        check(json!({"type": "span", "options": ab}), &["missing .span.field"]);
        check(
            json!({"type": "span", "options": ab, "field": "", "allow_overlapping": null}),
            &["string_too_short .span.field", "bool_type .span.allow_overlapping"],
        );
        check(json!({"type": "text", "use_markdown": null}), &["bool_type .text.use_markdown"]);
    }

    #[test]
    fn a_span_question_needs_a_field_of_its_own() {
        let settings = testing::settings();
        let check = |new: Value, expected: bool| {
            let new = decoded::<QuestionCreate>(body(new));
            assert_eq!(new.check_field(&settings).is_ok(), expected);
        };
        let span = |field: &str| json!({"type": "span", "field": field, "options": testing::options(&["a"])});
        check(json!({"type": "text"}), true);
        check(span("chat"), true);
        check(span("text"), false);
        check(span("unknown"), false);
    }
}
