//! People and places that do not exist: every name says *Contoh*, every number is recognisably made up.

use kernel::{BookDate, Nik, NikError, RegionCode, Sex};

use super::random::Random;

const FLOWERS: [&str; 42] = [
    "Melati",
    "Kenanga",
    "Cempaka",
    "Anggrek",
    "Mawar",
    "Dahlia",
    "Kamboja",
    "Teratai",
    "Flamboyan",
    "Seroja",
    "Sedap Malam",
    "Kemuning",
    "Bugenvil",
    "Asoka",
    "Lili",
    "Seruni",
    "Wijaya Kusuma",
    "Tanjung",
    "Kaca Piring",
    "Alamanda",
    "Nusa Indah",
    "Soka",
    "Lavender",
    "Bakung",
    "Gardenia",
    "Edelweis",
    "Lantana",
    "Aster",
    "Krisan",
    "Tulip",
    "Azalea",
    "Kantil",
    "Cempaka Putih",
    "Mawar Putih",
    "Melati Gambir",
    "Anggrek Bulan",
    "Telang",
    "Kembang Sepatu",
    "Pacar Air",
    "Rosela",
    "Kecombrang",
    "Puspa",
];

const TREES: [&str; 42] = [
    "Bakau",
    "Jati",
    "Gaharu",
    "Cendana",
    "Meranti",
    "Beringin",
    "Trembesi",
    "Mahoni",
    "Sengon",
    "Ulin",
    "Pelawan",
    "Nyatoh",
    "Nyamplung",
    "Ketapang",
    "Cemara",
    "Pinus",
    "Damar",
    "Kapuk",
    "Angsana",
    "Bungur",
    "Waru",
    "Kelapa",
    "Aren",
    "Sagu",
    "Nibung",
    "Rotan",
    "Bambu",
    "Medang",
    "Keruing",
    "Merbau",
    "Kayu Manis",
    "Cengkih",
    "Pala",
    "Lada",
    "Kopi",
    "Kakao",
    "Rambutan",
    "Durian",
    "Nangka",
    "Sawo",
    "Jambu",
    "Matoa",
];

const STREETS: [&str; 8] = [
    "Contoh Raya",
    "Contoh Timur",
    "Contoh Barat",
    "Contoh Laut",
    "Contoh Pasar",
    "Contoh Balai",
    "Contoh Sungai",
    "Contoh Bukit",
];

/// Somebody who could live in the village.
#[derive(Debug, Clone)]
pub(super) struct Identity {
    pub name: String,
    pub nik: Nik,
    pub address: String,
    pub phone: String,
}

/// The room that a village has among the sequence numbers of its district.
const ROOM: i64 = 100;
/// Sequence numbers that are given to nobody real so soon: 9001 to 9999.
const SEQUENCES: i64 = 999;
/// Years of birth; the last is an adult in all the demo's years.
const FIRST_YEAR: i64 = 1_952;

/// So many people of a village (as far as there are names), no two with one name or NIK; `ordinal` counts the villages of the
/// district. `on` is a day on which the numbers are read.
pub(super) fn people(
    count: usize,
    village: RegionCode,
    ordinal: i64,
    on: BookDate,
    random: &mut Random,
) -> Result<Vec<Identity>, NikError> {
    let women = FLOWERS.iter().map(|flower| (Sex::Female, format!("Bu Contoh {flower}")));
    let men = TREES.iter().map(|tree| (Sex::Male, format!("Pak Contoh {tree}")));
    let mut names: Vec<(Sex, String)> = women.chain(men).collect();
    random.shuffle(&mut names);
    (0..)
        .zip(names.into_iter().take(count))
        .map(|(n, (sex, name))| {
            let nik = nik(village, ordinal * ROOM + n, sex, on, random)?;
            let street = random.pick(&STREETS).copied().unwrap_or_default();
            let (number, rt, rw) = (random.between(1, 99), random.between(1, 6), random.between(1, 3));
            let address = format!("Jl. {street} No. {number}, RT {rt:03}/RW {rw:03}");
            let phone =
                if random.chance(80) { format!("0800000{:05}", ordinal * ROOM + n) } else { String::new() };
            Ok(Identity { name, nik, address, phone })
        })
        .collect()
}

/// The NIK of a place in the district. Where the sequence numbers are used up, the next round is born in
/// other years, so that two places never share a number.
fn nik(
    village: RegionCode,
    place: i64,
    sex: Sex,
    on: BookDate,
    random: &mut Random,
) -> Result<Nik, NikError> {
    let district = village.number() / 10_000;
    let (sequence, round) = (9_001 + place % SEQUENCES, (place / SEQUENCES).min(3));
    let year = FIRST_YEAR + 4 * random.below(13) + round;
    let day = random.between(1, 28) + if sex == Sex::Female { 40 } else { 0 };
    let month = random.between(1, 12);
    Nik::parse(&format!("{district:06}{day:02}{month:02}{:02}{sequence:04}", year % 100), on)
}

/// Officers are called after birds, so that none has a member's name.
const BIRDS: [&str; 12] = [
    "Merpati",
    "Kutilang",
    "Rajawali",
    "Cendrawasih",
    "Murai",
    "Jalak",
    "Kenari",
    "Gelatik",
    "Bangau",
    "Camar",
    "Perkutut",
    "Nuri",
];

/// A name for an officer.
pub(super) fn officer(woman: bool, random: &mut Random) -> String {
    let title = if woman { "Bu" } else { "Pak" };
    format!("{title} Contoh {}", random.pick(&BIRDS).copied().unwrap_or("Merpati"))
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;

    const MOST: usize = FLOWERS.len() + TREES.len();

    #[test]
    fn nobody_shares_a_name_or_a_number() {
        let on = BookDate::new(2025, 6, 1).unwrap();
        let mut numbers = BTreeSet::new();
        for ordinal in 0..30 {
            let village = RegionCode::from_number(1_971_041_001 + ordinal).unwrap();
            let mut random = Random::of(1, u64::try_from(ordinal).unwrap());
            let some = people(MOST, village, ordinal, on, &mut random).unwrap();
            let names: BTreeSet<&str> = some.iter().map(|person| person.name.as_str()).collect();
            assert_eq!(names.len(), MOST);
            assert!(some.iter().all(|person| numbers.insert(person.nik.expose().to_owned())));
            assert!(some.iter().all(|person| person.nik.expose()[12..] >= *"9001"));
            assert!(some.iter().all(|person| person.nik.region_prefix().to_string() == "19.71.04"));
            assert!(
                some.iter().all(|person| (person.nik.sex() == Sex::Female) == person.name.starts_with("Bu"))
            );
        }
    }
}
