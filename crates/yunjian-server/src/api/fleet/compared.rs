//! People compared: the providers side by side, and the supervisor's own work and punctuality.

use std::collections::HashMap;
use yunjian_domain::calendar::DAY;

use axum::Json;
use yunjian_catalogue::catalogue;
use yunjian_domain::calendar;
use yunjian_domain::permission::Permission;
use yunjian_wire::fleet as wire;

use super::{ZONE, platforms, year_ago};
use crate::api::{named, titles};
use crate::app::Ctx;
use crate::problem::Result;
use crate::text::time;

/// The providers side by side, over a year.
#[utoipa::path(get, path = "/fleet/providers", tag = "fleet", responses((status = 200, body = wire::Providers)))]
pub async fn providers(ctx: Ctx) -> Result<Json<wire::Providers>> {
    let (scope, store) = (ctx.scope(), ctx.store());
    let from = year_ago(ctx.at)?;
    let pairs = |rows: Vec<yunjian_store::fleet::ProviderCountRow>| -> HashMap<String, (i64, i64)> {
        rows.into_iter().map(|r| (r.provider_id, (r.first, r.second))).collect()
    };
    let first = pairs(store.fleet_first_verdicts(&scope, from).await?);
    let may = ctx.role.may(Permission::ViewRectifications);
    let open =
        if may { pairs(store.fleet_provider_rectifications(&scope, ctx.at).await?) } else { HashMap::new() };
    let mut spans: HashMap<String, Vec<i64>> = HashMap::new();
    if may {
        for span in store.fleet_closing_spans(&scope, from).await? {
            spans.entry(span.whose).or_default().push(span.to_at - span.from_at);
        }
    }
    let rows = store.fleet_providers(&scope, from, ctx.at).await?;
    let providers = rows
        .into_iter()
        .map(|row| {
            let (ended, good) = first.get(&row.provider_id).copied().unwrap_or_default();
            let (rectifications, late) = open.get(&row.provider_id).copied().unwrap_or_default();
            wire::ProviderFigures {
                closing_days: spans.get_mut(&row.provider_id).and_then(|s| median_days(s)),
                provider: named(row.provider_id, row.name),
                platforms: row.platforms,
                due: row.due,
                on_time: row.on_time,
                overdue: row.overdue,
                compliant: row.compliant,
                non_compliant: row.non_compliant,
                first: ended,
                first_compliant: good,
                rectifications,
                rectifications_overdue: late,
            }
        })
        .collect();
    Ok(Json(wire::Providers { providers, since: time(from), as_of: time(ctx.at) }))
}

/// The median of spans in milliseconds, in days with one decimal place.
fn median_days(spans: &mut [i64]) -> Option<f64> {
    spans.sort_unstable();
    let middle = spans.get(spans.len() / 2).copied()?;
    let middle =
        if spans.len().is_multiple_of(2) { (middle + spans[spans.len() / 2 - 1]) / 2 } else { middle };
    Some((middle as f64 / 8_640_000.0).round() / 10.0)
}

/// How far back the supervisor's own punctuality is counted.
const OWN_WORK: &str = "P90D";
/// Waiting submissions that are looked at; beyond that the queue has other troubles.
const WAITING: i64 = 5000;

/// The supervisor's own work: what waits, for how long, and how punctual the verdicts are.
#[utoipa::path(get, path = "/fleet/workload", tag = "fleet", responses((status = 200, body = wire::Workload)))]
pub async fn workload(ctx: Ctx) -> Result<Json<wire::Workload>> {
    let (scope, store) = (ctx.scope(), ctx.store());
    let term = &catalogue().workflow.review;
    let since = calendar::subtract_duration(ctx.at, OWN_WORK, &calendar::zone(ZONE)?)?;
    let waiting = store.fleet_waiting(&scope, WAITING).await?;
    let names: HashMap<String, Option<String>> =
        platforms(&ctx, &scope).await?.into_iter().map(|p| (p.id, p.name)).collect();
    let mut ages = vec![0; 4];
    let mut holding: HashMap<String, i64> = HashMap::new();
    let (mut overdue, mut untaken, mut oldest) = (0, 0, Vec::new());
    // Many were received at the same moment; the calendar is asked once for each.
    let mut terms: HashMap<(String, i64), bool> = HashMap::new();
    for row in &waiting {
        let days = (ctx.at - row.received_at) / DAY;
        ages[[3, 7, 14].iter().position(|bound| days < *bound).unwrap_or(3)] += 1;
        let key = (row.zone.clone(), row.received_at);
        let late = match terms.get(&key) {
            Some(late) => *late,
            None => {
                let zone = calendar::zone(&row.zone)?;
                let days = yunjian_catalogue::working_days();
                let late = calendar::plus_workdays(row.received_at, term.workdays, &zone, days)?.at < ctx.at;
                terms.insert(key, late);
                late
            }
        };
        overdue += i64::from(late);
        match &row.reviewer_id {
            Some(reviewer) => *holding.entry(reviewer.clone()).or_default() += 1,
            None => untaken += 1,
        }
        if oldest.len() < 10 {
            let (title_zh, title_en) = titles(&row.obligation);
            oldest.push(wire::WaitingItem {
                submission: row.id.clone(),
                platform: named(row.platform_id.clone(), names.get(&row.platform_id).cloned().flatten()),
                obligation: row.obligation.clone(),
                title_zh,
                title_en,
                received_at: time(row.received_at),
                reviewer: row.reviewer_id.clone().map(|id| named(id, row.reviewer_name.clone())),
                overdue: late,
            });
        }
    }
    let mut spans: HashMap<String, Vec<i64>> = HashMap::new();
    let mut every = Vec::new();
    for span in store.fleet_verdict_spans(&scope, since).await? {
        every.push(span.to_at - span.from_at);
        spans.entry(span.whose).or_default().push(span.to_at - span.from_at);
    }
    let reviewers = store
        .colleagues(&scope)
        .await?
        .into_iter()
        .filter_map(|(id, name)| {
            let mut own = spans.remove(&id).unwrap_or_default();
            let holding = holding.get(&id).copied().unwrap_or(0);
            (holding > 0 || !own.is_empty()).then(|| wire::ReviewerFigures {
                reviewer: named(id, name),
                holding,
                verdicts: own.len() as i64,
                median_days: median_days(&mut own),
            })
        })
        .collect();
    Ok(Json(wire::Workload {
        waiting: waiting.len() as i64,
        untaken,
        overdue,
        term_workdays: i64::from(term.workdays),
        term_source_zh: term.source.clone(),
        term_source_en: term.source_en.clone(),
        oldest,
        ages,
        since: time(since),
        verdicts: every.len() as i64,
        median_days: median_days(&mut every),
        reviewers,
        as_of: time(ctx.at),
    }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_of_spans() {
        assert_eq!(median_days(&mut []), None);
        assert_eq!(median_days(&mut [3 * DAY, DAY, 2 * DAY]), Some(2.0));
        assert_eq!(median_days(&mut [4 * DAY, DAY, 2 * DAY, 3 * DAY]), Some(2.5));
    }
}
