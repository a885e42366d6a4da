//! Rules in words: every rule of the catalogue can be said, and nothing of the rule language is left in what is said.

use yunjian_catalogue::{FactType, FieldId, Obligation, catalogue};
use yunjian_evidence::registers;

use crate::pack::rules_of;
use crate::words::{Said, Titles};

struct Headings(&'static Obligation);

impl Titles for Headings {
    fn field(&self, ty: &FactType, field: FieldId) -> Said {
        registers::columns(ty).into_iter().find(|column| column.field == field).map_or_else(
            || Said { zh: "出处".into(), en: "place".into() },
            |column| Said { zh: column.zh, en: column.en },
        )
    }
    fn word(&self, ty: &FactType, field: FieldId, word: &str) -> Option<String> {
        let column = registers::columns(ty).into_iter().find(|column| column.field == field)?;
        column.choices.into_iter().find(|(_, known)| known == word).map(|(zh, _)| zh)
    }
    fn parameter(&self, name: &str) -> Option<Said> {
        let parameter = self.0.parameters.iter().find(|p| p.name == name)?;
        Some(Said { zh: parameter.label_zh.clone(), en: parameter.label_en.clone() })
    }
    fn form(&self, name: &str) -> Option<Said> {
        let field = self.0.form_fields.iter().find(|f| f.name == name)?;
        Some(Said { zh: field.label_zh.clone(), en: field.label_en.clone() })
    }
    fn obligation(&self, id: &str) -> Option<Said> {
        let obligation = catalogue().obligation(id)?;
        Some(Said { zh: obligation.title_zh.clone(), en: obligation.title_en.clone() })
    }
}

#[test]
fn every_rule_can_be_said_without_a_word_of_the_rule_language() {
    let mut rules = 0;
    for obligation in &catalogue().obligations {
        let titles = Headings(obligation);
        for ready in rules_of(&obligation.id) {
            let compiled = ready.compiled.as_ref().unwrap();
            let said = compiled.in_words(&titles);
            for text in [&said.zh, &said.en] {
                for code in ["&&", "||", "==", "!=", "facts.", "params.", "(x,", "null", "_"] {
                    assert!(!text.contains(code), "{} still says {code}: {text}", ready.rule.id);
                }
                assert_eq!(text.matches('（').count(), text.matches('）').count(), "{text}");
            }
            assert!(compiled.parts_in_words(&titles).contains_key(&*compiled.root.text), "{}", ready.rule.id);
            rules += 1;
        }
    }
    assert!(rules > 487, "{rules}");
}

#[test]
fn a_rule_reads_as_a_sentence() {
    let obligation = catalogue().obligation("A-12.3-G-1/1").unwrap();
    let titles = Headings(obligation);
    let said: Vec<String> = rules_of(&obligation.id)
        .iter()
        .map(|ready| {
            let said = ready.compiled.as_ref().unwrap().in_words(&titles);
            format!("{}\n  {}\n  {}\n", ready.rule.id, said.zh, said.en)
        })
        .collect();
    insta::assert_snapshot!(said.concat());
    let ready = rules_of(&obligation.id).iter().find(|r| r.rule.id == "A-12.3-G-1-1-R3").unwrap();
    let parts = ready.compiled.as_ref().unwrap().parts_in_words(&titles);
    let zh = |part: &str| parts[part].said.zh.as_str();
    assert_eq!(zh("f.severity"), "漏洞等级");
    assert_eq!(
        zh("plus(f.first_seen, fixWindow(f.severity, params))"),
        "首次检出时间之后 漏洞等级对应的修复时限"
    );
}
