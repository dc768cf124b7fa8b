//! How a region's name is compared: one name has many spellings, and some names differ in one letter.

use kernel::{RegionLevel, fold};

/// How place names are shortened on signs and forms, with what they stand for, and the two spellings of a
/// word that are both in use. Common knowledge of Indonesian place names.
const WORDS: [(&str, &str); 56] = [
    ("tj", "tanjung"),
    ("tg", "tanjung"),
    ("tjg", "tanjung"),
    ("tanjong", "tanjung"),
    ("sei", "sungai"),
    ("sungei", "sungai"),
    ("sg", "sungai"),
    ("bt", "batu"),
    ("btg", "batang"),
    ("pd", "padang"),
    ("pdg", "padang"),
    ("ps", "pasar"),
    ("psr", "pasar"),
    ("kp", "kampung"),
    ("kmp", "kampung"),
    ("kpg", "kampung"),
    ("kampong", "kampung"),
    ("gn", "gunung"),
    ("gng", "gunung"),
    ("gg", "gunung"),
    ("gunong", "gunung"),
    ("uj", "ujung"),
    ("ujg", "ujung"),
    ("ujong", "ujung"),
    ("hulu", "ulu"),
    ("hilir", "ilir"),
    ("tim", "timur"),
    ("tmr", "timur"),
    ("bar", "barat"),
    ("brt", "barat"),
    ("sel", "selatan"),
    ("slt", "selatan"),
    ("ut", "utara"),
    ("utr", "utara"),
    ("tgh", "tengah"),
    ("teng", "tengah"),
    ("lb", "lubuk"),
    ("lbk", "lubuk"),
    ("bdr", "bandar"),
    ("bkt", "bukit"),
    ("bk", "bukit"),
    ("tl", "teluk"),
    ("tlk", "teluk"),
    ("pl", "pulau"),
    ("pulo", "pulau"),
    ("mr", "muara"),
    ("ma", "muara"),
    ("kep", "kepulauan"),
    ("perk", "perkebunan"),
    ("sp", "simpang"),
    ("spg", "simpang"),
    ("sbr", "sumber"),
    ("rt", "rantau"),
    ("mesjid", "masjid"),
    ("mjd", "masjid"),
    ("krg", "karang"),
];

/// Single letters that are words where a full stop follows them.
const LETTERS: [(&str, &str); 3] = [("s.", "sungai"), ("p.", "pulau"), ("g.", "gunung")];

/// Numbers as words and in Roman figures.
const NUMBERS: [(&str, &str); 22] = [
    ("satu", "1"),
    ("dua", "2"),
    ("tiga", "3"),
    ("empat", "4"),
    ("lima", "5"),
    ("enam", "6"),
    ("tujuh", "7"),
    ("delapan", "8"),
    ("sembilan", "9"),
    ("sepuluh", "10"),
    ("i", "1"),
    ("ii", "2"),
    ("iii", "3"),
    ("iv", "4"),
    ("v", "5"),
    ("vi", "6"),
    ("vii", "7"),
    ("viii", "8"),
    ("ix", "9"),
    ("x", "10"),
    ("xi", "11"),
    ("xii", "12"),
];

/// What is said before a name and is no part of it.
fn titles(level: RegionLevel) -> &'static [&'static str] {
    match level {
        RegionLevel::Province => &["provinsi", "prov", "propinsi"],
        RegionLevel::City => &[],
        RegionLevel::District => &["kecamatan", "kec", "distrik"],
        RegionLevel::Village => &["kelurahan", "kel", "desa", "ds", "gampong", "gp", "nagari"],
    }
}

/// Words of a province's name that some leave out.
const PROVINCE_STATUS: [&str; 8] = ["dki", "daerah", "khusus", "ibukota", "ibu", "istimewa", "di", "diy"];

/// What kind of city a name says it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum CityKind {
    Kabupaten,
    Kota,
}

/// A name in the forms in which it is compared, from the strictest to the loosest.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Spelling {
    /// Letters and digits as written, without spaces.
    pub literal: String,
    /// With abbreviations written out and numbers as figures; a city begins with `k:` or `c:`.
    pub canonical: String,
    /// The canonical form without what stands in parentheses and without the kind of city.
    pub bare: String,
    /// Whether the bare form may be looked for: not where it says less than was written.
    pub may_be_bare: bool,
}

impl Spelling {
    /// The forms of a name at a level.
    pub fn of(name: &str, level: RegionLevel) -> Self {
        let words = words(name);
        let (kind, rest) = match level {
            RegionLevel::City => city(&words),
            _ => (None, words.as_slice()),
        };
        let plain = canonical(rest, level);
        let prefix = match kind {
            Some(CityKind::Kabupaten) => "k:",
            Some(CityKind::Kota) => "c:",
            None => "",
        };
        let bare = match without_parentheses(name) {
            Some(outside) => {
                let words = self::words(&outside);
                canonical(if level == RegionLevel::City { city(&words).1 } else { &words }, level)
            }
            None => plain.clone(),
        };
        Self {
            literal: fold(name).replace(' ', ""),
            canonical: format!("{prefix}{plain}"),
            bare,
            may_be_bare: kind.is_none(),
        }
    }

    /// The consonants and figures of the canonical form: the last resort.
    pub fn skeleton(&self) -> String {
        self.canonical.chars().filter(|letter| !"aeiou".contains(*letter)).collect()
    }

    /// Whether the two differ in one letter: one more, one less, another one, or two that changed places.
    /// Figures never differ ("Gabek 1" is not "Gabek 2"), nor does the first letter, and short names have
    /// too little in them to tell.
    pub fn is_slip_of(&self, other: &Self) -> bool {
        const SHORTEST: usize = 5;
        let figures = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let (a, b) = (&self.canonical, &other.canonical);
        a.len().min(b.len()) >= SHORTEST
            && a.chars().next() == b.chars().next()
            && figures(a) == figures(b)
            && differ_by_one(a, b)
    }
}

/// The words in lower case; a full stop stays with the word that it shortens.
fn words(name: &str) -> Vec<String> {
    let lower = name.to_lowercase();
    let mut words: Vec<String> = Vec::new();
    for part in lower.split_inclusive(|letter: char| !letter.is_alphanumeric() && !is_apostrophe(letter)) {
        let word = fold(part);
        if !word.is_empty() {
            words.push(if part.ends_with('.') && word.len() == 1 { format!("{word}.") } else { word });
        }
    }
    words
}

fn is_apostrophe(letter: char) -> bool {
    matches!(letter, '\'' | '\u{2019}' | '\u{2018}' | '`')
}

/// Whether a city says that it is a *kabupaten* or a *kota*, and what follows.
fn city(words: &[String]) -> (Option<CityKind>, &[String]) {
    let Some((first, rest)) = words.split_first() else { return (None, words) };
    let kind = match first.as_str() {
        "kab" | "kabupaten" => CityKind::Kabupaten,
        "kota" | "kotamadya" | "kodya" => CityKind::Kota,
        _ => return (None, words),
    };
    match rest {
        [] => (None, words),
        [adm, rest @ ..] if !rest.is_empty() && (adm == "adm" || adm == "administrasi") => (Some(kind), rest),
        rest => (Some(kind), rest),
    }
}

fn canonical(words: &[String], level: RegionLevel) -> String {
    let words = match words.split_first() {
        Some((first, rest)) if !rest.is_empty() && titles(level).contains(&first.as_str()) => rest,
        _ => words,
    };
    if level == RegionLevel::Province {
        return province(words);
    }
    words.iter().map(|word| standing_for(word)).collect()
}

/// "D.I. Yogyakarta", "DKI Jakarta" and "Daerah Khusus Jakarta" by what is theirs alone.
fn province(words: &[String]) -> String {
    let is_status = |word: &str| PROVINCE_STATUS.contains(&word) || matches!(word, "d." | "i." | "d" | "i");
    let own: String = words.iter().filter(|word| !is_status(word)).map(|word| standing_for(word)).collect();
    if own.is_empty() { words.concat() } else { own }
}

fn standing_for(word: &str) -> &str {
    let all = WORDS.iter().chain(&NUMBERS).chain(&LETTERS);
    let found = all.into_iter().find(|(short, _)| *short == word);
    found.map_or(word.trim_end_matches('.'), |(_, long)| long)
}

/// The name without what stands in parentheses, if anything does and something is left.
fn without_parentheses(name: &str) -> Option<String> {
    let (before, rest) = name.split_once('(')?;
    let after = rest.split_once(')').map_or("", |(_, after)| after);
    let outside = format!("{before} {after}");
    (!outside.trim().is_empty()).then_some(outside)
}

fn differ_by_one(a: &str, b: &str) -> bool {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 || a == b {
        return false;
    }
    let start = a.iter().zip(&b).take_while(|(a, b)| a == b).count();
    let room = a.len().min(b.len()) - start;
    let end = a.iter().rev().zip(b.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
    match (&a[start..a.len() - end], &b[start..b.len() - end]) {
        ([_], [_] | []) | ([], [_]) => true,
        ([a, b], [c, d]) => a == d && b == c,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn canonical(name: &str, level: RegionLevel) -> String {
        Spelling::of(name, level).canonical
    }

    fn same(level: RegionLevel, names: &[&str]) {
        let first = canonical(names[0], level);
        for name in names {
            assert_eq!(canonical(name, level), first, "{name}");
        }
    }

    #[test]
    fn one_name_has_many_spellings() {
        let village = RegionLevel::Village;
        same(village, &["Tanjung Batu Ulu", "TJ. BATU  HULU", "Kel. Tanjungbatu Ulu", "Tanjung-Batu Hulu"]);
        same(village, &["Sungai Selan", "SEI SELAN", "S. Selan", "Ds. Sungai Selan"]);
        same(village, &["Gabek Satu", "GABEK I", "Gabek 1", "Gabek-I"]);
        same(village, &["Kampung Pasar Gunung Timur", "Kp Ps. Gn. Tim"]);
        same(village, &["Rejosari", "Rejo Sari", "REJO-SARI"]);
        same(village, &["Masjid Jamik", "Mesjid  Jamik"]);
        same(village, &["Pa' Matung", "PA MATUNG"].map(|name| name));
        same(RegionLevel::District, &["Kec. Bukit Intan", "BUKITINTAN", "Bkt. Intan"]);
        same(RegionLevel::District, &["X Koto", "Sepuluh Koto"]);
    }

    #[test]
    fn provinces_go_by_what_is_their_own() {
        let province = RegionLevel::Province;
        same(province, &["Daerah Khusus Ibukota Jakarta", "DKI JAKARTA", "Daerah Khusus Jakarta", "Jakarta"]);
        same(province, &["Daerah Istimewa Yogyakarta", "D.I. YOGYAKARTA", "DI Yogyakarta", "D I Yogyakarta"]);
        assert_ne!(canonical("Papua Barat", province), canonical("Papua Barat Daya", province));
        assert_ne!(canonical("Riau", province), canonical("Kep. Riau", province));
    }

    #[test]
    fn a_kota_is_no_kabupaten() {
        let city = RegionLevel::City;
        same(city, &["Kabupaten Bogor", "KAB. BOGOR", "Kab Bogor"]);
        same(city, &["Kota Pangkal Pinang", "KOTA PANGKALPINANG", "Kodya  Pangkal Pinang"]);
        same(city, &["Kota Administrasi Jakarta Pusat", "KOTA ADM. JAKARTA PUSAT", "Kota Jakarta Pusat"]);
        assert_ne!(canonical("KAB. BOGOR", city), canonical("KOTA BOGOR", city));
        assert!(!Spelling::of("KAB. BOGOR", city).may_be_bare);
        assert_eq!(Spelling::of("Bogor", city).bare, Spelling::of("Kota Bogor", city).bare);
        assert_eq!(canonical("Kabupaten Kotabaru", city), canonical("KAB. KOTA BARU", city));
    }

    #[test]
    fn a_slip_is_one_letter_and_never_a_figure() {
        let village = |name| Spelling::of(name, RegionLevel::Village);
        for (one, other) in [
            ("Semabung", "Semabng"),
            ("Semabung", "Semabunng"),
            ("Semabung", "Semabugn"),
            ("Melintang", "Melindang"),
        ] {
            assert!(village(one).is_slip_of(&village(other)), "{one} {other}");
        }
        for (one, other) in [
            ("Gabek 1", "Gabek 2"),
            ("Gabek I", "Gabek II"),
            ("Air", "Ari"),
            ("Bintang", "Pintang"),
            ("Semabung", "Semabung"),
            ("Semabung", "Sembung Baru"),
        ] {
            assert!(!village(one).is_slip_of(&village(other)), "{one} {other}");
        }
    }

    #[test]
    fn parentheses_and_vowels_are_left_out_last() {
        let full = Spelling::of("Cemaga Selatan (Setengar)", RegionLevel::Village);
        assert_eq!(full.bare, Spelling::of("Cemaga Selatan", RegionLevel::Village).bare);
        assert_eq!(Spelling::of("Krueng", RegionLevel::Village).skeleton(), "krng");
    }
}
