//! The whole catalogue, read once.

use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use crate::deviations::Deviations;
use crate::files::FILES;
use crate::links::Links;
use crate::messages::Messages;
use crate::notices::{Notices, Sensitivity};
use crate::obligation::{Obligation, Rule};
use crate::template::Template;
use crate::terms::{Cycle, Deadline, FrequencyRow, Workflow};
use crate::triggers::{Inputs, SupervisionState, Trigger};
use crate::words::{Attribute, DeliverableType, Frequency, Party};
use crate::working_days::{WorkingDays, WorkingYear};

/// The catalogue does not hold together; `file` says where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("catalogue/{file}: {problem}")]
pub struct Faulty {
    pub file: String,
    pub problem: String,
}

/// Everything the standard says, as data.
#[derive(Debug, Serialize)]
pub struct Catalogue {
    /// In the order of sections, rows and obligations.
    pub obligations: Vec<Obligation>,
    /// Rules that run for every obligation.
    pub common_rules: Vec<Rule>,
    pub frequencies: Vec<FrequencyRow>,
    pub deadlines: Vec<Deadline>,
    pub deviations: Deviations,
    /// Lowest first.
    pub states: Vec<SupervisionState>,
    pub triggers: Vec<Trigger>,
    pub workflow: Workflow,
    pub notices: Notices,
    pub messages: Messages,
    pub sensitivity: Sensitivity,
    pub links: Links,
    pub working_days: WorkingDays,
    /// The named documents as forms, by id.
    pub templates: Vec<Template>,
    /// SHA-256 over all embedded files, in hexadecimal.
    pub digest: String,
    #[serde(skip)]
    by_id: HashMap<String, usize>,
}

/// Narrows the list of obligations; an absent field does not narrow.
#[derive(Clone, Debug, Default, Serialize, Deserialize)]
pub struct ObligationFilter {
    pub class: Option<String>,
    pub section: Option<String>,
    pub attribute: Option<Attribute>,
    pub frequency: Option<Frequency>,
    pub party: Option<Party>,
    #[serde(rename = "type")]
    pub ty: Option<DeliverableType>,
    /// Letter of a mechanism.
    pub mechanism: Option<String>,
}

impl ObligationFilter {
    pub fn admits(&self, obligation: &Obligation) -> bool {
        let same = |wanted: &Option<String>, is: &str| wanted.as_deref().is_none_or(|wanted| wanted == is);
        same(&self.class, &obligation.class)
            && same(&self.section, &obligation.section)
            && self.attribute.is_none_or(|wanted| wanted == obligation.attribute)
            && self.frequency.is_none_or(|wanted| wanted == obligation.frequency)
            && self.party.is_none_or(|wanted| wanted == obligation.party)
            && self.ty.is_none_or(|wanted| wanted == obligation.ty)
            && self.mechanism.as_ref().is_none_or(|wanted| obligation.mechanism.contains(wanted))
    }
}

impl Catalogue {
    /// Reads a catalogue from files named by their path below `catalogue/`.
    ///
    /// # Errors
    /// When a file cannot be read or the files do not fit together.
    pub fn read(files: &[(&str, &str)]) -> Result<Self, Faulty> {
        let mut obligations: Vec<Obligation> = Vec::new();
        let mut years: Vec<WorkingYear> = Vec::new();
        let mut templates: Vec<Template> = Vec::new();
        for (path, text) in files {
            if path.starts_with("obligations/") {
                obligations.extend(json::<Vec<Obligation>>(path, text)?);
            } else if path.starts_with("working_days/") {
                years.push(toml(path, text)?);
            } else if path.starts_with("templates/") {
                let template: Template = json(path, text)?;
                template.check().map_err(|problem| fault(path, problem))?;
                if templates.iter().any(|other| other.id == template.id) {
                    return Err(fault(path, format!("template {} is given twice", template.id)));
                }
                templates.push(template);
            }
        }
        obligations.sort_by_key(|o| order(&o.id));

        let FrequencyFile { frequency: mut frequencies } = toml_of(files, "frequencies.toml")?;
        settle(&mut frequencies).map_err(|problem| fault("frequencies.toml", problem))?;
        let DeadlineFile { deadline: deadlines } = toml_of(files, "deadlines.toml")?;
        let TriggerFile { state: states, trigger: triggers } = toml_of(files, "triggers.toml")?;
        let path = "common_rules.json";
        let catalogue = Self {
            by_id: obligations.iter().enumerate().map(|(i, o)| (o.id.clone(), i)).collect(),
            obligations,
            common_rules: json(path, text_of(files, path)?)?,
            frequencies,
            deadlines,
            deviations: toml_of(files, "deviations.toml")?,
            states,
            triggers,
            workflow: toml_of(files, "workflow.toml")?,
            notices: toml_of(files, "notices.toml")?,
            messages: toml_of(files, "messages.toml")?,
            sensitivity: toml_of(files, "sensitivity.toml")?,
            links: toml_of(files, "links.toml")?,
            templates,
            working_days: WorkingDays::new(years).map_err(|problem| fault("working_days", problem))?,
            digest: digest_of(files),
        };
        catalogue.check()?;
        Ok(catalogue)
    }

    fn check(&self) -> Result<(), Faulty> {
        let mut seen = HashSet::new();
        for o in &self.obligations {
            let file = format!("obligations/{}.json", o.section);
            if !seen.insert(o.id.as_str()) {
                return Err(fault(&file, format!("obligation {} is given twice", o.id)));
            }
            for p in &o.parameters {
                if !p.default.fits(p.ty) {
                    return Err(fault(&file, format!("{}: the default of {} is no {}", o.id, p.name, p.ty)));
                }
            }
        }
        for rule in self.rules() {
            if !seen.insert(rule.id.as_str()) {
                return Err(fault("obligations", format!("rule {} is given twice", rule.id)));
            }
        }
        for frequency in Frequency::ALL {
            if !self.frequencies.iter().any(|row| row.id == *frequency) {
                return Err(fault("frequencies.toml", format!("{frequency} has no row")));
            }
        }
        for id in self.links.obligations() {
            if !self.by_id.contains_key(id) {
                return Err(fault("links.toml", format!("there is no obligation {id}")));
            }
        }
        for deadline in &self.deadlines {
            deadline.check().map_err(|problem| fault("deadlines.toml", problem))?;
        }
        let levels: Vec<&str> = self.states.iter().map(|s| s.code.as_str()).collect();
        for t in &self.triggers {
            if !levels.contains(&t.level.as_str()) {
                return Err(fault("triggers.toml", format!("{}: there is no state {}", t.id, t.level)));
            }
            if (t.inputs == Inputs::Ready) == t.conditions.is_empty() {
                return Err(fault("triggers.toml", format!("{}: conditions and inputs contradict", t.id)));
            }
            for condition in &t.conditions {
                condition.check(&levels).map_err(|e| fault("triggers.toml", format!("{}: {e}", t.id)))?;
            }
        }
        self.deviations.check().map_err(|e| fault("deviations.toml", e))?;
        self.notices.check().map_err(|e| fault("notices.toml", e))?;
        self.messages.check().map_err(|e| fault("messages.toml", e))?;
        self.sensitivity.check().map_err(|e| fault("sensitivity.toml", e))?;
        for step in &self.workflow.step {
            for next in &step.next {
                if !self.workflow.step.iter().any(|other| other.id == *next) {
                    return Err(fault("workflow.toml", format!("{}: there is no step {next}", step.id)));
                }
            }
        }
        Ok(())
    }

    pub fn obligation(&self, id: &str) -> Option<&Obligation> {
        self.by_id.get(id).map(|index| &self.obligations[*index])
    }
    pub fn filtered<'a>(&'a self, filter: &'a ObligationFilter) -> impl Iterator<Item = &'a Obligation> {
        self.obligations.iter().filter(|o| filter.admits(o))
    }
    /// Classes of controls with their English names, in the order of their first section.
    pub fn classes(&self) -> Vec<(&str, &str)> {
        let mut classes: Vec<(&str, &str)> = Vec::new();
        for o in &self.obligations {
            if !classes.iter().any(|(zh, _)| *zh == o.class) {
                classes.push((&o.class, &o.class_en));
            }
        }
        classes
    }
    /// All rules of all obligations, then the common ones.
    pub fn rules(&self) -> impl Iterator<Item = &Rule> {
        self.obligations.iter().flat_map(|o| &o.rules).chain(&self.common_rules)
    }
    /// The row of a frequency; every frequency has one, which reading the catalogue makes sure of.
    pub fn frequency(&self, id: Frequency) -> &FrequencyRow {
        self.frequencies.iter().find(|row| row.id == id).expect("every frequency has a row")
    }
    pub fn deadline(&self, id: &str) -> Option<&Deadline> {
        self.deadlines.iter().find(|row| row.id == id)
    }
    /// A named document by its id, in capitals or not.
    pub fn template(&self, id: &str) -> Option<&Template> {
        self.templates.iter().find(|t| t.id.eq_ignore_ascii_case(id))
    }
    pub fn trigger(&self, id: &str) -> Option<&Trigger> {
        self.triggers.iter().find(|row| row.id == id)
    }
    pub fn state(&self, code: &str) -> Option<&SupervisionState> {
        self.states.iter().find(|row| row.code == code)
    }
    /// Version of the rule pack that a verdict stores: program version and the first twelve digits of the digest.
    pub fn version(&self) -> String {
        format!("{}+{}", env!("CARGO_PKG_VERSION"), &self.digest[..12])
    }
}

/// The embedded catalogue. It is part of the program; a mistake in it is caught by this crate's tests.
pub fn catalogue() -> &'static Catalogue {
    static CATALOGUE: LazyLock<Catalogue> =
        LazyLock::new(|| Catalogue::read(FILES).expect("the embedded catalogue is checked by tests"));
    &CATALOGUE
}

/// SHA-256 over all embedded files, in hexadecimal.
pub fn digest() -> &'static str {
    &catalogue().digest
}

/// The embedded working-day calendar.
pub fn working_days() -> &'static WorkingDays {
    &catalogue().working_days
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct FrequencyFile {
    frequency: Vec<FrequencyRow>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DeadlineFile {
    deadline: Vec<Deadline>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct TriggerFile {
    state: Vec<SupervisionState>,
    trigger: Vec<Trigger>,
}

/// Gives every frequency its cycle: its own, or that of the frequency it is closed in.
fn settle(rows: &mut [FrequencyRow]) -> Result<(), String> {
    let own: HashMap<Frequency, Cycle> =
        rows.iter().map(|row| Ok((row.id, row.own_cycle()?))).collect::<Result<_, String>>()?;
    for row in rows {
        let id = row.settle.unwrap_or(row.id);
        row.cycle = *own.get(&id).ok_or_else(|| format!("{} is closed in {id}, which has no row", row.id))?;
    }
    Ok(())
}

/// `A-12.3-G-1/2` sorts by its numbers: section, general before enhanced, row, obligation.
fn order(id: &str) -> (Vec<u32>, bool, Vec<u32>) {
    let mut parts = id.splitn(4, '-').skip(1);
    let numbers = |text: &str| text.split(['.', '/']).filter_map(|n| n.parse().ok()).collect::<Vec<u32>>();
    let section = numbers(parts.next().unwrap_or_default());
    let enhanced = parts.next() == Some("E");
    (section, enhanced, numbers(parts.next().unwrap_or_default()))
}

fn fault(file: &str, problem: impl Into<String>) -> Faulty {
    Faulty { file: file.to_owned(), problem: problem.into() }
}

fn text_of<'a>(files: &[(&str, &'a str)], path: &str) -> Result<&'a str, Faulty> {
    files
        .iter()
        .find(|(name, _)| *name == path)
        .map(|(_, text)| *text)
        .ok_or_else(|| fault(path, "the file is missing"))
}

fn json<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, Faulty> {
    serde_json::from_str(text).map_err(|e| fault(path, e.to_string()))
}

fn toml<T: DeserializeOwned>(path: &str, text: &str) -> Result<T, Faulty> {
    toml::from_str(text).map_err(|e| fault(path, e.to_string()))
}

fn toml_of<T: DeserializeOwned>(files: &[(&str, &str)], path: &str) -> Result<T, Faulty> {
    toml(path, text_of(files, path)?)
}

/// Over name and content of every file, each preceded by its length, so that no two sets of files look alike.
fn digest_of(files: &[(&str, &str)]) -> String {
    let mut sorted: Vec<_> = files.to_vec();
    sorted.sort_unstable();
    let mut hash = Sha256::new();
    for part in sorted.iter().flat_map(|(path, text)| [path, text]) {
        hash.update((part.len() as u64).to_be_bytes());
        hash.update(part.as_bytes());
    }
    hash.finalize().iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    })
}

#[cfg(test)]
mod tests;
