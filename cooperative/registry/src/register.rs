//! Registering a cooperative, and changing what is known of it.

use ::store::{Tx, next_number};
use kernel::{BookDate, CooperativeId, RegionCode, RegionLevel, Timestamp, clean_name};

use crate::cooperative::searchable;
use crate::{Cooperative, CooperativeKind, LegalPapers, RegistryError, store};

/// The most characters in the name of a cooperative.
const NAME_LENGTH: usize = 120;
/// The most characters in an address.
const ADDRESS_LENGTH: usize = 200;

/// What is needed to register a cooperative.
#[derive(Debug, Clone)]
pub struct NewCooperative {
    /// Its village.
    pub region: RegionCode,
    /// Its full name, usually [`crate::standard_name`].
    pub name: String,
    /// The papers it has already.
    pub legal: LegalPapers,
    /// Where its office is.
    pub address: Option<String>,
    /// The day its founders met.
    pub founded_on: Option<BookDate>,
    /// Now.
    pub at: Timestamp,
}

/// What officers may change of the identity.
#[derive(Debug, Clone)]
pub struct Identity {
    /// Its full name.
    pub name: String,
    /// Where its office is.
    pub address: Option<String>,
    /// The day its founders met.
    pub founded_on: Option<BookDate>,
}

impl Identity {
    fn checked(self) -> Result<Self, RegistryError> {
        let address = self.address.filter(|address| !address.trim().is_empty());
        Ok(Self {
            name: clean_name(&self.name, NAME_LENGTH)?,
            address: address
                .map(|address| clean_name(&address, ADDRESS_LENGTH))
                .transpose()
                .map_err(|_| RegistryError::Address)?,
            founded_on: self.founded_on,
        })
    }
}

/// Registers a cooperative and claims its village.
///
/// # Errors
/// [`RegistryError`]: not a village, a village that has one already, a name or paper at fault.
pub fn register(tx: &mut Tx<'_>, new: NewCooperative) -> Result<CooperativeId, RegistryError> {
    let row = numbered(tx, new)?;
    enter(tx, &row)?;
    Ok(row.id)
}

/// Registers many cooperatives at once and claims their villages: a whole province or the nation, in some
/// statements a hundred. All are registered or none.
///
/// # Errors
/// As [`register`], for the first at fault.
pub fn register_all(
    tx: &mut Tx<'_>,
    new: impl IntoIterator<Item = NewCooperative>,
) -> Result<Vec<CooperativeId>, RegistryError> {
    let (mut ids, mut rows) = (Vec::new(), Vec::with_capacity(store::TOGETHER));
    for new in new {
        let row = numbered(tx, new)?;
        ids.push(row.id);
        rows.push(row);
        if rows.len() == store::TOGETHER {
            store::insert_together(tx, &rows, searchable)?;
            rows.clear();
        }
    }
    rows.iter().try_for_each(|row| enter(tx, row))?;
    Ok(ids)
}

/// The cooperative with its number, everything checked, not yet written.
fn numbered(tx: &mut Tx<'_>, new: NewCooperative) -> Result<Cooperative, RegistryError> {
    if new.region.level() != RegionLevel::Village {
        return Err(RegistryError::NotAVillage(new.region));
    }
    let NewCooperative { region, name, legal, address, founded_on, at } = new;
    let Identity { name, address, founded_on } = Identity { name, address, founded_on }.checked()?;
    let legal = legal.checked()?;
    let id = CooperativeId(next_number(tx, 0, "cooperative")?);
    let kind = CooperativeKind::of(region);
    Ok(Cooperative { id, region, name, kind, legal, address, founded_on, created_at: at })
}

fn enter(tx: &mut Tx<'_>, row: &Cooperative) -> Result<(), RegistryError> {
    if !store::claim_village(tx, row.region, row.id)? {
        return Err(RegistryError::VillageTaken(row.region));
    }
    store::insert_cooperative(tx, row, &searchable(&row.name))
}

/// Changes name, address and founding day.
///
/// # Errors
/// [`RegistryError`]: no such cooperative, a name or address at fault.
pub fn set_identity(tx: &mut Tx<'_>, id: CooperativeId, identity: Identity) -> Result<(), RegistryError> {
    let identity = identity.checked()?;
    match store::update_identity(tx, id, &identity, &searchable(&identity.name))? {
        true => Ok(()),
        false => Err(RegistryError::NoSuchCooperative),
    }
}

/// Replaces the legal papers; the legal state follows from them.
///
/// # Errors
/// [`RegistryError`]: no such cooperative, a paper at fault, a number that another cooperative has.
pub fn set_papers(tx: &mut Tx<'_>, id: CooperativeId, legal: LegalPapers) -> Result<(), RegistryError> {
    let legal = legal.checked()?;
    let before = store::cooperative(tx, id)?.ok_or(RegistryError::NoSuchCooperative)?.legal;
    for (unique, before) in legal.unique().into_iter().zip(before.unique()) {
        // What two have shared since before is not in the way of the other papers.
        let Some(number) = unique.number.filter(|number| Some(*number) != before.number) else { continue };
        if let Some(owner) = store::holder(tx, id, unique.field, number)? {
            return Err(RegistryError::PaperTaken { paper: unique.paper, field: unique.field, owner });
        }
    }
    match store::update_papers(tx, id, &legal)? {
        true => Ok(()),
        false => Err(RegistryError::NoSuchCooperative),
    }
}
