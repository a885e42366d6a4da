//! PDF documents: properties, outline, text where it has characters, signatures as far as they are looked into.
//!
//! The file's structure is read by `hayro-syntax` (no unsafe features, no image decoders); how much it may unpack is
//! measured before it is let near the file.

use std::collections::HashSet;

use flate2::read::ZlibDecoder;
use hayro_syntax::object::{Array, Dict, Object};
use hayro_syntax::{DecryptionError, LoadPdfError};

use super::pdf_sign::{self, Coverage, Digested};
use super::{Draft, pdf_text};
use crate::failure::{ReadFailure, Rule, said};
use crate::format::{Confidence, Format, Job, Label};
use crate::limits::Limits;
use crate::out::Out;
use crate::source::{Source, fill};
use crate::summary::SignatureSeen;

/// The reader of PDF documents.
#[derive(Debug)]
pub(crate) struct Pdf;

/// Fields of a form, and entries of an outline, that are looked at.
const NODES: usize = 5_000;

impl Format for Pdf {
    fn id(&self) -> &'static str {
        "pdf"
    }
    fn label(&self) -> Label {
        Label { zh: "PDF 文档", en: "PDF document" }
    }
    fn reader_version(&self) -> u32 {
        1
    }
    fn fact_types(&self) -> &'static [&'static str] {
        &["documents"]
    }
    fn takes(&self, asked: &str) -> bool {
        matches!(asked, "pdf" | "pdf+form" | "pades")
    }
    fn sniff(&self, prefix: &[u8]) -> Confidence {
        // The mark may stand a little way in; readers have always allowed 1024 bytes.
        let head = &prefix[..prefix.len().min(1024)];
        if head.windows(5).any(|w| w == b"%PDF-") { Confidence::Certain } else { Confidence::No }
    }
    fn read(&self, source: &mut Source<'_>, job: &Job<'_>, out: &mut Out<'_>) -> Result<(), ReadFailure> {
        let bytes = whole(source, job.limits)?;
        guard(&bytes, job.limits)?;
        let pdf = hayro_syntax::Pdf::new(bytes.clone()).map_err(refused)?;
        let mut draft = Draft { whole: true, ..Draft::default() };
        let stated = pdf.metadata();
        draft.title = stated.title.as_deref().and_then(text_string);
        out.summary.tool = stated.producer.as_deref().and_then(text_string);
        // `Pdf17` is version 1.7.
        let digits = format!("{:?}", pdf.version()).replace("Pdf", "");
        out.summary.version = Some(digits.chars().map(String::from).collect::<Vec<_>>().join("."));
        draft.pages = i64::try_from(pdf.pages().len()).ok();
        let read = pdf_text::read(&pdf, job.limits)?;
        draft.lines = read.lines;
        let root = pdf.xref().get::<Dict<'_>>(pdf.xref().root_id());
        if let Some(root) = &root {
            mark_headings(root, &mut draft);
            for signature in signatures(root) {
                let seen = report(&bytes, &signature, out);
                out.summary.signatures.push(seen);
            }
        }
        if read.pages_without_text > 0 {
            draft.whole = false;
            out.problem(
                format!("page {}", read.first_without_text),
                Rule::Scanned,
                said!(
                    "{n} of {all} pages are pictures without text; what stands on them was not read",
                    "共 {all} 页，其中 {n} 页是图片，没有可读取的文字，其内容未读取；请提交由文字处理软件导出的 PDF",
                    n = read.pages_without_text,
                    all = pdf.pages().len()
                ),
            );
        }
        if read.unreadable > 0 {
            draft.whole = false;
            if read.unreadable * 10 > read.characters {
                out.problem(
                    "the text",
                    Rule::Encoding,
                    said!(
                        "{n} letters have no meaning in this file (a font without a table of characters)",
                        "有 {n} 个字形无法对应到文字（字体没有字符对照表），相关内容未读取",
                        n = read.unreadable
                    ),
                );
            }
        }
        draft.record("document", job, out)
    }
}

fn whole(source: &mut Source<'_>, limits: &Limits) -> Result<Vec<u8>, ReadFailure> {
    let most = limits.max_document_bytes;
    let mut bytes = Vec::new();
    let mut input = source.start()?;
    let mut piece = vec![0; 256 << 10];
    loop {
        let got = fill(&mut input, &mut piece).map_err(|e| ReadFailure::from_io(&e, "byte 0"))?;
        if got == 0 {
            return Ok(bytes);
        }
        if bytes.len() + got > most {
            let message = said!("the document is larger than {most} bytes", "文档超过 {most} 字节");
            return Err(ReadFailure::refused("byte 0", Rule::Size, message));
        }
        bytes.extend_from_slice(&piece[..got]);
    }
}

/// Unpacks every packed stream once into nothing, and looks how deep brackets go: what the parser will meet.
fn guard(bytes: &[u8], limits: &Limits) -> Result<(), ReadFailure> {
    let (mut depth, mut at) = (0_usize, 0);
    let (mut left, most) = (limits.max_member_bytes, limits.max_member_bytes);
    let keyword = b"stream";
    while at < bytes.len() {
        match bytes[at] {
            b'[' => depth += 1,
            b'<' if bytes.get(at + 1) == Some(&b'<') => {
                depth += 1;
                at += 1;
            }
            b']' => depth = depth.saturating_sub(1),
            b'>' if bytes.get(at + 1) == Some(&b'>') => {
                depth = depth.saturating_sub(1);
                at += 1;
            }
            b's' if bytes[at..].starts_with(keyword) && !bytes[..at].ends_with(b"end") => {
                let mut from = at + keyword.len();
                from += usize::from(bytes.get(from) == Some(&b'\r'));
                from += usize::from(bytes.get(from) == Some(&b'\n'));
                depth = 0;
                let packed = bytes.get(from).is_some_and(|b| b & 0x0f == 8);
                let mut decoder = ZlibDecoder::new(bytes.get(from..).unwrap_or_default());
                if packed {
                    let mut piece = [0; 16 << 10];
                    while let Ok(got @ 1..) = std::io::Read::read(&mut decoder, &mut piece) {
                        left = left.saturating_sub(got as u64);
                        if left == 0 {
                            let message = said!(
                                "the document unpacks to more than {most} bytes",
                                "文档解压后超过 {most} 字节"
                            );
                            return Err(ReadFailure::refused(format!("byte {from}"), Rule::Ratio, message));
                        }
                    }
                    at = from + decoder.total_in() as usize;
                    continue;
                }
                at = from;
                continue;
            }
            _ => {}
        }
        if depth > limits.max_depth {
            let message = said!("values are nested too deep", "数值嵌套过深");
            return Err(ReadFailure::refused(format!("byte {at}"), Rule::Depth, message));
        }
        at += 1;
    }
    Ok(())
}

fn refused(error: LoadPdfError) -> ReadFailure {
    let (rule, message) = match error {
        LoadPdfError::Decryption(DecryptionError::PasswordProtected) => (
            Rule::Encrypted,
            said!(
                "the document is locked with a password; its content was not read, hand it in unlocked",
                "文档设有打开密码，内容未读取；请取消密码后重新提交"
            ),
        ),
        LoadPdfError::Decryption(_) => (
            Rule::Encrypted,
            said!(
                "the document is encrypted in a way this program does not know; its content was not read",
                "文档的加密方式无法识别，内容未读取"
            ),
        ),
        LoadPdfError::Invalid => (
            Rule::Syntax,
            said!("the PDF is broken: no page of it can be found", "PDF 已损坏：找不到任何页面"),
        ),
    };
    ReadFailure::refused("the document", rule, message)
}

/// A text of the file's structure: UTF-16 or UTF-8 with mark, else the PDF's own letters, which are Latin.
pub(super) fn text_string(bytes: &[u8]) -> Option<String> {
    let text = if let Some(rest) = bytes.strip_prefix(b"\xfe\xff") {
        encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned()
    } else if let Some(rest) = bytes.strip_prefix(b"\xff\xfe") {
        encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned()
    } else if let Some(rest) = bytes.strip_prefix(b"\xef\xbb\xbf") {
        String::from_utf8_lossy(rest).into_owned()
    } else if let (Ok(text), false) = (std::str::from_utf8(bytes), bytes.is_ascii()) {
        text.to_owned()
    } else {
        encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned()
    };
    let text: String = text.chars().filter(|c| !c.is_control()).take(400).collect();
    let text = text.trim();
    (!text.is_empty()).then(|| text.to_owned())
}

/// Entries of the outline are headings.
fn mark_headings(root: &Dict<'_>, draft: &mut Draft) {
    let mut titles = HashSet::new();
    let mut open: Vec<Dict<'_>> = Vec::new();
    open.extend(root.get::<Dict<'_>>("Outlines").and_then(|o| o.get::<Dict<'_>>("First")));
    let mut seen = 0;
    while let Some(entry) = open.pop() {
        seen += 1;
        if seen > NODES {
            break;
        }
        if let Some(Object::String(title)) = entry.get::<Object<'_>>("Title")
            && let Some(title) = text_string(title.as_bytes())
        {
            titles.insert(squeezed(&title));
        }
        open.extend(entry.get::<Dict<'_>>("Next"));
        open.extend(entry.get::<Dict<'_>>("First"));
    }
    for line in &mut draft.lines {
        line.heading |= titles.contains(&squeezed(&line.text));
    }
}

fn squeezed(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// What a signature field says of itself.
struct Signature {
    name: Option<String>,
    at: Option<String>,
    filter: Option<String>,
    ranges: Vec<i64>,
    contents: Vec<u8>,
}

fn signatures(root: &Dict<'_>) -> Vec<Signature> {
    let mut found = Vec::new();
    let Some(form) = root.get::<Dict<'_>>("AcroForm") else { return found };
    let mut open: Vec<(Dict<'_>, bool)> = Vec::new();
    let fields = form.get::<Array<'_>>("Fields");
    open.extend(fields.iter().flat_map(|l| l.iter::<Dict<'_>>().take(NODES)).map(|d| (d, false)));
    let mut seen = 0;
    while let Some((field, signs)) = open.pop() {
        seen += 1;
        if seen > NODES || found.len() >= 100 {
            break;
        }
        let named = matches!(field.get::<Object<'_>>("FT"), Some(Object::Name(n)) if n.as_ref() == b"Sig");
        let signs = signs || named;
        if let Some(kids) = field.get::<Array<'_>>("Kids") {
            open.extend(kids.iter::<Dict<'_>>().take(NODES).map(|d| (d, signs)));
        }
        let Some(value) = field.get::<Dict<'_>>("V").filter(|_| signs) else { continue };
        let text = |key: &str| match value.get::<Object<'_>>(key) {
            Some(Object::String(s)) => text_string(s.as_bytes()),
            Some(Object::Name(n)) => Some(String::from_utf8_lossy(n.as_ref()).into_owned()),
            _ => None,
        };
        let contents = match value.get::<Object<'_>>("Contents") {
            Some(Object::String(s)) => s.as_bytes().to_vec(),
            _ => Vec::new(),
        };
        let ranges = value.get::<Array<'_>>("ByteRange").map(|a| {
            a.iter::<Object<'_>>().take(4).filter_map(|o| o.into_number()).map(|n| n.as_i64()).collect()
        });
        found.push(Signature {
            name: text("Name"),
            at: text("M"),
            filter: text("SubFilter"),
            ranges: ranges.unwrap_or_default(),
            contents,
        });
    }
    found
}

fn report(bytes: &[u8], signature: &Signature, out: &mut Out<'_>) -> SignatureSeen {
    let mut complain = |rule, said| out.problem("signature", rule, said);
    let looked = pdf_sign::look(bytes, &signature.ranges, &signature.contents);
    let who = signature.name.clone().unwrap_or_else(|| "?".to_owned());
    match &looked.coverage {
        Coverage::Whole | Coverage::Before(_) => {}
        Coverage::Odd => complain(
            Rule::Signature,
            said!(
                "the signature of {who} does not say plainly which bytes it covers; it proves nothing",
                "{who} 的签名没有明确覆盖的字节范围，不能证明任何内容"
            ),
        ),
    }
    match looked.digested {
        Digested::Differs => complain(
            Rule::Signature,
            said!(
                "the signature of {who} was made over other bytes: the document was changed after it was signed",
                "{who} 的签名与其覆盖的内容不一致：文档在签名之后被改动"
            ),
        ),
        Digested::Matches | Digested::Unknown => {}
    }
    SignatureSeen {
        signer_stated: signature.name.clone(),
        signed_at_stated: signature.at.clone(),
        kind: signature.filter.clone(),
        covers: match looked.coverage {
            Coverage::Whole => "whole file".to_owned(),
            Coverage::Before(end) => format!("bytes 0 to {end}; what follows was added later"),
            Coverage::Odd => "unclear".to_owned(),
        },
        digest: match looked.digested {
            Digested::Matches => "matches",
            Digested::Differs => "differs",
            Digested::Unknown => "not checked",
        }
        .to_owned(),
        // Neither the signature's value nor the certificate is checked; nobody shall read more out of this.
        identity: "not verified".to_owned(),
    }
}
