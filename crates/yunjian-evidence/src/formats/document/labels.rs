//! Finding values behind their labels, headings, and what kind of document it is.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use unicode_normalization::UnicodeNormalization;

use super::Line;

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Data {
    labels: BTreeMap<String, Vec<String>>,
    types: toml::Table,
    sections: BTreeMap<String, Vec<String>>,
}

static DATA: LazyLock<Data> = LazyLock::new(|| {
    toml::from_str(include_str!("labels.toml")).expect("the embedded labels are checked by tests")
});

/// Labels with their fields, the longest first: 批准人职务 is not 批准人.
static LABELS: LazyLock<Vec<(String, &'static str)>> = LazyLock::new(|| {
    let pairs =
        DATA.labels.iter().flat_map(|(field, texts)| texts.iter().map(move |t| (plain(t), field.as_str())));
    let mut labels: Vec<_> = pairs.collect();
    labels.sort_by_key(|(text, _)| std::cmp::Reverse(text.chars().count()));
    labels
});

/// Headings a line may be long; a longer one is a sentence.
const HEADING: usize = 40;

fn plain(text: &str) -> String {
    text.nfkc().flat_map(char::to_lowercase).collect()
}

/// The label a piece of text begins with, and what follows it.
fn label(text: &str) -> Option<(&'static str, &str)> {
    // 批 准 人 is how a table sets three letters under five.
    let folded: String = plain(text);
    for (label, field) in LABELS.iter() {
        let (mut rest, mut wanted) = (folded.chars().peekable(), label.chars().peekable());
        let mut used = 0;
        while let (Some(c), Some(w)) = (rest.peek().copied(), wanted.peek().copied()) {
            if c == w {
                wanted.next();
            } else if !(c == ' ' && used > 0 && !label.is_ascii()) {
                break;
            }
            rest.next();
            used += 1;
        }
        // The folded text may have other lengths than the text itself only where it is no plain text.
        if wanted.peek().is_none() && folded.chars().count() == text.chars().count() {
            let at = text.char_indices().nth(used).map_or(text.len(), |(i, _)| i);
            return Some((field, &text[at..]));
        }
    }
    None
}

/// Values behind labels: field and text, in the order of the document.
pub(super) fn values(lines: &[Line]) -> Vec<(&'static str, String)> {
    let mut found = Vec::new();
    for line in lines {
        let cells: Vec<&str> = line.text.split('\t').map(str::trim).filter(|c| !c.is_empty()).collect();
        let mut index = 0;
        while index < cells.len() {
            let mut cell = cells[index];
            index += 1;
            // Several labels may share a cell: "版本：V2.1  批准人：张三".
            while let Some((field, rest)) = label(cell) {
                let rest = rest.trim_start_matches([' ', '\u{3000}']);
                let (value, next) = match rest.strip_prefix([':', '：']) {
                    Some(behind) => split_at_label(behind.trim()),
                    None if rest.is_empty() => match cells.get(index) {
                        Some(value) if label(value).is_none() => {
                            index += 1;
                            (value.trim_start_matches([':', '：']).trim(), "")
                        }
                        _ => break,
                    },
                    None => break,
                };
                if fits(field, value) {
                    found.push((field, value.to_owned()));
                }
                cell = next;
            }
        }
    }
    found
}

/// A value ends where the next label begins.
fn split_at_label(text: &str) -> (&str, &str) {
    let breaks = text
        .char_indices()
        .filter(|(_, c)| c.is_whitespace() || *c == '，' || *c == '；')
        .map(|(i, c)| (i, i + c.len_utf8()));
    for (end, next) in breaks {
        let rest = text[next..].trim_start();
        if label(rest).is_some_and(|(_, behind)| behind.trim_start().starts_with([':', '：'])) {
            return (text[..end].trim(), rest);
        }
    }
    (text.trim(), "")
}

/// Whether a text can be the value of a field.
fn fits(field: &str, value: &str) -> bool {
    let length = value.chars().count();
    let blank = value.chars().all(|c| matches!(c, '_' | ' ' | '\u{3000}' | '/' | '-' | '—' | '.' | '…'));
    let version = || {
        let bare = value.trim_start_matches(['V', 'v', '第', ' ']);
        length <= 20 && bare.starts_with(|c: char| c.is_ascii_digit())
    };
    !blank
        && match field {
            "version" | "previous_version" => version(),
            "approved_by" => length <= 20 && !value.chars().any(|c| c.is_ascii_digit()),
            "id" | "classification" | "approver_role" => length <= 60,
            _ => length <= 400,
        }
}

/// The title: the biggest line of the beginning, if it stands out.
pub(super) fn title(lines: &[Line]) -> Option<String> {
    let top = lines.iter().take(30).filter(|l| !l.text.trim().is_empty() && l.text.chars().count() <= 60);
    let named = top.clone().find(|l| {
        let text = l.text.trim();
        (text.starts_with('《') && text.ends_with('》') || document_type(text).is_some())
            && label(text).is_none()
    });
    // Bigger than most lines, or it is just one of them.
    let mut sizes: Vec<f32> = lines.iter().map(|l| l.size).collect();
    sizes.sort_by(f32::total_cmp);
    let usual = sizes.get(sizes.len() / 2).copied().unwrap_or(0.0);
    let biggest = top.filter(|l| l.size > usual * 1.1).max_by(|a, b| a.size.total_cmp(&b.size));
    let line = named.or(biggest).or_else(|| lines.iter().find(|l| l.heading))?;
    Some(line.text.trim().trim_start_matches('《').trim_end_matches('》').to_owned())
}

/// The kind of document its title speaks of.
pub(super) fn document_type(title: &str) -> Option<&'static str> {
    let title = plain(title);
    let says = |words: &toml::Value| {
        words
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(toml::Value::as_str)
            .any(|w| title.contains(&plain(w)))
    };
    // The order of the file is the order of the question; a table of TOML keeps it.
    ORDER.iter().find(|ty| DATA.types.get(**ty).is_some_and(says)).copied()
}

/// Kinds in the order in which they stand in the file.
static ORDER: LazyLock<Vec<&'static str>> = LazyLock::new(|| {
    let text = include_str!("labels.toml");
    let types = text.split("[types]\n").nth(1).unwrap_or_default().split("\n[").next().unwrap_or_default();
    types.lines().filter_map(|line| line.split_once(" = ").map(|(name, _)| name)).collect()
});

/// The text of a heading without its number, and how deep it stands; nothing when the line is no heading.
fn heading(line: &Line) -> Option<(String, usize)> {
    let text = line.text.trim();
    if text.is_empty()
        || text.chars().count() > HEADING
        || text.ends_with(['。', '；', '，', ';', ',', '：', ':'])
    {
        return None;
    }
    let chinese = |c: char| "一二三四五六七八九十百〇零".contains(c);
    let number = |c: char| c.is_ascii_digit() || chinese(c);
    let mut depth = 0;
    let rest = if let Some(rest) = text.strip_prefix('第') {
        let rest = rest.trim_start_matches(number);
        depth = if rest.starts_with(['章', '篇']) { 1 } else { 2 };
        rest.strip_prefix(['章', '节', '条', '篇'])
    } else if text.starts_with(['（', '(']) {
        depth = 4;
        let rest = text.trim_start_matches(['（', '(']).trim_start_matches(number);
        rest.strip_prefix(['）', ')'])
    } else if text.starts_with(chinese) {
        depth = 3;
        text.trim_start_matches(chinese).strip_prefix(['、', '．', '.'])
    } else if text.starts_with(|c: char| c.is_ascii_digit()) {
        let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
        let points = text[..text.len() - rest.len()].trim_end_matches('.').matches('.').count();
        depth = 5 + points;
        let rest = rest.strip_prefix('、').unwrap_or(rest);
        // "3 台服务器" and "2026年" are no headings: a number needs a point or a space, and a title.
        (text.contains('.') || rest.starts_with(' ') || text.contains('、')).then_some(rest)
    } else {
        None
    };
    let name = match rest.map(|r| r.trim_matches([' ', '\u{3000}', '.', '、', '\t'])) {
        Some(name) => name,
        None if line.heading => text,
        None => return None,
    };
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (letters >= 2 && label(name).is_none_or(|(_, rest)| !rest.starts_with([':', '：'])))
        .then(|| (name.to_owned(), depth))
}

/// Whether a line stands in a table of contents: leaders or a tab, then the page.
fn is_contents(text: &str) -> bool {
    let before = text.trim_end().trim_end_matches(|c: char| c.is_ascii_digit());
    if before.len() == text.trim_end().len() {
        return false;
    }
    let leaders = before.chars().rev().take_while(|c| matches!(c, '.' | '·' | '…' | ' ' | '\t'));
    before.ends_with('\t') || leaders.filter(|c| matches!(c, '.' | '·' | '…')).count() >= 2
}

/// Headings that have text of their own below them, or below a heading of theirs.
pub(super) fn sections(lines: &[Line]) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let mut open: Vec<(String, usize)> = Vec::new();
    for line in lines.iter().filter(|line| !line.text.trim().is_empty() && !is_contents(&line.text)) {
        match heading(line) {
            Some((name, depth)) => {
                // Another heading of the same depth: those before it had no text.
                open.retain(|(_, other)| *other < depth);
                open.push((name, depth));
            }
            // A page number is no text.
            None if line.text.chars().filter(|c| c.is_alphabetic()).count() >= 4 => {
                for (name, _) in open.drain(..) {
                    if !found.contains(&name) && found.len() < 1_000 {
                        found.push(name);
                    }
                }
            }
            None => {}
        }
    }
    found
}

/// The words of rules that the headings stand for.
pub(super) fn section_words(headings: &[String]) -> Vec<&'static str> {
    let headings: Vec<String> = headings.iter().map(|h| plain(h)).collect();
    let says = |texts: &Vec<String>| texts.iter().any(|t| headings.iter().any(|h| h.contains(&plain(t))));
    DATA.sections.iter().filter(|(_, texts)| says(texts)).map(|(word, _)| word.as_str()).collect()
}

#[cfg(test)]
mod tests {
    use yunjian_catalogue::vocabulary;

    use super::*;

    fn lines(text: &str) -> Vec<Line> {
        text.lines().map(|l| Line { text: l.to_owned(), ..Line::default() }).collect()
    }

    #[test]
    fn labels_are_fields_of_documents() {
        let ty = vocabulary().fact_type("documents").unwrap();
        for field in DATA.labels.keys() {
            assert!(ty.field(field).is_some(), "{field}");
        }
        assert_eq!(ORDER.len(), DATA.types.len());
    }

    #[test]
    fn values_stand_behind_their_labels() {
        let text = "版本号：V2.1　批准人：张三\n批准人职务\t总经理\t批 准 日 期\t2026年1月5日\n版本\t日期\t说明\n\
                    批准人：______\n版本：草稿\n本办法的版本由办公室管理";
        assert_eq!(
            values(&lines(text)),
            [
                ("version", "V2.1".to_owned()),
                ("approved_by", "张三".to_owned()),
                ("approver_role", "总经理".to_owned()),
                ("approved_at", "2026年1月5日".to_owned()),
            ]
        );
    }

    #[test]
    fn sections_have_text() {
        let text = "目录\n一、总则 ........ 1\n二、组织机构 ....... 2\n三、启动条件 ...... 3\n四、资源 ..... 4\n五、附则 ..... 5\n\
                    本文件的正文如下所示\n一、总则\n为规范安全事件处置，制定本计划。\n二、组织机构\n2.1 领导小组\n组长由主要负责人担任。\n三、启动条件\n";
        let found = sections(&lines(text));
        assert!(found.contains(&"总则".to_owned()) && found.contains(&"领导小组".to_owned()));
        assert!(found.contains(&"组织机构".to_owned()));
        assert!(!found.contains(&"启动条件".to_owned()), "there is no text below it: {found:?}");
        assert!(section_words(&found).contains(&"organisation"));
        assert!(!section_words(&found).contains(&"start_conditions"));
    }

    #[test]
    fn a_title_stands_out_or_is_none() {
        let sized = |text: &str, size| Line { text: text.to_owned(), size, ..Line::default() };
        let plain = [sized("会议纪要", 12.0), sized("第一点", 12.0), sized("第二点", 12.0)];
        assert_eq!(title(&plain), None);
        let mut big = plain.clone();
        big[0].size = 22.0;
        assert_eq!(title(&big).as_deref(), Some("会议纪要"));
    }

    #[test]
    fn kinds() {
        assert_eq!(document_type("云平台应急预案"), Some("contingency_plan"));
        assert_eq!(document_type("Incident Response Plan 2026"), Some("incident_plan"));
        assert_eq!(document_type("会议纪要"), None);
    }
}
