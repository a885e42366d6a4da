//! Escalations.

use sqlx::{AnyConnection, AssertSqlSafe};
use yunjian_domain::escalation::Escalation;
use yunjian_domain::submission::Hearing;

use crate::{Cursor, Error, Listed, Result, Scope, Store, Tx};

#[derive(Clone, Debug, sqlx::FromRow)]
pub struct EscalationRow {
    pub id: String,
    pub platform_id: String,
    pub platform_name: Option<String>,
    pub trigger_id: String,
    pub subject: String,
    pub level: String,
    pub state: String,
    pub compared: String,
    pub proposed_at: i64,
    pub observed_at: i64,
    pub observations: i64,
    pub endorsed_by: Option<String>,
    pub endorsed_name: Option<String>,
    pub reason: Option<String>,
    pub closed_at: Option<i64>,
    pub intended_by: Option<String>,
    pub intended_name: Option<String>,
    pub intended_at: Option<i64>,
    pub intended_reason: Option<String>,
    pub hearing: Option<String>,
    pub hear_until: Option<i64>,
    pub statement: Option<String>,
    pub stated_at: Option<i64>,
    pub answer: Option<String>,
    /// The newest notice about it.
    pub notice_id: Option<String>,
}

const ESCALATION: &str = "SELECT e.id, e.platform_id, pn.body AS platform_name, e.trigger_id, e.subject, e.level, e.state, e.compared, \
     e.proposed_at, e.observed_at, e.observations, e.endorsed_by, en.body AS endorsed_name, rr.body AS reason, e.closed_at, e.intended_by, iu.body AS intended_name, e.intended_at, ir.body AS intended_reason, e.hearing, e.hear_until, \
     st.body AS statement, e.stated_at, an.body AS answer, \
     (SELECT MAX(n.id) FROM notices n WHERE n.escalation_id = e.id) AS notice_id FROM escalations e \
     JOIN platforms p ON p.id = e.platform_id LEFT JOIN contents pn ON pn.digest = p.name_ref \
     LEFT JOIN contents rr ON rr.digest = e.reason_ref LEFT JOIN users eu ON eu.id = e.endorsed_by \
     LEFT JOIN contents en ON en.digest = eu.name_ref LEFT JOIN users ib ON ib.id = e.intended_by LEFT JOIN contents iu ON iu.digest = ib.name_ref \
     LEFT JOIN contents ir ON ir.digest = e.intended_ref LEFT JOIN contents st ON st.digest = e.statement_ref \
     LEFT JOIN contents an ON an.digest = e.answer_ref \
     WHERE ($1 = '*' OR EXISTS (SELECT 1 FROM access x WHERE x.platform_id = e.platform_id AND x.organisation_id = $1))";

impl Store {
    /// # Errors
    /// When the database cannot be read.
    pub async fn escalations(
        &self,
        scope: &Scope,
        platform: Option<&str>,
        state: Option<&str>,
        cursor: &Cursor,
    ) -> Result<Listed<EscalationRow>> {
        let rows = all!(
            EscalationRow,
            self.reader(),
            AssertSqlSafe(format!(
                "{ESCALATION} AND ($2 = '' OR e.platform_id = $2) AND ($3 = '' OR e.state = $3) AND e.id > $4 ORDER BY e.id LIMIT $5"
            )),
            scope.key().to_owned(),
            platform.unwrap_or_default().to_owned(),
            state.unwrap_or_default().to_owned(),
            cursor.id(),
            cursor.limit + 1
        );
        Ok(Listed::cut(rows, cursor.limit, |row| row.id.clone()))
    }

    /// # Errors
    /// When the database cannot be read.
    pub async fn escalation(&self, scope: &Scope, id: &str) -> Result<Option<EscalationRow>> {
        Ok(one!(
            EscalationRow,
            self.reader(),
            AssertSqlSafe(format!("{ESCALATION} AND e.id = $2")),
            scope.key().to_owned(),
            id.to_owned()
        ))
    }

    /// All cases of one platform, oldest first: what the triggers compare with.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn escalation_history(&self, scope: &Scope, platform: &str) -> Result<Vec<EscalationRow>> {
        Ok(all!(
            EscalationRow,
            self.reader(),
            AssertSqlSafe(format!("{ESCALATION} AND e.platform_id = $2 ORDER BY e.id")),
            scope.key().to_owned(),
            platform.to_owned()
        ))
    }
}

impl Tx {
    /// # Errors
    /// When there is none in the scope, or the database cannot be read.
    pub async fn escalation(&mut self, scope: &Scope, id: &str) -> Result<(EscalationRow, Escalation)> {
        let row = one!(
            EscalationRow,
            self.connection(),
            AssertSqlSafe(format!("{ESCALATION} AND e.id = $2")),
            scope.key().to_owned(),
            id.to_owned()
        )
        .ok_or(Error::NotFound("escalation"))?;
        let state = state_of(self.connection(), id).await?.ok_or(Error::NotFound("escalation"))?;
        Ok((row, state))
    }

    /// The open case of a trigger on a subject, so that a second one is never opened.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn open_escalation(
        &mut self,
        platform: &str,
        trigger: &str,
        subject: &str,
    ) -> Result<Option<String>> {
        let row = one!(
            (String,),
            self.connection(),
            "SELECT id FROM escalations WHERE platform_id = $1 AND trigger_id = $2 AND subject = $3 AND state IN ('proposed', 'endorsed', 'intended', 'confirmed')",
            platform.to_owned(),
            trigger.to_owned(),
            subject.to_owned()
        );
        Ok(row.map(|(id,)| id))
    }
}

pub(crate) async fn state_of(on: &mut AnyConnection, id: &str) -> Result<Option<Escalation>> {
    let row = one!(
        (String, String, Option<i64>, Option<String>, Option<String>, Option<String>, Option<i64>),
        on,
        "SELECT state, level, closed_at, endorsed_by, intended_by, hearing, hear_until FROM escalations WHERE id = $1",
        id.to_owned()
    );
    row.map(|(state, level, closed, endorsed_by, intended_by, hearing, until)| {
        match (state.as_str(), closed) {
            ("intended", _) => {
                let hearing = match (hearing.as_deref(), until) {
                    (Some("told"), Some(until)) => Hearing::Told { until },
                    (Some("stated"), _) => Hearing::Stated,
                    (Some("answered"), _) => Hearing::Answered,
                    (Some("waived"), _) => Hearing::Waived,
                    _ => Hearing::Untold,
                };
                Ok(Escalation::Intended { level, by: intended_by.unwrap_or_default(), hearing })
            }
            ("endorsed", _) => Ok(Escalation::Endorsed { level, by: endorsed_by.unwrap_or_default() }),
            ("proposed", _) => Ok(Escalation::Proposed { level }),
            ("confirmed", _) => Ok(Escalation::Confirmed { level }),
            ("dismissed", _) => Ok(Escalation::Dismissed),
            ("closed", Some(at)) => Ok(Escalation::Closed { at }),
            _ => Err(Error::Corrupt(format!("the row of escalation {id} does not fit its state {state}"))),
        }
    })
    .transpose()
}
