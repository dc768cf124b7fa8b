//! A register as officers keep it, taken in on both engines.

use kernel::{BookDate, CooperativeId, PartyId, RegionCode, Rupiah, Timestamp, UserId};
use members::{Member, MemberFilter, MemberState, NikKeys};
use registry::{LegalPapers, NewCooperative};
use rust_xlsxwriter::Workbook;
use store::Db;
use store::testing::{TestDb, on_both_engines};

use super::columns::List;
use super::{Report, Wanted, accept, read};
use crate::desk::opening::UNNAMED;
use crate::installation::MIGRATIONS;

const BY: UserId = UserId(1);
/// 24 November 2026 in the evening.
const NOW: Timestamp = Timestamp(1_795_537_800_000_000);
const HOME: &str = "19.71.04.1001";
const NEXT_DOOR: &str = "19.71.04.1002";

fn day(text: &str) -> BookDate {
    BookDate::parse(text).unwrap()
}

/// A cell of a sheet: a number as a number, everything else as text.
#[derive(Clone, Copy)]
enum Typed {
    Text(&'static str),
    Number(f64),
}

impl From<&'static str> for Typed {
    fn from(text: &'static str) -> Self {
        Self::Text(text)
    }
}

impl From<i32> for Typed {
    fn from(number: i32) -> Self {
        Self::Number(f64::from(number))
    }
}

/// A workbook of one sheet, read as an import reads it.
fn list(rows: &[&[Typed]]) -> List {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Anggota").unwrap();
    for (row, cells) in (0..).zip(rows) {
        for (column, cell) in (0..).zip(*cells) {
            match cell {
                Typed::Text(text) => sheet.write_string(row, column, *text).unwrap(),
                Typed::Number(number) => sheet.write_number(row, column, *number).unwrap(),
            };
        }
    }
    let bytes = book.save_to_buffer().unwrap();
    read(&spreadsheet::read("anggota.xlsx", &bytes).unwrap()).unwrap()
}

macro_rules! row {
    ($($cell:expr),* $(,)?) => { &[$(Typed::from($cell)),*] };
}

fn cooperative(db: &Db, village: &str) -> CooperativeId {
    let region = RegionCode::parse(village).unwrap();
    let new = NewCooperative {
        region,
        name: registry::standard_name("Contoh", region),
        legal: LegalPapers::default(),
        address: None,
        founded_on: None,
        at: NOW,
    };
    db.write_blocking(move |tx| registry::register(tx, new.clone())).unwrap()
}

#[test]
fn a_list_without_addresses_is_said_once_and_not_row_by_row() {
    let mut book = Workbook::new();
    let sheet = book.add_worksheet().set_name("Daftar").unwrap();
    for (column, text) in (0..).zip(["Nama", "NIK", "Simpanan Pokok"]) {
        sheet.write_string(0, column, text).unwrap();
    }
    let bytes = book.save_to_buffer().unwrap();
    let refused = read(&spreadsheet::read("anggota.xlsx", &bytes).unwrap()).err();
    assert_eq!(
        refused.as_deref(),
        Some("Kolom Alamat tidak ada di lembar Daftar. Tambahkan kolomnya, isi sesuai KTP, lalu coba lagi.")
    );
}

/// Taken in, or tried and taken back.
fn brought(db: &Db, cooperative: CooperativeId, list: &List, tried: bool) -> Report {
    enum Ended {
        Tried(Report),
        Failed(String),
    }
    impl From<store::StoreError> for Ended {
        fn from(error: store::StoreError) -> Self {
            Self::Failed(error.to_string())
        }
    }
    let list = list.clone();
    let done = db.write_blocking(move |tx| {
        let keys = NikKeys { seal: [1; 32], hash: [2; 32] };
        let wanted = Wanted {
            cooperative,
            file_name: "anggota.xlsx".to_owned(),
            as_of: day("2025-12-31"),
            today: day("2026-11-24"),
            by: BY,
            at: NOW,
        };
        let report = accept(tx, &keys, &wanted, &list).map_err(|error| Ended::Failed(error.sentence))?;
        if tried { Err(Ended::Tried(report)) } else { Ok(report) }
    });
    match done {
        Ok(report) | Err(Ended::Tried(report)) => report,
        Err(Ended::Failed(sentence)) => panic!("{sentence}"),
    }
}

fn all_members(db: &Db, cooperative: CooperativeId) -> Vec<Member> {
    let filter = MemberFilter::default();
    db.read_blocking(|reader| members::list(reader, cooperative, &filter)).unwrap().members
}

fn saved(db: &Db, cooperative: CooperativeId, member: PartyId) -> savings::Balances {
    db.read_blocking(|reader| savings::balances_of(reader, cooperative, member)).unwrap()
}

fn entries(db: &Db, cooperative: CooperativeId) -> i64 {
    db.read_blocking(|reader| ledger::period_state(reader, cooperative)).unwrap().last_entry.0
}

/// What a report says, a row at a time, as "row field".
fn told(report: &Report) -> Vec<(u32, &'static str)> {
    report.problems.iter().map(|problem| (problem.row, problem.field)).collect()
}

const REGISTER: &[&[Typed]] = &[
    &[Typed::Text("DAFTAR ANGGOTA KOPERASI CONTOH")],
    &[],
    &[
        Typed::Text("No"),
        Typed::Text("Simpanan Wajib"),
        Typed::Text("Nama Anggota"),
        Typed::Text("N I K"),
        Typed::Text("NIK"),
        Typed::Text("Alamat KTP"),
        Typed::Text("No. HP"),
        Typed::Text("Tgl Masuk"),
        Typed::Text("Simp. Pokok (Rp)"),
        Typed::Text("Sukarela"),
        Typed::Text("No. Anggota"),
    ],
    &[
        Typed::Number(1.0),
        Typed::Number(60_000.0),
        Typed::Text("Bu Contoh Marni"),
        Typed::Text(""),
        Typed::Text("1971044503900002"),
        Typed::Text("Jl. Contoh 1 RT 02"),
        Typed::Number(8_123_456_789.0),
        Typed::Text("05/10/2025"),
        Typed::Text("Rp 50.000,-"),
        Typed::Text("-"),
        Typed::Text("A-017"),
    ],
    // No day of joining, simpanan pokok full: a member from the day of the opening.
    &[
        Typed::Number(2.0),
        Typed::Text("100.000"),
        Typed::Text("Pak Contoh Jati"),
        Typed::Text(""),
        Typed::Text("1971.0405.0388.0003"),
        Typed::Text("Jl. Contoh 2"),
        Typed::Text(""),
        Typed::Text(""),
        Typed::Number(50_000.0),
        Typed::Number(250_000.0),
        Typed::Text(""),
    ],
    // A part of simpanan pokok: still waits to become a member.
    &[
        Typed::Number(3.0),
        Typed::Text(""),
        Typed::Text("Bu Contoh Melur"),
        Typed::Text(""),
        Typed::Text("1971044101850004"),
        Typed::Text("Jl. Contoh 3"),
        Typed::Text(""),
        Typed::Text(""),
        Typed::Number(20_000.0),
        Typed::Text(""),
        Typed::Text(""),
    ],
    &[Typed::Text("Jumlah"), Typed::Text("160.000"), Typed::Text("3 orang")],
];

#[test]
fn a_register_comes_in_with_numbers_days_and_savings() {
    on_both_engines(&MIGRATIONS, |test| {
        let id = cooperative(&test.db, HOME);
        let list = list(REGISTER);
        let report = brought(&test.db, id, &list, true);
        assert_eq!((report.rows, report.accepted, report.rejected), (3, 3, 0), "{report:?}");
        assert!(all_members(&test.db, id).is_empty(), "a trial writes nothing");
        assert_eq!(entries(&test.db, id), 0);

        assert_eq!(brought(&test.db, id, &list, false), report);
        let [jati, marni, melur] = &all_members(&test.db, id)[..] else { panic!("three people") };
        assert_eq!((marni.number, marni.active_from), (Some(17), Some(day("2025-10-05"))));
        assert_eq!(marni.phone.as_deref(), Some("08123456789"));
        assert_eq!((jati.number, jati.active_from), (Some(1), Some(day("2025-12-31"))));
        assert_eq!((melur.number, melur.state), (None, MemberState::Verified));
        assert_eq!(saved(&test.db, id, melur.party).principal, Rupiah(20_000));
        let of_marni = saved(&test.db, id, marni.party);
        assert_eq!((of_marni.principal, of_marni.mandatory), (Rupiah(50_000), Rupiah(60_000)));
        let paid = |member: &Member| {
            let party = member.party;
            let paid = test.db.read_blocking(|reader| savings::paid_months(reader, id, party)).unwrap();
            paid.keys().map(|month| month.number()).collect::<Vec<_>>()
        };
        assert_eq!(paid(marni), [202_510, 202_511, 202_512]);
        assert_eq!(paid(jati), [202_512], "since when is not known, so nothing is paid ahead");
        let unnamed =
            test.db.read_blocking(|reader| ledger::balance_of(reader, id, UNNAMED, day("2025-12-31"), None));
        assert_eq!(unnamed.unwrap(), Rupiah(530_000));
        assert_eq!(entries(&test.db, id), 1);

        let again = brought(&test.db, id, &list, false);
        assert_eq!((again.accepted, again.already, again.rejected), (0, 3, 0), "{again:?}");
        assert_eq!((all_members(&test.db, id).len(), entries(&test.db, id)), (3, 1));
        let audit = test.db.read_blocking(|reader| ledger::audit(reader, id)).unwrap();
        assert_eq!(audit.differences, []);
    });
}

const HEADING: &[Typed] = &[
    Typed::Text("No Anggota"),
    Typed::Text("Nama"),
    Typed::Text("NIK"),
    Typed::Text("Alamat"),
    Typed::Text("Telepon"),
    Typed::Text("Tanggal masuk"),
    Typed::Text("Pokok"),
    Typed::Text("Wajib"),
    Typed::Text("Lunas sampai"),
    Typed::Text("Kelurahan"),
];

#[test]
fn every_bad_row_says_what_is_wrong_and_the_good_ones_go_in() {
    on_both_engines(&MIGRATIONS, |test| {
        territory::load(&test.db, NOW).unwrap();
        let other = cooperative(&test.db, NEXT_DOOR);
        let there: &[&[Typed]] =
            &[HEADING, row!["", "Pak Contoh Bakau", "1971041203800005", "Jl. Contoh 9", "", "", 50_000]];
        assert_eq!(brought(&test.db, other, &list(there), false).accepted, 1);
        let id = cooperative(&test.db, HOME);
        let rows: &[&[Typed]] = &[
            HEADING,
            row![1, "Bu Contoh Marni", "1971044503900002", "Jl. Contoh 1", "", "", 50_000],
            row![2, "", "1971040503880003", "Jl. Contoh 2"],
            row![3, "Pak Contoh Jati", "19710405038", "Jl. Contoh 2"],
            row![4, "Pak Contoh Jati", "1971044503900002", "Jl. Contoh 2"],
            row![5, "Pak Contoh Bakau", "1971041203800005", "Jl. Contoh 9", "", "", 50_000],
            row![6, "Bu Contoh Melur", "1971044101850004", "", "12", "", "1.5"],
            // As a spreadsheet keeps sixteen digits: the last one is gone.
            &[
                Typed::from(7),
                "Bu Contoh Kenanga".into(),
                Typed::Number(1_971_044_206_820_010.0),
                "Jl. Contoh 4".into(),
            ],
            row![1, "Bu Contoh Dahlia", "1971044307830007", "Jl. Contoh 5", "", "", 50_000],
            row![9, "Bu Contoh Mawar", "1971044408840008", "Jl. Contoh 6", "", "31/12/2026"],
            row![10, "Bu Contoh Tanjung", "1971044509850009", "Jl. Contoh 7", "", "", 20_000, 40_000],
            row![11, "Bu Contoh Soka", "1971044610860010", "Jl. Contoh 8", "", "05/01/2026", 50_000],
            row![12, "Bu Contoh Asoka", "1971044711870011", "Jl. Contoh 8", "", "", "", "", "", "Kota Antah"],
            row![
                13,
                "Bu Contoh Pinang",
                "1971044812880012",
                "Jl. Contoh 8",
                "",
                "",
                "",
                "",
                "",
                "Kel. Bintang"
            ],
        ];
        let report = brought(&test.db, id, &list(rows), false);
        let expected = [
            (3, "nama"),
            (4, "nik"),
            (5, "nik"),
            (6, "nik"),
            (7, "alamat"),
            (7, "simpanan pokok"),
            (8, "nik"),
            (9, "no anggota"),
            (10, "tanggal masuk"),
            (11, "simpanan pokok"),
            (12, "tanggal masuk"),
            (13, "kelurahan"),
            (14, "bukti domisili"),
        ];
        assert_eq!(told(&report), expected, "{:#?}", report.problems);
        assert_eq!((report.rows, report.accepted, report.rejected), (13, 1, 12));
        assert_eq!(all_members(&test.db, id).len(), 1, "only who was taken is in the register");
        let said: String = report.problems.iter().map(|problem| problem.message.as_str()).collect();
        assert!(said.contains("NIK di baris 5 sama dengan di baris 2"), "{said}");
        assert!(said.contains("NIK di baris 6 sudah terdaftar di koperasi lain"), "{said}");
        assert!(said.contains("tersimpan sebagai angka"), "{said}");
        let digits = |from: usize| said.chars().skip(from).take(11).all(|c| c.is_ascii_digit());
        assert!((0..said.chars().count() - 11).all(|from| !digits(from)), "a NIK is told: {said}");
    });
}

#[test]
fn another_name_for_a_nik_that_is_there_is_asked_about() {
    let test = TestDb::sqlite(&MIGRATIONS);
    let id = cooperative(&test.db, HOME);
    let row = |name| row_of(name, "1971044503900002");
    brought(&test.db, id, &list(&[HEADING, &row("Bu Contoh Marni")]), false);
    let report = brought(&test.db, id, &list(&[HEADING, &row("Pak Contoh Jati")]), false);
    assert_eq!((report.accepted, report.already, report.rejected), (0, 0, 1));
    assert!(report.problems[0].message.contains("atas nama lain"), "{report:?}");
}

fn row_of(name: &'static str, nik: &'static str) -> [Typed; 4] {
    [Typed::Text(""), Typed::Text(name), Typed::Text(nik), Typed::Text("Jl. Contoh 1")]
}

#[test]
fn a_sheet_that_is_no_register_says_what_is_missing() {
    let mut book = Workbook::new();
    book.add_worksheet().write_string(0, 0, "Tanggal").unwrap();
    let bytes = book.save_to_buffer().unwrap();
    let refused = read(&spreadsheet::read("kas.xlsx", &bytes).unwrap()).err().unwrap();
    assert!(refused.contains("Nama dan NIK"), "{refused}");
}

#[test]
fn a_report_in_json_has_the_promised_fields() {
    let report = Report { rows: 2, accepted: 1, rejected: 1, ..Report::default() };
    let json = serde_json::to_value(&report).unwrap();
    let mut fields: Vec<&str> = json.as_object().unwrap().keys().map(String::as_str).collect();
    fields.sort_unstable();
    assert_eq!(fields, ["accepted", "already", "problems", "rejected", "rows"]);
}
