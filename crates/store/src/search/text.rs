//! A text query as conditions of SQL, each a query of the database's own full-text search.
//!
//! Tokens are indexed as `<fields.seq>.<token>`, so a word is first spread over the fields in
//! which it may occur. What then holds at least one thing that must occur becomes one full-text
//! query; negations that stand alone become `NOT` in SQL, where "all records but these" includes
//! records without any text.
//!
//! Records that a `tsvector` cannot hold are searched beside the others where there are any.

use std::cell::Cell;

use futures::future::BoxFuture;
use serde_json::{Value, json};
use variorum_schema::fields::FieldType;
use variorum_schema::query::{self, Query};
use variorum_schema::search::ResolvedText;
use variorum_text::tokenise;

use super::records::{Records, found};
use crate::columns::Set;
use crate::dialect::{Dialect, List};
use crate::error::Result;
use crate::settings::StoredSettings;
use crate::tx::{Statement, Tx, args};

/// How many characters of full-text query are sent as one. PostgreSQL takes no more than a
/// megabyte.
const NATIVE_LENGTH_MAX: usize = 500_000;

/// How many nodes a full-text query may be deep. SQLite's parser has a stack of a hundred symbols
/// of which a node takes at most six.
const NATIVE_DEPTH_MAX: usize = 12;

/// Where the words of records are looked up.
#[derive(Debug, Clone, Copy)]
pub(super) struct Index {
    pub(super) dialect: Dialect,
    /// Whether some records of the dataset are in `long_texts`.
    pub(super) has_long_texts: bool,
}

/// A text query spread over fields.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
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
pub(super) struct Leaf {
    /// Which one of the query it is.
    number: usize,
    field: i64,
    tokens: Vec<String>,
    is_prefix: bool,
}

/// A word that makes a record relevant.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct RankedWord {
    /// As it is indexed.
    pub(super) token: String,
    /// Whether it is only the beginning of one.
    pub(super) is_prefix: bool,
}

/// Reads a text query and spreads it over the fields of the dataset.
pub(super) fn read(text: ResolvedText<'_>, settings: &StoredSettings) -> Node {
    let fields = settings.fields.iter().copied().zip(&settings.settings.fields);
    let fields = fields
        .map(|(seq, field)| Searched {
            seq: (field.settings.kind() != FieldType::Image).then_some(seq),
            name: &field.name,
        })
        .collect::<Vec<_>>();
    // Within the one field that was asked for, `name:` cannot restrict any further.
    let names = match text.field {
        Some(_) => Vec::new(),
        None => fields.iter().map(|field| field.name).collect(),
    };
    let query = query::parse(text.q, &names, &tokenise::words);
    let spread = Spread {
        only: text.field.map(|field| field.name.as_str()),
        fields: &fields,
        leaves: Cell::new(0),
    };
    spread.node(&query)
}

/// A field and, if it has text, its key.
struct Searched<'a> {
    seq: Option<i64>,
    name: &'a str,
}

/// What is the same for all nodes of a query while they are spread.
struct Spread<'a> {
    /// The one field that was asked for.
    only: Option<&'a str>,
    fields: &'a [Searched<'a>],
    /// How many leaves there are so far.
    leaves: Cell<usize>,
}

impl Spread<'_> {
    fn node(&self, query: &Query) -> Node {
        match query {
            Query::Nothing => Node::Never,
            Query::And(members) => Node::all(members.iter().map(|member| self.node(member))),
            Query::Or(members) => Node::any(members.iter().map(|member| self.node(member))),
            Query::Not(member) => self.node(member).negated(),
            Query::Word { field, token } => self.leaves(field, std::slice::from_ref(token), false),
            Query::Prefix { field, tokens } => self.leaves(field, tokens, true),
            Query::Phrase { field, tokens } => self.leaves(field, tokens, false),
        }
    }

    fn leaves(&self, field: &Option<String>, tokens: &[String], is_prefix: bool) -> Node {
        let wanted = field.as_deref().or(self.only);
        let searched =
            self.fields.iter().filter(|field| wanted.is_none_or(|name| name == field.name));
        Node::any(searched.filter_map(|field| {
            let number = self.leaves.replace(self.leaves.get() + 1);
            Some(Node::Leaf(Leaf { number, field: field.seq?, tokens: tokens.to_vec(), is_prefix }))
        }))
    }
}

impl Node {
    fn all(members: impl IntoIterator<Item = Node>) -> Node {
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

    fn any(members: impl IntoIterator<Item = Node>) -> Node {
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

    fn negated(self) -> Node {
        match self {
            Node::Never => Node::Always,
            Node::Always => Node::Never,
            Node::Not(member) => *member,
            other => Node::Not(Box::new(other)),
        }
    }

    /// The words that a record is the more relevant for the more often they occur, each once, at
    /// most `max` of them. What must not occur is not among them.
    pub(super) fn ranked_words(&self, max: usize) -> Vec<RankedWord> {
        let mut out = Vec::new();
        self.collect_words(&mut out, max);
        out
    }

    /// Whether it matches just the records with any of its [words](Self::ranked_words), whole ones.
    pub(super) fn is_any_word(&self) -> bool {
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

    /// The records that it matches.
    pub(super) fn find<'f>(
        &'f self,
        tx: &'f mut Tx,
        records: &'f Records,
        index: Index,
    ) -> BoxFuture<'f, Result<Set>> {
        Box::pin(async move {
            if let Some(native) = self.native(index.dialect) {
                return native.find(tx, records, index).await;
            }
            match self {
                Node::Always => Ok(records.all().clone()),
                // A leaf is too long for nothing but absurd numbers of tokens, which no query has.
                Node::Never | Node::Leaf(_) => Ok(records.none()),
                Node::Not(member) => {
                    let found = member.find(tx, records, index).await?;
                    Ok(records.others(&found))
                }
                Node::All(members) => {
                    Split::of(members, Join::And, index.dialect).find(tx, records, index).await
                }
                Node::Any(members) => {
                    Split::of(members, Join::Or, index.dialect).find(tx, records, index).await
                }
            }
        })
    }

    /// The same as one full-text query, if it can be one.
    fn native(&self, dialect: Dialect) -> Option<Native<'_>> {
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

/// Members that cannot be one full-text query, as few queries as possible.
struct Split<'n> {
    join: Join,
    wanted: Vec<Native<'n>>,
    /// None of them must match where all of the members must, or else not all of them.
    unwanted: Vec<Native<'n>>,
    others: Vec<&'n Node>,
}

impl<'n> Split<'n> {
    fn of(members: &'n [Node], join: Join, dialect: Dialect) -> Self {
        let (mut wanted, mut unwanted, mut others) = (Vec::new(), Vec::new(), Vec::new());
        for member in members {
            let (inner, natives) = match member {
                Node::Not(inner) => (&**inner, &mut unwanted),
                member => (member, &mut wanted),
            };
            match inner.native(dialect) {
                Some(native) => natives.push(native),
                None => others.push(member),
            }
        }
        let wanted = pack(wanted, join, dialect);
        // None of several is the same as not any of them.
        let unwanted = pack(unwanted, join.dual(), dialect);
        Self { join, wanted, unwanted, others }
    }

    async fn find(self, tx: &mut Tx, records: &Records, index: Index) -> Result<Set> {
        let mut all = match self.join {
            Join::And => records.all().clone(),
            Join::Or => records.none(),
        };
        let mut add = |set: &Set| match self.join {
            Join::And => all.intersect(set),
            Join::Or => all.unite(set),
        };
        for native in self.wanted {
            add(&native.find(tx, records, index).await?);
        }
        for native in self.unwanted {
            let found = native.find(tx, records, index).await?;
            add(&records.others(&found));
        }
        for member in self.others {
            add(&member.find(tx, records, index).await?);
        }
        Ok(all)
    }
}

/// Joins full-text queries into as few as their length allows.
fn pack(natives: Vec<Native<'_>>, join: Join, dialect: Dialect) -> Vec<Native<'_>> {
    let mut out = Vec::new();
    let (mut group, mut length) = (Vec::new(), 0);
    for native in natives {
        length += native.text.len() + 8;
        if length > NATIVE_LENGTH_MAX && !group.is_empty() {
            out.push(Native::join(std::mem::take(&mut group), join, dialect));
            length = native.text.len();
        }
        group.push(native);
    }
    if !group.is_empty() {
        out.push(Native::join(group, join, dialect));
    }
    out
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Join {
    And,
    Or,
}

impl Join {
    fn dual(self) -> Self {
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
struct Native<'a> {
    text: String,
    depth: usize,
    /// The same with the numbers of leaves in place of their words.
    outline: String,
    leaves: Vec<&'a Leaf>,
}

impl<'a> Native<'a> {
    fn join(mut members: Vec<Self>, join: Join, dialect: Dialect) -> Self {
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

    async fn find(self, tx: &mut Tx, records: &Records, index: Index) -> Result<Set> {
        let statement = match index.dialect {
            Dialect::Sqlite => {
                let sql = "SELECT group_concat(rowid) FROM record_text WHERE record_text MATCH $1";
                Statement::new(sql, args![self.text])
            }
            Dialect::Postgres if index.has_long_texts => {
                // In `long_texts` words are spread over rows: it is first found which leaves a
                // record has, then whether the outline holds for these.
                const SQL: &str = "SELECT array_agg(found.record) FROM (\
                    SELECT record FROM record_text WHERE tokens @@ CAST($1 AS tsquery) \
                    UNION ALL \
                    SELECT long.record FROM (\
                        SELECT long_texts.record, array_agg(leaf.number) AS leaves \
                        FROM json_to_recordset(CAST($2 AS json)) \
                            AS leaf(number text, word text, phrase text) \
                        CROSS JOIN long_texts \
                        WHERE long_texts.words @@ CAST(leaf.word AS tsquery) \
                        AND (leaf.phrase IS NULL OR EXISTS (\
                            SELECT 1 FROM long_texts AS part \
                            WHERE part.record = long_texts.record \
                            AND strpos(part.tokens, leaf.phrase) > 0)) \
                        GROUP BY long_texts.record\
                    ) AS long \
                    WHERE array_to_tsvector(long.leaves) @@ CAST($3 AS tsquery)\
                ) AS found";
                let leaves = Value::from_iter(self.leaves.iter().map(|leaf| leaf.in_long_texts()));
                Statement::new(SQL, args![self.text, leaves.to_string(), self.outline])
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

/// PostgreSQL recurses over both sides of an operator, so that a long chain would exhaust its
/// stack.
pub(super) fn balanced(texts: &[&str], operator: &str) -> String {
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
    fn indexed(&self) -> impl Iterator<Item = String> {
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

    /// How it is found in `long_texts`: by a word, the longest since it is likely to be rare, and
    /// then, if there are more, by all of them in a row.
    fn in_long_texts(&self) -> Value {
        let last = self.tokens.len().saturating_sub(1);
        let longest = self.indexed().enumerate().max_by_key(|(_, token)| token.len());
        let (at, word) = longest.unwrap_or_default();
        let is_prefix = self.is_prefix && at == last;
        let phrase = (last > 0).then(|| {
            let end = if self.is_prefix { "" } else { " " };
            format!(" {}{end}", self.indexed().collect::<Vec<_>>().join(" "))
        });
        json!({
            "number": self.number.to_string(),
            "word": format!("{}{}", lexeme(&word), if is_prefix { ":*" } else { "" }),
            "phrase": phrase,
        })
    }
}

/// A token, or several in a row, as an operand of FTS5.
pub(super) fn quoted(tokens: &str) -> String {
    format!("\"{}\"", tokens.replace('"', "\"\""))
}

/// A token as an operand of a `tsquery`.
pub(super) fn lexeme(token: &str) -> String {
    format!("'{}'", token.replace('\\', "\\\\").replace('\'', "''"))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn leaf(tokens: &[&str], is_prefix: bool) -> Node {
        let tokens = tokens.iter().map(|token| (*token).to_owned()).collect();
        Node::Leaf(Leaf { number: 0, field: 3, tokens, is_prefix })
    }

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

    #[test]
    fn queries_are_as_few_as_their_length_allows() {
        let many = |count: usize| (0..count).map(|n| leaf(&[&format!("{n:0>200}")], false));
        let negated: Vec<Node> = many(1000).map(Node::negated).collect();
        for dialect in [Dialect::Sqlite, Dialect::Postgres] {
            let split = |members, join| {
                let Split { wanted, unwanted, others, .. } = Split::of(members, join, dialect);
                [wanted.len(), unwanted.len(), others.len()]
            };
            assert_eq!(split(&negated, Join::And), [0, 1, 0]);
            let members: Vec<Node> = many(3000).chain([Node::any([]).negated()]).collect();
            assert_eq!(split(&members, Join::Or), [2, 0, 1]);
        }
    }

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
