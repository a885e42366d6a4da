//! The vocabulary's severities: critical, high, medium, low, info, and unknown where a tool does not say.

use std::sync::{Arc, LazyLock};

use yunjian_domain::facts::Value;

/// How grave a tool says a finding is. Ordered, so that the highest of several ratings is their maximum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Unknown,
    Info,
    Low,
    Medium,
    High,
    Critical,
}

impl Severity {
    pub const ALL: [Self; 6] =
        [Self::Unknown, Self::Info, Self::Low, Self::Medium, Self::High, Self::Critical];

    pub fn as_str(self) -> &'static str {
        match self {
            Self::Unknown => "unknown",
            Self::Info => "info",
            Self::Low => "low",
            Self::Medium => "medium",
            Self::High => "high",
            Self::Critical => "critical",
        }
    }
    /// The words of tools, of FedRAMP workbooks and of the Chinese grading (超危, 高危, 中危, 低危).
    pub fn parse(word: &str) -> Option<Self> {
        let word = word.trim().to_lowercase();
        Some(match word.as_str() {
            "critical" | "超危" | "严重" | "紧急" | "危急" => Self::Critical,
            "high" | "important" | "error" | "高危" | "高" | "高风险" => Self::High,
            "medium" | "moderate" | "warning" | "中危" | "中" | "中风险" => Self::Medium,
            "low" | "minor" | "note" | "低危" | "低" | "低风险" => Self::Low,
            "info" | "informational" | "information" | "none" | "log" | "提示" | "信息" => Self::Info,
            "unknown" | "未知" => Self::Unknown,
            _ => return None,
        })
    }
    /// The qualitative rating of a CVSS v3/v4 base score (CVSS v3.1 section 5).
    pub fn of_cvss(score: f64) -> Self {
        match score {
            s if s >= 9.0 => Self::Critical,
            s if s >= 7.0 => Self::High,
            s if s >= 4.0 => Self::Medium,
            s if s > 0.0 => Self::Low,
            0.0 => Self::Info,
            _ => Self::Unknown,
        }
    }
    pub fn value(self) -> Value {
        static WORDS: LazyLock<[Arc<str>; 6]> =
            LazyLock::new(|| Severity::ALL.map(|s| Arc::from(s.as_str())));
        Value::Text(WORDS[self as usize].clone())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_scores() {
        for severity in Severity::ALL {
            assert_eq!(Severity::parse(severity.as_str()), Some(severity));
            assert_eq!(severity.value().as_text(), Some(severity.as_str()));
        }
        assert_eq!(Severity::parse(" Moderate "), Some(Severity::Medium));
        assert_eq!(Severity::parse("超危"), Some(Severity::Critical));
        assert_eq!(Severity::parse("purple"), None);
        assert_eq!(Severity::of_cvss(9.8), Severity::Critical);
        assert_eq!(Severity::of_cvss(3.9), Severity::Low);
        assert_eq!(Severity::of_cvss(f64::NAN), Severity::Unknown);
    }
}
