//! Operation 43.

use axum::Json;
use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use variorum_schema::policy::Operation;
use variorum_store::metadata_properties;
use variorum_store::progress::{self, PropertyMetrics};

use crate::call::{About, Call};
use crate::error::{ApiError, ApiResult};
use crate::params::MetadataPropertyPath;
use crate::state::App;

/// The values that records have of a metadata property.
#[derive(Debug, Serialize, ToSchema)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum MetadataMetrics {
    /// Of a terms property.
    Terms {
        /// Number of values, all records together.
        total: i64,
        /// The terms, the most frequent first.
        values: Vec<TermCount>,
    },
    /// Of an integer property.
    Integer {
        /// Smallest value.
        min: Option<i64>,
        /// Largest value.
        max: Option<i64>,
    },
    /// Of a float property.
    Float {
        /// Smallest value, rounded to five decimals.
        min: Option<f64>,
        /// Largest value, rounded to five decimals.
        max: Option<f64>,
    },
}

/// A term and how often it occurs.
#[derive(Debug, Serialize, ToSchema)]
pub struct TermCount {
    /// The term.
    pub term: String,
    /// Number of records with it.
    pub count: i64,
}

impl From<PropertyMetrics> for MetadataMetrics {
    fn from(metrics: PropertyMetrics) -> Self {
        match metrics {
            PropertyMetrics::Terms { total, counts } => {
                let values = counts.into_iter().map(|(term, count)| TermCount { term, count });
                Self::Terms { total, values: values.collect() }
            }
            PropertyMetrics::Integer(range) => {
                let (min, max) = range.unzip();
                Self::Integer { min, max }
            }
            PropertyMetrics::Float(range) => {
                let (min, max) = range.map(|(min, max)| (rounded(min), rounded(max))).unzip();
                Self::Float { min, max }
            }
        }
    }
}

/// To five decimals; what is too large for them stays.
fn rounded(number: f64) -> f64 {
    const SHIFT: f64 = 100_000.0;
    let shifted = number * SHIFT;
    if shifted.abs() < 1e15 { shifted.round() / SHIFT } else { number }
}

/// The values that records have of a metadata property.
///
/// # Errors
/// There is no such property; the caller is no member of its workspace, or the property is hidden
/// from annotators and the caller is one.
#[utoipa::path(get, path = "/metadata-properties/{metadata_property_id}/metrics",
    tag = "metadata properties", params(MetadataPropertyPath),
    responses((status = 200, body = MetadataMetrics), (status = 401), (status = 403),
        (status = 404), (status = 422)))]
pub async fn get_metadata_property_metrics(
    State(app): State<App>,
    Call { caller, path, .. }: Call<MetadataPropertyPath>,
) -> ApiResult<Json<MetadataMetrics>> {
    let id = path.metadata_property_id;
    let mut tx = app.store().read().await?;
    let found = metadata_properties::by_id(&mut tx, id).await?;
    let (property, dataset) = found.ok_or_else(|| ApiError::not_found("MetadataProperty", id))?;
    let about = About::workspace(dataset.workspace);
    caller.may(&mut tx, Operation::GetMetadataPropertyMetrics, about).await?;
    if !property.visible_for_annotators && !caller.sees_hidden(&mut tx, dataset.workspace).await? {
        return Err(ApiError::Forbidden);
    }
    Ok(Json(progress::of_property(&mut tx, &property).await?.into()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_rounded_to_five_decimals() {
        for (number, expected) in [(1.0 / 3.0, 0.33333), (-0.000_006, -0.00001), (1e300, 1e300)] {
            assert_eq!(rounded(number).to_bits(), f64::to_bits(expected), "{number}");
        }
    }
}
