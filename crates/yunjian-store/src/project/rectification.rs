//! Rectifications.

use sqlx::AnyConnection;
use yunjian_domain::act::{Act, ActRecord, Milestone};
use yunjian_domain::rectification::{Extension, Rectification, Stage, apply};

use crate::rectification::state_of;
use crate::{Error, Result};

pub(super) async fn project(on: &mut AnyConnection, record: &ActRecord) -> Result<()> {
    let at = record.at;
    let id = record.act.subject().to_owned();
    if let Act::RectificationOrdered {
        platform,
        submission,
        obligation,
        nonconformities,
        deadline,
        basis,
        text,
        ..
    } = &record.act
    {
        exec!(
            &mut *on,
            "INSERT INTO rectifications (id, platform_id, obligation, submission_id, state, ordered_at, deadline, first_deadline, \
             basis, text_ref, extension) VALUES ($1, $2, $3, $4, 'ordered', $5, $6, $7, $8, $9, 'none')",
            id.clone(),
            platform.clone(),
            obligation.clone(),
            submission.clone(),
            at,
            *deadline,
            *deadline,
            basis.join(","),
            text.0.clone()
        );
        for nonconformity in nonconformities {
            exec!(
                &mut *on,
                "UPDATE nonconformities SET rectification_id = $1 WHERE id = $2",
                id.clone(),
                nonconformity.clone()
            );
        }
        return Ok(());
    }
    let before = state_of(&mut *on, &id).await?.ok_or_else(|| {
        Error::Corrupt(format!("act {} speaks of an unknown rectification {id}", record.id))
    })?;
    let Some(state) = apply(Some(&before), &record.act, at) else { return Ok(()) };
    write_state(&mut *on, &id, &state).await?;
    match &record.act {
        // Until something moves it, the first deadline is the one that service gives.
        Act::RectificationServed { .. } => {
            exec!(
                on,
                "UPDATE rectifications SET first_deadline = deadline WHERE id = $1 AND extensions = 0 AND returns = 0",
                id
            );
        }
        Act::RectificationPlanned { plan, milestones, .. } => {
            exec!(
                &mut *on,
                "UPDATE rectifications SET plan_ref = $1, plans = plans + 1 WHERE id = $2",
                plan.0.clone(),
                id.clone()
            );
            write_milestones(on, &id, milestones).await?;
        }
        Act::RectificationPlanReturned { reason, .. } => {
            exec!(on, "UPDATE rectifications SET plan_return_ref = $1 WHERE id = $2", reason.0.clone(), id);
        }
        Act::MilestoneReported { milestone, progress, note, .. } => {
            exec!(
                on,
                "UPDATE milestones SET progress = $1, note_ref = $2, reported_at = $3 WHERE id = $4 AND rectification_id = $5",
                progress.as_str(),
                note.0.clone(),
                at,
                milestone.clone(),
                id
            );
        }
        Act::RectificationHandedIn { statement, .. } => {
            exec!(on, "UPDATE rectifications SET statement_ref = $1 WHERE id = $2", statement.0.clone(), id);
        }
        Act::RectificationReturned { reason, .. } => {
            exec!(
                on,
                "UPDATE rectifications SET return_ref = $1, returns = returns + 1 WHERE id = $2",
                reason.0.clone(),
                id
            );
        }
        Act::RectificationClosed { note, overridden, .. } => {
            exec!(
                on,
                "UPDATE rectifications SET closing_ref = $1, overridden = $2 WHERE id = $3",
                note.0.clone(),
                i64::from(*overridden),
                id
            );
        }
        Act::RectificationExtended { reason, .. } => {
            exec!(on, "UPDATE rectifications SET extended_ref = $1 WHERE id = $2", reason.0.clone(), id);
        }
        Act::ExtensionRequested { reason, .. } | Act::ExtensionRefused { reason, .. } => {
            exec!(on, "UPDATE rectifications SET extension_ref = $1 WHERE id = $2", reason.0.clone(), id);
        }
        _ => {}
    }
    Ok(())
}

async fn write_state(on: &mut AnyConnection, id: &str, state: &Rectification) -> Result<()> {
    let (proof, reviewer, closed) = match &state.stage {
        Stage::HandedIn { submission } => (Some(submission.clone()), None, None),
        Stage::UnderReReview { submission, reviewer } => {
            (Some(submission.clone()), Some(reviewer.clone()), None)
        }
        Stage::Closed { at } => (None, None, Some(*at)),
        _ => (None, None, None),
    };
    let (extension, until) = match state.extension {
        Extension::None => ("none", None),
        Extension::Requested { until } => ("requested", Some(until)),
        Extension::Granted => ("granted", None),
        Extension::Refused => ("refused", None),
    };
    exec!(
        on,
        "UPDATE rectifications SET state = $1, deadline = $2, extension = $3, extension_until = $4, extensions = $5, \
         proof_id = COALESCE($6, proof_id), reviewer_id = COALESCE($7, reviewer_id), closed_at = $8, served_at = $9, plan_state = $10 WHERE id = $11",
        state.name(),
        state.deadline,
        extension,
        until,
        state.extensions,
        proof,
        reviewer,
        closed,
        state.served_at,
        state.plan.name(),
        id.to_owned()
    );
    Ok(())
}

/// The steps of a new plan. One that stood in the plan before keeps what was reported of it; one that stands there no
/// longer goes, and remains in the acts.
async fn write_milestones(on: &mut AnyConnection, id: &str, milestones: &[Milestone]) -> Result<()> {
    for (ordinal, m) in milestones.iter().enumerate() {
        exec!(
            &mut *on,
            "INSERT INTO milestones (id, rectification_id, plan, ordinal, what_ref, who_ref, measure_ref, by_at, progress) \
             SELECT $1, id, plans, $2, $3, $4, $5, $6, 'planned' FROM rectifications WHERE id = $7 \
             ON CONFLICT (id) DO UPDATE SET plan = excluded.plan, ordinal = excluded.ordinal, what_ref = excluded.what_ref, \
             who_ref = excluded.who_ref, measure_ref = excluded.measure_ref, by_at = excluded.by_at",
            m.milestone.clone(),
            ordinal as i64,
            m.what.0.clone(),
            m.who.0.clone(),
            m.measure.as_ref().map(|c| c.0.clone()),
            m.by,
            id.to_owned()
        );
    }
    exec!(
        on,
        "DELETE FROM milestones WHERE rectification_id = $1 AND plan < (SELECT plans FROM rectifications WHERE id = $1)",
        id.to_owned()
    );
    Ok(())
}
