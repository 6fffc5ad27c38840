//! What the pages of Argilla's web interface send, page by page: the same calls with the same bodies,
//! keys included that only the interface uses.

use std::time::Duration;

use serde_json::{Value, json};
use variorum_testkit::{Actor, Answer, PASSWORD, TestServer};

use crate::on_both;
use crate::team::{Team, column, id};

on_both!(
    signing_in_and_the_list_of_datasets,
    the_pages_that_make_a_dataset_from_the_hub,
    the_page_of_one_record,
    the_page_of_many_records,
    filters_and_sorts_of_the_pages,
    the_settings_of_a_dataset,
);

/// `{"entity": "record" or "response", "property": "status"}` among these.
fn status(entity: &str, value: &str) -> Value {
    json!({
        "type": "terms", "scope": {"entity": entity, "property": "status"}, "values": [value],
    })
}

/// The filters of a tab, as every search of the pages begins with.
fn tab(name: &str) -> Vec<Value> {
    let mut filters = vec![status("response", name)];
    if name == "pending" {
        filters.push(status("record", name));
    }
    filters
}

async fn sign_in(server: &TestServer, username: &str, password: &str) -> Answer {
    let anonymous = server.anonymous();
    let form = [("username", username), ("password", password)];
    anonymous.send(anonymous.request("POST", "/token").form(&form)).await
}

/// Somebody as the pages are after signing in: with a token.
async fn browser(server: &TestServer, username: &str) -> Actor {
    let token = sign_in(server, username, PASSWORD).await.json(201);
    server.anonymous().with_token(token["access_token"].as_str().unwrap())
}

/// A dataset with every field and question, made with the calls of the pages, and its records.
struct Corpus {
    team: Team,
    /// `/datasets/{id}`
    path: String,
    questions: Vec<Value>,
}

impl Corpus {
    async fn of(server: &TestServer, records: usize) -> Self {
        let team = Team::of(server).await;
        let admin = browser(server, "ada").await;
        let path = Self::made(&admin, &team.workspace).await;
        admin.put(&format!("{path}/publish"), Value::Null).await.expect_status(200);
        let questions = admin.get(&format!("{path}/questions")).await.json(200);
        let ids = column(&questions, "id");
        let items: Vec<Value> = (0..records).map(|n| record(n, &ids)).collect();
        let bulk = format!("{path}/records/bulk");
        team.admin.post(&bulk, json!({"items": items})).await.expect_status(201);
        Self { team, path, questions: questions["items"].as_array().unwrap().clone() }
    }

    /// Makes the dataset and all its parts.
    async fn made(admin: &Actor, workspace: &str) -> String {
        let mapping = json!({
            "fields": [{"source": "text", "target": "text"}],
            "metadata": [{"source": "stars", "target": "stars"}],
            "suggestions": [{"source": "label", "target": "label"}],
        });
        let body = json!({
            "name": "letters", "workspace_id": workspace,
            "metadata": {
                "repoId": "somebody/letters", "subset": "default", "split": "train",
                "mapping": mapping, "imported": "UI",
            },
        });
        let made = admin.post("/datasets", body.clone()).await.json(201);
        assert_eq!(made["metadata"], body["metadata"]);
        let path = format!("/datasets/{}", id(&made));
        for (name, settings) in [
            ("text", json!({"type": "text"})),
            ("image", json!({"type": "image"})),
            ("messages", json!({"type": "chat"})),
            ("card", json!({"type": "custom", "template": "<p></p>", "advanced_mode": false})),
        ] {
            let body =
                json!({"name": name, "title": name, "required": false, "settings": settings});
            admin.post(&format!("{path}/fields"), body).await.expect_status(201);
        }
        for (name, settings) in questions() {
            let required = name == "label";
            let body =
                json!({"name": name, "title": name, "required": required, "settings": settings});
            admin.post(&format!("{path}/questions"), body).await.expect_status(201);
        }
        for (name, kind) in [("stars", "integer"), ("length", "float"), ("topic", "terms")] {
            let body = json!({"name": name, "title": name, "settings": {"type": kind}});
            let path = format!("{path}/metadata-properties");
            let made = admin.post(&path, body).await.json(201);
            assert_eq!(made["visible_for_annotators"], true);
        }
        let body = json!({"name": "v", "title": "v", "dimensions": 2});
        admin.post(&format!("{path}/vectors-settings"), body).await.expect_status(201);
        path
    }

    /// `POST` of a search as the pages send it: a page number is a record number.
    async fn search(&self, who: &Actor, body: Value, first: usize, limit: usize) -> Answer {
        let query = format!("include=responses&include=suggestions&offset={first}&limit={limit}");
        who.post(&format!("/me{}/records/search?{query}", self.path), body).await
    }

    /// The records of a tab.
    async fn of_tab(&self, who: &Actor, name: &str) -> Vec<Value> {
        let body = json!({"query": {}, "filters": {"and": tab(name)}});
        let found = self.search(who, body, 0, 10).await.json(200);
        let items = found["items"].as_array().unwrap();
        items.iter().map(|item| item["record"].clone()).collect()
    }

    /// The caller's answers by status, as the pages count them.
    async fn own(&self, who: &Actor) -> [i64; 4] {
        let metrics = who.get(&format!("/me{}/metrics", self.path)).await.json(200);
        let keys = ["pending", "draft", "discarded", "submitted"];
        keys.map(|key| metrics["responses"][key].as_i64().unwrap())
    }
}

/// Options as the pages make them, each with a key of their own.
fn options(values: &[&str]) -> Value {
    values.iter().map(|value| json!({"value": value, "text": value, "id": value})).collect()
}

fn questions() -> [(&'static str, Value); 6] {
    let ratings: Value = (1..=5).map(|n| json!({"value": n, "id": format!("r_{n}")})).collect();
    [
        ("label", json!({"type": "label_selection", "options": options(&["good", "bad"])})),
        ("tags", json!({"type": "multi_label_selection", "options": options(&["a", "b", "c"])})),
        ("stars", json!({"type": "rating", "options": ratings})),
        ("order", json!({"type": "ranking", "options": options(&["x", "y"])})),
        (
            "people",
            json!({
                "type": "span", "field": "text", "options": options(&["PER"]),
                "allow_overlapping": true, "allow_character_annotation": true,
            }),
        ),
        ("comment", json!({"type": "text", "use_markdown": false})),
    ]
}

fn record(n: usize, questions: &[Value]) -> Value {
    json!({
        "external_id": n.to_string(),
        "fields": {
            "text": format!("Ann writes letter {n}"),
            "image": "https://example.org/a.png",
            "messages": [{"role": "user", "content": "Hello"}],
            "card": {"a": n},
        },
        "metadata": {"stars": n, "length": n as f64 / 2.0, "topic": (["art", "sport"][n % 2])},
        "vectors": {"v": [1.0, n as f64]},
        "suggestions": [
            {"question_id": questions[0], "value": (["good", "bad"][n % 2]),
                "score": (n % 10) as f64 / 10.0, "agent": "model-a"},
            {"question_id": questions[1], "value": ["a", "b"], "score": [0.9, 0.1]},
            {"question_id": questions[2], "value": 3},
            {"question_id": questions[3], "value": [{"value": "y"}, {"value": "x"}]},
            {"question_id": questions[4], "value": [{"start": 0, "end": 3, "label": "PER"}]},
            {"question_id": questions[5], "value": "fine"},
        ],
    })
}

/// A ranking as the page holds it: its options, with their ranks so far.
fn ranking(ranks: [Value; 2]) -> Value {
    let item = |value: &str, rank: &Value| {
        json!({
            "value": value, "text": value, "description": null,
            "id": format!("order_{value}"), "rank": rank,
        })
    };
    json!([item("x", &ranks[0]), item("y", &ranks[1])])
}

async fn signing_in_and_the_list_of_datasets(server: TestServer) {
    let corpus = Corpus::of(&server, 4).await;
    let anonymous = server.anonymous();
    assert_eq!(anonymous.get("/oauth2/providers").await.json(200), json!({"items": []}));
    let settings = anonymous.get("/settings").await.json(200);
    assert_eq!(settings["argilla"]["share_your_progress_enabled"], false);
    assert_eq!(sign_in(&server, "ann", "a wrong password").await.status, 401);

    let ann = browser(&server, "ann").await;
    let me = ann.get("/me").await.json(200);
    assert_eq!(me["api_key"], corpus.team.annotator.key().unwrap());
    for key in ["id", "username", "first_name", "last_name", "role"] {
        assert!(me.get(key).is_some(), "{key}");
    }
    let workspaces = ann.get("/me/workspaces").await.json(200);
    assert_eq!(column(&workspaces, "id"), [json!(corpus.team.workspace)]);
    let datasets = ann.get("/me/datasets").await.json(200);
    let listed = &datasets["items"][0];
    assert_eq!(format!("/datasets/{}", id(listed)), corpus.path);
    assert_eq!(listed["workspace_id"], workspaces["items"][0]["id"]);
    for key in ["name", "status", "inserted_at", "updated_at", "last_activity_at"] {
        assert!(listed[key].is_string(), "{key}");
    }
    // What a card of the list shows.
    let progress = ann.get(&format!("{}/progress", corpus.path)).await.json(200);
    assert_eq!(progress, json!({"total": 4, "completed": 0, "pending": 4, "users": []}));
    let fields = ann.get(&format!("{}/fields", corpus.path)).await.json(200);
    assert_eq!(column(&fields, "name"), ["text", "image", "messages", "card"]);

    // The pages leave when their token is no longer good.
    let stale = ann.with_token("no.longer.good").get("/me").await;
    assert_eq!(stale.status, 401);
}

async fn the_pages_that_make_a_dataset_from_the_hub(server: TestServer) {
    let owner = browser(&server, "owner").await;
    let workspace = owner.post("/workspaces", json!({"name": "fresh"})).await.json(201);
    let path = Corpus::made(&owner, id(&workspace)).await;
    owner.put(&format!("{path}/publish"), Value::Null).await.expect_status(200);
    let body = json!({
        "name": "somebody/letters", "subset": "default", "split": "train",
        "mapping": {
            "fields": [{"source": "text", "target": "text"}], "metadata": [], "suggestions": [],
        },
    });
    owner.post(&format!("{path}/import"), body).await.expect_status(202);
    let progress = owner.get(&format!("{path}/progress")).await.json(200);
    assert_eq!(progress["total"], 0);

    // Sending a dataset to the Hub: the page asks until the job has ended.
    let one = json!({"items": [{"fields": {"text": "a"}}]});
    owner.post(&format!("{path}/records/bulk"), one).await.expect_status(201);
    let body = json!({"name": "me/letters", "private": false, "token": "hf_secret"});
    let job = owner.post(&format!("{path}/export"), body).await.json(202);
    for _ in 0..200 {
        let now = owner.get(&format!("/jobs/{}", id(&job))).await.json(200);
        if now["status"] == "failed" {
            return;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    panic!("the job does not end");
}

async fn the_page_of_one_record(server: TestServer) {
    let corpus = Corpus::of(&server, 4).await;
    let ann = browser(&server, "ann").await;
    let path = &corpus.path;
    for part in ["", "/fields", "/questions", "/vectors-settings", "/progress"] {
        ann.get(&format!("{path}{part}")).await.expect_status(200);
    }
    let workspace = format!("/workspaces/{}", corpus.team.workspace);
    assert_eq!(ann.get(&workspace).await.json(200)["name"], "team");
    let properties = ann.get(&format!("/me{path}/metadata-properties")).await.json(200);
    for (property, of_records) in column(&properties, "id").iter().zip([
        json!({"type": "integer", "min": 0, "max": 3}),
        json!({"type": "float", "min": 0.0, "max": 1.5}),
        json!({"type": "terms", "total": 4, "values": [
            {"term": "art", "count": 2}, {"term": "sport", "count": 2}
        ]}),
    ]) {
        let metrics = format!("/metadata-properties/{}/metrics", property.as_str().unwrap());
        assert_eq!(ann.get(&metrics).await.json(200), of_records);
    }

    let queue = corpus.of_tab(&ann, "pending").await;
    assert_eq!(queue.len(), 4);
    assert_eq!(queue[0]["responses"], json!([]));
    assert_eq!(queue[0]["suggestions"].as_array().unwrap().len(), 6);
    // A draft of some questions, then all of them.
    let draft = json!({
        "status": "draft", "values": {"order": {"value": ranking([json!(1), Value::Null])}},
    });
    let responses = |record: &Value| format!("/records/{}/responses", id(record));
    let made = ann.post(&responses(&queue[0]), draft).await.json(201);
    assert_eq!(
        made["values"]["order"]["value"],
        json!([{"value": "x", "rank": 1}, {"value": "y", "rank": null}])
    );
    assert_eq!(corpus.own(&ann).await, [3, 1, 0, 0]);
    let spans =
        json!([{"start": 0, "end": 3, "label": "PER"}, {"start": 0, "end": 10, "label": "PER"}]);
    let values = json!({
        "label": {"value": "good"}, "tags": {"value": ["a", "c"]}, "stars": {"value": 5},
        "order": {"value": ranking([json!(1), json!(1)])}, "people": {"value": spans},
        "comment": {"value": "très bien 😀"},
    });
    let body = json!({"status": "submitted", "values": values});
    let changed = ann.put(&format!("/responses/{}", id(&made)), body).await.json(200);
    assert_eq!(changed["id"], made["id"]);
    assert_eq!(changed["values"]["people"]["value"], spans);
    assert_eq!(corpus.own(&ann).await, [3, 0, 0, 1]);

    let body = json!({"status": "discarded", "values": {"people": {"value": []}}});
    ann.post(&responses(&queue[1]), body).await.expect_status(201);
    assert_eq!(corpus.own(&ann).await, [2, 0, 1, 1]);
    for (name, of_tab) in [("draft", 0), ("discarded", 1), ("submitted", 1), ("pending", 2)] {
        let found = corpus.of_tab(&ann, name).await;
        assert_eq!(found.len(), of_tab, "{name}");
        let own = found.first().map_or(&Value::Null, |record| &record["responses"][0]["status"]);
        assert!(name == "pending" || of_tab == 0 || own == name, "{name}: {own}");
    }
    // Answers cleared: the page takes the response away.
    ann.delete(&format!("/responses/{}", id(&made))).await.expect_status(200);
    assert_eq!(corpus.own(&ann).await, [3, 0, 1, 0]);

    let similar = |record: &Value, order: &str| {
        json!({
            "query": {"vector": {
                "name": "v", "record_id": record["id"], "max_results": 50, "order": order,
            }},
            "filters": {"and": tab("pending")},
        })
    };
    for order in ["most_similar", "least_similar"] {
        let found = corpus.search(&ann, similar(&queue[2], order), 0, 50).await.json(200);
        assert_eq!(found["total"], 2, "{order}");
        assert!(found["items"][0]["query_score"].is_number(), "{order}");
    }
    let one = json!({"items": [{"fields": {"text": "no vector"}}]});
    let bulk = format!("{path}/records/bulk");
    let made = corpus.team.admin.post(&bulk, one).await.json(201);
    let lacks = corpus.search(&ann, similar(&made["items"][0], "most_similar"), 0, 50).await;
    let lacks = lacks.json(422);
    // The page has its own words for this code.
    assert_eq!(lacks["code"], "missing_vector");
    assert!(lacks["message"].is_string());
}

async fn the_page_of_many_records(server: TestServer) {
    let corpus = Corpus::of(&server, 50).await;
    let ann = browser(&server, "ann").await;
    let body = json!({"query": {}, "filters": {"and": tab("pending")}});
    let found = corpus.search(&ann, body, 0, 50).await.json(200);
    let records: Vec<Value> = column(&found, "record").iter().map(|r| r["id"].clone()).collect();
    assert_eq!(records.len(), 50);
    // Answers for more than ten records go out together, in tens.
    let answer = |records: &[Value]| {
        let items: Vec<Value> = records
            .iter()
            .map(|record| {
                let values = json!({"label": {"value": "good"}});
                json!({"status": "submitted", "values": values, "record_id": record})
            })
            .collect();
        json!({"items": items})
    };
    let sent: Vec<_> = records
        .chunks(10)
        .map(|ten| {
            let (ann, body) = (ann.clone(), answer(ten));
            tokio::spawn(async move { ann.post("/me/responses/bulk", body).await })
        })
        .collect();
    for (ten, answer) in records.chunks(10).zip(sent) {
        let answer = answer.await.unwrap().json(200);
        for (item, record) in answer["items"].as_array().unwrap().iter().zip(ten) {
            assert_eq!((&item["item"]["record_id"], &item["error"]), (record, &Value::Null));
        }
    }
    assert_eq!(corpus.own(&ann).await, [0, 0, 0, 50]);
    let progress = ann.get(&format!("{}/progress", corpus.path)).await.json(200);
    assert_eq!(progress["completed"], 50);
    assert_eq!(progress["users"], json!([{"username": "ann"}]));

    let mut body = answer(&records[..2]);
    body["items"][0]["values"] = json!({"label": {"value": "neither"}});
    let failed = ann.post("/me/responses/bulk", body).await.json(200);
    assert!(failed["items"][0]["error"]["detail"].is_string());
    assert_eq!(failed["items"][1]["error"], Value::Null);
}

async fn filters_and_sorts_of_the_pages(server: TestServer) {
    let corpus = Corpus::of(&server, 10).await;
    let ann = browser(&server, "ann").await;
    let scope = |entity: &str, question: &str, property: &str| json!({"entity": entity, "question": question, "property": property});
    let metadata = |name: &str| json!({"entity": "metadata", "metadata_property": name});
    let terms =
        |scope: Value, values: Value| json!({"type": "terms", "scope": scope, "values": values});
    let range = |scope: Value, ge: f64, le: f64| json!({"type": "range", "scope": scope, "ge": ge, "le": le});
    let submitted = corpus.of_tab(&ann, "pending").await;
    let values =
        json!({"label": {"value": "good"}, "stars": {"value": 4}, "tags": {"value": ["a"]}});
    let body = json!({"status": "submitted", "values": values});
    let path = format!("/records/{}/responses", id(&submitted[0]));
    ann.post(&path, body).await.expect_status(201);
    let own = |question: &str| json!({"entity": "response", "question": question});

    for (name, filter, total) in [
        ("submitted", terms(own("label"), json!(["good", "bad"])), 1),
        ("submitted", terms(own("tags"), json!(["b"])), 0),
        ("submitted", range(own("stars"), 2.0, 5.0), 1),
        ("submitted", terms(scope("suggestion", "label", "agent"), json!(["model-a"])), 1),
        ("submitted", terms(scope("suggestion", "tags", "value"), json!(["b"])), 1),
        ("submitted", range(scope("suggestion", "stars", "value"), 4.0, 5.0), 0),
        ("submitted", range(scope("suggestion", "tags", "score"), 0.8, 1.0), 1),
    ] {
        let mut filters = tab(name);
        filters.push(filter);
        let body = json!({"query": {}, "filters": {"and": filters}});
        let found = corpus.search(&ann, body.clone(), 0, 10).await.json(200);
        assert_eq!(found["total"], total, "{body}");
    }
    // Somebody who has answered nothing has them all.
    let ada = browser(&server, "ada").await;
    let all = json!({"entity": "record", "property": "inserted_at"});
    for (filter, expected) in [
        (terms(metadata("topic"), json!(["sport"])), vec!["1", "3", "5", "7", "9"]),
        (range(metadata("stars"), 2.0, 4.0), vec!["2", "3", "4"]),
        (range(metadata("length"), 0.0, 0.5), vec!["0", "1"]),
        (range(scope("suggestion", "label", "score"), 0.85, 1.0), vec!["9"]),
        (
            terms(scope("suggestion", "label", "value"), json!(["bad"])),
            vec!["1", "3", "5", "7", "9"],
        ),
    ] {
        let filters = [status("response", "pending"), filter];
        let sort = [json!({"scope": all, "order": "asc"})];
        let body = json!({"query": {}, "filters": {"and": filters}, "sort": sort});
        let found = corpus.search(&ada, body.clone(), 0, 10).await.json(200);
        let records = column(&found, "record");
        let ids: Vec<&str> = records.iter().map(|r| r["external_id"].as_str().unwrap()).collect();
        assert_eq!(ids, expected, "{body}");
    }
    for (scope, first) in [
        (json!({"entity": "record", "property": "updated_at"}), None),
        (scope("suggestion", "label", "score"), Some("9")),
        (scope("suggestion", "stars", "value"), None),
        (own("stars"), None),
        (metadata("stars"), Some("9")),
        (metadata("topic"), Some("1")),
    ] {
        let sort =
            [json!({"scope": scope, "order": "desc"}), json!({"scope": all, "order": "asc"})];
        let filters = [status("response", "pending")];
        let body = json!({"query": {}, "filters": {"and": filters}, "sort": sort});
        let found = corpus.search(&ada, body.clone(), 0, 10).await.json(200);
        assert_eq!(found["total"], 10, "{body}");
        let found = found["items"][0]["record"]["external_id"].as_str();
        assert!(first.is_none() || found == first, "{body}: {found:?}");
    }
    for (text, total) in [
        (json!({"q": "letter 7"}), None),
        (json!({"q": "writes", "field": "text"}), Some(10)),
        (json!({"q": "writes", "field": "card"}), Some(0)),
        (json!({"q": "\"Ann (writes"}), None),
    ] {
        let filters = [status("response", "pending")];
        let body = json!({"query": {"text": text}, "filters": {"and": filters}});
        let found = corpus.search(&ada, body.clone(), 0, 10).await.json(200);
        assert!(total.is_none_or(|total: i64| found["total"] == total), "{body}: {found}");
    }
    let agents = ann.get(&format!("{}/records/search/suggestions/options", corpus.path)).await;
    let agents = agents.json(200);
    assert_eq!(agents["items"][0]["question"]["name"], "label");
    assert_eq!(agents["items"][0]["agents"], json!(["model-a"]));
    assert_eq!(agents["items"][1]["agents"], json!([]));
}

async fn the_settings_of_a_dataset(server: TestServer) {
    let corpus = Corpus::of(&server, 1).await;
    let ada = browser(&server, "ada").await;
    let path = &corpus.path;
    for (body, key) in [
        (json!({"guidelines": "# Read **all** — ünï"}), "guidelines"),
        (json!({"allow_extra_metadata": false}), "allow_extra_metadata"),
    ] {
        assert_eq!(ada.patch(path, body.clone()).await.json(200)[key], body[key]);
    }
    assert_eq!(
        ada.patch(path, json!({"guidelines": null})).await.json(200)["guidelines"],
        Value::Null
    );
    // A number from a text input.
    let body = json!({"distribution": {"strategy": "overlap", "min_submitted": "2"}});
    assert_eq!(ada.patch(path, body).await.json(200)["distribution"]["min_submitted"], 2);

    let fields = ada.get(&format!("{path}/fields")).await.json(200);
    for field in fields["items"].as_array().unwrap() {
        let mut body = json!({"title": "A title", "settings": field["settings"]});
        if field["name"] == "messages" || field["name"] == "text" {
            body["settings"]["use_markdown"] = true.into();
        }
        let changed = ada.patch(&format!("/fields/{}", id(field)), body.clone()).await.json(200);
        assert_eq!(changed["title"], "A title");
        assert_eq!(changed["settings"], body["settings"]);
    }
    for question in &corpus.questions {
        let mut settings = question["settings"].clone();
        match question["name"].as_str().unwrap() {
            // The page counts the options of whatever has some.
            "stars" => settings["visible_options"] = 5.into(),
            "people" => settings["options"][0]["color"] = "hsl(261, 80%, 80%)".into(),
            "label" => settings["options"].as_array_mut().unwrap().reverse(),
            "tags" => {
                settings["options_order"] = "suggestion".into();
                settings["visible_options"] = 3.into();
            }
            "comment" => settings["use_markdown"] = true.into(),
            _ => {}
        }
        let body = json!({"title": "A title", "description": null, "settings": settings});
        let changed = ada.patch(&format!("/questions/{}", id(question)), body).await.json(200);
        assert_eq!(changed["title"], "A title");
        let settings = &changed["settings"];
        match question["name"].as_str().unwrap() {
            "stars" => assert_eq!(settings.get("visible_options"), None),
            "people" => assert_eq!(settings["options"][0].get("color"), None),
            "label" => assert_eq!(settings["options"][0]["value"], "bad"),
            "tags" => assert_eq!(settings["visible_options"], 3),
            "comment" => assert_eq!(settings["use_markdown"], true),
            _ => {}
        }
    }
    let properties = ada.get(&format!("/me{path}/metadata-properties")).await.json(200);
    for property in column(&properties, "id") {
        let body = json!({"title": "A title", "visible_for_annotators": false});
        let path = format!("/metadata-properties/{}", property.as_str().unwrap());
        assert_eq!(ada.patch(&path, body).await.json(200)["visible_for_annotators"], false);
    }
    let vectors = ada.get(&format!("{path}/vectors-settings")).await.json(200);
    let vectors = format!("/vectors-settings/{}", id(&vectors["items"][0]));
    assert_eq!(ada.patch(&vectors, json!({"title": "V"})).await.json(200)["title"], "V");

    // The page takes only a 200 for a deletion.
    ada.delete(path).await.expect_status(200);
    assert_eq!(ada.get(path).await.status, 404);
}
