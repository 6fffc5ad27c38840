//! Random searches over random records, compared with the [model](super::model).

use proptest::collection::vec;
use proptest::option;
use proptest::prelude::*;
use proptest::sample::{select, subsequence};
use proptest::test_runner::{Config, TestError, TestRunner};
use serde_json::{Value, json};
use variorum_schema::search::{
    Bound, Filter, Filters, RecordProperty, ResponseProperty, Scope, SearchQuery, Sort, SortOrder,
    SuggestionProperty, TextQuery,
};
use variorum_schema::{Timestamp, Uuid};
use variorum_store::records::{self, Parts};
use variorum_store::{Store, settings};

use super::model::{self, Found, Row, USERS};
use super::{Searched, list};
use crate::on_both;

on_both!(random_searches_find_what_a_naive_model_finds);

/// How many datasets are tried, each with several searches.
const CASES: u32 = 40;

/// A search with who searches and the size of a page.
#[derive(Debug, Clone)]
struct Asked {
    search: SearchQuery,
    viewer: Option<usize>,
    page: i64,
}

async fn random_searches_find_what_a_naive_model_finds(store: &Store) {
    let config = Config { cases: CASES, failure_persistence: None, ..Config::default() };
    let mut runner = TestRunner::new(config);
    let strategy = (vec(record(), 0..25), vec(asked(), 1..12));
    let runtime = tokio::runtime::Handle::current();
    let number = std::cell::Cell::new(0);
    let outcome = runner.run(&strategy, |(sent, asked)| {
        number.set(number.get() + 1);
        let name = format!("random-{}", number.get());
        let checked = check(store, &name, sent, asked);
        tokio::task::block_in_place(|| runtime.block_on(checked))
    });
    match outcome {
        Ok(()) => {}
        Err(TestError::Fail(reason, (records, asked))) => {
            let records = Value::Array(records);
            panic!("{reason}\nrecords: {records:#}\nasked: {asked:#?}");
        }
        Err(TestError::Abort(reason)) => panic!("{reason}"),
    }
}

async fn check(
    store: &Store,
    name: &str,
    mut sent: Vec<Value>,
    asked: Vec<Asked>,
) -> Result<(), TestCaseError> {
    for (position, record) in sent.iter_mut().enumerate() {
        if record["external_id"].is_string() {
            record["external_id"] =
                json!(format!("{}{position}", record["external_id"].as_str().unwrap()));
        }
    }
    let mut file = model::file();
    file["records"] = Value::Array(sent);
    let searched = Searched::new(store, name, &file).await;
    let rows = rows(store, &searched, list(&file, "records")).await;
    for Asked { search, viewer, page } in asked {
        let search = with_real_bounds(search, &rows);
        let found = model::search(&rows, &search, viewer);
        compare(store, &searched, &search, viewer, page, found).await?;
    }
    Ok(())
}

/// Turns pages until an empty one, and compares what is on them.
async fn compare(
    store: &Store,
    searched: &Searched,
    search: &SearchQuery,
    viewer: Option<usize>,
    page: i64,
    expected: Found,
) -> Result<(), TestCaseError> {
    let as_user = searched.viewer(viewer.map(|user| USERS[user]));
    let mut found = Vec::new();
    loop {
        let offset = i64::try_from(found.len()).unwrap();
        let answer = searched.search(store, search, as_user, offset, page).await.unwrap();
        prop_assert_eq!(answer.total, expected.items.len() as i64, "total at {}", offset);
        if answer.items.is_empty() {
            break;
        }
        prop_assert!(answer.items.len() as i64 <= page, "more than a page");
        let positions = searched.positions(&answer);
        found.extend(positions.into_iter().zip(answer.items.iter().map(|item| item.1)));
        prop_assert!(found.len() <= expected.items.len(), "too many: {:?}", found);
    }
    if !expected.is_ordered {
        found.sort_by_key(|item| item.0);
    }
    prop_assert_eq!(found, expected.items);
    Ok(())
}

async fn rows(store: &Store, searched: &Searched, sent: Vec<Value>) -> Vec<Row> {
    let mut tx = store.read().await.unwrap();
    let seqs: Vec<i64> = searched.records.iter().map(|record| record.0).collect();
    let loaded = records::load(&mut tx, &seqs, &Parts::default()).await.unwrap();
    assert!(settings::load(&mut tx, searched.settings.dataset).await.unwrap().is_some());
    sent.into_iter()
        .zip(loaded)
        .map(|(sent, record)| Row {
            sent,
            id: record.id.to_string(),
            fields: record.fields.get().to_owned(),
            inserted_at: record.inserted_at,
            updated_at: record.updated_at,
        })
        .collect()
}

/// Ids and times are known only now: `#3` stands for those of the fourth record.
fn with_real_bounds(mut search: SearchQuery, rows: &[Row]) -> SearchQuery {
    let real = |text: &mut String, property: RecordProperty| {
        let Some(position) = text.strip_prefix('#').and_then(|n| n.parse::<usize>().ok()) else {
            return;
        };
        let row = rows.get(position);
        *text = match property {
            RecordProperty::Id => row.map_or_else(|| Uuid::nil().to_string(), |row| row.id.clone()),
            _ => row.map_or(Timestamp(0), |row| row.inserted_at).to_string(),
        };
    };
    for filter in &mut search.filters.and {
        match filter {
            Filter::Terms { scope: Scope::Record { property }, values } => {
                values.iter_mut().for_each(|text| real(text, *property));
            }
            Filter::Range { scope: Scope::Record { property }, ge, le } => {
                for bound in [ge, le] {
                    if let Some(Bound::Text(text)) = bound {
                        real(text, *property);
                    }
                }
            }
            _ => {}
        }
    }
    search
}

fn word() -> impl Strategy<Value = &'static str> {
    select(vec!["red", "car", "cars", "re", "blue", "Ünder"])
}

fn label() -> impl Strategy<Value = &'static str> {
    select(vec!["a", "b", "c"])
}

fn labels() -> impl Strategy<Value = Vec<&'static str>> {
    subsequence(vec!["a", "b", "c"], 1..=3)
}

fn stars() -> impl Strategy<Value = i64> {
    select(vec![1, 2, 10])
}

fn price() -> impl Strategy<Value = f64> {
    select(vec![-1.5, -0.0, 0.0, 0.1, 2.0, 1e300])
}

/// An object without the keys that have no value.
fn object(entries: Vec<(&str, Option<Value>)>) -> Value {
    entries
        .into_iter()
        .filter_map(|(key, value)| Some((key.to_owned(), value?)))
        .collect::<serde_json::Map<_, _>>()
        .into()
}

fn record() -> impl Strategy<Value = Value> {
    // Some texts are long: a database may have another way of indexing them.
    let text = (vec(word(), 0..8), prop_oneof![9 => Just(1), 1 => 256..400_usize]);
    let text = text.prop_map(|(words, times)| words.repeat(times));
    let fields = (text, option::of(vec(word(), 0..3)));
    let kind = prop_oneof![
        labels().prop_map(|terms| json!(terms)),
        select(vec!["a", "b", "B", "ä", ""]).prop_map(|term| json!(term)),
    ];
    let metadata = (option::of(kind), option::of(-3..3_i64), option::of(price()));
    let external_id = option::of(select(vec!["x", "X", "é"]));
    let rest = (suggestions(), responses());
    (fields, metadata, external_id, rest).prop_map(
        |((text, title), (kind, size, price), external_id, (suggestions, responses))| {
            json!({
                "fields": object(vec![
                    ("text", Some(json!(text.join(" ")))),
                    ("title", title.map(|words| json!(words.join(" ")))),
                ]),
                "metadata": object(vec![
                    ("kind", kind),
                    ("size", size.map(|n| json!(n))),
                    ("price", price.map(|n| json!(n))),
                ]),
                "external_id": external_id,
                "suggestions": suggestions,
                "responses": responses,
            })
        },
    )
}

fn suggestions() -> impl Strategy<Value = Vec<Value>> {
    let score = || select(vec![0.0, 0.25, 0.5, 1.0]);
    let agent = || option::of(select(vec!["m1", "M1", "m2"]));
    let kind = || option::of(select(vec!["model", "human"]));
    let with = |question: &str, value: Value, score: Option<Value>, agent, kind| json!({"question": question, "value": value, "score": score, "agent": agent, "type": kind});
    let one = (label(), option::of(score()), agent(), kind())
        .prop_map(move |(v, s, a, k)| with("label", json!(v), s.map(|s| json!(s)), a, k));
    let many =
        (labels(), option::of(vec(score(), 3)), agent(), kind()).prop_map(move |(v, s, a, k)| {
            let scores = s.map(|scores| json!(scores[..v.len()]));
            with("tags", json!(v), scores, a, k)
        });
    let rating = (stars(), option::of(score()), agent(), kind())
        .prop_map(move |(v, s, a, k)| with("stars", json!(v), s.map(|s| json!(s)), a, k));
    (option::of(one), option::of(many), option::of(rating))
        .prop_map(|(one, many, rating)| [one, many, rating].into_iter().flatten().collect())
}

fn responses() -> impl Strategy<Value = Vec<Value>> {
    let response = |user: &'static str| {
        let status = select(vec!["submitted", "draft", "discarded"]);
        (status, label(), option::of(labels()), option::of(stars())).prop_map(
            move |(status, label, tags, stars)| {
                let values = object(vec![
                    ("label", Some(json!({"value": label}))),
                    ("tags", tags.map(|tags| json!({"value": tags}))),
                    ("stars", stars.map(|stars| json!({"value": stars}))),
                ]);
                json!({"user": user, "status": status, "values": values})
            },
        )
    };
    (option::of(response(USERS[0])), option::of(response(USERS[1])))
        .prop_map(|(ann, bob)| [ann, bob].into_iter().flatten().collect())
}

fn scope() -> impl Strategy<Value = Scope> {
    let record = RecordProperty::WORDS.iter().map(|word| word.1).collect::<Vec<_>>();
    let suggestion = SuggestionProperty::WORDS.iter().map(|word| word.1).collect::<Vec<_>>();
    let question = || select(vec!["label", "tags", "stars"]).prop_map(str::to_owned);
    prop_oneof![
        select(record).prop_map(|property| Scope::Record { property }),
        select(vec!["kind", "size", "price"])
            .prop_map(|name| Scope::Metadata { metadata_property: name.to_owned() }),
        (question(), select(suggestion))
            .prop_map(|(question, property)| Scope::Suggestion { question, property }),
        question().prop_map(|name| Scope::Response { question: Some(name), property: None }),
        Just(Scope::Response { question: None, property: Some(ResponseProperty::Status) }),
    ]
}

/// The values that a filter by this scope may name, as text, and whether they are numbers.
fn candidates(scope: &Scope) -> (Vec<&'static str>, bool) {
    let numbers = vec!["-1.5", "0", "1", "2", "10", "0.1", "0.25", "0.5"];
    let positions = vec!["#0", "#1", "#2", "#5", "#9"];
    match scope {
        Scope::Record { property } => match property {
            RecordProperty::Id | RecordProperty::InsertedAt | RecordProperty::UpdatedAt => {
                (positions, false)
            }
            RecordProperty::ExternalId => (vec!["x0", "x1", "X1", "é0", "x"], false),
            RecordProperty::Status => (vec!["pending", "completed", "Pending"], false),
        },
        Scope::Metadata { metadata_property } => match metadata_property.as_str() {
            "kind" => (vec!["a", "b", "B", "c", "ä", "", "zz"], false),
            _ => (numbers, true),
        },
        Scope::Suggestion { property: SuggestionProperty::Score, .. } => (numbers, true),
        Scope::Suggestion { property: SuggestionProperty::Agent, .. } => {
            (vec!["m1", "M1", "m2", "m"], false)
        }
        Scope::Suggestion { property: SuggestionProperty::Type, .. } => {
            (vec!["model", "human", "Model"], false)
        }
        Scope::Response { property: Some(_), .. } => {
            (vec!["submitted", "draft", "discarded", "pending", "nothing"], false)
        }
        Scope::Suggestion { question, .. } | Scope::Response { question: Some(question), .. } => {
            if question == "stars" {
                (numbers, true)
            } else {
                (vec!["a", "b", "c", "d"], false)
            }
        }
        Scope::Response { question: None, property: None } => (Vec::new(), false),
    }
}

fn filter() -> impl Strategy<Value = Filter> {
    scope().prop_flat_map(|scope| {
        let (values, are_numbers) = candidates(&scope);
        let has_ranges = !matches!(scope, Scope::Response { property: Some(_), .. });
        let terms = {
            let scope = scope.clone();
            vec(select(values.clone()), 1..4).prop_map(move |values| Filter::Terms {
                scope: scope.clone(),
                values: values.into_iter().map(str::to_owned).collect(),
            })
        };
        let range =
            (select(values.clone()), option::of(select(values))).prop_map(move |(one, other)| {
                let bound = |text: &str| {
                    if are_numbers {
                        let number = text.parse().ok().and_then(serde_json::Number::from_f64);
                        Bound::Number(number.expect("a number"))
                    } else {
                        Bound::Text(text.to_owned())
                    }
                };
                let (ge, le) = match other {
                    Some(other) => (Some(bound(one)), Some(bound(other))),
                    None if one.len() % 2 == 0 => (Some(bound(one)), None),
                    None => (None, Some(bound(one))),
                };
                Filter::Range { scope: scope.clone(), ge, le }
            });
        if has_ranges { prop_oneof![terms, range].boxed() } else { terms.boxed() }
    })
}

fn text() -> impl Strategy<Value = TextQuery> {
    let leaf = prop_oneof![
        4 => word().prop_map(str::to_owned),
        1 => word().prop_map(|word| format!("{}*", &word[..1.min(word.floor_char_boundary(1))])),
        1 => word().prop_map(|word| format!("title:{word}")),
        1 => vec(word(), 1..4).prop_map(|words| format!("\"{}\"", words.join(" "))),
        1 => vec(word(), 1..3).prop_map(|words| format!("\"{} c\"*", words.join(" "))),
    ];
    let tree = leaf.prop_recursive(4, 24, 4, |inner| {
        prop_oneof![
            vec(inner.clone(), 1..4).prop_map(|members| format!("({})", members.join(" "))),
            vec(inner.clone(), 1..4).prop_map(|members| format!("({})", members.join(" | "))),
            inner.prop_map(|member| format!("-{member}")),
        ]
    });
    (tree, option::weighted(0.2, select(vec!["text", "title"])))
        .prop_map(|(q, field)| TextQuery { q, field: field.map(str::to_owned) })
}

fn asked() -> impl Strategy<Value = Asked> {
    let sort = (scope(), select(vec![SortOrder::Asc, SortOrder::Desc]))
        .prop_map(|(scope, order)| Sort { scope, order });
    let sorts = prop_oneof![Just(Vec::new()), vec(sort, 1..4)];
    let filters = prop_oneof![2 => vec(filter(), 0..1), 3 => vec(filter(), 1..4)];
    let viewer = option::of(0..USERS.len());
    (option::weighted(0.4, text()), filters, sorts, viewer, 1..9_i64).prop_map(
        |(text, and, sort, viewer, page)| {
            let mut search =
                SearchQuery { filters: Filters { and }, sort, ..SearchQuery::default() };
            search.query.text = text;
            Asked { search, viewer, page }
        },
    )
}
