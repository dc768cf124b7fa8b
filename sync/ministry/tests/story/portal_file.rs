//! A statistics file as the portal writes it: its own numbers, capitals, and the spellings of many hands.
//! Made from the regions themselves with a seed, so that it is known which village each row means.

use std::collections::{BTreeMap, BTreeSet};

use kernel::{RegionCode, RegionLevel, fold};
use ministry::COLUMNS;
use store::Reader;

/// A small generator of numbers (xorshift): the same seed gives the same file.
pub struct Dice(pub u64);

impl Dice {
    pub fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound).unwrap()).unwrap()
    }
}

/// A file, and which village each of its rows means.
pub struct PortalFile {
    pub csv: String,
    pub truth: Vec<RegionCode>,
}

/// How hands at the portal shorten and spell, written down apart from what the matching knows.
const SHORT: [(&str, &[&str]); 14] = [
    ("TANJUNG", &["TJ.", "TJ", "TJG."]),
    ("SUNGAI", &["SEI", "S."]),
    ("BATU", &["BT.", "BT"]),
    ("PADANG", &["PD.", "PD"]),
    ("PASAR", &["PS.", "PSR"]),
    ("KAMPUNG", &["KP.", "KP"]),
    ("GUNUNG", &["GN.", "GNG."]),
    ("UJUNG", &["UJ."]),
    ("TIMUR", &["TIM."]),
    ("BARAT", &["BAR."]),
    ("HULU", &["ULU"]),
    ("HILIR", &["ILIR"]),
    ("KEPULAUAN", &["KEP."]),
    ("PULAU", &["P.", "PULO"]),
];
const FIGURES: [[&str; 3]; 6] = [
    ["I", "1", "SATU"],
    ["II", "2", "DUA"],
    ["III", "3", "TIGA"],
    ["IV", "4", "EMPAT"],
    ["V", "5", "LIMA"],
    ["VI", "6", "ENAM"],
];

fn shortened(name: &str, dice: &mut Dice) -> String {
    let word = |word: &str, dice: &mut Dice| match SHORT.iter().find(|(long, _)| *long == word) {
        Some((_, short)) => short[dice.below(short.len())].to_owned(),
        None => word.to_owned(),
    };
    name.split(' ').map(|part| word(part, dice)).collect::<Vec<_>>().join(" ")
}

fn renumbered(name: &str, dice: &mut Dice) -> String {
    let word = |word: &str, dice: &mut Dice| match FIGURES.iter().find(|forms| forms.contains(&word)) {
        Some(forms) => forms[dice.below(3)].to_owned(),
        None => word.to_owned(),
    };
    name.split(' ').map(|part| word(part, dice)).collect::<Vec<_>>().join(" ")
}

/// One letter more, less, another, or two that changed places; never the first.
fn slipped(name: &str, dice: &mut Dice) -> String {
    let mut letters: Vec<char> = name.chars().collect();
    if letters.len() < 6 {
        return name.to_owned();
    }
    let at = 1 + dice.below(letters.len() - 2);
    if !letters[at].is_alphabetic() || !letters[at + 1].is_alphabetic() {
        return name.to_owned();
    }
    match dice.below(4) {
        0 => drop(letters.remove(at)),
        1 => letters.insert(at, letters[at]),
        2 => letters[at] = ['A', 'I', 'U', 'E', 'O', 'N', 'M', 'L'][dice.below(8)],
        _ => letters.swap(at, at + 1),
    }
    letters.into_iter().collect()
}

/// A name as somebody typed it at the portal.
fn typed(name: &str, dice: &mut Dice) -> String {
    let upper = name.to_uppercase();
    match dice.below(100) {
        0..=53 => upper,
        54..=63 => upper.replace(' ', "  "),
        64..=73 => shortened(&upper, dice),
        74..=79 => renumbered(&upper, dice),
        80..=83 => upper.replace(' ', ""),
        84..=86 => upper.replace(' ', "-"),
        87..=88 => format!(" {upper} "),
        89..=90 if upper.len() > 8 && !upper.contains(' ') && upper.is_ascii() => {
            format!("{} {}", &upper[..4], &upper[4..])
        }
        91..=93 => slipped(&upper, dice),
        94..=95 => upper.split('(').next().unwrap().to_owned(),
        96 => slipped(&shortened(&upper, dice), dice),
        _ => upper,
    }
}

fn city(name: &str) -> String {
    name.to_uppercase()
        .replace("KABUPATEN ", "KAB. ")
        .replace("ADMINISTRASI", "ADM.")
        .replace("KEPULAUAN", "KEP.")
}

fn province(name: &str) -> String {
    match name {
        "Daerah Khusus Ibukota Jakarta" => "DKI JAKARTA".to_owned(),
        "Daerah Istimewa Yogyakarta" => "D.I. YOGYAKARTA".to_owned(),
        "Kepulauan Bangka Belitung" => "BANGKA BELITUNG".to_owned(),
        name => name.to_uppercase(),
    }
}

/// What people called the villages before.
fn old_name(code: &str) -> Option<&'static str> {
    Some(match code {
        "19.71.05.1002" => "BUKITMERAPIN",
        "19.71.05.1005" => "TUA TUNU",
        "19.71.07.1002" => "BUKITINTAN",
        _ => return None,
    })
}

/// A file of at most so many rows about the villages of some regions; one in a hundred has a name that
/// nobody can know.
pub fn portal_file(reader: &mut dyn Reader, regions: &[RegionCode], rows: usize, seed: u64) -> PortalFile {
    let mut dice = Dice(seed);
    let mut names: BTreeMap<RegionCode, String> = BTreeMap::new();
    let mut villages = Vec::new();
    for region in regions {
        for level in [RegionLevel::Province, RegionLevel::City, RegionLevel::District, RegionLevel::Village] {
            for found in territory::within(reader, *region, level).unwrap() {
                if level == RegionLevel::Village {
                    villages.push(found.code);
                }
                names.insert(found.code, found.name);
            }
        }
        for above in territory::path_of(reader, *region).unwrap() {
            names.insert(above.code, above.name);
        }
    }
    while villages.len() > rows {
        villages.swap_remove(dice.below(villages.len()));
    }
    villages.sort_unstable();
    let siblings: BTreeSet<(RegionCode, String)> =
        names.iter().filter_map(|(code, name)| Some((code.parent()?, fold(name).replace(' ', "")))).collect();
    let mut written: BTreeMap<RegionCode, String> = BTreeMap::new();
    let mut csv = format!("{}\n", COLUMNS.join(","));
    let mut truth = Vec::new();
    for village in villages {
        let district = village.parent().unwrap();
        let regency = district.parent().unwrap();
        for code in [regency.parent().unwrap(), regency, district, village] {
            if written.contains_key(&code) {
                continue;
            }
            let own = names[&code].as_str();
            let mut text = match code.level() {
                RegionLevel::Province => province(own),
                RegionLevel::City => city(own),
                RegionLevel::District => typed(own, &mut dice),
                RegionLevel::Village if dice.below(100) == 0 => format!("BARU {}", dice.below(1_000_000)),
                RegionLevel::Village => typed(own, &mut dice),
            };
            if let Some(old) = old_name(&code.to_string()) {
                text = old.to_owned();
            }
            // A slip that makes a neighbour's name could be told apart by nobody.
            let key = fold(&text).replace(' ', "");
            let is_own = key == fold(own).replace(' ', "");
            if !is_own && code.parent().is_some_and(|parent| siblings.contains(&(parent, key))) {
                text = own.to_uppercase();
            }
            written.insert(code, text);
        }
        let of =
            |code: RegionCode| format!("{},\"{}\"", code.number() * 7 + 3, written[&code].replace('"', ""));
        let places = [regency.parent().unwrap(), regency, district, village].map(of).join(",");
        let sales = dice.below(50) * 10_000 * usize::from(dice.below(30) == 0);
        let savings = dice.below(20) * 50_000 * usize::from(dice.below(8) == 0);
        csv.push_str(&format!(
            "{places},1,1,0,0,0,{},{sales},{savings},0,0,0,0,0,{savings}\n",
            sales / 10_000
        ));
        truth.push(village);
    }
    PortalFile { csv, truth }
}
