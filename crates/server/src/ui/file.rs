//! A file as browsers are sent it: compressed beforehand, kept as long as it may be.

use std::io::Write as _;

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::Compression;
use flate2::write::GzEncoder;
use sha2::{Digest as _, Sha256};

use crate::layers::AsItIs;

/// Bytes of a hash that tell one content from another.
const TAG_BYTES: usize = 12;
/// Names in this folder change with their content.
const HASHED: &str = "_app/immutable/";
const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASK_FIRST: HeaderValue = HeaderValue::from_static("no-cache");
const OCTETS: &str = "application/octet-stream";
/// What the endings of names say of a content, and whether it is text that compresses.
const KINDS: &[(&str, &str, bool)] = &[
    ("avif", "image/avif", false),
    ("css", "text/css; charset=utf-8", true),
    ("gif", "image/gif", false),
    ("html", "text/html; charset=utf-8", true),
    ("ico", "image/x-icon", false),
    ("jpeg", "image/jpeg", false),
    ("jpg", "image/jpeg", false),
    ("js", "text/javascript; charset=utf-8", true),
    ("json", "application/json", true),
    ("map", "application/json", true),
    ("mjs", "text/javascript; charset=utf-8", true),
    ("png", "image/png", false),
    ("svg", "image/svg+xml", true),
    ("txt", "text/plain; charset=utf-8", true),
    ("wasm", "application/wasm", false),
    ("webmanifest", "application/manifest+json", true),
    ("webp", "image/webp", false),
    ("woff", "font/woff", false),
    ("woff2", "font/woff2", false),
];

/// A content in the forms that the program holds.
pub(super) struct Form {
    pub(super) plain: &'static [u8],
    pub(super) gzip: Option<&'static [u8]>,
    pub(super) brotli: Option<&'static [u8]>,
}

/// A file, ready to be sent.
pub(super) struct File {
    headers: HeaderMap,
    tag: String,
    plain: Bytes,
    gzip: Option<Bytes>,
    brotli: Option<Bytes>,
}

impl File {
    /// A file that the program holds, with headers of its own.
    pub(super) fn new(path: &str, form: Form, headers: HeaderMap) -> Self {
        let Form { plain, gzip, brotli } = form;
        let mut file = Self::of(path, Bytes::from_static(plain), headers);
        file.gzip = gzip.map(Bytes::from_static);
        file.brotli = brotli.map(Bytes::from_static);
        file
    }

    /// A file that was made just now; it is compressed here, once.
    pub(super) fn compressed(path: &str, plain: Vec<u8>, headers: HeaderMap) -> Self {
        let gzip = kind(path).1.then(|| gzip(&plain)).flatten();
        Self { gzip, ..Self::of(path, plain.into(), headers) }
    }

    fn of(path: &str, plain: Bytes, mut headers: HeaderMap) -> Self {
        let is_hashed = path.starts_with(HASHED);
        headers.insert(header::CACHE_CONTROL, if is_hashed { FOREVER } else { ASK_FIRST });
        // The frame of templates has no ending.
        let kind = if path.contains('.') { kind(path).0 } else { kind("html").0 };
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
        headers.insert(header::VARY, HeaderValue::from_static("accept-encoding"));
        let hash = Sha256::digest(&plain);
        let tag = URL_SAFE_NO_PAD.encode(hash.get(..TAG_BYTES).unwrap_or_default());
        Self { headers, tag, plain, gzip: None, brotli: None }
    }

    /// The answer to a GET or a HEAD.
    pub(super) fn answer(&self, asked: &HeaderMap) -> Response {
        let accepts = |name| accepts(asked, name);
        let (bytes, encoding) = match (&self.brotli, &self.gzip) {
            (Some(brotli), _) if accepts("br") => (brotli, Some("br")),
            (_, Some(gzip)) if accepts("gzip") => (gzip, Some("gzip")),
            _ => (&self.plain, None),
        };
        let tag = match encoding {
            Some(encoding) => format!("\"{}-{encoding}\"", self.tag),
            None => format!("\"{}\"", self.tag),
        };
        let is_known = knows(asked, &tag);
        let mut response = match is_known {
            true => StatusCode::NOT_MODIFIED.into_response(),
            false => Body::from(bytes.clone()).into_response(),
        };
        let headers = response.headers_mut();
        headers.extend(self.headers.clone());
        if let Ok(tag) = HeaderValue::try_from(tag) {
            headers.insert(header::ETAG, tag);
        }
        if let Some(encoding) = encoding.filter(|_| !is_known) {
            headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding));
        }
        response.extensions_mut().insert(AsItIs);
        response
    }
}

/// The content type of a path or an ending, and whether it compresses.
fn kind(path: &str) -> (&'static str, bool) {
    let ending = path.rsplit('.').next().unwrap_or_default();
    let found = KINDS.iter().find(|(known, ..)| *known == ending);
    found.map_or((OCTETS, false), |(_, kind, compresses)| (kind, *compresses))
}

fn gzip(plain: &[u8]) -> Option<Bytes> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(plain).ok()?;
    encoder.finish().ok().map(Bytes::from)
}

/// Whether a client takes an encoding.
fn accepts(headers: &HeaderMap, encoding: &str) -> bool {
    let lists = headers.get_all(header::ACCEPT_ENCODING).iter();
    let parts = lists.filter_map(|list| list.to_str().ok()).flat_map(|list| list.split(','));
    let wanted = parts.map(|part| part.split_once(';').unwrap_or((part, "")));
    let mut wanted = wanted.filter(|(name, _)| name.trim().eq_ignore_ascii_case(encoding));
    wanted.any(|(_, weight)| {
        let weight = weight.trim().strip_prefix("q=").unwrap_or("1");
        weight.parse::<f32>().unwrap_or(1.0) > 0.0
    })
}

/// Whether a client has the content of this tag already.
fn knows(headers: &HeaderMap, tag: &str) -> bool {
    let lists = headers.get_all(header::IF_NONE_MATCH).iter();
    let mut tags = lists.filter_map(|list| list.to_str().ok()).flat_map(|list| list.split(','));
    tags.any(|known| matches!(known.trim(), "*") || known.trim().trim_start_matches("W/") == tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(name: header::HeaderName, value: &'static str) -> HeaderMap {
        HeaderMap::from_iter([(name, HeaderValue::from_static(value))])
    }

    #[test]
    fn the_best_encoding_that_is_taken_is_sent() {
        let form = Form { plain: b"plain", gzip: Some(b"gzip"), brotli: Some(b"brotli") };
        let file = File::new("_app/immutable/a.js", form, HeaderMap::new());
        let check = |asked: &'static str, expected: Option<&str>| {
            let answer = file.answer(&headers(header::ACCEPT_ENCODING, asked));
            let sent = answer.headers().get(header::CONTENT_ENCODING);
            assert_eq!(sent.map(|value| value.to_str().unwrap()), expected, "{asked}");
        };
        check("", None);
        check("gzip, deflate, br, zstd", Some("br"));
        check("gzip;q=1.0, BR;q=0.5", Some("br"));
        check("br;q=0, gzip", Some("gzip"));
        check("br; q=0, gzip; q=0", None);
        check("zstd", None);
        check("brotli", None);
    }

    #[test]
    fn a_known_content_is_not_sent_again() {
        let file = File::compressed("a.css", b"a{}".to_vec(), HeaderMap::new());
        let asked = headers(header::ACCEPT_ENCODING, "gzip");
        let tag = file.answer(&asked).headers()[header::ETAG].to_str().unwrap().to_owned();
        assert!(tag.ends_with("-gzip\""));
        let check = |known: &str, expected: StatusCode| {
            let mut asked = asked.clone();
            asked.insert(header::IF_NONE_MATCH, HeaderValue::try_from(known).unwrap());
            assert_eq!(file.answer(&asked).status(), expected, "{known}");
        };
        check(&tag, StatusCode::NOT_MODIFIED);
        check(&format!("\"x\", W/{tag}"), StatusCode::NOT_MODIFIED);
        check("*", StatusCode::NOT_MODIFIED);
        check(&tag.replace("-gzip", ""), StatusCode::OK);
    }
}
