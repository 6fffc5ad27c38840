//! How long things took.

use std::time::Duration;

use serde_json::{Value, json};

#[derive(Debug, Clone, Default)]
pub struct Timings(Vec<Duration>);

impl Timings {
    pub fn push(&mut self, took: Duration) {
        self.0.push(took);
    }

    pub fn extend(&mut self, others: &Timings) {
        self.0.extend_from_slice(&others.0);
    }

    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// The time that `percent` of them do not exceed, in milliseconds; 0 when there is none.
    pub fn percentile(&self, percent: usize) -> f64 {
        let mut sorted = self.0.clone();
        sorted.sort_unstable();
        let rank = (sorted.len() * percent).div_ceil(100).max(1);
        sorted.get(rank - 1).map_or(0.0, |took| milliseconds(*took))
    }

    pub fn p95(&self) -> f64 {
        self.percentile(95)
    }

    /// For people: the median and the two tails.
    pub fn cell(&self) -> String {
        let numbers = [50, 95, 99].map(|percent| short(self.percentile(percent)));
        numbers.join(" / ")
    }

    pub fn json(&self) -> Value {
        json!({
            "count": self.len(),
            "p50_ms": self.percentile(50),
            "p95_ms": self.percentile(95),
            "p99_ms": self.percentile(99),
            "max_ms": self.percentile(100),
        })
    }
}

pub fn milliseconds(took: Duration) -> f64 {
    took.as_secs_f64() * 1000.0
}

/// Three digits or, above a thousand, whole numbers in groups of three.
pub fn short(number: f64) -> String {
    match number {
        n if n < 9.995 => format!("{n:.2}"),
        n if n < 99.95 => format!("{n:.1}"),
        n => grouped(&format!("{n:.0}")),
    }
}

fn grouped(digits: &str) -> String {
    let mut out = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percentiles_are_of_what_was_measured() {
        let mut timings = Timings::default();
        assert_eq!(timings.p95(), 0.0);
        (1..=200).rev().for_each(|ms| timings.push(Duration::from_millis(ms)));
        let found = [50, 95, 99, 100].map(|percent| timings.percentile(percent));
        assert_eq!(found, [100.0, 190.0, 198.0, 200.0]);
        assert_eq!(timings.cell(), "100 / 190 / 198");
    }

    #[test]
    fn numbers_are_short() {
        let found = [0.004, 1.0, 12.34, 123.4, 1234.0, 1_234_567.0].map(short);
        assert_eq!(found, ["0.00", "1.00", "12.3", "123", "1,234", "1,234,567"]);
    }
}
