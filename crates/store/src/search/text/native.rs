//! Queries in the language of a database's own full-text search: FTS5's, or that of `tsquery`.

use super::node::{Leaf, Node};
use super::{Index, long};
use crate::columns::Set;
use crate::dialect::{Dialect, List};
use crate::error::Result;
use crate::search::records::{Records, found};
use crate::tx::{Statement, Tx, args};

/// How many characters of full-text query are sent as one. PostgreSQL takes no more than a
/// megabyte.
pub(super) const NATIVE_LENGTH_MAX: usize = 500_000;

/// How many nodes a full-text query may be deep. SQLite's parser has a stack of a hundred symbols
/// of which a node takes at most six.
const NATIVE_DEPTH_MAX: usize = 12;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Join {
    And,
    Or,
}

impl Join {
    pub(super) fn dual(self) -> Self {
        match self {
            Self::And => Self::Or,
            Self::Or => Self::And,
        }
    }

    fn operator(self, dialect: Dialect) -> &'static str {
        match (self, dialect) {
            (Self::And, Dialect::Sqlite) => " AND ",
            (Self::Or, Dialect::Sqlite) => " OR ",
            (Self::And, Dialect::Postgres) => " & ",
            (Self::Or, Dialect::Postgres) => " | ",
        }
    }
}

/// A query in the language of FTS5 or of `tsquery`.
#[derive(Debug, Clone)]
pub(super) struct Native<'a> {
    pub(super) text: String,
    depth: usize,
    /// The same with the numbers of leaves in place of their words.
    outline: String,
    leaves: Vec<&'a Leaf>,
}

impl<'a> Native<'a> {
    pub(super) fn join(mut members: Vec<Self>, join: Join, dialect: Dialect) -> Self {
        if members.len() == 1
            && let Some(member) = members.pop()
        {
            return member;
        }
        let operator = join.operator(dialect);
        let joined = |texts: Vec<&str>| match dialect {
            Dialect::Sqlite => format!("({})", texts.join(operator)),
            Dialect::Postgres => balanced(&texts, operator),
        };
        Self {
            text: joined(members.iter().map(|member| member.text.as_str()).collect()),
            depth: 1 + members.iter().map(|member| member.depth).max().unwrap_or_default(),
            outline: joined(members.iter().map(|member| member.outline.as_str()).collect()),
            leaves: members.into_iter().flat_map(|member| member.leaves).collect(),
        }
    }

    fn without(mut self, unwanted: Self, dialect: Dialect) -> Self {
        let without = |wanted: &str, unwanted: &str| match dialect {
            Dialect::Sqlite => format!("({wanted} NOT {unwanted})"),
            Dialect::Postgres => format!("({wanted} & !{unwanted})"),
        };
        self.text = without(&self.text, &unwanted.text);
        self.depth = self.depth.max(unwanted.depth) + 1;
        self.outline = without(&self.outline, &unwanted.outline);
        self.leaves.extend(unwanted.leaves);
        self
    }

    pub(super) async fn find(self, tx: &mut Tx, records: &Records, index: Index) -> Result<Set> {
        let statement = match index.dialect {
            Dialect::Sqlite => {
                let sql = "SELECT group_concat(rowid) FROM record_text WHERE record_text MATCH $1";
                Statement::new(sql, args![self.text])
            }
            Dialect::Postgres if index.has_long_texts => {
                long::statement(self.text, &self.leaves, self.outline)
            }
            Dialect::Postgres => {
                let sql = "SELECT array_agg(record) FROM record_text \
                           WHERE tokens @@ CAST($1 AS tsquery)";
                Statement::new(sql, args![self.text])
            }
        };
        let (List(seqs),) = found(tx, statement).await?;
        Ok(records.layout.set(&seqs))
    }
}

impl Node {
    /// The same as one full-text query, if it can be one.
    pub(super) fn native(&self, dialect: Dialect) -> Option<Native<'_>> {
        let native = match self {
            Node::Never | Node::Always | Node::Not(_) => return None,
            Node::Leaf(leaf) => Native {
                text: leaf.native(dialect),
                depth: 1,
                outline: leaf.number.to_string(),
                leaves: vec![leaf],
            },
            Node::Any(members) => {
                let members = members.iter().map(|member| member.native(dialect));
                Native::join(members.collect::<Option<Vec<_>>>()?, Join::Or, dialect)
            }
            Node::All(members) => {
                let (mut wanted, mut unwanted) = (Vec::new(), Vec::new());
                for member in members {
                    match member {
                        Node::Not(member) => unwanted.push(member.native(dialect)?),
                        member => wanted.push(member.native(dialect)?),
                    }
                }
                if wanted.is_empty() {
                    return None;
                }
                let wanted = Native::join(wanted, Join::And, dialect);
                if unwanted.is_empty() {
                    wanted
                } else {
                    wanted.without(Native::join(unwanted, Join::Or, dialect), dialect)
                }
            }
        };
        let fits = native.text.len() <= NATIVE_LENGTH_MAX && native.depth <= NATIVE_DEPTH_MAX;
        fits.then_some(native)
    }
}

/// PostgreSQL recurses over both sides of an operator, so that a long chain would exhaust its
/// stack.
pub(in crate::search) fn balanced(texts: &[&str], operator: &str) -> String {
    match texts {
        [] => String::new(),
        [text] => (*text).to_owned(),
        texts => {
            let (left, right) = texts.split_at(texts.len() / 2);
            format!("({}{operator}{})", balanced(left, operator), balanced(right, operator))
        }
    }
}

impl Leaf {
    /// Its tokens as they are indexed.
    pub(super) fn indexed(&self) -> impl Iterator<Item = String> {
        self.tokens.iter().map(|token| format!("{}.{token}", self.field))
    }

    fn native(&self, dialect: Dialect) -> String {
        let tokens = self.indexed();
        match dialect {
            Dialect::Sqlite => {
                let phrase = quoted(&tokens.collect::<Vec<_>>().join(" "));
                if self.is_prefix { format!("{phrase} *") } else { phrase }
            }
            Dialect::Postgres => {
                let words = tokens.map(|token| lexeme(&token)).collect::<Vec<_>>().join(" <-> ");
                let words = if self.is_prefix { format!("{words}:*") } else { words };
                if self.tokens.len() > 1 { format!("({words})") } else { words }
            }
        }
    }
}

/// A token, or several in a row, as an operand of FTS5.
pub(in crate::search) fn quoted(tokens: &str) -> String {
    format!("\"{}\"", tokens.replace('"', "\"\""))
}

/// A token as an operand of a `tsquery`.
pub(in crate::search) fn lexeme(token: &str) -> String {
    format!("'{}'", token.replace('\\', "\\\\").replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::search::text::node::leaf;

    fn check(node: &Node, sqlite: &str, postgres: &str) {
        let text = |dialect| node.native(dialect).map(|native| native.text).unwrap_or_default();
        assert_eq!(text(Dialect::Sqlite), sqlite);
        assert_eq!(text(Dialect::Postgres), postgres);
    }

    #[test]
    fn what_must_occur_becomes_one_full_text_query() {
        let (a, b) = (leaf(&["a"], false), leaf(&["b", "c"], true));
        check(&a, r#""3.a""#, "'3.a'");
        check(&b, r#""3.b 3.c" *"#, "('3.b' <-> '3.c':*)");
        let without = Node::all([a.clone(), b.clone().negated()]);
        check(&without, r#"("3.a" NOT "3.b 3.c" *)"#, "('3.a' & !('3.b' <-> '3.c':*))");
        let three = Node::any([a.clone(), b.clone(), leaf(&["d"], false)]);
        check(
            &three,
            r#"("3.a" OR "3.b 3.c" * OR "3.d")"#,
            "('3.a' | (('3.b' <-> '3.c':*) | '3.d'))",
        );
        check(&a.clone().negated(), "", "");
        check(&Node::all([a.clone().negated(), b.clone().negated()]), "", "");
        check(&Node::any([a, b.negated()]), "", "");
    }
}
