//! Deviation requests, and which of them hold.

use sqlx::{AnyConnection, AssertSqlSafe};
use yunjian_catalogue::catalogue;
use yunjian_domain::deviation::Deviation;
use yunjian_domain::held::HeldTarget;

use crate::{Cursor, Error, Listed, Result, Scope, Store, Tx};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DeviationRow {
    pub id: String,
    pub platform_id: String,
    pub platform_name: Option<String>,
    pub kind: String,
    pub state: String,
    pub severity: String,
    pub adjusted: Option<String>,
    pub until_at: i64,
    pub reason: Option<String>,
    pub measures: Option<String>,
    pub vendor_contact: Option<i64>,
    pub renews: Option<String>,
    pub claimed: Option<String>,
    pub requested_at: i64,
    pub requested_by: Option<String>,
    pub requested_name: Option<String>,
    pub endorsed_by: Option<String>,
    pub endorsed_name: Option<String>,
    pub decided_at: Option<i64>,
    pub decided_by: Option<String>,
    pub decided_name: Option<String>,
    pub decision: Option<String>,
    pub targets: i64,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DeviationTargetRow {
    pub component_id: Option<String>,
    pub weakness: String,
    pub cves: String,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct DeviationFileRow {
    pub sha256: String,
    pub size: i64,
    pub name: Option<String>,
}

/// A decision that holds at a moment, with what it speaks of.
#[derive(Clone, Debug)]
pub struct HeldRow {
    pub id: String,
    pub kind: String,
    pub adjusted: Option<String>,
    pub until_at: i64,
    pub targets: Vec<HeldTarget>,
}

/// Narrows the list of deviations.
#[derive(Clone, Debug, Default)]
pub struct DeviationFilter {
    pub platform: Option<String>,
    /// A state, or `expired`: granted, and its date has passed.
    pub state: Option<String>,
    pub kind: Option<String>,
    /// Only those an import of history claims.
    pub claimed: Option<bool>,
}

const DEVIATION: &str = "SELECT d.id, d.platform_id, pn.body AS platform_name, d.kind, d.state, d.severity, d.adjusted, d.until_at, \
     rr.body AS reason, mr.body AS measures, d.vendor_contact, d.renews, d.claimed, d.requested_at, d.requested_by, \
     rn.body AS requested_name, d.endorsed_by, en.body AS endorsed_name, d.decided_at, d.decided_by, dn.body AS decided_name, \
     dr.body AS decision, (SELECT COUNT(*) FROM deviation_targets t WHERE t.deviation_id = d.id) AS targets FROM deviations d \
     JOIN platforms p ON p.id = d.platform_id LEFT JOIN contents pn ON pn.digest = p.name_ref \
     LEFT JOIN contents rr ON rr.digest = d.reason_ref LEFT JOIN contents mr ON mr.digest = d.measures_ref \
     LEFT JOIN contents dr ON dr.digest = d.decision_ref \
     LEFT JOIN users ru ON ru.id = d.requested_by LEFT JOIN contents rn ON rn.digest = ru.name_ref \
     LEFT JOIN users eu ON eu.id = d.endorsed_by LEFT JOIN contents en ON en.digest = eu.name_ref \
     LEFT JOIN users du ON du.id = d.decided_by LEFT JOIN contents dn ON dn.digest = du.name_ref \
     WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = d.platform_id AND x.organisation_id = $1))";

impl Store {
    /// Newest first.
    ///
    /// # Errors
    /// When the database cannot be read or the cursor is not of this list.
    pub async fn deviations(
        &self,
        scope: &Scope,
        filter: &DeviationFilter,
        now: i64,
        cursor: &Cursor,
    ) -> Result<Listed<DeviationRow>> {
        let after = cursor.after.clone().unwrap_or_else(|| "zz".to_owned());
        let expired = filter.state.as_deref() == Some("expired");
        let granted = filter.state.as_deref() == Some("granted");
        let state = if expired { "granted" } else { filter.state.as_deref().unwrap_or_default() };
        // Granted and past its date are told apart by the clock.
        let (least, most) = match (granted, expired) {
            (true, _) => (now + 1, i64::MAX),
            (_, true) => (i64::MIN, now),
            _ => (i64::MIN, i64::MAX),
        };
        let rows = all!(
            DeviationRow,
            self.reader(),
            AssertSqlSafe(format!(
                "{DEVIATION} AND ($2 = '' OR d.platform_id = $2) AND ($3 = '' OR d.state = $3) AND ($4 = '' OR d.kind = $4) \
                 AND ($5 = 0 OR d.claimed IS NOT NULL) AND d.until_at >= $6 AND d.until_at <= $7 AND d.id < $8 \
                 ORDER BY d.id DESC LIMIT $9"
            )),
            scope.key().to_owned(),
            filter.platform.clone().unwrap_or_default(),
            state.to_owned(),
            filter.kind.clone().unwrap_or_default(),
            i64::from(filter.claimed == Some(true)),
            least,
            most,
            after,
            cursor.limit + 1
        );
        Ok(Listed::cut(rows, cursor.limit, |row| row.id.clone()))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn deviation(&self, scope: &Scope, id: &str) -> Result<Option<DeviationRow>> {
        Ok(one!(
            DeviationRow,
            self.reader(),
            AssertSqlSafe(format!("{DEVIATION} AND d.id = $2")),
            scope.key().to_owned(),
            id.to_owned()
        ))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn deviation_targets(&self, scope: &Scope, id: &str) -> Result<Vec<DeviationTargetRow>> {
        Ok(all!(
            DeviationTargetRow,
            self.reader(),
            "SELECT t.component_id, t.weakness, t.cves FROM deviation_targets t JOIN deviations d ON d.id = t.deviation_id \
             WHERE t.deviation_id = $2 AND ($1 = '*' OR EXISTS \
             (SELECT 1 FROM access x WHERE x.platform_id = d.platform_id AND x.organisation_id = $1)) ORDER BY t.ordinal",
            scope.key().to_owned(),
            id.to_owned()
        ))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn deviation_files(&self, scope: &Scope, id: &str) -> Result<Vec<DeviationFileRow>> {
        Ok(all!(
            DeviationFileRow,
            self.reader(),
            "SELECT f.sha256, f.size, c.body AS name FROM deviation_files f JOIN deviations d ON d.id = f.deviation_id \
             LEFT JOIN contents c ON c.digest = f.name_ref \
             WHERE f.deviation_id = $2 AND ($1 = '*' OR EXISTS \
             (SELECT 1 FROM access x WHERE x.platform_id = d.platform_id AND x.organisation_id = $1)) ORDER BY f.ordinal",
            scope.key().to_owned(),
            id.to_owned()
        ))
    }

    /// The decisions of a platform that hold at a moment, the one that ends last at the end: it wins over others that
    /// speak of the same finding.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn held(&self, scope: &Scope, platform: &str, now: i64) -> Result<Vec<HeldRow>> {
        let rows = all!(
            (String, String, Option<String>, i64, Option<String>, String, String),
            self.reader(),
            "SELECT d.id, d.kind, d.adjusted, d.until_at, t.component_id, t.weakness, t.cves \
             FROM deviations d JOIN deviation_targets t ON t.deviation_id = d.id \
             WHERE d.platform_id = $2 AND d.state = 'granted' AND d.until_at > $3 AND ($1 = '*' OR EXISTS \
             (SELECT 1 FROM access x WHERE x.platform_id = d.platform_id AND x.organisation_id = $1)) \
             ORDER BY d.until_at, d.id, t.ordinal",
            scope.key().to_owned(),
            platform.to_owned(),
            now
        );
        let mut out: Vec<HeldRow> = Vec::new();
        for (id, kind, adjusted, until_at, component, weakness, cves) in rows {
            let target = HeldTarget {
                deviation: id.clone(),
                component,
                weakness,
                cves: cves.split(',').filter(|c| !c.is_empty()).map(str::to_owned).collect(),
                carries_over: catalogue().deviations.of(&kind).is_some_and(|k| k.carries_over),
            };
            match out.last_mut() {
                Some(last) if last.id == id => last.targets.push(target),
                _ => out.push(HeldRow { id, kind, adjusted, until_at, targets: vec![target] }),
            }
        }
        Ok(out)
    }

    /// The findings of a platform by id: what somebody who asks for a deviation has chosen.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn finding(&self, scope: &Scope, platform: &str, id: &str) -> Result<Option<ChosenRow>> {
        Ok(one!(
            ChosenRow,
            self.reader(),
            "SELECT f.id, f.component_id, f.weakness, f.cves, f.severity, f.severity_rank, f.exploited, f.title, f.status FROM findings f \
             WHERE f.platform_id = $2 AND f.id = $3 AND ($1 = '*' OR EXISTS \
             (SELECT 1 FROM access x WHERE x.platform_id = f.platform_id AND x.organisation_id = $1))",
            scope.key().to_owned(),
            platform.to_owned(),
            id.to_owned()
        ))
    }

    /// All findings of a platform, as far as decisions are matched with them.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn chosen(&self, scope: &Scope, platform: &str) -> Result<Vec<ChosenRow>> {
        Ok(all!(
            ChosenRow,
            self.reader(),
            "SELECT f.id, f.component_id, f.weakness, f.cves, f.severity, f.severity_rank, f.exploited, f.title, f.status FROM findings f \
             WHERE f.platform_id = $2 AND ($1 = '*' OR EXISTS \
             (SELECT 1 FROM access x WHERE x.platform_id = f.platform_id AND x.organisation_id = $1)) ORDER BY f.id",
            scope.key().to_owned(),
            platform.to_owned()
        ))
    }
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct ChosenRow {
    pub id: String,
    pub component_id: Option<String>,
    pub weakness: String,
    pub cves: String,
    pub severity: String,
    pub severity_rank: i64,
    pub exploited: i64,
    pub title: Option<String>,
    pub status: String,
}

impl ChosenRow {
    pub fn cves(&self) -> Vec<String> {
        self.cves.split(',').filter(|c| !c.is_empty()).map(str::to_owned).collect()
    }
}

impl Tx {
    /// # Errors
    /// When there is none in the scope, or the database cannot be read.
    pub async fn deviation(&mut self, scope: &Scope, id: &str) -> Result<(DeviationRow, Deviation)> {
        let row = one!(
            DeviationRow,
            self.connection(),
            AssertSqlSafe(format!("{DEVIATION} AND d.id = $2")),
            scope.key().to_owned(),
            id.to_owned()
        )
        .ok_or(Error::NotFound("deviation"))?;
        let state = state_of(self.connection(), id).await?.ok_or(Error::NotFound("deviation"))?;
        Ok((row, state))
    }
}

pub(crate) async fn state_of(on: &mut AnyConnection, id: &str) -> Result<Option<Deviation>> {
    let row = one!(
        (String, i64, Option<String>),
        on,
        "SELECT state, until_at, endorsed_by FROM deviations WHERE id = $1",
        id.to_owned()
    );
    row.map(|(state, until, endorsed_by)| match state.as_str() {
        "requested" => Ok(Deviation::Requested),
        "returned" => Ok(Deviation::Returned),
        "endorsed" => Ok(Deviation::Endorsed { by: endorsed_by.unwrap_or_default(), until }),
        "granted" => Ok(Deviation::Granted { until }),
        "refused" => Ok(Deviation::Refused),
        "withdrawn" => Ok(Deviation::Withdrawn),
        "revoked" => Ok(Deviation::Revoked),
        other => Err(Error::Corrupt(format!("deviation {id} has an unknown state {other}"))),
    })
    .transpose()
}
