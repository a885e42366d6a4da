//! The reasons of a result: values compared, failing rows with their place, what was unknown.

use std::collections::HashSet;

use serde_json::{Value as Json, json};
use yunjian_domain::facts::Row;

use crate::assessment::{Compared, Missing, Outcome, ROWS_SHOWN, RowRef, RuleResult, SetAside, Unknown};
use crate::calendar;
use crate::eval::{Run, id_of};
use crate::helper::Helper;
use crate::node::{Cmp, Kind, Loop, LoopKind, Node};
use crate::value::{Stop, Val};

/// Elements of a list that are written out; its length is always stated.
const LIST_SHOWN: usize = 20;
/// Different unknowns a result names at most.
const MISSING_SHOWN: usize = 20;
/// Rows of other evidence shown with a failing row.
const OTHERS_SHOWN: usize = 4;

pub(crate) struct Explanation<'a, 's, 'r> {
    pub run: Run<'a, 's>,
    pub result: &'r mut RuleResult,
    said: HashSet<String>,
}

/// Which elements of a loop are the ones to point at.
#[derive(Clone, Copy, PartialEq)]
enum Point {
    /// Those for which an `all` does not hold.
    Against,
    /// Those that should not exist.
    Existing,
    /// Those a share does not count.
    Uncounted,
}

impl<'a, 's, 'r> Explanation<'a, 's, 'r> {
    pub(crate) fn new(run: Run<'a, 's>, result: &'r mut RuleResult) -> Self {
        Self { run, result, said: HashSet::new() }
    }

    pub(crate) fn missing(&mut self, reason: Stop<'a>) {
        let missing = Missing { what: reason.at.to_owned(), why: reason.why };
        if self.result.missing.len() < MISSING_SHOWN && !self.result.missing.contains(&missing) {
            self.result.missing.push(missing);
        }
    }

    /// Explains a part of a rule: `positive` is whether it should be true.
    pub(crate) fn explain(&mut self, node: &'a Node, positive: bool) {
        self.run.vars.clear();
        match &node.kind {
            Kind::And(parts) => parts.iter().for_each(|part| self.explain(part, positive)),
            Kind::Or(parts) => {
                if self.result.outcome == Outcome::Pass
                    && let Some(reason) = parts.iter().find(|part| self.run.truth(part) == Ok(positive))
                {
                    return self.explain(reason, positive);
                }
                parts.iter().for_each(|part| self.explain(part, positive));
            }
            Kind::Not(of) => self.explain(of, !positive),
            Kind::Cond(three) => {
                self.note(&three[0]);
                match self.run.truth(&three[0]) {
                    Ok(true) => self.explain(&three[1], positive),
                    Ok(false) => self.explain(&three[2], positive),
                    Err(reason) => self.missing(reason),
                }
            }
            Kind::Loop(inner) => {
                self.size_of(&inner.range);
                match (inner.kind, positive) {
                    (LoopKind::All, true) => self.rows(inner, Point::Against),
                    (LoopKind::Exists, false) => self.rows(inner, Point::Existing),
                    _ => {
                        if let Err(reason) = self.run.eval(node) {
                            self.missing(reason);
                        }
                    }
                }
            }
            Kind::Compare(cmp, two) => {
                for side in two.iter() {
                    self.note(side);
                    self.detail(side);
                    if matches!(cmp, Cmp::Ge | Cmp::Gt) {
                        self.share(side);
                    }
                }
            }
            Kind::In(two) => two.iter().for_each(|side| self.note(side)),
            Kind::IsNull { of, .. } => self.note(of),
            Kind::Call(_, args) => {
                self.note(node);
                args.iter().for_each(|arg| self.note(arg));
            }
            _ => self.note(node),
        }
    }

    /// States a value of the rule, or that it has none.
    fn note(&mut self, node: &'a Node) {
        if node.is_const() || matches!(node.kind, Kind::Params) {
            return;
        }
        match self.run.eval(node) {
            Ok(value) => {
                if let Some(count) = value.count() {
                    self.say(format!("len({})", node.text), Json::from(count));
                }
                if let Some(shown) = self.shown(&value) {
                    self.say(node.text.to_string(), shown);
                }
                if value.is_null() && self.result.outcome == Outcome::Undetermined {
                    self.missing(Stop { why: Unknown::Null, at: &node.text });
                }
            }
            Err(reason) => self.missing(reason),
        }
    }

    fn say(&mut self, expr: String, value: Json) {
        if self.said.insert(expr.clone()) {
            self.result.values.push(Compared { expr, value });
        }
    }

    fn size_of(&mut self, list: &'a Node) {
        match self.run.list(list) {
            Ok((_, count)) => self.say(format!("len({})", list.text), Json::from(count)),
            Err(reason) => self.missing(reason),
        }
    }

    /// The numbers a share or a count is made of, and the members of a list that is counted.
    fn detail(&mut self, node: &'a Node) {
        match &node.kind {
            Kind::Call(Helper::Ratio, args) => {
                for arg in args {
                    self.note(arg);
                    self.detail(arg);
                }
            }
            Kind::Call(Helper::Len, args) if matches!(args[0].kind, Kind::Call(..)) => self.note(&args[0]),
            Kind::Call(Helper::Double | Helper::Int, args) => self.detail(&args[0]),
            Kind::Arith(_, two) => two.iter().for_each(|side| self.detail(side)),
            _ => {}
        }
    }

    /// For `ratio(len(list.filter(..)), len(list)) >= ..` the rows that are not counted are the ones to look at.
    fn share(&mut self, node: &'a Node) {
        if self.result.outcome == Outcome::Pass {
            return;
        }
        node.walk(&mut |inner| {
            if let Kind::Call(Helper::Ratio, args) = &inner.kind
                && let (Kind::Call(Helper::Len, part), Kind::Call(Helper::Len, whole)) =
                    (&args[0].kind, &args[1].kind)
                && let Kind::Loop(counted) = &part[0].kind
                && counted.kind == LoopKind::Filter
                && counted.range.canon == whole[0].canon
            {
                self.rows(counted, Point::Uncounted);
            }
        });
    }

    fn rows(&mut self, inner: &'a Loop, point: Point) {
        let decisions =
            !(self.run.session.inputs.exceptions.is_empty() && self.run.session.inputs.remedies.is_empty());
        if self.result.outcome == Outcome::Pass && !decisions {
            return;
        }
        let (list, count) = match self.run.list(&inner.range) {
            Ok(found) => found,
            Err(reason) => return self.missing(reason),
        };
        for position in 0..count {
            if self.run.step(1, &inner.range.text).is_err() {
                return;
            }
            let element = list.get(position);
            self.run.bind(inner.var, element.clone());
            let bad = match point {
                Point::Against => self.run.holds(inner, None).map(|holds| !holds),
                Point::Existing => self.run.meets(&inner.parts, None),
                Point::Uncounted => self.run.meets(&inner.parts, None).map(|counted| !counted),
            };
            if bad == Ok(false) {
                continue;
            }
            if point != Point::Uncounted
                && let Some(by) = self.run.session.set_aside(&element)
            {
                if self.result.set_aside.len() < ROWS_SHOWN {
                    let id = id_of(&element).unwrap_or_default().to_owned();
                    let decision = self.run.session.decision(&id).map(str::to_owned);
                    let aside = SetAside { id, by, decision };
                    if !self.result.set_aside.contains(&aside) {
                        self.result.set_aside.push(aside);
                    }
                }
                continue;
            }
            let shown = match bad {
                Ok(_) => {
                    self.result.total_failing += 1;
                    self.result.failing.len()
                }
                Err(reason) => {
                    self.missing(reason);
                    self.result.total_open += 1;
                    self.result.open.len()
                }
            };
            if shown < ROWS_SHOWN {
                let row = self.row_ref(inner, &element, position);
                match bad {
                    Ok(_) => self.result.failing.push(row),
                    Err(_) => self.result.open.push(row),
                }
            }
        }
    }

    fn row_ref(&mut self, inner: &'a Loop, element: &Val<'a>, position: usize) -> RowRef {
        let id = id_of(element).map_or_else(|| format!("#{}", position + 1), str::to_owned);
        let (file, place) = match element {
            Val::Row(row) => {
                let ty = row.fact_type();
                let text = |field| row.at(field).as_text().map(str::to_owned);
                (text(ty.file()), text(ty.place()))
            }
            Val::Item(item) => (Some(item.sha256.clone()), None),
            _ => (None, None),
        };
        let mut told = HashSet::new();
        let mut values = Vec::new();
        let mut wanted: Vec<&'a Node> = Vec::new();
        for node in inner.body.iter().chain(&inner.parts) {
            node.walk(&mut |node| {
                let own = node.free == 1 << inner.var;
                let field = matches!(&node.kind, Kind::Field(of, _) | Kind::ItemField(of, _)
                    if matches!(of.kind, Kind::Var(var) if var == inner.var));
                if own && (field || tells(node)) && told.insert(node.text.clone()) {
                    wanted.push(node);
                }
            });
        }
        for node in wanted {
            self.run.bind(inner.var, element.clone());
            if let Ok(value) = self.run.eval(node) {
                let value = self.shown(&value).unwrap_or_else(|| Json::from(value.count().unwrap_or(0)));
                values.push(Compared { expr: node.text.to_string(), value });
            }
        }
        values.extend(self.others(inner, element));
        RowRef { id, file, place, values }
    }

    /// The rows this one was held against and found, each with its own file and place: a contradiction has two sides.
    fn others(&mut self, inner: &'a Loop, element: &Val<'a>) -> Vec<Compared> {
        let mut found = Vec::new();
        for node in inner.body.iter().chain(&inner.parts) {
            self.run.bind(inner.var, element.clone());
            self.look_inside(node, 1 << inner.var, &mut found);
        }
        found
    }

    /// Searches an expression whose loop variables `bound` have their values.
    fn look_inside(&mut self, node: &'a Node, bound: u64, found: &mut Vec<Compared>) {
        if found.len() >= OTHERS_SHOWN || node.free == 0 {
            return;
        }
        match &node.kind {
            Kind::Loop(nested) if nested.kind == LoopKind::Exists && node.free & !bound == 0 => {
                let depth = self.run.vars.len();
                if let Some(Val::Row(row)) = self.run.witness(nested) {
                    self.tell(&nested.range.text, row, Some(nested), found);
                }
                self.run.vars.truncate(depth);
            }
            Kind::Loop(nested) if nested.range.free & !bound == 0 => {
                let Ok((list, count)) = self.run.list(&nested.range) else { return };
                let depth = self.run.vars.len();
                for position in 0..count.min(LIST_SHOWN) {
                    let element = list.get(position);
                    for part in nested.body.iter().chain(&nested.parts) {
                        self.run.bind(nested.var, element.clone());
                        self.look_inside(part, bound | 1 << nested.var, found);
                    }
                }
                self.run.vars.truncate(depth);
            }
            Kind::Call(Helper::ById, _) if node.free & !bound == 0 => {
                if let Ok(Val::Row(row)) = self.run.eval(node) {
                    self.tell(&node.text, row, None, found);
                }
            }
            _ => {
                for child in node.children() {
                    self.look_inside(child, bound, found);
                }
            }
        }
    }

    /// States a row of other evidence: where it stands, and the fields it was found by.
    fn tell(&self, expr: &str, row: &'a Row, by: Option<&'a Loop>, found: &mut Vec<Compared>) {
        let ty = row.fact_type();
        let text = |field| row.at(field).as_text();
        let mut value =
            json!({"id": id_of(&Val::Row(row)), "file": text(ty.file()), "place": text(ty.place())});
        for (nested, part) in by.into_iter().flat_map(|nested| nested.parts.iter().map(move |p| (nested, p)))
        {
            part.walk(&mut |node| {
                if let Kind::Field(of, field) = &node.kind
                    && matches!(of.kind, Kind::Var(var) if var == nested.var)
                    && let Some(shown) = self.shown(&Val::of(row.at(*field)))
                {
                    value[ty.fields[field.0 as usize].name.as_str()] = shown;
                }
            });
        }
        if !found.iter().any(|known| known.value == value) {
            found.push(Compared { expr: expr.to_owned(), value });
        }
    }

    /// A value as JSON; `None` for lists of rows, of which only the length is told.
    fn shown(&self, value: &Val<'a>) -> Option<Json> {
        Some(match value {
            Val::Null => Json::Null,
            Val::Bool(value) => Json::from(*value),
            Val::Int(value) => Json::from(*value),
            Val::Double(value) => Json::from(*value),
            Val::Time(at) => Json::from(calendar::written(*at, &self.run.session.inputs.zone)),
            Val::Row(_) | Val::Item(_) => Json::from(id_of(value)),
            Val::Str(_) | Val::Text(_) => Json::from(value.text()),
            Val::Table(_) | Val::Items(_) => return None,
            list => {
                let first = list.elements().take(LIST_SHOWN);
                if list.elements().next().is_some_and(|e| matches!(e, Val::Row(_) | Val::Item(_))) {
                    return None;
                }
                Json::Array(first.map(|e| self.shown(&e).unwrap_or(Json::Null)).collect())
            }
        })
    }
}

/// Computed values worth telling with a row: moments and differences, not what other tables hold.
fn tells(node: &Node) -> bool {
    let told = matches!(
        node.kind,
        Kind::Call(
            Helper::Plus
                | Helper::Minus
                | Helper::PlusWorkdays
                | Helper::Latest
                | Helper::Elapsed
                | Helper::Ratio
                | Helper::Missing,
            _
        )
    );
    let mut plain = true;
    node.walk(&mut |inner| plain &= !matches!(inner.kind, Kind::Loop(_)));
    told && plain
}
