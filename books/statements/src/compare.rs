//! Statements beside the same of an earlier day, laid out row by row as they are read on paper. The page
//! and the workbook show the same rows.

use std::collections::BTreeMap;

use kernel::{AccountCode, BookDate, CooperativeId, Rupiah, UnitCode};
use ledger::Section;
use store::Reader;

use crate::balance_sheet::{BalanceSheet, Side, balance_sheet};
use crate::error::StatementError;
use crate::figures::previous_year_end;
use crate::income::{Income, IncomeGroup, income};

/// A row of a statement with the amounts of both days, in whole rupiah.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatementRow {
    /// What it is for.
    pub kind: StatementRowKind,
    /// In the officers' words.
    pub name: String,
    /// The accounting word, in small type behind it, or empty.
    pub term: &'static str,
    /// The account that the amounts open.
    pub account: Option<AccountCode>,
    /// The figure of the statement of income that it is part of.
    pub group: Option<IncomeGroup>,
    /// The amount now.
    pub now: Rupiah,
    /// The amount before.
    pub before: Rupiah,
}

/// What a row of a statement is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StatementRowKind {
    /// The name of a group; its amounts are not shown.
    Heading,
    /// An account.
    Line,
    /// The sum of a group.
    Subtotal,
    /// The sum of all.
    Total,
}

impl StatementRow {
    pub(crate) fn sum(
        kind: StatementRowKind,
        name: &str,
        term: &'static str,
        now: Rupiah,
        before: Rupiah,
    ) -> Self {
        Self { kind, name: name.to_owned(), term, account: None, group: None, now, before }
    }

    pub(crate) fn heading(name: &str, term: &'static str) -> Self {
        Self::sum(StatementRowKind::Heading, name, term, Rupiah::ZERO, Rupiah::ZERO)
    }
}

/// A balance sheet beside that of the end of the year before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedBalanceSheet {
    /// The day.
    pub now: BalanceSheet,
    /// The last day of the year before; without lines where the books did not reach back.
    pub before: BalanceSheet,
}

/// The balance sheet of a day beside that of the previous year-end.
///
/// # Errors
/// As [`balance_sheet`].
pub fn compared_balance_sheet(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    as_of: BookDate,
    unit: Option<UnitCode>,
) -> Result<ComparedBalanceSheet, StatementError> {
    let now = balance_sheet(reader, cooperative, as_of, unit)?;
    let end = previous_year_end(as_of).unwrap_or(BookDate::MIN);
    let before = balance_sheet(reader, cooperative, end, unit)?;
    Ok(ComparedBalanceSheet { now, before })
}

/// Groups of the left column, with heading and the name of the sum.
const ASSETS: [(Section, &str, &str); 6] = [
    (Section::CurrentAsset, "Aset lancar", "Jumlah aset lancar"),
    (Section::Clearing, "Rekening antar unit", "Jumlah rekening antar unit"),
    (Section::Investment, "Investasi jangka panjang", "Jumlah investasi"),
    (Section::FixedAsset, "Aset tetap", "Jumlah aset tetap"),
    (Section::Intangible, "Aset takberwujud", "Jumlah aset takberwujud"),
    (Section::OtherAsset, "Aset lain", "Jumlah aset lain"),
];

/// Groups of what is owed.
const LIABILITIES: [(Section, &str, &str); 3] = [
    (Section::CurrentLiability, "Utang jangka pendek", "Jumlah utang jangka pendek"),
    (Section::LongTermLiability, "Utang jangka panjang", "Jumlah utang jangka panjang"),
    (Section::Clearing, "Utang antar unit", "Jumlah utang antar unit"),
];

impl ComparedBalanceSheet {
    /// The left column: assets and their sum.
    pub fn assets(&self) -> Vec<StatementRow> {
        let mut rows: Vec<StatementRow> =
            ASSETS.iter().flat_map(|group| self.group(Side::Assets, *group)).collect();
        let (now, before) = (self.now.assets, self.before.assets);
        rows.push(StatementRow::sum(StatementRowKind::Total, "Jumlah harta", "aset", now, before));
        rows
    }

    /// The right column: what is owed, the members' own, and their sum.
    pub fn liabilities_and_equity(&self) -> Vec<StatementRow> {
        let (now, before) = (self.now.liabilities, self.before.liabilities);
        let mut groups: Vec<Vec<StatementRow>> =
            LIABILITIES.iter().map(|group| self.group(Side::Liabilities, *group)).collect();
        groups.retain(|rows| !rows.is_empty());
        if let [only] = groups.as_mut_slice() {
            // The sum of the only group is the sum of all that is owed.
            only.pop();
        }
        let mut rows: Vec<StatementRow> = groups.concat();
        if !rows.is_empty() {
            rows.push(StatementRow::sum(
                StatementRowKind::Subtotal,
                "Jumlah utang",
                "liabilitas",
                now,
                before,
            ));
        }
        rows.push(StatementRow::heading("Modal sendiri", "ekuitas"));
        rows.extend(self.lines(Side::Equity, Section::Equity));
        let (own, own_before) = (self.now.equity, self.before.equity);
        let sum = StatementRow::sum(StatementRowKind::Subtotal, "Jumlah modal sendiri", "", own, own_before);
        rows.push(sum);
        let both = |owed: Rupiah, own: Rupiah| [owed, own].into_iter().sum();
        let total = StatementRow::sum(
            StatementRowKind::Total,
            "Jumlah utang dan modal",
            "",
            both(now, own),
            both(before, own_before),
        );
        rows.push(total);
        rows
    }

    fn group(&self, side: Side, (section, heading, sum): (Section, &str, &str)) -> Vec<StatementRow> {
        let lines = self.lines(side, section);
        if lines.is_empty() {
            return lines;
        }
        let now = lines.iter().map(|line| line.now).sum();
        let before = lines.iter().map(|line| line.before).sum();
        let mut rows = vec![StatementRow::heading(heading, "")];
        rows.extend(lines);
        rows.push(StatementRow::sum(StatementRowKind::Subtotal, sum, "", now, before));
        rows
    }

    /// The accounts of a group that stand on either day, in the order of their codes.
    fn lines(&self, side: Side, section: Section) -> Vec<StatementRow> {
        let of = |sheet: &BalanceSheet| {
            let lines = sheet.lines.iter().filter(|line| (line.side, line.section) == (side, section));
            lines.map(|line| (line.code, line.name.clone(), line.amount)).collect()
        };
        merged(of(&self.now), of(&self.before))
    }
}

/// Lines of both days, one row an account.
fn merged(
    now: Vec<(AccountCode, String, Rupiah)>,
    before: Vec<(AccountCode, String, Rupiah)>,
) -> Vec<StatementRow> {
    let mut rows: BTreeMap<AccountCode, StatementRow> = BTreeMap::new();
    let row = |code, name: String| StatementRow {
        account: Some(code),
        ..StatementRow::sum(StatementRowKind::Line, &name, "", Rupiah::ZERO, Rupiah::ZERO)
    };
    for (code, name, amount) in now {
        rows.entry(code).or_insert_with(|| row(code, name)).now = amount;
    }
    for (code, name, amount) in before {
        rows.entry(code).or_insert_with(|| row(code, name)).before = amount;
    }
    rows.into_values().collect()
}

/// The result of a period beside that of the same period a year earlier.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ComparedIncome {
    /// The period.
    pub now: Income,
    /// The same period of the year before.
    pub before: Income,
}

/// The result of a period beside that of the same period a year earlier.
///
/// # Errors
/// As [`income`].
pub fn compared_income(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    from: BookDate,
    as_of: BookDate,
    unit: Option<UnitCode>,
) -> Result<ComparedIncome, StatementError> {
    let now = income(reader, cooperative, from, as_of, unit)?;
    let before = income(reader, cooperative, year_earlier(from), year_earlier(as_of), unit)?;
    Ok(ComparedIncome { now, before })
}

/// The same day a year earlier; the last day of a month stays the last day.
pub(crate) fn year_earlier(day: BookDate) -> BookDate {
    let month = day.month_of().plus(-12);
    if day == day.month_of().last_day() {
        return month.last_day();
    }
    BookDate::new(month.year(), month.month(), day.day()).unwrap_or(month.last_day())
}

impl ComparedIncome {
    /// The statement from top to bottom (rules §5.2). What is taken away is negative here, as it is
    /// printed in parentheses.
    pub fn rows(&self) -> Vec<StatementRow> {
        use IncomeGroup as Of;
        let mut rows = vec![StatementRow::heading("Hasil usaha dengan anggota", "")];
        rows.extend(self.lines(&[Of::MemberGross]));
        rows.push(self.sum("Partisipasi bruto anggota", "", |income| income.member_gross));
        rows.extend(self.lines(&[Of::MemberCost]));
        rows.push(self.sum("Hasil bersih dari anggota", "partisipasi neto", Income::member_net));
        rows.push(StatementRow::heading("Hasil usaha dengan bukan anggota", ""));
        rows.extend(self.lines(&[Of::NonMemberRevenue, Of::NonMemberCost]));
        rows.push(self.sum("Laba kotor dari bukan anggota", "", Income::non_member_net));
        rows.push(self.sum("Sisa hasil usaha kotor", "SHU kotor", Income::gross_surplus));
        self.group(&mut rows, "Beban usaha", "Jumlah beban usaha", Of::OperatingExpense);
        self.group(&mut rows, "Beban perkoperasian", "Jumlah beban perkoperasian", Of::CooperativeExpense);
        self.group(&mut rows, "Pendapatan dan beban lain", "Jumlah lain-lain", Of::Other);
        rows.push(self.sum("Sisa hasil usaha sebelum pajak", "", Income::before_tax));
        rows.extend(self.lines(&[Of::Tax]));
        let total = self.sum("Sisa hasil usaha", "SHU setelah pajak", |income| income.surplus);
        rows.push(StatementRow { kind: StatementRowKind::Total, ..total });
        rows
    }

    fn sum(&self, name: &str, term: &'static str, of: impl Fn(&Income) -> Rupiah) -> StatementRow {
        StatementRow::sum(StatementRowKind::Subtotal, name, term, of(&self.now), of(&self.before))
    }

    fn group(&self, rows: &mut Vec<StatementRow>, heading: &str, sum: &str, group: IncomeGroup) {
        let lines = self.lines(&[group]);
        if lines.is_empty() {
            return;
        }
        let now = lines.iter().map(|line| line.now).sum();
        let before = lines.iter().map(|line| line.before).sum();
        rows.push(StatementRow::heading(heading, ""));
        rows.extend(lines);
        rows.push(StatementRow::sum(StatementRowKind::Subtotal, sum, "", now, before));
    }

    fn lines(&self, groups: &[IncomeGroup]) -> Vec<StatementRow> {
        let of = |income: &Income, group: IncomeGroup| {
            let lines = income.lines.iter().filter(|line| line.group == group);
            let signed = |amount: Rupiah| if group.adds() { amount } else { -amount };
            lines.map(|line| (line.code, line.name.clone(), signed(line.amount))).collect()
        };
        let rows = |group: &IncomeGroup| {
            let merged = merged(of(&self.now, *group), of(&self.before, *group));
            merged.into_iter().map(|row| StatementRow { group: Some(*group), ..row }).collect::<Vec<_>>()
        };
        groups.iter().flat_map(rows).collect()
    }
}
