//! Deviation requests: asked for from a selection of findings, decided with a reason, held until a date.

mod decide;
mod law;

use axum::Json;
use axum::body::Body as RawBody;
use axum::extract::Path;
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::IntoParams;
use yunjian_catalogue::{DeviationKind, catalogue};
use yunjian_domain::act::{DeviationTarget, SubmittedFile};
use yunjian_domain::deviation::{Request, request};
use yunjian_domain::held::{Held, HeldTarget};
use yunjian_store::Tx;
use yunjian_store::deviation::{DeviationFilter, DeviationRow};
use yunjian_wire::deviation as wire;
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::{Created, Page};

use super::{named, page};
use crate::app::Ctx;
use crate::auth::{Args, Body, Paging};
use crate::problem::{Problem, Result};
use crate::text::{optional_time, parse_date, required, time};

pub use decide::*;
pub(crate) use law::limits;
use law::{Limits, day_after};

/// More findings than this are not one request.
const MOST_TARGETS: usize = 5_000;
/// Findings shown with a deviation.
const SHOWN: usize = 200;

/// The state as people know it: granted with its date passed is expired.
pub(crate) fn state_word(state: &str, until: i64, now: i64) -> &str {
    if state == "granted" && until <= now { "expired" } else { state }
}

pub(crate) fn row(row: DeviationRow, now: i64) -> wire::DeviationRow {
    wire::DeviationRow {
        platform: named(row.platform_id, row.platform_name),
        state: state_word(&row.state, row.until_at, now).to_owned(),
        until: time(row.until_at),
        requested_at: time(row.requested_at),
        requested_by: row.requested_by.map(|id| named(id, row.requested_name)),
        endorsed_by: row
            .endorsed_by
            .filter(|_| row.state == "endorsed" || row.state == "granted")
            .map(|id| named(id, row.endorsed_name)),
        decided_at: optional_time(row.decided_at),
        decided_by: row.decided_by.map(|id| named(id, row.decided_name)),
        id: row.id,
        kind: row.kind,
        severity: row.severity,
        adjusted: row.adjusted,
        reason: row.reason,
        targets: row.targets,
        decision: row.decision,
        renews: row.renews,
        claimed: row.claimed,
    }
}

fn kind(of: &DeviationKind, limits: &Limits) -> wire::DeviationKind {
    wire::DeviationKind {
        id: of.id.clone(),
        zh: of.zh.clone(),
        en: of.en.clone(),
        max: of.max.clone(),
        latest: limits.latest_day.to_string(),
        never: of.never.clone(),
        second_person: of.second_person.clone(),
        steps: i64::from(of.steps),
        known_exploited: of.known_exploited,
        evidence: of.evidence,
        measures: of.measures,
        contact_within: of.contact_within.clone(),
        source: of.source.clone(),
        source_en: of.source_en.clone(),
        verified: of.verified.as_str().to_owned(),
        applicability: of.applicability.as_str().to_owned(),
    }
}

pub(crate) fn kind_of(id: &str) -> Result<&'static DeviationKind> {
    catalogue().deviations.of(id).ok_or_else(|| {
        let known: Vec<&str> = catalogue().deviations.kind.iter().map(|k| k.id.as_str()).collect();
        Problem::field(
            "kind",
            "kind",
            format!("须为 {}", known.join("、")),
            format!("must be one of {}", known.join(", ")),
        )
    })
}

#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct DeviationQuery {
    pub platform: Option<String>,
    /// `requested`, `returned`, `endorsed`, `granted`, `expired`, `refused`, `withdrawn` or `revoked`.
    pub state: Option<String>,
    pub kind: Option<String>,
    /// Only those an import of history claims.
    pub claimed: Option<bool>,
    pub limit: Option<i64>,
    pub cursor: Option<String>,
}

impl DeviationQuery {
    pub(crate) fn filter(&self) -> DeviationFilter {
        DeviationFilter {
            platform: self.platform.clone(),
            state: self.state.clone(),
            kind: self.kind.clone(),
            claimed: self.claimed,
        }
    }
}

/// Deviation requests of the platforms the caller may see, newest first.
#[utoipa::path(get, path = "/deviations", tag = "deviation", params(DeviationQuery),
    responses((status = 200, body = Page<wire::DeviationRow>)))]
pub async fn list(ctx: Ctx, Args(query): Args<DeviationQuery>) -> Result<Json<Page<wire::DeviationRow>>> {
    let filter = query.filter();
    let cursor = Paging { limit: query.limit, cursor: query.cursor }.cursor()?;
    let listed = ctx.store().deviations(&ctx.scope(), &filter, ctx.at, &cursor).await?;
    Ok(Json(page(listed, ctx.at, |found| row(found, ctx.at))))
}

/// What each kind allows today, on a platform.
#[utoipa::path(get, path = "/platforms/{platform}/deviations/kinds", tag = "deviation", params(("platform" = String, Path)),
    responses((status = 200, body = wire::DeviationKinds), (status = 404, body = Wire)))]
pub async fn kinds(ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::DeviationKinds>> {
    let platform = super::platform::find(&ctx, &id).await?;
    let mut items = Vec::new();
    for of in &catalogue().deviations.kind {
        items.push(kind(of, &limits(of, &platform.zone, ctx.at)?));
    }
    Ok(Json(wire::DeviationKinds { items }))
}

/// One request with the findings it speaks of now.
#[utoipa::path(get, path = "/deviations/{deviation}", tag = "deviation", params(("deviation" = String, Path)),
    responses((status = 200, body = wire::Deviation), (status = 404, body = Wire)))]
pub async fn show(ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::Deviation>> {
    let (scope, store) = (ctx.scope(), ctx.store());
    let found = store.deviation(&scope, &id).await?.ok_or_else(|| Problem::not_found("deviation"))?;
    let platform = super::platform::find(&ctx, &found.platform_id).await?;
    let of = kind_of(&found.kind)?;
    let rule = kind(of, &limits(of, &platform.zone, ctx.at)?);
    let targets = store.deviation_targets(&scope, &id).await?;
    let held = held_of(&id, &targets, of.carries_over, &store.component_names(&scope, &platform.id).await?);
    let mut findings = Vec::new();
    let mut total = 0;
    for finding in store.chosen(&scope, &platform.id).await? {
        let Some((_, matched)) =
            held.find(finding.component_id.as_deref(), &finding.weakness, &finding.cves())
        else {
            continue;
        };
        total += 1;
        if findings.len() < SHOWN {
            findings.push(wire::DeviationFinding {
                id: finding.id,
                title: finding.title,
                severity: finding.severity,
                status: finding.status,
                component: finding.component_id,
                known_exploited: finding.exploited == 1,
                matched_by: matched.as_str().to_owned(),
            });
        }
    }
    let evidence = store.deviation_files(&scope, &id).await?;
    Ok(Json(wire::Deviation {
        measures: found.measures.clone(),
        vendor_contact: optional_time(found.vendor_contact),
        row: row(found, ctx.at),
        targets_named: targets
            .into_iter()
            .take(SHOWN)
            .map(|t| wire::DeviationTarget {
                component: t.component_id,
                weakness: t.weakness,
                cves: t.cves.split(',').filter(|c| !c.is_empty()).map(str::to_owned).collect(),
            })
            .collect(),
        evidence: evidence
            .into_iter()
            .map(|f| wire::DeviationFile { name: f.name, sha256: f.sha256, size: f.size })
            .collect(),
        findings,
        findings_total: total,
        rule,
    }))
}

/// One request's targets, ready to be matched with findings.
pub(crate) fn held_of(
    id: &str,
    targets: &[yunjian_store::deviation::DeviationTargetRow],
    carries_over: bool,
    names: &yunjian_domain::names::Names,
) -> Held {
    let targets = targets.iter().map(|t| HeldTarget {
        deviation: id.to_owned(),
        component: t.component_id.clone(),
        weakness: t.weakness.clone(),
        cves: t.cves.split(',').filter(|c| !c.is_empty()).map(str::to_owned).collect(),
        carries_over,
    });
    Held::of(targets, names)
}

/// A file that proves a request.
#[utoipa::path(get, path = "/deviations/{deviation}/files/{sha256}", tag = "deviation",
    params(("deviation" = String, Path), ("sha256" = String, Path)),
    responses((status = 200, content_type = "application/octet-stream"), (status = 404, body = Wire)))]
pub async fn file(ctx: Ctx, Path((id, sha256)): Path<(String, String)>) -> Result<impl IntoResponse> {
    let files = ctx.store().deviation_files(&ctx.scope(), &id).await?;
    let found = files.into_iter().find(|f| f.sha256 == sha256).ok_or_else(|| Problem::not_found("file"))?;
    let path = ctx.app.blobs().path(&sha256).ok_or_else(|| Problem::not_found("file"))?;
    let file = tokio::fs::File::open(path).await?;
    Ok((
        [
            (header::CONTENT_TYPE, "application/octet-stream".to_owned()),
            (
                header::CONTENT_DISPOSITION,
                format!(
                    "attachment; filename*=UTF-8''{}",
                    crate::text::quoted(found.name.as_deref().unwrap_or("file"))
                ),
            ),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
            (header::CONTENT_LENGTH, found.size.to_string()),
        ],
        RawBody::from_stream(tokio_util::io::ReaderStream::new(file)),
    ))
}

/// The files of an upload of the caller's for this platform, as evidence.
pub(crate) async fn evidence(
    ctx: &Ctx,
    tx: &mut Tx,
    platform: &str,
    upload: Option<&str>,
) -> Result<Vec<SubmittedFile>> {
    let Some(upload) = upload else { return Ok(Vec::new()) };
    let upload = super::upload::find(ctx, upload).await?;
    if upload.platform_id != platform {
        return Err(Problem::field(
            "upload",
            "platform",
            "上传的文件属于另一平台",
            "the upload belongs to another platform",
        ));
    }
    let mut out = Vec::new();
    for file in ctx.store().upload_files(&ctx.scope(), &upload.id).await? {
        let name = tx.content(&file.name).await?;
        out.push(SubmittedFile { sha256: file.sha256, size: file.size, name });
    }
    Ok(out)
}

/// Ask that findings of a platform be treated otherwise, with reason, proof and an end.
#[utoipa::path(post, path = "/platforms/{platform}/deviations", tag = "deviation", params(("platform" = String, Path)),
    request_body = wire::NewDeviation,
    responses((status = 201, body = Created), (status = 404, body = Wire), (status = 409, body = Wire), (status = 422, body = Wire)))]
pub async fn create(
    ctx: Ctx,
    Path(id): Path<String>,
    Body(body): Body<wire::NewDeviation>,
) -> Result<(StatusCode, Json<Created>)> {
    let (scope, store) = (ctx.scope(), ctx.store());
    let platform = super::platform::find(&ctx, &id).await?;
    if platform.provider_id != ctx.caller.organisation_id {
        return Err(Problem::not_found("platform"));
    }
    let of = kind_of(&body.kind)?;
    let reason = required("reason", &body.reason, 4000)?;
    let measures = body.measures.as_deref().map(|m| required("measures", m, 4000)).transpose()?;
    if body.findings.is_empty() || body.findings.len() > MOST_TARGETS {
        return Err(Problem::field(
            "findings",
            "count",
            format!("请选择 1 到 {MOST_TARGETS} 项问题"),
            format!("name between 1 and {MOST_TARGETS} findings"),
        ));
    }
    let limits = limits(of, &platform.zone, ctx.at)?;
    let until = day_after("until", &body.until, &platform.zone)?;
    let vendor_contact = body
        .vendor_contact
        .as_deref()
        .map(|day| law::start("vendor_contact", day, &platform.zone))
        .transpose()?;
    if let Some(renewed) = &body.renews {
        let renewed = store.deviation(&scope, renewed).await?.filter(|d| d.platform_id == id);
        if renewed.is_none() {
            return Err(Problem::not_found("deviation"));
        }
    }
    let mut targets: Vec<DeviationTarget> = Vec::with_capacity(body.findings.len());
    let mut gravest: Option<(i64, String)> = None;
    let mut exploited = false;
    for finding in &body.findings {
        let found =
            store.finding(&scope, &id, finding).await?.ok_or_else(|| Problem::not_found("finding"))?;
        let target = DeviationTarget {
            component: if body.everywhere { None } else { found.component_id.clone() },
            weakness: found.weakness.clone(),
            cves: found.cves(),
        };
        exploited |= found.exploited == 1;
        if gravest.as_ref().is_none_or(|(rank, _)| *rank < found.severity_rank) {
            gravest = Some((found.severity_rank, found.severity));
        }
        if !targets.contains(&target) {
            targets.push(target);
        }
    }
    let (mut severity_rank, mut severity) = gravest.unwrap_or_default();
    if body.everywhere {
        // What it speaks of elsewhere counts as well: the same weakness may be graver on another asset.
        let everywhere = law::gravest(&ctx, &id, of, &targets).await?;
        exploited |= everywhere.exploited;
        if everywhere.rank > severity_rank {
            (severity_rank, severity) = (everywhere.rank, everywhere.severity);
        }
    }
    let _ = severity_rank;
    let mut tx = ctx.door().await?;
    let deviation = tx.id();
    let reason = tx.content(reason).await?;
    let measures = tx.optional_content(measures).await?;
    let evidence = evidence(&ctx, &mut tx, &id, body.upload.as_deref()).await?;
    let asked = Request {
        deviation: deviation.clone(),
        platform: id.clone(),
        targets,
        adjusted: body.adjusted,
        until,
        reason,
        measures,
        vendor_contact,
        evidence,
        renews: body.renews,
        claimed: None,
    };
    let act = request(asked, &limits.law(of, &severity, exploited), ctx.at)?;
    let act = tx.record(Some(&id), act).await?;
    ctx.commit(tx).await?;
    Ok((StatusCode::CREATED, Json(Created { id: deviation, act })))
}

/// A civil day as the request writes it, for a field that must have one.
pub(crate) fn day(field: &str, text: &str) -> Result<jiff::civil::Date> {
    parse_date(field, text)
}
