//! Similarity: the records whose vector is nearest in direction to a given one.
//!
//! Every vector of the settings is compared, so nothing near is ever missed. The score is
//! `(1 + cosine) / 2`; for the least similar it is that of the negated vector. A vector of zeros has
//! no direction: its cosine is 0. Records without the vector are not found, nor is the record that
//! the others are compared with.
//!
//! At most [`HITS_MAX`] results exist. The total is that of the results up to the end of the part
//! that was asked for, as the contract has it.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

use sea_query::SelectStatement;
use uuid::Uuid;
use variorum_schema::search::{ResolvedVector, Similar, SimilarityOrder};
use variorum_schema::vectors::from_bytes;

use super::{Page, SearchError, filters};
use crate::error::{Error, Result};
use crate::rows::Rows;
use crate::settings::StoredSettings;
use crate::tx::{Statement, Tx, args};

/// How many results a search by similarity has at most.
pub const HITS_MAX: i64 = 1000;

/// How many bytes of vectors are read at a time.
const PAGE_BYTES: i64 = 8 << 20;

/// Scores are rounded to one of so many, so that equal directions are equal although they were
/// computed from vectors of different length.
const SCORE_STEPS: f64 = 1e9;

/// The largest number of vectors that are read at a time.
const PAGE_ROWS_MAX: i64 = 4096;

/// The records that are nearest, or farthest, among those that `matching` selects, if it narrows
/// them at all.
pub(super) async fn search(
    tx: &mut Tx,
    settings: &StoredSettings,
    vector: &ResolvedVector<'_>,
    matching: Option<&SelectStatement>,
    offset: i64,
    limit: i64,
) -> Result<Page, SearchError> {
    let Some((key, _)) = settings.vector_settings(&vector.settings.name) else {
        return Ok(Page::default());
    };
    let dimensions = usize::try_from(vector.settings.dimensions).unwrap_or_default();
    let (wanted, reference) = match vector.similar {
        Similar::Vector(wanted) => (wanted.to_vec(), None),
        Similar::Record(id) => {
            let (record, wanted) = reference(tx, settings, vector, key, id).await?;
            (wanted, Some(record))
        }
    };
    let hits = offset.saturating_add(limit).min(HITS_MAX);
    if offset >= hits {
        return Ok(Page::default());
    }
    let mut nearest = Nearest {
        direction: Direction::of(&wanted, vector.order),
        dimensions,
        reference,
        hits: usize::try_from(hits).unwrap_or_default(),
        best: BinaryHeap::new(),
    };
    let page_rows = (PAGE_BYTES / (vector.settings.dimensions.max(1) * 8)).clamp(1, PAGE_ROWS_MAX);
    let mut source = match matching {
        None => Source::All { after: 0 },
        Some(matching) => Source::Some(candidates(tx, matching).await?),
    };
    // One page is compared on another thread while the next one is read.
    let mut page = source.next(tx, key, page_rows).await?;
    while !page.is_empty() {
        let comparing = tokio::task::spawn_blocking(move || {
            let outcome = page.iter().try_for_each(|(record, bytes)| nearest.add(*record, bytes));
            outcome.map(|()| nearest)
        });
        let next = source.next(tx, key, page_rows).await;
        nearest = comparing.await.map_err(|cause| Error::Unreachable(cause.to_string()))??;
        page = next?;
    }
    Ok(nearest.into_page(offset))
}

/// The record to compare with, and its vector.
async fn reference(
    tx: &mut Tx,
    settings: &StoredSettings,
    vector: &ResolvedVector<'_>,
    key: i64,
    id: Uuid,
) -> Result<(i64, Vec<f64>), SearchError> {
    let sql = "SELECT records.seq, vectors.value FROM records LEFT JOIN vectors \
               ON vectors.record = records.seq AND vectors.settings = $1 \
               WHERE records.id = $2 AND records.dataset = $3";
    let args = args![key, id, settings.dataset];
    match tx.optional::<(i64, Option<Vec<u8>>)>(Statement::new(sql, args)).await? {
        None => Err(SearchError::UnknownRecord(id)),
        Some((_, None)) => {
            let vector = vector.settings.name.clone();
            Err(SearchError::MissingVector { record: id, vector })
        }
        Some((record, Some(bytes))) => {
            let dimensions = usize::try_from(vector.settings.dimensions).unwrap_or_default();
            Ok((record, read(record, &bytes, dimensions)?))
        }
    }
}

fn read(record: i64, bytes: &[u8], dimensions: usize) -> Result<Vec<f64>> {
    from_bytes(bytes, dimensions)
        .ok_or_else(|| Error::corrupt("vectors", format!("a vector of record {record}")))
}

/// The keys of all records that may be found, in order.
async fn candidates(tx: &mut Tx, matching: &SelectStatement) -> Result<Vec<i64>> {
    let select = matching.clone().expr(filters::record_key()).take();
    let rows: Vec<(i64,)> = tx.all(Statement::select(select)).await?;
    let mut keys: Vec<i64> = rows.into_iter().map(|(key,)| key).collect();
    keys.sort_unstable_by(|a, b| b.cmp(a));
    Ok(keys)
}

/// Which vectors are still to be read.
enum Source {
    /// All after this record.
    All { after: i64 },
    /// Those of these records, the last one first.
    Some(Vec<i64>),
}

impl Source {
    /// The next vectors, none at the end.
    async fn next(&mut self, tx: &mut Tx, key: i64, rows: i64) -> Result<Vec<(i64, Vec<u8>)>> {
        match self {
            Self::All { after } => {
                let sql = "SELECT record, value FROM vectors WHERE settings = $1 AND record > $2 \
                           ORDER BY record LIMIT $3";
                let page: Vec<(i64, Vec<u8>)> =
                    tx.all(Statement::new(sql, args![key, *after, rows])).await?;
                if let Some((last, _)) = page.last() {
                    *after = *last;
                }
                Ok(page)
            }
            Self::Some(left) => loop {
                let kept = left.len().saturating_sub(usize::try_from(rows).unwrap_or(1));
                let keys = left.split_off(kept);
                if keys.is_empty() {
                    return Ok(Vec::new());
                }
                let sql = "SELECT vectors.record, vectors.value FROM {rows} CROSS JOIN vectors \
                           WHERE vectors.settings = $1 AND vectors.record = r.seq";
                let statement = Statement::new(sql, args![key]).rows(Rows::seqs(keys));
                let page: Vec<(i64, Vec<u8>)> = tx.all(statement).await?;
                if !page.is_empty() {
                    return Ok(page);
                }
            },
        }
    }
}

/// The best results so far.
struct Nearest {
    direction: Direction,
    dimensions: usize,
    reference: Option<i64>,
    hits: usize,
    /// The worst of them on top.
    best: BinaryHeap<Hit>,
}

impl Nearest {
    fn add(&mut self, record: i64, bytes: &[u8]) -> Result<()> {
        if self.reference == Some(record) {
            return Ok(());
        }
        let cosine = match self.direction.cosine_of_bytes(bytes) {
            Some(cosine) => cosine,
            None => self.direction.cosine_of(&read(record, bytes, self.dimensions)?),
        };
        let score = (f64::midpoint(1.0, cosine) * SCORE_STEPS).round() / SCORE_STEPS;
        let hit = Hit { score, record };
        if self.best.len() < self.hits {
            self.best.push(hit);
        } else if let Some(mut worst) = self.best.peek_mut()
            && hit < *worst
        {
            *worst = hit;
        }
        Ok(())
    }

    fn into_page(self, offset: i64) -> Page {
        let hits = self.best.into_sorted_vec();
        let total = i64::try_from(hits.len()).unwrap_or(HITS_MAX);
        let offset = usize::try_from(offset).unwrap_or(usize::MAX);
        let items = hits.into_iter().skip(offset).map(|hit| (hit.record, Some(hit.score)));
        Page { items: items.collect(), total }
    }
}

/// A result; the better one is the smaller one.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Hit {
    score: f64,
    record: i64,
}

impl Eq for Hit {}

impl Ord for Hit {
    fn cmp(&self, other: &Self) -> Ordering {
        other.score.total_cmp(&self.score).then(self.record.cmp(&other.record))
    }
}

impl PartialOrd for Hit {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The direction of a vector: the vector scaled to a length of 1, or of 0 if it has none.
struct Direction(Vec<f64>);

impl Direction {
    fn of(vector: &[f64], order: SimilarityOrder) -> Self {
        let sign = match order {
            SimilarityOrder::MostSimilar => 1.0,
            SimilarityOrder::LeastSimilar => -1.0,
        };
        Self(unit(vector).into_iter().map(|x| x * sign).collect())
    }

    /// The cosine of the angle to a stored vector, unless it is stored in another form or its
    /// length cannot be computed the short way.
    fn cosine_of_bytes(&self, bytes: &[u8]) -> Option<f64> {
        let sums = if bytes.len() == self.0.len() * 4 {
            let (chunks, _) = bytes.as_chunks::<4>();
            sums(&self.0, chunks, |chunk| f64::from(f32::from_le_bytes(*chunk)))
        } else if bytes.len() == self.0.len() * 8 {
            let (chunks, _) = bytes.as_chunks::<8>();
            sums(&self.0, chunks, |chunk| f64::from_le_bytes(*chunk))
        } else {
            return None;
        };
        // Otherwise squares of very large or very small components may have been lost.
        (1e-200..1e200).contains(&sums.squares).then(|| sums.cosine())
    }

    fn cosine_of(&self, vector: &[f64]) -> f64 {
        let cosine: f64 = self.0.iter().zip(unit(vector)).map(|(a, b)| a * b).sum();
        cosine.clamp(-1.0, 1.0)
    }
}

/// A vector scaled to a length of 1, however long it is.
fn unit(vector: &[f64]) -> Vec<f64> {
    let largest = vector.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
    if largest == 0.0 {
        return vec![0.0; vector.len()];
    }
    let mut scaled: Vec<f64> = vector.iter().map(|x| x / largest).collect();
    let length = scaled.iter().map(|x| x * x).sum::<f64>().sqrt();
    scaled.iter_mut().for_each(|x| *x /= length);
    scaled
}

/// Sum of products with the direction, and of squares.
struct Sums {
    products: f64,
    squares: f64,
}

impl Sums {
    fn cosine(&self) -> f64 {
        (self.products / self.squares.sqrt()).clamp(-1.0, 1.0)
    }
}

/// How many sums run side by side, so that the compiler can use vector instructions.
const LANES: usize = 8;

fn sums<C>(direction: &[f64], components: &[C], value: impl Fn(&C) -> f64) -> Sums {
    let mut products = [0.0; LANES];
    let mut squares = [0.0; LANES];
    let (direction_lanes, direction_rest) = direction.as_chunks::<LANES>();
    let (component_lanes, component_rest) = components.as_chunks::<LANES>();
    for (a, b) in direction_lanes.iter().zip(component_lanes) {
        for lane in 0..LANES {
            let x = value(&b[lane]);
            products[lane] += a[lane] * x;
            squares[lane] += x * x;
        }
    }
    for (lane, (a, b)) in direction_rest.iter().zip(component_rest).enumerate() {
        let x = value(b);
        products[lane] += a * x;
        squares[lane] += x * x;
    }
    Sums { products: products.iter().sum(), squares: squares.iter().sum() }
}

#[cfg(test)]
mod tests {
    use variorum_schema::vectors::to_bytes;

    use super::*;

    #[test]
    fn both_ways_of_comparing_agree_whatever_the_length_of_a_vector() {
        let check = |a: &[f64], b: &[f64], expected: f64| {
            let direction = Direction::of(a, SimilarityOrder::MostSimilar);
            let exact = direction.cosine_of(b);
            let stored = direction.cosine_of_bytes(&to_bytes(b)).unwrap_or(exact);
            assert!((exact - expected).abs() < 1e-12, "{a:?} {b:?}: {exact}");
            assert!((stored - expected).abs() < 1e-12, "{a:?} {b:?}: {stored}");
        };
        check(&[1.0, 0.0], &[2.0, 0.0], 1.0);
        check(&[1.0, 0.0], &[-0.5, 0.0], -1.0);
        check(&[1.0, 0.0], &[0.0, 3.0], 0.0);
        check(&[1.0, 1.0], &[0.1, 0.1], 1.0);
        check(&[1e300, 1e300], &[1e-300, 1e-300], 1.0);
        check(&[3.0, 4.0], &[4e200, 3e200], 0.96);
        check(&[1.0, 0.0], &[0.0, 0.0], 0.0);
        check(&[0.0, 0.0], &[1.0, 0.0], 0.0);
        let long: Vec<f64> = (0..771).map(f64::from).collect();
        let ones = vec![1.0; 771];
        let expected = 296_835.0 / (771.0_f64 * 152_474_245.0).sqrt();
        check(&long, &ones, expected);
    }

    #[test]
    fn only_the_best_stay_and_ties_are_in_order_of_insertion() {
        let direction = Direction::of(&[1.0, 0.0], SimilarityOrder::MostSimilar);
        let mut nearest = Nearest {
            direction,
            dimensions: 2,
            reference: Some(3),
            hits: 3,
            best: BinaryHeap::new(),
        };
        let vectors =
            [(9, [1.0, 1.0]), (1, [0.0, 1.0]), (7, [1.0, 0.0]), (3, [1.0, 0.0]), (5, [1.0, 0.0])];
        for (record, vector) in vectors {
            nearest.add(record, &to_bytes(&vector)).expect("a vector of two components");
        }
        assert!(nearest.add(8, &[0; 7]).is_err());
        let page = nearest.into_page(0);
        let records: Vec<i64> = page.items.iter().map(|(record, _)| *record).collect();
        assert_eq!((records, page.total), (vec![5, 7, 9], 3));
        assert_eq!(page.items[0].1, Some(1.0));
    }
}
