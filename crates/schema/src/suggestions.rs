//! Suggestions: proposed answers, usually a model's.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::openapi::schema::{ObjectBuilder, OneOfBuilder, SchemaType, Type};
use utoipa::openapi::{RefOr, Schema};
use utoipa::{PartialSchema, ToSchema};
use uuid::Uuid;

use crate::Timestamp;
use crate::decode::{self, Decode, Object, Problems};
use crate::json::Raw;
use crate::limits::{List, Text};
use crate::questions::decode_answer;
use crate::refusal::{Refusal, refuse};

/// Who made a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionType {
    /// A model.
    Model,
    /// A person.
    Human,
}

impl SuggestionType {
    /// Every type with its word in the contract.
    pub const WORDS: &'static [(&'static str, Self)] =
        &[("model", Self::Model), ("human", Self::Human)];

    /// The word of the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Model => "model",
            Self::Human => "human",
        }
    }

    /// The type of a word, if it is one.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(w, _)| *w == word).map(|(_, kind)| *kind)
    }
}

/// What a score may be.
const SCORES: std::ops::RangeInclusive<f64> = 0.0..=1.0;

/// How the document shows one.
struct OneScore;

impl PartialSchema for OneScore {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(SchemaType::Type(Type::Number))
            .minimum(Some(*SCORES.start()))
            .maximum(Some(*SCORES.end()))
            .into()
    }
}

impl ToSchema for OneScore {}

impl PartialSchema for Score {
    fn schema() -> RefOr<Schema> {
        let each = List::<OneScore, 1, { usize::MAX }>::schema();
        OneOfBuilder::new().item(OneScore::schema()).item(each).into()
    }
}

impl ToSchema for Score {}

/// How sure a suggestion is: of the whole value, or of each of its items. Each 0 to 1.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Score {
    /// One number for the whole value.
    One(f64),
    /// One number for each item of a list value.
    Each(Vec<f64>),
}

/// A proposed answer to one question of one record.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Suggestion {
    /// The question.
    pub question_id: Uuid,
    /// Who made it.
    #[serde(rename = "type")]
    pub kind: Option<SuggestionType>,
    /// The proposed answer, as stored.
    #[schema(value_type = Value)]
    pub value: Raw,
    /// Name of the model or person.
    pub agent: Option<String>,
    /// How sure it is.
    pub score: Option<Score>,
    /// Identity.
    pub id: Uuid,
    /// When it was first written.
    #[schema(value_type = String)]
    pub inserted_at: Timestamp,
    /// When it was last written.
    #[schema(value_type = String)]
    pub updated_at: Timestamp,
}

/// Most characters of the name of an agent.
pub const AGENT_MAX: usize = 200;

/// How the document shows the name of an agent: as [`agent`] reads it, white space being a space.
struct Agent;

impl PartialSchema for Agent {
    fn schema() -> RefOr<Schema> {
        const PATTERN: &str = "^[-A-Za-z0-9_:./ ]*[A-Za-z0-9][-A-Za-z0-9_:./ ]*$";
        Text::<1, AGENT_MAX>::builder().pattern(Some(PATTERN)).into()
    }
}

impl ToSchema for Agent {}

/// A suggestion to be made or replaced.
#[derive(Debug, Clone, PartialEq, ToSchema)]
#[schema(example = json!({
    "question_id": "0b2a4c6e-1d3f-4a5b-8c7d-9e0f1a2b3c4d",
    "type": "model",
    "value": "positive",
    "agent": "model-1",
    "score": 0.75,
}))]
pub struct SuggestionCreate {
    /// The question; one suggestion per question and record.
    pub question_id: Uuid,
    /// Who made it.
    #[schema(rename = "type")]
    pub kind: Option<SuggestionType>,
    /// The proposed answer, in the form of the question.
    pub value: Value,
    /// Name of the model or person, 1 to 200 ASCII letters, digits, white space and `-_:./`.
    #[schema(value_type = Option<Agent>)]
    pub agent: Option<String>,
    /// How sure it is; one number for a single value, one for each item of a list.
    pub score: Option<Score>,
}

impl SuggestionCreate {
    /// Whether the score fits the form of the value: one number for a single value, as many numbers
    /// as items for a list.
    ///
    /// # Errors
    /// It does not.
    pub fn check_score(&self) -> Result<(), Refusal> {
        match (&self.score, self.value.as_array()) {
            (None, _) | (Some(Score::One(_)), None) => Ok(()),
            (Some(Score::One(_)), Some(_)) => {
                refuse!("a suggestion of a list needs one score for each item")
            }
            (Some(Score::Each(_)), None) => {
                refuse!("a suggestion of a single value needs a single score")
            }
            (Some(Score::Each(scores)), Some(items)) if scores.len() != items.len() => {
                let (scores, items) = (scores.len(), items.len());
                refuse!("a suggestion of {items} items needs as many scores, not {scores}")
            }
            (Some(Score::Each(_)), Some(_)) => Ok(()),
        }
    }
}

impl Decode for SuggestionCreate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let question_id = o.req("question_id", decode::uuid);
        let kind = o.maybe("type", decode::one_of(SuggestionType::WORDS));
        let value = o.req("value", decode_answer);
        let agent = o.maybe("agent", agent);
        let score = o.maybe("score", Score::decode);
        Some(Self { question_id: question_id?, kind, value: value?, agent, score })
    }
}

impl Decode for Score {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let score = problems.here(|p| {
            if value.is_array() {
                decode::floats(value, p).map(Self::Each)
            } else {
                decode::float(value, p).map(Self::One)
            }
        })?;
        let numbers = match &score {
            Self::One(number) => std::slice::from_ref(number),
            Self::Each(numbers) => numbers,
        };
        if numbers.is_empty() {
            return problems.report("value_error", "A list of scores must have at least one item");
        }
        if !numbers.iter().all(|number| SCORES.contains(number)) {
            return problems.report("value_error", "A score must be between 0 and 1");
        }
        Some(score)
    }
}

fn agent(value: Value, p: &mut Problems) -> Option<String> {
    let name = Text::<1, AGENT_MAX>::read(value, p)?;
    let allowed = |c: char| {
        c.is_ascii_alphanumeric() || c.is_whitespace() || matches!(c, '-' | '_' | ':' | '.' | '/')
    };
    if name.chars().all(allowed) && name.chars().any(|c| c.is_ascii_alphanumeric()) {
        return Some(name);
    }
    p.report(
        "string_pattern_mismatch",
        "String should hold ASCII letters, digits, white space, '-', '_', ':', '.' and '/' only, \
         and at least one letter or digit",
    )
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{decoded, id, problems, with};

    fn body() -> Value {
        json!({"question_id": id(1), "value": "a"})
    }

    #[track_caller]
    fn check(changes: Value, expected: &[&str]) {
        let found = problems::<SuggestionCreate>(with(body(), changes.clone()));
        assert_eq!(found, expected, "{changes}");
    }

    #[test]
    fn a_suggestion_needs_a_question_and_a_value() {
        assert_eq!(
            problems::<SuggestionCreate>(json!({})),
            ["missing body.question_id", "missing body.value"]
        );
        check(json!({"id": "x", "question_name": 1}), &[]);
        check(json!({"type": null, "agent": null, "score": null}), &[]);
        check(json!({"type": "model"}), &[]);
        check(json!({"type": "human"}), &[]);
        check(json!({"type": "Model"}), &["enum body.type"]);
        check(json!({"question_id": null}), &["uuid_type body.question_id"]);
        check(json!({"value": null}), &["string_type body.value"]);
        check(json!({"value": [1, 2]}), &["string_type body.value", "string_type body.value"]);
    }

    #[test]
    fn names_of_agents() {
        let pattern = &["string_pattern_mismatch body.agent"];
        check(json!({"agent": "gpt-4o_mini:v1.0/x y"}), &[]);
        check(json!({"agent": "\t7\u{a0}"}), &[]);
        check(json!({"agent": "a".repeat(200)}), &[]);
        check(json!({"agent": "a".repeat(201)}), &["string_too_long body.agent"]);
        check(json!({"agent": ""}), &["string_too_short body.agent"]);
        check(json!({"agent": "a,b"}), pattern);
        check(json!({"agent": "ä"}), pattern);
        check(json!({"agent": "a@b"}), pattern);
        check(json!({"agent": "-_:./ "}), pattern);
        check(json!({"agent": 1}), &["string_type body.agent"]);
    }

    #[test]
    fn scores_lie_between_0_and_1() {
        check(json!({"score": 0}), &[]);
        check(json!({"score": 1.0}), &[]);
        check(json!({"score": "0.5"}), &[]);
        check(json!({"score": true}), &[]);
        check(json!({"score": -0.001}), &["value_error body.score"]);
        check(json!({"score": 1.001}), &["value_error body.score"]);
        check(json!({"score": "x"}), &["float_parsing body.score"]);
        check(json!({"score": "nan"}), &["finite_number body.score"]);
        check(json!({"score": {}}), &["float_type body.score"]);
        check(json!({"score": [0, 0.5, 1]}), &[]);
        check(json!({"score": []}), &["value_error body.score"]);
        check(json!({"score": [0, 2, null]}), &["float_type body.score"]);
    }

    #[test]
    fn a_score_fits_the_form_of_the_value() {
        let check = |value: Value, score: Value, expected: bool| {
            let changes = json!({"value": value, "score": score});
            let found: SuggestionCreate = decoded(with(body(), changes));
            assert_eq!(found.check_score().is_ok(), expected, "{value} {score}");
        };
        check(json!("a"), json!(null), true);
        check(json!(["a"]), json!(null), true);
        check(json!("a"), json!(0.5), true);
        check(json!(1), json!(0.5), true);
        check(json!("a"), json!([0.5]), false);
        check(json!(["a"]), json!(0.5), false);
        check(json!(["a", "b"]), json!([0.5]), false);
        check(json!(["a", "b"]), json!([0.5, 1]), true);
        check(json!([]), json!([0.5]), false);
        check(json!([]), json!(0.5), false);
    }
}
