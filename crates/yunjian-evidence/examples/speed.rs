//! Reads files again and again and says how fast: `cargo run --release -p yunjian-evidence --example speed -- [-n ROUNDS] FILE…`
//!
//! Processor time, best of the rounds, on one thread, from memory: reading alone (facts counted and let go), and reading into a fact file. Records are what the file states, distinct are
//! the findings they merge into. With `--json` a line for machines per file; with `--memory` the file is read once from the disk, as the child does, and only the growth of memory is told.
#![allow(clippy::print_stdout, reason = "it is a tool for people")]

use std::io::Cursor;
use std::time::Duration;

use jiff::tz::TimeZone;
use yunjian_domain::facts::{FactSink, Row, SinkFull};
use yunjian_evidence::{Context, Limits, read, read_to_facts, sha256_hex};

#[derive(Default)]
struct Counted(u64);

impl FactSink for Counted {
    fn fact(&mut self, row: Row) -> Result<(), SinkFull> {
        self.0 += 1;
        drop(row);
        Ok(())
    }
}

/// Processor time this process has had; what else the machine does is not in it.
fn spent() -> Duration {
    let said = std::fs::read_to_string("/proc/self/schedstat").unwrap_or_default();
    Duration::from_nanos(said.split(' ').next().and_then(|n| n.parse().ok()).unwrap_or(0))
}

/// What one run costs: as often as it takes for the kernel's count to be fine enough.
fn cost(mut run: impl FnMut()) -> Duration {
    let began = spent();
    let mut runs = 0;
    loop {
        run();
        runs += 1;
        let so_far = spent().saturating_sub(began);
        if so_far >= Duration::from_millis(60) {
            return so_far / runs;
        }
    }
}

/// The highest resident memory of this process so far, in KiB.
fn peak() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find(|l| l.starts_with("VmHWM:"));
    line.and_then(|l| l.split_whitespace().nth(1)?.parse().ok()).unwrap_or(0)
}

fn memory(path: &str) {
    let before = peak();
    let context = Context::new("0".repeat(64), TimeZone::UTC);
    let mut file = std::io::BufReader::new(std::fs::File::open(path).expect("a readable file"));
    let result = read(&mut file, None, &context, &Limits::default(), &mut Counted::default());
    let rows = result.map_or(0, |s| s.rows);
    println!("{{\"file\":{path:?},\"rows\":{rows},\"kib\":{}}}", peak().saturating_sub(before));
}

fn main() {
    let mut rounds = 5;
    let mut json = false;
    let mut arguments = std::env::args().skip(1);
    let mut paths = Vec::new();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "-n" => rounds = arguments.next().and_then(|n| n.parse().ok()).expect("a number of rounds"),
            "--memory" => return memory(&arguments.next().expect("a file")),
            "--json" => json = true,
            _ => paths.push(argument),
        }
    }
    if !json {
        heading();
    }
    for path in paths {
        let bytes = std::fs::read(&path).expect("a readable file");
        let context = Context::new(sha256_hex(&mut &bytes[..]).expect("bytes"), TimeZone::UTC);
        let limits = Limits::default();
        let (mut alone, mut whole, mut said) = (Duration::MAX, Duration::MAX, None);
        for _ in 0..rounds {
            alone = alone.min(cost(|| {
                said = Some(read(&mut Cursor::new(&bytes), None, &context, &limits, &mut Counted::default()));
            }));
            whole = whole.min(cost(|| {
                let _ = read_to_facts(&mut Cursor::new(&bytes), None, &context, &limits, std::io::sink());
            }));
        }
        match said {
            Some(Ok(s)) => {
                let rate = |t: Duration| bytes.len() as f64 / 1e6 / t.as_secs_f64();
                if json {
                    println!(
                        "{{\"format\":{:?},\"file\":{path:?},\"bytes\":{},\"rows\":{},\"findings\":{},\"distinct\":{},\"seconds\":{},\"seconds_to_facts\":{}}}",
                        s.format,
                        bytes.len(),
                        s.rows,
                        s.findings,
                        s.distinct,
                        alone.as_secs_f64(),
                        whole.as_secs_f64()
                    );
                    continue;
                }
                println!(
                    "{:<16} {:>9.2} {:>10.1} {:>10.1} {:>12.0} {:>10}  {path}",
                    s.format,
                    bytes.len() as f64 / f64::from(1 << 20),
                    rate(alone),
                    rate(whole),
                    s.rows as f64 / alone.as_secs_f64(),
                    s.rows,
                );
            }
            Some(Err(error)) => println!("{path}: {error}"),
            None => {}
        }
    }
}

fn heading() {
    println!(
        "{:<16} {:>9} {:>10} {:>10} {:>12} {:>10}  file",
        "format", "MiB", "MB/s", "to facts", "records/s", "records"
    );
}
