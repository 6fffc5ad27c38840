//! What searches mean, over records in memory and by the simplest possible means.

use std::cmp::Ordering;

use serde_json::{Value, json};
use variorum_schema::Timestamp;
use variorum_schema::query::{self, Query};
use variorum_schema::search::{
    Bound, Filter, RecordProperty, Scope, SearchQuery, SortOrder, SuggestionProperty, TextQuery,
};
use variorum_text::tokenise;

/// The annotators, by position.
pub const USERS: [&str; 2] = ["ann", "bob"];

/// The settings of the dataset whose records these are.
pub fn file() -> Value {
    let options = json!([
        {"value": "a", "text": "A"}, {"value": "b", "text": "B"}, {"value": "c", "text": "C"}
    ]);
    json!({
        "fields": [
            {"name": "text", "title": "Text", "settings": {"type": "text"}},
            {"name": "title", "title": "Title", "settings": {"type": "text"}},
        ],
        "questions": [
            {"name": "label", "title": "Label", "required": true,
             "settings": {"type": "label_selection", "options": options}},
            {"name": "tags", "title": "Tags",
             "settings": {"type": "multi_label_selection", "options": options}},
            {"name": "stars", "title": "Stars", "settings": {"type": "rating",
             "options": [{"value": 1}, {"value": 2}, {"value": 10}]}},
        ],
        "metadata_properties": [
            {"name": "kind", "title": "Kind", "settings": {"type": "terms"}},
            {"name": "size", "title": "Size", "settings": {"type": "integer"}},
            {"name": "price", "title": "Price", "settings": {"type": "float"}},
        ],
        "users": USERS,
    })
}

/// A record as it was sent, with what the server added.
#[derive(Debug, Clone)]
pub struct Row {
    /// What was sent.
    pub sent: Value,
    /// Server id.
    pub id: String,
    /// The stored fields.
    pub fields: String,
    /// When it was made.
    pub inserted_at: Timestamp,
    /// When it was last changed.
    pub updated_at: Timestamp,
}

/// A value that is filtered or sorted by.
#[derive(Debug, Clone, PartialEq, PartialOrd)]
enum Key {
    Number(f64),
    Text(String),
}

impl Key {
    fn of(value: &Value) -> Option<Self> {
        match value {
            Value::Number(number) => number.as_f64().map(Self::Number),
            Value::String(text) => Some(Self::Text(text.clone())),
            _ => None,
        }
    }

    fn all_of(value: &Value) -> Vec<Self> {
        match value {
            Value::Array(items) => items.iter().filter_map(Self::of).collect(),
            value => Self::of(value).into_iter().collect(),
        }
    }
}

impl Row {
    fn responses(&self, viewer: Option<usize>) -> impl Iterator<Item = &Value> {
        let own = viewer.map(|user| USERS[user]);
        let all = self.sent["responses"].as_array().into_iter().flatten();
        all.filter(move |response| own.is_none_or(|name| response["user"] == name))
    }

    fn status(&self) -> &'static str {
        let is_submitted = |response: &Value| response["status"] == "submitted";
        if self.responses(None).any(is_submitted) { "completed" } else { "pending" }
    }

    fn values(&self, scope: &Scope, viewer: Option<usize>) -> Vec<Key> {
        let text = |text: String| vec![Key::Text(text)];
        match scope {
            Scope::Record { property } => match property {
                RecordProperty::Id => text(self.id.clone()),
                RecordProperty::ExternalId => Key::all_of(&self.sent["external_id"]),
                RecordProperty::InsertedAt => text(sortable(self.inserted_at)),
                RecordProperty::UpdatedAt => text(sortable(self.updated_at)),
                RecordProperty::Status => text(self.status().to_owned()),
            },
            Scope::Metadata { metadata_property } => {
                Key::all_of(&self.sent["metadata"][metadata_property])
            }
            Scope::Suggestion { question, property } => {
                let all = self.sent["suggestions"].as_array().into_iter().flatten();
                let Some(found) = all.into_iter().find(|s| s["question"] == **question) else {
                    return Vec::new();
                };
                Key::all_of(match property {
                    SuggestionProperty::Value => &found["value"],
                    SuggestionProperty::Score => &found["score"],
                    SuggestionProperty::Agent => &found["agent"],
                    SuggestionProperty::Type => &found["type"],
                })
            }
            Scope::Response { question: Some(question), property: None } => self
                .responses(viewer)
                .flat_map(|response| Key::all_of(&response["values"][question]["value"]))
                .collect(),
            Scope::Response { .. } => self
                .responses(viewer)
                .flat_map(|response| Key::all_of(&response["status"]))
                .collect(),
        }
    }

    fn passes(&self, filter: &Filter, viewer: Option<usize>) -> bool {
        match filter {
            Filter::Terms { scope, values } => {
                let is_status = matches!(scope, Scope::Response { property: Some(_), .. });
                let found = self.values(scope, viewer);
                if is_status && found.is_empty() {
                    return values.iter().any(|word| word == "pending");
                }
                found.iter().any(|key| match key {
                    Key::Text(text) => values.iter().any(|value| {
                        bound_key(&Bound::Text(value.clone()), key) == Key::Text(text.clone())
                    }),
                    Key::Number(number) => values.iter().any(|text| text.parse() == Ok(*number)),
                })
            }
            Filter::Range { scope, ge, le } => self.values(scope, viewer).iter().any(|key| {
                let above = ge.as_ref().is_none_or(|bound| *key >= bound_key(bound, key));
                let below = le.as_ref().is_none_or(|bound| *key <= bound_key(bound, key));
                above && below
            }),
        }
    }

    fn tokens(&self, field: &str) -> Vec<String> {
        let text = self.sent["fields"][field].as_str().unwrap_or_default();
        tokenise::words(text).into_iter().flatten().collect()
    }

    fn matches(&self, query: &Query, only: Option<&str>) -> bool {
        let any_field = |field: &Option<String>, is_there: &dyn Fn(&[String]) -> bool| {
            let wanted = field.as_deref().or(only);
            ["text", "title"]
                .iter()
                .filter(|name| wanted.is_none_or(|wanted| wanted == **name))
                .any(|name| is_there(&self.tokens(name)))
        };
        match query {
            Query::Nothing => false,
            Query::And(members) => members.iter().all(|member| self.matches(member, only)),
            Query::Or(members) => members.iter().any(|member| self.matches(member, only)),
            Query::Not(member) => !self.matches(member, only),
            Query::Word { field, token } => any_field(field, &|tokens| tokens.contains(token)),
            Query::Phrase { field, tokens: wanted } => any_field(field, &|tokens| {
                tokens.windows(wanted.len()).any(|window| window == wanted.as_slice())
            }),
            Query::Prefix { field, tokens: wanted } => any_field(field, &|tokens| {
                let (last, before) = wanted.split_last().expect("a token");
                tokens.windows(wanted.len()).any(|window| {
                    window.starts_with(before) && window[before.len()].starts_with(last)
                })
            }),
        }
    }

    /// Sum of weights of these words: field, token, whether it is only a beginning.
    fn relevance(&self, words: &[(&str, String, bool)]) -> f64 {
        let weights = words.iter().map(|(field, word, is_prefix)| {
            let tokens = self.tokens(field);
            if *is_prefix {
                return if tokens.iter().any(|token| token.starts_with(word)) {
                    100.0
                } else {
                    0.0
                };
            }
            let occurrences = tokens.iter().filter(|token| *token == word).count();
            (1..=occurrences).map(|n| 100.0 / (n * n) as f64).sum::<f64>().round()
        });
        weights.sum::<f64>() * 4096.0 / (4096 + self.fields.len()) as f64 / 100.0
    }
}

/// Text that sorts as the instants do.
fn sortable(at: Timestamp) -> String {
    format!("{:020}", at.0)
}

/// A bound in the form of the value it is compared with.
fn bound_key(bound: &Bound, value: &Key) -> Key {
    match (bound, value) {
        (Bound::Number(number), _) => Key::Number(number.as_f64().expect("a number")),
        (Bound::Text(text), Key::Text(value)) if value.len() == 20 => {
            Key::Text(sortable(text.parse().expect("a date")))
        }
        (Bound::Text(text), _) => Key::Text(text.clone()),
    }
}

/// The words of a query that make a record relevant, once for each field.
fn ranked_words<'q>(
    query: &'q Query,
    only: Option<&'q str>,
    out: &mut Vec<(&'q str, String, bool)>,
) {
    let mut add = |field: &'q Option<String>, tokens: &[String], is_prefix: bool| {
        for name in ["text", "title"] {
            if field.as_deref().or(only).is_some_and(|wanted| wanted != name) {
                continue;
            }
            for (position, token) in tokens.iter().enumerate() {
                let is_prefix = is_prefix && position + 1 == tokens.len();
                let word = (name, token.clone(), is_prefix);
                if !out.contains(&word) {
                    out.push(word);
                }
            }
        }
    };
    match query {
        Query::Nothing | Query::Not(_) => {}
        Query::And(members) | Query::Or(members) => {
            members.iter().for_each(|member| ranked_words(member, only, out));
        }
        Query::Word { field, token } => add(field, std::slice::from_ref(token), false),
        Query::Phrase { field, tokens } => add(field, tokens, false),
        Query::Prefix { field, tokens } => add(field, tokens, true),
    }
}

/// What a search finds: positions of records, with their scores.
pub struct Found {
    pub items: Vec<(usize, Option<f64>)>,
    /// Whether the order is told by the contract; else it is the user's own.
    pub is_ordered: bool,
}

/// Everything that a search without similarity finds.
pub fn search(rows: &[Row], search: &SearchQuery, viewer: Option<usize>) -> Found {
    let text = search.query.text.as_ref().map(|TextQuery { q, field }| {
        let names: &[&str] = if field.is_some() { &[] } else { &["text", "title"] };
        (query::parse(q, names, &tokenise::words), field.as_deref())
    });
    let mut found: Vec<usize> = (0..rows.len())
        .filter(|at| text.as_ref().is_none_or(|(query, only)| rows[*at].matches(query, *only)))
        .filter(|at| search.filters.and.iter().all(|filter| rows[*at].passes(filter, viewer)))
        .collect();
    if !search.sort.is_empty() {
        found.sort_by(|a, b| {
            let orders = search.sort.iter().map(|sort| {
                let end = |at: &usize| {
                    let values = rows[*at].values(&sort.scope, viewer).into_iter();
                    let compare = |x: &Key, y: &Key| x.partial_cmp(y).expect("no NaN");
                    match sort.order {
                        SortOrder::Asc => values.min_by(compare),
                        SortOrder::Desc => values.max_by(compare),
                    }
                };
                match (end(a), end(b), sort.order) {
                    (None, None, _) => Ordering::Equal,
                    (None, Some(_), _) => Ordering::Greater,
                    (Some(_), None, _) => Ordering::Less,
                    (Some(x), Some(y), SortOrder::Asc) => x.partial_cmp(&y).expect("no NaN"),
                    (Some(x), Some(y), SortOrder::Desc) => y.partial_cmp(&x).expect("no NaN"),
                }
            });
            orders.fold(Ordering::Equal, Ordering::then)
        });
        let items = found.into_iter().map(|at| (at, None)).collect();
        return Found { items, is_ordered: true };
    }
    let mut words = Vec::new();
    if let Some((query, only)) = &text {
        ranked_words(query, *only, &mut words);
    }
    if words.is_empty() {
        let items = found.into_iter().map(|at| (at, Some(1.0))).collect();
        return Found { items, is_ordered: viewer.is_none() || text.is_some() };
    }
    let mut items: Vec<(usize, Option<f64>)> =
        found.into_iter().map(|at| (at, Some(rows[at].relevance(&words)))).collect();
    items.sort_by(|a, b| b.1.partial_cmp(&a.1).expect("no NaN"));
    Found { items, is_ordered: true }
}
