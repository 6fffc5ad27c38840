//! A text query as conditions of SQL, each a query of the database's own full-text search.
//!
//! Tokens are indexed as `<fields.seq>.<token>`, so a word is first spread over the fields in
//! which it may occur. What then holds at least one thing that must occur becomes one full-text
//! query; negations that stand alone become `NOT` in SQL, where "all records but these" includes
//! records without any text.
//!
//! Records that a `tsvector` cannot hold are searched beside the others where there are any
//! ([`long`]).

mod long;
mod native;
mod node;
mod split;
mod spread;

use crate::dialect::Dialect;

pub(super) use native::{balanced, lexeme, quoted};
pub(super) use node::{Node, RankedWord};
pub(super) use spread::read;

/// Where the words of records are looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Index {
    pub(super) dialect: Dialect,
    /// Whether some records of the dataset are in `long_texts`.
    pub(super) has_long_texts: bool,
}
