//! The receipt of a payment: what the member takes home, on paper or in a message.

use ::store::Reader;
use kernel::{BookDate, CooperativeId, EntryId, Month, PartyId, Rupiah, terbilang};
use ledger::Posted;
use members::Member;
use serde::{Deserialize, Serialize};

use crate::balances::lines;
use crate::deposit::{self, Deposit};
use crate::months::text;
use crate::place::place;
use crate::withdraw::{self, Withdrawal};
use crate::{Kind, SavingsError, store};

/// A receipt. It can be made again from the books at any time: [`receipt_of`].
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Receipt {
    /// The entry behind it.
    pub entry: EntryId,
    /// Its document number, such as `BKM/2026/00012`.
    pub document: String,
    /// Name of the cooperative.
    pub cooperative: String,
    /// Whose savings.
    pub member: PartyId,
    /// The number on the member card; nothing before the membership begins.
    pub member_number: Option<i64>,
    /// The name as people say it.
    pub member_name: String,
    /// Of which kind.
    pub kind: Kind,
    /// Whether money went out.
    pub withdrawn: bool,
    /// How much, in rupiah.
    pub amount: Rupiah,
    /// The amount in words.
    pub terbilang: String,
    /// The months of simpanan wajib: "Jul 2025 – Des 2025 (6 bulan)".
    pub months: Option<String>,
    /// The balance of the kind after it.
    pub balance: Rupiah,
    /// The day that counts for the books.
    pub date: BookDate,
    /// Where the money lies: "Kas".
    pub place: String,
    /// Whether it made an applicant a member.
    pub activated: bool,
}

impl Receipt {
    /// "anggota 017", or "calon anggota".
    pub fn member_title(&self) -> String {
        self.member_number.map_or_else(|| "calon anggota".to_owned(), |number| format!("anggota {number:03}"))
    }

    /// What was paid: "Simpanan wajib Jul 2025 – Des 2025 (6 bulan)".
    pub fn subject(&self) -> String {
        let out = if self.withdrawn { "Pengambilan simpanan sukarela" } else { self.kind.label() };
        self.months.as_ref().map_or_else(|| out.to_owned(), |months| format!("{out} {months}"))
    }

    /// The receipt as a message, for WhatsApp.
    pub fn message(&self) -> String {
        let Self { document, cooperative, member_name, amount, terbilang, balance, .. } = self;
        let verb = if self.withdrawn { "Dibayarkan kepada" } else { "Diterima dari" };
        format!(
            "Kuitansi {document}, {}\n{cooperative}\n{verb} {member_name} ({})\n{}: {amount}\n({terbilang})\n{} \
             sekarang: {balance}",
            self.date.short(),
            self.member_title(),
            self.subject(),
            self.kind.label()
        )
    }
}

fn cooperative_name(reader: &mut dyn Reader, id: CooperativeId) -> Result<String, SavingsError> {
    let found = registry::cooperative(reader, id)?.ok_or(SavingsError::NoSuchCooperative)?;
    Ok(found.name)
}

pub(crate) fn of_deposit(
    reader: &mut dyn Reader,
    deposit: &Deposit,
    plan: &deposit::Plan,
    posted: Posted,
    activated: bool,
) -> Result<Receipt, SavingsError> {
    let months = plan.months();
    Ok(Receipt {
        entry: posted.entry,
        document: posted.document,
        cooperative: cooperative_name(reader, deposit.cooperative)?,
        member: deposit.member,
        member_number: plan.member.number,
        member_name: plan.member.called(),
        kind: deposit.kind,
        withdrawn: false,
        amount: deposit.amount,
        terbilang: terbilang(deposit.amount),
        months: (!months.is_empty()).then(|| text(&months)),
        balance: plan.balance,
        date: deposit.date,
        place: plan.place.name.clone(),
        activated,
    })
}

pub(crate) fn of_withdrawal(
    reader: &mut dyn Reader,
    withdrawal: &Withdrawal,
    plan: &withdraw::Plan,
    posted: Posted,
) -> Result<Receipt, SavingsError> {
    Ok(Receipt {
        entry: posted.entry,
        document: posted.document,
        cooperative: cooperative_name(reader, withdrawal.cooperative)?,
        member: withdrawal.member,
        member_number: plan.member.number,
        member_name: plan.member.called(),
        kind: Kind::Voluntary,
        withdrawn: true,
        amount: withdrawal.amount,
        terbilang: terbilang(withdrawal.amount),
        months: None,
        balance: plan.balance,
        date: withdrawal.date,
        place: plan.place.name.clone(),
        activated: false,
    })
}

/// The receipt of an entry, made from the books; nothing where the entry is no payment of savings.
///
/// # Errors
/// The store cannot answer.
pub fn receipt_of(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    entry: EntryId,
) -> Result<Option<Receipt>, SavingsError> {
    let Some(entry) = ledger::entry(reader, cooperative, entry)? else { return Ok(None) };
    // A reversal is no payment: its paper is that of the entry it takes back.
    if entry.reverses.is_some() || !entry.act.starts_with("savings.") {
        return Ok(None);
    }
    let saved =
        entry.lines.iter().find_map(|line| Some((Kind::of_account(line.account)?, line.party?, line)));
    let Some((kind, party, line)) = saved else { return Ok(None) };
    let Some(member) = members::member(reader, cooperative, party)? else { return Ok(None) };
    let months: Vec<Month> = match kind {
        Kind::Mandatory => store::dues_of(reader, cooperative, party, (Month::MIN, Month::MAX))?
            .into_iter()
            .filter(|row| row.entry == entry.id)
            .map(|row| row.month)
            .collect(),
        Kind::Principal | Kind::Voluntary => Vec::new(),
    };
    let balance = lines(reader, cooperative, party, kind)?
        .into_iter()
        .filter(|line| line.line.entry <= entry.id)
        .map(|line| line.amount)
        .sum();
    let money = entry.lines.iter().find(|other| Kind::of_account(other.account).is_none());
    let place = match money {
        Some(money) => place(reader, cooperative, money.account, entry.date)?.name,
        None => String::new(),
    };
    let Member { number, .. } = member;
    Ok(Some(Receipt {
        entry: entry.id,
        document: entry.document,
        cooperative: cooperative_name(reader, cooperative)?,
        member: party,
        member_number: number,
        member_name: member.called(),
        kind,
        withdrawn: line.amount > Rupiah::ZERO,
        amount: line.amount.abs(),
        terbilang: terbilang(line.amount.abs()),
        months: (!months.is_empty()).then(|| text(&months)),
        balance,
        date: entry.date,
        place,
        activated: false,
    }))
}
