//! Who holds or held which office in a region, in one question. Names and offices are public; nothing else of
//! a person is read.

use crate::{Office, PersonId};
use kernel::{BookDate, CooperativeId, RegionCode};
use store::{Reader, Row, StoreError, StoreErrorKind, values};

/// A term of an officer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// The cooperative.
    pub cooperative: CooperativeId,
    /// Who, by the number within the cooperative.
    pub person: PersonId,
    /// The name.
    pub name: String,
    /// What.
    pub office: Office,
    /// The first day.
    pub since: BookDate,
    /// From this day on the person is out of the office.
    pub ended_on: Option<BookDate>,
}

impl Held {
    /// Whether the person is in office on a day; who was not followed by somebody stays.
    pub fn is_held_on(&self, day: BookDate) -> bool {
        self.since <= day && self.ended_on.is_none_or(|ended| day < ended)
    }
}

const HELD: &str = "select t.cooperative_id, t.person_id, p.name, t.office, t.since, t.ended_on \
     from registry_cooperative c join officers_term t on t.cooperative_id = c.cooperative_id \
     join officers_person p on p.cooperative_id = t.cooperative_id and p.person_id = t.person_id \
     where c.region between $1 and $2 order by c.region, t.since, t.term_id";

/// All terms of a region's cooperatives, by village and from the oldest on.
///
/// # Errors
/// The store cannot answer.
pub fn held_in(reader: &mut dyn Reader, region: RegionCode) -> Result<Vec<Held>, StoreError> {
    let (first, last) = region.range();
    let row = |row: &Row| {
        let fault = || StoreError::new(StoreErrorKind::Fault, "an office that cannot be read");
        Ok(Held {
            cooperative: CooperativeId(row.int(0)?),
            person: PersonId(row.int(1)?),
            name: row.text(2)?,
            office: Office::parse(&row.text(3)?).ok_or_else(fault)?,
            since: row.date(4)?,
            ended_on: row.opt_date(5)?,
        })
    };
    reader.query(HELD, &values![first, last])?.iter().map(row).collect()
}
