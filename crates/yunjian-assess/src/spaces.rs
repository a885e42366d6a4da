//! The names a rule may begin with, and what they stand for: facts of the submission, of other current evidence, of the
//! last one; form, parameters, period and platform.

use std::sync::Arc;

use cel::IdedExpr;
use cel::common::ast::{Expr, LiteralValue, SelectExpr, operators};
use yunjian_catalogue::vocabulary;

use crate::compile::{ATOM, Compiler, RuleFault, fault};
use crate::names;
use crate::node::{Kind, Node, Source, Ty};

/// The words that stand for a group of values.
#[derive(Clone)]
enum Space {
    Facts(Source),
    /// `current['A-12.3-G-1/1']`: what another obligation's newest admitted submission says.
    Current(Arc<str>),
    Form {
        previous: bool,
    },
    Params,
    Period {
        previous: bool,
    },
    Platform,
    Previous,
}

impl Compiler {
    pub(crate) fn name(&self, name: &str) -> Result<Node, RuleFault> {
        if let Some(var) = self.vars.iter().rposition(|(v, _)| v == name) {
            return Ok(Node {
                kind: Kind::Var(var),
                ty: self.vars[var].1.clone(),
                free: 1 << var,
                text: name.into(),
                canon: format!("${}", self.vars.len() - 1 - var).into(),
                prec: ATOM,
                slot: None,
            });
        }
        let components = || vocabulary().fact_type("components").map_or(Ty::Any, |ty| Ty::Row(ty.id));
        match name {
            "now" => Ok(Self::leaf(Kind::Now, Ty::Time, name)),
            "inventory" => Ok(Self::leaf(Kind::Inventory, Ty::list(components()), name)),
            "evidence" => Ok(Self::leaf(Kind::Evidence, Ty::list(Ty::Item), name)),
            "params" => Ok(Self::leaf(Kind::Params, Ty::Any, name)),
            "facts" | "form" | "period" | "platform" | "previous" | "admitted" | "current" => {
                fault(name, "this word stands for a group; name one of its fields")
            }
            _ => fault(name, "unknown variable"),
        }
    }

    fn space(&self, expr: &Expr) -> Option<Space> {
        match expr {
            Expr::Ident(name) if !self.vars.iter().any(|(v, _)| v == name) => Some(match name.as_str() {
                "facts" => Space::Facts(Source::Facts),
                "admitted" => Space::Facts(Source::Admitted),
                "form" => Space::Form { previous: false },
                "params" => Space::Params,
                "period" => Space::Period { previous: false },
                "platform" => Space::Platform,
                "previous" => Space::Previous,
                _ => return None,
            }),
            Expr::Select(select) if matches!(self.space(&select.operand.expr), Some(Space::Previous)) => {
                Some(match select.field.as_str() {
                    "facts" => Space::Facts(Source::Previous),
                    "form" => Space::Form { previous: true },
                    "period" => Space::Period { previous: true },
                    _ => return None,
                })
            }
            Expr::Call(call) if call.func_name == operators::INDEX => match call.args.as_slice() {
                [IdedExpr { expr: Expr::Ident(name), .. }, IdedExpr { expr: Expr::Literal(literal), .. }]
                    if name == "current" && !self.vars.iter().any(|(v, _)| v == name) =>
                {
                    let LiteralValue::String(obligation) = literal else { return None };
                    Some(Space::Current(obligation.inner().into()))
                }
                _ => None,
            },
            _ => None,
        }
    }

    pub(crate) fn select(&mut self, select: &SelectExpr) -> Result<Node, RuleFault> {
        let field = select.field.as_str();
        let Some(space) = self.space(&select.operand.expr) else {
            let of = self.expression(&select.operand)?;
            return self.field(of, field);
        };
        let prefix = match &space {
            Space::Current(obligation) => &format!("current['{obligation}']"),
            Space::Facts(Source::Facts) => "facts",
            Space::Facts(Source::Admitted) => "admitted",
            Space::Facts(Source::Previous) => "previous.facts",
            Space::Form { previous: false } => "form",
            Space::Form { previous: true } => "previous.form",
            Space::Params => "params",
            Space::Period { previous: false } => "period",
            Space::Period { previous: true } => "previous.period",
            Space::Platform => "platform",
            Space::Previous => "previous",
        };
        let text = format!("{prefix}.{field}");
        let (kind, ty) = match space {
            Space::Current(obligation) => match vocabulary().fact_type(field) {
                Some(ty) => (Kind::Current(obligation, ty.id), Ty::list(Ty::Row(ty.id))),
                None => return fault(&text, "unknown fact type"),
            },
            Space::Facts(source) => match vocabulary().fact_type(field) {
                Some(ty) => (Kind::Table(source, ty.id), Ty::list(Ty::Row(ty.id))),
                None => return fault(&text, "unknown fact type"),
            },
            Space::Form { previous } => (Kind::Form { previous, name: field.into() }, Ty::Any),
            Space::Params => (Kind::Param(field.into()), Ty::Any),
            Space::Period { previous } => match names::period_field(field) {
                Some((ty, get)) => (Kind::Period { previous, get }, ty),
                None => return fault(&text, "a period has no such field"),
            },
            Space::Platform => match names::platform_field(field) {
                Some((ty, get)) => (Kind::Platform(get), ty),
                None => return fault(&text, "a platform has no such field"),
            },
            Space::Previous if field == "exists" => (Kind::PreviousExists, Ty::Bool),
            Space::Previous => return fault(&text, "previous has exists, facts, form and period"),
        };
        Ok(Self::leaf(kind, ty, text))
    }

    fn field(&mut self, of: Node, field: &str) -> Result<Node, RuleFault> {
        let place = format!("{}.{field}", of.text);
        let (free, canon) = (of.free, format!("{}.{field}", of.canon).into());
        let (kind, ty) = match &of.ty {
            Ty::Row(ty) => {
                let ty = vocabulary().get(*ty);
                match ty.field(field) {
                    Some(id) => {
                        let declared = Ty::of_field(ty.fields[id.0 as usize].ty);
                        (Kind::Field(Box::new(of), id), declared)
                    }
                    None => return fault(&place, format!("{} has no field {field}", ty.name)),
                }
            }
            Ty::Item => match names::item_field(field) {
                Some((ty, get)) => (Kind::ItemField(Box::new(of), get), ty),
                None => return fault(&place, format!("an evidence item has no field {field}")),
            },
            ty => return fault(&place, format!("{} has no fields", ty.name())),
        };
        Ok(Node { kind, ty, free, text: place.into(), canon, prec: ATOM, slot: None })
    }
}
