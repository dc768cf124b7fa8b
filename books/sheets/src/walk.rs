//! Row by row through the table of one sheet.
//!
//! Invariant: every row given to [`Walk::row`] ends either in `rows` or with an entry
//! in `listed` that is about the row as a whole.

use kernel::{BookDate, Month, Rupiah};
use spreadsheet::{Cell, Row};

use crate::amount::{AmountError, amount_of};
use crate::answer::DateOrder;
use crate::columns::{
    BALANCE, Columns, DATE, DESCRIPTION, FEE, IN, NOTE, NUMBER, OUT, VOUCHER, is_numbering, repeated,
};
use crate::date::{DateFault, DateFound, DateHints, Written, month_first, settle, written};
use crate::entry::{is_written, letters, listed};
use crate::heading::one_line;
use crate::labels::{Label, is_signature_text, label};
use crate::reading::{BookRow, Listed, ListedKind, QuestionKind};
use crate::sums::{Amounts, Sums};
use crate::words::shortened;

/// The state while going down.
pub(crate) struct Walk<'a> {
    pub(crate) sheet: &'a str,
    pub(crate) columns: Columns,
    /// The columns of the heading above as it is written, whatever a person said of them.
    headed: Columns,
    /// The tables to be used by the rows of their headings, where a person said which.
    pub(crate) tables: &'a [u32],
    /// How a person said that dates of digits are meant.
    pub(crate) order: Option<DateOrder>,
    pub(crate) hints: DateHints,
    /// Rows whose year is a typing error.
    pub(crate) strays: Vec<u32>,
    /// The month of most dates, where the sheet names none.
    pub(crate) usual: Option<Month>,
    /// The last row with an amount; below are signatures.
    pub(crate) last_amount: u32,
    pub(crate) rows: Vec<BookRow>,
    pub(crate) listed: Vec<Listed>,
    pub(crate) asked: Vec<(QuestionKind, u32)>,
    pub(crate) opening: Option<Rupiah>,
    pub(crate) closing: Option<Rupiah>,
    /// A second table with other columns has begun.
    is_over: bool,
    /// Why the date above was not read: a blank below is not a date either.
    above: Option<DateFault>,
    sums: Sums,
}

impl<'a> Walk<'a> {
    /// `columns` as they are used, and as they are headed.
    pub(crate) fn new(
        sheet: &'a str,
        (columns, headed): (&Columns, &Columns),
        hints: DateHints,
        last_amount: u32,
    ) -> Self {
        Self {
            sheet,
            columns: columns.clone(),
            headed: headed.clone(),
            tables: &[],
            order: None,
            hints,
            strays: Vec::new(),
            usual: None,
            last_amount,
            rows: Vec::new(),
            listed: Vec::new(),
            asked: Vec::new(),
            opening: None,
            closing: None,
            is_over: false,
            above: None,
            sums: Sums::default(),
        }
    }

    /// Takes the next row.
    pub(crate) fn row(&mut self, row: &Row) {
        if let Some(columns) = repeated(row) {
            self.second_heading(row, &columns);
            return;
        }
        if is_numbering(row) {
            self.list(row, ListedKind::Heading, "", "Baris ini nomor kolom di bawah judulnya.", false);
            return;
        }
        if self.is_over {
            let (message, is_problem) = match self.tables {
                [] => ("Pindahkan tabel kedua ini ke lembar tersendiri.", true),
                _ => ("Tabel ini tidak dipakai, sesuai jawaban Anda.", false),
            };
            self.list(row, ListedKind::NotATable, "", message, is_problem);
            return;
        }
        let beside = self.columns.beside(row);
        let filled = row.cells.iter().filter(|cell| !cell.is_blank()).count();
        if !beside.is_empty() {
            self.list_beside(row, &beside);
            if beside.len() == filled {
                return;
            }
        }
        let amounts = self.amounts(row);
        let label = self.label(row);
        self.note_failed_formulas(row);
        if self.is_kept_apart(row, label, &amounts) {
            return;
        }
        self.transaction(row, &amounts);
    }

    fn second_heading(&mut self, row: &Row, columns: &Columns) {
        let is_same = columns.agrees(&self.columns) || columns.agrees(&self.headed);
        if !is_same && !self.tables.is_empty() {
            self.begin(row.number, columns);
        } else if !is_same && !self.is_over {
            self.is_over = true;
            self.asked.push((QuestionKind::WhichTable, row.number));
        }
        self.list(row, ListedKind::Heading, "", "Baris ini judul kolom yang diulang.", false);
    }

    /// Begins another table of the sheet, which is used or left out as a person said.
    fn begin(&mut self, heading: u32, columns: &Columns) {
        self.is_over = !self.tables.contains(&heading);
        if !self.is_over {
            self.closing = None;
        }
        self.columns = columns.clone();
        self.headed = columns.clone();
        self.sums = Sums::default();
        self.hints.previous = None;
        self.above = None;
    }

    /// Leaves the first table out, where a person chose another one.
    pub(crate) fn begin_first(&mut self, heading: Option<u32>) {
        self.is_over = !self.tables.is_empty() && !heading.is_some_and(|row| self.tables.contains(&row));
    }

    fn list_beside(&mut self, row: &Row, beside: &[(usize, &Cell)]) {
        let text = beside.iter().map(|(_, cell)| cell.shown()).collect::<Vec<_>>().join(" | ");
        let first = beside.first().map_or(0, |(column, _)| *column);
        self.listed.push(Listed {
            sheet: self.sheet.to_owned(),
            row: row.number,
            kind: ListedKind::SideTable,
            field: format!("Kolom {}", letters(first)),
            message: "Isi di kolom tanpa judul ini tidak dipakai; beri judul kolom atau catat tersendiri."
                .to_owned(),
            is_problem: false,
            text: shortened(&text),
        });
    }

    fn amounts(&self, row: &Row) -> Amounts {
        let of = |role: &str| match self.columns.cell(row, role) {
            Ok(cell) => amount_of(cell),
            Err(()) => Err(AmountError::Ambiguous),
        };
        Amounts { money_in: of(IN), money_out: of(OUT), balance: of(BALANCE) }
    }

    fn text(&self, row: &Row, role: &str) -> String {
        match self.columns.cell(row, role) {
            Ok(Cell::Error(_)) | Err(()) => String::new(),
            Ok(cell) => one_line(&cell.shown()),
        }
    }

    fn date_written(&self, row: &Row) -> Result<Written, DateFault> {
        let cell = self.columns.cell(row, DATE).map_err(|()| DateFault::Unreadable)?;
        written(cell, self.hints.counts_from_1904)
    }

    /// What the words say: those of the description, or of any headed cell if it is blank.
    fn label(&self, row: &Row) -> Label {
        let description = self.text(row, DESCRIPTION);
        if !description.is_empty() {
            return label(&description);
        }
        let has_date = matches!(self.date_written(row), Ok(Written::Full { .. } | Written::DayMonth { .. }));
        [NUMBER, DATE, VOUCHER, NOTE, IN, OUT, BALANCE]
            .into_iter()
            .filter(|role| !(has_date && *role == DATE))
            .filter_map(|role| self.columns.cell(row, role).ok())
            .filter_map(|cell| if let Cell::Text(text) = cell { Some(label(text)) } else { None })
            .find(|label| *label != Label::Plain)
            .unwrap_or(Label::Plain)
    }

    /// A failed formula where nothing depends on it is told and no more.
    fn note_failed_formulas(&mut self, row: &Row) {
        for role in [BALANCE, DESCRIPTION, VOUCHER, NOTE, NUMBER] {
            if matches!(self.columns.cell(row, role), Ok(Cell::Error(_))) {
                let message = "Rumus di sel ini gagal; isinya tidak dipakai dan barisnya tetap dibaca.";
                let field = self.columns.heading(role).to_owned();
                self.list(row, ListedKind::FormulaError, &field, message, false);
            }
        }
    }

    /// Lists the row if it is anything else than a receipt or payment.
    fn is_kept_apart(&mut self, row: &Row, label: Label, amounts: &Amounts) -> bool {
        let has_amount = amounts.has_some();
        match label {
            Label::Month { month, year } if !has_amount && self.is_month_line(row) => {
                self.month_line(row, month, year)
            }
            Label::Opening | Label::MaybeOpening if self.sums.count == 0 => {
                self.opening_row(row, amounts, label == Label::Opening);
            }
            Label::MaybeBalance
                if self.sums.count == 0 && !has_amount && matches!(amounts.balance, Ok(Some(_))) =>
            {
                self.opening_row(row, amounts, true);
            }
            // Above all receipts it may be the opening, whatever number or date it has.
            Label::MaybeBalance | Label::MaybeOpening
                if has_amount && (self.sums.count == 0 || !self.has_own_date(row)) =>
            {
                self.total_row(row, amounts, true);
            }
            Label::Balance if self.sums.count == 0 && self.opening.is_none() => {
                self.opening_row(row, amounts, true);
            }
            Label::Total | Label::Balance | Label::Opening => self.total_row(row, amounts, false),
            Label::MaybeTotal if self.sums.is_met(amounts) => self.total_row(row, amounts, false),
            Label::MaybeTotal if has_amount && !self.is_certain(row, amounts) => {
                self.total_row(row, amounts, true)
            }
            Label::Signature
                if !has_amount && !self.has_own_date(row) && amounts.balance != Err(AmountError::Formula) =>
            {
                self.list(row, ListedKind::Signature, "", "Baris ini tanda tangan atau nama pejabat.", false);
            }
            _ => return self.is_bare(row, amounts),
        }
        true
    }

    /// Whether a date stands in the row, be it a wrong one. "Bantul, 31 Juli" is a place.
    fn has_own_date(&self, row: &Row) -> bool {
        !matches!(self.date_written(row), Ok(Written::Blank) | Err(DateFault::Unreadable))
    }

    /// Whether the row is a receipt or payment for sure: it has a date or a number of its
    /// own, or its saldo follows from the one before.
    fn is_certain(&self, row: &Row, amounts: &Amounts) -> bool {
        let (money_in, money_out) = amounts.sides();
        let follows = self.closing.and_then(|before| {
            let (money_in, money_out) = (money_in.unwrap_or(Rupiah::ZERO), money_out.unwrap_or(Rupiah::ZERO));
            Some(Ok(Some(before.checked_add(money_in)?.checked_sub(money_out)?)))
        });
        let is_numbered = matches!(self.columns.cell(row, NUMBER), Ok(cell) if !cell.is_blank());
        self.has_own_date(row) || is_numbered || follows.is_some_and(|follows| follows == amounts.balance)
    }

    /// The month stands alone: in the date column, the description or the first cell.
    fn is_month_line(&self, row: &Row) -> bool {
        row.cells.iter().filter(|cell| !cell.is_blank()).count() == 1
    }

    fn month_line(&mut self, row: &Row, month: i64, year: Option<i64>) {
        let year = year.or(self.hints.sheet_year).or(self.hints.month.map(Month::year)).or(self.hints.year);
        self.hints.month = year.and_then(|year| Month::new(year, month));
        self.hints.previous = None;
        self.above = None;
        if self.hints.month.is_none() {
            self.above = Some(DateFault::NoYear);
        }
        self.list(row, ListedKind::Heading, "", "Baris ini judul bulan untuk baris di bawahnya.", false);
    }

    fn opening_row(&mut self, row: &Row, amounts: &Amounts, is_sure: bool) {
        let (money_in, money_out) = amounts.sides();
        let balance = amounts.balance.as_ref().ok().copied().flatten();
        let is_bad = amounts.money_in.is_err() || amounts.money_out.is_err();
        let differs = matches!((balance, money_in), (Some(balance), Some(money_in)) if balance != money_in);
        let is_problem = is_bad || differs || money_out.is_some() || (!is_sure && balance.is_none());
        let found = balance.or(money_in);
        let message = match (is_problem, found) {
            (true, _) => "Tulis saldo awal satu kali saja, di kolom saldo atau di kolom masuk.".to_owned(),
            (false, Some(amount)) => format!("Baris ini saldo awal {amount}."),
            (false, None) => "Baris ini saldo awal tanpa jumlah.".to_owned(),
        };
        if !is_problem && let Some(amount) = found {
            if self.rows.is_empty() {
                self.opening = Some(amount);
            }
            self.closing = Some(amount);
        }
        self.list(row, ListedKind::Opening, "", &message, is_problem);
    }

    fn total_row(&mut self, row: &Row, amounts: &Amounts, is_problem: bool) {
        let message = if is_problem {
            "Baris ini tampak seperti jumlah tetapi angkanya tidak sama: beri tanggal jika ini transaksi, atau hapus."
        } else if amounts.has_some()
            && !self.sums.is_met(amounts)
            && !self.sums.is_met_with(amounts, self.opening)
        {
            "Baris jumlah ini tidak dipakai; angkanya tidak sama dengan jumlah baris di atasnya."
        } else {
            "Baris ini jumlah atau saldo dari baris di atasnya."
        };
        if is_problem {
            let (money_in, money_out) = amounts.sides();
            self.sums.add(money_in, money_out);
        } else {
            self.sums.since = (0, 0);
        }
        self.list(row, ListedKind::Total, "", message, is_problem);
    }

    /// Lists a row without a readable amount, and a sum without a word.
    fn is_bare(&mut self, row: &Row, amounts: &Amounts) -> bool {
        let (money_in, money_out) = amounts.sides();
        let description = self.text(row, DESCRIPTION);
        let is_nameless =
            description.is_empty() && self.text(row, VOUCHER).is_empty() && !self.has_own_date(row);
        if money_in.is_some() || money_out.is_some() {
            let is_loose = !self.has_own_date(row) && self.text(row, NUMBER).is_empty();
            // Of two or three equal dues one is easily the sum of the others.
            let enough = if is_nameless { 1 } else { 3 };
            let is_sum = (is_nameless || is_loose) && self.sums.count > enough && self.sums.is_met(amounts);
            if is_sum {
                let is_sure = is_nameless && money_in.is_some() && money_out.is_some();
                self.total_row(row, amounts, !is_sure);
            }
            return is_sum;
        }
        if is_written(&amounts.money_in, self.columns.cell(row, IN))
            || is_written(&amounts.money_out, self.columns.cell(row, OUT))
        {
            return false;
        }
        let is_first_balance =
            self.sums.count == 0 && self.opening.is_none() && is_nameless && self.rows.is_empty();
        if is_first_balance && matches!(amounts.balance, Ok(Some(_))) {
            self.opening_row(row, amounts, true);
            return true;
        }
        self.without_amount(row, &description);
        true
    }

    fn without_amount(&mut self, row: &Row, description: &str) {
        let is_below = row.number > self.last_amount;
        let is_dated = self.has_own_date(row) && !description.is_empty();
        let has_strange = self.columns.strange(row).any(|cell| matches!(amount_of(cell), Ok(Some(_))));
        let has_words = row.cells.iter().any(|cell| matches!(cell, Cell::Text(_)));
        let is_signed =
            row.cells.iter().any(|cell| matches!(cell, Cell::Text(text) if is_signature_text(text)));
        let (kind, message, is_problem) = if is_dated {
            (
                ListedKind::NoAmount,
                "Isi jumlah masuk atau keluar. Bila jumlahnya rumus, simpan ulang berkasnya di Excel. Bila bukan transaksi, hapus baris ini.",
                true,
            )
        } else if (is_below || is_signed) && has_words {
            (ListedKind::Signature, "Baris ini tanda tangan atau catatan di bawah tabel.", false)
        } else if has_words && has_strange {
            (ListedKind::NoAmount, "Pindahkan jumlahnya ke kolom masuk atau keluar.", true)
        } else {
            (ListedKind::NoAmount, "Baris ini tidak punya jumlah masuk atau keluar.", false)
        };
        self.list(row, kind, "", message, is_problem);
    }

    fn transaction(&mut self, row: &Row, amounts: &Amounts) {
        let found = self.date(row);
        let (money_in, money_out) = amounts.sides();
        self.sums.add(money_in, money_out);
        if let Some(problem) = self.amount_problem(row, amounts) {
            self.listed.push(problem);
            return;
        }
        let fee = self.columns.cell(row, FEE).map_err(|()| AmountError::Ambiguous).and_then(amount_of);
        let fee = match fee {
            Ok(fee) => fee.unwrap_or(Rupiah::ZERO),
            Err(error) => {
                let field = self.columns.heading(FEE).to_owned();
                self.list(row, ListedKind::BadAmount, &field, &error.to_string(), true);
                return;
            }
        };
        let found = match found {
            Ok(found) => found,
            Err(fault) => {
                self.bad_date(row, fault);
                return;
            }
        };
        let balance = amounts.balance.as_ref().ok().copied().flatten();
        if amounts.balance.is_err() && !matches!(self.columns.cell(row, BALANCE), Ok(Cell::Error(_))) {
            let field = self.columns.heading(BALANCE).to_owned();
            self.list(
                row,
                ListedKind::FormulaError,
                &field,
                "Saldo di sel ini tidak terbaca dan tidak dipakai.",
                false,
            );
        }
        self.closing = balance.or(self.closing);
        self.rows.push(BookRow {
            sheet: self.sheet.to_owned(),
            row: row.number,
            date: found.date,
            date_assumed: found.assumed,
            description: self.text(row, DESCRIPTION),
            voucher: self.text(row, VOUCHER),
            money_in: money_in.unwrap_or(Rupiah::ZERO),
            money_out: money_out.unwrap_or(Rupiah::ZERO),
            balance,
            fee,
            note: self.text(row, NOTE),
            hidden: row.hidden,
        });
    }

    /// What is wrong with the amounts of a receipt or payment.
    fn amount_problem(&self, row: &Row, amounts: &Amounts) -> Option<Listed> {
        let (money_in, money_out) = amounts.sides();
        for (role, side, amount) in [(IN, &amounts.money_in, money_in), (OUT, &amounts.money_out, money_out)]
        {
            let (kind, message) = match (side, amount) {
                (Err(AmountError::Formula), _) => {
                    (ListedKind::FormulaError, AmountError::Formula.to_string())
                }
                (Err(error), _) => (ListedKind::BadAmount, error.to_string()),
                (Ok(_), Some(amount)) if amount < Rupiah::ZERO => {
                    let message = "Pindahkan jumlah ini ke kolom sebelahnya tanpa tanda minus, karena nilainya negatif.";
                    (ListedKind::BadAmount, message.to_owned())
                }
                _ => continue,
            };
            return Some(self.listed_as(row, kind, self.columns.heading(role), &message, true));
        }
        (money_in.is_some() && money_out.is_some()).then(|| {
            let message = "Pisahkan uang masuk dan uang keluar menjadi dua baris.";
            self.listed_as(row, ListedKind::BothSides, "", message, true)
        })
    }

    /// The date of the row; what cannot be read is remembered for the blanks below.
    fn date(&mut self, row: &Row) -> Result<DateFound, DateFault> {
        let written = self.date_written(row);
        if let (Ok(Written::Blank), Some(fault)) = (written, self.above) {
            return Err(fault);
        }
        let mut hints = self.hints;
        if self.strays.contains(&row.number) && hints.sheet_year.is_none() {
            // Any year but the written one: it may be mended by a person's, not kept.
            hints.sheet_year = hints.year.or(Some(0));
        }
        let found = match self.order {
            None => written.and_then(|written| self.in_order(written, settle(written, &hints)?)),
            Some(order) => self.ordered(row, written, order).and_then(|written| settle(written, &hints)),
        };
        match found {
            Ok(found) => {
                self.hints.previous = Some(found.date);
                self.above = None;
            }
            Err(fault) => {
                self.hints.previous = None;
                self.above = Some(fault);
            }
        }
        found
    }

    /// A date in the order that a person said of the sheet. Where the month comes first, a date that
    /// fits the sheet's month only as it is written stays so: what Excel took for a date with the month
    /// first stands beside what it left as a text with the day first.
    fn ordered(
        &self,
        row: &Row,
        written: Result<Written, DateFault>,
        order: DateOrder,
    ) -> Result<Written, DateFault> {
        let turned = match (order, self.columns.cell(row, DATE)) {
            (DateOrder::MonthFirst, Ok(cell)) => month_first(cell, self.hints.counts_from_1904),
            _ => None,
        };
        let Some(turned) = turned else { return written.map(Written::as_told) };
        let month = self.hints.month.or(self.usual);
        let is_in = |written: Written| {
            settle(written.as_told(), &self.hints)
                .is_ok_and(|found| month.is_some_and(|month| month.contains(found.date)))
        };
        match written {
            Ok(written) if is_in(written) && !is_in(turned) => Ok(written.as_told()),
            _ => Ok(turned.as_told()),
        }
    }

    /// A date out of the usual month that would be in it with day and month exchanged was
    /// probably typed so.
    fn in_order(&self, written: Written, found: DateFound) -> Result<DateFound, DateFault> {
        let date = found.date;
        let is_turned = |month: Month| {
            let turned = BookDate::new(date.year(), date.day(), date.month());
            !month.contains(date) && turned.is_some_and(|turned| month.contains(turned))
        };
        let may_be_turned = matches!(written, Written::Full { is_named: false, .. });
        if may_be_turned && self.hints.month.is_none() && self.usual.is_some_and(is_turned) {
            return Err(DateFault::DayOrMonth);
        }
        Ok(found)
    }

    fn bad_date(&mut self, row: &Row, fault: DateFault) {
        let kind = if fault == DateFault::Future { ListedKind::Future } else { ListedKind::BadDate };
        let asked = match fault {
            DateFault::Year(_) | DateFault::NoYear => Some(QuestionKind::Year),
            DateFault::DayOrMonth => Some(QuestionKind::DayOrMonth),
            DateFault::NoMonth | DateFault::Blank => Some(QuestionKind::Month),
            _ => None,
        };
        if let Some(kind) = asked {
            self.asked.push((kind, row.number));
        }
        let field = self.columns.heading(DATE).to_owned();
        self.list(row, kind, &field, &fault.to_string(), true);
    }

    fn list(&mut self, row: &Row, kind: ListedKind, field: &str, message: &str, is_problem: bool) {
        let listed = self.listed_as(row, kind, field, message, is_problem);
        self.listed.push(listed);
    }

    fn listed_as(&self, row: &Row, kind: ListedKind, field: &str, message: &str, is_problem: bool) -> Listed {
        listed(self.sheet, row, kind, field, message, is_problem)
    }
}
