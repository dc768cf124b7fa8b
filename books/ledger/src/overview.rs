//! Questions over many cooperatives at once, for whoever oversees them.
//!
//! Every question names the cooperatives that it is about, 64 in a statement: it reads their rows and no
//! others, and where cooperatives are spread over machines it goes to those that hold them. There, rows
//! of several cooperatives are not one instant: whoever adds them up says how many and as of when.
//!
//! A *business act* is an entry that takes nothing back and was not taken back itself.

use std::collections::BTreeMap;

use kernel::{AccountCode, BookDate, CooperativeId, EntryId, Month, Rupiah, Timestamp};
use store::{Reader, Row, StoreError, Value, values};

use crate::period::PeriodState;

/// How many months [`first_acts`] looks at.
pub const MONTHS_SEEN: usize = 24;

/// Cooperatives in one statement; the list below has a place for each.
const AT_A_TIME: usize = 64;

macro_rules! those {
    () => {
        "($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20, $21, $22, \
         $23, $24, $25, $26, $27, $28, $29, $30, $31, $32, $33, $34, $35, $36, $37, $38, $39, $40, $41, $42, \
         $43, $44, $45, $46, $47, $48, $49, $50, $51, $52, $53, $54, $55, $56, $57, $58, $59, $60, $61, $62, \
         $63, $64)"
    };
}

/// Asks about all of them, and gives the rows of all statements. Places left over name the last one again.
fn ask(
    reader: &mut dyn Reader,
    sql: &'static str,
    cooperatives: &[CooperativeId],
    rest: &[Value],
) -> Result<Vec<Row>, StoreError> {
    let mut found = Vec::new();
    for some in cooperatives.chunks(AT_A_TIME) {
        let last = some.iter().rev().take(1).cycle();
        let those = some.iter().chain(last).take(AT_A_TIME).map(|id| Value::from(*id));
        let params: Vec<Value> = those.chain(rest.iter().cloned()).collect();
        found.append(&mut reader.query(sql, &params)?);
    }
    Ok(found)
}

fn tenant(row: &Row) -> Result<CooperativeId, StoreError> {
    row.int(0).map(CooperativeId)
}

const PERIODS: &str = concat!(
    "select cooperative_id, last_entry, closed_through from ledger_chain where cooperative_id in ",
    those!()
);

/// How far the books are closed, for each that has any; as [`crate::period_state`] for one.
///
/// # Errors
/// The store cannot answer.
pub fn period_states(
    reader: &mut dyn Reader,
    cooperatives: &[CooperativeId],
) -> Result<BTreeMap<CooperativeId, PeriodState>, StoreError> {
    let state = |row: &Row| {
        let (last_entry, closed_through) = (EntryId(row.int(1)?), Month::from_number(row.int(2)?));
        Ok((tenant(row)?, PeriodState { closed_through, last_entry }))
    };
    ask(reader, PERIODS, cooperatives, &[])?.iter().map(state).collect()
}

/// The latest that stands in the books of a cooperative through a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LastDates {
    /// The date of the last entry of any kind.
    pub entry: BookDate,
    /// The date of the last business act; nothing where all was taken back.
    pub act: Option<BookDate>,
}

// From the end of the index by date backwards, so that it costs a few rows a cooperative. With `is null`
// PostgreSQL, until it has statistics, takes almost no row to be left and sorts them all first.
const LAST_DATES: &str = concat!(
    "with c as (select cooperative_id from ledger_chain where cooperative_id in ",
    those!(),
    ") select c.cooperative_id, \
     (select e.book_date from ledger_entry e where e.cooperative_id = c.cooperative_id and e.book_date <= $65 \
     order by e.book_date desc, e.entry_id desc limit 1), \
     (select e.book_date from ledger_entry e where e.cooperative_id = c.cooperative_id and e.book_date <= $65 \
     and coalesce(e.reverses, 0) < 1 and not exists (select 1 from ledger_reversal r \
     where r.cooperative_id = e.cooperative_id and r.entry_id = e.entry_id) \
     order by e.book_date desc, e.entry_id desc limit 1) from c"
);

/// The date of the last entry and of the last business act, none of them after a day.
///
/// # Errors
/// The store cannot answer.
pub fn last_dates(
    reader: &mut dyn Reader,
    cooperatives: &[CooperativeId],
    through: BookDate,
) -> Result<BTreeMap<CooperativeId, LastDates>, StoreError> {
    let mut dates = BTreeMap::new();
    for row in ask(reader, LAST_DATES, cooperatives, &values![through])? {
        if let Some(entry) = row.opt_date(1)? {
            dates.insert(tenant(&row)?, LastDates { entry, act: row.opt_date(2)? });
        }
    }
    Ok(dates)
}

// One look into the index a month. The 25 bounds of 24 months: $65 to $89.
const FIRST_ACTS: &str = concat!(
    "with c as (select cooperative_id from ledger_chain where cooperative_id in ",
    those!(),
    "), m (since, until) as (values (cast($65 as text), cast($66 as text)), ($66, $67), ($67, $68), ($68, $69), \
     ($69, $70), ($70, $71), ($71, $72), ($72, $73), ($73, $74), ($74, $75), ($75, $76), ($76, $77), \
     ($77, $78), ($78, $79), ($79, $80), ($80, $81), ($81, $82), ($82, $83), ($83, $84), ($84, $85), \
     ($85, $86), ($86, $87), ($87, $88), ($88, $89)) \
     select c.cooperative_id, \
     (select e.book_date from ledger_entry e where e.cooperative_id = c.cooperative_id \
     and e.book_date >= m.since and e.book_date < m.until and coalesce(e.reverses, 0) < 1 \
     and not exists (select 1 from ledger_reversal r \
     where r.cooperative_id = e.cooperative_id and r.entry_id = e.entry_id) \
     order by e.book_date, e.entry_id limit 1) from c cross join m"
);

/// The date of the first business act of each month that has one: of the month of a day, as far as that
/// day, and of the [`MONTHS_SEEN`] - 1 months before it.
///
/// # Errors
/// The store cannot answer.
pub fn first_acts(
    reader: &mut dyn Reader,
    cooperatives: &[CooperativeId],
    through: BookDate,
) -> Result<BTreeMap<CooperativeId, BTreeMap<Month, BookDate>>, StoreError> {
    let months = (0..).take(MONTHS_SEEN).map(|back| through.month_of().plus(-back).first_day());
    let mut bounds: Vec<Value> =
        std::iter::once(through.plus_days(1)).chain(months).map(Value::from).collect();
    bounds.reverse();
    let mut acts: BTreeMap<CooperativeId, BTreeMap<Month, BookDate>> = BTreeMap::new();
    for row in ask(reader, FIRST_ACTS, cooperatives, &bounds)? {
        if let Some(first) = row.opt_date(1)? {
            acts.entry(tenant(&row)?).or_default().insert(first.month_of(), first);
        }
    }
    Ok(acts)
}

// A count in the index by date for each of twelve spans of days. Their 13 bounds: $65 to $77.
const ENTRIES: &str = concat!(
    "with c as (select cooperative_id from ledger_chain where cooperative_id in ",
    those!(),
    "), s (span, since, until) as (values (0, cast($65 as text), cast($66 as text)), (1, $66, $67), (2, $67, $68), \
     (3, $68, $69), (4, $69, $70), (5, $70, $71), (6, $71, $72), (7, $72, $73), (8, $73, $74), (9, $74, $75), \
     (10, $75, $76), (11, $76, $77)) \
     select c.cooperative_id, cast(s.span as bigint), \
     (select count(*) from ledger_entry e where e.cooperative_id = c.cooperative_id \
     and e.book_date >= s.since and e.book_date < s.until) from c cross join s"
);

// Two looks by key for each of the few that were taken back; a join may choose to go through all entries.
const TAKEN_BACK: &str = concat!(
    "select r.cooperative_id, \
     (select e.book_date from ledger_entry e where e.cooperative_id = r.cooperative_id and e.entry_id = r.entry_id), \
     (select e.book_date from ledger_entry e where e.cooperative_id = r.cooperative_id \
     and e.entry_id = r.reversed_by) from ledger_reversal r where r.cooperative_id in ",
    those!()
);

/// The number of business acts in each of twelve spans of days: the first span begins with the first of
/// the 13 bounds, each ends on the day before the next. Counted as all entries less the pairs that cancel
/// out: the first come from an index alone, the second are few. Cooperatives without books are left out.
///
/// # Errors
/// The store cannot answer.
pub fn acts_in(
    reader: &mut dyn Reader,
    cooperatives: &[CooperativeId],
    bounds: &[BookDate; 13],
) -> Result<BTreeMap<CooperativeId, [i64; 12]>, StoreError> {
    let mut acts: BTreeMap<CooperativeId, [i64; 12]> = BTreeMap::new();
    for row in ask(reader, ENTRIES, cooperatives, &bounds.map(Value::from))? {
        let span = usize::try_from(row.int(1)?).unwrap_or(usize::MAX);
        if let Some(count) = acts.entry(tenant(&row)?).or_default().get_mut(span) {
            *count += row.int(2)?;
        }
    }
    for row in ask(reader, TAKEN_BACK, cooperatives, &[])? {
        let counts = acts.entry(tenant(&row)?).or_default();
        for day in [row.date(1)?, row.date(2)?] {
            let span = bounds.partition_point(|bound| *bound <= day).checked_sub(1);
            if let Some(count) = span.and_then(|span| counts.get_mut(span)) {
                *count -= 1;
            }
        }
    }
    Ok(acts)
}

// Whether the books held a business act of a span by an instant, and whether they hold one now. What was
// taken back by then was none.
const HELD: &str = concat!(
    "select c.cooperative_id, \
     case when exists (select 1 from ledger_entry e where e.cooperative_id = c.cooperative_id \
         and e.book_date between $65 and $66 and e.posted_at < $67 and coalesce(e.reverses, 0) < 1 \
         and not exists (select 1 from ledger_reversal r join ledger_entry b \
             on b.cooperative_id = r.cooperative_id and b.entry_id = r.reversed_by \
             where r.cooperative_id = e.cooperative_id and r.entry_id = e.entry_id and b.posted_at < $67)) \
         then 1 else 0 end, \
     case when exists (select 1 from ledger_entry e where e.cooperative_id = c.cooperative_id \
         and e.book_date between $65 and $66 and coalesce(e.reverses, 0) < 1 \
         and not exists (select 1 from ledger_reversal r where r.cooperative_id = e.cooperative_id \
             and r.entry_id = e.entry_id)) then 1 else 0 end \
     from ledger_chain c where c.cooperative_id in ",
    those!()
);

/// What the books say of a span of days.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Held {
    /// They held a business act of the span by the instant.
    pub then: bool,
    /// They hold one now.
    pub now: bool,
}

/// Whether the books of each held a business act dated in a span of days (both ends are in it) before an
/// instant, and whether they hold one now. Cooperatives without books are left out.
///
/// # Errors
/// The store cannot answer.
pub fn acts_held(
    reader: &mut dyn Reader,
    cooperatives: &[CooperativeId],
    (from, through): (BookDate, BookDate),
    before: Timestamp,
) -> Result<BTreeMap<CooperativeId, Held>, StoreError> {
    let rest = [Value::from(from), Value::from(through), Value::from(before)];
    let mut all = BTreeMap::new();
    for row in ask(reader, HELD, cooperatives, &rest)? {
        all.insert(tenant(&row)?, Held { then: row.int(1)? > 0, now: row.int(2)? > 0 });
    }
    Ok(all)
}

const CLOSINGS: &str = concat!(
    "select cooperative_id, month, closed_at from ledger_seal where cooperative_id in ",
    those!(),
    " and month >= $65 and month <= $66 and reopened_at is null"
);

/// The months that were closed by themselves and stand closed, with the instant. Months that are closed
/// only because a later one is are not among them: nobody has said anything about those.
///
/// # Errors
/// The store cannot answer.
pub fn closings(
    reader: &mut dyn Reader,
    cooperatives: &[CooperativeId],
    from: Month,
    through: Month,
) -> Result<BTreeMap<CooperativeId, BTreeMap<Month, Timestamp>>, StoreError> {
    let mut closings: BTreeMap<CooperativeId, BTreeMap<Month, Timestamp>> = BTreeMap::new();
    for row in ask(reader, CLOSINGS, cooperatives, &values![from, through])? {
        closings.entry(tenant(&row)?).or_default().insert(row.month(1)?, Timestamp(row.int(2)?));
    }
    Ok(closings)
}

const MOVED_IN_MONTHS: &str = concat!(
    "select cooperative_id, account, cast(sum(debit - credit) as bigint) from ledger_balance \
     where cooperative_id in ",
    those!(),
    " and account between $65 and $66 and month >= $67 and month <= $68 group by cooperative_id, account"
);

// A cross join, and an account that is computed: so SQLite begins with the few entries of these days and
// looks up their lines, instead of going through all lines of the accounts.
const MOVED_IN_DAYS: &str = concat!(
    "select e.cooperative_id, l.account, cast(sum(l.amount) as bigint) from ledger_entry e \
     cross join ledger_line l where e.cooperative_id in ",
    those!(),
    " and e.book_date >= $65 and e.book_date <= $66 and l.cooperative_id = e.cooperative_id \
     and l.entry_id = e.entry_id and l.account + 0 between $67 and $68 group by e.cooperative_id, l.account"
);

/// Debit less credit of each account from one code through another that has moved: from the beginning of
/// a month (of the books where there is none) through the end of a day.
///
/// # Errors
/// The store cannot answer.
pub fn movements(
    reader: &mut dyn Reader,
    cooperatives: &[CooperativeId],
    accounts: (AccountCode, AccountCode),
    from: Option<Month>,
    through: BookDate,
) -> Result<BTreeMap<CooperativeId, BTreeMap<AccountCode, Rupiah>>, StoreError> {
    let (first, last) = accounts;
    let month = through.month_of();
    let mut moved: BTreeMap<CooperativeId, BTreeMap<AccountCode, Rupiah>> = BTreeMap::new();
    if from.is_some_and(|from| from > month) {
        return Ok(moved);
    }
    let mut add = |rows: Vec<Row>, sign: i64| -> Result<(), StoreError> {
        for row in rows {
            let sum = moved.entry(tenant(&row)?).or_default().entry(AccountCode(row.int(1)?)).or_default();
            *sum = [*sum, Rupiah(sign * row.int(2)?)].into_iter().sum();
        }
        Ok(())
    };
    let months = values![first, last, from.unwrap_or(Month::MIN), month];
    add(ask(reader, MOVED_IN_MONTHS, cooperatives, &months)?, 1)?;
    if through < month.last_day() {
        // What is dated later in the month is taken away again; today there is none.
        let days = values![through.plus_days(1), month.last_day(), first, last];
        add(ask(reader, MOVED_IN_DAYS, cooperatives, &days)?, -1)?;
    }
    Ok(moved)
}

/// Debit less credit of each month that moved on the accounts from one code through another, of one
/// cooperative.
///
/// # Errors
/// The store cannot answer.
pub fn movements_by_month(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    accounts: (AccountCode, AccountCode),
    from: Month,
    through: Month,
) -> Result<BTreeMap<Month, Rupiah>, StoreError> {
    let rows = reader.query(
        "select month, cast(sum(debit - credit) as bigint) from ledger_balance where cooperative_id = $1 \
         and account between $2 and $3 and month >= $4 and month <= $5 group by month",
        &values![cooperative, accounts.0, accounts.1, from, through],
    )?;
    rows.iter().map(|row| Ok((row.month(0)?, row.rupiah(1)?))).collect()
}
