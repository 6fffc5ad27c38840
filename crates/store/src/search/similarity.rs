//! Similarity: the records whose vector is nearest in direction to a given one.
//!
//! Every vector is compared: first directions in bytes, which are kept in memory, and then the stored
//! vectors of those that may be among the best. The score is `(1 + cosine) / 2`; for the least
//! similar it is that of the negated vector. A vector of zeros has no direction: its cosine is 0.
//! Records without the vector are not found, nor is the record that the others are compared with.
//!
//! At most [`HITS_MAX`] results exist. The total is that of the results up to the end of the part
//! that was asked for, as the contract has it.

use std::cmp::Ordering;
use std::collections::BinaryHeap;
use std::sync::Arc;

use uuid::Uuid;
use variorum_schema::search::{ResolvedVector, Similar, SimilarityOrder};

use super::records::{Records, with_slots};
use super::{Page, SearchError, View};
use crate::apart::in_place;
use crate::columns::{self, BLOCK, Block, Direction, Set, Source, unit};
use crate::error::Result;
use crate::rows::Rows;
use crate::settings::StoredSettings;
use crate::tx::{Statement, Tx, args};

/// How many results a search by similarity has at most.
pub const HITS_MAX: i64 = 1000;

/// Scores are rounded to one of so many, so that equal directions are equal although they were
/// computed from vectors of different length.
const SCORE_STEPS: f64 = 1e9;

/// How many widths of the error of a cosine are allowed for.
const SIGMAS: f32 = 6.0;

/// How many vectors are compared exactly beyond those that are answered.
const CANDIDATES_MORE: usize = 4000;

/// The records that are nearest, or farthest, among those that were found.
pub(super) async fn search(
    tx: &mut Tx,
    records: &Records,
    view: View<'_>,
    (vector, found): (&ResolvedVector<'_>, &Set),
    offset: i64,
    limit: i64,
) -> Result<Page, SearchError> {
    let settings = view.settings;
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
        direction: unit_of(&wanted, vector.order),
        dimensions,
        reference,
        hits: usize::try_from(hits).unwrap_or_default(),
        best: BinaryHeap::new(),
    };
    let mut candidates = Candidates::of(&nearest, found);
    let add = |first, blocks: &[Arc<Block>]| {
        let bytes = found.bytes().min(blocks.len() * BLOCK / 8);
        in_place(bytes * dimensions, || candidates.add(first, blocks));
    };
    records.each_run(tx, Source::vectors(key, dimensions), add).await?;
    let slots = in_place(found.bytes(), || candidates.best());
    let seqs = slots.into_iter().map(|slot| records.layout.seq(slot));
    let sql = "SELECT vectors.record, vectors.value FROM {rows} CROSS JOIN vectors \
               WHERE vectors.settings = $1 AND vectors.record = r.seq";
    let statement = Statement::new(sql, args![key]).rows(Rows::seqs(seqs));
    let exact: Vec<(i64, Vec<u8>)> = tx.all(statement).await?;
    in_place(exact.len() * dimensions, || {
        exact.iter().try_for_each(|(record, bytes)| nearest.add(*record, bytes))
    })?;
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
            Ok((record, columns::vector(record, &bytes, dimensions)?))
        }
    }
}

/// The best results so far.
struct Nearest {
    direction: Unit,
    dimensions: usize,
    reference: Option<i64>,
    hits: usize,
    /// The worst of them on top.
    best: BinaryHeap<Hit>,
}

/// The records among which the best are, by their directions in bytes.
struct Candidates<'s> {
    found: &'s Set,
    wanted: Direction,
    dimensions: usize,
    /// How many of them the best are.
    hits: usize,
    coarsest: f32,
    scored: Vec<(f32, usize)>,
}

impl<'s> Candidates<'s> {
    fn of(nearest: &Nearest, found: &'s Set) -> Self {
        Self {
            found,
            wanted: Direction::of(&nearest.direction.0),
            dimensions: nearest.dimensions,
            // The record that is compared with does not count.
            hits: nearest.hits + 1,
            coarsest: 0.0,
            scored: Vec::new(),
        }
    }

    fn add(&mut self, first: usize, blocks: &[Arc<Block>]) {
        let Self { found, wanted, dimensions, coarsest, scored, .. } = self;
        for (slots, block) in with_slots(first, blocks.iter()) {
            let Block::Vectors(vectors) = &**block else { continue };
            let some = vectors
                .iter(*dimensions)
                .filter(|(position, ..)| found.contains(slots.start + position));
            for (position, steps, scale) in some {
                *coarsest = coarsest.max(scale);
                let cosine = wanted.scale * scale * product(&wanted.steps, steps);
                scored.push((cosine, slots.start + position));
            }
        }
    }

    /// Their slots.
    ///
    /// A cosine of directions in bytes is off by the rounding of some hundred components: by chance
    /// now this way and now that, so that its error is bell-shaped, and [`SIGMAS`] of its width are
    /// more than any of a billion vectors has.
    fn best(self) -> Vec<usize> {
        let Self { wanted, hits, coarsest, mut scored, .. } = self;
        let best_first =
            |a: &(f32, usize), b: &(f32, usize)| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1));
        if scored.len() > hits {
            let (_, (last, _), _) = scored.select_nth_unstable_by(hits - 1, best_first);
            let width = ((wanted.scale.powi(2) + coarsest.powi(2)) / 12.0).sqrt();
            let least = *last - 2.0 * SIGMAS * width;
            scored.retain(|(cosine, _)| *cosine >= least);
        }
        scored.sort_unstable_by(best_first);
        scored.truncate(hits + CANDIDATES_MORE);
        scored.into_iter().map(|(_, slot)| slot).collect()
    }
}

impl Nearest {
    fn add(&mut self, record: i64, bytes: &[u8]) -> Result<()> {
        if self.reference == Some(record) {
            return Ok(());
        }
        let cosine = match self.direction.cosine_of_bytes(bytes) {
            Some(cosine) => cosine,
            None => self.direction.cosine_of(&columns::vector(record, bytes, self.dimensions)?),
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

/// The sum of the products of steps.
fn product(a: &[i8], b: &[i8]) -> f32 {
    /// Not so many that the sum of products of bytes could overflow.
    const COMPONENTS: usize = 1 << 16;
    let parts = a.chunks(COMPONENTS).zip(b.chunks(COMPONENTS));
    let sums = parts.map(|(a, b)| {
        let products = a.iter().zip(b).map(|(a, b)| i32::from(*a) * i32::from(*b));
        products.sum::<i32>()
    });
    #[expect(clippy::cast_precision_loss, reason = "as precise as the steps are")]
    let sums = sums.map(|sum| sum as f32);
    sums.sum()
}

/// The direction to find.
fn unit_of(vector: &[f64], order: SimilarityOrder) -> Unit {
    let sign = match order {
        SimilarityOrder::MostSimilar => 1.0,
        SimilarityOrder::LeastSimilar => -1.0,
    };
    Unit(unit(vector).into_iter().map(|x| x * sign).collect())
}

/// A vector scaled to a length of 1, or of 0 if it has no direction.
struct Unit(Vec<f64>);

impl Unit {
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
            let direction = unit_of(a, SimilarityOrder::MostSimilar);
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
        let direction = unit_of(&[1.0, 0.0], SimilarityOrder::MostSimilar);
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
