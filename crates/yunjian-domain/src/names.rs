//! Names under which evidence speaks of the components of an inventory: id, host name, address.
//!
//! A scanner says `10.0.0.7` or `web-01.example.gov.cn`, the register `web-01`, the inventory `ASSET-0017`; one
//! component is meant. A name that two components share names neither of them.

use std::collections::HashMap;

use crate::facts::{FactSet, Row, Value};

/// Which component a name speaks of. Names are compared without regard to ASCII case.
#[derive(Clone, Debug, Default)]
pub struct Names(HashMap<String, String>);

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
        let mut names: HashMap<String, Option<String>> = HashMap::new();
        for component in components {
            let id = component.id.to_owned();
            for name in component.name.into_iter().chain(component.addresses) {
                names
                    .entry(key(name))
                    .and_modify(|known| {
                        if known.as_ref().is_some_and(|known| *known != id) {
                            *known = None;
                        }
                    })
                    .or_insert_with(|| Some(id.clone()));
            }
            ids.insert(key(&id), id);
        }
        let mut all: HashMap<String, String> =
            names.into_iter().filter_map(|(name, id)| Some((name, id?))).collect();
        // An id names its own component, whatever else is called so.
        all.extend(ids);
        all.remove("");
        Self(all)
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
        self.0.is_empty()
    }

    /// The component a name speaks of; a host name also without its domain.
    pub fn find(&self, name: &str) -> Option<&str> {
        let name = key(name);
        let short = || {
            let (host, _) = name.split_once('.')?;
            (!host.bytes().all(|b| b.is_ascii_digit())).then(|| self.0.get(host)).flatten()
        };
        self.0.get(&name).or_else(short).map(String::as_str)
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
