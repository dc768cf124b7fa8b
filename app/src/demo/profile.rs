//! What kind of life each cooperative leads, drawn from the seed before anything is written.

use kernel::{BookDate, Month, RegionCode};
use territory::Region;

use super::random::Random;

/// The village whose cooperative the treasurer's link opens.
const FLAGSHIP: i64 = 1_971_041_001;

/// What is to be made.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    pub months: i64,
    pub until: BookDate,
    pub seed: u64,
}

impl Plan {
    /// The first month of the life.
    pub fn first_month(&self) -> Month {
        self.until.month_of().plus(1 - self.months)
    }

    pub fn start(&self) -> BookDate {
        self.first_month().first_day()
    }

    /// A month of the life, said for a life of eighteen months and shortened with it.
    pub fn month_at(&self, of_eighteen: i64) -> Month {
        self.first_month().plus(of_eighteen * self.months / 18)
    }
}

/// How a cooperative looks to the city.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// Acts to the end.
    Active,
    /// Had acts once; says now that nothing happens.
    Zero,
    /// Had acts once, or never; says nothing.
    Silent,
    /// Waits for a paper.
    Unlicensed,
}

/// A line of business that a cooperative may run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Trade {
    Shop,
    Pharmacy,
    Gas,
    Craft,
    Agency,
    Services,
}

/// How far the legal papers have come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Papers {
    /// No deed yet.
    Forming,
    /// A deed, no approval.
    Deed,
    /// Approved; no unit has its licence.
    Waiting,
    /// Approved and trading.
    Complete,
}

/// One cooperative before it is made.
#[derive(Debug, Clone)]
pub(super) struct Profile {
    pub village: Region,
    /// Which village of its district, from 0.
    pub ordinal: i64,
    /// The one with the richest and tidiest books.
    pub flagship: bool,
    pub fate: Fate,
    pub papers: Papers,
    pub trades: Vec<Trade>,
    /// Size of the business in hundredths of the flagship's.
    pub vigour: i64,
    /// Recorded on Saturdays, not day by day.
    pub weekly: bool,
    pub banked: bool,
    pub members: usize,
    pub principal: i64,
    pub monthly: i64,
    /// The last day with acts; nothing where there never was one.
    pub last_day: Option<BookDate>,
    /// Through which month the books get closed.
    pub close_through: Option<Month>,
}

impl Profile {
    pub fn seed(&self, plan: &Plan) -> Random {
        Random::of(plan.seed, self.village.code.number().unsigned_abs())
    }
}

/// A share of the villages, said for 42; at least one where there are some to share out.
fn share(villages: i64, of_42: i64) -> i64 {
    let share = (villages * of_42 * 2 + 42) / 84;
    if villages >= 3 { share.max(1) } else { share }
}

/// The fates of so many villages, the first active.
fn fates(count: i64, random: &mut Random) -> Vec<Fate> {
    let mut rest = Vec::new();
    for (fate, of_42) in [(Fate::Zero, 6), (Fate::Silent, 11), (Fate::Unlicensed, 5)] {
        rest.extend((0..share(count, of_42)).map(|_| fate));
    }
    let places = usize::try_from(count - 1).unwrap_or(0);
    rest.truncate(places);
    rest.resize(places, Fate::Active);
    random.shuffle(&mut rest);
    rest.insert(0, Fate::Active);
    rest
}

/// The profiles of the villages, the flagship first.
pub(super) fn profiles(plan: &Plan, villages: &[Region]) -> Vec<Profile> {
    let mut random = Random::of(plan.seed, 0);
    let mut villages: Vec<Region> = villages.to_vec();
    villages.sort_by_key(|village| (village.code.number() != FLAGSHIP, village.code));
    let fates = fates(i64::try_from(villages.len()).unwrap_or(0), &mut random);
    let mut counts = Counts::default();
    let profile = |(n, (village, fate)): (usize, (&Region, Fate))| {
        let before = villages.iter().filter(|other| {
            other.code < village.code && other.code.number() / 10_000 == village.code.number() / 10_000
        });
        let ordinal = i64::try_from(before.count()).unwrap_or(0);
        draw(plan, village, ordinal, n == 0, fate, &mut counts)
    };
    villages.iter().zip(fates).enumerate().map(profile).collect()
}

/// How many of a fate came before: some things alternate.
#[derive(Debug, Default)]
struct Counts {
    zero: i64,
    silent: i64,
    unlicensed: i64,
}

fn draw(
    plan: &Plan,
    village: &Region,
    ordinal: i64,
    flagship: bool,
    fate: Fate,
    counts: &mut Counts,
) -> Profile {
    let mut random = Random::of(plan.seed ^ 1, village.code.number().unsigned_abs());
    let vigour = if flagship { 100 } else { random.between(20, 70) };
    let (principal, monthly) = match flagship {
        true => (100_000, 20_000),
        false => terms(&mut random),
    };
    let mut profile = Profile {
        village: village.clone(),
        ordinal,
        flagship,
        fate,
        papers: Papers::Complete,
        trades: if flagship { flagship_trades() } else { trades(&mut random) },
        vigour,
        weekly: !flagship && random.chance(45),
        banked: flagship || random.chance(80),
        members: if flagship { 54 } else { members(&mut random) },
        principal,
        monthly,
        last_day: Some(plan.until),
        close_through: None,
    };
    settle(plan, &mut profile, counts, &mut random);
    profile
}

fn terms(random: &mut Random) -> (i64, i64) {
    let customs =
        [(50_000, 10_000), (50_000, 20_000), (100_000, 10_000), (100_000, 20_000), (25_000, 10_000)];
    random.pick(&customs).copied().unwrap_or((50_000, 20_000))
}

fn members(random: &mut Random) -> usize {
    usize::try_from(random.between(12, 40)).unwrap_or(20)
}

fn flagship_trades() -> Vec<Trade> {
    vec![Trade::Shop, Trade::Gas, Trade::Craft, Trade::Agency, Trade::Services]
}

fn trades(random: &mut Random) -> Vec<Trade> {
    let mut trades = vec![match random.below(10) {
        0..=5 => Trade::Shop,
        6 => Trade::Pharmacy,
        7 => Trade::Craft,
        _ => Trade::Services,
    }];
    for (trade, percent) in [(Trade::Gas, 35), (Trade::Agency, 50), (Trade::Craft, 25), (Trade::Services, 20)]
    {
        if random.chance(percent) && !trades.contains(&trade) {
            trades.push(trade);
        }
    }
    trades.sort_unstable();
    trades
}

/// A day before the reporting window, so many months back, or nothing where the life is too short.
fn day_before_window(plan: &Plan, back: i64, random: &mut Random) -> Option<BookDate> {
    let month = plan.until.month_of().plus(-back.min(plan.months - 1).max(2));
    let day = month.first_day().plus_days(random.between(12, 27));
    (month >= plan.first_month()).then_some(day)
}

/// What follows from the fate: the papers, the last act, how far the books are closed.
fn settle(plan: &Plan, profile: &mut Profile, counts: &mut Counts, random: &mut Random) {
    let this_month = plan.until.month_of();
    match profile.fate {
        Fate::Active => {
            let lags = [Some(2), Some(2), Some(3), Some(4), Some(6), None];
            let lag = if profile.flagship { Some(2) } else { random.pick(&lags).copied().flatten() };
            profile.close_through = lag.map(|lag| this_month.plus(-lag));
        }
        Fate::Zero => {
            profile.last_day = day_before_window(plan, random.between(2, 6), random);
            let ended = profile.last_day.map(BookDate::month_of);
            // Every third says it by closing empty months, the others by declaring.
            profile.close_through = if counts.zero % 3 == 0 { Some(this_month.previous()) } else { ended };
            counts.zero += 1;
        }
        Fate::Silent => {
            let never = counts.silent % 3 == 2;
            let day = day_before_window(plan, random.between(3, 10), random);
            profile.last_day = day.filter(|_| !never);
            let closed = profile.last_day.map(|day| day.month_of().previous());
            profile.close_through = closed.filter(|_| random.chance(60));
            counts.silent += 1;
        }
        Fate::Unlicensed => {
            profile.papers = match counts.unlicensed % 5 {
                0 | 3 => Papers::Deed,
                2 => Papers::Forming,
                _ => Papers::Waiting,
            };
            profile.last_day = None;
            counts.unlicensed += 1;
        }
    }
}

/// The city that a village lies in.
pub(super) fn city_of(village: RegionCode) -> RegionCode {
    village.parent().and_then(RegionCode::parent).unwrap_or(village)
}

/// The district that a village lies in.
pub(super) fn district_of(village: RegionCode) -> RegionCode {
    village.parent().unwrap_or(village)
}
