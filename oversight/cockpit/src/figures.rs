//! The figures of all cooperatives of a region: one row each.

use std::collections::BTreeMap;

use activity::{Assessed, Counts};
use kernel::{AccountCode, BookDate, CooperativeId, Month, RegionCode, RegionLevel, Rupiah};
use store::{Reader, StoreError};
use territory::Region;

use crate::{CockpitError, Sum, Weeks};

/// Simpanan pokok.
const PRINCIPAL: AccountCode = AccountCode(31_100);
/// Simpanan wajib.
const DUES: AccountCode = AccountCode(31_200);
/// Simpanan sukarela: *tabungan*, a liability.
const VOLUNTARY: AccountCode = AccountCode(21_200);
/// All of 4xxxx.
const REVENUE: (AccountCode, AccountCode) = (AccountCode(40_000), AccountCode(49_999));
/// 44xxx: what comes from outside the business proper, such as bank interest and grants.
const OTHER_INCOME: i64 = 44;

/// What members have saved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Savings {
    /// Simpanan pokok.
    pub principal: Rupiah,
    /// Simpanan wajib.
    pub dues: Rupiah,
    /// Simpanan sukarela.
    pub voluntary: Rupiah,
}

impl Savings {
    /// All three together.
    pub fn total(&self) -> Rupiah {
        [self.principal, self.dues, self.voluntary].into_iter().sum()
    }
}

/// A cooperative with its figures. What is `None` is not known, which is not zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// Its state, with the evidence.
    pub assessed: Assessed,
    /// The district it lies in.
    pub district: RegionCode,
    /// That district's name.
    pub district_name: String,
    /// Members on the day.
    pub members: Option<i64>,
    /// Savings on the day, where there are books.
    pub savings: Option<Savings>,
    /// Turnover from the beginning of the year, where the books reach into it.
    pub turnover: Option<Rupiah>,
    /// Acts of the last twelve weeks, as far as they are known.
    pub weeks: Option<Weeks>,
}

impl Row {
    /// The name without what all cooperatives are called.
    pub fn name(&self) -> &str {
        self.assessed.cooperative.short_name()
    }

    /// Its village's code.
    pub fn code(&self) -> RegionCode {
        self.assessed.cooperative.region
    }
}

/// All cooperatives of a region on a day.
#[derive(Debug, Clone, PartialEq)]
pub struct City {
    /// The region.
    pub region: RegionCode,
    /// Its name.
    pub name: String,
    /// The day.
    pub as_of: BookDate,
    /// How many are in each state.
    pub counts: Counts,
    /// The cooperatives, in the order of their villages' codes.
    pub rows: Vec<Row>,
    /// Its districts.
    pub districts: Vec<Region>,
    /// Its villages, with and without a cooperative.
    pub villages: Vec<Region>,
}

/// Gathers the figures of a region on a day, in a fixed number of questions.
///
/// # Errors
/// One of the crates below cannot answer.
pub fn city(reader: &mut dyn Reader, region: RegionCode, as_of: BookDate) -> Result<City, CockpitError> {
    let assessment = activity::assess(reader, region, as_of)?;
    let name = territory::region(reader, region)?.map_or_else(|| region.to_string(), |region| region.name);
    // The district of a single village lies above it.
    let above = region.parent().filter(|_| region.level() == RegionLevel::Village).unwrap_or(region);
    let districts = territory::districts_in(reader, above)?;
    let villages = territory::villages_in(reader, region)?;
    let ids: Vec<CooperativeId> = assessment.cooperatives.iter().map(|one| one.cooperative.id).collect();
    let figures = Figures::ask(reader, &ids, as_of)?;
    let rows = assessment.cooperatives.into_iter().map(|one| figures.row(one, &districts, as_of)).collect();
    Ok(City { region, name, as_of, counts: assessment.counts, rows, districts, villages })
}

/// The figures of one cooperative, as a row.
pub(crate) fn row(reader: &mut dyn Reader, assessed: Assessed, as_of: BookDate) -> Result<Row, CockpitError> {
    let district = assessed.cooperative.region.parent();
    let district = district.map(|code| territory::region(reader, code)).transpose()?.flatten();
    let figures = Figures::ask(reader, &[assessed.cooperative.id], as_of)?;
    Ok(figures.row(assessed, district.as_slice(), as_of))
}

/// Debit less credit of the accounts of business revenue; what is earned stands on the credit side.
pub(crate) fn turnover_of(accounts: &BTreeMap<AccountCode, Rupiah>) -> Rupiah {
    let business = accounts.iter().filter(|(code, _)| code.0 / 1_000 != OTHER_INCOME);
    business.map(|(_, net)| -*net).sum()
}

/// Whether every month of the year that is over, from registration on, was declared zero or closed: then
/// its turnover is known to be nothing also where there are no books.
fn said_nothing_all_year(assessed: &Assessed, as_of: BookDate) -> bool {
    let registered = assessed.cooperative.created_at.date_in(assessed.cooperative.zone()).month_of();
    let first = Month::new(as_of.year(), 1).map_or(registered, |january| january.max(registered));
    let over = Month::range(first, as_of.month_of()).filter(|month| month.last_day() <= as_of);
    let spoken = |month: Month| {
        assessed
            .months
            .get(&month)
            .is_some_and(|facts| facts.declared_zero.is_some() || facts.closed.is_some())
    };
    over.clone().next().is_some() && over.clone().all(spoken)
}

type Accounts = BTreeMap<CooperativeId, BTreeMap<AccountCode, Rupiah>>;

struct Figures {
    members: BTreeMap<CooperativeId, i64>,
    equity: Accounts,
    deposits: Accounts,
    revenue: Accounts,
    acts: BTreeMap<CooperativeId, [i64; 12]>,
}

impl Figures {
    fn ask(reader: &mut dyn Reader, ids: &[CooperativeId], as_of: BookDate) -> Result<Self, CockpitError> {
        let january = Month::new(as_of.year(), 1);
        Ok(Self {
            members: members::active_counts(reader, ids, as_of)?,
            equity: ledger::movements(reader, ids, (PRINCIPAL, DUES), None, as_of)?,
            deposits: ledger::movements(reader, ids, (VOLUNTARY, VOLUNTARY), None, as_of)?,
            revenue: ledger::movements(reader, ids, REVENUE, january, as_of)?,
            acts: ledger::acts_in(reader, ids, &Weeks::bounds(as_of))?,
        })
    }

    fn row(&self, assessed: Assessed, districts: &[Region], as_of: BookDate) -> Row {
        let id = assessed.cooperative.id;
        let village = assessed.cooperative.region;
        let district = village.parent().unwrap_or(village);
        let found = districts.iter().find(|region| region.code == district);
        let has_books = assessed.last_entry.is_some();
        let reaches_year = assessed.data_until.is_some_and(|until| until.year() == as_of.year());
        let is_known = (has_books && reaches_year) || said_nothing_all_year(&assessed, as_of);
        let acts = self.acts.get(&id).copied().unwrap_or_default();
        Row {
            district,
            district_name: found.map_or_else(|| district.to_string(), |region| region.name.clone()),
            members: self.members.get(&id).copied(),
            savings: has_books.then(|| self.savings(id)),
            turnover: is_known.then(|| self.revenue.get(&id).map(turnover_of).unwrap_or_default()),
            weeks: Weeks::of(&acts, as_of, assessed.data_until),
            assessed,
        }
    }

    /// What members have saved stands on the credit side.
    fn savings(&self, id: CooperativeId) -> Savings {
        let of = |accounts: &Accounts, code| {
            let net = accounts.get(&id).and_then(|accounts| accounts.get(&code)).copied();
            -net.unwrap_or_default()
        };
        Savings {
            principal: of(&self.equity, PRINCIPAL),
            dues: of(&self.equity, DUES),
            voluntary: of(&self.deposits, VOLUNTARY),
        }
    }
}

/// Turnover and change of savings in each month that has any, of one cooperative.
pub(crate) struct Monthly {
    pub turnover: BTreeMap<Month, Rupiah>,
    pub savings: BTreeMap<Month, Rupiah>,
    /// Savings before the first month.
    pub savings_before: Rupiah,
}

pub(crate) fn monthly(
    reader: &mut dyn Reader,
    id: CooperativeId,
    from: Month,
    through: Month,
) -> Result<Monthly, StoreError> {
    let mut moved = |accounts: &[(i64, i64)], from, through| -> Result<BTreeMap<Month, Rupiah>, StoreError> {
        let mut months: BTreeMap<Month, Rupiah> = BTreeMap::new();
        for (first, last) in accounts {
            let accounts = (AccountCode(*first), AccountCode(*last));
            for (month, net) in ledger::movements_by_month(reader, id, accounts, from, through)? {
                let sum = months.entry(month).or_default();
                *sum = [*sum, -net].into_iter().sum();
            }
        }
        Ok(months)
    };
    let savings_accounts = [PRINCIPAL, DUES, VOLUNTARY].map(|account| (account.0, account.0));
    let revenue = [(REVENUE.0.0, OTHER_INCOME * 1_000 - 1), ((OTHER_INCOME + 1) * 1_000, REVENUE.1.0)];
    Ok(Monthly {
        turnover: moved(&revenue, from, through)?,
        savings: moved(&savings_accounts, from, through)?,
        savings_before: moved(&savings_accounts, Month::MIN, from.previous())?.into_values().sum(),
    })
}

/// The three sums that a page shows above its rows.
pub(crate) struct Sums {
    pub members: Sum,
    pub savings: Sum,
    pub turnover: Sum,
}

impl Sums {
    /// Over some rows on a day; the member register is as of the day itself.
    pub fn over(rows: &[&Row], as_of: BookDate) -> Self {
        let until = |row: &Row| row.assessed.data_until;
        Self {
            members: Sum::over(rows.iter().map(|row| (row.members.map(Rupiah), Some(as_of)))),
            savings: Sum::over(rows.iter().map(|row| (row.savings.map(|saved| saved.total()), until(row)))),
            turnover: Sum::over(rows.iter().map(|row| (row.turnover, until(row)))),
        }
    }
}
