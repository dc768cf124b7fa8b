//! A known book, written in a thousand other ways: the same rows come out, or a question
//! or problem, never another row.

use std::collections::BTreeMap;

use kernel::{BookDate, Rupiah};
use sheets::{Answer, Asked, ColumnRole, DateOrder, QuestionKind, Reading, read_cash_book};
use spreadsheet::{Cell, Row, Sheet, Workbook};

use crate::examples::check_that_nothing_is_lost;
use crate::given::{day, serial};

const OPENING: i64 = 8_450_000;
/// Date, in, out, description. Every description is there once.
const FACTS: [(&str, i64, i64, &str); 14] = [
    ("2026-06-01", 100_000, 0, "Setoran anggota"),
    ("2026-06-01", 50_000, 0, "Simpanan Pokok Anggota"),
    ("2026-06-05", 0, 6_500, "admin bank"),
    ("2026-06-12", 1_500_000, 0, "Laba Brilink"),
    ("2026-06-12", 0, 250_000, "Total belanja snack rapat"),
    ("2026-06-30", 0, 300_000, "Biaya Rapat Pengurus"),
    ("2026-07-02", 120_000, 0, "Terima Simpanan wajib Juli - Des 25"),
    ("2026-07-06", 75_455, 0, "Bagi hasil pisang"),
    ("2026-07-06", 0, 2_500, "Biaya cetak rekening koran"),
    ("2026-07-07", 0, 1_000_000, "Modal Unit Usaha Pupuk"),
    ("2026-07-13", 12_000, 0, "Penjualan Materai (Laba: 12000)"),
    ("2026-07-25", 2_000_000, 0, "Modal Mitra Pisang"),
    ("2026-07-25", 0, 30_000, "Jumlah honor 3 orang"),
    ("2026-07-31", 0, 455, "Pembelian pulsa"),
];

/// SplitMix64: the same thousand books on every machine.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        ((mixed ^ (mixed >> 31)) % sides as u64) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.roll(100) < percent
    }

    fn pick<'a>(&mut self, from: &[&'a str]) -> &'a str {
        from[self.roll(from.len())]
    }

    fn shuffle<T>(&mut self, items: &mut [T]) {
        for place in (1..items.len()).rev() {
            let other = self.roll(place + 1);
            items.swap(place, other);
        }
    }

    /// One letter changed, doubled, lost, or exchanged with the next.
    fn mistype(&mut self, text: &str) -> String {
        let mut letters: Vec<char> = text.chars().collect();
        let place = self.roll(letters.len());
        match self.roll(4) {
            0 => letters[place] = char::from(b'a' + self.roll(26) as u8),
            1 => letters.insert(place, letters[place]),
            2 => {
                letters.remove(place);
            }
            _ if place + 1 < letters.len() => letters.swap(place, place + 1),
            _ => {}
        }
        letters.into_iter().collect()
    }
}

/// How one scrambled book is written.
struct Style {
    columns: Vec<&'static str>,
    headings: BTreeMap<&'static str, String>,
    names: usize,
    says_month: bool,
    has_saldo: bool,
    opening_is_debet: bool,
    subtotals: usize,
    blanks: usize,
    mistypes: usize,
    /// Some dates have the month before the day.
    is_foreign: bool,
}

const SPELLINGS: [(&str, &[&str]); 8] = [
    ("no", &["No", "No.", "NOMOR", "No Urut"]),
    ("date", &["Tanggal", "Tgl", "TGL.", "Hari/Tanggal", "Tanggal¶Transaksi"]),
    ("text", &["Uraian", "Uraian Transaksi", "Jenis Transaksi", "Keterangan Transaksi", "URAIAN  KEGIATAN"]),
    ("voucher", &["Bukti", "No Bukti", "No. Kwitansi"]),
    ("in", &["Debet", "Debit (Rp)", "Masuk", "PENERIMAAN", "Uang¶Masuk", "Debet  (Rp)"]),
    ("out", &["Kredit", "Kredit (Rp)", "Keluar", "PENGELUARAN", "Uang¶Keluar", "Credit"]),
    ("saldo", &["Saldo", "SALDO (Rp)", "Saldo¶(Rp)", "Sisa"]),
    ("note", &["Ket", "Keterangan", "Catatan"]),
];

fn style(dice: &mut Dice) -> Style {
    let mistypes = if dice.chance(40) { 25 } else { 0 };
    let mut columns = vec!["date", "text", "in", "out"];
    let has_saldo = dice.chance(75);
    if has_saldo {
        columns.push("saldo");
    }
    for (column, chance) in
        [("no", 70), ("voucher", 60), ("note", 60), ("code", 20), ("beside", 25), ("gap", 20)]
    {
        if dice.chance(chance) {
            columns.push(column);
        }
    }
    if dice.chance(60) {
        dice.shuffle(&mut columns);
    }
    let mut headings = BTreeMap::new();
    for (role, spellings) in SPELLINGS {
        let spelling = dice.pick(spellings).replace('¶', "\n");
        let spelling = if dice.chance(mistypes) { dice.mistype(&spelling) } else { spelling };
        headings.insert(role, spelling);
    }
    headings.insert("code", "Kode Akun".to_owned());
    Style {
        columns,
        headings,
        names: dice.roll(5),
        says_month: dice.chance(60),
        has_saldo,
        opening_is_debet: dice.chance(25),
        subtotals: if dice.chance(40) { 20 } else { 0 },
        blanks: if dice.chance(50) { 15 } else { 0 },
        mistypes,
        is_foreign: dice.chance(20),
    }
}

fn sheet_name(style: &Style, month: &str, number: i64) -> String {
    match style.names {
        0 => format!("{month} 26"),
        1 => format!("{} 2026", month.to_uppercase()),
        2 => format!("{}-26", &month[..3]),
        3 => format!("{number:02}-2026"),
        _ => format!("Sheet{number}"),
    }
}

fn date_cell(dice: &mut Dice, date: BookDate, above: Option<BookDate>, style: &Style) -> Cell {
    let (year, month, day_of) = (date.year(), date.month(), date.day());
    let text = match dice.roll(14) {
        0 | 1 => return Cell::DateTime { serial: serial(date) },
        2 => return Cell::Number(serial(date)),
        3 if above == Some(date) => return Cell::Empty,
        4 => return Cell::Number(day_of as f64),
        5 => format!("{day_of:02}/{month:02}/{year}"),
        6 => format!("{day_of}-{month}-{}", year % 100),
        7 => format!("{day_of}.{month}.{year}"),
        8 => date.to_string(),
        9 => format!("Tgl {day_of:02} {} {year}", ["Juni", "Juli"][(month - 6) as usize]),
        10 => format!("{day_of} {}", ["Jun", "Jul"][(month - 6) as usize]),
        11 => format!("{}, {}", date.weekday_name(), date.long()),
        // Where nothing else says the month, 6/1 is the sixth of January: day before month, always.
        12 if style.is_foreign && (style.says_month || style.names < 4 || day_of > 12) => {
            format!("{month}/{day_of}/{year}")
        }
        _ => date.long(),
    };
    Cell::Text(text)
}

fn amount_cell(dice: &mut Dice, amount: i64) -> Cell {
    if amount == 0 {
        return match dice.roll(6) {
            0 => Cell::Number(0.0),
            1 => Cell::Text("-".to_owned()),
            2 => Cell::Text("Rp -".to_owned()),
            _ => Cell::Empty,
        };
    }
    let digits = amount.to_string();
    let groups: Vec<String> =
        digits.as_bytes().rchunks(3).rev().map(|group| String::from_utf8(group.to_vec()).unwrap()).collect();
    let text = match dice.roll(10) {
        0 => groups.join("."),
        1 => groups.join(","),
        2 => format!("Rp {},-", groups.join(".")),
        3 => format!("{},00", groups.join(".")),
        4 if amount % 1_000 == 0 => format!("{}rb", amount / 1_000),
        5 if amount % 100_000 == 0 => format!("{},{} jt", amount / 1_000_000, amount / 100_000 % 10),
        _ => return Cell::Number(amount as f64),
    };
    Cell::Text(text)
}

/// Writes rows one below the other.
struct Page<'a> {
    style: &'a Style,
    rows: Vec<Row>,
    number: u32,
}

impl Page<'_> {
    fn put(&mut self, cells: &[(&str, Cell)], hidden: bool) {
        self.number += 1;
        let of = |column: &&&str| {
            let found = cells.iter().find(|(name, _)| *name == **column);
            found.map_or(Cell::Empty, |(_, cell)| cell.clone())
        };
        let row =
            Row { number: self.number, hidden, cells: self.style.columns.iter().map(|c| of(&c)).collect() };
        if row.cells.iter().any(|cell| !cell.is_blank()) {
            self.rows.push(row);
        }
    }

    fn line(&mut self, text: &str) {
        self.number += 1;
        self.rows.push(Row { number: self.number, hidden: false, cells: vec![Cell::Text(text.to_owned())] });
    }
}

fn write_sheet(dice: &mut Dice, style: &Style, month: i64) -> Sheet {
    let name = ["Juni", "Juli"][(month - 6) as usize];
    let mut page = Page { style, rows: Vec::new(), number: 0 };
    for line in ["KOPERASI CONTOH", "BUKU KAS", "Desa Contoh"].iter().take(dice.roll(4)) {
        page.line(line);
    }
    if style.says_month {
        page.line(&format!("Bulan : {name} 2026"));
    }
    page.number += dice.roll(3) as u32;
    let text = |text: &str| Cell::Text(text.to_owned());
    let headings: Vec<(&str, Cell)> =
        style.headings.iter().map(|(role, heading)| (*role, text(heading))).collect();
    page.put(&headings, false);
    let before: i64 =
        FACTS.iter().filter(|fact| day(fact.0).month() < month).map(|fact| fact.1 - fact.2).sum();
    let mut saldo = OPENING + before;
    let opening = dice.pick(&["Saldo Kas/Bank Bulan Lalu", "Saldo awal", "Saldo bulan lalu"]);
    let opening = if dice.chance(style.mistypes) { dice.mistype(opening) } else { opening.to_owned() };
    let column = if style.opening_is_debet || !style.has_saldo { "in" } else { "saldo" };
    let first = BookDate::new(2026, month, 1).unwrap();
    let dated = if dice.chance(30) { Cell::DateTime { serial: serial(first) } } else { Cell::Empty };
    let number = if dice.chance(50) { Cell::Number(1.0) } else { Cell::Empty };
    let cells =
        [("no", number), ("date", dated), ("text", text(&opening)), (column, amount_cell(dice, saldo))];
    page.put(&cells, false);
    let (mut sums, mut above) = ((0, 0), None);
    for (place, (date, money_in, money_out, what)) in FACTS.iter().enumerate() {
        let date = day(date);
        if date.month() != month {
            continue;
        }
        saldo += money_in - money_out;
        sums = (sums.0 + money_in, sums.1 + money_out);
        let hidden = dice.chance(5);
        let shown_saldo =
            if dice.chance(4) { Cell::Error("#REF!".to_owned()) } else { amount_cell(dice, saldo) };
        page.put(
            &[
                ("no", Cell::Number(place as f64 + 1.0)),
                ("date", date_cell(dice, date, above, style)),
                ("text", text(what)),
                ("in", amount_cell(dice, *money_in)),
                ("out", amount_cell(dice, *money_out)),
                ("saldo", shown_saldo),
                ("note", if dice.chance(20) { text("tunai") } else { Cell::Empty }),
                ("code", if dice.chance(50) { text("4-1100") } else { Cell::Empty }),
                ("beside", if dice.chance(20) { Cell::Number(750_000.0) } else { Cell::Empty }),
            ],
            hidden,
        );
        above = Some(date);
        if dice.chance(style.blanks) {
            page.number += 1;
        }
        if dice.chance(style.subtotals) {
            let word = dice.pick(&["Jumlah", "Sub total", "Jumlah dipindahkan"]);
            let word = if dice.chance(style.mistypes) { dice.mistype(word) } else { word.to_owned() };
            let place = if dice.chance(70) { "text" } else { "date" };
            page.put(
                &[
                    (place, text(&word)),
                    ("in", amount_cell(dice, sums.0)),
                    ("out", amount_cell(dice, sums.1)),
                ],
                false,
            );
        }
    }
    if dice.chance(60) {
        let word = dice.pick(&["Transaksi Bulan ini", "Total", "Jumlah", ""]);
        let cells =
            [("text", text(word)), ("in", amount_cell(dice, sums.0)), ("out", amount_cell(dice, sums.1))];
        page.put(&cells, false);
    }
    if dice.chance(50) {
        page.number += 1;
        page.put(&[("text", text("Mengetahui, Ketua")), ("out", text("Bendahara"))], false);
        page.put(&[("text", text("Pak Contoh Darmo")), ("out", text("Bu Contoh Marni"))], false);
    }
    Sheet { name: sheet_name(style, name, month), hidden: false, rows: page.rows, merged: Vec::new() }
}

/// Nothing else than the facts is in the rows; what is missing is asked or listed.
fn check(seed: u64, reading: &Reading) -> bool {
    let mut seen = Vec::new();
    for row in &reading.rows {
        let fact = FACTS.iter().find(|fact| fact.3 == row.description);
        let context = || format!("seed {seed}: {row:?}\n{:#?}", reading.sheets);
        let (date, money_in, money_out, what) = fact.unwrap_or_else(|| panic!("{} is no fact", context()));
        assert_eq!(
            (row.date, row.money_in, row.money_out),
            (day(date), Rupiah(*money_in), Rupiah(*money_out)),
            "{}",
            context()
        );
        assert!(!seen.contains(what), "{} is there twice", context());
        seen.push(what);
    }
    let missing = FACTS.len() - seen.len();
    let told = reading.problems().count();
    assert!(missing <= told, "seed {seed}: {missing} rows are missing, {told} problems told");
    if let Some(opening) = reading.opening() {
        let is_june =
            reading.sheets.first().is_some_and(|sheet| sheet.month.is_none_or(|month| month.month() == 6));
        assert!(
            !is_june || opening == Rupiah(OPENING) || !reading.questions.is_empty(),
            "seed {seed}: opening {opening}"
        );
    }
    missing == 0 && reading.questions.is_empty() && told == 0
}

#[test]
fn a_thousand_ways_to_write_a_book_give_the_same_rows_or_a_question() {
    let mut clean = 0;
    let mut rows = 0;
    for seed in 0..1_000 {
        let mut dice = Dice(seed);
        let style = style(&mut dice);
        let mut pages = vec![write_sheet(&mut dice, &style, 6), write_sheet(&mut dice, &style, 7)];
        if dice.chance(50) {
            pages.reverse();
        }
        let workbook = Workbook { sheets: pages, ..Workbook::default() };
        let reading = read_cash_book(&workbook, &Asked::on(day("2026-11-24")));
        clean += usize::from(check(seed, &reading));
        rows += reading.rows.len();
        check_that_nothing_is_lost(&workbook, &reading, &format!("seed {seed}"));
    }
    // A reader that refuses everything would never be wrong either.
    assert!(clean >= 400, "{clean} of 1000 books were read without a question");
    assert!(rows >= 10_000, "{rows} of 14000 rows were read");
    println!("{clean} of 1000 books without a question, {rows} of 14000 rows");
}

/// What somebody who knows the book answers about a sheet: its month, that months stand first where a
/// date says so, and what each column is.
fn truth(style: &Style, sheet: &str, month: i64, kinds: &[QuestionKind]) -> Answer {
    let role = |column: &&str| match *column {
        "date" => ColumnRole::Date,
        "text" => ColumnRole::Description,
        "in" => ColumnRole::In,
        "out" => ColumnRole::Out,
        "saldo" => ColumnRole::Balance,
        "no" => ColumnRole::Number,
        "voucher" => ColumnRole::Voucher,
        "note" => ColumnRole::Note,
        _ => ColumnRole::Unused,
    };
    let asks = |kind: QuestionKind| kinds.contains(&kind);
    let asks_columns = asks(QuestionKind::WhichColumn) || asks(QuestionKind::NoHeading);
    Answer {
        sheet: sheet.to_owned(),
        year: Some(2026),
        month: Some(month),
        order: asks(QuestionKind::DayOrMonth).then_some(DateOrder::MonthFirst),
        columns: if asks_columns { style.columns.iter().map(role).collect() } else { Vec::new() },
        ..Answer::default()
    }
}

#[test]
fn a_scrambled_book_with_answers_gives_the_same_rows() {
    let (mut asked_about, mut settled) = (0, 0);
    for seed in 0..1_000 {
        let mut dice = Dice(seed);
        let style = style(&mut dice);
        let pages = vec![write_sheet(&mut dice, &style, 6), write_sheet(&mut dice, &style, 7)];
        let workbook = Workbook { sheets: pages, ..Workbook::default() };
        let mut asked = Asked::on(day("2026-11-24"));
        let before = read_cash_book(&workbook, &asked);
        if before.questions.is_empty() {
            continue;
        }
        asked_about += 1;
        // What one answer brings to light may be asked after it.
        for _ in 0..3 {
            let reading = read_cash_book(&workbook, &asked);
            for (sheet, month) in workbook.sheets.iter().zip([6, 7]) {
                let kinds: Vec<QuestionKind> =
                    reading.questions.iter().filter(|q| q.sheet == sheet.name).map(|q| q.kind).collect();
                if !kinds.is_empty() {
                    let mut answer = truth(&style, &sheet.name, month, &kinds);
                    if let Some(known) = asked.about(&sheet.name) {
                        answer.order = answer.order.or(known.order);
                        answer.columns =
                            if answer.columns.is_empty() { known.columns.clone() } else { answer.columns };
                    }
                    asked.take(answer);
                }
            }
        }
        let reading = read_cash_book(&workbook, &asked);
        check(seed, &reading);
        check_that_nothing_is_lost(&workbook, &reading, &format!("seed {seed}, answered"));
        assert!(reading.rows.len() >= before.rows.len(), "seed {seed} lost rows by being answered");
        settled += usize::from(reading.questions.is_empty());
        if !reading.questions.is_empty() {
            println!("seed {seed} still asks {:?}", reading.questions);
        }
    }
    println!("{asked_about} books asked, {settled} of them are settled by answers");
    assert!(asked_about >= 100, "only {asked_about} books ask anything");
    assert_eq!(settled, asked_about, "what is answered is not asked again");
}
