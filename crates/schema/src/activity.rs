//! What a client tells of how a response came about, beside the contract.

use serde_json::Value;
use utoipa::ToSchema;

use crate::decode::{self, Decode, Object, Problems};
use crate::limits::{Integer, List, Name, Text};

/// A day, which nobody looks at one record.
type ActiveMs = Integer<0, 86_400_000>;
type Client = Text<1, 100>;
type View = Text<1, 50>;
type Shown = List<SuggestionShown, 0, 1000>;

/// How a response came about, as far as the client knows.
#[derive(Debug, Clone, Default, PartialEq, Eq, ToSchema)]
#[schema(example = json!({
    "active_ms": 8200, "suggestions_shown": [{"question": "sentiment"}],
    "client": "variorum-web 0.1.0", "view": "focus",
}))]
pub struct Activity {
    /// How long the annotator was at work on it, over all visits, in milliseconds.
    #[schema(value_type = Option<ActiveMs>)]
    pub active_ms: Option<i64>,
    /// The suggestions that the annotator saw. Without it that is not known.
    #[schema(value_type = Option<Shown>)]
    pub suggestions_shown: Option<Vec<SuggestionShown>>,
    /// Name and version of the client.
    #[schema(value_type = Option<Client>)]
    pub client: Option<String>,
    /// How the record was shown, such as `focus` or `bulk`.
    #[schema(value_type = Option<View>)]
    pub view: Option<String>,
}

/// A suggestion that was shown.
#[derive(Debug, Clone, PartialEq, Eq, ToSchema)]
pub struct SuggestionShown {
    /// Name of its question.
    #[schema(value_type = Name)]
    pub question: String,
}

impl Decode for SuggestionShown {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        Some(Self { question: o.req("question", Name::read)? })
    }
}

impl Decode for Activity {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        Some(Self {
            active_ms: o.maybe("active_ms", ActiveMs::read),
            suggestions_shown: o
                .maybe("suggestions_shown", decode::list(0..=1000, SuggestionShown::decode)),
            client: o.maybe("client", Client::read),
            view: o.maybe("view", View::read),
        })
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{decoded, problems};

    #[test]
    fn everything_is_optional_and_bounded() {
        assert_eq!(decoded::<Activity>(json!({"more": 1})), Activity::default());
        let shown = json!([{"question": "label", "score": 1}]);
        let activity: Activity =
            decoded(json!({"active_ms": 5, "suggestions_shown": shown, "view": null}));
        assert_eq!(activity.active_ms, Some(5));
        assert_eq!(activity.suggestions_shown.unwrap()[0].question, "label");
        let wrong = json!({
            "active_ms": 86_400_001, "suggestions_shown": [1, {}], "client": "", "view": 1,
        });
        assert_eq!(
            problems::<Activity>(wrong),
            [
                "less_than_equal body.active_ms",
                "model_attributes_type body.suggestions_shown.0",
                "missing body.suggestions_shown.1.question",
                "string_too_short body.client",
                "string_type body.view",
            ]
        );
    }
}
