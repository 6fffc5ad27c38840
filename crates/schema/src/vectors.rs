//! Vectors: what records can be compared by.

use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::Timestamp;
use crate::decode::{self, Decode, Object, Problems};
use crate::limits::{Integer, Name, Title};
use crate::refusal::{Refusal, refuse};

/// How many vectors settings a dataset may have.
pub const VECTORS_SETTINGS_MAX: usize = 5;

/// Fewest components.
const DIMENSIONS_MIN: i64 = 1;

type Dimensions = Integer<DIMENSIONS_MIN, { i64::MAX }>;

/// A named vector that records may carry.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct VectorSettings {
    /// Identity.
    pub id: Uuid,
    /// Key in the `vectors` of a record, unique in the dataset.
    pub name: String,
    /// What people read.
    pub title: String,
    /// Number of components, at least 1.
    pub dimensions: i64,
    /// The dataset.
    pub dataset_id: Uuid,
    /// When it was made.
    #[schema(value_type = String)]
    pub inserted_at: Timestamp,
    /// When it was last changed.
    #[schema(value_type = String)]
    pub updated_at: Timestamp,
}

impl VectorSettings {
    /// Whether a vector has the right number of components.
    ///
    /// # Errors
    /// It has not.
    pub fn check_dimensions(&self, vector: &[f64]) -> Result<(), Refusal> {
        if i64::try_from(vector.len()) == Ok(self.dimensions) {
            return Ok(());
        }
        let (name, length, dimensions) = (&self.name, vector.len(), self.dimensions);
        refuse!("vector `{name}` must have {dimensions} components, not {length}")
    }
}

/// Vectors settings to be made.
#[derive(Debug, Clone, ToSchema)]
#[schema(example = json!({"name": "title", "title": "Title", "dimensions": 2}))]
pub struct VectorSettingsCreate {
    /// Key in the `vectors` of a record, 1 to 200 characters.
    #[schema(value_type = Name)]
    pub name: String,
    /// What people read, 1 to 500 characters.
    #[schema(value_type = Title)]
    pub title: String,
    /// Number of components, at least 1.
    #[schema(value_type = Dimensions)]
    pub dimensions: i64,
}

impl Decode for VectorSettingsCreate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        let name = o.req("name", Name::read);
        let title = o.req("title", Title::read);
        let dimensions = o.req("dimensions", |value, p| match decode::integer(value, p)? {
            n if n >= DIMENSIONS_MIN => Some(n),
            _ => p.report("greater_than", "Input should be greater than 0"),
        });
        Some(Self { name: name?, title: title?, dimensions: dimensions? })
    }
}

/// Changes to vectors settings.
#[derive(Debug, Clone, ToSchema)]
#[schema(example = json!({"title": "Embedding"}))]
pub struct VectorSettingsUpdate {
    /// What people read, 1 to 500 characters.
    #[schema(value_type = Title)]
    pub title: String,
}

impl Decode for VectorSettingsUpdate {
    fn decode(value: Value, problems: &mut Problems) -> Option<Self> {
        let mut o = Object::of(value, problems)?;
        o.not_null(&["title"]);
        Some(Self { title: o.req("title", Title::read)? })
    }
}

/// The stored form of a vector: little-endian `f32` where that loses nothing, else `f64`. Which one
/// follows from the length.
#[must_use]
pub fn to_bytes(vector: &[f64]) -> Vec<u8> {
    #[expect(clippy::cast_possible_truncation, reason = "the test is whether anything is lost")]
    let narrow = |x: f64| x as f32;
    if vector.iter().all(|x| f64::from(narrow(*x)).to_bits() == x.to_bits()) {
        vector.iter().flat_map(|x| narrow(*x).to_le_bytes()).collect()
    } else {
        vector.iter().flat_map(|x| x.to_le_bytes()).collect()
    }
}

/// The vector of a stored form; `None` when the bytes are not one of `dimensions` components.
#[must_use]
pub fn from_bytes(bytes: &[u8], dimensions: usize) -> Option<Vec<f64>> {
    if bytes.len() == dimensions * 4 {
        let (chunks, _) = bytes.as_chunks::<4>();
        Some(chunks.iter().map(|c| f64::from(f32::from_le_bytes(*c))).collect())
    } else if bytes.len() == dimensions * 8 {
        let (chunks, _) = bytes.as_chunks::<8>();
        Some(chunks.iter().map(|c| f64::from_le_bytes(*c)).collect())
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vector_comes_back_bit_for_bit() {
        let check = |vector: &[f64], bytes: usize| {
            let stored = to_bytes(vector);
            assert_eq!(stored.len(), bytes);
            assert_eq!(from_bytes(&stored, vector.len()).as_deref(), Some(vector));
        };
        check(&[0.5, -1.0, 0.0], 12);
        check(&[0.1, 0.2], 16);
        check(&[f64::from(0.1_f32), 1e30_f32.into()], 8);
        assert_eq!(from_bytes(&[0; 7], 2), None);
    }
}
