//! What of a value can be filtered and sorted by.

use std::borrow::Cow;

/// The values under which a metadata value or an answer is found.
#[derive(Debug, Clone, PartialEq)]
pub enum IndexValues<'v> {
    /// None: the value cannot be searched.
    Nothing,
    /// Words, compared exactly.
    Terms(Vec<Cow<'v, str>>),
    /// A whole number.
    Integer(i64),
    /// A number.
    Float(f64),
}

/// How the values of a metadata property or the answers of a question are indexed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum IndexKind {
    /// Not at all.
    Nothing,
    /// As [`IndexValues::Terms`].
    Terms,
    /// As [`IndexValues::Integer`].
    Integer,
    /// As [`IndexValues::Float`].
    Float,
}
