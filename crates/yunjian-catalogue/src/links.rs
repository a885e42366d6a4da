//! What hangs together across obligations (`catalogue/links.toml`).

use serde::{Deserialize, Serialize};

use crate::words::Verified;

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    pub inventory: InventoryLink,
    #[serde(rename = "event")]
    pub events: Vec<EventLink>,
}

/// Whose components are the platform's inventory.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct InventoryLink {
    pub obligations: Vec<String>,
    pub source: String,
    pub source_en: String,
    pub verified: Verified,
}

/// An event and the obligations it makes due.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EventLink {
    pub kind: String,
    pub zh: String,
    pub en: String,
    pub opens: Vec<String>,
    pub source: String,
    pub source_en: String,
    pub verified: Verified,
}

impl Links {
    pub fn is_inventory(&self, obligation: &str) -> bool {
        self.inventory.obligations.iter().any(|o| o == obligation)
    }
    /// Obligations that an event of this kind makes due.
    pub fn opened_by(&self, kind: &str) -> &[String] {
        self.events.iter().find(|e| e.kind == kind).map_or(&[], |e| &e.opens)
    }
    pub(crate) fn obligations(&self) -> impl Iterator<Item = &String> {
        self.inventory.obligations.iter().chain(self.events.iter().flat_map(|e| &e.opens))
    }
}
