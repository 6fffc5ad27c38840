//! What annotators answer: one module per question type.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Timestamp;
use crate::index::{IndexKind, IndexValues};
use crate::limits::{List, Name};

mod answer;
mod create;
pub mod label_selection;
pub mod multi_label_selection;
pub mod options;
pub mod ranking;
pub mod rating;
pub mod span;
pub mod text;
mod update;

use options::VisibleOptions;

pub use answer::{AnswerChecker, decode_answer, decode_response_answer};
pub use create::QuestionCreate;
pub use update::{QuestionSettingsUpdate, QuestionUpdate};

/// Something asked about every record of a dataset.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Question {
    /// Identity.
    pub id: Uuid,
    /// Key in the `values` of a response, unique in the dataset.
    pub name: String,
    /// What annotators read.
    pub title: String,
    /// A longer explanation.
    pub description: Option<String>,
    /// Whether a submitted response must answer it.
    pub required: bool,
    /// Type and its settings.
    pub settings: QuestionSettings,
    /// The dataset.
    pub dataset_id: Uuid,
    /// When it was made.
    #[schema(value_type = String)]
    pub inserted_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String)]
    pub updated_at: Timestamp,
}

type Labels = List<LabelOption, { label_selection::OPTIONS_MIN }, { usize::MAX }>;
type SpanLabels = List<LabelOption, { span::OPTIONS_MIN }, { usize::MAX }>;

/// The type of a question with its settings.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum QuestionSettings {
    /// Free text.
    Text {
        /// Render as Markdown.
        use_markdown: bool,
    },
    /// One of a few whole numbers.
    Rating {
        /// The numbers, in order.
        #[schema(value_type = rating::Options)]
        options: Vec<RatingOption>,
    },
    /// One label.
    LabelSelection {
        /// The labels, in order.
        #[schema(value_type = Labels)]
        options: Vec<LabelOption>,
        /// How many are shown before the rest is folded away.
        #[schema(value_type = Option<VisibleOptions>)]
        visible_options: Option<i64>,
    },
    /// Any number of labels, at least one.
    MultiLabelSelection {
        /// The labels, in order.
        #[schema(value_type = Labels)]
        options: Vec<LabelOption>,
        /// How many are shown before the rest is folded away.
        #[schema(value_type = Option<VisibleOptions>)]
        visible_options: Option<i64>,
        /// Whether suggested labels come first.
        options_order: OptionsOrder,
    },
    /// An order of all options, ties allowed.
    Ranking {
        /// The options.
        #[schema(value_type = ranking::Options)]
        options: Vec<LabelOption>,
    },
    /// Labelled stretches of a field's text.
    Span {
        /// Name of the field.
        field: String,
        /// The labels, in order.
        #[schema(value_type = SpanLabels)]
        options: Vec<LabelOption>,
        /// How many are shown before the rest is folded away.
        #[schema(value_type = Option<VisibleOptions>)]
        visible_options: Option<i64>,
        /// Whether spans may share positions.
        allow_overlapping: bool,
        /// Always true.
        allow_character_annotation: bool,
    },
}

/// One value of a rating.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct RatingOption {
    /// 0 to 10.
    #[schema(value_type = rating::RatingValue)]
    pub value: i64,
}

/// One label or one thing to rank.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct LabelOption {
    /// What answers hold, unique in the question.
    #[schema(value_type = Name)]
    pub value: String,
    /// What annotators read.
    pub text: String,
    /// A longer explanation.
    pub description: Option<String>,
}

/// The order in which labels are shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum OptionsOrder {
    /// As defined.
    #[default]
    Natural,
    /// Suggested ones first.
    Suggestion,
}

impl OptionsOrder {
    /// Every order with its word in the contract.
    pub const WORDS: &'static [(&'static str, Self)] =
        &[("natural", Self::Natural), ("suggestion", Self::Suggestion)];
}

/// The types of a question, without their settings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum QuestionType {
    /// See [`text`].
    Text,
    /// See [`rating`].
    Rating,
    /// See [`label_selection`].
    LabelSelection,
    /// See [`multi_label_selection`].
    MultiLabelSelection,
    /// See [`ranking`].
    Ranking,
    /// See [`span`].
    Span,
}

impl QuestionType {
    /// Every type with its word in the contract.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("text", Self::Text),
        ("rating", Self::Rating),
        ("label_selection", Self::LabelSelection),
        ("multi_label_selection", Self::MultiLabelSelection),
        ("ranking", Self::Ranking),
        ("span", Self::Span),
    ];

    /// The word of the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Rating => "rating",
            Self::LabelSelection => "label_selection",
            Self::MultiLabelSelection => "multi_label_selection",
            Self::Ranking => "ranking",
            Self::Span => "span",
        }
    }
}

/// What kind of values answers are, as far as agreement, consensus and balance care.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Measurement {
    /// Categories without an order.
    Nominal,
    /// Categories in an order.
    Ordinal,
    /// Numbers whose differences mean something.
    Interval,
    /// Sets of categories.
    Set,
    /// Orders of the same things.
    Ranking,
    /// Labelled stretches of a text.
    Spans,
    /// Free text.
    Text,
}

impl QuestionSettings {
    /// The type alone.
    #[must_use]
    pub fn kind(&self) -> QuestionType {
        match self {
            Self::Text { .. } => QuestionType::Text,
            Self::Rating { .. } => QuestionType::Rating,
            Self::LabelSelection { .. } => QuestionType::LabelSelection,
            Self::MultiLabelSelection { .. } => QuestionType::MultiLabelSelection,
            Self::Ranking { .. } => QuestionType::Ranking,
            Self::Span { .. } => QuestionType::Span,
        }
    }

    /// The options, except those of a rating, which are numbers.
    #[must_use]
    pub fn options(&self) -> &[LabelOption] {
        match self {
            Self::Text { .. } | Self::Rating { .. } => &[],
            Self::LabelSelection { options, .. }
            | Self::MultiLabelSelection { options, .. }
            | Self::Ranking { options }
            | Self::Span { options, .. } => options,
        }
    }

    /// What kind of values the answers are.
    #[must_use]
    pub fn measurement(&self) -> Measurement {
        match self.kind() {
            QuestionType::Text => Measurement::Text,
            QuestionType::Rating => Measurement::Ordinal,
            QuestionType::LabelSelection => Measurement::Nominal,
            QuestionType::MultiLabelSelection => Measurement::Set,
            QuestionType::Ranking => Measurement::Ranking,
            QuestionType::Span => Measurement::Spans,
        }
    }

    /// How answers are indexed.
    #[must_use]
    pub fn index_kind(&self) -> IndexKind {
        match self.kind() {
            QuestionType::Rating => IndexKind::Integer,
            QuestionType::LabelSelection | QuestionType::MultiLabelSelection => IndexKind::Terms,
            QuestionType::Text | QuestionType::Ranking | QuestionType::Span => IndexKind::Nothing,
        }
    }

    /// The values under which an accepted answer is found.
    #[must_use]
    pub fn index_values<'v>(&self, answer: &'v Value) -> IndexValues<'v> {
        match self.kind() {
            QuestionType::Rating => rating::index_values(answer),
            QuestionType::LabelSelection => label_selection::index_values(answer),
            QuestionType::MultiLabelSelection => multi_label_selection::index_values(answer),
            QuestionType::Text | QuestionType::Ranking | QuestionType::Span => IndexValues::Nothing,
        }
    }
}

#[cfg(test)]
mod tests {
    use std::borrow::Cow;

    use serde_json::json;

    use super::*;
    use crate::testing::settings;

    #[test]
    fn every_type_is_listed_once_and_measured() {
        for (word, kind) in QuestionType::WORDS {
            assert_eq!(kind.as_str(), *word);
        }
        let found: Vec<_> =
            settings().questions.iter().map(|question| question.settings.measurement()).collect();
        assert_eq!(
            found,
            [
                Measurement::Text,
                Measurement::Ordinal,
                Measurement::Nominal,
                Measurement::Set,
                Measurement::Ranking,
                Measurement::Spans,
            ]
        );
    }

    #[test]
    fn ratings_and_labels_are_indexed() {
        let settings = settings();
        let check = |position: usize, answer: Value, expected: IndexValues<'_>| {
            let question: &Question = &settings.questions[position];
            assert_eq!(question.settings.index_values(&answer), expected, "{}", question.name);
        };
        check(0, json!("x"), IndexValues::Nothing);
        check(1, json!(3), IndexValues::Integer(3));
        check(2, json!("a"), IndexValues::Terms(vec![Cow::Borrowed("a")]));
        check(3, json!(["a", "b"]), IndexValues::Terms(vec!["a".into(), "b".into()]));
        check(4, json!([{"value": "a", "rank": 1}]), IndexValues::Nothing);
        check(5, json!([]), IndexValues::Nothing);
        check(1, json!("x"), IndexValues::Nothing);
        check(2, json!(1), IndexValues::Nothing);
        check(3, json!(1), IndexValues::Nothing);
    }

    #[test]
    fn settings_read_back_what_they_write() {
        for question in settings().questions {
            let written = serde_json::to_value(&question.settings).unwrap();
            let read: QuestionSettings = serde_json::from_value(written).unwrap();
            assert_eq!(read, question.settings);
        }
    }
}
