//! Word documents (`.docx`): properties, headings, text, tables cell by cell. Nothing is rendered.

use std::io::BufReader;

use zip::ZipArchive;

use super::{Draft, Line};
use crate::failure::{ReadFailure, Rule, said};
use crate::format::{Confidence, Context, Format, Job, Label};
use crate::limits::Limits;
use crate::out::Out;
use crate::source::{Bytes, ReadSeek, Source};
use crate::time;
use crate::xml::{Token, Xml};

/// The reader of Word documents.
#[derive(Debug)]
pub(crate) struct Docx;

impl Format for Docx {
    fn id(&self) -> &'static str {
        "docx"
    }
    fn label(&self) -> Label {
        Label { zh: "Word 文档（DOCX）", en: "Word document (DOCX)" }
    }
    fn reader_version(&self) -> u32 {
        1
    }
    fn fact_types(&self) -> &'static [&'static str] {
        &["documents"]
    }
    fn takes(&self, asked: &str) -> bool {
        matches!(asked, "docx" | "docx+form")
    }
    fn sniff(&self, prefix: &[u8]) -> Confidence {
        let named = |name: &[u8]| prefix.windows(name.len()).any(|w| w == name);
        if prefix.starts_with(b"PK\x03\x04") && named(b"word/") {
            Confidence::Certain
        } else {
            Confidence::No
        }
    }
    fn read(&self, source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let mut parts = Parts::open(source, job)?;
        let mut draft = Draft { whole: true, ..Draft::default() };
        parts.properties(&mut draft, out)?;
        let headings = parts.heading_styles()?;
        parts.text(&headings, &mut draft)?;
        let signed = parts
            .zip
            .file_names()
            .flatten()
            .any(|name| name.starts_with("_xmlsignatures/") && name.ends_with(".xml"));
        if signed {
            out.problem(
                "_xmlsignatures",
                Rule::Signature,
                said!(
                    "the document carries a digital signature, which this program does not check; it counts as not signed",
                    "文档带有数字签名，本程序不校验 Word 签名，按未签名处理；请改交签名的 PDF 或另附签名文件"
                ),
            );
        }
        draft.record("document", job, out)
    }
}

/// Paragraphs and rows of tables (cells with tabs between them) in their order, and which of them are headings.
pub(crate) fn lines(source: &mut Source<'_>, limits: &Limits) -> Result<Vec<(String, bool)>, ReadFailure> {
    let context = Context::new("", jiff::tz::TimeZone::UTC);
    let job = Job { asked: None, context: &context, limits };
    let mut parts = Parts::open(source, &job)?;
    let headings = parts.heading_styles()?;
    let mut draft = Draft::default();
    parts.text(&headings, &mut draft)?;
    Ok(draft.lines.into_iter().map(|line| (line.text, line.heading)).collect())
}

struct Parts<'a, 'j> {
    zip: ZipArchive<&'a mut dyn ReadSeek>,
    ratio: u64,
    job: &'a Job<'j>,
}

impl<'a, 'j> Parts<'a, 'j> {
    fn open(source: &'a mut Source<'_>, job: &'a Job<'j>) -> Result<Self, ReadFailure> {
        let ratio = source.size().saturating_mul(job.limits.max_ratio).max(job.limits.ratio_free_bytes);
        let zip = ZipArchive::new(source.archive()?).map_err(|e| {
            ReadFailure::refused(
                "the archive",
                Rule::Syntax,
                said!("the document's archive is damaged: {e}", "文档的压缩结构已损坏：{e}"),
            )
        })?;
        if zip.len() > job.limits.max_members {
            let most = job.limits.max_members;
            let message = said!("the document has more than {most} parts", "文档的部件超过 {most} 个");
            return Err(ReadFailure::refused("the archive", Rule::Members, message));
        }
        Ok(Self { zip, ratio, job })
    }

    fn part(&mut self, path: &str) -> Result<Option<Xml<'_>>, ReadFailure> {
        let Some(index) = self.zip.index_for_name(path) else { return Ok(None) };
        let limits = self.job.limits;
        let member = self.zip.by_index(index).map_err(|e| {
            let message = said!("a part of the document cannot be unpacked: {e}", "文档的部件无法解压：{e}");
            ReadFailure::refused(path, Rule::Syntax, message)
        })?;
        let bytes = Bytes::new(Box::new(member), limits.max_member_bytes, Some(self.ratio));
        Ok(Some(Xml::over(Box::new(BufReader::with_capacity(64 << 10, bytes)), limits)))
    }

    fn properties(&mut self, draft: &mut Draft, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let zone = self.job.context.zone.clone();
        for path in ["docProps/core.xml", "docProps/app.xml"] {
            let Some(mut xml) = self.part(path)? else { continue };
            let (mut name, mut text) = (String::new(), String::new());
            loop {
                match xml.next()? {
                    Token::Start(tag) => {
                        tag.name().clone_into(&mut name);
                        text.clear();
                    }
                    Token::Text(piece) => text.push_str(piece),
                    Token::End => {
                        let value = text.trim();
                        match name.as_str() {
                            _ if value.is_empty() => {}
                            "title" => draft.title = Some(value.to_owned()),
                            "Pages" => draft.pages = value.parse().ok(),
                            "modified" => out.summary.produced_at = time::parse(value, &zone),
                            "Application" => out.summary.tool = Some(value.to_owned()),
                            "AppVersion" => out.summary.tool_version = Some(value.to_owned()),
                            _ => {}
                        }
                        name.clear();
                        text.clear();
                    }
                    Token::Eof => break,
                }
            }
        }
        Ok(())
    }

    /// Ids of the paragraph styles that are headings: by name, or by level of the outline.
    fn heading_styles(&mut self) -> Result<Vec<String>, ReadFailure> {
        let mut found = Vec::new();
        let Some(mut xml) = self.part("word/styles.xml")? else { return Ok(found) };
        let mut id = String::new();
        loop {
            match xml.next()? {
                Token::Start(tag) => match tag.name() {
                    "style" => id = tag.attribute("styleId")?.unwrap_or_default(),
                    "name" => {
                        let name = tag.attribute("val")?.unwrap_or_default().to_lowercase();
                        if (name.starts_with("heading ") || name.starts_with("标题 ")) && found.len() < 200
                        {
                            found.push(id.clone());
                        }
                    }
                    // Level 9 is text.
                    "outlineLvl"
                        if !id.is_empty()
                            && found.len() < 200
                            && tag.attribute("val")?.is_some_and(|level| level != "9") =>
                    {
                        found.push(id.clone());
                    }
                    _ => {}
                },
                Token::Eof => return Ok(found),
                _ => {}
            }
        }
    }

    fn text(&mut self, headings: &[String], draft: &mut Draft) -> Result<(), ReadFailure> {
        let most = self.job.limits.max_text;
        let path = "word/document.xml";
        let Some(mut xml) = self.part(path)? else {
            let message = said!(
                "the archive holds no document (word/document.xml)",
                "压缩包中没有文档正文（word/document.xml）"
            );
            return Err(ReadFailure::refused("the archive", Rule::Schema, message));
        };
        let (mut line, mut row) = (Line::default(), String::new());
        let (mut wanted, mut deleted, mut cells, mut held) = (false, 0_u32, 0_u32, 0);
        let mut open: Vec<u8> = Vec::new();
        loop {
            match xml.next()? {
                Token::Start(tag) => {
                    open.push(match tag.name() {
                        "t" => b't',
                        "del" | "moveFrom" => b'd',
                        "p" => b'p',
                        "tc" => b'c',
                        "tr" => b'r',
                        _ => b'-',
                    });
                    match tag.name() {
                        "t" => wanted = deleted == 0,
                        "del" | "moveFrom" => deleted += 1,
                        "tc" => cells += 1,
                        "tab" | "br" if open.contains(&b'p') => line.text.push(' '),
                        "pStyle" => {
                            let style = tag.attribute("val")?.unwrap_or_default();
                            line.heading |= headings.contains(&style);
                        }
                        "outlineLvl" => line.heading |= tag.attribute("val")?.is_some_and(|l| l != "9"),
                        "sz" => {
                            let size = tag.attribute("val")?.and_then(|v| v.parse().ok()).unwrap_or(0.0);
                            line.size = line.size.max(size);
                        }
                        _ => {}
                    }
                }
                Token::Text(piece) if wanted => {
                    held += piece.len();
                    if held > most {
                        let message = said!("the text is longer than {most} bytes", "正文超过 {most} 字节");
                        return Err(ReadFailure::refused(path, Rule::TextSize, message));
                    }
                    line.text.push_str(piece);
                }
                Token::Text(_) => {}
                Token::End => match open.pop() {
                    Some(b't') => wanted = false,
                    Some(b'd') => deleted = deleted.saturating_sub(1),
                    Some(b'p') => {
                        let done = std::mem::take(&mut line);
                        if cells == 0 {
                            draft.lines.push(done);
                        } else if !done.text.trim().is_empty() {
                            // Paragraphs of a cell are one value.
                            if !row.is_empty() && !row.ends_with('\t') {
                                row.push(' ');
                            }
                            row.push_str(done.text.trim());
                        }
                    }
                    Some(b'c') => {
                        cells = cells.saturating_sub(1);
                        row.push('\t');
                    }
                    Some(b'r') if cells == 0 => {
                        let text = std::mem::take(&mut row);
                        draft.lines.push(Line { text, ..Line::default() });
                    }
                    _ => {}
                },
                Token::Eof => return Ok(()),
            }
        }
    }
}
