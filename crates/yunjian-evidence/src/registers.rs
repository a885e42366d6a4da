//! What the readers of registers understand, for whoever writes templates: one dictionary for both directions.

use yunjian_catalogue::{FactType, FieldId, FieldType, vocabulary};

use crate::formats::register::{dictionary, form};

/// One column of a register.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    pub field: FieldId,
    /// Name of the field in the vocabulary.
    pub name: String,
    pub ty: FieldType,
    /// Headings that the readers take for this field.
    pub zh: String,
    pub en: String,
    /// The words the field is written in, Chinese and English; empty where any text may stand.
    pub choices: Vec<(String, String)>,
}

/// All columns of a register, in the order of the vocabulary.
pub fn columns(ty: &FactType) -> Vec<Column> {
    (0..ty.file().0)
        .map(|index| {
            let field = FieldId(index);
            let declared = &ty.fields[usize::from(index)];
            let (zh, en) = dictionary::labels(ty, field);
            let choices = dictionary::choices(ty, field);
            Column { field, name: declared.name.clone(), ty: declared.ty, zh, en, choices }
        })
        .collect()
}

/// Headings that stand for each field of a register, in the order of the vocabulary and reduced as the readers compare
/// them.
pub fn keys(ty: &FactType) -> Vec<(FieldId, Vec<String>)> {
    (0..ty.file().0)
        .map(|index| {
            let field = FieldId(index);
            (field, dictionary::keys_of(ty, field))
        })
        .collect()
}

/// The mark of a sheet of a form: template, version, and the part the sheet is.
pub fn mark(template: &str, version: u32, part: &str) -> String {
    format!("{}{template}@{version}#{part}", form::MARK)
}

/// Columns of the answers and of the keys on the sheet `form`, from 0.
pub const ANSWER_COLUMN: u16 = form::ANSWER as u16;
pub const KEY_COLUMN: u16 = form::KEY as u16;

/// The fact type a format token speaks of (`csv:accounts`, `xlsx:budget(kind,title)`), and the columns it asks for.
///
/// No columns means all of them.
pub fn of_token(token: &str) -> Option<(&'static FactType, Vec<FieldId>)> {
    let (_, rest) = token.split_once(':').filter(|(family, _)| matches!(*family, "csv" | "xlsx"))?;
    let (name, listed) = match rest.split_once('(') {
        Some((name, listed)) => (name, listed.trim_end_matches(')')),
        None => (rest, ""),
    };
    let ty = vocabulary().register(name)?;
    let fields = listed.split(',').map(str::trim).filter(|name| !name.is_empty());
    Some((ty, fields.map(|name| ty.field(name)).collect::<Option<Vec<FieldId>>>()?))
}
