//! Which decision holds for a finding: deviations in force, found by the finding's identity.

use std::collections::HashMap;

use crate::names::Names;

/// One weakness a decision speaks of, with what is needed to find it again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeldTarget {
    pub deviation: String,
    /// The asset as it was called when asked; `None`: every asset of the platform.
    pub component: Option<String>,
    pub weakness: String,
    pub cves: Vec<String>,
    /// The decision also holds when another scanner reports the same CVE of the same component.
    pub carries_over: bool,
}

/// Why a decision holds for a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Match {
    /// It is the very weakness on the very asset.
    Identity,
    /// Another tool reports the same CVE, and no other one, of the same component.
    Cve,
}

impl Match {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Identity => "identity",
            Self::Cve => "cve",
        }
    }
}

/// Decisions by what they speak of. Of several the one that was pushed last holds: push them by the date they end.
#[derive(Debug, Default)]
pub struct Held {
    exact: HashMap<(String, String), usize>,
    everywhere: HashMap<String, usize>,
    by_cve: HashMap<(Option<String>, String), usize>,
    targets: Vec<HeldTarget>,
}

impl Held {
    /// Under the names the components have now.
    pub fn of(targets: impl IntoIterator<Item = HeldTarget>, names: &Names) -> Self {
        let mut out = Self::default();
        for target in targets {
            let index = out.targets.len();
            let component = target
                .component
                .as_deref()
                .map(|stated| names.find(stated).unwrap_or(stated).trim().to_ascii_lowercase());
            match &component {
                Some(component) => {
                    out.exact.insert((component.clone(), target.weakness.clone()), index);
                }
                None => {
                    out.everywhere.insert(target.weakness.clone(), index);
                }
            }
            if target.carries_over {
                for cve in &target.cves {
                    out.by_cve.insert((component.clone(), cve.to_ascii_uppercase()), index);
                }
            }
            out.targets.push(target);
        }
        out
    }

    pub fn is_empty(&self) -> bool {
        self.targets.is_empty()
    }

    /// The decision for a finding whose component is called by its present name.
    pub fn find<S: AsRef<str>>(
        &self,
        component: Option<&str>,
        weakness: &str,
        cves: &[S],
    ) -> Option<(&HeldTarget, Match)> {
        if self.targets.is_empty() {
            return None;
        }
        let component = component.unwrap_or_default().trim().to_ascii_lowercase();
        let exact = self.exact.get(&(component.clone(), weakness.to_owned()));
        if let Some(index) = exact.or_else(|| self.everywhere.get(weakness)) {
            return Some((&self.targets[*index], Match::Identity));
        }
        // A finding with one CVE more says something the decision did not look at.
        let mut found = None;
        for cve in cves {
            let cve = cve.as_ref().to_ascii_uppercase();
            let index = self
                .by_cve
                .get(&(Some(component.clone()), cve.clone()))
                .or_else(|| self.by_cve.get(&(None, cve)))?;
            if found.is_some_and(|found| found != index) {
                return None;
            }
            found = Some(index);
        }
        found.map(|index| (&self.targets[*index], Match::Cve))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::names::Named;

    fn target(id: &str, component: Option<&str>, weakness: &str, cves: &[&str]) -> HeldTarget {
        HeldTarget {
            deviation: id.into(),
            component: component.map(str::to_owned),
            weakness: weakness.into(),
            cves: cves.iter().map(|c| (*c).to_owned()).collect(),
            carries_over: true,
        }
    }

    #[test]
    fn a_decision_is_found_by_identity_and_by_cve_and_under_the_present_name() {
        let names = Names::of([Named { id: "ASSET-1", name: Some("web-1"), addresses: vec!["10.0.0.1"] }]);
        let mut own = target("d4", Some("db-1"), "9|||", &["CVE-2026-9"]);
        own.carries_over = false;
        let held = Held::of(
            [
                target("d1", Some("web-1"), "1|||443/tcp|", &["CVE-2026-1", "CVE-2026-2"]),
                target("d2", None, "2||openssl||", &["CVE-2026-3"]),
                own,
            ],
            &names,
        );
        let find = |component: &str, weakness: &str, cves: &[&str]| {
            held.find(Some(component), weakness, cves).map(|(t, m)| (t.deviation.as_str(), m))
        };
        assert_eq!(find("asset-1", "1|||443/tcp|", &[]), Some(("d1", Match::Identity)));
        assert_eq!(find("ASSET-1", "1|||8443/tcp|", &[]), None, "another port is another finding");
        assert_eq!(find("db-1", "1|||443/tcp|", &[]), None, "another asset is another finding");
        assert_eq!(find("anything", "2||openssl||", &[]), Some(("d2", Match::Identity)));
        assert_eq!(find("ASSET-1", "oid-7|||443/tcp|", &["cve-2026-2"]), Some(("d1", Match::Cve)));
        assert_eq!(find("ASSET-1", "oid-7||||", &["CVE-2026-1", "CVE-2026-7"]), None, "one CVE more");
        assert_eq!(find("ASSET-1", "oid-8||||", &["CVE-2026-1", "CVE-2026-3"]), None, "two decisions");
        assert_eq!(find("db-1", "oid-9||||", &["CVE-2026-9"]), None, "the kind does not carry over");
    }
}
