//! Walking through an XML file: records are handed over one by one as small trees, everything else is passed over.

use crate::failure::{ReadFailure, Rule};
use crate::limits::Limits;
use crate::source::Source;
use crate::xml::{Element, Token, Xml, push};

/// Elements and attributes of one record; a file that puts more into one is refused.
const NODES: usize = 100_000;
/// Bytes of text of one record.
const BYTES: usize = 6 << 20;

/// An element of a record.
#[derive(Debug, Default)]
pub(crate) struct Node {
    pub(crate) name: String,
    pub(crate) attributes: Vec<(String, String)>,
    pub(crate) text: String,
    pub(crate) children: Vec<Node>,
}

impl Node {
    /// The value of an attribute, trimmed; nothing where it is empty.
    pub(crate) fn attribute(&self, name: &str) -> Option<&str> {
        let found = self.attributes.iter().find(|(key, _)| key == name);
        found.map(|(_, value)| value.trim()).filter(|v| !v.is_empty())
    }
    pub(crate) fn child(&self, name: &str) -> Option<&Node> {
        self.children.iter().find(|c| c.name == name)
    }
    pub(crate) fn all<'n>(&'n self, name: &'n str) -> impl Iterator<Item = &'n Node> {
        self.children.iter().filter(move |c| c.name == name)
    }
    /// The element at a path of names below this one.
    pub(crate) fn at(&self, path: &str) -> Option<&Node> {
        path.split('/').try_fold(self, |node, step| node.child(step))
    }
    /// Its own text, trimmed; nothing where it is empty.
    pub(crate) fn own(&self) -> Option<&str> {
        Some(self.text.trim()).filter(|t| !t.is_empty())
    }
    /// The text at a path of names.
    pub(crate) fn text(&self, path: &str) -> Option<&str> {
        self.at(path).and_then(Node::own)
    }
    /// The texts of all elements at a path: the last name may stand several times.
    pub(crate) fn texts<'n>(&'n self, path: &'n str) -> impl Iterator<Item = &'n str> {
        let (parent, last) = path.rsplit_once('/').map_or((Some(self), path), |(p, last)| (self.at(p), last));
        parent.into_iter().flat_map(move |p| p.all(last)).filter_map(Node::own)
    }
    /// Every element below this one, and itself.
    pub(crate) fn walk<'n>(&'n self, take: &mut dyn FnMut(&'n Node)) {
        take(self);
        for child in &self.children {
            child.walk(take);
        }
    }
}

/// What to look for: the last names of an element's path, `results/result`.
#[derive(Clone, Copy)]
pub(crate) enum Look<'a> {
    /// The whole element with all that is in it is one record; nothing inside it is looked for again.
    Whole(&'a str),
    /// The start tag only: name and attributes. What is inside is looked for further.
    Start(&'a str),
}

/// An element that was met.
pub(crate) struct Met<'a> {
    /// Index in the list of what was looked for.
    pub(crate) look: usize,
    /// `ReportHost[3]/ReportItem[17]`: only elements that were looked for are named.
    pub(crate) place: &'a str,
    pub(crate) node: Node,
}

/// A place that is open: an element that encloses what comes next.
struct Open {
    name: usize,
    place: usize,
    /// How many of each thing looked for were met directly below.
    counts: Vec<(usize, u64)>,
}

/// Hands over every element that is looked for, in the order of the file. Children named in `skip` are left out of
/// records.
pub(crate) fn walk(
    source: &mut Source<'_>,
    limits: &Limits,
    looks: &[Look<'_>],
    skip: &[&str],
    take: &mut dyn FnMut(Met<'_>) -> Result<(), ReadFailure>,
) -> Result<(), ReadFailure> {
    let looks: Vec<(bool, Vec<&str>)> = looks
        .iter()
        .map(|look| match look {
            Look::Whole(path) => (true, path.rsplit('/').collect()),
            Look::Start(path) => (false, path.rsplit('/').collect()),
        })
        .collect();
    let mut xml = Xml::open(source, limits)?;
    let mut open = vec![Open { name: 0, place: 0, counts: Vec::new() }];
    let (mut names, mut place) = (String::new(), String::new());
    loop {
        match xml.next()? {
            Token::Start(tag) => {
                let found = looks.iter().position(|(_, path)| meets(path, tag.name(), &names, &open));
                let parent = open.len() - 1;
                let before = place.len();
                if let Some(look) = found {
                    let number = count(&mut open[parent].counts, look);
                    if !place.is_empty() {
                        place.push('/');
                    }
                    push(&mut place, tag.name(), 200);
                    let _ = std::fmt::Write::write_fmt(&mut place, format_args!("[{number}]"));
                }
                match found {
                    Some(look) if looks[look].0 => {
                        let mut node = begin(&tag)?;
                        fill(&mut xml, &mut node, skip, limits, &place)?;
                        take(Met { look, place: &place, node })?;
                        place.truncate(before);
                    }
                    _ => {
                        open.push(Open { name: names.len(), place: before, counts: Vec::new() });
                        names.push('/');
                        names.push_str(tag.name());
                        if let Some(look) = found {
                            let node = begin(&tag)?;
                            take(Met { look, place: &place, node })?;
                        }
                    }
                }
            }
            Token::End => {
                if let Some(closed) = open.pop() {
                    names.truncate(closed.name);
                    place.truncate(closed.place);
                }
            }
            Token::Text(_) => {}
            Token::Eof => return Ok(()),
        }
    }
}

/// Whether an element with this name, below these, is at a path (turned round: its last name first).
fn meets(path: &[&str], name: &str, names: &str, open: &[Open]) -> bool {
    if path.first() != Some(&name) || path.len() > open.len() {
        return false;
    }
    let mut end = names.len();
    path[1..].iter().zip(open.iter().rev()).all(|(want, at)| {
        let fits = names.get(at.name + 1..end) == Some(*want);
        end = at.name;
        fits
    })
}

fn count(counts: &mut Vec<(usize, u64)>, look: usize) -> u64 {
    match counts.iter_mut().find(|(l, _)| *l == look) {
        Some((_, number)) => {
            *number += 1;
            *number
        }
        None => {
            counts.push((look, 1));
            1
        }
    }
}

fn begin(tag: &Element<'_>) -> Result<Node, ReadFailure> {
    let mut node = Node { name: tag.name().to_owned(), ..Node::default() };
    tag.attributes(|key, value| node.attributes.push((key.to_owned(), value.into_owned())))?;
    Ok(node)
}

/// Reads an open element to its end.
fn fill(
    xml: &mut Xml<'_>,
    node: &mut Node,
    skip: &[&str],
    limits: &Limits,
    place: &str,
) -> Result<(), ReadFailure> {
    let (mut nodes, mut bytes) = (NODES, BYTES);
    let mut charge = |size: usize| {
        let left = nodes.checked_sub(1).zip(bytes.checked_sub(size));
        (nodes, bytes) = left.ok_or_else(|| {
            let message = "one record holds more than this program keeps of one record";
            ReadFailure::refused(place, Rule::Size, message)
        })?;
        Ok::<_, ReadFailure>(())
    };
    let mut stack: Vec<Node> = Vec::new();
    // Depth below an element that is left out.
    let mut passing = 0_usize;
    loop {
        match xml.next()? {
            Token::Start(_) if passing > 0 => passing += 1,
            Token::Start(tag) if skip.contains(&tag.name()) => passing = 1,
            Token::Start(tag) => {
                let child = begin(&tag)?;
                let size = child.attributes.iter().map(|(k, v)| 16 + k.len() + v.len()).sum::<usize>();
                charge(child.name.len() + size)?;
                stack.push(child);
            }
            Token::Text(_) if passing > 0 => {}
            Token::Text(text) => {
                let target = stack.last_mut().unwrap_or(node);
                // White space between elements is most of some files and means nothing.
                if !(target.text.is_empty() && text.trim_ascii_start().is_empty()) {
                    charge(text.len())?;
                    push(&mut target.text, text, limits.max_text);
                }
            }
            Token::End if passing > 0 => passing -= 1,
            Token::End => match stack.pop() {
                Some(child) => stack.last_mut().unwrap_or(node).children.push(child),
                None => return Ok(()),
            },
            Token::Eof => return Ok(()),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::*;

    #[test]
    fn records_and_places() {
        let text = b"<r><scan a='1'><h n='x'><v><t> one </t><big>long</big><t>two</t></v><v/></h><h n='y'><v><w k=' q '/></v></h></scan><v/></r>";
        let limits = Limits::default();
        let mut cursor = Cursor::new(text.to_vec());
        let mut source = Source::new(&mut cursor, &limits).unwrap();
        let mut all = Vec::new();
        let looks = [Look::Start("scan/h"), Look::Whole("h/v")];
        walk(&mut source, &limits, &looks, &["big"], &mut |met| {
            let texts: Vec<&str> = met.node.texts("t").collect();
            all.push(format!("{} {} {:?}", met.look, met.place, texts));
            if met.place == "h[2]/v[1]" {
                assert_eq!(met.node.child("w").unwrap().attribute("k"), Some("q"));
            }
            Ok(())
        })
        .unwrap();
        assert_eq!(
            all,
            ["0 h[1] []", "1 h[1]/v[1] [\"one\", \"two\"]", "1 h[1]/v[2] []", "0 h[2] []", "1 h[2]/v[1] []"]
        );
    }

    #[test]
    fn a_record_without_end_is_refused() {
        let text = format!("<r><v>{}</v></r>", "<a/>".repeat(NODES + 1));
        let limits = Limits::default();
        let mut cursor = Cursor::new(text.into_bytes());
        let mut source = Source::new(&mut cursor, &limits).unwrap();
        let failure = walk(&mut source, &limits, &[Look::Whole("v")], &[], &mut |_| Ok(())).unwrap_err();
        assert_eq!((failure.rule(), failure.place()), (Some(Rule::Size), Some("v[1]")));
    }
}
