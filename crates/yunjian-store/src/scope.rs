//! Tenancy as a type: what a read may see.

/// Whose eyes a read looks with. There is no unscoped read; the system's own jobs say so by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scope(Kind);

#[derive(Clone, Debug, PartialEq, Eq)]
enum Kind {
    System,
    Organisation(String),
}

impl Scope {
    /// The system itself: calendar, reading, assessment, replay. Never made from a request.
    pub fn system() -> Self {
        Self(Kind::System)
    }
    /// What an organisation may see: platforms it provides, supervises by mandate, uses or assesses.
    pub fn organisation(id: impl Into<String>) -> Self {
        Self(Kind::Organisation(id.into()))
    }
    /// The value bound to a statement's scope parameter: `*` for the system, else the organisation's id.
    /// Organisation ids are ULIDs, so no organisation can be called `*`.
    pub(crate) fn key(&self) -> &str {
        match &self.0 {
            Kind::System => "*",
            Kind::Organisation(id) => id,
        }
    }
}
