//! Taking the rows of a register in: the way that everybody goes, row by row.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use kernel::{BookDate, CooperativeId, PartyId, RegionCode, Timestamp, UserId, fold};
use line::Refused;
use members::{Activation, Application, MemberFilter, MembersError, NikKeys, Verification};
use savings::Schedule;
use store::{Reader, Tx};

use crate::desk::members_import::columns::{Field, List};
use crate::desk::members_import::report::{Problem, Report};
use crate::desk::members_import::row::{self, Candidate};
use crate::desk::members_import::savings_of::{self, Taken, latest};

/// Where and when a register is taken in.
#[derive(Debug, Clone)]
pub struct Wanted {
    pub cooperative: CooperativeId,
    pub file_name: String,
    /// The day of the opening savings.
    pub as_of: BookDate,
    pub today: BookDate,
    pub by: UserId,
    pub at: Timestamp,
}

/// What must be known of the register to judge a row.
struct Known {
    home: RegionCode,
    numbers: BTreeSet<i64>,
    /// Folded names with what is shown of the NIK.
    people: BTreeSet<(String, String)>,
    schedule: Schedule,
    /// Villages of the city by folded name.
    villages: BTreeMap<String, Vec<RegionCode>>,
}

impl Known {
    fn read(reader: &mut dyn Reader, cooperative: CooperativeId) -> Result<Self, Refused> {
        let refused = |error: &dyn std::fmt::Display| Refused::about(None, error);
        let home = registry::cooperative(reader, cooperative)
            .map_err(|error| refused(&error))?
            .ok_or_else(|| refused(&MembersError::NoSuchCooperative))?
            .region;
        let (mut numbers, mut people) = (BTreeSet::new(), BTreeSet::new());
        for page in 1.. {
            let filter = MemberFilter { state: None, text: String::new(), page };
            let found = members::list(reader, cooperative, &filter).map_err(|error| refused(&error))?.members;
            if found.is_empty() {
                break;
            }
            for member in found {
                numbers.extend(member.number);
                people.insert((fold(&member.name), member.nik_masked));
            }
        }
        let city = home.parent().and_then(RegionCode::parent).unwrap_or(home);
        let mut villages: BTreeMap<String, Vec<RegionCode>> = BTreeMap::new();
        for village in territory::villages_in(reader, city).map_err(|error| refused(&error))? {
            villages.entry(fold(&village.name)).or_default().push(village.code);
        }
        let schedule = savings::schedule(reader, cooperative).map_err(|error| refused(&error))?;
        Ok(Self { home, numbers, people, schedule, villages })
    }

    /// The village on the KTP; nothing means the cooperative's own.
    fn village(&self, text: &str) -> Result<Option<RegionCode>, String> {
        if text.is_empty() {
            return Ok(None);
        }
        if let Ok(code) = RegionCode::parse(text) {
            return Ok(Some(code));
        }
        let folded = fold(text);
        let prefixes = ["kelurahan ", "kel ", "desa "];
        let bare = prefixes.iter().find_map(|prefix| folded.strip_prefix(prefix)).unwrap_or(&folded);
        match self.villages.get(bare).map(Vec::as_slice) {
            Some(found) if found.contains(&self.home) => Ok(None),
            Some([only]) => Ok(Some(*only)),
            _ => Err(format!(
                "Kelurahan “{text}” tidak dikenal di kota ini. Betulkan namanya, atau tulis kode wilayahnya."
            )),
        }
    }
}

/// What will be done about a row.
struct Judged {
    village: Option<RegionCode>,
    applies: BookDate,
    number: Option<i64>,
    joins: bool,
}

/// Takes all good rows in and reports the others. A dry run is this in a transaction that is taken back.
///
/// # Errors
/// [`Refused`] for the import as a whole; then nothing has been written.
pub fn accept(tx: &mut Tx<'_>, keys: &NikKeys, wanted: &Wanted, list: &List) -> Result<Report, Refused> {
    if wanted.as_of > wanted.today {
        return Err(Refused::about(Some("as_of"), ledger::LedgerError::Future(wanted.as_of)));
    }
    let mut known = Known::read(tx, wanted.cooperative)?;
    let mut report = Report { rows: list.rows.len(), ..Report::default() };
    let candidates = candidates(list, wanted.today, &mut report);
    let mut taken = Vec::new();
    for candidate in &candidates {
        match take(tx, keys, wanted, &mut known, candidate)? {
            Outcome::Taken(party, is_member) => {
                report.accepted += 1;
                report.members += usize::from(is_member);
                taken.push(Taken { party, candidate });
            }
            Outcome::Already => report.already += 1,
            Outcome::Rejected(problem) => {
                report.rejected += 1;
                report.problems.push(problem);
            }
        }
    }
    report.savings = taken.iter().map(|taken| taken.candidate.savings()).sum();
    savings_of::post(tx, wanted, &taken)?;
    let place = |problem: &Problem| {
        list.rows.iter().position(|row| row.sheet == problem.sheet && row.row.number == problem.row)
    };
    report.problems.sort_by_cached_key(place);
    Ok(report)
}

/// The rows that are good by themselves; a NIK that stands there twice is taken once.
fn candidates(list: &List, today: BookDate, report: &mut Report) -> Vec<Candidate> {
    let mut candidates = Vec::with_capacity(list.rows.len());
    let mut seen: HashMap<kernel::Nik, (String, u32)> = HashMap::new();
    for listed in &list.rows {
        let candidate = match row::read(listed, today) {
            Ok(candidate) => candidate,
            Err(problems) => {
                report.rejected += 1;
                report.problems.extend(problems);
                continue;
            }
        };
        if let Some((sheet, first)) = seen.get(&candidate.nik) {
            let other = if *sheet == candidate.sheet { String::new() } else { format!(" lembar {sheet}") };
            let sentence = format!(
                "NIK di baris {} sama dengan di baris {first}{other}. Periksa keduanya dengan KTP.",
                candidate.row
            );
            report.rejected += 1;
            report.problems.push(candidate.problem(Field::Nik, sentence));
            continue;
        }
        seen.insert(candidate.nik.clone(), (candidate.sheet.clone(), candidate.row));
        candidates.push(candidate);
    }
    // A number that is drawn must not be one that a later row has on the card.
    candidates.sort_by_key(|candidate| candidate.number.is_none());
    candidates
}

/// What came of a row.
enum Outcome {
    /// New, and whether a member already.
    Taken(PartyId, bool),
    Already,
    Rejected(Problem),
}

/// Applies, verifies and activates. Everything that could be refused later is looked at before the first
/// step, so that nobody is left half-way.
fn take(
    tx: &mut Tx<'_>,
    keys: &NikKeys,
    wanted: &Wanted,
    known: &mut Known,
    candidate: &Candidate,
) -> Result<Outcome, Refused> {
    let shown = (fold(&candidate.name), candidate.nik.to_string());
    let is_known = known.people.contains(&shown);
    let judged = match judge(wanted, known, candidate, is_known) {
        Ok(judged) => judged,
        Err(problem) => return Ok(Outcome::Rejected(problem)),
    };
    let Wanted { cooperative, by, at, .. } = *wanted;
    let application = Application {
        cooperative,
        name: candidate.name.clone(),
        nik: candidate.nik.clone(),
        address: candidate.address.clone(),
        phone: candidate.phone.clone(),
        region: judged.village,
        date: judged.applies,
        by,
        at,
    };
    let member = match members::apply(tx, keys, &application) {
        Ok(member) => member.party,
        Err(MembersError::NikHere) if is_known => return Ok(Outcome::Already),
        Err(error) => return refused(candidate, error).map(Outcome::Rejected),
    };
    let fault = |error: MembersError| Refused::about(None, error);
    let domicile_note = candidate.domicile.clone();
    let date = judged.applies;
    members::verify(tx, &Verification { cooperative, member, domicile_note, date, by, at }).map_err(fault)?;
    if judged.joins {
        let number = judged.number;
        let activation = Activation { cooperative, member, date, number, by, at };
        let active = members::activate(tx, &activation).map_err(fault)?;
        known.numbers.extend(active.number);
    }
    known.people.insert(shown);
    Ok(Outcome::Taken(member, judged.joins))
}

/// Looks at a row beside the register and the terms.
fn judge(wanted: &Wanted, known: &Known, candidate: &Candidate, is_known: bool) -> Result<Judged, Problem> {
    let applies = candidate.joined.unwrap_or(wanted.as_of);
    let village =
        known.village(&candidate.village).map_err(|sentence| candidate.problem(Field::Village, sentence))?;
    let is_elsewhere = village.is_some_and(|village| village != known.home);
    if is_elsewhere && candidate.domicile.chars().count() < 5 {
        return Err(candidate.problem(Field::Domicile, MembersError::DomicileNote));
    }
    let full = known.schedule.on(applies).principal_amount;
    let joins = candidate.joined.is_some() || candidate.principal >= full;
    check_savings(wanted, candidate, full, joins)?;
    let number = match candidate.number {
        // Somebody who is in the register keeps the number there.
        Some((number, true)) if known.numbers.contains(&number) && !is_known => {
            return Err(candidate.problem(Field::Number, MembersError::NumberTaken(number)));
        }
        Some((number, _)) if !known.numbers.contains(&number) => Some(number),
        _ => None,
    };
    Ok(Judged { village, applies, number, joins })
}

/// Savings that cannot be: before there was a membership, or of months beyond what may be paid.
fn check_savings(
    wanted: &Wanted,
    candidate: &Candidate,
    full: kernel::Rupiah,
    joins: bool,
) -> Result<(), Problem> {
    let saves_more = !candidate.mandatory.is_zero() || !candidate.voluntary.is_zero();
    if saves_more && !joins {
        let sentence = format!(
            "Simpanan pokok {} kurang dari {full}, padahal sudah ada simpanan lain. Isi tanggal masuknya bila ia \
             sudah anggota.",
            candidate.principal
        );
        return Err(candidate.problem(Field::Principal, sentence));
    }
    let (joined, savings) = (candidate.joined, candidate.savings());
    if joined.is_some_and(|joined| joined > wanted.as_of) && !savings.is_zero() {
        let sentence = format!(
            "Tanggal masuknya sesudah tanggal saldo awal, {}. Kosongkan simpanannya lalu catat setorannya, atau \
             ubah tanggal saldo awal.",
            wanted.as_of.short()
        );
        return Err(candidate.problem(Field::Joined, sentence));
    }
    let Some(through) = candidate.paid_through else { return Ok(()) };
    let first = joined.unwrap_or(wanted.as_of).month_of();
    if candidate.mandatory.is_zero() {
        let sentence =
            format!("Isi juga simpanan wajibnya, karena tertulis lunas sampai {}.", through.long());
        return Err(candidate.problem(Field::Mandatory, sentence));
    }
    if joined.is_none() && through < first {
        let sentence = "Isi juga tanggal masuknya, supaya bulan yang sudah lunas bisa dihitung.";
        return Err(candidate.problem(Field::Joined, sentence));
    }
    if through < first || through > latest(candidate, wanted.as_of) {
        let sentence = format!(
            "Periksa bulan lunasnya: keanggotaannya mulai {}, dan paling jauh {} bulan sesudah tanggal saldo awal.",
            first.long(),
            savings_of::AHEAD_MONTHS
        );
        return Err(candidate.problem(Field::PaidThrough, sentence));
    }
    Ok(())
}

/// The problem of a row that the register refused; a fault of the store ends the import.
fn refused(candidate: &Candidate, error: MembersError) -> Result<Problem, Refused> {
    let row = candidate.row;
    Ok(match error {
        MembersError::Store(_) | MembersError::Registry(_) | MembersError::NoSuchCooperative => {
            return Err(Refused::about(None, error));
        }
        MembersError::NikHere => candidate.problem(
            Field::Nik,
            format!("NIK di baris {row} sudah terdaftar di koperasi ini atas nama lain. Cocokkan dengan KTP."),
        ),
        MembersError::NikElsewhere => candidate.problem(
            Field::Nik,
            format!(
                "NIK di baris {row} sudah terdaftar di koperasi lain. Minta pengurus di sana mencatat keluarnya dulu."
            ),
        ),
        error => {
            let field = match error.field() {
                Some("name") => Field::Name,
                Some("address") => Field::Address,
                Some("phone") => Field::Phone,
                Some("region") => Field::Village,
                Some("date") => Field::Joined,
                _ => Field::Nik,
            };
            candidate.problem(field, error)
        }
    })
}
