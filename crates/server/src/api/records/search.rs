//! What operations 54 and 55 share: a page of what a search finds.

use serde::Serialize;
use utoipa::ToSchema;
use variorum_schema::records::Record;
use variorum_schema::search::SearchQuery;
use variorum_store::Tx;
use variorum_store::records::{self, Parts};
use variorum_store::search::{self, Request, SearchError, Viewer};
use variorum_store::settings::StoredSettings;

use super::page::PageQuery;
use crate::error::{ApiError, ApiResult};

/// A record that was found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundRecord {
    /// The record.
    pub record: Record,
    /// How well it matches; `null` where another order was asked for.
    pub query_score: Option<f64>,
}

/// Some of the records that were found.
#[derive(Debug, Serialize, ToSchema)]
pub struct FoundRecords {
    /// The records, best first or as asked.
    pub items: Vec<FoundRecord>,
    /// How many were found altogether.
    pub total: i64,
}

/// A page of what a search finds.
pub(super) async fn page(
    tx: &mut Tx,
    settings: &StoredSettings,
    asked: (&SearchQuery, &PageQuery),
    (viewer, sees_hidden): (Viewer, bool),
    parts: &Parts,
) -> ApiResult<FoundRecords> {
    let (query, PageQuery { offset, limit, .. }) = asked;
    let search = query.resolve(&settings.settings, sees_hidden)?;
    let request = Request { search, viewer, offset: *offset, limit: *limit };
    let found = search::search(tx, settings, &request).await?;
    let seqs: Vec<i64> = found.items.iter().map(|(seq, _)| *seq).collect();
    let records = records::load(tx, &seqs, parts).await?;
    let scores = found.items.iter().map(|(_, score)| *score);
    let items = records.into_iter().zip(scores);
    let items = items.map(|(record, query_score)| FoundRecord { record, query_score }).collect();
    Ok(FoundRecords { items, total: found.total })
}

impl From<SearchError> for ApiError {
    fn from(error: SearchError) -> Self {
        match error {
            SearchError::Store(cause) => cause.into(),
            SearchError::UnknownRecord(_) => Self::Refused(error.to_string()),
            SearchError::MissingVector { .. } => Self::MissingVector(error.to_string()),
        }
    }
}
