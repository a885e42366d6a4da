//! Organisations, users, platforms and who may see them.

use sqlx::AnyConnection;
use yunjian_domain::act::{Act, ActRecord};

use crate::Result;

pub(super) async fn project(on: &mut AnyConnection, record: &ActRecord) -> Result<()> {
    match &record.act {
        Act::OrganisationCreated { organisation, role, name } => {
            exec!(
                on,
                "INSERT INTO organisations (id, role, name_ref, created_by, created_at) VALUES ($1, $2, $3, $4, $5)",
                organisation.clone(),
                role.as_str(),
                name.0.clone(),
                record.by.organisation.clone(),
                record.at
            );
        }
        Act::UserCreated { user, organisation, role, login, name } => {
            exec!(
                on,
                "INSERT INTO users (id, organisation_id, role, login_ref, name_ref, created_at) VALUES ($1, $2, $3, $4, $5, $6)",
                user.clone(),
                organisation.clone(),
                role.as_str(),
                login.0.clone(),
                name.0.clone(),
                record.at
            );
        }
        Act::UserDisabled { user } => {
            exec!(on, "UPDATE users SET disabled = 1 WHERE id = $1", user.clone());
        }
        Act::PlatformRegistered { platform, provider, name, zone, level, supervised_from } => {
            exec!(
                &mut *on,
                "INSERT INTO platforms (id, provider_id, name_ref, zone, level, supervised_from, registered_by, registered_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                platform.clone(),
                provider.clone(),
                name.0.clone(),
                zone.clone(),
                level.as_str(),
                *supervised_from,
                record.by.organisation.clone(),
                record.at
            );
            grant(on, provider, platform, "provider").await?;
        }
        Act::PlatformAuthorised {
            authorisation,
            platform,
            result,
            valid_from,
            valid_until,
            conditions,
            remind_days,
        } => {
            exec!(
                on,
                "INSERT INTO authorisations (id, platform_id, result, valid_from, valid_until, conditions_ref, remind_days, recorded_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                authorisation.clone(),
                platform.clone(),
                result.as_str(),
                valid_from.clone(),
                valid_until.clone(),
                conditions.as_ref().map(|c| c.0.clone()),
                *remind_days,
                record.at
            );
        }
        Act::RenewalApplied { authorisation, .. } => {
            exec!(
                on,
                "UPDATE authorisations SET renewal_applied_at = $1 WHERE id = $2",
                record.at,
                authorisation.clone()
            );
        }
        Act::MandateGiven {
            mandate,
            platform,
            supervisor,
            commissioned_by,
            areas,
            valid_from,
            valid_until,
        } => {
            exec!(
                &mut *on,
                "INSERT INTO mandates (id, platform_id, supervisor_id, commissioned_ref, areas, valid_from, valid_until, recorded_at) \
                 VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
                mandate.clone(),
                platform.clone(),
                supervisor.clone(),
                commissioned_by.0.clone(),
                areas.join(","),
                valid_from.clone(),
                valid_until.clone(),
                record.at
            );
            grant(on, supervisor, platform, "supervisor").await?;
        }
        Act::PartyAttached { platform, organisation, role } => {
            grant(on, organisation, platform, role.as_str()).await?;
        }
        Act::PartyDetached { platform, organisation, role } => {
            exec!(
                on,
                "DELETE FROM access WHERE organisation_id = $1 AND platform_id = $2 AND role = $3",
                organisation.clone(),
                platform.clone(),
                role.as_str()
            );
        }
        Act::ContentErased { content, instead, .. } => {
            if let Some(instead) = instead {
                exec!(
                    &mut *on,
                    "UPDATE notices SET body_ref = $1 WHERE body_ref = $2",
                    instead.0.clone(),
                    content.0.clone()
                );
                exec!(
                    &mut *on,
                    "UPDATE submissions SET form_ref = $1 WHERE form_ref = $2",
                    instead.0.clone(),
                    content.0.clone()
                );
            }
            exec!(
                on,
                "UPDATE contents SET body = NULL, salt = NULL, erased = 1 WHERE digest = $1",
                content.0.clone()
            );
        }
        _ => {}
    }
    Ok(())
}

async fn grant(on: &mut AnyConnection, organisation: &str, platform: &str, role: &str) -> Result<()> {
    exec!(
        on,
        "INSERT INTO access (organisation_id, platform_id, role) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING",
        organisation.to_owned(),
        platform.to_owned(),
        role.to_owned()
    );
    Ok(())
}
