//! `yunjian reconcile`

use std::fs::File;
use std::io::{BufReader, Read as _, Seek as _};
use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use yunjian_domain::calendar;
use yunjian_domain::facts::{FactSet, FactSink, Row, SinkFull};
use yunjian_evidence as evidence;
use yunjian_evidence::reconcile::figures::{self, Claim, Claims, Counts};
use yunjian_evidence::reconcile::{List, Source, reconcile};

use crate::{Ended, print_json};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// Inventory, scans, register (POA&M) and, as text or Markdown, the report that states figures.
    #[arg(required = true)]
    files: Vec<PathBuf>,
    /// Zone of times that a file states without an offset.
    #[arg(long, default_value = "Asia/Shanghai")]
    zone: String,
    /// Lines shown of each list.
    #[arg(long, default_value_t = 20)]
    show: usize,
    #[arg(long)]
    json: bool,
}

/// Rows that are compared; the others are let go as they come.
#[derive(Default)]
struct Kept(FactSet);

impl FactSink for Kept {
    fn fact(&mut self, row: Row) -> Result<(), SinkFull> {
        if matches!(row.fact_type().name.as_str(), "components" | "scans" | "findings") {
            self.0.push(row);
        }
        Ok(())
    }
}

/// What a file is: facts, or a report in words with figures.
enum Said {
    Facts(Source, Option<Claims>),
    Report(Claims),
}

fn read(path: &Path, zone: &str) -> anyhow::Result<Said> {
    let name =
        path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
    let mut input = BufReader::new(File::open(path).with_context(|| format!("{}", path.display()))?);
    let report =
        path.extension().is_some_and(|e| ["md", "txt", "markdown"].iter().any(|x| e.eq_ignore_ascii_case(x)));
    if report {
        let mut text = String::new();
        let most = figures::MOST_BYTES as u64;
        input
            .by_ref()
            .take(most + 1)
            .read_to_string(&mut text)
            .with_context(|| format!("{}", path.display()))?;
        if text.len() as u64 > most {
            bail!("{}: a report has 4 MiB at most", path.display());
        }
        return Ok(Said::Report(figures::claims(&name, &text)));
    }
    let digest = evidence::sha256_hex(&mut input)?;
    input.rewind()?;
    let context = evidence::Context::new(digest, calendar::zone(zone)?);
    let mut kept = Kept::default();
    let summary = evidence::read(&mut input, None, &context, &evidence::Limits::default(), &mut kept)
        .with_context(|| format!("{}", path.display()))?;
    let rows = kept.0.rows().cloned().collect();
    // A tool that says how many there are and hands over fewer states a figure, too.
    let partial: Vec<Claim> = summary
        .errors
        .iter()
        .filter(|e| e.rule == evidence::Rule::Rows && e.place == "/")
        .filter_map(|e| {
            let mut numbers = e.message.split(|c: char| !c.is_ascii_digit()).filter_map(|w| w.parse().ok());
            Some(Claim { counts: Counts::Records, value: numbers.next()?, line: numbers.next()? as usize })
        })
        .collect();
    let claims = (!partial.is_empty()).then(|| Claims { file: name.clone(), claims: partial });
    Ok(Said::Facts(Source { name, format: summary.format, rows }, claims))
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Ended> {
    let (mut sources, mut claims, mut partial) = (Vec::new(), Vec::new(), Vec::new());
    for path in &args.files {
        match read(path, &args.zone)? {
            Said::Facts(source, stated) => {
                sources.push(source);
                partial.extend(stated);
            }
            Said::Report(stated) => claims.push(stated),
        }
    }
    let mut found = reconcile(sources, None, &claims);
    for stated in &partial {
        for claim in &stated.claims {
            found.figures.push(figures::Figure::partial(&stated.file, claim.value, claim.line as u64));
        }
    }
    if args.json {
        print_json(&found)?;
        return Ok(if found.agrees() { Ended::Done } else { Ended::Wanting });
    }
    say!(
        "components 组件 {} · scanned 已扫描 {} · findings 检出 {} · items 整改项 {} · matched 对应 {}",
        found.components,
        found.scanned,
        found.findings,
        found.items,
        found.matched
    );
    let lists: [(&str, &List); 6] = [
        ("in the inventory, not scanned 清单中有、未扫描", &found.not_scanned),
        ("scanned, not in the inventory 已扫描、清单中没有", &found.not_in_inventory),
        ("reported, no item 检出、没有整改项", &found.without_item),
        ("open item, scanned and not reported 有整改项、扫描未再检出", &found.without_finding),
        ("open item, not scanned 有整改项、未扫描", &found.item_not_scanned),
        ("closed by the register, still reported 台账已关闭、仍被检出", &found.closed_but_reported),
    ];
    for (label, list) in lists {
        say!("{label}: {}", list.total);
        for entry in list.entries.iter().take(args.show) {
            let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
            let shared = if entry.candidates.is_empty() {
                String::new()
            } else {
                format!(" · shared by 共用 {}", entry.candidates.join(", "))
            };
            say!(
                "  {} · {} · {} {}{shared}",
                text(&entry.asset),
                text(&entry.title),
                entry.file,
                text(&entry.place)
            );
        }
    }
    say!("figures that do not hold 不一致的数字: {}", found.figures.len());
    for figure in &found.figures {
        say!("  {} {}: {}", figure.file, figure.place, figure.says_en);
        say!("    {}", figure.says_zh);
    }
    Ok(if found.agrees() { Ended::Done } else { Ended::Wanting })
}
