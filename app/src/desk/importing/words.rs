//! What the pages of an import say of rows, groups and rules.

use std::collections::{BTreeMap, HashMap};

use cashbook::Rule;
use import::{Book, Fate, GroupView, Money, Review, RowView, Way};
use kernel::{CooperativeId, PartyId, Rupiah, UnitCode, UserId};
use ledger::Unit;
use line::Refused;
use store::Reader;

use crate::desk::importing::bring::{members_and_partners, units_of};

/// As many names as a page can carry; others are found by their number.
const OFFERED: usize = 300;

/// What a person may choose from, read once for a page.
pub struct Choices {
    /// The rules of a cooperative, by code.
    pub rules: HashMap<String, Rule>,
    /// What money in may be.
    pub coming_in: Vec<String>,
    /// What money out may be.
    pub going_out: Vec<String>,
    /// People as offered, by number.
    pub people: Vec<(PartyId, String)>,
    /// Units but the office.
    pub units: Vec<(String, String)>,
    /// Units with the office, as the ledger has them.
    pub all_units: Vec<Unit>,
    /// Who brought, decided and recorded, by number.
    pub names: BTreeMap<UserId, String>,
}

impl Choices {
    /// Reads what may be chosen for a book.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn read(reader: &mut dyn Reader, cooperative: CooperativeId, book: Book) -> Result<Self, Refused> {
        let rules = cashbook::rules(reader, cooperative, kernel::BookDate::MAX)?;
        let labels = |way: Way| {
            let fits = |rule: &&Rule| Way::of_rule(rule, book) == Some(way);
            rules.iter().filter(fits).map(|rule| rule.label.clone()).collect()
        };
        let people = members_and_partners(reader, cooperative)?.into_iter().map(|person| {
            let what = match (person.member, person.number) {
                (true, Some(number)) => format!("anggota {number:03}"),
                (true, None) => "calon anggota".to_owned(),
                (false, _) => "mitra".to_owned(),
            };
            (person.id, format!("{} · {what}", person.name))
        });
        let people = people.collect();
        let all_units = units_of(reader, cooperative)?;
        let outside = all_units.iter().filter(|unit| unit.code != UnitCode::OFFICE);
        let units = outside.map(|unit| (unit.code.to_string(), unit.name.clone())).collect();
        let (coming_in, going_out) = (labels(Way::In), labels(Way::Out));
        let rules = rules.into_iter().map(|rule| (rule.code.clone(), rule)).collect();
        let names = BTreeMap::new();
        Ok(Self { rules, coming_in, going_out, people, units, all_units, names })
    }

    /// Reads the names of all who had to do with an import.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn with_names(mut self, reader: &mut dyn Reader, review: &Review) -> Result<Self, Refused> {
        let mut all: Vec<UserId> = vec![review.batch.made_by];
        all.extend(review.batch.posted_by);
        all.extend(review.groups.iter().filter_map(GroupView::decided).map(|(by, _)| by));
        all.sort_unstable();
        all.dedup();
        self.names = access::user_names(reader, &all).map_err(|error| Refused::about(None, error))?;
        Ok(self)
    }

    /// What somebody is called; who works at the command line has no name.
    pub fn name(&self, by: UserId) -> &str {
        self.names.get(&by).map_or("operator", String::as_str)
    }

    /// The names that a page offers.
    pub fn offered(&self) -> &[(PartyId, String)] {
        self.people.get(..OFFERED).unwrap_or(&self.people)
    }

    /// What a rule is called.
    pub fn label(&self, rule: &str) -> String {
        self.rules.get(rule).map_or_else(|| rule.to_owned(), |rule| rule.label.clone())
    }

    /// The rule of a label.
    pub fn by_label(&self, label: &str, book: Book, way: Way) -> Option<&Rule> {
        let folded = kernel::fold(label);
        let fits =
            |rule: &&Rule| kernel::fold(&rule.label) == folded && Way::of_rule(rule, book) == Some(way);
        self.rules.values().find(fits)
    }

    /// A person as offered, or nothing.
    pub fn person(&self, party: Option<PartyId>) -> String {
        let found = self.people.iter().find(|(id, _)| Some(*id) == party);
        found.map(|(_, label)| label.clone()).unwrap_or_default()
    }
}

/// A group as a page shows it.
pub struct GroupLine {
    pub number: i64,
    pub count: usize,
    pub sample: String,
    pub amount: String,
    pub comes_in: bool,
    pub rule: String,
    pub party: String,
    pub unit: String,
    pub reason: String,
    pub when: String,
    pub asks_who: bool,
    pub has_twin: bool,
    /// When it was decided last, in microseconds; 0 where nobody has.
    pub seen: i64,
    /// Who decided and when, in words, or empty.
    pub decided: String,
    pub state: &'static str,
    pub state_word: &'static str,
}

impl GroupLine {
    /// What a page shows of a group.
    pub fn of(group: &GroupView, choices: &Choices) -> Self {
        let first = group.first();
        let proposal = first.map(|row| &row.kept.proposed.proposal);
        let decided = first.and_then(|row| row.decision.as_ref());
        let party = decided.and_then(|decision| decision.party).or(proposal.and_then(|it| it.party));
        let unknown = proposal.map(|it| it.party_text.clone()).unwrap_or_default();
        let new_partner = decided.map(|decision| decision.new_partner.clone()).unwrap_or_default();
        let mut named = choices.person(party);
        if named.is_empty() {
            named = if new_partner.is_empty() { unknown } else { new_partner };
        }
        let rule = choices.rules.get(group.rule());
        let unnamed =
            group.rule().ends_with("-belum-dirinci") && decided.is_none() && group.counts.waiting > 0;
        let (state, state_word) = state_of(group);
        Self {
            number: group.group,
            count: group.rows.len(),
            sample: first.map(said).unwrap_or_default(),
            amount: group.amount.plain(),
            comes_in: group.way == Way::In,
            // What nobody knows yet is not proposed as an answer.
            rule: if unnamed { String::new() } else { choices.label(group.rule()) },
            party: named,
            unit: group.unit().to_string(),
            reason: group.reason().to_owned(),
            when: span(group),
            asks_who: rule.is_none_or(|rule| rule.who != cashbook::Who::None),
            has_twin: proposal.is_some_and(|it| it.twin.is_some()),
            seen: group.decided().map_or(0, |(_, at)| at.0),
            decided: group.decided().map_or_else(String::new, |(by, at)| {
                format!("diputuskan {}, {}", choices.name(by), at.wib_text())
            }),
            state,
            state_word,
        }
    }
}

fn state_of(group: &GroupView) -> (&'static str, &'static str) {
    let counts = group.counts;
    if counts.waiting > 0 {
        ("look", "perlu dilihat")
    } else if counts.ready > 0 {
        ("wait", "siap dicatat")
    } else if counts.recorded > 0 {
        ("good", "tercatat")
    } else if counts.already > 0 {
        ("good", "sudah ada")
    } else {
        ("none", "dilewati")
    }
}

/// The words of a row, or what stands for a row without words.
pub fn said(row: &RowView) -> String {
    let words = &row.kept.proposed.row.description;
    if words.is_empty() { "(tanpa uraian)".to_owned() } else { words.clone() }
}

fn span(group: &GroupView) -> String {
    let date = |row: Option<&RowView>| row.map(|row| row.kept.proposed.row.date);
    match (date(group.rows.first()), date(group.rows.last())) {
        (Some(first), Some(last)) if first == last => first.short(),
        (Some(first), Some(last)) => format!("{} – {}", first.short(), last.short()),
        _ => String::new(),
    }
}

/// What becomes of a row, as a mark and a word.
pub fn fate_word(fate: &Fate) -> (&'static str, String) {
    match fate {
        Fate::Recorded(entries) if entries.iter().all(|entry| !entry.made) => {
            ("good", "sudah ada".to_owned())
        }
        Fate::Recorded(_) => ("good", "tercatat".to_owned()),
        Fate::Already(_) => ("good", "sudah ada".to_owned()),
        Fate::Ready => ("wait", "siap dicatat".to_owned()),
        Fate::Skipped => ("none", "dilewati".to_owned()),
        Fate::Waiting(reason) => ("look", reason.clone()),
    }
}

/// An amount with the way it goes: `+ 87.500`, `− 150.000`.
pub fn signed(row: &RowView) -> String {
    let read = &row.kept.proposed.row;
    match read.money_in > Rupiah::ZERO {
        true => format!("+ {}", read.money_in.plain()),
        false => format!("− {}", read.money_out.plain()),
    }
}

/// Money in and out in one line: `+ 97.500 − 500.000`.
pub fn money(sums: Money) -> String {
    let mut said = Vec::new();
    if sums.coming_in > Rupiah::ZERO {
        said.push(format!("+ {}", sums.coming_in.plain()));
    }
    if sums.going_out > Rupiah::ZERO {
        said.push(format!("− {}", sums.going_out.plain()));
    }
    said.join(" · ")
}
