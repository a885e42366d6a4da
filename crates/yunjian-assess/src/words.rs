//! A rule in words: what an expression says, for people who read no expressions. Made from the compiled rule, so that the words
//! cannot say something else than the rule does.

use std::collections::HashMap;

use yunjian_catalogue::{FactType, FactTypeId, FieldId, vocabulary};

use crate::compile::Compiled;
use crate::helper::Helper;
use crate::node::{Arith, Cmp, Kind, Loop, LoopKind, Node, Source, Ty};

/// A piece of text in both languages.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub zh: String,
    pub en: String,
}

impl Said {
    fn new(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self { zh: zh.into(), en: en.into() }
    }
    /// Two possessives that met become one.
    fn smoothed(mut self) -> Self {
        while self.zh.contains("的的") {
            self.zh = self.zh.replace("的的", "的");
        }
        self
    }
    fn bare(text: impl Into<String>) -> Self {
        let text = text.into();
        Self { zh: text.clone(), en: text }
    }
}

/// A part of a rule: its words, and the field of a fact it is, if it is one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    pub said: Said,
    pub field: Option<(FactTypeId, FieldId)>,
}

/// What things are called: the headings of registers, the labels of parameters and forms.
pub trait Titles {
    fn field(&self, ty: &FactType, field: FieldId) -> Said;
    /// The Chinese of a word the vocabulary knows for this field.
    fn word(&self, ty: &FactType, field: FieldId, word: &str) -> Option<String>;
    fn parameter(&self, name: &str) -> Option<Said>;
    fn form(&self, name: &str) -> Option<Said>;
    fn obligation(&self, id: &str) -> Option<Said>;
}

impl Compiled {
    /// The whole rule: what has to hold.
    pub fn in_words(&self, titles: &dyn Titles) -> Said {
        Speaker::new(titles).truth(&self.root).smoothed()
    }

    /// Every part of the rule as results name it, with its words.
    pub fn parts_in_words(&self, titles: &dyn Titles) -> HashMap<String, Part> {
        let mut parts = HashMap::new();
        self.root.walk(&mut |node| {
            if node.is_const() || matches!(node.kind, Kind::Params) {
                return;
            }
            let mut speaker = Speaker::new(titles);
            // A part with a loop variable stands in a row of that loop: its fields need no owner named.
            speaker.own.extend((node.free != 0).then(|| 63 - node.free.leading_zeros() as usize));
            let said = speaker.say(node);
            if matches!(node.ty, Ty::List(_)) {
                let said = number_of(&said).smoothed();
                parts.insert(format!("len({})", node.text), Part { said, field: None });
            }
            let field = match &node.kind {
                Kind::Field(of, field) => match of.ty {
                    Ty::Row(ty) => Some((ty, *field)),
                    _ => None,
                },
                _ => None,
            };
            parts.insert(node.text.to_string(), Part { said: said.smoothed(), field });
        });
        parts
    }
}

fn number_of(list: &Said) -> Said {
    Said::new(format!("{}的数目", list.zh), format!("number of {}", list.en))
}

struct Speaker<'t> {
    titles: &'t dyn Titles,
    /// Loop variables, the innermost last: its fields are said without an owner.
    own: Vec<usize>,
}

impl<'t> Speaker<'t> {
    fn new(titles: &'t dyn Titles) -> Self {
        Self { titles, own: Vec::new() }
    }

    fn say(&mut self, node: &Node) -> Said {
        match &node.kind {
            Kind::Null => Said::new("空", "nothing"),
            Kind::Bool(value) => yes_no(*value),
            Kind::Int(value) => Said::bare(value.to_string()),
            Kind::Double(value) => Said::bare(value.to_string()),
            Kind::Text(text) => {
                duration(text).unwrap_or_else(|| Said::bare(format!("“{}”", text.replace('_', " "))))
            }
            Kind::Var(var) => self.variable(*var, &node.ty),
            Kind::Table(source, ty) => {
                let ty = vocabulary().get(*ty);
                let (zh, en) = match source {
                    Source::Facts => ("本次提交的", "handed in now"),
                    Source::Admitted => ("此前已受理的", "admitted before"),
                    Source::Previous => ("上期的", "of the period before"),
                };
                Said::new(format!("{zh}{}", plain(&ty.zh)), format!("{} {en}", several(ty)))
            }
            Kind::Current(obligation, ty) => {
                let ty = vocabulary().get(*ty);
                let of =
                    self.titles.obligation(obligation).unwrap_or_else(|| Said::bare(obligation.as_ref()));
                Said::new(
                    format!("“{}”现行证据中的{}", of.zh, plain(&ty.zh)),
                    format!("{} in the current evidence of “{}”", several(ty), of.en),
                )
            }
            Kind::Inventory => Said::new("组件清单", "the inventory"),
            Kind::Evidence => Said::new("本次提交的文件", "the files handed in"),
            Kind::Form { previous, name } => {
                let label = self.titles.form(name).unwrap_or_else(|| Said::bare(name.replace('_', " ")));
                let (zh, en) = if *previous {
                    ("上期表单", " of the form before")
                } else {
                    ("表单", " of the form")
                };
                Said::new(format!("{zh}“{}”", label.zh), format!("“{}”{en}", label.en))
            }
            Kind::Param(name) => {
                let label = self.titles.parameter(name).unwrap_or_else(|| Said::bare(name.replace('_', " ")));
                Said::new(format!("约定的“{}”", label.zh), format!("the agreed “{}”", label.en))
            }
            Kind::Params => Said::new("约定的参数", "the agreed parameters"),
            Kind::Period { previous, .. } => period(*previous, &node.text),
            Kind::Platform(_) => platform(&node.text),
            Kind::Now => Said::new("接收时间", "the time of receipt"),
            Kind::PreviousExists => Said::new("有上期的提交", "there is a submission of the period before"),
            Kind::Field(of, field) => self.field(of, *field),
            Kind::ItemField(..) => item(&node.text),
            Kind::Not(of) => match &of.kind {
                Kind::Loop(inner) if inner.kind == LoopKind::Exists => self.none(inner),
                _ if is_flag(of) => self.flag(of, false),
                _ => {
                    let said = self.say(of);
                    Said::new(format!("并非（{}）", said.zh), format!("not ({})", said.en))
                }
            },
            Kind::Neg(of) => {
                let said = self.say(of);
                Said::new(format!("-{}", said.zh), format!("-{}", said.en))
            }
            Kind::And(parts) => self.joined(parts, "，且", " and "),
            Kind::Or(parts) => self.joined(parts, "，或", " or "),
            Kind::Cond(three) => {
                let [when, yes, no] = [&three[0], &three[1], &three[2]].map(|part| self.truth(part));
                Said::new(
                    format!("如果{}，则{}，否则{}", when.zh, yes.zh, no.zh),
                    format!("if {} then {}, else {}", when.en, yes.en, no.en),
                )
            }
            Kind::IsNull { of, negated } => {
                let said = self.say(of);
                if *negated {
                    Said::new(format!("填有{}", said.zh), format!("{} is given", said.en))
                } else {
                    Said::new(format!("未填{}", said.zh), format!("{} is not given", said.en))
                }
            }
            Kind::Compare(cmp, two) => self.compare(*cmp, &two[0], &two[1]),
            Kind::Arith(op, two) => {
                let (a, b) = (self.say(&two[0]), self.say(&two[1]));
                let sign = match op {
                    Arith::Add => "+",
                    Arith::Sub => "−",
                    Arith::Mul => "×",
                    Arith::Div => "÷",
                    Arith::Rem => "mod",
                };
                // A share in percent is said as one.
                if *op == Arith::Mul && matches!(&two[1].kind, Kind::Double(v) if *v == 100.0) {
                    return Said::new(format!("{}（%）", a.zh), format!("{} (%)", a.en));
                }
                Said::new(format!("{} {sign} {}", a.zh, b.zh), format!("{} {sign} {}", a.en, b.en))
            }
            Kind::In(two) => {
                let list = self.with_words(&two[1], &two[0]);
                let of = self.say(&two[0]);
                Said::new(format!("{}属于{}", of.zh, list.zh), format!("{} is one of {}", of.en, list.en))
            }
            Kind::Index(two) => {
                let (list, at) = (self.say(&two[0]), self.say(&two[1]));
                Said::new(
                    format!("{}的第 {} 项（自 0 起）", list.zh, at.zh),
                    format!("item {} (from 0) of {}", at.en, list.en),
                )
            }
            Kind::List(items) => {
                let said: Vec<Said> = items.iter().map(|each| self.say(each)).collect();
                listed(&said)
            }
            Kind::Loop(inner) => self.over(inner),
            Kind::Call(helper, args) => self.call(*helper, args),
        }
    }

    fn variable(&mut self, var: usize, ty: &Ty) -> Said {
        match ty {
            _ if self.own.last() == Some(&var) => Said::new("本项", "this one"),
            Ty::Row(ty) => {
                let ty = vocabulary().get(*ty);
                Said::new(format!("该{}", plain(&ty.zh)), format!("the {}", one(ty)))
            }
            Ty::Item => Said::new("该文件", "the file"),
            _ => Said::new("该项", "the item"),
        }
    }

    fn field(&mut self, of: &Node, field: FieldId) -> Said {
        let Ty::Row(ty) = of.ty else { return Said::bare(of.text.as_ref()) };
        let title = self.titles.field(vocabulary().get(ty), field);
        let title = Said::new(title.zh, lower(&title.en));
        match of.kind {
            Kind::Var(var) if self.own.last() == Some(&var) => title,
            _ => {
                let owner = self.say(of);
                Said::new(format!("{}的{}", owner.zh, title.zh), format!("{} of {}", title.en, owner.en))
            }
        }
    }

    fn flag(&mut self, of: &Node, value: bool) -> Said {
        let said = self.say(of);
        let is = yes_no(value);
        // Labels of forms and parameters stand in quotation marks already.
        if matches!(of.kind, Kind::Form { .. } | Kind::Param(_)) {
            return Said::new(format!("{}为{}", said.zh, is.zh), format!("{} is {}", said.en, is.en));
        }
        Said::new(
            format!("“{}”为{}", said.zh.replace("是否", ""), is.zh),
            format!("“{}” is {}", said.en, is.en),
        )
    }

    /// A node that stands where something holds or not.
    fn truth(&mut self, node: &Node) -> Said {
        if is_flag(node) { self.flag(node, true) } else { self.say(node) }
    }

    fn joined(&mut self, parts: &[Node], zh: &str, en: &str) -> Said {
        let said: Vec<Said> = parts
            .iter()
            .map(|part| {
                let said = self.truth(part);
                match part.kind {
                    Kind::And(_) | Kind::Or(_) | Kind::Cond(_) => {
                        Said::new(format!("（{}）", said.zh), format!("({})", said.en))
                    }
                    _ => said,
                }
            })
            .collect();
        Said::new(
            said.iter().map(|s| s.zh.as_str()).collect::<Vec<_>>().join(zh),
            said.iter().map(|s| s.en.as_str()).collect::<Vec<_>>().join(en),
        )
    }

    fn compare(&mut self, cmp: Cmp, a: &Node, b: &Node) -> Said {
        let (left, right) = (self.with_words(a, b), self.with_words(b, a));
        let (zh, en) = match (cmp, a.ty == Ty::Time || b.ty == Ty::Time) {
            (Cmp::Eq, _) => ("等于", "is"),
            (Cmp::Ne, _) => ("不等于", "is not"),
            (Cmp::Lt, true) => ("早于", "is before"),
            (Cmp::Le, true) => ("不晚于", "is no later than"),
            (Cmp::Gt, true) => ("晚于", "is after"),
            (Cmp::Ge, true) => ("不早于", "is no earlier than"),
            (Cmp::Lt, false) => ("小于", "is less than"),
            (Cmp::Le, false) => ("不大于", "is at most"),
            (Cmp::Gt, false) => ("大于", "is more than"),
            (Cmp::Ge, false) => ("不小于", "is at least"),
        };
        Said::new(format!("{}{zh}{}", left.zh, right.zh), format!("{} {en} {}", left.en, right.en))
    }

    /// A value beside the field it is compared with: the vocabulary's words are said in the field's Chinese.
    fn with_words(&mut self, value: &Node, beside: &Node) -> Said {
        let Kind::Field(of, field) = &beside.kind else { return self.say(value) };
        let Ty::Row(ty) = of.ty else { return self.say(value) };
        let ty = vocabulary().get(ty);
        let word = |text: &str| {
            let zh = self.titles.word(ty, *field, text).unwrap_or_else(|| text.replace('_', " "));
            Said::new(format!("“{zh}”"), format!("“{}”", text.replace('_', " ")))
        };
        match &value.kind {
            Kind::Text(text) => word(text),
            Kind::List(items) => {
                let said: Option<Vec<Said>> = items
                    .iter()
                    .map(|each| if let Kind::Text(text) = &each.kind { Some(word(text)) } else { None })
                    .collect();
                said.map_or_else(|| self.say(value), |said| listed(&said))
            }
            _ => self.say(value),
        }
    }

    /// The condition an element of a loop has to meet; empty when none.
    fn conditions(&mut self, inner: &Loop) -> Said {
        self.joined(&inner.parts, "，且", " and ")
    }

    fn over(&mut self, inner: &Loop) -> Said {
        let range = self.say(&inner.range);
        self.own.push(inner.var);
        let when = self.conditions(inner);
        let body = inner.body.as_ref().map(|body| match inner.kind {
            LoopKind::All => self.truth(body),
            _ => self.say(body),
        });
        self.own.pop();
        let body = body.unwrap_or_default();
        let some = !inner.parts.is_empty();
        match inner.kind {
            LoopKind::All if some => Said::new(
                format!("{}中，凡{}的，均须{}", range.zh, when.zh, body.zh),
                format!("for every one of {} where {}: {}", range.en, when.en, body.en),
            ),
            LoopKind::All => Said::new(
                format!("{}的每一项均须{}", range.zh, body.zh),
                format!("for every one of {}: {}", range.en, body.en),
            ),
            LoopKind::Exists => Said::new(
                format!("{}中有{}的", range.zh, when.zh),
                format!("there is one among {} where {}", range.en, when.en),
            ),
            LoopKind::ExistsOne => Said::new(
                format!("{}中恰有一项{}", range.zh, when.zh),
                format!("there is exactly one among {} where {}", range.en, when.en),
            ),
            LoopKind::Filter => Said::new(
                format!("{}中{}的各项", range.zh, when.zh),
                format!("those of {} where {}", range.en, when.en),
            ),
            LoopKind::Map if some => Said::new(
                format!("{}中{}的各项的{}", range.zh, when.zh, body.zh),
                format!("{} of those of {} where {}", body.en, range.en, when.en),
            ),
            LoopKind::Map => {
                Said::new(format!("{}的{}", range.zh, body.zh), format!("{} of {}", body.en, range.en))
            }
        }
    }

    fn none(&mut self, inner: &Loop) -> Said {
        let range = self.say(&inner.range);
        self.own.push(inner.var);
        let when = self.conditions(inner);
        self.own.pop();
        Said::new(
            format!("{}中没有{}的", range.zh, when.zh),
            format!("there is none among {} where {}", range.en, when.en),
        )
    }

    fn call(&mut self, helper: Helper, args: &[Node]) -> Said {
        let said: Vec<Said> = args.iter().map(|arg| self.say(arg)).collect();
        let zh = |at: usize| said[at].zh.as_str();
        let en = |at: usize| said[at].en.as_str();
        match helper {
            Helper::Plus => {
                Said::new(format!("{}之后 {}", zh(0), zh(1)), format!("{} plus {}", en(0), en(1)))
            }
            Helper::Minus => {
                Said::new(format!("{}之前 {}", zh(0), zh(1)), format!("{} minus {}", en(0), en(1)))
            }
            Helper::PlusWorkdays => Said::new(
                format!("{}之后 {} 个工作日", zh(0), zh(1)),
                format!("{} plus {} working days", en(0), en(1)),
            ),
            Helper::Seconds => Said::new(format!("{}的长度", zh(0)), format!("the length of {}", en(0))),
            Helper::Elapsed => Said::new(
                format!("{}至{}的时长", zh(0), zh(1)),
                format!("the time from {} to {}", en(0), en(1)),
            ),
            Helper::InPeriod => {
                Said::new(format!("{}在本期内", zh(0)), format!("{} lies in the period", en(0)))
            }
            Helper::Missing => Said::new(
                format!("{}中未见于{}的", zh(0), zh(1)),
                format!("what of {} is not in {}", en(0), en(1)),
            ),
            Helper::Distinct => Said::new(format!("{}（去重）", zh(0)), format!("different {}", en(0))),
            Helper::Duplicates => Said::new(
                format!("{}中重复出现的", zh(0)),
                format!("what stands more than once in {}", en(0)),
            ),
            Helper::Ratio => Said::new(
                format!("（{}）占（{}）的比例", zh(0), zh(1)),
                format!("the share of ({}) in ({})", en(0), en(1)),
            ),
            Helper::Sum => Said::new(format!("{}之和", zh(0)), format!("the sum of {}", en(0))),
            Helper::MaxGap => Said::new(
                format!("自{}至{}，{}之间的最长间隔", zh(1), zh(2), zh(0)),
                format!("the longest gap of {} from {} to {}", en(0), en(1), en(2)),
            ),
            Helper::EveryPeriod => Said::new(
                format!("自{}至{}，每 {} 内都有{}", zh(1), zh(2), zh(3), zh(0)),
                format!("{} stand in every {} from {} to {}", en(0), en(3), en(1), en(2)),
            ),
            Helper::Excepted => {
                Said::new(format!("{}有已批准的例外", zh(0)), format!("{} has an approved exception", en(0)))
            }
            Helper::Remedied => {
                Said::new(format!("{}已列入整改", zh(0)), format!("{} is under rectification", en(0)))
            }
            Helper::DecisionHash => {
                Said::new(format!("{}的判定依据摘要", zh(0)), format!("the digest of what decided {}", en(0)))
            }
            Helper::SuggestedLevel => {
                Said::new(format!("{}的建议级别", zh(0)), format!("the suggested level of {}", en(0)))
            }
            Helper::Latest => Said::new(format!("{}中最近的", zh(0)), format!("the latest of {}", en(0))),
            Helper::Select => Said::new(
                format!("{}中符合{}的", zh(0), zh(1)),
                format!("those of {} that fit {}", en(0), en(1)),
            ),
            Helper::Ids => Said::new(format!("{}的编号", zh(0)), format!("ids of {}", en(0))),
            Helper::ById => Said::new(
                format!("{}中编号为{}的一项", zh(0), zh(1)),
                format!("the one of {} whose id is {}", en(0), en(1)),
            ),
            Helper::SevRank => Said::new(format!("{}的轻重", zh(0)), format!("the weight of {}", en(0))),
            Helper::LevelRank | Helper::RiskRank => {
                Said::new(format!("{}的高低", zh(0)), format!("the rank of {}", en(0)))
            }
            Helper::FixWindow => {
                Said::new(format!("{}对应的修复时限", zh(0)), format!("the time to repair for {}", en(0)))
            }
            Helper::Identity => {
                Said::new(format!("{}（按同一性）", zh(0)), format!("{} (by identity)", en(0)))
            }
            Helper::Similar => {
                Said::new(format!("{}与{}相近", zh(0), zh(1)), format!("{} is like {}", en(0), en(1)))
            }
            Helper::Weekday => Said::new(format!("{}的星期", zh(0)), format!("the weekday of {}", en(0))),
            Helper::Len if matches!(args[0].ty, Ty::Text) => {
                Said::new(format!("{}的字数", zh(0)), format!("length of {}", en(0)))
            }
            Helper::Len => number_of(&said[0]),
            Helper::Flat | Helper::Double | Helper::Int | Helper::String => said[0].clone(),
        }
    }
}

fn yes_no(value: bool) -> Said {
    if value { Said::new("是", "yes") } else { Said::new("否", "no") }
}

/// A yes or no that is a mere field: “approved”, not “approved is later than …”.
fn is_flag(node: &Node) -> bool {
    matches!(node.ty, Ty::Bool | Ty::Any)
        && matches!(
            node.kind,
            Kind::Field(..) | Kind::ItemField(..) | Kind::Form { .. } | Kind::Param(_) | Kind::Platform(_)
        )
}

fn listed(said: &[Said]) -> Said {
    Said::new(
        said.iter().map(|s| s.zh.as_str()).collect::<Vec<_>>().join("、"),
        said.iter().map(|s| s.en.as_str()).collect::<Vec<_>>().join(", "),
    )
}

/// A name without what stands in brackets.
fn plain(name: &str) -> &str {
    name.split(['(', '（']).next().unwrap_or(name).trim()
}

/// A fact type inside an English sentence, by its name in the vocabulary: that is short, and known from the templates.
fn several(ty: &FactType) -> String {
    ty.name.replace('_', " ")
}

fn one(ty: &FactType) -> String {
    let several = several(ty);
    match several.strip_suffix("ies") {
        Some(stem) => format!("{stem}y"),
        None => several.strip_suffix('s').unwrap_or(&several).to_owned(),
    }
}

/// A length of time as rules write it: `P31D`, `PT4H`.
fn duration(text: &str) -> Option<Said> {
    let (rest, clock) = match text.strip_prefix("PT") {
        Some(rest) => (rest, true),
        None => (text.strip_prefix('P')?, false),
    };
    let unit = rest.chars().last()?;
    let count: u32 = rest[..rest.len() - unit.len_utf8()].parse().ok()?;
    let (zh, en) = match (clock, unit) {
        (false, 'D') => ("天", "day"),
        (false, 'W') => ("周", "week"),
        (false, 'M') => ("个月", "month"),
        (false, 'Y') => ("年", "year"),
        (true, 'H') => ("小时", "hour"),
        (true, 'M') => ("分钟", "minute"),
        (true, 'S') => ("秒", "second"),
        _ => return None,
    };
    Some(Said::new(format!("{count} {zh}"), format!("{count} {en}{}", if count == 1 { "" } else { "s" })))
}

/// A heading inside a sentence; abbreviations stay as they are.
fn lower(heading: &str) -> String {
    let mut letters = heading.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() || second == ' ' => {
            first.to_lowercase().chain(heading.chars().skip(1)).collect()
        }
        _ => heading.to_owned(),
    }
}

fn period(previous: bool, text: &str) -> Said {
    let (zh, en) = match text.rsplit('.').next().unwrap_or_default() {
        "start" => ("开始时间", "the beginning"),
        "end" => ("结束时间", "the end"),
        "due_at" => ("截止时间", "the time due"),
        "days" => ("天数", "the days"),
        "frequency" => ("频率", "the frequency"),
        "trigger_at" => ("触发时间", "the time of the cause"),
        "trigger_ref" => ("触发事项", "the cause"),
        other => (other, other),
    };
    if previous {
        Said::new(format!("上期的{zh}"), format!("{en} of the period before"))
    } else {
        Said::new(format!("本期的{zh}"), format!("{en} of the period"))
    }
}

fn platform(text: &str) -> Said {
    let (zh, en) = match text.rsplit('.').next().unwrap_or_default() {
        "id" => ("编号", "id"),
        "csp" => ("云服务商", "provider"),
        "level" => ("级别", "level"),
        "authorised_at" => ("授权时间", "time of authorisation"),
        "supervised_from" => ("监管起始时间", "beginning of supervision"),
        "anniversary_at" => ("授权周年日", "anniversary of the authorisation"),
        "customers" => ("客户", "customers"),
        "sites" => ("场所", "sites"),
        "rooms" => ("机房", "rooms"),
        "room_class" => ("机房等级", "class of the rooms"),
        "under_cap" => ("处于限期整改状态", "being under corrective action"),
        other => (other, other),
    };
    Said::new(format!("平台的{zh}"), format!("the platform’s {en}"))
}

fn item(text: &str) -> Said {
    let (zh, en) = match text.rsplit('.').next().unwrap_or_default() {
        "id" => ("文件编号", "id of the file"),
        "kind" => ("证据种类", "kind of evidence"),
        "format" => ("文件格式", "format of the file"),
        "sha256" => ("文件摘要", "digest of the file"),
        "size" => ("文件大小", "size of the file"),
        "produced_at" => ("文件生成时间", "time the file was made"),
        "collected_from" => ("数据起始时间", "beginning of the data"),
        "collected_to" => ("数据截止时间", "end of the data"),
        "received_at" => ("文件接收时间", "time the file was received"),
        "collector" => ("采集者", "collector"),
        "tool" => ("工具", "tool"),
        "tool_version" => ("工具版本", "version of the tool"),
        "signer" => ("签名人", "signer"),
        "signature_ok" => ("签名有效", "signature valid"),
        "parse_errors" => ("无法读取之处", "places that cannot be read"),
        "rows" => ("行数", "rows"),
        "unmapped_rows" => ("未能对应的行数", "rows without a meaning"),
        "automatic" => ("自动采集", "collected automatically"),
        other => (other, other),
    };
    Said::new(zh, en)
}
