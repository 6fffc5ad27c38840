//! The values that one column has in one block of records, as compact as can be.

use std::ops::Range;

use super::BLOCK;

/// Values of the records of a block, by type.
#[derive(Debug)]
pub(crate) enum Block {
    Terms(Terms),
    Integers(Numbers<i64>),
    Floats(Numbers<f64>),
    Vectors(Vectors),
}

impl Block {
    /// How much memory it takes, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        let values = match self {
            Self::Terms(terms) => {
                let ends = terms.ends.len() * size_of::<(u32, u32)>();
                terms.text.len() + ends + terms.positions.len() * size_of::<u16>()
            }
            Self::Integers(numbers) => numbers.positions.len() * size_of::<(u16, u64)>(),
            Self::Floats(numbers) => numbers.positions.len() * size_of::<(u16, u64)>(),
            Self::Vectors(vectors) => {
                vectors.directions.len() + vectors.positions.len() * size_of::<(u16, f32)>()
            }
        };
        values + size_of::<Self>()
    }
}

/// Numbers, each with the position of its record in the block.
#[derive(Debug)]
pub(crate) struct Numbers<T> {
    positions: Box<[u16]>,
    values: Box<[T]>,
}

impl<T: Copy> Numbers<T> {
    pub(super) fn new(mut pairs: Vec<(u16, T)>) -> Self {
        pairs.sort_by_key(|(position, _)| *position);
        let (positions, values): (Vec<u16>, Vec<T>) = pairs.into_iter().unzip();
        Self { positions: positions.into(), values: values.into() }
    }

    /// Positions, in order, with their values.
    pub(crate) fn iter(&self) -> impl Iterator<Item = (usize, T)> {
        let positions = self.positions.iter().map(|position| usize::from(*position));
        positions.zip(self.values.iter().copied())
    }
}

/// Texts: each one once, in order, with the positions of the records that have it.
#[derive(Debug)]
pub(crate) struct Terms {
    /// All of them, one after the other.
    text: Box<str>,
    /// Where each ends in `text`, and its records in `positions`.
    ends: Box<[(u32, u32)]>,
    positions: Box<[u16]>,
}

impl Terms {
    /// `terms` are all texts of the column in order, `pairs` positions with indexes of them.
    pub(super) fn new(mut pairs: Vec<(u16, u32)>, terms: &[String]) -> Self {
        pairs.sort_unstable_by_key(|(position, term)| (*term, *position));
        let mut text = String::new();
        let mut ends: Vec<(u32, u32)> = Vec::new();
        let end = |length: usize| u32::try_from(length).unwrap_or(u32::MAX);
        for of_term in pairs.chunk_by(|a, b| a.1 == b.1) {
            let before = ends.last().map_or(0, |(_, end)| *end);
            let term = of_term.first().and_then(|(_, term)| terms.get(*term as usize));
            text.push_str(term.map_or("", String::as_str));
            ends.push((end(text.len()), before + end(of_term.len())));
        }
        let positions = pairs.into_iter().map(|(position, _)| position).collect();
        Self { text: text.into(), ends: ends.into(), positions }
    }

    pub(crate) fn len(&self) -> usize {
        self.ends.len()
    }

    fn range(&self, index: usize) -> (Range<usize>, Range<usize>) {
        let end = |index: usize| {
            let (text, positions) = self.ends.get(index).copied().unwrap_or_default();
            (text as usize, positions as usize)
        };
        let start = if index == 0 { (0, 0) } else { end(index - 1) };
        let end = end(index);
        (start.0..end.0, start.1..end.1)
    }

    /// The text at an index.
    pub(crate) fn term(&self, index: usize) -> &str {
        self.text.get(self.range(index).0).unwrap_or_default()
    }

    /// The positions of the records that have the text at an index, in order.
    pub(crate) fn positions(&self, index: usize) -> impl Iterator<Item = usize> {
        let positions = self.positions.get(self.range(index).1).unwrap_or_default();
        positions.iter().map(|position| usize::from(*position))
    }

    /// The index of the first text for which `is_before` no longer holds.
    pub(crate) fn partition_point(&self, is_before: impl Fn(&str) -> bool) -> usize {
        let (mut from, mut to) = (0, self.len());
        while from < to {
            let middle = usize::midpoint(from, to);
            if is_before(self.term(middle)) { from = middle + 1 } else { to = middle }
        }
        from
    }
}

/// Directions of vectors, a byte for each component.
#[derive(Debug)]
pub(crate) struct Vectors {
    positions: Box<[u16]>,
    directions: Box<[i8]>,
    scales: Box<[f32]>,
}

/// A vector of length 1, its components as multiples of `scale`.
#[derive(Debug)]
pub(crate) struct Direction {
    pub(crate) steps: Vec<i8>,
    pub(crate) scale: f32,
}

impl Direction {
    /// That of a vector of length 1, or of 0.
    pub(crate) fn of(unit: &[f64]) -> Self {
        let largest = unit.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
        let scale = largest / f64::from(i8::MAX);
        let step = |x: &f64| if scale > 0.0 { (x / scale).round() } else { 0.0 };
        #[expect(
            clippy::cast_possible_truncation,
            reason = "between -127 and 127, and near enough"
        )]
        let (steps, scale) = (unit.iter().map(|x| step(x) as i8).collect(), scale as f32);
        Self { steps, scale }
    }
}

impl Vectors {
    pub(super) fn new(vectors: Vec<(u16, Direction)>) -> Self {
        let directions = vectors.iter().flat_map(|(_, vector)| &vector.steps).copied().collect();
        let (positions, scales) = vectors
            .iter()
            .map(|(position, vector)| (*position, vector.scale))
            .unzip::<_, _, Vec<_>, Vec<_>>();
        Self { positions: positions.into(), directions, scales: scales.into() }
    }

    /// Positions with steps and scales, of vectors of so many components.
    pub(crate) fn iter(&self, dimensions: usize) -> impl Iterator<Item = (usize, &[i8], f32)> {
        let positions = self.positions.iter().map(|position| usize::from(*position));
        let vectors = positions.zip(self.directions.chunks_exact(dimensions.max(1)));
        vectors.zip(&self.scales).map(|((position, steps), scale)| (position, steps, *scale))
    }
}

/// A vector scaled to a length of 1, however long it is; one of zeros stays so.
pub(crate) fn unit(vector: &[f64]) -> Vec<f64> {
    let largest = vector.iter().fold(0.0_f64, |largest, x| largest.max(x.abs()));
    if largest == 0.0 {
        return vec![0.0; vector.len()];
    }
    let mut scaled: Vec<f64> = vector.iter().map(|x| x / largest).collect();
    let length = scaled.iter().map(|x| x * x).sum::<f64>().sqrt();
    scaled.iter_mut().for_each(|x| *x /= length);
    scaled
}

/// The position of a record in its block.
pub(super) fn position(seq: i64) -> u16 {
    // Always below the size of a block.
    u16::try_from(seq.rem_euclid(BLOCK as i64)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn terms_are_found_with_their_records() {
        let all = ["", "apple", "pear", "plum"].map(str::to_owned);
        let terms = Terms::new(vec![(3, 1), (9, 0), (7, 3), (1, 1), (1, 3)], &all);
        let listed = |index| (terms.term(index), terms.positions(index).collect::<Vec<_>>());
        assert_eq!(terms.len(), 3);
        assert_eq!(listed(0), ("", vec![9]));
        assert_eq!(listed(1), ("apple", vec![1, 3]));
        assert_eq!(listed(2), ("plum", vec![1, 7]));
        assert_eq!(terms.partition_point(|term| term < "pear"), 2);
        assert_eq!(terms.partition_point(|term| term <= "plum"), 3);
        assert_eq!(Terms::new(Vec::new(), &all).len(), 0);
    }

    #[test]
    fn numbers_are_in_the_order_of_their_records() {
        let numbers = Numbers::new(vec![(5, 1.5), (0, 2.5), (5, 0.5)]);
        assert_eq!(numbers.iter().collect::<Vec<_>>(), [(0, 2.5), (5, 1.5), (5, 0.5)]);
    }

    #[test]
    fn a_direction_is_near_its_vector() {
        let direction = Direction::of(&[0.6, -0.8, 0.0]);
        let back: Vec<f32> =
            direction.steps.iter().map(|x| f32::from(*x) * direction.scale).collect();
        assert!((back[0] - 0.6).abs() < 0.004 && (back[1] + 0.8).abs() < 1e-6 && back[2] == 0.0);
        assert_eq!(Direction::of(&[0.0, 0.0]).steps, [0, 0]);
    }
}
