//! Sessions of browsers: the cookie, the CSRF token, and who is refused with them.

use std::time::Duration;

use reqwest::RequestBuilder;
use serde_json::{Value, json};
use variorum_testkit::{Actor, Answer, PASSWORD, TestDb, TestServer};

use crate::on_both;

on_both!(
    a_browser_signs_in_and_out,
    a_wrong_sign_in_is_told_as_for_tokens,
    an_account_is_put_off_after_fifty_failures,
    what_changes_something_needs_the_csrf_token,
    the_cookie_is_for_pages_of_the_own_origin_only,
    keys_and_tokens_have_no_session,
    signing_out_everywhere,
    sessions_end_with_the_password_and_the_user,
    one_session_is_ended_from_another,
    users_change_their_own_password,
    a_session_is_extended,
);

async fn sign_in(server: &TestServer, body: Value) -> Answer {
    server.anonymous().post("/session", body).await
}

/// A browser that is signed in.
struct Browser {
    actor: Actor,
    cookie: String,
    session: Value,
}

impl Browser {
    async fn of(server: &TestServer, username: &str) -> Self {
        let answer = sign_in(server, json!({"username": username, "password": PASSWORD})).await;
        let cookie = cookie(&answer);
        Self { actor: server.anonymous(), cookie, session: answer.json(201) }
    }

    fn csrf(&self) -> &str {
        self.session["csrf_token"].as_str().unwrap()
    }

    /// A request with the cookie alone.
    fn bare(&self, method: &str, path: &str) -> RequestBuilder {
        self.actor.request(method, path).header("cookie", &self.cookie)
    }

    async fn send(&self, method: &str, path: &str) -> Answer {
        let request = self.bare(method, path).header("x-csrf-token", self.csrf());
        self.actor.send(request).await
    }

    async fn is_signed_in(&self) -> bool {
        let answer = self.send("GET", "/session").await;
        assert!(matches!(answer.status, 200 | 401), "{}", answer.text);
        assert_eq!(self.send("GET", "/me").await.status, answer.status);
        answer.status == 200
    }
}

/// `name=value` of the cookie that an answer sets.
fn cookie(answer: &Answer) -> String {
    let set = answer.headers["set-cookie"].to_str().unwrap();
    set.split(';').next().unwrap().to_owned()
}

async fn a_browser_signs_in_and_out(server: TestServer) {
    let ann = server.user("ann", "annotator", &[]).await;
    let answer = sign_in(&server, json!({"username": "ann", "password": PASSWORD})).await;
    let set = answer.headers["set-cookie"].to_str().unwrap().to_owned();
    let (pair, attributes) = set.split_once("; ").unwrap();
    assert!(pair.starts_with("variorum_session="));
    assert_eq!(attributes, "Path=/api/v1; HttpOnly; SameSite=Strict");
    assert_eq!(answer.headers["cache-control"], "no-store");
    let session = answer.json(201);
    let user = json!({
        "id": ann.id, "username": "ann", "first_name": "ann", "last_name": null,
        "role": "annotator",
    });
    assert_eq!(session["user"], user);
    assert_eq!(session["stay_signed_in"], false);
    assert!(matches!(session["seconds_left"].as_i64(), Some(43_100..=43_200)), "{session}");
    // What the page is told does not give the cookie away.
    assert!(!session.to_string().contains(pair.split_once('=').unwrap().1));

    let browser = Browser { actor: server.anonymous(), cookie: pair.to_owned(), session };
    let me = browser.send("GET", "/me").await.json(200);
    assert_eq!(me["username"], "ann");
    let again = browser.actor.send(browser.bare("GET", "/session")).await;
    assert_eq!(again.headers["cache-control"], "no-store");
    assert!(!again.headers.contains_key("set-cookie"));
    let mut again = again.json(200);
    again["seconds_left"] = browser.session["seconds_left"].clone();
    assert_eq!(again, browser.session);

    let out = browser.send("DELETE", "/session").await;
    let taken_back = out.headers["set-cookie"].to_str().unwrap();
    let expected = "variorum_session=; Path=/api/v1; HttpOnly; SameSite=Strict; Max-Age=0";
    assert_eq!(taken_back, expected);
    out.expect_status(204);
    assert!(!browser.is_signed_in().await);
    assert_eq!(browser.send("DELETE", "/session").await.status, 401);
}

async fn a_wrong_sign_in_is_told_as_for_tokens(server: TestServer) {
    let wrong = sign_in(&server, json!({"username": "owner", "password": "wrong"})).await;
    assert!(!wrong.headers.contains_key("set-cookie"));
    let wrong = wrong.json(401);
    assert_eq!(wrong["detail"]["params"]["detail"], "Could not validate credentials");
    assert_eq!(
        sign_in(&server, json!({"username": "x", "password": "wrong"})).await.json(401),
        wrong
    );
    let problems = sign_in(&server, json!({"password": 1, "stay_signed_in": "perhaps"})).await;
    assert_eq!(
        problems.problems(),
        [
            ("missing".to_owned(), r#"["body","username"]"#.to_owned()),
            ("string_type".to_owned(), r#"["body","password"]"#.to_owned()),
            ("bool_parsing".to_owned(), r#"["body","stay_signed_in"]"#.to_owned()),
        ]
    );
    let nul = sign_in(&server, json!({"username": "a\0", "password": "b"})).await.problems();
    assert_eq!(nul, [("value_error".to_owned(), r#"["body","username"]"#.to_owned())]);
    // A form of another site is no JSON.
    let anonymous = server.anonymous();
    let form = [("username", "owner"), ("password", PASSWORD)];
    let form = anonymous.send(anonymous.request("POST", "/session").form(&form)).await;
    assert_eq!(form.problems().len(), 1);
}

async fn an_account_is_put_off_after_fifty_failures(server: TestServer) {
    let wrong = json!({"username": "nobody", "password": "wrong"});
    for _ in 0..50 {
        assert_eq!(sign_in(&server, wrong.clone()).await.status, 401);
    }
    let put_off = sign_in(&server, wrong).await;
    assert!(put_off.headers.contains_key("retry-after"));
    assert_eq!(put_off.status, 429);
    // Counted together with tokens.
    let anonymous = server.anonymous();
    let form = [("username", "nobody"), ("password", "wrong")];
    assert_eq!(anonymous.send(anonymous.request("POST", "/token").form(&form)).await.status, 429);
    Browser::of(&server, "owner").await;
}

async fn what_changes_something_needs_the_csrf_token(server: TestServer) {
    let (browser, other) =
        (Browser::of(&server, "owner").await, Browser::of(&server, "owner").await);
    let workspace = json!({"name": "w"});
    let make = || browser.bare("POST", "/workspaces").json(&workspace);
    let refused = browser.actor.send(make()).await.json(403);
    assert_eq!(refused["detail"]["code"], "argilla.api.errors::CsrfTokenError");
    for wrong in ["", "x", &browser.csrf()[1..], other.csrf()] {
        let answer = browser.actor.send(make().header("x-csrf-token", wrong)).await;
        assert_eq!(answer.json(403), refused, "{wrong}");
    }
    for (method, path) in [("PUT", "/session"), ("DELETE", "/session"), ("DELETE", "/me/sessions")]
    {
        let answer = browser.actor.send(browser.bare(method, path)).await;
        assert_eq!(answer.json(403), refused, "{method} {path}");
    }
    // Reading needs none.
    let listed = browser.actor.send(browser.bare("GET", "/workspaces/x")).await;
    assert_eq!(listed.status, 422);
    browser.actor.send(make().header("x-csrf-token", browser.csrf())).await.expect_status(201);
}

async fn the_cookie_is_for_pages_of_the_own_origin_only(server: TestServer) {
    let browser = Browser::of(&server, "owner").await;
    let own = server.url.clone();
    let ask = async |method: &str, headers: &[(&str, &str)]| {
        let mut request = browser.bare(method, "/session").header("x-csrf-token", browser.csrf());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        browser.actor.send(request).await.status
    };
    for method in ["GET", "PUT"] {
        assert_eq!(ask(method, &[("origin", &own)]).await, 200);
        assert_eq!(ask(method, &[("sec-fetch-site", "same-origin")]).await, 200);
        for origin in ["https://example.com", "null", "http://127.0.0.1", "http://localhost:1"] {
            assert_eq!(ask(method, &[("origin", origin)]).await, 401, "{method} {origin}");
        }
        for site in ["cross-site", "same-site"] {
            assert_eq!(ask(method, &[("sec-fetch-site", site)]).await, 401, "{method} {site}");
            let both = [("sec-fetch-site", site), ("origin", own.as_str())];
            assert_eq!(ask(method, &both).await, 401, "{method} {site}");
        }
    }
    // Nobody is signed in by another site.
    let anonymous = server.anonymous();
    let request = anonymous.request("POST", "/session").header("origin", "https://example.com");
    let request = request.json(&json!({"username": "owner", "password": PASSWORD}));
    let refused = anonymous.send(request).await;
    assert!(!refused.headers.contains_key("set-cookie"));
    refused.expect_forbidden();
    // Another site may call with a key of its own.
    let owner = server.owner();
    let request = owner.request("GET", "/me").header("origin", "https://example.com");
    let answer = owner.send(request).await;
    assert_eq!(answer.headers["access-control-allow-origin"], "https://example.com");
    assert!(!answer.headers.contains_key("access-control-allow-credentials"));
    answer.expect_status(200);
}

async fn keys_and_tokens_have_no_session(server: TestServer) {
    let owner = server.owner();
    for method in ["GET", "PUT", "DELETE"] {
        let answer = owner.send(owner.request(method, "/session")).await;
        assert!(answer.detail(404).starts_with("there is no session"));
        let anonymous = server.anonymous();
        assert_eq!(anonymous.send(anonymous.request(method, "/session")).await.status, 401);
    }
    // What is said aloud counts, not what a browser adds.
    let browser = Browser::of(&server, "owner").await;
    let ann = server.user("ann", "annotator", &[]).await;
    let both = browser.bare("GET", "/me").header("x-argilla-api-key", ann.key().unwrap());
    assert_eq!(browser.actor.send(both).await.json(200)["username"], "ann");
    let wrong = browser.bare("GET", "/me").header("x-argilla-api-key", "nobody's");
    assert_eq!(browser.actor.send(wrong).await.status, 401);
    // A key needs no CSRF token.
    owner.post("/workspaces", json!({"name": "w"})).await.expect_status(201);
}

async fn signing_out_everywhere(server: TestServer) {
    server.user("ann", "annotator", &[]).await;
    let anonymous = server.anonymous();
    let request = anonymous.request("POST", "/session").header("user-agent", "a browser");
    let staying = json!({"username": "ann", "password": PASSWORD, "stay_signed_in": true});
    let answer = anonymous.send(request.json(&staying)).await;
    assert!(answer.headers["set-cookie"].to_str().unwrap().ends_with("; Max-Age=34560000"));
    let first =
        Browser { actor: anonymous.clone(), cookie: cookie(&answer), session: answer.json(201) };
    assert_eq!(first.session["stay_signed_in"], true);
    let (second, other) = (Browser::of(&server, "ann").await, Browser::of(&server, "owner").await);

    let listed = second.send("GET", "/me/sessions").await.json(200);
    let shown = |key: &str| -> Vec<Value> {
        listed["items"].as_array().unwrap().iter().map(|item| item[key].clone()).collect()
    };
    assert_eq!(shown("is_current"), [false, true]);
    assert_eq!(shown("stay_signed_in"), [true, false]);
    assert_eq!(shown("user_agent"), [json!("a browser"), Value::Null]);
    assert_eq!(shown("expires_at")[1], second.session["expires_at"]);
    assert_eq!(shown("last_seen_at"), shown("inserted_at"));

    // Signing in again in the same browser leaves one session.
    let request = anonymous.request("POST", "/session").header("cookie", &second.cookie);
    anonymous.send(request.json(&staying)).await.expect_status(201);
    assert!(!second.is_signed_in().await);
    assert_eq!(
        first.send("GET", "/me/sessions").await.json(200)["items"].as_array().unwrap().len(),
        2
    );

    first.send("DELETE", "/me/sessions").await.expect_status(204);
    assert!(!first.is_signed_in().await);
    assert!(other.is_signed_in().await);
}

async fn sessions_end_with_the_password_and_the_user(server: TestServer) {
    let owner = server.owner();
    let ann = server.user("ann", "annotator", &[]).await;
    let browser = Browser::of(&server, "ann").await;
    let name = json!({"first_name": "Ann"});
    owner.patch(&format!("/users/{}", ann.id), name).await.expect_status(200);
    assert!(browser.is_signed_in().await);
    let password = json!({"password": "another password"});
    owner.patch(&format!("/users/{}", ann.id), password).await.expect_status(200);
    assert!(!browser.is_signed_in().await);

    let bob = server.user("bob", "annotator", &[]).await;
    let browser = Browser::of(&server, "bob").await;
    owner.delete(&format!("/users/{}", bob.id)).await.expect_status(200);
    assert!(!browser.is_signed_in().await);
}

async fn one_session_is_ended_from_another(server: TestServer) {
    let ann = server.user("ann", "annotator", &[]).await;
    let (first, second) = (Browser::of(&server, "ann").await, Browser::of(&server, "ann").await);
    let listed = first.send("GET", "/me/sessions").await.json(200);
    let other = listed["items"][1]["id"].as_str().unwrap().to_owned();
    let path = format!("/me/sessions/{other}");
    // Nobody else's.
    server.owner().delete(&path).await.expect_status(404);
    first.send("DELETE", &path).await.expect_status(204);
    assert!(first.is_signed_in().await);
    assert!(!second.is_signed_in().await);
    first.send("DELETE", &path).await.expect_status(404);
    ann.delete("/me/sessions/none").await.expect_status(422);
}

async fn users_change_their_own_password(server: TestServer) {
    let ann = server.user("ann", "annotator", &[]).await;
    let (here, elsewhere) = (Browser::of(&server, "ann").await, Browser::of(&server, "ann").await);
    let change = async |current: &str, new: &str| {
        let body = json!({"current_password": current, "password": new});
        let request = here.bare("PUT", "/me/password").header("x-csrf-token", here.csrf());
        here.actor.send(request.json(&body)).await
    };
    let refused = change("a guess of mine", "another password").await.json(422);
    let problem = &refused["detail"]["params"]["errors"][0];
    assert_eq!(problem["loc"], json!(["body", "current_password"]));
    assert_eq!(problem["msg"], "This is not your password");
    let short = change(PASSWORD, "short").await.json(422);
    let problem = &short["detail"]["params"]["errors"][0];
    assert_eq!(problem["loc"], json!(["body", "password"]));
    assert!(here.is_signed_in().await && elsewhere.is_signed_in().await);

    change(PASSWORD, "another password").await.expect_status(204);
    assert!(here.is_signed_in().await);
    assert!(!elsewhere.is_signed_in().await);
    let sign_in_with =
        |password| sign_in(&server, json!({"username": "ann", "password": password}));
    sign_in_with(PASSWORD).await.expect_status(401);
    sign_in_with("another password").await.expect_status(201);
    // The key is another thing; whoever has it alone cannot take the account over.
    ann.get("/me").await.expect_status(200);
    let body = json!({"current_password": "a guess of mine", "password": "taken over"});
    ann.put("/me/password", body).await.expect_status(422);
    // Guesses count as failed sign-ins.
    for _ in 0..50 {
        change("a guess of mine", "another password").await;
    }
    change("another password", "a third password").await.expect_status(429);
}

async fn a_session_is_extended(server: TestServer) {
    let browser = Browser::of(&server, "owner").await;
    let ends = |session: &Value| session["expires_at"].as_str().unwrap().to_owned();
    let extended = browser.send("PUT", "/session").await;
    assert_eq!(cookie(&extended), browser.cookie);
    let extended = extended.json(200);
    assert!(ends(&extended) > ends(&browser.session));
    assert_eq!(extended["csrf_token"], browser.session["csrf_token"]);
    assert_eq!(
        browser.send("GET", "/session").await.json(200)["expires_at"],
        extended["expires_at"]
    );
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_lasts_while_something_is_changed_and_ends_by_itself() {
    let db = TestDb::sqlite();
    let mut config = TestServer::config(&db);
    config.web.session_seconds = 2;
    let server = TestServer::start_with(config).await;
    let (acting, looking) =
        (Browser::of(&server, "owner").await, Browser::of(&server, "owner").await);
    for round in 0..5 {
        tokio::time::sleep(Duration::from_millis(700)).await;
        let body = json!({"name": format!("w{round}")});
        let make = acting.bare("POST", "/workspaces").header("x-csrf-token", acting.csrf());
        acting.actor.send(make.json(&body)).await.expect_status(201);
        looking.send("GET", "/me").await;
    }
    assert!(acting.is_signed_in().await);
    assert!(!looking.is_signed_in().await);
}

#[tokio::test(flavor = "multi_thread")]
async fn the_cookie_is_kept_to_the_base_path_and_to_https() {
    let db = TestDb::sqlite();
    let mut config = TestServer::config(&db);
    config.base_path = "/annotate".to_owned();
    let server = TestServer::start_with(config).await;
    let anonymous = server.anonymous();
    let request = anonymous.request("POST", "/session").header("x-forwarded-proto", "https");
    let request = request.json(&json!({"username": "owner", "password": PASSWORD}));
    let answer = anonymous.send(request).await;
    let set = answer.headers["set-cookie"].to_str().unwrap();
    let (_, attributes) = set.split_once("; ").unwrap();
    assert_eq!(attributes, "Path=/annotate/api/v1; HttpOnly; SameSite=Strict; Secure");
    answer.expect_status(201);
}

#[tokio::test(flavor = "multi_thread")]
async fn only_named_origins_are_told_that_credentials_are_honoured() {
    let db = TestDb::sqlite();
    let mut config = TestServer::config(&db);
    let named = "https://named.example";
    config.cors_origins = Some(vec![named.to_owned()]);
    let server = TestServer::start_with(config).await;
    let browser = Browser::of(&server, "owner").await;
    for (origin, is_named) in [(named, true), ("https://other.example", false)] {
        for method in ["GET", "OPTIONS"] {
            let request = browser.bare(method, "/me").header("origin", origin);
            let request = request.header("access-control-request-method", "GET");
            let answer = browser.actor.send(request).await;
            let has = |name: &str| answer.headers.contains_key(name);
            assert_eq!(has("access-control-allow-credentials"), is_named, "{method} {origin}");
            assert_eq!(has("access-control-allow-origin"), is_named, "{method} {origin}");
            // Not even there does the cookie identify.
            assert_eq!(answer.status, if method == "GET" { 401 } else { 200 });
        }
    }
}
