//! Notices, and who stands in for whom.

use sqlx::AnyConnection;
use yunjian_domain::act::{Act, ActRecord};
use yunjian_domain::notice::apply;

use crate::notice::state_of;
use crate::{Error, Result};

pub(super) async fn project(on: &mut AnyConnection, record: &ActRecord) -> Result<()> {
    let (at, by) = (record.at, record.by.user.clone());
    let id = record.act.subject().to_owned();
    if let Act::NoticeDrafted { platform, kind, submission, recipient, body, escalation, .. } = &record.act {
        exec!(
            on,
            "INSERT INTO notices (id, platform_id, supervisor_id, recipient_id, kind, submission_id, state, body_ref, drafted_by, drafted_at, escalation_id) \
             VALUES ($1, $2, $3, $4, $5, $6, 'drafted', $7, $8, $9, $10)",
            id,
            platform.clone(),
            record.by.organisation.clone(),
            recipient.clone(),
            kind.clone(),
            submission.clone(),
            body.0.clone(),
            by,
            at,
            escalation.clone()
        );
        return Ok(());
    }
    let before = state_of(&mut *on, &id)
        .await?
        .ok_or_else(|| Error::Corrupt(format!("act {} speaks of an unknown notice {id}", record.id)))?;
    let Some(state) = apply(Some(&before), &record.act, by.as_deref().unwrap_or_default(), at) else {
        return Ok(());
    };
    exec!(&mut *on, "UPDATE notices SET state = $1 WHERE id = $2", state.name(), id.clone());
    match &record.act {
        Act::NoticeChecked { .. } => {
            exec!(on, "UPDATE notices SET checked_by = $1, checked_at = $2 WHERE id = $3", by, at, id);
        }
        Act::NoticeSentBack { reason, .. } => {
            exec!(on, "UPDATE notices SET sent_back_ref = $1 WHERE id = $2", reason.0.clone(), id);
        }
        Act::NoticeIssued { number, year, sequence, body, rectification, deemed_at, .. } => {
            exec!(
                on,
                "UPDATE notices SET number = $1, year = $2, sequence = $3, body_ref = COALESCE($4, body_ref), rectification_id = $5, \
                 deemed_at = $6, issued_by = $7, issued_at = $8, checked_by = COALESCE(checked_by, $9), \
                 checked_at = COALESCE(checked_at, $10) WHERE id = $11",
                number.clone(),
                *year,
                *sequence,
                body.as_ref().map(|b| b.0.clone()),
                rectification.clone(),
                *deemed_at,
                by.clone(),
                at,
                by,
                at,
                id
            );
        }
        Act::NoticeServed { method, served_at, proof, .. } => {
            exec!(
                on,
                "UPDATE notices SET method = $1, served_at = $2, served_by = $3, proof_ref = $4 WHERE id = $5",
                method.clone(),
                *served_at,
                by,
                proof.as_ref().map(|p| p.0.clone()),
                id
            );
        }
        _ => {}
    }
    Ok(())
}

pub(super) async fn deputies(on: &mut AnyConnection, record: &ActRecord) -> Result<()> {
    match &record.act {
        Act::DeputyNamed { deputyship, principal, deputy, from, until, reason } => {
            exec!(
                on,
                "INSERT INTO deputies (id, principal_id, deputy_id, organisation_id, from_at, until_at, reason_ref, named_by, named_at) \
                 SELECT $1, $2, $3, organisation_id, $4, $5, $6, $7, $8 FROM users WHERE id = $9",
                deputyship.clone(),
                principal.clone(),
                deputy.clone(),
                *from,
                *until,
                reason.0.clone(),
                record.by.user.clone(),
                record.at,
                principal.clone()
            );
        }
        Act::DeputyEnded { deputyship } => {
            exec!(on, "UPDATE deputies SET ended_at = $1 WHERE id = $2", record.at, deputyship.clone());
        }
        _ => {}
    }
    Ok(())
}
