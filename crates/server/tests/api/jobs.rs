//! Operations 28, 29 and 73.

use std::time::Duration;

use serde_json::{Value, json};
use variorum_testkit::{Actor, TestDb, TestServer};

use crate::events::annotated;
use crate::{in_process, on_both};

on_both!(
    an_import_is_a_job_that_fails_with_its_cause,
    an_export_needs_records,
    a_job_is_read_by_owners_and_admins,
    bad_requests_are_named,
);

const NOBODY: &str = "00000000-0000-4000-8000-000000000000";

fn import() -> Value {
    json!({
        "name": "somebody/letters", "subset": "default", "split": "train",
        "mapping": {"fields": [{"source": "text", "target": "text"}], "metadata": null}
    })
}

fn export() -> Value {
    json!({"name": "somebody/letters", "token": "hf_secret", "private": null})
}

async fn dataset(server: &TestServer, workspace: &str) -> String {
    let body = json!({"name": "letters", "workspace_id": workspace});
    let made = server.owner().post("/datasets", body).await.json(201);
    format!("/datasets/{}", made["id"].as_str().unwrap())
}

/// Asks until the job has ended.
async fn ended(somebody: &Actor, job: &Value) -> String {
    for _ in 0..200 {
        let path = format!("/jobs/{}", job["id"].as_str().unwrap());
        let now = somebody.get(&path).await.json(200);
        assert_eq!(now["id"], job["id"]);
        assert_eq!(now.as_object().unwrap().len(), 2);
        match now["status"].as_str().unwrap() {
            "queued" | "started" => tokio::time::sleep(Duration::from_millis(50)).await,
            ended => return ended.to_owned(),
        }
    }
    panic!("the job does not end");
}

async fn an_import_is_a_job_that_fails_with_its_cause(server: TestServer) {
    let workspace = server.workspace("one").await;
    let dataset = dataset(&server, &workspace).await;
    let admin = server.user("adam", "admin", &[&workspace]).await;
    let path = format!("{dataset}/import");
    let job = admin.post(&path, import()).await.json(202);
    assert_eq!(job["status"], "queued");
    assert_eq!(ended(&admin, &job).await, "failed");

    let member = server.user("ann", "annotator", &[&workspace]).await;
    let outsider = server.user("abel", "admin", &[]).await;
    member.post(&path, import()).await.expect_forbidden();
    outsider.post(&path, import()).await.expect_forbidden();
    assert_eq!(server.anonymous().post(&path, import()).await.status, 401);
    let nowhere = format!("/datasets/{NOBODY}/import");
    let text = outsider.post(&nowhere, import()).await.detail(404);
    assert_eq!(text, format!("Dataset with id `{NOBODY}` not found"));
}

async fn an_export_needs_records(server: TestServer) {
    let workspace = server.workspace("one").await;
    let dataset = dataset(&server, &workspace).await;
    let path = format!("{dataset}/export");
    let text = server.owner().post(&path, export()).await.detail(422);
    assert!(text.contains("no records"), "{text}");

    let member = server.user("ann", "annotator", &[&workspace]).await;
    member.post(&path, export()).await.expect_forbidden();
    let nowhere = format!("/datasets/{NOBODY}/export");
    assert_eq!(member.post(&nowhere, export()).await.status, 404);
    assert_eq!(server.anonymous().post(&path, export()).await.status, 401);
}

async fn a_job_is_read_by_owners_and_admins(server: TestServer) {
    let workspace = server.workspace("one").await;
    let dataset = dataset(&server, &workspace).await;
    let owner = server.owner();
    let job = owner.post(&format!("{dataset}/import"), import()).await.json(202);
    let path = format!("/jobs/{}", job["id"].as_str().unwrap());
    owner.get(&path).await.expect_status(200);
    server.user("adam", "admin", &[]).await.get(&path).await.expect_status(200);
    let annotator = server.user("ann", "annotator", &[&workspace]).await;
    annotator.get(&path).await.expect_forbidden();
    // Not found comes before forbidden, and any text is a name.
    for unknown in [NOBODY, "nonsense"] {
        let text = annotator.get(&format!("/jobs/{unknown}")).await.detail(404);
        assert_eq!(text, format!("Job with id `{unknown}` not found"));
    }
    assert_eq!(server.anonymous().get(&path).await.status, 401);
}

async fn bad_requests_are_named(server: TestServer) {
    let workspace = server.workspace("one").await;
    let dataset = dataset(&server, &workspace).await;
    let annotator = server.user("ann", "annotator", &[]).await;
    let check = async |path: &str, body: Value, expected: &[(&str, &str)]| {
        let problems = annotator.post(&format!("{dataset}/{path}"), body.clone()).await.problems();
        let expected: Vec<_> =
            expected.iter().map(|(kind, loc)| ((*kind).to_owned(), (*loc).to_owned())).collect();
        assert_eq!(problems, expected, "{path} {body}");
    };
    let mut empty = import();
    empty["mapping"]["fields"] = json!([]);
    check("import", empty, &[("too_short", r#"["body","mapping","fields"]"#)]).await;
    check(
        "export",
        json!({"name": ""}),
        &[("string_too_short", r#"["body","name"]"#), ("missing", r#"["body","token"]"#)],
    )
    .await;
}

async fn exported(db: TestDb) {
    let (_, made) = annotated(&in_process::app(&db).await, 1).await;
    let server = TestServer::start(&db).await;
    let owner = server.owner();
    let path = format!("/datasets/{}/export", made[0].dataset_id);
    let job = owner.post(&path, export()).await.json(202);
    assert_eq!(job["status"], "queued");
    assert_eq!(ended(&owner, &job).await, "failed");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_a_job_that_fails_sqlite() {
    exported(TestDb::sqlite()).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn an_export_is_a_job_that_fails_postgres() {
    let Some(db) = TestDb::postgres().await else { return };
    exported(db).await;
}
