//! Every entry that a plain rule can make. Pure.

use kernel::{AccountCode, Rupiah, UnitCode};
use ledger::{Activity, ActivityNeed, Book, CLEARING, Chart, Line, MoneyPlace, PartyNeed};

use crate::error::CashbookError;
use crate::record::Record;
use crate::vocabulary::{ActivityChoice, Group, Rule, Side, UnitChoice, Who};

/// Whether something that the rule asks for is missing.
///
/// # Errors
/// The first thing missing, with its field.
pub fn details_missing(rule: &Rule, record: &Record) -> Result<(), CashbookError> {
    if record.amount < Rupiah(1) {
        return Err(CashbookError::Amount);
    }
    let member = record.party.as_ref().is_some_and(|party| party.member);
    match rule.who {
        Who::Member if !member => return Err(CashbookError::MemberMissing),
        Who::Partner if record.party.is_none() => return Err(CashbookError::PartnerMissing),
        _ => {}
    }
    let between_units = matches!(rule.unit_choice, UnitChoice::From | UnitChoice::To);
    if between_units && record.unit == UnitCode::OFFICE {
        return Err(CashbookError::UnitMissing);
    }
    if rule.activity == ActivityChoice::Ask && activity(rule, record) == Activity::None {
        return Err(CashbookError::ActivityMissing);
    }
    Ok(())
}

/// With whom: as the rule says, as the user picked, or with a member when a member is named.
fn activity(rule: &Rule, record: &Record) -> Activity {
    match rule.activity {
        ActivityChoice::Member => Activity::Member,
        ActivityChoice::NonMember => Activity::NonMember,
        ActivityChoice::None => Activity::None,
        ActivityChoice::Ask if record.party.as_ref().is_some_and(|party| party.member) => Activity::Member,
        ActivityChoice::Ask => record.activity,
    }
}

/// The lines of an act. Money between units passes through the clearing account, so that each unit's
/// books balance by themselves.
pub fn lines_of(rule: &Rule, chart: &Chart, record: &Record) -> Vec<Line> {
    let account = |side: Side| match side {
        Side::Account(code) => code,
        Side::Place => record.place,
        Side::Clearing => CLEARING,
    };
    let make =
        |code: AccountCode, unit: UnitCode, amount: Rupiah| refine(rule, chart, record, code, unit, amount);
    let (debit, credit) = (account(rule.debit), account(rule.credit));
    match rule.unit_choice {
        UnitChoice::To => vec![
            make(CLEARING, UnitCode::OFFICE, record.amount),
            make(record.place, UnitCode::OFFICE, -record.amount),
            make(record.place, record.unit, record.amount),
            make(CLEARING, record.unit, -record.amount),
        ],
        UnitChoice::From => vec![
            make(record.place, UnitCode::OFFICE, record.amount),
            make(CLEARING, UnitCode::OFFICE, -record.amount),
            make(CLEARING, record.unit, record.amount),
            make(record.place, record.unit, -record.amount),
        ],
        UnitChoice::None => {
            vec![make(debit, UnitCode::OFFICE, record.amount), make(credit, UnitCode::OFFICE, -record.amount)]
        }
        UnitChoice::Optional => {
            vec![make(debit, record.unit, record.amount), make(credit, record.unit, -record.amount)]
        }
    }
}

/// Names the party and the activity on the lines whose accounts keep them.
fn refine(
    rule: &Rule,
    chart: &Chart,
    record: &Record,
    code: AccountCode,
    unit: UnitCode,
    amount: Rupiah,
) -> Line {
    let line = Line::debit(code, amount).unit(unit);
    let Some(account) = chart.account(code) else { return line };
    let party = match account.party {
        PartyNeed::None => None,
        PartyNeed::Required | PartyNeed::Optional => record.party.as_ref().map(|party| party.id),
    };
    let activity = match account.activity {
        ActivityNeed::Required => activity(rule, record),
        ActivityNeed::None => Activity::None,
    };
    line.party(party).activity(activity)
}

/// The book that numbers the document: by the place of the money and the way it goes.
pub(crate) fn book_of(rule: &Rule, chart: &Chart, place: AccountCode) -> Book {
    let bank = chart.account(place).is_some_and(|account| account.cash == Some(MoneyPlace::Bank));
    let comes_in = rule.debit == Side::Place;
    match (rule.group, rule.asks_place()) {
        (Group::Pindah, _) => Book::Transfer,
        (_, false) => Book::Memorial,
        (_, true) => match (bank, comes_in) {
            (false, true) => Book::CashIn,
            (false, false) => Book::CashOut,
            (true, true) => Book::BankIn,
            (true, false) => Book::BankOut,
        },
    }
}
