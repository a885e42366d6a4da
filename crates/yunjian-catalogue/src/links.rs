//! What hangs together across obligations (`catalogue/links.toml`).

use serde::{Deserialize, Serialize};

use crate::words::Verified;

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Links {
    pub inventory: ObligationLink,
    pub vulnerability_scan: ObligationLink,
    #[serde(rename = "event")]
    pub events: Vec<EventLink>,
}

/// Obligations that play a part of their own.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ObligationLink {
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
    pub fn is_vulnerability_scan(&self, obligation: &str) -> bool {
        self.vulnerability_scan.obligations.iter().any(|o| o == obligation)
    }
    /// Obligations that an event of this kind makes due.
    pub fn opened_by(&self, kind: &str) -> &[String] {
        self.events.iter().find(|e| e.kind == kind).map_or(&[], |e| &e.opens)
    }
    pub(crate) fn obligations(&self) -> impl Iterator<Item = &String> {
        let own = self.inventory.obligations.iter().chain(&self.vulnerability_scan.obligations);
        own.chain(self.events.iter().flat_map(|e| &e.opens))
    }
}
