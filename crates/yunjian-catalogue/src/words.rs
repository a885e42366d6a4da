//! The closed word lists of the catalogue: one token for files, tables and interfaces, one Chinese and one
//! English word for people.

use std::fmt;
use std::str::FromStr;

/// A word that is not in its list.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{word} is not a known {list}; known are {known}")]
pub struct UnknownWord {
    pub list: &'static str,
    pub word: String,
    pub known: String,
}

macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $list:literal { $($(#[$note:meta])* $variant:ident $token:literal $zh:literal $en:literal,)+ }) => {
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, serde::Serialize, serde::Deserialize)]
        pub enum $name {
            $($(#[$note])* #[serde(rename = $token)] $variant,)+
        }

        impl $name {
            pub const ALL: &'static [Self] = &[$(Self::$variant,)+];

            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $token,)+ }
            }
            pub const fn zh(self) -> &'static str {
                match self { $(Self::$variant => $zh,)+ }
            }
            pub const fn en(self) -> &'static str {
                match self { $(Self::$variant => $en,)+ }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.pad(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;
            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                Self::ALL.iter().copied().find(|one| one.as_str() == word).ok_or_else(|| UnknownWord {
                    list: $list,
                    word: word.to_owned(),
                    known: Self::ALL.iter().map(|one| one.as_str()).collect::<Vec<_>>().join(", "),
                })
            }
        }
    };
}

words! {
    /// How often an obligation falls due. Lengths and terms are rows of `frequencies.toml`.
    Frequency, "frequency" {
        Realtime "realtime" "实时" "Real time",
        Weekly "weekly" "每周" "Weekly",
        Monthly "monthly" "每月" "Monthly",
        Quarterly "quarterly" "每季度" "Quarterly",
        Yearly "yearly" "每年" "Yearly",
        TwoYearly "two_yearly" "每两年" "Every two years",
        ThreeYearly "three_yearly" "每三年" "Every three years",
        FiveYearly "five_yearly" "每五年" "Every five years",
        OnDemand "on_demand" "根据需要" "On demand",
    }
}

words! {
    /// Who owes the deliverable.
    Party, "party" {
        Provider "provider" "云服务商" "Provider",
        Assessor "assessor" "第三方评估机构" "Assessor",
    }
}

words! {
    DeliverableType, "type of deliverable" {
        Evidence "evidence" "证据" "Evidence",
        Report "report" "报告" "Report",
    }
}

words! {
    /// Whether a control binds every platform or only those of the enhanced level.
    Attribute, "attribute" {
        General "general" "一般要求" "General",
        Enhanced "enhanced" "增强要求" "Enhanced",
    }
}

words! {
    /// Weight of an acceptance rule, gravest first.
    Severity, "severity of a rule" {
        Blocking "blocking" "阻断" "Blocking",
        Major "major" "主要" "Major",
        Minor "minor" "次要" "Minor",
        Advice "advice" "建议" "Advice",
    }
}

words! {
    /// Weight of a finding, gravest first.
    FindingSeverity, "severity of a finding" {
        Critical "critical" "超危" "Critical",
        High "high" "高危" "High",
        Medium "medium" "中危" "Medium",
        Low "low" "低危" "Low",
        Info "info" "信息" "Information",
    }
}

words! {
    EvidenceKind, "kind of evidence" {
        Doc "doc" "文件" "Document",
        Form "form" "表单" "Form",
        Register "register" "台账" "Register",
        Record "record" "记录" "Record",
        Scan "scan" "扫描结果" "Scan result",
        Config "config" "配置核查" "Configuration check",
        Log "log" "日志" "Log",
        Stream "stream" "实时数据流" "Stream",
        Measure "measure" "测量数据" "Measurements",
        Assessment "assessment" "评估报告" "Assessment report",
        Signoff "signoff" "签批" "Sign-off",
        Sample "sample" "原件摘录" "Original excerpt",
    }
}

words! {
    /// Whether a figure was read at its source.
    Verified, "state of verification" {
        Yes "yes" "已核实" "Verified",
        Secondary "secondary" "待核实（二手来源）" "To be verified (secondary source)",
        No "no" "待核实" "To be verified",
    }
}

words! {
    /// On what ground a figure may be applied to a platform.
    Applicability, "applicability" {
        Domestic "本国规定" "本国规定" "Domestic rule",
        Foreign "境外参考" "境外参考" "Foreign reference",
        Agreed "约定" "约定" "Agreed value",
        Judgement "判断" "判断" "Judgement",
    }
}

words! {
    ClauseParameterKind, "kind of parameter in a clause" {
        Assignment "assignment" "赋值" "Assignment",
        Selection "selection" "选择" "Selection",
    }
}

words! {
    ParameterType, "type of parameter" {
        /// ISO 8601 duration.
        Duration "duration" "时长" "Duration",
        Number "number" "数值" "Number",
        /// 0 to 100.
        Percent "percent" "百分比" "Percent",
        List "list" "列表" "List",
        Text "text" "文本" "Text",
        Role "role" "角色" "Role",
        Bool "bool" "是否" "Yes or no",
    }
}

/// Type of a field of an obligation's form, written `text`, `list<text>` or `enum(a,b)` in the catalogue.
#[derive(Clone, Debug, PartialEq, Eq, serde::Serialize, serde::Deserialize)]
#[serde(try_from = "String", into = "String")]
pub enum FormFieldType {
    Text,
    TextList,
    Int,
    Number,
    Bool,
    Date,
    DateTime,
    /// One of the listed tokens.
    Choice(Vec<String>),
}

impl TryFrom<String> for FormFieldType {
    type Error = UnknownWord;
    fn try_from(word: String) -> Result<Self, UnknownWord> {
        Ok(match word.as_str() {
            "text" => Self::Text,
            "list<text>" => Self::TextList,
            "int" => Self::Int,
            "number" => Self::Number,
            "bool" => Self::Bool,
            "date" => Self::Date,
            "datetime" => Self::DateTime,
            other => match other.strip_prefix("enum(").and_then(|rest| rest.strip_suffix(')')) {
                Some(tokens) => Self::Choice(tokens.split(',').map(str::to_owned).collect()),
                None => {
                    return Err(UnknownWord {
                        list: "type of form field",
                        known: "text, list<text>, int, number, bool, date, datetime, enum(…)".into(),
                        word,
                    });
                }
            },
        })
    }
}

impl From<FormFieldType> for String {
    fn from(ty: FormFieldType) -> Self {
        match ty {
            FormFieldType::Text => "text".into(),
            FormFieldType::TextList => "list<text>".into(),
            FormFieldType::Int => "int".into(),
            FormFieldType::Number => "number".into(),
            FormFieldType::Bool => "bool".into(),
            FormFieldType::Date => "date".into(),
            FormFieldType::DateTime => "datetime".into(),
            FormFieldType::Choice(tokens) => format!("enum({})", tokens.join(",")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_read_back() {
        for one in Frequency::ALL {
            assert_eq!(one.as_str().parse::<Frequency>().as_ref(), Ok(one));
            assert_eq!(serde_json::to_string(one).unwrap(), format!("\"{one}\""));
        }
        let error = "daily".parse::<Frequency>().unwrap_err().to_string();
        assert!(error.starts_with("daily is not a known frequency; known are realtime, weekly"), "{error}");
        assert_eq!(Frequency::OnDemand.zh(), "根据需要");
    }

    #[test]
    fn form_field_types_are_read_back() {
        for word in ["text", "list<text>", "int", "number", "bool", "date", "datetime", "enum(a,b)"] {
            let ty = FormFieldType::try_from(word.to_owned()).unwrap();
            assert_eq!(String::from(ty), word);
        }
        assert!(FormFieldType::try_from("enum".to_owned()).is_err());
    }
}
