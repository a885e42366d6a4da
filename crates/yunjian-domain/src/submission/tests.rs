//! The whole law of submissions, state by command.

use super::*;

fn intended(reviewer: &str, hearing: Hearing) -> Submission {
    Submission::Intended {
        proposal: Proposal::NonCompliant,
        reviewer: reviewer.into(),
        verdict: Verdict::NonCompliant,
        hearing,
    }
}

fn drafted(reviewer: &str) -> Submission {
    Submission::Drafted {
        proposal: Proposal::NonCompliant,
        reviewer: reviewer.into(),
        intended: Verdict::NonCompliant,
        verdict: Verdict::PartlyCompliant,
        hearing: Hearing::Answered,
    }
}

fn states() -> Vec<Submission> {
    vec![
        Submission::Received,
        Submission::NotAdmitted,
        Submission::Admitted,
        Submission::Assessed { proposal: Proposal::NonCompliant },
        Submission::UnderReview { proposal: Proposal::NonCompliant, reviewer: "me".into() },
        Submission::UnderReview { proposal: Proposal::Compliant, reviewer: "other".into() },
        intended("me", Hearing::Untold),
        intended("me", Hearing::Told { until: 4 }),
        intended("me", Hearing::Told { until: 6 }),
        intended("me", Hearing::Stated),
        intended("me", Hearing::Answered),
        intended("me", Hearing::Waived),
        intended("other", Hearing::Waived),
        drafted("me"),
        drafted("other"),
        Submission::Returned { until: 10 },
        Submission::Decided { verdict: Verdict::NonCompliant },
        Submission::Decided { verdict: Verdict::Compliant },
        Submission::Superseded,
        Submission::Withdrawn,
    ]
}

fn commands() -> Vec<(&'static str, Command)> {
    let text = || ContentRef("c".into());
    let fault =
        || Nonconformity { id: "n".into(), rule: "R1".into(), severity: "blocking".into(), text: text() };
    let decide = |verdict, reason, nonconformities| Command::Decide {
        reviewer: "me".into(),
        verdict,
        reason,
        nonconformities,
    };
    let intend = |verdict, nonconformities| Command::Intend {
        reviewer: "me".into(),
        verdict,
        reason: None,
        nonconformities,
        order: Some(text()),
    };
    let draft = |nonconformities| Command::Draft {
        reviewer: "me".into(),
        verdict: Verdict::PartlyCompliant,
        reason: None,
        nonconformities,
        order: None,
        deadline: None,
    };
    let issue = |second_person, nonconformities| Command::Issue {
        issuer: "me".into(),
        second_person,
        reason: None,
        nonconformities,
    };
    vec![
        ("admit", Command::Admit { files: vec![], inventory: false }),
        ("refuse_admission", Command::RefuseAdmission { report: "d".into() }),
        (
            "assess",
            Command::Assess(Outcome {
                assessment: "a".into(),
                document: "d".into(),
                proposal: Proposal::Compliant,
                passed: 1,
                failed: 0,
                undetermined: 0,
                blocking_failed: 0,
                unauthenticated: None,
            }),
        ),
        ("take", Command::Take { reviewer: "me".into() }),
        ("return", Command::Return { reviewer: "me".into(), reason: text(), until: 9 }),
        ("return, date past", Command::Return { reviewer: "me".into(), reason: text(), until: 5 }),
        ("compliant", decide(Verdict::Compliant, None, vec![])),
        ("compliant, with reason", decide(Verdict::Compliant, Some(text()), vec![])),
        ("non-compliant", decide(Verdict::NonCompliant, None, vec![fault()])),
        ("non-compliant, nothing stated", decide(Verdict::NonCompliant, None, vec![])),
        (
            "amend to compliant",
            Command::Amend { verdict: Verdict::Compliant, reason: text(), nonconformities: vec![] },
        ),
        (
            "amend to non-compliant",
            Command::Amend { verdict: Verdict::NonCompliant, reason: text(), nonconformities: vec![fault()] },
        ),
        (
            "amend to partly compliant",
            Command::Amend {
                verdict: Verdict::PartlyCompliant,
                reason: text(),
                nonconformities: vec![fault()],
            },
        ),
        ("intend", intend(Verdict::NonCompliant, vec![fault()])),
        ("intend, nothing stated", intend(Verdict::NonCompliant, vec![])),
        ("intend, favourable", intend(Verdict::Compliant, vec![])),
        ("drop intention", Command::DropIntention { reviewer: "me".into(), reason: text() }),
        ("open hearing", Command::OpenHearing { until: 9 }),
        ("state", Command::State { statement: text() }),
        ("waive", Command::Waive),
        ("answer", Command::Answer { reviewer: "me".into(), answer: text() }),
        ("draft", draft(vec!["n".into()])),
        ("draft, nothing left", draft(vec![])),
        ("send back", Command::SendBack { reason: text() }),
        ("issue", issue(true, vec![fault()])),
        ("issue, one person may", issue(false, vec![fault()])),
        ("reopen", Command::Reopen { reviewer: "me".into(), reason: text() }),
        ("withdraw", Command::Withdraw { reason: text() }),
        ("supersede", Command::Supersede { by: "s2".into() }),
    ]
}

/// clauses: 5.2.4
#[test]
fn the_whole_matrix() {
    let mut out = String::new();
    for state in states() {
        out.push_str(&format!("{state:?}\n"));
        for (label, command) in commands() {
            let line = match decide(&state, "s", command, 5) {
                Ok(act) => format!("→ {:?}", apply(&state, &act)),
                Err(refused) => format!("✗ {}", refused.code),
            };
            out.push_str(&format!("  {label}: {line}\n"));
        }
    }
    insta::with_settings!({snapshot_path => "../snapshots"}, { insta::assert_snapshot!(out) });
}

#[test]
fn acts_of_other_lives_change_nothing() {
    let act = Act::UserDisabled { user: "u".into() };
    for state in states() {
        assert_eq!(apply(&state, &act), state);
    }
}
