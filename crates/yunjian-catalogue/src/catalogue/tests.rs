use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::*;
use crate::words::{Applicability, Verified};
use jiff::civil::date;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../catalogue")
}

#[test]
fn the_embedded_list_is_the_folder() {
    fn walk(folder: &Path, root: &Path, into: &mut Vec<String>) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, root, into);
            } else {
                let below = path.strip_prefix(root).unwrap();
                into.push(below.to_str().unwrap().replace('\\', "/"));
            }
        }
    }
    let mut found = Vec::new();
    walk(&root(), &root(), &mut found);
    found.sort();
    let listed: Vec<String> = FILES.iter().map(|(path, _)| (*path).to_owned()).collect();
    assert_eq!(found, listed, "crates/yunjian-catalogue/src/files.rs lists every file of catalogue/, sorted");
}

/// clauses: 5.2 s1, 5.2.3 a), 6.2.2 s3
#[test]
fn appendix_a_is_complete() {
    let all = catalogue();
    assert_eq!(all.obligations.len(), 71);
    assert_eq!(all.obligations.iter().map(|o| &o.row).collect::<HashSet<_>>().len(), 64);

    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    let mut kinds: BTreeMap<(&str, &str, &str), usize> = BTreeMap::new();
    for o in &all.obligations {
        *classes.entry(&o.class).or_default() += 1;
        *kinds.entry((o.frequency.as_str(), o.party.as_str(), o.ty.as_str())).or_default() += 1;
    }
    assert_eq!(
        classes,
        BTreeMap::from([
            ("风险评估与持续监控", 16),
            ("系统开发与供应链安全", 9),
            ("应急响应与灾备", 9),
            ("物理与环境安全", 8),
            ("访问控制", 6),
            ("维护", 6),
            ("配置管理", 5),
            ("安全组织与人员", 5),
            ("系统与通信保护", 4),
            ("审计", 3),
        ])
    );
    assert_eq!(
        kinds,
        BTreeMap::from([
            (("yearly", "provider", "evidence"), 26),
            (("monthly", "provider", "evidence"), 11),
            (("realtime", "provider", "evidence"), 11),
            (("quarterly", "provider", "evidence"), 5),
            (("on_demand", "provider", "evidence"), 5),
            (("yearly", "assessor", "report"), 4),
            (("two_yearly", "provider", "evidence"), 2),
            (("three_yearly", "provider", "evidence"), 2),
            (("yearly", "provider", "report"), 1),
            (("on_demand", "provider", "report"), 1),
            (("weekly", "provider", "evidence"), 1),
            (("monthly", "provider", "report"), 1),
            (("five_yearly", "provider", "evidence"), 1),
        ])
    );
    assert_eq!(all.classes().len(), 10);
    assert_eq!(all.classes()[0].0, "系统开发与供应链安全");
    assert_eq!(all.obligations.iter().map(|o| o.rules.len()).sum::<usize>(), 487);
    assert_eq!(all.common_rules.len(), 9);
}

/// clauses: 5.2.5.2 b), 5.2.5.2 e)
#[test]
fn every_obligation_can_be_judged_and_explained() {
    for o in &catalogue().obligations {
        let id = &o.id;
        assert!(o.id.starts_with(&o.row) && o.row.contains(&format!("-{}-", o.section)), "{id}");
        assert!(o.rules.len() >= 3, "{id}");
        assert!(o.evidence.iter().any(|e| e.required), "{id}");
        assert!(o.evidence.iter().all(|e| !e.formats.is_empty()), "{id}");
        assert!(o.mechanism.iter().all(|m| m.len() == 1 && ("a"..="o").contains(&m.as_str())), "{id}");
        assert_eq!(o.realtime.is_some(), o.frequency == Frequency::Realtime, "{id}");
        assert_eq!(o.realtime.is_some(), o.parameter("max_silence").is_some(), "{id}");
        assert_eq!(o.note_zh.is_some(), o.note_en.is_some(), "{id}");
        let texts = [
            &o.class_en,
            &o.item,
            &o.item_en,
            &o.title_zh,
            &o.title_en,
            &o.statement_zh,
            &o.statement_en,
            &o.human_judgement_zh,
            &o.human_judgement_en,
        ];
        assert!(texts.iter().all(|text| !text.trim().is_empty()), "{id}");
        for p in &o.parameters {
            let texts = [&p.label_zh, &p.label_en, &p.clause, &p.source, &p.source_en];
            assert!(texts.iter().all(|text| !text.trim().is_empty()), "{id} {}", p.name);
        }
        let names: HashSet<_> = o.parameters.iter().map(|p| &p.name).collect();
        assert_eq!(names.len(), o.parameters.len(), "{id}");
        for r in &o.rules {
            assert!(!r.check.is_empty() && !r.message_zh.is_empty() && !r.message_en.is_empty(), "{}", r.id);
            assert!(r.id.starts_with(&format!("{}-R", id.replace('/', "-"))), "{}", r.id);
        }
        for p in &o.clause_parameters {
            assert!(p.id.starts_with(&o.row), "{}", p.id);
            let fills = p.options.iter().filter_map(|option| option.parameter.as_ref());
            for child in fills {
                let child =
                    o.clause_parameters.iter().find(|c| c.id == *child).expect("the option's assignment");
                assert_eq!(child.parent.as_ref(), Some(&p.id));
            }
        }
    }
}

#[test]
fn obligations_are_found() {
    let all = catalogue();
    let scan = all.obligation("A-12.3-G-1/1").unwrap();
    assert_eq!((scan.section.as_str(), scan.frequency), ("12.3", Frequency::Monthly));
    assert!(all.obligation("A-12.3-G-1/9").is_none());
    let filter = ObligationFilter {
        section: Some("12.3".into()),
        attribute: Some(Attribute::Enhanced),
        party: Some(Party::Provider),
        ..ObligationFilter::default()
    };
    let ids: Vec<&str> = all.filtered(&filter).map(|o| o.id.as_str()).collect();
    assert_eq!(ids, ["A-12.3-E-1/1", "A-12.3-E-2/1", "A-12.3-E-3/1"]);
    let json = serde_json::to_value(scan).unwrap();
    for key in [
        "id",
        "class",
        "item",
        "section",
        "attribute",
        "frequency",
        "party",
        "type",
        "statement_zh",
        "statement_en",
        "evidence",
        "parameters",
        "rules",
    ] {
        assert!(json.get(key).is_some(), "{key}");
    }
    assert_eq!(json["attribute"], "general");
    let sections: Vec<&str> = all.obligations.iter().map(|o| o.section.as_str()).collect();
    let two = sections.iter().position(|s| *s == "5.2").unwrap();
    assert!(two < sections.iter().position(|s| *s == "5.10").unwrap(), "5.2 comes before 5.10");
}

/// What is published is our own wording; the standard's text may not be copied.
#[test]
fn statements_are_our_own_words() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/standard");
    let Ok(entries) = std::fs::read_dir(&folder) else {
        eprintln!("skipped: the standard's text is not at hand");
        return;
    };
    let plain = |text: &str| text.chars().filter(|c| c.is_alphanumeric()).collect::<String>();
    let standard: String = entries
        .map(|entry| plain(&std::fs::read_to_string(entry.unwrap().path()).unwrap()))
        .collect::<Vec<_>>()
        .join("\n");
    assert!(standard.len() > 10_000);
    for o in &catalogue().obligations {
        let statement = plain(&o.statement_zh);
        assert!(!standard.contains(&statement), "{}: {}", o.id, o.statement_zh);
        for p in &o.clause_parameters {
            let label = plain(&p.label_zh);
            assert!(label.chars().count() < 9 || !standard.contains(&label), "{}: {}", p.id, p.label_zh);
        }
        // A dozen equal characters in a row is a quotation, but for the name of a standard.
        let letters: Vec<char> = statement.chars().collect();
        for window in letters.windows(12) {
            let piece: String = window.iter().collect();
            assert!(piece.contains("GB50174") || !standard.contains(&piece), "{}: {piece}", o.id);
        }
    }
}

#[test]
fn frequencies_have_cycles() {
    let all = catalogue();
    assert_eq!(all.frequencies.len(), Frequency::ALL.len());
    for row in &all.frequencies {
        assert_eq!((row.zh.as_str(), row.en.as_str()), (row.id.zh(), row.id.en()));
    }
    let cycles: Vec<Cycle> = Frequency::ALL.iter().map(|f| all.frequency(*f).cycle).collect();
    assert_eq!(
        cycles,
        [
            Cycle::Month, // real time is closed month by month
            Cycle::Week,
            Cycle::Month,
            Cycle::Quarter,
            Cycle::Year,
            Cycle::Years(2),
            Cycle::Years(3),
            Cycle::Years(5),
            Cycle::Occasion,
        ]
    );
}

#[test]
fn triggers_and_deadlines_are_complete() {
    let all = catalogue();
    assert_eq!(
        all.states.iter().map(|s| s.code.as_str()).collect::<Vec<_>>(),
        ["S0", "S1", "S2", "S3", "S4"]
    );
    assert_eq!(all.triggers.len(), 26);
    let ready: Vec<&str> =
        all.triggers.iter().filter(|t| t.inputs == Inputs::Ready).map(|t| t.id.as_str()).collect();
    assert_eq!(
        ready,
        [
            "T-VIS-01", "T-VIS-02", "T-VIS-03", "T-VIS-04", "T-VIS-05", "T-VIS-06", "T-VIS-07", "T-VIS-09",
            "T-VIS-12", "T-REC-01", "T-REC-02", "T-REC-05",
        ]
    );
    let on: Vec<&str> = all.triggers.iter().filter(|t| t.on_by_default()).map(|t| t.id.as_str()).collect();
    assert!(on.contains(&"T-VIS-09") && !on.contains(&"T-VIS-01"));
    assert_eq!(all.deadlines.len(), 13);
    let critical = all.deadline("D-01").unwrap();
    assert_eq!(critical.max.as_deref(), Some("P30D"));
    assert_eq!(critical.extension.as_ref().unwrap().count, 1);
    assert_eq!(all.deadline("D-10").unwrap().workdays, Some(10));
    assert_eq!(all.workflow.statement.workdays, 5);
    assert_eq!(all.workflow.reminders.at_percent, [50, 80, 100]);
    assert!(crate::is_duration(&all.workflow.reminders.then_every));
    assert!(crate::is_duration(&all.workflow.reopening.within));
}

#[test]
fn working_days_follow_the_notices() {
    let days = working_days();
    let off_and_on = |year: i16| {
        let mut day = date(year, 1, 1);
        let (mut off, mut on) = (0, 0);
        while day.year() == year {
            let weekend = day.weekday().to_monday_zero_offset() >= 5;
            match (days.is_working(day), weekend) {
                (true, true) => on += 1,
                (false, false) => off += 1,
                _ => {}
            }
            day = day.tomorrow().unwrap();
        }
        (off, on)
    };
    // Working weekdays lost, weekend days worked: counted by hand from the two notices.
    assert_eq!(off_and_on(2025), (18, 5));
    assert_eq!(off_and_on(2026), (19, 6));
    assert!(days.is_working(date(2026, 2, 14)) && !days.is_working(date(2026, 2, 16)));
    assert!(days.day(date(2026, 6, 19)).verified);
    let unknown = days.day(date(2031, 10, 1));
    assert!(unknown.working && !unknown.verified);
    for year in days.years() {
        assert_eq!(year.applicability, Applicability::Domestic);
        assert_ne!(year.verified, Verified::No);
    }
}

#[test]
fn the_digest_names_the_exact_rows() {
    assert_eq!(digest().len(), 64);
    assert!(catalogue().version().ends_with(&digest()[..12]));
    let mut files = FILES.to_vec();
    files.reverse();
    assert_eq!(digest_of(&files), digest());
    let changed = files[0].1.replacen(' ', "  ", 1);
    files[0].1 = &changed;
    assert_ne!(digest_of(&files), digest());
}

#[test]
fn a_faulty_catalogue_is_refused() {
    let with = |path: &str, from: &str, to: &str| {
        let text = text_of(FILES, path).unwrap();
        assert!(text.contains(from), "{path} has {from}");
        let text = text.replacen(from, to, 1);
        let files: Vec<(&str, &str)> = FILES
            .iter()
            .map(|(name, old)| (*name, if *name == path { text.as_str() } else { *old }))
            .collect();
        Catalogue::read(&files).unwrap_err().to_string()
    };
    let error = with("frequencies.toml", "P3M", "P4M");
    assert!(error.starts_with("catalogue/frequencies.toml: frequency quarterly"), "{error}");
    let error = with("deadlines.toml", "workdays = 10", "max = \"P10D\"");
    assert!(error.contains("D-06"), "{error}");
    let error = with("triggers.toml", "level = \"S1\"", "level = \"S9\"");
    assert!(error.contains("there is no state S9"), "{error}");
    let error = with("triggers.toml", "within = \"P6M\"", "within = \"six months\"");
    assert!(error.contains("T-REC-05"), "{error}");
    let error = with("obligations/5.2.json", "A-5.2-G-1-1-R2", "A-5.2-G-1-1-R1");
    assert!(error.contains("rule A-5.2-G-1-1-R1 is given twice"), "{error}");
    let error = with("obligations/5.2.json", "\"default\": 30", "\"default\": 300");
    assert!(error.contains("max_yoy_drop"), "{error}");
    let error = with("working_days/2026.toml", "\"2026-01-04\"", "\"2026-01-05\"");
    assert!(error.contains("no weekend day"), "{error}");
    let none: Vec<_> = FILES.iter().copied().filter(|(name, _)| *name != "workflow.toml").collect();
    assert_eq!(
        Catalogue::read(&none).unwrap_err().to_string(),
        "catalogue/workflow.toml: the file is missing"
    );
}

/// Clauses: 5.2.5.2 e), 6.2.3 c), e), g), 6.3.3 e), g), 6.4.3.
#[test]
fn every_document_the_standard_names_has_a_form() {
    let named = [
        "系统安全计划",
        "系统风险持续改进",
        "安全措施测评报告",
        "渗透测试报告",
        "脆弱性扫描报告",
        "重大变更情况",
        "重大变更安全影响分析表",
        "安全评估计划",
        "安全评估报告",
        "变更说明",
        "风险评估报告",
        "安全事件初报",
        "安全事件终报",
        "限期整改方案",
        "整改报告",
    ];
    for name in named {
        let template = catalogue().templates.iter().find(|t| t.name_zh == name);
        let template = template.unwrap_or_else(|| panic!("{name} has no form"));
        assert_eq!(catalogue().template(&template.id.to_lowercase()).map(|t| &t.id), Some(&template.id));
        let fields = || template.sections.iter().flat_map(|s| &s.fields);
        assert!(fields().count() > 10, "{name}");
        // Every document says which one it is, and who approved it.
        for fact in ["documents.title", "documents.version", "documents.approved_by", "documents.approved_at"]
        {
            assert!(fields().any(|f| f.fact.as_deref() == Some(fact)), "{name}: {fact}");
        }
        for field in fields() {
            let han = !field.title_zh.is_ascii() || field.title_zh.contains("SHA");
            assert!(han && field.title_en.is_ascii(), "{name}: {field:?}");
        }
    }
}

#[test]
fn a_wrong_form_is_refused() {
    let good = r#"{"id":"X","version":1,"name_zh":"","name_en":"","filled_by_zh":"","filled_by_en":"","when_zh":"",
        "when_en":"","clause":"","source":"","source_en":"","verified":"no","document_type":"x","sections":
        [{"id":"a","title_zh":"","title_en":"","fields":[{"name":"f","title_zh":"","title_en":"","type":"text","required":true}]}]}"#;
    let check = |text: &str| serde_json::from_str::<crate::Template>(text).unwrap().check();
    assert_eq!(check(good), Ok(()));
    let wrong = [
        good.replace("\"text\"", "\"choice\""),
        good.replace("\"text\"", "\"table\""),
        good.replace("\"required\":true", "\"required\":true,\"fact\":\"changes.colour\""),
        good.replace("\"required\":true", "\"required\":true,\"help_zh\":\"x\""),
        good.replace("]}]}", "]},{\"id\":\"a\",\"title_zh\":\"\",\"title_en\":\"\",\"fields\":[]}]}"),
    ];
    for text in wrong {
        assert!(check(&text).is_err(), "{text}");
    }
}
