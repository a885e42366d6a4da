//! HTTP API, jobs, web embedding.
//!
//! `routes::all()` is the whole API; `jobs::all()` is everything that happens without a request. Handlers are
//! thin: check, open the door, let the domain decide, record.

pub mod ambient;
pub mod api;
pub mod app;
pub mod auth;
pub mod clock;
pub mod config;
pub mod jobs;
pub mod problem;
pub mod reader;
pub mod routes;
pub mod sheet;
pub mod text;
mod web;

use tokio::signal::unix::{SignalKind, signal};

pub use app::{App, Parts};
pub use clock::Clock;
pub use config::Config;

/// The whole server as one router: API, health, web application.
pub fn router(app: App) -> axum::Router {
    routes::router(app)
}

/// Serves until the process is told to stop; requests under way are finished.
///
/// # Errors
/// When the listener fails.
pub async fn serve(app: App, listener: tokio::net::TcpListener) -> std::io::Result<()> {
    // Heard from the first moment on: whoever starts and stops a server at once still finds it stopped in order.
    let (mut terminate, mut interrupt) = (signal(SignalKind::terminate())?, signal(SignalKind::interrupt())?);
    let stop = async move {
        tokio::select! {
            _ = terminate.recv() => {}
            _ = interrupt.recv() => {}
        }
    };
    // Before the first request: a file that is being received now must not be taken for a left-over.
    app.blobs().sweep()?;
    let router = router(app.clone());
    let jobs = tokio::spawn(jobs::run(app.clone()));
    axum::serve(listener, router).with_graceful_shutdown(stop).await?;
    jobs.abort();
    app.store().close().await;
    Ok(())
}
