//! What a journey begins with: a cooperative, its officers and its members, entered through the program's
//! own forms but without looking at each page.
#![cfg(test)]

use kernel::{BookDate, Clock, Month, Zone};

use super::server::Server;
use super::visitor::{Answer, Visitor};

/// Where everything happens.
pub const VILLAGE: &str = "Pintu Air · 19.71.04.1001";
pub const BASE: &str = "/k/19.71.04.1001";
pub const PASSWORD: &str = "pintu air jernih";

/// Somebody with a number that could be hers.
pub const MARNI: Person = Person { name: "Bu Marni", nik: "1971044503900002" };

#[derive(Clone, Copy)]
pub struct Person {
    pub name: &'static str,
    pub nik: &'static str,
}

/// The day that the program calls today.
pub fn today() -> BookDate {
    Clock::system().today(Zone::Wib)
}

/// The month so many months ago.
pub fn months_ago(months: i64) -> Month {
    today().month_of().plus(-months)
}

/// A path of the cooperative.
pub fn at(rest: &str) -> String {
    format!("{BASE}/{rest}")
}

/// An installation with one cooperative, in which these roles are held by somebody of that name. Whom the
/// visitor becomes by that name is signed in.
pub fn cooperative(server: &Server, officers: &[(&str, &str)]) -> Visitor {
    let mut visitor = Visitor::at(server);
    visitor.open("/masuk");
    visitor.becomes("pengelola");
    let setup = server.setup.clone().unwrap();
    become_known(&visitor, &setup, "pengelola");
    let registered = visitor.send(
        "/wilayah/19.71/daftar",
        "/wilayah/19.71/daftar",
        &[("village", VILLAGE), ("unit", "10")],
    );
    assert_eq!(registered.path, at("pengaturan/pengguna"), "{registered:?}");
    for (role, name) in officers {
        visitor.becomes("pengelola");
        let link = invited(&visitor, role, name);
        visitor.becomes(name);
        become_known(&visitor, &link, name);
    }
    visitor
}

/// The city of the demonstration, in which everybody can sit down who has a link.
pub fn city(server: &Server, roles: &[&str]) -> Visitor {
    let mut visitor = Visitor::at(server);
    visitor.open("/masuk");
    for role in roles {
        visitor.becomes(role);
        visitor.open(&server.links[*role]);
    }
    visitor
}

/// Somebody invites another one at a page of people; whom the visitor becomes by that name is signed in.
pub fn officer_of(visitor: &mut Visitor, inviter: &str, people: &str, role: &str, name: &str) {
    visitor.becomes(inviter);
    let link = invited_at(visitor, people, role, name);
    visitor.becomes(name);
    become_known(visitor, &link, name);
}

/// The path of an invitation to the cooperative.
fn invited(visitor: &Visitor, role: &str, name: &str) -> String {
    invited_at(visitor, &at("pengaturan/pengguna"), role, name)
}

fn invited_at(visitor: &Visitor, people: &str, role: &str, name: &str) -> String {
    let made = visitor.send(people, &format!("{people}/undang"), &[("role", role), ("name", name)]);
    let start = made.text.find("/undangan/").unwrap_or_else(|| panic!("no invitation: {made:?}"));
    let link = made.text.get(start..).unwrap();
    link.split_whitespace().next().unwrap().to_owned()
}

fn become_known(visitor: &Visitor, link: &str, name: &str) {
    let login = name.to_lowercase().replace(' ', ".");
    let fields = [("name", name), ("login", &login), ("password", PASSWORD), ("password_again", PASSWORD)];
    let known = visitor.send(link, link, &fields);
    assert!(known.status == 200 && known.path != link, "{known:?}");
}

/// A member since a day, with simpanan pokok paid; gives the path of the card.
pub fn member(visitor: &Visitor, person: Person, since: BookDate) -> String {
    let since = since.to_string();
    let entered = [("name", person.name), ("nik", person.nik), ("address", "Jalan Uji 1"), ("date", &since)];
    let entered = visitor.send(&at("anggota/baru"), &at("anggota/baru"), &entered);
    let card = entered.path.clone();
    assert!(entered.status == 200 && card != at("anggota/baru"), "{entered:?}");
    let verify = format!("{card}/periksa");
    let verified = visitor.send(&verify, &verify, &[("date", &since)]);
    assert_eq!(verified.path, card, "{verified:?}");
    let paid = record(visitor, "terima-simpanan-pokok", &since, "50000", &[("party", person.name)]);
    assert!(paid.path.contains("/transaksi/"), "{paid:?}");
    card
}

/// Records an act by its rule.
pub fn record(visitor: &Visitor, rule: &str, date: &str, amount: &str, more: &[(&str, &str)]) -> Answer {
    let form = at(&format!("catat/{rule}"));
    let fields = [&[("amount", amount), ("date", date), ("place", "11100"), ("unit", "0")], more].concat();
    visitor.send(&form, &form, &fields)
}
