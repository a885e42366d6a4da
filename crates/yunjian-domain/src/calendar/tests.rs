use super::*;
use jiff::civil::datetime;
use proptest::prelude::*;
use yunjian_catalogue::{catalogue, working_days};

fn shanghai() -> TimeZone {
    TimeZone::posix("CST-8").unwrap()
}

/// Zones that shift their clocks by day, at midnight forwards, and at midnight backwards.
fn zones() -> Vec<TimeZone> {
    ["CST-8", "EST5EDT,M3.2.0,M11.1.0", "<-03>3<-02>,M10.3.0/0,M2.3.0/0", "CST5CDT,M3.2.0/0,M11.1.0/1"]
        .map(|rule| TimeZone::posix(rule).unwrap())
        .to_vec()
}

fn at(day: Date, hour: i8) -> i64 {
    day.at(hour, 0, 0, 0).to_zoned(shanghai()).unwrap().timestamp().as_millisecond()
}

fn terms(frequency: Frequency) -> Terms {
    Terms::of(catalogue().frequency(frequency))
}

fn all(rule: &PeriodRule, since: Date, changes: &[PlanChange], until: Date) -> Vec<Period> {
    periods(rule, &shanghai(), working_days(), at(since, 10), changes, i64::MIN, at(until, 0)).unwrap()
}

/// Key, first day, last day.
fn shape(periods: &[Period]) -> Vec<String> {
    periods.iter().map(|p| format!("{} {}..{}", p.key, p.first_day, p.last_day)).collect()
}

fn change(day: Date, frequency: Frequency, immediate: bool) -> PlanChange {
    PlanChange { effective_from: at(day, 0), agreed: Some(terms(frequency)), immediate }
}

#[test]
fn working_days_are_counted() {
    let days = working_days();
    // Friday 13 February 2026: Saturday is worked, then nine days off.
    let day = add_workdays(date(2026, 2, 13), 2, days).unwrap();
    assert_eq!(day, Workday { date: date(2026, 2, 24), verified: true });
    assert_eq!(add_workdays(date(2026, 2, 16), 0, days).unwrap().date, date(2026, 2, 16));
    assert!(!add_workdays(date(2026, 12, 31), 1, days).unwrap().verified, "2027 is not published");
    assert_eq!(add_workdays(date(9999, 12, 30), 5, days), Err(CalendarError::OutOfRange));

    let term = plus_workdays(at(date(2026, 4, 30), 17), 10, &shanghai(), days).unwrap();
    // Off until the 5th, the 9th is worked.
    assert_eq!(term.last_day, date(2026, 5, 18));
    assert_eq!(term.at, at(date(2026, 5, 19), 0));
}

#[test]
fn durations_follow_the_calendar_of_the_zone() {
    let zone = shanghai();
    let start = at(date(2026, 1, 31), 9);
    assert_eq!(add_duration(start, "P1M", &zone).unwrap(), at(date(2026, 2, 28), 9));
    assert_eq!(add_duration(start, "P90D", &zone).unwrap(), at(date(2026, 5, 1), 9));
    assert_eq!(add_duration(start, "PT24H", &zone).unwrap(), at(date(2026, 2, 1), 9));
    assert_eq!(add_duration(start, "P1DT2H", &zone).unwrap(), at(date(2026, 2, 1), 11));
    assert_eq!(subtract_duration(start, "P6M", &zone).unwrap(), at(date(2025, 7, 31), 9));
    for wrong in ["", "P", "30 days", "-P1D", "P1X"] {
        let error = add_duration(start, wrong, &zone).unwrap_err();
        assert_eq!(error, CalendarError::NotADuration(wrong.to_owned()));
    }
    assert_eq!(add_duration(start, "P9000Y", &zone), Err(CalendarError::OutOfRange));

    // A day is a day and 24 hours are 24 hours, also where the night has 23.
    let eastern = TimeZone::posix("EST5EDT,M3.2.0,M11.1.0").unwrap();
    let noon = |d: i8| datetime(2026, 3, d, 12, 0, 0, 0).to_zoned(eastern.clone()).unwrap().timestamp();
    let before = noon(7).as_millisecond();
    assert_eq!(add_duration(before, "P1D", &eastern).unwrap(), noon(8).as_millisecond());
    assert_eq!(add_duration(before, "PT24H", &eastern).unwrap(), noon(8).as_millisecond() + 3_600_000);
}

#[test]
fn days_begin_where_the_clocks_say() {
    // Clocks go from 23:59:59 on Saturday 17 October 2026 to 01:00 on Sunday.
    let zone = TimeZone::posix("<-03>3<-02>,M10.3.0/0,M2.3.0/0").unwrap();
    let start = start_of_day(date(2026, 10, 18), &zone).unwrap();
    assert_eq!(zoned(start, &zone).unwrap().hour(), 1);
    assert_eq!(civil_date(start, &zone).unwrap(), date(2026, 10, 18));
    assert_eq!(civil_date(start - 1, &zone).unwrap(), date(2026, 10, 17));
    assert_eq!(super::zone("Mars/Olympus").unwrap_err().to_string().split(' ').next(), Some("Mars/Olympus"));
}

/// clauses: 5.2 s3
#[test]
fn natural_periods_have_names_and_due_dates() {
    let rule = PeriodRule::new(terms(Frequency::Monthly));
    let months = all(&rule, date(2026, 1, 1), &[], date(2026, 4, 1));
    assert_eq!(
        shape(&months),
        [
            "2026-01 2026-01-01..2026-01-31",
            "2026-02 2026-02-01..2026-02-28",
            "2026-03 2026-03-01..2026-03-31"
        ]
    );
    // Ten working days after January: Mon 2 to Sat 14 February are eleven.
    assert_eq!(months[0].due_at, at(date(2026, 2, 14), 0));
    assert_eq!(months[0].end, months[1].start);
    assert!(months.iter().all(|p| p.calendar_verified && p.frequency == Frequency::Monthly));

    let rule = PeriodRule::new(terms(Frequency::Weekly));
    let weeks = all(&rule, date(2026, 12, 21), &[], date(2027, 1, 5));
    assert_eq!(
        shape(&weeks),
        [
            "2026-W52 2026-12-21..2026-12-27",
            "2026-W53 2026-12-28..2027-01-03",
            "2027-W01 2027-01-04..2027-01-10"
        ]
    );
    assert!(weeks[0].calendar_verified && !weeks[1].calendar_verified);

    let rule = PeriodRule::new(terms(Frequency::Realtime));
    let closings = all(&rule, date(2026, 3, 1), &[], date(2026, 3, 2));
    assert_eq!(shape(&closings), ["2026-03 2026-03-01..2026-03-31"]);
    assert_eq!(closings[0].frequency, Frequency::Realtime);

    let rule = PeriodRule::new(terms(Frequency::OnDemand));
    assert!(all(&rule, date(2026, 1, 1), &[], date(2030, 1, 1)).is_empty());
}

#[test]
fn a_short_first_period_is_merged_into_the_next() {
    let rule = PeriodRule::new(terms(Frequency::Quarterly));
    let late = all(&rule, date(2026, 5, 20), &[], date(2026, 8, 1));
    assert_eq!(shape(&late), ["2026-Q3 2026-05-20..2026-09-30"]);
    let half = all(&rule, date(2026, 5, 10), &[], date(2026, 8, 1));
    assert_eq!(shape(&half), ["2026-Q2 2026-05-10..2026-06-30", "2026-Q3 2026-07-01..2026-09-30"]);
}

#[test]
fn rolling_periods_count_from_authorisation_and_admission() {
    let mut rule = PeriodRule::new(terms(Frequency::ThreeYearly));
    let since = date(2026, 1, 1);
    let unauthorised = all(&rule, since, &[], date(2026, 1, 2));
    assert_eq!(shape(&unauthorised), ["2026-01-01/P3Y 2026-01-01..2028-12-31"]);

    rule.authorised_at = Some(at(date(2024, 2, 29), 15));
    let plain = all(&rule, since, &[], date(2031, 1, 1));
    assert_eq!(
        shape(&plain),
        [
            "2024-02-29/P3Y 2026-01-01..2027-02-27",
            "2027-02-28/P3Y 2027-02-28..2030-02-27",
            "2030-02-28/P3Y 2030-02-28..2033-02-27"
        ]
    );

    // Handed in early: the running period is settled, its due date stands, the next counts from here.
    rule.admitted = vec![at(date(2026, 6, 1), 11)];
    let early = all(&rule, since, &[], date(2027, 1, 1));
    assert_eq!(
        shape(&early),
        ["2024-02-29/P3Y 2026-01-01..2026-05-31", "2026-06-01/P3Y 2026-06-01..2029-05-31"]
    );
    assert_eq!(early[0].due_at, plain[0].due_at);

    // Handed in late: it closes the period it was owed for.
    rule.admitted = vec![at(date(2027, 6, 1), 11)];
    let late = all(&rule, since, &[], date(2028, 1, 1));
    assert_eq!(
        shape(&late),
        ["2024-02-29/P3Y 2026-01-01..2027-05-31", "2027-06-01/P3Y 2027-06-01..2030-05-31"]
    );
    assert_eq!(late[0].due_at, plain[0].due_at);

    // Authorised after supervision began.
    rule.admitted.clear();
    rule.authorised_at = Some(at(date(2026, 7, 1), 0));
    let after = all(&rule, since, &[], date(2027, 1, 1));
    assert_eq!(shape(&after), ["2026-07-01/P3Y 2026-01-01..2029-06-30"]);
}

/// clauses: 6.2.2 s2
#[test]
fn a_change_of_terms_waits_for_the_next_period() {
    let rule = PeriodRule::new(terms(Frequency::Yearly));
    let changes = [change(date(2026, 5, 10), Frequency::Quarterly, false)];
    let seen = all(&rule, date(2026, 1, 1), &changes, date(2027, 4, 2));
    assert_eq!(
        shape(&seen),
        ["2026 2026-01-01..2026-12-31", "2027-Q1 2027-01-01..2027-03-31", "2027-Q2 2027-04-01..2027-06-30"]
    );

    // A change made in the course of a period's first day does not touch that period.
    let noon = PlanChange { effective_from: at(date(2027, 1, 1), 12), ..changes[0] };
    assert_eq!(all(&rule, date(2026, 1, 1), &[noon], date(2027, 6, 1))[1].key, "2027");

    let back = PlanChange { effective_from: at(date(2027, 2, 1), 0), agreed: None, immediate: false };
    let seen = all(&rule, date(2026, 1, 1), &[changes[0], back], date(2028, 2, 1));
    assert_eq!(
        shape(&seen),
        [
            "2026 2026-01-01..2026-12-31",
            "2027-Q1 2027-01-01..2027-03-31",
            "2027 2027-04-01..2027-12-31",
            "2028 2028-01-01..2028-12-31"
        ]
    );
}

#[test]
fn an_immediate_change_cuts_the_running_period() {
    let rule = PeriodRule::new(terms(Frequency::Yearly));
    let since = date(2026, 1, 1);
    let seen = all(&rule, since, &[change(date(2026, 9, 10), Frequency::Quarterly, true)], date(2026, 10, 2));
    assert_eq!(
        shape(&seen),
        ["2026 2026-01-01..2026-09-09", "2026-Q4 2026-09-10..2026-12-31"],
        "three weeks of the third quarter are merged into the fourth"
    );
    let seen = all(&rule, since, &[change(date(2026, 2, 10), Frequency::Quarterly, true)], date(2026, 4, 2));
    assert_eq!(
        shape(&seen),
        ["2026-Q1 2026-01-01..2026-03-31", "2026-Q2 2026-04-01..2026-06-30"],
        "the cut piece is shorter than half a year"
    );

    // Only the due term changes: the period stays whole.
    let sooner = Terms::agreed(catalogue().frequency(Frequency::Yearly), 5);
    let change =
        PlanChange { effective_from: at(date(2026, 3, 3), 9), agreed: Some(sooner), immediate: true };
    let plain = all(&rule, since, &[], date(2026, 2, 1));
    let seen = all(&rule, since, &[change], date(2026, 2, 1));
    assert_eq!(shape(&seen), shape(&plain));
    assert!(seen[0].due_at < plain[0].due_at);
}

#[test]
fn switched_off_and_on_again() {
    let rule = PeriodRule::new(terms(Frequency::Monthly));
    let off = PlanChange {
        effective_from: at(date(2026, 2, 20), 0),
        agreed: Some(Terms::not_applicable(Frequency::Monthly)),
        immediate: true,
    };
    let on = PlanChange { effective_from: at(date(2026, 6, 1), 0), agreed: None, immediate: false };
    let seen = all(&rule, date(2026, 1, 1), &[off, on], date(2026, 6, 2));
    assert_eq!(
        shape(&seen),
        [
            "2026-01 2026-01-01..2026-01-31",
            "2026-02 2026-02-01..2026-02-19",
            "2026-06 2026-06-01..2026-06-30"
        ]
    );
    let early = PlanChange { effective_from: at(date(2026, 2, 5), 0), ..off };
    let seen = all(&rule, date(2026, 1, 1), &[early], date(2027, 1, 1));
    assert_eq!(shape(&seen)[1], "2026-02 2026-02-01..2026-02-04", "a piece with no successor stands alone");
}

/// Everything the periods depend on, drawn at random.
#[derive(Clone, Debug)]
struct Setting {
    rule: PeriodRule,
    zone: TimeZone,
    since: i64,
    changes: Vec<PlanChange>,
}

impl Setting {
    fn between(&self, from: i64, until: i64) -> Vec<Period> {
        periods(&self.rule, &self.zone, working_days(), self.since, &self.changes, from, until).unwrap()
    }
}

const DAY: i64 = 86_400_000;
const SPAN: i64 = 12 * 366 * DAY;

fn any_terms(without: bool) -> impl Strategy<Value = Terms> {
    let last = if without { Frequency::ALL.len() } else { Frequency::ALL.len() - 1 };
    (0..last, 0u32..40)
        .prop_map(|(index, due)| Terms::agreed(catalogue().frequency(Frequency::ALL[index]), due))
}

fn any_setting(without: bool) -> impl Strategy<Value = Setting> {
    let change = (0..SPAN, proptest::option::of(any_terms(without)), any::<bool>());
    (
        any_terms(without),
        0usize..4,
        1_546_300_800_000i64..1_893_456_000_000,
        proptest::collection::vec(change, 0..5),
        proptest::option::of(-3 * 366 * DAY..2 * 366 * DAY),
        proptest::collection::vec(0..SPAN, 0..4),
    )
        .prop_map(|(terms, zone, since, changes, authorised, admitted)| Setting {
            rule: PeriodRule {
                terms,
                authorised_at: authorised.map(|after| since + after),
                admitted: admitted.iter().map(|after| since + after).collect(),
            },
            zone: zones()[zone].clone(),
            since,
            changes: changes
                .into_iter()
                .map(|(after, agreed, immediate)| PlanChange {
                    effective_from: since + after,
                    agreed,
                    immediate,
                })
                .collect(),
        })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn periods_tile_the_time(setting in any_setting(false)) {
        let seen = setting.between(i64::MIN, setting.since + SPAN);
        let first = civil_date(setting.since, &setting.zone).unwrap();
        prop_assert_eq!(seen[0].first_day, first);
        prop_assert!(seen.last().unwrap().end >= setting.since + SPAN);
        for pair in seen.windows(2) {
            prop_assert_eq!(pair[0].end, pair[1].start);
            prop_assert_eq!(pair[0].last_day.tomorrow().unwrap(), pair[1].first_day);
        }
        for period in &seen {
            prop_assert!(period.start < period.end && period.start < period.due_at);
            prop_assert_eq!(civil_date(period.start, &setting.zone).unwrap(), period.first_day);
            prop_assert_eq!(civil_date(period.start - 1, &setting.zone).unwrap().tomorrow().unwrap(), period.first_day);
            prop_assert_eq!(civil_date(period.end - 1, &setting.zone).unwrap(), period.last_day);
        }
    }

    #[test]
    fn a_range_may_be_cut_anywhere(
        setting in any_setting(true),
        cuts in proptest::collection::vec(-DAY..SPAN, 0..8),
    ) {
        let mut cuts: Vec<i64> = cuts.iter().map(|after| setting.since + after).collect();
        cuts.extend([setting.since - 2 * DAY, setting.since + SPAN]);
        cuts.sort_unstable();
        let whole = setting.between(cuts[0], *cuts.last().unwrap());
        let parts: Vec<Period> = cuts.windows(2).flat_map(|cut| setting.between(cut[0], cut[1])).collect();
        prop_assert_eq!(&whole, &parts);
        let keys: std::collections::HashSet<&str> = whole.iter().map(|p| p.key.as_str()).collect();
        prop_assert_eq!(keys.len(), whole.len(), "a key names one period");
    }

    #[test]
    fn what_has_ended_is_not_rewritten(
        setting in any_setting(true),
        after in 0..SPAN,
        agreed in proptest::option::of(any_terms(true)),
        immediate in any::<bool>(),
        admitted in any::<bool>(),
    ) {
        let now = setting.since + after;
        // Nothing is planned or admitted beyond the moment at which something new happens.
        let mut before = setting.clone();
        before.changes.retain(|change| change.effective_from < now);
        before.rule.admitted.retain(|at| *at < now);
        let mut later = before.clone();
        if admitted {
            later.rule.admitted.push(now);
        } else {
            later.changes.push(PlanChange { effective_from: now, agreed, immediate });
        }
        let ended = |setting: &Setting| -> Vec<Period> {
            setting.between(i64::MIN, now).into_iter().filter(|p| p.end <= now).collect()
        };
        let (old, new) = (ended(&before), ended(&later));
        if admitted {
            // A late admission may take back the end of the period it closes, and nothing before.
            let kept = old.len().min(new.len()).saturating_sub(1);
            prop_assert_eq!(&old[..kept], &new[..kept]);
            prop_assert!(old.len() - kept <= 2);
        } else {
            prop_assert_eq!(old, new);
        }
    }

    #[test]
    fn working_day_terms_grow(ts in 1_546_300_800_000i64..1_893_456_000_000, n in 0u32..60, zone in 0usize..4) {
        let zone = &zones()[zone];
        let one = plus_workdays(ts, n, zone, working_days()).unwrap();
        let more = plus_workdays(ts, n + 1, zone, working_days()).unwrap();
        prop_assert!(ts < one.at && one.at < more.at);
        prop_assert!(working_days().is_working(more.last_day));
        prop_assert!(n == 0 || working_days().is_working(one.last_day));
        prop_assert_eq!(civil_date(one.at - 1, zone).unwrap(), one.last_day);
    }
}
