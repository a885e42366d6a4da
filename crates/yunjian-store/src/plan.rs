//! Supervision plans: the agreed terms of a platform and their history.

use crate::{Result, Scope, Store};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PlanRow {
    pub version: i64,
    pub defaults: i64,
    pub catalogue: String,
    pub adopted_at: i64,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PlanItemRow {
    pub obligation: String,
    pub applies: i64,
    pub frequency: String,
    pub due_workdays: i64,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PlanParameterRow {
    pub obligation: String,
    pub name: String,
    pub value: String,
    pub source: String,
    pub verified: String,
    pub applicability: String,
}

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct PlanChangeRow {
    pub id: String,
    pub obligation: String,
    pub term: String,
    pub old_value: String,
    pub new_value: String,
    pub immediate: i64,
    pub reason: Option<String>,
    pub user_id: Option<String>,
    pub user_name: Option<String>,
    pub at: i64,
}

macro_rules! in_scope {
    ($alias:literal) => {
        concat!(
            "($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = ",
            $alias,
            ".platform_id AND x.organisation_id = $1))"
        )
    };
}

impl Store {
    /// The plan in force.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn plan(&self, scope: &Scope, platform: &str) -> Result<Option<PlanRow>> {
        Ok(one!(
            PlanRow,
            self.reader(),
            concat!(
                "SELECT version, defaults, catalogue, adopted_at FROM plans p WHERE ",
                in_scope!("p"),
                " AND p.platform_id = $2 ORDER BY version DESC LIMIT 1"
            ),
            scope.key().to_owned(),
            platform.to_owned()
        ))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn plan_items(&self, scope: &Scope, platform: &str) -> Result<Vec<PlanItemRow>> {
        Ok(all!(
            PlanItemRow,
            self.reader(),
            concat!(
                "SELECT obligation, applies, frequency, due_workdays FROM plan_items p WHERE ",
                in_scope!("p"),
                " AND p.platform_id = $2 ORDER BY obligation"
            ),
            scope.key().to_owned(),
            platform.to_owned()
        ))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn plan_parameters(&self, scope: &Scope, platform: &str) -> Result<Vec<PlanParameterRow>> {
        Ok(all!(
            PlanParameterRow,
            self.reader(),
            concat!(
                "SELECT obligation, name, value, source, verified, applicability FROM plan_parameters p WHERE ",
                in_scope!("p"),
                " AND p.platform_id = $2 ORDER BY obligation, name"
            ),
            scope.key().to_owned(),
            platform.to_owned()
        ))
    }

    /// The value of one agreed parameter.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn plan_parameter(
        &self,
        scope: &Scope,
        platform: &str,
        obligation: &str,
        name: &str,
    ) -> Result<Option<String>> {
        let row = one!(
            (String,),
            self.reader(),
            concat!(
                "SELECT value FROM plan_parameters p WHERE ",
                in_scope!("p"),
                " AND p.platform_id = $2 AND p.obligation = $3 AND p.name = $4"
            ),
            scope.key().to_owned(),
            platform.to_owned(),
            obligation.to_owned(),
            name.to_owned()
        );
        Ok(row.map(|(value,)| value))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn plan_changes(&self, scope: &Scope, platform: &str) -> Result<Vec<PlanChangeRow>> {
        Ok(all!(
            PlanChangeRow,
            self.reader(),
            concat!(
                "SELECT p.id, p.obligation, p.term, p.old_value, p.new_value, p.immediate, r.body AS reason, p.user_id, \
                 n.body AS user_name, p.at FROM plan_changes p LEFT JOIN contents r ON r.digest = p.reason_ref \
                 LEFT JOIN users u ON u.id = p.user_id LEFT JOIN contents n ON n.digest = u.name_ref WHERE ",
                in_scope!("p"),
                " AND p.platform_id = $2 ORDER BY p.id"
            ),
            scope.key().to_owned(),
            platform.to_owned()
        ))
    }
}
