//! `yunjian demo`: a small fleet under supervision, on a clock set to its evidence.
//!
//! The fleet is made once, through the server's own API and at the instants the evidence speaks of; afterwards
//! the clock runs on from the last thing that happened.

mod fleet;
mod story;

use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};
use tower::ServiceExt as _;
use yunjian_server::{App, Clock, ambient, router};
use yunjian_wire::session::DemoUser;

use crate::data::{self, Opened, Place};
use crate::{Ended, runtime, serve};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[command(flatten)]
    place: Place,
    /// Address to listen on.
    #[arg(long, value_name = "ADDR")]
    listen: Option<String>,
    /// Make the fleet and stop.
    #[arg(long)]
    seed_only: bool,
    /// Instead of the small fleet with its story: so many platforms with all obligations and years behind them.
    #[arg(long, value_name = "PLATFORMS", value_parser = clap::value_parser!(u16).range(1..=1000))]
    fleet: Option<u16>,
    /// How many years the large fleet has behind it.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u8).range(1..=10), requires = "fleet")]
    years: u8,
    /// The large fleet's chances; the same number gives the same fleet.
    #[arg(long, value_name = "NUMBER", default_value_t = 1, requires = "fleet")]
    seed: u64,
}

impl Args {
    fn size(&self) -> Option<fleet::Size> {
        let platforms = usize::from(self.fleet?);
        Some(fleet::Size { platforms, years: i64::from(self.years), seed: self.seed })
    }
}

/// All demo users have this password; the demo is for looking, on one machine.
const PASSWORD: &str = "yunjian-demo";

/// Setting that marks a folder as the demo's, with the moment its story ends.
const MARK: &str = "demo_story_end";

/// Setting of a folder that holds the large fleet, whose people are others.
const FLEET: &str = "demo_fleet";

pub(crate) fn run(mut args: Args) -> anyhow::Result<Ended> {
    serve::log();
    let size = args.size();
    if args.place.data.is_none() {
        args.place.data = Some(if size.is_some() { "data/fleet" } else { "data/demo" }.into());
    }
    let mut config = args.place.config()?;
    if let Some(listen) = &args.listen {
        config.listen.clone_from(listen);
    }
    runtime()?.block_on(async {
        // An address that cannot be had is said before the fleet is made, not after.
        let listener = if args.seed_only { None } else { Some(serve::listen(&config.listen).await?) };
        let (opened, users) = match size {
            Some(size) => {
                let mut config = config.clone();
                // The calendar is looked at twice a month while the years are told.
                config.jobs.open_days_ahead = config.jobs.open_days_ahead.max(20);
                // Years of a fleet would be a message for every day of them; people start with the last week's.
                config.messages.tell_from = yunjian_server::text::time(story::END - TOLD);
                let drawn = Arc::new(fleet::Drawn::new(size.seed));
                let clock = Clock::set_at(size.begin());
                (data::open_with(config, clock, fleet::users(), drawn).await?, fleet::users())
            }
            None => {
                let clock = Clock::set_at(story::BEGIN);
                (data::open(config.clone(), clock, story::users()).await?, story::users())
            }
        };
        let store = opened.app.store();
        let end = match store.setting(MARK).await? {
            Some(end) => end.parse().unwrap_or(story::END),
            None if store.has_users().await? => {
                anyhow::bail!(
                    "this data folder is in use by a real server; the demo needs a folder of its own"
                )
            }
            None => {
                eprintln!("yunjian: making the demo fleet … 正在生成演示数据 …");
                match size {
                    Some(size) => fleet::make(&opened.app, size).await?,
                    None => story::tell(&opened.app).await?,
                }
                if size.is_some() {
                    store.set_setting(FLEET, Some("drawn")).await?;
                }
                store.set_setting(MARK, Some(&story::END.to_string())).await?;
                story::END
            }
        };
        let drawn = store.setting(FLEET).await?.is_some();
        let users = if drawn { fleet::users() } else { users };
        let Some(listener) = listener else {
            store.close().await;
            return Ok(Ended::Done);
        };
        let last = store.last_act_at().await?.unwrap_or(end);
        let Opened { app, .. } = &opened;
        app.store().close().await;
        drop(opened);
        // The story's clock goes on from its last moment.
        let offset = last.max(end) - ambient::now();
        let opened = data::open(config, Clock::Offset(offset), users.clone()).await?;
        let stop = yunjian_server::Stop::heard()?;
        announce(&listener.local_addr()?.to_string(), &users);
        yunjian_server::serve(opened.app.clone(), listener, stop).await?;
        Ok(Ended::Done)
    })
}

fn announce(address: &str, users: &[DemoUser]) {
    say!("\n  云鉴演示 · Yunjian demo   http://{address}\n");
    say!("  demo users 演示用户（password 密码: {PASSWORD}）");
    for user in users {
        say!("    {:<10} {:<18} {}", user.login, user.role, user.organisation);
    }
    say!("");
}

/// How much of a seeded history people find among their messages.
const TOLD: i64 = 7 * 86_400_000;

/// Speaks to the server as a person with a browser would, without a socket.
struct Person {
    app: App,
    cookie: String,
}

impl Person {
    async fn sign_in(app: &App, login: &str) -> anyhow::Result<Self> {
        let mut person = Self { app: app.clone(), cookie: String::new() };
        let body = json!({"login": login, "password": PASSWORD}).to_string();
        let (status, cookie, answer) = person.send("POST", "/session", body.into_bytes(), true).await?;
        anyhow::ensure!(status.is_success(), "signing in as {login}: {answer}");
        person.cookie = cookie;
        Ok(person)
    }

    async fn send(
        &self,
        method: &str,
        path: &str,
        body: Vec<u8>,
        json: bool,
    ) -> anyhow::Result<(StatusCode, String, Value)> {
        let kind = if json { "application/json" } else { "application/octet-stream" };
        let request = Request::builder()
            .method(method)
            .uri(format!("/api/v1{path}"))
            .header(header::COOKIE, &self.cookie)
            .header(header::CONTENT_TYPE, kind)
            .header("x-yunjian", "1")
            .body(Body::from(body))?;
        let response = router(self.app.clone()).oneshot(request).await?;
        let status = response.status();
        let cookie = response
            .headers()
            .get(header::SET_COOKIE)
            .and_then(|v| v.to_str().ok())
            .and_then(|v| v.split(';').next())
            .unwrap_or_default()
            .to_owned();
        let bytes = axum::body::to_bytes(response.into_body(), 64 << 20).await?;
        Ok((status, cookie, serde_json::from_slice(&bytes).unwrap_or(Value::Null)))
    }

    async fn post(&self, path: &str, body: Value) -> anyhow::Result<Value> {
        let (status, _, answer) = self.send("POST", path, body.to_string().into_bytes(), true).await?;
        anyhow::ensure!(status.is_success(), "POST {path}: {status} {answer}");
        Ok(answer)
    }

    async fn get(&self, path: &str) -> anyhow::Result<Value> {
        let (status, _, answer) = self.send("GET", path, Vec::new(), true).await?;
        anyhow::ensure!(status.is_success(), "GET {path}: {status} {answer}");
        Ok(answer)
    }

    async fn put(&self, path: &str, body: Vec<u8>) -> anyhow::Result<Value> {
        let (status, _, answer) = self.send("PUT", path, body, false).await?;
        anyhow::ensure!(status.is_success(), "PUT {path}: {status} {answer}");
        Ok(answer)
    }
}

fn user(login: &str, role: &str, organisation: &str) -> DemoUser {
    DemoUser {
        login: login.to_owned(),
        password: PASSWORD.to_owned(),
        role: role.to_owned(),
        organisation: organisation.to_owned(),
    }
}
