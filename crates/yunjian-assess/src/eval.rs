//! Evaluating a compiled rule. `&&` and `||` are commutative in what is unknown: false && unknown = false.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use jiff::Span;
use yunjian_catalogue::vocabulary;
use yunjian_domain::facts::Row;
use yunjian_domain::identity;

use crate::assessment::{SetAsideBy, Unknown};
use crate::calendar;
use crate::compile::Compiled;
use crate::inputs::{Inputs, ParamValue};
use crate::join::{Index, TextSet};
use crate::node::{Arith, Cmp, Kind, Node, Source};
use crate::value::{Eval, Stop, Val};

/// Comparisons one rule may make; then it is undetermined.
pub(crate) const STEP_LIMIT: u64 = 100_000_000;

/// What the rules of one assessment share: values and indexes that are the same for all of them.
pub(crate) struct Session<'a> {
    pub inputs: &'a Inputs<'a>,
    values: HashMap<&'a str, Eval<'a>>,
    pub indexes: HashMap<(&'a str, &'a str), Rc<Index<'a>>>,
    /// Sets of list fields and parameters, by the address of the list: all inputs stand still meanwhile.
    pub sets: HashMap<usize, Rc<TextSet<'a>>>,
    durations: HashMap<String, Option<Span>>,
    /// Identities of findings by the address of the row: several rules compare the same tens of thousands.
    identities: HashMap<usize, Rc<str>>,
    exceptions: HashMap<&'a str, Option<&'a str>>,
    remedies: HashSet<&'a str>,
    /// Joins are looked up, invariant parts remembered; switched off to compare with plain evaluation.
    pub planned: bool,
    /// Comparisons one rule may make.
    pub limit: u64,
}

impl<'a> Session<'a> {
    pub(crate) fn new(inputs: &'a Inputs<'a>) -> Self {
        let holds = inputs.exceptions.iter().filter(|e| inputs.now < e.until);
        Self {
            inputs,
            values: HashMap::new(),
            indexes: HashMap::new(),
            sets: HashMap::new(),
            durations: HashMap::new(),
            identities: HashMap::new(),
            exceptions: holds.map(|e| (e.subject_id.as_str(), e.decision.as_deref())).collect(),
            remedies: inputs.remedies.iter().map(String::as_str).collect(),
            planned: true,
            limit: STEP_LIMIT,
        }
    }

    pub(crate) fn excepted(&self, subject: &str) -> bool {
        self.exceptions.contains_key(subject)
    }

    /// The decision an exception follows from.
    pub(crate) fn decision(&self, subject: &str) -> Option<&'a str> {
        self.exceptions.get(subject).copied().flatten()
    }

    pub(crate) fn remedied(&self, subject: &str) -> bool {
        self.remedies.contains(subject)
    }

    /// Whether the supervisor's decision takes a row out of the grading.
    pub(crate) fn set_aside(&self, element: &Val<'a>) -> Option<SetAsideBy> {
        if self.exceptions.is_empty() && self.remedies.is_empty() {
            return None;
        }
        let id = id_of(element)?;
        if self.excepted(id) {
            Some(SetAsideBy::Exception)
        } else {
            self.remedied(id).then_some(SetAsideBy::Remedy)
        }
    }

    /// What makes a finding the same finding; remembered, unless everything is to be computed anew.
    pub(crate) fn identity(&mut self, row: &'a Row) -> Val<'a> {
        if !self.planned {
            return Val::Text(Rc::from(identity::of(row)));
        }
        let address = std::ptr::from_ref(row).addr();
        Val::Text(self.identities.entry(address).or_insert_with(|| Rc::from(identity::of(row))).clone())
    }

    pub(crate) fn duration(&mut self, text: &str) -> Option<Span> {
        if let Some(known) = self.durations.get(text) {
            return *known;
        }
        let span = calendar::duration(text);
        self.durations.insert(text.to_owned(), span);
        span
    }
}

/// The id by which people know an element: a fact's `id` or `uid`, an evidence item's id, a text itself.
pub(crate) fn id_of<'v>(element: &'v Val<'_>) -> Option<&'v str> {
    match element {
        Val::Row(row) => {
            let ty = row.fact_type();
            ty.field("id").or_else(|| ty.field("uid")).and_then(|id| row.at(id).as_text())
        }
        Val::Item(item) => Some(&item.id),
        other => other.text(),
    }
}

/// One rule being evaluated.
pub(crate) struct Run<'a, 's> {
    pub session: &'s mut Session<'a>,
    pub vars: Vec<Val<'a>>,
    pub steps: u64,
    slots: Vec<Option<Eval<'a>>>,
    pub indexes: Vec<Option<(usize, Rc<Index<'a>>)>>,
    pub sets: Vec<Option<Rc<TextSet<'a>>>>,
}

pub(crate) fn stop<'a, T>(why: Unknown, at: &'a str) -> Result<T, Stop<'a>> {
    Err(Stop { why, at })
}

impl<'a, 's> Run<'a, 's> {
    pub(crate) fn new(session: &'s mut Session<'a>, rule: &'a Compiled) -> Self {
        Self {
            session,
            vars: Vec::new(),
            steps: 0,
            slots: vec![None; rule.slots],
            indexes: vec![None; rule.slots],
            sets: vec![None; rule.slots],
        }
    }

    pub(crate) fn step(&mut self, count: usize, at: &'a str) -> Result<(), Stop<'a>> {
        self.steps += count as u64;
        if self.steps > self.session.limit { stop(Unknown::StepLimit, at) } else { Ok(()) }
    }

    /// A yes or no; unknown is neither.
    pub(crate) fn truth(&mut self, node: &'a Node) -> Result<bool, Stop<'a>> {
        match self.eval(node)? {
            Val::Bool(value) => Ok(value),
            Val::Null => stop(Unknown::Null, &node.text),
            _ => stop(Unknown::WrongKind, &node.text),
        }
    }

    /// Conjunction of parts, one of which may be known to hold already.
    pub(crate) fn meets(&mut self, parts: &'a [Node], known: Option<usize>) -> Result<bool, Stop<'a>> {
        let mut open = None;
        for (position, part) in parts.iter().enumerate() {
            if known == Some(position) {
                continue;
            }
            match self.truth(part) {
                Ok(true) => {}
                Ok(false) => return Ok(false),
                Err(reason) if reason.why == Unknown::StepLimit => return Err(reason),
                Err(reason) => drop(open.get_or_insert(reason)),
            }
        }
        open.map_or(Ok(true), Err)
    }

    fn any(&mut self, parts: &'a [Node]) -> Result<bool, Stop<'a>> {
        let mut open = None;
        for part in parts {
            match self.truth(part) {
                Ok(true) => return Ok(true),
                Ok(false) => {}
                Err(reason) if reason.why == Unknown::StepLimit => return Err(reason),
                Err(reason) => drop(open.get_or_insert(reason)),
            }
        }
        open.map_or(Ok(false), Err)
    }

    /// A value that is there.
    pub(crate) fn known(&mut self, node: &'a Node) -> Eval<'a> {
        match self.eval(node)? {
            Val::Null => stop(Unknown::Null, &node.text),
            value => Ok(value),
        }
    }

    pub(crate) fn eval(&mut self, node: &'a Node) -> Eval<'a> {
        let slot = match (node.slot, &node.kind) {
            (None, _) | (_, Kind::In(_)) => return self.compute(node),
            (Some(slot), _) if self.session.planned => slot,
            _ => return self.compute(node),
        };
        if let Some(value) = &self.slots[slot] {
            return value.clone();
        }
        let value = match self.session.values.get(&*node.canon) {
            Some(value) => value.clone(),
            None => {
                let value = self.compute(node);
                if !matches!(value, Err(Stop { why: Unknown::StepLimit, .. })) {
                    self.session.values.insert(&node.canon, value.clone());
                }
                value
            }
        };
        self.slots[slot] = Some(value.clone());
        value
    }

    fn compute(&mut self, node: &'a Node) -> Eval<'a> {
        let inputs = self.session.inputs;
        Ok(match &node.kind {
            Kind::Null => Val::Null,
            Kind::Bool(value) => Val::Bool(*value),
            Kind::Int(value) => Val::Int(*value),
            Kind::Double(value) => Val::Double(*value),
            Kind::Text(value) => Val::Str(value),
            Kind::Var(var) => self.vars[*var].clone(),
            Kind::Table(Source::Facts, ty) => Val::Table(inputs.facts.table(*ty)),
            Kind::Table(Source::Admitted, ty) => {
                if !inputs.delivered.contains(&vocabulary().get(*ty).name) {
                    return stop(Unknown::NeverDelivered, &node.text);
                }
                Val::Table(inputs.admitted.table(*ty))
            }
            Kind::Table(Source::Previous, ty) => match &inputs.previous {
                Some(previous) => Val::Table(previous.facts.table(*ty)),
                None => return stop(Unknown::NoPrevious, &node.text),
            },
            Kind::Current(obligation, ty) => match inputs.current.get(&**obligation) {
                Some(facts) => Val::Table(facts.table(*ty)),
                None => return stop(Unknown::NeverDelivered, &node.text),
            },
            Kind::Inventory => {
                if !inputs.delivered.contains("components") {
                    return stop(Unknown::NeverDelivered, &node.text);
                }
                Val::Table(inputs.inventory)
            }
            Kind::Evidence => Val::Items(inputs.evidence),
            Kind::Form { previous: false, name } => inputs.form.get(&**name).map_or(Val::Null, Val::json),
            Kind::Form { previous: true, name } => match &inputs.previous {
                Some(previous) => previous.form.get(&**name).map_or(Val::Null, Val::json),
                None => return stop(Unknown::NoPrevious, &node.text),
            },
            Kind::Param(name) => match inputs.params.get(&**name) {
                Some(ParamValue::Number(value)) => Val::Double(*value),
                Some(ParamValue::Bool(value)) => Val::Bool(*value),
                Some(ParamValue::Text(value)) => Val::Str(value),
                Some(ParamValue::List(values)) => Val::Strings(values),
                None => return stop(Unknown::MissingParameter, &node.text),
            },
            Kind::Params => return stop(Unknown::WrongKind, &node.text),
            Kind::Period { previous: false, get } => get(inputs.period),
            Kind::Period { previous: true, get } => match &inputs.previous {
                Some(previous) => get(previous.period),
                None => return stop(Unknown::NoPrevious, &node.text),
            },
            Kind::Platform(get) => get(inputs.platform),
            Kind::Now => Val::Time(inputs.now),
            Kind::PreviousExists => Val::Bool(inputs.previous.is_some()),
            Kind::Field(of, field) => match self.known(of)? {
                Val::Row(row) => Val::of(row.at(*field)),
                _ => return stop(Unknown::WrongKind, &node.text),
            },
            Kind::ItemField(of, get) => match self.known(of)? {
                Val::Item(item) => get(item),
                _ => return stop(Unknown::WrongKind, &node.text),
            },
            Kind::Not(of) => Val::Bool(!self.truth(of)?),
            Kind::Neg(of) => match self.known(of)? {
                Val::Int(value) => match value.checked_neg() {
                    Some(value) => Val::Int(value),
                    None => return stop(Unknown::OutOfRange, &node.text),
                },
                Val::Double(value) => Val::Double(-value),
                _ => return stop(Unknown::WrongKind, &node.text),
            },
            Kind::And(parts) => Val::Bool(self.meets(parts, None)?),
            Kind::Or(parts) => Val::Bool(self.any(parts)?),
            Kind::Cond(three) => {
                let chosen = if self.truth(&three[0])? { &three[1] } else { &three[2] };
                return self.eval(chosen);
            }
            Kind::IsNull { of, negated } => Val::Bool(self.eval(of)?.is_null() != *negated),
            Kind::Compare(cmp, two) => {
                self.step(1, &node.text)?;
                let (a, b) = (self.known(&two[0])?, self.known(&two[1])?);
                match self.compare(*cmp, &a, &b) {
                    Some(value) => Val::Bool(value),
                    None => return stop(Unknown::WrongKind, &node.text),
                }
            }
            Kind::Arith(op, two) => {
                let (a, b) = (self.known(&two[0])?, self.known(&two[1])?);
                return self.arithmetic(*op, a, b, &node.text);
            }
            Kind::In(two) => return self.member(node, &two[0], &two[1]),
            Kind::Index(two) => {
                let (list, at) = (self.known(&two[0])?, self.known(&two[1])?);
                match (list.count(), at) {
                    (Some(count), Val::Int(at)) => match usize::try_from(at) {
                        Ok(at) if at < count => list.get(at),
                        _ => return stop(Unknown::EmptyIndex, &node.text),
                    },
                    _ => return stop(Unknown::WrongKind, &node.text),
                }
            }
            Kind::List(items) => {
                Val::List(items.iter().map(|item| self.eval(item)).collect::<Result<_, _>>()?)
            }
            Kind::Loop(inner) => return self.run_loop(inner),
            Kind::Call(helper, args) => return self.call(*helper, args, node),
        })
    }

    /// `None` when the two cannot be compared. Form values come without a type, so a whole number may meet a
    /// double, and a text a timestamp.
    pub(crate) fn compare(&self, cmp: Cmp, a: &Val<'a>, b: &Val<'a>) -> Option<bool> {
        use std::cmp::Ordering::{Equal, Greater, Less};
        let order = match (a, b) {
            (Val::Int(a), Val::Int(b)) => a.cmp(b),
            (Val::Time(a), Val::Time(b)) => a.cmp(b),
            (Val::Bool(a), Val::Bool(b)) if matches!(cmp, Cmp::Eq | Cmp::Ne) => a.cmp(b),
            (Val::Time(a), text) => a.cmp(&calendar::moment(text.text()?, &self.session.inputs.zone)?),
            (text, Val::Time(b)) => calendar::moment(text.text()?, &self.session.inputs.zone)?.cmp(b),
            (a, b) => match (a.text(), b.text()) {
                (Some(a), Some(b)) => a.cmp(b),
                _ => a.number()?.partial_cmp(&b.number()?)?,
            },
        };
        Some(match cmp {
            Cmp::Eq => order == Equal,
            Cmp::Ne => order != Equal,
            Cmp::Lt => order == Less,
            Cmp::Le => order != Greater,
            Cmp::Gt => order == Greater,
            Cmp::Ge => order != Less,
        })
    }

    fn arithmetic(&mut self, op: Arith, a: Val<'a>, b: Val<'a>, at: &'a str) -> Eval<'a> {
        if let (Val::Int(a), Val::Int(b)) = (&a, &b) {
            if *b == 0 && matches!(op, Arith::Div | Arith::Rem) {
                return stop(Unknown::DivisionByZero, at);
            }
            let value = match op {
                Arith::Add => a.checked_add(*b),
                Arith::Sub => a.checked_sub(*b),
                Arith::Mul => a.checked_mul(*b),
                Arith::Div => a.checked_div(*b),
                Arith::Rem => a.checked_rem(*b),
            };
            return value.map_or(stop(Unknown::OutOfRange, at), |v| Ok(Val::Int(v)));
        }
        if let (Some(a), Some(b)) = (a.number(), b.number()) {
            if b == 0.0 && matches!(op, Arith::Div | Arith::Rem) {
                return stop(Unknown::DivisionByZero, at);
            }
            let value = match op {
                Arith::Add => a + b,
                Arith::Sub => a - b,
                Arith::Mul => a * b,
                Arith::Div => a / b,
                Arith::Rem => a % b,
            };
            return if value.is_finite() { Ok(Val::Double(value)) } else { stop(Unknown::OutOfRange, at) };
        }
        if op != Arith::Add {
            return stop(Unknown::WrongKind, at);
        }
        if let (Some(a), Some(b)) = (a.text(), b.text()) {
            return Ok(Val::Text(Rc::from(format!("{a}{b}"))));
        }
        match (a.count(), b.count()) {
            (Some(x), Some(y)) => {
                self.step(x + y, at)?;
                Ok(Val::List(a.elements().chain(b.elements()).collect()))
            }
            _ => stop(Unknown::WrongKind, at),
        }
    }
}
