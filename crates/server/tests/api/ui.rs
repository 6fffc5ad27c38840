//! The web application's files and pages, and the frame of templates.

use variorum_testkit::{Actor, Answer, TestDb, TestServer};

const PAGE: &str = r#"<script src="/__variorum_base__/_app/immutable/start.js"></script>
<script>const base = "/__variorum_base__";</script>"#;

/// A server with a base path that serves a built application.
async fn server(db: &TestDb, base_path: &str) -> TestServer {
    let folder = db.folder().join("ui");
    std::fs::create_dir_all(folder.join("_app/immutable")).unwrap();
    std::fs::write(folder.join("index.html"), PAGE).unwrap();
    std::fs::write(folder.join("favicon.svg"), "<svg/>").unwrap();
    std::fs::write(folder.join("_app/immutable/start.js"), "let start = 1;".repeat(100)).unwrap();
    std::fs::write(db.folder().join("outside.txt"), "not for browsers").unwrap();
    let mut config = TestServer::config(db);
    config.base_path = base_path.to_owned();
    config.web.ui_dir = Some(folder);
    TestServer::start_with(config).await
}

async fn get(actor: &Actor, path: &str) -> Answer {
    actor.send(actor.request_outside("GET", path)).await
}

fn header<'a>(answer: &'a Answer, name: &str) -> &'a str {
    answer.headers.get(name).map_or("", |value| value.to_str().unwrap())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_path_that_is_none_of_the_api_answers_the_page() {
    let db = TestDb::sqlite();
    let server = server(&db, "").await;
    let anonymous = server.anonymous();
    for path in ["/", "/index.html", "/sign-in?next=/a.b", "/datasets/1/annotate", "/apiary"] {
        let page = get(&anonymous, path).await;
        assert_eq!(page.status, 200, "{path}");
        assert_eq!(header(&page, "content-type"), "text/html; charset=utf-8");
        assert_eq!(header(&page, "cache-control"), "no-cache");
        assert!(page.text.contains(r#"const base = "";"#), "{}", page.text);
        assert!(page.text.contains(r#"src="/_app/immutable/start.js""#), "{}", page.text);
    }
    for path in ["/nothing.js", "/_app/immutable/gone.js", "/_app/x", "/api", "/api/x", "/api/v1"] {
        assert_eq!(get(&anonymous, path).await.detail(404), "Not Found", "{path}");
    }
    for path in
        ["/../outside.txt", "/%2e%2e/outside.txt", "//outside.txt", "/_app/../../outside.txt"]
    {
        assert_ne!(get(&anonymous, path).await.text, "not for browsers", "{path}");
    }
    let posted = anonymous.send(anonymous.request_outside("POST", "/datasets")).await;
    assert_eq!(header(&posted, "allow"), "GET,HEAD");
    assert_eq!(posted.detail(405), "Method Not Allowed");
}

#[tokio::test(flavor = "multi_thread")]
async fn files_are_kept_as_long_as_they_may_be() {
    let db = TestDb::sqlite();
    let server = server(&db, "").await;
    let anonymous = server.anonymous();
    let script = get(&anonymous, "/_app/immutable/start.js").await;
    assert_eq!(header(&script, "content-type"), "text/javascript; charset=utf-8");
    assert_eq!(header(&script, "cache-control"), "public, max-age=31536000, immutable");
    assert_eq!(header(&script, "vary"), "accept-encoding");
    let icon = get(&anonymous, "/favicon.svg").await;
    assert_eq!(header(&icon, "content-type"), "image/svg+xml");
    assert_eq!(header(&icon, "cache-control"), "no-cache");

    for path in ["/", "/favicon.svg", "/_app/immutable/start.js", "/sandbox/frame"] {
        let whole = get(&anonymous, path).await;
        let head = anonymous.send(anonymous.request_outside("HEAD", path)).await;
        assert_eq!((head.status, head.text.as_str()), (200, ""), "{path}");
        for name in ["content-length", "content-type", "etag", "cache-control"] {
            assert_eq!(header(&head, name), header(&whole, name), "{path} {name}");
            assert_ne!(header(&head, name), "", "{path} {name}");
        }
        let known = anonymous.request_outside("GET", path);
        let known = known.header("if-none-match", header(&whole, "etag"));
        let known = anonymous.send(known).await;
        assert_eq!((known.status, known.text.as_str()), (304, ""), "{path}");
        assert_eq!(header(&known, "etag"), header(&whole, "etag"));
        let compressed = anonymous.request_outside("GET", path);
        let compressed = compressed.header("accept-encoding", "zstd, gzip");
        let compressed = anonymous.send(compressed).await;
        assert_eq!(header(&compressed, "content-encoding"), "gzip", "{path}");
        assert_ne!(header(&compressed, "etag"), header(&whole, "etag"), "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_are_held_to_a_strict_policy() {
    let db = TestDb::sqlite();
    let server = server(&db, "").await;
    let anonymous = server.anonymous();
    let page = get(&anonymous, "/").await;
    let policy = header(&page, "content-security-policy");
    let directives: Vec<&str> = policy.split("; ").collect();
    assert_eq!(directives[0], "default-src 'none'");
    // The script of the page as it is sent, with the base path in it.
    assert_eq!(
        directives[1],
        "script-src 'self' 'sha256-RqVmk8MUYZTJArywei3QIOH6X2kIyEl69NKk2YNS9Os='"
    );
    for expected in [
        "style-src 'self'",
        "img-src 'self' data: blob: https:",
        "connect-src 'self'",
        "frame-src 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    ] {
        assert!(directives.contains(&expected), "{expected}: {policy}");
    }
    for path in ["/", "/favicon.svg", "/api/v1/docs"] {
        let answer = get(&anonymous, path).await;
        assert_eq!(header(&answer, "x-content-type-options"), "nosniff", "{path}");
        assert_eq!(header(&answer, "referrer-policy"), "no-referrer", "{path}");
        assert_eq!(header(&answer, "cross-origin-opener-policy"), "same-origin", "{path}");
        assert!(header(&answer, "permissions-policy").contains("camera=()"), "{path}");
        let policy = header(&answer, "content-security-policy");
        assert!(policy.starts_with("default-src 'none'; script-src 'self'"), "{path}: {policy}");
        assert!(!answer.headers.contains_key("set-cookie"));
    }
    let version = anonymous.get("/version").await;
    assert_eq!(header(&version, "x-content-type-options"), "nosniff");
}

#[tokio::test(flavor = "multi_thread")]
async fn an_operator_narrows_images_and_opens_templates() {
    let db = TestDb::sqlite();
    let mut config = TestServer::config(&db);
    config.web.image_hosts = vec!["https://images.example.com".to_owned()];
    config.web.template_hosts = vec!["https://cdn.example.com".to_owned()];
    let server = TestServer::start_with(config).await;
    let anonymous = server.anonymous();
    let page = get(&anonymous, "/").await;
    let policy = header(&page, "content-security-policy");
    assert!(
        policy.contains("; img-src 'self' data: blob: https://images.example.com; "),
        "{policy}"
    );
    let frame = get(&anonymous, "/sandbox/frame").await;
    let policy = header(&frame, "content-security-policy");
    for part in ["script-src 'unsafe-inline' 'unsafe-eval'", "img-src data: blob:", "connect-src"] {
        assert!(policy.contains(&format!("; {part} https://cdn.example.com; ")), "{policy}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn everything_is_under_the_base_path() {
    let db = TestDb::sqlite();
    let server = server(&db, "/annotate").await;
    let anonymous = server.anonymous();
    for path in ["", "/", "/datasets/1"] {
        let page = get(&anonymous, path).await;
        assert_eq!(page.status, 200, "{path}");
        assert!(page.text.contains(r#"src="/annotate/_app/immutable/start.js""#), "{}", page.text);
        assert!(page.text.contains(r#"const base = "/annotate";"#), "{}", page.text);
    }
    assert_eq!(get(&anonymous, "/_app/immutable/start.js").await.status, 200);
    assert_eq!(get(&anonymous, "/sandbox/frame").await.status, 200);
    let root = Actor::new(server.url.trim_end_matches("/annotate"), None);
    for path in ["/", "/_app/immutable/start.js", "/annotated"] {
        assert_eq!(get(&root, path).await.detail(404), "Not Found", "{path}");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn templates_run_in_a_frame_that_reaches_nothing() {
    let db = TestDb::sqlite();
    let server = TestServer::start(&db).await;
    let frame = get(&server.anonymous(), "/sandbox/frame").await;
    assert_eq!(header(&frame, "content-type"), "text/html; charset=utf-8");
    let expected = "sandbox allow-scripts; default-src 'none'; script-src 'unsafe-inline' 'unsafe-eval'; \
                    style-src 'unsafe-inline'; img-src data: blob:; font-src data:; form-action 'none'; \
                    base-uri 'none'; frame-ancestors 'self'";
    assert_eq!(header(&frame, "content-security-policy"), expected);
    assert_eq!(header(&frame, "x-content-type-options"), "nosniff");
    assert_eq!(header(&frame, "referrer-policy"), "no-referrer");
    assert!(frame.text.contains("handlebars v4.7.8"));
    // All that it needs is in it.
    assert!(!frame.text.contains("<script src") && !frame.text.contains("{frame}"));
    assert_eq!(frame.text.matches("</script>").count(), 2);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_folder_without_the_application_says_so() {
    let db = TestDb::sqlite();
    let mut config = TestServer::config(&db);
    config.web.ui_dir = Some(db.folder().join("nothing"));
    let server = TestServer::start_with(config).await;
    let page = get(&server.anonymous(), "/").await;
    assert_eq!(page.status, 404);
    assert!(page.text.starts_with("there is no index.html in "), "{}", page.text);
    assert_eq!(server.owner().get("/me").await.status, 200);
}
