//! What is wrong with a request, and where.

use std::borrow::Cow;

use serde::Serialize;

use crate::limits::Limits;

/// One step of the way to a problem.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Loc {
    /// A key of an object, or the chosen tag of a union.
    Key(Cow<'static, str>),
    /// A zero-based position in a list.
    Index(usize),
}

impl From<&'static str> for Loc {
    fn from(key: &'static str) -> Self {
        Self::Key(Cow::Borrowed(key))
    }
}

impl From<String> for Loc {
    fn from(key: String) -> Self {
        Self::Key(Cow::Owned(key))
    }
}

impl From<usize> for Loc {
    fn from(index: usize) -> Self {
        Self::Index(index)
    }
}

/// What is wrong, where and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Problem {
    /// The rule that was broken, one of the contract's names (`missing`, `string_too_long`, ...).
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The way from the request's part (`path`, `query`, `body`) to the value.
    pub loc: Vec<Loc>,
    /// A sentence for people.
    pub msg: String,
}

impl Problem {
    /// The bytes of its keys and its message.
    #[must_use]
    pub fn bytes(&self) -> usize {
        let key = |step: &Loc| match step {
            Loc::Key(key) => key.len(),
            Loc::Index(_) => 0,
        };
        self.loc.iter().map(key).sum::<usize>() + self.msg.len()
    }
}

/// How many problems of one request are kept; the rest are only counted, since a bad body of a few
/// megabytes may hold a million of them.
pub const PROBLEMS_MAX: usize = 1000;

/// How many bytes of keys and messages the problems of one request may have together before no
/// more are kept. A key may be as long as the body, and stands in the place of every problem under
/// it.
pub const PROBLEMS_BYTES_MAX: usize = 1 << 20;

/// All problems of one request, and the place being looked at.
#[derive(Debug, Default)]
pub struct Problems {
    limits: Limits,
    path: Vec<Loc>,
    found: Vec<Problem>,
    count: usize,
    bytes: usize,
}

impl Problems {
    /// No problems yet, looking for them with these limits instead of the contract's.
    #[must_use]
    pub fn within(limits: Limits) -> Self {
        Self { limits, ..Self::default() }
    }

    /// The sizes that an operator may tune.
    #[must_use]
    pub fn limits(&self) -> Limits {
        self.limits
    }

    /// Runs `f` one step deeper.
    pub fn at<T>(&mut self, step: impl Into<Loc>, f: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(step.into());
        let out = f(self);
        self.path.pop();
        out
    }

    /// Runs `f` and places its problems here, with what lies deeper told in words: a value of one of
    /// several forms is one place.
    pub fn here<T>(&mut self, f: impl FnOnce(&mut Self) -> T) -> T {
        let before = self.found.len();
        let out = f(self);
        for problem in &mut self.found[before..] {
            for step in problem.loc.drain(self.path.len()..).rev() {
                problem.msg = match step {
                    Loc::Key(key) => format!("`{key}`: {}", problem.msg),
                    Loc::Index(index) => format!("item {index}: {}", problem.msg),
                };
            }
        }
        out
    }

    /// Records a problem at the current place. Always `None`, so that a rule can end with it.
    pub fn report<T>(&mut self, kind: &'static str, msg: impl Into<String>) -> Option<T> {
        self.count += 1;
        if self.found.len() < PROBLEMS_MAX && self.bytes <= PROBLEMS_BYTES_MAX {
            let problem = Problem { kind, loc: self.path.clone(), msg: msg.into() };
            self.bytes += problem.bytes();
            self.found.push(problem);
        }
        None
    }

    /// How many problems have been found so far.
    #[must_use]
    pub fn count(&self) -> usize {
        self.count
    }

    /// The decoded value if nothing was found, else what was.
    ///
    /// # Errors
    /// The first [`PROBLEMS_MAX`] problems, in the order of discovery, or fewer of many bytes.
    pub fn finish<T>(self, value: Option<T>) -> Result<T, Vec<Problem>> {
        match value {
            Some(value) if self.found.is_empty() => Ok(value),
            _ => Err(self.found),
        }
    }
}
