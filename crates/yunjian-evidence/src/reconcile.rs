//! Three ways to know the same platform, held against each other: inventory, scans, and the register of what is being put
//! right. What stands in one and not in the others is listed with its place; so are figures that rows do not sum to.
//!
//! Nothing is guessed: an asset is the same when the inventory knows the name; a finding and an item are the same when
//! they have one identity, or name the same CVE on the same asset.

pub mod figures;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use serde::Serialize;
use yunjian_domain::facts::Row;
use yunjian_domain::identity;
use yunjian_domain::names::Names;

use figures::Figure;

/// Entries of one list that are kept; all are counted.
pub const SHOWN: usize = 500;

/// One file's facts, and what it is.
#[derive(Debug)]
pub struct Source {
    pub name: String,
    /// The reader's format.
    pub format: String,
    pub rows: Vec<Row>,
}

impl Source {
    /// A table that people keep; anything else is a tool's own file.
    pub fn is_register(&self) -> bool {
        ["csv:", "xlsx:", "iiw-xlsx"].iter().any(|start| self.format.starts_with(start))
    }
}

/// Something one side knows and another does not.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Entry {
    pub asset: Option<String>,
    pub title: Option<String>,
    pub severity: Option<String>,
    /// The number the register gives it.
    pub item: Option<String>,
    pub file: String,
    pub place: Option<String>,
    /// Components that share the asset's name, where that is why it is not matched.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub candidates: Vec<String>,
}

/// A list, cut; all of it counted.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct List {
    pub total: u64,
    pub entries: Vec<Entry>,
}

impl List {
    fn push(&mut self, entry: Entry) {
        self.total += 1;
        if self.entries.len() < SHOWN {
            self.entries.push(entry);
        }
    }
}

#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Reconciliation {
    /// Components of the inventory, assets scans looked at, findings scans report, items the register holds open.
    pub components: u64,
    pub scanned: u64,
    pub findings: u64,
    pub items: u64,
    /// Findings that stand as an open item.
    pub matched: u64,
    /// In the inventory, and no scan looked at it.
    pub not_scanned: List,
    /// Looked at or named by a scan, and not in the inventory.
    pub not_in_inventory: List,
    /// Reported by a scan, and no item of the register.
    pub without_item: List,
    /// An open item; scans looked at its asset and report nothing of the kind.
    pub without_finding: List,
    /// An open item whose asset no scan looked at: nothing can be said.
    pub item_not_scanned: List,
    /// Closed by the register, and still reported by a scan.
    pub closed_but_reported: List,
    /// Figures that rows do not sum to, or that contradict each other.
    pub figures: Vec<Figure>,
}

impl Reconciliation {
    /// Whether all sides say the same.
    pub fn agrees(&self) -> bool {
        let lists = [
            &self.not_scanned,
            &self.not_in_inventory,
            &self.without_item,
            &self.without_finding,
            &self.closed_but_reported,
        ];
        lists.iter().all(|list| list.total == 0) && self.figures.is_empty()
    }
}

/// Holds the sides against each other. `names` adds what people said about names of assets; `now` tells which findings a
/// register calls open are counted in figures.
pub fn reconcile(
    mut sources: Vec<Source>,
    names: Option<Names>,
    claims: &[figures::Claims],
) -> Reconciliation {
    let mut inventory: BTreeMap<String, Entry> = BTreeMap::new();
    let mut components: Vec<Row> = Vec::new();
    for source in &sources {
        for row in source.rows.iter().filter(|r| r.fact_type().name == "components" && source.is_register()) {
            if let Some(id) = row.text("id") {
                inventory.entry(id.to_ascii_lowercase()).or_insert_with(|| entry(row, source));
                components.push(row.clone());
            }
        }
    }
    let names = names.unwrap_or_else(|| Names::of_rows(&components));
    let mut out = Reconciliation { components: inventory.len() as u64, ..Reconciliation::default() };

    let mut scanned: BTreeSet<String> = BTreeSet::new();
    let mut unknown: BTreeMap<String, Entry> = BTreeMap::new();
    let mut found: BTreeMap<String, (Entry, Vec<String>)> = BTreeMap::new();
    let mut open: BTreeMap<String, (Entry, Vec<String>)> = BTreeMap::new();
    let mut closed: BTreeMap<String, (Entry, Vec<String>)> = BTreeMap::new();
    for source in &mut sources {
        for row in &mut source.rows {
            names.resolve(row);
        }
    }
    for source in &sources {
        for row in &source.rows {
            match row.fact_type().name.as_str() {
                "scans" => {
                    let failed = row.get("failed_ids").as_list().unwrap_or_default();
                    for target in row.get("target_ids").as_list().unwrap_or_default() {
                        if !failed.contains(target) {
                            scanned.insert(target.to_ascii_lowercase());
                        }
                        note_unknown(&mut unknown, &inventory, &names, target, || entry(row, source));
                    }
                }
                "findings" if source.is_register() => {
                    let list = match row.text("status") {
                        None | Some("open" | "accepted" | "false_positive" | "reopened") => &mut open,
                        Some(_) => &mut closed,
                    };
                    list.entry(identity::of(row)).or_insert_with(|| (entry(row, source), cve_keys(row)));
                }
                "findings" => {
                    if let Some(asset) = row.text("component_id") {
                        note_unknown(&mut unknown, &inventory, &names, asset, || entry(row, source));
                    }
                    // What a scanner merely notes asks for no repair.
                    if !matches!(row.text("severity"), Some("info")) && row.text("status") != Some("fixed") {
                        found.entry(identity::of(row)).or_insert_with(|| (entry(row, source), cve_keys(row)));
                    }
                }
                _ => {}
            }
        }
    }
    out.scanned = scanned.len() as u64;
    out.findings = found.len() as u64;
    out.items = open.len() as u64;
    for (id, entry) in &inventory {
        if !scanned.contains(id) {
            out.not_scanned.push(entry.clone());
        }
    }
    unknown.into_values().for_each(|entry| out.not_in_inventory.push(entry));
    compare(&mut out, &found, &open, &closed, &scanned);
    out.figures = figures::judge(&sources, claims);
    out
}

fn compare(
    out: &mut Reconciliation,
    found: &BTreeMap<String, (Entry, Vec<String>)>,
    open: &BTreeMap<String, (Entry, Vec<String>)>,
    closed: &BTreeMap<String, (Entry, Vec<String>)>,
    scanned: &BTreeSet<String>,
) {
    let keys = |of: &BTreeMap<String, (Entry, Vec<String>)>| -> HashSet<String> {
        of.values().flat_map(|(_, cves)| cves.iter().cloned()).collect()
    };
    let (open_cves, closed_cves, found_cves) = (keys(open), keys(closed), keys(found));
    let has =
        |list: &BTreeMap<String, (Entry, Vec<String>)>, cves: &HashSet<String>, id: &str, own: &[String]| {
            list.contains_key(id) || own.iter().any(|cve| cves.contains(cve))
        };
    for (id, (entry, cves)) in found {
        if has(open, &open_cves, id, cves) {
            out.matched += 1;
        } else if has(closed, &closed_cves, id, cves) {
            out.closed_but_reported.push(entry.clone());
        } else {
            out.without_item.push(entry.clone());
        }
    }
    for (id, (entry, cves)) in open {
        if has(found, &found_cves, id, cves) {
            continue;
        }
        let looked_at =
            entry.asset.as_deref().is_some_and(|asset| scanned.contains(&asset.to_ascii_lowercase()));
        let list = if looked_at { &mut out.without_finding } else { &mut out.item_not_scanned };
        list.push(entry.clone());
    }
}

fn note_unknown(
    unknown: &mut BTreeMap<String, Entry>,
    inventory: &BTreeMap<String, Entry>,
    names: &Names,
    asset: &str,
    make: impl FnOnce() -> Entry,
) {
    let key = asset.trim().to_ascii_lowercase();
    if key.is_empty() || inventory.contains_key(&key) || names.find(asset).is_some() {
        return;
    }
    unknown.entry(key).or_insert_with(|| Entry {
        asset: Some(asset.to_owned()),
        title: None,
        severity: None,
        candidates: names.candidates(asset).to_vec(),
        ..make()
    });
}

fn entry(row: &Row, source: &Source) -> Entry {
    let text = |field: &str| row.text(field).map(str::to_owned);
    let component = row.fact_type().name == "components";
    Entry {
        asset: if component { text("id") } else { text("component_id") },
        title: if component { text("name") } else { text("title").or_else(|| text("rule_id")) },
        severity: text("severity"),
        item: text("uid"),
        file: source.name.clone(),
        place: text("place"),
        candidates: Vec::new(),
    }
}

/// The weaknesses of a row on its asset, by CVE.
fn cve_keys(row: &Row) -> Vec<String> {
    let asset = row.text("component_id").unwrap_or_default().to_ascii_lowercase();
    let cves = row.get("cves").as_list().unwrap_or_default();
    cves.iter().map(|cve| format!("{asset}|{}", cve.to_ascii_uppercase())).collect()
}

/// Distinct items of registers by severity, open ones: what figures are held against.
pub(crate) fn open_items(sources: &[Source]) -> Option<(String, HashMap<String, u64>)> {
    let mut items: HashMap<String, String> = HashMap::new();
    let mut files: BTreeSet<&str> = BTreeSet::new();
    for source in sources.iter().filter(|s| s.is_register()) {
        for row in source.rows.iter().filter(|r| r.fact_type().name == "findings") {
            if matches!(row.text("status"), None | Some("open" | "reopened")) {
                files.insert(&source.name);
                // One record that names several assets is one item.
                let id = row.text("uid").or_else(|| row.text("place")).unwrap_or_default();
                let severity = row.text("severity").unwrap_or("unknown");
                items.insert(format!("{}|{id}", source.name), severity.to_owned());
            }
        }
    }
    if items.is_empty() {
        return None;
    }
    let mut by: HashMap<String, u64> = HashMap::new();
    for severity in items.into_values() {
        *by.entry(severity).or_default() += 1;
    }
    Some((files.into_iter().collect::<Vec<_>>().join(", "), by))
}

#[cfg(test)]
mod tests;
