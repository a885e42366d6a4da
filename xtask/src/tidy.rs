//! What no compiler checks. Each check is a function from what it looks at to sentences about what is wrong.

use std::collections::BTreeMap;

use crate::house::{Entry, House, Room};
use crate::lifecycles;

/// What a crate called pure may not depend on: they reach the machine, the network or the database.
const IMPURE: &[&str] = &["tokio", "sqlx", "axum", "ureq", "tower-http", "tracing-subscriber", "getrandom"];

/// Everything the wire types may depend on.
const WIRE: &[&str] = &["serde", "serde_json", "utoipa"];

/// Longest source file, in lines.
const MOST_LINES: usize = 700;

/// Longer ones, each with its reason.
const LONG: &[(&str, &str)] = &[("web/src/api/schema.ts", "generated from openapi.json")];

/// What a checkout must not know: the machine it was made on. In two parts, because this file is checked too.
const MACHINE: &[&str] = &[concat!("/wo", "rk/"), concat!("/ro", "ot/"), concat!("/ho", "me/")];

/// How SQL statements begin.
const SQL: &[&str] = &[concat!("SELE", "CT "), concat!("INSERT ", "INTO "), concat!("UPDA", "TE ")];

/// The one registry a lock file may name.
const REGISTRY: &str = "registry+https://github.com/rust-lang/crates.io-index";

/// The crate that exists for tests: it may use anything, and only tests may use it.
const TESTKIT: &str = "yunjian-testkit";

/// Where the arrows between rooms are written down.
const PLAN: &str = "ARCHITECTURE.md";

/// All checks over the checkout.
///
/// # Errors
/// When the checkout cannot be read.
pub(crate) fn all(house: &House) -> anyhow::Result<Vec<String>> {
    let (entries, rooms) = (house.entries()?, house.rooms()?);
    let mut faults = edges(&rooms, &house.read(PLAN)?);
    faults.extend(purity(&rooms, &entries));
    faults.extend(sql(&entries));
    faults.extend(scopes(&entries));
    faults.extend(machine_paths(&entries));
    faults.extend(locks(&entries));
    faults.extend(lengths(&entries));
    faults.extend(lints(&entries));
    faults.extend(references(&entries, |path| house.path(path).exists()));
    if house.read(lifecycles::TARGET).ok() != Some(lifecycles::page(house)?) {
        faults.push(format!(
            "{}: not what the code says; run `cargo run -p xtask -- lifecycles`",
            lifecycles::TARGET
        ));
    }
    Ok(faults)
}

/// The table of rooms in the plan: crate → what it may use.
fn arrows(plan: &str) -> BTreeMap<String, Vec<String>> {
    let names = |cell: &str| {
        cell.split('`')
            .skip(1)
            .step_by(2)
            .filter(|n| n.starts_with("yunjian") || *n == "xtask")
            .map(str::to_owned)
            .collect::<Vec<_>>()
    };
    plan.lines()
        .skip_while(|line| *line != "<!-- arrows -->")
        .take_while(|line| *line != "<!-- end of arrows -->")
        .filter_map(|line| {
            let mut cells = line.strip_prefix('|')?.split('|');
            let room = names(cells.next()?).into_iter().next()?;
            Some((room, names(cells.next()?)))
        })
        .collect()
}

/// House crates depend on one another exactly as the plan says.
fn edges(rooms: &[Room], plan: &str) -> Vec<String> {
    let allowed = arrows(plan);
    let mut faults = Vec::new();
    for room in rooms.iter().filter(|room| room.name != TESTKIT) {
        let Some(may) = allowed.get(&room.name) else {
            faults.push(format!("{}: {PLAN} has no row for it in the table of rooms", room.name));
            continue;
        };
        let uses: Vec<&String> =
            room.uses.iter().filter(|name| rooms.iter().any(|other| other.name == **name)).collect();
        for name in &uses {
            if !may.contains(name) {
                faults.push(format!("{}: must not depend on {name}; see the arrows in {PLAN}", room.name));
            }
        }
        for name in may {
            if !uses.contains(&name) {
                faults.push(format!("{}: {PLAN} draws an arrow to {name} that does not exist", room.name));
            }
        }
    }
    for name in allowed.keys().filter(|name| !rooms.iter().any(|room| room.name == **name)) {
        faults.push(format!("{PLAN}: there is no crate {name}"));
    }
    faults
}

/// Pure crates reach nothing; the wire is only shapes; one crate speaks SQL.
fn purity(rooms: &[Room], entries: &[Entry]) -> Vec<String> {
    const PURE: &[&str] = &[
        "yunjian-catalogue",
        "yunjian-domain",
        "yunjian-ledger",
        "yunjian-evidence",
        "yunjian-assess",
        "yunjian-templates",
    ];
    const REACHES: &[&str] = &["std::fs", "std::net", "std::env::", "std::process"];
    let mut faults = Vec::new();
    for room in rooms {
        for name in &room.uses {
            if PURE.contains(&room.name.as_str()) && IMPURE.contains(&name.as_str()) {
                faults.push(format!("{}: is pure and must not depend on {name}", room.name));
            }
            if room.name == "yunjian-wire" && !WIRE.contains(&name.as_str()) {
                faults.push(format!("{}: holds shapes only and must not depend on {name}", room.name));
            }
            if name.starts_with("sqlx") && room.name != "yunjian-store" && room.name != TESTKIT {
                faults.push(format!(
                    "{}: only yunjian-store speaks SQL, so only it may depend on {name}",
                    room.name
                ));
            }
        }
    }
    for entry in entries.iter().filter(|e| e.ends(&[".rs"]) && !e.path.contains("tests")) {
        let pure = PURE.iter().any(|name| entry.path.starts_with(&format!("crates/{name}/src/")));
        for (line, word) in found(entry, REACHES).into_iter().filter(|_| pure) {
            faults.push(format!("{}:{line}: a pure crate does not use {word}", entry.path));
        }
    }
    faults
}

/// SQL stands in the store, and in tests that break things on purpose.
fn sql(entries: &[Entry]) -> Vec<String> {
    let elsewhere = |path: &str| {
        !path.starts_with("crates/yunjian-store/src/")
            && !path.starts_with(&format!("crates/{TESTKIT}/"))
            && !path.contains("/tests/")
            && !path.ends_with("/tests.rs")
    };
    let sources = entries.iter().filter(|e| e.ends(&[".rs"]) && elsewhere(&e.path));
    sources
        .flat_map(|entry| {
            found(entry, SQL).into_iter().map(|(line, word)| {
                format!("{}:{line}: {}… stands outside crates/yunjian-store/src", entry.path, word.trim())
            })
        })
        .collect()
}

/// A handler reads under its caller's scope. The one exception tells a person who they are.
fn scopes(entries: &[Entry]) -> Vec<String> {
    let handler = |path: &str| {
        path.starts_with("crates/yunjian-server/src/api/")
            && path != "crates/yunjian-server/src/api/session.rs"
    };
    entries
        .iter()
        .filter(|e| e.ends(&[".rs"]) && handler(&e.path))
        .flat_map(|entry| {
            found(entry, &["Scope::system()"]).into_iter().map(|(line, word)| {
                format!("{}:{line}: {word} is not made from a request; use ctx.scope()", entry.path)
            })
        })
        .collect()
}

/// Nothing in the checkout knows the machine it was made on.
fn machine_paths(entries: &[Entry]) -> Vec<String> {
    entries
        .iter()
        .flat_map(|entry| {
            found(entry, MACHINE)
                .into_iter()
                .map(|(line, word)| format!("{}:{line}: a path of some machine: {word}", entry.path))
        })
        .collect()
}

/// Lock files pin what, not where from: an office mirrors registries under other names.
fn locks(entries: &[Entry]) -> Vec<String> {
    let mut faults = Vec::new();
    for entry in entries {
        let Some(text) = entry.text() else { continue };
        for (number, line) in text.lines().enumerate() {
            let line = line.trim();
            let foreign = if entry.path.ends_with("package-lock.json") {
                line.starts_with("\"resolved\"")
            } else if entry.path == "Cargo.lock" {
                line.strip_prefix("source = ").is_some_and(|source| source.trim_matches('"') != REGISTRY)
            } else {
                false
            };
            if foreign {
                faults.push(format!("{}:{}: names a host: {line}", entry.path, number + 1));
            }
        }
    }
    faults
}

/// A file is as long as a person can hold in mind.
fn lengths(entries: &[Entry]) -> Vec<String> {
    let mut faults = Vec::new();
    for entry in entries.iter().filter(|e| e.ends(&[".rs", ".ts", ".tsx"])) {
        let lines = entry.text().map_or(0, |text| text.lines().count());
        let excused = LONG.iter().any(|(path, _)| *path == entry.path);
        if lines > MOST_LINES && !excused {
            faults.push(format!("{}: {lines} lines; split it by topic (at most {MOST_LINES})", entry.path));
        }
    }
    faults
}

/// Every crate stands under the workspace's lints.
fn lints(entries: &[Entry]) -> Vec<String> {
    let manifests = entries.iter().filter(|e| e.path != "Cargo.toml" && e.path.ends_with("/Cargo.toml"));
    manifests
        .filter(|e| !e.text().is_some_and(|text| text.contains("[lints]\nworkspace = true")))
        .map(|e| format!("{}: lacks `[lints] workspace = true`", e.path))
        .collect()
}

/// Places the papers speak of exist: relative links, and paths in backticks that begin with a folder of the house.
fn references(entries: &[Entry], exists: impl Fn(&str) -> bool) -> Vec<String> {
    const FOLDERS: &[&str] =
        &["crates/", "docs/", "catalogue/", "config/", "web/", "demo/", "scripts/", "xtask/"];
    let mut faults = Vec::new();
    for entry in entries {
        let root = !entry.path.contains('/');
        if !entry.ends(&[".md"]) || !(root || entry.path.starts_with("docs/")) {
            continue;
        }
        let Some(text) = entry.text() else { continue };
        let folder = entry.path.rsplit_once('/').map_or("", |(folder, _)| folder);
        for (number, line) in text.lines().enumerate() {
            let mut missing = |target: &str, path: String| {
                if !exists(&path) {
                    faults.push(format!("{}:{}: there is no {target}", entry.path, number + 1));
                }
            };
            for link in line.split("](").skip(1).filter_map(|rest| rest.split([')', '#']).next()) {
                if !link.is_empty() && !link.contains("://") {
                    missing(
                        link,
                        if folder.is_empty() { link.to_owned() } else { format!("{folder}/{link}") },
                    );
                }
            }
            for quoted in line.split('`').skip(1).step_by(2) {
                // `path`, `path::item`, `folder/{a,b}.rs`, `folder/*.rs` and `folder/<name>.rs`: the part that is sure.
                let quoted = quoted.split("::").next().unwrap_or_default();
                let sure = match quoted.find(['{', '*', '<', '…', ' ']) {
                    Some(at) => quoted[..at].rsplit_once('/').map_or("", |(folder, _)| folder),
                    None => quoted,
                };
                // A folder that is made, not written, may be missing.
                if FOLDERS.iter().any(|f| quoted.starts_with(f)) && !sure.starts_with("web/dist") {
                    missing(quoted, sure.to_owned());
                }
            }
        }
    }
    faults
}

/// Lines on which one of the words stands; bytes that are no text are looked through as one line.
fn found<'w>(entry: &Entry, words: &[&'w str]) -> Vec<(usize, &'w str)> {
    let mut out = Vec::new();
    for (number, line) in entry.bytes.split(|byte| *byte == b'\n').enumerate() {
        for word in words {
            if line.windows(word.len()).any(|part| part == word.as_bytes()) {
                out.push((number + 1, *word));
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    const PLAN_TEXT: &str = "\
<!-- arrows -->
| Room | uses |
|---|---|
| `yunjian-domain` | `yunjian-catalogue` |
| `yunjian-catalogue` | – |
<!-- end of arrows -->
| `yunjian-server` | `yunjian-domain` |
";

    fn room(name: &str, uses: &[&str]) -> Room {
        Room { name: name.to_owned(), uses: uses.iter().map(|u| (*u).to_owned()).collect() }
    }
    fn entry(path: &str, text: &str) -> Entry {
        Entry { path: path.to_owned(), bytes: text.as_bytes().to_vec() }
    }
    /// So many faults, each containing its word.
    fn check(faults: &[String], expected: &[&str]) {
        assert_eq!(faults.len(), expected.len(), "{faults:#?}");
        for (fault, word) in faults.iter().zip(expected) {
            assert!(fault.contains(word), "{fault}: lacks {word}");
        }
    }

    #[test]
    fn the_house_is_tidy() {
        let faults = all(&House::here()).unwrap();
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }

    #[test]
    fn arrows_are_the_ones_drawn() {
        let catalogue = || room("yunjian-catalogue", &["serde"]);
        check(&edges(&[room("yunjian-domain", &["yunjian-catalogue"]), catalogue()], PLAN_TEXT), &[]);
        check(
            &edges(&[room("yunjian-domain", &[]), room("yunjian-catalogue", &["yunjian-domain"])], PLAN_TEXT),
            &["arrow to yunjian-catalogue that does not exist", "must not depend on yunjian-domain"],
        );
        check(
            &edges(
                &[room("yunjian-domain", &["yunjian-catalogue"]), catalogue(), room("yunjian-pdf", &[])],
                PLAN_TEXT,
            ),
            &["yunjian-pdf: ARCHITECTURE.md has no row"],
        );
        check(&edges(&[catalogue()], PLAN_TEXT), &["no crate yunjian-domain"]);
        let tested = room("yunjian-domain", &["yunjian-catalogue", TESTKIT]);
        check(
            &edges(&[tested, catalogue(), room(TESTKIT, &["yunjian-domain"])], PLAN_TEXT),
            &["must not depend on yunjian-testkit"],
        );
    }

    #[test]
    fn pure_rooms_reach_nothing() {
        let rooms = [
            room("yunjian-domain", &["tokio"]),
            room("yunjian-wire", &["serde", "jiff"]),
            room("yunjian-server", &["tokio", "sqlx"]),
        ];
        let entries = [
            entry("crates/yunjian-evidence/src/source.rs", "use std::io;\nuse std::fs::File;\n"),
            entry("crates/yunjian-evidence/tests/corpus.rs", "use std::fs::File;\n"),
            entry("crates/yunjian-store/src/blobs.rs", "use std::fs::File;\n"),
        ];
        check(
            &purity(&rooms, &entries),
            &["depend on tokio", "depend on jiff", "depend on sqlx", "source.rs:2"],
        );
    }

    #[test]
    fn sql_stands_in_one_room() {
        let text = format!("let rows = \"{}1\";", SQL[0]);
        let places = [
            "crates/yunjian-server/src/api/due.rs",
            "crates/yunjian-store/src/due.rs",
            "crates/yunjian/tests/alter.rs",
        ];
        check(&sql(&places.map(|path| entry(path, &text))), &["api/due.rs:1"]);
    }

    #[test]
    fn handlers_read_under_the_callers_scope() {
        let text = "let scope = Scope::system();";
        let places = [
            "crates/yunjian-server/src/api/due.rs",
            "crates/yunjian-server/src/api/session.rs",
            "crates/yunjian-server/src/jobs/notice.rs",
        ];
        check(&scopes(&places.map(|path| entry(path, text))), &["api/due.rs:1"]);
    }

    #[test]
    fn machines_and_hosts_are_not_named() {
        let text = format!("{}main", MACHINE[0]);
        check(&machine_paths(&[entry("a.md", &text), entry("b.md", "/api/v1/")]), &["a.md:1"]);
        let entries = [
            entry("web/package-lock.json", "\"resolved\": \"https://mirror.example/a.tgz\""),
            entry("Cargo.lock", &format!("source = \"{REGISTRY}\"\nsource = \"git+https://example.org/x\"")),
        ];
        check(&locks(&entries), &["mirror.example", "Cargo.lock:2"]);
    }

    #[test]
    fn files_are_short_and_linted() {
        let long = "x\n".repeat(MOST_LINES + 1);
        let entries = [
            entry("crates/a/src/lib.rs", &long),
            entry("web/src/api/schema.ts", &long),
            entry("notes.md", &long),
        ];
        check(&lengths(&entries), &["crates/a/src/lib.rs"]);
        let manifests = [
            entry("crates/a/Cargo.toml", "[lints]\nworkspace = true\n"),
            entry("crates/b/Cargo.toml", "[package]\n"),
        ];
        check(&lints(&manifests), &["crates/b"]);
    }

    #[test]
    fn papers_speak_of_what_exists() {
        let text = "see [a](decisions/0001-a.md#x), [b](gone.md), `crates/a/src/lib.rs`, `crates/{a,b}/src`, \
                    `crates/gone.rs::f`, `crates/a/src/<name>.rs`, `catalogue::x`, [c](https://example.org/)";
        let known = ["docs/decisions/0001-a.md", "crates/a/src/lib.rs", "crates", "crates/a/src"];
        check(
            &references(&[entry("docs/a.md", text)], |path| known.contains(&path)),
            &["no gone.md", "no crates/gone.rs"],
        );
    }
}
