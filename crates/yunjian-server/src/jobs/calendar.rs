//! Opening due items: what the calendar says now against what was opened so far.
//!
//! Nothing depends on having run in time: every look computes all periods since supervision began and opens
//! those that are missing, so that a stopped process, a jumped clock or a changed plan leaves no gap and makes
//! no double.

use yunjian_catalogue::{Frequency, catalogue, working_days};
use yunjian_domain::act::{Act, DueOpening, DueOrigin};
use yunjian_domain::calendar::DAY;
use yunjian_domain::calendar::{self, Period, PeriodRule, PlanChange, Terms};
use yunjian_store::Scope;
use yunjian_store::plan::{PlanChangeRow, PlanItemRow};
use yunjian_store::platform::PlatformRow;

use super::JobFault;
use crate::App;

/// Stands in a period's key before the number of times it was opened.
const AGAIN: char = '#';

pub(super) async fn run(app: &App, platform: &str) -> Result<(), JobFault> {
    match app.store().platform(&Scope::system(), platform).await? {
        Some(row) => open(app, &row).await,
        None => Ok(()),
    }
}

/// Brings one platform's due items up to date.
///
/// # Errors
/// When the database refuses or a zone is not known.
pub async fn open(app: &App, platform: &PlatformRow) -> Result<(), JobFault> {
    if platform.plan_version.is_none() {
        return Ok(());
    }
    let (scope, store, id) = (Scope::system(), app.store(), platform.id.as_str());
    let now = app.now();
    let zone = calendar::zone(&platform.zone)?;
    let until = now + app.config().jobs.open_days_ahead * DAY + 1;
    let authorised_at = store
        .authorisations(&scope, Some(id))
        .await?
        .iter()
        .filter(|a| matches!(a.result.as_str(), "granted" | "conditional"))
        .filter_map(|a| calendar::start_of_day(a.valid_from.parse().ok()?, &zone).ok())
        .min();
    let changes = store.plan_changes(&scope, id).await?;
    let admitted = store.admitted_moments(&scope, id).await?;
    let opened = store.opened_periods(&scope, id).await?;
    // A clock that jumped back must not make what lies ahead of it look as if the plan no longer asked for it.
    let horizon = opened.iter().map(|row| row.start_at + 1).max().map_or(until, |ahead| ahead.max(until));

    let mut missing: Vec<(String, Period)> = Vec::new();
    let mut moved = Vec::new();
    let mut gone = Vec::new();
    for item in store.plan_items(&scope, id).await? {
        let (first, later) = terms(&item, &changes)?;
        let rule = PeriodRule {
            terms: first,
            authorised_at,
            admitted: admitted.iter().filter(|(o, _)| *o == item.obligation).map(|(_, at)| *at).collect(),
        };
        let periods = calendar::periods(
            &rule,
            &zone,
            working_days(),
            platform.supervised_from,
            &later,
            platform.supervised_from,
            horizon,
        )?;
        let own: Vec<_> = opened.iter().filter(|r| r.obligation == item.obligation).collect();
        for row in own.iter().filter(|r| r.standing == "open") {
            match periods.iter().find(|p| p.key == named(&row.period_key)) {
                Some(p) if p.end != row.end_at || p.due_at != row.due_at => moved.push((*row, p.clone())),
                Some(_) => {}
                // Only what still runs can be taken back; what has ended was owed.
                None if row.end_at > now => gone.push(*row),
                None => {}
            }
        }
        for mut period in periods.into_iter().filter(|p| p.start < until) {
            let same: Vec<_> = own.iter().filter(|r| named(&r.period_key) == period.key).collect();
            if same.iter().all(|r| r.standing == "withdrawn") {
                // Terms changed there and back: the period is owed again, and the one taken back stays on record.
                if !same.is_empty() {
                    period.key = format!("{}{AGAIN}{}", period.key, same.len() + 1);
                }
                missing.push((item.obligation.clone(), period));
            }
        }
    }
    if missing.is_empty() && moved.is_empty() && gone.is_empty() {
        return Ok(());
    }

    let mut tx = app.system_door().await?;
    let mut items = Vec::with_capacity(missing.len());
    for (obligation, period) in missing {
        // Another process may have been quicker; the key decides, inside the door.
        if tx.period_opened(id, &obligation, &period.key).await? {
            continue;
        }
        let party = catalogue().obligation(&obligation).map_or("provider", |o| o.party.as_str()).to_owned();
        items.push(DueOpening {
            due: tx.id(),
            party,
            frequency: period.frequency.as_str().to_owned(),
            period_key: period.key,
            start: period.start,
            end: period.end,
            due_at: period.due_at,
            calendar_verified: period.calendar_verified,
            origin: DueOrigin::Calendar,
            obligation,
        });
    }
    if !items.is_empty() {
        tx.record(Some(id), Act::DuesOpened { platform: id.to_owned(), items }).await?;
    }
    for (row, period) in moved {
        let current = tx.due(&scope, &row.id).await?;
        // Time that was given stays given: what is compared, and moved, is the moment before it.
        if current.standing != "open" || planned(&current) == (period.end, period.due_at) {
            continue;
        }
        let act = Act::DueRescheduled {
            due: row.id.clone(),
            end: period.end,
            due_at: period.due_at,
            calendar_verified: period.calendar_verified,
        };
        tx.record(Some(id), act).await?;
    }
    for row in gone {
        // What was handed in since it was looked at is no longer the calendar's to take back.
        if tx.due(&scope, &row.id).await?.standing != "open" {
            continue;
        }
        let reason = tx
            .content("约定变更后，本期由新的周期代替。 / Replaced by a period under the changed terms.")
            .await?;
        tx.record(Some(id), Act::DueWithdrawn { due: row.id.clone(), reason }).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// The calendar's own name of a period that may have been opened again.
fn named(key: &str) -> &str {
    key.split_once(AGAIN).map_or(key, |(name, _)| name)
}

/// The terms an obligation started with, and every later change of them.
fn terms(item: &PlanItemRow, changes: &[PlanChangeRow]) -> Result<(Terms, Vec<PlanChange>), JobFault> {
    let own: Vec<&PlanChangeRow> = changes
        .iter()
        .filter(|c| c.obligation == item.obligation && matches!(c.term.as_str(), "frequency" | "applies"))
        .collect();
    let first_of = |term: &str| own.iter().find(|c| c.term == term).map(|c| c.old_value.clone());
    let mut frequency = match first_of("frequency") {
        Some(text) => agreed(&text)?,
        None => agreed(&format!("{}+{}", item.frequency, item.due_workdays))?,
    };
    let mut applies = match first_of("applies") {
        Some(text) => text == "true",
        None => item.applies == 1,
    };
    let in_force = |terms: Terms, applies: bool| {
        if applies { terms } else { Terms::not_applicable(terms.frequency) }
    };
    let first = in_force(frequency, applies);
    let mut later = Vec::with_capacity(own.len());
    for change in own {
        match change.term.as_str() {
            "frequency" => frequency = agreed(&change.new_value)?,
            _ => applies = change.new_value == "true",
        }
        later.push(PlanChange {
            effective_from: change.at,
            agreed: Some(in_force(frequency, applies)),
            immediate: change.immediate == 1,
        });
    }
    Ok((first, later))
}

/// `monthly+10`: a frequency and its due working days.
fn agreed(text: &str) -> Result<Terms, JobFault> {
    let wrong = || JobFault(format!("the plan's term {text} is not understood"));
    let (frequency, workdays) = text.split_once('+').ok_or_else(wrong)?;
    let frequency: Frequency = frequency.parse().map_err(|_| wrong())?;
    let workdays = workdays.parse().map_err(|_| wrong())?;
    Ok(Terms::agreed(catalogue().frequency(frequency), workdays))
}

/// End and due moment as the calendar gave them, before any extension.
fn planned(due: &yunjian_store::due::DueRow) -> (i64, i64) {
    (due.end_at, due.planned_due_at.unwrap_or(due.due_at))
}
