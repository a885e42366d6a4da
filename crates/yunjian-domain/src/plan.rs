//! Supervision plans: what is agreed for one platform, resolved from the catalogue when it is agreed (6.2.2).

use jiff::tz::TimeZone;
use yunjian_catalogue::{
    Applicability, Attribute, Catalogue, Deadline, Frequency, ParameterValue, Severity, TermCalendar,
    WorkingDays,
};

use crate::act::{Level, PlanItem, PlanParameter, PlanTerm};
use crate::calendar::{self, CalendarError};
use crate::refused::Refused;

/// The terms a new plan starts with: obligations that fit the platform's level (or the chosen ones among
/// them), the standard's frequencies, and the suggested parameter values unless declined.
///
/// # Errors
/// When a chosen obligation does not exist or does not apply to the level.
pub fn resolve(
    catalogue: &Catalogue,
    level: Level,
    chosen: Option<&[String]>,
    defaults: bool,
) -> Result<Vec<PlanItem>, Refused> {
    if let Some(chosen) = chosen {
        for id in chosen {
            let fits = catalogue.obligation(id).is_some_and(|o| applies(o.attribute, level));
            if !fits {
                return Err(Refused::new(
                    "unknown_obligation",
                    format!("没有适用于此级别的交付要求 {id}"),
                    format!("there is no obligation {id} for a platform of this level"),
                ));
            }
        }
    }
    let wanted = |id: &str| chosen.is_none_or(|chosen| chosen.iter().any(|c| c == id));
    Ok(catalogue
        .obligations
        .iter()
        .filter(|o| applies(o.attribute, level) && wanted(&o.id))
        .map(|o| PlanItem {
            obligation: o.id.clone(),
            frequency: o.frequency.as_str().to_owned(),
            due_workdays: i64::from(catalogue.frequency(o.frequency).due_workdays),
            parameters: o
                .parameters
                .iter()
                // Declining the suggestions leaves what domestic rules themselves say.
                .filter(|p| defaults || p.applicability == Applicability::Domestic)
                .map(|p| PlanParameter {
                    name: p.name.clone(),
                    value: encode(&p.default),
                    source: p.source.clone(),
                    verified: p.verified.as_str().to_owned(),
                    applicability: p.applicability.as_str().to_owned(),
                })
                .collect(),
        })
        .collect())
}

fn applies(attribute: Attribute, level: Level) -> bool {
    attribute == Attribute::General || level == Level::Enhanced
}

fn encode(value: &ParameterValue) -> String {
    serde_json::to_string(value).expect("a parameter value is a plain JSON value")
}

/// What stands in place of an obligation in a term that is agreed for the platform as a whole.
pub const PLATFORM: &str = "*";
/// The agreed working days within which the provider may state its view of an intended decision.
pub const STATEMENT_WORKDAYS: &str = "statement_workdays";

/// Working days for a statement: as agreed for the platform, else the catalogue's row.
pub fn statement_workdays(catalogue: &Catalogue, agreed: Option<&str>) -> u32 {
    agreed.and_then(|value| value.parse().ok()).unwrap_or(catalogue.workflow.statement.workdays)
}

/// Checks a term that is agreed for the platform as a whole.
fn check_platform_term(catalogue: &Catalogue, term: &PlanTerm) -> Result<(), Refused> {
    let PlanTerm::Parameter { name, value } = term else {
        return Err(Refused::new(
            "unknown_parameter",
            "对整个平台只能约定参数",
            "only parameters are agreed for a platform as a whole",
        ));
    };
    if name != STATEMENT_WORKDAYS {
        return Err(Refused::new(
            "unknown_parameter",
            format!("没有平台参数 {name}"),
            format!("there is no parameter {name} of a platform"),
        ));
    }
    let row = &catalogue.workflow.statement;
    match value.parse::<u32>() {
        Ok(days) if (row.least..=row.most).contains(&days) => Ok(()),
        _ => Err(Refused::new(
            "wrong_value",
            format!("陈述申辩期限须为 {} 到 {} 个工作日", row.least, row.most),
            format!("the time for a statement is {} to {} working days", row.least, row.most),
        )),
    }
}

/// Checks one changed term against the catalogue.
///
/// # Errors
/// When there is no such obligation, frequency or parameter, or the value does not have the parameter's type.
pub fn check_term(catalogue: &Catalogue, obligation: &str, term: &PlanTerm) -> Result<(), Refused> {
    if obligation == PLATFORM {
        return check_platform_term(catalogue, term);
    }
    let found = catalogue.obligation(obligation).ok_or_else(|| {
        Refused::new(
            "unknown_obligation",
            format!("没有交付要求 {obligation}"),
            format!("there is no obligation {obligation}"),
        )
    })?;
    match term {
        PlanTerm::Applies { .. } => Ok(()),
        PlanTerm::Frequency { frequency, due_workdays } => {
            if frequency.parse::<Frequency>().is_err() {
                return Err(Refused::new(
                    "unknown_frequency",
                    format!("没有频率 {frequency}"),
                    format!("there is no frequency {frequency}"),
                ));
            }
            if !(0..=250).contains(due_workdays) {
                return Err(Refused::new(
                    "due_workdays",
                    "提交期限须在 0 到 250 个工作日之间",
                    "due working days are between 0 and 250",
                ));
            }
            Ok(())
        }
        PlanTerm::Parameter { name, value } => {
            let parameter = found.parameter(name).ok_or_else(|| {
                Refused::new(
                    "unknown_parameter",
                    format!("{obligation} 没有参数 {name}"),
                    format!("{obligation} has no parameter {name}"),
                )
            })?;
            let fits = serde_json::from_str::<ParameterValue>(value).is_ok_and(|v| v.fits(parameter.ty));
            if fits {
                return Ok(());
            }
            Err(Refused::new(
                "wrong_value",
                format!("参数 {name} 的取值类型应为 {}", parameter.ty),
                format!("the value of {name} must be a {}", parameter.ty),
            ))
        }
    }
}

/// A deadline from the table, and the row it came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Window {
    pub row: String,
    pub deadline: i64,
    /// Latest moment an extension may move it to; the deadline itself when none is allowed.
    pub extended: i64,
    pub extensions: i64,
}

/// The window for putting right a failed rule of this severity, counted from `at`. `None` when the table has
/// no row of its own for it (minor faults wait for the next period).
///
/// # Errors
/// When the calendar cannot be computed.
pub fn rectification_window(
    catalogue: &Catalogue,
    severity: Severity,
    at: i64,
    zone: &TimeZone,
    days: &WorkingDays,
) -> Result<Option<Window>, CalendarError> {
    let row = catalogue
        .deadlines
        .iter()
        .find(|d| d.rule_severities.contains(&severity) && d.calendar != TermCalendar::Period);
    row.map(|row| window(row, at, zone, days)).transpose()
}

/// The window a deadline row opens from `at`.
///
/// # Errors
/// When the calendar cannot be computed.
pub fn window(row: &Deadline, at: i64, zone: &TimeZone, days: &WorkingDays) -> Result<Window, CalendarError> {
    let term = |from: i64, iso: Option<&str>, workdays: Option<u32>| match (iso, workdays) {
        (Some(iso), _) => calendar::add_duration(from, iso, zone),
        // The term ends with a day; further working days are counted from that day, not from the midnight after.
        (None, Some(n)) => calendar::plus_workdays(from, n, zone, days).map(|t| t.at),
        (None, None) => Ok(from),
    };
    let deadline = term(at, row.max.as_deref(), row.workdays)?;
    let (extended, extensions) = match &row.extension {
        None => (deadline, 0),
        Some(extension) => {
            let base = if row.workdays.is_some() { deadline - 1 } else { deadline };
            let own = term(base, extension.max.as_deref(), extension.workdays)?;
            // Without a length of its own an extension may be as long as the term was.
            let own = if extension.max.is_none() && extension.workdays.is_none() {
                term(base, row.max.as_deref(), row.workdays)?
            } else {
                own
            };
            (own.max(deadline), i64::from(extension.count))
        }
    };
    Ok(Window { row: row.id.clone(), deadline, extended, extensions })
}

#[cfg(test)]
mod tests {
    use super::*;
    use yunjian_catalogue::{catalogue, working_days};

    /// clauses: 5.2.5.2 d)
    #[test]
    fn a_general_platform_has_general_obligations_only() {
        let general = resolve(catalogue(), Level::General, None, true).unwrap();
        let enhanced = resolve(catalogue(), Level::Enhanced, None, true).unwrap();
        assert!(general.iter().all(|item| item.obligation.contains("-G-")));
        assert_eq!(enhanced.len(), catalogue().obligations.len());
        let one = resolve(catalogue(), Level::General, Some(&["A-12.3-G-1/1".to_owned()]), true).unwrap();
        assert_eq!(one.len(), 1);
        assert_eq!(one[0].frequency, "monthly");
        assert!(resolve(catalogue(), Level::General, Some(&["A-12.3-E-1/1".to_owned()]), true).is_err());
    }

    #[test]
    fn declined_defaults_leave_parameters_open() {
        let with = resolve(catalogue(), Level::General, None, true).unwrap();
        let without = resolve(catalogue(), Level::General, None, false).unwrap();
        let count = |items: &[PlanItem]| items.iter().map(|i| i.parameters.len()).sum::<usize>();
        assert!(count(&without) < count(&with));
        assert!(without.iter().flat_map(|i| &i.parameters).all(|p| p.applicability == "本国规定"));
    }

    #[test]
    fn terms_are_checked() {
        let parameter =
            |value: &str| PlanTerm::Parameter { name: "min_coverage".into(), value: value.into() };
        assert!(check_term(catalogue(), "A-12.3-G-1/1", &parameter("95")).is_ok());
        assert_eq!(
            check_term(catalogue(), "A-12.3-G-1/1", &parameter("\"x\"")).unwrap_err().code,
            "wrong_value"
        );
        let agreed = |name: &str, value: &str| {
            let term = PlanTerm::Parameter { name: name.to_owned(), value: value.to_owned() };
            check_term(catalogue(), PLATFORM, &term).map_err(|refused| refused.code)
        };
        assert_eq!(agreed(STATEMENT_WORKDAYS, "7"), Ok(()));
        for wrong in ["0", "2", "61", "\"7\"", "-1"] {
            assert_eq!(agreed(STATEMENT_WORKDAYS, wrong), Err("wrong_value"), "{wrong}");
        }
        assert_eq!(agreed("another", "7"), Err("unknown_parameter"));
        assert!(check_term(catalogue(), PLATFORM, &PlanTerm::Applies { applies: false }).is_err());
        assert_eq!(statement_workdays(catalogue(), Some("7")), 7);
        assert_eq!(statement_workdays(catalogue(), None), catalogue().workflow.statement.workdays);
        assert_eq!(check_term(catalogue(), "A-0", &parameter("95")).unwrap_err().code, "unknown_obligation");
    }

    /// clauses: 6.2.2 s2
    #[test]
    fn windows_come_from_the_table() {
        let zone = calendar::zone("Asia/Shanghai").unwrap();
        // Monday 2026-11-02 10:00 in Shanghai.
        let at = 1_793_584_800_000;
        let window = rectification_window(catalogue(), Severity::Blocking, at, &zone, working_days())
            .unwrap()
            .unwrap();
        assert_eq!(window.row, "D-06");
        let day = calendar::civil_date(window.deadline - 1, &zone).unwrap();
        assert_eq!(day.to_string(), "2026-11-16");
        assert_eq!(window.extensions, 1);
        assert!(window.extended > window.deadline);
        assert!(
            rectification_window(catalogue(), Severity::Minor, at, &zone, working_days()).unwrap().is_none()
        );
    }
}
