//! What became of findings over months: open, no longer reported, repaired and shown to be; how long it took.
//!
//! A repair counts once a scan with login covered the asset and no longer saw the finding. One that is only no longer
//! reported is counted apart, and so is what nobody scanned: leaving something out of a scan repairs nothing, and neither
//! does leaving it out of the inventory. A finding that came back was never repaired: it counts as open all along.

use crate::act::Millis;
use crate::calendar::DAY;

/// One finding, as far as it is counted.
#[derive(Clone, Debug, Default)]
pub struct Counted {
    pub severity: String,
    /// `new`, `persistent`, `reappeared`, `not_scanned` or `fixed`.
    pub status: String,
    pub first_seen: Millis,
    pub fixed_at: Option<Millis>,
    pub verified_at: Option<Millis>,
    pub exploited: bool,
    /// A decision holds for it.
    pub deviation: bool,
    /// The severity it is treated with by a risk adjustment.
    pub adjusted: Option<String>,
    /// Its component is not in the inventory of now.
    pub outside: bool,
    /// A person said that its asset is nothing of the platform's.
    pub disowned: bool,
    pub overdue: bool,
}

impl Counted {
    fn open_at(&self, at: Millis) -> bool {
        self.first_seen < at && self.fixed_at.is_none_or(|fixed| fixed >= at)
    }
}

/// Open findings of one severity now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    pub open: i64,
    /// Of these, those a decision holds for; they are open all the same.
    pub with_deviation: i64,
    pub known_exploited: i64,
    pub not_scanned: i64,
    /// On components the inventory of now does not list.
    pub outside: i64,
    /// Past the day the list or the deadline table gives, without a decision.
    pub overdue: i64,
    /// Open ones counted by the severity they are treated with.
    pub treated: i64,
    pub unverified: i64,
    pub verified: i64,
    /// Open ones by age, one more than the bounds.
    pub ages: Vec<i64>,
    pub repair: Repair,
}

/// Days from first sight to a verified repair.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Repair {
    pub count: i64,
    pub median: Option<i64>,
    /// Nine in ten took no longer.
    pub p90: Option<i64>,
}

/// The end of a month, counted.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Month {
    pub open: i64,
    pub known_exploited: i64,
    /// By the severities asked for.
    pub by_severity: Vec<i64>,
    pub first_seen: i64,
    pub verified: i64,
    pub unverified: i64,
}

/// How the findings of one severity stand now; `bounds` are days. Disowned ones are left out.
pub fn standing(all: &[Counted], severity: &str, bounds: &[i64], now: Millis) -> Standing {
    let mut out = Standing { ages: vec![0; bounds.len() + 1], ..Standing::default() };
    let mut days = Vec::new();
    for finding in all.iter().filter(|f| !f.disowned) {
        let treated = finding.adjusted.as_deref().unwrap_or(&finding.severity);
        if treated == severity && finding.status != "fixed" {
            out.treated += 1;
        }
        if finding.severity != severity {
            continue;
        }
        if finding.status == "fixed" {
            match (finding.fixed_at, finding.verified_at) {
                // The repair was there when the scan first did not see it; the login showed it.
                (Some(fixed), Some(_)) => {
                    out.verified += 1;
                    days.push((fixed - finding.first_seen).max(0) / DAY);
                }
                _ => out.unverified += 1,
            }
            continue;
        }
        out.open += 1;
        out.with_deviation += i64::from(finding.deviation);
        out.known_exploited += i64::from(finding.exploited);
        out.not_scanned += i64::from(finding.status == "not_scanned");
        out.outside += i64::from(finding.outside);
        out.overdue += i64::from(finding.overdue && !finding.deviation);
        let age = (now - finding.first_seen).max(0) / DAY;
        let bucket = bounds.iter().position(|bound| age <= *bound).unwrap_or(bounds.len());
        out.ages[bucket] += 1;
    }
    days.sort_unstable();
    out.repair = Repair { count: days.len() as i64, median: share(&days, 50), p90: share(&days, 90) };
    out
}

/// The smallest of the sorted values that at least so many percent do not exceed.
fn share(sorted: &[i64], percent: usize) -> Option<i64> {
    let place = (sorted.len() * percent).div_ceil(100);
    sorted.get(place.checked_sub(1)?).copied()
}

/// The month that ends at `end` and began at `start`.
pub fn month(all: &[Counted], severities: &[&str], start: Millis, end: Millis) -> Month {
    let within = |at: Option<Millis>| at.is_some_and(|at| at >= start && at < end);
    let mut out = Month { by_severity: vec![0; severities.len()], ..Month::default() };
    for finding in all.iter().filter(|f| !f.disowned) {
        out.first_seen += i64::from(within(Some(finding.first_seen)));
        if within(finding.fixed_at) {
            let shown = finding.verified_at.is_some_and(|at| at < end);
            out.verified += i64::from(shown);
            out.unverified += i64::from(!shown);
        }
        if finding.open_at(end) {
            out.open += 1;
            out.known_exploited += i64::from(finding.exploited);
            if let Some(index) = severities.iter().position(|s| *s == finding.severity) {
                out.by_severity[index] += 1;
            }
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn finding(
        severity: &str,
        status: &str,
        first: i64,
        fixed: Option<i64>,
        verified: Option<i64>,
    ) -> Counted {
        Counted {
            severity: severity.into(),
            status: status.into(),
            first_seen: first * DAY,
            fixed_at: fixed.map(|d| d * DAY),
            verified_at: verified.map(|d| d * DAY),
            ..Counted::default()
        }
    }

    /// clauses: 7.2.1 i), 7.2.1 m)
    #[test]
    fn a_repair_counts_once_it_was_shown_and_what_was_left_out_is_none() {
        let mut all = vec![
            finding("high", "fixed", 0, Some(10), Some(10)),
            finding("high", "fixed", 0, Some(20), Some(40)),
            finding("high", "fixed", 0, Some(90), Some(90)),
            finding("high", "fixed", 0, Some(30), None),
            finding("high", "not_scanned", 0, None, None),
            finding("high", "persistent", 70, None, None),
            finding("low", "new", 95, None, None),
        ];
        all[5].deviation = true;
        all[5].exploited = true;
        all[5].adjusted = Some("low".into());
        let high = standing(&all, "high", &[30, 90], 100 * DAY);
        assert_eq!((high.open, high.with_deviation, high.known_exploited, high.not_scanned), (2, 1, 1, 1));
        assert_eq!((high.verified, high.unverified), (3, 1), "no longer reported is not repaired");
        assert_eq!(high.repair, Repair { count: 3, median: Some(20), p90: Some(90) });
        assert_eq!(high.ages, [1, 0, 1]);
        assert_eq!(
            (high.treated, standing(&all, "low", &[], 0).treated),
            (1, 2),
            "both severities are counted"
        );
        all[4].disowned = true;
        assert_eq!(standing(&all, "high", &[], 0).open, 1);
        assert_eq!(standing(&[], "high", &[], 0).repair, Repair::default());
    }

    #[test]
    fn a_month_burns_down() {
        let all = [
            finding("high", "fixed", 1, Some(35), Some(35)),
            finding("high", "fixed", 1, Some(36), Some(70)),
            finding("low", "persistent", 40, None, None),
        ];
        let of = |start: i64, end: i64| month(&all, &["high", "low"], start * DAY, end * DAY);
        assert_eq!(of(0, 30), Month { open: 2, by_severity: vec![2, 0], first_seen: 2, ..Month::default() });
        let second = of(30, 60);
        assert_eq!((second.open, second.verified, second.unverified, second.first_seen), (1, 1, 1, 1));
        assert_eq!(of(60, 90).open, 1);
    }
}
