//! What a filter or a sort looks at.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

use crate::decode::{self, Decode, Problems};
use crate::limits::Name;

/// What a filter or a sort looks at, by name.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(tag = "entity", rename_all = "snake_case")]
pub enum Scope {
    /// The record itself.
    Record {
        /// Which part of it.
        property: RecordProperty,
    },
    /// A metadata property.
    Metadata {
        /// Its name, 1 to 200 characters.
        #[schema(value_type = Name)]
        metadata_property: String,
    },
    /// The suggestion to a question.
    Suggestion {
        /// Name of the question, 1 to 200 characters.
        #[schema(value_type = Name)]
        question: String,
        /// Which part of it, default `value`.
        #[schema(required = false, nullable)]
        property: SuggestionProperty,
    },
    /// Responses: the answers to a question, or their status.
    Response {
        /// Name of the question; needed unless `property` is `status`.
        #[schema(value_type = Option<Name>)]
        #[serde(skip_serializing_if = "Option::is_none")]
        question: Option<String>,
        /// `status`, or absent for the answers to `question`.
        #[serde(skip_serializing_if = "Option::is_none")]
        property: Option<ResponseProperty>,
    },
}

#[derive(Clone, Copy)]
enum Entity {
    Record,
    Metadata,
    Suggestion,
    Response,
}

const ENTITIES: &[(&str, Entity)] = &[
    ("record", Entity::Record),
    ("response", Entity::Response),
    ("suggestion", Entity::Suggestion),
    ("metadata", Entity::Metadata),
];

/// A part of a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum RecordProperty {
    /// The server's id.
    Id,
    /// The client's id.
    ExternalId,
    /// When it was made.
    InsertedAt,
    /// When it was last changed.
    UpdatedAt,
    /// Pending or completed.
    Status,
}

impl RecordProperty {
    /// Every part with its word in the contract.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("id", Self::Id),
        ("external_id", Self::ExternalId),
        ("inserted_at", Self::InsertedAt),
        ("updated_at", Self::UpdatedAt),
        ("status", Self::Status),
    ];
}

/// A part of a suggestion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum SuggestionProperty {
    /// The proposed answer.
    #[default]
    Value,
    /// How sure it is.
    Score,
    /// Name of the model or person.
    Agent,
    /// Model or human.
    Type,
}

impl SuggestionProperty {
    /// Every part with its word in the contract.
    pub const WORDS: &'static [(&'static str, Self)] = &[
        ("value", Self::Value),
        ("score", Self::Score),
        ("agent", Self::Agent),
        ("type", Self::Type),
    ];
}

/// A part of a response.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ResponseProperty {
    /// Draft, submitted or discarded.
    Status,
}

impl ResponseProperty {
    /// Every part with its word in the contract.
    pub const WORDS: &'static [(&'static str, Self)] = &[("status", Self::Status)];
}

impl Decode for Scope {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let name = || Name::read;
        decode::union("entity", ENTITIES, |entity, mut o| match entity {
            Entity::Record => {
                let property = o.req("property", decode::literal(RecordProperty::WORDS));
                Some(Self::Record { property: property? })
            }
            Entity::Metadata => {
                let metadata_property = o.req("metadata_property", name());
                Some(Self::Metadata { metadata_property: metadata_property? })
            }
            Entity::Suggestion => {
                let question = o.req("question", name());
                let property = o.maybe("property", decode::literal(SuggestionProperty::WORDS));
                Some(Self::Suggestion {
                    question: question?,
                    property: property.unwrap_or_default(),
                })
            }
            Entity::Response => {
                let before = o.problems().count();
                let question = o.maybe("question", name());
                let property = o.maybe("property", decode::literal(ResponseProperty::WORDS));
                if question.is_none() && property.is_none() && o.problems().count() == before {
                    return o.report("value_error", "Either 'question' or 'property' is needed");
                }
                Some(Self::Response { question, property })
            }
        })(value, problems)
    }
}
