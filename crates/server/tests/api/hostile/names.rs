//! Names with the characters that quote, part and comment in SQL, JSON paths and patterns.

use serde_json::{Value, json};
use variorum_testkit::TestServer;

use super::assert_alive;
use crate::on_both;
use crate::team::id;

on_both!(records_under_hostile_names, datasets_of_hostile_names);

const NAMES: [&str; 18] = [
    "it's",
    "a \"quoted\" name",
    "a.b.c",
    "$.a[0]",
    "$[*] ? (@ == 1)",
    "100%",
    "a_b%c",
    "'; DROP TABLE records; --",
    "\") OR 1=1 --",
    "{a,b}",
    "a\\b\\",
    "a/b?c#d",
    "*",
    "a:b",
    "NULL",
    "?1 :name $1 @p",
    "\u{540d}\u{524d} \u{1f600}",
    "\u{202e}\u{1}\n\t",
];

async fn datasets_of_hostile_names(server: TestServer) {
    let owner = server.owner();
    let workspace = server.workspace("w").await;
    for name in NAMES {
        let body = json!({"name": name, "workspace_id": workspace});
        assert_eq!(owner.post("/datasets", body.clone()).await.json(201)["name"], name);
        assert_eq!(owner.post("/datasets", body).await.status, 409, "{name}");
    }
    let listed = owner.get("/me/datasets").await.json(200);
    let listed: Vec<_> = listed["items"].as_array().unwrap().iter().map(|d| &d["name"]).collect();
    assert_eq!(listed, NAMES);
    assert_alive(&server).await;
}

/// One dataset with every name as a field, a question, a metadata property, and (five of them, as
/// many as there may be) a vector.
async fn named(server: &TestServer) -> String {
    let owner = server.owner();
    let workspace = server.workspace("w").await;
    let made = owner.post("/datasets", json!({"name": "d", "workspace_id": workspace})).await;
    let path = format!("/datasets/{}", id(&made.json(201)));
    let options = |name: &str| json!([{"value": name, "text": name}, {"value": "-", "text": "-"}]);
    for name in NAMES {
        for (part, settings) in [
            ("fields", json!({"type": "text"})),
            ("questions", json!({"type": "label_selection", "options": options(name)})),
            ("metadata-properties", json!({"type": "terms", "values": [name, "-"]})),
        ] {
            let required = part == "questions" && name == NAMES[0];
            let body =
                json!({"name": name, "title": name, "settings": settings, "required": required});
            owner.post(&format!("{path}/{part}"), body).await.expect_status(201);
        }
    }
    for name in &NAMES[5..10] {
        let body = json!({"name": name, "title": name, "dimensions": 2});
        owner.post(&format!("{path}/vectors-settings"), body).await.expect_status(201);
    }
    owner.put(&format!("{path}/publish"), Value::Null).await.expect_status(200);
    path
}

async fn records_under_hostile_names(server: TestServer) {
    let owner = server.owner();
    let path = named(&server).await;
    let questions = owner.get(&format!("{path}/questions")).await.json(200);
    let questions = questions["items"].as_array().unwrap();
    let all = |value: &dyn Fn(usize, &str) -> Value| -> Value {
        NAMES.iter().enumerate().map(|(i, name)| ((*name).to_owned(), value(i, name))).collect()
    };
    let vectors = |x: f64| -> Value {
        NAMES[5..10].iter().map(|name| ((*name).to_owned(), json!([x, 1.0]))).collect()
    };
    let suggestions = |own: bool| -> Value {
        let value = |i: usize| if own { NAMES[i] } else { "-" };
        let suggestion = |(i, q): (usize, &Value)| json!({"question_id": q["id"], "value": value(i), "agent": format!("agent of {own}")});
        questions.iter().enumerate().map(suggestion).collect()
    };
    // In the first record everything has its own name, in the second nothing.
    let body = json!({"items": [
        {
            "external_id": NAMES[7], "fields": all(&|i, _| json!(format!("word{i}"))),
            "metadata": all(&|_, name| json!(name)), "vectors": vectors(1.0),
            "suggestions": suggestions(true),
        },
        {
            "external_id": NAMES[0], "fields": all(&|_, _| json!("other")),
            "metadata": all(&|_, _| json!("-")), "vectors": vectors(-1.0),
            "suggestions": suggestions(false),
        },
    ]});
    let records = format!("{path}/records/bulk");
    let made = owner.put(&records, body.clone()).await.json(200);
    let [first, second] = [0, 1].map(|i| id(&made["items"][i]).to_owned());
    // Found again by their external ids.
    let again = owner.put(&records, body.clone()).await.json(200);
    assert_eq!(id(&again["items"][0]), first);
    let answers = all(&|_, name| json!({"value": name}));
    let response = json!({"status": "submitted", "values": answers});
    owner.post(&format!("/records/{first}/responses"), response).await.expect_status(201);
    let shown = owner.get(&format!("/records/{first}")).await.json(200);
    assert_eq!(shown["fields"], body["items"][0]["fields"]);
    assert_eq!(shown["metadata"], body["items"][0]["metadata"]);
    assert_eq!(shown["vectors"], body["items"][0]["vectors"]);
    assert_eq!(shown["responses"][0]["values"], answers);

    let found = async |body: Value| -> Vec<String> {
        let answer = owner.post(&format!("{path}/records/search"), body.clone()).await;
        assert_eq!(answer.status, 200, "{body}: {}", answer.text);
        let items = answer.json["items"].as_array().unwrap().iter();
        items.map(|item| id(&item["record"]).to_owned()).collect()
    };
    for (i, name) in NAMES.iter().enumerate() {
        let metadata = json!({"entity": "metadata", "metadata_property": name});
        for scope in [
            metadata.clone(),
            json!({"entity": "suggestion", "question": name}),
            json!({"entity": "response", "question": name}),
        ] {
            let filter = json!({"type": "terms", "scope": scope, "values": [name]});
            assert_eq!(found(json!({"filters": {"and": [filter]}})).await, [&*first], "{scope}");
        }
        for order in ["asc", "desc"] {
            let sorted = found(json!({"sort": [{"scope": metadata, "order": order}]})).await;
            let is_first = (*name < "-") == (order == "asc");
            assert_eq!(&sorted[0], if is_first { &first } else { &second }, "{name} {order}");
        }
        let text = json!({"q": format!("word{i}"), "field": name});
        assert_eq!(found(json!({"query": {"text": text}})).await, [&*first], "{name}");
        // As a query it may find something or nothing; it is no mistake.
        for q in [(*name).to_owned(), format!("{name}:word{i}"), format!("\"{name}\"*")] {
            found(json!({"query": {"text": {"q": q}}})).await;
        }
    }
    for name in &NAMES[5..10] {
        let vector = json!({"name": name, "value": [1.0, 1.0]});
        assert_eq!(found(json!({"query": {"vector": vector}})).await, [&*first, &*second]);
    }
    let by_id = json!({"type": "terms", "scope": {"entity": "record", "property": "external_id"},
        "values": [NAMES[7]]});
    assert_eq!(found(json!({"filters": {"and": [by_id]}})).await, [&*first]);
    assert_alive(&server).await;
}
