//! Units that live on fees: the agency for transfers and bills, services, goods of others on the shelf,
//! and the making of own goods.

use anyhow::Result;
use cashbook::Party;
use kernel::{BookDate, UnitCode};
use ledger::Activity;

use super::books::{Act, Books, CASH};
use super::hours::{SATURDAY, SUNDAY, weekday};

pub(super) const AGENCY: UnitCode = UnitCode(90);
/// The agency has taken the number of services; where both are there, services are a unit of their own.
pub(super) const SERVICES: UnitCode = UnitCode(91);
const MAKING: UnitCode = UnitCode(80);

/// Fees that banks and sellers of vouchers give for one transaction.
const FEES: [i64; 10] = [455, 500, 750, 1_000, 1_000, 1_250, 1_500, 2_000, 2_500, 2_500];

/// A customer's money on its way, with the day on which it is passed on.
#[derive(Debug, Default)]
pub(super) struct Agency {
    on_the_way: Vec<(i64, BookDate)>,
}

impl Agency {
    /// Fees of the day in one sum, and other people's money that comes in and goes on.
    pub fn day(&mut self, books: &mut Books<'_, '_>, vigour: i64) -> Result<()> {
        if weekday(books.date) == SUNDAY {
            return Ok(());
        }
        self.pass_on(books)?;
        // A small agency has a busy day now and then.
        if !books.random.chance(vigour * 9 / 10) || (vigour < 45 && weekday(books.date) % 3 != 2) {
            return Ok(());
        }
        let transactions = books.random.between(2, 9);
        let fees = (0..transactions).map(|_| books.random.pick(&FEES).copied().unwrap_or(500)).sum();
        let note = format!("{transactions} transaksi");
        books.act(Act::of("laba-agen", fees).till(AGENCY).activity(Activity::NonMember).note(note))?;
        if books.random.chance(34) {
            let amount = books.random.amount(50_000, 1_500_000, 50_000);
            let came = books.act(Act::of("terima-titipan-transfer", amount).till(AGENCY))?;
            let wait = if books.random.chance(85) { 0 } else { 1 };
            if came.is_some() {
                self.on_the_way.push((amount, books.date.plus_days(wait)));
            }
        }
        self.pass_on(books)?;
        self.phone_credit(books)
    }

    fn pass_on(&mut self, books: &mut Books<'_, '_>) -> Result<()> {
        let date = books.date;
        let (due, later): (Vec<_>, Vec<_>) = self.on_the_way.drain(..).partition(|(_, day)| *day <= date);
        self.on_the_way = later;
        for (amount, day) in due {
            if books.act(Act::of("teruskan-titipan-transfer", amount).till(AGENCY))?.is_none() {
                self.on_the_way.push((amount, day.plus_days(1)));
            }
        }
        Ok(())
    }

    /// Phone credit and electricity tokens: bought in advance, sold at what they cost; the fee is above.
    fn phone_credit(&mut self, books: &mut Books<'_, '_>) -> Result<()> {
        if !books.random.chance(16) {
            return Ok(());
        }
        let amount = books.random.amount(20_000, 150_000, 5_000);
        if books.act(Act::of("terima-pulsa-pelanggan", amount).till(AGENCY))?.is_none()
            && books.held(AGENCY, CASH) > 350_000
        {
            books.act(Act::of("isi-saldo-agen", 300_000).unit(AGENCY))?;
        }
        Ok(())
    }
}

/// Copying, laundry, sewing: written down once or twice a week.
pub(super) fn services(
    books: &mut Books<'_, '_>,
    unit: UnitCode,
    vigour: i64,
    customers: &[Party],
) -> Result<()> {
    let today = weekday(books.date);
    if today != SATURDAY && (today != 2 || vigour < 50) {
        return Ok(());
    }
    let amount = books.random.amount(200 * vigour, 800 * vigour, 1_000);
    books.act(Act::of("terima-jasa-lain", amount).till(unit).activity(Activity::NonMember))?;
    if let Some(member) = books.random.pick(customers).cloned()
        && books.random.chance(60)
    {
        let amount = books.random.amount(6_000, 45_000, 1_000);
        let act = Act::of("terima-jasa-lain", amount).till(unit).activity(Activity::Member);
        books.act(act.with(&member))?;
    }
    if books.random.chance(22) {
        let amount = books.random.amount(12_000, 60_000, 1_000);
        books.act(Act::of("bayar-perlengkapan", amount).unit(unit))?;
    }
    Ok(())
}

/// Goods of somebody else on the shop's shelf: the price is the owner's, the commission ours.
pub(super) fn consignment(books: &mut Books<'_, '_>, unit: UnitCode, owner: &Party) -> Result<()> {
    if weekday(books.date) != 4 || !books.random.chance(70) {
        return Ok(());
    }
    let sold = books.random.amount(60_000, 220_000, 5_000);
    if books.act(Act::of("barang-titipan-terjual", sold).till(unit).with(owner))?.is_none() {
        return Ok(());
    }
    let fee = sold / 1_000 * 100;
    let act = Act::of("terima-komisi-titipan", fee).till(unit).activity(Activity::NonMember);
    books.act(act.note("Fee pisang"))?;
    books.act(Act::of("bayar-barang-titipan", sold).unit(unit).with(owner))?;
    Ok(())
}

/// Buys material and makes goods of it, as long as the shelf has room.
pub(super) fn make(books: &mut Books<'_, '_>, stock: i64, vigour: i64) -> Result<()> {
    let today = weekday(books.date);
    let material = kernel::AccountCode(11_740);
    let room = (900_000 * vigour / 100).max(250_000) - stock;
    if today == 0 && room > 0 && books.held(MAKING, material) < 150_000 {
        let money = books.held(MAKING, CASH) - 40_000;
        let amount = books.random.amount(80_000, 320_000, 5_000).min(money / 5_000 * 5_000);
        let note = match books.cooperative.0 % 3 {
            0 => "Kain dan benang",
            1 => "Media tanam dan bibit",
            _ => "Bahan jamu",
        };
        books.act(Act::of("beli-bahan-baku", amount).unit(MAKING).note(note))?;
        if books.random.chance(50) {
            let amount = books.random.amount(25_000, 90_000, 1_000);
            books.act(Act::of("beli-kemasan", amount).unit(MAKING).note("Botol dan label"))?;
        }
    }
    if today == 3 && room > 0 {
        let used = books.random.amount(60_000, 260_000, 5_000).min(books.held(MAKING, material));
        books.act(Act::of("pakai-bahan-baku", used).unit(MAKING))?;
        if books.random.chance(30) {
            books.act(Act::of("bayar-upah-harian", 50_000).unit(MAKING).note("Upah membantu produksi"))?;
        }
    }
    Ok(())
}
