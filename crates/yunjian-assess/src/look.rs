//! What a rule really looks at. A rule that only asks whether something is there says nothing about its content; every
//! rule of the catalogue has to do more, and a provider is told what.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::helper::Helper;
use crate::node::{Kind, Node, Source, Ty};

/// A way of looking into the content of evidence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// 期间: moments against the period the submission answers for.
    Period,
    /// 时效: moments against each other, against now, against an agreed length of time.
    Freshness,
    /// 覆盖: everything that has to be there is there, nothing is there twice.
    Coverage,
    /// 一致: with the inventory, with other current evidence, with the last submission, with the form.
    Consistency,
    /// 取值: figures, words and yes or no against what is agreed.
    Values,
}

impl Look {
    pub fn zh(self) -> &'static str {
        match self {
            Self::Period => "期间",
            Self::Freshness => "时效",
            Self::Coverage => "覆盖",
            Self::Consistency => "一致",
            Self::Values => "取值",
        }
    }
    pub fn en(self) -> &'static str {
        match self {
            Self::Period => "period",
            Self::Freshness => "freshness",
            Self::Coverage => "coverage",
            Self::Consistency => "consistency",
            Self::Values => "values",
        }
    }
}

pub(crate) fn looks(root: &Node) -> BTreeSet<Look> {
    let mut found = BTreeSet::new();
    root.walk(&mut |node| {
        match &node.kind {
            Kind::Call(Helper::InPeriod | Helper::EveryPeriod | Helper::MaxGap, _) => {
                found.insert(Look::Period);
            }
            Kind::Call(Helper::Missing | Helper::Duplicates, _) => drop(found.insert(Look::Coverage)),
            Kind::Call(Helper::Ratio, _) => drop(found.insert(Look::Coverage)),
            Kind::Call(Helper::Similar | Helper::DecisionHash | Helper::SuggestedLevel, _) => {
                found.insert(Look::Values);
            }
            Kind::Inventory
            | Kind::Current(..)
            | Kind::Table(Source::Admitted | Source::Previous, _)
            | Kind::Form { previous: true, .. } => drop(found.insert(Look::Consistency)),
            Kind::Compare(_, two) => found.extend(compared(&two[0], &two[1])),
            // Whether a word is one of those agreed; a type of document picks the row and says nothing of it.
            Kind::In(two) if picks(&two[0]).is_none() && picks(&two[1]).is_none() => {
                found.insert(if holds_table(&two[1]) { Look::Consistency } else { Look::Values });
            }
            // A yes or no of the row itself: `s.recorded`.
            Kind::Field(..) if node.ty == Ty::Bool => drop(found.insert(Look::Values)),
            _ => {}
        }
    });
    found
}

fn compared(a: &Node, b: &Node) -> Option<Look> {
    let time = |node: &Node| node.ty == Ty::Time;
    if time(a) || time(b) {
        return Some(if reads_period(a) || reads_period(b) { Look::Period } else { Look::Freshness });
    }
    // `len(x) > 0` is presence, `d.type == 'policy'` picks the row.
    if counts(a) && small(b) || counts(b) && small(a) || picks(a).is_some() || picks(b).is_some() {
        return None;
    }
    if holds_table(a) && reads_form(b) || holds_table(b) && reads_form(a) {
        return Some(Look::Consistency);
    }
    Some(if reads_form(a) || reads_form(b) { Look::Consistency } else { Look::Values })
}

fn counts(node: &Node) -> bool {
    matches!(node.kind, Kind::Call(Helper::Len, _))
}

fn small(node: &Node) -> bool {
    matches!(node.kind, Kind::Int(value) if value <= 1)
}

/// The field that says what a row is about: a rule that compares only it chooses rows and does not look into them.
fn picks(node: &Node) -> Option<()> {
    let Kind::Field(of, field) = &node.kind else { return None };
    let Ty::Row(ty) = &of.ty else { return None };
    let name = yunjian_catalogue::vocabulary().get(*ty).fields[field.0 as usize].name.as_str();
    matches!(name, "type" | "kind" | "subject_kind" | "subject_type" | "course_kind" | "category")
        .then_some(())
}

fn any(node: &Node, wanted: impl Fn(&Kind) -> bool) -> bool {
    let mut found = false;
    node.walk(&mut |inner| found |= wanted(&inner.kind));
    found
}

fn reads_period(node: &Node) -> bool {
    any(node, |kind| matches!(kind, Kind::Period { .. }))
}

fn reads_form(node: &Node) -> bool {
    any(node, |kind| matches!(kind, Kind::Form { .. }))
}

fn holds_table(node: &Node) -> bool {
    any(node, |kind| matches!(kind, Kind::Table(..) | Kind::Current(..) | Kind::Inventory))
}
