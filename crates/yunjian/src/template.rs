//! `yunjian template`

use std::io::{IsTerminal as _, Write as _};
use std::path::PathBuf;

use anyhow::Context as _;
use yunjian_templates::{self as templates, Lang, Wanted};

use crate::{Ended, print_json};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A document (SSP), an obligation (A-7.8-G-1/1) or a register (csv:accounts); without it all are listed.
    id: Option<String>,
    /// Language of headings: zh or en.
    #[arg(long, default_value = "zh")]
    lang: Lang,
    /// Where to write; .xlsx, .json (JSON Schema) or .html (to print). The ending says which.
    #[arg(long, value_name = "FILE")]
    out: Option<PathBuf>,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Ended> {
    let Some(id) = &args.id else {
        for wanted in templates::all() {
            let kind = match wanted {
                Wanted::Document(_) => "document 文件",
                Wanted::Obligation(_) => "obligation 交付要求",
                Wanted::Register(_) => "register 台账",
            };
            say!("{:<22} {kind}  {} / {}", wanted.id(), wanted.title(Lang::Zh), wanted.title(Lang::En));
        }
        return Ok(Ended::Done);
    };
    let Some(wanted) = templates::find(id) else {
        eprintln!("yunjian: there is no template {id}; `yunjian template` lists all");
        eprintln!("yunjian: 没有名为 {id} 的模板；运行 `yunjian template` 查看全部");
        return Ok(Ended::Wanting);
    };
    let Some(path) = &args.out else {
        // A workbook on a terminal helps nobody; in a pipe it is what was asked for.
        if std::io::stdout().is_terminal() {
            print_json(&templates::json_schema(wanted))?;
        } else {
            std::io::stdout().lock().write_all(&templates::workbook(wanted, args.lang)?)?;
        }
        return Ok(Ended::Done);
    };
    let bytes = match path.extension().and_then(|e| e.to_str()) {
        Some("xlsx") => templates::workbook(wanted, args.lang)?,
        Some("json") => serde_json::to_vec_pretty(&templates::json_schema(wanted))?,
        Some("html" | "htm") => templates::html(wanted, args.lang).into_bytes(),
        _ => anyhow::bail!(
            "the file's ending says what is written: .xlsx, .json or .html（文件名须以 .xlsx、.json 或 .html 结尾）"
        ),
    };
    std::fs::write(path, bytes).with_context(|| format!("writing {}", path.display()))?;
    say!("{}  {} / {}", path.display(), wanted.title(Lang::Zh), wanted.title(Lang::En));
    Ok(Ended::Done)
}
