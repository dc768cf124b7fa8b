//! What savings offer to the rest of the house: the entry for the list of lines.

use ::line::{Line, Refused};
use ::store::{Reader, Tx};
use cashbook::{Record, Recorded, Rule};

use crate::{Deposit, Kind, SavingsError, Withdrawal};

/// Savings as a line of business.
pub const LINE: Line = Line {
    code: "savings",
    name: "Simpanan",
    acts: &[
        "savings.deposit.pokok",
        "savings.deposit.wajib",
        "savings.deposit.sukarela",
        "savings.withdraw.sukarela",
    ],
    record,
    preview,
    routes: crate::routes,
    migrations: crate::MIGRATIONS,
};

/// One of the two things that a rule of the vocabulary may ask of savings.
enum Act {
    In(Deposit),
    Out(Withdrawal),
}

/// *Catat* asks for a member in its field `party`.
fn refused(error: &SavingsError) -> Refused {
    let field = error.field().map(|field| if field == "member" { "party" } else { field });
    Refused::about(field, error)
}

fn act_of(rule: &Rule, record: &Record) -> Result<Act, Refused> {
    let party = record.party.as_ref().filter(|party| party.member);
    let member =
        party.ok_or_else(|| Refused::about(Some("party"), cashbook::CashbookError::MemberMissing))?.id;
    let Record { cooperative, amount, months, place, unit, date, voucher, by, at, .. } = *record;
    let note = record.note.clone();
    let kind = match rule.act.as_str() {
        "savings.withdraw.sukarela" => {
            return Ok(Act::Out(Withdrawal {
                cooperative,
                member,
                amount,
                place,
                unit,
                date,
                note,
                voucher,
                by,
                at,
            }));
        }
        "savings.deposit.pokok" => Kind::Principal,
        "savings.deposit.wajib" => Kind::Mandatory,
        _ => Kind::Voluntary,
    };
    Ok(Act::In(Deposit {
        cooperative,
        member,
        kind,
        amount,
        months,
        place,
        unit,
        date,
        note,
        voucher,
        by,
        at,
    }))
}

fn record(tx: &mut Tx<'_>, rule: &Rule, record: &Record) -> Result<Recorded, Refused> {
    let receipt = match act_of(rule, record)? {
        Act::In(deposit) => crate::deposit(tx, &deposit),
        Act::Out(withdrawal) => crate::withdraw(tx, &withdrawal),
    };
    let receipt = receipt.map_err(|error| refused(&error))?;
    Ok(Recorded { entry: receipt.entry, document: receipt.document })
}

fn preview(reader: &mut dyn Reader, rule: &Rule, record: &Record) -> Result<String, Refused> {
    match act_of(rule, record)? {
        Act::In(deposit) => crate::preview(reader, &deposit),
        Act::Out(withdrawal) => crate::preview_withdrawal(reader, &withdrawal),
    }
    .map_err(|error| refused(&error))
}
