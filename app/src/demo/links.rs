//! People of every role, and the link by which each signs in.

use access::{Role, Scope};
use anyhow::Result;
use kernel::UserId;
use store::{Db, Tx};

use super::founding::person;
use super::hours::instant;
use super::life::Lived;
use super::profile::{Plan, Profile, city_of, district_of};
use super::support;

/// What is printed of a role.
struct Door {
    role: &'static str,
    what: String,
    path: String,
}

/// Makes mentor and city office, and prints a link for each role.
pub(super) fn print(
    db: &Db,
    plan: &Plan,
    (profile, lived): &(Profile, Lived),
    maker: UserId,
    listen: &str,
) -> Result<()> {
    let (plan, profile, lived) = (plan.clone(), profile.clone(), lived.clone());
    let doors = db.write_blocking(move |tx| doors(tx, &plan, &profile, &lived, maker))?;
    println!();
    println!("Masuk dengan tautan ini, satu untuk tiap peran:");
    println!();
    let widest = doors.iter().map(|door| door.what.chars().count()).max().unwrap_or(0);
    for Door { role, what, path } in doors {
        println!("  {role:<11}  {what:<widest$}  http://{listen}{path}");
    }
    println!();
    Ok(())
}

fn doors(tx: &mut Tx<'_>, plan: &Plan, profile: &Profile, lived: &Lived, maker: UserId) -> Result<Vec<Door>> {
    let at = instant(plan.until, 18 * 3_600);
    let since = (plan.start(), instant(plan.start().plus_days(-1), 8 * 3_600 + 60));
    let (village, staff) = (profile.village.code, lived.founded.staff);
    let (district, city) = (district_of(village), city_of(village));
    let mentor = (Role::Mentor, Scope::Region(district));
    let mentor = person(tx, "pendamping".to_owned(), "Bu Contoh Camar".to_owned(), mentor, since, maker)?;
    let office = (Role::CityOffice, Scope::Region(city));
    let office = person(tx, "dinas".to_owned(), "Pak Contoh Cendrawasih".to_owned(), office, since, maker)?;
    support::hand_over(tx, plan, city, office)?;
    support::mentor(tx, plan, (district, lived.founded.id), (mentor, "Bu Contoh Camar"), office)?;
    let name = |reader: &mut Tx<'_>, code| -> Result<String> {
        Ok(territory::region(reader, code)?.map_or_else(String::new, |region| region.name))
    };
    let own = profile.village.name.clone();
    let (district, city) = (format!("Kecamatan {}", name(tx, district)?), name(tx, city)?);
    let people = [
        ("Bendahara", own.clone(), staff.treasurer),
        ("Kasir", own.clone(), staff.cashier),
        ("Pengawas", own.clone(), lived.founded.supervisor),
        ("Ketua", own, staff.chair),
        ("Pendamping", district, mentor),
        ("Dinas", city, office),
    ];
    let door = |(role, what, user)| {
        let path = access::demo_path(&access::demo_link(tx, user, at)?);
        Ok(Door { role, what, path })
    };
    people.into_iter().map(door).collect()
}
