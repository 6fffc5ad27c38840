//! Credentials: keys, tokens, and which error wins.

use serde_json::json;
use variorum_testkit::{Actor, Answer, PASSWORD, TestServer};

use crate::on_both;

on_both!(
    a_key_or_a_token_identifies,
    a_wrong_credential_is_401_in_its_own_words,
    a_token_ends_with_the_password,
    an_account_is_put_off_after_fifty_failures,
);

async fn sign_in(somebody: &Actor, username: &str, password: &str) -> Answer {
    let form = [("username", username), ("password", password)];
    somebody.send(somebody.request("POST", "/token").form(&form)).await
}

async fn a_key_or_a_token_identifies(server: TestServer) {
    let owner = server.owner();
    let me = owner.get("/me").await.json(200);
    assert_eq!(me["username"], "owner");
    assert_eq!(me["role"], "owner");
    assert_eq!(me["api_key"], owner.key().unwrap());

    let token = sign_in(&owner, "owner", PASSWORD).await.json(201);
    assert_eq!(token["token_type"], "bearer");
    let by_token = owner.with_token(token["access_token"].as_str().unwrap());
    assert_eq!(by_token.get("/me").await.json(200), me);

    // A wrong key with a good token succeeds.
    let both = by_token.request("GET", "/me").header("x-argilla-api-key", "nobody's key");
    assert_eq!(by_token.send(both).await.json(200), me);
}

async fn a_wrong_credential_is_401_in_its_own_words(server: TestServer) {
    let detail = |answer: Answer| {
        let json = answer.json(401);
        assert_eq!(json["detail"]["code"], "argilla.api.errors::UnauthorizedError");
        json["detail"]["params"]["detail"].as_str().unwrap().to_owned()
    };
    let anonymous = server.anonymous();
    let no_credentials = "Could not validate credentials";
    assert_eq!(detail(anonymous.get("/me").await), no_credentials);
    assert_eq!(detail(server.with_key("unknown").get("/me").await), no_credentials);
    assert_eq!(detail(anonymous.with_token("x.y.z").get("/me").await), "Invalid token");
    assert_eq!(detail(sign_in(&anonymous, "owner", "wrong").await), no_credentials);
    assert_eq!(detail(sign_in(&anonymous, "", "").await), no_credentials);
    let incomplete = anonymous.request("POST", "/token").form(&[("username", "owner")]);
    assert_eq!(
        anonymous.send(incomplete).await.problems(),
        [("missing".to_owned(), r#"["body","password"]"#.to_owned())]
    );
    let as_json = anonymous.post("/token", json!({"username": "owner"})).await;
    assert_eq!(as_json.problems().len(), 2);
}

async fn a_token_ends_with_the_password(server: TestServer) {
    let owner = server.owner();
    let ann = server.user("ann", "annotator", &[]).await;
    let old = sign_in(&owner, "ann", PASSWORD).await.json(201);
    let old = owner.with_token(old["access_token"].as_str().unwrap());
    old.get("/me").await.expect_status(200);

    let change = json!({"password": "another password"});
    owner.patch(&format!("/users/{}", ann.id), change).await.expect_status(200);
    assert_eq!(old.get("/me").await.status, 401);
    assert_eq!(sign_in(&owner, "ann", PASSWORD).await.status, 401);
    let new = sign_in(&owner, "ann", "another password").await.json(201);
    let new = owner.with_token(new["access_token"].as_str().unwrap());
    new.get("/me").await.expect_status(200);
    ann.get("/me").await.expect_status(200);
}

async fn an_account_is_put_off_after_fifty_failures(server: TestServer) {
    let anonymous = server.anonymous();
    for _ in 0..50 {
        assert_eq!(sign_in(&anonymous, "nobody", "wrong").await.status, 401);
    }
    let put_off = sign_in(&anonymous, "nobody", "wrong").await;
    assert!(put_off.headers.contains_key("retry-after"));
    assert_eq!(put_off.status, 429);
    assert_eq!(sign_in(&anonymous, "owner", PASSWORD).await.status, 201);
}
