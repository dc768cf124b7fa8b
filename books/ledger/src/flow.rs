//! Where cash came from and went to: the other lines of every entry that moved money; and what was taken
//! back within a period, so that sums of debits and credits can leave it out.

use std::collections::BTreeMap;

use kernel::{AccountCode, BookDate, CooperativeId, Rupiah, UnitCode};
use store::{Reader, Row, StoreError, Value, values};

use crate::balance::balances;
use crate::chart::{Chart, chart_of};

/// What stood against cash on one account, in whole rupiah, neither of them negative.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CashCounterpart {
    /// An account that holds no money.
    pub account: AccountCode,
    /// What its credit lines say came in.
    pub inflow: Rupiah,
    /// What its debit lines say went out.
    pub outflow: Rupiah,
}

/// Accounts of the common chart that hold money; the statement below has a place for each. A cooperative's
/// own are found by what they behave like, however many there are. A test transfers to every one of them.
const MONEY_ACCOUNTS_MAX: usize = 16;

// Entries whose reversal is dated in the same period, and those reversals: together they moved nothing.
// A reversal is never dated before what it takes back. Cross joins, so that SQLite begins with the few
// reversals.
macro_rules! taken {
    () => {
        "taken (original, reversal) as (select r.entry_id, r.reversed_by from ledger_reversal r \
         cross join ledger_entry e cross join ledger_entry b where r.cooperative_id = $1 \
         and e.cooperative_id = $1 and e.entry_id = r.entry_id and e.book_date >= $2 \
         and b.cooperative_id = $1 and b.entry_id = r.reversed_by and b.book_date <= $3)"
    };
}

macro_rules! apart_from_cash {
    ($of_unit:literal) => {
        concat!(
            "with money (account) as (select account from ledger_own_account where cooperative_id = $1 \
             and behaves_like in ($4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19) \
             union values (cast($4 as bigint)), ($5), ($6), ($7), ($8), ($9), ($10), ($11), ($12), ($13), \
             ($14), ($15), ($16), ($17), ($18), ($19)), ",
            taken!(),
            ", moved (entry_id) as (select l.entry_id from money m cross join ledger_line l \
             where l.cooperative_id = $1 and l.account = m.account and l.book_date >= $2 and l.book_date <= $3",
            $of_unit,
            ") select l.account, cast(sum(case when l.amount > 0 then l.amount else 0 end) as bigint), \
             cast(sum(case when l.amount < 0 then -l.amount else 0 end) as bigint) \
             from ledger_entry e cross join ledger_line l \
             where e.cooperative_id = $1 and e.book_date >= $2 and e.book_date <= $3 \
             and (e.entry_id not in (select entry_id from moved) or e.entry_id in (select original from taken) \
             or e.entry_id in (select reversal from taken)) \
             and l.cooperative_id = $1 and l.entry_id = e.entry_id",
            $of_unit,
            " group by l.account"
        )
    };
}

// Without the unit, the entries that moved money come from the index by account alone.
const APART: &str = apart_from_cash!("");
const APART_IN_UNIT: &str = apart_from_cash!(" and l.unit = $20");

/// What stood against cash from a day through another, account by account, in all units or one: all lines
/// of the entries that touched an account of money, but for the lines of money themselves. A transfer
/// between two such accounts leaves nothing; neither does an entry that was taken back in the same period.
///
/// It is what moved at all, from the kept balances, less what moved without cash: entries without cash are
/// few, and only their lines are read.
///
/// Invariant: inflows less outflows are what the accounts of money have changed by, because the lines of an
/// entry sum to zero in every unit. Over all units [`crate::CLEARING`] has as much in as out.
///
/// # Errors
/// The store cannot answer.
pub fn cash_counterparts(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    from: BookDate,
    through: BookDate,
    unit: Option<UnitCode>,
) -> Result<Vec<CashCounterpart>, StoreError> {
    let chart = chart_of(reader, cooperative, through)?;
    let is_money = |code| chart.account(code).is_some_and(|account| account.cash.is_some());
    let mut sums: BTreeMap<AccountCode, (i64, i64)> = BTreeMap::new();
    for row in balances(reader, cooperative, Some(from), through, unit)? {
        let sum = sums.entry(row.account).or_default();
        *sum = (sum.0 + row.debit.0, sum.1 + row.credit.0);
    }
    for row in apart(reader, cooperative, &chart, (from, through), unit)? {
        let sum = sums.entry(AccountCode(row.int(0)?)).or_default();
        *sum = (sum.0 - row.int(1)?, sum.1 - row.int(2)?);
    }
    sums.retain(|code, sum| !is_money(*code) && *sum != (0, 0));
    let counterpart = |(account, (debit, credit))| CashCounterpart {
        account,
        inflow: Rupiah(credit),
        outflow: Rupiah(debit),
    };
    Ok(sums.into_iter().map(counterpart).collect())
}

/// Debits and credits of the entries that moved no cash, or were taken back.
fn apart(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    chart: &Chart,
    (from, through): (BookDate, BookDate),
    unit: Option<UnitCode>,
) -> Result<Vec<Row>, StoreError> {
    let own: Vec<i64> = reader
        .query("select account from ledger_own_account where cooperative_id = $1", &values![cooperative])?
        .iter()
        .map(|row| row.int(0))
        .collect::<Result<_, _>>()?;
    let common: Vec<AccountCode> =
        chart.money().map(|account| account.code).filter(|code| !own.contains(&code.0)).collect();
    // Places left over name the last one again.
    let last = common.iter().rev().take(1).cycle();
    let places = common.iter().chain(last).take(MONEY_ACCOUNTS_MAX).map(|code| Value::from(*code));
    let mut params: Vec<Value> = values![cooperative, from, through].into_iter().chain(places).collect();
    params.extend(unit.map(Value::from));
    reader.query(if unit.is_some() { APART_IN_UNIT } else { APART }, &params)
}

const TAKEN_BACK: &str = concat!(
    "with ",
    taken!(),
    " select l.account, cast(sum(abs(l.amount)) as bigint) from taken t \
     join ledger_line l on l.cooperative_id = $1 and l.entry_id = t.reversal \
     where l.unit between $4 and $5 group by l.account"
);

/// How much of the debits of each account, and as much of its credits, comes from entries that were taken
/// back within the same period: left out, what remains are the movements that stand.
///
/// # Errors
/// The store cannot answer.
pub fn taken_back(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    from: BookDate,
    through: BookDate,
    unit: Option<UnitCode>,
) -> Result<BTreeMap<AccountCode, Rupiah>, StoreError> {
    let unit_from = unit.map_or(i64::MIN, |unit| unit.0);
    let unit_to = unit.map_or(i64::MAX, |unit| unit.0);
    reader
        .query(TAKEN_BACK, &values![cooperative, from, through, unit_from, unit_to])?
        .iter()
        .map(|row| Ok((AccountCode(row.int(0)?), row.rupiah(1)?)))
        .collect()
}
