//! The key of a finding, format by format: the page `docs/identity.md` is made from what the readers say of themselves and from what they really do with
//! the small inputs, and fails when it is not true any more.

mod common;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use common::{INPUTS, corpus, manifest, read_as, read_bytes};
use yunjian_domain::facts::Row;
use yunjian_domain::identity;
use yunjian_evidence::{Limits, all};

/// The sentence about identity in the head of every file of readers, by the ids of formats that stand in the file.
fn stated() -> BTreeMap<String, String> {
    fn sources(folder: &Path, out: &mut Vec<PathBuf>) {
        let mut entries: Vec<_> = std::fs::read_dir(folder).unwrap().map(|e| e.unwrap().path()).collect();
        entries.sort();
        for entry in entries {
            if entry.is_dir() {
                sources(&entry, out);
            } else if entry.extension().is_some_and(|e| e == "rs") {
                out.push(entry);
            }
        }
    }
    let mut files = Vec::new();
    sources(Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/src/formats")), &mut files);
    let mut out = BTreeMap::new();
    // What the head of a folder's `mod.rs` says holds for files beside it that say nothing themselves.
    let alone = files.iter().map(|file| (file, vec![file.clone()]));
    let folders = files.iter().filter(|f| f.ends_with("mod.rs")).map(|file| {
        let beside = files.iter().filter(|f| f.parent() == file.parent()).cloned().collect();
        (file, beside)
    });
    for (file, about) in alone.chain(folders) {
        let text = std::fs::read_to_string(file).unwrap();
        let head: String = text
            .lines()
            .take_while(|l| l.starts_with("//!"))
            .map(|l| l.trim_start_matches("//!").trim())
            .collect::<Vec<_>>()
            .join(" ");
        let Some(at) = head.find("dentity of ").or_else(|| head.find("dentity: ")) else { continue };
        let sentence = head[at - 1..].split(". ").next().unwrap().trim_end_matches('.').to_owned();
        let text: String = about.iter().map(|f| std::fs::read_to_string(f).unwrap()).collect();
        for format in all() {
            if text.contains(&format!("\"{}\"", format.id())) {
                out.entry(format.id().to_owned()).or_insert_with(|| sentence.clone());
            }
        }
    }
    out
}

/// Which parts of the key a finding uses.
fn used(row: &Row) -> Vec<&'static str> {
    let has = |field: &str| row.text(field).is_some_and(|t| !t.trim().is_empty());
    let weakness = ["rule_id", "cves", "uid", "title"].into_iter().find(|f| match *f {
        "cves" => row.get("cves").as_list().is_some_and(|l| !l.is_empty()),
        other => has(other),
    });
    let mut out: Vec<&'static str> = Vec::new();
    out.extend(has("component_id").then_some("component_id"));
    out.extend(weakness);
    out.extend(["package", "port", "path"].into_iter().filter(|f| has(f)));
    out
}

#[test]
fn every_format_with_findings_has_a_documented_key_and_keeps_it() {
    let stated = stated();
    let mut page = String::from(
        "# The key of a finding\n\nWhen two findings are the same finding is defined once, in `crates/yunjian-domain/src/identity.rs`: asset, weakness, package, port and place. \
         Severity, status, titles (where there is a rule), times, versions and line numbers are never part of it: a scan of next month, by another version of the scanner, in \
         another order, gives the same keys.\n\nWhat each format puts into these five parts is said in the head of its reader and repeated here. The last column is what the \
         reader really used on the small file of its kind in `crates/yunjian-evidence/tests/inputs`. Made by `YUNJIAN_WRITE_DOCS=1 cargo test -p yunjian-evidence --test keys`; \
         the test fails when the page is not true any more.\n\n| Format | Key | Parts used |\n|---|---|---|\n",
    );
    let mut missing = Vec::new();
    for format in all().iter().filter(|f| f.fact_types().contains(&"findings")) {
        let id = format.id();
        let Some(sentence) = stated.get(id) else {
            missing.push(id);
            continue;
        };
        let parts: BTreeSet<&str> = match INPUTS.iter().find(|(known, _)| *known == id) {
            Some((_, bytes)) => {
                let (_, facts) = read_bytes(bytes).unwrap();
                assert!(!facts.named("findings").is_empty(), "the small file of {id} has no finding");
                facts.named("findings").iter().flat_map(used).collect()
            }
            None => BTreeSet::new(),
        };
        assert!(
            parts.is_empty() || parts.iter().any(|p| !matches!(*p, "component_id" | "port")),
            "{id}: {parts:?}"
        );
        let parts: Vec<String> = parts.iter().map(|p| format!("`{p}`")).collect();
        let _ = writeln!(page, "| `{id}` | {} | {} |", sentence.replace('|', "\\|"), parts.join(" "));
    }
    assert!(missing.is_empty(), "no rule of identity in the head of the reader: {missing:?}");
    let target = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/identity.md");
    if std::env::var_os("YUNJIAN_WRITE_DOCS").is_some() {
        std::fs::write(target, &page).unwrap();
    }
    assert_eq!(
        std::fs::read_to_string(target).unwrap_or_default(),
        page,
        "docs/identity.md is not true any more"
    );
}

/// Severity, status, times and (where something else names the weakness) the title change; the key does not. Over every file of the corpus.
#[test]
fn what_changes_from_scan_to_scan_is_no_part_of_any_key() {
    let (Some(folder), Some(files)) = (corpus(), manifest()) else { return };
    let mut looked = 0;
    for file in files {
        let bytes = std::fs::read(folder.join(file["path"].as_str().unwrap())).unwrap();
        let Ok((_, facts)) = read_as(&bytes, None, &Limits::default()) else { continue };
        for row in facts.named("findings").iter().take(500) {
            let before = identity::of(row);
            let mut later = row.clone();
            later.set("severity", yunjian_domain::facts::Value::text("unknown"));
            later.set("status", yunjian_domain::facts::Value::text("fixed"));
            for field in ["first_seen", "last_seen", "published_at", "fix_available_at"] {
                later.set(field, yunjian_domain::facts::Value::Time(1));
            }
            later.set("cvss", yunjian_domain::facts::Value::Double(0.1));
            if used(row).iter().all(|part| *part != "title") {
                later.set("title", yunjian_domain::facts::Value::text("说法变了"));
            }
            assert_eq!(identity::of(&later), before, "{}", file["path"]);
            looked += 1;
        }
    }
    assert!(looked > 2_000, "{looked} findings looked at");
}
