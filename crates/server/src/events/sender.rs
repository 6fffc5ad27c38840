//! Sending a message to a webhook, signed as Standard Webhooks has it.

use std::error::Error as _;
use std::net::IpAddr;
use std::time::Duration;

use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use reqwest::{Client, ClientBuilder, StatusCode, Url};
use standardwebhooks::{
    HEADER_WEBHOOK_ID, HEADER_WEBHOOK_SIGNATURE, HEADER_WEBHOOK_TIMESTAMP, Webhook,
};
use tokio::sync::OnceCell;
use url::Host;
use variorum_schema::Timestamp;

use super::addresses::{NOT_PUBLIC, PublicOnly, is_public};

/// How long a receiver may take, from the connection to the end of its answer.
pub const TIMEOUT: Duration = Duration::from_secs(20);
/// How much of an answer is read so that its connection can serve the next message.
const ANSWER_BYTES_MAX: usize = 1 << 16;

/// What is sent where.
#[derive(Clone, Copy)]
pub struct Message<'a> {
    /// The webhook's URL.
    pub url: &'a str,
    /// The webhook's secret, in base64.
    pub secret: &'a str,
    /// Identity, the same at every try.
    pub id: &'a str,
    /// When it is sent.
    pub at: Timestamp,
    /// JSON text.
    pub body: &'a str,
}

/// A message could not be sent; the text is for people and holds no part of the URL.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct SendFailed(String);

/// Sends messages to webhooks.
#[derive(Debug)]
pub struct Sender {
    private_networks: bool,
    client: OnceCell<Client>,
}

impl Sender {
    /// A sender that reaches, or does not reach, loopback and private addresses.
    #[must_use]
    pub fn new(private_networks: bool) -> Self {
        Self { private_networks, client: OnceCell::new() }
    }

    /// Sends a message and answers the receiver's status, whatever it is.
    ///
    /// # Errors
    /// The receiver cannot be reached, may not be reached or does not answer in time.
    pub async fn send(&self, message: Message<'_>) -> Result<StatusCode, SendFailed> {
        let url = Url::parse(message.url).map_err(|cause| SendFailed(cause.to_string()))?;
        self.check_literal(&url)?;
        let at = message.at.unix_seconds();
        let signature = Webhook::new(message.secret)
            .and_then(|key| key.sign(message.id, at, message.body.as_bytes()))
            .map_err(|cause| SendFailed(format!("the message cannot be signed: {cause}")))?;
        let request = self
            .client()
            .await?
            .post(url)
            .header(CONTENT_TYPE, "application/json")
            .header(HEADER_WEBHOOK_ID, message.id)
            .header(HEADER_WEBHOOK_TIMESTAMP, at.to_string())
            .header(HEADER_WEBHOOK_SIGNATURE, signature)
            .body(message.body.to_owned());
        let mut answer = request.send().await.map_err(SendFailed::from)?;
        let status = answer.status();
        let mut read = 0;
        // The status is the answer: that its text breaks off does not matter.
        while let Ok(Some(chunk)) = answer.chunk().await {
            read += chunk.len();
            if read > ANSWER_BYTES_MAX {
                break;
            }
        }
        Ok(status)
    }

    /// A name is checked when it is resolved; an address in the URL never is.
    fn check_literal(&self, url: &Url) -> Result<(), SendFailed> {
        let address: IpAddr = match url.host() {
            Some(Host::Ipv4(v4)) => v4.into(),
            Some(Host::Ipv6(v6)) => v6.into(),
            Some(Host::Domain(_)) | None => return Ok(()),
        };
        if self.private_networks || is_public(address) {
            Ok(())
        } else {
            Err(SendFailed(NOT_PUBLIC.to_owned()))
        }
    }

    /// Made when it is first needed: a server without webhooks needs no certificates.
    async fn client(&self) -> Result<&Client, SendFailed> {
        let make = || async {
            // An error says that a provider is installed, which is as good.
            let _ = rustls::crypto::ring::default_provider().install_default();
            self.builder().build().or_else(|cause| {
                let cause = SendFailed::from(cause);
                tracing::warn!(%cause, "webhooks with https URLs cannot be reached");
                self.builder().tls_certs_only([]).build().map_err(SendFailed::from)
            })
        };
        self.client.get_or_try_init(make).await
    }

    fn builder(&self) -> ClientBuilder {
        let builder = Client::builder()
            .redirect(Policy::none())
            .timeout(TIMEOUT)
            .user_agent(concat!("variorum/", env!("CARGO_PKG_VERSION")));
        if self.private_networks {
            builder
        } else {
            // A proxy would resolve names itself, to whatever it likes.
            builder.no_proxy().dns_resolver(PublicOnly)
        }
    }
}

impl From<reqwest::Error> for SendFailed {
    fn from(error: reqwest::Error) -> Self {
        // A URL may hold a password.
        let error = error.without_url();
        let mut text = error.to_string();
        let mut source = error.source();
        while let Some(cause) = source {
            text.push_str(": ");
            text.push_str(&cause.to_string());
            source = cause.source();
        }
        Self(text)
    }
}
