//! `yunjian verify`

use std::path::{Path, PathBuf};

use anyhow::{Context as _, bail};
use serde_json::json;
use yunjian_ledger::VerifierKey;
use yunjian_ledger::receipt::{Receipt, Standing, Trust};
use yunjian_server::app::FactFiles;
use yunjian_store::replay::{Outcome, replay};
use yunjian_store::{Blobs, Store};

use crate::data::{self, Place};
use crate::{Ended, print_json, runtime};

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    /// A receipt, as the server gave it.
    #[arg(required_unless_present = "replay")]
    file: Option<PathBuf>,
    /// Rebuild all tables from the acts into an empty database and compare.
    #[arg(long)]
    replay: bool,
    /// The ledger's key, known from elsewhere; without it the receipt's own key is believed.
    #[arg(long, value_name = "VKEY")]
    key: Option<String>,
    #[command(flatten)]
    place: Place,
    #[arg(long)]
    json: bool,
}

pub(crate) fn run(args: Args) -> anyhow::Result<Ended> {
    if args.replay { whole(&args) } else { receipt(&args) }
}

fn receipt(args: &Args) -> anyhow::Result<Ended> {
    let path = args.file.as_deref().unwrap_or_else(|| Path::new("-"));
    let bytes = std::fs::read(path).with_context(|| format!("{}", path.display()))?;
    // The server's answer wraps the receipt; both shapes are fine.
    let bytes = match serde_json::from_slice::<serde_json::Value>(&bytes) {
        Ok(serde_json::Value::Object(map)) if map.contains_key("receipt") => {
            serde_json::to_vec(&map["receipt"])?
        }
        _ => bytes,
    };
    let trusted: Option<VerifierKey> =
        args.key.as_deref().map(|key| key.parse().map_err(|e| anyhow::anyhow!("--key: {e}"))).transpose()?;
    let verified = Receipt::from_json(&bytes).and_then(|receipt| {
        let verified = receipt.verify(trusted.as_ref())?;
        Ok((receipt, verified))
    });
    match verified {
        Ok((receipt, verified)) => {
            let (proven, text) = match &verified.standing {
                Standing::Included { index, size, .. } => (
                    true,
                    format!(
                        "proven: entry {0} of {size} in the log 已证明：记录中的第 {0} 条，共 {size} 条",
                        index + 1
                    ),
                ),
                Standing::Promised => (
                    false,
                    "promised only: ask the server again for the proof 仅有承诺：请稍后再取包含证明"
                        .to_owned(),
                ),
            };
            let trusted = verified.trust == Trust::Caller;
            if args.json {
                print_json(&json!({
                    "valid": true,
                    "proven": proven,
                    "key": verified.key.to_string(),
                    "key_given": trusted,
                    "leaf": verified.leaf.to_string(),
                    "promised_at": verified.promised_at,
                    "subject": receipt.subject,
                }))?;
            } else {
                say!("the receipt holds 回执有效");
                say!("  {text}");
                say!("  key 密钥: {}", verified.key);
                if !trusted {
                    say!("  the key was taken from the receipt itself; compare it with one you know (--key)");
                    say!("  此密钥取自回执本身；请与您另外取得的密钥核对（--key）");
                }
                say!("{}", serde_json::to_string_pretty(&receipt.subject)?);
            }
            Ok(Ended::Done)
        }
        Err(fault) => {
            if args.json {
                print_json(&json!({"valid": false, "fault": fault.to_string()}))?;
            } else {
                say!("the receipt does not hold 回执无效: {fault}");
            }
            Ok(Ended::Wanting)
        }
    }
}

fn whole(args: &Args) -> anyhow::Result<Ended> {
    let config = args.place.config()?;
    let data = PathBuf::from(&config.data);
    if !data.is_dir() {
        bail!("there is no data folder {}", data.display());
    }
    // Checking makes nothing: an empty folder is no clean record.
    if config.database.is_empty() && !data.join(data::DATABASE).is_file() {
        bail!("there is no database in {}", data.display());
    }
    let key = data::existing_key(&data, &config.origin)?.verifier().clone();
    let mut keys = vec![key];
    keys.extend(data::earlier_keys(&data)?);
    let outcome = runtime()?.block_on(replay_into_scratch(&data, &data::database_url(&config), &keys))?;
    if args.json {
        print_json(&json!({
            "clean": outcome.clean(),
            "acts": outcome.acts,
            "rows": outcome.rows,
            "blobs": outcome.blobs,
            "checkpoints": outcome.checkpoints,
            "faults_total": outcome.faults_total,
            "faults": outcome.faults,
        }))?;
    } else {
        say!(
            "{} acts, {} rows, {} files, {} checkpoints",
            outcome.acts,
            outcome.rows,
            outcome.blobs,
            outcome.checkpoints
        );
        for fault in &outcome.faults {
            say!("  {fault}");
        }
        if outcome.clean() {
            say!("the tables are what the acts say 数据与记录一致");
        } else {
            say!("{} faults 发现 {} 处不一致", outcome.faults_total, outcome.faults_total);
        }
    }
    Ok(if outcome.clean() { Ended::Done } else { Ended::Wanting })
}

async fn replay_into_scratch(data: &Path, url: &str, keys: &[VerifierKey]) -> anyhow::Result<Outcome> {
    let store = Store::open(url).await?;
    if store.outdated().await? {
        bail!(
            "the tables were made by another version; start the server once, which makes them anew, and check again 请先启动一次服务以重建数据表"
        );
    }
    let blobs = Blobs::open(data.join("blobs"))?;
    let scratch = data.join(format!("replay-{}", std::process::id()));
    std::fs::create_dir_all(&scratch)?;
    let facts = FactFiles(blobs.clone());
    let outcome = replay(&store, &blobs, &facts, keys, &scratch.join("replay.db")).await;
    store.close().await;
    std::fs::remove_dir_all(&scratch)?;
    Ok(outcome?)
}
