//! How an import stands: what each row will become, and like rows together.

use std::collections::BTreeMap;

use kernel::{CooperativeId, EntryId, Rupiah, UnitCode};
use store::Reader;

use crate::ImportError;
use crate::again::DecidedBy;
use crate::book::Way;
use crate::classify::{Proposal, signed};
use crate::decide::{Choice, Decision};
use crate::draft::Draft;
use crate::store::{self as tables, Batch, KeptRow, RowEntry};

/// What becomes of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Fate {
    /// It is recorded, by this import or before.
    Recorded(Vec<RowEntry>),
    /// It will stand for an entry that is there.
    Already(EntryId),
    /// It will be recorded.
    Ready,
    /// Somebody left it out.
    Skipped,
    /// Somebody must decide, and why.
    Waiting(String),
}

/// A row with what becomes of it.
#[derive(Debug, Clone, PartialEq)]
pub struct RowView {
    /// The row and its proposal.
    pub kept: KeptRow,
    /// What was decided about it or its group.
    pub decision: Option<Decision>,
    /// By whom, and when.
    pub decided: Option<DecidedBy>,
    /// Whether it was refused when it was to be recorded.
    pub is_refused: bool,
    /// What becomes of it.
    pub fate: Fate,
}

/// How many rows have which fate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Counts {
    /// All.
    pub rows: usize,
    /// Recorded by this import.
    pub recorded: usize,
    /// In the books before.
    pub already: usize,
    /// To be recorded.
    pub ready: usize,
    /// Left out.
    pub skipped: usize,
    /// To be decided.
    pub waiting: usize,
}

impl Counts {
    fn add(&mut self, fate: &Fate) {
        self.rows += 1;
        match fate {
            Fate::Recorded(entries) if entries.iter().all(|entry| !entry.made) => self.already += 1,
            Fate::Recorded(_) => self.recorded += 1,
            Fate::Already(_) => self.already += 1,
            Fate::Ready => self.ready += 1,
            Fate::Skipped => self.skipped += 1,
            Fate::Waiting(_) => self.waiting += 1,
        }
    }
}

/// Money in and money out.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Money {
    /// All that comes in.
    pub coming_in: Rupiah,
    /// All that goes out, without sign.
    pub going_out: Rupiah,
}

impl Money {
    fn add(&mut self, amount: Rupiah) {
        // A file whose amounts have no sum is refused before.
        let side = if amount < Rupiah::ZERO { &mut self.going_out } else { &mut self.coming_in };
        *side = side.checked_add(amount.abs()).unwrap_or(*side);
    }
}

/// How much money has which fate.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sums {
    /// Recorded by this import.
    pub recorded: Money,
    /// In the books before.
    pub already: Money,
    /// To be recorded.
    pub ready: Money,
    /// Left out.
    pub skipped: Money,
    /// To be decided.
    pub waiting: Money,
}

impl Sums {
    fn add(&mut self, fate: &Fate, amount: Rupiah) {
        let money = match fate {
            Fate::Recorded(entries) if entries.iter().all(|entry| !entry.made) => &mut self.already,
            Fate::Recorded(_) => &mut self.recorded,
            Fate::Already(_) => &mut self.already,
            Fate::Ready => &mut self.ready,
            Fate::Skipped => &mut self.skipped,
            Fate::Waiting(_) => &mut self.waiting,
        };
        money.add(amount);
    }
}

/// Like rows, decided together.
#[derive(Debug, Clone, PartialEq)]
pub struct GroupView {
    /// Its number in the import.
    pub group: i64,
    /// Its rows by date.
    pub rows: Vec<RowView>,
    /// What they sum to, without sign.
    pub amount: Rupiah,
    /// Which way the money goes.
    pub way: Way,
    /// The least sure of its rows.
    pub confidence: i64,
    /// How many rows have which fate.
    pub counts: Counts,
}

impl GroupView {
    /// The rule that holds: the decided one, or the proposed.
    pub fn rule(&self) -> &str {
        let decided =
            self.first().and_then(|row| row.decision.as_ref()).map(|decision| decision.rule.as_str());
        let proposed = self.first().map_or("", |row| row.kept.proposed.proposal.rule.as_str());
        decided.filter(|rule| !rule.is_empty()).unwrap_or(proposed)
    }

    /// The row that stands for all.
    pub fn first(&self) -> Option<&RowView> {
        self.rows.first()
    }

    /// Why somebody should look, or empty.
    pub fn reason(&self) -> &str {
        let waiting = self.rows.iter().find_map(|row| match &row.fate {
            Fate::Waiting(reason) => Some(reason.as_str()),
            _ => None,
        });
        waiting.unwrap_or_default()
    }

    /// Who decided about it last, and when; nothing where nobody has.
    pub fn decided(&self) -> Option<DecidedBy> {
        self.rows.iter().filter_map(|row| row.decided).max_by_key(|(_, at)| *at)
    }

    /// The unit that holds.
    pub fn unit(&self) -> UnitCode {
        let first = self.first();
        let decided = first.and_then(|row| row.decision.as_ref()).map(|decision| decision.unit);
        decided.or(first.map(|row| row.kept.proposed.proposal.unit)).unwrap_or(UnitCode::OFFICE)
    }
}

/// An import as it stands.
#[derive(Debug, Clone, PartialEq)]
pub struct Review {
    /// The import.
    pub batch: Batch,
    /// Its groups: those that wait first, the largest first.
    pub groups: Vec<GroupView>,
    /// How many rows have which fate.
    pub counts: Counts,
    /// How much money has which fate.
    pub sums: Sums,
    /// The entry of the opening balance, where one was made.
    pub opening_entry: Option<EntryId>,
}

impl Review {
    /// How many rows would be recorded without anybody having seen them, were this the threshold.
    pub fn unseen_at(&self, threshold: i64) -> usize {
        let rows = self.groups.iter().flat_map(|group| &group.rows);
        let is_open = |row: &&RowView| {
            row.decision.is_none() && !row.is_refused && !matches!(row.fate, Fate::Recorded(_))
        };
        let is_unseen = |row: &&RowView| {
            let proposal = &row.kept.proposed.proposal;
            proposal.twin.is_none() && proposal.confidence >= threshold
        };
        rows.filter(is_open).filter(is_unseen).count()
    }
}

/// How an import stands.
///
/// # Errors
/// [`ImportError::Unknown`].
pub fn review(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    import: i64,
) -> Result<Review, ImportError> {
    let (batch, rows, opening_entry) = rows_of(reader, cooperative, import)?;
    let (mut counts, mut sums) = (Counts::default(), Sums::default());
    let mut groups: BTreeMap<i64, GroupView> = BTreeMap::new();
    for row in rows {
        counts.add(&row.fate);
        let group = row.kept.proposed.group;
        let amount = signed(&row.kept.proposed.row);
        sums.add(&row.fate, amount);
        let view = groups.entry(group).or_insert_with(|| GroupView {
            group,
            rows: Vec::new(),
            amount: Rupiah::ZERO,
            way: Way::of(amount),
            confidence: 100,
            counts: Counts::default(),
        });
        view.amount = view.amount.checked_add(amount.abs()).unwrap_or(view.amount);
        view.confidence = view.confidence.min(row.kept.proposed.proposal.confidence);
        view.counts.add(&row.fate);
        view.rows.push(row);
    }
    let mut groups: Vec<GroupView> = groups.into_values().collect();
    groups.sort_by_key(|group| (group.counts.waiting == 0, std::cmp::Reverse(group.rows.len()), group.group));
    Ok(Review { batch, groups, counts, sums, opening_entry })
}

/// What would become of each row of a draft that nobody has decided anything about, in its order.
pub fn first_fates(draft: &Draft) -> (Counts, Vec<Fate>) {
    let mut counts = Counts::default();
    let fates = draft.rows.iter().map(|proposed| {
        let fate = fate(&proposed.proposal, None, None, draft.threshold);
        counts.add(&fate);
        fate
    });
    let fates = fates.collect();
    (counts, fates)
}

type Rows = (Batch, Vec<RowView>, Option<EntryId>);

/// All rows of an import with what becomes of them.
pub(crate) fn rows_of(
    reader: &mut dyn Reader,
    cooperative: CooperativeId,
    import: i64,
) -> Result<Rows, ImportError> {
    let batch = tables::batch_of(reader, cooperative, import)?.ok_or(ImportError::Unknown)?;
    let rows = tables::rows(reader, cooperative, import)?;
    let decisions = tables::decisions(reader, cooperative, import)?;
    let refusals = tables::refusals(reader, cooperative, import)?;
    let mut entries = tables::entries(reader, cooperative, import)?;
    let opening = entries.remove(&0).and_then(|made| made.first().map(|made| made.entry));
    let views = rows.into_iter().map(|kept| {
        let group = kept.proposed.group;
        let decided = decisions.get(&(group, kept.row_no)).or_else(|| decisions.get(&(group, 0))).cloned();
        let (decision, decided) = decided.map(|it| (it.decision, (it.by, it.at))).unzip();
        let refusal = refusals.get(&kept.row_no);
        let fate = match entries.remove(&kept.row_no) {
            Some(entries) => Fate::Recorded(entries),
            None => fate(&kept.proposed.proposal, decision.as_ref(), refusal, batch.threshold),
        };
        RowView { is_refused: refusal.is_some(), kept, decision, decided, fate }
    });
    let views = views.collect();
    Ok((batch, views, opening))
}

fn fate(proposal: &Proposal, decision: Option<&Decision>, refusal: Option<&String>, threshold: i64) -> Fate {
    if let Some(refusal) = refusal {
        return Fate::Waiting(refusal.clone());
    }
    match (decision.map(|decision| decision.choice), proposal.twin) {
        (Some(Choice::Skip), _) => Fate::Skipped,
        (Some(Choice::Already), Some(twin)) => Fate::Already(twin),
        (Some(_), _) => Fate::Ready,
        (None, twin) if proposal.confidence >= threshold => twin.map_or(Fate::Ready, Fate::Already),
        (None, _) if proposal.reason.is_empty() => {
            Fate::Waiting("Belum cukup pasti untuk dicatat tanpa dilihat.".to_owned())
        }
        (None, _) => Fate::Waiting(proposal.reason.clone()),
    }
}
