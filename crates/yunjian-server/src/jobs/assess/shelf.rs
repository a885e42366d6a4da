//! Fact files on the table of one assessment.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::{LazyLock, Mutex};

use yunjian_catalogue::FactTypeId;
use yunjian_domain::facts::{FactSet, Row};

use crate::App;
use crate::jobs::JobFault;

/// A fact file, and whether a scan made it: components that a scan sees are observations, no register.
#[derive(Clone, Debug)]
pub(super) struct Named {
    pub(super) facts: String,
    pub(super) observed: bool,
}

/// Rows of the files under judgement, decoded once: they are looked at alone and among everything admitted, and
/// copies share their texts.
#[derive(Default)]
pub(super) struct Shelf(HashMap<String, Vec<Row>>);

impl Shelf {
    pub(super) fn of(app: &App, files: &[Named]) -> Result<Self, JobFault> {
        let mut shelf = Self::default();
        for file in files {
            if !shelf.0.contains_key(&file.facts) {
                let mut rows = Vec::new();
                app.facts().each(&file.facts, &mut |row| rows.push(row)).map_err(JobFault)?;
                note_types(&file.facts, rows.iter().map(|row| row.ty).collect());
                shelf.0.insert(file.facts.clone(), rows);
            }
        }
        Ok(shelf)
    }

    pub(super) fn read(&self, app: &App, files: &[Named]) -> Result<FactSet, JobFault> {
        let mut set = FactSet::new();
        let mut seen = HashSet::new();
        // Scans first: where a register speaks of the same finding, it adds what the scan does not know.
        let in_order = files.iter().filter(|f| f.observed).chain(files.iter().filter(|f| !f.observed));
        for file in in_order {
            if !seen.insert(&file.facts) {
                continue;
            }
            let wanted = |row: &Row| !(file.observed && row.fact_type().name == "components");
            match self.0.get(&file.facts) {
                Some(rows) => rows.iter().filter(|row| wanted(row)).for_each(|row| set.push(row.clone())),
                None => app
                    .facts()
                    .each(&file.facts, &mut |row| {
                        if wanted(&row) {
                            set.push(row);
                        }
                    })
                    .map_err(JobFault)?,
            }
        }
        Ok(set)
    }
}

/// Fact types of fact files by digest. A file never changes, so what is known of it stays true; without this every
/// assessment would decode all evidence a platform ever handed in.
static TYPES: LazyLock<Mutex<HashMap<String, BTreeSet<FactTypeId>>>> = LazyLock::new(Mutex::default);
/// More than this many files are not remembered at once; then it begins anew.
const MOST_TYPES: usize = 50_000;

fn note_types(digest: &str, types: BTreeSet<FactTypeId>) {
    let mut known = TYPES.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    if known.len() >= MOST_TYPES {
        known.clear();
    }
    known.insert(digest.to_owned(), types);
}

/// The fact types a file holds.
pub(super) fn types_of(app: &App, digest: &str) -> Result<BTreeSet<FactTypeId>, JobFault> {
    let known = TYPES.lock().unwrap_or_else(std::sync::PoisonError::into_inner).get(digest).cloned();
    if let Some(types) = known {
        return Ok(types);
    }
    let mut types = BTreeSet::new();
    app.facts().each(digest, &mut |row| _ = types.insert(row.ty)).map_err(JobFault)?;
    note_types(digest, types.clone());
    Ok(types)
}
