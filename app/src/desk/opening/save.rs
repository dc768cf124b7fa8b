//! Saving: the differences become entries, the months they pay are written down.

use std::collections::{BTreeMap, HashMap};

use kernel::{AccountCode, BookDate, CooperativeId, EntryId, PartyId, Rupiah, Timestamp, UnitCode, UserId};
use ledger::{AccountKind, CLEARING, Chart, LedgerError, Line, NormalSide};
use line::Refused;
use savings::Kind;
use serde::{Deserialize, Serialize};
use store::{Reader, Tx};

use crate::desk::opening::UNNAMED;
use crate::desk::opening::difference::{self, Aim, Sides};
use crate::desk::opening::groups::on_its_side;
use crate::desk::opening::lines::{Opening, post_all};
use crate::desk::opening::months::{Paid, cover};
use crate::desk::opening::position::Position;
use crate::desk::opening::table::Standing;
use crate::desk::opening::typed::side;

/// How far beyond the day dues may have been paid.
const AHEAD_MONTHS: i64 = 24;

/// What should stand in a unit on a day.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub cooperative: CooperativeId,
    pub day: BookDate,
    pub unit: UnitCode,
    /// By account, on its own side.
    pub accounts: BTreeMap<AccountCode, Rupiah>,
    pub standings: Vec<Standing>,
}

/// What saving would do.
#[derive(Debug)]
pub struct Plan {
    /// The lines to be posted, without those that balance them.
    pub lines: Vec<Line>,
    /// Debit less credit of every account of the unit as it will be.
    pub after: BTreeMap<AccountCode, Rupiah>,
    pub sides: Sides,
    /// The last opening entry of each member with simpanan wajib.
    dues: BTreeMap<PartyId, (Rupiah, EntryId)>,
}

/// What was saved: the documents, none where everything stood as it should.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Saved {
    pub documents: Vec<String>,
}

/// Finds what is missing. Nothing is written.
///
/// # Errors
/// An amount that is too large, or where the database fails.
pub fn plan(
    reader: &mut dyn Reader,
    wanted: &Wanted,
    chart: &Chart,
    position: &Position,
) -> Result<Plan, Refused> {
    let too_large = || Refused::about(None, LedgerError::AmountTooLarge);
    let signed = |account: AccountCode, amount: Rupiah| {
        let normal = chart.account(account).map_or(NormalSide::Debit, side);
        on_its_side(normal, amount)
    };
    let mut aims: Vec<Aim> = wanted
        .accounts
        .iter()
        .map(|(account, amount)| Aim {
            account: *account,
            party: None,
            should: signed(*account, *amount),
            has: position.of(*account),
        })
        .collect();
    let mut parties: BTreeMap<AccountCode, BTreeMap<PartyId, (Rupiah, EntryId)>> = BTreeMap::new();
    for account in wanted.standings.iter().flat_map(|standing| standing.amounts.keys()) {
        if !parties.contains_key(account) {
            parties.insert(*account, position.parties(reader, *account)?);
        }
    }
    for standing in &wanted.standings {
        for (account, amount) in &standing.amounts {
            let there = parties.get(account).and_then(|parties| parties.get(&standing.party));
            aims.push(Aim {
                account: *account,
                party: Some(standing.party),
                should: signed(*account, *amount),
                has: there.map_or(Rupiah::ZERO, |(amount, _)| *amount),
            });
        }
    }
    let lines = difference::lines(&aims, wanted.unit).ok_or_else(too_large)?;
    let mut after: BTreeMap<AccountCode, Rupiah> = position.iter().collect();
    for line in &lines {
        for (account, amount) in [(line.account, line.amount), (UNNAMED, -line.amount)] {
            let sum = after.entry(account).or_default();
            *sum = sum.checked_add(amount).ok_or_else(too_large)?;
        }
    }
    let is_asset = |account: AccountCode| match account {
        // The office has what it gave to units; a unit owes it.
        CLEARING => wanted.unit == UnitCode::OFFICE,
        _ => chart.account(account).is_some_and(|account| account.kind == AccountKind::Asset),
    };
    let sides = Sides::of(&after, is_asset);
    let dues = parties.remove(&Kind::Mandatory.account()).unwrap_or_default();
    Ok(Plan { lines, after, sides, dues })
}

/// Posts what is missing. `allows_rest` says that what assets and claims differ by may stay unnamed.
///
/// # Errors
/// [`Refused`] with the field to look at; nothing has been written.
pub fn save(
    tx: &mut Tx<'_>,
    wanted: &Wanted,
    allows_rest: bool,
    (by, at): (UserId, Timestamp),
) -> Result<Saved, Refused> {
    let Wanted { cooperative, day, unit, .. } = *wanted;
    let chart = ledger::chart_of(tx, cooperative, day)?;
    let position = Position::read(tx, cooperative, unit, day)?;
    let plan = plan(tx, wanted, &chart, &position)?;
    if !plan.lines.is_empty() && !plan.sides.rest().is_zero() && !allows_rest {
        return Err(Refused::about(
            Some("rest"),
            "Lengkapi dulu yang belum ditulis, atau beri tanda di sini supaya selisihnya dicatat terpisah.",
        ));
    }
    let opening = Opening {
        cooperative,
        day,
        unit,
        act: "opening.balance",
        description: "Saldo awal".to_owned(),
        by,
        at,
    };
    let of_ledger = |error: LedgerError| {
        let field = match error {
            LedgerError::Closed(_) | LedgerError::Future(_) => Some("day"),
            LedgerError::UnknownUnit(_) => Some("unit"),
            _ => None,
        };
        Refused::about(field, error)
    };
    let made = post_all(tx, &opening, &plan.lines).map_err(of_ledger)?;
    let entry_of = |place: usize| made.of_line(place).map(|posted| posted.entry);
    cover_dues(tx, wanted, &plan, entry_of)?;
    Ok(Saved { documents: made.entries.into_iter().map(|posted| posted.document).collect() })
}

/// Writes down the months that simpanan wajib pays.
fn cover_dues(
    tx: &mut Tx<'_>,
    wanted: &Wanted,
    plan: &Plan,
    entry_of: impl Fn(usize) -> Option<EntryId>,
) -> Result<(), Refused> {
    let dues = Kind::Mandatory.account();
    let of_dues = plan.lines.iter().enumerate().filter(|(_, line)| line.account == dues);
    let brought: HashMap<PartyId, (usize, Rupiah)> =
        of_dues.filter_map(|(place, line)| Some((line.party?, (place, -line.amount)))).collect();
    let schedule = savings::schedule(tx, wanted.cooperative).map_err(|error| Refused::about(None, error))?;
    for standing in wanted.standings.iter().filter(|standing| standing.amounts.contains_key(&dues)) {
        let paid = |entry, amount| Paid {
            cooperative: wanted.cooperative,
            member: standing.party,
            entry,
            amount,
            through: standing.through,
            latest: wanted.day.month_of().plus(AHEAD_MONTHS),
        };
        let there = plan.dues.get(&standing.party).map(|(_, entry)| *entry);
        let covered = match brought.get(&standing.party) {
            Some((_, amount)) if *amount < Rupiah::ZERO => may_become_less(tx, wanted, standing),
            Some((place, amount)) => match entry_of(*place) {
                Some(entry) => cover(tx, &schedule, &paid(entry, *amount)),
                None => Ok(()),
            },
            None => match (standing.through, there) {
                (Some(_), Some(entry)) => cover(tx, &schedule, &paid(entry, Rupiah::ZERO)),
                _ => Ok(()),
            },
        };
        covered.map_err(|refused| {
            Refused::about(Some("table"), format!("Baris {}: {}", standing.row, refused.sentence))
        })?;
    }
    Ok(())
}

/// Months that are paid stay paid: simpanan wajib becomes less only where none is.
fn may_become_less(tx: &mut Tx<'_>, wanted: &Wanted, standing: &Standing) -> Result<(), Refused> {
    let paid = savings::paid_months(tx, wanted.cooperative, standing.party)
        .map_err(|error| Refused::about(None, error))?;
    match paid.is_empty() {
        true => Ok(()),
        false => Err(Refused::about(
            None,
            format!(
                "Simpanan wajib {} tidak bisa dikurangi karena bulannya sudah tercatat lunas. Batalkan dulu \
                 transaksi saldo awalnya, lalu isi lagi.",
                standing.name
            ),
        )),
    }
}
