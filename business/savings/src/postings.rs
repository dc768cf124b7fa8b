//! Every entry that savings can make. Pure: no table, no page.
//!
//! | act | debit | credit |
//! |---|---|---|
//! | deposit of simpanan pokok | cash or bank | 31100, the member |
//! | deposit of simpanan wajib | cash or bank | 31200, the member |
//! | deposit of simpanan sukarela | cash or bank | 21200, the member |
//! | withdrawal of simpanan sukarela | 21200, the member | cash or bank |

use kernel::Month;
use ledger::{Entry, Line};
use members::Member;

use crate::Kind;
use crate::deposit::Deposit;
use crate::months::text;
use crate::place::Place;
use crate::withdraw::Withdrawal;

/// Money comes in.
pub(crate) fn deposit(deposit: &Deposit, member: &Member, months: &[Month], place: &Place) -> Entry {
    let (act, rule) = match deposit.kind {
        Kind::Principal => ("savings.deposit.pokok", "terima-simpanan-pokok"),
        Kind::Mandatory => ("savings.deposit.wajib", "terima-simpanan-wajib"),
        Kind::Voluntary => ("savings.deposit.sukarela", "terima-simpanan-sukarela"),
    };
    let what = format!("{} an. {}", deposit.kind.label(), member.name);
    let description = if months.is_empty() { what } else { format!("{what}, {}", text(months)) };
    let (amount, unit) = (deposit.amount, deposit.unit);
    Entry {
        cooperative: deposit.cooperative,
        date: deposit.date,
        book: place.book_in(),
        description,
        note: deposit.note.clone(),
        act,
        rule: rule.to_owned(),
        voucher: deposit.voucher,
        reverses: None,
        by: deposit.by,
        at: deposit.at,
        lines: vec![
            Line::debit(deposit.place, amount).unit(unit),
            Line::credit(deposit.kind.account(), amount).unit(unit).party(Some(deposit.member)),
        ],
    }
}

/// Money goes out.
pub(crate) fn withdrawal(withdrawal: &Withdrawal, member: &Member, place: &Place) -> Entry {
    let (amount, unit) = (withdrawal.amount, withdrawal.unit);
    let savings = Kind::Voluntary;
    Entry {
        cooperative: withdrawal.cooperative,
        date: withdrawal.date,
        book: place.book_out(),
        description: format!("Ambil {} an. {}", savings.label().to_lowercase(), member.name),
        note: withdrawal.note.clone(),
        act: "savings.withdraw.sukarela",
        rule: "ambil-simpanan-sukarela".to_owned(),
        voucher: withdrawal.voucher,
        reverses: None,
        by: withdrawal.by,
        at: withdrawal.at,
        lines: vec![
            Line::debit(savings.account(), amount).unit(unit).party(Some(withdrawal.member)),
            Line::credit(withdrawal.place, amount).unit(unit),
        ],
    }
}
