//! Connections: accepted, closed when their client says nothing, finished when the server stops.

use std::time::Duration;

use axum::Router;
use axum::serve::Listener;
use hyper::server::conn::http1;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::GracefulShutdown;
use hyper_util::service::TowerToHyperService;
use tokio::net::TcpListener;
use tokio::task::JoinSet;
use tokio_util::sync::CancellationToken;

/// Answers requests until `stop` is cancelled, then those that have begun. A connection whose next
/// headers take longer than `patience` is closed. Dropped, it closes all connections.
///
/// This is `axum::serve` with a limit on that time, which it does not have.
pub(crate) async fn answer(
    mut listener: TcpListener,
    router: Router,
    patience: Duration,
    stop: &CancellationToken,
) {
    let mut http = http1::Builder::new();
    http.timer(TokioTimer::new()).header_read_timeout(patience);
    let connections = GracefulShutdown::new();
    let mut tasks = JoinSet::new();
    loop {
        // Accepting waits where there are too many open files, so it never fails.
        let (stream, _) = tokio::select! {
            accepted = Listener::accept(&mut listener) => accepted,
            Some(_) = tasks.join_next() => continue,
            () = stop.cancelled() => break,
        };
        let service = TowerToHyperService::new(router.clone());
        let connection = connections.watch(http.serve_connection(TokioIo::new(stream), service));
        tasks.spawn(async move {
            if let Err(cause) = connection.await {
                tracing::debug!(%cause, "a connection ended early");
            }
        });
    }
    drop(listener);
    connections.shutdown().await;
}
