//! Deviation requests.

use sqlx::AnyConnection;
use yunjian_domain::act::{Act, ActRecord, SubmittedFile};
use yunjian_domain::deviation::{Deviation, apply};

use crate::deviation::state_of;
use crate::{Error, Result};

pub(super) async fn project(on: &mut AnyConnection, record: &ActRecord) -> Result<()> {
    let at = record.at;
    let by = record.by.user.clone();
    let id = record.act.subject().to_owned();
    if let Act::DeviationRequested {
        platform,
        kind,
        targets,
        severity,
        adjusted,
        until,
        reason,
        measures,
        vendor_contact,
        evidence,
        renews,
        claimed,
        ..
    } = &record.act
    {
        exec!(
            &mut *on,
            "INSERT INTO deviations (id, platform_id, kind, state, severity, adjusted, until_at, reason_ref, measures_ref, \
             vendor_contact, renews, claimed, requested_at, requested_by) \
             VALUES ($1, $2, $3, 'requested', $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
            id.clone(),
            platform.clone(),
            kind.clone(),
            severity.clone(),
            adjusted.clone(),
            *until,
            reason.0.clone(),
            measures.as_ref().map(|m| m.0.clone()),
            *vendor_contact,
            renews.clone(),
            claimed.clone(),
            at,
            by
        );
        for (ordinal, target) in targets.iter().enumerate() {
            exec!(
                &mut *on,
                "INSERT INTO deviation_targets (deviation_id, ordinal, component_id, weakness, cves) VALUES ($1, $2, $3, $4, $5)",
                id.clone(),
                ordinal as i64,
                target.component.clone(),
                target.weakness.clone(),
                target.cves.join(",")
            );
        }
        return files(on, &id, 0, evidence).await;
    }
    let before = state_of(&mut *on, &id)
        .await?
        .ok_or_else(|| Error::Corrupt(format!("act {} speaks of an unknown deviation {id}", record.id)))?;
    let Some(state) = apply(Some(&before), &record.act, by.as_deref().unwrap_or_default()) else {
        return Ok(());
    };
    let endorsed_by = match &state {
        Deviation::Endorsed { by, .. } => Some(by.clone()),
        _ => None,
    };
    exec!(
        &mut *on,
        "UPDATE deviations SET state = $1, endorsed_by = COALESCE($2, endorsed_by) WHERE id = $3",
        state.name(),
        endorsed_by,
        id.clone()
    );
    match &record.act {
        Act::DeviationResubmitted { adjusted, until, reason, evidence, .. } => {
            exec!(
                &mut *on,
                "UPDATE deviations SET adjusted = $1, until_at = $2, reason_ref = $3, endorsed_by = NULL WHERE id = $4",
                adjusted.clone(),
                *until,
                reason.0.clone(),
                id.clone()
            );
            let known = one!(
                (i64,),
                &mut *on,
                "SELECT COUNT(*) FROM deviation_files WHERE deviation_id = $1",
                id.clone()
            );
            files(on, &id, known.map_or(0, |(n,)| n), evidence).await?;
        }
        Act::DeviationEndorsed { until, adjusted, reason, .. }
        | Act::DeviationGranted { until, adjusted, reason, .. } => {
            exec!(
                &mut *on,
                "UPDATE deviations SET adjusted = $1, until_at = $2, decision_ref = $3, decided_at = $4, decided_by = $5 WHERE id = $6",
                adjusted.clone(),
                *until,
                reason.0.clone(),
                at,
                by,
                id
            );
        }
        Act::DeviationRefused { reason, .. }
        | Act::DeviationReturned { reason, .. }
        | Act::DeviationWithdrawn { reason, .. }
        | Act::DeviationRevoked { reason, .. } => {
            exec!(
                &mut *on,
                "UPDATE deviations SET decision_ref = $1, decided_at = $2, decided_by = $3 WHERE id = $4",
                reason.0.clone(),
                at,
                by,
                id
            );
        }
        _ => {}
    }
    Ok(())
}

async fn files(
    on: &mut AnyConnection,
    deviation: &str,
    first: i64,
    evidence: &[SubmittedFile],
) -> Result<()> {
    for (ordinal, file) in evidence.iter().enumerate() {
        exec!(
            &mut *on,
            "INSERT INTO deviation_files (deviation_id, ordinal, sha256, size, name_ref) VALUES ($1, $2, $3, $4, $5)",
            deviation.to_owned(),
            first + ordinal as i64,
            file.sha256.clone(),
            file.size,
            file.name.0.clone()
        );
    }
    Ok(())
}
