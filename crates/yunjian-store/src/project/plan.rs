//! The supervision plan and its history.

use sqlx::AnyConnection;
use yunjian_domain::act::{Act, ActRecord, PlanTerm};

use crate::Result;

/// What a term agreed after adoption is worth: it was agreed, so nobody needs to verify it.
const AGREED: (&str, &str, &str) = ("约定", "yes", "约定");

pub(super) async fn project(on: &mut AnyConnection, record: &ActRecord) -> Result<()> {
    match &record.act {
        Act::PlanAdopted { platform, version, defaults, catalogue, items } => {
            exec!(
                &mut *on,
                "INSERT INTO plans (platform_id, version, defaults, catalogue, adopted_at) VALUES ($1, $2, $3, $4, $5)",
                platform.clone(),
                *version,
                i64::from(*defaults),
                catalogue.clone(),
                record.at
            );
            exec!(
                &mut *on,
                "UPDATE platforms SET plan_version = $1 WHERE id = $2",
                *version,
                platform.clone()
            );
            exec!(&mut *on, "DELETE FROM plan_items WHERE platform_id = $1", platform.clone());
            exec!(&mut *on, "DELETE FROM plan_parameters WHERE platform_id = $1", platform.clone());
            for item in items {
                exec!(
                    &mut *on,
                    "INSERT INTO plan_items (platform_id, obligation, applies, frequency, due_workdays) VALUES ($1, $2, 1, $3, $4)",
                    platform.clone(),
                    item.obligation.clone(),
                    item.frequency.clone(),
                    item.due_workdays
                );
                for parameter in &item.parameters {
                    exec!(
                        &mut *on,
                        "INSERT INTO plan_parameters (platform_id, obligation, name, value, source, verified, applicability) \
                         VALUES ($1, $2, $3, $4, $5, $6, $7)",
                        platform.clone(),
                        item.obligation.clone(),
                        parameter.name.clone(),
                        parameter.value.clone(),
                        parameter.source.clone(),
                        parameter.verified.clone(),
                        parameter.applicability.clone()
                    );
                }
            }
        }
        Act::PlanTermChanged { change, platform, obligation, term, immediate, reason } => {
            let (name, old, new) = match term {
                PlanTerm::Applies { applies } => {
                    let old = one!(
                        (i64,),
                        &mut *on,
                        "SELECT applies FROM plan_items WHERE platform_id = $1 AND obligation = $2",
                        platform.clone(),
                        obligation.clone()
                    );
                    exec!(
                        &mut *on,
                        "UPDATE plan_items SET applies = $1 WHERE platform_id = $2 AND obligation = $3",
                        i64::from(*applies),
                        platform.clone(),
                        obligation.clone()
                    );
                    let old = old.is_some_and(|(applies,)| applies == 1);
                    ("applies".to_owned(), old.to_string(), applies.to_string())
                }
                PlanTerm::Frequency { frequency, due_workdays } => {
                    let old = one!(
                        (String, i64),
                        &mut *on,
                        "SELECT frequency, due_workdays FROM plan_items WHERE platform_id = $1 AND obligation = $2",
                        platform.clone(),
                        obligation.clone()
                    );
                    exec!(
                        &mut *on,
                        "UPDATE plan_items SET frequency = $1, due_workdays = $2 WHERE platform_id = $3 AND obligation = $4",
                        frequency.clone(),
                        *due_workdays,
                        platform.clone(),
                        obligation.clone()
                    );
                    let old = old.map_or_else(String::new, |(f, n)| format!("{f}+{n}"));
                    ("frequency".to_owned(), old, format!("{frequency}+{due_workdays}"))
                }
                PlanTerm::Parameter { name, value } => {
                    let old = one!(
                        (String,),
                        &mut *on,
                        "SELECT value FROM plan_parameters WHERE platform_id = $1 AND obligation = $2 AND name = $3",
                        platform.clone(),
                        obligation.clone(),
                        name.clone()
                    );
                    let (source, verified, applicability) = AGREED;
                    exec!(
                        &mut *on,
                        "INSERT INTO plan_parameters (platform_id, obligation, name, value, source, verified, applicability) \
                         VALUES ($1, $2, $3, $4, $5, $6, $7) \
                         ON CONFLICT (platform_id, obligation, name) DO UPDATE SET \
                         value = excluded.value, source = excluded.source, verified = excluded.verified, applicability = excluded.applicability",
                        platform.clone(),
                        obligation.clone(),
                        name.clone(),
                        value.clone(),
                        source,
                        verified,
                        applicability
                    );
                    (format!("parameter:{name}"), old.map_or_else(String::new, |(v,)| v), value.clone())
                }
            };
            exec!(
                on,
                "INSERT INTO plan_changes (id, platform_id, obligation, term, old_value, new_value, immediate, reason_ref, user_id, at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
                change.clone(),
                platform.clone(),
                obligation.clone(),
                name,
                old,
                new,
                i64::from(*immediate),
                reason.0.clone(),
                record.by.user.clone(),
                record.at
            );
        }
        _ => {}
    }
    Ok(())
}
