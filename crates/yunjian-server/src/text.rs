//! Moments, dates and terms as the wire writes them.

use jiff::Timestamp;
use yunjian_catalogue::catalogue;
use yunjian_wire::notice::DeadlineBasis;

use crate::problem::Problem;

/// Rows of the deadline table as a notice states them.
pub fn basis(ids: &[String]) -> Vec<DeadlineBasis> {
    ids.iter()
        .filter_map(|id| catalogue().deadline(id))
        .map(|row| DeadlineBasis {
            id: row.id.clone(),
            zh: row.zh.clone(),
            en: row.en.clone(),
            term: row.max.clone(),
            workdays: row.workdays,
            source: row.source.clone(),
            verified: row.verified.as_str().to_owned(),
        })
        .collect()
}

/// RFC 3339 in UTC.
pub fn time(at: i64) -> String {
    Timestamp::from_millisecond(at).map_or_else(|_| at.to_string(), |t| t.to_string())
}

pub fn optional_time(at: Option<i64>) -> Option<String> {
    at.map(time)
}

/// # Errors
/// 422 naming the field.
pub fn parse_time(field: &str, text: &str) -> Result<i64, Problem> {
    text.parse::<Timestamp>().map(Timestamp::as_millisecond).map_err(|_| {
        Problem::field(
            field,
            "time",
            "时间须为 RFC 3339 格式，例如 2026-11-22T08:00:00Z",
            "a moment is written as RFC 3339, for instance 2026-11-22T08:00:00Z",
        )
    })
}

/// # Errors
/// 422 naming the field.
pub fn parse_date(field: &str, text: &str) -> Result<jiff::civil::Date, Problem> {
    text.parse().map_err(|_| {
        Problem::field(
            field,
            "date",
            "日期须写作 年-月-日，例如 2026-11-22",
            "a date is written YYYY-MM-DD, for instance 2026-11-22",
        )
    })
}

/// A file name as a header may carry it.
pub fn quoted(name: &str) -> String {
    name.bytes()
        .map(|b| {
            if b.is_ascii_alphanumeric() || b"-._".contains(&b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

/// A text that people must write, within a length.
///
/// # Errors
/// 422 naming the field.
pub fn required<'a>(field: &str, text: &'a str, most: usize) -> Result<&'a str, Problem> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Problem::field(field, "required", "此项必填", "this must be filled in"));
    }
    if text.chars().count() > most {
        return Err(Problem::field(
            field,
            "max_length",
            format!("最多 {most} 个字符"),
            format!("at most {most} characters"),
        ));
    }
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t')) {
        return Err(Problem::field(
            field,
            "control_characters",
            "不能包含控制字符",
            "control characters are not allowed",
        ));
    }
    Ok(text)
}
