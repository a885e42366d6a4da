//! Chores of the house: `cargo run -p xtask -- tidy | lifecycles | trace`.
#![expect(clippy::print_stdout, reason = "a command line program prints its answers")]

mod house;
mod lifecycles;
mod tidy;
mod trace;

use std::process::ExitCode;

use house::House;

const USAGE: &str = "usage: cargo run -p xtask -- COMMAND

  tidy         check what no compiler checks: arrows between rooms, where SQL stands, length of files …
  lifecycles   draw docs/life-cycles.md from the snapshots of the life cycles
  trace        join docs/clauses.toml with the tests that name a clause";

fn main() -> anyhow::Result<ExitCode> {
    let command = std::env::args().nth(1);
    let house = House::here();
    match command.as_deref() {
        Some("tidy") => {
            let faults = tidy::all(&house)?;
            for fault in &faults {
                println!("{fault}");
            }
            if faults.is_empty() {
                println!("tidy");
                return Ok(ExitCode::SUCCESS);
            }
            println!("{} faults", faults.len());
            Ok(ExitCode::FAILURE)
        }
        Some("lifecycles") => {
            let path = house.path(lifecycles::TARGET);
            std::fs::write(&path, lifecycles::page(&house)?)?;
            println!("{}", path.display());
            Ok(ExitCode::SUCCESS)
        }
        Some("trace") => {
            let path = house.path(trace::TARGET);
            std::fs::write(&path, trace::table(&house)?)?;
            println!("{}", path.display());
            Ok(ExitCode::SUCCESS)
        }
        _ => {
            eprintln!("{USAGE}");
            Ok(ExitCode::from(2))
        }
    }
}
