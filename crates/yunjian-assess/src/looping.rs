//! Compiling the macros: loops with their filters drawn in, and the joins that keep them from being quadratic.

use cel::IdedExpr;
use cel::common::ast::Expr;

use crate::compile::{ATOM, Compiler, RuleFault, fault};
use crate::node::{Cmp, Join, Kind, Loop, LoopKind, Node, Ty};

/// Loop variables are bits of a word; nobody reads a rule half as deep.
const DEEPEST: usize = 60;

impl Compiler {
    pub(crate) fn loop_over(
        &mut self,
        kind: LoopKind,
        name: &str,
        target: &IdedExpr,
        args: &[IdedExpr],
    ) -> Result<Node, RuleFault> {
        let [variable, body] = args else {
            return fault(name, "takes a variable and an expression");
        };
        let Expr::Ident(variable) = &variable.expr else {
            return fault(name, "the first of the two must be the name of a variable");
        };
        let over = self.expression(target)?;
        let element = match &over.ty {
            Ty::List(of) => (**of).clone(),
            Ty::Any => Ty::Any,
            ty => return fault(&over.text, format!("a list is needed here, this is {}", ty.name())),
        };
        if self.vars.len() >= DEEPEST {
            return fault(name, "loops are nested too deeply");
        }
        let var = self.vars.len();
        self.vars.push((variable.clone(), element.clone()));
        let body = self.expression(body);
        self.vars.pop();
        let body = body?;
        if kind != LoopKind::Map {
            self.want_bool(&body)?;
        }
        let ty = match kind {
            LoopKind::All | LoopKind::Exists | LoopKind::ExistsOne => Ty::Bool,
            LoopKind::Filter => Ty::list(element),
            LoopKind::Map => Ty::list(body.ty.clone()),
        };
        let text = format!("{}.{name}({variable}, {})", wrapped(&over, &over.text), body.text).into();
        let canon = format!("{}.{name}({})", wrapped(&over, &over.canon), body.canon).into();

        // `list.filter(a, F).exists(b, P)` asks F and P of each element of the list itself.
        let (range, mut parts) = match over.kind {
            Kind::Loop(inner)
                if inner.kind == LoopKind::Filter && matches!(kind, LoopKind::All | LoopKind::Exists) =>
            {
                (inner.range, inner.parts)
            }
            over_kind => (Node { kind: over_kind, ..over }, Vec::new()),
        };
        let body = if matches!(kind, LoopKind::All | LoopKind::Map) {
            Some(body)
        } else {
            parts.extend(conjuncts(body));
            None
        };
        let inside = parts.iter().chain(&body).fold(0, |bits, node| bits | node.free);
        let free = range.free | (inside & !(1 << var));
        let make = |compiler: &mut Self, parts: Vec<Node>| {
            let joins =
                if range.free == 0 && kind != LoopKind::Map { joins(&parts, var) } else { Vec::new() };
            let index_slot = compiler.slot();
            Loop {
                kind,
                range: range.clone(),
                var,
                parts,
                body: body.clone(),
                joins,
                index_slot,
                graded: false,
            }
        };
        // An `or` of joins is searched one join at a time: exists(a || b) = exists(a) || exists(b).
        let split = match (&kind, parts.as_slice()) {
            (LoopKind::Exists, [Node { kind: Kind::Or(ways), .. }]) if range.free == 0 => ways
                .iter()
                .map(|way| {
                    let parts = conjuncts(way.clone());
                    (!joins(&parts, var).is_empty()).then_some(parts)
                })
                .collect::<Option<Vec<_>>>(),
            _ => None,
        };
        let slot = (free == 0).then(|| self.slot());
        let kind = match split {
            Some(ways) => Kind::Or(
                ways.into_iter()
                    .map(|parts| {
                        let ways = parts.iter().fold(0, |bits, part| bits | part.free) & !(1 << var);
                        let said = parts.iter().map(|p| p.text.to_string()).collect::<Vec<_>>().join(" && ");
                        let canon =
                            parts.iter().map(|p| p.canon.to_string()).collect::<Vec<_>>().join(" && ");
                        Node {
                            text: format!("{}.exists({variable}, {said})", range.text).into(),
                            canon: format!("{}.exists({canon})", range.canon).into(),
                            kind: Kind::Loop(Box::new(make(self, parts))),
                            ty: Ty::Bool,
                            free: ways,
                            prec: ATOM,
                            slot: None,
                        }
                    })
                    .collect(),
            ),
            None => Kind::Loop(Box::new(make(self, parts))),
        };
        Ok(Node { kind, ty, free, text, canon, prec: ATOM, slot })
    }
}

fn wrapped(node: &Node, text: &str) -> String {
    if node.prec < ATOM { format!("({text})") } else { text.to_owned() }
}

fn conjuncts(node: Node) -> Vec<Node> {
    match node.kind {
        Kind::And(parts) => parts,
        kind => vec![Node { kind, ..node }],
    }
}

/// The parts by which elements can be looked up instead of searched for. One side must read only the loop
/// variable and be a text, the other must depend on an enclosing loop but not on this one.
fn joins(parts: &[Node], var: usize) -> Vec<Join> {
    let own = 1u64 << var;
    let outer = |node: &Node| node.free != 0 && node.free & own == 0 && matches!(node.ty, Ty::Text | Ty::Any);
    let mut found = Vec::new();
    for (part, node) in parts.iter().enumerate() {
        match &node.kind {
            Kind::Compare(Cmp::Eq, two) => {
                for (key, with) in [(&two[0], &two[1]), (&two[1], &two[0])] {
                    if key.free == own && key.ty == Ty::Text && outer(with) {
                        found.push(Join { part, key: key.clone(), with: with.clone(), member: false });
                    }
                }
            }
            Kind::In(two) => {
                let (with, key) = (&two[0], &two[1]);
                if key.free == own && key.ty == Ty::list(Ty::Text) && outer(with) {
                    found.push(Join { part, key: key.clone(), with: with.clone(), member: true });
                }
            }
            _ => {}
        }
    }
    found
}
