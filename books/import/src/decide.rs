//! What people decide about groups and rows, and what is learned from it.

use std::collections::BTreeSet;

use cashbook::{Rule, Who};
use kernel::{CooperativeId, PartyId, Timestamp, UnitCode, UserId};
use ledger::Activity;
use store::Tx;

use crate::ImportError;
use crate::again::still_stands;
use crate::book::Way;
use crate::classify::signed;
use crate::phrases::Learned;
use crate::store as tables;

/// What is to become of rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choice {
    /// They are recorded by a rule.
    Record,
    /// They are in the books already.
    Already,
    /// They are left out.
    Skip,
}

impl Choice {
    pub(crate) fn text(self) -> &'static str {
        match self {
            Self::Record => "record",
            Self::Already => "already",
            Self::Skip => "skip",
        }
    }

    /// Reads what a form sends.
    pub fn of(text: &str) -> Self {
        match text {
            "already" => Self::Already,
            "skip" => Self::Skip,
            _ => Self::Record,
        }
    }
}

/// A decision about a group of like rows, or about one row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// What is to become of them.
    pub choice: Choice,
    /// The posting rule, where they are recorded.
    pub rule: String,
    /// The member or partner; nothing leaves what was found row by row.
    pub party: Option<PartyId>,
    /// The name of a partner who is not known yet, or empty.
    pub new_partner: String,
    /// The business unit.
    pub unit: UnitCode,
    /// With members or others, where the rule asks.
    pub activity: Activity,
}

/// Keeps a decision about a group (row 0) or one row of it, and learns the words for the next file.
///
/// # Errors
/// [`ImportError::Decision`] with what is missing; [`ImportError::RowsRecorded`] where it comes too late.
pub fn decide(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    (import, group, row): (i64, i64, i64),
    decision: &Decision,
    (by, at): (UserId, Timestamp),
) -> Result<(), ImportError> {
    let batch = tables::batch_of(tx, cooperative, import)?.ok_or(ImportError::Unknown)?;
    still_stands(&batch)?;
    let rows = tables::rows(tx, cooperative, import)?;
    let meant: Vec<_> =
        rows.iter().filter(|kept| kept.proposed.group == group && (row == 0 || kept.row_no == row)).collect();
    let Some(first) = meant.first() else { return Err(ImportError::Unknown) };
    let recorded = tables::entries(tx, cooperative, import)?;
    if meant.iter().all(|kept| recorded.contains_key(&kept.row_no)) {
        return Err(ImportError::RowsRecorded);
    }
    let way = Way::of(signed(&first.proposed.row));
    let rule = match decision.choice {
        Choice::Record => Some(usable_rule(tx, cooperative, decision, way, batch.book)?),
        Choice::Already | Choice::Skip => None,
    };
    tables::set_decision(tx, cooperative, (import, group, row), decision, (by, at))?;
    let numbers: Vec<i64> = meant.iter().map(|kept| kept.row_no).collect();
    tables::clear_refusals(tx, cooperative, import, &numbers)?;
    if let Some(rule) = rule {
        let keeps_party = matches!(rule.who, Who::Partner | Who::PartnerOptional);
        let phrases: BTreeSet<&str> =
            meant.iter().map(|kept| kept.proposed.proposal.phrase.as_str()).collect();
        for phrase in phrases.into_iter().filter(|phrase| !phrase.is_empty()) {
            let party = decision.party.filter(|_| keeps_party);
            let learned = Learned { way, phrase: phrase.to_owned(), rule: rule.code.clone(), party };
            tables::learn(tx, cooperative, &learned, (by, at))?;
        }
    }
    Ok(())
}

fn usable_rule(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    decision: &Decision,
    way: Way,
    book: crate::Book,
) -> Result<Rule, ImportError> {
    let missing = |sentence: &str| ImportError::Decision(sentence.to_owned());
    let rule = cashbook::rule(tx, cooperative, &decision.rule)?
        .ok_or_else(|| missing("Pilih dulu ini uang apa."))?;
    if Way::of_rule(&rule, book) != Some(way) {
        return Err(missing("Pilihan ini tidak cocok dengan arah uangnya. Pilih yang lain."));
    }
    Ok(rule)
}

/// Sets from how sure on rows are recorded unseen.
///
/// # Errors
/// [`ImportError::Unknown`]; [`ImportError::Decision`] outside 50 to 100 percent.
pub fn set_threshold(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    import: i64,
    threshold: i64,
) -> Result<(), ImportError> {
    if !(50..=100).contains(&threshold) {
        return Err(ImportError::Decision("Pilih batas antara 50 dan 100 persen.".to_owned()));
    }
    still_stands(&tables::batch_of(tx, cooperative, import)?.ok_or(ImportError::Unknown)?)?;
    Ok(tables::set_threshold(tx, cooperative, import, threshold)?)
}
