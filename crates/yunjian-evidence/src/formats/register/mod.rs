//! Registers: tables of any fact type, from text files and workbooks. Everything about them is data: which heading
//! stands for which field (`headers.toml`) and which word for which value (`words.toml`).
//!
//! Identity of a finding from a register: as the columns state it (asset, rule or CVE or title, package, port, path).

pub(crate) mod csv;
pub(crate) mod dictionary;
pub(super) mod fedramp;
pub(crate) mod form;
pub(crate) mod sheets;
pub(super) mod values;
mod xlsx;

use yunjian_catalogue::{FactType, FieldId, vocabulary};
use yunjian_domain::facts::{Row, Value};

pub(super) use self::csv::Csv;
use self::values::Cell;
pub(super) use self::xlsx::Xlsx;
use crate::failure::{ReadFailure, Rule, Said, said};
use crate::format::Job;
use crate::out::Out;

/// A cell as a person reads it.
pub(crate) fn cell_text(cell: &Cell) -> String {
    cell.text()
}

/// Rows at the top of a table among which the headings may stand: titles and instructions come first.
pub(super) const HEADER_ROWS: usize = 15;

/// Where a row stands, and how its cells are called.
#[derive(Clone, Copy, Debug)]
pub(super) enum Place<'a> {
    /// Row of a text file, by the line it begins on.
    Line(u64),
    /// Row of a sheet.
    Sheet(&'a str, u32),
}

impl Place<'_> {
    pub(super) fn row(self) -> String {
        match self {
            Self::Line(line) => format!("row {line}"),
            Self::Sheet(name, row) => format!("{name}!row {row}"),
        }
    }
    pub(super) fn cell(self, column: usize) -> String {
        match self {
            Self::Line(line) => format!("row {line}, column {}", column + 1),
            Self::Sheet(name, row) => format!("{name}!{}{row}", letters(column)),
        }
    }
}

/// Column 27 is `AB`.
pub(super) fn letters(column: usize) -> String {
    let mut text = String::new();
    let mut left = column + 1;
    while left > 0 {
        text.insert(0, char::from(b'A' + ((left - 1) % 26) as u8));
        left = (left - 1) / 26;
    }
    text
}

/// What a workbook says of a cell besides its value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Mark {
    /// The value was computed.
    Formula,
    /// The computation failed with this, such as `#REF!`.
    Failed(String),
}

/// A table whose headings are understood.
pub(super) struct Table {
    ty: &'static FactType,
    headings: Vec<String>,
    columns: Vec<Option<FieldId>>,
}

/// What the top rows of a table say about it.
pub(super) enum Found {
    /// Index of the row of headings, and what it means.
    Table(usize, Table),
    /// The headings fit several fact types equally well.
    Ambiguous(Vec<&'static str>),
    Nothing,
}

impl Table {
    /// Finds the headings among the top rows: of the fact type asked for, or of the one that fits best.
    pub(super) fn find(rows: &[Vec<Cell>], asked: Option<&'static FactType>) -> Found {
        let mut best: Option<(usize, usize, Vec<&'static FactType>)> = None;
        for (index, row) in rows.iter().enumerate().take(HEADER_ROWS) {
            let headings: Vec<String> = row.iter().map(Cell::text).collect();
            let (matched, types) = match asked {
                Some(ty) => (dictionary::columns(ty, &headings).iter().flatten().count(), vec![ty]),
                None => {
                    let fits = dictionary::guess(&headings);
                    let types = fits.iter().map(|f| vocabulary().get(f.ty)).collect();
                    (fits.iter().map(|f| f.matched).max().unwrap_or(0), types)
                }
            };
            // A single known heading may be a word in a title; a table of one column must be asked for.
            let enough = if asked.is_some() { 1 } else { 2 };
            if matched >= enough && best.as_ref().is_none_or(|(_, most, _)| matched > *most) {
                best = Some((index, matched, types));
            }
        }
        match best {
            None => Found::Nothing,
            Some((index, _, types)) => match types.as_slice() {
                [ty] => {
                    let headings: Vec<String> = rows[index].iter().map(Cell::text).collect();
                    let columns = dictionary::columns(ty, &headings);
                    Found::Table(index, Self { ty, headings, columns })
                }
                several => Found::Ambiguous(several.iter().map(|ty| ty.name.as_str()).collect()),
            },
        }
    }
    pub(super) fn fact_type(&self) -> &'static FactType {
        self.ty
    }
    /// Headings that stand for no field.
    pub(super) fn strange(&self) -> Vec<String> {
        let pairs = self.headings.iter().zip(&self.columns);
        pairs
            .filter(|(heading, column)| column.is_none() && !heading.is_empty())
            .map(|(h, _)| h.clone())
            .collect()
    }
    /// Whether a column is read.
    pub(super) fn reads(&self, column: usize) -> bool {
        self.columns.get(column).is_some_and(Option::is_some)
    }
    /// Says what is wrong with the headings themselves.
    pub(super) fn check_headings(&self, place: Place<'_>, out: &mut Out<'_>) {
        for (column, heading) in self.headings.iter().enumerate().filter(|(_, h)| !h.is_empty()) {
            let first = self.headings.iter().position(|other| other == heading).unwrap_or(column);
            if first < column && self.reads(first) {
                out.problem(
                    place.cell(column),
                    Rule::Columns,
                    said!(
                        "the heading {heading:?} stands twice; only the first column is read, delete or rename one",
                        "表头“{heading}”重复出现；只读取第一列，请删除或改名其中一列"
                    ),
                );
            }
        }
    }
    /// Reads one row below the headings; says whether it was data.
    pub(super) fn row(
        &self,
        cells: &[Cell],
        marks: &[(usize, Mark)],
        place: Place<'_>,
        job: &Job<'_>,
        out: &mut Out<'_>,
    ) -> Result<bool, ReadFailure> {
        let marked = marks.iter().any(|(column, _)| self.reads(*column));
        if cells.iter().all(Cell::is_blank) && !marked || self.is_remark(cells) {
            return Ok(false);
        }
        let mut row = Row::empty(self.ty);
        let mut filled = false;
        let mut troubles = Vec::new();
        for (index, column) in self.columns.iter().enumerate() {
            let Some(field) = *column else { continue };
            // A workbook leaves out empty cells at the end of a row; they are as empty as those of a text file.
            let cell = cells.get(index).unwrap_or(&Cell::Empty);
            match values::convert(self.ty, field, cell, &job.context.zone) {
                Ok(value) => {
                    filled |= !cell.is_blank() && !value.is_null();
                    if let Some(message) = self.too_late(field, &value, cell, job) {
                        troubles.push((index, Rule::Future, message));
                    }
                    *row.at_mut(field) = value;
                }
                Err(wrong) => {
                    filled = true;
                    *row.at_mut(field) = wrong.kept;
                    troubles.push((index, wrong.rule, wrong.message));
                }
            }
        }
        for (index, mark) in marks.iter().filter(|(column, _)| self.reads(*column)) {
            let message = match mark {
                Mark::Formula => said!(
                    "the cell holds a formula; what it showed when it was last saved was read: paste it as a value",
                    "单元格是公式，只读到了上次保存时的结果；请粘贴为数值"
                ),
                Mark::Failed(error) => said!(
                    "the cell holds the error {error}; write the value itself",
                    "单元格的计算结果是错误 {error}；请直接填写数值"
                ),
            };
            troubles.push((*index, Rule::Formula, message));
        }
        let beyond = cells.iter().enumerate().skip(self.columns.len()).find(|(_, cell)| !cell.is_blank());
        if let Some((index, _)) = beyond {
            let message = said!(
                "the row has {cells} cells, the headings are {headings}",
                "本行有 {cells} 个单元格，表头只有 {headings} 列",
                cells = cells.len(),
                headings = self.columns.len()
            );
            troubles.push((index, Rule::Columns, message));
        }
        for (index, rule, message) in troubles {
            let heading = self.headings.get(index).map_or("", String::as_str);
            let message = if heading.is_empty() {
                message
            } else {
                Said::new(message.en, format!("“{heading}”列：{}", message.zh))
            };
            out.problem(place.cell(index), rule, message);
        }
        if filled {
            out.record(row, &place.row())?;
        } else {
            out.unmapped();
        }
        Ok(true)
    }
    /// What to say of a time that has not come yet although something is said to have happened then.
    fn too_late(
        &self,
        field: yunjian_catalogue::FieldId,
        value: &Value,
        cell: &Cell,
        job: &Job<'_>,
    ) -> Option<Said> {
        let Value::Time(at) = value else { return None };
        let received = job.context.received.filter(|received| at > received)?;
        let name = &self.ty.fields[field.0 as usize].name;
        if dictionary::may_be_future(name) {
            return None;
        }
        let day = |at: i64| {
            let moment = jiff::Timestamp::from_millisecond(at).ok()?;
            Some(moment.to_zoned(job.context.zone.clone()).date().to_string())
        };
        Some(said!(
            "{stated} ({name}) lies after the day of receipt, {received}; something that has happened has an earlier date",
            "{stated}（{name}）晚于接收日期 {received}；已发生的事项不会在未来",
            stated = cell.text(),
            received = day(received)?
        ))
    }
    /// Rows that templates put above and below the data: examples, notes, the headings once more.
    fn is_remark(&self, cells: &[Cell]) -> bool {
        let mut filled = cells.iter().filter(|c| !c.is_blank());
        let Some(Cell::Text(first)) = filled.next() else { return false };
        let first = first.trim();
        let begins = |words: &[&str]| words.iter().any(|w| first.starts_with(w));
        if begins(&[
            "示例",
            "样例",
            "例：",
            "例:",
            "【示例",
            "（示例",
            "Example",
            "EXAMPLE",
            "填写说明",
            "填表说明",
            "合计",
            "总计",
            "小计",
        ]) {
            return true;
        }
        let rest = filled.count();
        if rest == 0 && begins(&["注：", "注:", "备注：", "说明：", "Note:", "填表人", "制表"])
        {
            return true;
        }
        rest > 0
            && cells
                .iter()
                .zip(&self.headings)
                .all(|(cell, heading)| cell.is_blank() || cell.text() == *heading)
    }
}

/// The fact type named in `csv:<fact type>`.
pub(super) fn asked_type(asked: Option<&str>, family: &str) -> Option<&'static FactType> {
    dictionary::fact_type(asked?.strip_prefix(family)?.strip_prefix(':')?)
}

/// No table was found: what to tell a person.
pub(super) fn no_table(
    place: &str,
    family: &str,
    asked: Option<&'static FactType>,
    rows: &[Vec<Cell>],
) -> ReadFailure {
    // The row with most texts is what was meant as headings.
    let texts =
        |row: &Vec<Cell>| row.iter().filter(|c| matches!(c, Cell::Text(t) if !t.trim().is_empty())).count();
    let headings: Vec<String> = rows
        .iter()
        .take(HEADER_ROWS)
        .rev()
        .max_by_key(|row| texts(row))
        .into_iter()
        .flatten()
        .map(|cell| cell.text().chars().take(20).collect::<String>())
        .filter(|text| !text.is_empty())
        .take(8)
        .collect();
    let (seen, seen_zh) = (headings.join(", "), headings.join("、"));
    let message = match asked {
        Some(ty) => said!(
            "none of the first {HEADER_ROWS} rows holds a heading of {name}; what stands there is: {seen}. \
             `yunjian template csv:{name}` writes a workbook with the right headings",
            "前 {HEADER_ROWS} 行中没有“{zh}”（{name}）的表头；读到的是：{seen_zh}。\
             可用 `yunjian template csv:{name}` 生成表头正确的模板",
            name = ty.name,
            zh = ty.zh
        ),
        None => said!(
            "the headings among the first {HEADER_ROWS} rows fit no fact type; what stands there is: {seen}. \
             Name it with --format {family}:<fact type>, or fill in a workbook made by `yunjian template`",
            "前 {HEADER_ROWS} 行的表头不属于任何一种台账；读到的是：{seen_zh}。\
             请用 --format {family}:<类型> 指明，或改用 `yunjian template` 生成的模板填写"
        ),
    };
    ReadFailure::refused(place, Rule::Schema, message)
}

/// The table was asked for as one fact type, and its headings are those of another.
pub(super) fn other_table(
    place: &str,
    asked: Option<&'static FactType>,
    rows: &[Vec<Cell>],
) -> Option<ReadFailure> {
    let asked = asked?;
    let Found::Table(_, table) = Table::find(rows, None) else { return None };
    if table.ty.id == asked.id {
        return None;
    }
    let fits = |ty: &FactType| dictionary::columns(ty, &table.headings).iter().flatten().count();
    let (own, other) = (fits(asked), fits(table.ty));
    // A few shared headings (编号, 名称) say nothing; most of them missing does.
    (own * 2 < other).then(|| {
        let message = said!(
            "the headings are those of {other} ({other_zh}), not of {asked} as was said; \
             {own} of {all} headings would have been understood",
            "表头属于“{other_zh}”（{other}），不是所指明的“{asked_zh}”（{asked}）；{all} 个表头中只有 {own} 个可以对应",
            other = table.ty.name,
            other_zh = table.ty.zh,
            asked_zh = asked.zh,
            asked = asked.name,
            all = table.headings.iter().filter(|h| !h.is_empty()).count()
        );
        ReadFailure::refused(place, Rule::Columns, message)
    })
}
