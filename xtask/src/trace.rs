//! Clauses of the standard: where each is met, and which tests name it.
//!
//! A test names clauses in a line above it, `clauses: 6.2.3 d), 7.1 s2`. `docs/clauses.toml` says where a clause is met; both
//! together are `crates/yunjian/src/trace.json`, which is committed, so that the program needs no sources to show it, and held
//! against the sources here, so that it does not rot.

use std::collections::BTreeMap;

use anyhow::{Context as _, bail, ensure};
use serde_json::{Value, json};

use crate::house::{Entry, House};

pub(crate) const TARGET: &str = "crates/yunjian/src/trace.json";
const SOURCE: &str = "docs/clauses.toml";
const MARK: &str = "clauses: ";

/// The table as it has to be committed.
pub(crate) fn table(house: &House) -> anyhow::Result<String> {
    let parsed: toml::Table = house.read(SOURCE)?.parse().context(SOURCE)?;
    let clauses =
        parsed.get("where").and_then(toml::Value::as_table).context("docs/clauses.toml has no [where]")?;
    let mut tests: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for entry in house.entries()?.iter().filter(|e| e.ends(&[".rs", ".ts", ".tsx"])) {
        for (test, clause) in named(entry)? {
            ensure!(
                clauses.contains_key(&clause),
                "{test} names the clause {clause}, which {SOURCE} does not have"
            );
            tests.entry(clause).or_default().push(test);
        }
    }
    let mut rows = Vec::new();
    for (clause, places) in ordered(&house.read(SOURCE)?, clauses)? {
        for place in &places {
            ensure!(house.path(place).exists(), "{SOURCE}: {clause} is met in {place}, which is not there");
        }
        let mut found = tests.remove(&clause).unwrap_or_default();
        found.sort();
        ensure!(places.is_empty() || !found.is_empty(), "{clause} is said to be met, but no test names it");
        ensure!(
            found.is_empty() || !places.is_empty(),
            "{} name {clause}, {SOURCE} says not where it is met",
            found.join(", ")
        );
        rows.push(json!({"ref": clause, "where": places, "tests": found}));
    }
    Ok(format!("{}\n", serde_json::to_string_pretty(&Value::from(rows))?))
}

/// The clauses in the order of the standard, which is the order of the file.
fn ordered(text: &str, clauses: &toml::Table) -> anyhow::Result<Vec<(String, Vec<String>)>> {
    let mut rows = Vec::new();
    for line in text.lines() {
        let Some(clause) = line.strip_prefix('"').and_then(|rest| rest.split_once('"')).map(|(c, _)| c)
        else {
            continue;
        };
        let places =
            clauses.get(clause).and_then(toml::Value::as_array).with_context(|| clause.to_owned())?;
        let places = places.iter().filter_map(|p| p.as_str().map(str::to_owned)).collect();
        rows.push((clause.to_owned(), places));
    }
    ensure!(rows.len() == clauses.len(), "{SOURCE}: one clause a line");
    Ok(rows)
}

/// The tests of a file and the clauses they name.
fn named(entry: &Entry) -> anyhow::Result<Vec<(String, String)>> {
    let mut found = Vec::new();
    let mut open: Vec<String> = Vec::new();
    for (number, line) in entry.text().unwrap_or_default().lines().enumerate() {
        let line = line.trim();
        let comment = line.strip_prefix("///").or_else(|| line.strip_prefix("//"));
        if let Some(clauses) = comment.and_then(|c| c.trim().strip_prefix(MARK)) {
            open.extend(clauses.split(", ").map(|c| c.trim().to_owned()));
        } else if open.is_empty() {
        } else if let Some(name) = test_name(line) {
            let test = format!("{}::{name}", entry.path);
            found.extend(open.drain(..).map(|clause| (test.clone(), clause)));
        } else if comment.is_none() && !line.starts_with("#[") && !line.is_empty() {
            bail!("{}:{}: `{MARK}…` stands above a test", entry.path, number + 1);
        }
    }
    ensure!(open.is_empty(), "{}: `{MARK}…` stands above a test", entry.path);
    Ok(found)
}

/// The name of a test that begins on this line: a function, or `test('…'` of the browser stories.
fn test_name(line: &str) -> Option<&str> {
    let line = line.strip_prefix("async ").unwrap_or(line);
    if let Some(rest) = line.strip_prefix("fn ") {
        return rest.split('(').next();
    }
    let rest = line.strip_prefix("test(").or_else(|| line.strip_prefix("it("))?;
    let quote = rest.chars().next()?;
    rest.get(1..)?.split(quote).next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn entry(text: &str) -> Entry {
        Entry { path: "t.rs".into(), bytes: text.as_bytes().to_vec() }
    }

    #[test]
    fn the_committed_table_is_current() {
        let house = House::here();
        let table = table(&house).unwrap();
        assert!(house.read(TARGET).unwrap() == table, "run `cargo run -p xtask -- trace`");
        let rows: Vec<Value> = serde_json::from_str(&table).unwrap();
        let met = rows.iter().filter(|r| r["tests"].as_array().is_some_and(|t| !t.is_empty())).count();
        assert!(met >= 49, "{met} clauses are named by tests; there were more");
        let Ok(standard) = std::fs::read_to_string(house.path("../shared/standard/clauses.json")) else {
            eprintln!("skipped: the list of clauses is not at hand");
            return;
        };
        let standard: Vec<Value> = serde_json::from_str(&standard).unwrap();
        let refs = |rows: &[Value]| rows.iter().map(|r| r["ref"].clone()).collect::<Vec<_>>();
        assert_eq!(refs(&rows), refs(&standard), "{SOURCE} has the clauses of the standard, in its order");
    }

    #[test]
    fn tests_are_found_by_their_mark() {
        let mark = MARK.trim();
        let text = format!(
            "/// Does.\n///\n/// {mark} 5.1 s1, 6.2.3 c)\n#[test]\nfn one() {{}}\n// {mark} 7.1 s2\ntest('a story', () => 1)"
        );
        assert_eq!(
            named(&entry(&text)).unwrap(),
            [("t.rs::one", "5.1 s1"), ("t.rs::one", "6.2.3 c)"), ("t.rs::a story", "7.1 s2")]
                .map(|(a, b)| (a.to_owned(), b.to_owned()))
        );
        assert!(named(&entry(&format!("// {mark} 5.1 s1\nlet x = 1;\nfn one() {{}}"))).is_err());
        assert!(named(&entry(&format!("// {mark} 5.1 s1"))).is_err());
    }
}
