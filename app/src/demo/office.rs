//! The office: what it pays every month, bank, capital of the units, grant, partner, equipment, tax.

use anyhow::Result;
use cashbook::Party;
use kernel::{AccountCode, BookDate, Month, UnitCode};
use members::PartnerKind;

use super::books::{Act, BANK, Books, CASH, OFFICE};
use super::hours::{SUNDAY, last_working_day, weekday, working_day};
use super::profile::{Plan, Profile};

/// Whom the office deals with.
pub(super) struct Partners {
    pub grower: Party,
    venture: Party,
    lender: Party,
    city: Party,
}

impl Partners {
    pub fn meet(books: &mut Books<'_, '_>) -> Result<Self> {
        books.partner("Grosir Contoh Mentari", PartnerKind::Supplier)?;
        books.partner("Bank Contoh", PartnerKind::Bank)?;
        Ok(Self {
            grower: books.partner("Kebun Pisang Contoh", PartnerKind::Supplier)?,
            venture: books.partner("Mitra Contoh Keripik Pisang", PartnerKind::Venture)?,
            lender: books.partner("Pak Contoh Pelangi (pihak ketiga)", PartnerKind::ThirdParty)?,
            city: books.partner("Dinas Koperasi (contoh)", PartnerKind::Government)?,
        })
    }
}

/// Accounts of what serves for years.
const FURNITURE: AccountCode = AccountCode(13_500);
const SHOP_EQUIPMENT: AccountCode = AccountCode(13_400);

/// What the office remembers.
pub(super) struct Office {
    vigour: i64,
    flagship: bool,
    banked: bool,
    partners: Partners,
    /// Sales up to the last payment of tax.
    taxed: i64,
    /// What the venture still holds, and when it returns it.
    ventured: Option<(i64, BookDate)>,
    borrowed: i64,
}

fn on(date: BookDate, month: Month, day: i64) -> bool {
    date == working_day(month.first_day().plus_days(day - 1))
}

impl Office {
    pub fn new(profile: &Profile, partners: Partners) -> Self {
        let Profile { vigour, flagship, banked, .. } = *profile;
        Self { vigour, flagship, banked, partners, taxed: 0, ventured: None, borrowed: 0 }
    }

    pub fn grower(&self) -> Party {
        self.partners.grower.clone()
    }

    pub fn day(&mut self, books: &mut Books<'_, '_>, plan: &Plan) -> Result<()> {
        if weekday(books.date) == SUNDAY {
            return Ok(());
        }
        self.once(books, plan)?;
        self.monthly(books)?;
        self.seldom(books)?;
        if books.date == last_working_day(books.date.month_of()) {
            self.month_end(books)?;
        }
        if self.banked && weekday(books.date) == 4 {
            self.bank(books)?;
        }
        Ok(())
    }

    /// Takes a little off for a smaller cooperative.
    fn sized(&self, books: &mut Books<'_, '_>, from: i64, to: i64) -> i64 {
        let percent = self.vigour.max(45);
        books.random.amount(from * percent / 100, to * percent / 100, 500)
    }

    /// What happens once in a life, at its own time.
    fn once(&mut self, books: &mut Books<'_, '_>, plan: &Plan) -> Result<()> {
        let (date, place) = (books.date, if self.banked { BANK } else { CASH });
        if on(date, plan.month_at(0), 16) {
            self.borrowed = if self.flagship { 2_000_000 } else { 1_500_000 };
            let act = Act::of("terima-pinjaman-pihak-ketiga", self.borrowed).with(&self.partners.lender);
            books.act(act.note("Talangan sampai bantuan cair"))?;
            let fees = self.sized(books, 150_000, 400_000);
            books.act(Act::of("bayar-perizinan", fees).note("Urus NIB dan NPWP"))?;
        }
        if on(date, plan.month_at(1), 11) && (self.flagship || self.vigour > 30) {
            let amount = if self.flagship { 7_500_000 } else { 30_000 * self.vigour + 1_500_000 };
            let act = Act::of("terima-bantuan-pemerintah", amount).place(place).with(&self.partners.city);
            books.act(act.note("Bantuan modal awal"))?;
        }
        if on(date, plan.month_at(2), 9) {
            let amount = self.sized(books, 350_000, 1_400_000);
            let bought =
                books.act(Act::of("beli-inventaris", amount).place(place).note("Meja dan lemari"))?;
            books.lasts(bought, "Meja dan lemari", FURNITURE, amount)?;
        }
        if self.flagship && on(date, plan.month_at(3), 12) {
            let shelves = Act::of("beli-peralatan-toko", 1_750_000).place(BANK).note("Rak dan timbangan");
            let bought = books.act(shelves)?;
            books.lasts(bought, "Rak dan timbangan", SHOP_EQUIPMENT, 1_750_000)?;
            let laptop =
                Act::of("hibah-barang", 5_400_000).with(&self.partners.city).note("Laptop dan printer");
            let given = books.act(laptop)?;
            books.lasts(given, "Laptop dan printer", FURNITURE, 5_400_000)?;
            books.borrows("Gedung gerai dan gudang", "Pemerintah Kota (data contoh)", "BAST/CONTOH/001")?;
        }
        if self.flagship && on(date, plan.month_at(10), 20) {
            let fridge = Act::of("beli-peralatan-toko", 4_250_000).place(BANK).note("Lemari pendingin");
            let bought = books.act(fridge)?;
            books.lasts(bought, "Lemari pendingin", SHOP_EQUIPMENT, 4_250_000)?;
        }
        if self.borrowed > 0
            && date >= plan.month_at(4).first_day()
            && weekday(date) == 2
            && books.fetch_cash(self.borrowed)?
        {
            let act = Act::of("kembali-pihak-ketiga", self.borrowed).with(&self.partners.lender);
            if books.act(act)?.is_some() {
                self.borrowed = 0;
            }
        }
        if self.flagship && on(date, plan.month_at(9), 18) {
            books.act(
                Act::of("bayar-pendidikan", 350_000).note("Pelatihan pembukuan untuk pengurus dan anggota"),
            )?;
        }
        self.venture(books, plan)
    }

    /// Lends to a partner who makes something of it and shares the gain.
    fn venture(&mut self, books: &mut Books<'_, '_>, plan: &Plan) -> Result<()> {
        let date = books.date;
        let begins =
            self.ventured.is_none() && date >= plan.month_at(4).first_day() && on(date, date.month_of(), 13);
        if begins && (self.flagship || (self.vigour > 45 && books.random.chance(12))) {
            let amount = if self.flagship { 1_000_000 } else { 500_000 };
            let lent = books.fetch_cash(amount + 200_000)?
                && books.act(Act::of("modal-mitra", amount).with(&self.partners.venture))?.is_some();
            if lent {
                self.ventured = Some((amount, working_day(date.plus_days(books.random.between(50, 75)))));
            }
        }
        if let Some((amount, day)) = self.ventured
            && day <= date
        {
            let venture = self.partners.venture.clone();
            books.act(Act::of("kembali-modal-mitra", amount).with(&venture))?;
            books.act(
                Act::of("terima-bagi-hasil-mitra", amount / 10).with(&venture).note("Bagi hasil pisang"),
            )?;
            self.ventured = None;
        }
        Ok(())
    }

    fn monthly(&mut self, books: &mut Books<'_, '_>) -> Result<()> {
        let month = books.date.month_of();
        let today = |day| on(books.date, month, day);
        let (act, percent) = if today(3) {
            (Act::of("bayar-internet", 50_000).note("Paket data kantor"), self.vigour)
        } else if today(5) {
            (
                Act::of("bayar-biaya-rapat", self.sized(books, 60_000, 180_000)).note("Snack rapat pengurus"),
                85,
            )
        } else if today(8) {
            (Act::of("bayar-atk", self.sized(books, 15_000, 90_000)).note("Kertas, tinta, map"), 55)
        } else if today(10) {
            (Act::of("bayar-listrik-air", self.sized(books, 80_000, 210_000)).note(month.long()), 70)
        } else if today(19) && month.month() % 3 == 0 {
            (Act::of("bayar-honor-pengurus", self.sized(books, 250_000, 400_000)).note("Honor triwulan"), 60)
        } else if today(2) && self.vigour > 40 && books.turnover() > 0 {
            let rent = if self.flagship { 400_000 } else { 250_000 };
            (Act::of("bayar-sewa", rent).note(format!("Kios {}", month.long())), 95)
        } else if today(27) && self.vigour > 50 && books.turnover() > 2_000_000 {
            let wage = if self.flagship { 750_000 } else { 400_000 };
            (Act::of("bayar-gaji", wage).note(format!("Penjaga gerai {}", month.long())), 95)
        } else if today(22) {
            (Act::of("bayar-transport", self.sized(books, 20_000, 60_000)).note("Ke dinas dan bank"), 45)
        } else {
            return Ok(());
        };
        if books.random.chance(percent) {
            books.fetch_cash(act.amount())?;
            books.act(act)?;
        }
        Ok(())
    }

    /// What comes a few times a year.
    fn seldom(&mut self, books: &mut Books<'_, '_>) -> Result<()> {
        let (date, month) = (books.date, books.date.month_of());
        if self.flagship && on(date, month, 15) {
            let sold = books.turnover() - self.taxed;
            self.taxed += sold;
            let note = format!("PPh final 0,5% {}", month.previous().long());
            books.act(Act::of("bayar-pajak", sold / 200).place(BANK).note(note))?;
        }
        if month.month() == 3 && on(date, month, 14) && books.turnover() > 0 {
            let amount = self.sized(books, 500_000, 1_300_000);
            books.fetch_cash(amount)?;
            books.act(
                Act::of("bayar-biaya-rat", amount).note(format!("RAT tahun buku {}", month.year() - 1)),
            )?;
        }
        if self.flagship && month.month() % 2 == 0 && on(date, month, 17) {
            let snack = books.random.amount(65_000, 140_000, 500);
            books.act(Act::of("bayar-konsumsi", snack).note("Snack temu mitra"))?;
            books.act(Act::of("terima-diskon", snack / 10_000 * 500).note("Diskon snack"))?;
        }
        if self.flagship && month.month() % 3 == 1 && on(date, month, 12) {
            books.act(Act::of("beli-meterai", 100_000).note("10 lembar"))?;
        }
        if self.flagship && month.month() % 3 == 1 && on(date, month, 25) {
            let sold = Act::of("jual-meterai", 112_000).activity(ledger::Activity::NonMember);
            books.act(sold.note("10 lembar, laba 12.000"))?;
            books.act(Act::of("harga-beli-barang-lain", 100_000).activity(ledger::Activity::NonMember))?;
        }
        if self.banked && month.month() % 6 == 0 && on(date, month, 20) {
            books.act(Act::of("bayar-cetak-rekening-koran", 15_000))?;
        }
        Ok(())
    }

    fn month_end(&mut self, books: &mut Books<'_, '_>) -> Result<()> {
        if self.banked {
            let balance = books.held(OFFICE, BANK);
            let interest = balance * books.random.between(3, 6) / 10_000;
            books.act(Act::of("bunga-bank", interest))?;
            if balance > 7_500_000 {
                books.act(Act::of("bayar-pajak-bunga-bank", interest / 5))?;
            }
            let fee = books.random.pick(&[5_500, 7_500, 11_000]).copied().unwrap_or(7_500);
            books.act(Act::of("bayar-admin-bank", fee))?;
        }
        Ok(())
    }

    /// Carries what the office does not need to the bank, and fetches what it lacks.
    fn bank(&mut self, books: &mut Books<'_, '_>) -> Result<()> {
        let cash = books.held(OFFICE, CASH);
        if cash > 1_600_000 {
            books.act(Act::of("setor-ke-bank", (cash - 700_000) / 50_000 * 50_000))?;
        } else if cash < 250_000 && books.held(OFFICE, BANK) > 600_000 {
            books.act(Act::of("tarik-dari-bank", 400_000))?;
        }
        Ok(())
    }
}

/// Gives a unit its first money, from cash and bank of the office; says whether there was enough.
pub(super) fn endow(books: &mut Books<'_, '_>, unit: UnitCode, wanted: i64) -> Result<bool> {
    let has = books.held(OFFICE, CASH) + books.held(OFFICE, BANK) - 300_000;
    let amount = wanted.min(has) / 50_000 * 50_000;
    if amount < wanted / 4 || !books.fetch_cash(amount)? {
        return Ok(false);
    }
    Ok(books.act(Act::of("modal-ke-unit", amount).unit(unit).note("Modal awal"))?.is_some())
}
