//! Every file of the corpus: what it is read as, what comes out, and whether that is what the corpus' manifest states. The table of it is `docs/formats-tried.md`.

mod common;

use std::collections::BTreeMap;
use std::fmt::Write as _;

use common::{corpus, manifest, read_as};
use serde_json::Value;
use yunjian_domain::facts::{FactSet, Row};
use yunjian_evidence::{Limits, ReadFailure, Summary};

/// Formats of the corpus that are no evidence of a platform: catalogues, rules, schemas, and what other parts of the program read.
const NOT_EVIDENCE: [&str; 7] =
    ["oscal", "oscal-schema", "sigma-rules", "sigma-regression", "fedramp", "kev", "cyclonedx-spec"];

/// Where our figure is not the one the manifest states, and why.
const DIFFERS: &[(&str, &str)] = &[
    (
        "burp/burp_graphql__two_findings.json",
        "three issues stand in the file, two of one name on two pages; the origin merges those by name",
    ),
    (
        "osv/osv_scanner__some_findings.json",
        "the file gives no severity, which is unknown here; the origin calls that low",
    ),
    (
        "prowler/prowler__example_output_aws.csv",
        "two of the four checks failed; the one that passed and the one to be made by hand are checks and no findings",
    ),
    (
        "qualys/qualys__Qualys_Sample_Report.csv",
        "six detections on four hosts stand in the file; the origin merges those of one QID",
    ),
    (
        "qualys/qualys_hacker_guardian__one_finding.csv",
        "two rows of two ports, which are two findings, both rated M, which is medium; the origin merges them and calls them low",
    ),
    (
        "aws-security-hub/awssecurityhub__config_many_findings.json",
        "all three checks passed: checks, and no findings",
    ),
    ("aws-security-hub/awssecurityhub__config_one_finding.json", "the check passed: a check, and no finding"),
    (
        "nmap/nmap__nmap_script_vulners.xml",
        "the origin takes the first script result as the first finding; here the open port comes first, as in the file",
    ),
    (
        "prowler/prowler__example_output_aws.ocsf.json",
        "one of the three is to be checked by hand (MANUAL): a check that was not made, and no finding",
    ),
    (
        "snyk/snyk__single_project_one_vuln.json",
        "the origin puts the project before the title; here the project is the asset, and the title is Snyk's",
    ),
    (
        "snyk/snyk__snykcontainer_issue_epss.json",
        "the origin counts the packages of the image's system (1); the 12 of the applications inside it count here too",
    ),
    (
        "wazuh/wazuh__v4-7_many_findings.json",
        "13 entries stand in the file; the origin merges those of one CVE and package version",
    ),
    (
        "xccdf/openscap__ios-sample-v1.1.3.xccdf.xml",
        "the rule that failed is a configuration check with result fail, not a finding; all 3 are checks",
    ),
    (
        "xccdf/openscap__many_vuln_rhsa.xml",
        "the 31 rules that failed are configuration checks with result fail, not findings; all 2935 are checks",
    ),
    (
        "xccdf/openscap__one_vuln_rhsa.xml",
        "the rule that failed is a configuration check with result fail, not a finding; all 8 are checks",
    ),
];

fn outcome(bytes: &[u8], format: &str) -> Result<(Summary, FactSet), ReadFailure> {
    // An empty result of gitleaks is `null`, which says nothing of its format: somebody has to.
    let asked = match format {
        "gitleaks" if bytes.trim_ascii() == b"null" => Some("gitleaks-json"),
        _ => None,
    };
    read_as(bytes, asked, &Limits::default())
}

/// The records, in the order of the file: what one record becomes besides is left out.
fn records(facts: &FactSet) -> Vec<&Row> {
    let mut seen = std::collections::HashSet::new();
    facts
        .named("findings")
        .iter()
        .filter(|f| seen.insert(f.text("place").unwrap_or_default().to_owned()))
        .collect()
}

/// What the manifest states and we do not give; nothing when all is as stated.
fn complaint(file: &Value, summary: &Summary, facts: &FactSet) -> Option<String> {
    let expected = &file["expected"];
    let figure = |key: &str| expected[key].as_u64();
    if let Some(stated) = figure("natural_count").or(figure("finding_count")) {
        let asserted = figure("finding_count").unwrap_or(stated);
        if ![stated, asserted].contains(&summary.findings) && ![stated, asserted].contains(&summary.distinct)
        {
            return Some(format!("{} findings, stated are {stated} ({asserted})", summary.findings));
        }
    }
    if let Some(least) = figure("finding_count_greater_than")
        && summary.findings <= least
    {
        return Some(format!("{} findings, stated are more than {least}", summary.findings));
    }
    for (key, ours) in
        [("rule_results", summary.checks), ("definitions", summary.rows), ("events", summary.events)]
    {
        if figure(key).is_some_and(|stated| stated != ours) {
            return Some(format!("{ours} {key}, stated are {}", expected[key]));
        }
    }
    let records = records(facts);
    if figure("finding_count") == Some(records.len() as u64) {
        for stated in expected["findings"].as_array().into_iter().flatten() {
            let Some(record) = stated["index"].as_u64().and_then(|n| records.get(usize::try_from(n).ok()?))
            else {
                continue;
            };
            let ours = record.text("severity").unwrap_or_default();
            if let Some(severity) = stated["severity"].as_str()
                && !severity.eq_ignore_ascii_case(ours)
            {
                return Some(format!("finding {} is {ours}, stated is {severity}", stated["index"]));
            }
            if let Some(title) = stated["title"].as_str() {
                let title = title.to_lowercase();
                let known = ["title", "rule_id", "package"].iter().filter_map(|f| record.text(f)).any(|t| {
                    let t = t.to_lowercase();
                    title.contains(&t) || t.contains(&title)
                });
                if !known {
                    return Some(format!(
                        "finding {} is {:?}, stated is {title:?}",
                        stated["index"],
                        record.text("title")
                    ));
                }
            }
            if let Some(cwe) = stated["cwe"].as_u64() {
                let cwe = format!("CWE-{cwe}");
                let known = record.get("cwes").as_list().is_none_or(|list| list.iter().any(|c| **c == *cwe));
                if !known {
                    return Some(format!(
                        "finding {} has {:?}, stated is {cwe}",
                        stated["index"],
                        record.get("cwes")
                    ));
                }
            }
        }
    }
    None
}

fn row(path: &str, result: &Result<(Summary, FactSet), ReadFailure>) -> String {
    match result {
        Err(failure) => {
            let text = failure.to_string().replace('|', "/");
            format!("| `{path}` | – | refused: {text} |\n")
        }
        Ok((summary, _)) => {
            let counts = [
                ("findings", summary.findings),
                ("distinct", if summary.distinct == summary.findings { 0 } else { summary.distinct }),
                ("checks", summary.checks),
                ("components", summary.components),
                ("events", summary.events),
                ("measurements", summary.measurements),
                ("accounts", summary.accounts),
                ("records without a fact", summary.unmapped_rows),
                ("problems", summary.parse_errors),
            ];
            let said: Vec<String> =
                counts.iter().filter(|(_, n)| *n > 0).map(|(what, n)| format!("{n} {what}")).collect();
            let said = if said.is_empty() { "nothing in it".to_owned() } else { said.join(", ") };
            format!("| `{path}` | {} | {said} |\n", summary.format)
        }
    }
}

#[test]
fn every_file_gives_what_is_stated_or_we_say_why_not() {
    let (Some(folder), Some(files)) = (corpus(), manifest()) else { return };
    let mut groups: BTreeMap<String, (u64, u64, String)> = BTreeMap::new();
    let (mut complaints, mut differing) = (Vec::new(), Vec::new());
    for file in &files {
        let (path, format) = (file["path"].as_str().unwrap(), file["format"].as_str().unwrap());
        if NOT_EVIDENCE.contains(&format) {
            continue;
        }
        let bytes = std::fs::read(folder.join(path)).unwrap();
        let result = outcome(&bytes, format);
        let group = groups.entry(format.to_owned()).or_default();
        group.0 += 1;
        group.1 += u64::from(result.is_ok());
        group.2 += &row(path, &result);
        let complaint = match &result {
            Ok((summary, facts)) => complaint(file, summary, facts),
            Err(e) if file["expected"]["finding_count"].as_u64().is_some() => Some(format!("refused: {e}")),
            Err(_) => None,
        };
        let reason = DIFFERS.iter().find(|(known, _)| *known == path);
        match (complaint, reason) {
            (Some(_), Some((path, why))) => {
                differing.push(*path);
                let _ = writeln!(group.2, "| | | *differs from the stated figure:* {why} |");
            }
            (Some(complaint), None) => complaints.push(format!("{path}: {complaint}")),
            (None, _) => {}
        }
    }
    assert!(complaints.is_empty(), "{}", complaints.join("\n"));
    let stale: Vec<_> = DIFFERS.iter().filter(|(path, _)| !differing.contains(path)).collect();
    assert!(stale.is_empty(), "these agree by now: {stale:?}");

    let mut page = String::from(
        "# Files tried\n\nEvery file of the test corpus that is evidence, what the program reads it as, and what comes out. Written by `cargo test -p yunjian-evidence \
         --test tried` with `YUNJIAN_WRITE_DOCS=1`; the test fails when the page is not true any more. The corpus is not part of the repository.\n\n\
         | Kind | Files tried | Read | Refused |\n|---|---:|---:|---:|\n",
    );
    for (format, (tried, read, _)) in &groups {
        let _ = writeln!(page, "| {format} | {tried} | {read} | {} |", tried - read);
    }
    for (format, (_, _, rows)) in &groups {
        let _ = write!(page, "\n## {format}\n\n| File | Read as | Result |\n|---|---|---|\n{rows}");
    }
    let target = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/formats-tried.md");
    if std::env::var_os("YUNJIAN_WRITE_DOCS").is_some() {
        std::fs::write(target, &page).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(target).unwrap_or_default(),
        page,
        "docs/formats-tried.md is not true any more"
    );
}

#[test]
fn a_file_read_twice_gives_the_same_facts() {
    let (Some(folder), Some(files)) = (corpus(), manifest()) else { return };
    for file in &files {
        let (path, format) = (file["path"].as_str().unwrap(), file["format"].as_str().unwrap());
        if NOT_EVIDENCE.contains(&format) {
            continue;
        }
        let bytes = std::fs::read(folder.join(path)).unwrap();
        let (Ok((first, a)), Ok((second, b))) = (outcome(&bytes, format), outcome(&bytes, format)) else {
            continue;
        };
        assert_eq!(first, second, "{path}");
        assert!(a.rows().eq(b.rows()), "{path}");
        // Read into the same set of findings, the second time adds none.
        let identities = |facts: &FactSet| -> std::collections::BTreeSet<String> {
            facts.named("findings").iter().map(yunjian_domain::identity::of).collect()
        };
        let once = identities(&a);
        let mut twice = once.clone();
        twice.extend(identities(&b));
        assert_eq!(once, twice, "{path}");
        assert_eq!(once.len() as u64, first.distinct, "{path}");
    }
}
