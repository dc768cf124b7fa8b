//! What a row of a cash book means: rule, person, months, and how sure that is.

use std::collections::HashMap;

use cashbook::{ActivityChoice, Rule, UnitChoice, Who};
use kernel::{BookDate, EntryId, Month, PartyId, Rupiah, UnitCode, fold};
use ledger::Unit;
use sheets::BookRow;

use crate::book::{Book, Way};
use crate::extra::{Extra, extra_of};
use crate::months::{month_number, months_in};
use crate::parameters::Limits;
use crate::people::{Found, HONORIFICS, People};
use crate::phrases::{Learned, Phrases};

/// Money whose reason nobody knows yet.
pub const UNNAMED: [(Way, &str); 2] = [(Way::In, "terima-belum-dirinci"), (Way::Out, "keluar-belum-dirinci")];

/// What is proposed for a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The posting rule.
    pub rule: String,
    /// The member or partner.
    pub party: Option<PartyId>,
    /// The words that seem to name somebody who is not known, or empty.
    pub party_text: String,
    /// The business unit.
    pub unit: UnitCode,
    /// First and last month of dues.
    pub months: Option<(Month, Month)>,
    /// A second act in the same row.
    pub extra: Option<Extra>,
    /// How sure it is, in percent.
    pub confidence: i64,
    /// Why a person should look, in a sentence, or empty.
    pub reason: String,
    /// What like rows have in common; they are decided together.
    pub pattern: String,
    /// The words that were understood or are to be learned, without names and numbers.
    pub phrase: String,
    /// The entry that has this row already: of an earlier import, or of the other book.
    pub twin: Option<EntryId>,
}

/// Words that mean nothing by themselves.
const NOISE: [&str; 40] = [
    "an", "a", "n", "dari", "untuk", "utk", "di", "dan", "yang", "yg", "bulan", "bln", "tgl", "tanggal",
    "rp", "ribu", "rb", "jt", "juta", "sd", "s", "d", "no", "nomor", "th", "thn", "tahun", "oleh", "kepada",
    "kpd", "pada", "per", "x", "buah", "pcs", "lembar", "lbr", "bh", "orang", "org",
];

/// Words in the names of units that tell no unit from another.
const OF_ANY_UNIT: [&str; 8] = ["unit", "usaha", "gerai", "bidang", "toko", "dan", "lain", "jasa"];

fn is_noise(word: &str) -> bool {
    NOISE.contains(&word)
        || HONORIFICS.contains(&word)
        || month_number(word).is_some()
        || word.bytes().all(|byte| byte.is_ascii_digit())
}

/// All that is known when rows are classified.
pub struct Classifier<'k> {
    rules: &'k [Rule],
    people: &'k People,
    units: &'k [Unit],
    book: Book,
    limits: Limits,
    phrases: Phrases,
    learned: HashMap<(Way, String), &'k Learned>,
    spelled: HashMap<String, Option<String>>,
}

/// The words of a row.
struct Words {
    all: Vec<String>,
    corrected: bool,
}

/// A rule with how sure it is, and the words that it leaves over.
struct Meant {
    rule: Option<usize>,
    party: Option<PartyId>,
    confidence: i64,
    reason: String,
    left: Vec<String>,
    pattern: String,
    phrase: String,
}

impl<'k> Classifier<'k> {
    /// A classifier for the rows of one book.
    pub fn new(
        book: Book,
        rules: &'k [Rule],
        people: &'k People,
        units: &'k [Unit],
        learned: &'k [Learned],
        limits: Limits,
    ) -> Self {
        let learned = learned.iter().map(|one| ((one.way, one.phrase.clone()), one)).collect();
        let phrases = Phrases::new(rules, book);
        Self { rules, people, units, book, limits, phrases, learned, spelled: HashMap::new() }
    }

    /// What a row means.
    pub fn classify(&mut self, row: &BookRow) -> Proposal {
        let amount = signed(row);
        let way = Way::of(amount);
        let meant = self.meant_by(row, way);
        let mut proposal = Proposal {
            rule: String::new(),
            party: meant.party,
            party_text: String::new(),
            unit: self.book.unit,
            months: None,
            extra: None,
            confidence: meant.confidence,
            reason: meant.reason,
            pattern: meant.pattern,
            phrase: meant.phrase,
            twin: None,
        };
        let rules = self.rules;
        let Some(rule) = meant.rule.and_then(|at| rules.get(at)) else {
            proposal.rule =
                UNNAMED.iter().find(|(of, _)| *of == way).map_or("", |(_, code)| *code).to_owned();
            return proposal;
        };
        proposal.rule = rule.code.clone();
        proposal.extra = extra_of(&rule.code, &row.description, row.fee, amount.abs(), row.date);
        self.settle_fee(row, &mut proposal);
        if rule.months {
            let text = format!("{} {}", row.description, row.note);
            proposal.months = months_in(&text, row.date);
        }
        self.find_unit(rule, row, &mut proposal);
        let noted = self.noted_names(row, &meant.left);
        self.find_party(rule, noted.as_deref().unwrap_or(&meant.left), &mut proposal);
        if row.date_assumed {
            proposal.confidence = proposal.confidence.min(self.limits.assumed_date);
        }
        proposal
    }

    /// What the description means; where it says nothing of it, with the remark's help.
    fn meant_by(&mut self, row: &BookRow, way: Way) -> Meant {
        let meant = self.meant(&row.description, way);
        if meant.rule.is_some() || row.note.trim().is_empty() {
            return meant;
        }
        let mut with_note = self.meant(&format!("{} {}", row.note, row.description), way);
        if with_note.rule.is_none() {
            return meant;
        }
        // A remark explains a name or nothing at all; other words may mean something else.
        if !meant.phrase.is_empty() && with_note.confidence >= self.limits.threshold {
            with_note.confidence = self.limits.partial_name;
            with_note.reason = "Hanya keterangannya dikenal. Periksa pilihannya.".to_owned();
        }
        with_note
    }

    /// The names in the remark, where the description names nobody.
    fn noted_names(&self, row: &BookRow, left: &[String]) -> Option<Vec<String>> {
        let is_name = |word: &String| self.people.is_name(word);
        if left.iter().any(is_name) {
            return None;
        }
        let note = fold(&row.note);
        let named: Vec<String> = note.split(' ').map(str::to_owned).filter(is_name).collect();
        (!named.is_empty()).then_some(named)
    }

    /// The fee column of an agent's sheet stands for a part of the amount, or for money beside it. Only
    /// an amount that is round without the fee tells: Rp1.002.500 with a fee of Rp2.500.
    fn settle_fee(&self, row: &BookRow, proposal: &mut Proposal) {
        const ROUND: i64 = 1_000;
        if row.fee.is_zero() {
            return;
        }
        let (amount, fee) = (signed(row).abs(), row.fee);
        let is_round = |amount: Rupiah| amount.0 % ROUND == 0;
        let rest = amount.checked_sub(fee).unwrap_or(amount);
        let is_inside = proposal.extra.as_ref().is_some_and(|extra| extra.amount == fee);
        if is_inside && is_round(rest) && !is_round(amount) {
            return;
        }
        proposal.confidence = proposal.confidence.min(self.limits.missing);
        proposal.reason = match is_inside && !is_round(amount) {
            true => format!("Apakah fee {fee} sudah termasuk dalam {amount}? Periksa pilihannya."),
            false => {
                proposal.extra = None;
                format!(
                    "Fee {fee} tidak termasuk dalam {amount}, jadi belum dicatat. Periksa, lalu catat fee-nya."
                )
            }
        };
    }

    fn words(&mut self, text: &str) -> Words {
        let mut corrected = false;
        let folded = fold(text);
        let mut all = Vec::new();
        for word in folded.split(' ').filter(|word| !word.is_empty()) {
            let (phrases, people) = (&self.phrases, self.people);
            let spelled = self
                .spelled
                .entry(word.to_owned())
                .or_insert_with(|| if people.is_name(word) { None } else { phrases.spelled(word) });
            corrected |= spelled.is_some();
            all.push(spelled.clone().unwrap_or_else(|| word.to_owned()));
        }
        Words { all, corrected }
    }

    /// The rule that the words mean: as somebody decided before, or the longest phrase of the vocabulary,
    /// looked for outside the parentheses first.
    fn meant(&mut self, description: &str, way: Way) -> Meant {
        let words = self.words(description);
        let people = self.people;
        let telling: Vec<String> =
            words.all.iter().filter(|word| !is_noise(word) && !people.is_name(word)).cloned().collect();
        let own_words = telling.join(" ");
        if let Some(learned) = self.learned.get(&(way, own_words.clone())) {
            let rule = self.rules.iter().position(|rule| rule.code == learned.rule);
            let left = words.all.iter().filter(|word| people.is_name(word)).cloned().collect();
            let (party, pattern, phrase) = (learned.party, own_words.clone(), own_words);
            let confidence = self.limits.decided_before;
            return Meant { rule, party, confidence, reason: String::new(), left, pattern, phrase };
        }
        let outside = self.words(&outside_parentheses(description));
        let found = self.phrases.longest(&outside.all, way).map(|found| (found, &outside));
        let found = found.or_else(|| self.phrases.longest(&words.all, way).map(|found| (found, &words)));
        // "Simpanan pokok dan wajib" is two acts, whichever of them is the longer phrase.
        let found = found.map(|((found, contested), words)| {
            let is_twofold = self.phrases.says_another(&found, &words.all, way);
            ((found, contested || is_twofold), words)
        });
        let Some(((found, contested), words)) = found else {
            let reason = "Kata-katanya belum dikenal. Pilih ini uang apa; lain kali dikenali.".to_owned();
            let pattern: Vec<String> = telling.into_iter().take(6).collect();
            let phrase = own_words;
            return Meant {
                phrase,
                rule: None,
                party: None,
                confidence: self.limits.unknown,
                reason,
                left: Vec::new(),
                pattern: pattern.join(" "),
            };
        };
        let phrase = words.all.get(found.start..found.start + found.words).unwrap_or_default();
        let left: Vec<String> = words
            .all
            .iter()
            .enumerate()
            .filter(|(at, word)| !(found.start..found.start + found.words).contains(at) && !is_noise(word))
            .map(|(_, word)| word.clone())
            .collect();
        let strange = left.iter().filter(|word| !people.is_name(word)).count();
        let telling = phrase.iter().filter(|word| !is_noise(word)).count().max(1);
        let asks_who =
            self.rules.get(found.rule).is_some_and(|rule| matches!(rule.who, Who::Member | Who::Partner));
        let confidence =
            sureness(&self.limits, telling, if asks_who { 0 } else { strange }, (words.corrected, contested));
        let reason = match (contested, confidence < self.limits.threshold) {
            (true, _) => "Bisa berarti dua hal. Pilih yang benar.".to_owned(),
            (false, true) => "Hanya sebagian katanya dikenal. Periksa pilihannya.".to_owned(),
            _ => String::new(),
        };
        Meant {
            rule: Some(found.rule),
            party: None,
            confidence,
            reason,
            left,
            pattern: phrase.join(" "),
            phrase: own_words,
        }
    }

    /// From or to which unit money goes, by the unit's name in the row.
    fn find_unit(&self, rule: &Rule, row: &BookRow, proposal: &mut Proposal) {
        if !matches!(rule.unit_choice, UnitChoice::To | UnitChoice::From)
            || self.book.unit != UnitCode::OFFICE
        {
            return;
        }
        let text = fold(&format!("{} {}", row.description, row.note));
        let said: Vec<&str> = text.split(' ').collect();
        let others: Vec<&Unit> = self.units.iter().filter(|unit| unit.code != UnitCode::OFFICE).collect();
        let score = |unit: &Unit| {
            let name = fold(&unit.name);
            let words = name.split(' ').filter(|word| word.len() > 2 && !OF_ANY_UNIT.contains(word));
            words.filter(|word| said.contains(word)).count()
        };
        let best = others.iter().map(|unit| score(unit)).max().unwrap_or_default();
        let named: Vec<&&Unit> = others.iter().filter(|unit| best > 0 && score(unit) == best).collect();
        let only = match (named.as_slice(), others.as_slice()) {
            ([one], _) => Some(**one),
            // Where there is one unit, it is that.
            ([], [one]) => Some(*one),
            _ => None,
        };
        match only {
            Some(unit) => proposal.unit = unit.code,
            None => {
                proposal.confidence = proposal.confidence.min(self.limits.missing);
                proposal.reason = "Unit usaha yang mana? Pilih unitnya.".to_owned();
            }
        }
    }

    /// Who is meant by the words that the phrase leaves over.
    fn find_party(&self, rule: &Rule, left: &[String], proposal: &mut Proposal) {
        if proposal.party.is_some() || rule.who == Who::None {
            return;
        }
        let words: Vec<&str> = left.iter().map(String::as_str).collect();
        let members = matches!(rule.who, Who::Member | Who::MemberOptional);
        let partners = matches!(rule.who, Who::Partner | Who::PartnerOptional);
        let required = matches!(rule.who, Who::Member | Who::Partner);
        proposal.party_text = title(&words);
        match self.people.find(&words, members, partners) {
            Found::One(party, whole) if whole || required => {
                proposal.party = Some(party);
                proposal.party_text.clear();
                if !whole && words.len() > 1 {
                    proposal.confidence = proposal.confidence.min(self.limits.partial_name);
                    proposal.reason = "Namanya tidak sama persis. Periksa orangnya.".to_owned();
                }
            }
            Found::Several(_) if required => {
                proposal.confidence = proposal.confidence.min(self.limits.missing);
                proposal.reason = match words.iter().all(|word| self.people.is_name(word)) {
                    true => format!("Ada beberapa orang bernama {}. Pilih yang mana.", title(&words)),
                    false => format!("Belum jelas siapa {}. Pilih orangnya.", title(&words)),
                };
            }
            _ if required => {
                proposal.confidence = proposal.confidence.min(self.limits.missing);
                proposal.reason = match (rule.who, words.is_empty()) {
                    (Who::Member, true) => "Anggotanya tidak disebut. Pilih anggota.".to_owned(),
                    (Who::Member, false) => {
                        format!("{} belum terdaftar sebagai anggota. Pilih anggota.", title(&words))
                    }
                    (_, true) => "Mitranya tidak disebut. Pilih atau tulis nama mitra.".to_owned(),
                    _ => format!("{} belum terdaftar sebagai mitra. Pilih, atau tambahkan.", title(&words)),
                };
            }
            _ => proposal.party_text.clear(),
        }
    }
}

/// How sure a phrase is: the more of the row it explains, the more.
fn sureness(limits: &Limits, explained: usize, strange: usize, (corrected, contested): (bool, bool)) -> i64 {
    let (explained, strange) = (i64::try_from(explained).unwrap_or(1), i64::try_from(strange).unwrap_or(99));
    let share = 100 * explained / (explained + strange).max(1);
    let base = if explained > 1 || strange == 0 { limits.phrase_base } else { limits.word_base };
    let base = base + limits.explained_share * share / 100;
    match (contested, corrected) {
        (true, _) => base.min(limits.contested),
        (false, true) => base - limits.misspelt,
        _ => base,
    }
}

/// Positive for money in.
pub(crate) fn signed(row: &BookRow) -> Rupiah {
    row.money_in.checked_sub(row.money_out).unwrap_or(Rupiah::ZERO)
}

fn outside_parentheses(text: &str) -> String {
    let mut depth = 0_i64;
    let keep = |letter: &char| {
        match letter {
            '(' | '[' => depth += 1,
            ')' | ']' => depth -= 1,
            _ => return depth <= 0,
        }
        false
    };
    text.chars().filter(keep).collect()
}

fn title(words: &[&str]) -> String {
    let capital = |word: &&str| {
        let mut letters = word.chars();
        letters
            .next()
            .map(|first| first.to_uppercase().chain(letters).collect::<String>())
            .unwrap_or_default()
    };
    words.iter().map(capital).collect::<Vec<_>>().join(" ")
}

/// With whom business was done, where a rule asks and nobody said: with others, so that no member is
/// credited with what nobody said that members bought.
pub fn activity_of(rule: &Rule, party_is_member: bool) -> ledger::Activity {
    match rule.activity {
        ActivityChoice::Ask if party_is_member => ledger::Activity::Member,
        ActivityChoice::Ask => ledger::Activity::NonMember,
        _ => ledger::Activity::None,
    }
}

/// The first and last date of rows.
pub(crate) fn span_of(rows: &[BookRow]) -> Option<(BookDate, BookDate)> {
    let dates = || rows.iter().map(|row| row.date);
    Some((dates().min()?, dates().max()?))
}
