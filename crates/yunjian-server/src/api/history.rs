//! The first month: a provider's own register brings what it knew before, so that nobody starts from zero.

use std::collections::{BTreeMap, HashMap};

use axum::Json;
use axum::extract::Path;
use yunjian_domain::act::{Act, DeviationTarget, SubmittedFile};
use yunjian_domain::deviation::{Request, request};
use yunjian_domain::facts::Row;
use yunjian_domain::identity;
use yunjian_store::evidence::finding_id;
use yunjian_wire::history as wire;
use yunjian_wire::problem::{Fault, Problem as Wire};

use super::deviation::{kind_of, limits};
use super::named;
use super::platform::find;
use crate::app::Ctx;
use crate::auth::Body;
use crate::problem::{Problem, Result, internal};
use crate::reader::{Answer, Order};
use crate::text::{optional_time, required, time};

/// Changed findings that are shown.
const SHOWN: usize = 200;

/// Registers a provider brought.
#[utoipa::path(get, path = "/platforms/{platform}/history", tag = "history", params(("platform" = String, Path)),
    responses((status = 200, body = wire::HistoryImports), (status = 404, body = Wire)))]
pub async fn list(ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::HistoryImports>> {
    find(&ctx, &id).await?;
    let found = ctx.store().history_imports(&ctx.scope(), &id).await?;
    let items = found
        .into_iter()
        .map(|h| wire::HistoryImport {
            id: h.id,
            name: h.name,
            sha256: h.sha256,
            format: h.format,
            imported_at: time(h.imported_at),
            imported_by: h.imported_by.map(|id| named(id, h.imported_name)),
            findings: h.findings,
            claims: h.claims,
        })
        .collect();
    Ok(Json(wire::HistoryImports { items }))
}

/// Whether a row of a register is one the platform takes over: what it calls open, or treated by a decision elsewhere.
pub(crate) fn taken(row: &Row) -> bool {
    row.fact_type().name == "findings"
        && row.text("status").is_none_or(|s| matches!(s, "open" | "accepted" | "false_positive" | "reopened"))
}

/// A decision the register says was made elsewhere.
#[derive(Default)]
struct Claim {
    targets: Vec<DeviationTarget>,
    until: Option<i64>,
}

/// Bring a register: a FedRAMP POA&M workbook, or a table of findings with our headings. A dry run says what would happen.
#[utoipa::path(post, path = "/platforms/{platform}/history", tag = "history", params(("platform" = String, Path)),
    request_body = wire::ImportHistory,
    responses((status = 200, body = wire::HistoryImported), (status = 404, body = Wire), (status = 422, body = Wire)))]
pub async fn import(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::ImportHistory>,
) -> Result<Json<wire::HistoryImported>> {
    let platform = find(&ctx, &id).await?;
    if platform.provider_id != ctx.caller.organisation_id {
        return Err(Problem::not_found("platform"));
    }
    let reason = required("reason", &body.reason, 4000)?;
    let upload = super::upload::find(&ctx, &body.upload).await?;
    let files = ctx.store().upload_files(&ctx.scope(), &upload.id).await?;
    let [file] = files.as_slice() else {
        return Err(Problem::field("upload", "count", "请上传一个台账文件", "upload one register"));
    };
    if upload.platform_id != id {
        return Err(Problem::not_found("upload"));
    }
    let order = Order {
        sha256: file.sha256.clone(),
        zone: platform.zone.clone(),
        scratch: ctx.app.entropy().id(ctx.at),
        format: None,
        received_at: Some(ctx.at),
    };
    let (format, reader_version, facts, summary) =
        match ctx.app.reader().read(ctx.app.blobs(), order).await? {
            Answer::Read { format, reader_version, facts, summary } => {
                (format, reader_version, facts, summary)
            }
            Answer::Refused { place, rule, message, message_zh } => {
                return Err(Problem::field("upload", &rule, message_zh.clone(), message.clone())
                    .with(Fault { place, rule: rule.clone(), message, message_zh: Some(message_zh) }));
            }
            Answer::Seen { .. } => return Err(internal("a file was shown where it was to be read")),
        };
    if !(format.starts_with("csv:") || format.starts_with("xlsx:")) {
        return Err(Problem::field(
            "upload",
            "register",
            "这不是台账表格，扫描结果请按待交付事项提交",
            "this is no register; scans are handed in for due items",
        ));
    }
    let mut rows: Vec<Row> = Vec::new();
    ctx.app.facts().each(&facts, &mut |row| rows.push(row)).map_err(|e| internal(&e))?;
    let lives = ctx.store().finding_lives(&ctx.scope(), &id).await?;
    let names = ctx.store().component_names(&ctx.scope(), &id).await?;

    let mut out = wire::HistoryImported {
        dry_run: body.dry_run,
        id: None,
        format: format.clone(),
        findings: 0,
        unknown: 0,
        earlier: 0,
        unchanged: 0,
        closed: 0,
        planned: 0,
        claims: Vec::new(),
        rows: Vec::new(),
        parse_errors: summary["parse_errors"].as_i64().unwrap_or(0),
    };
    let mut seen: HashMap<String, Option<i64>> = HashMap::new();
    let mut claims: BTreeMap<(String, String), Claim> = BTreeMap::new();
    for mut row in rows {
        if row.fact_type().name != "findings" {
            continue;
        }
        if !taken(&row) {
            out.closed += 1;
            continue;
        }
        names.resolve(&mut row);
        let weakness = identity::weakness(&row);
        let component = row.text("component_id").map(str::to_owned);
        let finding = finding_id(&id, &identity::of(&row));
        let first =
            row.get("first_seen").as_time().or(row.get("last_seen").as_time()).map(|at| at.min(ctx.at));
        let new = seen.insert(finding.clone(), first).is_none();
        if let Some(kind) = row.text("deviation_kind") {
            let severity = row.text("severity").unwrap_or("unknown").to_owned();
            let claim = claims.entry((kind.to_owned(), severity)).or_default();
            claim.targets.push(DeviationTarget {
                component: component.clone(),
                weakness,
                cves: row.get("cves").as_list().unwrap_or_default().iter().map(|c| c.to_string()).collect(),
            });
            claim.until = claim.until.max(row.get("deviation_expires_at").as_time());
        }
        if !new {
            continue;
        }
        out.findings += 1;
        out.planned += i64::from(!row.get("due_at").is_null());
        let known = lives.get(&finding);
        let outcome = match known {
            None => "unknown",
            Some(life) if first.is_some_and(|first| first < life.first_seen) => "earlier",
            Some(_) => {
                out.unchanged += 1;
                continue;
            }
        };
        *(if known.is_none() { &mut out.unknown } else { &mut out.earlier }) += 1;
        if out.rows.len() < SHOWN {
            out.rows.push(wire::HistoryRow {
                title: row.text("title").map(str::to_owned),
                component,
                place: row.text("place").map(str::to_owned),
                outcome: outcome.to_owned(),
                first_seen: optional_time(first),
                known_since: optional_time(known.map(|life| life.first_seen)),
            });
        }
    }
    if out.findings == 0 {
        return Err(Problem::field(
            "upload",
            "empty",
            "台账中没有未关闭的问题",
            "the register holds no open finding",
        ));
    }

    let ctx = if body.dry_run { ctx.rehearsing() } else { ctx };
    let mut tx = ctx.door().await?;
    let import = tx.id();
    let name = tx.content(&file.name).await?;
    let because = tx
        .record(
            Some(&id),
            Act::HistoryImported {
                import: import.clone(),
                platform: id.clone(),
                file: SubmittedFile { sha256: file.sha256.clone(), size: file.size, name },
                format,
                reader_version,
                facts,
            },
        )
        .await?;
    for ((kind, severity), claim) in claims {
        let mut shown = wire::HistoryClaim {
            kind: kind.clone(),
            severity: severity.clone(),
            findings: claim.targets.len() as i64,
            deviation: None,
            refused_zh: None,
            refused_en: None,
        };
        let of = kind_of(&kind)?;
        let limits = limits(of, &platform.zone, ctx.at)?;
        let law = limits.law(of, &severity, false);
        let deviation = tx.id();
        let asked = Request {
            deviation: deviation.clone(),
            platform: id.clone(),
            targets: claim.targets,
            adjusted: lowered(&severity).filter(|_| of.steps > 0).map(str::to_owned),
            // Elsewhere it may hold longer, or without end; here for as long as the kind allows at most.
            until: claim.until.filter(|at| *at > ctx.at).map_or(law.latest, |at| at.min(law.latest)),
            reason: tx.content(reason).await?,
            measures: None,
            vendor_contact: None,
            evidence: Vec::new(),
            renews: None,
            claimed: Some(import.clone()),
        };
        match request(asked, &law, ctx.at) {
            Ok(act) => {
                tx.record_because(&because, Some(&id), act).await?;
                shown.deviation = (!body.dry_run).then_some(deviation);
            }
            Err(refused) => {
                shown.refused_zh = Some(refused.zh);
                shown.refused_en = Some(refused.en);
            }
        }
        out.claims.push(shown);
    }
    ctx.commit(tx).await?;
    out.id = (!body.dry_run).then_some(import);
    Ok(Json(out))
}

/// The severity one level lower: what a register without an adjusted severity can have meant at most.
fn lowered(severity: &str) -> Option<&'static str> {
    match severity {
        "critical" => Some("high"),
        "high" => Some("medium"),
        "medium" => Some("low"),
        "low" => Some("info"),
        _ => None,
    }
}
