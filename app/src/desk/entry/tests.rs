//! Proofs that come after the entry, on both engines, as the treasurer and the supervisor see them.

use kernel::{AccountCode, BookDate, CooperativeId, EntryId, Month, RegionCode, Rupiah, Timestamp, UserId};
use ledger::{Book, Entry, Line};
use store::testing::{TestDb, on_both_engines};
use web::testing::{Answer, TestBrowser};
use web::{Right, RightSet, Tenant, Visit};

use super::{lacks_proof, proofs_of};
use crate::installation::MIGRATIONS;

const HERE: CooperativeId = CooperativeId(7);
const BY: UserId = UserId(1);
/// 24 November 2026, 10.00 WIB.
const NOW: Timestamp = Timestamp(1_795_489_200_000_000);
const OCTOBER: &str = "tutup-bulan/tanpa-bukti?bulan=2026-10";

const TREASURER: [Right; 3] = [Right::ReadBooks, Right::Record, Right::ReadFigures];
const SUPERVISOR: [Right; 2] = [Right::ReadBooks, Right::ReadFigures];

/// A picture of one point, as a PNG file; the last byte makes it another file.
fn photo(other: u8) -> Vec<u8> {
    let mut bytes = vec![
        137, 80, 78, 71, 13, 10, 26, 10, 0, 0, 0, 13, 73, 72, 68, 82, 0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0,
        58, 126, 155, 85, 0, 0, 0, 10, 73, 68, 65, 84, 120, 156, 99, 96, 0, 0, 0, 2, 0, 1, 72, 175, 164, 113,
        0, 0, 0, 0, 73, 69, 78, 68, 174, 66, 96, 130,
    ];
    bytes.push(other);
    bytes
}

/// A whole PDF of one page.
fn letter() -> Vec<u8> {
    letter_with("", "")
}

/// The same with more in its catalogue and its trailer.
fn letter_with(catalogue: &str, trailer: &str) -> Vec<u8> {
    let body = format!(
        "%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R{catalogue}>>endobj\n\
         2 0 obj<</Type/Pages/Count 1/Kids[3 0 R]>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R>>endobj\n"
    );
    let place = body.len();
    let end = format!("trailer<</Root 1 0 R{trailer}>>\nstartxref\n{place}\n%%EOF\n");
    format!("{body}xref\n0 1\n0000000000 65535 f \n{end}").into_bytes()
}

struct Office<'t> {
    test: &'t TestDb,
}

impl Office<'_> {
    fn posts(&self, date: &str, what: &str, amount: i64) -> EntryId {
        let line = |account, amount| Line::debit(AccountCode(account), Rupiah(amount));
        let entry = Entry {
            cooperative: HERE,
            date: BookDate::parse(date).unwrap(),
            book: Book::Memorial,
            description: what.to_owned(),
            note: String::new(),
            act: "cashbook.free_journal",
            rule: String::new(),
            voucher: None,
            reverses: None,
            by: BY,
            at: NOW,
            lines: vec![line(11_100, amount), line(31_400, -amount)],
        };
        self.test.db.write_blocking(move |tx| ledger::post(tx, &entry)).unwrap().entry
    }

    fn browser(&self, rights: &[Right]) -> TestBrowser {
        let code = RegionCode::parse("19.71.04.1001").unwrap();
        let today = BookDate::parse("2026-11-24").unwrap();
        TestBrowser::new(&self.test.db, crate::desk::routes(), (NOW, today), |visit: &mut Visit| {
            visit.cooperative = Some(Tenant { id: HERE, code, name: "Contoh".to_owned() });
            visit.user = Some(BY);
            visit.rights = RightSet::of(rights);
        })
    }

    fn open(&self, month: &str) -> usize {
        let month = Month::parse(month).unwrap();
        let count = |reader: &mut dyn store::Reader| {
            let entries = ledger::entries_between(reader, HERE, month.first_day(), month.last_day())?;
            let proofs = proofs_of(reader, HERE, &entries)?;
            Ok::<_, store::StoreError>(entries.iter().filter(|entry| lacks_proof(&proofs, entry)).count())
        };
        self.test.db.read_blocking(|reader| count(reader)).unwrap()
    }

    fn audit(&self) {
        let seal = self.test.db.read_blocking(|reader| ledger::entry(reader, HERE, EntryId(1))).unwrap();
        assert_eq!(seal.unwrap().voucher, None, "the books are as they were");
    }
}

fn office(story: impl Fn(&Office<'_>)) {
    on_both_engines(&MIGRATIONS, |test| story(&Office { test }));
}

#[track_caller]
fn leads(answer: &Answer, to: &str) {
    assert_eq!((answer.status.as_u16(), answer.location()), (303, format!("/k/19.71.04.1001/{to}").as_str()));
}

#[test]
fn a_proof_comes_later_and_the_books_stay_as_they_are() {
    office(|office| {
        let entry = office.posts("2026-10-05", "Hibah dari Contoh", 50_000);
        assert_eq!(office.open("2026-10"), 1);
        let treasurer = office.browser(&TREASURER);
        let page = format!("transaksi/{entry}");
        treasurer.open(&page).says(&["Belum ada bukti", "image/*,application/pdf", "Tambah bukti"]);
        let place = format!("{page}/bukti");
        leads(
            &treasurer.send_file(&place, "bukti-00001", &[], ("nota.png", &photo(1))),
            &format!("{page}#bukti"),
        );
        // The second click, or the answer that was lost.
        leads(
            &treasurer.send_file(&place, "bukti-00001", &[], ("nota.png", &photo(1))),
            &format!("{page}#bukti"),
        );
        leads(
            &treasurer.send_file(&place, "bukti-00002", &[], ("rek.pdf", &letter())),
            &format!("{page}#bukti"),
        );
        let shown = treasurer.open(&page);
        shown.says(&[
            "Lihat foto bukti",
            "Buka PDF bukti",
            "PDF, 1 halaman, 1 KB",
            "ditambahkan 24 Nov 2026",
        ]);
        assert_eq!(shown.body().matches("Lihat foto bukti").count(), 1);
        assert_eq!(office.open("2026-10"), 0);
        office.audit();
        let supervisor = office.browser(&SUPERVISOR).open(&page);
        supervisor.says(&["Lihat foto bukti"]);
        supervisor.is_silent_about(&["Tambah bukti", "Bukti ini keliru"]);
    });
}

#[test]
fn bad_files_are_refused_beside_the_field() {
    office(|office| {
        let entry = office.posts("2026-10-05", "Hibah dari Contoh", 50_000);
        let treasurer = office.browser(&TREASURER);
        let place = format!("transaksi/{entry}/bukti");
        let script = letter_with("/OpenAction<</S/JavaScript/JS(1)>>", "");
        let locked = letter_with("", "/Encrypt 9 0 R");
        let cut = &letter()[..60];
        let large = vec![b' '; 13 * 1024 * 1024];
        let cases: [(&str, &[u8], &str); 6] = [
            ("nota.pdf", b"MZ\x90", "bukan foto atau PDF"),
            ("kosong.jpg", b"", "kosong"),
            ("a.pdf", &script, "berjalan sendiri"),
            ("a.pdf", &locked, "kata sandi"),
            ("a.pdf", cut, "terpotong"),
            ("a.pdf", &large, "12 MB"),
        ];
        for (n, (name, bytes, says)) in cases.into_iter().enumerate() {
            let answer = treasurer.send_file(&place, &format!("buruk-0000{n}"), &[], (name, bytes));
            assert!([422, 413].contains(&answer.status.as_u16()), "{name} {says} {}", answer.status);
            answer.says(&[says]);
        }
        assert_eq!(treasurer.send_file(&place, "buruk-00009", &[], ("", b"")).status, 422);
        assert_eq!(
            treasurer.send_file("transaksi/99/bukti", "buruk-00010", &[], ("a.png", &photo(1))).status,
            422
        );
        assert_eq!(office.open("2026-10"), 1);
    });
}

#[test]
fn a_wrong_proof_is_marked_and_replaced() {
    office(|office| {
        let entry = office.posts("2026-10-05", "Hibah dari Contoh", 50_000);
        let treasurer = office.browser(&TREASURER);
        let page = format!("transaksi/{entry}");
        treasurer.send_file(&format!("{page}/bukti"), "bukti-00001", &[], ("nota.png", &photo(1)));
        let wrong = |document: i64| format!("{page}/bukti/{document}/keliru");
        let short = treasurer.send_file(&wrong(1), "keliru-0001", &[("wrong", "x")], ("", b""));
        assert_eq!(short.status, 422);
        short.says(&["5 sampai 200 huruf"]);
        let reason = [("wrong", "Nota bulan lalu")];
        leads(&treasurer.send_file(&wrong(1), "keliru-0002", &reason, ("", b"")), &format!("{page}#bukti"));
        treasurer.open(&page).says(&["Keliru: Nota bulan lalu", "Belum ada bukti"]);
        assert_eq!(office.open("2026-10"), 1);
        treasurer.send_file(&format!("{page}/bukti"), "bukti-00002", &[], ("nota.png", &photo(2)));
        leads(
            &treasurer.send_file(&wrong(2), "keliru-0003", &reason, ("b.pdf", &letter())),
            &format!("{page}#bukti"),
        );
        treasurer.open(&page).says(&["sudah diganti", "Buka PDF bukti"]);
        assert_eq!(office.open("2026-10"), 0);
    });
}

#[test]
fn the_list_is_gone_through_from_entry_to_entry() {
    office(|office| {
        let ids: Vec<EntryId> = (1..=4)
            .map(|n| office.posts(&format!("2026-10-0{n}"), &format!("Contoh {n}"), 1_000 * n))
            .collect();
        let treasurer = office.browser(&TREASURER);
        let at = |n: usize| format!("tutup-bulan/tanpa-bukti/{}?bulan=2026-10", ids[n]);
        treasurer.open(OCTOBER).says(&["4 transaksi, Rp10.000", "Lengkapi satu per satu", &at(0)]);
        let first = treasurer.open(&at(0));
        first.says(&["1 dari 4", "capture=\"environment\"", "Simpan, lanjut", "Lewati"]);
        leads(&treasurer.send_file(&at(0), "lanjut-0001", &[], ("a.png", &photo(1))), &at(1));
        // Pressed twice: the same answer, the same next one.
        leads(&treasurer.send_file(&at(0), "lanjut-0001", &[], ("a.png", &photo(1))), &at(1));
        leads(&treasurer.open(&at(0)), &at(1));
        let reason = [("excuse", "Potongan bank, buktinya rekening koran")];
        leads(&treasurer.send_form(&at(1), "lanjut-0002", &reason), &at(2));
        let none = treasurer.send_file(&at(2), "lanjut-0003", &[], ("", b""));
        assert_eq!(none.status, 422);
        none.says(&["Pilih dulu foto", "1 dari 2"]);
        // The third is skipped, the last one done: back to the list, where one is left.
        leads(&treasurer.send_file(&at(3), "lanjut-0004", &[], ("d.pdf", &letter())), OCTOBER);
        treasurer.open(OCTOBER).says(&["1 transaksi, Rp3.000"]);
        leads(&treasurer.send_form(&at(2), "lanjut-0005", &[("excuse", "Nota hilang")]), OCTOBER);
        treasurer.open(OCTOBER).says(&["Tidak ada yang perlu dicari"]);
        assert_eq!(office.open("2026-10"), 0);
        let entry = treasurer.open(&format!("transaksi/{}", ids[1]));
        entry.says(&["Tidak ada bukti", "Potongan bank, buktinya rekening koran"]);
        let back = format!("transaksi/{}/tanpa-bukti", ids[1]);
        leads(
            &treasurer.send_form(&back, "cabut-00001", &[("cabut", "1")]),
            &format!("transaksi/{}#bukti", ids[1]),
        );
        assert_eq!(office.open("2026-10"), 1);
        office.browser(&SUPERVISOR).open(OCTOBER).is_silent_about(&["Lengkapi satu per satu"]);
    });
}

#[test]
fn a_closed_month_takes_a_proof_too() {
    office(|office| {
        let entry = office.posts("2026-10-05", "Hibah dari Contoh", 50_000);
        let close = move |tx: &mut store::Tx<'_>| {
            ledger::close_month(tx, HERE, Month::parse("2026-10").unwrap(), BY, NOW)
        };
        office.test.db.write_blocking(close).unwrap();
        let place = format!("transaksi/{entry}/bukti");
        let treasurer = office.browser(&TREASURER);
        leads(
            &treasurer.send_file(&place, "bukti-00001", &[], ("a.png", &photo(1))),
            &format!("transaksi/{entry}#bukti"),
        );
        assert_eq!(office.open("2026-10"), 0);
    });
}
