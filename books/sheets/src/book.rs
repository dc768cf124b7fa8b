//! A whole workbook as one cash book.

use std::collections::BTreeMap;

use kernel::{BookDate, Month, Rupiah};
use spreadsheet::{Cell, Row, Sheet, Workbook};

use crate::amount::amount_of;
use crate::answer::{Answer, DateOrder};
use crate::columns::{
    BALANCE, CASH_BOOK_ROLES, Columns, DATE, DESCRIPTION, Heading, IN, NOTE, OUT, find_heading, repeated,
};
use crate::date::{DateHints, Written, month_first, written};
use crate::entry::listed;
use crate::heading::role_of;
use crate::kept::{Called, Place, called, is_called_a_list, places};
use crate::labels::{Label, label};
use crate::months::month_name;
use crate::period::{Period, period, strays, title};
use crate::reading::{Asked, BookRow, Listed, ListedKind, Question, QuestionKind, Reading, SheetRead};
use crate::sample::samples;
use crate::walk::Walk;

/// Reads every sheet of a workbook as a cash book; see [`Reading`]. What is doubtful is
/// asked or listed, never guessed.
pub fn read_cash_book(workbook: &Workbook, asked: &Asked) -> Reading {
    let (answers, year) = (asked.answers.clone(), asked.year);
    let mut reading = Reading { warnings: workbook.warnings.clone(), answers, year, ..Reading::default() };
    let mut parts: Vec<Part> =
        workbook.sheets.iter().map(|sheet| Part::read(sheet, workbook, asked)).collect();
    keep_own(&mut parts, asked);
    put_in_order(&mut parts);
    ask_about_copies(&mut parts);
    check_openings(&mut parts);
    for mut part in parts {
        reading.title = reading.title.take().or(part.title);
        part.read.rows = part.rows.len();
        reading.sheets.push(part.read);
        reading.rows.append(&mut part.rows);
        reading.listed.append(&mut part.listed);
        reading.questions.append(&mut part.questions);
        reading.warnings.append(&mut part.warnings);
    }
    reading.samples = samples(workbook, &reading);
    reading
}

/// What one sheet gives.
#[derive(Default)]
struct Part {
    title: Option<String>,
    read: SheetRead,
    rows: Vec<BookRow>,
    listed: Vec<Listed>,
    questions: Vec<Question>,
    warnings: Vec<String>,
    /// A person said which column is which.
    is_told: bool,
    /// A person said that it is no copy of another sheet.
    is_no_copy: bool,
    /// Which book the sheet says it is.
    called: Called,
}

impl Part {
    fn read(sheet: &Sheet, workbook: &Workbook, asked: &Asked) -> Self {
        let mut part =
            Self { read: SheetRead { name: sheet.name.clone(), ..SheetRead::default() }, ..Self::default() };
        if sheet.hidden && !sheet.rows.is_empty() {
            part.warnings.push(format!("Lembar {} tersembunyi di berkasnya dan ikut dibaca.", sheet.name));
        }
        let answer = asked.about(&sheet.name);
        if answer.is_some_and(|answer| answer.is_used == Some(false)) {
            part.leave_out(sheet);
            return part;
        }
        let found = find_heading(sheet);
        let told = answer.filter(|answer| !answer.columns.is_empty());
        let (headed, heading) = match (found, told) {
            (None, None) => {
                part.without_heading(sheet);
                return part;
            }
            (Some(heading), None) => (heading.columns.clone(), heading),
            (found, Some(answer)) => answered(sheet, found, answer),
        };
        let (above, below) = sheet.rows.split_at_checked(heading.above).unwrap_or((&sheet.rows, &[]));
        let titles = match above.split_last() {
            Some((_, titles)) if heading.is_headed => titles,
            _ => above,
        };
        part.title = title(titles);
        part.called = called(&sheet.name, part.title.as_deref());
        if is_called_a_list(&sheet.name, titles) && !has_days(&heading, below) && answer.is_none() {
            part.is_no_book(sheet);
            return part;
        }
        part.read.heading_row = above.last().map(|row| row.number);
        part.read.columns = heading.columns.told();
        part.is_told = told.is_some();
        part.is_no_copy = answer.is_some_and(|answer| answer.is_used == Some(true));
        let doubt = heading
            .doubt
            .or_else(|| one_sided(&heading, below))
            .or_else(|| undated(&heading, below))
            .or_else(|| undescribed(&heading, below));
        if let Some((kind, message)) = doubt.filter(|_| told.is_none()) {
            part.refuse(below, kind, message);
            return part;
        }
        part.table(sheet, workbook, asked, (&heading, &headed), (titles, below));
        part
    }

    /// A person said that the sheet is no part of the book.
    fn leave_out(&mut self, sheet: &Sheet) {
        for row in &sheet.rows {
            let message = "Lembar ini tidak dipakai, sesuai jawaban Anda.";
            self.listed.push(listed(&sheet.name, row, ListedKind::NotATable, "", message, false));
        }
    }

    /// A sheet with dates and amounts but no heading is asked about; any other is told.
    fn without_heading(&mut self, sheet: &Sheet) {
        let is_book = |row: &&Row| row.cells.iter().any(is_dated) && row.cells.iter().any(is_amount);
        if sheet.rows.iter().filter(is_book).count() >= 2 {
            let message = "Beri judul kolom di atas tabel: Tanggal, Uraian, Debet, Kredit, Saldo.";
            self.refuse(&sheet.rows, QuestionKind::NoHeading, message);
            return;
        }
        self.is_no_book(sheet);
    }

    /// Tells every row of a sheet that keeps something else.
    fn is_no_book(&mut self, sheet: &Sheet) {
        for row in &sheet.rows {
            let message = "Lembar ini bukan buku kas, jadi barisnya tidak dipakai.";
            self.listed.push(listed(&sheet.name, row, ListedKind::NotATable, "", message, false));
        }
        if !sheet.rows.is_empty() {
            self.warnings.push(format!("Lembar {} bukan buku kas dan tidak dipakai.", sheet.name));
        }
    }

    /// A cover, a list, another book: nothing that a balance could follow from.
    fn is_empty(&self) -> bool {
        self.rows.is_empty()
            && self.read.opening.is_none()
            && !self.listed.iter().any(|entry| entry.is_problem)
    }

    /// Lists the rows that were read instead of using them.
    fn set_apart(&mut self, message: &str, is_problem: bool) {
        for row in std::mem::take(&mut self.rows) {
            self.listed.push(Listed {
                sheet: row.sheet,
                row: row.row,
                kind: ListedKind::NotATable,
                field: String::new(),
                message: message.to_owned(),
                is_problem,
                text: row.description,
            });
        }
    }

    /// Asks, and lists every row as a problem until the answer is in the file.
    fn refuse(&mut self, rows: &[Row], kind: QuestionKind, message: &str) {
        self.ask(kind, None, message.to_owned());
        for row in rows {
            self.listed.push(listed(&self.read.name, row, ListedKind::NotATable, "", message, true));
        }
    }

    fn ask(&mut self, kind: QuestionKind, row: Option<u32>, message: String) {
        if !self.questions.iter().any(|known| known.kind == kind) {
            self.questions.push(Question { sheet: self.read.name.clone(), row, kind, message });
        }
    }

    fn table(
        &mut self,
        sheet: &Sheet,
        workbook: &Workbook,
        asked: &Asked,
        (heading, headed): (&Heading, &Columns),
        (titles, below): (&[Row], &[Row]),
    ) {
        let times = Times::of(sheet, workbook, asked, heading, (titles, below));
        self.read.month = times.hints.month;
        self.list_above(titles);
        let columns = (&heading.columns, headed);
        let mut walk = Walk::new(&sheet.name, columns, times.hints, last_amount(columns.0, below));
        walk.strays = times.strays;
        walk.usual = times.usual;
        if let Some(answer) = asked.about(&sheet.name) {
            walk.order = answer.order;
            walk.tables = &answer.tables;
            walk.begin_first(self.read.heading_row);
            if !answer.tables.is_empty() {
                let others = below.iter().filter_map(repeated).map(|columns| last_amount(&columns, below));
                walk.last_amount = others.fold(walk.last_amount, u32::max);
            }
        }
        for row in below {
            walk.row(row);
        }
        self.rows = walk.rows;
        self.listed.append(&mut walk.listed);
        self.read.opening = walk.opening.or(self.read.opening);
        self.read.closing = walk.closing;
        for (kind, row) in walk.asked {
            // A month without its year is a question of the year.
            let lacks_year = times.period.month.is_some() && self.read.month.is_none();
            let kind = if kind == QuestionKind::Month && lacks_year { QuestionKind::Year } else { kind };
            self.ask(kind, Some(row), question(kind, &sheet.name, row));
        }
        if times.period.is_doubtful {
            let message = format!("Bulan berapa lembar {}? Nama lembar dan judulnya tidak sama.", sheet.name);
            self.ask(QuestionKind::Month, None, message);
        }
        self.refuse_if_turned(below);
        self.warn_of_other_months();
        for name in heading.columns.unused_amounts(below) {
            self.warnings
                .push(format!("Lembar {}: kolom {name} berisi angka tetapi tidak dipakai.", sheet.name));
        }
    }

    /// Numbers above the table are a summary, or the opening balance.
    fn list_above(&mut self, titles: &[Row]) {
        for row in titles {
            let amounts: Vec<Rupiah> = row
                .cells
                .iter()
                .filter(|cell| is_amount(cell))
                .filter_map(|cell| amount_of(cell).ok().flatten())
                .collect();
            let says_opening = row
                .cells
                .iter()
                .any(|cell| matches!(cell, Cell::Text(text) if label(text) == Label::Opening));
            match amounts.as_slice() {
                [] => {}
                [amount] if says_opening => {
                    self.read.opening = Some(*amount);
                    let message = format!("Baris ini saldo awal {amount}.");
                    self.listed.push(listed(&self.read.name, row, ListedKind::Opening, "", &message, false));
                }
                _ => {
                    let is_problem = row.cells.iter().any(is_dated);
                    let message = "Angka di atas judul kolom tidak dipakai.";
                    self.listed.push(listed(
                        &self.read.name,
                        row,
                        ListedKind::NotATable,
                        "",
                        message,
                        is_problem,
                    ));
                }
            }
        }
    }

    /// If the saldo follows only when in and out change places, the headings are meant
    /// the other way round, as a bank means them.
    fn refuse_if_turned(&mut self, below: &[Row]) {
        const ENOUGH: usize = 3;
        let (mut straight, mut turned) = (0, 0);
        let mut before = self.read.opening;
        for row in &self.rows {
            if let (Some(before), Some(after)) = (before, row.balance) {
                let moved = i128::from(after.0) - i128::from(before.0);
                let net = i128::from(row.money_in.0) - i128::from(row.money_out.0);
                straight += usize::from(moved == net);
                turned += usize::from(moved == -net);
            }
            before = row.balance;
        }
        if turned < ENOUGH || straight * 4 > turned {
            return;
        }
        let message = "Periksa judul kolomnya: menurut saldonya, kolom masuk dan keluar tertukar.";
        if self.is_told {
            // The person has the last word, and is told what the saldo says.
            self.warnings.push(format!("Lembar {}: {message}", self.read.name));
            return;
        }
        self.ask(QuestionKind::WhichColumn, None, message.to_owned());
        for row in std::mem::take(&mut self.rows) {
            let place = below.binary_search_by_key(&row.row, |source| source.number);
            if let Some(source) = place.ok().and_then(|place| below.get(place)) {
                self.listed.push(listed(&self.read.name, source, ListedKind::NotATable, "", message, true));
            }
        }
    }

    fn warn_of_other_months(&mut self) {
        let Some(month) = self.read.month else { return };
        let others = self.rows.iter().filter(|row| !month.contains(row.date)).count();
        if others > 0 {
            let name = month_name(month.month());
            self.warnings
                .push(format!("Lembar {}: {others} baris bertanggal di luar bulan {name}.", self.read.name));
        }
    }
}

/// Month, year and typing errors of one sheet.
struct Times {
    period: Period,
    hints: DateHints,
    strays: Vec<u32>,
    /// The month of more than half of the whole dates.
    usual: Option<Month>,
}

impl Times {
    fn of(
        sheet: &Sheet,
        workbook: &Workbook,
        asked: &Asked,
        heading: &Heading,
        (titles, below): (&[Row], &[Row]),
    ) -> Self {
        let answer = asked.about(&sheet.name);
        let turns = answer.is_some_and(|answer| answer.order == Some(DateOrder::MonthFirst));
        let given = answer.and_then(|answer| answer.year).or(asked.year);
        let mut dates: Vec<(u32, BookDate)> = Vec::new();
        for row in below {
            let Ok(cell) = heading.columns.cell(row, DATE) else { continue };
            let turned = if turns { month_first(cell, workbook.counts_from_1904) } else { None };
            let found = turned.map_or_else(|| written(cell, workbook.counts_from_1904), Ok);
            if let Ok(Written::Full { year, month, day, .. }) = found {
                let date = BookDate::new(year, month, day).filter(|date| date.year() <= asked.today.year());
                dates.extend(date.map(|date| (row.number, date)));
            }
        }
        let strays = strays(&dates);
        dates.retain(|(row, _)| !strays.contains(row));
        let months: Vec<(i64, i64)> = dates.iter().map(|(_, date)| (date.year(), date.month())).collect();
        let mut period = period(&sheet.name, titles, &months, given);
        // What a person said goes before a title or a tab that was copied. A year that cannot be gives
        // way to theirs; dates that are whole keep their own.
        if answer.is_some_and(|answer| answer.year.is_some())
            && period.year.is_some_and(|year| !(1990..=asked.today.year()).contains(&year))
        {
            period.year = None;
        }
        let told = answer.and_then(|answer| answer.whole_month(given));
        if told.is_some() {
            period.is_doubtful = false;
        }
        let hints = DateHints {
            year: given,
            sheet_year: period.year.filter(|year| told.is_none_or(|told| told.year() == *year)),
            month: told.or(period.whole(given)),
            previous: None,
            today: asked.today,
            counts_from_1904: workbook.counts_from_1904,
        };
        let mut counts: BTreeMap<Month, usize> = BTreeMap::new();
        for (_, date) in &dates {
            *counts.entry(date.month_of()).or_default() += 1;
        }
        let most = counts.into_iter().max_by_key(|(_, count)| *count);
        let usual =
            most.filter(|(_, count)| dates.len() > 2 && count * 2 > dates.len()).map(|(month, _)| month);
        Self { period, hints, strays, usual }
    }
}

fn question(kind: QuestionKind, sheet: &str, row: u32) -> String {
    match kind {
        QuestionKind::Year => format!("Tahun berapa buku di lembar {sheet}? Lihat tanggal di baris {row}."),
        QuestionKind::DayOrMonth => {
            format!("Mana hari dan mana bulan di lembar {sheet} baris {row}? Tulis hari lebih dulu.")
        }
        QuestionKind::Month => format!("Bulan berapa lembar {sheet}? Tanggal di baris {row} tidak lengkap."),
        QuestionKind::WhichTable => {
            format!("Tabel mana di lembar {sheet} yang dipakai? Tabel kedua mulai di baris {row}.")
        }
        _ => format!("Periksa lembar {sheet} baris {row}."),
    }
}

/// The table as a person said that its columns are. Without a heading it begins with the first row that
/// has an amount and a day or words.
fn answered(sheet: &Sheet, found: Option<Heading>, answer: &Answer) -> (Columns, Heading) {
    let (headed, above, is_headed) = match found {
        Some(found) => (found.columns, found.above, true),
        None => (Columns::default(), first_of_table(sheet), false),
    };
    let columns = headed.answered(&answer.columns);
    (headed, Heading { above, is_headed, columns, doubt: None })
}

/// The place of the first row that may be one of a book.
pub(crate) fn first_of_table(sheet: &Sheet) -> usize {
    let is_book = |row: &Row| row.cells.iter().any(is_dated) && row.cells.iter().any(is_amount);
    let has_words = |row: &Row| row.cells.iter().any(|cell| matches!(cell, Cell::Text(_)));
    let is_like = |row: &Row| has_words(row) && row.cells.iter().any(|cell| matches!(cell, Cell::Number(_)));
    let first = sheet.rows.iter().position(is_book).unwrap_or(sheet.rows.len());
    // The balance brought forward has no date, but stands right above.
    let before = first.checked_sub(1).filter(|place| sheet.rows.get(*place).is_some_and(is_like));
    let any = sheet.rows.iter().position(is_like).unwrap_or_default();
    if first == sheet.rows.len() { any } else { before.unwrap_or(first) }
}

/// A book of receipts alone is one; a book whose other amounts stand under no known
/// heading is not.
fn one_sided(heading: &Heading, below: &[Row]) -> Option<(QuestionKind, &'static str)> {
    let columns = &heading.columns;
    let side = match (columns.place(IN), columns.place(OUT)) {
        (Some(_), Some(_)) => return None,
        (Some(_), None) => IN,
        _ => OUT,
    };
    let is_blank = |row: &Row| columns.cell(row, side).is_ok_and(|cell| matches!(amount_of(cell), Ok(None)));
    let elsewhere = |row: &Row| {
        columns.strange(row).any(is_amount) || columns.beside(row).iter().any(|(_, cell)| is_amount(cell))
    };
    let message =
        "Beri judul kolom uang masuk (Debet) dan uang keluar (Kredit), karena salah satunya tidak dikenali.";
    below.iter().any(|row| is_blank(row) && elsewhere(row)).then_some((QuestionKind::WhichColumn, message))
}

/// A table without a date column is one of a month without days; but days under a
/// heading that nobody knows must not be passed over.
fn undated(heading: &Heading, below: &[Row]) -> Option<(QuestionKind, &'static str)> {
    let columns = &heading.columns;
    let is_day = |cell: &Cell| !cell.is_blank() && written(cell, false).is_ok();
    let has_day = |row: &Row| {
        columns.strange(row).any(is_day) || columns.beside(row).iter().any(|(_, cell)| is_day(cell))
    };
    let message = "Beri judul Tanggal pada kolom tanggalnya, karena kolom itu tidak ditemukan.";
    if columns.place(DATE).is_some() {
        return None;
    }
    // Neither day nor saldo: as likely a trial balance or a budget as a book.
    let is_bare = columns.place(BALANCE).is_none() && !below.is_empty();
    (is_bare || below.iter().any(has_day)).then_some((QuestionKind::WhichColumn, message))
}

/// Whether any row has a day: months alone are those of a summary.
fn has_days(heading: &Heading, below: &[Row]) -> bool {
    let day = |row: &Row| {
        heading.columns.cell(row, DATE).is_ok_and(|cell| {
            matches!(
                written(cell, false),
                Ok(Written::Full { .. } | Written::DayMonth { .. } | Written::Day(_))
            )
        })
    };
    below.iter().any(day)
}

/// Without the words nobody knows which row is a sum. A remark alone serves as the
/// description, unless a column with an unknown heading has more to say.
fn undescribed(heading: &Heading, below: &[Row]) -> Option<(QuestionKind, &'static str)> {
    let columns = &heading.columns;
    let has_words = |cell: &Cell| matches!(cell, Cell::Text(text) if text.chars().any(char::is_alphabetic));
    let described = |row: &&Row| columns.cell(row, DESCRIPTION).is_ok_and(has_words);
    let elsewhere = |row: &&Row| {
        columns.strange(row).any(has_words) || columns.beside(row).iter().any(|(_, cell)| has_words(cell))
    };
    let is_remark =
        role_of(columns.heading(DESCRIPTION), &CASH_BOOK_ROLES).is_none_or(|(role, _)| role == NOTE);
    let is_hidden =
        is_remark && below.iter().filter(elsewhere).count() > below.iter().filter(described).count();
    let message = "Beri judul Uraian di atas kolom keterangan transaksi, karena judulnya tidak dikenali.";
    is_hidden.then_some((QuestionKind::WhichColumn, message))
}

/// The last row that says an amount, in or out.
fn last_amount(columns: &Columns, below: &[Row]) -> u32 {
    let says = |row: &&Row| {
        [IN, OUT].into_iter().any(|role| match columns.cell(row, role) {
            Ok(Cell::Text(text)) => text.contains(|letter: char| letter.is_ascii_digit()),
            Ok(cell) => !cell.is_blank(),
            Err(()) => true,
        })
    };
    below.iter().rev().find(says).map_or(0, |row| row.number)
}

fn is_dated(cell: &Cell) -> bool {
    let is_whole =
        matches!(written(cell, false), Ok(Written::Full { .. } | Written::DayMonth { is_named: true, .. }));
    is_whole && !matches!(cell, Cell::Number(_))
}

fn is_amount(cell: &Cell) -> bool {
    matches!(cell, Cell::Number(_) | Cell::Text(_)) && matches!(amount_of(cell), Ok(Some(_)))
}

/// By month where known; a sheet without one stays behind the sheet before it.
fn put_in_order(parts: &mut [Part]) {
    let mut last = None;
    let keys: Vec<_> = parts
        .iter()
        .map(|part| {
            last = part.read.month.or(last);
            last
        })
        .collect();
    let mut order: Vec<usize> = (0..parts.len()).collect();
    order.sort_by_key(|place| keys.get(*place).copied().flatten());
    let mut sorted: Vec<Part> =
        order.iter().filter_map(|place| parts.get_mut(*place).map(std::mem::take)).collect();
    for (place, part) in parts.iter_mut().zip(&mut sorted) {
        *place = std::mem::take(part);
    }
}

/// Leaves out the sheets that keep another book of the same file, and asks about a file that has no
/// sheet of the chosen book.
fn keep_own(parts: &mut [Part], asked: &Asked) {
    let Some(book) = &asked.book else { return };
    let sheets: Vec<Called> = parts
        .iter()
        .map(|part| if part.read.heading_row.is_some() { part.called.clone() } else { Called::Nothing })
        .collect();
    for (part, place) in parts.iter_mut().zip(places(book, &sheets)) {
        if part.is_no_copy || place == Place::Kept {
            continue;
        }
        let (name, own, chosen) = (&part.read.name, part.called.name(), book.name());
        let message = match place {
            Place::Asked => {
                format!("Lembar {name} tampak seperti {own}, bukan {chosen}. Periksa buku yang dipilih.")
            }
            _ => format!("Lembar {name} berisi {own}; masukkan berkas ini sekali lagi ke {own}."),
        };
        if place == Place::LeftOut {
            // What is doubtful in it is asked when its own book is brought in.
            part.questions.clear();
            part.listed.iter_mut().for_each(|entry| entry.is_problem = false);
        }
        part.read = SheetRead { month: None, opening: None, closing: None, ..std::mem::take(&mut part.read) };
        part.set_apart(&message, place == Place::Asked);
        match place {
            Place::Asked => part.ask(QuestionKind::WhichTable, None, message),
            _ => part.warnings.push(message),
        }
    }
}

/// A sheet that repeats another row by row is a forgotten copy; using both would double
/// every entry.
fn ask_about_copies(parts: &mut [Part]) {
    const ENOUGH: usize = 3;
    let facts = |part: &Part| -> Vec<(BookDate, Rupiah, Rupiah, String)> {
        let fact = |row: &BookRow| (row.date, row.money_in, row.money_out, row.description.clone());
        part.rows.iter().map(fact).collect()
    };
    let all: Vec<_> = parts.iter().map(|part| (part.read.name.clone(), facts(part))).collect();
    for (place, part) in parts.iter_mut().enumerate() {
        if part.is_no_copy {
            continue;
        }
        let mine = facts(part);
        let twin = all.iter().take(place).find(|(_, other)| mine.len() >= ENOUGH && *other == mine);
        let Some((name, _)) = twin else { continue };
        let message =
            format!("Hapus salah satu lembar: {} berisi baris yang sama dengan {name}.", part.read.name);
        part.ask(QuestionKind::WhichTable, None, message.clone());
        part.set_apart(&message, true);
    }
}

/// The balance brought forward must be what the sheet before ended with.
fn check_openings(parts: &mut [Part]) {
    let mut before: Option<Vec<Rupiah>> = None;
    for part in parts.iter_mut().filter(|part| !part.is_empty()) {
        let expected = before.take().filter(|ends| !ends.is_empty());
        if let (Some(opening), Some(ends)) = (part.read.opening, expected)
            && !ends.contains(&opening)
            && let Some(end) = ends.first()
            && let Some(entry) = part.listed.iter_mut().find(|entry| entry.kind == ListedKind::Opening)
        {
            entry.kind = ListedKind::OpeningDiffers;
            entry.is_problem = true;
            entry.message = format!("Periksa saldo awal {opening}: lembar sebelumnya berakhir dengan {end}.");
        }
        let moved = part.rows.iter().try_fold(part.read.opening.unwrap_or(Rupiah::ZERO), |sum, row| {
            sum.checked_add(row.money_in)?.checked_sub(row.money_out)
        });
        let computed = moved.filter(|_| part.read.opening.is_some());
        let ends: Vec<Rupiah> = part.read.closing.into_iter().chain(computed).collect();
        // After a sheet with problems a difference says nothing yet.
        let is_known = !ends.is_empty() && !part.listed.iter().any(|entry| entry.is_problem);
        before = is_known.then_some(ends);
    }
}
