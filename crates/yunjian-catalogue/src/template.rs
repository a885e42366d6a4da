//! The named documents of the standard as forms: sections and typed fields, versioned.
//!
//! A submission keeps the version of the form it was made with; a changed form is a new version.

use std::collections::HashSet;

use serde::{Deserialize, Serialize};

use crate::vocabulary::{FactType, FieldId, vocabulary};
use crate::words::Verified;

/// One named document, such as 《系统安全计划》.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Template {
    /// `SSP`, `POAM`, …
    pub id: String,
    /// Raised with every change of sections or fields.
    pub version: u32,
    pub name_zh: String,
    pub name_en: String,
    pub filled_by_zh: String,
    pub filled_by_en: String,
    pub when_zh: String,
    pub when_en: String,
    /// Clauses that name the document.
    pub clause: String,
    /// Where its fields come from: the standard names the documents and leaves their content open.
    pub source: String,
    pub source_en: String,
    pub verified: Verified,
    /// What `documents.type` says of a filled one.
    pub document_type: String,
    pub sections: Vec<TemplateSection>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateSection {
    /// Unique within the template.
    pub id: String,
    pub title_zh: String,
    pub title_en: String,
    /// Filled once for every item (risk, finding, requirement) instead of once.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub repeats: bool,
    pub fields: Vec<TemplateField>,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateField {
    /// Unique within the section.
    pub name: String,
    pub title_zh: String,
    pub title_en: String,
    #[serde(rename = "type")]
    pub ty: TemplateFieldType,
    pub required: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub unit: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub min: Option<i64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub max: Option<i64>,
    /// For choices.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub options: Vec<TemplateOption>,
    /// For tables.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub columns: Vec<TemplateColumn>,
    /// The fact a value becomes when a filled form is read: `changes.planned_start`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fact: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help_zh: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub help_en: Option<String>,
}

impl TemplateField {
    /// The fact type and field a value becomes.
    pub fn target(&self) -> Option<(&'static FactType, FieldId)> {
        let (ty, field) = self.fact.as_deref()?.split_once('.')?;
        let ty = vocabulary().fact_type(ty)?;
        Some((ty, ty.field(field)?))
    }
    /// The choice a person wrote, in either language or as the value itself.
    pub fn option(&self, written: &str) -> Option<&TemplateOption> {
        let written = written.trim().to_lowercase();
        self.options.iter().find(|o| [&o.value, &o.zh, &o.en].iter().any(|t| t.to_lowercase() == written))
    }
}

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TemplateFieldType {
    Text,
    Int,
    Number,
    Percent,
    Bool,
    Date,
    Datetime,
    /// One of the options.
    Choice,
    /// Some of the options.
    Choices,
    /// Several texts.
    List,
    /// Rows of columns.
    Table,
    /// Name of a file that comes along.
    File,
    /// Who signs, and when; the signature itself comes along.
    Signature,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateOption {
    pub value: String,
    pub zh: String,
    pub en: String,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TemplateColumn {
    pub name: String,
    pub title_zh: String,
    pub title_en: String,
}

impl Template {
    /// # Errors
    /// When a name stands twice, a choice has no options, a table no columns, or a fact is none of the vocabulary.
    pub(crate) fn check(&self) -> Result<(), String> {
        let mut seen = HashSet::new();
        for section in &self.sections {
            if !seen.insert(section.id.clone()) {
                return Err(format!("section {} is given twice", section.id));
            }
            if section.fields.is_empty() {
                return Err(format!("section {} has no fields", section.id));
            }
            for field in &section.fields {
                let place = format!("{}.{}", section.id, field.name);
                if !seen.insert(place.clone()) {
                    return Err(format!("{place} is given twice"));
                }
                let chooses = matches!(field.ty, TemplateFieldType::Choice | TemplateFieldType::Choices);
                if chooses == field.options.is_empty() {
                    return Err(format!("{place}: a choice has options, and nothing else has"));
                }
                let table = field.ty == TemplateFieldType::Table;
                if table == field.columns.is_empty() {
                    return Err(format!("{place}: a table has columns, and nothing else has"));
                }
                if table && section.repeats {
                    return Err(format!("{place}: no table within an item"));
                }
                if field.fact.is_some() && field.target().is_none() {
                    return Err(format!("{place}: {:?} is no fact of the vocabulary", field.fact));
                }
                if field.help_zh.is_some() != field.help_en.is_some() {
                    return Err(format!("{place}: help stands in one language only"));
                }
            }
        }
        Ok(())
    }
}
