//! What the domain refuses although it is well formed.

use std::fmt;

/// A rule of the dataset that a well-formed request breaks.
///
/// The text names the field, question or position and the rule; it becomes a 422 with the plain
/// envelope.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

impl Refusal {
    /// A refusal with this text.
    #[must_use]
    pub fn new(text: impl Into<String>) -> Self {
        Self(text.into())
    }

    /// The same refusal, said of something: ``field `text` `` and `must be a string` become one
    /// sentence.
    #[must_use]
    pub fn of(self, subject: impl fmt::Display) -> Self {
        Self(format!("{subject} {}", self.0))
    }

    /// The same refusal with the place in front: `record at position 3: ...`.
    #[must_use]
    pub fn at(self, place: impl fmt::Display) -> Self {
        Self(format!("{place}: {}", self.0))
    }
}

/// Refuses with a formatted text.
macro_rules! refuse {
    ($($text:tt)*) => {
        Err($crate::refusal::Refusal(format!($($text)*)))
    };
}
pub(crate) use refuse;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_refusal_says_where_and_what() {
        let refusal =
            Refusal::new("must be a string").of("field `text`").at("record at position 3");
        assert_eq!(refusal.to_string(), "record at position 3: field `text` must be a string");
    }
}
