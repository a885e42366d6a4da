//! Rows into a workbook. Every text is written as text: nothing a stranger wrote becomes a formula.

use rust_xlsxwriter::{
    Color, DocProperties, ExcelDateTime, Format, FormatAlign, FormatBorder, Workbook, XlsxError,
};

use super::{Language, Table, Value, word};

/// Rows a table has at most; a longer list is cut, and the table says so.
pub const MOST_ROWS: usize = 10_000;
/// Characters Excel takes in one cell.
const MOST_TEXT: usize = 32_000;

/// A table with its rows.
#[derive(Debug)]
pub struct Written<'a> {
    pub table: &'a Table,
    pub rows: Vec<Vec<Value>>,
    /// Whether the list went on.
    pub cut: bool,
}

/// The workbook. `as_of` stands in it as text and is its only date, so that the same rows give the same bytes.
///
/// # Errors
/// When the workbook cannot be put together.
pub fn write(tables: &[Written<'_>], language: Language, as_of: &str) -> Result<Vec<u8>, XlsxError> {
    let mut book = Workbook::new();
    let moment = ExcelDateTime::parse_from_str(as_of.get(..19).unwrap_or("2000-01-01T00:00:00"))?;
    let title = tables.first().map_or("", |t| t.table.title(language));
    let properties =
        DocProperties::new().set_title(title).set_author("Yunjian").set_creation_datetime(&moment);
    book.set_properties(&properties);
    let head = |fill: bool| {
        Format::new()
            .set_bold()
            .set_text_wrap()
            .set_align(FormatAlign::VerticalCenter)
            .set_border(FormatBorder::Thin)
            .set_border_color(Color::RGB(0x00C5_CFD4))
            .set_background_color(Color::RGB(if fill { 0x00FD_F3DF } else { 0x00E6_EFF3 }))
    };
    let (open, closed) = (head(true), head(false));
    let body = Format::new().set_text_wrap().set_align(FormatAlign::Top);
    for written in tables {
        let sheet = book.add_worksheet();
        sheet.set_name(written.table.title(language))?;
        sheet.set_freeze_panes(1, 0)?;
        for (at, column) in written.table.columns.iter().enumerate() {
            let at = u16::try_from(at).unwrap_or(u16::MAX);
            sheet.set_column_width(at, f64::from(column.width))?;
            let format = if column.fill { &open } else { &closed };
            sheet.write_string_with_format(0, at, language.pick(column.zh, column.en), format)?;
        }
        for (number, row) in written.rows.iter().enumerate() {
            let number = u32::try_from(number + 1).unwrap_or(u32::MAX);
            for (at, value) in row.iter().enumerate() {
                let at = u16::try_from(at).unwrap_or(u16::MAX);
                match value {
                    Value::Empty => {}
                    Value::Number(n) => {
                        sheet.write_number_with_format(number, at, *n as f64, &body)?;
                    }
                    Value::Text(text) => {
                        let text: String = text.chars().take(MOST_TEXT).collect();
                        sheet.write_string_with_format(number, at, text, &body)?;
                    }
                }
            }
        }
        let last = u16::try_from(written.table.columns.len().saturating_sub(1)).unwrap_or(0);
        sheet.autofilter(0, 0, u32::try_from(written.rows.len()).unwrap_or(0).max(1), last)?;
        sheet.set_landscape().set_print_fit_to_pages(1, 0).set_repeat_rows(0, 0)?;
    }
    about(&mut book, tables, language, as_of, &body)?;
    book.save_to_buffer()
}

/// The last sheet says what the table is, when it was made, and what may be filled in.
fn about(
    book: &mut Workbook,
    tables: &[Written<'_>],
    language: Language,
    as_of: &str,
    body: &Format,
) -> Result<(), XlsxError> {
    let sheet = book.add_worksheet();
    sheet.set_name(language.pick("说明", "About"))?;
    sheet.set_column_width(0, 100.0)?;
    let mut lines = vec![
        language.pick(format!("数据截至 {as_of}（世界协调时）。"), format!("Data as of {as_of} (UTC).")),
    ];
    for written in tables {
        lines.push(language.pick(
            format!("{}：{}", written.table.zh, written.table.hint_zh),
            format!("{}: {}", written.table.en, written.table.hint_en),
        ));
        if written.cut {
            lines.push(language.pick(
                format!("列表超过 {MOST_ROWS} 行，只导出了前 {MOST_ROWS} 行；请先筛选。"),
                format!("The list has more than {MOST_ROWS} rows; only the first {MOST_ROWS} are here. Filter it first."),
            ));
        }
        for column in written.table.columns.iter().filter(|c| c.fill) {
            let Some(family) = column.words else { continue };
            let all = super::words::all(language, family).join(language.pick("、", ", "));
            let name = language.pick(column.zh, column.en);
            lines.push(language.pick(format!("{name}：{all}"), format!("{name}: {all}")));
        }
    }
    lines.push(
        language
            .pick(
                "黄色表头的列可以填写，其他列只供查阅。",
                "Columns with a yellow heading may be filled in; the others are for reading.",
            )
            .to_owned(),
    );
    for (number, line) in lines.iter().enumerate() {
        sheet.write_string_with_format(u32::try_from(number).unwrap_or(u32::MAX), 0, line, body)?;
    }
    Ok(())
}

/// A word of a column in the table's language.
pub(crate) fn worded(language: Language, family: &str, value: Option<&str>) -> Value {
    value.map_or(Value::Empty, |v| Value::from(word(language, family, v)))
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::super::{ORGANISATIONS, rows_of};
    use super::*;

    fn sample(language: Language) -> Vec<u8> {
        let rows = vec![
            vec!["".into(), "=1+1".into(), worded(language, "orgRole", Some("provider")), "".into()],
            vec!["01A".into(), "东岚 & <云>".into(), "customer".into(), "2026-01-01".into()],
        ];
        let written = Written { table: &ORGANISATIONS, rows, cut: false };
        write(&[written], language, "2026-11-16T01:00:00Z").unwrap()
    }

    #[test]
    fn the_same_rows_give_the_same_bytes() {
        assert_eq!(sample(Language::English), sample(Language::English));
        assert_ne!(sample(Language::English), sample(Language::Chinese));
    }

    #[test]
    fn what_is_written_is_read_back_in_either_language() {
        for language in [Language::Chinese, Language::English] {
            let rows = rows_of(&mut Cursor::new(sample(language)), &ORGANISATIONS).unwrap();
            assert_eq!(rows.len(), 2);
            assert_eq!(rows[0].text("name"), "=1+1", "a text stays a text");
            assert_eq!(rows[0].word("role").unwrap().as_deref(), Some("provider"));
            assert_eq!((rows[1].text("id"), rows[1].text("name")), ("01A", "东岚 & <云>"));
            assert_eq!(rows[1].number, 3);
            assert_eq!(rows[1].cell("role"), "C3");
        }
    }
}
