//! Taking statements in: once, without gaps, and only what can be read.

use kernel::{AccountCode, Rupiah};
use reconciliation::{ReconciliationError, Upload};

use crate::given::*;

#[test]
fn the_same_file_twice_adds_nothing() {
    story(|test| {
        import_october(test);
        let again = import(test, &upload("lain.csv", OCTOBER, "2026-10-31")).unwrap_err();
        assert!(matches!(again, ReconciliationError::SameFile), "{again}");
        assert_eq!(state(test, "2026-10").unmatched_lines.len(), 4);
    });
}

#[test]
fn what_an_earlier_file_had_is_not_added_again() {
    story(|test| {
        let half: String = OCTOBER.lines().take(3).map(|line| format!("{line}\n")).collect();
        let first = import(test, &upload("setengah.csv", half, "2026-10-15")).unwrap();
        let whole = import(test, &upload("BRI Oktober.csv", OCTOBER, "2026-10-31")).unwrap();
        assert_eq!((first.added, whole.added, whole.known), (2, 2, 2));
        assert_eq!(state(test, "2026-10").statement_closing, Some(Rupiah(5_636_500)));
        // Two equal payments on one day are two lines.
        let twins = "Tanggal,Keterangan,Debet,Kredit\n02/11/26,SETOR,,20000\n02/11/26,SETOR,,20000\n";
        let typed = Upload { closing: Some(Rupiah(5_676_500)), ..upload("a.csv", twins, "2026-11-03") };
        assert_eq!(import(test, &typed).unwrap().added, 2);
        let more = format!("{twins}02/11/26,SETOR,,20000\n");
        let typed = Upload { closing: Some(Rupiah(5_696_500)), ..upload("b.csv", more, "2026-11-04") };
        let third = import(test, &typed).unwrap();
        assert_eq!((third.added, third.known), (1, 2));
    });
}

#[test]
fn a_wrong_file_is_refused_with_a_sentence() {
    story(|test| {
        let refused =
            |name: &str, bytes: &[u8]| import(test, &upload(name, bytes, "2026-11-24")).unwrap_err();
        assert!(matches!(refused("foto.xlsx", b"PK\x03\x04rusak"), ReconciliationError::File(_)));
        assert!(matches!(refused("kosong.csv", b""), ReconciliationError::File(_)));
        let members = b"Nama,Alamat,Telepon\nBu Contoh Melati,Jl. Contoh,08\n";
        assert!(matches!(refused("anggota.csv", members), ReconciliationError::UnknownLayout));
        let no_lines = b"Tanggal,Keterangan,Debet,Kredit,Saldo\n";
        assert!(matches!(refused("a.csv", no_lines), ReconciliationError::NoLines));
        let bad = b"Tanggal,Keterangan,Debet,Kredit,Saldo\n05/10/26,SETOR,,banyak,1000\n";
        assert_eq!(
            refused("a.csv", bad).to_string(),
            "Baris 2: jumlahnya tidak terbaca. Perbaiki di berkasnya, atau tunjukkan lagi kolomnya."
        );
        let bad = b"Tanggal,Keterangan,Debet,Kredit,Saldo\n31/02/26,SETOR,,1000,1000\n";
        assert!(refused("a.csv", bad).to_string().starts_with("Baris 2: tanggalnya tidak terbaca."));
        let both = b"Tanggal,Keterangan,Debet,Kredit,Saldo\n05/10/26,SETOR,5,1000,1000\n";
        assert!(refused("a.csv", both).to_string().contains("terisi keduanya"));
        assert!(matches!(refused("a.csv", &vec![b'x'; 4 * 1024 * 1024 + 1]), ReconciliationError::TooLarge));
        let elsewhere = Upload { account: CASH, ..upload("a.csv", OCTOBER, "2026-10-31") };
        assert!(matches!(import(test, &elsewhere), Err(ReconciliationError::NotBank)));
        let early = import(test, &upload("a.csv", OCTOBER, "2026-10-30")).unwrap_err();
        assert_eq!(early.field(), Some("through"));
        let late = import(test, &upload("a.csv", OCTOBER, "2026-11-25")).unwrap_err();
        assert_eq!(late.field(), Some("through"));
        assert!(state(test, "2026-11").unmatched_lines.is_empty());
    });
}

#[test]
fn a_file_without_balances_asks_for_the_closing_one() {
    story(|test| {
        let bare = "Tanggal,Keterangan,Debet,Kredit\n05/10/26,SETOR,,500000\n20/10/26,BIAYA ADM,15000,\n";
        let refused = import(test, &upload("a.csv", bare, "2026-10-31")).unwrap_err();
        assert_eq!(refused.field(), Some("closing"));
        let typed = Upload { closing: Some(Rupiah(5_485_000)), ..upload("a.csv", bare, "2026-10-31") };
        import(test, &typed).unwrap();
        assert_eq!(state(test, "2026-10").statement_closing, Some(Rupiah(5_485_000)));
        let other = Upload { closing: Some(Rupiah(1)), ..upload("b.csv", OCTOBER, "2026-10-31") };
        assert!(matches!(import(test, &other), Err(ReconciliationError::OtherBalance(Rupiah(5_636_500)))));
    });
}

#[test]
fn a_missing_line_shows_in_the_running_balance() {
    story(|test| {
        let without: String =
            OCTOBER.lines().filter(|line| !line.contains("TOKO")).map(|line| format!("{line}\n")).collect();
        assert_eq!(import(test, &upload("a.csv", without, "2026-10-31")).unwrap().gap, Some(3));
    });
}

#[test]
fn a_statement_is_taken_out_again_while_nothing_is_matched() {
    story(|test| {
        post(test, "2026-10-05", 500_000, "Setoran");
        import_october(test);
        let files =
            || test.db.read_blocking(|reader| reconciliation::statements(reader, HERE, BANK)).unwrap();
        let id = files()[0].id;
        let remove = |account: AccountCode| {
            test.db.write_blocking(move |tx| reconciliation::remove(tx, HERE, account, id))
        };
        assert!(matches!(remove(AccountCode(11_210)), Err(ReconciliationError::NoSuchStatement)));
        let line = proposals(test, "2026-10")[0].line;
        accept_all(test, "2026-10");
        assert!(matches!(remove(BANK), Err(ReconciliationError::StatementMatched)));
        test.db.write_blocking(move |tx| reconciliation::release(tx, HERE, BANK, line)).unwrap();
        remove(BANK).unwrap();
        assert!(files().is_empty() && state(test, "2026-10").unmatched_lines.is_empty());
        import_october(test);
    });
}
