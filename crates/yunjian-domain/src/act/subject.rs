//! The name of an act's type, and the life it belongs to.

use super::Act;

impl Act {
    /// The stable name of the act's type, as it stands in the encoding.
    pub fn kind(&self) -> String {
        match serde_json::to_value(self) {
            Ok(serde_json::Value::Object(map)) => {
                map.get("type").and_then(|t| t.as_str()).unwrap_or_default().to_owned()
            }
            _ => String::new(),
        }
    }

    /// The id of the life this act belongs to: what a timeline is asked for.
    pub fn subject(&self) -> &str {
        match self {
            Self::OrganisationCreated { organisation, .. } => organisation,
            Self::UserCreated { user, .. } | Self::UserDisabled { user } => user,
            Self::DeputyNamed { deputyship, .. } | Self::DeputyEnded { deputyship } => deputyship,
            Self::PlatformRegistered { platform, .. }
            | Self::PlatformAuthorised { platform, .. }
            | Self::RenewalApplied { platform, .. }
            | Self::MandateGiven { platform, .. }
            | Self::PartyAttached { platform, .. }
            | Self::PartyDetached { platform, .. }
            | Self::PlanAdopted { platform, .. }
            | Self::PlanTermChanged { platform, .. }
            | Self::PlatformEventRecorded { platform, .. }
            | Self::DuesOpened { platform, .. } => platform,
            Self::DueWithdrawn { due, .. }
            | Self::DueRescheduled { due, .. }
            | Self::DueExtensionRequested { due, .. }
            | Self::DueExtensionGranted { due, .. }
            | Self::DueExtensionRefused { due, .. }
            | Self::DueExtended { due, .. } => due,
            Self::SubmissionReceived { submission, .. }
            | Self::SubmissionAdmitted { submission, .. }
            | Self::SubmissionNotAdmitted { submission, .. }
            | Self::SubmissionAssessed { submission, .. }
            | Self::SubmissionTaken { submission, .. }
            | Self::SubmissionReturned { submission, .. }
            | Self::SubmissionWithdrawn { submission, .. }
            | Self::SubmissionSuperseded { submission, .. }
            | Self::VerdictGiven { submission, .. }
            | Self::VerdictAmended { submission, .. }
            | Self::VerdictIntended { submission, .. }
            | Self::IntentionDropped { submission, .. }
            | Self::HearingOpened { submission, .. }
            | Self::StatementMade { submission, .. }
            | Self::StatementWaived { submission }
            | Self::StatementAnswered { submission, .. }
            | Self::VerdictDrafted { submission, .. }
            | Self::DraftSentBack { submission, .. }
            | Self::ReviewReopened { submission, .. } => submission,
            Self::NoticeDrafted { notice, .. }
            | Self::NoticeChecked { notice }
            | Self::NoticeSentBack { notice, .. }
            | Self::NoticeIssued { notice, .. }
            | Self::NoticeServed { notice, .. }
            | Self::NoticeVoided { notice } => notice,
            Self::RectificationOrdered { rectification, .. }
            | Self::RectificationServed { rectification, .. }
            | Self::RectificationPlanned { rectification, .. }
            | Self::RectificationPlanAccepted { rectification }
            | Self::RectificationPlanReturned { rectification, .. }
            | Self::MilestoneReported { rectification, .. }
            | Self::RectificationHandedIn { rectification, .. }
            | Self::RectificationTaken { rectification, .. }
            | Self::RectificationReturned { rectification, .. }
            | Self::RectificationClosed { rectification, .. }
            | Self::ExtensionRequested { rectification, .. }
            | Self::ExtensionGranted { rectification, .. }
            | Self::ExtensionRefused { rectification, .. }
            | Self::RectificationExtended { rectification, .. } => rectification,
            Self::Reminded { subject, .. } => subject,
            Self::EscalationProposed { escalation, .. }
            | Self::EscalationIntended { escalation, .. }
            | Self::EscalationHearingOpened { escalation, .. }
            | Self::EscalationStated { escalation, .. }
            | Self::EscalationWaived { escalation }
            | Self::EscalationAnswered { escalation, .. }
            | Self::EscalationObserved { escalation, .. }
            | Self::EscalationEndorsed { escalation, .. }
            | Self::EscalationConfirmed { escalation, .. }
            | Self::EscalationDismissed { escalation, .. }
            | Self::EscalationClosed { escalation, .. } => escalation,
            Self::DeviationRequested { deviation, .. }
            | Self::DeviationResubmitted { deviation, .. }
            | Self::DeviationReturned { deviation, .. }
            | Self::DeviationEndorsed { deviation, .. }
            | Self::DeviationGranted { deviation, .. }
            | Self::DeviationRefused { deviation, .. }
            | Self::DeviationWithdrawn { deviation, .. }
            | Self::DeviationRevoked { deviation, .. } => deviation,
            Self::AssetMapped { mapping, .. }
            | Self::AssetDisowned { mapping, .. }
            | Self::AssetReleased { mapping, .. } => mapping,
            Self::ExploitedListed { list, .. } => list,
            Self::HistoryImported { import, .. } => import,
            Self::ContentErased { content, .. } => &content.0,
            Self::LedgerKeyRotated { new, .. } => new,
        }
    }
}
