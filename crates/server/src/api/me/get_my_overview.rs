//! Beside the contract: all datasets of the caller at a glance.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use serde_json::Value;
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;
use variorum_schema::Timestamp;
use variorum_schema::datasets::{DatasetStatus, Distribution};
use variorum_schema::decode::{self, Problems};
use variorum_schema::limits::Integer;
use variorum_schema::policy::{Operation, Rule};
use variorum_schema::users::Role;
use variorum_store::overview::{self, DatasetOverview, SortBy, Wanted};
use variorum_store::{events, workspaces};

use super::get_my_dataset_metrics::MyResponses;
use crate::call::{About, Call};
use crate::error::{ApiError, ApiResult};
use crate::params::{FromQuery, QueryValues};
use crate::state::App;

type Limit = Integer<1, 1000>;
type Offset = Integer<0, { i32::MAX as i64 }>;

/// What datasets can be sorted by.
#[derive(Debug, Clone, Copy, ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum OverviewSort {
    /// When a response was last written.
    LastActivityAt,
    /// Name of the dataset.
    Name,
    /// Name of the workspace.
    Workspace,
    /// Draft or ready.
    Status,
    /// Number of records.
    Records,
    /// Share of the records that are completed.
    Completed,
    /// Number of records that are not completed and that the caller has not answered.
    Pending,
    /// When it was made.
    InsertedAt,
}

const SORTS: &[(&str, SortBy)] = &[
    ("last_activity_at", SortBy::LastActivityAt),
    ("name", SortBy::Name),
    ("workspace", SortBy::Workspace),
    ("status", SortBy::Status),
    ("records", SortBy::Records),
    ("completed", SortBy::Completed),
    ("pending", SortBy::Pending),
    ("inserted_at", SortBy::InsertedAt),
];

/// Which way datasets are sorted.
#[derive(Debug, Clone, Copy, ToSchema)]
#[schema(rename_all = "snake_case")]
pub enum OverviewOrder {
    /// The smallest, earliest or first in the alphabet first.
    Asc,
    /// The other way round.
    Desc,
}

const ORDERS: &[(&str, bool)] = &[("asc", false), ("desc", true)];

/// Which datasets to answer, and in which order.
#[derive(Debug, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct OverviewQuery {
    /// Only those of this workspace.
    pub workspace_id: Option<Uuid>,
    /// Only those with this in their name, whatever the case and the accents.
    pub name: Option<String>,
    /// Only those with this status.
    pub status: Option<DatasetStatus>,
    /// What to sort by: the time of the last response by default. `completed` is the share of the
    /// records, `pending` what is left for the caller. Equals are sorted by name.
    #[param(value_type = Option<OverviewSort>, inline)]
    pub sort_by: SortBy,
    /// By default names ascend, and numbers and times descend.
    #[param(value_type = Option<OverviewOrder>, inline)]
    pub order: Option<bool>,
    /// How many to leave out at the beginning.
    #[param(value_type = Option<Offset>, inline, required = false)]
    pub offset: usize,
    /// How many to answer at most; 1000 by default.
    #[param(value_type = Option<Limit>, inline, required = false)]
    pub limit: usize,
}

impl FromQuery for OverviewQuery {
    fn from_query(values: &QueryValues, problems: &mut Problems) -> Option<Self> {
        fn word<T: Copy>(
            values: &QueryValues,
            problems: &mut Problems,
            name: &'static str,
            words: &'static [(&'static str, T)],
        ) -> Option<T> {
            let word = Value::String(values.get(name)?.to_owned());
            problems.at(name, |p| decode::one_of(words)(word, p))
        }
        let workspace_id = values.uuid("workspace_id", problems);
        let status = word(values, problems, "status", DatasetStatus::WORDS);
        let sort_by = word(values, problems, "sort_by", SORTS).unwrap_or_default();
        let order = word(values, problems, "order", ORDERS);
        let number = |number: Option<i64>| number.and_then(|number| usize::try_from(number).ok());
        let offset = number(values.integer("offset", Offset::RANGE, problems)).unwrap_or(0);
        let limit = number(values.integer("limit", Limit::RANGE, problems)).unwrap_or(1000);
        let name = values.get("name").map(str::to_owned);
        Some(Self { workspace_id, name, status, sort_by, order, offset, limit })
    }
}

impl OverviewQuery {
    fn is_descending(&self) -> bool {
        let is_text = matches!(self.sort_by, SortBy::Name | SortBy::Workspace | SortBy::Status);
        self.order.unwrap_or(!is_text)
    }
}

/// Some of the caller's datasets.
#[derive(Debug, Serialize, ToSchema)]
pub struct MyOverview {
    /// The datasets, in the order asked for.
    pub items: Vec<OverviewItem>,
    /// How many there are, those before and after these included.
    pub total: usize,
    /// Where to begin with the events, so that none after this answer is missed.
    pub last_event_id: String,
}

/// A dataset at a glance. A draft counts no records.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverviewItem {
    /// Identity.
    pub id: Uuid,
    /// Name, unique in its workspace.
    pub name: String,
    /// The workspace it belongs to.
    pub workspace: OverviewWorkspace,
    /// Draft or ready.
    pub status: DatasetStatus,
    /// When a record counts as completed.
    pub distribution: Distribution,
    /// Whether it has guidelines.
    pub has_guidelines: bool,
    /// Its fields.
    pub fields: OverviewParts,
    /// Its questions.
    pub questions: OverviewParts,
    /// How far it has come.
    pub records: OverviewRecords,
    /// What the caller has answered. `pending` counts records that are not completed only: what the
    /// caller still can do, not all that they have not answered.
    pub responses: MyResponses,
    /// Who has answered.
    pub people: OverviewPeople,
    /// Whether the caller may change it.
    pub may_manage: bool,
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

/// The workspace of a dataset.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverviewWorkspace {
    /// Identity.
    pub id: Uuid,
    /// Name.
    pub name: String,
}

/// Fields or questions of a dataset.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverviewParts {
    /// How many there are.
    pub total: usize,
    /// Their types, each once, in order of creation.
    pub types: Vec<String>,
}

impl OverviewParts {
    fn of(all: Vec<String>) -> Self {
        let total = all.len();
        let mut types: Vec<String> = Vec::new();
        for kind in all {
            if !types.contains(&kind) {
                types.push(kind);
            }
        }
        Self { total, types }
    }
}

/// Numbers of records.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverviewRecords {
    /// Number of all records.
    pub total: i64,
    /// Number of records with enough submitted responses.
    pub completed: i64,
    /// Number of all others.
    pub pending: i64,
}

/// Those who ever had a response.
#[derive(Debug, Serialize, ToSchema)]
pub struct OverviewPeople {
    /// How many there are.
    pub total: i64,
    /// Names of the first of them, at most five.
    pub usernames: Vec<String>,
}

impl OverviewItem {
    fn of(dataset: DatasetOverview, may_manage: bool) -> Self {
        let pending = dataset.pending_for_user();
        let total = dataset.completed + dataset.pending;
        Self {
            id: dataset.id,
            name: dataset.name,
            workspace: OverviewWorkspace { id: dataset.workspace_id, name: dataset.workspace_name },
            status: dataset.status,
            distribution: dataset.distribution,
            has_guidelines: dataset.has_guidelines,
            fields: OverviewParts::of(dataset.fields),
            questions: OverviewParts::of(dataset.questions),
            records: OverviewRecords {
                total,
                completed: dataset.completed,
                pending: dataset.pending,
            },
            responses: MyResponses::of(total, pending, dataset.responses),
            people: OverviewPeople { total: dataset.people_total, usernames: dataset.people },
            may_manage,
            last_activity_at: dataset.last_activity_at,
            inserted_at: dataset.inserted_at,
            updated_at: dataset.updated_at,
        }
    }
}

/// The datasets that the caller may see, each with how far it has come, what is left for the
/// caller and who works on it.
///
/// # Errors
/// The workspace is none of the caller's.
#[utoipa::path(get, path = "/me/overview", tag = "me", params(OverviewQuery),
    responses((status = 200, body = MyOverview), (status = 401), (status = 403), (status = 422)))]
pub async fn get_my_overview(
    State(app): State<App>,
    Call { caller, query, .. }: Call<(), OverviewQuery>,
) -> ApiResult<Json<MyOverview>> {
    let mut tx = app.store().read().await?;
    caller.may(&mut tx, Operation::GetMyOverview, About::nothing()).await?;
    if let Some(id) = query.workspace_id {
        let workspace = workspaces::by_id(&mut tx, id).await?.map(|workspace| workspace.seq);
        let about = About { workspace, ..About::nothing() };
        if !caller.is_allowed(&mut tx, Rule::Member, about).await? {
            return Err(ApiError::Forbidden);
        }
    }
    let user = caller.user();
    let is_descending = query.is_descending();
    let wanted = Wanted {
        members_only: user.role != Role::Owner,
        workspace: query.workspace_id,
        status: query.status,
        name: query.name,
        sort_by: query.sort_by,
        is_descending,
        offset: query.offset,
        limit: query.limit,
    };
    let found = overview::of_user(&mut tx, user.seq, &wanted).await?;
    // All of them are in workspaces of the caller.
    let may_manage = user.role != Role::Annotator;
    let items = found.datasets.into_iter().map(|dataset| OverviewItem::of(dataset, may_manage));
    let last_event_id = events::position(&mut tx).await?.to_string();
    Ok(Json(MyOverview { items: items.collect(), total: found.total, last_event_id }))
}
