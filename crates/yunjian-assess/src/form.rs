//! Layer 1: the form of an obligation as a JSON Schema (draft 2020-12), and what is wrong with filled forms.

use jsonschema::error::ValidationErrorKind;
use serde::{Deserialize, Serialize};
use serde_json::{Map, Value, json};

use crate::assessment::{Outcome, RowRef, Rule, RuleResult, Severity};

/// A field of an obligation's form, as the catalogue declares it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FormField {
    pub name: String,
    /// `text`, `int`, `number`, `bool`, `date`, `datetime`, `list<text>`, `enum` or `enum(a,b,c)`.
    #[serde(rename = "type")]
    pub ty: String,
    pub required: bool,
    pub label_zh: String,
    pub label_en: String,
    #[serde(default)]
    pub unit: Option<String>,
    /// Values of an `enum`, when they do not stand in the type.
    #[serde(default)]
    pub options: Vec<String>,
}

/// A field type the form layer does not know.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("form field {field} has the unknown type {ty}")]
pub struct UnknownFieldType {
    pub field: String,
    pub ty: String,
}

/// What is wrong in a form, and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// JSON pointer into the form.
    pub pointer: String,
    pub message_zh: String,
    pub message_en: String,
}

/// The schema of a form. Titles are Chinese; English titles and units stand in `x-title-en` and `x-unit`.
///
/// # Errors
/// When a field has a type forms do not have.
pub fn form_schema(fields: &[FormField]) -> Result<Value, UnknownFieldType> {
    let mut properties = Map::new();
    for field in fields {
        let mut schema = match field.ty.as_str() {
            "text" if field.required => json!({"type": "string", "minLength": 1}),
            "text" => json!({"type": "string"}),
            "int" => json!({"type": "integer"}),
            "number" => json!({"type": "number"}),
            "bool" => json!({"type": "boolean"}),
            "date" => json!({"type": "string", "format": "date"}),
            "datetime" => json!({"type": "string", "format": "date-time"}),
            "list<text>" => json!({"type": "array", "items": {"type": "string", "minLength": 1}}),
            ty => {
                let inside = ty.strip_prefix("enum(").and_then(|rest| rest.strip_suffix(')'));
                let options: Vec<&str> = match inside {
                    Some(inside) => inside.split(',').map(str::trim).collect(),
                    None if ty == "enum" => field.options.iter().map(String::as_str).collect(),
                    None => return Err(UnknownFieldType { field: field.name.clone(), ty: ty.to_owned() }),
                };
                json!({"type": "string", "enum": options})
            }
        };
        schema["title"] = json!(field.label_zh);
        schema["x-title-en"] = json!(field.label_en);
        if let Some(unit) = &field.unit {
            schema["x-unit"] = json!(unit);
        }
        properties.insert(field.name.clone(), schema);
    }
    let required: Vec<&str> = fields.iter().filter(|f| f.required).map(|f| f.name.as_str()).collect();
    Ok(json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    }))
}

/// Everything wrong with a filled form, in the order of the schema; empty when it is right. A field that is null
/// counts as not filled.
pub fn check_form(schema: &Value, data: &Value) -> Vec<Problem> {
    let validator = match jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .should_validate_formats(true)
        .build(schema)
    {
        Ok(validator) => validator,
        Err(error) => {
            let message_en = format!("the form's schema cannot be used: {error}");
            return vec![Problem {
                pointer: String::new(), message_zh: "表单模式有误".into(), message_en
            }];
        }
    };
    let mut filled = data.clone();
    if let Value::Object(fields) = &mut filled {
        fields.retain(|_, value| !value.is_null());
    }
    let mut problems = Vec::new();
    for error in validator.iter_errors(&filled) {
        let pointer = error.instance_path().to_string();
        let below = |name: &str| format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1"));
        let mut push = |pointer: String, message_zh: String, message_en: String| {
            problems.push(Problem { pointer, message_zh, message_en });
        };
        match error.kind() {
            ValidationErrorKind::Required { property } => push(
                below(property.as_str().unwrap_or_default()),
                "必填项未填".into(),
                "this field must be filled in".into(),
            ),
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                for name in unexpected {
                    push(below(name), "表单没有这一栏".into(), "the form has no such field".into());
                }
            }
            ValidationErrorKind::MinLength { .. } => {
                push(pointer.clone(), "不能为空".into(), "must not be empty".into());
            }
            ValidationErrorKind::Enum { options } => push(
                pointer.clone(),
                format!("不在可选值之内：{options}"),
                format!("must be one of {options}"),
            ),
            ValidationErrorKind::Format { format } => push(
                pointer.clone(),
                format!("日期或时间格式不符（{format}）"),
                format!("is not a valid {format}"),
            ),
            ValidationErrorKind::Type { .. } => {
                push(pointer.clone(), "值的类型不符".into(), error.to_string());
            }
            _ => push(pointer.clone(), "不符合表单要求".into(), error.to_string()),
        }
    }
    problems
}

/// The problems as results: blocking, rule id `FORM`, one each.
pub fn form_results(problems: &[Problem]) -> Vec<RuleResult> {
    problems
        .iter()
        .map(|problem| {
            let mut result = blocking("FORM", &problem.message_zh, &problem.message_en);
            let id = problem.pointer.trim_start_matches('/').to_owned();
            result.failing.push(RowRef {
                id,
                file: None,
                place: Some(problem.pointer.clone()),
                values: Vec::new(),
            });
            result.total_failing = 1;
            result
        })
        .collect()
}

pub(crate) fn blocking(id: &str, message_zh: &str, message_en: &str) -> RuleResult {
    let rule = Rule {
        id: id.to_owned(),
        severity: Severity::Blocking,
        check: String::new(),
        message_zh: message_zh.to_owned(),
        message_en: message_en.to_owned(),
        clause: String::new(),
        follow_up_workdays: None,
    };
    RuleResult::new(&rule, Outcome::Fail)
}
