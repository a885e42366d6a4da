//! Turning cells into values of a field's type.

use jiff::civil::DateTime;
use jiff::tz::TimeZone;
use yunjian_catalogue::{FactType, FieldId, FieldType};
use yunjian_domain::facts::Value;

use super::dictionary;
use crate::failure::{Rule, Said, said};
use crate::time;

/// One cell, as a text file or a workbook gives it.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Cell {
    #[default]
    Empty,
    Text(String),
    Number(f64),
    Bool(bool),
    /// A date and time of a workbook; workbooks know no zones.
    Moment(DateTime),
}

impl Cell {
    /// The cell as a person reads it.
    pub(crate) fn text(&self) -> String {
        match self {
            Self::Empty => String::new(),
            Self::Text(text) => text.trim().to_owned(),
            // Identifiers typed into a workbook become numbers; nobody means the `.0`.
            Self::Number(number) if number.fract() == 0.0 && number.abs() < 1e15 => format!("{number:.0}"),
            Self::Number(number) => number.to_string(),
            Self::Bool(value) => value.to_string(),
            Self::Moment(moment) => moment.to_string(),
        }
    }
    /// Nothing, or one of the marks people put where there is nothing.
    pub(crate) fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => {
                matches!(
                    text.trim(),
                    "" | "-" | "--" | "—" | "——" | "/" | "\\" | "N/A" | "n/a" | "NA" | "null" | "NULL"
                )
            }
            _ => false,
        }
    }
}

/// Why a cell is no value of its field.
#[derive(Debug, PartialEq)]
pub(super) struct Wrong {
    pub(super) rule: Rule,
    pub(super) message: Said,
    /// What the row holds all the same, if anything.
    pub(super) kept: Value,
}

/// A cell as a value of a field. An unknown word of a strict field is reported, and kept as it stands.
pub(super) fn convert(ty: &FactType, field: FieldId, cell: &Cell, zone: &TimeZone) -> Result<Value, Wrong> {
    let declared = &ty.fields[field.0 as usize];
    if cell.is_blank() {
        // A column of lists that is there and empty says "none"; anything else empty says nothing.
        let none = declared.ty == FieldType::TextList;
        return Ok(if none { Value::list::<&str>([]) } else { Value::Null });
    }
    let wrong = |rule, what: Said| Wrong {
        rule,
        message: said!(
            "{cell} ({name}): {en}",
            "{cell}（{name}）：{zh}",
            cell = shown(&cell.text()),
            name = declared.name,
            en = what.en,
            zh = what.zh
        ),
        kept: Value::Null,
    };
    match declared.ty {
        FieldType::Text => {
            let text = cell.text();
            if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
                return Err(wrong(
                    Rule::Encoding,
                    said!("the text holds characters that are no text", "文字中含有不是文字的字符"),
                ));
            }
            match dictionary::words(ty.id, field) {
                None => Ok(Value::text(text)),
                Some(words) => match words.find(&text) {
                    Some(word) => Ok(Value::text(word)),
                    None if words.strict => {
                        let (zh, en) = known_words(ty, field);
                        Err(Wrong {
                            kept: Value::text(text),
                            ..wrong(
                                Rule::Word,
                                said!(
                                    "this word is not known here; write one of {en}",
                                    "此处不认识这个词；请填写：{zh}"
                                ),
                            )
                        })
                    }
                    None => Ok(Value::text(text)),
                },
            }
        }
        FieldType::Int => number(cell)
            .filter(|n| n.fract() == 0.0 && n.abs() < 9e15)
            .map(|n| Value::Int(n as i64))
            .ok_or_else(|| wrong(Rule::Number, said!("a whole number is expected", "应填整数"))),
        FieldType::Double => number(cell)
            .map(Value::Double)
            .ok_or_else(|| wrong(Rule::Number, said!("a number is expected", "应填数字"))),
        FieldType::Bool => boolean(cell)
            .map(Value::Bool)
            .ok_or_else(|| wrong(Rule::YesNo, said!("yes or no (是 or 否) is expected", "应填“是”或“否”"))),
        FieldType::Timestamp => moment(cell, zone).map(Value::Time).ok_or_else(|| {
            wrong(
                Rule::Date,
                said!(
                    "a date such as 2026-05-03 or 2026年5月3日 is expected",
                    "应填日期，例如 2026-05-03 或 2026年5月3日；不接受日在前或月在前的写法"
                ),
            )
        }),
        FieldType::TextList => Ok(list(&declared.name, &cell.text())),
    }
}

/// The words a field knows, for a message.
fn known_words(ty: &FactType, field: FieldId) -> (String, String) {
    let (zh, en): (Vec<String>, Vec<String>) = dictionary::choices(ty, field).into_iter().unzip();
    (zh.join("、"), en.join(", "))
}

/// A text short enough for a message.
pub(super) fn shown(text: &str) -> String {
    let mut short: String = text.chars().filter(|c| !c.is_control()).take(40).collect();
    if text.chars().count() > 40 {
        short.push('…');
    }
    format!("{short:?}")
}

pub(super) fn number(cell: &Cell) -> Option<f64> {
    match cell {
        Cell::Number(number) => Some(*number),
        Cell::Text(text) => {
            let text = text.trim().trim_end_matches('%').trim_end();
            let plain: String = text.chars().filter(|c| !matches!(c, ',' | '，' | ' ')).collect();
            plain.parse().ok().filter(|n: &f64| n.is_finite())
        }
        _ => None,
    }
}

pub(super) fn boolean(cell: &Cell) -> Option<bool> {
    match cell {
        Cell::Bool(value) => Some(*value),
        Cell::Number(number) if *number == 1.0 => Some(true),
        Cell::Number(number) if *number == 0.0 => Some(false),
        Cell::Text(text) => match text.trim().to_lowercase().as_str() {
            "是" | "有" | "已" | "对" | "√" | "✓" | "true" | "yes" | "y" | "t" | "1" | "on" | "启用"
            | "通过" => Some(true),
            "否" | "无" | "未" | "不" | "错" | "×" | "✗" | "x" | "false" | "no" | "n" | "f" | "0" | "off"
            | "停用" | "不通过" => Some(false),
            _ => None,
        },
        _ => None,
    }
}

/// Counts of days since 1899-12-30 that are taken for dates: 1954 to 2119.
const SERIALS: std::ops::Range<f64> = 20_000.0..80_000.0;

pub(super) fn moment(cell: &Cell, zone: &TimeZone) -> Option<i64> {
    match cell {
        Cell::Moment(moment) => time::at(*moment, zone),
        Cell::Text(text) => time::parse(text, zone).or_else(|| {
            // A text file made from a workbook may hold the count of days itself.
            let days = text.trim();
            let plain = days.len() >= 5 && days.bytes().all(|b| b.is_ascii_digit() || b == b'.');
            let days = days.parse::<f64>().ok().filter(|d| plain && SERIALS.contains(d))?;
            time::at(from_serial(days, false)?, zone)
        }),
        // A workbook's date whose cell lost its format is a count of days since 1899-12-30.
        Cell::Number(days) if SERIALS.contains(days) => time::at(from_serial(*days, false)?, zone),
        Cell::Number(number) => time::parse(&Cell::Number(*number).text(), zone),
        _ => None,
    }
}

/// A workbook's count of days as a date, to the second.
pub(super) fn from_serial(days: f64, since_1904: bool) -> Option<DateTime> {
    if !days.is_finite() || !(0.0..3_000_000.0).contains(&days) {
        return None;
    }
    let epoch = if since_1904 { jiff::civil::date(1904, 1, 1) } else { jiff::civil::date(1899, 12, 30) };
    let seconds = (days * 86_400.0).round() as i64;
    epoch
        .to_datetime(jiff::civil::Time::midnight())
        .checked_add(jiff::SignedDuration::from_secs(seconds))
        .ok()
}

fn list(field: &str, text: &str) -> Value {
    let plain = |c: char| matches!(c, ';' | '；' | '、' | '|' | '\n' | '\r');
    // A comma may be part of a name, but never of an identifier or an address.
    let commas = field.ends_with("_ids") || matches!(field, "cves" | "ips");
    let items = text.split(|c: char| plain(c) || commas && matches!(c, ',' | '，'));
    Value::list(items.map(str::trim).filter(|item| !item.is_empty()))
}

#[cfg(test)]
mod tests {
    use yunjian_catalogue::vocabulary;

    use super::*;

    fn convert_text(ty: &str, field: &str, text: &str) -> Result<Value, Rule> {
        let ty = vocabulary().fact_type(ty).unwrap();
        let zone = TimeZone::fixed(jiff::tz::offset(8));
        convert(ty, ty.field(field).unwrap(), &Cell::Text(text.into()), &zone).map_err(|w| w.rule)
    }

    #[test]
    fn what_people_type() {
        assert_eq!(convert_text("accounts", "privileged", "是"), Ok(Value::Bool(true)));
        assert_eq!(convert_text("accounts", "privileged", "No"), Ok(Value::Bool(false)));
        assert_eq!(convert_text("accounts", "privileged", "maybe"), Err(Rule::YesNo));
        assert_eq!(convert_text("accounts", "status", "启用"), Ok(Value::text("enabled")));
        assert_eq!(convert_text("accounts", "status", "blue"), Err(Rule::Word));
        assert_eq!(
            convert_text("accounts", "groups", "a；b、 c\nd, e"),
            Ok(Value::list(["a", "b", "c", "d, e"]))
        );
        assert_eq!(convert_text("findings", "cves", "CVE-1, CVE-2"), Ok(Value::list(["CVE-1", "CVE-2"])));
        assert_eq!(convert_text("accounts", "max_age_days", "1,000"), Ok(Value::Int(1_000)));
        assert_eq!(convert_text("accounts", "max_age_days", "9.5"), Err(Rule::Number));
        assert_eq!(convert_text("accounts", "created_at", "昨天"), Err(Rule::Date));
        assert_eq!(convert_text("accounts", "created_at", "—"), Ok(Value::Null));
        let day = convert_text("accounts", "created_at", "2026年1月5日");
        for text in [
            "2026/1/5",
            "20260105",
            "2026.1.5",
            "46027",
            "46027.0",
            "2026年1月5日 上午12:00",
            "二〇二六年一月五日",
        ] {
            assert_eq!(convert_text("accounts", "created_at", text), day, "{text}");
        }
        assert_eq!(convert_text("accounts", "created_at", "4602"), Err(Rule::Date));
        assert_eq!(convert_text("accounts", "name", "a\0b"), Err(Rule::Encoding));
        assert_eq!(convert_text("findings", "cvss", "NaN"), Err(Rule::Number));
    }

    #[test]
    fn workbook_dates() {
        assert_eq!(from_serial(45_637.5, false).unwrap().to_string(), "2024-12-11T12:00:00");
        assert_eq!(from_serial(0.0, true).unwrap().to_string(), "1904-01-01T00:00:00");
        assert_eq!(from_serial(f64::INFINITY, false), None);
        let zone = TimeZone::UTC;
        assert_eq!(moment(&Cell::Number(45_637.0), &zone), moment(&Cell::Text("2024-12-11".into()), &zone));
    }
}
