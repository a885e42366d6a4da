//! Reads files again and again and says how fast: `cargo run --release -p yunjian-evidence --example speed -- [-n ROUNDS] FILE…`
//!
//! Best of the rounds, on one thread, from memory: reading alone (facts counted and let go), and reading into a fact file.
#![allow(clippy::print_stdout, reason = "it is a tool for people")]
#![allow(clippy::disallowed_methods, reason = "it measures")]

use std::io::Cursor;
use std::time::{Duration, Instant};

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

fn main() {
    let mut rounds = 5;
    let mut arguments = std::env::args().skip(1);
    let mut paths = Vec::new();
    while let Some(argument) = arguments.next() {
        match argument.as_str() {
            "-n" => rounds = arguments.next().and_then(|n| n.parse().ok()).expect("a number of rounds"),
            _ => paths.push(argument),
        }
    }
    println!(
        "{:<16} {:>9} {:>10} {:>10} {:>12} {:>10}  file",
        "format", "MiB", "MB/s", "to facts", "records/s", "records"
    );
    for path in paths {
        let bytes = std::fs::read(&path).expect("a readable file");
        let context = Context::new(sha256_hex(&mut &bytes[..]).expect("bytes"), TimeZone::UTC);
        let limits = Limits::default();
        let (mut alone, mut whole, mut said) = (Duration::MAX, Duration::MAX, None);
        for _ in 0..rounds {
            let began = Instant::now();
            let summary = read(&mut Cursor::new(&bytes), None, &context, &limits, &mut Counted::default());
            alone = alone.min(began.elapsed());
            let began = Instant::now();
            let _ = read_to_facts(&mut Cursor::new(&bytes), None, &context, &limits, std::io::sink());
            whole = whole.min(began.elapsed());
            said = Some(summary);
        }
        match said {
            Some(Ok(s)) => {
                let rate = |t: Duration| bytes.len() as f64 / 1e6 / t.as_secs_f64();
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
