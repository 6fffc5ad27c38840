//! The search language that users type, read into a tree that a store turns into its own query.
//!
//! | typed | means |
//! |---|---|
//! | `red car` | both words, anywhere and in any order |
//! | `"red car"` or `“red car”` | the words next to each other, in this order |
//! | `red \| blue` | one of them or both; binds weaker than the space of "and" |
//! | `-red`, `-"red car"`, `-(red \| blue)` | without it |
//! | `+red` | as `red` |
//! | `pre*`, `"red ca"*` | the last word begins so |
//! | `(red \| blue) car` | grouping |
//! | `title:red`, `title:"red car"`, `title:(red \| blue)` | in this field only |
//! | `red~2`, `"red car"~2` | as without `~2` |
//!
//! - `-` and `+` are operators at the start of a term and directly before it; elsewhere they are
//!   plain text (`a-b`), and alone they are ignored.
//! - A quotation mark opens a phrase at the start of a term; within a word it is plain text.
//! - `name:` restricts only when the caller says that a field has this name, and something
//!   follows it directly. `12:30` and `http://x` are plain text.
//! - A term without any token, such as `!?`, is ignored.
//! - No query is an error. One that cannot be read (a quotation mark or parenthesis without its
//!   partner, `|` without a term on each side, more than [`DEPTH_MAX`] or [`TOKENS_MAX`]) is
//!   taken as plain words that must all occur.

use std::fmt;

use serde::Serialize;

mod parse;

pub use parse::{Tokenise, parse};

/// How deep parentheses may be nested. What is nested deeper is read as plain words.
pub const DEPTH_MAX: usize = 32;

/// How many tokens a query may have. With more it is read as plain words, of which those after
/// this number are left out.
pub const TOKENS_MAX: usize = 1_000;

/// What a search asks for.
///
/// A tree from [`parse()`] is normalised: [`Nothing`](Query::Nothing) stands at the top only, `And`
/// and `Or` have at least two members and none of their own kind, `Not` does not hold a `Not`,
/// and no list of tokens is empty. It is nested at most [`DEPTH_MAX`] parentheses deep, so that
/// functions over it may recurse.
///
/// `Not` may stand anywhere, also at the top and in an `Or`: it is "all records but these".
///
/// All tokens are those of the tokenizer that was given to [`parse()`]. `field` is the name of the
/// one field to look in; without it all fields count, each for itself: a phrase does not reach
/// from one field into the next, while the members of an `And` may be found in different ones.
///
/// Displayed as a query in the search language that reads as the same tree.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Query {
    /// Matches no record: the query was empty or had no token.
    Nothing,
    /// All members match.
    And(Vec<Query>),
    /// One member matches, or several.
    Or(Vec<Query>),
    /// The member does not match.
    Not(Box<Query>),
    /// This token occurs.
    Word {
        /// The only field to look in, if there is one.
        #[serde(skip_serializing_if = "Option::is_none")]
        field: Option<String>,
        /// The whole token.
        token: String,
    },
    /// These tokens occur directly one after the other; the last is only the beginning of one.
    Prefix {
        /// The only field to look in, if there is one.
        #[serde(skip_serializing_if = "Option::is_none")]
        field: Option<String>,
        /// One or more tokens, in order.
        tokens: Vec<String>,
    },
    /// These tokens occur directly one after the other.
    Phrase {
        /// The only field to look in, if there is one.
        #[serde(skip_serializing_if = "Option::is_none")]
        field: Option<String>,
        /// Two or more tokens, in order.
        tokens: Vec<String>,
    },
}

impl Query {
    /// All of these, `None` for an empty list.
    fn all(members: Vec<Query>) -> Option<Query> {
        join(members, Query::And, |member| match member {
            Query::And(members) => Ok(members),
            other => Err(other),
        })
    }

    /// One of these, `None` for an empty list.
    fn any(members: Vec<Query>) -> Option<Query> {
        join(members, Query::Or, |member| match member {
            Query::Or(members) => Ok(members),
            other => Err(other),
        })
    }

    fn negate(self) -> Query {
        match self {
            Query::Not(query) => *query,
            query => Query::Not(Box::new(query)),
        }
    }
}

/// Makes one node of `members`, with those of its own kind (which `open` opens) merged into it.
fn join(
    members: Vec<Query>,
    node: fn(Vec<Query>) -> Query,
    open: fn(Query) -> Result<Vec<Query>, Query>,
) -> Option<Query> {
    let mut merged = Vec::with_capacity(members.len());
    for member in members {
        match open(member) {
            Ok(inner) => merged.extend(inner),
            Err(other) => merged.push(other),
        }
    }
    if merged.len() > 1 { Some(node(merged)) } else { merged.pop() }
}

impl fmt::Display for Query {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Query::Nothing => Ok(()),
            Query::And(members) => {
                for (position, member) in members.iter().enumerate() {
                    let space = if position == 0 { "" } else { " " };
                    match member {
                        Query::Or(_) => write!(f, "{space}({member})")?,
                        _ => write!(f, "{space}{member}")?,
                    }
                }
                Ok(())
            }
            Query::Or(members) => {
                for (position, member) in members.iter().enumerate() {
                    let bar = if position == 0 { "" } else { " | " };
                    write!(f, "{bar}{member}")?;
                }
                Ok(())
            }
            Query::Not(member) => match **member {
                Query::And(_) | Query::Or(_) => write!(f, "-({member})"),
                _ => write!(f, "-{member}"),
            },
            Query::Word { field, token } => write!(f, "{}{token}", Restriction(field)),
            Query::Prefix { field, tokens } => match tokens.as_slice() {
                [token] => write!(f, "{}{token}*", Restriction(field)),
                _ => write!(f, "{}\"{}\"*", Restriction(field), tokens.join(" ")),
            },
            Query::Phrase { field, tokens } => {
                write!(f, "{}\"{}\"", Restriction(field), tokens.join(" "))
            }
        }
    }
}

/// The field in front of a leaf.
struct Restriction<'a>(&'a Option<String>);

impl fmt::Display for Restriction<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Some(field) => write!(f, "{field}:"),
            None => Ok(()),
        }
    }
}

#[cfg(test)]
mod tests;
