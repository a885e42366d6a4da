//! Notices: their kinds, numbers, ways of service; and how sensitive a deliverable may be.

use serde::{Deserialize, Serialize};

use crate::words::{Applicability, Verified};

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Notices {
    pub kind: Vec<NoticeKind>,
    pub method: Vec<ServiceMethod>,
    pub silence: Silence,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct NoticeKind {
    pub id: String,
    pub zh: String,
    pub en: String,
    /// The number as printed, with `{year}` and `{sequence}`.
    pub number: String,
    /// Whether another person than the one who drafted checks and issues it.
    pub second_person: bool,
    pub clause: String,
    pub source: String,
    pub source_en: String,
    pub verified: Verified,
    pub applicability: Applicability,
}

impl NoticeKind {
    /// The number of the `sequence`-th notice of a year.
    pub fn numbered(&self, year: i64, sequence: i64) -> String {
        self.number.replace("{year}", &year.to_string()).replace("{sequence}", &sequence.to_string())
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ServiceMethod {
    pub id: String,
    pub zh: String,
    pub en: String,
}

/// Working days after which silence counts as receipt.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Silence {
    pub workdays: u32,
    pub source: String,
    pub source_en: String,
    pub verified: Verified,
    pub applicability: Applicability,
}

impl Notices {
    pub fn of(&self, id: &str) -> Option<&NoticeKind> {
        self.kind.iter().find(|kind| kind.id == id)
    }
    pub fn method(&self, id: &str) -> Option<&ServiceMethod> {
        self.method.iter().find(|method| method.id == id)
    }
    pub(crate) fn check(&self) -> Result<(), String> {
        for needed in ["intended", "result", "adverse_result", "rectification"] {
            let Some(kind) = self.of(needed) else { return Err(format!("there is no kind {needed}")) };
            if !kind.number.contains("{year}") || !kind.number.contains("{sequence}") {
                return Err(format!("the number of {needed} lacks the year or the sequence"));
            }
        }
        for needed in ["in_app", "deemed"] {
            if self.method(needed).is_none() {
                return Err(format!("there is no method {needed}"));
            }
        }
        Ok(())
    }
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Sensitivity {
    /// Lowest first.
    pub level: Vec<SensitivityLevel>,
    pub classified: Classified,
}

#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct SensitivityLevel {
    pub id: String,
    pub zh: String,
    pub en: String,
    pub help_zh: String,
    pub help_en: String,
    /// Whether only supervisor and provider may open the files.
    #[serde(default)]
    pub closed: bool,
}

/// What must not be handed in at all.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Classified {
    pub zh: String,
    pub en: String,
    /// What stands in the name of a file that is classified.
    pub marks: Vec<String>,
    pub refusal_zh: String,
    pub refusal_en: String,
    pub source: String,
    pub source_en: String,
    pub verified: Verified,
    pub applicability: Applicability,
}

impl Sensitivity {
    pub fn of(&self, id: &str) -> Option<&SensitivityLevel> {
        self.level.iter().find(|level| level.id == id)
    }
    /// The level of what names none.
    pub fn lowest(&self) -> &SensitivityLevel {
        &self.level[0]
    }
    pub(crate) fn check(&self) -> Result<(), String> {
        if self.level.is_empty() {
            return Err("there is no level".to_owned());
        }
        if self.classified.marks.iter().any(|mark| mark.chars().count() < 2) {
            return Err("a marking of one letter would stand in every other name".to_owned());
        }
        Ok(())
    }
}

impl Classified {
    /// The marking that a file's name carries, however it is spaced.
    pub fn marked(&self, name: &str) -> Option<&str> {
        let plain: String = name.chars().filter(|c| !c.is_whitespace()).collect();
        self.marks.iter().find(|mark| plain.contains(mark.as_str())).map(String::as_str)
    }
}

#[cfg(test)]
mod tests {
    use crate::catalogue;

    #[test]
    fn a_marking_is_told_from_a_word() {
        let classified = &catalogue().sensitivity.classified;
        for (name, mark) in [
            ("机密★10年 方案.docx", Some("机密★")),
            ("网络拓扑（ 秘密 ）.pdf", Some("（秘密）")),
            ("绝密级清单.xlsx", Some("绝密级")),
            ("数据机密性检查表.xlsx", None),
            ("不涉密承诺书.pdf", None),
            ("scan.nessus", None),
        ] {
            assert_eq!(classified.marked(name), mark, "{name}");
        }
    }
}
