//! The fleet at a glance: which platform stands how in which control class, and why.

mod compared;

use std::collections::{BTreeMap, HashMap};

use axum::Json;
use jiff::civil::Date;
use serde::Deserialize;
use utoipa::IntoParams;
use yunjian_catalogue::catalogue;
use yunjian_domain::calendar;
use yunjian_domain::permission::Permission;
use yunjian_store::fleet::{CellRow, EventRow};
use yunjian_store::platform::{AuthorisationRow, PlatformRow};
use yunjian_store::rectification::RectificationFilter;
use yunjian_store::{Cursor, Scope};
use yunjian_wire::fleet as wire;
use yunjian_wire::problem::Problem as Wire;

use super::platform::{authorisation, today};
use super::{named, titles};
use crate::app::Ctx;
use crate::auth::Args;
use crate::problem::{Problem, Result, internal};
use crate::text::{parse_time, time};

pub use compared::*;

/// Judged due items count for a year: longer ago says nothing about today.
const JUDGED: &str = "P1Y";
/// How many rows stand behind a cell, and of one kind in what got worse.
const SHOWN: i64 = 100;
/// Zone of figures that speak of several platforms at once.
const ZONE: &str = "Asia/Shanghai";

/// Worst first.
const WORDS: [&str; 9] = [
    "rectification_overdue",
    "non_compliant",
    "overdue",
    "returned",
    "rectifying",
    "waiting",
    "compliant",
    "ahead",
    "none",
];

fn rank(word: &str) -> usize {
    WORDS.iter().position(|w| *w == word).unwrap_or(WORDS.len())
}

/// The chapter of an obligation's control: `12` of `A-12.3-G-1/1`.
fn chapter(obligation: &str) -> &str {
    obligation.trim_start_matches("A-").split('.').next().unwrap_or_default()
}

/// The control classes of the catalogue, in the order of the standard's chapters.
pub(crate) fn classes() -> Vec<wire::ControlClass> {
    let mut found: BTreeMap<u32, wire::ControlClass> = BTreeMap::new();
    for obligation in &catalogue().obligations {
        let id = chapter(&obligation.id);
        found
            .entry(id.parse().unwrap_or(u32::MAX))
            .or_insert_with(|| wire::ControlClass {
                id: id.to_owned(),
                title_zh: obligation.class.clone(),
                title_en: obligation.class_en.clone(),
                obligations: 0,
            })
            .obligations += 1;
    }
    found.into_values().collect()
}

fn add(cell: &mut wire::Cell, row: &CellRow) {
    cell.ahead += row.ahead;
    cell.overdue += row.overdue;
    cell.returned += row.returned;
    cell.waiting += row.waiting;
    cell.compliant += row.compliant;
    cell.non_compliant += row.non_compliant;
    cell.failing += i64::from(row.newest.is_some_and(|newest| newest.rem_euclid(2) == 1));
}

fn judge(cell: &mut wire::Cell) {
    let word = if cell.rectifications_overdue > 0 {
        "rectification_overdue"
    } else if cell.failing > 0 {
        "non_compliant"
    } else if cell.overdue > 0 {
        "overdue"
    } else if cell.returned > 0 {
        "returned"
    } else if cell.rectifications > 0 {
        "rectifying"
    } else if cell.waiting > 0 {
        "waiting"
    } else if cell.compliant > 0 {
        "compliant"
    } else if cell.ahead > 0 || cell.non_compliant > 0 {
        "ahead"
    } else {
        "none"
    };
    word.clone_into(&mut cell.worst);
}

async fn platforms(ctx: &Ctx, scope: &Scope) -> Result<Vec<PlatformRow>> {
    let mut out = Vec::new();
    let mut cursor = Cursor::first(200);
    loop {
        let page = ctx.store().platforms(scope, &cursor).await?;
        out.extend(page.items);
        match page.next {
            Some(next) => cursor.after = Some(next),
            None => return Ok(out),
        }
    }
}

fn year_ago(at: i64) -> Result<i64> {
    Ok(calendar::subtract_duration(at, JUDGED, &calendar::zone(ZONE)?)?)
}

/// The map of the fleet: platforms by control classes.
#[utoipa::path(get, path = "/fleet", tag = "fleet", responses((status = 200, body = wire::Fleet)))]
pub async fn show(ctx: Ctx) -> Result<Json<wire::Fleet>> {
    let (scope, store) = (ctx.scope(), ctx.store());
    let from = year_ago(ctx.at)?;
    let classes = classes();
    let places: HashMap<&str, usize> = classes.iter().enumerate().map(|(i, c)| (c.id.as_str(), i)).collect();
    let empty: Vec<wire::Cell> =
        classes.iter().map(|c| wire::Cell { class: c.id.clone(), ..wire::Cell::default() }).collect();
    let mut cells: HashMap<String, Vec<wire::Cell>> = HashMap::new();
    for row in store.fleet_cells(&scope, from, ctx.at).await? {
        let Some(place) = places.get(chapter(&row.obligation)) else { continue };
        add(&mut cells.entry(row.platform_id.clone()).or_insert_with(|| empty.clone())[*place], &row);
    }
    if ctx.role.may(Permission::ViewRectifications) {
        for row in store.fleet_rectifications(&scope, ctx.at).await? {
            let Some(place) = places.get(chapter(&row.obligation)) else { continue };
            let cell = &mut cells.entry(row.platform_id).or_insert_with(|| empty.clone())[*place];
            cell.rectifications += row.open;
            cell.rectifications_overdue += row.overdue;
        }
    }
    let levels: HashMap<String, String> = store.confirmed_levels(&scope).await?.into_iter().collect();
    let authorisations = newest(store.authorisations(&scope, None).await?);
    let mut totals = wire::FleetTotals::default();
    let (mut out, mut expiring) = (Vec::new(), Vec::new());
    for row in platforms(&ctx, &scope).await? {
        let mut own = cells.remove(&row.id).unwrap_or_else(|| empty.clone());
        own.iter_mut().for_each(judge);
        for cell in &own {
            totals.overdue += cell.overdue;
            totals.waiting += cell.waiting;
            totals.returned += cell.returned;
            totals.failing += cell.failing;
            totals.rectifications += cell.rectifications;
            totals.rectifications_overdue += cell.rectifications_overdue;
        }
        totals.platforms += 1;
        let platform = named(row.id.clone(), row.name.clone());
        if let Some(found) = authorisations.get(&row.id).and_then(|a| ends_soon(a, &row.zone, ctx.at)) {
            expiring.push(wire::Expiring { platform: platform.clone(), ..found });
        }
        let worst = own.iter().map(|c| c.worst.as_str()).min_by_key(|w| rank(w)).unwrap_or("none").to_owned();
        out.push(wire::FleetPlatform {
            platform,
            provider: named(row.provider_id, row.provider_name),
            state: levels.get(&row.id).cloned().unwrap_or_else(|| "S0".to_owned()),
            worst,
            cells: own,
        });
    }
    expiring.sort_by_key(|e| e.days);
    totals.expiring = expiring.len() as i64;
    if ctx.role.may(Permission::ViewEscalations) {
        totals.escalations = store.open_escalations(&scope).await?;
    }
    Ok(Json(wire::Fleet {
        classes,
        platforms: out,
        totals,
        expiring,
        judged_since: time(from),
        as_of: time(ctx.at),
    }))
}

/// The newest authorisation of each platform.
fn newest(rows: Vec<AuthorisationRow>) -> HashMap<String, AuthorisationRow> {
    let mut out = HashMap::new();
    for row in rows {
        out.entry(row.platform_id.clone()).or_insert(row);
    }
    out
}

/// An authorisation that has ended, or ends within its time of reminding.
fn ends_soon(row: &AuthorisationRow, zone: &str, now: i64) -> Option<wire::Expiring> {
    let day = today(zone, now).ok()?;
    let until: Date = row.valid_until.parse().ok()?;
    let days = i64::from(until.since(day).ok()?.get_days());
    (days <= row.remind_days).then(|| wire::Expiring {
        platform: named("", None),
        valid_until: row.valid_until.clone(),
        days,
        renewal_applied: row.renewal_applied_at.is_some(),
    })
}

#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct CellQuery {
    pub platform: String,
    /// Chapter of the control catalogue, for instance `12`.
    pub class: String,
}

/// What stands behind one cell: due items, submissions, failing rules.
#[utoipa::path(get, path = "/fleet/cell", tag = "fleet", params(CellQuery),
    responses((status = 200, body = wire::CellReasons), (status = 404, body = Wire)))]
pub async fn cell(ctx: Ctx, Args(query): Args<CellQuery>) -> Result<Json<wire::CellReasons>> {
    let (scope, store) = (ctx.scope(), ctx.store());
    let row = store.platform(&scope, &query.platform).await?.ok_or_else(|| Problem::not_found("platform"))?;
    let class = classes()
        .into_iter()
        .find(|c| c.id == query.class)
        .ok_or_else(|| Problem::not_found("control class"))?;
    let from = year_ago(ctx.at)?;
    let mut counted = wire::Cell { class: class.id.clone(), ..wire::Cell::default() };
    for found in store.fleet_cells_of(&scope, &row.id, from, ctx.at).await? {
        if chapter(&found.obligation) == class.id {
            add(&mut counted, &found);
        }
    }
    let mut rectifications = Vec::new();
    if ctx.role.may(Permission::ViewRectifications) {
        let filter = RectificationFilter {
            platform: Some(row.id.clone()),
            open: true,
            now: ctx.at,
            ..RectificationFilter::default()
        };
        rectifications = store.rectifications(&scope, &filter, &Cursor::first(200)).await?.items;
        rectifications.retain(|r| chapter(&r.obligation) == class.id);
        counted.rectifications = rectifications.len() as i64;
        counted.rectifications_overdue = rectifications.iter().filter(|r| r.deadline < ctx.at).count() as i64;
    }
    judge(&mut counted);
    let prefix = format!("A-{}.", class.id);
    let (dues, total) = store.cell_dues(&scope, &row.id, &prefix, (from, ctx.at), SHOWN).await?;
    let mut reasons = Vec::with_capacity(dues.len());
    for due in dues {
        let bad =
            matches!(due.standing.as_str(), "non_compliant" | "returned" | "not_admitted" | "submitted");
        let mut failing = Vec::new();
        let mut verdict = None;
        if let Some(id) = due.submission_id.as_deref().filter(|_| bad) {
            verdict = store.submission(&scope, id).await?.and_then(|s| s.verdict);
            for stated in store.nonconformities(&scope, Some(id), None).await? {
                failing.push(wire::FailingRule {
                    text_en: message_en(&due.obligation, &stated.rule),
                    rule: stated.rule,
                    severity: stated.severity,
                    text_zh: stated.text,
                });
            }
        }
        reasons.push(wire::CellReason {
            submission: due.submission_id.clone(),
            verdict: ctx.told(verdict),
            failing,
            due: super::due::row(due, ctx.at),
        });
    }
    Ok(Json(wire::CellReasons {
        platform: named(row.id, row.name),
        class,
        cell: counted,
        reasons,
        total,
        rectifications: rectifications.into_iter().map(|r| super::rectification::row(r, ctx.at)).collect(),
        as_of: time(ctx.at),
    }))
}

fn message_en(obligation: &str, rule: &str) -> Option<String> {
    let common = catalogue().common_rules.iter().find(|r| r.id == rule);
    let own = catalogue().obligation(obligation).and_then(|o| o.rules.iter().find(|r| r.id == rule));
    common.or(own).map(|r| r.message_en.clone())
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TrendQuery {
    /// How many months, 1 to 36; 12 when not given.
    pub months: Option<i64>,
}

/// Month by month: what was due, in time, found compliant; rectifications ordered and closed.
#[utoipa::path(get, path = "/fleet/trend", tag = "fleet", params(TrendQuery),
    responses((status = 200, body = wire::Trend), (status = 422, body = Wire)))]
pub async fn trend(ctx: Ctx, Args(query): Args<TrendQuery>) -> Result<Json<wire::Trend>> {
    let wanted = query.months.unwrap_or(12);
    if !(1..=36).contains(&wanted) {
        return Err(Problem::field("months", "range", "须在 1 到 36 之间", "must be between 1 and 36"));
    }
    let (scope, store, zone) = (ctx.scope(), ctx.store(), calendar::zone(ZONE)?);
    let this = calendar::civil_date(ctx.at, &zone)?.first_of_month();
    let mut starts = Vec::new();
    for back in (0..wanted).rev() {
        let day = this.checked_sub(jiff::Span::new().months(back)).map_err(|e| internal(&e.to_string()))?;
        starts.push(day);
    }
    let mut months: Vec<wire::TrendMonth> = starts
        .iter()
        .map(|day| wire::TrendMonth {
            month: day.strftime("%Y-%m").to_string(),
            ..wire::TrendMonth::default()
        })
        .collect();
    // A month is the platform's own: a due item belongs to the month in which its last day lies there.
    let place = |at: i64, zone_name: &str| -> Option<usize> {
        let day = today(zone_name, at).ok()?.first_of_month();
        starts.iter().position(|start| *start == day)
    };
    let from = calendar::start_of_day(starts[0], &zone)?;
    // Platforms may lie in other zones; a day more on either side is sorted out by the month.
    for row in store.fleet_due_days(&scope, from - 86_400_000, ctx.at).await? {
        if let Some(place) = place(row.due_at - 1, &row.zone) {
            let month = &mut months[place];
            month.due += row.due;
            month.on_time += row.on_time;
            month.handed_in += row.handed_in;
            month.compliant += row.compliant;
            month.non_compliant += row.non_compliant;
        }
    }
    if ctx.role.may(Permission::ViewRectifications) {
        for span in store.fleet_rectification_spans(&scope, from).await? {
            let closed = (span.to_at > 0).then_some(span.to_at);
            if let Some(place) = place(span.from_at, &span.whose) {
                months[place].rectifications_ordered += 1;
            }
            if let Some(place) = closed.and_then(|at| place(at, &span.whose)) {
                months[place].rectifications_closed += 1;
            }
            for (place, month) in months.iter_mut().enumerate() {
                let end = match starts.get(place + 1) {
                    Some(next) => calendar::start_of_day(*next, &zone)?,
                    None => ctx.at,
                };
                if span.from_at < end && closed.is_none_or(|at| at >= end) {
                    month.rectifications_open += 1;
                }
            }
        }
    }
    Ok(Json(wire::Trend { months, as_of: time(ctx.at) }))
}

#[derive(Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct WorseQuery {
    /// A moment; the beginning of yesterday when not given.
    pub since: Option<String>,
}

/// What got worse since a moment: verdicts, missed terms, escalations, grave findings, authorisations ended.
#[utoipa::path(get, path = "/fleet/worse", tag = "fleet", params(WorseQuery),
    responses((status = 200, body = wire::Worse), (status = 422, body = Wire)))]
pub async fn worse(ctx: Ctx, Args(query): Args<WorseQuery>) -> Result<Json<wire::Worse>> {
    let (scope, store, zone) = (ctx.scope(), ctx.store(), calendar::zone(ZONE)?);
    let since = match query.since.as_deref() {
        Some(text) => parse_time("since", text)?,
        None => {
            let yesterday =
                calendar::civil_date(ctx.at, &zone)?.yesterday().map_err(|e| internal(&e.to_string()))?;
            calendar::start_of_day(yesterday, &zone)?
        }
    };
    let all = platforms(&ctx, &scope).await?;
    let names: HashMap<&str, &PlatformRow> = all.iter().map(|p| (p.id.as_str(), p)).collect();
    let mut items = Vec::new();
    let mut put = |kind: &str, rows: Vec<EventRow>| {
        for row in rows {
            let (title_zh, title_en) = match kind {
                "escalation" => catalogue()
                    .trigger(&row.about)
                    .map_or_else(|| (row.about.clone(), row.about.clone()), |t| (t.zh.clone(), t.en.clone())),
                "findings" => (String::new(), String::new()),
                _ => titles(&row.about),
            };
            let name = names.get(row.platform_id.as_str()).and_then(|p| p.name.clone());
            items.push((
                row.at,
                wire::WorseItem {
                    kind: kind.to_owned(),
                    platform: named(row.platform_id, name),
                    about: row.about,
                    title_zh,
                    title_en,
                    id: row.id,
                    word: ctx.told(Some(row.word)).unwrap_or_default(),
                    at: time(row.at),
                },
            ));
        }
    };
    if ctx.role.may(Permission::ViewSubmissions) {
        put("verdict", store.adverse_since(&scope, since, SHOWN).await?);
        put("findings", store.grave_findings_since(&scope, since).await?);
    }
    put("overdue", store.overdue_since(&scope, since, ctx.at, SHOWN).await?);
    if ctx.role.may(Permission::ViewRectifications) {
        put("rectification_overdue", store.rectifications_overdue_since(&scope, since, ctx.at, SHOWN).await?);
    }
    if ctx.role.may(Permission::ViewEscalations) {
        put("escalation", store.escalations_since(&scope, since, SHOWN).await?);
    }
    for (platform, row) in newest(store.authorisations(&scope, None).await?) {
        let Some(of) = names.get(platform.as_str()) else { continue };
        let (Ok(until), Ok(zone)) = (row.valid_until.parse::<Date>(), calendar::zone(&of.zone)) else {
            continue;
        };
        let Ok(end) = until.tomorrow() else { continue };
        let ended = calendar::start_of_day(end, &zone)?;
        if ended >= since && ended <= ctx.at {
            let shown = authorisation(row, until);
            items.push((
                ended,
                wire::WorseItem {
                    kind: "authorisation".to_owned(),
                    platform: named(platform.clone(), of.name.clone()),
                    about: String::new(),
                    title_zh: String::new(),
                    title_en: String::new(),
                    id: platform,
                    word: shown.result,
                    at: time(ended),
                },
            ));
        }
    }
    items.sort_by(|a, b| b.0.cmp(&a.0).then_with(|| a.1.id.cmp(&b.1.id)));
    Ok(Json(wire::Worse {
        since: time(since),
        items: items.into_iter().map(|(_, item)| item).collect(),
        most_of_a_kind: SHOWN,
        as_of: time(ctx.at),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn classes_are_the_chapters_of_the_standard() {
        let found: Vec<(String, i64)> = classes().into_iter().map(|c| (c.id, c.obligations)).collect();
        assert_eq!(found.len(), 10);
        assert_eq!(found[0].0, "5");
        assert_eq!(found.iter().map(|(_, n)| n).sum::<i64>(), 71);
    }

    #[test]
    fn a_cell_is_as_bad_as_its_worst() {
        let mut cell = wire::Cell { compliant: 5, ..wire::Cell::default() };
        let mut seen = Vec::new();
        let mut look = |cell: &mut wire::Cell| {
            judge(cell);
            seen.push(cell.worst.clone());
        };
        look(&mut cell);
        cell.waiting = 1;
        look(&mut cell);
        cell.rectifications = 1;
        look(&mut cell);
        cell.returned = 1;
        look(&mut cell);
        cell.overdue = 1;
        look(&mut cell);
        cell.failing = 1;
        look(&mut cell);
        cell.rectifications_overdue = 1;
        look(&mut cell);
        let mut order = seen.clone();
        order.sort_by_key(|word| std::cmp::Reverse(rank(word)));
        assert_eq!(seen, order);
        assert_eq!(seen.first().map(String::as_str), Some("compliant"));
        assert_eq!(seen.last().map(String::as_str), Some("rectification_overdue"));
    }
}
