//! Acts: everything that was ever decided, in the order it was decided.
//!
//! An act carries what was resolved when it was made (ids, deadlines, versions, digests) and nothing erasable:
//! names and free text are [`ContentRef`]s, salted digests of contents kept beside the record. The JSON
//! encoding of this file is for ever: every release adds golden files, and every later one still reads them.
//! Add variants and optional fields; never rename, never change a meaning.

mod parts;
mod subject;

use serde::{Deserialize, Serialize};

use crate::permission::{OrgRole, Role};
use crate::reminder::ReminderAbout;
use crate::submission::{Proposal, Verdict};

pub use parts::*;

/// Version of the envelope's encoding.
pub const ENCODING: u32 = 1;

/// Salted SHA-256 of a content (hexadecimal); the content itself can be erased, the reference stays.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ContentRef(pub String);

/// SHA-256 of bytes kept by their digest (hexadecimal): files, fact files, assessments.
pub type Digest = String;

/// Milliseconds since 1970-01-01T00:00:00Z.
pub type Millis = i64;

/// Who acted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Null when the system acted by itself (calendar, reading, assessment).
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub user: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub organisation: Option<String>,
    /// The person in whose place the user acted, as a deputy.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub acting_for: Option<String>,
}

impl Actor {
    pub fn system() -> Self {
        Self { user: None, organisation: None, acting_for: None }
    }
}

/// An act with its circumstances: the bytes that the ledger commits to.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ActRecord {
    pub v: u32,
    pub id: String,
    pub at: Millis,
    pub by: Actor,
    /// The platform whose history this belongs to, if one.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub platform: Option<String>,
    /// The act that made this one follow.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub cause: Option<String>,
    pub act: Act,
}

impl ActRecord {
    /// The committed bytes.
    pub fn encode(&self) -> String {
        serde_json::to_string(self).expect("acts hold only strings, numbers and lists")
    }
    /// # Errors
    /// When the text is no act of any version this program knows.
    pub fn decode(text: &str) -> Result<Self, serde_json::Error> {
        serde_json::from_str(text)
    }
}

#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(tag = "type", rename_all = "snake_case")]
pub enum Act {
    OrganisationCreated {
        organisation: String,
        role: OrgRole,
        name: ContentRef,
    },
    UserCreated {
        user: String,
        organisation: String,
        role: Role,
        login: ContentRef,
        name: ContentRef,
    },
    UserDisabled {
        user: String,
    },

    /// Somebody stands in for a colleague, from a moment until another.
    DeputyNamed {
        deputyship: String,
        principal: String,
        deputy: String,
        from: Millis,
        until: Millis,
        reason: ContentRef,
    },
    DeputyEnded {
        deputyship: String,
    },

    PlatformRegistered {
        platform: String,
        provider: String,
        name: ContentRef,
        /// IANA time zone; periods are counted in it.
        zone: String,
        level: Level,
        supervised_from: Millis,
    },
    PlatformAuthorised {
        authorisation: String,
        platform: String,
        result: AuthorisationResult,
        /// Civil dates `YYYY-MM-DD`, the last day included.
        valid_from: String,
        valid_until: String,
        conditions: Option<ContentRef>,
        /// Days before the end when people are reminded of the renewal.
        remind_days: i64,
    },
    RenewalApplied {
        platform: String,
        authorisation: String,
        note: Option<ContentRef>,
    },
    MandateGiven {
        mandate: String,
        platform: String,
        supervisor: String,
        commissioned_by: ContentRef,
        /// Areas of supervision: `controls`, `changes`, `incidents`.
        areas: Vec<String>,
        valid_from: String,
        valid_until: String,
    },
    PartyAttached {
        platform: String,
        organisation: String,
        role: PartyRole,
    },
    PartyDetached {
        platform: String,
        organisation: String,
        role: PartyRole,
    },

    PlanAdopted {
        platform: String,
        version: i64,
        /// Whether the suggested defaults were taken over; declined means the standard's bare frequencies.
        defaults: bool,
        /// Version of the catalogue the terms were taken from.
        catalogue: String,
        items: Vec<PlanItem>,
    },
    PlanTermChanged {
        change: String,
        platform: String,
        obligation: String,
        term: PlanTerm,
        /// True: from now on; false: from the next period.
        immediate: bool,
        reason: ContentRef,
    },

    PlatformEventRecorded {
        event: String,
        platform: String,
        kind: EventKind,
        occurred_at: Millis,
        text: ContentRef,
    },
    DuesOpened {
        platform: String,
        items: Vec<DueOpening>,
    },
    DueWithdrawn {
        due: String,
        reason: ContentRef,
    },
    /// The supervisor gives more time for what is still open; the calendar does not take it back.
    DueExtended {
        due: String,
        due_at: Millis,
        reason: ContentRef,
    },
    /// A plan change moved the end of a period that still runs.
    DueRescheduled {
        due: String,
        end: Millis,
        due_at: Millis,
        calendar_verified: bool,
    },
    /// Whoever owes a due item asks for more time.
    DueExtensionRequested {
        due: String,
        until: Millis,
        reason: ContentRef,
    },
    DueExtensionGranted {
        due: String,
        until: Millis,
    },
    DueExtensionRefused {
        due: String,
        reason: ContentRef,
    },

    SubmissionReceived {
        submission: String,
        due: String,
        platform: String,
        obligation: String,
        version: i64,
        supersedes: Option<String>,
        files: Vec<SubmittedFile>,
        /// JSON of the filled form.
        form: Option<ContentRef>,
        /// The time the evidence speaks about, apart from when it arrives; null: the due item's period.
        covers_from: Option<Millis>,
        covers_to: Option<Millis>,
        /// The same files and form for the same due item have the same key.
        key: Digest,
        /// Pushed by a machine's token.
        automatic: bool,
        /// Sensitivity, a row of `catalogue/sensitivity.toml`; absent: the lowest.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        sensitivity: Option<String>,
        /// What the one who hands in has to say about it.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        remarks: Option<ContentRef>,
    },
    SubmissionAdmitted {
        submission: String,
        files: Vec<FileFacts>,
        /// Whether its components are the platform's inventory.
        inventory: bool,
    },
    SubmissionNotAdmitted {
        submission: String,
        report: Digest,
    },
    SubmissionAssessed {
        submission: String,
        assessment: String,
        /// Digest of the assessment (JSON): manifest of inputs, results with reasons.
        document: Digest,
        proposal: Proposal,
        passed: i64,
        failed: i64,
        undetermined: i64,
        blocking_failed: i64,
        /// Percent of targets scanned without login times 100, if scans were looked at.
        unauthenticated: Option<i64>,
    },
    SubmissionTaken {
        submission: String,
        reviewer: String,
    },
    SubmissionReturned {
        submission: String,
        reason: ContentRef,
        until: Millis,
    },
    SubmissionWithdrawn {
        submission: String,
        reason: ContentRef,
    },
    SubmissionSuperseded {
        submission: String,
        by: String,
    },
    VerdictGiven {
        submission: String,
        verdict: Verdict,
        reason: Option<ContentRef>,
        nonconformities: Vec<Nonconformity>,
    },
    VerdictAmended {
        submission: String,
        verdict: Verdict,
        reason: ContentRef,
        nonconformities: Vec<Nonconformity>,
    },
    /// What the supervisor means to decide against the provider, told before it is decided.
    VerdictIntended {
        submission: String,
        verdict: Verdict,
        reason: Option<ContentRef>,
        nonconformities: Vec<Nonconformity>,
        /// The text of the order that would go with it.
        order: Option<ContentRef>,
    },
    IntentionDropped {
        submission: String,
        reason: ContentRef,
    },
    /// The intended decision was served; the provider may state its view until then.
    HearingOpened {
        submission: String,
        until: Millis,
    },
    StatementMade {
        submission: String,
        statement: ContentRef,
    },
    StatementWaived {
        submission: String,
    },
    StatementAnswered {
        submission: String,
        answer: ContentRef,
    },
    /// The adverse verdict as it will be issued once a second person has checked it.
    VerdictDrafted {
        submission: String,
        verdict: Verdict,
        reason: Option<ContentRef>,
        /// Ids of the intended nonconformities that stand after the hearing.
        nonconformities: Vec<String>,
        order: Option<ContentRef>,
        /// The deadline asked for in place of the table's; it does not move with service.
        deadline: Option<Millis>,
    },
    DraftSentBack {
        submission: String,
        reason: ContentRef,
    },
    /// A decided or heard matter is looked at again from the start.
    ReviewReopened {
        submission: String,
        reviewer: String,
        reason: ContentRef,
    },

    NoticeDrafted {
        notice: String,
        platform: String,
        /// A row of `catalogue/notices.toml`.
        kind: String,
        submission: String,
        /// The organisation it is served on.
        recipient: String,
        /// JSON of what the notice says, as it is printed.
        body: ContentRef,
        /// The escalation it is about, in place of a submission.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        escalation: Option<String>,
    },
    NoticeChecked {
        notice: String,
    },
    NoticeSentBack {
        notice: String,
        reason: ContentRef,
    },
    NoticeIssued {
        notice: String,
        /// The number as printed, and its year and place in the issuer's register of this kind.
        number: String,
        year: i64,
        sequence: i64,
        /// The body as issued, when it says more than the draft did.
        body: Option<ContentRef>,
        /// What the notice ordered, once it exists.
        rectification: Option<String>,
        /// From when on silence counts as receipt.
        deemed_at: Millis,
    },
    NoticeServed {
        notice: String,
        /// A method of `catalogue/notices.toml`; `deemed` when silence counted.
        method: String,
        served_at: Millis,
        proof: Option<ContentRef>,
    },
    NoticeVoided {
        notice: String,
    },

    RectificationOrdered {
        rectification: String,
        platform: String,
        submission: String,
        obligation: String,
        nonconformities: Vec<String>,
        deadline: Millis,
        /// Rows of the deadline table the deadline was taken from; empty when set by hand.
        basis: Vec<String>,
        text: ContentRef,
    },
    /// The order was served; the deadline runs from then.
    RectificationServed {
        rectification: String,
        served_at: Millis,
        deadline: Millis,
    },
    RectificationPlanned {
        rectification: String,
        plan: ContentRef,
        /// The steps of the plan, in order; empty when the plan is only told.
        #[serde(skip_serializing_if = "Vec::is_empty", default)]
        milestones: Vec<Milestone>,
    },
    RectificationPlanAccepted {
        rectification: String,
    },
    RectificationPlanReturned {
        rectification: String,
        reason: ContentRef,
    },
    /// How far the provider is with one step of its plan.
    MilestoneReported {
        rectification: String,
        milestone: String,
        progress: Progress,
        note: ContentRef,
    },
    RectificationHandedIn {
        rectification: String,
        statement: ContentRef,
        submission: String,
    },
    RectificationTaken {
        rectification: String,
        reviewer: String,
    },
    RectificationReturned {
        rectification: String,
        reason: ContentRef,
        deadline: Millis,
    },
    RectificationClosed {
        rectification: String,
        note: ContentRef,
        overridden: bool,
    },
    ExtensionRequested {
        rectification: String,
        until: Millis,
        reason: ContentRef,
    },
    ExtensionGranted {
        rectification: String,
        until: Millis,
    },
    ExtensionRefused {
        rectification: String,
        reason: ContentRef,
    },

    /// The supervisor gives more time without being asked.
    RectificationExtended {
        rectification: String,
        until: Millis,
        reason: ContentRef,
    },

    /// Somebody was reminded of something that is still open (催办).
    Reminded {
        reminder: String,
        about: ReminderAbout,
        subject: String,
        text: ContentRef,
    },

    EscalationProposed {
        escalation: String,
        platform: String,
        trigger: String,
        subject: String,
        level: String,
        /// The compared values, JSON text: numbers and ids, no free text.
        values: String,
    },
    EscalationObserved {
        escalation: String,
        values: String,
    },
    /// The state of supervision that is meant, told to the provider before it is decided.
    EscalationIntended {
        escalation: String,
        level: String,
        reason: ContentRef,
    },
    /// The intended state of supervision was served; the provider may state its view until then.
    EscalationHearingOpened {
        escalation: String,
        until: Millis,
    },
    EscalationStated {
        escalation: String,
        statement: ContentRef,
    },
    EscalationWaived {
        escalation: String,
    },
    EscalationAnswered {
        escalation: String,
        answer: ContentRef,
    },
    /// One person would confirm; the state of supervision asks for a second one.
    EscalationEndorsed {
        escalation: String,
        level: String,
        reason: ContentRef,
    },
    EscalationConfirmed {
        escalation: String,
        level: String,
        reason: ContentRef,
    },
    EscalationDismissed {
        escalation: String,
        reason: ContentRef,
    },
    EscalationClosed {
        escalation: String,
        reason: ContentRef,
    },

    /// A provider asks that findings be treated otherwise than their severity says.
    DeviationRequested {
        deviation: String,
        platform: String,
        /// A row of `catalogue/deviations.toml`.
        kind: String,
        targets: Vec<DeviationTarget>,
        /// The gravest severity among the findings when it was asked.
        severity: String,
        /// The severity asked for in its place.
        adjusted: Option<String>,
        until: Millis,
        reason: ContentRef,
        measures: Option<ContentRef>,
        vendor_contact: Option<Millis>,
        evidence: Vec<SubmittedFile>,
        /// The deviation whose time it prolongs.
        renews: Option<String>,
        /// The import of history that states it was granted elsewhere.
        claimed: Option<String>,
    },
    DeviationResubmitted {
        deviation: String,
        adjusted: Option<String>,
        until: Millis,
        reason: ContentRef,
        evidence: Vec<SubmittedFile>,
    },
    DeviationReturned {
        deviation: String,
        reason: ContentRef,
    },
    /// One person would grant it; its severity asks for a second one.
    DeviationEndorsed {
        deviation: String,
        until: Millis,
        adjusted: Option<String>,
        reason: ContentRef,
    },
    DeviationGranted {
        deviation: String,
        until: Millis,
        adjusted: Option<String>,
        reason: ContentRef,
    },
    DeviationRefused {
        deviation: String,
        reason: ContentRef,
    },
    DeviationWithdrawn {
        deviation: String,
        reason: ContentRef,
    },
    DeviationRevoked {
        deviation: String,
        reason: ContentRef,
    },

    /// A name that scans use stands for a component of the inventory.
    AssetMapped {
        mapping: String,
        platform: String,
        name: String,
        component: String,
        reason: ContentRef,
    },
    /// A name that scans use stands for nothing of this platform's.
    AssetDisowned {
        mapping: String,
        platform: String,
        name: String,
        reason: ContentRef,
    },
    AssetReleased {
        mapping: String,
        reason: ContentRef,
    },

    /// A list of weaknesses known to be exploited; the newest one counts.
    ExploitedListed {
        list: String,
        /// As the list calls itself.
        title: String,
        version: String,
        /// Digest of the file it was read from.
        digest: Digest,
        entries: Vec<ExploitedEntry>,
    },
    /// What a provider's own register knew of its findings before it was supervised here.
    HistoryImported {
        import: String,
        platform: String,
        file: SubmittedFile,
        format: String,
        reader_version: i64,
        /// Digest of the fact file.
        facts: Digest,
    },

    ContentErased {
        content: ContentRef,
        reason: ContentRef,
        /// What stands in its place where only a part of it was to go: the body of a notice without the erased text.
        #[serde(skip_serializing_if = "Option::is_none", default)]
        instead: Option<ContentRef>,
    },
    LedgerKeyRotated {
        old: String,
        new: String,
    },
}
