//! The fast way of running rules says the same as the plain one: same outcomes, same rows, same reasons.

#[path = "common/city.rs"]
mod city;

use yunjian_assess::{assess_plainly, assess_ready};
use yunjian_catalogue::catalogue;

/// clauses: 5.2.4 a)
#[test]
fn planned_and_plain_evaluation_agree() {
    let (mut rules, mut decided) = (0, 0);
    // Two sizes, so that a list is sometimes worth an index and sometimes is not.
    for share in [1, 5] {
        let city = city::City::new(share);
        assert!(city.rows() > 100, "a city of {} rows is none", city.rows());
        for obligation in &catalogue().obligations {
            let fast = city.assess(obligation, assess_ready);
            let plain = city.assess(obligation, assess_plainly);
            for (fast, plain) in fast.results.iter().zip(&plain.results) {
                assert_eq!(fast, plain, "{} at {share} thousandths", fast.rule);
                rules += 1;
                decided += usize::from(fast.missing.is_empty());
            }
            assert_eq!(fast.proposal, plain.proposal);
        }
    }
    eprintln!("{rules} results compared, {decided} decided");
    assert!(decided * 2 > rules, "{decided} of {rules} are decided; the comparison is about nothing");
}
