//! The page behind a shared progress.

use serde_json::json;
use variorum_testkit::{TestDb, TestServer};

#[tokio::test(flavor = "multi_thread")]
async fn a_shared_progress_is_a_page_that_leads_to_the_dataset() {
    let db = TestDb::sqlite();
    let mut config = TestServer::config(&db);
    config.share_your_progress = true;
    let server = TestServer::start_with(config).await;
    let anonymous = server.anonymous();
    let settings = anonymous.get("/settings").await.json(200);
    assert_eq!(settings["argilla"]["share_your_progress_enabled"], true);
    let page = async |query: &[(&str, &str)]| {
        let request = anonymous.request_outside("GET", "/share-your-progress").query(query);
        anonymous.send(request).await
    };
    let dataset = ("dataset_id", "0b0b0b0b-0000-4000-8000-000000000001");
    let counts = [("records_submitted", "12"), ("team_progress", "33.3")];
    let whole = [("user_name", "ann"), ("dataset_name", "R&D <b>"), dataset, counts[0], counts[1]];
    let shown = page(&whole).await;
    assert_eq!(shown.status, 200);
    assert_eq!(shown.headers["content-type"], "text/html; charset=utf-8");
    let address = format!("dataset/{}/annotation-mode", dataset.1);
    for part in ["@ann", "12 examples", "33.3%", "R&amp;D &lt;b&gt;", address.as_str()] {
        assert!(shown.text.contains(part), "{part}: {}", shown.text);
    }
    assert!(!shown.text.contains("<b>"), "{}", shown.text);

    let fewest = page(&[("user_name", "\"'"), ("dataset_name", "d"), dataset]).await;
    assert!(fewest.text.contains("@&quot;&#39; has contributed 0 examples"), "{}", fewest.text);
    let problems =
        page(&[("dataset_id", "x"), counts[0], ("team_progress", "much")]).await.problems();
    let problems: Vec<&str> = problems.iter().map(|(_, place)| place.as_str()).collect();
    let expected = ["dataset_name", "dataset_id", "user_name", "team_progress"];
    assert_eq!(problems, expected.map(|name| format!(r#"["query","{name}"]"#)));
}

#[tokio::test(flavor = "multi_thread")]
async fn no_progress_is_shared_unless_the_operator_says_so() {
    let db = TestDb::sqlite();
    let server = TestServer::start(&db).await;
    let owner = server.owner();
    let asked = owner.send(owner.request_outside("GET", "/share-your-progress")).await;
    assert_eq!(asked.json(404), json!({"detail": "Not Found"}));
}
