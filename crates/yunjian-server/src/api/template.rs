//! Templates to download: named documents, the tables of an obligation, registers.

use axum::Json;
use axum::extract::{Path, Query};
use axum::http::{StatusCode, header};
use axum::response::IntoResponse;
use serde::Deserialize;
use utoipa::IntoParams;
use yunjian_catalogue::catalogue;
use yunjian_templates::{Lang, Wanted, all, find, html, json_schema, workbook};
use yunjian_wire::problem::Problem as Wire;
use yunjian_wire::template as wire;

use crate::app::Ctx;
use crate::problem::{Problem, Result, internal};

/// How a template is wanted.
#[derive(Debug, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct Form {
    /// `zh` (as is) or `en`.
    lang: Option<String>,
    /// `xlsx` (as is), `json` (JSON Schema) or `html` (to print).
    format: Option<String>,
}

/// All templates: named documents, obligations, registers.
#[utoipa::path(get, path = "/templates", tag = "template", responses((status = 200, body = Vec<wire::Template>)))]
pub async fn list(_ctx: Ctx) -> Json<Vec<wire::Template>> {
    let row = |wanted: Wanted| wire::Template {
        id: wanted.id().to_owned(),
        kind: match wanted {
            Wanted::Document(_) => "document",
            Wanted::Obligation(_) => "obligation",
            Wanted::Register(_) => "register",
        }
        .to_owned(),
        title_zh: wanted.title(Lang::Zh).to_owned(),
        title_en: wanted.title(Lang::En).to_owned(),
        version: wanted.version(),
    };
    Json(all().map(row).collect())
}

/// One template: `SSP`, `A-7.8-G-1/1`, `accounts`, as workbook, JSON Schema or page to print.
#[utoipa::path(get, path = "/templates/{template}", tag = "template", params(("template" = String, Path), Form),
    responses((status = 200, content_type = "application/octet-stream"), (status = 404, body = Wire), (status = 422, body = Wire)))]
pub async fn show(_ctx: Ctx, Path(id): Path<String>, Query(form): Query<Form>) -> Result<impl IntoResponse> {
    answer(find(&id).ok_or_else(|| Problem::not_found("template"))?, &form).await
}

/// The tables an obligation wants, to be filled in.
#[utoipa::path(get, path = "/catalogue/obligations/{obligation}/template", tag = "template",
    params(("obligation" = String, Path), Form),
    responses((status = 200, content_type = "application/octet-stream"), (status = 404, body = Wire), (status = 422, body = Wire)))]
pub async fn obligation(
    _ctx: Ctx,
    Path(id): Path<String>,
    Query(form): Query<Form>,
) -> Result<impl IntoResponse> {
    let found = catalogue().obligation(&id).ok_or_else(|| Problem::not_found("obligation"))?;
    answer(Wanted::Obligation(found), &form).await
}

async fn answer(wanted: Wanted, form: &Form) -> Result<impl IntoResponse + use<>> {
    let unknown = |what: &str| {
        Problem::new(
            StatusCode::UNPROCESSABLE_ENTITY,
            "template_form",
            format!("没有这种{what}：语言为 zh 或 en，格式为 xlsx、json 或 html"),
            "the language is zh or en, the format xlsx, json or html",
        )
    };
    let lang: Lang = form.lang.as_deref().unwrap_or("zh").parse().map_err(|_| unknown("语言"))?;
    let (ending, kind) = match form.format.as_deref().unwrap_or("xlsx") {
        "xlsx" => ("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
        "json" => ("json", "application/schema+json"),
        "html" => ("html", "text/html; charset=utf-8"),
        _ => return Err(unknown("格式")),
    };
    // Tens of milliseconds of work are not for the threads that answer everybody.
    let bytes = tokio::task::spawn_blocking(move || match ending {
        "xlsx" => workbook(wanted, lang).map_err(|e| e.to_string()),
        "json" => serde_json::to_vec_pretty(&json_schema(wanted)).map_err(|e| e.to_string()),
        _ => Ok(html(wanted, lang).into_bytes()),
    })
    .await
    .map_err(|e| internal(&e.to_string()))?
    .map_err(|e| internal(&e))?;
    // Names of templates are letters, digits, points and hyphens.
    let name = format!("attachment; filename=\"{}.{ending}\"", wanted.file_stem());
    Ok((
        [
            (header::CONTENT_TYPE, kind.to_owned()),
            (header::CONTENT_DISPOSITION, name),
            (header::X_CONTENT_TYPE_OPTIONS, "nosniff".to_owned()),
        ],
        bytes,
    ))
}
