//! Facts: the normalised content of evidence, as typed rows over the catalogue's vocabulary.
//!
//! A row knows nothing of where it is kept: readers make rows, the assessment looks at them, the encoding of
//! fact files belongs to the evidence crate.

use std::sync::Arc;

use yunjian_catalogue::{FactType, FactTypeId, FieldId, vocabulary};

/// One value of a fact. `Null` is *unknown*: a rule that compares it is undetermined, never passed.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Value {
    #[default]
    Null,
    Bool(bool),
    Int(i64),
    Double(f64),
    Text(Arc<str>),
    /// Milliseconds since 1970-01-01T00:00:00Z.
    Time(i64),
    List(Arc<[Arc<str>]>),
}

impl Value {
    pub fn text(value: impl AsRef<str>) -> Self {
        Self::Text(Arc::from(value.as_ref()))
    }
    pub fn list<S: AsRef<str>>(values: impl IntoIterator<Item = S>) -> Self {
        Self::List(values.into_iter().map(|v| Arc::from(v.as_ref())).collect())
    }
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }
    pub fn as_text(&self) -> Option<&str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
    pub fn as_bool(&self) -> Option<bool> {
        match self {
            Self::Bool(value) => Some(*value),
            _ => None,
        }
    }
    pub fn as_int(&self) -> Option<i64> {
        match self {
            Self::Int(value) => Some(*value),
            _ => None,
        }
    }
    pub fn as_time(&self) -> Option<i64> {
        match self {
            Self::Time(value) => Some(*value),
            _ => None,
        }
    }
    pub fn as_list(&self) -> Option<&[Arc<str>]> {
        match self {
            Self::List(values) => Some(values),
            _ => None,
        }
    }
}

/// One fact: the values of its type's fields, in the order of [`FactType::fields`].
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    pub ty: FactTypeId,
    pub values: Box<[Value]>,
}

impl Row {
    /// A row of which nothing is known yet.
    pub fn empty(ty: &FactType) -> Self {
        Self { ty: ty.id, values: vec![Value::Null; ty.fields.len()].into_boxed_slice() }
    }
    /// A row of the named type; the name is one of the vocabulary's, written in code.
    ///
    /// # Panics
    /// When the vocabulary has no such type: a mistake in this program, not in its input.
    pub fn of(ty: &str) -> Self {
        Self::empty(vocabulary().fact_type(ty).unwrap_or_else(|| panic!("no fact type {ty}")))
    }
    pub fn fact_type(&self) -> &'static FactType {
        vocabulary().get(self.ty)
    }
    pub fn at(&self, field: FieldId) -> &Value {
        &self.values[field.0 as usize]
    }
    pub fn at_mut(&mut self, field: FieldId) -> &mut Value {
        &mut self.values[field.0 as usize]
    }
    /// The value of a field by name; a field the type does not have is unknown.
    pub fn get(&self, field: &str) -> &Value {
        const NULL: &Value = &Value::Null;
        self.fact_type().field(field).map_or(NULL, |id| self.at(id))
    }
    /// Sets a field by name; the name is one of the vocabulary's, written in code.
    ///
    /// # Panics
    /// When the type has no such field: a mistake in this program, not in its input.
    pub fn set(&mut self, field: &str, value: Value) -> &mut Self {
        let ty = self.fact_type();
        let id = ty.field(field).unwrap_or_else(|| panic!("{} has no field {field}", ty.name));
        *self.at_mut(id) = value;
        self
    }
    pub fn text(&self, field: &str) -> Option<&str> {
        self.get(field).as_text()
    }
}

/// Takes facts one by one, so that a reader never has to hold a whole file.
pub trait FactSink {
    /// # Errors
    /// When the sink cannot take more, for instance because a limit or the disk is full.
    fn fact(&mut self, row: Row) -> Result<(), SinkFull>;
}

/// The sink refused a fact; the reader stops and says so.
#[derive(Debug, thiserror::Error)]
#[error("{0}")]
pub struct SinkFull(pub String);

/// Facts held in memory, by type: what the assessment of one submission looks at.
#[derive(Clone, Debug, Default)]
pub struct FactSet {
    tables: Vec<Vec<Row>>,
}

impl FactSet {
    pub fn new() -> Self {
        Self { tables: vec![Vec::new(); vocabulary().len()] }
    }
    pub fn table(&self, ty: FactTypeId) -> &[Row] {
        self.tables.get(ty.0 as usize).map_or(&[], Vec::as_slice)
    }
    pub fn named(&self, ty: &str) -> &[Row] {
        vocabulary().fact_type(ty).map_or(&[], |ty| self.table(ty.id))
    }
    pub fn push(&mut self, row: Row) {
        if self.tables.is_empty() {
            *self = Self::new();
        }
        self.tables[row.ty.0 as usize].push(row);
    }
    pub fn table_mut(&mut self, ty: FactTypeId) -> &mut Vec<Row> {
        if self.tables.is_empty() {
            *self = Self::new();
        }
        &mut self.tables[ty.0 as usize]
    }
    pub fn len(&self) -> usize {
        self.tables.iter().map(Vec::len).sum()
    }
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }
    pub fn rows(&self) -> impl Iterator<Item = &Row> {
        self.tables.iter().flatten()
    }
}

impl FactSink for FactSet {
    fn fact(&mut self, row: Row) -> Result<(), SinkFull> {
        self.push(row);
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_keep_their_fields() {
        let mut row = Row::of("findings");
        row.set("title", Value::text("x")).set("cves", Value::list(["CVE-2024-1"]));
        assert_eq!(row.text("title"), Some("x"));
        assert!(row.get("severity").is_null());
        assert!(row.get("no such field").is_null());
        let mut set = FactSet::default();
        set.push(row);
        assert_eq!(set.named("findings").len(), 1);
        assert!(set.named("components").is_empty());
    }
}
