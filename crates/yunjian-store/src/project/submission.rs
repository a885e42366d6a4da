//! Submissions, the due items they serve, and what reviewers stated.

use sqlx::AnyConnection;
use yunjian_domain::act::{Act, ActRecord, Nonconformity};
use yunjian_domain::submission::{Hearing, Submission, apply, holder};

use super::{FactSource, findings};
use crate::submission::state_of;
use crate::{Error, Result, db::Engine};

pub(super) async fn project(
    on: &mut AnyConnection,
    engine: Engine,
    record: &ActRecord,
    facts: &dyn FactSource,
) -> Result<()> {
    let at = record.at;
    if let Act::SubmissionReceived { .. } = &record.act {
        return received(on, record).await;
    }
    let id = record.act.subject().to_owned();
    let (due, before) = state_of(&mut *on, &id)
        .await?
        .ok_or_else(|| Error::Corrupt(format!("act {} speaks of an unknown submission {id}", record.id)))?;
    let state = apply(&before, &record.act);
    match &record.act {
        Act::SubmissionAdmitted { files, inventory, .. } => {
            for file in files {
                exec!(
                    &mut *on,
                    "UPDATE submission_files SET format = $1, kind = $2, reader_version = $3, facts = $4, summary = $5 \
                     WHERE submission_id = $6 AND sha256 = $7",
                    file.format.clone(),
                    file.kind.clone(),
                    file.reader_version,
                    file.facts.clone(),
                    file.summary.clone(),
                    id.clone(),
                    file.sha256.clone()
                );
            }
            exec!(&mut *on, "UPDATE submissions SET admitted_at = $1 WHERE id = $2", at, id.clone());
            let admitted = findings::Admitted { submission: &id, files, inventory: *inventory, at };
            findings::admit(&mut *on, engine, admitted, facts).await?;
        }
        Act::SubmissionNotAdmitted { report, .. } => {
            exec!(&mut *on, "UPDATE submissions SET report = $1 WHERE id = $2", report.clone(), id.clone());
        }
        Act::SubmissionAssessed {
            assessment,
            document,
            failed,
            undetermined,
            blocking_failed,
            unauthenticated,
            proposal,
            ..
        } => {
            exec!(
                &mut *on,
                "UPDATE submissions SET assessment_id = $1, assessment = $2, assessed_at = $3, failed = $4, undetermined = $5, \
                 blocking_failed = $6, unauthenticated = $7, proposal = $8 WHERE id = $9",
                assessment.clone(),
                document.clone(),
                at,
                *failed,
                *undetermined,
                *blocking_failed,
                *unauthenticated,
                proposal.as_str(),
                id.clone()
            );
        }
        Act::SubmissionReturned { reason, .. } => {
            exec!(
                &mut *on,
                "UPDATE submissions SET return_ref = $1 WHERE id = $2",
                reason.0.clone(),
                id.clone()
            );
        }
        Act::SubmissionSuperseded { by, .. } => {
            exec!(
                &mut *on,
                "UPDATE submissions SET superseded_by = $1 WHERE id = $2",
                by.clone(),
                id.clone()
            );
        }
        Act::VerdictGiven { reason, nonconformities, .. } => {
            exec!(
                &mut *on,
                "UPDATE submissions SET verdict_ref = $1, decided_at = $2 WHERE id = $3",
                reason.as_ref().map(|r| r.0.clone()),
                at,
                id.clone()
            );
            state_nonconformities(&mut *on, &id, nonconformities, at, Standing::Stated).await?;
        }
        Act::VerdictAmended { reason, nonconformities, .. } => {
            exec!(
                &mut *on,
                "UPDATE submissions SET verdict_ref = $1, decided_at = $2 WHERE id = $3",
                reason.0.clone(),
                at,
                id.clone()
            );
            exec!(&mut *on, "UPDATE nonconformities SET current = 0 WHERE submission_id = $1", id.clone());
            state_nonconformities(&mut *on, &id, nonconformities, at, Standing::Stated).await?;
        }
        Act::VerdictIntended { reason, nonconformities, order, .. } => {
            exec!(
                &mut *on,
                "UPDATE submissions SET intended_ref = $1, order_ref = $2, intended_at = $3, statement_ref = NULL, stated_at = NULL, \
                 answer_ref = NULL, hear_until = NULL WHERE id = $4",
                reason.as_ref().map(|r| r.0.clone()),
                order.as_ref().map(|o| o.0.clone()),
                at,
                id.clone()
            );
            state_nonconformities(&mut *on, &id, nonconformities, at, Standing::Intended).await?;
        }
        Act::StatementMade { statement, .. } => {
            exec!(
                &mut *on,
                "UPDATE submissions SET statement_ref = $1, stated_at = $2 WHERE id = $3",
                statement.0.clone(),
                at,
                id.clone()
            );
        }
        Act::StatementAnswered { answer, .. } => {
            exec!(
                &mut *on,
                "UPDATE submissions SET answer_ref = $1 WHERE id = $2",
                answer.0.clone(),
                id.clone()
            );
        }
        Act::VerdictDrafted { reason, nonconformities, order, deadline, .. } => {
            exec!(
                &mut *on,
                "UPDATE submissions SET draft_ref = $1, order_ref = $2, draft_deadline = $3, draft_items = $4, sent_back_ref = NULL \
                 WHERE id = $5",
                reason.as_ref().map(|r| r.0.clone()),
                order.as_ref().map(|o| o.0.clone()),
                *deadline,
                nonconformities.join(","),
                id.clone()
            );
        }
        Act::DraftSentBack { reason, .. } => {
            exec!(
                &mut *on,
                "UPDATE submissions SET sent_back_ref = $1 WHERE id = $2",
                reason.0.clone(),
                id.clone()
            );
        }
        _ => {}
    }
    write_state(&mut *on, &id, &state).await?;
    settle_due(on, &due, &id, &state).await
}

async fn received(on: &mut AnyConnection, record: &ActRecord) -> Result<()> {
    let Act::SubmissionReceived {
        submission,
        due,
        platform,
        obligation,
        version,
        supersedes,
        files,
        form,
        covers_from,
        covers_to,
        key,
        automatic,
        sensitivity,
        remarks,
    } = &record.act
    else {
        return Ok(());
    };
    let at = record.at;
    exec!(
        &mut *on,
        "INSERT INTO submissions (id, due_id, platform_id, obligation, version, supersedes, key, form_ref, covers_from, covers_to, \
         automatic, user_id, organisation_id, received_act, received_at, late, sensitivity, remarks_ref, state) \
         SELECT $1, id, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, \
         CASE WHEN due_at < $15 THEN 1 ELSE 0 END, $16, $17, 'received' FROM dues WHERE id = $18",
        submission.clone(),
        platform.clone(),
        obligation.clone(),
        *version,
        supersedes.clone(),
        key.clone(),
        form.as_ref().map(|f| f.0.clone()),
        *covers_from,
        *covers_to,
        i64::from(*automatic),
        record.by.user.clone(),
        record.by.organisation.clone(),
        record.id.clone(),
        at,
        at,
        sensitivity.clone(),
        remarks.as_ref().map(|r| r.0.clone()),
        due.clone()
    );
    for (ordinal, file) in files.iter().enumerate() {
        exec!(
            &mut *on,
            "INSERT INTO submission_files (submission_id, ordinal, sha256, size, name_ref) VALUES ($1, $2, $3, $4, $5)",
            submission.clone(),
            ordinal as i64,
            file.sha256.clone(),
            file.size,
            file.name.0.clone()
        );
    }
    exec!(
        on,
        "UPDATE dues SET standing = 'submitted', waits_until = NULL, submission_id = $1, \
         first_received_at = COALESCE(first_received_at, $2) WHERE id = $3",
        submission.clone(),
        at,
        due.clone()
    );
    Ok(())
}

/// Whether nonconformities are what a verdict states, or only what is intended.
#[derive(Clone, Copy)]
enum Standing {
    Intended,
    Stated,
}

async fn state_nonconformities(
    on: &mut AnyConnection,
    submission: &str,
    nonconformities: &[Nonconformity],
    at: i64,
    standing: Standing,
) -> Result<()> {
    let current = i64::from(matches!(standing, Standing::Stated));
    for item in nonconformities {
        exec!(
            &mut *on,
            "INSERT INTO nonconformities (id, submission_id, platform_id, obligation, rule, severity, text_ref, current, stated_at) \
             SELECT $1, id, platform_id, obligation, $2, $3, $4, $5, $6 FROM submissions WHERE id = $7 \
             ON CONFLICT (id) DO UPDATE SET current = excluded.current, stated_at = excluded.stated_at",
            item.id.clone(),
            item.rule.clone(),
            item.severity.clone(),
            item.text.0.clone(),
            current,
            at,
            submission.to_owned()
        );
    }
    Ok(())
}

async fn write_state(on: &mut AnyConnection, id: &str, state: &Submission) -> Result<()> {
    let (until, verdict, drafted) = match state {
        Submission::Returned { until } => (Some(*until), None, None),
        Submission::Decided { verdict } => (None, Some(verdict.as_str()), None),
        Submission::Drafted { verdict, .. } => (None, None, Some(verdict.as_str())),
        _ => (None, None, None),
    };
    let (intended, hearing) = match state {
        Submission::Intended { verdict, hearing, .. } => (Some(verdict.as_str()), Some(*hearing)),
        Submission::Drafted { intended, hearing, .. } => (Some(intended.as_str()), Some(*hearing)),
        _ => (None, None),
    };
    let hear_until = match hearing {
        Some(Hearing::Told { until }) => Some(until),
        _ => None,
    };
    // Who reviewed, until when something was returned, what was intended: that stays readable after the state has moved on.
    exec!(
        on,
        "UPDATE submissions SET state = $1, reviewer_id = COALESCE($2, reviewer_id), \
         return_until = COALESCE($3, return_until), verdict = COALESCE($4, verdict), draft_verdict = COALESCE($5, draft_verdict), \
         intended = COALESCE($6, intended), hearing = COALESCE($7, hearing), hear_until = COALESCE($8, hear_until) WHERE id = $9",
        state.name(),
        holder(state).map(str::to_owned),
        until,
        verdict,
        drafted,
        intended,
        hearing.map(Hearing::name),
        hear_until,
        id.to_owned()
    );
    Ok(())
}

/// The due item shows how its newest submission stands.
async fn settle_due(on: &mut AnyConnection, due: &str, submission: &str, state: &Submission) -> Result<()> {
    let (standing, waits) = match state {
        Submission::Received
        | Submission::Admitted
        | Submission::Assessed { .. }
        | Submission::UnderReview { .. }
        | Submission::Intended { .. }
        | Submission::Drafted { .. } => ("submitted", Waits::Not),
        Submission::NotAdmitted => ("not_admitted", Waits::DueMoment),
        Submission::Returned { until } => ("returned", Waits::Until(*until)),
        Submission::Decided { verdict } if verdict.is_adverse() => ("non_compliant", Waits::Not),
        Submission::Decided { .. } => ("compliant", Waits::Not),
        Submission::Withdrawn => ("open", Waits::DueMoment),
        Submission::Superseded => return Ok(()),
    };
    match waits {
        Waits::Not => {
            exec!(
                on,
                "UPDATE dues SET standing = $1, waits_until = NULL WHERE id = $2 AND submission_id = $3",
                standing,
                due.to_owned(),
                submission.to_owned()
            );
        }
        Waits::DueMoment => {
            exec!(
                on,
                "UPDATE dues SET standing = $1, waits_until = due_at WHERE id = $2 AND submission_id = $3",
                standing,
                due.to_owned(),
                submission.to_owned()
            );
        }
        Waits::Until(until) => {
            exec!(
                on,
                "UPDATE dues SET standing = $1, waits_until = $2 WHERE id = $3 AND submission_id = $4",
                standing,
                until,
                due.to_owned(),
                submission.to_owned()
            );
        }
    }
    Ok(())
}

enum Waits {
    Not,
    DueMoment,
    Until(i64),
}
