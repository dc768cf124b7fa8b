//! Neraca saldo on the screen.

use askama::Template;
use kernel::CooperativeId;
use reports::Document;
use store::Reader;

use super::Paper;
use super::asked::{Asked, Reading};
use super::lists::{Around, Lists};
use super::place::{Amount, Place, unit_value};
use crate::error::StatementError;
use crate::figures::year_start;
use crate::paper::{self, Frame, UNBALANCED};
use crate::trial_balance::{TrialBalance, trial_balance};

#[derive(Template)]
#[template(path = "trial_balance.html")]
pub(crate) struct TrialBalancePage {
    around: Around,
    trial: TrialBalance,
    rows: Vec<TrialLine>,
    total_debit: Amount,
    total_credit: Amount,
    unbalanced: &'static str,
}

struct TrialLine {
    code: String,
    name: String,
    /// Debit and credit.
    sides: [Amount; 2],
}

/// Shows the trial balance of a day.
pub(crate) fn page(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    place: &Place,
    asked: &Asked,
) -> Result<TrialBalancePage, StatementError> {
    let lists = Lists::read(reader, cooperative, place.today)?;
    let mut reading = Reading::of(asked);
    let day = reading.day(place.today);
    let unit = reading.unit(&lists.units);
    let trial = trial_balance(reader, cooperative, day, unit)?;
    let rows = trial
        .accounts
        .iter()
        .map(|account| {
            let link = || place.account_link(account.code, year_start(day), day, unit);
            let side = |amount: kernel::Rupiah| match amount.is_zero() {
                true => Amount::or_empty(amount),
                false => Amount::linked(amount, link()),
            };
            TrialLine {
                code: account.code.to_string(),
                name: account.name.clone(),
                sides: [side(account.debit), side(account.credit)],
            }
        })
        .collect();
    let letterhead = place.surroundings(reader, cooperative, day)?.letterhead;
    let values = [("tanggal", day.to_string()), ("unit", unit_value(unit))];
    Ok(TrialBalancePage {
        around: lists.around(place, reading, letterhead, (day, unit), ("laporan/neraca-saldo", &values)),
        rows,
        total_debit: Amount::plain(trial.total_debit),
        total_credit: Amount::plain(trial.total_credit),
        unbalanced: UNBALANCED,
        trial,
    })
}

impl Paper for TrialBalancePage {
    fn document(&self) -> Document {
        Frame::around(&self.around).document(paper::trial_balance(&self.trial))
    }

    fn file_name(&self) -> String {
        format!("neraca-saldo-{}", self.trial.as_of)
    }

    fn has_problems(&self) -> bool {
        !self.around.problems.is_empty()
    }
}
