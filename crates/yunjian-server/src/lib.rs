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
mod decode;
pub mod ical;
pub mod jobs;
pub mod problem;
pub mod reader;
pub mod routes;
pub mod sheet;
pub mod text;
mod web;

use tokio::signal::unix::{Signal, SignalKind, signal};

pub use app::{App, Parts};
pub use clock::Clock;
pub use config::Config;

/// The whole server as one router: API, health, web application.
pub fn router(app: App) -> axum::Router {
    routes::router(app)
}

/// Being told to stop, by SIGTERM or SIGINT.
#[derive(Debug)]
pub struct Stop {
    terminate: Signal,
    interrupt: Signal,
}

impl Stop {
    /// Listens from now on. Taken before the address is announced, so that whoever starts and stops a server at once
    /// still finds it stopped in order.
    ///
    /// # Errors
    /// When the process cannot listen to signals.
    pub fn heard() -> std::io::Result<Self> {
        Ok(Self { terminate: signal(SignalKind::terminate())?, interrupt: signal(SignalKind::interrupt())? })
    }
    async fn told(mut self) {
        tokio::select! {
            _ = self.terminate.recv() => {}
            _ = self.interrupt.recv() => {}
        }
    }
}

/// Serves until the process is told to stop; requests under way are finished.
///
/// # Errors
/// When the listener fails.
pub async fn serve(app: App, listener: tokio::net::TcpListener, stop: Stop) -> std::io::Result<()> {
    // Before the first request: a file that is being received now must not be taken for a left-over.
    app.blobs().sweep()?;
    let router = router(app.clone());
    let jobs = tokio::spawn(jobs::run(app.clone()));
    axum::serve(listener, router).with_graceful_shutdown(stop.told()).await?;
    jobs.abort();
    app.store().close().await;
    Ok(())
}
