//! The layers in front of the rules: the form, and the evidence that must be there.

use serde_json::json;

use super::support::{World, obligation, obligations, rule};
use crate::*;

fn fields() -> Vec<FormField> {
    serde_json::from_value(json!([
        {"name": "reviewer", "type": "text", "required": true, "label_zh": "检查人", "label_en": "Reviewer"},
        {"name": "total", "type": "int", "required": true, "label_zh": "总数", "label_en": "Total", "unit": "count"},
        {"name": "rate", "type": "number", "required": false, "label_zh": "比例", "label_en": "Rate", "unit": "%"},
        {"name": "clean", "type": "bool", "required": false, "label_zh": "无异常", "label_en": "Clean"},
        {"name": "day", "type": "date", "required": false, "label_zh": "日期", "label_en": "Day"},
        {"name": "at", "type": "datetime", "required": false, "label_zh": "时间", "label_en": "At"},
        {"name": "tools", "type": "list<text>", "required": false, "label_zh": "工具", "label_en": "Tools"},
        {"name": "phase", "type": "enum(initial,final)", "required": false, "label_zh": "阶段", "label_en": "Phase"},
        {"name": "class", "type": "enum", "options": ["A", "B"], "required": false, "label_zh": "级别", "label_en": "Class"}
    ]))
    .unwrap()
}

#[test]
fn a_form_becomes_a_schema() {
    let schema = form_schema(&fields()).unwrap();
    assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
    assert_eq!(schema["required"], json!(["reviewer", "total"]));
    assert_eq!(
        schema["properties"]["total"],
        json!({"type": "integer", "title": "总数", "x-title-en": "Total", "x-unit": "count"})
    );
    assert_eq!(schema["properties"]["phase"]["enum"], json!(["initial", "final"]));
    assert_eq!(schema["properties"]["class"]["enum"], json!(["A", "B"]));
    let mut strange = fields();
    strange[0].ty = "colour".into();
    assert_eq!(
        form_schema(&strange).unwrap_err().to_string(),
        "form field reviewer has the unknown type colour"
    );
    for (number, obligation) in obligations() {
        form_schema(&obligation.fields).unwrap_or_else(|error| panic!("{number}: {error}"));
    }
}

#[test]
fn problems_say_where_they_are() {
    let schema = form_schema(&fields()).unwrap();
    let good = json!({"reviewer": "甲", "total": 3, "rate": 2.5, "clean": true, "day": "2026-10-01",
                      "at": "2026-10-01T08:00:00+08:00", "tools": [], "phase": "final", "class": null});
    assert_eq!(check_form(&schema, &good), []);
    let wrong = [
        (json!({"reviewer": "甲"}), "/total", "必填项未填"),
        (json!({"reviewer": "甲", "total": null}), "/total", "必填项未填"),
        (json!({"reviewer": "", "total": 1}), "/reviewer", "不能为空"),
        (json!({"reviewer": "甲", "total": "1"}), "/total", "值的类型不符"),
        (json!({"reviewer": "甲", "total": 1.5}), "/total", "值的类型不符"),
        (json!({"reviewer": "甲", "total": 1, "day": "1 Oct"}), "/day", "日期或时间格式不符（date）"),
        (json!({"reviewer": "甲", "total": 1, "at": "08:00"}), "/at", "日期或时间格式不符（date-time）"),
        (json!({"reviewer": "甲", "total": 1, "tools": ["a", 2]}), "/tools/1", "值的类型不符"),
        (json!({"reviewer": "甲", "total": 1, "totl": 2}), "/totl", "表单没有这一栏"),
        (
            json!({"reviewer": "甲", "total": 1, "phase": "x"}),
            "/phase",
            "不在可选值之内：[\"initial\",\"final\"]",
        ),
    ];
    for (data, pointer, message) in wrong {
        let problems = check_form(&schema, &data);
        assert_eq!(problems.len(), 1, "{data}: {problems:?}");
        assert_eq!(
            (problems[0].pointer.as_str(), problems[0].message_zh.as_str()),
            (pointer, message),
            "{data}"
        );
        assert!(!problems[0].message_en.is_empty());
    }
    assert_eq!(check_form(&schema, &json!([])).len(), 1);

    let results = form_results(&check_form(&schema, &json!({"totl": 1})));
    assert_eq!(results.len(), 3);
    assert!(
        results
            .iter()
            .all(|r| r.rule == "FORM" && r.severity == Severity::Blocking && r.outcome == Outcome::Fail)
    );
    assert!(results.iter().any(|r| r.failing[0].place.as_deref() == Some("/reviewer")));
    let assessment = World::new().assess(&[rule("true")]);
    assert_eq!(assessment.proposal, Proposal::Compliant);
    let whole = assessment.preceded_by(results);
    assert_eq!((whole.proposal, whole.results.len()), (Proposal::NonCompliant, 4));
}

fn item(kind: &str, format: &str) -> EvidenceItem {
    EvidenceItem {
        id: format!("e-{kind}"),
        kind: kind.into(),
        format: format.into(),
        sha256: "aa".into(),
        ..Default::default()
    }
}

#[test]
fn lacking_evidence_is_named() {
    let asked = obligation("A-12.3-G-1/1").evidence;
    let kinds = |lacks: &[Lack]| {
        let name = |lack: &Lack| match lack {
            Lack::Kind { kind, .. } => kind.clone(),
            Lack::Format { kind, format, .. } => format!("{kind}: {format}"),
        };
        lacks.iter().map(name).collect::<Vec<_>>()
    };
    assert_eq!(kinds(&check_evidence(&asked, &[], false)), ["scan", "register", "form"]);
    assert_eq!(kinds(&check_evidence(&asked, &[], true)), ["scan", "register"]);
    let whole = [item("scan", "nessus-v2"), item("register", "csv:findings"), item("sample", "png")];
    assert_eq!(check_evidence(&asked, &whole, true), []);
    let wrong = [item("scan", "pdf"), item("register", "csv:findings")];
    let lacks = check_evidence(&asked, &wrong, true);
    assert_eq!(kinds(&lacks), ["scan: pdf"]);
    let result = &evidence_results(&lacks)[0];
    assert_eq!((result.rule.as_str(), result.failing[0].id.as_str()), ("EVIDENCE", "e-scan"));
    assert_eq!(result.values[0].value[0], "nessus-v2");
    assert_eq!(evidence_results(&check_evidence(&asked, &[], false)).len(), 3);

    let budget = obligation("A-5.2-G-1/1").evidence;
    let lacks = check_evidence(&budget, &[item("register", "xlsx:budget")], true);
    assert_eq!(kinds(&lacks), ["doc", "sample"], "columns in brackets are no part of the format");
}
