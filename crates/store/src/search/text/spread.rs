//! From the query of a person to nodes: each word in all the fields where it may occur.

use std::cell::Cell;

use variorum_schema::fields::FieldType;
use variorum_schema::query::{self, Query};
use variorum_schema::search::ResolvedText;
use variorum_text::tokenise;

use super::node::{Leaf, Node};
use crate::settings::StoredSettings;

/// Reads a text query and spreads it over the fields of the dataset.
pub(in crate::search) fn read(text: ResolvedText<'_>, settings: &StoredSettings) -> Node {
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
