//! Who may do what: roles of organisations and people, and the permissions they carry.

use serde::{Deserialize, Serialize};

macro_rules! words {
    ($(#[$meta:meta])* $name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name { $($variant),+ }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word),+ }
            }
            pub fn parse(word: &str) -> Option<Self> {
                match word { $($word => Some(Self::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use words;

words! {
    /// The four kinds of organisation of the standard.
    OrgRole { Supervisor = "supervisor", Provider = "provider", Customer = "customer", Assessor = "assessor" }
}

words! {
    /// What a person is within an organisation. Administration, decision and audit exclude one another.
    Role {
        Sysadmin = "sysadmin",
        Lead = "lead",
        Reviewer = "reviewer",
        Auditor = "auditor",
        ProviderOfficer = "provider_officer",
        ProviderEngineer = "provider_engineer",
        CustomerOfficer = "customer_officer",
        AssessorMember = "assessor_member",
    }
}

impl Role {
    /// The kind of organisation this role exists in.
    pub fn of(self) -> OrgRole {
        match self {
            Self::Sysadmin | Self::Lead | Self::Reviewer | Self::Auditor => OrgRole::Supervisor,
            Self::ProviderOfficer | Self::ProviderEngineer => OrgRole::Provider,
            Self::CustomerOfficer => OrgRole::Customer,
            Self::AssessorMember => OrgRole::Assessor,
        }
    }

    /// Whether the role carries the permission.
    pub fn may(self, permission: Permission) -> bool {
        use Permission as P;
        match permission {
            P::SignedIn => true,
            P::ViewOrganisations => {
                matches!(self, Self::Sysadmin | Self::Lead | Self::Reviewer | Self::Auditor)
            }
            P::ManageOrganisations | P::ManageUsers => self == Self::Sysadmin,
            P::ViewPlatforms => true,
            P::ManagePlatforms => matches!(self, Self::Sysadmin | Self::Lead),
            P::ViewPlan | P::ViewDues => self != Self::CustomerOfficer,
            P::ManagePlan | P::RequestDue | P::RecordEvent => self == Self::Lead,
            P::Submit => {
                matches!(self, Self::ProviderOfficer | Self::ProviderEngineer | Self::AssessorMember)
            }
            P::AnswerNotices => matches!(self, Self::ProviderOfficer | Self::AssessorMember),
            P::ViewSubmissions | P::ViewNotices => !matches!(self, Self::CustomerOfficer | Self::Sysadmin),
            P::ReviewSubmissions => matches!(self, Self::Lead | Self::Reviewer),
            P::AmendVerdict | P::AssignReviews | P::EraseContent => self == Self::Lead,
            P::DecideEscalations | P::IssueNotices | P::ServeNotices => {
                matches!(self, Self::Lead | Self::Reviewer)
            }
            P::ViewRectifications | P::ViewEscalations => {
                !matches!(self, Self::CustomerOfficer | Self::Sysadmin | Self::AssessorMember)
            }
            // More time is asked for by whoever answers for the organisation, not by whoever runs its machines.
            P::AskExtension => matches!(self, Self::ProviderOfficer | Self::AssessorMember),
            P::HandleRectification | P::ApplyRenewal => self == Self::ProviderOfficer,
            P::ReviewRectification => matches!(self, Self::Lead | Self::Reviewer),
            P::ViewDeviations => {
                !matches!(self, Self::CustomerOfficer | Self::Sysadmin | Self::AssessorMember)
            }
            P::RequestDeviation | P::ImportHistory => self == Self::ProviderOfficer,
            P::DecideDeviations | P::DisownAssets => matches!(self, Self::Lead | Self::Reviewer),
            P::NameAssets => matches!(self, Self::ProviderOfficer | Self::Lead | Self::Reviewer),
            P::ListExploited => matches!(self, Self::Sysadmin | Self::Lead),
            P::ViewLedger => true,
            P::ViewWorkload => matches!(self, Self::Lead | Self::Reviewer | Self::Auditor),
        }
    }
}

words! {
    /// One thing a route needs its caller to be allowed to do.
    Permission {
        SignedIn = "signed_in",
        ViewOrganisations = "view_organisations",
        ManageOrganisations = "manage_organisations",
        ManageUsers = "manage_users",
        ViewPlatforms = "view_platforms",
        ManagePlatforms = "manage_platforms",
        ApplyRenewal = "apply_renewal",
        ViewPlan = "view_plan",
        ManagePlan = "manage_plan",
        ViewDues = "view_dues",
        RequestDue = "request_due",
        RecordEvent = "record_event",
        Submit = "submit",
        AskExtension = "ask_extension",
        ViewSubmissions = "view_submissions",
        ReviewSubmissions = "review_submissions",
        AmendVerdict = "amend_verdict",
        AssignReviews = "assign_reviews",
        ViewNotices = "view_notices",
        IssueNotices = "issue_notices",
        ServeNotices = "serve_notices",
        AnswerNotices = "answer_notices",
        ViewRectifications = "view_rectifications",
        HandleRectification = "handle_rectification",
        ReviewRectification = "review_rectification",
        ViewEscalations = "view_escalations",
        DecideEscalations = "decide_escalations",
        ViewDeviations = "view_deviations",
        RequestDeviation = "request_deviation",
        DecideDeviations = "decide_deviations",
        NameAssets = "name_assets",
        DisownAssets = "disown_assets",
        ListExploited = "list_exploited",
        ImportHistory = "import_history",
        EraseContent = "erase_content",
        ViewLedger = "view_ledger",
        ViewWorkload = "view_workload",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn administration_decision_and_audit_exclude_one_another() {
        use Permission as P;
        for role in Role::ALL {
            assert!(
                !(role.may(P::ManageUsers) && (role.may(P::ReviewSubmissions) || role.may(P::AmendVerdict))),
                "{role:?} administers and decides"
            );
        }
        assert!(
            Permission::ALL
                .iter()
                .filter(|p| Role::Auditor.may(**p))
                .all(|p| p.as_str().starts_with("view_") || *p == P::SignedIn),
            "an auditor only looks"
        );
    }

    #[test]
    fn role_by_permission() {
        let mut table = String::new();
        for permission in Permission::ALL {
            let roles: Vec<_> = Role::ALL.iter().filter(|r| r.may(*permission)).map(|r| r.as_str()).collect();
            table.push_str(&format!("{}: {}\n", permission.as_str(), roles.join(", ")));
        }
        insta::assert_snapshot!(table);
    }
}
