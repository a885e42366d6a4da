//! Diagrams of the life cycles, drawn from the snapshots of their state × command matrix.
//!
//! The matrix is what the code does (a test of the domain says so), so a diagram drawn from it cannot lie. Only what
//! the matrix tries is drawn; it tries every state and every command.

use std::collections::BTreeMap;

use anyhow::{Context as _, ensure};

use crate::house::House;

/// The page that is drawn.
pub(crate) const TARGET: &str = "docs/life-cycles.md";

/// One diagram: which snapshot, and which part of a state's text is the state.
struct Drawing {
    title: &'static str,
    source: &'static str,
    /// The field whose value is the state; empty: the value itself.
    field: &'static str,
    /// The state a life begins in.
    begins: &'static str,
    /// What the arrows cannot say; may be empty.
    note: &'static str,
}

const DRAWINGS: &[Drawing] = &[
    Drawing { title: "Submission 提交", source: "submission", field: "", begins: "Received", note: "" },
    Drawing { title: "Notice 文书", source: "notice", field: "", begins: "Drafted", note: "" },
    Drawing {
        title: "Rectification 限期整改",
        source: "rectification",
        field: "stage: ",
        begins: "Ordered",
        note: "Overdue is no state: it follows from the deadline and the clock.",
    },
    Drawing {
        title: "Extension of a rectification 延期",
        source: "rectification",
        field: "extension: ",
        begins: "None",
        note: "Runs beside the stages above. How many extensions there may be, and how long, is data; the matrix allows one.",
    },
    Drawing {
        title: "Plan of a rectification 整改方案",
        source: "rectification",
        field: "plan: ",
        begins: "None",
        note: "",
    },
    Drawing {
        title: "More time for a due item 延长提交期限",
        source: "due",
        field: "extension: ",
        begins: "None",
        note: "",
    },
    Drawing {
        title: "Escalation 升级事项", source: "escalation", field: "", begins: "Proposed", note: ""
    },
    Drawing {
        title: "Deviation request 例外申请",
        source: "deviation",
        field: "",
        begins: "Requested",
        note: "Expired is no state: it follows from the date and the clock.",
    },
];

/// The whole page.
///
/// # Errors
/// When a snapshot is missing or says nothing.
pub(crate) fn page(house: &House) -> anyhow::Result<String> {
    let mut out = String::from(
        "# Life cycles\n\n\
         Drawn by `cargo run -p xtask -- lifecycles` from the snapshots of the state × command matrix in\n\
         `crates/yunjian-domain/src/snapshots`; not written by hand. What no arrow shows is refused.\n",
    );
    for drawing in DRAWINGS {
        let snapshot = house.read(&format!(
            "crates/yunjian-domain/src/snapshots/yunjian_domain__{}__tests__the_whole_matrix.snap",
            drawing.source
        ))?;
        let diagram = draw(drawing, &snapshot).with_context(|| drawing.source)?;
        out.push_str(&format!(
            "\n## {}\n\nThe law: `crates/yunjian-domain/src/{}.rs`\n\n```mermaid\n{diagram}```\n",
            drawing.title, drawing.source
        ));
        if !drawing.note.is_empty() {
            out.push_str(&format!("\n{}\n", drawing.note));
        }
    }
    Ok(out)
}

fn draw(drawing: &Drawing, snapshot: &str) -> anyhow::Result<String> {
    let matrix = snapshot.splitn(3, "---\n").nth(2).context("the snapshot has no head")?;
    // In order of first appearance; a pair of states may be joined by several commands.
    let mut states: Vec<&str> = Vec::new();
    let mut arrows: Vec<(&str, &str)> = Vec::new();
    let mut labels: BTreeMap<(&str, &str), Vec<&str>> = BTreeMap::new();
    let mut at = "";
    for line in matrix.lines().filter(|line| !line.is_empty()) {
        let Some(row) = line.strip_prefix("  ") else {
            at = line;
            let state = name(line, drawing.field);
            if !states.contains(&state) {
                states.push(state);
            }
            continue;
        };
        // A refusal is no arrow, and neither is what leaves the state as it was.
        let Some((command, next)) = row.split_once(": → ").filter(|(_, next)| *next != at) else {
            continue;
        };
        let pair = (name(at, drawing.field), name(next, drawing.field));
        if pair.0 == pair.1 && !drawing.field.is_empty() {
            continue;
        }
        if !arrows.contains(&pair) {
            arrows.push(pair);
        }
        // What follows a comma tells variants of one command apart.
        let command = command.split(',').next().unwrap_or(command);
        let known = labels.entry(pair).or_default();
        if !known.contains(&command) {
            known.push(command);
        }
    }
    ensure!(!arrows.is_empty(), "the snapshot holds no arrow");
    ensure!(states.contains(&drawing.begins), "no state is called {}", drawing.begins);
    let mut out = format!("stateDiagram-v2\n  [*] --> {}\n", drawing.begins);
    for pair in &arrows {
        out.push_str(&format!("  {} --> {}: {}\n", pair.0, pair.1, labels[pair].join(", ")));
    }
    for state in states.iter().filter(|state| !arrows.iter().any(|(from, _)| from == *state)) {
        out.push_str(&format!("  {state} --> [*]\n"));
    }
    Ok(out)
}

/// The word for a state in the text of its value.
fn name<'t>(text: &'t str, field: &str) -> &'t str {
    let rest = match text.find(field) {
        Some(at) if !field.is_empty() => &text[at + field.len()..],
        _ => text,
    };
    let end = rest.find(|c: char| !c.is_alphanumeric()).unwrap_or(rest.len());
    &rest[..end]
}

#[cfg(test)]
mod tests {
    use super::*;

    const SNAPSHOT: &str = "\
---
source: x
---
Box { stage: Open, seal: None }
  shut, gently: → Box { stage: Shut { at: 3 }, seal: None }
  shut, hard: → Box { stage: Shut { at: 3 }, seal: None }
  seal: → Box { stage: Open, seal: Wax }
  lose: ✗ wrong_state
Box { stage: Shut { at: 3 }, seal: None }
  shut, gently: ✗ wrong_state
  look: → Box { stage: Shut { at: 3 }, seal: None }
";

    fn drawing(field: &'static str, begins: &'static str) -> Drawing {
        Drawing { title: "Box", source: "box", field, begins, note: "" }
    }

    #[test]
    fn arrows_are_what_the_matrix_allows() {
        assert_eq!(
            draw(&drawing("stage: ", "Open"), SNAPSHOT).unwrap(),
            "stateDiagram-v2\n  [*] --> Open\n  Open --> Shut: shut\n  Shut --> [*]\n"
        );
        assert_eq!(
            draw(&drawing("seal: ", "None"), SNAPSHOT).unwrap(),
            "stateDiagram-v2\n  [*] --> None\n  None --> Wax: seal\n"
        );
        assert!(draw(&drawing("stage: ", "Ajar"), SNAPSHOT).is_err());
        assert!(draw(&drawing("stage: ", "Open"), "---\n---\nBox { stage: Open }\n").is_err());
    }

    #[test]
    fn the_page_is_what_the_code_says() {
        let house = House::here();
        assert_eq!(
            house.read(TARGET).unwrap(),
            page(&house).unwrap(),
            "run `cargo run -p xtask -- lifecycles`"
        );
    }
}
