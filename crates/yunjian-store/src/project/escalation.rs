//! Escalations.

use sqlx::AnyConnection;
use yunjian_domain::act::{Act, ActRecord};
use yunjian_domain::escalation::{Escalation, apply};

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
    match &record.act {
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
