//! Balances: what stands on an account on a date, without reading the entries.

use std::collections::BTreeMap;

use kernel::{AccountCode, BookDate, CooperativeId, PartyId, Rupiah, UnitCode};
use serde::Serialize;
use store::{Reader, Row, StoreError, values};

use crate::entry::Activity;

/// What moved on an account, in one unit and one kind of activity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct BalanceRow {
    /// The account.
    pub account: AccountCode,
    /// The business unit.
    pub unit: UnitCode,
    /// With members or others.
    pub activity: Activity,
    /// Sum of the debits.
    pub debit: Rupiah,
    /// Sum of the credits.
    pub credit: Rupiah,
}

impl BalanceRow {
    /// Debit less credit.
    pub fn net(&self) -> Rupiah {
        Rupiah(self.debit.0 - self.credit.0)
    }
}

type Key = (i64, i64, i64);

const MONTHS: &str = "select account, unit, activity, cast(sum(debit) as bigint), cast(sum(credit) as bigint) \
     from ledger_balance where cooperative_id = $1 and month >= $2 and month < $3 \
     group by account, unit, activity";

// By the dates of the entries, so that lines need no third index.
const DAYS: &str = "select l.account, l.unit, l.activity, \
     cast(sum(case when l.amount > 0 then l.amount else 0 end) as bigint), \
     cast(sum(case when l.amount < 0 then -l.amount else 0 end) as bigint) \
     from ledger_entry e join ledger_line l on l.cooperative_id = $1 and l.entry_id = e.entry_id \
     where e.cooperative_id = $1 and e.book_date >= $2 and e.book_date <= $3 \
     group by l.account, l.unit, l.activity";

/// What moved on every account from a date (from the beginning where there is none) through another,
/// in all units or one. Whole months come from the kept balances; only a part of a month is read from
/// its entries, from the shorter side.
pub fn balances(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    from: Option<BookDate>,
    through: BookDate,
    unit: Option<UnitCode>,
) -> Result<Vec<BalanceRow>, StoreError> {
    let mut sums = Sums::default();
    if from.is_some_and(|from| from > through) {
        return Ok(Vec::new());
    }
    sums.add_through(reader, cooperative, through, 1)?;
    // Nothing is dated before the first day of all.
    let from = from.filter(|from| *from > BookDate::MIN);
    if let Some(before) = from.map(|from| from.plus_days(-1)) {
        sums.add_through(reader, cooperative, before, -1)?;
    }
    Ok(sums.rows(unit))
}

#[derive(Default)]
struct Sums(BTreeMap<Key, (i64, i64)>);

impl Sums {
    /// Adds (or takes away) all that moved through the end of a day.
    fn add_through(
        &mut self,
        reader: &mut dyn Reader,
        cooperative: CooperativeId,
        day: BookDate,
        sign: i64,
    ) -> Result<(), StoreError> {
        let month = day.month_of();
        let (first, last) = (month.first_day(), month.last_day());
        let rest = day.days_until(last);
        if rest < first.days_until(day) {
            self.add(reader.query(MONTHS, &values![cooperative, 0, month.next()])?, sign)?;
            if rest > 0 {
                self.add(reader.query(DAYS, &values![cooperative, day.plus_days(1), last])?, -sign)?;
            }
        } else {
            self.add(reader.query(MONTHS, &values![cooperative, 0, month])?, sign)?;
            self.add(reader.query(DAYS, &values![cooperative, first, day])?, sign)?;
        }
        Ok(())
    }

    fn add(&mut self, rows: Vec<Row>, sign: i64) -> Result<(), StoreError> {
        for row in rows {
            let sum = self.0.entry((row.int(0)?, row.int(1)?, row.int(2)?)).or_default();
            sum.0 += sign * row.int(3)?;
            sum.1 += sign * row.int(4)?;
        }
        Ok(())
    }

    fn rows(self, unit: Option<UnitCode>) -> Vec<BalanceRow> {
        self.0
            .into_iter()
            .filter(|((_, of, _), sums)| unit.is_none_or(|unit| unit.0 == *of) && *sums != (0, 0))
            .map(|((account, unit, activity), (debit, credit))| BalanceRow {
                account: AccountCode(account),
                unit: UnitCode(unit),
                activity: Activity::from_number(activity),
                debit: Rupiah(debit),
                credit: Rupiah(credit),
            })
            .collect()
    }
}

/// Debit less credit of one account through the end of a day, in all units or one.
pub fn balance_of(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    account: AccountCode,
    through: BookDate,
    unit: Option<UnitCode>,
) -> Result<Rupiah, StoreError> {
    let unit_from = unit.map_or(i64::MIN, |unit| unit.0);
    let unit_to = unit.map_or(i64::MAX, |unit| unit.0);
    let month = through.month_of();
    let whole = reader.query_one(
        "select cast(coalesce(sum(debit - credit), 0) as bigint) from ledger_balance \
         where cooperative_id = $1 and account = $2 and unit between $3 and $4 and month < $5",
        &values![cooperative, account, unit_from, unit_to, month],
    )?;
    let part = reader.query_one(
        "select cast(coalesce(sum(amount), 0) as bigint) from ledger_line \
         where cooperative_id = $1 and account = $2 and unit between $3 and $4 \
         and book_date >= $5 and book_date <= $6",
        &values![cooperative, account, unit_from, unit_to, month.first_day(), through],
    )?;
    Ok(Rupiah(whole.int(0)? + part.int(0)?))
}

/// What stands between the cooperative and one member or partner on one account, over all units:
/// debit less credit.
pub fn party_balance(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    party: PartyId,
    account: AccountCode,
) -> Result<Rupiah, StoreError> {
    let row = reader.query_one(
        "select cast(coalesce(sum(amount), 0) as bigint) from ledger_party_balance \
         where cooperative_id = $1 and party = $2 and account = $3",
        &values![cooperative, party, account],
    )?;
    row.rupiah(0)
}

/// What stands between the cooperative and everybody on one account, over all units: debit less credit.
pub fn party_balances(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    account: AccountCode,
) -> Result<BTreeMap<PartyId, Rupiah>, StoreError> {
    reader
        .query(
            "select party, cast(sum(amount) as bigint) from ledger_party_balance \
             where cooperative_id = $1 and account = $2 group by party",
            &values![cooperative, account],
        )?
        .iter()
        .map(|row| Ok((PartyId(row.int(0)?), row.rupiah(1)?)))
        .collect()
}
