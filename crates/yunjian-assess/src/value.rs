//! Values while a rule runs: they borrow rows, forms and parameters, and copy nothing.

use std::rc::Rc;
use std::sync::Arc;

use yunjian_domain::facts::{Row, Value};

use crate::assessment::Unknown;
use crate::inputs::EvidenceItem;

/// A value inside one evaluation.
#[derive(Clone, Debug)]
pub(crate) enum Val<'a> {
    Null,
    Bool(bool),
    Int(i64),
    Double(f64),
    Str(&'a str),
    Text(Rc<str>),
    /// Milliseconds UTC.
    Time(i64),
    Row(&'a Row),
    Item(&'a EvidenceItem),
    /// A list field of a fact.
    Texts(&'a [Arc<str>]),
    /// A list parameter or a list of the platform.
    Strings(&'a [String]),
    /// A list in the form.
    Json(&'a [serde_json::Value]),
    Table(&'a [Row]),
    Items(&'a [EvidenceItem]),
    List(Rc<[Val<'a>]>),
}

/// Why an evaluation has no value, and the part of the rule where that showed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Stop<'a> {
    pub why: Unknown,
    pub at: &'a str,
}

pub(crate) type Eval<'a> = Result<Val<'a>, Stop<'a>>;

impl<'a> Val<'a> {
    pub(crate) fn of(value: &'a Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(value) => Self::Bool(*value),
            Value::Int(value) => Self::Int(*value),
            Value::Double(value) => Self::Double(*value),
            Value::Text(value) => Self::Str(value),
            Value::Time(value) => Self::Time(*value),
            Value::List(values) => Self::Texts(values),
        }
    }

    pub(crate) fn json(value: &'a serde_json::Value) -> Self {
        match value {
            serde_json::Value::Bool(value) => Self::Bool(*value),
            serde_json::Value::Number(number) => match number.as_i64() {
                Some(value) => Self::Int(value),
                None => number.as_f64().map_or(Self::Null, Self::Double),
            },
            serde_json::Value::String(value) => Self::Str(value),
            serde_json::Value::Array(items) => Self::Json(items),
            // Forms are flat: an object is no value a rule could compare.
            serde_json::Value::Null | serde_json::Value::Object(_) => Self::Null,
        }
    }

    pub(crate) fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    pub(crate) fn text(&self) -> Option<&str> {
        match self {
            Self::Str(text) => Some(text),
            Self::Text(text) => Some(text),
            _ => None,
        }
    }

    pub(crate) fn number(&self) -> Option<f64> {
        match self {
            Self::Int(value) => Some(*value as f64),
            Self::Double(value) => Some(*value),
            _ => None,
        }
    }

    /// Number of elements; `None` for what is no list.
    pub(crate) fn count(&self) -> Option<usize> {
        Some(match self {
            Self::Texts(list) => list.len(),
            Self::Strings(list) => list.len(),
            Self::Json(list) => list.len(),
            Self::Table(list) => list.len(),
            Self::Items(list) => list.len(),
            Self::List(list) => list.len(),
            _ => return None,
        })
    }

    /// The element at a position below [`Val::count`].
    pub(crate) fn get(&self, index: usize) -> Val<'a> {
        match self {
            Self::Texts(list) => Val::Str(&list[index]),
            Self::Strings(list) => Val::Str(&list[index]),
            Self::Json(list) => Val::json(&list[index]),
            Self::Table(list) => Val::Row(&list[index]),
            Self::Items(list) => Val::Item(&list[index]),
            Self::List(list) => list[index].clone(),
            _ => Val::Null,
        }
    }

    pub(crate) fn elements(&self) -> impl Iterator<Item = Val<'a>> + '_ {
        (0..self.count().unwrap_or(0)).map(|i| self.get(i))
    }

    /// Identity of the memory a list lives in, to remember sets built from it.
    pub(crate) fn address(&self) -> Option<usize> {
        match self {
            Self::Texts(list) => Some(list.as_ptr().addr()),
            Self::Strings(list) => Some(list.as_ptr().addr()),
            _ => None,
        }
    }
}

/// A text as a key of an index, borrowed where possible; equal texts are equal keys.
#[derive(Clone, Debug)]
pub(crate) enum Key<'a> {
    Borrowed(&'a str),
    Shared(Rc<str>),
}

impl Key<'_> {
    fn as_str(&self) -> &str {
        match self {
            Self::Borrowed(text) => text,
            Self::Shared(text) => text,
        }
    }
}

impl PartialEq for Key<'_> {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Eq for Key<'_> {}

impl std::hash::Hash for Key<'_> {
    fn hash<H: std::hash::Hasher>(&self, state: &mut H) {
        self.as_str().hash(state);
    }
}

impl<'a> Key<'a> {
    pub(crate) fn of(value: &Val<'a>) -> Option<Self> {
        match value {
            Val::Str(text) => Some(Self::Borrowed(text)),
            Val::Text(text) => Some(Self::Shared(text.clone())),
            _ => None,
        }
    }
}
