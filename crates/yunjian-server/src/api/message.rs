//! Messages: what a person is told, what they have read, what they want to be told of.

use axum::Json;
use axum::http::StatusCode;
use serde::Deserialize;
use utoipa::IntoParams;
use yunjian_catalogue::messages::fill;
use yunjian_catalogue::{MessageKind, catalogue};
use yunjian_domain::calendar;
use yunjian_domain::message::{Channel, Kind};
use yunjian_store::message::{MOST_COUNTED, MessageFilter, MessageRow};
use yunjian_wire::Page;
use yunjian_wire::message as wire;
use yunjian_wire::problem::Problem as Wire;

use super::{named, page, titles};
use crate::app::Ctx;
use crate::auth::{Args, Body, Paging};
use crate::problem::{Problem, Result};
use crate::sheet::{Language, word};
use crate::text::{optional_time, parse_time, time};

/// A moment that ends something, in a zone: midnight belongs to the day before, as 24:00.
pub(crate) fn deadline(at: i64, zone: &str) -> String {
    let local = calendar::zone(zone).ok().and_then(|zone| {
        let at = jiff::Timestamp::from_millisecond(at).ok()?.to_zoned(zone);
        let midnight = at.time() == jiff::civil::Time::midnight();
        Some(if midnight {
            format!("{} 24:00", at.date().yesterday().ok()?)
        } else {
            at.strftime("%Y-%m-%d %H:%M").to_string()
        })
    });
    local.unwrap_or_else(|| time(at))
}

/// The period of a due item as people name it; one that was asked for or caused by an event has none.
pub(crate) fn period(language: Language, key: &str) -> String {
    match key.split_once(':') {
        Some((origin, _)) => word(language, "period", origin),
        None => key.split_once('#').map_or(key, |(name, _)| name).to_owned(),
    }
}

/// A message in a language, from its kind and what it is about.
fn sentence(row: &MessageRow, kind: &MessageKind, language: Language) -> String {
    let many = language.pick(&kind.many_zh, &kind.many_en).as_ref().filter(|_| row.things > 1);
    let one = language.pick(&kind.text_zh, &kind.text_en);
    fill(many.unwrap_or(one), |hole| match hole {
        "platform" => row
            .platform_name
            .clone()
            .unwrap_or_else(|| language.pick("（名称已删除）", "(name erased)").to_owned()),
        "title" => row.obligation.as_deref().map_or_else(String::new, |id| {
            let (zh, en) = titles(id);
            language.pick(zh, en)
        }),
        "obligation" => row.obligation.clone().unwrap_or_default(),
        "period" => row.period_key.as_deref().map_or_else(String::new, |key| period(language, key)),
        "until" => row.until_at.map_or_else(String::new, |at| {
            deadline(at, row.platform_zone.as_deref().unwrap_or("Asia/Shanghai"))
        }),
        "word" => said(row, language),
        "count" => row.things.to_string(),
        _ => String::new(),
    })
}

/// The word of a fixed set that a message carries: the name of a notice, a verdict, a trigger, a level.
fn said(row: &MessageRow, language: Language) -> String {
    if let Some(kind) = row.notice_kind.as_deref() {
        let name = catalogue().notices.of(kind).map_or(kind, |k| language.pick(&k.zh, &k.en));
        return match (&row.notice_number, language) {
            (Some(number), Language::Chinese) => format!("《{name}》（{number}）"),
            (Some(number), Language::English) => format!("“{name}” ({number})"),
            (None, _) => name.to_owned(),
        };
    }
    let value = row.word.clone().unwrap_or_default();
    match Kind::parse(&row.kind) {
        Some(Kind::Decided) => word(language, "verdict", &value),
        Some(Kind::Authorised) => word(language, "authorisation", &value),
        Some(Kind::EscalationProposed) => match catalogue().trigger(&value) {
            Some(trigger) => format!("{value} {}", language.pick(&trigger.zh, &trigger.en)),
            None => value,
        },
        Some(Kind::EscalationConfirmed | Kind::EscalationEndorsed | Kind::EscalationIntended) => {
            match catalogue().state(&value) {
                Some(state) => format!("{value} {}", language.pick(&state.zh, &state.en)),
                None => value,
            }
        }
        _ => value,
    }
}

fn on_wire(row: MessageRow) -> wire::Message {
    let kind = catalogue().messages.of(&row.kind);
    let text = |language| kind.map_or_else(|| row.kind.clone(), |kind| sentence(&row, kind, language));
    wire::Message {
        text_zh: text(Language::Chinese),
        text_en: text(Language::English),
        kind_zh: kind.map_or_else(|| row.kind.clone(), |k| k.zh.clone()),
        kind_en: kind.map_or_else(|| row.kind.clone(), |k| k.en.clone()),
        urgent: kind.is_some_and(|k| k.urgent),
        id: row.id,
        kind: row.kind,
        reason: row.text,
        at: time(row.at),
        until: optional_time(row.until_at),
        platform: row.platform_id.map(|id| named(id, row.platform_name)),
        thing: row.thing,
        thing_id: row.thing_id,
        things: row.things,
        read_at: optional_time(row.read_at),
    }
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct MessageQuery {
    /// A kind of the list of preferences.
    pub kind: Option<String>,
    /// Only what was not read.
    pub unread: Option<bool>,
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

/// The caller's messages, newest first.
#[utoipa::path(get, path = "/messages", tag = "message", params(MessageQuery),
    responses((status = 200, body = Page<wire::Message>)))]
pub async fn list(ctx: Ctx, Args(query): Args<MessageQuery>) -> Result<Json<Page<wire::Message>>> {
    let cursor = Paging { limit: query.limit, cursor: query.cursor }.cursor()?;
    let filter = MessageFilter { kind: query.kind, unread: query.unread == Some(true) };
    let listed = ctx.store().messages(&ctx.scope(), &ctx.caller.user_id, &filter, &cursor).await?;
    Ok(Json(page(listed, ctx.at, on_wire)))
}

/// How many messages the caller has not read.
#[utoipa::path(get, path = "/messages/unread", tag = "message", responses((status = 200, body = wire::Unread)))]
pub async fn unread(ctx: Ctx) -> Result<Json<wire::Unread>> {
    let unread = ctx.store().unread(&ctx.scope(), &ctx.caller.user_id).await?;
    Ok(Json(wire::Unread { unread, more: unread >= MOST_COUNTED, as_of: time(ctx.at) }))
}

/// Mark messages as read.
#[utoipa::path(post, path = "/messages/read", tag = "message", request_body = wire::MarkRead,
    responses((status = 200, body = wire::Marked), (status = 422, body = Wire)))]
pub async fn read(ctx: Ctx, Body(body): Body<wire::MarkRead>) -> Result<Json<wire::Marked>> {
    if body.messages.len() > 200 {
        return Err(Problem::field("messages", "max_items", "一次最多 200 条", "at most 200 at once"));
    }
    let user = &ctx.caller.user_id;
    let mut marked = ctx.store().read_messages(user, &body.messages, ctx.at).await?;
    if let Some(until) = &body.until {
        let until = parse_time("until", until)?;
        marked += ctx.store().read_all_messages(user, body.kind.as_deref(), until, ctx.at).await?;
    }
    Ok(Json(wire::Marked { marked: i64::try_from(marked).unwrap_or(i64::MAX) }))
}

/// What the caller is told of.
#[utoipa::path(get, path = "/messages/preferences", tag = "message", responses((status = 200, body = wire::Preferences)))]
pub async fn preferences(ctx: Ctx) -> Result<Json<wire::Preferences>> {
    let own = ctx.store().message_preferences(&ctx.scope(), &ctx.caller.user_id).await?;
    let items = catalogue()
        .messages
        .kind
        .iter()
        .map(|kind| {
            let set = own.iter().find(|p| p.kind == kind.id && p.channel == Channel::InApp.as_str());
            wire::Preference {
                kind: kind.id.clone(),
                zh: kind.zh.clone(),
                en: kind.en.clone(),
                urgent: kind.urgent,
                usual: kind.default,
                wanted: kind.urgent || set.map_or(kind.default, |p| p.wanted == 1),
            }
        })
        .collect();
    let channels = Channel::ALL.iter().map(|c| c.as_str().to_owned()).collect();
    Ok(Json(wire::Preferences { channels, items }))
}

/// Be told of a kind of thing, or no longer.
#[utoipa::path(post, path = "/messages/preferences", tag = "message", request_body = wire::SetPreference,
    responses((status = 204), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn prefer(ctx: Ctx, Body(body): Body<wire::SetPreference>) -> Result<StatusCode> {
    let Some(kind) = catalogue().messages.of(&body.kind) else {
        return Err(Problem::field("kind", "kind", "没有这类消息", "there is no such kind of message"));
    };
    if kind.urgent && !body.wanted {
        return Err(Problem::new(
            StatusCode::CONFLICT,
            "urgent",
            "此类消息涉及期限或权利，不能关闭",
            "messages of this kind are about terms or rights and cannot be switched off",
        ));
    }
    ctx.store().prefer(&ctx.caller.user_id, &kind.id, Channel::InApp.as_str(), body.wanted).await?;
    Ok(StatusCode::NO_CONTENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn midnight_ends_the_day_before() {
        // 2026-10-01 00:00 and 15:30 in Shanghai.
        assert_eq!(deadline(1_790_784_000_000, "Asia/Shanghai"), "2026-09-30 24:00");
        assert_eq!(deadline(1_790_784_000_000 + 55_800_000, "Asia/Shanghai"), "2026-10-01 15:30");
        assert_eq!(period(Language::Chinese, "2026-09#2"), "2026-09");
    }
}
