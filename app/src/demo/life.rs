//! The life of one cooperative, day by day, in one transaction.

use anyhow::Result;
use cashbook::Party;
use kernel::{BookDate, EntryId, UnitCode, UserId};
use members::NikKeys;
use store::Tx;

use super::books::{Act, Books, CASH};
use super::fees::{self, Agency};
use super::founding::{Founded, found};
use super::goods::{CRAFT, Counter, GAS, PHARMACY, SHOP};
use super::hours::{Desk, SATURDAY, weekday};
use super::membership::Membership;
use super::mistakes::Mistakes;
use super::months::Months;
use super::office::{Office, Partners, endow};
use super::profile::{Plan, Profile, Trade};

/// A cooperative whose life is written.
#[derive(Debug, Clone)]
pub(super) struct Lived {
    pub founded: Founded,
    pub last_entry: EntryId,
}

/// What a unit does.
enum Work {
    Counter(Box<Counter>),
    Agency(Agency),
    Services,
}

/// A unit that opens one day.
struct Unit {
    trade: Trade,
    unit: UnitCode,
    opens: BookDate,
    open: bool,
    work: Work,
}

impl Unit {
    fn new(trade: Trade, unit: UnitCode, opens: BookDate, vigour: i64) -> Self {
        let counter = |goods| Work::Counter(Box::new(Counter::new(goods, vigour)));
        let work = match trade {
            Trade::Shop => counter(&SHOP),
            Trade::Pharmacy => counter(&PHARMACY),
            Trade::Gas => counter(&GAS),
            Trade::Craft => counter(&CRAFT),
            Trade::Agency => Work::Agency(Agency::default()),
            Trade::Services => Work::Services,
        };
        Self { trade, unit, opens, open: false, work }
    }

    /// First money, at the flagship's size.
    fn capital(&self) -> i64 {
        match self.trade {
            Trade::Shop => 5_000_000,
            Trade::Pharmacy => 6_500_000,
            Trade::Gas => 2_000_000,
            Trade::Craft => 1_200_000,
            Trade::Agency => 1_500_000,
            Trade::Services => 400_000,
        }
    }

    fn day(&mut self, books: &mut Books<'_, '_>, profile: &Profile, customers: &[Party]) -> Result<()> {
        if !self.open {
            let wanted = (self.capital() * profile.vigour / 100).max(400_000);
            self.open = self.opens <= books.date
                && (self.opens == books.date || weekday(books.date) == 1)
                && endow(books, self.unit, wanted)?;
            return Ok(());
        }
        match &mut self.work {
            Work::Counter(counter) => {
                if self.trade == Trade::Craft {
                    fees::make(books, books.held(self.unit, CRAFT.stock), profile.vigour)?;
                }
                counter.day(books, customers)
            }
            Work::Agency(agency) => agency.day(books, profile.vigour),
            Work::Services => fees::services(books, self.unit, profile.vigour, customers),
        }
    }

    /// What the unit can spare for the office.
    fn spare(&self, books: &Books<'_, '_>) -> i64 {
        match &self.work {
            Work::Counter(counter) => counter.spare(books),
            Work::Agency(_) => (books.held(self.unit, CASH) - 1_800_000).max(0) / 50_000 * 50_000,
            Work::Services => (books.held(self.unit, CASH) - 300_000).max(0) / 50_000 * 50_000,
        }
    }
}

/// Everything that lives in one cooperative.
struct Life<'p> {
    plan: &'p Plan,
    profile: &'p Profile,
    membership: Membership,
    months: Months,
    mistakes: Mistakes,
    office: Option<Office>,
    units: Vec<Unit>,
}

/// Writes the life of one cooperative; `n` counts them from 1.
pub(super) fn live(
    tx: &mut Tx<'_>,
    keys: &NikKeys,
    plan: &Plan,
    profile: &Profile,
    n: i64,
    maker: UserId,
) -> Result<Lived> {
    let founded = found(tx, plan, profile, n, maker)?;
    let mut random = profile.seed(plan);
    let membership = Membership::draw(plan, profile, &mut random)?;
    let months = Months::draw(plan, profile, &mut random);
    let units = founded.units.iter();
    let units = units.map(|(trade, unit, opens)| Unit::new(*trade, *unit, *opens, profile.vigour)).collect();
    let mistakes = Mistakes::draw(plan, profile);
    let mut life = Life { plan, profile, membership, months, mistakes, office: None, units };
    let desk = Desk::new(profile.weekly, plan.until);
    let mut books = Books::open(tx, founded.id, founded.staff, random, desk, plan.start())?;
    books.photos = profile.flagship;
    for day in 0..=plan.start().days_until(plan.until) {
        books.date = plan.start().plus_days(day);
        life.day(&mut books, keys)?;
    }
    let last_entry = ledger::period_state(books.tx, founded.id)?.last_entry;
    Ok(Lived { founded, last_entry })
}

impl Life<'_> {
    fn day(&mut self, books: &mut Books<'_, '_>, keys: &NikKeys) -> Result<()> {
        let acts = self.profile.last_day.is_some_and(|last| books.date <= last);
        self.membership.day(books, keys, !acts)?;
        if acts {
            self.work(books)?;
        }
        self.months.day(books)
    }

    fn work(&mut self, books: &mut Books<'_, '_>) -> Result<()> {
        let office = match &mut self.office {
            Some(office) => office,
            None => self.office.insert(Office::new(self.profile, Partners::meet(books)?)),
        };
        office.day(books, self.plan)?;
        let customers = self.membership.customers();
        for unit in &mut self.units {
            unit.day(books, self.profile, &customers)?;
            if unit.open && unit.trade == Trade::Shop && self.profile.flagship {
                fees::consignment(books, unit.unit, &office.grower())?;
            }
            if unit.open && weekday(books.date) == SATURDAY && books.random.chance(45) {
                let spare = unit.spare(books);
                books.act(Act::of("setoran-dari-unit", spare).unit(unit.unit))?;
            }
        }
        self.mistakes.day(books)
    }
}
