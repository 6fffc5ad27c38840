//! The first of many in some order.

/// The `count` smallest items, in order. Takes memory for so many only, and time for those that are
/// among the smallest when they are met.
pub(super) fn smallest<T: Ord + Copy>(items: impl Iterator<Item = T>, count: usize) -> Vec<T> {
    /// How many are collected at least before they are thinned out.
    const ROOM_MIN: usize = 1024;
    if count == 0 {
        return Vec::new();
    }
    let room = count.saturating_mul(2).max(ROOM_MIN);
    let mut kept: Vec<T> = Vec::new();
    let mut worst: Option<T> = None;
    for item in items {
        if worst.is_some_and(|worst| item >= worst) {
            continue;
        }
        kept.push(item);
        if kept.len() >= room {
            let (_, last, _) = kept.select_nth_unstable(count - 1);
            worst = Some(*last);
            kept.truncate(count);
        }
    }
    kept.sort_unstable();
    kept.truncate(count);
    kept
}

/// A whole number as one that is ordered among unsigned ones.
pub(super) fn of_integer(number: i64) -> u64 {
    number.cast_unsigned() ^ 1 << 63
}

/// A number, not NaN, as a whole one with the same order. Both zeros are equal.
pub(super) fn of_float(number: f64) -> u64 {
    let bits = (number + 0.0).to_bits();
    if bits >> 63 == 1 { !bits } else { bits | 1 << 63 }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_smallest_come_in_order_however_many_are_wanted() {
        let items: Vec<u64> =
            (0..10_000).map(|n: u64| n.wrapping_mul(0x9e37_79b9) % 4001).collect();
        let mut sorted = items.clone();
        sorted.sort_unstable();
        for count in [0, 1, 20, 1023, 5000, 20_000] {
            let expected = &sorted[..count.min(sorted.len())];
            assert_eq!(smallest(items.iter().copied(), count), expected, "{count}");
        }
    }

    #[test]
    fn numbers_keep_their_order() {
        let floats = [f64::MIN, -1.5, -f64::MIN_POSITIVE, 0.0, 1e-300, 2.0, f64::MAX];
        assert!(floats.windows(2).all(|pair| of_float(pair[0]) < of_float(pair[1])));
        assert_eq!(of_float(-0.0), of_float(0.0));
        let integers = [i64::MIN, -1, 0, 1, i64::MAX];
        assert!(integers.windows(2).all(|pair| of_integer(pair[0]) < of_integer(pair[1])));
    }
}
