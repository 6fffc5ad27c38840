//! The cases of `cases/search.json`. They are written shorter than what clients send, see
//! [`scope`], so that many fit on a screen.

use std::collections::HashMap;

use serde_json::{Value, json};
use variorum_schema::search::{
    Filter, RecordProperty, ResponseProperty, Scope, SearchQuery, SimilarityOrder, Sort,
    SuggestionProperty, TextQuery, VectorQuery,
};
use variorum_store::Store;

use super::{Searched, list, order};
use crate::{on_both, seed};

on_both!(golden_cases_are_answered_as_written);

async fn golden_cases_are_answered_as_written(store: &Store) {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../cases/search.json");
    let file: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let searched = Searched::new(store, "golden", &file).await;
    let names: Vec<String> = list(&file, "records")
        .iter()
        .map(|record| record["external_id"].as_str().unwrap().to_owned())
        .collect();
    let mut wrong = Vec::new();
    for case in list(&file, "cases") {
        let query = query(&case, &names, &searched);
        let viewer = searched.viewer(case["viewer"].as_str());
        let offset = case["offset"].as_i64().unwrap_or(0);
        let limit = case["limit"].as_i64().unwrap_or(50);
        let page = searched.search(store, &query, viewer, offset, limit).await.unwrap();
        let mut found: Vec<&str> =
            searched.positions(&page).into_iter().map(|at| names[at].as_str()).collect();
        let expected = list(&case, "expected");
        let mut expected: Vec<&str> = expected.iter().map(|name| name.as_str().unwrap()).collect();
        let total = case["total"].as_i64().unwrap_or(expected.len() as i64);
        if case["any_order"] == json!(true) {
            found.sort_unstable();
            expected.sort_unstable();
        }
        if found != expected || page.total != total {
            wrong.push(format!("{case}\n  found {found:?}, total {}", page.total));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

fn query(case: &Value, names: &[String], searched: &Searched) -> SearchQuery {
    let mut query = SearchQuery::default();
    query.query.text = case["text"]
        .as_str()
        .map(|q| TextQuery { q: q.to_owned(), field: case["field"].as_str().map(str::to_owned) });
    if let Some(vector) = case["vector"].as_object() {
        let position = vector
            .get("record")
            .map(|name| names.iter().position(|known| name == known).expect("a known record"));
        let components = vector.get("value").and_then(Value::as_array);
        query.query.vector = Some(VectorQuery {
            name: vector["name"].as_str().expect("a name").to_owned(),
            record_id: position.map(|at| searched.records[at].1),
            value: components.map(|list| list.iter().filter_map(Value::as_f64).collect()),
            order: match vector.get("order") {
                Some(_) => SimilarityOrder::LeastSimilar,
                None => SimilarityOrder::MostSimilar,
            },
        });
    }
    query.filters.and = list(case, "filters").iter().map(filter).collect();
    query.sort = list(case, "sort")
        .iter()
        .map(|sort| Sort {
            scope: scope(&sort[0]),
            order: order(sort[1].as_str().expect("an order")),
        })
        .collect();
    query
}

fn filter(short: &Value) -> Filter {
    let (kind, of) = match short.get("terms") {
        Some(of) => ("terms", of),
        None => ("range", &short["range"]),
    };
    let mut sent = short.clone();
    sent["type"] = json!(kind);
    sent["scope"] = serde_json::to_value(scope(of)).unwrap();
    seed::decoded(sent)
}

/// `{"record": property}`, `{"metadata": name}`, `{"suggestion": question, "property": property}`,
/// `{"response": question}` or `{"response_status": true}`.
fn scope(short: &Value) -> Scope {
    let of: HashMap<&str, &Value> =
        short.as_object().unwrap().iter().map(|(key, value)| (key.as_str(), value)).collect();
    let text = |key: &str| of.get(key).and_then(|value| value.as_str());
    if let Some(word) = text("record") {
        let (_, property) = RecordProperty::WORDS.iter().find(|known| known.0 == word).unwrap();
        return Scope::Record { property: *property };
    }
    if let Some(name) = text("metadata") {
        return Scope::Metadata { metadata_property: name.to_owned() };
    }
    if let Some(question) = text("suggestion") {
        let word = text("property").unwrap_or("value");
        let (_, property) = SuggestionProperty::WORDS.iter().find(|known| known.0 == word).unwrap();
        return Scope::Suggestion { question: question.to_owned(), property: *property };
    }
    match text("response") {
        Some(question) => Scope::Response { question: Some(question.to_owned()), property: None },
        None => Scope::Response { question: None, property: Some(ResponseProperty::Status) },
    }
}
