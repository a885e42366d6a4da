//! SARIF 2.1.0: one finding per result of every run, one scan per run.
//!
//! Identity of a finding: asset = the repository of `versionControlProvenance`, failing that the run's id or the tool's name; weakness =
//! rule id; package = the logical location; path = the first physical location's address with, behind a `#`, the tool's fingerprint, failing that a
//! digest of the code itself: two results of one rule in one file stay apart, and lines may move. Severity: `security-severity` of
//! the result or its rule (CVSS scale), else `level` (error → high, warning → medium, note and none → info; not stated: the rule's
//! default, else warning, as the standard says). Results of kind pass, notApplicable, open, review and informational are no findings; baseline
//! state `absent` is fixed, an accepted suppression is a false-positive claim that leaves the finding open.

use sha2::{Digest as _, Sha256};

use crate::draft::{Depth, Finding, Ids, Index, Plain, Scan, Scores, own, within};
use crate::failure::{ReadFailure, Rule};
use crate::format::Job;
use crate::out::Out;
use crate::severity::Severity;
use crate::source::Source;
use crate::tree::Tree;
use crate::walk::walk;

pub(super) static SARIF: Plain = Plain {
    id: "sarif",
    zh: "SARIF 静态分析结果",
    en: "SARIF static analysis results",
    version: 1,
    facts: &["findings", "scans"],
    sniff: |prefix| {
        prefix.is_json(|head| {
            !head.list
                && (head.has("runs") && (head.has("version") || head.has("$schema"))
                    || head.says("sarif-schema-2.1"))
        })
    },
    read,
};

const SKIP: [&str; 13] = [
    "codeFlows",
    "contextRegion",
    "fixes",
    "webRequest",
    "webResponse",
    "threadFlows",
    "stacks",
    "graphs",
    "help",
    "fullDescription",
    "markdown",
    "graphTraversals",
    "addresses",
];

#[derive(Default)]
struct Run {
    asset: Option<String>,
    tool: Option<String>,
    version: Option<String>,
    started: Option<i64>,
    ended: Option<i64>,
    failed: bool,
    repository: Option<String>,
    guid: Option<String>,
}

/// What a rule says about itself.
struct Known {
    id: String,
    title: Option<String>,
    level: Option<String>,
    score: Option<f64>,
    ids: Vec<String>,
    /// Messages by their id.
    messages: Vec<(String, String)>,
}

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut runs: Vec<Run> = Vec::new();
    // Rules by run, extension (0 is the driver) and index.
    let mut rules: Index<(usize, usize, usize), Known> = Index::default();
    let mut by_id: Index<(usize, String), (usize, usize)> = Index::default();
    let heads = [
        "/version",
        "/runs/*/tool/driver/name",
        "/runs/*/tool/driver/version",
        "/runs/*/tool/driver/semanticVersion",
        "/runs/*/invocations/*",
        "/runs/*/versionControlProvenance/*",
        "/runs/*/automationDetails",
        "/runs/*/tool/driver/rules/*",
        "/runs/*/tool/extensions/*/rules/*",
    ];
    let mut version = None;
    walk(source, job.limits, &heads, &SKIP, &mut |found| {
        let tree = &found.tree;
        let Some(number) = found.indices.first().copied() else {
            version = own(tree.text());
            return Ok(());
        };
        if number >= 10_000 {
            return Err(ReadFailure::refused(found.place, Rule::Rows, "there are too many runs in the file"));
        }
        while runs.len() <= number {
            runs.push(Run::default());
        }
        let run = &mut runs[number];
        match found.pattern {
            1 => run.tool = own(tree.text()),
            2 => run.version = own(tree.text()),
            3 => run.version = run.version.take().or(own(tree.text())),
            4 => {
                let start = job.moment(tree.get("startTimeUtc").str());
                run.started = match (run.started, start) {
                    (Some(a), Some(b)) => Some(a.min(b)),
                    (a, b) => a.or(b),
                };
                run.ended = run.ended.max(job.moment(tree.get("endTimeUtc").str()));
                run.failed |= tree.get("executionSuccessful").bool() == Some(false);
            }
            5 => run.repository = run.repository.take().or(own(tree.get("repositoryUri").str())),
            6 => run.guid = own(tree.get("id").str()),
            _ => {
                let (extension, index) = match found.pattern {
                    7 => (0, found.indices[1]),
                    _ => (found.indices[1] + 1, found.indices[2]),
                };
                let Some(id) = own(tree.get("id").text()) else { return Ok(()) };
                let known = rule(tree, &id);
                let messages: usize =
                    known.messages.iter().map(|(id, text)| id.len() + text.len() + 64).sum();
                let size = id.len() * 2 + known.title.as_ref().map_or(0, String::len) + messages + 256;
                by_id.keep((number, id), (extension, index), size, found.place, job)?;
                rules.keep((number, extension, index), known, size, found.place, job)?;
            }
        }
        Ok(())
    })?;
    match version.as_deref() {
        Some("2.1.0") => {}
        Some(other) if other.starts_with("2.1") => {}
        Some(other) => {
            let shown: String = other.chars().take(40).collect();
            let message = format!("the log has SARIF version {shown:?}; version 2.1.0 is read");
            return Err(ReadFailure::refused("/version", Rule::Schema, message));
        }
        None => {
            return Err(ReadFailure::refused(
                "/",
                Rule::Schema,
                "there is no version; every SARIF log states one",
            ));
        }
    }
    out.summary.version = version;
    for run in &mut runs {
        run.asset = run.repository.clone().or_else(|| run.guid.clone()).or_else(|| run.tool.clone());
    }
    let empty = Run::default();
    walk(source, job.limits, &["/runs/*/results/*"], &SKIP, &mut |found| {
        let number = found.indices[0];
        let run = runs.get(number).unwrap_or(&empty);
        let tree = &found.tree;
        let known = known(tree, number, &rules, &by_id);
        let kind = tree.get("kind").str();
        if !matches!(kind, None | Some("fail")) {
            out.unmapped();
            return Ok(());
        }
        let row = finding(tree, run, known).row();
        out.record(row, found.place)
    })?;
    for (number, run) in runs.into_iter().enumerate() {
        let mut scan = Scan {
            tool: run.tool.unwrap_or_else(|| "sarif".into()).to_lowercase(),
            version: run.version,
            class: Some("code"),
            started: run.started,
            ended: run.ended,
            depth: Depth::Inside,
            ..Scan::default()
        };
        let place = format!("/runs/{number}");
        scan.targets.add(run.asset.as_deref(), &place, job)?;
        if run.failed {
            scan.failed.add(run.asset.as_deref(), &place, job)?;
        }
        scan.finish(out, &place)?;
    }
    Ok(())
}

fn rule(tree: &Tree, id: &str) -> Known {
    let mut ids = Ids::default();
    ids.add(id).all(tree.at("properties/tags").texts()).all(tree.at("properties/cwe").texts());
    // CodeQL writes external/cwe/cwe-079, relationships point at a taxonomy.
    for relation in tree.get("relationships").list() {
        let target = relation.get("target");
        if target.at("toolComponent/name").str().is_some_and(|n| n.eq_ignore_ascii_case("cwe")) {
            ids.all(
                target
                    .get("id")
                    .text()
                    .map(|n| n.into_owned())
                    .as_deref()
                    .map(|n| n.trim_start_matches("CWE-"))
                    .map(|n| format!("CWE-{n}"))
                    .as_deref(),
            );
        }
    }
    Known {
        id: id.to_owned(),
        title: own(tree.first(&["shortDescription/text", "name"])),
        level: own(tree.at("defaultConfiguration/level").str()),
        score: tree.at("properties/security-severity").number(),
        ids: [ids.cves, ids.cwes, ids.aliases].concat(),
        messages: tree
            .get("messageStrings")
            .pairs()
            .iter()
            .filter_map(|(id, message)| {
                Some((id.to_string(), message.get("text").str()?.chars().take(500).collect()))
            })
            .take(20)
            .collect(),
    }
}

/// The text of a message that is given by its id, with its arguments put in.
fn message(tree: &Tree, known: Option<&Known>) -> Option<String> {
    let id = tree.at("message/id").str()?;
    let (_, text) = known?.messages.iter().find(|(known, _)| known == id)?;
    let mut text = text.clone();
    for (number, argument) in tree.at("message/arguments").list().iter().enumerate().take(10) {
        let argument: String = argument.str().unwrap_or_default().chars().take(200).collect();
        text = text.replace(&format!("{{{number}}}"), &argument);
    }
    Some(text)
}

fn known<'r>(
    tree: &Tree,
    run: usize,
    rules: &'r Index<(usize, usize, usize), Known>,
    by_id: &Index<(usize, String), (usize, usize)>,
) -> Option<&'r Known> {
    let extension = tree
        .at("rule/toolComponent/index")
        .int()
        .and_then(|n| usize::try_from(n).ok())
        .map_or(0, |n| n.saturating_add(1));
    let index = tree.get("ruleIndex").int().or_else(|| tree.at("rule/index").int());
    let by_index = index.and_then(|n| usize::try_from(n).ok()).and_then(|n| rules.get(&(run, extension, n)));
    by_index.or_else(|| {
        let id = tree.first(&["ruleId", "rule/id"])?;
        // `CA1000/1` is the sub-rule of `CA1000`.
        let found = by_id
            .get(&(run, id.to_string()))
            .or_else(|| by_id.get(&(run, id.split_once('/')?.0.to_owned())))?;
        rules.get(&(run, found.0, found.1))
    })
}

fn finding<'a>(tree: &Tree, run: &'a Run, known: Option<&Known>) -> Finding<'a> {
    let mut ids = Ids::default();
    if let Some(known) = known {
        ids.all(known.ids.iter().map(String::as_str));
    }
    ids.all(tree.at("properties/cwe").texts()).all(tree.at("properties/tags").texts());
    for taxon in tree.get("taxa").list() {
        if taxon.at("toolComponent/name").str().is_some_and(|n| n.eq_ignore_ascii_case("cwe")) {
            let id = taxon.get("id").text().unwrap_or_default();
            ids.cwe(id.trim_start_matches("CWE-"));
        }
    }
    let rule = own(tree.first(&["ruleId", "rule/id"])).or_else(|| known.map(|k| k.id.clone()));
    ids.all(rule.as_deref());
    let place = tree.at("locations/0/physicalLocation");
    let path = own(place.at("artifactLocation/uri").str()).map(|p| p.trim_start_matches("./").to_owned());
    let logical = own(tree.at("locations/0/logicalLocations/0").first(&["fullyQualifiedName", "name"]));
    let fingerprints = tree.get("fingerprints").pairs().iter().chain(tree.get("partialFingerprints").pairs());
    let fingerprint = fingerprints
        .filter(|(name, _)| !name.contains("Line") || name.contains("primaryLocationLineHash"))
        .find_map(|(_, value)| own(value.text()));
    let fingerprint = fingerprint.or_else(|| {
        let code = place.at("region/snippet/text").str()?;
        Some(hex::encode(&Sha256::digest(code.as_bytes())[..6]))
    });
    let score = tree.at("properties/security-severity").number().or(known.and_then(|k| k.score));
    let mut scores = Scores::default();
    scores.add("3", score);
    let level = tree.get("level").str().or(known.and_then(|k| k.level.as_deref())).unwrap_or("warning");
    let severity = match (score, level) {
        (Some(score), _) => Severity::of_cvss(score),
        (None, "error") => Severity::High,
        (None, "warning") => Severity::Medium,
        (None, "note" | "none") => Severity::Info,
        _ => Severity::Unknown,
    };
    let message = own(tree.at("message/text").str()).or_else(|| message(tree, known));
    let title = message.or_else(|| known.and_then(|k| k.title.clone())).or_else(|| rule.clone());
    let line = place.at("region/startLine").int();
    let suppressed = tree.get("suppressions").list();
    let accepted = suppressed.iter().any(|s| matches!(s.get("status").str(), None | Some("accepted")));
    Finding {
        tool: run.tool.as_deref().unwrap_or("sarif"),
        asset: run.asset.clone(),
        rule,
        title: title.map(|t| t.lines().next().unwrap_or_default().chars().take(500).collect()),
        package: logical.clone(),
        location: path.as_ref().map(|p| line.map_or_else(|| p.clone(), |l| format!("{p}:{l}"))).or(logical),
        path: within(path.as_deref(), fingerprint.as_deref()),
        ids,
        severity: Some(severity),
        scores,
        last_seen: run.ended,
        status: (tree.get("baselineState").str() == Some("absent")).then_some("fixed"),
        deviation: accepted.then_some("false_positive"),
        ..Finding::default()
    }
}
