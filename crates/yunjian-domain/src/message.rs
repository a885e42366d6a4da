//! Messages: who is told what of an act, and when somebody is reminded. Pure.
//!
//! A message is no notice: it has no legal effect, starts no term and proves no service. It says to a person that
//! something concerning them happened, or that a term runs. Which acts tell anybody is decided here, act by act;
//! whether a person wants to be told stands in their preferences.

use serde::{Deserialize, Serialize};

use crate::act::{Act, ContentRef, DueOrigin, Millis};
use crate::permission::{Permission, Role, words};
use crate::reminder::ReminderAbout;

words! {
    /// What a message is about. Every kind has a row in `catalogue/messages.toml`.
    Kind {
        SubmissionWaiting = "submission_waiting",
        Resubmitted = "resubmitted",
        Assigned = "assigned",
        NotAdmitted = "not_admitted",
        Returned = "returned",
        Withdrawn = "withdrawn",
        Decided = "decided",
        HearingOpened = "hearing_opened",
        StatementMade = "statement_made",
        StatementWaived = "statement_waived",
        StatementAnswered = "statement_answered",
        IntentionDropped = "intention_dropped",
        DraftToCheck = "draft_to_check",
        DraftSentBack = "draft_sent_back",
        Reopened = "reopened",
        NoticeIssued = "notice_issued",
        NoticeServed = "notice_served",
        RectificationOrdered = "rectification_ordered",
        RectificationPlanned = "rectification_planned",
        RectificationHandedIn = "rectification_handed_in",
        RectificationReturned = "rectification_returned",
        RectificationClosed = "rectification_closed",
        ExtensionRequested = "extension_requested",
        ExtensionGranted = "extension_granted",
        ExtensionRefused = "extension_refused",
        EscalationProposed = "escalation_proposed",
        EscalationEndorsed = "escalation_endorsed",
        EscalationConfirmed = "escalation_confirmed",
        EscalationClosed = "escalation_closed",
        DueRequested = "due_requested",
        DueWithdrawn = "due_withdrawn",
        PlanChanged = "plan_changed",
        Authorised = "authorised",
        RenewalApplied = "renewal_applied",
        DeputyNamed = "deputy_named",
        DueExtensionRequested = "due_extension_requested",
        DueExtensionGranted = "due_extension_granted",
        DueExtensionRefused = "due_extension_refused",
        DueExtended = "due_extended",
        RectificationExtended = "rectification_extended",
        PlanAccepted = "plan_accepted",
        PlanReturned = "plan_returned",
        MilestoneReported = "milestone_reported",
        Reminded = "reminded",
        EscalationIntended = "escalation_intended",
        EscalationStated = "escalation_stated",
        EscalationWaived = "escalation_waived",
        EscalationAnswered = "escalation_answered",
        DeviationRequested = "deviation_requested",
        DeviationReturned = "deviation_returned",
        DeviationEndorsed = "deviation_endorsed",
        DeviationGranted = "deviation_granted",
        DeviationRefused = "deviation_refused",
        DeviationRevoked = "deviation_revoked",
        DeviationWithdrawn = "deviation_withdrawn",
        DueSoon = "due_soon",
        DueOverdue = "due_overdue",
        RectificationSoon = "rectification_soon",
        RectificationOverdue = "rectification_overdue",
        StatementEnding = "statement_ending",
        NoticeSilence = "notice_silence",
        ReviewWaiting = "review_waiting",
        AuthorisationExpiring = "authorisation_expiring",
    }
}

words! {
    /// Ways a message reaches a person. Whoever adds one reads the outbox, which is the table of messages.
    Channel { InApp = "in_app", Calendar = "calendar" }
}

words! {
    /// What a message leads to.
    Thing {
        Submission = "submission",
        Due = "due",
        Rectification = "rectification",
        Notice = "notice",
        Escalation = "escalation",
        Platform = "platform",
        Deputyship = "deputyship",
        Deviation = "deviation",
    }
}

/// Whom a message is for, by what they are to the matter.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Whoever owes or handed in: those who answer for that organisation, and the person who handed in.
    Party,
    /// Those who answer for the platform's provider.
    Provider,
    /// Those who answer for an organisation.
    Organisation(String),
    /// Who holds the review, with deputies; the leads when nobody does.
    Holder,
    /// Who held the review of the version before; the reviewers when nobody did.
    HolderBefore,
    /// Everybody who reviews for a supervisor with a mandate.
    Reviewers,
    Leads,
    Person(String),
}

/// One thing to be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Telling {
    pub kind: Kind,
    pub to: Audience,
    pub thing: Thing,
    pub id: String,
    pub until: Option<Millis>,
    /// Why, in the words of whoever acted; erased with them.
    pub text: Option<ContentRef>,
    /// A word of a fixed set: a verdict, a level, a trigger.
    pub word: Option<String>,
}

impl Telling {
    fn new(kind: Kind, to: Audience, thing: Thing, id: &str) -> Self {
        Self { kind, to, thing, id: id.to_owned(), until: None, text: None, word: None }
    }
    fn until(mut self, until: Millis) -> Self {
        self.until = Some(until);
        self
    }
    fn because(mut self, text: &ContentRef) -> Self {
        self.text = Some(text.clone());
        self
    }
    fn word(mut self, word: impl Into<String>) -> Self {
        self.word = Some(word.into());
        self
    }
}

/// What an act tells. Nothing of what is told is looked up here: only what the act itself carries.
pub fn tellings(act: &Act) -> Vec<Telling> {
    use Audience as A;
    use Kind as K;
    use Thing as T;
    let id = act.subject();
    let submission = |kind, to| Telling::new(kind, to, T::Submission, id);
    let rectification = |kind, to| Telling::new(kind, to, T::Rectification, id);
    let escalation = |kind, to| Telling::new(kind, to, T::Escalation, id);
    let platform = |kind, to| Telling::new(kind, to, T::Platform, id);
    let due = |kind, to| Telling::new(kind, to, T::Due, id);
    let deviation = |kind, to| Telling::new(kind, to, T::Deviation, id);
    match act {
        Act::SubmissionNotAdmitted { .. } => vec![submission(K::NotAdmitted, A::Party)],
        Act::SubmissionAssessed { .. } => {
            vec![submission(K::Resubmitted, A::HolderBefore), submission(K::SubmissionWaiting, A::Reviewers)]
        }
        Act::SubmissionTaken { reviewer, .. } => vec![submission(K::Assigned, A::Person(reviewer.clone()))],
        Act::SubmissionReturned { reason, until, .. } => {
            vec![submission(K::Returned, A::Party).because(reason).until(*until)]
        }
        Act::SubmissionWithdrawn { reason, .. } => {
            vec![submission(K::Withdrawn, A::Holder).because(reason)]
        }
        // An adverse verdict is told by the notice that is issued with it.
        Act::VerdictGiven { verdict, .. } if verdict.is_adverse() => Vec::new(),
        Act::VerdictGiven { verdict, reason, .. } => {
            let told = submission(K::Decided, A::Party).word(verdict.as_str());
            vec![match reason {
                Some(reason) => told.because(reason),
                None => told,
            }]
        }
        Act::VerdictAmended { verdict, reason, .. } => {
            vec![submission(K::Decided, A::Party).word(verdict.as_str()).because(reason)]
        }
        Act::IntentionDropped { reason, .. } => {
            vec![submission(K::IntentionDropped, A::Party).because(reason)]
        }
        Act::HearingOpened { until, .. } => vec![submission(K::HearingOpened, A::Party).until(*until)],
        Act::StatementMade { .. } => vec![submission(K::StatementMade, A::Holder)],
        Act::StatementWaived { .. } => vec![submission(K::StatementWaived, A::Holder)],
        Act::StatementAnswered { answer, .. } => {
            vec![submission(K::StatementAnswered, A::Party).because(answer)]
        }
        Act::VerdictDrafted { .. } => vec![submission(K::DraftToCheck, A::Leads)],
        Act::DraftSentBack { reason, .. } => vec![submission(K::DraftSentBack, A::Holder).because(reason)],
        Act::ReviewReopened { reviewer, reason, .. } => vec![
            submission(K::Reopened, A::Party).because(reason),
            submission(K::Assigned, A::Person(reviewer.clone())),
        ],
        // The other acts of drafting and checking are told by those of the submission that come with them.
        Act::NoticeIssued { deemed_at, .. } => {
            vec![Telling::new(K::NoticeIssued, A::Party, T::Notice, id).until(*deemed_at)]
        }
        Act::NoticeServed { .. } => vec![
            Telling::new(K::NoticeServed, A::Holder, T::Notice, id),
            Telling::new(K::NoticeServed, A::Party, T::Notice, id),
        ],
        Act::RectificationOrdered { deadline, .. } => {
            vec![rectification(K::RectificationOrdered, A::Provider).until(*deadline)]
        }
        Act::RectificationPlanned { .. } => vec![rectification(K::RectificationPlanned, A::Holder)],
        Act::RectificationHandedIn { .. } => vec![rectification(K::RectificationHandedIn, A::Holder)],
        Act::RectificationReturned { reason, deadline, .. } => {
            vec![rectification(K::RectificationReturned, A::Provider).because(reason).until(*deadline)]
        }
        Act::RectificationClosed { note, .. } => {
            vec![rectification(K::RectificationClosed, A::Provider).because(note)]
        }
        Act::ExtensionRequested { until, reason, .. } => {
            vec![rectification(K::ExtensionRequested, A::Holder).because(reason).until(*until)]
        }
        Act::ExtensionGranted { until, .. } => {
            vec![rectification(K::ExtensionGranted, A::Provider).until(*until)]
        }
        Act::ExtensionRefused { reason, .. } => {
            vec![rectification(K::ExtensionRefused, A::Provider).because(reason)]
        }
        Act::EscalationProposed { trigger, .. } => {
            vec![escalation(K::EscalationProposed, A::Reviewers).word(trigger.as_str())]
        }
        Act::EscalationEndorsed { level, reason, .. } => {
            vec![escalation(K::EscalationEndorsed, A::Reviewers).word(level.as_str()).because(reason)]
        }
        Act::EscalationConfirmed { level, reason, .. } => [A::Provider, A::Leads]
            .map(|to| escalation(K::EscalationConfirmed, to).word(level.as_str()).because(reason))
            .into(),
        Act::EscalationClosed { reason, .. } => {
            vec![escalation(K::EscalationClosed, A::Provider).because(reason)]
        }
        // What the calendar opens is no news: it was agreed. People are reminded of it when it comes near.
        Act::DuesOpened { items, .. } => items
            .iter()
            .filter(|item| item.origin != DueOrigin::Calendar)
            .map(|item| {
                let told = Telling::new(K::DueRequested, A::Party, T::Due, &item.due).until(item.due_at);
                match &item.origin {
                    DueOrigin::Request { reason } => told.because(reason),
                    _ => told,
                }
            })
            .collect(),
        Act::DueWithdrawn { reason, .. } => {
            vec![due(K::DueWithdrawn, A::Party).because(reason)]
        }
        Act::DueExtensionRequested { until, reason, .. } => {
            vec![due(K::DueExtensionRequested, A::Reviewers).because(reason).until(*until)]
        }
        Act::DueExtensionGranted { until, .. } => vec![due(K::DueExtensionGranted, A::Party).until(*until)],
        Act::DueExtensionRefused { reason, .. } => {
            vec![due(K::DueExtensionRefused, A::Party).because(reason)]
        }
        Act::DueExtended { due_at, reason, .. } => {
            vec![due(K::DueExtended, A::Party).because(reason).until(*due_at)]
        }
        Act::RectificationExtended { until, reason, .. } => {
            vec![rectification(K::RectificationExtended, A::Provider).because(reason).until(*until)]
        }
        Act::RectificationPlanAccepted { .. } => vec![rectification(K::PlanAccepted, A::Provider)],
        Act::RectificationPlanReturned { reason, .. } => {
            vec![rectification(K::PlanReturned, A::Provider).because(reason)]
        }
        Act::MilestoneReported { note, .. } => {
            vec![rectification(K::MilestoneReported, A::Holder).because(note)]
        }
        Act::Reminded { about, text, .. } => {
            let thing = match about {
                ReminderAbout::Due => T::Due,
                ReminderAbout::Rectification => T::Rectification,
                ReminderAbout::Notice => T::Notice,
            };
            vec![Telling::new(K::Reminded, A::Party, thing, id).because(text)]
        }
        Act::EscalationIntended { level, reason, .. } => {
            vec![escalation(K::EscalationIntended, A::Provider).word(level.as_str()).because(reason)]
        }
        Act::EscalationStated { .. } => vec![escalation(K::EscalationStated, A::Reviewers)],
        Act::EscalationWaived { .. } => vec![escalation(K::EscalationWaived, A::Reviewers)],
        Act::EscalationAnswered { answer, .. } => {
            vec![escalation(K::EscalationAnswered, A::Provider).because(answer)]
        }
        Act::DeviationRequested { reason, .. } | Act::DeviationResubmitted { reason, .. } => {
            vec![deviation(K::DeviationRequested, A::Reviewers).because(reason)]
        }
        Act::DeviationReturned { reason, .. } => {
            vec![deviation(K::DeviationReturned, A::Provider).because(reason)]
        }
        Act::DeviationEndorsed { reason, .. } => {
            vec![deviation(K::DeviationEndorsed, A::Reviewers).because(reason)]
        }
        Act::DeviationGranted { until, reason, .. } => {
            vec![deviation(K::DeviationGranted, A::Provider).because(reason).until(*until)]
        }
        Act::DeviationRefused { reason, .. } => {
            vec![deviation(K::DeviationRefused, A::Provider).because(reason)]
        }
        Act::DeviationWithdrawn { reason, .. } => {
            vec![deviation(K::DeviationWithdrawn, A::Reviewers).because(reason)]
        }
        Act::DeviationRevoked { reason, .. } => {
            vec![deviation(K::DeviationRevoked, A::Provider).because(reason)]
        }
        Act::PlanAdopted { .. } => vec![platform(K::PlanChanged, A::Provider)],
        Act::PlanTermChanged { reason, .. } => vec![platform(K::PlanChanged, A::Provider).because(reason)],
        Act::PlatformAuthorised { result, conditions, .. } => {
            let told = platform(K::Authorised, A::Provider).word(result.as_str());
            vec![match conditions {
                Some(conditions) => told.because(conditions),
                None => told,
            }]
        }
        Act::RenewalApplied { .. } => vec![platform(K::RenewalApplied, A::Leads)],
        Act::DeputyNamed { deputyship, principal, deputy, until, reason, .. } => [principal, deputy]
            .map(|user| {
                let to = A::Person(user.clone());
                Telling::new(K::DeputyNamed, to, T::Deputyship, deputyship).because(reason).until(*until)
            })
            .into(),
        // A receipt answers whoever hands in; reading goes by itself; what stands behind the rest is told by another act.
        Act::SubmissionReceived { .. }
        | Act::SubmissionAdmitted { .. }
        | Act::SubmissionSuperseded { .. }
        | Act::VerdictIntended { .. }
        | Act::NoticeDrafted { .. }
        | Act::NoticeChecked { .. }
        | Act::NoticeSentBack { .. }
        | Act::NoticeVoided { .. }
        | Act::RectificationServed { .. }
        | Act::RectificationTaken { .. }
        | Act::EscalationObserved { .. }
        | Act::EscalationHearingOpened { .. }
        | Act::AssetMapped { .. }
        | Act::AssetDisowned { .. }
        | Act::AssetReleased { .. }
        | Act::ExploitedListed { .. }
        | Act::HistoryImported { .. }
        | Act::EscalationDismissed { .. }
        | Act::DueRescheduled { .. }
        | Act::DeputyEnded { .. }
        | Act::PlatformRegistered { .. }
        | Act::MandateGiven { .. }
        | Act::PartyAttached { .. }
        | Act::PartyDetached { .. }
        | Act::PlatformEventRecorded { .. }
        | Act::OrganisationCreated { .. }
        | Act::UserCreated { .. }
        | Act::UserDisabled { .. }
        | Act::ContentErased { .. }
        | Act::LedgerKeyRotated { .. } => Vec::new(),
    }
}

/// What an act concerns, as it stands when the act was applied.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct About {
    pub platform: Option<String>,
    pub obligation: Option<String>,
    pub period: Option<String>,
    pub provider: Option<String>,
    /// Who owes or handed in; several assessors may owe together.
    pub parties: Vec<String>,
    pub submitter: Option<String>,
    /// Supervisors with a mandate in force.
    pub supervisors: Vec<String>,
    pub holder: Option<String>,
    pub holder_before: Option<String>,
    /// The kind of the notice it is about, if it is about one.
    pub notice: Option<String>,
}

/// Somebody who can be told: access not taken away.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    pub user: String,
    pub organisation: String,
    pub role: Role,
    /// Who stands in for this person now.
    pub deputies: Vec<String>,
}

/// Whether something is worth telling once it is known what it concerns: a favourable result is told as the verdict it
/// is, and not a second time as the paper it came on.
pub fn worth_telling(kind: Kind, about: &About) -> bool {
    !(matches!(kind, Kind::NoticeIssued | Kind::NoticeServed) && about.notice.as_deref() == Some("result"))
}

/// Who is told: by what people are to the matter, never somebody of another organisation, never whoever acted.
pub fn audience(to: &Audience, about: &About, people: &[Person], actor: Option<&str>) -> Vec<String> {
    let supervises = |p: &Person| about.supervisors.contains(&p.organisation);
    let reviews = |p: &Person| supervises(p) && p.role.may(Permission::ReviewSubmissions);
    let leads = |p: &Person| supervises(p) && p.role == Role::Lead;
    let answers = |p: &Person, organisation: Option<&str>| {
        organisation == Some(p.organisation.as_str()) && p.role.may(Permission::AnswerNotices)
    };
    let holder = |who: Option<&str>, otherwise: &dyn Fn(&Person) -> bool| -> Vec<String> {
        match people.iter().find(|p| Some(p.user.as_str()) == who && reviews(p)) {
            Some(found) => std::iter::once(&found.user).chain(&found.deputies).cloned().collect(),
            None => chosen(people, otherwise),
        }
    };
    let mut told = match to {
        Audience::Party => chosen(people, &|p| {
            about.parties.contains(&p.organisation)
                && (p.role.may(Permission::AnswerNotices)
                    || Some(p.user.as_str()) == about.submitter.as_deref())
        }),
        Audience::Provider => chosen(people, &|p| answers(p, about.provider.as_deref())),
        Audience::Organisation(id) => chosen(people, &|p| answers(p, Some(id))),
        Audience::Holder => holder(about.holder.as_deref(), &leads),
        Audience::HolderBefore => holder(about.holder_before.as_deref(), &|_| false),
        Audience::Reviewers => chosen(people, &reviews),
        // A draft must find its second person even where nobody leads.
        Audience::Leads if !people.iter().any(|p| leads(p) && Some(p.user.as_str()) != actor) => {
            chosen(people, &reviews)
        }
        Audience::Leads => chosen(people, &leads),
        Audience::Person(user) => vec![user.clone()],
    };
    told.retain(|user| Some(user.as_str()) != actor);
    told.sort();
    told.dedup();
    told
}

fn chosen(people: &[Person], which: &dyn Fn(&Person) -> bool) -> Vec<String> {
    people.iter().filter(|p| which(p)).map(|p| p.user.clone()).collect()
}

/// Which reminder of a term is the latest that has come by now, and when it came. Nothing before the first.
///
/// Before the end they come at shares of the time given, from the beginning of the day they fall on, so that a
/// morning brings them together; then at the end, and again and again after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reminder {
    /// Counts up from 0 within one term.
    pub step: i64,
    pub at: Millis,
    /// The end has passed.
    pub over: bool,
}

/// The latest reminder of a term from `start` to `end` at `now`; `shares` are percents in rising order, `every` is
/// the interval after the end in milliseconds.
pub fn reminder(
    start: Millis,
    end: Millis,
    shares: &[u32],
    every: Millis,
    now: Millis,
    day: impl Fn(Millis) -> Millis,
) -> Option<Reminder> {
    let before: Vec<u32> = shares.iter().copied().filter(|share| *share < 100).collect();
    if now >= end {
        let again = if every > 0 { (now - end) / every } else { 0 };
        return Some(Reminder { step: before.len() as i64 + again, at: end + again * every, over: true });
    }
    before
        .iter()
        .enumerate()
        .map(|(step, share)| (step as i64, day(start + (end - start) * i64::from(*share) / 100)))
        .rfind(|(_, at)| *at <= now)
        .map(|(step, at)| Reminder { step, at, over: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_sentence_and_every_sentence_its_kind() {
        let rows: Vec<&str> =
            yunjian_catalogue::catalogue().messages.kind.iter().map(|k| k.id.as_str()).collect();
        let kinds: Vec<&str> = Kind::ALL.iter().map(|k| k.as_str()).collect();
        assert_eq!(rows, kinds);
    }

    fn person(user: &str, organisation: &str, role: Role, deputies: &[&str]) -> Person {
        Person {
            user: user.to_owned(),
            organisation: organisation.to_owned(),
            role,
            deputies: deputies.iter().map(|d| (*d).to_owned()).collect(),
        }
    }

    fn everybody() -> (About, Vec<Person>) {
        let about = About {
            provider: Some("P".into()),
            parties: vec!["P".into()],
            submitter: Some("engineer".into()),
            supervisors: vec!["S".into()],
            holder: Some("reviewer".into()),
            ..About::default()
        };
        let people = vec![
            person("lead", "S", Role::Lead, &[]),
            person("reviewer", "S", Role::Reviewer, &["deputy"]),
            person("deputy", "S", Role::Reviewer, &[]),
            person("auditor", "S", Role::Auditor, &[]),
            person("admin", "S", Role::Sysadmin, &[]),
            person("officer", "P", Role::ProviderOfficer, &[]),
            person("engineer", "P", Role::ProviderEngineer, &[]),
            person("colleague", "P", Role::ProviderEngineer, &[]),
            person("tester", "A", Role::AssessorMember, &[]),
            person("stranger", "X", Role::Lead, &[]),
            person("rival", "Y", Role::ProviderOfficer, &[]),
        ];
        (about, people)
    }

    #[test]
    fn who_is_told() {
        let (about, people) = everybody();
        let cases: [(Audience, Option<&str>, &[&str]); 11] = [
            (Audience::Party, None, &["engineer", "officer"]),
            (Audience::Party, Some("officer"), &["engineer"]),
            (Audience::Provider, None, &["officer"]),
            (Audience::Organisation("A".into()), None, &["tester"]),
            (Audience::Holder, None, &["deputy", "reviewer"]),
            (Audience::Holder, Some("deputy"), &["reviewer"]),
            (Audience::HolderBefore, None, &[]),
            (Audience::Reviewers, Some("lead"), &["deputy", "reviewer"]),
            (Audience::Leads, None, &["lead"]),
            (Audience::Leads, Some("lead"), &["deputy", "reviewer"]),
            (Audience::Person("deputy".into()), Some("deputy"), &[]),
        ];
        for (to, actor, expected) in cases {
            assert_eq!(audience(&to, &about, &people, actor), expected, "{to:?} by {actor:?}");
        }
        let unheld = About { holder: None, ..about.clone() };
        assert_eq!(audience(&Audience::Holder, &unheld, &people, None), ["lead"]);
        // A holder whose access was taken away, or who belongs to nobody with a mandate, is not told; the leads are.
        let gone = About { holder: Some("stranger".into()), ..about };
        assert_eq!(audience(&Audience::Holder, &gone, &people, None), ["lead"]);
    }

    #[test]
    fn reminders_come_once_each_and_the_latest_counts() {
        const DAY: i64 = 86_400_000;
        let day = |at: i64| at.div_euclid(DAY) * DAY;
        let at = |now: i64| reminder(0, 10 * DAY, &[50, 80, 100], 7 * DAY, now, day);
        assert_eq!(at(5 * DAY - 1), None);
        assert_eq!(at(5 * DAY), Some(Reminder { step: 0, at: 5 * DAY, over: false }));
        // Nobody looked for days: one reminder, not two.
        assert_eq!(at(9 * DAY), Some(Reminder { step: 1, at: 8 * DAY, over: false }));
        assert_eq!(at(10 * DAY), Some(Reminder { step: 2, at: 10 * DAY, over: true }));
        assert_eq!(at(17 * DAY - 1).map(|r| r.step), Some(2));
        assert_eq!(at(17 * DAY), Some(Reminder { step: 3, at: 17 * DAY, over: true }));
        // A share falls on the beginning of its day.
        assert_eq!(
            reminder(DAY / 2, DAY / 2 + 10 * DAY, &[50], 0, 5 * DAY, day),
            Some(Reminder { step: 0, at: 5 * DAY, over: false })
        );
    }
}
