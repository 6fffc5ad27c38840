//! Two rules of the contract about paths and methods.

use axum::extract::Request;
use axum::http::uri::PathAndQuery;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};

use crate::api::{self, PREFIX};

/// A path under the prefix with a slash too many is answered with the one without, before anything
/// else; a HEAD is no GET there.
pub(super) async fn apply(mut request: Request, next: Next) -> Response {
    let path = request.uri().path();
    if let Some(rest) = path.split_once(PREFIX).map(|(_, rest)| rest) {
        if rest.ends_with('/') && api::is_routed(rest.trim_end_matches('/')) {
            return without_slash(&request);
        }
        if request.method() == Method::HEAD {
            *request.method_mut() = super::no_method();
        }
        let mut response = next.run(request).await;
        if response.status() == StatusCode::METHOD_NOT_ALLOWED {
            allow_no_head(response.headers_mut());
        }
        return response;
    }
    next.run(request).await
}

/// The router lists HEAD wherever there is a GET.
fn allow_no_head(headers: &mut HeaderMap) {
    let allowed = headers.get(header::ALLOW).and_then(|allowed| allowed.to_str().ok());
    let Some(allowed) = allowed else { return };
    let allowed = allowed.split(',').filter(|method| *method != "HEAD").collect::<Vec<_>>();
    if let Ok(allowed) = HeaderValue::from_str(&allowed.join(",")) {
        headers.insert(header::ALLOW, allowed);
    }
}

fn without_slash(request: &Request) -> Response {
    let uri = request.uri();
    let mut target = uri.path().trim_end_matches('/').to_owned();
    if let Some(query) = uri.query() {
        target = format!("{target}?{query}");
    }
    let host = request.headers().get(header::HOST).and_then(|host| host.to_str().ok());
    let location = Uri::builder()
        .scheme("http")
        .authority(host.unwrap_or_default())
        .path_and_query(PathAndQuery::try_from(target.as_str()).unwrap_or_else(|_| {
            // What came in as a path is one.
            PathAndQuery::from_static("/")
        }))
        .build()
        .map_or(target, |uri| uri.to_string());
    let Ok(location) = HeaderValue::from_str(&location) else {
        return StatusCode::BAD_REQUEST.into_response();
    };
    (StatusCode::TEMPORARY_REDIRECT, [(header::LOCATION, location)]).into_response()
}
