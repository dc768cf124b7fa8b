//! What the statements ask of whoever knows the cooperative and its people: letterhead, who signs, seal,
//! what is in use and not owned.

use std::collections::BTreeSet;

use access::{Role, Scope};
use kernel::{BookDate, CooperativeId, EntryId, PartyId, RegionCode, fold};
use registry::Cooperative;
use reports::{Signer, Signing};
use statements::{Above, BorrowedLine, Identity, Letterhead, MemberCounts, Officer, Party, Surroundings};
use store::{Reader, StoreError, StoreErrorKind};

use crate::desk::{lacks_proof, proofs_of};

/// The answers.
pub const ABOVE: Above = Above { surroundings, party, unproven };

fn unproven(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    from: BookDate,
    through: BookDate,
) -> Result<BTreeSet<EntryId>, StoreError> {
    let entries = ledger::entries_between(reader, cooperative, from, through)?;
    let proofs = proofs_of(reader, cooperative, &entries)?;
    Ok(entries.iter().filter(|entry| lacks_proof(&proofs, entry)).map(|entry| entry.id).collect())
}

/// Offices that sign statements, from left to right, and those whom the notes name.
const SIGNERS: [Role; 2] = [Role::Chair, Role::Treasurer];
const OFFICERS: [Role; 4] = [Role::Chair, Role::Secretary, Role::Treasurer, Role::Supervisor];

/// A person in an office.
struct Holder {
    role: Role,
    name: String,
}

fn holders(reader: &mut dyn Reader, cooperative: &Cooperative) -> Result<Vec<Holder>, StoreError> {
    let scope = Scope::Cooperative(cooperative.id);
    let found = access::holders(reader, scope).map_err(fault)?;
    Ok(found.into_iter().map(|holder| Holder { role: holder.role, name: holder.name }).collect())
}

/// Readers above tell the store's own errors in other words; here they are one kind.
fn fault(error: impl std::fmt::Display) -> StoreError {
    StoreError::new(StoreErrorKind::Fault, error)
}

/// "Kota Pangkal Pinang": what people call a region.
///
/// # Errors
/// The store cannot answer.
pub fn region_name(reader: &mut dyn Reader, region: RegionCode) -> Result<Option<String>, StoreError> {
    Ok(territory::region(reader, region).map_err(fault)?.map(|found| found.name))
}

/// "Pangkal Pinang": the city or regency as the place of signing.
pub fn place_name(reader: &mut dyn Reader, village: RegionCode) -> Result<String, StoreError> {
    let city = village.parent().and_then(RegionCode::parent);
    let found = city.map(|city| territory::region(reader, city)).transpose().map_err(fault)?;
    let name = found.flatten().map(|region| region.name).unwrap_or_default();
    let bare = ["Kota ", "Kabupaten ", "Kab. "].iter().find_map(|prefix| name.strip_prefix(prefix));
    Ok(bare.map_or(name.clone(), str::to_owned))
}

/// The lines below the name: legal number, address, village.
pub fn letterhead_lines(
    reader: &mut dyn Reader,
    cooperative: &Cooperative,
) -> Result<Vec<String>, StoreError> {
    let mut lines = Vec::new();
    if let Some(ahu) = &cooperative.legal.ahu {
        lines.push(format!("Badan hukum {}", ahu.number));
    }
    let village = territory::region(reader, cooperative.region).map_err(fault)?;
    let village = village.map(|region| region.name).unwrap_or_default();
    let city = place_name(reader, cooperative.region)?;
    let address = cooperative.address.clone().unwrap_or_default();
    // Many an address names the village, or the city, already.
    let said: Vec<String> = address.split(',').map(fold).collect();
    let places = [village, city].into_iter().filter(|name| !said.contains(&fold(name)));
    let parts: Vec<String> =
        [address.clone()].into_iter().chain(places).filter(|part| !part.is_empty()).collect();
    if !parts.is_empty() {
        lines.push(parts.join(", "));
    }
    Ok(lines)
}

/// Who signs what is dated on a day.
pub fn signing(
    reader: &mut dyn Reader,
    cooperative: &Cooperative,
    day: BookDate,
    offices: &[Role],
) -> Result<Signing, StoreError> {
    let place = place_name(reader, cooperative.region)?;
    let holders = holders(reader, cooperative)?;
    let signer = |role: &Role| Signer {
        office: role.label().to_owned(),
        name: holders
            .iter()
            .find(|holder| holder.role == *role)
            .map_or(String::new(), |one| one.name.clone()),
    };
    let place_and_date = if place.is_empty() { day.long() } else { format!("{place}, {}", day.long()) };
    Ok(Signing { place_and_date, signers: offices.iter().map(signer).collect() })
}

fn surroundings(
    reader: &mut dyn Reader,
    id: CooperativeId,
    day: BookDate,
) -> Result<Surroundings, StoreError> {
    let found = registry::cooperative(reader, id).map_err(fault)?;
    let Some(cooperative) = found else { return Ok(Surroundings::default()) };
    let lines = letterhead_lines(reader, &cooperative)?;
    let officers = holders(reader, &cooperative)?;
    let in_office = |role: Role| officers.iter().filter(move |holder| holder.role == role);
    let identity = Identity {
        name: cooperative.name.clone(),
        legal_number: cooperative.legal.ahu.as_ref().map(|ahu| ahu.number.clone()).unwrap_or_default(),
        address: lines.last().cloned().unwrap_or_default(),
        founded: cooperative.founded_on,
        members: Some(member_counts(reader, id, day)?),
        officers: OFFICERS
            .into_iter()
            .flat_map(in_office)
            .map(|holder| Officer { office: holder.role.label().to_owned(), name: holder.name.clone() })
            .collect(),
    };
    let borrowed = assets::borrowed(reader, id, day).map_err(fault)?;
    let letterhead = Letterhead {
        lines,
        signing: Some(signing(reader, &cooperative, day, &SIGNERS)?),
        seal: Some(statements::mark(reader, id, cooperative.region, day)?),
    };
    let line = |thing: assets::Borrowed| BorrowedLine {
        name: thing.name,
        owner: thing.owner,
        handover_number: thing.document,
        since: thing.since,
    };
    Ok(Surroundings { letterhead, identity, borrowed: borrowed.into_iter().map(line).collect() })
}

fn member_counts(
    reader: &mut dyn Reader,
    id: CooperativeId,
    day: BookDate,
) -> Result<MemberCounts, StoreError> {
    let (active, candidates) = members::members_and_applicants(reader, id, day).map_err(fault)?;
    Ok(MemberCounts { active, candidates })
}

fn party(reader: &mut dyn Reader, id: CooperativeId, party: PartyId) -> Result<Option<Party>, StoreError> {
    if let Some(member) = members::member(reader, id, party).map_err(fault)? {
        let number = member.number.map(|number| format!("{number:03}")).unwrap_or_default();
        return Ok(Some(Party { id: party, number, name: member.name }));
    }
    let name = members::party_name(reader, id, party).map_err(fault)?;
    Ok(name.map(|name| Party { id: party, number: String::new(), name }))
}
