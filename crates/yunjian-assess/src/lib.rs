//! Facts to assessment: what the acceptance rules say about a submission, each statement with its reasons. Pure.
//!
//! Three layers: the form against its schema ([`check_form`]), the evidence handed in against what is asked for
//! ([`check_evidence`]), and the rules, CEL expressions over typed facts ([`assess`]). A rule passes, fails or is
//! undetermined; what is unknown never passes.

mod assess;
mod assessment;
mod calendar;
mod compile;
mod eval;
mod explain;
mod form;
mod functions;
mod helper;
mod inputs;
mod intake;
mod join;
mod look;
mod looping;
mod names;
mod node;
mod pack;
mod required;
mod spaces;
mod value;
mod words;

#[cfg(test)]
mod tests;

pub use assess::{ReadyRule, assess, assess_plainly, assess_ready};
pub use assessment::{
    Assessment, Compared, ENGINE, Missing, Outcome, Proposal, ROWS_SHOWN, RowRef, Rule, RuleResult, SetAside,
    SetAsideBy, Severity, Unknown, propose,
};
pub use compile::{Compiled, RuleFault, compile_rule};
pub use form::{FormField, Problem, UnknownFieldType, check_form, form_results, form_schema};
pub use functions::decision_hash;
pub use inputs::{
    EvidenceItem, Exception, Inputs, LevelThreshold, MondayToFriday, ParamValue, Period, Platform, Previous,
    Reached, WorkingDays,
};
pub use intake::{Handed, Receipt, complete_components, kind_of, lacking, obligation_schema, token};
pub use look::Look;
pub use pack::{inputs_of, rules_of};
pub use required::{Lack, RequiredEvidence, check_evidence, evidence_results};
pub use words::{Part, Said, Titles};
