//! Disposal: with gain, with loss, and taken back.

use assets::{AssetsError, Disposing};
use kernel::{AccountCode, Rupiah};

use crate::given::*;

const GAIN: AccountCode = AccountCode(44_400);
const LOSS: AccountCode = AccountCode(81_200);

#[test]
fn what_is_sold_above_its_value_is_a_gain() {
    story(|test| {
        let id = register(test, &laptop()).unwrap();
        catch_up(test, "2026-09").unwrap();
        // Bought for 4,800,000, six months of 100,000 taken: 4,200,000 are left.
        let sold = dispose(test, &disposing(id, "2026-10-10", 4_500_000)).unwrap();
        assert_eq!((sold.result, sold.document.as_str()), (Rupiah(300_000), "BKM/2026/00001"));
        let on = "2026-10-10";
        let books = [OFFICE_TOOLS, ACCUMULATED, GAIN, CASH].map(|account| balance(test, account, on));
        assert_eq!(books, [0, 0, -300_000, -300_000]);
        assert!(list(test, on).is_empty() && list(test, "2026-10-09").len() == 1);
        assert!(differences(test, on).is_empty() && due(test, "2026-10").is_empty());
        assert!(matches!(dispose(test, &disposing(id, on, 1)), Err(AssetsError::Disposed(_))));
        audited(test);
    });
}

#[test]
fn what_is_broken_is_a_loss_and_moves_no_money() {
    story(|test| {
        let id = register(test, &showcase()).unwrap();
        catch_up(test, "2026-09").unwrap();
        let broken = Disposing { reason: "Pecah".to_owned(), place: None, ..disposing(id, "2026-10-10", 0) };
        let gone = dispose(test, &broken).unwrap();
        assert_eq!(gone.result, Rupiah(-2_250_000));
        assert!(gone.document.starts_with("BM/"));
        assert_eq!(balance(test, LOSS, "2026-10-10"), 2_250_000);
        assert!(differences(test, "2026-10-10").is_empty());
    });
}

#[test]
fn a_disposal_waits_for_its_months_and_does_not_undo_later_ones() {
    story(|test| {
        let id = register(test, &laptop()).unwrap();
        let early = dispose(test, &disposing(id, "2026-10-10", 0)).unwrap_err();
        assert_eq!(early.to_string(), "Catat dulu penyusutan sampai September 2026, lalu lepas barangnya.");
        catch_up(test, "2026-10").unwrap();
        let late = dispose(test, &disposing(id, "2026-10-10", 0)).unwrap_err();
        assert!(late.to_string().starts_with("Penyusutan Oktober 2026 sudah dicatat."), "{late}");
        let before = dispose(test, &disposing(id, "2026-03-13", 0)).unwrap_err();
        assert!(matches!(before, AssetsError::DisposedBefore));
        let no_place = Disposing { place: None, ..disposing(id, "2026-11-10", 5) };
        assert_eq!(dispose(test, &no_place).unwrap_err().field(), Some("place"));
        let no_reason = Disposing { reason: String::new(), ..disposing(id, "2026-11-10", 0) };
        assert_eq!(dispose(test, &no_reason).unwrap_err().field(), Some("reason"));
        assert_eq!(dispose(test, &disposing(id, "2026-11-10", -1)).unwrap_err().field(), Some("proceeds"));
        dispose(test, &disposing(id, "2026-11-10", 4_100_000)).unwrap();
        assert_eq!([GAIN, LOSS].map(|account| balance(test, account, "2026-11-24")), [0, 0]);
    });
}

#[test]
fn a_reversed_disposal_brings_the_asset_back() {
    story(|test| {
        let id = register(test, &laptop()).unwrap();
        catch_up(test, "2026-08").unwrap();
        let sold = dispose(test, &disposing(id, "2026-09-10", 1_000_000)).unwrap();
        assert!(due(test, "2026-10").is_empty());
        reverse(test, sold.entry, "2026-10-05");
        assert!(list(test, "2026-10-04").is_empty());
        assert_eq!(list(test, "2026-10-05")[0].book_value, Rupiah(4_300_000));
        assert_eq!(due(test, "2026-10").len(), 2);
        catch_up(test, "2026-10").unwrap();
        dispose(test, &disposing(id, "2026-11-10", 1_000_000)).unwrap();
        // Before 5 October the asset was gone, and September was depreciated into that time afterwards.
        let parted = differences(test, "2026-10-04");
        assert_eq!(parted.iter().map(|found| found.amount().0).collect::<Vec<_>>(), [-100_000]);
        assert!(["2026-10-05", "2026-11-24"].iter().all(|on| differences(test, on).is_empty()));
        audited(test);
    });
}

#[test]
fn land_leaves_without_depreciation() {
    story(|test| {
        let mut land = laptop();
        land.account = LAND;
        land.terms.life_months = 0;
        let id = register(test, &land).unwrap();
        assert!(due(test, "2026-10").is_empty());
        let sold = dispose(test, &disposing(id, "2026-10-10", 5_000_000)).unwrap();
        assert_eq!(sold.result, Rupiah(200_000));
    });
}
