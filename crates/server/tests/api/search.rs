//! Searching records: operations 54 to 56.

use serde_json::{Value, json};
use variorum_testkit::{Actor, TestServer};

use crate::labelled::{Labelled, submitted};
use crate::on_both;
use crate::team::{NOBODY, id};

on_both!(
    searches_are_used_by_role,
    what_is_wrong_is_told_in_the_order_of_the_contract,
    every_problem_of_a_search_is_named,
    what_a_search_names_must_be_in_the_dataset,
    a_search_as_the_sdk_sends_it_is_answered_as_it_reads_it,
    parts_of_records_are_there_as_asked,
    annotators_see_and_use_only_visible_metadata,
    a_queue_shrinks_with_every_response,
    similar_records_are_found,
    a_draft_can_be_searched,
    agents_are_options_for_searches,
);

/// Finds what a search finds, and the external ids of it in order.
async fn found(actor: &Actor, path: &str, search: Value) -> (Value, Vec<String>) {
    let answer = actor.post(path, search).await.json(200);
    let items = answer["items"].as_array().expect("a list of items");
    let ids = items.iter().map(|item| item["record"]["external_id"].as_str().unwrap_or_default());
    let ids = ids.map(str::to_owned).collect();
    (answer, ids)
}

fn terms(scope: Value, values: Value) -> Value {
    json!({"filters": {"and": [{"type": "terms", "scope": scope, "values": values}]}})
}

fn own_status(values: Value) -> Value {
    terms(json!({"entity": "response", "property": "status"}), values)
}

fn metadata(name: &str) -> Value {
    json!({"entity": "metadata", "metadata_property": name})
}

async fn searches_are_used_by_role(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let (team, path) = (&labelled.team, &labelled.path);
    let all = format!("{path}/records/search");
    let own = format!("/me{all}");
    let options = format!("{all}/suggestions/options");
    assert_eq!(team.statuses("POST", &all, json!({})).await, [401, 403, 403, 403, 200, 200]);
    assert_eq!(team.statuses("POST", &own, json!({})).await, [401, 403, 403, 200, 200, 200]);
    let found = team.statuses("GET", &options, Value::Null).await;
    assert_eq!(found, [401, 403, 403, 200, 200, 200]);
    let nowhere = format!("/datasets/{NOBODY}/records/search");
    for (method, path, body) in [
        ("POST", nowhere.clone(), json!({})),
        ("POST", format!("/me{nowhere}"), json!({})),
        ("GET", format!("{nowhere}/suggestions/options"), Value::Null),
    ] {
        let found = team.statuses(method, &path, body).await;
        assert_eq!(found, [401, 404, 404, 404, 404, 404], "{method} {path}");
    }
}

async fn what_is_wrong_is_told_in_the_order_of_the_contract(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let path = format!("{}/records/search", labelled.path);
    let broken = team.anonymous.request("POST", &path).header("content-type", "application/json");
    let problems = team.anonymous.send(broken.body("{")).await.problems();
    assert_eq!(problems[0].0, "json_invalid");
    let wrong = json!({"sort": []});
    assert_eq!(team.statuses("POST", &path, wrong).await, [401, 422, 422, 422, 422, 422]);
    let bad_include = format!("/datasets/{NOBODY}/records/search?include=nothing");
    assert_eq!(
        team.statuses("POST", &bad_include, json!({})).await,
        [401, 422, 422, 422, 422, 422]
    );
    let unknown = json!({"query": {"text": {"q": "x", "field": "nowhere"}}});
    assert_eq!(team.statuses("POST", &path, unknown).await, [401, 403, 403, 403, 422, 422]);
}

async fn every_problem_of_a_search_is_named(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let admin = &labelled.team.admin;
    let path = format!("{}/records/search", labelled.path);
    let check = async |path: &str, body: Value, expected: &[(&str, &str)]| {
        let found = admin.post(path, body.clone()).await.problems();
        let found: Vec<(&str, &str)> =
            found.iter().map(|(kind, loc)| (kind.as_str(), loc.as_str())).collect();
        assert_eq!(found, expected, "{body}");
    };
    check(&path, Value::Null, &[("missing", r#"["body"]"#)]).await;
    check(&path, json!([]), &[("model_attributes_type", r#"["body"]"#)]).await;
    check(
        &format!("{path}?offset=-1&limit=1001"),
        json!({"query": {"text": {}}}),
        &[
            ("greater_than_equal", r#"["query","offset"]"#),
            ("less_than_equal", r#"["query","limit"]"#),
            ("missing", r#"["body","query","text","q"]"#),
        ],
    )
    .await;
    check(&format!("{path}?limit=0"), json!({}), &[("greater_than_equal", r#"["query","limit"]"#)])
        .await;
    check(
        &path,
        json!({"filters": {"and": []}, "sort": []}),
        &[("too_short", r#"["body","filters","and"]"#), ("too_short", r#"["body","sort"]"#)],
    )
    .await;
    let vector = json!({"name": "v", "record_id": NOBODY, "value": [1, 2]});
    check(
        &path,
        json!({"query": {"vector": vector}}),
        &[("value_error", r#"["body","query","vector"]"#)],
    )
    .await;
    let range = json!({"type": "range", "scope": metadata("pages"), "ge": 1, "le": "2"});
    check(
        &path,
        json!({"filters": {"and": [range]}}),
        &[("value_error", r#"["body","filters","and",0,"range"]"#)],
    )
    .await;
    check(
        &path,
        json!({"filters": {"and": [{"type": "or"}]}}),
        &[("union_tag_invalid", r#"["body","filters","and",0]"#)],
    )
    .await;
}

async fn what_a_search_names_must_be_in_the_dataset(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let path = format!("{}/records/search", labelled.path);
    let sorted = |scope: Value| json!({"sort": [{"scope": scope, "order": "asc"}]});
    let suggestion = json!({"entity": "suggestion", "question": "nowhere"});
    let response = json!({"entity": "response", "question": "nowhere"});
    for body in [
        json!({"query": {"text": {"q": "x", "field": "nowhere"}}}),
        json!({"query": {"vector": {"name": "nowhere", "value": [1]}}}),
        json!({"query": {"vector": {"name": "v", "value": [1]}}}),
        json!({"query": {"vector": {"name": "v", "record_id": NOBODY}}}),
        terms(metadata("nowhere"), json!(["x"])),
        terms(suggestion.clone(), json!(["x"])),
        terms(response.clone(), json!(["x"])),
        sorted(metadata("nowhere")),
        sorted(suggestion),
        sorted(response),
    ] {
        let text = labelled.team.admin.post(&path, body.clone()).await.detail(422);
        assert!(!text.is_empty(), "{body}");
    }
}

async fn a_search_as_the_sdk_sends_it_is_answered_as_it_reads_it(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let admin = &labelled.team.admin;
    let records = labelled
        .records(json!([
            {"fields": {"text": "First record, 5 words"}, "external_id": "1"},
            {"fields": {"text": "Second record"}, "external_id": 2, "metadata": {"pages": 7}},
            {"fields": {"text": "first and first", "note": null}, "external_id": "3"},
        ]))
        .await;
    let path = format!("{}/records/search", labelled.path);
    let (everything, ids) = found(admin, &path, json!({})).await;
    assert_eq!(ids, ["1", "2", "3"]);
    let mut sparse = records[1].clone();
    for part in ["responses", "suggestions", "vectors"] {
        sparse.as_object_mut().expect("a record").remove(part);
    }
    assert_eq!(everything["items"][1], json!({"record": sparse, "query_score": 1.0}));
    assert_eq!(everything["total"], 3);

    let text = |q: Value| json!({"query": {"text": {"q": q, "field": null}, "vector": null}});
    let (answer, ids) = found(admin, &path, text(json!("FIRST"))).await;
    assert_eq!(ids, ["3", "1"]);
    let scores: Vec<f64> = answer["items"]
        .as_array()
        .expect("items")
        .iter()
        .map(|item| item["query_score"].as_f64().expect("a score"))
        .collect();
    assert!(scores[0] > scores[1] && scores[1] > 0.0, "{scores:?}");
    assert_eq!(found(admin, &path, text(json!(5))).await.1, ["1"]);
    assert_eq!(found(admin, &path, text(json!(""))).await.0, json!({"items": [], "total": 0}));

    let mut filtered = text(Value::Null);
    filtered["query"] = Value::Null;
    filtered["filters"] = json!({"type": "and", "and": [
        {"type": "terms", "scope": {"entity": "record", "property": "external_id"},
         "values": [2, "3", "9"]},
        {"type": "range", "scope": {"entity": "record", "property": "inserted_at"},
         "ge": "2020-01-01", "le": null},
    ]});
    assert_eq!(found(admin, &path, filtered.clone()).await.1, ["2", "3"]);
    filtered["sort"] = json!([{
        "scope": {"entity": "record", "property": "external_id"}, "order": "desc",
    }]);
    let (answer, ids) = found(admin, &format!("{path}?limit=1"), filtered.clone()).await;
    assert_eq!((ids, &answer["total"]), (vec!["3".to_owned()], &json!(2)));
    assert_eq!(answer["items"][0]["query_score"], Value::Null);
    let (answer, ids) = found(admin, &format!("{path}?offset=2"), filtered).await;
    assert_eq!((ids, &answer["total"]), (vec![], &json!(2)));

    let by_id = terms(json!({"entity": "record", "property": "id"}), json!([records[2]["id"]]));
    assert_eq!(found(admin, &path, by_id).await.1, ["3"]);
    let empty = json!({"query": {}, "filters": {}, "sort": null});
    assert_eq!(found(admin, &path, empty).await.1, ["1", "2", "3"]);
    admin.delete(&format!("/records/{}", id(&records[0]))).await.expect_status(200);
    assert_eq!(found(admin, &path, text(json!("first"))).await.1, ["3"]);
}

async fn parts_of_records_are_there_as_asked(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let response = |actor: &Actor, label: &str| {
        let mut response = submitted(label);
        response["user_id"] = json!(actor.id);
        response
    };
    labelled
        .records(json!([{
            "fields": {"text": "x"},
            "suggestions": [labelled.suggestion("label", json!("a"))],
            "responses": [response(&team.annotator, "a"), response(&team.admin, "b")],
            "vectors": {"v": [1, 2]},
        }]))
        .await;
    let path = format!("{}/records/search", labelled.path);
    let check = async |actor: &Actor, path: &str, expected: [Option<usize>; 3]| {
        let answer = actor.post(path, json!({})).await.json(200);
        let record = &answer["items"][0]["record"];
        let length = |part: &str| match record.get(part) {
            Some(Value::Array(list)) => Some(list.len()),
            Some(Value::Object(map)) => Some(map.len()),
            _ => None,
        };
        let found = ["responses", "suggestions", "vectors"].map(length);
        assert_eq!(found, expected, "{path}");
    };
    let everything = "include=responses,suggestions,vectors";
    check(&team.admin, &format!("{path}?{everything}"), [Some(2), Some(1), Some(1)]).await;
    check(&team.admin, &format!("/me{path}?{everything}"), [Some(1), Some(1), Some(1)]).await;
    check(&team.annotator, &format!("/me{path}?{everything}"), [Some(1), Some(1), Some(1)]).await;
    check(&team.owner, &format!("/me{path}?include=responses"), [Some(0), None, None]).await;
    check(&team.admin, &format!("{path}?include=vectors:w"), [None, None, Some(0)]).await;
    let both = format!("{path}?include=vectors:v,w&include=suggestions");
    check(&team.admin, &both, [None, Some(1), Some(1)]).await;
    let own = team.annotator.post(&format!("/me{path}?include=responses"), json!({})).await;
    let own = own.json(200);
    assert_eq!(own["items"][0]["record"]["responses"][0]["user_id"], json!(team.annotator.id));
}

async fn annotators_see_and_use_only_visible_metadata(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let team = &labelled.team;
    let metadata_sent = json!({"pages": 1, "secret": "s", "extra": true});
    labelled.records(json!([{"fields": {"text": "x"}, "metadata": metadata_sent}])).await;
    let own = format!("/me{}/records/search", labelled.path);
    for (actor, expected) in [
        (&team.annotator, json!({"pages": 1})),
        (&team.admin, metadata_sent.clone()),
        (&team.owner, metadata_sent.clone()),
    ] {
        let answer = actor.post(&own, json!({})).await.json(200);
        assert_eq!(answer["items"][0]["record"]["metadata"], expected);
    }
    let by_secret = terms(metadata("secret"), json!(["s"]));
    let sorted = json!({"sort": [{"scope": metadata("secret"), "order": "asc"}]});
    for search in [&by_secret, &sorted] {
        let hidden = team.annotator.post(&own, search.clone()).await.detail(422);
        let unknown = search.to_string().replace("secret", "nothing");
        let unknown: Value = serde_json::from_str(&unknown).unwrap();
        let unknown = team.annotator.post(&own, unknown).await.detail(422);
        assert_eq!(hidden.replace("secret", "nothing"), unknown);
        assert_eq!(team.admin.post(&own, search.clone()).await.json(200)["total"], 1);
    }
    let by_pages = terms(metadata("pages"), json!([1]));
    assert_eq!(team.annotator.post(&own, by_pages).await.json(200)["total"], 1);
}

async fn a_queue_shrinks_with_every_response(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let (ann, ada) = (&labelled.team.annotator, &labelled.team.admin);
    let records: Vec<Value> =
        (0..12).map(|n| json!({"fields": {"text": "x"}, "external_id": n.to_string()})).collect();
    labelled.records(json!(records)).await;
    let own = format!("/me{}/records/search", labelled.path);
    let pending = own_status(json!(["pending"]));
    let (_, whole) = found(ann, &own, pending.clone()).await;
    assert_eq!(whole.len(), 12);
    assert_eq!(found(ann, &own, json!({})).await.1, whole);
    let mut left = whole.clone();
    while !left.is_empty() {
        let (answer, ids) = found(ann, &format!("{own}?limit=2"), pending.clone()).await;
        assert_eq!(ids, left[..2.min(left.len())]);
        assert_eq!(answer["total"], left.len());
        let record = &answer["items"][0]["record"];
        assert_eq!(answer["items"][0]["query_score"], 1.0);
        let response = match left.len() % 3 {
            0 => json!({"status": "draft", "values": {}}),
            1 => json!({"status": "discarded"}),
            _ => submitted("a"),
        };
        ann.post(&format!("/records/{}/responses", id(record)), response).await.expect_status(201);
        left.remove(0);
    }
    for (status, expected) in [("draft", 4), ("discarded", 4), ("submitted", 4), ("pending", 0)] {
        let answer = ann.post(&own, own_status(json!([status]))).await.json(200);
        assert_eq!(answer["total"], expected, "{status}");
    }
    assert_eq!(ada.post(&own, pending.clone()).await.json(200)["total"], 12);
    let all = format!("{}/records/search", labelled.path);
    assert_eq!(ada.post(&all, pending).await.json(200)["total"], 0);
    let completed = terms(json!({"entity": "record", "property": "status"}), json!(["completed"]));
    assert_eq!(ada.post(&all, completed).await.json(200)["total"], 4);
}

async fn similar_records_are_found(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let admin = &labelled.team.admin;
    let records = labelled
        .records(json!([
            {"fields": {"text": "x"}, "external_id": "a", "vectors": {"v": [1, 0]}},
            {"fields": {"text": "x"}, "external_id": "b", "vectors": {"v": [0, 2]}},
            {"fields": {"text": "x"}, "external_id": "c", "vectors": {"v": [1, 1], "w": [1]}},
            {"fields": {"text": "y"}, "external_id": "d"},
        ]))
        .await;
    let path = format!("{}/records/search", labelled.path);
    let like = |key: &str, value: Value, order: &str| json!({"query": {"vector": {"name": "v", key: value, "order": order}}});
    let (answer, ids) = found(admin, &path, like("value", json!([2, 0]), "most_similar")).await;
    assert_eq!((ids.join(""), &answer["total"]), ("acb".to_owned(), &json!(3)));
    assert_eq!(answer["items"][0]["query_score"], 1.0);
    assert_eq!(answer["items"][2]["query_score"], 0.5);
    let (_, ids) = found(admin, &path, like("value", json!([2, 0]), "least_similar")).await;
    assert_eq!(ids.join(""), "bca");
    let by_first = like("record_id", records[0]["id"].clone(), "most_similar");
    assert_eq!(found(admin, &path, by_first.clone()).await.1, ["c", "b"]);
    let mine = format!("/me{path}?limit=1");
    assert_eq!(found(&labelled.team.annotator, &mine, by_first).await.1, ["c"]);
    let without = like("record_id", records[3]["id"].clone(), "most_similar");
    let answer = admin.post(&path, without).await.json(422);
    assert_eq!(answer["code"], "missing_vector");
    assert!(answer["message"].is_string() && answer.get("detail").is_none(), "{answer}");
}

async fn a_draft_can_be_searched(server: TestServer) {
    let team = crate::team::Team::of(&server).await;
    let draft = crate::team::dataset(&server, &team.workspace, "draft").await;
    let path = format!("/datasets/{}/records/search", id(&draft));
    for path in [path.clone(), format!("/me{path}")] {
        let answer = team.admin.post(&path, json!({})).await.json(200);
        assert_eq!(answer, json!({"items": [], "total": 0}));
    }
}

async fn agents_are_options_for_searches(server: TestServer) {
    let labelled = Labelled::of(&server).await;
    let from = |agent: &str, question: &str, value: Value| {
        let mut suggestion = labelled.suggestion(question, value);
        suggestion["agent"] = json!(agent);
        suggestion
    };
    labelled
        .records(json!([
            {"fields": {"text": "x"}, "suggestions": [from("m2", "label", json!("a"))]},
            {"fields": {"text": "x"}, "suggestions": [
                from("m1", "label", json!("a")), from("m1", "tags", json!(["a"])),
            ]},
            {"fields": {"text": "x"}, "suggestions": [from("m2", "label", json!("b"))]},
            {"fields": {"text": "x"}, "suggestions": [labelled.suggestion("rank", json!([]))]},
        ]))
        .await;
    let path = format!("{}/records/search/suggestions/options", labelled.path);
    let answer = labelled.team.annotator.get(&path).await.json(200);
    let questions = labelled.team.admin.get(&format!("{}/questions", labelled.path)).await;
    let questions = questions.json(200);
    let expected: Vec<Value> = questions["items"]
        .as_array()
        .expect("items")
        .iter()
        .zip([json!(["m1", "m2"]), json!(["m1"]), json!([]), json!([])])
        .map(|(question, agents)| {
            let question = json!({"id": question["id"], "name": question["name"]});
            json!({"question": question, "agents": agents})
        })
        .collect();
    assert_eq!(answer, json!({"items": expected}));
}
