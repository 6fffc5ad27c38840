//! A server that does nothing: what the generator reaches with it is the generator's own ceiling.

use std::net::SocketAddr;

use anyhow::{Context as _, Result};
use axum::Router;
use axum::extract::Request;
use axum::http::header::CONTENT_TYPE;
use axum::response::IntoResponse as _;
use bytes::Bytes;
use http_body_util::BodyExt as _;
use tokio::net::TcpListener;

/// Answers that are as large as the real ones.
#[derive(Clone)]
struct Canned {
    page_of_one: Bytes,
    page_of_thousand: Bytes,
    bulk: Bytes,
}

impl Canned {
    fn new() -> Self {
        let record = format!(
            "{{\"id\":\"00000000-0000-4000-8000-000000000000\",\"status\":\"pending\",\
             \"fields\":{{\"text\":\"{}\"}},\"vectors\":{{\"embedding\":[{}0]}},\
             \"responses\":[],\"suggestions\":[]}}",
            "text ".repeat(50),
            "0.12345678,".repeat(63),
        );
        let many = |count: usize| vec![record.as_str(); count].join(",");
        let list = |count: usize| Bytes::from(format!("{{\"items\":[{}]}}", many(count)));
        let page =
            format!("{{\"items\":[{{\"record\":{record},\"query_score\":1.0}}],\"total\":1}}");
        Self { page_of_one: Bytes::from(page), page_of_thousand: list(1000), bulk: list(500) }
    }
}

/// Serves until the process is ended.
pub async fn serve(address: SocketAddr) -> Result<()> {
    let canned = Canned::new();
    let answer = move |request: Request| {
        let canned = canned.clone();
        async move {
            let path = request.uri().path().to_owned();
            // Read whole, as a server has to.
            let _ = request.into_body().collect().await;
            let body = match path.rsplit('/').next() {
                Some("search") => canned.page_of_one,
                Some("bulk") => canned.bulk,
                Some("records") => canned.page_of_thousand,
                _ => Bytes::from_static(b"{}"),
            };
            ([(CONTENT_TYPE, "application/json")], body).into_response()
        }
    };
    let listener = TcpListener::bind(address).await.context("the null server's port")?;
    axum::serve(listener, Router::new().fallback(answer)).await?;
    Ok(())
}
