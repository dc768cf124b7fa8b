//! Names that are called alike are the same region, within one parent; pure.
//!
//! All rows of a parent are matched together, form by form from the strictest to the loosest. What a
//! stricter form has settled is out of the way of the looser ones. A name that two rows or two regions
//! share settles nothing: then a person decides.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::{BookDate, RegionCode, RegionLevel};
use serde::Deserialize;

use crate::spelling::Spelling;

/// By what a row was matched, from the surest to the least sure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum How {
    /// A person decided it.
    Person,
    /// The same letters.
    Name,
    /// A name that the region bore before.
    OldName,
    /// The same after writing out abbreviations and numbers.
    Abbreviation,
    /// The same without what stands in parentheses, or without "Kota" and "Kabupaten".
    Bare,
    /// All but one letter, and nothing else in the parent is as near.
    Slip,
    /// The same consonants. Little to go by: to be looked at.
    Consonants,
}

impl How {
    /// All, in their order.
    pub const ALL: [Self; 7] = [
        Self::Person,
        Self::Name,
        Self::OldName,
        Self::Abbreviation,
        Self::Bare,
        Self::Slip,
        Self::Consonants,
    ];

    /// As it is stored.
    pub fn code(self) -> &'static str {
        match self {
            Self::Person => "person",
            Self::Name => "name",
            Self::OldName => "old_name",
            Self::Abbreviation => "abbreviation",
            Self::Bare => "bare",
            Self::Slip => "slip",
            Self::Consonants => "consonants",
        }
    }

    /// Reads what [`Self::code`] writes.
    pub fn parse(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.code() == code)
    }

    /// As a page says it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Person => "dipadankan orang",
            Self::Name => "nama sama",
            Self::OldName => "nama lama",
            Self::Abbreviation => "singkatan",
            Self::Bare => "tanpa keterangan",
            Self::Slip => "beda satu huruf",
            Self::Consonants => "mirip saja, periksa",
        }
    }
}

/// A region with the forms of its name, and of names it bore before.
#[derive(Debug, Clone)]
pub(crate) struct Child {
    pub code: RegionCode,
    pub spelling: Spelling,
    pub old: Vec<String>,
}

/// A row of `parameters/old_names.csv`: a name that a region bore until `valid_from`.
#[derive(Debug, Deserialize)]
struct OldName {
    code: String,
    old_name: String,
    #[expect(dead_code, reason = "says from when the new name holds; the old one stays readable for good")]
    valid_from: BookDate,
    #[expect(dead_code, reason = "law or document, for who reads the file")]
    source: String,
}

/// Former names by region, in the form in which abbreviations are compared: portals shorten old names too.
pub(crate) fn old_names() -> Result<HashMap<RegionCode, Vec<String>>, csv::Error> {
    let mut names: HashMap<RegionCode, Vec<String>> = HashMap::new();
    for row in csv::Reader::from_reader(&include_bytes!("../parameters/old_names.csv")[..]).deserialize() {
        let row: OldName = row?;
        if let Ok(code) = RegionCode::parse(&row.code) {
            names.entry(code).or_default().push(Spelling::of(&row.old_name, code.level()).canonical);
        }
    }
    Ok(names)
}

impl Child {
    /// A region as it is compared.
    pub fn new(code: RegionCode, name: &str, old: &HashMap<RegionCode, Vec<String>>) -> Self {
        let spelling = Spelling::of(name, code.level());
        Self { code, spelling, old: old.get(&code).cloned().unwrap_or_default() }
    }
}

/// For each name the place among `children` that bears it, and by what.
pub(crate) fn pair(names: &[&str], level: RegionLevel, children: &[&Child]) -> Vec<Option<(usize, How)>> {
    let spelled: Vec<Spelling> = names.iter().map(|name| Spelling::of(name, level)).collect();
    let mut pairing = Pairing {
        found: vec![None; names.len()],
        rows: (0..names.len()).collect(),
        free: (0..children.len()).collect(),
    };
    pairing.by(
        How::Name,
        |row| vec![&*spelled[row].literal],
        |child| vec![&*children[child].spelling.literal],
    );
    pairing.by(
        How::OldName,
        |row| vec![&*spelled[row].canonical],
        |child| children[child].old.iter().map(String::as_str).collect(),
    );
    pairing.by(
        How::Abbreviation,
        |row| vec![&*spelled[row].canonical],
        |child| vec![&*children[child].spelling.canonical],
    );
    pairing.by(
        How::Bare,
        |row| if spelled[row].may_be_bare { vec![&*spelled[row].bare] } else { Vec::new() },
        |child| vec![&*children[child].spelling.bare],
    );
    pairing.by_slip(&spelled, children);
    pairing.by_consonants(&spelled, children);
    pairing.found
}

struct Pairing {
    found: Vec<Option<(usize, How)>>,
    /// Rows without a region.
    rows: BTreeSet<usize>,
    /// Regions without a row.
    free: BTreeSet<usize>,
}

impl Pairing {
    /// Settles every form that one waiting row and one free region have, and nobody else.
    fn by<'n>(
        &mut self,
        how: How,
        of_row: impl Fn(usize) -> Vec<&'n str>,
        of_child: impl Fn(usize) -> Vec<&'n str>,
    ) {
        if self.rows.is_empty() || self.free.is_empty() {
            return;
        }
        let mut bearers: HashMap<&str, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for row in &self.rows {
            for form in of_row(*row) {
                bearers.entry(form).or_default().0.push(*row);
            }
        }
        for child in &self.free {
            for form in of_child(*child) {
                if let Some((_, children)) = bearers.get_mut(form) {
                    children.push(*child);
                }
            }
        }
        let single = bearers.into_iter().filter_map(|(form, (rows, children))| match (&*rows, &*children) {
            ([row], [child]) if !form.is_empty() => Some((*row, *child)),
            _ => None,
        });
        // In the order of rows, so that the same file is always matched the same way.
        let single: BTreeMap<usize, usize> = single.collect();
        for (row, child) in single {
            self.settle(row, child, how);
        }
    }

    fn settle(&mut self, row: usize, child: usize, how: How) {
        if self.free.remove(&child) {
            self.rows.remove(&row);
            if let Some(found) = self.found.get_mut(row) {
                *found = Some((child, how));
            }
        }
    }

    fn by_slip(&mut self, spelled: &[Spelling], children: &[&Child]) {
        let mut near_rows: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut near_children: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for row in &self.rows {
            for child in &self.free {
                if spelled[*row].is_slip_of(&children[*child].spelling) {
                    near_children.entry(*row).or_default().push(*child);
                    near_rows.entry(*child).or_default().push(*row);
                }
            }
        }
        for (row, near) in near_children {
            if let [child] = near.as_slice()
                && near_rows.get(child).is_some_and(|rows| rows.len() == 1)
            {
                self.settle(row, *child, How::Slip);
            }
        }
    }

    /// Consonants say little, so it takes four of them.
    fn by_consonants(&mut self, spelled: &[Spelling], children: &[&Child]) {
        const FEWEST: usize = 4;
        let skeleton = |spelling: &Spelling| Some(spelling.skeleton()).filter(|text| text.len() >= FEWEST);
        let rows: HashMap<usize, String> =
            self.rows.iter().filter_map(|row| Some((*row, skeleton(&spelled[*row])?))).collect();
        let free: HashMap<usize, String> = self
            .free
            .iter()
            .filter_map(|child| Some((*child, skeleton(&children[*child].spelling)?)))
            .collect();
        self.by(
            How::Consonants,
            |row| rows.get(&row).map(String::as_str).into_iter().collect(),
            |child| free.get(&child).map(String::as_str).into_iter().collect(),
        );
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn children(names: &[&str]) -> Vec<Child> {
        let old = old_names().unwrap();
        let codes = (1..).map(|n| RegionCode::parse(&format!("19.71.05.{}", 1000 + n)).unwrap());
        codes.zip(names).map(|(code, name)| Child::new(code, name, &old)).collect()
    }

    /// The names that the rows were matched to.
    fn matched(rows: &[&str], ours: &[&'static str]) -> Vec<Option<(&'static str, How)>> {
        let children = children(ours);
        let refs: Vec<&Child> = children.iter().collect();
        let found = pair(rows, RegionLevel::Village, &refs);
        found.into_iter().map(|found| found.map(|(child, how)| (ours[child], how))).collect()
    }

    #[test]
    fn the_strictest_form_comes_first() {
        assert_eq!(
            matched(
                &["SUNGAI BATU", "SEI BATU", "Tj. Pura", "BATUR(LAMA)"],
                &["Sei Batu", "Sungai Batu", "Tanjung Pura"]
            ),
            [
                Some(("Sungai Batu", How::Name)),
                Some(("Sei Batu", How::Name)),
                Some(("Tanjung Pura", How::Abbreviation)),
                None
            ]
        );
    }

    #[test]
    fn old_names_are_known_by_code() {
        assert_eq!(
            matched(
                &["BUKITMERAPIN", "Tua  Tunu"],
                &["Taman Bunga", "Bukit Merapen", "x", "Bukit Sari", "Tua Tunu Indah"]
            ),
            [Some(("Bukit Merapen", How::OldName)), Some(("Tua Tunu Indah", How::OldName))]
        );
    }

    #[test]
    fn what_two_share_is_left_to_a_person() {
        // Two rows of one name: which of them it is cannot be told.
        assert_eq!(matched(&["Waena", "WAENA"], &["Waena", "Yabansai"]), [None, None]);
        assert_eq!(matched(&["Waena"], &["Waena", "Waena"]), [None]);
        // One letter away from two.
        assert_eq!(matched(&["Sukaxaya"], &["Sukajaya", "Sukaraya"]), [None]);
        // The other one is taken by its own row.
        assert_eq!(
            matched(&["Sukaxaya", "Sukaraya"], &["Sukajaya", "Sukaraya"]),
            [Some(("Sukajaya", How::Slip)), Some(("Sukaraya", How::Name))]
        );
    }

    #[test]
    fn figures_must_agree() {
        assert_eq!(matched(&["Gabek III"], &["Gabek Satu", "Gabek Dua"]), [None]);
        assert_eq!(
            matched(&["Gabek II"], &["Gabek Satu", "Gabek Dua"]),
            [Some(("Gabek Dua", How::Abbreviation))]
        );
    }

    #[test]
    fn consonants_are_the_last_resort() {
        assert_eq!(
            matched(&["Lontang Poncor"], &["Lontong Pancur"]),
            [Some(("Lontong Pancur", How::Consonants))]
        );
        assert_eq!(matched(&["Aso"], &["Asi"]), [None]);
    }

    #[test]
    fn every_way_can_be_read_again() {
        assert!(How::ALL.into_iter().all(|how| How::parse(how.code()) == Some(how)));
    }

    proptest! {
        #[test]
        fn no_region_is_given_twice(rows in proptest::collection::vec("[ab ]{1,6}", 0..12), ours in proptest::collection::vec("[ab ]{1,6}", 0..12)) {
            let names: Vec<&str> = ours.iter().map(String::as_str).collect();
            let children = children(&names);
            let refs: Vec<&Child> = children.iter().collect();
            let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
            let mut given: Vec<usize> =
                pair(&rows, RegionLevel::Village, &refs).into_iter().flatten().map(|(child, _)| child).collect();
            let count = given.len();
            given.sort_unstable();
            given.dedup();
            prop_assert_eq!(given.len(), count);
        }
    }
}
