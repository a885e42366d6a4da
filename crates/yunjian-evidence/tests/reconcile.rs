//! Two published months of a real platform: inventory, scans, register and the figures of its own report.

use std::path::PathBuf;

use yunjian_domain::calendar;
use yunjian_domain::facts::FactSet;
use yunjian_evidence as evidence;
use yunjian_evidence::reconcile::figures::{Counts, claims};
use yunjian_evidence::reconcile::{Source, reconcile};

fn folder() -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/corpora/poam-inventory");
    if !folder.is_dir() {
        eprintln!("skipped: there is no folder of real files");
        return None;
    }
    Some(folder)
}

fn source(folder: &std::path::Path, name: &str) -> Source {
    let bytes = std::fs::read(folder.join(name)).expect(name);
    let mut input = std::io::Cursor::new(bytes);
    let digest = evidence::sha256_hex(&mut input).unwrap();
    input.set_position(0);
    let context = evidence::Context::new(digest, calendar::zone("UTC").unwrap());
    let mut set = FactSet::new();
    let summary = evidence::read(&mut input, None, &context, &evidence::Limits::default(), &mut set)
        .unwrap_or_else(|e| panic!("{name}: {e}"));
    Source { name: name.to_owned(), format: summary.format, rows: set.rows().cloned().collect() }
}

/// clauses: 7.2.1 d), 7.2.1 i)
#[test]
fn the_reports_figures_are_held_against_its_register() {
    let Some(folder) = folder() else { return };
    let report = |name: &str| claims(name, &std::fs::read_to_string(folder.join(name)).expect(name));
    let sources = vec![
        source(&folder, "IIW-2026-05.xlsx"),
        source(&folder, "2026-05-wazuh-vulns-brisket.json"),
        source(&folder, "2026-05-wazuh-vulns-haccp.json"),
        source(&folder, "POAM-2026-05.xlsx"),
    ];
    let reports = [report("2026-05-README.md"), report("2026-05-POAM-SUMMARY.md")];
    let found = reconcile(sources, None, &reports);
    assert_eq!(found.components, 7);
    let wrong: Vec<(u64, u64, &str)> =
        found.figures.iter().map(|f| (f.stated, f.found, f.file.as_str())).collect();
    assert_eq!(wrong, [(3796, 3760, "2026-05-README.md")], "{:#?}", found.figures);
    assert_eq!(found.figures[0].counts, Counts::OpenItems);
    assert_eq!(found.figures[0].place, "line 13");
    // The report's other figures were looked at as well, and hold.
    let read: usize = reports.iter().map(|r| r.claims.len()).sum();
    assert!(read >= 10, "only {read} figures were read: {reports:#?}");
    assert!(found.items > 3_000 && found.findings > 0, "{} items", found.items);

    let april = report("2026-04-POAM-SUMMARY.md");
    let sources = vec![
        source(&folder, "IIW-2026-04.xlsx"),
        source(&folder, "2026-04-wazuh-vulns-brisket.json"),
        source(&folder, "2026-04-wazuh-vulns-haccp.json"),
    ];
    let found = reconcile(sources, None, &[april]);
    assert_eq!(found.components, 7);
    assert!(found.items == 0 && found.without_item.total > 0, "April's register is not there");
}

#[test]
fn the_public_list_of_known_exploited_weaknesses_is_read_whole() {
    let Some(folder) = folder() else { return };
    let bytes = std::fs::read(folder.join("../kev/known_exploited_vulnerabilities.json")).unwrap();
    let list = evidence::exploited::read(&bytes).unwrap();
    assert_eq!((list.entries.len(), list.skipped), (1404, 0));
    assert_eq!(list.version.as_deref(), Some("2025.08.25"));
    assert!(list.entries.iter().all(|e| e.added.is_some() && e.due.is_some()));
}
