//! Rekening anggota on the screen: what one member owns, owes and moved.

use std::collections::BTreeSet;

use askama::Template;
use kernel::{CooperativeId, EntryId};
use reports::Document;
use store::Reader;

use super::Paper;
use super::asked::{Asked, Reading};
use super::lists::{Around, Lists};
use super::place::{Place, unit_value};
use super::rows::{BookLine, Totals, lines};
use crate::account_ledger::AccountLedger;
use crate::book_paper;
use crate::error::StatementError;
use crate::member_statement::{MemberStatement, grown_and_shrunk, member_statement};
use crate::paper::{Frame, period};
use crate::surroundings::known_party;

#[derive(Template)]
#[template(path = "member.html")]
pub(crate) struct MemberPage {
    around: Around,
    statement: MemberStatement,
    name: String,
    period: String,
    accounts: Vec<ShownAccount>,
    dealings: Vec<ShownAccount>,
}

/// An account with its rows.
struct ShownAccount {
    code: String,
    name: String,
    lines: Vec<BookLine>,
    totals: Totals,
}

impl ShownAccount {
    fn of(place: &Place, ledger: &AccountLedger, unproven: &BTreeSet<EntryId>) -> Self {
        let ledger = grown_and_shrunk(ledger);
        Self {
            code: ledger.code.to_string(),
            name: ledger.name.clone(),
            lines: lines(place, &ledger.rows, unproven, false),
            totals: Totals::of(ledger.debit, ledger.credit, ledger.closing),
        }
    }
}

/// Shows the statement of a member or partner.
pub(crate) fn page(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    place: &Place,
    asked: &Asked,
) -> Result<MemberPage, StatementError> {
    let lists = Lists::read(reader, cooperative, place.today)?;
    let mut reading = Reading::of(asked);
    let party = asked.party().ok_or(StatementError::NoParty)?;
    let party = known_party(reader, cooperative, place.above, party)?;
    let (from, through) = reading.period(place.today);
    let unit = reading.unit(&lists.units);
    let address = format!("laporan/anggota/{}", party.id);
    let statement = member_statement(reader, cooperative, party, (from, through), unit)?;
    let values = [("dari", from.to_string()), ("sampai", through.to_string()), ("unit", unit_value(unit))];
    let letterhead = place.surroundings(reader, cooperative, through)?.letterhead;
    let unproven = (place.above.unproven)(reader, cooperative, from, through)?;
    let shown = |ledgers: &[AccountLedger]| {
        ledgers.iter().map(|ledger| ShownAccount::of(place, ledger, &unproven)).collect::<Vec<_>>()
    };
    Ok(MemberPage {
        name: statement.party.shown(),
        period: period(from, through),
        accounts: shown(&statement.accounts),
        dealings: shown(&statement.dealings),
        around: lists.around(place, reading, letterhead, (through, unit), (&address, &values)),
        statement,
    })
}

impl Paper for MemberPage {
    fn document(&self) -> Document {
        Frame::around(&self.around).document(book_paper::member_statement(&self.statement))
    }

    fn file_name(&self) -> String {
        let MemberStatement { party, from, as_of, .. } = &self.statement;
        format!("rekening-anggota-{}-{from}-{as_of}", party.id)
    }

    fn has_problems(&self) -> bool {
        !self.around.problems.is_empty()
    }
}
