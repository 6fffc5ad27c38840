//! Background jobs as clients see them.

use serde::{Deserialize, Serialize};
use serde_json::Value;
use utoipa::ToSchema;

use crate::decode::{self, Decode, Object, Problems};
use crate::limits::{List, SomeText};

/// Where a job is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum JobStatus {
    /// Waiting for a worker.
    Queued,
    /// Being worked on.
    Started,
    /// Done.
    Finished,
    /// Given up.
    Failed,
}

/// A background job.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Job {
    /// Identity.
    pub id: String,
    /// Where it is.
    pub status: JobStatus,
}

/// A column of a table and what of a record it becomes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ColumnMapping {
    /// Name of the column.
    pub source: String,
    /// Name of the field, metadata property or question.
    pub target: String,
}

impl Decode for ColumnMapping {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let source = o.req("source", any_text);
        let target = o.req("target", any_text);
        Some(Self { source: source?, target: target? })
    }
}

type SomeColumns = List<ColumnMapping, 1, { usize::MAX }>;

/// What the columns of a table become.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
pub struct ImportMapping {
    /// At least one.
    #[schema(value_type = SomeColumns)]
    pub fields: Vec<ColumnMapping>,
    /// Columns that become metadata.
    #[schema(required = false, nullable)]
    pub metadata: Vec<ColumnMapping>,
    /// Columns that become suggestions.
    #[schema(required = false, nullable)]
    pub suggestions: Vec<ColumnMapping>,
    /// The column that becomes the external id.
    pub external_id: Option<String>,
}

impl Decode for ImportMapping {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let any_number = || decode::list(0..=usize::MAX, ColumnMapping::decode);
        let mut o = Object::of(value, problems)?;
        let fields = o.req("fields", decode::list(1..=usize::MAX, ColumnMapping::decode));
        let metadata = o.maybe("metadata", any_number()).unwrap_or_default();
        let suggestions = o.maybe("suggestions", any_number()).unwrap_or_default();
        let external_id = o.maybe("external_id", any_text);
        Some(Self { fields: fields?, metadata, suggestions, external_id })
    }
}

/// Records to be made from a data set of the Hugging Face Hub.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({
    "name": "someone/reviews",
    "subset": "default",
    "split": "train",
    "mapping": {"fields": [{"source": "review", "target": "text"}]},
}))]
pub struct DatasetImport {
    /// Repository.
    pub name: String,
    /// Configuration of the data set.
    pub subset: String,
    /// Split of the configuration.
    pub split: String,
    /// What the columns become.
    pub mapping: ImportMapping,
}

impl Decode for DatasetImport {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let name = o.req("name", any_text);
        let subset = o.req("subset", any_text);
        let split = o.req("split", any_text);
        let mapping = o.req("mapping", ImportMapping::decode);
        Some(Self { name: name?, subset: subset?, split: split?, mapping: mapping? })
    }
}

/// A data set of the Hugging Face Hub to be made from the records.
// It holds a token, so it has no debug form.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(example = json!({"name": "someone/reviews", "token": "hf_a_token"}))]
pub struct DatasetExport {
    /// Repository, at least 1 character.
    #[schema(value_type = SomeText)]
    pub name: String,
    /// Configuration of the data set, default `default`.
    #[schema(value_type = Option<SomeText>)]
    pub subset: String,
    /// Split of the configuration, default `train`.
    #[schema(value_type = Option<SomeText>)]
    pub split: String,
    /// Whether the repository is private if it has to be made, default false.
    #[schema(required = false, nullable)]
    pub private: bool,
    /// Access token of the Hub, at least 1 character.
    #[schema(value_type = SomeText)]
    pub token: String,
}

impl Decode for DatasetExport {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let name = o.req("name", SomeText::read);
        let subset = o.maybe("subset", SomeText::read).unwrap_or_else(|| "default".to_owned());
        let split = o.maybe("split", SomeText::read).unwrap_or_else(|| "train".to_owned());
        let private = o.maybe("private", decode::boolean).unwrap_or(false);
        let token = o.req("token", SomeText::read);
        Some(Self { name: name?, subset, split, private, token: token? })
    }
}

fn any_text(value: Value, p: &mut Problems) -> Option<String> {
    decode::text(0..=usize::MAX)(value, p)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::testing::{decoded, problems, with};

    #[test]
    fn an_import_maps_at_least_one_field() {
        let column = json!({"source": "s", "target": "t"});
        let check = |mapping: Value, expected: &[&str]| {
            let body = json!({"name": "", "subset": "", "split": "", "mapping": mapping});
            assert_eq!(problems::<DatasetImport>(body), expected);
        };
        check(json!({"fields": [column]}), &[]);
        check(
            json!({
                "fields": [column],
                "metadata": null,
                "suggestions": [column],
                "external_id": "id",
            }),
            &[],
        );
        check(json!({}), &["missing body.mapping.fields"]);
        check(json!({"fields": []}), &["too_short body.mapping.fields"]);
        check(
            json!({"fields": [column], "metadata": [{}], "external_id": 1}),
            &[
                "missing body.mapping.metadata.0.source",
                "missing body.mapping.metadata.0.target",
                "string_type body.mapping.external_id",
            ],
        );
        assert_eq!(
            problems::<DatasetImport>(json!({})),
            [
                "missing body.name",
                "missing body.subset",
                "missing body.split",
                "missing body.mapping"
            ]
        );
    }

    #[test]
    fn an_export_has_defaults() {
        let body = json!({"name": "org/data", "token": "t"});
        let check = |changes: Value, subset: &str, split: &str, private: bool| {
            let found: DatasetExport = decoded(with(body.clone(), changes));
            assert_eq!((found.subset.as_str(), found.split.as_str()), (subset, split));
            assert_eq!(found.private, private);
        };
        check(json!({}), "default", "train", false);
        check(json!({"subset": null, "split": null, "private": null}), "default", "train", false);
        check(json!({"subset": "a", "split": "b", "private": true}), "a", "b", true);
        let empty = json!({"name": "", "token": "", "subset": "", "split": ""});
        assert_eq!(
            problems::<DatasetExport>(with(body, empty)),
            [
                "string_too_short body.name",
                "string_too_short body.subset",
                "string_too_short body.split",
                "string_too_short body.token",
            ]
        );
    }
}
