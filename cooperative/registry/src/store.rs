//! All SQL of the registry.

use std::sync::LazyLock;

use ::store::{Reader, Row, StoreError, StoreErrorKind, Tx, Value, values};
use kernel::{BookDate, CooperativeId, RegionCode, Timestamp, UnitCode};

use crate::{
    Cooperative, CooperativeKind, Identity, LegalPapers, Licence, LicenceState, Paper, RegistryError, Unit,
};

/// A value of the store that the program would not have written.
fn fault(what: &'static str) -> StoreError {
    StoreError::new(StoreErrorKind::Fault, format!("the registry holds {what} that cannot be read"))
}

fn date(row: &Row, column: usize) -> Result<Option<BookDate>, StoreError> {
    let text = row.opt_text(column)?;
    text.map(|text| BookDate::parse(&text).map_err(|_| fault("a date"))).transpose()
}

fn paper(row: &Row, number: usize) -> Result<Option<Paper>, StoreError> {
    let date = date(row, number + 1)?;
    Ok(row.opt_text(number)?.zip(date).map(|(number, date)| Paper { number, date }))
}

fn decode_cooperative(row: &Row) -> Result<Cooperative, StoreError> {
    let region = RegionCode::from_number(row.int(1)?).ok_or_else(|| fault("a region"))?;
    Ok(Cooperative {
        id: CooperativeId(row.int(0)?),
        region,
        name: row.text(2)?,
        kind: CooperativeKind::of(region),
        legal: LegalPapers {
            deed: paper(row, 3)?,
            ahu: paper(row, 5)?,
            nib: row.opt_text(7)?,
            npwp: row.opt_text(8)?,
            nik_koperasi: row.opt_text(9)?,
        },
        address: row.opt_text(10)?,
        founded_on: date(row, 11)?,
        created_at: Timestamp(row.int(12)?),
    })
}

fn decode_unit(row: &Row) -> Result<(CooperativeId, Unit), StoreError> {
    let state = LicenceState::parse(&row.text(3)?).ok_or_else(|| fault("a licence"))?;
    let unit = Unit {
        unit: UnitCode(row.int(1)?),
        name: row.text(2)?,
        licence: Licence { state, number: row.opt_text(4)?, until: date(row, 5)? },
        opened_on: date(row, 6)?,
    };
    Ok((CooperativeId(row.int(0)?), unit))
}

fn day(date: Option<BookDate>) -> Option<String> {
    date.map(|date| date.to_string())
}

fn number_of(paper: Option<&Paper>) -> Option<&String> {
    paper.map(|paper| &paper.number)
}

fn date_of(paper: Option<&Paper>) -> Option<String> {
    day(paper.map(|paper| paper.date))
}

const COOPERATIVE: &str = "select cooperative_id, region, name, deed_number, deed_date, ahu_number, \
     ahu_date, nib, npwp, nik_koperasi, address, founded_on, created_at \
     from registry_cooperative where cooperative_id = $1";

pub(crate) fn cooperative(
    reader: &mut dyn Reader,
    id: CooperativeId,
) -> Result<Option<Cooperative>, RegistryError> {
    let row = reader.query_opt(COOPERATIVE, &values![id.0])?;
    Ok(row.map(|row| decode_cooperative(&row)).transpose()?)
}

const CLAIMANT: &str = "select cooperative_id from registry_village_claim where region = $1";

pub(crate) fn claimant(
    reader: &mut dyn Reader,
    village: RegionCode,
) -> Result<Option<CooperativeId>, RegistryError> {
    let row = reader.query_opt(CLAIMANT, &values![village.number()])?;
    Ok(row.map(|row| row.int(0).map(CooperativeId)).transpose()?)
}

const IN_REGION: &str = "select cooperative_id, region, name, deed_number, deed_date, ahu_number, \
     ahu_date, nib, npwp, nik_koperasi, address, founded_on, created_at \
     from registry_cooperative where region between $1 and $2 order by region";

pub(crate) fn in_region(
    reader: &mut dyn Reader,
    region: RegionCode,
) -> Result<Vec<Cooperative>, RegistryError> {
    let (first, last) = region.range();
    let rows = reader.query(IN_REGION, &values![first, last])?;
    Ok(rows.iter().map(decode_cooperative).collect::<Result<_, _>>()?)
}

const SEARCH: &str = "select cooperative_id, region, name, deed_number, deed_date, ahu_number, \
     ahu_date, nib, npwp, nik_koperasi, address, founded_on, created_at \
     from registry_cooperative \
     where name_search >= $1 and name_search < $2 and region between $3 and $4 \
     order by name_search, region limit $5";

pub(crate) fn search(
    reader: &mut dyn Reader,
    region: RegionCode,
    prefix: &str,
    limit: i64,
) -> Result<Vec<Cooperative>, RegistryError> {
    let (first, last) = region.range();
    let Some(end) = end_of(prefix) else { return Ok(Vec::new()) };
    let rows = reader.query(SEARCH, &values![prefix, end, first, last, limit.max(0)])?;
    Ok(rows.iter().map(decode_cooperative).collect::<Result<_, _>>()?)
}

/// The least text above all that begin with the prefix: `abd` for `abc`.
fn end_of(prefix: &str) -> Option<String> {
    let mut start = prefix.to_owned();
    let last = start.pop()?;
    start.push((last..=char::MAX).nth(1)?);
    Some(start)
}

const CLAIM: &str = "insert into registry_village_claim (region, cooperative_id) values ($1, $2) \
     on conflict (region) do nothing";

/// Says whether the village was free.
pub(crate) fn claim_village(
    tx: &mut Tx<'_>,
    village: RegionCode,
    id: CooperativeId,
) -> Result<bool, RegistryError> {
    Ok(tx.execute(CLAIM, &values![village.number(), id.0])? == 1)
}

const INSERT: &str = "insert into registry_cooperative (cooperative_id, region, name, name_search, \
     kind, legal_state, deed_number, deed_date, ahu_number, ahu_date, nib, npwp, nik_koperasi, \
     address, founded_on, created_at) \
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";

pub(crate) fn insert_cooperative(
    tx: &mut Tx<'_>,
    row: &Cooperative,
    name_search: &str,
) -> Result<(), RegistryError> {
    tx.execute(INSERT, &columns(row, name_search))?;
    Ok(())
}

/// The columns of a cooperative, in the order of the statement.
fn columns(row: &Cooperative, name_search: &str) -> Vec<Value> {
    let mut params: Vec<Value> =
        values![row.id.0, row.region.number(), &row.name, name_search, row.kind.code(),].into();
    params.extend(papers(&row.legal));
    params.extend(values![row.address.as_ref(), day(row.founded_on), row.created_at.0]);
    params
}

/// Cooperatives in one statement of [`insert_together`].
pub(crate) const TOGETHER: usize = 128;

/// `values ($1, $2), ($3, $4), …` for [`TOGETHER`] rows.
fn rows_of(width: usize) -> String {
    let row = |n: usize| {
        let places: Vec<String> = (1..=width).map(|column| format!("${}", n * width + column)).collect();
        format!("({})", places.join(", "))
    };
    (0..TOGETHER).map(row).collect::<Vec<_>>().join(", ")
}

static INSERT_TOGETHER: LazyLock<String> = LazyLock::new(|| {
    let (head, _) = INSERT.split_once(" values ").unwrap_or((INSERT, ""));
    format!("{head} values {}", rows_of(16))
});

static CLAIM_TOGETHER: LazyLock<String> = LazyLock::new(|| {
    format!(
        "insert into registry_village_claim (region, cooperative_id) values {} \
         on conflict (region) do nothing",
        rows_of(2)
    )
});

/// Claims the villages of exactly [`TOGETHER`] cooperatives and writes them, in two statements.
pub(crate) fn insert_together(
    tx: &mut Tx<'_>,
    rows: &[Cooperative],
    searchable: impl Fn(&str) -> String,
) -> Result<(), RegistryError> {
    let claims: Vec<Value> = rows.iter().flat_map(|row| values![row.region.number(), row.id.0]).collect();
    let claimed = tx.execute(CLAIM_TOGETHER.as_str(), &claims)?;
    if usize::try_from(claimed) != Ok(rows.len()) {
        for row in rows {
            if claimant(tx, row.region)? != Some(row.id) {
                return Err(RegistryError::VillageTaken(row.region));
            }
        }
    }
    let params: Vec<Value> = rows.iter().flat_map(|row| columns(row, &searchable(&row.name))).collect();
    tx.execute(INSERT_TOGETHER.as_str(), &params)?;
    Ok(())
}

/// The columns from the legal state to the cooperative's number, in order.
fn papers(legal: &LegalPapers) -> [Value; 8] {
    let (deed, ahu) = (legal.deed.as_ref(), legal.ahu.as_ref());
    values![
        legal.state().code(),
        number_of(deed),
        date_of(deed),
        number_of(ahu),
        date_of(ahu),
        legal.nib.as_ref(),
        legal.npwp.as_ref(),
        legal.nik_koperasi.as_ref(),
    ]
}

const UPDATE_IDENTITY: &str = "update registry_cooperative \
     set name = $1, name_search = $2, address = $3, founded_on = $4 where cooperative_id = $5";

/// Says whether the cooperative is there.
pub(crate) fn update_identity(
    tx: &mut Tx<'_>,
    id: CooperativeId,
    identity: &Identity,
    name_search: &str,
) -> Result<bool, RegistryError> {
    let params =
        values![&identity.name, name_search, identity.address.as_ref(), day(identity.founded_on), id.0,];
    Ok(tx.execute(UPDATE_IDENTITY, &params)? == 1)
}

/// A number without what stands between its digits and letters.
macro_rules! holder {
    ($column:literal) => {
        concat!(
            "select name from registry_cooperative where replace(replace(replace(replace(upper(",
            $column,
            "), ' ', ''), '.', ''), '-', ''), '/', '') = $1 and cooperative_id <> $2 limit 1"
        )
    };
}

const HOLDERS: [(&str, &str); 4] = [
    ("ahu_number", holder!("ahu_number")),
    ("nib", holder!("nib")),
    ("npwp", holder!("npwp")),
    ("nik_koperasi", holder!("nik_koperasi")),
];

/// The name of another cooperative that has a number; spaces, dots, dashes and capitals do not matter. Reads
/// the whole registry: for the rare act of writing down a paper.
pub(crate) fn holder(
    reader: &mut dyn Reader,
    id: CooperativeId,
    column: &str,
    number: &str,
) -> Result<Option<String>, RegistryError> {
    let Some((_, sql)) = HOLDERS.iter().find(|(known, _)| *known == column) else { return Ok(None) };
    let bare: String = number.chars().filter(|c| !matches!(c, ' ' | '.' | '-' | '/')).collect();
    let row = reader.query_opt(sql, &values![bare.to_uppercase(), id.0])?;
    Ok(row.map(|row| row.text(0)).transpose()?)
}

const UPDATE_PAPERS: &str = "update registry_cooperative \
     set legal_state = $1, deed_number = $2, deed_date = $3, ahu_number = $4, ahu_date = $5, \
     nib = $6, npwp = $7, nik_koperasi = $8 where cooperative_id = $9";

/// Says whether the cooperative is there.
pub(crate) fn update_papers(
    tx: &mut Tx<'_>,
    id: CooperativeId,
    legal: &LegalPapers,
) -> Result<bool, RegistryError> {
    let mut params = papers(legal).to_vec();
    params.push(id.0.into());
    Ok(tx.execute(UPDATE_PAPERS, &params)? == 1)
}

const UNITS: &str = "select cooperative_id, unit, name, licence_state, licence_number, \
     licence_until, opened_on from registry_unit where cooperative_id = $1 order by unit";

pub(crate) fn units(reader: &mut dyn Reader, id: CooperativeId) -> Result<Vec<Unit>, RegistryError> {
    let rows = reader.query(UNITS, &values![id.0])?;
    Ok(rows.iter().map(|row| Ok(decode_unit(row)?.1)).collect::<Result<_, StoreError>>()?)
}

const UNITS_IN: &str = "select u.cooperative_id, u.unit, u.name, u.licence_state, \
     u.licence_number, u.licence_until, u.opened_on \
     from registry_cooperative c join registry_unit u on u.cooperative_id = c.cooperative_id \
     where c.region between $1 and $2 order by u.cooperative_id, u.unit";

pub(crate) fn units_in(
    reader: &mut dyn Reader,
    region: RegionCode,
) -> Result<Vec<(CooperativeId, Unit)>, RegistryError> {
    let (first, last) = region.range();
    let rows = reader.query(UNITS_IN, &values![first, last])?;
    Ok(rows.iter().map(decode_unit).collect::<Result<_, _>>()?)
}

const INSERT_UNIT: &str = "insert into registry_unit (cooperative_id, unit, name, licence_state, \
     licence_number, licence_until, opened_on) values ($1, $2, $3, $4, $5, $6, $7) \
     on conflict (cooperative_id, unit) do nothing";

/// Says whether the unit is new.
pub(crate) fn insert_unit(tx: &mut Tx<'_>, id: CooperativeId, unit: &Unit) -> Result<bool, RegistryError> {
    let params = values![
        id.0,
        unit.unit.0,
        &unit.name,
        unit.licence.state.code(),
        unit.licence.number.as_ref(),
        day(unit.licence.until),
        day(unit.opened_on),
    ];
    Ok(tx.execute(INSERT_UNIT, &params)? == 1)
}

const UPDATE_LICENCE: &str = "update registry_unit \
     set licence_state = $1, licence_number = $2, licence_until = $3 \
     where cooperative_id = $4 and unit = $5";

/// Says whether the unit is there.
pub(crate) fn update_licence(
    tx: &mut Tx<'_>,
    id: CooperativeId,
    unit: UnitCode,
    licence: &Licence,
) -> Result<bool, RegistryError> {
    let params = values![licence.state.code(), licence.number.as_ref(), day(licence.until), id.0, unit.0,];
    Ok(tx.execute(UPDATE_LICENCE, &params)? == 1)
}
