//! What rules say about a submission, on the wire.

use yunjian_assess as assess;
use yunjian_wire::submission as wire;

use super::words::Words;

/// The results of an assessment, worst first, each with the words for its parts.
pub(crate) fn results(obligation: &str, found: Vec<assess::RuleResult>) -> Vec<wire::RuleResult> {
    let words = Words::of(obligation);
    let mut results: Vec<_> = found.into_iter().map(|each| result(each, &words)).collect();
    sort(&mut results);
    results
}

/// One rule's result on the wire, with the words for its parts.
fn result(result: assess::RuleResult, words: &Words) -> wire::RuleResult {
    let word = |value: &dyn erased::ToWord| value.word();
    let rule = words.of_rule(&result.rule);
    let compared = |list: Vec<assess::Compared>| -> Vec<_> {
        list.into_iter().map(|c| rule.compared(c.expr, c.value)).collect()
    };
    let rows = |list: Vec<assess::RowRef>| -> Vec<_> {
        list.into_iter()
            .map(|r| wire::FailingRow {
                id: Some(r.id).filter(|id| !id.is_empty()),
                file: r.file,
                place: r.place,
                values: compared(r.values),
            })
            .collect()
    };
    let missing = |say: &dyn Fn(&assess::Missing) -> String| {
        (!result.missing.is_empty()).then(|| result.missing.iter().map(say).collect::<Vec<_>>().join("; "))
    };
    let undecided = result.outcome == assess::Outcome::Undetermined && result.total_failing == 0;
    let (missing, missing_zh, missing_en) = (
        missing(&|m| format!("{} ({})", m.what, word(&m.why))),
        missing(&|m| rule.missing(m).zh),
        missing(&|m| rule.missing(m).en),
    );
    let (shown, total) =
        if undecided { (result.open, result.total_open) } else { (result.failing, result.total_failing) };
    wire::RuleResult {
        severity: word(&result.severity),
        outcome: word(&result.outcome),
        clause: Some(result.clause).filter(|c| !c.is_empty()),
        message_zh: result.message_zh,
        message_en: result.message_en,
        words_zh: rule.whole.as_ref().map(|said| said.zh.clone()),
        words_en: rule.whole.as_ref().map(|said| said.en.clone()),
        missing,
        missing_zh,
        missing_en,
        compared: compared(result.values),
        parameters: compared(result.params),
        rows: rows(shown),
        rows_total: total as i64,
        decisions: {
            let mut named: Vec<String> = result.set_aside.iter().filter_map(|s| s.decision.clone()).collect();
            named.sort();
            named.dedup();
            named
        },
        set_aside: result.set_aside.into_iter().map(|s| s.id).collect(),
        rule: result.rule,
    }
}

/// The word an enum of the assessment is serialised as.
mod erased {
    pub(super) trait ToWord {
        fn word(&self) -> String;
    }
    impl<T: serde::Serialize> ToWord for T {
        fn word(&self) -> String {
            serde_json::to_value(self).ok().and_then(|v| v.as_str().map(str::to_owned)).unwrap_or_default()
        }
    }
}

/// Worst first: failed before undetermined before the rest, then by severity.
fn sort(results: &mut [wire::RuleResult]) {
    let outcome = |o: &str| ["fail", "undetermined", "later", "pass"].iter().position(|x| *x == o);
    let severity = |s: &str| ["blocking", "major", "minor", "advice"].iter().position(|x| *x == s);
    results.sort_by_key(|r| (outcome(&r.outcome), severity(&r.severity)));
}
