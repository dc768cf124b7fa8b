//! The posting vocabulary: dated rules in the officers' words, and what a cooperative has added.

use std::sync::LazyLock;

use kernel::{AccountCode, BookDate, CooperativeId, UnitCode};
use ledger::MoneyPlace;
use serde::{Deserialize, Deserializer, Serialize, de};
use store::{Reader, StoreError, Tx, values};

use crate::error::CashbookError;

/// Under which heading of *Catat* a rule stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Group {
    /// Money in.
    Masuk,
    /// Money out.
    Keluar,
    /// Money from one place to another.
    Pindah,
    /// No money moves, or only a count is set right.
    Lain,
}

/// A side of a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Side {
    /// Always this account.
    Account(AccountCode),
    /// Where the money is: the user picks cash or bank.
    Place,
    /// The clearing account between units.
    Clearing,
}

impl<'de> Deserialize<'de> for Side {
    fn deserialize<D: Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        match String::deserialize(from)?.as_str() {
            "tempat" => Ok(Self::Place),
            "antar-unit" => Ok(Self::Clearing),
            code => code.parse().map(|code| Self::Account(AccountCode(code))).map_err(de::Error::custom),
        }
    }
}

/// Whom a rule asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Who {
    /// Nobody.
    None,
    /// A member.
    Member,
    /// A member, if it was one.
    MemberOptional,
    /// A partner.
    Partner,
    /// A partner, if known.
    PartnerOptional,
}

/// Which unit a rule asks for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum UnitChoice {
    /// Always the office.
    None,
    /// The office unless a unit is picked.
    Optional,
    /// From a unit to the office.
    From,
    /// From the office to a unit.
    To,
}

/// Whether a rule asks with whom business was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum ActivityChoice {
    /// With members.
    #[serde(rename = "A")]
    Member,
    /// With others.
    #[serde(rename = "N")]
    NonMember,
    /// Ask.
    #[serde(rename = "ask")]
    Ask,
    /// Does not matter.
    #[serde(rename = "none")]
    None,
}

/// A posting rule.
#[derive(Debug, Clone, Deserialize)]
pub struct Rule {
    /// Stable name, such as `bayar-biaya-rapat`.
    pub code: String,
    /// Heading.
    pub group: Group,
    /// What the officers call it.
    pub label: String,
    /// When to use it.
    pub hint: String,
    /// The act of a business that records it, or empty for a plain posting.
    pub act: String,
    /// Debit side.
    pub debit: Side,
    /// Credit side.
    pub credit: Side,
    /// Where the money usually is, for what the form shows first.
    pub place: MoneyPlace,
    /// Whom to ask for.
    pub who: Who,
    /// Which unit to ask for.
    pub unit_choice: UnitChoice,
    /// The units that the rule is about; offered first where the cooperative has one of them. Empty
    /// where any may use it.
    #[serde(deserialize_with = "units")]
    pub units: Vec<UnitCode>,
    /// Whether it pays for months (dues).
    #[serde(deserialize_with = "yes")]
    pub months: bool,
    /// With members or others.
    pub activity: ActivityChoice,
    /// Whether a proof is expected.
    #[serde(rename = "document", deserialize_with = "expected")]
    pub proof_expected: bool,
    /// Other wordings seen in books, for search and import.
    #[serde(deserialize_with = "phrases")]
    pub phrases: Vec<String>,
    /// What happens, with `{amount}`, `{place}`, `{who}`, `{unit}`, `{months}`.
    pub sentence: String,
    /// Place in its group.
    pub order: i64,
    /// From when the rule holds.
    pub valid_from: BookDate,
    /// Law or document.
    pub source: String,
}

fn yes<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    Ok(String::deserialize(from)? == "yes")
}

fn expected<'de, D: Deserializer<'de>>(from: D) -> Result<bool, D::Error> {
    Ok(String::deserialize(from)? == "expected")
}

fn units<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<UnitCode>, D::Error> {
    let codes = String::deserialize(from)?;
    let codes = codes.split('|').filter(|code| !code.is_empty());
    codes.map(|code| code.parse().map(UnitCode).map_err(de::Error::custom)).collect()
}

fn phrases<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<String>, D::Error> {
    Ok(String::deserialize(from)?.split('|').map(str::to_owned).collect())
}

impl Rule {
    /// Whether money moves to or from a place that the user picks.
    pub fn asks_place(&self) -> bool {
        [self.debit, self.credit].contains(&Side::Place)
    }

    /// Whether the rule concerns a cooperative with these units.
    pub fn concerns(&self, open: &[UnitCode]) -> bool {
        let between = matches!(self.unit_choice, UnitChoice::From | UnitChoice::To);
        let its_own = self.units.is_empty() || self.units.iter().any(|unit| open.contains(unit));
        its_own && (!between || open.iter().any(|unit| *unit != UnitCode::OFFICE))
    }

    /// Whether the rule posts by itself, not through a business.
    pub fn is_plain(&self) -> bool {
        self.act.is_empty()
    }
}

#[expect(clippy::expect_used, reason = "the file is in the program and read by a test")]
static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    let file: &[u8] = include_bytes!("../parameters/vocabulary.csv");
    let mut rules: Vec<Rule> =
        csv::Reader::from_reader(file).deserialize().collect::<Result<_, _>>().expect("the vocabulary reads");
    rules.sort_by_key(|rule| (rule.group, rule.order));
    rules
});

/// The rules of the repository.
pub fn common_rules() -> &'static [Rule] {
    &RULES
}

const OWN_RULES: &str = "select code, label, posts_like, phrases, valid_from from cashbook_own_rule \
     where cooperative_id = $1 order by code";

fn own_rules(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Vec<Rule>, StoreError> {
    let mut rules = Vec::new();
    for row in reader.query(OWN_RULES, &values![cooperative])? {
        let like = row.text(2)?;
        if let Some(model) = RULES.iter().find(|rule| rule.code == like) {
            rules.push(Rule {
                code: row.text(0)?,
                label: row.text(1)?,
                phrases: row.text(3)?.split('|').map(str::to_owned).collect(),
                valid_from: row.date(4)?,
                source: "koperasi".to_owned(),
                ..model.clone()
            });
        }
    }
    Ok(rules)
}

/// The rules that a cooperative may use on a date, in the order of *Catat*.
pub fn rules(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    date: BookDate,
) -> Result<Vec<Rule>, StoreError> {
    let mut rules: Vec<Rule> = RULES.iter().filter(|rule| rule.valid_from <= date).cloned().collect();
    rules.extend(own_rules(reader, cooperative)?);
    rules.sort_by_key(|rule| (rule.group, rule.order));
    Ok(rules)
}

/// One rule by its code; the common ones need no database.
pub fn rule(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    code: &str,
) -> Result<Option<Rule>, StoreError> {
    if let Some(rule) = RULES.iter().find(|rule| rule.code == code) {
        return Ok(Some(rule.clone()));
    }
    Ok(own_rules(reader, cooperative)?.into_iter().find(|rule| rule.code == code))
}

/// Adds a rule in the cooperative's own words that posts like a common one.
///
/// # Errors
/// [`CashbookError::UnknownRule`] for a model that is not there, [`CashbookError::RuleTaken`].
pub fn add_own_rule(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    label: &str,
    posts_like: &str,
    from: BookDate,
) -> Result<String, CashbookError> {
    let label = kernel::clean_name(label, 60).map_err(|_| CashbookError::RuleTaken)?;
    if !RULES.iter().any(|rule| rule.code == posts_like) {
        return Err(CashbookError::UnknownRule);
    }
    let phrase = kernel::fold(&label);
    let code = format!("sendiri-{}", phrase.replace(' ', "-"));
    let added = tx.execute(
        "insert into cashbook_own_rule (cooperative_id, code, label, posts_like, phrases, valid_from) \
         values ($1, $2, $3, $4, $5, $6) on conflict do nothing",
        &values![cooperative, &code, label, posts_like, phrase, from],
    )?;
    if added == 1 { Ok(code) } else { Err(CashbookError::RuleTaken) }
}
