//! The compiled form of a rule: field positions resolved, loops recognised, invariant parts marked.

use std::sync::Arc;

use yunjian_catalogue::{FactTypeId, FieldId, FieldType};

use crate::helper::Helper;
use crate::inputs::{EvidenceItem, Period, Platform};
use crate::value::Val;

/// What is known of a value before a rule runs.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Ty {
    /// Form fields and parameters: known only when the rule runs.
    Any,
    Bool,
    Int,
    Double,
    Text,
    Time,
    Row(FactTypeId),
    Item,
    List(Box<Ty>),
}

impl Ty {
    pub(crate) fn list(of: Ty) -> Self {
        Self::List(Box::new(of))
    }
    pub(crate) fn of_field(ty: FieldType) -> Self {
        match ty {
            FieldType::Text => Self::Text,
            FieldType::Int => Self::Int,
            FieldType::Double => Self::Double,
            FieldType::Bool => Self::Bool,
            FieldType::Timestamp => Self::Time,
            FieldType::TextList => Self::list(Self::Text),
        }
    }
    /// The type both could have; `None` when no value has both types.
    pub(crate) fn meet(&self, other: &Ty) -> Option<Ty> {
        match (self, other) {
            (Ty::Any, ty) | (ty, Ty::Any) => Some(ty.clone()),
            (Ty::List(a), Ty::List(b)) => a.meet(b).map(Ty::list),
            (a, b) => (a == b).then(|| a.clone()),
        }
    }
    pub(crate) fn name(&self) -> &'static str {
        match self {
            Ty::Any => "a form or parameter value",
            Ty::Bool => "a bool",
            Ty::Int => "an int",
            Ty::Double => "a double",
            Ty::Text => "a text",
            Ty::Time => "a timestamp",
            Ty::Row(_) => "a fact",
            Ty::Item => "an evidence item",
            Ty::List(_) => "a list",
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cmp {
    Eq,
    Ne,
    Lt,
    Le,
    Gt,
    Ge,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Arith {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
}

/// Which set of facts a table is read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Source {
    Facts,
    Admitted,
    Previous,
}

pub(crate) type ItemField = for<'a> fn(&'a EvidenceItem) -> Val<'a>;
pub(crate) type PeriodField = for<'a> fn(&'a Period) -> Val<'a>;
pub(crate) type PlatformField = for<'a> fn(&'a Platform) -> Val<'a>;

#[derive(Clone, Debug)]
pub(crate) enum Kind {
    Null,
    Bool(bool),
    Int(i64),
    Double(f64),
    Text(Arc<str>),
    /// Loop variable, counted from the outermost loop.
    Var(usize),
    Table(Source, FactTypeId),
    /// Facts of another obligation's current evidence.
    Current(Arc<str>, FactTypeId),
    Inventory,
    Evidence,
    Form {
        previous: bool,
        name: Arc<str>,
    },
    Param(Arc<str>),
    /// All parameters, as the argument of `fixWindow`.
    Params,
    Period {
        previous: bool,
        get: PeriodField,
    },
    Platform(PlatformField),
    Now,
    PreviousExists,
    Field(Box<Node>, FieldId),
    ItemField(Box<Node>, ItemField),
    Not(Box<Node>),
    Neg(Box<Node>),
    And(Vec<Node>),
    Or(Vec<Node>),
    Cond(Box<[Node; 3]>),
    IsNull {
        of: Box<Node>,
        negated: bool,
    },
    Compare(Cmp, Box<[Node; 2]>),
    Arith(Arith, Box<[Node; 2]>),
    In(Box<[Node; 2]>),
    Index(Box<[Node; 2]>),
    List(Vec<Node>),
    Loop(Box<Loop>),
    Call(Helper, Vec<Node>),
}

#[derive(Clone, Debug)]
pub(crate) struct Node {
    pub kind: Kind,
    pub ty: Ty,
    /// Loop variables it reads from outside itself, one bit each; 0 = the same value all through a rule.
    pub free: u64,
    /// As a person would write it.
    pub text: Arc<str>,
    /// The same with loop variables by distance: equal for equal expressions in any rule.
    pub canon: Arc<str>,
    pub prec: u8,
    /// Where its value is remembered within a rule, when it is worth it and `free` is 0.
    pub slot: Option<usize>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LoopKind {
    All,
    Exists,
    ExistsOne,
    Filter,
    Map,
}

/// A macro over a list. `list.filter(a, F).all(b, P)` is one loop with parts `F` and body `P`, so that an unknown
/// `F` of a row with a true `P` does not leave the whole undetermined.
#[derive(Clone, Debug)]
pub(crate) struct Loop {
    pub kind: LoopKind,
    pub range: Node,
    /// Position of the loop variable.
    pub var: usize,
    /// The conjunction an element must meet; for `all` and `map` the filter in front of it, if any.
    pub parts: Vec<Node>,
    /// The predicate of `all`, the expression of `map`.
    pub body: Option<Node>,
    /// Parts that are equality or membership joins with something outside the loop.
    pub joins: Vec<Join>,
    /// Where the index of the joins is remembered.
    pub index_slot: usize,
    /// A loop at the root of a rule: its failing rows are stored, excepted and remedied rows set aside.
    pub graded: bool,
}

/// `key == with`, or `with in key`, where only `key` reads the loop variable.
#[derive(Clone, Debug)]
pub(crate) struct Join {
    /// Which of [`Loop::parts`].
    pub part: usize,
    pub key: Node,
    pub with: Node,
    /// The key is a list field the other side must be a member of.
    pub member: bool,
}

impl Node {
    pub(crate) fn is_const(&self) -> bool {
        matches!(self.kind, Kind::Null | Kind::Bool(_) | Kind::Int(_) | Kind::Double(_) | Kind::Text(_))
    }

    /// The nodes directly inside this one.
    pub(crate) fn children(&self) -> Vec<&Node> {
        match &self.kind {
            Kind::Field(of, _) | Kind::ItemField(of, _) | Kind::Not(of) | Kind::Neg(of) => vec![of],
            Kind::IsNull { of, .. } => vec![of],
            Kind::And(list) | Kind::Or(list) | Kind::List(list) | Kind::Call(_, list) => {
                list.iter().collect()
            }
            Kind::Cond(three) => three.iter().collect(),
            Kind::Compare(_, two) | Kind::Arith(_, two) | Kind::In(two) | Kind::Index(two) => {
                two.iter().collect()
            }
            Kind::Loop(inner) => {
                std::iter::once(&inner.range).chain(&inner.parts).chain(inner.body.as_ref()).collect()
            }
            _ => Vec::new(),
        }
    }

    /// Visits this node and everything inside it.
    pub(crate) fn walk<'n>(&'n self, visit: &mut impl FnMut(&'n Node)) {
        visit(self);
        for child in self.children() {
            child.walk(visit);
        }
    }
}
