//! The report of a region for a month: what mayor, province and ministry read.

use std::collections::BTreeMap;

use ::store::Reader;
use activity::{ActivityState, Assessed, Counts};
use kernel::{AccountCode, BookDate, CooperativeId, Month, RegionCode, RegionLevel, Rupiah};
use registry::Cooperative;

use crate::MinistryError;

/// Simpanan pokok and wajib.
const EQUITY: (AccountCode, AccountCode) = (AccountCode(31_100), AccountCode(31_200));
/// Simpanan sukarela.
const VOLUNTARY: (AccountCode, AccountCode) = (AccountCode(21_200), AccountCode(21_200));
/// Business revenue: 4xxxx without 44xxx. What only passes through (21120) is a liability and not in it.
const REVENUE: [(AccountCode, AccountCode); 2] =
    [(AccountCode(40_000), AccountCode(43_999)), (AccountCode(45_000), AccountCode(49_999))];

/// A figure of many cooperatives: what is known, of how many, and until when.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Covered {
    /// What is known, added up; rupiah or a count.
    pub amount: i64,
    /// Of how many cooperatives it is known.
    pub known: usize,
    /// How many there are.
    pub of: usize,
    /// The earliest day to which the data of one of them reach.
    pub oldest: Option<BookDate>,
}

impl Covered {
    fn over(figures: impl Iterator<Item = (Option<i64>, Option<BookDate>)>) -> Self {
        figures.fold(Self::default(), |sum, (figure, until)| Self {
            amount: sum.amount.saturating_add(figure.unwrap_or(0)),
            known: sum.known + usize::from(figure.is_some()),
            of: sum.of + 1,
            oldest: match (sum.oldest, until.filter(|_| figure.is_some())) {
                (Some(oldest), Some(until)) => Some(oldest.min(until)),
                (oldest, until) => oldest.or(until),
            },
        })
    }

    /// The sum, or nothing where nobody is known.
    pub fn value(&self) -> Option<i64> {
        (self.known > 0).then_some(self.amount)
    }

    /// "1.250.000", or "tidak diketahui".
    pub fn text(&self) -> String {
        self.value().map_or_else(|| "tidak diketahui".to_owned(), |amount| Rupiah(amount).plain())
    }

    /// "38 dari 42 koperasi, data tertua sampai 23 Nov 2026".
    pub fn coverage(&self) -> String {
        let count = format!("{} dari {} koperasi", self.known, self.of);
        match self.oldest {
            Some(oldest) => format!("{count}, data tertua sampai {}", oldest.short()),
            None => count,
        }
    }
}

/// A cooperative in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthRow {
    /// Its state at the end, with the evidence.
    pub assessed: Assessed,
    /// Its state a month before.
    pub before: Option<ActivityState>,
    /// Members at the end.
    pub members: Option<i64>,
    /// Savings at the end, in rupiah.
    pub savings: Option<i64>,
    /// Turnover of the month, in rupiah.
    pub turnover: Option<i64>,
    /// Turnover of the month before, in rupiah.
    pub turnover_before: Option<i64>,
}

impl MonthRow {
    /// Whether its state is another one than a month before.
    pub fn has_changed(&self) -> bool {
        self.before.is_some_and(|before| before != self.assessed.state)
    }

    /// Whether the month was closed.
    pub fn is_closed(&self, month: Month) -> bool {
        self.assessed.closed_through.is_some_and(|through| through >= month)
    }
}

/// A district in a month; a city, where the region is a province.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DistrictRow {
    /// Its name.
    pub name: String,
    /// Its cooperatives by state.
    pub states: [i64; 4],
    /// Members.
    pub members: Covered,
    /// Savings.
    pub savings: Covered,
    /// Turnover of the month.
    pub turnover: Covered,
}

/// Legal papers, as far as they have come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Papers {
    /// With a deed.
    pub deed: usize,
    /// Approved as a legal body by the day.
    pub ahu: usize,
    /// With NIB.
    pub nib: usize,
    /// With NPWP.
    pub npwp: usize,
    /// With NIK koperasi.
    pub nik_koperasi: usize,
}

impl Monthly {
    /// What [`Self::districts`] are, as a heading: "Kecamatan", and for a province "Kabupaten atau kota".
    pub fn part_label(&self) -> &'static str {
        match parts_of(self.region) {
            RegionLevel::City => "Kabupaten atau kota",
            _ => "Kecamatan",
        }
    }
}

/// A region in a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Monthly {
    /// The region.
    pub region: RegionCode,
    /// Its name.
    pub name: String,
    /// The month.
    pub month: Month,
    /// The day of the figures: the last of the month, or today where it goes on.
    pub as_of: BookDate,
    /// By state on that day.
    pub counts: Counts,
    /// By state a month before.
    pub before: Counts,
    /// The cooperatives, by village.
    pub rows: Vec<MonthRow>,
    /// By district, those of a province by city.
    pub districts: Vec<DistrictRow>,
    /// Members at the end.
    pub members: Covered,
    /// Members a month before.
    pub members_before: Covered,
    /// Savings at the end.
    pub savings: Covered,
    /// Savings a month before.
    pub savings_before: Covered,
    /// Turnover of the month.
    pub turnover: Covered,
    /// Turnover of the month before.
    pub turnover_before: Covered,
    /// How many closed the month.
    pub closed: usize,
    /// Legal papers.
    pub papers: Papers,
}

/// What the registers and books say on a day of a month, in a fixed number of questions.
struct Facts {
    members: BTreeMap<CooperativeId, i64>,
    savings: BTreeMap<CooperativeId, i64>,
    turnover: BTreeMap<CooperativeId, i64>,
}

impl Facts {
    fn ask(
        reader: &mut dyn Reader,
        ids: &[CooperativeId],
        month: Month,
        as_of: BookDate,
    ) -> Result<Self, MinistryError> {
        let mut sum = |ranges: &[(AccountCode, AccountCode)], from| {
            let mut sums: BTreeMap<CooperativeId, i64> = BTreeMap::new();
            for range in ranges {
                for (id, accounts) in ledger::movements(reader, ids, *range, from, as_of)? {
                    // What is saved and earned stands on the credit side.
                    let net: Rupiah = accounts.into_values().map(|net| -net).sum();
                    let sum = sums.entry(id).or_default();
                    *sum = sum.saturating_add(net.0);
                }
            }
            Ok::<_, MinistryError>(sums)
        };
        let savings = sum(&[EQUITY, VOLUNTARY], None)?;
        let turnover = sum(&REVENUE, Some(month))?;
        Ok(Self { savings, turnover, members: members::active_counts(reader, ids, as_of)? })
    }

    /// Turnover is known where the books reach into the month, or the month was declared zero or closed.
    fn turnover(&self, one: &Assessed, month: Month) -> Option<i64> {
        let spoken = one
            .months
            .get(&month)
            .is_some_and(|facts| facts.declared_zero.is_some() || facts.closed.is_some());
        let reaches = one.data_until.is_some_and(|until| until >= month.first_day());
        (spoken || reaches).then(|| self.turnover.get(&one.cooperative.id).copied().unwrap_or(0))
    }

    /// Savings are known where there are books.
    fn savings(&self, one: &Assessed) -> Option<i64> {
        one.last_entry.map(|_| self.savings.get(&one.cooperative.id).copied().unwrap_or(0))
    }
}

/// Gathers the report of a region for a month, in a fixed number of questions.
///
/// # Errors
/// [`MinistryError::MonthAhead`], or a register cannot answer.
pub fn monthly(
    reader: &mut dyn Reader,
    region: RegionCode,
    month: Month,
    today: BookDate,
) -> Result<Monthly, MinistryError> {
    if month.first_day() > today {
        return Err(MinistryError::MonthAhead);
    }
    let as_of = month.last_day().min(today);
    let earlier = month.previous();
    let now = activity::assess(reader, region, as_of)?;
    let then = activity::assess(reader, region, earlier.last_day())?;
    let ids: Vec<CooperativeId> = now.cooperatives.iter().map(|one| one.cooperative.id).collect();
    let facts = Facts::ask(reader, &ids, month, as_of)?;
    let earlier_facts = Facts::ask(reader, &ids, earlier, earlier.last_day())?;
    let then_by_id: BTreeMap<CooperativeId, &Assessed> =
        then.cooperatives.iter().map(|one| (one.cooperative.id, one)).collect();
    let rows: Vec<MonthRow> = now
        .cooperatives
        .into_iter()
        .map(|one| {
            let before = then_by_id.get(&one.cooperative.id);
            MonthRow {
                before: before.map(|before| before.state),
                members: facts.members.get(&one.cooperative.id).copied(),
                savings: facts.savings(&one),
                turnover: facts.turnover(&one, month),
                turnover_before: before.and_then(|before| earlier_facts.turnover(before, earlier)),
                assessed: one,
            }
        })
        .collect();
    let earlier_of = |figure: &dyn Fn(&Assessed) -> Option<i64>| {
        Covered::over(then.cooperatives.iter().map(|one| (figure(one), one.data_until)))
    };
    let name = territory::region(reader, region)?.map_or_else(|| region.to_string(), |found| found.name);
    let over = |figure: fn(&MonthRow) -> Option<i64>| over(&rows.iter().collect::<Vec<_>>(), figure);
    Ok(Monthly {
        region,
        name,
        month,
        as_of,
        counts: now.counts,
        before: then.counts,
        districts: districts(reader, region, &rows)?,
        members: over(|row| row.members),
        members_before: earlier_of(&|one| earlier_facts.members.get(&one.cooperative.id).copied()),
        savings: over(|row| row.savings),
        savings_before: earlier_of(&|one| earlier_facts.savings(one)),
        turnover: over(|row| row.turnover),
        turnover_before: earlier_of(&|one| earlier_facts.turnover(one, earlier)),
        closed: rows.iter().filter(|row| row.is_closed(month)).count(),
        papers: papers(rows.iter().map(|row| &row.assessed.cooperative), as_of),
        rows,
    })
}

fn over(rows: &[&MonthRow], figure: fn(&MonthRow) -> Option<i64>) -> Covered {
    Covered::over(rows.iter().map(|row| (figure(row), row.assessed.data_until)))
}

fn papers<'c>(cooperatives: impl Iterator<Item = &'c Cooperative>, on: BookDate) -> Papers {
    cooperatives.fold(Papers::default(), |sum, of| Papers {
        deed: sum.deed + usize::from(of.legal.deed.is_some()),
        ahu: sum.ahu + usize::from(of.legal.is_approved_on(on)),
        nib: sum.nib + usize::from(of.legal.nib.is_some()),
        npwp: sum.npwp + usize::from(of.legal.npwp.is_some()),
        nik_koperasi: sum.nik_koperasi + usize::from(of.legal.nik_koperasi.is_some()),
    })
}

/// What the figures of a region are laid out by: the cities of a province, the districts of a city.
fn parts_of(region: RegionCode) -> RegionLevel {
    if region.level() == RegionLevel::Province { RegionLevel::City } else { RegionLevel::District }
}

fn districts(
    reader: &mut dyn Reader,
    region: RegionCode,
    rows: &[MonthRow],
) -> Result<Vec<DistrictRow>, MinistryError> {
    // A province reads its cities; the district of a single village lies above it.
    let above = region.parent().filter(|_| region.level() == RegionLevel::Village).unwrap_or(region);
    let parts = parts_of(region);
    let names: BTreeMap<RegionCode, String> =
        territory::within(reader, above, parts)?.into_iter().map(|found| (found.code, found.name)).collect();
    let mut by_district: BTreeMap<RegionCode, Vec<&MonthRow>> = BTreeMap::new();
    for row in rows {
        let village = row.assessed.cooperative.region;
        let mut part = village;
        while part.level() > parts {
            let Some(above) = part.parent() else { break };
            part = above;
        }
        by_district.entry(part).or_default().push(row);
    }
    let district = |(code, rows): (RegionCode, Vec<&MonthRow>)| DistrictRow {
        name: names.get(&code).cloned().unwrap_or_else(|| code.to_string()),
        states: ActivityState::ALL.map(|state| {
            i64::try_from(rows.iter().filter(|row| row.assessed.state == state).count()).unwrap_or(i64::MAX)
        }),
        members: over(&rows, |row| row.members),
        savings: over(&rows, |row| row.savings),
        turnover: over(&rows, |row| row.turnover),
    };
    Ok(by_district.into_iter().map(district).collect())
}
