//! Why a file was not read: always with the place in the file and the rule that was broken, in both languages.

use std::fmt;

use yunjian_domain::facts::SinkFull;

/// The rule a file, or one row of it, broke.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Rule {
    Size,
    Ratio,
    Depth,
    TextSize,
    Attributes,
    EntityExpansion,
    Rows,
    Columns,
    Members,
    Index,
    Syntax,
    Encoding,
    Schema,
    Date,
    Number,
    YesNo,
    Word,
    /// A cell that is computed, where a value is expected.
    Formula,
    /// Cells of a table that were joined, so that rows below or beside have no value of their own.
    Merged,
    /// A day that has not come yet, where something is said to have happened.
    Future,
    /// A field that has to be filled and is not.
    Required,
    /// Content that is locked with a password.
    Encrypted,
    /// Pages that are pictures: there is no text to read.
    Scanned,
    /// A signature that does not fit the bytes it speaks for.
    Signature,
}

impl Rule {
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Size => "size",
            Self::Ratio => "ratio",
            Self::Depth => "depth",
            Self::TextSize => "text-size",
            Self::Attributes => "attributes",
            Self::EntityExpansion => "entity-expansion",
            Self::Rows => "rows",
            Self::Columns => "columns",
            Self::Members => "members",
            Self::Index => "index",
            Self::Syntax => "syntax",
            Self::Encoding => "encoding",
            Self::Schema => "schema",
            Self::Date => "date",
            Self::Number => "number",
            Self::YesNo => "yes-no",
            Self::Word => "word",
            Self::Formula => "formula",
            Self::Merged => "merged",
            Self::Future => "future",
            Self::Required => "required",
            Self::Encrypted => "encrypted",
            Self::Scanned => "scanned",
            Self::Signature => "signature",
        }
    }
    /// What the rule is about, for messages whose own words exist in English only.
    fn zh(self) -> &'static str {
        match self {
            Self::Size => "内容超过本程序读取的大小上限",
            Self::Ratio => "压缩比异常，未继续解压",
            Self::Depth => "嵌套层数过多",
            Self::TextSize => "单段文字过长",
            Self::Attributes => "单个元素的属性过多",
            Self::EntityExpansion => "文件自定义了实体或引用，出于安全不予展开",
            Self::Rows => "记录数超过读取上限",
            Self::Columns => "列数或单元格数与表头不符",
            Self::Members => "压缩包的成员不符合要求",
            Self::Index => "需要记住的交叉引用过多",
            Self::Syntax => "内容不符合该格式的语法，可能已损坏或被截断",
            Self::Encoding => "文字编码有误",
            Self::Schema => "内容不是该格式应有的结构",
            Self::Date => "不是可识别的日期或时间",
            Self::Number => "不是可识别的数字",
            Self::YesNo => "应填“是”或“否”",
            Self::Word => "用词不在允许范围内",
            Self::Formula => "单元格是公式，应填数值本身",
            Self::Merged => "存在合并单元格",
            Self::Future => "日期晚于接收时间",
            Self::Required => "必填项为空",
            Self::Encrypted => "文件已加密，无法读取内容",
            Self::Scanned => "页面是图片，没有可读取的文字",
            Self::Signature => "签名与其覆盖的内容不符",
        }
    }
}

impl fmt::Display for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// One sentence in both languages. A sentence that is made of English alone gets the Chinese of its rule.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    pub en: String,
    pub zh: String,
}

impl Said {
    pub fn new(en: impl Into<String>, zh: impl Into<String>) -> Self {
        Self { en: en.into(), zh: zh.into() }
    }
    pub(crate) fn under(mut self, rule: Rule) -> Self {
        if self.zh.is_empty() {
            rule.zh().clone_into(&mut self.zh);
        }
        self
    }
}

impl From<&str> for Said {
    fn from(en: &str) -> Self {
        Self::new(en, "")
    }
}

impl From<String> for Said {
    fn from(en: String) -> Self {
        Self::new(en, "")
    }
}

/// A sentence in both languages, each as for `format!`.
macro_rules! said {
    ($en:literal, $zh:literal $(, $($name:ident = $value:expr),+ $(,)?)?) => {{
        $($(let $name = &$value;)+)?
        $crate::failure::Said::new(format!($en), format!($zh))
    }};
}
pub(crate) use said;

/// A file that was not read to its end. Facts that reached the sink before are worth nothing: discard them.
#[derive(Debug, thiserror::Error)]
pub enum ReadFailure {
    #[error(
        "the content is in none of the formats this program reads; if you know which it is, say so with --format"
    )]
    Unrecognised,
    #[error("the content could be {}; say which with --format", candidates.join(", "))]
    Ambiguous { candidates: Vec<String> },
    #[error("there is no format called {asked:?}")]
    NoSuchFormat { asked: String },
    #[error("{format}, {place}: {message} (rule: {rule})")]
    Refused { format: String, place: String, rule: Rule, message: String, message_zh: String },
    #[error("the file could not be read from its store: {0}")]
    Io(#[from] std::io::Error),
    #[error("the facts could not be kept: {0}")]
    Sink(#[from] SinkFull),
}

impl ReadFailure {
    pub(crate) fn refused(place: impl Into<String>, rule: Rule, message: impl Into<Said>) -> Self {
        let Said { en, zh } = message.into().under(rule);
        Self::Refused { format: String::new(), place: place.into(), rule, message: en, message_zh: zh }
    }
    /// The whole sentence in Chinese; the English one is what is displayed.
    pub fn message_zh(&self) -> String {
        match self {
            Self::Unrecognised => "无法识别内容属于哪种格式；如果知道，请用 --format 指明".to_owned(),
            Self::Ambiguous { candidates } => {
                format!("内容可能是以下几种：{}；请用 --format 指明", candidates.join("、"))
            }
            Self::NoSuchFormat { asked } => format!("没有名为“{asked}”的格式"),
            Self::Refused { format, place, rule, message_zh, .. } => {
                format!("{format}，{place}：{message_zh}（规则：{rule}）")
            }
            Self::Io(error) => format!("无法从存储中读取文件：{error}"),
            Self::Sink(error) => format!("无法保存读出的事实：{error}"),
        }
    }
    /// Names the format on failures that a shared layer made without knowing it.
    pub(crate) fn in_format(mut self, id: &str) -> Self {
        if let Self::Refused { format, .. } = &mut self
            && format.is_empty()
        {
            id.clone_into(format);
        }
        self
    }
    /// An I/O error as it comes out of a parser: our own limits travel inside it.
    pub(crate) fn from_io(error: &std::io::Error, place: &str) -> Self {
        match error.get_ref().and_then(|e| e.downcast_ref::<Breach>()) {
            Some(breach) => Self::refused(place, breach.rule, breach.said.clone()),
            None if matches!(
                error.kind(),
                std::io::ErrorKind::InvalidData
                    | std::io::ErrorKind::InvalidInput
                    | std::io::ErrorKind::UnexpectedEof
            ) =>
            {
                Self::refused(
                    place,
                    Rule::Syntax,
                    said!("the compressed data is damaged: {error}", "压缩数据已损坏：{error}"),
                )
            }
            None => Self::Io(std::io::Error::new(error.kind(), error.to_string())),
        }
    }
    /// Where in the file reading stopped, if it got that far.
    pub fn place(&self) -> Option<&str> {
        match self {
            Self::Refused { place, .. } => Some(place),
            _ => None,
        }
    }
    /// The rule that was broken, if it was one of this program's.
    pub fn rule(&self) -> Option<Rule> {
        match self {
            Self::Refused { rule, .. } => Some(*rule),
            _ => None,
        }
    }
}

/// A limit met below a parser; it crosses the parser inside an [`std::io::Error`].
#[derive(Debug, thiserror::Error)]
#[error("{}", said.en)]
pub(crate) struct Breach {
    pub(crate) rule: Rule,
    pub(crate) said: Said,
}

impl Breach {
    pub(crate) fn io(rule: Rule, message: impl Into<Said>) -> std::io::Error {
        std::io::Error::other(Self { rule, said: message.into() })
    }
}
