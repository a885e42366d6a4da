//! What a page looks for in a file, against files of real tools.

use yunjian_evidence::looks::{ALL, Family};
use yunjian_evidence::{Limits, identify};

/// A mark that real files of a format do not carry would call good files wrong.
#[test]
fn what_the_readers_are_certain_of_carries_the_marks() {
    let mut looked = 0;
    let mut folders =
        vec![std::path::PathBuf::from(concat!(env!("CARGO_MANIFEST_DIR"), "/../../demo/evidence"))];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(&folder).expect("the demo's files").flatten() {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let bytes = std::fs::read(&path).expect("a file");
            let head = &bytes[..bytes.len().min(64 << 10)];
            let Ok(format) = identify(&mut std::io::Cursor::new(head), None, &Limits::default()) else {
                continue;
            };
            let Some(look) = ALL.iter().find(|l| l.format == format.id() && !l.marks.is_empty()) else {
                continue;
            };
            looked += 1;
            let text = String::from_utf8_lossy(head);
            let there = |mark: &str| match look.family {
                Family::Xml => text.contains(&format!("<{mark}")),
                Family::Json => text.contains(&format!("\"{mark}\"")),
                _ => text.contains(mark),
            };
            assert!(
                look.marks.iter().any(|group| group.iter().all(|mark| there(mark))),
                "{}: {}",
                path.display(),
                look.format
            );
        }
    }
    assert!(looked >= 5, "only {looked} of the demo's files have a look");
}
