//! `yunjian serve`

use anyhow::Context as _;

use crate::data::{self, Place};
use crate::{Ended, runtime};
use yunjian_server::{Clock, Stop, ambient};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,
    /// Address to listen on.
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// Start the clock at this moment (RFC 3339) instead of now; pages then say that the clock is set.
    #[arg(long, value_name = "TIME", hide = true)]
    clock_at: Option<jiff::Timestamp>,
}

pub(crate) fn run(args: Args) -> anyhow::Result<Ended> {
    log();
    let mut config = args.place.config()?;
    if let Some(listen) = args.listen {
        config.listen = listen;
    }
    runtime()?.block_on(async {
        let listener = listen(&config.listen).await?;
        let clock = match args.clock_at {
            Some(at) => Clock::Offset(at.as_millisecond() - ambient::now()),
            None => Clock::real(),
        };
        let opened = data::open(config, clock, Vec::new()).await?;
        let stop = Stop::heard()?;
        eprintln!("yunjian: http://{}", listener.local_addr()?);
        if !opened.app.store().has_users().await? {
            eprintln!("yunjian: nobody can sign in yet; run `yunjian admin bootstrap` for a one-time code");
        }
        yunjian_server::serve(opened.app.clone(), listener, stop).await?;
        Ok(Ended::Done)
    })
}

/// Takes the address, or says which one cannot be had.
pub(crate) async fn listen(address: &str) -> anyhow::Result<tokio::net::TcpListener> {
    tokio::net::TcpListener::bind(address).await.with_context(|| format!("cannot listen on {address}"))
}

/// The log goes to standard error; RUST_LOG chooses how much.
pub(crate) fn log() {
    let filter = tracing_subscriber::EnvFilter::try_from_default_env()
        .unwrap_or_else(|_| tracing_subscriber::EnvFilter::new("warn"));
    let _ = tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).try_init();
}
