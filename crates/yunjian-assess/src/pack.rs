//! The rules of the catalogue, read once per process: parameters are bound when a platform is assessed.

use std::collections::{BTreeSet, HashMap};
use std::sync::LazyLock;

use yunjian_catalogue::catalogue;

use crate::assess::ReadyRule;
use crate::assessment::Rule;

/// Clause under which the common rules stand: what a submission has to be before its content is looked at.
const COMMON_CLAUSE: &str = "6.2.3 c)";

fn ready(rule: &yunjian_catalogue::Rule, clause: &str) -> ReadyRule {
    let severity = match rule.severity {
        yunjian_catalogue::Severity::Blocking => crate::Severity::Blocking,
        yunjian_catalogue::Severity::Major => crate::Severity::Major,
        yunjian_catalogue::Severity::Minor => crate::Severity::Minor,
        yunjian_catalogue::Severity::Advice => crate::Severity::Advice,
    };
    ReadyRule::new(Rule {
        id: rule.id.clone(),
        severity,
        check: rule.check.clone(),
        message_zh: rule.message_zh.clone(),
        message_en: rule.message_en.clone(),
        clause: rule.clause.clone().unwrap_or_else(|| clause.to_owned()),
        follow_up_workdays: rule.follow_up_workdays,
    })
}

/// Rules of every obligation by its id, the common ones first.
static PACK: LazyLock<HashMap<&'static str, Vec<ReadyRule>>> = LazyLock::new(|| {
    let common: Vec<ReadyRule> = catalogue().common_rules.iter().map(|r| ready(r, COMMON_CLAUSE)).collect();
    let of = |o: &'static yunjian_catalogue::Obligation| {
        let own = o.rules.iter().map(|r| ready(r, &o.section));
        (o.id.as_str(), common.iter().cloned().chain(own).collect())
    };
    catalogue().obligations.iter().map(of).collect()
});

/// The rules of one obligation, the common ones first; none for an id the catalogue does not have.
pub fn rules_of(obligation: &str) -> &'static [ReadyRule] {
    PACK.get(obligation).map_or(&[], Vec::as_slice)
}

/// The other obligations whose current evidence the rules of an obligation look at.
pub fn inputs_of(obligation: &str) -> BTreeSet<&'static str> {
    let rules = catalogue().obligation(obligation).map_or(&[][..], |o| &o.rules);
    rules.iter().flat_map(|rule| &rule.inputs).map(String::as_str).collect()
}
