//! Who can be picked in a form: "Bu Contoh Melati · anggota 017".

use cashbook::{Rule, Who};
use kernel::{CooperativeId, PartyId};
use line::Refused;
use members::{MemberFilter, MemberState, MembersError};
use store::Reader;

/// The most names a form offers at once; others are found by typing their number.
const OFFERED: usize = 300;

/// Rows of a page of the register.
const PAGE_ROWS: usize = 50;

/// Somebody who can be picked.
#[derive(Debug, Clone)]
pub struct Person {
    /// Number.
    pub id: PartyId,
    /// As offered.
    pub label: String,
}

/// Members, and who waits for the simpanan pokok that makes a member.
fn members(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Person>, Refused> {
    let refused = |error: MembersError| Refused::about(None, error);
    let mut all = members::active(reader, cooperative).map_err(refused)?;
    for page in 1.. {
        let filter = MemberFilter { state: Some(MemberState::Verified), text: String::new(), page };
        let waiting = members::list(reader, cooperative, &filter).map_err(refused)?.members;
        let last = waiting.len() < PAGE_ROWS || all.len() > OFFERED;
        all.extend(waiting);
        if last {
            break;
        }
    }
    Ok(all
        .into_iter()
        .map(|member| Person { id: member.party, label: format!("{} · {}", member.name, member.title()) })
        .collect())
}

fn partners(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Person>, Refused> {
    let all = members::partners(reader, cooperative).map_err(|error| Refused::about(None, error))?;
    Ok(all
        .into_iter()
        .map(|partner| Person {
            id: partner.party,
            label: format!("{} · {}", partner.name, partner.kind.label().to_lowercase()),
        })
        .collect())
}

/// Everybody whom a rule may name.
pub fn offered(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    rule: &Rule,
) -> Result<Vec<Person>, Refused> {
    match rule.who {
        Who::None => Ok(Vec::new()),
        Who::Member | Who::MemberOptional => members(reader, cooperative),
        Who::Partner | Who::PartnerOptional => partners(reader, cooperative),
    }
}

/// All members and partners, for the free journal.
pub fn everybody(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Person>, Refused> {
    let mut people = members(reader, cooperative)?;
    people.extend(partners(reader, cooperative)?);
    Ok(people)
}

/// As many as a page can carry.
pub fn first_offered(people: &[Person]) -> &[Person] {
    people.get(..OFFERED).unwrap_or(people)
}

/// Whom the user means: a label as offered, or the one whose label holds what was typed.
///
/// # Errors
/// Nobody or several fit.
pub fn meant(people: &[Person], typed: &str) -> Result<Option<PartyId>, Refused> {
    let typed = kernel::fold(typed);
    if typed.is_empty() {
        return Ok(None);
    }
    let labels = || people.iter().map(|person| (person.id, kernel::fold(&person.label)));
    if let Some((id, _)) = labels().find(|(_, label)| *label == typed) {
        return Ok(Some(id));
    }
    let mut found = labels().filter(|(_, label)| label.contains(&typed)).map(|(id, _)| id);
    match (found.next(), found.next()) {
        (Some(only), None) => Ok(Some(only)),
        (None, _) => Err(Refused::about(
            Some("party"),
            "Nama ini belum terdaftar. Pilih dari daftar, atau daftarkan dulu orangnya.",
        )),
        (Some(_), Some(_)) => Err(Refused::about(
            Some("party"),
            "Ada beberapa nama yang cocok. Pilih salah satu dari daftar, dengan nomornya.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn people() -> Vec<Person> {
        [(1, "Bu Contoh Melati · anggota 017"), (2, "Bu Contoh Melur · anggota 018")]
            .map(|(id, label)| Person { id: PartyId(id), label: label.to_owned() })
            .into()
    }

    #[test]
    fn a_label_a_number_or_a_part_that_fits_one_is_enough() {
        for typed in ["Bu Contoh Melati · anggota 017", "melati", "017", "anggota 017"] {
            assert_eq!(meant(&people(), typed), Ok(Some(PartyId(1))), "{typed}");
        }
        assert_eq!(meant(&people(), "  "), Ok(None));
    }

    #[test]
    fn a_part_that_fits_two_or_none_is_asked_about() {
        assert!(meant(&people(), "Contoh").is_err());
        assert!(meant(&people(), "Kenanga").is_err());
    }
}
