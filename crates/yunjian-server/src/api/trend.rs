//! What became of a platform's findings over months.

use axum::Json;
use axum::extract::Path;
use jiff::ToSpan as _;
use jiff::civil::Date;
use yunjian_catalogue::catalogue;
use yunjian_domain::calendar;
use yunjian_domain::trend::{Counted, month, standing};
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::trend as wire;

use super::evidence::Decisions;
use crate::app::Ctx;
use crate::problem::{Problem, Result, internal};
use crate::text::time;

const SEVERITIES: [&str; 6] = ["critical", "high", "medium", "low", "info", "unknown"];
/// Months that are shown, the running one among them.
const MONTHS: i64 = 12;

fn fault(error: impl std::fmt::Display) -> Problem {
    internal(&error.to_string())
}

/// Days of a duration that is written in days.
fn days(term: &str) -> Option<i64> {
    term.strip_prefix('P')?.strip_suffix('D')?.parse().ok()
}

/// The terms of repair of the deadline table, by severity.
fn terms() -> Vec<(&'static str, i64)> {
    let rows = catalogue().deadlines.iter();
    rows.flat_map(|row| {
        let term = row.max.as_deref().and_then(days);
        row.finding_severities.iter().filter_map(move |severity| Some((severity.as_str(), term?)))
    })
    .collect()
}

/// How findings stand by severity, how old they are, how long repairs took, and the months behind.
#[utoipa::path(get, path = "/platforms/{platform}/findings/trend", tag = "trend", params(("platform" = String, Path)),
    responses((status = 200, body = wire::FindingTrend), (status = 404, body = Wire)))]
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::FindingTrend>> {
    let platform = super::platform::find(&ctx, &id).await?;
    let (scope, store) = (ctx.scope(), ctx.store());
    let zone = calendar::zone(&platform.zone).map_err(fault)?;
    let today = calendar::civil_date(ctx.at, &zone).map_err(fault)?;
    let decisions = Decisions::of(&ctx, &id).await?;
    let terms = terms();
    let mut disowned = 0;
    let listed = super::asset::unspoken(&ctx, &id).await?;
    let rows = store.counted(&scope, &id).await?;
    let has_inventory = !store.component_names(&scope, &id).await?.is_empty();
    let mut all = Vec::with_capacity(rows.len());
    for row in rows {
        let found = decisions.find(row.component_id.as_deref(), &row.weakness, &row.cves);
        disowned += i64::from(row.disowned == 1);
        let exploited_due = row
            .exploited_due
            .as_deref()
            .and_then(|day| day.parse::<Date>().ok())
            .is_some_and(|day| day < today);
        let term = terms.iter().find(|(severity, _)| *severity == row.severity);
        let term_over =
            term.is_some_and(|(_, days)| row.first_seen.saturating_add(days * 86_400_000) < ctx.at);
        all.push(Counted {
            severity: row.severity,
            status: row.status,
            first_seen: row.first_seen,
            fixed_at: row.fixed_at,
            verified_at: row.verified_at,
            exploited: row.exploited == 1,
            adjusted: found.as_ref().and_then(|d| d.adjusted.clone()),
            deviation: found.is_some(),
            outside: has_inventory && row.in_inventory == 0,
            disowned: row.disowned == 1,
            overdue: exploited_due || term_over,
        });
    }
    let mut bounds: Vec<i64> = terms.iter().map(|(_, days)| *days).collect();
    bounds.sort_unstable();
    bounds.dedup();
    let severities = SEVERITIES
        .iter()
        .map(|severity| {
            let found = standing(&all, severity, &bounds, ctx.at);
            wire::SeverityStanding {
                severity: (*severity).to_owned(),
                open: found.open,
                with_deviation: found.with_deviation,
                known_exploited: found.known_exploited,
                not_scanned: found.not_scanned,
                outside_inventory: found.outside,
                overdue: found.overdue,
                treated_as: found.treated,
                unverified: found.unverified,
                verified: found.verified,
                ages: found.ages,
                repair_median_days: found.repair.median,
                repair_p90_days: found.repair.p90,
            }
        })
        .collect();
    let mut months = Vec::new();
    let running = today.first_of_month();
    for back in (0..MONTHS).rev() {
        let first = running.checked_sub(back.months()).map_err(fault)?;
        let next = first.checked_add(1.month()).map_err(fault)?;
        let start = calendar::start_of_day(first, &zone).map_err(fault)?;
        // The running month is counted as of now: what was seen at this very moment is in it.
        let end = calendar::start_of_day(next, &zone).map_err(fault)?.min(ctx.at + 1);
        let found = month(&all, &SEVERITIES, start, end);
        months.push(wire::FindingMonth {
            month: format!("{:04}-{:02}", first.year(), first.month()),
            open: found.open,
            known_exploited: found.known_exploited,
            critical: found.by_severity[0],
            high: found.by_severity[1],
            medium: found.by_severity[2],
            low: found.by_severity[3],
            first_seen: found.first_seen,
            verified: found.verified,
            unverified: found.unverified,
        });
    }
    Ok(Json(wire::FindingTrend {
        as_of: time(ctx.at),
        severities,
        age_bounds: bounds,
        months,
        disowned,
        unmatched_assets: listed,
        exploited_list: store.exploited_lists(&scope).await?.into_iter().next().map(|l| l.version),
    }))
}
