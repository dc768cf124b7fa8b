//! What a form would do, found by reading alone.

use std::collections::{BTreeMap, BTreeSet};

use cashbook::Side;
use import::Person;
use kernel::{AccountCode, BookDate, CooperativeId, UnitCode};
use ledger::{Chart, Unit};
use line::Refused;
use spreadsheet::Row;
use store::Reader;

use crate::desk::importing::{members_and_partners, units_of};
use crate::desk::opening::people::Register;
use crate::desk::opening::position::Position;
use crate::desk::opening::save::{Plan, Wanted, plan};
use crate::desk::opening::table::{self, Table};
use crate::desk::opening::typed::{self, Typed};

/// What a form holds.
#[derive(Debug, Clone, Default)]
pub struct Sent {
    pub fields: BTreeMap<String, String>,
    /// The rows of the list of members, pasted or from a file.
    pub rows: Vec<Row>,
}

/// Where opening balances are asked for.
#[derive(Debug, Clone, Copy)]
pub struct Place {
    pub cooperative: CooperativeId,
    pub day: BookDate,
    pub unit: UnitCode,
    pub today: BookDate,
}

/// Everything that the page shows, read in one snapshot.
pub struct Look {
    pub chart: Chart,
    pub units: Vec<Unit>,
    pub position: Position,
    /// Accounts that the cooperative's own acts move.
    pub usual: BTreeSet<AccountCode>,
    pub typed: Typed,
    pub table: Table,
    pub plan: Plan,
    pub has_members: bool,
}

impl Look {
    /// Whether everything that was sent can be read.
    pub fn is_good(&self) -> bool {
        self.typed.faults.is_empty() && self.table.faults.is_empty()
    }

    /// What should stand there, where everything can be read.
    pub fn wanted(&self, place: &Place) -> Wanted {
        Wanted {
            cooperative: place.cooperative,
            day: place.day,
            unit: place.unit,
            accounts: self.typed.accounts.clone(),
            standings: self.table.standings.clone(),
        }
    }
}

/// Reads what the books have, and lays what was sent beside it.
///
/// # Errors
/// Where the database fails, or an amount is too large.
pub fn look(reader: &mut dyn Reader, place: &Place, sent: &Sent) -> Result<Look, Refused> {
    let Place { cooperative, day, unit, today } = *place;
    let chart = ledger::chart_of(reader, cooperative, day)?;
    let units = units_of(reader, cooperative)?;
    let position = Position::read(reader, cooperative, unit, day)?;
    let mut typed = typed::read(&sent.fields, &chart, unit);
    // Where the books themselves stand on the other side, the page shows it and it may stay.
    typed.refuse_losses(&chart, |account| position.of(account));
    let people: Vec<Person> = members_and_partners(reader, cooperative)?;
    let has_members = people.iter().any(|person| person.member);
    let table = table::read(&sent.rows, &chart, &Register::new(people), today);
    let wanted = Wanted {
        cooperative,
        day,
        unit,
        accounts: typed.accounts.clone(),
        standings: table.standings.clone(),
    };
    let plan = plan(reader, &wanted, &chart, &position)?;
    let usual = usual(reader, place)?;
    Ok(Look { chart, units, position, usual, typed, table, plan, has_members })
}

/// The accounts that acts of the vocabulary move in this unit.
fn usual(reader: &mut dyn Reader, place: &Place) -> Result<BTreeSet<AccountCode>, Refused> {
    let rules = cashbook::rules(reader, place.cooperative, place.day)?;
    let here = rules.iter().filter(|rule| rule.concerns(&[place.unit]));
    let accounts = here.flat_map(|rule| [rule.debit, rule.credit]).filter_map(|side| match side {
        Side::Account(account) => Some(account),
        Side::Place | Side::Clearing => None,
    });
    Ok(accounts.collect())
}
