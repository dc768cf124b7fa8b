//! From a reading to a draft: every row with what is proposed for it, like rows in groups.

use std::collections::{BTreeSet, HashMap};

use cashbook::{Group, Rule, UnitChoice};
use kernel::{BookDate, CooperativeId, EntryId, Rupiah, Timestamp, UserId};
use ledger::Unit;
use serde::{Deserialize, Serialize};
use sheets::{Answer, BalanceBreak, BookRow, Listed, Question, Reading, Sample, SheetRead};
use store::{Reader, StoreError, Tx, next_number};

use crate::ImportError;
use crate::book::{Book, Way};
use crate::classify::{Classifier, Proposal, signed, span_of};
use crate::existing::Existing;
use crate::parameters::Limits;
use crate::people::People;
use crate::phrases::Learned;
use crate::store::{self as tables, Batch, State};

/// At most so many remarks about a file are kept; the rest is counted.
const LISTED_MAX: usize = 2_000;

/// A file that somebody brings in.
#[derive(Debug, Clone)]
pub struct Upload {
    /// As it is called.
    pub file_name: String,
    /// The hash of its bytes.
    pub sha256: Vec<u8>,
    /// Whose money it tells of.
    pub book: Book,
    /// Who brings it.
    pub by: UserId,
    /// When.
    pub at: Timestamp,
}

/// What a file said as a whole, beside its rows.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Summary {
    /// The book's title above its table.
    pub title: Option<String>,
    /// The sheets as they were understood.
    pub sheets: Vec<SheetRead>,
    /// Rows that were not used, and why.
    pub listed: Vec<Listed>,
    /// How many more there were than are kept here.
    pub listed_more: usize,
    /// What only a person can answer.
    pub questions: Vec<Question>,
    /// The first rows of the sheets that are asked about.
    #[serde(default)]
    pub samples: Vec<Sample>,
    /// What somebody has answered about its sheets.
    #[serde(default)]
    pub answers: Vec<Answer>,
    /// The year that was told with the file.
    #[serde(default)]
    pub year: Option<i64>,
    /// What the reader should know.
    pub warnings: Vec<String>,
    /// Where the sheet's own *Saldo* first disagrees.
    pub breaks: Vec<BalanceBreak>,
    /// What the book began with, where it says so.
    pub opening: Option<Rupiah>,
    /// What the books had at that moment.
    pub books_opening: Rupiah,
    /// All money in.
    pub money_in: Rupiah,
    /// All money out.
    pub money_out: Rupiah,
}

impl Summary {
    /// What must be there at the end.
    pub fn closing(&self) -> Rupiah {
        [self.opening.unwrap_or(self.books_opening), self.money_in, -self.money_out].into_iter().sum()
    }

    /// What the book began with and the books do not have yet; zero where it says nothing.
    pub fn opening_missing(&self) -> Rupiah {
        self.opening.and_then(|said| said.checked_sub(self.books_opening)).unwrap_or(Rupiah::ZERO)
    }

    /// Whether what the book began with is recorded as an opening balance: the books had nothing of this
    /// money. Where they had something else, a person must find out why.
    pub fn records_opening(&self) -> bool {
        self.books_opening.is_zero() && !self.opening_missing().is_zero()
    }

    /// The remarks that a person must mend or decide.
    pub fn problems(&self) -> impl Iterator<Item = &Listed> {
        self.listed.iter().filter(|listed| listed.is_problem)
    }
}

/// A row with what is proposed for it.
#[derive(Debug, Clone, PartialEq)]
pub struct Proposed {
    /// As it was read.
    pub row: BookRow,
    /// What it means.
    pub proposal: Proposal,
    /// The number of its group, from 1.
    pub group: i64,
    /// Which row it is of all rows of all files.
    pub fingerprint: Vec<u8>,
}

/// A file understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Draft {
    /// Its rows by date.
    pub rows: Vec<Proposed>,
    /// What it said beside its rows.
    pub summary: Summary,
    /// From how sure on its rows are recorded unseen, unless somebody says otherwise.
    pub threshold: i64,
}

/// What must be known of the cooperative to understand a file.
pub struct Known {
    rules: Vec<Rule>,
    units: Vec<Unit>,
    learned: Vec<Learned>,
    people: People,
    limits: Limits,
}

impl Known {
    /// Reads rules, units and learned words; the people come from whoever keeps the register.
    ///
    /// # Errors
    /// Where the database fails.
    pub fn load(
        reader: &mut dyn Reader,
        cooperative: CooperativeId,
        units: Vec<Unit>,
        people: People,
        today: BookDate,
    ) -> Result<Self, StoreError> {
        let rules = cashbook::rules(reader, cooperative, today)?;
        let learned = tables::learned(reader, cooperative)?;
        Ok(Self { rules, units, learned, people, limits: Limits::on(today) })
    }
}

/// Understands the rows of a book. Nothing is written.
///
/// # Errors
/// [`ImportError::NoRows`] where there is nothing to record and nothing to ask.
pub fn understand(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    book: Book,
    reading: Reading,
    known: &Known,
) -> Result<Draft, ImportError> {
    let limits = known.limits;
    if reading.closing().is_none() {
        return Err(ImportError::TooLarge);
    }
    let Some(span) = span_of(&reading.rows) else {
        if reading.questions.is_empty() && reading.problems().next().is_none() {
            return Err(ImportError::NoRows);
        }
        return Ok(Draft { rows: Vec::new(), summary: summary_of(&reading), threshold: limits.threshold });
    };
    let earlier = tables::earlier(reader, cooperative, book)?;
    let mut existing =
        Existing::load(reader, cooperative, book, span, &earlier.claimed, earlier.imported, limits)?;
    let mut classifier =
        Classifier::new(book, &known.rules, &known.people, &known.units, &known.learned, limits);
    let rules: HashMap<&str, &Rule> = known.rules.iter().map(|rule| (rule.code.as_str(), rule)).collect();
    let summary = summary_of(&reading);
    let mut groups: HashMap<String, i64> = HashMap::new();
    let mut rows = Vec::with_capacity(reading.rows.len());
    for row in reading.rows {
        let mut proposal = classifier.classify(&row);
        let fingerprint = existing.fingerprint(book, &row);
        let moves = rules.get(proposal.rule.as_str()).is_some_and(|rule| only_moves(rule));
        existing.settle(&row, &fingerprint, &mut proposal, moves);
        let next = i64::try_from(groups.len()).unwrap_or(i64::MAX) + 1;
        let group = *groups.entry(group_key(&row, &proposal, &limits)).or_insert(next);
        rows.push(Proposed { row, proposal, group, fingerprint });
    }
    rows.sort_by_key(|proposed| proposed.row.date);
    let before = span.0.plus_days(-1);
    let opening = opening_in_books(reader, cooperative, book, (before, limits.transfer_days), &rows)?;
    let threshold = limits.threshold;
    Ok(Draft { summary: Summary { books_opening: opening, ..summary }, rows, threshold })
}

/// What the books had of this money before the first row; without what the other book brought in and
/// stands in this one on a later day.
fn opening_in_books(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    book: Book,
    (before, transfer_days): (BookDate, i64),
    rows: &[Proposed],
) -> Result<Rupiah, StoreError> {
    let (account, unit) = (book.account, Some(book.unit));
    let there = ledger::balance_of(reader, cooperative, account, before, unit)?;
    let twins: BTreeSet<EntryId> = rows.iter().filter_map(|proposed| proposed.proposal.twin).collect();
    if twins.is_empty() {
        return Ok(there);
    }
    let from = before.plus_days(1 - transfer_days);
    let lines = ledger::account_lines(reader, cooperative, account, unit, from, before)?;
    let ours = lines.iter().filter(|line| twins.contains(&line.entry)).map(|line| line.amount);
    Ok(Rupiah::try_sum(ours).and_then(|ours| there.checked_sub(ours)).unwrap_or(there))
}

/// Whether a rule only moves money from one place to another.
fn only_moves(rule: &Rule) -> bool {
    rule.group == Group::Pindah || matches!(rule.unit_choice, UnitChoice::From | UnitChoice::To)
}

/// Like rows: the same way, rule and words, and the same person where the person is not known yet.
fn group_key(row: &BookRow, proposal: &Proposal, limits: &Limits) -> String {
    let unknown = if proposal.party.is_none() { proposal.party_text.as_str() } else { "" };
    let twin = if proposal.twin.is_some() { "*" } else { "" };
    let way = Way::of(signed(row)).number();
    let sure = proposal.confidence >= limits.threshold;
    format!("{way}|{}|{}|{unknown}|{twin}|{sure}|{}", proposal.rule, proposal.pattern, proposal.unit.0)
}

fn summary_of(reading: &Reading) -> Summary {
    let mut listed = reading.listed.clone();
    // What must be decided goes before what is merely told.
    listed.sort_by_key(|listed| !listed.is_problem);
    let listed_more = listed.len().saturating_sub(LISTED_MAX);
    listed.truncate(LISTED_MAX);
    Summary {
        title: reading.title.clone(),
        sheets: reading.sheets.clone(),
        listed,
        listed_more,
        questions: reading.questions.clone(),
        samples: reading.samples.clone(),
        answers: reading.answers.clone(),
        year: reading.year,
        warnings: reading.warnings.clone(),
        breaks: reading.balance_breaks(),
        opening: reading.opening(),
        books_opening: Rupiah::ZERO,
        money_in: reading.money_in().unwrap_or(Rupiah::ZERO),
        money_out: reading.money_out().unwrap_or(Rupiah::ZERO),
    }
}

/// Keeps a draft, so that it can be looked through. Gives the import's number.
///
/// # Errors
/// Where the database fails.
pub fn keep(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    upload: &Upload,
    draft: &Draft,
) -> Result<i64, ImportError> {
    keep_with(tx, cooperative, upload, draft, draft.threshold)
}

/// Keeps a draft with the threshold that somebody chose.
pub(crate) fn keep_with(
    tx: &mut Tx<'_>,
    cooperative: CooperativeId,
    upload: &Upload,
    draft: &Draft,
    threshold: i64,
) -> Result<i64, ImportError> {
    let import = next_number(tx, cooperative.0, "import")?;
    let batch = Batch {
        import,
        file_name: upload.file_name.chars().take(120).collect(),
        sha256: upload.sha256.clone(),
        book: upload.book,
        threshold,
        state: State::Draft,
        summary: draft.summary.clone(),
        made_by: upload.by,
        made_at: upload.at,
        posted_by: None,
        posted_at: None,
        undone_at: None,
        replaced_by: None,
    };
    tables::add_batch(tx, cooperative, &batch)?;
    for (row_no, proposed) in (1..).zip(&draft.rows) {
        tables::append_row(tx, cooperative, import, row_no, proposed);
    }
    Ok(import)
}
