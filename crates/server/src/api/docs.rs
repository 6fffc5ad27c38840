//! A page that shows the OpenAPI document and tries it out. Everything it needs comes from here.

use axum::extract::{Path, rejection::PathRejection};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{Html, IntoResponse, Response};

use crate::ui::policy;

/// The addresses are relative, so that the page works under any base path.
const PAGE: &str = include_str!("docs.html");
const START: &str = include_str!("docs.js");
const SCRIPT: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/swagger-ui-bundle.js.gz"));
const STYLE: &[u8] = include_bytes!(concat!(env!("OUT_DIR"), "/swagger-ui.css.gz"));

const JAVASCRIPT: &str = "text/javascript; charset=utf-8";
const CSS: &str = "text/css; charset=utf-8";
/// The viewer changes with the program only.
const CACHE: &str = "max-age=86400";
/// The viewer writes styles as it goes.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; \
                      img-src 'self' data:; connect-src 'self'; form-action 'none'; base-uri 'none'; \
                      frame-ancestors 'none'";

pub(super) async fn page() -> Response {
    (HeaderMap::from_iter(policy::of_page(POLICY)), Html(PAGE)).into_response()
}

pub(super) async fn file(name: Result<Path<String>, PathRejection>) -> Response {
    // Kept in one form: every browser takes gzip.
    let compressed = |kind: &'static str, bytes: &'static [u8]| {
        let headers = [
            (header::CONTENT_TYPE, kind),
            (header::CONTENT_ENCODING, "gzip"),
            (header::CACHE_CONTROL, CACHE),
        ];
        (headers, bytes).into_response()
    };
    match name.as_ref().map(|Path(name)| name.as_str()) {
        Ok("start.js") => ([(header::CONTENT_TYPE, JAVASCRIPT)], START).into_response(),
        Ok("swagger-ui-bundle.js") => compressed(JAVASCRIPT, SCRIPT),
        Ok("swagger-ui.css") => compressed(CSS, STYLE),
        _ => StatusCode::NOT_FOUND.into_response(),
    }
}
