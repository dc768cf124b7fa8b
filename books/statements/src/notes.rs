//! Catatan atas laporan keuangan (SAK EP): who the cooperative is, by which policies it reports, and one
//! numbered note for every group of the balance sheet and of the statement of income, account by account.
//!
//! Which accounts are one note is dated data, `parameters/notes.csv`; so are the policies,
//! `parameters/policies.csv`.
//!
//! Invariant: every line of the two statements is in exactly one note, and the notes of a statement sum to
//! its totals, now and before.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use kernel::{AccountCode, BookDate, CooperativeId, Rupiah, UnitCode};
use ledger::{AccountKind, NormalSide, Section};
use serde::{Deserialize, Serialize};
use store::Reader;

use crate::balance_sheet::{BalanceSheet, Side};
use crate::compare::{ComparedBalanceSheet, ComparedIncome, compared_balance_sheet, compared_income};
use crate::error::StatementError;
use crate::figures::{check_period, five_digits, shape_of, total};
use crate::income::{Income, IncomeGroup};
use crate::ranged::{Range, parse, row_of};
use crate::surroundings::{BorrowedLine, Identity};

/// Note 1 is about the cooperative, note 2 about its policies.
const FIRST_NUMBER: i64 = 3;

/// The notes to the statements of a period, in whole rupiah.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Notes {
    /// The first day.
    pub from: BookDate,
    /// The last day, and the day of the balance sheet.
    pub as_of: BookDate,
    /// The day of the balance sheet that is laid beside it.
    pub before: BookDate,
    /// Note 1.
    pub identity: Identity,
    /// Note 2.
    pub policies: Vec<Policy>,
    /// From note 3 on: the balance sheet, then the statement of income.
    pub notes: Vec<Note>,
    /// How fixed and intangible assets went from opening to closing; part of their notes.
    pub fixed_assets: Vec<AssetMovement>,
    /// What members brought and what others did; the note after those.
    pub members: MemberResult,
    /// What is in use and not owned; the last note.
    pub borrowed: Vec<BorrowedLine>,
}

/// A policy of accounting.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Policy {
    /// What it is about.
    pub title: String,
    /// What is done.
    pub text: String,
    /// From when it holds.
    pub valid_from: BookDate,
    /// Law or document.
    pub source: String,
}

/// One group of a statement, account by account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Note {
    /// Its number, from 3.
    pub number: i64,
    /// What it is about.
    pub title: String,
    /// Which part of which statement it explains.
    pub part: NotePart,
    /// The sum now, with the sign of its statement.
    pub now: Rupiah,
    /// The sum before.
    pub before: Rupiah,
    /// The accounts, in the order of their codes.
    pub lines: Vec<NoteLine>,
}

/// What a note explains.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum NotePart {
    /// A part of the balance sheet.
    Balance(Side),
    /// A figure of the statement of income.
    Income(IncomeGroup),
}

/// An account within a note.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NoteLine {
    /// Five digits.
    #[serde(serialize_with = "five_digits")]
    pub code: AccountCode,
    /// As in the chart.
    pub name: String,
    /// The amount now, with the sign of the statement.
    pub now: Rupiah,
    /// The amount before.
    pub before: Rupiah,
}

/// How an asset account went from opening to closing, debit less credit: accumulated depreciation is
/// negative. Entries that were taken back within the period are in neither additions nor reductions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AssetMovement {
    /// Five digits.
    #[serde(serialize_with = "five_digits")]
    pub code: AccountCode,
    /// As in the chart.
    pub name: String,
    /// What stood before the first day.
    pub opening: Rupiah,
    /// What was bought; on accumulated depreciation what was depreciated, negative.
    pub additions: Rupiah,
    /// What was disposed of, negative; on accumulated depreciation what went with it, positive.
    pub reductions: Rupiah,
    /// What stands after the last day.
    pub closing: Rupiah,
    /// Whether it is the one or the other.
    #[serde(skip)]
    pub section: Section,
}

/// What business with members left and what business with others did (UU 25/1992 art. 45).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct MemberResult {
    /// Revenue from members, now and before.
    pub member_gross: [Rupiah; 2],
    /// Its cost.
    pub member_cost: [Rupiah; 2],
    /// Revenue from others.
    pub non_member_revenue: [Rupiah; 2],
    /// Its cost.
    pub non_member_cost: [Rupiah; 2],
}

impl MemberResult {
    fn of(income: &ComparedIncome) -> Self {
        let both = |of: fn(&Income) -> Rupiah| [of(&income.now), of(&income.before)];
        Self {
            member_gross: both(|income| income.member_gross),
            member_cost: both(|income| income.member_cost),
            non_member_revenue: both(|income| income.non_member_revenue),
            non_member_cost: both(|income| income.non_member_cost),
        }
    }
}

#[derive(Debug, Deserialize)]
struct NoteGroup {
    section: Section,
    first: Option<i64>,
    last: Option<i64>,
    title: String,
    valid_from: BookDate,
}

#[expect(clippy::expect_used, reason = "the files are in the program and read by a test")]
static GROUPS: LazyLock<Vec<NoteGroup>> =
    LazyLock::new(|| parse(include_bytes!("../parameters/notes.csv")).expect("the list of notes reads"));

#[expect(clippy::expect_used, reason = "the files are in the program and read by a test")]
static POLICIES: LazyLock<Vec<Policy>> =
    LazyLock::new(|| parse(include_bytes!("../parameters/policies.csv")).expect("the policies read"));

/// The policies that hold on a day: of each title the latest row that is not after it.
fn policies(day: BookDate) -> Vec<Policy> {
    let mut held: Vec<&Policy> = Vec::new();
    for policy in POLICIES.iter() {
        match held.iter_mut().find(|known| known.title == policy.title) {
            Some(known) if policy.valid_from <= day && policy.valid_from >= known.valid_from => {
                *known = policy;
            }
            Some(_) => {}
            None => held.push(policy),
        }
    }
    held.into_iter().cloned().collect()
}

/// The title of the note that an account of the balance sheet is in, with the place of that note.
fn group_of(section: Section, code: AccountCode, day: BookDate) -> (usize, &'static str) {
    let range = |group: &NoteGroup| Range {
        section: group.section,
        first: group.first,
        last: group.last,
        valid_from: group.valid_from,
    };
    let found = row_of(GROUPS.as_slice(), range, section, code, day);
    found.map_or((usize::MAX, "Lain-lain"), |(at, group)| (at, group.title.as_str()))
}

/// The title of the note of a figure of the statement of income.
fn income_title(group: IncomeGroup) -> &'static str {
    match group {
        IncomeGroup::MemberGross => "Partisipasi bruto anggota",
        IncomeGroup::MemberCost => "Beban pokok untuk anggota",
        IncomeGroup::NonMemberRevenue => "Pendapatan dari bukan anggota",
        IncomeGroup::NonMemberCost => "Beban pokok untuk bukan anggota",
        IncomeGroup::OperatingExpense => "Beban usaha",
        IncomeGroup::CooperativeExpense => "Beban perkoperasian",
        IncomeGroup::Other => "Pendapatan dan beban lain",
        IncomeGroup::Tax => "Pajak penghasilan",
    }
}

/// The notes to the statements from a day through another, of one unit or of all together.
///
/// # Errors
/// As [`crate::balance_sheet`] and [`crate::income`].
pub fn notes(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    (from, as_of): (BookDate, BookDate),
    unit: Option<UnitCode>,
    identity: Identity,
    borrowed: Vec<BorrowedLine>,
) -> Result<Notes, StatementError> {
    check_period(from, as_of)?;
    let sheet = compared_balance_sheet(reader, cooperative, as_of, unit)?;
    let income = compared_income(reader, cooperative, from, as_of, unit)?;
    Ok(Notes {
        from,
        as_of,
        before: sheet.before.as_of,
        identity,
        policies: policies(as_of),
        notes: of_statements(&sheet, &income)?,
        fixed_assets: asset_movements(reader, cooperative, (from, as_of), unit)?,
        members: MemberResult::of(&income),
        borrowed,
    })
}

/// Where a note stands among the others.
type Place = (NotePart, usize, &'static str);

/// The numbered notes of both statements.
fn of_statements(sheet: &ComparedBalanceSheet, income: &ComparedIncome) -> Result<Vec<Note>, StatementError> {
    let mut found: BTreeMap<Place, BTreeMap<AccountCode, NoteLine>> = BTreeMap::new();
    let mut add = |place: Place, code: AccountCode, name: &str, amount: Rupiah, is_now: bool| {
        let line = found.entry(place).or_default().entry(code).or_insert_with(|| NoteLine {
            code,
            name: name.to_owned(),
            now: Rupiah::ZERO,
            before: Rupiah::ZERO,
        });
        if is_now {
            line.now = amount;
        } else {
            line.before = amount;
        }
    };
    // Both columns are grouped by the rules of the day of the report.
    let day = sheet.now.as_of;
    let sheets: [(&BalanceSheet, bool); 2] = [(&sheet.now, true), (&sheet.before, false)];
    for (sheet, is_now) in sheets {
        for line in &sheet.lines {
            let (at, title) = group_of(line.section, line.code, day);
            add((NotePart::Balance(line.side), at, title), line.code, &line.name, line.amount, is_now);
        }
    }
    for (income, is_now) in [(&income.now, true), (&income.before, false)] {
        for line in &income.lines {
            let place = (NotePart::Income(line.group), 0, income_title(line.group));
            add(place, line.code, &line.name, line.amount, is_now);
        }
    }
    (FIRST_NUMBER..)
        .zip(found)
        .map(|(number, ((part, _, title), lines))| {
            let lines: Vec<NoteLine> = lines.into_values().collect();
            Ok(Note {
                number,
                title: title.to_owned(),
                part,
                now: total(lines.iter().map(|line| line.now))?,
                before: total(lines.iter().map(|line| line.before))?,
                lines,
            })
        })
        .collect()
}

/// How the accounts of fixed and intangible assets moved.
fn asset_movements(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    (from, as_of): (BookDate, BookDate),
    unit: Option<UnitCode>,
) -> Result<Vec<AssetMovement>, StatementError> {
    let chart = ledger::chart_of(reader, cooperative, as_of)?;
    let taken = ledger::taken_back(reader, cooperative, from, as_of, unit)?;
    let mut sums: BTreeMap<AccountCode, (Rupiah, Rupiah, Rupiah)> = BTreeMap::new();
    if from > BookDate::MIN {
        for row in ledger::balances(reader, cooperative, None, from.plus_days(-1), unit)? {
            let sum = sums.entry(row.account).or_default();
            sum.0 = total([sum.0, row.debit, -row.credit])?;
        }
    }
    for row in ledger::balances(reader, cooperative, Some(from), as_of, unit)? {
        let sum = sums.entry(row.account).or_default();
        sum.1 = total([sum.1, row.debit])?;
        sum.2 = total([sum.2, row.credit])?;
    }
    let mut movements = Vec::new();
    for (code, (opening, debit, credit)) in sums {
        let shape = shape_of(&chart, code);
        let is_asset = matches!(shape.section, Section::FixedAsset | Section::Intangible);
        if !is_asset || shape.kind != AccountKind::Asset {
            continue;
        }
        let taken = taken.get(&code).copied().unwrap_or_default();
        let (debit, credit) = (total([debit, -taken])?, total([credit, -taken])?);
        if [opening, debit, credit].iter().all(|amount| amount.is_zero()) {
            continue;
        }
        let is_contra = shape.normal == NormalSide::Credit;
        let (additions, reductions) = if is_contra { (-credit, debit) } else { (debit, -credit) };
        movements.push(AssetMovement {
            code,
            name: shape.name,
            opening,
            additions,
            reductions,
            closing: total([opening, debit, -credit])?,
            section: shape.section,
        });
    }
    Ok(movements)
}

impl Notes {
    /// The number of the note that an account of the balance sheet, or of a figure of the statement of
    /// income, is in.
    pub fn number_of(&self, code: AccountCode, group: Option<IncomeGroup>) -> Option<i64> {
        let is_of = |note: &&Note| match (note.part, group) {
            (NotePart::Income(of), Some(group)) => of == group,
            (NotePart::Balance(_), None) => true,
            _ => false,
        };
        let mut notes = self.notes.iter().filter(is_of);
        notes.find(|note| note.lines.iter().any(|line| line.code == code)).map(|note| note.number)
    }

    /// The number of the note about members and others.
    pub fn members_number(&self) -> i64 {
        self.notes.last().map_or(FIRST_NUMBER, |note| note.number + 1)
    }

    /// The number of the note about what is not owned.
    pub fn borrowed_number(&self) -> i64 {
        self.members_number() + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_policies_of_a_day_are_one_a_title() {
        let day = BookDate::parse("2026-12-31").expect("a date");
        let held = policies(day);
        let titles: std::collections::BTreeSet<&str> =
            held.iter().map(|policy| policy.title.as_str()).collect();
        assert_eq!(titles.len(), held.len());
        assert!(held.iter().any(|policy| policy.text.contains("SAK EP")));
        assert!(GROUPS.iter().all(|group| !group.title.is_empty()));
    }
}
