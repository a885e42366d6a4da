//! From what was handed in to what rules see: which kind of evidence a file counts as, how the rules see a file and a
//! form, what is still lacking. The server and the examples of every obligation go through here.

use yunjian_catalogue::{Obligation, accepts, catalogue, vocabulary};
use yunjian_domain::facts::{FactSet, Value};

use crate::assessment::RuleResult;
use crate::form::{FormField, UnknownFieldType, check_form, form_results, form_schema};
use crate::inputs::EvidenceItem;
use crate::required::{Lack, RequiredEvidence, check_evidence, evidence_results};

/// A format token in the one spelling the rules see: a table is the same evidence as CSV and as a workbook, the columns
/// a template names in brackets are no part of it, and what templates call by another name is called by its fact type.
pub fn token(format: &str) -> String {
    let format = format.split('(').next().unwrap_or_default();
    let table = format.split_once(':').filter(|(family, _)| matches!(*family, "csv" | "xlsx"));
    match table.and_then(|(_, name)| vocabulary().register(name)) {
        Some(ty) => format!("csv:{}", ty.name),
        None => format.to_owned(),
    }
}

/// The kind of evidence a file counts as for an obligation: what the obligation calls this format, else what
/// the catalogue calls it elsewhere.
pub fn kind_of(obligation: &str, format: &str) -> String {
    let within = |o: &Obligation| {
        o.evidence
            .iter()
            .find(|slot| slot.formats.iter().any(|f| accepts(f, format)))
            .map(|slot| slot.kind.as_str())
    };
    catalogue()
        .obligation(obligation)
        .and_then(within)
        .or_else(|| catalogue().obligations.iter().find_map(within))
        .unwrap_or("sample")
        .to_owned()
}

/// What an inventory does not say is taken in the strict sense: a component is live and inside the boundary.
pub fn complete_components(set: &mut FactSet) {
    let Some(ty) = vocabulary().fact_type("components") else { return };
    for row in set.table_mut(ty.id) {
        if row.get("live").is_null() {
            row.set("live", Value::Bool(true));
        }
        if row.get("boundary").is_null() {
            row.set("boundary", Value::text("in"));
        }
    }
}

/// A file that was read, and what its reader said about it.
#[derive(Clone, Copy, Debug)]
pub struct Handed<'a> {
    pub sha256: &'a str,
    pub size: i64,
    pub kind: &'a str,
    pub format: &'a str,
    /// The reader's figures, as JSON.
    pub summary: &'a serde_json::Value,
}

/// When and how a submission was handed in; times are milliseconds UTC.
#[derive(Clone, Copy, Debug)]
pub struct Receipt {
    pub covers_from: Option<i64>,
    pub covers_to: Option<i64>,
    /// Moment of receipt.
    pub at: i64,
    pub automatic: bool,
}

impl Receipt {
    /// A file as the rules see it.
    pub fn file(&self, handed: &Handed<'_>) -> EvidenceItem {
        let number = |name: &str| handed.summary.get(name).and_then(serde_json::Value::as_i64);
        let text = |name: &str| handed.summary.get(name).and_then(|v| v.as_str()).map(str::to_owned);
        EvidenceItem {
            id: handed.sha256.to_owned(),
            kind: handed.kind.to_owned(),
            format: token(handed.format),
            sha256: handed.sha256.to_owned(),
            size: handed.size,
            // A register states no time of making; the period it was handed in for is what the provider says.
            produced_at: number("produced_at")
                .or(number("collected_to"))
                .or(self.covers_to)
                .or(Some(self.at)),
            collected_from: number("collected_from").or(self.covers_from),
            collected_to: number("collected_to").or(self.covers_to),
            received_at: Some(self.at),
            collector: None,
            tool: text("tool"),
            tool_version: text("tool_version"),
            signer: None,
            signature_ok: None,
            parse_errors: number("parse_errors"),
            rows: number("rows"),
            unmapped_rows: number("unmapped_rows"),
            automatic: Some(self.automatic),
        }
    }

    /// A filled form as the rules see it.
    pub fn form(&self, form: &serde_json::Value) -> EvidenceItem {
        EvidenceItem {
            id: "form".into(),
            kind: "form".into(),
            format: "form-json".into(),
            size: form.to_string().len() as i64,
            sha256: "form".into(),
            produced_at: Some(self.at),
            received_at: Some(self.at),
            parse_errors: Some(0),
            automatic: Some(self.automatic),
            ..EvidenceItem::default()
        }
    }
}

/// The JSON Schema of an obligation's form.
///
/// # Errors
/// When a field's type is not one the forms know: a mistake in the catalogue.
pub fn obligation_schema(obligation: &Obligation) -> Result<serde_json::Value, UnknownFieldType> {
    let fields: Vec<FormField> = obligation
        .form_fields
        .iter()
        .filter_map(|f| serde_json::to_value(f).and_then(serde_json::from_value).ok())
        .collect();
    form_schema(&fields)
}

/// What the form and the list of evidence still lack.
///
/// # Errors
/// As [`obligation_schema`].
pub fn lacking(
    obligation: &Obligation,
    form: Option<&serde_json::Value>,
    evidence: &[EvidenceItem],
) -> Result<Vec<RuleResult>, UnknownFieldType> {
    let mut results = Vec::new();
    if !obligation.form_fields.is_empty() {
        let schema = obligation_schema(obligation)?;
        let empty = serde_json::json!({});
        results.extend(form_results(&check_form(&schema, form.unwrap_or(&empty))));
    }
    // What the form may stand for (a sign-off given in it) is given with the form; files of it are welcome all the same.
    let given = |formats: &[String]| form.is_some() && formats.iter().any(|f| f == "form");
    let required: Vec<RequiredEvidence> = obligation
        .evidence
        .iter()
        .map(|slot| RequiredEvidence {
            kind: slot.kind.as_str().to_owned(),
            formats: slot.formats.iter().map(|f| token(f)).collect(),
            required: slot.required && !given(&slot.formats),
        })
        .collect();
    let mut lacks = check_evidence(&required, evidence, form.is_some());
    lacks.retain(|lack| match lack {
        Lack::Kind { .. } => true,
        Lack::Format { kind, .. } => !required.iter().any(|slot| slot.kind == *kind && given(&slot.formats)),
    });
    results.extend(evidence_results(&lacks));
    Ok(results)
}
