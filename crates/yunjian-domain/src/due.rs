//! More time for a due item; opening and rescheduling are the calendar's.

use crate::act::{Act, ContentRef, Millis};
use crate::refused::Refused;

/// Gives more time for a due item for which nothing was handed in yet. `open`: whether that is so; `due_at`: until when it was asked for.
///
/// # Errors
/// When it is not open any more, or the date gives no more time.
pub fn extend(
    open: bool,
    due_at: Millis,
    due: String,
    until: Millis,
    reason: ContentRef,
    at: Millis,
) -> Result<Act, Refused> {
    if !open {
        return Err(Refused::new(
            "wrong_state",
            "只能为尚未提交的事项延长期限",
            "only a due item for which nothing was handed in is given more time",
        ));
    }
    if until <= due_at || until <= at {
        return Err(Refused::new(
            "not_later",
            "新的期限须晚于现有期限和现在",
            "the new date must be later than the present one, and lie in the future",
        ));
    }
    Ok(Act::DueExtended { due, due_at: until, reason })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn time_is_given_only_forward_and_only_while_it_is_owed() {
        let ask = |open, until| {
            extend(open, 100, "d".to_owned(), until, ContentRef("c".to_owned()), 150).map_err(|r| r.code)
        };
        assert!(matches!(ask(true, 200), Ok(Act::DueExtended { due_at: 200, .. })));
        assert_eq!(ask(false, 200), Err("wrong_state"));
        assert_eq!(ask(true, 90), Err("not_later"));
        assert_eq!(ask(true, 120), Err("not_later"), "a date that is over already gives nobody time");
    }
}
