//! Long lists a screen at a time: the nation's 83,762 cooperatives are counted by the store, part by part, and
//! only those of one screen are read.

use std::collections::BTreeSet;

use ::store::{Reader, Row, StoreError, Tx, values};
use kernel::{BookDate, CooperativeId, RegionCode};

use crate::choose::Candidate;
use crate::event::{EventId, Item, Reach};
use crate::store::{decode_candidate, decode_item, fault, wanted};

/// The items of a list.
macro_rules! items {
    ($rest:literal) => {
        concat!(
            "select i.sequence, i.cooperative, c.region, c.name, c.deed_number, c.deed_date, c.ahu_number, \
             c.ahu_date, c.nib, i.handed_on, i.checked_at, i.receiver, i.note from handover_item i \
             join registry_cooperative c on c.cooperative_id = i.cooperative where i.event = $1 ",
            $rest
        )
    };
}

const WAITING: &str = items!(
    "and i.handed_on is null and i.sequence > $2 and c.region between $3 and $4 order by i.sequence limit $5"
);

/// Up to `limit` of a part of a list that were not handed over yet, after a sequence number.
pub(crate) fn waiting(
    reader: &mut dyn Reader,
    event: EventId,
    part: Reach,
    (after, limit): (i64, i64),
) -> Result<Vec<Item>, StoreError> {
    let (first, last) = part.range();
    reader.query(WAITING, &values![event.0, after, first, last, limit])?.iter().map(decode_item).collect()
}

const LATEST: &str = items!(
    "and i.handed_on is not null and c.region between $2 and $3 order by i.checked_at desc, i.sequence limit $4"
);

/// Up to `limit` of a part of a list that were handed over, the latest first.
pub(crate) fn latest(
    reader: &mut dyn Reader,
    event: EventId,
    part: Reach,
    limit: i64,
) -> Result<Vec<Item>, StoreError> {
    let (first, last) = part.range();
    reader.query(LATEST, &values![event.0, first, last, limit])?.iter().map(decode_item).collect()
}

const FOUND: &str = items!(
    "and (c.region between $2 and $3 or c.name_search like $4 or i.sequence = $5) order by i.sequence limit $6"
);

/// Up to `limit` of a list whose code, name or number is what was typed, in their order.
pub(crate) fn found_items(
    reader: &mut dyn Reader,
    event: EventId,
    typed: &str,
    limit: i64,
) -> Result<Vec<Item>, StoreError> {
    let ((first, last), name) = wanted(typed);
    let number: i64 = typed.parse().unwrap_or(0);
    let params = values![event.0, first, last, name, number, limit];
    reader.query(FOUND, &params)?.iter().map(decode_item).collect()
}

const PROGRESS_OF_PARTS: &str = "select c.region / $2, count(i.handed_on), count(*) from handover_item i \
     join registry_cooperative c on c.cooperative_id = i.cooperative where i.event = $1 \
     and c.region between $3 and $4 group by c.region / $2 order by c.region / $2";

/// How many were handed over of how many, for each part of a reach, by code; a part is as many codes long as
/// `size` says.
pub(crate) fn progress_of_parts(
    reader: &mut dyn Reader,
    event: EventId,
    within: Reach,
    size: i64,
) -> Result<Vec<(RegionCode, i64, i64)>, StoreError> {
    let (first, last) = within.range();
    let decode = |row: &Row| {
        let region = RegionCode::from_number(row.int(0)? * size).ok_or_else(|| fault("a region"))?;
        Ok((region, row.int(1)?, row.int(2)?))
    };
    reader.query(PROGRESS_OF_PARTS, &values![event.0, size, first, last])?.iter().map(decode).collect()
}

/// Cooperatives of a part, counted for the choice of a list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Tally {
    pub all: i64,
    /// Legal bodies.
    pub legal: i64,
    /// Handed over, at whichever ceremony.
    pub handed: i64,
    /// On this list.
    pub listed: i64,
}

const TALLIES: &str = "select c.region / $3, count(*), \
     cast(sum(case when c.legal_state = 'approved' then 1 else 0 end) as bigint), \
     count(h.cooperative), count(l.cooperative) from registry_cooperative c \
     left join (select distinct cooperative from handover_item where handed_on is not null) h \
     on h.cooperative = c.cooperative_id \
     left join (select cooperative from handover_item where event = $4) l on l.cooperative = c.cooperative_id \
     where c.region between $1 and $2 group by c.region / $3 order by c.region / $3";

/// The counts of each part of a reach, by code.
pub(crate) fn tallies(
    reader: &mut dyn Reader,
    event: EventId,
    within: Reach,
    size: i64,
) -> Result<Vec<(RegionCode, Tally)>, StoreError> {
    let (first, last) = within.range();
    let decode = |row: &Row| {
        let code = RegionCode::from_number(row.int(0)? * size).ok_or_else(|| fault("a region"))?;
        let (all, legal, handed, listed) = (row.int(1)?, row.int(2)?, row.int(3)?, row.int(4)?);
        Ok((code, Tally { all, legal, handed, listed }))
    };
    reader.query(TALLIES, &values![first, last, size, event.0])?.iter().map(decode).collect()
}

/// A candidate: number, village, name, legal state, first hand-over, whether on the list.
macro_rules! candidates {
    ($rest:literal) => {
        concat!(
            "select c.cooperative_id, c.region, c.name, c.legal_state, \
             (select min(o.handed_on) from handover_item o where o.cooperative = c.cooperative_id), \
             (select count(*) from handover_item o where o.cooperative = c.cooperative_id and o.event = $1) \
             from registry_cooperative c where c.region between $2 and $3 ",
            $rest
        )
    };
}

const SCREEN: &str = candidates!("and c.region > $4 order by c.region limit $5");

/// Up to `limit` cooperatives of a part after a village, by code.
pub(crate) fn candidates_after(
    reader: &mut dyn Reader,
    event: EventId,
    part: Reach,
    (after, limit): (i64, i64),
) -> Result<Vec<Candidate>, StoreError> {
    let (first, last) = part.range();
    reader.query(SCREEN, &values![event.0, first, last, after, limit])?.iter().map(decode_candidate).collect()
}

const FOUND_CANDIDATES: &str =
    candidates!("and (c.region between $4 and $5 or c.name_search like $6) order by c.region limit $7");

/// Up to `limit` cooperatives of a part whose code or name is what was typed.
pub(crate) fn found_candidates(
    reader: &mut dyn Reader,
    event: EventId,
    part: Reach,
    (typed, limit): (&str, i64),
) -> Result<Vec<Candidate>, StoreError> {
    let (first, last) = part.range();
    let ((from, to), name) = wanted(typed);
    let params = values![event.0, first, last, from, to, name, limit];
    reader.query(FOUND_CANDIDATES, &params)?.iter().map(decode_candidate).collect()
}

const CANDIDATE: &str = candidates!("and c.cooperative_id = $4");

/// Of these cooperatives those that lie in a part, by village; each once.
pub(crate) fn candidates_of(
    reader: &mut dyn Reader,
    event: EventId,
    part: Reach,
    these: &[CooperativeId],
) -> Result<Vec<Candidate>, StoreError> {
    let (first, last) = part.range();
    let mut found = Vec::new();
    for one in these.iter().collect::<BTreeSet<_>>() {
        let row = reader.query_opt(CANDIDATE, &values![event.0, first, last, one.0])?;
        found.extend(row.map(|row| decode_candidate(&row)).transpose()?);
    }
    found.sort_by_key(|one| one.village);
    Ok(found)
}

const LEAVE_OUT: &str =
    "delete from handover_item where event = $1 and cooperative = $2 and handed_on is null";

/// Takes one that was not handed over off the list; [`renumber`] closes the gap.
pub(crate) fn leave_out(
    tx: &mut Tx<'_>,
    event: EventId,
    cooperative: CooperativeId,
) -> Result<(), StoreError> {
    tx.execute(LEAVE_OUT, &values![event.0, cooperative.0]).map(drop)
}

const LEAVE_OUT_PART: &str = "delete from handover_item where event = $1 and handed_on is null and cooperative in \
     (select c.cooperative_id from registry_cooperative c where c.region between $2 and $3)";

/// Takes all of a part that were not handed over off the list; [`renumber`] closes the gaps.
pub(crate) fn leave_out_part(tx: &mut Tx<'_>, event: EventId, part: Reach) -> Result<(), StoreError> {
    let (first, last) = part.range();
    tx.execute(LEAVE_OUT_PART, &values![event.0, first, last]).map(drop)
}

// By way of negative numbers, so that no two are ever the same.
const NUMBER_DOWN: &str = "update handover_item set sequence = -n.number from \
     (select i.cooperative as one, row_number() over (order by c.region) as number from handover_item i \
     join registry_cooperative c on c.cooperative_id = i.cooperative where i.event = $1) n \
     where handover_item.event = $1 and handover_item.cooperative = n.one";
const NUMBER_UP: &str = "update handover_item set sequence = -sequence where event = $1 and sequence < 0";

/// Numbers a list of which nothing was handed over yet anew, from 1 without gaps, by village.
pub(crate) fn renumber(tx: &mut Tx<'_>, event: EventId) -> Result<(), StoreError> {
    tx.execute(NUMBER_DOWN, &values![event.0])?;
    tx.execute(NUMBER_UP, &values![event.0]).map(drop)
}

const WAITS_ON: &str = "select e.event, e.region, e.title from handover_item i join handover_event e \
     on e.event = i.event where i.cooperative = $1 and i.handed_on is null and e.held_on = $2 order by e.event desc";

/// The ceremonies of a day that wait for a cooperative, the newest first: number, reach, title.
pub(crate) fn waits_on(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    day: BookDate,
) -> Result<Vec<(EventId, Reach, String)>, StoreError> {
    let decode = |row: &Row| {
        let reach = Reach::from_number(row.int(1)?).ok_or_else(|| fault("a region"))?;
        Ok((EventId(row.int(0)?), reach, row.text(2)?))
    };
    reader.query(WAITS_ON, &values![cooperative.0, day.to_string()])?.iter().map(decode).collect()
}
