//! Numbers that are none, or too large for every integer and float of the API.

use serde_json::{Value, json};
use variorum_testkit::TestServer;

use super::{assert_alive, assert_answered, send};
use crate::labelled::Labelled;
use crate::on_both;
use crate::team::{dataset, id};

on_both!(numbers_in_settings, numbers_in_records, numbers_in_searches, numbers_in_queries);

/// As JSON has them, and as JSON does not.
const NUMBERS: [&str; 24] = [
    "NaN",
    "Infinity",
    "-Infinity",
    "1e400",
    "-1e400",
    "1e308",
    "5e-324",
    "-0",
    "-0.0",
    "1.5",
    "2147483648",
    "9223372036854775807",
    "9223372036854775808",
    "-9223372036854775808",
    "-9223372036854775809",
    "18446744073709551616",
    "1e19",
    "100000000000000000000000000000000000000000000000000",
    r#""9223372036854775808""#,
    r#""1e400""#,
    r#""NaN""#,
    r#""inf""#,
    r#""-Infinity""#,
    "[[1]]",
];

/// Numbers that no parser of JSON takes.
const NO_JSON: [&str; 5] = ["NaN", "Infinity", "-Infinity", "1e400", "-1e400"];

/// Sends every body with every number in the place of `@`, and something unique in that of `#`.
async fn try_all(server: &TestServer, requests: &[(&str, &str, String)]) {
    let owner = server.owner();
    for (method, path, body) in requests {
        assert!(body.contains('@'), "{body}");
        for (index, number) in NUMBERS.iter().enumerate() {
            let sent = body.replace('@', number).replace('#', &index.to_string());
            let answer = send(&owner, method, path, sent.clone()).await;
            assert_answered(&answer, &sent);
            if NO_JSON.contains(number) {
                assert_eq!(answer.problems()[0].0, "json_invalid", "{sent}");
            }
        }
    }
    assert_alive(server).await;
}

async fn numbers_in_settings(server: TestServer) {
    let workspace = server.workspace("w").await;
    let made = dataset(&server, &workspace, "d").await;
    let path = format!("/datasets/{}", id(&made));
    let field = json!({"name": "text", "title": "T", "settings": {"type": "text"}});
    server.owner().post(&format!("{path}/fields"), field).await.expect_status(201);
    let questions = format!("{path}/questions");
    let properties = format!("{path}/metadata-properties");
    let vectors = format!("{path}/vectors-settings");
    let named = |number: usize, settings: &str| {
        format!(r##"{{"name": "{number}-#", "title": "T", "settings": {settings}}}"##)
    };
    let options = r#"[{"value": "a", "text": "A"}, {"value": "b", "text": "B"},
        {"value": "c", "text": "C"}, {"value": "d", "text": "D"}]"#;
    let shown = |kind: &str| {
        format!(
            r#"{{"type": "{kind}", "field": "text", "options": {options}, "visible_options": @}}"#
        )
    };
    let overlap = r#"{"strategy": "overlap", "min_submitted": @}"#;
    let requests = [
        (
            "POST",
            &*questions,
            named(1, r#"{"type": "rating", "options": [{"value": @}, {"value": 2}]}"#),
        ),
        ("POST", &questions, named(2, &shown("label_selection"))),
        ("POST", &questions, named(3, &shown("multi_label_selection"))),
        ("POST", &questions, named(4, &shown("span"))),
        ("POST", &properties, named(5, r#"{"type": "integer", "min": @}"#)),
        ("POST", &properties, named(6, r#"{"type": "integer", "max": @}"#)),
        ("POST", &properties, named(7, r#"{"type": "integer", "min": 0, "max": @}"#)),
        ("POST", &properties, named(8, r#"{"type": "float", "min": @}"#)),
        ("POST", &properties, named(9, r#"{"type": "float", "min": -1.5, "max": @}"#)),
        ("POST", &properties, named(10, r#"{"type": "terms", "values": [@]}"#)),
        ("POST", &vectors, r##"{"name": "v#", "title": "V", "dimensions": @}"##.to_owned()),
        ("PATCH", &path, format!(r#"{{"distribution": {overlap}}}"#)),
        ("PATCH", &path, r#"{"metadata": {"a": @}}"#.to_owned()),
        (
            "POST",
            "/datasets",
            format!(
                r##"{{"name": "d-#", "workspace_id": "{workspace}", "distribution": {overlap}}}"##
            ),
        ),
    ];
    try_all(&server, &requests).await;
    let owner = server.owner();
    for list in [&questions.replace("/questions", ""), &questions, "/me/datasets"] {
        owner.get(list).await.expect_status(200);
    }
    owner.get(&format!("/me{properties}")).await.expect_status(200);
    let listed = owner.get(&vectors).await.json(200);
    // Those that a vector can have.
    assert!(listed["items"].as_array().unwrap().iter().all(|v| v["dimensions"].is_u64()));
}

async fn numbers_in_records(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let owner = server.owner();
    let property = json!({"name": "float", "title": "F", "settings": {"type": "float"}});
    let properties = format!("{}/metadata-properties", labelled.path);
    owner.post(&properties, property).await.expect_status(201);
    let record = labelled.record("some words").await;
    let suggestions = format!("{record}/suggestions");
    let responses = format!("{record}/responses");
    let bulk = |rest: &str| format!(r#"{{"items": [{{"fields": {{"text": "t"}}, {rest}}}]}}"#);
    let suggestion = |question: &str, rest: &str| {
        let id = labelled.suggestion(question, Value::Null)["question_id"].clone();
        format!(r#"{{"question_id": {id}, {rest}}}"#)
    };
    let response = |values: &str| format!(r#"{{"status": "draft", "values": {{{values}}}}}"#);
    let span = |range: &str| format!(r#"[{{"label": "a", {range}}}]"#);
    let requests = [
        ("POST", &*labelled.bulk, bulk(r#""metadata": {"pages": @}"#)),
        ("PUT", &labelled.bulk, bulk(r#""metadata": {"float": @}"#)),
        ("PUT", &labelled.bulk, bulk(r#""metadata": {"secret": @}"#)),
        ("PUT", &labelled.bulk, bulk(r#""metadata": {"extra": {"deep": [@]}}"#)),
        ("POST", &labelled.bulk, bulk(r#""vectors": {"v": [@, 1]}"#)),
        ("PUT", &labelled.bulk, bulk(r#""external_id": @"#)),
        ("PATCH", &record, r#"{"metadata": {"pages": @}}"#.to_owned()),
        ("PATCH", &record, r#"{"vectors": {"v": [1, @]}}"#.to_owned()),
        ("PUT", &suggestions, suggestion("label", r#""value": "a", "score": @"#)),
        ("PUT", &suggestions, suggestion("tags", r#""value": ["a"], "score": [@]"#)),
        ("PUT", &suggestions, suggestion("rank", r#""value": [{"value": "a", "rank": @}]"#)),
        (
            "PUT",
            &suggestions,
            suggestion("parts", &format!(r#""value": {}"#, span(r#""start": @, "end": 4"#))),
        ),
        (
            "PUT",
            &suggestions,
            suggestion("parts", &format!(r#""value": {}"#, span(r#""start": 0, "end": @"#))),
        ),
        ("PUT", &suggestions, suggestion("label", r#""value": @"#)),
        ("POST", &responses, response(r#""rank": {"value": [{"value": "a", "rank": @}]}"#)),
        (
            "POST",
            &responses,
            response(&format!(r#""parts": {{"value": {}}}"#, span(r#""start": 0, "end": @"#))),
        ),
        ("POST", &responses, response(r#""tags": {"value": [@]}"#)),
    ];
    try_all(&server, &requests).await;
    // What was taken is shown, found and sorted without a failure.
    let all = "include=responses&include=suggestions&include=vectors&limit=1000";
    owner.get(&format!("{}/records?{all}", labelled.path)).await.expect_status(200);
    for property in ["pages", "float", "secret"] {
        let scope = json!({"entity": "metadata", "metadata_property": property});
        let body = json!({"sort": [{"scope": scope, "order": "desc"}]});
        let path = format!("{}/records/search?{all}", labelled.path);
        owner.post(&path, body).await.expect_status(200);
    }
    let properties = owner.get(&format!("/me{}/metadata-properties", labelled.path)).await;
    for property in properties.json(200)["items"].as_array().unwrap() {
        let path = format!("/metadata-properties/{}/metrics", id(property));
        owner.get(&path).await.expect_status(200);
    }
}

async fn numbers_in_searches(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    labelled
        .records(json!([{
            "fields": {"text": "some words"}, "metadata": {"pages": 1}, "vectors": {"v": [1, 2]},
            "suggestions": [labelled.suggestion("label", json!("a"))],
        }]))
        .await;
    let search = format!("{}/records/search", labelled.path);
    let mine = format!("/me{search}");
    let filter = |filter: &str| format!(r#"{{"filters": {{"and": [{filter}]}}}}"#);
    let range = |scope: &str, bounds: &str| {
        filter(&format!(r#"{{"type": "range", "scope": {{{scope}}}, {bounds}}}"#))
    };
    let terms = |scope: &str| {
        filter(&format!(r#"{{"type": "terms", "scope": {{{scope}}}, "values": [@]}}"#))
    };
    let pages = r#""entity": "metadata", "metadata_property": "pages""#;
    let score = r#""entity": "suggestion", "question": "label", "property": "score""#;
    let time = r#""entity": "record", "property": "inserted_at""#;
    let requests = [
        ("POST", &*search, range(pages, r#""ge": @"#)),
        ("POST", &search, range(pages, r#""ge": 0, "le": @"#)),
        ("POST", &mine, range(pages, r#""ge": @, "le": @"#)),
        ("POST", &search, range(score, r#""ge": @"#)),
        ("POST", &search, range(time, r#""ge": @"#)),
        ("POST", &search, terms(pages)),
        ("POST", &mine, terms(score)),
        ("POST", &search, terms(time)),
        ("POST", &search, r#"{"query": {"text": {"q": @}}}"#.to_owned()),
        ("POST", &search, r#"{"query": {"vector": {"name": "v", "value": [@, 1]}}}"#.to_owned()),
    ];
    try_all(&server, &requests).await;
}

async fn numbers_in_queries(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    labelled.records(json!([{"fields": {"text": "words"}, "vectors": {"v": [1, 2]}}])).await;
    let owner = server.owner();
    let records = format!("{}/records", labelled.path);
    let search = format!("{records}/search");
    let mine = format!("/me{search}");
    let similar = json!({"query": {"vector": {"name": "v", "value": [1, 1]}}});
    for number in NUMBERS {
        let number = number.replace('"', "");
        for query in [
            format!("offset={number}"),
            format!("limit={number}"),
            format!("offset={number}&limit=1000"),
        ] {
            let list = owner.get(&format!("{records}?{query}")).await;
            assert_answered(&list, &query);
            for path in [&search, &mine] {
                let path = format!("{path}?{query}");
                for body in [json!({}), similar.clone(), json!({"query": {"text": {"q": "words"}}})]
                {
                    let found = owner.post(&path, body).await;
                    assert_answered(&found, &query);
                    // A list takes a negative offset, as the contract has it.
                    let is_same = found.status == list.status || query.contains("offset=-");
                    assert!(is_same, "{query}: {} {}", found.status, found.text);
                }
            }
        }
    }
    let far = owner.get(&format!("{records}?offset={}", i64::MAX)).await.json(200);
    assert_eq!((&far["items"], &far["total"]), (&json!([]), &json!(1)));
    assert_alive(&server).await;
}
