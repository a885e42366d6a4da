//! A platform's inventory, scans and registers, held against each other.

use std::collections::{BTreeSet, HashMap};

use axum::Json;
use axum::extract::Path;
use yunjian_evidence::reconcile::{List, Source, reconcile};
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::reconcile as wire;

use super::platform::find;
use crate::app::Ctx;
use crate::problem::{Result, internal};
use crate::text::time;

/// What one of inventory, scans and registers knows and the others do not, by the newest admitted submissions.
#[utoipa::path(get, path = "/platforms/{platform}/reconciliation", tag = "reconcile", params(("platform" = String, Path)),
    responses((status = 200, body = wire::Reconciliation), (status = 404, body = Wire)))]
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::Reconciliation>> {
    find(&ctx, &id).await?;
    let (scope, store) = (ctx.scope(), ctx.store());
    let mut seen = BTreeSet::new();
    let mut submissions = Vec::new();
    let mut files: HashMap<String, (String, String)> = HashMap::new();
    let mut named = Vec::new();
    for row in store.admitted(&scope, &id, i64::MAX).await? {
        if !seen.insert(row.obligation.clone()) {
            continue;
        }
        for file in store.submission_files(&scope, &row.id).await? {
            let (Some(facts), Some(format)) = (file.facts, file.format) else { continue };
            // The same file for several due items is looked at once.
            if files.insert(file.sha256.clone(), (file.name.unwrap_or_default(), row.id.clone())).is_none() {
                named.push((file.sha256, format, facts));
            }
        }
        submissions.push(row.id);
    }
    let names = store.component_names(&scope, &id).await?;
    let source = ctx.app.facts().clone();
    let found = tokio::task::spawn_blocking(move || -> std::result::Result<_, String> {
        let mut sources = Vec::with_capacity(named.len());
        for (sha256, format, facts) in named {
            let mut rows = Vec::new();
            source.each(&facts, &mut |row| {
                if matches!(row.fact_type().name.as_str(), "components" | "scans" | "findings") {
                    rows.push(row);
                }
            })?;
            sources.push(Source { name: sha256, format, rows });
        }
        Ok(reconcile(sources, (!names.is_empty()).then_some(names), &[]))
    })
    .await
    .map_err(|e| internal(&e.to_string()))?
    .map_err(|e| internal(&e))?;
    let list = |list: List| wire::ReconcileList {
        total: i64::try_from(list.total).unwrap_or(i64::MAX),
        entries: list
            .entries
            .into_iter()
            .map(|entry| {
                let (file, submission) = files.get(&entry.file).cloned().unwrap_or_default();
                wire::ReconcileEntry {
                    asset: entry.asset,
                    title: entry.title,
                    severity: entry.severity,
                    item: entry.item,
                    file,
                    submission: Some(submission).filter(|s| !s.is_empty()),
                    place: entry.place,
                    candidates: entry.candidates,
                }
            })
            .collect(),
    };
    let count = |n: u64| i64::try_from(n).unwrap_or(i64::MAX);
    Ok(Json(wire::Reconciliation {
        as_of: time(ctx.at),
        submissions,
        components: count(found.components),
        scanned: count(found.scanned),
        findings: count(found.findings),
        items: count(found.items),
        matched: count(found.matched),
        not_scanned: list(found.not_scanned),
        not_in_inventory: list(found.not_in_inventory),
        without_item: list(found.without_item),
        without_finding: list(found.without_finding),
        item_not_scanned: list(found.item_not_scanned),
        closed_but_reported: list(found.closed_but_reported),
        figures: found
            .figures
            .into_iter()
            .map(|f| wire::ReconcileFigure {
                stated: count(f.stated),
                found: count(f.found),
                file: files.get(&f.file).map_or(f.file.clone(), |(name, _)| name.clone()),
                place: f.place,
                says_zh: f.says_zh,
                says_en: f.says_en,
            })
            .collect(),
    }))
}
