//! What an act will do, as the sentence that stands above *Simpan*.

use ::store::Reader;
use kernel::{BookDate, CooperativeId, Timestamp, Zone};
use ledger::LedgerError;

use crate::deposit::{self, Deposit};
use crate::months::{span, text};
use crate::withdraw::{self, Withdrawal};
use crate::{Kind, SavingsError};

/// What a deposit will do, or why it will be refused: "Kas bertambah Rp120.000. Simpanan wajib Bu Contoh
/// Melati menjadi Rp360.000 (Jul 2025 – Des 2025, 6 bulan)."
///
/// # Errors
/// The refusal that [`crate::deposit()`] would give.
pub fn preview(reader: &mut dyn Reader, deposit: &Deposit) -> Result<String, SavingsError> {
    check_date(reader, deposit.cooperative, deposit.date, deposit.at)?;
    let plan = deposit::plan(reader, deposit)?;
    let (kind, name) = (deposit.kind.label(), plan.member.called());
    let months = plan.months();
    let more = match deposit.kind {
        Kind::Mandatory => format!(" ({}, {} bulan)", span(&months), months.len()),
        Kind::Principal if !plan.missing.is_zero() => format!(", masih kurang {}", plan.missing),
        Kind::Principal => ", lunas".to_owned(),
        Kind::Voluntary => String::new(),
    };
    let (place, amount, balance) = (&plan.place.name, deposit.amount, plan.balance);
    let member = if plan.activates() { format!(" {name} menjadi anggota.") } else { String::new() };
    Ok(format!("{place} bertambah {amount}. {kind} {name} menjadi {balance}{more}.{member}"))
}

/// What a withdrawal will do, or why it will be refused: "Kas berkurang Rp50.000. Simpanan sukarela Bu
/// Contoh Melati tinggal Rp25.000."
///
/// # Errors
/// The refusal that [`crate::withdraw()`] would give.
pub fn preview_withdrawal(reader: &mut dyn Reader, withdrawal: &Withdrawal) -> Result<String, SavingsError> {
    check_date(reader, withdrawal.cooperative, withdrawal.date, withdrawal.at)?;
    let plan = withdraw::plan(reader, withdrawal)?;
    let (place, amount) = (&plan.place.name, withdrawal.amount);
    let (kind, name) = (Kind::Voluntary.label(), plan.member.called());
    Ok(format!("{place} berkurang {amount}. {kind} {name} tinggal {}.", plan.balance))
}

/// The months that a payment of simpanan wajib would cover: "Jul 2025 – Des 2025 (6 bulan)".
///
/// # Errors
/// The refusal that [`crate::deposit()`] would give.
pub fn preview_months(reader: &mut dyn Reader, deposit: &Deposit) -> Result<String, SavingsError> {
    Ok(text(&deposit::plan(reader, deposit)?.months()))
}

/// The ledger refuses these days when it posts; here the user is told before.
fn check_date(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    date: BookDate,
    at: Timestamp,
) -> Result<(), SavingsError> {
    if date > at.date_in(Zone::Wit) {
        return Err(LedgerError::Future(date).into());
    }
    match ledger::period_state(reader, cooperative)?.closed_through {
        Some(closed) if date.month_of() <= closed => Err(LedgerError::Closed(date.month_of()).into()),
        _ => Ok(()),
    }
}
