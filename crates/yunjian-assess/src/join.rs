//! Loops, and the indexes and sets that answer them without searching.

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use crate::assessment::Unknown;
use crate::eval::{Run, stop};
use crate::functions::row_id;
use crate::node::{Cmp, Loop, LoopKind, Node};
use crate::value::{Eval, Key, Stop, Val};

/// Elements of a list by the text of a key.
#[derive(Debug, Default)]
pub(crate) struct Index<'a> {
    buckets: HashMap<Key<'a>, usize>,
    rows: Vec<Vec<u32>>,
    /// Elements whose key is unknown: they could be anything.
    pub open: Vec<u32>,
}

/// The texts of a list; `None` for a list that holds something else.
#[derive(Debug)]
pub(crate) struct TextSet<'a> {
    texts: Option<HashSet<Key<'a>>>,
    /// Some element is unknown.
    open: bool,
}

/// Lists shorter than this are searched; a set would cost more than it saves.
const WORTH_A_SET: usize = 16;

/// Which elements of a list a loop has to look at.
enum Plan<'a> {
    /// All of them, asking every part.
    Whole,
    /// Those of one key, for which one part is known to hold, and those without a key.
    Looked { index: Rc<Index<'a>>, bucket: Option<usize>, known: usize },
}

impl<'a> Index<'a> {
    fn add(&mut self, key: Key<'a>, position: u32) {
        let next = self.rows.len();
        let bucket = *self.buckets.entry(key).or_insert(next);
        if bucket == next {
            self.rows.push(Vec::new());
        }
        // A list may name the same member twice.
        if self.rows[bucket].last() != Some(&position) {
            self.rows[bucket].push(position);
        }
    }

    /// First element with that key.
    pub(crate) fn first(&self, key: &Key<'a>) -> Option<u32> {
        self.buckets.get(key).map(|bucket| self.rows[*bucket][0])
    }
}

impl Plan<'_> {
    /// The n-th element to look at, and the part it is known to meet.
    fn nth(&self, n: usize, count: usize) -> Option<(usize, Option<usize>)> {
        match self {
            Self::Whole => (n < count).then_some((n, None)),
            Self::Looked { index, bucket, known } => {
                let rows = bucket.map_or(&[][..], |b| &index.rows[b]);
                match rows.get(n) {
                    Some(row) => Some((*row as usize, Some(*known))),
                    None => index.open.get(n - rows.len()).map(|row| (*row as usize, None)),
                }
            }
        }
    }
}

impl<'a> Run<'a, '_> {
    pub(crate) fn bind(&mut self, var: usize, element: Val<'a>) {
        self.vars.truncate(var);
        self.vars.push(element);
    }

    /// The list of a loop; anything else leaves the rule open.
    pub(crate) fn list(&mut self, node: &'a Node) -> Result<(Val<'a>, usize), Stop<'a>> {
        let list = self.known(node)?;
        match list.count() {
            Some(count) => Ok((list, count)),
            None => stop(Unknown::WrongKind, &node.text),
        }
    }

    pub(crate) fn run_loop(&mut self, inner: &'a Loop) -> Eval<'a> {
        let (list, count) = self.list(&inner.range)?;
        let plan = self.plan(inner, &list, count)?;
        match inner.kind {
            LoopKind::Exists => self.exists(inner, &list, count, plan).map(Val::Bool),
            LoopKind::All => self.all(inner, &list, count, plan).map(Val::Bool),
            LoopKind::Filter | LoopKind::ExistsOne => {
                let mut kept = Vec::new();
                let mut turn = 0;
                while let Some((position, known)) = plan.nth(turn, count) {
                    turn += 1;
                    let element = list.get(position);
                    self.step(1, &inner.range.text)?;
                    self.bind(inner.var, element);
                    if self.meets(&inner.parts, known)? {
                        kept.push(position);
                    }
                }
                if inner.kind == LoopKind::ExistsOne {
                    return Ok(Val::Bool(kept.len() == 1));
                }
                if kept.len() == count {
                    return Ok(list);
                }
                Ok(Val::List(kept.into_iter().map(|p| list.get(p)).collect()))
            }
            LoopKind::Map => {
                let Some(body) = &inner.body else { return stop(Unknown::WrongKind, &inner.range.text) };
                let mut mapped = Vec::with_capacity(count);
                for position in 0..count {
                    self.step(1, &inner.range.text)?;
                    self.bind(inner.var, list.get(position));
                    mapped.push(self.eval(body)?);
                }
                Ok(Val::List(mapped.into()))
            }
        }
    }

    fn exists(
        &mut self,
        inner: &'a Loop,
        list: &Val<'a>,
        count: usize,
        plan: Plan<'a>,
    ) -> Result<bool, Stop<'a>> {
        let mut open = None;
        let mut turn = 0;
        while let Some((position, known)) = plan.nth(turn, count) {
            turn += 1;
            let element = list.get(position);
            self.step(1, &inner.range.text)?;
            self.bind(inner.var, element);
            match self.meets(&inner.parts, known) {
                Ok(false) => {}
                _ if inner.graded && self.spared(inner, list, position) => {}
                Ok(true) => return Ok(true),
                Err(reason) if reason.why == Unknown::StepLimit => return Err(reason),
                Err(reason) => drop(open.get_or_insert(reason)),
            }
        }
        open.map_or(Ok(false), Err)
    }

    /// The first element for which an `exists` holds: the other row of a contradiction.
    pub(crate) fn witness(&mut self, inner: &'a Loop) -> Option<Val<'a>> {
        let (list, count) = self.list(&inner.range).ok()?;
        let plan = self.plan(inner, &list, count).ok()?;
        let mut turn = 0;
        while let Some((position, known)) = plan.nth(turn, count) {
            turn += 1;
            let element = list.get(position);
            self.step(1, &inner.range.text).ok()?;
            self.bind(inner.var, element.clone());
            if self.meets(&inner.parts, known) == Ok(true) {
                return Some(element);
            }
        }
        None
    }

    fn all(
        &mut self,
        inner: &'a Loop,
        list: &Val<'a>,
        count: usize,
        plan: Plan<'a>,
    ) -> Result<bool, Stop<'a>> {
        let mut open = None;
        let mut turn = 0;
        while let Some((position, known)) = plan.nth(turn, count) {
            turn += 1;
            let element = list.get(position);
            self.step(1, &inner.range.text)?;
            self.bind(inner.var, element);
            match self.holds(inner, known) {
                Ok(true) => {}
                _ if inner.graded && self.spared(inner, list, position) => {}
                Ok(false) => return Ok(false),
                Err(reason) if reason.why == Unknown::StepLimit => return Err(reason),
                Err(reason) => drop(open.get_or_insert(reason)),
            }
        }
        open.map_or(Ok(true), Err)
    }

    /// Whether the bound element passes an `all`: it is filtered out, or the predicate holds.
    pub(crate) fn holds(&mut self, inner: &'a Loop, known: Option<usize>) -> Result<bool, Stop<'a>> {
        let Some(body) = &inner.body else { return stop(Unknown::WrongKind, &inner.range.text) };
        let concerned = self.meets(&inner.parts, known);
        if concerned == Ok(false) {
            return Ok(true);
        }
        match (concerned, self.truth(body)) {
            (_, Ok(true)) => Ok(true),
            (Err(reason), _) | (_, Err(reason)) => Err(reason),
            _ => Ok(false),
        }
    }

    fn spared(&self, inner: &'a Loop, list: &Val<'a>, position: usize) -> bool {
        debug_assert!(inner.graded);
        self.session.set_aside(&list.get(position)).is_some()
    }

    /// Looks the loop's elements up when it has a join, by the key that tells most of them apart.
    fn plan(&mut self, inner: &'a Loop, list: &Val<'a>, count: usize) -> Result<Plan<'a>, Stop<'a>> {
        if inner.joins.is_empty() || !self.session.planned {
            return Ok(Plan::Whole);
        }
        if self.indexes[inner.index_slot].is_none() {
            let mut best: Option<(usize, Rc<Index<'a>>)> = None;
            for (position, join) in inner.joins.iter().enumerate() {
                let index = self.index(&inner.range.canon, inner.var, &join.key, join.member, list, count)?;
                if best.as_ref().is_none_or(|(_, known)| index.buckets.len() > known.buckets.len()) {
                    best = Some((position, index));
                }
            }
            self.indexes[inner.index_slot] = best;
        }
        let Some((position, index)) = self.indexes[inner.index_slot].clone() else { return Ok(Plan::Whole) };
        let join = &inner.joins[position];
        match self.eval(&join.with) {
            Ok(value) => Ok(match Key::of(&value) {
                Some(key) => {
                    Plan::Looked { bucket: index.buckets.get(&key).copied(), index, known: join.part }
                }
                None => Plan::Whole,
            }),
            Err(reason) if reason.why == Unknown::StepLimit => Err(reason),
            // The other side is unknown: what the remaining parts say decides element by element.
            Err(_) => Ok(Plan::Whole),
        }
    }

    /// The index of a list by a key; the same for every rule of an assessment.
    pub(crate) fn index(
        &mut self,
        range: &'a str,
        var: usize,
        key: &'a Node,
        member: bool,
        list: &Val<'a>,
        count: usize,
    ) -> Result<Rc<Index<'a>>, Stop<'a>> {
        let name = (range, &*key.canon);
        if let Some(known) = self.session.indexes.get(&name) {
            return Ok(known.clone());
        }
        let mut index = Index::default();
        for position in 0..count {
            self.step(1, range)?;
            self.bind(var, list.get(position));
            let value = match self.eval(key) {
                Err(reason) if reason.why == Unknown::StepLimit => return Err(reason),
                other => other,
            };
            let position = position as u32;
            match value {
                Ok(value) if member && value.count().is_some() => {
                    self.step(value.count().unwrap_or(0), range)?;
                    for element in value.elements() {
                        if let Some(key) = Key::of(&element) {
                            index.add(key, position);
                        }
                    }
                }
                Ok(value) => match Key::of(&value) {
                    Some(key) if !member => index.add(key, position),
                    _ => index.open.push(position),
                },
                Err(_) => index.open.push(position),
            }
        }
        let index = Rc::new(index);
        self.session.indexes.insert(name, index.clone());
        Ok(index)
    }

    /// The index of a list of facts by their id.
    pub(crate) fn index_of_ids(
        &mut self,
        range: &'a str,
        list: &Val<'a>,
        count: usize,
    ) -> Result<Rc<Index<'a>>, Stop<'a>> {
        let name = (range, "id");
        if let Some(known) = self.session.indexes.get(&name) {
            return Ok(known.clone());
        }
        self.step(count, range)?;
        let mut index = Index::default();
        for position in 0..count {
            if let Val::Row(row) = list.get(position)
                && let Some(key) = Key::of(&row_id(row))
            {
                index.add(key, position as u32);
            }
        }
        let index = Rc::new(index);
        self.session.indexes.insert(name, index.clone());
        Ok(index)
    }

    /// `item in list`.
    pub(crate) fn member(&mut self, node: &'a Node, item: &'a Node, list_node: &'a Node) -> Eval<'a> {
        let item = self.known(item)?;
        if let (Some(slot), true) = (node.slot, self.session.planned) {
            if self.sets[slot].is_none() {
                let (list, count) = self.list(list_node)?;
                self.step(count, &node.text)?;
                self.sets[slot] = Some(Rc::new(text_set(&list)));
            }
            if let Some(set) = self.sets[slot].clone()
                && let Some(answer) = in_set(&set, &item)
            {
                return answer_of(answer, list_node);
            }
        }
        let (list, count) = self.list(list_node)?;
        if count >= WORTH_A_SET
            && self.session.planned
            && let Some(address) = list.address()
        {
            let set = match self.session.sets.get(&address) {
                Some(set) => set.clone(),
                None => {
                    self.step(count, &node.text)?;
                    let set = Rc::new(text_set(&list));
                    self.session.sets.insert(address, set.clone());
                    set
                }
            };
            if let Some(answer) = in_set(&set, &item) {
                return answer_of(answer, list_node);
            }
        }
        self.step(count, &node.text)?;
        let mut open = false;
        for element in list.elements() {
            if element.is_null() {
                open = true;
            } else {
                match self.compare(Cmp::Eq, &item, &element) {
                    Some(true) => return Ok(Val::Bool(true)),
                    Some(false) => {}
                    None => return stop(Unknown::WrongKind, &node.text),
                }
            }
        }
        answer_of(if open { None } else { Some(false) }, list_node)
    }
}

fn answer_of<'a>(answer: Option<bool>, list: &'a Node) -> Eval<'a> {
    answer.map_or(stop(Unknown::Null, &list.text), |found| Ok(Val::Bool(found)))
}

fn text_set<'a>(list: &Val<'a>) -> TextSet<'a> {
    let mut set = TextSet { texts: Some(HashSet::new()), open: false };
    for element in list.elements() {
        match (Key::of(&element), &mut set.texts) {
            (Some(key), Some(texts)) => drop(texts.insert(key)),
            _ if element.is_null() => set.open = true,
            _ => set.texts = None,
        }
    }
    set
}

/// `None` when the set cannot answer; inside, `None` when the answer is unknown.
fn in_set<'a>(set: &TextSet<'a>, item: &Val<'a>) -> Option<Option<bool>> {
    let texts = set.texts.as_ref()?;
    let key = Key::of(item)?;
    Some(if texts.contains(&key) {
        Some(true)
    } else if set.open {
        None
    } else {
        Some(false)
    })
}
