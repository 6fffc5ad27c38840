//! The OpenAPI document against the contract, the policy table and the router.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use variorum_schema::policy::{Operation, Rule};
use variorum_server::api;
use variorum_testkit::{TestDb, TestServer};

use crate::on_both;
use crate::team::NOBODY;

on_both!(every_operation_is_routed, the_document_can_be_browsed);

/// The contract's list of operations, or `None`, said aloud, where it is not at hand.
#[expect(clippy::print_stderr, reason = "a test that does not run must say so")]
fn contract() -> Option<Vec<Value>> {
    let data = std::env::var_os("VARIORUM_TEST_DATA").map(PathBuf::from);
    let data =
        data.unwrap_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"));
    let path = data.join("../argilla/endpoints.json");
    let Ok(text) = std::fs::read_to_string(&path) else {
        eprintln!("not run: the_document_has_what_the_contract_lists: no {}", path.display());
        return None;
    };
    Some(serde_json::from_str(&text).expect("a list of operations"))
}

fn document() -> Value {
    serde_json::to_value(api::openapi()).expect("a document")
}

/// `(name, in)` of the parameters of an operation of the document.
fn parameters(operation: &Value) -> BTreeSet<(String, String)> {
    let list = operation["parameters"].as_array().cloned().unwrap_or_default();
    let text = |value: &Value| value.as_str().unwrap_or_default().to_owned();
    list.iter().map(|parameter| (text(&parameter["name"]), text(&parameter["in"]))).collect()
}

#[test]
fn the_document_has_what_the_contract_lists() {
    let Some(contract) = contract() else { return };
    assert_eq!(contract.len(), Operation::of_contract().len());
    let document = document();
    let mut lacks = Vec::new();
    for listed in &contract {
        let [method, path] = ["method", "path"].map(|key| listed[key].as_str().unwrap());
        let operation = &document["paths"][path][method.to_lowercase()];
        if operation.is_null() {
            lacks.push(format!("{method} {path}"));
            continue;
        }
        for status in listed["responses"].as_object().unwrap().keys() {
            if operation["responses"][status].is_null() {
                lacks.push(format!("{method} {path}: status {status}"));
            }
        }
        let ours = parameters(operation);
        let in_path = listed["path_params"].as_object().unwrap().keys();
        let in_path = in_path.map(|name| (name.clone(), "path".to_owned()));
        let in_query = listed["query"].as_array().unwrap().iter();
        let in_query =
            in_query.map(|q| (q["name"].as_str().unwrap().to_owned(), "query".to_owned()));
        for parameter in in_path.chain(in_query).filter(|parameter| !ours.contains(parameter)) {
            lacks.push(format!("{method} {path}: parameter {parameter:?}"));
        }
    }
    assert!(lacks.is_empty(), "the document lacks:\n{}", lacks.join("\n"));
}

/// Every `$ref` in a part of the document.
fn references<'a>(part: &'a Value, found: &mut BTreeSet<&'a str>) {
    match part {
        Value::Object(object) => {
            found.extend(object.get("$ref").and_then(Value::as_str));
            object.values().for_each(|inner| references(inner, found));
        }
        Value::Array(list) => list.iter().for_each(|inner| references(inner, found)),
        _ => {}
    }
}

#[test]
fn every_reference_of_the_document_leads_somewhere() {
    let document = document();
    let mut all = BTreeSet::new();
    references(&document, &mut all);
    assert!(all.contains("#/components/schemas/Dataset"), "{all:?}");
    all.retain(|to| to.strip_prefix('#').and_then(|place| document.pointer(place)).is_none());
    assert!(all.is_empty(), "{all:?}");
}

#[test]
fn the_document_has_the_operations_of_the_policy_table() {
    let document = document();
    let mut documented = BTreeSet::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in item.as_object().unwrap().keys() {
            documented.insert(format!("{} {path}", method.to_uppercase()));
        }
    }
    let listed = Operation::ALL.iter();
    let listed = listed.map(|o| format!("{} {}{}", o.method(), api::PREFIX, o.path()));
    let listed: BTreeSet<_> = listed.collect();
    let differ: Vec<_> = documented.symmetric_difference(&listed).collect();
    assert!(differ.is_empty(), "in one of the two only: {differ:#?}");
}

#[test]
fn credentials_and_errors_are_described() {
    let document = document();
    let schemes = &document["components"]["securitySchemes"];
    assert_eq!(schemes["api_key"]["in"], "header");
    assert_eq!(schemes["api_key"]["name"], "X-Argilla-Api-Key");
    assert_eq!(
        (&schemes["bearer"]["type"], &schemes["bearer"]["scheme"]),
        (&json!("http"), &json!("bearer"))
    );
    assert_eq!(schemes["session"]["in"], "cookie");
    for operation in Operation::ALL {
        let path = format!("{}{}", api::PREFIX, operation.path());
        let described = &document["paths"][&path][operation.method().to_lowercase()];
        let security = match operation.rule() {
            Rule::Public => Value::Null,
            _ => json!([{"api_key": []}, {"bearer": []}, {"session": []}]),
        };
        assert_eq!(described["security"], security, "{operation:?}");
        for (status, answer) in described["responses"].as_object().unwrap() {
            assert!(answer["description"].as_str().is_some_and(|text| !text.is_empty()));
            let is_error = status.starts_with(['4', '5']);
            let has_form = answer["content"]["application/json"]["schema"].is_object();
            assert!(has_form || !is_error, "{operation:?} {status}");
        }
    }
}

async fn every_operation_is_routed(server: TestServer) {
    let anonymous = server.anonymous();
    for operation in Operation::ALL {
        let path = filled(operation.path());
        let answer = anonymous.send(anonymous.request(operation.method(), &path)).await;
        let is_right = match operation {
            Operation::CreateToken | Operation::CreateSession => answer.status == 422,
            Operation::StartOauth2 | Operation::FinishOauth2 => {
                answer.json["detail"] == "OAuth2 provider `github` not found"
            }
            _ if operation.rule() == Rule::Public => answer.status == 200,
            _ => answer.status == 401,
        };
        assert!(is_right, "{operation:?}: {} {}", answer.status, answer.text);
    }
    let providers = anonymous.get("/oauth2/providers").await.json(200);
    assert_eq!(providers, json!({"items": []}));
}

/// A path with something in its placeholders.
fn filled(path: &str) -> String {
    let parts = path.split('/').map(|part| match part {
        "{provider}" => "github",
        part if part.starts_with('{') => NOBODY,
        part => part,
    });
    parts.collect::<Vec<_>>().join("/")
}

async fn the_document_can_be_browsed(server: TestServer) {
    browse(&server).await;
    let served = server.anonymous().get("/openapi.json").await.json(200);
    assert_eq!(served, document());
}

#[tokio::test(flavor = "multi_thread")]
async fn the_document_can_be_browsed_under_a_base_path() {
    let db = TestDb::sqlite();
    let mut config = TestServer::config(&db);
    config.base_path = "/annotate".to_owned();
    let server = TestServer::start_with(config).await;
    browse(&server).await;
    let served = server.anonymous().get("/openapi.json").await.json(200);
    assert_eq!(served["servers"], json!([{"url": "/annotate"}]));
}

/// Loads the page and all that it names; nothing of it is elsewhere.
async fn browse(server: &TestServer) {
    let anonymous = server.anonymous();
    let page = anonymous.get("/docs").await;
    assert_eq!(page.status, 200);
    assert_eq!(page.headers["content-type"], "text/html; charset=utf-8");
    assert!(!page.text.contains("//"), "{}", page.text);
    let named = page.text.split(['"']).filter(|part| part.starts_with("docs/"));
    let named: Vec<_> = named.collect();
    assert_eq!(named.len(), 3, "{named:?}");
    for name in named {
        let file = anonymous.get(&format!("/{name}")).await;
        assert_eq!(file.status, 200, "{name}");
        let kind = if name.ends_with(".css") { "text/css" } else { "text/javascript" };
        assert!(file.headers["content-type"].to_str().unwrap().starts_with(kind), "{name}");
        if name.contains("swagger") {
            assert_eq!(file.headers["content-encoding"], "gzip", "{name}");
        }
    }
    assert_eq!(anonymous.get("/docs/nothing.js").await.status, 404);
    assert_eq!(anonymous.get("/docs/").await.status, 307);
}
