//! What webhooks are told of datasets, records and responses.

use serde::Serialize;
use serde_json::Value;
use serde_json::value::to_raw_value;
use variorum_schema::datasets::{DatasetStatus, Distribution, Settings};
use variorum_schema::json::{Raw, RawValue};
use variorum_schema::records::{Record, RecordStatus};
use variorum_schema::responses::{Response, ResponseStatus};
use variorum_schema::users::{Role, User};
use variorum_schema::workspaces::Workspace;
use variorum_schema::{Timestamp, Uuid};
use variorum_store::{Error, Result};

/// The JSON text of a value.
pub(super) fn raw<T: Serialize + ?Sized>(value: &T) -> Result<Raw> {
    to_raw_value(value).map_err(|cause| Error::Corrupt(format!("an event: {cause}")))
}

/// A dataset with everything it is made of.
#[derive(Serialize)]
pub(super) struct DatasetData<'a> {
    id: Uuid,
    name: &'a str,
    guidelines: Option<&'a str>,
    allow_extra_metadata: bool,
    status: DatasetStatus,
    distribution: Distribution,
    workspace: &'a Workspace,
    questions: Vec<Value>,
    fields: Vec<Value>,
    metadata_properties: Vec<Value>,
    vectors_settings: Vec<Value>,
    last_activity_at: Timestamp,
    inserted_at: Timestamp,
    updated_at: Timestamp,
}

impl<'a> DatasetData<'a> {
    pub(super) fn new(settings: &'a Settings, workspace: &'a Workspace) -> Result<Self> {
        let dataset = &settings.dataset;
        Ok(Self {
            id: dataset.id,
            name: &dataset.name,
            guidelines: dataset.guidelines.as_deref(),
            allow_extra_metadata: dataset.allow_extra_metadata,
            status: dataset.status,
            distribution: dataset.distribution,
            workspace,
            questions: parts(&settings.questions)?,
            fields: parts(&settings.fields)?,
            metadata_properties: parts(&settings.metadata_properties)?,
            vectors_settings: parts(&settings.vectors_settings)?,
            last_activity_at: dataset.last_activity_at,
            inserted_at: dataset.inserted_at,
            updated_at: dataset.updated_at,
        })
    }
}

/// The parts of a dataset as they are answered, without the dataset that they stand in.
fn parts<T: Serialize>(parts: &[T]) -> Result<Vec<Value>> {
    let part = |part| {
        let mut value = serde_json::to_value(part)
            .map_err(|cause| Error::Corrupt(format!("an event: {cause}")))?;
        if let Value::Object(map) = &mut value {
            map.shift_remove("dataset_id");
        }
        Ok(value)
    };
    parts.iter().map(part).collect()
}

/// A record with its dataset.
#[derive(Serialize)]
pub(super) struct RecordData<'a> {
    id: Uuid,
    status: RecordStatus,
    fields: &'a RawValue,
    metadata: Option<&'a RawValue>,
    external_id: Option<&'a str>,
    dataset: &'a RawValue,
    inserted_at: Timestamp,
    updated_at: Timestamp,
}

impl<'a> RecordData<'a> {
    pub(super) fn new(record: &'a Record, dataset: &'a RawValue) -> Self {
        Self {
            id: record.id,
            status: record.status,
            fields: &record.fields,
            metadata: record.metadata.as_deref(),
            external_id: record.external_id.as_deref(),
            dataset,
            inserted_at: record.inserted_at,
            updated_at: record.updated_at,
        }
    }
}

/// A response with its record and its author.
#[derive(Serialize)]
pub(super) struct ResponseData<'a> {
    id: Uuid,
    values: Option<&'a RawValue>,
    status: ResponseStatus,
    record: &'a RawValue,
    user: UserData<'a>,
    inserted_at: Timestamp,
    updated_at: Timestamp,
}

impl<'a> ResponseData<'a> {
    pub(super) fn new(response: &'a Response, user: &'a User, record: &'a RawValue) -> Self {
        Self {
            id: response.id,
            values: response.values.as_deref(),
            status: response.status,
            record,
            user: UserData::new(user),
            inserted_at: response.inserted_at,
            updated_at: response.updated_at,
        }
    }
}

#[derive(Serialize)]
struct UserData<'a> {
    id: Uuid,
    first_name: &'a str,
    last_name: Option<&'a str>,
    username: &'a str,
    role: Role,
    inserted_at: Timestamp,
    updated_at: Timestamp,
}

impl<'a> UserData<'a> {
    fn new(user: &'a User) -> Self {
        Self {
            id: user.id,
            first_name: &user.first_name,
            last_name: user.last_name.as_deref(),
            username: &user.username,
            role: user.role,
            inserted_at: user.inserted_at,
            updated_at: user.updated_at,
        }
    }
}
