//! The list of what is looked at before a month is closed. It stops nobody: only the ledger refuses.

use assets::AssetsError;
use import::Fate;
use kernel::{AccountCode, CooperativeId, Month, Rupiah};
use ledger::{AccountKind, NormalSide, Section};
use line::Refused;
use store::Reader;

use crate::desk::closing::check::{Check, Checklist};
use crate::desk::closing::facts::MonthBooks;
use crate::desk::closing::{goods, money};
use crate::desk::opening;

/// What could not be named yet waits here; it should be empty before a month is closed.
const UNNAMED: [AccountCode; 3] = [AccountCode(21_130), AccountCode(11_910), opening::UNNAMED];

/// "Beban dibayar di muka".
const PREPAID: AccountCode = AccountCode(11_800);

/// Everything that is looked at, as the books stand today.
///
/// # Errors
/// The store cannot answer.
pub fn checklist(reader: &mut dyn Reader, books: &MonthBooks) -> Result<Checklist, Refused> {
    let mut checks = vec![balanced(books)];
    checks.extend(money::not_overdrawn(books));
    checks.push(money::cash_counted(reader, books)?);
    checks.extend(money::bank_compared(reader, books)?);
    checks.extend(goods::stock_counted(books));
    checks.extend(goods::cost_recorded(books));
    checks.extend(on_their_side(books));
    checks.push(proven(books));
    checks.extend(named(books));
    checks.push(reversals_decided(reader, books)?);
    checks.extend(imports_finished(reader, books)?);
    checks.extend(assets_depreciated(reader, books)?);
    checks.push(prepaid_used(books));
    checks.push(accruals_turned(reader, books)?);
    Ok(Checklist::of(checks))
}

/// Reads a month and what is to be said about it.
///
/// # Errors
/// The store cannot answer.
pub fn of_month(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    month: Month,
) -> Result<(MonthBooks, Checklist), Refused> {
    let books = MonthBooks::read(reader, cooperative, month)?;
    let list = checklist(reader, &books)?;
    Ok((books, list))
}

/// Debits are credits, and what went from unit to unit has arrived.
fn balanced(books: &MonthBooks) -> Check {
    let sum: Rupiah = books.stands.iter().map(ledger::BalanceRow::net).sum();
    let between_units = books.balance(ledger::CLEARING);
    if sum.is_zero() && between_units.is_zero() {
        return Check::good("Neraca seimbang", "Jumlah debet sama dengan jumlah kredit.");
    }
    let detail = format!("Selisih {sum}, antar unit {between_units}. Hubungi pendamping.");
    Check::open("Neraca seimbang", "selisih", detail).link("Buka", "laporan/neraca-saldo")
}

/// What is owed and what others owe never stands below zero. Where nobody's name is asked for, only the sum
/// can tell: more was paid than was ever recorded. Money and goods are looked at for themselves, results may
/// be losses.
fn on_their_side(books: &MonthBooks) -> Vec<Check> {
    let name = "Utang dan piutang tidak minus";
    let owed = books.chart.iter().filter(|account| match account.kind {
        AccountKind::Liability => true,
        AccountKind::Asset => {
            account.section == Section::CurrentAsset && (114..=116).contains(&(account.code.0 / 100))
        }
        _ => false,
    });
    let mut checks = Vec::new();
    for account in owed {
        let stands = books.balance(account.code);
        let on_side = if account.normal == NormalSide::Debit { stands } else { -stands };
        if on_side < Rupiah::ZERO && !UNNAMED.contains(&account.code) {
            let detail = format!(
                "{} {on_side}: yang dibayar lebih dari yang tercatat. Cari yang belum dicatat, atau isi saldo awalnya.",
                account.name
            );
            checks.push(
                Check::open(name, &account.name, detail).link("Buka", books.account_path(account.code)),
            );
        }
    }
    if checks.is_empty() {
        checks.push(Check::good(name, "Tidak ada yang dibayar melebihi catatannya."));
    }
    checks
}

fn proven(books: &MonthBooks) -> Check {
    let name = "Semua transaksi ada bukti";
    let without = books.without_proof().count();
    let detail = "Pengawas melihat jumlah ini.";
    match without {
        0 => Check::good(name, detail),
        _ => Check::open(name, &format!("{without} belum"), detail)
            .link("Lihat", format!("tutup-bulan/tanpa-bukti?bulan={}", books.month)),
    }
}

fn named(books: &MonthBooks) -> Vec<Check> {
    let name = "Tidak ada uang yang belum dirinci";
    let stands = UNNAMED.map(|account| (account, books.balance(account)));
    let open = stands.into_iter().filter(|(_, amount)| !amount.is_zero());
    let mut checks: Vec<Check> = open
        .map(|(account, amount)| {
            let called = books.chart.name(account);
            let check =
                |then: &str| Check::open(name, &amount.abs().to_string(), format!("{called}. {then}"));
            match account == opening::UNNAMED {
                true => check("Tulis terdiri dari apa.").link("Rinci", "saldo-awal"),
                false => check("Batalkan yang belum jelas, lalu catat yang tepat.")
                    .link("Buka", books.account_path(account)),
            }
        })
        .collect();
    if checks.is_empty() {
        checks.push(Check::good(name, "Setiap uang jelas untuk apa."));
    }
    checks
}

fn reversals_decided(reader: &mut dyn Reader, books: &MonthBooks) -> Result<Check, Refused> {
    let name = "Tidak ada pembatalan yang menunggu";
    let detail = "Pembatalan diputuskan sebelum bulan ditutup.";
    Ok(match cashbook::waiting_reversals(reader, books.cooperative)?.len() {
        0 => Check::good(name, detail),
        waiting => Check::open(name, &format!("{waiting} belum"), detail).link("Lihat", "persetujuan"),
    })
}

/// Rows of Excel books that are of the month and not in the books.
fn imports_finished(reader: &mut dyn Reader, books: &MonthBooks) -> Result<Vec<Check>, Refused> {
    let name = "Impor Excel selesai";
    let batches = import::batches(reader, books.cooperative)?;
    let kept: Vec<&import::Batch> =
        batches.iter().filter(|batch| batch.state != import::State::Undone).collect();
    if kept.is_empty() {
        return Ok(vec![Check::unneeded(name, "Tidak ada berkas yang diimpor.")]);
    }
    let mut checks = Vec::new();
    for batch in kept {
        let review = import::review(reader, books.cooperative, batch.import)
            .map_err(|error| Refused::about(None, error))?;
        let waits = |fate: &Fate| matches!(fate, Fate::Ready | Fate::Waiting(_));
        let rows = review.groups.iter().flat_map(|group| &group.rows);
        let of_month = rows.filter(|row| books.month.contains(row.kept.proposed.row.date));
        let open = of_month.filter(|row| waits(&row.fate)).count();
        if open > 0 {
            let detail = format!("{}: {open} baris bulan ini belum dicatat.", batch.file_name);
            let check = Check::open(name, &format!("{open} belum"), detail);
            checks.push(check.link("Buka", format!("impor/{}", batch.import)));
        }
    }
    if checks.is_empty() {
        checks.push(Check::good(name, "Semua baris bulan ini sudah dicatat atau dilewati."));
    }
    Ok(checks)
}

/// What is owned has been depreciated through the month, and the register agrees with the books.
fn assets_depreciated(reader: &mut dyn Reader, books: &MonthBooks) -> Result<Vec<Check>, Refused> {
    let failed = |error: AssetsError| Refused::about(None, error);
    let (cooperative, last) = (books.cooperative, books.month.last_day());
    let owned = assets::list(reader, cooperative, last).map_err(failed)?;
    let due = assets::due(reader, cooperative, books.month).map_err(failed)?;
    let parted = assets::differences(reader, cooperative, last).map_err(failed)?;
    let depreciated = "Penyusutan sudah dicatat";
    let mut checks = Vec::new();
    checks.push(match (owned.is_empty(), due.is_empty()) {
        (true, true) => Check::unneeded(depreciated, "Tidak ada aset tetap di daftar aset."),
        (false, true) => Check::good(depreciated, "Sampai bulan ini tidak ada yang tertinggal."),
        (_, false) => {
            let amount: Rupiah = due.iter().map(|month| month.amount).sum();
            let detail = format!("Belum dicatat {amount} untuk {} bulan.", due.len());
            Check::open(depreciated, "belum", detail).record("Catat", "aset")
        }
    });
    if !parted.is_empty() {
        let said = parted.iter().map(|parted| {
            format!("{}: daftar {}, buku {}", parted.name, parted.register.abs(), parted.books.abs())
        });
        let detail = format!("{}.", said.collect::<Vec<_>>().join("; "));
        let check = Check::open("Daftar aset sama dengan buku", "selisih", detail);
        checks.push(check.link("Buka", "aset"));
    } else if !owned.is_empty() {
        checks.push(Check::good("Daftar aset sama dengan buku", "Harga dan penyusutannya sama."));
    }
    Ok(checks)
}

/// What was paid ahead becomes an expense bit by bit.
fn prepaid_used(books: &MonthBooks) -> Check {
    let name = "Bagian bulan ini dari beban di muka sudah dicatat";
    let left = books.balance(PREPAID);
    let used: Rupiah = books.moved.iter().filter(|row| row.account == PREPAID).map(|row| row.credit).sum();
    match (left.is_zero(), used.is_zero()) {
        (true, true) => Check::unneeded(name, "Tidak ada beban dibayar di muka."),
        (_, false) => Check::good(name, format!("{used} menjadi biaya bulan ini.")),
        (false, true) => {
            let detail = format!("Masih {left} dibayar di muka, misalnya sewa setahun.");
            Check::open(name, "belum", detail).record("Catat", "catat/beban-dari-di-muka")
        }
    }
}

/// What was put into an earlier month leaves this one; closing does it where it was not done.
fn accruals_turned(reader: &mut dyn Reader, books: &MonthBooks) -> Result<Check, Refused> {
    let name = "Pembalik beban bulan lalu";
    let due = cashbook::due_reversals(reader, books.cooperative, books.month.last_day())?;
    Ok(match due.len() {
        0 => Check::unneeded(name, "Tidak ada yang perlu dibalik."),
        count => Check::good(name, format!("{count} dicatat sendiri saat bulan ini ditutup."))
            .link("Lihat", "tutup-bulan/akrual"),
    })
}

#[cfg(test)]
mod tests {
    use kernel::BookDate;

    use super::*;

    #[test]
    fn the_accounts_that_are_looked_at_are_in_the_chart() {
        let on = BookDate::parse("2026-11-24").unwrap();
        store::testing::on_both_engines(&[ledger::MIGRATIONS], |test| {
            let chart =
                test.db.read_blocking(|reader| ledger::chart_of(reader, CooperativeId(1), on)).unwrap();
            for account in UNNAMED.into_iter().chain([PREPAID, ledger::CLEARING, cashbook::ACCRUED]) {
                assert!(chart.account(account).is_some(), "{account}");
            }
        });
    }
}
