//! Somebody who uses the API.

use reqwest::{Client, Method, StatusCode, header};
use serde_json::Value;

/// A caller with credentials or none. Paths are under `/api/v1`.
#[derive(Debug, Clone)]
pub struct Actor {
    /// The user's id, where the test kit made the user.
    pub id: String,
    base: String,
    key: Option<String>,
    token: Option<String>,
    client: Client,
}

/// An answer, read whole.
#[derive(Debug, Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Headers.
    pub headers: header::HeaderMap,
    /// The JSON, `null` when there is none.
    pub json: Value,
    /// The body as text.
    pub text: String,
}

impl Answer {
    /// The JSON of an answer with this status.
    ///
    /// # Panics
    /// The status is another.
    #[must_use]
    #[track_caller]
    pub fn json(self, status: u16) -> Value {
        assert_eq!(self.status, status, "{}", self.text);
        self.json
    }

    /// The JSON of an answer with this status; for calls whose answer may be left unused.
    ///
    /// # Panics
    /// The status is another.
    #[track_caller]
    pub fn expect_status(self, status: u16) -> Value {
        self.json(status)
    }

    /// `(type, loc)` of each problem of a 422 in envelope C.
    ///
    /// # Panics
    /// It is another answer.
    #[must_use]
    #[track_caller]
    pub fn problems(self) -> Vec<(String, String)> {
        let json = self.json(422);
        assert_eq!(json["detail"]["code"], "argilla.api.errors::ValidationError", "{json}");
        let errors = json["detail"]["params"]["errors"].as_array().expect("a list of errors");
        errors
            .iter()
            .map(|e| (e["type"].as_str().unwrap_or_default().to_owned(), e["loc"].to_string()))
            .collect()
    }

    /// The text of an answer in envelope S.
    ///
    /// # Panics
    /// The status is another, or the envelope.
    #[must_use]
    #[track_caller]
    pub fn detail(self, status: u16) -> String {
        let json = self.json(status);
        json["detail"].as_str().unwrap_or_else(|| panic!("envelope S: {json}")).to_owned()
    }

    /// Asserts a 403 of the policy.
    ///
    /// # Panics
    /// It is another answer.
    #[track_caller]
    pub fn expect_forbidden(self) {
        let json = self.json(403);
        assert_eq!(json["detail"]["code"], "argilla.api.errors::ForbiddenOperationError");
    }
}

impl Actor {
    /// Somebody who calls the server at `base`, with an API key or without credentials.
    ///
    /// # Panics
    /// No HTTP client can be made.
    #[must_use]
    pub fn new(base: &str, key: Option<&str>) -> Self {
        // Several servers live in one test process; each actor keeps its own connections.
        // The provider may have been installed already.
        let _ = rustls::crypto::ring::default_provider().install_default();
        let client = Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .build()
            .expect("an HTTP client");
        Self {
            id: String::new(),
            base: base.to_owned(),
            key: key.map(str::to_owned),
            token: None,
            client,
        }
    }

    /// The same server with a bearer token instead of a key.
    #[must_use]
    pub fn with_token(&self, token: &str) -> Self {
        Self { key: None, token: Some(token.to_owned()), ..self.clone() }
    }

    /// The API key, if there is one.
    #[must_use]
    pub fn key(&self) -> Option<&str> {
        self.key.as_deref()
    }

    /// A request to a path under `/api/v1`, to be finished by hand and sent with [`send`](Self::send).
    ///
    /// # Panics
    /// The method is not one.
    pub fn request(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        self.request_outside(method, &format!("/api/v1{path}"))
    }

    /// A request to any path of the server.
    ///
    /// # Panics
    /// The method is not one.
    pub fn request_outside(&self, method: &str, path: &str) -> reqwest::RequestBuilder {
        let method: Method = method.parse().expect("an HTTP method");
        let mut request = self.client.request(method, format!("{}{path}", self.base));
        if let Some(key) = &self.key {
            request = request.header("X-Argilla-Api-Key", key);
        }
        if let Some(token) = &self.token {
            request = request.bearer_auth(token);
        }
        request
    }

    /// Sends a request and reads the answer.
    ///
    /// # Panics
    /// There is no answer.
    pub async fn send(&self, request: reqwest::RequestBuilder) -> Answer {
        self.try_send(request).await.expect("an answer")
    }

    /// Sends a request to a server that may go away before it has answered.
    ///
    /// # Errors
    /// It did.
    pub async fn try_send(&self, request: reqwest::RequestBuilder) -> reqwest::Result<Answer> {
        let response = request.send().await?;
        let status: StatusCode = response.status();
        let headers = response.headers().clone();
        let text = response.text().await?;
        let json = serde_json::from_str(&text).unwrap_or(Value::Null);
        Ok(Answer { status: status.as_u16(), headers, json, text })
    }

    /// GET.
    pub async fn get(&self, path: &str) -> Answer {
        self.send(self.request("GET", path)).await
    }

    /// POST of JSON.
    pub async fn post(&self, path: &str, body: impl Into<Value>) -> Answer {
        self.send(self.request("POST", path).json(&body.into())).await
    }

    /// PUT of JSON.
    pub async fn put(&self, path: &str, body: impl Into<Value>) -> Answer {
        self.send(self.request("PUT", path).json(&body.into())).await
    }

    /// PATCH of JSON.
    pub async fn patch(&self, path: &str, body: impl Into<Value>) -> Answer {
        self.send(self.request("PATCH", path).json(&body.into())).await
    }

    /// DELETE.
    pub async fn delete(&self, path: &str) -> Answer {
        self.send(self.request("DELETE", path)).await
    }
}
