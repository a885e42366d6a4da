//! Acts into tables. Deterministic: replaying the acts into an empty database gives the same rows again.
//!
//! Projection never decides: it applies what the act says. The life cycles' `apply` gives the next state, the
//! statements here only write it down.

mod asset;
mod deviation;
mod due;
mod escalation;
mod exploited;
mod findings;
mod history;
mod notice;
mod people;
mod plan;
mod rectification;
mod reminder;
mod standing;
mod submission;

use sqlx::AnyConnection;
use yunjian_domain::act::{Act, ActRecord};
use yunjian_domain::facts::Row;

pub use findings::finding_id;
pub(crate) use findings::{MAPPED, names_of};

use crate::{Result, db::Engine};

/// Where the rows of a fact file come from; facts are files, and the store does not know their encoding.
pub trait FactSource: Send + Sync {
    /// Calls `take` with every row of the fact file.
    ///
    /// # Errors
    /// When the file is missing or does not decode, in words.
    fn each(&self, facts: &str, take: &mut dyn FnMut(Row)) -> Result<(), String>;
}

pub(crate) async fn project(
    on: &mut AnyConnection,
    engine: Engine,
    record: &ActRecord,
    facts: &dyn FactSource,
) -> Result<()> {
    // Each part is a future of its own on the heap: together they would want more stack than a thread has.
    match &record.act {
        Act::OrganisationCreated { .. }
        | Act::UserCreated { .. }
        | Act::UserDisabled { .. }
        | Act::PlatformRegistered { .. }
        | Act::PlatformAuthorised { .. }
        | Act::RenewalApplied { .. }
        | Act::MandateGiven { .. }
        | Act::PartyAttached { .. }
        | Act::PartyDetached { .. }
        | Act::ContentErased { .. } => Box::pin(people::project(on, record)).await,
        Act::PlanAdopted { .. } | Act::PlanTermChanged { .. } => Box::pin(plan::project(on, record)).await,
        Act::PlatformEventRecorded { .. }
        | Act::DuesOpened { .. }
        | Act::DueWithdrawn { .. }
        | Act::DueExtended { .. }
        | Act::DueRescheduled { .. }
        | Act::DueExtensionRequested { .. }
        | Act::DueExtensionGranted { .. }
        | Act::DueExtensionRefused { .. } => Box::pin(due::project(on, record)).await,
        Act::SubmissionReceived { .. }
        | Act::SubmissionAdmitted { .. }
        | Act::SubmissionNotAdmitted { .. }
        | Act::SubmissionAssessed { .. }
        | Act::SubmissionTaken { .. }
        | Act::SubmissionReturned { .. }
        | Act::SubmissionWithdrawn { .. }
        | Act::SubmissionSuperseded { .. }
        | Act::VerdictGiven { .. }
        | Act::VerdictAmended { .. }
        | Act::VerdictIntended { .. }
        | Act::IntentionDropped { .. }
        | Act::HearingOpened { .. }
        | Act::StatementMade { .. }
        | Act::StatementWaived { .. }
        | Act::StatementAnswered { .. }
        | Act::VerdictDrafted { .. }
        | Act::DraftSentBack { .. }
        | Act::ReviewReopened { .. } => Box::pin(submission::project(on, engine, record, facts)).await,
        Act::NoticeDrafted { .. }
        | Act::NoticeChecked { .. }
        | Act::NoticeSentBack { .. }
        | Act::NoticeIssued { .. }
        | Act::NoticeServed { .. }
        | Act::NoticeVoided { .. } => Box::pin(notice::project(on, record)).await,
        Act::DeputyNamed { .. } | Act::DeputyEnded { .. } => notice::deputies(on, record).await,
        Act::RectificationOrdered { .. }
        | Act::RectificationServed { .. }
        | Act::RectificationPlanned { .. }
        | Act::RectificationPlanAccepted { .. }
        | Act::RectificationPlanReturned { .. }
        | Act::MilestoneReported { .. }
        | Act::RectificationHandedIn { .. }
        | Act::RectificationTaken { .. }
        | Act::RectificationReturned { .. }
        | Act::RectificationClosed { .. }
        | Act::ExtensionRequested { .. }
        | Act::ExtensionGranted { .. }
        | Act::RectificationExtended { .. }
        | Act::ExtensionRefused { .. } => Box::pin(rectification::project(on, record)).await,
        Act::Reminded { .. } => Box::pin(reminder::project(on, record)).await,
        Act::EscalationProposed { .. }
        | Act::EscalationObserved { .. }
        | Act::EscalationIntended { .. }
        | Act::EscalationHearingOpened { .. }
        | Act::EscalationStated { .. }
        | Act::EscalationWaived { .. }
        | Act::EscalationAnswered { .. }
        | Act::EscalationEndorsed { .. }
        | Act::EscalationConfirmed { .. }
        | Act::EscalationDismissed { .. }
        | Act::EscalationClosed { .. } => Box::pin(escalation::project(on, record)).await,
        Act::DeviationRequested { .. }
        | Act::DeviationResubmitted { .. }
        | Act::DeviationReturned { .. }
        | Act::DeviationEndorsed { .. }
        | Act::DeviationGranted { .. }
        | Act::DeviationRefused { .. }
        | Act::DeviationWithdrawn { .. }
        | Act::DeviationRevoked { .. } => Box::pin(deviation::project(on, record)).await,
        Act::AssetMapped { .. } | Act::AssetDisowned { .. } | Act::AssetReleased { .. } => {
            Box::pin(asset::project(on, record)).await
        }
        Act::ExploitedListed { .. } => Box::pin(exploited::project(on, engine, record)).await,
        Act::HistoryImported { .. } => Box::pin(history::project(on, engine, record, facts)).await,
        // The ledger's own tables follow from the acts and the key; nothing to project.
        Act::LedgerKeyRotated { .. } => Ok(()),
    }
}
