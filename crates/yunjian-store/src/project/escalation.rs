//! Escalations.

use sqlx::AnyConnection;
use yunjian_domain::act::{Act, ActRecord};
use yunjian_domain::escalation::{Escalation, apply};
use yunjian_domain::submission::Hearing;

use crate::escalation::state_of;
use crate::{Error, Result};

pub(super) async fn project(on: &mut AnyConnection, record: &ActRecord) -> Result<()> {
    let at = record.at;
    let id = record.act.subject().to_owned();
    if let Act::EscalationProposed { platform, trigger, subject, level, values, .. } = &record.act {
        exec!(
            on,
            "INSERT INTO escalations (id, platform_id, trigger_id, subject, level, state, compared, proposed_at, observed_at, observations) \
             VALUES ($1, $2, $3, $4, $5, 'proposed', $6, $7, $8, 1)",
            id,
            platform.clone(),
            trigger.clone(),
            subject.clone(),
            level.clone(),
            values.clone(),
            at,
            at
        );
        return Ok(());
    }
    let before = state_of(&mut *on, &id)
        .await?
        .ok_or_else(|| Error::Corrupt(format!("act {} speaks of an unknown escalation {id}", record.id)))?;
    let by = record.by.user.as_deref().unwrap_or_default();
    let Some(state) = apply(Some(&before), &record.act, by, at) else { return Ok(()) };
    let (level, closed, endorsed_by) = match &state {
        Escalation::Proposed { level } | Escalation::Confirmed { level } => (Some(level.clone()), None, None),
        Escalation::Endorsed { level, by } => (Some(level.clone()), None, Some(by.clone())),
        Escalation::Intended { level, .. } => (Some(level.clone()), None, None),
        Escalation::Dismissed => (None, Some(at), None),
        Escalation::Closed { at } => (None, Some(*at), None),
    };
    exec!(
        &mut *on,
        "UPDATE escalations SET state = $1, level = COALESCE($2, level), closed_at = $3, \
         endorsed_by = COALESCE($4, endorsed_by) WHERE id = $5",
        state.name(),
        level,
        closed,
        endorsed_by,
        id.clone()
    );
    if let Escalation::Intended { hearing, .. } = &state {
        let until = match hearing {
            Hearing::Told { until } => Some(*until),
            _ => None,
        };
        exec!(
            &mut *on,
            "UPDATE escalations SET hearing = $1, hear_until = COALESCE($2, hear_until) WHERE id = $3",
            hearing.name(),
            until,
            id.clone()
        );
    }
    match &record.act {
        Act::EscalationIntended { reason, .. } => {
            exec!(
                on,
                "UPDATE escalations SET intended_by = $1, intended_at = $2, intended_ref = $3 WHERE id = $4",
                by,
                at,
                reason.0.clone(),
                id
            );
        }
        Act::EscalationStated { statement, .. } => {
            exec!(
                on,
                "UPDATE escalations SET statement_ref = $1, stated_at = $2 WHERE id = $3",
                statement.0.clone(),
                at,
                id
            );
        }
        Act::EscalationAnswered { answer, .. } => {
            exec!(on, "UPDATE escalations SET answer_ref = $1 WHERE id = $2", answer.0.clone(), id);
        }
        Act::EscalationObserved { values, .. } => {
            exec!(
                on,
                "UPDATE escalations SET compared = $1, observed_at = $2, observations = observations + 1 WHERE id = $3",
                values.clone(),
                at,
                id
            );
        }
        Act::EscalationEndorsed { reason, .. }
        | Act::EscalationConfirmed { reason, .. }
        | Act::EscalationDismissed { reason, .. }
        | Act::EscalationClosed { reason, .. } => {
            exec!(on, "UPDATE escalations SET reason_ref = $1 WHERE id = $2", reason.0.clone(), id);
        }
        _ => {}
    }
    Ok(())
}
