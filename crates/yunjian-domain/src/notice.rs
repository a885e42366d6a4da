//! The life of a notice: drafted, checked, issued under a number, served (5.2.5.2 c, 6.2.3 d).
//!
//! A decision takes effect against somebody through its notice. Who drafted, checked and issued it stands in the acts;
//! deadlines run from service. Silence counts as receipt after a time that is data.

use crate::act::{Act, ContentRef, Millis};
use crate::refused::Refused;

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Notice {
    Drafted {
        drafter: String,
    },
    Checked {
        drafter: String,
    },
    Issued {
        issued_at: Millis,
        deemed_at: Millis,
    },
    Served,
    /// Sent back, or the matter took another way before it was issued.
    Void,
}

impl Notice {
    pub fn name(&self) -> &'static str {
        match self {
            Self::Drafted { .. } => "drafted",
            Self::Checked { .. } => "checked",
            Self::Issued { .. } => "issued",
            Self::Served => "served",
            Self::Void => "void",
        }
    }
    pub const NAMES: &'static [&'static str] = &["drafted", "checked", "issued", "served", "void"];
}

/// What a notice is issued with.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Issue {
    pub number: String,
    pub year: i64,
    pub sequence: i64,
    pub body: Option<ContentRef>,
    pub rectification: Option<String>,
    pub deemed_at: Millis,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Command {
    /// `second_person`: the catalogue asks for another person than the one who drafted.
    Check {
        who: String,
        second_person: bool,
    },
    SendBack {
        reason: ContentRef,
    },
    Issue {
        who: String,
        second_person: bool,
        issue: Issue,
    },
    /// The provider acknowledges receipt, or a messenger brings proof of it.
    Serve {
        method: String,
        served_at: Millis,
        proof: Option<ContentRef>,
    },
    /// Silence counts, now that its time is over.
    Deem,
    Void,
}

/// The method of service that silence counts as.
pub const DEEMED: &str = "deemed";

/// The law of notices.
///
/// # Errors
/// When the command is not allowed in this state, with the reason in words.
pub fn decide(state: &Notice, id: &str, command: Command, at: Millis) -> Result<Act, Refused> {
    use Command as C;
    use Notice as N;
    let notice = id.to_owned();
    match (state, command) {
        (N::Drafted { drafter }, C::Check { who, second_person }) => {
            another(drafter, &who, second_person)?;
            Ok(Act::NoticeChecked { notice })
        }
        (N::Drafted { .. } | N::Checked { .. }, C::SendBack { reason }) => {
            Ok(Act::NoticeSentBack { notice, reason })
        }
        // Issuing what nobody checked yet is checking it.
        (N::Drafted { drafter }, C::Issue { who, second_person, issue }) => {
            another(drafter, &who, second_person)?;
            Ok(issued(notice, issue))
        }
        (N::Checked { .. }, C::Issue { issue, .. }) => Ok(issued(notice, issue)),
        (N::Issued { issued_at, .. }, C::Serve { method, served_at, proof }) => {
            if served_at < *issued_at || served_at > at {
                return Err(Refused::new(
                    "service_time",
                    "送达时间应在签发之后、现在之前",
                    "a notice is served after it was issued and not in the future",
                ));
            }
            Ok(Act::NoticeServed { notice, method, served_at, proof })
        }
        (N::Issued { deemed_at, .. }, C::Deem) if at >= *deemed_at => {
            Ok(Act::NoticeServed { notice, method: DEEMED.to_owned(), served_at: *deemed_at, proof: None })
        }
        (N::Drafted { .. } | N::Checked { .. }, C::Void) => Ok(Act::NoticeVoided { notice }),
        _ => Err(Refused::new(
            "wrong_state",
            format!("文书处于“{}”状态，不能执行此操作", zh(state)),
            format!("a notice that is {} does not allow this", state.name()),
        )),
    }
}

fn issued(notice: String, issue: Issue) -> Act {
    Act::NoticeIssued {
        notice,
        number: issue.number,
        year: issue.year,
        sequence: issue.sequence,
        body: issue.body,
        rectification: issue.rectification,
        deemed_at: issue.deemed_at,
    }
}

/// The next state; total. `None` before the draft.
pub fn apply(state: Option<&Notice>, act: &Act, by: &str, at: Millis) -> Option<Notice> {
    match act {
        Act::NoticeDrafted { .. } => Some(Notice::Drafted { drafter: by.to_owned() }),
        Act::NoticeChecked { .. } => match state {
            Some(Notice::Drafted { drafter }) => Some(Notice::Checked { drafter: drafter.clone() }),
            other => other.cloned(),
        },
        Act::NoticeSentBack { .. } | Act::NoticeVoided { .. } => Some(Notice::Void),
        Act::NoticeIssued { deemed_at, .. } => Some(Notice::Issued { issued_at: at, deemed_at: *deemed_at }),
        Act::NoticeServed { .. } => Some(Notice::Served),
        _ => state.cloned(),
    }
}

fn another(drafter: &str, who: &str, second_person: bool) -> Result<(), Refused> {
    if second_person && drafter == who {
        return Err(Refused::new(
            "second_person",
            "须由起草人以外的第二人核准签发",
            "another person than the one who drafted it checks and issues it",
        ));
    }
    Ok(())
}

fn zh(state: &Notice) -> &'static str {
    match state {
        Notice::Drafted { .. } => "已起草",
        Notice::Checked { .. } => "已核稿",
        Notice::Issued { .. } => "已签发",
        Notice::Served => "已送达",
        Notice::Void => "已作废",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_whole_matrix() {
        let text = || ContentRef("c".into());
        let issue = || Issue {
            number: "1".into(),
            year: 2026,
            sequence: 1,
            body: None,
            rectification: None,
            deemed_at: 9,
        };
        let states = [
            Notice::Drafted { drafter: "me".into() },
            Notice::Drafted { drafter: "other".into() },
            Notice::Checked { drafter: "me".into() },
            Notice::Issued { issued_at: 2, deemed_at: 5 },
            Notice::Issued { issued_at: 2, deemed_at: 9 },
            Notice::Served,
            Notice::Void,
        ];
        let serve = |served_at| Command::Serve { method: "in_app".into(), served_at, proof: None };
        let commands = [
            ("check", Command::Check { who: "me".into(), second_person: true }),
            ("check, one person may", Command::Check { who: "me".into(), second_person: false }),
            ("send back", Command::SendBack { reason: text() }),
            ("issue", Command::Issue { who: "me".into(), second_person: true, issue: issue() }),
            (
                "issue, one person may",
                Command::Issue { who: "me".into(), second_person: false, issue: issue() },
            ),
            ("serve", serve(4)),
            ("serve before it was issued", serve(1)),
            ("serve in the future", serve(6)),
            ("deem", Command::Deem),
            ("void", Command::Void),
        ];
        let mut out = String::new();
        for state in &states {
            out.push_str(&format!("{state:?}\n"));
            for (label, command) in &commands {
                let line = match decide(state, "n", command.clone(), 5) {
                    Ok(act) => {
                        format!("→ {:?}", apply(Some(state), &act, "me", 5).expect("an existing life"))
                    }
                    Err(refused) => format!("✗ {}", refused.code),
                };
                out.push_str(&format!("  {label}: {line}\n"));
            }
        }
        insta::assert_snapshot!(out);
    }
}
