//! How far the reading of a submission has got: for a page that can be left and found again.

use axum::Json;
use axum::extract::Path;
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::reading as wire;

use crate::app::Ctx;
use crate::problem::Result;
use crate::reader::Answer;
use crate::text::time;

/// How far the reading of a submission's files has got.
#[utoipa::path(get, path = "/submissions/{submission}/reading", tag = "reading", params(("submission" = String, Path)),
    responses((status = 200, body = wire::Reading), (status = 404, body = Wire)))]
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::Reading>> {
    let (store, scope) = (ctx.store(), ctx.scope());
    // Before the submission: what is forgotten between the two looks has ended, and the submission says so.
    let rows = store.readings(&scope, &id).await?;
    let found = super::submission::find(&ctx, &id).await?;
    let received = found.state == "received";
    let mut files: Vec<wire::ReadingFile> = Vec::new();
    for file in store.submission_files(&scope, &id).await? {
        if files.iter().any(|f| f.sha256 == file.sha256) {
            continue;
        }
        let row = rows.iter().find(|r| r.sha256 == file.sha256);
        let state = match row {
            Some(row) => match row.answer.as_deref().map(serde_json::from_str::<Answer>) {
                None => "reading",
                Some(Ok(Answer::Refused { .. })) => "refused",
                Some(_) => "read",
            },
            None if received => "waiting",
            None if file.format.is_none() && found.state == "not_admitted" => "refused",
            None => "read",
        };
        let whole = if state == "waiting" { 0 } else { file.size };
        files.push(wire::ReadingFile {
            name: file.name,
            sha256: file.sha256,
            size: file.size,
            passed: row.map_or(whole, |r| r.passed_bytes),
            records: row.map_or(0, |r| r.records),
            state: state.to_owned(),
        });
    }
    let job = if received { "read" } else { "assess" };
    let (attempts, dead) = store.job_attempts(&format!("{job}:{id}")).await?.unwrap_or((0, 0));
    let all_read = !files.is_empty() && files.iter().all(|f| matches!(f.state.as_str(), "read" | "refused"));
    let phase = match found.state.as_str() {
        "received" | "admitted" if dead == 1 => "stuck",
        "received" if all_read => "recording",
        "received" if rows.is_empty() => "waiting",
        "received" => "reading",
        "admitted" => "assessing",
        _ => "done",
    };
    Ok(Json(wire::Reading { submission: id, phase: phase.to_owned(), files, attempts, as_of: time(ctx.at) }))
}
