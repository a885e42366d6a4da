//! The helper functions.

use std::borrow::Cow;
use std::collections::HashSet;
use std::rc::Rc;

use sha2::{Digest, Sha256};
use unicode_normalization::UnicodeNormalization;
use yunjian_domain::facts::{Row, Value};

use crate::assessment::Unknown;
use crate::calendar;
use crate::compile::FIX_WINDOWS;
use crate::eval::{Run, id_of, stop};
use crate::helper::Helper;
use crate::inputs::{LevelThreshold, ParamValue, Reached};
use crate::node::Node;
use crate::value::{Eval, Key, Stop, Val};

impl<'a> Run<'a, '_> {
    fn time(&mut self, node: &'a Node) -> Result<i64, Stop<'a>> {
        match self.known(node)? {
            Val::Time(at) => Ok(at),
            other => {
                let zone = &self.session.inputs.zone;
                let at = other.text().and_then(|text| calendar::moment(text, zone));
                at.map_or(stop(Unknown::WrongKind, &node.text), Ok)
            }
        }
    }

    fn number(&mut self, node: &'a Node) -> Result<f64, Stop<'a>> {
        self.known(node)?.number().map_or(stop(Unknown::WrongKind, &node.text), Ok)
    }

    fn text_of(&mut self, node: &'a Node) -> Result<Val<'a>, Stop<'a>> {
        let value = self.known(node)?;
        if value.text().is_some() { Ok(value) } else { stop(Unknown::WrongKind, &node.text) }
    }

    fn span(&mut self, node: &'a Node) -> Result<jiff::Span, Stop<'a>> {
        let text = self.text_of(node)?;
        let span = self.session.duration(text.text().unwrap_or_default());
        span.map_or(stop(Unknown::NotADuration, &node.text), Ok)
    }

    fn row(&mut self, node: &'a Node) -> Result<&'a Row, Stop<'a>> {
        match self.known(node)? {
            Val::Row(row) => Ok(row),
            _ => stop(Unknown::WrongKind, &node.text),
        }
    }

    /// The list of an argument, counted as so many steps.
    fn counted(&mut self, node: &'a Node) -> Result<Val<'a>, Stop<'a>> {
        let (list, count) = self.list(node)?;
        self.step(count, &node.text)?;
        Ok(list)
    }

    /// The moments of a list; unknown ones are left out.
    fn moments(&mut self, node: &'a Node) -> Result<Vec<i64>, Stop<'a>> {
        let list = self.counted(node)?;
        let mut found = Vec::new();
        for element in list.elements() {
            match element {
                Val::Null => {}
                Val::Time(at) => found.push(at),
                other => match other.text().and_then(|t| calendar::moment(t, &self.session.inputs.zone)) {
                    Some(at) => found.push(at),
                    None => return stop(Unknown::WrongKind, &node.text),
                },
            }
        }
        Ok(found)
    }

    pub(crate) fn call(&mut self, helper: Helper, args: &'a [Node], node: &'a Node) -> Eval<'a> {
        let at: &'a str = &node.text;
        self.step(1, at)?;
        let inputs = self.session.inputs;
        Ok(match helper {
            Helper::Plus | Helper::Minus => {
                let start = self.time(&args[0])?;
                let length = self.text_of(&args[1])?;
                if length.text() == Some(calendar::ENDLESS) {
                    return Ok(Val::Time(if helper == Helper::Plus { calendar::NEVER } else { i64::MIN }));
                }
                let span = self.span(&args[1])?;
                match calendar::shifted(start, span, helper == Helper::Minus, &inputs.zone) {
                    Some(moved) => Val::Time(moved),
                    None => return stop(Unknown::OutOfRange, at),
                }
            }
            Helper::PlusWorkdays => {
                let start = self.time(&args[0])?;
                let Val::Int(days) = self.known(&args[1])? else { return stop(Unknown::WrongKind, at) };
                match calendar::plus_working_days(start, days, inputs.working_days, &inputs.zone) {
                    Some(moved) => Val::Time(moved),
                    None => return stop(Unknown::OutOfRange, at),
                }
            }
            Helper::Seconds => match calendar::fixed_seconds(self.span(&args[0])?) {
                Some(seconds) => Val::Double(seconds),
                None => return stop(Unknown::NotADuration, at),
            },
            Helper::Elapsed => {
                let (from, to) = (self.time(&args[0])?, self.time(&args[1])?);
                Val::Double((to as f64 - from as f64) / 1000.0)
            }
            Helper::InPeriod => {
                if self.eval(&args[0])?.is_null() {
                    return Ok(Val::Bool(false));
                }
                let moment = self.time(&args[0])?;
                let start = inputs.period.start.map_or(stop(Unknown::Null, "period.start"), Ok)?;
                let end = inputs.period.end.map_or(stop(Unknown::Null, "period.end"), Ok)?;
                Val::Bool(start <= moment && moment < end)
            }
            Helper::Missing => {
                let (required, actual) = (self.counted(&args[0])?, self.counted(&args[1])?);
                missing(&required, &actual).map_or(stop(Unknown::Null, &args[0].text), Ok)?
            }
            Helper::Distinct => unique(&self.counted(&args[0])?, false, &args[0].text)?,
            Helper::Duplicates => unique(&self.counted(&args[0])?, true, &args[0].text)?,
            Helper::Ratio => {
                let (part, whole) = (self.number(&args[0])?, self.number(&args[1])?);
                if whole == 0.0 {
                    return stop(Unknown::DivisionByZero, at);
                }
                Val::Double(part / whole)
            }
            Helper::Sum => {
                let list = self.counted(&args[0])?;
                let mut sum = 0.0;
                for element in list.elements() {
                    match element.number() {
                        Some(value) => sum += value,
                        None if element.is_null() => {}
                        None => return stop(Unknown::WrongKind, &args[0].text),
                    }
                }
                Val::Double(sum)
            }
            Helper::MaxGap => {
                let moments = self.moments(&args[0])?;
                let (from, to) = (self.time(&args[1])?, self.time(&args[2])?);
                Val::Double(max_gap(moments, from, to))
            }
            Helper::EveryPeriod => {
                let mut moments = self.moments(&args[0])?;
                let (from, to) = (self.time(&args[1])?, self.time(&args[2])?);
                let span = self.span(&args[3])?;
                let since = inputs
                    .platform
                    .supervised_from
                    .map_or(stop(Unknown::Null, "platform.supervised_from"), Ok)?;
                let Some(intervals) = calendar::intervals(from, to, span, &inputs.zone) else {
                    return stop(Unknown::NotADuration, &args[3].text);
                };
                self.step(intervals.len(), at)?;
                moments.sort_unstable();
                let held = |begin: i64, end: i64| {
                    let first = moments.partition_point(|m| *m < begin);
                    moments.get(first).is_some_and(|m| *m < end)
                };
                let mut ended = intervals.iter().filter(|(begin, end)| *begin >= since && *end <= inputs.now);
                let mut any = false;
                let every = ended.all(|(begin, end)| {
                    any = true;
                    held(*begin, *end)
                });
                Val::Bool(if any { every } else { held(from, to) })
            }
            Helper::Excepted | Helper::Remedied => {
                let subject = self.eval(&args[0])?;
                // Nobody can have excepted a subject without a name.
                let Some(subject) = subject.text() else { return Ok(Val::Bool(false)) };
                Val::Bool(if helper == Helper::Excepted {
                    self.session.excepted(subject)
                } else {
                    self.session.remedied(subject)
                })
            }
            Helper::DecisionHash => Val::Text(Rc::from(decision_hash(self.row(&args[0])?))),
            Helper::SuggestedLevel => suggested_level(self.row(&args[0])?, inputs.level_thresholds),
            Helper::Latest => self.moments(&args[0])?.into_iter().max().map_or(Val::Null, Val::Time),
            Helper::Select => return self.select(&args[0], &args[1], at),
            Helper::Ids => {
                let list = self.counted(&args[0])?;
                let mut ids = Vec::with_capacity(list.count().unwrap_or(0));
                for element in list.elements() {
                    let Val::Row(row) = element else { return stop(Unknown::WrongKind, &args[0].text) };
                    ids.push(row_id(row));
                }
                Val::List(ids.into())
            }
            Helper::ById => return self.by_id(&args[0], &args[1]),
            Helper::Flat => {
                let lists = self.counted(&args[0])?;
                let mut flat = Vec::new();
                for list in lists.elements() {
                    match list.count() {
                        Some(_) => flat.extend(list.elements()),
                        // An unknown list may hold anything; the unknown is carried on.
                        None if list.is_null() => flat.push(Val::Null),
                        None => return stop(Unknown::WrongKind, &args[0].text),
                    }
                }
                self.step(flat.len(), at)?;
                Val::List(flat.into())
            }
            Helper::SevRank | Helper::LevelRank | Helper::RiskRank => {
                let word = self.text_of(&args[0])?;
                let rank = match helper {
                    Helper::SevRank => severity_rank(word.text().unwrap_or_default()),
                    Helper::LevelRank => level_rank(word.text().unwrap_or_default()),
                    _ => risk_rank(word.text().unwrap_or_default()),
                };
                rank.map_or(stop(Unknown::WrongKind, &args[0].text), |rank| Ok(Val::Int(rank)))?
            }
            Helper::FixWindow => {
                let word = self.text_of(&args[0])?;
                let window = match severity_rank(word.text().unwrap_or_default()) {
                    // What only informs has nothing to repair, so no time runs.
                    Some(0) => return Ok(Val::Str(calendar::ENDLESS)),
                    Some(rank) => FIX_WINDOWS[(4 - rank) as usize],
                    None => return stop(Unknown::WrongKind, &args[0].text),
                };
                match inputs.params.get(window) {
                    Some(ParamValue::Text(length)) => Val::Str(length),
                    Some(_) => return stop(Unknown::NotADuration, at),
                    None => return stop(Unknown::MissingParameter, at),
                }
            }
            Helper::Identity => {
                let row = self.row(&args[0])?;
                self.session.identity(row)
            }
            Helper::Similar => {
                let (a, b) = (self.text_of(&args[0])?, self.text_of(&args[1])?);
                Val::Double(similar(a.text().unwrap_or_default(), b.text().unwrap_or_default()))
            }
            Helper::Weekday => {
                let moment = self.time(&args[0])?;
                calendar::weekday(moment, &inputs.zone)
                    .map_or(stop(Unknown::OutOfRange, at), |d| Ok(Val::Int(d)))?
            }
            Helper::Len => {
                let value = self.eval(&args[0])?;
                let length = match (value.count(), value.text()) {
                    _ if value.is_null() => 0,
                    (Some(count), _) => count,
                    (_, Some(text)) => text.chars().count(),
                    _ => return stop(Unknown::WrongKind, &args[0].text),
                };
                Val::Int(length as i64)
            }
            Helper::Double => {
                let value = self.known(&args[0])?;
                let number = value.number().or_else(|| value.text().and_then(|t| t.trim().parse().ok()));
                match number {
                    Some(number) if number.is_finite() => Val::Double(number),
                    _ => return stop(Unknown::WrongKind, at),
                }
            }
            Helper::Int => match self.known(&args[0])? {
                Val::Int(value) => Val::Int(value),
                // Exact up to 2^53, and safely inside the range of an int.
                Val::Double(value) if value.abs() < 9.0e15 => Val::Int(value as i64),
                Val::Double(_) => return stop(Unknown::OutOfRange, at),
                other => match other.text().and_then(|text| text.trim().parse().ok()) {
                    Some(value) => Val::Int(value),
                    None => return stop(Unknown::WrongKind, at),
                },
            },
            Helper::String => match self.known(&args[0])? {
                Val::Int(value) => Val::Text(Rc::from(value.to_string())),
                Val::Double(value) => Val::Text(Rc::from(value.to_string())),
                Val::Bool(value) => Val::Str(if value { "true" } else { "false" }),
                Val::Time(moment) => Val::Text(Rc::from(calendar::written(moment, &inputs.zone))),
                text if text.text().is_some() => text,
                _ => return stop(Unknown::WrongKind, at),
            },
        })
    }

    fn select(&mut self, components: &'a Node, selector: &'a Node, at: &'a str) -> Eval<'a> {
        let list = self.counted(components)?;
        let selector = self.text_of(selector)?;
        let mut terms = Vec::new();
        for term in selector.text().unwrap_or_default().split(',').map(str::trim) {
            match term.split_once('=') {
                Some((field, value)) => terms.push((field.trim(), value.trim())),
                None if term == "*" => terms.push(("boundary", "in")),
                None => return stop(Unknown::WrongKind, at),
            }
        }
        let mut chosen = Vec::new();
        for element in list.elements() {
            let Val::Row(row) = element else { return stop(Unknown::WrongKind, at) };
            let ty = row.fact_type();
            let mut open = false;
            let mut out = false;
            for (field, value) in &terms {
                let Some(id) = ty.field(field) else { return stop(Unknown::WrongKind, at) };
                match row.at(id) {
                    Value::Null => open = true,
                    held => out |= !selects(held, value),
                }
            }
            if out {
                continue;
            }
            if open {
                // Whether it belongs to the selection is not known, so what is said of the selection is not either.
                return stop(Unknown::Null, at);
            }
            chosen.push(Val::Row(row));
        }
        Ok(Val::List(chosen.into()))
    }

    fn by_id(&mut self, list_node: &'a Node, id_node: &'a Node) -> Eval<'a> {
        let (list, count) = self.list(list_node)?;
        let wanted = self.text_of(id_node)?;
        if list_node.free == 0
            && self.session.planned
            && let Some(key) = Key::of(&wanted)
        {
            let index = self.index_of_ids(&list_node.canon, &list, count)?;
            return Ok(index.first(&key).map_or(Val::Null, |position| list.get(position as usize)));
        }
        self.step(count, &list_node.text)?;
        let found = list.elements().find(|element| id_of(element) == wanted.text());
        Ok(found.unwrap_or(Val::Null))
    }
}

fn selects(held: &Value, wanted: &str) -> bool {
    match held {
        Value::Null => false,
        Value::Text(text) => &**text == wanted,
        Value::Bool(value) => wanted == if *value { "true" } else { "false" },
        Value::Int(value) => wanted.parse() == Ok(*value),
        Value::Double(value) => wanted.parse() == Ok(*value),
        Value::Time(_) => false,
        Value::List(values) => values.iter().any(|v| &**v == wanted),
    }
}

/// The `id` or `uid` of a fact.
pub(crate) fn row_id(row: &Row) -> Val<'_> {
    let ty = row.fact_type();
    ty.field("id").or_else(|| ty.field("uid")).map_or(Val::Null, |id| Val::of(row.at(id)))
}

/// NFKC and trimmed: how two spellings of one name are recognised.
fn normal(text: &str) -> Cow<'_, str> {
    let text = text.trim();
    if text.is_ascii() {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.nfkc().collect::<String>().trim().to_owned())
    }
}

/// `None` when a required member is unknown. An unknown actual member provides nothing.
fn missing<'a>(required: &Val<'a>, actual: &Val<'a>) -> Option<Val<'a>> {
    let actual: Vec<Val<'a>> = actual.elements().collect();
    let there: HashSet<Cow<'_, str>> = actual.iter().filter_map(Val::text).map(normal).collect();
    let mut named = HashSet::new();
    let mut absent = Vec::new();
    for member in required.elements() {
        let name = normal(member.text()?).into_owned();
        if !there.contains(&*name) && named.insert(name) {
            absent.push(member);
        }
    }
    Some(Val::List(absent.into()))
}

/// The different texts of a list, or those that stand in it more than once; order kept.
fn unique<'a>(list: &Val<'a>, twice: bool, at: &'a str) -> Eval<'a> {
    let mut seen = HashSet::new();
    let mut told = HashSet::new();
    let mut found = Vec::new();
    for element in list.elements() {
        let Some(key) = Key::of(&element) else {
            return stop(if element.is_null() { Unknown::Null } else { Unknown::WrongKind }, at);
        };
        let first = seen.insert(key.clone());
        if first != twice && told.insert(key) {
            found.push(element);
        }
    }
    Ok(Val::List(found.into()))
}

/// Seconds; moments outside [from, to] are not between the end posts and do not count.
fn max_gap(mut moments: Vec<i64>, from: i64, to: i64) -> f64 {
    moments.retain(|m| (from..=to).contains(m));
    moments.sort_unstable();
    let mut last = from;
    let mut widest = 0.0f64;
    for moment in moments.into_iter().chain([to]) {
        widest = widest.max((moment as f64 - last as f64) / 1000.0);
        last = moment;
    }
    widest
}

pub(crate) fn severity_rank(word: &str) -> Option<i64> {
    Some(match word.trim() {
        "critical" | "超危" => 4,
        "high" | "高危" => 3,
        "medium" | "中危" => 2,
        "low" | "低危" => 1,
        "info" | "提示" => 0,
        _ => return None,
    })
}

pub(crate) fn level_rank(word: &str) -> Option<i64> {
    Some(match word.trim() {
        "特别重大" => 4,
        "重大" => 3,
        "较大" => 2,
        "一般" => 1,
        _ => return None,
    })
}

/// Risk levels of GB/T 20984.
pub(crate) fn risk_rank(word: &str) -> Option<i64> {
    Some(match word.trim() {
        "很高" => 5,
        "高" => 4,
        "中" => 3,
        "低" => 2,
        "很低" => 1,
        _ => return None,
    })
}

/// SHA-256 over what a decision on a change decided: id, class, components, impact analysis, decision, approver,
/// time. What happened to the change later is no part of it.
pub fn decision_hash(change: &Row) -> String {
    let mut components: Vec<&str> =
        change.get("component_ids").as_list().unwrap_or_default().iter().map(|c| &**c).collect();
    components.sort_unstable();
    let decided = serde_json::json!([
        change.text("id"),
        change.text("class"),
        components,
        change.text("sia_id"),
        change.text("decision"),
        change.text("approver"),
        change.get("decided_at").as_time(),
    ]);
    hex::encode(Sha256::digest(decided.to_string().as_bytes()))
}

/// The highest level one of whose thresholds the stated facts reach.
fn suggested_level<'a>(incident: &'a Row, thresholds: &'a [LevelThreshold]) -> Val<'a> {
    let reached = |threshold: &&LevelThreshold| match (incident.get(&threshold.field), &threshold.reached) {
        (Value::Int(value), Reached::AtLeast(least)) => *value as f64 >= *least,
        (Value::Double(value), Reached::AtLeast(least)) => value >= least,
        (Value::List(values), Reached::AtLeast(least)) => values.len() as f64 >= *least,
        (Value::Text(text), Reached::Is(word)) => &**text == word,
        (Value::List(values), Reached::Is(word)) => values.iter().any(|v| **v == **word),
        (Value::Bool(value), Reached::Stated) => *value,
        _ => false,
    };
    let highest = thresholds.iter().filter(reached).max_by_key(|t| level_rank(&t.level));
    highest.map_or(Val::Null, |threshold| Val::Str(&threshold.level))
}

/// Share of common tokens of two texts, 0–1: words, and pairs of characters where a script has no spaces.
pub(crate) fn similar(a: &str, b: &str) -> f64 {
    let (a, b) = (tokens(a), tokens(b));
    if a.is_empty() && b.is_empty() {
        return 1.0;
    }
    let common = a.intersection(&b).count();
    common as f64 / (a.len() + b.len() - common) as f64
}

fn tokens(text: &str) -> HashSet<String> {
    let mut found = HashSet::new();
    let mut word = String::new();
    let mut before: Option<char> = None;
    for character in text.nfkc().flat_map(char::to_lowercase).chain([' ']) {
        let spaceless = character >= '\u{2e80}' && character.is_alphanumeric();
        if character.is_alphanumeric() && !spaceless {
            word.push(character);
        } else if !word.is_empty() {
            found.insert(std::mem::take(&mut word));
        }
        if spaceless {
            found.insert(before.iter().chain([&character]).collect());
        }
        before = spaceless.then_some(character);
    }
    found
}
