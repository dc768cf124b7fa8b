//! All SQL of the register.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{
    AccountCode, BookDate, CooperativeId, DocumentId, EntryId, Month, Rupiah, Timestamp, UnitCode, UserId,
};
use store::{Column, Conflict, Reader, Row, StoreError, Table, Tx, values};

use crate::asset::{Asset, AssetId, Cancelled, Disposal, Origin};
use crate::borrowed::Borrowed;
use crate::register::Registration;
use crate::rule::{Opening, Terms};

/// Months that entries depreciate. Only added to.
static DEPRECIATION: Table = Table {
    name: "assets_depreciation",
    columns: &[
        ("cooperative_id", Column::Int),
        ("asset_id", Column::Int),
        ("month", Column::Int),
        ("entry_id", Column::Int),
        ("book_date", Column::Text),
        ("amount", Column::Int),
    ],
    conflict: Conflict::Refuse,
};

pub(crate) fn append_depreciation(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    (asset, month, amount): (AssetId, Month, Rupiah),
    (entry, date): (EntryId, BookDate),
) {
    tx.append(&DEPRECIATION, values![cooperative, asset, month, entry, date, amount]);
}

/// The months of assets that entries depreciate which have not been reversed.
pub(crate) fn depreciated(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<BTreeSet<(AssetId, Month)>, StoreError> {
    let sql = "select d.asset_id, d.month from assets_depreciation d \
         left join ledger_reversal r on r.cooperative_id = $1 and r.entry_id = d.entry_id \
         where d.cooperative_id = $1 and r.entry_id is null";
    let row = |row: &Row| Ok((AssetId(row.int(0)?), row.month(1)?));
    reader.query(sql, &values![cooperative])?.iter().map(row).collect()
}

/// A month of an asset as an entry depreciated it.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Done {
    pub month: Month,
    pub entry: EntryId,
    pub amount: Rupiah,
}

/// The months of one asset that entries depreciate which have not been reversed, in order.
pub(crate) fn depreciated_of(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    asset: AssetId,
) -> Result<Vec<Done>, StoreError> {
    let sql = "select d.month, d.entry_id, d.amount from assets_depreciation d \
         left join ledger_reversal r on r.cooperative_id = $1 and r.entry_id = d.entry_id \
         where d.cooperative_id = $1 and d.asset_id = $2 and r.entry_id is null order by d.month";
    let row =
        |row: &Row| Ok(Done { month: row.month(0)?, entry: EntryId(row.int(1)?), amount: row.rupiah(2)? });
    reader.query(sql, &values![cooperative, asset])?.iter().map(row).collect()
}

/// What has been depreciated of each asset by entries through a day, as the books stood on that day.
pub(crate) fn depreciated_through(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    day: BookDate,
) -> Result<BTreeMap<AssetId, Rupiah>, StoreError> {
    let sql = "select d.asset_id, cast(sum(d.amount) as bigint) from assets_depreciation d \
         left join ledger_reversal r on r.cooperative_id = $1 and r.entry_id = d.entry_id \
         left join ledger_entry e on e.cooperative_id = $1 and e.entry_id = r.reversed_by \
         where d.cooperative_id = $1 and d.book_date <= $2 and (e.book_date is null or e.book_date > $2) \
         group by d.asset_id";
    let row = |row: &Row| Ok((AssetId(row.int(0)?), row.rupiah(1)?));
    reader.query(sql, &values![cooperative, day])?.iter().map(row).collect()
}

/// Every asset ever registered, by number; reversals count that are dated no later than the day.
pub(crate) fn assets(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    day: BookDate,
) -> Result<Vec<Asset>, StoreError> {
    let mut disposals = disposals(reader, cooperative, day)?;
    let sql = "select a.asset_id, a.name, a.account, a.unit, a.acquired_on, a.cost, a.residual, \
         a.life_months, a.opening_through, a.opening_amount, a.origin, a.note, a.voucher_id, a.entry_id, \
         a.struck_at, e.entry_id, e.book_date from assets_asset a \
         left join ledger_reversal r on r.cooperative_id = $1 and r.entry_id = a.entry_id \
         left join ledger_entry e on e.cooperative_id = $1 and e.entry_id = r.reversed_by \
         and e.book_date <= $2 where a.cooperative_id = $1 order by a.asset_id";
    let mut assets: Vec<Asset> =
        reader.query(sql, &values![cooperative, day])?.iter().map(asset).collect::<Result<_, _>>()?;
    for asset in &mut assets {
        asset.disposal = disposals.remove(&asset.id);
    }
    Ok(assets)
}

fn asset(row: &Row) -> Result<Asset, StoreError> {
    let opening = match Month::from_number(row.int(8)?) {
        Some(through) => Some(Opening { through, amount: row.rupiah(9)? }),
        None => None,
    };
    let cancelled = match (row.opt_int(14)?, row.opt_int(15)?) {
        (Some(_), _) => Some(Cancelled::Struck),
        (None, Some(by)) => Some(Cancelled::Reversed { by: EntryId(by), on: row.date(16)? }),
        (None, None) => None,
    };
    Ok(Asset {
        id: AssetId(row.int(0)?),
        name: row.text(1)?,
        account: AccountCode(row.int(2)?),
        unit: UnitCode(row.int(3)?),
        terms: Terms {
            acquired_on: row.date(4)?,
            cost: row.rupiah(5)?,
            residual: row.rupiah(6)?,
            life_months: row.int(7)?,
            opening,
        },
        origin: Origin::from_code(&row.text(10)?),
        note: row.text(11)?,
        voucher: row.opt_int(12)?.map(DocumentId),
        entry: row.opt_int(13)?.map(EntryId),
        disposal: None,
        cancelled,
    })
}

/// The disposals that stand, by asset: those dated no later than the day whose entry had not been reversed
/// on it.
fn disposals(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    day: BookDate,
) -> Result<BTreeMap<AssetId, Disposal>, StoreError> {
    let sql = "select d.asset_id, d.entry_id, d.disposed_on, d.proceeds, d.reason from assets_disposal d \
         left join ledger_reversal r on r.cooperative_id = $1 and r.entry_id = d.entry_id \
         left join ledger_entry e on e.cooperative_id = $1 and e.entry_id = r.reversed_by \
         where d.cooperative_id = $1 and d.disposed_on <= $2 and (e.book_date is null or e.book_date > $2) \
         order by d.entry_id";
    let row = |row: &Row| {
        let disposal = Disposal {
            entry: EntryId(row.int(1)?),
            on: row.date(2)?,
            proceeds: row.rupiah(3)?,
            reason: row.text(4)?,
        };
        Ok((AssetId(row.int(0)?), disposal))
    };
    reader.query(sql, &values![cooperative, day])?.iter().map(row).collect()
}

pub(crate) fn insert_asset(
    tx: &mut Tx<'_>,
    id: AssetId,
    new: &Registration,
    entry: Option<EntryId>,
) -> Result<(), StoreError> {
    let sql = "insert into assets_asset (cooperative_id, asset_id, name, account, unit, acquired_on, cost, \
         residual, life_months, opening_through, opening_amount, origin, note, voucher_id, entry_id, \
         registered_by, registered_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17)";
    let Terms { acquired_on, cost, residual, life_months, opening } = new.terms;
    let (through, amount) =
        opening.map_or((0, Rupiah::ZERO), |opening| (opening.through.number(), opening.amount));
    let row = values![
        new.cooperative,
        id,
        &new.name,
        new.account,
        new.unit,
        acquired_on,
        cost,
        residual,
        life_months,
        through,
        amount,
        new.acquisition.origin().code(),
        &new.note,
        new.voucher,
        entry,
        new.by,
        new.at
    ];
    tx.execute(sql, &row).map(|_| ())
}

pub(crate) fn strike(
    tx: &mut Tx<'_>,
    (cooperative, asset): (CooperativeId, AssetId),
    reason: &str,
    (by, at): (UserId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "update assets_asset set struck_at = $3, struck_by = $4, struck_reason = $5 \
         where cooperative_id = $1 and asset_id = $2";
    tx.execute(sql, &values![cooperative, asset, at, by, reason]).map(|_| ())
}

pub(crate) fn set_note(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    asset: AssetId,
    note: &str,
) -> Result<(), StoreError> {
    let sql = "update assets_asset set note = $3 where cooperative_id = $1 and asset_id = $2";
    tx.execute(sql, &values![cooperative, asset, note]).map(|_| ())
}

pub(crate) fn insert_disposal(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    asset: AssetId,
    disposal: &Disposal,
) -> Result<(), StoreError> {
    let sql = "insert into assets_disposal (cooperative_id, asset_id, entry_id, disposed_on, proceeds, \
         reason) values ($1, $2, $3, $4, $5, $6)";
    let Disposal { entry, on, proceeds, reason } = disposal;
    tx.execute(sql, &values![cooperative, asset, *entry, *on, *proceeds, reason]).map(|_| ())
}

/// Everything lent to the cooperative, by number, what was given back too.
pub(crate) fn borrowed(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Vec<Borrowed>, StoreError> {
    let sql = "select borrowed_id, name, owner, document, document_date, since, until, place, told_value, \
         note, returned_on from assets_borrowed where cooperative_id = $1 order by borrowed_id";
    let row = |row: &Row| {
        Ok(Borrowed {
            id: row.int(0)?,
            name: row.text(1)?,
            owner: row.text(2)?,
            document: row.text(3)?,
            document_date: row.opt_date(4)?,
            since: row.date(5)?,
            until: row.opt_date(6)?,
            place: row.text(7)?,
            told_value: row.opt_int(8)?.map(Rupiah),
            note: row.text(9)?,
            returned_on: row.opt_date(10)?,
        })
    };
    reader.query(sql, &values![cooperative])?.iter().map(row).collect()
}

pub(crate) fn insert_borrowed(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    thing: &Borrowed,
    (by, at): (UserId, Timestamp),
) -> Result<(), StoreError> {
    let sql = "insert into assets_borrowed (cooperative_id, borrowed_id, name, owner, document, \
         document_date, since, until, place, told_value, note, recorded_by, recorded_at) \
         values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let row = values![
        cooperative,
        thing.id,
        &thing.name,
        &thing.owner,
        &thing.document,
        thing.document_date,
        thing.since,
        thing.until,
        &thing.place,
        thing.told_value,
        &thing.note,
        by,
        at
    ];
    tx.execute(sql, &row).map(|_| ())
}

pub(crate) fn give_back(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    borrowed: i64,
    on: BookDate,
) -> Result<(), StoreError> {
    let sql = "update assets_borrowed set returned_on = $3 where cooperative_id = $1 and borrowed_id = $2";
    tx.execute(sql, &values![cooperative, borrowed, on]).map(|_| ())
}
