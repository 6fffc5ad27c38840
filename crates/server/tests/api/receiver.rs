//! A receiver of webhooks on a free port.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::IntoResponse as _;
use serde_json::Value;
use standardwebhooks::Webhook;
use tokio::sync::{mpsc, oneshot};

/// How long a message may take to come.
const PATIENCE: Duration = Duration::from_secs(20);
/// How long one waits for a message that must not come.
const SILENCE: Duration = Duration::from_millis(400);

/// A message, with the right to answer it.
pub struct Received {
    pub path: String,
    pub headers: HeaderMap,
    pub body: Bytes,
    answer: oneshot::Sender<StatusCode>,
}

impl Received {
    pub fn header(&self, name: &str) -> &str {
        self.headers[name].to_str().expect("a header of text")
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).expect("JSON")
    }

    /// Checks the signature, with the library that receivers use.
    #[track_caller]
    pub fn verify(&self, secret: &str) {
        Webhook::new(secret).unwrap().verify(&self.body, &self.headers).expect("a good signature");
    }

    /// Ends the sender's waiting.
    pub fn answer(self, status: u16) {
        self.answer.send(StatusCode::from_u16(status).unwrap()).expect("the sender waits");
    }
}

/// Receives messages and leaves each waiting for its answer.
pub struct Receiver {
    pub url: String,
    messages: mpsc::UnboundedReceiver<Received>,
    early: VecDeque<Received>,
    log: Arc<Mutex<usize>>,
}

impl Receiver {
    pub async fn start() -> Self {
        let (sender, messages) = mpsc::unbounded_channel();
        let log = Arc::new(Mutex::new(0));
        let state = (sender, Arc::clone(&log));
        let router = Router::new().fallback(receive).with_state(state);
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, messages, early: VecDeque::new(), log }
    }

    /// The next message.
    pub async fn next(&mut self) -> Received {
        if let Some(received) = self.early.pop_front() {
            return received;
        }
        let next = tokio::time::timeout(PATIENCE, self.messages.recv()).await;
        next.expect("a message in time").expect("the receiver runs")
    }

    /// The next message about this event; others stay for later.
    pub async fn next_of(&mut self, event: &str) -> Received {
        if let Some(at) = self.early.iter().position(|r| r.json()["type"] == event) {
            return self.early.remove(at).unwrap();
        }
        loop {
            let next = tokio::time::timeout(PATIENCE, self.messages.recv()).await;
            let next = next.expect("a message in time").expect("the receiver runs");
            if next.json()["type"] == event {
                return next;
            }
            self.early.push_back(next);
        }
    }

    /// Asserts that nothing comes.
    pub async fn expect_silence(&mut self) {
        let next = tokio::time::timeout(SILENCE, self.messages.recv()).await;
        assert!(next.is_err(), "a message came: {}", next.unwrap().unwrap().json());
    }

    /// How many messages have come.
    pub fn count(&self) -> usize {
        *self.log.lock().unwrap()
    }
}

type Shared = (mpsc::UnboundedSender<Received>, Arc<Mutex<usize>>);

async fn receive(
    State((sender, log)): State<Shared>,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> axum::response::Response {
    *log.lock().unwrap() += 1;
    let (answer, status) = oneshot::channel();
    let path = uri.path().to_owned();
    let _ = sender.send(Received { path, headers, body, answer });
    let status = status.await.unwrap_or(StatusCode::SERVICE_UNAVAILABLE);
    if status.is_redirection() {
        return (status, [(header::LOCATION, "/elsewhere")]).into_response();
    }
    status.into_response()
}
