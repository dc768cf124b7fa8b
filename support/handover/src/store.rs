//! All SQL of hand-overs.

use ::store::{Reader, Row, StoreError, StoreErrorKind, Tx, values};
use kernel::{BookDate, CooperativeId, RegionCode, Timestamp, UnitCode, UserId, fold};
use registry::{LegalPapers, Paper};

use crate::event::{Event, EventId, EventState, Item, Reach};
use crate::readiness::{LeftOut, Readiness};

/// A value of the store that the program would not have written.
pub(crate) fn fault(what: &'static str) -> StoreError {
    StoreError::new(StoreErrorKind::Fault, format!("hand-over holds {what} that cannot be read"))
}

fn day(text: &str) -> Result<BookDate, StoreError> {
    BookDate::parse(text).map_err(|_| fault("a date"))
}

fn opt_day(row: &Row, column: usize) -> Result<Option<BookDate>, StoreError> {
    row.opt_text(column)?.map(|text| day(&text)).transpose()
}

const INSERT_EVENT: &str = "insert into handover_event (event, region, title, place, held_on, giver_name, \
     giver_office, origin, state, made_by, made_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)";

pub(crate) fn insert_event(tx: &mut Tx<'_>, event: &Event) -> Result<(), StoreError> {
    let params = values![
        event.id.0,
        event.reach.number(),
        &event.title,
        &event.place,
        event.held_on.to_string(),
        &event.giver_name,
        &event.giver_office,
        &event.origin,
        event.state.code(),
        event.made_by.0,
        event.made_at.0,
    ];
    tx.execute(INSERT_EVENT, &params).map(drop)
}

fn decode_event(row: &Row) -> Result<Event, StoreError> {
    Ok(Event {
        id: EventId(row.int(0)?),
        reach: Reach::from_number(row.int(1)?).ok_or_else(|| fault("a region"))?,
        title: row.text(2)?,
        place: row.text(3)?,
        held_on: day(&row.text(4)?)?,
        giver_name: row.text(5)?,
        giver_office: row.text(6)?,
        origin: row.text(7)?,
        state: EventState::parse(&row.text(8)?).ok_or_else(|| fault("a state"))?,
        made_by: UserId(row.int(9)?),
        made_at: Timestamp(row.int(10)?),
    })
}

const EVENT: &str = "select event, region, title, place, held_on, giver_name, giver_office, origin, state, \
     made_by, made_at from handover_event where event = $1";

pub(crate) fn event(reader: &mut dyn Reader, id: EventId) -> Result<Option<Event>, StoreError> {
    reader.query_opt(EVENT, &values![id.0])?.map(|row| decode_event(&row)).transpose()
}

const EVENTS: &str = "select event, region, title, place, held_on, giver_name, giver_office, origin, state, \
     made_by, made_at from handover_event where region = $1 order by event desc";

pub(crate) fn events(reader: &mut dyn Reader, reach: Reach) -> Result<Vec<Event>, StoreError> {
    reader.query(EVENTS, &values![reach.number()])?.iter().map(decode_event).collect()
}

const HELD: &str = "update handover_event set state = 'held' where event = $1 and state <> 'held'";

pub(crate) fn mark_held(tx: &mut Tx<'_>, id: EventId) -> Result<(), StoreError> {
    tx.execute(HELD, &values![id.0]).map(drop)
}

const ITEMS: &str = "select i.sequence, i.cooperative, c.region, c.name, c.deed_number, c.deed_date, \
     c.ahu_number, c.ahu_date, c.nib, i.handed_on, i.checked_at, i.receiver, i.note \
     from handover_item i join registry_cooperative c on c.cooperative_id = i.cooperative \
     where i.event = $1 and i.sequence > $2 order by i.sequence limit $3";

fn paper(row: &Row, column: usize) -> Result<Option<Paper>, StoreError> {
    let date = opt_day(row, column + 1)?;
    Ok(row.opt_text(column)?.zip(date).map(|(number, date)| Paper { number, date }))
}

pub(crate) fn decode_item(row: &Row) -> Result<Item, StoreError> {
    let (deed, ahu, nib) = (paper(row, 4)?, paper(row, 6)?, row.opt_text(8)?);
    Ok(Item {
        sequence: row.int(0)?,
        cooperative: CooperativeId(row.int(1)?),
        village: RegionCode::from_number(row.int(2)?).ok_or_else(|| fault("a village"))?,
        name: row.text(3)?,
        legal: LegalPapers { deed, ahu, nib, ..LegalPapers::default() },
        handed_on: opt_day(row, 9)?,
        checked_at: row.opt_int(10)?.map(Timestamp),
        receiver: row.text(11)?,
        note: row.text(12)?,
    })
}

/// A code names a range, anything else a part of a name; what `like` would read as a sign is left out.
pub(crate) fn wanted(typed: &str) -> ((i64, i64), String) {
    // Without a code the range is empty.
    let range = RegionCode::parse(typed).map_or((1, 0), RegionCode::range);
    (range, format!("%{}%", fold(typed).replace(['%', '_'], "")))
}

pub(crate) fn items(
    reader: &mut dyn Reader,
    event: EventId,
    after: i64,
    limit: i64,
) -> Result<Vec<Item>, StoreError> {
    reader.query(ITEMS, &values![event.0, after, limit])?.iter().map(decode_item).collect()
}

const PROGRESS: &str = "select count(handed_on), count(*) from handover_item where event = $1";

pub(crate) fn progress(reader: &mut dyn Reader, event: EventId) -> Result<(i64, i64), StoreError> {
    let row = reader.query_one(PROGRESS, &values![event.0])?;
    Ok((row.int(0)?, row.int(1)?))
}

/// The first and last region, whether only legal bodies, whether those handed over already are left out.
pub(crate) struct Wanted {
    pub reach: Reach,
    pub legal_only: bool,
    pub leave_out_handed: bool,
}

impl Wanted {
    fn flags(&self) -> [i64; 2] {
        [i64::from(self.legal_only), i64::from(self.leave_out_handed)]
    }
}

// Numbered after what the list holds already, in the order of villages; `$4` and `$5` are 1 where only legal
// bodies are meant and where those of earlier ceremonies are left out.
const FILL: &str = "insert into handover_item (event, sequence, cooperative, receiver, note) \
     select cast($1 as bigint), cast($6 as bigint) + row_number() over (order by c.region), c.cooperative_id, '', '' \
     from registry_cooperative c where c.region between $2 and $3 \
     and (cast($4 as bigint) = 0 or c.legal_state = 'approved') \
     and (cast($5 as bigint) = 0 or not exists (select 1 from handover_item o \
         where o.cooperative = c.cooperative_id and o.handed_on is not null)) \
     and not exists (select 1 from handover_item o where o.event = cast($1 as bigint) and o.cooperative = c.cooperative_id)";

/// Adds all that are wanted; says how many.
pub(crate) fn fill(tx: &mut Tx<'_>, event: EventId, wanted: &Wanted, after: i64) -> Result<u64, StoreError> {
    let ((first, last), [legal, handed]) = (wanted.reach.range(), wanted.flags());
    tx.execute(FILL, &values![event.0, first, last, legal, handed, after])
}

const FILL_HANDED: &str = "insert into handover_item (event, sequence, cooperative, handed_on, checked_at, \
     checked_by, receiver, note) \
     select cast($1 as bigint), row_number() over (order by c.region), c.cooperative_id, cast($4 as text), \
     cast($5 as bigint), cast($6 as bigint), '', '' \
     from registry_cooperative c where c.region between $2 and $3 and c.legal_state = 'approved' \
     and not exists (select 1 from handover_item o \
         where o.cooperative = c.cooperative_id and o.handed_on is not null)";

/// Adds all legal bodies of the reach that were not handed over yet, checked off; says how many.
pub(crate) fn fill_handed(
    tx: &mut Tx<'_>,
    event: &Event,
    by: UserId,
    at: Timestamp,
) -> Result<u64, StoreError> {
    let (first, last) = event.reach.range();
    tx.execute(FILL_HANDED, &values![event.id.0, first, last, event.held_on.to_string(), at.0, by.0])
}

const CLEAR: &str = "delete from handover_item where event = $1";

/// Empties a list of which nothing was handed over yet.
pub(crate) fn clear(tx: &mut Tx<'_>, event: EventId) -> Result<(), StoreError> {
    tx.execute(CLEAR, &values![event.0]).map(drop)
}

const ADD: &str = "insert into handover_item (event, sequence, cooperative, receiver, note) \
     values ($1, $2, $3, '', '') on conflict (event, cooperative) do nothing";

/// Says whether it was not on the list.
pub(crate) fn add(
    tx: &mut Tx<'_>,
    event: EventId,
    sequence: i64,
    cooperative: CooperativeId,
) -> Result<bool, StoreError> {
    Ok(tx.execute(ADD, &values![event.0, sequence, cooperative.0])? == 1)
}

const CANDIDATES: &str = "select c.cooperative_id, c.region, c.name, c.legal_state, \
     (select min(o.handed_on) from handover_item o where o.cooperative = c.cooperative_id), \
     (select count(*) from handover_item o where o.cooperative = c.cooperative_id and o.event = $3) \
     from registry_cooperative c where c.region between $1 and $2 order by c.region";

/// Cooperatives of a reach: number, village, name, legal state, first hand-over, whether on this list.
pub(crate) fn candidates(
    reader: &mut dyn Reader,
    reach: Reach,
    event: EventId,
) -> Result<Vec<crate::Candidate>, StoreError> {
    let (first, last) = reach.range();
    let rows = reader.query(CANDIDATES, &values![first, last, event.0])?;
    rows.iter().map(decode_candidate).collect()
}

pub(crate) fn decode_candidate(row: &Row) -> Result<crate::Candidate, StoreError> {
    Ok(crate::Candidate {
        cooperative: CooperativeId(row.int(0)?),
        village: RegionCode::from_number(row.int(1)?).ok_or_else(|| fault("a village"))?,
        name: row.text(2)?,
        is_legal_body: row.text(3)? == registry::LegalState::Approved.code(),
        handed_on: opt_day(row, 4)?,
        is_listed: row.int(5)? > 0,
    })
}

const READINESS: &str = "select c.region / $3, count(*), \
     cast(sum(case when h.cooperative is null then 0 else 1 end) as bigint), \
     cast(sum(case when h.cooperative is null and c.legal_state = 'approved' then 1 else 0 end) as bigint), \
     cast(sum(case when h.cooperative is null and c.legal_state = 'approved' and c.deed_number is not null \
         and c.nib is not null and c.npwp is not null and c.nik_koperasi is not null then 1 else 0 end) as bigint), \
     cast(sum(case when h.cooperative is null and c.legal_state = 'forming' then 1 else 0 end) as bigint), \
     cast(sum(case when h.cooperative is null and c.legal_state = 'deed' then 1 else 0 end) as bigint), \
     cast(sum(case when h.cooperative is null and c.legal_state = 'approved' and c.nib is null then 1 else 0 end) as bigint), \
     cast(sum(case when h.cooperative is null and c.legal_state = 'approved' and c.npwp is null then 1 else 0 end) as bigint), \
     cast(sum(case when h.cooperative is null and c.legal_state = 'approved' and c.nik_koperasi is null then 1 else 0 end) as bigint) \
     from registry_cooperative c left join (select distinct cooperative from handover_item where handed_on is not null) h \
     on h.cooperative = c.cooperative_id where c.region between $1 and $2 group by c.region / $3 order by c.region / $3";

/// The counts of each part of a reach, by code; a part is as many codes long as `size` says.
pub(crate) fn readiness(
    reader: &mut dyn Reader,
    reach: Reach,
    size: i64,
) -> Result<Vec<(RegionCode, Readiness)>, StoreError> {
    let (first, last) = reach.range();
    let decode = |row: &Row| {
        let code = RegionCode::from_number(row.int(0)? * size).ok_or_else(|| fault("a region"))?;
        let counts = Readiness {
            all: row.int(1)?,
            handed: row.int(2)?,
            ready: row.int(3)?,
            complete: row.int(4)?,
            no_deed: row.int(5)?,
            no_approval: row.int(6)?,
            no_nib: row.int(7)?,
            no_npwp: row.int(8)?,
            no_nik: row.int(9)?,
        };
        Ok((code, counts))
    };
    reader.query(READINESS, &values![first, last, size])?.iter().map(decode).collect()
}

const LEFT_OUT: &str = "select c.cooperative_id, c.region, c.name, c.legal_state, h.handed_on \
     from registry_cooperative c left join (select cooperative, min(handed_on) as handed_on from handover_item \
         where handed_on is not null group by cooperative) h on h.cooperative = c.cooperative_id \
     where c.region between $1 and $2 and (h.handed_on is not null or c.legal_state <> 'approved') \
     and (c.region between $3 and $4 or c.name_search like $5) order by c.region limit $6";

/// Those that a launch leaves out: of a code that was typed, or whose name holds what was typed.
pub(crate) fn left_out(
    reader: &mut dyn Reader,
    reach: Reach,
    typed: &str,
    limit: i64,
) -> Result<Vec<LeftOut>, StoreError> {
    let (first, last) = reach.range();
    let ((from, to), wanted) = wanted(typed);
    let decode = |row: &Row| {
        let handed = opt_day(row, 4)?;
        let state = row.text(3)?;
        let reason = match handed {
            Some(on) => format!("sudah diserahkan {}", on.short()),
            None if state == registry::LegalState::Deed.code() => "menunggu pengesahan AHU".to_owned(),
            None => "belum ada akta".to_owned(),
        };
        Ok(LeftOut {
            cooperative: CooperativeId(row.int(0)?),
            village: RegionCode::from_number(row.int(1)?).ok_or_else(|| fault("a village"))?,
            name: row.text(2)?,
            reason,
        })
    };
    reader.query(LEFT_OUT, &values![first, last, from, to, wanted, limit])?.iter().map(decode).collect()
}

const CHECK: &str = "update handover_item set handed_on = $3, checked_at = $4, checked_by = $5, \
     receiver = $6, note = $7 where event = $1 and sequence = $2 and handed_on is null";

/// Says whether it was not checked off yet.
pub(crate) fn check(tx: &mut Tx<'_>, new: &crate::CheckOff) -> Result<bool, StoreError> {
    let params = values![
        new.event.0,
        new.sequence,
        new.on.to_string(),
        new.at.0,
        new.by.0,
        new.receiver.as_str(),
        new.note.as_str(),
    ];
    Ok(tx.execute(CHECK, &params)? == 1)
}

pub(crate) fn item(
    reader: &mut dyn Reader,
    event: EventId,
    sequence: i64,
) -> Result<Option<Item>, StoreError> {
    let found = items(reader, event, sequence - 1, 1)?;
    Ok(found.into_iter().find(|item| item.sequence == sequence))
}

const KEEP_UNDONE: &str = "insert into handover_undo (event, sequence, undone_at, undone_by, reason, \
     checked_at, checked_by, receiver) select event, sequence, cast($3 as bigint), cast($4 as bigint), cast($5 as text), checked_at, checked_by, receiver \
     from handover_item where event = $1 and sequence = $2 and handed_on is not null";

const UNCHECK: &str = "update handover_item set handed_on = null, checked_at = null, checked_by = null, \
     receiver = '', note = '' where event = $1 and sequence = $2 and handed_on is not null";

/// Says whether it was checked off.
pub(crate) fn uncheck(tx: &mut Tx<'_>, undo: &crate::Undo) -> Result<bool, StoreError> {
    let params = values![undo.event.0, undo.sequence, undo.at.0, undo.by.0, undo.reason.as_str()];
    tx.execute(KEEP_UNDONE, &params)?;
    Ok(tx.execute(UNCHECK, &values![undo.event.0, undo.sequence])? == 1)
}

const HANDED_ON: &str = "select min(handed_on) from handover_item where cooperative = $1";

/// The day of the first hand-over of a cooperative.
pub(crate) fn handed_on(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Option<BookDate>, StoreError> {
    let row = reader.query_one(HANDED_ON, &values![cooperative.0])?;
    opt_day(&row, 0)
}

const PROFILE: &str = "select about, figures, agreed_by, agreed_at from handover_profile \
     where cooperative_id = $1";

pub(crate) fn profile(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Option<(String, String, UserId, Timestamp)>, StoreError> {
    let row = reader.query_opt(PROFILE, &values![cooperative.0])?;
    let decode = |row: Row| Ok((row.text(0)?, row.text(1)?, UserId(row.int(2)?), Timestamp(row.int(3)?)));
    row.map(decode).transpose()
}

const HOURS: &str = "select unit, hours from handover_hours where cooperative_id = $1 order by unit";

pub(crate) fn hours(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
) -> Result<Vec<(UnitCode, String)>, StoreError> {
    let rows = reader.query(HOURS, &values![cooperative.0])?;
    rows.iter().map(|row| Ok((UnitCode(row.int(0)?), row.text(1)?))).collect()
}

const SET_PROFILE: &str = "insert into handover_profile (cooperative_id, about, figures, agreed_by, agreed_at) \
     values ($1, $2, $3, $4, $5) on conflict (cooperative_id) do update \
     set about = excluded.about, figures = excluded.figures, agreed_by = excluded.agreed_by, \
     agreed_at = excluded.agreed_at";

const SET_HOURS: &str = "insert into handover_hours (cooperative_id, unit, hours) values ($1, $2, $3) \
     on conflict (cooperative_id, unit) do update set hours = excluded.hours";

pub(crate) fn set_profile(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    profile: &crate::Profile,
    figures: &str,
) -> Result<(), StoreError> {
    let params =
        values![cooperative.0, profile.about.as_str(), figures, profile.agreed_by.0, profile.agreed_at.0,];
    tx.execute(SET_PROFILE, &params)?;
    for (unit, hours) in &profile.hours {
        tx.execute(SET_HOURS, &values![cooperative.0, unit.0, hours.as_str()])?;
    }
    Ok(())
}
