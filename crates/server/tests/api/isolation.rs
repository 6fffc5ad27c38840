//! Lists and searches name nothing of other workspaces, and no answer tells what is there.

use serde_json::{Value, json};
use variorum_testkit::{Actor, Answer, TestServer};

use crate::on_both;
use crate::place::Place;
use crate::team::{NOBODY, Team, id};

on_both!(
    lists_name_nothing_of_other_workspaces,
    searches_find_nothing_of_other_workspaces,
    writes_reach_nothing_of_other_datasets,
    an_id_of_elsewhere_is_like_an_id_of_nothing,
);

/// A team with a place, and a place in a workspace that is none of theirs.
struct Two {
    team: Team,
    here: Place,
    elsewhere: Place,
    /// Ids and words of the other place.
    secrets: Vec<String>,
}

impl Two {
    async fn new(server: &TestServer) -> Self {
        let team = Team::of(server).await;
        let other = server.workspace("elsewhere").await;
        let stranger = server.user("stranger", "annotator", &[&other]).await;
        let here = Place::new(server, &team.workspace, &team.annotator).await;
        let elsewhere = Place::new(server, &other, &stranger).await;
        let dataset = server.owner().get(&format!("/datasets/{}", elsewhere.dataset)).await;
        let name = dataset.json(200)["name"].as_str().expect("a name").to_owned();
        let record = server.owner().get(&format!("/records/{}", elsewhere.record)).await.json(200);
        let agent = record["suggestions"][0]["agent"].as_str().expect("an agent").to_owned();
        let secrets = [
            &elsewhere.workspace,
            &elsewhere.dataset,
            &elsewhere.user,
            &elsewhere.field,
            &elsewhere.question,
            &elsewhere.metadata_property,
            &elsewhere.vector_settings,
            &elsewhere.record,
            &elsewhere.external_id,
            &elsewhere.response,
            &elsewhere.suggestion,
            &stranger.id,
        ];
        let mut secrets: Vec<_> = secrets.into_iter().cloned().collect();
        secrets.extend(["elsewhere".to_owned(), "stranger".to_owned(), name, agent]);
        Self { team, here, elsewhere, secrets }
    }

    fn members(&self) -> [&Actor; 2] {
        [&self.team.annotator, &self.team.admin]
    }

    #[track_caller]
    fn expect_no_secret(&self, case: &str, answer: &Answer) {
        assert!(answer.status < 300, "{case}: {} {}", answer.status, answer.text);
        for secret in &self.secrets {
            let is_named = answer.text.contains(&format!("\"{secret}\""));
            assert!(!is_named, "{case} names {secret}: {}", answer.text);
        }
    }
}

async fn lists_name_nothing_of_other_workspaces(server: TestServer) {
    let two = Two::new(&server).await;
    let dataset = format!("/datasets/{}", two.here.dataset);
    let mut for_members = ["/me", "/me/workspaces", "/me/datasets"].map(str::to_owned).to_vec();
    for end in [
        "",
        "/progress",
        "/users/progress",
        "/fields",
        "/questions",
        "/vectors-settings",
        "/records/search/suggestions/options",
    ] {
        for_members.push(format!("{dataset}{end}"));
    }
    for end in ["metrics", "metadata-properties"] {
        for_members.push(format!("/me{dataset}/{end}"));
    }
    let property = &two.here.metadata_property;
    for_members.push(format!("/metadata-properties/{property}/metrics"));
    for_members.push(format!("/records/{}", two.here.record));
    for_members.push(format!("/records/{}/suggestions", two.here.record));
    let for_admins = [
        format!("/workspaces/{}/users", two.team.workspace),
        format!("{dataset}/records?include=responses&include=suggestions&include=vectors"),
    ];
    for path in &for_members {
        for actor in two.members() {
            two.expect_no_secret(path, &actor.get(path).await);
        }
    }
    for path in &for_admins {
        two.expect_no_secret(path, &two.team.admin.get(path).await);
    }
    for actor in [&two.team.outsider, &two.team.outside_admin] {
        for path in ["/me/workspaces", "/me/datasets"] {
            assert_eq!(actor.get(path).await.json(200), json!({"items": []}), "{path}");
        }
    }
}

async fn searches_find_nothing_of_other_workspaces(server: TestServer) {
    let two = Two::new(&server).await;
    let words = server.owner().get(&format!("/records/{}", two.elsewhere.record)).await;
    let words = words.json(200);
    let terms = |scope: Value, value: &Value| json!({"filters": {"and": [{"type": "terms", "scope": scope, "values": [value]}]}});
    let record = |property: &str| json!({"entity": "record", "property": property});
    let topic = json!({"entity": "metadata", "metadata_property": "topic"});
    let agent = json!({"entity": "suggestion", "question": "label", "property": "agent"});
    let nothing = [
        json!({"query": {"text": {"q": words["fields"]["text"]}}}),
        terms(record("id"), &words["id"]),
        terms(record("external_id"), &words["external_id"]),
        terms(topic, &words["metadata"]["topic"]),
        terms(agent, &words["suggestions"][0]["agent"]),
    ];
    let everything = [
        json!({}),
        json!({"query": {"text": {"q": "words"}}}),
        json!({"query": {"vector": {"name": "vector", "value": [1.0, 0.5]}}}),
    ];
    let path = format!(
        "/datasets/{}/records/search?include=responses,suggestions,vectors",
        two.here.dataset
    );
    let searches = [(&two.team.annotator, format!("/me{path}")), (&two.team.admin, path)];
    for (actor, path) in &searches {
        for body in &nothing {
            let found = actor.post(path, body.clone()).await.json(200);
            assert_eq!((&found["items"], &found["total"]), (&json!([]), &json!(0)), "{body}");
        }
        for body in &everything {
            let found = actor.post(path, body.clone()).await;
            two.expect_no_secret(&body.to_string(), &found);
            let ids: Vec<_> =
                found.json["items"].as_array().unwrap().iter().map(|i| id(&i["record"])).collect();
            assert_eq!(ids, [two.here.record.as_str()], "{body}");
        }
    }
}

async fn writes_reach_nothing_of_other_datasets(server: TestServer) {
    let two = Two::new(&server).await;
    let owner = server.owner();
    let before = owner.get(&format!("/records/{}", two.elsewhere.record)).await.json(200);
    let bulk = format!("/datasets/{}/records/bulk", two.here.dataset);
    let admin = &two.team.admin;
    let item = json!({"id": two.elsewhere.record, "fields": {"text": "mine"}});
    let made = admin.put(&bulk, json!({"items": [item]})).await.json(200);
    assert_ne!(id(&made["items"][0]), two.elsewhere.record);
    let item = json!({"external_id": two.elsewhere.external_id, "fields": {"text": "mine"}});
    let made = admin.put(&bulk, json!({"items": [item]})).await.json(200);
    assert_ne!(id(&made["items"][0]), two.elsewhere.record);
    let delete = format!("/datasets/{}/records?ids={}", two.here.dataset, two.elsewhere.record);
    admin.delete(&delete).await.expect_status(204);
    let delete =
        format!("/records/{}/suggestions?ids={}", two.here.record, two.elsewhere.suggestion);
    admin.delete(&delete).await.expect_status(204);
    assert_eq!(owner.get(&format!("/records/{}", two.elsewhere.record)).await.json(200), before);
}

async fn an_id_of_elsewhere_is_like_an_id_of_nothing(server: TestServer) {
    let two = Two::new(&server).await;
    let admin = &two.team.admin;
    let same = async |method: &str, path: &str, body: fn(&str) -> Value, other: &str| {
        let mut found = Vec::new();
        for id in [other, NOBODY] {
            let answer = admin.send(admin.request(method, path).json(&body(id))).await;
            found.push((answer.status, answer.text.replace(id, "ID")));
        }
        assert_eq!(found[0], found[1], "{method} {path}");
        assert_eq!(found[0].0, 422, "{method} {path}: {}", found[0].1);
    };
    let dataset = format!("/datasets/{}", two.here.dataset);
    let by_record = |id: &str| json!({"query": {"vector": {"name": "vector", "record_id": id}}});
    let search = format!("{dataset}/records/search");
    same("POST", &search, by_record, &two.elsewhere.record).await;
    let suggestion = |id: &str| json!({"question_id": id, "value": "a"});
    let suggestions = format!("/records/{}/suggestions", two.here.record);
    same("PUT", &suggestions, suggestion, &two.elsewhere.question).await;
    let record = |id: &str| {
        let suggestions = json!([{"question_id": id, "value": "a"}]);
        json!({"items": [{"fields": {"text": "t"}, "suggestions": suggestions}]})
    };
    same("POST", &format!("{dataset}/records/bulk"), record, &two.elsewhere.question).await;
}
