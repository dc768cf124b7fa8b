//! Receipts: what is handed out is what the books say later.

use kernel::{EntryId, Rupiah};
use savings::{Receipt, SavingsError};
use store::Command;

use crate::given::*;

#[test]
fn a_receipt_can_be_made_again_from_the_books() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let dues = deposit(test, &dues(here, melati, 120_000)).unwrap();
        let saved = deposit(test, &voluntary(here, melati, 75_000)).unwrap();
        deposit(test, &voluntary(here, melati, 10_000)).unwrap();
        let taken = withdraw(test, &withdrawal(here, melati, 5_000)).unwrap();
        reverse(test, here, saved.entry);
        let again = |entry: EntryId| -> Option<Receipt> {
            test.db.read_blocking(|reader| savings::receipt_of(reader, here, entry)).unwrap()
        };
        for receipt in [dues, saved, taken.clone()] {
            assert_eq!(again(receipt.entry), Some(receipt));
        }
        assert_eq!(again(EntryId(taken.entry.0 + 1)), None, "a reversal is no payment");
        assert_eq!(again(EntryId(99)), None);
    });
}

#[test]
fn a_receipt_speaks_in_words_and_as_a_message() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let receipt = deposit(test, &dues(here, melati, 120_000)).unwrap();
        assert_eq!(receipt.terbilang, "seratus dua puluh ribu rupiah");
        assert_eq!(
            receipt.message(),
            "Kuitansi BKM/2025/00002, 10 Des 2025\nKoperasi Kelurahan Merah Putih Contoh\nDiterima dari Bu Contoh \
             Melati (anggota 001)\nSimpanan wajib Jul 2025 – Des 2025 (6 bulan): Rp120.000\n(seratus dua puluh ribu \
             rupiah)\nSimpanan wajib sekarang: Rp120.000"
        );
    });
}

#[test]
fn a_command_sent_twice_is_done_once() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let send = || {
            let deposit = voluntary(here, melati, 25_000);
            let command = Command { tenant: here.0, key: "setor-0001".to_owned(), at: AT.0 };
            test.db.command_blocking(command, move |tx| savings::deposit(tx, &deposit)).unwrap()
        };
        let (first, second) = (send(), send());
        assert_eq!((first.repeated, second.repeated), (false, true));
        assert_eq!(first.value, second.value);
        assert_eq!(first.value.balance, Rupiah(25_000));
        let lines = test.db.read_blocking(|reader| {
            let lines = savings::lines(reader, here, melati, savings::Kind::Voluntary)?;
            Ok::<_, SavingsError>(lines)
        });
        let lines = lines.unwrap();
        assert_eq!((lines.len(), lines[0].amount, lines[0].balance), (1, Rupiah(25_000), Rupiah(25_000)));
    });
}
