//! What members have saved, read from the ledger: there is no second copy.

use std::collections::BTreeMap;

use ::store::Reader;
use kernel::{CooperativeId, PartyId, Rupiah};
use ledger::LineView;
use serde::{Deserialize, Serialize};

use crate::{Kind, SavingsError};

/// What one member has saved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Balances {
    /// Simpanan pokok.
    pub principal: Rupiah,
    /// Simpanan wajib.
    pub mandatory: Rupiah,
    /// Simpanan sukarela.
    pub voluntary: Rupiah,
}

impl Balances {
    /// The balance of a kind.
    pub fn of(&self, kind: Kind) -> Rupiah {
        match kind {
            Kind::Principal => self.principal,
            Kind::Mandatory => self.mandatory,
            Kind::Voluntary => self.voluntary,
        }
    }
}

/// What one member has saved of a kind. In an open transaction it sees what the same act has posted.
///
/// # Errors
/// The store cannot answer.
pub fn balance(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    member: PartyId,
    kind: Kind,
) -> Result<Rupiah, SavingsError> {
    // Savings stand on the credit side, which is negative in the ledger.
    Ok(-ledger::party_balance(reader, cooperative, member, kind.account())?)
}

/// What one member has saved.
///
/// # Errors
/// The store cannot answer.
pub fn balances_of(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    member: PartyId,
) -> Result<Balances, SavingsError> {
    Ok(Balances {
        principal: balance(reader, cooperative, member, Kind::Principal)?,
        mandatory: balance(reader, cooperative, member, Kind::Mandatory)?,
        voluntary: balance(reader, cooperative, member, Kind::Voluntary)?,
    })
}

/// What every member has saved of a kind.
///
/// # Errors
/// The store cannot answer.
pub fn balances(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    kind: Kind,
) -> Result<BTreeMap<PartyId, Rupiah>, SavingsError> {
    let found = ledger::party_balances(reader, cooperative, kind.account())?;
    Ok(found.into_iter().map(|(member, amount)| (member, -amount)).collect())
}

/// What all members together have saved.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// The sums of each kind.
    pub sums: Balances,
    /// Members with simpanan sukarela.
    pub voluntary_savers: i64,
}

/// What all members of a cooperative have saved.
///
/// # Errors
/// The store cannot answer.
pub fn totals(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Totals, SavingsError> {
    let voluntary = balances(reader, cooperative, Kind::Voluntary)?;
    let savers = voluntary.values().filter(|amount| !amount.is_zero()).count();
    let sums = Balances {
        principal: balances(reader, cooperative, Kind::Principal)?.into_values().sum(),
        mandatory: balances(reader, cooperative, Kind::Mandatory)?.into_values().sum(),
        voluntary: voluntary.into_values().sum(),
    };
    Ok(Totals { sums, voluntary_savers: i64::try_from(savers).unwrap_or(i64::MAX) })
}

/// A line of a member's savings with the balance after it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SavingsLine {
    /// The kind.
    pub kind: Kind,
    /// The line of the ledger.
    pub line: LineView,
    /// What came in; negative where it went out.
    pub amount: Rupiah,
    /// What stood there after it.
    pub balance: Rupiah,
}

/// All lines of a member's savings of a kind, oldest first.
///
/// # Errors
/// The store cannot answer.
pub fn lines(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    member: PartyId,
    kind: Kind,
) -> Result<Vec<SavingsLine>, SavingsError> {
    let mut balance = Rupiah::ZERO;
    let found = ledger::party_lines(reader, cooperative, member, kind.account())?;
    let lines = found.into_iter().map(|line| {
        let amount = -line.amount;
        balance = [balance, amount].into_iter().sum();
        SavingsLine { kind, line, amount, balance }
    });
    Ok(lines.collect())
}
