//! What names in scans stand for.

use sqlx::AnyConnection;
use yunjian_domain::act::{Act, ActRecord};

use super::findings::{current_names, give_names, take_names};
use crate::{Error, Result};

pub(super) async fn project(on: &mut AnyConnection, record: &ActRecord) -> Result<()> {
    let (at, by) = (record.at, record.by.user.clone());
    match &record.act {
        Act::AssetMapped { mapping, platform, name, component, reason } => {
            exec!(
                &mut *on,
                "INSERT INTO asset_names (id, platform_id, name, state, component_id, reason_ref, said_at, said_by) \
                 VALUES ($1, $2, $3, 'mapped', $4, $5, $6, $7)",
                mapping.clone(),
                platform.clone(),
                name.clone(),
                component.clone(),
                reason.0.clone(),
                at,
                by
            );
            // What was seen under the name goes on under the component, as if the inventory had said it.
            let names = current_names(&mut *on, platform).await?;
            give_names(on, platform, &names).await
        }
        Act::AssetDisowned { mapping, platform, name, reason } => {
            exec!(
                on,
                "INSERT INTO asset_names (id, platform_id, name, state, reason_ref, said_at, said_by) \
                 VALUES ($1, $2, $3, 'disowned', $4, $5, $6)",
                mapping.clone(),
                platform.clone(),
                name.clone(),
                reason.0.clone(),
                at,
                by
            );
            Ok(())
        }
        Act::AssetReleased { mapping, reason } => {
            let (platform, name, state, component) = one!(
                (String, String, String, Option<String>),
                &mut *on,
                "SELECT platform_id, name, state, component_id FROM asset_names WHERE id = $1",
                mapping.clone()
            )
            .ok_or_else(|| Error::Corrupt(format!("act {} speaks of an unknown name", record.id)))?;
            exec!(
                &mut *on,
                "UPDATE asset_names SET state = 'released', reason_ref = $1, said_at = $2, said_by = $3 WHERE id = $4",
                reason.0.clone(),
                at,
                by,
                mapping.clone()
            );
            match component {
                Some(component) if state == "mapped" => take_names(on, &platform, &name, &component).await,
                _ => Ok(()),
            }
        }
        _ => Ok(()),
    }
}
