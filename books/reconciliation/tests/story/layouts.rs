//! The layouts of the four banks, with fictional lines; each as CSV and as a workbook.

use crate::given::*;

/// Rows as a bank exports them, the layout that must be recognised, and what the lines move.
struct Export {
    bank: &'static str,
    rows: &'static [&'static [&'static str]],
}

const EXPORTS: [Export; 4] = [
    Export {
        bank: "BRI",
        rows: &[
            &["LAPORAN TRANSAKSI FINANSIAL"],
            &["Nama", "KKMP CONTOH"],
            &["Periode", "01/10/26 - 31/10/26"],
            &[],
            &["Tanggal Transaksi", "Uraian Transaksi", "Teller", "Debet", "Kredit", "Saldo"],
            &["05/10/26", "SETOR TUNAI", "0123", "0.00", "500,000.00", "5,500,000.00"],
            &["", "BU CONTOH MELATI", "", "", "", ""],
            &["20/10/26", "BIAYA ADM", "0000", "15,000.00", "0.00", "5,485,000.00"],
            &["31/10/26", "BUNGA", "0000", "0.00", "1,234.56", "5,486,234.56"],
            &["Saldo Awal", "Total Transaksi Debet", "Total Transaksi Kredit", "", "", "Saldo Akhir"],
            &["5,000,000.00", "15,000.00", "501,234.56", "", "", "5,486,234.56"],
        ],
    },
    Export {
        bank: "Mandiri",
        rows: &[
            &[
                "Account No",
                "Date",
                "Val. Date",
                "Transaction Code",
                "Description",
                "Description",
                "Reference No.",
                "Debit",
                "Credit",
                "Balance",
            ],
            &[
                "1090000000000",
                "05/10/2026",
                "05/10/2026",
                "6019",
                "SETOR TUNAI",
                "BU CONTOH MELATI",
                "99",
                "0.00",
                "500,000.00",
                "5,500,000.00",
            ],
            &[
                "1090000000000",
                "20/10/2026",
                "20/10/2026",
                "1122",
                "BIAYA ADM",
                "",
                "100",
                "15,000.00",
                "0.00",
                "5,485,000.00",
            ],
            &[
                "1090000000000",
                "31/10/2026",
                "31/10/2026",
                "1133",
                "BUNGA",
                "",
                "101",
                "0.00",
                "1,234.56",
                "5,486,234.56",
            ],
        ],
    },
    Export {
        bank: "BNI",
        rows: &[
            &["Account Statement"],
            &["Post Date", "Branch", "Journal No.", "Description", "Amount", "Db/Cr", "Balance"],
            &["31/10/2026 23.59.59", "0259", "000103", "BUNGA", "1,234.56", "K", "5,486,234.56"],
            &["20/10/2026 08.01.01", "0259", "000102", "BIAYA ADM", "15,000.00", "D", "5,485,000.00"],
            &[
                "05/10/2026 10.11.12",
                "0259",
                "000101",
                "SETOR TUNAI BU CONTOH MELATI",
                "500,000.00",
                "K",
                "5,500,000.00",
            ],
        ],
    },
    Export {
        bank: "BTN",
        rows: &[
            &["Rekening Koran"],
            &["Tanggal", "Keterangan", "Debet", "Kredit", "Saldo"],
            &["", "SALDO AWAL", "", "", "5.000.000,00"],
            &["05 Okt 2026", "SETOR TUNAI BU CONTOH MELATI", "-", "500.000,00", "5.500.000,00"],
            &["20 Okt 2026", "BIAYA ADM", "15.000,00", "-", "5.485.000,00"],
            &["31 Okt 2026", "BUNGA", "-", "1.234,56", "5.486.234,56"],
            &["", "TOTAL", "15.000,00", "501.234,56", ""],
        ],
    },
];

#[test]
fn each_bank_is_read_from_csv_and_from_a_workbook() {
    story(|test| {
        for Export { bank, rows } in EXPORTS {
            for (name, bytes) in [("koran.csv", csv(rows)), ("koran.xlsx", xlsx(rows))] {
                let done = import(test, &upload(name, bytes, "2026-10-31"));
                let done = done.unwrap_or_else(|error| panic!("{bank} {name}: {error}"));
                assert_eq!((done.added, done.known, done.gap), (3, 0, None), "{bank} {name}");
                let files =
                    test.db.read_blocking(|reader| reconciliation::statements(reader, HERE, BANK)).unwrap();
                assert_eq!(files[0].layout, bank, "{name}");
                assert_eq!((files[0].opening.0, files[0].closing.0), (5_000_000, 5_486_235), "{bank} {name}");
                let lines = state(test, "2026-10").unmatched_lines;
                let said: Vec<_> = lines.iter().map(|line| (line.date.day(), line.amount.0)).collect();
                assert_eq!(said, [(5, 500_000), (20, -15_000), (31, 1_235)], "{bank} {name}");
                assert_eq!(lines[0].text, "SETOR TUNAI BU CONTOH MELATI", "{bank} {name}");
                assert_eq!(lines[2].balance.map(|balance| balance.0), Some(5_486_235), "{bank} {name}");
                let id = files[0].id;
                test.db.write_blocking(move |tx| reconciliation::remove(tx, HERE, BANK, id)).unwrap();
            }
        }
    });
}

/// A workbook of several sheets with text in its cells.
fn sheets(sheets: &[&[&[&str]]]) -> Vec<u8> {
    let mut workbook = rust_xlsxwriter::Workbook::new();
    for rows in sheets {
        let sheet = workbook.add_worksheet();
        for (row, cells) in (0..).zip(*rows) {
            for (column, text) in (0..).zip(*cells) {
                sheet.write_string(row, column, *text).unwrap();
            }
        }
    }
    workbook.save_to_buffer().unwrap()
}

const HEAD: &[&str] = &["Tanggal", "Uraian Transaksi", "Debet", "Kredit", "Saldo"];

#[test]
fn all_sheets_of_a_workbook_are_read() {
    story(|test| {
        let later: &[&[&str]] = &[
            HEAD,
            &["20/10/26", "BIAYA ADM", "15.000,00", "0,00", "5.485.000,00"],
            &["31/10/26", "BUNGA", "0,00", "1.234,00", "5.486.234,00"],
        ];
        let earlier: &[&[&str]] =
            &[&["Halaman 1"], HEAD, &["05/10/26", "SETOR", "0,00", "500.000,00", "5.500.000,00"]];
        let cover: &[&[&str]] = &[&["Rekening Koran"], &["Nama", "KKMP CONTOH"]];
        let done =
            import(test, &upload("koran.xlsx", sheets(&[cover, later, earlier]), "2026-10-31")).unwrap();
        assert_eq!((done.added, done.gap), (3, None));
        let files = test.db.read_blocking(|reader| reconciliation::statements(reader, HERE, BANK)).unwrap();
        assert_eq!((files[0].opening.0, files[0].closing.0), (5_000_000, 5_486_234));
    });
}

#[test]
fn a_sheet_whose_lines_stand_under_other_headings_refuses_the_file() {
    story(|test| {
        let known: &[&[&str]] = &[HEAD, &["05/10/26", "SETOR", "0,00", "500.000,00", "5.500.000,00"]];
        let bare: &[&[&str]] = &[&["20/10/26", "BIAYA ADM", "15.000,00", "0,00", "5.485.000,00"]];
        let refused = import(test, &upload("koran.xlsx", sheets(&[known, bare]), "2026-10-31")).unwrap_err();
        assert!(refused.to_string().starts_with("Lembar Sheet2 juga memuat transaksi"), "{refused}");
    });
}

#[test]
fn a_workbook_with_real_numbers_and_dates_is_read_too() {
    story(|test| {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        for (column, head) in (0_u16..).zip(["Tanggal", "Keterangan", "Debet", "Kredit", "Saldo"]) {
            sheet.write_string(0, column, head).unwrap();
        }
        let format = rust_xlsxwriter::Format::new().set_num_format("dd/mm/yyyy");
        let date = rust_xlsxwriter::ExcelDateTime::from_ymd(2026, 10, 5).unwrap();
        sheet.write_with_format(1, 0, &date, &format).unwrap();
        sheet.write_string(1, 1, "SETOR").unwrap();
        sheet.write_number(1, 3, 500_000.25).unwrap();
        sheet.write_number(1, 4, 5_500_000.75).unwrap();
        let bytes = workbook.save_to_buffer().unwrap();
        import(test, &upload("koran.xlsx", bytes, "2026-10-31")).unwrap();
        let lines = state(test, "2026-10").unmatched_lines;
        assert_eq!((lines[0].date, lines[0].amount.0), (day("2026-10-05"), 500_000));
    });
}
