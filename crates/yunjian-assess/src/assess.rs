//! Facts to assessment: every rule, in the order given, each with its reasons.

use crate::assessment::{Assessment, Compared, Missing, Outcome, Rule, RuleResult, Unknown};
use crate::compile::{Compiled, RuleFault, compile_rule};
use crate::eval::{Run, Session};
use crate::explain::Explanation;
use crate::inputs::{Inputs, ParamValue};

/// A rule ready to run; keep it per version of a rule pack, reading rules costs more than running most of them.
#[derive(Clone, Debug)]
pub struct ReadyRule {
    pub rule: Rule,
    pub compiled: Result<Compiled, RuleFault>,
}

impl ReadyRule {
    /// Reads the rule's check. A faulty rule is kept: its result will say what is wrong with it.
    pub fn new(rule: Rule) -> Self {
        let compiled = compile_rule(&rule.check);
        Self { rule, compiled }
    }
}

/// Runs the rules over the inputs. Rules with `follow_up_workdays` are reported as later; when their time has come
/// the caller gives them without it. A faulty rule is undetermined, with the fault as its reason.
pub fn assess(rules: &[Rule], inputs: &Inputs<'_>) -> Assessment {
    let ready: Vec<ReadyRule> = rules.iter().cloned().map(ReadyRule::new).collect();
    assess_ready(&ready, inputs)
}

/// The same for rules that were read before.
pub fn assess_ready(rules: &[ReadyRule], inputs: &Inputs<'_>) -> Assessment {
    assess_in(rules, &mut Session::new(inputs)).0
}

/// The same without plans: every list is searched from its beginning, nothing is remembered. It is what the fast way is held
/// against, and of no other use.
pub fn assess_plainly(rules: &[ReadyRule], inputs: &Inputs<'_>) -> Assessment {
    let mut session = Session::new(inputs);
    session.planned = false;
    assess_in(rules, &mut session).0
}

/// Also tells the comparisons the costliest rule made; without planning every list is searched.
#[cfg(test)]
pub(crate) fn assess_planned(rules: &[ReadyRule], inputs: &Inputs<'_>, planned: bool) -> (Assessment, u64) {
    let mut session = Session::new(inputs);
    session.planned = planned;
    assess_in(rules, &mut session)
}

pub(crate) fn assess_in<'a>(rules: &'a [ReadyRule], session: &mut Session<'a>) -> (Assessment, u64) {
    let mut most = 0;
    let judged = rules.iter().map(|ready| {
        let (result, steps) = judge(ready, session);
        most = most.max(steps);
        result
    });
    let results = judged.collect();
    (Assessment::of(results, session.inputs.now), most)
}

fn judge<'a>(ready: &'a ReadyRule, session: &mut Session<'a>) -> (RuleResult, u64) {
    let rule = &ready.rule;
    if rule.follow_up_workdays.is_some() {
        return (RuleResult::new(rule, Outcome::Later), 0);
    }
    let compiled = match &ready.compiled {
        Ok(compiled) => compiled,
        Err(fault) => {
            let mut result = RuleResult::new(rule, Outcome::Undetermined);
            result.missing.push(Missing { what: fault.to_string(), why: Unknown::FaultyRule });
            return (result, 0);
        }
    };
    let inputs = session.inputs;
    let mut run = Run::new(session, compiled);
    let verdict = run.truth(&compiled.root);
    let steps = run.steps;
    let outcome = match verdict {
        Ok(true) => Outcome::Pass,
        Ok(false) => Outcome::Fail,
        Err(_) => Outcome::Undetermined,
    };
    let mut result = RuleResult::new(rule, outcome);
    for name in compiled.params() {
        let value = inputs.params.get(&**name).map_or(serde_json::Value::Null, param_json);
        result.params.push(Compared { expr: format!("params.{name}"), value });
    }
    run.steps = 0;
    let mut explanation = Explanation::new(run, &mut result);
    if let Err(reason) = verdict {
        explanation.missing(reason);
    }
    if !matches!(verdict, Err(reason) if reason.why == Unknown::StepLimit) {
        explanation.explain(&compiled.root, true);
    }
    // What is unknown does not matter any more once a rule is decided.
    if outcome != Outcome::Undetermined {
        result.missing.clear();
    }
    (result, steps)
}

fn param_json(value: &ParamValue) -> serde_json::Value {
    match value {
        ParamValue::Number(value) => serde_json::Value::from(*value),
        ParamValue::Bool(value) => serde_json::Value::from(*value),
        ParamValue::Text(value) => serde_json::Value::from(value.as_str()),
        ParamValue::List(values) => serde_json::Value::from(values.clone()),
    }
}
