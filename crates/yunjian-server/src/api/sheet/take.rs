//! Tables in: every row becomes the ordinary request it stands for, with that request's own permission, checks and
//! acts. A dry run makes the same requests and keeps nothing of them.

use axum::Json;
use axum::extract::Path;
use yunjian_store::platform::AuthorisationRow;
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::sheet::Import;

use super::rows::{Asks, TakeQuery, read, run};
use crate::api::{due, organisation, plan, platform, rectification};
use crate::app::Ctx;
use crate::auth::{Args, Body};
use crate::problem::{Problem, Result};
use crate::sheet::{self, Row, Table};

/// Enter organisations by a table.
#[utoipa::path(post, path = "/sheets/organisations", tag = "sheet", params(TakeQuery),
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 200, body = Import), (status = 422, body = Wire)))]
pub async fn take_organisations(
    ctx: Ctx,
    Args(query): Args<TakeQuery>,
    body: axum::body::Bytes,
) -> Result<Json<Import>> {
    let rows = read(body, &[&sheet::ORGANISATIONS])?;
    run(
        &ctx,
        &query,
        rows,
        |row| row.text("name").to_owned(),
        |ctx: Ctx, _: &'static Table, row: Row| async move {
            let row = &row;
            let role = row.word("role")?.ok_or_else(|| missing("role"))?;
            let name = row.text("name").to_owned();
            if let Some(id) = row.optional("id") {
                let found = ctx.store().organisation(&ctx.scope(), &id).await?.ok_or_else(|| {
                    Problem::field(
                        "id",
                        "unknown",
                        "没有这一编号的机构",
                        "there is no organisation of this id",
                    )
                })?;
                if found.role != role || found.name.as_deref() != Some(&name) {
                    return Err(fixed("name"));
                }
                return Ok(Asks::Nothing);
            }
            let body = yunjian_wire::organisation::NewOrganisation { name: name.clone(), role };
            let (_, Json(made)) = organisation::create(ctx, Body(body)).await?;
            Ok(Asks::Makes {
                id: made.id,
                zh: format!("登记机构“{name}”"),
                en: format!("enters the organisation {name}"),
            })
        },
    )
    .await
}

fn missing(field: &str) -> Problem {
    Problem::field(field, "required", "此项必填", "this must be filled in")
}

fn fixed(field: &str) -> Problem {
    Problem::field(
        field,
        "fixed",
        "已登记的内容不能用表格修改",
        "what was entered cannot be changed by a table",
    )
}

/// Register platforms, and record authorisations, by a table.
#[utoipa::path(post, path = "/sheets/platforms", tag = "sheet", params(TakeQuery),
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 200, body = Import), (status = 422, body = Wire)))]
pub async fn take_platforms(
    ctx: Ctx,
    Args(query): Args<TakeQuery>,
    body: axum::body::Bytes,
) -> Result<Json<Import>> {
    let rows = read(body, &[&sheet::PLATFORMS])?;
    run(
        &ctx,
        &query,
        rows,
        |row| row.text("name").to_owned(),
        |ctx: Ctx, _: &'static Table, row: Row| async move {
            let row = &row;
            let name = row.text("name").to_owned();
            if let Some(id) = row.optional("id") {
                let found = ctx.store().platform(&ctx.scope(), &id).await?.ok_or_else(|| {
                    Problem::field("id", "unknown", "没有这一编号的平台", "there is no platform of this id")
                })?;
                if found.name.as_deref() != Some(&name) {
                    return Err(fixed("name"));
                }
                if row.word("level")?.is_some_and(|level| level != found.level) {
                    return Err(fixed("level"));
                }
                let newest = ctx.store().authorisations(&ctx.scope(), Some(&id)).await?.into_iter().next();
                let Some(asked) = authorisation(row, newest.as_ref())? else { return Ok(Asks::Nothing) };
                let (zh, en) =
                    (format!("记录“{name}”新的授权结果"), format!("records a new authorisation of {name}"));
                let _ = platform::authorise(ctx, Path(id), Body(asked)).await?;
                return Ok(Asks::changes(zh, en));
            }
            let provider = provider(&ctx, row.text("provider")).await?;
            let areas = row
                .text("areas")
                .split(['、', ',', '，', ';', '；'])
                .map(str::trim)
                .filter(|a| !a.is_empty());
            let areas: Vec<String> =
                areas.map(|area| sheet::word_of("area", area).unwrap_or_else(|| area.to_owned())).collect();
            let asked = yunjian_wire::platform::NewPlatform {
                name: name.clone(),
                provider,
                zone: row.optional("zone").unwrap_or_else(|| "Asia/Shanghai".to_owned()),
                level: row.word("level")?.ok_or_else(|| missing("level"))?,
                supervised_from: Some(row.date("supervised_from")).filter(|d| !d.is_empty()),
                mandate: yunjian_wire::platform::NewMandate {
                    supervisor: None,
                    commissioned_by: row.text("commissioned_by").to_owned(),
                    areas,
                    valid_from: row.date("mandate_from"),
                    valid_until: row.date("mandate_until"),
                },
            };
            let first = authorisation(row, None)?;
            let rehearsal = ctx.rehearsal;
            let (_, Json(made)) = platform::create(ctx.clone(), Body(asked)).await?;
            // In a rehearsal the platform is not there any more; its authorisation was checked for its form.
            if let Some(first) = first.filter(|_| !rehearsal) {
                let _ = platform::authorise(ctx, Path(made.id.clone()), Body(first)).await?;
            }
            Ok(Asks::Makes {
                id: made.id,
                zh: format!("登记平台“{name}”"),
                en: format!("registers the platform {name}"),
            })
        },
    )
    .await
}

/// A provider by its id or its name.
async fn provider(ctx: &Ctx, asked: &str) -> Result<String> {
    if asked.is_empty() {
        return Err(missing("provider"));
    }
    let mut cursor = yunjian_store::Cursor::first(500);
    let mut found = Vec::new();
    loop {
        let page = ctx.store().organisations(&ctx.scope(), &cursor).await?;
        found.extend(
            page.items
                .into_iter()
                .filter(|o| o.role == "provider" && (o.id == asked || o.name.as_deref() == Some(asked)))
                .map(|o| o.id),
        );
        match page.next {
            Some(next) => cursor.after = Some(next),
            None => break,
        }
    }
    match found.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(Problem::field("provider", "unknown", "没有这一云服务商", "there is no such provider")),
        _ => Err(Problem::field(
            "provider",
            "ambiguous",
            "有多家同名云服务商，请填写编号",
            "several providers have this name; give the id",
        )),
    }
}

/// The authorisation a row states, when it is another than the newest.
fn authorisation(
    row: &Row,
    newest: Option<&AuthorisationRow>,
) -> Result<Option<yunjian_wire::platform::NewAuthorisation>> {
    let Some(result) = row.word("result")? else { return Ok(None) };
    let (valid_from, valid_until) = (row.date("valid_from"), row.date("valid_until"));
    let conditions = row.optional("conditions");
    let remind_days = row.whole("remind_days")?.ok_or_else(|| missing("remind_days"))?;
    let same = newest.is_some_and(|a| {
        (a.result.as_str(), a.valid_from.as_str(), a.valid_until.as_str(), a.remind_days)
            == (result.as_str(), valid_from.as_str(), valid_until.as_str(), remind_days)
            && a.conditions.as_deref().unwrap_or_default() == conditions.as_deref().unwrap_or_default()
    });
    for (key, date) in [("valid_from", &valid_from), ("valid_until", &valid_until)] {
        crate::text::parse_date(key, date)?;
    }
    let asked =
        yunjian_wire::platform::NewAuthorisation { result, valid_from, valid_until, conditions, remind_days };
    Ok((!same).then_some(asked))
}

/// Change terms of a platform's plan by its two tables.
#[utoipa::path(post, path = "/platforms/{platform}/plan/sheet", tag = "sheet", params(("platform" = String, Path), TakeQuery),
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 200, body = Import), (status = 403, body = Wire), (status = 404, body = Wire), (status = 422, body = Wire)))]
pub async fn take_plan(
    ctx: Ctx,
    Path(id): Path<String>,
    Args(query): Args<TakeQuery>,
    body: axum::body::Bytes,
) -> Result<Json<Import>> {
    platform::mandated(&ctx, &id, "controls").await?;
    let items = ctx.store().plan_items(&ctx.scope(), &id).await?;
    let parameters = ctx.store().plan_parameters(&ctx.scope(), &id).await?;
    let rows = read(body, &[&sheet::PLAN, &sheet::PARAMETERS])?;
    let (items, parameters, id) = (&items, &parameters, &id);
    let about = |row: &Row| format!("{} {}", row.text("obligation"), row.text("parameter")).trim().to_owned();
    run(&ctx, &query, rows, about, |ctx: Ctx, table: &'static Table, row: Row| async move {
        let row = &row;
        let obligation = row.text("obligation").to_owned();
        let blank = yunjian_wire::plan::ChangeTerm {
            obligation: obligation.clone(),
            applies: None,
            frequency: None,
            due_workdays: None,
            parameter: None,
            value: None,
            immediate: row.word("immediate")?.as_deref() == Some("true"),
            reason: row.text("reason").to_owned(),
        };
        let mut asked = Vec::new();
        let unknown = || {
            Problem::field(
                "obligation",
                "unknown",
                "计划中没有这一交付要求",
                "the plan has no such obligation",
            )
        };
        if table.en == sheet::PARAMETERS.en {
            let name = row.text("parameter");
            let found = parameters.iter().find(|p| p.obligation == obligation && p.name == name).ok_or_else(
                || {
                    Problem::field(
                        "parameter",
                        "unknown",
                        "计划中没有这一参数",
                        "the plan has no such parameter",
                    )
                },
            )?;
            let value = row.text("value");
            if value != found.value {
                // A text without quotation marks is meant as a text.
                let value: serde_json::Value = serde_json::from_str(value).unwrap_or_else(|_| value.into());
                let shown = value.to_string();
                if shown != found.value {
                    let change = yunjian_wire::plan::ChangeTerm {
                        parameter: Some(name.to_owned()),
                        value: Some(value),
                        ..blank
                    };
                    asked.push((
                        change,
                        format!("{name}：{} → {shown}", found.value),
                        format!("{name}: {} → {shown}", found.value),
                    ));
                }
            }
        } else {
            let found = items.iter().find(|i| i.obligation == obligation).ok_or_else(unknown)?;
            let applies = row.word("applies")?.map_or(found.applies == 1, |word| word == "true");
            if applies != (found.applies == 1) {
                let (zh, en) = if applies {
                    ("改为适用", "applies from now on")
                } else {
                    ("改为不适用", "applies no longer")
                };
                let change = yunjian_wire::plan::ChangeTerm { applies: Some(applies), ..blank.clone() };
                asked.push((change, zh.to_owned(), en.to_owned()));
            }
            let frequency = row.word("frequency")?.unwrap_or_else(|| found.frequency.clone());
            let workdays = row.whole("due_workdays")?.unwrap_or(found.due_workdays);
            if frequency != found.frequency || workdays != found.due_workdays {
                let zh = |word: &str| sheet::word(sheet::Language::Chinese, "frequency", word);
                let en = |word: &str| sheet::word(sheet::Language::English, "frequency", word);
                let text = |name: &dyn Fn(&str) -> String| {
                    format!(
                        "{}+{} → {}+{workdays}",
                        name(&found.frequency),
                        found.due_workdays,
                        name(&frequency)
                    )
                };
                let (zh, en) = (text(&zh), text(&en));
                let change = yunjian_wire::plan::ChangeTerm {
                    frequency: Some(frequency.clone()),
                    due_workdays: Some(workdays),
                    ..blank
                };
                asked.push((change, zh, en));
            }
        }
        if asked.is_empty() {
            return Ok(Asks::Nothing);
        }
        let (mut zh, mut en) = (Vec::new(), Vec::new());
        for (change, says_zh, says_en) in asked {
            let _ = plan::change(ctx.clone(), Path(id.clone()), Body(change)).await?;
            zh.push(says_zh);
            en.push(says_en);
        }
        Ok(Asks::changes(zh.join("；"), en.join("; ")))
    })
    .await
}

/// Ask for deliverables outside the calendar by a table.
#[utoipa::path(post, path = "/sheets/dues", tag = "sheet", params(TakeQuery),
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 200, body = Import), (status = 422, body = Wire)))]
pub async fn take_dues(
    ctx: Ctx,
    Args(query): Args<TakeQuery>,
    body: axum::body::Bytes,
) -> Result<Json<Import>> {
    let rows = read(body, &[&sheet::DUES])?;
    let about = |row: &Row| format!("{} {}", row.text("platform"), row.text("obligation"));
    run(&ctx, &query, rows, about, |ctx: Ctx, _: &'static Table, row: Row| async move {
        let row = &row;
        if let Some(id) = row.optional("id") {
            ctx.store().due(&ctx.scope(), &id).await?.ok_or_else(|| {
                Problem::field("id", "unknown", "没有这一待交付事项", "there is no such due item")
            })?;
            return Ok(Asks::Nothing);
        }
        let platform = platform_of(&ctx, row.text("platform")).await?;
        let asked = yunjian_wire::due::RequestDue {
            obligation: row.text("obligation").to_owned(),
            due_workdays: row.whole("due_workdays")?.ok_or_else(|| missing("due_workdays"))?,
            reason: row.text("reason").to_owned(),
        };
        let (zh, en) = (
            format!("要求交付 {}，{} 个工作日内", asked.obligation, asked.due_workdays),
            format!("asks for {} within {} working days", asked.obligation, asked.due_workdays),
        );
        let (_, Json(made)) = due::request(ctx, Path(platform), Body(asked)).await?;
        Ok(Asks::Makes { id: made.id, zh, en })
    })
    .await
}

/// A platform by its id or its name.
async fn platform_of(ctx: &Ctx, asked: &str) -> Result<String> {
    if asked.is_empty() {
        return Err(missing("platform"));
    }
    let mut cursor = yunjian_store::Cursor::first(500);
    let mut found = Vec::new();
    loop {
        let page = ctx.store().platforms(&ctx.scope(), &cursor).await?;
        found.extend(
            page.items
                .into_iter()
                .filter(|p| p.id == asked || p.name.as_deref() == Some(asked))
                .map(|p| p.id),
        );
        match page.next {
            Some(next) => cursor.after = Some(next),
            None => break,
        }
    }
    match found.as_slice() {
        [only] => Ok(only.clone()),
        [] => Err(Problem::field("platform", "unknown", "没有这一平台", "there is no such platform")),
        _ => Err(Problem::field(
            "platform",
            "ambiguous",
            "有多个同名平台，请填写编号",
            "several platforms have this name; give the id",
        )),
    }
}

/// Plans, extension requests and hand-ins of rectifications by the table that was filled in.
#[utoipa::path(post, path = "/sheets/rectifications", tag = "sheet", params(TakeQuery),
    request_body(content = String, content_type = "application/octet-stream"),
    responses((status = 200, body = Import), (status = 422, body = Wire)))]
pub async fn take_rectifications(
    ctx: Ctx,
    Args(query): Args<TakeQuery>,
    body: axum::body::Bytes,
) -> Result<Json<Import>> {
    let rows = read(body, &[&sheet::RECTIFICATIONS])?;
    run(
        &ctx,
        &query,
        rows,
        |row| row.text("id").to_owned(),
        |ctx: Ctx, _: &'static Table, row: Row| async move {
            let row = &row;
            let id = row.optional("id").ok_or_else(|| missing("id"))?;
            let found = ctx.store().rectification(&ctx.scope(), &id).await?.ok_or_else(|| {
                Problem::field("id", "unknown", "没有这一整改项", "there is no such rectification")
            })?;
            let same = |key: &str, now: Option<&String>| row.text(key) == now.map_or("", |t| t.trim());
            let (mut zh, mut en) = (Vec::new(), Vec::new());
            let milestones =
                super::steps::asked(&ctx, &id, &found.platform_id, row.text("milestones")).await?;
            let replanned = milestones.is_some();
            if !row.text("plan").is_empty() && (replanned || !same("plan", found.plan.as_ref())) {
                let milestones = match milestones {
                    Some(asked) => asked,
                    None => super::steps::standing(&ctx, &id).await?,
                };
                let asked =
                    yunjian_wire::rectification::SubmitPlan { plan: row.text("plan").to_owned(), milestones };
                let _ = rectification::plan_(ctx.clone(), Path(id.clone()), Body(asked)).await?;
                zh.push("提交整改方案");
                en.push("hands in the plan");
            }
            // Numbers count the steps of the plan in force; a new plan has to stand first.
            if !replanned && super::steps::report(&ctx, &id, row.text("progress")).await? > 0 {
                zh.push("报告里程碑进展");
                en.push("reports on milestones");
            }
            if !row.text("extension_until").is_empty() {
                let day = row.date("extension_until");
                let until = last_second(&ctx, &found.platform_id, &day).await?;
                let asked = yunjian_wire::rectification::AskExtension {
                    until: crate::text::time(until),
                    reason: row.text("extension_reason").to_owned(),
                };
                // The same table once more: the request of then still waits or was answered.
                if found.extension_until != Some(until) {
                    let _ = rectification::extension(ctx.clone(), Path(id.clone()), Body(asked)).await?;
                    zh.push("申请延期");
                    en.push("asks for an extension");
                }
            }
            let proof = row.text("proof");
            let handed =
                !same("statement", found.statement.as_ref()) || !same("proof", found.proof_id.as_ref());
            if handed && (!row.text("statement").is_empty() || !proof.is_empty()) {
                if proof.is_empty() {
                    return Err(missing("proof"));
                }
                let asked = yunjian_wire::rectification::HandIn {
                    statement: row.text("statement").to_owned(),
                    submission: proof.to_owned(),
                };
                let _ = rectification::hand_in(ctx, Path(id), Body(asked)).await?;
                zh.push("提交整改");
                en.push("hands in the rectification");
            }
            Ok(if zh.is_empty() { Asks::Nothing } else { Asks::changes(zh.join("，"), en.join(", ")) })
        },
    )
    .await
}

/// The last second of a civil day on a platform.
async fn last_second(ctx: &Ctx, platform: &str, day: &str) -> Result<i64> {
    let row =
        ctx.store().platform(&ctx.scope(), platform).await?.ok_or_else(|| Problem::not_found("platform"))?;
    let zone = yunjian_domain::calendar::zone(&row.zone)?;
    let next = crate::text::parse_date("extension_until", day)?
        .tomorrow()
        .map_err(|_| Problem::field("extension_until", "date", "日期太远", "the date is too far away"))?;
    Ok(yunjian_domain::calendar::start_of_day(next, &zone)? - 1000)
}
