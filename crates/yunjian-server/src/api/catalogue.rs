//! The catalogue: Appendix A and what is made of it.

use axum::Json;
use axum::extract::Path;
use yunjian_catalogue::catalogue;
use yunjian_evidence::{looks, registers};
use yunjian_wire::catalogue as wire;
use yunjian_wire::problem::Problem as Wire;

use super::words::Words;
use crate::app::Ctx;
use crate::problem::{Problem, Result, internal};

/// All obligations.
#[utoipa::path(get, path = "/catalogue", tag = "catalogue", responses((status = 200, body = wire::Catalogue)))]
pub async fn list(_ctx: Ctx) -> Json<wire::Catalogue> {
    let obligations = catalogue()
        .obligations
        .iter()
        .map(|o| wire::ObligationRow {
            id: o.id.clone(),
            class: o.class.clone(),
            class_en: o.class_en.clone(),
            item: o.item.clone(),
            section: o.section.clone(),
            attribute: o.attribute.as_str().to_owned(),
            frequency: o.frequency.as_str().to_owned(),
            party: o.party.as_str().to_owned(),
            kind: o.ty.as_str().to_owned(),
            title_zh: o.title_zh.clone(),
            title_en: o.title_en.clone(),
            statement_zh: o.statement_zh.clone(),
            statement_en: o.statement_en.clone(),
        })
        .collect();
    Json(wire::Catalogue { version: catalogue().version(), digest: catalogue().digest.clone(), obligations })
}

/// One obligation in full, with the JSON Schema of its form.
#[utoipa::path(get, path = "/catalogue/{obligation}", tag = "catalogue", params(("obligation" = String, Path)),
    responses((status = 200, body = wire::Obligation), (status = 404, body = Wire)))]
pub async fn show(_ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::Obligation>> {
    let found = catalogue().obligation(&id).ok_or_else(|| Problem::not_found("obligation"))?;
    Ok(Json(wire::Obligation {
        obligation: serde_json::to_value(found).map_err(|e| internal(&e.to_string()))?,
        form_schema: schema_of(found)?,
        rules_in_words: Words::of(&id).rules(),
    }))
}

/// The JSON Schema of an obligation's form.
///
/// # Errors
/// When a field's type is not one the forms know: a mistake in the catalogue.
pub(crate) fn schema_of(obligation: &yunjian_catalogue::Obligation) -> Result<serde_json::Value> {
    yunjian_assess::obligation_schema(obligation).map_err(|e| internal(&e.to_string()))
}

/// What can be checked about files for an obligation before any of them is sent.
#[utoipa::path(get, path = "/catalogue/{obligation}/needs", tag = "catalogue", params(("obligation" = String, Path)),
    responses((status = 200, body = wire::Needs), (status = 404, body = Wire)))]
pub async fn needs(ctx: Ctx, Path(id): Path<String>) -> Result<Json<wire::Needs>> {
    let found = catalogue().obligation(&id).ok_or_else(|| Problem::not_found("obligation"))?;
    let limits = &ctx.app.config().limits;
    let slots = found
        .evidence
        .iter()
        .map(|slot| wire::Slot {
            kind: slot.kind.as_str().to_owned(),
            required: slot.required,
            options: slot.formats.iter().map(|token| format_look(token)).collect(),
        })
        .collect();
    Ok(Json(wire::Needs {
        obligation: id,
        max_file_bytes: (limits.max_file_mib << 20) as i64,
        max_files: limits.max_files as i64,
        slots,
    }))
}

fn format_look(token: &str) -> wire::FormatLook {
    let form = matches!(token, "form" | "form-json");
    let look = looks::of(token);
    let columns = match registers::of_token(token) {
        Some((ty, wanted)) => registers::keys(ty)
            .into_iter()
            .zip(registers::columns(ty))
            .map(|((field, keys), column)| wire::LookColumn {
                name: column.name,
                zh: column.zh,
                en: column.en,
                wanted: wanted.contains(&field),
                keys,
            })
            .collect(),
        None => Vec::new(),
    };
    wire::FormatLook {
        format: token.to_owned(),
        family: if form { Some("form".to_owned()) } else { look.map(|l| l.family.as_str().to_owned()) },
        marks: look
            .map(|l| l.marks.iter().map(|g| g.iter().map(|m| (*m).to_owned()).collect()).collect())
            .unwrap_or_default(),
        columns,
    }
}
