//! Documents: what a PDF or a Word file says about itself, as one fact `documents`.
//!
//! Nothing is guessed: a value stands behind its label ("批准日期：2026年1月5日"), a section is a heading with text below
//! it. What cannot be read (a locked file, pages that are pictures, letters without meaning) is unknown and said so,
//! never empty. The labels are data (`labels.toml`).

mod docx;
mod labels;
mod pdf;
mod pdf_sign;
mod pdf_text;

use yunjian_domain::facts::{Row, Value};

pub(super) use self::docx::Docx;
pub(crate) use self::docx::lines as text_lines;
pub(super) use self::pdf::Pdf;
use crate::failure::ReadFailure;
use crate::format::Job;
use crate::out::Out;
use crate::time;

/// A document as its reader gives it to the part that understands documents.
#[derive(Debug, Default)]
struct Draft {
    /// The title as the file's properties state it.
    title: Option<String>,
    pages: Option<i64>,
    lines: Vec<Line>,
    /// Whether all of the text could be read; if not, what is not found is unknown.
    whole: bool,
}

/// A line of text.
#[derive(Clone, Debug, Default, PartialEq)]
struct Line {
    text: String,
    /// The file itself says that this is a heading (style, outline).
    heading: bool,
    /// Size of the letters, where the file tells.
    size: f32,
}

impl Draft {
    /// The fact, with what is not found left unknown.
    fn record(self, place: &str, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let mut row = Row::of("documents");
        row.set("sha256", Value::text(&*job.context.file));
        if let Some(pages) = self.pages {
            row.set("pages", Value::Int(pages));
        }
        for (field, stated) in labels::values(&self.lines) {
            let value = if field.ends_with("_at") || field.starts_with("covers_") {
                time::parse(&stated, &job.context.zone).map(Value::Time)
            } else if matches!(field, "distribution" | "readers") {
                let items =
                    stated.split(['、', '；', ';', ',', '，']).map(str::trim).filter(|i| !i.is_empty());
                Some(Value::list(items))
            } else {
                Some(Value::text(&stated))
            };
            // A label with something else behind it ("版本 日期 说明" heads a table) says nothing.
            if let Some(value) = value.filter(|_| row.get(field).is_null()) {
                row.set(field, value);
            }
        }
        let title =
            row.text("title").map(str::to_owned).or_else(|| labels::title(&self.lines)).or(self.title);
        if let Some(title) = &title {
            row.set("title", Value::text(title));
            if let Some(ty) = labels::document_type(title) {
                row.set("type", Value::text(ty));
            }
        }
        let sections = labels::sections(&self.lines);
        if self.whole || !sections.is_empty() {
            let words = labels::section_words(&sections);
            let own = sections.iter().map(String::as_str);
            row.set("sections", Value::list(own.chain(words.iter().copied())));
            row.set("topics", Value::list(&words));
        }
        out.summary.produced_at =
            row.get("issued_at").as_time().or(row.get("approved_at").as_time()).or(out.summary.produced_at);
        out.record(row, place)
    }
}
