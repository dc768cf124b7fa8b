//! Withdrawals: never more than is there, also where many want it at once.

use kernel::Rupiah;
use savings::{Kind, SavingsError, Withdrawal};

use crate::given::*;

#[test]
fn a_withdrawal_takes_at_most_what_is_there() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let refused = withdraw(test, &withdrawal(here, melati, 1)).unwrap_err();
        assert_eq!(
            refused.to_string(),
            "Simpanan sukarela Bu Contoh Melati tinggal Rp0. Ambil paling banyak sejumlah itu."
        );
        deposit(test, &voluntary(here, melati, 75_000)).unwrap();
        assert!(matches!(
            withdraw(test, &withdrawal(here, melati, 75_001)),
            Err(SavingsError::Insufficient { available: Rupiah(75_000), .. })
        ));
        let preview = test
            .db
            .read_blocking(|reader| savings::preview_withdrawal(reader, &withdrawal(here, melati, 50_000)));
        assert_eq!(
            preview.unwrap(),
            "Kas berkurang Rp50.000. Simpanan sukarela Bu Contoh Melati tinggal Rp25.000."
        );
        let receipt = withdraw(test, &withdrawal(here, melati, 50_000)).unwrap();
        assert!(receipt.withdrawn);
        assert_eq!((receipt.balance, receipt.document.as_str()), (Rupiah(25_000), "BKK/2026/00001"));
        let zero = Withdrawal { amount: Rupiah(0), ..withdrawal(here, melati, 1) };
        assert_eq!(withdraw(test, &zero).unwrap_err().field(), Some("amount"));
        audited(test, here);
    });
}

#[test]
fn a_reversed_deposit_cannot_be_taken_out() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let receipt = deposit(test, &voluntary(here, melati, 75_000)).unwrap();
        reverse(test, here, receipt.entry);
        assert!(matches!(
            withdraw(test, &withdrawal(here, melati, 1_000)),
            Err(SavingsError::Insufficient { .. })
        ));
    });
}

#[test]
fn many_withdrawals_at_once_never_overdraw() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        deposit(test, &voluntary(here, melati, 100_000)).unwrap();
        let paid: usize = std::thread::scope(|scope| {
            let tries = [(); 8]
                .map(|()| scope.spawn(move || withdraw(test, &withdrawal(here, melati, 30_000)).is_ok()));
            tries.into_iter().map(|attempt| usize::from(attempt.join().unwrap())).sum()
        });
        assert_eq!(paid, 3);
        let left =
            test.db.read_blocking(|reader| savings::balance(reader, here, melati, Kind::Voluntary)).unwrap();
        assert_eq!(left, Rupiah(10_000));
        audited(test, here);
    });
}

#[test]
fn two_programs_on_one_database_never_overdraw() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        let other = store::Db::open(&test.location, false).unwrap();
        for round in 0..10 {
            deposit(test, &voluntary(here, melati, 50_000)).unwrap();
            let paid = std::thread::scope(|scope| {
                let by_command = scope.spawn(|| {
                    let command =
                        store::Command { tenant: here.0, key: format!("ambil-{round:04}"), at: AT.0 };
                    let withdrawal = withdrawal(here, melati, 30_000);
                    test.db.command_blocking(command, move |tx| savings::withdraw(tx, &withdrawal)).is_ok()
                });
                let here_too = scope.spawn(|| withdraw(test, &withdrawal(here, melati, 30_000)).is_ok());
                let withdrawal = withdrawal(here, melati, 30_000);
                let there = other.write_blocking(move |tx| savings::withdraw(tx, &withdrawal)).is_ok();
                [by_command.join().unwrap(), here_too.join().unwrap(), there]
                    .into_iter()
                    .filter(|paid| *paid)
                    .count()
            });
            assert_eq!(paid, 1);
            withdraw(test, &withdrawal(here, melati, 20_000)).unwrap();
        }
        audited(test, here);
    });
}

#[test]
fn acts_of_one_commit_see_each_other() {
    story(|test| {
        let (here, melati) = given_a_cooperative_with_a_member(test);
        test.db
            .write_blocking(move |tx| {
                savings::deposit(tx, &voluntary(here, melati, 30_000))?;
                savings::withdraw(tx, &withdrawal(here, melati, 20_000))?;
                let over = savings::withdraw(tx, &withdrawal(here, melati, 20_000));
                assert!(matches!(over, Err(SavingsError::Insufficient { available: Rupiah(10_000), .. })));
                Ok::<_, SavingsError>(())
            })
            .unwrap();
        audited(test, here);
    });
}
