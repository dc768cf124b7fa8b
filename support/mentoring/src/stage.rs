//! The stages of a cooperative, each with the evidence it needs. Pure: no table, no page.
//!
//! A stage is reached when its evidence and that of every stage before it is there. Evidence is met, not
//! met, or cannot be computed yet: the last holds back too, and says so.

use std::sync::LazyLock;

use kernel::{BookDate, Rupiah};
use serde::{Deserialize, Serialize};

use crate::parameters::{holding, rows};

/// A stage, from the first to the last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum StageName {
    /// *Terbentuk*.
    Formed,
    /// *Berbadan hukum*.
    LegalBody,
    /// *Siap*.
    Ready,
    /// *Beroperasi*.
    Operating,
    /// *Tertib*.
    Orderly,
    /// *Mandiri*.
    Independent,
}

impl StageName {
    /// All, from the first to the last.
    pub const ALL: [Self; 6] =
        [Self::Formed, Self::LegalBody, Self::Ready, Self::Operating, Self::Orderly, Self::Independent];

    /// As the wire, the parameters and the store write it.
    pub fn code(self) -> &'static str {
        match self {
            Self::Formed => "formed",
            Self::LegalBody => "legal_body",
            Self::Ready => "ready",
            Self::Operating => "operating",
            Self::Orderly => "orderly",
            Self::Independent => "independent",
        }
    }

    /// Reads what [`Self::code`] writes.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| stage.code() == code)
    }

    /// As the page says it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Formed => "Terbentuk",
            Self::LegalBody => "Berbadan hukum",
            Self::Ready => "Siap",
            Self::Operating => "Beroperasi",
            Self::Orderly => "Tertib",
            Self::Independent => "Mandiri",
        }
    }

    /// Its place among the stages, from 1.
    pub fn rank(self) -> usize {
        Self::ALL.into_iter().filter(|stage| *stage <= self).count()
    }

    /// The stage after this one.
    pub fn next(self) -> Option<Self> {
        Self::ALL.into_iter().find(|stage| *stage > self)
    }
}

/// A kind of evidence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Evidence {
    /// It is in the registry.
    Registered,
    /// The Ministry of Law has approved it.
    Ahu,
    /// It has a business number.
    Nib,
    /// Its books hold an entry on a bank account.
    BankAccount,
    /// At least one unit may trade.
    LicensedUnit,
    /// The last so many months that are over each hold a business act.
    MonthsWithActs,
    /// So many months in a row were closed, the last of them not longer ago than the month before last.
    MonthsClosed,
    /// The year so far shows a surplus.
    Surplus,
    /// In the last so many months that are over, members paid dues.
    MonthsWithDues,
    /// The annual members' meeting was held.
    AnnualMeeting,
}

impl Evidence {
    /// What is missing where it is not there, for counting.
    pub fn lack(self) -> &'static str {
        match self {
            Self::Registered => "Belum terdaftar",
            Self::Ahu => "Pengesahan AHU belum ada",
            Self::Nib => "NIB belum ada",
            Self::BankAccount => "Belum ada catatan rekening bank di buku",
            Self::LicensedUnit => "Belum ada unit usaha yang berizin",
            Self::MonthsWithActs => "Transaksi belum berturut-turut",
            Self::MonthsClosed => "Bulan belum ditutup berturut-turut",
            Self::Surplus => "Belum surplus, atau belum dapat dihitung",
            Self::MonthsWithDues => "Simpanan wajib belum masuk berturut-turut",
            Self::AnnualMeeting => "RAT belum ada, atau belum dapat dihitung",
        }
    }
}

/// A row of `parameters/stages.csv`.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
struct Rule {
    stage: StageName,
    evidence: Evidence,
    amount: i64,
    valid_from: BookDate,
    source: String,
}

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| rows(include_bytes!("../parameters/stages.csv")));

/// The evidence that each stage needs on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StageRules {
    day: BookDate,
}

impl StageRules {
    /// The rules of a day.
    pub fn on(day: BookDate) -> Self {
        Self { day }
    }

    /// Evidence with its amount, in the order of the file. An amount of 0 takes a rule out.
    fn of(self, stage: StageName) -> Vec<(Evidence, i64)> {
        let mut needed: Vec<(Evidence, i64)> = Vec::new();
        for row in RULES.iter().filter(|row| row.stage == stage) {
            let same = RULES.iter().filter(|other| (other.stage, other.evidence) == (stage, row.evidence));
            let held = holding(same, |row| row.valid_from, self.day).filter(|held| held.amount > 0);
            if let Some(held) = held.filter(|held| *held == row) {
                needed.push((held.evidence, held.amount));
            }
        }
        needed
    }
}

/// What is known of a cooperative on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StageFacts {
    /// Whether the Ministry of Law had approved it.
    pub ahu: bool,
    /// Whether it has a business number.
    pub nib: bool,
    /// Whether its books hold an entry on a bank account.
    pub bank_account: bool,
    /// Whether at least one unit may trade.
    pub licensed_unit: bool,
    /// How many months in a row, back from the last that is over, hold a business act.
    pub months_with_acts: i64,
    /// How many months in a row were closed, back from the last or the one before it.
    pub months_closed: i64,
    /// Revenue less cost of the year so far; nothing where there are no books.
    pub surplus: Option<Rupiah>,
    /// How many months in a row, back from the last that is over, members paid dues.
    pub months_with_dues: i64,
    /// Whether the annual meeting was held; nothing while meetings are not recorded here.
    pub annual_meeting: Option<bool>,
}

/// A piece of evidence, looked at.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Check {
    /// The stage that needs it.
    pub stage: StageName,
    /// What is needed.
    pub evidence: Evidence,
    /// Whether it is there; nothing where that cannot be computed.
    pub met: Option<bool>,
    /// What is known, in a sentence.
    pub sentence: String,
}

/// Where a cooperative stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Stage {
    /// The last stage that is reached.
    pub reached: StageName,
    /// What keeps it from the next, in sentences; none at the last stage.
    pub holds_back: Vec<String>,
    /// All evidence, stage by stage.
    pub checks: Vec<Check>,
}

/// The stage of a cooperative that is registered.
pub fn stage_of(facts: &StageFacts, rules: StageRules) -> Stage {
    let mut checks = Vec::new();
    for stage in StageName::ALL {
        for (evidence, amount) in rules.of(stage) {
            let (met, sentence) = look(facts, evidence, amount);
            checks.push(Check { stage, evidence, met, sentence });
        }
    }
    let is_met = |stage: StageName| {
        checks.iter().filter(|check| check.stage == stage).all(|check| check.met == Some(true))
    };
    let reached =
        StageName::ALL.into_iter().take_while(|stage| is_met(*stage)).last().unwrap_or(StageName::Formed);
    let mut stage = Stage { reached, holds_back: Vec::new(), checks };
    stage.holds_back = stage.missing().map(|check| check.sentence.clone()).collect();
    stage
}

impl Stage {
    /// The evidence that the next stage lacks.
    pub fn missing(&self) -> impl Iterator<Item = &Check> {
        let next = self.reached.next();
        self.checks.iter().filter(move |check| Some(check.stage) == next && check.met != Some(true))
    }
}

fn look(facts: &StageFacts, evidence: Evidence, amount: i64) -> (Option<bool>, String) {
    let paper = |there: bool, good: &str, bad: &str| {
        (Some(there), if there { good.to_owned() } else { bad.to_owned() })
    };
    let run = |months: i64, what: &str| {
        let sentence = match months >= amount {
            true => format!("{what} {months} bulan berturut-turut."),
            false => format!("{what} baru {months} dari {amount} bulan berturut-turut."),
        };
        (Some(months >= amount), sentence)
    };
    match evidence {
        Evidence::Registered => paper(true, "Terdaftar.", "Belum terdaftar."),
        Evidence::Ahu => paper(facts.ahu, "Pengesahan AHU ada.", "Pengesahan AHU belum ada."),
        Evidence::Nib => paper(facts.nib, "NIB ada.", "NIB belum ada."),
        Evidence::BankAccount => paper(
            facts.bank_account,
            "Rekening bank dipakai di buku.",
            "Belum ada catatan rekening bank di buku.",
        ),
        Evidence::LicensedUnit => {
            paper(facts.licensed_unit, "Ada unit yang boleh berusaha.", "Belum ada unit usaha yang berizin.")
        }
        Evidence::MonthsWithActs => run(facts.months_with_acts, "Ada transaksi"),
        Evidence::MonthsClosed => run(facts.months_closed, "Ditutup dan dilaporkan"),
        Evidence::MonthsWithDues => run(facts.months_with_dues, "Simpanan wajib masuk"),
        Evidence::Surplus => match facts.surplus {
            None => (None, "SHU belum dapat dihitung: belum ada pembukuan.".to_owned()),
            Some(surplus) if surplus > Rupiah(0) => (Some(true), format!("SHU tahun berjalan {surplus}.")),
            Some(surplus) => (Some(false), format!("SHU tahun berjalan {surplus}, belum surplus.")),
        },
        Evidence::AnnualMeeting => match facts.annual_meeting {
            None => (None, "RAT belum dapat dihitung: rapat belum dicatat di sini.".to_owned()),
            Some(held) => paper(held, "RAT sudah dilaksanakan.", "RAT belum dilaksanakan."),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const NOTHING: StageFacts = StageFacts {
        ahu: false,
        nib: false,
        bank_account: false,
        licensed_unit: false,
        months_with_acts: 0,
        months_closed: 0,
        surplus: None,
        months_with_dues: 0,
        annual_meeting: None,
    };

    fn rules() -> StageRules {
        StageRules::on(BookDate::parse("2026-11-24").unwrap())
    }

    fn reached(facts: &StageFacts) -> (StageName, Vec<String>) {
        let stage = stage_of(facts, rules());
        (stage.reached, stage.holds_back)
    }

    #[test]
    fn each_stage_is_reached_by_its_evidence_and_says_what_the_next_one_needs() {
        let mut facts = NOTHING;
        assert_eq!(reached(&facts), (StageName::Formed, vec!["Pengesahan AHU belum ada.".to_owned()]));
        facts.ahu = true;
        facts.nib = true;
        let (stage, held) = reached(&facts);
        assert_eq!(stage, StageName::LegalBody);
        assert_eq!(held, ["Belum ada catatan rekening bank di buku.", "Belum ada unit usaha yang berizin."]);
        facts = StageFacts { bank_account: true, licensed_unit: true, months_with_acts: 1, ..facts };
        let held = vec!["Ada transaksi baru 1 dari 3 bulan berturut-turut.".to_owned()];
        assert_eq!(reached(&facts), (StageName::Ready, held));
        facts.months_with_acts = 3;
        assert_eq!(reached(&facts).0, StageName::Operating);
        facts.months_closed = 4;
        let (stage, held) = reached(&facts);
        assert_eq!(stage, StageName::Orderly);
        assert_eq!(held.len(), 3);
    }

    #[test]
    fn what_cannot_be_computed_is_said_and_holds_back() {
        let facts = StageFacts {
            ahu: true,
            nib: true,
            bank_account: true,
            licensed_unit: true,
            months_with_acts: 9,
            months_closed: 9,
            surplus: Some(Rupiah(1)),
            months_with_dues: 9,
            annual_meeting: None,
        };
        let held = vec!["RAT belum dapat dihitung: rapat belum dicatat di sini.".to_owned()];
        assert_eq!(reached(&facts), (StageName::Orderly, held));
        let facts = StageFacts { annual_meeting: Some(true), ..facts };
        assert_eq!(reached(&facts), (StageName::Independent, Vec::new()));
        let facts = StageFacts { surplus: Some(Rupiah(0)), ..facts };
        assert_eq!(reached(&facts).1, ["SHU tahun berjalan Rp0, belum surplus."]);
    }

    #[test]
    fn a_later_stage_never_makes_up_for_an_earlier_one() {
        let facts = StageFacts { months_with_acts: 9, months_closed: 9, nib: true, ..NOTHING };
        assert_eq!(reached(&facts).0, StageName::Formed);
    }

    #[test]
    fn every_stage_needs_something_and_every_row_has_a_source() {
        for stage in StageName::ALL {
            assert!(!rules().of(stage).is_empty(), "{stage:?}");
            assert_eq!(StageName::parse(stage.code()), Some(stage));
        }
        assert!(RULES.iter().all(|row| !row.source.is_empty()));
    }

    fn any_facts() -> impl Strategy<Value = StageFacts> {
        let papers = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
        let runs = (0..6_i64, 0..6_i64, 0..6_i64);
        let rest = (prop::option::of(-5..5_i64), prop::option::of(any::<bool>()));
        (papers, runs, rest).prop_map(|((ahu, nib, bank, unit), (acts, closed, dues), (surplus, meeting))| {
            StageFacts {
                ahu,
                nib,
                bank_account: bank,
                licensed_unit: unit,
                months_with_acts: acts,
                months_closed: closed,
                surplus: surplus.map(Rupiah),
                months_with_dues: dues,
                annual_meeting: meeting,
            }
        })
    }

    proptest! {
        #[test]
        fn who_is_not_at_the_end_is_told_why_and_more_evidence_never_takes_a_stage_away(facts in any_facts()) {
            let stage = stage_of(&facts, rules());
            prop_assert_eq!(stage.holds_back.is_empty(), stage.reached == StageName::Independent);
            let better = [
                StageFacts { ahu: true, ..facts.clone() },
                StageFacts { nib: true, bank_account: true, licensed_unit: true, ..facts.clone() },
                StageFacts { months_with_acts: facts.months_with_acts + 1, ..facts.clone() },
                StageFacts { months_closed: facts.months_closed + 1, ..facts.clone() },
                StageFacts { annual_meeting: Some(true), ..facts.clone() },
            ];
            for better in better {
                prop_assert!(stage_of(&better, rules()).reached >= stage.reached);
            }
        }
    }
}
