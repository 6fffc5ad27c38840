//! The parts of a queue, as numbers.

/// A part is divided in this many, as a power of 2.
pub(super) const FANOUT_BITS: u32 = 5;
/// How often the whole is divided.
pub(super) const DEPTH: u32 = 2;

/// A part of the range of queue keys. Its number is 1 for the whole; the parts of part `n` are
/// numbered from `32 * n` on, in the order of their keys.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Part(pub(super) i64);

/// The whole range.
pub(crate) const WHOLE: Part = Part(1);

/// After the number of every part of the whole, which is a section.
pub(crate) const SECTIONS_END: Part = Part(1 << (FANOUT_BITS + 1));

impl Part {
    /// The smallest part that holds a key.
    pub(crate) fn of(key: i64) -> Self {
        let bits = DEPTH * FANOUT_BITS;
        let number = from_zero(key) >> (u64::BITS - bits) | 1 << bits;
        Self(number.cast_signed())
    }

    /// The part that this one is a part of.
    pub(crate) fn parent(self) -> Option<Self> {
        (self != WHOLE).then_some(Self(self.0 >> FANOUT_BITS))
    }

    /// Its parts, in the order of their keys.
    pub(crate) fn parts(self) -> impl DoubleEndedIterator<Item = Self> + Clone {
        let first = self.0 << FANOUT_BITS;
        (first..first + (1 << FANOUT_BITS)).map(Self)
    }

    /// Its first and last key.
    pub(crate) fn keys(self) -> (i64, i64) {
        let bits = i64::BITS - 1 - self.0.leading_zeros();
        let free = u64::MAX.checked_shr(bits).unwrap_or(0);
        let first = self.0.cast_unsigned().checked_shl(u64::BITS - bits).unwrap_or(0);
        (to_key(first), to_key(first | free))
    }

    /// The smallest part that holds a key, and all that this one is a part of, the whole first.
    pub(super) fn path(key: i64) -> [Self; 1 + DEPTH as usize] {
        let mut path = [Self::of(key); 1 + DEPTH as usize];
        for at in (0..DEPTH as usize).rev() {
            path[at] = path[at + 1].parent().unwrap_or(WHOLE);
        }
        path
    }
}

/// Keys in their order as numbers from 0 on.
fn from_zero(key: i64) -> u64 {
    key.cast_unsigned() ^ 1 << 63
}

fn to_key(number: u64) -> i64 {
    (number ^ 1 << 63).cast_signed()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parts_divide_the_range_of_keys() {
        assert_eq!(WHOLE.keys(), (i64::MIN, i64::MAX));
        for part in [WHOLE, Part(32), Part(47), Part(63)] {
            let mut next = part.keys().0;
            for child in part.parts() {
                assert_eq!(child.parent(), Some(part));
                let (first, last) = child.keys();
                assert_eq!(first, next);
                assert!(first < last);
                next = last.wrapping_add(1);
            }
            assert_eq!(next, part.keys().1.wrapping_add(1));
        }
    }

    #[test]
    fn a_key_is_in_its_parts() {
        for key in [i64::MIN, -1, 0, 1, i64::MAX, 0x1234_5678_9abc_def0, -77 << 40] {
            let path = Part::path(key);
            assert_eq!(path[0], WHOLE);
            assert_eq!(path[DEPTH as usize], Part::of(key));
            for (part, above) in path.iter().skip(1).zip(&path) {
                assert_eq!(part.parent(), Some(*above));
                let (first, last) = part.keys();
                assert!((first..=last).contains(&key), "{part:?} {key}");
            }
        }
    }
}
