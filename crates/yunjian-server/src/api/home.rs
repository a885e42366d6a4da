//! The first page: what waits, what is late.

use axum::Json;
use yunjian_domain::permission::Permission;
use yunjian_store::Cursor;
use yunjian_store::due::DueFilter;
use yunjian_store::rectification::RectificationFilter;
use yunjian_store::submission::SubmissionFilter;
use yunjian_wire::platform::{Home, Standing};

use super::platform::{authorisation, standing, today};
use crate::app::Ctx;
use crate::problem::Result;
use crate::text::time;

/// How many rows of each list the first page shows.
const SHOWN: i64 = 20;

/// What the caller should see first.
#[utoipa::path(get, path = "/home", tag = "home", responses((status = 200, body = Home)))]
pub async fn show(ctx: Ctx) -> Result<Json<Home>> {
    let (scope, store) = (ctx.scope(), ctx.store());
    let standings = store.standings(&scope, None, ctx.at).await?;
    let mut sum = Standing::default();
    for s in standings.iter().map(standing) {
        sum.open += s.open;
        sum.overdue += s.overdue;
        sum.to_review += s.to_review;
        sum.returned += s.returned;
        sum.compliant += s.compliant;
        sum.non_compliant += s.non_compliant;
        sum.rectifications_open += s.rectifications_open;
        sum.rectifications_overdue += s.rectifications_overdue;
        sum.findings_open += s.findings_open;
        sum.findings_critical += s.findings_critical;
        sum.findings_high += s.findings_high;
    }
    let first = Cursor::first(SHOWN);
    let waiting = if ctx.role.may(Permission::ReviewSubmissions) {
        let filter = SubmissionFilter { queue: true, ..SubmissionFilter::default() };
        store.submissions(&scope, &filter, &first).await?.items
    } else {
        Vec::new()
    };
    let dues = if ctx.role.may(Permission::ViewDues) {
        let filter = DueFilter { waiting: true, now: ctx.at, ..DueFilter::default() };
        store.dues(&scope, &filter, &first).await?.items
    } else {
        Vec::new()
    };
    let rectifications = if ctx.role.may(Permission::ViewRectifications) {
        let filter = RectificationFilter { open: true, now: ctx.at, ..RectificationFilter::default() };
        store.rectifications(&scope, &filter, &first).await?.items
    } else {
        Vec::new()
    };
    let escalations_open = if ctx.role.may(Permission::ViewEscalations) {
        let proposed = store.escalations(&scope, None, Some("proposed"), &Cursor::first(200)).await?;
        let confirmed = store.escalations(&scope, None, Some("confirmed"), &Cursor::first(200)).await?;
        (proposed.items.len() + confirmed.items.len()) as i64
    } else {
        0
    };
    let mut renewals_due = 0;
    let platforms = store.platforms(&scope, &Cursor::first(200)).await?.items;
    let authorisations = store.authorisations(&scope, None).await?;
    for platform in &platforms {
        let newest = authorisations.iter().find(|a| a.platform_id == platform.id).cloned();
        if let Some(newest) = newest
            && authorisation(newest, today(&platform.zone, ctx.at)?).renewal_due
        {
            renewals_due += 1;
        }
    }
    Ok(Json(Home {
        platforms: standings.len() as i64,
        standing: sum,
        escalations_open,
        renewals_due,
        waiting: waiting.into_iter().map(|s| super::submission::row(&ctx, s)).collect(),
        dues: dues.into_iter().map(|d| super::due::row(d, ctx.at)).collect(),
        rectifications: rectifications.into_iter().map(|r| super::rectification::row(r, ctx.at)).collect(),
        as_of: time(ctx.at),
    }))
}
