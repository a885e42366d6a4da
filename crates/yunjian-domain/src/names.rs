//! Names under which evidence speaks of the components of an inventory: id, host name, address.
//!
//! A scanner says `10.0.0.7` or `web-01.example.gov.cn`, the register `web-01`, the inventory `ASSET-0017`; one
//! component is meant. A name that two components share names neither of them.

use std::collections::HashMap;

use crate::facts::{FactSet, Row, Value};

/// Which component a name speaks of. Names are compared without regard to ASCII case.
#[derive(Clone, Debug, Default)]
pub struct Names {
    known: HashMap<String, String>,
    /// Names that several components share, with the components.
    shared: HashMap<String, Vec<String>>,
}

/// One component of an inventory, as far as it can be named.
#[derive(Clone, Debug)]
pub struct Named<'a> {
    pub id: &'a str,
    pub name: Option<&'a str>,
    pub addresses: Vec<&'a str>,
}

impl Names {
    pub fn of<'a>(components: impl IntoIterator<Item = Named<'a>>) -> Self {
        let mut ids = HashMap::new();
        let mut names: HashMap<String, Vec<String>> = HashMap::new();
        for component in components {
            let id = component.id.to_owned();
            for name in component.name.into_iter().chain(component.addresses) {
                let called = names.entry(key(name)).or_default();
                if !called.contains(&id) {
                    called.push(id.clone());
                }
            }
            ids.insert(key(&id), id);
        }
        let mut out = Self::default();
        for (name, mut called) in names {
            if called.len() > 1 {
                called.sort_unstable();
                out.shared.insert(name, called);
            } else if let Some(id) = called.pop() {
                out.known.insert(name, id);
            }
        }
        // An id names its own component, whatever else is called so.
        out.shared.retain(|name, _| !ids.contains_key(name));
        out.known.extend(ids);
        out.known.remove("");
        out
    }

    /// Adds what people said names stand for. What the inventory itself knows stays as it is.
    #[must_use]
    pub fn also(mut self, said: impl IntoIterator<Item = (String, String)>) -> Self {
        for (name, component) in said {
            self.known.entry(key(&name)).or_insert(component);
        }
        self
    }

    /// The components that share a name, where it names none of them.
    pub fn candidates(&self, name: &str) -> &[String] {
        let name = key(name);
        if self.known.contains_key(&name) {
            return &[];
        }
        self.shared.get(&name).map_or(&[], Vec::as_slice)
    }

    /// The names of the components among rows of the fact type `components`.
    pub fn of_rows(inventory: &[Row]) -> Self {
        Self::of(inventory.iter().filter_map(|row| {
            Some(Named {
                id: row.text("id")?,
                name: row.text("name"),
                addresses: row.get("ips").as_list().unwrap_or_default().iter().map(|ip| &**ip).collect(),
            })
        }))
    }

    pub fn is_empty(&self) -> bool {
        self.known.is_empty()
    }

    /// The component a name speaks of; a host name also without its domain.
    pub fn find(&self, name: &str) -> Option<&str> {
        let name = key(name);
        let short = || {
            let (host, _) = name.split_once('.')?;
            (!host.bytes().all(|b| b.is_ascii_digit())).then(|| self.known.get(host)).flatten()
        };
        self.known.get(&name).or_else(short).map(String::as_str)
    }

    /// Puts the inventory's id in place of every name of a component that a row states.
    pub fn resolve(&self, row: &mut Row) {
        let ty = row.fact_type();
        if let Some(field) = ty.field("component_id")
            && let Some(known) = row.at(field).as_text().and_then(|name| self.find(name))
        {
            *row.at_mut(field) = Value::text(known);
        }
        for field in ["target_ids", "authenticated_ids", "failed_ids", "auth_failed_ids", "component_ids"] {
            if let Some(field) = ty.field(field)
                && let Some(list) = row.at(field).as_list()
            {
                let resolved: Vec<&str> = list.iter().map(|n| self.find(n).unwrap_or(n)).collect();
                *row.at_mut(field) = Value::list(resolved);
            }
        }
    }

    /// [`Self::resolve`] for all rows of a set.
    pub fn resolve_all(&self, set: &mut FactSet) {
        for ty in &yunjian_catalogue::vocabulary().types {
            for row in set.table_mut(ty.id) {
                self.resolve(row);
            }
        }
    }
}

fn key(name: &str) -> String {
    name.trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names() -> Names {
        Names::of([
            Named { id: "A-1", name: Some("Web-01"), addresses: vec!["10.0.0.1", "10.0.0.9"] },
            Named { id: "A-2", name: Some("web-02"), addresses: vec!["10.0.0.2", "10.0.0.9"] },
            Named { id: "web-03", name: Some("A-1"), addresses: vec![] },
        ])
    }

    /// clauses: 7.2.1 d)
    #[test]
    fn a_component_is_found_under_its_names() {
        let names = names();
        for (said, meant) in [
            ("A-1", Some("A-1")),
            ("a-1 ", Some("A-1")),
            ("web-01", Some("A-1")),
            ("WEB-01.example.gov.cn", Some("A-1")),
            ("10.0.0.2", Some("A-2")),
            // Shared by two: named neither. An address has no domain to leave out.
            ("10.0.0.9", None),
            ("10.0.0.1.example", None),
            ("web-04", None),
            ("", None),
        ] {
            assert_eq!(names.find(said), meant, "{said}");
        }
    }

    #[test]
    fn what_a_person_said_is_followed_where_the_inventory_is_silent_or_in_doubt() {
        let names = names();
        assert_eq!(names.candidates("10.0.0.9"), ["A-1", "A-2"]);
        assert!(names.candidates("10.0.0.1").is_empty() && names.candidates("stranger").is_empty());
        let said = [("10.0.0.9", "A-2"), ("Stranger", "A-1"), ("web-01", "A-2")];
        let names = names.also(said.map(|(name, id)| (name.to_owned(), id.to_owned())));
        assert_eq!(names.find("10.0.0.9"), Some("A-2"));
        assert!(names.candidates("10.0.0.9").is_empty(), "no longer in doubt");
        assert_eq!(names.find("stranger"), Some("A-1"));
        assert_eq!(names.find("web-01"), Some("A-1"), "the inventory's own word counts");
    }

    #[test]
    fn rows_speak_of_the_inventory_afterwards() {
        let mut row = Row::of("scans");
        row.set("target_ids", Value::list(["10.0.0.1", "stranger"]));
        names().resolve(&mut row);
        assert_eq!(row.get("target_ids"), &Value::list(["A-1", "stranger"]));
        let mut row = Row::of("findings");
        row.set("component_id", Value::text("web-02.local"));
        names().resolve(&mut row);
        assert_eq!(row.text("component_id"), Some("A-2"));
    }
}
