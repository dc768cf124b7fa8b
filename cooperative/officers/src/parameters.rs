//! The figures of the rules, dated: `parameters/checks.csv` and `parameters/reports.csv`.

use std::sync::LazyLock;

use kernel::BookDate;
use serde::Deserialize;

#[derive(Debug, Deserialize)]
struct Row {
    code: String,
    value: i64,
    valid_from: BookDate,
}

/// A place where a change of officers must be reported.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ReportRule {
    /// A short name that stays.
    pub code: String,
    /// What is reported.
    pub what: String,
    /// Where.
    pub place: String,
    /// Within how many days of the change.
    pub days: i64,
    /// From which day this row holds.
    pub valid_from: BookDate,
}

#[expect(clippy::expect_used, reason = "the file is in the program and read by a test")]
static ROWS: LazyLock<Vec<Row>> = LazyLock::new(|| {
    let text: &[u8] = include_bytes!("../parameters/checks.csv");
    csv::Reader::from_reader(text).deserialize().collect::<Result<_, _>>().expect("the checks read")
});

#[expect(clippy::expect_used, reason = "the file is in the program and read by a test")]
static REPORTS: LazyLock<Vec<ReportRule>> = LazyLock::new(|| {
    let text: &[u8] = include_bytes!("../parameters/reports.csv");
    csv::Reader::from_reader(text).deserialize().collect::<Result<_, _>>().expect("the reports read")
});

/// What the rules of a day ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Parameters {
    /// The fewest *pengurus*.
    pub pengurus_min: i64,
    /// Whether their number is odd.
    pub pengurus_odd: bool,
    /// The fewest *pengawas*.
    pub pengawas_min: i64,
    /// Whether their number is odd.
    pub pengawas_odd: bool,
    /// The least share of women among the *pengurus*, in percent.
    pub women_percent: i64,
    /// The longest term in years.
    pub term_years: i64,
    /// The least age in years.
    pub age_min: i64,
    /// The nearest kinship, in degrees, that two officers may not have.
    pub kin_degree: i64,
    /// Whether the village's leadership is kept out of office.
    pub no_village_leader: bool,
    /// Whether the *lurah* chairs the *pengawas* by office.
    pub ex_officio_chair: bool,
}

impl Parameters {
    /// Those that hold on a day; a rule that did not hold yet asks for nothing.
    pub fn on(day: BookDate) -> Self {
        let value = |code: &str| {
            let rows = ROWS.iter().filter(|row| row.code == code && row.valid_from <= day);
            rows.max_by_key(|row| row.valid_from).map(|row| row.value)
        };
        let number = |code| value(code).unwrap_or(0);
        Self {
            pengurus_min: number("pengurus_min"),
            pengurus_odd: number("pengurus_odd") != 0,
            pengawas_min: number("pengawas_min"),
            pengawas_odd: number("pengawas_odd") != 0,
            women_percent: number("women_percent"),
            term_years: value("term_years").unwrap_or(100),
            age_min: number("age_min"),
            kin_degree: number("kin_degree"),
            no_village_leader: number("village_leader") != 0,
            ex_officio_chair: number("ex_officio_chair") != 0,
        }
    }
}

/// The places to report a change of that day to, in the order of their periods.
pub(crate) fn reports_on(day: BookDate) -> Vec<&'static ReportRule> {
    let mut found: Vec<&ReportRule> = Vec::new();
    for rule in REPORTS.iter().filter(|rule| rule.valid_from <= day) {
        match found.iter_mut().find(|known| known.code == rule.code) {
            Some(known) if known.valid_from < rule.valid_from => *known = rule,
            Some(_) => {}
            None => found.push(rule),
        }
    }
    found.sort_by_key(|rule| rule.days);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_files_read_and_rules_begin_on_their_day() {
        let now = Parameters::on(BookDate::new(2026, 11, 24).unwrap());
        assert_eq!((now.pengurus_min, now.pengawas_min, now.women_percent, now.term_years), (5, 3, 30, 5));
        assert!(now.pengurus_odd && now.pengawas_odd && now.no_village_leader && now.ex_officio_chair);
        let before = Parameters::on(BookDate::new(2025, 3, 26).unwrap());
        assert_eq!((before.pengurus_min, before.women_percent, before.kin_degree), (0, 0, 0));
        let codes: Vec<&str> = reports_on(BookDate::MAX).iter().map(|rule| rule.code.as_str()).collect();
        assert_eq!(codes, ["bank", "portal", "dinas", "ahu", "oss", "ods"]);
    }
}
