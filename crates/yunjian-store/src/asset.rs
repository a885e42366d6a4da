//! Names in scans that the inventory does not know, and what people said they stand for.

use sqlx::AssertSqlSafe;
use yunjian_domain::asset::Asset;

use crate::{Error, Result, Scope, Store, Tx};

/// What somebody said about a name.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct AssetNameRow {
    pub id: String,
    pub platform_id: String,
    pub name: String,
    pub state: String,
    pub component_id: Option<String>,
    pub reason: Option<String>,
    pub said_at: i64,
    pub said_by: Option<String>,
    pub said_name: Option<String>,
}

/// A name that findings or scans use.
#[derive(Clone, Debug, sqlx::FromRow)]
pub struct UsedNameRow {
    pub name: String,
    pub findings_open: i64,
    pub findings: i64,
    pub exploited: i64,
    pub scans: i64,
    pub tools: Option<String>,
    pub last_submission: Option<String>,
    pub last_seen: Option<i64>,
}

const SAID: &str = "SELECT n.id, n.platform_id, n.name, n.state, n.component_id, rr.body AS reason, n.said_at, n.said_by, \
     un.body AS said_name FROM asset_names n LEFT JOIN contents rr ON rr.digest = n.reason_ref \
     LEFT JOIN users u ON u.id = n.said_by LEFT JOIN contents un ON un.digest = u.name_ref \
     WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = n.platform_id AND x.organisation_id = $1))";

/// Platforms whose scans use more names than the inventory knows are few; a list that is longer is cut and says so.
pub const MOST_NAMES: usize = 5_000;

impl Store {
    /// What was said about names of a platform, what stands first.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn asset_names(&self, scope: &Scope, platform: &str) -> Result<Vec<AssetNameRow>> {
        Ok(all!(
            AssetNameRow,
            self.reader(),
            AssertSqlSafe(format!(
                "{SAID} AND n.platform_id = $2 ORDER BY CASE WHEN n.state = 'released' THEN 1 ELSE 0 END, n.id"
            )),
            scope.key().to_owned(),
            platform.to_owned()
        ))
    }

    /// Every name that findings or scans of a platform use and no component of the current inventory has as its id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn used_names(&self, scope: &Scope, platform: &str) -> Result<Vec<UsedNameRow>> {
        Ok(all!(
            UsedNameRow,
            self.reader(),
            "SELECT u.name AS name, \
             (SELECT COUNT(*) FROM findings f WHERE f.platform_id = $2 AND f.component_id = u.name AND f.status <> 'fixed') AS findings_open, \
             (SELECT COUNT(*) FROM findings f WHERE f.platform_id = $2 AND f.component_id = u.name) AS findings, \
             (SELECT COUNT(*) FROM findings f WHERE f.platform_id = $2 AND f.component_id = u.name AND f.status <> 'fixed' AND f.exploited = 1) AS exploited, \
             (SELECT COUNT(DISTINCT t.submission_id) FROM scan_targets t JOIN submissions s ON s.id = t.submission_id \
              WHERE s.platform_id = $2 AND t.component_id = u.name) AS scans, \
             (SELECT MIN(f.source_tool) FROM findings f WHERE f.platform_id = $2 AND f.component_id = u.name) AS tools, \
             (SELECT MAX(t.submission_id) FROM scan_targets t JOIN submissions s ON s.id = t.submission_id \
              WHERE s.platform_id = $2 AND t.component_id = u.name) AS last_submission, \
             (SELECT MAX(f.last_seen) FROM findings f WHERE f.platform_id = $2 AND f.component_id = u.name) AS last_seen \
             FROM (SELECT f.component_id AS name FROM findings f WHERE f.platform_id = $2 AND f.component_id IS NOT NULL \
                   UNION SELECT t.component_id AS name FROM scan_targets t JOIN submissions s ON s.id = t.submission_id WHERE s.platform_id = $2) u \
             WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = $2 AND x.organisation_id = $1)) \
             AND NOT EXISTS (SELECT 1 FROM components c WHERE c.platform_id = $2 AND c.current = 1 AND c.id = u.name) \
             ORDER BY findings_open DESC, u.name LIMIT $3",
            scope.key().to_owned(),
            platform.to_owned(),
            MOST_NAMES as i64 + 1
        ))
    }
}

impl Tx {
    /// What stands about a name of a platform, with its id.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn asset_name(&mut self, platform: &str, name: &str) -> Result<Option<(String, Asset)>> {
        let row = one!(
            (String, String, Option<String>),
            self.connection(),
            "SELECT id, state, component_id FROM asset_names WHERE platform_id = $1 AND LOWER(name) = $2 AND state <> 'released' \
             ORDER BY id DESC LIMIT 1",
            platform.to_owned(),
            name.trim().to_ascii_lowercase()
        );
        row.map(|(id, state, component)| Ok((id.clone(), asset(&id, &state, component)?))).transpose()
    }

    /// A statement by its id.
    ///
    /// # Errors
    /// When there is none in the scope, or the database cannot be read.
    pub async fn asset_statement(&mut self, scope: &Scope, id: &str) -> Result<(AssetNameRow, Asset)> {
        let row = one!(
            AssetNameRow,
            self.connection(),
            AssertSqlSafe(format!("{SAID} AND n.id = $2")),
            scope.key().to_owned(),
            id.to_owned()
        )
        .ok_or(Error::NotFound("name"))?;
        let state = asset(&row.id, &row.state, row.component_id.clone())?;
        Ok((row, state))
    }

    /// Whether the platform's current inventory has a component.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn has_component(&mut self, platform: &str, component: &str) -> Result<bool> {
        let row = one!(
            (i64,),
            self.connection(),
            "SELECT current FROM components WHERE platform_id = $1 AND id = $2 AND current = 1",
            platform.to_owned(),
            component.to_owned()
        );
        Ok(row.is_some())
    }
}

fn asset(id: &str, state: &str, component: Option<String>) -> Result<Asset> {
    match (state, component) {
        ("mapped", Some(component)) => Ok(Asset::Mapped { component }),
        ("disowned", _) => Ok(Asset::Disowned),
        ("released", _) => Ok(Asset::Released),
        _ => Err(Error::Corrupt(format!("the name {id} has an unknown state {state}"))),
    }
}
