//! Goods: that the stock was counted, and that what was sold has left it.

use kernel::{AccountCode, Rupiah};

use crate::desk::closing::check::{Check, Tick};
use crate::desk::closing::facts::MonthBooks;

/// The accounts of goods (rules §5.2).
const STOCK: std::ops::RangeInclusive<i64> = 11_700..=11_799;

/// Sales of goods, what they cost, and the rule that records it.
const COST_OF: [(AccountCode, AccountCode, &str); 6] = [
    (AccountCode(41_100), AccountCode(51_100), "harga-beli-toko"),
    (AccountCode(41_110), AccountCode(51_110), "harga-beli-apotek"),
    (AccountCode(41_120), AccountCode(51_120), "harga-beli-lpg"),
    (AccountCode(41_130), AccountCode(51_130), "harga-beli-pupuk"),
    (AccountCode(41_140), AccountCode(51_140), "harga-pokok-produksi"),
    (AccountCode(41_150), AccountCode(51_150), "harga-beli-barang-lain"),
];

/// The stock of the books, to be counted by hand: the closer says so by a tick.
pub fn stock_counted(books: &MonthBooks) -> Vec<Check> {
    let name = "Barang sudah dihitung";
    let stock = books.chart.iter().filter(|account| STOCK.contains(&account.code.0));
    let held: Vec<(AccountCode, Rupiah)> = stock
        .map(|account| (account.code, books.balance(account.code)))
        .filter(|(code, stands)| !stands.is_zero() || books.has_moved(*code))
        .collect();
    let say = |wanted: fn(&Rupiah) -> bool| {
        let held = held.iter().filter(|(_, stands)| wanted(stands));
        let said = held.map(|(code, stands)| format!("{} {stands}", books.chart.name(*code)));
        said.collect::<Vec<_>>().join(", ")
    };
    if held.is_empty() {
        return vec![Check::unneeded(name, "Tidak ada persediaan barang.")];
    }
    let detail = match say(|stands| !stands.is_zero()) {
        none if none.is_empty() => "Menurut buku barangnya habis. Periksa raknya.".to_owned(),
        list => format!("Menurut buku: {list}. Hitung barang, lalu catat selisihnya."),
    };
    let asked = Check::asked(name, Tick::Stock, detail).record("Catat selisih", "catat/barang-rusak");
    let below = say(|stands| *stands < Rupiah::ZERO);
    if below.is_empty() {
        return vec![asked];
    }
    let detail = format!("{below}. Ada belanja barang yang belum dicatat, atau harga belinya terlalu besar.");
    let minus = Check::open("Persediaan barang tidak minus", "minus", detail).link("Buka", "buku");
    vec![minus, asked]
}

/// Where a unit sold goods, what they had cost is recorded too: else the month shows a profit that is none.
pub fn cost_recorded(books: &MonthBooks) -> Vec<Check> {
    let name = "Harga beli barang terjual sudah dicatat";
    let mut checks = Vec::new();
    let mut sold_any = false;
    for (sales, cost, rule) in COST_OF {
        for unit in &books.units {
            let (taken_back, sold) = books.moved_in(sales, unit.code);
            let (recorded, corrected) = books.moved_in(cost, unit.code);
            let sold = Rupiah(sold.0 - taken_back.0);
            if sold <= Rupiah::ZERO {
                continue;
            }
            sold_any = true;
            if recorded <= corrected {
                let detail = format!(
                    "{} {} {sold}, tetapi harga belinya belum dicatat: SHU bulan ini terlihat terlalu besar.",
                    books.chart.name(sales),
                    books.unit(unit.code),
                );
                let check = Check::open(name, "belum", detail);
                checks.push(check.record("Catat", format!("catat/{rule}")));
            }
        }
    }
    if checks.is_empty() {
        checks.push(match sold_any {
            true => Check::good(name, "Setiap unit yang menjual barang sudah mencatat harga belinya."),
            false => Check::unneeded(name, "Tidak ada penjualan barang bulan ini."),
        });
    }
    checks
}
