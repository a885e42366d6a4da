//! Reading a submission's files into facts: admitted, or not admitted with reasons.

use yunjian_catalogue::catalogue;
use yunjian_domain::act::FileFacts;
use yunjian_domain::submission::{Command, Submission, decide};
use yunjian_store::Scope;
use yunjian_wire::problem::Fault;

use super::JobFault;
use crate::App;
use crate::reader::{Answer, Order};

pub(super) async fn run(app: &App, submission: &str) -> Result<(), JobFault> {
    let scope = Scope::system();
    let Some(row) = app.store().submission(&scope, submission).await? else { return Ok(()) };
    if row.state != "received" {
        return Ok(());
    }
    let platform = app
        .store()
        .platform(&scope, &row.platform_id)
        .await?
        .ok_or_else(|| JobFault(format!("platform {} is gone", row.platform_id)))?;
    let mut files: Vec<FileFacts> = Vec::new();
    let mut faults = Vec::new();
    for file in app.store().submission_files(&scope, submission).await? {
        if files.iter().any(|f| f.sha256 == file.sha256) {
            continue;
        }
        let order = Order {
            sha256: file.sha256.clone(),
            zone: platform.zone.clone(),
            scratch: app.entropy().id(app.now()),
            format: None,
            received_at: Some(row.received_at),
        };
        match app.reader().read(app.blobs(), order).await? {
            Answer::Read { format, reader_version, facts, summary } => {
                let summary = serde_json::to_vec(&summary)?;
                let scratch = app.entropy().id(app.now());
                let summary = app.blobs().put(&scratch, &summary)?;
                let kind = super::assess::kind_of(&row.obligation, &format);
                files.push(FileFacts { sha256: file.sha256, format, kind, reader_version, facts, summary });
            }
            Answer::Seen { .. } => return Err(JobFault("a page came instead of facts".to_owned())),
            Answer::Refused { place, rule, message, message_zh } => {
                let name = file.name.unwrap_or(file.sha256);
                let place = if place.is_empty() { name } else { format!("{name}: {place}") };
                faults.push(Fault { place, rule, message, message_zh: Some(message_zh) });
            }
        }
    }
    let command = if faults.is_empty() {
        Command::Admit { files, inventory: catalogue().links.is_inventory(&row.obligation) }
    } else {
        let report = serde_json::to_vec(&faults)?;
        let scratch = app.entropy().id(app.now());
        Command::RefuseAdmission { report: app.blobs().put(&scratch, &report)? }
    };
    let mut tx = app.system_door().await?;
    let (_, state) = tx.submission(&scope, submission).await?;
    if state != Submission::Received {
        // Withdrawn or replaced while it was read: nothing is owed any more.
        return Ok(());
    }
    let admitted = matches!(command, Command::Admit { .. });
    let act = decide(&state, submission, command, tx.at())?;
    tx.record(Some(&row.platform_id), act).await?;
    if admitted {
        tx.enqueue(super::assess_submission(submission, app.now())).await?;
    }
    tx.commit().await?;
    Ok(())
}
