//! One connection that is kept alive, as cheap as can be: bodies are given as bytes and answered
//! as bytes.

use std::net::SocketAddr;

use anyhow::{Context as _, Result, bail};
use bytes::Bytes;
use http_body_util::{BodyExt as _, Full};
use hyper::client::conn::http1::{SendRequest, handshake};
use hyper::header::{CONTENT_TYPE, HOST, HeaderName, HeaderValue};
use hyper::{Method, Request};
use hyper_util::rt::TokioIo;
use serde_json::Value;
use tokio::net::TcpStream;

const API_KEY: HeaderName = HeaderName::from_static("x-argilla-api-key");

pub struct Client {
    sender: SendRequest<Full<Bytes>>,
    host: HeaderValue,
    key: HeaderValue,
    pub address: SocketAddr,
}

impl Client {
    pub async fn connect(address: SocketAddr, key: &str) -> Result<Self> {
        let stream = TcpStream::connect(address).await?;
        stream.set_nodelay(true)?;
        let (sender, connection) = handshake(TokioIo::new(stream)).await?;
        // Ends with the connection; what went wrong is told to the request under way.
        tokio::spawn(connection);
        let host = HeaderValue::try_from(address.to_string())?;
        Ok(Self { sender, host, key: HeaderValue::try_from(key)?, address })
    }

    /// Sends a request to a path under `/api/v1` and reads the answer, which must be a success.
    pub async fn send(&mut self, method: Method, path: &str, body: Bytes) -> Result<Bytes> {
        self.send_outside(method, &format!("/api/v1{path}"), body).await
    }

    async fn send_outside(&mut self, method: Method, path: &str, body: Bytes) -> Result<Bytes> {
        let request = Request::builder()
            .method(&method)
            .uri(path)
            .header(HOST, &self.host)
            .header(API_KEY, &self.key)
            .header(CONTENT_TYPE, "application/json")
            .body(Full::new(body))?;
        let place = || format!("{method} {path}");
        self.sender.ready().await.with_context(place)?;
        let answer = self.sender.send_request(request).await.with_context(place)?;
        let status = answer.status();
        let body = answer.into_body().collect().await.with_context(place)?.to_bytes();
        if !status.is_success() {
            let text = String::from_utf8_lossy(&body);
            bail!("{method} {path}: {status}: {}", &text[..text.floor_char_boundary(500)]);
        }
        Ok(body)
    }

    pub async fn get(&mut self, path: &str) -> Result<Bytes> {
        self.send(Method::GET, path, Bytes::new()).await
    }

    /// Asks for something that is not under `/api/v1`.
    pub async fn get_outside(&mut self, path: &str) -> Result<Bytes> {
        self.send_outside(Method::GET, path, Bytes::new()).await
    }

    pub async fn post(&mut self, path: &str, body: Bytes) -> Result<Bytes> {
        self.send(Method::POST, path, body).await
    }

    /// Sends JSON and reads JSON, where speed does not matter.
    pub async fn json(&mut self, method: Method, path: &str, body: &Value) -> Result<Value> {
        let body = if body.is_null() { Bytes::new() } else { Bytes::from(body.to_string()) };
        let answer = self.send(method, path, body).await?;
        if answer.is_empty() {
            return Ok(Value::Null);
        }
        serde_json::from_slice(&answer).with_context(|| format!("the answer of {path}"))
    }
}

/// The text under a key of an object.
pub fn text_at<'a>(object: &'a Value, key: &str) -> Result<&'a str> {
    object[key].as_str().with_context(|| format!("`{key}` in {object}"))
}
