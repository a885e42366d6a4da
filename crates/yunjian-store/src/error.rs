//! What can go wrong between the house and its data.

use yunjian_domain::Refused;

#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The law does not allow the command.
    #[error(transparent)]
    Refused(#[from] Refused),
    /// There is no such thing, or not within the caller's scope: the two look alike on purpose.
    #[error("there is no such {0}")]
    NotFound(&'static str),
    #[error("the database: {0}")]
    Sql(#[from] sqlx::Error),
    #[error("the file store: {0}")]
    Io(#[from] std::io::Error),
    #[error("the cursor does not belong to this list")]
    BadCursor,
    /// The stored record does not fit together; the text names act or row.
    #[error("{0}")]
    Corrupt(String),
    #[error(
        "this database was written by a newer version ({found}); this program knows versions up to {known}"
    )]
    NewerSchema { found: i64, known: i64 },
    #[error("the database address is not understood: {0}")]
    BadUrl(String),
}

impl Error {
    /// A unique key that already exists: the caller lost a race or repeats itself.
    pub fn is_duplicate(&self) -> bool {
        match self {
            Self::Sql(error) => error.as_database_error().is_some_and(|e| e.is_unique_violation()),
            _ => false,
        }
    }
}
