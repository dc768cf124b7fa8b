//! The books of one cooperative while its life is written: what every act goes through, and what stands
//! on every account, so that nothing is paid that is not there.

use std::collections::BTreeMap;

use anyhow::{Context, Result};
use cashbook::{Group, Party, Record, Rule};
use kernel::{
    AccountCode, BookDate, CooperativeId, DocumentId, EntryId, Rupiah, Timestamp, UnitCode, UserId,
};
use ledger::{AccountKind, Activity, Chart, Line, MoneyPlace, NormalSide};
use members::PartnerKind;
use store::Tx;

use super::hours::Desk;
use super::photo;
use super::random::Random;

pub(super) const CASH: AccountCode = AccountCode(11_100);
pub(super) const BANK: AccountCode = AccountCode(11_200);
pub(super) const OFFICE: UnitCode = UnitCode::OFFICE;

/// Who serves the cooperative.
#[derive(Debug, Clone, Copy)]
pub(super) struct Staff {
    pub treasurer: UserId,
    pub cashier: UserId,
    pub chair: UserId,
    pub secretary: UserId,
}

/// An act by a rule of the vocabulary.
#[derive(Debug, Clone)]
pub(super) struct Act {
    rule: &'static str,
    amount: i64,
    unit: UnitCode,
    place: Option<AccountCode>,
    party: Option<Party>,
    activity: Activity,
    note: String,
    by_cashier: bool,
}

impl Act {
    pub fn of(rule: &'static str, amount: i64) -> Self {
        let (unit, place, party, activity, note) = (OFFICE, None, None, Activity::None, String::new());
        Self { rule, amount, unit, place, party, activity, note, by_cashier: false }
    }

    pub fn amount(&self) -> i64 {
        self.amount
    }

    /// In a business unit.
    pub fn unit(self, unit: UnitCode) -> Self {
        Self { unit, ..self }
    }

    /// At the till, by the cashier.
    pub fn till(self, unit: UnitCode) -> Self {
        Self { unit, by_cashier: true, ..self }
    }

    /// Not where the rule usually has its money.
    pub fn place(self, place: AccountCode) -> Self {
        Self { place: Some(place), ..self }
    }

    pub fn with(self, party: &Party) -> Self {
        Self { party: Some(party.clone()), ..self }
    }

    /// With members or others.
    pub fn activity(self, activity: Activity) -> Self {
        Self { activity, ..self }
    }

    pub fn note(self, note: impl Into<String>) -> Self {
        Self { note: note.into(), ..self }
    }
}

/// A rule by its code; the demo names only rules that the vocabulary has.
fn rule(code: &str) -> Result<&'static Rule> {
    let found = cashbook::common_rules().iter().find(|rule| rule.code == code);
    found.with_context(|| format!("aturan catat {code} tidak ada di kosakata"))
}

/// The open books.
pub(super) struct Books<'t, 'c> {
    pub tx: &'t mut Tx<'c>,
    pub cooperative: CooperativeId,
    pub staff: Staff,
    pub random: Random,
    pub desk: Desk,
    /// The day that is being lived.
    pub date: BookDate,
    /// Whether vouchers have photos here.
    pub photos: bool,
    chart: Chart,
    held: BTreeMap<(UnitCode, AccountCode), i64>,
}

impl<'t, 'c> Books<'t, 'c> {
    pub fn open(
        tx: &'t mut Tx<'c>,
        cooperative: CooperativeId,
        staff: Staff,
        random: Random,
        desk: Desk,
        date: BookDate,
    ) -> Result<Self> {
        let chart = ledger::chart_of(tx, cooperative, date)?;
        Ok(Self { tx, cooperative, staff, random, desk, date, photos: false, chart, held: BTreeMap::new() })
    }

    /// Debit less credit of an account in a unit.
    pub fn held(&self, unit: UnitCode, account: AccountCode) -> i64 {
        self.held.get(&(unit, account)).copied().unwrap_or(0)
    }

    /// What the sales of all units have come to since the beginning.
    pub fn turnover(&self) -> i64 {
        let sold = |account: AccountCode| (41_000..44_000).contains(&account.0);
        -self.held.iter().filter(|((_, account), _)| sold(*account)).map(|(_, amount)| amount).sum::<i64>()
    }

    /// Whether every account that an entry touches stays on its side: no cash, stock or debt below zero.
    fn bears(&self, lines: &[Line]) -> bool {
        lines.iter().all(|line| {
            let Some(account) = self.chart.account(line.account) else { return true };
            let moved: i64 = lines
                .iter()
                .filter(|other| (other.unit, other.account) == (line.unit, line.account))
                .map(|other| other.amount.0)
                .sum();
            let after = self.held(line.unit, line.account) + moved;
            match (account.kind, account.normal) {
                _ if line.account == ledger::CLEARING => true,
                (AccountKind::Asset, NormalSide::Debit) => after >= 0,
                (AccountKind::Liability, NormalSide::Credit) => after <= 0,
                _ => true,
            }
        })
    }

    pub fn moved(&mut self, lines: &[Line]) {
        for line in lines {
            *self.held.entry((line.unit, line.account)).or_default() += line.amount.0;
        }
    }

    /// Records an act, unless it would take more than there is: then nothing happens.
    pub fn act(&mut self, act: Act) -> Result<Option<EntryId>> {
        self.act_at(act, None)
    }

    fn act_at(&mut self, act: Act, at: Option<Timestamp>) -> Result<Option<EntryId>> {
        let rule = rule(act.rule)?;
        let usual = if rule.place == MoneyPlace::Bank { BANK } else { CASH };
        let mut record = Record {
            cooperative: self.cooperative,
            amount: Rupiah(act.amount),
            date: self.date,
            place: act.place.unwrap_or(usual),
            party: act.party,
            unit: act.unit,
            months: None,
            activity: act.activity,
            note: act.note,
            voucher: None,
            by: if act.by_cashier { self.staff.cashier } else { self.staff.treasurer },
            at: Timestamp(0),
        };
        let lines = cashbook::lines_of(rule, &self.chart, &record);
        if act.amount <= 0 || !self.bears(&lines) {
            return Ok(None);
        }
        let often = match rule.proof_expected {
            _ if !rule.asks_place() && rule.group == Group::Lain => 20,
            true => 85,
            false => 62,
        };
        record.voucher = self.photo(&rule.label, record.amount, often)?;
        record.at = at.unwrap_or_else(|| self.desk.at(self.date, &mut self.random));
        let recorded = cashbook::record(self.tx, rule, &record)
            .with_context(|| format!("{} pada {}", rule.code, record.date))?;
        self.moved(&lines);
        Ok(Some(recorded.entry))
    }

    /// Records today what belongs to an earlier day and moves no money.
    pub fn late(&mut self, act: Act, day: BookDate) -> Result<Option<EntryId>> {
        let today = self.date;
        let after = self.desk.at(today, &mut self.random);
        self.date = day;
        let recorded = self.act_at(act, Some(after));
        self.date = today;
        recorded
    }

    /// Enters what an entry acquired into the list of assets: it serves for four years.
    pub fn lasts(
        &mut self,
        entry: Option<EntryId>,
        name: &str,
        account: AccountCode,
        cost: i64,
    ) -> Result<()> {
        let Some(entry) = entry else { return Ok(()) };
        let at = self.desk.at(self.date, &mut self.random);
        let new = assets::Registration {
            cooperative: self.cooperative,
            name: name.to_owned(),
            account,
            unit: OFFICE,
            terms: assets::Terms {
                acquired_on: self.date,
                cost: Rupiah(cost),
                residual: Rupiah::ZERO,
                life_months: 48,
                opening: None,
            },
            acquisition: assets::Acquisition::Recorded { entry: Some(entry) },
            note: String::new(),
            voucher: None,
            by: self.staff.treasurer,
            at,
        };
        assets::register(self.tx, &new)?;
        Ok(())
    }

    /// Notes what is in use and belongs to somebody else.
    pub fn borrows(&mut self, name: &str, owner: &str, document: &str) -> Result<()> {
        let at = self.desk.at(self.date, &mut self.random);
        let thing = assets::Borrowed {
            id: 0,
            name: name.to_owned(),
            owner: owner.to_owned(),
            document: document.to_owned(),
            document_date: Some(self.date),
            since: self.date,
            until: None,
            place: String::new(),
            told_value: None,
            note: String::new(),
            returned_on: None,
        };
        assets::lend_in(self.tx, self.cooperative, &thing, (self.staff.treasurer, at))?;
        Ok(())
    }

    /// The photo of a voucher, so many times in a hundred, where this cooperative takes any.
    pub fn photo(&mut self, what: &str, amount: Rupiah, often: i64) -> Result<Option<DocumentId>> {
        if !self.photos || !self.random.chance(often) {
            return Ok(None);
        }
        let picture = photo::receipt(what, self.date, amount, &mut self.random);
        let at = self.desk.at(self.date, &mut self.random);
        Ok(Some(documents::keep(self.tx, self.cooperative, &picture, self.staff.treasurer, at)?))
    }

    /// A partner of the cooperative.
    pub fn partner(&mut self, name: &str, kind: PartnerKind) -> Result<Party> {
        let at = self.desk.at(self.date, &mut self.random);
        let new = members::NewPartner {
            cooperative: self.cooperative,
            name: name.to_owned(),
            kind,
            phone: String::new(),
            by: self.staff.treasurer,
            at,
        };
        let partner = members::add_partner(self.tx, &new)?;
        Ok(Party { id: partner.party, name: partner.name, member: false })
    }

    /// Makes sure of cash in the office, from the bank where there is enough.
    pub fn fetch_cash(&mut self, needed: i64) -> Result<bool> {
        let missing = needed - self.held(OFFICE, CASH);
        if missing > 0 {
            let round = (missing + 49_999) / 50_000 * 50_000;
            self.act(Act::of("tarik-dari-bank", round))?;
        }
        Ok(self.held(OFFICE, CASH) >= needed)
    }
}
