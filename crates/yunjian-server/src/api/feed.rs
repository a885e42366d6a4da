//! Calendars to subscribe to: a secret address per person that opens their terms and nothing else.

use axum::Json;
use axum::extract::{Path, State};
use axum::http::{HeaderMap, StatusCode, header};
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use sha2::{Digest as _, Sha256};
use yunjian_catalogue::{catalogue, working_days};
use yunjian_domain::calendar;
use yunjian_domain::message::Kind;
use yunjian_domain::permission::{Permission, Role};
use yunjian_store::Scope;
use yunjian_store::feed::{EntryRow, FeedRow};
use yunjian_wire::Page;
use yunjian_wire::message as wire;
use yunjian_wire::problem::Problem as Wire;

use super::message::{deadline, period};
use super::titles;
use crate::App;
use crate::app::Ctx;
use crate::auth::{Body, digest};
use crate::ical::{self, Event, When};
use crate::problem::{Problem, Result, internal};
use crate::sheet::{Language, word};
use crate::text::{optional_time, required, time};

/// So many calendars are enough for one person.
const MOST: usize = 20;

/// The caller's calendars.
#[utoipa::path(get, path = "/calendar-feeds", tag = "feed", responses((status = 200, body = Page<wire::Feed>)))]
pub async fn list(ctx: Ctx) -> Result<Json<Page<wire::Feed>>> {
    let rows = ctx.store().feeds(&ctx.scope(), &ctx.caller.user_id).await?;
    let items = rows
        .into_iter()
        .map(|row| wire::Feed {
            id: row.id,
            label: row.label,
            language: row.language,
            created_at: time(row.created_at),
            last_used_at: optional_time(row.last_used_at),
        })
        .collect();
    Ok(Json(Page { items, next: None, as_of: time(ctx.at) }))
}

/// Make a calendar to subscribe to; its address is shown this once.
#[utoipa::path(post, path = "/calendar-feeds", tag = "feed", request_body = wire::NewFeed,
    responses((status = 201, body = wire::FeedMade), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn create(ctx: Ctx, Body(body): Body<wire::NewFeed>) -> Result<(StatusCode, Json<wire::FeedMade>)> {
    let label = required("label", &body.label, 200)?;
    if !matches!(body.language.as_str(), "zh-CN" | "en") {
        return Err(Problem::field("language", "language", "须为 zh-CN 或 en", "must be zh-CN or en"));
    }
    if ctx.store().feeds(&ctx.scope(), &ctx.caller.user_id).await?.len() >= MOST {
        return Err(Problem::conflict_state(
            "日历订阅过多，请先停用不再使用的",
            "there are too many calendars; revoke those no longer used",
        ));
    }
    let entropy = ctx.app.entropy();
    let secret = base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(entropy.secret());
    let row = FeedRow {
        id: entropy.id(ctx.at),
        label: label.to_owned(),
        language: body.language,
        created_at: ctx.at,
        last_used_at: None,
    };
    ctx.store().add_feed(&row, &digest(&secret), &ctx.caller.user_id).await?;
    let path = format!("/api/v1/calendar/{secret}.ics");
    Ok((StatusCode::CREATED, Json(wire::FeedMade { id: row.id, path })))
}

/// Revoke a calendar: its address opens nothing from now on.
#[utoipa::path(delete, path = "/calendar-feeds/{feed}", tag = "feed", params(("feed" = String, Path)),
    responses((status = 204), (status = 404, body = Wire)))]
pub async fn remove(ctx: Ctx, Path(feed): Path<String>) -> Result<StatusCode> {
    if ctx.store().remove_feed(&ctx.caller.user_id, &feed).await? {
        Ok(StatusCode::NO_CONTENT)
    } else {
        Err(Problem::not_found("calendar"))
    }
}

/// A calendar (RFC 5545) by its secret address.
#[utoipa::path(get, path = "/calendar/{secret}", tag = "feed", params(("secret" = String, Path)),
    responses((status = 200, content_type = "text/calendar"), (status = 304), (status = 404, body = Wire)))]
pub async fn show(
    State(app): State<App>,
    Path(secret): Path<String>,
    headers: HeaderMap,
) -> Result<Response> {
    let at = app.now();
    let secret = secret.strip_suffix(".ics").unwrap_or(&secret);
    let Some(found) = app.store().feed(&digest(secret), at).await? else {
        return Err(Problem::not_found("calendar"));
    };
    let role = Role::parse(&found.caller.role).ok_or_else(|| internal("a user with an unknown role"))?;
    let scope = Scope::organisation(found.caller.organisation_id.clone());
    let language = Language::parse(Some(&found.language));
    let events = events(&app, &scope, &found.caller.user_id, role, language, at).await?;
    let name = language.pick("云鉴：期限", "Yunjian: terms");
    let body = ical::calendar(name, "Asia/Shanghai", &events);
    let tag = format!("\"{}\"", hex::encode(&Sha256::digest(body.as_bytes())[..16]));
    let same = headers
        .get(header::IF_NONE_MATCH)
        .and_then(|v| v.to_str().ok())
        .is_some_and(|v| v.split(',').any(|one| one.trim().trim_start_matches("W/") == tag));
    let cache = "private, max-age=300";
    if same {
        return Ok((
            StatusCode::NOT_MODIFIED,
            [(header::ETAG, tag), (header::CACHE_CONTROL, cache.to_owned())],
        )
            .into_response());
    }
    Ok((
        [
            (header::CONTENT_TYPE, "text/calendar; charset=utf-8".to_owned()),
            (header::CONTENT_DISPOSITION, "inline; filename=\"yunjian.ics\"".to_owned()),
            (header::CACHE_CONTROL, cache.to_owned()),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
            (header::ETAG, tag),
        ],
        body,
    )
        .into_response())
}

/// What a person's calendar holds: what their role may see and has to do with.
async fn events(
    app: &App,
    scope: &Scope,
    user: &str,
    role: Role,
    language: Language,
    now: i64,
) -> Result<Vec<Event>> {
    let store = app.store();
    let zone = calendar::zone("Asia/Shanghai")?;
    let from = calendar::subtract_duration(now, &catalogue().messages.feed.back, &zone)?;
    let host = &app.config().origin;
    let mut out = Vec::new();
    if role.may(Permission::Submit) {
        for row in store.owed_entries(scope, from).await? {
            out.push(event("due", Kind::DueSoon, row, language, host));
        }
        for row in store.statement_entries(scope, from).await? {
            out.push(event("statement", Kind::StatementEnding, row, language, host));
        }
    }
    if role.may(Permission::ViewRectifications) {
        for row in store.rectification_entries(scope, from).await? {
            out.push(event("rectification", Kind::RectificationSoon, row, language, host));
        }
    }
    if role.may(Permission::ReviewSubmissions) {
        let workdays = catalogue().workflow.review.workdays;
        for mut row in store.review_entries(scope, user, from).await? {
            let zone = calendar::zone(&row.zone)?;
            row.end_at = calendar::plus_workdays(row.start_at, workdays, &zone, working_days())?.at;
            out.push(event("review", Kind::ReviewWaiting, row, language, host));
        }
        for row in store.statement_entries(scope, from).await? {
            out.push(event("statement", Kind::StatementEnding, row, language, host));
        }
    }
    Ok(out)
}

fn event(thing: &str, kind: Kind, row: EntryRow, language: Language, host: &str) -> Event {
    let title = row.obligation.as_deref().map_or_else(String::new, |id| {
        let (zh, en) = titles(id);
        language.pick(zh, en)
    });
    let name = row
        .platform_name
        .clone()
        .unwrap_or_else(|| language.pick("（名称已删除）", "(name erased)").to_owned());
    let what = word(language, "feed", thing);
    let period = row.period_key.as_deref().map_or_else(String::new, |key| period(language, key));
    let end = deadline(row.end_at, &row.zone);
    Event {
        uid: format!("{thing}-{}@{}", row.id, host.replace('/', "-")),
        stamp: row.start_at,
        when: whole_day(row.end_at, &row.zone).map_or(When::Moment(row.end_at), When::Day),
        summary: language.pick(format!("{what}：{title}（{name}）"), format!("{what}: {title} ({name})")),
        description: language.pick(
            format!("{period} {}\n期限：{end}（{}）", row.obligation.clone().unwrap_or_default(), row.zone),
            format!("{period} {}\nby {end} ({})", row.obligation.clone().unwrap_or_default(), row.zone),
        ),
        category: catalogue()
            .messages
            .of(kind.as_str())
            .map_or_else(String::new, |k| language.pick(&k.zh, &k.en).clone()),
    }
}

/// The day a term ends with, when it ends at midnight.
fn whole_day(at: i64, zone: &str) -> Option<jiff::civil::Date> {
    let zone = calendar::zone(zone).ok()?;
    let at = jiff::Timestamp::from_millisecond(at).ok()?.to_zoned(zone);
    if at.time() == jiff::civil::Time::midnight() { at.date().yesterday().ok() } else { None }
}
