//! What clients were told, compared with what is stored.

use std::collections::BTreeMap;

/// A text for everything that is stored, by what it is of: `3-14` is the text of a record,
/// `3-14 suggestion` what is suggested for it, `3-14 ann` what Ann answered.
pub type Rows = BTreeMap<String, String>;

/// What one request makes of rows, all of it or nothing; `None` deletes.
pub type Changes = Vec<(String, Option<String>)>;

/// What one client was told.
#[derive(Debug, Default)]
pub struct Told {
    rows: Rows,
    /// Requests that were sent and not answered.
    in_doubt: Vec<Changes>,
}

impl Told {
    pub fn rows(&self) -> &Rows {
        &self.rows
    }

    /// A request was answered.
    pub fn acknowledged(&mut self, changes: Changes) {
        for (key, value) in changes {
            match value {
                Some(value) => self.rows.insert(key, value),
                None => self.rows.remove(&key),
            };
        }
    }

    /// A request was not answered.
    pub fn in_doubt(&mut self, changes: Changes) {
        self.in_doubt.push(changes);
    }

    /// Compares with all that is stored of this client, and learns from it what became of the
    /// requests in doubt. One that is not there as a whole must have left no trace. Answers how many
    /// were in doubt, and how many of them are there.
    pub fn settle(&mut self, found: &Rows) -> (usize, usize) {
        let in_doubt = std::mem::take(&mut self.in_doubt);
        let (all, mut stored) = (in_doubt.len(), 0);
        for changes in in_doubt {
            if changes.iter().all(|(key, value)| found.get(key) == value.as_ref()) {
                self.acknowledged(changes);
                stored += 1;
            }
        }
        for key in self.rows.keys().chain(found.keys()) {
            let (is, told) = (found.get(key), self.rows.get(key));
            assert_eq!(is, told, "`{key}`: what is stored, and what its client was told");
        }
        (all, stored)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(pairs: &[(&str, &str)]) -> Rows {
        pairs.iter().map(|(key, value)| ((*key).to_owned(), (*value).to_owned())).collect()
    }

    fn two(value: Option<&str>) -> Changes {
        ["a", "b"].map(|key| (key.to_owned(), value.map(str::to_owned))).to_vec()
    }

    fn told() -> Told {
        let mut told = Told::default();
        told.acknowledged(two(Some("1")));
        told
    }

    #[test]
    fn a_request_in_doubt_may_be_there_or_not() {
        for (text, stored) in [("1", 0), ("2", 1)] {
            let found = rows(&[("a", text), ("b", text)]);
            let mut told = told();
            told.in_doubt(two(Some("2")));
            assert_eq!(told.settle(&found), (1, stored));
            assert_eq!(*told.rows(), found);
        }
        let mut told = told();
        told.in_doubt(two(None));
        assert_eq!(told.settle(&Rows::default()), (1, 1));
        assert!(told.rows().is_empty());
    }

    #[test]
    #[should_panic(expected = "`a`: what is stored")]
    fn half_a_request_is_noticed() {
        let mut told = told();
        told.in_doubt(two(Some("2")));
        told.settle(&rows(&[("a", "2"), ("b", "1")]));
    }

    #[test]
    #[should_panic(expected = "`b`: what is stored")]
    fn what_was_lost_is_noticed() {
        told().settle(&rows(&[("a", "1")]));
    }

    #[test]
    #[should_panic(expected = "`c`: what is stored")]
    fn what_nobody_wrote_is_noticed() {
        told().settle(&rows(&[("a", "1"), ("b", "1"), ("c", "1")]));
    }
}
