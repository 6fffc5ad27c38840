//! How far somebody has seen what happened.

use std::fmt;
use std::str::FromStr;

use crate::error::{Error, Result};
use crate::tx::{Statement, Tx, args};

/// How far somebody has seen what happened: all below a number, and all below another one but a few.
/// Of PostgreSQL it is a snapshot, as that writes it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Position {
    below: i64,
    pub(super) until: i64,
    pub(super) missing: Vec<i64>,
}

impl Position {
    /// Whether the event with this number was there.
    #[must_use]
    pub fn has_seen(&self, number: i64) -> bool {
        number < self.below || (number < self.until && !self.missing.contains(&number))
    }

    /// Whether this is no later than another.
    pub(super) fn is_within(&self, other: &Self) -> bool {
        self.until <= other.until
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:", self.below, self.until)?;
        for (at, number) in self.missing.iter().enumerate() {
            let comma = if at == 0 { "" } else { "," };
            write!(f, "{comma}{number}")?;
        }
        Ok(())
    }
}

/// The text is no position.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("no position among the events")]
pub struct NoPosition;

impl FromStr for Position {
    type Err = NoPosition;

    fn from_str(text: &str) -> Result<Self, NoPosition> {
        let number = |text: &str| text.parse::<i64>().map_err(|_| NoPosition);
        let mut parts = text.splitn(3, ':');
        let mut next = || parts.next().ok_or(NoPosition);
        let (below, until) = (number(next()?)?, number(next()?)?);
        let missing = next()?.split(',').filter(|text| !text.is_empty()).map(number);
        let missing = missing.collect::<Result<Vec<_>, _>>()?;
        Ok(Self { below, until, missing })
    }
}

/// How far this transaction sees.
///
/// # Errors
/// The database fails.
pub async fn position(tx: &mut Tx) -> Result<Position> {
    let snapshot = Statement::new(tx.dialect().snapshot(), args![]);
    let (text,): (String,) = tx.one(snapshot).await?;
    text.parse().map_err(|_| Error::corrupt("events", format!("snapshot `{text}`")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_position_is_what_was_visible() {
        let position: Position = "10:20:10,14".parse().unwrap();
        assert_eq!(position.to_string(), "10:20:10,14");
        for (number, is_seen) in [(9, true), (10, false), (11, true), (14, false), (20, false)] {
            assert_eq!(position.has_seen(number), is_seen, "{number}");
        }
        assert_eq!("5:5:".parse::<Position>().unwrap().to_string(), "5:5:");
        for wrong in ["", "1", "1:2", "a:1:", "1:2:x", "1:2:3,,b"] {
            assert_eq!(wrong.parse::<Position>(), Err(NoPosition), "{wrong}");
        }
    }
}
