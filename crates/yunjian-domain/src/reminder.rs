//! Reminding (催办): the supervisor's word that something still open is waited for, on record with who, when, whom and about what.

use serde::{Deserialize, Serialize};

use crate::act::{Act, ContentRef};
use crate::permission::words;
use crate::refused::Refused;

words! {
    /// What somebody is reminded of.
    ReminderAbout {
        Due = "due",
        Rectification = "rectification",
        Notice = "notice",
    }
}

/// The law of reminders: only what still waits for somebody is reminded of. `waits` says whether it does.
///
/// # Errors
/// When nothing is waited for any more.
pub fn decide(
    about: ReminderAbout,
    waits: bool,
    reminder: String,
    subject: String,
    text: ContentRef,
) -> Result<Act, Refused> {
    if waits {
        return Ok(Act::Reminded { reminder, about, subject, text });
    }
    Err(match about {
        ReminderAbout::Due => Refused::new(
            "nothing_waited_for",
            "此事项目前不等待提交，无需催办",
            "nothing is waited for under this due item",
        ),
        ReminderAbout::Rectification => Refused::new(
            "nothing_waited_for",
            "此整改目前不等待云服务商处理，无需催办",
            "this rectification does not wait for the provider",
        ),
        ReminderAbout::Notice => Refused::new(
            "nothing_waited_for",
            "此文书已送达或尚未签发，无需催办",
            "this notice was served already, or is not issued yet",
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_waited_for_is_reminded_of() {
        for about in ReminderAbout::ALL {
            let ask =
                |waits| decide(*about, waits, "r".to_owned(), "s".to_owned(), ContentRef("c".to_owned()));
            assert_eq!(ask(true).unwrap().subject(), "s");
            assert_eq!(ask(false).unwrap_err().code, "nothing_waited_for");
        }
    }
}
