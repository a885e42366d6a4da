//! What people fill in, before they fill it in: the named documents of the standard, the registers of facts, and what an
//! obligation wants, as workbooks the readers of `yunjian-evidence` read back, as JSON Schema, and as pages to print.
//!
//! Everything is made from the catalogue and from the readers' own dictionary, so that a heading written here is a
//! heading understood there. The same request gives the same bytes.

mod book;
mod form;
mod html;
mod register;
mod schema;

use std::collections::BTreeMap;

use yunjian_catalogue::{FactType, FieldId, Obligation, Template, catalogue, vocabulary};
use yunjian_domain::facts::FactSet;
use yunjian_evidence::registers;

pub use rust_xlsxwriter::XlsxError;

/// Language of headings and explanations.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lang {
    Zh,
    En,
}

impl Lang {
    pub(crate) fn of<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Self::Zh => zh,
            Self::En => en,
        }
    }
}

impl std::str::FromStr for Lang {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "zh" => Ok(Self::Zh),
            "en" => Ok(Self::En),
            _ => Err("zh or en".to_owned()),
        }
    }
}

/// What a template can be asked for.
#[derive(Clone, Copy, Debug)]
pub enum Wanted {
    /// One of the standard's named documents.
    Document(&'static Template),
    /// The evidence of one obligation that is a table.
    Obligation(&'static Obligation),
    /// One register.
    Register(&'static FactType),
}

/// A template by its name: `SSP`, `A-7.8-G-1/1`, `accounts` or `csv:accounts`.
pub fn find(id: &str) -> Option<Wanted> {
    let register = || registers::of_token(id).map(|(ty, _)| ty).or_else(|| vocabulary().register(id));
    catalogue()
        .template(id)
        .map(Wanted::Document)
        .or_else(|| catalogue().obligation(id).map(Wanted::Obligation))
        .or_else(|| register().map(Wanted::Register))
}

/// Every template there is: documents, obligations, registers.
pub fn all() -> impl Iterator<Item = Wanted> {
    let documents = catalogue().templates.iter().map(Wanted::Document);
    let obligations = catalogue().obligations.iter().map(Wanted::Obligation);
    documents.chain(obligations).chain(vocabulary().types.iter().map(Wanted::Register))
}

impl Wanted {
    /// The name [`find`] knows it by.
    pub fn id(&self) -> &'static str {
        match self {
            Self::Document(template) => &template.id,
            Self::Obligation(obligation) => &obligation.id,
            Self::Register(ty) => &ty.name,
        }
    }
    pub fn title(&self, lang: Lang) -> &'static str {
        match (self, lang) {
            (Self::Document(template), Lang::Zh) => &template.name_zh,
            (Self::Document(template), Lang::En) => &template.name_en,
            (Self::Obligation(obligation), Lang::Zh) => &obligation.title_zh,
            (Self::Obligation(obligation), Lang::En) => &obligation.title_en,
            (Self::Register(ty), Lang::Zh) => &ty.zh,
            (Self::Register(ty), Lang::En) => &ty.en,
        }
    }
    /// A template of a document has a version of its own; the others are made of the catalogue and have its.
    pub fn version(&self) -> String {
        match self {
            Self::Document(template) => template.version.to_string(),
            Self::Obligation(_) | Self::Register(_) => catalogue().version(),
        }
    }
    /// A file name without ending: `SSP-v1`, `A-7.8-G-1-1`.
    pub fn file_stem(&self) -> String {
        match self {
            Self::Document(template) => format!("{}-v{}", template.id, template.version),
            Self::Obligation(_) | Self::Register(_) => self.id().replace('/', "-"),
        }
    }
    /// The registers in it: fact type, and the fields the rules look at, which stand first.
    pub fn registers(&self) -> Vec<(&'static FactType, Vec<FieldId>)> {
        match self {
            Self::Document(_) => Vec::new(),
            Self::Register(ty) => vec![(ty, Vec::new())],
            Self::Obligation(obligation) => register::of(obligation),
        }
    }
}

/// Answers to a form, to be written into it: by `section.field`, and rows by `section` or `section.table`.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    pub fields: BTreeMap<String, String>,
    pub rows: BTreeMap<String, Vec<BTreeMap<String, String>>>,
}

/// An empty workbook to fill in.
///
/// # Errors
/// When the catalogue holds what a workbook cannot, which the tests of this crate rule out.
pub fn workbook(wanted: Wanted, lang: Lang) -> Result<Vec<u8>, XlsxError> {
    match wanted {
        Wanted::Document(template) => filled_form(template, lang, &Answers::default()),
        _ => filled_registers(wanted, lang, &FactSet::new(), &jiff::tz::TimeZone::UTC),
    }
}

/// A form with answers in it, for instance those of the last time.
///
/// # Errors
/// As [`workbook`].
pub fn filled_form(template: &Template, lang: Lang, answers: &Answers) -> Result<Vec<u8>, XlsxError> {
    form::write(template, lang, answers)
}

/// Registers with rows in them, for instance those of the last time; times are written in `zone`.
///
/// # Errors
/// As [`workbook`].
pub fn filled_registers(
    wanted: Wanted,
    lang: Lang,
    facts: &FactSet,
    zone: &jiff::tz::TimeZone,
) -> Result<Vec<u8>, XlsxError> {
    register::write(wanted, lang, facts, zone)
}

/// JSON Schema of what is filled in.
pub fn json_schema(wanted: Wanted) -> serde_json::Value {
    schema::of(wanted)
}

/// A page to print: A4, black on white, to be filled in by hand or to be read.
pub fn html(wanted: Wanted, lang: Lang) -> String {
    html::page(wanted, lang)
}
