//! The named documents as workbooks, in the dialect `formats/register/form.rs` of the evidence crate reads.

use std::collections::BTreeMap;

use rust_xlsxwriter::{DataValidation, DataValidationErrorStyle, Format, Worksheet, XlsxError};
use yunjian_catalogue::{Template, TemplateField, TemplateFieldType, catalogue};
use yunjian_evidence::registers::{self, ANSWER_COLUMN, KEY_COLUMN};

use crate::{Answers, Lang, Wanted, book};

/// Rows of a table or of a repeating section that checks are laid over.
const ROWS: u32 = 2_000;

pub(crate) fn write(template: &Template, lang: Lang, answers: &Answers) -> Result<Vec<u8>, XlsxError> {
    let name = lang.of(&template.name_zh, &template.name_en);
    let mut book = book::new(&template.id, &template.version.to_string(), name)?;
    let mut used = Vec::new();
    let sheet = book.add_worksheet();
    sheet.set_name(book::sheet_name(lang.of("填写", "Form"), &mut used))?;
    form(sheet, template, lang, answers)?;
    for section in &template.sections {
        if section.repeats {
            let sheet = book.add_worksheet();
            sheet.set_name(book::sheet_name(lang.of(&section.title_zh, &section.title_en), &mut used))?;
            let columns: Vec<Heading<'_>> = section.fields.iter().map(|f| Heading::of(f, lang)).collect();
            rows(
                sheet,
                template,
                &section.id,
                lang.of(&section.title_zh, &section.title_en),
                &columns,
                lang,
                answers,
            )?;
        }
        for field in section.fields.iter().filter(|f| f.ty == TemplateFieldType::Table) {
            let title = lang.of(&field.title_zh, &field.title_en);
            let sheet = book.add_worksheet();
            sheet.set_name(book::sheet_name(title, &mut used))?;
            let columns: Vec<Heading<'_>> = field
                .columns
                .iter()
                .map(|c| Heading { name: &c.name, title: lang.of(&c.title_zh, &c.title_en), field: None })
                .collect();
            rows(sheet, template, &format!("{}.{}", section.id, field.name), title, &columns, lang, answers)?;
        }
    }
    if let Some(template) = catalogue().template(&template.id) {
        let lines = explain(template, lang);
        book::explanations(&mut book, Wanted::Document(template), lang, &lines, &mut used)?;
    }
    book.save_to_buffer()
}

fn form(sheet: &mut Worksheet, template: &Template, lang: Lang, answers: &Answers) -> Result<(), XlsxError> {
    for (column, width) in [(0, 28.0), (ANSWER_COLUMN, 60.0), (2, 8.0), (3, 50.0), (KEY_COLUMN, 24.0)] {
        sheet.set_column_width(column, width)?;
    }
    sheet.set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.write_with_format(0, 0, lang.of(&template.name_zh, &template.name_en), &book::title())?;
    sheet.write_with_format(
        0,
        KEY_COLUMN,
        registers::mark(&template.id, template.version, "form"),
        &book::faint(),
    )?;
    let headings = [
        lang.of("项目", "Item"),
        lang.of("填写内容", "Answer"),
        lang.of("必填", "Required"),
        lang.of("说明", "Help"),
        lang.of("字段（请勿改动）", "Key (do not change)"),
    ];
    for (column, text) in (0..).zip(headings) {
        sheet.write_with_format(2, column, text, &book::heading())?;
    }
    sheet.set_freeze_panes(3, 0)?;
    let wrapped = Format::new().set_text_wrap();
    let mut row = 3;
    for section in template.sections.iter().filter(|s| !s.repeats) {
        let plain = || section.fields.iter().filter(|f| f.ty != TemplateFieldType::Table);
        if plain().next().is_none() {
            continue;
        }
        let title = lang.of(&section.title_zh, &section.title_en);
        sheet.write_with_format(row, 0, title, &Format::new().set_bold().set_font_size(12))?;
        row += 1;
        for field in plain() {
            let key = format!("{}.{}", section.id, field.name);
            let unit = field.unit.as_ref().map(|u| format!("（{u}）")).unwrap_or_default();
            sheet.write_with_format(
                row,
                0,
                format!("{}{unit}", lang.of(&field.title_zh, &field.title_en)),
                &wrapped,
            )?;
            let format = cell_format(field.ty);
            match answers.fields.get(&key) {
                Some(answer) => sheet.write_with_format(row, ANSWER_COLUMN, answer, &format)?,
                None => sheet.write_blank(row, ANSWER_COLUMN, &format)?,
            };
            if field.required {
                sheet.write(row, 2, lang.of("必填", "yes"))?;
            }
            sheet.write_with_format(row, 3, help(field, lang), &wrapped)?;
            sheet.write_with_format(row, KEY_COLUMN, &key, &book::faint())?;
            if let Some(check) = check(field, lang)? {
                sheet.add_data_validation(row, ANSWER_COLUMN, row, ANSWER_COLUMN, &check)?;
            }
            row += 1;
        }
    }
    Ok(())
}

struct Heading<'a> {
    name: &'a str,
    title: &'a str,
    field: Option<&'a TemplateField>,
}

impl<'a> Heading<'a> {
    fn of(field: &'a TemplateField, lang: Lang) -> Self {
        Self { name: &field.name, title: lang.of(&field.title_zh, &field.title_en), field: Some(field) }
    }
}

/// A sheet of rows: a table, or a section that is filled once for every item.
fn rows(
    sheet: &mut Worksheet,
    template: &Template,
    part: &str,
    title: &str,
    columns: &[Heading<'_>],
    lang: Lang,
    answers: &Answers,
) -> Result<(), XlsxError> {
    sheet.write_with_format(0, 0, title, &book::title())?;
    sheet.write_with_format(1, 0, registers::mark(&template.id, template.version, part), &book::faint())?;
    sheet.set_paper_size(9).set_landscape().set_print_fit_to_pages(1, 0);
    sheet.set_freeze_panes(3, 0)?;
    let none: Vec<BTreeMap<String, String>> = Vec::new();
    let given = answers.rows.get(part).unwrap_or(&none);
    for (at, heading) in (0..).zip(columns) {
        sheet.set_column_width(at, 22)?;
        let required = heading.field.is_some_and(|f| f.required);
        // What stands in brackets is no part of a heading for the reader.
        let text = if required {
            format!("{}{}", heading.title, lang.of("（必填）", " (required)"))
        } else {
            heading.title.to_owned()
        };
        sheet.write_with_format(2, at, text, &book::heading())?;
        let format = heading.field.map_or_else(book::text, |f| cell_format(f.ty));
        sheet.set_column_format(at, &format)?;
        if let Some(field) = heading.field
            && let Some(check) = check(field, lang)?
        {
            sheet.add_data_validation(3, at, ROWS, at, &check)?;
        }
        for (row, item) in (3..).zip(given) {
            if let Some(text) = item.get(heading.name) {
                sheet.write_with_format(row, at, text, &format)?;
            }
        }
    }
    Ok(())
}

fn cell_format(ty: TemplateFieldType) -> Format {
    match ty {
        TemplateFieldType::Date => book::day(),
        TemplateFieldType::Datetime => book::moment(),
        TemplateFieldType::Int | TemplateFieldType::Number | TemplateFieldType::Percent => Format::new(),
        _ => book::text(),
    }
}

fn check(field: &TemplateField, lang: Lang) -> Result<Option<DataValidation>, XlsxError> {
    let list: Vec<&str> = match field.ty {
        TemplateFieldType::Bool => vec![lang.of("是", "yes"), lang.of("否", "no")],
        TemplateFieldType::Choice => field.options.iter().map(|o| lang.of(&o.zh, &o.en)).collect(),
        _ => return Ok(None),
    };
    if list.iter().map(|w| w.chars().count() + 1).sum::<usize>() > book::LIST {
        return Ok(None);
    }
    let check = DataValidation::new().allow_list_strings(&list)?.ignore_blank(true);
    Ok(Some(check.set_error_style(DataValidationErrorStyle::Warning)))
}

/// What a field wants to know, in one sentence.
pub(crate) fn help(field: &TemplateField, lang: Lang) -> String {
    let own = match lang {
        Lang::Zh => field.help_zh.clone(),
        Lang::En => field.help_en.clone(),
    };
    let options = || field.options.iter().map(|o| lang.of(&o.zh, &o.en)).collect::<Vec<_>>();
    own.unwrap_or_else(|| match field.ty {
        TemplateFieldType::Choice => format!("{}{}", lang.of("选一项：", "One of: "), options().join(" / ")),
        TemplateFieldType::Choices => {
            format!(
                "{}{}",
                lang.of("可选多项，用分号隔开：", "Some of, separated by semicolons: "),
                options().join(" / ")
            )
        }
        TemplateFieldType::Bool => lang.of("填“是”或“否”", "Yes or no").to_owned(),
        TemplateFieldType::Date => lang.of("例如 2026-05-03", "Such as 2026-05-03").to_owned(),
        TemplateFieldType::Datetime => {
            lang.of("例如 2026-05-03 14:00", "Such as 2026-05-03 14:00").to_owned()
        }
        TemplateFieldType::List => lang.of("多个用分号隔开", "Separate several with semicolons").to_owned(),
        TemplateFieldType::File => {
            lang.of("随附文件的文件名", "Name of the file that comes along").to_owned()
        }
        TemplateFieldType::Percent => lang.of("百分数，0 到 100", "Per cent, 0 to 100").to_owned(),
        TemplateFieldType::Int => match (field.min, field.max) {
            (Some(min), Some(max)) => format!("{} {min}–{max}", lang.of("整数，", "A whole number,")),
            _ => lang.of("整数", "A whole number").to_owned(),
        },
        TemplateFieldType::Number => lang.of("数字", "A number").to_owned(),
        TemplateFieldType::Text | TemplateFieldType::Signature | TemplateFieldType::Table => String::new(),
    })
}

fn explain(template: &Template, lang: Lang) -> Vec<String> {
    let mut lines = vec![
        format!(
            "{}{}",
            lang.of("由谁填写：", "Filled in by: "),
            lang.of(&template.filled_by_zh, &template.filled_by_en)
        ),
        format!("{}{}", lang.of("何时提交：", "When: "), lang.of(&template.when_zh, &template.when_en)),
        format!("{}{}", lang.of("依据条款：", "Clause: "), template.clause),
        format!(
            "{}{}",
            lang.of("字段来源：", "Where the fields come from: "),
            lang.of(&template.source, &template.source_en)
        ),
        String::new(),
    ];
    for sentence in [
        (
            "“填写”工作表逐行填写“填写内容”一列；最右一列是字段标识，请勿改动。",
            "On the sheet Form fill in the column Answer row by row; leave the last column, the keys, as it is.",
        ),
        (
            "其余工作表每行一条，表头文字不要改；没有内容可以留空。",
            "The other sheets take one item a row; leave the headings as they are. What does not apply stays empty.",
        ),
        (
            "不要合并单元格，不要使用公式；日期写 2026-01-05；多个值用分号隔开。",
            "Do not merge cells or use formulas; dates as 2026-01-05; several values separated by semicolons.",
        ),
    ] {
        lines.push(lang.of(sentence.0, sentence.1).to_owned());
    }
    lines.push(String::new());
    for section in &template.sections {
        let fields: Vec<&str> = section.fields.iter().map(|f| lang.of(&f.title_zh, &f.title_en)).collect();
        lines.push(format!(
            "【{}】{}",
            lang.of(&section.title_zh, &section.title_en),
            fields.join(lang.of("、", ", "))
        ));
    }
    lines
}
