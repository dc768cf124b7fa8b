//! Opening savings of those who were taken: one entry against what nobody has named yet.

use kernel::{AccountCode, BookDate, PartyId, Rupiah};
use ledger::Line;
use line::Refused;
use savings::Kind;
use store::Tx;

use crate::desk::members_import::accept::Wanted;
use crate::desk::members_import::row::Candidate;
use crate::desk::opening::{Opening, Paid, cover, post_all};

/// How far ahead of the day dues may have been paid.
pub const AHEAD_MONTHS: i64 = 24;

/// Somebody who was taken, with what he or she has saved.
pub struct Taken<'c> {
    pub party: PartyId,
    pub candidate: &'c Candidate,
}

fn saved(candidate: &Candidate) -> [(AccountCode, Rupiah); 3] {
    [
        (Kind::Principal.account(), candidate.principal),
        (Kind::Mandatory.account(), candidate.mandatory),
        (Kind::Voluntary.account(), candidate.voluntary),
    ]
}

/// Posts what everybody has saved, and writes down the months that simpanan wajib pays. Nothing is posted
/// where nobody has saved anything.
///
/// # Errors
/// A refusal of the ledger, such as a closed month.
pub fn post(tx: &mut Tx<'_>, wanted: &Wanted, taken: &[Taken<'_>]) -> Result<(), Refused> {
    let mut lines = Vec::new();
    let mut dues = Vec::new();
    for (n, taken) in taken.iter().enumerate() {
        for (account, amount) in saved(taken.candidate) {
            if amount.is_zero() {
                continue;
            }
            if account == Kind::Mandatory.account() {
                dues.push((n, lines.len()));
            }
            lines.push(Line::credit(account, amount).party(Some(taken.party)));
        }
    }
    let opening = Opening {
        cooperative: wanted.cooperative,
        day: wanted.as_of,
        unit: kernel::UnitCode::OFFICE,
        act: "opening.members",
        description: format!("Saldo awal simpanan menurut {}", wanted.file_name),
        by: wanted.by,
        at: wanted.at,
    };
    let made = post_all(tx, &opening, &lines).map_err(|error| Refused::about(Some("as_of"), error))?;
    let schedule = savings::schedule(tx, wanted.cooperative).map_err(|error| Refused::about(None, error))?;
    for (n, place) in dues {
        let (Some(taken), Some(posted)) = (taken.get(n), made.of_line(place)) else { continue };
        cover(
            tx,
            &schedule,
            &Paid {
                cooperative: wanted.cooperative,
                member: taken.party,
                entry: posted.entry,
                amount: taken.candidate.mandatory,
                through: taken.candidate.paid_through,
                latest: latest(taken.candidate, wanted.as_of),
            },
        )?;
    }
    Ok(())
}

/// The last month that may be paid. Where nobody knows since when somebody is a member, nothing is known
/// of months ahead either.
pub fn latest(candidate: &Candidate, as_of: BookDate) -> kernel::Month {
    let known = candidate.joined.is_some() || candidate.paid_through.is_some();
    as_of.month_of().plus(if known { AHEAD_MONTHS } else { 0 })
}
