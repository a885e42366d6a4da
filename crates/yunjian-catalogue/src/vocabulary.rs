//! The words facts are written in: fact types and their typed fields (`catalogue/vocabulary.json`).
//!
//! Every fact type ends with the two common fields `file` (SHA-256 of the file a fact was read from) and
//! `place` (where in that file), so that a verdict can always point at its evidence.

use std::collections::HashMap;
use std::sync::LazyLock;

const SOURCE: &str = include_str!("../../../catalogue/vocabulary.json");

/// Position of a fact type in [`Vocabulary::types`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FactTypeId(pub u16);

/// Position of a field in [`FactType::fields`]; a row's values stand in the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FieldId(pub u16);

/// What a field may hold. Every field may also be unknown (null).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FieldType {
    Text,
    Int,
    Double,
    Bool,
    Timestamp,
    TextList,
}

#[derive(Debug)]
pub struct Field {
    pub name: String,
    pub ty: FieldType,
}

#[derive(Debug)]
pub struct FactType {
    pub id: FactTypeId,
    pub name: String,
    pub zh: String,
    pub en: String,
    pub fields: Vec<Field>,
    by_name: HashMap<String, FieldId>,
}

impl FactType {
    pub fn field(&self, name: &str) -> Option<FieldId> {
        self.by_name.get(name).copied()
    }
    /// Where in the file a fact stands; the last field of every type.
    pub fn place(&self) -> FieldId {
        FieldId(self.fields.len() as u16 - 1)
    }
    /// SHA-256 of the file a fact was read from; the last but one field of every type.
    pub fn file(&self) -> FieldId {
        FieldId(self.fields.len() as u16 - 2)
    }
}

#[derive(Debug)]
pub struct Vocabulary {
    pub types: Vec<FactType>,
    by_name: HashMap<String, FactTypeId>,
    /// Other names of fact types in format tokens.
    aliases: HashMap<String, FactTypeId>,
}

impl Vocabulary {
    /// The fact type behind the name in a format token (`csv:<name>`).
    pub fn register(&self, name: &str) -> Option<&FactType> {
        self.fact_type(name).or_else(|| self.aliases.get(name).map(|id| self.get(*id)))
    }
    pub fn fact_type(&self, name: &str) -> Option<&FactType> {
        self.by_name.get(name).map(|id| self.get(*id))
    }
    pub fn get(&self, id: FactTypeId) -> &FactType {
        &self.types[id.0 as usize]
    }
    pub fn len(&self) -> usize {
        self.types.len()
    }
    pub fn is_empty(&self) -> bool {
        self.types.is_empty()
    }
}

/// The embedded vocabulary. It is part of the program; a mistake in it is caught by this crate's tests.
pub fn vocabulary() -> &'static Vocabulary {
    static VOCABULARY: LazyLock<Vocabulary> =
        LazyLock::new(|| parse(SOURCE).expect("the embedded vocabulary is checked by tests"));
    &VOCABULARY
}

fn parse(source: &str) -> Result<Vocabulary, String> {
    let root: serde_json::Value = serde_json::from_str(source).map_err(|e| e.to_string())?;
    let list = root["fact_types"].as_array().ok_or("fact_types is not a list")?;
    let mut types = Vec::with_capacity(list.len());
    let mut by_name = HashMap::new();
    for (index, entry) in list.iter().enumerate() {
        let text = |key: &str| -> Result<String, String> {
            entry[key].as_str().map(str::to_owned).ok_or(format!("fact type {index} has no {key}"))
        };
        let name = text("name")?;
        let declared = entry["fields"].as_object().ok_or(format!("{name} has no fields"))?;
        let mut fields = Vec::with_capacity(declared.len() + 2);
        for (field, ty) in declared {
            let ty = match ty.as_str() {
                Some("string") => FieldType::Text,
                Some("int") => FieldType::Int,
                Some("double") => FieldType::Double,
                Some("bool") => FieldType::Bool,
                Some("timestamp") => FieldType::Timestamp,
                Some("list<string>") => FieldType::TextList,
                other => return Err(format!("{name}.{field} has the unknown type {other:?}")),
            };
            fields.push(Field { name: field.clone(), ty });
        }
        fields.push(Field { name: "file".into(), ty: FieldType::Text });
        fields.push(Field { name: "place".into(), ty: FieldType::Text });
        let id = FactTypeId(u16::try_from(index).map_err(|e| e.to_string())?);
        let names = fields.iter().enumerate().map(|(i, f)| (f.name.clone(), FieldId(i as u16))).collect();
        if by_name.insert(name.clone(), id).is_some() {
            return Err(format!("{name} is declared twice"));
        }
        types.push(FactType { id, zh: text("zh")?, en: text("en")?, name, fields, by_name: names });
    }
    let mut aliases = HashMap::new();
    for (alias, name) in root["aliases"].as_object().into_iter().flatten() {
        let id =
            name.as_str().and_then(|n| by_name.get(n)).ok_or(format!("alias {alias} names no fact type"))?;
        aliases.insert(alias.clone(), *id);
    }
    Ok(Vocabulary { types, by_name, aliases })
}

/// Whether a file of one format is what a token of an obligation asks for.
///
/// A table is the same table as text or as workbook; `pdf+form` is a PDF beside its form; what stands in brackets is
/// part of the template. A workbook of several registers (`xlsx:accounts,reviews`) is each of them.
pub fn accepts(token: &str, format: &str) -> bool {
    let plain = |text: &'_ str| -> String {
        let text = text.split('(').next().unwrap_or(text).trim();
        text.strip_suffix("+form").unwrap_or(text).to_owned()
    };
    let (token, format) = (plain(token), plain(format));
    let register = |text: &str| {
        let (_, names) = text.split_once(':').filter(|(family, _)| matches!(*family, "csv" | "xlsx"))?;
        let ids: Option<Vec<FactTypeId>> =
            names.split(',').map(|name| vocabulary().register(name).map(|ty| ty.id)).collect();
        ids.filter(|ids| !ids.is_empty())
    };
    token == format
        || match (register(&token), register(&format)) {
            (Some(wanted), Some(given)) => wanted.iter().any(|id| given.contains(id)),
            _ => false,
        }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fact_type_ends_with_its_place() {
        let vocabulary = vocabulary();
        assert_eq!(vocabulary.len(), 57);
        for ty in &vocabulary.types {
            assert_eq!(ty.fields[ty.place().0 as usize].name, "place", "{}", ty.name);
            assert_eq!(ty.fields[ty.file().0 as usize].name, "file", "{}", ty.name);
        }
    }

    #[test]
    fn tokens_and_formats() {
        for (token, format) in [
            ("csv:accounts", "xlsx:accounts"),
            ("csv:allowlist", "csv:allow_entries"),
            ("csv:credentials(kind,holder_id)", "xlsx:credentials"),
            ("pdf+form", "pdf"),
            ("csv:reviews", "xlsx:accounts,reviews"),
            ("nessus-v2", "nessus-v2"),
            ("xlsx:poam", "xlsx:poam"),
        ] {
            assert!(accepts(token, format), "{token} {format}");
        }
        for (token, format) in [
            ("csv:accounts", "csv:persons"),
            ("xlsx:poam", "xlsx:findings"),
            ("pdf+form", "docx"),
            ("form", "pdf"),
        ] {
            assert!(!accepts(token, format), "{token} {format}");
        }
    }

    #[test]
    fn a_wrong_vocabulary_is_refused() {
        assert!(parse(r#"{"fact_types":[{"name":"a","zh":"","en":"","fields":{"x":"text"}}]}"#).is_err());
        let twice = r#"{"name":"a","zh":"","en":"","fields":{}}"#;
        assert!(parse(&format!(r#"{{"fact_types":[{twice},{twice}]}}"#)).is_err());
    }
}
