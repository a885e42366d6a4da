//! The credential report of AWS IAM as CSV: one account per row, and a credential besides for each access key and signing certificate it says is there.
//!
//! `N/A`, `not_supported` and `no_information` are unknown, never false. The account is enabled while a password or any key of it is active. Only `<root_account>` is
//! privileged by what this file says; of others it says nothing. Identity: ARN.

use yunjian_domain::facts::Value;

use crate::columns::{Accounts, Credentials};
use crate::draft::{Plain, moment, text};
use crate::failure::{Breach, ReadFailure, Rule};
use crate::format::{Confidence, Job};
use crate::lines;
use crate::out::Out;
use crate::source::Source;

pub(super) static IAM_CSV: Plain = Plain {
    id: "iam-credential-report-csv",
    zh: "云账号凭证报告（IAM CSV）",
    en: "IAM credential report (CSV)",
    version: 1,
    facts: &["accounts", "credentials"],
    sniff: |prefix| {
        let lines = prefix.lines();
        let first = lines.first().map(|l| l.trim_start_matches('\u{feff}')).unwrap_or_default();
        let known = first.starts_with("user,arn,user_creation_time") && first.contains("mfa_active");
        if known { Confidence::Certain } else { Confidence::No }
    },
    read,
};

/// A cell, unless it says that it says nothing.
fn stated(text: &str) -> Option<&str> {
    let text = text.trim();
    (!matches!(text, "" | "N/A" | "not_supported" | "no_information")).then_some(text)
}

fn yes(text: Option<&str>) -> Option<bool> {
    match text?.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    }
}

fn read(source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
    let mut headings: Vec<String> = Vec::new();
    // No cell of this report holds a line break: a row is a line.
    lines::each(source, job.limits, &mut |number, line| {
        let place = format!("row {number}");
        let line = line.trim_start_matches('\u{feff}');
        if line.trim().is_empty() {
            return Ok(());
        }
        let mut cells = csv::StringRecord::new();
        let read =
            csv::ReaderBuilder::new().has_headers(false).from_reader(line.as_bytes()).read_record(&mut cells);
        if let Err(error) = read {
            let broken = Breach::io(Rule::Syntax, format!("the row is broken: {error}"));
            return Err(ReadFailure::from_io(&broken, &place));
        }
        if cells.len() > job.limits.max_columns {
            return Err(ReadFailure::refused(place, Rule::Columns, "the row has too many columns"));
        }
        if headings.is_empty() {
            headings = cells.iter().map(|c| c.trim().to_owned()).collect();
            let known = ["user", "arn", "mfa_active"].iter().all(|h| headings.iter().any(|g| g == h));
            return if known {
                Ok(())
            } else {
                Err(ReadFailure::refused(
                    place,
                    Rule::Schema,
                    "the headings are not those of a credential report",
                ))
            };
        }
        let cell =
            |name: &str| headings.iter().position(|h| h == name).and_then(|n| cells.get(n)).and_then(stated);
        row(&cell, &place, job, out)
    })?;
    if headings.is_empty() {
        return Err(ReadFailure::refused("row 1", Rule::Schema, "the report is empty"));
    }
    out.summary.tool = Some("aws-iam".into());
    Ok(())
}

fn row<'c>(
    cell: &dyn Fn(&str) -> Option<&'c str>,
    place: &str,
    job: &Job<'_>,
    out: &mut Out<'_>,
) -> Result<(), ReadFailure> {
    let Some(arn) = cell("arn") else {
        out.problem(place, Rule::Schema, "the row names no account");
        out.unmapped();
        return Ok(());
    };
    let root = cell("user") == Some("<root_account>");
    let keys = ["access_key_1", "access_key_2", "cert_1", "cert_2"];
    let active = |key: &str| yes(cell(&format!("{key}_active")));
    let password = yes(cell("password_enabled"));
    let enabled = password == Some(true) || root || keys.iter().any(|k| active(k) == Some(true));
    let used = ["password_last_used", "access_key_1_last_used_date", "access_key_2_last_used_date"];
    let ids = Accounts::ids();
    let mut row = ids.row();
    let mut set = |id, value| *row.at_mut(id) = value;
    set(ids.id, Value::text(arn));
    set(ids.name, text(cell("user")));
    // arn:aws:iam::123456789012:user/x
    set(ids.system, text(arn.split(':').nth(4)));
    set(
        ids.kind,
        Value::text(if root {
            "builtin"
        } else if password == Some(true) {
            "human"
        } else {
            "service"
        }),
    );
    if root {
        set(ids.privileged, Value::Bool(true));
    }
    set(ids.status, Value::text(if enabled { "enabled" } else { "disabled" }));
    set(ids.created_at, moment(job.moment(cell("user_creation_time"))));
    set(ids.last_login_at, moment(used.iter().filter_map(|u| job.moment(cell(u))).max()));
    set(ids.password_changed_at, moment(job.moment(cell("password_last_changed"))));
    if password == Some(true) || root {
        set(ids.credential_type, Value::text("password"));
    } else if keys.iter().any(|k| active(k) == Some(true)) {
        set(ids.credential_type, Value::text("key"));
    }
    set(ids.mfa, yes(cell("mfa_active")).map_or(Value::Null, Value::Bool));
    out.record(row, place)?;
    let ids = Credentials::ids();
    for key in keys {
        let changed = cell(&format!("{key}_last_rotated")).or_else(|| cell(&format!("{key}_last_changed")));
        // A key that was never made is not there: inactive, and never changed.
        let Some(active) = active(key).filter(|a| *a || changed.is_some()) else { continue };
        let mut row = ids.row();
        let mut set = |id, value| *row.at_mut(id) = value;
        set(ids.id, Value::text(format!("{arn}/{key}")));
        set(ids.kind, Value::text(if key.starts_with("cert") { "certificate" } else { "access_key" }));
        set(ids.account_id, Value::text(arn));
        set(ids.holder_id, text(cell("user")));
        set(ids.rotated_at, moment(job.moment(changed)));
        set(ids.status, Value::text(if active { "active" } else { "inactive" }));
        out.fact(row, place)?;
    }
    Ok(())
}
