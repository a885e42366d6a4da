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

/// What a page can check about files for an obligation before any of them is sent.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Needs {
    pub obligation: String,
    /// Largest file taken, in bytes.
    pub max_file_bytes: i64,
    pub max_files: i64,
    pub slots: Vec<Slot>,
}

/// One kind of evidence an obligation asks for.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct Slot {
    pub kind: String,
    pub required: bool,
    pub options: Vec<FormatLook>,
}

/// One way to bring it.
#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct FormatLook {
    /// As the obligation names it.
    pub format: String,
    /// `pdf`, `docx`, `xlsx`, `xml`, `json`, `csv`, `text`, `png`, `form` (the form on the page); null: only the server can tell.
    pub family: Option<String>,
    /// One of these groups is there whole: root element of XML, keys of JSON, words of a text.
    pub marks: Vec<Vec<String>>,
    /// Columns of a table; empty: it is no table.
    pub columns: Vec<LookColumn>,
}

#[derive(Clone, Debug, Serialize, Deserialize, ToSchema)]
pub struct LookColumn {
    pub name: String,
    pub zh: String,
    pub en: String,
    /// The obligation asks for this column by name.
    pub wanted: bool,
    /// Headings that stand for it: NFKC, lower case, letters and digits only, without what stands in brackets.
    pub keys: Vec<String>,
}
