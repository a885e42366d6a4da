//! What has to be handed in: rows of Appendix A and the rules that look at what was handed in.

use serde::{Deserialize, Serialize};

use crate::words::{
    Applicability, Attribute, ClauseParameterKind, DeliverableType, EvidenceKind, FormFieldType, Frequency,
    ParameterType, Party, Severity, Verified,
};

/// One obligation: a control row × frequency × party × type of deliverable.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Obligation {
    /// `A-12.3-G-1/1`: row, then number of the obligation within the row.
    pub id: String,
    pub row: String,
    /// Class of controls, in the standard's own word.
    pub class: String,
    pub class_en: String,
    pub item: String,
    pub item_en: String,
    /// Section of the security-capability standard the row refers to, such as `12.3`.
    pub section: String,
    pub attribute: Attribute,
    /// Labels of the clauses, such as `a) 4)`; empty where the section has no lettered clause.
    pub clauses: Vec<String>,
    pub frequency: Frequency,
    pub party: Party,
    #[serde(rename = "type")]
    pub ty: DeliverableType,
    pub title_zh: String,
    pub title_en: String,
    pub statement_zh: String,
    pub statement_en: String,
    /// What the standard leaves to be assigned or selected.
    pub clause_parameters: Vec<ClauseParameter>,
    pub evidence: Vec<EvidenceSlot>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub realtime: Option<Realtime>,
    pub form_fields: Vec<FormField>,
    pub parameters: Vec<Parameter>,
    pub rules: Vec<Rule>,
    /// What no rule can decide.
    pub human_judgement_zh: String,
    pub human_judgement_en: String,
    /// Letters a–o of the automatic mechanisms of 7.2.1 that feed this obligation.
    pub mechanism: Vec<String>,
    /// Where the printed table is ambiguous: how it is read here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_zh: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_en: Option<String>,
}

impl Obligation {
    pub fn parameter(&self, name: &str) -> Option<&Parameter> {
        self.parameters.iter().find(|p| p.name == name)
    }
    pub fn rule(&self, id: &str) -> Option<&Rule> {
        self.rules.iter().find(|r| r.id == id)
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseParameter {
    pub id: String,
    pub kind: ClauseParameterKind,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// The selection this assignment is an option of.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parent: Option<String>,
    pub label_zh: String,
    pub label_en: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<ClauseOption>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClauseOption {
    pub zh: String,
    pub en: String,
    /// The assignment that fills this option.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parameter: Option<String>,
}

/// One kind of evidence and the formats it may come in (format tokens as in the vocabulary).
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EvidenceSlot {
    pub kind: EvidenceKind,
    pub formats: Vec<String>,
    pub required: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_zh: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note_en: Option<String>,
}

/// What a real-time feed sends. The longest silence is the parameter `max_silence`.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Realtime {
    pub heartbeat_zh: String,
    pub heartbeat_en: String,
    pub digest_zh: String,
    pub digest_en: String,
    pub source: String,
    pub verified: Verified,
    pub applicability: Applicability,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FormField {
    pub name: String,
    #[serde(rename = "type")]
    pub ty: FormFieldType,
    pub required: bool,
    pub label_zh: String,
    pub label_en: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
}

/// A value the supervision plan may agree otherwise.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Parameter {
    pub name: String,
    pub label_zh: String,
    pub label_en: String,
    #[serde(rename = "type")]
    pub ty: ParameterType,
    pub default: ParameterValue,
    pub clause: String,
    pub source: String,
    pub source_en: String,
    pub verified: Verified,
    pub applicability: Applicability,
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum ParameterValue {
    Bool(bool),
    Number(serde_json::Number),
    Text(String),
    List(Vec<String>),
}

impl ParameterValue {
    /// Whether the value can stand for a parameter of this type; a duration must be a readable ISO 8601 one.
    pub fn fits(&self, ty: ParameterType) -> bool {
        match (ty, self) {
            (ParameterType::Bool, Self::Bool(_)) | (ParameterType::List, Self::List(_)) => true,
            (ParameterType::Number, Self::Number(_)) => true,
            (ParameterType::Percent, Self::Number(n)) => {
                n.as_f64().is_some_and(|share| (0.0..=100.0).contains(&share))
            }
            (ParameterType::Text | ParameterType::Role, Self::Text(_)) => true,
            (ParameterType::Duration, Self::Text(iso)) => is_duration(iso),
            _ => false,
        }
    }
}

/// Whether the text is an ISO 8601 duration, such as `P30D` or `PT15M`.
pub fn is_duration(iso: &str) -> bool {
    iso.starts_with('P') && iso.parse::<jiff::Span>().is_ok()
}

/// An acceptance rule: a CEL expression that must be true, and what to say when it is not.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    pub id: String,
    pub severity: Severity,
    pub check: String,
    pub message_zh: String,
    pub message_en: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub clause: Option<String>,
    /// Evaluated first this many working days after admission; until then neither passed nor failed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub follow_up_workdays: Option<u32>,
    /// Other obligations whose current evidence the rule looks at, as `current['A-12.3-G-1/1']`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub inputs: Vec<String>,
}
