//! How an obligation of a platform stood over time.

use sqlx::AnyConnection;

use crate::Result;

/// A verdict on one submission: from now on its obligation stands so, unless a later period was judged already.
pub(super) async fn judged(on: &mut AnyConnection, submission: &str, adverse: bool, at: i64) -> Result<()> {
    let Some((platform, obligation, due_at)) = one!(
        (String, String, i64),
        &mut *on,
        "SELECT s.platform_id, s.obligation, d.due_at FROM submissions s JOIN dues d ON d.id = s.due_id WHERE s.id = $1",
        submission.to_owned()
    ) else {
        return Ok(());
    };
    let open = one!(
        (i64, i64, i64),
        &mut *on,
        "SELECT from_at, due_at, adverse FROM standing_spans WHERE platform_id = $1 AND obligation = $2 AND to_at IS NULL",
        platform.clone(),
        obligation.clone()
    );
    if let Some((from_at, of, before)) = open {
        if of > due_at {
            return Ok(());
        }
        // The same word again, or a second one within the same instant, is no new span.
        if (before == 1) == adverse || from_at == at {
            exec!(
                on,
                "UPDATE standing_spans SET due_at = $1, adverse = $2 WHERE platform_id = $3 AND obligation = $4 AND from_at = $5",
                due_at,
                i64::from(adverse),
                platform,
                obligation,
                from_at
            );
            return Ok(());
        }
        exec!(
            &mut *on,
            "UPDATE standing_spans SET to_at = $1 WHERE platform_id = $2 AND obligation = $3 AND from_at = $4",
            at,
            platform.clone(),
            obligation.clone(),
            from_at
        );
    }
    exec!(
        on,
        "INSERT INTO standing_spans (platform_id, obligation, from_at, due_at, adverse) VALUES ($1, $2, $3, $4, $5)",
        platform,
        obligation,
        at,
        due_at,
        i64::from(adverse)
    );
    Ok(())
}
