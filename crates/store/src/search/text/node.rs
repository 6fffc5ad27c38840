//! A text query spread over fields, and what can be said of it without looking.

/// A text query spread over fields.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::search) enum Node {
    /// No record.
    Never,
    /// Every record.
    Always,
    /// Records that the member does not match.
    Not(Box<Node>),
    /// Records that all members match.
    All(Vec<Node>),
    /// Records that some member matches.
    Any(Vec<Node>),
    /// Records in which these tokens occur in a row.
    Leaf(Leaf),
}

/// Tokens in a row, in one field.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::search) struct Leaf {
    /// Which one of the query it is.
    pub(super) number: usize,
    pub(super) field: i64,
    pub(super) tokens: Vec<String>,
    pub(super) is_prefix: bool,
}

/// A word that makes a record relevant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::search) struct RankedWord {
    /// As it is indexed.
    pub(in crate::search) token: String,
    /// Whether it is only the beginning of one.
    pub(in crate::search) is_prefix: bool,
}

impl Node {
    pub(super) fn all(members: impl IntoIterator<Item = Node>) -> Node {
        let mut out = Vec::new();
        for member in members {
            match member {
                Node::Never => return Node::Never,
                Node::Always => {}
                Node::All(inner) => out.extend(inner),
                other => out.push(other),
            }
        }
        if out.len() > 1 { Node::All(out) } else { out.pop().unwrap_or(Node::Always) }
    }

    pub(super) fn any(members: impl IntoIterator<Item = Node>) -> Node {
        let mut out = Vec::new();
        for member in members {
            match member {
                Node::Always => return Node::Always,
                Node::Never => {}
                Node::Any(inner) => out.extend(inner),
                other => out.push(other),
            }
        }
        if out.len() > 1 { Node::Any(out) } else { out.pop().unwrap_or(Node::Never) }
    }

    pub(super) fn negated(self) -> Node {
        match self {
            Node::Never => Node::Always,
            Node::Always => Node::Never,
            Node::Not(member) => *member,
            other => Node::Not(Box::new(other)),
        }
    }

    /// The words that a record is the more relevant for the more often they occur, each once, at
    /// most `max` of them. What must not occur is not among them.
    pub(in crate::search) fn ranked_words(&self, max: usize) -> Vec<RankedWord> {
        let mut out = Vec::new();
        self.collect_words(&mut out, max);
        out
    }

    /// Whether it matches just the records with any of its [words](Self::ranked_words), whole ones.
    pub(in crate::search) fn is_any_word(&self) -> bool {
        match self {
            Node::Leaf(leaf) => leaf.tokens.len() == 1 && !leaf.is_prefix,
            Node::Any(members) => members.iter().all(Node::is_any_word),
            Node::Never | Node::Always | Node::Not(_) | Node::All(_) => false,
        }
    }

    fn collect_words(&self, out: &mut Vec<RankedWord>, max: usize) {
        match self {
            Node::Never | Node::Always | Node::Not(_) => {}
            Node::All(members) | Node::Any(members) => {
                for member in members {
                    member.collect_words(out, max);
                }
            }
            Node::Leaf(leaf) => {
                let last = leaf.tokens.len().saturating_sub(1);
                for (position, token) in leaf.tokens.iter().enumerate() {
                    let word = RankedWord {
                        token: format!("{}.{token}", leaf.field),
                        is_prefix: leaf.is_prefix && position == last,
                    };
                    if out.len() < max && !out.contains(&word) {
                        out.push(word);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
pub(super) fn leaf(tokens: &[&str], is_prefix: bool) -> Node {
    let tokens = tokens.iter().map(|token| (*token).to_owned()).collect();
    Node::Leaf(Leaf { number: 0, field: 3, tokens, is_prefix })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_holds_always_or_never_is_left_out() {
        let a = || leaf(&["a"], false);
        assert_eq!(Node::all([a(), Node::Always]), a());
        assert_eq!(Node::all([a(), Node::Never]), Node::Never);
        assert_eq!(Node::any([a(), Node::Never]), a());
        assert_eq!(Node::any([a(), Node::Never.negated()]), Node::Always);
        assert_eq!(Node::any([]), Node::Never);
        assert_eq!(a().negated().negated(), a());
    }
}
