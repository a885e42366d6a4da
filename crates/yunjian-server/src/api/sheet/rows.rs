//! How the rows of a returned table are rehearsed, carried out, and told about.

use std::io::Cursor;

use axum::Json;
use serde::Deserialize;
use utoipa::IntoParams;
use yunjian_wire::problem::Fault;
use yunjian_wire::sheet::{Import, ImportRow};

use crate::app::Ctx;
use crate::problem::{Problem, Result};
use crate::sheet::{Row, Table, rows_of};

#[derive(Clone, Debug, Default, Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub struct TakeQuery {
    /// True: say what would happen, and do nothing.
    pub dry_run: Option<bool>,
}

/// What one row asks for.
pub(super) enum Asks {
    Nothing,
    Makes { id: String, zh: String, en: String },
    Changes { zh: String, en: String },
}

impl Asks {
    pub(super) fn changes(zh: impl Into<String>, en: impl Into<String>) -> Self {
        Self::Changes { zh: zh.into(), en: en.into() }
    }
}

/// All rows rehearsed; then, unless it is a dry run or a row was refused, all carried out.
pub(super) async fn run<F: Future<Output = Result<Asks>> + Send>(
    ctx: &Ctx,
    query: &TakeQuery,
    rows: Vec<(&'static Table, Row)>,
    about: impl Fn(&Row) -> String,
    each: impl Fn(Ctx, &'static Table, Row) -> F,
) -> Result<Json<Import>> {
    let dry_run = query.dry_run.unwrap_or(false);
    let mut rehearsed = Vec::with_capacity(rows.len());
    for (table, row) in &rows {
        rehearsed.push(each(ctx.rehearsing(), table, row.clone()).await);
    }
    let refused = rehearsed.iter().any(Result::is_err);
    let carried_out = if dry_run || refused {
        rehearsed
    } else {
        let mut done = Vec::with_capacity(rows.len());
        for (table, row) in &rows {
            done.push(each(ctx.clone(), table, row.clone()).await);
        }
        done
    };
    let mut import = Import {
        dry_run,
        done: !dry_run && !refused,
        created: 0,
        changed: 0,
        unchanged: 0,
        refused: 0,
        rows: Vec::new(),
    };
    for ((_, row), outcome) in rows.iter().zip(carried_out) {
        let mut shown = ImportRow {
            sheet: row.sheet.clone(),
            row: i64::from(row.number),
            about: about(row),
            outcome: String::new(),
            says_zh: String::new(),
            says_en: String::new(),
            id: None,
            faults: Vec::new(),
        };
        match outcome {
            Ok(Asks::Nothing) => {
                import.unchanged += 1;
                continue;
            }
            Ok(Asks::Makes { id, zh, en }) => {
                import.created += 1;
                "created".clone_into(&mut shown.outcome);
                (shown.says_zh, shown.says_en) = (zh, en);
                shown.id = import.done.then_some(id);
            }
            Ok(Asks::Changes { zh, en }) => {
                import.changed += 1;
                "changed".clone_into(&mut shown.outcome);
                (shown.says_zh, shown.says_en) = (zh, en);
            }
            Err(problem) => {
                // What is wrong with this server is not the row's fault.
                if problem.status().is_server_error() {
                    return Err(problem);
                }
                import.refused += 1;
                "refused".clone_into(&mut shown.outcome);
                shown.faults = faults(&problem, row);
                (shown.says_zh, shown.says_en) =
                    (problem.wire().detail_zh.clone(), problem.wire().detail.clone());
            }
        }
        import.rows.push(shown);
    }
    Ok(Json(import))
}

/// The problem's faults, with the cell in place of the field.
fn faults(problem: &Problem, row: &Row) -> Vec<Fault> {
    let wire = problem.wire();
    if wire.errors.is_empty() {
        return vec![Fault {
            place: row.number.to_string(),
            rule: wire.code.clone(),
            message: wire.detail.clone(),
            message_zh: Some(wire.detail_zh.clone()),
        }];
    }
    let placed = |fault: &Fault| {
        let field = fault.place.rsplit('.').next().unwrap_or_default();
        let key = match field {
            // Fields of requests that a table calls otherwise.
            "valid_from" if row.text("id").is_empty() && !row.text("mandate_from").is_empty() => {
                "mandate_from"
            }
            "submission" => "proof",
            "until" => "extension_until",
            other => other,
        };
        Fault { place: row.cell(key), ..fault.clone() }
    };
    wire.errors.iter().map(placed).collect()
}

pub(super) fn read(
    bytes: axum::body::Bytes,
    tables: &[&'static Table],
) -> Result<Vec<(&'static Table, Row)>> {
    let mut out = Vec::new();
    for table in tables {
        out.extend(rows_of(&mut Cursor::new(&bytes), table)?.into_iter().map(|row| (*table, row)));
    }
    if out.is_empty() {
        let names: Vec<&str> = tables.iter().map(|t| t.zh).collect();
        let english: Vec<&str> = tables.iter().map(|t| t.en).collect();
        return Err(Problem::new(
            axum::http::StatusCode::UNPROCESSABLE_ENTITY,
            "no_rows",
            format!(
                "工作簿里没有表头为“{}”的表，或者表里没有填写任何行；请先导出表格再填写",
                names.join("、")
            ),
            format!(
                "no sheet has the headings of {}, or it has no filled row; export the table first",
                english.join(", ")
            ),
        ));
    }
    Ok(out)
}
