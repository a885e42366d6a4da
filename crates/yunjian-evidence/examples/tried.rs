//! Reads files and prints, for each, what was read or why it was refused: `cargo run --example tried -- FILE…`
#![allow(clippy::print_stdout, reason = "it is a tool for people")]

use std::io::Cursor;

use jiff::tz::TimeZone;
use yunjian_domain::facts::FactSet;
use yunjian_evidence::{Context, Limits, read, sha256_hex};

fn main() {
    for path in std::env::args().skip(1) {
        let bytes = std::fs::read(&path).expect("a readable file");
        let context = Context::new(sha256_hex(&mut &bytes[..]).expect("bytes"), TimeZone::UTC);
        let mut facts = FactSet::new();
        match read(&mut Cursor::new(&bytes), None, &context, &Limits::default(), &mut facts) {
            Ok(s) => println!(
                "{path}: {} f={} d={} chk={} comp={} ev={} meas={} rows={} un={} err={} {:?} tool={:?} {:?} | {:?}",
                s.format,
                s.findings,
                s.distinct,
                s.checks,
                s.components,
                s.events,
                s.measurements,
                s.rows,
                s.unmapped_rows,
                s.parse_errors,
                s.by_severity,
                s.tool,
                s.errors.first(),
                facts
                    .named("findings")
                    .iter()
                    .take(1)
                    .map(|f| (f.text("title"), f.text("severity"), f.text("component_id")))
                    .collect::<Vec<_>>()
            ),
            Err(e) => println!("{path}: REFUSED {e}"),
        }
    }
}
