//! What most readers share: a finding and a scan as a file states them, on their way to becoming facts.

use std::collections::BTreeSet;
use std::sync::Arc;

use yunjian_catalogue::FieldId;
use yunjian_domain::facts::{Row, Value};

use crate::columns::{ConfigChecks, Findings, Scans};
use crate::failure::{ReadFailure, Rule};
use crate::format::{Confidence, Format, Job, Label};
use crate::out::Out;
use crate::prefix::Prefix;
use crate::severity::Severity;
use crate::source::Source;
use crate::time;

/// A reader without state of its own: a name, and two functions.
pub(crate) struct Plain {
    pub(crate) id: &'static str,
    pub(crate) zh: &'static str,
    pub(crate) en: &'static str,
    pub(crate) version: u32,
    pub(crate) facts: &'static [&'static str],
    pub(crate) sniff: fn(&Prefix<'_>) -> Confidence,
    pub(crate) read: fn(&mut Source<'_>, &Job<'_>, &mut Out<'_>) -> Result<(), ReadFailure>,
}

impl Format for Plain {
    fn id(&self) -> &'static str {
        self.id
    }
    fn label(&self) -> Label {
        Label { zh: self.zh, en: self.en }
    }
    fn reader_version(&self) -> u32 {
        self.version
    }
    fn fact_types(&self) -> &'static [&'static str] {
        self.facts
    }
    fn sniff(&self, prefix: &[u8]) -> Confidence {
        (self.sniff)(&Prefix::new(prefix))
    }
    fn recognise(&self, prefix: &Prefix<'_>) -> Confidence {
        (self.sniff)(prefix)
    }
    fn read(&self, source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        (self.read)(source, job, out)
    }
}

/// Names of weaknesses, taken out of whatever texts a tool puts them into.
#[derive(Debug, Default)]
pub(crate) struct Ids {
    pub(crate) cves: Vec<String>,
    pub(crate) cwes: Vec<String>,
    /// CNVD, CNNVD and GitHub's names.
    pub(crate) aliases: Vec<String>,
}

/// Names of one kind that one finding may carry.
const MOST_IDS: usize = 500;

impl Ids {
    pub(crate) fn add(&mut self, text: &str) -> &mut Self {
        for word in text.split(|c: char| !c.is_ascii_alphanumeric() && c != '-') {
            let Some((head, rest)) = word.split_once('-') else { continue };
            let digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
            let numbered = || rest.split_once('-').is_some_and(|(a, b)| digits(a) && digits(b));
            let (list, name) = match head.to_ascii_uppercase().as_str() {
                head @ "CVE" if numbered() => (&mut self.cves, format!("{head}-{rest}")),
                "CWE" if digits(rest) && rest.len() < 7 => {
                    (&mut self.cwes, format!("CWE-{}", rest.trim_start_matches('0')))
                }
                head @ ("CNVD" | "CNNVD") if numbered() => (&mut self.aliases, format!("{head}-{rest}")),
                "GHSA" if rest.len() == 14 => (&mut self.aliases, format!("GHSA-{}", rest.to_lowercase())),
                _ => continue,
            };
            if list.len() < MOST_IDS && !list.contains(&name) && name != "CWE-" {
                list.push(name);
            }
        }
        self
    }
    pub(crate) fn all<'t>(&mut self, texts: impl IntoIterator<Item = &'t str>) -> &mut Self {
        texts.into_iter().for_each(|text| {
            self.add(text);
        });
        self
    }
    /// A CWE given as its bare number; 0 and −1 mean none.
    pub(crate) fn cwe(&mut self, number: &str) -> &mut Self {
        let number = number.trim();
        if number.parse::<u32>().is_ok_and(|n| n > 0) {
            self.add(&format!("CWE-{number}"));
        } else {
            self.add(number);
        }
        self
    }
}

/// CVSS base scores by version; the newest that is there counts.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Scores {
    pub(crate) v4: Option<f64>,
    pub(crate) v3: Option<f64>,
    pub(crate) v2: Option<f64>,
}

impl Scores {
    /// Takes a score of a version written `3.1` or `CVSSv31`, or a vector that names it.
    pub(crate) fn add(&mut self, version: &str, score: Option<f64>) {
        let Some(score) = score.filter(|s| (0.0..=10.0).contains(s)) else { return };
        let digit = version.bytes().find(|b| matches!(b, b'2' | b'3' | b'4'));
        let slot = match digit {
            Some(b'4') => &mut self.v4,
            Some(b'3') => &mut self.v3,
            _ => &mut self.v2,
        };
        *slot = Some(slot.map_or(score, |old| old.max(score)));
    }
    pub(crate) fn best(self) -> Option<f64> {
        self.v4.or(self.v3).or(self.v2)
    }
}

/// A finding as a file states it. What stays empty is unknown.
#[derive(Debug, Default)]
pub(crate) struct Finding<'a> {
    pub(crate) tool: &'a str,
    pub(crate) asset: Option<String>,
    pub(crate) rule: Option<String>,
    pub(crate) title: Option<String>,
    pub(crate) package: Option<String>,
    pub(crate) port: Option<String>,
    pub(crate) path: Option<String>,
    /// Where a person looks: a line, a page. No part of the identity where there is a path.
    pub(crate) location: Option<String>,
    pub(crate) ids: Ids,
    /// The tool's own rating; where it gives none, the CVSS score decides.
    pub(crate) severity: Option<Severity>,
    pub(crate) scores: Scores,
    pub(crate) first_seen: Option<i64>,
    pub(crate) last_seen: Option<i64>,
    pub(crate) published: Option<i64>,
    pub(crate) fix_at: Option<i64>,
    pub(crate) exploitable: Option<bool>,
    pub(crate) kev: Option<bool>,
    pub(crate) purl: Option<String>,
    pub(crate) cpe: Option<String>,
    /// `open` where nothing else is said.
    pub(crate) status: Option<&'static str>,
    pub(crate) deviation: Option<&'static str>,
}

/// A text of one's own; nothing where it is empty.
pub(crate) fn own<T: AsRef<str>>(text: Option<T>) -> Option<String> {
    text.map(|t| t.as_ref().trim().to_owned()).filter(|t| !t.is_empty())
}

impl Finding<'_> {
    pub(crate) fn row(self) -> Row {
        let ids = Findings::ids();
        let mut row = ids.row();
        let mut set = |id: FieldId, value: Value| *row.at_mut(id) = value;
        set(ids.source_tool, Value::text(self.tool));
        set(ids.origin, Value::text("scan"));
        set(ids.status, Value::text(self.status.unwrap_or("open")));
        let score = self.scores.best();
        let severity = self.severity.or_else(|| score.map(Severity::of_cvss)).unwrap_or(Severity::Unknown);
        set(ids.severity, severity.value());
        // Beside a path it says where to look; alone it would be taken for the place that tells findings apart.
        let location = self.location.filter(|l| self.path.is_some() || self.port.as_ref() == Some(l));
        let texts = [
            (ids.component_id, self.asset),
            (ids.rule_id, self.rule),
            (ids.title, self.title),
            (ids.package, self.package),
            (ids.port, self.port),
            (ids.location, location),
            (ids.path, self.path),
            (ids.purl, self.purl),
            (ids.cpe, self.cpe),
        ];
        for (id, text) in texts {
            if let Some(text) = text.filter(|t| !t.is_empty()) {
                set(id, Value::text(text));
            }
        }
        let lists = [(ids.cves, self.ids.cves), (ids.cwes, self.ids.cwes), (ids.aliases, self.ids.aliases)];
        for (id, list) in lists {
            if !list.is_empty() {
                set(id, Value::list(list));
            }
        }
        set(ids.cvss, score.map_or(Value::Null, Value::Double));
        let times = [
            (ids.first_seen, self.first_seen),
            (ids.last_seen, self.last_seen),
            (ids.published_at, self.published),
            (ids.fix_available_at, self.fix_at),
        ];
        for (id, at) in times {
            set(id, moment(at));
        }
        set(ids.exploitable, self.exploitable.map_or(Value::Null, Value::Bool));
        set(ids.kev, self.kev.map_or(Value::Null, Value::Bool));
        set(ids.deviation_kind, self.deviation.map_or(Value::Null, Value::text));
        row
    }
}

pub(crate) fn moment(at: Option<i64>) -> Value {
    at.map_or(Value::Null, Value::Time)
}

/// Text or nothing as a value.
pub(crate) fn text<T: AsRef<str>>(text: Option<T>) -> Value {
    own(text).map_or(Value::Null, Value::text)
}

impl Job<'_> {
    /// A time as the file writes it.
    pub(crate) fn moment<T: AsRef<str>>(&self, text: Option<T>) -> Option<i64> {
        time::parse(text?.as_ref(), &self.context.zone)
    }
}

/// A setting that was looked at.
#[derive(Debug, Default)]
pub(crate) struct Check {
    pub(crate) asset: Option<String>,
    pub(crate) rule: Option<String>,
    pub(crate) benchmark: Option<String>,
    pub(crate) benchmark_version: Option<String>,
    pub(crate) parameter: Option<String>,
    pub(crate) expected: Option<String>,
    pub(crate) actual: Option<String>,
    /// `pass`, `fail`, `error`, `notchecked`, `notapplicable`.
    pub(crate) result: &'static str,
    pub(crate) severity: Option<Severity>,
    pub(crate) at: Option<i64>,
    pub(crate) category: Option<String>,
}

impl Check {
    pub(crate) fn row(self) -> Row {
        let ids = ConfigChecks::ids();
        let mut row = ids.row();
        let mut set = |id: FieldId, value: Value| *row.at_mut(id) = value;
        let texts = [
            (ids.component_id, self.asset),
            (ids.rule_id, self.rule),
            (ids.benchmark, self.benchmark),
            (ids.benchmark_version, self.benchmark_version),
            (ids.parameter, self.parameter),
            (ids.expected, self.expected),
            (ids.actual, self.actual),
            (ids.category, self.category),
        ];
        for (id, value) in texts {
            set(id, text(value));
        }
        set(ids.result, Value::text(self.result));
        set(ids.severity, self.severity.map_or(Value::Null, Severity::value));
        set(ids.checked_at, moment(self.at));
        row
    }
}

/// One record of a tool that checks settings: the check, and the finding it became when it failed.
///
/// # Errors
/// When the sink is full.
pub(crate) fn checked(
    check: Check,
    finding: Option<Finding<'_>>,
    place: &str,
    out: &mut Out<'_>,
) -> Result<(), ReadFailure> {
    match finding {
        Some(finding) => {
            out.record(finding.row(), place)?;
            out.beside(check.row(), place)
        }
        None => out.record(check.row(), place),
    }
}

/// The severity a word of a tool stands for; one that is not understood is noted, and left to the score.
pub(crate) fn severity(word: Option<&str>, place: &str, out: &mut Out<'_>) -> Option<Severity> {
    let word = word?.trim();
    let known = match word.to_ascii_lowercase().as_str() {
        "" | "-" | "untriaged" | "undefined" | "not available" => return None,
        "fatal" => Some(Severity::Critical),
        "negligible" | "false positive" | "debug" | "experiment" | "inventory" => Some(Severity::Info),
        _ => Severity::parse(word),
    };
    if known.is_none() {
        let shown: String = word.chars().take(40).collect();
        out.problem(place, Rule::Word, format!("{shown:?} is no severity this program knows"));
    }
    known
}

/// Names of assets, each once, in order; bounded.
#[derive(Debug, Default)]
pub(crate) struct Names {
    names: BTreeSet<Arc<str>>,
    bytes: usize,
}

impl Names {
    /// # Errors
    /// When there are more than can be kept in mind.
    pub(crate) fn add(&mut self, name: Option<&str>, place: &str, job: &Job<'_>) -> Result<(), ReadFailure> {
        let Some(name) = name.map(str::trim).filter(|n| !n.is_empty()) else { return Ok(()) };
        if !self.names.contains(name) {
            self.bytes += name.len() + 64;
            // A scan keeps several of these.
            if self.bytes > job.limits.max_index_bytes / 2 {
                let message = "the file names more assets than can be kept in mind";
                return Err(ReadFailure::refused(place, Rule::Index, message));
            }
            self.names.insert(Arc::from(name));
        }
        Ok(())
    }
    pub(crate) fn value(&self) -> Value {
        Value::List(self.names.iter().cloned().collect())
    }
    pub(crate) fn is_empty(&self) -> bool {
        self.names.is_empty()
    }
}

/// Keeps texts under a key while a file is read; bounded.
#[derive(Debug)]
pub(crate) struct Index<K, V> {
    map: std::collections::HashMap<K, V>,
    bytes: usize,
}

impl<K, V> Default for Index<K, V> {
    fn default() -> Self {
        Self { map: std::collections::HashMap::new(), bytes: 0 }
    }
}

impl<K: Eq + std::hash::Hash, V> Index<K, V> {
    /// # Errors
    /// When there are more than can be kept in mind.
    pub(crate) fn keep(
        &mut self,
        key: K,
        value: V,
        size: usize,
        place: &str,
        job: &Job<'_>,
    ) -> Result<(), ReadFailure> {
        self.bytes += size + 128;
        if self.bytes > job.limits.max_index_bytes {
            let message = "the file refers to more things than can be kept in mind";
            return Err(ReadFailure::refused(place, Rule::Index, message));
        }
        self.map.insert(key, value);
        Ok(())
    }
    pub(crate) fn get<Q: ?Sized + Eq + std::hash::Hash>(&self, key: &Q) -> Option<&V>
    where
        K: std::borrow::Borrow<Q>,
    {
        self.map.get(key)
    }
}

/// How deep a tool looked into the assets it names.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Depth {
    /// It does not say.
    #[default]
    Unknown,
    /// It reads the thing itself (an image, source code, an agent on the host): there is nothing to sign in to.
    Inside,
}

/// One run of a tool.
#[derive(Debug, Default)]
pub(crate) struct Scan {
    pub(crate) tool: String,
    pub(crate) version: Option<String>,
    /// `os`, `web`, `database`, `container`, `code`.
    pub(crate) class: Option<&'static str>,
    /// `vulnerability`, `configuration`, `secret` …; vulnerability where nothing is said.
    pub(crate) kind: Option<&'static str>,
    pub(crate) profile: Option<String>,
    pub(crate) started: Option<i64>,
    pub(crate) ended: Option<i64>,
    pub(crate) targets: Names,
    pub(crate) depth: Depth,
    pub(crate) authenticated: Names,
    pub(crate) auth_failed: Names,
    pub(crate) failed: Names,
    pub(crate) feed: Option<String>,
    pub(crate) feed_at: Option<i64>,
}

impl Scan {
    /// Figures of the summary, and the scan as a fact.
    ///
    /// # Errors
    /// When the sink is full.
    pub(crate) fn finish(self, out: &mut Out<'_>, place: &str) -> Result<(), ReadFailure> {
        let summary = &mut out.summary;
        summary.tool = Some(self.tool.clone());
        summary.tool_version.clone_from(&self.version);
        summary.produced_at = summary.produced_at.or(self.ended);
        summary.collected_from = summary.collected_from.or(self.started);
        summary.collected_to = summary.collected_to.or(self.ended);
        let ids = Scans::ids();
        let mut row = ids.row();
        let mut set = |id: FieldId, value: Value| *row.at_mut(id) = value;
        set(ids.id, Value::text(out.scan_id()));
        set(ids.tool, Value::text(&self.tool));
        set(ids.tool_version, text(self.version));
        set(ids.target_class, text(self.class));
        set(ids.kind, Value::text(self.kind.unwrap_or("vulnerability")));
        set(ids.profile, text(self.profile));
        set(ids.started_at, moment(self.started));
        set(ids.ended_at, moment(self.ended));
        match self.depth {
            Depth::Inside => set(ids.authenticated_ids, self.targets.value()),
            Depth::Unknown if !self.authenticated.is_empty() || !self.auth_failed.is_empty() => {
                set(ids.authenticated_ids, self.authenticated.value());
                set(ids.auth_failed_ids, self.auth_failed.value());
            }
            Depth::Unknown => {}
        }
        set(ids.target_ids, self.targets.value());
        set(ids.failed_ids, self.failed.value());
        set(ids.feed_version, text(self.feed));
        set(ids.feed_at, moment(self.feed_at));
        out.fact(row, place)
    }
}

/// `https://h:8443/a/b?q#f` → host, `8443/tcp`, `/a/b`: what identifies a page, without its query.
pub(crate) fn url(text: &str) -> (Option<String>, Option<String>, Option<String>) {
    let Some((scheme, rest)) = text.trim().split_once("://") else { return (None, None, None) };
    let (authority, path) = rest.find(['/', '?', '#']).map_or((rest, ""), |at| rest.split_at(at));
    let authority = authority.rsplit_once('@').map_or(authority, |(_, host)| host);
    let (host, port) = match authority.strip_prefix('[').and_then(|v6| v6.split_once(']')) {
        Some((host, port)) => (host, port.strip_prefix(':')),
        None => authority.rsplit_once(':').map_or((authority, None), |(host, port)| (host, Some(port))),
    };
    let port = port.filter(|p| p.parse::<u16>().is_ok()).map_or_else(
        || match scheme.to_ascii_lowercase().as_str() {
            "https" | "wss" => Some("443/tcp".to_owned()),
            "http" | "ws" => Some("80/tcp".to_owned()),
            _ => None,
        },
        |port| Some(format!("{port}/tcp")),
    );
    let path = path.split(['?', '#']).next().unwrap_or_default();
    let path = if path.is_empty() { "/" } else { path };
    (own(Some(host.to_ascii_lowercase())), port, Some(path.to_owned()))
}

/// A path, and what tells several weaknesses of one rule in one file apart without counting lines.
pub(crate) fn within(path: Option<&str>, mark: Option<&str>) -> Option<String> {
    match (path, mark.map(str::trim).filter(|m| !m.is_empty())) {
        (Some(path), Some(mark)) => Some(format!("{path}#{}", mark.chars().take(64).collect::<String>())),
        (Some(path), None) => own(Some(path)),
        (None, mark) => own(mark),
    }
}

/// `pkg:deb/x@1?arch=a` → `pkg:deb/x`.
pub(crate) fn purl_name(purl: &str) -> String {
    let bare = purl.split(['?', '#']).next().unwrap_or(purl);
    bare.rsplit_once('@').filter(|(name, _)| name.contains('/')).map_or(bare, |(name, _)| name).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_weaknesses_are_found_in_any_text() {
        let mut ids = Ids::default();
        ids.add("see cve-2024-1234, CWE-079: XSS (CNVD-2021-95914; CNNVD-202112-799) GHSA-jfh8-C2jp-5v3q");
        ids.cwe("22").cwe("-1").cwe("CWE-22").add("CVE-x");
        assert_eq!(ids.cves, ["CVE-2024-1234"]);
        assert_eq!(ids.cwes, ["CWE-79", "CWE-22"]);
        assert_eq!(ids.aliases, ["CNVD-2021-95914", "CNNVD-202112-799", "GHSA-jfh8-c2jp-5v3q"]);
    }

    #[test]
    fn the_newest_score_counts_and_the_word_of_the_tool_before_it() {
        let mut scores = Scores::default();
        scores.add("2.0", Some(9.0));
        scores.add("CVSSv31", Some(5.0));
        scores.add("3.1", Some(11.0));
        assert_eq!(scores.best(), Some(5.0));
        let ids = Findings::ids();
        let row = Finding { scores, ..Finding::default() }.row();
        assert_eq!(row.at(ids.severity).as_text(), Some("medium"));
        let row = Finding { scores, severity: Some(Severity::Low), ..Finding::default() }.row();
        assert_eq!(row.at(ids.severity).as_text(), Some("low"));
        assert_eq!(Finding::default().row().at(ids.severity).as_text(), Some("unknown"));
    }

    #[test]
    fn addresses_of_pages() {
        let some = |text: &str| Some(text.to_owned());
        assert_eq!(url("https://Host/a?b=c"), (some("host"), some("443/tcp"), some("/a")));
        assert_eq!(url("http://u:p@h:8080"), (some("h"), some("8080/tcp"), some("/")));
        assert_eq!(url("http://[::1]:81/x"), (some("::1"), some("81/tcp"), some("/x")));
        assert_eq!(url("no address"), (None, None, None));
    }
}
