//! From the text of a rule to its compiled form. The `cel` crate parses; every name is resolved here, so that a
//! misspelt field is found when a rule is written and not when a submission is judged.

use std::collections::BTreeSet;
use std::sync::Arc;

use cel::common::ast::{CallExpr, Expr, LiteralValue, operators};
use cel::{Env, IdedExpr};
use yunjian_catalogue::vocabulary;

use crate::helper::{self, Helper, Want};
use crate::look::{self, Look};
use crate::node::{Arith, Cmp, Kind, LoopKind, Node, Source, Ty};

/// Why a rule cannot be used: the part of it that is wrong, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {message}")]
pub struct RuleFault {
    pub place: String,
    pub message: String,
}

/// A rule's expression, checked and resolved; cheap to keep, safe to share between threads.
#[derive(Clone, Debug)]
pub struct Compiled {
    pub(crate) root: Node,
    pub(crate) slots: usize,
    params: Vec<Arc<str>>,
    form_fields: Vec<Arc<str>>,
    facts: Vec<&'static str>,
    current: Vec<Arc<str>>,
}

impl Compiled {
    /// The parameters the rule reads, sorted; `fixWindow` reads the four `fix_` parameters.
    pub fn params(&self) -> &[Arc<str>] {
        &self.params
    }
    /// The form fields the rule reads from this or the previous form, sorted.
    pub fn form_fields(&self) -> &[Arc<str>] {
        &self.form_fields
    }
    /// Fact types the rule reads from the submission itself, sorted.
    pub fn facts(&self) -> &[&'static str] {
        &self.facts
    }
    /// Obligations whose current evidence the rule reads (`current['…']`), sorted.
    pub fn current(&self) -> &[Arc<str>] {
        &self.current
    }
    /// What the rule looks at beyond whether something is there.
    pub fn looks(&self) -> BTreeSet<Look> {
        look::looks(&self.root)
    }
}

/// Reads one rule.
///
/// # Errors
/// When it is no expression, names an unknown field, function or variable, or mixes kinds of values; the fault
/// names the place.
pub fn compile_rule(check: &str) -> Result<Compiled, RuleFault> {
    if check.len() > LONGEST {
        return fault("the rule", format!("is longer than {LONGEST} characters; split it"));
    }
    // The parser recurses as deep as a chain of operators is long, deeper than the stack of a worker may be.
    std::thread::scope(|scope| {
        let reader =
            std::thread::Builder::new().stack_size(READING_STACK).spawn_scoped(scope, || read(check));
        match reader.map(|reader| reader.join()) {
            Ok(Ok(compiled)) => compiled,
            Ok(Err(_)) => fault("the rule", "cannot be read"),
            Err(error) => fault("the rule", format!("cannot be read now: {error}")),
        }
    })
}

fn read(check: &str) -> Result<Compiled, RuleFault> {
    let parsed = Env::default().parser().parse(check).map_err(|errors| {
        let first = errors.errors.first();
        RuleFault {
            place: first.map_or_else(String::new, |e| format!("line {}, column {}", e.pos.0, e.pos.1)),
            message: first
                .map_or_else(|| "cannot be read".to_owned(), |e| format!("cannot be read: {}", e.msg)),
        }
    })?;
    let mut compiler = Compiler::default();
    let mut root = compiler.expression(&parsed)?;
    compiler.want_bool(&root)?;
    mark_graded(&mut root);
    let mut params = BTreeSet::new();
    let mut form_fields = BTreeSet::new();
    let mut facts = BTreeSet::new();
    let mut current = BTreeSet::new();
    root.walk(&mut |node| match &node.kind {
        Kind::Param(name) => drop(params.insert(name.clone())),
        Kind::Params => params.extend(FIX_WINDOWS.map(Arc::from)),
        Kind::Form { name, .. } => drop(form_fields.insert(name.clone())),
        Kind::Table(Source::Facts, ty) => drop(facts.insert(vocabulary().get(*ty).name.as_str())),
        Kind::Current(obligation, _) => drop(current.insert(obligation.clone())),
        _ => {}
    });
    Ok(Compiled {
        root,
        slots: compiler.slots,
        params: params.into_iter().collect(),
        form_fields: form_fields.into_iter().collect(),
        facts: facts.into_iter().collect(),
        current: current.into_iter().collect(),
    })
}

/// Bytes of a rule. Nobody can read a longer one, and parsing one could exhaust the stack.
const LONGEST: usize = 4_000;
/// Bytes of stack for reading a rule of [`LONGEST`]; only what is used is ever taken.
const READING_STACK: usize = 64 << 20;
/// Expressions inside expressions.
const DEEPEST: usize = 100;

/// The parameters `fixWindow` reads, from the heaviest severity down.
pub(crate) const FIX_WINDOWS: [&str; 4] = ["fix_critical", "fix_high", "fix_medium", "fix_low"];

/// Loops whose failing rows are what a person wants to see: those reached from the root through and, or, not.
fn mark_graded(node: &mut Node) {
    match &mut node.kind {
        Kind::And(parts) | Kind::Or(parts) => parts.iter_mut().for_each(mark_graded),
        Kind::Cond(three) => three[1..].iter_mut().for_each(mark_graded),
        Kind::Loop(inner) if inner.kind == LoopKind::All => {
            inner.graded = true;
            node.slot = None;
        }
        Kind::Not(of) => {
            if let Kind::Loop(inner) = &mut of.kind
                && inner.kind == LoopKind::Exists
            {
                inner.graded = true;
                of.slot = None;
            }
        }
        _ => {}
    }
}

pub(crate) fn fault<T>(place: &str, message: impl Into<String>) -> Result<T, RuleFault> {
    Err(RuleFault { place: format!("at `{place}`"), message: message.into() })
}

#[derive(Default)]
pub(crate) struct Compiler {
    /// Names and types of the loop variables, outermost first.
    pub(crate) vars: Vec<(String, Ty)>,
    pub(crate) slots: usize,
    depth: usize,
}

pub(crate) const ATOM: u8 = 9;

impl Compiler {
    pub(crate) fn slot(&mut self) -> usize {
        self.slots += 1;
        self.slots - 1
    }

    pub(crate) fn leaf(kind: Kind, ty: Ty, text: impl Into<Arc<str>>) -> Node {
        let text = text.into();
        Node { kind, ty, free: 0, canon: text.clone(), text, prec: ATOM, slot: None }
    }

    /// A node whose text is made from its children's, once as written and once by distance.
    pub(crate) fn node(
        kind: Kind,
        ty: Ty,
        prec: u8,
        write: impl Fn(&dyn Fn(&Node) -> String) -> String,
    ) -> Node {
        let text = write(&|n| n.text.to_string()).into();
        let canon = write(&|n| n.canon.to_string()).into();
        Node { kind, ty, free: 0, text, canon, prec, slot: None }
    }

    fn finish(&mut self, mut node: Node) -> Node {
        node.free = node.children().iter().fold(0, |bits, child| bits | child.free);
        if node.free == 0 && matches!(node.kind, Kind::Call(..) | Kind::Arith(..) | Kind::List(_)) {
            node.slot = Some(self.slot());
        }
        node
    }

    pub(crate) fn want_bool(&self, node: &Node) -> Result<(), RuleFault> {
        match node.ty {
            Ty::Bool | Ty::Any => Ok(()),
            _ => fault(&node.text, format!("a yes or no is needed here, this is {}", node.ty.name())),
        }
    }

    pub(crate) fn expression(&mut self, expr: &IdedExpr) -> Result<Node, RuleFault> {
        self.depth += 1;
        let node = if self.depth > DEEPEST {
            fault("the rule", "is nested too deeply")
        } else {
            self.resolved(expr)
        };
        self.depth -= 1;
        node
    }

    fn resolved(&mut self, expr: &IdedExpr) -> Result<Node, RuleFault> {
        match &expr.expr {
            Expr::Literal(literal) => constant(literal),
            Expr::Ident(name) => self.name(name),
            Expr::Select(select) => self.select(select),
            Expr::List(list) => {
                let items =
                    list.elements.iter().map(|e| self.expression(e)).collect::<Result<Vec<_>, _>>()?;
                let mut ty = Ty::Any;
                for item in &items {
                    ty = match ty.meet(&item.ty) {
                        Some(ty) => ty,
                        None => return fault(&item.text, "the elements of a list must be of one kind"),
                    };
                }
                let node = Self::node(Kind::List(items.clone()), Ty::list(ty), ATOM, |show| {
                    format!("[{}]", items.iter().map(show).collect::<Vec<_>>().join(", "))
                });
                Ok(self.finish(node))
            }
            Expr::Call(call) => self.call(call),
            _ => fault("the rule", "maps, structs and optional values are not part of the rule language"),
        }
    }

    fn call(&mut self, call: &CallExpr) -> Result<Node, RuleFault> {
        let name = call.func_name.as_str();
        if let Some(target) = &call.target {
            if let Some(kind) = loop_kind(name) {
                return self.loop_over(kind, name, target, &call.args);
            }
            if name == "size" && call.args.is_empty() {
                let of = self.expression(target)?;
                return self.helper("size", vec![of]);
            }
            return fault(name, "unknown method");
        }
        if name == operators::LOGICAL_AND || name == operators::LOGICAL_OR {
            return self.junction(name == operators::LOGICAL_AND, &call.args);
        }
        let args = call.args.iter().map(|a| self.expression(a)).collect::<Result<Vec<_>, _>>()?;
        if let Some(node) = self.operator(name, &args)? {
            return Ok(node);
        }
        self.helper(name, args)
    }

    fn junction(&mut self, and: bool, args: &[IdedExpr]) -> Result<Node, RuleFault> {
        let mut parts = Vec::new();
        for arg in args {
            let part = self.expression(arg)?;
            self.want_bool(&part)?;
            match (and, part.kind) {
                // A chain is one list of parts, in whatever order the parser grouped it.
                (true, Kind::And(inner)) | (false, Kind::Or(inner)) => parts.extend(inner),
                (_, kind) => parts.push(Node { kind, ..part }),
            }
        }
        Ok(Self::joined(and, parts))
    }

    pub(crate) fn joined(and: bool, parts: Vec<Node>) -> Node {
        let (word, prec) = if and { (" && ", 3) } else { (" || ", 2) };
        let free = parts.iter().fold(0, |bits, p| bits | p.free);
        let shown = parts.clone();
        let kind = if and { Kind::And(parts) } else { Kind::Or(parts) };
        let mut node = Self::node(kind, Ty::Bool, prec, |show| {
            shown.iter().map(|p| bracket(p, prec, show)).collect::<Vec<_>>().join(word)
        });
        node.free = free;
        node
    }

    fn operator(&mut self, name: &str, args: &[Node]) -> Result<Option<Node>, RuleFault> {
        let cmp = match name {
            operators::EQUALS => Some((Cmp::Eq, "==")),
            operators::NOT_EQUALS => Some((Cmp::Ne, "!=")),
            operators::LESS => Some((Cmp::Lt, "<")),
            operators::LESS_EQUALS => Some((Cmp::Le, "<=")),
            operators::GREATER => Some((Cmp::Gt, ">")),
            operators::GREATER_EQUALS => Some((Cmp::Ge, ">=")),
            _ => None,
        };
        let arith = match name {
            operators::ADD => Some((Arith::Add, "+", 5)),
            operators::SUBSTRACT => Some((Arith::Sub, "-", 5)),
            operators::MULTIPLY => Some((Arith::Mul, "*", 6)),
            operators::DIVIDE => Some((Arith::Div, "/", 6)),
            operators::MODULO => Some((Arith::Rem, "%", 6)),
            _ => None,
        };
        let node = match (args, cmp, arith) {
            ([a, b], Some((cmp, word)), _) => comparison(cmp, word, a, b)?,
            ([a, b], _, Some((op, word, prec))) => {
                let ty = arithmetic_type(op, a, b)?;
                let two = Box::new([a.clone(), b.clone()]);
                Self::node(Kind::Arith(op, two), ty, prec, |show| {
                    format!("{} {word} {}", bracket(a, prec, show), bracket(b, prec + 1, show))
                })
            }
            ([of], ..) if name == operators::LOGICAL_NOT => {
                self.want_bool(of)?;
                Self::node(Kind::Not(Box::new(of.clone())), Ty::Bool, 7, |show| {
                    format!("!{}", bracket(of, 7, show))
                })
            }
            ([of], ..) if name == operators::NEGATE => {
                if !Want::Number.accepts(&of.ty) {
                    return fault(&of.text, format!("a number is needed here, this is {}", of.ty.name()));
                }
                let ty = of.ty.clone();
                Self::node(Kind::Neg(Box::new(of.clone())), ty, 7, |show| {
                    format!("-{}", bracket(of, 7, show))
                })
            }
            ([cond, yes, no], ..) if name == operators::CONDITIONAL => {
                self.want_bool(cond)?;
                let Some(ty) = yes.ty.meet(&no.ty) else {
                    return fault(&yes.text, "both answers of a choice must be of one kind");
                };
                let three = Box::new([cond.clone(), yes.clone(), no.clone()]);
                Self::node(Kind::Cond(three), ty, 1, |show| {
                    format!(
                        "{} ? {} : {}",
                        bracket(cond, 2, show),
                        bracket(yes, 2, show),
                        bracket(no, 1, show)
                    )
                })
            }
            ([item, list], ..) if name == operators::IN => {
                let fits = match &list.ty {
                    Ty::List(of) => of.meet(&item.ty).is_some(),
                    ty => *ty == Ty::Any,
                };
                if !fits {
                    return fault(&list.text, format!("{} cannot be in {}", item.ty.name(), list.ty.name()));
                }
                let two = Box::new([item.clone(), list.clone()]);
                let mut node = Self::node(Kind::In(two), Ty::Bool, 4, |show| {
                    format!("{} in {}", bracket(item, 5, show), bracket(list, 5, show))
                });
                // The set of an invariant list is remembered here.
                node.slot = (list.free == 0).then(|| self.slot());
                node
            }
            ([list, at], ..) if name == operators::INDEX => {
                let ty = match &list.ty {
                    Ty::List(of) => (**of).clone(),
                    Ty::Any => Ty::Any,
                    ty => return fault(&list.text, format!("{} has no elements", ty.name())),
                };
                if !Want::Int.accepts(&at.ty) {
                    return fault(&at.text, "a position in a list is an int");
                }
                let two = Box::new([list.clone(), at.clone()]);
                Self::node(Kind::Index(two), ty, ATOM, |show| {
                    format!("{}[{}]", bracket(list, ATOM, show), show(at))
                })
            }
            ([of], ..) if name == operators::HAS => {
                let kind = Kind::IsNull { of: Box::new(of.clone()), negated: true };
                Self::node(kind, Ty::Bool, 4, |show| format!("{} != null", bracket(of, 5, show)))
            }
            _ => return Ok(None),
        };
        Ok(Some(self.finish(node)))
    }

    fn helper(&mut self, name: &str, args: Vec<Node>) -> Result<Node, RuleFault> {
        let Some((helper, wants)) = helper::find(name) else {
            return fault(name, "unknown function");
        };
        if args.len() != wants.len() {
            return fault(name, format!("takes {} values, {} are given", wants.len(), args.len()));
        }
        for (arg, want) in args.iter().zip(wants) {
            let group = matches!(arg.kind, Kind::Params);
            if group != (*want == Want::Params) || !group && !want.accepts(&arg.ty) {
                return fault(
                    &arg.text,
                    format!("{name} needs {} here, this is {}", want.name(), arg.ty.name()),
                );
            }
        }
        let types: Vec<Ty> = args.iter().map(|a| a.ty.clone()).collect();
        let written = if name == "size" { "len" } else { name };
        let shown = args.clone();
        let node = Self::node(Kind::Call(helper, args), Helper::gives(helper, &types), ATOM, |show| {
            format!("{written}({})", shown.iter().map(show).collect::<Vec<_>>().join(", "))
        });
        Ok(self.finish(node))
    }
}

pub(crate) fn bracket(node: &Node, prec: u8, show: &dyn Fn(&Node) -> String) -> String {
    if node.prec < prec { format!("({})", show(node)) } else { show(node) }
}

fn constant(literal: &LiteralValue) -> Result<Node, RuleFault> {
    Ok(match literal {
        LiteralValue::Null => Compiler::leaf(Kind::Null, Ty::Any, "null"),
        LiteralValue::Boolean(value) => {
            let value = *value.inner();
            Compiler::leaf(Kind::Bool(value), Ty::Bool, value.to_string())
        }
        LiteralValue::Int(value) => {
            let value = *value.inner();
            Compiler::leaf(Kind::Int(value), Ty::Int, value.to_string())
        }
        LiteralValue::Double(value) => {
            let value = *value.inner();
            Compiler::leaf(Kind::Double(value), Ty::Double, format!("{value:?}"))
        }
        LiteralValue::String(value) => {
            let value = value.inner();
            let escaped = value.replace('\\', "\\\\").replace('\'', "\\'");
            Compiler::leaf(Kind::Text(value.into()), Ty::Text, format!("'{escaped}'"))
        }
        LiteralValue::UInt(_) | LiteralValue::Bytes(_) => {
            return fault("the rule", "unsigned numbers and bytes are not part of the rule language");
        }
    })
}

fn loop_kind(name: &str) -> Option<LoopKind> {
    Some(match name {
        operators::ALL => LoopKind::All,
        operators::EXISTS => LoopKind::Exists,
        operators::EXISTS_ONE => LoopKind::ExistsOne,
        operators::FILTER => LoopKind::Filter,
        operators::MAP => LoopKind::Map,
        _ => return None,
    })
}

fn comparison(cmp: Cmp, word: &str, a: &Node, b: &Node) -> Result<Node, RuleFault> {
    let null = |n: &Node| matches!(n.kind, Kind::Null);
    if null(a) || null(b) {
        let of = if null(a) { b } else { a };
        if !matches!(cmp, Cmp::Eq | Cmp::Ne) {
            return fault(
                &format!("{} {word} {}", a.text, b.text),
                "null can only be asked for with == and !=",
            );
        }
        let kind = Kind::IsNull { of: Box::new(of.clone()), negated: cmp == Cmp::Ne };
        return Ok(Compiler::node(kind, Ty::Bool, 4, |show| format!("{} {word} null", bracket(of, 5, show))));
    }
    let place = || format!("{} {word} {}", a.text, b.text);
    match (&a.ty, &b.ty) {
        (Ty::Int, Ty::Double) | (Ty::Double, Ty::Int) => {
            return fault(&place(), "an int is compared with a double; write double(...)");
        }
        (Ty::List(_) | Ty::Row(_) | Ty::Item, _) | (_, Ty::List(_) | Ty::Row(_) | Ty::Item) => {
            return fault(&place(), "only single values can be compared");
        }
        (x, y) if x.meet(y).is_none() => {
            return fault(&place(), format!("{} is compared with {}", x.name(), y.name()));
        }
        _ => {}
    }
    let two = Box::new([a.clone(), b.clone()]);
    Ok(Compiler::node(Kind::Compare(cmp, two), Ty::Bool, 4, |show| {
        format!("{} {word} {}", bracket(a, 5, show), bracket(b, 5, show))
    }))
}

fn arithmetic_type(op: Arith, a: &Node, b: &Node) -> Result<Ty, RuleFault> {
    let place = || format!("{} and {}", a.text, b.text);
    if let (Ty::Int, Ty::Double) | (Ty::Double, Ty::Int) = (&a.ty, &b.ty) {
        return fault(&place(), "int and double are mixed; write double(...)");
    }
    let Some(ty) = a.ty.meet(&b.ty) else {
        return fault(&place(), format!("{} and {} cannot be computed with", a.ty.name(), b.ty.name()));
    };
    let fits = match ty {
        Ty::Any | Ty::Int | Ty::Double => true,
        Ty::Text | Ty::List(_) => op == Arith::Add,
        _ => false,
    };
    if fits { Ok(ty) } else { fault(&place(), format!("{} cannot be computed with", ty.name())) }
}
