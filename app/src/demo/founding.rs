//! Founding: village, papers, units with their licences, officers.

use access::{HashedPassword, NewGrant, NewUser, Role, Scope};
use anyhow::Result;
use kernel::{BookDate, CooperativeId, RegionCode, Rupiah, Timestamp, UnitCode, UserId};
use officers::Office;
use registry::{LegalPapers, Licence, LicenceState, NewCooperative, NewUnit, Paper};
use savings::{Terms, TermsChange};
use store::Tx;

use super::books::Staff;
use super::fees::{AGENCY, SERVICES};
use super::goods::{CRAFT, GAS, PHARMACY, SHOP};
use super::hours::{instant, working_day};
use super::names;
use super::profile::{Fate, Papers, Plan, Profile, Trade};
use super::random::Random;
use super::support::appoint_all;

/// A cooperative that has been founded.
#[derive(Debug, Clone)]
pub(super) struct Founded {
    pub id: CooperativeId,
    pub staff: Staff,
    pub supervisor: UserId,
    /// The units that trade, with the day on which each opens.
    pub units: Vec<(Trade, UnitCode, BookDate)>,
}

/// The number of a trade's unit in a cooperative with these trades.
pub(super) fn unit_of(trade: Trade, trades: &[Trade]) -> UnitCode {
    match trade {
        Trade::Shop => SHOP.unit,
        Trade::Pharmacy => PHARMACY.unit,
        Trade::Gas => GAS.unit,
        Trade::Craft => CRAFT.unit,
        Trade::Agency => AGENCY,
        Trade::Services if trades.contains(&Trade::Agency) => SERVICES,
        Trade::Services => AGENCY,
    }
}

fn name_of(trade: Trade) -> &'static str {
    match trade {
        Trade::Shop => "Gerai sembako",
        Trade::Pharmacy => "Gerai obat",
        Trade::Gas => "Pangkalan LPG",
        Trade::Craft => "Kerajinan dan industri kecil",
        Trade::Agency => "Agen transfer dan tagihan",
        Trade::Services => "Fotokopi dan cetak",
    }
}

/// Which month of eighteen a trade begins in.
fn opens(trade: Trade) -> i64 {
    match trade {
        Trade::Shop | Trade::Pharmacy => 1,
        Trade::Agency => 2,
        Trade::Services => 3,
        Trade::Gas => 5,
        Trade::Craft => 7,
    }
}

/// Papers whose numbers nobody can take for real ones.
fn papers(plan: &Plan, profile: &Profile, n: i64) -> LegalPapers {
    let start = plan.start();
    let year = start.year();
    let signed = |number: String, date: BookDate| Some(Paper { number, date: working_day(date) });
    let deed = signed(format!("No. CONTOH-{n:04}"), start.plus_days(-40 + n % 12));
    let ahu = signed(format!("AHU-CONTOH-{n:04}.AH.01.29.TAHUN {year}"), start.plus_days(-20 + n % 12));
    match profile.papers {
        Papers::Forming => LegalPapers::default(),
        Papers::Deed => LegalPapers { deed, ..LegalPapers::default() },
        Papers::Waiting => LegalPapers { deed, ahu, ..LegalPapers::default() },
        Papers::Complete => LegalPapers {
            deed,
            ahu,
            // No office gives numbers that begin with so many zeros.
            nib: Some(format!("{:013}", 900_000 + n)),
            npwp: Some(format!("{:016}", 900_000 + n)),
            nik_koperasi: (n % 3 != 0).then(|| format!("CONTOH-{}", profile.village.code.number())),
        },
    }
}

/// Registers the cooperative with everything but members and money.
pub(super) fn found(
    tx: &mut Tx<'_>,
    plan: &Plan,
    profile: &Profile,
    n: i64,
    maker: UserId,
) -> Result<Founded> {
    let code = profile.village.code;
    let at = instant(working_day(plan.start().plus_days(-1)), 9 * 3_600 + n * 60);
    let mut random = Random::of(plan.seed ^ 2, code.number().unsigned_abs());
    let new = NewCooperative {
        region: code,
        name: registry::standard_name(&profile.village.name, code),
        legal: papers(plan, profile, n),
        address: Some(format!("Jl. Contoh Balai No. {}, {}", n, profile.village.name)),
        founded_on: Some(working_day(plan.start().plus_days(-70 + n % 20))),
        at,
    };
    let id = registry::register(tx, new)?;
    let units = open_units(tx, plan, profile, id, n, &mut random)?;
    let (staff, supervisor) = officers(tx, plan, profile, id, maker, at, &mut random)?;
    let known: &[(Office, &str)] = match profile.flagship {
        true => &[
            (Office::Chair, "Pak Contoh Rajawali"),
            (Office::Secretary, "Bu Contoh Kenari"),
            (Office::Treasurer, "Bu Contoh Merpati"),
        ],
        false => &[],
    };
    let mut others = Random::of(plan.seed ^ 3, code.number().unsigned_abs());
    appoint_all(tx, id, known, (plan.start(), staff.secretary, at), &mut others)?;
    let (principal_amount, monthly_amount) = (Rupiah(profile.principal), Rupiah(profile.monthly));
    let source = "Anggaran Dasar (contoh) pasal 12".to_owned();
    // Not before the program's own terms, which would take over from an earlier row.
    let valid_from = plan.start().max(BookDate::new(2025, 1, 1).unwrap_or(BookDate::MIN));
    let terms = Terms { principal_amount, monthly_amount, valid_from, source };
    savings::set_terms(tx, &TermsChange { cooperative: id, terms, by: staff.secretary, at })?;
    Ok(Founded { id, staff, supervisor, units })
}

fn open_units(
    tx: &mut Tx<'_>,
    plan: &Plan,
    profile: &Profile,
    id: CooperativeId,
    n: i64,
    random: &mut Random,
) -> Result<Vec<(Trade, UnitCode, BookDate)>> {
    let waiting = profile.papers != Papers::Complete;
    let mut units = Vec::new();
    for trade in &profile.trades {
        let unit = unit_of(*trade, &profile.trades);
        let day = plan.month_at(opens(*trade)).first_day().plus_days(random.between(6, 20));
        let day = working_day(day).min(plan.until);
        if unit == SERVICES {
            ledger::add_own_unit(tx, id, unit, name_of(*trade), day)?;
        }
        let licence = match trade {
            _ if waiting => Licence::of(LicenceState::NotYet),
            Trade::Agency | Trade::Services => Licence::of(LicenceState::NotNeeded),
            _ => Licence {
                state: LicenceState::Licensed,
                number: Some(format!("IZIN-CONTOH-{n:04}-{:02}", unit.0)),
                until: (*trade == Trade::Pharmacy).then(|| plan.until.plus_days(90 + n)),
            },
        };
        let opened_on = (!waiting).then_some(day);
        registry::open_unit(tx, id, NewUnit { unit, name: name_of(*trade).to_owned(), licence, opened_on })?;
        units.push((*trade, unit, day));
    }
    // Standard outlets often wait for their permits.
    for (unit, name, often) in [(20, "Unit simpan pinjam", 60), (40, "Klinik", 25), (30, "Gerai obat", 35)] {
        let free = units.iter().all(|(_, taken, _)| taken.0 != unit);
        if free && (profile.flagship || random.chance(often)) {
            let licence = Licence::of(LicenceState::NotYet);
            let new = NewUnit { unit: UnitCode(unit), name: name.to_owned(), licence, opened_on: None };
            registry::open_unit(tx, id, new)?;
        }
    }
    if waiting {
        units.clear()
    }
    Ok(units)
}

/// A person with a role.
pub(super) fn person(
    tx: &mut Tx<'_>,
    login: String,
    name: String,
    role: (Role, Scope),
    since: (BookDate, Timestamp),
    maker: UserId,
) -> Result<UserId> {
    let (from, at) = since;
    let user = access::create_user(tx, &NewUser { login, name, password: HashedPassword::none(), at })?;
    let (role, scope) = role;
    access::grant(tx, &NewGrant { user, role, scope, from, by: Some(maker), at })?;
    Ok(user)
}

/// The officers: five for the flagship, two where the treasurer and the chair do everything.
fn officers(
    tx: &mut Tx<'_>,
    plan: &Plan,
    profile: &Profile,
    id: CooperativeId,
    maker: UserId,
    at: Timestamp,
    random: &mut Random,
) -> Result<(Staff, UserId)> {
    let code: RegionCode = profile.village.code;
    let make = |tx: &mut Tx<'_>, word: &str, role: Role, name: String| {
        let since = (plan.start(), at);
        person(tx, format!("{word}.{code}"), name, (role, Scope::Cooperative(id)), since, maker)
    };
    if profile.flagship {
        let treasurer = make(tx, "bendahara", Role::Treasurer, "Bu Contoh Merpati".to_owned())?;
        let cashier = make(tx, "kasir", Role::Cashier, "Pak Contoh Kutilang".to_owned())?;
        let chair = make(tx, "ketua", Role::Chair, "Pak Contoh Rajawali".to_owned())?;
        let secretary = make(tx, "sekretaris", Role::Secretary, "Bu Contoh Kenari".to_owned())?;
        let supervisor = make(tx, "pengawas", Role::Supervisor, "Pak Contoh Lurah".to_owned())?;
        return Ok((Staff { treasurer, cashier, chair, secretary }, supervisor));
    }
    let woman = random.chance(70);
    let treasurer = make(tx, "bendahara", Role::Treasurer, names::officer(woman, random))?;
    let chair = make(tx, "ketua", Role::Chair, names::officer(!woman, random))?;
    let busy = profile.fate != Fate::Unlicensed;
    let supervisor = match busy {
        true => make(tx, "pengawas", Role::Supervisor, "Pak Contoh Lurah".to_owned())?,
        false => chair,
    };
    Ok((Staff { treasurer, cashier: treasurer, chair, secretary: chair }, supervisor))
}
