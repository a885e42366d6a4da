//! Registers as workbooks: one sheet for each fact type, with every column, those the rules look at first.

use rust_xlsxwriter::{
    DataValidation, DataValidationErrorStyle, DataValidationRule, ExcelDateTime, Worksheet, XlsxError,
};
use yunjian_catalogue::{FactType, FieldId, FieldType, Obligation, catalogue, vocabulary};
use yunjian_domain::facts::{FactSet, Row, Value};
use yunjian_evidence::registers::{self, Column};

use crate::{Lang, Wanted, book};

/// Rows of a sheet that lists and checks are laid over.
const ROWS: u32 = 5_000;

/// The registers an obligation is about: those its evidence may be, then those its rules read.
pub(crate) fn of(obligation: &Obligation) -> Vec<(&'static FactType, Vec<FieldId>)> {
    let mut found: Vec<(&'static FactType, Vec<FieldId>)> = Vec::new();
    let mut add = |ty: &'static FactType, fields: &[FieldId]| {
        let index = found.iter().position(|(known, _)| known.id == ty.id).unwrap_or_else(|| {
            found.push((ty, Vec::new()));
            found.len() - 1
        });
        for field in fields {
            if !found[index].1.contains(field) {
                found[index].1.push(*field);
            }
        }
    };
    for token in obligation.evidence.iter().flat_map(|slot| &slot.formats) {
        if let Some((ty, fields)) = registers::of_token(token) {
            add(ty, &fields);
        }
    }
    // A plan that is a document has its particulars, and a sign-off its signer, in a register of its own.
    for rule in &obligation.rules {
        for name in rule.check.split("facts.").skip(1).map(word) {
            if let Some(ty) = vocabulary().fact_type(name) {
                add(ty, &[]);
            }
        }
    }
    if found.is_empty() {
        found.extend(vocabulary().fact_type("documents").map(|ty| (ty, Vec::new())));
    }
    let checks: Vec<&str> =
        obligation.rules.iter().chain(&catalogue().common_rules).map(|r| r.check.as_str()).collect();
    for (ty, fields) in &mut found {
        for (index, field) in ty.fields.iter().enumerate().take(usize::from(ty.file().0)) {
            let id = FieldId(index as u16);
            let read = checks.iter().any(|check| {
                check
                    .match_indices(&format!(".{}", field.name))
                    .any(|(at, _)| word(&check[at + 1..]) == field.name)
            });
            if read && !fields.contains(&id) {
                fields.push(id);
            }
        }
    }
    found
}

fn word(text: &str) -> &str {
    let end = text.find(|c: char| !(c.is_ascii_alphanumeric() || c == '_')).unwrap_or(text.len());
    &text[..end]
}

pub(crate) fn write(
    wanted: Wanted,
    lang: Lang,
    facts: &FactSet,
    zone: &jiff::tz::TimeZone,
) -> Result<Vec<u8>, XlsxError> {
    let mut book = book::new(wanted.id(), &wanted.version(), wanted.title(lang))?;
    let mut used = Vec::new();
    let registers = wanted.registers();
    for (ty, first) in &registers {
        let sheet = book.add_worksheet();
        sheet.set_name(book::sheet_name(lang.of(&ty.zh, &ty.name), &mut used))?;
        let columns = ordered(ty, first);
        lay_out(sheet, &columns, first, lang)?;
        for (row, fact) in (1..).zip(facts.table(ty.id)) {
            for (column, shown) in (0..).zip(&columns) {
                cell(sheet, row, column, fact, shown, lang, zone)?;
            }
        }
    }
    let lines = explain(wanted, &registers, lang);
    book::explanations(&mut book, wanted, lang, &lines, &mut used)?;
    book.save_to_buffer()
}

fn ordered(ty: &FactType, first: &[FieldId]) -> Vec<Column> {
    let mut columns = registers::columns(ty);
    columns.sort_by_key(|c| first.iter().position(|f| *f == c.field).unwrap_or(first.len()));
    columns
}

fn lay_out(
    sheet: &mut Worksheet,
    columns: &[Column],
    first: &[FieldId],
    lang: Lang,
) -> Result<(), XlsxError> {
    sheet.set_freeze_panes(1, 0)?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_repeat_rows(0, 0)?;
    for (at, column) in (0..).zip(columns) {
        let label = lang.of(&column.zh, &column.en);
        let wide = label.chars().map(|c| if c.is_ascii() { 1.0 } else { 2.0 }).sum::<f64>();
        sheet.set_column_width(at, (wide + 4.0).clamp(12.0, 40.0))?;
        let read = first.is_empty() || first.contains(&column.field);
        let format = if read { book::heading() } else { book::quiet_heading() };
        sheet.write_with_format(0, at, label, &format)?;
        match column.ty {
            FieldType::Text | FieldType::TextList => sheet.set_column_format(at, &book::text())?,
            FieldType::Timestamp => sheet.set_column_format(at, &book::moment())?,
            FieldType::Int | FieldType::Double | FieldType::Bool => sheet,
        };
        if let Some(check) = check(column, lang)? {
            sheet.add_data_validation(1, at, ROWS, at, &check)?;
        }
    }
    Ok(())
}

/// What a workbook itself can check while it is filled in. It warns and does not forbid: the reader has the last word.
fn check(column: &Column, lang: Lang) -> Result<Option<DataValidation>, XlsxError> {
    let check = match column.ty {
        FieldType::Bool => DataValidation::new().allow_list_strings(&yes_no(lang))?,
        FieldType::Text if !column.choices.is_empty() => {
            let words: Vec<&str> = column.choices.iter().map(|(zh, en)| lang.of(zh, en)).collect();
            if words.iter().map(|w| w.chars().count() + 1).sum::<usize>() > book::LIST {
                return Ok(None);
            }
            DataValidation::new().allow_list_strings(&words)?
        }
        FieldType::Int | FieldType::Double => {
            DataValidation::new().allow_decimal_number(DataValidationRule::Between(-9e15, 9e15))
        }
        FieldType::Timestamp | FieldType::TextList | FieldType::Text => return prompt(column, lang),
    };
    let check = check.ignore_blank(true).set_error_style(DataValidationErrorStyle::Warning);
    Ok(Some(check.set_error_message(
        lang.of("填写内容可能无法识别，请核对。", "This may not be understood; please check."),
    )?))
}

/// A note beside the cell, where there is something to say and nothing to check.
fn prompt(column: &Column, lang: Lang) -> Result<Option<DataValidation>, XlsxError> {
    let text = match column.ty {
        FieldType::Timestamp => lang.of(
            "日期写 2026-01-05 或 2026年1月5日；需要时间时写 2026-01-05 14:30。",
            "A date such as 2026-01-05, with the time where it matters: 2026-01-05 14:30.",
        ),
        FieldType::TextList => lang.of("多个值用分号隔开。", "Separate several values with semicolons."),
        _ => return Ok(None),
    };
    Ok(Some(DataValidation::new().set_input_message(text)?))
}

fn yes_no(lang: Lang) -> [&'static str; 2] {
    [lang.of("是", "yes"), lang.of("否", "no")]
}

/// Writes one value as a person would.
fn cell(
    sheet: &mut Worksheet,
    row: u32,
    at: u16,
    fact: &Row,
    column: &Column,
    lang: Lang,
    zone: &jiff::tz::TimeZone,
) -> Result<(), XlsxError> {
    match fact.at(column.field) {
        Value::Null => sheet,
        Value::Bool(value) => sheet.write(row, at, yes_no(lang)[usize::from(!value)])?,
        Value::Int(number) => sheet.write(row, at, *number)?,
        Value::Double(number) => sheet.write(row, at, *number)?,
        Value::Text(text) => {
            let chosen = column.choices.iter().find(|(_, en)| en == &**text);
            sheet.write_with_format(
                row,
                at,
                chosen.map_or(&**text, |(zh, en)| lang.of(zh, en)),
                &book::text(),
            )?
        }
        Value::List(items) => {
            let items: Vec<&str> = items.iter().map(|i| &**i).collect();
            sheet.write_with_format(row, at, items.join("；"), &book::text())?
        }
        Value::Time(at_ms) => match jiff::Timestamp::from_millisecond(*at_ms) {
            Ok(moment) => {
                let moment = moment.to_zoned(zone.clone());
                let (year, month, day) = (moment.year(), moment.month(), moment.day());
                let date = ExcelDateTime::from_ymd(year as u16, month as u8, day as u8)?.and_hms(
                    moment.hour() as u16,
                    moment.minute() as u8,
                    f64::from(moment.second()),
                )?;
                sheet.write_with_format(row, at, &date, &book::moment())?
            }
            Err(_) => sheet,
        },
    };
    Ok(())
}

fn explain(wanted: Wanted, registers: &[(&'static FactType, Vec<FieldId>)], lang: Lang) -> Vec<String> {
    let mut lines = Vec::new();
    if let Wanted::Obligation(o) = wanted {
        lines.push(lang.of(&o.statement_zh, &o.statement_en).to_owned());
        lines.push(String::new());
        lines.push(
            lang.of(
                "除台账外，本项还接受以下格式的证据：",
                "Besides tables, these formats count as evidence here:",
            )
            .to_owned(),
        );
        for slot in &o.evidence {
            let need =
                if slot.required { lang.of("必须", "required") } else { lang.of("可选", "optional") };
            let tokens: Vec<&str> = slot.formats.iter().map(String::as_str).collect();
            lines.push(format!("· {}（{need}）：{}", slot.kind.as_str(), tokens.join(", ")));
        }
        if !o.form_fields.is_empty() {
            lines.push(String::new());
            lines.push(
                lang.of("提交时还要在网页上填写：", "Also to be filled in on the page when handing in:")
                    .to_owned(),
            );
            for field in &o.form_fields {
                let unit = field.unit.as_ref().map(|u| format!("（{u}）")).unwrap_or_default();
                lines.push(format!("· {}{unit}", lang.of(&field.label_zh, &field.label_en)));
            }
        }
        lines.push(String::new());
    }
    for sentence in [
        (
            "每个工作表是一个台账，第一行是表头；列的先后可以调整，不需要的列可以删除，表头文字不要改。",
            "Each sheet is a register with its headings in the first row; columns may be moved or deleted, headings must stay.",
        ),
        (
            "底色较深的列是验收规则会查看的列；空白表示“未知”，规则会判为“无法判定”。",
            "Columns with a darker heading are looked at by the rules; an empty cell means unknown, and the rule is undetermined.",
        ),
        (
            "不要合并单元格，不要使用公式；日期写 2026-01-05；多个值用分号隔开；是或否写“是”“否”。",
            "Do not merge cells or use formulas; dates as 2026-01-05; several values separated by semicolons; yes or no.",
        ),
        (
            "没有内容的工作表可以留空或删除。以“示例”开头的行和以“合计”开头的行不读取。",
            "Sheets without content may stay empty or be deleted. Rows that begin with Example are not read.",
        ),
    ] {
        lines.push(lang.of(sentence.0, sentence.1).to_owned());
    }
    for (ty, _) in registers {
        lines.push(String::new());
        lines.push(format!("【{}】{}", lang.of(&ty.zh, &ty.name), lang.of("", &ty.en)));
        for column in registers::columns(ty).iter().filter(|c| !c.choices.is_empty()) {
            let words: Vec<&str> = column.choices.iter().map(|(zh, en)| lang.of(zh, en)).collect();
            lines.push(format!("· {}：{}", lang.of(&column.zh, &column.en), words.join(" / ")));
        }
    }
    lines
}
