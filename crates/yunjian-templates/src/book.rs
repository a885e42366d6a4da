//! What all workbooks share: properties without a clock, looks, the sheet of explanations.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError,
};

use crate::{Lang, Wanted};

/// Most characters of a sheet's name, and of all texts of a list to choose from.
const SHEET_NAME: usize = 31;
pub(crate) const LIST: usize = 255;

/// A workbook that knows what it is the template of.
pub(crate) fn new(id: &str, version: &str, title: &str) -> Result<Workbook, XlsxError> {
    let mut book = Workbook::new();
    // The moment of making would make every download another file.
    let made = ExcelDateTime::from_ymd(2026, 1, 1)?;
    let properties = DocProperties::new()
        .set_title(title)
        .set_subject(format!("{id} · {version}"))
        .set_keywords(format!("yunjian-template {id} {version}"))
        .set_creation_datetime(&made);
    book.set_properties(&properties);
    Ok(book)
}

/// A sheet's name: short, without the characters workbooks forbid, not used twice.
pub(crate) fn sheet_name(wanted: &str, used: &mut Vec<String>) -> String {
    let plain: String = wanted.chars().filter(|c| !"[]:*?/\\'".contains(*c)).collect();
    let mut name: String = plain.chars().take(SHEET_NAME).collect();
    let mut number = 2;
    while used.contains(&name.to_lowercase()) {
        let tail = number.to_string();
        name = plain.chars().take(SHEET_NAME - tail.len()).chain(tail.chars()).collect();
        number += 1;
    }
    used.push(name.to_lowercase());
    name
}

pub(crate) fn heading() -> Format {
    Format::new()
        .set_bold()
        .set_background_color(Color::RGB(0x00D9_E2EC))
        .set_border(FormatBorder::Thin)
        .set_align(FormatAlign::VerticalCenter)
        .set_text_wrap()
}

/// Headings of columns no rule looks at today.
pub(crate) fn quiet_heading() -> Format {
    heading().set_font_color(Color::RGB(0x0066_6666)).set_background_color(Color::RGB(0x00F2_F2F2))
}

pub(crate) fn title() -> Format {
    Format::new().set_bold().set_font_size(16)
}

pub(crate) fn faint() -> Format {
    Format::new().set_font_color(Color::RGB(0x0099_9999)).set_font_size(8)
}

/// Text, so that 007 stays 007.
pub(crate) fn text() -> Format {
    Format::new().set_num_format("@").set_text_wrap().set_align(FormatAlign::Top)
}

pub(crate) fn day() -> Format {
    Format::new().set_num_format("yyyy-mm-dd").set_align(FormatAlign::Top)
}

pub(crate) fn moment() -> Format {
    Format::new().set_num_format("yyyy-mm-dd hh:mm").set_align(FormatAlign::Top)
}

/// The sheet of explanations: one sentence a row, in one column, so that no reader takes it for a table.
pub(crate) fn explanations(
    book: &mut Workbook,
    wanted: Wanted,
    lang: Lang,
    lines: &[String],
    used: &mut Vec<String>,
) -> Result<(), XlsxError> {
    let name = sheet_name(lang.of("填写说明", "How to fill in"), used);
    let sheet = book.add_worksheet().set_name(name)?;
    sheet.set_column_width(0, 110)?.set_paper_size(9).set_print_fit_to_pages(1, 0);
    sheet.write_with_format(0, 0, wanted.title(lang), &title())?;
    let about = match lang {
        Lang::Zh => format!("模板编号：{}；模板版本：{}", wanted.id(), wanted.version()),
        Lang::En => format!("Template: {}; version: {}", wanted.id(), wanted.version()),
    };
    sheet.write(1, 0, about)?;
    let wrapped = Format::new().set_text_wrap();
    for (row, line) in (3..).zip(lines) {
        sheet.write_with_format(row, 0, line, &wrapped)?;
    }
    Ok(())
}
