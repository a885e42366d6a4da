//! Which days are worked: the State Council's calendar, one file per year.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::{Date, Weekday};
use serde::{Deserialize, Serialize};

use crate::words::{Applicability, Verified};

/// What is known of one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct DayKind {
    pub working: bool,
    /// False where the year's calendar is not known and Monday to Friday is assumed: 待核实.
    pub verified: bool,
}

/// The published calendar of one year.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct WorkingYear {
    pub year: i16,
    pub source: String,
    pub source_en: String,
    pub verified: Verified,
    pub applicability: Applicability,
    pub holiday: Vec<Holiday>,
}

/// A public holiday, first and last day included, and the weekend days worked in exchange.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Holiday {
    pub zh: String,
    pub en: String,
    #[serde(with = "date")]
    pub first: Date,
    #[serde(with = "date")]
    pub last: Date,
    #[serde(with = "dates")]
    pub working: Vec<Date>,
}

/// All known years.
#[derive(Clone, Debug, Default, Serialize)]
pub struct WorkingDays {
    years: BTreeMap<i16, WorkingYear>,
    #[serde(skip)]
    off: BTreeSet<Date>,
    #[serde(skip)]
    on: BTreeSet<Date>,
}

impl WorkingDays {
    /// Puts years together.
    ///
    /// # Errors
    /// When a year is given twice, a holiday leaves its year or overlaps another, or a day worked in exchange is
    /// no weekend day.
    pub fn new(years: impl IntoIterator<Item = WorkingYear>) -> Result<Self, String> {
        let mut all = Self::default();
        for year in years {
            for holiday in &year.holiday {
                all.enter(year.year, holiday)?;
            }
            if let Some(double) = all.years.insert(year.year, year) {
                return Err(format!("working days of {} are given twice", double.year));
            }
        }
        if let Some(day) = all.off.intersection(&all.on).next() {
            return Err(format!("{day} is both a holiday and a working day"));
        }
        Ok(all)
    }

    fn enter(&mut self, year: i16, holiday: &Holiday) -> Result<(), String> {
        if holiday.first > holiday.last {
            return Err(format!("{} {year} ends before it begins", holiday.en));
        }
        let mut day = holiday.first;
        loop {
            if day.year() != year || !self.off.insert(day) {
                return Err(format!("{} {year}: {day} is outside the year or in two holidays", holiday.en));
            }
            if day == holiday.last {
                break;
            }
            day = day.tomorrow().map_err(|e| e.to_string())?;
        }
        for day in &holiday.working {
            if day.year() != year || !is_weekend(*day) || !self.on.insert(*day) {
                return Err(format!("{} {year}: {day} is no weekend day worked in exchange", holiday.en));
            }
        }
        Ok(())
    }

    pub fn year(&self, year: i16) -> Option<&WorkingYear> {
        self.years.get(&year)
    }
    pub fn years(&self) -> impl Iterator<Item = &WorkingYear> {
        self.years.values()
    }
    pub fn day(&self, date: Date) -> DayKind {
        let working =
            if self.off.contains(&date) { false } else { self.on.contains(&date) || !is_weekend(date) };
        DayKind {
            working,
            verified: self.years.get(&date.year()).is_some_and(|y| y.verified != Verified::No),
        }
    }
    pub fn is_working(&self, date: Date) -> bool {
        self.day(date).working
    }
}

fn is_weekend(date: Date) -> bool {
    matches!(date.weekday(), Weekday::Saturday | Weekday::Sunday)
}

mod date {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(date: &Date, to: S) -> Result<S::Ok, S::Error> {
        to.collect_str(date)
    }
    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Date, D::Error> {
        String::deserialize(from)?.parse().map_err(D::Error::custom)
    }
}

mod dates {
    use jiff::civil::Date;
    use serde::{Deserialize, Deserializer, Serializer, de::Error};

    pub(super) fn serialize<S: Serializer>(dates: &[Date], to: S) -> Result<S::Ok, S::Error> {
        to.collect_seq(dates.iter().map(Date::to_string))
    }
    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Date>, D::Error> {
        let texts = Vec::<String>::deserialize(from)?;
        texts.iter().map(|text| text.parse().map_err(D::Error::custom)).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn year(holiday: Holiday) -> WorkingYear {
        WorkingYear {
            year: 2030,
            source: "x".into(),
            source_en: "x".into(),
            verified: Verified::Yes,
            applicability: Applicability::Domestic,
            holiday: vec![holiday],
        }
    }
    fn holiday(first: Date, last: Date, working: Vec<Date>) -> Holiday {
        Holiday { zh: "节".into(), en: "Feast".into(), first, last, working }
    }

    #[test]
    fn a_day_is_judged_by_its_year() {
        // 2030-05-01 is a Wednesday, 2030-05-04 a Saturday.
        let feast = holiday(date(2030, 5, 1), date(2030, 5, 3), vec![date(2030, 5, 4)]);
        let days = WorkingDays::new([year(feast)]).unwrap();
        assert_eq!(days.day(date(2030, 5, 1)), DayKind { working: false, verified: true });
        assert_eq!(days.day(date(2030, 5, 4)), DayKind { working: true, verified: true });
        assert_eq!(days.day(date(2030, 5, 5)), DayKind { working: false, verified: true });
        assert_eq!(days.day(date(2031, 5, 1)), DayKind { working: true, verified: false });
        assert_eq!(days.day(date(2031, 5, 3)), DayKind { working: false, verified: false });
    }

    #[test]
    fn wrong_years_are_refused() {
        for wrong in [
            holiday(date(2030, 5, 3), date(2030, 5, 1), vec![]),
            holiday(date(2030, 12, 31), date(2031, 1, 1), vec![]),
            holiday(date(2030, 5, 1), date(2030, 5, 1), vec![date(2030, 5, 2)]),
            holiday(date(2030, 5, 4), date(2030, 5, 4), vec![date(2030, 5, 4)]),
        ] {
            assert!(WorkingDays::new([year(wrong.clone())]).is_err(), "{wrong:?}");
        }
        let good = holiday(date(2030, 5, 1), date(2030, 5, 1), vec![]);
        assert!(WorkingDays::new([year(good.clone()), year(good)]).is_err());
    }
}
