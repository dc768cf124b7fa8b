//! All SQL of the territory.

use ::store::{Column, Conflict, Reader, Row, StoreError, StoreErrorKind, Table, Tx, values};
use kernel::{RegionCode, RegionLevel, Timestamp};

use crate::region::searchable;
use crate::{Region, TerritoryError};

/// The regions; only [`append`] writes them.
static REGION: Table = Table {
    name: "territory_region",
    columns: &[
        ("code", Column::Int),
        ("level", Column::Text),
        ("name", Column::Text),
        ("name_search", Column::Text),
        ("postal_code", Column::Text),
        ("lat", Column::Int),
        ("lon", Column::Int),
    ],
    conflict: Conflict::Replace { key: 1 },
};

fn level_code(level: RegionLevel) -> &'static str {
    match level {
        RegionLevel::Province => "province",
        RegionLevel::City => "city",
        RegionLevel::District => "district",
        RegionLevel::Village => "village",
    }
}

pub(crate) fn append(tx: &mut Tx<'_>, region: &Region) {
    let level = region.code.level();
    tx.append(
        &REGION,
        values![
            region.code.number(),
            level_code(level),
            &region.name,
            searchable(&region.name, level),
            region.postal_code.as_ref(),
            region.position.map(|(lat, _)| lat),
            region.position.map(|(_, lon)| lon),
        ],
    );
}

/// The name under which the version of the regions is kept.
const REGIONS: &str = "regions";

const LOADED_HASH: &str = "select hash from territory_version where name = $1";

pub(crate) fn loaded_hash(reader: &mut dyn Reader) -> Result<Option<String>, StoreError> {
    reader.query_opt(LOADED_HASH, &values![REGIONS])?.map(|row| row.text(0)).transpose()
}

const SET_LOADED: &str = "insert into territory_version (name, hash, regions, loaded_at) \
     values ($1, $2, $3, $4) on conflict (name) do update \
     set hash = excluded.hash, regions = excluded.regions, loaded_at = excluded.loaded_at";

pub(crate) fn set_loaded(
    tx: &mut Tx<'_>,
    hash: &str,
    regions: usize,
    at: Timestamp,
) -> Result<(), StoreError> {
    let regions = i64::try_from(regions).unwrap_or(i64::MAX);
    tx.execute(SET_LOADED, &values![REGIONS, hash, regions, at.0]).map(drop)
}

fn decode(row: &Row) -> Result<Region, StoreError> {
    let code = RegionCode::from_number(row.int(0)?)
        .ok_or_else(|| StoreError::new(StoreErrorKind::Fault, "a region with an impossible code"))?;
    Ok(Region {
        code,
        name: row.text(1)?,
        postal_code: row.opt_text(2)?,
        position: row.opt_int(3)?.zip(row.opt_int(4)?),
    })
}

fn decode_all(rows: &[Row]) -> Result<Vec<Region>, TerritoryError> {
    Ok(rows.iter().map(decode).collect::<Result<_, _>>()?)
}

const REGION_OF: &str = "select code, name, postal_code, lat, lon from territory_region where code = $1";

pub(crate) fn region(reader: &mut dyn Reader, code: RegionCode) -> Result<Option<Region>, TerritoryError> {
    let row = reader.query_opt(REGION_OF, &values![code.number()])?;
    Ok(row.map(|row| decode(&row)).transpose()?)
}

const SOME: &str = "select code, name, postal_code, lat, lon from territory_region \
     where code in ($1, $2, $3, $4) order by code";

pub(crate) fn some(reader: &mut dyn Reader, codes: [RegionCode; 4]) -> Result<Vec<Region>, TerritoryError> {
    decode_all(&reader.query(SOME, &codes.map(|code| code.number().into()))?)
}

const WITHIN: &str = "select code, name, postal_code, lat, lon from territory_region \
     where level = $1 and code between $2 and $3 order by code";

pub(crate) fn within(
    reader: &mut dyn Reader,
    (first, last): (i64, i64),
    level: RegionLevel,
) -> Result<Vec<Region>, TerritoryError> {
    decode_all(&reader.query(WITHIN, &values![level_code(level), first, last])?)
}

const BY_POSTAL_CODE: &str = "select code, name, postal_code, lat, lon from territory_region \
     where postal_code = $1 order by code";

pub(crate) fn by_postal_code(
    reader: &mut dyn Reader,
    postal_code: &str,
) -> Result<Vec<Region>, TerritoryError> {
    decode_all(&reader.query(BY_POSTAL_CODE, &values![postal_code])?)
}

const SEARCH: &str = "select code, name, postal_code, lat, lon from territory_region \
     where name_search >= $1 and name_search < $2 and level >= $3 and level <= $4 \
     order by name_search, case level when 'province' then 1 when 'city' then 2 \
     when 'district' then 3 else 4 end, code limit $5";

/// Regions whose searchable name begins with a prefix that is not empty; of one level, or of any.
pub(crate) fn search(
    reader: &mut dyn Reader,
    prefix: &str,
    level: Option<RegionLevel>,
    limit: i64,
) -> Result<Vec<Region>, TerritoryError> {
    let Some(end) = end_of(prefix) else { return Ok(Vec::new()) };
    let (least, most) = match level {
        Some(level) => (level_code(level), level_code(level)),
        None => ("", "~"),
    };
    decode_all(&reader.query(SEARCH, &values![prefix, end, least, most, limit.max(0)])?)
}

/// The least text above all that begin with the prefix: `abd` for `abc`.
fn end_of(prefix: &str) -> Option<String> {
    let mut start = prefix.to_owned();
    let last = start.pop()?;
    let next = (last..=char::MAX).nth(1)?;
    start.push(next);
    Some(start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_prefix_is_a_range() {
        assert_eq!(end_of("abc").as_deref(), Some("abd"));
        assert_eq!(end_of("9").as_deref(), Some(":"));
        assert_eq!(end_of(""), None);
    }
}
