//! What is wrong with a request's JSON, in both languages and with the field's name. The decoder's own sentences are English
//! and made for programmers; each kind it has is put in plain words here, the rest is passed on as it is.

use std::error::Error;

use axum::http::StatusCode;
use serde_path_to_error::Error as Placed;
use yunjian_wire::problem::Fault;

use crate::problem::Problem;

/// The problem of a body that is JSON, but not what the call takes.
pub(crate) fn problem(error: &(dyn Error + 'static), text: &str) -> Problem {
    let mut source = Some(error);
    while let Some(cause) = source {
        if let Some(placed) = cause.downcast_ref::<Placed<serde_json::Error>>() {
            return at(&placed.path().to_string(), &placed.inner().to_string());
        }
        source = cause.source();
    }
    Problem::new(
        StatusCode::UNPROCESSABLE_ENTITY,
        "invalid",
        format!("请求内容不符合要求：{text}"),
        text.to_owned(),
    )
}

fn at(path: &str, said: &str) -> Problem {
    // The line and column are the body's, which the person who filled in a form never sees.
    let said = said.rsplit_once(" at line ").map_or(said, |(before, _)| before);
    let (place, rule, zh, en) = plain(path, said);
    let whole = |sentence: &str, colon: &str| {
        if place.is_empty() { sentence.to_owned() } else { format!("{place}{colon}{sentence}") }
    };
    Problem::new(StatusCode::UNPROCESSABLE_ENTITY, "invalid", whole(&zh, "："), whole(&en, ": "))
        .with(Fault { place, rule: rule.to_owned(), message: en, message_zh: Some(zh) })
}

/// Place, rule, and the sentence in Chinese and English.
fn plain(path: &str, said: &str) -> (String, &'static str, String, String) {
    let path = if path == "." { "" } else { path };
    let inside = |name: &str| if path.is_empty() { name.to_owned() } else { format!("{path}.{name}") };
    if let Some((name, _)) = quoted(said, "missing field ") {
        return (inside(name), "required", "缺少此项".to_owned(), "is missing".to_owned());
    }
    if let Some((name, known)) = quoted(said, "unknown field ") {
        // The path of an unknown field ends with its own name already.
        let place = if path.rsplit('.').next() == Some(name) { path.to_owned() } else { inside(name) };
        let (zh, en) = listed(known);
        return (place, "unknown", format!("没有这一项{zh}"), format!("there is no such field{en}"));
    }
    if let Some((value, known)) = quoted(said, "unknown variant ") {
        let (zh, en) = listed(known);
        return (
            path.to_owned(),
            "choice",
            format!("不能填 {value}{zh}"),
            format!("{value} is not one of the choices{en}"),
        );
    }
    if let Some((found, wanted)) = said
        .strip_prefix("invalid type: ")
        .or_else(|| said.strip_prefix("invalid value: "))
        .and_then(|rest| rest.split_once(", expected "))
    {
        return (
            path.to_owned(),
            "type",
            format!("填写的是{}，应为{}", kind_zh(found), wanted_zh(wanted)),
            format!("{found} was given, {} is wanted", wanted_en(wanted)),
        );
    }
    (path.to_owned(), "invalid", format!("不符合要求：{said}"), said.to_owned())
}

/// The name in backquotes after a beginning, and what follows it.
fn quoted<'a>(said: &'a str, beginning: &str) -> Option<(&'a str, &'a str)> {
    said.strip_prefix(beginning)?.strip_prefix('`')?.split_once('`')
}

/// The names a decoder says it expected.
fn listed(known: &str) -> (String, String) {
    let names: Vec<&str> = known.split('`').skip(1).step_by(2).collect();
    if names.is_empty() {
        return (String::new(), String::new());
    }
    (format!("；可用：{}", names.join("、")), format!("; known are {}", names.join(", ")))
}

fn kind_zh(found: &str) -> String {
    let (kind, value) = found.split_once(' ').unwrap_or((found, ""));
    let zh = match kind {
        "string" => "文字",
        "integer" => "整数",
        "floating" => "小数",
        "boolean" => "是否值",
        "null" => "空值",
        "map" => "对象",
        "sequence" => "列表",
        _ => return format!(" {found} "),
    };
    let value = value.trim_start_matches("point ").trim_matches('`');
    if value.is_empty() { zh.to_owned() } else { format!("{zh} {value}") }
}

fn wanted_zh(wanted: &str) -> String {
    match wanted {
        "a string" | "a borrowed string" => "文字".to_owned(),
        "a boolean" => "是或否（true 或 false）".to_owned(),
        "a sequence" => "列表".to_owned(),
        "a map" => "对象".to_owned(),
        "i8" | "i16" | "i32" | "i64" => "整数".to_owned(),
        "u8" | "u16" | "u32" | "u64" | "usize" => "不小于 0 的整数".to_owned(),
        "f32" | "f64" => "数字".to_owned(),
        other if other.starts_with("struct ") || other.starts_with("internally tagged enum") => {
            "对象".to_owned()
        }
        other => other.to_owned(),
    }
}

fn wanted_en(wanted: &str) -> &str {
    match wanted {
        "i8" | "i16" | "i32" | "i64" => "a whole number",
        "u8" | "u16" | "u32" | "u64" | "usize" => "a whole number of 0 or more",
        "f32" | "f64" => "a number",
        "a sequence" => "a list",
        other if other.starts_with("struct ") || other == "a map" => "an object",
        other => other,
    }
}
