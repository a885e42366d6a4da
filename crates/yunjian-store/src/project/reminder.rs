//! Reminders.

use sqlx::AnyConnection;
use yunjian_domain::act::{Act, ActRecord};

use crate::Result;

pub(super) async fn project(on: &mut AnyConnection, record: &ActRecord) -> Result<()> {
    let Act::Reminded { reminder, about, subject, text } = &record.act else { return Ok(()) };
    exec!(
        on,
        "INSERT INTO reminders (id, platform_id, about, subject_id, user_id, organisation_id, text_ref, at) \
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8)",
        reminder.clone(),
        record.platform.clone().unwrap_or_default(),
        about.as_str(),
        subject.clone(),
        record.by.user.clone().unwrap_or_default(),
        record.by.organisation.clone().unwrap_or_default(),
        text.0.clone(),
        record.at
    );
    Ok(())
}
