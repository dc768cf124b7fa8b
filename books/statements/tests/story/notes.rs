//! Catatan atas laporan keuangan, and the pack of all five statements.

use crate::given::{self, *};
use crate::papers;
use ledger::Line;
use reports::Part;
use statements::{Report, Request, Side, Statement};

fn asked(books: &Books<'_>, name: Statement) -> Report {
    let request = Request {
        surroundings: papers::surroundings(),
        ..Request::new(name, day("2027-12-31"), "KKMP Contoh Bahari")
    };
    books.ask(|reader, coop| statements::run(reader, coop, &request))
}

#[test]
fn every_account_has_its_note_with_both_years() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        let text = reports::text(&asked(&books, Statement::Notes).document);
        for said in [
            "1. Umum",
            "KKMP Contoh Bahari didirikan pada 26 Mei 2025.",
            "Anggota: 48 orang dan 2 calon anggota.",
            "Ketua    Pak Contoh Bakau",
            "2. Dasar penyusunan dan kebijakan akuntansi",
            "a. Dasar penyusunan: Laporan keuangan disusun menurut",
            "3. Kas dan bank",
            "11100  Kas         814.000      700.000",
            "       Jumlah    1.497.000    1.380.000",
            "Persediaan",
            "Simpanan pokok dan simpanan wajib",
            "Partisipasi bruto anggota",
            "Hasil bersih dari bukan anggota",
            "Gerai dan gudang  Pemerintah kota  BAST-07/2026  1 Feb 2026",
        ] {
            assert!(text.contains(said), "{said} is not in\n{text}");
        }
        let json = asked(&books, Statement::Notes).json;
        assert_eq!(json["notes"][0]["number"], 3);
        assert_eq!(json["notes"][0]["part"], serde_json::json!({ "balance": "assets" }));
        assert_eq!(json["identity"]["members"]["active"], 48);
    });
}

#[test]
fn what_is_not_known_is_not_spoken_of() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        let request = Request::new(Statement::Notes, day("2027-12-31"), "KKMP Contoh Bahari");
        let report = books.ask(|reader, coop| statements::run(reader, coop, &request));
        let text = reports::text(&report.document);
        assert!(text.contains("Laporan ini adalah laporan KKMP Contoh Bahari."), "{text}");
        assert!(text.contains("Tidak ada aset pihak lain yang tercatat dipakai koperasi."), "{text}");
        for word in ["Badan hukum:", "Alamat:", "Anggota:", "Pengurus dan pengawas"] {
            assert!(!text.contains(word), "{word} is in\n{text}");
        }
    });
}

#[test]
fn fixed_assets_move_from_opening_to_closing() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        let both =
            |debit, credit, amount| vec![Line::debit(debit, rp(amount)), Line::credit(credit, rp(amount))];
        books.post("2026-02-01", "Timbangan", both(TOOLS, BANK, 6_000_000));
        books.post("2026-12-31", "Penyusutan", both(DEPRECIATION, DEPRECIATED, 1_000_000));
        books.post("2027-03-01", "Rak", both(TOOLS, BANK, 2_000_000));
        let wrong = books.post("2027-03-02", "Rak, tercatat dua kali", both(TOOLS, BANK, 2_000_000));
        books.reverse(&wrong, day("2027-03-05"));
        books.post("2027-12-31", "Penyusutan", both(DEPRECIATION, DEPRECIATED, 1_500_000));
        let notes = books.ask(|reader, coop| {
            statements::notes(
                reader,
                coop,
                (day("2027-01-01"), day("2027-12-31")),
                None,
                Default::default(),
                Vec::new(),
            )
        });
        let moved: Vec<(i64, [i64; 4])> = notes
            .fixed_assets
            .iter()
            .map(|of| (of.code.0, [of.opening.0, of.additions.0, of.reductions.0, of.closing.0]))
            .collect();
        let expected = [
            (13_400, [6_000_000, 2_000_000, 0, 8_000_000]),
            (13_900, [-1_000_000, -1_500_000, 0, -2_500_000]),
        ];
        assert_eq!(moved, expected);
        let note = notes.notes.iter().find(|note| note.title == "Aset tetap").expect("the note");
        assert_eq!((note.now, note.before), (rp(5_500_000), rp(5_000_000)));
        assert_eq!(note.part, statements::NotePart::Balance(Side::Assets));
    });
}

#[test]
fn the_pack_has_the_five_statements_each_on_its_page() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        let report = asked(&books, Statement::Annual);
        let pages: Vec<&str> = report
            .document
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::NewPage(name) => Some(name.as_str()),
                _ => None,
            })
            .collect();
        let expected = [
            "Laporan Posisi Keuangan (Neraca)",
            "Laporan Perhitungan Hasil Usaha",
            "Laporan Perubahan Ekuitas",
            "Laporan Arus Kas",
            "Catatan atas Laporan Keuangan",
        ];
        assert_eq!(pages, expected);
        assert_eq!(report.document.letterhead, ["Badan hukum AHU-0000001.AH.01.29"]);
        assert!(report.document.signing.is_some() && report.document.seal.is_some());
        let text = reports::text(&report.document);
        // The cash that the balance sheet shows is explained in note 3.
        assert!(text.contains("  Kas                       3      814.000      700.000"), "{text}");
        let json = &report.json;
        assert_eq!(json["balance_sheet"]["equity"], json["equity"]["closing"]);
        assert_eq!(json["cash_flow"]["closing"], 1_497_000);
        assert_eq!(json["income"]["surplus"], 27_000);
        assert!(reports::pdf(&report.document, day("2028-01-15")).expect("a PDF").len() > 10_000);
    });
}

#[test]
fn the_cash_book_of_a_quarter_is_a_sheet_a_month() {
    given::on_both_engines(|test| {
        let books = Books::of(&test.db);
        given_two_years(&books);
        let request = Request {
            from: Some(day("2026-01-01")),
            account: Some(CASH),
            ..Request::new(Statement::CashBook, day("2026-03-31"), "KKMP")
        };
        let report = books.ask(|reader, coop| statements::run(reader, coop, &request));
        let months: Vec<&str> = report
            .document
            .parts
            .iter()
            .filter_map(|part| match part {
                Part::Heading(name) | Part::NewPage(name) => Some(name.as_str()),
                _ => None,
            })
            .collect();
        assert_eq!(months, ["Januari 2026", "Februari 2026", "Maret 2026"]);
        assert!(matches!(report.document.parts[0], Part::Heading(_)), "the first is below the title");
        let tables: Vec<_> = report.document.tables().collect();
        let shown =
            |row: &reports::Row| row.cells.iter().map(reports::Cell::shown).collect::<Vec<_>>().join("|");
        assert_eq!(shown(&tables[1].rows[0]), "|1 Feb 2026|Saldo Kas Bulan Lalu||||1.000.000|");
        assert_eq!(shown(&tables[1].rows[1]), "1|10 Feb 2026|Tabungan|BKM/2026/00002|500.000||1.500.000|");
        assert_eq!(shown(&tables[1].totals[0]), "||Transaksi bulan ini||500.000|700.000|800.000|");
        assert_eq!(shown(&tables[2].rows[0]), "|1 Mar 2026|Saldo Kas Bulan Lalu||||800.000|");
        assert_eq!(shown(&tables[2].rows[1]).split('|').next(), Some("1"), "each month counts from 1");
        assert_eq!(shown(&tables[2].totals[0]), "||Transaksi bulan ini||400.000|700.000|500.000|");
    });
}
