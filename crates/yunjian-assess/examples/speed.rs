//! How long all rules of all obligations take over a platform of a large city's size; see `benches/README.md`.
//!
//!     cargo run --release -p yunjian-assess --example speed

#[path = "../tests/common/city.rs"]
mod city;

use std::time::Instant;

use yunjian_assess::{Unknown, assess_ready, rules_of};
use yunjian_catalogue::catalogue;

#[expect(clippy::print_stdout, clippy::disallowed_methods, reason = "a program that measures and tells")]
fn main() {
    let began = Instant::now();
    let rules: usize = catalogue().obligations.iter().map(|o| rules_of(&o.id).len()).sum();
    let compiled = began.elapsed();
    let city = city::City::new(1_000);
    let mut best = f64::INFINITY;
    let mut slow = Vec::new();
    let mut stopped = 0;
    for _ in 0..7 {
        slow.clear();
        stopped = 0;
        let began = Instant::now();
        for obligation in &catalogue().obligations {
            let own = Instant::now();
            let assessment = city.assess(obligation, assess_ready);
            slow.push((own.elapsed().as_secs_f64() * 1e3, obligation.id.as_str()));
            let limited =
                |r: &&yunjian_assess::RuleResult| r.missing.iter().any(|m| m.why == Unknown::StepLimit);
            stopped += assessment.results.iter().filter(limited).count();
        }
        best = best.min(began.elapsed().as_secs_f64() * 1e3);
    }
    slow.sort_by(|a, b| b.0.total_cmp(&a.0));
    println!("compile_ms {:.1}", compiled.as_secs_f64() * 1e3);
    println!("rows {}", city.rows());
    println!("rules {rules}");
    println!("all_ms {best:.1}");
    println!("stopped {stopped}");
    for (ms, id) in slow.iter().take(8) {
        println!("  {ms:.1} ms {id}");
    }
}
