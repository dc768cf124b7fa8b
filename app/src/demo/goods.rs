//! Units that buy goods and sell them: shop, pharmacy, gas, and what the cooperative makes itself.

use anyhow::Result;
use cashbook::Party;
use kernel::{AccountCode, UnitCode};
use ledger::Activity;

use super::books::{Act, Books, CASH};
use super::hours::{SATURDAY, SUNDAY, last_working_day, weekday, working_day};

/// How a unit trades.
#[derive(Debug)]
pub(super) struct Goods {
    pub unit: UnitCode,
    pub stock: AccountCode,
    pub sale: &'static str,
    pub purchase: &'static str,
    pub cost: &'static str,
    /// What the unit likes to have in stock, at the flagship's size.
    pub shelf: i64,
    /// A day's sales to others, at the flagship's size.
    pub day: (i64, i64),
    /// One sale to a member.
    pub basket: (i64, i64),
    /// What goods cost, in hundredths of their price.
    pub cost_of_price: (i64, i64),
    /// Prices are multiples of it.
    pub step: i64,
}

pub(super) const SHOP: Goods = Goods {
    unit: UnitCode(10),
    stock: AccountCode(11_700),
    sale: "penjualan-toko",
    purchase: "beli-sembako",
    cost: "harga-beli-toko",
    shelf: 4_500_000,
    day: (90_000, 340_000),
    basket: (14_000, 165_000),
    cost_of_price: (87, 91),
    step: 500,
};

pub(super) const PHARMACY: Goods = Goods {
    unit: UnitCode(30),
    stock: AccountCode(11_710),
    sale: "penjualan-apotek",
    purchase: "beli-obat",
    cost: "harga-beli-apotek",
    shelf: 6_000_000,
    day: (60_000, 260_000),
    basket: (8_000, 95_000),
    cost_of_price: (76, 84),
    step: 500,
};

pub(super) const GAS: Goods = Goods {
    unit: UnitCode(70),
    stock: AccountCode(11_720),
    sale: "penjualan-lpg",
    purchase: "beli-lpg",
    cost: "harga-beli-lpg",
    shelf: 1_600_000,
    day: (36_000, 162_000),
    basket: (18_000, 36_000),
    cost_of_price: (89, 89),
    step: 18_000,
};

pub(super) const CRAFT: Goods = Goods {
    unit: UnitCode(80),
    stock: AccountCode(11_750),
    sale: "penjualan-hasil-produksi",
    // What is sold is not bought but made: see `craft.rs`.
    purchase: "",
    cost: "harga-pokok-produksi",
    shelf: 900_000,
    day: (25_000, 140_000),
    basket: (10_000, 60_000),
    cost_of_price: (58, 68),
    step: 1_000,
};

/// A unit at work.
#[derive(Debug)]
pub(super) struct Counter {
    pub goods: &'static Goods,
    /// Size in hundredths of the flagship's.
    vigour: i64,
    /// Days of the week on which sales are written down.
    days: &'static [i64],
    /// Sold since the last count of what it had cost: to members, to others.
    sold: [i64; 2],
    tabs: Vec<Tab>,
}

/// A sale that is not paid yet.
#[derive(Debug)]
struct Tab {
    party: Party,
    amount: i64,
    pays_on: kernel::BookDate,
}

impl Counter {
    pub fn new(goods: &'static Goods, vigour: i64) -> Self {
        let days: &[i64] = match vigour {
            100 if goods.unit == SHOP.unit => &[0, 1, 2, 3, 4, 5],
            55.. => &[1, 3, 5],
            35.. => &[2, 5],
            _ => &[5],
        };
        Self { goods, vigour, days, sold: [0, 0], tabs: Vec::new() }
    }

    fn sized(&self, amount: i64) -> i64 {
        amount * self.vigour / 100
    }

    /// What may still be sold of the stock, at its price.
    fn sellable(&self, books: &Books<'_, '_>) -> i64 {
        let cost = self.goods.cost_of_price.1;
        books.held(self.goods.unit, self.goods.stock) * 100 / cost - self.sold[0] - self.sold[1]
    }

    pub fn day(&mut self, books: &mut Books<'_, '_>, customers: &[Party]) -> Result<()> {
        let today = weekday(books.date);
        if today == SUNDAY {
            return Ok(());
        }
        self.collect(books)?;
        if !self.goods.purchase.is_empty() {
            self.restock(books)?;
        }
        if self.days.contains(&today) {
            self.sell(books, customers)?;
        }
        // The tidiest count their stock every week, the others when the month ends.
        let weekly = self.vigour == 100 && today == SATURDAY;
        if weekly || books.date == last_working_day(books.date.month_of()) {
            self.count(books)?;
        }
        Ok(())
    }

    /// Buys when the shelf is half empty, with the money that is there.
    fn restock(&mut self, books: &mut Books<'_, '_>) -> Result<()> {
        let shelf = self.sized(self.goods.shelf).max(600_000);
        let left = self.sellable(books).max(0);
        if left > shelf * 55 / 100 || !books.random.chance(60) {
            return Ok(());
        }
        let money = books.held(self.goods.unit, CASH) - 60_000;
        let amount = (shelf - left).min(money) / 5_000 * 5_000;
        if amount >= 90_000 {
            books.act(Act::of(self.goods.purchase, amount).unit(self.goods.unit))?;
        }
        Ok(())
    }

    /// A sale that the stock still allows; says what it came to.
    fn price(&self, books: &mut Books<'_, '_>, (from, to): (i64, i64)) -> i64 {
        let step = self.goods.step;
        let amount = books.random.amount(from.max(step), to.max(step), step);
        amount.min(self.sellable(books) / step * step)
    }

    fn sell(&mut self, books: &mut Books<'_, '_>, customers: &[Party]) -> Result<()> {
        let (from, to) = self.goods.day;
        // Who writes down sales less often sells as much in between.
        let span = 6 / i64::try_from(self.days.len()).unwrap_or(1);
        let range = (self.sized(from) * span, self.sized(to) * span);
        let amount = self.price(books, range);
        let all = Act::of(self.goods.sale, amount).till(self.goods.unit).activity(Activity::NonMember);
        if books.act(all.note("Penjualan harian kepada umum"))?.is_some() {
            self.sold[1] += amount;
        }
        let baskets = books.random.below(if self.days.len() > 3 { 3 } else { 2 });
        for _ in 0..baskets {
            self.sell_to_member(books, customers)?;
        }
        Ok(())
    }

    fn sell_to_member(&mut self, books: &mut Books<'_, '_>, customers: &[Party]) -> Result<()> {
        let Some(member) = books.random.pick(customers).cloned() else { return Ok(()) };
        let amount = self.price(books, self.goods.basket);
        let on_tab = self.goods.unit == SHOP.unit && self.vigour > 50 && books.random.chance(6);
        let act = match on_tab {
            true => Act::of("jual-kasbon-anggota", amount).till(self.goods.unit),
            false => Act::of(self.goods.sale, amount).till(self.goods.unit).activity(Activity::Member),
        };
        if books.act(act.with(&member))?.is_none() {
            return Ok(());
        }
        self.sold[0] += amount;
        if on_tab {
            let pays_on = working_day(books.date.plus_days(books.random.between(5, 24)));
            self.tabs.push(Tab { party: member, amount, pays_on });
        }
        Ok(())
    }

    /// Members pay their tabs.
    fn collect(&mut self, books: &mut Books<'_, '_>) -> Result<()> {
        let date = books.date;
        let (due, later): (Vec<Tab>, Vec<Tab>) = self.tabs.drain(..).partition(|tab| tab.pays_on <= date);
        self.tabs = later;
        for tab in due {
            let act = Act::of("tagih-piutang-anggota", tab.amount).till(self.goods.unit);
            books.act(act.with(&tab.party))?;
        }
        Ok(())
    }

    /// Counts the stock: what the sold goods had cost.
    fn count(&mut self, books: &mut Books<'_, '_>) -> Result<()> {
        let (from, to) = self.goods.cost_of_price;
        for (place, activity) in [Activity::Member, Activity::NonMember].into_iter().enumerate() {
            let percent = books.random.between(from, to);
            let cost = self.sold[place] * percent / 100;
            let act = Act::of(self.goods.cost, cost).unit(self.goods.unit).activity(activity);
            if cost > 0 && books.act(act)?.is_some() {
                self.sold[place] = 0;
            }
        }
        Ok(())
    }

    /// What the unit can spare for the office.
    pub fn spare(&self, books: &Books<'_, '_>) -> i64 {
        let keeps = self.sized(self.goods.shelf).max(500_000) / 2;
        (books.held(self.goods.unit, CASH) - keeps).max(0) / 50_000 * 50_000
    }
}
