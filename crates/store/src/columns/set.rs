//! Sets of records of one dataset, a bit for each slot.

/// Bits of a word.
const WORD: usize = u64::BITS as usize;

/// A set of slots. All sets that meet are of one layout.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Set {
    words: Vec<u64>,
}

impl Set {
    /// The empty set, with room for so many slots.
    pub(crate) fn empty(slots: usize) -> Self {
        Self { words: vec![0; slots.div_ceil(WORD)] }
    }

    /// How much memory it takes, in bytes.
    pub(crate) fn bytes(&self) -> usize {
        self.words.len() * size_of::<u64>()
    }

    pub(crate) fn insert(&mut self, slot: usize) {
        if let Some(word) = self.words.get_mut(slot / WORD) {
            *word |= 1 << (slot % WORD);
        }
    }

    pub(crate) fn contains(&self, slot: usize) -> bool {
        self.words.get(slot / WORD).is_some_and(|word| word >> (slot % WORD) & 1 == 1)
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    pub(crate) fn count(&self) -> usize {
        self.words.iter().map(|word| word.count_ones() as usize).sum()
    }

    /// Keeps what is also in the other one.
    pub(crate) fn intersect(&mut self, other: &Self) {
        self.join(other, |a, b| a & b);
    }

    /// Adds what is in the other one.
    pub(crate) fn unite(&mut self, other: &Self) {
        self.join(other, |a, b| a | b);
    }

    /// Takes away what is in the other one.
    pub(crate) fn subtract(&mut self, other: &Self) {
        self.join(other, |a, b| a & !b);
    }

    fn join(&mut self, other: &Self, joined: impl Fn(u64, u64) -> u64) {
        for (word, other) in self.words.iter_mut().zip(&other.words) {
            *word = joined(*word, *other);
        }
    }

    /// Its slots, in order.
    pub(crate) fn iter(&self) -> impl Iterator<Item = usize> {
        self.within(0..self.words.len() * WORD)
    }

    /// Its slots in a range whose ends are multiples of 64, in order.
    pub(crate) fn within(&self, slots: std::ops::Range<usize>) -> impl Iterator<Item = usize> {
        let words = slots.start / WORD..(slots.end / WORD).min(self.words.len());
        let numbered = words.clone().zip(self.words.get(words).unwrap_or_default());
        numbered.flat_map(|(index, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let bit = left.trailing_zeros() as usize;
                left &= left.wrapping_sub(1);
                (bit < WORD).then_some(index * WORD + bit)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_joined_slot_by_slot() {
        let set = |slots: &[usize]| {
            let mut set = Set::empty(200);
            slots.iter().for_each(|slot| set.insert(*slot));
            set
        };
        let (a, b) = (set(&[0, 63, 64, 150]), set(&[1, 63, 150, 199]));
        let joined = |join: fn(&mut Set, &Set)| {
            let mut joined = a.clone();
            join(&mut joined, &b);
            assert_eq!(joined.count(), joined.iter().count());
            joined.iter().collect::<Vec<_>>()
        };
        assert_eq!(joined(Set::intersect), [63, 150]);
        assert_eq!(joined(Set::unite), [0, 1, 63, 64, 150, 199]);
        assert_eq!(joined(Set::subtract), [0, 64]);
        assert!(a.contains(64) && !a.contains(65) && !a.contains(4000));
        assert_eq!(a.within(64..128).collect::<Vec<_>>(), [64]);
        assert!(Set::empty(0).is_empty() && !a.is_empty());
    }
}
