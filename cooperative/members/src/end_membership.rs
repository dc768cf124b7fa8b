//! Ending a membership: by own wish, by death, by decision of the board.

use ::store::Tx;
use kernel::{AccountCode, BookDate, CooperativeId, PartyId, Rupiah, Timestamp, UserId};

use crate::change::{Change, record};
use crate::member::{Member, existing};
use crate::state::{Ending, Step};
use crate::text::sentence;
use crate::{MembersError, store};

/// What the cooperative owes a member and pays out before the membership ends (rules §3).
const PAID_OUT: [(AccountCode, &str); 5] = [
    (AccountCode(31_100), "simpanan pokok"),
    (AccountCode(31_200), "simpanan wajib"),
    (AccountCode(21_200), "simpanan sukarela"),
    (AccountCode(21_210), "simpanan berjangka"),
    (AccountCode(21_660), "bagian SHU"),
];

/// What a member owes and pays before that.
const PAID_IN: [(AccountCode, &str); 3] = [
    (AccountCode(11_400), "kasbon belanja"),
    (AccountCode(11_500), "pinjaman"),
    (AccountCode(11_520), "piutang murabahah"),
];

/// A membership ends.
#[derive(Debug, Clone)]
pub struct Exit {
    /// Where.
    pub cooperative: CooperativeId,
    /// Whose.
    pub member: PartyId,
    /// How.
    pub ending: Ending,
    /// Why, 5 to 200 characters.
    pub reason: String,
    /// The day on which it ends.
    pub date: BookDate,
    /// Who enters it.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// Ends a membership, or an application, and frees the NIK. Refused while money stands between the
/// member and the cooperative: what is owed is paid first, through *Catat*. What cannot be paid at once
/// is moved to 21230 (*utang kepada anggota keluar*), which may stay.
///
/// # Errors
/// [`MembersError::Unsettled`] with what must be paid, [`MembersError::WrongState`], reason or date at
/// fault.
pub fn end_membership(tx: &mut Tx<'_>, exit: &Exit) -> Result<Member, MembersError> {
    let Exit { cooperative, member: party, ending, date, .. } = exit;
    let home = registry::cooperative(tx, *cooperative)?.ok_or(MembersError::NoSuchCooperative)?;
    let member = existing(tx, *cooperative, *party)?;
    let state = member.after(Step::End(*ending))?;
    let reason = sentence(&exit.reason).ok_or(MembersError::Reason)?;
    if *date > exit.at.date_in(home.zone()) {
        return Err(MembersError::Future(*date));
    }
    let begun = member.active_from.unwrap_or(member.applied_on);
    if *date < begun {
        return Err(MembersError::TooEarly(begun));
    }
    let owed = balances(tx, exit, &PAID_OUT, -1)?;
    let owing = balances(tx, exit, &PAID_IN, 1)?;
    if let Some(sentence) = unsettled(&member.called(), &owed, &owing) {
        return Err(MembersError::Unsettled(sentence));
    }
    store::set_ended(tx, *cooperative, *party, state, *date, &reason)?;
    store::release_nik(tx, *cooperative, *party)?;
    record(tx, *cooperative, *party, &[Change::of_state(&member, state, exit.by, exit.at)])?;
    existing(tx, *cooperative, *party)
}

type Owed = Vec<(&'static str, Rupiah)>;

/// What is not zero of these accounts; `sign` turns the ledger's side (debit positive) into "owed".
fn balances(
    tx: &mut Tx<'_>,
    exit: &Exit,
    accounts: &[(AccountCode, &'static str)],
    sign: i64,
) -> Result<Owed, MembersError> {
    let mut owed = Vec::new();
    for (account, name) in accounts {
        let balance = ledger::party_balance(tx, exit.cooperative, exit.member, *account)?;
        if !balance.is_zero() {
            owed.push((*name, Rupiah(balance.0.saturating_mul(sign))));
        }
    }
    Ok(owed)
}

/// Which balances must be settled first, as the sentence for the user.
fn unsettled(
    name: &str,
    owed: &[(&'static str, Rupiah)],
    owing: &[(&'static str, Rupiah)],
) -> Option<String> {
    let list = |amounts: &[(&str, Rupiah)]| {
        let parts: Vec<String> = amounts.iter().map(|(name, amount)| format!("{name} {amount}")).collect();
        match parts.split_last() {
            Some((last, rest)) if !rest.is_empty() => format!("{} dan {last}", rest.join(", ")),
            _ => parts.concat(),
        }
    };
    let first = match (owed.is_empty(), owing.is_empty()) {
        (true, true) => return None,
        (false, true) => format!("Bayarkan dulu {}", list(owed)),
        (true, false) => format!("Terima dulu pelunasan {}", list(owing)),
        (false, false) => format!("Terima dulu pelunasan {} dan bayarkan {}", list(owing), list(owed)),
    };
    Some(format!("{first}, lalu catat keanggotaan {name} berakhir."))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_refusal_says_what_must_be_paid() {
        let owed = [("simpanan pokok", Rupiah(50_000)), ("simpanan wajib", Rupiah(360_000))];
        let owing = [("pinjaman", Rupiah(200_000))];
        assert_eq!(unsettled("Bu Melati", &[], &[]), None);
        assert_eq!(
            unsettled("Bu Melati", &owed, &[]).unwrap(),
            "Bayarkan dulu simpanan pokok Rp50.000 dan simpanan wajib Rp360.000, lalu catat keanggotaan Bu \
             Melati berakhir."
        );
        assert_eq!(
            unsettled("Bu Melati", &owed[..1], &owing).unwrap(),
            "Terima dulu pelunasan pinjaman Rp200.000 dan bayarkan simpanan pokok Rp50.000, lalu catat \
             keanggotaan Bu Melati berakhir."
        );
    }
}
