//! Milestones in one cell of the table of rectifications: a line each, its parts between bars.

use axum::Json;
use axum::extract::Path;
use yunjian_domain::act::Progress;
use yunjian_domain::calendar;
use yunjian_store::rectification::MilestoneRow;
use yunjian_wire::rectification::{NewMilestone, Report};

use crate::api::rectification;
use crate::app::Ctx;
use crate::auth::Body;
use crate::problem::{Problem, Result};
use crate::sheet::{self, Language};
use crate::text::time;

/// The family of words a milestone's progress is written in.
const WORDS: &str = "progress";

/// The cells of a rectification's milestones, and of what was reported of them.
pub(super) async fn written(
    ctx: &Ctx,
    language: Language,
    rectification: &str,
    platform: &str,
) -> Result<(String, String)> {
    let steps = ctx.store().milestones(&ctx.scope(), rectification).await?;
    let zone = zone(ctx, platform).await?;
    let (mut plan, mut progress) = (Vec::new(), Vec::new());
    for (index, m) in steps.iter().enumerate() {
        plan.push(line(m, &zone)?);
        progress.push(reported(index, m, language));
    }
    Ok((plan.join("\n"), progress.join("\n")))
}

async fn zone(ctx: &Ctx, platform: &str) -> Result<jiff::tz::TimeZone> {
    let row =
        ctx.store().platform(&ctx.scope(), platform).await?.ok_or_else(|| Problem::not_found("platform"))?;
    Ok(calendar::zone(&row.zone)?)
}

/// One line of a cell: what people wrote may not look like the bars and line ends between the parts.
fn flat(text: Option<&str>) -> String {
    text.unwrap_or_default().replace(['\n', '\r', '|', '｜'], " ").trim().to_owned()
}

fn line(m: &MilestoneRow, zone: &jiff::tz::TimeZone) -> Result<String> {
    let day = calendar::civil_date(m.by_at, zone)?;
    let mut parts = vec![day.to_string(), flat(m.who.as_deref()), flat(m.what.as_deref())];
    if let Some(measure) = &m.measure {
        parts.push(flat(Some(measure)));
    }
    Ok(parts.join(" | "))
}

fn reported(index: usize, m: &MilestoneRow, language: Language) -> String {
    let word = sheet::word(language, WORDS, &m.progress);
    format!("{} | {word} | {}", index + 1, flat(m.note.as_deref()))
}

fn parts(line: &str) -> Vec<String> {
    line.split(['|', '｜']).map(|part| part.trim().to_owned()).collect()
}

/// The milestones a cell asks for; `None` when it says what stands there already. A line whose person and content stand
/// in the plan is that step, at whatever day it is put now.
pub(super) async fn asked(
    ctx: &Ctx,
    rectification: &str,
    platform: &str,
    cell: &str,
) -> Result<Option<Vec<NewMilestone>>> {
    let now = ctx.store().milestones(&ctx.scope(), rectification).await?;
    let zone = zone(ctx, platform).await?;
    let lines: Vec<&str> = cell.lines().map(str::trim).filter(|l| !l.is_empty()).collect();
    let same: Vec<String> = now.iter().map(|m| line(m, &zone)).collect::<Result<_>>()?;
    if lines.is_empty() || lines == same {
        return Ok(None);
    }
    let mut out: Vec<NewMilestone> = Vec::with_capacity(lines.len());
    for (index, text) in lines.iter().enumerate() {
        let parts = parts(text);
        let [day, who, what, rest @ ..] = &parts[..] else {
            return Err(form(
                "milestones",
                index,
                "须写成“日期 | 责任人 | 内容 | 完成标志”",
                "must read “date | who | what | measure”",
            ));
        };
        let day = crate::text::parse_date("milestones", day)?;
        let after =
            day.tomorrow().map_err(|_| form("milestones", index, "日期太远", "the date is too far away"))?;
        let old = now.iter().find(|m| {
            flat(m.who.as_deref()) == *who
                && flat(m.what.as_deref()) == *what
                && !out.iter().any(|taken| taken.id.as_deref() == Some(&m.id))
        });
        out.push(NewMilestone {
            id: old.map(|m| m.id.clone()),
            what: old.and_then(|m| m.what.clone()).unwrap_or_else(|| what.clone()),
            who: who.clone(),
            by: time(calendar::start_of_day(after, &zone)? - 1000),
            measure: rest.first().filter(|m| !m.is_empty()).cloned(),
        });
    }
    Ok(Some(out))
}

/// The milestones as they stand, to be kept in a plan whose text alone is changed.
pub(super) async fn standing(ctx: &Ctx, rectification: &str) -> Result<Vec<NewMilestone>> {
    let now = ctx.store().milestones(&ctx.scope(), rectification).await?;
    Ok(now
        .into_iter()
        .map(|m| NewMilestone {
            id: Some(m.id),
            what: m.what.unwrap_or_default(),
            who: m.who.unwrap_or_default(),
            by: time(m.by_at),
            measure: m.measure,
        })
        .collect())
}

/// Reports what the lines of a cell say anew; answers how many.
pub(super) async fn report(ctx: &Ctx, rectification: &str, cell: &str) -> Result<usize> {
    let now = ctx.store().milestones(&ctx.scope(), rectification).await?;
    let mut count = 0;
    for (index, text) in cell.lines().map(str::trim).filter(|l| !l.is_empty()).enumerate() {
        let parts = parts(text);
        let wrong =
            || form("progress", index, "须写成“序号 | 状态 | 说明”", "must read “number | state | note”");
        let [number, word, rest @ ..] = &parts[..] else { return Err(wrong()) };
        let step =
            number.parse::<usize>().ok().and_then(|n| now.get(n.checked_sub(1)?)).ok_or_else(|| {
                form("progress", index, "没有这一序号的里程碑", "there is no milestone of this number")
            })?;
        let progress = sheet::word_of(WORDS, word).unwrap_or_else(|| word.clone());
        if Progress::parse(&progress).is_none() {
            return Err(wrong());
        }
        let note = rest.join(" ");
        if progress == step.progress && note.trim() == flat(step.note.as_deref()) {
            continue;
        }
        let asked = Report { progress, note };
        let Json(_) = rectification::report(
            ctx.clone(),
            Path((rectification.to_owned(), step.id.clone())),
            Body(asked),
        )
        .await?;
        count += 1;
    }
    Ok(count)
}

fn form(field: &str, index: usize, zh: &str, en: &str) -> Problem {
    let line = index + 1;
    Problem::field(field, "form", format!("第 {line} 行：{zh}"), format!("line {line}: {en}"))
}
