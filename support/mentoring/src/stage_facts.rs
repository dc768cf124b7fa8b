//! Gathers what the stages of a region's cooperatives are computed from, in a fixed number of questions.

use std::collections::{BTreeMap, BTreeSet};

use activity::{Assessed, Assessment, MonthFacts};
use kernel::{AccountCode, BookDate, CooperativeId, Month, RegionCode, Rupiah};
use store::Reader;

use crate::{MentoringError, Stage, StageFacts, StageRules, stage_of};

/// Money in banks: 112xx.
const BANKS: (AccountCode, AccountCode) = (AccountCode(11_200), AccountCode(11_299));
/// Revenue and cost: 4xxxx and above.
const RESULT: (AccountCode, AccountCode) = (AccountCode(40_000), AccountCode(99_999));
/// *Simpanan wajib*.
const DUES: (AccountCode, AccountCode) = (AccountCode(31_200), AccountCode(31_200));
/// How many months are looked at for dues: more than any rule asks for would be read for nothing.
const DUES_MONTHS: i64 = 3;

/// A cooperative with its stage.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Staged {
    /// Its state with the evidence, and who it is.
    pub assessed: Assessed,
    /// Its stage.
    pub stage: Stage,
}

type Accounts = BTreeMap<CooperativeId, BTreeMap<AccountCode, Rupiah>>;

/// The stage of every cooperative of a region on a day, by village.
///
/// # Errors
/// A crate below cannot answer.
pub fn stages_in(
    reader: &mut dyn Reader,
    region: RegionCode,
    today: BookDate,
) -> Result<Vec<Staged>, MentoringError> {
    let assessment = activity::assess(reader, region, today)?;
    stage_all(reader, region, assessment)
}

/// As [`stages_in`], for cooperatives that are assessed already.
pub(crate) fn stage_all(
    reader: &mut dyn Reader,
    region: RegionCode,
    assessment: Assessment,
) -> Result<Vec<Staged>, MentoringError> {
    let today = assessment.as_of;
    let ids: Vec<CooperativeId> = assessment.cooperatives.iter().map(|one| one.cooperative.id).collect();
    let known = Known::ask(reader, region, &ids, today)?;
    let rules = StageRules::on(today);
    let staged = assessment.cooperatives.into_iter().map(|assessed| {
        let stage = stage_of(&known.facts(&assessed, today), rules);
        Staged { assessed, stage }
    });
    Ok(staged.collect())
}

struct Known {
    licensed: BTreeMap<CooperativeId, bool>,
    banks: Accounts,
    result: Accounts,
    /// Who received dues in the last month that is over, the one before, …
    dues: Vec<BTreeSet<CooperativeId>>,
}

impl Known {
    fn ask(
        reader: &mut dyn Reader,
        region: RegionCode,
        ids: &[CooperativeId],
        today: BookDate,
    ) -> Result<Self, MentoringError> {
        let over = last_over(today);
        let mut dues = Vec::new();
        for back in 0..DUES_MONTHS {
            let month = over.plus(-back);
            let moved = ledger::movements(reader, ids, DUES, Some(month), month.last_day())?;
            // What comes in stands on the credit side.
            let came_in = |accounts: &BTreeMap<AccountCode, Rupiah>| {
                accounts.values().copied().sum::<Rupiah>() < Rupiah(0)
            };
            dues.push(moved.iter().filter(|(_, accounts)| came_in(accounts)).map(|(id, _)| *id).collect());
        }
        Ok(Self {
            licensed: registry::licensed_in(reader, region, today)?,
            banks: ledger::movements(reader, ids, BANKS, None, today)?,
            result: ledger::movements(reader, ids, RESULT, Month::new(today.year(), 1), today)?,
            dues,
        })
    }

    fn facts(&self, one: &Assessed, today: BookDate) -> StageFacts {
        let id = one.cooperative.id;
        let over = last_over(today);
        let net: Rupiah = self.result.get(&id).into_iter().flat_map(|all| all.values().copied()).sum();
        let dues = self.dues.iter().take_while(|came_in| came_in.contains(&id)).count();
        // A month may be closed until the end of the next one without breaking the row.
        let closed = [over, over.previous()]
            .map(|last| run(one, last, |facts| facts.closed.is_some() || facts.declared_zero.is_some()));
        StageFacts {
            ahu: one.cooperative.legal.is_approved_on(today),
            nib: one.cooperative.legal.nib.is_some(),
            bank_account: self.banks.get(&id).is_some_and(|accounts| !accounts.is_empty()),
            licensed_unit: self.licensed.get(&id).copied().unwrap_or(false),
            months_with_acts: run(one, over, |facts| facts.first_act.is_some()),
            months_closed: closed.into_iter().max().unwrap_or_default(),
            surplus: one.last_entry.map(|_| -net),
            months_with_dues: i64::try_from(dues).unwrap_or(0),
            annual_meeting: None,
        }
    }
}

/// The last month that is over on a day.
pub(crate) fn last_over(today: BookDate) -> Month {
    let month = today.month_of();
    if month.last_day() <= today { month } else { month.previous() }
}

/// How many months in a row, back from the last, show something.
fn run(one: &Assessed, last: Month, shows: impl Fn(&MonthFacts) -> bool) -> i64 {
    let mut month = last;
    let mut count = 0;
    while one.months.get(&month).is_some_and(&shows) {
        count += 1;
        month = month.previous();
    }
    count
}
