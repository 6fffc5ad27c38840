//! Instants as the contract writes them.

use std::fmt;
use std::str::FromStr;

use serde::{Serialize, Serializer};

/// An instant in microseconds since the Unix epoch, UTC.
///
/// Written as naive ISO 8601 (`2026-11-23T15:26:36.121860`); the fraction is left out when zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Timestamp(pub i64);

impl Timestamp {
    /// The instant `micros` microseconds later, saturating.
    #[must_use]
    pub fn plus_micros(self, micros: i64) -> Self {
        Self(self.0.saturating_add(micros))
    }

    /// The instant `seconds` later, saturating.
    #[must_use]
    pub fn plus_seconds(self, seconds: i64) -> Self {
        self.plus_micros(seconds.saturating_mul(1_000_000))
    }

    /// Whole seconds since the Unix epoch, rounded down.
    #[must_use]
    pub fn unix_seconds(self) -> i64 {
        self.0.div_euclid(1_000_000)
    }
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Ok(instant) = jiff::Timestamp::from_microsecond(self.0) else {
            // Outside years -9999..=9999, which no clock and no accepted input reaches.
            return write!(f, "{}us", self.0);
        };
        let at = jiff::tz::TimeZone::UTC.to_datetime(instant);
        write!(
            f,
            "{:04}-{:02}-{:02}T{:02}:{:02}:{:02}",
            at.year(),
            at.month(),
            at.day(),
            at.hour(),
            at.minute(),
            at.second()
        )?;
        match self.0.rem_euclid(1_000_000) {
            0 => Ok(()),
            micros => write!(f, ".{micros:06}"),
        }
    }
}

/// The text is no ISO 8601 date or date-time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not an ISO 8601 date or date-time")]
pub struct NotADate;

impl FromStr for Timestamp {
    type Err = NotADate;

    /// Reads a date, a naive date-time (taken as UTC) or one with an offset.
    fn from_str(text: &str) -> Result<Self, NotADate> {
        let text = text.trim();
        if let Ok(instant) = text.parse::<jiff::Timestamp>() {
            return Ok(Self(instant.as_microsecond()));
        }
        let civil = text.parse::<jiff::civil::DateTime>().map_err(|_| NotADate)?;
        let instant = jiff::tz::TimeZone::UTC.to_timestamp(civil).map_err(|_| NotADate)?;
        Ok(Self(instant.as_microsecond()))
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_and_reads_naive_utc() {
        let check = |input: &str, expected: &str| {
            assert_eq!(input.parse::<Timestamp>().unwrap().to_string(), expected, "{input}");
        };
        check("2026-11-23T15:26:36.121860", "2026-11-23T15:26:36.121860");
        check("2026-11-23T15:26:36", "2026-11-23T15:26:36");
        check("2026-11-23", "2026-11-23T00:00:00");
        check("2026-11-23T15:26:36Z", "2026-11-23T15:26:36");
        check("2026-11-23T17:26:36.5+02:00", "2026-11-23T15:26:36.500000");
        check("1969-12-31T23:59:59.000001", "1969-12-31T23:59:59.000001");
        assert!("yesterday".parse::<Timestamp>().is_err());
    }
}
