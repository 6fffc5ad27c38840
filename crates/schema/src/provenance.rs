//! Where answers came from: what was suggested, by which settings, and what became of it.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Timestamp;
use crate::json::Raw;

/// Which settings and which guidelines a dataset has: another text after every change. Of use only
/// to be compared.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Versions {
    /// Of fields, questions, metadata properties and vectors settings.
    pub settings: String,
    /// Of the guidelines.
    pub guidelines: String,
}

impl Versions {
    /// The versions with these numbers.
    #[must_use]
    pub fn new(settings: i64, guidelines: i64) -> Self {
        // More digits than a number may have for some clients.
        let text = |version: i64| format!("{:016x}", version.cast_unsigned());
        Self { settings: text(settings), guidelines: text(guidelines) }
    }
}

/// A response as it was at some time.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct PastResponse {
    /// Whose response it is.
    pub user_id: Uuid,
    /// Name of that user.
    pub username: String,
    /// Who wrote it, unless that user is gone.
    pub written_by: Option<Uuid>,
    /// When it was written.
    #[schema(value_type = String)]
    pub written_at: Timestamp,
    /// Draft, submitted or discarded, or that it was deleted.
    pub status: PastStatus,
    /// `{question name: {"value": answer}}`, as stored.
    #[schema(value_type = Option<crate::responses::ResponseValues>)]
    pub values: Option<Raw>,
    /// How long the annotator was at work on it, as far as the client told.
    pub active_ms: Option<i64>,
    /// Name and version of the client, as far as it told.
    pub client: Option<String>,
    /// How the record was shown, as far as the client told.
    pub view: Option<String>,
    /// By which settings and guidelines.
    pub versions: Versions,
    /// What a submitted response met.
    pub suggestions: Vec<PastSuggestion>,
}

/// What a response was.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum PastStatus {
    /// Begun, not given.
    Draft,
    /// Given.
    Submitted,
    /// Declined.
    Discarded,
    /// No longer there.
    Deleted,
}

impl PastStatus {
    /// Every status with its word.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("draft", Self::Draft),
        ("submitted", Self::Submitted),
        ("discarded", Self::Discarded),
        ("deleted", Self::Deleted),
    ];

    /// The status of a word, if it is one.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(w, _)| *w == word).map(|(_, status)| *status)
    }
}

/// A suggestion as a submitted response met it.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct PastSuggestion {
    /// Name of its question.
    pub question: String,
    /// What was suggested.
    pub value: Value,
    /// Whether a model or a person made it.
    #[serde(rename = "type")]
    #[schema(value_type = Option<crate::suggestions::SuggestionType>)]
    pub kind: Option<String>,
    /// Who made it.
    pub agent: Option<String>,
    /// How sure it is; of several values one each.
    pub score: Option<Value>,
    /// When it was last written.
    #[schema(value_type = String)]
    pub updated_at: Timestamp,
    /// Whether the annotator saw it, as far as the client told.
    pub shown: Option<bool>,
    /// What the response made of it.
    pub outcome: Outcome,
}

/// What became of a suggestion in a submitted response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The answer is what was suggested.
    Accepted,
    /// The answer is another.
    Changed,
    /// The question was not answered.
    Unanswered,
}

impl Outcome {
    /// What became of a suggested value. The order of labels, ranks and spans is no difference, nor
    /// is what a suggestion says beyond what an answer can say.
    #[must_use]
    pub fn of(suggested: &Value, answer: Option<&Value>) -> Self {
        match answer {
            None => Self::Unanswered,
            Some(answer) if is_same(suggested, answer) => Self::Accepted,
            Some(_) => Self::Changed,
        }
    }
}

fn is_same(suggested: &Value, answer: &Value) -> bool {
    match (suggested, answer) {
        (Value::Array(suggested), Value::Array(answer)) => {
            if suggested.len() != answer.len() {
                return false;
            }
            let (mut suggested, mut answer): (Vec<_>, Vec<_>) =
                (suggested.iter().map(key).collect(), answer.iter().map(key).collect());
            suggested.sort_unstable();
            answer.sort_unstable();
            suggested == answer
        }
        (Value::Number(a), Value::Number(b)) => a.as_f64() == b.as_f64(),
        _ => suggested == answer,
    }
}

/// What an item of a list is, in words that can be compared: of a rank its value and place, of a
/// span its label and ends.
fn key(item: &Value) -> String {
    let Value::Object(map) = item else { return item.to_string() };
    let parts = ["value", "rank", "label", "start", "end"].map(|name| match map.get(name) {
        Some(part) => part.to_string(),
        None => String::new(),
    });
    parts.join("\n")
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn answers_are_compared_as_their_questions_mean_them() {
        let rank = |value: &str, rank: i64| json!({"value": value, "rank": rank});
        let span = |start: i64, end: i64| json!({"label": "a", "start": start, "end": end});
        let scored = json!({"label": "a", "start": 0, "end": 2, "score": 0.5});
        for (suggested, answer, expected) in [
            (json!("a"), json!("a"), Outcome::Accepted),
            (json!("a"), json!("A"), Outcome::Changed),
            (json!(3), json!(3), Outcome::Accepted),
            (json!(3), json!(4), Outcome::Changed),
            (json!(["a", "b"]), json!(["b", "a"]), Outcome::Accepted),
            (json!(["a", "b"]), json!(["a"]), Outcome::Changed),
            (json!(["a"]), json!(["a", "a"]), Outcome::Changed),
            (
                json!([rank("a", 1), rank("b", 2)]),
                json!([rank("b", 2), rank("a", 1)]),
                Outcome::Accepted,
            ),
            (
                json!([rank("a", 1), rank("b", 2)]),
                json!([rank("a", 2), rank("b", 1)]),
                Outcome::Changed,
            ),
            (json!([span(3, 4), scored]), json!([span(0, 2), span(3, 4)]), Outcome::Accepted),
            (json!([span(3, 4)]), json!([span(3, 5)]), Outcome::Changed),
            (json!([]), json!([]), Outcome::Accepted),
        ] {
            assert_eq!(Outcome::of(&suggested, Some(&answer)), expected, "{suggested} {answer}");
        }
        assert_eq!(Outcome::of(&json!("a"), None), Outcome::Unanswered);
    }
}
