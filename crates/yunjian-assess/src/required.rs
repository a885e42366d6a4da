//! Layer 2: the evidence an obligation asks for, against what was handed in.

use serde::{Deserialize, Serialize};
use yunjian_catalogue::accepts;

use crate::assessment::{Compared, RowRef, RuleResult};
use crate::form::blocking;
use crate::inputs::EvidenceItem;

/// One line of an obligation's evidence list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RequiredEvidence {
    pub kind: String,
    /// Format tokens; columns in brackets are part of the template, not of the format.
    pub formats: Vec<String>,
    pub required: bool,
}

/// What the evidence lacks; the words of a dry run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "lack")]
pub enum Lack {
    /// Nothing of a required kind was handed in.
    Kind { kind: String, formats: Vec<String> },
    /// A file is of a kind that is asked for, but in a format that is not accepted.
    Format { evidence_id: String, sha256: String, kind: String, format: String, formats: Vec<String> },
}

/// What is lacking. A `form` is there when the form is filled; kinds nobody asked for are welcome.
pub fn check_evidence(
    required: &[RequiredEvidence],
    submitted: &[EvidenceItem],
    form_filled: bool,
) -> Vec<Lack> {
    let mut lacks = Vec::new();
    for line in required {
        let there = submitted.iter().any(|item| item.kind == line.kind) || line.kind == "form" && form_filled;
        if line.required && !there {
            lacks.push(Lack::Kind { kind: line.kind.clone(), formats: line.formats.clone() });
        }
    }
    for item in submitted {
        let lines = || required.iter().filter(|line| line.kind == item.kind);
        let accepted = lines().flat_map(|line| &line.formats).any(|format| accepts(format, &item.format));
        if lines().next().is_some() && !accepted {
            lacks.push(Lack::Format {
                evidence_id: item.id.clone(),
                sha256: item.sha256.clone(),
                kind: item.kind.clone(),
                format: item.format.clone(),
                formats: lines().flat_map(|line| line.formats.clone()).collect(),
            });
        }
    }
    lacks
}

/// What is lacking as results: blocking, rule id `EVIDENCE`, one each.
pub fn evidence_results(lacks: &[Lack]) -> Vec<RuleResult> {
    lacks
        .iter()
        .map(|lack| match lack {
            Lack::Kind { kind, formats } => {
                let mut result = blocking(
                    "EVIDENCE",
                    &format!("缺少必交证据（{kind}）"),
                    &format!("required evidence of kind {kind} is lacking"),
                );
                result.values.push(Compared { expr: "formats".into(), value: formats.clone().into() });
                result
            }
            Lack::Format { evidence_id, sha256, kind, format, formats } => {
                let mut result = blocking(
                    "EVIDENCE",
                    &format!("证据（{kind}）的格式 {format} 不在接受范围"),
                    &format!("format {format} is not accepted for evidence of kind {kind}"),
                );
                result.values.push(Compared { expr: "formats".into(), value: formats.clone().into() });
                result.failing.push(RowRef {
                    id: evidence_id.clone(),
                    file: Some(sha256.clone()),
                    place: None,
                    values: Vec::new(),
                });
                result.total_failing = 1;
                result
            }
        })
        .collect()
}
