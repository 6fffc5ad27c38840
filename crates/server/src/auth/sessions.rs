//! Sessions of browsers: a cookie that no script can read, and a token that no other site can.
//!
//! The cookie identifies only where the page that calls is one of this server, as the browser
//! says; whatever changes something must also bear the session's CSRF token in a header.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, header};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sha2::{Digest as _, Sha256};
use subtle::ConstantTimeEq as _;
use variorum_schema::Timestamp;
use variorum_store::sessions::{self, Session};
use variorum_store::users::Account;
use variorum_store::{Stored, Tx};

use super::api_keys::{hash, random_text};
use crate::config::{Config, Web};
use crate::error::{ApiError, ApiResult};
use crate::state::App;

/// Name of the cookie.
pub const COOKIE: &str = "variorum_session";
/// Header of the CSRF token.
pub const CSRF_HEADER: HeaderName = HeaderName::from_static("x-csrf-token");

const SEC_FETCH_SITE: HeaderName = HeaderName::from_static("sec-fetch-site");
const FORWARDED_PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
/// Cookies of this name that are looked at; another path of the same host may have one as well.
const COOKIES_MAX: usize = 4;
/// How long the browser keeps the cookie of one who stays signed in; the server decides sooner.
const COOKIE_SECONDS: i64 = 400 * 24 * 60 * 60;
/// How often at most the use of a session is written down.
const NOTE_SECONDS: i64 = 5 * 60;

/// A browser that is signed in.
#[derive(Clone)]
pub struct SignedIn {
    /// The user, as stored now.
    pub account: Account,
    /// The session.
    pub session: Stored<Session>,
    token: String,
}

impl SignedIn {
    /// Puts together what was just stored.
    pub(crate) fn new(account: Account, session: Stored<Session>, token: String) -> Self {
        Self { account, session, token }
    }

    /// What a request that changes something must bear. It is made from the cookie and tells
    /// nothing of it.
    #[must_use]
    pub fn csrf_token(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(b"variorum csrf\0");
        hash.update(self.token.as_bytes());
        URL_SAFE_NO_PAD.encode(hash.finalize())
    }

    /// The cookie, as the browser is to keep it.
    #[must_use]
    pub fn cookie(&self, config: &Config, headers: &HeaderMap) -> (HeaderName, HeaderValue) {
        let age = self.session.stays.then_some(COOKIE_SECONDS);
        cookie(config, headers, &self.token, age)
    }

    /// Refuses what changes something without the session's CSRF token.
    fn check_csrf(&self, method: &Method, headers: &HeaderMap) -> ApiResult<()> {
        if method.is_safe() {
            return Ok(());
        }
        let sent = headers.get(CSRF_HEADER).map_or(&b""[..], HeaderValue::as_bytes);
        let is_right: bool = sent.ct_eq(self.csrf_token().as_bytes()).into();
        if is_right { Ok(()) } else { Err(ApiError::CsrfToken) }
    }

    /// Notes that the session is used, now and then. Whoever changes something stays signed in for
    /// longer; a page that only looks on does not.
    fn note_use(&self, app: &App, method: &Method, now: Timestamp) {
        let session = &self.session;
        let lifetime = lifetime_seconds(app.config(), session.stays);
        let pause = NOTE_SECONDS.min(lifetime / 4);
        let (since, expires_at) = if method.is_safe() {
            (session.last_seen_at, session.expires_at)
        } else {
            (session.expires_at.plus_seconds(-lifetime), now.plus_seconds(lifetime))
        };
        if since.plus_seconds(pause) > now {
            return;
        }
        let (app, seq) = (app.clone(), session.seq);
        // The answer does not wait for it, and does not fail with it.
        tokio::spawn(async move {
            let noted = async {
                let mut tx = app.store().write().await?;
                sessions::extend(&mut tx, seq, expires_at).await?;
                tx.commit().await
            };
            if let Err(cause) = noted.await {
                tracing::debug!(%cause, "the use of a session was not noted");
            }
        });
    }
}

/// A new token of a session.
pub(crate) fn generate() -> String {
    random_text::<32>()
}

/// How long a session lasts from now, or from its last change of something.
pub(crate) fn lifetime_seconds(config: &Config, stays: bool) -> i64 {
    if stays { config.web.stay_signed_in_seconds } else { config.web.session_seconds }
}

/// Who is signed in with the browser that calls, if it is a page of this server that does.
///
/// # Errors
/// The call would change something and lacks the CSRF token, or the database fails.
pub(crate) async fn signed_in(
    app: &App,
    method: &Method,
    headers: &HeaderMap,
) -> ApiResult<Option<SignedIn>> {
    let tokens = tokens(headers);
    if tokens.is_empty() || !is_own_page(&app.config().web, headers) {
        return Ok(None);
    }
    let mut tx = app.store().lookup().await?;
    let found = find(&mut tx, tokens).await?;
    let now = tx.now();
    drop(tx);
    if let Some(found) = &found {
        found.check_csrf(method, headers)?;
        found.note_use(app, method, now);
    }
    Ok(found)
}

/// The first of these tokens that is one of a session.
pub(crate) async fn find(tx: &mut Tx, tokens: Vec<String>) -> ApiResult<Option<SignedIn>> {
    for token in tokens {
        if let Some((account, session)) = sessions::by_token(tx, &hash(&token)).await? {
            return Ok(Some(SignedIn { account, session, token }));
        }
    }
    Ok(None)
}

/// What the cookies of the name hold.
pub(crate) fn tokens(headers: &HeaderMap) -> Vec<String> {
    let lists = headers.get_all(header::COOKIE).iter().filter_map(|list| list.to_str().ok());
    let pairs = lists.flat_map(|list| list.split(';')).filter_map(|pair| pair.split_once('='));
    let ours = pairs.filter(|(name, _)| name.trim() == COOKIE);
    ours.map(|(_, token)| token.trim().to_owned()).take(COOKIES_MAX).collect()
}

/// Whether a page of this server calls, or no page at all.
pub(crate) fn is_own_page(web: &Web, headers: &HeaderMap) -> bool {
    match headers.get(SEC_FETCH_SITE).map(HeaderValue::as_bytes) {
        // Said by the browser itself, which knows better than who compares names: a proxy may have
        // changed them.
        Some(b"same-origin") => true,
        Some(b"none") | None => match headers.get(header::ORIGIN) {
            Some(origin) => origin.to_str().is_ok_and(|origin| is_own(origin, web, headers)),
            None => true,
        },
        Some(_) => false,
    }
}

/// Whether an origin is where this server is reached.
fn is_own(origin: &str, web: &Web, headers: &HeaderMap) -> bool {
    if web.public_url.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(origin)) {
        return true;
    }
    let Some((scheme, host)) = origin.split_once("://") else { return false };
    let default_port = if scheme == "https" { ":443" } else { ":80" };
    let asked = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let bare = |host: &str| host.strip_suffix(default_port).unwrap_or(host).to_ascii_lowercase();
    matches!(scheme, "http" | "https") && !host.is_empty() && bare(host) == bare(asked)
}

/// Whether the browser reached the server by https.
fn is_https(web: &Web, headers: &HeaderMap) -> bool {
    let starts = |name: &HeaderName, scheme: &str| {
        let value = headers.get(name).and_then(|value| value.to_str().ok()).unwrap_or_default();
        value.get(..scheme.len()).is_some_and(|start| start.eq_ignore_ascii_case(scheme))
    };
    match &web.public_url {
        Some(url) => url.starts_with("https://"),
        // Who says so of themselves gets a cookie that they must keep to https: no harm.
        None => starts(&FORWARDED_PROTO, "https") || starts(&header::ORIGIN, "https://"),
    }
}

/// The header that makes the browser forget.
pub(crate) fn no_cookie(config: &Config, headers: &HeaderMap) -> (HeaderName, HeaderValue) {
    cookie(config, headers, "", Some(0))
}

fn cookie(
    config: &Config,
    headers: &HeaderMap,
    token: &str,
    age_seconds: Option<i64>,
) -> (HeaderName, HeaderValue) {
    // Pages and files need none; also the frame of templates is sent none.
    let path = format!("{}{}", config.base_path, crate::api::PREFIX);
    let secure = if is_https(&config.web, headers) { "; Secure" } else { "" };
    let age = age_seconds.map(|seconds| format!("; Max-Age={seconds}")).unwrap_or_default();
    let text = format!("{COOKIE}={token}; Path={path}; HttpOnly; SameSite=Strict{secure}{age}");
    // Base paths and tokens are of characters that a header may have.
    let value = HeaderValue::try_from(text).unwrap_or_else(|_| HeaderValue::from_static(""));
    (header::SET_COOKIE, value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(pairs: &[(&'static str, &'static str)]) -> HeaderMap {
        let pair = |(name, value): &(&'static str, &'static str)| {
            (HeaderName::from_static(name), HeaderValue::from_static(value))
        };
        pairs.iter().map(pair).collect()
    }

    #[test]
    fn only_pages_of_this_server_are_own() {
        let check = |public_url: Option<&str>, sent: &[(&'static str, &'static str)], expected| {
            let web = Web { public_url: public_url.map(str::to_owned), ..Web::default() };
            assert_eq!(is_own_page(&web, &headers(sent)), expected, "{sent:?}");
        };
        let host = ("host", "a.example:8080");
        check(None, &[host], true);
        check(None, &[host, ("origin", "http://a.example:8080")], true);
        check(None, &[host, ("origin", "https://A.example:8080")], true);
        check(None, &[host, ("origin", "http://a.example")], false);
        check(None, &[host, ("origin", "http://b.example:8080")], false);
        check(None, &[host, ("origin", "null")], false);
        check(None, &[host, ("origin", "")], false);
        check(None, &[host, ("origin", "http://")], false);
        check(None, &[("origin", "http://")], false);
        check(None, &[("host", "a.example"), ("origin", "https://a.example:443")], true);
        check(None, &[("host", "a.example:443"), ("origin", "https://a.example")], true);
        check(None, &[("host", "a.example:80"), ("origin", "https://a.example")], false);
        check(None, &[host, ("sec-fetch-site", "none")], true);
        check(None, &[host, ("sec-fetch-site", "none"), ("origin", "http://b.example")], false);
        for site in ["cross-site", "same-site", "anything"] {
            check(None, &[host, ("sec-fetch-site", site)], false);
            check(
                None,
                &[host, ("sec-fetch-site", site), ("origin", "http://a.example:8080")],
                false,
            );
        }
        // Behind a proxy that names another host.
        let behind = ("host", "127.0.0.1:6900");
        let own = ("origin", "https://a.example");
        check(None, &[behind, own], false);
        check(None, &[behind, own, ("sec-fetch-site", "same-origin")], true);
        check(Some("https://a.example"), &[behind, own], true);
        check(Some("https://a.example"), &[behind, ("origin", "https://b.example")], false);
    }

    #[test]
    fn a_cookie_is_found_among_others() {
        let sent = headers(&[("cookie", "a=b; variorum_session=one;variorum_session=two; c")]);
        assert_eq!(tokens(&sent), ["one", "two"]);
        assert!(tokens(&headers(&[("cookie", "not_variorum_session=x")])).is_empty());
        let many = HeaderValue::try_from("variorum_session=x;".repeat(100)).unwrap();
        let many = HeaderMap::from_iter([(header::COOKIE, many)]);
        assert_eq!(tokens(&many).len(), COOKIES_MAX);
    }

    #[test]
    fn a_cookie_is_secure_where_https_is_known_of() {
        let check = |public_url: Option<&str>, sent: &[(&'static str, &'static str)], expected| {
            let web = Web { public_url: public_url.map(str::to_owned), ..Web::default() };
            assert_eq!(is_https(&web, &headers(sent)), expected, "{sent:?}");
        };
        check(None, &[], false);
        check(None, &[("x-forwarded-proto", "https")], true);
        check(None, &[("x-forwarded-proto", "http")], false);
        check(None, &[("origin", "https://a.example")], true);
        check(None, &[("origin", "http://a.example")], false);
        check(Some("https://a.example"), &[], true);
        check(Some("http://a.example"), &[("x-forwarded-proto", "https")], false);
    }
}
