//! Filled forms: the workbooks that `yunjian template` writes of the standard's named documents.
//!
//! A sheet is one of a form when a cell of its top says so (`yunjian-template:SSP@1#form`). On the sheet `form` every
//! field stands in a row of its own, found by its key, whatever language the words around it are in; every table and
//! every section that repeats has a sheet of its own, read by its headings.

use std::collections::HashMap;

use yunjian_catalogue::{FactTypeId, Template, TemplateField, TemplateFieldType, TemplateSection, catalogue};
use yunjian_domain::facts::{Row, Value};

use super::dictionary;
use super::sheets::Line;
use super::values::{self, Cell};
use super::{Mark, Place};
use crate::failure::{ReadFailure, Rule, Said, said};
use crate::format::Job;
use crate::out::Out;

/// What the mark of a sheet begins with.
pub(crate) const MARK: &str = "yunjian-template:";
/// Column of the answers on the sheet `form`, and of the keys.
pub(crate) const ANSWER: usize = 1;
pub(crate) const KEY: usize = 4;

/// What a sheet of a form is.
pub(super) struct Sheet {
    template: &'static Template,
    part: Part,
}

enum Part {
    Form,
    /// A table or a repeating section, and the field each column stands for once the headings have come.
    Rows {
        section: &'static TemplateSection,
        table: Option<&'static TemplateField>,
        columns: Option<Vec<Option<usize>>>,
    },
}

/// What has been read of one form, over all of its sheets.
#[derive(Default)]
pub(super) struct Filled {
    template: Option<&'static Template>,
    /// Where the sheet `form` is, for what is wrong with the form as a whole.
    sheet: String,
    /// Answers by key, with the cell they stand in; an empty one is there too.
    answers: HashMap<String, (Cell, String)>,
    /// Rows of tables, by key.
    tables: HashMap<String, u64>,
    /// Sections in which something required is missing.
    lacking: Vec<&'static str>,
}

impl Sheet {
    /// The form a sheet belongs to, by the mark among its top cells.
    pub(super) fn find(lines: &[Line], name: &str, out: &mut Out<'_>) -> Option<Self> {
        let texts = lines.iter().flat_map(|line| line.cells.iter().map(move |cell| (line.number, cell)));
        let (number, mark) = texts
            .filter_map(|(number, cell)| match cell {
                Cell::Text(text) => Some((number, text.trim().strip_prefix(MARK)?)),
                _ => None,
            })
            .next()?;
        let (id, rest) = mark.split_once('@')?;
        let (version, part) = rest.split_once('#')?;
        let template = catalogue().template(id)?;
        if version.parse() != Ok(template.version) {
            out.problem(
                Place::Sheet(name, number).row(),
                Rule::Schema,
                said!(
                    "the form is version {version} of {id}; this program knows version {own}, take a new template",
                    "表单是 {id} 的第 {version} 版，本程序使用第 {own} 版；请重新下载模板",
                    own = template.version
                ),
            );
        }
        let part = if part == "form" {
            Part::Form
        } else {
            let (section, field) = part.split_once('.').map_or((part, None), |(s, f)| (s, Some(f)));
            let section = template.sections.iter().find(|s| s.id == section)?;
            let table = match field {
                Some(name) => Some(section.fields.iter().find(|f| f.name == name)?),
                None => None,
            };
            Part::Rows { section, table, columns: None }
        };
        Some(Self { template, part })
    }
    /// The format of the workbook, as the figures name it.
    pub(super) fn format(&self) -> String {
        format!("template-xlsx:{}", self.template.id)
    }
    pub(super) fn line(
        &mut self,
        line: &Line,
        name: &str,
        filled: &mut Filled,
        job: &Job<'_>,
        out: &mut Out<'_>,
    ) -> Result<(), ReadFailure> {
        let place = Place::Sheet(name, line.number);
        filled.template = Some(self.template);
        let empty = Cell::Empty;
        let at = |column: usize| line.cells.get(column).unwrap_or(&empty);
        match &mut self.part {
            Part::Form => {
                name.clone_into(&mut filled.sheet);
                let key = at(KEY).text();
                let Some((section, field)) = find(self.template, &key) else { return Ok(()) };
                for mark in line.marks.iter().filter(|(column, _)| *column == ANSWER) {
                    formula(place.cell(ANSWER), &mark.1, out);
                }
                if filled.answers.contains_key(&key) {
                    let message = said!("the field {key} stands twice", "字段 {key} 重复出现");
                    out.problem(place.cell(ANSWER), Rule::Columns, message);
                    return Ok(());
                }
                check(section, field, at(ANSWER), place.cell(ANSWER), filled, job, out);
                filled.answers.insert(key, (at(ANSWER).clone(), place.cell(ANSWER)));
            }
            Part::Rows { section, table, columns } => {
                let Some(columns) = columns else {
                    *columns = headings(section, *table, line);
                    return Ok(());
                };
                if line.cells.iter().all(Cell::is_blank) && line.marks.is_empty() {
                    return Ok(());
                }
                for (column, mark) in &line.marks {
                    formula(place.cell(*column), mark, out);
                }
                match table {
                    Some(field) => {
                        *filled.tables.entry(format!("{}.{}", section.id, field.name)).or_default() += 1;
                    }
                    None => item(section, columns, &line.cells, place, filled, job, out)?,
                }
            }
        }
        Ok(())
    }
}

fn formula(place: String, mark: &Mark, out: &mut Out<'_>) {
    let message = match mark {
        Mark::Formula => said!("the cell holds a formula; paste it as a value", "单元格是公式；请粘贴为数值"),
        Mark::Failed(error) => said!("the cell holds the error {error}", "单元格的计算结果是错误 {error}"),
    };
    out.problem(place, Rule::Formula, message);
}

fn find(
    template: &'static Template,
    key: &str,
) -> Option<(&'static TemplateSection, &'static TemplateField)> {
    let (section, field) = key.split_once('.')?;
    let section = template.sections.iter().find(|s| s.id == section)?;
    Some((section, section.fields.iter().find(|f| f.name == field)?))
}

/// The columns of a sheet of rows, when a line is its headings.
fn headings(
    section: &TemplateSection,
    table: Option<&TemplateField>,
    line: &Line,
) -> Option<Vec<Option<usize>>> {
    let titles: Vec<[&str; 2]> = match table {
        Some(field) => field.columns.iter().map(|c| [c.title_zh.as_str(), c.title_en.as_str()]).collect(),
        None => section.fields.iter().map(|f| [f.title_zh.as_str(), f.title_en.as_str()]).collect(),
    };
    let key = dictionary::key;
    let columns: Vec<Option<usize>> = line
        .cells
        .iter()
        .map(|cell| {
            let heading = key(&cell.text());
            titles.iter().position(|both| !heading.is_empty() && both.iter().any(|t| key(t) == heading))
        })
        .collect();
    let known = columns.iter().flatten().count();
    (known * 2 >= titles.len().max(1)).then_some(columns)
}

/// One item of a section that repeats.
fn item(
    section: &'static TemplateSection,
    columns: &[Option<usize>],
    cells: &[Cell],
    place: Place<'_>,
    filled: &mut Filled,
    job: &Job<'_>,
    out: &mut Out<'_>,
) -> Result<(), ReadFailure> {
    let mut rows: Vec<Row> = Vec::new();
    for (column, field) in columns.iter().enumerate().filter_map(|(c, f)| Some((c, &section.fields[(*f)?]))) {
        let cell = cells.get(column).unwrap_or(&Cell::Empty);
        check(section, field, cell, place.cell(column), filled, job, out);
        set(&mut rows, field, cell, &place.cell(column), job, out);
    }
    for row in rows {
        out.record(row, &place.row())?;
    }
    Ok(())
}

/// Puts a value into the fact it stands for.
fn set(
    rows: &mut Vec<Row>,
    field: &TemplateField,
    cell: &Cell,
    place: &str,
    job: &Job<'_>,
    out: &mut Out<'_>,
) {
    let Some((ty, id)) = field.target() else { return };
    let position = rows.iter().position(|row| row.ty == ty.id).unwrap_or_else(|| {
        rows.push(Row::empty(ty));
        rows.len() - 1
    });
    if cell.is_blank() {
        return;
    }
    // A choice becomes its value, and that the word the fact is written in, where there is one.
    let cell = match field.option(&cell.text()) {
        Some(option) => {
            let known = dictionary::words(ty.id, id).is_none_or(|words| words.find(&option.value).is_some());
            Cell::Text(if known { option.value.clone() } else { option.zh.clone() })
        }
        None => cell.clone(),
    };
    match values::convert(ty, id, &cell, &job.context.zone) {
        Ok(value) => *rows[position].at_mut(id) = value,
        // `check` has spoken of a wrong value already, unless the fact is more particular than the form.
        Err(wrong) if matches!(wrong.rule, Rule::Word) => out.problem(place, wrong.rule, wrong.message),
        Err(_) => {}
    }
}

/// Says what is wrong with one answer.
fn check(
    section: &'static TemplateSection,
    field: &TemplateField,
    cell: &Cell,
    place: String,
    filled: &mut Filled,
    job: &Job<'_>,
    out: &mut Out<'_>,
) {
    let (title, title_en) = (&field.title_zh, &field.title_en);
    let mut wrong = |rule, said: Said| {
        filled.lacking.push(&section.id);
        let message = Said::new(format!("{title_en}: {}", said.en), format!("“{title}”：{}", said.zh));
        out.problem(place.as_str(), rule, message);
    };
    if cell.is_blank() {
        if field.required {
            wrong(Rule::Required, said!("this has to be filled in", "必填项为空"));
        }
        return;
    }
    let shown = values::shown(&cell.text());
    let options = || {
        let (zh, en): (Vec<&str>, Vec<&str>) =
            field.options.iter().map(|o| (o.zh.as_str(), o.en.as_str())).unzip();
        (zh.join("、"), en.join(", "))
    };
    match field.ty {
        TemplateFieldType::Text
        | TemplateFieldType::List
        | TemplateFieldType::File
        | TemplateFieldType::Signature
        | TemplateFieldType::Table => {}
        TemplateFieldType::Int | TemplateFieldType::Number | TemplateFieldType::Percent => {
            let number = values::number(cell);
            let whole = field.ty != TemplateFieldType::Int || number.is_some_and(|n| n.fract() == 0.0);
            let bounds = (
                field.min.map_or(f64::NEG_INFINITY, |n| n as f64),
                field.max.map_or(f64::INFINITY, |n| n as f64),
            );
            let share =
                field.ty != TemplateFieldType::Percent || number.is_some_and(|n| (0.0..=100.0).contains(&n));
            if !number.is_some_and(|n| whole && share && n >= bounds.0 && n <= bounds.1) {
                wrong(
                    Rule::Number,
                    said!("{shown} is no number that may stand here", "{shown} 不是这里可以填的数字"),
                );
            }
        }
        TemplateFieldType::Bool => {
            if values::boolean(cell).is_none() {
                wrong(
                    Rule::YesNo,
                    said!("{shown}: yes or no (是 or 否) is expected", "{shown}：应填“是”或“否”"),
                );
            }
        }
        TemplateFieldType::Date | TemplateFieldType::Datetime => {
            if values::moment(cell, &job.context.zone).is_none() {
                wrong(
                    Rule::Date,
                    said!(
                        "{shown}: a date such as 2026-05-03 is expected",
                        "{shown}：应填日期，例如 2026-05-03"
                    ),
                );
            }
        }
        TemplateFieldType::Choice => {
            if field.option(&cell.text()).is_none() {
                let (zh, en) = options();
                wrong(Rule::Word, said!("{shown} is none of {en}", "{shown} 不在可选范围内：{zh}"));
            }
        }
        TemplateFieldType::Choices => {
            let text = cell.text();
            let mut picked = text.split([';', '；', '、', '\n']).map(str::trim).filter(|p| !p.is_empty());
            if let Some(other) = picked.find(|p| field.option(p).is_none()) {
                let (zh, en) = options();
                wrong(Rule::Word, said!("{other:?} is none of {en}", "{other:?} 不在可选范围内：{zh}"));
            }
        }
    }
}

impl Filled {
    /// What follows when all sheets have been read: what is missing, and the facts of the form as a whole.
    pub(super) fn finish(mut self, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let Some(template) = self.template else { return Ok(()) };
        let mut rows = vec![Row::of("documents")];
        for section in &template.sections {
            for field in section.fields.iter().filter(|_| !section.repeats) {
                let key = format!("{}.{}", section.id, field.name);
                let table = field.ty == TemplateFieldType::Table;
                let there =
                    if table { self.tables.contains_key(&key) } else { self.answers.contains_key(&key) };
                if !there && field.required {
                    self.lacking.push(&section.id);
                    let (title, title_en) = (&field.title_zh, &field.title_en);
                    let message = if table {
                        said!("the table {title_en} has no rows", "表“{title}”没有填写任何一行")
                    } else {
                        said!(
                            "the row of {title_en} is missing; use the template as it was downloaded",
                            "缺少“{title}”一行；请使用下载的原模板填写"
                        )
                    };
                    let place = if self.sheet.is_empty() { "the workbook" } else { &self.sheet };
                    out.problem(place, Rule::Required, message);
                }
                if let Some((cell, place)) = self.answers.get(&key) {
                    set(&mut rows, field, cell, place, job, out);
                }
            }
        }
        let whole = template.sections.iter().filter(|s| !self.lacking.contains(&s.id.as_str()));
        let sections = Value::list(whole.map(|s| &s.title_zh));
        let documents: FactTypeId = rows[0].ty;
        rows[0].set("type", Value::text(&template.document_type)).set("sections", sections);
        rows[0].set("sha256", Value::text(&*job.context.file));
        out.summary.version = Some(template.version.to_string());
        for row in rows {
            let empty = row.values.iter().all(Value::is_null);
            if row.ty == documents || !empty {
                out.record(row, &self.sheet)?;
            }
        }
        Ok(())
    }
}
