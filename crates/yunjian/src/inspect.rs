//! `yunjian inspect`

use std::fs::File;
use std::io::BufReader;
use std::path::PathBuf;

use serde_json::{Map, Value, json};
use yunjian_domain::calendar;
use yunjian_domain::facts::{FactSink, Row, SinkFull};
use yunjian_evidence as evidence;

use crate::{Ended, print_json};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Read as this format instead of recognising it, for instance csv:accounts.
    #[arg(long, value_name = "F")]
    format: Option<String>,
    /// Zone of times that a file states without an offset.
    #[arg(long, default_value = "Asia/Shanghai")]
    zone: String,
    /// Moment of receipt (RFC 3339) that future dates are measured by, instead of now.
    #[arg(long, value_name = "TIME")]
    received: Option<jiff::Timestamp>,
    #[arg(long)]
    json: bool,
}

/// Counts what passes and keeps nothing.
struct Nowhere;

impl FactSink for Nowhere {
    fn fact(&mut self, _row: Row) -> Result<(), SinkFull> {
        Ok(())
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "how long it took, and whether a date is still to come, for the person at the terminal"
)]
fn one(args: &Args, path: &PathBuf) -> anyhow::Result<(Map<String, Value>, bool)> {
    let started = std::time::Instant::now();
    let zone = calendar::zone(&args.zone)?;
    let mut out = Map::new();
    out.insert("file".into(), path.display().to_string().into());
    let file = match File::open(path) {
        Ok(file) => file,
        Err(error) => {
            return Ok((
                failed(out, "", "open", &error.to_string(), &format!("无法打开文件：{error}")),
                false,
            ));
        }
    };
    let mut input = BufReader::with_capacity(1 << 20, file);
    let digest = evidence::sha256_hex(&mut input)?;
    std::io::Seek::rewind(&mut input)?;
    let received = args.received.unwrap_or_else(jiff::Timestamp::now);
    let context = evidence::Context::new(digest, zone).received_at(received.as_millisecond());
    let limits = evidence::Limits::default();
    match evidence::read(&mut input, args.format.as_deref(), &context, &limits, &mut Nowhere) {
        Ok(summary) => {
            if let Value::Object(figures) = serde_json::to_value(&summary)? {
                out.extend(figures);
            }
            out.insert("ms".into(), (started.elapsed().as_millis() as u64).into());
            Ok((out, true))
        }
        Err(failure) => {
            let rule = failure.rule().map_or("format", evidence::Rule::as_str);
            let place = failure.place().unwrap_or_default().to_owned();
            let mut out = failed(out, &place, rule, &failure.to_string(), &failure.message_zh());
            out.insert("ms".into(), (started.elapsed().as_millis() as u64).into());
            Ok((out, false))
        }
    }
}

fn failed(
    mut out: Map<String, Value>,
    place: &str,
    rule: &str,
    message: &str,
    message_zh: &str,
) -> Map<String, Value> {
    let empty = serde_json::to_value(evidence::Summary::default());
    if let Ok(Value::Object(figures)) = empty {
        out.extend(figures);
    }
    out.insert("format".into(), Value::Null);
    let error = json!({"place": place, "rule": rule, "message": message, "message_zh": message_zh});
    out.insert("errors".into(), json!([error]));
    out
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Ended> {
    let mut all_read = true;
    for path in &args.files {
        let (figures, read) = one(args, path)?;
        all_read &= read;
        if args.json {
            print_json(&figures)?;
            continue;
        }
        let figure = |name: &str| figures.get(name).and_then(Value::as_u64).unwrap_or(0);
        match figures.get("format").and_then(Value::as_str) {
            Some(format) => {
                say!("{}: {format}", path.display());
                for (name, label) in [
                    ("findings", "findings 检出项"),
                    ("distinct", "distinct 去重后"),
                    ("components", "components 组件"),
                    ("checks", "checks 核查项"),
                    ("accounts", "accounts 账号"),
                    ("documents", "documents 文件"),
                    ("rows", "rows 行"),
                    ("unmapped_rows", "unmapped 未对应"),
                ] {
                    if figure(name) > 0 {
                        say!("  {label}: {}", figure(name));
                    }
                }
                for signature in figures.get("signatures").and_then(Value::as_array).into_iter().flatten() {
                    let text = |name: &str| signature.get(name).and_then(Value::as_str).unwrap_or("?");
                    say!(
                        "  signature 签名: {} · covers 覆盖 {} · digest 摘要 {} · identity 身份 {}",
                        text("signer_stated"),
                        text("covers"),
                        text("digest"),
                        text("identity")
                    );
                }
                if let Some(Value::Object(severities)) = figures.get("by_severity")
                    && figure("findings") > 0
                {
                    let words: Vec<String> = severities
                        .iter()
                        .filter(|(_, n)| n.as_u64() != Some(0))
                        .map(|(severity, n)| format!("{severity} {n}"))
                        .collect();
                    say!("  severity 级别: {}", words.join(", "));
                }
            }
            None => say!("{}: not read 未能读取", path.display()),
        }
        for error in figures.get("errors").and_then(Value::as_array).into_iter().flatten() {
            let text = |name: &str| error.get(name).and_then(Value::as_str).unwrap_or_default();
            say!("  {} [{}] {}", text("place"), text("rule"), text("message_zh"));
            say!("    {}", text("message"));
        }
    }
    Ok(if all_read { Ended::Done } else { Ended::Wanting })
}
