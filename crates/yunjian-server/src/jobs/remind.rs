//! Reminders: what runs out soon, what ran out, told once each.
//!
//! Nothing depends on having looked in time: the latest reminder that has come by now is given, whenever the look
//! comes, and what was given stands in the same transaction. Times come from `workflow.toml`.

use yunjian_catalogue::{catalogue, working_days};
use yunjian_domain::calendar;
use yunjian_domain::message::{Audience, Kind, Reminder, Thing, reminder};
use yunjian_store::Scope;
use yunjian_store::remind::{Due, Term, TermRow};

use super::JobFault;
use crate::App;

/// Gives the reminders that have come.
///
/// # Errors
/// When the database refuses.
pub async fn look(app: &App) -> Result<(), JobFault> {
    let now = app.now();
    let from = app.store().tells_from();
    if now < from {
        return Ok(());
    }
    let scope = Scope::system();
    let mut come = Vec::new();
    for term in Term::ALL.iter().copied() {
        for mut row in app.store().terms(&scope, term, now).await? {
            if term == Term::Review {
                let zone = calendar::zone(&row.zone)?;
                let workdays = catalogue().workflow.review.workdays;
                row.end_at = calendar::plus_workdays(row.start_at, workdays, &zone, working_days())?.at;
            }
            let shares = &catalogue().workflow.reminders.at_percent;
            let Some(found) = latest(&row, shares, now)? else { continue };
            let told = row.told_until == Some(row.end_at) && row.told_step >= Some(found.step);
            if found.at < from || told {
                continue;
            }
            for (kind, to, thing) in whom(term, found.over, &row) {
                come.push(Due {
                    term: term.as_str(),
                    kind,
                    to,
                    thing,
                    leads_to: None,
                    until: row.end_at,
                    step: found.step,
                    row: row.clone(),
                });
            }
        }
    }
    come.extend(authorisations(app, now, from).await?);
    app.store().remind(now, app.entropy().as_ref(), &come).await?;
    let zone = calendar::zone("Asia/Shanghai")?;
    let before = calendar::subtract_duration(now, &catalogue().messages.keeping.within, &zone)?;
    app.store().forget_messages(before).await?;
    Ok(())
}

fn latest(row: &TermRow, shares: &[u32], now: i64) -> Result<Option<Reminder>, JobFault> {
    let zone = calendar::zone(&row.zone)?;
    let every =
        calendar::add_duration(0, &catalogue().workflow.reminders.then_every, &jiff::tz::TimeZone::UTC)?;
    let day =
        |at| calendar::civil_date(at, &zone).and_then(|day| calendar::start_of_day(day, &zone)).unwrap_or(at);
    Ok(reminder(row.start_at.min(row.end_at), row.end_at, shares, every, now, day))
}

fn whom(term: Term, over: bool, row: &TermRow) -> Vec<(Kind, Audience, Thing)> {
    match (term, over) {
        (Term::Due, false) => vec![(Kind::DueSoon, Audience::Party, Thing::Due)],
        (Term::Due, true) => vec![(Kind::DueOverdue, Audience::Party, Thing::Due)],
        (Term::Rectification, false) => {
            vec![(Kind::RectificationSoon, Audience::Provider, Thing::Rectification)]
        }
        (Term::Rectification, true) => {
            vec![(Kind::RectificationOverdue, Audience::Provider, Thing::Rectification)]
        }
        (Term::Statement, false) => vec![(Kind::StatementEnding, Audience::Party, Thing::Submission)],
        (Term::Notice, false) => vec![(Kind::NoticeSilence, Audience::Party, Thing::Notice)],
        // What nobody took is everybody's who reviews.
        (Term::Review, _) => {
            let to = if row.holder.is_some() { Audience::Holder } else { Audience::Reviewers };
            vec![(Kind::ReviewWaiting, to, Thing::Submission)]
        }
        // Silence and the end of a hearing have their own acts.
        (Term::Statement | Term::Notice, true) => Vec::new(),
    }
}

/// Authorisations whose end comes near and whose renewal nobody applied for.
async fn authorisations(app: &App, now: i64, from: i64) -> Result<Vec<Due>, JobFault> {
    let (scope, store) = (Scope::system(), app.store());
    let mut out = Vec::new();
    let mut seen: Vec<String> = Vec::new();
    // Newest first: only the one in force of each platform counts.
    for authorisation in store.authorisations(&scope, None).await? {
        if seen.contains(&authorisation.platform_id) {
            continue;
        }
        seen.push(authorisation.platform_id.clone());
        if authorisation.renewal_applied_at.is_some()
            || !matches!(authorisation.result.as_str(), "granted" | "conditional")
        {
            continue;
        }
        let Some(platform) = store.platform(&scope, &authorisation.platform_id).await? else { continue };
        let zone = calendar::zone(&platform.zone)?;
        let Ok(last) = authorisation.valid_until.parse::<jiff::civil::Date>() else { continue };
        let end = calendar::start_of_day(last.tomorrow().map_err(|e| JobFault(e.to_string()))?, &zone)?;
        let start = calendar::subtract_duration(end, &format!("P{}D", authorisation.remind_days), &zone)?;
        if now < start {
            continue;
        }
        let told = store.reminded("authorisation", &authorisation.id).await?;
        let row = TermRow {
            id: authorisation.id,
            platform_id: platform.id.clone(),
            provider_id: platform.provider_id,
            zone: platform.zone,
            obligation: None,
            period_key: None,
            party: None,
            holder: None,
            start_at: start,
            end_at: end,
            told_until: told.map(|(until, _)| until),
            told_step: told.map(|(_, step)| step),
        };
        // The days agreed for reminding are themselves the first reminder.
        let mut shares = vec![0];
        shares.extend(&catalogue().workflow.reminders.at_percent);
        let Some(found) = latest(&row, &shares, now)? else { continue };
        let known = row.told_until == Some(end) && row.told_step >= Some(found.step);
        // What ended is shown by the platform; it is said once.
        let again = found.over && found.step >= shares.len() as i64;
        if known || again || found.at < from {
            continue;
        }
        for to in [Audience::Provider, Audience::Leads] {
            out.push(Due {
                term: "authorisation",
                kind: Kind::AuthorisationExpiring,
                to,
                thing: Thing::Platform,
                leads_to: Some(platform.id.clone()),
                until: end,
                step: found.step,
                row: row.clone(),
            });
        }
    }
    Ok(out)
}
