//! Figures a report states about open items, held against rows and against each other.
//!
//! Only what speaks plainly is taken for a figure: a table row or a bullet whose label is a severity or says *open items*,
//! and a number followed by *open items* or *active items*. A number of another month or another thing is left alone.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Source, open_items};

/// What a figure counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Counts {
    OpenItems,
    Severity(String),
    /// Records a file says there are.
    Records,
}

/// A figure that does not hold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Figure {
    pub counts: Counts,
    pub stated: u64,
    /// What the rows, or the other statement, give.
    pub found: u64,
    pub file: String,
    pub place: String,
    /// Where the other number comes from.
    pub against: String,
    pub says_zh: String,
    pub says_en: String,
}

impl Figure {
    /// A file that says it is a part of an answer.
    pub fn partial(file: &str, stated: u64, found: u64) -> Self {
        Self {
            counts: Counts::Records,
            stated,
            found,
            file: file.to_owned(),
            place: "/".to_owned(),
            against: file.to_owned(),
            says_zh: format!("文件称共有 {stated} 条记录，其中只含 {found} 条"),
            says_en: format!("the file says there are {stated} records and holds {found}"),
        }
    }
}

/// One stated number.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    pub counts: Counts,
    pub value: u64,
    pub line: usize,
}

/// The numbers of one report.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Claims {
    pub file: String,
    pub claims: Vec<Claim>,
}

/// Largest report read, in bytes.
pub const MOST_BYTES: usize = 4 << 20;

/// Reads the figures of a report written as text or Markdown.
pub fn claims(file: &str, text: &str) -> Claims {
    let mut out = Claims { file: file.to_owned(), claims: Vec::new() };
    let mut heading: Option<Vec<String>> = None;
    // Severities count open items only below a heading or in a table that says so.
    let mut about_open = false;
    for (index, line) in text.lines().enumerate() {
        let line_number = index + 1;
        let clean: String = line.chars().filter(|c| !matches!(c, '*' | '`' | '_')).collect();
        let clean = clean.trim();
        if clean.starts_with('|') {
            let cells: Vec<String> =
                clean.trim_matches('|').split('|').map(|c| c.trim().to_owned()).collect();
            let ruled =
                cells.iter().all(|c| !c.is_empty() && c.chars().all(|c| matches!(c, '-' | ':' | ' ')));
            match &heading {
                None => heading = Some(cells),
                Some(_) if ruled => {}
                // With one number a row there is no doubt what it counts; the label says the rest.
                Some(titles) if titles.len() == 2 && cells.len() == 2 => {
                    let open = about_open || is_open(&titles[1]);
                    if let (Some(counts), Some(value)) = (meaning(&cells[0], open), number(&cells[1])) {
                        out.claims.push(Claim { counts, value, line: line_number });
                    }
                }
                Some(_) => {}
            }
            continue;
        }
        heading = None;
        if clean.starts_with('#') || (clean.ends_with([':', '：']) && number_in(clean).is_none()) {
            about_open = is_open(clean);
            continue;
        }
        let bullet = clean.trim_start_matches(['-', '+', '•', '·', ' ']);
        if let Some((label, rest)) = bullet.split_once([':', '：'])
            && label.chars().count() <= 60
            && let (Some(counts), Some(value)) = (meaning(label, about_open), number_in(rest))
        {
            out.claims.push(Claim { counts, value, line: line_number });
            continue;
        }
        for value in stated_open(clean) {
            out.claims.push(Claim { counts: Counts::OpenItems, value, line: line_number });
        }
    }
    out
}

fn is_open(text: &str) -> bool {
    let text = text.to_lowercase();
    ["open", "active", "未关闭", "未整改", "打开"].iter().any(|word| text.contains(word))
}

/// What a label counts, where it counts open items.
fn meaning(label: &str, about_open: bool) -> Option<Counts> {
    let label = label.trim().to_lowercase();
    let severity = match label.as_str() {
        "critical" | "超危" | "严重" => Some("critical"),
        "high" | "高危" => Some("high"),
        "medium" | "moderate" | "中危" => Some("medium"),
        "low" | "低危" => Some("low"),
        _ => None,
    };
    if let Some(severity) = severity {
        return about_open.then(|| Counts::Severity(severity.to_owned()));
    }
    let items = ["items", "findings", "项", "问题"].iter().any(|word| label.contains(word));
    let other = ["closed", "last", "april", "unique", "total", "关闭数", "上期"];
    let open = is_open(&label) && !other.iter().any(|word| label.contains(word));
    (label == "open" || label == "打开" || label == "未关闭" || (open && items)).then_some(Counts::OpenItems)
}

/// A cell that is one number, `3,760`; `~950` is no figure.
fn number(cell: &str) -> Option<u64> {
    let digits: String = cell.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
    (!digits.is_empty() && digits.len() <= 12 && digits.bytes().all(|b| b.is_ascii_digit()))
        .then(|| digits.parse().ok())
        .flatten()
}

/// The first number of a text, unless it is an estimate or a change.
fn number_in(text: &str) -> Option<u64> {
    let word = text.split_whitespace().find(|w| w.chars().any(|c| c.is_ascii_digit()))?;
    number(word.trim_matches(|c: char| !c.is_ascii_digit() && !matches!(c, '~' | '-' | '+' | '%')))
}

/// Numbers in running text that are followed by `open items` or `active items`.
fn stated_open(text: &str) -> Vec<u64> {
    let words: Vec<&str> = text.split_whitespace().collect();
    let plain = |word: &str| word.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase();
    words
        .windows(3)
        .filter(|w| {
            matches!(plain(w[1]).as_str(), "active" | "open")
                && matches!(plain(w[2]).as_str(), "items" | "findings")
        })
        .filter_map(|w| number(w[0].trim_matches(|c: char| !c.is_ascii_digit())))
        .collect()
}

/// Figures that rows do not sum to; without rows, figures that contradict each other.
pub fn judge(sources: &[Source], claims: &[Claims]) -> Vec<Figure> {
    let mut out = Vec::new();
    let rows = open_items(sources);
    let all = claims.iter().flat_map(|c| c.claims.iter().map(move |claim| (c.file.as_str(), claim)));
    if let Some((file, by)) = &rows {
        let total: u64 = by.values().sum();
        for (stated_in, claim) in all {
            let found = match &claim.counts {
                Counts::OpenItems => total,
                Counts::Severity(severity) => by.get(severity).copied().unwrap_or(0),
                Counts::Records => continue,
            };
            if found != claim.value {
                out.push(figure(claim, found, stated_in, file));
            }
        }
        return out;
    }
    // The first statement stands for the others to be held against; and severities have to sum to the total.
    let mut first: BTreeMap<&Counts, (&str, &Claim)> = BTreeMap::new();
    for (file, claim) in all {
        match first.get(&claim.counts) {
            Some((other, known)) if known.value != claim.value => {
                out.push(figure(claim, known.value, file, &format!("{other}:{}", known.line)));
            }
            Some(_) => {}
            None => _ = first.insert(&claim.counts, (file, claim)),
        }
    }
    let parts: Vec<&Claim> = first
        .iter()
        .filter(|(counts, _)| matches!(counts, Counts::Severity(_)))
        .map(|(_, (_, claim))| *claim)
        .collect();
    if let (Some((file, total)), true) = (first.get(&Counts::OpenItems), parts.len() >= 4) {
        let sum = parts.iter().map(|claim| claim.value).sum();
        if sum != total.value {
            let lines: Vec<String> = parts.iter().map(|p| p.line.to_string()).collect();
            out.push(figure(total, sum, file, &format!("{file}:{}", lines.join(","))));
        }
    }
    out
}

fn figure(claim: &Claim, found: u64, file: &str, against: &str) -> Figure {
    let (zh, en) = match &claim.counts {
        Counts::OpenItems => ("未关闭项".to_owned(), "open items".to_owned()),
        Counts::Severity(severity) => (format!("{severity} 级未关闭项"), format!("open {severity} items")),
        Counts::Records => ("记录".to_owned(), "records".to_owned()),
    };
    Figure {
        counts: claim.counts.clone(),
        stated: claim.value,
        found,
        file: file.to_owned(),
        place: format!("line {}", claim.line),
        against: against.to_owned(),
        says_zh: format!("报告称{zh}为 {} 项，{against} 中为 {found} 项", claim.value),
        says_en: format!("the report says {} {en}; {against} gives {found}", claim.value),
    }
}
