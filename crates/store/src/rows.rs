//! Many rows as one argument, so that the number of statements does not grow with them.
//!
//! A [`Rows`] is a small table held by columns. In a statement, `{rows}` stands for it as a table
//! named `r` with those columns; the dialect writes it (`json_each` in SQLite, `UNNEST` in
//! PostgreSQL). The rows come in the order they were pushed.

use uuid::Uuid;

/// The values of one column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Column {
    Uuid(Vec<Option<Uuid>>),
    Text(Vec<Option<String>>),
    Integer(Vec<Option<i64>>),
    Float(Vec<Option<f64>>),
    Bool(Vec<Option<bool>>),
    Bytes(Vec<Option<Vec<u8>>>),
}

impl Column {
    pub(crate) fn len(&self) -> usize {
        match self {
            Self::Uuid(v) => v.len(),
            Self::Text(v) => v.len(),
            Self::Integer(v) => v.len(),
            Self::Float(v) => v.len(),
            Self::Bool(v) => v.len(),
            Self::Bytes(v) => v.len(),
        }
    }
}

macro_rules! from_values {
    ($($t:ty => $variant:ident),* $(,)?) => {$(
        impl FromIterator<$t> for Column {
            fn from_iter<I: IntoIterator<Item = $t>>(values: I) -> Self {
                Self::$variant(values.into_iter().map(Some).collect())
            }
        }
        impl FromIterator<Option<$t>> for Column {
            fn from_iter<I: IntoIterator<Item = Option<$t>>>(values: I) -> Self {
                Self::$variant(values.into_iter().collect())
            }
        }
    )*};
}
from_values!(Uuid => Uuid, String => Text, i64 => Integer, f64 => Float, bool => Bool, Vec<u8> => Bytes);

/// A small table, held by columns of equal length.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Rows {
    pub(crate) columns: Vec<(&'static str, Column)>,
}

impl Rows {
    /// Adds a column; collect an iterator of values (or options of them) into it.
    pub(crate) fn with(mut self, name: &'static str, values: Column) -> Self {
        debug_assert!(self.columns.first().is_none_or(|(_, c)| c.len() == values.len()));
        self.columns.push((name, values));
        self
    }

    /// A table with the one column `id`.
    pub(crate) fn ids(ids: impl IntoIterator<Item = Uuid>) -> Self {
        Self::default().with("id", ids.into_iter().collect())
    }

    /// A table with the one column `seq`.
    pub(crate) fn seqs(seqs: impl IntoIterator<Item = i64>) -> Self {
        Self::default().with("seq", seqs.into_iter().collect())
    }

    /// Number of rows.
    pub(crate) fn len(&self) -> usize {
        self.columns.first().map_or(0, |(_, column)| column.len())
    }

    /// Whether there is no row; a statement over none need not run.
    pub(crate) fn is_empty(&self) -> bool {
        self.len() == 0
    }
}
