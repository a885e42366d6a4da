//! Rules and their results in words: the registers' headings, the labels of parameters and forms put in for names.

use std::collections::HashMap;
use std::sync::LazyLock;

use serde_json::Value;
use yunjian_assess::{Missing, Part, ReadyRule, Said, Titles, Unknown, rules_of};
use yunjian_catalogue::{FactType, FactTypeId, FieldId, Obligation, Parameter, catalogue, vocabulary};
use yunjian_evidence::registers::{self, Column};
use yunjian_wire::catalogue::RuleInWords;
use yunjian_wire::submission::Compared;

/// Columns of every fact type, made once: they do not change while the program runs.
static COLUMNS: LazyLock<Vec<Vec<Column>>> =
    LazyLock::new(|| vocabulary().types.iter().map(registers::columns).collect());

fn column(ty: FactTypeId, field: FieldId) -> Option<&'static Column> {
    COLUMNS.get(usize::from(ty.0))?.iter().find(|column| column.field == field)
}

/// The words of one obligation's rules.
pub(crate) struct Words {
    obligation: Option<&'static Obligation>,
    rules: &'static [ReadyRule],
}

impl Words {
    pub(crate) fn of(obligation: &str) -> Self {
        Self { obligation: catalogue().obligation(obligation), rules: rules_of(obligation) }
    }

    /// Every rule as a sentence.
    pub(crate) fn rules(&self) -> Vec<RuleInWords> {
        let compiled = self.rules.iter().filter_map(|r| Some((&r.rule.id, r.compiled.as_ref().ok()?)));
        compiled
            .map(|(id, compiled)| {
                let said = compiled.in_words(self);
                RuleInWords { rule: id.clone(), zh: said.zh, en: said.en }
            })
            .collect()
    }

    pub(crate) fn of_rule(&self, id: &str) -> RuleWords {
        let found = self.rules.iter().find(|r| r.rule.id == id).and_then(|r| r.compiled.as_ref().ok());
        RuleWords {
            whole: found.map(|compiled| compiled.in_words(self)),
            parts: found.map(|compiled| compiled.parts_in_words(self)).unwrap_or_default(),
            parameters: self.obligation.map_or(&[], |o| &o.parameters),
        }
    }
}

/// The words of one rule.
pub(crate) struct RuleWords {
    pub whole: Option<Said>,
    parts: HashMap<String, Part>,
    parameters: &'static [Parameter],
}

impl RuleWords {
    pub(crate) fn compared(&self, name: String, value: Value) -> Compared {
        let part = self.parts.get(&name);
        let column = part.and_then(|part| part.field).and_then(|(ty, field)| column(ty, field));
        let value_zh = column.and_then(|column| {
            let known = value.as_str()?;
            column.choices.iter().find(|(_, word)| word == known).map(|(zh, _)| zh.clone())
        });
        // Some helpers read parameters that the rule does not name.
        let agreed = name.strip_prefix("params.").and_then(|n| self.parameters.iter().find(|p| p.name == n));
        let said = match agreed {
            Some(agreed) => Some((agreed.label_zh.clone(), agreed.label_en.clone())),
            None => part.map(|part| (part.said.zh.clone(), part.said.en.clone())),
        };
        let (label_zh, label_en) = said.unzip();
        Compared { label_zh, label_en, name, value, value_zh }
    }

    /// What was unknown, and what that means.
    pub(crate) fn missing(&self, missing: &Missing) -> Said {
        let (zh, en) = match missing.why {
            Unknown::Null => ("没有值", "has no value"),
            Unknown::MissingParameter => ("未约定此参数", "no such parameter is agreed"),
            Unknown::DivisionByZero => ("不能以零为除数", "would divide by zero"),
            Unknown::NeverDelivered => ("从未提交过此类材料", "was never handed in"),
            Unknown::NoPrevious => ("没有上期的提交可比较", "there is no earlier submission to compare with"),
            Unknown::EmptyIndex => ("列表中没有这一项", "the list does not have that item"),
            Unknown::WrongKind => {
                ("内容的类别不符，或不是规定的用词", "is of another kind, or not one of the known words")
            }
            Unknown::NotADuration => ("不是时长", "is no length of time"),
            Unknown::OutOfRange => ("超出可计算的范围", "lies outside what can be computed with"),
            Unknown::StepLimit => ("数据量超出单条规则的比较上限", "more comparisons than one rule may make"),
            Unknown::FaultyRule => ("规则本身无法读取", "the rule itself cannot be read"),
        };
        match self.parts.get(&missing.what) {
            Some(part) => {
                Said { zh: format!("{}：{zh}", part.said.zh), en: format!("{}: {en}", part.said.en) }
            }
            None => Said { zh: format!("{}：{zh}", missing.what), en: format!("{}: {en}", missing.what) },
        }
    }
}

impl Titles for Words {
    fn field(&self, ty: &FactType, field: FieldId) -> Said {
        match column(ty.id, field) {
            Some(column) => Said { zh: column.zh.clone(), en: column.en.clone() },
            // The two fields every fact has beside its columns: where it was read.
            None if field == ty.file() => Said { zh: "文件".into(), en: "file".into() },
            None => Said { zh: "位置".into(), en: "place".into() },
        }
    }
    fn word(&self, ty: &FactType, field: FieldId, word: &str) -> Option<String> {
        column(ty.id, field)?.choices.iter().find(|(_, known)| known == word).map(|(zh, _)| zh.clone())
    }
    fn parameter(&self, name: &str) -> Option<Said> {
        let found = self.obligation?.parameters.iter().find(|p| p.name == name)?;
        Some(Said { zh: found.label_zh.clone(), en: found.label_en.clone() })
    }
    fn form(&self, name: &str) -> Option<Said> {
        let found = self.obligation?.form_fields.iter().find(|f| f.name == name)?;
        Some(Said { zh: found.label_zh.clone(), en: found.label_en.clone() })
    }
    fn obligation(&self, id: &str) -> Option<Said> {
        let found = catalogue().obligation(id)?;
        Some(Said { zh: found.title_zh.clone(), en: found.title_en.clone() })
    }
}
