//! A domain object together with the key that other tables know it by.

use std::ops::Deref;

/// A domain object as it stands in the database. Reads like the object itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Stored<T> {
    /// Order of insertion, and what other tables refer to. Never shown to clients.
    pub seq: i64,
    /// The object.
    pub item: T,
}

impl<T> Deref for Stored<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.item
    }
}

/// The objects alone, for an answer.
#[must_use]
pub fn items<T>(stored: Vec<Stored<T>>) -> Vec<T> {
    stored.into_iter().map(|stored| stored.item).collect()
}
