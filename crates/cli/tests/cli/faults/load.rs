//! All that people write, by clients that remember what they were told.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use futures::future::join_all;
use rand::rngs::StdRng;
use rand::seq::IndexedRandom as _;
use rand::{RngExt as _, SeedableRng as _};
use serde_json::{Value, json};
use tokio::sync::mpsc::UnboundedSender;
use variorum_testkit::Actor;

use super::KEY;
use super::model::{Changes, Rows, Told};
use crate::crash::make_dataset;

/// Most records of a bulk.
const BULK_MAX: usize = 30;
/// Records a client has before it deletes some.
const RECORDS_MAX: usize = 120;
const ANNOTATORS: [&str; 2] = ["ann", "bob"];
/// What the questions with labels offer.
const LABELS: [&str; 2] = ["a", "b"];

/// A dataset and those who work in it.
#[derive(Clone)]
pub struct Crew {
    pub dataset: String,
    /// Identities of the questions by name.
    questions: HashMap<String, String>,
    /// The annotators' API keys.
    keys: Vec<String>,
    /// The annotators' identities.
    ids: Vec<String>,
}

/// The crew at one server.
pub struct Desk {
    crew: Crew,
    owner: Actor,
    annotators: Vec<Actor>,
}

/// What clients of a server go by.
#[derive(Default)]
pub struct Signs {
    /// A request may fail now.
    pub may_fail: AtomicBool,
    /// It is time to end.
    pub is_over: AtomicBool,
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

/// What else a record of a client has with this text, which tells one that is half new from others.
/// Of records that no client wrote nothing is known.
fn parts(text: &str) -> Value {
    let number = text.strip_prefix("kept ").and_then(|number| number.parse::<u32>().ok());
    let Some(size) = number else { return Value::Null };
    json!({
        "metadata": {"group": [format!("g{}", size % 7), "all"], "size": size,
            "weight": f64::from(size) / 10.0},
        "vectors": {"v": [f64::from(size), 1.0, 0.1]},
    })
}

/// The text of the row of a suggestion.
fn suggested(value: &Value, score: &Value) -> String {
    format!("{value} {score}")
}

/// The text of the row of a response.
fn answered(status: &str, values: &Value) -> String {
    let value = |name: &str| values[name]["value"].to_string();
    format!("{status} {} {} {} {}", value("q"), value("label"), value("tags"), value("stars"))
}

impl Crew {
    /// A dataset whose records are complete with the answers of both annotators.
    pub async fn make(owner: &Actor) -> Self {
        let dataset = make_dataset(owner).await;
        let path = format!("/datasets/{dataset}");
        let both = json!({"distribution": {"strategy": "overlap", "min_submitted": 2}});
        let made = owner.patch(&path, both).await.json(200);
        let questions = owner.get(&format!("{path}/questions")).await.json(200);
        let (mut keys, mut ids) = (Vec::new(), Vec::new());
        for name in ANNOTATORS {
            let user = json!({"username": name, "first_name": name, "password": "long enough",
                "role": "annotator"});
            let user = owner.post("/users", user).await.json(201);
            let members = format!("/workspaces/{}/users", text_of(&made["workspace_id"]));
            owner.post(&members, json!({"user_id": user["id"]})).await.expect_status(201);
            keys.push(text_of(&user["api_key"]));
            ids.push(text_of(&user["id"]));
        }
        let questions = questions["items"].as_array().unwrap().iter();
        let questions =
            questions.map(|question| (text_of(&question["name"]), text_of(&question["id"])));
        Self { dataset, questions: questions.collect(), keys, ids }
    }

    pub fn at(&self, url: &str) -> Desk {
        Desk {
            crew: self.clone(),
            owner: Actor::new(url, Some(KEY)),
            annotators: self.keys.iter().map(|key| Actor::new(url, Some(key))).collect(),
        }
    }

    /// What a record, as the API shows it, says of rows: their keys, identities and texts.
    fn rows_of(&self, record: &Value) -> Vec<(String, String, String)> {
        let key = text_of(&record["external_id"]);
        let id = |part: &Value| text_of(&part["id"]);
        let text = text_of(&record["fields"]["text"]);
        for (part, expected) in parts(&text).as_object().into_iter().flatten() {
            assert_eq!(record[part], *expected, "{part} of {key}, which has `{text}`");
        }
        let mut rows = vec![(key.clone(), id(record), text)];
        for suggestion in record["suggestions"].as_array().into_iter().flatten() {
            let is_to = |(_, id): &(&String, &String)| suggestion["question_id"] == **id;
            let (name, _) = self.questions.iter().find(is_to).unwrap();
            let value = suggested(&suggestion["value"], &suggestion["score"]);
            rows.push((format!("{key} suggestion {name}"), id(suggestion), value));
        }
        for response in record["responses"].as_array().into_iter().flatten() {
            let by = self.ids.iter().position(|id| response["user_id"] == **id).unwrap();
            let text = answered(&text_of(&response["status"]), &response["values"]);
            rows.push((format!("{key} {}", ANNOTATORS[by]), id(response), text));
        }
        rows
    }
}

/// What is stored.
pub struct Found {
    pub rows: Rows,
    /// Identities by the keys of rows.
    pub ids: HashMap<String, String>,
}

impl Found {
    pub async fn read(crew: &Crew, owner: &Actor) -> Self {
        let mut found = Self { rows: Rows::new(), ids: HashMap::new() };
        let mut offset = 0;
        loop {
            let path = format!(
                "/datasets/{}/records?include=responses&include=suggestions&include=vectors\
                 &limit=1000&offset={offset}",
                crew.dataset
            );
            let page = owner.get(&path).await.json(200);
            let items = page["items"].as_array().unwrap();
            if items.is_empty() {
                return found;
            }
            offset += items.len();
            for (key, id, text) in items.iter().flat_map(|record| crew.rows_of(record)) {
                found.ids.insert(key.clone(), id);
                assert_eq!(found.rows.insert(key.clone(), text), None, "{key} is there twice");
            }
        }
    }

    /// Compares with what all clients were told, but for `others` rows that none of them wrote.
    /// Answers how many requests were in doubt, and how many of them are there.
    pub fn check_told(&self, clients: &mut [Client], others: usize) -> (usize, usize) {
        let (mut in_doubt, mut stored, mut rows) = (0, 0, others);
        for client in clients {
            let outcome = client.settle(self);
            in_doubt += outcome.0;
            stored += outcome.1;
            rows += client.told.rows().len();
        }
        assert_eq!(rows, self.rows.len(), "rows of clients, and rows that are stored");
        (in_doubt, stored)
    }

    /// Whether what the server counts and finds is what is stored.
    pub async fn check_counts(&self, desk: &Desk) {
        let path = format!("/datasets/{}", desk.crew.dataset);
        let records: Vec<&String> = self.rows.keys().filter(|key| !key.contains(' ')).collect();
        let total = records.len();
        let has = |record: &str, by: &str, status: &str| {
            let answer = self.rows.get(&format!("{record} {by}"));
            answer.is_some_and(|answer| answer.starts_with(status))
        };
        let is_complete =
            |record: &&&String| ANNOTATORS.iter().all(|by| has(record, by, "submitted"));
        let progress = desk.owner.get(&format!("{path}/progress")).await.json(200);
        assert_eq!(progress["total"], total);
        assert_eq!(progress["completed"], records.iter().filter(is_complete).count());
        for (by, annotator) in ANNOTATORS.iter().zip(&desk.annotators) {
            let metrics = annotator.get(&format!("/me{path}/metrics")).await.json(200);
            for status in ["submitted", "discarded", "draft"] {
                let expected = records.iter().filter(|record| has(record, by, status)).count();
                assert_eq!(metrics["responses"][status], expected, "{by} {status}");
            }
        }
        let search = json!({"query": {"text": {"q": "kept"}}});
        let found = desk.owner.post(&format!("{path}/records/search"), search).await.json(200);
        assert_eq!(found["total"], total);
    }
}

/// A request and what it changes.
struct Write<'a> {
    by: &'a Actor,
    method: &'static str,
    path: String,
    body: Value,
    changes: Changes,
}

impl Write<'_> {
    /// The answer, or `None` where it is not known what became of the request.
    async fn send(&self, signs: &Signs) -> Option<Value> {
        let request = self.by.request(self.method, &self.path);
        let request = if self.body.is_null() { request } else { request.json(&self.body) };
        let said = match self.by.try_send(request).await {
            Ok(answer) if (200..300).contains(&answer.status) => return Some(answer.json),
            Ok(answer) if answer.status != 503 => {
                panic!("{} {}: {} {}", self.method, self.path, answer.status, answer.text)
            }
            Ok(answer) => format!("503 {}", answer.text),
            Err(cause) => format!("{cause:?}"),
        };
        let may_fail = signs.may_fail.load(Ordering::SeqCst);
        assert!(may_fail, "{} {}: {said}", self.method, self.path);
        None
    }
}

/// A client with records of its own, which nobody else changes.
pub struct Client {
    pub number: usize,
    told: Told,
    /// Identities by the keys of rows, as far as they are known.
    ids: HashMap<String, String>,
    /// Makes every text another one.
    next: u64,
}

impl Client {
    pub fn new(number: usize) -> Self {
        Self { number, told: Told::default(), ids: HashMap::new(), next: 0 }
    }

    /// Writes until it is over, or until the first request that fails. Tells of each answer.
    pub async fn work(
        mut self,
        desk: Desk,
        seed: u64,
        signs: Arc<Signs>,
        answered: UnboundedSender<usize>,
    ) -> Self {
        let mut dice = StdRng::seed_from_u64(seed);
        while !signs.is_over.load(Ordering::SeqCst) {
            let writes = self.choose(&desk, &mut dice);
            let answers = join_all(writes.iter().map(|write| write.send(&signs))).await;
            let mut has_failed = false;
            for (write, answer) in writes.into_iter().zip(answers) {
                match answer {
                    Some(answer) => {
                        self.learn(&desk.crew, &write.changes, &answer);
                        self.told.acknowledged(write.changes);
                        // Nobody listens any more when it is over.
                        let _ = answered.send(self.number);
                    }
                    None => {
                        self.told.in_doubt(write.changes);
                        has_failed = true;
                    }
                }
            }
            if has_failed {
                break;
            }
        }
        self
    }

    /// Compares what this client was told with what is stored, as [`Told::settle`] does.
    fn settle(&mut self, found: &Found) -> (usize, usize) {
        let mine = format!("{}-", self.number);
        let rows = found.rows.iter().filter(|(key, _)| key.starts_with(&mine));
        let outcome =
            self.told.settle(&rows.map(|(key, text)| (key.clone(), text.clone())).collect());
        let ids = found.ids.iter().filter(|(key, _)| key.starts_with(&mine));
        self.ids = ids.map(|(key, id)| (key.clone(), id.clone())).collect();
        outcome
    }

    /// Keeps the identities that an answer tells.
    fn learn(&mut self, crew: &Crew, changes: &Changes, answer: &Value) {
        if let Some(items) = answer["items"].as_array() {
            for (item, (key, _)) in items.iter().zip(changes) {
                if item.get("external_id").is_some() {
                    let rows = crew.rows_of(item);
                    self.ids.extend(rows.into_iter().map(|(key, id, _)| (key, id)));
                } else {
                    assert!(item["error"].is_null(), "{item}");
                    self.ids.insert(key.clone(), text_of(&item["item"]["id"]));
                }
            }
        } else if let Some(id) = answer["id"].as_str() {
            self.ids.insert(changes[0].0.clone(), id.to_owned());
        }
        for (key, _) in changes.iter().filter(|(_, value)| value.is_none()) {
            self.ids.remove(key);
        }
    }

    /// One request, or two that come at once.
    fn choose<'a>(&mut self, desk: &'a Desk, dice: &mut StdRng) -> Vec<Write<'a>> {
        let records = self.told.rows().keys().filter(|key| !key.contains(' '));
        let records: Vec<String> = records.cloned().collect();
        if records.len() > RECORDS_MAX {
            return vec![self.delete(desk, &records[..RECORDS_MAX / 3])];
        }
        let Some(one) = records.choose(dice) else { return vec![self.create(desk, dice)] };
        let some = |dice: &mut StdRng| {
            let number = dice.random_range(1..=10);
            records.sample(dice, number).cloned().collect::<Vec<String>>()
        };
        match dice.random_range(0..12) {
            0 => vec![self.create(desk, dice)],
            1 => vec![self.upsert(desk, &some(dice), dice)],
            2 => vec![self.answer_many(desk, &some(dice), dice)],
            3 => vec![self.suggest(desk, one, dice)],
            4 => vec![self.delete(desk, &some(dice))],
            // Both annotators answer one record.
            _ => (0..ANNOTATORS.len()).map(|by| self.answer(desk, one, by, dice)).collect(),
        }
    }

    fn new_text(&mut self, word: &str) -> String {
        self.next += 1;
        format!("{word} {}", self.next)
    }

    /// A value to suggest as an answer to one of the questions, its name, and perhaps a score.
    fn suggestion(&mut self, dice: &mut StdRng) -> (&'static str, Value, Value) {
        let score = if dice.random() { json!(0.1) } else { Value::Null };
        match dice.random_range(0..4) {
            0 => ("label", json!(LABELS[dice.random_range(0..LABELS.len())]), score),
            1 => ("tags", json!(["b", "a"]), json!([0.25, 0.1])),
            2 => ("stars", json!(dice.random_range(1..=3)), score),
            _ => ("q", json!(self.new_text("better")), score),
        }
    }

    /// A record of a bulk, with a new text, what goes with it, and perhaps a suggestion.
    fn item(&mut self, desk: &Desk, key: &str, dice: &mut StdRng, changes: &mut Changes) -> Value {
        let text = self.new_text("kept");
        let mut item = parts(&text);
        item["fields"] = json!({"text": text});
        item["external_id"] = json!(key);
        changes.push((key.to_owned(), Some(text)));
        if dice.random() {
            let (name, value, score) = self.suggestion(dice);
            let text = suggested(&value, &score);
            let question = &desk.crew.questions[name];
            item["suggestions"] =
                json!([{"question_id": question, "value": value, "score": score}]);
            changes.push((format!("{key} suggestion {name}"), Some(text)));
        }
        item
    }

    fn new_key(&mut self) -> String {
        self.next += 1;
        format!("{}-{}", self.number, self.next)
    }

    fn create<'a>(&mut self, desk: &'a Desk, dice: &mut StdRng) -> Write<'a> {
        let (mut items, mut changes) = (Vec::new(), Changes::new());
        for _ in 0..dice.random_range(1..=BULK_MAX) {
            let key = self.new_key();
            let mut item = self.item(desk, &key, dice, &mut changes);
            if dice.random_ratio(1, 4) {
                let by = dice.random_range(0..ANNOTATORS.len());
                let (mut response, text) = self.response(dice);
                response["user_id"] = json!(desk.crew.ids[by]);
                item["responses"] = json!([response]);
                changes.push((format!("{key} {}", ANNOTATORS[by]), Some(text)));
            }
            items.push(item);
        }
        self.bulk(desk, "POST", items, changes)
    }

    /// Changes records and adds one, by external ids.
    fn upsert<'a>(&mut self, desk: &'a Desk, records: &[String], dice: &mut StdRng) -> Write<'a> {
        let (mut items, mut changes) = (Vec::new(), Changes::new());
        let new = self.new_key();
        for key in records.iter().chain([&new]) {
            items.push(self.item(desk, key, dice, &mut changes));
        }
        self.bulk(desk, "PUT", items, changes)
    }

    fn bulk<'a>(
        &self,
        desk: &'a Desk,
        method: &'static str,
        items: Vec<Value>,
        changes: Changes,
    ) -> Write<'a> {
        let path = format!("/datasets/{}/records/bulk", desk.crew.dataset);
        Write { by: &desk.owner, method, path, body: json!({"items": items}), changes }
    }

    /// An answer and the text of its row.
    fn response(&mut self, dice: &mut StdRng) -> (Value, String) {
        let statuses = ["submitted", "submitted", "submitted", "discarded", "draft"];
        let status = statuses[dice.random_range(0..statuses.len())];
        let mut values = json!({"q": {"value": self.new_text("answer")}});
        if dice.random() {
            let label = LABELS[dice.random_range(0..LABELS.len())];
            values["label"] = json!({"value": label});
            values["tags"] = json!({"value": ["a", "b"]});
            values["stars"] = json!({"value": dice.random_range(1..=3)});
        }
        let text = answered(status, &values);
        (json!({"status": status, "values": values}), text)
    }

    /// Makes, changes or deletes an annotator's response.
    fn answer<'a>(
        &mut self,
        desk: &'a Desk,
        record: &str,
        by: usize,
        dice: &mut StdRng,
    ) -> Write<'a> {
        let key = format!("{record} {}", ANNOTATORS[by]);
        let (response, text) = self.response(dice);
        let change = |value| vec![(key.clone(), value)];
        let by = &desk.annotators[by];
        match self.ids.get(&key).map(|id| format!("/responses/{id}")) {
            Some(path) if dice.random_ratio(1, 3) => {
                Write { by, method: "DELETE", path, body: Value::Null, changes: change(None) }
            }
            Some(path) => {
                Write { by, method: "PUT", path, body: response, changes: change(Some(text)) }
            }
            None => {
                let path = format!("/records/{}/responses", self.ids[record]);
                Write { by, method: "POST", path, body: response, changes: change(Some(text)) }
            }
        }
    }

    /// Makes or changes responses to several records in one request.
    fn answer_many<'a>(
        &mut self,
        desk: &'a Desk,
        records: &[String],
        dice: &mut StdRng,
    ) -> Write<'a> {
        let by = dice.random_range(0..ANNOTATORS.len());
        let (mut items, mut changes) = (Vec::new(), Changes::new());
        for record in records {
            let (mut response, text) = self.response(dice);
            response["record_id"] = json!(self.ids[record]);
            items.push(response);
            changes.push((format!("{record} {}", ANNOTATORS[by]), Some(text)));
        }
        Write {
            by: &desk.annotators[by],
            method: "POST",
            path: "/me/responses/bulk".to_owned(),
            body: json!({"items": items}),
            changes,
        }
    }

    /// Makes, replaces or deletes a suggestion to a record.
    fn suggest<'a>(&mut self, desk: &'a Desk, record: &str, dice: &mut StdRng) -> Write<'a> {
        let (name, value, score) = self.suggestion(dice);
        let key = format!("{record} suggestion {name}");
        let by = &desk.owner;
        match self.ids.get(&key) {
            Some(id) if dice.random() => {
                let path = format!("/suggestions/{id}");
                Write { by, method: "DELETE", path, body: Value::Null, changes: vec![(key, None)] }
            }
            _ => {
                let path = format!("/records/{}/suggestions", self.ids[record]);
                let changes = vec![(key, Some(suggested(&value, &score)))];
                let question = &desk.crew.questions[name];
                let body = json!({"question_id": question, "value": value, "score": score});
                Write { by, method: "PUT", path, body, changes }
            }
        }
    }

    fn delete<'a>(&self, desk: &'a Desk, records: &[String]) -> Write<'a> {
        let ids: Vec<&str> = records.iter().map(|key| self.ids[key].as_str()).collect();
        let path = format!("/datasets/{}/records?ids={}", desk.crew.dataset, ids.join(","));
        let belongs = |key: &String| records.iter().any(|of| key.split(' ').next() == Some(of));
        let gone = self.told.rows().keys().filter(|key| belongs(key));
        let changes = gone.map(|key| (key.clone(), None)).collect();
        Write { by: &desk.owner, method: "DELETE", path, body: Value::Null, changes }
    }
}
