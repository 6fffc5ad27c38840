//! What happens around every operation.

mod http_rules;
mod timing;

use std::time::Duration;

use axum::Router;
use axum::http::{
    Extensions, HeaderMap, HeaderName, HeaderValue, Method, Request, StatusCode, Version,
};
use axum::response::IntoResponse as _;
use tower::Layer as _;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::compression::predicate::{DefaultPredicate, Predicate as _};
use tower_http::cors::{AllowCredentials, AllowHeaders, AllowMethods, AllowOrigin, CorsLayer};
use tower_http::request_id::{
    MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer,
};
use tower_http::trace::TraceLayer;

use crate::auth::api_keys::random_text;
use crate::error::ApiError;

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
const PREFLIGHT_SECONDS: u64 = 600;

/// Wraps a router: the outermost comes last.
pub(crate) fn around(router: Router, cors_origins: Option<&[String]>) -> Router {
    // Around the router as a whole, since it changes what is routed.
    let ruled = axum::middleware::from_fn(http_rules::apply).layer(router);
    Router::new()
        .fallback_service(ruled)
        .layer(CatchPanicLayer::custom(|panic: Box<dyn std::any::Any + Send>| {
            let cause = panic
                .downcast_ref::<String>()
                .map(String::as_str)
                .or_else(|| panic.downcast_ref::<&str>().copied())
                .unwrap_or("unknown");
            ApiError::Internal(format!("panic: {cause}")).into_response()
        }))
        .layer(CompressionLayer::new().compress_when(DefaultPredicate::new().and(is_not_as_it_is)))
        .layer(cors(cors_origins))
        .layer(axum::middleware::from_fn(timing::apply))
        // What goes wrong is logged where its cause is known.
        .layer(TraceLayer::new_for_http().on_failure(()).make_span_with(|request: &Request<_>| {
            let id = request.extensions().get::<RequestId>();
            let id = id.and_then(|id| id.header_value().to_str().ok()).unwrap_or_default();
            tracing::info_span!("request", id, method = %request.method(), path = request.uri().path())
        }))
        .layer(PropagateRequestIdLayer::new(REQUEST_ID))
        .layer(SetRequestIdLayer::new(REQUEST_ID, NewRequestId))
}

/// Any origin may call with a key or a token of its own; only named ones are told that
/// credentials are honoured. The cookie of a session is not: see [`sessions`](crate::auth::sessions).
fn cors(origins: Option<&[String]>) -> CorsLayer {
    let layer = CorsLayer::new()
        .allow_methods(AllowMethods::mirror_request())
        .allow_headers(AllowHeaders::mirror_request())
        .max_age(Duration::from_secs(PREFLIGHT_SECONDS));
    match origins {
        None => layer.allow_origin(AllowOrigin::mirror_request()),
        Some(origins) => {
            let origins = origins.iter().filter_map(|o| HeaderValue::from_str(o).ok());
            let origins: Vec<HeaderValue> = origins.collect();
            let named = origins.clone();
            let is_named = move |origin: &HeaderValue, _: &_| named.contains(origin);
            layer
                .allow_origin(AllowOrigin::list(origins))
                .allow_credentials(AllowCredentials::predicate(is_named))
        }
    }
}

/// Marks an answer that is not compressed on its way: it is in the form that it should have.
#[derive(Debug, Clone, Copy)]
pub(crate) struct AsItIs;

fn is_not_as_it_is(_: StatusCode, _: Version, _: &HeaderMap, extensions: &Extensions) -> bool {
    extensions.get::<AsItIs>().is_none()
}

#[derive(Clone, Copy)]
struct NewRequestId;

impl MakeRequestId for NewRequestId {
    fn make_request_id<B>(&mut self, _: &Request<B>) -> Option<RequestId> {
        HeaderValue::from_str(&random_text::<12>()).ok().map(RequestId::new)
    }
}

/// The method under which a HEAD request is routed, so that it meets the contract's 405.
pub(crate) fn no_method() -> Method {
    Method::TRACE
}
