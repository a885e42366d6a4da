//! `yunjian read-one`: reads one stored file under limits of time and memory, tells how far it
//! has got, and answers with one JSON line.

use std::io::Read as _;
use std::path::PathBuf;

use anyhow::Context as _;
use rlimit::Resource;
use yunjian_server::reader::{Progress, Task, run_here};
use yunjian_store::Blobs;

use crate::Ended;

#[derive(Debug, clap::Args)]
pub(crate) struct Args {
    blobs: PathBuf,
    /// Seconds of processor time.
    seconds: u64,
    /// Address space in MiB.
    mib: u64,
}

pub(crate) fn run(args: &Args) -> anyhow::Result<Ended> {
    Resource::CPU.set(args.seconds, args.seconds).context("the limit of processor time")?;
    Resource::AS.set(args.mib << 20, args.mib << 20).context("the limit of memory")?;
    Resource::CORE.set(0, 0)?;
    Resource::NOFILE.set(64, 64)?;
    let mut text = String::new();
    std::io::stdin().take(64 * 1024).read_to_string(&mut text)?;
    let task: Task = serde_json::from_str(&text).context("the task")?;
    let blobs = Blobs::open(&args.blobs)?;
    let tell = |word| {
        if let Ok(line) = serde_json::to_string::<Progress>(&word) {
            say!("{line}");
        }
    };
    say!("{}", serde_json::to_string(&run_here(&blobs, &task, &tell))?);
    Ok(Ended::Done)
}
