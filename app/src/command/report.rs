//! `sokoguru report` and `sokoguru activity`.

use std::io::{Write, stdout};
use std::path::PathBuf;

use anyhow::{Result, bail};
use clap::{Args, ValueEnum};
use kernel::{AccountCode, BookDate, CooperativeId, PartyId, RegionCode, UnitCode};
use members::MemberFilter;
use statements::{Party, Request, Statement, StatementError};

use crate::above::ABOVE;
use crate::command::{date, unwritten};
use crate::installation::Installation;

#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    Json,
    Text,
    Xlsx,
    Pdf,
}

/// Flags of `report`.
#[derive(Debug, Args)]
pub struct Options {
    /// trial-balance, balance-sheet, income, equity, cash-flow, notes, annual, cash-book, ledger,
    /// member-statement
    name: String,
    /// Kode kelurahan dengan titik, atau nomor koperasi.
    #[arg(long)]
    cooperative: String,
    /// Per tanggal; bawaan hari ini.
    #[arg(long, value_parser = date)]
    as_of: Option<BookDate>,
    /// Dari tanggal, untuk laporan satu masa.
    #[arg(long, value_parser = date)]
    from: Option<BookDate>,
    /// Nomor unit usaha; bawaan seluruh koperasi.
    #[arg(long)]
    unit: Option<i64>,
    /// Nomor akun, untuk buku kas dan buku besar.
    #[arg(long)]
    account: Option<i64>,
    /// Nomor anggota atau mitra, untuk `member-statement`.
    #[arg(long)]
    member: Option<i64>,
    #[arg(long, value_enum)]
    format: Option<Format>,
    /// Tulis ke berkas ini.
    #[arg(long)]
    out: Option<PathBuf>,
}

/// Writes one report.
pub fn run(installation: &Installation, options: &Options, json: bool) -> Result<()> {
    let cooperative = installation.cooperative(&options.cooperative)?;
    let as_of = options.as_of.unwrap_or_else(|| installation.today());
    let mut request = Request {
        from: options.from,
        unit: options.unit.map(UnitCode),
        account: options.account.map(AccountCode),
        ..Request::new(options.name.parse::<Statement>()?, as_of, &cooperative.name)
    };
    let (id, member) = (cooperative.id, options.member);
    let report = installation.db.read_blocking(|reader| {
        request.surroundings = (ABOVE.surroundings)(reader, id, as_of)?;
        if let Some(member) = member {
            request.party = Some(party(reader, id, member)?);
        }
        statements::run(reader, id, &request)
    })?;
    let format = options.format.unwrap_or(if json { Format::Json } else { Format::Text });
    let bytes = match format {
        Format::Json => format!("{}\n", serde_json::to_string_pretty(&report.json)?).into_bytes(),
        Format::Text => reports::text(&report.document).into_bytes(),
        Format::Xlsx => reports::xlsx(&report.document)?,
        Format::Pdf => {
            let pdf = reports::pdf(&report.document, installation.today())?;
            statements::signed(pdf, report.document.seal.as_ref(), &installation.keys)
        }
    };
    match &options.out {
        Some(file) => std::fs::write(file, bytes).map_err(|_| unwritten(file)),
        None if matches!(format, Format::Xlsx | Format::Pdf) => bail!("Sebutkan berkasnya dengan --out."),
        None => Ok(stdout().write_all(&bytes)?),
    }
}

/// The member of a number on the member card, also one who left; or the partner, who has no card, of a
/// number of the ledger.
fn party(
    reader: &mut dyn store::Reader,
    cooperative: CooperativeId,
    number: i64,
) -> Result<Party, StatementError> {
    let unknown = StatementError::UnknownParty(PartyId(number));
    let filter = MemberFilter { state: None, text: number.to_string(), page: 1 };
    let found = members::list(reader, cooperative, &filter).map_err(|_| unknown.clone())?.members;
    let carries = found.iter().find(|member| member.number == Some(number));
    let id = carries.map_or(PartyId(number), |member| member.party);
    // Where nobody carries the number, it is not that of a member who carries another.
    let is_meant = |party: &Party| carries.is_some() || party.number.is_empty();
    (ABOVE.party)(reader, cooperative, id)?.filter(is_meant).ok_or(unknown)
}

/// Prints the states of a region's cooperatives.
pub fn activity(
    installation: &Installation,
    region: &str,
    as_of: Option<BookDate>,
    json: bool,
) -> Result<()> {
    let region = RegionCode::parse(region)?;
    let as_of = as_of.unwrap_or_else(|| installation.today());
    let assessment = installation.db.read_blocking(|reader| activity::assess(reader, region, as_of))?;
    let value = activity::json(&assessment);
    if json {
        println!("{}", serde_json::to_string_pretty(&value)?);
        return Ok(());
    }
    println!("Wilayah {region} per {}", as_of.long());
    let counts = value.get("counts").and_then(serde_json::Value::as_object);
    for (state, count) in counts.into_iter().flatten() {
        println!("  {state:<20} {count}");
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use kernel::{CooperativeId, PartyId, Timestamp, UserId};
    use members::{Activation, Application, Ending, Exit, NikKeys, Verification};
    use statements::StatementError;
    use store::Tx;
    use store::testing::on_both_engines;

    use super::party;
    use crate::installation::MIGRATIONS;

    const BY: UserId = UserId(1);
    /// 24 November 2026, 10.00 WIB.
    const AT: Timestamp = Timestamp(1_795_489_200_000_000);

    /// Somebody who joins under a number.
    fn joins(tx: &mut Tx<'_>, cooperative: CooperativeId, last: &str, number: i64) -> PartyId {
        let keys = NikKeys::derive(|_| [7; 32]);
        let date = kernel::BookDate::parse("2026-01-05").unwrap();
        let nik = kernel::Nik::parse(&format!("197104450390{last}"), date).unwrap();
        let name = format!("Bu Contoh {number}");
        let (address, phone) = ("Jl. Contoh 1".to_owned(), String::new());
        let application =
            Application { cooperative, name, nik, address, phone, region: None, date, by: BY, at: AT };
        let member = members::apply(tx, &keys, &application).unwrap().party;
        let domicile_note = String::new();
        let verification = Verification { cooperative, member, domicile_note, date, by: BY, at: AT };
        members::verify(tx, &verification).unwrap();
        let activation = Activation { cooperative, member, date, number: Some(number), by: BY, at: AT };
        members::activate(tx, &activation).unwrap();
        member
    }

    #[test]
    fn a_members_number_never_opens_the_statement_of_somebody_else() {
        on_both_engines(&MIGRATIONS, |test| {
            let region = kernel::RegionCode::parse("19.71.04.1001").unwrap();
            let new = registry::NewCooperative {
                region,
                name: registry::standard_name("Contoh", region),
                legal: registry::LegalPapers::default(),
                address: None,
                founded_on: None,
                at: AT,
            };
            let id = test.db.write_blocking(move |tx| registry::register(tx, new.clone())).unwrap();
            let write = |last: &'static str, number| {
                let joined = move |tx: &mut Tx<'_>| Ok::<_, store::StoreError>(joins(tx, id, last, number));
                test.db.write_blocking(joined).unwrap()
            };
            // Party 1 carries number 2, party 2 carries number 7.
            let (first, second) = (write("0002", 2), write("0003", 7));
            let exit = Exit {
                cooperative: id,
                member: first,
                ending: Ending::Deceased,
                reason: "akta kematian".to_owned(),
                date: kernel::BookDate::parse("2026-11-20").unwrap(),
                by: BY,
                at: AT,
            };
            test.db.write_blocking(move |tx| members::end_membership(tx, &exit)).unwrap();
            let of = |number| test.db.read_blocking(|reader| party(reader, id, number));
            assert_eq!(of(2).unwrap().id, first, "also of somebody who left");
            assert_eq!(of(7).unwrap().id, second);
            for nobody in [1, 99] {
                assert_eq!(of(nobody).unwrap_err(), StatementError::UnknownParty(PartyId(nobody)));
            }
        });
    }
}
