//! The catalogue as the API gives it.

use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// The obligations of Appendix A, each as `yunjian catalogue ID --json` prints it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Catalogue {
    pub version: String,
    pub digest: String,
    pub obligations: Vec<ObligationRow>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct ObligationRow {
    pub id: String,
    /// Control class, Chinese as in the standard.
    pub class: String,
    pub class_en: String,
    pub item: String,
    pub section: String,
    /// `general` or `enhanced`.
    pub attribute: String,
    pub frequency: String,
    pub party: String,
    #[serde(rename = "type")]
    pub kind: String,
    pub title_zh: String,
    pub title_en: String,
    pub statement_zh: String,
    pub statement_en: String,
}

/// One obligation in full: the row and everything the data files say about it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Obligation {
    pub obligation: serde_json::Value,
    /// JSON Schema of the form.
    pub form_schema: serde_json::Value,
    /// What each rule asks for, in words, the common rules first.
    pub rules_in_words: Vec<RuleInWords>,
}

/// A rule for people who read no expressions.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct RuleInWords {
    pub rule: String,
    pub zh: String,
    pub en: String,
}
