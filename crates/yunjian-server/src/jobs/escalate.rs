//! Looking at the triggers of the escalation table, and proposing what they say. People decide.

use serde_json::json;
use yunjian_catalogue::triggers::Inputs;
use yunjian_catalogue::{Condition, FindingSeverity, Trigger, catalogue};
use yunjian_domain::act::Act;
use yunjian_domain::calendar;
use yunjian_domain::escalation::{Command, decide};
use yunjian_store::escalation::EscalationRow;
use yunjian_store::platform::PlatformRow;
use yunjian_store::rectification::RectificationFilter;
use yunjian_store::{Cursor, Scope};

use super::JobFault;
use crate::App;

/// A trigger that is true now.
struct Fired {
    subject: String,
    values: serde_json::Value,
}

/// What a look needs to know besides the condition.
struct Look<'a> {
    app: &'a App,
    platform: &'a PlatformRow,
    zone: jiff::tz::TimeZone,
    now: i64,
    month_start: i64,
    history: Vec<EscalationRow>,
}

/// Looks at all triggers of one platform.
///
/// # Errors
/// When the database refuses.
pub async fn look(app: &App, platform: &PlatformRow) -> Result<(), JobFault> {
    let scope = Scope::system();
    let Some(plan) = app.store().plan(&scope, &platform.id).await? else { return Ok(()) };
    let zone = calendar::zone(&platform.zone)?;
    let now = app.now();
    let today = calendar::civil_date(now, &zone)?;
    let month_start = calendar::start_of_day(today.first_of_month(), &zone)?;
    let history = app.store().escalation_history(&scope, &platform.id).await?;
    let look = Look { app, platform, zone, now, month_start, history };
    for trigger in &catalogue().triggers {
        // Foreign reference values count only where the plan took the suggested values over.
        let on = trigger.on_by_default() || plan.defaults == 1;
        if !on || trigger.inputs != Inputs::Ready {
            continue;
        }
        for condition in &trigger.conditions {
            for fired in look.fires(condition).await? {
                look.propose(trigger, fired).await?;
            }
        }
    }
    Ok(())
}

impl Look<'_> {
    async fn fires(&self, condition: &Condition) -> Result<Vec<Fired>, JobFault> {
        let (scope, store, id) = (Scope::system(), self.app.store(), self.platform.id.as_str());
        let whole = |values| vec![Fired { subject: "platform".to_owned(), values }];
        Ok(match condition {
            Condition::OpenFindingsGrowth { share_percent, least } => {
                let open = store.findings_open_at(&scope, id, self.now).await?;
                let baseline = store.findings_open_at(&scope, id, self.month_start).await?;
                let growth = (baseline * i64::from(*share_percent) / 100).max(i64::from(*least));
                if baseline > 0 && open >= baseline + growth {
                    whole(json!({"open": open, "baseline": baseline, "least_growth": growth}))
                } else {
                    Vec::new()
                }
            }
            Condition::UnauthenticatedShare {
                at_least_percent,
                window,
                occurrences_at_least,
                occurrences_at_most,
            } => {
                let from = calendar::subtract_duration(self.now, window, &self.zone)?;
                let reached: Vec<i64> = store
                    .assessed(&scope, id)
                    .await?
                    .into_iter()
                    .filter(|s| s.admitted_at >= from)
                    .filter_map(|s| s.unauthenticated)
                    .filter(|share| *share >= i64::from(*at_least_percent) * 100)
                    .collect();
                let count = reached.len() as i64;
                let within = count >= i64::from(*occurrences_at_least)
                    && occurrences_at_most.is_none_or(|most| count <= i64::from(most));
                if within {
                    let percent = reached.first().copied().unwrap_or_default() as f64 / 100.0;
                    whole(
                        json!({"percent": percent, "at_least_percent": at_least_percent, "occurrences": count, "window": window}),
                    )
                } else {
                    Vec::new()
                }
            }
            Condition::OldFindings { severity_at_least, older_than, at_least, attribute } => {
                if self.platform.level != attribute.as_str() {
                    return Ok(Vec::new());
                }
                let before = calendar::subtract_duration(self.now, older_than, &self.zone)?;
                let count = store.open_findings(&scope, id, rank(*severity_at_least), before).await?;
                if count >= i64::from(*at_least) {
                    whole(json!({"findings": count, "at_least": at_least, "older_than": older_than}))
                } else {
                    Vec::new()
                }
            }
            Condition::BlockingRuleFailed {} => store
                .assessed(&scope, id)
                .await?
                .into_iter()
                .filter(|s| s.blocking_failed > 0 && s.admitted_at >= self.month_start)
                .map(|s| Fired {
                    values: json!({"submission": s.id, "blocking_rules_failed": s.blocking_failed}),
                    subject: s.obligation,
                })
                .collect(),
            Condition::LateItems { at_least, per, consecutive } => {
                let row = catalogue().frequency(*per);
                let Some(length) = row.length.as_deref() else { return Ok(Vec::new()) };
                let mut to = self.now;
                let mut counts = Vec::new();
                for _ in 0..*consecutive {
                    let from = calendar::subtract_duration(to, length, &self.zone)?;
                    counts.push(store.late_items(&scope, id, from, to).await?);
                    to = from;
                }
                if counts.iter().all(|n| *n >= i64::from(*at_least)) {
                    whole(json!({"late_items": counts, "at_least": at_least, "per": per.as_str()}))
                } else {
                    Vec::new()
                }
            }
            Condition::SameObligationNoncompliant { periods } => {
                let rows = store.standings_by_obligation(&scope, id).await?;
                let mut fired = Vec::new();
                for chunk in rows.chunk_by(|a, b| a.0 == b.0) {
                    let bad: Vec<&str> = chunk
                        .iter()
                        .filter(|(_, _, standing)| {
                            !matches!(standing.as_str(), "open" | "submitted" | "withdrawn")
                        })
                        .take_while(|(_, _, standing)| standing == "non_compliant")
                        .map(|(_, key, _)| key.as_str())
                        .collect();
                    if bad.len() >= *periods as usize {
                        fired.push(Fired {
                            subject: chunk[0].0.clone(),
                            values: json!({"periods": bad, "at_least": periods}),
                        });
                    }
                }
                fired
            }
            Condition::RepeatedTrigger { months, level, lateness: _ } => {
                let mut fired = Vec::new();
                for (trigger, subject) in self.cases(level) {
                    let mut month = self.month_start;
                    let mut run = 0;
                    for back in 0..*months {
                        let end = calendar::add_duration(month, "P1M", &self.zone)?;
                        let there = self.history.iter().any(|c| {
                            c.trigger_id == trigger
                                && c.subject == subject
                                && c.proposed_at < end
                                && c.observed_at >= month
                        });
                        if !there {
                            break;
                        }
                        run = back + 1;
                        month = calendar::subtract_duration(month, "P1M", &self.zone)?;
                    }
                    if run >= *months {
                        fired.push(Fired {
                            subject: format!("{trigger}:{subject}"),
                            values: json!({"trigger": trigger, "consecutive_months": run}),
                        });
                    }
                }
                fired
            }
            Condition::AfterAcceptedAnswer { level, lateness: _ } => self
                .cases(level)
                .into_iter()
                .filter_map(|(trigger, subject)| {
                    let of = |state: &'static str| {
                        let (trigger, subject) = (trigger.clone(), subject.clone());
                        self.history.iter().filter(move |c| {
                            c.trigger_id == trigger && c.subject == subject && c.state == state
                        })
                    };
                    let accepted = of("closed").filter_map(|c| c.closed_at).max()?;
                    let again = of("proposed").any(|c| c.proposed_at > accepted);
                    again.then(|| Fired {
                        values: json!({"trigger": trigger, "closed_at": accepted}),
                        subject: format!("{trigger}:{subject}"),
                    })
                })
                .collect(),
            Condition::RectificationOverdue { longer_than } => {
                let filter = RectificationFilter {
                    platform: Some(id.to_owned()),
                    overdue: Some(true),
                    open: true,
                    now: self.now,
                    ..RectificationFilter::default()
                };
                let mut fired = Vec::new();
                for row in store.rectifications(&scope, &filter, &Cursor::first(200)).await?.items {
                    if calendar::add_duration(row.deadline, longer_than, &self.zone)? < self.now {
                        fired.push(Fired {
                            values: json!({"deadline": row.deadline, "longer_than": longer_than}),
                            subject: row.id,
                        });
                    }
                }
                fired
            }
            // Plans are not accepted or refused yet; the two desks bring that.
            Condition::PlanRefused { .. } => Vec::new(),
            Condition::AuthorisationExpiring { within } => {
                let newest = store.authorisations(&scope, Some(id)).await?.into_iter().next();
                let Some(newest) = newest.filter(|a| a.renewal_applied_at.is_none()) else {
                    return Ok(Vec::new());
                };
                let Ok(last_day) = newest.valid_until.parse() else { return Ok(Vec::new()) };
                let end = calendar::start_of_day(last_day, &self.zone)?;
                if calendar::subtract_duration(end, within, &self.zone)? < self.now {
                    whole(json!({"valid_until": newest.valid_until, "within": within}))
                } else {
                    Vec::new()
                }
            }
        })
    }

    /// Triggers of a level that have had a case, with its subject.
    fn cases(&self, level: &str) -> Vec<(String, String)> {
        let mut out: Vec<(String, String)> = self
            .history
            .iter()
            .filter(|c| catalogue().trigger(&c.trigger_id).is_some_and(|t| t.level == level))
            .map(|c| (c.trigger_id.clone(), c.subject.clone()))
            .collect();
        out.sort();
        out.dedup();
        out
    }

    /// Opens a case, or notes in the open one that the condition still holds (once a day is enough).
    async fn propose(&self, trigger: &Trigger, fired: Fired) -> Result<(), JobFault> {
        let today = calendar::civil_date(self.now, &self.zone)?;
        let same = |c: &&EscalationRow| c.trigger_id == trigger.id && c.subject == fired.subject;
        let newest = self.history.iter().rev().find(same);
        if let Some(case) = newest {
            let open = matches!(case.state.as_str(), "proposed" | "endorsed" | "intended" | "confirmed");
            let seen_today = calendar::civil_date(case.observed_at, &self.zone)? == today;
            // Decided this month: that decision stands until the next one.
            let decided = !open && case.closed_at.is_some_and(|at| at >= self.month_start);
            if (open && seen_today) || decided {
                return Ok(());
            }
        }
        let values = fired.values.to_string();
        let platform = self.platform.id.as_str();
        let mut tx = self.app.system_door().await?;
        match tx.open_escalation(platform, &trigger.id, &fired.subject).await? {
            Some(id) => {
                let (_, state) = tx.escalation(&Scope::system(), &id).await?;
                let act = decide(&state, &id, Command::Observe { values }, &[], self.now)?;
                tx.record(Some(platform), act).await?;
            }
            None => {
                let act = Act::EscalationProposed {
                    escalation: tx.id(),
                    platform: platform.to_owned(),
                    trigger: trigger.id.clone(),
                    subject: fired.subject,
                    level: trigger.level.clone(),
                    values,
                };
                tx.record(Some(platform), act).await?;
            }
        }
        tx.commit().await?;
        Ok(())
    }
}

/// The rank findings are stored with.
fn rank(severity: FindingSeverity) -> i64 {
    match severity.as_str() {
        "critical" => 5,
        "high" => 4,
        "medium" => 3,
        "low" => 2,
        _ => 1,
    }
}
