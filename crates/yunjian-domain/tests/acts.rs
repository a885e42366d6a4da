//! The encoding of acts is for ever: every golden file of every release is read, and written again byte for byte.
//!
//! `golden/acts-v1.jsonl` is never edited. A new kind of act, or a new optional field, gets lines in the golden
//! file of the version that brings it.

use std::collections::BTreeSet;

use yunjian_domain::act::{Act, ActRecord, ENCODING};
use yunjian_domain::permission::{OrgRole, Role};

const GOLDEN: &[(&str, &str)] = &[
    ("acts-v1.jsonl", include_str!("golden/acts-v1.jsonl")),
    ("acts-v1-procedure.jsonl", include_str!("golden/acts-v1-procedure.jsonl")),
    ("acts-v1-life.jsonl", include_str!("golden/acts-v1-life.jsonl")),
    ("acts-v1-desk.jsonl", include_str!("golden/acts-v1-desk.jsonl")),
    ("acts-v1-queue.jsonl", include_str!("golden/acts-v1-queue.jsonl")),
];

/// The name of an act's variant, and the list of all of them. Exhaustive: a variant that is not told here does
/// not compile.
macro_rules! variants {
    ($($name:ident),+ $(,)?) => {
        const VARIANTS: &[&str] = &[$(stringify!($name)),+];
        fn variant(act: &Act) -> &'static str {
            match act { $(Act::$name { .. } => stringify!($name)),+ }
        }
    };
}

variants!(
    OrganisationCreated,
    UserCreated,
    UserDisabled,
    DeputyNamed,
    DeputyEnded,
    PlatformRegistered,
    PlatformAuthorised,
    RenewalApplied,
    MandateGiven,
    PartyAttached,
    PartyDetached,
    PlanAdopted,
    PlanTermChanged,
    PlatformEventRecorded,
    DuesOpened,
    DueWithdrawn,
    DueExtended,
    DueRescheduled,
    DueExtensionRequested,
    DueExtensionGranted,
    DueExtensionRefused,
    SubmissionReceived,
    SubmissionAdmitted,
    SubmissionNotAdmitted,
    SubmissionAssessed,
    SubmissionTaken,
    SubmissionReturned,
    SubmissionWithdrawn,
    SubmissionSuperseded,
    VerdictGiven,
    VerdictAmended,
    VerdictIntended,
    IntentionDropped,
    HearingOpened,
    StatementMade,
    StatementWaived,
    StatementAnswered,
    VerdictDrafted,
    DraftSentBack,
    ReviewReopened,
    NoticeDrafted,
    NoticeChecked,
    NoticeSentBack,
    NoticeIssued,
    NoticeServed,
    NoticeVoided,
    RectificationOrdered,
    RectificationServed,
    RectificationPlanned,
    RectificationPlanAccepted,
    RectificationPlanReturned,
    MilestoneReported,
    RectificationHandedIn,
    RectificationTaken,
    RectificationReturned,
    RectificationClosed,
    ExtensionRequested,
    ExtensionGranted,
    ExtensionRefused,
    RectificationExtended,
    Reminded,
    EscalationProposed,
    EscalationObserved,
    EscalationIntended,
    EscalationHearingOpened,
    EscalationStated,
    EscalationWaived,
    EscalationAnswered,
    EscalationEndorsed,
    EscalationConfirmed,
    EscalationDismissed,
    EscalationClosed,
    DeviationRequested,
    DeviationResubmitted,
    DeviationReturned,
    DeviationEndorsed,
    DeviationGranted,
    DeviationRefused,
    DeviationWithdrawn,
    DeviationRevoked,
    AssetMapped,
    AssetDisowned,
    AssetReleased,
    ExploitedListed,
    HistoryImported,
    ContentErased,
    LedgerKeyRotated,
);

fn lines() -> impl Iterator<Item = (String, &'static str)> {
    GOLDEN.iter().flat_map(|(file, text)| {
        text.lines().enumerate().map(move |(number, line)| (format!("{file}:{}", number + 1), line))
    })
}

#[test]
fn every_line_is_read_and_written_again_byte_for_byte() {
    let mut read = 0;
    for (place, line) in lines() {
        let record = ActRecord::decode(line).unwrap_or_else(|e| panic!("{place}: {e}"));
        assert_eq!(record.encode(), line, "{place}");
        assert!(record.v <= ENCODING, "{place}");
        read += 1;
    }
    assert!(read >= VARIANTS.len());
}

#[test]
fn every_kind_of_act_has_a_line() {
    let found: BTreeSet<&str> =
        lines().map(|(place, line)| variant(&ActRecord::decode(line).expect(&place).act)).collect();
    let missing: Vec<_> = VARIANTS.iter().filter(|name| !found.contains(*name)).collect();
    assert!(missing.is_empty(), "no golden line for {missing:?}");
}

/// The words inside an act are as lasting as the act.
#[test]
fn every_word_of_a_fixed_set_has_a_line() {
    let all: String = lines().map(|(_, line)| line).collect();
    let has = |field: &str, word: &str| {
        assert!(all.contains(&format!("\"{field}\":\"{word}\"")), "no golden line has {field} {word}");
    };
    Role::ALL.iter().for_each(|role| has("role", role.as_str()));
    OrgRole::ALL.iter().for_each(|role| has("role", role.as_str()));
    for word in ["granted", "conditional", "suspended", "withdrawn"] {
        has("result", word);
    }
    for word in ["compliant", "compliant_with_remarks", "partly_compliant", "non_compliant"] {
        has("verdict", word);
        has("proposal", word);
    }
    has("proposal", "undetermined");
    for word in ["applies", "frequency", "parameter"] {
        has("term", word);
    }
    for word in ["calendar", "request", "event"] {
        has("why", word);
    }
    for word in ["planned", "started", "blocked", "done"] {
        has("progress", word);
    }
    for word in ["general", "enhanced"] {
        has("level", word);
    }
    for word in ["major_incident", "significant_change_implemented"] {
        has("kind", word);
    }
}

#[test]
fn the_kind_and_the_subject_are_what_the_encoding_says() {
    for (place, line) in lines() {
        let record = ActRecord::decode(line).expect(&place);
        assert!(line.contains(&format!("\"type\":\"{}\"", record.act.kind())), "{place}");
        let subject = record.act.subject();
        assert!(subject.is_empty() || line.contains(subject), "{place}: {subject}");
    }
}

#[test]
fn what_is_no_act_is_not_taken_for_one() {
    let line = lines().next().expect("a line").1;
    assert!(ActRecord::decode(&line.replace("organisation_created", "organisation_dissolved")).is_err());
    assert!(ActRecord::decode(&line.replace("\"role\":\"supervisor\"", "\"role\":\"king\"")).is_err());
    assert!(ActRecord::decode(&line[..line.len() - 1]).is_err());
}
