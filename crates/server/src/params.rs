//! Path and query of a request as checked types.

use axum::extract::RawPathParams;
use uuid::Uuid;
use variorum_schema::decode::{self, Problems};

/// What stands in the placeholders of a path.
#[derive(Debug, Default)]
pub struct PathValues(Vec<(String, String)>);

impl PathValues {
    pub(crate) fn new(raw: &RawPathParams) -> Self {
        Self(raw.iter().map(|(k, v)| (k.to_owned(), v.to_owned())).collect())
    }

    /// A UUID.
    pub fn uuid(&self, name: &'static str, p: &mut Problems) -> Option<Uuid> {
        p.at(name, |p| decode::uuid_text(self.text(name), p))
    }

    /// Any text.
    #[must_use]
    pub fn text(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }
}

/// The pairs of a query, in order.
#[derive(Debug, Default)]
pub struct QueryValues(Vec<(String, String)>);

impl QueryValues {
    pub(crate) fn new(query: Option<&str>) -> Self {
        let pairs = url::form_urlencoded::parse(query.unwrap_or_default().as_bytes());
        Self(pairs.map(|(k, v)| (k.into_owned(), v.into_owned())).collect())
    }

    /// The last value of a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<&str> {
        self.0.iter().rev().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// All values of a name.
    #[must_use]
    pub fn all(&self, name: &str) -> Vec<String> {
        self.0.iter().filter(|(key, _)| key == name).map(|(_, value)| value.clone()).collect()
    }

    /// An optional UUID.
    pub fn uuid(&self, name: &'static str, p: &mut Problems) -> Option<Uuid> {
        let text = self.get(name)?;
        p.at(name, |p| decode::uuid_text(text, p))
    }

    /// An optional whole number within a range.
    pub fn integer(
        &self,
        name: &'static str,
        range: std::ops::RangeInclusive<i64>,
        p: &mut Problems,
    ) -> Option<i64> {
        let text = self.get(name)?.to_owned();
        p.at(name, |p| decode::integer_in(range)(serde_json::Value::String(text), p))
    }
}

/// A type read from the placeholders of a path.
pub trait FromPath: Sized {
    /// Reads it; `None` means that problems were reported.
    fn from_path(values: &PathValues, problems: &mut Problems) -> Option<Self>;
}

/// A type read from a query.
pub trait FromQuery: Sized {
    /// Reads it; `None` means that problems were reported.
    fn from_query(values: &QueryValues, problems: &mut Problems) -> Option<Self>;
}

impl FromPath for () {
    fn from_path(_: &PathValues, _: &mut Problems) -> Option<Self> {
        Some(())
    }
}

impl FromQuery for () {
    fn from_query(_: &QueryValues, _: &mut Problems) -> Option<Self> {
        Some(())
    }
}

macro_rules! paths {
    ($($(#[$doc:meta])* $name:ident { $($field:ident),+ })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, utoipa::IntoParams)]
        #[into_params(parameter_in = Path)]
        pub struct $name { $(pub $field: Uuid),+ }

        impl FromPath for $name {
            fn from_path(values: &PathValues, problems: &mut Problems) -> Option<Self> {
                $(let $field = values.uuid(stringify!($field), problems);)+
                Some(Self { $($field: $field?),+ })
            }
        }
    )*};
}

paths! {
    /// `/users/{user_id}`
    UserPath { user_id }
    /// `/me/sessions/{session_id}`
    SessionPath { session_id }
    /// `/workspaces/{workspace_id}`
    WorkspacePath { workspace_id }
    /// `/workspaces/{workspace_id}/users/{user_id}`
    MemberPath { workspace_id, user_id }
    /// `/datasets/{dataset_id}`
    DatasetPath { dataset_id }
    /// `/fields/{field_id}`
    FieldPath { field_id }
    /// `/questions/{question_id}`
    QuestionPath { question_id }
    /// `/metadata-properties/{metadata_property_id}`
    MetadataPropertyPath { metadata_property_id }
    /// `/vectors-settings/{vector_settings_id}`
    VectorSettingsPath { vector_settings_id }
    /// `/records/{record_id}`
    RecordPath { record_id }
    /// `/responses/{response_id}`
    ResponsePath { response_id }
    /// `/suggestions/{suggestion_id}`
    SuggestionPath { suggestion_id }
    /// `/webhooks/{webhook_id}`
    WebhookPath { webhook_id }
}
