//! JSON Schema of what is filled in, for forms on pages and for programs that hand in by themselves.

use serde_json::{Map, Value, json};
use yunjian_catalogue::{FieldType, FormFieldType, TemplateField, TemplateFieldType, TemplateSection};
use yunjian_evidence::registers;

use crate::Wanted;

pub(crate) fn of(wanted: Wanted) -> Value {
    let mut schema = json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": format!("urn:yunjian:template:{}:{}", wanted.id(), wanted.version()),
        "title": wanted.title(crate::Lang::Zh),
        "x-title-en": wanted.title(crate::Lang::En),
        "type": "object",
        "additionalProperties": false,
    });
    let mut properties = Map::new();
    let mut required: Vec<Value> = Vec::new();
    match wanted {
        Wanted::Document(template) => {
            for part in &template.sections {
                properties.insert(part.id.clone(), section(part));
                if !part.repeats && part.fields.iter().any(|f| f.required) {
                    required.push(part.id.clone().into());
                }
            }
        }
        Wanted::Obligation(obligation) => {
            let mut form = Map::new();
            let needed = obligation.form_fields.iter().filter(|f| f.required).map(|f| f.name.as_str());
            let needed: Vec<&str> = needed.collect();
            for field in &obligation.form_fields {
                let mut about = json!({"title": field.label_zh, "x-title-en": field.label_en});
                let shape = match &field.ty {
                    FormFieldType::Int => json!({"type": "integer"}),
                    FormFieldType::Number => json!({"type": "number"}),
                    FormFieldType::Bool => json!({"type": "boolean"}),
                    FormFieldType::TextList => json!({"type": "array", "items": {"type": "string"}}),
                    FormFieldType::Date => json!({"type": "string", "format": "date"}),
                    FormFieldType::DateTime => json!({"type": "string", "format": "date-time"}),
                    FormFieldType::Choice(values) => json!({"type": "string", "enum": values}),
                    FormFieldType::Text => json!({"type": "string"}),
                };
                for (key, value) in shape.as_object().into_iter().flatten() {
                    about[key] = value.clone();
                }
                if let Some(unit) = &field.unit {
                    about["x-unit"] = unit.as_str().into();
                }
                form.insert(field.name.clone(), about);
            }
            properties
                .insert("form".into(), json!({"type": "object", "properties": form, "required": needed}));
        }
        Wanted::Register(_) => {}
    }
    for (ty, _) in wanted.registers() {
        let columns: Map<String, Value> = registers::columns(ty)
            .into_iter()
            .map(|column| {
                let mut about = json!({"title": column.zh, "x-title-en": column.en});
                let kind = match column.ty {
                    FieldType::Text | FieldType::Timestamp => "string",
                    FieldType::Int => "integer",
                    FieldType::Double => "number",
                    FieldType::Bool => "boolean",
                    FieldType::TextList => "array",
                };
                about["type"] = json!([kind, "null"]);
                if column.ty == FieldType::TextList {
                    about["items"] = json!({"type": "string"});
                }
                if column.ty == FieldType::Timestamp {
                    about["format"] = "date-time".into();
                }
                if !column.choices.is_empty() {
                    about["examples"] = column.choices.iter().map(|(_, en)| en.as_str()).collect();
                }
                (column.name, about)
            })
            .collect();
        let row = json!({"type": "object", "properties": columns, "additionalProperties": false});
        properties.insert(
            ty.name.clone(),
            json!({"title": ty.zh, "x-title-en": ty.en, "type": "array", "items": row}),
        );
    }
    schema["properties"] = properties.into();
    schema["required"] = required.into();
    schema
}

fn section(section: &TemplateSection) -> Value {
    let properties: Map<String, Value> = section.fields.iter().map(|f| (f.name.clone(), field(f))).collect();
    let required: Vec<&str> = section.fields.iter().filter(|f| f.required).map(|f| f.name.as_str()).collect();
    let item = json!({
        "title": section.title_zh, "x-title-en": section.title_en,
        "type": "object", "properties": properties, "required": required, "additionalProperties": false,
    });
    if section.repeats {
        json!({"title": section.title_zh, "x-title-en": section.title_en, "type": "array", "items": item})
    } else {
        item
    }
}

fn field(field: &TemplateField) -> Value {
    let mut about = json!({"title": field.title_zh, "x-title-en": field.title_en});
    let values: Vec<&str> = field.options.iter().map(|o| o.value.as_str()).collect();
    let shape = match field.ty {
        TemplateFieldType::Text | TemplateFieldType::File | TemplateFieldType::Signature => {
            json!({"type": "string", "minLength": 1})
        }
        TemplateFieldType::Int => json!({"type": "integer"}),
        TemplateFieldType::Number => json!({"type": "number"}),
        TemplateFieldType::Percent => json!({"type": "number", "minimum": 0, "maximum": 100}),
        TemplateFieldType::Bool => json!({"type": "boolean"}),
        TemplateFieldType::Date => json!({"type": "string", "format": "date"}),
        TemplateFieldType::Datetime => json!({"type": "string", "format": "date-time"}),
        TemplateFieldType::Choice => json!({"type": "string", "enum": values}),
        TemplateFieldType::Choices => json!({"type": "array", "items": {"type": "string", "enum": values}}),
        TemplateFieldType::List => json!({"type": "array", "items": {"type": "string"}}),
        TemplateFieldType::Table => {
            let columns: Map<String, Value> = field
                .columns
                .iter()
                .map(|c| {
                    (c.name.clone(), json!({"type": "string", "title": c.title_zh, "x-title-en": c.title_en}))
                })
                .collect();
            json!({"type": "array", "items": {"type": "object", "properties": columns, "additionalProperties": false}})
        }
    };
    for (key, value) in shape.as_object().into_iter().flatten() {
        about[key] = value.clone();
    }
    for (key, value) in [("minimum", field.min), ("maximum", field.max)] {
        if let Some(value) = value {
            about[key] = value.into();
        }
    }
    for (key, value) in [
        ("x-unit", &field.unit),
        ("description", &field.help_zh),
        ("x-description-en", &field.help_en),
        ("x-fact", &field.fact),
    ] {
        if let Some(value) = value {
            about[key] = value.as_str().into();
        }
    }
    about
}
