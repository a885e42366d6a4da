//! How far a request may go today, found out for the domain to decide by.

use jiff::ToSpan as _;
use jiff::civil::Date;
use yunjian_catalogue::DeviationKind;
use yunjian_domain::act::DeviationTarget;
use yunjian_domain::calendar;
use yunjian_domain::deviation::Law;
use yunjian_domain::held::{Held, HeldTarget};

use super::day;
use crate::app::Ctx;
use crate::problem::{Problem, Result, internal};

/// A kind's terms counted from a moment in a platform's zone.
pub(crate) struct Limits {
    pub(crate) latest_day: Date,
    latest: i64,
    contact_since: Option<i64>,
}

impl Limits {
    pub(crate) fn law<'a>(&self, kind: &'a DeviationKind, severity: &'a str, exploited: bool) -> Law<'a> {
        Law { kind, severity, exploited, latest: self.latest, contact_since: self.contact_since }
    }
}

fn fault(error: impl std::fmt::Display) -> Problem {
    internal(&error.to_string())
}

pub(crate) fn limits(kind: &DeviationKind, zone: &str, now: i64) -> Result<Limits> {
    let zone = calendar::zone(zone).map_err(fault)?;
    let last = calendar::add_duration(now, &kind.max, &zone).map_err(fault)?;
    let latest_day = calendar::civil_date(last, &zone).map_err(fault)?;
    let next = latest_day.checked_add(1.day()).map_err(fault)?;
    let contact_since = match &kind.contact_within {
        Some(within) => {
            let since = calendar::subtract_duration(now, within, &zone).map_err(fault)?;
            let day = calendar::civil_date(since, &zone).map_err(fault)?;
            Some(calendar::start_of_day(day, &zone).map_err(fault)?)
        }
        None => None,
    };
    Ok(Limits { latest_day, latest: calendar::start_of_day(next, &zone).map_err(fault)?, contact_since })
}

/// The first moment after a last day.
pub(crate) fn day_after(field: &str, text: &str, zone: &str) -> Result<i64> {
    let zone = calendar::zone(zone).map_err(fault)?;
    let next = day(field, text)?.checked_add(1.day()).map_err(fault)?;
    calendar::start_of_day(next, &zone).map_err(fault)
}

/// The first moment of a day.
pub(crate) fn start(field: &str, text: &str, zone: &str) -> Result<i64> {
    let zone = calendar::zone(zone).map_err(fault)?;
    calendar::start_of_day(day(field, text)?, &zone).map_err(fault)
}

/// What the findings are that a request speaks of now.
#[derive(Default)]
pub(crate) struct Gravest {
    pub(crate) rank: i64,
    pub(crate) severity: String,
    pub(crate) exploited: bool,
}

/// The gravest of the findings that targets speak of.
pub(crate) async fn gravest(
    ctx: &Ctx,
    platform: &str,
    kind: &DeviationKind,
    targets: &[DeviationTarget],
) -> Result<Gravest> {
    let (scope, store) = (ctx.scope(), ctx.store());
    let names = store.component_names(&scope, platform).await?;
    let held = Held::of(
        targets.iter().map(|t| HeldTarget {
            deviation: String::new(),
            component: t.component.clone(),
            weakness: t.weakness.clone(),
            cves: t.cves.clone(),
            carries_over: kind.carries_over,
        }),
        &names,
    );
    let mut out = Gravest::default();
    for finding in store.chosen(&scope, platform).await? {
        if finding.status == "fixed"
            || held.find(finding.component_id.as_deref(), &finding.weakness, &finding.cves()).is_none()
        {
            continue;
        }
        out.exploited |= finding.exploited == 1;
        if finding.severity_rank > out.rank || out.severity.is_empty() {
            out.rank = finding.severity_rank;
            out.severity = finding.severity;
        }
    }
    Ok(out)
}
