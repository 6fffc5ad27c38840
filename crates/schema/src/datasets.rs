//! Datasets: their life from draft to ready, and how records are shared out.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Timestamp;
use crate::decode::{self, Decode, Object, Problems, nullable};
use crate::fields::Field;
use crate::limits::{Guidelines, Integer, Name};
use crate::metadata::MetadataProperty;
use crate::questions::Question;
use crate::vectors::VectorSettings;

/// Where a dataset is in its life; it never goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum DatasetStatus {
    /// Being defined.
    Draft,
    /// Published: fields and questions are fixed, records are accepted.
    Ready,
}

impl DatasetStatus {
    /// Every status with its word in the contract.
    pub const WORDS: &'static [(&'static str, Self)] =
        &[("draft", Self::Draft), ("ready", Self::Ready)];

    /// The word of the contract.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Ready => "ready",
        }
    }

    /// The status of a word, if it is one.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::WORDS.iter().find(|(w, _)| *w == word).map(|(_, status)| *status)
    }
}

type MinSubmitted = Integer<1, { i32::MAX as i64 }>;

/// When a record counts as completed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(tag = "strategy", rename_all = "snake_case")]
pub enum Distribution {
    /// As soon as it has this many submitted responses.
    Overlap {
        /// At least 1.
        #[schema(value_type = MinSubmitted)]
        min_submitted: i64,
    },
}

impl Distribution {
    /// The number of submitted responses that completes a record.
    #[must_use]
    pub fn min_submitted(self) -> i64 {
        let Self::Overlap { min_submitted } = self;
        min_submitted
    }
}

impl Default for Distribution {
    fn default() -> Self {
        Self::Overlap { min_submitted: 1 }
    }
}

impl Decode for Distribution {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let strategy = o.req("strategy", |value, p| match value.as_str() {
            Some("overlap") => Some(()),
            _ => p.report("literal_error", "Input should be 'overlap'"),
        });
        let min_submitted = o.req("min_submitted", MinSubmitted::read);
        strategy?;
        Some(Self::Overlap { min_submitted: min_submitted? })
    }
}

/// A dataset without what it is made of.
#[derive(Debug, Clone, PartialEq, Serialize, ToSchema)]
pub struct Dataset {
    /// Identity.
    pub id: Uuid,
    /// Name, unique in its workspace.
    pub name: String,
    /// Guidelines for annotators, Markdown.
    pub guidelines: Option<String>,
    /// Whether record metadata may hold keys without a property.
    pub allow_extra_metadata: bool,
    /// Draft or ready.
    pub status: DatasetStatus,
    /// When a record counts as completed.
    pub distribution: Distribution,
    /// Free JSON object of the client's.
    #[schema(value_type = Option<HashMap<String, Value>>)]
    pub metadata: Option<crate::json::Object>,
    /// The workspace it belongs to.
    pub workspace_id: Uuid,
    /// When a response was last written.
    #[schema(value_type = String)]
    pub last_activity_at: Timestamp,
    /// When it was made.
    #[schema(value_type = String)]
    pub inserted_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String)]
    pub updated_at: Timestamp,
}

/// Everything that records of a dataset are checked against, each list in order of creation.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The dataset itself.
    pub dataset: Dataset,
    /// What annotators see.
    pub fields: Vec<Field>,
    /// What annotators answer.
    pub questions: Vec<Question>,
    /// What records can be filtered and sorted by.
    pub metadata_properties: Vec<MetadataProperty>,
    /// What records can be compared by.
    pub vectors_settings: Vec<VectorSettings>,
}

/// A dataset to be made; it begins as a draft.
#[derive(Debug, Clone, ToSchema)]
#[schema(example = json!({
    "name": "reviews",
    "workspace_id": "0b2a4c6e-1d3f-4a5b-8c7d-9e0f1a2b3c4d",
    "guidelines": "Read it twice.",
    "distribution": {"strategy": "overlap", "min_submitted": 2},
}))]
pub struct DatasetCreate {
    /// Name, 1 to 200 characters.
    #[schema(value_type = Name)]
    pub name: String,
    /// The workspace to put it in.
    pub workspace_id: Uuid,
    /// Guidelines, 1 to 10000 characters.
    #[schema(value_type = Option<Guidelines>)]
    pub guidelines: Option<String>,
    /// Default true.
    #[schema(required = false)]
    pub allow_extra_metadata: bool,
    /// Default: completed after one submitted response.
    #[schema(required = false)]
    pub distribution: Distribution,
    /// Free JSON object.
    #[schema(value_type = Option<HashMap<String, Value>>)]
    pub metadata: Option<crate::json::Object>,
}

impl Decode for DatasetCreate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let name = o.req("name", Name::read);
        let guidelines = o.maybe("guidelines", Guidelines::read);
        let allow_extra_metadata = o.opt("allow_extra_metadata", decode::boolean);
        let distribution = o.opt("distribution", Distribution::decode);
        let metadata = o.maybe("metadata", decode::any_object);
        let workspace_id = o.req("workspace_id", decode::uuid);
        Some(Self {
            name: name?,
            workspace_id: workspace_id?,
            guidelines,
            allow_extra_metadata: allow_extra_metadata.unwrap_or(true),
            distribution: distribution.unwrap_or_default(),
            metadata,
        })
    }
}

/// Changes to a dataset; absent keys stay.
#[derive(Debug, Clone, Default, ToSchema)]
#[schema(example = json!({"guidelines": "Read it twice."}))]
pub struct DatasetUpdate {
    /// Name, 1 to 200 characters.
    #[schema(required = false, value_type = Name)]
    pub name: Option<String>,
    /// Guidelines; `null` clears them.
    #[schema(value_type = Option<Guidelines>)]
    pub guidelines: Option<Option<String>>,
    /// Whether extra metadata is accepted from now on.
    #[schema(required = false, value_type = bool)]
    pub allow_extra_metadata: Option<bool>,
    /// When a record counts as completed; every record is counted again.
    #[schema(required = false, value_type = Distribution)]
    pub distribution: Option<Distribution>,
    /// Merged key by key into what is stored; `null` clears it.
    #[schema(value_type = Option<HashMap<String, Value>>)]
    pub metadata: Option<Option<crate::json::Object>>,
}

impl Decode for DatasetUpdate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        o.not_null(&["name", "allow_extra_metadata", "distribution"]);
        Some(Self {
            name: o.opt("name", Name::read),
            guidelines: o.opt("guidelines", nullable(Guidelines::read)),
            allow_extra_metadata: o.opt("allow_extra_metadata", decode::boolean),
            distribution: o.opt("distribution", Distribution::decode),
            metadata: o.opt("metadata", nullable(decode::any_object)),
        })
    }
}
