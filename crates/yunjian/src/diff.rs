//! `yunjian diff`

use std::fs::File;
use std::io::BufReader;
use std::path::{Path, PathBuf};

use anyhow::Context as _;
use yunjian_domain::calendar;
use yunjian_domain::facts::{FactSet, Row};
use yunjian_evidence as evidence;
use yunjian_evidence::diff::{Brief, compare};

use crate::{Ended, print_json};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    old: PathBuf,
    new: PathBuf,
    /// Zone of times that a file states without an offset.
    #[arg(long, default_value = "Asia/Shanghai")]
    zone: String,
    #[arg(long)]
    json: bool,
}

fn facts(path: &Path, zone: &str) -> anyhow::Result<FactSet> {
    let mut input = BufReader::new(File::open(path).with_context(|| format!("{}", path.display()))?);
    let digest = evidence::sha256_hex(&mut input)?;
    std::io::Seek::rewind(&mut input)?;
    let context = evidence::Context::new(digest, calendar::zone(zone)?);
    let mut set = FactSet::new();
    evidence::read(&mut input, None, &context, &evidence::Limits::default(), &mut set)
        .with_context(|| format!("{}", path.display()))?;
    Ok(set)
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Ended> {
    let (old, new) = (facts(&args.old, &args.zone)?, facts(&args.new, &args.zone)?);
    let stream =
        |set: &FactSet| set.rows().cloned().map(Ok::<Row, std::convert::Infallible>).collect::<Vec<_>>();
    let diff = compare(stream(&old), stream(&new))?;
    if args.json {
        print_json(&diff)?;
        return Ok(Ended::Done);
    }
    let lists: [(&str, &[Brief]); 5] = [
        ("new 新增", &diff.new),
        ("persistent 仍存在", &diff.persistent),
        ("fixed 已修复（登录扫描证实）", &diff.fixed),
        ("no longer reported, unverified 不再报告、未验证", &diff.unverified),
        ("not scanned 未扫描", &diff.not_scanned),
    ];
    for (label, list) in lists {
        say!("{label}: {}", list.len());
        for item in list {
            let text = |value: &Option<String>| value.clone().unwrap_or_else(|| "–".to_owned());
            say!("  {:<8} {} · {}", text(&item.severity), text(&item.title), text(&item.component));
        }
    }
    Ok(Ended::Done)
}
