//! Due items and the events that open them.

use sqlx::AnyConnection;
use yunjian_domain::act::{Act, ActRecord, DueOrigin};
use yunjian_domain::due::apply;
use yunjian_domain::rectification::Extension;

use crate::due::extension_of;
use crate::{Error, Result};

pub(super) async fn project(on: &mut AnyConnection, record: &ActRecord) -> Result<()> {
    match &record.act {
        Act::PlatformEventRecorded { event, platform, kind, occurred_at, text } => {
            exec!(
                on,
                "INSERT INTO platform_events (id, platform_id, kind, occurred_at, text_ref, recorded_at) VALUES ($1, $2, $3, $4, $5, $6)",
                event.clone(),
                platform.clone(),
                kind.as_str(),
                *occurred_at,
                text.0.clone(),
                record.at
            );
        }
        Act::DuesOpened { platform, items } => {
            for item in items {
                let (origin, reason, event) = match &item.origin {
                    DueOrigin::Calendar => ("calendar", None, None),
                    DueOrigin::Request { reason } => ("request", Some(reason.0.clone()), None),
                    DueOrigin::Event { event } => ("event", None, Some(event.clone())),
                };
                exec!(
                    &mut *on,
                    "INSERT INTO dues (id, platform_id, obligation, party, frequency, period_key, start_at, end_at, due_at, \
                     calendar_verified, origin, reason_ref, event_id, standing, waits_until) \
                     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, 'open', $14)",
                    item.due.clone(),
                    platform.clone(),
                    item.obligation.clone(),
                    item.party.clone(),
                    item.frequency.clone(),
                    item.period_key.clone(),
                    item.start,
                    item.end,
                    item.due_at,
                    i64::from(item.calendar_verified),
                    origin,
                    reason,
                    event,
                    item.due_at
                );
            }
        }
        Act::DueWithdrawn { due, .. } => {
            exec!(
                on,
                "UPDATE dues SET standing = 'withdrawn', waits_until = NULL WHERE id = $1",
                due.clone()
            );
        }
        Act::DueRescheduled { due, end, due_at, calendar_verified } => {
            exec!(
                on,
                "UPDATE dues SET end_at = $1, calendar_verified = $2, \
                 due_at = CASE WHEN planned_due_at IS NULL OR due_at < $3 THEN $3 ELSE due_at END, \
                 waits_until = CASE WHEN waits_until IS NULL THEN NULL WHEN planned_due_at IS NULL OR due_at < $3 THEN $3 ELSE due_at END, \
                 planned_due_at = CASE WHEN planned_due_at IS NULL THEN NULL ELSE $3 END WHERE id = $4",
                *end,
                i64::from(*calendar_verified),
                *due_at,
                due.clone()
            );
        }
        Act::DueExtensionRequested { due, reason, .. } | Act::DueExtensionRefused { due, reason } => {
            write_extension(&mut *on, due, &record.act).await?;
            exec!(on, "UPDATE dues SET extension_ref = $1 WHERE id = $2", reason.0.clone(), due.clone());
        }
        Act::DueExtensionGranted { due, until } => {
            write_extension(&mut *on, due, &record.act).await?;
            move_due(on, due, *until).await?;
        }
        Act::DueExtended { due, due_at, reason } => {
            write_extension(&mut *on, due, &record.act).await?;
            exec!(&mut *on, "UPDATE dues SET extended_ref = $1 WHERE id = $2", reason.0.clone(), due.clone());
            move_due(on, due, *due_at).await?;
        }
        _ => {}
    }
    Ok(())
}

/// The due moment after more time was given. What came late before does not become punctual by an extension after it.
async fn move_due(on: &mut AnyConnection, due: &str, until: i64) -> Result<()> {
    exec!(
        on,
        "UPDATE dues SET planned_due_at = COALESCE(planned_due_at, due_at), due_at = $1 \
         WHERE id = $2 AND first_received_at IS NULL",
        until,
        due.to_owned()
    );
    Ok(())
}

async fn write_extension(on: &mut AnyConnection, due: &str, act: &Act) -> Result<()> {
    let before = extension_of(&mut *on, due)
        .await?
        .ok_or_else(|| Error::Corrupt(format!("an extension of the unknown due item {due}")))?;
    let state = apply(&before, act);
    let (extension, until) = match state.extension {
        Extension::None => ("none", None),
        Extension::Requested { until } => ("requested", Some(until)),
        Extension::Granted => ("granted", None),
        Extension::Refused => ("refused", None),
    };
    exec!(
        on,
        "UPDATE dues SET extension = $1, extension_until = $2, extensions = $3, waits_until = $4 WHERE id = $5",
        extension,
        until,
        state.extensions,
        state.waits_until,
        due.to_owned()
    );
    Ok(())
}
