//! Generated, filled, handed in, read: what comes out is what was put in, for every register, obligation and form.
//!
//! Clauses: 5.2.5.2 e) (templates), 6.2.3 c), e), g), 6.3.3 e), g), 6.4.3 (the documents themselves), Appendix A.

use std::collections::BTreeMap;
use std::io::Cursor;

use jiff::tz::TimeZone;
use yunjian_catalogue::{
    FactType, FieldType, Template, TemplateField, TemplateFieldType, catalogue, vocabulary,
};
use yunjian_domain::facts::{FactSet, Row, Value};
use yunjian_evidence::{Context, Limits, Rule, Summary, read, registers};
use yunjian_templates::{
    Answers, Lang, Wanted, all, filled_form, filled_registers, find, html, json_schema, workbook,
};

fn zone() -> TimeZone {
    TimeZone::fixed(jiff::tz::offset(8))
}

fn read_back(bytes: &[u8], format: Option<&str>) -> (Summary, FactSet) {
    let mut facts = FactSet::new();
    let context = Context::new("0".repeat(64), zone());
    let summary = read(&mut Cursor::new(bytes), format, &context, &Limits::default(), &mut facts)
        .unwrap_or_else(|failure| panic!("{failure}"));
    (summary, facts)
}

/// A row with every field filled, as a person might.
fn sample(ty: &'static FactType, seed: i64) -> Row {
    let mut row = Row::empty(ty);
    for column in registers::columns(ty) {
        let name = &column.name;
        *row.at_mut(column.field) = match column.ty {
            FieldType::Text => match column.choices.get(seed as usize % column.choices.len().max(1)) {
                Some((_, word)) => Value::text(word),
                None => Value::text(format!("{name} 内容-{seed:03}")),
            },
            FieldType::Int => Value::Int(seed + 7),
            FieldType::Double => Value::Double(seed as f64 + 0.25),
            FieldType::Bool => Value::Bool(seed % 2 == 0),
            FieldType::Timestamp => Value::Time(1_767_542_400_000 + seed * 86_400_000 + 3_661_000),
            FieldType::TextList => Value::list([format!("{name}-1"), format!("{name}-{seed}")]),
        };
    }
    row
}

/// The facts without the two fields that say where they were read.
fn plain(facts: &FactSet, ty: &'static FactType) -> Vec<Vec<Value>> {
    facts.table(ty.id).iter().map(|row| row.values[..usize::from(ty.file().0)].to_vec()).collect()
}

#[test]
fn every_register_comes_back_as_it_was_filled() {
    for ty in &vocabulary().types {
        let mut facts = FactSet::new();
        facts.push(sample(ty, 1));
        facts.push(sample(ty, 2));
        for lang in [Lang::Zh, Lang::En] {
            let bytes = filled_registers(Wanted::Register(ty), lang, &facts, &zone()).unwrap();
            let (summary, read) = read_back(&bytes, None);
            assert_eq!(summary.errors, Vec::new(), "{}", ty.name);
            assert_eq!(summary.format, format!("xlsx:{}", ty.name));
            assert_eq!(plain(&read, ty), plain(&facts, ty), "{} {lang:?}", ty.name);
            assert_eq!(read.len(), 2, "nothing else is read out of the workbook");
        }
    }
}

#[test]
fn every_obligation_has_a_workbook_that_comes_back() {
    assert_eq!(catalogue().obligations.len(), 71);
    for obligation in &catalogue().obligations {
        let wanted = find(&obligation.id).unwrap();
        let registers = wanted.registers();
        assert!(!registers.is_empty(), "{}", obligation.id);
        // What the rules look at is among the columns that stand out.
        for (ty, first) in &registers {
            assert!(first.iter().all(|field| field.0 < ty.file().0), "{}", obligation.id);
        }
        let mut facts = FactSet::new();
        for (ty, _) in &registers {
            facts.push(sample(ty, 3));
        }
        for lang in [Lang::Zh, Lang::En] {
            let bytes = filled_registers(wanted, lang, &facts, &zone()).unwrap();
            let (summary, read) = read_back(&bytes, None);
            assert_eq!(summary.errors, Vec::new(), "{} {lang:?}", obligation.id);
            for (ty, _) in &registers {
                assert_eq!(plain(&read, ty), plain(&facts, ty), "{} {} {lang:?}", obligation.id, ty.name);
            }
            // A register the obligation takes as evidence is taken from the workbook it downloads.
            let tokens = obligation.evidence.iter().flat_map(|slot| &slot.formats);
            for token in tokens.filter(|token| registers::of_token(token).is_some()) {
                assert!(yunjian_catalogue::accepts(token, &summary.format), "{token} {}", summary.format);
            }
            assert!(yunjian_evidence::by_id(&summary.format).is_some(), "{}", summary.format);
        }
    }
}

#[test]
fn the_register_tokens_of_the_catalogue_are_all_known() {
    for obligation in &catalogue().obligations {
        for token in obligation.evidence.iter().flat_map(|slot| &slot.formats) {
            if (token.starts_with("csv:") || token.starts_with("xlsx:")) && token != "xlsx:poam" {
                assert!(registers::of_token(token).is_some(), "{}: {token}", obligation.id);
            }
        }
    }
}

/// A right answer to a field, in one language or the other.
fn answer(field: &TemplateField, lang: Lang) -> String {
    let option = |at: usize| {
        let option = &field.options[at.min(field.options.len() - 1)];
        if lang == Lang::Zh { option.zh.clone() } else { option.en.clone() }
    };
    match field.ty {
        TemplateFieldType::Text
        | TemplateFieldType::File
        | TemplateFieldType::Signature
        | TemplateFieldType::Table => {
            format!("{} 的内容", field.title_zh)
        }
        TemplateFieldType::Int => "3".to_owned(),
        TemplateFieldType::Number => "7.5".to_owned(),
        TemplateFieldType::Percent => "98.5".to_owned(),
        TemplateFieldType::Bool => (if lang == Lang::Zh { "是" } else { "yes" }).to_owned(),
        TemplateFieldType::Date => "2026年5月3日".to_owned(),
        TemplateFieldType::Datetime => "2026-05-03 下午2:05".to_owned(),
        TemplateFieldType::Choice => option(0),
        TemplateFieldType::Choices => format!("{}；{}", option(0), option(1)),
        TemplateFieldType::List => "甲；乙".to_owned(),
    }
}

fn answers(template: &Template, lang: Lang) -> Answers {
    let mut answers = Answers::default();
    for section in &template.sections {
        if section.repeats {
            let item: BTreeMap<String, String> =
                section.fields.iter().map(|f| (f.name.clone(), answer(f, lang))).collect();
            answers.rows.insert(section.id.clone(), vec![item.clone(), item]);
            continue;
        }
        for field in &section.fields {
            let key = format!("{}.{}", section.id, field.name);
            if field.ty == TemplateFieldType::Table {
                let row = field.columns.iter().map(|c| (c.name.clone(), c.title_zh.clone())).collect();
                answers.rows.insert(key, vec![row]);
            } else {
                answers.fields.insert(key, answer(field, lang));
            }
        }
    }
    answers
}

#[test]
fn every_form_comes_back_as_it_was_filled() {
    for template in &catalogue().templates {
        for lang in [Lang::Zh, Lang::En] {
            let bytes = filled_form(template, lang, &answers(template, lang)).unwrap();
            let (summary, facts) = read_back(&bytes, None);
            assert_eq!(summary.errors, Vec::new(), "{} {lang:?}", template.id);
            assert_eq!(summary.format, format!("template-xlsx:{}", template.id));
            assert!(yunjian_evidence::by_id(&summary.format).is_some());
            let [document] = facts.named("documents") else { panic!("{}: one document", template.id) };
            assert_eq!(document.text("type"), Some(template.document_type.as_str()));
            assert_eq!(document.text("version"), Some("版本号 的内容"));
            let at = yunjian_evidence::time::parse("2026-05-03 14:05", &zone()).unwrap();
            assert_eq!(document.get("approved_at").as_time(), Some(at));
            // Everything is filled in, so every section is there.
            let titles: Vec<&str> = template.sections.iter().map(|s| s.title_zh.as_str()).collect();
            assert_eq!(document.get("sections"), &Value::list(titles), "{}", template.id);
            // What stands for a fact is one, as often as it was written.
            for section in &template.sections {
                for (ty, field) in section.fields.iter().filter_map(TemplateField::target) {
                    let rows = facts.table(ty.id);
                    assert_eq!(
                        rows.len(),
                        if section.repeats { 2 } else { 1 },
                        "{} {}",
                        template.id,
                        ty.name
                    );
                    let name = &ty.fields[usize::from(field.0)].name;
                    assert!(!rows[0].at(field).is_null(), "{} {}.{name}", template.id, ty.name);
                }
            }
        }
    }
}

#[test]
fn what_is_wrong_in_a_form_is_said_with_its_cell() {
    let template = catalogue().template("RAR").unwrap();
    let mut given = answers(template, Lang::Zh);
    given.fields.remove("document.approver");
    given.fields.insert("document.approved_at".into(), "前天".into());
    given.fields.insert("document.classification".into(), "绝不外传".into());
    given.rows.get_mut("risks").unwrap()[1].insert("likelihood".into(), "6".into());
    given.rows.remove("assets_and_business.asset");
    let (summary, facts) = read_back(&filled_form(template, Lang::Zh, &given).unwrap(), None);
    let found: Vec<(&str, Rule)> = summary.errors.iter().map(|e| (e.place.as_str(), e.rule)).collect();
    assert_eq!(
        found,
        [
            ("填写!B9", Rule::Word),
            ("填写!B11", Rule::Required),
            ("填写!B12", Rule::Date),
            ("风险!B5", Rule::Number),
            ("填写", Rule::Required),
        ],
        "{:#?}",
        summary.errors
    );
    let said: Vec<(&str, &str)> =
        summary.errors.iter().map(|e| (e.message.as_str(), e.message_zh.as_str())).collect();
    assert!(
        said[0].0.contains("is none of public") && said[0].1.contains("不在可选范围内：公开"),
        "{said:?}"
    );
    assert!(
        said[1].0.contains("has to be filled in") && said[1].1.contains("“批准人”：必填项为空"),
        "{said:?}"
    );
    assert!(said[2].1.contains("应填日期") && said[3].1.contains("不是这里可以填的数字"), "{said:?}");
    assert!(
        said[4].0.contains("the table Assets has no rows") && said[4].1.contains("没有填写任何一行"),
        "{said:?}"
    );
    let document = &facts.named("documents")[0];
    assert!(document.get("approved_by").is_null() && document.get("approved_at").is_null());
    // Sections with something missing are not there.
    let sections: Vec<&str> = document.get("sections").as_list().unwrap().iter().map(|s| &**s).collect();
    assert_eq!(sections, ["范围与方法", "威胁脆弱性", "结论"]);
}

#[test]
fn an_empty_form_says_what_it_wants() {
    for template in &catalogue().templates {
        let (summary, facts) = read_back(&workbook(Wanted::Document(template), Lang::Zh).unwrap(), None);
        assert!(
            summary.parse_errors > 5 && summary.errors.iter().all(|e| e.rule == Rule::Required),
            "{}",
            template.id
        );
        assert_eq!(facts.named("documents").len(), 1);
        assert!(facts.named("documents")[0].get("title").is_null());
    }
}

#[test]
fn a_form_of_another_version_is_noticed() {
    let mut other = catalogue().template("CHG").unwrap().clone();
    let given = answers(&other, Lang::Zh);
    other.version += 1;
    let (summary, _) = read_back(&filled_form(&other, Lang::Zh, &given).unwrap(), None);
    assert_eq!(summary.errors[0].rule, Rule::Schema);
    assert!(summary.errors[0].message_zh.contains("请重新下载模板"), "{:?}", summary.errors);
}

#[test]
fn the_same_request_gives_the_same_bytes() {
    for wanted in all() {
        // In one language each, or the test takes as long as all others together.
        let lang = if wanted.id().len() % 2 == 0 { Lang::Zh } else { Lang::En };
        let name = wanted.id();
        assert!(workbook(wanted, lang).unwrap() == workbook(wanted, lang).unwrap(), "{name}");
        assert_eq!(html(wanted, lang), html(wanted, lang), "{name}");
        assert_eq!(find(wanted.id()).map(|w| w.id()), Some(wanted.id()));
    }
    assert_eq!(find("csv:allowlist").map(|w| w.id()), Some("allow_entries"));
    assert!(find("nonsense").is_none());
}

#[test]
fn schemas_are_schemas_and_pages_are_whole() {
    for wanted in all() {
        let schema = json_schema(wanted);
        assert!(jsonschema::meta::is_valid(&schema), "{}", wanted.id());
        for lang in [Lang::Zh, Lang::En] {
            let page = html(wanted, lang);
            for tag in ["table", "tr", "h2", "body"] {
                let (open, closed) =
                    (page.matches(&format!("<{tag}>")).count(), page.matches(&format!("</{tag}>")).count());
                assert_eq!(open, closed, "{} {tag}", wanted.id());
            }
            assert!(page.contains("size:A4") && page.contains(wanted.title(lang)), "{}", wanted.id());
        }
    }
    let schema = json_schema(find("RAR").unwrap());
    let check = jsonschema::validator_for(&schema).unwrap();
    assert!(!check.is_valid(&serde_json::json!({})));
    let risk = &schema["properties"]["risks"]["items"]["properties"]["likelihood"];
    assert_eq!((&risk["minimum"], &risk["maximum"]), (&1.into(), &5.into()));
}
